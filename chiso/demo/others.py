"""The other exports: tasks, petitions, Biểu II.06a, procedures, service index, measurements, criteria, plan.

Published figures come from data/samples/ (with their sources); everything else is invented.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from chiso.demo import content
from chiso.demo.content import LAST_DAY, PROCEDURES, REORGANISED, YEAR_FROM, YEAR_TO
from chiso.demo.dossiers import Dossier, draw
from chiso.demo.writers import Cell, Page, csv_text, html_xls, merge, ods, xlsx
from chiso.settings import SAMPLES
from chiso.worktime import Calendar

# Published for the CCHC year 2023: 291 tasks, 159 early, 285 early or on time, 6 late.
TASKS_2023 = {"early": 159, "on_time": 126, "late": 6}
TASKS_2024 = {"early": 118, "on_time": 121, "late": 4}


def vn(day: date | None) -> str | None:
    """dd/mm/yyyy as text."""
    return day.strftime("%d/%m/%Y") if day else None


def decimal(value: float, digits: int = 2) -> str:
    """A number with a decimal comma, as text."""
    return f"{value:.{digits}f}".replace(".", ",")


def sample(name: str) -> list[dict[str, str]]:
    """The rows of data/samples/<name>.csv."""
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
        return Task(
            task.number,
            task.document_no,
            task.content,
            task.unit,
            task.official,
            task.assigned,
            task.due,
            task.finished,
            True,
        )

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


def task_file(tasks: Sequence[Task], first: date, last: date) -> bytes:
    """Tasks assigned or still open in a year, as they stood at the end of a day (cumulative)."""
    table: list[list[Cell]] = [
        ["THEO DÕI NHIỆM VỤ UBND TỈNH GIAO"],
        [f"Tính đến ngày {vn(last)}"],
        [],
        [
            "Số TT",
            "Văn bản giao việc",
            None,
            "Đơn vị thực hiện",
            "Người thực hiện",
            "Thời gian",
            None,
            None,
            "Gia hạn",
            "Trạng thái",
        ],
        [
            None,
            "Số văn bản",
            "Nội dung nhiệm vụ",
            None,
            None,
            "Ngày giao",
            "Hạn hoàn thành",
            "Ngày hoàn thành",
            None,
            None,
        ],
        [f"({i})" for i in range(1, 11)],
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


def petition_file(year: int) -> bytes:
    """Petitions of a CCHC year; 2023 is the published one: answered in time, not satisfied."""
    table: list[list[Cell]] = [
        ["TỔNG HỢP PHẢN ÁNH, KIẾN NGHỊ"],
        [f"Tính đến ngày {'31/12/2023' if year == 2023 else vn(LAST_DAY)}"],
        [
            "STT",
            "Mã PAKN",
            "Loại PAKN",
            "Người phản ánh",
            "Số điện thoại",
            "Nội dung phản ánh",
            "Ngày tiếp nhận",
            "Hạn trả lời",
            "Ngày trả lời",
            "Số văn bản trả lời",
            "Đơn vị xử lý",
            "Mức độ hài lòng",
        ],
    ]
    if year == 2023:
        table.append(
            [
                1,
                "PAKN.20230001",
                _KINDS[1],
                "Công dân giả định P01",
                "0000000001",
                "Hỏi về quy định hộ tịch",
                date(2023, 9, 12),
                date(2023, 9, 26),
                date(2023, 9, 22),
                "1204/STP-HCTP",
                "Phòng Hành chính tư pháp",
                "Không hài lòng",
            ]
        )
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


# --- Biểu II.06a ----------------------------------------------------------------------------------------------------


def field_report(dossiers: Sequence[Dossier], first: date, last: date) -> bytes:
    """The aggregated form for a month, counted by the system itself (a vanished dossier is not in it any more)."""
    rows: list[list[Cell]] = []
    counted: list[list[int]] = []
    for name in sorted({p.field for p in PROCEDURES}):
        of_field = [
            d
            for d in dossiers
            if d.procedure.field == name
            and d.received
            and d.received_on <= last
            and not (d.vanishes_after and d.vanishes_after < last)
            and not (d.finished and d.finished.date() < first)
        ]
        counts = _counts(of_field, first, last)
        if counts[0]:
            rows.append([name, *counts])
            counted.append(counts)
    total: list[Cell] = ["Tổng số", *(sum(column) for column in zip(*counted, strict=True))]
    wide = 13
    header = (
        f'<tr><td colspan="{wide}">Biểu số II.06a/VPCP/KSTT</td></tr>\n'
        f'<tr><td colspan="{wide}">TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP GIẢI QUYẾT TTHC'
        f'</td></tr>\n<tr><td colspan="{wide}">Kỳ báo cáo: Tháng {last.month} năm {last.year} (Từ ngày {vn(first)} '
        f'đến ngày {vn(last)})</td></tr>\n<tr><td colspan="{wide}">Đơn vị tính: Số hồ sơ TTHC</td></tr>\n'
        '<tr><td rowspan="3">TT</td><td rowspan="3">Lĩnh vực</td><td colspan="4">Số hồ sơ tiếp nhận</td>'
        '<td colspan="4">Số hồ sơ đã giải quyết</td><td colspan="3">Số hồ sơ đang giải quyết</td></tr>\n'
        '<tr><td rowspan="2">Tổng số</td><td colspan="2">Trong kỳ</td><td rowspan="2">Từ kỳ trước</td>'
        '<td rowspan="2">Tổng số</td><td rowspan="2">Trước hạn</td><td rowspan="2">Đúng hạn</td>'
        '<td rowspan="2">Quá hạn</td><td rowspan="2">Tổng số</td><td rowspan="2">Trong hạn</td>'
        '<td rowspan="2">Quá hạn</td></tr>\n<tr><td>Trực tuyến</td><td>Trực tiếp, dịch vụ bưu chính</td></tr>\n'
        f"<tr>{''.join(f'<td>({i})</td>' for i in range(1, wide + 1))}</tr>\n"
    )
    body: list[list[Cell]] = [[i, *(_dotted(value) for value in row)] for i, row in enumerate(rows, start=1)]
    return html_xls(header, [*body, [None, *(_dotted(value) for value in total)]])


def _dotted(value: Cell) -> Cell:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def _counts(dossiers: Sequence[Dossier], first: date, last: date) -> list[int]:
    """Columns 3–13 of the form; on time includes withdrawn and those without a due date."""
    online = direct = carried = early = on_time = late = in_time = overdue = 0
    for d in dossiers:
        if d.received_on < first:
            carried += 1
        elif d.channel == "online":
            online += 1
        else:
            direct += 1
        due = d.due_at(last)
        if d.finished and d.finished.date() <= last:
            day = d.finished.date()
            if d.is_withdrawn or due is None or day == due:
                on_time += 1
            elif day < due:
                early += 1
            else:
                late += 1
            continue
        paused = d.pause and d.pause.first <= last and (d.pause.last is None or d.pause.last > last)
        if due is not None and due < last and not paused:
            overdue += 1
        else:
            in_time += 1
    resolved, still = early + on_time + late, in_time + overdue
    return [
        resolved + still,
        online,
        direct,
        carried,
        resolved,
        early,
        on_time,
        late,
        still,
        in_time,
        overdue,
    ]


# --- lists --------------------------------------------------------------------------------------------------------

_LEVELS = {"full": "Toàn trình", "partial": "Một phần", "none": "Không"}


def procedure_file() -> bytes:
    """The published list of procedures with one group row per field."""
    table: list[list[Cell]] = [
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
        [],
        [
            "STT",
            "Mã TTHC",
            "Tên TTHC",
            "Lĩnh vực",
            "Phòng xử lý",
            "Mức độ trực tuyến",
            "Có phí, lệ phí",
            "Thanh toán trực tuyến",
            "Bưu chính công ích",
            "Thời hạn giải quyết (ngày)",
        ],
    ]
    last = ""
    for number, p in enumerate(PROCEDURES, start=1):
        if p.field != last:
            table.append([f"Lĩnh vực {p.field}"])
            last = p.field
        table.append(
            [
                number,
                p.code,
                p.name,
                p.field,
                content.SPELLINGS[p.new_room][0],
                _LEVELS[p.level],
                "x" if p.fee else None,
                "x" if p.fee and p.level == "full" else None,
                "x" if p.postal else None,
                p.days,
            ]
        )
    return xlsx([Page("TTHC", table)])


_SERVICE = (
    ("Công khai, minh bạch", 18, 0.83, 0.90),
    ("Tiến độ, kết quả giải quyết", 20, 0.90, 0.94),
    ("Số hóa hồ sơ", 22, 0.60, 0.79),
    ("Cung cấp dịch vụ trực tuyến", 22, 0.48, 0.67),
    ("Mức độ hài lòng", 18, 0.84, 0.92),
)


def service_file() -> bytes:
    """Bộ chỉ số phục vụ, month by month, with decimal commas as text."""
    random = Random(f"{content.SEED} service")
    months = [(2023, 12), *((2024, m) for m in range(1, 11))]
    table: list[list[Cell]] = [
        ["BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP"],
        ["STT", "Tháng", "Thành phần", "Điểm đạt", "Điểm tối đa"],
    ]
    for i, (year, month) in enumerate(months):
        for name, most, low, high in _SERVICE:
            share = low + (high - low) * i / (len(months) - 1) + random.uniform(-0.015, 0.015)
            table.append([len(table) - 1, f"{month:02d}/{year}", name, decimal(most * min(share, 1)), most])
    return xlsx([Page("BoChiSo", table)])


_DISBURSED = (2.1, 5.4, 11.9, 17.5, 24.8, 33.0, 41.2, 49.6, 57.8, 66.3)  # percent, January to October 2024


def disbursement_file() -> bytes:
    """Disbursement, cumulative, in millions of đồng: thousands dots, a percentage with a comma."""
    rows: list[list[Cell]] = [["Chỉ tiêu", "Tháng", "Tử số", "Mẫu số", "Giá trị"]]
    points = [("12/2023", 9_640, 10_150)]
    points += [(f"{m:02d}/2024", round(12_400 * p / 100), 12_400) for m, p in enumerate(_DISBURSED, start=1)]
    for month, done, planned in points:
        rows.append(
            ["Tỷ lệ giải ngân", month, _dotted(done), _dotted(planned), f"{decimal(done / planned * 100)}%"]
        )
    return csv_text(rows, ";", "utf-8-sig")


# indicator, then (month, numerator, denominator or None)
_REPORTED: tuple[tuple[str, tuple[tuple[str, int, int | None], ...]], ...] = (
    ("Mức độ hài lòng", (("11/2023", 1_812, 2_010), ("06/2024", 902, 1_004), ("09/2024", 1_398, 1_530))),
    ("Tỷ lệ tiết kiệm", (("12/2023", 402, 4_015), ("06/2024", 214, 2_105), ("09/2024", 322, 3_120))),
    ("Tỷ lệ giảm biên chế", (("12/2023", 1, 45), ("09/2024", 2, 45))),
    ("Tỷ lệ giảm số người làm việc", (("12/2023", 2, 38), ("09/2024", 3, 38))),
    ("Tỷ lệ đơn vị được kiểm tra CCHC", (("08/2024", 2, 7), ("09/2024", 3, 7))),
    ("Sáng kiến, giải pháp mới về CCHC", (("03/2024", 1, None), ("06/2024", 2, None))),
    ("Số giải pháp", (("09/2024", 1, None),)),
    ("Tỷ lệ văn bản đi ký số", (("06/2024", 2_941, 2_941), ("10/2024", 4_870, 4_870))),
    ("Tỷ lệ văn bản trên E-Office", (("06/2024", 2_941, 2_941), ("10/2024", 4_870, 4_870))),
    ("Hồ sơ công việc trên môi trường mạng", (("06/2024", 655, 702), ("10/2024", 1_117, 1_160))),
    ("Trường hợp bị xử lý kỷ luật", (("06/2024", 0, None), ("10/2024", 0, None))),
)


def reported_file() -> bytes:
    """Indicators that the office reports by hand, by their Vietnamese names."""
    table: list[list[Cell]] = [
        ["CHỈ TIÊU BÁO CÁO ĐỊNH KỲ"],
        [],
        ["STT", "Chỉ tiêu", "Tháng", "Tử số", "Mẫu số", "Giá trị"],
    ]
    for name, points in _REPORTED:
        for month, numerator, denominator in points:
            value: Cell = numerator if denominator is None else f"{decimal(numerator / denominator * 100)}%"
            table.append([len(table) - 2, name, month, numerator, denominator, value])
    return xlsx([Page("ChiTieu", table)])


# --- criteria and plan ------------------------------------------------------------------------------------------------


def criteria_file() -> bytes:
    """The eleven criteria of 2023 that lost points, as published; the year stands only in the title."""
    rows = sample("tieu-chi-cchc-2023")
    table: list[list[Cell]] = [
        ["KẾT QUẢ THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023 CỦA SỞ TƯ PHÁP"],
        ["(Các tiêu chí bị trừ điểm)"],
        [],
        [
            "Mã tiêu chí",
            "Tên tiêu chí",
            "Điểm tối đa",
            "Điểm thẩm định",
            "Tử số",
            "Mẫu số",
            "Lý do trừ điểm",
            "Giải pháp khắc phục",
            "Đơn vị chịu trách nhiệm",
            "Thời hạn",
        ],
    ]
    for row in rows:
        values: list[Cell] = list(row.values())
        values[2], values[3] = (str(value).replace(".", ",") for value in values[2:4])
        table.append(values)
    return xlsx([Page("Tham dinh", table)])


# Done by the end of October 2024 (section, number) -> day; what is due and not here is overdue.
_DONE = {
    ("I", "2"): date(2024, 9, 26),
    ("I", "7"): date(2024, 6, 24),
    ("II", "2"): date(2024, 1, 19),
    ("III", "1"): date(2024, 7, 26),
    ("IV", "3"): date(2024, 5, 10),
    ("VII", "5"): date(2024, 4, 26),
    ("VIII", "1"): date(2024, 4, 29),
    ("X", "5"): date(2024, 2, 27),
}


def plan_file() -> bytes:
    """The appendix of the plan of 2024 with section rows, and the progress (invented) at the end of October."""
    table: list[list[Cell]] = [
        ["PHỤ LỤC"],
        ["Nhiệm vụ, giải pháp cải cách hành chính năm 2024 của Sở Tư pháp"],
        ["(Kèm theo Kế hoạch của Sở Tư pháp)"],
        [],
        [
            "TT",
            "Nhiệm vụ",
            "Sản phẩm/kết quả",
            "Tiến độ",
            "Đơn vị chủ trì",
            "Đơn vị phối hợp",
            "Phân công và cách thức thực hiện",
            "Trạng thái",
            "Ngày hoàn thành",
        ],
    ]
    section = ""
    for row in sample("ke-hoach-cchc-2024"):
        if row["Mục"] != section:
            section = row["Mục"]
            table.append([section, row["Tên mục"]])
        done = _DONE.get((section, row["STT"]))
        table.append(
            [
                row["STT"],
                row["Nhiệm vụ"],
                row["Sản phẩm"],
                row["Tiến độ"],
                row["Chủ trì"],
                row["Phối hợp"],
                row["Phân công và cách thức thực hiện"],
                "Đã hoàn thành" if done else "Đang thực hiện",
                vn(done),
            ]
        )
    return xlsx([Page("KeHoach", table)])
