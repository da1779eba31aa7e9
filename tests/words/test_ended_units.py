"""Of a unit that has ended is said since when, who carries on, what it left: no verdict, no target, no forecast.

Phòng Hành chính tư pháp (stp-hctp) of the demonstration ended on 30/06/2024 without a successor. On 31/10/2024 six of
its dossiers and twelve tasks of the plan are open and nobody's; 2.779 of 5.984 dossiers came online.
"""

from datetime import date

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.judging import Values
from chiso.present import deck, handout, unit_sheet
from chiso.present.deck import Choice, Look
from chiso.reference.unit_tree import Units
from chiso.store import Store
from chiso.words import ended_units, rooms
from chiso.words.attention import attention
from chiso.words.claims import Claim
from chiso.words.states import SHORT, STATES
from tests.words.recomputed import Again
from tests.worlds.apps import opened, shown
from tests.worlds.pdfs import text_of
from tests.worlds.values import made

DAY = date(2024, 10, 31)
OVER = Asked(agency="stp", as_of=DAY, unit="stp-hctp")
VERDICTS = tuple(STATES[code].word.lower() for code in ("on_track", *SHORT))  # "đạt" stands in "đạt 46,4%"


@pytest.fixture(scope="module")
def slides(demo_store: Store) -> dict[str, deck.Slide]:
    return {slide.topic: slide for slide in deck.storyboard(Look(demo_store, OVER), Choice(deck.DEFAULT))}


def test_its_deck_begins_with_what_became_of_it(slides: dict[str, deck.Slide], demo_store: Store) -> None:
    summary = slides["summary"]
    assert summary.headline == "Phòng Hành chính tư pháp thôi hoạt động từ 01/07/2024"
    since, left, late, year = summary.lines
    assert since == "Đơn vị hoạt động đến 30/06/2024; chưa ghi đơn vị tiếp tục công việc."
    assert left == "Để lại 18 việc (6 hồ sơ, 12 việc kế hoạch) chưa có người nhận."
    assert late.startswith("6 hồ sơ quá hạn")
    assert year.startswith("Trong năm CCHC: hồ sơ trực tuyến 46,4% (2.779/5.984), ")
    again = Again(demo_store)
    for line in (left, late, year):
        again.check(line)


def test_nothing_in_its_deck_is_a_verdict_or_held_against_a_target(slides: dict[str, deck.Slide]) -> None:
    for slide in slides.values():
        cells = [cell for row in slide.table.rows for cell in row] if slide.table else []
        cards = [part for card in slide.numbers for part in (card.state.word, card.under)]
        texts = (
            slide.headline,
            slide.note,
            slide.line_below,
            *slide.lines,
            *slide.told.lines,
            *cells,
            *cards,
        )
        for text in texts:
            assert not [word for word in (*VERDICTS, "không còn đạt", "dự báo") if word in text.lower()], text
            assert "chỉ tiêu 100%" not in text
    assert slides["digital"].headline == "Đơn vị đã thôi: kết quả điện tử 74,1%, số hóa hồ sơ 77%"
    assert slides["digital"].table is not None
    assert slides["digital"].table.rows[0] == ("Kết quả điện tử", "74,1%", "4.683/6.324")
    assert slides["left"].headline == "18 việc của Phòng Hành chính tư pháp chưa có người nhận"


def test_its_online_rate_is_told_up_to_its_last_day(slides: dict[str, deck.Slide]) -> None:
    online = slides["online"]
    assert online.note.startswith("Tỷ lệ lũy kế 15/12/2023 – 30/06/2024")
    assert online.line_below == ""  # a year before there is a stretch of another length


def test_the_meeting_is_asked_who_takes_over_what_it_left(slides: dict[str, deck.Slide]) -> None:
    assert slides["conclusions"].lines == (
        "Giao Văn phòng đề xuất đơn vị nhận 18 việc (6 hồ sơ, 12 việc kế hoạch) của Phòng Hành chính tư pháp trước "
        "ngày 07/11/2024.",
    )
    claim = Claim.of("left", OVER, {"count": 3})
    said = ended_units.handing("Phòng A", "Phòng B", {"tasks": 3}, DAY, claim)
    assert said == "Giao Phòng B nhận 3 nhiệm vụ của Phòng A trước ngày 31/10/2024."
    assert ended_units.left({}, claim) == "Không còn việc nào chưa có người nhận."


