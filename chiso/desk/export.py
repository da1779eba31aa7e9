"""The data as Parquet: one file a table, with what the columns mean, for any program and without this one.

No backup: nothing is restored from it. Accounts, sign-ins and the program's book-keeping are left out
(data/exported.toml).
"""

import json
import shutil
import tomllib
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO, Any

from chiso import __version__
from chiso.core import clock, settings
from chiso.intake.datasets import DATASETS, columns_of
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import audit
from chiso.store import DATABASE, Store, backup, disk
from chiso.store.connection import staging_folder
from chiso.store.whole import whole_folder

EXPORTED = "data_exported"  # in the audit log
MANIFEST, README = "manifest.json", "DOC-TRUOC.txt"
_WORDS = """Dữ liệu của chiso, mỗi bảng một tệp Parquet (nén zstd, chữ UTF-8, giờ UTC).
DuckDB, pandas, Spark đều đọc được.
{manifest} ghi từng bảng chứa gì, bao nhiêu dòng, mỗi cột nghĩa là gì.
Không có tài khoản, mật khẩu, phiên đăng nhập, nhật ký đăng nhập, tệp gốc.
Đây không phải là bản sao lưu: để phục hồi hãy dùng lệnh backup.
"""

Words = dict[str, Any]


@cache
def _declared() -> tuple[dict[str, str], frozenset[str]]:
    """Table -> what it holds; the tables that are left out."""
    said = tomllib.loads(settings.EXPORTED.read_text(encoding="utf-8"))
    return {**{name: known.label for name, known in DATASETS.items()}, **said["tables"]}, frozenset(
        said["left_out"]
    )


def write(store: Store, actor: Actor, out: Path | None = None) -> Words:
    """Writes the export into the folder `out` (default: a new one where backups go): `{folder, tables, rows, bytes}`.

    The state between two writes, under its name once it is whole. Refused: `forbidden`; `export_exists` where `out`
    already holds files; `no_room` before the first byte. Raises StorageFull.
    """
    actor.needs(ADMINISTER)
    folder = (out or backup.folder_of(store) / f"parquet-{clock.stamp(clock.utc_now())}").resolve()
    with whole_folder(folder, "export_exists", "kết xuất") as part:
        for place in (store.home, part):
            disk.needs(place, (store.home / DATABASE).stat().st_size, "dữ liệu kết xuất")
        manifest = _written(store, lambda staged: shutil.move(staged, part / staged.name))
        for name, text in _about(manifest).items():
            (part / name).write_text(text, encoding="utf-8")
    rows = _noted(store, actor, str(folder), manifest)
    size = sum(path.stat().st_size for path in folder.iterdir())
    return {"folder": str(folder), "tables": len(manifest["tables"]), "rows": rows, "bytes": size}


def archive(store: Store, actor: Actor, file: IO[bytes]) -> None:
    """The same as a .zip into an open file. Refused: `forbidden`, `no_room`. Raises StorageFull."""
    actor.needs(ADMINISTER)
    with disk.written():
        disk.needs(store.home, 2 * (store.home / DATABASE).stat().st_size, "dữ liệu kết xuất")
        with zipfile.ZipFile(file, "w") as package:
            manifest = _written(store, lambda staged: package.write(staged, staged.name))
            for name, text in _about(manifest).items():
                package.writestr(name, text)
    _noted(store, actor, ".zip", manifest)


def _noted(store: Store, actor: Actor, where: str, manifest: Words) -> int:
    """How many rows went where, written down."""
    rows: int = sum(table["rows"] for table in manifest["tables"].values())
    audit(store, actor, EXPORTED, where, {"rows": rows})
    return rows


def _about(manifest: Words) -> dict[str, str]:
    """The files that say what the others are."""
    said = json.dumps(manifest, ensure_ascii=False, indent=1)
    return {MANIFEST: said, README: _WORDS.format(manifest=MANIFEST)}


def _written(store: Store, put: Callable[[Path], object]) -> Words:
    """The tables, each a file for `put`, between two writes; what is to be said of them."""
    manifest: Words = {"program": __version__, "made_at": clock.iso(clock.utc_now()), "agency": store.agency}
    with store.writing():
        tables = {name: _table(store, name, what, put) for name, what in _declared()[0].items()}
        return manifest | {"data_version": store.data_version, "tables": tables}


def _table(store: Store, table: str, what: str, put: Callable[[Path], object]) -> Words:
    """One table as a file, made in the one folder that the database may reach."""
    found = {row["column_name"]: row["data_type"] for row in store.rows("store/columns", tables=[table])}
    texts = tuple(name for name, kind in found.items() if kind == "JSON")
    names = {"table": (table,), "json": texts, "column": tuple(name for name in found if name not in texts)}
    staged = staging_folder(store.home) / f"{table}.parquet"
    staged.unlink(missing_ok=True)
    try:
        rows = store.execute("store/write_parquet", names, path=str(staged))
        staged.chmod(0o600)
        put(staged)
    finally:
        staged.unlink(missing_ok=True)
    meanings = _meanings(table.removesuffix("_current"))
    columns = {name: {"type": kind, **meanings.get(name, {})} for name, kind in found.items()}
    return {"file": staged.name, "holds": what, "rows": rows, "columns": columns}


def _meanings(dataset: str) -> dict[str, dict[str, str]]:
    """Column -> what the declaration says about it."""
    fields = DATASETS[dataset].fields if dataset in DATASETS else ()
    return {
        column: {"label": known.label, "help": known.help}
        for known in fields
        for column in columns_of(known.name)
    }
