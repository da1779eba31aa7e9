"""The gap to a target by hand: what is to come, who of the living units brings it, whole parts that add up."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso import figures
from chiso.figures import gap
from chiso.figures.ask import Asked
from chiso.present.pictures import online, rates
from chiso.store import Store
from chiso.words import online_cards
from chiso.words.attention import RATES
from chiso.words.findings import needed, target_gap
from chiso.words.states import SHORT, STATES
from tests.conftest import LONG
from tests.worlds import small_world
from tests.worlds.demo_home import copy_home
from tests.worlds.small_world import AS_OF, HCTP, VP, dossier

ASKED = Asked(agency="stp", as_of=AS_OF)
NV1 = "Phòng Nghiệp vụ 1"


def received(unit: str, day: str, count: int, online: int = 0, **more: str) -> list[dict[str, object]]:
    """So many dossiers of a unit and day, the first of them online."""
    return [
        dossier(f"{unit} {day} {more} {number}", unit=unit, received=day, due="2024-12-31", status="processing",
                channel="online" if number < online else "counter", **more)
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """55% by 30/11. Since 15/12: Văn phòng 4 of 20, Nghiệp vụ 1 9 of 10, HCTP, which ended on 30/6, 12 of 30; and ten
    in November of the year before: as many are expected in this one."""
    rows = [
        *received(VP, "2024-03-01", 15, 4, procedure_name="Thủ tục Một"),
        *received(VP, "2024-03-01", 5, 0, procedure_name="Thủ tục Hai"),
        *received(NV1, "2024-08-01", 10, 9),
        *received(HCTP, "2024-02-01", 30, 12),
        *received(HCTP, "2023-11-15", 10),
    ]
    home = tmp_path_factory.mktemp("gap") / "home"
    with small_world.fill(home, {"dossiers": rows}, since=date(2023, 10, 1)) as opened:
        yield opened


def test_the_gap_is_what_the_rest_of_the_year_must_bring(store: Store) -> None:
    (value,) = figures.values(store, ASKED, indicator="online_rate")
    assert (value.numerator, value.denominator, value.expected) == (25, 60, 10)
    assert value.required == pytest.approx(1.35)  # (0,55 × 70 − 25) / 10
    assert value.needed == 14  # 13,5 rounded up


def test_parts_are_those_of_the_living_and_what_the_ended_left(store: Store) -> None:
    found = gap.parts(store, ASKED, "online_rate", "unit").set_index("key")
    # Nghiệp vụ 1 began on 1/7: since then 10 of the agency's 70 dossiers of twelve months came, its 10 stand for 70.
    # R = 10 goes to 20 and 70; HCTP works no more
    assert found["expected"].round(2).to_dict() == {"stp-vp": 2.22, "stp-nv1": 7.78, "stp-hctp": 0}
    # 0,55 × 22,22 − 4 = 8,22; 0,55 × 17,78 − 9 = 0,78; 0,55 × 30 − 12 = 4,5: the two largest remainders go up
    assert found["needed"].to_dict() == {"stp-vp": 8, "stp-hctp": 5, "stp-nv1": 1}
    assert found["is_ended"].to_dict() == {"stp-vp": False, "stp-hctp": True, "stp-nv1": False}


def test_a_unit_says_its_part_wherever_it_is_asked(store: Store) -> None:
    units = {value.unit: value for value in figures.values(store, ASKED, "online_rate", by="unit")}
    assert {code: value.needed for code, value in units.items()} == {
        "stp-vp": 8,
        "stp-hctp": 5,
        "stp-nv1": 1,
    }
    assert {code: value.state for code, value in units.items()} == {
        "stp-vp": "unreachable", "stp-hctp": "unreachable", "stp-nv1": "met"
    }  # fmt: skip
    (alone,) = figures.values(store, replace(ASKED, unit="stp-vp"), "online_rate")
    assert (alone.needed, alone.expected) == (8, pytest.approx(20 / 9))
    # Thủ tục Một: R = 1,67 of 2,22, 0,55 × 16,67 − 4 = 5,17; Hai: 0,55 × 5,56 = 3,06
    found = gap.parts(store, replace(ASKED, unit="stp-vp"), "online_rate", "procedure").set_index("key")
    assert found["needed"].to_dict() == {"Thủ tục Một": 5, "Thủ tục Hai": 3}


def test_an_agency_whose_units_nobody_named_yet_is_at_work(tmp_path: Path) -> None:
    """The first files of a new agency: its dossiers stand at "Chưa xác định", which is no unit that ended."""
    rows = [*received("Phòng Lạ", "2024-08-01", 10, 4), *received("Phòng Lạ", "2023-11-15", 10)]
    with small_world.fill(tmp_path / "home", {"dossiers": rows}, since=date(2023, 10, 1)) as store:
        (whole,) = figures.values(store, ASKED, "online_rate")
        (unknown,) = figures.values(store, ASKED, "online_rate", by="unit")
        found = gap.parts(store, ASKED, "online_rate", "unit")
    # 0,55 × 20 − 4 = 7 of the ten that came in November of the year before
    assert (whole.expected, whole.needed, whole.required) == (10, 7, pytest.approx(0.7))
    assert (unknown.unit, unknown.expected, unknown.needed) == ("unknown", 10, 7)
    assert "unreachable" not in (whole.state, unknown.state)
    assert found["is_ended"].to_list() == [False]
    headline = online.shortfall(found, target=0.55, until="30/11", by="unit").headline
    assert "thôi" not in headline


def test_after_the_date_nothing_is_to_come_and_a_range_has_no_gap(store: Store) -> None:
    (late,) = figures.values(store, replace(ASKED, as_of=date(2024, 12, 1)), "online_rate")
    assert (late.expected, late.needed, late.state) == (0, 8, "missed")  # 0,55 × 60 − 25
    part = replace(ASKED, date_from=date(2024, 8, 1))
    assert gap.parts(store, part, "online_rate", "unit").empty


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=12))
def test_whole_parts_add_up_and_none_is_off_by_one(exact: list[float]) -> None:
    exact = [round(part, 3) for part in exact]
    found = gap.whole_numbers(exact)
    assert sum(found) == math.ceil(round(sum(exact), 6))
    assert all(abs(whole - part) < 1 for whole, part in zip(found, exact, strict=True))


# --- on many days -------------------------------------------------------------------------------------------------

FIRST, LAST = date(2023, 12, 15), date(2024, 3, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DAYS = EVERY_DAY if LONG else EVERY_DAY[3::25]


@pytest.fixture(scope="module")
def year(half_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(copy_home(half_year, tmp_path_factory.mktemp("gap") / "half-year")) as opened:
        yield opened


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_parts_add_up_to_the_gap_on_every_day(year: Store, day: date) -> None:
    asked = Asked(agency="stp", as_of=day)
    (whole,) = figures.values(year, asked, "online_rate")
    assert whole.needed == math.ceil(
        round(0.55 * ((whole.denominator or 0) + (whole.expected or 0)) - (whole.numerator or 0), 6)
    )
    for by in ("unit", "procedure", "field", "official"):
        assert gap.parts(year, asked, "online_rate", by)["needed"].sum() == whole.needed, by
    units = gap.parts(year, asked, "online_rate", "unit")
    assert units["expected"].sum() == pytest.approx(whole.expected)
    for value in figures.values(year, asked, "online_rate", by="unit"):
        shown = units.loc[units["key"] == value.unit, "needed"].item()
        (alone,) = figures.values(year, replace(asked, unit=value.unit), "online_rate")
        assert value.needed == alone.needed == shown


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_card_slide_sentence_and_heat_say_one_word(year: Store, day: date) -> None:
    asked = Asked(agency="stp", as_of=day)
    (value,) = figures.values(year, asked, "online_rate")
    word, days = STATES[value.state].word, figures.days(year, asked, "online_rate")
    found = target_gap(value, RATES["online_rate"])
    assert (found is None) == (value.state not in SHORT)
    if value.expected and (value.required or 0) > 0:
        card = online_cards.from_now(value, is_official=True)
        assert (card.state.word, card.value) == (word, needed(value))
    if found is not None:
        assert found.state == value.state
        assert word.lower() in found.text
        assert word.lower() in online.cumulative(days, "", value).headline
    units = figures.values(year, asked, "online_rate", by="unit")
    heat = rates.heat(units, {"online_rate": "Trực tuyến"})
    for place, unit in enumerate(heat.keys):
        (of_unit,) = (one for one in units if one.unit == unit)
        assert heat.series[0].texts[place].startswith(STATES[of_unit.state].sign)
