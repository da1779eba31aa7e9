"""What of an edited table is people's and what is ours, row by row; and how a change of a shape is told in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from pptx.oxml.ns import qn

from chiso.present.slides.issued import Grid, Issued
from chiso.present.slides.parts import Part, names
from chiso.words.numbers import show

_MOST = 12  # so many changed values of a chart are told one by one
_MERGED = ("gridSpan", "rowSpan", "hMerge", "vMerge")


class Row(NamedTuple):
    """A row of the table to be: `looks`, the place of the row now that it takes its looks from; `says`, the fresh row
    whose words it gets (None: somebody's own row, as it stands); `is_it`: the very row that stands there now."""

    looks: int
    says: int | None
    is_it: bool


@dataclass(frozen=True)
class Rows:
    """The rows that a table gets. `own`: cells (row, column) that stay as somebody typed them; `kept`: (where, what
    somebody typed, what would stand there); `lost`: (where, what somebody typed in a row that there is no more)."""

    rows: tuple[Row, ...]
    grid: Grid
    own: frozenset[tuple[int, int]]
    kept: tuple[tuple[str, str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, part: Part, fresh: Part, issued: Issued) -> Self | None:
        """None where columns were added, taken or merged, or rows edited and nothing tells which is which now."""
        was = issued.cells(part.key)
        cells = [tc for tc in part.shape.table._tbl.iter(qn("a:tc")) if any(tc.get(one) for one in _MERGED)]
        width = {len(row) for row in (*part.grid, *was, *fresh.grid)}
        if len(width) != 1 or cells or not part.grid:
            return None
        here, now = (
            [[issued.cell(part.key, text) for text in row] for row in grid]
            for grid in (part.grid, fresh.grid)
        )
        pairs = _pairs(here, was)
        edits = {
            (at, place)
            for at, old in pairs.items()
            for place in range(*width)
            if here[at][place] != was[old][place]
        }
        column = _telling(was[1:], now[1:])
        is_edited = len(pairs) != len(here) or len(pairs) != len(was) or any(at for at, _ in edits)
        if is_edited and column is None:
            return None
        rows = _rows(pairs, (here, was, now), column)
        return cls._told(rows, (part, fresh), edits, column or 0)

    @classmethod
    def _told(
        cls, rows: Sequence[Row], tables: tuple[Part, Part], edits: set[tuple[int, int]], column: int
    ) -> Self:
        part, fresh = tables
        grid = [[*(part.grid[row.looks] if row.says is None else fresh.grid[row.says])] for row in rows]
        own, kept = set(), []
        there = {row.looks for row in rows if row.is_it}
        for at, row in enumerate(rows):
            for place in sorted(where for old, where in edits if row.is_it and old == row.looks):
                typed, proposed = part.grid[row.looks][place], grid[at][place]
                if typed == proposed:
                    continue
                grid[at][place] = typed
                own.add((at, place))
                kept.append((f"{grid[at][column]} · {fresh.grid[0][place]}", typed, proposed))
        lost = [
            (f"{part.grid[old][column]} · {part.grid[0][place]}", part.grid[old][place])
            for old, place in sorted(edits)
            if old not in there
        ]
        return cls(tuple(rows), tuple(map(tuple, grid)), frozenset(own), tuple(kept), tuple(lost))


Marks = Sequence[Sequence[str]]


def _pairs(here: Marks, was: Marks) -> dict[int, int]:
    """Row that stands there -> row that was written: the same cells, else most of them; the heads belong together."""
    pairs, free = {0: 0}, [*range(1, len(was))]
    for at in range(1, len(here)):
        if (same := next((old for old in free if list(was[old]) == list(here[at])), None)) is not None:
            pairs[at] = same
            free.remove(same)
    for at in (at for at in range(1, len(here)) if at not in pairs):
        alike = {old: sum(map(str.__eq__, here[at], was[old])) for old in free}
        best = max(alike, key=lambda old: (alike[old], -abs(old - at)), default=None)
        if best is not None and 2 * alike[best] >= len(here[at]):
            pairs[at] = best
            free.remove(best)
    return pairs


def _telling(was: Marks, now: Marks) -> int | None:
    """The column by which rows are known again: each of its cells once, most of them then and now."""
    shared = {}
    for column in range(len((was or now or [[]])[0])):
        then, today = ([row[column] for row in rows] for rows in (was, now))
        if all(count == 1 for count in (*Counter(then).values(), *Counter(today).values())):
            shared[column] = len({*then} & {*today})
    best = max(shared, key=lambda column: (shared[column], -column), default=None)
    return best if best is not None and shared[best] else None


def _rows(pairs: Mapping[int, int], marks: tuple[Marks, Marks, Marks], column: int | None) -> list[Row]:
    here, was, now = marks
    places = {old: at for at, old in pairs.items()}
    usual = max((at for at in pairs if at), default=len(here) - 1)
    if column is None:
        return [Row(min(at, usual) if at else 0, at, at < len(here)) for at in range(len(now))]
    known = {was[old][column]: old for old in range(1, len(was))}
    rows = [Row(0, 0, True)]
    for at in range(1, len(now)):
        old = known.get(now[at][column])
        if old is None:
            rows.append(Row(usual, at, False))
        elif old in places:  # else somebody took it out
            rows.append(Row(places[old], at, True))
    for own in (at for at in range(1, len(here)) if at not in pairs):
        after = next(
            (place for place, row in enumerate(rows) if row.looks == own - 1 and row.is_it), len(rows) - 1
        )
        rows.insert(after + 1, Row(own, None, True))
    return rows


# --- in words ----------------------------------------------------------------------------------------------------


def differences(part: Part, fresh: Part | None) -> tuple[str, str]:
    """What stands there and what will, as people read it: of a table the rows, of a chart the values that differ."""
    if part.is_table or part.kind == "lines":
        new = fresh.grid if fresh else ()
        return _lines([row for row in part.grid if row not in new]), _lines(
            [row for row in new if row not in part.grid]
        )
    if part.kind == "chart" and (fresh is None or fresh.kind == "chart"):
        today = names(fresh) if fresh else []
        before, now = _values(part, names(part, today)), _values(fresh, today) if fresh else {}
        changed = [name for name in dict.fromkeys((*now, *before)) if now.get(name) != before.get(name)]
        return _values_said(before, changed), _values_said(now, changed)
    return whole(part), whole(fresh) if fresh else ""


def whole(part: Part) -> str:
    """All that stands there."""
    return _lines(part.grid)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def _values(part: Part, called: Sequence[str]) -> dict[str, str]:
    """Of a chart: "series · name" -> its value as it is printed."""
    formats = [one.text for one in part.shape.chart._chartSpace.iter(qn("c:formatCode"))]
    return {
        f"{row[0]} · {name}": show(float(value), rate=formats[:1] == ["0%"])
        for row in part.grid[1:]
        for name, value in zip(called, row[1:], strict=False)
        if value
    }


def _values_said(values: Mapping[str, str], changed: Sequence[str]) -> str:
    told = [f"{name}: {values.get(name, '–')}" for name in changed[:_MOST]]
    return "; ".join([*told, f"… và {len(changed) - _MOST} giá trị nữa"] if changed[_MOST:] else told)
