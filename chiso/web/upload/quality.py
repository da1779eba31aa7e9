"""Share of rejected rows per source and month: what Văn phòng can show to the vendor of a system."""

import pandas as pd

from chiso.core.vietnamese import format_number, format_percent
from chiso.intake.datasets import SOURCES
from chiso.present import rejected
from chiso.store import Store
from chiso.web.parts import loading, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell.context import Context

COLUMNS = {
    "month": Column("Tháng", width=90),
    "source": Column("Nguồn", width=150),
    "file_name": Column("Tệp (mẫu)", width=260),
    "rows_read": Column("Dòng đọc", "count", width=100),
    "rows_rejected": Column("Bị loại", "count", width=90),
    "share": Column("Tỷ lệ", "percent", width=90),
    "cause": Column("Nguyên nhân chính", width=300),
}


def draw(here: Context) -> None:
    """The table with its finding as title and its downloads."""
    frame = loading.ask(here, _shares, agency=here.agency)
    if frame.empty:
        return
    with widgets.card(headline(frame), "Theo nguồn (loại dữ liệu và mẫu tệp) và tháng của số liệu"):
        tables.table(
            frame,
            COLUMNS,
            here,
            name="chat_luong_tep",
            title="Tỷ lệ dòng bị loại theo nguồn và tháng",
            alarm={"share": lambda value: value > 0},
            height=tables.grid_height(len(frame), most=8),
        )


def headline(frame: pd.DataFrame) -> str:
    """Which source loses most."""
    sums = frame.groupby("source", sort=False)[["rows_read", "rows_rejected"]].sum()
    sums = sums[sums["rows_rejected"] > 0].sort_values("rows_rejected", ascending=False)
    if sums.empty:
        return "Chất lượng tệp: chưa có dòng nào bị loại"
    name = str(sums.index[0])
    read, lost = (int(sums[column].to_numpy()[0]) for column in ("rows_read", "rows_rejected"))
    share = format_percent(lost / read) if read else ""
    return f"{name}: {format_number(lost)} trong {format_number(read)} dòng bị loại ({share})"


def _shares(store: Store, agency: str) -> pd.DataFrame:
    rows = store.rows("desk/rejected_shares", agency=agency)
    for row in rows:
        row["source"] = SOURCES[row["dataset"]]
        row["month"] = f"{row['month']:%m/%Y}"
        head = f"{row['header']}: " if row["header"] else ""
        row["cause"] = head + rejected.WORDS.get(row["code"], row["code"]) if row["code"] else None
    columns = [*COLUMNS, "dataset"]
    return pd.DataFrame(rows, columns=columns)
