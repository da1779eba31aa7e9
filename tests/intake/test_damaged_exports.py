"""A file that was damaged on its way is refused, or what it lost is said; no record is lost in silence.

The same list in each format that systems export, cut off, with flipped bits, with lines quoted as a whole and with
other separators. Silent is what gives other rows than the sound file without one more reject or warning; a single cell
may change so (a flipped letter nobody can know).
"""

import io
import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers
from chiso.intake.recognise.recognising import recognise
from tests.conftest import LONG, SHARED, sample
from tests.worlds import old_workbooks

AS_OF = date(2024, 5, 31)
HEAD = ["STT", "Mã hồ sơ", "Tên TTHC", "Phòng xử lý", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả"]
HEAD += ["Ngày kết thúc xử lý", "Trạng thái hồ sơ"]
DONE = "Đã trả kết quả"
ROWS = [
    f"{n}|H32-2405-{n:04}|Cấp Phiếu lý lịch tư pháp|Phòng Nghiệp vụ 1|Trực tuyến|{n % 20 + 1:02}/05/2024|28/05/2024"
    f"|{n % 8 + 21:02}/05/2024|{DONE}".split("|")
    for n in range(1, 41)
]
TABLE = [HEAD, *ROWS]


def _csv(separator: str, encoding: str) -> bytes:
    return "".join(separator.join(row) + "\r\n" for row in TABLE).encode(encoding)


def _xlsx() -> bytes:
    book, target = Workbook(), io.BytesIO()
    for row in TABLE:
        book.worksheets[0].append(row)
    book.save(target)
    return target.getvalue()


def _html() -> bytes:
    rows = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    return f"<html><head><meta charset='utf-8'></head><body><table>\n{rows}\n</table></body></html>".encode()


def _xml() -> bytes:
    def cells(row: list[str]) -> str:
        return "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)

    rows = "\n".join(f"<Row>{cells(row)}</Row>" for row in TABLE)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="Bang"><Table>\n{rows}\n</Table></Worksheet></Workbook>'
    ).encode()


def _ods() -> bytes:
    """As LibreOffice writes it: blank cells beside each other are one that is repeated, rows filled up to the edge."""

    def filled(row: list[str]) -> list[str]:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return [cell.format(text) for text in row]

    def cells(row: list[str]) -> str:
        written = filled(row)
        written.insert(4, '<table:table-cell table:number-columns-repeated="2"/>')
        return "".join(written) + '<table:table-cell table:number-columns-repeated="1013"/>'

    head = ["STT", *HEAD[1:4], "Cán bộ xử lý", "Lý do tạm dừng", *HEAD[4:]]
    rows = [
        f'{"".join(filled(head))}<table:table-cell table:number-columns-repeated="1013"/>',
        *map(cells, ROWS),
    ]
    body = "\n".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    blank = '<table:table-row table:number-rows-repeated="1048535">'
    blank += '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    names = {"office": "office", "table": "table", "text": "text"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    content = f"""<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>
<office:spreadsheet><table:table table:name="Bang">{body}{blank}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
    return packed(content.encode())


