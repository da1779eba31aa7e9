"""Tables of units with a column of points for each criterion, as offices rank their rooms (lines made by hand)."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers, Layout, Unrecognised
from chiso.intake.recognise.recognising import recognise
from tests.worlds import upload_files as made

Line = Sequence[object]


def understood(lines: Sequence[Line], *merged: str, answers: Answers | None = None) -> tuple[Layout, Cleaned]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append([*line])
    for area in merged:
        sheet.merge_cells(area)
    content = BytesIO()
    book.save(content)
    return _read("a.xlsx", content.getvalue(), answers)


def _read(name: str, content: bytes, answers: Answers | None = None) -> tuple[Layout, Cleaned]:
    found = read(name, content)
    layout = recognise(found, answers, name)
    return layout, clean(found.sheets[0], layout, date(2024, 12, 31), name)


def told(cleaned: Cleaned, *columns: str) -> list[tuple[object, ...]]:
    assert cleaned.rejects == []
    return [tuple(row[column] for column in columns) for row in cleaned.table.to_pylist()]


RANKED = """SỞ TƯ PHÁP
BẢNG TỔNG HỢP ĐIỂM CCHC CÁC PHÒNG, ĐƠN VỊ NĂM 2024

STT;Tên đơn vị;Chỉ đạo điều hành (20);Cải cách thể chế (7,5);Cải cách TTHC (tối đa 20 điểm);Tổng điểm;Xếp hạng
1;Văn phòng Sở;18,5;6;19;43,5;1
2;Thanh tra Sở;17;0;-;17;2
;Trung bình;17,75;3;19;30,25;
"""
POINTS = "unit_text", "criterion", "name", "max_points", "appraised_points", "row_no"


@pytest.mark.parametrize("name", ["diem.xlsx", "diem.csv"])
def test_points_of_units_with_a_column_per_field(name: str) -> None:
    """What there is to win of all is the sum of what the headings say; "-" is no points, the mean no unit."""
    content = RANKED.encode()
    layout, cleaned = _read(name, made.workbook({"Điểm": content}) if name.endswith(".xlsx") else content)
    assert (layout.dataset, layout.year, layout.unknown_columns) == ("unit_scores", 2024, ("Xếp hạng",))
    assert [code for code, _ in layout.warnings] == ["kind_of_points", "most_of_all"]
    assert "47,5 điểm" in layout.warnings[1][1]
    assert told(cleaned, *POINTS) == [
        ("Văn phòng Sở", "I", "Chỉ đạo điều hành", 20.0, 18.5, 5),
        ("Văn phòng Sở", "II", "Cải cách thể chế", 7.5, 6.0, 5),
        ("Văn phòng Sở", "III", "Cải cách TTHC", 20.0, 19.0, 5),
        ("Văn phòng Sở", None, None, 47.5, 43.5, 5),
        ("Thanh tra Sở", "I", "Chỉ đạo điều hành", 20.0, 17.0, 6),
        ("Thanh tra Sở", "II", "Cải cách thể chế", 7.5, 0.0, 6),
        ("Thanh tra Sở", None, None, 47.5, 17.0, 6),
    ]


@pytest.mark.parametrize("maxima", [(None, "Điểm tối đa"), ("Thang điểm", None), (None, None)])
def test_a_row_says_how_much_there_is_to_win(maxima: Line) -> None:
    """Own and appraised points below the name of each field."""
    layout, cleaned = understood(
        [
            ["KẾT QUẢ CHẤM ĐIỂM CÁC ĐƠN VỊ NĂM 2024"],
            ["TT", "Tên đơn vị", "Hội nghị", None, "Sáng kiến", None, "Tổng điểm", None],
            [None, None, "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định"],
            [*maxima, 20, 20, 10, 10, 30, 30],
            [1, "Trung tâm A", 18, 17.5, 9, 8, 27, 25.5],
            [2, "Phòng Công chứng số 1", 19, 18, 9, None, 28, None],
        ],
        "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2",
    )  # fmt: skip
    assert (layout.warnings, layout.unknown_columns) == ((), ())
    assert told(cleaned, "unit_text", "criterion", "max_points", "self_points", "appraised_points") == [
        ("Trung tâm A", "I", 20.0, 18.0, 17.5),
        ("Trung tâm A", "II", 10.0, 9.0, 8.0),
        ("Trung tâm A", None, 30.0, 27.0, 25.5),
        ("Phòng Công chứng số 1", "I", 20.0, 19.0, 18.0),
        ("Phòng Công chứng số 1", "II", 10.0, 9.0, None),
        ("Phòng Công chứng số 1", None, 30.0, 28.0, None),
    ]


def test_rooms_by_short_names_in_groups_below_a_row_of_numbers() -> None:
    """Under "Phòng" all are rooms; the heading above all fields is none of them; who signs is no row."""
    layout, cleaned = understood(
        [
            ["BẢNG TỔNG HỢP KẾT QUẢ THẨM ĐỊNH, XẾP HẠNG CCHC CÁC PHÒNG NĂM 2024"],
            ["TT", "Phòng", "Điểm các lĩnh vực", None, None, "Tổng điểm (50)", "Ghi chú"],
            [None, None, "Chỉ đạo (20 điểm)", "Thể chế (10 điểm)", "Hiện đại hóa (20đ)"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(3)+(4)+(5)", "(7)"],
            ["I", "Khối tham mưu"],
            [1, "Bổ trợ tư pháp", 18, 9, 19.5, 46.5, None],
            ["II", "Khối khác"],
            [2, "Văn phòng", 17, 9, "-", 26, "tốt"],
            [],
            [None, None, None, None, "GIÁM ĐỐC"],
        ],
        "A2:A3", "B2:B3", "C2:E2", "F2:F3", "G2:G3",
    )  # fmt: skip
    assert (layout.unknown_columns, layout.warnings) == (("Ghi chú",), ())
    assert told(cleaned, *POINTS) == [
        ("Bổ trợ tư pháp", "I", "Chỉ đạo", 20.0, 18.0, 6),
        ("Bổ trợ tư pháp", "II", "Thể chế", 10.0, 9.0, 6),
        ("Bổ trợ tư pháp", "III", "Hiện đại hóa", 20.0, 19.5, 6),
        ("Bổ trợ tư pháp", None, None, 50.0, 46.5, 6),
        ("Văn phòng", "I", "Chỉ đạo", 20.0, 17.0, 8),
        ("Văn phòng", "II", "Thể chế", 10.0, 9.0, 8),
        ("Văn phòng", None, None, 50.0, 26.0, 8),
    ]


def test_criteria_below_their_fields_with_printed_codes() -> None:
    _, cleaned = understood(
        [
            ["CHẤM ĐIỂM CÁC PHÒNG NĂM 2024"],
            ["TT", "Đơn vị", "I. Chỉ đạo điều hành", None, None, "II. Thể chế", None, "Tổng"],
            [None, None, "1. Kế hoạch (5)", "2. Báo cáo (2,5)", "Cộng (7,5)", "II.1. Rà soát (4)", "2 (3,5)", "(15)"],
            [1, "Phòng A", 5, 2.5, 7.5, 4, 3, 14.5],
            [2, "Trung tâm B", 4, 2, 6, 3, 3, 12],
        ],
        "A2:A3", "B2:B3", "C2:E2", "F2:G2",
    )  # fmt: skip
    assert told(cleaned, "criterion", "name", "max_points", "appraised_points")[:6] == [
        ("I.1", "Kế hoạch", 5.0, 5.0),
        ("I.2", "Báo cáo", 2.5, 2.5),
        ("I", "Chỉ đạo điều hành", 7.5, 7.5),
        ("II.1", "Rà soát", 4.0, 4.0),
        ("II.2", "2", 3.5, 3.0),
        (None, None, 15.0, 14.5),
    ]


def test_what_there_is_to_win_stands_in_a_column_beside_the_points() -> None:
    layout, cleaned = understood(
        [
            ["BẢNG TỰ CHẤM ĐIỂM CÁC PHÒNG NĂM 2024"],
            ["TT", "Phòng, đơn vị", "Thể chế", None, "Hiện đại hóa", None],
            [None, None, "Điểm tối đa", "Điểm chấm", "Điểm tối đa", "Điểm chấm"],
            [1, "Phòng A", 10, 8, 20, 18],
            [2, "Trung tâm B", 10, 9, 15, 12],
        ],
        "A2:A3", "B2:B3", "C2:D2", "E2:F2",
    )  # fmt: skip
    assert layout.warnings == ()
    assert told(cleaned, "unit_text", "criterion", "max_points", "self_points") == [
        ("Phòng A", "I", 10.0, 8.0),
        ("Phòng A", "II", 20.0, 18.0),
        ("Trung tâm B", "I", 10.0, 9.0),
        ("Trung tâm B", "II", 15.0, 12.0),
    ]


def test_where_only_the_whole_says_how_much_there_is_to_win_the_whole_is_read() -> None:
    layout, cleaned = understood(
        [
            ["ĐIỂM ĐÁNH GIÁ CCHC NĂM 2024"],
            ["STT", "Phòng/Đơn vị", "Điểm tối đa", "Tiêu chí 1", "Tiêu chí 2", "Tổng"],
            [1, "Văn phòng", 100, 30, 60, 90],
            [2, "Thanh tra", 100, 30, 52, 82],
        ]
    )
    assert layout.unknown_columns == ("Tiêu chí 1", "Tiêu chí 2")
    assert told(cleaned, "unit_text", "criterion", "max_points", "appraised_points") == [
        ("Văn phòng", None, 100.0, 90.0),
        ("Thanh tra", None, 100.0, 82.0),
    ]


def test_one_line_of_points_a_row_stays_one() -> None:
    """With the criterion that each is of, and what is said of it."""
    head = ["STT", "Đơn vị", "Mã tiêu chí", "Tên tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định"]
    layout, cleaned = understood(
        [
            ["BẢNG CHẤM ĐIỂM CCHC CÁC PHÒNG NĂM 2024"],
            [*head, "Ghi chú"],
            [1, "Văn phòng", "I.1", "Kế hoạch", 5, 5, 4.5, "chậm"],
            [2, "Văn phòng", "I.2", "Báo cáo", 5, 4, 4, None],
            [3, "Thanh tra", "I.1", "Kế hoạch", 5, 5, 5, None],
        ]
    )
    assert layout.wide is None
    assert told(cleaned, "unit_text", "criterion", "self_points", "note") == [
        ("Văn phòng", "I.1", 5.0, "chậm"),
        ("Văn phòng", "I.2", 4.0, None),
        ("Thanh tra", "I.1", 5.0, None),
    ]


@pytest.mark.parametrize(
    ("title", "places", "read"),
    [
        (
            "ĐIỂM CCHC CÁC PHÒNG NĂM 2024",
            ("Văn phòng", "Thanh tra", "Phòng NV 1"),
            ("unit_scores", "appraised_points"),
        ),
        ("CHỈ SỐ CCHC CÁC SỞ NĂM 2024", ("Sở Tư pháp", "Sở Y tế", "Ban Dân tộc"), ("index_scores", "score")),
        (
            "CHỈ SỐ CCHC NĂM 2024",
            ("Văn phòng UBND tỉnh", "Thanh tra tỉnh", "Sở Nội vụ"),
            ("index_scores", "score"),
        ),
    ],
)
def test_points_reached_are_of_rooms_or_of_agencies(title: str, places: Line, read: tuple[str, str]) -> None:
    """One heading, "Điểm đạt": nothing of a room's was read, and what agencies can win went in as that of rooms."""
    lines = [[row, place, 100, 90 - row, row] for row, place in enumerate(places, 1)]
    layout, cleaned = understood([[title], ["STT", "Đơn vị", "Điểm tối đa", "Điểm đạt", "Xếp hạng"], *lines])
    assert (layout.dataset, told(cleaned, read[1])) == (read[0], [(89.0,), (88.0,), (87.0,)])


