"""What the command `user` does with accounts."""

import sys
from pathlib import Path
from typing import Any

from chiso.commands.answers import Answer, on_home
from chiso.core.errors import InUse, WrongUsage
from chiso.people import accounts
from chiso.people.actor import COMMAND_LINE, ROLES
from chiso.store import Store


def user(home: Path, verb: str, role: str | None, state: str | None, **words: Any) -> Answer:
    """Make an account (without a password on standard input a one-time link is answered), unlock one, take a lost
    second factor away, or say whether a role must have one."""
    if verb == "add" and role is None:
        raise WrongUsage("thiếu tham số: --role")
    if (verb == "require-code") != (state is not None):
        raise WrongUsage("user require-code VAI_TRÒ on|off; các lệnh khác không có on, off")
    words["unit"] = words["unit"] or words["agency"]  # an agency is the root of its units
    try:
        return _VERBS[verb](home, role=role, state=state, **words)
    except InUse:
        button = ", nút “Mở khóa đăng nhập”" if verb == "unlock" else ""
        raise InUse(f"làm ở trang Quản trị, mục Tài khoản{button}") from None


@on_home
def _add(
    store: Store, name: str, role: str | None, unit: str | None, password_stdin: bool, **_: Any
) -> Answer:
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    user = accounts.User(name, role=role or "", unit=unit)
    token = accounts.Accounts(store).add(COMMAND_LINE, user, password)
    said = {"user": name, "role": role, "unit": unit, "link": accounts.link(token) if token else None}
    lines = (
        f"Đã tạo tài khoản {name}, vai trò {ROLES[user.role].word}.",
        *([f"Đặt mật khẩu tại: {said['link']}"] if token else ()),
    )
    return Answer(said, lines=lines)


@on_home
def _unlock(store: Store, name: str, **_: Any) -> Answer:
    accounts.Accounts(store).unlock(COMMAND_LINE, name)
    return Answer({"user": name}, lines=(f"{name} có thể đăng nhập lại ngay.",))


@on_home
def _remove_code(store: Store, name: str, **_: Any) -> Answer:
    accounts.Accounts(store).take_away_factor(COMMAND_LINE, name)
    return Answer({"user": name}, lines=(f"Đã gỡ xác thực hai bước của {name}.",))


@on_home
def _require_code(store: Store, name: str, state: str, **_: Any) -> Answer:
    people = accounts.Accounts(store)
    people.require_code(COMMAND_LINE, name, on=state == "on")
    word = "bắt buộc" if state == "on" else "không bắt buộc"
    line = f"Từ nay vai trò {ROLES[name].word} {word} xác thực hai bước."
    return Answer({"required": sorted(people.second.required())}, lines=(line,))


_VERBS = {"add": _add, "unlock": _unlock, "remove-code": _remove_code, "require-code": _require_code}
