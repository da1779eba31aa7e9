"""Biểu II.06a whose rows repeat others: levels of government above fields, procedures below them. Counted by hand."""

from datetime import date

import pytest

from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise

HEAD = """Biểu số II.06a/VPCP/KSTT
TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC
Kỳ báo cáo: Tháng 9 năm 2024
STT;Lĩnh vực, công việc giải quyết theo cấp;Tổng số tiếp nhận;Tổng số đã giải quyết;Tổng số đang giải quyết
"""
# rows of fields: what is received is resolved or open
WORKS, PLANS = "{0};Hoạt động xây dựng;100;80;20", "{0};Quy hoạch;50;40;10"


def fields(*rows: str) -> list[tuple[str, int]]:
    """(field, received_total) of the accepted rows of a form with these rows."""
    text = HEAD + "\n".join(rows) + "\n;TỔNG CỘNG;150;120;30\n"
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 9, 30), "a.csv")
    assert not cleaned.rejects
    assert not [warning for warning in cleaned.warnings if warning["code"] == "total_mismatch"]
    return [(row["field"], row["received_total"]) for row in cleaned.table.to_pylist()]


TWO = [("Hoạt động xây dựng", 100), ("Quy hoạch", 50)]


@pytest.mark.parametrize(
    "level",
    [
        "Cấp tỉnh", "TTHC cấp tỉnh", "Thuộc thẩm quyền giải quyết của cấp tỉnh", "CẤP SỞ", "UBND tỉnh",
        "Thủ tục hành chính cấp tỉnh",
        "TTHC thuộc thẩm quyền giải quyết của UBND tỉnh", "Lĩnh vực thuộc thẩm quyền giải quyết của Sở",
    ],
)  # fmt: skip
def test_a_level_above_its_fields_is_none(level: str) -> None:
    rows = (f"I;{level};150;120;30", WORKS.format(1), PLANS.format(2), "II;Cấp xã;0;0;0")
    assert fields(*rows) == TWO


def test_each_level_has_its_own_fields() -> None:
    rows = ("A;Cấp tỉnh;100;80;20", WORKS.format(1), "B;Cấp huyện;50;40;10", PLANS.format(1))
    assert fields(*rows) == TWO


def test_a_level_that_is_not_told_apart_counts() -> None:
    rows = ("I;Cấp tỉnh;100;80;20", WORKS.format(1), "II;Cấp xã;50;40;10")
    assert fields(*rows) == [("Hoạt động xây dựng", 100), ("Cấp xã", 50)]


@pytest.mark.parametrize(("field", "below"), [("I", "1"), ("1", "1.1")])
def test_procedures_below_a_field_are_none(field: str, below: str) -> None:
    rows = (
        WORKS.format(field), f"{below};Thẩm định dự án;70;60;10", f"{below[:-1]}2;Cấp giấy phép;30;20;10",
        PLANS.format("II" if field == "I" else "2"),
    )  # fmt: skip
    assert fields(*rows) == TWO


def test_procedures_below_fields_below_levels() -> None:
    rows = ("I;Cấp tỉnh;150;120;30", WORKS.format(1), "1.1;Cấp giấy phép;100;80;20", PLANS.format(2))
    assert fields(*rows) == TWO


def test_fields_of_any_numbering_that_are_no_sums_of_others_stay() -> None:
    """“Cấp phép” is a field, too."""
    rows = ("I;Cấp phép xây dựng;60;50;10", "1;Hoạt động xây dựng;40;30;10", "II;Quy hoạch;50;40;10")
    assert fields(*rows) == [("Cấp phép xây dựng", 60), ("Hoạt động xây dựng", 40), ("Quy hoạch", 50)]
