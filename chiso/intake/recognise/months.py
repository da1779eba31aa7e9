"""Tables with a column per month: components of Bộ chỉ số phục vụ, or what is reported by hand, × months, found (pure);
`chiso.intake.clean.unpivot` makes one score or value per row of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from chiso.core.periods import QUARTER, QUARTERS
from chiso.core.vietnamese import fold
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.claims import WEAK, claim
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.index_heads import spread, unknown_heads
from chiso.intake.recognise.index_names import is_figure, reported_in, says_aims
from chiso.intake.recognise.layout import MEASURE, SUM, Wide, WideEntry, is_of_measure
from chiso.intake.recognise.sums import is_row, is_run
from chiso.intake.recognise.title import loose_year

# What stands beside the months of each dataset: what the rows name and what else must be there; what else may be.
BESIDE = {"service_index": (("component", "max_score"), ()), "measurements": (("indicator",), ("unit",))}
# What a column of a month says of each: when, and how much.
VALUES = {"service_index": ("month", "score"), "measurements": ("date", "value")}
_MONTH = re.compile(
    r"(?:diem )?(?:(?:thang|t) ?)?(?P<m>0?[1-9]|1[0-2])(?: ?[/.-] ?| nam )(?P<y>20[0-4][0-9])"
    r"|(?:diem )?(?:thang|t) ?(?P<bare>0?[1-9]|1[0-2])"
)
_REACHED = "(?P<reached>(?:ket qua )?(?:thuc hien|dat duoc) |ket qua )"
# What is reported of a quarter or more is known at its end; a year alone is one where its number stands there.
_SPAN = re.compile(
    rf"{_REACHED}?(?:quy (?P<q>{QUARTER})|(?P<n>0?[1-9]|1[0-2]) thang(?: dau nam)?|ca nam|nam(?= 20))"
    r"(?:(?: ?[/.-] ?| nam | )(?P<y>20[0-4][0-9]))?"
)
# What there may be several columns of for each month.
_PARTS = {"service_index": ("max_score", "score"), "measurements": ("numerator", "denominator", "value")}
LOOKED_AT = 60  # rows among which such a header stands


class _Month(NamedTuple):
    """A month, its year where it is printed, and how; the last of a longer span or alone."""

    number: int
    year: str | int | None
    text: str
    is_last: bool = False

    @property
    def said(self) -> str:
        """As a cell of its dataset would print it; "" without a year."""
        if not self.year:
            return ""
        return (
            f"hết năm {self.year}" if self.is_last and self.number == 12 else f"{self.number:02}/{self.year}"
        )


class _Part(NamedTuple):
    """What a column says of a month: the field, and its own heading where each month has several."""

    month: _Month
    field: str
    heading: str = ""

    @property
    def header(self) -> str:
        return f"{self.month.text} › {self.heading}" if self.heading else self.month.text

    def of(self, year: int | None) -> "_Part":
        """Of that year, where the month prints none."""
        return self._replace(month=self.month._replace(year=self.month.year or year))


def find_months(dataset: str, grid: Grid, file_name: str, year: int | None, is_said: bool) -> Wide | None:
    """The table of a sheet with months across, or None; of the dataset where its title, sheet or file says so, or
    somebody did (`is_said`). Months that print no year are of `year`, else of the title's, the sheet's, the file's."""
    needed, _ = BESIDE[dataset]
    for row in range(min(LOOKED_AT, len(grid.rows))):
        months = _months(dataset, grid, row)
        if not months:
            continue
        last, parts = _parts(dataset, grid, row, months)
        first = row - 1 if row and len(grid.filled(row - 1)) > 1 else row
        heads = _heads(dataset, grid, range(first, last + 1), set(parts))
        above = grid.above(first)
        lines = (*above, grid.sheet.name, re.sub(r"[-_.]", " ", file_name))
        constants = _of_units(dataset, heads, above)
        named = heads.keys() | constants.keys() | {one.field for one in parts.values()}
        if not {*needed} <= named or not (
            is_said
            or DATASETS[dataset].is_titled(*lines)
            or ((constants or _names_figures(grid, first, last, heads)) and not says_aims(*lines))
        ):
            continue
        names = (" ".join(above), grid.sheet.name, file_name)
        when = year or next((known for text in names if (known := loose_year(text))), None)
        parts = {column: one.of(when) for column, one in parts.items()}
        years = {one.month.year for one in parts.values()}
        if len(years) > 1:  # what several years come to nobody reports
            heads.pop(SUM, None)
        is_dated = all(years)
        table = _table(dataset, grid, range(first, last + 1), parts, heads)
        return replace(table, constants=constants, year=when if is_dated else None)
    return None


def _of_units(dataset: str, heads: Mapping[str, int], title: Sequence[str]) -> dict[str, str]:
    """The figure that a title says its table reports, where the rows name units."""
    is_by_unit = dataset == "measurements" and "unit" in heads and "indicator" not in heads
    reported = reported_in(title) if is_by_unit else None
    return {"indicator": reported} if reported else {}


