"""Tables with a column per month: components of Bộ chỉ số phục vụ, or what is reported by hand, × months, found (pure);
`chiso.intake.clean.unpivot` makes one score or value per row of it."""

import re
from dataclasses import replace

from chiso.core.periods import QUARTER, QUARTERS
from chiso.core.vietnamese import fold
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid
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
_LOOKED_AT = 60


def find_months(dataset: str, grid: Grid, file_name: str, year: int | None, is_said: bool) -> Wide | None:
    """The table of a sheet with months across, or None; of the dataset where its title, sheet or file says so, or
    somebody did (`is_said`). Months that print no year are of `year`, else of the title's, the sheet's, the file's."""
    needed, _ = BESIDE[dataset]
    for row in range(min(_LOOKED_AT, len(grid.rows))):
        months = _months(dataset, grid, row)
        if not months:
            continue
        first = row - 1 if row and len(grid.filled(row - 1)) > 1 else row
        heads = _heads(dataset, grid, range(first, row + 1), set(months))
        above = grid.above(first)
        lines = (*above, grid.sheet.name, re.sub(r"[-_.]", " ", file_name))
        if not {*needed} <= heads.keys() or not (is_said or DATASETS[dataset].is_titled(*lines)):
            continue
        names = (" ".join(above), grid.sheet.name, file_name)
        when = year or next((known for text in names if (known := loose_year(text))), None)
        said = {
            column: f"{month:02}/{own or when}" if own or when else ""
            for column, (month, own) in months.items()
        }
        return replace(
            _table(dataset, grid, (first, row), said, heads), year=when if all(said.values()) else None
        )
    return None


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
    dataset: str, grid: Grid, rows: tuple[int, int], months: dict[int, str], heads: dict[str, int]
) -> Wide:
    label, (first, last), (time, value) = next(iter(heads.values())), rows, VALUES[dataset]
    entries = [
        WideEntry(column, label, grid.rows[last][column] or "", name) for name, column in heads.items()
    ]
    entries += [
        WideEntry(column, label, grid.rows[last][column] or "", value, said=((time, month),))
        for column, month in months.items()
    ]
    return Wide(next(iter(heads)), tuple(entries), {}, first, last, len(entries), None, ())
