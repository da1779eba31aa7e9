"""Text files with separated cells (.csv, .tsv, .txt).

Arrow splits the rows, batch by batch straight to the answer's file, so that a file of half a gigabyte needs little
memory here. It agrees with Python's csv module record by record (a test holds it); that one splits what Arrow gives up:
rows with another number of cells, titles above the header among them.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from os import SEEK_END
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from chiso.core.errors import Refused
from chiso.core.vietnamese import format_number
from chiso.intake.files import blanks
from chiso.intake.files.refusals import refusal
from chiso.intake.files.separators import SEPARATOR_LINE, Dialect, decide, records
from chiso.intake.files.sheets import (
    Job,
    Ragged,
    Reading,
    Sheet,
    is_blank,
    named,
    without_blanks,
    write_batches,
)
from chiso.intake.files.texts import Text, text_of
from chiso.intake.files.trimmed import padded

SAMPLE = 1 << 20
BLOCK = 1 << 22
# More rows of another width than this (group rows among them) are no slips: the shape of the file is in doubt.
MOST_SLIPS = 10_000
MOST_SLIPS_SHARE = 0.5
# A row with less than half of its cells is a title, group, total or footer row and not a slip.
LEAST_OF_A_ROW = 0.5
# Excel's limit for one cell.
CELL_CHARACTERS = 32_767
_LOOK = "Hãy xem các dòng đó ở “Các dòng đầu” hoặc trong tệp, sửa nếu cần rồi nộp lại."


def read(job: Job) -> Reading:
    """One sheet without a name, written to the job's folder."""
    text = text_of(job)
    sample, whole = _sample(job, text)
    separator = SEPARATOR_LINE.match(sample)  # Excel takes this line as an order and does not show it
    ordered = separator.group(0) if separator else ""
    try:
        dialect = decide(job, sample.removeprefix(ordered), whole, separator.group(1) if separator else "")
    except Refused as refused:
        if whole and (sheet := blanks.sheet_of(job, sample)):
            return Reading([sheet], job.kind, text.encoding)
        raise (refusal("open_quote", job.file_name, line=1) if text.quotes % 2 else refused) from None
    start, short = text.start + len(ordered), 0
    if dialect.is_trimmed and not text.quotes % 2:
        text, short = padded(job, text, start, dialect)
        start = text.start
    return _Body(job, dialect, text, short).answer(start)


def _sample(job: Job, text: Text) -> tuple[str, bool]:
    with text.path.open("rb") as file:
        file.seek(text.start)
        head = file.read(SAMPLE)
        whole = not file.read(1)
    if not whole:
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    sample = head.decode("utf-8", "ignore")
    if is_blank(sample.rstrip("\x1a")):
        raise Refused("empty_file", f"{job.subject} không có nội dung. Hãy kết xuất lại từ hệ thống nguồn.")
    return sample, whole


