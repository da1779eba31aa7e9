"""Tables that are not one score or value per row: the page of a province as a text; the service index and what is
reported by hand, by month."""

from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import TooManyRejects
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers, Unrecognised
from chiso.intake.recognise.recognising import recognise
from tests.worlds import upload_files as made

PAGE = """Hồ sơ tỉnh Quảng Trị (pcivietnam.vn; điểm số, thứ hạng)
Năm 2023 2022 2012
Gia nhập thị trường 7.43 6.93 9.05
Tiếp cận đất đai 6.47 5.76 6.45
Cạnh tranh bình đẳng 4.65 5.40 N/A
PCI N/A 61.26 55.91
Xếp hạng N/A 59 45
"""
MONTHS = """BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP NĂM 2024

STT;Nhóm chỉ số;Điểm tối đa;Tháng 1;Tháng 2;T3/2024
(1);(2);(3);(4);(5);(6)
1;Công khai, minh bạch;18;15,5;16;
2;Tiến độ giải quyết;20;19,25;-;20
;Tổng điểm;38;34,75;16;20
"""


def rows(text: str, name: str, *columns: str) -> list[tuple[object, ...]]:
    content = text.encode()
    if name.endswith(".xlsx"):
        content = made.workbook({"Điểm": content})
    found = read(name, content)
    layout = recognise(found, None, name)
    cleaned = clean(found.sheets[0], layout, date(2024, 5, 31), name)
    assert cleaned.rejects == []
    return [tuple(row[column] for column in columns) for row in cleaned.table.to_pylist()]


def test_page_of_a_province_separated_by_blanks() -> None:
    """N/A is no score; the total's rank stands with the total; a year without both is no row."""
    found = rows(PAGE, "a.txt", "component", "year", "score", "rank", "place", "row_no")
    assert {row[4] for row in found} == {"Quảng Trị"}
    assert [row[:4] for row in found if row[1] == 2012] == [
        ("Gia nhập thị trường", 2012, 9.05, None),
        ("Tiếp cận đất đai", 2012, 6.45, None),
        (None, 2012, 55.91, 45),
    ]
    assert len(found) == 3 * 3 - 1 + 2
    assert {row[5] for row in found if row[0] == "Gia nhập thị trường"} == {3}


def test_the_place_stands_in_the_address_or_the_name_of_the_file() -> None:
    bare = PAGE.split("\n", 1)[1]
    address = f"# https://pcivietnam.vn/ho-so-tinh/khanh-hoa (điểm, hạng)\n{bare}"
    assert {row[0] for row in rows(address, "quang-tri.txt", "place")} == {"Khánh Hòa"}
    assert {row[0] for row in rows(bare.replace("PCI", "Điểm tổng hợp PCI"), "ha-tinh.txt", "place")} == {
        "Hà Tĩnh"
    }


def test_a_line_that_lacks_a_score_refuses_the_page() -> None:
    with pytest.raises(Refused) as refused:
        read("a.txt", PAGE.replace(" 5.76", "").encode())
    assert refused.value.code == "damaged_file"
    assert "dòng 4 có 2 điểm cho 3 năm" in refused.value.message


@pytest.mark.parametrize("name", ["diem.xlsx", "diem.csv"])
def test_service_index_by_month(name: str) -> None:
    """Months that have no points yet are no rows, the sum of all components neither; T3 prints its year itself."""
    found = rows(MONTHS, name, "month", "component", "score", "max_score", "row_no")
    assert found == [
        (date(2024, 1, 1), "Công khai, minh bạch", 15.5, 18.0, 5),
        (date(2024, 2, 1), "Công khai, minh bạch", 16.0, 18.0, 5),
        (date(2024, 1, 1), "Tiến độ giải quyết", 19.25, 20.0, 6),
        (date(2024, 3, 1), "Tiến độ giải quyết", 20.0, 20.0, 6),
    ]


def test_service_index_by_month_of_an_unknown_year_is_asked_about() -> None:
    text = MONTHS.replace(" NĂM 2024", "").replace("T3/2024", "Tháng 3")
    found = read("diem.csv", text.encode())
    with pytest.raises(Unrecognised) as refused:
        recognise(found, None, "diem.csv")
    assert (refused.value.code, refused.value.layout.dataset) == ("missing_columns", "service_index")
    assert recognise(found, Answers(year=2023), "diem.csv").dataset == "service_index"


def test_a_month_that_prints_no_year_is_rejected_beside_one_that_does() -> None:
    """Where no other line says the year."""
    head = "BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN\n\nSTT;Nhóm chỉ số;Điểm tối đa;T3/2024;Tháng 4\n"
    text = f"{head}1;Công khai, minh bạch;18;15,5;16\n2;Tiến độ giải quyết;20;19,25;\n"
    found = read("diem.csv", text.encode())
    layout = recognise(found, None, "diem.csv")
    cleaned = clean(found.sheets[0], layout, date(2024, 5, 31), "diem.csv")
    assert [row["score"] for row in cleaned.table.to_pylist()] == [15.5, 19.25]
    assert [(one.row, one.code, one.column, one.header) for one in cleaned.rejects] == [
        (4, "missing_value", "month", "Tháng 4")
    ]


REPORTED = """SỐ LIỆU BÁO CÁO NĂM 2024

STT;Chỉ tiêu;Đơn vị;Tháng 1;Tháng 2;T3/2024
1;Tỷ lệ giải ngân vốn đầu tư công;Văn phòng;5,5%;;12,25%
2;Số sáng kiến cải cách hành chính;;1;2;-
"""


@pytest.mark.parametrize("name", ["bao-cao.xlsx", "bao-cao.csv"])
def test_what_is_reported_by_month(name: str) -> None:
    """A month is its last day; one without a value is no row."""
    found = rows(REPORTED, name, "date", "indicator", "value", "unit_text", "row_no")
    assert found == [
        (date(2024, 1, 31), "Tỷ lệ giải ngân vốn đầu tư công", 0.055, "Văn phòng", 4),
        (date(2024, 3, 31), "Tỷ lệ giải ngân vốn đầu tư công", 0.1225, "Văn phòng", 4),
        (date(2024, 1, 31), "Số sáng kiến cải cách hành chính", 1.0, None, 5),
        (date(2024, 2, 29), "Số sáng kiến cải cách hành chính", 2.0, None, 5),
    ]


SIDE_BY_SIDE = """SO SÁNH KẾT QUẢ QUA CÁC NĂM

STT;Chỉ tiêu;Năm 2022;Năm 2023;4 tháng 2024;Tăng, giảm
1;{name};80%;90%;25%;x
2;Số sáng kiến cải cách hành chính;1;2;-;
"""


@pytest.mark.parametrize("name", ["bao-cao.xlsx", "bao-cao.csv"])
def test_what_is_reported_is_known_by_its_rows_whatever_the_title_says(name: str) -> None:
    """Years and months side by side; what no figure is made of is told."""
    text = SIDE_BY_SIDE.format(name="Tỷ lệ giải ngân vốn đầu tư công")
    found = rows(text, name, "date", "indicator", "value")
    assert found == [
        (date(2022, 12, 31), "Tỷ lệ giải ngân vốn đầu tư công", 0.8),
        (date(2023, 12, 31), "Tỷ lệ giải ngân vốn đầu tư công", 0.9),
        (date(2024, 4, 30), "Tỷ lệ giải ngân vốn đầu tư công", 0.25),
        (date(2022, 12, 31), "Số sáng kiến cải cách hành chính", 1.0),
        (date(2023, 12, 31), "Số sáng kiến cải cách hành chính", 2.0),
    ]
    assert recognise(read("a.csv", text.encode()), None, "a.csv").unknown_columns == ("Tăng, giảm",)


MONTHS_OF_2023 = "Tháng 1/2023;Tháng 2/2023;Tháng 3/2023"


