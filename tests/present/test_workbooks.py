"""Workbooks and CSV that leave the house: imported text stays text, figures stay figures."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string, get_column_letter

from chiso.core.text import table_csv, xml_text
from chiso.intake.clean.cleaned import Cleaned, Reject
from chiso.intake.clean.cleaning import clean
from chiso.intake.datasets import DATASETS, KINDS
from chiso.intake.files.sheets import Reading, Sheet, table_of_rows
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.recognising import recognise
from chiso.present import books, rejected, sheet_charts, sheet_looks, workbooks
from chiso.present.chart import Chart, Series
from chiso.present.columns import Column
from chiso.present.palette import palette
from chiso.present.workbooks import Tab
from tests.conftest import examples
from tests.worlds import hostile

LIVE = [
    *("=1+1", "+84 905 000 111", "-3 bộ", "@SUM(A1)", "\t=1", "\r=1", " =cmd|'/C calc'!A0", "#N/A"),
    '=HYPERLINK("x","y")',
]


def table_xlsx(frame: pd.DataFrame, title: str = "", note: str = "", **more: Any) -> bytes:
    return workbooks.workbook([Tab("Bảng", frame, title, note, **more)])


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes) -> list[list[Any]]:
    return [list(row) for row in opened(content).worksheets[0].iter_rows()]


def rows_of_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", LIVE)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    frame = pd.DataFrame({text: [text], "b": [1]})
    head, body = cells(table_xlsx(frame))
    assert {head[0].data_type, body[0].data_type} <= {"s", "inlineStr"}
    assert body[0].value.strip() == text.strip()
    assert body[0].quotePrefix == (text != "#N/A")


@pytest.mark.parametrize("text", [text for text in LIVE if text != "#N/A"])
def test_text_that_looks_like_a_formula_is_quoted_in_csv(text: str) -> None:
    (head,), (body,) = rows_of_csv(table_csv(pd.DataFrame({text: [text]})))
    assert head[0] == body[0] == "'"
    assert body == "'" + text


def test_ordinary_text_and_negative_numbers_are_not_quoted_in_csv() -> None:
    frame = pd.DataFrame({"Tên": ['Đắk Lắk; "Sở"', "-"], "Điểm": [-3.5, 14697.0]})
    assert rows_of_csv(table_csv(frame)) == [
        ["Tên", "Điểm"],
        ['Đắk Lắk; "Sở"', "-3,5"],
        ["-", "14697,0"],
    ]


@settings(max_examples=examples(60))
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_survives_both_formats(texts: list[str]) -> None:
    frame = pd.DataFrame({"a": texts, "b": range(len(texts))})
    body = cells(table_xlsx(frame))[1:]
    for row, text in zip(body, texts, strict=True):
        assert row[0].data_type != "f"
        assert (row[0].value or "").split() == xml_text(text).split()
    for found, text in zip(rows_of_csv(table_csv(frame))[1:], texts, strict=True):
        assert (
            found[0].removeprefix("'").split()
            == xml_text(text).encode("utf-8", "replace").decode().removeprefix("'").split()
        )


def test_naughty_strings_make_a_readable_workbook() -> None:
    strings = hostile.public()
    content = table_xlsx(pd.DataFrame({"a": strings, "b": 1}), title=strings[5] or "x", note="=1")
    assert all(cell.data_type != "f" and cell.data_type != "e" for row in cells(content) for cell in row)
    for row in rows_of_csv(table_csv(pd.DataFrame({"a": strings}))):
        assert not row or row[0][:1] not in ("=", "+", "@", "\t", "\r")


def test_values_keep_their_kind_and_get_vietnamese_formats() -> None:
    frame = pd.DataFrame(
        {
            "Tỷ lệ": [0.9984, None],
            "Số": [14697, 3],
            "Điểm": [84.27, 1.5],
            "Hẹn trả": [date(2024, 11, 30), None],
            "Lúc": pd.to_datetime(["2024-11-30 16:30", None]),
            "Đạt": [True, False],
        }
    )
    content = table_xlsx(frame, "Tiêu đề", "Ghi chú", formats={"Tỷ lệ": "percent"}, source="Nguồn: Một cửa")
    body = cells(content)
    assert [row[0].value for row in body[:4]] == ["Tiêu đề", "Ghi chú", "Nguồn: Một cửa", None]
    assert [cell.value for cell in body[4]] == list(frame.columns)
    assert all(cell.font.bold for cell in body[4])
    first, second = body[5], body[6]
    assert [cell.number_format for cell in first] == [
        *("[$-42A]0.00%", "[$-42A]#,##0", "[$-42A]#,##0.00", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "General")
    ]
    assert [cell.value for cell in first] == [
        *(0.9984, 14697, 84.27, datetime(2024, 11, 30), datetime(2024, 11, 30, 16, 30), "Có")
    ]
    assert [cell.value for cell in second] == [None, 3, 1.5, None, None, "Không"]
    sheet = opened(content).worksheets[0]
    assert sheet.freeze_panes == "A6"
    assert sheet.auto_filter.ref == "A5:F7"


def test_chosen_columns_are_renamed_and_ordered() -> None:
    frame = pd.DataFrame({"a": [1], "b": ["x"], "c": [2]})
    head, body = cells(table_xlsx(frame, columns={"c": Column("Ba"), "a": Column("Một")}))
    assert [cell.value for cell in head] == ["Ba", "Một"]
    assert [cell.value for cell in body] == [2, 1]


@pytest.mark.parametrize("agency", ["Sở Tư pháp", ""])
def test_a_workbook_says_whose_it_is_not_whose_library_wrote_it(agency: str) -> None:
    content = workbooks.workbook([Tab("A", pd.DataFrame({"Một": [1]}))], agency)
    about = zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml").decode()
    assert "openpyxl" not in about
    assert about.count("Sở Tư pháp") == (2 if agency else 0)  # who made it, who changed it last
    assert "vi-VN" in about


def test_several_tables_get_sheets_of_their_own() -> None:
    frame = pd.DataFrame({"a": [1]})
    tabs = [Tab("Quá hạn: phòng/đơn vị", frame), Tab("Quá hạn: phòng/đơn vị", frame)]
    book = opened(workbooks.workbook(tabs))
    assert book.sheetnames == ["Quá hạn  phòng đơn vị", "Quá hạn  phòng đơn vị (2)"]


def test_an_empty_table_is_still_a_table() -> None:
    (head,) = cells(table_xlsx(pd.DataFrame({"a": [], "b": []})))
    assert [cell.value for cell in head] == ["a", "b"]


def test_rejected_rows_come_with_their_cells_and_reasons_but_without_citizens() -> None:
    rows = [
        ["STT", "Mã hồ sơ", "Người nộp", "Ngày tiếp nhận", "Lạ"],
        ["1", "A-1", "Cao Ngọc Quỳnh", "06/05/2024", "?"],
        ["2", "=A-2", "Bo Bo Bá Thế", "32/13/2024", "?"],
    ]
    layout = Layout(
        "dossiers",
        "S",
        1,
        1,
        {"dossier_id": 1, "received_at": 3},
        {"dossier_id": "Mã hồ sơ", "received_at": "Ngày tiếp nhận"},
        personal_columns=("Người nộp",),
        stt_column=0,
        as_of=date(2024, 5, 31),
    )
    reject = Reject("S", 3, "received_at", "Ngày tiếp nhận", "32/13/2024", "bad_date", "Không phải ngày.")
    book = opened(
        workbooks.workbook([rejected.tab(Sheet("S", True, table_of_rows(rows, 5)), layout, [reject])])
    )
    sheet = book.worksheets[0]
    assert sheet["A2"].value == "Tính đến ngày 31/05/2024"
    assert [cell.value for cell in sheet[4]] == ["Dòng trong tệp", "Mã hồ sơ", "Ngày tiếp nhận", "Lý do"]
    assert [cell.value for cell in sheet[5]] == [3, "=A-2", "32/13/2024", "Không phải ngày."]
    assert sheet["B5"].data_type == "s"
    assert sheet["C5"].comment.text == "Không phải ngày."
    assert sheet["C5"].fill.fgColor.rgb != sheet["B5"].fill.fgColor.rgb
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any("Cao" in text or "Bo Bo" in text for text in said)


def test_every_reason_for_a_rejected_row_has_words() -> None:
    codes = {"missing_value", "duplicate_key", "date_order", "future_date", "ragged_row"}
    assert (codes | {kind.code for kind in KINDS.values()}) - rejected.WORDS.keys() == set()
    (cause,) = rejected.causes([{"code": "bad_value", "header": "Tên", "row": 3, "value": "#N/A"}])
    assert cause.sentence() == "Tên: ô báo lỗi của Excel"


@pytest.mark.parametrize("name", sorted(DATASETS))
def test_every_dataset_has_a_template_made_from_its_declaration(name: str) -> None:
    book = opened(workbooks.template_workbook(name, {}))
    sheet = book.worksheets[0]
    dataset = DATASETS[name]
    head = 3 if dataset.is_dated else 1  # below the day that it needs
    assert [cell.value for cell in sheet[head]] == [known.label for known in dataset.fields]
    first, *others = [known.example for known in dataset.fields]
    assert [cell.value or "" for cell in sheet[head + 1]] == [f"Ví dụ: {first}", *others]
    assert (sheet["A1"].value == "Tính đến ngày:") == dataset.is_dated
    explained = [row[0].value for row in book["Giải thích"].iter_rows(min_row=4)]
    assert explained == [known.label for known in dataset.fields]
    lists = [known for known in dataset.fields if known.kind == "flag" or any(known.choices)]
    assert len(sheet.data_validations.dataValidation) == len(lists)


def imported(content: bytes) -> tuple[Layout, Cleaned]:
    """The workbook recognised and cleaned as an import would, its cells taken by openpyxl."""
    sheets = []
    for page in opened(content).worksheets:
        rows = [
            [None if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)
        ]
        sheets.append(Sheet(page.title, page.sheet_state == "visible", table_of_rows(rows, page.max_column)))
    layout = recognise(Reading(sheets, "xlsx", "", []))
    sheet = next(sheet for sheet in sheets if sheet.name == layout.sheet)
    return layout, clean(sheet, layout, date(2024, 12, 31), "mau.xlsx")


def test_corrected_rows_can_be_imported_again() -> None:
    labels = [known.label for known in DATASETS["dossiers"].fields[:13]]
    example = [known.example for known in DATASETS["dossiers"].fields[:13]]
    bad = [
        "chưa rõ" if label == "Ngày tiếp nhận" else text for label, text in zip(labels, example, strict=True)
    ]
    layout = Layout(
        "dossiers",
        "S",
        1,
        1,
        {known.name: place for place, known in enumerate(DATASETS["dossiers"].fields[:13])},
        dict(zip([known.name for known in DATASETS["dossiers"].fields[:13]], labels, strict=True)),
        period=(date(2024, 3, 1), date(2024, 3, 31)),
    )
    sheet = Sheet("S", True, table_of_rows([labels, bad, example], 13))
    fault = Reject("S", 2, "received_at", "Ngày tiếp nhận", "chưa rõ", "bad_date", "Không phải ngày.")
    book = opened(workbooks.workbook([rejected.tab(sheet, layout, [fault])]))
    place = next(cell.column for cell in book.worksheets[0][4] if cell.value == "Ngày tiếp nhận")
    book.worksheets[0].cell(5, place).value = "05/03/2024 08:10"
    out = io.BytesIO()
    book.save(out)
    again, found = imported(out.getvalue())
    assert again.period == (date(2024, 3, 1), date(2024, 3, 31))
    assert again.unknown_columns == ("Dòng trong tệp", "Lý do")
    assert found.table["received_at"].to_pylist() == [datetime(2024, 3, 5, 8, 10)]


def test_a_chart_reads_the_cells_beside_it_and_stands_on_none_of_them() -> None:
    rates = Series("Đạt", (0.5, 0.96), "accent", ("alarm", "accent"))
    chart = Chart(
        "bullets", ("Văn phòng", "=1+1"), (rates,), "rate", "Văn phòng thấp nhất", targets=(0.55, 0.9)
    )
    picture = sheet_charts.Picture(chart, "Đơn vị")
    frame, columns = picture.table()
    content = workbooks.workbook([Tab("Đạt", frame, "Đạt", columns=columns, picture=picture)])
    with ZipFile(io.BytesIO(content)) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    sheet = opened(content).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A3:C5"]] == [
        *(["Đơn vị", "Đạt", "Chỉ tiêu"], ["Văn phòng", 0.5, 0.55], ["=1+1", 0.96, 0.9])
    ]
    assert [cell.data_type for cell in sheet["A5:C5"][0]] == ["s", "n", "n"]
    for cells_read in ("$A$4:$A$5", "$B$3", "$B$4:$B$5", "$C$3", "$C$4:$C$5"):
        assert f"<f>'Đạt'!{cells_read}</f>" in drawn.replace("<f>'Đạt'!$B$3:$B$3", "<f>'Đạt'!$B$3")
    red, blue = (palette("print")[role][1:] for role in ("alarm", "accent"))
    assert {red, blue} <= set(re.findall('<(?:a:)?srgbClr val="(.{6})"', drawn))
    said = [re.sub("<[^>]+>", "", title) for title in re.findall("<title>.*?</title>", drawn, re.DOTALL)]
    assert said == ["Văn phòng thấp nhất", "Đơn vị", "Tỷ lệ"]
    assert "[$-42A]0%" in drawn
    (shape,) = sheet._charts
    assert (shape.anchor._from.col, shape.anchor._from.row) == (4, 3)  # E4: a free column after C
    last = column_index_from_string(re.findall("[A-Z]+", sheet.print_area.split("!")[1])[-1])
    assert sum(sheet.column_dimensions[get_column_letter(one)].width for one in range(5, last + 1)) >= 90
    assert sheet.auto_filter.ref == "A3:C5"


def test_below_a_wide_short_table_stands_its_chart() -> None:
    """Beside names of 63 characters it would make a page of more than 26 + 12.6 cm, printed at two thirds."""
    names = tuple(f"{'Tiêu chí bị mất điểm ' * 3}{at}" for at in range(4))
    chart = Chart("bars", names, (Series("Điểm mất", (1.0, 2.0, 3.0, 4.0)),), "points", "Bốn tiêu chí")
    picture = sheet_charts.Picture(chart, "Tiêu chí")
    frame, columns = picture.table()
    sheet = opened(workbooks.workbook([Tab("Mất", frame, columns=columns, picture=picture)])).worksheets[0]
    start = sheet._charts[0].anchor._from
    assert (start.col, start.row) == (0, 6)  # A7: a free row below the head and four rows
    last = column_index_from_string(re.findall("[A-Z]+", sheet.print_area.split("!")[1])[-1])
    wide = [sheet.column_dimensions[get_column_letter(one)].width for one in range(1, last + 1)]
    assert sum(wide) * 0.2 >= picture.width  # the page holds the chart
    assert sheet.page_setup.fitToHeight == 1


def test_a_long_table_goes_on_over_pages_its_chart_on_the_first() -> None:
    """50 rows on one page beside a chart of 21 would be printed at half their size."""
    days = Chart("line", tuple(map(str, range(50))), (Series("Lũy kế", (0.5,) * 50),), "rate")
    picture = sheet_charts.Picture(days, "Ngày")
    frame, columns = picture.table()
    sheet = opened(workbooks.workbook([Tab("Ngày", frame, columns=columns, picture=picture)])).worksheets[0]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)


def test_a_chart_of_days_gives_way_to_a_long_wide_table() -> None:
    """With a forecast the table of days has nine columns: beside 20 cm the sheet was printed at two thirds."""
    picture = sheet_charts.Picture(Chart("line", ("1", "2"), (), "rate"), "Ngày")
    assert [picture.beside(50, across) for across in (4.0, 15.0, 19.0)] == [20, 18, 15]
    assert picture.beside(20, 19.0) == 20
    bars = Chart("bars", ("1", "2"), (Series("Điểm", (1.0, 2.0)),), "points")
    assert sheet_charts.Picture(bars, "Tiêu chí").beside(50, 19.0) == 20  # the names need their room


def test_pieces_of_one_line_are_told_apart_by_their_years() -> None:
    """2018 by one method, 2019 and 2020 by another: two columns, neither called as the other."""
    names = ("2018", "2019\nhạng 46", "2020")
    pieces = (Series("Điểm", (41.0, None, None)), Series("Điểm", (None, 42.0, 43.0)))
    chart = Chart("line", names, pieces, "points", "PAPI 2020")
    _, columns = sheet_charts.Picture(chart, "Năm").table()
    assert [column.label for column in columns.values()] == ["Năm", "Điểm 2018", "Điểm 2019–2020"]


def test_long_texts_of_a_wide_table_give_way_but_no_number_breaks() -> None:
    """Six columns of 44 characters and a dossier's number of 25: at most 180 across, so that paper can be read."""
    row = ["000.00.12.H32-240417-0033", *["Nội dung dài của một nhiệm vụ trong kế hoạch " * 2] * 6]
    wide = sheet_looks.widths(["Mã", *["Nội dung"] * 6], [[text] for text in row])
    assert sum(wide) <= 180
    assert wide[0] >= 25
    assert min(wide[1:]) >= 24


