"""An older home gets what the program ships now; what the office changed, added or removed stays the office's."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from chiso import figures, homes, reference
from chiso.core import settings, worktime
from chiso.desk import reconciliation
from chiso.desk.upgrade import _differ
from chiso.desk.upgrade import upgrade as upgrade_home
from chiso.reference import changes, shipped
from chiso.reference.changes import Edit
from chiso.store import DATABASE, Store, marts
from tests.conftest import LONG, sample
from tests.worlds import old_home
from tests.worlds.import_world import World, dossier
from tests.worlds.mart_rows import stale
from tests.worlds.people import ADMIN, audited_acts


def ship(monkeypatch: pytest.MonkeyPatch, **tables: Any) -> None:
    """The program ships other rows of these tables from now on: name -> function of the rows."""
    now = {table: shipped.shipped(table) for table in shipped.KEYS}
    now |= {table: change(now[table]) for table, change in tables.items()}
    monkeypatch.setattr(shipped, "shipped", lambda table: now[table])
    monkeypatch.setattr(shipped, "_files", lambda: "another release")


def row_of(store: Store, table: str, **wanted: Any) -> dict[str, Any] | None:
    rows = [
        row
        for row in changes.rows(store, "stp", table)
        if all(row[name] == value for name, value in wanted.items())
    ]
    assert len(rows) <= 1
    return rows[0] if rows else None


def test_an_indicator_that_is_shipped_later_has_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = next(row for row in shipped.shipped("indicators") if row["indicator"] == "online_rate")
    ship(
        monkeypatch,
        indicators=lambda rows: [*rows, {**old, "indicator": "counter_rate", "name": "Tỷ lệ tại quầy"}],
    )
    assert shipped.is_due(store)
    upgrade_home(store)
    found = row_of(store, "indicators", indicator="counter_rate")
    assert found is not None
    assert found["name"] == "Tỷ lệ tại quầy"
    assert not shipped.is_due(store)
    assert audited_acts(store).iloc[0]["what"] == shipped.UPGRADED


def test_a_row_that_reads_as_shipped_is_brought_up_to_date_and_the_offices_own_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = row_of(store, "indicators", indicator="reuse_rate")
    assert mine is not None
    changes.apply(
        store, ADMIN, "stp", [Edit("indicators", mine, {**mine, "name": "Tái sử dụng (Sở)"})], title="Tên"
    )
    ship(
        monkeypatch,
        indicators=lambda rows: [
            {**row, "name": f"{row['name']} (mới)"}
            if row["indicator"] in ("online_rate", "reuse_rate")
            else row
            for row in rows
        ],
    )
    upgrade_home(store)
    shipped_now = row_of(store, "indicators", indicator="online_rate")
    own = row_of(store, "indicators", indicator="reuse_rate")
    assert shipped_now is not None
    assert shipped_now["name"].endswith("(mới)")
    assert own == {**mine, "name": "Tái sử dụng (Sở)"}


def test_a_row_that_the_office_removed_stays_away_and_one_it_wrote_is_not_doubled(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = row_of(store, "targets", year=2024, indicator="online_rate", kind="target")
    assert gone is not None
    new = {**gone, "indicator": "reuse_rate", "value": 0.11, "source": "Sở giao"}
    changes.apply(
        store, ADMIN, "stp", [Edit("targets", gone, None), Edit("targets", None, new)], title="Chỉ tiêu"
    )
    ship(monkeypatch, targets=lambda rows: [*rows, {**new, "agency": "stp", "value": 0.99, "source": "QĐ"}])
    upgrade_home(store)
    assert row_of(store, "targets", year=2024, indicator="online_rate", kind="target") is None
    kept = row_of(
        store, "targets", year=2024, indicator="reuse_rate", kind="target", due_date=new["due_date"]
    )
    assert kept is not None
    assert kept["value"] == 0.11


def test_a_target_that_is_shipped_no_more_goes_unless_it_is_the_offices(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(monkeypatch, targets=lambda rows: [row for row in rows if row["agency"] != "stp"])
    own = row_of(store, "targets", year=2024, indicator="online_rate", kind="target")
    assert own is not None
    changes.apply(store, ADMIN, "stp", [Edit("targets", own, {**own, "value": 0.61})], title="61%")
    upgrade_home(store)
    assert [row["value"] for row in changes.rows(store, "stp", "targets")] == [0.61]


@pytest.mark.skipif(not LONG, reason="a rare case of an upgrade")
def test_other_holidays_of_the_package_make_the_calendar_and_the_marts_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    World(store).put([dossier("H1", received_at="4/11", due_at="8/11")], "20/11")
    swapped = {"day": date(2024, 11, 12), "is_working": False, "note": "Sở nghỉ", "source": None}
    changes.apply(store, ADMIN, "stp", [Edit("day_overrides", None, swapped)], title="Ngày nghỉ")
    assert figures.overdue(store, figures.newest(store, "stp"), "dossiers")["days_late"].tolist() == [7]
    days_off, worked = worktime._public_holidays()
    found = ({**days_off, date(2024, 11, 11): "Ngày lễ mới"}, worked)
    monkeypatch.setattr(worktime, "_public_holidays", lambda: found)
    assert not shipped.is_due(store)
    monkeypatch.setattr(worktime, "RULES", "holidays of another version")
    assert shipped.is_due(store)
    upgrade_home(store)
    assert figures.overdue(store, figures.newest(store, "stp"), "dossiers")["days_late"].tolist() == [6]
    assert not shipped.is_due(store)
    assert not stale(store)


def test_what_an_upgrade_changed_stands_on_the_page_of_findings(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    World(store).put([dossier("H1", received_at="4/11", due_at="20/11")], "20/11")
    ship(
        monkeypatch,
        targets=lambda rows: [
            {**row, "value": 0.77} if row["agency"] == "stp" and row["indicator"] == "online_rate" else row
            for row in rows
        ],
    )
    before = next(
        value.target for value in figures.values(store, figures.newest(store, "stp"), indicator="online_rate")
    )
    assert before == 0.55  # Kế hoạch CCHC 2024: 55% đến 30/11
    upgrade_home(store)
    found = reconciliation.findings(store, "stp", None)
    line = found[found["code"] == "upgraded_figure"].iloc[0]
    assert line["subject"] == "online_rate"
    assert "55% sang 77%" in line["message"]
    assert reconciliation.kind_of("upgraded_figure").remedy


# A rule of another release: its file, a text of today's, what stood there instead.
RULES = {
    "indicator": ("indicators/online_rate.sql", "is_online as numerator", "0 as numerator"),
    "mart": (
        "marts/dossier_facts.sql",
        "case when channel = 'online' then 1 else 0 end as is_online",
        "0 as is_online",
    ),
}


LATE_TASK = {
    "document_no": "1/UBND", "content": "Báo cáo", "unit_text": "Văn phòng", "assigned_on": date(2024, 11, 1),
    "due_on": date(2024, 11, 8), "finished_on": None, "status": "Hoàn thành chậm 3 ngày",
}  # fmt: skip


def made_by_another_release(
    home: Path, monkeypatch: pytest.MonkeyPatch, *edits: tuple[str, str, str]
) -> None:
    """A home with one dossier, filed online, and one task, done late by its words, whose figures were counted by other
    texts of `queries/`."""
    queries = home.with_name("queries-of-another-release")
    shutil.copytree(settings.QUERIES, queries)
    for name, today, then in edits:
        text = (queries / name).read_text(encoding="utf-8")
        assert text.count(today) == 1
        (queries / name).write_text(text.replace(today, then), encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(settings, "QUERIES", queries)
        with reference.init(home, "stp") as store:
            World(store).put([dossier("H1", received_at="4/11", due_at="20/11", channel="online")], "20/11")
            World(store).put([LATE_TASK], "20/11", dataset="tasks")
            upgrade_home(store)


@pytest.mark.parametrize("rule", sample(list(RULES)))
def test_figures_that_are_counted_by_another_text_stand_on_the_page_of_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    made_by_another_release(tmp_path / "home", monkeypatch, RULES[rule])
    with homes.opened(tmp_path / "home") as store:
        found = store.rows("checks/upgraded_figure", agency="stp")
        lines = [row["message"] for row in found if row["subject"] == "online_rate"]
        assert len(lines) == 1
        assert "đổi từ 0% sang 100%" in lines[0]
        assert shipped.UPGRADED not in set(audited_acts(store)["what"])  # no row of the catalogue changed
    with homes.opened(tmp_path / "home") as store:
        assert len(store.rows("checks/upgraded_figure", agency="stp")) == len(found)  # said once


def test_figures_that_are_counted_by_another_macro_stand_there_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the words of a task say stands in a macro; afterwards none of the other release is left."""
    no_late = ("views/01_units.sql", "|qua [0-9]+ ngay|tre|cham|muon)", ")")
    nothing_else = ("views/01_units.sql", "|| between_words() || any_time_words() ||", "||")
    made_by_another_release(tmp_path / "home", monkeypatch, no_late, nothing_else)
    with homes.opened(tmp_path / "home") as store:
        found = store.rows("checks/upgraded_figure", agency="stp")
        (line,) = (row["message"] for row in found if row["subject"] == "overdue_tasks")
        assert "đổi từ 1 sang 0" in line
        assert figures.overdue(store, figures.newest(store, "stp"), "tasks").empty