@pytest.mark.parametrize(
    ("head", "line", "values", "is_told"),
    [
        ("Quý I/2023;Quý II/2023;Quý III/2023;Lũy kế 9 tháng", "1;2;0;3", [1, 3, 3], True),
        (f"{MONTHS_OF_2023};Tổng", "1;;2;3", [1, 3], True),
        ("Quý I/2023;Quý II/2023;Cộng", "1.234.567;2.000.000,5;3.234.567,5", [1_234_567, 3_234_567.5], True),
        (f"{MONTHS_OF_2023};Cộng", "1;2;3;3", [1, 2, 3], False),  # reached by then already
        (f"{MONTHS_OF_2023};Tổng", "1;2;3;7", [1, 2, 3], False),  # adds up to nothing
        (f"{MONTHS_OF_2023};Tổng", "1;2;3;", [1, 2, 3], False),
        ("Năm 2022;Năm 2023;Tổng cộng", "1;2;3", [1, 2], False),
        ("Quý I/2023;Quý II/2023;6 tháng 2023;Quý III/2023;9 tháng 2023", "1;2;3;0;3", [1, 3, 3], False),
        ("Kế hoạch năm 2023;Thực hiện 6 tháng 2023;Thực hiện 9 tháng 2023", "9;2;3", [2, 3], False),
    ],
)
def test_what_is_reported_is_what_was_reached_by_then(
    head: str, line: str, values: list[float], is_told: bool
) -> None:
    """Initiatives of each quarter, beside what they come to, were those of the year: none, after a quarter without."""
    text = f"Chỉ tiêu;{head}\nSố sáng kiến;{line}\n"
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 5, 31), "a.csv")
    assert [row["value"] for row in cleaned.table.to_pylist()] == values
    told = [message for code, message in cleaned.warnings if code == "added_up"]
    assert [one.startswith("1 dòng (dòng 2) ghi số của từng kỳ") for one in told] == [True] * is_told


def test_rates_that_add_up_run_up_as_rates() -> None:
    text = "Chỉ tiêu;Quý I/2023;Quý II/2023;Lũy kế\nTỷ lệ giải ngân;10,5%;20%;30,5%\n"
    assert rows(text, "a.csv", "date", "value") == [
        (date(2023, 3, 31), 0.105),
        (date(2023, 6, 30), 0.305),
    ]


def test_months_above_their_sum_have_the_year_of_the_title() -> None:
    text = "VĂN BẢN KÝ SỐ NĂM 2023\nTháng;Số văn bản đi;Số văn bản ký số\nTháng 8;10;9\nTháng 9;8;8\nCộng;18;17\n"
    assert rows(text, "a.csv", "date", "numerator", "denominator") == [
        (date(2023, 8, 31), 9.0, 10.0),
        (date(2023, 9, 30), 8.0, 8.0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "KẾ HOẠCH CCHC NĂM 2023\nSTT;Nội dung;Tháng 1;Tháng 2\n1;Khảo sát mức độ hài lòng;x;\n2;Kiểm tra công vụ;;x\n",
        "DỰ TOÁN NĂM 2023\nNội dung;Tháng 1;Tháng 2\nGiải ngân;1000;2000\nChi lương;5000;5000\n",
        "LỊCH CÔNG TÁC 2023\nNội dung;Tháng 1;Tháng 2\nMức độ hài lòng;5;12\nHọp;;15\n",
        "KINH TẾ 2023\nChỉ tiêu;Tháng 1;Tháng 2\nTỷ lệ giải ngân;5%;12%\nThu ngân sách;5;15\nXuất khẩu;6;7\n",
        "GIAO CHỈ TIÊU NĂM 2023\nChỉ tiêu;Quý I;Quý II\nTỷ lệ giải ngân;25%;50%\n",
        "MỤC TIÊU 2023\nChỉ tiêu;Quý I;Quý II\nTỷ lệ giải ngân;25%;50%\n",
    ],
)
def test_what_names_a_figure_beside_others_or_sets_aims_is_no_report(text: str) -> None:
    with suppress(Refused):  # or it is another kind of table
        assert recognise(read("a.csv", text.encode()), None, "a.csv").dataset != "measurements"


def test_rows_of_another_trade_are_no_report_of_ours() -> None:
    text = SIDE_BY_SIDE.format(name="Tỷ lệ che phủ rừng").replace("sáng kiến cải cách hành chính", "xã")
    with pytest.raises(Refused) as refused:
        recognise(read("a.csv", text.encode()), None, "a.csv")
    assert refused.value.code == "unknown_dataset"


OF_UNITS = """BẢNG TỔNG HỢP ĐIỂM CCHC CÁC PHÒNG NĂM 2024

TT;Tiêu chí/Tiêu chí thành phần;Điểm tối đa;Phòng A;Trung tâm B;Ghi chú
I;CHỈ ĐẠO, ĐIỀU HÀNH;5;4,5;3;
1;Ban hành kế hoạch;5;4,5;3;
II;CẢI CÁCH THỂ CHẾ;4;4;-;
1;Rà soát văn bản;4;4;-;
;TỔNG ĐIỂM;9;8,5;3;
"""


@pytest.mark.parametrize("name", ["diem.xlsx", "diem.csv"])
def test_points_of_criteria_with_a_column_per_unit(name: str) -> None:
    """Numbers that begin anew are told apart by their domain; the sum is the unit's own line; "-" is no points."""
    columns = "unit_text", "criterion", "max_points", "appraised_points", "row_no"
    assert rows(OF_UNITS, name, *columns) == [
        ("Phòng A", "I", 5.0, 4.5, 4), ("Trung tâm B", "I", 5.0, 3.0, 4),
        ("Phòng A", "I.1", 5.0, 4.5, 5), ("Trung tâm B", "I.1", 5.0, 3.0, 5),
        ("Phòng A", "II", 4.0, 4.0, 6),
        ("Phòng A", "II.1", 4.0, 4.0, 7),
        ("Phòng A", None, 9.0, 8.5, 8), ("Trung tâm B", None, 9.0, 3.0, 8),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "field", "warned"),
    [
        ("TỰ CHẤM ĐIỂM", "self_points", []),
        ("THẨM ĐỊNH", "appraised_points", []),
        ("TỔNG HỢP ĐIỂM", "appraised_points", ["kind_of_points"]),
    ],
)
def test_title_says_which_points_the_columns_of_units_are(title: str, field: str, warned: list[str]) -> None:
    found = read("a.csv", OF_UNITS.replace("TỔNG HỢP ĐIỂM", title).encode())
    layout = recognise(found, None, "a.csv")
    assert (layout.dataset, layout.unknown_columns) == ("unit_scores", ("Ghi chú",))
    assert [code for code, _ in layout.warnings] == warned
    assert clean(found.sheets[0], layout, date(2024, 5, 31), "a.csv").table[field].null_count == 0


def test_own_and_appraised_points_below_the_name_of_each_unit() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["KẾT QUẢ CHẤM ĐIỂM CÁC PHÒNG NĂM 2024"],
        ["STT", "Tên tiêu chí", "Điểm tối đa", "Phòng A", None, "Phòng B", None],
        [None, None, None, "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định"],
        ["1", "Kế hoạch", 5, 5, 4.5, 3, None],
        ["1.1", "Ban hành", 5, 5, 4.5, "ba", None],
    ):
        sheet.append(line)
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"):
        sheet.merge_cells(area)
    content = BytesIO()
    book.save(content)
    found = read("a.xlsx", content.getvalue())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.xlsx"), date(2024, 5, 31), "a.xlsx")
    columns = "unit_text", "criterion", "self_points", "appraised_points"
    assert [tuple(row[name] for name in columns) for row in cleaned.table.to_pylist()] == [
        ("Phòng A", "1", 5.0, 4.5),
        ("Phòng B", "1", 3.0, None),
        ("Phòng A", "1.1", 5.0, 4.5),
        ("Phòng B", "1.1", None, None),
    ]
    assert cleaned.warnings == [
        ("unreadable_value", "Cột “Phòng B › Tự chấm”: 1 ô không đọc được (“ba”) nên để trống (dòng 5).")
    ]


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("Phòng A;Ghi", None),
        ("Phòng chủ trì;Phòng A", None),
        ("Phòng A;Trung tâm B", Answers(dataset="criteria")),
    ],
)
def test_a_table_of_criteria_stays_one_without_columns_of_several_units(
    header: str, answers: Answers | None
) -> None:
    found = read("a.csv", OF_UNITS.replace("Phòng A;Trung tâm B", header).encode())
    assert recognise(found, answers, "a.csv").dataset == "criteria"


OF_AGENCIES = OF_UNITS.replace("CÁC PHÒNG", "CÁC SỞ").replace("Phòng A;Trung tâm B", "Sở A;Sở B")


@pytest.mark.parametrize(
    ("title", "field"), [("TỔNG HỢP ĐIỂM", "appraised_points"), ("TỰ CHẤM ĐIỂM", "self_points")]
)
def test_the_points_of_several_agencies_are_told_apart_or_said_by_hand(title: str, field: str) -> None:
    """Never taken for a table without points, which would empty the year's."""
    found = read("a.csv", OF_AGENCIES.replace("TỔNG HỢP ĐIỂM", title).encode())
    wide = recognise(found, None, "a.csv").wide
    assert wide is not None
    assert [(one.said, one.attribute) for one in wide.entries if one.said] == [
        ((("agency", name),), field) for name in ("Sở A", "Sở B")
    ]
    layout = recognise(found, Answers(columns={"Sở B": field, "Sở A": ""}), "a.csv")
    points = clean(found.sheets[0], layout, date(2024, 5, 31), "a.csv").table.to_pylist()
    assert [(row["code"], row[field]) for row in points][:4] == [
        ("I", 3.0),
        ("I.1", 3.0),
        ("II", None),
        ("II.1", None),
    ]


