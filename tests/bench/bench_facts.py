"""Every indicator of a home of a million dossiers, and one page of a list of them: CPU and wall milliseconds, and how
many times faster than a full scan of the same records as Parquet by DuckDB in the same run; memory.

python3 run.py bench bench_facts                 a million
python tests/bench/bench_facts.py 10000000       another number of dossiers
python tests/bench/bench_facts.py 1000000 21     of so many agencies

The dossiers are made by SQL straight into the record tables (no files are read) and the marts from them: 35 months,
four fifths of one agency, 60 procedures, twelve units, 150 officials, one in twenty still open, some paused or
withdrawn.
"""

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import duckdb

from chiso import figures, homes, reference
from chiso.desk import lake, lake_share
from chiso.intake.datasets import DATASETS
from chiso.reference import agencies as reference_agencies
from chiso.store import Store, marts
from chiso.store.kept import ROWS_OF_TABLES, Kept
from tests.worlds.people import ADMIN

AS_OF = date(2024, 11, 14)
RUNS = 5
_IMPORTS = """
insert into imports by name
select
    k as import_id, 'dossiers' as dataset, $of[k] as agency, 'ho so.xlsx' as file_name,
    date '2024-11-14' as as_of, date '2022-01-01' as period_from, 'active' as status, 'replace' as mode,
    $columns as columns, 0 as rows_rejected
from range(1, len($of) + 1) made(k)
"""
# The agency itself is there; its units, their spellings and its targets are the first one's.
_LIKE_THE_FIRST = """
insert into units by name
select * replace (
    $agency || substr(unit_id, 4) as unit_id, $agency || substr(parent_id, 4) as parent_id, $agency as agency
) from units where agency = 'stp' and unit_id <> 'stp';
insert into unit_aliases by name
select * replace ($agency || substr(unit_id, 4) as unit_id, $agency as agency)
from unit_aliases where agency = 'stp' and unit_id <> 'stp';
insert into targets by name select * replace ($agency as agency) from targets where agency = 'stp'
"""
_PROCEDURES = """
insert into imports by name
select
    0 as import_id, 'procedures' as dataset, 'stp' as agency, 'danh muc.xlsx' as file_name,
    date '2022-01-01' as as_of, 'active' as status, 0 as rows_rejected;
insert into procedures by name
select
    0 as import_id, k + 1 as row_no, 'p' || k as record_key, '1.' || k as procedure_code,
    'Thủ tục ' || k as procedure_name, ['full', 'partial', 'none'][k % 3 + 1] as service_level,
    k % 2 = 0 as has_fee, k % 4 = 0 as has_postal
from range(50) made(k)
"""
_DOSSIERS = """
insert into dossiers_current by name
with spellings as (
    select list(alias_key order by alias_key) as keys from (from unit_aliases where agency = 'stp' limit 12)
),
made as (
    select
        k, (hash(k) % 1000003)::integer as h, (hash(k + 1000000007) % 1000003)::integer as g,
        timestamp '2022-01-03 08:00' + to_days((k * 1040 // $count)::integer) + to_minutes((k % 479)::integer)
            as received_at
    from range($count) made(k)
),
dated as (
    select
        *,
        received_at + to_days(5 + h % 25) as due_at,
        case when g % 20 > 0 then received_at + to_days(1 + g % 30) end as finished_at
    from made
)
select
    list_position($of, $shares[k % len($shares) + 1]) as import_id, k + 1 as row_no, 'H' || k as record_key,
    'H' || k as dossier_id, $shares[k % len($shares) + 1] as agency, date '2024-11-14' as as_of, 1 as versions,
    '1.' || h % 60 as procedure_code, 'Thủ tục ' || h % 60 as procedure_name, 'Lĩnh vực ' || h % 8 as field,
    keys[g % 12 + 1] as unit_text, keys[g % 12 + 1] as unit_key, 'Công chức ' || g % 150 as official,
    case when h % 10 < 6 then 'online' when h % 10 < 9 then 'counter' else 'postal' end as channel,
    received_at - to_minutes(g % 900) as submitted_at, received_at, due_at, finished_at,
    case when finished_at is not null then if(g % 50 = 1, 'withdrawn', 'done')
        when g % 7 = 0 then 'supplement' else 'processing' end as status,
    (h % 5 = 0)::integer as supplement_count, h % 3 = 0 as has_e_result, g % 4 > 0 as is_digitised,
    h % 7 = 0 as is_reused, h % 2 = 0 as has_fee, g % 3 = 0 as is_paid_online, h % 30 = 0 as is_interagency,
    finished_at::date as resolved_on, due_at::date as first_due_on, false as is_due_moved
from dated, spellings
"""
SCAN = "select max(columns(*)) from read_parquet($1, hive_partitioning = false)"
_VERSIONS = """
insert into dossiers by name
select * exclude (agency, as_of, first_as_of, versions, resolved_on, first_due_on, is_due_moved) from dossiers_current
"""


