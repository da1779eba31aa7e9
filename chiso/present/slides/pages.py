"""A long list on as many slides as its canvas takes: its rows shared out, its columns the same on each."""

from collections.abc import Iterator
from dataclasses import replace

from chiso.present.columns import Table
from chiso.present.slides.base import Box
from chiso.present.slides.body import alone
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.model import Slide
from chiso.present.slides.tables import listed_widths, whole_rows


def pages(slide: Slide, canvas: Canvas) -> list[Slide]:
    """The slide, or where its table goes on the slides that hold it all: "left:1", "left:2", their headlines with
    "(1/2)"."""
    if not slide.goes_on or slide.table is None:
        return [slide]
    parts = _parts(slide, slide.table, canvas)
    stem = slide.topic.partition(":")[0]
    return [
        replace(
            part,
            topic=f"{stem}:{place}",
            headline=f"{slide.headline} ({place}/{len(parts)})" if len(parts) > 1 else slide.headline,
        )
        for place, part in enumerate(parts, start=1)
    ]


def _parts(slide: Slide, table: Table, canvas: Canvas) -> list[Slide]:
    """As few slides as hold it, with about as many rows each."""
    box = alone(slide, canvas)
    table = replace(table, fixed=listed_widths(table, box))
    few = full = [*_split(table, box, len(table.rows))]
    for most in range(-(-len(table.rows) // len(full)), len(table.rows)):
        few = [*_split(table, box, most)]
        if len(few) == len(full):
            break
    return [replace(slide, table=part) for part in few]


def _split(table: Table, box: Box, most: int) -> Iterator[Table]:
    """Its rows in parts that stand whole on a slide, none with more than so many."""
    at = 0
    while at < len(table.rows):
        rest = replace(table, rows=table.rows[at : at + most])
        at += (count := whole_rows(rest, box))
        yield replace(rest, rows=rest.rows[:count])
