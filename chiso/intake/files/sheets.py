"""What a reader hands over: sheets of text cells whose row numbers are the ones that Excel shows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files.refusals import refusal

ROWS_AT_ONCE = 20_000  # transposing in blocks keeps few Python objects alive at a time
MANY_PARTS = 200  # a column in more pieces is slow to work on
# Excel holds 32,767 characters in a cell; HTML and XML are given room, but a cell of megabytes is no cell.
LONGEST_CELL = 100_000

ISO_MOMENT = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?$"
ZONED_MOMENT = r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)Z$"
# "2024-05-06 08:30:00" to "2024-05-06T08:30:00.000000000"
MOMENT_SHORTEST, MOMENT_LONGEST = 19, 29
SERIALS_BEGIN = 1900
EXACT_DIGITS = 15  # decimal ones, of a double
DURATION = re.compile(r"P(?:\d+D)?T(\d+)H(\d+)M(\d+)")

LOST = "cp1252"  # the encoding of a text of which only the headings are looked at: its letters are lost
FULL = 2  # the child's exit status where the disk did not even take what went wrong

Merge = tuple[int, int, int, int]
Ragged = tuple[int, int, int]


@dataclass(frozen=True)
class Sheet:
    """One sheet. `table`: string columns c0, c1, …; row i is Excel's row i + 1, column j Excel's column j + 1.

    An empty cell is null. `merges`: (first row, first column, last row, last column), 1-based; only the first cell of a
    merge has a value. `ragged` (text and HTML files): (row, cells, expected) of rows whose number of cells is not the
    header's; cells beyond the header stay in the table. `damaged`: nobody can read it; its table is empty, as that of a
    `chart` (.xlsx). `since_1904`: days as numbers count from 1904. `begins`: rows above are another table's.
    `is_of_unit`: its name is a known short one of a unit below an agency.
    """

    name: str
    visible: bool
    table: pa.Table
    merges: list[Merge] = field(default_factory=list)
    ragged: list[Ragged] = field(default_factory=list)
    damaged: bool = False
    chart: bool = False
    since_1904: bool = False
    begins: int = 0
    is_of_unit: bool = False


@dataclass(frozen=True)
class Job:
    """What the child process is asked to do. `kind` is decided by the gate from the content.

    `windows`: sheet name -> (rows, columns) of sheets with stray cells far away, read only so far.
    """

    file_name: str
    kind: str
    path: str
    limits: Limits
    folder: str = ""
    windows: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The beginning of every sentence about this file."""
        return f"Tệp “{self.file_name}”"