def test_of_many_days_one_a_week_stands_in_the_table_and_the_last_that_is_known() -> None:
    known = tuple(place / 100 if place <= 80 else None for place in range(90))
    days = Chart("line", tuple(map(str, range(90))), (Series("Lũy kế", known),), "rate")
    frame, _ = sheet_charts.Picture(days, "Ngày").table()
    assert list(frame["name"]) == ["0", "3", *(str(day) for day in range(10, 90, 7)), "89"]
    assert frame.loc[frame["name"] == "80", "value_0"].item() == 0.8


def test_a_column_of_capitals_is_wide_enough_for_them() -> None:
    """Fifteen capitals take what twenty digits take: 20 characters and the margins."""
    content = table_xlsx(pd.DataFrame({"Đơn vị": ["VBQPPLVTDTHPLSX"], "Số": [1]}))
    assert opened(content).worksheets[0].column_dimensions["A"].width >= 21


def test_a_long_note_goes_on_below_so_that_its_sheet_is_not_printed_small() -> None:
    note = " ".join(["Hồ sơ không phạm quy tắc nào."] * 9)  # 269 characters above two columns
    sheet = opened(
        workbooks.workbook([Tab("Quy tắc", pd.DataFrame({"a": ["x"], "b": [1]}), "Quy tắc", note)])
    )
    page = sheet.worksheets[0]
    assert f"{page['A2'].value} {page['A3'].value}" == note
    assert [page["A5"].value, page["A6"].value] == ["a", "x"]
    last = column_index_from_string(re.findall("[A-Z]+", page.print_area.split("!")[1])[-1])
    assert last <= 2 + 140 / 8.5  # a page of 140 digits


def test_the_month_of_a_finding_reads_as_people_write_it() -> None:
    """It stood as the program marks it, 2024-03."""
    found = pd.DataFrame({"subject": ["2024-03", "online_rate | 2024-03", "HS-2024-03"]})
    catalogue = pd.DataFrame({"indicator": ["online_rate"], "name": ["Tỷ lệ hồ sơ nộp trực tuyến"]})
    named = books._named(found, catalogue)["subject"].tolist()
    assert named == ["03/2024", "Tỷ lệ hồ sơ nộp trực tuyến", "HS-2024-03"]
