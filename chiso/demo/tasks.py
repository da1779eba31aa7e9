"""Tasks of the province and petitions of citizens: the published numbers for 2023, invented ones for 2024."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from chiso.core.worktime import Calendar
from chiso.demo import content
from chiso.demo.content import LAST_DAY, REORGANISED, YEAR_FROM, YEAR_TO
from chiso.demo.lives import draw
from chiso.demo.printing import vn
from chiso.demo.writers import Cell, Page, merge, ods, xlsx

# Published for the CCHC year 2023: 291 tasks, 159 early, 285 early or on time, 6 late.
TASKS_2023 = {"early": 159, "on_time": 126, "late": 6}
TASKS_2024 = {"early": 118, "on_time": 121, "late": 4}


# --- tasks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Task:
    """A task of the province."""

    number: int
    document_no: str
    content: str
    unit: str
    official: str
    assigned: date
    due: date
    finished: date | None
    is_extended: bool


_OFFICES = ("TH", "NC", "KSTT", "XDNĐ", "KT", "KGVX")
_WORK = ("báo cáo", "kế hoạch", "góp ý dự thảo văn bản", "tờ trình", "văn bản trả lời", "dự thảo quyết định")
_ABOUT = (
    "cải cách hành chính",
    "kiểm soát thủ tục hành chính",
    "chuyển đổi số",
    "xây dựng văn bản quy phạm pháp luật",
    "phổ biến, giáo dục pháp luật",
    "bổ trợ tư pháp",
    "hộ tịch, lý lịch tư pháp",
    "xử lý vi phạm hành chính",
)
_OLD = ("stp-vp", "stp-hctp", "stp-ttbttp", "stp-pbgdpl", "stp-vbqppl", "stp-ld")
_NEW = ("stp-vp", "stp-nv1", "stp-nv2", "stp-thanhtra", "stp-ld")


class Tasks:
    """Makes the tasks: the published numbers for 2023, then 2024 with four late, two overdue and six extended."""

    def __init__(self) -> None:
        self.random = Random(f"{content.SEED} tasks")
        self.calendar = Calendar.default()

    def all(self) -> list[Task]:
        out: list[Task] = []
        for kind, count in TASKS_2023.items():
            out += [self.finished(len(out) + i, kind, YEAR_FROM, YEAR_TO) for i in range(count)]
        for kind, count in TASKS_2024.items():
            out += [
                self.finished(len(out) + i, kind, YEAR_TO + timedelta(days=1), LAST_DAY) for i in range(count)
            ]
        out += [self.open(len(out) + i, overdue=i < 2) for i in range(21)]
        extended = {task.number for task in draw(self.random, out, lambda t: t.assigned > YEAR_TO, 6)}
        return [self.extended(task) if task.number in extended else task for task in out]

    def extended(self, task: Task) -> Task:
        return replace(task, is_extended=True)

    def finished(self, number: int, kind: str, first: date, last: date) -> Task:
        """Finished between two days; the due date follows from how it went."""
        random, calendar = self.random, self.calendar
        span = [
            day
            for i in range((last - first).days + 1)
            if calendar.is_working(day := first + timedelta(days=i))
        ]
        day = random.choice(span)
        assigned = self.back(day, random.randint(4, 16))
        if kind == "early":
            due = calendar.add_working_days(day, random.randint(1, 8))
        elif kind == "on_time":
            due = day
        else:
            due = self.back(day, random.randint(1, 5))
            assigned = min(assigned, self.back(due, 3))
        return self.task(number, assigned, due, day)

    def open(self, number: int, overdue: bool) -> Task:
        if overdue:
            due = self.back(LAST_DAY, self.random.randint(3, 12))
        else:
            due = self.calendar.add_working_days(LAST_DAY, self.random.randint(0, 18))
        return self.task(number, self.back(min(due, LAST_DAY), self.random.randint(3, 9)), due, None)

    def back(self, day: date, count: int) -> date:
        while count:
            day -= timedelta(days=1)
            count -= self.calendar.is_working(day)
        return day

    def task(self, number: int, assigned: date, due: date, finished: date | None) -> Task:
        random = self.random
        rooms = _NEW if assigned >= REORGANISED else _OLD
        unit = random.choices(rooms, [4, 3, 3, 2, 1] if rooms is _NEW else [4, 3, 3, 2, 3, 1])[0]
        document = f"{1000 + (number * 37) % 11000}/UBND-{random.choice(_OFFICES)}"
        text = f"Tham mưu {random.choice(_WORK)} về {random.choice(_ABOUT)} (việc {number + 1})"
        official = random.choice(content.OFFICIALS[unit])
        return Task(number, document, text, unit, official, assigned, due, finished, False)


_TASK_HEAD: tuple[list[Cell], ...] = (
    ["Số TT", "Văn bản giao việc", None, "Đơn vị thực hiện", "Người thực hiện", "Thời gian", None, None, "Gia hạn",
     "Trạng thái"],
    [None, "Số văn bản", "Nội dung nhiệm vụ", None, None, "Ngày giao", "Hạn hoàn thành", "Ngày hoàn thành", None, None],
    [f"({i})" for i in range(1, 11)],
)  # fmt: skip


def task_file(tasks: Sequence[Task], first: date, last: date) -> bytes:
    """Tasks assigned or still open in a year, as they stood at the end of a day (cumulative)."""
    table: list[list[Cell]] = [
        ["THEO DÕI NHIỆM VỤ UBND TỈNH GIAO"],
        [f"Tính đến ngày {vn(last)}"],
        [],
        *_TASK_HEAD,
    ]
    merges = [merge(4, 1, 2), merge(4, 5, 7), *(merge(4, c, c, 5) for c in (0, 3, 4, 8, 9)), merge(1, 0, 9)]
    shown = [t for t in tasks if t.assigned <= last and (t.finished is None or t.finished >= first)]
    for number, task in enumerate(sorted(shown, key=lambda t: (t.assigned, t.number)), start=1):
        finished = task.finished if task.finished and task.finished <= last else None
        if finished:
            state = "trước hạn" if finished < task.due else "đúng hạn" if finished == task.due else "quá hạn"
            status = f"Hoàn thành {state}"
        else:
            status = f"Đang thực hiện ({'quá hạn' if task.due < last else 'trong hạn'})"
        spellings = content.SPELLINGS[task.unit]
        table.append(
            [
                number,
                task.document_no,
                task.content,
                spellings[task.number % len(spellings)],
                task.official,
                vn(task.assigned),
                vn(task.due),
                vn(finished),
                "x" if task.is_extended else None,
                status,
            ]
        )
    table.append([None, f"Tổng cộng: {len(shown)} nhiệm vụ"])
    return xlsx([Page("NhacViec", table, merges)])


# --- petitions ----------------------------------------------------------------------------------------------------

_KINDS = ("Thủ tục hành chính", "Kinh tế - xã hội", "Doanh nghiệp")
_SUBJECTS = (
    "Phản ánh về thời gian giải quyết hồ sơ",
    "Hỏi về thành phần hồ sơ",
    "Kiến nghị về nộp phí trực tuyến",
    "Hỏi về thẩm quyền chứng thực",
    "Kiến nghị giải đáp pháp luật cho doanh nghiệp",
)


_PETITION_HEAD: list[Cell] = [
    "STT", "Mã PAKN", "Loại PAKN", "Người phản ánh", "Số điện thoại", "Nội dung phản ánh", "Ngày tiếp nhận",
    "Hạn trả lời", "Ngày trả lời", "Số văn bản trả lời", "Đơn vị xử lý", "Mức độ hài lòng",
]  # fmt: skip
_PETITION_2023: list[Cell] = [
    1, "PAKN.20230001", _KINDS[1], "Công dân giả định P01", "0000000001", "Hỏi về quy định hộ tịch",
    date(2023, 9, 12), date(2023, 9, 26), date(2023, 9, 22), "1204/STP-HCTP", "Phòng Hành chính tư pháp",
    "Không hài lòng",
]  # fmt: skip


def petition_file(year: int) -> bytes:
    """Petitions of a CCHC year; 2023 is the published one: answered in time, not satisfied."""
    table: list[list[Cell]] = [
        ["TỔNG HỢP PHẢN ÁNH, KIẾN NGHỊ"],
        [f"Tính đến ngày {'31/12/2023' if year == 2023 else vn(LAST_DAY)}"],
        _PETITION_HEAD,
    ]
    if year == 2023:
        table.append(_PETITION_2023)
    else:
        table += _petitions_2024()
    return ods(Page("PAKN", table))


def _petitions_2024() -> list[list[Cell]]:
    random, calendar = Random(f"{content.SEED} petitions"), Calendar.default()
    rows: list[list[Cell]] = []
    days = sorted(date(2024, 1, 4) + timedelta(days=random.randrange(298)) for _ in range(27))
    for number, day in enumerate(days, start=1):
        due = calendar.add_working_days(day, 10)
        answered: date | None = calendar.add_working_days(day, random.randint(2, 10))
        if number == 9:
            answered = calendar.add_working_days(due, 2)  # the late one
        if number == 21 or (answered and answered > LAST_DAY):
            answered = None  # 21: overdue at the end
        rooms = _NEW[:4] if day >= REORGANISED else _OLD[:3]
        unit = random.choice(rooms)
        rating = random.choices(("Hài lòng", "Chấp nhận", ""), (15, 5, 6))[0]
        if number in (6, 18):
            rating = "Không hài lòng"
        rows.append(
            [
                number,
                f"PAKN.2024{number:04d}",
                random.choices(_KINDS, (6, 3, 2))[0],
                f"Công dân giả định P{number + 1:02d}",
                f"00000000{number + 1:02d}",
                random.choice(_SUBJECTS),
                day,
                due,
                answered,
                f"{200 + number * 7}/STP-VP" if answered else None,
                random.choice(content.SPELLINGS[unit]),
                rating if answered else None,
            ]
        )
    return rows
