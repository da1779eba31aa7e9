"""What a file says in words to be done, refused or passed on, without a day in the column of days: the day may stand in
these words; where it does not, what then is counted is said, also where a document is named alone, which may be the
result or not."""

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.vietnamese import fold, format_number, parse_date
from chiso.intake.clean.checks import listed
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.shown import texts_of
from chiso.intake.clean.values import parse_column

_STATE = re.compile(r"(?:trang thai|tinh trang)(?: (?:xu ly|giai quyet|tra loi|phan anh|pakn|ho so))*")
# "Đã hoàn thành tại Văn bản số 56 ngày 14/01/2025", "Quá hạn - Đã trả lời"; not "Đã hoàn thành một phần"
_DONE = re.compile(
    r"(?:\(?(?:khong )?(?:truoc|som|dung|trong|kip|qua|tre|cham|muon) (?:thoi )?(?:han|tien do)"
    r"(?: [0-9]+ (?:ngay|gio))*(?: ?[(),;:/|–-][ (),;:/|–-]*| (?=da )))?"
    r"(?:(?:da|duoc) (?:duoc )?(?:xu ly|giai quyet|thuc hien|xong|bao cao|dong|(?:xac nhan|duyet) hoan thanh)\b"
    r"|(?:da )?(?:duoc )?(?:tra loi|hoan thanh|hoan tat|phan hoi|cong khai|ket thuc|xu ly xong|thuc hien xong)\b)"
)
# "Từ chối tiếp nhận", "Chuyển đơn vị khác"; not "Đã chuyển phòng xử lý"
_PASSED_ON = re.compile(
    r"(?:da )?(?:duoc )?(?:tu choi|tra lai|khong tiep nhan|khong thuoc tham quyen|huy\b"
    r"|chuyen (?:tra|(?:den |sang |cho |toi )?(?:co quan|don vi|noi)(?: \w+)* khac))"
)
_NOT_YET = re.compile(
    r"\b(?:chua|dang|mot phan|du thao|tiep tuc|con lai|truoc ngay|den ngay|cham nhat|du kien|phan dau)\b"
)
# A document and its day, and nothing else: "BC số 45/BC-STP ngày 19/10/2026", "Đã trình UBND tỉnh tại TTr 15/TTr-STP …"
_PAPER = re.compile(
    r"(?:da (?:ban hanh|phat hanh|gui|trinh(?: \w+){0,4}?(?: tai| bang)?) |tai )?(?:\w+ ){0,2}?(?:so:? ?)?"
    r"[0-9]+(?: ?/(?:[0-9]{4}/)?[a-z][\w&/-]*)?,? (?:ngay )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-]20[0-9]{2}\.?"
)
# What a state says without a day, and what then counts: of words that are kept (marts/task_facts), and of others.
_KEPT = (
    "đã xong",
    "tính theo chữ đó nếu rõ, không rõ thì vẫn tính là chưa xong; trang Đối soát nói từng dòng",
)
_NOT_KEPT = ("đã xong, từ chối hoặc chuyển đi", "vẫn tính là chưa trả lời")
_DAY = re.compile(
    r"ngày [0-9]{1,2} tháng [0-9]{1,2} năm 20[0-9]{2}|(?<![0-9/])[0-9]{1,2}[/.-][0-9]{1,2}[/.-]20[0-9]{2}\b"
)


