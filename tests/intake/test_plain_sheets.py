"""Large plain sheets (texts and whole numbers) are read without an object of every cell, and read as by the others."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastexcel
import pytest
import xlsxwriter
from openpyxl import Workbook

from chiso.core.settings import Limits
from chiso.intake.files import plain_sheets, workbooks
from chiso.intake.files.packages import Package
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Job, Sheet, column_letters

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Style 0 shows a number as it stands, 1 as a date, 2 by a format of the office's own.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
STRINGS = (
    '<si><t>Mã hồ sơ</t></si><si><t/></si><si><t xml:space="preserve"> giữ \n</t></si><si><t> H1 </t></si>'
)
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="{MAIN}">'
    '<cols><col min="1" max="2"/></cols><sheetData>'
)
TAIL = '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'


def package(rows: str, strings: str = STRINGS, head: str = HEAD, tail: str = TAIL) -> bytes:
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target)
    made.add_worksheet("Danh sách").write(0, 0, "x")
    made.close()
    parts = {
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<?xml version="1.0"?>\n<sst xmlns="{MAIN}" count="9">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f"{head}{rows}{tail}",
    }
    return rewritten(target.getvalue(), lambda name, was: parts.get(name, was))


def rewritten(content: bytes, change: Callable[[str, bytes], str | bytes]) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def plainly(content: bytes) -> dict[str, Sheet]:
    """By the reader of plain sheets alone."""
    opened = Package("a.xlsx", content, Limits())
    return plain_sheets.read(opened, opened.sheets())


def usually(content: bytes, tmp_path: Path) -> Sheet:
    """By fastexcel: the sheets here are small."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    return workbooks.read(Job("a.xlsx", "xlsx", str(path), Limits())).sheets[0]


def rows_of(sheet: Sheet) -> list[list[str | None]]:
    return [list(row.values()) for row in sheet.table.to_pylist()]


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}" spans="1:3">{"".join(cells)}</row>'


