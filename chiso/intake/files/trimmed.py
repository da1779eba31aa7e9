"""The blank cells that the writer of a text file left out behind the last filled one of its rows, put back."""

import csv
import io
import os
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

from chiso.intake.files.refusals import refusal
from chiso.intake.files.separators import Dialect
from chiso.intake.files.sheets import Job
from chiso.intake.files.texts import Text


def padded(job: Job, text: Text, start: int, dialect: Dialect) -> tuple[Text, int]:
    """A copy of the text in the job's folder whose rows have all cells, and in how many rows below the header some were
    missing. A last line that does not end stays as it is: the file may have been cut off there."""
    target, short = Path(job.folder) / "padded", 0
    with text.path.open("rb") as binary, target.open("w", encoding="utf-8", newline="") as copy:
        binary.seek(-1, os.SEEK_END)
        ends = binary.read() in b"\r\n"
        binary.seek(start)
        lines = io.TextIOWrapper(binary, encoding="utf-8", newline="")
        rows = csv.reader(lines, delimiter=dialect.delimiter)
        writer = csv.writer(copy, delimiter=dialect.delimiter)
        try:
            for number, (row, following) in enumerate(pairwise(chain(rows, [None]))):
                missing = dialect.width - len(row or ()) if ends or following is not None else 0
                short += missing > 0 and len(row or ()) > 1 and number > dialect.header
                writer.writerow([*(row or ()), *[""] * missing])
        except csv.Error as error:
            raise refusal("open_quote", job.file_name, line=rows.line_num) from error
    if not ends:
        os.truncate(target, target.stat().st_size - len(csv.excel.lineterminator))
    return replace(text, path=target, start=0), short
