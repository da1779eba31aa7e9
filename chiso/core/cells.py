"""Values as a cell of a spreadsheet or CSV may hold them: harmless text, real numbers and dates (pure)."""

import csv
import io
import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from chiso.core import vietnamese as vi
from chiso.core.harmless import xml_text

LONGEST = 32_767  # characters that Excel holds in one cell
_LIVE = re.compile(r"\s*[=+\-@\t\r].", re.DOTALL)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula (a lone sign it does not)."""
    return _LIVE.match(text) is not None or text[:1] in ("\t", "\r")


def plain(value: Any) -> Any:
    """A value that a cell may hold: text without illegal characters, number, date; None for what is missing."""
    if isinstance(value, (list, tuple, set, np.ndarray)):
        value = "; ".join(str(part) for part in value)
    if value is None or value is pd.NaT or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if value is pd.NA:
        return None
    if isinstance(value, (bool, np.bool_)):
        return "Có" if value else "Không"
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime):
        return value.replace(tzinfo=None) if value.year >= 1900 else value.isoformat()
    if isinstance(value, (int, float, date)):
        return value
    return xml_text(str(value))[:LONGEST]


def _csv_cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(value).replace(".", ",") if "e" not in repr(value) else f"{value:f}".replace(".", ",")
    if isinstance(value, datetime):
        return vi.format_datetime(value)
    if isinstance(value, date):
        return vi.format_date(value)
    return str(value) if isinstance(value, int) else _csv_text(value)


def _csv_text(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = xml_text(text)
    return "'" + text if _LIVE.match(text) or (text[:1] in "\t\r" and text) else text


def table_csv(frame: pd.DataFrame, columns: Mapping[str, str] | None = None) -> bytes:
    """The table as CSV for a Vietnamese Excel: UTF-8 with BOM, ';', decimal comma, dd/mm/yyyy."""
    chosen = columns or {str(name): str(name) for name in frame.columns}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_text(head) for head in chosen.values()])
    for row in frame[list(chosen)].itertuples(index=False, name=None):
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")
