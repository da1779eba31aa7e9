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

from chiso import figures
from chiso.core.settings import QUERIES
from chiso.figures.ask import Asked
from chiso.people import codes
from chiso.people.accounts import Accounts
from chiso.people.passwords import hashed
from chiso.reference.changes import log
from chiso.store import Store
from tests.figures.test_half_year import BY_HAND
from tests.worlds import old_home

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
    late = figures.overdue(old, Asked(agency="stp", as_of=date(2023, 12, 15)), kind="dossiers").set_index(
        "id"
    )
    assert "Chờ phối hợp" in set(late.loc["H00007"].astype(str))


def test_its_catalogue_is_complete(old: Store) -> None:
    values = figures.values(old, Asked(agency="stp", as_of=date(2023, 12, 15)))
    shipped = {path.stem for path in (Path(__file__).parents[2] / "queries" / "indicators").glob("*.sql")}
    assert shipped - {"reported"} <= {value.indicator for value in values}
    assert all(value.name != value.indicator for value in values)


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
