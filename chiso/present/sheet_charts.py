"""Excel's own chart of a `Chart`, which reads the cells of its sheet: who edits a number there moves the picture.

Series, looks and the span of the axis are those of the slides (`slides.native`). A target stands over upright columns
as a mark, since no lying bar has one that Excel and LibreOffice both draw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd
from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import NumFmt, StrRef
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.utils import get_column_letter

from chiso.core.text import xml_text
from chiso.present.chart import Chart, Unit
from chiso.present.columns import Column, Columns
from chiso.present.palette import palette
from chiso.present.sheet_looks import VI
from chiso.present.slides.base import TARGET
from chiso.present.slides.native import TOTAL, parts
from chiso.present.slides.scales import span
from chiso.present.slides.styled import Drawn

_LYING = ("bars", "stacked", "waterfall")
_MOST_POINTS, _MOST_NAMES = 60, 12  # days in a table; names under an axis
# rows of a table below which a chart is seen with it; centimetres that a page still shows, and those that it shows
# without a glass; the narrowest chart
_SHORT, _READ, _WELL, _NARROW = 20, 36.0, 33.0, 15.0
_KINDS: Mapping[Unit, str] = {"rate": "percent", "count": "count", "points": "number"}
_CODES: Mapping[Unit, str] = {"rate": "0.0%", "count": "#,##0", "points": "0.00"}
_AXES: Mapping[Unit, tuple[str, str]] = {
    "rate": ("Tỷ lệ", "0%"),
    "count": ("Số", "#,##0"),
    "points": ("Điểm", "0.0"),
}


def _ink(role: str) -> str:
    return palette("print")[role][1:]


@dataclass(frozen=True)
class Picture:
    """A chart on its sheet; `names`: what stands at its axis, as column and as the axis' title."""

    chart: Chart
    names: str

    @property
    def drawn(self) -> tuple[tuple[str, ...], list[Drawn], list[int]]:
        """Names and series of the native chart and which places of them stand in the table: of many days one a week,
        counted from the last that is known."""
        names, series = parts(self.chart)
        series = [one for one in series if one.series.name != TOTAL]
        last = max((place for one in series[:1] for place in one.series.known), default=0)
        step = 7 if len(names) > _MOST_POINTS else 1
        kept = [at for at in range(len(names)) if (at - last) % step == 0 or at in (0, len(names) - 1)]
        return names, series, kept

    def table(self) -> tuple[pd.DataFrame, Columns]:
        """The cells that the chart reads: its names, then a column per series."""
        names, series, kept = self.drawn
        frame = {"name": [names[at].replace("\n", " ") for at in kept]}
        columns = {"name": Column(self.names)}
        called = [one.series.name for one in series]
        for number, one in enumerate(series):
            frame[f"value_{number}"] = [one.series.values[at] for at in kept]  # type: ignore[misc]
            head = called[number]
            if called.count(head) > 1 and (known := one.series.known):  # a piece of a line: "Điểm 2011–2020"
                ends = dict.fromkeys(names[at].split("\n")[0] for at in (known[0], known[-1]))
                head = f"{head} {'–'.join(ends)}"
            columns[f"value_{number}"] = Column(head, _KINDS[self.chart.unit])
        return pd.DataFrame(frame).astype(dict.fromkeys(frame, object)), columns

    @property
    def width(self) -> float:
        """Centimetres: long names stand left of lying bars."""
        is_long = self.chart.kind in _LYING and max(map(len, self.drawn[0])) > 30
        return 26.0 if is_long else 20.0

    def beside(self, rows: int, across: float) -> float:
        """Its width beside a table so many centimetres across: a long one moves a chart of days together, or both are
        printed small."""
        if rows <= _SHORT or self.chart.kind in _LYING:
            return self.width
        return min(self.width, max(_NARROW, _WELL - across))

    @property
    def height(self) -> float:
        """Centimetres: lying bars stand one under the other."""
        lying = self.chart.kind in _LYING
        return max(9.0, 0.9 * len(self.drawn[0]) + 4.0) if lying else 11.0


