"""Rejected rows: grouped by cause, listed with their Excel row, taken away as a workbook to correct."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from chiso.core.errors import ChisoError
from chiso.core.text import plain
from chiso.core.vietnamese import format_number
from chiso.present import rejected
from chiso.web.parts import tables
from chiso.web.parts.tables import Column
from chiso.web.parts.widgets import note
from chiso.web.shell.context import Context
from chiso.web.shell.problems import LOG

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS: Mapping[str, Column] = {
    "sheet": Column("Trang", width=110),
    "row": Column("Dòng Excel", width=90),
    "header": Column("Cột", width=150),
    "value": Column("Giá trị", width=170),
    "message": Column("Lý do", width=480),
}


def draw(
    here: Context,
    rejects: Sequence[Mapping[str, Any]],
    build: Callable[[], bytes],
    *,
    name: str,
    file_name: str,
) -> None:
    """The rejects of a file; `build` makes the workbook at the click."""
    found = rejected.causes(rejects)
    rows = len({(reject["sheet"], reject["row"]) for reject in rejects})
    st.markdown(f"**{format_number(rows)} dòng bị loại**, xếp theo nguyên nhân:")
    for cause in found:
        lines = ", ".join(str(row) for row in cause.rows[:8]) + (" …" if len(cause.rows) > 8 else "")
        values = ", ".join(f"“{plain(value)}”" for value in cause.values)
        shown = f", ví dụ {values}" if values else ""
        st.markdown(f"- **{plain(cause.sentence())}** – {format_number(cause.cells)} ô (dòng {lines}){shown}")
    frame = pd.DataFrame([dict(reject) for reject in rejects])
    if not frame["sheet"].any():
        frame = frame.drop(columns="sheet")
    columns = {key: column for key, column in COLUMNS.items() if key in frame}
    tables.table(frame, columns, here, name=f"loai_{name}", title="Dòng bị loại", downloads=False)
    st.download_button(
        "Tải các dòng bị loại để sửa (XLSX)",
        data=lambda: _built(build),
        file_name=f"dong-bi-loai-{file_name.rsplit('.', 1)[0]}.xlsx",
        mime=XLSX,
        icon=":material/download:",
        key=f"tai_loai_{name}",
        on_click="ignore",
    )
    note(
        "Sửa ở hệ thống nguồn rồi xuất lại, hoặc sửa ngay trong tệp tải về và thả tệp đó vào trang này: "
        "các dòng đã sửa được bổ sung vào đúng kỳ. Cột về công dân không có trong tệp tải về."
    )


def _built(build: Callable[[], bytes]) -> bytes:
    """A download cannot show an error: the sentence goes into the file."""
    try:
        return build()
    except ChisoError as error:
        LOG.warning("rejected rows could not be built: %s", error)
        return error.message.encode()
