"""Several agencies in one home: asked together they answer what each answers alone, in a home of its own too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.reference import changes
from chiso.store import Store
from chiso.store.kept import Kept
from chiso.store.queries_text import Query
from tests.conftest import sample
from tests.worlds import small_world
from tests.worlds.people import ADMIN
from tests.worlds.small_world import AS_OF, EXPECTED
from tests.worlds.two_agencies import OF_SCT, OF_STP, same

ALONE = {agency: Asked(agency=agency, as_of=AS_OF) for agency in ("sct", "stp")}
BOTH = replace(ALONE["stp"], together=("sct", "stp"))
EVERY = figures.Part("denominator")
OF_RECORDS = [code for code in EXPECTED if code not in ("disbursement_rate", "service_index")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Both agencies in one home."""
    with small_world.fill(tmp_path_factory.mktemp("both") / "home", OF_STP) as opened:
        small_world.put(opened, "sct", OF_SCT, after=100)
        by_half_year(opened, "stp", "sct")
        yield opened


@pytest.fixture(scope="module")
def only_sct(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.fill(tmp_path_factory.mktemp("sct") / "home", {}) as opened:
        small_world.put(opened, "sct", OF_SCT)
        by_half_year(opened, "sct")
        yield opened


def by_half_year(store: Store, *agencies: str) -> None:
    """One more target of each, whose day has passed."""
    once = {"year": 2024, "indicator": "online_rate", "kind": "target", "comparison": ">=", "value": 0.5,
            "due_date": date(2024, 6, 30), "source": "Kế hoạch"}  # fmt: skip
    for agency in agencies:
        changes.apply(store, ADMIN, agency, [changes.Edit("targets", None, once)], title="chỉ tiêu")


@pytest.mark.parametrize("by", [None, "unit", "month", "official"])
def test_each_agency_has_its_own_values(store: Store, only_sct: Store, by: str | None) -> None:
    found = figures.values(store, BOTH, by=by).frame()
    for agency, asked in ALONE.items():
        same(found[found["agency"] == agency], figures.values(store, asked, by=by).frame())
    same(found[found["agency"] == "sct"], figures.values(only_sct, ALONE["sct"], by=by).frame())
    of_stp = found[found["agency"] == "stp"].set_index("indicator")
    if by is None:
        for code in EXPECTED:
            counted = (of_stp.at[code, "numerator"], of_stp.at[code, "denominator"])
            assert tuple(None if pd.isna(one) else one for one in counted) == EXPECTED[code], code


def test_the_two_agencies_differ(store: Store) -> None:
    found = figures.values(store, BOTH).frame().groupby("indicator")[["numerator", "denominator"]].nunique()
    assert (found.loc[OF_RECORDS].max(axis=1) > 1).sum() > len(OF_RECORDS) / 2


def test_by_agency_asks_every_one_that_has_data(store: Store, only_sct: Store) -> None:
    same(figures.values(store, ALONE["stp"], by="agency").frame(), figures.values(store, BOTH).frame())
    own = figures.values(only_sct, ALONE["sct"]).frame()
    same(figures.values(only_sct, ALONE["stp"], by="agency").frame(), own)
    same(figures.values(store, replace(ALONE["stp"], together=("sct",)), by="agency").frame(), own)
    assert figures.values(store, None, by="agency").frame().empty


def test_all_agencies_are_one_question(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    reads = Store.read

    def noted(store: Store, query: Query, *given: Any) -> Any:
        asked.append(query.name)
        return reads(store, query, *given)

    monkeypatch.setattr(store._database, "kept", Kept())
    monkeypatch.setattr(Store, "read", noted)
    figures.values(store, ALONE["stp"])
    known = ("blocks", "coverage", "covered", "measurements", "service_months", "sums")
    times = {name: asked.count(f"figures/{name}") for name in known}
    asked.clear()
    monkeypatch.setattr(store._database, "kept", Kept())
    figures.values(store, ALONE["stp"], by="agency")
    assert {name: asked.count(f"figures/{name}") for name in known} == times
    assert times["covered"] == 1
    assert times["sums"] > 2, "also on the days of targets that have passed"
    assert "figures/tally" not in asked  # the rows of all agencies, added up, are more than is kept


def test_a_unit_is_asked_of_its_own_agency_alone(store: Store) -> None:
    asked = replace(BOTH, unit="stp-vp")
    same(
        figures.values(store, asked).frame(),
        figures.values(store, replace(ALONE["stp"], unit="stp-vp")).frame(),
    )
    whole = replace(BOTH, unit="stp")
    assert figures.count_records(store, whole, "online_rate", EVERY) == 12


@pytest.mark.parametrize("indicator", sample(OF_RECORDS))
def test_an_indicator_by_agency(store: Store, indicator: str) -> None:
    found = figures.breakdown(store, ALONE["stp"], indicator, "agency")
    values = figures.values(store, BOTH, indicator).frame().set_index("agency")
    for row in found.to_dict("records"):
        assert row["key"] == row["agency"]
        for column in ("numerator", "denominator"):
            expected = values.at[row["key"], column]
            assert row[column] == expected or pd.isna(expected), (row, column)
    assert set(found["key"]) == set(values.index[values["entries"] > 0])
    names = {"sct": "Sở Công Thương", "stp": "Sở Tư pháp"}
    assert [names[key] for key in found["key"]] == list(found["name"])


@pytest.mark.parametrize("by", ["unit", "official", "channel", "month"])
def test_a_breakdown_never_mixes_agencies(store: Store, by: str) -> None:
    found = figures.breakdown(store, BOTH, "official_late_rate", by)
    alone = [figures.breakdown(store, asked, "official_late_rate", by) for asked in ALONE.values()]
    same(found, pd.concat(alone))
    late = figures.late_by(store, BOTH, by) if by != "month" else pd.DataFrame({"agency": []})
    for agency, asked in ALONE.items():
        if len(late):
            same(late[late["agency"] == agency], figures.late_by(store, asked, by))


def test_weeks_and_days_of_all_are_the_sums_of_each(store: Store) -> None:
    found, *parts = (
        figures.overdue_weeks(store, asked, "dossiers", 9).set_index("week")
        for asked in (BOTH, *ALONE.values())
    )
    same(found, sum(parts[1:], parts[0]))
    last = [figures.days(store, asked, "online_rate").iloc[-1] for asked in (BOTH, *ALONE.values())]
    for column in ("numerator", "denominator"):
        assert last[0][column] == last[1][column] + last[2][column]


@pytest.mark.parametrize(
    ("indicator", "part"),
    [
        (code, part)
        for place, code in enumerate(sample([*EXPECTED], 1))
        for part in sample(("numerator", "denominator", "rest"), place)  # each part
    ],
)
def test_a_list_over_agencies_is_the_lists_of_each(store: Store, indicator: str, part: str) -> None:
    found = figures.records(store, BOTH, indicator, figures.Part(part))
    for agency, asked in ALONE.items():
        own = found[found["agency"] == agency].drop(columns=["agency", "agency_name"])
        same(own, figures.records(store, asked, indicator, figures.Part(part)))
    assert len(found) == figures.count_records(store, BOTH, indicator, figures.Part(part))
    assert set(found["agency_name"]) <= {"Sở Công Thương", "Sở Tư pháp"}


def test_such_a_list_is_ordered_searched_and_cut_by_the_store(store: Store) -> None:
    whole = figures.records(store, BOTH, "online_rate", EVERY)
    keys = set(zip(whole["agency"], whole["key"], strict=True))
    assert len(keys) == len(whole) > len(set(whole["key"])), "the same record of two agencies is two"
    for order in ("", "-due", "agency_name", "-agency", "received"):
        pages = [
            figures.records(store, BOTH, "online_rate", EVERY, figures.Page(order=order, skip=skip, most=5))
            for skip in range(0, len(whole), 5)
        ]
        listed = pd.concat(pages, ignore_index=True)
        assert set(zip(listed["agency"], listed["key"], strict=True)) == keys, order
        column = order.removeprefix("-") or "agency"
        values = listed[column].dropna()
        assert values.is_monotonic_decreasing if order.startswith("-") else values.is_monotonic_increasing
    for words in ("cong thuong", "Sở Tư pháp", "van phong"):
        searched = figures.records(store, BOTH, "online_rate", EVERY, figures.Page(words))
        assert (
            0 < len(searched) == figures.count_records(store, BOTH, "online_rate", EVERY, figures.Page(words))
        )
    of_one = figures.records(store, BOTH, "online_rate", EVERY, figures.Page("công thương"))
    assert set(of_one["agency"]) == {"sct"}
    assert figures.count_records(store, ALONE["sct"], "online_rate", EVERY, figures.Page("công thương")) == 0


@pytest.mark.parametrize("soon", [None, 20])
def test_what_is_overdue_over_agencies(store: Store, soon: int | None) -> None:
    found = figures.overdue(store, BOTH, soon=soon)
    assert set(found["agency"]) == {"sct", "stp"}
    for agency, asked in ALONE.items():
        own = found[found["agency"] == agency].drop(columns=["agency", "agency_name"])
        alone = figures.overdue(store, asked, soon=soon)
        for kind in ("dossiers", "tasks", "petitions", "plan"):
            same(own[own["kind"] == kind], alone[alone["kind"] == kind])
    lists = found[found["kind"] == "dossiers"]
    assert soon or lists["days_late"].is_monotonic_decreasing
    assert {row["unit"].split("-")[0] for row in lists.to_dict("records") if row["unit"] != "unknown"} <= {
        "sct",
        "stp",
    }
    for agency, part in lists.groupby("agency"):
        assert all(unit == "unknown" or unit.startswith(agency) for unit in part["unit"])


def test_plan_tasks_over_agencies(store: Store) -> None:
    found = figures.plan(store, BOTH)
    for agency, asked in ALONE.items():
        same(found[found["agency"] == agency], figures.plan(store, asked))
