"""Frames -> XLSX and CSV bytes (pure). Imported text stays text: no cell becomes a formula, a link or an error.

Numbers, dates and percentages are real values with Vietnamese formats, so the office can go on calculating.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from chiso.core import vietnamese as vi
from chiso.core.text import cell_value, is_formula, table_csv, xml_text
from chiso.intake.clean.cleaned import Reject
from chiso.intake.datasets import DATASETS, Dataset, Field
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout
from chiso.present.palette import palette

__all__ = [
    "FILLS",
    "FORMATS",
    "Tab",
    "rejects_workbook",
    "table_csv",
    "table_xlsx",
    "template_workbook",
    "workbook",
]

FORMATS: Mapping[str, str] = {
    "integer": "#,##0",
    "number": "#,##0.00",
    "percent": "0.00%",
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
    "month": "mm/yyyy",
    "text": "@",
}
_INK = {role: colour[1:] for role, colour in palette("print").colours.items()}
FILLS: Mapping[str, PatternFill] = {
    role: PatternFill("solid", fgColor=_INK[f"{role}_tint"]) for role in ("alarm", "warning", "good", "muted")
}
_HEAD, _MARK = PatternFill("solid", fgColor=_INK["accent_tint"]), FILLS["alarm"]
_LINE = Border(bottom=Side("thin", color=_INK["axis"]))
_BOLD, _TITLE, _NOTE = Font(bold=True), Font(bold=True, size=14), Font(italic=True, color=_INK["gray"])
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_WIDEST, _NARROWEST = 60, 8
MOST_REJECTS = 20_000


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook: a table with a title, a note and its source above it.

    `columns`: column -> header; where given, these columns in this order. `formats`: column -> a name of `FORMATS`
    or Excel's own code, or one of them per row; without one the values decide. `fills`: column -> a name of `FILLS`
    (or '') per row.
    """

    name: str
    frame: pd.DataFrame
    title: str = ""
    note: str = ""
    source: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    fills: Mapping[str, Sequence[str]] = field(default_factory=dict)


def table_xlsx(
    frame: pd.DataFrame,
    title: str = "",
    note: str = "",
    *,
    columns: Mapping[str, str] | None = None,
    formats: Mapping[str, str | Sequence[str]] | None = None,
    source: str = "",
    definitions: Mapping[str, str] | None = None,
    name: str = "Bảng",
) -> bytes:
    """One table as XLSX; `definitions` (term -> meaning) go to a second sheet."""
    return workbook([Tab(name, frame, title, note, source, columns or {}, formats or {})], definitions)


def workbook(tabs: Sequence[Tab], definitions: Mapping[str, str] | None = None) -> bytes:
    """Several tables as XLSX: bold frozen header, filters, widths, a header that repeats in print."""
    book = Workbook(write_only=True)
    used: set[str] = set()
    for tab in tabs:
        _write_tab(book, tab, used)
    if definitions:
        meanings = pd.DataFrame(list(definitions.items()), columns=["Thuật ngữ", "Định nghĩa, nguồn"])
        _write_tab(book, Tab("Định nghĩa", meanings), used)
    return _bytes(book)


# --- cells -----------------------------------------------------------------------------------------------


def _cell(sheet: Any, value: Any, code: str = "General", **style: Any) -> Any:
    """A cell in which text is text, whatever it begins with."""
    value = cell_value(value)
    cell = WriteOnlyCell(sheet, value)
    _as_text(cell, value)
    if not isinstance(value, str):
        cell.number_format = code
    for name, part in style.items():
        setattr(cell, name, part)
    return cell


def _as_text(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)


# --- a table ---------------------------------------------------------------------------------------------


def _write_tab(book: Any, tab: Tab, used: set[str]) -> None:
    sheet = book.create_sheet(_sheet_name(tab.name, used))
    chosen = dict(tab.columns) or {name: str(name) for name in tab.frame.columns}
    frame = tab.frame[list(chosen)]
    above = [text for text in (tab.title, tab.note, tab.source) if text]
    head_row = len(above) + (2 if above else 1)
    codes = [_code(frame.iloc[:, place], tab.formats.get(name)) for place, name in enumerate(chosen)]
    for place, head in enumerate(chosen.values()):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _width(head, frame.iloc[:, place])
    sheet.freeze_panes = f"A{head_row + 1}"
    if len(chosen):
        sheet.auto_filter.ref = f"A{head_row}:{get_column_letter(len(chosen))}{head_row + len(frame)}"
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for text in above:
        sheet.append([_cell(sheet, text, font=_TITLE if text is tab.title else _NOTE)])
    if above:
        sheet.append([])
    style: dict[str, Any] = {"font": _BOLD, "fill": _HEAD, "border": _LINE, "alignment": _MIDDLE}
    sheet.append([_cell(sheet, head, **style) for head in chosen.values()])
    fills = [tab.fills.get(name, ()) for name in chosen]
    for number, row in enumerate(frame.itertuples(index=False, name=None)):
        cells = []
        for value, code, fill in zip(row, codes, fills, strict=True):
            style = {"fill": FILLS[fill[number]]} if fill and fill[number] else {}
            cells.append(_cell(sheet, value, code if isinstance(code, str) else code[number], **style))
        sheet.append(cells)


