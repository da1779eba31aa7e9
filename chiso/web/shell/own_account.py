"""The step after the password, and what people change of their own account: second factor, password."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from chiso.core.errors import ChisoError
from chiso.people.accounts import Accounts, SignIn, User
from chiso.people.second_factor import CODE, ENROL
from chiso.web.shell import account_forms, answers, gate, process
from chiso.web.shell.posting import STALE, address_after, browser, is_genuine, posted, signed_in, with_form

THROTTLED = (
    "Đã nhập sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại; nếu vẫn bị chặn, hãy nhờ quản trị viên mở khóa "
    "đăng nhập hoặc cấp đường dẫn đặt lại mật khẩu."
)
_EXPIRED = "Bước này đã quá 5 phút, đã dùng rồi hoặc tài khoản vừa thay đổi. Hãy đăng nhập lại."
_WRONG_CODE = "Mã không đúng, đã dùng rồi hoặc đã hết hạn. Hãy nhập mã đang hiện trên điện thoại."
_WRONG_PASSWORD = "Mật khẩu đang dùng không đúng."
_WRONG_PAIR = "Mật khẩu hoặc mã không đúng. Hãy nhập mật khẩu đang dùng và mã đang hiện trên điện thoại."


async def went_on(request: Request, accounts: Accounts, result: SignIn, then: str) -> Response | None:
    """What follows a right password: the page asked for, or the next step; None after a wrong one."""
    if result.outcome == "ok":
        return await signed_in(request, accounts, result, RedirectResponse(then, 303))
    return _step(request, accounts, result.token, then) if result.outcome in (CODE, ENROL) else None


def _step(
    request: Request, accounts: Accounts, ticket: str, then: str, said: tuple[str, int] = ("", 200)
) -> Response:
    """The form of a ticket's step; the sign-in where the ticket is good no more."""
    found = accounts.second.opened(ticket)
    if found is None:
        return with_form(request, answers.sign_in_form, then, _EXPIRED, "", 401)
    if not found.secret:
        return with_form(request, account_forms.code_form, ticket, then, *said)
    is_required = found.user.role in accounts.second.required()
    enrolled = (ticket, found.user.name, found.secret, is_required)
    return with_form(request, account_forms.enrol_form, enrolled, then, *said)


async def code(request: Request) -> Response:
    """POST: as the sign-in's, 303 with a cookie (200 with recovery codes), 401 wrong, 429 throttled, 403 stale form."""
    accounts = process.current().accounts
    if accounts is None:
        return answers.waiting(process.current().failure)
    if request.method != "POST":
        return RedirectResponse(gate.SIGN_IN, 303)
    form = await posted(request)
    ticket, then = form.get("ve", ""), address_after(form.get("tiep", ""))
    if not is_genuine(request, form):
        return _step(request, accounts, ticket, then, (STALE, 403))
    try:
        result = await asyncio.to_thread(accounts.finish, ticket, form.get("ma", ""), browser(request))
    except ChisoError as error:
        return _step(request, accounts, ticket, then, (error.message, 503))
    if result.outcome == "ok":
        following = RedirectResponse(then, 303)
        response = account_forms.recovery_page(result.recovery, then) if result.recovery else following
        return await signed_in(request, accounts, result, response)
    return _step(request, accounts, ticket, then, _refusal(result, _WRONG_CODE))


async def two_steps(request: Request) -> Response:
    """One's own second factor. POST `viec`: bat (switch on), tat (off), ma_moi (new recovery codes)."""
    accounts, user = _whose(request)
    if accounts is None or user is None:
        return RedirectResponse(gate.SIGN_IN, 303)
    if request.method != "POST":
        return await _state(request, accounts, user)
    form = await posted(request)
    if not is_genuine(request, form):
        return await _state(request, accounts, user, STALE, 403)
    try:
        result = await asyncio.to_thread(_changed, accounts, user.name, form, browser(request))
    except ChisoError as error:
        return await _state(request, accounts, user, error.message, 400)
    if result.outcome == ENROL:
        return _step(request, accounts, result.token, "/")
    if result.outcome == "ok":
        off = account_forms.done("Đã tắt xác thực hai bước", "Từ nay chỉ cần mật khẩu để đăng nhập.")
        response = account_forms.recovery_page(result.recovery, "/") if result.recovery else off
        return await signed_in(request, accounts, result, response)
    return await _state(request, accounts, user, *_refusal(result, _WRONG_PAIR))


def _changed(accounts: Accounts, name: str, form: dict[str, str], asking: Any) -> SignIn:
    password, typed = form.get("password", ""), form.get("ma", "")
    if form.get("viec") == "bat":
        return accounts.enrol(name, password, asking)
    change = accounts.end_second_factor if form.get("viec") == "tat" else accounts.renew_codes
    return change(name, password, typed, asking)


async def _state(
    request: Request, accounts: Accounts, user: User, said: str = "", status: int = 200
) -> Response:
    """The page of the second factor as it is now."""
    if not user.second_factor:
        said = said.replace(_WRONG_PAIR, _WRONG_PASSWORD)
        return with_form(request, account_forms.two_steps_off, user.name, said, status)
    try:
        left = await asyncio.to_thread(accounts.second.recovery_left, user)
    except ChisoError as error:
        return answers.sentence("Xác thực hai bước", error.message, 503)
    is_required = user.role in accounts.second.required()
    return with_form(request, account_forms.two_steps_on, user.name, (left, is_required), said, status)


async def own_password(request: Request) -> Response:
    """A new password of one's own: 200, 401 wrong, 400 unusable, 429 throttled, 403 stale form."""
    accounts, user = _whose(request)
    if accounts is None or user is None:
        return RedirectResponse(gate.SIGN_IN, 303)
    if request.method != "POST":
        return with_form(request, account_forms.own_password_form, user.name)
    said, status = STALE, 403
    form = await posted(request)
    old, new = form.get("password", ""), form.get("new", "")
    if is_genuine(request, form):
        said, status = "Hai lần nhập mật khẩu mới không giống nhau.", 400
        if new == form.get("again"):
            try:
                result = await asyncio.to_thread(
                    accounts.change_password, user.name, old, new, browser(request)
                )
            except ChisoError as error:
                said = error.message
            else:
                if result.outcome == "ok":
                    text = "Từ lần đăng nhập sau hãy dùng mật khẩu mới."
                    return await signed_in(
                        request, accounts, result, account_forms.done("Đã đổi mật khẩu", text)
                    )
                said, status = _refusal(result, _WRONG_PASSWORD)
    return with_form(request, account_forms.own_password_form, user.name, said, status)


def _refusal(result: SignIn, wrong: str) -> tuple[str, int]:
    return {"throttled": (THROTTLED, 429), "expired": (_EXPIRED, 401)}.get(result.outcome, (wrong, 401))


def _whose(request: Request) -> tuple[Accounts | None, User | None]:
    """The account that is signed in with the browser's cookie; the demonstration's visitor has none."""
    accounts = process.current().accounts
    session = accounts.session(request.cookies.get(gate.COOKIE, "")) if accounts else None
    return accounts, accounts.user(session.name) if accounts and session else None


ROUTES = [
    Route(gate.CODE, code, methods=["GET", "POST"]),
    Route(gate.TWO_STEPS, two_steps, methods=["GET", "POST"]),
    Route(gate.OWN_PASSWORD, own_password, methods=["GET", "POST"]),
]
