"""What is called as an agency, as a unit below one, or as neither (pure)."""

import re

from chiso.core.vietnamese import fold, nfc

_NO_UNIT = "so(?! huu)|ubnd|uy ban nhan dan|huyen|thi xa|thanh pho|tp|cuc|cong an"
_NEVER_A_UNIT = re.compile(
    rf"(?:{_NO_UNIT}) (?!cap |cac )|(?:thanh tra|van phong (?:ubnd|uy ban nhan dan)) tinh\b|ban dan toc\b"
    r"|ban quan ly (?:cac )?(?:khu (?:kinh te|cong nghiep)|kkt|kcn)\b"
)
_AGENCY = re.compile(rf"(?:{_NO_UNIT}|ban|van phong|thanh tra|chi cuc|bo) ")
# As the rooms and centres of an agency are called; an agency beside others ("Sở Y tế") is none of its units.
_UNIT = re.compile(
    r"(?:van phong|thanh tra)(?: |$)|(?:trung tam|chi cuc|bo phan|benh vien|don vi su nghiep) \w"
    r"|phong (?!chong|ngua)\w|ban (?:quan|giam|to chuc|tiep|dan|noi|kinh|van|tuyen) "
)
_LOOK_ALIKE = re.compile(r"(?:số|sổ|bản|bàn|bán|bỏ|bổ|bố) ")  # "Số liệu" is no Sở


def _is_called(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.match(fold(text))) and not _LOOK_ALIKE.match(nfc(text).casefold())


def is_never_a_unit(text: str) -> bool:
    """Whether a label is of an agency and no room, centre or branch of one is called like that; "UBND cấp xã" is a
    level, "UBND các huyện" are many."""
    return _is_called(_NEVER_A_UNIT, text)


def is_agency(text: str) -> bool:
    """Whether a label names an agency (a row of a CCHC or DDCI table)."""
    return _is_called(_AGENCY, text)


def is_unit(text: str) -> bool:
    """Whether a text is called as a unit is, and as no agency ("Văn phòng UBND tỉnh")."""
    return bool(_UNIT.match(fold(text))) and not is_never_a_unit(text)
