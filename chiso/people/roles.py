"""The roles and what each may do beyond looking: the one table that gate, frame, pages and writers read."""

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


def checked(role: str) -> str:
    """A role of the table, else Refused."""
    if role not in ROLES:
        raise Refused("bad_role", f"Không có vai trò “{role}”. Hãy chọn một trong: {', '.join(ROLES)}.")
    return role
