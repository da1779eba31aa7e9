"""Rows of text between the data: whose rows follow, under which numbering; the sections of a plan (pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.core import vietnamese as vi

_TOKEN = re.compile(
    r"^(?P<token>(?:[IVXLCDM]+|[A-ZĐ]|\d{1,2})(?:\.\d{1,3})*)\s*[.)/:\-–]\s*(?P<text>\S.*)$"
    r"|^(?P<roman>[IVXLC]+)\s+(?P<rest>\S.*)$",
    re.DOTALL,
)
_ONLY_TOKEN = re.compile(r"^(?:[IVXLCDM]+|[A-ZĐ]|\d{1,2})(?:\.\d{1,3})*[.)]?$")
_NOUN = r"(?:hồ sơ|hs|nhiệm vụ|phản ánh|kiến nghị|pakn|thủ tục|tthc|văn bản|việc|trường hợp|dòng|tiêu chí)"
_COUNT = re.compile(
    rf"\s*(?:[(\[]\s*(?:[^()\[\]\d]*?)(?P<a>\d[\d.]*)\s*{_NOUN}?\s*[)\]]"
    rf"|[:–-]\s*(?:tổng(?: số)?:?\s*)?(?P<b>\d[\d.]*)\s*{_NOUN}"
    r"|:\s*(?P<c>\d[\d.]*))\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:tên\s+)?(?:đơn vị|phòng(?: ban)?|cơ quan|bộ phận)"
    r"(?:\s+(?:xử lý|giải quyết|thực hiện|thụ lý|chủ trì|chuyên môn|chịu trách nhiệm))?\s*:\s*",
    re.IGNORECASE,
)
_NO_UNIT = (
    "linh vuc", "thu tuc", "ho so", "trong han", "qua han", "dung han", "tre han", "da ", "dang ", "chua ",
    "tong", "thang ", "quy ", "nam ", "muc ", "phan ", "nhom ", "loai ", "ky ", "ghi chu", "nguoi ", "ngay ",
    "tu ngay", "tinh den", "truc tuyen", "truc tiep", "buu chinh", "trang ", "tiep theo",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """A row of text between the data: whose rows follow. `token` is its numbering ("II"), `count` a printed one."""

    row: int
    token: str
    text: str
    count: int | None


def numbering(text: str) -> tuple[str, str]:
    """("II", "HCTP") of "II. HCTP"; ("", text) where nothing numbers it."""
    if not (found := _TOKEN.match(text)):
        return "", text
    return found["token"] or found["roman"], (found["text"] or found["rest"]).strip()


def heading_of(row: int, texts: Mapping[int, str]) -> Group | None:
    """The heading in a row with one text (beside its numbering and a count), else None."""
    said = list(dict.fromkeys(texts.values()))
    token = ""
    if len(said) > 1 and _ONLY_TOKEN.match(said[0]):
        token = said.pop(0).rstrip(".)")
    counts = [vi.parse_number(text) for text in said[1:]]
    if not said or any(count is None for count in counts):
        return None
    text = said[0]
    if not token:
        token, text = numbering(text)
    count = next((int(number) for number in counts if number is not None), None)
    if found := _COUNT.search(text):
        count = int((found["a"] or found["b"] or found["c"]).replace(".", "") or 0)
        text = text[: found.start()]
    text = _LABEL.sub("", text).strip(" :;,-–")
    return Group(row, token, text, count) if any(c.isalpha() for c in text) else None


def unit_of(group: Group) -> str:
    """The unit that a group row names, "" where it names something else (a field, a state, a month)."""
    return "" if vi.fold(group.text).startswith(_NO_UNIT) or not group.text else group.text


def field_of(group: Group) -> str:
    """ "Công chứng" of "Lĩnh vực Công chứng", else ""."""
    is_field = vi.fold(group.text).startswith("linh vuc")
    return re.sub(r"^lĩnh\s+vực\s*:?\s*", "", group.text, flags=re.IGNORECASE) if is_field else ""


# --- sections of a plan ----------------------------------------------------------------------------------

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def section_paths(groups: Sequence[Group]) -> list[str]:
    """The path of each section row: letters hold roman numbers, these hold arabic ones ("A/I", "A/I/1.2").

    A heading without numbering gets its text for a code. I, V, X, C, D are roman unless the letter before them in
    the alphabet came last (… B, C).
    """
    path: list[tuple[int, str]] = []
    letter = "@"  # the one before A
    out: list[str] = []
    for group in groups:
        token = group.token or group.text
        if (
            len(token) == 1
            and token.isalpha()
            and (ord(token) == ord(letter) + 1 or not _ROMAN.fullmatch(token))
        ):
            level, letter = 0, token
        elif _ROMAN.fullmatch(token):
            level = 1
        else:
            level = 2 + token.count(".")
        path = [part for part in path if part[0] < level] + [(level, token)]
        out.append("/".join(part for _, part in path))
    return out
