"""The forms of a printed header by which differently worded ones are the same (pure).

In plain words abbreviations are written out and particles dropped; what changes the meaning stays: "dự kiến", "theo
phiếu hẹn", "không", "quá hạn", "số ngày".
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from chiso.core.vietnamese import fold, nfc
from chiso.intake.choices import written_out

_MONEY = r"(?:d?vt:? ?)?(?:(?P<scale>tr|trieu|ty|ngan|nghin)\.? ?)?(?:dong|vnd|d)"
_IN_MONEY = re.compile(rf"\s*[(\[]{_MONEY}[)\]]$")
_SCALES = {None: 1, "ngan": 10**3, "nghin": 10**3, "tr": 10**6, "trieu": 10**6, "ty": 10**9}
_IN_PERCENT = re.compile(r"(?:\b(?:d?vt|don vi(?: tinh)?) ?: ?(?:%|phan tram)|\( ?% ?)[).\s]*$")
# What may stand in brackets behind a header without changing what it means.
_HARMLESS = re.compile(
    rf"\s*[(\[](?:{_MONEY}|dd/mm/yyyy[^)]*|ngay/thang/nam|ngay, thang, nam|co/khong|x|neu co|bat buoc|diem|%|ho so|"
    r"so(?:, ky hieu)?[,;/] ?ngay(?:,? thang)?(?:,? nam)?(?: van ban)?(?:, trich yeu)?|so, ky hieu|"
    r"hoan thanh/chua hoan thanh|tthc|pakn|d?vt:?[^)]*|theo [a-z]+|[0-9]+|[a-z*]|[0-9]+\s*=[^)]*)"
    r"[)\]]$"
)
_COMPARED = re.compile(r"so (?!với\b|voi\b|sánh\b|sanh\b)", re.IGNORECASE)  # "Số" and "Sở" have signs
_LEADING = re.compile(r"^(?:[0-9]{1,2}|[ivx]{1,4}|[a-z])\s*[.)]\s+")

_PARTICLES = re.compile(
    r"\b(?:va|hoac|cac|duoc|da|co|la|thuc te|(?:nguoi|cong) dan(?! nhan$)|to chuc ca nhan|ca nhan to chuc)\b"
)
_PLANNED = re.compile(r"^(tong )?kh(?=\s+(?:von|giao|nam|20[0-9]{2})\b)")  # "Số KH" is "Số, ký hiệu"
_OWNER = re.compile(r"\s(?:cua|cho)\s.*$")
_TAIL = re.compile(r"\s(?:ho so|hien tai|hien nay|chinh|thu tuc hanh chinh)$")
_CLOCK = re.compile(r"^(?:ngay gio|gio ngay|thoi gian|thoi diem|ngay luc|gio)\b")

_DAY = re.compile(r"\bngay thang(?: nam)?\b")

# The day as of which a column speaks, the part of a year or which of several times, the year, behind what it is
# ("đến 31/10/2026", "từ đầu năm", "9 tháng đầu năm", "lần 2", "năm 2026").
_BEGUN = r"(?:(?<!luy )ke )?tu dau nam"  # "kể từ đầu năm", no "lũy kế"
AS_OF = re.compile(
    rf"[ ,;:–-]*[(\[]?(?:{_BEGUN}|(?:{_BEGUN} )?(?:tam )?(?:tinh )?(?:den (?:hien )?(?:nay|tai)"
    r"|(?:den|tai) thoi diem (?:bao cao|hien tai)|den (?:het )?(?:ngay )?"
    r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})(?:[/.-](?P<year>(?:20)?[0-9]{2}))?))[)\]]?$"
)
PART = re.compile(
    rf"[ ,;:–-]*[(\[]?(?:{_BEGUN} )?(?:trong |(?:tinh )?den (?:het )?)?"
    r"(?:tuan(?: nay| [0-9]{1,2})?|thang (?:nay|(?P<month>[0-9]{1,2}))|quy (?:[1-4]|i{1,3}|iv)"
    r"|(?P<months>[0-9]{1,2}) thang(?: dau nam)?|(?:lan|dot) (?:thu )?[0-9])"
    r"(?:(?:[/.-]| nam | )(?P<year>20[0-9]{2}))?[)\]]?$"
)
_BESIDE_ANOTHER = re.compile(r"(?<!\w)so voi (?!\W*$)")
OF_YEAR = re.compile(r"[ ,;:–-]*[(\[]?(?:trong )?nam 20[0-9]{2}[)\]]?$")


def compares(header: str) -> bool:
    """Whether a header says how a number is beside another one ("So kế hoạch (%)", "Tăng, giảm so với cùng kỳ")."""
    return _BESIDE_ANOTHER.search(_folded(header)) is not None


def _folded(header: str) -> str:
    """ "So kế hoạch" is "So với kế hoạch", no "Số kế hoạch"."""
    is_compared = not header.isascii() and _COMPARED.match(nfc(header))
    return _COMPARED.sub("so voi ", fold(header)) if is_compared else fold(header)


@lru_cache(8192)
def forms(text: str) -> tuple[str, ...]:
    """The folded header, then without what stands in brackets behind or as a number before it."""
    key = _folded(text)
    found = [key] if key else []
    bare = fold(_HARMLESS.sub("", key))
    for form in (bare, _LEADING.sub("", key), _LEADING.sub("", bare)):
        if form and form not in found:
            found.append(form)
    return tuple(found)


def money_in(header: str) -> int | None:
    """In how many đồng a header says that it counts: a million of "Kế hoạch vốn (triệu đồng)"; None where it says
    nothing of money."""
    found = _IN_MONEY.search(fold(header))
    return _SCALES[found["scale"]] if found else None


def are_percent(titles: Iterable[str]) -> bool:
    """Whether a title says that the numbers below it are percent: "TỶ LỆ VĂN BẢN KÝ SỐ (%)", "(Đơn vị tính: %)"."""
    return any(_IN_PERCENT.search(fold(title)) for title in titles)


def ending(tail: re.Pattern[str], header: str) -> re.Match[str] | None:
    """One of these tails at the end of a header, or before the money that it is in."""
    return tail.search(_IN_MONEY.sub("", fold(header)))


def before(tail: re.Pattern[str], header: str) -> str:
    """A header without one of these tails, folded; "" where it has none."""
    found = ending(tail, header)
    return found.string[: found.start()] if found else ""


@lru_cache(16384)
def plain_words(header: str) -> str:
    """A header in plain words: the key by which differently worded headers are the same."""
    key = re.sub(r"[/,;&+.\-–()]", " ", _LEADING.sub("", _IN_MONEY.sub("", _folded(header))))
    key = written_out(_PLANNED.sub(r"\1ke hoach", key))
    key = _OWNER.sub("", key)
    key = " ".join(_PARTICLES.sub(" ", key).split())
    key = _DAY.sub("ngay", _CLOCK.sub("ngay", key))
    key = re.sub(r"^ho ten ", "", key) if not re.fullmatch(r"ho ten(?: chu ho so| nguoi nop)?", key) else key
    for pattern in (_TAIL, re.compile(r"^ten\s")):
        shorter = pattern.sub("", key)
        if len(shorter.split()) >= 2:
            key = shorter
    return key
