"""Whose export a file is (shared contract, `other_agency`): the records of another agency do not go in as ours."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from chiso.core.vietnamese import fold
from chiso.intake.recognise.index_names import place_named, stands_in
from chiso.intake.recognise.layout import AGENCY, Layout
from chiso.reference import agencies
from chiso.reference.unit_tree import spellings, units
from chiso.store import Store

# Whoever is named, these are of a place, have a line for each agency, or are another's on which ours works.
_ANYBODYS = frozenset(("index_scores", "measurements", "service_index", "joint_dossiers"))
# What an agency keeps of its own work; an index or a catalogue is often printed under another one's name.
GUARDED = frozenset(("dossiers", "petitions", "field_report", "plan_tasks"))
_BODY = re.compile(r"(?:so|ban quan ly|ubnd (?:huyen|thi xa|thanh pho)) ")
_IN_A_PROVINCE = re.compile(r"(?:^|\bcua )(?:so|ban quan ly|ubnd|uy ban nhan dan)\b.* (?:tinh|thanh pho) ")

_Agencies = tuple[dict[str, str], dict[str, list[str]]]


def owner(store: Store, agency: str, layout: Layout, printed: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The name of the other agency that the file is of, as known or as printed, "" where nothing says so; and the units
    of it by which that is known, where no title says it. `printed`: the units in its rows."""
    labels, names = known = _agencies(store)
    if agency not in names:
        return "", ()
    others = [code for code in names if code != agency]
    is_ours = bool(_known(store, agency, printed))
    if layout.dataset in GUARDED:
        if label := _by_title(store, agency, layout, known):
            return label, ()
        title = next((text for line, text in _lines(layout).items() if _BODY.match(line)), "")
        if title and label is not None and not is_ours:
            return title, ()
    theirs = {} if is_ours else {code: _known(store, code, printed) for code in others}
    code = _whose(printed, theirs)
    return labels.get(code, ""), tuple(unit for unit in printed if fold(unit) in theirs.get(code, ()))


def whose(store: Store, agency: str, layout: Layout) -> str:
    """The other agency that the home keeps (code) and that a sheet names as the one it is of: above its table, as "…
    của Sở Y tế" there, or by its own name; "" where it names none of them, or this one."""
    if layout.dataset in _ANYBODYS or _is_of_several(layout) or len(kept := agencies.kept(store)) == 1:
        return ""
    labels, names = known = _agencies(store)
    # Of a table that somebody else may hand out its title says whose work it is about.
    lines = _lines(layout) if layout.dataset not in GUARDED else {}
    told = (code for code in kept for name in names[code] for line in lines if stands_in(f"cua {name}", line))
    code = next(told, "") or next((code for code in kept if fold(layout.sheet) in names[code]), "")
    if not code and layout.dataset in (*GUARDED, "criteria") and agency in names:
        spelled = agencies.spelled(store)
        label = _by_title(store, agency, layout, known)
        code = next((code for code in kept if label in (labels[code], spelled.get(fold(labels[code])))), "")
    return "" if code == agency else code


def named_above(store: Store, agency: str, layout: Layout) -> str:
    """The other agency that stands above a table of criteria, which is of the agency all the same: the province hands
    it out, or its department of the interior; "" where none does."""
    if layout.dataset != "criteria" or _is_of_several(layout):
        return ""
    known = _, names = _agencies(store)
    return (
        agency in names
        and fold(layout.sheet) not in names[agency]
        and _by_title(store, agency, layout, known)
    ) or ""


def _is_of_several(layout: Layout) -> bool:
    """Whether its columns are agencies'."""
    return layout.wide is not None and any(AGENCY in dict(one.said) for one in layout.wide.entries)


def _by_title(store: Store, agency: str, layout: Layout, known: _Agencies) -> str | None:
    """The other agency that a line of the title names; "" where none does, None where one names ours."""
    labels, names = known
    lines = _lines(layout)
    province = place_named([labels[agency]]) or agencies.province()
    if line := _in_another_province(list(lines.values()), province):
        return line
    own = _own(store, agency, names)
    if any(stands_in(name, line) for line in lines for name in own):
        return None
    elsewhere = {name: labels[code] for code in names if code != agency for name in names[code]}
    spelled = agencies.spelled(store) | elsewhere
    return next(
        (label for name, label in spelled.items() if any(line.startswith(name) for line in lines)), ""
    )


def _lines(layout: Layout) -> dict[str, str]:
    """Folded line of the title -> as printed."""
    return {fold(line): line for line in (layout.agency_text, *layout.title) if line}


def _agencies(store: Store) -> _Agencies:
    """Code -> name of the agencies that the home knows, and -> what each is called."""
    rows = store.rows("reference/agencies")
    return {str(row["agency"]): str(row["name"]) for row in rows}, {
        str(row["agency"]): _called(store, row) for row in rows
    }


def _in_another_province(lines: Sequence[str], province: str) -> str:
    """The line that says it ("SỞ TƯ PHÁP TỈNH NINH THUẬN"; "UBND TỈNH NINH THUẬN" above a name that is ours too); ""
    where none does, or one names our province."""
    said = [line for line in lines if _IN_A_PROVINCE.search(fold(line))]
    places = [place_named([line]) for line in said]
    if province in places:
        return ""
    return next((line for line, place in zip(said, places, strict=True) if place), "")


def _called(store: Store, agency: Mapping[str, Any]) -> list[str]:
    """Its name, its short name, and its taught spellings with the last word of the name: "Ban Quản lý KKT Vân Phong",
    not "Ban Quản lý", which many are."""
    code, names = agency["agency"], [fold(name) for name in (agency["name"], agency["short_name"]) if name]
    last = names[0].split()[-1]
    taught = [text for text, unit in spellings(store, code).items() if unit == code and last in text.split()]
    return [*names, *taught]


def _whose(printed: Sequence[str], known: Mapping[str, set[str]]) -> str:
    """The one agency of which half or more are units; "Văn phòng" is one of every agency, so of none."""
    times = Counter(name for names in known.values() for name in names)
    for code, names in known.items():
        if names and 2 * sum(times[name] == 1 for name in names) >= len(printed):
            return code
    return ""


def _known(store: Store, agency: str, printed: Sequence[str]) -> set[str]:
    return {fold(unit) for unit in printed} & spellings(store, agency).keys()


def _own(store: Store, agency: str, names: dict[str, list[str]]) -> set[str]:
    """What only this agency and its units are called; "Văn phòng" is in every one."""
    spelled = {code: _units(store, code) for code in names}
    elsewhere = set().union(*(spelled[code] for code in names if code != agency))
    return {*names[agency], *(spelled[agency] - elsewhere)}


def _units(store: Store, agency: str) -> set[str]:
    spelled = {*(fold(unit.name) for unit in units(store, agency).all()), *spellings(store, agency)}
    return {name for name in spelled if len(name) > 5}
