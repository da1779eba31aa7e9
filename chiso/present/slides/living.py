"""Labels that follow their numbers: each is bound to a cell of the chart's own sheet that is a formula over its value,
so that who edits the sheet in PowerPoint reads the new number on the slide. Cell, field and what LibreOffice shows say
the same words. FIXED writes the separators of the machine: SUBSTITUTE makes ours of them, whatever they are.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.oxml.ns import qn

_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
_LONGEST = 200  # characters of words in a formula: a spreadsheet takes 255
_SPACE = "http://schemas.microsoft.com/office/drawing/2012/chart"
_OF_LABEL, _OF_SERIES = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}", "{02D57815-91ED-43cb-92C2-25804820EDAC}"
Labels = Sequence[tuple[str, str | None]]  # the words at each value ("" none), and the formula that says them


class Sheet(CategoryChartData):
    """The data of a chart with the labels of its series, in columns right of the values: `labels` has what heads each,
    its words and formulas."""

    labels: Sequence[tuple[str, Labels]] = ()

    def __init__(self, number_format: str) -> None:
        whole: Any = super()
        whole.__init__(number_format=number_format)

    @property
    def _workbook_writer(self) -> Any:
        return _writer(self)

    def reference(self, number: int) -> str:
        """The cells of the labels at that place among `labels`."""
        letter = column(1 + len(self) + number)
        return f"Sheet1!${letter}$2:${letter}${1 + len(self.labels[number][1])}"


class _Writer(CategoryWorkbookWriter):
    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        whole: Any = super()  # python-pptx does not say what its parts take
        whole._populate_worksheet(workbook, worksheet)
        first = 1 + len(self._chart_data)
        for at, (head, labels) in enumerate(self._chart_data.labels, start=first):
            worksheet.write_string(0, at, head)
            for row, (said, made) in enumerate(labels, start=1):
                if made is not None:
                    worksheet.write_formula(row, at, made, None, said)
                elif said:
                    worksheet.write_string(row, at, said)


_writer: Any = _Writer


def column(place: int) -> str:
    """What a sheet calls its column at that place, the first being 0."""
    return str(CategoryWorkbookWriter._column_reference(place + 1))


def labels(
    said: Sequence[str], own: int, values: Sequence[Sequence[float | None]]
) -> Iterator[tuple[str, str | None]]:
    """The words at each value of the series at the place `own` among all of a chart, with their formulas: over its own
    value, else that of another series in the same row, else their sum."""
    order = [own, *(place for place in range(len(values)) if place != own)]
    for row, words in enumerate(said):
        if not words:
            yield words, None
            continue
        known = {f"{column(1 + place)}{row + 2}": values[place][row] for place in order}
        cells = {cell: value for cell, value in known.items() if value is not None}
        whole = f"SUM({column(1)}{row + 2}:{column(len(values))}{row + 2})"
        yield words, formula(words, cells | {whole: math.fsum(cells.values())})


def formula(said: str, cells: Mapping[str, float]) -> str | None:
    """What says the same over the first of the cells (reference -> value) whose number stands in the words; None where
    none does."""
    for cell, value in cells.items():
        for match in _NUMBER.finditer(said):
            made = _number(match[0], value, cell, is_rate=said[match.end() : match.end() + 1] == "%")
            around = said[: match.start()], said[match.end() :]
            if made is not None and max(map(len, around)) < _LONGEST:
                before, after = (
                    f'"{words.replace(chr(34), 2 * chr(34))}"' if words else "" for words in around
                )
                return "=" + "&".join(filter(None, (before, made, after)))
    return None


def _number(text: str, value: float, cell: str, *, is_rate: bool) -> str | None:
    whole, _, part = text.partition(",")
    printed = float(f"{whole.replace('.', '')}.{part or 0}")
    shown = abs(value) * (100 if is_rate else 1)
    if not math.isclose(printed, shown, rel_tol=1e-12, abs_tol=0.5001 * 10 ** -len(part)):
        return None
    of = (f"ABS({cell})" if value < 0 else cell) + ("*100" if is_rate else "")
    if "." in whole and part:  # each of its own FIXED: one SUBSTITUTE cannot change both separators
        places = len(part)
        before = f'SUBSTITUTE(FIXED(TRUNC(ROUND({of},{places})),0,FALSE),",",".")'
        return f'{before}&","&RIGHT(FIXED({of},{places},TRUE),{places})'
    if part:
        return f'SUBSTITUTE(FIXED({of},{len(part)},TRUE),".",",")'
    return f'SUBSTITUTE(FIXED({of},0,FALSE),",",".")'


def bind(series: Any, said: Sequence[str], reference: str) -> None:
    """Makes fields of the typed labels of a series (c:ser), bound to the cells."""
    for label in series.iter(qn("c:dLbl")):
        for run in list(label.iter(qn("a:r"))):
            _make_field(run, label.find(qn("c:idx")).get("val"))
        made = _extension(label, _OF_LABEL)
        etree.SubElement(made, f"{{{_SPACE}}}dlblFieldTable")
        etree.SubElement(made, f"{{{_SPACE}}}showDataLabelsRange").set("val", "1")
    found = etree.SubElement(_extension(series, _OF_SERIES), f"{{{_SPACE}}}datalabelsRange")
    etree.SubElement(found, f"{{{_SPACE}}}f").text = reference
    cache = etree.SubElement(found, f"{{{_SPACE}}}dlblRangeCache")
    etree.SubElement(cache, qn("c:ptCount")).set("val", str(len(said)))
    for place, words in enumerate(said):
        if words:
            point = etree.SubElement(cache, qn("c:pt"), idx=str(place))
            etree.SubElement(point, qn("c:v")).text = words


def _extension(parent: Any, uri: str) -> Any:
    """A new extension at the end of an element."""
    known = etree.SubElement(parent, qn("c:extLst"))
    return etree.SubElement(known, qn("c:ext"), {"uri": uri}, nsmap={"c15": _SPACE})


def _make_field(run: Any, place: str) -> None:
    number = str(uuid5(NAMESPACE_OID, f"{place} {run.findtext(qn('a:t'))}")).upper()
    field = etree.Element(qn("a:fld"), {"id": f"{{{number}}}", "type": "CELLRANGE"})
    run.addprevious(field)
    look, text = run.find(qn("a:rPr")), run.find(qn("a:t"))
    if look is not None:
        field.append(look)
    etree.SubElement(field, qn("a:pPr"))
    field.append(text)
    run.getparent().remove(run)