def _names_figures(grid: Grid, first: int, last: int, heads: Mapping[str, int]) -> bool:
    """Whether most of what stands below "Chỉ tiêu" is called as indicators are; "Nội dung" may be of anything."""
    if (column := heads.get("indicator")) is None:
        return False
    texts = tuple(text for row in range(first, last + 1) if (text := grid.rows[row][column]))
    head = claim("measurements", texts)
    names = [text for text in grid.below(last, column) if not is_row(fold(text), "measurements")]
    return head is not None and head.rank < WEAK and 2 * sum(map(is_figure, names)) >= len(names) > 0


def _parts(dataset: str, grid: Grid, row: int, months: Mapping[int, _Month]) -> tuple[int, dict[int, _Part]]:
    """The last row of the header, and what stands in each column: one value of its month, or what the row below the
    months says of several columns of each ("Tử số", "Điểm tối đa"), the row above them of several months of each."""
    below, spans = parts_named(dataset, grid, row + 1), spread(grid, row, months)
    named = {column: _Part(spans[column], *kind) for column, kind in below.items() if column in spans}
    if months.keys() <= named.keys() and len(named) > len(months):
        return row + 1, named
    above = spread(grid, row - 1, parts_named(dataset, grid, row - 1))
    different = {(one.number, one.year) for one in months.values()}
    if months.keys() <= above.keys() and len(different) < len(months):
        return row, {column: _Part(of, *above[column]) for column, of in months.items()}
    return row, {column: _Part(of, VALUES[dataset][1]) for column, of in months.items()}


def parts_named(dataset: str, grid: Grid, row: int) -> dict[int, tuple[str, str]]:
    """Which of the parts that a value may have each heading of a row names, and how; none beyond the last row."""
    cells = grid.cells(row) if 0 <= row < len(grid.rows) else []
    known = {column: (claim(dataset, (text,)), text) for column, text in cells}
    return {
        column: (one.field, text)
        for column, (one, text) in known.items()
        if one and one.field in _PARTS[dataset]
    }


def _heads(dataset: str, grid: Grid, rows: range, months: set[int]) -> dict[str, int]:
    """field -> its column, of the columns beside the months, what the rows name first."""
    needed, others = BESIDE[dataset]
    found: dict[str, int] = {}
    for column in (one for one in range(grid.width) if one not in months):
        if not (texts := tuple(text for row in rows if (text := grid.rows[row][column]))):
            continue
        if dataset == "measurements" and is_run(fold(texts[-1])):
            found.setdefault(SUM, column)
        elif known := claim(dataset, texts):
            found.setdefault(known.field, column)
        elif is_of_measure(" › ".join(texts)):
            found.setdefault(MEASURE, column)
    return {field: found[field] for field in (*needed, *others, MEASURE, SUM) if field in found}


def month_named(text: str) -> tuple[int, str | None] | None:
    """The month that a heading or the name of a sheet is, and its year where it says one ("T10", "Tháng 10/2024")."""
    found = _MONTH.fullmatch(fold(text))
    return (int(found["m"] or found["bare"]), found["y"]) if found else None


def _months(dataset: str, grid: Grid, row: int) -> dict[int, _Month]:
    """The month and the year that headings say, where no column is a month of longer spans the last one."""
    texts = dict(grid.cells(row))
    months = {column: _Month(*named, text) for column, text in texts.items() if (named := month_named(text))}
    if months or dataset != "measurements":
        return months
    spans = {column: found for column, text in texts.items() if (found := _SPAN.fullmatch(fold(text)))}
    if len(spans) < 2 and any(found["reached"] for found in spans.values()):
        return {}  # one beside its plan is no column of several
    ends = {column: (_last(found), found["y"]) for column, found in spans.items()}
    whole = {end for column, end in ends.items() if not spans[column]["q"]}
    return {
        column: _Month(*ends[column], texts[column], is_last=True)
        for column, found in spans.items()
        if not found["q"]
        or ends[column] not in whole  # "6 tháng" says what was reached by then, "Quý II" a part of it
    }


def _last(span: re.Match[str]) -> int:
    """The last month of a quarter, of so many months of a year, of a year."""
    quarter = span["q"]
    return 3 * QUARTERS[quarter] if quarter else int(span["n"] or 12)


def _table(
    dataset: str, grid: Grid, rows: range, parts: Mapping[int, _Part], heads: Mapping[str, int]
) -> Wide:
    label, (time, _) = next(iter(heads.values())), VALUES[dataset]
    printed = {
        column: [text for row in rows if (text := grid.rows[row][column])] for column in heads.values()
    }
    entries = [WideEntry(column, label, printed[column][-1], name) for name, column in heads.items()]
    for column, one in parts.items():
        entries.append(WideEntry(column, label, one.header, one.field, said=((time, one.month.said),)))
    unknown = unknown_heads(grid, rows[0], rows[-1], {entry.column for entry in entries})
    return Wide(next(iter(heads)), tuple(entries), {}, rows[0], rows[-1], len(entries), None, unknown)
