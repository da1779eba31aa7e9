"""The names of indices, components, provinces and agencies in index tables, however they are spelled (pure)."""

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chiso.core import settings
from chiso.core.vietnamese import fold, nfc
from chiso.intake.choices import written_out
from chiso.intake.recognise import codes, sums
from chiso.intake.recognise.bodies import is_agency

_NAMES = tomllib.loads(settings.INDEX_NAMES.read_text(encoding="utf-8"))
INDEX_WORDS: Mapping[str, str] = _NAMES["indices"]
OF_AGENCIES = frozenset(_NAMES["of_agencies"])
OF_PROVINCES = frozenset(_NAMES["of_provinces"])
AGENCY_INDEX, PROVINCE_INDEX = "CCHC", "PAR INDEX"  # of the same fields, told apart by whose they are
# index -> stored name -> other names
COMPONENTS: Mapping[str, Mapping[str, list[str]]] = {
    **_NAMES["components"],
    PROVINCE_INDEX: _NAMES["components"][AGENCY_INDEX],
}

# Texts whose meaning is kept: each cell is looked at for every index and as head of every column.
_ASKED = 1 << 14

TOTAL = ""  # the component of an index's own score
WHOLE = "Tổng điểm"  # as a row of it is called in a table of one index
RANK, RATING = "rank", "rating"

_NAMED = rf"(?:{'|'.join(fold(name).replace(' ', '[- ]?') for name in INDEX_WORDS)})"
_TOTAL = re.compile(
    r"(?:weighted )?(?:(?:tong )?diem (?:so )?(?:tong hop )?(?:chi so )?|tong (?:hop )?(?:chi so )?|"
    r"chi so (?:tong hop )?)?"
    rf"{_NAMED}"
    r"(?: cuoi cung| tong hop| tong| chung)?(?: scores?| index| co trong so| da co trong so)?"
    r"|tong diem|tong so diem|diem tong hop|tong diem chi so|tong hop diem|co trong so|diem tong|chi so tong hop|"
    r"diem chung"
    r"|chi so papi khong co trong so|un-?weighted ?papi"
)
_RANK = re.compile(
    r"(?:bang )?xep hang|thu hang|ranking|rank|hang|vi tri|(?:xep hang|thu hang) [a-z ]+|[a-z]+ ranking"
    rf"|(?:hang|vi tri) {_NAMED}"
)
_POINTS = re.compile(r"diem(?: so)?|so diem|scores?")
_RATING = re.compile(r"(?:xep loai|nhom xep hang|nhom|phan loai|nhom dieu hanh)(?: [a-z]+)?|[a-z]* ?tier")
_NUMBERED = re.compile(
    r"^(?:(?:chi so(?: thanh phan| noi dung)?|cstp|sub-?index|(?:truc )?noi dung|linh vuc)"
    r"\s*(?:[0-9]*|[ivx]+)\s*[:.–-]"
    r"|\(?[0-9]{1,2}\s*[.):]|[0-9]{1,2} [–-] |[ivx]+\s*[.)]|cstp ?[0-9]{1,2} )\s*"
)
_YEAR = re.compile(r"(?:\bnam )?(?<![0-9])(20[0-4][0-9])(?![0-9])")
_ENDING = re.compile(
    r"\s*\((?!khong co trong so|da co|co trong so|chua)[^)]*\)?\s*$|\s+(?:sub-index|sub index)\b.*$|\s*\(.*/.*$"
)


def _bare(text: str) -> str:
    key = fold(text)
    key = _NUMBERED.sub("", key)
    key = re.sub(r"\s*\(trong so[^()]*\)", "", key)
    key = _ENDING.sub("", key)
    key = _YEAR.sub(" ", key)
    return " ".join(key.replace("(", " ").replace(")", " ").split()).strip(" :-.")


@lru_cache
def _component_keys(index: str) -> Mapping[str, str]:
    pairs = ((alias, name) for name, known in COMPONENTS[index].items() for alias in (name, *known))
    return {fold(alias): name for alias, name in pairs if alias}  # of a heading "Năm 2023" nothing is left


