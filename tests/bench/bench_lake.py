"""The commands of a lake on a home of a million dossiers of two agencies: CPU and wall seconds of whole processes,
their children included, and the most memory of one; beside them one full scan of the lake's dossiers by DuckDB.

python3 run.py bench bench_lake                          a million, DuckDB alone
python tests/bench/bench_lake.py 10000000                another number of dossiers
python tests/bench/bench_lake.py 10000000 datafusion …   other engines of requirements-engines.txt after it

The sums of every further engine are held against DuckDB's, byte by byte, and what each indicator's records say by
official and month, which no sums tell.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso.core import settings
from chiso.desk import lake as lakes
from chiso.desk import lake_sums
from chiso.store import queries_text
from chiso.store.engines import started
from tests.bench import bench_facts

ROOT = Path(__file__).resolve().parents[2]
_FILES = "glob.glob('dossiers/**/*.parquet', recursive=True)"
_BY_OFFICIAL = """
select
    f.agency, f.official, f.unit_key, extract(year from f.counts_from) as y, extract(month from f.counts_from) as m,
    sum(f.numerator) as numerator, sum(f.denominator) as denominator, count(*) as entries
from ({}) f
group by f.agency, f.official, f.unit_key, extract(year from f.counts_from), extract(month from f.counts_from)
"""
_SCAN = f"import duckdb, glob; duckdb.execute({bench_facts.SCAN!r}, [{_FILES}])"


def run(title: str, *words: str, folder: Path = ROOT) -> bytes:
    """What a command of Python prints; a line of what it cost."""
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, *words], cwd=folder, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{title}: exit {process.returncode}")
    took = time.perf_counter() - began
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{title:32} {cpu:7.1f} s CPU {took:7.1f} s, {memory:6.0f} MB", flush=True)
    return said


def chiso(title: str, home: Path, *words: str) -> bytes:
    return run(title, "-m", "chiso", "--home", str(home), *words)


def officials(lake: str, name: str) -> list[list[object]]:
    """What an engine makes of each indicator's records by agency, official, unit and month."""
    engine, found = started(name, None), []
    for share in lakes.read(Path(lake)).values():
        lake_sums.read(engine, Path(lake), share)
        for code, _ in lake_sums.texts():
            if not code.endswith("_procedure_rate"):  # such rows are procedures
                text = queries_text.load(settings.QUERIES, f"indicators/{code}").sql
                rows = engine.ask(_BY_OFFICIAL.format(text)).to_pylist()
                found += [
                    [code, *(value if value is None else str(value) for value in row.values())]
                    for row in rows
                ]
    engine.close()
    return sorted(found, key=str)


def main(count: int, *engines: str) -> None:
    """Makes the home in a process of its own, then one line per command."""
    with tempfile.TemporaryDirectory() as made:
        home, shown, lake = (Path(made) / name for name in ("home", "shown", "lake"))
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(bench_facts.make, str(home), count).result()
        day = ("--as-of", bench_facts.AS_OF.isoformat())
        chiso("export --parquet", home, "export", "--parquet", str(lake))
        chiso("export --parquet, again", home, "export", "--parquet", str(lake))
        run("full scan of its dossiers", "-c", _SCAN, folder=lake)
        whole = {}
        for engine in ("duckdb", *engines):
            sums = Path(made) / engine
            chiso(f"sums --engine {engine}", shown, "sums", str(lake), "--engine", engine, "--out", str(sums))
            whole[engine] = sorted(path.read_bytes() for path in (sums / "sums").rglob("*.parquet"))
            print(
                f"{'':32} {sum(map(len, whole[engine])) / 1e6:7.1f} MB, as DuckDB's: {whole[engine] == whole['duckdb']}"
            )
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            told = {name: pool.submit(officials, str(lake), name).result() for name in whole}
        for name, rows in told.items():
            print(f"{len(rows):,} rows by official, {name} as DuckDB: {rows == told['duckdb']}", flush=True)
        chiso(
            "sums, again", shown, "sums", str(lake), "--engine", "duckdb", "--out", str(Path(made) / "duckdb")
        )
        chiso("init", shown, "init", "--agency", "stp")
        chiso("attach --lake", shown, "attach", str(Path(made) / "duckdb"), "--lake", str(lake))
        for words in (["indicators"], ["indicators", "--by", "unit"], ["indicators", "--by", "month"]):
            said = [
                chiso(f"{' '.join(words)}, {where.name}", where, "--json", *words, *day)
                for where in (home, shown)
            ]
            print(f"{'':32} the same answer: {said[0] == said[1]}")
        chiso("overdue, home", home, "--json", "overdue", *day)
        chiso("overdue, shown", shown, "--json", "overdue", *day)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, *sys.argv[2:])