def settle(work: Work) -> None:
    """Takes the days from the words, and says so; and which records are left without, of a dataset whose states do not
    decide (History.state)."""
    history, place = work.dataset.history, _place_of_states(work)
    if history is None or place is None:
        return
    if history.state:
        _done_without_day(work, history.end)
        return
    said = texts_of(work.rows.cells(work.sheet.table.column(place)))
    end = work.columns.get(history.end)
    texts = [""] * len(work) if end is None else end.texts.to_pylist()
    took: list[int] = []
    left: list[int] = []
    papers: list[int] = []
    for index in range(len(work)) if end is None else np.flatnonzero(end.empty).tolist():
        is_done = _DONE.match(key := fold(said[index])) and not _NOT_YET.search(key)
        if is_done and (day := _day_in(work, history.start, index, said[index])):
            texts[index] = day
            took.append(int(work.row_no[index]))
        elif is_done or _PASSED_ON.match(key):
            left.append(int(work.row_no[index]))
        elif _PAPER.fullmatch(key):
            papers.append(int(work.row_no[index]))
    heading = work.header("status") if "status" in work.layout.columns else work.layout.paths[place]
    if took:
        work.columns[history.end] = parse_column(
            pa.array(texts, pa.string()), work.dataset.by_name[history.end]
        )
        work.warn(
            "day_of_words",
            f"{format_number(len(took))} dòng không có “{work.header(history.end)}”: lấy ngày ghi trong chữ của cột "
            f"“{heading}” ({listed(took)}).",
        )
    _tell_open(work, heading, work.header(history.end), left, papers)


def _tell_open(work: Work, heading: str, end: str, left: Sequence[int], papers: Sequence[int]) -> None:
    """Of a column of states (`heading`), without the day of another (`end`): rows that say that they are done or passed
    on, and rows that name a document alone."""
    if left:
        what, then = _KEPT if "status" in work.layout.columns else _NOT_KEPT
        work.warn(
            "closed_without_day",
            f"{format_number(len(left))} dòng ghi ở cột “{heading}” là {what} mà không có “{end}” ({listed(left)}): "
            f"{then}. Hãy bổ sung ngày đó ở hệ thống nguồn rồi kết xuất lại.",
        )
    if papers:
        work.warn(
            "closed_without_day",
            f"{format_number(len(papers))} dòng ở cột “{heading}” chỉ ghi một văn bản, không ghi là đã xong "
            f"({listed(papers)}): vẫn tính là chưa xong. Nếu văn bản ấy là kết quả, hãy ghi thêm “Đã hoàn thành” ở đó, "
            f"hoặc ngày của nó ở “{end}”, rồi nhập lại.",
        )


def _done_without_day(work: Work, end: str) -> None:
    """Of dossiers, whose states are a closed list, those that are done on no day count as open: this is told."""
    if (states := work.columns.get("status")) is None:
        return
    is_done = pc.is_in(states.values, pa.array(["done", "handed_over"])).to_numpy(zero_copy_only=False)
    days = work.columns[end].values if end in work.columns else pa.nulls(len(work))
    rows = work.row_no[is_done & days.is_null().to_numpy(zero_copy_only=False)].tolist()
    if rows:
        work.warn(
            "closed_without_day",
            f"{format_number(len(rows))} dòng ghi ở cột “{work.header('status')}” là đã xong mà không có "
            f"“{work.header(end)}” ({listed(rows)}): vẫn tính là đang giải quyết. Hãy chỉ rõ cột nào là ngày đó, hoặc "
            "bổ sung ngày ở hệ thống nguồn rồi kết xuất lại.",
        )


def _place_of_states(work: Work) -> int | None:
    """The column that says how a record stands: of the dataset, else one that it does not keep."""
    if "status" in work.layout.columns:
        return work.layout.columns["status"]
    taken = {*work.layout.columns.values()}
    found = (place for place, path in work.layout.paths.items() if _STATE.fullmatch(fold(path)))
    return next((place for place in found if place not in taken), None)


def _day_in(work: Work, start: str, index: int, words: str) -> str:
    """The one day in these words, as printed, where the record can have ended on it; else ""."""
    days = _DAY.findall(words)
    if len(days) != 1 or not (day := parse_date(days[0])):
        return ""
    begun = work.columns[start].values[index].as_py() if start in work.columns else None
    is_known = work.as_of is None or day.date() <= work.as_of
    return days[0] if is_known and (begun is None or begun <= day.date()) else ""
