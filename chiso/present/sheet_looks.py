"""How a sheet of a workbook looks: formats by kind of value, fills, heads, widths, heights, and its page on paper."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import ceil
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from chiso.core import vietnamese as vi
from chiso.core.text import cell_value
from chiso.present.palette import palette

VI = "[$-42A]"  # a comma before the decimals wherever the program lets the format decide
_FORMATS: Mapping[str, str] = {
    "count": f"{VI}#,##0",
    "number": f"{VI}#,##0.00",
    "percent": f"{VI}0.00%",
    "days": f'{VI}#,##0" ngày"',
    "month": "mm/yyyy",
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
    "text": "@",
}
_INK = {role: colour[1:] for role, colour in palette("print").colours.items()}
FILLS = {
    role: PatternFill("solid", fgColor=_INK[f"{role}_tint"]) for role in ("alarm", "warning", "good", "muted")
}
# text keeps off the number before it and goes on below where its column ends
TEXT = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
PLAIN = Alignment(vertical="top")
TITLE: Mapping[str, Any] = {"font": Font(bold=True, size=14), "alignment": Alignment()}
NOTE: Mapping[str, Any] = {"font": Font(italic=True, color=_INK["gray"]), "alignment": Alignment()}
HEAD: Mapping[str, Any] = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor=_INK["accent_tint"]),
    "border": Border(bottom=Side("thin", color=_INK["axis"])),
    "alignment": Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1),
}
_OVER_NUMBERS: Mapping[str, Any] = {**HEAD, "alignment": Alignment("center", "center", wrap_text=True)}
_WIDEST, _NARROWEST, _USUAL, _ACROSS = 44, 10, 8.5, 140  # columns, and a page, in characters
_LEAST, _SMALL = 24, 180  # of a table wider than that long texts give way, or nobody can read it on paper
PAGE_ROWS = 40  # of a page that is read without a glass
_LINE, _HIGHEST = 15, 400  # points: of a line of text, of a row in Excel
_A4 = 9  # as Excel numbers paper


def for_paper(sheet: Any, area: str, head_row: int, *, is_whole: bool) -> None:
    """A4 on its side, as wide as the page, the head on each, the sheet's name and the page below; `is_whole`: all of it
    on one page, or a chart is cut."""
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.print_area = area
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = int(is_whole)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.7, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Trang &P/&N"


def in_lines(text: str) -> list[str]:
    """What stands above a table in lines as long as a page is wide: in one line the whole sheet is printed small."""
    return wrap(text, _ACROSS, break_long_words=False, break_on_hyphens=False)


def columns_under(widths: Sequence[float], above: Sequence[str]) -> int:
    """So many columns that what stands above a narrow table is printed whole."""
    longest = max(map(len, above), default=0)
    return len(widths) + max(0, ceil((longest - sum(widths)) / _USUAL))


def heighten(sheet: Any, row: int, values: Iterable[Any], widths: Sequence[float]) -> None:
    """A row as high as its longest text needs in its column; LibreOffice cuts what only wraps."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and (_wide(value) > width or "\n" in value):
            # letters are narrower than the digits of which a width is counted
            room = max(1.0, 1.1 * width - 2)
            lines = max(lines, sum(max(1, ceil(_wide(line) / room)) for line in value.split("\n")))
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE * lines + 2, _HIGHEST)


def codes_of(values: "pd.Series[Any]", wanted: str | Sequence[str]) -> Sequence[str]:
    """Excel's number format of each row of a column; of text without a format the values decide."""
    if isinstance(wanted, str):
        wanted = [_kind(values) if wanted == "text" else wanted] * len(values)
    return [_FORMATS.get(one, one) for one in wanted]


def over(values: "pd.Series[Any]") -> Mapping[str, Any]:
    """How the head of a column looks: over text at its left, over numbers in the middle."""
    is_text = all(isinstance(cell_value(value), (str, type(None))) for value in values.head(20))
    return HEAD if is_text else _OVER_NUMBERS


def _kind(values: "pd.Series[Any]") -> str:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        known = values.dropna()
        return "date" if (known == known.dt.normalize()).all() else "datetime"
    shown = [value for value in values.head(1000) if cell_value(value) is not None]
    if any(isinstance(value, datetime) and (value.hour or value.minute) for value in shown):
        return "datetime"
    if any(isinstance(value, date) for value in shown):
        return "date"
    numbers = [float(value) for value in shown if isinstance(value, (int, float, np.number))]
    return "count" if all(number == int(number) for number in numbers) else "number"


def widths(heads: Sequence[str], columns: Sequence[Iterable[Any]]) -> list[float]:
    """How wide each column is in characters: as its longest text, no wider than 44 or what a page leaves it."""
    wanted = [_width(head, values) for head, values in zip(heads, columns, strict=True)]
    usual = [min(_WIDEST, width) for width in wanted]
    left = _ACROSS - sum(usual)
    if sum(usual) > _SMALL:
        least = [min(one, max(_LEAST, _word(values) + 3)) for one, values in zip(usual, columns, strict=True)]
        spare = sum(usual) - sum(least)
        part = min(1.0, (sum(usual) - _SMALL) / spare) if spare else 0.0
        return [one - part * (one - low) for one, low in zip(usual, least, strict=True)]
    return [min(width, max(_WIDEST, one + left)) for width, one in zip(wanted, usual, strict=True)]


def _word(values: Iterable[Any]) -> float:
    """The longest word of a column, so that a code or a dossier's number stays on one line."""
    texts = (text for value in list(values)[:500] if isinstance(text := cell_value(value), str))
    return max((_wide(word) for text in texts for word in text.split()), default=0.0)


def _width(head: str, values: Iterable[Any]) -> float:
    longest = max((_shown(value) for value in list(values)[:500]), default=0)
    words = max((len(word) for word in head.split()), default=0)
    return max(longest + 2, words + 4, len(head) / 2 + 4, _NARROWEST)


def _shown(value: Any) -> float:
    value = cell_value(value)
    if value is None:
        return 0
    if isinstance(value, (datetime, date)):
        return 16 if isinstance(value, datetime) and (value.hour or value.minute) else 10
    if isinstance(value, (int, float)):
        return len(vi.format_number(value)) + 1
    return max(_wide(line) for line in str(value).split("\n"))


def _wide(text: str) -> float:
    """Characters of a line; capitals are wider than the digits of which a width is counted."""
    return len(text) + 0.3 * sum(letter.isupper() for letter in text)
