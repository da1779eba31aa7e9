"""Two agencies that call a unit by the same code, each in its own home: shown together, each is a unit of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import attaching, lake_share, lake_sums
from chiso.figures.ask import Asked
from chiso.reference import agencies, changes
from chiso.reference.changes import Edit
from chiso.store import Store, attached
from tests.conftest import LONG
from tests.worlds import fresh_home, small_world
from tests.worlds.apps import opened, shown
from tests.worlds.people import ADMIN
from tests.worlds.small_world import AS_OF, dossier

CODE = "p1"
NAMES = {"sct": "Phòng Kỹ thuật", "stp": "Phòng Kiểm tra"}
BELOW = {"sct": "Tổ Đo lường", "stp": "Tổ Giám định"}  # a section of it, of one code too
ONLINE = {"sct": (0, 2), "stp": (2, 3)}  # of the unit with its section


def unit(code: str, name: str, above: str, kind: str) -> Edit:
    """A unit that an office names on /quan-tri."""
    row = {"unit_id": code, "name": name, "short_name": name, "parent_id": above, "kind": kind, "sort": 900}
    return Edit("units", None, row)


def fill(store: Store, agency: str) -> None:
    """Dossiers of the unit, one of them of its section and overdue; so many filed online."""
    units = [unit(CODE, NAMES[agency], agency, "department"),
             unit(f"{CODE}-to", BELOW[agency], CODE, "section")]  # fmt: skip
    changes.apply(store, ADMIN, agency, units, title="Đơn vị")
    online, received = ONLINE[agency]
    rows = [
        dossier(
            f"{agency}-{number}",
            unit=NAMES[agency] if number else BELOW[agency],
            channel="online" if number < online else "counter",
            received="2024-10-01",
            due="2024-10-08",
            finished="2024-10-07" if number else None,
            status="handed_over" if number else "processing",
        )
        for number in range(received)
    ]
    small_world.put(store, agency, {"dossiers": rows})


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A home that shows the sums of both and reads their records from their lake."""
    folder = tmp_path_factory.mktemp("one-code")
    for agency in NAMES:
        with fresh_home.build(folder / agency) as store:
            fill(store, agency)
            lake_share.export(store, ADMIN, folder / "kho")
    lake_sums.made(folder / "kho", "duckdb", None, folder / "tong")
    with fresh_home.build(folder / "tinh") as store:
        store.set_fact("demonstration", "true")  # nobody has to sign in
        attaching.attach(store, ADMIN, folder / "tong", folder / "kho")
        yield store


def test_each_unit_has_its_own_code_and_figure(together: Store) -> None:
    for agency, counted in ONLINE.items():
        found = figures.values(together, Asked(agency=agency, as_of=AS_OF), "online_rate", "unit")
        (one,) = (value for value in found if value.unit == f"{agency}-{CODE}")
        assert (one.unit_name, one.numerator, one.denominator) == (NAMES[agency], *counted)
        assert CODE not in {value.unit for value in found}


@pytest.mark.skipif(not LONG, reason="in a usual run the figures of both")
def test_a_list_of_both_names_the_unit_of_each(together: Store) -> None:
    both = Asked(agency="stp", as_of=AS_OF, together=("sct", "stp"))
    found = figures.overdue(together, both, "dossiers")
    named = dict(zip(found["unit"], found["unit_name"], strict=True))
    assert named == {f"{agency}-{CODE}-to": name for agency, name in BELOW.items()}
    for agency in NAMES:
        alone = Asked(agency=agency, as_of=AS_OF, unit=f"{agency}-{CODE}")
        assert [*figures.overdue(together, alone, "dossiers")["id"]] == [f"{agency}-0"]


def test_a_page_of_a_unit_is_that_agencys(together: Store) -> None:
    with shown(together):
        for agency in NAMES:
            page = opened("don_vi", co_quan=agency, don_vi=f"{agency}-{CODE}")
            assert not page.exception
            assert not page.error
            (units,) = (one for one in page.selectbox if one.label == "Đơn vị")
            assert units.value == f"{agency}-{CODE}"
            assert {name for name in NAMES.values() if name in units.options} == {NAMES[agency]}


def test_what_was_attached_before_keeps_its_codes(together: Store) -> None:
    words = json.loads(together.fact(attached.FACT))
    assert set(words["codes"]) == {"sct", "stp"}
    del words["codes"]
    assert attaching.said(json.dumps(words)).codes == {}


def test_no_agency_takes_the_code_of_another_ones_unit(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        changes.apply(store, ADMIN, "stp", [unit("syt", "Phòng Y", "stp", "department")], title="Đơn vị")
        with pytest.raises(Refused, match="agency_known"):
            agencies.add(store, ADMIN, "syt", "Sở Y tế")
