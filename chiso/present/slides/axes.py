"""The room of a chart on its picture: the inside of its plot, the ends of its value axis, its names and lines."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pptx.oxml.ns import qn

from chiso.core.vietnamese import format_number
from chiso.present.slides.base import Box, width_cm, wrap
from chiso.present.slides.pen import Look, Pen, tall
from chiso.present.slides.styled import OF_SHARES

_MOST_NAMES = 0.44  # of the width: as much as names beside lying bars take
Stacks = Sequence[
    tuple[bool, Sequence[Mapping[int, float]]]
]  # of each plot whether it is stacked, and its values


class Room(NamedTuple):
    """The inside of a plot in the frame of its chart, and the ends of its value axis; `step` between its lines. A chart
    of lying bars has its first name at the top where the axis `is_turned`."""

    frame: Box
    box: Box
    low: float
    high: float
    step: float
    many: int
    lies: bool
    is_turned: bool

    def along(self, value: float) -> float:
        """Where a value stands: from the left of lying bars, from the top of upright ones."""
        share = (value - self.low) / (self.high - self.low)
        if self.lies:
            return self.box.left + share * self.box.width
        return self.box.top + (1 - share) * self.box.height

    @property
    def band(self) -> float:
        return (self.box.height if self.lies else self.box.width) / self.many

    def across(self, place: int) -> float:
        """The beginning of a name's band."""
        if self.lies:
            return self.box.top + self.band * (place if self.is_turned else self.many - 1 - place)
        return self.box.left + self.band * place


def val(parent: Any, name: str, fallback: str = "") -> str:
    found = parent.find(qn(f"c:{name}")) if parent is not None else None
    return fallback if found is None else str(found.get("val", fallback))


def size_of(said: Any, usual: float) -> float:
    found = said.find(f".//{qn('a:defRPr')}") if said is not None else None
    return int(found.get("sz")) / 100 if found is not None and found.get("sz") else usual


def _is_gone(axis: Any) -> bool:
    return axis.find(qn("c:delete")) is None or val(axis, "delete", "1") == "1"


def room_of(area: Any, box: Box, names: list[str], stacks: Stacks) -> Room:
    category, value = area.find(qn("c:catAx")), area.find(qn("c:valAx"))
    lies = area.find(f"{qn('c:barChart')}/{qn('c:barDir')}[@val='bar']") is not None
    low, high, step = _span(value, stacks)
    size = size_of(category.find(qn("c:txPr")), 14)
    manual = area.find(f"{qn('c:layout')}/{qn('c:manualLayout')}")
    plot = box
    if manual is not None:
        left, top, wide, high_ = (float(val(manual, name)) for name in "xywh")
        plot = Box(
            box.left + left * box.width, box.top + top * box.height, wide * box.width, high_ * box.height
        )
    if manual is not None and val(manual, "layoutTarget", "outer") == "inner":
        inside = plot
    elif lies:
        beside = min(_MOST_NAMES * plot.width, max(width_cm(one, size) for one in names) + 0.35)
        inside = Box(plot.left + beside + 0.25, plot.top + 0.25, plot.width - beside - 0.5, plot.height - 0.5)
    else:
        said = [] if _is_gone(value) else [_tick(value, at) for at in _ticks(low, high, step)]
        usual = size_of(value.find(qn("c:txPr")), 14)
        beside = max((width_cm(one, usual) for one in said), default=0.0) + 0.4
        width = (plot.width - beside - 0.5) / len(names)
        every = _every(category, names, width)
        lines = max(len(wrap(one, every * width, size)) for one in names[::every])
        below = tall(size, max(1, lines)) + 0.25
        inside = Box(
            plot.left + beside + 0.2, plot.top + 0.35, plot.width - beside - 0.5, plot.height - below - 0.5
        )
    is_turned = val(category.find(qn("c:scaling")), "orientation") == "maxMin"
    return Room(box, inside, low, high, step, len(names), lies, is_turned)


def _every(category: Any, names: Sequence[str], width: float) -> int:
    """Every so-manieth name stands at the axis: as is said, fewer where a word of one has no room."""
    size, every = size_of(category.find(qn("c:txPr")), 14), max(1, int(val(category, "tickLblSkip", "1")))
    while every < len(names) and any(
        width_cm(word, size) > every * width for name in names[::every] for word in name.split()
    ):
        every *= 2
    return every