def test_what_has_to_be_looked_at_of_it_is_its_open_work_alone(demo_store: Store) -> None:
    assert {one.about for one in attention(demo_store, OVER).rows} == {"dossiers"}
    before = Asked(agency="stp", as_of=date(2024, 6, 30), unit="stp-hctp")  # its last day
    assert "online_rate" in {one.about for one in attention(demo_store, before).rows}


def test_its_hand_out_says_the_same_and_nobody_signs_it(demo_store: Store) -> None:
    sheet = unit_sheet.of_unit(demo_store, OVER)
    assert sheet.note.startswith(
        "Đơn vị hoạt động đến 30/06/2024; chưa ghi đơn vị tiếp tục công việc. Để lại 18 việc"
    )
    assert {card.state.word for card in sheet.cards} <= {"", STATES["small_base"].word}
    assert "handout_officials" not in [section.table for section in sheet.sections]
    text = text_of(handout.printed(sheet).content)
    assert "Trưởng đơn vị" not in text
    working = unit_sheet.of_unit(demo_store, Asked(agency="stp", as_of=DAY, unit="stp-nv1"))
    assert "Trưởng đơn vị" in text_of(handout.printed(working).content)


def test_the_cards_of_the_overview_judge_it_no_more(demo_store: Store) -> None:
    now = rooms.unjudged(figures.values(demo_store, OVER))
    assert {one.state for one in now} <= {"no_target", "small_base", "none", "unknown"}
    assert now.one("online_rate").numerator == 2779
    with shown(demo_store):
        app = opened("tong_quan", don_vi="stp-hctp", ngay="2024-10-31")
        page = " ".join(one.value for one in (*app.markdown, *app.caption, *app.metric))
        assert not app.exception
    assert "Đơn vị đã thôi, không xét" in page
    assert "Khó đạt" not in page
    assert "Không còn đạt được" not in page


def test_who_carries_on_is_named_as_it_works_on_the_day() -> None:
    given = {"short_name": None, "kind": None, "sort": None, "parent_id": None, "successor_id": None}
    ends = {"valid_to": date(2024, 6, 30)}
    rows = [
        given | ends | {"unit_id": "a", "name": "Phòng A", "successor_id": "b"},
        given | ends | {"unit_id": "b", "name": "Phòng B", "successor_id": "c"},
        given | {"unit_id": "c", "name": "Phòng C", "valid_from": date(2024, 7, 1)},
        given | {"unit_id": "a1", "name": "Tổ A1", "parent_id": "a"},
        given | ends | {"unit_id": "d", "name": "Phòng D"},
    ]
    units = Units(rows)
    names = {
        unit: heir and heir.name for unit in ["a", "b", "c", "a1", "d"] for heir in [units.heir(unit, DAY)]
    }
    assert names == {"a": "Phòng C", "b": "Phòng C", "c": None, "a1": "Phòng C", "d": None}
    assert (
        ended_units.since(units, "a1", DAY) == "Đơn vị hoạt động đến 30/06/2024; Phòng C tiếp tục công việc"
    )


@pytest.mark.parametrize(
    ("numbers", "state", "value"),
    [
        ([(5, 5, 0), (2, 4, 0)], "small_base", 7 / 9),
        ([(5, 5, 0), (4, 5, 0)], "no_target", 9 / 10),
        ([(None, 5, None), (None, 4, None)], "unknown", None),  # no file has the column
        ([(None, 5, None), (4, 4, 0)], "unknown", None),  # a part that nobody knows is no zero
        ([(0, 0, 0), (0, 0, 0)], "none", None),
        ([(1, 10, 9), (4, 10, 0)], "undecided", 5 / 20),
    ],
)
def test_together_they_say_no_more_than_is_known_of_each(
    numbers: list[tuple[float | None, float, float | None]], state: str, value: float | None
) -> None:
    parts = ("numerator", "denominator", "unknown")
    rows = [
        made(unit=f"x{place}", ended=date(2024, 6, 30), **dict(zip(parts, row, strict=True)))
        for place, row in enumerate(numbers)
    ]
    (found,) = rooms.folded(Values(tuple(rows))).rows
    assert (found.state, found.value) == (state, value)
