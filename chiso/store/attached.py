"""A home that shows sums made elsewhere: every indicator is read from them, by the same queries as ever.

Its queries stand in a folder of this process, the files of indicators replaced (queries/attached/indicator). What asks
for records is asked of the lake, as it stands in queries/, in a process of its own (`chiso.desk.lake_records`), or
refused where no lake is said: nothing is ever counted from rows that are not here.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from chiso.core import clock
from chiso.core.errors import ChisoError, Refused
from chiso.core.settings import ROOT
from chiso.store import queries_text
from chiso.store.marts import ANSWERING, MARTS, OPEN
from chiso.store.queries_text import Names, Query, Source

if TYPE_CHECKING:
    from chiso.store import Store

T = TypeVar("T")
# Of the home: `chiso.desk.attaching.Attached` as JSON, '' where nothing is attached.
FACT = "attached"
# Refusals that say what such a home is: nothing is broken, and the rest of a page stands.
BY_DESIGN = ("no_records", "attached")
_ASKS, _DESK = ("figures/", "lists/", "papers/"), ("checks/", "reconcile/")
_OF_RECORDS = (*MARTS.values(), *OPEN.values(), *(f"{dataset}_current" for dataset in MARTS), *ANSWERING)
_RECORDS = re.compile(rf"\b(?:{'|'.join(_OF_RECORDS)})\b")
_BY_RECORD = ("figures/weeks",)  # counts records, whichever sums they are in
# Folder of queries of a home with attached sums -> the one with every text as it stands.
_whole: dict[Path, Path] = {}
_readers: dict[Path, tuple[int, _Reader]] = {}
_lock = threading.Lock()


def queries(store: Store) -> Path:
    """The folder of queries by which a home is asked as it is now."""
    whole = _whole.get(store.queries, store.queries)
    return _texts(whole) if store.fact(FACT) else whole


@cache
def _texts(whole: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="chiso-attached-")) / "queries"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    shutil.copytree(whole, folder, ignore=shutil.ignore_patterns("indicators"))
    (folder / "indicators").mkdir()
    for name in queries_text.names(whole, "indicators"):
        code = name.rpartition("/")[2]
        made = queries_text.load(whole, "attached/indicator", names={"indicator": (code,)})
        (folder / f"{name}.sql").write_text(made.sql, encoding="utf-8")
    _whole[folder] = whole
    return folder


def _said(store: Store) -> dict[str, Any]:
    (row,) = store.known("store/fact", name=FACT) or ({"value": ""},)
    said: dict[str, Any] = json.loads(str(row["value"] or "{}"))
    return said


def is_on(store: Store) -> bool:
    """Are the figures of this home made elsewhere?"""
    return bool(_said(store))


def has_records(store: Store) -> bool:
    """Can what stands behind its sums be listed, here or in a lake?"""
    said = _said(store)
    return not said or bool(said["lake"])


def without_records() -> Refused:
    """What is said where rows are asked for that no lake was said for."""
    return Refused(
        "no_records",
        "Số liệu ở đây lấy từ kho: chỉ có số tổng, chưa có từng hồ sơ. Phần này cần từng hồ sơ: hãy xem ở bản cài đặt "
        "của cơ quan, hoặc nhờ quản trị viên gắn lại kèm kho hồ sơ (lệnh attach, --lake).",
    )


def label(store: Store, agency: str) -> str:
    """Where the figures of an agency come from that this home did not count ("từ kho …"): for whatever shows them; ''
    where it did."""
    if not (words := _said(store)):
        return ""
    made_at = words["made_at"].get(agency)
    when = f", tính lúc {clock.show(clock.read(made_at))}" if made_at else ", không có cơ quan này"
    return f"từ kho “{Path(words['lake'] or words['sums']).name}”{when}"


def refused(store: Store) -> Refused | None:
    """Why data are not entered there, nor handed on as its own (`attached`); None where nothing is attached."""
    words = "Số liệu ở đây lấy từ kho, chỉ để xem. Hãy nhập, ghi, kết xuất ở bản cài đặt của cơ quan, hoặc bỏ gắn "
    return Refused("attached", f"{words}bằng lệnh detach.") if store.fact(FACT) else None


def meant(folder: Path, name: str, source: Source, names: Names | None) -> Query:
    """The query of a home; one that asks for records where sums are attached is said to, its text the one of queries/.
    Refused `no_records`: what is put right where the files are, at the desk."""
    query = queries_text.load(folder, name, source, names)
    if folder not in _whole or not (
        _RECORDS.search(query.sql) or name.startswith("lists/") or name in _BY_RECORD
    ):
        return query
    if name.startswith(_DESK):
        raise Refused(
            "no_records", "Số liệu ở đây lấy từ kho; đối soát tệp là việc ở bản cài đặt của cơ quan."
        )
    if not name.startswith(_ASKS):
        return query
    return replace(queries_text.load(_whole[folder], name, source, names), is_of_records=True)


def ask(store: Store, fetch: Callable[..., T], query: Query, values: Mapping[str, object]) -> T:
    """What the lake's records answer. Refused: `no_records` where no lake was said; `older_sums` where the lake's
    records are not those that were added up; as `chiso.desk.lake.read` and `sound`."""
    if not has_records(store):
        raise without_records()
    with _lock:
        version, reader = _readers.get(store.home, (-1, None))
        if reader is None or version != store.data_version or not reader.is_there:
            if reader is not None:
                reader.close()
            reader = _Reader(store.home, _said(store))
            _readers[store.home] = (store.data_version, reader)
    answer: T = reader.ask((fetch, replace(query, is_of_records=False), dict(values)))
    return answer


def left(home: Path) -> None:
    """Nobody asks for records of that home any more."""
    with _lock:
        _, reader = _readers.pop(home, (0, None))
    if reader is not None:
        reader.close()


class _Reader:
    """The process that holds a lake's records; it ends with its input."""

    def __init__(self, home: Path, said: Mapping[str, Any]) -> None:
        self._alone = threading.Lock()
        folder = tempfile.mkdtemp(prefix="lake-", dir=home / "tmp")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "chiso.desk.lake_records", folder, json.dumps(said)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def is_there(self) -> bool:
        return self._process.poll() is None

    def ask(self, question: object) -> Any:
        process = self._process
        assert process.stdin
        assert process.stdout
        with self._alone:
            try:
                pickle.dump(question, process.stdin)
                process.stdin.flush()
                error, answer = pickle.load(process.stdout)  # noqa: S301 - this program's own process
            except (OSError, EOFError, ValueError) as broken:
                process.kill()
                raise ChisoError(
                    "no_records",
                    "Việc đọc từng hồ sơ trong kho bị ngắt giữa chừng. Hãy tải lại trang, hoặc thử lại.",
                ) from broken
        if error is not None:
            raise Refused(*error)
        return answer

    def close(self) -> None:
        with self._alone:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