@dataclass(frozen=True)
class Reading:
    """A file as read. `format`: 'xlsx', 'xlsb', 'ods', 'xls', 'html', 'spreadsheetml', 'csv' or 'parquet';
    `encoding`: of a text file, else empty; `warnings`: (code, Vietnamese sentence).

    On the way out of the child: `written`, the (only) sheet's rows are in the job's folder already; `inserted`:
    (0-based row in the finished sheet, cells) of rows that are still to be put between them.
    """

    sheets: list[Sheet]
    format: str
    encoding: str = ""
    warnings: list[tuple[str, str]] = field(default_factory=list)
    written: bool = False
    inserted: list[tuple[int, list[str | None]]] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet:
        """The (first) sheet of this name; there is one."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def alone(self, name: str) -> "Reading":
        """The file as if this were its only sheet that is shown; hidden ones stay, an answer may name them."""
        shown = replace(self.sheet(name), visible=True)
        others = [sheet for sheet in self.sheets if not sheet.visible and sheet.name != name]
        return replace(self, sheets=[shown, *others])


def is_blank(text: str | None) -> bool:
    """Whether a cell shows nothing; NBSP and other Unicode blanks count as blanks."""
    return text is None or not text.strip()


class Grid:
    """Rows put one by one, in ascending order, into a table that has a row for every Excel row."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.rows: list[Sequence[str | None]] = []
        self.width = 0
        self.merges: list[Merge] = []
        self.covered: dict[int, int] = {}  # column -> the last row that a merge from above covers

    def put(self, row: int, cells: Sequence[str | None]) -> None:
        """Sets the cells of the 0-based row, from column A on; rows that were left out are blank."""
        limits = self.job.limits
        width = max(self.width, len(cells))
        if row >= limits.rows or width > limits.columns or (row + 1) * width > limits.cells:
            raise far_cell(self.job, row, max(len(cells) - 1, 0))
        self.width = width
        if row > len(self.rows):
            self.rows.extend([()] * (row - len(self.rows)))
        self.rows.append(cells)

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Records a merge that starts at the 0-based row and column."""
        if rows > 1 or columns > 1:
            self.merges.append((row + 1, column + 1, row + rows, column + columns))
        if 1 < rows <= self.job.limits.largest_span + 1:
            last = row + rows - 1
            for beside in range(column, min(column + columns, self.job.limits.columns)):
                self.covered[beside] = max(last, self.covered.get(beside, 0))

    def next_free(self, row: int, cells: list[str | None]) -> int:
        """The column of the next cell of a row; columns that merges from above cover stay empty."""
        while self.covered.get(len(cells), -1) >= row:
            cells.append(None)
        return len(cells)

    def sheet(self, name: str, visible: bool = True) -> Sheet:
        """The finished sheet; trailing blank columns are left out."""
        table = table_of_rows(self.rows, self.width)
        filled = max(
            (i + 1 for i, column in enumerate(table.columns) if column.null_count < len(column)), default=0
        )
        return Sheet(name, visible, table.select(range(filled)) if filled else named([], 0), self.merges)


def named(columns: Sequence[pa.Array | pa.ChunkedArray], height: int) -> pa.Table:
    """A table with columns c0, c1, …; a sheet without columns has no rows either."""
    if not columns:
        return pa.table({})
    assert all(len(column) == height for column in columns)
    return pa.table({f"c{number}": column for number, column in enumerate(columns)})


def write_batches(job: Job, number: int, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Writes a sheet's rows to the job's folder, compressed: writing to disk takes longer than compressing."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with (
        pa.OSFile(str(sheet_file(job.folder, number)), "wb") as file,
        pa.ipc.new_file(file, schema, options=options) as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)


def sheet_file(folder: str | Path, number: int) -> Path:
    """Where the rows of the 0-based sheet stand."""
    return Path(folder) / f"{number}.arrow"


def with_inserted(table: pa.Table, inserted: Sequence[tuple[int, Sequence[str | None]]]) -> pa.Table:
    """The table with rows put in; it becomes as wide as the widest of them."""
    if not inserted:
        return table
    width = max(table.num_columns, *(len(cells) for _, cells in inserted))
    nothing = pa.nulls(table.num_rows, pa.string())
    table = named([*table.columns, *([nothing] * (width - table.num_columns))], table.num_rows)
    extra = table_of_rows([cells for _, cells in inserted], width)
    parts, taken = [], 0
    for number, (place, _) in enumerate(inserted):
        parts += [table.slice(taken, place - number - taken), extra.slice(number, 1)]
        taken = place - number
    parts.append(table.slice(taken))
    whole = pa.concat_tables(parts)
    return whole.combine_chunks() if len(parts) > MANY_PARTS else whole


def table_of_rows(rows: Sequence[Sequence[str | None]], width: int) -> pa.Table:
    """A table from rows of cells; shorter rows are filled up with empty cells, blank cells are empty."""
    pieces: list[list[pa.Array]] = [[] for _ in range(width)]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        block = [(*row, *((None,) * (width - len(row)))) for row in rows[start : start + ROWS_AT_ONCE]]
        for column, cells in zip(pieces, zip(*block, strict=True), strict=True):
            column.append(without_blanks(pa.array(cells, pa.string())))
    return named([pa.chunked_array(column, pa.string()) for column in pieces], len(rows))


def without_blanks(column: pa.Array) -> pa.Array:
    """Cells with nothing but blanks (NBSP is one) become null."""
    blank = pc.or_(pc.equal(column, ""), pc.utf8_is_space(column))
    if not pc.any(blank).as_py():
        return column
    return pc.if_else(pc.fill_null(blank, False), pa.scalar(None, pa.string()), column)


def column_letters(column: int) -> str:
    """Excel's letters of a 0-based column: 0 is A, 16383 is XFD."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: bytes) -> int:
    """The 0-based number of Excel's column letters, as XML has them."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def far_cell(job: Job, row: int, column: int) -> Refused:
    """A cell so far away that the sheet would need more memory than one file may cost."""
    return refusal("far_cell", job.file_name, cell=f"{column_letters(min(column, 20_000))}{row + 1}")


def refuse_long_cells(job: Job, table: pa.Table, above: int = 0) -> None:
    """Refuses rows, `above` of which others stand, with a cell so long that comparing it with header words would take
    minutes."""
    for number, column in enumerate(table.columns):
        if column.nbytes > LONGEST_CELL and (pc.max(pc.binary_length(column)).as_py() or 0) > LONGEST_CELL:
            long = pc.greater(pc.binary_length(column), LONGEST_CELL)
            row = above + pc.index(long, True).as_py()
            raise Refused(
                "dangerous_file",
                f"{job.subject} có ô dài bất thường, tại {column_letters(number)}{row + 1}. "
                "Hãy mở tệp bằng Excel, xóa nội dung thừa của ô đó rồi lưu lại và nộp tệp mới.",
            )


def plain_moment(text: str) -> str:
    """`2024-05-06T00:00:00Z` -> `2024-05-06`; `1899-12-31 08:30:00` -> `08:30:00`; to the second. Of a typed cell."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    if moment.microsecond >= 500_000:
        moment += timedelta(seconds=1)
    moment = moment.replace(microsecond=0)
    if moment.year < SERIALS_BEGIN:  # a time of day without a date
        return moment.time().isoformat()
    return moment.isoformat(sep=" ").removesuffix(" 00:00:00")


def plain_duration(text: str) -> str | None:
    """`PT08H30M00S` -> `08:30:00`, as .ods writes a time of day."""
    found = DURATION.search(text)
    return ":".join(part.zfill(2) for part in found.groups()) if found else None


def shown(value: object) -> str:
    """A Python value as text in the spelling that fastexcel uses."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**EXACT_DIGITS else repr(value)
    if isinstance(value, datetime):
        return plain_moment(value.isoformat(sep=" "))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def tidy(column: pa.Array) -> pa.Array:
    """Blank cells become null, moments become `YYYY-MM-DD[ HH:MM:SS]`."""
    column = without_blanks(column.cast(pa.string()))
    # Lengths first: an expression on every cell would cost a fifth of the whole reading.
    length = pc.binary_length(column)
    likely = pc.and_(pc.greater_equal(length, MOMENT_SHORTEST), pc.less_equal(length, MOMENT_LONGEST))
    if not pc.any(likely).as_py():
        return column
    likely = pc.fill_null(likely, False)
    moments = pc.match_substring_regex(pc.filter(column, likely), ISO_MOMENT)
    if not pc.any(moments).as_py():
        return column
    moments = pc.replace_with_mask(likely, likely, moments)
    values = pc.filter(column, moments).dictionary_encode()
    plain = pa.array([plain_moment(text) for text in values.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(column, moments, pc.take(plain, values.indices))
