"""Percentages and amounts as cells really hold them; values read off the screen of a spreadsheet by hand."""

import io
import re
import zipfile

import openpyxl
import pytest

from chiso.intake.clean.values import parse_column
from chiso.intake.datasets import DATASETS
from chiso.intake.files import reading
from chiso.intake.files.left_out import percent_text
from tests.worlds import old_workbooks as old


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


def changed(content, part, *changes):
    """The workbook with each of the patterns in a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old_file, zipfile.ZipFile(out, "w") as new_file:
        for name in old_file.namelist():
            text = old_file.read(name)
            for pattern, by in changes if name == part else ():
                text = re.sub(pattern, by, text)
            new_file.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "changes",
    [
        [(rb'(<c) r="[A-Z]+\d+"', rb"\1"), (rb'(<row) r="\d+"', rb"\1")],
        [(rb'(<c) r="[A-Z]+\d+"', rb"\1")],
        [(rb'="([^"]*)"', rb"='\1'")],
    ],
    ids=["without places", "without places of cells", "in single quotes"],
)
def test_cells_written_in_other_ways_keep_their_sign_too(changes):
    """As other programs write them: cells and rows that follow one another without a place, single quotes."""
    book = openpyxl.Workbook()
    for row, values in enumerate([("Đúng hạn", 0.915), (None, 0.5), ("Số hóa", "=1/3"), (7, 1)], start=1):
        for column, value in enumerate(values, start=1):
            cell = book.active.cell(row, column, value)
            cell.number_format = "0.0%" if column == 2 and row in (1, 4) else "General"
    out = io.BytesIO()
    book.save(out)
    content = changed(out.getvalue(), "xl/worksheets/sheet1.xml", *changes)
    content = content if changes[0][1] != rb"='\1'" else changed(content, "xl/styles.xml", *changes)
    first, second = reading.read("a.xlsx", content).sheets[0].table.columns[:2]
    shift = changes[0][1] != rb"='\1'"  # nothing stands before 0.5 there: it is the row's first cell
    assert first.to_pylist() == ["Đúng hạn", "0.5" if shift else None, "Số hóa", "7"]
    assert second.to_pylist() == ["91.5%", None if shift else "0.5", "#CALC!", "100%"]


def test_numbers_in_a_percent_format_of_an_old_workbook_keep_their_sign():
    """Styles 0 to 4: plain, 0%, 0.0%, a quoted sign, 0.00%; as numbers, and short in one record or several."""
    shapes = old.shape(164, "0.0%") + old.shape(165, '0.00" %"')
    styles = shapes + b"".join(map(old.style, (0, 9, 164, 165, 10)))
    cells = old.number(0, 0, 0.915, 4) + old.number(0, 1, 1.02, 2) + old.number(0, 2, 0.5, 0)
    cells += old.hundredths(1, 0, (86, 1)) + old.hundredths(2, 0, (25, 3), (25, 2), (25, 0))
    stream = old.stream_of(("Biểu đồ", 2, b""), ("A", 0, cells), styles=styles)
    (sheet,) = [one for one in reading.read("a.xls", old.workbook(stream)).sheets if one.name == "A"]
    rows = [list(row.values()) for row in sheet.table.to_pylist()]
    assert rows == [["91.5%", "102%", "0.5"], ["86%", None, None], ["0.25", "25%", "0.25"]]


def test_what_a_very_large_sheet_says_is_looked_at_too():
    """A sheet of more than 40 MB, the percent and the formula without a value below everything else."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{"Nội dung. " * 400}{row}</t></is></c></row>'
        for row in range(1, 10_001)
    )
    last = '<row r="10001"><c r="A10001" s="1"><v>0.915</v></c></row><row r="10002"><c r="A10002"><f>A1</f></c></row>'
    end = '<row r="10003"><c r="A10003"><v>1</v></c></row>'
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook((1, "General"), (1, "0.00%")))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                before, _, rest = text.partition("<sheetData>")
                text = f"{before}<sheetData>{rows}{last}{end}</sheetData>{rest.partition('</sheetData>')[2]}"
                assert len(text.encode()) > 40_000_000
            new.writestr(name, text)
    found = reading.read("a.xlsx", out.getvalue())
    assert found.sheets[0].table.column(0).to_pylist()[-3:] == ["91.5%", "#CALC!", "1"]
    assert [code for code, _ in found.warnings] == ["uncalculated"]


