"""Frames -> XLSX bytes (pure). Imported text stays text: no cell becomes a formula, a link or an error.

Numbers, dates and percentages are real values with Vietnamese formats, so the office can go on calculating.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from chiso.core import vietnamese as vi
from chiso.core.text import cell_value, is_formula, xml_text
from chiso.intake.datasets import DATASETS, KINDS, WORDINGS, Dataset, Field
from chiso.present.columns import TABLES, Column, Columns
from chiso.present.sheet_charts import Picture, add
from chiso.present.sheet_looks import (
    FILLS,
    HEAD,
    NOTE,
    PAGE_ROWS,
    PLAIN,
    TEXT,
    TITLE,
    codes_of,
    columns_under,
    for_paper,
    heighten,
    in_lines,
    over,
    widths,
)


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook: a table with a title, a note and its source above it.

    `columns`: the columns shown, in order; without them all, under their own names. `formats`: column -> a kind of
    column or Excel's own code, or one of them per row; without one the column's kind or the values decide. `fills`:
    column -> alarm, warning, good, muted or '' per row. `remarks`: (row, column) -> what is wrong with a
    cell, which is marked. `picture`: the chart of these cells, which stands beside them.
    """

    name: str
    frame: pd.DataFrame
    title: str = ""
    note: str = ""
    source: str = ""
    columns: Columns = field(default_factory=dict)
    formats: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    fills: Mapping[str, Sequence[str]] = field(default_factory=dict)
    remarks: Mapping[tuple[int, str], str] = field(default_factory=dict)
    picture: Picture | None = None


def workbook(tabs: Sequence[Tab], agency: str = "") -> bytes:
    """Tables as XLSX, a sheet each: bold frozen header, filters, widths, a header that repeats in print; the file is
    that of an agency, where one is said."""
    book = Workbook(write_only=True)
    for tab in tabs:
        _write_tab(book, tab)
    return _bytes(book, agency)


def _write_tab(book: Any, tab: Tab) -> None:
    columns = tab.columns or {name: Column(str(name)) for name in tab.frame.columns}
    frame = tab.frame[list(columns)]
    above = [text for text in (tab.title, *in_lines(tab.note), *in_lines(tab.source)) if text]
    head_row = len(above) + (2 if above else 1)
    heads = [column.label for column in columns.values()]
    wide = widths(heads, [frame[name] for name in columns])
    sheet = _sheet(book, tab.name, wide)
    sheet.freeze_panes = f"A{head_row + 1}"
    if len(columns):
        sheet.auto_filter.ref = f"A{head_row}:{get_column_letter(len(columns))}{head_row + len(frame)}"
    right, end = columns_under(wide, above), head_row + len(frame)
    is_whole = tab.picture is not None
    if tab.picture:
        beside, low = add(sheet, tab.picture, head_row, wide)
        is_whole = end <= max(low, PAGE_ROWS)  # a chart beside the head of a long table is on its first page
        right, end = max(right, beside), max(end, low)
    area = f"A1:{get_column_letter(max(1, right))}{end}"
    for_paper(sheet, area, head_row, is_whole=is_whole)
    for text in above:
        sheet.append([_cell(sheet, text, **(TITLE if text is tab.title else NOTE))])
    if above:
        sheet.append([])
    heighten(sheet, head_row, heads, [one - 2 for one in wide])  # the filter's arrow stands there
    codes = [codes_of(frame[name], tab.formats.get(name, column.kind)) for name, column in columns.items()]
    sheet.append([_cell(sheet, column.label, **over(frame[name])) for name, column in columns.items()])
    fills = [tab.fills.get(name, ()) for name in columns]
    for number, row in enumerate(frame.itertuples(index=False, name=None)):
        cells = []
        for name, value, code, fill in zip(columns, row, codes, fills, strict=True):
            remark = tab.remarks.get((number, name), "")
            cell = _cell(sheet, value, code[number], remark)
            if remark or (fill and fill[number]):
                cell.fill = FILLS["alarm" if remark else fill[number]]
            cells.append(cell)
        heighten(sheet, head_row + 1 + number, row, wide)
        sheet.append(cells)


def _sheet(book: Any, name: str, widths: Iterable[float]) -> Any:
    """A sheet by Excel's rules: 31 characters, none of []:*?/\\, no second of the same name."""
    base = re.sub(r"[\[\]:*?/\\]", " ", xml_text(name)).strip("' ")[:31] or "Bảng"
    used = {title.casefold() for title in book.sheetnames}
    chosen, number = base, 2
    while chosen.casefold() in used:
        chosen, number = f"{base[:27]} ({number})", number + 1
    sheet = book.create_sheet(chosen)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def _cell(sheet: Any, value: Any, code: str = "General", remark: str = "", **style: Any) -> Any:
    """A cell in which text is text, whatever it begins with."""
    value = cell_value(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)
        cell.alignment = TEXT
    else:
        cell.number_format, cell.alignment = code, PLAIN
    if remark:
        cell.comment = Comment(xml_text(remark)[:2000], "chiso", width=320, height=120)
    for name, part in style.items():
        setattr(cell, name, part)
    return cell


