"""The data as Parquet: every row of every table, read by other programs; nothing of accounts."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from chiso.__main__ import main
from chiso.core.errors import Refused
from chiso.desk import export
from chiso.intake.datasets import DATASETS
from chiso.people.actor import Actor
from chiso.store import Store, disk
from tests.desk.test_free_texts import PLANTED, live
from tests.house.test_personal_data import on_disk
from tests.worlds import fresh_home
from tests.worlds.lived_home import first_half
from tests.worlds.people import ADMIN


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.build(tmp_path_factory.mktemp("export") / "home") as store:
        first_half(store)
        live(store)
        yield store


def told(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows)


def test_every_row_of_every_table_is_read_back_by_two_programs(store: Store, tmp_path: Path) -> None:
    made = export.write(store, ADMIN, tmp_path / "ra")
    manifest = json.loads((tmp_path / "ra" / "manifest.json").read_text("utf-8"))
    filled = 0
    for name, table in manifest["tables"].items():
        path = tmp_path / "ra" / table["file"]
        rows = store.arrow("reference/whole", {"table": (name,)}).to_pylist()
        assert told(pq.read_table(path).to_pylist()) == told(rows), name
        with duckdb.connect() as other:
            assert told(other.read_parquet(str(path)).arrow().read_all().to_pylist()) == told(rows), name
        assert table["rows"] == len(rows)
        assert set(table["columns"]) == set(pq.read_schema(path).names)
        filled += bool(rows)
    assert made["rows"] == sum(table["rows"] for table in manifest["tables"].values()) > 0
    assert filled > 15  # units, targets, imports, rows, entries, conclusions, …
    note = manifest["tables"]["dossiers"]["columns"]["note"]
    assert (note["type"], note["label"]) == ("VARCHAR", DATASETS["dossiers"].by_name["note"].label)
    assert "mỗi bảng một tệp Parquet" in (tmp_path / "ra" / "DOC-TRUOC.txt").read_text("utf-8")


def test_every_table_of_a_home_is_written_or_left_out_on_purpose(store: Store) -> None:
    written, left_out = export._declared()
    there = {row["name"] for row in store.rows("store/made") if row["kind"] == "table"}
    assert there == written.keys() | left_out
    assert not written.keys() & left_out
    assert {"users", "sessions", "one_time_links", "guesses", "devices", "code_steps", "audit"} <= left_out


def test_no_account_and_no_number_of_a_person_is_in_it(store: Store, tmp_path: Path) -> None:
    export.write(store, ADMIN, tmp_path / "ra")
    said = "".join(str(pq.read_table(path).to_pylist()) for path in (tmp_path / "ra").glob("*.parquet"))
    users = store.rows("accounts/users")
    secrets = [text for row in users for text in (row["password_hash"], row["second_factor"]) if text]
    assert secrets
    assert [text for text in (*secrets, *PLANTED, "argon2") if text in said] == []
    assert on_disk(tmp_path, (*secrets, *PLANTED)) == {}
    assert [
        oct(path.stat().st_mode & 0o777)
        for path in (tmp_path / "ra").iterdir()
        if path.stat().st_mode & 0o077
    ] == []


def test_what_stands_in_the_way_is_said_and_nothing_is_left(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "co" / "gi").mkdir(parents=True)
    with pytest.raises(Refused, match="export_exists"):
        export.write(store, ADMIN, tmp_path / "co")
    with pytest.raises(Refused, match="forbidden"):
        export.write(store, Actor("an", "editor"), tmp_path / "ra")
    monkeypatch.setattr(disk, "free", lambda _: 0)
    with pytest.raises(Refused, match="no_room"):
        export.write(store, ADMIN, tmp_path / "ra")
    assert [path.name for path in tmp_path.iterdir()] == ["co"]
    assert not list((store.home / "tmp" / "staging").glob("*.parquet"))


def test_all_of_it_is_on_the_disk_before_it_is_answered(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
        export.write(store, ADMIN, tmp_path / "moi" / "ra")
    folder = tmp_path / "moi" / "ra"
    assert {path.stat().st_ino for path in (folder, *folder.iterdir())} <= set(synced)
    # Then the names of the new folders.
    assert [path.stat().st_ino for path in (tmp_path / "moi", tmp_path)] == synced[-2:]


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh_home.build(tmp_path / "home").close()
    assert (
        main(["--home", str(tmp_path / "home"), "--json", "backup", "--parquet", str(tmp_path / "ra")]) == 0
    )
    said = json.loads(capsys.readouterr().out)
    assert said["folder"] == str(tmp_path / "ra")
    assert said["tables"] == len(list((tmp_path / "ra").glob("*.parquet")))
