"""Files as the source systems write them, from rows of text: xlsx, ods, HTML and SpreadsheetML called .xls, CSV.

Written by hand, without a spreadsheet library: the demonstration prints some fifty thousand rows at the first start,
and the same input must give the same bytes on every machine (no time stamps, no hash order).
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.sax.saxutils import escape

Cell = str | int | float | date | datetime | None
Rows = Sequence[Sequence[Cell]]

_STAMP = (2024, 1, 1, 0, 0, 0)
_EPOCH = datetime(1899, 12, 30)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HIDDEN = ' state="hidden"'
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Page:
    """One sheet: its rows, its merged ranges ("A1:C1"), whether it is hidden."""

    name: str
    rows: Rows
    merges: Sequence[str] = field(default_factory=tuple)
    is_hidden: bool = False


def column_name(index: int) -> str:
    """0 -> A, 26 -> AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def merge(row: int, first: int, last: int, last_row: int | None = None) -> str:
    """The range of a merged cell; rows 1-based as Excel shows them, columns 0-based."""
    return f"{column_name(first)}{row}:{column_name(last)}{last_row or row}"


def _packed(parts: Iterable[tuple[str, str]], *, stored: str = "") -> bytes:
    """A zip of the parts with fixed times; the part called `stored` is not compressed (ODF asks for it)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            package.writestr(info, text.encode("utf-8"), compresslevel=1)
    return out.getvalue()


# --- xlsx -----------------------------------------------------------------------------------------------------


def xlsx(pages: Sequence[Page]) -> bytes:
    """A workbook. Texts are inline; dates are serials in style 1 (dd/mm/yyyy hh:mm), numbers are numbers."""
    parts = [
        ("[Content_Types].xml", _content_types(len(pages))),
        ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", _workbook(pages)),
        ("xl/_rels/workbook.xml.rels", _workbook_relations(len(pages))),
        ("xl/styles.xml", _STYLES),
    ]
    parts += [(f"xl/worksheets/sheet{i}.xml", _worksheet(page)) for i, page in enumerate(pages, start=1)]
    return _packed(parts)


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
        for i in range(1, count + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{_REL}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _workbook_relations(count: int) -> str:
    sheets = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, count + 1)]
    return _relations([*sheets, ("styles", "styles.xml")])


def _workbook(pages: Sequence[Page]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(page.name)}" sheetId="{i}"{_HIDDEN if page.is_hidden else ""} r:id="rId{i}"/>'
        for i, page in enumerate(pages, start=1)
    )
    first = next((i for i, page in enumerate(pages) if not page.is_hidden), 0)
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><bookViews><workbookView activeTab="{first}"/></bookViews>'
        f"<sheets>{sheets}</sheets></workbook>"
    )


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Times New Roman"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def _worksheet(page: Page) -> str:
    names = [column_name(i) for i in range(max((len(row) for row in page.rows), default=0))]
    lines = []
    for number, row in enumerate(page.rows, start=1):
        cells = [_cell(names[i], number, value) for i, value in enumerate(row) if value not in (None, "")]
        if cells:
            lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    body = "".join(lines)
    merges = ""
    if page.merges:
        ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in page.merges)
        merges = f'<mergeCells count="{len(page.merges)}">{ranges}</mergeCells>'
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{merges}</worksheet>'


def _cell(column: str, row: int, value: Cell) -> str:
    if isinstance(value, str):
        return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        serial = (moment - _EPOCH).total_seconds() / 86400
        return f'<c r="{column}{row}" s="1"><v>{serial:.10g}</v></c>'
    return f'<c r="{column}{row}"><v>{value}</v></c>'


# --- the others -------------------------------------------------------------------------------------------------


def ods(page: Page) -> bytes:
    """An OpenDocument spreadsheet of one sheet; dates are date cells."""
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in page.rows)
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="{escape(page.name)}">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{urn}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _packed(
        [("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)], stored="mimetype"
    )


def _ods_cell(value: Cell) -> str:
    if value in (None, ""):
        return "<table:table-cell/>"
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )


def html_xls(header: str, rows: Rows, footer: str = "") -> bytes:
    """An HTML table saved as .xls; `header` and `footer` are its ready-made rows."""
    body = "".join(
        f"<tr>{''.join(f'<td>{_html(value)}' for value in row)}</tr>\n" if row else "<tr><td></tr>\n"
        for row in rows
    )
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" '
        'content="application/vnd.ms-excel; charset=utf-8"></head><body>\n'
        f'<table border="1">\n{header}{body}{footer}</table></body></html>\n'
    ).encode()


def _html(value: Cell) -> str:
    return "" if value is None else escape(str(value))


def spreadsheetml(name: str, rows: Rows) -> bytes:
    """SpreadsheetML 2003, called .xls; dates are DateTime cells, empty rows are left out by ss:Index."""
    lines, skipped = [], False
    for number, row in enumerate(rows, start=1):
        if not row:
            skipped = True
            continue
        index = f' ss:Index="{number}"' if skipped else ""
        lines.append(f"<Row{index}>{''.join(map(_spreadsheetml_cell, row))}</Row>\n")
        skipped = False
    urn = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{urn}" xmlns:ss="{urn}"><Worksheet ss:Name="{escape(name)}"><Table>\n'
        f"{''.join(lines)}</Table></Worksheet></Workbook>\n"
    ).encode()


def _spreadsheetml_cell(value: Cell) -> str:
    if value in (None, ""):
        return "<Cell/>"
    if isinstance(value, datetime):
        return f'<Cell><Data ss:Type="DateTime">{value.isoformat(timespec="milliseconds")}</Data></Cell>'
    kind = "Number" if isinstance(value, int | float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'


def csv_text(rows: Rows, delimiter: str, encoding: str) -> bytes:
    """Delimited text with CRLF; a cell with the delimiter, quotes or a line break is quoted."""
    marks = {delimiter, '"', "\n"}
    lines = (
        delimiter.join(_quoted("" if value is None else str(value), marks) for value in row) for row in rows
    )
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _quoted(text: str, marks: set[str]) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in marks) else text
