"""Lines of other agencies in a table that has some for each agency of the province: no figures of this one."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.core.vietnamese import fold, format_number, nfc
from chiso.intake.clean.cleaned import Work
from chiso.intake.recognise.index_names import is_never_a_unit
from chiso.intake.recognise.layout import AGENCY, BESIDE

_NEARLY_ALL, _SHOWN = 0.8, 3


@dataclass(frozen=True)
class Called:
    """How an agency and its units are called (`ours`: folded spelling -> unit), and the others of the province
    (`others`: folded spelling -> name)."""

    agency: str
    ours: Mapping[str, str]
    others: Mapping[str, str]

    def is_it(self, text: str) -> bool:
        """Whether a text names the agency itself."""
        return self.ours.get(fold(text)) == self.agency

    def is_other(self, text: str) -> bool:
        """Whether a text names another agency, one that nobody knows too."""
        key = fold(text)
        return key not in self.ours and (key in self.others or is_never_a_unit(text))


def leave_out(work: Work, called: Called) -> None:
    """Marks the lines that are of another agency, and says whose they are; Refused `no_rows` where all of them are."""
    lines = _of_units(work, called) if "unit" in work.dataset.by_name else _of_agencies(work, called)
    if not lines:
        return
    names = list(dict.fromkeys(called.others.get(fold(text), text) for text in lines.values()))
    listed = ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
    if len(lines) == len(work):
        raise Refused(
            "no_rows",
            f"Bảng chỉ có dòng của cơ quan khác ({listed}), không có dòng nào của cơ quan này. Nếu bảng gọi cơ quan "
            "này bằng tên khác, hãy dạy tên đó ở trang Quản trị rồi nộp lại.",
        )
    work.left_out[[*lines]] = True
    many = format_number(len({*work.row_no[work.left_out].tolist()}))  # of the file
    work.warn("other_agencies", f"{many} dòng là của cơ quan khác ({listed}) nên không nhập.")


def _of_units(work: Work, called: Called) -> dict[int, str]:
    """The lines whose unit is another agency of the province; where this one has a line beside others, all but its own
    and its units'."""
    column = work.columns.get("unit")
    texts = [text or "" for text in column.values.to_pylist()] if column else []
    is_theirs = any(map(called.is_it, texts)) and any(map(called.is_other, texts))
    return {
        row: text
        for row, text in enumerate(texts)
        if text and fold(text) not in called.ours and (is_theirs or fold(text) in called.others)
    }


def _of_agencies(work: Work, called: Called) -> dict[int, str]:
    """The lines below another agency's name in the column that says whose they are: by which a table was found, or of
    agencies alone, this one among them or a component once for each."""
    components = work.columns["component"].texts
    is_again = pc.count_distinct(components).as_py() < len(components)
    for place in sorted(work.layout.paths.keys() - {*work.layout.columns.values()}):
        is_found = bool(work.headers) and work.layout.paths[place] == BESIDE[AGENCY]
        texts = [nfc(text or "") for text in work.rows.cells(work.sheet.table.column(place)).to_pylist()]
        said = {text for text in texts if text}
        agencies = sum(called.is_it(text) or called.is_other(text) for text in said)
        are_lines = any(map(called.is_it, said)) or (len(said) > 1 and is_again)
        if is_found or (are_lines and agencies >= _NEARLY_ALL * len(said)):
            for row in range(1, len(texts)):  # printed once above the lines of one
                texts[row] = texts[row] or texts[row - 1]
            return {row: text for row, text in enumerate(texts) if text and not called.is_it(text)}
    return {}
