"""Tài khoản: who may come in, as what, limited to which unit; one-time links; ending sign-ins."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from chiso.core.clock import show
from chiso.core.vietnamese import format_number
from chiso.people.accounts import Accounts, User
from chiso.people.actor import ROLES
from chiso.people.second_factor import CODE, ENROL
from chiso.people.users import LOGIN_RULE, LONGEST_LOGIN, LONGEST_NAME
from chiso.present.columns import TABLES
from chiso.reference.changes import Row
from chiso.web.admin import forms, units
from chiso.web.parts import holding, tables, widgets
from chiso.web.parts.editing import generation, saved
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained

_LINK = "_duong_dan_mot_lan"
EVERYWHERE = "Mọi đơn vị"
_SECOND = {CODE: "✓ Bật", ENROL: "▲ Chưa bật", "": ""}
_NAME = forms.Field("display_name", "Họ tên", most=LONGEST_NAME)
_ROLE = forms.Field("role", "Vai trò", "choice", options={code: role.word for code, role in ROLES.items()})

_LABELS = {"display_name": _NAME.label, "role": _ROLE.label, "unit": "Giới hạn trong đơn vị"}


def draw(here: Context) -> None:
    """The list; one account to change; a new one."""
    served = process.current()
    people = served.accounts
    if people is None or here.store is not served.store:
        widgets.note("Tài khoản thuộc về dữ liệu thật. Hãy bấm “Về dữ liệu thật” để quản lý.")
        return
    if served.welcomes_visitors:
        st.info(
            "Đang mở dữ liệu minh họa trên chính máy này nên không ai phải đăng nhập. "
            "Tài khoản tạo ở đây chỉ thuộc dữ liệu minh họa.",
            icon=":material/info:",
        )
    _link()
    found = people.users()
    headline = f"{format_number(len(found))} tài khoản" if found else "Chưa có tài khoản nào"
    with widgets.card(headline):
        if found:
            shown = _shown(here, people, found)
            tables.table(shown, TABLES["accounts"], here, name="tai_khoan", title="Tài khoản")
    if found:
        widgets.beside(lambda: _change(here, people, found), lambda: _add(here, people))
    else:
        widgets.beside(lambda: _add(here, people), lambda: None)
    _required(here, people)


def _shown(here: Context, people: Accounts, found: Sequence[User]) -> pd.DataFrame:
    names = {row["unit_id"]: row["short_name"] for row in forms.rows(here, "units")}
    lines = []
    for user in found:
        sessions = people.sessions_of(user.name)
        lines.append(
            {
                "name": user.name,
                "display_name": user.display_name,
                "role": ROLES[user.role].word,
                "unit": names.get(user.unit, user.unit) if user.unit else "",
                "state": _state(user, is_locked=people.is_locked(user.name)),
                "second": _SECOND[people.second.step(user)],
                "sessions": len(sessions),
                "seen": show(max((session.seen_at for session in sessions), default=None)),
            }
        )
    return pd.DataFrame(lines)


def _state(user: User, *, is_locked: bool) -> str:
    if not user.is_active:
        return "▲ Đã khóa"
    if is_locked:
        return "▲ Bị chặn vì nhập sai"
    return "✓ Đang dùng" if user.password_hash else "○ Chưa đặt mật khẩu"


def _link() -> None:
    """The one-time link made in the run before: shown until somebody closes it."""
    shown = st.session_state.get(_LINK)
    if not shown:
        return
    name, address = shown
    with widgets.card(f"Đường dẫn dùng một lần cho {name}"):
        st.markdown(
            "Gửi riêng đường dẫn này cho người dùng (không gửi vào nhóm chung). Mở ra là đặt mật khẩu và vào được; "
            "đường dẫn hết hạn sau **24 giờ** hoặc ngay khi đã dùng."
        )
        st.code(address, language=None, wrap_lines=True)
        if st.button("Đã gửi, ẩn đi", key="an_duong_dan", icon=":material/visibility_off:"):
            del st.session_state[_LINK]
            st.rerun()


def _give(name: str, token: str) -> None:
    st.session_state[_LINK] = (name, f"{here_at()}/kich-hoat#ma={token}")


def here_at() -> str:
    """The address under which the person looks at this page: it is good for others too where it is no loopback."""
    url = str(st.context.url or "")
    return "/".join(url.split("/")[:3]) if url.startswith("http") else process.current().url


def _fields(here: Context, row: Row, key: str) -> Row:
    offered = {"": EVERYWHERE, **units.words(forms.rows(here, "units"))}
    limit = forms.Field("unit", _LABELS["unit"], "choice", options=offered)
    found = forms.fields((_NAME, _ROLE, limit), row, key)
    return {**found, "unit": found["unit"] or None}


def _change(here: Context, people: Accounts, found: Sequence[User]) -> None:
    with widgets.card("Sửa một tài khoản", "Đổi vai trò, đơn vị có hiệu lực ngay ở mọi trang đang mở"):
        labels = {user.name: f"{user.name} ({user.display_name})" for user in found}
        name = widgets.pick("Tài khoản", labels, key="sua_tai_khoan")
        user = next(one for one in found if one.name == name)
        now = {field: getattr(user, field) for field in _LABELS}
        first = holding.begun(f"tai_khoan_{name}", now)
        key = "|".join(map(str, (name, *first.values())))
        with st.form(f"tai_khoan|{key}", border=False):
            after = _fields(here, first, key)
            if st.form_submit_button("Lưu tài khoản", type="primary", icon=":material/save:"):
                with explained():
                    if new := holding.changed(first, after, now, _LABELS):
                        people.change(here.actor, name, **new)
                    saved(f"Đã lưu tài khoản {name}.")
        _buttons(here, people, user)


def _buttons(here: Context, people: Accounts, user: User) -> None:
    name, sessions = user.name, len(people.sessions_of(user.name))
    word, icon = ("Khóa tài khoản", "lock") if user.is_active else ("Mở lại tài khoản", "lock_open")
    with st.container(horizontal=True, gap="small"):
        label = "Cấp đường dẫn đặt lại mật khẩu"
        links = user.is_active and st.button(label, icon=":material/key:", key="cap_lai")
        label = f"Đăng xuất khỏi {sessions} nơi"
        ends = sessions and st.button(label, icon=":material/logout:", key="dang_xuat_het")
        turns = st.button(word, icon=f":material/{icon}:", key="khoa")
        label = "Mở khóa đăng nhập"
        unlocks = people.is_locked(name) and st.button(label, icon=":material/lock_reset:", key="mo_khoa")
        label = "Gỡ xác thực hai bước"
        frees = user.second_factor and st.button(label, icon=":material/phonelink_erase:", key="go_hai_buoc")
    with explained():
        if links:
            _give(name, people.new_link(here.actor, name))
            saved()
        if ends:
            people.sign_out_everywhere(here.actor, name)
            saved(f"Đã đăng xuất {name} ở mọi nơi.")
        if unlocks:
            people.unlock(here.actor, name)
            saved(f"{name} có thể đăng nhập lại ngay.")
        if frees:
            people.take_away_factor(here.actor, name)
            saved(f"Đã gỡ xác thực hai bước của {name}; mọi phiên của tài khoản đã kết thúc.")
        if turns:
            people.change(here.actor, name, is_active=not user.is_active)
            saved(f"Đã {'khóa' if user.is_active else 'mở lại'} {name}.")


def _required(here: Context, people: Accounts) -> None:
    """Which roles must have a second factor."""
    under = (
        "Ai thuộc vai trò được chọn mà chưa bật thì bị đăng xuất ngay và phải bật ở lần đăng nhập tới, trước khi mở "
        "được trang nào. Đặt lại mật khẩu không bỏ được bước này; mất điện thoại và hết mã khôi phục thì bấm “Gỡ xác "
        "thực hai bước” của tài khoản đó."
    )
    before = people.second.required()
    with (
        widgets.card("Vai trò bắt buộc xác thực hai bước", under),
        st.form("hai_buoc", border=False),
    ):
        chosen = {
            code: st.checkbox(role.word, code in before, key=f"hai_buoc|{code}|{code in before}")
            for code, role in ROLES.items()
        }
        if st.form_submit_button("Lưu vai trò bắt buộc", icon=":material/save:"):
            with explained():
                for code, on in chosen.items():
                    if on != (code in before):
                        people.require_code(here.actor, code, on=on)
                saved("Đã lưu các vai trò bắt buộc xác thực hai bước.")


def _add(here: Context, people: Accounts) -> None:
    key = f"moi|{generation('tai_khoan_moi')}"
    under = "Người dùng tự đặt mật khẩu bằng đường dẫn dùng một lần; không ai khác biết mật khẩu"
    with widgets.card("Thêm một tài khoản", under), st.form(f"tai_khoan_moi|{key}", border=False):
        name = st.text_input("Tên đăng nhập", key=f"ten|{key}", max_chars=LONGEST_LOGIN,
                             placeholder="ví dụ: van.phong", help=LOGIN_RULE)  # fmt: skip
        after = _fields(here, {"role": "viewer"}, key)
        if st.form_submit_button("Thêm tài khoản", type="primary", icon=":material/person_add:"):
            with explained():
                if token := people.add(here.actor, User(name, **after)):
                    _give(name.strip().lower(), token)
                saved(f"Đã thêm tài khoản {name}.", "tai_khoan_moi")
