"""What the record of a giao ban and the notice of its conclusions say. Pure; what nobody wrote down is left to be
filled in, never guessed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from chiso.core.clock import show as moment
from chiso.core.text import missing
from chiso.core.vietnamese import format_date
from chiso.figures.targets import Entry
from chiso.words.headlines import inside
from chiso.words.numbers import show
from chiso.words.reporting import gap

BLANK = "…"
DISCUSSED, PLACE, CHAIR = map(gap, ("nội dung trình bày, ý kiến tại cuộc họp", "địa điểm", "người chủ trì"))
_OFFICE = re.compile(
    r"(?:quyền |phó |các )*(?:giám đốc|trưởng|chánh|chủ tịch|lãnh đạo|chuyên viên|công chức|thư ký|văn thư)\b",
    re.IGNORECASE,
)
NOTHING_BEFORE = "Chưa ghi kết luận nào của các kỳ trước."
NOTHING_FOR_UNIT = "Không ghi kết luận nào giao đơn vị này."


def day(found: date) -> str:
    """A day as official papers write it: days below 10 and the months 1 and 2 with a 0 (Phụ lục I, mục II.4)."""
    month = f"{found.month:02d}" if found.month < 3 else str(found.month)
    return f"ngày {found.day:02d} tháng {month} năm {found.year}"


def hour(found: str | None) -> str:
    """An hour (HH:MM) as minutes write it."""
    hours, _, rest = (found or f"{BLANK}:{BLANK}").partition(":")
    return f"{hours} giờ {rest}"


def person(text: str | None) -> str:
    """The name in what was typed of who chaired or wrote, before the comma; none where an office alone was."""
    name = (text or "").partition(",")[0].strip()
    return "" if _OFFICE.match(name) else name


def lines(text: str | None) -> tuple[str, ...]:
    """What people typed, a line per item."""
    return tuple(part.strip(" -•;.") for part in (text or "").splitlines() if part.strip(" -•;."))


def listed(head: str, text: str | None) -> tuple[str, ...]:
    """A head with what belongs to it: in its line where it is one item, else below it."""
    found = lines(text)
    if len(found) < 2:
        return (f"{head}: {found[0] if found else BLANK}",)
    return (f"{head}:", *(f"- {one};" for one in found[:-1]), f"- {found[-1]}.")


def concluded(row: Mapping[str, Any], entry: Entry | None) -> str:
    """A conclusion (a row of desk.minutes.concluded) with its day and its figure, and what was corrected since."""
    content = str(row["content"]).strip().rstrip(".;")
    if row["verb"]:  # one of a list, after a colon
        content = content[0].lower() + content[1:]
    text = _task(row["unit_name"], content, row["due_on"])
    if entry is not None and not missing(row["wanted"]):
        text += f"; mức cần đạt: {_wanted(entry, row['wanted'])}"
    if row["is_added"]:
        text += f" (ghi thêm sau khi chốt, lúc {moment(row['changed_at'])}, {row['changed_by']})"
    if row["corrected_at"] is not None:
        now = _task(row["now_unit_name"], str(row["now_content"]).strip().rstrip(".;"), row["now_due_on"])
        text += f" (đính chính lúc {moment(row['corrected_at'])}, {row['corrected_by']}: {now})"
    return f"{text}."


def _wanted(entry: Entry, level: float) -> str:
    shown = show(level, rate=entry.kind == "rate")
    if not entry.is_falling:
        return f"{inside(entry.name)} từ {shown} trở lên"
    if level == 0 and entry.kind != "rate":
        return f"hết {inside(entry.name)}"
    return f"{inside(entry.name)} không quá {shown}"


def _task(unit: Any, content: str, due: Any) -> str:
    until = BLANK if missing(due) else format_date(due)
    return f"{unit or BLANK}: {content}; thời hạn {until}"
