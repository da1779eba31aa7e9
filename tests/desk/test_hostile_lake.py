"""A lake that somebody else wrote: nothing of it reaches another agency's share, another place on the disk or a figure
of somebody else, and what is odd in it is named."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chiso import figures
from chiso.commands import lakes
from chiso.core.errors import Refused
from chiso.desk import attaching, lake, lake_share, lake_sums
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.reference import agencies
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lake `kho` of two agencies and their sums `tong`."""
    folder = tmp_path_factory.mktemp("hostile-lake")
    with fresh_home.build(folder / "home") as store:
        agencies.add(store, ADMIN, "sct")
        for title in ("SỞ TƯ PHÁP", "SỞ CÔNG THƯƠNG"):
            content = made.export(made.dossiers(3), title=f"{title}\n{made.MARCH}")
            assert batch.import_file(store, ADMIN, Upload(f"{title}.csv", content)).status == "imported"
        lake_share.export(store, ADMIN, folder / "kho")
    lake_sums.made(folder / "kho", "duckdb", None, folder / "tong")
    return folder


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Path:
    """A copy of both."""
    return Path(shutil.copytree(folder, tmp_path / "own"))


def rewritten(place: Path, code: str, table: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """The share lists another file of the table, as somebody makes it who may write the lake."""
    share = lake.read(place)[code]
    (part,) = share.of(table)
    changed = change(pq.read_table(place / part.path, partitioning=None))
    other = place / "other.parquet"
    pq.write_table(changed, other)
    new = lake.add(place, Path(part.path).parent, other, len(changed))
    lake.put(place, replace(share, files=(*(one for one in share.files if one != part), new)))


def collected(target: Path, source: Path) -> tuple[str, str]:
    (row,) = lakes.collect(target, target, [source]).document
    return row["status"], (row["error"] or {}).get("code", "")


def listing(place: Path, change: Callable[[dict[str, Any]], object]) -> None:
    said = json.loads((place / lake.LISTED).read_text(encoding="utf-8"))
    change(said["agencies"])
    (place / lake.LISTED).write_text(json.dumps(said), encoding="utf-8")


EMPTY = {
    "name": "x",
    "source": "",
    "made_at": "2026-01-01T00:00:00.000+00:00",
    "data_version": 1,
    "as_of": None,
}


@pytest.mark.parametrize("code", ["*", "*/../../..", "..", "[a-z]*", "", "STP", "stp/../sct", "s\u00fcd"])
def test_a_code_that_is_a_pattern_or_a_path_deletes_nothing(own: Path, tmp_path: Path, code: str) -> None:
    outside = own / "else" / "dossiers" / "agency=stp" / "of-others.parquet"
    outside.parent.mkdir(parents=True)
    outside.write_bytes(b"of somebody else")
    source = tmp_path / "source"
    source.mkdir()
    said = {"layout": 1, "program": "1", "agencies": {code: EMPTY | {"files": []}}}
    (source / lake.LISTED).write_text(json.dumps(said), encoding="utf-8")
    before = {path: path.read_bytes() for path in own.rglob("*.parquet")}
    assert collected(own / "kho", source) == ("failed", "damaged_lake")
    assert {path: path.read_bytes() for path in own.rglob("*.parquet")} == before


@pytest.mark.parametrize(
    "odd",
    [
        {"name": 5},
        {"source": ["x"]},
        {"made_at": 5},
        {"made_at": "yesterday"},
        {"data_version": "1"},
        {"as_of": 20240331},
        {"agency": "sct"},
        {"files": {}, "more": 1},
    ],
)
def test_what_no_program_writes_into_the_list_is_damage(own: Path, odd: dict[str, Any]) -> None:
    listing(own / "kho", lambda said: said["stp"].update(odd))
    with pytest.raises(Refused, match="damaged_lake"):
        lake.read(own / "kho")


@pytest.mark.parametrize("odd", [{"rows": "3"}, {"rows": -1}, {"bytes": None}, {"path": 7}])
def test_a_file_of_the_list_is_of_the_kinds_that_are_written(own: Path, odd: dict[str, Any]) -> None:
    listing(own / "kho", lambda said: said["stp"]["files"][0].update(odd))
    with pytest.raises(Refused, match="damaged_lake"):
        lake.read(own / "kho")


def test_a_file_counts_once_and_a_list_without_end_is_none(own: Path) -> None:
    listing(own / "kho", lambda said: said["stp"]["files"].append(said["stp"]["files"][0]))
    with pytest.raises(Refused, match="damaged_lake"):
        lake.read(own / "kho")
    with (own / "tong" / lake.LISTED).open("ab") as file:
        file.truncate(60_000_000)
    with pytest.raises(Refused, match="damaged_lake"):
        lake.read(own / "tong")


def named(agency: str, column: str = "agency") -> Callable[[pa.Table], pa.Table]:
    """Rows that say they are of that agency."""

    def change(rows: pa.Table) -> pa.Table:
        place = rows.schema.get_field_index("agency")
        return rows.set_column(place, column, pa.array([agency] * len(rows)))

    return change


def both(rows: pa.Table) -> pa.Table:
    return pa.concat_tables([rows, named("stp")(rows).cast(rows.schema)])


@pytest.mark.parametrize("change", [named("stp"), named("stp", "AGENCY"), both])
@pytest.mark.parametrize("table", ["targets", "imports", "dossiers"])
def test_a_share_says_nothing_of_another_agency(
    own: Path, tmp_path: Path, table: str, change: Callable[[pa.Table], pa.Table]
) -> None:
    rewritten(own / "kho", "sct", table, change)
    assert collected(tmp_path / "tinh", own / "kho") == ("failed", "damaged_lake")
    with pytest.raises(Refused, match="damaged_lake"):
        lake_sums.made(own / "kho", "duckdb", None, tmp_path / "tong")


def test_sums_say_nothing_of_another_agency(own: Path, tmp_path: Path) -> None:
    rewritten(own / "tong", "sct", "sums", both)
    with fresh_home.build(tmp_path / "home") as store, pytest.raises(Refused, match="damaged_lake"):
        attaching.attach(store, ADMIN, own / "tong", None)


def test_a_file_has_the_rows_that_are_listed(own: Path) -> None:
    listing(own / "kho", lambda said: said["stp"]["files"][0].update(rows=999))
    with pytest.raises(Refused, match="damaged_lake"):
        lake.sound(own / "kho", lake.read(own / "kho")["stp"])


def test_a_number_of_an_import_is_none_of_another_agency() -> None:
    """The first agency's are numbered from 1,000,000,000 on, the next one's from 2,000,000,000."""
    rows = pa.table({"import_id": pa.array([1, 1_000_000_001, -5, 5_000_000_007], pa.int64())})
    numbers = attaching.numbered(rows, 0)["import_id"].to_pylist()
    assert numbers[0] == 1_000_000_001
    assert all(1_000_000_000 <= number < 2_000_000_000 for number in numbers)


def test_what_is_exchanged_after_the_look_is_not_taken(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"the key of somebody else")
    looked = lake.sound

    def exchanged(place: Path, share: lake.Share) -> None:
        looked(place, share)
        path = place / share.of("tasks")[0].path
        path.unlink()
        path.symlink_to(secret)

    monkeypatch.setattr(lake, "sound", exchanged)
    assert collected(tmp_path / "tinh", own / "kho") == ("failed", "damaged_lake")
    assert all(
        secret.read_bytes() not in path.read_bytes()
        for path in (tmp_path / "tinh").rglob("*")
        if path.is_file()
    )


def as_text(name: str) -> Callable[[pa.Table], pa.Table]:
    def change(rows: pa.Table) -> pa.Table:
        texts = pa.array(["none"] * len(rows), pa.string())
        return rows.set_column(rows.schema.get_field_index(name), name, texts)

    return change


@pytest.mark.parametrize(("table", "column"), [("dossiers", "received_at"), ("calendar", "day")])
def test_columns_of_another_kind_are_damage_that_names_the_agency(
    own: Path, tmp_path: Path, table: str, column: str
) -> None:
    rewritten(own / "kho", "sct", table, as_text(column))
    with pytest.raises(Refused, match="damaged_lake") as refused:
        lake_sums.made(own / "kho", "duckdb", None, tmp_path / "tong")
    assert "sct" in refused.value.message


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("units", "sort"),
        ("targets", "year"),
        ("imports", "as_of"),
        ("imports", "import_id"),
        ("sums", "entries"),
    ],
)
def test_nothing_is_attached_where_columns_are_of_another_kind(
    own: Path, tmp_path: Path, table: str, column: str
) -> None:
    rewritten(own / "tong", "sct", table, as_text(column))
    with fresh_home.build(tmp_path / "home") as store:
        before = store.rows("reference/units", agency="stp")
        with pytest.raises(Refused, match="damaged_lake"):
            attaching.attach(store, ADMIN, own / "tong", None)
        assert store.rows("reference/units", agency="stp") == before
        assert not store.fact("attached")


