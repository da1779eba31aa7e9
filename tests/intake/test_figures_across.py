"""Tables of several figures of several units (lines made by hand)."""

from datetime import date

import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise
from tests.intake.test_index_layouts import rows

DAY = date(2026, 10, 31)
FIELDS = ("indicator", "unit_text", "numerator", "denominator", "value")
TITLE = "TỔNG HỢP SỐ LIỆU THÁNG 10/2026\n"


def test_units_down_and_figures_across() -> None:
    text = """STT;Đơn vị;Tỷ lệ văn bản ký số;Mức độ hài lòng;Tỷ lệ giải ngân
1;Văn phòng;95%;96%;80%
2;Phòng Nghiệp vụ 1;90%;97%;-
;Toàn Sở;93%;96,5%;80%
"""
    assert rows(TITLE + text, "a.csv", "indicator", "date", "unit_text", "value") == [
        ("e_signed_rate", DAY, "Văn phòng", 0.95),
        ("satisfaction", DAY, "Văn phòng", 0.96),
        ("disbursement_rate", DAY, "Văn phòng", 0.8),
        ("e_signed_rate", DAY, "Phòng Nghiệp vụ 1", 0.9),
        ("satisfaction", DAY, "Phòng Nghiệp vụ 1", 0.97),
        ("e_signed_rate", DAY, None, 0.93),
        ("satisfaction", DAY, None, 0.965),
        ("disbursement_rate", DAY, None, 0.8),
    ]


def test_figures_across_with_their_parts() -> None:
    text = """STT;Đơn vị;Văn bản ký số;;;Mức độ hài lòng;;;Ghi chú
;;Tổng số;Đã ký số;Tỷ lệ;Số phiếu;Số phiếu hài lòng;Tỷ lệ;
1;Văn phòng;100;95;95%;20;19;95%;
2;Phòng Nghiệp vụ 1;200;180;90%;;;;
;Tổng cộng;300;275;91,7%;20;19;95%;
"""
    assert rows(TITLE + text, "a.csv", *FIELDS) == [
        ("e_signed_rate", "Văn phòng", 95, 100, 0.95),
        ("satisfaction", "Văn phòng", 19, 20, 0.95),
        ("e_signed_rate", "Phòng Nghiệp vụ 1", 180, 200, 0.9),
    ]


def test_figures_down_and_units_across() -> None:
    text = """Chỉ tiêu;Văn phòng;Phòng Nghiệp vụ 1;Toàn Sở
Tỷ lệ văn bản đi ký số;95%;90%;93%
Sáng kiến CCHC;1;2;3
"""
    assert rows(TITLE + text, "a.csv", "indicator", "unit_text", "value") == [
        ("Tỷ lệ văn bản đi ký số", "Văn phòng", 0.95),
        ("Tỷ lệ văn bản đi ký số", "Phòng Nghiệp vụ 1", 0.9),
        ("Tỷ lệ văn bản đi ký số", None, 0.93),
        ("Sáng kiến CCHC", "Văn phòng", 1),
        ("Sáng kiến CCHC", "Phòng Nghiệp vụ 1", 2),
        ("Sáng kiến CCHC", None, 3),
    ]


