"""Several small charts on a slide, each under its figure: what changed is read in one look."""

from typing import Any

from chiso.present.slides.base import Box, Style, key, put, safe, width_cm
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.model import Multiple, Slide
from chiso.present.slides.native import add_chart

_GUTTER = 0.8  # centimetres between two of them
_HIGHEST = 6.5  # of a chart: one row of them stays small
_NAME, _VALUE, _UNDER = 0.75, 1.05, 0.6
_MOST_ROWS = 2


def add_multiples(drawn: Any, slide: Slide, canvas: Canvas) -> None:
    """In rows of three, of two on a narrow slide; what two rows do not hold is counted under them: not what fell, of
    which the headline speaks."""
    across = 3 if canvas.width > 26 else 2
    fell_first = sorted(slide.multiples, key=lambda one: one.figure.state.role != "alarm")
    numbers = {one.number for one in fell_first[: across * _MOST_ROWS]}
    shown = [one for one in slide.multiples if one.number in numbers]
    left_out = len(slide.multiples) - len(shown)
    rows = -(-len(shown) // across)
    bottom = canvas.bottom - (0.9 if left_out else 0)
    width = (canvas.width - (across - 1) * _GUTTER) / across
    height = min((bottom - canvas.top) / rows, _NAME + _VALUE + _UNDER + _HIGHEST)
    for place, one in enumerate(shown):
        left = canvas.left + place % across * (width + _GUTTER)
        _add(drawn, slide.topic, one, Box(left, canvas.top + place // across * height, width, height - 0.3))
    if left_out:
        box = Box(canvas.left, bottom + 0.1, canvas.width, 0.8)
        put(drawn, f"… và {left_out} chỉ số nữa", box, Style(14, "gray"), key(slide.topic, "table_note"))


def _add(drawn: Any, topic: str, one: Multiple, box: Box) -> None:
    left, top, width, height = box
    name, figure = key(topic, f"number_{one.number}"), one.figure
    put(drawn, figure.name, Box(left, top, width, _NAME), Style(16, bold=True), f"{name}_name")
    put(drawn, figure.value, Box(left, top + _NAME, width, _VALUE), Style(24, bold=True), name)
    if figure.change:
        beside = width_cm(safe(figure.value), 24, bold=True) + 0.4
        role = f"{figure.state.role}_ink" if figure.state.role in ("alarm", "good") else "gray"
        place = Box(left + beside, top + _NAME + 0.28, width - beside, _VALUE)
        put(drawn, figure.change, place, Style(14, role, bold=True), f"{name}_change")
    if figure.under:
        place = Box(left, top + _NAME + _VALUE, width, _UNDER)
        put(drawn, figure.under, place, Style(12, "gray"), f"{name}_under")
    above = _NAME + _VALUE + _UNDER
    if not one.chart.is_empty:
        place = Box(left - 0.3, top + above, width + 0.3, height - above)
        add_chart(drawn, one.chart, place, key(topic, f"chart_{one.number}"))
