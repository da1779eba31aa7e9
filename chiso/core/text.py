"""Text made harmless wherever it is shown or written: XML, cells of a spreadsheet, CSV, Markdown; what is searched
in it (pure)."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from chiso.core import vietnamese as vi

NAMELESS = "Chưa rõ"  # what a list by something calls the records that do not say it
LONGEST_CELL = 32_767  # characters that Excel holds in one cell
DOMAIN = re.compile(r"[IVXLC]+|[A-ZĐ]")  # how a table of criteria numbers its domains
JOINER = "\u2060"  # invisible; keeps apart what a program would take together for a command or an address

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_FORMULA = re.compile(r"[\t\r]|\s*(?:[=+\-@\t\r]|\{=).", re.DOTALL)
_COMMAND = re.compile(r"\s*(?:=|(?:ftp|https?)://|mailto:|internal:|external:)", re.IGNORECASE)
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&^=\"'])")
# Streamlit and GitHub's Markdown look for :directives:, :emoji:, http://, mail addresses and "www" before a dot in
# the text itself, after its escapes are gone.
_FOUND_IN_TEXT = re.compile(r"(:(?=\S)|@(?=\S)|www(?=\.))", re.IGNORECASE)

_TYPED_DAY = re.compile(r"(?<![\w/])(\d{1,2})/(\d{1,2})(?=/\d{4}\b|\s|$)")
_TYPED_MONTH = re.compile(r"(?<![\w/])([12]/\d{4})(?!\S)")


def sought(typed: str) -> list[str]:
    """The words of a search, as `fold` leaves them; a day as it is printed, 5/3/2024 as 05/03/2024. A month stands in
    its days as it is typed, but 1/2024 and 2/2024, which stand in 11/2024 and 12/2024 too."""
    days = _TYPED_DAY.sub(lambda day: f"{day[1]:0>2}/{day[2]:0>2}", vi.fold(typed))
    return _TYPED_MONTH.sub(r"0\1", days).split()


def xml_text(text: str) -> str:
    """The text without what XML 1.0 cannot hold (section 2.2), and without what turns the text around it."""
    return _ILLEGAL.sub("", text)


def plain(text: object) -> str:
    """Text as Markdown that shows exactly that text in one line: no image, link, colour, emoji or formula."""
    line = vi.nfc(str(text if text is not None else ""))
    return _MARKUP.sub(r"\\\1", _FOUND_IN_TEXT.sub(rf"\1{JOINER}", line))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula (a lone sign it does not)."""
    return _FORMULA.match(text) is not None


def inert(text: str) -> str:
    """Text that XlsxWriter, too, leaves text: it makes formulas and links of what looks like one."""
    return JOINER + text if is_formula(text) or _COMMAND.match(text) else text


def missing(value: Any) -> bool:
    """None, NaN, NaT or pandas' NA (which refuses to be compared)."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:
        return True


def cell_value(value: Any) -> Any:
    """A value that a cell may hold: text without illegal characters, number, date; None for what is missing."""
    if isinstance(value, (list, tuple, set, np.ndarray)):
        value = "; ".join(str(part) for part in value)
    if missing(value) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, (bool, np.bool_)):
        return "Có" if value else "Không"
    if isinstance(value, np.generic):
        return cell_value(value.item())
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, datetime):
        return value.replace(tzinfo=None) if value.year >= 1900 else value.isoformat()
    if isinstance(value, (int, float, date)):
        return value
    return xml_text(str(value))[:LONGEST_CELL]


def _csv_cell(value: Any) -> str:
    if isinstance(value, Decimal):  # with the digits that it was given
        return str(value).replace(".", ",")
    value = cell_value(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return (f"{value:f}" if "e" in repr(value) else repr(value)).replace(".", ",")
    if isinstance(value, datetime):
        return vi.format_datetime(value)
    if isinstance(value, date):
        return vi.format_date(value)
    return str(value) if isinstance(value, int) else _csv_text(value)


def _csv_text(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    text = xml_text(text)
    return f"'{text}" if is_formula(text) else text


def table_csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV for a Vietnamese Excel: UTF-8 with BOM, ';', decimal comma, dd/mm/yyyy."""
    head = [_csv_text(str(name)) for name in frame.columns]
    text = (
        frame.astype(object)
        .map(_csv_cell)
        .to_csv(None, sep=";", index=False, header=head, lineterminator="\r\n")
    )
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


# Not before several: "1. Văn phòng; 2. Phòng A".
_LISTED = re.compile(r"^\(?[0-9]{1,2}\)?\s*[-–.:)]\s*(?=[^\W\d][^;\n]*$)")


def unlisted(text: str) -> str:
    """A name without its number in a list: "Văn phòng" of "02 - Văn phòng"."""
    return _LISTED.sub("", text)


def named_unit(name: str) -> str:
    """The name of a unit within a sentence; where nobody knows it "nơi chưa xác định"."""
    return f"nơi {name[:1].lower()}{name[1:]}" if name.startswith("Chưa ") else name


def enumerated(parts: Sequence[str]) -> str:
    """ "A", "A và B", "A, B và C"."""
    return " và ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def counted(counts: Mapping[str, int]) -> str:
    """What there is, by what is counted: "2 hồ sơ và 1 nhiệm vụ"; "" of nothing."""
    return enumerated([f"{vi.format_number(count)} {things}" for things, count in counts.items() if count])
