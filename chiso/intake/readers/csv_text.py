"""Text files with separated cells (.csv, .tsv, .txt).

Arrow splits the rows below the header; it agrees with Python's csv module record by record (a test holds it), which
splits what Arrow gives up: titles above the header and rows with another number of cells.
"""

import csv
import io
import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from chiso.errors import Refused
from chiso.intake.readers.dialect import SEPARATOR_LINE, Dialect, decide, records
from chiso.intake.readers.encodings import CHUNK, as_utf8
from chiso.intake.readers.sheets import Answer, Job, Ragged, Sheet, is_blank, named, table_of_rows

SAMPLE = 1 << 20
# More rows of another width than this are no slips of some rows: the shape of the file is in doubt.
MOST_RAGGED = 1_000
MOST_RAGGED_SHARE = 0.5
# A row with less than half of its cells is a title, group, total or footer row and not a slip.
LEAST_OF_A_ROW = 0.5
# Excel's limit for one cell.
CELL_CHARACTERS = 32_767


def read(job: Job) -> Answer:
    """One sheet without a name."""
    with open(job.path, "rb") as file:
        size = Path(job.path).stat().st_size
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    text, encoding = as_utf8(job, content)
    text = _without_end_mark(text)
    sample = _sample(job, text)
    separator = SEPARATOR_LINE.match(sample)  # Excel takes this line as an order and does not show it
    if separator:
        text = text.slice(len(separator.group(0)))
        sample = sample[separator.end() :]
    dialect = decide(job, sample, separator.group(1) if separator else "")
    body = _Body(job, dialect, text)
    return Answer([body.sheet(sample)], encoding)


def _without_end_mark(text: pa.Buffer) -> pa.Buffer:
    """Without the end-of-file mark of old programs and without blank lines at the end."""
    while text.size:
        tail = text.slice(max(0, text.size - CHUNK)).to_pybytes()
        kept = tail.rstrip(b"\x1a\r\n")
        text = text.slice(0, text.size - len(tail) + len(kept))
        if kept:
            break
    return text


def _sample(job: Job, text: pa.Buffer) -> str:
    """The beginning of the text up to a line end; the last record may still be cut inside quotes."""
    if text.size <= SAMPLE:
        sample = str(text.to_pybytes(), "utf-8")
    else:
        head = text.slice(0, SAMPLE).to_pybytes()
        sample = str(head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1], "utf-8")
    if is_blank(sample):
        raise Refused("empty_file", f"{job.subject} không có nội dung. Hãy kết xuất lại từ hệ thống nguồn.")
    return sample


