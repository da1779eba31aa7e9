"""Who came after whom: the chain of successors is followed to its end, a circle ends where it began."""

import pytest

from chiso.reference.unit_tree import Units


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
