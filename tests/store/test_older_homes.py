"""A home made by an earlier release opens, keeps what the office said, and answers the same figures.

tests/worlds/home-0.1.0.zip: every dataset (the half-year's files up to December 2023 and those of the demonstration's
archive), January imported and rolled back, a spelling taught, a unit added and one renamed, a target changed, a cause
entered for a dossier; with its key.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chiso import figures, homes, reference
from chiso.commands import keeping
from chiso.core.errors import Refused
from chiso.core.settings import QUERIES
from chiso.figures.ask import Asked
from chiso.intake.commit import recovery
from chiso.people import codes
from chiso.people.accounts import Accounts
from chiso.people.passwords import hashed
from chiso.reference.changes import log
from chiso.store import DATABASE, Store, backup, disk, lock, originals, schema
from tests.conftest import LONG, sample
from tests.figures.test_half_year import BY_HAND
from tests.worlds import fresh_home, old_home
from tests.worlds.lived_home import put

# Days that the files of this home speak of with all they print; what is awaited and overdue is said by later files too.
KNOWN = [
    (indicator, day)
    for indicator, day in BY_HAND
    if day < date(2023, 12, 31) and indicator not in ("awaiting_receipt", "overdue_tasks")
]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with old_home.placed(tmp_path_factory.mktemp("old")) as home, Store.open(home) as store:
        yield store


def test_its_imports_are_all_there(old: Store) -> None:
    imports = old.rows("imports/list")
    assert len(imports) == 13
    assert [row["import_id"] for row in imports if row["status"] == "rolled_back"] == [13]
    assert len({row["dataset"] for row in imports}) == 10


@pytest.mark.parametrize(("indicator", "day"), KNOWN, ids=str)
def test_its_figures_are_those_counted_by_hand(old: Store, indicator: str, day: date) -> None:
    (value,) = figures.values(old, Asked(agency="stp", as_of=day), indicator=indicator)
    assert (value.numerator, value.denominator) == BY_HAND[indicator, day]


def test_what_the_office_changed_stays_changed(old: Store) -> None:
    (value,) = figures.values(old, Asked(agency="stp", as_of=date(2023, 12, 15)), indicator="online_rate")
    assert value.target == 0.61
    units = {row["unit_id"]: row for row in log.rows(old, "stp", "units")}
    assert units["stp-vp"]["short_name"] == "VP Sở"
    assert units["stp-thu"]["name"] == "Phòng Thử"
    spellings = {row["alias"]: row["unit_id"] for row in log.rows(old, "stp", "unit_aliases")}
    assert spellings["Phòng Hộ tịch cũ"] == "stp-hctp"
    newest = figures.newest(old, "stp")  # what was entered is not in a view of before
    late = figures.overdue(old, newest, kind="dossiers").set_index("id")
    assert "Chờ phối hợp" in set(late.loc["H00007"].astype(str))


def test_account_of_before_second_factors_signs_in_and_can_have_one(tmp_path: Path) -> None:
    before = shutil.copytree(QUERIES, tmp_path / "queries")
    (before / "tables" / "17_second_factor.sql").unlink()
    with (
        Store.open(tmp_path / "home", create=True, agency="stp", queries=before) as store,
        store._cursor() as cursor,
    ):
        cursor.execute(
            "insert into users values ('an', 'Bà An', 'admin', null, ?, true, null, 'x', null)",
            [hashed("lúa chín ngoài đồng")],
        )
    with Store.open(tmp_path / "home") as store:
        people = Accounts(store)
        assert people.second.required() == frozenset()
        assert people.sign_in("an", "lúa chín ngoài đồng").outcome == "ok"
        user = people.user("an")
        assert user is not None
        (code, *_) = people.second.switch_on(user, codes.new_secret())
    with Store.open(tmp_path / "home") as store:
        people = Accounts(store)
        half = people.sign_in("an", "lúa chín ngoài đồng")
        assert (half.outcome, people.finish(half.token, code).outcome) == ("code", "ok")


# ---- what an upgrade takes with it when it is cut off: the ledger of 0.1.0 has imports and roll-backs only


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with old_home.placed(tmp_path) as placed:
        yield placed


def kept(home: Path) -> list[Path]:
    return sorted((home / "backups").glob("*"))


def contents(home: Path) -> dict[str, bytes]:
    """Path -> content of what is in the home, without its lock (an empty file) and the fingerprint of its key."""
    found = {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if name not in (lock.LOCK, originals.KEY_ID)}


@pytest.mark.skipif(not LONG, reason="a restore of an older home")
def test_what_the_ledger_of_an_older_home_lacks_comes_back_after_its_upgrade(home: Path) -> None:
    """What came since comes with the upgrade too: its catalogue is complete."""
    with homes.opened(home) as store:
        values = figures.values(store, Asked(agency="stp", as_of=date(2023, 12, 15)))
    shipped = {path.stem for path in (Path(__file__).parents[2] / "queries" / "indicators").glob("*.sql")}
    assert shipped - {"reported"} <= {value.indicator for value in values}
    assert all(value.name != value.indicator for value in values)
    (one,) = kept(home)
    assert backup.read_manifest(one)["data_version"] == 20
    content = (home / DATABASE).read_bytes()
    (home / DATABASE).write_bytes(bytes(len(content)))
    answer = keeping.restore(home, None, False)
    assert (answer.status, answer.document["not_redone"]) == (0, [])
    with homes.opened(home) as store:
        assert recovery.verify(store) == []
        entries = store.rows("reference/whole", {"table": ("entries",)})
        assert [(row["record_key"], row["value"]) for row in entries] == [("H00007", "Chờ phối hợp")]
        units = {row["unit_id"]: row["name"] for row in log.rows(store, "stp", "units")}
        assert units["stp-thu"] == "Phòng Thử"
    assert one in kept(home), "rotation and restores leave it"


@pytest.mark.skipif(not LONG, reason="in a usual run one that fails each time")
def test_an_upgrade_without_room_for_its_backup_changes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(home)
    monkeypatch.setattr(disk, "free", lambda _: 200_000_000)
    with pytest.raises(
        Refused, match="no_room: Chưa nâng cấp dữ liệu vì không sao lưu được trước đó"
    ) as refused:
        homes.opened(home)
    assert "bản sao lưu cần 2" in refused.value.message
    assert contents(home) == before
    monkeypatch.undo()
    keeping.init(home, "stp", None, None)  # every command that opens it keeps it first
    assert len(kept(home)) == 1


def test_an_upgrade_that_fails_each_time_is_kept_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "_define", lambda *_: 1 / 0)
        for _ in range(4):
            with pytest.raises(ZeroDivisionError):
                homes.opened(home)
    assert len(kept(home)) <= 2, "one for each state of the database: of before, and with the new tables"
    homes.opened(home).close()
    number = len(kept(home))
    homes.opened(home).close()
    assert len(kept(home)) == number


@pytest.mark.skipif(not LONG, reason="in a usual run a home whose making was cut off")
def test_what_an_upgrade_that_was_cut_off_did_not_drop_goes_at_the_next_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "_drop_leftovers", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            homes.opened(home)
    with homes.opened(home) as store:
        assert "record_versions" not in {row["name"] for row in store.rows("store/made")}


def test_home_of_this_release_is_not_kept_at_its_opening(tmp_path: Path) -> None:
    fresh_home.build(tmp_path / "home").close()
    homes.opened(tmp_path / "home").close()
    with homes.opened(tmp_path / "home") as store:
        put(store, "H1", day=20)
    homes.opened(tmp_path / "home").close()
    assert kept(tmp_path / "home") == []


@pytest.mark.parametrize("part", sample(["_drop_leftovers", "migrate", "_define"]))
def test_home_whose_making_was_cut_off_is_finished_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    home = tmp_path / "home"
    with monkeypatch.context() as patched:
        patched.setattr(schema, part, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            reference.init(home, "stp")
    with homes.opened(home) as store:
        assert figures.newest_as_of(store, "stp") is None
    assert kept(home) == []


@pytest.mark.parametrize(
    "fact", sample(["definitions", "figure_rules", "merging", "catalogue", "masked_numbers"])
)
def test_home_that_differs_in_anything_that_an_upgrade_changes_is_kept(tmp_path: Path, fact: str) -> None:
    home = tmp_path / "home"
    with fresh_home.build(home) as store:
        put(store, "H1", day=20)
        homes.upgrade.upgrade(store)
        store.set_fact(fact, "" if fact == "masked_numbers" else f"{store.fact(fact)} ")
    homes.opened(home).close()
    assert len(kept(home)) == 1
