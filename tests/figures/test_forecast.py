"""Forecasts: what must hold of each, on simulated offices, and of the figures of a small home."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.foresight.ahead import HIGH, LOW, Outlook, Series, carried
from chiso.figures.foresight.level import Kind
from chiso.figures.judging import Value
from chiso.figures.targets import Target
from chiso.store import Store
from tests.bench.bench_forecast import line, tried
from tests.bench.offices import KINDS
from tests.conftest import LONG, examples
from tests.worlds import small_world
from tests.worlds.small_world import HCTP, VP, dossier

# --- of every forecast ------------------------------------------------------------------------------------------------

counts = st.integers(0, 400)
blocks = st.lists(st.tuples(counts, st.floats(0, 1)), min_size=3, max_size=26)


@st.composite
def shares(draw: st.DrawFn) -> Series:
    """A share on a day of its year: blocks with what came and what of it counts, some of them of this year."""
    rows = draw(blocks)
    came = [float(number) for number, _ in rows]
    counted = [float(round(number * share)) for number, share in rows]
    own = draw(st.integers(1, len(rows)))
    done, base = sum(counted[-own:]), sum(came[-own:])
    rest = draw(st.integers(0 if base else 1, 500))
    return Series(
        "share",
        counted,
        came,
        done,
        base,
        float(rest),
        draw(st.integers(1, 360)),
        share=draw(st.floats(0, 1)),
    )


def at(found: Outlook) -> tuple[float, float, float]:
    return found.at(LOW), found.at(0.5), found.at(HIGH)


@settings(max_examples=examples(150))
@given(shares())
def test_a_share_lies_in_its_interval_and_within_what_is_possible(one: Series) -> None:
    low, middle, high = at(carried([one])[0])
    least, most = one.done / (one.base + one.rest), (one.done + one.rest) / (one.base + one.rest)
    assert least - 1e-12 <= low <= middle <= high <= most + 1e-12


@settings(max_examples=examples(150))
@given(shares(), st.floats(0, 1))
@example(
    Series("share", [0.0, 0.0, 16.0], [251.0, 0.0, 25.0], 16.0, 25.0, 68.0, 235, share=0.0), 1.0
)  # begun lately
@example(Series("share", [89.0, 0.0], [89.0, 0.0], 0.0, 0.0, 9.0, 1, share=0.0), 0.0)  # before, all of them
@example(Series("share", [281.0, 328.0, 6.0], [392.0, 328.0, 10.0], 6.0, 10.0, 328.0, 1, share=0.0), 0.0)
def test_more_that_count_in_the_last_days_never_lower_it(one: Series, part: float) -> None:
    """Of those who came lately some more counted, or ten more came that count: none of the three numbers falls, and a
    target is no less likely."""
    more = float(round((one.bases[-1] - one.tops[-1]) * part))
    better = replace(one, tops=[*one.tops[:-1], one.tops[-1] + more], done=one.done + more)
    came = {"bases": [*one.bases[:-1], one.bases[-1] + 10], "base": one.base + 10}
    added = replace(one, tops=[*one.tops[:-1], one.tops[-1] + 10], done=one.done + 10, **came)
    before, *after = carried([one, better, added])
    for higher in after:
        for low, high in zip(at(before), at(higher), strict=True):
            assert high >= low - 0.002
        assert higher.meets(Target(0.55)) >= before.meets(Target(0.55)) - 0.01


@given(st.sampled_from(("share", "number", "standing")), st.integers(0, 50), st.integers(1, 50))
def test_on_the_day_itself_it_is_the_figure(kind: Kind, done: int, more: int) -> None:
    one = Series(kind, [1.0] * 5, [2.0] * 5, float(done), float(done + more), 0.0, 0)
    value = done / (done + more) if kind == "share" else done
    assert at(carried([one])[0]) == (value, value, value)


def test_asked_twice_or_beside_others_it_is_the_same() -> None:
    one = Series("share", [40.0, 50.0, 60.0], [100.0] * 3, 150.0, 300.0, 200.0, 60)
    other = Series("share", [1.0, 0.0, 2.0], [3.0, 1.0, 2.0], 3.0, 6.0, 4.0, 200)
    alone, beside = carried([one])[0], carried([other, one])[1]
    assert at(alone) == at(carried([one])[0])
    assert at(alone) == pytest.approx(at(beside), abs=1e-12)


def test_a_small_office_is_less_certain() -> None:
    large = Series("share", [500.0] * 12, [1000.0] * 12, 5000.0, 10000.0, 2000.0, 60)
    small = replace(large, tops=[5.0] * 12, bases=[10.0] * 12, done=50.0, base=100.0, rest=20.0)
    (low, _, high), (lower, _, higher) = (at(found) for found in carried([large, small]))
    assert higher - lower > 2 * (high - low)


def test_one_that_must_never_be_late_keeps_a_chance_and_one_late_ends_it() -> None:
    """One late of 2.000 so far, and 200 to come: at that rate none of them is late in e^(−0,1), nine of ten cases."""
    never = Target(1.0)
    clean = Series("share", [100.0] * 20, [100.0] * 20, 1000.0, 1000.0, 200.0, 60, share=1999 / 2000)
    once = replace(clean, tops=[99.0] + [100.0] * 19)
    chance = carried([once])[0].meets(never)
    assert 0.7 < chance < 0.97
    assert carried([clean])[0].meets(never) > chance
    assert carried([replace(clean, done=999.0)])[0].meets(never) == 0


def test_no_chance_is_above_one_though_parts_of_it_add_up_to_a_bit_more() -> None:
    parts = Outlook(np.full(7, 0.5), np.array([0.1, 0.2, 0.3, 0.15, 0.15, 0.05, 0.05 + 1e-12]))
    assert parts.meets(Target(0.5, ">=", DAY)) == 1


def test_a_number_that_only_grows_is_never_less_than_what_there_is() -> None:
    none = Series("number", [0.0] * 12, [1.0] * 12, 0.0, 0.0, 0.0, 45)
    some = replace(none, tops=[2.0] * 12, done=20.0)
    calm, busy = carried([none, some])
    assert at(calm) == (0, 0, 0)
    assert calm.meets(Target(0.0, "<=")) > 0.8
    low, middle, high = at(busy)
    assert 20 <= low <= middle <= high
    assert 21 <= middle <= 25  # two in thirty days: three in forty-five
    assert busy.meets(Target(0.0, "<=")) == 0


# --- on simulated offices: the bars of the shared contract and of docs/forecast.md ------------------------------------


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, float | str]]:
    many = 300 if LONG else 40
    every = {kind: tried(kind, many) for kind in (*KINDS, "never")}
    six = [one for kind in KINDS for one in every[kind]]
    return {"all": line("all", six)} | {kind: line(kind, found) for kind, found in every.items()}


def test_the_interval_holds_what_came_in_eight_of_ten(table: dict[str, dict[str, float]]) -> None:
    assert 0.7 <= table["all"]["coverage"] <= 0.9
    assert {kind: row["coverage"] for kind, row in table.items() if row["coverage"] < 0.6} == {}


def test_the_narrower_one_holds_what_came_in_five_of_ten(table: dict[str, dict[str, float]]) -> None:
    assert 0.4 <= table["all"]["half"] <= 0.65


def test_it_errs_less_than_the_simple_rules(table: dict[str, dict[str, float]]) -> None:
    assert table["all"]["three months"] <= 1
    assert table["all"]["stays"] <= 0.85


def test_its_chances_are_worth_more_than_the_base_rate(table: dict[str, dict[str, float]]) -> None:
    for kind, row in table.items():
        assert row["brier"] < min(0.18, row["base rate"]), kind


# --- of a home --------------------------------------------------------------------------------------------------------

DAY = date(2024, 8, 31)
NEW = "Phòng Nghiệp vụ 1"  # since 1/7/2024; HCTP ended the day before
EVERY = [f"{year}-{month:02}-10" for year in (2023, 2024) for month in range(1, 13)][:20]


def months(unit: str, online: int, many: int, days: list[str]) -> list[dict[str, object]]:
    """So many dossiers of a unit on each of the days, finished in time: `online` of every ten online."""
    return [
        dossier(f"{unit} {day} {number}", unit=unit, received=day, due=_later(day, 5), finished=_later(day, 3),
                channel="online" if number % 10 < online else "counter")
        for day in days for number in range(many)
    ]  # fmt: skip


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


ROWS = [
    *months(VP, 4, 40, EVERY),
    *months(HCTP, 6, 20, EVERY[:18]),
    *months(NEW, 5, 10, EVERY[18:]),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """January 2023 to August 2024, on the tenth of each month."""
    home = tmp_path_factory.mktemp("forecast") / "home"
    with small_world.fill(home, {"dossiers": ROWS}, since=date(2023, 1, 1)) as opened:
        yield opened


def one(store: Store, day: date, indicator: str = "online_rate", **more: str) -> Value:
    (value,) = figures.values(store, Asked(agency="stp", as_of=day, **more), indicator=indicator)
    return value


def interval(value: Value) -> tuple[float, float, float]:
    assert value.forecast_low is not None
    assert value.forecast is not None
    assert value.forecast_high is not None
    return value.forecast_low, value.forecast, value.forecast_high


def chance(value: Value) -> float:
    assert value.forecast_chance is not None
    return value.forecast_chance


def test_the_figure_on_the_targets_date_is_expected_with_what_surrounds_it(store: Store) -> None:
    value = one(store, DAY)
    assert value.target_date == date(2024, 11, 30)
    assert (value.numerator, value.denominator) == (210, 460)  # 8 × 16 of 40, 6 × 12 of 20, 2 × 5 of 10
    assert value.expected == 180  # 60 in each of the last months of the year before
    low, middle, high = interval(value)
    assert value.forecast_half is not None
    assert low < value.forecast_half[0] < middle < value.forecast_half[1] < high
    assert middle == pytest.approx((210 + 0.44 * 180) / 640, abs=0.01)  # lately 42%, before 46,7%
    assert chance(value) < 0.2  # 55% is far
    assert (value.status, value.state) == ("behind", "hard")
    assert [step.forecast_chance for step in value.steps] == [value.forecast_chance]


def test_every_unit_has_a_rest_of_its_own_and_a_forecast(store: Store) -> None:
    rows = figures.values(store, Asked(agency="stp", as_of=DAY), indicator="online_rate", by="unit")
    by_unit = {value.unit_name: value for value in rows}
    assert set(by_unit) == {VP, HCTP, NEW}
    for value in rows:
        done, base, rest = value.numerator or 0, value.denominator or 0, value.expected or 0
        assert (rest > 0) == (value.unit_name != HCTP)  # the new room too
        low, middle, high = interval(value)
        assert done / (base + rest) <= low <= middle <= high <= (done + rest) / (base + rest)
    assert sum(value.expected or 0 for value in rows) == pytest.approx(one(store, DAY).expected)
    asked = one(store, DAY, unit=str(by_unit[VP].unit))
    assert (asked.forecast, asked.forecast_low) == pytest.approx(
        (by_unit[VP].forecast, by_unit[VP].forecast_low)
    )


def test_on_the_date_it_is_met_or_not_and_after_it_the_year_goes_on(store: Store) -> None:
    on_it = one(store, date(2024, 11, 30))
    assert on_it.value == pytest.approx(210 / 460)
    assert on_it.forecast_chance == 0
    assert interval(on_it) == (210 / 460, 210 / 460, 210 / 460)
    after = one(store, date(2024, 12, 1))
    assert (after.forecast_chance, after.status) == (None, "missed")
    over = one(store, date(2024, 12, 14))
    assert (over.forecast, over.forecast_low, over.forecast_high) == (over.value, over.value, over.value)


def test_where_nothing_was_ever_late_it_may_stay_so(store: Store) -> None:
    value = one(store, DAY, "on_time_rate")
    assert (value.value, value.status) == (1, "met")
    assert 0.3 < chance(value) < 1
    assert value.forecast == 1


def test_with_less_than_three_full_months_nothing_is_foretold(store: Store) -> None:
    before, with_it = one(store, date(2023, 3, 30)), one(store, date(2023, 3, 31))
    told = ("forecast", "forecast_low", "forecast_high", "forecast_chance", "forecast_method")
    assert [getattr(before, name) for name in told] == [None] * 5  # March is not over
    assert None not in [getattr(with_it, name) for name in told]


def test_what_came_later_is_not_looked_at(store: Store, tmp_path: Path) -> None:
    """As of a day in spring the forecast is the same, whether the summer is known or not."""
    day = date(2024, 4, 30)
    known = [row for row in ROWS if row["received_at"].date() <= day]  # type: ignore[attr-defined]
    with small_world.fill(tmp_path / "home", {"dossiers": known}, since=date(2023, 1, 1)) as earlier:
        then = one(earlier, day)
    now = one(store, day)
    told = ("forecast", "forecast_low", "forecast_high", "forecast_chance")
    assert [getattr(now, name) for name in told] == [getattr(then, name) for name in told]


def test_what_was_forecast_months_ago_stands_beside_what_came(store: Store) -> None:
    """On 31/8/2024 210 of 460 are online: what was said of that day, not of 30/11, at the ends of the months before,
    when the rooms had sent 8 to 5 months and each of them knew last year's summer alone."""
    found = figures.hindsight(store, Asked(agency="stp", as_of=DAY), "online_rate")
    assert found is not None
    assert found.came.value == pytest.approx(210 / 460)
    assert list(found.said) == [date(2024, 7, 31), date(2024, 6, 30), date(2024, 5, 31)]
    july, june, _ = found.said.values()
    # until July 7 × 16 of 40, 6 × 12 of 20, 5 of 10; until June 6 × 16 and 6 × 12
    assert (july.numerator, july.denominator) == (189, 410)
    assert (june.numerator, june.denominator) == (168, 360)
    assert (july.expected, june.expected) == (60, 120)  # of the last year's August, July and August
    for said in found.said.values():
        low, middle, high = interval(said)
        assert said.target_date == DAY
        assert low <= middle <= high
    assert interval(july)[1] == pytest.approx((189 + 0.45 * 60) / 470, abs=0.01)
    # what the page of that day said of 30/11 is another forecast
    assert interval(one(store, date(2024, 7, 31))) != interval(july)


