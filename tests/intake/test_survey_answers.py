"""Surveys of satisfaction by how many answered what (lines made by hand; satisfied: very satisfied and satisfied)."""

import pytest

from chiso.core.errors import Refused
from tests.intake.test_index_layouts import rows

FIELDS = ("unit_text", "numerator", "denominator", "value")
BY_UNIT = [("Phòng Nghiệp vụ 1", 90, 100, 0.9), ("Văn phòng", 76, 80, 0.95)]
WITHOUT_RATE = [(*row[:3], None) for row in BY_UNIT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """KẾT QUẢ KHẢO SÁT HÀI LÒNG THÁNG 10/2026
STT;Đơn vị;Số lượt đánh giá;Rất hài lòng;Hài lòng;Bình thường;Không hài lòng;Tỷ lệ hài lòng
1;Phòng Nghiệp vụ 1;100;60;30;5;5;90%
2;Văn phòng;80;50;26;2;2;95%
""",
            BY_UNIT,
        ),
        (
            """KẾT QUẢ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC
Tháng 10 năm 2026
STT;Đơn vị;Tổng số phiếu;Hài lòng;Không hài lòng;Tỷ lệ hài lòng (%)
1;Phòng Nghiệp vụ 1;100;90;10;90
2;Văn phòng;80;76;4;95
;Tổng cộng;180;166;14;92,2
""",
            BY_UNIT,
        ),
        (  # no column of all: everybody who answered
            """BÁO CÁO MỨC ĐỘ HÀI LÒNG QUÝ III/2026
STT;Phòng;Mức độ hài lòng;;;
;;Rất hài lòng;Hài lòng;Bình thường;Không hài lòng
1;Phòng Nghiệp vụ 1;60;30;5;5
2;Văn phòng;50;26;4;-
""",
            WITHOUT_RATE,
        ),
        (  # each answer with its share, which is no rate of the unit
            """TỔNG HỢP PHIẾU KHẢO SÁT HÀI LÒNG THÁNG 10/2026
STT;Đơn vị;Tổng số phiếu;Rất hài lòng;;Hài lòng;;Không hài lòng;
;;;Số phiếu;Tỷ lệ;Số phiếu;Tỷ lệ;Số phiếu;Tỷ lệ
1;Phòng Nghiệp vụ 1;100;60;60%;30;30%;10;10%
2;Văn phòng;80;50;62,5%;26;32,5%;4;5%
""",
            WITHOUT_RATE,
        ),
        (
            """TỔNG HỢP ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG TẠI BỘ PHẬN MỘT CỬA THÁNG 10/2026
STT;Phòng;Số phiếu phát ra;Số phiếu hợp lệ;Số phiếu rất hài lòng;Số phiếu hài lòng;Số phiếu không hài lòng
1;Phòng Nghiệp vụ 1;120;100;60;30;10
2;Văn phòng;80;80;50;26;4
""",
            WITHOUT_RATE,
        ),
        (  # shares alone
            """KẾT QUẢ KHẢO SÁT SỰ HÀI LÒNG THÁNG 10/2026
STT;Đơn vị;Số phiếu thu về;Rất hài lòng (%);Hài lòng (%);Bình thường (%);Không hài lòng (%)
1;Phòng Nghiệp vụ 1;100;60,5;29,5;5;5
2;Văn phòng;80;62,5;32,5;2,5;2,5
""",
            [("Phòng Nghiệp vụ 1", None, 100, 0.9), ("Văn phòng", None, 80, 0.95)],
        ),
    ],
)
def test_answers_of_units_are_added_up(text: str, expected: list[tuple[object, ...]]) -> None:
    """Such files were refused, or only one column of the satisfied was read."""
    assert rows(text, "a.csv", *FIELDS) == expected
    assert {name for (name,) in rows(text, "a.csv", "indicator")} == {"Mức độ hài lòng"}


TITLE = "KẾT QUẢ KHẢO SÁT MỨC ĐỘ HÀI LÒNG CỦA NGƯỜI DÂN THÁNG 10/2026\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """STT;Mức độ đánh giá;Số phiếu;Tỷ lệ (%)
1;Rất hài lòng;120;60
2;Hài lòng;70;35
3;Không hài lòng;10;5
;Tổng cộng;200;100
""",
            (190, 200, None),
        ),
        (
            """STT;Mức độ;Tỷ lệ (%)
1;Rất hài lòng;60,5
2;Hài lòng;34,5
3;Không hài lòng;5
""",
            (None, None, 0.95),
        ),
        (  # several questions
            """STT;Mức độ;Số phiếu;Tỷ lệ
I;Về thái độ phục vụ;;
1;Hài lòng;180;90%
2;Không hài lòng;20;10%
II;Về thời gian giải quyết;;
1;Hài lòng;190;95%
2;Không hài lòng;10;5%
;Tổng cộng;400;100%
""",
            (370, 400, None),
        ),
        (
            """STT;Nội dung khảo sát;Tổng số phiếu;Rất hài lòng;Hài lòng;Bình thường;Không hài lòng;Tỷ lệ hài lòng
