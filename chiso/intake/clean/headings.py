"""Rows of text between the data, and their numbering."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chiso.core import vietnamese as vi
from chiso.core.masking import masked

# "P." before a name is short for Phòng, no letter that numbers.
_TOKEN = re.compile(
    r"^(?P<token>(?:[IVXLCDM]+|[A-OQ-ZĐ]|\d{1,2})(?:\.\d{1,3})*)\s*[.)/:\-–]\s*(?P<text>\S.*)$"
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
    text = masked(_LABEL.sub("", text).strip(" :;,-–*+•"))
    return Group(row, token, text, count) if any(c.isalpha() for c in text) else None