YEARS = """ĐIỂM PCI
Tỉnh;2022;2023
Khánh Hòa;67,74;chưa có
Đà Nẵng;68,52;68,79
Quảng Trị;61,26;63,23
"""


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        (REPORTED.replace("12,25%", "12,25"), "bao-cao.csv", (4, "value", "T3/2024")),
        (MONTHS.replace("19,25", "chưa có"), "diem.csv", (6, "score", "Tháng 1")),
        (YEARS, "diem.csv", (3, "score", "2023")),
    ],
)
def test_what_cannot_be_read_is_found_by_the_header_above_its_cell(
    text: str, name: str, place: tuple[int, str, str]
) -> None:
    found = read(name, text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, name), date(2024, 5, 31), name)
    (fault,) = cleaned.rejects
    assert (fault.row, fault.column, fault.header) == place
    assert f"ở cột “{fault.header}”" in fault.message


def test_what_is_left_empty_is_found_by_the_header_above_its_cell() -> None:
    found = read("bao-cao.csv", REPORTED.replace("12,25%", "chưa có").replace(";2;", ";hai;").encode())
    layout = recognise(found, None, "bao-cao.csv")
    assert clean(found.sheets[0], layout, date(2024, 5, 31), "bao-cao.csv").warnings == [
        ("unreadable_value", "Cột “T3/2024”: 1 ô không đọc được (“chưa có”) nên để trống (dòng 4)."),
        ("unreadable_value", "Cột “Tháng 2”: 1 ô không đọc được (“hai”) nên để trống (dòng 5)."),
    ]


SEVERAL = """{title}

STT;Tên chỉ số;Năm 2022;;Năm 2023;
;;Điểm;Hạng;Điểm;Hạng
1;Chỉ số cải cách hành chính (PAR INDEX);86,19;25;-;
2;Chỉ số hài lòng (SIPAS);82,3;40;81,09;43/63
3;Chỉ số CCHC của Sở;;;84,27;8
"""


def test_several_indices_by_year() -> None:
    """The points of a sở are no province's."""
    text = SEVERAL.format(title="CÁC CHỈ SỐ CỦA TỈNH KHÁNH HÒA")
    found = rows(text, "a.xlsx", "index", "year", "score", "rank", "place", "row_no")
    assert found == [
        ("PAR INDEX", 2022, 86.19, 25, "Khánh Hòa", 5),
        ("SIPAS", 2022, 82.3, 40, "Khánh Hòa", 6),
        ("SIPAS", 2023, 81.09, 43, "Khánh Hòa", 6),
        ("CCHC", 2023, 84.27, 8, None, 7),
    ]
    plain = "Chỉ số;2021;2022\nPCI;65;67,74\nPAPI;41,2;42\n"
    assert rows(plain, "a.csv", "index", "year", "score") == [
        ("PCI", 2021, 65.0), ("PCI", 2022, 67.74), ("PAPI", 2021, 41.2), ("PAPI", 2022, 42.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("MỤC TIÊU CÁC CHỈ SỐ 2022–2023", "a.csv"),
        ("Kế hoạch nâng cao các chỉ số", "a.csv"),
        ("CÁC CHỈ SỐ", "Muc_tieu_2023.csv"),
    ],
)
def test_what_several_indices_shall_reach_are_no_scores(title: str, name: str) -> None:
    with pytest.raises(Refused):
        recognise(read(name, SEVERAL.format(title=title).encode()), None, name)


DISBURSED = """TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2024
(Tính đến ngày 31/10/2024)
STT;Chủ đầu tư;Kế hoạch vốn (triệu đồng);Đã giải ngân (triệu đồng);Tỷ lệ (%)
1;Văn phòng;12.500;7.300;58,4
2;Phòng A;3.000;1.200;40
;Tổng cộng;15.500;8.500;54,8
"""


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_table_of_disbursement_names_its_figure_in_the_title(name: str) -> None:
    columns = "indicator", "date", "unit_text", "numerator", "denominator", "value"
    assert rows(DISBURSED, name, *columns) == [
        ("Giải ngân", date(2024, 10, 31), "Văn phòng", 7300.0, 12500.0, 0.584),
        ("Giải ngân", date(2024, 10, 31), "Phòng A", 1200.0, 3000.0, 0.4),
    ]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_of_projects_their_total_is_what_is_disbursed(name: str) -> None:
    """A project is neither the agency nor a unit; without a total nobody knows."""
    text = DISBURSED.replace("Chủ đầu tư", "Dự án")
    columns = "indicator", "date", "unit_text", "numerator", "denominator", "value"
    assert rows(text, name, *columns) == [
        ("Giải ngân", date(2024, 10, 31), None, 8500.0, 15500.0, pytest.approx(0.548))
    ]
    with pytest.raises(TooManyRejects) as refused:
        rows("\n".join(text.splitlines()[:-1]), name)
    assert {(one.row, one.code) for one in refused.value.cleaned.rejects} == {
        (4, "duplicate_key"),
        (5, "duplicate_key"),
    }


BY_YEAR = """KẾT QUẢ CÁC CHỈ SỐ CỦA TỈNH KHÁNH HÒA

STT;Năm;Chỉ số CCHC (PAR INDEX);;SIPAS;Hạng SIPAS;Chỉ số CCHC của Sở
;;Điểm;Hạng;;;
1;2022;86,19;25;79,2;52/63;
2;Năm 2023;87;-;81,09;43;84,27
Ghi chú: nguồn Bộ Nội vụ;;;;;;
"""


@pytest.mark.parametrize("name", ["chi-so.xlsx", "chi-so.csv"])
def test_several_indices_with_a_year_on_each_row(name: str) -> None:
    """Each with its score and rank; the agency's index is of no province."""
    assert rows(BY_YEAR, name, "index", "component", "year", "place", "score", "rank", "row_no") == [
        ("PAR INDEX", None, 2022, "Khánh Hòa", 86.19, 25, 5),
        ("SIPAS", None, 2022, "Khánh Hòa", 79.2, 52, 5),
        ("PAR INDEX", None, 2023, "Khánh Hòa", 87.0, None, 6),
        ("SIPAS", None, 2023, "Khánh Hòa", 81.09, 43, 6),
        ("CCHC", None, 2023, None, 84.27, None, 6),
    ]


def test_components_of_an_index_with_a_year_on_each_row() -> None:
    head = "ĐIỂM PCI TỈNH KHÁNH HÒA\nNăm;Gia nhập thị trường;Tiếp cận đất đai;Tính minh bạch;PCI;Xếp hạng;Nguồn\n"
    found = rows(
        f"{head}2022;7,2;6,3;6,1;65,37;30;VCCI\n2023;7,3;;6,2;67,65;20;VCCI\n",
        "a.csv",
        "index",
        "component",
        "year",
        "place",
        "score",
        "rank",
    )
    assert found == [
        ("PCI", "Gia nhập thị trường", 2022, "Khánh Hòa", 7.2, None),
        ("PCI", "Tiếp cận đất đai", 2022, "Khánh Hòa", 6.3, None),
        ("PCI", "Tính minh bạch", 2022, "Khánh Hòa", 6.1, None),
        ("PCI", None, 2022, "Khánh Hòa", 65.37, 30),
        ("PCI", "Gia nhập thị trường", 2023, "Khánh Hòa", 7.3, None),
        ("PCI", "Tính minh bạch", 2023, "Khánh Hòa", 6.2, None),
        ("PCI", None, 2023, "Khánh Hòa", 67.65, 20),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["MỤC TIÊU CÁC CHỈ SỐ", "KẾ HOẠCH NÂNG HẠNG"])
def test_what_several_indices_shall_reach_by_year_are_no_scores(title: str) -> None:
    found = read("a.csv", f"{title}\nNăm;PAR INDEX;SIPAS\n2024;88;82\n2025;90;84\n".encode())
    with pytest.raises(Refused) as refused:
        recognise(found, None, "a.csv")
    assert refused.value.code == "unknown_dataset"


