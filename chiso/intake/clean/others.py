"""Lines of other agencies in a table that has some for each agency of the province: no figures of this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from chiso.core.vietnamese import fold, format_number
from chiso.intake.clean import totals
from chiso.intake.clean.cleaned import OfOthers, Work
from chiso.intake.clean.shown import texts_of
from chiso.intake.recognise.bodies import is_never_a_unit, is_unit
from chiso.intake.recognise.index_names import stands_in
from chiso.intake.recognise.layout import AGENCY, BESIDE

OTHERS = "other_agencies"  # the warning
_NEARLY_ALL, _SHOWN = 0.8, 3
# The datasets of which the province makes tables of all its agencies: what they report, and lists of records, with how
# much of it must be others' at the least: on dossiers of ours other bodies work, too.
_REPORTED = frozenset(("measurements", "service_index"))
_LISTED = {"dossiers": 0.5, "tasks": 0.0, "petitions": 0.0, "procedures": 0.0}
SEVERAL = {*_REPORTED, *_LISTED}
_AGENCIES = 2  # beside this one, at the least


@dataclass(frozen=True)
class Called:
    """How an agency and its units are called (`ours`: folded spelling -> unit), and the others of the province
    (`others`: folded spelling -> name; `kept`: name -> code of those whose data stands here too)."""

    agency: str
    ours: Mapping[str, str]
    others: Mapping[str, str]
    kept: Mapping[str, str]

    def is_it(self, text: str) -> bool:
        """Whether a text names the agency itself."""
        return self.ours.get(fold(text)) == self.agency

    def is_ours(self, text: str) -> bool:
        """Whether a text names the agency or a unit of it."""
        return fold(text) in self.ours

    def is_other(self, text: str) -> bool:
        """Whether a text names another agency, one that nobody knows too, and not this one beside it."""
        key = fold(text)
        if key in self.ours or not (key in self.others or is_never_a_unit(text)):
            return False
        return not any(unit == self.agency and stands_in(name, key) for name, unit in self.ours.items())


def leave_out(work: Work, called: Called, *, is_known: bool = False) -> None:
    """Marks the lines that are of another agency, and says whose they are; `OfOthers` where all are. `is_known`: the
    table is known to be one of several, so only what is ours by name stays."""
    is_of_units = "unit" in work.dataset.by_name and not has_agencies(work)
    lines = _of_units(work, called, is_known=is_known) if is_of_units else _of_agencies(work, called)
    of_all = _of_all(work, called)
    if not lines:
        if any(code == totals.OF_AGENCY for code, _ in work.warnings) and not _has_rooms(work):
            _leave_out_sum(work, of_all)  # of communes, schools
        return
    names = list(dict.fromkeys(called.others.get(fold(text), text) for text in lines.values()))
    listed, owners = _listing(names), frozenset(called.kept[name] for name in names if name in called.kept)
    if len(lines) + len(of_all) == len(work):
        message = (
            f"Bảng chỉ có dòng của cơ quan khác ({listed}), không có dòng nào của cơ quan này. Nếu bảng gọi cơ quan "
            "này bằng tên khác, hãy dạy tên đó ở trang Quản trị rồi nộp lại."
        )
        raise OfOthers(message, owners)
    work.owners = owners
    work.left_out[[*lines]] = True
    # Rows of the file: in one that goes in as well others have a column.
    left, kept = ({*work.row_no[mask].tolist()} for mask in (work.left_out, ~work.left_out))
    if left & kept:
        said = f"Cột của {format_number(len(names))} cơ quan khác ({listed}) không nhập vào cơ quan này."
    else:
        said = (
            f"{format_number(len(left))} dòng là của cơ quan khác ({listed}) nên không nhập vào cơ quan này."
        )
    work.warn(OTHERS, said)
    _leave_out_sum(work, of_all)


def has_agencies(work: Work) -> bool:
    """Whether a table was found by the agencies that it names."""
    return bool(work.headers) and BESIDE[AGENCY] in work.layout.paths.values()


def _listing(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")


def _of_units(work: Work, called: Called, *, is_known: bool) -> dict[int, str]:
    """The lines whose unit is another agency of the province."""
    if (column := work.columns.get("unit")) is None:
        return {}
    counts = column.values.drop_null().value_counts().to_pylist()
    lines = {one["values"]: one["counts"] for one in counts}
    least = _LISTED.get(work.dataset.name)
    others = _reported(called, lines) if least is None else _listed(called, lines, least)
    others = {text for text in lines if not called.is_ours(text)} if is_known else others
    texts = column.values.to_pylist() if others else []
    return {row: text for row, text in enumerate(texts) if text in others}


def _has_rooms(work: Work) -> bool:
    """Whether a line is of what is called as a room is."""
    return any(is_unit(text or "") for text in work.columns["unit"].values.to_pylist())


def _of_all(work: Work, called: Called) -> list[int]:
    """The sums that are of no unit: beside lines of other agencies, none of this one's rooms among them, what all come
    to. A record of a list whose unit is empty is none; of a table that was made anew every such line is one."""
    column = work.columns.get("unit")
    if column is None or work.dataset.name not in _REPORTED:
        return []
    texts = column.values.to_pylist()
    if any(text and called.is_ours(text) and not called.is_it(text) for text in texts):
        return []
    rows = enumerate(zip(work.rows.data.tolist(), texts, strict=True))
    return [place for place, (row, text) in rows if not text and (work.headers or row in work.rows.whole)]


def _leave_out_sum(work: Work, of_all: Sequence[int]) -> None:
    """Marks the lines that say what all others come to: no figure of this one."""
    if of_all:
        work.left_out[[*of_all]] = True
        work.warnings = [one for one in work.warnings if one[0] != totals.OF_AGENCY]


def _reported(called: Called, lines: Mapping[str, int]) -> set[str]:
    """The others in a table of what agencies report, where this one has a line beside them whatever is not its own."""
    is_theirs = any(map(called.is_it, lines)) and any(map(called.is_other, lines))
    return {text for text in lines if not called.is_ours(text) and (is_theirs or fold(text) in called.others)}


def _listed(called: Called, lines: Mapping[str, int], least: float) -> set[str]:
    """The others in a list of records of several agencies: more than that share of the lines is theirs, none a room's
    of this one, which has some as an agency or nothing. In a list of its own they stand for what they work on."""
    others = {text for text in lines if called.is_other(text)}
    are_several = len({called.others.get(fold(text), text) for text in others}) >= _AGENCIES
    are_enough = sum(lines[text] for text in others) > least * sum(lines.values())
    has_rooms = any(called.is_ours(text) and not called.is_it(text) for text in lines)
    is_told = any(map(called.is_it, lines)) or len(others) == len(lines)
    return others if are_several and are_enough and is_told and not has_rooms else set()


def _of_agencies(work: Work, called: Called) -> dict[int, str]:
    """The lines below another agency's name in the column that says whose they are: by which a table was found, or of
    agencies alone, this one among them or a component once for each."""
    parts = work.columns.get("component")
    is_again = parts is not None and pc.count_distinct(parts.texts).as_py() < len(parts.texts)
    for place in sorted(work.layout.paths.keys() - {*work.layout.columns.values()}):
        is_found = has_agencies(work) and work.layout.paths[place] == BESIDE[AGENCY]
        texts = texts_of(work.rows.cells(work.sheet.table.column(place)))
        said = {text for text in texts if text}
        agencies = sum(called.is_it(text) or called.is_other(text) for text in said)
        are_lines = any(map(called.is_it, said)) or (len(said) > 1 and is_again)
        if is_found or (are_lines and agencies >= _NEARLY_ALL * len(said)):
            for row in range(1, len(texts)):  # printed once above the lines of one
                texts[row] = texts[row] or texts[row - 1]
            return {row: text for row, text in enumerate(texts) if text and not called.is_it(text)}
    return {}
