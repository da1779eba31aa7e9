"""What is answered as HTML: Streamlit's document, Vietnamese, ours by name and closed to everything foreign; plain
pages of our own: refusals, waiting, the sign-in. No data.

Streamlit's index.html is the same for every page, so it is rewritten once when the server starts.
"""

import base64
import hashlib
import logging
import re
from functools import cache
from html import escape
from pathlib import Path

from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from chiso.core.errors import error_number
from chiso.people.users import LOGIN_RULE, LONGEST_LOGIN

LOG = logging.getLogger("chiso.web")
STATIC = Path(__file__).resolve().parent / "static"
STATIC_PREFIX = "/app/static/"

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEAD = """\
    <link rel="preload" href="./app/static/fonts/be-vietnam-pro-vietnamese-400-normal.woff2" \
as="font" type="font/woff2" crossorigin />
    <link rel="preload" href="./app/static/fonts/be-vietnam-pro-latin-400-normal.woff2" \
as="font" type="font/woff2" crossorigin />
    <link rel="stylesheet" href="./app/static/chrome.css" />
    <link rel="stylesheet" href="./app/static/in.css" />
    <script src="./app/static/chrome.js"></script>
    <script src="./app/static/keys.js"></script>
    <script src="./app/static/projector.js"></script>
"""
_BACK = '<p><a href="/">Về trang Tổng quan</a></p>'
_NOSCRIPT = "<noscript>Hãy bật JavaScript trong trình duyệt để dùng chiso.</noscript>"


@cache
def document() -> bytes:
    """Streamlit's index.html in Vietnamese, with the chrome script before its own."""
    html = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    return _rewritten(html).encode()


@cache
def policy() -> str:
    """The content security policy of every answer; the hash lets Streamlit's one inline script run."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
        for body in _INLINE_SCRIPT.findall(document().decode())
    )
    return (
        f"default-src 'self'; script-src 'self' {hashes} 'wasm-unsafe-eval'; "
        # Streamlit styles with generated style elements: without this the page is naked.
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; frame-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@cache
def static_paths() -> frozenset[str]:
    """Addresses of our own fonts, styles and scripts: open to everybody, they hold no data."""
    return frozenset(
        STATIC_PREFIX + file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*") if file.is_file()
    )


def _rewritten(html: str) -> str:
    html = re.sub(r"<!--.*?-->\s*", "", html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', '<html lang="vi">', 1)
    html = html.replace("<title>Streamlit</title>", "<title>chiso</title>", 1)
    html = re.sub(r'<link rel="service-desc"[^>]*>\s*', "", html)
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*', "", html)
    html = html.replace('href="./favicon.png"', 'href="./app/static/bieu-tuong.svg" type="image/svg+xml"', 1)
    html = re.sub(r"<noscript>.*?</noscript>", _NOSCRIPT, html, flags=re.DOTALL)
    return html.replace('    <script type="module"', _HEAD + '    <script type="module"', 1)


# --- pages of our own ---------------------------------------------------------------------------------------------

_FRAME = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{refresh}<title>{title} – chiso</title>
<link rel="icon" href="/app/static/bieu-tuong.svg" type="image/svg+xml">
<link rel="stylesheet" href="/app/static/trang.css">
</head>
<body>
<main>
<p class="brand"><img src="/app/static/bieu-tuong.svg" alt="" width="32" height="32"> chiso</p>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def page(title: str, body: str, status: int = 200, refresh_seconds: int = 0) -> HTMLResponse:
    """A page of our own; `body` is HTML whose text the caller has escaped."""
    refresh = f'<meta http-equiv="refresh" content="{refresh_seconds}">\n' if refresh_seconds else ""
    html = _FRAME.format(title=escape(title), body=body, refresh=refresh)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store"})


async def whole(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """What `app` answers; where it breaks before it began to, a sentence with a number, the traceback in the log."""
    has_begun = False

    async def heard(message: Message) -> None:
        nonlocal has_begun
        has_begun = True
        await send(message)

    try:
        await app(scope, receive, heard)
    except ClientDisconnect:
        raise
    except Exception as error:
        if has_begun:
            raise
        number = error_number()
        LOG.error("error %s", number, exc_info=error)
        text = f"Yêu cầu này gặp lỗi. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên số {number}."
        await sentence("Có lỗi", text, 500)(scope, receive, send)


def sentence(title: str, text: str, status: int) -> HTMLResponse:
    """One sentence and nothing else."""
    return page(title, f"<p>{escape(text)}</p>", status)


def not_found() -> HTMLResponse:
    """No such address."""
    return page(
        "Không tìm thấy trang",
        f"<p>Địa chỉ này không có trang nào. Hãy kiểm tra lại địa chỉ.</p>{_BACK}",
        404,
    )


def forbidden() -> HTMLResponse:
    """A page that the role may not open."""
    text = "Tài khoản của bạn không có quyền mở trang này. Nếu cần, hãy đề nghị quản trị viên cấp quyền."
    return page("Không có quyền", f"<p>{text}</p>{_BACK}", 403)


def waiting(failure: str = "") -> HTMLResponse:
    """The data is being prepared (or could not be)."""
    if failure:
        return sentence("Chưa mở được dữ liệu", failure, 503)
    body = "<p>Đang chuẩn bị dữ liệu minh họa, thường mất chưa đầy một phút. Trang này tự mở khi xong.</p>"
    return page("Đang chuẩn bị dữ liệu", body, 503, refresh_seconds=2)


def sign_in_form(csrf: str, then: str, said: str = "", name: str = "", status: int = 200) -> HTMLResponse:
    """The sign-in: `then` is the address to open afterwards, `name` what was typed."""
    fields = f"""{hidden(csrf=csrf, tiep=then)}
