"""The half-year through the real importer gives what its reckoner counts: figures, parts, lists; twenty by hand."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.store import Store
from tests.conftest import LONG
from tests.worlds.demo_home import copy_home
from tests.worlds.half_year import FOLDER, generate, reckoner
from tests.worlds.half_year.reckoner import DAYS, INDICATORS, Pair


@pytest.fixture(scope="module")
def store(half_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(copy_home(half_year, tmp_path_factory.mktemp("half-year") / "home")) as opened:
        yield opened


def pair(value: Value) -> Pair:
    return cast(Pair, (value.numerator, value.denominator))


def test_the_files_are_those_of_the_generator() -> None:
    made = generate.tables()
    assert sorted(made) == sorted(path.name for path in FOLDER.iterdir())
    for name, rows in made.items():
        if name.endswith(".csv"):
            assert (FOLDER / name).read_bytes() == generate.csv_bytes(rows), name
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 400_000


def test_the_reckoner_knows_nothing_of_the_product() -> None:
    for module in (generate, reckoner):
        text = Path(str(module.__file__)).read_text("utf-8")
        assert not re.search(r"^\s*(from|import) chiso", text, re.MULTILINE)


# Counted with a pencil from the printed files: (indicator, day) -> (numerator, denominator).
BY_HAND: dict[tuple[str, date], Pair] = {
    # received on 15/12: H213–H216, H515, H517, H519, H521, H523; only H515 at the counter
    ("online_rate", date(2023, 12, 15)): (8, 9),
    # with a fee 215 216 515 517 519 521 523; paid 215 216 515 519
    ("online_payment_rate", date(2023, 12, 15)): (4, 7),
    # 517 and 521 print no time of filing; 214 215 216 took eight hours to the minute, 519 twenty-four
    ("receipt_8h_rate", date(2023, 12, 15)): (5, 6),
    # of 1.001, 1.002, 1.005, 1.007: 213 214 216 515 519 521 523; results of 214 and 515 by post
    ("postal_dossier_rate", date(2023, 12, 15)): (2, 7),
    # finished on 15/12: 0 2 5 12 13 15 69 75 112 123, all long due, and 518
    ("on_time_rate", date(2023, 12, 15)): (1, 11),
    # M4 (filed 13/12 17:00), M5 (14/12 7:00): eight hours at the end of the 14th; 519 (filed 12/12)
    ("awaiting_receipt", date(2023, 12, 14)): (3, None),
    # M0 M1 M4 M5; M2 lacks a minute, M3 and 508 were filed at the weekend
    ("awaiting_receipt", date(2024, 3, 31)): (4, None),
    # 66 259 269, 481 by the further file, 194 by the last file that prints it
    ("paused_without_reason", date(2024, 3, 31)): (5, None),
    # 153 175 900 finished, 901 open
    ("task_extended", date(2023, 12, 14)): (4, None),
    # 103 107 109 113 114 121 130 133 159 167 170 172 901 finished since 15/12, 171 open
    ("task_extended", date(2024, 3, 31)): (14, None),
    # 174; 154 prints no day of assignment, so that it is known from the first list on: 31/12
    ("overdue_tasks", date(2023, 12, 14)): (1, None),
    ("overdue_tasks", date(2024, 3, 31)): (5, None),  # 108 119 126 154 174; 177 is due on the day
    # 57 finished since 15/12, of them late 102 103 109 115 122 133 143 144 159 169 170 180 182; 5 overdue
    ("task_on_time_rate", date(2024, 3, 31)): (44, 62),
    # of the 44 on the day itself: 101 107 121 125 131 141 161 167 173 188 901
    ("task_early_rate", date(2024, 3, 31)): (33, 62),
    # 16 answered, late 23 37 38 27; 2 overdue
    ("petition_on_time_rate", date(2023, 12, 14)): (12, 17),
    ("petition_on_time_rate", date(2023, 12, 15)): (1, 2),  # 901; 2 overdue
    ("petition_on_time_rate", date(2023, 12, 31)): (4, 6),  # 901 15 35 31, late 39; 2 overdue
    # 21 answered, late 39 19 22 8 32; overdue 2 3 4 10 30
    ("petition_on_time_rate", date(2024, 3, 31)): (16, 26),
    ("petition_satisfied_rate", date(2023, 12, 14)): (11, 13),  # unrated 13 36 37; unsatisfied 14 38
    ("petition_satisfied_rate", date(2024, 3, 31)): (13, 17),  # unrated 31 16 28 34; unsatisfied 7 12 20 9
}


@pytest.mark.parametrize(("indicator", "day"), BY_HAND, ids=str)
def test_twenty_figures_counted_by_hand(store: Store, indicator: str, day: date) -> None:
    (value,) = figures.values(store, Asked(agency="stp", as_of=day), indicator=indicator)
    assert pair(value) == BY_HAND[indicator, day] == reckoner.figure(indicator, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_figure(store: Store, day: date) -> None:
    values = figures.values(store, Asked(agency="stp", as_of=day))
    found = {value.indicator: pair(value) for value in values if value.indicator in INDICATORS}
    assert found == {indicator: reckoner.figure(indicator, day) for indicator in INDICATORS}


@pytest.mark.parametrize("part", ["unit", "month", "official"])
@pytest.mark.parametrize("day", DAYS[2:], ids=str)
def test_each_figure_in_its_parts(store: Store, day: date, part: str) -> None:
    values = figures.values(store, Asked(agency="stp", as_of=day), by=part)
    of_officials = ("official_late_rate", "official_task_late_rate")
    for indicator in of_officials if part == "official" else INDICATORS:
        found = {
            getattr(value, part): pair(value)
            for value in values
            if value.indicator == indicator and pair(value) not in ((0, None), (0, 0))
        }
        assert found == reckoner.by(indicator, day, part), indicator


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_overdue_lists(store: Store, day: date) -> None:
    rows = figures.overdue(store, Asked(agency="stp", as_of=day))
    assert {(row["kind"], row["id"]): row["days_late"] for _, row in rows.iterrows()} == reckoner.overdue(day)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_the_rows_behind_each_figure(store: Store, indicator: str) -> None:
    for day in DAYS if LONG else (DAYS[1], DAYS[-1]):
        rows = INDICATORS[indicator](day)
        for part, wanted in (("numerator", [row for row in rows if row.above]), ("denominator", rows)):
            if part == "denominator" and indicator in reckoner.COUNTS:
                continue
            found = figures.records(store, Asked(agency="stp", as_of=day), indicator, figures.Part(part))
            assert sorted(found["id"]) == sorted(row.key for row in wanted), (day, part)


def test_dossiers_whose_later_date_did_not_replace_the_first(store: Store) -> None:
    found = figures.check(store, figures.newest(store, "stp"))
    assert set(found[found["code"] == "due_moved"]["subject"]) == reckoner.due_moved()
    assert len(reckoner.due_moved()) > 5


def test_of_two_imports_of_one_day_the_newest_counts(store: Store) -> None:
    (value,) = figures.values(store, Asked(agency="stp", as_of=date(2024, 3, 31)), indicator="satisfaction")
    assert pair(value) == (90, 100)