@pytest.mark.parametrize(
    "heads", [("Cải cách TTHC", "Tổng điểm"), ("Thể chế", "Công vụ", "TTHC", "Tổng điểm")]
)
def test_rooms_that_are_called_as_agencies_are_none_of_the_index(heads: Line) -> None:
    """ "Văn phòng", "Thanh tra" of the agency itself."""
    rooms = ("Văn phòng Sở", "Thanh tra Sở", "Phòng Nghiệp vụ 1")
    lines = [[row, room, *range(1, len(heads) + 1)] for row, room in enumerate(rooms, 1)]
    with pytest.raises(Refused):
        understood([["KẾT QUẢ CHỈ SỐ CCHC NĂM 2024"], ["STT", "Đơn vị", *heads], *lines])


def test_a_total_below_numbers_makes_them_no_codes_of_criteria() -> None:
    """What a province reached in each field went in as criteria 1 to 4 of the agency."""
    fields = ("Cải cách thể chế", "Cải cách TTHC", "Tổ chức bộ máy", "Tài chính công")
    lines = [[row, field, 10, 9, "90%"] for row, field in enumerate(fields, 1)]
    layout, cleaned = understood(
        [
            ["CHỈ SỐ PAR INDEX TỈNH KHÁNH HÒA NĂM 2023"],
            ["STT", "Lĩnh vực", "Điểm chuẩn", "Điểm đạt", "Tỷ lệ %"],
            *lines,
            ["Tổng", None, 40, 36, "90%"],
        ]
    )
    assert layout.dataset == "index_scores"
    assert told(cleaned, "index", "place", "score") == [("PAR INDEX", "Khánh Hòa", 9.0)] * 4


