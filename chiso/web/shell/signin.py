"""The addresses outside Streamlit: sign-in, sign-out, one-time links, "who am I" for the script, health."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from chiso.core.errors import ChisoError
from chiso.desk import folders, nightly
from chiso.people.accounts import Accounts
from chiso.store import StorageFull, Store, disk
from chiso.web.shell import answers, commanding, exporting, gate, own_account, posting, process
from chiso.web.shell.process import Process

_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
_NOBODY = (
    "Chưa có tài khoản quản trị nên chưa ai đăng nhập được. Người cài đặt hãy mở đường dẫn dùng một lần hiện ra ở "
    "cửa sổ khởi động chương trình để tạo tài khoản đầu tiên."
)


async def sign_in(request: Request) -> Response:
    """GET: the form. POST: 303 with a cookie, or 200 with the next step; 401 wrong, 429 throttled, 403 stale."""
    accounts = process.current().accounts
    if accounts is None:
        return answers.waiting(process.current().failure)
    if request.method != "POST":
        then = posting.address_after(request.query_params.get("tiep", ""))
        said = "" if accounts.has_administrator() else _NOBODY
        return posting.with_form(request, answers.sign_in_form, then, said)
    form = await posting.posted(request)
    then, name = posting.address_after(form.get("tiep", "")), form.get("username", "")
    if not posting.is_genuine(request, form):
        return posting.with_form(request, answers.sign_in_form, then, posting.STALE, name, 403)
    result = await asyncio.to_thread(
        accounts.sign_in, name, form.get("password", ""), posting.browser(request)
    )
    if following := await own_account.went_on(request, accounts, result, then):
        return following
    problem, status = (own_account.THROTTLED, 429) if result.outcome == "throttled" else (_WRONG, 401)
    return posting.with_form(request, answers.sign_in_form, then, problem, name, status)


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
        return posting.with_form(request, answers.link_form)
    form = await posting.posted(request)
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
                accounts.sign_in, name, form.get("password", ""), posting.browser(request)
            )
            if accounts is not served.accounts:
                await asyncio.to_thread(served.serve_real)
            following = await own_account.went_on(request, accounts, result, "/")
            return following or RedirectResponse(gate.SIGN_IN, 303)
    account = (owner or form.get("username", ""), owner is not None)
    return posting.with_form(request, answers.password_form, token, account, problem, status)


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
    told = {"backup": {"made_at": last["at"], "sound": last["sound"]}} if last else {}
    if folders.chosen(store, folders.INBOX) is not None:
        told["inbox"] = {"sound": process.current().inbox.is_sound}
    if folders.chosen(store, folders.OUTBOX) is not None:
        told["outbox"] = {"sound": not process.current().outbox.problem}
    return version, told


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
    *own_account.ROUTES,
    *exporting.ROUTES,
    *commanding.ROUTES,
]


async def _set_password(
    request: Request, accounts: Accounts, form: dict[str, str], token: str, owner: str | None
) -> tuple[str, int]:
    if not posting.is_genuine(request, form):
        return posting.STALE, 403
    if form.get("password") != form.get("again"):
        return "Hai lần nhập mật khẩu không giống nhau.", 400
    try:
        name = owner or form.get("username", "")
        await asyncio.to_thread(accounts.use_link, token, name, form.get("password", ""))
    except ChisoError as error:
        return error.message, 400
    return "", 200
