"""The addresses outside Streamlit: sign-in, sign-out, one-time links, "who am I" for the script, health."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from chiso.core.errors import ChisoError
from chiso.desk import nightly
from chiso.people.accounts import SESSION_HOURS, Accounts, Browser, SignIn
from chiso.people.guesses import DEVICE_DAYS
from chiso.store import StorageFull, Store, disk
from chiso.web.shell import answers, gate, process
from chiso.web.shell.process import Process

CSRF_COOKIE = "chiso_bieu_mau"
DEVICE_COOKIE = (
    "chiso_may"  # a browser that signed in before; it opens nothing, but nobody elsewhere can lock it out
)
_CSRF_SECONDS = 3600
_SECRET = secrets.token_bytes(32)  # one per start: a form of before the restart asks again
_FORM_BYTES = 8_192
_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
_THROTTLED = (
    "Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại; nếu vẫn bị chặn, hãy nhờ quản trị viên mở khóa "
    "đăng nhập hoặc cấp đường dẫn đặt lại mật khẩu."
)
_STALE = "Biểu mẫu đã hết hạn. Hãy thử lại."


async def sign_in(request: Request) -> Response:
    """GET: the form. POST: 303 with a cookie, 401 wrong, 429 throttled, 403 stale form."""
    accounts = process.current().accounts
    if accounts is None:
        return answers.waiting(process.current().failure)
    if request.method != "POST":
        return _with_form(request, answers.sign_in_form, _then(request.query_params.get("tiep", "")))
    form = await _posted(request)
    then, name = _then(form.get("tiep", "")), form.get("username", "")
    if not _is_genuine(request, form):
        return _with_form(request, answers.sign_in_form, then, _STALE, name, 403)
    result = await asyncio.to_thread(accounts.sign_in, name, form.get("password", ""), _browser(request))
    if result.outcome == "ok":
        return await _signed_in(request, accounts, result, then)
    problem, status = (_THROTTLED, 429) if result.outcome == "throttled" else (_WRONG, 401)
    return _with_form(request, answers.sign_in_form, then, problem, name, status)


async def sign_out(request: Request) -> Response:
    """POST: the sign-in ends on the server; its open pages close. GET, as by a bookmark, changes nothing."""
    if request.method != "POST":
        return RedirectResponse("/", 303)
    accounts = process.current().accounts
    session = accounts.session(request.cookies.get(gate.COOKIE, "")) if accounts else None
    if accounts and session:
        await asyncio.to_thread(accounts.sign_out, session.token_hash)
    response = RedirectResponse(gate.SIGN_IN, 303)
    response.delete_cookie(gate.COOKIE, httponly=True, samesite="lax")
    return response


async def whether_signed_in(request: Request) -> Response:
    """204 or 401, for the chrome script after a page's connection was closed."""
    signed_in = process.current().store is not None and gate.identify(request.scope) is not None
    return Response(status_code=204 if signed_in else 401, headers=gate.NO_STORE)


async def activate(request: Request) -> Response:
    """A one-time link: set a password (and make the first administrator), then be signed in."""
    served = process.current()
    if served.accounts is None:
        return answers.waiting(served.failure)
    if request.method != "POST":
        return _with_form(request, answers.link_form)
    form = await _posted(request)
    token = form.get("ma", "")
    found = await asyncio.to_thread(_owner_of, served, token)
    if found is None:
        text = "Đường dẫn này đã dùng hoặc đã hết hạn. Hãy xin quản trị viên đường dẫn mới."
        return answers.sentence("Đường dẫn không dùng được", text, 404)
    (accounts, owner), problem, status = found, "", 200
    if "password" in form:
        problem, status = await _set_password(request, accounts, form, token, owner)
        if not problem:
            name = owner or form.get("username", "")
            result = await asyncio.to_thread(
                accounts.sign_in, name, form.get("password", ""), _browser(request)
            )
            if accounts is not served.accounts:
                await asyncio.to_thread(served.serve_real)
            if result.outcome == "ok":
                return await _signed_in(request, accounts, result, "/")
            return RedirectResponse(gate.SIGN_IN, 303)
    return _with_form(request, answers.password_form, token, owner, problem, status)


def _owner_of(served: Process, token: str) -> tuple[Accounts, str | None] | None:
    """Whose link it is: of the accounts served, or of the real data that waits for its first administrator."""
    asked: tuple[Callable[[], Accounts | None], ...] = (lambda: served.accounts, served.waiting_accounts)
    for find in asked:
        accounts = find()
        usable, owner = accounts.link_owner(token) if accounts else (False, None)
        if accounts and usable:
            return accounts, owner
    return None