def test_own_and_appraised_points_of_the_whole_with_the_maximum_in_the_headings() -> None:
    title, units = ["XẾP HẠNG CCHC CÁC PHÒNG NĂM 2024"], [[1, "Văn phòng", 90, 88.5], [2, "Phòng A", 92, 91]]
    with pytest.raises(Unrecognised) as refused:
        understood([title, ["TT", "Đơn vị", "Tự chấm", "Thẩm định"], *units])
    assert "Điểm tối đa (max_points)" in str(refused.value)
    _, cleaned = understood([title, ["TT", "Đơn vị", "Tự chấm (100)", "Thẩm định (100)"], *units])
    assert told(cleaned, "unit_text", "criterion", "max_points", "self_points", "appraised_points") == [
        ("Văn phòng", None, 100.0, 90.0, 88.5),
        ("Phòng A", None, 100.0, 92.0, 91.0),
    ]


FIELDS = ["STT", "Tên đơn vị", "Chỉ đạo, điều hành", "Thể chế", "TTHC", "Tổng điểm"]
PLAIN = [[1, "Văn phòng", 18.5, 9, 19, 46.5], [2, "Thanh tra", 17, 8.5, 18, 43.5]]


def test_how_much_there_is_to_win_is_asked_for() -> None:
    """Not read as scores of agencies beside one another either, as "Văn phòng" and "Thanh tra" may be."""
    with pytest.raises(Unrecognised) as refused:
        understood([["BẢNG XẾP HẠNG CCHC CÁC PHÒNG NĂM 2024"], FIELDS, *PLAIN])
    assert (refused.value.code, refused.value.layout.dataset) == ("missing_columns", "unit_scores")
    assert "“Cải cách thể chế (10)”" in str(refused.value)


