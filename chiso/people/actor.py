"""Who acts, and the roles with what each may do beyond looking: the one table that gate, frame, pages and writers read.

An `Actor` travels into every writer below the web, which refuses what the role or the scope may not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chiso.core.errors import Refused

EDIT, UPLOAD, ADMINISTER = "edit", "upload", "administer"


@dataclass(frozen=True)
class Role:
    """`word`: what people call it; `abilities`: edit, upload, administer."""

    word: str
    abilities: frozenset[str]


# From least to most.
ROLES: Mapping[str, Role] = {
    "viewer": Role("Lãnh đạo (xem)", frozenset()),
    "editor": Role("Biên tập (slide, ghi chú, kế hoạch)", frozenset({EDIT})),
    "uploader": Role("Văn phòng (nhập dữ liệu)", frozenset({EDIT, UPLOAD})),
    "admin": Role("Quản trị", frozenset({EDIT, UPLOAD, ADMINISTER})),
}


def allows(role: str, ability: str | None, scope: str | None = None) -> bool:
    """Whether `role` has `ability`; None is what every signed-in person may do. An unknown role has nothing.

    An account limited to a part of the unit tree never administers: it could lift its own limit.
    """
    if role not in ROLES or (ability == ADMINISTER and scope is not None):
        return False
    return ability is None or ability in ROLES[role].abilities


def checked_role(role: str) -> str:
    """A role of the table, else Refused."""
    if role not in ROLES:
        raise Refused("bad_role", f"Không có vai trò “{role}”. Hãy chọn một trong: {', '.join(ROLES)}.")
    return role


VISITOR = "khach"  # the demonstration's visitor; no account may have this name

_MISSING = {
    EDIT: "Tài khoản của bạn chỉ được xem.",
    UPLOAD: "Tài khoản của bạn không nhập được dữ liệu.",
    ADMINISTER: "Việc này chỉ dành cho quản trị viên.",
}


@dataclass(frozen=True)
class Actor:
    """`scope`: the node of the unit tree to which the account is limited, an agency included; None: everything."""

    name: str
    role: str
    scope: str | None = None

    def may(self, ability: str | None) -> bool:
        """Whether role and scope allow `ability`."""
        return allows(self.role, ability, self.scope)

    def needs(self, ability: str | None, *, whole: bool = False) -> None:
        """Refused `forbidden` where the role lacks the ability, `other_unit` where `whole` asks for no limit."""
        if not self.may(ability):
            raise Refused("forbidden", _MISSING.get(ability or "", "Hãy đăng nhập lại."))
        if whole and self.scope is not None:
            raise other_unit()


def other_unit(words: str = "chỉ ghi được cho việc của đơn vị mình") -> Refused:
    """To be raised where an account limited to a part of the unit tree goes beyond it."""
    return Refused("other_unit", f"Tài khoản của bạn {words}.")


COMMAND_LINE = Actor("Dòng lệnh", "admin")  # whoever may read the home's files: the local administrator
ONE_TIME_LINK = Actor("Đường dẫn dùng một lần", "admin")  # may do the one thing that it was made for
INBOX = Actor("Hộp thư đến", "uploader")  # clear files of the folder that an administrator chose
PROGRAM = Actor("chiso", "admin")  # repairs, upgrades, the demonstration's files
