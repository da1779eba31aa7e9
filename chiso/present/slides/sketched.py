"""A native chart as a picture: what its XML says, laid out as Office does it: bars lying or upright, beside one another
or stacked, lines over them, names, numbers, axes. A series without fill takes its room and has its labels."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pptx.oxml.ns import qn

from chiso.core.vietnamese import format_number
from chiso.present.slides.axes import Room, draw_axes, room_of, size_of, val
from chiso.present.slides.base import PT_PER_CM, Box, width_cm
from chiso.present.slides.pen import Look, Pen, tall
from chiso.present.slides.template import box_of
from chiso.words.numbers import show

_NEAR = 0.1  # centimetres between a mark and its label
_DASHES = {"dash": "8 5", "sysDot": "2 3", "sysDash": "5 3", "lgDash": "12 6"}


class _Label(NamedTuple):
    text: str
    place: str
    look: Look
    lower: float = 0.0  # of its chart's height


class _Series(NamedTuple):
    values: Mapping[int, float]
    labels: Mapping[int, _Label]
    element: Any

    def colour(self, pen: Pen, place: int) -> str | None:
        """Of the bar at a place, its own where it has one; None: without fill."""
        for point in self.element.findall(qn("c:dPt")):
            if point.find(qn("c:idx")).get("val") == str(place):
                return pen.fill(point.find(qn("c:spPr")))
        return pen.fill(self.element.find(qn("c:spPr")))


def chart(pen: Pen, shape: Any) -> None:
    """Draws the chart of a graphic frame."""
    area = shape.chart._chartSpace.find(f".//{qn('c:plotArea')}")
    plots = [one for one in area if one.tag in (qn("c:barChart"), qn("c:lineChart"))]
    usual = size_of(shape.chart._chartSpace.find(qn("c:txPr")), 14)
    drawn = [(plot, [_series(pen, one, usual) for one in plot.findall(qn("c:ser"))]) for plot in plots]
    names = _names(plots[0])
    if not names:
        return
    stacks = [(_is_stacked(plot), [one.values for one in series]) for plot, series in drawn]
    room = room_of(area, box_of(shape), names, stacks)
    draw_axes(pen, area, room, names)
    for plot, series in drawn:
        (_bars if plot.tag == qn("c:barChart") else _lines)(pen, plot, series, room)


def _is_stacked(plot: Any) -> bool:
    return val(plot, "grouping") in ("stacked", "percentStacked")


def _names(plot: Any) -> list[str]:
    found = plot.find(f"{qn('c:ser')}/{qn('c:cat')}")
    if found is None:
        return []
    said = {int(one.get("idx")): str(one.findtext(qn("c:v"))) for one in found.iter(qn("c:pt"))}
    count = next(found.iter(qn("c:ptCount")), None)
    return [said.get(place, "") for place in range(int(count.get("val")) if count is not None else len(said))]


def _series(pen: Pen, element: Any, usual: float) -> _Series:
    cache = element.find(f"{qn('c:val')}//{qn('c:numCache')}")
    points = cache.findall(qn("c:pt")) if cache is not None else []
    values = {int(one.get("idx")): float(one.findtext(qn("c:v"))) for one in points}
    return _Series(values, dict(_labels(pen, element.find(qn("c:dLbls")), values, usual)), element)


def _labels(pen: Pen, said: Any, values: Mapping[int, float], usual: float) -> Iterator[tuple[int, _Label]]:
    """The labels by place: typed ones, and numbers where the series shows its values."""
    if said is None:
        return
    own = {int(val(one, "idx")): one for one in said.findall(qn("c:dLbl"))}
    for place in values:
        one = own.get(place)
        if (one is not None and val(one, "delete") == "1") or (one is None and val(said, "showVal") != "1"):
            continue
        source = said if one is None else one
        text = "".join(part.text or "" for part in source.iter(qn("a:t"))) if one is not None else ""
        form = source.find(qn("c:numFmt"))
        is_rate = form is not None and "%" in form.get("formatCode", "")
        text = text or (show(values[place], rate=True) if is_rate else format_number(values[place]))
        letters = next(source.iter(qn("a:rPr"), qn("a:defRPr")), None)
        size = int(letters.get("sz", 100 * usual)) / 100 if letters is not None else usual
        is_bold = letters is not None and letters.get("b") == "1"
        moved = source.find(f"{qn('c:layout')}/{qn('c:manualLayout')}")
        lower = float(val(moved, "y", "0"))
        yield (
            place,
            _Label(text, val(source, "dLblPos"), Look(size, pen.fill(letters) or pen.ink, is_bold), lower),
        )


# --- marks -----------------------------------------------------------------------------------------------------


def _bars(pen: Pen, plot: Any, series: list[_Series], room: Room) -> None:
    is_stacked = _is_stacked(plot)
    beside, overlap = 1 if is_stacked else len(series), int(val(plot, "overlap", "0")) / 100
    thick = room.band / (beside - (beside - 1) * overlap + int(val(plot, "gapWidth", "150")) / 100)
    free = (room.band - thick * (beside - (beside - 1) * overlap)) / 2
    ends: dict[tuple[int, bool], float] = {}
    for number, one in enumerate(series):
        for place, value in one.values.items():
            start = ends.get((place, value < 0), 0.0) if is_stacked else 0.0
            ends[place, value < 0] = start + value
            start, end = (room.along(min(max(at, room.low), room.high)) for at in (start, start + value))
            across = room.across(place) + free + (0 if is_stacked else number * thick * (1 - overlap))
            low, high = min(start, end), max(start, end)
            box = Box(low, across, high - low, thick) if room.lies else Box(across, low, thick, high - low)
            if value and (colour := one.colour(pen, place)) is not None:
                pen.block(box, colour)
            if place in one.labels:
                label = one.labels[place]
                usual = label.place or ("ctr" if is_stacked else "outEnd")
                _of_bar(pen, label._replace(place=f"{usual}-" if value < 0 else usual), box, room.lies)


def _of_bar(pen: Pen, label: _Label, box: Box, lies: bool) -> None:
    """The label of a bar; a place with a minus is of one that goes down or to the left."""
    place, look = label.place, label.look
    if lies:
        end = box.left + box.width
        left, at = {
            "outEnd": (end + _NEAR, "l"), "inEnd": (end - _NEAR, "r"), "inBase": (box.left + _NEAR, "l"),
            "outEnd-": (box.left - _NEAR, "r"), "inEnd-": (box.left + _NEAR, "l"),
        }.get(place, (box.left + box.width / 2, "ctr"))  # fmt: skip
        foot = box.top + (box.height + tall(look.size)) / 2
    else:
        left, at, low = box.left + box.width / 2, "ctr", box.top + box.height
        foot = {
            "outEnd": box.top - 0.05, "inEnd": box.top + tall(look.size) + 0.05, "inBase": low - 0.05,
            "outEnd-": low + tall(look.size) + 0.05, "inEnd-": low - 0.05,
        }.get(place, box.top + (box.height + tall(look.size)) / 2)  # fmt: skip
    pen.text(label.text, left, foot, look._replace(at=at))


def _lines(pen: Pen, _: Any, series: list[_Series], room: Room) -> None:
    for one in series:
        stroke = one.element.find(f"{qn('c:spPr')}/{qn('a:ln')}")
        colour = pen.fill(stroke)
        if colour is not None:
            dash = stroke.find(qn("a:prstDash"))
            look = (
                int(stroke.get("w", 28575)) / 12_700,
                _DASHES.get(dash.get("val"), "") if dash is not None else "",
            )
            for piece in _pieces(one.values):
                pen.line([_point(room, place, one.values[place]) for place in piece], colour, *look)
        if colour is not None and val(one.element.find(qn("c:marker")), "symbol") == "circle":
            wide = int(val(one.element.find(qn("c:marker")), "size", "5")) / PT_PER_CM
            for place, value in one.values.items():
                left, top = _point(room, place, value)
                round_ = f"{wide * PT_PER_CM / 2:g}"
                pen.block(Box(left - wide / 2, top - wide / 2, wide, wide), colour, rx=round_)
        for place, label in one.labels.items():
            left, top = _point(room, place, one.values[place])
            high = tall(label.look.size)
            top += label.lower * room.frame.height
            foot = {"t": top - _NEAR, "b": top + _NEAR + high}.get(label.place, top + high / 2)
            at = {"t": "ctr", "b": "ctr", "ctr": "ctr", "l": "r"}.get(label.place, "l")
            aside = {"l": _NEAR, "r": -_NEAR}.get(at, 0.0)
            wide = width_cm(label.text, label.look.size, bold=label.look.bold) / 2
            if at == "ctr":  # no label leaves its chart
                left = min(max(left, room.box.left + wide), room.frame.left + room.frame.width - wide)
            pen.text(label.text, left - aside if at != "ctr" else left, foot, label.look._replace(at=at))


def _point(room: Room, place: int, value: float) -> tuple[float, float]:
    return room.across(place) + room.band / 2, room.along(value)


def _pieces(values: Mapping[int, float]) -> Iterator[list[int]]:
    """The places of a line without a gap."""
    piece: list[int] = []
    for place in sorted(values):
        if piece and place != piece[-1] + 1:
            yield piece
            piece = []
        piece.append(place)
    if piece:
        yield piece