<label for="username">Tên đăng nhập</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false"
 maxlength="64" required autofocus value="{escape(name[:64])}">
{password("password", "Mật khẩu")}"""
    body = f"""{form("/dang-nhap", fields, "Đăng nhập", said)}
<p class="note">Quên mật khẩu: hãy liên hệ quản trị viên để nhận đường dẫn đặt lại.</p>"""
    return page("Đăng nhập", body, status)


def link_form(csrf: str) -> HTMLResponse:
    """Opening a one-time link: the script takes the token out of the address and sends it."""
    body = f"""<form method="post" action="/kich-hoat">
{hidden(csrf=csrf)}
<input type="hidden" name="ma">
<p>Đang mở đường dẫn…</p>
</form>
{_NOSCRIPT}
<script src="/app/static/lien-ket.js"></script>"""
    return page("Đặt mật khẩu", body)


def password_form(
    csrf: str, token: str, account: tuple[str, bool], said: str = "", status: int = 200
) -> HTMLResponse:
    """Setting a password with a one-time link; `account`: its name, and whether it is there. The first administrator's
    is not: he chooses the name too, and finds it again where something was wrong."""
    name, is_there = account
    free = f'autocapitalize="none" maxlength="{LONGEST_LOGIN}" required'
    rule = "" if is_there else f" ({LOGIN_RULE})"
    intro = (
        "Đặt mật khẩu cho tài khoản của bạn." if is_there else "Tạo tài khoản quản trị đầu tiên của hệ thống."
    )
    fields = f"""{hidden(csrf=csrf, ma=token)}
<label for="username">Tên đăng nhập{rule}</label>
<input id="username" name="username" autocomplete="username" value="{escape(name)}" {"readonly" if is_there else free}>
{password("password", "Mật khẩu mới (từ 8 ký tự)", new=8)}
{password("again", "Nhập lại mật khẩu", new=0)}"""
    return page(
        "Đặt mật khẩu", f"<p>{intro}</p>{form('/kich-hoat', fields, 'Lưu và đăng nhập', said)}", status
    )


def hidden(**fields: str) -> str:
    """Fields of a form that nobody sees."""
    return "\n".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in fields.items()
    )


def password(name: str, label: str, *, new: int | None = None) -> str:
    """A field for the password in use, or for a new one of so many letters at least."""
    of = "current-password" if new is None else "new-password"
    least = f'minlength="{new}" ' if new else ""
    return f"""<label for="{name}">{label}</label>
<input id="{name}" name="{name}" type="password" autocomplete="{of}" {least}maxlength="256" required>"""


def form(action: str, fields: str, button: str, said: str = "") -> str:
    """A form with what was wrong above it (`problem`) and its button, or its buttons as they stand."""
    end = button if button.startswith("<") else f'<button type="submit">{button}</button>'
    return f"""{problem(said)}<form method="post" action="{action}">
{fields}
{end}
</form>"""


def problem(text: str) -> str:
    """What was wrong, above a form; nothing where nothing was."""
    return f'<p class="problem" role="alert">{escape(text)}</p>\n' if text else ""