def _sheet_name(name: str, used: set[str]) -> str:
    """Excel's rules: 31 characters, none of []:*?/\\, no second of the same name."""
    base = re.sub(r"[\[\]:*?/\\]", " ", xml_text(name)).strip("' ")[:31] or "Bảng"
    chosen, number = base, 2
    while chosen.casefold() in used:
        chosen, number = f"{base[:27]} ({number})", number + 1
    used.add(chosen.casefold())
    return chosen


def _code(values: "pd.Series[Any]", wanted: str | Sequence[str] | None) -> str | list[str]:
    """Excel's number format of a column, or of each of its rows."""
    if isinstance(wanted, str) and wanted:
        return FORMATS.get(wanted, wanted)
    if wanted:
        return [FORMATS.get(one, one) for one in wanted]
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        known = values.dropna()
        return FORMATS["date" if (known == known.dt.normalize()).all() else "datetime"]
    shown = [value for value in values.head(1000) if cell_value(value) is not None]
    if any(isinstance(value, datetime) and (value.hour or value.minute) for value in shown):
        return FORMATS["datetime"]
    if any(isinstance(value, date) for value in shown):
        return FORMATS["date"]
    numbers = [float(value) for value in shown if isinstance(value, (int, float, np.number))]
    return FORMATS["integer" if all(number == int(number) for number in numbers) else "number"]


def _width(head: str, values: Iterable[Any]) -> float:
    longest = max((_shown(value) for value in list(values)[:500]), default=0)
    words = max((len(word) for word in head.split()), default=0)
    return min(max(longest + 2, words + 4, _NARROWEST), _WIDEST)


def _shown(value: Any) -> int:
    value = cell_value(value)
    if value is None:
        return 0
    if isinstance(value, (datetime, date)):
        return 16 if isinstance(value, datetime) and (value.hour or value.minute) else 10
    if isinstance(value, (int, float)):
        return len(vi.format_number(value)) + 1
    return max(len(line) for line in str(value).split("\n"))