def test_after_its_date_a_target_is_what_was_spoken_of(demo_store: Store) -> None:
    found = figures.hindsight(demo_store, Asked(agency="stp", as_of=date(2023, 12, 5)), "online_rate")
    assert found is not None
    assert found.came.day == date(2023, 11, 30)
    assert list(found.said) == [date(2023, 10, 31), date(2023, 9, 30), date(2023, 8, 31)]
    assert {said.target_date for said in found.said.values()} == {date(2023, 11, 30)}
    assert interval(found.said[date(2023, 10, 31)]) == interval(one(demo_store, date(2023, 10, 31)))


def test_of_the_first_month_of_a_year_and_without_a_target_nothing_was_said_before(store: Store) -> None:
    first = figures.hindsight(store, Asked(agency="stp", as_of=date(2024, 1, 10)), "online_rate")
    assert first is not None
    assert list(first.said) == [date(2023, 12, 31)]
    assert figures.hindsight(store, Asked(agency="stp", as_of=DAY), "first_due_on_time_rate") is None


def test_a_part_of_the_year_and_a_month_have_no_forecast(store: Store) -> None:
    asked = Asked(agency="stp", as_of=DAY, date_from=date(2024, 3, 1))
    (value,) = figures.values(store, asked, indicator="online_rate")
    assert value.forecast is None
    monthly = figures.values(store, Asked(agency="stp", as_of=DAY), indicator="online_rate", by="month")
    assert {value.forecast for value in monthly} == {None}


@pytest.mark.parametrize(("first", "expected"), [("2023-08-13", 180), ("2023-10-13", 460 / 261 * 91)])
def test_a_list_without_bounds_brings_last_years_rest_from_its_first_event_on(
    tmp_path: Path, first: str, expected: float
) -> None:
    """Sixty dossiers in each of September to November 2023; of a list that begins with October the rest is not whole:
    the run rate stands in, 460 dossiers in the 261 days since 15/12/2023, 91 days to go."""
    days = [row["finished_at"] for row in ROWS if str(row["finished_at"]) >= first]
    with small_world.fill(tmp_path / "home", {"dossiers": ROWS}) as store:
        with store.transaction():
            store.insert("dossiers", pa.table({"import_id": [1] * len(days), "finished_at": days}))
            store.bump()
        assert one(store, DAY).expected == pytest.approx(expected)
