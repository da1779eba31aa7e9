"""Tables with a column per month: components of Bộ chỉ số phục vụ, or what is reported by hand, × months, found (pure);
`chiso.intake.clean.unpivot` makes one score or value per row of it."""

import re
from collections.abc import Mapping
from dataclasses import replace

from chiso.core.periods import QUARTER, QUARTERS
from chiso.core.vietnamese import fold
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import spread
from chiso.intake.recognise.layout import MEASURE, Wide, WideEntry, is_of_measure
from chiso.intake.recognise.title import loose_year

# What stands beside the months of each dataset: what the rows name and what else must be there; what else may be.
BESIDE = {"service_index": (("component", "max_score"), ()), "measurements": (("indicator",), ("unit",))}
# What a column of a month says of each: when, and how much.
VALUES = {"service_index": ("month", "score"), "measurements": ("date", "value")}
_MONTH = re.compile(
    r"(?:diem )?(?:(?:thang|t) ?)?(?P<m>0?[1-9]|1[0-2])(?: ?[/.-] ?| nam )(?P<y>20[0-4][0-9])"
    r"|(?:diem )?(?:thang|t) ?(?P<bare>0?[1-9]|1[0-2])"
)
# What is reported of a quarter or more is known at its end.
_SPAN = re.compile(
    rf"(?:quy (?P<q>{QUARTER})|(?P<n>6|9) thang(?: dau nam)?|ca nam)"
    r"(?:(?: ?[/.-] ?| nam | )(?P<y>20[0-4][0-9]))?"
)
_PLANNED = re.compile(r"ke hoach|muc tieu|chi tieu|\bgiao\b|thuc hien|\bdat\b|ket qua")
_PARTS = ("numerator", "denominator", "value")
_LOOKED_AT = 60
_Month = tuple[int, str | None]  # and its year where it is printed
_Part = tuple[_Month, str]  # and the field


def find_months(dataset: str, grid: Grid, file_name: str, year: int | None, is_said: bool) -> Wide | None:
    """The table of a sheet with months across, or None; of the dataset where its title, sheet or file says so, or
    somebody did (`is_said`). Months that print no year are of `year`, else of the title's, the sheet's, the file's."""
    needed, _ = BESIDE[dataset]
    for row in range(min(_LOOKED_AT, len(grid.rows))):
        months = _months(dataset, grid, row)
        if not months:
            continue
        last, parts = _parts(dataset, grid, row, months)
        first = row - 1 if row and len(grid.filled(row - 1)) > 1 else row
        heads = _heads(dataset, grid, range(first, last + 1), set(parts))
        above = grid.above(first)
        lines = (*above, grid.sheet.name, re.sub(r"[-_.]", " ", file_name))
        if not {*needed} <= heads.keys() or not (is_said or DATASETS[dataset].is_titled(*lines)):
            continue
        names = (" ".join(above), grid.sheet.name, file_name)
        when = year or next((known for text in names if (known := loose_year(text))), None)
        said = {
            column: (f"{month:02}/{own or when}" if own or when else "", kind)
            for column, ((month, own), kind) in parts.items()
        }
        is_dated = all(month for month, _ in said.values())
        return replace(_table(dataset, grid, (first, last), said, heads), year=when if is_dated else None)
    return None


def _parts(dataset: str, grid: Grid, row: int, months: Mapping[int, _Month]) -> tuple[int, dict[int, _Part]]:
    """The last row of the header, and which part of what is reported stands in each column: its value, or what the row
    below the months says of several columns of each, the row above them of several months of each ("Tử số")."""
    if dataset == "measurements":
        below, spans = _kinds(grid, row + 1), spread(grid, row, months)
        named = {column: (spans[column], kind) for column, kind in below.items() if column in spans}
        if months.keys() <= named.keys() and len(named) > len(months):
            return row + 1, named
        above = spread(grid, row - 1, _kinds(grid, row - 1))
        if months.keys() <= above.keys() and len({*months.values()}) < len(months):
            return row, {column: (of, above[column]) for column, of in months.items()}
    return row, {column: (of, VALUES[dataset][1]) for column, of in months.items()}


def _kinds(grid: Grid, row: int) -> dict[int, str]:
    """Which part of a rate each heading of a row names. What was planned is none: it may be a rate itself."""
    cells = grid.cells(row) if 0 <= row < len(grid.rows) else []
    known = {
        column: claim("measurements", (text,)) for column, text in cells if not _PLANNED.search(fold(text))
    }
    return {column: one.field for column, one in known.items() if one and one.field in _PARTS}


def _heads(dataset: str, grid: Grid, rows: range, months: set[int]) -> dict[str, int]:
    """field -> its column, of the columns beside the months, what the rows name first."""
    needed, others = BESIDE[dataset]
    found: dict[str, int] = {}
    for column in range(grid.width):
        texts = tuple(text for row in rows if (text := grid.rows[row][column]))
        known = claim(dataset, texts) if texts and column not in months else None
        if known:
            found.setdefault(known.field, column)
        elif texts and column not in months and is_of_measure(" › ".join(texts)):
            found.setdefault(MEASURE, column)
    return {field: found[field] for field in (*needed, *others, MEASURE) if field in found}


def _months(dataset: str, grid: Grid, row: int) -> dict[int, tuple[int, str | None]]:
    """The month and the year that headings say, where no column is a month of longer spans the last one."""
    cells = [(column, fold(text)) for column, text in grid.cells(row)]
    months = {
        column: (int(found["m"] or found["bare"]), found["y"])
        for column, text in cells
        if (found := _MONTH.fullmatch(text))
    }
    if months or dataset != "measurements":
        return months
    return {column: (_last(found), found["y"]) for column, text in cells if (found := _SPAN.fullmatch(text))}


def _last(span: re.Match[str]) -> int:
    """The last month of a quarter, of six, nine or twelve months."""
    quarter = span["q"]
    return 3 * QUARTERS[quarter] if quarter else int(span["n"] or 12)


def _table(
    dataset: str,
    grid: Grid,
    rows: tuple[int, int],
    months: Mapping[int, tuple[str, str]],
    heads: dict[str, int],
) -> Wide:
    label, (first, last), time = next(iter(heads.values())), rows, VALUES[dataset][0]
    entries = [
        WideEntry(column, label, grid.rows[last][column] or "", name) for name, column in heads.items()
    ]
    entries += [
        WideEntry(column, label, grid.rows[last][column] or "", kind, said=((time, month),))
        for column, (month, kind) in months.items()
    ]
    return Wide(next(iter(heads)), tuple(entries), {}, first, last, len(entries), None, ())
