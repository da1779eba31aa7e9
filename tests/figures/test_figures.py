"""Figures of the small world, counted by hand; every number equals its list."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from chiso import figures
from chiso.core import settings
from chiso.core.errors import UnknownName
from chiso.core.vietnamese import fold
from chiso.core.worktime import calendar_rows, read_overrides
from chiso.figures import facts, lateness, signals
from chiso.figures.ask import Asked
from chiso.figures.foresight import forecasts
from chiso.figures.scope import ask, find, scope
from chiso.present import books, deck
from chiso.reference.days import SWAPPED
from chiso.store import Store, marts, shapes
from chiso.store.kept import Kept
from tests.conftest import sample
from tests.worlds import fresh_home, small_world
from tests.worlds.small_world import AS_OF, EXPECTED
from tests.worlds.working_time import Calendar

ASKED = Asked(agency="stp", as_of=AS_OF)
DOSSIER_INDICATORS = [
    code
    for code in EXPECTED
    if not code.endswith("_procedure_rate")
    and code not in ("service_index", "disbursement_rate")
    and "task" not in code
    and "petition" not in code
    and "joint" not in code
]

PARTS = ("numerator", "rest", "denominator")
WITH_LISTS = [code for code in EXPECTED if code not in {"service_index"}]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.build(tmp_path_factory.mktemp("small") / "home") as opened:
        yield opened


def values(store: Store, **words: Any) -> pd.DataFrame:
    wanted = {name: words.pop(name, None) for name in ("indicator", "by")}
    return figures.values(store, replace(ASKED, **{"year": 0, **words}), **wanted).frame()


def pair(row: Any) -> tuple[float | None, float | None]:
    return tuple(None if pd.isna(x) else x for x in (row["numerator"], row["denominator"]))  # type: ignore[return-value]


def pairs(frame: pd.DataFrame, key: str) -> dict[str, tuple[float | None, float | None]]:
    return {row[key]: pair(row) for _, row in frame.iterrows()}


@pytest.mark.parametrize("indicator", EXPECTED)
def test_each_indicator_of_the_small_world(store: Store, indicator: str) -> None:
    frame = values(store, indicator=indicator)
    assert len(frame) == 1
    assert pair(frame.iloc[0]) == EXPECTED[indicator]


def test_a_petition_without_a_due_date_is_never_late_and_told(store: Store) -> None:
    """A4 was answered (contract: answered by due_on ÷ answered + overdue; without a due date, as of dossiers)."""
    parts = {
        part: figures.records(store, ASKED, "petition_on_time_rate", figures.Part(part)) for part in PARTS
    }
    assert {part: sorted(found["id"]) for part, found in parts.items()} == {
        "numerator": ["A1", "A4", "A5"],
        "rest": ["A2", "A3"],
        "denominator": ["A1", "A2", "A3", "A4", "A5"],
    }
    assert list(figures.check(store, ASKED).query("code == 'petition_without_due_date'")["subject"]) == ["A4"]


def test_without_by_there_is_one_row_per_indicator(store: Store) -> None:
    frame = values(store)
    assert frame["indicator"].is_unique
    assert set(EXPECTED) <= set(frame["indicator"])
    assert frame[["unit", "month", "official"]].isna().all(axis=None)


def test_the_day_is_the_newest_as_of_and_the_year_its_cchc_year(store: Store) -> None:
    frame = figures.values(store, figures.newest(store, "stp"), indicator="online_rate").frame()
    assert frame["as_of"].iloc[0] == AS_OF
    assert pair(frame.iloc[0]) == (3, 12)


@pytest.mark.parametrize(
    ("indicator", "words", "days"),
    [
        ("online_rate", {}, (date(2023, 12, 15), AS_OF)),
        ("online_rate", {"year": 2024, "as_of": date(2025, 1, 15)}, (date(2023, 12, 15), date(2024, 12, 14))),
        ("online_rate", {"date_from": date(2024, 9, 1), "date_to": date(2024, 9, 30)},
         (date(2024, 9, 1), date(2024, 9, 30))),
        ("overdue_dossiers", {}, (None, AS_OF)),  # a state has no beginning
        ("disbursement_rate", {}, (date(2024, 1, 1), date(2024, 9, 30))),  # of the calendar year, entered in September
        ("satisfaction", {}, (date(2023, 12, 15), date(2024, 8, 31))),
        ("online_payment_rate", {"year": 2023, "as_of": date(2023, 12, 31)},  # reported for the whole year
         (date(2022, 12, 15), date(2023, 12, 14))),
        ("service_index", {}, (date(2024, 10, 1), AS_OF)),  # that of its newest month
    ],
)  # fmt: skip
def test_a_value_says_of_which_days_it_speaks(
    store: Store, indicator: str, words: dict[str, Any], days: tuple[date | None, date]
) -> None:
    (value,) = figures.values(store, replace(ASKED, **{"year": 0, **words}), indicator)
    assert (value.first, value.day) == days


def test_a_month_speaks_of_its_days_in_the_period(store: Store) -> None:
    asked = replace(ASKED, as_of=date(2024, 2, 20))
    days = {
        value.month: (value.first, value.day)
        for value in figures.values(store, asked, "on_time_rate", "month")
    }
    assert days["2023-12"] == (date(2023, 12, 15), date(2023, 12, 31))
    days = {
        value.month: (value.first, value.day)
        for value in figures.values(store, asked, "online_rate", "month")
    }
    assert days == {"2024-02": (date(2024, 2, 1), date(2024, 2, 20))}


def test_the_catalogue_knows_what_only_stands_on_a_day(store: Store) -> None:
    never_events = {
        path.stem
        for path in (settings.QUERIES / "indicators").glob("*.sql")
        if "cast(null as date) as counts_until" not in path.read_text("utf-8")
    }
    assert {entry.indicator for entry in figures.catalogue(store) if entry.is_state} == never_events


def test_by_unit_answers_departments_with_their_sections(store: Store) -> None:
    found = pairs(values(store, by="unit", indicator="online_rate"), "unit")
    assert found == {"stp-vp": (0, 6), "stp-hctp": (3, 5), "unknown": (0, 1)}
    finer = pairs(values(store, by="unit", indicator="online_rate", level="section"), "unit")
    assert finer == {"stp-vp": (0, 5), "stp-vp-mc": (0, 1), "stp-hctp": (3, 5), "unknown": (0, 1)}
    assert list(values(store, by="unit", indicator="overdue_dossiers")["unit_name"]) == [
        "Văn phòng",
        "Phòng Hành chính tư pháp",
    ]


def test_by_month_goes_by_the_day_of_the_event(store: Store) -> None:
    assert pairs(values(store, by="month", indicator="online_rate"), "month") == {
        "2024-02": (0, 1),
        "2024-03": (0, 1),
        "2024-04": (1, 1),
        "2024-05": (0, 1),
        "2024-08": (0, 1),
        "2024-09": (0, 2),
        "2024-10": (2, 5),
    }
    assert pairs(values(store, by="month", indicator="on_time_rate"), "month")["2023-12"] == (1, 1)
    assert pairs(values(store, by="month", indicator="overdue_dossiers"), "month") == {"2024-10": (3, None)}


def test_officials_with_late_and_overdue_dossiers(store: Store) -> None:
    frame = values(store, by="official", indicator="official_late_rate")
    assert pairs(frame, "official") == {"An": (3, 4), "Bình": (1, 3)}
    assert frame["small_base"].all()


def test_one_unit_with_its_sub_units(store: Store) -> None:
    assert pair(values(store, unit="stp-vp", indicator="online_rate").iloc[0]) == (0, 6)
    assert pair(values(store, unit="stp-vp-mc", indicator="online_rate").iloc[0]) == (0, 1)
    assert pair(values(store, unit="stp", indicator="online_rate").iloc[0]) == (3, 12)
    with pytest.raises(UnknownName):
        values(store, unit="no-such-unit")


def test_a_year_ends_on_14_december_and_begins_on_15(store: Store) -> None:
    year_before = values(store, year=2023, indicator="online_rate").iloc[0]
    assert pair(year_before) == (1, 3)  # 15 of 9 15 16
    resolved = values(store, year=2023, indicator="on_time_rate").iloc[0]
    assert pair(resolved) == (None, None)  # no file speaks of that year
    assert pd.isna(resolved["value"])


def test_counts_of_an_earlier_year_are_those_of_its_last_day(store: Store) -> None:
    frame = figures.overdue(store, Asked(agency="stp", as_of=date(2023, 12, 14)), kind="dossiers")
    assert list(frame["id"]) == ["D16-overdue-old"]
    assert pair(values(store, year=2023, indicator="overdue_dossiers").iloc[0]) == (1, None)


def test_an_earlier_day_is_asked_with_the_newest_knowledge(store: Store) -> None:
    then = values(store, as_of=date(2024, 8, 31), indicator="first_due_overdue").iloc[0]
    assert pair(then) == (2, None)  # 11 by its first date, 16
    assert pair(values(store, as_of=date(2024, 8, 31), indicator="overdue_dossiers").iloc[0]) == (1, None)


def test_an_unknown_flag_is_not_a_no(store: Store) -> None:
    frame = values(store, unit="stp-vp", as_of=date(2024, 5, 31), indicator="e_result_rate")
    assert pair(frame.iloc[0]) == (None, 2)  # 4 and 19, whose exports had no such column
    assert pd.isna(frame["value"].iloc[0])


def test_a_reported_whole_year_wins_and_says_so(store: Store) -> None:
    row = values(store, year=2023, indicator="online_payment_rate").iloc[0]
    assert pair(row) == (3158, 15065)
    assert bool(row["reported"])
    assert row["value"] == pytest.approx(0.2096, abs=1e-4)
    assert not bool(values(store, indicator="online_payment_rate").iloc[0]["reported"])


def test_targets_steps_and_what_is_still_required(store: Store) -> None:
    row = values(store, indicator="online_rate").iloc[0]
    assert (row["target"], row["target_date"], row["comparison"]) == (0.55, date(2024, 11, 30), ">=")
    # 322 days with 12 dossiers, 30 to go: R = 12 / 322 × 30; last year is not whole
    expected = 12 / 322 * 30
    assert row["required"] == pytest.approx((0.55 * (12 + expected) - 3) / expected)
    assert row["status"] == "behind"
    assert 3 / (12 + expected) <= row["forecast"] <= (3 + expected) / (12 + expected)
    assert values(store, indicator="on_time_rate", as_of=date(2024, 12, 14)).iloc[0]["status"] == "missed"
    assert values(store, indicator="first_due_overdue").iloc[0]["status"] == "no_target"


def test_the_next_step_of_disbursement_counts(store: Store) -> None:
    first = values(store, indicator="disbursement_rate", as_of=date(2024, 9, 30)).iloc[0]
    assert (first["target"], first["status"]) == (0.6, "missed")  # 59% on the last day
    second = values(store, indicator="disbursement_rate").iloc[0]
    # 19 points in 92 days lead to 74.7% on 15/12
    assert (second["target"], second["status"], bool(second["reported"])) == (0.85, "behind", True)


def test_strict_target_of_satisfaction(store: Store) -> None:
    assert values(store, indicator="satisfaction").iloc[0]["status"] == "behind"  # 90% is not > 90%


def test_the_service_index_by_month(store: Store) -> None:
    assert pairs(values(store, by="month", indicator="service_index"), "month") == {
        "2024-09": (85, None),
        "2024-10": (71, None),
    }


def test_a_shorter_period(store: Store) -> None:
    row = values(store, indicator="online_rate", date_from=date(2024, 10, 1)).iloc[0]
    assert pair(row) == (2, 5)
    assert pair(values(store, indicator="online_rate", date_to=date(2024, 9, 30)).iloc[0]) == (1, 7)


@pytest.mark.parametrize("indicator", WITH_LISTS)
def test_every_number_equals_its_list(store: Store, indicator: str) -> None:
    """Of every indicator by unit, month or official in turn, of the rows a third; in a long run all of all three."""
    place = WITH_LISTS.index(indicator)
    for by in sample(("unit", "month", "official"), place):
        rows_by = [row for _, row in values(store, by=by, indicator=indicator).iterrows()]
        for row in sample(rows_by, place // 3):
            of = {"unit": row["unit"]} if by == "unit" else {}
            rows = figures.Part() if by == "unit" else figures.Part(**{by: row[by]})
            lists = {
                part: figures.records(store, replace(ASKED, **of), indicator, replace(rows, side=part))
                for part in ("numerator", "denominator", "rest")
            }
            if indicator == "disbursement_rate":
                assert lists["numerator"]["numerator"].iloc[-1] == row["numerator"]
                continue
            equal(lists, row["numerator"], row["denominator"])


@pytest.mark.parametrize(
    ("indicator", "attribute"),
    [
        (code, attribute)
        for place, code in enumerate(DOSSIER_INDICATORS)
        for attribute in sample(("procedure", "field", "channel"), place)  # each indicator, each attribute
    ],
)
def test_every_part_of_a_number_equals_its_list(store: Store, indicator: str, attribute: str) -> None:
    asked = scope(store, ASKED)
    entry = find(figures.catalogue(store, "stp", 2024), indicator)
    parts = facts.sums(store, facts.Rows(asked, [entry], attribute))[indicator]
    (whole,) = facts.sums(store, facts.Rows(asked, [entry]))[indicator]
    assert sum(row["entries"] for row in parts) == whole["entries"]
    for row in parts:
        base = figures.Base(**{attribute: row["key"]})
        lists = {
            part: figures.records(store, ASKED, indicator, figures.Part(part, base=base))
            for part in ("numerator", "denominator", "rest")
        }
        equal(lists, row["numerator"], row["denominator"])


def answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is made of rows by unit and day, on two days, nothing known before."""
    monkeypatch.setattr(store._database, "kept", Kept())
    found: list[Any] = []
    for day in (AS_OF, AS_OF - timedelta(days=40)):
        found += [values(store, as_of=day, by=by).to_dict("list") for by in (None, "unit", "month")]
        found += [figures.breakdown(store, replace(ASKED, as_of=day), "on_time_rate", "day").to_dict("list")]
        found += signals.behaviours(store, replace(ASKED, as_of=day))
    return found


