"""Pages of our own about one account: the code after the password, the second factor, one's own password."""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

import segno
from starlette.responses import HTMLResponse

from chiso.people import codes
from chiso.web.shell.answers import form, hidden, page, password

_CODE = """<label for="ma">{label}</label>
<input id="ma" name="ma" autocomplete="one-time-code" inputmode="numeric" maxlength="20" required{focus}>"""
_PASSWORD = password("password", "Mật khẩu đang dùng")
_BACK = '<p><a href="/">Về trang Tổng quan</a></p>'
_TWO_STEPS = "Xác thực hai bước"


def _code(label: str, *, is_first: bool = True) -> str:
    return _CODE.format(label=label, focus=" autofocus" if is_first else "")


def _whose(name: str) -> str:
    """For the browser's store of passwords."""
    return f'<input name="username" autocomplete="username" value="{escape(name)}" readonly hidden>'


def code_form(csrf: str, ticket: str, then: str, said: str = "", status: int = 200) -> HTMLResponse:
    """The step after the password."""
    fields = f"{hidden(csrf=csrf, ve=ticket, tiep=then)}\n{_code('Mã 6 số')}"
    body = f"""<p>Mở ứng dụng xác thực trên điện thoại rồi nhập mã 6 số đang hiện cho chiso.</p>
{form("/dang-nhap/ma", fields, "Tiếp tục", said)}
<p class="note">Không có điện thoại: nhập một mã khôi phục (12 số). Hết mã khôi phục: nhờ quản trị viên gỡ xác thực
hai bước; đặt lại mật khẩu không bỏ được bước này.</p>"""
    return page("Nhập mã 6 số", body, status)


def enrol_form(
    csrf: str, enrolled: tuple[str, str, str, bool], then: str, said: str = "", status: int = 200
) -> HTMLResponse:
    """Switching the second factor on; `enrolled`: ticket, account, the secret that the app is to get, and whether its
    role must have one: whoever was signed out for it reads why."""
    ticket, name, secret, is_required = enrolled
    why = "<p>Cơ quan yêu cầu vai trò của bạn xác thực hai bước: bật xong mới mở được các trang.</p>"
    picture = segno.make(codes.address(secret, name)).svg_data_uri(scale=5, border=4, light="#fff")
    fields = f"{hidden(csrf=csrf, ve=ticket, tiep=then)}\n{_code('Mã 6 số', is_first=False)}"
    body = f"""{why if is_required else ""}<ol>
<li>Cài một ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator, FreeOTP …).</li>
<li>Trong ứng dụng, thêm tài khoản bằng cách quét hình này:
<img class="qr" src="{escape(picture)}" alt="Mã QR chứa khóa bên dưới" width="245" height="245">
Không quét được thì nhập khóa: <code>{codes.in_fours(secret)}</code></li>
<li>Nhập mã 6 số mà ứng dụng đang hiện.</li>
</ol>
{form("/dang-nhap/ma", fields, "Bật xác thực hai bước", said)}
<p class="note">Đừng chụp hay gửi hình này cho ai: ai có nó thì tạo được mã như bạn.</p>"""
    return page("Bật xác thực hai bước", body, status)


def recovery_page(made: Sequence[str], then: str) -> HTMLResponse:
    """The recovery codes, this once."""
    shown = [codes.in_fours(code) for code in made]
    file = "Mã khôi phục đăng nhập chiso, mỗi mã dùng một lần:\r\n\r\n" + "\r\n".join(shown) + "\r\n"
    body = f"""<p>Mỗi mã dùng được một lần, thay cho mã 6 số khi không có điện thoại. Hãy in hoặc cất ở nơi khác với
điện thoại: <strong>các mã này chỉ hiện lần này</strong>.</p>
<ul class="codes">{"".join(f"<li><code>{code}</code></li>" for code in shown)}</ul>
<p><a href="data:text/plain;charset=utf-8,{quote(file)}" download="ma-khoi-phuc-chiso.txt">Tải tệp chữ</a></p>
<p><a href="{escape(then)}">Tôi đã cất, tiếp tục</a></p>"""
    return page("Mã khôi phục", body)


def two_steps_off(csrf: str, name: str, said: str = "", status: int = 200) -> HTMLResponse:
    """The second factor of an account that has none."""
    fields = f"{hidden(csrf=csrf, viec='bat')}\n{_whose(name)}{_PASSWORD}"
    body = f"""<p>Đang <strong>tắt</strong>. Khi bật, sau mật khẩu bạn nhập thêm mã 6 số từ điện thoại: ai biết mật khẩu
của bạn cũng không vào được.</p>
{form("/dang-nhap/hai-buoc", fields, "Bật xác thực hai bước", said)}
{_BACK}"""
    return page(_TWO_STEPS, body, status)


def two_steps_on(
    csrf: str, name: str, state: tuple[int, bool], said: str = "", status: int = 200
) -> HTMLResponse:
    """Of an account that has one; `state`: how many recovery codes are left, whether its role must have one."""
    left, is_required = state
    off = '<button type="submit" class="second" name="viec" value="tat">Tắt xác thực hai bước</button>'
    anew = '<button type="submit" name="viec" value="ma_moi">Tạo mã khôi phục mới</button>'
    buttons = f"{anew}\n{'' if is_required else off}"
    code = _code("Mã 6 số (hoặc mã khôi phục)", is_first=False)
    fields = f"{hidden(csrf=csrf)}\n{_whose(name)}{_PASSWORD}\n{code}"
    note = '<p class="note">Vai trò của bạn bắt buộc xác thực hai bước nên không tắt được.</p>'
    body = f"""<p>Đang <strong>bật</strong>. Còn {left} mã khôi phục chưa dùng.</p>
{form("/dang-nhap/hai-buoc", fields, buttons, said)}
{note if is_required else ""}
<p class="note">Đổi điện thoại: tắt rồi bật lại, hoặc nhờ quản trị viên gỡ.</p>
{_BACK}"""
    return page(_TWO_STEPS, body, status)


def own_password_form(csrf: str, name: str, said: str = "", status: int = 200) -> HTMLResponse:
    """A new password of one's own."""
    fields = f"""{hidden(csrf=csrf)}
{_whose(name)}{_PASSWORD}
{password("new", "Mật khẩu mới (từ 8 ký tự)", new=8)}
{password("again", "Nhập lại mật khẩu mới", new=0)}"""
    body = f"""<p>Đổi xong, mọi nơi khác đang đăng nhập tài khoản này phải đăng nhập lại.</p>
{form("/dang-nhap/mat-khau", fields, "Đổi mật khẩu", said)}
{_BACK}"""
    return page("Đổi mật khẩu", body, status)


def done(title: str, text: str) -> HTMLResponse:
    """It is done; the way back."""
    return page(title, f"<p>{escape(text)}</p>{_BACK}")
