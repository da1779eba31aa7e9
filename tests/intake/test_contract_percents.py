"""Percentages and amounts as cells really hold them; values read off the screen of a spreadsheet by hand."""

import io
import zipfile

import openpyxl
import pytest

from chiso.intake.clean.values import parse_column
from chiso.intake.datasets import DATASETS
from chiso.intake.files import reading
from chiso.intake.files.left_out import percent_text


def column_of(cells, dataset, field):
    import pyarrow as pa

    return parse_column(pa.array(cells), DATASETS[dataset].by_name[field])


def workbook(*cells):
    """A workbook with (value, number format) in column A."""
    book = openpyxl.Workbook()
    for row, (value, shape) in enumerate(cells, start=1):
        cell = book.active.cell(row, 1, value)
        cell.number_format = shape
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_numbers_in_a_percent_format_keep_their_sign():
    cells = [(0.915, "0.00%"), (1, "0%"), (0.07, "0.0%"), (0.5, "0.00"), ("0.5", "0%"), (0.25, '0.00" %"')]
    found = reading.read("a.xlsx", workbook(*cells)).sheets[0].table.column(0).to_pylist()
    # text stays text; a percent sign in quotes is decoration, the number is not a hundredth
    assert found == ["91.5%", "100%", "7%", "0.5", "0.5", "0.25"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.28", "28%"),
        ("1", "100%"),
        ("0.999", "99.9%"),
        ("0.61523", "61.5230%"),
        ("-0.05", "-5%"),
        ("0", "0%"),
        ("x", None),
        ("", None),
    ],
)
def test_percent_text(text, shown):
    assert percent_text(text) == shown


CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
    '<office:spreadsheet><table:table table:name="A"><table:table-row>'
    '<table:table-cell office:value-type="percentage" office:value="0.915"><text:p>91,50%</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="0.5"><text:p>0,5</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def test_percentages_of_an_ods():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", CONTENT)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    table = reading.read("a.ods", out.getvalue()).sheets[0].table
    assert [table.column(0)[0].as_py(), table.column(1)[0].as_py()] == ["91.5%", "0.5"]


def test_cells_of_numbers_and_typed_texts_stand_in_one_column():
    scores = column_of(["15,53", "16.25", "18"], "service_index", "score")
    assert scores.values.to_pylist() == [15.53, 16.25, 18.0]
    rates = column_of(["7,80%", "91.5%"], "measurements", "value")
    assert [round(value, 6) for value in rates.values.to_pylist()] == [0.078, 0.915]


def test_three_decimals_of_a_percent_cell_are_no_thousands():
    rates = column_of([percent_text("0.61523"), percent_text("0.09123")], "measurements", "value")
    assert [round(value, 7) for value in rates.values.to_pylist()] == [0.61523, 0.09123]


def test_a_fee_written_as_an_amount():
    cells = ["100.000 đồng", "50.000đ/bản", "0 đồng", "Miễn phí", "Không", "x", "15 ngày"]
    found = column_of(cells, "procedures", "has_fee")
    assert found.values.to_pylist() == [True, True, False, False, False, True, None]
    assert found.bad.tolist() == [False] * 6 + [True]


def test_counts_that_name_what_they_count():
    assert column_of(["2 lần", "1", "0"], "dossiers", "supplement_count").values.to_pylist() == [2, 1, 0]
