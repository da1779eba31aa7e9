"""What became of conclusions: hand-made dossiers, looked at on 31/10 from the giao ban of 24/10."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chiso.core.errors import ChisoError
from chiso.desk import conclusions, meetings, minutes
from chiso.figures import Asked
from chiso.present import deck, unit_sheet
from chiso.present.deck.look import Look
from chiso.store import Store
from chiso.words import concluded
from chiso.words.meeting import Compared
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds.import_world import DOSSIER_COLUMNS, World, dossier
from tests.worlds.people import ADMIN, named

SINCE, TODAY = date(2024, 10, 24), date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=TODAY)
UNIT = {"unit_text": "Văn phòng", "due_at": "31/12"}


OLD = [dossier(f"A{n}", channel="online" if n < 5 else "counter", **UNIT) for n in range(10)]


def of_before(store: Store) -> None:
    World(store).put(OLD, "24/10")


@pytest.fixture
def world(tmp_path) -> Iterator[World]:
    """Of Văn phòng 10 dossiers until 24/10, 5 of them online; until 30/10 two more, both online: 7 of 12."""
    with fresh_home.build(tmp_path / "home", fill=of_before) as store:
        yield World(store)


def newer(world: World, day: str = "31/10") -> None:
    world.put([*OLD, *(dossier(f"B{n}", received_at="29/10", **UNIT) for n in range(2))], day)


def add(store: Store, due: date | None, **more: Any) -> int:
    said = {"indicator": "online_rate", "verb": "Nâng", **more}
    return meetings.add(
        store, ADMIN, meetings.Commitment("stp", SINCE, "stp-vp", "tỷ lệ trực tuyến", due, **said)
    )


def outcomes(store: Store) -> dict[int, str | None]:
    return {row["commitment_id"]: row["outcome"] for row in conclusions.since(store, ASKED, SINCE)}


def test_the_figure_of_the_unit_on_the_day_judges_what_wants_a_value(world: World) -> None:
    store, on_time = world.store, date(2024, 10, 30)
    met = add(store, on_time, wanted=7 / 12)
    too_high = add(store, on_time, wanted=0.6)
    too_early = add(store, date(2024, 10, 28), wanted=0.55)  # 5 of 10 on that day
    ahead = add(store, date(2024, 11, 5), wanted=0.9)
    fewer = add(store, TODAY, indicator="overdue_dossiers", wanted=3.0)  # less is better: none is overdue
    newer(world)
    assert outcomes(store) == {
        met: "kept", too_high: "broken", too_early: "broken", ahead: "standing", fewer: "kept"
    }  # fmt: skip
    (row,) = (row for row in conclusions.since(store, ASKED, SINCE) if row["commitment_id"] == met)
    assert (row["then"], row["now"], row["content"]) == (0.5, 7 / 12, "Nâng tỷ lệ trực tuyến")
    said = {
        row["commitment_id"]: concluded.figure(Compared(ASKED, SINCE), row)
        for row in conclusions.since(store, ASKED, SINCE)
    }
    moved = "Hồ sơ trực tuyến 50% → 58,3%, cần"
    without = "(thiếu tháng 12/2023, 1–9)"
    assert said[met] == f"{moved} 58,3% {without}"
    assert said[too_early] == f"{moved} 55% (đến hạn: 50%)"  # it was broken, which today's figure denies
    assert said[ahead] == f"{moved} 90% {without}"


def test_a_figure_of_another_cchc_year_says_since_when_it_counts(world: World) -> None:
    """ "50% → 0%, cần 50%" was said on 16/12 of a year that was two days old."""
    store, today = world.store, replace(ASKED, as_of=date(2024, 12, 16))
    add(store, date(2024, 10, 30), wanted=0.5)
    add(store, date(2024, 10, 30), indicator="overdue_dossiers", wanted=3.0)  # which stands on a day
    world.put([*OLD, dossier("C", received_at="16/12", channel="counter", **UNIT)], "16/12")
    said = {concluded.figure(Compared(today, SINCE), row) for row in conclusions.since(store, today, SINCE)}
    assert said == {
        "Hồ sơ trực tuyến 50% → 0% từ 15/12, cần 50% (đến hạn: 50%)",
        "Hồ sơ quá hạn 0 → 0, cần tối đa 3 (thiếu tháng 11)",
    }


def test_the_book_and_a_units_paper_judge_by_the_same_figure_as_the_giao_ban(world: World) -> None:
    """What was met on its day by its figure was overdue there until somebody closed it."""
    store, on_time = world.store, date(2024, 10, 30)
    met = add(store, on_time, wanted=7 / 12)
    broken = add(store, on_time, wanted=0.6)
    today = add(store, TODAY, indicator="overdue_dossiers", wanted=3.0)
    told = add(store, on_time)  # nothing is wanted of a figure: whoever closes it decides
    newer(world)
    states = dict(conclusions.register(store, ASKED)[["commitment_id", "state"]].itertuples(index=False))
    assert states == {broken: "overdue", told: "overdue", met: "met", today: "met"}
    assert list(states)[:2] == [broken, told]  # what is overdue stands first
    (sheet,) = (one for one in unit_sheet.of_units(store, ASKED) if one.look.asked.unit == "stp-vp")
    (section,) = (one for one in sheet.sections if one.table == "handout_conclusions")
    assert section.title == "2 kết luận đang thực hiện, đều quá hạn"
    assert len(section.rows) == 2
    meetings.change(store, ADMIN, met, as_of=TODAY, status="done")
    states = dict(conclusions.register(store, ASKED)[["commitment_id", "state"]].itertuples(index=False))
    assert states[met] == "done"  # what somebody said


def test_what_is_reported_of_no_unit_by_itself_judges_by_the_agencys_figure(world: World) -> None:
    store = world.store
    add(store, date(2024, 10, 30), indicator="satisfaction", wanted=0.9)

    def reported(day: int, done: float, unit: str | None = None) -> dict[str, Any]:
        said = {"indicator": "satisfaction", "numerator": done, "denominator": 100.0, "value": None}
        return said | {"date": date(2024, 10, day), "unit": unit, "unit_text": unit}

    rows = [reported(20, 85.0), reported(30, 92.0)]
    world.number(rows, date(2024, 10, 30), dataset="measurements")

    def told() -> tuple[str | None, str]:
        (one,) = conclusions.since(store, ASKED, SINCE)
        return one["outcome"], concluded.figure(Compared(ASKED, SINCE), one)

    assert told() == ("kept", "Mức độ hài lòng toàn cơ quan 85% → 92%, cần 90%")
    of_unit = reported(30, 50.0, "Phòng Nghiệp vụ 1")
    world.number([*rows, of_unit], TODAY, dataset="measurements")
    assert told() == (None, "Mức độ hài lòng chưa có số, cần 90%")  # units report it, Văn phòng does not


def test_a_day_that_no_file_reaches_judges_nothing(world: World) -> None:
    """ "Hồ sơ quá hạn 4 → 296, cần 0: chưa đạt" was said of 8/11 by a file of 31/10."""
    number = add(world.store, date(2024, 10, 30), wanted=0.6)  # the file is of 24/10
    assert outcomes(world.store) == {number: None}
    (row,) = conclusions.since(world.store, ASKED, SINCE)
    said = concluded.figure(Compared(ASKED, SINCE), row)
    assert (conclusions.outcome(row), said) == (
        "○ chưa có số",
        "Hồ sơ trực tuyến 50% → 50%, cần 60% (tệp chỉ đến 24/10/2024, thiếu tháng 12/2023, 1–9)",
    )
    newer(world)
    assert outcomes(world.store) == {number: "broken"}


def test_beside_its_figure_stand_the_months_of_its_own_days_without_a_file(world: World) -> None:
    """Of what is open those of the year before it, of a rate those of the CCHC year alone."""
    store, today = world.store, replace(ASKED, as_of=date(2024, 12, 31))
    for indicator, wanted in (("online_rate", 0.5), ("overdue_dossiers", 3.0)):
        add(store, today.as_of, indicator=indicator, wanted=wanted)
    world.put([*OLD, dossier("C", received_at="16/12", channel="counter", **UNIT)], "31/12")
    said = {concluded.figure(Compared(today, SINCE), row) for row in conclusions.since(store, today, SINCE)}
    assert said == {
        "Hồ sơ trực tuyến 50% → 0% từ 15/12, cần 50%", "Hồ sơ quá hạn 0 → 0, cần tối đa 3 (thiếu tháng 11)"
    }  # fmt: skip


def test_a_figure_of_which_too_much_is_unknown_judges_nothing(world: World) -> None:
    """Of eight results seven are told, six electronic: an eighth is unknown, more than a tenth."""
    store = world.store
    number = add(store, date(2024, 10, 30), indicator="e_result_rate", wanted=0.8)
    done = {**UNIT, "received_at": "1/10", "finished_at": "2/10", "status": "returned"}
    told = [*OLD, *(dossier(f"C{n}", has_e_result=n < 6, **done) for n in range(7))]
    columns = (*DOSSIER_COLUMNS, "has_e_result")
    world.put(told, "30/10", columns=columns)
    assert outcomes(store) == {number: "kept"}
    world.put([*told, dossier("D", **done)], "31/10", columns=columns)
    assert outcomes(store) == {number: None}
    (row,) = conclusions.since(store, ASKED, SINCE)
    assert concluded.figure(Compared(ASKED, SINCE), row) == "Kết quả điện tử chưa có số, cần 80%"


def test_on_its_day_one_that_is_not_met_yet_falls_due_on_page_minutes_and_slide(world: World) -> None:
    today = add(world.store, TODAY, wanted=0.6)  # 7 of 12 are less
    newer(world)
    (row,) = conclusions.since(world.store, ASKED, SINCE)
    assert (row["outcome"], row["state"], conclusions.outcome(row)) == (
        "standing", "due_soon", "● đang thực hiện, sắp đến hạn"
    )  # fmt: skip
    (slide,) = deck.storyboard(Look(world.store, ASKED), deck.Choice(("commitments",)))
    assert slide.table is not None
    assert slide.table.rows[0] == ("Tình trạng", "● đang thực hiện, sắp đến hạn")
    newer(world, "01/11")
    (row,) = conclusions.since(world.store, replace(ASKED, as_of=date(2024, 11, 1)), SINCE)
    assert (row["commitment_id"], row["outcome"], row["state"]) == (today, "broken", "overdue")


@pytest.mark.skipif(not LONG, reason="in a usual run one with a value")
def test_without_a_value_the_day_of_closing_judges(world: World) -> None:
    store = world.store
    open_late = add(store, date(2024, 10, 28))
    done, dropped, moved = (add(store, date(2024, 10, 30)) for _ in range(3))
    endless = add(store, None)
    newer(world)
    meetings.change(store, ADMIN, done, as_of=TODAY, status="done", closed_on=date(2024, 10, 29))
    meetings.change(store, ADMIN, dropped, as_of=TODAY, status="dropped")
    assert outcomes(store) == {
        open_late: "broken", done: "kept", dropped: None, moved: "broken", endless: "standing"
    }  # fmt: skip


def test_another_day_said_in_time_moves_it_and_said_too_late_does_not(world: World) -> None:
    store = world.store
    in_time, too_late = add(store, date(2024, 10, 30)), add(store, date(2024, 10, 28))
    meetings.change(store, ADMIN, in_time, as_of=SINCE, due_on=date(2024, 11, 7))
    newer(world)
    meetings.change(store, ADMIN, too_late, as_of=TODAY, due_on=date(2024, 11, 7))
    assert outcomes(store) == {in_time: "moved", too_late: "broken"}


def test_what_was_done_before_is_not_told_again(world: World) -> None:
    number = add(world.store, date(2024, 10, 30))
    meetings.change(world.store, ADMIN, number, as_of=SINCE, status="done")
    newer(world)
    assert outcomes(world.store) == {}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"wanted": 0.5, "indicator": None}, "chỉ tiêu và hạn"),
        ({"wanted": -1.0}, "không âm"),
        ({"wanted": float("nan")}, "không âm"),
        ({"verb": "Bay"}, "động từ"),
    ],
)
def test_what_is_no_conclusion_is_refused(world: World, more: dict[str, Any], why: str) -> None:
    with pytest.raises(ChisoError, match=why):
        add(world.store, date(2024, 10, 30), **more)


def test_a_change_keeps_verb_and_value(world: World) -> None:
    number = add(world.store, date(2024, 10, 30), wanted=0.6)
    for note in ("đã nhắc", "đã nhắc lại"):
        meetings.change(world.store, named("a"), number, as_of=SINCE, note=note)
    (row,) = meetings.commitments(world.store, "stp", SINCE).to_dict("records")
    assert (row["content"], row["task"], row["wanted"]) == ("Nâng tỷ lệ trực tuyến", "tỷ lệ trực tuyến", 0.6)


def test_meeting_days_are_those_of_conclusions_and_kept_decks_before_the_day(world: World) -> None:
    store = world.store
    assert minutes.met_before(store, "stp", TODAY) == []
    add(store, None)
    for day, kind in (
        (date(2024, 10, 17), meetings.DECK),
        (date(2024, 10, 29), "cchc_report"),
        (TODAY, meetings.DECK),
    ):
        meetings.keep_deck(store, ADMIN, meetings.Deck("stp", day, "Tuần", {}, [], kind))
    assert minutes.met_before(store, "stp", TODAY) == [SINCE, date(2024, 10, 17)]
    assert minutes.met_before(store, "stp", SINCE) == [date(2024, 10, 17)]
