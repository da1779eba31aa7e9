"""What a person sees of a file, and what he may say about its columns. Pure.

Columns about citizens are left out, wherever a heading among the first rows names one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiso.core.masking import masked
from chiso.core.vietnamese import nfc
from chiso.intake.datasets import DATASETS, Field
from chiso.intake.files.sheets import Reading, Sheet, column_letters
from chiso.intake.recognise.candidates import is_told_by_day
from chiso.intake.recognise.claims import is_personal
from chiso.intake.recognise.layout import AGENCY, Layout

FIRST_ROWS = 30  # that may be pointed at as the header
LOOKED_AT = 60  # rows in which a heading about citizens is looked for
MOST_COLUMNS = 60
MOST_SHEETS = 30


@dataclass(frozen=True)
class Shown:
    """Some rows as found: `columns` are Excel's letters, `rows` (Excel's row number, one text per column)."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Glimpse:
    """What a person may point at. `sheets`: name -> is it visible; `beginnings`: sheet -> (row number, its words)."""

    sheets: Mapping[str, bool]
    beginnings: Mapping[str, tuple[tuple[int, str], ...]]


def glimpse(reading: Reading) -> Glimpse:
    """The sheets of a file and how their first rows begin; sheets without a cell are left out."""
    begun = [(sheet, rows) for sheet in reading.sheets[:MOST_SHEETS] if (rows := _beginning(sheet))]
    return Glimpse(
        {sheet.name: sheet.visible for sheet, _ in begun}, {sheet.name: rows for sheet, rows in begun}
    )


def _beginning(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    rows = list(zip(*_harmless(sheet).values(), strict=True))[:FIRST_ROWS]
    words = [[masked(text)[:40] for text in row if text] for row in rows]
    return tuple((number, " · ".join(row[:8])) for number, row in enumerate(words, 1) if row)


def _harmless(sheet: Sheet) -> dict[int, list[str]]:
    """column -> its first texts, of the columns that are not about citizens."""
    head = sheet.table.slice(0, LOOKED_AT)
    columns = [[nfc(text or "") for text in column.to_pylist()] for column in head.columns[:MOST_COLUMNS]]
    return {
        place: texts
        for place, texts in enumerate(columns)
        if not any(text and is_personal((text,)) for text in texts)
    }


def shown_rows(sheet: Sheet, layout: Layout, row_numbers: Sequence[int]) -> Shown:
    """The header and some data rows (Excel's numbers) in the columns that were understood."""
    columns = list(_harmless(sheet)) if layout.wide else sorted(_taken(layout))
    wanted = [*range(layout.header_row, layout.header_end + 1), *row_numbers]
    fields = DATASETS[layout.dataset].by_name
    codes = {column for name, column in layout.columns.items() if fields[name].kind == "id"}

    def text(row: int, column: int) -> str:
        said = nfc(sheet.table.column(column)[row - 1].as_py() or "")
        return said if column in codes else masked(said)

    return Shown(
        tuple(column_letters(column) for column in columns),
        tuple(
            (row, tuple(text(row, column) for column in columns))
            for row in wanted
            if 0 < row <= sheet.table.num_rows
        ),
    )


@dataclass(frozen=True)
class Heading:
    """A column of a file: `key` names it in `Answers.columns`; `field` is what it is taken for ('' = left out)."""

    key: str
    column: int
    header: str
    field: str
    is_personal: bool = False

    @property
    def words(self) -> str:
        """ "C · Ngày tiếp nhận"."""
        return f"{column_letters(self.column)} · {self.header}"


def _taken(layout: Layout) -> dict[int, str]:
    """column -> the field that it gives, alone or with others."""
    taken = {column: name for name, column in (*layout.columns.items(), *layout.hours.items())}
    taken |= {tick.column: tick.field for tick in layout.ticked}
    several = (*layout.sums.items(), *layout.levels.items())
    return {column: name for name, columns in reversed(several) for column in columns} | taken


def headings(layout: Layout) -> list[Heading]:
    """Every column with a heading, in the file's order."""
    taken = _taken(layout)
    return [
        Heading(
            key_of(layout, column), column, header, taken.get(column, ""), header in layout.personal_columns
        )
        for column, header in sorted(layout.paths.items())
        if header
    ]


def names_parts(layout: Layout) -> str:
    """The heading of the column that tells the parts of one figure apart ("Dự án", "Nội dung khảo sát"), their first;
    "" where a table has none."""
    first = min(_taken(layout), default=0)
    found = (path for column, path in sorted(layout.paths.items()) if column < first)
    return next((path for path in found if layout.is_one_figure and path in layout.unknown_columns), "")


def key_of(layout: Layout, column: int) -> str:
    """The column's name in `Answers.columns`: its heading, with its letters where another has the same."""
    header = layout.paths[column]
    is_twin = list(layout.paths.values()).count(header) > 1
    return f"{header} [{column_letters(column)}]" if is_twin else header


def missing(layout: Layout) -> list[Field]:
    """Required fields that nothing in the file gives and a column of it may; of a table that is not one record per row
    none may."""
    if layout.wide is not None:
        return []
    return [field for field in free_fields(layout) if field.required and field.name not in layout.constants]


def lacks_year(layout: Layout) -> bool:
    """Whether a table that is not one record per row says nowhere of what time it is: a year somebody says helps, but
    where its title says the month of all."""
    wide = layout.wide
    is_of_years = wide is not None and wide.row_field != AGENCY and not wide.has_time
    return is_of_years and not _is_of_one_day(layout) and "year" not in layout.constants


def _is_of_one_day(layout: Layout) -> bool:
    """Whether a table that is not one record per row is of one day in all, which its title may say."""
    said = {name for entry in layout.wide.entries for name, _ in entry.said} if layout.wide else set()
    return "date" in DATASETS[layout.dataset].from_title and bool(said) and "date" not in said


def open_questions(layout: Layout) -> int:
    """How many things are to be said before a table that lacks them can be read."""
    of_all = lacks_year(layout) or (layout.wide is not None and lacks_day(layout))
    return len(missing(layout)) + of_all


def lacks_day(layout: Layout) -> bool:
    """Whether the day of what is reported stands nowhere, which whoever brings the file may say."""
    if layout.wide is not None:
        return _is_of_one_day(layout) and "date" not in layout.constants
    return is_told_by_day(DATASETS[layout.dataset], [field.name for field in missing(layout)])


def clashes(layout: Layout) -> dict[str, list[Heading]]:
    """Fields that several columns claim alike."""
    by_column = {heading.column: heading for heading in headings(layout)}
    return {name: [by_column[column] for column in columns] for name, columns in layout.clashes.items()}


def free_fields(layout: Layout) -> list[Field]:
    """The fields of the dataset that no column gives yet."""
    taken = {*layout.columns, *layout.sums, *(tick.field for tick in layout.ticked)}
    return [field for field in DATASETS[layout.dataset].fields if field.name not in taken]
