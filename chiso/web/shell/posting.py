"""Forms of our own: the hidden field that fits a cookie, what was posted, the cookies of a sign-in."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from chiso.people.accounts import SESSION_HOURS, Accounts, Browser, SignIn, token_hash
from chiso.people.guesses import DEVICE_DAYS
from chiso.web.shell import gate

CSRF_COOKIE = "chiso_bieu_mau"
DEVICE_COOKIE = (
    "chiso_may"  # a browser that signed in before; it opens nothing, but nobody elsewhere can lock it out
)
_CSRF_SECONDS = 3600
_SECRET = secrets.token_bytes(32)  # one per start: a form of before the restart asks again
_FORM_BYTES, _FORM_FIELDS = 8_192, 20
STALE = "Biểu mẫu đã hết hạn. Hãy thử lại."


def browser(request: Request) -> Browser:
    """What asks. The address is the client's own behind a proxy that uvicorn trusts (FORWARDED_ALLOW_IPS, usually
    this machine only), else the proxy's; a header of anybody else says nothing."""
    address, token = request.client.host if request.client else "", request.cookies.get(gate.COOKIE, "")
    return Browser(address, request.cookies.get(DEVICE_COOKIE, ""), token_hash(token) if token else "")


async def signed_in(request: Request, accounts: Accounts, result: SignIn, response: Response) -> Response:
    """A new token for every sign-in; the one that the browser had before ends (no fixation)."""
    if not result.token:
        return response
    old = accounts.session(request.cookies.get(gate.COOKIE, ""))
    if old is not None:
        await asyncio.to_thread(accounts.sign_out, old.token_hash, "replaced")
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


def with_form(request: Request, form: Callable[..., Response], *fields: Any) -> Response:
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


def is_genuine(request: Request, form: dict[str, str]) -> bool:
    """Whether the form is one that we gave this browser."""
    nonce = request.cookies.get(CSRF_COOKIE, "")
    return bool(nonce) and hmac.compare_digest(_field_for(nonce).encode(), form.get("csrf", "").encode())


async def posted(request: Request) -> dict[str, str]:
    """The fields of a small form, none of what is no form of ours; a large body is not read to its end."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _FORM_BYTES:
            return {}
    try:
        return dict(
            parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FORM_FIELDS)
        )
    except ValueError:  # more of them: no form of ours
        return {}


def address_after(address: str) -> str:
    """Where to go after the sign-in: an address of ours, else the overview."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    is_ours = not parts.scheme and not parts.netloc and gate.kind_of(parts.path or "/").name == "page"
    return address if is_ours and address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