def _bytes(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- rejected rows ---------------------------------------------------------------------------------------


def rejects_workbook(sheet: Sheet, layout: Layout, rejects: Sequence[Reject]) -> bytes:
    """The rejected rows with their original cells, the offending ones marked, and why in the column "Lý do".

    Columns about citizens and columns that nobody knows are left out, and so are the cells of rows that slipped.
    Corrected here, the file can be imported again (adding to the slice): the headers are the fields' own names.
    """
    book: Any = Workbook()
    page: Any = book.active
    page.title = "Dòng bị từ chối"
    known = DATASETS[layout.dataset].by_name
    plain_table = layout.wide is None
    columns = sorted(layout.columns.items(), key=lambda item: item[1]) if plain_table else []
    head = ["Dòng trong tệp", *(known[name].label for name, _ in columns), "Lý do"]
    _put_row(
        page, 1, ["Các dòng bị từ chối: sửa ở hệ thống nguồn rồi xuất lại, hoặc sửa tại đây rồi nhập bổ sung"]
    )
    _put_row(page, 2, [_period_text(layout)])
    page["A1"].font, page["A2"].font = _TITLE, _NOTE
    _put_row(page, 4, head if columns else ["Dòng trong tệp", "Cột", "Giá trị", "Lý do"])
    _head_style(page, 4)
    by_row: dict[int, list[Reject]] = {}
    for reject in rejects:
        by_row.setdefault(reject.row, []).append(reject)
    line = 5
    for row, faults in list(by_row.items())[:MOST_REJECTS]:
        if columns:
            _rejected_row(page, line, sheet, row, columns, faults)
            line += 1
            continue
        for fault in faults:
            _put_row(page, line, [row, fault.header, fault.value, fault.message])
            line += 1
    _widths(page, [12, *([22] * (len(head) - 2)), 60] if columns else [12, 30, 30, 60])
    page.freeze_panes = "B5"
    return _bytes(book)


def _rejected_row(
    page: Any, line: int, sheet: Sheet, row: int, columns: Sequence[tuple[str, int]], faults: Sequence[Reject]
) -> None:
    cells = [sheet.table.column(column)[row - 1].as_py() for _, column in columns]
    if any(row == slipped for slipped, _, _ in sheet.ragged):
        cells = [None] * len(cells)  # slipped: what stands under these headers may be a citizen's
    reasons = list(dict.fromkeys(fault.message for fault in faults))
    _put_row(page, line, [row, *cells, "\n".join(reasons)])
    places = {name: place + 2 for place, (name, _) in enumerate(columns)}
    for fault in faults:
        place = places.get(fault.column, len(columns) + 2)
        cell = page.cell(line, place)
        cell.fill = _MARK
        said = [cell.comment.text] if cell.comment else []
        cell.comment = Comment(
            xml_text("\n".join([*said, fault.message]))[:2000], "chiso", width=320, height=120
        )


def _period_text(layout: Layout) -> str:
    """The line that dates the export, so that the corrected rows are dated alike."""
    if layout.period:
        return f"Từ ngày {vi.format_date(layout.period[0])} đến ngày {vi.format_date(layout.period[1])}"
    return f"Tính đến ngày {vi.format_date(layout.as_of)}" if layout.as_of else ""


def _put_row(page: Any, line: int, values: Sequence[Any]) -> None:
    for place, value in enumerate(values, start=1):
        cell = page.cell(line, place)
        cell.value = cell_value(value)
        _as_text(cell, cell_value(value))
        cell.alignment = _TOP if line > 2 else Alignment()


def _head_style(page: Any, line: int) -> None:
    for cell in page[line]:
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _HEAD, _LINE, _MIDDLE


def _widths(page: Any, widths: Sequence[float]) -> None:
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = width


# --- templates -------------------------------------------------------------------------------------------

_KINDS: Mapping[str, str] = {
    "text": "chữ",
    "id": "mã (giữ nguyên dạng chữ)",
    "date": "ngày dd/mm/yyyy",
    "datetime": "ngày giờ dd/mm/yyyy hh:mm",
    "number": "số",
    "integer": "số nguyên",
    "percent": "tỷ lệ, có dấu %",
    "flag": "Có hoặc Không",
    "choice": "chọn trong danh mục",
    "year": "năm",
    "month": "tháng mm/yyyy",
    "date_or_month": "ngày dd/mm/yyyy hoặc tháng mm/yyyy",
}
TEMPLATE_ROWS = 1_000


def template_workbook(dataset: Dataset | str) -> bytes:
    """An empty table of a dataset to fill in: headers, lists to choose from, one example row, explanations."""
    dataset = DATASETS[dataset] if isinstance(dataset, str) else dataset
    book: Any = Workbook()
    page: Any = book.active
    page.title = _sheet_name(dataset.label, set())
    _put_row(page, 1, [known.label for known in dataset.fields])
    _head_style(page, 1)
    _put_row(page, 2, [known.example or None for known in dataset.fields])
    for cell in page[2]:
        cell.font = _NOTE
    page["A2"].comment = Comment("Dòng ví dụ: hãy xóa hoặc ghi đè trước khi nhập.", "chiso")
    lists = book.create_sheet("Danh mục")
    for place, known in enumerate(dataset.fields, start=1):
        page.cell(1, place).comment = Comment(_explained(known), "chiso", width=320, height=120)
        _validate(page, lists, place, known)
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = max(14, min(len(known.label) + 4, 36))
        for line in range(2, 200):
            page.cell(line, place).number_format = "@"  # "001" and 05/03/2024 stay as typed
    page.freeze_panes = "A2"
    _explanations(book.create_sheet("Giải thích"), dataset)
    if lists.max_row == 1 and lists["A1"].value is None:
        book.remove(lists)
    else:
        lists.sheet_state = "hidden"
    return _bytes(book)


def _explained(known: Field) -> str:
    must = "Bắt buộc" if known.required else "Không bắt buộc"
    empty = " (được để trống)" if known.may_be_empty else ""
    return f"{must}{empty}; {_KINDS[known.kind]}. {known.help}".strip()


def _choices(known: Field) -> list[str]:
    if known.kind == "flag":
        return ["Có", "Không"]
    return [words[0] for code, words in known.choices.items() if code and words]


def _validate(page: Any, lists: Any, place: int, known: Field) -> None:
    choices = _choices(known)
    if not choices:
        return
    column = lists.max_column + (1 if lists["A1"].value is not None else 0)
    for line, text in enumerate([known.label, *choices], start=1):
        lists.cell(line, column).value = text
    letter = get_column_letter(column)
    rule = DataValidation(
        type="list",
        formula1=f"'{lists.title}'!${letter}$2:${letter}${len(choices) + 1}",
        allow_blank=not known.required,
        errorTitle=known.label[:30],
        error="Hãy chọn một giá trị trong danh sách.",
    )
    rule.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{TEMPLATE_ROWS + 1}")
    page.add_data_validation(rule)


def _explanations(page: Any, dataset: Dataset) -> None:
    _put_row(page, 1, [f"Cách điền: {dataset.label}"])
    page["A1"].font = _TITLE
    _put_row(page, 3, ["Tên cột", "Bắt buộc", "Kiểu", "Giá trị chấp nhận", "Ví dụ", "Giải thích"])
    _head_style(page, 3)
    for line, known in enumerate(dataset.fields, start=4):
        must = ("Có, được để trống" if known.may_be_empty else "Có") if known.required else "Không"
        row = [known.label, must, _KINDS[known.kind], "; ".join(_choices(known)), known.example, known.help]
        _put_row(page, line, row)
    _widths(page, [28, 18, 24, 44, 28, 60])
