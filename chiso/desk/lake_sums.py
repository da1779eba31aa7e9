"""The figures of every agency in a lake, added up by an engine from the texts of marts and indicators as they stand.

What comes out is a lake too: in place of records `sums`, beside them what gives figures their meaning (units, targets,
imports …). No join or window crosses an agency, so agency by agency: only those that changed are summed, whole.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq

from chiso.core import clock, settings
from chiso.core.errors import Refused
from chiso.desk import lake
from chiso.intake.datasets import DATASETS
from chiso.store import disk, queries_text
from chiso.store.engines import Engine, started
from chiso.store.marts import MARTS, OPEN

SUMS = "sums"
# Table of a lake -> what the texts call it.
READ = {
    **{table: f"{table}_current" for table in (*MARTS, "procedures")},
    "codes": "procedure_codes",
    "names": "procedure_names",
    "states": "said_states",
    "handed": "handed_records",
    "people": "named_people",
    "calendar": "calendar",
}
RECORDS = (*MARTS, "handed", "people")
LEFT_BEHIND = (*RECORDS, "states")  # of these nothing goes along with sums


def made(source: Path, engine: str, master: str | None, out: Path) -> int:
    """Sums of every agency of the lake `source` in the folder `out`: how many rows are there then.

    Refused: `no_engine`, `older_lake`, as `lake.read` and `lake.sound`; what was made before of other agencies stays.
    """
    shares = lake.read(source)
    before = lake.known(out)
    due = {
        code: mark
        for code, share in shares.items()
        if (mark := mark_of(engine, share)) != (before[code].source if code in before else "")
    }
    runs = started(engine, master) if due else None
    try:
        for code, mark in due.items():
            assert runs is not None
            _of_agency(
                runs, source, replace(shares[code], source=mark, made_at=clock.iso(clock.utc_now())), out
            )
    finally:
        if runs is not None:
            runs.close()
    return sum(part.rows for share in lake.read(out).values() for part in share.of(SUMS))


def mark_of(engine: str, share: lake.Share) -> str:
    """By which engine and texts of which files sums are made: the same mark, the same sums."""
    return f"{engine} {_texts_mark()} {_digest([asdict(part) for part in share.files])}"


def is_by_these_texts(mark: str) -> bool:
    """Were sums of that mark made by the texts of this program?"""
    return mark.split(" ")[1:2] == [_texts_mark()]


@cache
def _texts_mark() -> str:
    counted = queries_text.load(
        settings.QUERIES, "lake/counted"
    ).sql  # no engine runs it, yet it makes figures
    return _digest([[sql for _, sql in texts()], _marts(), counted])


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _of_agency(engine: Engine, source: Path, share: lake.Share, out: Path) -> None:
    lake.sound(source, share)
    _known_in_full(source, share)
    try:
        read(engine, source, share)
        rows = pa.concat_tables(_summed(engine))
    except engine.wrong as error:  # columns that are gone or of another kind: no program of ours writes them
        raise lake.damaged(source, f"của {share.agency}") from error
    place = Path(f"{SUMS}/agency={share.agency}")
    with disk.written(), TemporaryDirectory() as folder:
        path = Path(folder) / "sums.parquet"
        pq.write_table(
            rows.sort_by([(name, "ascending") for name in rows.column_names]), path, compression="zstd"
        )
        sums = lake.add(out, place, path, len(rows))
        kept = [part for part in share.files if part.table not in LEFT_BEHIND]
        for part in kept:
            lake.add(out, Path(part.path).parent, source / part.path, part.rows)
    lake.put(out, replace(share, files=(sums, *kept)))


def read(engine: Engine, source: Path, share: lake.Share) -> None:
    """An agency's records and marts, under the names that the texts have for them."""
    for table, name in READ.items():
        engine.read(name, [source / part.path for part in share.of(table)])
    for mart, sql in _marts():
        engine.make(mart, sql)


def _known_in_full(source: Path, share: lake.Share) -> None:
    """Its records have every field and table that this program knows. Refused: `older_lake`, written before one was
    there."""
    for table in READ.keys() & DATASETS.keys():
        there = {name for part in share.of(table) for name in pq.read_schema(source / part.path).names}
        if lacking := sorted(DATASETS[table].columns.keys() - there):
            raise _older(source, share, f"bảng {table} thiếu {', '.join(lacking)}")
    for table in ("counted", "states"):
        if not share.of(table):
            raise _older(source, share, f"thiếu bảng {table}")


def _older(source: Path, share: lake.Share, lacks: str) -> Refused:
    return Refused(
        "older_lake",
        f"Phần của {share.agency} trong kho “{source}” do phiên bản chương trình cũ hơn ghi: {lacks}. Hãy cập nhật "
        "chương trình ở nơi ghi rồi chạy lại export --parquet hoặc collect.",
    )


def _summed(engine: Engine) -> Iterator[pa.Table]:
    """The sums of each indicator: indicator, agency, unit_key, counted_key, counts_from, counts_until, numerator,
    denominator, entries."""
    for code, sql in texts():
        rows = engine.ask(sql)
        columns = [
            pa.array([code] * len(rows), pa.string()),
            *(rows[name].cast(kind) for name, kind in COLUMNS),
        ]
        yield pa.table(columns, ["indicator", *(name for name, _ in COLUMNS)])


COLUMNS = (
    ("agency", pa.string()), ("unit_key", pa.string()), ("counted_key", pa.string()), ("counts_from", pa.date32()),
    ("counts_until", pa.date32()), ("numerator", pa.int64()), ("denominator", pa.int64()), ("entries", pa.int64()),
)  # fmt: skip


def texts() -> list[tuple[str, str]]:
    """Indicator -> the text that adds its rows up, the same for every engine."""
    found = []
    for name in queries_text.names(settings.QUERIES, "indicators"):
        code = name.rpartition("/")[2]
        how = "lake/sums_procedures" if code.endswith("_procedure_rate") else "lake/sums"
        found.append((code, queries_text.load(settings.QUERIES, how, name).sql))
    return found


def _marts() -> list[tuple[str, str]]:
    names = (*MARTS.values(), *OPEN.values())
    return [(name, queries_text.load(settings.QUERIES, f"marts/{name}").sql) for name in names]