def test_numbers_of_columns_are_not_what_there_is_to_win() -> None:
    heads = [f"{name} ({number})" for number, name in enumerate(FIELDS, 1)]
    heads[-1] += "=(3)+(4)+(5)"
    with pytest.raises(Unrecognised) as refused:
        understood([["BẢNG XẾP HẠNG CCHC CÁC PHÒNG NĂM 2024"], heads, *PLAIN])
    assert "Điểm tối đa (max_points)" in str(refused.value)


def test_the_year_is_asked_for_and_may_be_said() -> None:
    lines = [
        ["ĐIỂM CCHC CÁC PHÒNG"],
        ["TT", "Phòng", "Hội nghị (5)", "Báo cáo (5)"],
        [1, "A", 4, 5],
        [2, "B", 3, 2],
    ]
    with pytest.raises(Unrecognised) as refused:
        understood(lines)
    assert "Năm (year)" in str(refused.value)
    layout, cleaned = understood(lines, answers=Answers(year=2023))
    assert layout.dataset == "unit_scores"
    assert told(cleaned, "year", "unit_text", "criterion", "appraised_points")[0] == (2023, "A", "I", 4.0)


@pytest.mark.parametrize(
    ("title", "units", "dataset"),
    [
        (
            "BẢNG ĐIỂM CCHC CÁC SỞ, BAN, NGÀNH NĂM 2024",
            ("Văn phòng UBND tỉnh", "Thanh tra tỉnh"),
            "index_scores",
        ),
        ("ĐIỂM CCHC NĂM 2024", ("Sở Tư pháp", "Sở Y tế"), "index_scores"),
    ],
)
def test_agencies_of_a_province_are_none_of_its_units(title: str, units: Line, dataset: str) -> None:
    lines = [[row[0], unit, *row[2:]] for row, unit in zip(PLAIN, units, strict=True)]
    layout, _ = understood([[title], FIELDS, [3, "Sở Công Thương", 12, 9, 10, 31], *lines])
    assert layout.dataset == dataset


