"""SpreadsheetML (Excel 2003 XML), usually saved as .xls."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from chiso.intake.files.left_out import is_percent, percent_text
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import Grid, Job, Reading, Sheet, far_cell, plain_moment, shown

SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
# What some systems let through and XML does not allow, as a byte or as a reference; they show nothing.
CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.I
)


def read(job: Job) -> Reading:
    """All worksheets. Entities are never resolved (the gate refuses a DOCTYPE before); XML that is not well-formed or
    does not end is refused whole, as Excel does: a parser that goes on loses rows in silence."""
    content = Path(job.path).read_bytes()
    head = re.search(rb"encoding\s*=\s*[\"']([\w-]+)", content[:200])
    encoding = head.group(1).decode("ascii").lower() if head else "utf-8"
    try:
        sheets = _worksheets(job, content)
    except etree.XMLSyntaxError:
        try:
            sheets = _worksheets(job, CONTROLS.sub(b"", content) if b"\0" not in content[:4] else content)
        except etree.XMLSyntaxError as error:
            raise refusal("damaged_xml", job.file_name) from error
    if not sheets:
        raise refusal("damaged", job.file_name)
    return Reading(sheets, job.kind, encoding)


def _worksheets(job: Job, content: bytes) -> list[Sheet]:
    sheets = []
    percents: frozenset[str] = frozenset()
    for _, part in etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=(f"{SPACE}Styles", f"{SPACE}Worksheet"),
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
        remove_comments=True,
    ):
        if part.tag == f"{SPACE}Styles":
            percents = _percent_styles(part)
        else:
            sheets.append(_sheet(job, part, percents))
        part.clear()
    return sheets


@dataclass(frozen=True)
class _Percents:
    """The styles that show a number as percent, and what style the cells of a column (0-based) have that name none."""

    styles: frozenset[str]
    columns: Mapping[int, str]

    def has(self, cell: Any, of_row: str | None, column: int) -> bool:
        """Whether a number in this cell is shown as percent."""
        return cell.get(f"{SPACE}StyleID", of_row or self.columns.get(column, "Default")) in self.styles


def _percent_styles(styles: Any) -> frozenset[str]:
    """The names of the styles whose numbers are shown as percent, by themselves or by the one that they are made of."""
    found = {style.get(f"{SPACE}ID"): style for style in styles.iterchildren(f"{SPACE}Style")}
    shapes = {
        name: shape.get(f"{SPACE}Format") or ""
        for name, style in found.items()
        for one in (found.get(style.get(f"{SPACE}Parent")), style)
        if name and one is not None and (shape := one.find(f"{SPACE}NumberFormat")) is not None
    }
    return frozenset(name for name, shape in shapes.items() if shape == "Percent" or is_percent(shape))


def _column_styles(job: Job, table: Any) -> dict[int, str]:
    """0-based column -> the style of its cells that name none."""
    styles: dict[int, str] = {}
    column = -1
    for one in table.iterchildren(f"{SPACE}Column"):
        column = _position(job, one, "Index", column + 2) - 1
        span = min(_position(job, one, "Span", 0), job.limits.columns)
        if style := one.get(f"{SPACE}StyleID"):
            styles |= dict.fromkeys(range(column, column + span + 1), style)
        column += span
    return styles


def _sheet(job: Job, sheet: Any, percents: frozenset[str]) -> Sheet:
    name = sheet.get(f"{SPACE}Name") or ""
    options = sheet.find(
        "{urn:schemas-microsoft-com:office:excel}WorksheetOptions"
        "/{urn:schemas-microsoft-com:office:excel}Visible"
    )
    visible = options is None or not (options.text or "").strip().startswith("SheetHidden")
    grid = Grid(job)
    table = sheet.find(f"{SPACE}Table")
    row_number = -1
    styles = _Percents(percents, _column_styles(job, table) if percents and table is not None else {})
    for row in table.iterchildren(f"{SPACE}Row") if table is not None else ():
        row_number = _position(job, row, "Index", row_number + 2) - 1
        grid.put(row_number, _cells(job, grid, row, row_number, styles))
        row_number += _position(job, row, "Span", 0)  # a Row with ss:Span stands for several equal blank rows
    return grid.sheet(name, visible)


def _cells(job: Job, grid: Grid, row: Any, row_number: int, percents: _Percents) -> list[str | None]:
    cells: list[str | None] = []
    of_row = row.get(f"{SPACE}StyleID")
    for cell in row.iterchildren(f"{SPACE}Cell"):
        if cell.attrib and cell.get(f"{SPACE}Index") is not None:
            column = _position(job, cell, "Index", 1) - 1
            if column >= job.limits.columns:
                raise far_cell(job, row_number, column)
            cells += [None] * (column - len(cells))
        else:
            grid.next_free(row_number, cells)
        column = len(cells)
        data = cell.find(f"{SPACE}Data")
        cells.append(_text(data) if data is not None else None)
        if percents.styles and cells[-1] and _is_number(data) and percents.has(cell, of_row, column):
            cells[-1] = percent_text(cells[-1]) or cells[-1]
        if cell.attrib:
            across, down = _position(job, cell, "MergeAcross", 0), _position(job, cell, "MergeDown", 0)
            if across > job.limits.columns:
                raise far_cell(job, row_number, column + across)
            grid.merge(row_number, column, down + 1, across + 1)
            cells += [None] * across
    return cells


def _position(job: Job, element: Any, name: str, otherwise: int) -> int:
    """An ss:Index, ss:Span or ss:Merge… attribute; positions beyond Excel's grid are refused."""
    text = element.get(f"{SPACE}{name}")
    if text is None:
        return otherwise
    digits = re.fullmatch(r"\s*(\d{1,9})\s*", text)
    if not digits or int(digits.group(1)) > job.limits.rows:
        raise far_cell(job, job.limits.rows, 0)
    return max(otherwise if name == "Index" else 0, int(digits.group(1)))


def _is_number(data: Any) -> bool:
    return bool(data.get(f"{SPACE}Type") == "Number")


def _text(data: Any) -> str:
    text = "".join(data.itertext()) if len(data) else data.text or ""
    kind = data.get(f"{SPACE}Type")
    if kind == "DateTime":
        return plain_moment(text.strip())
    if _is_number(data):
        return _number(text.strip())
    if kind == "Boolean":
        return {"1": "true", "0": "false"}.get(text.strip(), text)
    return text


def _number(text: str) -> str:
    """The shortest spelling: 5.0 and 5.00 are 5; an exponent is written out where a double can say it."""
    if text.isdecimal() or re.fullmatch(r"-\d+", text):
        return text
    try:
        return shown(float(text))
    except ValueError:
        return text
