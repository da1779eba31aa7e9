"""Pages without a browser."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button
from streamlit.util import calc_hash

from chiso.people.actor import VISITOR
from chiso.store import Store
from chiso.store.queries_text import Query
from chiso.web.shell import access, context, launch, process
from chiso.web.shell.process import Process

# Those that show figures of a day, by the names of their files
FIGURES = (
    "tong_quan", "giao_ban", "chi_so", "bao_cao", "qua_han", "truc_tuyen", "tieu_chi", "don_vi", "ke_hoach", "vi_sao",
)  # fmt: skip


@contextmanager
def shown(store: Store) -> Iterator[Process]:
    """Pages show this home."""
    running = Process(home=store.home)
    running.adopt(store)
    process.use(running)
    try:
        yield running
    finally:
        process.use(None)


@contextmanager
def answered(known: dict[bytes, bytes], *, learns: bool = False) -> Iterator[None]:
    """Pages of copies of one home are answered what the first was, as long as they are as it was copied.

    Only who `learns` adds to it: no test is told what another one made.
    """
    ask_anew = context._kept

    def kept(asked: bytes, ask: Callable[[], Any]) -> bytes:
        _home, *what = pickle.loads(asked)  # noqa: S301 - pickled by the page itself; the version is a part of it
        question = pickle.dumps(what)
        if learns:
            known[question] = pickle.dumps(ask())
        return known[question] if question in known else ask_anew(asked, ask)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "_kept", kept)
        yield


def noted(monkeypatch: pytest.MonkeyPatch, *begins: str) -> list[str]:
    """The names of the queries that stores are asked from now on: all, or those that begin so."""
    asked: list[str] = []
    read = Store.read

    def read_noted(store: Store, query: Query, *more: Any) -> Any:
        if query.name.startswith(begins or ""):
            asked.append(query.name)
        return read(store, query, *more)

    monkeypatch.setattr(Store, "read", read_noted)
    return asked


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


def said(app: AppTest) -> str:
    """All that a page says in words, as Markdown."""
    kinds = (app.title, app.markdown, app.info, app.warning, app.error, app.toast)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def button(app: AppTest, label: str) -> Button:
    """The first button of that label."""
    return next(one for one in app.button if one.label == label)