def test_headings_with_marks_a_header_again_and_signatures_are_no_units_and_no_figures() -> None:
    text = """1. Chỉ tiêu;2. Văn phòng (*);3. Toàn Sở
Tỷ lệ văn bản đi ký số;95%;93%
1. Chỉ tiêu;2. Văn phòng (*);3. Toàn Sở
Sáng kiến CCHC;1;3
;;
;Khánh Hòa, ngày 31 tháng 10 năm 2026;
NGƯỜI LẬP BIỂU;;GIÁM ĐỐC
"""
    assert rows(TITLE + text, "a.csv", "indicator", "unit_text", "value") == [
        ("Tỷ lệ văn bản đi ký số", "Văn phòng", 0.95),
        ("Tỷ lệ văn bản đi ký số", None, 0.93),
        ("Sáng kiến CCHC", "Văn phòng", 1),
        ("Sáng kiến CCHC", None, 3),
    ]


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        (
            "GIAO CHỈ TIÊU CCHC NĂM 2026 CHO CÁC PHÒNG\n",
            "Chỉ tiêu;Văn phòng;Phòng Nghiệp vụ 1\nTỷ lệ văn bản đi ký số;95%;90%\n",
            "unknown_dataset",
        ),
        (  # rooms beside what nobody reports
            "LỊCH TRỰC THÁNG 10/2026\n",
            "Nội dung;Văn phòng;Phòng Nghiệp vụ 1\nTrực ban;5;6\n",
            "unknown_dataset",
        ),
        (  # what is counted from lists is no figure that is reported
            "THỐNG KÊ HỒ SƠ THÁNG 10/2026\n",
            "Đơn vị;Tỷ lệ hồ sơ đúng hạn;Tỷ lệ hồ sơ nộp trực tuyến\nVăn phòng;99%;60%\n",
            "unknown_dataset",
        ),
        (
            "TỔNG HỢP SỐ LIỆU\n",
            "Đơn vị;Tỷ lệ văn bản ký số;Mức độ hài lòng\nVăn phòng;95%;96%\n",
            "missing_columns",
        ),
        (TITLE, "Đơn vị;Tỷ lệ văn bản ký số;Mức độ hài lòng\n", "no_rows"),
    ],
)
def test_aims_other_tables_and_a_missing_day_are_not_read(title: str, text: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        rows(title + text, "a.csv", "value")
    assert refused.value.code == said


def test_the_rate_of_the_whole_agency_is_read_beside_those_of_its_units() -> None:
    """It was left out as a total, and the agency had no figure: a rate is no sum of rates."""
    text = """TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026
Đơn vị;Tỷ lệ
Văn phòng;95%
Phòng Nghiệp vụ 1;90%
Toàn Sở;93%
"""
    assert rows(text, "a.csv", "unit_text", "value") == [
        ("Văn phòng", 0.95), ("Phòng Nghiệp vụ 1", 0.9), (None, 0.93),
    ]  # fmt: skip


UNITS = "Văn phòng;{}\nPhòng Nghiệp vụ 1;{}\nToàn Sở;{}\n"


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("TỶ LỆ VĂN BẢN KÝ SỐ NĂM 2026", ("90%;92%", "80%;-", "85%;88,5%")),
        ("TỶ LỆ VĂN BẢN KÝ SỐ NĂM 2026 (%)", ("90;92", "80;", "85;88,5")),
        ("TỶ LỆ VĂN BẢN KÝ SỐ NĂM 2026\n(Đơn vị tính: %)", ("90;92", "80;", "85;88,5")),
    ],
)
def test_units_down_and_months_across_of_the_figure_that_the_title_names(
    title: str, values: list[str]
) -> None:
    """It was refused, where figures down and months across were read."""
    assert rows(
        f"{title}\nĐơn vị;Tháng 9;Tháng 10\n{UNITS.format(*values)}", "a.csv", *FIELDS[:2], "date", "value"
    ) == [
        ("Tỷ lệ văn bản ký số", "Văn phòng", date(2026, 9, 30), 0.9),
        ("Tỷ lệ văn bản ký số", "Văn phòng", DAY, 0.92),
        ("Tỷ lệ văn bản ký số", "Phòng Nghiệp vụ 1", date(2026, 9, 30), 0.8),
        ("Tỷ lệ văn bản ký số", None, date(2026, 9, 30), 0.85),
        ("Tỷ lệ văn bản ký số", None, DAY, 0.885),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "TỶ LỆ HỒ SƠ NỘP TRỰC TUYẾN NĂM 2026",  # what a list counts
        "TỶ LỆ NĂM 2026",
        "KẾ HOẠCH GIẢI NGÂN CÁC THÁNG NĂM 2026",
        "ĐĂNG KÝ TỶ LỆ VĂN BẢN KÝ SỐ NĂM 2026",
        "PHẤN ĐẤU GIẢI NGÂN NĂM 2026",
        "SỐ TIỀN GIẢI NGÂN NĂM 2026",  # as many as it says, no rate
    ],
)
def test_units_and_months_of_what_no_title_names_as_reached_are_not_read(title: str) -> None:
    values = (
        UNITS.format("90;92", "80;81", "85;88")
        if "TIỀN" in title
        else UNITS.format("90%;92%", "80%;81%", "85%;88%")
    )
    with pytest.raises(Refused):
        rows(f"{title}\nĐơn vị;Tháng 9;Tháng 10\n{values}", "a.csv", "value")


@pytest.mark.parametrize("said", ["TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026 (%)", "ĐVT: %", "Đơn vị: phần trăm."])
def test_what_a_title_says_its_numbers_to_be_in_percent_is(said: str) -> None:
    text = f"TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026\n{said}\nĐơn vị;Tỷ lệ\nVăn phòng;90\nPhòng Nghiệp vụ 1;80,5\n"
    assert rows(text, "a.csv", "value") == [(0.9,), (0.805,)]


