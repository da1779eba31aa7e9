"""The key of a chart on a slide. Drawn, not native: Office and LibreOffice differ on hidden legend entries."""

from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Cm, Pt

from chiso.present.chart import Chart
from chiso.present.slides.base import colour, safe
from chiso.present.slides.fit import width_cm

LYING = ("bars", "stacked", "bullets", "slope", "waterfall")
TARGET = "Chỉ tiêu"


def legend(chart: Chart) -> tuple[tuple[str, str], ...]:
    """The chart's key, and the bars that stand for targets."""
    bars = chart.kind in LYING and any(target is not None for target in chart.targets)
    own = chart.legend or ((chart.series[0].name, "accent"),)
    return (*own, (TARGET, "axis")) if bars else chart.legend


def add_legend(slide: Any, chart: Chart, left: float, top: float) -> None:
    """Squares with names in one row."""
    for words, role in legend(chart):
        square = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Cm(left), Cm(top + 0.14), Cm(0.45), Cm(0.45))
        square.fill.solid()
        square.fill.fore_color.rgb = colour(role)
        square.line.fill.background()
        square.shadow.inherit = False
        name = safe(words)
        box = slide.shapes.add_textbox(Cm(left + 0.65), Cm(top), Cm(width_cm(name, 14) + 0.4), Cm(0.7))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = False
        frame.text = name
        frame.paragraphs[0].font.size = Pt(14)
        frame.paragraphs[0].font.color.rgb = colour("text")
        left += 0.65 + width_cm(name, 14) + 0.9
