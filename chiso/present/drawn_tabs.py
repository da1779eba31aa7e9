"""The sheets of the workbook with a chart: those of the pages, in the order of the meeting."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from chiso import figures
from chiso.core.vietnamese import format_date
from chiso.figures.plan_states import one_per_task
from chiso.present import deck
from chiso.present.deck.look import Look
from chiso.present.pictures import lateness, lost, points, rates
from chiso.present.sheet_charts import Picture
from chiso.present.workbooks import Tab
from chiso.words import criteria, indices

# topic of the deck -> what its sheet is called, what stands at the axis
_TOPICS = {
    "overdue": ("Quá hạn theo đơn vị", "Đơn vị"),
    "soon": ("Đến hạn theo đơn vị", "Đơn vị"),
    "online": ("Trực tuyến", "Ngày"),
    "online_units": ("Trực tuyến còn thiếu", "Đơn vị"),
    "digital": ("Số hóa, kết quả điện tử", "Chỉ tiêu"),
    "tasks": ("Nhiệm vụ theo đơn vị", "Đơn vị"),
    "petitions": ("Bộ chỉ số phục vụ", "Tháng"),
}


def tabs(look: Look) -> list[Tab]:
    """A sheet per chart that has something to draw; none twice: without a gap the deck shows the rates by unit."""
    found = [one for one in _pictures(look) if not one.picture.chart.is_empty]
    charts = [one.picture.chart for one in found]
    return [
        _tab(look, one) for place, one in enumerate(found) if one.picture.chart not in charts[place + 1 :]
    ]


class _Drawn(NamedTuple):
    """The topic that is of the same exports, the name of a sheet, its chart, the title and the note over it."""

    topic: str
    name: str
    picture: Picture
    headline: str
    note: str = ""


def _tab(look: Look, drawn: _Drawn) -> Tab:
    frame, columns = drawn.picture.table()
    title = f"{drawn.headline}, tính đến {format_date(look.as_of)}"
    source = replace(look, topic=drawn.topic).source
    return Tab(drawn.name, frame, title, drawn.note, source, columns, picture=drawn.picture)


def _pictures(look: Look) -> Iterator[_Drawn]:
    for slide in deck.storyboard(look, deck.Choice(tuple(_TOPICS))):
        if slide.chart is not None and slide.topic in _TOPICS:
            name, axis = _TOPICS[slide.topic]
            yield _Drawn(slide.topic, name, Picture(slide.chart, axis), slide.headline, slide.note)
    for code, name in rates.TRENDS.items():
        chart = rates.by_unit(look.by_unit(code), deck.topics.MOST_UNITS)
        picture = Picture(chart, "Đơn vị")
        yield _Drawn("online_units", f"{name} theo đơn vị", picture, f"{name}: {chart.headline}", chart.note)
    if look.asked.unit is None:
        yield from _of_agency(look)


def _of_agency(look: Look) -> Iterator[_Drawn]:
    sheet = look.scores
    if sheet.rows:
        rows = pd.DataFrame(sheet.rows).assign(short=[criteria.short(row["name"]) for row in sheet.rows])
        chart = lost.losses(rows, sheet.total, year=sheet.year, is_whole=True)
        yield _Drawn("criteria", f"Mất điểm {sheet.year}", Picture(chart, "Tiêu chí"), chart.headline)
    scores = figures.scores(look.store, look.agency, look.as_of)
    own = scores[scores["own"]]
    for name in indices.in_order(own):
        rows = indices.totals(own, name)
        if rows["score"].count() > 1:  # one year is no picture
            said = indices.headline(rows, name)
            chart = points.years(rows, headline=said, note="", breaks=indices.breaks(rows))
            yield _Drawn("indices", name, Picture(chart, "Năm"), said)
    plan = figures.plan(look.store, look.asked)
    if not plan.empty:
        by_section = lateness.sections(one_per_task(plan))
        yield _Drawn("plan", "Kế hoạch theo mục", Picture(by_section, "Mục"), by_section.headline)
