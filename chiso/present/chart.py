"""One chart, whoever draws it: Plotly on a page (`charts`), PowerPoint on a slide (`slides`).

A chart is built once from values; its numbers, names, target and roles are what both draw. Rates are fractions 0–1,
None is a value that is not known. Roles are those of data/palette.csv.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import add, sub
from typing import Any, Literal

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.present.columns import Column, Columns
from chiso.words.numbers import show

Kind = Literal[
    "line", "columns", "bars", "stacked", "bullets", "waterfall", "ruler", "slope", "moves", "heat", "limits"
]  # fmt: skip
Unit = Literal["rate", "count", "points"]
_NARROW: Mapping[Unit, float] = {
    "count": 0.05,
    "rate": 0.05,
    "points": 0.1,
}  # of the longest stack, for its number
_MANY = 60  # keys in a list
_TOLD = 12  # numbers of a chart in words
TINTED = ("alarm", "warning")  # the states of a heat cell that are seen; the others are read


@dataclass(frozen=True)
class Series:
    """As many values as the chart has names.

    `roles`: one role per value where they differ. `texts`: what is said of a value instead of its number.
    `style`: "" as the kind draws it; in columns "line"; in lines "dot" for what is expected, "dash" for what would
    have to come, "edge" for either end of what is likely, "inner"
    of what is likelier still.
    """

    name: str
    values: tuple[float | None, ...]
    role: str = "accent"
    roles: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    style: Literal["", "line", "dot", "dash", "edge", "inner"] = ""

    @property
    def known(self) -> list[int]:
        """The places that have a value."""
        return [place for place, value in enumerate(self.values) if value is not None]

    def role_at(self, place: int) -> str:
        return self.roles[place] if self.roles else self.role


@dataclass(frozen=True)
class Chart:
    """`names` stand at the axis (a second line after a line break) or above each bar.

    kinds: line; columns (upright, grouped or `is_stack`ed); bars (lying, each with its name above); stacked (lying,
    with totals); bullets (rates with `targets`); waterfall (one series of losses, what is below 0 a gain, between
    `ends`); ruler (the pieces from one of the `ends` to the other, on one line); slope (series before and after,
    perhaps `targets`); moves (one series of multiples of what is usual, from −1 to 1, each with its `texts`); heat (a
    series per column, `texts` in its cells); limits (one series in its `band`: lower, mean, upper).
    `target`: one level for all names; `targets`: one per name. `marks`: (place, words), an upright line there (of
    line and columns, at a value of a ruler; on a page).
    `keys`: what a click on each name means, "" nothing. `things`: what is counted, of a heat what its rows are.
    `empty`: said where nothing is drawn; `fine`: said instead where that is good news.
    `labels`: which values are printed; "ends": of a small line, without an axis, the first, the last and the highest.
    `behind`: the table behind the chart where it says more than that.
    `source`: where the numbers come from, said under a picture that is taken away, and at the foot of its slide.
    """

    kind: Kind
    names: tuple[str, ...]
    series: tuple[Series, ...]
    unit: Unit = "count"
    headline: str = ""
    note: str = ""
    things: str = ""
    target: float | None = None
    targets: tuple[float | None, ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    keys: tuple[str, ...] = ()
    labels: Literal["all", "last", "ends", "none"] = "all"
    is_stack: bool = False
    ends: tuple[tuple[str, float], ...] = ()
    band: tuple[float, float, float] | None = None
    empty: str = "Chưa có số để vẽ."
    fine: str = ""
    behind: tuple[pd.DataFrame, Columns] | None = field(default=None, compare=False, repr=False)
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing to draw."""
        return all(value is None for series in self.series for value in series.values)

    @property
    def heads(self) -> str:
        """What stands above the rows of a heat."""
        return self.things.capitalize()

    @property
    def alt(self) -> str:
        """The chart in words, for those who do not see it."""
        return ". ".join(filter(None, (self.headline, self.note)))

    @property
    def told(self) -> str:
        """The same with its newest or first numbers, for those who are sent the slide."""
        known = [
            place
            for place in range(len(self.names))
            if any(one.values[place] is not None for one in self.series)
        ]
        some = known[-_TOLD:] if self.kind in ("line", "columns", "limits") else known[:_TOLD]
        said = "; ".join(f"{self.names[place].replace(chr(10), ' ')}: {self._words(place)}" for place in some)
        return ". ".join(filter(None, (self.alt.rstrip("."), said)))

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """(name, role) of the series that a key has to tell apart; empty where labels or names do. Of a stack it tells
        what its only piece is."""
        keyed = (len(self.series) > 1 and self.kind in ("columns", "slope")) or self.kind == "stacked"
        if self.kind == "line":
            named = [series for series in self.series if series.role != "context"]
            keyed = len(named) != 1 and any(series.style not in ("dot", "dash") for series in named[1:])
        if not keyed:
            return ()
        found = tuple(dict.fromkeys((series.name, series.role) for series in self.series if series.name))
        return found if len(found) > 1 or self.kind == "stacked" else ()

    def newest(self, series: Series) -> int | None:
        """Where columns print their only value, of those beside one another the last: none of what is to come
        (`targets`), None nowhere."""
        beside = [one for one in self.series if one.style != "line"]
        known = [place for place in series.known if not self.targets or self.targets[place] is None]
        is_said = self.labels != "none" and (series.style == "line" or series is beside[-1])
        return known[-1] if known and is_said else None

    def said(self, value: float | None) -> str:
        """A value as the documents write it."""
        if value is None:
            return "Chưa có số"
        if self.unit == "rate":
            return show(value, rate=True)
        return format_number(value, 2 if self.unit == "points" else 0)

    def at(self, series: Series, place: int) -> str:
        """What is said of one value."""
        return series.texts[place] if series.texts else self.said(series.values[place])

    def key(self, place: int) -> str:
        """What a click on a name means."""
        return self.keys[place] if self.keys else ""

    @property
    def choices(self) -> dict[str, str]:
        """Every key in the order drawn, with name and values in words; of more days than can be read the last of each
        month and the last of all."""
        keyed = [place for place, key in enumerate(self.keys) if key]
        if len(keyed) > _MANY:
            keyed = [
                here for here, then in pairwise(keyed) if self.keys[here][:7] != self.keys[then][:7]
            ] + keyed[-1:]
        return {
            self.keys[place]: f"{self.names[place].replace(chr(10), ' ')}: {self._words(place)}"
            for place in keyed
        }

    def _words(self, place: int) -> str:
        if self.kind == "stacked":
            return self.said(self.total(place))
        known = [one for one in self.series if one.values[place] is not None and one.style in ("", "line")]
        several = len(known) > 1
        said = (f"{one.name} {self.at(one, place)}" if several else self.at(one, place) for one in known)
        return ", ".join(said) or self.said(None)

    def total(self, place: int) -> float:
        """The length of a stack."""
        return sum(series.values[place] or 0 for series in self.series)

    @property
    def levels(self) -> tuple[float, ...]:
        """Where each step of a waterfall ends, each piece of a ruler."""
        way = add if self.kind == "ruler" else sub
        steps = accumulate((value or 0.0 for value in self.series[0].values), way, initial=self.ends[0][1])
        return tuple(steps)[1:]

    @property
    def longest(self) -> float:
        """The longest stack."""
        return max((self.total(place) for place in range(len(self.names))), default=0.0)

    def has_room(self, value: float | None) -> bool:
        """Whether a piece of a stack is wide enough for its number."""
        return bool(value) and (value or 0) > _NARROW[self.unit] * self.longest

    def table(self) -> tuple[pd.DataFrame, Columns]:
        """The numbers for those who read rather than look: rows and how their columns are printed."""
        if self.behind is not None:
            return self.behind
        is_heat = self.kind == "heat"
        kind = "text" if is_heat else {"rate": "percent", "count": "count", "points": "number"}[self.unit]
        frame: dict[str, Any] = {"name": [name.replace("\n", " ") for name in self.names]}
        columns = {"name": Column(" ", width=280)}
        for place, series in enumerate(self.series):
            frame[f"value_{place}"] = series.texts if is_heat else series.values
            columns[f"value_{place}"] = Column(series.name, kind, width=120)
        if any(target is not None for target in self.targets):
            frame["target"], columns["target"] = self.targets, Column("Chỉ tiêu", kind, width=120)
        return pd.DataFrame(frame), columns


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame by column name, None for what is missing."""
    names = [str(name) for name in frame.columns]
    # pandas' own way there goes over a view of each column: three times as long, on every page
    columns = [
        [None if missing(value) else value for value in column.tolist()] for _, column in frame.items()
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def month_names(months: Iterable[str]) -> tuple[str, ...]:
    """Months (YYYY-MM) as an axis says them: T9."""
    return tuple(f"T{int(month[5:])}" for month in months)


def values(numbers: Any) -> tuple[float | None, ...]:
    """A column of a frame as values: floats, None where nothing is known."""
    return tuple(None if number is None or number != number else float(number) for number in numbers)
