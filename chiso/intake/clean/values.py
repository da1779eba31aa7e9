"""Text cells of one column -> typed values. Each different text is parsed once; dates of fixed form at once.

A cell is empty, read, or bad. What bad means for the row is decided in `chiso.intake.clean.cleaning`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import masking
from chiso.core import vietnamese as vi
from chiso.intake.choices import code_of
from chiso.intake.clean import days
from chiso.intake.clean.shown import is_excel_error, unmarked
from chiso.intake.datasets import KINDS, Field

Mask = npt.NDArray[np.bool_]
_Parser = Callable[[str], Any]  # text -> value, "" for an empty cell, None for what its kind cannot be


@dataclass
class Column:
    """One field's cells, one entry per data row.

    `values`: typed arrow array, null where empty or bad. `texts`: the cells as read, for messages. `unsigned`:
    cells of a percentage without its % sign (their value is the plain number). `masked`: how many cells of a free text
    held a phone or identity number. `short_year`: one of its days with a year of two digits, where these are read.
    """

    values: pa.Array
    texts: pa.Array
    empty: Mask
    bad: Mask
    unsigned: Mask
    masked: int = 0
    short_year: str | None = None


_ARROW: Mapping[str, pa.DataType] = {
    "varchar": pa.string(),
    "date": pa.date32(),
    "double": pa.float64(),
    "bigint": pa.int64(),
    "timestamp": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
# Rates without a sign that are all at most this may be fractions: 200% is the most that a rate comes to.
MOST_OF_FRACTIONS = 2
ARROW = {kind: _ARROW[known.columns[0]] for kind, known in KINDS.items()}

# Free text keeps its line breaks; everything else is one line.
PARAGRAPHS = {"note", "content", "subject", "remark", "cause", "remedy", "task", "assignment", "pause_reason"}


def parse_column(cells: pa.ChunkedArray | pa.Array, field: Field) -> Column:
    """The typed values of one column."""
    texts = (cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells).cast(pa.string())
    coded = texts.dictionary_encode()
    printed = coded.dictionary.cast(pa.string())
    different = unmarked(printed, field.kind)
    nil = _nothing(field)
    values, done = _at_once(different, field.kind, nil=nil)
    state = np.zeros(len(different), dtype=np.int8)
    texts_left: list[str] = []
    if not done.all():
        left = pa.array(~done)
        texts_left = different.filter(left).to_pylist()
        parse = _PARSERS[field.kind](field, texts_left)
        rest, state[~done] = _each(texts_left, parse, values.type, nil=nil)
        values = pc.replace_with_mask(values, left, rest)
    values, is_masked = _masked(values) if field.kind == "text" else (values, np.zeros(len(values), np.bool_))
    if field.kind == "percent":
        signed = [vi.nfc(text).endswith("%") for text in different.to_pylist()]
        state[(state == READ) & ~np.array(signed, dtype=np.bool_)] = UNSIGNED
    by_row = np.zeros(len(texts), dtype=np.int8)
    if state.any() or is_masked.any() or texts.null_count:  # else every cell is read, and nothing to look up
        where = np.asarray(coded.indices.fill_null(len(different)), dtype=np.int64)
        by_row, is_masked = np.append(state, EMPTY)[where], np.append(is_masked, False)[where]
    is_whole = values is printed  # every text stays as it is
    return Column(
        values=texts if is_whole else values.cast(ARROW[field.kind], safe=False).take(coded.indices),
        texts=texts,
        empty=by_row == EMPTY,
        bad=by_row == BAD,
        unsigned=by_row == UNSIGNED,
        masked=int(is_masked.sum()),
        short_year=days.short_year(texts_left) if field.kind in ("date", "datetime") else None,
    )


def _nothing(field: Field) -> frozenset[str]:
    """What is printed for an empty cell: a dash or "NULL"; in the place of a due date "NULL" is one that was lost. Of
    what is counted a dash is none, and so no empty cell; where a name has to stand it is that, which rejects no row."""
    if field.kind == "count" or (field.required and field.kind == "text"):
        return frozenset()
    return _DASHES if field.may_be_empty or field.instead else _NIL


READ, EMPTY, BAD, UNSIGNED = 0, 1, 2, 3
State = npt.NDArray[np.int8]

_DASHES = frozenset({"-", "--", "---", "–", "—", "−", "…", "...", "/"})
# what databases and programs write where nothing is, and the days that they print then
_NULLS = {"NULL", "Null", "null", "(null)", "<null>", "None", "NaN", "nan", "NaT", "N/A", "n/a", r"\N"}
_NIL = _DASHES | _NULLS
_NO_DAY = re.compile(
    r"(?:0?[01][/.-]0?1[/.-](?:0001|1753|1900|1970)|30[/.-]12[/.-]1899|00[/.-]00[/.-]0000|31[/.-]12[/.-]9999"
    r"|(?:0001|1753|1900|1970)-01-0[01]|1899-12-30|0000-00-00|9999-12-31)(?:[ T][0-9:.]+)?"
)


def _each(
    texts: Iterable[str], parse: _Parser, kind: pa.DataType, *, nil: frozenset[str]
) -> tuple[pa.Array, State]:
    """Parses one different text at a time; errors of Excel are bad for every kind."""
    values: list[Any] = []
    state: list[int] = []
    may_be_none = pa.types.is_timestamp(kind) and nil is _NIL
    value: Any
    for text in texts:
        line, value = vi.nfc(text), None
        if not line or line in nil or (may_be_none and _NO_DAY.fullmatch(line)):
            value = ""
        elif not is_excel_error(text):
            value = parse(text)
        state.append(BAD if value is None else EMPTY if value == "" else READ)
        values.append(value if state[-1] == READ else None)
    return pa.array(values, kind), np.array(state, dtype=np.int8)


# Printable ASCII with single inner blanks, no error of Excel: already as it is stored.
_TIDY = r"^[!-\"$-~][!-~]*( [!-~]+)*$"
# A long code that Excel took for a number: its digits are lost.
_SHORTENED = r"^[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+$"
_DAY_FIRST = r"^([0-9]{2})/([0-9]{2})/([0-9]{4})"
_ISO = r"^(199[0-9]|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?$"


def _at_once(different: pa.Array, kind: str, *, nil: frozenset[str]) -> tuple[pa.Array, Mask]:
    """Values of the texts that need no parsing one by one, and which these are: tidy ones, dates of a fixed form."""
    if kind in ("text", "id"):
        done = np.asarray(pc.match_substring_regex(different, _TIDY), dtype=np.bool_)
        if kind == "id":
            done &= ~np.asarray(pc.match_substring_regex(different, _SHORTENED), dtype=np.bool_)
        if nil:
            done &= ~np.asarray(pc.is_in(different, value_set=pa.array(sorted(nil))), dtype=np.bool_)
        return different, done
    if kind in ("date", "datetime"):
        iso = pc.replace_substring_regex(different, _DAY_FIRST, r"\3-\2-\1")
        fits = np.asarray(pc.match_substring_regex(iso, _ISO), dtype=np.bool_)
        micros = np.full(len(different), np.datetime64("NaT", "us"))
        found = iso.filter(pa.array(fits)).to_pylist()
        micros[fits] = pd.to_datetime(found, format="ISO8601", errors="coerce")
        return pa.array(micros, pa.timestamp("us")), ~np.isnat(micros)
    return pa.nulls(len(different), ARROW[kind]), np.zeros(len(different), dtype=np.bool_)


def _masked(values: pa.Array) -> tuple[pa.Array, Mask]:
    """The texts without phone and identity numbers, and which of them held one; only suspects are looked at closely."""
    suspects = pc.match_substring_regex(values, masking.SUSPECT).fill_null(False)
    is_masked = np.asarray(suspects, dtype=np.bool_)
    before = values.filter(suspects).to_pylist()
    after = [masking.masked(text) for text in before]
    if before != after:
        values = pc.replace_with_mask(values, suspects, pa.array(after, values.type))
    is_masked[is_masked] = [one != other for one, other in zip(before, after, strict=True)]
    return values, is_masked


# --- numbers ---------------------------------------------------------------------------------------------

# No count or rank comes near; beyond it neither Arrow nor a column of the database can hold a whole number.
_MOST = 2**31 - 1

# Points of a score and percentages stay far below a thousand, so the separator in 7.123 or 61,523% can only be that of
# decimals.
_POINTS = {"score", "max_score", "target", "weight", "max_points", "self_points", "appraised_points"}

# Fields whose cells name what is counted: "2 lần", "10 điểm", "9,5đ".
_COUNTED = _POINTS | {"supplement_count"}
# "92,15/100", "9/12 điểm"; "1/2" may be a half.
_OUT_OF = re.compile(r"\s*/\s*[1-9][0-9]{1,2}(?= điểm$|đ$|$)", re.IGNORECASE)
_WHAT = re.compile(r"^(.*?[0-9])\s*(?:lần|điểm|đ)?$", re.IGNORECASE)


def _number(field: Field, different: list[str]) -> _Parser:
    """Numbers by the column's own decimal sign; where no cell shows it, by what the field can be.

    A whole number has no decimals, so 1,131 is 1131 there. A % sign is that of a rate, or of the score of an index,
    which has a hundred points then; no other number has one.
    """
    style = vi.decimal_style(different)
    whole = field.kind in ("integer", "count")

    def parse(text: str) -> float | int | None:
        if "%" in text and field.kind not in ("percent", "score"):
            return None
        if field.kind == "count" and vi.nfc(text) in _DASHES:
            return 0
        if field.name == "statutory_days" and (term := days.term(text)) is not None:
            return term
        if field.name in _POINTS:
            text = _OUT_OF.sub("", vi.nfc(text))
        found = _WHAT.match(vi.nfc(text)) if field.name in _COUNTED else None
        text = found[1] if found else text
        if field.kind == "score":
            text = vi.nfc(text).removesuffix("%")
        decimal = style
        if style is None and (field.name in _POINTS or "%" in text):
            decimal = "," if "," in text else "."
        number = vi.parse_number(text, decimal)
        if number is None and whole and style is None:
            number = vi.parse_number(text, ".")
        if number is None or not whole:
            return number
        return int(number) if 0 <= number <= _MOST and number == int(number) else None

    return parse


# --- words -----------------------------------------------------------------------------------------------


def _id(field: Field, _: list[str]) -> _Parser:
    return lambda text: None if re.match(_SHORTENED, line := vi.nfc(text)) else line


def _choice(field: Field, _: list[str]) -> _Parser:
    return partial(code_of, field.codes)


# "100.000 đồng/hồ sơ" in the column that says whether there is a fee.
_MONEY = re.compile(r"^([0-9][0-9.,]*)\s*(?:đồng|đ|vnđ|vnd)(?![^\W\d_]).*$", re.IGNORECASE)

# "Số 12/PXL ngày 03/10/2024" in the column that says whether somebody apologised, "456/STP-VP" in that of extensions.
_DOCUMENT = re.compile(
    r"(?<!\w)(?:số:? ?[0-9]+/[0-9A-ZĐ]|ngày [0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]+/(?:[0-9]{4}/)?(?-i:[A-ZĐ]{2}))",
    re.IGNORECASE,
)


def _flag(field: Field, _: list[str]) -> _Parser:
    known = field.codes

    def parse(text: str) -> bool | None:
        if (code := known.get(vi.fold(text))) is not None:
            return code == "true"
        paid = _MONEY.match(vi.nfc(text))
        if (amount := vi.parse_number(paid[1] if paid else text)) is not None:  # a fee's amount, a count
            return amount > 0 if amount >= 0 else None
        # what stands in parentheses may take it back: "Trực tuyến (chưa thanh toán)"
        if "(" not in text and (code := code_of(known, text)) is not None:
            return code == "true"
        if (flag := vi.parse_flag(text)) is not None:
            return flag
        # the day on which it happened, the paper by which
        return True if vi.parse_date(text) or _DOCUMENT.search(vi.nfc(text)) else None

    return parse


# kind -> parser of a field's cells, made from its different texts
_PARSERS: Mapping[str, Callable[[Field, list[str]], _Parser]] = {
    **dict.fromkeys(("number", "integer", "count", "percent", "score"), _number),
    **dict.fromkeys(("date", "datetime"), days.moment),
    "text": lambda field, _: vi.clean_text if field.name in PARAGRAPHS else vi.nfc,
    "id": _id,
    "choice": _choice,
    "flag": _flag,
    "year": lambda *_: vi.parse_year,
    "month": lambda *_: days.month,
    "date_or_month": lambda *_: days.date_or_month,
}


def made(values: Sequence[str | None], texts: pa.Array | None = None) -> Column:
    """A column that was not read from cells."""
    made = pa.array([value or None for value in values], pa.string())
    missing, never = np.asarray(made.is_null(), dtype=np.bool_), np.zeros(len(made), dtype=np.bool_)
    return Column(made, made if texts is None else texts, missing, bad=never, unsigned=never)
