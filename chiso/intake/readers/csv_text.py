"""Text files with separated cells (.csv, .tsv, .txt)."""

from pathlib import Path

from chiso.errors import Refused
from chiso.intake.readers.dialect import decide, records
from chiso.intake.readers.encodings import decode
from chiso.intake.readers.sheets import Answer, Job, Ragged, Sheet, is_blank, table_of_rows


def read(job: Job) -> Answer:
    """One sheet without a name."""
    text, encoding = decode(job, Path(job.path).read_bytes())
    if is_blank(text):
        raise Refused("empty_file", f"{job.subject} không có nội dung. Hãy kết xuất lại từ hệ thống nguồn.")
    text = text.removesuffix("\x1a")
    dialect = decide(job, text[: 1 << 20])
    rows = list(records(text, dialect.delimiter))
    while rows and all(is_blank(cell) for cell in rows[-1]):
        rows.pop()
    width = max(len(row) for row in rows)
    ragged: list[Ragged] = []
    for number, row in enumerate(rows):
        if (
            number > dialect.header
            and any(not is_blank(c) for c in row)
            and len(row) != dialect.width
            and len(row) > 1
        ):
            ragged.append((number + 1, len(row), dialect.width))
    return Answer([Sheet("", True, table_of_rows(rows, width), [], ragged)], encoding)
