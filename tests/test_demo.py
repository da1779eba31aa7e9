"""The demonstration: the same files every time, the published totals of 2023, and a 2024 with something to see.

Expected numbers are those of the shared contract, "Published figures to reproduce exactly", and of domain.md.
"""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from chiso import demo
from chiso.demo import others, snapshots, writers
from chiso.demo.content import YEAR_FROM, YEAR_TO
from chiso.demo.dossiers import Dossier, Generator
from chiso.store import Store

AS_OF = date(2024, 10, 31)
IN_2023 = date(2023, 12, 14)


@pytest.fixture(scope="module")
def dossiers() -> list[Dossier]:
    return Generator(snapshots.FILE_DAYS).all()


def test_the_lives_of_2023_add_up_to_the_published_totals(dossiers: list[Dossier]) -> None:
    received = [d for d in dossiers if d.received and YEAR_FROM <= d.received_on <= YEAR_TO]
    done = [d for d in dossiers if d.finished and YEAR_FROM <= d.finished.date() <= YEAR_TO]
    assert len(received) == 15_047
    assert sum(d.channel == "online" for d in received) == 3_159
    assert len(done) == 14_697
    assert sum(d.is_late for d in done) == 24
    assert sum("e_result" in d.flags for d in done) == 9_129
    assert sum("digitised" in d.flags for d in done) == 9_042
    tasks = [t for t in others.Tasks().all() if t.finished and YEAR_FROM <= t.finished <= YEAR_TO]
    assert len(tasks) == 291
    assert sum(t.finished < t.due for t in tasks) == 159
    assert sum(t.finished <= t.due for t in tasks) == 285


def test_no_life_contradicts_itself(dossiers: list[Dossier]) -> None:
    assert len({d.dossier_id for d in dossiers}) == len(dossiers)
    for d in dossiers:
        if d.received:
            assert d.submitted <= d.received, d
        if d.finished:
            assert d.received, d
            assert d.received <= d.finished, d
            assert d.returned is None or d.finished <= d.returned, d
        if d.new_due:
            assert d.moved_on, d
            assert d.due, d
            assert d.due <= d.new_due, d
        if d.pause and d.pause.last is None:
            assert d.finished is None, d


def test_every_dossier_of_2023_is_printed_readable_after_a_slip(dossiers: list[Dossier]) -> None:
    """A rejected row must not cost the totals of 2023: a later file brings the dossier again."""
    by_id = {d.dossier_id: d for d in dossiers}
    last_of_2023 = date(2023, 12, 31)
    slips = snapshots.slips(dossiers)
    assert 40 <= len(slips) <= 80
    for name, dossier_id in slips:
        day = next(file.last for file in snapshots.FILES if file.name == name)
        if day <= last_of_2023:
            again = [
                f for f in snapshots.FILES if f.last > day and snapshots.is_printed(by_id[dossier_id], f)
            ]
            assert again
            assert (again[0].name, dossier_id) not in slips


def test_column_names() -> None:
    assert [writers.column_name(i) for i in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert writers.merge(8, 1, 4) == "B8:E8"


def test_the_files_are_the_same_bytes_every_time(demo_template: Path, tmp_path: Path) -> None:
    built = {p.name: p.read_bytes() for p in (demo_template / demo.FOLDER).iterdir()}
    again = {file.path.name: file.path.read_bytes() for file in demo.write_files(tmp_path)}
    assert built.keys() == again.keys()
    for name, content in again.items():
        assert hashlib.sha256(built[name]).hexdigest() == hashlib.sha256(content).hexdigest(), name


def test_the_home_says_that_it_is_a_demonstration(demo_store: Store) -> None:
    assert demo_store.fact("demonstration") == "true"
    assert demo_store.agency == "stp"
    assert len(demo_store.run("imports/list")) == 32