def text(place: str, said: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{said}</t></is></c>'


def shared_text(place: str, number: int) -> str:
    return f'<c r="{place}" s="2" t="s"><v>{number}</v></c>'


FIRST = row(1, shared_text("A1", 0), text("B1", "Số"))
PLAIN: dict[str, tuple[str, list[list[str | None]]]] = {
    "the first": (FIRST, [["Mã hồ sơ", "Số"]]),
    "shared texts": (
        row(1, *(shared_text(f"{letter}1", number) for number, letter in enumerate("ABCD"))),
        [["Mã hồ sơ", None, " giữ \n", "H1"]],
    ),
    "whole numbers": (
        row(
            1,
            '<c r="A1"><v>0</v></c><c r="B1" s="0"><v>-17</v></c><c r="C1" t="n"><v>123456789012345</v></c>',
            '<c r="D1" t="n" s="0"><v>20</v></c>',
        ),
        [["0", "-17", "123456789012345", "20"]],
    ),
    "texts of formulas without one": (row(1, '<c r="A1" t="str"><v> 0012 </v></c>'), [[" 0012 "]]),
    "a number below a shared text": (
        FIRST + row(2, '<c r="A2"><v>7</v></c>', '<c r="B2"/>'),
        [["Mã hồ sơ", "Số"], ["7", None]],
    ),
    "empty cells and rows, those at the end left out": (
        row(1) + '<row r="2" ht="15"/>' + row(3, '<c r="A3" s="1"/><c r="B3" s="1"></c>', text("C3", "x"))
        + row(4, '<c r="A4" s="1"/>') + '<row r="9"/>',
        [[None] * 3, [None] * 3, [None, None, "x"]],
    ),
    "columns of two and three letters": (
        row(1, text("Z1", "z"), text("AA1", "aa"), text("ZZ1", "zz"), text("AAA1", "aaa")),
        [[None] * 25 + ["z", "aa"] + [None] * 674 + ["zz", "aaa"]],
    ),
    "rows of all lengths": (
        "".join(row(number, text(f"B{number}", str(number))) for number in (1, 9, 10, 99, 100)),
        [[None, str(n) if n in (1, 9, 10, 99, 100) else None] for n in range(1, 101)],
    ),
    "blanks around a text": (
        row(
            1, text("A1", " a b\t"), text("B1", "\n "), text("C1", "\u00a0c\u00a0"),
            '<c r="D1" t="inlineStr"><is><t xml:space="preserve"> d </t></is></c>',
            '<c r="E1" t="inlineStr"><is><t/></is></c>',
        ),
        [["a b", None, "\u00a0c\u00a0", " d ", None]],
    ),
    "signs of XML": (
        row(
            1, text("A1", "a &amp; b &lt;c&gt; &quot;d&apos; &amp;lt;"), text("B1", "m&#10;n&#x1EA1;"),
            text("C1", "1 > 0"),
        ),
        [["a & b <c> \"d' &lt;", "m\nnạ", "1 > 0"]],
    ),
    "moments as text": (
        row(1, text("A1", "2024-05-06T00:00:00"), text("B1", "2024-05-06 08:30:00.600")),
        [["2024-05-06", "2024-05-06 08:30:01"]],
    ),
    "blanks between tags": (
        FIRST.replace("</c>", "</c> ").replace("<row", "\n<row") + "\n ",
        [["Mã hồ sơ", "Số"]],
    ),
    "nothing": ("", []),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_sheet_is_read_as_it_is_shown(name: str, tmp_path: Path) -> None:
    written, expected = PLAIN[name]
    content = package(written)
    sheet = plainly(content)["Danh sách"]
    assert sheet.visible
    assert rows_of(sheet) == expected
    assert sheet.table.equals(usually(content, tmp_path).table.combine_chunks()) or expected == []


OTHERS: dict[str, Callable[[], bytes]] = {
    "a date": lambda: package(FIRST + row(2, '<c r="A2" s="1"><v>45418</v></c>')),
    "a format of one's own": lambda: package(FIRST + row(2, '<c r="A2" s="2"><v>45418</v></c>')),
    "a style that is none": lambda: package(FIRST + row(2, '<c r="A2" s="3"><v>45418</v></c>')),
    "a fraction": lambda: package(FIRST + row(2, '<c r="A2"><v>0.5</v></c>')),
    "a long number": lambda: package(FIRST + row(2, '<c r="A2"><v>1234567890123456</v></c>')),
    "a number with a zero before": lambda: package(FIRST + row(2, '<c r="A2"><v>007</v></c>')),
    "a number with a letter": lambda: package(FIRST + row(2, '<c r="A2"><v>1E5</v></c>')),
    "an empty value": lambda: package(FIRST + row(2, '<c r="A2"><v></v></c>')),
    "a formula": lambda: package(FIRST + row(2, '<c r="A2"><f>1+1</f><v>2</v></c>')),
    "a formula's text": lambda: package(FIRST + row(2, '<c r="A2" t="str"><f>"a"</f><v>a</v></c>')),
    "an error": lambda: package(FIRST + row(2, '<c r="A2" t="e"><v>#N/A</v></c>')),
    "a yes": lambda: package(FIRST + row(2, '<c r="A2" t="b"><v>1</v></c>')),
    "a moment": lambda: package(FIRST + row(2, '<c r="A2" t="d"><v>2024-05-06</v></c>')),
    "a value of a text in the cell": lambda: package(FIRST + row(2, '<c r="A2" t="inlineStr"><v>a</v></c>')),
    "no place": lambda: package(FIRST + row(2, "<c><v>1</v></c>")),
    "no place of the row": lambda: package(FIRST + f'<row>{text("A2", "x")}</row>'),
    "a cell of another row": lambda: package(FIRST + row(2, text("A3", "x"))),
    "a cell of a longer row": lambda: package(FIRST + row(2, text("A22", "x"))),
    "cells out of order": lambda: package(FIRST + row(2, text("B2", "x"), text("A2", "y"))),
    "a cell twice": lambda: package(FIRST + row(2, text("A2", "x"), text("A2", "y"))),
    "rows out of order": lambda: package(row(2, text("A2", "x")) + FIRST),
    "a row that is none": lambda: package(FIRST + row(0, text("A0", "x"))),
    "a column that is none": lambda: package(FIRST + row(2, text("XFE2", "x"))),
    "very many columns": lambda: package(
        row(1, *(text(f"{column_letters(column)}1", "x") for column in range(501)))
    ),
    "small letters": lambda: package(FIRST + row(2, text("a2", "x"))),
    "a cell without a row": lambda: package(text("A1", "x")),
    "a cell far away": lambda: package(FIRST + row(1_048_576, text("XFD1048576", "x"))),
    "fonts in a text": lambda: package(FIRST + row(2, '<c r="A2" t="inlineStr"><is><r><t>a</t></r></is></c>')),
    "two texts": lambda: package(FIRST + row(2, text("A2", "a</t><t>b"))),
    "a remark": lambda: package(FIRST + "<!-- <c> -->" + row(2, text("A2", "x"))),
    "a remark in a text": lambda: package(FIRST + row(2, text("A2", "a<!-- b -->c"))),
    "text as it is": lambda: package(FIRST + row(2, text("A2", "<![CDATA[a]]>"))),
    "a remark before": lambda: package(FIRST, head=HEAD.replace("<cols>", "<!-- <sheetData> --><cols>")),
    "an unknown sign": lambda: package(FIRST + row(2, text("A2", "a&nbsp;b"))),
    "half a sign": lambda: package(FIRST + row(2, text("A2", "a & b"))),
    "a blank as a sign": lambda: package(FIRST + row(2, text("A2", "a&#10;"))),
    "an end of line of two signs": lambda: package(FIRST + row(2, text("A2", "a\r\nb"))),
    "Excel's escape": lambda: package(FIRST + row(2, text("A2", "a_x000D_b"))),
    "many blanks": lambda: package(FIRST + row(2, text("A2", " " * 100 + "x"))),
    "names with a prefix": lambda: package(FIRST.replace("<c ", "<x:c ").replace("</c>", "</x:c>")),
    "another encoding": lambda: package(FIRST, head=HEAD.replace("UTF-8", "ISO-8859-1")),
    "bytes that are no text": lambda: rewritten(
        package(FIRST), lambda _, was: was.replace("Số".encode(), b"S\xe1\xbb!")
    ),
    "an end that is none": lambda: package(FIRST, tail=""),
    "a shared text that is none": lambda: package(FIRST + row(2, shared_text("A2", 4))),
    "fonts in a shared text": lambda: package(FIRST, STRINGS + "<si><r><t>a</t></r></si>"),
    "a shared text without one": lambda: package(FIRST, STRINGS + "<si/>"),
    "a part twice": lambda: twice(package(FIRST)),
}  # fmt: skip


def twice(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("xl/worksheets/sheet1.xml", HEAD + TAIL)
    return target.getvalue()


@pytest.mark.parametrize("name", OTHERS)
def test_whatever_is_not_plain_is_left_to_the_other_readers(name: str) -> None:
    assert plainly(OTHERS[name]()) == {}


SAID = (
    "",
    "Đã trả kết quả",
    "Phòng A & B <1>",
    'nói "có"',
    "dòng 1\ndòng 2",
    "  thụt  ",
    "\u00a0",
    "=1+1",
    "🙂",
    "0012",
    "a'b",
)


def made_up(dice: random.Random) -> list[list[str | int | None]]:
    """Rows with gaps, of texts and whole numbers."""
    return [
        [
            dice.choice((None, dice.choice(SAID), dice.randrange(-9, 10**6), f"H{dice.randrange(50)}"))
            for _ in range(dice.randrange(9))
        ]
        for _ in range(dice.randrange(1, 120))
    ]


def by_xlsxwriter(rows: list[list[str | int | None]]) -> bytes:
    """With shared texts."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                (sheet.write_number if isinstance(value, int) else sheet.write_string)(number, column, value)
    book.close()
    return target.getvalue()


def by_openpyxl(rows: list[list[str | int | None]]) -> bytes:
    """With texts in the cells."""
    book, target = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for cells in rows:
        sheet.append([f" {value}" if value == "=1+1" else value for value in cells])
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("writes", [by_xlsxwriter, by_openpyxl])
@pytest.mark.parametrize("block", [3_000, 9_000, plain_sheets.BLOCK])
def test_what_programs_write_is_read_alike_however_it_is_cut(
    writes: Callable[[list[list[str | int | None]]], bytes],
    block: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plain_sheets, "BLOCK", block)
    for seed in range(12):
        content = writes([["Mã", "Số"], *made_up(random.Random(seed))])
        opened = Package("a.xlsx", content, Limits())
        monkeypatch.setattr(opened, "_inflate", lambda info, opened=opened: pieces(opened, info, block))
        found = plain_sheets.read(opened, opened.sheets())
        assert [rows_of(sheet) for sheet in found.values()] == [rows_of(usually(content, tmp_path))], seed


def pieces(opened: Package, info: zipfile.ZipInfo, size: int) -> Any:
    whole = opened.zip.read(info)
    return (whole[place : place + size // 3] for place in range(0, len(whole), size // 3))


def test_a_large_sheet_is_read_without_fastexcel_and_through_the_door(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = "Hồ sơ thiếu giấy tờ, đã yêu cầu bổ sung theo quy định của pháp luật về tư pháp " * 8
    count = workbooks.LARGE // len(note.encode()) + 1
    rows = "".join(row(n, f'<c r="A{n}"><v>{n}</v></c>', text(f"B{n}", note)) for n in range(2, count + 2))
    content = package(FIRST + rows)
    found = read("a.xlsx", content)
    assert found.format == "xlsx"
    assert found.sheets[0].merges == [(1, 1, 1, 2)]
    assert found.sheets[0].table["c0"].to_pylist() == ["Mã hồ sơ", *(str(n) for n in range(2, count + 2))]
    assert set(found.sheets[0].table["c1"].to_pylist()) == {"Số", note.strip()}

    def never(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(fastexcel, "read_excel", never)
    assert usually(content, tmp_path).table.num_rows == count + 1
    with pytest.raises(AssertionError):  # a date is none of its cells
        usually(
            package(FIRST + rows + row(count + 2, f'<c r="A{count + 2}" s="1"><v>45418</v></c>')), tmp_path
        )


def test_beside_a_large_plain_sheet_the_others_are_read_in_their_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for number, name in enumerate(("Hướng dẫn", "Dữ liệu", "Ẩn")):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, name)
        sheet.write(1, 0, 0.5 if number == 0 else number)
    sheet.hide()
    book.close()
    monkeypatch.setattr(workbooks, "LARGE", 1)
    path = tmp_path / "a.xlsx"
    path.write_bytes(target.getvalue())
    found = workbooks.read(Job("a.xlsx", "xlsx", str(path), Limits())).sheets
    assert [(one.name, one.visible, rows_of(one)) for one in found] == [
        ("Hướng dẫn", True, [["Hướng dẫn"], ["0.5"]]),
        ("Dữ liệu", True, [["Dữ liệu"], ["1"]]),
        ("Ẩn", False, [["Ẩn"], ["2"]]),
    ]
    opened = Package("a.xlsx", target.getvalue(), Limits())
    assert list(plain_sheets.read(opened, opened.sheets())) == ["Dữ liệu", "Ẩn"]
