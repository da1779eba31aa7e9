"""What the column "Chỉ số" holds in a table whose title names the one index: components of it, or scores of places
(pure)."""

from dataclasses import replace

from chiso.core.vietnamese import parse_number
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.index_names import component_of, index_of
from chiso.intake.recognise.matching import Match


def of_one_index(matched: Match, grid: Grid, header: Header, file_name: str) -> Match:
    """The columns of such a table; `matched` where the column names indices, or nothing above says which one it is."""
    column = matched.columns.get("index")  # no other dataset has one
    index = index_of(*grid.above(header.first), grid.sheet.name, file_name) if column is not None else None
    if column is None or index is None:
        return matched
    texts = grid.below(header.end, column)
    named = sum(component_of(text, index) is not None for text in texts)
    numbers = sum(parse_number(text) is not None for text in texts)
    if "component" not in matched.columns and 2 * named > len(texts):
        field = "component"
    elif "score" not in matched.columns and 2 * numbers > len(texts):
        field = "score"
    else:
        return matched
    others = {name: place for name, place in matched.columns.items() if name != "index"}
    return replace(matched, columns={**others, field: column})