def _span(axis: Any, stacks: Stacks) -> tuple[float, float, float]:
    """The ends of the value axis as they are said, else round ones around what is drawn; and its step."""
    sums: list[float] = [0.0]
    for is_stacked, series in stacks:
        for place in {place for one in series for place in one}:
            values = [one.get(place, 0.0) for one in series]
            ups, downs = (sum(one for one in values if (one > 0) == is_up) for is_up in (True, False))
            sums += [ups, downs] if is_stacked else values
    scaling = axis.find(qn("c:scaling"))
    low, high = val(scaling, "min"), val(scaling, "max")
    room = 0.05 * (max(sums) - min(sums))
    least = float(low) if low else min(sums) - (room if min(sums) < 0 else 0.0)
    most = float(high) if high else max(sums) + room
    step = _round((most - least) or 1.0)
    least = least if low else math.floor(least / step) * step
    most = most if high else math.ceil(most / step) * step
    return least, most if most > least else least + 1.0, step


def _round(length: float) -> float:
    """A step of 1, 2 or 5 of some power of ten, at most ten of them."""
    power = 10.0 ** math.floor(math.log10(length / 10))
    return next(one * power for one in (1, 2, 5, 10) if length / (one * power) <= 10.0001)


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [low + step * number for number in range(int((high - low) / step + 1.0001))]


def _tick(axis: Any, value: float) -> str:
    form = axis.find(qn("c:numFmt"))
    code = form.get("formatCode", "") if form is not None else ""
    if code == OF_SHARES and value > 1.001:
        return ""
    if "%" in code:
        return f"{round(100 * value)}%"
    places = next(places for places in (0, 1, 2) if places == 2 or round(value, places) == round(value, 6))
    return format_number(value, places)


def draw_axes(pen: Pen, area: Any, room: Room, names: list[str]) -> None:
    category, value = area.find(qn("c:catAx")), area.find(qn("c:valAx"))
    box = room.box
    if not _is_gone(value):
        grid = value.find(f"{qn('c:majorGridlines')}/{qn('c:spPr')}/{qn('a:ln')}")
        letters = value.find(qn("c:txPr"))
        look = Look(size_of(letters, 14), _ink(pen, letters), at="r")
        for at in _ticks(room.low, room.high, room.step):
            top = room.along(at)
            if (colour := pen.fill(grid)) is not None:
                pen.line([(box.left, top), (box.left + box.width, top)], colour, 0.75)
            pen.text(_tick(value, at), box.left - 0.2, top + tall(look.size) / 2, look)
    if _is_gone(category):
        return
    letters = category.find(qn("c:txPr"))
    look = Look(size_of(letters, 14), _ink(pen, letters), at="r" if room.lies else "ctr")
    every = 1 if room.lies else _every(category, names, room.band)
    for place in range(0, len(names), every):
        _name(pen, room, names[place], (place, every), look)
    zero = room.along(min(max(0.0, room.low), room.high))
    if (colour := pen.fill(category.find(f"{qn('c:spPr')}/{qn('a:ln')}"))) is not None:
        line = [(box.left, zero), (box.left + box.width, zero)]
        pen.line([(zero, box.top), (zero, box.top + box.height)] if room.lies else line, colour, 1)


def _ink(pen: Pen, letters: Any) -> str:
    return pen.fill(next(letters.iter(qn("a:defRPr")), None) if letters is not None else None) or pen.ink


def _name(pen: Pen, room: Room, name: str, where: tuple[int, int], look: Look) -> None:
    """The name of a bar at its left, of a column or a point below it."""
    place, every = where
    box = room.box
    if room.lies:
        lines = wrap(name, box.left - room.frame.left - 0.25, look.size)
        foot = room.across(place) + (room.band - tall(look.size, len(lines))) / 2
        left = box.left - 0.25
    else:
        lines = wrap(name, every * room.band, look.size)
        foot, left = box.top + box.height + 0.15, room.across(place) + room.band / 2
    for line in lines:
        foot += tall(look.size)
        pen.text(line, left, foot, look)