@pytest.mark.parametrize(
    "title",
    [
        "HỒ SƠ CÁC PHÒNG, CCHC NĂM 2024",
        "CHẤM ĐIỂM THI ĐUA CÁC PHÒNG NĂM 2024",
        "THỐNG KÊ HỒ SƠ CÁC PHÒNG NĂM 2024",
        "BỘ CHỈ SỐ PHỤC VỤ: CHẤM ĐIỂM NĂM 2024",
        "CHẤM ĐIỂM SIPAS NĂM 2024",
    ],
)
def test_other_numbers_of_units_are_no_points_of_the_index(title: str) -> None:
    lines = [
        [title],
        ["STT", "Đơn vị", "Công khai (18)", "Tiến độ (20)"],
        [1, "Văn phòng", 18, 9],
        [2, "Thanh tra", 1, 8],
    ]
    with pytest.raises(Exception, match=r"Không nhận ra loại dữ liệu|được hiểu là|đã cộng sẵn") as refused:
        understood(lines)
    assert "Điểm CCHC của đơn vị cấp dưới" not in str(refused.value)


def test_an_unreadable_cell_is_found_by_the_heading_above_it() -> None:
    _, cleaned = _read("a.csv", RANKED.replace("43,5", "bốn").encode())
    assert cleaned.warnings == [
        ("unreadable_value", "Cột “Tổng điểm”: 1 ô không đọc được (“bốn”) nên để trống (dòng 5).")
    ]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        (["BẢNG CHẤM ĐIỂM CCHC CỦA PHÒNG NGHIỆP VỤ 1 NĂM 2024"], "PHÒNG NGHIỆP VỤ 1"),
        (["SỞ TƯ PHÁP", "PHÒNG NGHIỆP VỤ 1", "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"], "PHÒNG NGHIỆP VỤ 1"),
        (["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "Đơn vị: Văn phòng"], "Văn phòng"),
        (["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "Đơn vị: Thanh tra Sở"], "Thanh tra Sở"),
        (["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "Đơn vị: Văn phòng UBND tỉnh"], None),
        (["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "Đơn vị: Thanh tra tỉnh"], None),
        (["SỞ TƯ PHÁP", "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "Đơn vị: Sở Tư pháp"], None),
        (["SỞ TƯ PHÁP", "VĂN PHÒNG", "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024"], None),
        (
            [
                "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024",
                "Chấm điểm theo hướng dẫn của Phòng Cải cách hành chính",
            ],
            None,
        ),
        (["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "(Kèm theo Công văn số 12/STP-VP của Sở Tư pháp)"], None),
    ],
)
def test_criteria_below_a_title_that_names_a_room_are_that_rooms(above: list[str], unit: str | None) -> None:
    """As the agency's own they would take the place of all of its criteria of the year."""
    table = [
        ["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm"],
        ["1.1", "Kế hoạch", 10, 9],
        ["1.2", "Báo cáo", 10, 10],
    ]
    layout, cleaned = understood([*([line] for line in above), *table])
    assert layout.dataset == ("unit_scores" if unit else "criteria")
    if unit:
        assert told(cleaned, "unit_text", "criterion", "self_points") == [
            (unit, "1.1", 9.0),
            (unit, "1.2", 10.0),
        ]


@pytest.mark.parametrize(
    "headings",
    [
        (["Trung tâm Trợ giúp pháp lý"], ["Phòng Công chứng số 1"]),
        ([None, "Trung tâm Trợ giúp pháp lý"], [None, "Phòng Công chứng số 1"]),
        (["A. Trung tâm Trợ giúp pháp lý"], ["B. Phòng Công chứng số 1"]),
        (["A", "Trung tâm Trợ giúp pháp lý"], ["B", "Phòng Công chứng số 1"]),
        (["Đơn vị: Trung tâm Trợ giúp pháp lý"], ["Đơn vị: Phòng Công chứng số 1"]),
    ],
)
def test_criteria_below_the_name_of_each_unit_are_that_units(headings: tuple[Line, Line]) -> None:
    """As the agency's own they stood there twice, and half of the lines were rejected."""
    first, second = headings
    _, cleaned = understood(
        [
            ["KẾT QUẢ CHẤM ĐIỂM CCHC CÁC ĐƠN VỊ TRỰC THUỘC NĂM 2024"],
            ["STT", "Tên tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định"],
            first,
            ["I", "Công tác chỉ đạo", 2, 2, 1.5],
            [1, "Ban hành kế hoạch", 2, 2, 1.5],
            ["II", "Cải cách thể chế", 3, 2.5, 2.5],
            [1, "Rà soát văn bản", 3, 2.5, 2.5],
            second,
            ["I", "Công tác chỉ đạo", 2, 2, 2],
            [1, "Ban hành kế hoạch", 2, 2, 2],
            ["II", "Cải cách thể chế", 3, 3, 3],
            [1, "Rà soát văn bản", 3, 3, 3],
        ]
    )
    one, other = "Trung tâm Trợ giúp pháp lý", "Phòng Công chứng số 1"
    assert told(cleaned, "unit_text", "criterion", "max_points", "self_points", "appraised_points") == [
        (one, "I", 2.0, 2.0, 1.5),
        (one, "I.1", 2.0, 2.0, 1.5),
        (one, "II", 3.0, 2.5, 2.5),
        (one, "II.1", 3.0, 2.5, 2.5),
        (other, "I", 2.0, 2.0, 2.0),
        (other, "I.1", 2.0, 2.0, 2.0),
        (other, "II", 3.0, 3.0, 3.0),
        (other, "II.1", 3.0, 3.0, 3.0),
    ]


@pytest.mark.parametrize(("first", "second"), [("A. ", "B. "), ("I. ", "II. "), ("1. ", "2. "), ("", "")])
def test_what_numbers_the_units_numbers_none_of_their_criteria(first: str, second: str) -> None:
    _, cleaned = understood(
        [
            ["KẾT QUẢ CHẤM ĐIỂM CCHC CÁC ĐƠN VỊ TRỰC THUỘC NĂM 2024"],
            ["STT", "Tên tiêu chí", "Điểm tối đa", "Điểm tự chấm"],
            [f"{first}Trung tâm Trợ giúp pháp lý"],
            [1, "Ban hành kế hoạch", 2, 1.5],
            [2, "Báo cáo định kỳ", 3, 2.5],
            [f"{second}Phòng Công chứng số 1"],
            [1, "Ban hành kế hoạch", 2, 2],
            [2, "Báo cáo định kỳ", 3, 3],
        ]
    )
    one, other = "Trung tâm Trợ giúp pháp lý", "Phòng Công chứng số 1"
    assert told(cleaned, "unit_text", "criterion", "self_points") == [
        (one, "1", 1.5),
        (one, "2", 2.5),
        (other, "1", 2.0),
        (other, "2", 3.0),
    ]


def test_criteria_below_the_units_that_answer_for_them_are_the_agencys() -> None:
    layout, cleaned = understood(
        [
            ["BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024"],
            ["Mã tiêu chí", "Tên tiêu chí", "Điểm tối đa", "Điểm tự chấm"],
            ["Văn phòng"],
            ["I.1", "Ban hành kế hoạch cải cách hành chính", 2, 2],
            ["I.2", "Báo cáo cải cách hành chính định kỳ", 3, 2.5],
            ["Thanh tra Sở"],
            ["I.3", "Kiểm tra cải cách hành chính", 4, 4],
        ]
    )
    assert layout.dataset == "criteria"
    assert told(cleaned, "code", "self_points") == [("I.1", 2.0), ("I.2", 2.5), ("I.3", 4.0)]


def test_the_rest_of_a_units_name_for_which_the_sheets_has_no_room_stands_on_the_sheet() -> None:
    whole = "Trung tâm Trợ giúp pháp lý nhà nước tỉnh"
    content = made.workbook(
        {
            whole[:31]: f"""BẢNG TỰ CHẤM ĐIỂM CCHC NĂM 2024
Đơn vị: {whole}

STT;Tiêu chí;Điểm tối đa;Điểm tự chấm
1.1;Kế hoạch;10;9
1.2;Báo cáo;10;10
""".encode()
        }
    )
    _, cleaned = _read("a.xlsx", content)
    assert told(cleaned, "unit_text", "criterion") == [(whole, "1.1"), (whole, "1.2")]


NUMBERS = tuple(f"({number})" for number in range(1, 8))


def of_kinds(title: str, below: tuple[str, str], last: Line) -> list[Line]:
    """A table whose columns of points stand below the kinds of them."""
    return [
        [title],
        ["Mã tiêu chí", "Tên tiêu chí", "Điểm tối đa", "Tự chấm", None, "Thẩm định"],
        [None, None, None, *below, *below],
        *([last] if last else []),
        ["I.1", "Kế hoạch cải cách hành chính", 2, 1.5, 2, 1, 1.75],
    ]


MERGED = "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"


@pytest.mark.parametrize("last", [(), NUMBERS])
@pytest.mark.parametrize(
    ("title", "below", "column", "read"),
    [
        (
            "KẾT QUẢ CHẤM ĐIỂM CCHC CÁC ĐƠN VỊ TRỰC THUỘC NĂM 2024",
            ("Trung tâm A", "Trung tâm B"),
            "unit_text",
            ("Trung tâm A", "Trung tâm B"),
        ),
        ("BẢNG ĐIỂM CHỈ SỐ CCHC CỦA SỞ TƯ PHÁP", ("Năm 2023", "Năm 2024"), "year", (2023, 2024)),
    ],
)
def test_below_each_kind_of_points_stand_those_whose_they_are(
    title: str, below: tuple[str, str], column: str, read: Line, last: Line
) -> None:
    """Those of the first unit went in as the agency's own."""
    layout, cleaned = understood(of_kinds(title, below, last), *MERGED)
    assert layout.dataset == ("unit_scores" if column == "unit_text" else "criteria")
    assert told(cleaned, column, "max_points", "self_points", "appraised_points") == [
        (read[0], 2.0, 1.5, 1.0),
        (read[1], 2.0, 2.0, 1.75),
    ]


def test_below_each_kind_of_points_stand_the_agencies_whose_they_are() -> None:
    title = "KẾT QUẢ CHẤM ĐIỂM CHỈ SỐ CCHC CÁC SỞ, BAN, NGÀNH NĂM 2024"
    layout, _ = understood(of_kinds(title, ("Sở Tư pháp", "Sở Nội vụ"), ()), *MERGED)
    assert layout.wide is not None
    said = [(entry.attribute, *entry.said) for entry in layout.wide.entries if entry.said]
    ours, theirs = ("agency", "Sở Tư pháp"), ("agency", "Sở Nội vụ")
    assert (layout.dataset, said) == (
        "criteria",
        [
            ("self_points", ours),
            ("self_points", theirs),
            ("appraised_points", ours),
            ("appraised_points", theirs),
        ],
    )


CRITERIA_BELOW = [
    ["BẢNG TỔNG HỢP ĐIỂM CCHC CÁC PHÒNG, ĐƠN VỊ NĂM 2024"],
    ["STT", "Tên đơn vị", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định"],
    [1, "Văn phòng Sở", "Chỉ đạo, điều hành", 20, 19, 18],
    [2, None, "Cải cách thể chế", 10, 9, 8],
    [3, None, "Tổng điểm", 30, 28, 26],
    [4, "Thanh tra Sở", "Chỉ đạo, điều hành", 20, 17, 16],
    [5, None, "Cải cách thể chế", 10, 8, 7],
    [6, None, "Tổng điểm", 30, 25, 23],
]


@pytest.mark.parametrize("heading", ["{}", "I. {}|II. {}"])
def test_criteria_in_a_row_each_below_their_unit_need_no_codes(heading: str) -> None:
    """The points of the first one were those of the whole unit, all others were skipped in silence."""
    first, *rest = heading.split("|")
    lines = [
        [
            (first.format(cell) if cell == "Chỉ đạo, điều hành" else (rest or [first])[0].format(cell))
            if cell in ("Chỉ đạo, điều hành", "Cải cách thể chế")
            else cell
            for cell in line
        ]
        for line in CRITERIA_BELOW
    ]
    _, cleaned = understood(lines, "B3:B5", "B6:B8")
    assert told(cleaned, "unit_text", "criterion", "name", "max_points", "appraised_points") == [
        ("Văn phòng Sở", "I", "Chỉ đạo, điều hành", 20, 18),
        ("Văn phòng Sở", "II", "Cải cách thể chế", 10, 8),
        ("Văn phòng Sở", None, "Tổng điểm", 30, 26),
        ("Thanh tra Sở", "I", "Chỉ đạo, điều hành", 20, 16),
        ("Thanh tra Sở", "II", "Cải cách thể chế", 10, 7),
        ("Thanh tra Sở", None, "Tổng điểm", 30, 23),
    ]


def test_one_name_for_all_units_is_no_criterion() -> None:
    _, cleaned = understood(
        [
            CRITERIA_BELOW[0],
            CRITERIA_BELOW[1],
            [1, "Văn phòng Sở", "Chấm điểm CCHC", 30, 28, 26],
            [2, "Thanh tra Sở", "Chấm điểm CCHC", 30, 25, 23],
        ]
    )
    assert told(cleaned, "unit_text", "criterion", "appraised_points") == [
        ("Văn phòng Sở", None, 26),
        ("Thanh tra Sở", None, 23),
    ]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (
            ["I. CHỈ ĐẠO", "1. Kế hoạch", "2. Kiểm tra", "II. THỂ CHẾ", "1. Văn bản"],
            ["I", "I.1", "I.2", "II", "II.1"],
        ),
        (
            ["1. CHỈ ĐẠO", "1.1. Kế hoạch", "1.2 Kiểm tra", "2) THỂ CHẾ", "2.1: Văn bản"],
            ["1", "1.1", "1.2", "2", "2.1"],
        ),
    ],
)
def test_codes_of_criteria_may_stand_before_their_names_alone(names: list[str], codes: list[str]) -> None:
    """Such a file was refused for want of a column of codes, which nobody could point out."""
    points = [(10, 9), (5, 5), (5, 4), (10, 8), (10, 8)]
    lines = [(name, *of) for name, of in zip(names, points, strict=True)]
    head = [("BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024",), ("Tiêu chí", "Điểm tối đa", "Điểm tự chấm")]
    layout, cleaned = understood([*head, *lines, ("Tổng điểm", 20, 17)])
    assert layout.dataset == "criteria"
    bare = ["CHỈ ĐẠO", "Kế hoạch", "Kiểm tra", "THỂ CHẾ", "Văn bản"]
    assert told(cleaned, "code", "name", "max_points", "self_points") == [
        (code, name, *of) for code, name, of in zip(codes, bare, points, strict=True)
    ]