# Words that one print of a component's name has and another has not: "trong (việc) ra quyết định (ở địa phương)".
_LOOSE = re.compile(r"\b(?:viec|su|cua|cac|nhung|ve|trong|o|tai|va|cong tac|dia phuong|cap|tinh)\b|[^a-z0-9]")


def _loose(key: str) -> str:
    return " ".join(_LOOSE.sub(" ", written_out(key)).split())


@lru_cache
def _loose_keys(index: str) -> Mapping[str, str]:
    """The names without such words; what two components would share is no name of either."""
    names: dict[str, set[str]] = {}
    for key, name in _component_keys(index).items():
        if " " in (loose := _loose(key)):
            names.setdefault(loose, set()).add(name)
    return {key: next(iter(found)) for key, found in names.items() if len(found) == 1}


@lru_cache(2 * _ASKED)
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
    if keys and (known := _loose_keys(index).get(_loose(bare))):
        return known
    if "chua co" in bare or (index == "PCI" and ("khong co trong so" in bare or "un-weighted" in bare)):
        return None
    return TOTAL if names_index(text) else None


@lru_cache(_ASKED)
def side_of(text: str) -> str | None:
    """RANK or RATING for a column that ranks or rates the total."""
    bare = _bare(text)
    if _RATING.fullmatch(bare):
        return RATING
    return RANK if _RANK.fullmatch(bare) else None


@lru_cache(_ASKED)
def names_index(text: str) -> bool:
    """Whether a heading is the name of an index: "SIPAS 2023", "Chỉ số CCHC (%)"."""
    return bool(_TOTAL.fullmatch(_bare(text)))


def sums_components(text: str) -> bool:
    """Whether a row sums up those above it ("Tổng cộng")."""
    return sums.is_all(_bare(text))


def are_whole(names: Iterable[str], index: str) -> bool:
    """Whether these rows are the components of an index, so that their sum is the index: most that it has had over the
    years, and none that is called after itself."""
    found = {component_of(name, index) for name in names}
    known = [name for name in COMPONENTS.get(index, ()) if name]
    return TOTAL not in found and 3 * len(found - {None}) >= 2 * len(known) > 0


@lru_cache(_ASKED)
def is_score(text: str) -> bool:
    """Whether a heading says that its column holds scores, without saying of what."""
    return bool(_POINTS.fullmatch(_bare(text)))


@lru_cache(_ASKED)
def year_head(text: str) -> int | None:
    """The year that a heading says, alone or with what its column holds: "Năm 2023", "PCI 2023", "Hạng năm 2023"."""
    found = {int(year) for year in _YEAR.findall(fold(text))}
    if len(found) != 1:
        return None
    holds = not _bare(text) or names_index(text) or is_score(text) or side_of(text)
    return found.pop() if holds else None


def index_of(*texts: str) -> str | None:
    """The index that a title, sheet or file name speaks of; None where none or several are named."""
    return next((index for text in texts if (index := _index_in(text))), None)


@lru_cache(_ASKED)
def _index_in(text: str) -> str | None:
    key = re.sub(r"[_.]", " ", fold(text))
    found = [name for name, pattern in INDEX_WORDS.items() if re.search(pattern, key)]
    if "PAR INDEX" in found and "CCHC" in found:
        found.remove("CCHC")
    return found[0] if len(found) == 1 else None


_AN_INDEX = re.compile(r"[Cc]hỉ số\b|[A-Z]{3,6}\b")


def index_called(label: str) -> str | None:
    """The index that a label of a table of indices names, under its own name where it is none of the known ones."""
    return index_of(label) or (label if _AN_INDEX.match(label) else None)


# What indices shall reach is none of their scores.
_AIM = re.compile(r"\b(?:muc tieu|chi tieu|ke hoach|phan dau)\b")


def says_aims(*texts: str) -> bool:
    """Whether a title, sheet or file name says that a table is of what indices shall reach."""
    return bool(_AIM.search(fold(re.sub("[_.-]", " ", " ".join(texts)))))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


