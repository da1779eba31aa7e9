"""What the command `user` does with accounts."""

import sys
from pathlib import Path
from typing import Any

from chiso.commands import Answer, on_home
from chiso.core.errors import WrongUsage
from chiso.people import accounts
from chiso.people.actor import COMMAND_LINE
from chiso.store import Store


def user(home: Path, verb: str, role: str | None, **words: Any) -> Answer:
    """Make an account (without a password on standard input a one-time link is answered), or unlock one."""
    if verb == "add" and role is None:
        raise WrongUsage("thiếu tham số: --role")
    return _user(home, verb=verb, role=role, **words)


@on_home
def _user(store: Store, verb: str, name: str, role: str | None, unit: str | None, **words: Any) -> Answer:
    people = accounts.Accounts(store)
    if verb == "unlock":
        people.unlock(COMMAND_LINE, name)
        return Answer({"user": name}, lines=(f"{name} có thể đăng nhập lại ngay.",))
    password = sys.stdin.readline().rstrip("\r\n") if words["password_stdin"] else None
    token = people.add(COMMAND_LINE, accounts.User(name, role=role or "", unit=unit), password)
    said = {"user": name, "role": role, "unit": unit, "link": accounts.link(token) if token else None}
    lines = (f"Đã tạo tài khoản {name} ({role}).", *([f"Đặt mật khẩu tại: {said['link']}"] if token else ()))
    return Answer(said, lines=lines)
