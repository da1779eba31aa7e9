"""Bytes -> sheets of text cells. The one door to a file from outside; every file ends as a Reading or a Refused.

Before a reader sees a file, the gate looks at its size, its first bytes, its zip directory and its XML. The readers
themselves run in a child process with capped memory, processor time and wall clock: a 1.5 KB workbook is enough to
kill the process that reads it.
"""

import errno
from dataclasses import dataclass, field, replace
from pathlib import Path

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files import gate
from chiso.intake.files.packages import Package
from chiso.intake.files.process import Child, no_space, too_dangerous
from chiso.intake.files.sheets import Answer, Sheet


@dataclass(frozen=True)
class Reading:
    """A file as read. `format`: 'xlsx', 'xlsb', 'ods', 'xls', 'html', 'spreadsheetml' or 'csv'; `encoding`: of a
    text file, else empty; `warnings`: (code, Vietnamese sentence)."""

    sheets: list[Sheet]
    format: str
    encoding: str = ""
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        """The (first) sheet of this name; there is one."""
        return next(sheet for sheet in self.sheets if sheet.name == name)


def read(file_name: str, content: bytes | Path, limits: Limits | None = None) -> Reading:
    """Reads a file's content (or, of a Path, the file itself) as text cells. `file_name` is only for messages.

    Raises Refused with one of the codes unsupported_file, too_large, not_a_table, protected_file, damaged_file,
    dangerous_file, empty_file, timeout, no_space. Anything else is a mistake of the program, never of the file.
    """
    limits = limits or Limits()
    try:
        if isinstance(content, Path):
            return _read_file(file_name, content, limits)
        return _read_content(file_name, content, limits)
    except MemoryError as error:
        raise too_dangerous(file_name) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise no_space() from error
        raise


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
    kind, package = gate.inspect(file_name, content, limits)
    if package is None:
        return _in_child(file_name, kind, content, limits)
    return _zipped(file_name, kind, package, limits)


def _in_child(file_name: str, kind: str, content: bytes | Path, limits: Limits) -> Reading:
    with Child(file_name, kind, content, limits) as child:
        child.start()
        return _finished(file_name, kind, child.wait())


def _zipped(file_name: str, kind: str, package: Package, limits: Limits) -> Reading:
    """The child reads while the package is scanned here; what the scan finds may end the child or send it back."""
    with Child(file_name, kind, package.content, limits) as child:
        child.start()
        scanned = package.scan()
        facts = {name: scanned[part] for part, name in package.sheet_parts().items() if part in scanned}
        windows = {name: fact.window for name, fact in facts.items() if fact.window}
        for name, fact in facts.items():
            if fact.cells > limits.cells:
                raise Refused(
                    "dangerous_file",
                    f"Tệp “{file_name}”, trang tính “{name}” trải tới ô {fact.furthest}, quá rộng để đọc. Hãy xóa các "
                    "dòng, cột thừa nằm ngoài bảng rồi lưu lại và nộp tệp mới.",
                )
        if windows:
            child.stop()
            child.start(windows)
        answer = child.wait()
    sheets = [replace(s, merges=facts[s.name].merges) if s.name in facts else s for s in answer.sheets]
    far = "Tệp “{}”, trang tính “{}”: bỏ qua các ô nằm rất xa bảng (xa nhất ở {})."
    stray = [("far_cell", far.format(file_name, name, facts[name].furthest)) for name in windows]
    warnings = [*answer.warnings, *stray]
    return _finished(file_name, kind, replace(answer, sheets=sheets, warnings=warnings))


def _finished(file_name: str, kind: str, answer: Answer) -> Reading:
    if not any(sheet.table.num_columns for sheet in answer.sheets):
        raise gate.empty(file_name)
    return Reading(answer.sheets, kind, answer.encoding, answer.warnings)
