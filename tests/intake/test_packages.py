"""What the gate sees in a part does not depend on where the pieces in which it comes are cut."""

import io
import zipfile

import pytest

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files import packages
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
def test_a_sheet_is_walked_over_in_whatever_pieces_it_comes(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(packages, "CHUNK", size)
    sheet = "".join((HEAD, *ROWS, TAIL)).encode()
    found = package({"xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": b"<chartsheet/>"}).scan()
    assert found == {"xl/worksheets/sheet1.xml": SheetFacts(9, 27, [(1, 1, 1, 3), (4, 2, 9, 2)])}


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