@pytest.mark.parametrize("said", ["ĐVT: tỷ đồng, %", "Tăng 5%", ""])
def test_another_sign_in_a_title_says_nothing_of_its_numbers(said: str) -> None:
    text = f"TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026\n{said}\nĐơn vị;Tỷ lệ\nVăn phòng;90\nPhòng Nghiệp vụ 1;80,5\n"
    with pytest.raises(Refused, match="không có dấu %"):
        rows(text, "a.csv", "value")


OF_TWO = "Văn phòng;{}\nPhòng Nghiệp vụ 1;{}\n"
RATES = "TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026\nĐơn vị;Tỷ lệ\n" + OF_TWO.format("90%", "80%")
MONTHS = "TỶ LỆ VĂN BẢN KÝ SỐ NĂM 2026\nĐơn vị;Tháng 9;Tháng 10\n" + OF_TWO.format("90%;90%", "80%;80%")


@pytest.mark.parametrize("total", ["Tổng cộng", "Cộng", "TỔNG SỐ:"])
@pytest.mark.parametrize(("table", "values"), [(RATES, "85%"), (MONTHS, "85%;85%")])
def test_the_only_sum_of_rates_without_parts_is_the_whole_agencys(
    table: str, values: str, total: str
) -> None:
    """Nothing of it could be added up: the agency's rate was unknown, though the file has it."""
    text = f"{table}{total};{values}\n"
    assert rows(text, "a.csv", "unit_text", "value")[-1] == (None, 0.85)
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), None, "a.csv")
    assert [said for code, said in cleaned.warnings if code == "whole_by_total"] == [
        "Dòng 5 (tổng) được đọc là số của cả cơ quan: tỷ lệ của các đơn vị không cộng lại được."
    ]


@pytest.mark.parametrize(
    "below",
    ["Cộng;85%\nTổng cộng;86%", "Bình quân;85%", "Trung bình các đơn vị;85%", "Tổng cộng: 2 đơn vị;"],
)
def test_of_several_sums_and_of_means_none_is_the_whole_agencys(below: str) -> None:
    assert rows(f"{RATES}{below}\n", "a.csv", "unit_text") == [("Văn phòng",), ("Phòng Nghiệp vụ 1",)]


def test_beside_what_the_agency_reports_and_beside_parts_a_sum_is_a_sum() -> None:
    own = rows(f"{RATES}Tổng cộng;85%\nToàn Sở;86%\n", "a.csv", "unit_text", "value")
    assert own[2:] == [(None, 0.86)]
    parts = "TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026\nĐơn vị;Tổng số;Đã ký số\n" + OF_TWO.format("10;9", "10;8")
    assert [unit for (unit,) in rows(f"{parts}Tổng cộng;20;17\n", "a.csv", "unit_text")] == [
        "Văn phòng",
        "Phòng Nghiệp vụ 1",
    ]


def test_how_many_answered_is_no_part_of_a_rate() -> None:
    text = "KHẢO SÁT HÀI LÒNG QUÝ III/2026\nĐơn vị;Số phiếu;Tỷ lệ hài lòng (%)\nVăn phòng;100;95\nThanh tra;80;90\n"
    read_rows = rows(f"{text}Tổng cộng;180;93\n", "a.csv", "unit_text", "denominator", "value")
    assert read_rows[2:] == [(None, 180.0, 0.93)]


def test_a_sum_below_rows_that_say_of_what_they_are_is_of_nothing() -> None:
    text = (
        "SỐ LIỆU CHỈ TIÊU THÁNG 10/2026\nĐơn vị;Chỉ tiêu;Tỷ lệ\nVăn phòng;Tỷ lệ văn bản ký số;90%\n"
        "Thanh tra;Tỷ lệ văn bản ký số;80%\nTổng cộng;;85%\n"
    )
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), None, "a.csv")
    assert (cleaned.rows_loaded, cleaned.rejects) == (2, [])


@pytest.mark.parametrize(
    ("said", "heads", "reached"),
    [
        ("(Đơn vị tính: %)", "Kế hoạch;Thực hiện", [(None, None, 0.9)]),
        ("", "Kế hoạch;Thực hiện", [(90.0, 95.0, None)]),
        ("(Đơn vị tính: %)", "Tổng số;Đã ký số", [(90.0, 95.0, None)]),
    ],
)
def test_a_plan_and_what_was_reached_are_percent_where_the_title_says_so(
    said: str, heads: str, reached: list[tuple[float | None, ...]]
) -> None:
    text = f"TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 10/2026\n{said}\nĐơn vị;{heads}\nVăn phòng;95;90\n"
    assert rows(text, "a.csv", "numerator", "denominator", "value") == reached
