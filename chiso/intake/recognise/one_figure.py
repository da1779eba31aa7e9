"""A report of one figure whose rows are the parts of it (pure)."""

from dataclasses import replace

from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.index_names import reported_in
from chiso.intake.recognise.matching import Match
from chiso.intake.recognise.sums import is_all
from chiso.intake.recognise.way import Way


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


def by_heading(way: Way) -> Way:
    """What a table with both parts of a rate reports is said above one of them or the rate where its title does not
    ("Số văn bản ký số", "Tỷ lệ giải ngân"); who answered what ("Rất hài lòng") is a survey."""
    columns, sums = way.match.columns, way.match.sums
    if "indicator" not in way.missing or not {"numerator", "denominator"} <= columns.keys() | sums.keys():
        return way
    heads = [way.header.paths[columns[name]][-1] for name in ("numerator", "value") if name in columns]
    heads += ["Mức độ hài lòng"] if sums else []
    if not (reported := reported_in([*way.title.title, *heads])):
        return way
    missing = tuple(name for name in way.missing if name != "indicator")
    return replace(way, constants={**way.constants, "indicator": reported}, missing=missing)