SML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>
<Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="s2"><NumberFormat ss:Format="0.0%"/></Style>
<Style ss:ID="s3"><NumberFormat ss:Format="0.00&quot; %&quot;"/></Style><Style ss:ID="s4"/></Styles>
<Worksheet ss:Name="A"><Table>
<Row><Cell ss:StyleID="s1"><Data ss:Type="Number">0.855</Data></Cell>
<Cell ss:StyleID="s2"><Data ss:Type="Number">1.02</Data></Cell>
<Cell ss:StyleID="s3"><Data ss:Type="Number">0.25</Data></Cell>
<Cell ss:StyleID="s1"><Data ss:Type="String">0.5</Data></Cell></Row>
<Row ss:StyleID="s2"><Cell><Data ss:Type="Number">0.07</Data></Cell>
<Cell ss:StyleID="s4"><Data ss:Type="Number">0.07</Data></Cell><Cell ss:StyleID="s2"/></Row>
</Table></Worksheet></Workbook>"""


def test_numbers_in_a_percent_format_of_spreadsheetml_keep_their_sign():
    """Also where the row says the format; text stays text, a quoted sign is decoration."""
    (sheet,) = reading.read("a.xls", SML.encode()).sheets
    rows = [list(row.values()) for row in sheet.table.to_pylist()]
    assert rows == [["85.5%", "102%", "0.25", "0.5"], ["7%", "0.07", None, None]]


def test_percent_of_spreadsheetml_may_come_from_the_parent_of_a_style_or_from_the_column():
    """The button "%" of Excel makes a style of its own out of its "Percent", and says no format in it again."""
    text = SML.replace(
        "</Styles>",
        """<Style ss:ID="p" ss:Name="Percent"><NumberFormat ss:Format="0%"/></Style>
<Style ss:ID="c1" ss:Parent="p"><Font/></Style>
<Style ss:ID="c2" ss:Parent="p"><NumberFormat ss:Format="0.00"/></Style></Styles>""",
    )
    rows = """<Column/><Column ss:Span="1" ss:StyleID="c1"/><Column ss:StyleID="c2"/><Row>
