"""Tables of Bộ chỉ số phục vụ with an agency of the province on each row and a column of points for each component, as
the province publishes them, found (pure); `chiso.intake.clean.unpivot` makes one component of one agency per row of
it."""

import re

from chiso.core.vietnamese import fold
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.bodies import is_agency, is_never_a_unit
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.layout import AGENCY, Wide, WideEntry
from chiso.intake.recognise.point_columns import ENOUGH, LOOKED_AT, MOST, Column, columns_of, header_of

DATASET = "service_index"
_WHOSE = re.compile(
    r"(?:ten )?(?:cac )?(?:co quan|don vi|dia phuong|phong|so|ban|nganh|,|/| )+(?:hanh chinh|cap tinh|thuc hien)?"
)


def find_agencies(grid: Grid, is_said: bool) -> Wide | None:
    """The table of a sheet with agencies down and components across, or None; where what stands above it or its sheet
    says what it is of, or somebody did (`is_said`)."""
    for label in range(min(grid.width, LOOKED_AT)):
        if (found := header_of(grid, label, heads, _is_line)) is None:
            continue
        header, maxima = found
        if not any(is_never_a_unit(row[label] or "") for row in grid.rows[header.end + 1 :]):
            continue  # "Thanh tra", "Ban Quản lý …" may be rooms
        if not (is_said or DATASETS[DATASET].is_titled(*grid.above(header.first), grid.sheet.name)):
            continue
        columns = [one for one in columns_of(grid, header, label, maxima) if one.names]
        if len({one.names for one in columns}) >= ENOUGH:
            return _table(header, label, columns)
    return None


def heads(text: str) -> bool:
    """Whether a heading says that agencies or their units stand below it."""
    return bool(_WHOSE.fullmatch(fold(text)))


def _is_line(text: str, _heading: str) -> bool:
    return is_agency(text)


def _table(header: Header, label: int, columns: list[Column]) -> Wide:
    most = {one.names: one.most for one in columns if one.most}
    entries = [WideEntry(label, label, header.paths[label][-1], AGENCY)]
    for one in columns:
        said = {"component": " › ".join(one.names), "max_score": most.get(one.names, "")}
        heading = " › ".join(header.paths[one.column])
        attribute = "max_score" if one.kind == MOST else "score"
        of = tuple((field, text) for field, text in said.items() if text)
        entries.append(WideEntry(one.column, label, heading, attribute, said=of))
    return Wide(AGENCY, tuple(entries), {}, header.first, header.end, len(entries), None, ())


def has_most(wide: Wide) -> bool:
    """Whether a table says of every component how much there is to win."""
    known = {entry.said for entry in wide.entries if entry.attribute == "max_score"}
    points = [entry.said for entry in wide.entries if entry.attribute == "score"]
    return all(said in known or "max_score" in dict(said) for said in points)