1;Tiếp cận dịch vụ;200;100;80;10;10;90%
2;Thủ tục hành chính;200;100;90;5;5;95%
;Mức độ hài lòng chung;400;200;170;15;15;92,5%
""",
            (370, 400, 0.925),
        ),
        (
            """STT;Lĩnh vực;Số phiếu;Hài lòng;Không hài lòng
1;Hộ tịch;200;180;20
2;Công chứng;200;190;10
;Chung;400;370;30
""",
            (370, 400, None),
        ),
    ],
)
def test_answers_below_each_other_and_questions_are_one_figure(
    text: str, expected: tuple[object, ...]
) -> None:
    """The total of what was answered was read as the rate: 100%."""
    assert rows(TITLE + text, "a.csv", "numerator", "denominator", "value") == [expected]


def test_answers_need_no_title() -> None:
    text = """Đơn vị;Tháng;Tổng số phiếu;Rất hài lòng;Hài lòng;Không hài lòng
Văn phòng;09/2026;20;10;8;2
Văn phòng;10/2026;20;10;9;1
"""
    assert rows(text, "a.csv", "indicator", *FIELDS[:3]) == [
        ("Mức độ hài lòng", "Văn phòng", 18, 20),
        ("Mức độ hài lòng", "Văn phòng", 19, 20),
    ]


def test_of_counters_their_total_is_what_is_reported() -> None:
    text = """TỔNG HỢP KẾT QUẢ LẤY Ý KIẾN QUA MÁY ĐÁNH GIÁ THÁNG 10/2026
STT;Quầy;Rất hài lòng;Hài lòng;Không hài lòng;Tổng
1;Quầy 1;100;20;1;121
2;Quầy 2;90;25;0;115
;Tổng cộng;190;45;1;236
"""
    assert rows(text, "a.csv", "numerator", "denominator") == [(235, 236)]


def test_shares_of_several_questions_have_no_sum() -> None:
    text = """STT;Mức độ;Tỷ lệ
I;Về thái độ phục vụ;
1;Hài lòng;90%
2;Không hài lòng;10%
II;Về thời gian giải quyết;
1;Hài lòng;95%
2;Không hài lòng;5%
;Tổng cộng;100%
"""
    assert rows(TITLE + text, "a.csv", "value") == [(None,)]


@pytest.mark.parametrize(
    "rows_between",
    ["III;Về cơ sở vật chất;-;-\n", "STT;Mức độ;Số phiếu;Tỷ lệ\n", ";Tổng cộng: 400 phiếu;;\n"],
)
def test_what_stands_between_the_answers_makes_no_rate_of_their_total(rows_between: str) -> None:
    text = f"""STT;Mức độ;Số phiếu;Tỷ lệ
1;Hài lòng;180;90%
{rows_between}2;Không hài lòng;20;10%
;Tổng cộng;200;100%
"""
    assert rows(TITLE + text, "a.csv", "numerator", "denominator", "value") == [(180, 200, None)]


def test_beside_answers_that_nobody_knows_there_is_no_rate() -> None:
    text = """STT;Mức độ;Số phiếu;Tỷ lệ
1;Hài lòng;170;85%
2;Không hài lòng;20;10%
3;Phiếu trắng;10;5%
;Tổng cộng;200;100%
"""
    assert rows(TITLE + text, "a.csv", "numerator", "denominator", "value") == [(None, None, None)]


def test_questions_without_a_row_of_all_of_them_are_told() -> None:
    text = """STT;Nội dung khảo sát;Tổng số phiếu;Hài lòng;Không hài lòng
1;Tiếp cận dịch vụ;200;180;20
2;Thủ tục hành chính;200;190;10
"""
    with pytest.raises(Refused, match=r"mà không có dòng Tổng cộng, cột đơn vị hay cột ngày"):
        rows(TITLE + text, "a.csv", "value")


def test_an_answer_that_is_no_number_leaves_the_sum_empty() -> None:
    text = """STT;Đơn vị;Tổng số phiếu;Rất hài lòng;Hài lòng;Không hài lòng
1;Phòng Nghiệp vụ 1;100;60;ba mươi;10
2;Văn phòng;1.080;950;100;30
"""
    assert rows(TITLE + text, "a.csv", *FIELDS[:3]) == [
        ("Phòng Nghiệp vụ 1", None, 100),
        ("Văn phòng", 1050, 1080),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "BÁO CÁO MỨC ĐỘ HÀI LÒNG ĐỐI VỚI VIỆC XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ THÁNG 10/2026",
        "KẾ HOẠCH NÂNG CAO MỨC ĐỘ HÀI LÒNG NĂM 2026",
        "CHỈ SỐ HÀI LÒNG (SIPAS) NĂM 2026",
    ],
)
def test_of_other_things_no_survey_is_read(title: str) -> None:
    text = "\nSTT;Đơn vị;Tổng số phiếu;Hài lòng;Không hài lòng\n1;Văn phòng;80;76;4\n"
    with pytest.raises(Refused):
        rows(title + text, "a.csv", "value")
