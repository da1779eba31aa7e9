"""Tables with a column per month: components of Bộ chỉ số phục vụ, or what is reported by hand, × months, found (pure);
`chiso.intake.clean.unpivot` makes one score or value per row of it."""

import re

from chiso.core.vietnamese import fold
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.title import loose_year

# What stands beside the months of each dataset: what the rows name and what else must be there; what else may be.
BESIDE = {"service_index": (("component", "max_score"), ()), "measurements": (("indicator",), ("unit",))}
# What a column of a month says of each: when, and how much.
VALUES = {"service_index": ("month", "score"), "measurements": ("date", "value")}
_MONTH = re.compile(
    r"(?:diem )?(?:(?:thang|t) ?)?(?P<m>0?[1-9]|1[0-2])(?: ?[/.-] ?| nam )(?P<y>20[0-4][0-9])"
    r"|(?:diem )?(?:thang|t) ?(?P<bare>0?[1-9]|1[0-2])"
)
_LOOKED_AT, _ENOUGH = 60, 2


def find_months(dataset: str, grid: Grid, file_name: str, year: int | None, is_said: bool) -> Wide | None:
    """The table of a sheet with months across, or None; of the dataset where its title, sheet or file says so, or
    somebody did (`is_said`). Months that print no year are of `year`, else of the title's, the sheet's, the file's."""
    needed, _ = BESIDE[dataset]
    for row in range(min(_LOOKED_AT, len(grid.rows))):
        months = {
            column: found for column, text in grid.cells(row) if (found := _MONTH.fullmatch(fold(text)))
        }
        if len(months) < _ENOUGH:
            continue
        first = row - 1 if row and len(grid.filled(row - 1)) > 1 else row
        heads = _heads(dataset, grid, range(first, row + 1), set(months))
        above = [text for cells in grid.rows[:first] for text in cells if text]
        lines = fold(" ".join((*above, grid.sheet.name, re.sub(r"[-_.]", " ", file_name))))
        if not {*needed} <= heads.keys() or not (
            is_said or any(fold(word) in lines for word in DATASETS[dataset].title_words)
        ):
            continue
        names = (" ".join(above), grid.sheet.name, file_name)
        when = year or next((known for text in names if (known := loose_year(text))), None)
        return _table(grid, (first, row), months, heads, when)
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
    return {field: found[field] for field in (*needed, *others) if field in found}


def _table(
    grid: Grid,
    rows: tuple[int, int],
    months: dict[int, re.Match[str]],
    heads: dict[str, int],
    when: int | None,
) -> Wide:
    label, (first, last) = next(iter(heads.values())), rows
    entries = [
        WideEntry(column, label, grid.rows[last][column] or "", name) for name, column in heads.items()
    ]
    beside = len(entries)
    for column, found in months.items():
        year = found["y"] or when
        month = f"{int(found['m'] or found['bare']):02}/{year}" if year else ""
        entries.append(WideEntry(column, label, grid.rows[last][column] or "", month=month))
    known = all(entry.month for entry in entries[beside:])
    return Wide(next(iter(heads)), tuple(entries), {}, first, last, len(entries), when if known else None, ())