def test_months_that_print_no_year_are_of_the_titles() -> None:
    text = "TIẾN ĐỘ GIẢI NGÂN NĂM 2024\nTháng;Kế hoạch vốn;Giải ngân lũy kế\n{};15.500;6.000\nTháng 10;15.500;8.500\n"
    found = rows(text.format("T9"), "a.csv", "date", "numerator", "row_no")
    assert found == [(date(2024, 9, 30), 6000.0, 3), (date(2024, 10, 31), 8500.0, 4)]
    found = rows(text.replace("Tháng 10", "10/2023").format("9/2023"), "a.csv", "date", "row_no")
    assert found == [(date(2023, 9, 30), 3), (date(2023, 10, 31), 4)]
    found = rows(text.replace("Tháng 10", "10").format("9"), "a.csv", "date", "row_no")
    assert found == [(date(2024, 9, 30), 3), (date(2024, 10, 31), 4)]


BY_QUARTER = """TIẾN ĐỘ GIẢI NGÂN NĂM 2024
TT;Nội dung;Đơn vị tính;Quý I;Quý 2;9 tháng;Cả năm
1;Tỷ lệ giải ngân (%);;12,5;30,2;55;
2;Tỷ lệ ký số;%;90;95;-;97,5
3;Số sáng kiến;sáng kiến;1;1;2;
"""


@pytest.mark.parametrize("name", ["giai-ngan.xlsx", "giai-ngan.csv"])
def test_what_is_reported_by_quarter(name: str) -> None:
    """Known at its last day; a rate where its name or its measure has the sign."""
    assert rows(BY_QUARTER, name, "date", "indicator", "value") == [
        (date(2024, 3, 31), "Tỷ lệ giải ngân (%)", 0.125),
        (date(2024, 6, 30), "Tỷ lệ giải ngân (%)", 0.302),
        (date(2024, 9, 30), "Tỷ lệ giải ngân (%)", 0.55),
        (date(2024, 3, 31), "Tỷ lệ ký số", 0.9),
        (date(2024, 6, 30), "Tỷ lệ ký số", 0.95),
        (date(2024, 12, 31), "Tỷ lệ ký số", 0.975),
        (date(2024, 3, 31), "Số sáng kiến", 1.0),
        (date(2024, 6, 30), "Số sáng kiến", 1.0),
        (date(2024, 9, 30), "Số sáng kiến", 2.0),
    ]


@pytest.mark.parametrize("title", ["SỐ LIỆU BÁO CÁO", "SỐ LIỆU CÁC CHỈ TIÊU", "KẾT QUẢ CÁC CHỈ TIÊU"])
def test_beside_months_a_quarter_is_their_sum(title: str) -> None:
    head = f"{title} NĂM 2024\nTT;Chỉ tiêu;Tháng 1;Tháng 2;Tháng 3;Quý I\n"
    found = rows(f"{head}1;Số sáng kiến;1;2;0;3\n2;Số lớp;1;;2;3\n", "a.csv", "date", "value")
    assert found == [
        (date(2024, 1, 31), 1.0), (date(2024, 2, 29), 2.0), (date(2024, 3, 31), 0.0),
        (date(2024, 1, 31), 1.0), (date(2024, 3, 31), 2.0),
    ]  # fmt: skip


def test_a_number_under_a_day_is_no_month() -> None:
    text = "TIẾN ĐỘ GIẢI NGÂN NĂM 2024\nNgày;Kế hoạch vốn;Giải ngân lũy kế\n9;15.500;6.000\n10;15.500;8.500\n"
    found = read("a.csv", text.encode())
    with pytest.raises(TooManyRejects) as refused:
        clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 10, 31), "a.csv")
    assert {one.code for one in refused.value.cleaned.rejects} == {"bad_date"}


def test_what_was_carried_over_is_not_this_years_disbursement() -> None:
    text = DISBURSED.replace("ĐẦU TƯ CÔNG", "ĐƯỢC KÉO DÀI").encode()
    with pytest.raises(Refused):
        recognise(read("a.csv", text), None, "a.csv")


PUBLISHED = """{title}

TT;Tỉnh, thành phố;{header};Xếp hạng
1;Khánh Hòa;83,66%;30
2;Đà Nẵng;90,49;8/63
"""


@pytest.mark.parametrize(
    "header",
    [
        "Chỉ số",
        "SIPAS 2024",
        "Chỉ số SIPAS (%)",
        "Chỉ số hài lòng (%)",
        "Mức độ hài lòng",
        "Giá trị",
        "Điểm số",
    ],
)
@pytest.mark.parametrize("title", ["CHỈ SỐ HÀI LÒNG (SIPAS) NĂM 2024", "Kết quả SIPAS 2024 của các tỉnh"])
def test_the_score_of_an_index_under_the_name_of_the_index(title: str, header: str) -> None:
    """With a sign or without it is of a hundred points: SIPAS of Khánh Hòa 2024 was 83.66 % (real/README.md)."""
    found = rows(
        PUBLISHED.format(title=title, header=header), "a.csv", "index", "year", "place", "score", "rank"
    )
    assert found == [("SIPAS", 2024, "Khánh Hòa", 83.66, 30), ("SIPAS", 2024, "Đà Nẵng", 90.49, 8)]


def test_a_column_of_names_of_indices_is_no_score() -> None:
    text = "Chỉ số;Năm;Tỉnh;Điểm\nPAR INDEX;2022;Khánh Hòa;86,19%\nSIPAS;2024;Khánh Hòa;83,66%\n"
    assert rows(text, "a.csv", "index", "score") == [("PAR INDEX", 86.19), ("SIPAS", 83.66)]


def test_what_is_reported_may_be_a_total() -> None:
    """Of what a list of figures reports "Tổng số …" is one, "Tổng cộng" is none; of scores "Tổng điểm" is their sum."""
    reported = (
        "Chỉ tiêu;Ngày;Giá trị\nTổng số cuộc kiểm tra;31/10/2024;5\nSố sáng kiến;31/10/2024;2\nTổng cộng;;7\n"
    )
    assert rows(reported, "a.csv", "value") == [(5,), (2,)]
    by_month = REPORTED.replace("Số sáng kiến cải cách", "Tổng số sáng kiến cải cách")
    assert [row[0] for row in rows(by_month, "a.csv", "indicator")][2:] == [
        "Tổng số sáng kiến cải cách hành chính"
    ] * 2
    plain = "BỘ CHỈ SỐ PHỤC VỤ THÁNG 10/2024\nSTT;Nhóm chỉ số;Điểm tối đa;Điểm đạt\n1;Công khai, minh bạch;18;15,5\n"
    found = rows(f"{plain}2;Tiến độ giải quyết;20;19,2\n;Tổng điểm;38;34,7\n", "a.csv", "component", "score")
    assert found == [("Công khai, minh bạch", 15.5), ("Tiến độ giải quyết", 19.2)]


ROOMS_DOWN = """BẢNG CHẤM ĐIỂM CCHC CÁC PHÒNG NĂM 2024
Đơn vị;STT;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định
Văn phòng;{0};Kế hoạch;4;4;3,5
Văn phòng;{1};Báo cáo;6;5;5
Thanh tra;{0};Kế hoạch;4;4;4
Thanh tra;{1};Báo cáo;6;6;6
"""


@pytest.mark.parametrize("codes", [("1.1", "1.2"), ("I.1", "I.2"), ("1", "2")])
def test_the_numbers_of_criteria_begin_anew_for_each_room(codes: tuple[str, str]) -> None:
    found = rows(
        ROOMS_DOWN.format(*codes), "a.csv", "year", "unit_text", "criterion", "name", "appraised_points"
    )
    assert found == [
        (2024, "Văn phòng", codes[0], "Kế hoạch", 3.5),
        (2024, "Văn phòng", codes[1], "Báo cáo", 5),
        (2024, "Thanh tra", codes[0], "Kế hoạch", 4),
        (2024, "Thanh tra", codes[1], "Báo cáo", 6),
    ]


def test_the_numbers_of_rooms_are_no_criteria() -> None:
    text = "XẾP HẠNG CÁC PHÒNG NĂM 2024\nSTT;Đơn vị;Điểm tối đa;Điểm thẩm định\n1;Văn phòng;10;9\n2;Thanh tra;10;8\n"
    found = rows(text, "a.csv", "unit_text", "criterion", "appraised_points")
    assert found == [("Văn phòng", None, 9), ("Thanh tra", None, 8)]


