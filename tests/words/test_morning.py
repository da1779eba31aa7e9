"""The morning list of a unit as a message, of hand-made rows."""

from datetime import date

import pandas as pd

from chiso.figures.coverage import Unheard
from chiso.words import morning

DAY = date(2024, 10, 31)
ALL_KNOWN = dict.fromkeys(morning.LISTED, Unheard(DAY))


def row(
    number: str, official: str | None, due: str, *, late: int | None = None, left: int = 1
) -> dict[str, object]:
    return {
        "id": number, "title": "Cấp Phiếu lý lịch tư pháp", "official": official, "former": None,
        "due": date.fromisoformat(due), "days_late": late or 0, "days_left": left,
        "state": "due" if late is None else "overdue",
    }  # fmt: skip


def test_dossiers_stand_by_official_and_day_with_short_numbers() -> None:
    """The official with the longest late first; what all numbers begin with is said once."""
    dossiers = pd.DataFrame([
        row("000.H32-241018-0003", "Trần B", "2024-11-01"),
        row("000.H32-241021-0049", "Nguyễn A", "2024-11-04"),
        row("000.H32-240911-0004", "Nguyễn A", "2024-09-25", late=26),
        row("000.H32-241018-0058", "Nguyễn A", "2024-11-01"),
        row("000.H32-241031-0041", "Nguyễn A", "2024-11-01"),
        row("000.H32-241030-0007", "Nguyễn A", "2024-10-31", late=0),
        row("000.H32-241030-0001", None, "2024-11-01"),
    ])  # fmt: skip
    said = morning.text("Phòng 1", {"dossiers": dossiers}, ALL_KNOWN, DAY, to_hand_over=False)
    assert said.splitlines() == [
        "Phòng 1: 7 hồ sơ cần xử lý (số liệu đến 31/10/2024)",
        "Số hồ sơ bắt đầu bằng 000.H32-",
        "Nguyễn A (5)",
        "- Quá hạn (ngày làm việc): 240911-0004 trễ 26, 241030-0007 đã quá hẹn 31/10/2024",
        "- Hạn 01/11/2024: 241018-0058, 241031-0041",
        "- Hạn 04/11/2024: 241021-0049",
        "Trần B (1)",
        "- Hạn 01/11/2024: 241018-0003",
        "Chưa ghi công chức (1)",
        "- Hạn 01/11/2024: 241030-0001",
    ]


def test_tasks_and_petitions_have_a_line_each_and_the_day_of_their_own_files() -> None:
    tasks = pd.DataFrame([row("9758/UBND", "Nguyễn A", "2024-10-18", late=9)])
    petitions = pd.DataFrame([row("PA1", None, "2024-11-04", left=2)])
    ended = ALL_KNOWN | {"petitions": Unheard(DAY, date(2024, 10, 24))}
    said = morning.text("Phòng 1", {"tasks": tasks, "petitions": petitions}, ended, DAY, to_hand_over=True)
    assert said.splitlines() == [
        "Phòng 1: 1 nhiệm vụ, 1 phản ánh, kiến nghị cần bàn giao (số liệu đến 31/10/2024)",
        "Nhiệm vụ",
        "- 9758/UBND: Cấp Phiếu lý lịch tư pháp, Nguyễn A: trễ 9 ngày làm việc",
        "PAKN (tệp chỉ đến 24/10/2024)",
        "- PA1: Cấp Phiếu lý lịch tư pháp: hạn 04/11/2024, còn 2 ngày làm việc",
    ]


def test_numbers_that_share_nothing_worth_saying_stand_whole() -> None:
    dossiers = pd.DataFrame([row("H1-1", "A", "2024-11-01"), row("H1-2", "A", "2024-11-01")])
    said = morning.text("Phòng 1", {"dossiers": dossiers}, ALL_KNOWN, DAY, to_hand_over=False)
    assert said.splitlines()[1:] == ["A (2)", "- Hạn 01/11/2024: H1-1, H1-2"]
