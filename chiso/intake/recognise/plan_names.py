"""The name of a plan as the lines above its table give it (pure). It tells it from others: what changes with every
print of the same plan is no part of it, or each month's print would be another plan beside the last."""

import re
from collections.abc import Sequence

from chiso.core.vietnamese import fold, nfc
from chiso.intake.recognise.title import ATTACHED, CLOCK, DAY, PAPER, dates_of, is_agency_name

_NO_NAME = re.compile(
    r"^(?:phu luc.{0,6}|bieu (?:mau )?so.*|mau so.*|cong hoa xa hoi.*|doc lap.*|ubnd .*|uy ban nhan dan.*|"
    r"\(?kem theo.*|\(?ban hanh kem.*|don vi tinh.*|so ?:? ?[0-9.… ]*/[^ ]+(?: ngay .*)?|\(?du thao\b.{0,8}|[-_*. ]+|"
    r"trang [0-9].*|tong so[^:]*: ?[0-9.]+|[^:]{1,30}: ?(?:tat ca|toan bo)|\(?(?:luy ke|so lieu|ky bao cao)\b.*|"
    rf"\(?(?:(?:in|lap|bao cao|ngay|luc)[ :]*)*{CLOCK}{DAY}\)?)$"
)
# Tails of a title that change with every print of the same plan, and what says that it prints how a plan stands.
_OF_PRINT = re.compile(
    r"[\s,;:(–—-]*(?:số\s*:\s*[\d.…\s]*/[\w-]+"
    r"|(?:(?:ngày|lần|được|số liệu)\s+)*cập nhật\s*(?::|ngày|đến|lúc|tháng|\d).*"
    r"|(?:(?:tính|số liệu|lũy kế)\s+)*đến\s+(?:hết\s+)?(?:ngày|thời điểm|tháng|\d{1,2}\s*[/.-]\s*\d).*)$",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"^PHỤ LỤC(?:\s+[IVX0-9]+\b)?[\s:.–-]*", re.IGNORECASE)
_OF_WHOM = "don vi", "phong:"
_OF_PLAN = re.compile(r"\b(?:ke hoach|nhiem vu|chuong trinh|danh muc|20\d\d)\b")
_OF_STATE = re.compile(r"\b(?:tien do|ket qua|tinh hinh|theo doi)\b")
_ITS_PERIOD = re.compile(
    r"(?<=20\d\d)[\s,;:(–—-]*(?:tháng|quý|tuần)\s+\S{1,7}(?:\s+năm)?(?:\s+20\d\d)?\s*\)?$", re.IGNORECASE
)


def plan_name(cells: Sequence[str]) -> str:
    """The name of a plan: the title lines between "PHỤ LỤC" and "(Kèm theo …)", without motto, agency and what is of
    one print of it; a plan that is printed each month would be another one each time. Where nothing else stands there
    its agency or its period."""
    kept: list[str] = []
    others: list[str] = []
    for cell in cells:
        text, *attached = (part.strip() for part in ATTACHED.split(nfc(cell)))
        text = _of_every_print(text)
        line = fold(text)
        dated = dates_of(line) != (None, None) or re.search(r", ngay\b", line)
        if line and not _NO_NAME.match(line):
            is_other = is_agency_name(text) or PAPER.search(line) or dated or line.startswith(_OF_WHOM)
            (others if is_other else kept).append(_APPENDIX.sub("", text))
        if attached and (kept or not line):
            break
    name = " ".join(" ".join(kept or others[:1]).split())
    return (_ITS_PERIOD.sub("", name) if _OF_STATE.search(fold(name)) else name)[:300]


def _of_every_print(text: str) -> str:
    """A line of a title without its number and the day on which it was brought up to date; the period of a plan is its
    own."""
    bare = _OF_PRINT.sub("", text)
    is_named = not bare or is_agency_name(bare) or _OF_PLAN.search(fold(bare))
    return bare if is_named and dates_of(fold(text))[0] is None else text