def packed(content: bytes) -> bytes:
    """An .ods around its content.xml, each checksum right."""
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    target = io.BytesIO()
    with ZipFile(target, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{manifest}"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return target.getvalue()


def inner_mutants(content: bytes, many: int) -> Iterator[tuple[str, bytes]]:
    """What is damaged inside a package whose checksums are right: content.xml cut, its bits flipped, a row
    in one cell, a repetition that is another one or none, a lost cell or row end, a row said to be several."""
    with ZipFile(io.BytesIO(content)) as package:
        whole = package.read("content.xml")
    rng = random.Random("content.xml 20241031")
    rows = whole.split(b"\n")
    data = [place for place, row in enumerate(rows) if row.startswith(b"<table:table-row>")][:-1]

    def with_row(place: int, row: bytes) -> bytes:
        return packed(b"\n".join([*rows[:place], row, *rows[place + 1 :]]))

    for share in (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99):
        yield f"cắt content.xml {share:.0%}", packed(cut(whole, share))
    for number in range(many):
        yield f"bit {number}", packed(flipped(whole, rng))
    repeated = re.compile(rb'repeated="2"')
    for number in range(max(1, many // 10)):
        place = rng.choice(data)
        row = rows[place]
        texts = re.findall(rb"<text:p>(.*?)</text:p>", row)
        begins = b'<table:table-cell office:value-type="string"><text:p>'
        one = begins + b"\t".join(texts) + b"</text:p></table:table-cell>"
        yield (
            f"dòng trong một ô {number}",
            with_row(place, b"<table:table-row>" + one + b"</table:table-row>"),
        )
        for said in (b"0", b"1", b"3", b"12", b"-2", b"x", b"", b"99999999"):
            damaged = repeated.sub(b'repeated="' + said + b'"', row)
            yield f"lặp lại {said.decode() or 'rỗng'} {number}", with_row(place, damaged)
        yield (
            f"lặp lại mất {number}",
            with_row(place, row.replace(b' table:number-columns-repeated="2"', b"")),
        )
        yield f"mất ô lặp {number}", with_row(place, row.replace(
            b'<table:table-cell table:number-columns-repeated="2"/>', b""
        ))  # fmt: skip
        yield f"mất hết dòng {number}", with_row(place, row.replace(b"</table:table-row>", b""))
        for said in (b"0", b"3", b"x"):
            several = b'<table:table-row table:number-rows-repeated="' + said + b'">'
            yield (
                f"dòng lặp {said.decode()} {number}",
                with_row(place, row.replace(b"<table:table-row>", several)),
            )


SOUND: dict[str, Callable[[], bytes]] = {
    "phay.csv": lambda: _csv(",", "utf-8-sig"),
    "cham-phay.csv": lambda: _csv(";", "utf-8"),
    "tab.txt": lambda: _csv("\t", "utf-16"),
    "a.xlsx": _xlsx,
    "html.xls": _html,
    "xml.xls": _xml,
    "biff.xls": lambda: old_workbooks.table(TABLE),
    "a.ods": _ods,
}


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def flipped(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def quoted(content: bytes, rng: random.Random) -> bytes:
    """Some lines quoted as a whole, as Excel writes one that stands in column A."""
    lines = content.split(b"\r\n")
    for place in rng.sample(range(1, len(lines) - 1), min(3, len(lines) - 2)):
        lines[place] = b'"' + lines[place].replace(b'"', b'""') + b'"'
    return b"\r\n".join(lines)


def separated(content: bytes, rng: random.Random) -> bytes:
    """Another separator in one line."""
    lines = content.split(b"\r\n")
    place = rng.randrange(1, len(lines) - 1)
    lines[place] = lines[place].replace(b";", b"\0").replace(b",", b";").replace(b"\0", b",")
    return b"\r\n".join(lines)


def one_more(content: bytes, rng: random.Random) -> bytes:
    """One cell too many in the middle of a line."""
    lines = content.split(b"\r\n")
    place = rng.randrange(1, len(lines) - 1)
    lines[place] = re.sub(rb"([;,])", rb"\1\1", lines[place], count=1)
    return b"\r\n".join(lines)


def mutants(name: str, content: bytes, many: int) -> Iterator[tuple[str, bytes]]:
    rng = random.Random(f"{name} 20241031")
    for share in (0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99):
        short = cut(content, share)
        ends = short.rsplit(b"\n", 1)[-1].count(b";") == content.split(b"\n", 1)[0].count(b";") > 0
        if not (
            name.endswith(".csv") and ends
        ):  # a text that ends behind the last separator of a line looks whole
            yield f"cắt {share:.0%}", short
    for number in range(many):
        yield f"bit {number}", flipped(content, rng)
    if name.endswith(".csv") and content.count(b"\r\n") > 3:
        for number in range(max(2, many // 10)):
            for change in (quoted, separated, one_more):
                yield f"{change.__name__} {number}", change(content, rng)


def cleaned(name: str, content: bytes, as_of: date = AS_OF) -> Cleaned:
    reading = read(name, content)
    layout = recognise(reading, Answers(), name)
    found = clean(reading.sheet(layout.sheet), layout, layout.as_of or as_of, name)
    found.warnings += [*reading.warnings, *layout.warnings]
    return found


def cells_of(found: Cleaned) -> dict[int, dict[str, Any]]:
    return {row["row_no"]: row for row in found.table.to_pylist()}


def lost_in_silence(sound: Cleaned, name: str, content: bytes) -> int:
    """How many cells are other than in the sound file without a word; 0 where it is refused or said."""
    try:
        found = cleaned(name, content)
    except Refused:
        return 0
    said = {(one.row, one.code) for one in found.rejects} - {(one.row, one.code) for one in sound.rejects}
    if said or {*found.warnings} - {*sound.warnings} or len(found.fields) < len(sound.fields):
        return 0
    before, after = cells_of(sound), cells_of(found)
    width = len(sound.fields)
    lost = sum(width for row in before if row not in after) + sum(width for row in after if row not in before)
    same = before.keys() & after.keys()
    keys = ("record_key", "unit_key")  # said by another cell
    return lost + sum(
        before[row][name] != after[row].get(name) for row in same for name in before[row] if name not in keys
    )


@cache
def _sound(name: str) -> Cleaned:
    found = cleaned(name, SOUND[name]())
    assert (found.rows_loaded, found.rows_rejected, found.warnings) == (40, 0, [])
    return found


@pytest.mark.parametrize("name", sample(list(SOUND)))
def test_damaged_file_is_refused_or_says_what_it_lost(name: str) -> None:
    tried = list(mutants(name, SOUND[name](), 70 if LONG else 4))
    if name == "a.ods":
        tried += inner_mutants(SOUND[name](), 70 if LONG else 4)
    if not LONG:
        tried = tried[1::2]
    silent = {
        what: lost for what, content in tried if (lost := lost_in_silence(_sound(name), name, content)) > 1
    }
    assert silent == {}, f"{len(silent)} of {len(tried)}"


EXPORTS = SHARED / "exports" / "stp-2024"
LISTED = (
    [file["file"] for file in json.loads((EXPORTS / "expected.json").read_text(encoding="utf-8"))["files"]]
    if (EXPORTS / "expected.json").exists()
    else []
)


@pytest.mark.shared
@pytest.mark.skipif(not LISTED, reason="no ../shared folder beside the checkout")
@pytest.mark.parametrize("name", LISTED if LONG else LISTED[:1])
def test_damaged_export_of_a_system_is_refused_or_says_what_it_lost(name: str) -> None:
    content = Path(EXPORTS / name).read_bytes()
    try:
        sound = cleaned(name, content)
    except Refused:
        return
    tried = list(mutants(name, content, 8 if LONG else 1))
    silent = {what: lost for what, content in tried if (lost := lost_in_silence(sound, name, content)) > 1}
    assert silent == {}, f"{len(silent)} of {len(tried)}"
