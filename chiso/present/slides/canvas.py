"""On what a deck is drawn: the layouts of a template, the place that they leave free, colours that can be read there.

Our own template is `OWN`; `template` finds the same in an office's. Places are in centimetres.
"""

import colorsys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from chiso.present.chart import Chart
from chiso.present.palette import Palette, contrast, luminance, palette
from chiso.present.slides import base
from chiso.present.slides.base import Box

WIDE = 30.67  # centimetres: the width that the shares of a slide were drawn for
SIZES = (28, 26, 24, 22, 20, 18)  # of a headline, in points; below that it is not read from afar
_ONE_LINE = 24  # points that a headline on one line has at least where it would be larger on two
LINE = 1.2 / 28.3465  # centimetres of a line per point


@dataclass(frozen=True)
class Canvas:
    """Layouts by their place among all layouts of all masters; `area` is free for note, body and what stands below;
    the headline takes `title` (width, height).

    `colours`: by role, those of the print palette where it is empty; `accent`: how the theme's first accent was moved
    to be seen (None: our own colours; else children of schemeClr); `font`: what every text is set in, "" as the
    theme says; `has_panel`: the ground is too uneven for text, a panel lies under the area.
    """

    cover: int = 0
    content: int = 1
    area: tuple[float, float, float, float] = (1.6, 4.0, WIDE, 13.4)
    title: tuple[float, float] = (30.0, 2.6)
    colours: Mapping[str, str] = field(default_factory=dict)
    accent: tuple[tuple[str, int], ...] | None = None
    font: str = ""
    has_panel: bool = False

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Canvas":
        """From its JSON."""
        words = dict(raw)
        words["area"], words["title"] = tuple(raw["area"]), tuple(raw["title"])
        if raw["accent"] is not None:
            words["accent"] = tuple((name, share) for name, share in raw["accent"])
        return cls(**words)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def left(self) -> float:
        return self.area[0]

    @property
    def top(self) -> float:
        """Where the body begins, under the note."""
        return self.area[1] + 1.0

    @property
    def width(self) -> float:
        return self.area[2]

    @property
    def bottom(self) -> float:
        return self.area[1] + self.area[3]

    def share(self, centimetres: float) -> float:
        """What so many centimetres of our own slide are here, from left to right."""
        return centimetres * self.width / WIDE

    def table_at(self, chart: Chart | None) -> float:
        """From the left of the area: where a table begins that stands beside a chart; narrow slides are the table's,
        and so is what a few stacked bars leave."""
        if self.width <= 26:
            return 0.4 * self.width
        return self.share(13.6 if chart is not None and chart.kind == "stacked" else 15.67)

    def headline(self, text: str) -> tuple[str, int]:
        """The headline and its size in points: the largest of which it fits its place, cut at the smallest; a little
        smaller where that saves a second line."""
        width, height = self.title
        for size in SIZES:
            lines = max(1, min(2, int(height / (size * LINE) + 0.01)))
            if len(base.wrap(text, width, size, bold=True)) <= lines:
                break
        on_one = (
            one for one in SIZES if one >= _ONE_LINE and len(base.wrap(text, width, one, bold=True)) == 1
        )
        size = min(size, next(on_one, size))
        return base.fit(text, width, size, lines=lines, bold=True), size

    @contextmanager
    def painted(self) -> Iterator[None]:
        """What is drawn inside takes its colours."""
        given = base.PAINT.set(Palette("office", self.colours) if self.colours else None)
        try:
            yield
        finally:
            base.PAINT.reset(given)

    def panel(self) -> Box:
        """The place of the panel: a little wider than the area, with the source and the page's number below it."""
        left, top, width, height = self.area
        return Box(left - 0.4, top - 0.1, width + 0.8, height + 1.5)


OWN = Canvas()


def colours(ground: str, text: str, accent: str) -> tuple[dict[str, str], tuple[tuple[str, int], ...]]:
    """The colours by role on a ground with that text and accent (#RRGGBB), and how the accent was moved: three to one
    for surfaces, four and a half for text. Red stays the alarm's: an accent that looks like it is not that of charts
    (docs/decisions/0009-red-brands.md)."""
    is_dark = luminance(ground) < 0.18
    usual = palette("dark" if is_dark else "print")
    accent = usual["accent"] if is_red(accent) else accent
    found = {role: usual[role] for role in usual.colours}
    if contrast(luminance(text), luminance(ground)) < 4.5:
        text = readable(usual["text"], ground, 4.5)[0]
    moved, how = readable(accent, ground, 3.0)
    found |= {"background": ground, "text": text, "pinned": text}
    found |= dict.fromkeys(("accent", "primary", "link"), moved)
    found["accent_ink"] = readable(accent, ground, 4.5)[0]
    found["unfinished"] = mixed(moved, ground, 0.5)
    for role, share in {"axis": 0.45, "neutral": 0.45, "context": 0.3, "border": 0.2, "grid": 0.12}.items():
        found[role] = mixed(text, ground, share)
    for role in ("gray", "muted", "muted_ink"):
        found[role] = readable(mixed(text, ground, 0.65), ground, 4.5)[0]
    for role in ("alarm", "warning", "good"):
        found[role] = readable(usual[role], ground, 3.0)[0]
        found[f"{role}_ink"] = readable(usual[f"{role}_ink"], ground, 4.5)[0]
        found[f"{role}_tint"] = mixed(found[role], ground, 0.14)
    return found, how


def is_red(colour: str) -> bool:
    """Whether a colour cannot be told apart from the alarm's: a hue within 25 degrees of it, and not grey."""
    (hue, _, full), (red, _, _) = (
        colorsys.rgb_to_hls(*_parts(one)) for one in (colour, palette("print")["alarm"])
    )
    return full > 0.25 and abs((hue - red + 0.5) % 1 - 0.5) < 25 / 360


def mixed(one: str, other: str, share: float) -> str:
    """That share of one colour in the other."""
    return _hex(*(share * a + (1 - share) * b for a, b in zip(_parts(one), _parts(other), strict=True)))


def readable(colour: str, ground: str, ratio: float) -> tuple[str, tuple[tuple[str, int], ...]]:
    """The colour, moved in lightness as little as that contrast takes; and how DrawingML says it (lumMod, lumOff)."""
    hue, light, full = colorsys.rgb_to_hls(*_parts(colour))
    grounds, goes_up = luminance(ground), luminance(ground) < 0.18
    for step in range(101):
        part = step / 100
        lightness = light * (1 - part) + (part if goes_up else 0.0)
        moved = _hex(*colorsys.hls_to_rgb(hue, lightness, full)) if step else colour
        if contrast(luminance(moved), grounds) >= ratio:
            break
    if not step:
        return moved, ()
    off = (("lumOff", step * 1000),) if goes_up else ()
    return moved, (("lumMod", (100 - step) * 1000), *off)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02X}" for part in parts)