<Cell ss:StyleID="c1"><Data ss:Type="Number">0.4</Data></Cell><Cell><Data ss:Type="Number">0.5</Data></Cell>
<Cell><Data ss:Type="Number">0.25</Data></Cell><Cell><Data ss:Type="Number">0.75</Data></Cell></Row>"""
    (sheet,) = reading.read("a.xls", re.sub("(?s)<Row>.*</Row>", rows, text).encode()).sheets
    assert list(sheet.table.to_pylist()[0].values()) == ["40%", "50%", "25%", "0.75"]


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


@pytest.mark.parametrize("cells", [["61.523%", "9.125%"], ["61,523%", "9,125 %"]])
def test_three_decimals_of_a_printed_percentage_are_no_thousands(cells):
    """Where no cell of the column tells otherwise; 61523% is none."""
    assert column_of(cells, "measurements", "value").values.to_pylist() == [0.61523, 0.09125]
    told = column_of(["12,5%", "1.234%"], "measurements", "value").values.to_pylist()
    assert told == [0.125, 12.34]


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


def measured(*rows):
    """What becomes of the values of a table "Chỉ tiêu | Đơn vị tính | Ngày | Kết quả"."""
    from chiso.intake.clean.cleaning import clean
    from chiso.intake.recognise.recognising import recognise

    lines = [
        "STT;Chỉ tiêu;Đơn vị tính;Ngày;Kết quả",
        *(f"{place};{row}" for place, row in enumerate(rows, 1)),
    ]
    found = reading.read("a.csv", "\n".join(lines).encode())
    layout = recognise(found)
    assert layout.unknown_columns == ()
    cleaned = clean(found.sheets[0], layout, None, "a.csv")
    return cleaned.table["value"].to_pylist(), [reject.value for reject in cleaned.rejects]


def test_the_unit_of_measure_beside_a_rate_is_its_sign():
    rate, classes = "Tỷ lệ giải ngân vốn đầu tư công", "Số lớp bồi dưỡng đã tổ chức"
    values, rejects = measured(
        f"{rate};%;31/10/2024;45,2", f"{classes};lớp;31/10/2024;12", f"{rate};%;30/09/2024;30.5%"
    )
    assert ([round(value, 6) for value in values], rejects) == ([0.452, 12, 0.305], [])
    assert measured(f"{rate} (%);;31/10/2024;45", f"{rate} (%);;30/09/2024;0,5") == ([0.45, 0.005], [])
    # what may be a fraction is still asked for, as is what says no unit
    signed = [f"{rate};;{day}/06/2024;45%" for day in (10, 20, 30)]
    assert measured(*signed, f"{rate};%;31/10/2024;0,452", f"{rate};;30/09/2024;45,2") == (
        [0.45, 0.45, 0.45],
        ["0,452", "45,2"],
    )


PLANNED = "STT;Chỉ tiêu;{measure};Ngày;{plan};Thực hiện{share}"


def beside_plan(*rows: str, measure="Đơn vị tính", plan="Kế hoạch", share=";Tỷ lệ %"):
    """(numerator, denominator, value) of a table of what was planned and reached."""
    from chiso.intake.clean.cleaning import clean
    from chiso.intake.recognise.recognising import recognise

    head = PLANNED.format(measure=measure, plan=plan, share=share)
    lines = [head, *(f"{place};{row}" for place, row in enumerate(rows, 1))]
    found = reading.read("a.csv", "\n".join(lines).encode())
    cleaned = clean(found.sheets[0], recognise(found), None, "a.csv")
    assert cleaned.rejects == []
    return [(row["numerator"], row["denominator"], row["value"]) for row in cleaned.table.to_pylist()]


@pytest.mark.parametrize("plan", ["Kế hoạch", "Kế hoạch năm", "Mục tiêu 2024", "Chỉ tiêu giao"])
def test_a_rate_beside_its_plan_is_what_was_reached_not_its_share_of_the_plan(plan):
    """55% were planned, 60% reached: 109% of the plan is no rate of dossiers."""
    assert beside_plan("Ký số văn bản;%;31/10/2024;55;60,5;110", plan=plan) == [(None, None, 0.605)]
    assert beside_plan("Ký số văn bản;%;31/10/2024;55;60", plan=plan, share="") == [(None, None, 0.6)]


def test_a_rate_where_a_part_of_it_is_looked_for_is_what_was_reached():
    """It was left empty, and the row went in without any value."""
    said = (
        "Ký số văn bản;x;31/10/2024;100%;45,6%",
        "Giải ngân;x;31/10/2024;80 %;45 %",
        "Sáng kiến;x;31/10/2024;5;9",
    )
    found = beside_plan(*said, measure="Ghi chú", share="")
    assert found == [(None, None, 0.456), (None, None, 0.45), (9, 5, None)]


def test_parts_of_a_rate_stay_its_parts():
    """Money and numbers of units are counted: their quotient is the rate."""
    rows = "Giải ngân;triệu đồng;31/10/2024;1000;450;45%", "Kiểm tra CCHC;đơn vị;31/10/2024;10;8;80%"
    assert beside_plan(*rows) == [(450, 1000, 0.45), (8, 10, 0.8)]
    named = beside_plan("Tỷ lệ đơn vị được kiểm tra (%);x;31/10/2024;10;8;80", measure="Ghi chú")
    assert named == [(8, 10, 0.8)]
