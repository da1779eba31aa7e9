"""Tables of criteria with the points of several years side by side (lines made by hand)."""

import pytest

from chiso.core.errors import Refused
from tests.intake.test_rooms import understood

COLUMNS = "code", "name", "year", "max_points", "self_points", "appraised_points", "row_no"


def told(found: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in COLUMNS) for row in found]


@pytest.mark.parametrize("total", ["Tổng cộng", "TỔNG ĐIỂM", "Tổng số điểm", "Cộng điểm", "Điểm tổng hợp"])
def test_own_and_appraised_points_below_each_year(total: str) -> None:
    """A part without points in a year has no line of that year; the sum is no criterion."""
    layout, cleaned = understood(
        [
            ("BẢNG ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH",),
            ("STT", "Tiêu chí", "Điểm tối đa", "Năm 2022", "", "Năm 2023", "", "Đơn vị phụ trách"),
            ("", "", "", "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định", ""),
            ("1.1", "Ban hành kế hoạch", 3, "2,5", "2", 3, 3, "Văn phòng"),
            ("1.2", "Kiểm tra", 2, "", "", 2, "1,75", "Thanh tra"),
            ("", total, 5, "2,5", 2, 5, "4,75", ""),
        ],
        "D2:E2", "F2:G2",
    )  # fmt: skip
    assert (layout.dataset, layout.unknown_columns) == ("criteria", ())
    rows = cleaned.table.to_pylist()
    assert told(rows) == [
        ("1.1", "Ban hành kế hoạch", 2022, 3, 2.5, 2, 4),
        ("1.1", "Ban hành kế hoạch", 2023, 3, 3, 3, 4),
        ("1.2", "Kiểm tra", 2023, 2, 2, 1.75, 5),
    ]
    assert (cleaned.rejects, [row["unit_text"] for row in rows]) == ([], ["Văn phòng"] * 2 + ["Thanh tra"])


@pytest.mark.parametrize("head", ["Điểm năm {}", "Kết quả năm {}", "{}", "Điểm đạt ({})", "Năm {}"])
def test_years_with_nothing_but_points_have_appraised_ones(head: str) -> None:
    """And the card says so. What says how they differ is of no year; a title of two years names neither."""
    layout, cleaned = understood(
        [
            ("SO SÁNH ĐIỂM CHỈ SỐ CCHC NĂM 2022 - 2023",),
            ("Mã tiêu chí", "Tên tiêu chí", "Điểm tối đa", head.format(2022), head.format(2023), "Tăng/giảm"),
            ("1.1", "Ban hành kế hoạch", 3, "2,5", 3, "0,5"),
        ]
    )
    assert (layout.unknown_columns, [code for code, _ in layout.warnings]) == (
        ("Tăng/giảm",),
        ["kind_of_points"],
    )
    assert told(cleaned.table.to_pylist()) == [
        ("1.1", "Ban hành kế hoạch", 2022, 3, None, 2.5, 3), ("1.1", "Ban hành kế hoạch", 2023, 3, None, 3, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("points", [("", ""), ("2,5", 3)])
def test_below_the_names_of_the_fields_stand_criteria(points: tuple[object, object]) -> None:
    """Which are called as the components of the index are, with points of their own or none."""
    fields = ("Chỉ đạo, điều hành", "Cải cách thể chế", "Cải cách thủ tục hành chính")
    lines = [
        line
        for number, name in enumerate(fields, 1)
        for line in (
            (number, name, 3, *points), (f"{number}.1", f"Kế hoạch {number}", 2, "1,5", 2),
            (f"{number}.2", f"Kiểm tra {number}", 1, 1, 1), (f"{number}.3", f"Báo cáo {number}", 1, 1, 1),
        )
    ]  # fmt: skip
    head = ("Mã", "Tiêu chí", "Điểm tối đa", "Năm 2022", "Năm 2023")
    layout, cleaned = understood([("ĐIỂM CHỈ SỐ CCHC QUA CÁC NĂM",), head, *lines])
    assert (layout.dataset, cleaned.rejects) == ("criteria", [])
    assert ("1.1", "Kế hoạch 1", 2022, 2, None, 1.5, 4) in told(cleaned.table.to_pylist())


def test_a_table_that_is_called_self_scored_has_own_points_of_each_year() -> None:
    layout, cleaned = understood(
        [
            ("BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC",),
            ("Mã tiêu chí", "Tên tiêu chí", "Điểm tối đa", "Điểm năm 2022", "Điểm năm 2023"),
            ("1.1", "Ban hành kế hoạch", 3, "2,5", 3),
        ]
    )
    assert layout.warnings == ()
    assert [row[4:6] for row in told(cleaned.table.to_pylist())] == [(2.5, None), (3, None)]


def test_each_year_with_its_own_maximum() -> None:
    heads = [f"{what} năm {year}" for year in (2022, 2023) for what in ("Điểm tối đa", "Điểm đạt")]
    _, cleaned = understood(
        [
            ("Mã tiêu chí", "Tên tiêu chí", *heads),
            ("1.1", "Ban hành kế hoạch", 3, "2,5", 4, 3),
        ]
    )  # fmt: skip
    assert [row[2:4] + row[5:6] for row in told(cleaned.table.to_pylist())] == [(2022, 3, 2.5), (2023, 4, 3)]


def test_last_years_points_beside_this_years_are_left_out() -> None:
    layout, cleaned = understood(
        [
            ("BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024",),
            ("STT", "Tiêu chí", "Điểm tối đa", "Kết quả năm 2023", "Tự chấm năm 2024"),
            ("1.1", "Ban hành kế hoạch", 3, "2,5", 3),
        ]
    )
    assert layout.unknown_columns == ("Kết quả năm 2023",)
    assert told(cleaned.table.to_pylist()) == [("1.1", "Ban hành kế hoạch", 2024, 3, 3, None, 3)]


def scored(*heads: str) -> list[tuple[object, ...]]:
    lines = [("1.1", "Ban hành kế hoạch", 3, *[2.5] * len(heads)), ("1.2", "Kiểm tra", 2, *[2] * len(heads))]
    return [("BẢNG TỰ CHẤM CCHC NĂM 2026",), ("Mã tiêu chí", "Tiêu chí", "Điểm tối đa", *heads), *lines]


@pytest.mark.parametrize("head", ["quý III", "9 tháng đầu năm", "(đến 31/10/2026)", "lần 2", "tháng 10/2026"])
def test_points_of_a_part_of_the_year_are_points(head: str) -> None:
    """The sheet went in without any."""
    layout, cleaned = understood(scored(f"Điểm tự chấm {head}", "Thẩm định"))
    assert (layout.dataset, layout.unknown_columns) == ("criteria", ())
    assert told(cleaned.table.to_pylist()) == [
        ("1.1", "Ban hành kế hoạch", 2026, 3, 2.5, 2.5, 3), ("1.2", "Kiểm tra", 2026, 2, 2, 2, 4)
    ]  # fmt: skip


@pytest.mark.parametrize("parts", [("lần 1", "lần 2"), ("quý II", "quý III"), ("đến 30/9", "đến 31/10")])
def test_of_points_of_two_parts_of_the_year_somebody_must_say_which_count(parts: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="Có nhiều cột cùng một ý nghĩa – Điểm tự chấm") as refused:
        understood(scored(*(f"Điểm tự chấm {part}" for part in parts)))
    assert all(part in refused.value.message for part in parts)
