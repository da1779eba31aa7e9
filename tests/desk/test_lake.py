"""Homes write their shares of one lake: the layout of the shared contract ("Lakes"), only what changed, nothing of
citizens; several become one, and what is damaged is named."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from chiso.commands import lakes
from chiso.core.errors import Refused
from chiso.desk import lake, lake_share
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.reference import agencies
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN

TELEPHONE = "0905123456"
MARCH = [
    *made.dossiers(3, **{"Ghi chú": f"gọi {TELEPHONE}"}),
    made.dossier(9, **{"Ngày tiếp nhận": "29/02/2024"}),
]
HEADER = f"{made.HEADER};Ghi chú"


def put(store: Store, title: str, rows: list[dict[str, str]], span: str = made.MARCH) -> None:
    content = made.export(rows, title=f"{title}\n{span}", header=HEADER)
    done = batch.import_file(store, ADMIN, Upload(f"{title}.csv", content))
    assert done.status == "imported", done.error


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed homes stp (of two agencies) and nothing else."""
    home = tmp_path_factory.mktemp("lake") / "stp"
    with fresh_home.build(home) as store:
        agencies.add(store, ADMIN, "sct")
        put(store, "SỞ TƯ PHÁP", MARCH)
        put(store, "SỞ CÔNG THƯƠNG", made.dossiers(5))
    return home


@pytest.fixture
def home(both: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(both, tmp_path / "stp"))


def exported(home: Path, folder: Path) -> dict[str, Any]:
    with Store.open(home) as store:
        return lake_share.export(store, ADMIN, folder)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")}


def test_the_layout(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    done = exported(home, folder)
    listed = json.loads((folder / "lake.json").read_text(encoding="utf-8"))
    assert listed["layout"] == 1
    assert sorted(done["agencies"]) == list(listed["agencies"]) == ["sct", "stp"]
    parts = [part for share in listed["agencies"].values() for part in share["files"]]
    assert {part["path"] for part in parts} == files(folder)
    assert (done["files"], done["rows"]) == (len(parts), sum(part["rows"] for part in parts))
    tables = {
        "tasks",
        "petitions",
        "procedures",
        "codes",
        "names",
        "units",
        "aliases",
        "targets",
        "catalogue",
        "calendar",
    }
    for agency, months in {"stp": {"2024-02": 1, "2024-03": 3}, "sct": {"2024-03": 5}}.items():
        share = listed["agencies"][agency]
        assert share["as_of"] == "2024-03-31"
        rows = {tuple(part["path"].split("/")[:-1]): part["rows"] for part in share["files"]}
        for month, count in months.items():
            assert rows.pop(("dossiers", f"agency={agency}", f"month={month}")) == count
        assert tables <= {table for table, _ in rows}, "each one file per agency, beside the months"
    for part in parts:
        path = folder / part["path"]
        assert (part["bytes"], part["sha256"]) == (path.stat().st_size, sha256(path.read_bytes()).hexdigest())
        found = pq.ParquetFile(path).metadata
        assert found.num_rows == part["rows"]
        if found.num_rows:
            assert found.row_group(0).column(0).compression == "ZSTD"
        assert TELEPHONE not in str(pq.read_table(path).to_pylist())
    (note,) = {
        row["note"]
        for row in pq.read_table(folder / next(p["path"] for p in parts if p["rows"] == 3)).to_pylist()
    }
    assert note.startswith("gọi ")


def test_only_what_changed_is_written(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    exported(home, folder)
    first, listed = files(folder), (folder / "lake.json").read_bytes()
    exported(home, folder)
    assert (files(folder), (folder / "lake.json").read_bytes()) == (first, listed)
    with Store.open(home) as store:
        april = [made.dossier(30, **{"Ngày tiếp nhận": "02/04/2024", "Ngày kết thúc xử lý": "05/04/2024"})]
        put(store, "SỞ TƯ PHÁP", april, made.APRIL)
    exported(home, folder)
    new = {path.rpartition("/")[0] for path in files(folder) - first}
    assert new == {"dossiers/agency=stp/month=2024-04", "imports/agency=stp"}
    assert first <= files(folder), "who reads by the list before goes on to its end"
    assert set(lake.read(folder)) == {"sct", "stp"}


def collected(folder: Path, *sources: Path) -> list[tuple[str, list[str], str, str]]:
    answer = lakes.collect(folder, folder, list(sources))
    assert answer.status == (2 if any(row["error"] for row in answer.document) else 0)
    return [
        (row["status"], row["agencies"], str(row["as_of"]), (row["error"] or {}).get("code", ""))
        for row in answer.document
    ]


def test_several_become_one_and_a_damaged_one_keeps_its_last_state(home: Path, tmp_path: Path) -> None:
    folder, other, own = tmp_path / "tinh", tmp_path / "stnmt", tmp_path / "kho"
    with fresh_home.build(other) as store:
        agencies.add(store, ADMIN, "stnmt")
        put(store, "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", made.dossiers(2))
    exported(home, own)
    march = "2024-03-31"
    assert collected(folder, own, other) == [
        ("taken", ["sct", "stp"], march, ""),
        ("taken", ["stnmt"], march, ""),
    ]
    assert collected(folder, own, other) == [
        ("unchanged", ["sct", "stp"], march, ""), ("unchanged", ["stnmt"], march, ""),
    ]  # fmt: skip
    assert [code for *_, code in collected(folder, own, home)] == ["", "agency_twice"]
    listed, held = lake.read(folder), files(folder)
    broken = own / listed["stp"].of("tasks")[0].path
    broken.write_bytes(broken.read_bytes()[:-1] + b"?")
    (other / "chiso.duckdb").write_bytes(b"nothing" * 4096)
    assert collected(folder, own, other, tmp_path / "none") == [
        ("failed", ["sct", "stp"], march, "damaged_lake"),
        ("failed", ["stnmt"], march, "damaged_home"),
        ("failed", [], "None", "no_lake"),
    ]
    assert (lake.read(folder), files(folder)) == (listed, held)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"layout": 2, "program": "9.0", "agencies": {}}', "newer_lake"),
        ('{"layout": 1, "agencies"', "damaged_lake"),
        (
            '{"layout": 1, "agencies": {"stp": {"name": "x", "source": "", "made_at": "", "data_version": 1,'
            ' "as_of": null, "files": [{"path": "../agency=stp/0123456789abcdef.parquet",'
            ' "rows": 1, "bytes": 1, "sha256": ""}]}}}',
            "damaged_lake",
        ),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "lake.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=code):
        lake.read(tmp_path)