def test_the_name_of_an_agency_is_one_line_of_text(own: Path, tmp_path: Path) -> None:
    listing(own / "tong", lambda said: said["sct"].update(name="Sở\u202e\x1b[31m\nCông" + "x" * 9_999))
    name = lake.read(own / "tong")["sct"].name
    assert len(name) <= 200
    assert name.isprintable()


@pytest.mark.skipif(not LONG, reason="in a usual run agencies that have some")
def test_an_agency_that_has_no_dossiers_is_summed_too(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        task = {
            "document_no": "1",
            "content": "Việc",
            "unit_text": "Văn phòng",
            "assigned_on": date(2024, 10, 1),
        }
        World(store).number([task | {"due_on": date(2024, 10, 10)}], "31/10", dataset="tasks")
        lake_share.export(store, ADMIN, tmp_path / "kho")
    lake_sums.made(tmp_path / "kho", "duckdb", None, tmp_path / "tong")
    with fresh_home.build(tmp_path / "other") as store:
        attaching.attach(store, ADMIN, tmp_path / "tong", tmp_path / "kho")
        asked = figures.newest(store, "stp")
        assert figures.values(store, asked).one("overdue_tasks").numerator == 1
        assert figures.overdue(store, asked, "tasks")["title"].tolist() == ["Việc"]
