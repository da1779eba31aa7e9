"""What-if by hand: another share, or more a week, of what is still to come; whose part of what is missing that is."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso import figures
from chiso.core.errors import Refused, UnknownName
from chiso.figures.ask import Asked
from chiso.figures.foresight.way import Way
from chiso.figures.targets import Target
from chiso.figures.what_if import Answer, Change, what_if
from chiso.store import Store
from tests.conftest import examples
from tests.worlds import small_world
from tests.worlds.small_world import HCTP, VP, dossier

ASKED = Asked(agency="stp", as_of=date(2024, 8, 31))
NV1 = "Phòng Nghiệp vụ 1"  # since 1/7/2024; HCTP ended the day before
MONTHS = [date(year, month, 10) for year in (2023, 2024) for month in range(1, 13)][:20]
NONE = Change()
WEEKS = 13  # from 31/8 to 30/11 are 91 days


def came(unit: str, online: int, many: int, days: list[date], **more: str) -> list[dict[str, Any]]:
    """So many dossiers of a unit on each day, finished three days later in time: `online` of every ten online."""
    return [
        dossier(f"{unit} {day} {number}", unit=unit, received=f"{day}", due=f"{day + timedelta(5)}",
                finished=f"{day + timedelta(3)}", channel="online" if number % 10 < online else "counter", **more)
        for day in days for number in range(many)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """January 2023 to August 2024, on the tenth of each month; what HCTP received is of foreigners.

    This year to 31/8 (O of N): Văn phòng 128 of 320, HCTP 72 of 120, Nghiệp vụ 1 10 of 20: 210 of 460. In September,
    October and November of last year came 180.
    """
    rows = [
        *came(VP, 4, 40, MONTHS),
        *came(HCTP, 6, 20, MONTHS[:18], exclusion_group="foreigner"),
        *came(NV1, 5, 10, MONTHS[18:]),
    ]
    home = tmp_path_factory.mktemp("what-if") / "home"
    with small_world.fill(home, {"dossiers": rows}, since=date(2023, 1, 1)) as opened:
        yield opened


def tried(store: Store, change: Change = NONE, asked: Asked = ASKED) -> Answer:
    return what_if(store, asked, "online_rate", change)


def known(found: float | None) -> float:
    assert found is not None
    return found


def test_a_share_of_what_comes(store: Store) -> None:
    found = tried(store, Change(share=0.9))
    assert found.expected == 180
    assert found.value == pytest.approx((210 + 0.9 * 180) / 640)
    assert (found.target, found.target_date, found.met, found.points) == (
        0.55,
        date(2024, 11, 30),
        True,
        None,
    )
    # with x come: 210 + 0,9x ≥ 0,55 (460 + x) from x = 122,86 on, on day 62,1 of 91: the 63rd is 2/11
    assert found.reached_on == date(2024, 11, 2)
    assert tried(store, Change(share=0.0)).value == pytest.approx(210 / 640)
    none = tried(store, Change(share=0.7))  # 336 of 352 needed
    assert (none.met, none.reached_on) == (False, None)


def test_the_forecast_is_what_comes_without_a_change(store: Store) -> None:
    (value,) = figures.values(store, ASKED, "online_rate")
    found = tried(store, Change(more={None: 0.0}))
    assert found.value == found.base.forecast == value.forecast
    assert (found.base.forecast_low, found.base.forecast_high) == (value.forecast_low, value.forecast_high)
    assert (found.base.numerator, found.base.denominator, found.base.value) == (210, 460, 210 / 460)
    assert not found.met


def test_more_a_week_are_added_to_the_forecast_at_most_all_that_come(store: Store) -> None:
    forecast = known(tried(store).value)
    assert tried(store, Change(more={None: 2.0})).value == pytest.approx(forecast + 2 * WEEKS / 640)
    assert tried(store, Change(more={None: 1000.0})).value == pytest.approx((210 + 180) / 640)
    assert tried(store, Change(share=1.0)).value == pytest.approx((210 + 180) / 640)


def test_parts_by_hand(store: Store) -> None:
    """R = 180 goes by twelve months: Văn phòng 480; Nghiệp vụ 1 20 in two of them, in which 100 of the agency's 700
    came, so 140; HCTP works no more."""
    found = tried(store)
    parts = {part.unit: part for part in found.parts}
    expected = {unit: part.expected for unit, part in parts.items()}
    assert expected == pytest.approx({"stp-vp": 180 * 480 / 620, "stp-nv1": 180 * 140 / 620, "stp-hctp": 0})
    # 0,55 × 459,35 − 128 = 124,65; 0,55 × 60,65 − 10 = 23,35; 0,55 × 120 − 72 = −6: G = 142
    assert {unit: part.needed for unit, part in parts.items()} == {
        "stp-vp": 125,
        "stp-nv1": 23,
        "stp-hctp": -6,
    }
    assert found.base.needed == 142
    brings = known(found.base.forecast) * 640 - 210
    assert found.base.missing == math.ceil(142 - brings)
    # by what each still expects at the counter: what it expects less what its own forecast brings of that
    of_units = {one.unit: one for one in figures.values(store, ASKED, "online_rate", by="unit")}
    left = {unit: part.left for unit, part in parts.items()}
    for unit, done, base in (("stp-vp", 128, 320), ("stp-nv1", 10, 20)):
        brings = known(of_units[unit].forecast) * (base + expected[unit]) - done
        assert left[unit] == pytest.approx(expected[unit] - brings, abs=1e-5)
    assert left["stp-hctp"] == 0
    exact = {unit: known(found.base.missing) * one / sum(left.values()) for unit, one in left.items()}
    assert all(abs(known(parts[unit].missing) - exact[unit]) < 1 for unit in parts)
    assert sum(known(part.missing) for part in parts.values()) == found.base.missing


def test_of_a_unit_its_own_figure_and_its_part(store: Store) -> None:
    found = tried(store, Change(share=1.0), replace(ASKED, unit="stp-vp"))
    rest = 180 * 480 / 620
    assert found.value == pytest.approx((128 + rest) / (320 + rest))
    (part,) = found.parts
    whole = {part.unit: part for part in tried(store).parts}["stp-vp"]
    assert part == whole
    assert (found.base.needed, found.base.missing) == (125, whole.missing)
    other = tried(store, Change(more={"stp-nv1": 5.0}), replace(ASKED, unit="stp-vp"))
    assert other.value == other.base.forecast, "what another unit brings is not this one's"


def test_a_group_left_out_counts_nowhere(store: Store) -> None:
    """Without HCTP's: 138 of 340, and 120 came in the rest of last year."""
    found = tried(store, Change(share=1.0), replace(ASKED, without=("foreigner",)))
    assert (found.base.numerator, found.base.denominator, found.expected) == (138, 340, 120)
    assert found.value == pytest.approx((138 + 120) / 460)
    assert known(found.base.forecast) < known(tried(store).base.forecast)
    other = tried(store, Change(share=1.0), replace(ASKED, without=("authorised",)))
    assert other.value == pytest.approx(390 / 640)
    every = figures.values(
        store, replace(ASKED, without=("foreigner",))
    )  # beside others that have no such groups
    assert (known(every.of("online_rate")[0].numerator), every.of("task_on_time_rate")[0].entries) == (138, 0)


