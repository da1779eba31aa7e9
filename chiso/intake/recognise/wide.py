"""Index tables that are not one score per row, found (pure), and the names in them of indices, components and places;
`chiso.intake.clean.prepare` makes them plain.

Understood: places (or agencies) × components; components × years; places × years; and pairs of place and score that
are each sorted on their own, as the PCI workbooks print them (row n is another province in every pair).
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache

from chiso.core import settings
from chiso.core.vietnamese import fold, nfc, parse_number
from chiso.intake.recognise import codes
from chiso.intake.recognise.header import Grid
from chiso.intake.recognise.layout import Wide, WideEntry
from chiso.intake.recognise.title import loose_year

_SCORE, _HEADER_LEVELS, _ENOUGH = "score", 3, 3
_NUMBERING = ("stt", "tt", "thu tu", "no", "ma pci", "pci id")
_GROUP = re.compile(r"(?:nhom )?(?:chi so|chi tieu|sub-?index)\b")
_YEAR_HEAD = re.compile(r"(?:nam |pci |papi |diem |diem nam )?(20[0-4][0-9])")

_NAMES = tomllib.loads(settings.INDEX_NAMES.read_text(encoding="utf-8"))
INDEX_WORDS: Mapping[str, str] = _NAMES["indices"]
# index -> stored name -> other names
COMPONENTS: Mapping[str, Mapping[str, list[str]]] = _NAMES["components"]

TOTAL = ""  # the component of an index's own score
RANK, RATING = "rank", "rating"

_TOTAL = re.compile(
    r"(?:weighted )?(?:(?:tong )?diem (?:so )?(?:tong hop )?(?:chi so )?|tong (?:hop )?(?:chi so )?|"
    r"chi so (?:tong hop )?)?"
    r"(?:pci|papi|pgi|sipas|paca|ddci|par[- ]?index|cchc)"
    r"(?: cuoi cung| tong hop| tong| chung)?(?: scores?| index| co trong so| da co trong so)?"
    r"|tong diem|tong so diem|diem tong hop|tong diem chi so|tong hop diem|co trong so|diem tong|chi so tong hop|"
    r"diem chung"
    r"|chi so papi khong co trong so|un-?weighted ?papi"
)
_RANK = re.compile(
    r"(?:bang )?xep hang|thu hang|ranking|rank|hang|vi tri|(?:xep hang|thu hang) [a-z ]+|[a-z]+ ranking"
)
_RATING = re.compile(r"(?:xep loai|nhom xep hang|nhom|phan loai|nhom dieu hanh)(?: [a-z]+)?|[a-z]* ?tier")
_NUMBERED = re.compile(
    r"^(?:chi so thanh phan|chi so|sub-?index|noi dung|truc noi dung)\s*[0-9]*\s*[:.–-]\s*|^[0-9]{1,2}\s*[.)]\s*"
)
_ENDING = re.compile(
    r"\s*\((?!khong co trong so|da co|co trong so|chua)[^)]*\)?\s*$|\s+(?:sub-index|sub index)\b.*$|\s*\(.*/.*$"
)


def find_wide(grid: Grid, file_name: str, year: int | None) -> Wide | None:
    """The wide index table of a sheet, or None. `year` is what the uploader said."""
    best: Wide | None = None
    for index in COMPONENTS:
        found = _components_across(grid, index, file_name, year) or _components_down(grid, index, file_name)
        if found and (best is None or found.size > best.size):
            best = found
    return best


def _components_across(grid: Grid, index: str, file_name: str, year: int | None) -> Wide | None:
    rows = range(min(60, len(grid.rows)))
    known = {row: {c for _, text in grid.cells(row) if (c := component_of(text, index))} for row in rows}
    first = max(rows, key=lambda row: (len(known[row]), -row), default=None)
    if first is None or len(known[first]) < _ENOUGH:
        return None
    last = first
    while first and _is_header(grid, first - 1, index):
        first -= 1
    while last + 1 < len(grid.rows) and last - first < _HEADER_LEVELS and _is_header(grid, last + 1, index):
        last += 1
    labels = _label_columns(grid, last + 1)
    if not labels:
        return None
    meanings = _meanings(grid, first, last, index)
    values = [column for column in sorted(meanings) if column not in labels]
    if not values or len({meanings[c][1] for c in values if meanings[c][0] == _SCORE}) < _ENOUGH:
        return None
    pairs = any(label > values[0] for label in labels) and len(labels) > 2
    home = _best_label(grid, [label for label in labels if label < values[0]] or labels, last + 1)

    entries = []
    for column in values:
        attribute, component, header = meanings[column]
        label = max((label for label in labels if label < column), default=home) if pairs else home
        entries.append(WideEntry(column, label, header, attribute, component))
    total = " ".join(h for a, c, h in meanings.values() if (a, c) == (_SCORE, TOTAL))
    when, warnings = _year_of(grid, first, total, file_name, year)
    constants = {"index": index} | ({"year": str(when)} if when else {})
    if index == codes.INDEX:
        entries = codes.of_year(entries, when)
    unknown = _unknown(grid, first, last, {*(entry.column for entry in entries), *labels})
    return Wide("place", tuple(entries), constants, first, last, len(entries), when, unknown, warnings)


def _is_header(grid: Grid, row: int, index: str) -> bool:
    """A row of headings beside the one with the components: another language, numbering or grouping of them."""
    cells = grid.cells(row)
    if len(cells) < 2 or any(parse_number(text) is not None for _, text in cells):
        return False
    said = sum(component_of(text, index) is not None or side_of(text) is not None for _, text in cells)
    numbered = [text for _, text in cells if _GROUP.match(fold(text))]
    return said >= 2 or len(numbered) >= 2


def _label_columns(grid: Grid, start: int) -> list[int]:
    found = []
    for column in range(grid.width):
        texts = [text for row in grid.rows[start:] if (text := row[column]) and not is_summary(text)]
        places = sum(place_of(text) is not None or is_agency(text) for text in texts)
        if places and places >= 0.6 * len(texts):
            found.append(column)
    return found


def _best_label(grid: Grid, labels: Sequence[int], start: int) -> int:
    """Of several label columns the one with Vietnamese letters (the others are in English)."""
    texts = {label: [row[label] or "" for row in grid.rows[start:]] for label in labels}
    return max(labels, key=lambda label: (sum(not text.isascii() for text in texts[label]), -label))


def _meanings(grid: Grid, first: int, last: int, index: str) -> dict[int, tuple[str, str, str]]:
    """column -> (attribute, component, printed header); of two columns for one score the first counts."""
    out: dict[int, tuple[str, str, str]] = {}
    for column in range(grid.width):
        for row in range(last, first - 1, -1):
            text = grid.rows[row][column]
            if not text:
                continue
            component, side = component_of(text, index), side_of(text)
            meaning = (_SCORE, component) if component is not None else (side, TOTAL) if side else None
            if meaning and meaning not in [known[:2] for known in out.values()]:
                out[column] = (str(meaning[0]), str(meaning[1]), text)
                break
    if (_SCORE, TOTAL) in [known[:2] for known in out.values()]:
        return out
    # Whose rank it is, is not printed: without the index's own score there is no row that could hold it.
    return {column: known for column, known in out.items() if known[0] == _SCORE}


def _unknown(grid: Grid, first: int, last: int, used: set[int]) -> tuple[str, ...]:
    heads = []
    for column in range(grid.width):
        texts = [text for row in grid.rows[first : last + 1] if (text := row[column])]
        if column not in used and texts and fold(texts[-1]) not in _NUMBERING:
            heads.append(" › ".join(dict.fromkeys(texts)))
    return tuple(dict.fromkeys(heads))


def _year_of(
    grid: Grid, first: int, total: str, file_name: str, year: int | None
) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """The year of a table: what was said, the lines above, the sheet's name, the total's heading, the file's name."""
    title = " ".join(text for row in grid.rows[:first] for text in row if text)
    sources = [loose_year(text) for text in (title, grid.sheet.name, total, file_name)]
    named = [found for found in sources if found]
    when = year or (named[0] if named else None)
    if when and not year and not any(sources[:-1]):
        return when, (("year_of_name", f"Bảng không ghi năm; năm {when} lấy theo tên tệp."),)
    others = ", ".join(str(found) for found in sorted({*named} - {when}))
    said = ("year_differs", f"Bảng được hiểu là của năm {when}, nhưng tệp còn ghi năm {others}.")
    return when, (said,) if others else ()


