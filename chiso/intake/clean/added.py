"""Fields that several cells are added up (pure): how many answered what in a survey, in a row or below each other."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.vietnamese import fold, parse_number
from chiso.intake.clean.shown import texts_of
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.addends import ALL, RATE, REACHED
from chiso.intake.recognise.claims import addend
from chiso.intake.recognise.layout import NOT_GIVEN, Layout
from chiso.intake.recognise.sums import is_all

_UNKNOWN = "-"  # a cell that is printed and says nothing


def with_sums(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """One more column per field that others are added up; what is no number stands there as it is, to be told."""
    for name, places in layout.sums.items():
        cells = [texts_of(sheet.table.column(place)) for place in places]
        sums = [_sum(texts) for texts in zip(*cells, strict=True)]
        sheet, layout = _with(sheet, layout, name, sums, " + ".join(layout.paths[place] for place in places))
    return sheet, replace(layout, sums={})


def with_answers(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """Where the rows of one figure are what was answered ("Rất hài lòng", "Hài lòng", "Không hài lòng"), one row of all
    of them: their total is all who answered, not those who are satisfied. Beside rows of which nobody knows what was
    answered there is no sum."""
    named = [name for name in (REACHED, ALL, RATE) if name in layout.columns]
    if not named or not layout.is_one_figure:
        return sheet, layout
    counted = texts_of(sheet.table.column(layout.columns[named[0]]))
    answers, below = _answers_down(sheet, layout, counted)
    if not answers:
        return sheet, layout
    fields = {name: addend(layout.dataset, name) for name in answers.values()}
    is_known = {*fields.values()} == {REACHED, ALL}
    if named[0] == RATE:  # shares of several questions have no sum
        is_known = is_known and len(fields) == len(answers)
    said = {named[0]: _sum(counted[row] for row, name in answers.items() if fields[name] == REACHED)}
    if named[0] != RATE:
        said = {REACHED: said[named[0]], ALL: _sum(counted[row] for row in answers)}
    last, rows = max(below or answers), sheet.table.num_rows
    if not below:
        is_left = pa.array([row == last or row not in answers for row in range(rows)])
        kept = [pc.if_else(is_left, column, None) for column in sheet.table.columns]
        sheet = replace(sheet, table=pa.table(kept, names=sheet.table.column_names))
    header = layout.headers[named[0]]
    layout = replace(layout, columns={name: at for name, at in layout.columns.items() if name not in named})
    for name, text in said.items():
        cells = [(text if is_known else _UNKNOWN) if row == last else None for row in range(rows)]
        sheet, layout = _with(sheet, layout, name, cells, header)
    return sheet, layout


def _answers_down(sheet: Sheet, layout: Layout, counted: list[str]) -> tuple[dict[int, str], list[int]]:
    """Row -> what it is called, where a column names answers in rows that count (of several questions again), and the
    rows of their sum."""
    uncounted = NOT_GIVEN | {fold(level) for path in layout.paths.values() for level in path.split(" › ")}
    below = range(layout.header_end, sheet.table.num_rows)
    rows = [row for row in below if counted[row] and fold(counted[row]) not in uncounted]
    for place in range(sheet.table.num_columns):
        texts = texts_of(sheet.table.column(place))
        named = {row: fold(texts[row]) for row in rows if texts[row]}
        sums = [row for row, name in named.items() if is_all(name)]
        answers = {row: name for row, name in named.items() if row not in sums}
        if {REACHED, ALL} <= {addend(layout.dataset, name) for name in answers.values()}:
            return answers, sums
    return {}, []


def _with(
    sheet: Sheet, layout: Layout, name: str, cells: list[str | None], header: str
) -> tuple[Sheet, Layout]:
    place, table = sheet.table.num_columns, sheet.table
    table = table.append_column(f"c{place}", pa.array(cells, pa.string()))
    columns, headers = {**layout.columns, name: place}, {**layout.headers, name: header}
    return replace(sheet, table=table), replace(layout, columns=columns, headers=headers)


def _sum(texts: Iterable[str]) -> str | None:
    said = [text for text in texts if text and fold(text) not in NOT_GIVEN]
    numbers = {text: parse_number(text) for text in said}
    if wrong := next((text for text, number in numbers.items() if number is None), None):
        return wrong
    if not said:
        return None
    is_rate = any(text.endswith("%") for text in said)
    total = sum(Decimal(str(numbers[text])) for text in said) * (100 if is_rate else 1)
    return f"{total:f}".replace(".", ",") + "%" * is_rate