def test_rows_that_were_added_up_answer_what_each_record_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_each(store: Store, name: str, *between: str, **available: Any) -> list[dict[str, Any]]:
        indicators = tuple(f"indicators/{code}" for code in available["indicators"])
        return ask(store, name, (*between, "figures/each", indicators), **available)

    added_up = answers(store, monkeypatch)
    for module in (facts, forecasts, signals):
        monkeypatch.setattr(module, "ask_tallied", of_each)
    assert str(added_up) == str(answers(store, monkeypatch))  # nan is nan


def test_rows_are_added_up_once_whatever_day_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    reads = Store.read

    def noted(store: Store, query: Any, *given: Any) -> Any:
        read.append(query.name)
        return reads(store, query, *given)

    with small_world.build(tmp_path / "home") as mine:

        def received() -> float | None:
            return figures.levels(mine, ASKED, "online_rate").one("online_rate").denominator

        monkeypatch.setattr(Store, "read", noted)
        assert received() == 12
        figures.levels(mine, replace(ASKED, as_of=AS_OF - timedelta(days=7)), "online_rate", by="month")
        assert read.count("figures/tally") == 1
        assert read.count("figures/sums") == 2
        with mine.transaction():
            mine.execute("facts/forget", marts._names("dossiers"), agency="stp", changed=None)
            mine.bump()
            assert received() == 0  # a transaction sees its own
            assert read.count("figures/tally") == 1  # and keeps nothing: each record is read once instead
        assert received() == 0


