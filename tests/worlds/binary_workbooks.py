"""Binary workbooks (.xlsb), record by record: nothing that is at hand writes them."""

import struct
from io import BytesIO
from zipfile import ZipFile

KINDS = {"worksheets": "worksheet", "chartsheets": "chartsheet"}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_LINK = (
    '<Relationship Id="rId{number}" Target="{folder}/sheet{number}.bin" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)


def record(kind: int, body: bytes = b"") -> bytes:
    name = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(body)
    return name + (bytes([length]) if length < 0x80 else bytes([length & 0x7F | 0x80, length >> 7])) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _cell(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def row_of(row: int) -> bytes:
    return record(0, struct.pack("<IIHB", row, 0, 300, 0) + bytes(14))


def text(column: int, said: str) -> bytes:
    return record(6, _cell(column) + wide(said))


def number(column: int, value: float, style: int = 0) -> bytes:
    return record(5, _cell(column, style) + struct.pack("<d", value))


def failed(column: int, code: int) -> bytes:
    """A formula whose value is an error."""
    return record(11, _cell(column) + struct.pack("<BHIHI", code, 0, 1, 0x1C, 0))


def merge(first: int, last: int, left: int, right: int) -> bytes:
    return record(176, struct.pack("<4I", first, last, left, right))


def sheet_of(rows: bytes, merges: bytes = b"") -> bytes:
    size = struct.pack("<4I", 0, 9, 0, 1)
    return record(129) + record(148, size) + record(145) + rows + record(146) + merges + record(130)


def styles_of(*formats: int | str) -> bytes:
    """A style for each: a number format of Excel's own, or one by its code."""
    codes = {164 + place: code for place, code in enumerate(formats) if isinstance(code, str)}
    shapes = b"".join(record(44, struct.pack("<H", shape) + wide(code)) for shape, code in codes.items())
    cells = b"".join(
        record(47, struct.pack("<HH", 0, code if isinstance(code, int) else 164 + place) + bytes(12))
        for place, code in enumerate(formats)
    )
    shapes = record(615, struct.pack("<I", len(codes))) + shapes + record(616)
    named = (
        record(626, struct.pack("<I", 1))
        + record(47, struct.pack("<HH", 0xFFFF, 9) + bytes(12))
        + record(627)
    )
    cells = record(617, struct.pack("<I", len(formats))) + cells + record(618)
    return record(278) + shapes + named + cells + record(279)


def workbook(*sheets: tuple[str, str, bytes], styles: bytes = b"", since_1904: bool = False) -> bytes:
    """(name, "worksheets" or "chartsheets", its records) of each sheet."""
    listed = b"".join(
        record(156, struct.pack("<II", 0, place) + wide(f"rId{place}") + wide(name))
        for place, (name, _, _) in enumerate(sheets, 1)
    )
    links = "".join(
        _LINK.format(number=place, folder=folder, kind=KINDS[folder])
        for place, (_, folder, _) in enumerate(sheets, 1)
    )
    target = BytesIO()
    with ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr(
            "xl/workbook.bin",
            record(131)
            + record(153, struct.pack("<III", since_1904, 0, 0))
            + record(143)
            + listed
            + record(144)
            + record(132),
        )
        package.writestr("xl/_rels/workbook.bin.rels", _LINKS.format(links))
        package.writestr("xl/styles.bin", styles)
        for place, (_, folder, body) in enumerate(sheets, 1):
            package.writestr(f"xl/{folder}/sheet{place}.bin", body)
    return target.getvalue()
