"""What is reported with several columns for each month (lines made by hand)."""

from datetime import date

import pytest

from tests.intake.test_index_layouts import rows

BY_MONTH = ("STT;Chỉ tiêu;Tháng 9;;Tháng 10;", ";;Tử số;Mẫu số;Tử số;Mẫu số"), ("90;100;95;98", "40;50;;")
BY_PART = ("STT;Chỉ tiêu;Tử số;;Mẫu số;", ";;Tháng 9;Tháng 10;Tháng 9;Tháng 10"), ("90;95;100;98", "40;;50;")


@pytest.mark.parametrize(("heads", "cells"), [BY_MONTH, BY_PART])
def test_parts_of_a_rate_below_each_month_or_above_all(
    heads: tuple[str, str], cells: tuple[str, str]
) -> None:
    """Each was rejected as a rate without its % sign."""
    text = "\n".join(
        ["SỐ LIỆU BÁO CÁO NĂM 2024", *heads, f"1;Tỷ lệ văn bản ký số;{cells[0]}", f"2;Giải ngân;{cells[1]}"]
    )
    assert rows(text, "a.csv", "indicator", "date", "numerator", "denominator", "value") == [
        ("Tỷ lệ văn bản ký số", date(2024, 9, 30), 90.0, 100.0, None),
        ("Tỷ lệ văn bản ký số", date(2024, 10, 31), 95.0, 98.0, None),
        ("Giải ngân", date(2024, 9, 30), 40.0, 50.0, None),
    ]


def test_the_rate_beside_its_parts_is_its_value() -> None:
    heads = "STT;Chỉ tiêu;Tháng 9;;;Tháng 10;;", ";;Tử số;Mẫu số;Tỷ lệ;Tử số;Mẫu số;Tỷ lệ"
    text = "\n".join(["SỐ LIỆU BÁO CÁO NĂM 2024", *heads, "1;Tỷ lệ văn bản ký số;90;100;90%;95;100;95%"])
    assert rows(text, "a.csv", "date", "numerator", "denominator", "value") == [
        (date(2024, 9, 30), 90.0, 100.0, 0.9), (date(2024, 10, 31), 95.0, 100.0, 0.95)
    ]  # fmt: skip