def test_what_was_done_with_enterprises_is_no_reported_figure() -> None:
    """Under plain headings; and what reports a figure has a number of it."""
    head = "STT;Loại;Tên doanh nghiệp;Ngày;Nội dung;Đơn vị\n"
    text = f"DANH SÁCH ĐỐI THOẠI, THANH TRA, KIỂM TRA DOANH NGHIỆP NĂM 2024\n{head}"
    text += (
        "1;Thanh tra;Công ty A;10/03/2024;Chuyên ngành;Thanh tra\n2;Đối thoại;;15/05/2024;Thủ tục;Văn phòng\n"
    )
    assert rows(text, "a.csv", "kind", "held_on", "subject", "enterprise", "unit_text") == [
        ("inspection", date(2024, 3, 10), "Chuyên ngành", "Công ty A", "Thanh tra"),
        ("dialogue", date(2024, 5, 15), "Thủ tục", None, "Văn phòng"),
    ]
    with pytest.raises(Refused):
        rows(
            "DANH SÁCH\nSTT;Ngày;Nội dung;Đơn vị\n1;10/03/2024;Chuyên ngành;Thanh tra\n", "a.csv", "indicator"
        )


def test_points_of_rooms_under_a_plain_heading() -> None:
    head = "BẢNG CHẤM ĐIỂM CCHC CÁC PHÒNG NĂM 2024\nSTT;Đơn vị;Điểm tối đa;Điểm tự chấm;Điểm thẩm định\n"
    found = rows(
        f"{head}1;Văn phòng;100;95,5;92\n2;Phòng HCTP;100;90;88,25\n",
        "a.csv",
        "year",
        "unit_text",
        "self_points",
        "appraised_points",
    )
    assert found == [(2024, "Văn phòng", 95.5, 92), (2024, "Phòng HCTP", 90, 88.25)]


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("THÁNG 10/2024", date(2024, 10, 31)),
        ("đến ngày 20/10/2024", date(2024, 10, 20)),
        ("QUÝ III/2024", date(2024, 9, 30)),
    ],
)
def test_the_day_of_what_is_reported_may_stand_in_the_title_alone(title: str, day: date) -> None:
    text = f"BÁO CÁO SỐ LIỆU {title}\nSTT;Chỉ tiêu;Số thực hiện;Tổng số;Tỷ lệ (%)\n1;Tỷ lệ văn bản ký số;980;1000;98\n"
    assert rows(text, "a.csv", "date", "numerator", "denominator", "value") == [(day, 980, 1000, 0.98)]
    dated = text.replace("STT;", "Ngày;").replace("\n1;", "\n15/10/2024;")
    assert rows(dated, "a.csv", "date") == [(date(2024, 10, 15),)]


def test_without_any_day_what_is_reported_is_not_guessed() -> None:
    text = "BÁO CÁO SỐ LIỆU NĂM 2024\nSTT;Chỉ tiêu;Số thực hiện;Tổng số\n1;Tỷ lệ văn bản ký số;980;1000\n"
    found = read("a.csv", text.encode())
    with pytest.raises(Refused):
        recognise(found, None, "a.csv")
    said = recognise(found, Answers(as_of=date(2024, 10, 31)), "a.csv")
    assert clean(found.sheets[0], said, date(2024, 10, 31), "a.csv").table.to_pylist()[0]["date"] == date(
        2024, 10, 31
    )


CODED = """Province,SC11,SC12,SC13,SC21,SC81
P37,0.95,1.5,1.6,0.78,0.4
P32,1.0,1.6,,0.8,0.5
"""


def test_coded_table_of_papi() -> None:
    """P37 is Khánh Hòa, SC11 Civic Knowledge (data/reference/papi_codes.csv); the year stands in the file's name."""
    found = rows(CODED, "papi_2019.csv", "place", "component", "year", "score")
    assert found[:2] == [
        ("Khánh Hòa", "Tri thức công dân", 2019, 0.95),
        ("Khánh Hòa", "Cơ hội tham gia", 2019, 1.5),
    ]
    assert len(found) == 9
    layout = recognise(read("papi_2019.csv", CODED.encode()), None, "papi_2019.csv")
    assert [code for code, _ in layout.warnings] == ["year_of_name"]
    said = recognise(read("papi_2019.csv", CODED.encode()), Answers(year=2020), "papi_2019.csv")
    assert (said.constants["year"], [code for code, _ in said.warnings]) == ("2020", ["year_differs"])


@pytest.mark.parametrize(
    ("year", "second", "unknown"),
    [
        (
            2016,
            "Danh sách hộ nghèo",
            ("SC81",),
        ),  # as UNDP's workbook of that year names the column of these scores
        (2017, None, ("SC21", "SC81")),  # nobody says what it was
        (2018, "Tiếp cận thông tin", ()),
    ],
)
def test_a_code_means_what_it_meant_that_year(
    year: int, second: str | None, unknown: tuple[str, ...]
) -> None:
    name = f"papi_{year}.csv"
    assert recognise(read(name, CODED.encode()), None, name).unknown_columns == unknown
    found = [row[0] for row in rows(CODED, name, "component", "score") if row[1] == 0.78]
    assert found == ([second] if second else [])


def test_a_coded_table_of_an_unknown_year_is_asked_about() -> None:
    with pytest.raises(Unrecognised) as refused:
        recognise(read("papi.csv", CODED.encode()), None, "papi.csv")
    assert (refused.value.code, refused.value.layout.dataset) == ("missing_columns", "index_scores")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("year", "places", "components", "total"),
    [(2018, 61, 28, 42.1712), (2020, 63, 29, 39.1406), (2024, 61, 28, 43.8064)],
)
def test_published_coded_tables(shared: Path, year: int, places: int, components: int, total: float) -> None:
    """The sub-criteria of Khánh Hòa add up to its published index."""
    path = shared / "real" / "papi-2011-2024" / f"data_csv_{year}.csv"
    found = rows(path.read_text(), path.name, "place", "component", "score")
    assert round(sum(float(str(row[2])) for row in found if row[0] == "Khánh Hòa"), 4) == total
    assert len({row[1] for row in found}) == components
    assert len({row[0] for row in found}) >= places


PAIRS = """PCI tỉnh Khánh Hòa
Chỉ số thành phần,2021,2021,2022,2022
,{0},{1},{0},{1}
Gia nhập thị trường,{2}
Tiếp cận đất đai,{3}
Tính minh bạch,{4}
PCI,{5}
"""
PAIRED = {
    (2021, "Gia nhập thị trường", 7.12, 11),
    (2021, "Tiếp cận đất đai", 6.5, 44),
    (2021, "Tính minh bạch", 5.25, 62),
    (2021, None, 63.11, 44),
    (2022, "Gia nhập thị trường", 6.93, 31),
    (2022, "Tiếp cận đất đai", 5.76, 8),
    (2022, "Tính minh bạch", 5.4, 3),
    (2022, None, 61.26, 59),
}


def paired(first: str, second: str, is_rank_first: bool) -> str:
    """The table of PAIRED as its text, score before rank or rank before score."""
    lines = []
    for name in ("Gia nhập thị trường", "Tiếp cận đất đai", "Tính minh bạch", None):
        pairs = [row[2:] for row in sorted(PAIRED, key=lambda row: row[0]) if row[1] == name]
        lines.append(",".join(f"{b},{a}" if is_rank_first else f"{a},{b}" for a, b in pairs))
    return PAIRS.format(first, second, *lines)


def in_format(text: str, kind: str) -> bytes:
    """The table as a csv that prints each year twice, as HTML with colspan, as a workbook with merged cells."""
    table = [line.split(",") for line in text.splitlines()]
    if kind == "diem.csv":
        return text.encode()
    if kind == "diem.xls":
        years = "".join(f'<td colspan="2">{year}</td>' for year in table[1][1::2])
        body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in line) + "</tr>" for line in table[2:])
        head = f"<tr><td>{table[0][0]}</td></tr><tr><td>{table[1][0]}</td>{years}</tr>"
        return f'<html><meta charset="utf-8"><table>{head}{body}</table></html>'.encode()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in table:
        sheet.append([float(c) if c.replace(".", "").isdigit() else c or None for c in line])
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("D2:E2")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["diem.csv", "diem.xls", "diem.xlsx"])
@pytest.mark.parametrize(
    ("first", "second", "is_rank_first"),
    [
        ("Điểm", "Hạng", False),
        ("Hạng", "Điểm", True),
        ("Điểm số", "Thứ hạng", False),
        ("Xếp hạng", "Điểm số", True),
    ],
)
def test_score_and_rank_below_each_year(kind: str, first: str, second: str, is_rank_first: bool) -> None:
    found = read(kind, in_format(paired(first, second, is_rank_first), kind))
    layout = recognise(found, None, kind)
    assert layout.unknown_columns == ()
    cleaned = clean(found.sheets[0], layout, date(2024, 5, 31), kind)
    assert cleaned.rejects == []
    got = [tuple(row[c] for c in ("year", "component", "score", "rank")) for row in cleaned.table.to_pylist()]
    assert (len(got), set(got)) == (8, PAIRED)


