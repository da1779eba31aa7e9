"""The data as Parquet in one file for who administers: made when its address is asked for, gone once it is taken.

No link is told that could be copied: the gate asks each time who it is. The file has no name on the disk, so that
nothing is left of it whatever ends the server.
"""

import asyncio
import tempfile
import threading
from contextlib import ExitStack
from functools import partial
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from chiso.core import clock
from chiso.core.errors import ChisoError
from chiso.core.settings import MB
from chiso.desk import export
from chiso.people.actor import Actor
from chiso.store import Store
from chiso.web.shell import answers, gate, process

_one = threading.Lock()  # each is as large as the data


class _Taken(StreamingResponse):
    """The file on its way; when it has arrived, or nobody takes it any more, it is no more."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        size = file.seek(0, 2)
        file.seek(0)
        headers = {"Content-Length": str(size), "Content-Disposition": f'attachment; filename="{name}"'}
        super().__init__(
            iter(partial(file.read, MB), b""), media_type="application/zip", headers=headers | gate.NO_STORE
        )
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._file.close()
            _one.release()


async def whole(request: Request) -> Response:
    """GET: 200 with the file; 429 while another is made or taken, 503 where it cannot be made."""
    store, identity = process.current().store, gate.identify(request.scope)
    if store is None or identity is None:  # since the gate has looked
        return answers.not_found()
    if not _one.acquire(blocking=False):
        return answers.sentence(
            "Đang có người tải", "Đang tạo hoặc tải một tệp dữ liệu khác. Hãy đợi tải xong rồi thử lại.", 429
        )
    try:
        file = await asyncio.to_thread(_made, store, identity.actor)
    except BaseException as error:
        _one.release()
        if isinstance(error, ChisoError):
            return answers.sentence("Chưa tạo được tệp", error.message, 503)
        raise
    return _Taken(file, f"{store.agency}-du-lieu-{clock.today().isoformat()}.zip")


def _made(store: Store, actor: Actor) -> IO[bytes]:
    with ExitStack() as failed:
        file = failed.enter_context(tempfile.TemporaryFile(dir=store.home / "tmp"))
        export.archive(store, actor, file)
        failed.pop_all()
    return file


ROUTES = [Route(gate.EXPORT, whole, methods=["GET"])]
