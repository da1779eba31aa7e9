"""The first rows of a file as they were found, for a person to compare and to point at. Pure.

Columns about citizens are left out, wherever a heading among the first rows names one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chiso.core.vietnamese import nfc
from chiso.intake.files.reading import Reading
from chiso.intake.files.sheets import Sheet, column_letters
from chiso.intake.recognise.layout_types import Layout
from chiso.intake.recognise.matching import is_personal

FIRST_ROWS = 30  # that may be pointed at as the header
LOOKED_AT = 60  # rows in which a heading about citizens is looked for
MOST_COLUMNS = 60
MOST_SHEETS = 30


@dataclass(frozen=True)
class Found:
    """Some rows as found: `columns` are Excel's letters, `rows` (Excel's row number, one text per column)."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Glimpse:
    """What a person may point at. `sheets`: name -> is it visible; `beginnings`: sheet -> (row number, its words)."""

    sheets: Mapping[str, bool] = field(default_factory=dict)
    beginnings: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    found: Found = Found()


def of(reading: Reading) -> Glimpse:
    """The sheets of a file and how their first rows begin; sheets without a cell are left out."""
    beginnings = {sheet.name: _beginning(sheet) for sheet in reading.sheets[:MOST_SHEETS]}
    visible = {sheet.name: sheet.visible for sheet in reading.sheets}
    kept = {name: rows for name, rows in beginnings.items() if rows}
    return Glimpse({name: visible[name] for name in kept}, kept)


def _beginning(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    columns = [texts for texts in _texts(sheet, LOOKED_AT) if not _is_about_citizens(texts)]
    rows = []
    for row in range(min(FIRST_ROWS, sheet.table.num_rows)):
        words = [texts[row][:40] for texts in columns if texts[row]]
        if words:
            rows.append((row + 1, " · ".join(words[:8])))
    return tuple(rows)


def _texts(sheet: Sheet, rows: int) -> list[list[str]]:
    head = sheet.table.slice(0, rows)
    return [
        [nfc(text) if text else "" for text in column.to_pylist()] for column in head.columns[:MOST_COLUMNS]
    ]


def _is_about_citizens(texts: Iterable[str]) -> bool:
    return any(text and is_personal((text,)) for text in texts)


def found_rows(sheet: Sheet, layout: Layout, row_numbers: Sequence[int]) -> Found:
    """The header and some data rows (Excel's numbers) in the columns that were understood."""
    if layout.wide:
        texts = _texts(sheet, LOOKED_AT)
        columns = [place for place, column in enumerate(texts) if not _is_about_citizens(column)]
    else:
        columns = sorted({*layout.columns.values(), *(tick.column for tick in layout.ticked)})
    wanted = [*range(layout.header_row, layout.header_end + 1), *row_numbers]
    return Found(
        tuple(column_letters(column) for column in columns),
        tuple(
            (row, tuple(nfc(sheet.table.column(column)[row - 1].as_py() or "") for column in columns))
            for row in wanted
            if 0 < row <= sheet.table.num_rows
        ),
    )