@dataclass
class _Body:
    """The file split into cells. `short`: how many rows got blank cells at their end. `slips`: (0-based record, cells)
    of rows of another width. `stray`: which of the full rows hold a quote without its other one."""

    job: Job
    dialect: Dialect
    text: Text
    short: int
    slips: list[tuple[int, list[str]]] = field(default_factory=list)
    rows: int = 0
    quoted: int = 0
    stray: list[int] = field(default_factory=list)

    def answer(self, start: int) -> Reading:
        """The sheet: full rows in the answer's file, the others beside it, to be put in their places."""
        if self.text.quotes % 2:
            self._refuse_open_quote(start)
        schema = pa.schema([(f"c{number}", pa.string()) for number in range(self.dialect.width)])
        write_batches(self.job, 0, schema, self._batches(start, schema))
        self._refuse_cut()
        inserted = [(number, _cells(cells)) for number, cells in self.slips]
        sheet = Sheet("", True, named([], 0), [], self._ragged())
        return Reading([sheet], self.job.kind, self.text.encoding, self._warnings(), True, inserted)

    def _warnings(self) -> list[tuple[str, str]]:
        """What became of lines that are quoted as a whole, and rows that may have slipped although their cells fit."""
        found = []
        if self.quoted:
            said = f"{format_number(self.quoted)} dòng nằm trọn trong dấu ngoặc kép đã được tách thành các ô."
            found.append(("quoted_row", f"{self.job.subject}: {said}"))
        if self.short:
            said = f"{format_number(self.short)} dòng không ghi các ô trống ở cuối; các ô còn thiếu được đọc là trống."
            found.append(("short_rows", f"{self.job.subject}: {said}"))
        full = [
            number for number, cells in self.slips if self._is_moved(cells) and number > self.dialect.header
        ]
        # Most of them have it where a system writes it behind each row.
        if full and 2 * len(full) <= self.rows:
            said = f"{format_number(len(full))} dòng thừa một ô trống"
            found.append(
                ("extra_cell", f"{said} nên các giá trị có thể đã lệch cột ({_listed(full)}). {_LOOK}")
            )
        if stray := sorted(
            [*self._records(self.stray), *(number for number, cells in self.slips if _is_stray(cells))]
        ):
            said = f"{format_number(len(stray))} dòng có dấu ngoặc kép lẻ"
            found.append(
                ("stray_quote", f"{said} nên các ô có thể đã dính hoặc lệch ({_listed(stray)}). {_LOOK}")
            )
        return found

    def _is_moved(self, cells: list[str]) -> bool:
        """A row of data with more cells than the header, the last of them blank."""
        width = self.dialect.width
        filled = sum(not is_blank(cell) for cell in cells)
        return len(cells) > width and filled >= LEAST_OF_A_ROW * width and not any(map(_says, cells[width:]))

    def _records(self, full: list[int]) -> Iterator[int]:
        """The records that full rows are: those of another width stand between them."""
        slips, before = sorted(number for number, _ in self.slips), 0
        for row in full:
            while before < len(slips) and slips[before] <= row + before:
                before += 1
            yield row + before

    def _batches(self, start: int, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """Full rows; blank cells are null, blank lines are blank rows."""
        limits = self.job.limits
        try:
            with pa.OSFile(str(self.text.path)) as file:
                file.seek(start)
                for batch in self._arrow(file, schema):
                    self._refuse_swallowed(batch)
                    self._note_stray(batch)
                    self.rows += batch.num_rows
                    if self.rows > limits.rows or self.rows * self.dialect.width > limits.cells:
                        width = self.dialect.width
                        raise refusal("too_many_cells", self.job.file_name, rows=self.rows, width=width)
                    yield pa.record_batch([without_blanks(column) for column in batch.columns], schema)
        except pa.ArrowInvalid as error:
            if "straddling" in str(error):
                raise self._open_quote(0) from error
            raise refusal("uneven", self.job.file_name, width=self.dialect.width) from error
        header = self.dialect.header
        slipped = sum(number >= header for number, _ in self.slips)
        if slipped > MOST_SLIPS_SHARE * (self.rows + len(self.slips) - header):
            raise refusal("uneven", self.job.file_name, width=self.dialect.width)

    def _arrow(self, file: Any, schema: pa.Schema) -> Any:
        def slip(row: Any) -> str:
            if len(self.slips) >= MOST_SLIPS:
                return "error"
            cells = next(records(row.text, self.dialect.delimiter), [])
            if len(cells) == 1 and len(inner := next(records(cells[0], self.dialect.delimiter), [])) > 1:
                cells = inner  # the line is quoted as a whole, as Excel writes one that stands in column A
                self.quoted += 1
            self.slips.append((row.number - 1, cells))
            return "skip"

        return arrow_csv.open_csv(
            file,
            # Only a single thread numbers its rows; a second one would gain nothing here.
            arrow_csv.ReadOptions(column_names=schema.names, use_threads=False, block_size=BLOCK),
            arrow_csv.ParseOptions(
                delimiter=self.dialect.delimiter,
                newlines_in_values=self.text.quotes > 0,
                ignore_empty_lines=False,
                invalid_row_handler=slip,
            ),
            arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _ragged(self) -> list[Ragged]:
        width = self.dialect.width
        found = []
        for number, cells in self.slips:
            filled = sum(not is_blank(cell) for cell in cells)
            beyond = any(not is_blank(cell) for cell in cells[width:])
            short = len(cells) < width and filled >= LEAST_OF_A_ROW * width
            if number > self.dialect.header and (beyond or short):
                found.append((number + 1, len(cells), width))
        return found

    def _refuse_cut(self) -> None:
        """The last line alone does not end, and has fewer cells than the header: the download was cut off."""
        number, cells = self.slips[-1] if self.slips else (0, [])
        is_last = number == self.rows + len(self.slips) - 1
        if not is_last or len(cells) >= self.dialect.width or not any(_cells(cells)):
            return
        with self.text.path.open("rb") as file:
            file.seek(-1, SEEK_END)
            if file.read() in b"\r\n":
                return
        where = (
            f"dòng cuối (dòng {number + 1}) chỉ có {len(cells)} trên {self.dialect.width} ô và không kết thúc"
        )
        raise refusal("cut_off", self.job.file_name, where=where)

    def _refuse_open_quote(self, start: int) -> None:
        """An odd number of quotes: refused if the file ends inside a quoted cell, which swallows what follows."""
        mark = "\0"
        record: list[str] = []
        begins = reached = 0
        with self.text.path.open("rb") as binary:
            binary.seek(start)
            lines = chain(io.TextIOWrapper(binary, encoding="utf-8", newline=""), ["\n", mark])
            reader = csv.reader(lines, delimiter=self.dialect.delimiter)
            try:
                for record in reader:  # noqa: B007
                    begins, reached = reached, reader.line_num
            except csv.Error:
                begins, record = reached, []
        if record != [mark]:
            raise refusal("open_quote", self.job.file_name, line=begins + 1)

    def _refuse_swallowed(self, batch: pa.RecordBatch) -> None:
        """A cell that holds whole rows, or more than Excel allows, comes from a quote that does not close."""
        least = max(2, self.dialect.width - 1)
        for column in batch.columns:
            longest = pc.max(pc.binary_length(column)).as_py() or 0
            swallowed = None
            if self.text.quotes and longest > least:
                rows = pc.greater_equal(pc.count_substring(column, self.dialect.delimiter), least)
                swallowed = pc.and_(rows, pc.match_substring(column, "\n"))
            elif longest > CELL_CHARACTERS:
                swallowed = pc.greater(pc.utf8_length(column), CELL_CHARACTERS)
            first = pc.index(swallowed, True).as_py() if swallowed is not None else -1
            if first >= 0:
                raise self._open_quote(first)

    def _note_stray(self, batch: pa.RecordBatch) -> None:
        if not self.text.quotes:
            return
        odd = pa.array([False] * batch.num_rows)
        for column in batch.columns:
            count = pc.fill_null(pc.count_substring(column, '"'), 0)
            odd = pc.or_(odd, pc.equal(pc.bit_wise_and(count, 1), 1))
        self.stray += [self.rows + row for row in pc.indices_nonzero(odd).to_pylist()]

    def _open_quote(self, row: int) -> Refused:
        return refusal("open_quote", self.job.file_name, line=self.rows + len(self.slips) + row + 1)


def _says(cell: str) -> bool:
    return not is_blank(cell)


def _is_stray(cells: list[str]) -> bool:
    return any(cell.count('"') % 2 for cell in cells)


def _listed(records: list[int]) -> str:
    """ "dòng 6, 9 …" of 0-based records."""
    return "dòng " + ", ".join(str(number + 1) for number in records[:5]) + (" …" if len(records) > 5 else "")


def _cells(cells: list[str]) -> list[str | None]:
    """A row's cells up to the last filled one; the old end-of-file mark is no cell."""
    found = [None if is_blank(cell) or cell == "\x1a" else cell for cell in cells]
    while found and found[-1] is None:
        found.pop()
    return found
