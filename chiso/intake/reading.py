"""Bytes -> sheets of text cells. The one door to a file from outside; every file ends as a Reading or a Refused.

Before a reader sees a file, the gate looks at its size, its first bytes, its zip directory and its XML. The readers
themselves run in a child process with capped memory, processor time and wall clock: a 1.5 KB workbook is enough to
kill the process that reads it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from chiso.errors import Refused
from chiso.intake.readers import gate
from chiso.intake.readers.packages import Package, SheetFacts
from chiso.intake.readers.process import Child, damaged
from chiso.intake.readers.sheets import Answer, Sheet
from chiso.settings import Limits

__all__ = ["Reading", "Sheet", "read", "read_path"]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """A file as read. `format`: 'xlsx', 'xlsb', 'ods', 'xls', 'html', 'spreadsheetml' or 'csv'; `encoding`: of a
    text file, else empty; `warnings`: (code, Vietnamese sentence)."""

    sheets: list[Sheet]
    format: str
    encoding: str = ""
    warnings: list[tuple[str, str]] = field(default_factory=list)


def read(file_name: str, content: bytes | Path, limits: Limits | None = None) -> Reading:
    """Reads a file's content (or, of a Path, the file itself) as text cells. `file_name` is only for messages.

    Raises Refused with one of the codes unsupported_file, too_large, not_a_table, protected_file, damaged_file,
    dangerous_file, empty_file, timeout; nothing else, whatever the bytes are.
    """
    limits = limits or Limits()
    if isinstance(content, Path):
        return _guarded(file_name, lambda: _read_file(file_name, content, limits))
    return _guarded(file_name, lambda: _read_content(file_name, content, limits))


def read_path(path: Path, limits: Limits | None = None) -> Reading:
    """Reads a file from disk. A text file may be larger here (Limits.csv_bytes) than through the page."""
    return read(path.name, path, limits)


def _guarded(file_name: str, reading: Callable[[], Reading]) -> Reading:
    try:
        return reading()
    except Refused:
        raise
    except Exception as error:
        log.exception("Reading failed unforeseen in the gate")
        raise damaged(file_name) from error


def _read_file(file_name: str, path: Path, limits: Limits) -> Reading:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(gate.HEAD)
            kind = gate.kind_of_head(file_name, head)
            if kind != "csv":
                if size > limits.upload_bytes:
                    raise gate.too_large(file_name, limits.upload_bytes)
                return _read_content(file_name, head + file.read(), limits)
    except OSError as error:
        raise Refused(
            "unsupported_file", f"Không mở được tệp “{file_name}”. Hãy kiểm tra đường dẫn và quyền đọc."
        ) from error
    if size > limits.csv_bytes:
        raise gate.too_large(file_name, limits.csv_bytes)
    return _in_child(file_name, kind, path, limits)


def _read_content(file_name: str, content: bytes, limits: Limits) -> Reading:
    verdict = gate.inspect(file_name, content, limits)
    if verdict.package is None:
        return _in_child(file_name, verdict.kind, content, limits)
    return _zipped(file_name, verdict.kind, verdict.package, limits)


def _in_child(file_name: str, kind: str, content: bytes | Path, limits: Limits) -> Reading:
    with Child(file_name, kind, content, limits) as child:
        child.start()
        return _finished(kind, child.wait())


def _zipped(file_name: str, kind: str, package: Package, limits: Limits) -> Reading:
    """The child reads while the package is scanned here; a package that is refused ends the child."""
    with Child(file_name, kind, package.content, limits) as child:
        child.start()
        facts = package.scan()
        names = package.sheet_parts()
        far = {names.get(part, part): fact for part, fact in facts.items() if fact.cells > limits.cells}
        if far:
            child.stop()
            raise _far_cells(file_name, far)
        answer = child.wait()
    merges = {names[part]: fact.merges for part, fact in facts.items() if part in names}
    sheets = [replace(s, merges=merges[s.name]) if s.name in merges else s for s in answer.sheets]
    return _finished(kind, replace(answer, sheets=sheets))


def _far_cells(file_name: str, far: dict[str, SheetFacts]) -> Refused:
    name, fact = next(iter(far.items()))
    return Refused(
        "dangerous_file",
        f"Tệp “{file_name}”, trang tính “{name}” có ô ở quá xa bảng ({fact.furthest}). Hãy xóa các dòng, cột thừa "
        "nằm ngoài bảng rồi lưu lại và nộp tệp mới.",
    )


def _finished(kind: str, answer: Answer) -> Reading:
    return Reading(answer.sheets, kind, answer.encoding, answer.warnings)
