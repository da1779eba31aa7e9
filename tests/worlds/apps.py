"""Pages without a browser."""

from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from chiso.people.actor import VISITOR
from chiso.web.shell import access, launch


def opened(page: str, user: dict[str, Any] | None = None, /, **query: str) -> AppTest:
    """The page of that script after its first run in the frame: at its own address, as a bookmark opens it.

    AppTest alone begins with the overview and switches: each test would count that page too.
    """
    (entry,) = (one for one in access.ENTRIES if one.file == f"{page}.py")
    app = AppTest.from_file(launch.FRAME, default_timeout=120)
    app.user = {"username": VISITOR, "session": ""} if user is None else user
    for key, value in query.items():
        app.query_params[key] = value
    app._page_hash = calc_hash(entry.path) if entry.path else ""
    return app.run()
