"""The child process: reads one file under limits of memory and time, and writes what it found.

Started as `python -m chiso.intake.files.child FOLDER`. FOLDER holds job.json; the child adds answer.json and one
Arrow IPC file per sheet (0.arrow, 1.arrow, …), or error.json. It imports as little as possible: its start is part
of every import's time.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

# pyarrow would import what nothing here needs and what more than doubles the start-up time: NumPy, and what is only for
# pandas or for pickled functions; and a parser of documentation, with which it writes the docstrings of its functions.
UNNEEDED: dict[str, Any] = dict.fromkeys(("numpy", "pandas", "dateutil", "cloudpickle")) | {
    "pyarrow.vendored.docscrape": SimpleNamespace(NumpyDocString=lambda _: {"Parameters": []})
}
for unneeded, instead in UNNEEDED.items():
    sys.modules.setdefault(unneeded, instead)

from chiso.core.errors import Refused  # noqa: E402
from chiso.core.settings import Limits  # noqa: E402

# The parent ends a slow child first; the alarm is for children without a parent.
ALARM_GRACE = 5
SAID = ("name", "visible", "merges", "ragged", "damaged", "since_1904")  # of a sheet, beside its rows
READERS = {"csv": "csv_text", "html": "html_tables", "spreadsheetml": "spreadsheetml", "parquet": "parquet"}
# How native libraries, and the loader of them, say that there is no memory left.
OUT_OF_MEMORY = ("memoryerror", "malloc", "out of memory", "cannot allocate", "failed to map segment")


def cap(limits: Limits) -> None:
    """Limits this process's address space and processor time, where the system can (not on Windows)."""
    if sys.platform == "win32":
        return
    import resource
    import signal

    signal.alarm(limits.child_seconds + ALARM_GRACE)  # ends a child whose parent was killed
    for kind, most in (
        (resource.RLIMIT_AS, limits.child_memory_bytes),
        (resource.RLIMIT_CPU, limits.child_seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue  # macOS refuses some of them; the parent watches the memory there


def answer(folder: Path, job_text: dict[str, Any]) -> None:
    """Reads the file of the job and writes the answer's files."""
    from chiso.intake.files.sheets import Job, refuse_long_cells, write_batches

    job = Job(**job_text | {"limits": Limits(**job_text["limits"])})
    # The reader of the job's kind, imported only now.
    found = import_module(f"chiso.intake.files.{READERS.get(job.kind, 'workbooks')}").read(job)
    sheets = []
    for number, sheet in enumerate(found.sheets):
        if not found.written:
            refuse_long_cells(job, sheet.table)
            write_batches(job, number, sheet.table.schema, sheet.table.to_batches())
        sheets.append({name: getattr(sheet, name) for name in SAID})
    text = {name: getattr(found, name) for name in ("encoding", "warnings", "inserted")} | {"sheets": sheets}
    (folder / "answer.json").write_text(json.dumps(text), encoding="utf-8")


def main(folder: Path, answers: Callable[[Path, dict[str, Any]], None] = answer) -> int:
    """`answers` does the job, here or in the child of another room. Exit status 0: answered or refused; 1: something
    unforeseen, described in error.json without cell texts; 2: the disk did not even take that."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    cap(Limits(**job["limits"]))
    try:
        answers(folder, job)
        return 0
    except Refused as refused:
        error: dict[str, Any] = {"code": refused.code, "message": refused.message}
    except BaseException as unforeseen:  # noqa: BLE001  (a panic of a native reader is no Exception)
        name = type(unforeseen).__name__
        if any(word in f"{name} {unforeseen}".lower() for word in OUT_OF_MEMORY):
            error = {"reason": "too_much_memory"}
        else:
            # The message may quote a cell, and citizens' data must not reach a log: only type and place are kept.
            frames = "".join(traceback.format_tb(unforeseen.__traceback__))
            number = getattr(unforeseen, "errno", None)  # the parent knows what a full disk says
            error = {"code": "unforeseen", "trace": f"{frames}{name}", "errno": number}
    try:
        (folder / "error.json").write_text(json.dumps(error), encoding="utf-8")
    except OSError:
        from chiso.intake.files.sheets import FULL

        return FULL
    return 1 if "trace" in error else 0


if __name__ == "__main__":
    # Everything is written; freeing millions of cells one by one would only take time.
    os._exit(main(Path(sys.argv[1])))
