"""A report of one figure whose rows are the parts of it (pure)."""

from dataclasses import replace

from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.index_names import reported_in
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.sums import is_all


def parts_of(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """What the rows of "TÌNH HÌNH GIẢI NGÂN" are called ("Nội dung", "Chỉ tiêu") is no indicator where a row sums them
    up and none of them is what is reported: that is the sum."""
    column = matched.columns.get("indicator")
    if column is None or "unit" in matched.columns or not reported_in(grid.above(header.first)):
        return matched
    names = grid.below(header.end, column)
    has_sum = any(is_all(fold(text)) for row in grid.rows[header.end + 1 :] for text in row if text)
    if not has_sum or any(reported_in([name]) for name in names):
        return matched
    columns = {field: place for field, place in matched.columns.items() if field != "indicator"}
    return replace(matched, columns=columns, unknown=tuple(sorted((*matched.unknown, column))))
