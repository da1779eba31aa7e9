"""The key of a chart on a slide. Drawn, not native: Office and LibreOffice differ on hidden legend entries."""

from typing import Any

from pptx.util import Cm, Pt

from chiso.present.chart import Chart
from chiso.present.slides.base import block, colour, safe
from chiso.present.slides.fit import width_cm
from chiso.present.slides.targets import TARGET, WIDTH, has_marks


def legend(chart: Chart) -> tuple[tuple[str, str], ...]:
    """The chart's key, and the marks that stand for targets, with their number where all have the same."""
    if not has_marks(chart):
        return chart.legend
    levels = {target for target in chart.targets if target is not None}
    words = f"{TARGET} {chart.said(*levels)}" if len(levels) == 1 else TARGET
    return (*(chart.legend or ((chart.series[0].name, "accent"),)), (words, "text"))


def add_legend(slide: Any, chart: Chart, left: float, top: float) -> None:
    """Squares with names in one row; a mark for the targets."""
    for words, role in legend(chart):
        wide = WIDTH if has_marks(chart) and words.startswith(TARGET) else 0.45
        block(slide, role, (left + (0.45 - wide) / 2, top + 0.14, wide, 0.45))
        name = safe(words)
        box = slide.shapes.add_textbox(Cm(left + 0.65), Cm(top), Cm(width_cm(name, 14) + 0.4), Cm(0.7))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = False
        frame.text = name
        frame.paragraphs[0].font.size = Pt(14)
        frame.paragraphs[0].font.color.rgb = colour("text")
        left += 0.65 + width_cm(name, 14) + 0.9