@pytest.mark.parametrize("kind", ["diem.csv", "diem.xls", "diem.xlsx"])
def test_a_heading_below_a_year_that_nobody_knows_is_listed(kind: str) -> None:
    """Tăng giảm stands where the score might: it is neither read as one nor silent."""
    found = read(kind, in_format(paired("Tăng giảm", "Điểm", True), kind))
    layout = recognise(found, None, kind)
    assert layout.unknown_columns
    assert all("Tăng giảm" in head for head in layout.unknown_columns)
    cleaned = clean(found.sheets[0], layout, date(2024, 5, 31), kind)
    got = {tuple(row[c] for c in ("year", "component", "score")) for row in cleaned.table.to_pylist()}
    assert got == {row[:3] for row in PAIRED}
    assert {row.get("rank") for row in cleaned.table.to_pylist()} == {None}


def test_a_year_printed_twice_without_a_heading_below_is_not_guessed() -> None:
    text = "\n".join(line for line in paired("Điểm", "Hạng", False).splitlines() if "Điểm" not in line)
    with pytest.raises(Refused):
        recognise(read("diem.csv", text.encode()), None, "diem.csv")


def table(*lines: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def scores(content: bytes, *columns: str) -> tuple[tuple[str, ...], set[tuple[object, ...]]]:
    """The headings that nobody knows, and the scores."""
    found = read("a.xlsx", content)
    layout = recognise(found, None, "a.xlsx")
    cleaned = clean(found.sheets[0], layout, date(2024, 5, 31), "a.xlsx")
    assert cleaned.rejects == []
    return layout.unknown_columns, {tuple(row[c] for c in columns) for row in cleaned.table.to_pylist()}


AXES = ("Thủ tục hành chính công", "Cung ứng dịch vụ công", "Quản trị điện tử")


def test_components_beside_the_total_are_read_with_it() -> None:
    """“Tỉnh” and “Tổng điểm” alone would be a table of one score per row; its other columns are scores, too."""
    lines = [
        ("CHỈ SỐ PAPI NĂM 2023",),
        ("STT", "Tỉnh", *AXES, "Tổng điểm", "Hạng"),
        (1, "Phú Yên", 7.1, 7.2, 3.1, 17.4, 2),
    ]
    unknown, found = scores(table(*lines), "year", "place", "component", "score", "rank")
    assert unknown == ()
    assert found == {
        (2023, "Phú Yên", AXES[0], 7.1, None),
        (2023, "Phú Yên", AXES[1], 7.2, None),
        (2023, "Phú Yên", AXES[2], 3.1, None),
        (2023, "Phú Yên", None, 17.4, 2),
    }


FIELDS = "Chỉ đạo, điều hành;Thể chế;TTHC"


@pytest.mark.parametrize(
    ("title", "places", "index"),
    [
        ("CHỈ SỐ CCHC (PAR INDEX) NĂM 2023", ("Khánh Hòa", "Đà Nẵng", "Hà Nội"), "PAR INDEX"),
        ("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023", ("Khánh Hòa", "Đà Nẵng", "Hà Nội"), "PAR INDEX"),
        ("PAR INDEX CỦA CÁC SỞ NĂM 2023", ("Sở Tư pháp", "Sở Y tế", "UBND huyện Vạn Ninh"), "CCHC"),
    ],
)
def test_fields_of_provinces_and_of_agencies_are_of_two_indices(
    title: str, places: tuple[str, ...], index: str
) -> None:
    text = f"{title}\nTT;Đơn vị;{FIELDS};Tổng điểm\n"
    text += "".join(f"{n};{place};8;9;12,5;29,5\n" for n, place in enumerate(places, 1))
    found = rows(text, "a.csv", "index", "place", "score")
    assert [row for row in found if row[2] == 29.5] == [(index, place, 29.5) for place in places]
    assert len(found) == 12


@pytest.mark.parametrize(
    ("title", "index"), [("PAR INDEX TỈNH KHÁNH HÒA", "PAR INDEX"), ("CCHC SỞ TƯ PHÁP", "CCHC")]
)
def test_fields_by_year_are_of_the_index_that_the_title_names(title: str, index: str) -> None:
    text = f"{title}\nTT;Lĩnh vực;2022;2023\n1;Chỉ đạo, điều hành;8;9\n2;Thể chế;7;8\n3;TTHC;9;9\n"
    assert {row[0] for row in rows(text, "a.csv", "index")} == {index}


def test_factors_of_satisfaction() -> None:
    head = (
        "SIPAS NĂM 2023\nTT;Tỉnh;Chỉ số hài lòng chung (%);Tiếp cận dịch vụ;TTHC;Công chức;Kết quả;Xếp hạng\n"
    )
    found = rows(f"{head}1;Khánh Hòa;81,09;80;82;81,5;83;43\n2;Hà Nội;83;84;86;85,5;88;20\n", "a.csv",
                 "component", "score", "rank")  # fmt: skip
    assert found[:5] == [
        (None, 81.09, 43), ("Tiếp cận dịch vụ", 80.0, None), ("Thủ tục hành chính", 82.0, None),
        ("Công chức", 81.5, None), ("Kết quả dịch vụ", 83.0, None),
    ]  # fmt: skip


def test_the_rate_beside_the_points_of_an_index_is_no_name_of_one() -> None:
    head = "CHỈ SỐ CCHC CÁC SỞ NĂM 2023\nTT;Cơ quan;Tổng điểm đạt;Chỉ số (%);Xếp hạng\n"
    found = rows(
        f"{head}1;Sở Tư pháp;84,27;89,17;8\n2;Sở Y tế;81;86;12\n", "a.csv", "index", "place", "score"
    )
    assert found == [("CCHC", "Sở Tư pháp", 84.27), ("CCHC", "Sở Y tế", 81.0)]


@pytest.mark.parametrize("is_above", [True, False])
def test_components_of_several_years_side_by_side(is_above: bool) -> None:
    """The years above their components, or below each component; every score is of its own year."""
    heads = [*AXES, "Tổng điểm"]
    rows = {
        "Khánh Hòa": (7.1, 7.2, 3.1, 17.4, 8.1, 8.2, 4.1, 20.4),
        "Phú Yên": (6.1, 6.2, 2.1, 14.4, 5.1, 5.2, 1.1, 11.4),
    }
    if is_above:
        lines = [("STT", "Tỉnh", "Năm 2022", *[None] * 3, "Năm 2023"), (None, None, *heads, *heads)]
        order = list(range(8))
    else:
        lines = [
            ("STT", "Tỉnh", *(cell for head in heads for cell in (head, None))),
            (None, None, *["2022", "2023"] * 4),
        ]
        order = [0, 4, 1, 5, 2, 6, 3, 7]
    lines += [(n, place, *(rows[place][c] for c in order)) for n, place in enumerate(rows, 1)]
    unknown, found = scores(table(("CHỈ SỐ PAPI",), *lines), "year", "place", "component", "score")
    assert unknown == ()
    assert found == {
        (2022 + c // 4, place, (*AXES, None)[c % 4], values[c])
        for place, values in rows.items()
        for c in range(8)
    }


@pytest.mark.parametrize(
    ("title", "index", "places"),
    [
        ("KẾT QUẢ CHỈ SỐ PCI CÁC TỈNH", "PCI", ("Quảng Ninh", "Khánh Hòa", "Đà Nẵng")),
        ("CHỈ SỐ SIPAS CÁC TỈNH", "SIPAS", ("Quảng Ninh", "Khánh Hòa", "Đà Nẵng")),
        ("CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ", "CCHC", ("Sở Tư pháp", "Sở Nội vụ", "Sở Công Thương")),
    ],
)
def test_places_and_agencies_by_year_with_score_rank_and_rating(
    title: str, index: str, places: tuple[str, ...]
) -> None:
    below = ("Điểm", "Hạng", "Xếp loại")
    values = [
        (89.17, 3, "Tốt", 90.1, 2, "Xuất sắc"),
        (92.5, 1, "Xuất sắc", 91.0, 1, "Xuất sắc"),
        (80.4, 9, "Khá", 85.2, 8, "Tốt"),
    ]
    lines = [(title,), ("STT", "Đơn vị", "2022", None, None, "2023"), (None, None, *below, *below)]
    lines += [(n, place, *row) for n, (place, row) in enumerate(zip(places, values, strict=True), 1)]
    unknown, found = scores(table(*lines), "index", "year", "place", "component", "score", "rank", "rating")
    assert unknown == ()
    assert found == {
        (index, 2022 + part, place, None, *row[3 * part : 3 * part + 3])
        for place, row in zip(places, values, strict=True)
        for part in range(2)
    }


@pytest.mark.parametrize(
    ("title", "heads", "index", "places"),
    [
        (
            "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2023",
            ("Chỉ số CCHC năm 2022", "Chỉ số CCHC năm 2023", "Tăng, giảm", "Xếp hạng 2022", "Xếp hạng 2023"),
            "CCHC",
            ("Sở Tư pháp", "Sở Nội vụ", "Sở Công Thương"),
        ),
        (
            "CHỈ SỐ PCI CÁC TỈNH",
            ("Điểm năm 2022", "Điểm 2023", "Chênh lệch", "Hạng PCI 2022", "Thứ hạng năm 2023"),
            "PCI",
            ("Quảng Ninh", "Khánh Hòa", "Đà Nẵng"),
        ),
    ],
)
def test_a_heading_may_say_its_year_and_what_it_holds(
    title: str, heads: tuple[str, ...], index: str, places: tuple[str, ...]
) -> None:
    """All in one row of headings."""
    values = [(88.0, 90.6, 2.6, 2, 1), (89.0, 87.3, -1.7, 1, 2), (84.0, 85.0, 1.0, 3, 3)]
    lines = [(title,), ("STT", "Đơn vị", *heads)]
    lines += [(n, place, *row) for n, (place, row) in enumerate(zip(places, values, strict=True), 1)]
    unknown, found = scores(table(*lines), "index", "year", "place", "score", "rank")
    assert unknown == (heads[2],)
    assert found == {
        (index, 2022 + later, place, row[later], row[3 + later])
        for place, row in zip(places, values, strict=True)
        for later in range(2)
    }


@pytest.mark.parametrize(
    "title", ["XẾP HẠNG CẢI CÁCH HÀNH CHÍNH CÁC PHÒNG NĂM 2024", "KẾT QUẢ CHỈ SỐ CCHC CÁC PHÒNG NĂM 2024"]
)
def test_a_ranking_of_rooms_is_no_index_of_agencies(title: str) -> None:
    lines = [(title,), ("STT", "Đơn vị", "Điểm", "Xếp hạng")]
    rooms = ("Văn phòng", "Phòng HCTP", "Thanh tra")
    with pytest.raises(Refused, match="unknown_dataset"):
        scores(table(*lines, *((n, room, 90 - n, n) for n, room in enumerate(rooms, 1))), "score")
    agencies = ("Văn phòng UBND tỉnh", "Sở Tư pháp", "Thanh tra tỉnh", "Sở Nội vụ", "Sở Y tế")
    _, found = scores(
        table(*lines, *((n, one, 90 - n, n) for n, one in enumerate(agencies, 1))), "index", "place"
    )
    assert found == {("CCHC", one) for one in agencies}


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("CHỈ SỐ CCHC 2024", 2024),
        ("CHỈ SỐ CCHC, Quyết định số 2023/QĐ-UBND", None),  # the number of a document
        ("CHỈ SỐ CCHC 2023, 2024", None),
    ],
)
def test_the_year_of_criteria_may_stand_in_the_title_alone(title: str, year: int | None) -> None:
    text = f"{title}\nSTT;Tiêu chí;Điểm tối đa;Điểm tự chấm\n1.1;Kế hoạch;2,00 điểm;2đ\n1.2;Báo cáo;1 điểm;0,5 điểm\n"
    if year:
        assert rows(text, "a.csv", "year", "max_points", "self_points") == [(year, 2, 2), (year, 1, 0.5)]
    else:
        with pytest.raises(Unrecognised) as refused:
            rows(text, "a.csv")
        assert refused.value.code == "missing_columns"