def _components_down(grid: Grid, index: str, file_name: str) -> Wide | None:
    for row in range(min(60, len(grid.rows))):
        years = {c: int(m[1]) for c, text in grid.cells(row) if (m := _YEAR_HEAD.fullmatch(fold(text)))}
        if len(years) < 2 or len(set(years.values())) < len(years):
            continue
        for label in range(min(years)):
            texts = [text for cells in grid.rows[row + 1 :] if (text := cells[label])]
            components = {c for text in texts if (c := component_of(text, index)) is not None}
            places = sum(place_of(text) is not None for text in texts)
            if len(components) >= _ENOUGH or (places >= _ENOUGH and places >= 0.6 * len(texts)):
                by_place = len(components) < _ENOUGH
                title = [text for cells in grid.rows[:row] for text in cells if text]
                if by_place and index_of(*title, grid.sheet.name, file_name) != index:
                    continue
                heads = grid.rows[row]
                entries = tuple(WideEntry(c, label, heads[c] or "", year=when) for c, when in years.items())
                where = None if by_place else _place_of([*title, file_name])
                constants = {"index": index} | ({"place": where} if where else {})
                unknown = _unknown(grid, row, row, {label, *years})
                rows_of = "place" if by_place else "component"
                size = len(entries) + len(components)
                newest = max(years.values())
                return Wide(rows_of, entries, constants, row, row, size, newest, unknown)
    return None


