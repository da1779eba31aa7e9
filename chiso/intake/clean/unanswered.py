"""Records of a dataset without a state whose file has one: what it calls done, refused or passed on and gives no day
counts as open all the same, which is said."""

import re

import pyarrow as pa

from chiso.core.vietnamese import fold, format_number
from chiso.intake.clean.checks import listed
from chiso.intake.clean.cleaned import Work
from chiso.intake.recognise.layout import Layout

_STATE = re.compile(r"(?:trang thai|tinh trang)(?: (?:xu ly|giai quyet|tra loi|phan anh|pakn|ho so))*")
# "Đã trả lời", "Hoàn thành", "Từ chối tiếp nhận", "Chuyển đơn vị khác"; not "Chưa trả lời", "Đã chuyển phòng xử lý"
_CLOSED = re.compile(
    r"(?:da|duoc) (?:duoc )?(?:xu ly|giai quyet|dong|huy)"
    r"|(?:da )?(?:duoc )?(?:tra loi|hoan thanh|phan hoi|cong khai|ket thuc|xu ly xong|tu choi|tra lai|khong tiep nhan"
    r"|khong thuoc tham quyen|chuyen (?:tra|(?:den |sang |cho |toi )?(?:co quan|don vi|noi)(?: \w+)* khac))"
)


def warn(work: Work) -> None:
    """Says which rows are closed by a column of states and have no day on which they were."""
    history, place = work.dataset.history, _place_of_states(work.layout)
    if history is None or history.state or place is None:
        return
    days = work.columns.get(history.end)
    is_open = pa.array([True] * len(work)) if days is None else days.values.is_null()
    states = work.rows.cells(work.sheet.table.column(place)).to_pylist()
    rows = [
        int(row)
        for row, state, has_no_day in zip(work.row_no, states, is_open.to_pylist(), strict=True)
        if has_no_day and state and _CLOSED.match(fold(state))
    ]
    if rows:
        work.warn(
            "closed_without_day",
            f"{format_number(len(rows))} dòng ghi ở cột “{work.layout.paths[place]}” là đã xong, từ chối hoặc chuyển "
            f"đi mà không có “{work.header(history.end)}” ({listed(rows)}): vẫn tính là chưa trả lời. Hãy bổ sung ngày "
            "đó ở hệ thống nguồn rồi kết xuất lại.",
        )


def _place_of_states(layout: Layout) -> int | None:
    """The column of states, which no field of the dataset is."""
    taken = {*layout.columns.values()}
    found = (place for place, path in layout.paths.items() if _STATE.fullmatch(fold(path)))
    return next((place for place in found if place not in taken), None)
