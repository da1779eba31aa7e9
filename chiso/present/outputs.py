"""What leaves the house: the deck, the workbook of tables, the morning list. One look at the data each."""

from datetime import date
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core import clock
from chiso.core.errors import ChisoError
from chiso.core.vietnamese import format_date, format_number
from chiso.present import deck as slide_deck
from chiso.present.columns import TABLES
from chiso.present.deck import Look, book
from chiso.present.deck.look import clean
from chiso.present.workbooks import Tab
from chiso.present.workbooks import workbook as workbook_of
from chiso.store import Store
from chiso.words.attention import SOON_DAYS

# working days after which the morning list says first how old its data is (design "What else")
STALE_DAYS = 3


def look_at(store: Store, agency: str, as_of: date | None = None, unit: str | None = None) -> Look:
    """A look as of the day, or of the newest data; refused where nothing was imported."""
    asked = figures.newest(store, agency, as_of, unit=unit)
    if asked is None:
        raise ChisoError("no_data", "Chưa nhập tệp nào. Hãy nhập tệp xuất ở trang Nhập dữ liệu rồi thử lại.")
    return Look(store, asked)


def deck(store: Store, *, agency: str, as_of: date | None = None, unit: str | None = None) -> bytes:
    """The giao ban deck as PPTX."""
    return slide_deck.make(look_at(store, agency, as_of, unit))


def workbook(store: Store, *, agency: str, as_of: date | None = None, unit: str | None = None) -> bytes:
    """The same tables as XLSX."""
    return book.build(look_at(store, agency, as_of, unit))


def digest(
    store: Store, *, agency: str, as_of: date | None = None, unit: str | None = None
) -> dict[str, Any]:
    """Per unit the dossiers that are overdue or due within three working days, as text to paste into a message."""
    look = look_at(store, agency, as_of, unit)
    frame = morning_list(look)
    units = [
        {"unit": code, "unit_name": name, "text": _message(str(name), part, look.as_of)}
        for (code, name), part in frame.groupby(["unit", "unit_name"], sort=True)
    ]
    note = age_note(store, look.as_of)
    if not units:
        note = " ".join(
            filter(None, [note, "Không có hồ sơ quá hạn hay đến hạn trong ba ngày làm việc tới."])
        )
    return {"as_of": look.as_of.isoformat(), "note": note, "units": units}


def digest_workbook(
    store: Store, *, agency: str, as_of: date | None = None, unit: str | None = None
) -> bytes:
    """The morning list as XLSX."""
    look = look_at(store, agency, as_of, unit)
    title = f"Hồ sơ quá hạn và đến hạn trong ba ngày làm việc, số liệu đến {format_date(look.as_of)}"
    note = age_note(store, look.as_of)
    return workbook_of([Tab("Bảng", morning_list(look), title, note, columns=TABLES["morning"])])


def morning_list(look: Look) -> pd.DataFrame:
    """Dossiers that are overdue or due within three working days, the longest late first."""
    parts = [look.overdue("dossiers"), look.soon("dossiers", SOON_DAYS)]
    parts = [part for part in parts if not part.empty] or parts[:1]
    return pd.concat(parts, ignore_index=True)


def age_note(store: Store, as_of: date) -> str:
    """Says first that the list is old, when the data is older than three working days."""
    rows = store.rows("figures/working_days_since", days=[as_of], as_of=clock.today())
    age = int(rows[0]["working_days"] or 0)
    if age <= STALE_DAYS:
        return ""
    day = format_date(as_of)
    return f"Số liệu đã cũ {age} ngày làm việc (đến {day}); hãy nhập tệp mới trước khi dùng danh sách này."


def _message(name: str, part: pd.DataFrame, as_of: date) -> str:
    lines = [f"{name}: {format_number(len(part))} hồ sơ cần xử lý (số liệu đến {format_date(as_of)})"]
    for row in map(clean, part.to_dict("records")):
        late = (
            f"trễ {row['days_late']} ngày làm việc"
            if row["days_late"]
            else f"hẹn trả {format_date(row['due'])}"
        )
        who = f", {row['official']}" if row["official"] else ""
        lines.append(f"- {row['id']}: {row['title'] or ''}{who}: {late}")
    return "\n".join(lines)
