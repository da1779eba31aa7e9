"""Rejected rows by cause, and as a workbook in which they can be corrected."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.masking import masked
from chiso.core.vietnamese import format_date
from chiso.intake.clean.cleaned import Reject
from chiso.intake.commit import mends, storing
from chiso.intake.commit.stages import Preview, Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise import memory
from chiso.intake.recognise.layout import Answers, Layout
from chiso.present import workbooks
from chiso.present.columns import TABLES, Column, Columns
from chiso.present.workbooks import Tab
from chiso.store import Store, originals

# How the workbook of rejected rows is known again when it comes back corrected.
OWN_SHEET = "Dòng bị loại"
OWN_COLUMNS = ("Dòng trong tệp", "Lý do")
TITLE = "Các dòng bị loại: sửa ở hệ thống nguồn rồi kết xuất lại, hoặc sửa tại đây rồi nhập bổ sung"
MOST_ROWS = 20_000
_ROW, _WHY = "#", "?"  # no field is called so

WORDS: Mapping[str, str] = {
    "missing_value": "thiếu giá trị bắt buộc",
    "bad_value": "ô báo lỗi của Excel",
    "bad_code": "mã không đọc được",
    "bad_date": "ngày không đọc được",
    "bad_number": "số không đọc được",
    "bad_choice": "từ chưa biết",
    "duplicate_key": "trùng mã với dòng trước",
    "date_order": "ngày xong trước ngày nhận, giao việc",
    "future_date": "ngày sau ngày chốt số liệu",
    "ragged_row": "số ô khác dòng tiêu đề",
    "other_table": "của một bảng khác ở dưới",
}


@dataclass(frozen=True)
class Cause:
    """One reason with its column: how many cells, in which rows, which values."""

    code: str
    header: str
    cells: int
    rows: tuple[int, ...]
    values: tuple[str, ...]

    def sentence(self) -> str:
        """ "Ngày hẹn trả: ngày không đọc được"."""
        words = WORDS.get(self.code, self.code)
        return f"{self.header}: {words}" if self.header else words[0].upper() + words[1:]


def causes(rejects: Iterable[Mapping[str, Any]]) -> list[Cause]:
    """Rejects (as in the result of an import) grouped by reason and column, the most frequent first."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for reject in rejects:
        groups.setdefault((str(reject["code"]), str(reject["header"] or "")), []).append(reject)
    found = [
        Cause(
            code,
            header,
            len(rows),
            tuple(sorted({int(row["row"]) for row in rows})),
            tuple(
                value
                for value, _ in Counter(str(row["value"]) for row in rows if row["value"]).most_common(3)
            ),
        )
        for (code, header), rows in groups.items()
    ]
    return sorted(found, key=lambda cause: -cause.cells)


def is_corrected(looked: Preview) -> bool:
    """Whether a file is such a workbook: its rows belong to the slice of the file they came from."""
    return str(looked.result.sheet).startswith(OWN_SHEET)


def workbook(store: Store, upload: Upload, as_of: date | None, only: Container[int] | None = None) -> bytes:
    """The rejected rows (`only` those with these numbers) of a file to correct, the cells marked; the file is read once
    more.

    Raises Refused where the file cannot be read any more.
    """
    reading = read(upload.name, upload.content)
    views = [reading.alone(name) for name in upload.sheets] or [reading]
    found = [
        memory.recognise(store, view, upload.answers, upload.name, recalls=upload.recalls) for view in views
    ]
    part = [(reading.sheet(one.layout.sheet), one.layout) for one in found]
    cleaned, _, _ = mends.clean(store, upload, part, as_of)
    rejects = [one for one in cleaned.rejects if only is None or one.row in only]
    tabs = [
        tab(sheet, replace(layout, as_of=as_of), [one for one in rejects if one.sheet == sheet.name])
        for sheet, layout in part
    ]
    return workbooks.workbook(
        [
            replace(one, name=f"{OWN_SHEET} {number}") if number > 1 else one
            for number, one in enumerate(tabs, 1)
        ]
    )


def tab(sheet: Sheet, layout: Layout, rejects: Sequence[Reject]) -> Tab:
    """The rejected rows with their original cells, the offending ones marked, and why in the last column.

    Columns about citizens and columns that nobody knows are left out, and so are the cells of rows that slipped: what
    stands under their headers may be a citizen's. What a row has of a group row or of the title has a column here.
    Corrected, the file can be imported again (adding to the slice): the headers are the fields' own names, the note
    dates it like the export.
    """
    columns: Columns
    if layout.wide is not None:
        columns = TABLES["reject_cells"]
        cells = [(one.row, one.header, one.value, one.message) for one in rejects[:MOST_ROWS]]
        frame = pd.DataFrame(cells, columns=list(columns))
        return Tab(OWN_SHEET, frame, TITLE, _period(layout), columns=columns)
    by_row: dict[int, list[Reject]] = {}
    for reject in rejects:
        by_row.setdefault(reject.row, []).append(reject)
    slipped = {row for row, _, _ in sheet.ragged}
    fields = DATASETS[layout.dataset].by_name
    known = dict(sorted(layout.columns.items(), key=lambda item: item[1]))
    beside = dict.fromkeys(name for reject in rejects for name, _ in reject.told if name not in known)
    places: dict[str, int | None] = {**known, **beside}
    lines: list[tuple[Any, ...]] = []
    remarks: dict[tuple[int, str], str] = {}
    for number, (row, faults) in enumerate(list(by_row.items())[:MOST_ROWS]):
        told = dict(faults[0].told)
        printed = (
            (None if at is None or row in slipped else _printed(sheet, row, at, fields[name].kind))
            or told.get(name)
            for name, at in places.items()
        )
        lines.append((row, *printed, "\n".join(dict.fromkeys(fault.message for fault in faults))))
        for fault in faults:
            cell = number, fault.column if fault.column in places else _WHY
            remarks[cell] = "\n".join((*remarks.get(cell, "").splitlines(), fault.message))
    first, last = map(Column, OWN_COLUMNS)
    columns = {_ROW: first, **{name: Column(fields[name].label) for name in places}, _WHY: last}
    frame = pd.DataFrame(lines, columns=list(columns), dtype=object)
    return Tab(OWN_SHEET, frame, TITLE, _period(layout), columns=columns, remarks=remarks)


def _printed(sheet: Sheet, row: int, column: int, kind: str) -> str | None:
    text: str | None = sheet.table.column(column)[row - 1].as_py()
    return text if text is None or kind == "id" else masked(text)


def _period(layout: Layout) -> str:
    """The line that dates the export, so that the corrected rows are dated alike."""
    if layout.period:
        return f"Từ ngày {format_date(layout.period[0])} đến ngày {format_date(layout.period[1])}"
    return f"Tính đến ngày {format_date(layout.as_of)}" if layout.as_of else ""


def workbook_of_import(store: Store, row: Mapping[str, Any], only: Container[int]) -> bytes:
    """The same for rows of an import of the past (a row of its history), from the kept original. Raises Refused."""
    content = originals.of_import(store.home, row)
    said = storing.parameters_of(row)
    answers = replace(Answers.from_json(said.get("answers")), dataset=str(row["dataset"]))
    upload = Upload(
        str(row["file_name"]),
        content,
        str(row["agency"]),
        answers,
        recalls=False,
        sheets=storing.sheets_of(row),
    )
    return workbook(store, upload, row["as_of"], only)
