"""A list that its title and all its rows say to be of some records alone ("HỒ SƠ QUÁ HẠN"): no rate and no count of all
of them can be told from it."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.vietnamese import fold, format_number
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
        channel = work.columns.get("channel")
        if channel is None:
            return False
        found = pc.equal(channel.values, "online").fill_null(False)
        return _all(found if part == "nộp trực tuyến" else pc.invert(found))
    assert work.dataset.history is not None
    end, due = (_days(work, name) for name in (work.dataset.history.end, work.dataset.history.due))
    if part in ("chưa xong", "đã xong"):
        return _all(end.is_null() if part == "chưa xong" else end.is_valid())
    is_past = pc.less(due, work.as_of) if work.as_of else due.is_valid()
    late = pc.if_else(end.is_null(), is_past, pc.greater(end, due)).fill_null(False)
    return _all(late if part == "trễ hạn" else pc.invert(late))


def _all(found: pa.Array) -> bool:
    return bool(pc.all(found).as_py())


def _days(work: Work, name: str) -> pa.Array:
    column = work.columns.get(name)
    return (column.values if column else pa.nulls(len(work))).cast(pa.date32(), safe=False)