def add(sheet: Any, picture: Picture, head_row: int, wide: Sequence[float]) -> tuple[int, int]:
    """Draws the chart of the table whose head is in that row and whose columns are so wide; answers the last column
    and row that it covers."""
    _, series, kept = picture.drawn
    plots = [_bars(picture.chart), _lines()]
    for number, one in enumerate(series):
        plots[_is_line(picture.chart, one)].series.append(
            _series(sheet, picture, (one, kept), (number + 2, head_row))
        )
    first, *over = [plot for plot in plots if plot.series]
    for plot in (first, *over):
        plot.set_categories(Reference(sheet, 1, head_row + 1, 1, head_row + len(kept)))
    _axes(first, picture, len(kept), series)
    for plot in over:
        plot.y_axis.axId = first.y_axis.axId
        first += plot
    hidden = [number for number, one in enumerate(series) if one.look == "none" and one.series.name != TARGET]
    first.legend = Legend(legendEntry=[LegendEntry(idx=number, delete=True) for number in hidden])
    first.legend.position = "b"
    if len({one.series.name for place, one in enumerate(series) if place not in hidden}) < 2:
        first.legend = None
    first.title = _title(picture.chart.headline or picture.chart.note, 1200, bold=True)
    first.width, first.height = picture.beside(len(kept), sum(wide) * 0.2), picture.height
    (column, row), last = _place(sheet, first.width, (head_row, len(kept)), wide)
    sheet.add_chart(first, f"{get_column_letter(column)}{row}")
    return last, row + ceil(picture.height / 0.53)


def _place(
    sheet: Any, width: float, table: tuple[int, int], wide: Sequence[float]
) -> tuple[tuple[int, int], int]:
    """Where a chart so wide stands, and the last column that it covers: beside its table (row of the head, rows), or
    below a short one beside which the page would be too wide to be read. 9 characters are 1.8 cm, a row is 0.53 cm."""
    (head_row, rows), across = table, sum(wide) * 0.2
    if rows <= _SHORT and across + width > _READ:
        more = range(len(wide) + 1, len(wide) + 1 + ceil(max(0.0, width - across) / 1.8))
        place, last = (1, head_row + rows + 2), max(more, default=len(wide))
    else:
        sheet.column_dimensions[get_column_letter(len(wide) + 1)].width = 3
        more = range(len(wide) + 2, len(wide) + 2 + ceil(width / 1.8))
        place, last = (more[0], head_row + 1), more[-1]
    for column in more:
        sheet.column_dimensions[get_column_letter(column)].width = 9
    return place, last


def _bars(chart: Chart) -> Any:
    plot = BarChart()
    plot.type = "bar" if chart.kind in _LYING else "col"
    plot.grouping = "stacked" if _is_stack(chart) else "clustered"
    plot.overlap, plot.gapWidth = 100 if plot.grouping == "stacked" else 0, 60
    return plot


def _is_stack(chart: Chart) -> bool:
    return chart.is_stack or chart.kind in ("stacked", "waterfall")


def _lines() -> Any:
    plot = LineChart()
    plot.grouping = "standard"
    return plot


def _is_line(chart: Chart, one: Drawn) -> bool:
    return one.is_line or (one.series.name == TARGET and chart.kind not in _LYING)


def _series(sheet: Any, picture: Picture, drawn: tuple[Drawn, Sequence[int]], at: tuple[int, int]) -> Any:
    """One series: name, values and names by reference to their cells; colours by role; labels where they are read."""
    (one, kept), (column, head_row) = drawn, at
    series = Series(Reference(sheet, column, head_row + 1, column, head_row + len(kept)))
    head = Reference(sheet, column, head_row, column, head_row)
    series.tx = SeriesLabel(strRef=StrRef(f=str(head)))
    roles = [one.series.role_at(place) for place in kept]
    usual = max(dict.fromkeys(roles), key=roles.count)  # of as many the first: a set's order is no order
    if _is_line(picture.chart, one):
        _as_line(series, one, usual, is_mark=picture.chart.kind in ("bullets", "slope"))
    else:
        series.invertIfNegative = False
        series.graphicalProperties = _fill(None if one.look == "none" else usual)
        series.dPt = [
            DataPoint(idx=place, invertIfNegative=False, spPr=_fill(role))
            for place, role in enumerate(roles)
            if role != usual and one.look != "none"
        ]
    series.dLbls = DataLabelList(dLbl=_labels(picture, one, kept))
    _hushed(series.dLbls)
    return series


