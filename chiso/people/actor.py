"""Who acts. An `Actor` travels into every writer below the web, which refuses what the role or the scope may not."""

from dataclasses import dataclass

from chiso.core.errors import Refused
from chiso.people import roles

VISITOR = "khach"  # the demonstration's visitor; no account may have this name

_MISSING = {
    roles.EDIT: "Tài khoản của bạn chỉ được xem.",
    roles.UPLOAD: "Tài khoản của bạn không nhập được dữ liệu.",
    roles.ADMINISTER: "Việc này chỉ dành cho quản trị viên.",
}


@dataclass(frozen=True)
class Actor:
    """`scope`: the node of the unit tree to which the account is limited, an agency included; None: everything."""

    name: str
    role: str
    scope: str | None = None

    def may(self, ability: str | None) -> bool:
        """Whether role and scope allow `ability` (chiso/people/roles.py)."""
        return roles.allows(self.role, ability, self.scope)

    def needs(self, ability: str | None, *, whole: bool = False) -> None:
        """Refused `forbidden` where the role lacks the ability, `other_unit` where `whole` asks for no limit."""
        if not self.may(ability):
            raise Refused("forbidden", _MISSING.get(ability or "", "Hãy đăng nhập lại."))
        if whole and self.scope is not None:
            raise Refused("other_unit", "Tài khoản của bạn chỉ ghi được cho việc của đơn vị mình.")


COMMAND_LINE = Actor("Dòng lệnh", "admin")  # whoever may read the home's files: the local administrator
ONE_TIME_LINK = Actor("Đường dẫn dùng một lần", "admin")  # may do the one thing that it was made for
PROGRAM = Actor(
    "chiso", "admin"
)  # what the program does by itself: repairs, upgrades, the demonstration's files