@dataclass
class _Body:
    """The file split into cells: rows above the header by csv, the header and what follows by Arrow."""

    job: Job
    dialect: Dialect
    text: pa.Buffer
    slips: list[tuple[int, list[str]]] = field(default_factory=list)

    def sheet(self, sample: str) -> Sheet:
        """The whole file as a sheet."""
        above, start = self._above(sample)
        quotes = _count_quotes(self.text)
        if quotes % 2:
            self._refuse_open_quote(start)
        table = self._split(self.text.slice(start), quotes > 0)
        self._refuse_swallowed(table, len(above), quotes > 0)
        table = self._tidy(table)
        ragged = self._ragged(table.num_rows, len(above))
        return Sheet("", True, self._assemble(above, table), [], ragged)

    def _above(self, sample: str) -> tuple[list[list[str]], int]:
        """The records above the header, and at which byte the header begins."""
        consumed = 0

        def lines() -> Iterator[str]:
            nonlocal consumed
            for line in _lines(sample):
                consumed += len(line.encode("utf-8"))
                yield line

        reader = csv.reader(lines(), delimiter=self.dialect.delimiter)
        above: list[list[str]] = []
        while len(above) < self.dialect.header:
            above.append(next(reader))
        return above, consumed

    def _split(self, text: pa.Buffer, quoted: bool) -> pa.Table:
        """Arrow's table of the rows with the full width; the other rows are kept in `slips`."""
        try:
            return self._arrow(text, quoted, lambda _: "error", threads=True)
        except pa.ArrowInvalid:
            pass

        def slip(row: Any) -> str:
            if len(self.slips) > MOST_RAGGED:
                return "error"
            cells = next(records(row.text, self.dialect.delimiter), [])
            self.slips.append((row.number - 1, cells))
            return "skip"

        try:
            # Only one thread numbers its rows.
            return self._arrow(text, quoted, slip, threads=False)
        except pa.ArrowInvalid as error:
            raise self._uneven() from error

    def _arrow(self, text: pa.Buffer, quoted: bool, other_rows: Any, threads: bool) -> pa.Table:
        names = [f"c{number}" for number in range(self.dialect.width)]
        return arrow_csv.read_csv(
            pa.BufferReader(text),
            arrow_csv.ReadOptions(column_names=names, use_threads=threads, block_size=CHUNK),
            arrow_csv.ParseOptions(
                delimiter=self.dialect.delimiter,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=other_rows,
            ),
            arrow_csv.ConvertOptions(
                check_utf8=False,
                column_types={name: pa.string() for name in names},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    def _tidy(self, table: pa.Table) -> pa.Table:
        """Cells with nothing but blanks become empty."""
        for number, column in enumerate(table.columns):
            blank = pc.fill_null(pc.utf8_is_space(column), False)
            if pc.any(blank).as_py():
                tidy = pc.if_else(blank, pa.scalar(None, pa.string()), column)
                table = table.set_column(number, table.column_names[number], tidy)
        return table

    def _ragged(self, rows: int, above: int) -> list[Ragged]:
        """The rows below the header that have too many or too few cells, with Excel's row numbers."""
        width = self.dialect.width
        found = []
        for number, cells in self.slips:
            filled = sum(not is_blank(cell) for cell in cells)
            beyond = any(not is_blank(cell) for cell in cells[width:])
            if number and (beyond or (len(cells) < width and filled >= LEAST_OF_A_ROW * width)):
                found.append((above + number + 1, len(cells), width))
        if len(found) > MOST_RAGGED_SHARE * (rows + len(self.slips)):
            raise self._uneven()
        return found

    def _assemble(self, above: list[list[str]], table: pa.Table) -> pa.Table:
        """Titles, full rows and slips in the order of the file."""
        width = max(
            [self.dialect.width, *(_filled_width(c) for _, c in self.slips), *map(_filled_width, above)]
        )
        height = len(above) + table.num_rows + len(self.slips)
        if height > self.job.limits.rows or height * width > self.job.limits.cells:
            raise Refused(
                "too_large",
                f"{self.job.subject} có {height} dòng × {width} cột, vượt mức cho phép. Hãy chia nhỏ tệp theo tháng.",
            )
        nothing = pa.nulls(table.num_rows, pa.string())
        table = named([*table.columns, *([nothing] * (width - self.dialect.width))], table.num_rows)
        parts = [table_of_rows(above, width)] if above else []
        taken = 0
        for index, (number, cells) in enumerate(self.slips):
            until = number - index
            parts += [table.slice(taken, until - taken), table_of_rows([cells], width)]
            taken = until
        parts.append(table.slice(taken))
        return pa.concat_tables(parts) if len(parts) > 1 else table

    def _uneven(self) -> Refused:
        return Refused(
            "not_a_table",
            f"{self.job.subject} có quá nhiều dòng không đủ hoặc thừa ô so với tiêu đề ({self.dialect.width} cột), "
            "có thể do dấu phân cách nằm trong ô mà không có dấu ngoặc kép. Hãy kết xuất lại dạng .xlsx.",
        )

    def _refuse_open_quote(self, start: int) -> None:
        """An odd number of quotes: refused if the file ends inside a quoted cell, which swallows what follows."""
        mark = "\0"
        record: list[str] = []
        begins = reached = 0
        text = self.text.slice(start).to_pybytes().decode("utf-8")
        reader = csv.reader(_lines(text + "\n" + mark), delimiter=self.dialect.delimiter)
        try:
            for record in reader:  # noqa: B007
                begins, reached = reached, reader.line_num
        except csv.Error:
            begins, record = reached, []
        if record != [mark]:
            raise self._open_quote(begins + 1 + _count(self.text.slice(0, start), b"\n"))

    def _refuse_swallowed(self, table: pa.Table, above: int, quoted: bool) -> None:
        """A cell that holds whole rows, or more than Excel allows, comes from a quote that does not close."""
        least = max(2, self.dialect.width - 1)
        for column in table.columns:
            longest = pc.max(pc.binary_length(column)).as_py() or 0
            swallowed = None
            if quoted and longest > least:
                rows = pc.greater_equal(pc.count_substring(column, self.dialect.delimiter), least)
                swallowed = pc.and_(rows, pc.match_substring(column, "\n"))
            elif longest > CELL_CHARACTERS:
                swallowed = pc.greater(pc.utf8_length(column), CELL_CHARACTERS)
            first = pc.index(swallowed, True).as_py() if swallowed is not None else -1
            if first >= 0:
                raise self._open_quote(above + first + 1)

    def _open_quote(self, line: int) -> Refused:
        return Refused(
            "not_a_table",
            f"{self.job.subject} có dấu ngoặc kép mở mà không đóng, bắt đầu ở khoảng dòng {line}, nên các dòng sau bị "
            "gộp vào một ô. Hãy sửa dòng đó hoặc kết xuất lại dạng .xlsx.",
        )


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends, split only at CR, LF and CRLF."""
    return iter(io.StringIO(text, newline=""))


def _filled_width(cells: list[str]) -> int:
    return max((number + 1 for number, cell in enumerate(cells) if not is_blank(cell)), default=0)


def _count_quotes(text: pa.Buffer) -> int:
    return _count(text, b'"')


def _count(text: pa.Buffer, what: bytes) -> int:
    view = memoryview(text)
    return sum(bytes(view[start : start + CHUNK]).count(what) for start in range(0, text.size, CHUNK))
