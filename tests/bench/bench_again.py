"""100,000 known dossiers imported again into a home of many, against writing all of them as Parquet and renaming it
(bar 4×; the file of the home grows by at most 5 %). CPU seconds, children included.

python3 run.py bench bench_again                 a million
python tests/bench/bench_again.py 10000000       another number of dossiers
"""

import multiprocessing
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import duckdb

from chiso import homes
from chiso.intake.commit import batch
from tests.bench import bench_facts, bench_import
from tests.worlds.people import ADMIN

ROWS = 100_000
# What the home that is made by SQL does not say of its imports.
_TOLD = "update imports set slice = 'x', rows_read = 1, rows_loaded = 1, imported_by = 'x', sha256 = 'x'"


def export(path: Path, count: int) -> None:
    """Dossiers from all over the home, resolved otherwise than it knows, as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(f"Tính đến ngày 15/11/2024\r\n{';'.join(bench_import.HEAD)}\r\n")
        for number in range(ROWS):
            cells = bench_import.row(number)
            cells[1] = f"H{number * (count // ROWS)}"
            file.write(f"{';'.join(cells)}\r\n")


def written(home: Path) -> float:
    """CPU seconds of writing every record as Parquet under another name, then renaming it."""
    target = home.parent / "all.parquet"
    with duckdb.connect(str(home / "chiso.duckdb")) as database:
        database.execute(_TOLD)
        began = bench_import.seconds()[1]
        database.execute(f"copy dossiers_current to '{target}.part' (format parquet, compression zstd)")
        os.rename(f"{target}.part", target)
    return bench_import.seconds()[1] - began


def main(count: int) -> None:
    """Makes the home in a process of its own, then prints one line."""
    with tempfile.TemporaryDirectory() as folder:
        home, path = Path(folder) / "home", Path(folder) / "again.csv"
        making = multiprocessing.get_context("spawn").Process(
            target=bench_facts.make, args=(str(home), count)
        )
        making.start()
        making.join()
        export(path, count)
        yardstick, before = written(home), (home / "chiso.duckdb").stat().st_size
        with homes.opened(home) as store:
            began = bench_import.seconds()[1]
            result = batch.import_file(store, ADMIN, batch.Upload.of_path(path, mode="add"))
            took = bench_import.seconds()[1] - began
            store.checkpoint()
        grown = (home / "chiso.duckdb").stat().st_size / before - 1
        print(
            f"{result.rows_loaded:,} again into {count:,}: {took:.2f} s, as Parquet {yardstick:.2f} s, "
            f"ratio {took / yardstick:.2f} (≤ 4); the file grew by {grown:.1%} (≤ 5 %)"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