def _place_of(texts: Sequence[str]) -> str | None:
    """The province that the first of these names: a title, the address of a page, the file."""
    return next((place for text in texts if (place := _place_in(text))), None)


def _place_in(text: str) -> str | None:
    """The province that a title names ("… tỉnh Khánh Hòa, 2006–2023"), or the end of an address ("…/khanh-hoa")."""
    for part in (text, *re.findall(r"(?:^|/)([a-z-]+)(?:\.\w+)?(?=[\s?#]|$)", text)):
        if place := place_of(part):
            return place
    found = re.search(r"(?:tỉnh|thành phố)\s+((?:\w+\s?){1,4})", nfc(text), flags=re.IGNORECASE)
    parts = found[1].split() if found else []
    return next((p for size in range(len(parts), 0, -1) if (p := place_of(" ".join(parts[:size])))), None)


def _bare(text: str) -> str:
    key = fold(text)
    key = _NUMBERED.sub("", key)
    key = re.sub(r"\s*\(trong so[^()]*\)", "", key)
    key = _ENDING.sub("", key)
    key = re.sub(r"(?<![0-9])20[0-4][0-9](?![0-9])", " ", key)
    return " ".join(key.replace("(", " ").replace(")", " ").split()).strip(" :-.")


@lru_cache
def _component_keys(index: str) -> Mapping[str, str]:
    return {fold(alias): name for name, known in COMPONENTS[index].items() for alias in (name, *known)}


@lru_cache(4096)
def component_of(text: str, index: str) -> str | None:
    """The stored name of a component of an index; TOTAL ("") for the index itself; None when unknown."""
    if not any(letter.isalpha() for letter in text):
        return None
    if index == codes.INDEX and (known := codes.component(text)):
        return known
    bare = _bare(text)
    keys = _component_keys(index) if index in COMPONENTS else {}
    for key in (fold(text), bare, re.sub(r"^chi so (thanh phan )?", "", bare)):
        if key in keys:
            return keys[key]
    if "chua co" in bare or (index == "PCI" and ("khong co trong so" in bare or "un-weighted" in bare)):
        return None
    return TOTAL if _TOTAL.fullmatch(bare) else None


@lru_cache(1024)
def side_of(text: str) -> str | None:
    """RANK or RATING for a column that ranks or rates the total."""
    bare = _bare(text)
    if _RATING.fullmatch(bare):
        return RATING
    return RANK if _RANK.fullmatch(bare) else None


def index_of(*texts: str) -> str | None:
    """The index that a title, sheet or file name speaks of; None where none or several are named."""
    for text in texts:
        key = re.sub(r"[_.]", " ", fold(text))
        found = [name for name, pattern in INDEX_WORDS.items() if re.search(pattern, key)]
        if "PAR INDEX" in found and "CCHC" in found:
            found.remove("CCHC")
        if len(found) == 1:
            return found[0]
    return None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


@lru_cache
def _place_keys() -> Mapping[str, str]:
    keys = {_letters(name): name for name in _NAMES["provinces"]}
    keys.update({_letters(alias): name for name, known in _NAMES["spellings"].items() for alias in known})
    keys.update({_letters(code): name for code, name in codes.places().items()})
    return keys


@lru_cache(4096)
def place_of(text: str) -> str | None:
    """The stored name of a province however it is spelled; None when it is none."""
    keys = _place_keys()
    bare = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold(text))
    return keys.get(_letters(text)) or keys.get(_letters(bare))


_AGENCY = re.compile(
    r"^(?:so|ban|van phong|thanh tra|ubnd|uy ban nhan dan|huyen|thi xa|thanh pho|tp|chi cuc|cuc|cong an|bo) "
)


def is_agency(text: str) -> bool:
    """Whether a label names an agency (a row of a CCHC or DDCI table)."""
    return bool(_AGENCY.match(fold(text)))


# Rows below a ranking that summarise it.
_SUMMARIES = frozenset(fold(word) for word in _NAMES["summaries"])


def is_summary(text: str) -> bool:
    """Whether a label is a statistic (Min, Trung vị, Điểm cao nhất …) and not a place."""
    return fold(nfc(text)) in _SUMMARIES