@pytest.mark.parametrize(
    "title",
    [
        "KẾT QUẢ ĐÁNH GIÁ, XẾP HẠNG CCHC NĂM 2023",
        "KẾT QUẢ XẾP HẠNG CẢI CÁCH HÀNH CHÍNH 2023",
        "BẢNG XẾP LOẠI CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2023",
    ],
)
def test_a_ranking_of_agencies_is_of_the_index_whatever_its_title_calls_it(title: str) -> None:
    """The column "Chỉ số" holds its score; without the title's words that is no name of what is reported either."""
    lines = (
        (
            "STT",
            "Cơ quan",
            "Kết quả tự chấm",
            "Kết quả thẩm định",
            "Kết quả điều tra XHH",
            "Chỉ số",
            "Xếp hạng",
        ),
        (1, "Sở Nội vụ", 64, 62.5, 28.1, 90.6, 1),
        (2, "Sở Tư pháp", 63, 60.1, 27.2, 87.3, 2),
        (3, "Sở Công Thương", 61, 59, 26, 85, 3),
    )
    _, found = scores(table((title,), *lines), "index", "year", "place", "score", "rank")
    assert found == {("CCHC", 2023, str(row[1]), row[5], row[6]) for row in lines[1:]}
    with pytest.raises(Refused, match="unknown_dataset"):
        scores(table(("KẾT QUẢ NĂM 2023",), *lines), "score")


@pytest.mark.parametrize(
    ("title", "place"),
    [("CHỈ SỐ PCI TỈNH KHÁNH HÒA NĂM 2023", "Khánh Hòa"), ("CHỈ SỐ PCI NĂM 2023", None)],
)
def test_the_place_of_a_plain_table_stands_in_its_title(title: str, place: str | None) -> None:
    """Without it the scores would be of nobody, and on no page."""
    lines = [(title,), ("STT", "Chỉ số thành phần", "Điểm", "Hạng"), (1, "Tính minh bạch", 5.25, 44)]
    _, found = scores(table(*lines, (2, "Chi phí thời gian", 7.43, 3)), "place", "year", "component", "score")
    assert found == {(place, 2023, "Tính minh bạch", 5.25), (place, 2023, "Chi phí thời gian", 7.43)}


RANKED = """KẾT QUẢ CHỈ SỐ PCI TỈNH KHÁNH HÒA
STT;Năm;Chỉ số;Điểm;Xếp hạng{more}
1;2022;PCI;65,2;20/63{first}
2;2023;PCI;66,9; 15 / 63{second}
3;2024;PCI;67,1;14{third}
"""


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_rank_may_say_of_how_many_it_is(name: str) -> None:
    """A column that says how many are ranked comes first."""
    alone = RANKED.format(more="", first="", second="", third="")
    assert rows(alone, name, "year", "rank", "rank_of") == [(2022, 20, 63), (2023, 15, 63), (2024, 14, None)]
    beside = RANKED.format(more=";Trên tổng số", first=";62", second=";", third=";61")
    assert rows(beside, name, "year", "rank", "rank_of") == [(2022, 20, 62), (2023, 15, 63), (2024, 14, 61)]


def test_components_beside_places_with_score_and_rank() -> None:
    """Two provinces side by side; below the second table's places nothing: each cell is a score."""
    named = """SO SÁNH CHỈ SỐ PCI NĂM 2023 CỦA MỘT SỐ TỈNH
;Chỉ số thành phần;Khánh Hòa;;Lâm Đồng;
;;Điểm;Hạng;Điểm;Hạng
1;Gia nhập thị trường;6,1;10;5,1;20
2;Tiếp cận đất đai;6,2;11;5,2;21
3;Tính minh bạch;6,3;12;5,3;22
;PCI;66,5;13;55,5;23
"""
    expected = [
        (component, 2023, place, score + first, rank + second)
        for place, first, second in (("Khánh Hòa", 0, 0), ("Lâm Đồng", -1, 10))
        for component, score, rank in (
            ("Gia nhập thị trường", 6.1, 10), ("Tiếp cận đất đai", 6.2, 11), ("Tính minh bạch", 6.3, 12),
        )
    ] + [(None, 2023, "Khánh Hòa", 66.5, 13), (None, 2023, "Lâm Đồng", 55.5, 23)]  # fmt: skip
    found = rows(named, "pci.xlsx", "component", "year", "place", "score", "rank")
    assert sorted(found, key=str) == [
        (*row[:3], pytest.approx(row[3]), row[4]) for row in sorted(expected, key=str)
    ]
    plain = named.replace(";;Điểm;Hạng;Điểm;Hạng\n", "").replace("Khánh Hòa;;", "Khánh Hòa;Hà Nội;")
    places = {row[0] for row in rows(plain.replace("Lâm Đồng;\n", "Lâm Đồng;Huế\n"), "pci.xlsx", "place")}
    assert places == {"Khánh Hòa", "Hà Nội", "Lâm Đồng", "Thừa Thiên Huế"}


