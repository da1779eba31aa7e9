"""Rows that look like records and lost their form (shared contract, "Rows that are no rows"): none is skipped in
silence."""

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from chiso.core.vietnamese import fold, parse_date, parse_number
from chiso.intake.clean import closing
from chiso.intake.clean.shown import Mask, cells_of
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.per_unit import POINTS

# Fields that are the printed number of one record; their values have one form in a file.
_PRINTED = {"dossier_id", "document_no", "petition_id", "procedure_code"}
_AROUND = 1000  # so many data rows from the first and from the last show that form
_PIECES = re.compile(r"[,;\t|]")
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*%?")
# A note, and the line above a signature: "Khánh Hòa, ngày 31 tháng 10 năm 2024".
_NOTE = re.compile(r"(?:ghi chu|luu y|chu thich|chu y)\b|[a-z .-]{3,40}, ngay [0-9.… ]*thang [0-9.… ]*nam\b")
# A step of a criterion's rule below it, which is told no number: "Hoàn thành 100% kế hoạch: 1,5".
_STEP = re.compile(r"[a-z)%][ \"']*[:=] ?\d{1,2}(?:[.,]\d{1,3})? ?(?:diem|d)?[ .;]*$")
# What only a record says: the day of a case; a value.
_DAYS = "received_at", "due_at", "due_on", "received_on", "held_on"
_VALUES = "value", "numerator", "denominator", "score", *POINTS
_DATE_OR_SCORE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,3}[.,]\d{1,4}")


def without_form(
    layout: Layout, table: pa.Table, known: npt.NDArray[np.int64], others: Mapping[int, Mapping[int, str]]
) -> tuple[list[int], list[int]]:
    """Of rows that are no data so far, the records: those with their own printed number and one more cell; and those
    with several cells in one, whose pieces are half of the header's cells and hold such a number (in tables without
    one a date or a score, where the pieces are not mere words). `known`: the data rows; `others`: row -> column -> text
    of those that are nothing so far."""
    named = next((name for name in layout.columns if name in _PRINTED), None)
    column = layout.columns[named] if named else None
    forms: set[str] = set()
    if column is not None and others:
        ids = table.column(column).take(
            pa.array(np.unique([*known[:_AROUND], *known[-_AROUND:]]), pa.int64())
        )
        forms = {_form(text) for text in ids.drop_null().to_pylist()}
    least = max(2, (len(layout.paths) + 1) // 2)
    formless, alone = [], []
    for row, texts in others.items():
        if len(texts) > 1 and column is not None and column in texts and _form(texts[column]) in forms:
            formless.append(row)
            continue
        first = fold(next(iter(texts.values()), ""))
        is_step = not named and len(texts) == 1 and _STEP.search(first)
        if is_step or _NOTE.match(first):  # it may name a record and a day
            continue
        cells = [[piece.strip(" \"'") for piece in _PIECES.split(text)] for text in texts.values()]
        pieces = [piece for cell in cells if len(cell) > 1 for piece in cell]
        if len(pieces) < least and (named or len(texts) == 1):
            words = " ".join(texts.values()).split()
            pieces = words if named or _is_mostly_numbers(words) else pieces
        holds = any(_form(piece) in forms if named else _DATE_OR_SCORE.fullmatch(piece) for piece in pieces)
        if least <= len(pieces) > len(texts) and holds:
            alone.append(row)
    return formless, alone


def lacking(table: pa.Table, layout: Layout, filled: Mask, data: Mask) -> Mask:
    """Which rows beside the data say a day of their case, or a value, with what else the columns are asked for: what
    they lack ("Chỉ số" written in the first row of several) is said, where they would be skipped in silence."""
    days, values = (
        [layout.columns[name] for name in names if name in layout.columns] for names in (_DAYS, _VALUES)
    )
    columns, least, parse = (days, 3, parse_date) if days else (values, 2, _number)
    known = sorted(set(layout.columns.values()))
    rows = np.flatnonzero(~data & filled[:, columns].any(axis=1))  # hardly any is left to look at
    rows = rows[filled[rows][:, known].sum(axis=1) >= least]
    if len(rows):
        rows = rows[rows < closing.end(table, data)]
    alike = np.zeros(len(filled), dtype=np.bool_)
    for row, texts in cells_of(table, rows).items():
        alike[row] = any(column in texts and parse(texts[column]) is not None for column in columns)
    return alike


def _number(text: str) -> float | None:
    return parse_number(text.removesuffix("%"))


def _is_mostly_numbers(words: list[str]) -> bool:
    """No sentence about scores, but the cells of a row: a third of them are numbers."""
    return 3 * sum(bool(_NUMBER.fullmatch(word)) for word in words) >= len(words)


def _form(text: str) -> str:
    """ "A-9/9" of "TR-001/2024": what the numbers of one list have in common; of digits alone how many they are, or
    every number of a sentence would be one."""
    if text.strip().isdecimal():
        return "9" * len(text.strip())
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", text.strip()))
