"""The slide of the points of the units below the agency: shares, losses and words by hand."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from chiso.figures.unit_scores import Line, Scored, UnitScores
from chiso.present.deck.below import below
from chiso.present.slides import Slide

FIRST = Scored(
    "a",
    "Trung tâm A",
    (Line("1", "Chỉ đạo", 25, 24, 21.5, "Gửi chậm"), Line("2", "Thủ tục", 75, 74, 70)),
    rank=1,
)
SECOND = Scored("b", "Trung tâm B", (Line("1", "Chỉ đạo", 25, 25, None), Line("2", "Thủ tục", 75, 60, 57)))


def slides(*units: Scored, unit: str | None = None) -> list[Slide]:
    found = UnitScores(2024, units, units, date(2024, 12, 15), is_reported=False)
    asked = SimpleNamespace(unit=unit)
    look: Any = SimpleNamespace(
        asked=asked, as_of=date(2024, 10, 31), answer=lambda *_: found, claim=lambda *_, **__: None
    )
    return below(look)


def test_several_units_stand_by_rank_each_beside_what_it_gave_itself() -> None:
    (slide,) = slides(FIRST, SECOND)
    assert slide.headline == (
        "Xếp hạng CCHC đơn vị cấp dưới năm 2024: 1/2 đơn vị đã đủ điểm thẩm định, cao nhất là Trung tâm A"
    )
    assert slide.note == "Còn 45 ngày, 1 đơn vị chưa đủ điểm (hạn theo kế hoạch 15/12/2024)"
    assert slide.chart
    own, appraised = slide.chart.series
    assert own.values == pytest.approx((0.98, 0.85))  # 98 and 85 of 100
    assert appraised.values == (pytest.approx(0.915), None)  # of the second a criterion is left
    assert slide.table
    assert slide.table.rows[0] == ("1", "Trung tâm A", "98/100", "91,5/100", "8,5")
    assert slide.speaker_note == (
        "Mất điểm nhiều nhất: Trung tâm B, 2 Thủ tục: 18 điểm; Trung tâm A, 2 Thủ tục: 5 điểm; "
        "Trung tâm A, 1 Chỉ đạo: 3,5 điểm."
    )


def test_one_unit_is_said_by_its_criteria_and_in_its_own_deck_by_its_rank() -> None:
    (slide,) = slides(FIRST)
    assert slide.table
    assert slide.table.rows[0] == ("1", "24/25", "21,5/25", "3,5", "Gửi chậm")
    assert slide.note.startswith("Trung tâm A · đã đủ điểm để xếp hạng")
    (mine,) = slides(FIRST, unit="a")
    assert mine.headline.startswith("Điểm CCHC năm 2024: hạng 1, thẩm định 91,5/100")


def test_before_anything_has_its_rank_no_fraction_says_so_and_no_column_stands_empty() -> None:
    (slide,) = slides(SECOND)
    assert slide.headline == "Xếp hạng CCHC đơn vị cấp dưới năm 2024: chưa đơn vị nào đủ điểm thẩm định"
    assert slide.table
    assert [one.label for one in slide.table.columns] == [
        "Mã",
        "Tự chấm",
        "Thẩm định",
        "Mất",
    ]  # nobody noted anything
    (slide,) = slides(FIRST)
    assert slide.table
    assert slide.table.columns[-1].label == "Nhận xét"


def test_before_anything_is_scored_there_is_no_slide() -> None:
    assert slides(Scored("a", "Trung tâm A", ())) == []
    assert slides() == []