@lru_cache
def _place_keys() -> Mapping[str, str]:
    with (settings.REFERENCE / "name_aliases.csv").open(encoding="utf-8", newline="") as file:
        provinces = [row for row in csv.DictReader(file) if (row["kind"], row["scope"]) == ("place", "")]
    keys = {_letters(row["alias"]): nfc(row["name"]) for row in provinces}
    keys.update({_letters(code): name for code, name in codes.places().items()})
    return keys


@lru_cache(_ASKED)
def place_of(text: str) -> str | None:
    """The stored name of a province however it is spelled; None when it is none."""
    keys = _place_keys()
    bare = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold(text))
    return keys.get(_letters(text)) or keys.get(_letters(bare))


def place_named(texts: Sequence[str]) -> str | None:
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


# What is reported by hand in tables of its own, which name it in their title alone.
_REPORTED = {
    "Giải ngân": re.compile(r"^(?!.*\bkeo dai\b).*\bgiai ngan\b"),
    "Tỷ lệ văn bản ký số": re.compile(r"\bky so\b"),
    "Tỷ lệ hồ sơ công việc điện tử": re.compile(r"\bho so cong viec\b"),
    "Mức độ hài lòng": re.compile(
        r"\b(?:khao sat|do luong)\b.*\bhai long\b"
        r"|^(?!.*\b(?:sipas|chi so|phan anh|kien nghi|pakn|ke hoach|nhiem vu|giai phap|nang cao)\b)"
        r".*\b(?:muc do|ty le|su|phieu|danh gia) hai long\b"
    ),
}


def reported_in(texts: Sequence[str]) -> str | None:
    """The figure that a title says its table reports."""
    title = fold(" ".join(texts))
    return next((name for name, pattern in _REPORTED.items() if pattern.search(title)), None)


def reported_code(text: str) -> str:
    """The code of the figure that is reported by hand and called so, "" for none."""
    known = _reported_keys()
    return known.get(fold(text)) or known.get(fold(reported_in([text]) or ""), "")


def is_figure(text: str) -> bool:
    """Whether that, and nothing more, is the name of an indicator; what it is measured in may stand behind it."""
    return re.sub(r" ?\([^()]*\)$", "", fold(text)) in _figure_keys()


@lru_cache
def _figure_keys() -> Mapping[str, str]:
    """Folded name -> code of the indicators, as the catalogue is shipped."""
    with (settings.REFERENCE / "name_aliases.csv").open(encoding="utf-8", newline="") as file:
        return {fold(row["alias"]): row["name"] for row in csv.DictReader(file) if row["kind"] == "indicator"}


@lru_cache
def _reported_keys() -> Mapping[str, str]:
    """The same of those that no list counts."""
    with (settings.REFERENCE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        own = {row["indicator"] for row in csv.DictReader(file) if row["dataset"] == "measurements"}
    return {alias: name for alias, name in _figure_keys().items() if name in own}


def stands_in(name: str, text: str) -> bool:
    """Whether a folded name stands in a folded text as words of it."""
    # Asked first: hundreds of names would each be made an expression, in every import.
    return name in text and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def is_field_of_reform(text: str) -> bool:
    """Whether a name is one of the fields of CCHC."""
    return component_of(text, AGENCY_INDEX) not in (None, TOTAL)


def are_of_agencies(places: Sequence[str]) -> bool:
    """Whether more of a table's places are agencies than provinces."""
    provinces, agencies = (sum(map(bool, map(is_one, places))) for is_one in (place_of, is_agency))
    return agencies > provinces


def whose_index(places: Sequence[str], *texts: str) -> str:
    """Which of the two indices of the same fields a table is of: by its places, else by what names it."""
    if any(place_of(one) or is_agency(one) for one in places):
        return AGENCY_INDEX if are_of_agencies(places) else PROVINCE_INDEX
    return PROVINCE_INDEX if index_of(*texts) == PROVINCE_INDEX else AGENCY_INDEX


# Rows below a ranking that summarise it.
_SUMMARIES = frozenset(fold(word) for word in _NAMES["summaries"])


def is_summary(text: str) -> bool:
    """Whether a label is a statistic (Min, Trung vị, Bình quân toàn tỉnh …) and not a place."""
    key = fold(nfc(text))
    return key in _SUMMARIES or key.startswith(("binh quan ", "trung binh "))
