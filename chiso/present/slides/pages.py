"""A long list on as many slides as its canvas takes: each full, but the last."""

from collections.abc import Iterator
from dataclasses import replace

from chiso.present.slides.body import alone
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.model import Slide
from chiso.present.slides.tables import whole_rows


def pages(slide: Slide, canvas: Canvas) -> list[Slide]:
    """The slide, or where its table goes on the slides that hold it all: "left:1", "left:2", their headlines with
    "(1/2)"."""
    if not slide.goes_on or slide.table is None:
        return [slide]
    parts = [*_parts(slide, canvas)]
    stem = slide.topic.partition(":")[0]
    return [
        replace(
            part,
            topic=f"{stem}:{place}",
            headline=f"{slide.headline} ({place}/{len(parts)})" if len(parts) > 1 else slide.headline,
        )
        for place, part in enumerate(parts, start=1)
    ]


def _parts(slide: Slide, canvas: Canvas) -> Iterator[Slide]:
    table, at = slide.table, 0
    while table is not None and at < len(table.rows):
        rest = replace(table, rows=table.rows[at:])
        count = whole_rows(rest, alone(slide, canvas))
        yield replace(slide, table=replace(rest, rows=rest.rows[:count]))
        at += count