@pytest.mark.parametrize(("share", "points"), [(1.0, 5), (0.98, 4.5), (0.97, None)])
def test_points_by_the_printed_rule(store: Store, share: float, points: float | None) -> None:
    """460 of 460 in time and 240 to come by 14/12: 695,2 of 700 are 99,3 %, 692,8 98,97 %, below any step."""
    found = what_if(store, ASKED, "on_time_rate", Change(share=share))
    assert found.value == pytest.approx((460 + 240 * share) / 700)
    assert found.points == points


def test_on_the_date_and_after_it_the_day_stays(store: Store) -> None:
    for day in (date(2024, 11, 30), date(2024, 12, 5)):
        found = tried(store, Change(share=1.0), replace(ASKED, as_of=day))
        assert (found.value, found.met, found.reached_on, found.expected) == (210 / 460, False, None, 0)
        assert found.base.forecast == found.value


def test_where_too_little_is_known_nothing_is(store: Store) -> None:
    found = tried(store, Change(share=1.0), replace(ASKED, as_of=date(2023, 3, 20)))  # two full months
    assert (found.value, found.met, found.reached_on, found.expected, found.parts) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert found.base.forecast is None
    assert what_if(store, None, "online_rate", Change()).value is None


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        ("overdue_dossiers", "no_forecast"),  # a number that stands on a day
        ("disbursement_rate", "no_forecast"),  # entered by hand
        ("online_procedure_rate", "no_forecast"),  # of procedures
        ("first_due_on_time_rate", "no_target"),
    ],
)
def test_what_has_no_way_to_a_target_is_refused_in_a_sentence(
    store: Store, indicator: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        what_if(store, ASKED, indicator, Change())
    assert refused.value.code == code
    assert "Hãy chọn" in refused.value.message
    with pytest.raises(UnknownName):
        what_if(store, ASKED, "nothing", Change())


# --- what must hold of each -------------------------------------------------------------------------------------------

shares = st.floats(0, 1)
amounts = st.floats(0, 60)


@settings(max_examples=examples(40))
@given(a=shares, b=shares, n=amounts, m=amounts)
def test_more_never_lowers_it(store: Store, a: float, b: float, n: float, m: float) -> None:
    for one, other in (
        (Change(share=a), Change(share=b)),
        (Change(more={None: n}), Change(more={"stp-vp": m})),
    ):
        for change in (one, other):
            assert 210 / 640 - 1e-12 <= known(tried(store, change).value) <= 390 / 640 + 1e-12
    low, high = sorted((a, b))
    assert known(tried(store, Change(share=low)).value) <= known(tried(store, Change(share=high)).value)
    low, high = sorted((n, m))
    for unit in (None, "stp-nv1"):
        few, many = (tried(store, Change(more={unit: number})) for number in (low, high))
        assert known(few.value) <= known(many.value)
        if few.met:
            assert known_day(many) <= known_day(few)


def known_day(found: Answer) -> date:
    assert found.reached_on is not None
    return found.reached_on


@pytest.mark.parametrize("day", [date(2024, 5, 15), ASKED.as_of, date(2024, 10, 20), date(2024, 11, 25)])
def test_the_goal_sought_is_the_fewest_and_parts_add_up(store: Store, day: date) -> None:
    asked = replace(ASKED, as_of=day)
    base, parts = tried(store, Change(), asked).base, tried(store, Change(), asked).parts
    for name in ("needed", "missing", "weekly"):
        found = [getattr(part, name) for part in parts]
        assert getattr(base, name) == (None if None in found else sum(found)), name
    if base.weekly is None:
        assert not tried(store, Change(share=1.0), asked).met
        return
    assert tried(store, Change(more={None: float(base.weekly)}), asked).met
    assert not base.weekly or not tried(store, Change(more={None: base.weekly - 1.0}), asked).met


def test_a_change_reads_as_it_is_written() -> None:
    for change in (
        Change(share=0.8),
        Change(more={None: 45.0}),
        Change(more={"stp-nv2": 30.0, "stp-vp": 2.5}),
    ):
        assert Change.read(change.text) == change
    for junk in ("", "ty_le", "ty_le:x", "stp-vp:-1", "stp-vp:1e9", "a b:3", "stp-vp:nan"):
        assert Change.read(junk) == Change(), junk


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 90), shares)
def test_the_day_it_is_reached_is_the_first(done: int, more: int, rest: int, share: float) -> None:
    way, target = Way(done, done + more, rest, 30, share), Target(0.55)
    day = way.reached(target)
    assert (day is not None) == target.is_met(way.end)
    if day is not None:
        assert [target.is_met(way.on(one)) for one in range(1, 31)].index(True) == day - 1