def _labels(picture: Picture, one: Drawn, kept: Sequence[int]) -> list[Any]:
    """The values that are read: a line's last one, every bar's, inside where there is room and clear of a mark."""
    known = [at for at, place in enumerate(kept) if one.series.values[place]]
    if one.look in ("line", "dot"):
        goes_on = one.look == "line" and any(other.look == "dot" for other in picture.drawn[1])
        return [_label(picture, at, "b" if goes_on else "t", "") for at in known[-1:]]
    if one.look != "fill" or picture.chart.labels == "none" or picture.chart.kind == "waterfall":
        return []  # the names of a waterfall say its steps
    stack, most = _is_stack(picture.chart), max(filter(None, one.series.values), default=0.0)
    found = []
    for at in known:
        role, value = one.series.role_at(kept[at]), one.series.values[kept[at]] or 0.0
        if stack and not picture.chart.has_room(value):
            continue
        inside = stack or (bool(picture.chart.targets) and value > most / 3)
        place = "ctr" if stack else "inBase" if inside else "outEnd"
        found.append(_label(picture, at, place, role if inside else ""))
    return found


def _as_line(series: Any, one: Drawn, role: str, *, is_mark: bool) -> None:
    series.smooth = False
    series.marker = Marker(symbol="none")
    if one.series.name == TARGET and is_mark:
        series.marker = Marker(symbol="dash", size=18, spPr=_fill("text"))
        series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
        return
    if len(one.series.known) == 1:  # a line has no other picture of one point
        series.marker = Marker(symbol="circle", size=7, spPr=_fill(role))
    width = {"line": 32_000, "dot": 25_000, "dash": 20_000}.get(one.look, 12_000)
    line = LineProperties(w=width, solidFill=_ink(role))
    if one.look in ("dash", "dot"):
        line.prstDash = "dash" if one.look == "dash" else "sysDot"
    series.graphicalProperties = GraphicalProperties(ln=line)


def _fill(role: str | None) -> Any:
    if role is None:
        return GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    return GraphicalProperties(solidFill=_ink(role), ln=LineProperties(noFill=True))


def _label(picture: Picture, at: int, place: str, ground: str) -> Any:
    """The number of one value; `ground`: the role of the bar on which it stands, "" for the paper."""
    label = DataLabel(idx=at, dLblPos=place, numFmt=f"{VI}{_CODES[picture.chart.unit]}")
    _hushed(label)
    label.showVal = True
    colours = palette("print")
    label.txPr = _text(900, bold=True, ink=(colours.on(ground) if ground else colours["text"])[1:])
    return label


def _hushed(label: Any) -> None:
    label.showVal = label.showSerName = label.showCatName = label.showLegendKey = label.showPercent = False


def _axes(plot: Any, picture: Picture, count: int, series: Sequence[Drawn]) -> None:
    words, code = _AXES[picture.chart.unit]
    words = (
        f"{words} {picture.chart.things}" if picture.chart.unit == "count" and picture.chart.things else words
    )
    names, values = plot.x_axis, plot.y_axis
    names.delete = values.delete = False
    names.title, values.title = _title(picture.names), _title(words)
    names.tickLblPos = "low"
    names.txPr = values.txPr = _text(900)
    names.majorTickMark = values.majorTickMark = "none"
    names.tickLblSkip = max(1, ceil(count / _MOST_NAMES)) if plot.tagname == "lineChart" else 1
    values.numFmt = NumFmt(f"{VI}{code}", sourceLinked=False)
    values.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_ink("grid")))
    values.scaling.min, values.scaling.max = span(picture.chart, series)
    if picture.chart.kind in _LYING:
        names.scaling.orientation = "maxMin"  # the first row on top, as in the table
        values.crosses = "max"


def _text(size: int, *, bold: bool = False, ink: str = _ink("text")) -> Any:
    font = CharacterProperties(sz=size, b=bold, lang="vi-VN", solidFill=ink)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=font), endParaRPr=font)])


def _title(words: str, size: int = 900, *, bold: bool = False) -> Any:
    title: Any = title_maker(xml_text(words))
    title.overlay = False
    font = CharacterProperties(sz=size, b=bold, lang="vi-VN")
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=font)
        for run in paragraph.r:
            run.rPr = font
    return title
