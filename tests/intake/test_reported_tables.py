"""Tables of what is reported by hand as offices print them: documents, files of work, the annex of statistics of
administrative reform (lines made by hand)."""

from datetime import date

import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers
from chiso.intake.recognise.recognising import recognise
from tests.intake.test_index_layouts import rows

FIELDS = ("indicator", "unit_text", "numerator", "denominator", "value")


@pytest.mark.parametrize(
    ("text", "indicator", "numbers"),
    [
        (  # the heading says what the title does not
            """TÌNH HÌNH GỬI, NHẬN VĂN BẢN ĐIỆN TỬ THÁNG 10/2026
STT;Đơn vị;Tổng số văn bản đi;Văn bản điện tử ký số;Văn bản giấy;Tỷ lệ ký số
1;Văn phòng;200;190;10;95%
""",
            "Tỷ lệ văn bản ký số",
            (190, 200, 0.95),
        ),
        (
            """THỐNG KÊ VĂN BẢN ĐI PHÁT HÀNH TRÊN HỆ THỐNG E-OFFICE
Từ ngày 01/10/2026 đến ngày 31/10/2026
STT;Phòng ban;Số văn bản đi;Số văn bản ký số;Tỷ lệ (%)
1;Văn phòng;200;190;95
""",
            "Tỷ lệ văn bản ký số",
            (190, 200, 0.95),
        ),
        (
            """BÁO CÁO THÁNG 10/2026
STT;Đơn vị;Kế hoạch vốn;Đã giải ngân;Tỷ lệ giải ngân
1;Văn phòng;200;190;95%
""",
            "Giải ngân",
            (190, 200, 0.95),
        ),
        (
            """KẾT QUẢ LẬP HỒ SƠ CÔNG VIỆC ĐIỆN TỬ NĂM 2026 (tính đến 31/10/2026)
TT;Phòng;Số hồ sơ công việc phải lập;Số hồ sơ đã lập;Tỷ lệ
1;Văn phòng;20;19;95%
""",
            "Tỷ lệ hồ sơ công việc điện tử",
            (19, 20, 0.95),
        ),
    ],
)
def test_what_is_reported_may_be_said_above_its_numbers(
    text: str, indicator: str, numbers: tuple[float, ...]
) -> None:
    """The first three were refused, of the last only the rate was read."""
    assert rows(text, "a.csv", *FIELDS) == [(indicator, "Văn phòng", *numbers)]


def test_satisfaction_with_answers_to_petitions_is_not_that_of_the_surveys() -> None:
    text = """BÁO CÁO THÁNG 10/2026 VỀ XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ
STT;Đơn vị;Tổng số phiếu;Số phiếu hài lòng;Tỷ lệ
1;Văn phòng;200;190;95%
"""
    with pytest.raises(Refused):
        rows(text, "a.csv", "value")


ANNEX = """PHỤ LỤC THỐNG KÊ CÁC CHỈ TIÊU CẢI CÁCH HÀNH CHÍNH
(Kèm theo Báo cáo số 123/BC-STP ngày 15/9/2026)
STT;Chỉ tiêu thống kê;Kết quả thống kê;;Ghi chú
;;Đơn vị tính;Số liệu;
1;Công tác chỉ đạo điều hành CCHC;;;
1.1;Kế hoạch CCHC;;;
1.1.1;Số nhiệm vụ đề ra trong kế hoạch;Nhiệm vụ;60;
1.2;Kiểm tra CCHC;;;
1.2.1;Tỷ lệ đơn vị được kiểm tra CCHC;%;30;
1.3;Sáng kiến CCHC;Sáng kiến;3;
2;Mức độ hài lòng;%;92,5;
"""


def test_the_annex_of_statistics_asks_for_its_day_alone() -> None:
    """Its headings are numbered as its lines are; one of them is called as a line is."""
    found = read("a.csv", ANNEX.encode())
    with pytest.raises(Refused, match=r"hoặc cho biết số liệu tính đến ngày nào") as refused:
        recognise(found, None, "a.csv")
    assert refused.value.code == "missing_columns"
    day = date(2026, 9, 14)
    cleaned = clean(found.sheets[0], recognise(found, Answers(as_of=day), "a.csv"), day, "a.csv")
    assert cleaned.rejects == []
    assert [(row["indicator"], row["date"], row["value"]) for row in cleaned.table.to_pylist()] == [
        ("Số nhiệm vụ đề ra trong kế hoạch", day, 60),
        ("Tỷ lệ đơn vị được kiểm tra CCHC", day, 0.3),
        ("Sáng kiến CCHC", day, 3),
        ("Mức độ hài lòng", day, 0.925),
    ]


def test_an_annex_that_says_its_time_needs_no_answer() -> None:
    text = """BÁO CÁO SỐ LIỆU CCHC THÁNG 9/2026
STT;Chỉ tiêu thống kê;Đơn vị tính;Số liệu;Ghi chú
1;Tỷ lệ văn bản đi ký số;%;95;
2;Số sáng kiến, giải pháp mới về CCHC;Sáng kiến;3;
"""
    assert rows(text, "a.csv", "indicator", "date", "value") == [
        ("Tỷ lệ văn bản đi ký số", date(2026, 9, 30), 0.95),
        ("Số sáng kiến, giải pháp mới về CCHC", date(2026, 9, 30), 3),
    ]


PLANNED = """KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU CHỦ YẾU
(Đến ngày 31/10/2026)
STT;Chỉ tiêu;ĐVT;Kế hoạch 2026;Thực hiện 10 tháng;{compared};So cùng kỳ (%)
1;Giải ngân vốn đầu tư công;triệu đồng;12.000;9.000;75;105
2;Mức độ hài lòng;%;90;95;105,6;102
"""


@pytest.mark.parametrize(
    "compared", ["So kế hoạch (%)", "So kế hoạch", "So với kế hoạch (%)", "So KH năm (%)"]
)
def test_what_share_of_the_plan_was_reached_is_no_plan(compared: str) -> None:
    """ "So" without its sign reads as "Số": 9,000 of 75 were spent."""
    assert rows(
        PLANNED.format(compared=compared), "a.csv", "indicator", "numerator", "denominator", "value"
    ) == [
        ("Giải ngân vốn đầu tư công", 9000, 12000, None),
        ("Mức độ hài lòng", None, None, 0.95),
    ]


def test_headings_without_signs_mean_what_they_meant() -> None:
    text = "SO LIEU THANG 10/2026\nChi tieu;So ke hoach;So thuc hien\nTy le giai ngan;200;150\n"
    assert rows(text, "a.csv", "numerator", "denominator") == [(150, 200)]


@pytest.mark.parametrize("title", ["BÁO CÁO TUẦN 44/2026", "BÁO CÁO NHANH"])
def test_figures_that_are_known_ask_for_their_day_alone(title: str) -> None:
    text = f"{title}\nChỉ tiêu;Giá trị\nTỷ lệ văn bản đi ký số;97%\nMức độ hài lòng;95%\n"
    with pytest.raises(Refused) as refused:
        recognise(read("a.csv", text.encode()), None, "a.csv")
    assert refused.value.code == "missing_columns"