def make(home: str, count: int, agencies: int = 2) -> float:
    """A home of so many dossiers: of two agencies the first has four fifths, more have as many each, units and targets
    like the first's. The seconds that its marts took."""
    codes = ["stp", *(f"s{number:02}" for number in range(1, agencies))] if agencies > 2 else ["stp", "sct"]
    shares = codes if agencies > 2 else ["stp"] * 4 + ["sct"]
    with reference.init(home, "stp") as store:
        if agencies > 2:
            _add(store, codes[1:])
        with store.transaction(), store._cursor() as cursor:
            columns = [field.name for field in DATASETS["dossiers"].fields]
            cursor.execute(_IMPORTS, {"columns": columns, "of": codes})
            cursor.execute(_PROCEDURES)
            cursor.execute(_DOSSIERS, {"count": count, "of": codes, "shares": shares})
            cursor.execute(_VERSIONS)
        began = time.perf_counter()
        with store.transaction():
            marts.make(store)
        took = time.perf_counter() - began
    homes.opened(Path(home)).close()  # the first opening notes the texts by which it counts
    return took


def _add(store: Store, codes: Iterable[str]) -> None:
    for code in codes:
        reference_agencies.add(store, ADMIN, code, f"Sở thứ {code[1:]}")
        with store.transaction(), store._cursor() as cursor:
            for statement in _LIKE_THE_FIRST.split(";"):
                cursor.execute(statement, {"agency": code})


def measured(
    ask: Callable[[], object], store: Store | None = None, *, is_first: bool = False
) -> tuple[float, float]:
    """Median CPU and wall milliseconds of a question, the first run aside; what the store kept is forgotten, as for a
    day of which nobody asked; `is_first` after an import: the rows that were added up too."""
    ask()
    runs = []
    for _ in range(RUNS):
        if store is not None:
            store._database.kept = Kept()
            if is_first:
                store._database.tables = Kept(ROWS_OF_TABLES)
        cpu, wall = time.process_time(), time.perf_counter()
        ask()
        runs.append((time.process_time() - cpu, time.perf_counter() - wall))
    return tuple(statistics.median(column) * 1000 for column in zip(*runs, strict=True))  # type: ignore[return-value]


def main() -> None:
    """Makes the home in a process of its own, asks it, prints a table."""
    count, agencies = (int(word) for word in (*sys.argv[1:], *("1000000", "2")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            took = pool.submit(make, str(home), count, agencies).result()
        size = (home / "chiso.duckdb").stat().st_size / 1e6
        print(f"{count} dossiers of {agencies} agencies, {size:.0f} MB; marts made in {took:.1f} s")
        with Store.open(home) as store:
            files = [str(path) for path in scanned(store, Path(folder) / "lake")]
            scan, wall = measured(lambda: duckdb.sql(SCAN, params=[files]).fetchall())
            print(f"{'full scan of the Parquet':24} {scan:8.0f} ms CPU {wall:8.0f} ms")
            asking = questions(store)
            whole = "every indicator"
            for name, ask in [(f"{whole}, first", asking[whole]), *asking.items()]:
                cpu, wall = measured(ask, store, is_first=name not in asking)
                print(f"{name:24} {cpu:8.0f} ms CPU {wall:8.0f} ms, CPU of the scan ÷ {scan / cpu:.1f}")
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def scanned(store: Store, lake_folder: Path) -> list[Path]:
    """The dossiers of the home as Parquet, as `export --parquet` writes them."""
    lake_share.export(store, ADMIN, lake_folder)
    return [
        lake_folder / part.path for share in lake.read(lake_folder).values() for part in share.of("dossiers")
    ]


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """What pages and commands ask."""
    asked = figures.Asked(agency="stp", as_of=AS_OF)
    part = figures.Part("denominator")
    first, page = figures.Page(most=100), figures.Page(order="-due", skip=1_000, most=100)
    return {
        "every indicator": lambda: figures.values(store, asked),
        "by unit": lambda: figures.values(store, asked, by="unit"),
        "by month": lambda: figures.values(store, asked, by="month"),
        "by official": lambda: figures.values(store, asked, by="official"),
        "by agency": lambda: figures.values(store, asked, by="agency"),
        "one indicator": lambda: figures.values(store, asked, "online_rate"),
        "nine weeks of overdue": lambda: figures.overdue_weeks(store, asked, "dossiers", 9),
        "overdue list": lambda: figures.overdue(store, asked, "dossiers"),
        "overdue, counted": lambda: figures.overdue_ages(store, asked, "dossiers", ("unit", "official")),
        "overdue, one page": lambda: figures.overdue(store, asked, "dossiers", None, first),
        "first page of a list": lambda: figures.records(store, asked, "online_rate", part, first),
        "how many a list has": lambda: figures.count_records(store, asked, "online_rate", part),
        "one page of a sorted list": lambda: figures.records(store, asked, "online_rate", part, page),
        "one page by official": lambda: figures.records(
            store, asked, "online_rate", part, replace(page, order="official")
        ),
        "one page, searched": lambda: figures.records(
            store, asked, "online_rate", part, replace(page, search="thu tuc 17")
        ),
        "how many are found": lambda: figures.count_records(
            store, asked, "online_rate", part, figures.Page("thu tuc 17")
        ),
        "anything by a number": lambda: figures.search(store, asked, "H12345"),
        "anything by many words": lambda: figures.search(store, asked, "thu tuc 17"),
    }


if __name__ == "__main__":
    main()
