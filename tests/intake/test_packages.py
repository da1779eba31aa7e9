"""What the gate sees in a part does not depend on where the pieces in which it comes are cut."""

import io
import zipfile

import pyarrow as pa
import pytest

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files import left_out, packages
from chiso.intake.files.packages import MARK, Package, SheetFacts

HEAD = "<?xml version='1.0' encoding='UTF-8'?><worksheet><sheetData>"
# The furthest cell stands in a row before the last, behind a text that is longer than many pieces; what ends like the
# end of a row is none; the last row has no cell of its own, and what looks like a place there is none.
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>STT</t></is></c></row>',
    f'<row r="2"><c r="B2"/><c r="AB2" t="inlineStr"><is><t>{"hồ sơ " * 200}</t></is></c></row>',
    f'<row r="9"><c r="C9" t="inlineStr"><is><t>{"x" * 500}</t></is></c></row>',
    '<row r="10"><c r="C10" t="inlineStr"><is><t>www w> /row> wow</t></is></c><new/></row>',
    '<row r="12"></row>',
)
TAIL = '</sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B4:B9"/></mergeCells></worksheet>'
SIZES = (*range(MARK, MARK + 45), 1_000, packages.CHUNK)


def package(parts: dict[str, bytes]) -> Package:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return Package("tệp.xlsx", target.getvalue(), Limits())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("quote", "\"'")
def test_a_sheet_is_walked_over_in_whatever_pieces_it_comes(
    monkeypatch: pytest.MonkeyPatch, quote: str, size: int
) -> None:
    monkeypatch.setattr(packages, "CHUNK", size)
    sheet = "".join((HEAD, *ROWS, TAIL)).replace('"', quote).encode()
    found = package({"xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": b"<chartsheet/>"}).scan()
    assert found == {"xl/worksheets/sheet1.xml": SheetFacts(9, 27, [(1, 1, 1, 3), (4, 2, 9, 2)])}


SHEET = "xl/worksheets/sheet1.xml"
# Of four formats the second and the last are percent; one of a conditional format has the number of another.
STYLES = """<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="0.00&quot; %&quot;"/>
<numFmt formatCode="[>1]0.0%" numFmtId="165"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="165"/></cellXfs>
<dxfs><dxf><numFmt numFmtId="164" formatCode="0%"/></dxf></dxfs></styleSheet>"""
# A number as percent, a text and an empty cell in that format, one whose sign is only quoted, another percent; formulas
# with a value, without one, with the empty text.
LOOKED = (
    '<row r="1" s="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" s="1" t="s"><v>0</v></c><c r="C1" s="1"/>'
    '<c r="D1" s="2"><v>0.5</v></c><c s="3" r="AE1" t="n"><v>0.07</v></c></row>'
    '<row r="2"><c r="A2"><f>A1+1</f><v>1.5</v></c><c r="B2"><f ca="1">C1+1</f></c>'
    '<c r="C2" t="str"><f>D1</f><v></v></c><c r="D2" s="1"><f t="shared" si="0"/><v/></c></row>'
)


@pytest.mark.parametrize("size", SIZES)
def test_percents_and_formulas_without_a_value_are_seen_in_whatever_pieces_they_come(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(packages, "CHUNK", size)
    made = package({SHEET: "".join((HEAD, LOOKED, TAIL)).encode(), "xl/styles.xml": STYLES.encode()})
    percents = left_out.percents_of(made)
    assert percents.styles == {b"1", b"3"}
    found = left_out.cells_of_part(made, SHEET, percents)
    assert sorted(cell[:2] for cell in found if cell[2] is None) == [(0, 0), (0, 30), (1, 3)]
    assert sorted(cell[:2] for cell in found if cell[2] is not None) == [(1, 1), (1, 3)]
    shown = left_out.corrected(pa.table([["0.5", None], *[[None, None]] * 3], ["a", "b", "c", "d"]), found)
    assert [column.to_pylist() for column in shown.columns] == [
        ["50%", None],
        [None, left_out.UNCALCULATED],
        [None, None],
        [None, left_out.UNCALCULATED],
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("cell", "is_marked"),
    [
        ('<c r="A1" s="1"><v>0.5</v></c>', True),
        ('<c s="3" r="A1"><v>0.5</v></c>', True),
        ('<c r="A1" s="2"><v>0.5</v></c><c r="B1" s="11"><v>0.5</v></c>', False),
        ('<c r="A1"><f>B1</f><v>0.5</v></c>', True),
        ('<x:c r="A1"><x:f t="shared" ref="A1:A2">B1</x:f></x:c>', True),
        ('<c r="A1" t="inlineStr"><is><t>half; 50% of f</t></is></c>', False),
    ],
)
def test_a_sheet_with_a_percent_or_a_formula_is_marked_in_whatever_pieces_it_comes(
    monkeypatch: pytest.MonkeyPatch, size: int, cell: str, is_marked: bool
) -> None:
    monkeypatch.setattr(packages, "CHUNK", size)
    made = package({SHEET: f"{HEAD}{cell}{TAIL}".encode(), "xl/styles.xml": STYLES.encode()})
    assert made.scan(left_out.percents_of(made).mark)[SHEET].marked is is_marked


def test_of_thousands_of_percent_styles_each_is_known() -> None:
    """Workbooks that were copied into one another for years have them."""
    shapes = "".join(f'<xf numFmtId="{9 if number % 2 else 0}"/>' for number in range(4_000))
    cells = "".join(f'<c r="A{number + 1}" s="{number}"><v>1</v></c>' for number in range(1_900, 2_100))
    made = package({SHEET: cells.encode(), "xl/styles.xml": f"<cellXfs>{shapes}</cellXfs>".encode()})
    found = left_out.cells_of_part(made, SHEET, left_out.percents_of(made))
    assert [row for row, *_ in found] == list(range(1_901, 2_100, 2))


@pytest.mark.parametrize("size", SIZES)
def test_a_sparse_sheet_is_cut_where_its_table_ends_in_whatever_pieces_it_comes(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(packages, "CHUNK", size)
    far = '<row r="1048576"><c r="XFD1048576" t="s"><v>0</v></c></row>'
    (facts,) = (
        package({"xl/worksheets/sheet1.xml": "".join((HEAD, *ROWS, far, TAIL)).encode()}).scan().values()
    )
    assert facts.window == (10, 28)
    assert facts.furthest == "XFD1048576"
    assert facts.merges == [(1, 1, 1, 3), (4, 2, 9, 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", range(MARK, 2 * MARK, 3))
def test_a_document_type_is_seen_where_it_is_cut_in_two(
    monkeypatch: pytest.MonkeyPatch, encoding: str, before: int
) -> None:
    monkeypatch.setattr(packages, "CHUNK", MARK)
    text = f"<?xml version='1.0'?>{' ' * before}<!DOCTYPE x><x>{'y' * 300}</x>"
    with pytest.raises(Refused) as caught:
        package({"xl/workbook.xml": text.encode(encoding)}).scan()
    assert (caught.value.code, "Excel không bao giờ ghi" in caught.value.message) == ("dangerous_file", True)