def _bytes(book: Any, agency: str = "") -> bytes:
    about = book.properties
    about.creator = about.lastModifiedBy = xml_text(agency) or None  # the library writes its own name
    about.language = "vi-VN"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- templates -------------------------------------------------------------------------------------------

TEMPLATE_ROWS = 1_000
_SAID: Mapping[str, str] = WORDINGS["template"]
Lists = Mapping[str, Mapping[str, str]]  # field -> code -> word: what an agency chooses from


def template_name(dataset: Dataset) -> str:
    """The file name of its template: mau-mot-cua.xlsx."""
    return f"mau-{'-'.join(re.findall('[a-z0-9]+', vi.fold(dataset.source)))}.xlsx"


def template_workbook(name: str, lists: Lists) -> bytes:
    """An empty table of a dataset to fill in: the day where it needs one, headers, lists to choose from (those of the
    declaration, and `lists`), one example row that is never imported, explanations."""
    dataset = DATASETS[name]
    book = Workbook(write_only=True)
    page = _sheet(book, dataset.label, (max(14, min(len(one.label) + 4, 36)) for one in dataset.fields))
    head_row = 3 if dataset.is_dated else 1
    page.freeze_panes = f"A{head_row + 1}"
    for dimension in page.column_dimensions.values():
        dimension.number_format = "@"  # "001" and 05/03/2024 stay as typed
    if dataset.is_dated:
        day = _cell(page, "", "@", "Ngày của số liệu, dd/mm/yyyy.", fill=FILLS["warning"])
        page.append([_cell(page, _SAID["day"], font=HEAD["font"]), day])
        page.append([])
    page.append([_cell(page, one.label, remark=_explained(one), **HEAD) for one in dataset.fields])
    shown = [_example(one, lists) for one in dataset.fields]
    shown[0] = f"{_SAID['example']} {shown[0]}"
    page.append([_cell(page, text or None, **NOTE) for text in shown])
    _choosable(book, page, {place: words for place, one in enumerate(dataset.fields, start=1)
                            if (words := _choices(one, lists))}, head_row)  # fmt: skip
    explained = pd.DataFrame([_explanation(one, lists) for one in dataset.fields])
    guide = f"{_SAID['guide']} {dataset.label}"
    _write_tab(book, Tab("Giải thích", explained, guide, columns=TABLES["template"]))
    return _bytes(book)


def _choosable(book: Any, page: Any, chosen: Mapping[int, Sequence[str]], head_row: int) -> None:
    """Lists to choose from in the columns (by place) that have one; they stand on a hidden sheet. Another word only
    warns: a spelling that is not in the list may be known."""
    if not chosen:
        return
    lists = _sheet(book, "Danh mục", ())
    lists.sheet_state = "hidden"
    for row in zip_longest(*chosen.values()):
        lists.append(row)
    for column, (place, words) in enumerate(chosen.items(), start=1):
        there, here = get_column_letter(column), get_column_letter(place)
        rule = DataValidation(
            type="list",
            formula1=f"'{lists.title}'!${there}$1:${there}${len(words)}",
            allow_blank=True,
            errorStyle="warning",
            error="Giá trị này không có trong danh sách.",
        )
        rule.add(f"{here}{head_row + 1}:{here}{head_row + TEMPLATE_ROWS}")
        page.data_validations.append(rule)


def _example(known: Field, lists: Lists) -> str:
    """The example of a field, as this agency would write it."""
    words = lists.get(known.name, {})
    return words.get(known.example) or next(iter(words.values()), known.example)


def _choices(known: Field, lists: Lists) -> list[str]:
    if known.name in lists:
        return [*lists[known.name].values()]
    return [*known.words.values()]


def _explained(known: Field) -> str:
    must = "Bắt buộc" if known.required else "Không bắt buộc"
    empty = " (được để trống)" if known.may_be_empty else ""
    return f"{must}{empty}; {KINDS[known.kind].filled}. {known.help}".strip()


def _explanation(known: Field, lists: Lists) -> dict[str, str]:
    must = ("Có, được để trống" if known.may_be_empty else "Có") if known.required else "Không"
    return {
        "label": known.label,
        "required": must,
        "kind": KINDS[known.kind].filled,
        "choices": "; ".join(_choices(known, lists)),
        "example": _example(known, lists),
        "help": known.help,
    }
