"""Names that stand in a column for each level: the field, the criterion, its part (lines made by hand)."""

import pytest

from chiso.core.errors import Refused
from chiso.intake.recognise.overview import headings
from tests.intake.test_rooms import understood

TITLE = ("BẢNG TỰ CHẤM ĐIỂM CCHC NĂM 2024",)
HEADS = ("STT", "Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Điểm tự chấm")


def test_each_line_has_its_name_in_the_column_of_its_level() -> None:
    layout, cleaned = understood(
        [
            TITLE, HEADS,
            ("I", "Chỉ đạo điều hành", "", "", 4, 3),
            ("1", "", "Kế hoạch CCHC", "", 4, 3),
            ("1.1", "", "", "Ban hành kịp thời", 2, 2),
            ("1.2", "", "", "Mức độ hoàn thành", 2, 1),
        ]
    )  # fmt: skip
    rows = cleaned.table.to_pylist()
    assert (layout.dataset, layout.unknown_columns, cleaned.rejects) == ("criteria", (), [])
    assert [(row["code"], row["name"], row["self_points"]) for row in rows] == [
        ("I", "Chỉ đạo điều hành", 3), ("1", "Kế hoạch CCHC", 3), ("1.1", "Ban hành kịp thời", 2),
        ("1.2", "Mức độ hoàn thành", 1),
    ]  # fmt: skip
    assert [head.field for head in headings(layout)] == [
        "code",
        "name",
        "name",
        "name",
        "max_points",
        "self_points",
    ]


def test_each_line_has_the_names_above_it_beside_its_own() -> None:
    """Merged downwards, or said again: the last is the line's own."""
    lines = [
        TITLE, ("Mã", *HEADS[1:]),
        ("1.1.1", "Chỉ đạo điều hành", "Kế hoạch CCHC", "Ban hành kịp thời", 2, 2),
        ("1.1.2", "", "", "Mức độ hoàn thành", 2, 1),
        ("1.2", "Chỉ đạo điều hành", "Kiểm tra CCHC", "", 2, 2),
    ]  # fmt: skip
    _, cleaned = understood(lines, "B3:B4", "C3:C4")
    assert [row["name"] for row in cleaned.table.to_pylist()] == [
        "Ban hành kịp thời", "Mức độ hoàn thành", "Kiểm tra CCHC",
    ]  # fmt: skip


def test_a_field_behind_its_criterion_is_no_part_of_it() -> None:
    _, cleaned = understood(
        [TITLE, ("Mã", "Tiêu chí", "Lĩnh vực", *HEADS[4:]), ("1.1", "Kịp thời", "Chỉ đạo", 2, 2)]
    )
    assert [row["name"] for row in cleaned.table.to_pylist()] == ["Kịp thời"]


def test_columns_that_are_headed_alike_are_asked_about() -> None:
    lines = [TITLE, ("Mã", "Tiêu chí", "Tiêu chí", *HEADS[4:]), ("1.1", "Kịp thời", "Chỉ đạo", 2, 2)]
    with pytest.raises(Refused, match="cùng một ý nghĩa"):
        understood(lines)


@pytest.mark.parametrize(
    ("heads", "dataset", "count"),
    [
        (("Phòng Nghiệp vụ 1", "Phòng Nghiệp vụ 2", "Văn phòng"), "unit_scores", 3),
        (("Điểm năm 2022", "Điểm năm 2023"), "criteria", 2),
    ],
)
def test_levels_of_names_beside_points_across(heads: tuple[str, ...], dataset: str, count: int) -> None:
    """No line is lost for standing in the second column: one record each, of each unit or year."""
    points = [2] * len(heads)
    layout, cleaned = understood(
        [
            ("BẢNG ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC PHÒNG NĂM 2024" if count == 3 else "BẢNG ĐIỂM CCHC",),
            (*HEADS[:5], *heads),
            ("I", "Chỉ đạo điều hành", "", "", 4, *points),
            ("1", "", "Kế hoạch CCHC", "", 4, *points),
            ("1.1", "", "", "Ban hành kịp thời", 2, *points),
        ]
    )
    names = [row["name"] for row in cleaned.table.to_pylist()]
    assert (layout.dataset, layout.unknown_columns, cleaned.rejects) == (dataset, (), [])
    assert names == [
        name for name in ("Chỉ đạo điều hành", "Kế hoạch CCHC", "Ban hành kịp thời") for _ in range(count)
    ]
