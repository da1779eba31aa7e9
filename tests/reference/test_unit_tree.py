"""Who came after whom: the chain of successors is followed to its end, a circle ends where it began."""

from pathlib import Path

import pytest

from chiso import reference
from chiso.reference import changes
from chiso.reference.changes import rules
from chiso.reference.unit_tree import Units
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN


def tree(**successors: str | None) -> Units:
    """Departments with their successors; `a1` is a section of `a`."""
    given: dict[str, str | None] = {"short_name": None, "kind": None, "sort": None}
    rows = [
        {**given, "unit_id": unit, "name": unit, "parent_id": None, "successor_id": successor}
        for unit, successor in successors.items()
    ]
    return Units([*rows, {**given, "unit_id": "a1", "name": "a1", "parent_id": "a", "successor_id": None}])


@pytest.mark.parametrize(("unit", "carries_on"), [("a", "c"), ("b", "c"), ("c", "c"), ("d", "d"), ("x", "x")])
def test_the_work_goes_to_the_end_of_the_chain(unit: str, carries_on: str) -> None:
    assert tree(a="b", b="c", c=None, d=None).today(unit) == carries_on


def test_a_unit_has_taken_over_everything_of_the_chain_with_its_sections() -> None:
    units = tree(a="b", b="c", c=None, d=None)
    assert units.within("c", successors=True) == ["a", "a1", "b", "c"]
    assert units.within("c") == ["c"]
    assert units.within("a") == ["a", "a1"]


def test_a_circle_of_successors_ends() -> None:
    assert tree(a="b", b="a").today("a") == "b"


def test_units_of_one_short_name_are_called_by_their_names(tmp_path: Path) -> None:
    """Else charts would draw them as one."""
    names = [f"Phòng Theo dõi thi hành pháp luật số {number}" for number in (1, 12)]
    assert [rules.shortened(name) for name in names] == ["TDTHPLS1", "TDTHPLS12"]
    with fresh_home.build(tmp_path / "home") as store:
        for place, name in enumerate(names):
            changes.add_unit(store, ADMIN, "stp", f"x{place}", name=name, short_name="TDTHPL")
        found = reference.units(store, "stp").set_index("unit")["short_name"]
    assert [found["x0"], found["x1"]] == names
    assert found["stp"] == "Sở Tư pháp"


def test_a_short_name_begins_and_joins_as_the_trade_does() -> None:
    shorts = {
        "Phòng Quản lý Tài nguyên và Môi trường": "QL TN&MT",
        "Trung tâm Khuyến công và Xúc tiến thương mại": "TT KC&XTTM",
        "Phòng Quản lý nhà": "Quản lý nhà",
    }
    assert {name: rules.shortened(name) for name in shorts} == shorts
