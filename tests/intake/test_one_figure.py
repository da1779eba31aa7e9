"""Reports of one figure, its parts in a row each (lines made by hand)."""

import pytest

from tests.intake.test_index_layouts import rows

BY_NAME = """TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG NĂM 2024 (đến ngày 31/5/2024)
STT;Nội dung;Kế hoạch vốn năm 2024;Lũy kế giải ngân;Tỷ lệ (%)
1;Dự án A;1000;800;80
2;Dự án B;500;300;60
;Tổng cộng;1500;1100;73,33
"""
NUMBERED = """BÁO CÁO GIẢI NGÂN NGÂN SÁCH THÁNG 5/2024
STT;Chỉ tiêu;Dự toán giao;Số đã giải ngân;Tỷ lệ giải ngân
1;Chi thường xuyên;1000;800;80%
2;Chi đầu tư;500;300;60%
3;Tổng cộng;1500;1100;73,33%
"""
OF_SOURCES = """BÁO CÁO GIẢI NGÂN VỐN ĐẦU TƯ CÔNG THÁNG 5/2024
STT;Dự án;Kế hoạch vốn;Đã giải ngân;Tỷ lệ
I;Vốn ngân sách tỉnh;1000;800;80%
1;Dự án A;600;500;83,3%
2;Dự án B;400;300;75%
II;Vốn trung ương;500;300;60%
1;Dự án C;500;300;60%
;Tổng số;1500;1100;73,33%
"""


@pytest.mark.parametrize("text", [BY_NAME, NUMBERED, OF_SOURCES])
def test_the_sum_of_the_parts_is_what_is_reported(text: str) -> None:
    """The parts were figures that nobody knew, the sum was left out; or the file was refused."""
    assert rows(text, "a.csv", "indicator", "numerator", "denominator", "value") == [
        ("Giải ngân", 1100, 1500, 0.7333)
    ]


def test_a_figure_that_is_reported_by_its_name_is_no_part() -> None:
    text = BY_NAME.replace("Dự án A", "Giải ngân vốn đầu tư công")
    assert [name for (name,) in rows(text, "a.csv", "indicator")] == ["Giải ngân vốn đầu tư công", "Dự án B"]


def test_the_whole_agency_is_none_of_its_units() -> None:
    text = """TỶ LỆ VĂN BẢN KÝ SỐ THÁNG 5/2024
STT;Đơn vị;Tổng số văn bản;Số văn bản ký số;Tỷ lệ
1;Phòng Nghiệp vụ 1;100;90;90%
2;Văn phòng;50;45;90%
3;Toàn Sở;150;135;90%
"""
    assert rows(text, "a.csv", "unit_text", "numerator") == [
        ("Phòng Nghiệp vụ 1", 90), ("Văn phòng", 45), (None, 135),
    ]  # fmt: skip
