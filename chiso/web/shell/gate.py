"""The gate: every request and every frame of every page goes through here before Streamlit sees it.

Order: host, origin, address, who, may they. What is not on the list does not exist. Nothing here trusts a
header that a client can set: X-Chiso-* of the outside are thrown away, Streamlit gets the gate's own.
"""

import ipaddress
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chiso.commands import beside
from chiso.web.shell import access, answers, process
from chiso.web.shell.process import Identity, Process
from chiso.web.shell.sockets import Socket

COOKIE = "chiso_phien"
SIGN_IN, SIGN_OUT, SESSION, ACTIVATE, HEALTH = "/dang-nhap", "/dang-xuat", "/phien", "/kich-hoat", "/suc-khoe"
ICON = "/favicon.png"  # Streamlit's script asks for it by this name before the page says otherwise
# What a browser that signed in before is known by is sent to addresses below the sign-in.
CODE, TWO_STEPS, OWN_PASSWORD = "/dang-nhap/ma", "/dang-nhap/hai-buoc", "/dang-nhap/mat-khau"
OPEN = frozenset({SIGN_IN, SIGN_OUT, SESSION, ACTIVATE, HEALTH, ICON, CODE, TWO_STEPS, OWN_PASSWORD})
EXPORT = "/du-lieu.zip"
COMMAND = beside.ADDRESS
UPLOAD = "/_stcore/upload_file/"
STREAM = "/_stcore/stream"

# What Streamlit's own script needs; everything else it serves (metrics, agent API, OAuth …) stays closed.
_STREAMLIT = ("/_stcore/health", "/_stcore/host-config")
_STREAMLIT_FOLDERS = ("/static/", "/_stcore/bidi-components/")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_TOO_MANY_PAGES = "Tài khoản này đang mở quá nhiều trang. Hãy đóng bớt thẻ trình duyệt rồi tải lại trang này."

NO_STORE = {"Cache-Control": "no-store"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True)
class Kind:
    """What an address is: open, page, asset, media, export, command, upload, stream or unknown; `ability` to use it."""

    name: str
    ability: str | None = None


def kind_of(path: str) -> Kind:
    """The list of all addresses. Odd paths (traversal, doubled slashes, control characters) are unknown."""
    if _is_odd(path):
        return Kind("unknown")
    if path in OPEN or path in answers.static_paths():
        return Kind("open")
    if path == STREAM:
        return Kind("stream")
    if path.startswith(UPLOAD):
        return Kind("upload", "edit")  # edited decks; who imports may edit too
    if path in _STREAMLIT or path.startswith(_STREAMLIT_FOLDERS):
        return Kind("asset")
    if path.startswith("/media/"):
        return Kind("media")
    if path == EXPORT:
        return Kind("export", "administer")
    if path == COMMAND:
        return Kind("command")
    entry = access.entry_of(path[1:])
    return Kind("page", entry.ability) if entry else Kind("unknown")


def _is_odd(path: str) -> bool:
    return (
        not path.startswith("/")
        or "//" in path
        or "\\" in path
        or "%" in path
        or any(part in (".", "..") for part in path.split("/"))
        or any(ord(letter) < 32 or ord(letter) == 127 for letter in path)
    )


def is_host_served(host: str, server: object, served: Process) -> bool:
    """Whether the Host header names us: loopback, the address that was dialled, our own, or one of CHISO_HOSTS.

    A foreign name that resolves to this machine (DNS rebinding) is none of them.
    """
    name = hostname(host)
    if not name:
        return False
    if process.is_loopback(name) or name in served.hosts or name == served.address.lower():
        return True
    dialled = server[0] if isinstance(server, list | tuple) and server else None
    try:
        return dialled is not None and ipaddress.ip_address(name) == ipaddress.ip_address(str(dialled))
    except ValueError:
        return False


def hostname(host: str) -> str:
    """The name in a Host header, lower case, without port; '' where it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        return ""
    return (parts.hostname or "").rstrip(".")


def is_origin_ours(scope: Scope, headers: Headers) -> bool:
    """Whether the request comes from our own pages. Scripts send no Origin; browsers always do where it counts. Under
    https only a proxy knows that it is https: it says so."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    spoken = "https" if scope.get("scheme") in ("https", "wss") else "http"
    scheme = headers.get("x-forwarded-proto", spoken).split(",")[0].strip().lower()
    return parts.scheme == scheme and parts.netloc.lower() == headers.get("host", "").lower()


def is_local(scope: Scope, headers: Headers) -> bool:
    """Whether a person at this very machine asks: loopback client and name, not through a proxy."""
    client = scope.get("client")
    return (
        not _is_proxied(headers)
        and client is not None
        and process.is_loopback(client[0])
        and process.is_loopback(hostname(headers.get("host", "")))
    )


def _is_proxied(headers: Headers) -> bool:
    return any(name in headers for name in ("x-forwarded-for", "forwarded", "x-real-ip"))