def test_points_that_agencies_gave_are_not_theirs() -> None:
    """Each judged its own criteria: which column is ours is asked, never taken for a table without points."""
    text = (
        "KẾT QUẢ CHỈ SỐ CCHC NĂM 2024\nMã;Tiêu chí;Điểm tối đa;Sở Nội vụ;Sở Tư pháp;Sở Tài chính\n"
        "1.1;Kế hoạch;4;3;;\n1.2;Báo cáo;6;5;;\n2.1;Văn bản;8;;7;\n3.1;Giải ngân;2;;;1\n;Tổng điểm;20;8;7;1\n"
    )
    with pytest.raises(Unrecognised, match=r"“Sở Nội vụ”, E “Sở Tư pháp”, F “Sở Tài chính”") as refused:
        recognise(read("a.csv", text.encode()), None, "a.csv")
    assert (refused.value.code, [*refused.value.layout.clashes]) == (
        "duplicate_columns",
        ["appraised_points"],
    )


PAPI = """KẾT QUẢ CHỈ SỐ PAPI CỦA TỈNH KHÁNH HÒA
TT;Nội dung;2022;2023
1;Tham gia của người dân cấp cơ sở;4,8;5,0
1.1;Tri thức công dân;1,1;1,2
2;Công khai, minh bạch trong ra quyết định;5,1;5,2
3;Cung ứng DVC;7,7;7,8
4;Nội dung lạ;4,2;4,3
;Trung bình cả nước;41,0;42,0
;Tổng điểm;42,2;43,1
"""
INDICES = """KẾT QUẢ CÁC CHỈ SỐ
Chỉ số;2021;2022;2023
PAR INDEX;86,5;87,1;88,0
SIPAS;84,2;83,9;85,0
DTI;0,5;0,6;0,68
Chỉ số sẵn sàng ứng dụng CNTT;0,4;0,5;0,6
Tăng, giảm;;0,6;0,9
"""


def test_no_component_is_left_out_unsaid() -> None:
    """Its name may lack a word; a row with numbers of what nobody knows is named."""
    found = read("a.csv", PAPI.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 5, 31), "a.csv")
    scores = {row["component"]: row["score"] for row in cleaned.table.to_pylist() if row["year"] == 2023}
    assert scores == {
        "Tham gia của người dân ở cấp cơ sở": 5.0,
        "Công khai, minh bạch trong việc ra quyết định ở địa phương": 5.2,
        "Cung ứng dịch vụ công": 7.8,
        None: 43.1,
    }
    assert [text for code, text in cleaned.warnings if code == "unread_rows"] == [
        "2 dòng không đọc vì không biết là thành phần nào của PAPI: dòng 4 “Tri thức công dân”, dòng 7 “Nội dung lạ”."
    ]


def test_years_with_a_word_beside_are_years_and_plans_are_named() -> None:
    text = "KẾT QUẢ\nNăm;PAR INDEX;PCI\n2022*;87,1;64,2\n2023 (sơ bộ);88;66,9\nKế hoạch 2024;89;68\nBình quân;88;66\n"
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 5, 31), "a.csv")
    scores = {(row["index"], row["year"]): row["score"] for row in cleaned.table.to_pylist()}
    assert scores == {
        ("PAR INDEX", 2022): 87.1, ("PAR INDEX", 2023): 88.0, ("PCI", 2022): 64.2, ("PCI", 2023): 66.9,
    }  # fmt: skip
    assert [text for code, text in cleaned.warnings if code == "unread_rows"] == [
        "1 dòng không đọc vì không biết là năm nào: dòng 5 “Kế hoạch 2024”."
    ]


def test_an_index_of_another_name_stands_under_its_own() -> None:
    found = read("a.csv", INDICES.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 5, 31), "a.csv")
    scores = {row["index"]: row["score"] for row in cleaned.table.to_pylist() if row["year"] == 2023}
    assert scores == {"PAR INDEX": 88.0, "SIPAS": 85.0, "DTI": 0.68, "Chỉ số sẵn sàng ứng dụng CNTT": 0.6}
    assert [text for code, text in cleaned.warnings if code == "unread_rows"] == [
        "1 dòng không đọc vì không biết là chỉ số nào: dòng 7 “Tăng, giảm”."
    ]


@pytest.mark.parametrize("number", ["", "3"])
@pytest.mark.parametrize("name", ["Tổng điểm", "TỔNG CỘNG", "Tổng số điểm", "Cộng:"])
def test_the_total_of_a_month_behind_it_is_no_component(number: str, name: str) -> None:
    """It was counted once more: the index of the month was twice as high."""
    head = "BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP NĂM 2024\nSTT;Tháng;Nhóm chỉ số;Điểm tối đa;Điểm đạt\n"
    lines = f"1;02/2024;Công khai, minh bạch;18;15\n2;02/2024;Tiến độ giải quyết;20;19\n{number};02/2024;{name};38;34\n"
    assert rows(head + lines, "a.csv", "component", "score") == [
        ("Công khai, minh bạch", 15), ("Tiến độ giải quyết", 19)
    ]  # fmt: skip


def test_a_line_may_be_of_a_quarter_or_half() -> None:
    head = "SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH\nSTT;Chỉ tiêu;Kỳ báo cáo;Kết quả\n"
    lines = "1;Sáng kiến;Quý III/2024;3\n2;Sáng kiến;6 tháng đầu năm 2024;2\n3;Sáng kiến;10/2024;4\n"
    assert rows(head + lines, "a.csv", "date", "value") == [
        (date(2024, 9, 30), 3), (date(2024, 6, 30), 2), (date(2024, 10, 31), 4)
    ]  # fmt: skip


def test_one_month_alone_may_head_a_column() -> None:
    text = (
        "SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH NĂM 2024\nSTT;Chỉ tiêu;{}\n1;Sáng kiến;3\n2;Ký số văn bản;98%\n"
    )
    for heading in ("Tháng 10", "T10/2024"):
        assert rows(text.format(heading), "a.csv", "indicator", "date", "value") == [
            ("Sáng kiến", date(2024, 10, 31), 3), ("Ký số văn bản", date(2024, 10, 31), 0.98)
        ]  # fmt: skip


def test_a_column_of_percent_signs_is_of_measures_and_no_unit() -> None:
    """“Đơn vị” is the heading of both."""
    head = "TỔNG HỢP CHỈ TIÊU NĂM 2024\nSTT;Chỉ tiêu;Đơn vị;Tháng 1;Tháng 2\n"
    text = f"{head}1;Tỷ lệ văn bản ký số;%;98;99\n2;Sáng kiến;cái;1;2\n"
    assert rows(text, "a.csv", "indicator", "date", "value", "unit_text") == [
        ("Tỷ lệ văn bản ký số", date(2024, 1, 31), 0.98, None),
        ("Tỷ lệ văn bản ký số", date(2024, 2, 29), 0.99, None),
        ("Sáng kiến", date(2024, 1, 31), 1, None),
        ("Sáng kiến", date(2024, 2, 29), 2, None),
    ]
    head = "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THÁNG 10/2024\nSTT;Chỉ tiêu;Đơn vị;Kế hoạch;Thực hiện\n"
    plain = f"{head}1;Tỷ lệ giải ngân;%;60;45,5\n"
    assert rows(plain, "a.csv", "indicator", "value", "unit_text") == [("Tỷ lệ giải ngân", 0.455, None)]
    of_units = "SỐ LIỆU BÁO CÁO\nChỉ tiêu;Đơn vị;Tháng;Giá trị\nTỷ lệ giải ngân;Văn phòng;10/2024;45%\n"
    assert rows(of_units, "a.csv", "unit_text", "value") == [("Văn phòng", 0.45)]


@pytest.mark.parametrize(
    ("title", "heads", "indicator"),
    [
        ("THỐNG KÊ VĂN BẢN KÝ SỐ", "Tổng số văn bản đi;Số văn bản ký số", "Tỷ lệ văn bản ký số"),
        ("KHẢO SÁT SỰ HÀI LÒNG CỦA NGƯỜI DÂN", "Số phiếu khảo sát;Số phiếu hài lòng", "Mức độ hài lòng"),
        (
            "LẬP HỒ SƠ CÔNG VIỆC TRÊN MÔI TRƯỜNG MẠNG",
            "Tổng số hồ sơ công việc;Hồ sơ lập trên môi trường mạng",
            "Tỷ lệ hồ sơ công việc điện tử",
        ),
    ],
)
def test_what_is_reported_of_each_unit_may_be_named_by_the_title_alone(
    title: str, heads: str, indicator: str
) -> None:
    text = f"{title} THÁNG 10 NĂM 2024\nSTT;Đơn vị;{heads};Tỷ lệ (%)\n1;Văn phòng;100;99;99\n;Tổng cộng;100;99;99\n"
    found = rows(text, "a.csv", "indicator", "date", "unit_text", "numerator", "denominator", "value")
    assert found == [(indicator, date(2024, 10, 31), "Văn phòng", 99, 100, 0.99)]
