"""Percentages that a workbook keeps as plain numbers: 0.915 in a cell formatted "0.00%" is read as "91.5%".

The people who fill such a cell type and see a percent sign; calamine hands over the number alone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from chiso.intake.files.sheets import column_number

Cells = list[tuple[int, int]]

# Excel's own formats 0% and 0.00%.
BUILT_IN = {"9", "10"}
# Tables with percentages are small; a sheet of many megabytes is a list of dossiers.
MOST_BYTES = 30 * 1024 * 1024

_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_QUOTED = re.compile(r'"[^"]*"|\\.')


def percent_text(text: str | None) -> str | None:
    """ "0.915" -> "91.5%"; None for what is no plain number."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) > 10**9:
        return None
    # A double of 0.07 times 100 is 7.000000000000001; fifteen digits are what it holds.
    shown = f"{round(number * 100, 12):f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    # Three digits behind the point would look like thousands.
    return f"{shown}0%" if re.search(r"\.[0-9]{3}$", shown) else f"{shown}%"


def percent_cells(content: bytes) -> dict[str, Cells]:
    """Sheet name -> (0-based row, 0-based column) of its numbers in a percent format; {} where nothing is formatted so.

    A package that cannot be understood has none: its reader says what is wrong with it.
    """
    try:
        with ZipFile(BytesIO(content)) as package:
            return _percent_cells(package)
    except (BadZipFile, KeyError, OSError, ValueError, NotImplementedError, etree.XMLSyntaxError):
        return {}


def _percent_cells(package: ZipFile) -> dict[str, Cells]:
    names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    styles = names.get("xl/styles.xml")
    formats = _percent_styles(_tree(package, styles)) if styles else set()
    if not formats:
        return {}
    found: dict[str, Cells] = {}
    for sheet, part in _parts(package, names):
        if package.getinfo(part).file_size > MOST_BYTES:
            continue
        cells = list(_formatted(package.read(part), formats))
        if cells:
            found[sheet] = cells
    return found


def _tree(package: ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(name), parser)


def _percent_styles(styles: Any) -> set[bytes]:
    codes = {
        one.get("numFmtId"): _QUOTED.sub("", one.get("formatCode") or "")
        for one in styles.iterfind(".//{*}numFmts/{*}numFmt")
    }
    percents = BUILT_IN - set(codes) | {number for number, code in codes.items() if number and "%" in code}
    cells = styles.iterfind("{*}cellXfs/{*}xf")
    return {str(index).encode() for index, one in enumerate(cells) if one.get("numFmtId") in percents}


def _parts(package: ZipFile, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(sheet name, part) of every sheet."""
    relations = {
        one.get("Id"): one.get("Target") or ""
        for one in _tree(package, names["xl/_rels/workbook.xml.rels"]).iterfind("{*}Relationship")
    }
    for sheet in _tree(package, names["xl/workbook.xml"]).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        target = relations.get(link, "").lstrip("/").lower()
        part = names.get(target if target.startswith("xl/") else f"xl/{target}")
        if part:
            yield sheet.get("name") or "", part


def _formatted(text: bytes, formats: set[bytes]) -> Iterator[tuple[int, int]]:
    for cell in _CELL.finditer(text):
        style = _STYLE.search(cell[1])
        if style is None or style[1] not in formats:
            continue
        kind, place = _TYPE.search(cell[1]), _PLACE.search(cell[1])
        if place and (kind is None or kind[1] == b"n"):
            yield int(place[2]) - 1, column_number(place[1].decode())