def is_a_command(scope: Scope, headers: Headers) -> bool:
    """Whether a program of this very machine asks, and no browser: from loopback, or from the address that it dialled
    where the server listens on no other."""
    client, server = scope.get("client"), scope.get("server")
    return (
        not _is_proxied(headers)
        and not any(name in headers for name in ("origin", "sec-fetch-site", "cookie"))
        and client is not None
        and (process.is_loopback(client[0]) or bool(server and client[0] == server[0]))
    )


def identify(scope: Scope) -> Identity | None:
    headers = Headers(scope=scope)
    token = HTTPConnection(scope).cookies.get(COOKIE, "")
    return process.current().identity(token, is_local=is_local(scope, headers))


class Gate:
    """ASGI middleware around all of Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            with suppress(ClientDisconnect):  # who leaves in the middle of a body needs no traceback
                await answers.whole(self._http, scope, receive, _with_headers(send, scope))
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _answer(scope)
        if isinstance(answer, Response):
            await answer(scope, receive, send)
            return
        kind, identity = answer
        if kind.name != "upload" or identity is None:
            await self.app(_named(scope, identity), receive, send)
            return
        await process.current().uploads.pass_on(self.app, _named(scope, identity), receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        served = process.current()
        identity = identify(scope)
        if (
            not is_host_served(headers.get("host", ""), scope.get("server"), served)
            or not is_origin_ours(scope, headers)
            or kind_of(scope["path"]).name != "stream"
            or identity is None
            or served.pages.are_full(identity.actor.name)
        ):
            await receive()  # websocket.connect
            await send({"type": "websocket.close", "code": 1008})  # before accept: the handshake gets 403
            return
        await Socket(served, identity, receive, send).run(self.app, _named(scope, identity))


def _answer(scope: Scope) -> Response | tuple[Kind, Identity | None]:
    """The answer of the gate itself, or what and who goes on to the application."""
    headers, served, path = Headers(scope=scope), process.current(), scope["path"]
    if not is_host_served(headers.get("host", ""), scope.get("server"), served):
        return PlainTextResponse("Máy chủ này không phục vụ tên miền đó.", 421)
    is_harmless = scope["method"] in _SAFE_METHODS and path != EXPORT
    if not is_harmless and not is_origin_ours(scope, headers):
        return answers.sentence("Yêu cầu bị từ chối", "Yêu cầu này không đến từ trang của chiso.", 403)
    if path == f"/{access.OVERVIEW_PATH}":
        return RedirectResponse("/" + _query(scope), 308)
    kind = kind_of(path)
    if kind.name == "command" and not is_a_command(scope, headers):
        return PlainTextResponse("Lệnh chỉ được nhận từ chính máy chủ này.", 403, headers=NO_STORE)
    if kind.name in ("open", "command"):
        return kind, None
    if served.store is None:
        return answers.waiting(served.failure)
    identity = identify(scope)
    if identity is None:
        return _ask_to_sign_in(scope, path, kind)
    if not identity.actor.may(kind.ability):
        return answers.forbidden()
    if kind.name in ("unknown", "stream"):
        return answers.not_found()
    if kind.name in ("media", "upload") and not served.links.knows(identity.session, path):
        return answers.not_found()
    if kind.name == "export" and scope["method"] != "GET":
        return answers.not_found()
    if kind.name == "page":
        if scope["method"] not in ("GET", "HEAD"):
            return answers.sentence("Yêu cầu bị từ chối", "Trang này chỉ để xem.", 405)
        if served.pages.are_full(identity.actor.name):
            return answers.sentence("Đang mở quá nhiều trang", _TOO_MANY_PAGES, 429)
        return Response(answers.document(), media_type="text/html", headers=NO_STORE)
    return kind, identity


def _ask_to_sign_in(scope: Scope, path: str, kind: Kind) -> Response:
    """A person who opens any address gets the sign-in, a script 401: neither learns which pages exist."""
    looks_like_page = kind.name == "page" or (
        kind.name == "unknown" and path.count("/") == 1 and "." not in path
    )
    if looks_like_page and scope["method"] in ("GET", "HEAD"):
        address = path + _query(scope)
        then = "" if address == "/" else f"?tiep={quote(address, safe='')}"
        return RedirectResponse(SIGN_IN + then, 303, headers=NO_STORE)
    return PlainTextResponse("Cần đăng nhập.", 401, headers=NO_STORE)


def _query(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"?{query}" if query else ""


def _named(scope: Scope, identity: Identity | None) -> Scope:
    """The scope with our identity headers instead of whatever the client sent under their names."""
    headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(b"x-chiso-")]
    if identity is not None:
        headers.append((b"x-chiso-user", identity.actor.name.encode("ascii")))
        headers.append((b"x-chiso-session", identity.session.encode("ascii")))
    return {**scope, "headers": headers}


def _with_headers(send: Send, scope: Scope) -> Send:
    secure = scope.get("scheme") == "https"
    private = scope["path"].startswith(("/media/", "/_stcore/"))

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers["Content-Security-Policy"] = answers.policy()
            if private:
                headers["Cache-Control"] = "private, no-store"
            if secure:
                headers["Strict-Transport-Security"] = "max-age=31536000"
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
        await send(message)

    return sending
