"""Sums of a lake, made by each engine from the same texts, give the figures that were counted by hand."""

import importlib.util
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from chiso.commands import lakes
from chiso.core.errors import Refused
from chiso.core.periods import year_bounds, year_of
from chiso.desk import lake, lake_share, lake_sums
from chiso.store import engines
from tests.conftest import LONG
from tests.worlds import small_world
from tests.worlds.people import ADMIN
from tests.worlds.small_world import AS_OF, EXPECTED

Row = dict[str, object]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sums") / "kho"
    with small_world.build(folder.with_name("home")) as store:
        lake_share.export(store, ADMIN, folder)
    return folder


def rows_of(out: Path) -> list[Row]:
    lake.sound(out, share := lake.read(out)["stp"])
    (part,) = share.of("sums")
    return pq.read_table(out / part.path).to_pylist()


def counts(row: Row, first: date, day: date) -> bool:
    """An event between the days, a state on the last of them (docs/architecture.md)."""
    begins, ends = row["counts_from"], row["counts_until"]
    assert isinstance(begins, date)
    return first <= begins <= day if ends is None else begins <= day < ends  # type: ignore[operator]


def figure(rows: list[Row], code: str) -> tuple[int | None, int | None]:
    first = year_bounds(year_of(AS_OF), "cchc")[0]
    found = [row for row in rows if row["indicator"] == code and counts(row, first, AS_OF)]
    if code.endswith("_procedure_rate"):
        best: dict[object, int] = {}
        for row in found:
            best[row["counted_key"]] = max(best.get(row["counted_key"], 0), row["numerator"] or 0)  # type: ignore[call-overload]
        return sum(best.values()), len(best)
    tops, bases = (
        [row[name] for row in found if row[name] is not None] for name in ("numerator", "denominator")
    )
    return sum(tops), sum(bases) if bases else None  # type: ignore[arg-type]


def engine_is_there(name: str) -> None:
    """Skips the test with the sentence that says what is missing."""
    if name == "spark" and not shutil.which("java"):
        pytest.skip("Không có Java 17: bỏ qua phép thử cụm máy.")
    if name == "spark" and (not LONG or importlib.util.find_spec("pyspark") is None):
        pytest.skip("Spark: chỉ chạy với --long, khi đã cài requirements-engines.txt.")


@pytest.mark.parametrize("engine", ["duckdb", "datafusion", "spark"])
def test_every_engine_gives_the_figures_counted_by_hand(kept: Path, tmp_path: Path, engine: str) -> None:
    engine_is_there(engine)
    # two worker processes beside the driver, as on a cluster
    master = "local-cluster[2,1,1024]" if engine == "spark" else None
    answer = lakes.sums(tmp_path, kept, engine, master, tmp_path / "tong")
    rows = rows_of(tmp_path / "tong")
    assert (answer.document["engine"], answer.document["rows"]) == (engine, len(rows))
    codes = {code for code, _ in lake_sums.texts()}
    assert len(codes & EXPECTED.keys()) > 20
    for code in codes & EXPECTED.keys():
        top, base = EXPECTED[code]
        assert figure(rows, code) == (top, base), code
    others = {part.table for part in lake.read(tmp_path / "tong")["stp"].files}
    assert {"sums", "units", "targets", "imports"} <= others
    assert not others & {"dossiers", "tasks", "petitions", "people"}


def test_only_an_agency_that_changed_is_summed_again(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "tong"
    rows = lake_sums.made(kept, "duckdb", None, out)
    listed = lake.read(out)
    monkeypatch.setattr(lake_sums, "started", lambda *_: pytest.fail("nothing changed"))
    assert lake_sums.made(kept, "duckdb", None, out) == rows
    assert lake.read(out) == listed


def test_a_damaged_lake_is_not_summed(kept: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(kept, tmp_path / "kho"))
    path = own / lake.read(own)["stp"].of("tasks")[0].path
    path.write_bytes(path.read_bytes() + b"?")
    with pytest.raises(Refused, match="damaged_lake"):
        lake_sums.made(own, "duckdb", None, tmp_path / "tong")
    assert not lake.is_there(tmp_path / "tong")


def test_a_lake_without_a_field_that_is_known_by_now_is_refused(kept: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(kept, tmp_path / "kho"))
    share = lake.read(own)["stp"]
    (part,) = share.of("petitions")
    older = tmp_path / "older.parquet"
    pq.write_table(pq.read_table(own / part.path).drop_columns(["remark"]), older)
    written = lake.add(own, Path(part.path).parent, older, part.rows)
    lake.put(own, replace(share, files=(*(one for one in share.files if one != part), written)))
    with pytest.raises(Refused, match="older_lake") as refused:
        lake_sums.made(own, "duckdb", None, tmp_path / "tong")
    assert "remark" in refused.value.message
    table = "states"
    lake.put(own, replace(share, files=tuple(one for one in share.files if one.table != table)))
    with pytest.raises(Refused, match="older_lake") as refused:
        lake_sums.made(own, "duckdb", None, tmp_path / "tong")
    assert table in refused.value.message


@pytest.mark.parametrize(
    ("engine", "word"), [("datafusion", "requirements-engines.txt"), ("clickhouse", "duckdb")]
)
def test_an_engine_that_is_not_there_is_refused_with_what_helps(
    monkeypatch: pytest.MonkeyPatch, engine: str, word: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(Refused, match="no_engine") as refused:
        engines.started(engine, None)
    assert word in refused.value.message
