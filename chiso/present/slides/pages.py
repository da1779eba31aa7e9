"""A long list on as many slides as its canvas takes: its rows shared out, its columns the same on each."""

from dataclasses import replace

from chiso.present.slides.body import alone
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.model import Slide
from chiso.present.slides.tables import shared_out


def pages(slide: Slide, canvas: Canvas) -> list[Slide]:
    """The slide, or where its table goes on the slides that hold it all: "left:1", "left:2", their headlines with
    "(1/2)"."""
    if not slide.goes_on or slide.table is None:
        return [slide]
    parts = shared_out(slide.table, alone(slide, canvas))
    stem = slide.topic.partition(":")[0]
    return [
        replace(
            slide,
            table=part,
            topic=f"{stem}:{place}",
            headline=f"{slide.headline} ({place}/{len(parts)})" if len(parts) > 1 else slide.headline,
        )
        for place, part in enumerate(parts, start=1)
    ]