@pytest.mark.skipif(not LONG, reason="a rare case of an upgrade")
def test_a_text_that_no_longer_suits_the_tables_keeps_no_home_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_by_another_release(tmp_path / "home", monkeypatch)
    with Store.open(tmp_path / "home") as store:
        store.set_fact(
            marts.RULES, json.dumps({"indicators/online_rate.sql": "select gone from dossier_facts"})
        )
    with homes.opened(tmp_path / "home") as store:
        assert store.fact(marts.RULES) == marts.rules(store)
        assert store.rows("checks/upgraded_figure", agency="stp") == []


def test_an_upgrade_that_changes_no_row_is_no_act(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ship(monkeypatch)  # other files that say the same
    assert shipped.is_due(store)
    version = store.data_version
    upgrade_home(store)
    assert not shipped.is_due(store)
    assert store.data_version == version
    assert shipped.UPGRADED not in set(audited_acts(store)["what"])


def test_records_are_merged_anew_where_the_rules_are_others(store: Store) -> None:
    world = World(store)
    world.put([dossier("H1", received_at="4/11", due_at="20/11")], "20/11")
    upgrade_home(store)
    version = store.data_version
    upgrade_home(store)
    assert store.data_version == version
    with store.transaction(), store._cursor() as cursor:
        cursor.execute("delete from dossiers_current")
        cursor.execute("delete from dossier_facts")
        store.set_fact("merging", "the rules of another release")
    upgrade_home(store)
    assert world.known().keys() == {"H1"}
    found = reconciliation.findings(store, "stp", None)
    assert "upgraded_figure" in set(found["code"])  # the figures without and with the record


# --- homes of earlier releases ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with old_home.placed(tmp_path_factory.mktemp("old")) as home, homes.opened(home) as store:
        yield store


def test_catalogue_of_an_old_home_is_the_shipped_one_but_for_what_the_office_changed(old: Store) -> None:
    for table in shipped.KEYS:
        key = shipped.KEYS[table]
        home = {tuple(row[name] for name in key): row for row in whole(old, table)}
        for row in shipped.shipped(table):
            there = home[tuple(row[name] for name in key)]
            if table == "targets" and there["value"] == 0.61:
                continue  # the office's own
            assert shipped.digest(there) == shipped.digest(row), row


def whole(store: Store, table: str) -> list[dict[str, Any]]:
    return store.arrow("reference/whole", {"table": (table,)}).to_pylist()


def test_rows_of_the_first_release_are_known(old: Store) -> None:
    known = {line["row_key"] for line in whole(old, "shipped_rows") if line["table_name"] == "indicators"}
    assert len(known) == len(shipped.read_rows("indicators"))
    assert not shipped.is_due(old)


def test_moments_of_the_first_release_become_utc() -> None:
    text = (settings.QUERIES / "tables" / "15_clock.sql").read_text(encoding="utf-8")
    with duckdb.connect(":memory:") as home:
        home.execute("set TimeZone = 'Asia/Ho_Chi_Minh'")
        home.execute("create table imports as select timestamp '2024-10-31 08:05:00' as imported_at")
        home.execute("create table layout_answers as select timestamp '2024-10-31 00:30:00' as answered_at")
        home.execute(text)
        assert home.execute("select imported_at from imports").fetchall() == [(datetime(2024, 10, 31, 1, 5),)]
        assert home.execute("select answered_at from layout_answers").fetchall() == [
            (datetime(2024, 10, 30, 17, 30),)
        ]


def test_old_home_keeps_nothing_that_no_file_defines(tmp_path: Path) -> None:
    with (
        Store.open(tmp_path, create=True, agency="stp") as store,
        store.transaction(),
        store._cursor() as cursor,
    ):
        cursor.execute("create table kept_by_an_old_release (a int)")
        cursor.execute("create view seen_by_an_old_release as select 1 as a")
        cursor.execute("create macro counted_by_an_old_release() as table select 1 as a")
        cursor.execute("create macro worth_to_an_old_release(a) as a + 1")
        store.set_fact("schema_version", f"{store.fact('schema_version')} tables/09_of_an_old_release")
        store.set_fact("definitions", "others")
    with Store.open(tmp_path) as store:
        left = [row["name"] for row in store.rows("store/made") if row["name"].endswith("an_old_release")]
        assert left == []
        assert len(store.rows("store/made")) > 40
    assert (tmp_path / DATABASE).is_file()


@pytest.mark.parametrize(
    ("before", "after", "is_said"),
    [(0.3, 0.1 + 0.2, False), (0.3, 0.3001, True), (None, 0.0, True), (0.0, None, True)],
)
def test_last_digits_of_a_sum_are_no_change(before: float | None, after: float | None, is_said: bool) -> None:
    assert _differ(before, after) == is_said
