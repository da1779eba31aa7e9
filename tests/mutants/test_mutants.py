"""A fixed sample of faults dies, and every fault by hand still finds its text. All of them: `python3 run.py mutate`."""

from pathlib import Path

import pytest

from chiso.core import settings
from chiso.store import Store
from tests.mutants import python, sql
from tests.mutants.survivors import reason_of
from tests.worlds.demo_home import copy_home

SAMPLE = 8  # every so many-th fault of the SQL


def test_every_fault_by_hand_finds_its_text() -> None:
    assert python.problems() == []
    assert len(python.MUTANTS) >= 40
    assert len({mutant.key for mutant in python.MUTANTS}) == len(python.MUTANTS)


def test_faults_are_put_where_they_belong() -> None:
    found = list(sql.mutants(settings.QUERIES, "indicators/online_rate"))
    text = (settings.QUERIES / "indicators" / "online_rate.sql").read_text("utf-8")
    assert found
    assert all(text[mutant.start : mutant.end] == mutant.before for mutant in found)
    assert all(mutant.text(text) != text for mutant in found)
    assert not any("--" in mutant.before for mutant in found)


def test_a_sample_of_faults_in_indicators_is_noticed(
    half_year: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("mutants")
    worlds, root = sql.open_worlds(folder, Store.open(copy_home(half_year, folder / "half-year")))
    assert all(check(sql.ALL) for world in worlds for check in world.checks)
    faults = [
        fault
        for query in sql.queries(root)
        if query.startswith("indicators/")
        for fault in sql.mutants(root, query)
    ]
    alive = [fault.key for fault in faults[:: len(faults) // SAMPLE] if not sql.judge(worlds, root, fault)]
    assert [key for key in alive if not reason_of(key)] == []
