"""What was handed in: which dataset of which month is there, partly there or late; how many rows were rejected."""

from datetime import date

import pandas as pd
import streamlit as st

from chiso.core.periods import cchc_year_bounds, months_of
from chiso.core.vietnamese import format_date, format_number, format_percent
from chiso.desk import handed_in
from chiso.desk.handed_in import IN, MISSING, OPEN, PARTLY, Cell, Line
from chiso.figures import coverage
from chiso.figures.coverage import REJECTS
from chiso.intake.datasets import ANY, DATASETS, SOURCES
from chiso.present import rejected
from chiso.present.columns import TABLES
from chiso.store import Store
from chiso.web.parts import loading, paper, tables, widgets
from chiso.web.shell.context import Context

RECENT = 6  # months that fit beside the templates and on a phone
SIGNS = (
    ":green[:material/check_circle:] có · :orange[:material/contrast:] có dòng bị loại chưa sửa · "
    ":red[:material/radio_button_unchecked:] thiếu (quá ngày 5 tháng sau) · chấm: chưa đến kỳ"
)


def draw(here: Context) -> None:
    """The calendar of the chosen year up to the chosen day."""
    if here.as_of is None:
        with widgets.card("Lịch nộp: chưa có tệp nào"):
            widgets.note("Khi có tệp đầu tiên, ở đây cho biết tháng nào đã nộp, tháng nào còn thiếu.")
        return
    begin, end = cchc_year_bounds(here.year)
    months = months_of(begin, min(end, here.as_of))
    covered = loading.ask(here, coverage.spans, (here.agency,))
    lines = handed_in.calendar(covered, months, here.as_of)
    with widgets.card(handed_in.headline(lines, months, SOURCES)):
        widgets.note(SIGNS)
        first = 0
        if len(months) > RECENT and not st.toggle("Cả năm", key="lich_ca_nam"):
            first = len(months) - RECENT
        _table(lines, months[first:], first)
        late = dict.fromkeys(line.dataset for line in lines if line.missing)
        if late:
            wanted = "; ".join(f"{SOURCES[name]}: {DATASETS[name].obtained}" for name in late)
            widgets.note(f"Tệp còn thiếu lấy ở đâu – {wanted}.")
        widgets.note(f"Theo ngày chốt số liệu đang xem: {format_date(here.as_of)}.")


def _table(lines: list[Line], months: list[date], first: int) -> None:
    names = [f"T{month.month}" for month in months]
    cells = {
        "Dữ liệu": [
            SOURCES.get(line.dataset, line.dataset) + (f" – {line.unit}" if line.unit else "")
            for line in lines
        ],
        **{name: [words(line.cells[first + place]) for line in lines] for place, name in enumerate(names)},
    }
    paper.read(cells, badges=names, alt="Lịch nộp theo tháng")


def words(cell: Cell) -> str:
    """A month's sign, with a word or a number where something is to be said."""
    there, wanted = cell.weeks or (0, 0)
    weeks = f" {there}\u00a0/\u00a0{wanted} tuần" if there < wanted else ""
    return {
        IN: f":green[:material/check_circle:]{weeks}",
        PARTLY: f":orange[:material/contrast: {format_number(cell.rejected)}]{weeks}",
        MISSING: ":red-badge[:material/radio_button_unchecked: thiếu]",
        OPEN: "·",
    }.get(cell.state, "")


# --- rejected rows ---------------------------------------------------------------------------------------------


def quality(here: Context) -> None:
    """Share of rejected rows per source and month: what Văn phòng can show to the vendor of a system."""
    frame = loading.ask(here, _shares, agency=here.agency)
    if frame.empty:
        return
    with widgets.card(_quality_headline(frame), "Theo nguồn (loại dữ liệu và mẫu tệp) và tháng của số liệu"):
        title = "Tỷ lệ dòng bị loại theo nguồn và tháng"
        tables.table(frame, TABLES["quality"], here, name="chat_luong_tep", title=title)


def _quality_headline(frame: pd.DataFrame) -> str:
    sums = frame.groupby("source", sort=False)[["rows_read", "rows_rejected", "rows_left"]].sum()
    name = str(sums["rows_rejected"].idxmax())
    read, lost, left = (int(sums[column][name]) for column in sums)
    if not lost:
        return "Chất lượng tệp: chưa có dòng nào bị loại"
    share = format_percent(lost / read)
    mended = "" if left == lost else f", còn {format_number(left)} chưa sửa" if left else ", đã sửa hết"
    return f"{name}: {format_number(lost)} trong {format_number(read)} dòng bị loại ({share}){mended}"


def _shares(store: Store, agency: str) -> pd.DataFrame:
    rows = store.rows("desk/rejected_shares", ANY, _source=REJECTS, agency=agency)
    for row in rows:
        row["source"] = SOURCES[row["dataset"]]
        row["month"] = f"{row['month']:%m/%Y}"
        head = f"{row['header']}: " if row["header"] else ""
        row["cause"] = head + rejected.WORDS.get(row["code"], row["code"]) if row["code"] else None
    columns = [*TABLES["quality"], "dataset"]
    return pd.DataFrame(rows, columns=columns)