def test_asking_writes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures with their forecasts, parts, lists, findings, the whole deck and its workbook: nothing known before."""

    def written(*_: object, **__: object) -> Any:
        raise AssertionError("a question wrote")

    monkeypatch.setattr(store._database, "kept", Kept())
    for name in ("execute", "insert", "transaction", "set_fact", "record"):
        monkeypatch.setattr(Store, name, written)
    assert figures.values(store, ASKED, by="unit").rows
    assert len(figures.records(store, ASKED, "online_rate", figures.Part("denominator"))) == 12
    assert len(figures.overdue(store, ASKED, "dossiers")) == 3
    assert not figures.check(store, ASKED).empty
    assert deck.storyboard(deck.Look(store, ASKED))
    assert books.workbook(store, ASKED)


@pytest.mark.parametrize(
    ("order", "search", "unit"),
    [
        ("", "", None),
        ("", "", "stp-vp"),
        ("due", "", None),
        ("-due", "", "stp-vp"),
        ("-due", "phòng", None),
        ("-days_late", "", None),
        ("days_left", "", None),
        ("status", "", "stp-vp"),
        ("-finished_at", "", None),
        ("-title", "thu tuc", None),
        ("id", "2024", None),
        ("-unit_name", "", None),
        ("unit", "", None),
    ],
)
def test_the_second_page_of_a_list_is_what_python_sorts_and_searches(
    store: Store, order: str, search: str, unit: str | None
) -> None:
    asked, part = Asked(agency="stp", as_of=AS_OF, unit=unit), figures.Part("denominator")
    rows = figures.records(store, asked, "online_rate", part).to_dict("records")
    words = fold(search).split()
    found = [row for row in rows if all(word in fold(" ".join(map(str, row.values()))) for word in words)]
    found.sort(key=lambda row: (row["day"], row["key"], row["id"]))
    if column := order.lstrip("-"):
        there = [row for row in found if not pd.isna(row[column])]
        there.sort(key=lambda row: row[column], reverse=order.startswith("-"))
        found = there + [row for row in found if pd.isna(row[column])]
    page = figures.Page(search, order, skip=3, most=4)
    made = figures.records(store, asked, "online_rate", part, page)
    assert list(made["key"]) == [row["key"] for row in found[3:7]]
    assert figures.count_records(store, asked, "online_rate", part, figures.Page(search)) == len(found)
    assert len(found) > 4


@pytest.mark.parametrize(
    "indicator", sample(["on_time_rate", "overdue_tasks", "petition_on_time_rate", "online_procedure_rate"])
)
def test_a_row_is_found_by_whatever_it_says(store: Store, indicator: str) -> None:
    asked, part = Asked(agency="stp", as_of=AS_OF), figures.Part("every")
    rows = figures.records(store, asked, indicator, part).drop(columns="indicator")
    said = {(name, text): key for key, row in rows.set_index("key").iterrows() for name, text in row.items()}
    texts = {name: (text, key) for (name, text), key in said.items() if isinstance(text, str) and fold(text)}
    assert {"id", "unit", "unit_name", "file_name"} <= texts.keys()
    for name, (text, key) in texts.items():
        for words in (text.upper(), fold(text)):
            assert key in set(figures.records(store, asked, indicator, part, figures.Page(words))["key"]), (
                name
            )


def test_a_sample_is_drawn_again_with_its_number_and_no_row_comes_twice(store: Store) -> None:
    asked, part = Asked(agency="stp", as_of=AS_OF), figures.Part("denominator")
    rows = figures.records(store, asked, "online_rate", part).to_dict("records")

    def drawn(seed: str) -> list[str]:
        page = figures.Page(most=5, seed=seed)
        return list(figures.records(store, asked, "online_rate", part, page)["key"])

    for seed in ("4711", "12"):
        marks = {row["key"]: md5(f"{seed}:{row['id']}:{row['key']}".encode()).hexdigest() for row in rows}
        assert drawn(seed) == sorted(marks, key=marks.__getitem__)[:5]
    assert drawn("4711") != drawn("12")


def test_a_day_is_searched_as_it_is_written(store: Store) -> None:
    asked = Asked(agency="stp", as_of=AS_OF)
    rows = figures.records(store, asked, "online_rate", figures.Part("denominator"))
    for column in ("received", "due", "first_due", "finished", "submitted_at"):
        day = rows[column].dropna().iloc[0]
        page = figures.Page(f"{day:%d/%m/%Y}")
        found = figures.records(store, asked, "online_rate", figures.Part("denominator"), page)
        assert set(rows[rows[column] == day]["key"]) <= set(found["key"])
        assert 0 < len(found) < len(rows)
    assert rows["is_overdue"].any()
    # every row has flags and counts: no word finds them
    assert not figures.count_records(
        store, asked, "online_rate", figures.Part("denominator"), figures.Page("true")
    )


def equal(lists: dict[str, pd.DataFrame], numerator: Any, denominator: Any) -> None:
    """The lists behind a number have as many rows as it says."""
    assert len(lists["numerator"]) == (0 if pd.isna(numerator) else numerator)
    assert len(lists["denominator"]) == (0 if pd.isna(denominator) else denominator)
    assert len(lists["rest"]) == (
        0 if pd.isna(denominator) else len(lists["denominator"]) - len(lists["numerator"])
    )


def test_rows_lead_back_to_the_excel_row(store: Store) -> None:
    rest = figures.records(store, ASKED, "digitised_rate", figures.Part("rest"))
    assert set(rest["id"]) == {
        "D02-same-day",
        "D04-withdrawn",
        "D05-no-due",
        "D15-year-before",
        "D19-late-interagency",
    }
    row = rest[rest["id"] == "D02-same-day"].iloc[0]
    assert (row["file_name"], row["row_no"], row["import_id"], row["unit_name"]) == (
        "Ho_so.xlsx",
        6,
        1,
        "Văn phòng",
    )


def test_records_by_official_procedure_and_field(store: Store) -> None:
    assert set(figures.records(store, ASKED, "official_late_rate", figures.Part(official="An"))["id"]) == {
        "D03-late-over-tet",
        "D06-overdue",
        "D17-finished-later",
    }
    assert (
        len(figures.records(store, ASKED, "online_rate", figures.Part(base=figures.Base(procedure="P1"))))
        == 2
    )
    assert (
        len(figures.records(store, ASKED, "online_rate", figures.Part(base=figures.Base(field="Không có"))))
        == 0
    )


def test_working_days_late(store: Store) -> None:
    late = figures.records(store, ASKED, "on_time_rate", figures.Part("rest"))
    assert dict(zip(late["id"], late["days_late"], strict=True)) == {
        "D03-late-over-tet": 1,
        "D19-late-interagency": 2,
    }
    first = figures.records(store, ASKED, "first_due_on_time_rate", figures.Part("rest"))
    assert dict(zip(first["id"], first["first_days_late"], strict=True))["D11-due-moved"] == 13


@pytest.mark.parametrize("indicator", ["on_time_rate", "task_on_time_rate", "petition_on_time_rate"])
def test_no_row_of_a_list_carries_more_than_a_record(
    store: Store, monkeypatch: pytest.MonkeyPatch, indicator: str
) -> None:
    """A calendar handed on with every row once took all the memory that DuckDB may use."""
    plans: list[dict[str, Any]] = []

    def planned(cursor: Any, sql: str, values: dict[str, object]) -> Any:
        if "The records behind a number" in sql:
            found = cursor.execute("explain (analyze, format json) " + sql, values).fetchone()
            plans.append(json.loads(found[1]))
        return answered(cursor, sql, values)

    answered = shapes.arrow
    monkeypatch.setattr(shapes, "arrow", planned)
    figures.records(store, ASKED, indicator)

    def widths(step: dict[str, Any]) -> Iterator[float]:
        if step.get("intermediate_rows"):
            yield step["intermediate_size_bytes"] / step["intermediate_rows"]
        for below in step.get("children", []):
            yield from widths(below)

    found = [width for plan in plans for step in plan["operator"] for width in widths(step)]
    assert found
    assert max(found) < 8_000  # bytes a row, a scan's fixed buffers of the small world included


def test_the_overdue_list(store: Store) -> None:
    frame = figures.overdue(store, ASKED)
    found = {(row["kind"], row["id"]): row["days_late"] for _, row in frame.iterrows()}
    calendar = Calendar(calendar_rows(read_overrides(SWAPPED)))
    assert found == {
        ("dossiers", "D16-overdue-old"): calendar.working_days(date(2023, 11, 1), AS_OF),
        ("dossiers", "D06-overdue"): 3,
        ("dossiers", "D17-finished-later"): 1,
        ("tasks", "T4"): 1,
        ("petitions", "A3"): 1,
        ("joint_dossiers", "J3"): 1,
        ("plan", "I.1"): calendar.working_days(date(2024, 1, 15), AS_OF),
    }  # the quarters of I.3 that ended before the plan was there are not owed
    assert list(figures.overdue(store, ASKED, kind="tasks")["unit_name"]) == [small_world.HCTP]
    assert set(figures.overdue(store, Asked(agency="stp", as_of=AS_OF, unit="stp-vp"))["id"]) == {
        "D17-finished-later", "A3", "I.1",
    }  # fmt: skip


def test_how_many_are_overdue_is_how_long_the_list_is(store: Store) -> None:
    assert [figures.count_overdue(store, ASKED, kind) for kind in lateness.KINDS] == [3, 1, 1, 1, 1]
    of_unit = replace(ASKED, unit="stp-vp")
    assert [figures.count_overdue(store, of_unit, kind) for kind in lateness.KINDS] == [1, 0, 1, 0, 1]


@pytest.mark.parametrize(("longest", "asked"), [(3_000, 0), (2, 1)])
def test_units_look_at_one_list_in_turn_as_long_as_it_is_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, longest: int, asked: int
) -> None:
    monkeypatch.setattr(lateness, "LONGEST", longest)
    figures.overdue(store, ASKED, "dossiers")
    lists: list[str] = []
    ask = Store.read
    monkeypatch.setattr(
        Store, "read", lambda self, query, *given: lists.append(query.name) or ask(self, query, *given)
    )
    found = figures.overdue(store, replace(ASKED, unit="stp-vp"), "dossiers")
    assert list(found["id"]) == ["D17-finished-later"]
    assert lists.count("lists/page") == asked


def test_what_falls_due_soon(store: Store) -> None:
    soon = {days: set(figures.overdue(store, ASKED, soon=days)["id"]) for days in (0, 1, 3)}
    assert soon[0] == {"D07-due-today", "J6"}
    assert soon[1] == {"D07-due-today", "J6", "D10-unknown-unit"}  # Friday 1/11
    assert soon[3] == {"D07-due-today", "J6", "D10-unknown-unit", "II.2"}  # Tuesday 5/11
    frame = figures.overdue(store, ASKED, soon=3)
    assert (frame["days_late"] == 0).all()


def test_weeks_of_overdue_dossiers(store: Store) -> None:
    weeks = figures.overdue_weeks(store, ASKED, "dossiers", weeks=2).set_index("week")
    last = weeks.loc[pd.Timestamp(AS_OF)]
    assert (last["new"], last["cleared"], last["standing"]) == (2, 0, 3)  # 6 on 29/10, 17 on 31/10
    assert weeks.loc[pd.Timestamp(2024, 10, 24)]["standing"] == 1
    later = figures.overdue_weeks(
        store, Asked(agency="stp", as_of=date(2024, 11, 7)), "dossiers", weeks=1
    ).iloc[0]
    # 7 from 1/11, 10 from 2/11; 17 finished on 5/11; 6 7 10 16 stand
    assert (later["new"], later["cleared"], later["standing"]) == (2, 1, 4)


@pytest.mark.parametrize("day", [AS_OF - timedelta(days=days) for days in range(0, 200, 23)])
@pytest.mark.parametrize("kind", ["dossiers", "tasks", "petitions"])
def test_standing_overdue_is_the_list_of_that_day(store: Store, kind: str, day: date) -> None:
    weeks = figures.overdue_weeks(store, Asked(agency="stp", as_of=day), kind=kind, weeks=1)
    assert weeks["standing"].iloc[-1] == len(
        figures.overdue(store, Asked(agency="stp", as_of=day), kind=kind)
    )


def test_plan_tasks_and_what_became_of_their_deadlines(store: Store) -> None:
    frame = figures.plan(store, ASKED)
    states = [(row["id"], row["state"]) for _, row in frame.iterrows()]
    assert states == [
        ("I.1", "overdue"),
        ("I.2", "done"),
        ("I.3", "open"),  # 14/12: of the quarters only what came after the plan
        ("II.1", "standing"),
        ("II.2", "open"),
        ("II.3", "waiting"),
    ]
    everybody = frame[frame["id"] == "II.1"].iloc[0]
    assert everybody["units"] == [
        "stp-nv1",
        "stp-nv2",
        "stp-thanhtra",
        "stp-dvsn",
    ]  # who is there that day; the office is none of the rooms
    assert everybody["unit_name"] == "Các Phòng, Trung tâm"
    assert set(figures.plan(store, Asked(agency="stp", as_of=AS_OF, unit="stp-hctp"))["id"]) == {
        "II.2",
        "II.3",
    }


def test_days_and_months_of_what_was_received(store: Store) -> None:
    days = figures.days(store, ASKED, "online_rate").set_index("day")
    assert list(days.iloc[-1]) == [3, 12, 0.25]
    assert list(days.loc[pd.Timestamp(2024, 4, 1)][["numerator", "denominator"]]) == [1, 3]  # 3 4 5
    months = figures.breakdown(store, ASKED, "online_rate", "month").set_index("key")
    assert list(months.loc["2024-10", ["online", "counter", "postal", "denominator"]]) == [2, 3, 0, 5]
    assert list(months.loc["2024-03", ["online", "counter", "postal", "denominator"]]) == [0, 0, 1, 1]
    procedures = figures.breakdown(store, ASKED, "online_rate", "procedure").set_index("key")
    assert list(procedures.loc["Thủ tục Một", ["numerator", "denominator"]]) == [
        2,
        10,
    ]  # all but 5 10


def test_some_of_the_dossiers(store: Store) -> None:
    def last(base: figures.Base) -> list[float]:
        frame = figures.days(store, ASKED, "online_rate", base=base)
        return list(frame.iloc[-1][["numerator", "denominator"]])

    assert last(figures.Base(offered=True)) == [3, 10]  # not 7 (P3: none), not 10 (in no list)
    assert last(figures.Base(procedure="P1")) == [2, 6]
    assert last(figures.Base(channel="counter")) == [0, 8]
    listed = figures.records(
        store,
        ASKED,
        "online_rate",
        figures.Part(base=figures.Base(procedure="P1")),
    )
    assert set(listed["id"]) == {"D01-early", "D06-overdue"}


def test_late_by_unit_and_month(store: Store) -> None:
    columns = ["late", "overdue", "first_late", "handled"]
    units = figures.late_by(store, ASKED, by="unit").set_index("key")
    assert list(units.loc["stp-hctp", columns]) == [1, 2, 3, 6]  # late 3; overdue 6 16; of 1 3 5 15 6 16
    assert list(units.loc["stp-vp", columns]) == [1, 1, 3, 4]  # late 19; overdue 17; by the first 7 17 19
    assert list(units.loc["stp-vp-mc", columns]) == [0, 0, 1, 1]  # 11 by the first
    assert list(units.index) == ["stp-hctp", "stp-vp", "stp-vp-mc"]
    assert units.loc["stp-hctp", "rate"] == 0.5
    months = figures.late_by(store, ASKED, by="month").set_index("key")
    assert list(months.loc["2024-10", columns]) == [0, 3, 4, 4]  # on the day; 1 resolved in October


# Filed and received around the edges of office hours, Tết and a worked Saturday, and exactly eight working hours.
RECEIPTS = [
    ("2024-02-07 16:30", "2024-02-15 07:30"),
    ("2024-03-08 16:00", "2024-03-11 07:30"),
    ("2024-05-03 11:45", "2024-05-06 13:31"),
    ("2024-10-31 08:00", "2024-10-31 17:30"),
    ("2024-10-31 18:00", "2024-10-31 06:00"),
    ("2024-10-29 09:00", "2024-10-30 09:00"),
    ("2024-10-29 09:00", "2024-10-30 09:00:01"),
    ("2024-10-26 10:00", "2024-10-28 17:00"),
    ("2024-10-29 06:00", "2024-10-29 17:00"),
    ("2024-10-29 12:00", "2024-10-30 13:30"),
    ("2024-10-29 12:00", "2024-10-30 13:30:01"),
]


def test_eight_working_hours_are_those_of_the_reference(tmp_path: Path) -> None:
    calendar = Calendar(calendar_rows(read_overrides(SWAPPED)))
    moments = [tuple(datetime.fromisoformat(text) for text in pair) for pair in RECEIPTS]
    rows = [
        {"agency": "stp", "record_key": str(n), "channel": "online", "status": "received", "submitted_at": filed,
         "received_at": received}
        for n, (filed, received) in enumerate(moments)
    ]  # fmt: skip
    with fresh_home.build(tmp_path / "home") as store, store.transaction():
        store.insert("dossiers_current", pa.Table.from_pylist(rows))
        marts.make(store)
        asked = Asked(agency="stp", as_of=date(2024, 12, 14))
        made = figures.records(store, asked, "receipt_8h_rate", figures.Part("denominator")).set_index("key")
        for number, (filed, received) in enumerate(moments):
            in_time = calendar.working_seconds(filed, received) <= 8 * 3600
            assert made.loc[str(number), "numerator"] == in_time, (filed, received)


def test_findings_name_what_is_wrong(store: Store) -> None:
    found = figures.check(store, figures.newest(store, "stp"))
    subjects = {(row["code"], row["subject"]) for _, row in found.iterrows()}
    assert ("paused_without_reason", "D09-paused-no-reason") in subjects
    assert ("unknown_unit", "Phòng Chưa Ai Biết") in subjects
    assert ("due_moved", "D11-due-moved") in subjects
    assert ("unknown_procedure", "P9") in subjects
    assert ("unit_without_data", "Phòng Nghiệp vụ 1") in subjects
    assert not [
        subject for code, subject in subjects if code == "unit_without_data" and subject == "Văn phòng"
    ]


def test_age_of_the_data(store: Store) -> None:
    frame = figures.freshness(store, replace(ASKED, as_of=date(2024, 11, 5))).set_index("dataset")
    assert frame.loc["dossiers", "newest_as_of"] == AS_OF
    assert frame.loc["dossiers", "working_days_old"] == 3
    assert bool(frame.loc["dossiers", "is_missing"])
    assert not bool(figures.freshness(store, ASKED).set_index("dataset").loc["dossiers", "is_missing"])


def test_nothing_imported_is_no_figure(tmp_path: Any) -> None:
    with fresh_home.build(tmp_path / "home") as empty:
        assert len(figures.values(empty, figures.newest(empty, "stp"))) == 0
        assert figures.overdue(empty, figures.newest(empty, "stp")).empty
        assert figures.records(empty, figures.newest(empty, "stp"), "online_rate").empty
        assert figures.check(empty, figures.newest(empty, "stp")).empty
        frame = figures.values(empty, ASKED).frame()
        assert frame["value"].isna().all()


def test_after_the_year_a_later_date_has_passed_too(store: Store) -> None:
    row = values(store, year=2024, as_of=date(2025, 1, 10), indicator="disbursement_rate").iloc[0]
    assert (row["target"], row["status"]) == (0.85, "missed")


def test_a_year_without_any_file_is_unknown_and_a_quiet_one_is_none(store: Store) -> None:
    before = figures.values(store, Asked(agency="stp", as_of=AS_OF, year=2015))
    rows = before.of("online_rate") + before.of("overdue_dossiers")
    assert {(row.numerator, row.denominator, row.state) for row in rows} == {(None, None, "unknown")}
    assert before.absent("online_rate") == "unknown"
    units = figures.values(store, ASKED, by="unit", indicator="online_rate")
    busy = {row.unit for row in units}
    quiet = next(one for one in figures.units(store, "stp").departments() if one.unit_id not in busy)
    now = figures.values(store, Asked(agency="stp", as_of=AS_OF, unit=quiet.unit_id), indicator="online_rate")
    assert (now.rows[0].denominator, now.rows[0].state) == (0, "none")
    assert units.absent("online_rate") == "none"


def test_a_range_is_not_what_was_reported_for_the_year(store: Store) -> None:
    asked = Asked(agency="stp", as_of=AS_OF, year=2023, date_from=date(2023, 6, 1))
    row = figures.values(store, asked, "online_payment_rate").rows[0]
    assert (row.reported, row.denominator, row.target) == (False, None, None)
