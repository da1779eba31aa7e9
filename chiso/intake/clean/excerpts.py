"""A list that its title and all its rows say to be of some records alone ("HỒ SƠ QUÁ HẠN"): no rate and no count of all
of them can be told from it."""

import re
from datetime import date

import numpy as np
import pyarrow.compute as pc

from chiso.core.vietnamese import fold, format_number
from chiso.intake.clean.checks import days_of
from chiso.intake.clean.cleaned import Work
from chiso.intake.datasets import RECORDS
from chiso.intake.recognise.title import PAPER

_LISTED = re.compile(r"\b(?:danh sach|ho so|nhiem vu|phan anh|kien nghi|pakn)\b")
# What all rows of a part are, and what a line above the list then says; one that says both of a pair means no part.
_PAIRS = (
    {"trễ hạn": r"(?:qua|tre|cham) han", "không trễ hạn": r"(?:truoc|som|dung|trong) han"},
    {
        "chưa xong": r"(?:chua|dang) (?:giai quyet|hoan thanh|xu ly|tra loi|thuc hien)|den han",
        "đã xong": r"da (?:giai quyet|hoan thanh|xu ly|tra loi|tra ket qua)",
    },
    {"nộp trực tuyến": r"truc tuyen", "không nộp trực tuyến": r"truc tiep|buu chinh"},
)


def tell(work: Work) -> None:
    """Warns of a list of which a line above says one part, and all rows are of it."""
    if work.dataset.name not in RECORDS or work.dataset.history is None:
        return
    for line in work.layout.title:
        if parts := [words for words in _named(fold(line)) if _are_all(work, words)]:
            many = f"{format_number(len(work))} dòng đều" if len(work) > 1 else "dòng duy nhất"
            message = (
                f"Tiêu đề ghi “{line}” và {many} {', '.join(parts)}: tệp có vẻ chỉ là một phần danh sách, nên tỷ lệ và "
                "số đếm tính từ nó không phải của cả kỳ. Hãy kết xuất đủ mọi dòng; chỉ nhập nếu danh sách đã đủ."
            )
            work.warn("part_of_list", message)
            return


def _named(line: str) -> list[str]:
    """The parts that a folded line names."""
    if not _LISTED.search(line) or PAPER.search(line):
        return []
    said = [[words for words, says in pair.items() if re.search(rf"\b(?:{says})\b", line)] for pair in _PAIRS]
    return [words for (words,) in (one for one in said if len(one) == 1)]


def _are_all(work: Work, part: str) -> bool:
    """Whether all rows are of a part of `_PAIRS`."""
    if "trực tuyến" in part:
        said = (
            {*pc.unique(work.columns["channel"].values).to_pylist()} if "channel" in work.columns else {None}
        )
        return said == {"online"} if part == "nộp trực tuyến" else not said & {"online", None}
    assert work.dataset.history is not None
    never = np.full(len(work), None, "datetime64[D]")
    end, due = (days_of(work, name) for name in (work.dataset.history.end, work.dataset.history.due))
    end, due = (never if found is None else found for found in (end, due))
    if part in ("chưa xong", "đã xong"):
        return bool(np.all(np.isnat(end) == (part == "chưa xong")))
    late = np.where(np.isnat(end), due < np.datetime64(work.as_of or date.max), end > due)
    return bool(np.all(late == (part == "trễ hạn")))