async def health(request: Request) -> Response:
    """200 after a query through the application's own connection, else 503; 503 too while the disk takes nothing."""
    served = process.current()
    try:
        if served.store is None:
            raise LookupError
        version, told = await asyncio.to_thread(_health, served.store)
    except Exception as error:  # noqa: BLE001 - whatever it is, the answer is: not healthy
        code = {"code": error.code} if isinstance(error, ChisoError) else {}
        return JSONResponse({"status": "unavailable", **code}, 503, headers=gate.NO_STORE)
    told |= {"data_version": version} if gate.identify(request.scope) else {}
    return JSONResponse({"status": "ok", **told}, headers=gate.NO_STORE)


def _health(store: Store) -> tuple[int, dict[str, Any]]:
    version = int(store.fact("data_version") or 0)
    if not disk.is_writable(store.home):
        raise StorageFull
    last = nightly.last(store)
    return version, {"backup": {"made_at": last["at"], "sound": last["sound"]}} if last else {}


async def icon(_request: Request) -> Response:
    """Our own icon under Streamlit's name for it."""
    return FileResponse(answers.STATIC / "bieu-tuong.svg", media_type="image/svg+xml")


ROUTES = [
    Route(gate.ICON, icon, methods=["GET"]),
    Route(gate.SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route(gate.SIGN_OUT, sign_out, methods=["GET", "POST"]),
    Route(gate.SESSION, whether_signed_in, methods=["GET"]),
    Route(gate.ACTIVATE, activate, methods=["GET", "POST"]),
    Route(gate.HEALTH, health, methods=["GET"]),
]


async def _set_password(
    request: Request, accounts: Accounts, form: dict[str, str], token: str, owner: str | None
) -> tuple[str, int]:
    if not _is_genuine(request, form):
        return _STALE, 403
    if form.get("password") != form.get("again"):
        return "Hai lần nhập mật khẩu không giống nhau.", 400
    try:
        name = owner or form.get("username", "")
        await asyncio.to_thread(accounts.use_link, token, name, form.get("password", ""))
    except ChisoError as error:
        return error.message, 400
    return "", 200


def _browser(request: Request) -> Browser:
    """What asks. The address is the client's own behind a proxy that uvicorn trusts (FORWARDED_ALLOW_IPS, usually
    this machine only), else the proxy's; a header of anybody else says nothing."""
    return Browser(request.client.host if request.client else "", request.cookies.get(DEVICE_COOKIE, ""))


async def _signed_in(request: Request, accounts: Accounts, result: SignIn, then: str) -> Response:
    """A new token for every sign-in; the one that the browser had before ends (no fixation)."""
    old = accounts.session(request.cookies.get(gate.COOKIE, ""))
    if old is not None:
        await asyncio.to_thread(accounts.sign_out, old.token_hash, "replaced")
    response = RedirectResponse(then, 303)
    response.set_cookie(gate.COOKIE, result.token, SESSION_HOURS * 3600, samesite="lax", **_closed(request))
    response.set_cookie(
        DEVICE_COOKIE,
        result.device,
        DEVICE_DAYS * 86_400,
        path=gate.SIGN_IN,
        samesite="strict",
        **_closed(request),
    )
    response.delete_cookie(CSRF_COOKIE, path="/")
    return response


def _with_form(request: Request, form: Callable[..., Response], *fields: Any) -> Response:
    """A form of ours; its hidden field fits the nonce in the browser's cookie."""
    nonce = request.cookies.get(CSRF_COOKIE, "")
    if not 20 <= len(nonce) <= 64:
        nonce = secrets.token_urlsafe(24)
    response = form(_field_for(nonce), *fields)
    response.set_cookie(CSRF_COOKIE, nonce, _CSRF_SECONDS, samesite="strict", **_closed(request))
    return response


def _closed(request: Request) -> dict[str, Any]:
    """A cookie that no script reads, and that https does not hand to http."""
    return {"httponly": True, "secure": request.url.scheme == "https"}


def _field_for(nonce: str) -> str:
    return hmac.new(_SECRET, nonce.encode(), hashlib.sha256).hexdigest()


def _is_genuine(request: Request, form: dict[str, str]) -> bool:
    nonce = request.cookies.get(CSRF_COOKIE, "")
    return bool(nonce) and hmac.compare_digest(_field_for(nonce), form.get("csrf", ""))


async def _posted(request: Request) -> dict[str, str]:
    """The fields of a small form; a large body is not read to its end."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return {}
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return dict(pairs)


def _then(address: str) -> str:
    """Where to go after the sign-in: an address of ours, else the overview."""
    parts = urlsplit(address)
    is_ours = not parts.scheme and not parts.netloc and gate.kind_of(parts.path or "/").name == "page"
    return address if is_ours and address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
