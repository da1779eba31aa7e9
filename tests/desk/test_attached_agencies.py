"""Sums of several agencies attached to one home: each is answered as in its own home, and they stand side by side."""

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from chiso import figures
from chiso.desk import attaching, lake_share, lake_sums
from chiso.figures.ask import Asked
from chiso.people.actor import Actor
from chiso.store import Store
from chiso.web.parts import province
from tests.conftest import sample
from tests.worlds import fresh_home, small_world
from tests.worlds.apps import opened, shown
from tests.worlds.people import ADMIN
from tests.worlds.small_world import AS_OF
from tests.worlds.two_agencies import OF_SCT, OF_STP, same

OF = {"sct": OF_SCT, "stp": OF_STP}
ASKED = {agency: Asked(agency=agency, as_of=AS_OF) for agency in OF}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Store]]:
    """A home of its own for each agency; both write one lake."""
    folder = tmp_path_factory.mktemp("own")
    stores = {}
    for agency, rows in OF.items():
        stores[agency] = small_world.fill(folder / agency, {})
        small_world.put(stores[agency], agency, rows)
        lake_share.export(stores[agency], ADMIN, folder / "kho")
    yield stores
    for store in stores.values():
        store.close()


@pytest.fixture(scope="module")
def together(alone: Mapping[str, Store]) -> Iterator[Store]:
    """A home that shows the sums of both, and reads their records from the lake."""
    folder = alone["stp"].home.parent
    lake_sums.made(folder / "kho", "duckdb", None, folder / "tong")
    with fresh_home.build(folder / "tinh") as store:
        store.set_fact("demonstration", "true")  # nobody has to sign in
        attaching.attach(store, ADMIN, folder / "tong", folder / "kho")
        yield store


@pytest.mark.parametrize("agency", OF)
@pytest.mark.parametrize("by", sample([None, "month", "official", "unit"]))
def test_each_agency_is_answered_as_in_its_own_home(
    alone: Mapping[str, Store], together: Store, agency: str, by: str | None
) -> None:
    found, expected = (figures.values(one, ASKED[agency], by=by).frame() for one in (together, alone[agency]))
    assert len(expected)
    same(found, expected)


@pytest.mark.parametrize("agency", OF)
def test_the_records_of_each_are_its_own(alone: Mapping[str, Store], together: Store, agency: str) -> None:
    found, expected = (figures.overdue(one, ASKED[agency], "dossiers") for one in (together, alone[agency]))
    assert len(expected)
    own = ["import_id", "file_name"]  # numbered anew; names of files are not in a lake
    same(found.drop(columns=own, errors="ignore"), expected.drop(columns=own, errors="ignore"))


def test_by_agency_both_stand_side_by_side(alone: Mapping[str, Store], together: Store) -> None:
    found = figures.values(together, ASKED["stp"], by="agency").frame()
    for agency, store in alone.items():
        own = found[found["agency"] == agency]
        same(own, figures.values(store, ASKED[agency]).frame())


def test_the_page_of_units_shows_the_agencies_and_leads_into_each(together: Store) -> None:
    with shown(together):
        page = opened("don_vi", xem="co_quan")
        assert not page.exception
        assert not page.error
        (grid,) = page.dataframe
        cells = grid.value.set_index("Cơ quan")
        assert set(cells.index) == {"Sở Tư pháp", "Sở Công Thương"}
        # 3 of 12 and 2 of 10 filed online; two of four tasks in time: so few decide nothing
        assert cells.at["Sở Tư pháp", "Trực tuyến"].endswith(" 25,0")
        assert cells.at["Sở Công Thương", "Trực tuyến"].endswith(" 20,0")
        assert cells.at["Sở Tư pháp", "Nhiệm vụ"].endswith(" 50,0*")
        headings = [one.value.replace("\u2060", "") for one in page.markdown]
        assert any("Sở Công Thương thấp nhất, 20%" in one for one in headings)
        (cells_to_open,) = (one for one in page.selectbox if one.label == "Chọn một ô")
        (cell,) = (one for one in cells_to_open.options if one.startswith("Sở Công Thương, Trực tuyến"))
        there = cells_to_open.select(cell).run()
        assert there.query_params["co_quan"] == "sct"
        few = opened("don_vi", xem="co_quan", so_sanh="task_on_time_rate")
        assert any("Chưa đủ cơ sở so sánh" in one.value.replace("\u2060", "") for one in few.markdown)


def test_an_account_of_one_agency_sees_no_other() -> None:
    here: Any = SimpleNamespace(actor=Actor("a", "viewer", "sct"))
    assert not province.is_chosen(here)
