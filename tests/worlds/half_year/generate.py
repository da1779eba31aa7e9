"""Lives of invented dossiers, tasks and petitions, and the files in which the province's systems print them.

Each export prints what was received or still open in its month, as it stood on the month's last day. What the files
leave out on purpose: the column of electronic results before December, of interagency dossiers in October, of re-used
data in March. Some dossiers are paused, withdrawn with and without a date, refused, never printed again, or get a
later due date with and without a pause. Some rows of March are printed wrong and again, right, in a further file of the
same day (import with --add): of one day the newest import counts. A first list of February, all by post, is superseded
by the right one; a file that prints the dossiers of March as due ten days earlier, at the counter, is rolled back.
Nobody here exists.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from xml.sax.saxutils import escape

from tests.worlds.half_year import FOLDER

SEED = "half-year"
FIRST, LAST = date(2023, 10, 1), date(2024, 3, 31)


@dataclass(frozen=True)
class Procedure:
    code: str
    name: str
    field: str
    unit: str | None  # None: the list names no unit
    days: int
    level: str
    fee: bool
    postal: bool


PROCEDURES = (
    Procedure("1.001", "Cấp bản sao trích lục hộ tịch", "Hộ tịch", "HCTP", 2, "full", True, True),
    Procedure("1.002", "Cấp Phiếu lý lịch tư pháp", "Lý lịch tư pháp", "HCTP", 10, "full", True, True),
    Procedure("1.003", "Nhập quốc tịch Việt Nam", "Quốc tịch", "HCTP", 30, "none", True, False),
    Procedure("1.004", "Đăng ký hành nghề công chứng", "Công chứng", "BTTP", 7, "partial", True, False),
    Procedure("1.005", "Cấp Thẻ đấu giá viên", "Đấu giá tài sản", "BTTP", 5, "full", True, True),
    Procedure(
        "1.006", "Công nhận báo cáo viên pháp luật", "Phổ biến pháp luật", "PBGDPL", 5, "full", False, False
    ),
    Procedure("1.007", "Cấp bản sao văn bản từ sổ gốc", "Chứng thực", None, 1, "partial", False, True),
    Procedure("1.008", "Phục hồi danh dự", "Bồi thường nhà nước", "VP", 15, "partial", False, False),
)
UNITS = {
    "HCTP": ("Phòng Hành chính tư pháp", "HCTP"),
    "BTTP": ("Phòng Thanh tra – Bổ trợ tư pháp", "TT-BTTP"),
    "PBGDPL": ("Phòng Phổ biến, giáo dục pháp luật", "Phòng PBGDPL"),
    "VP": ("Văn phòng", "Văn phòng Sở"),
    "MC": ("Bộ phận Một cửa", "BỘ PHẬN MỘT CỬA"),
}
OFFICIALS = {
    "HCTP": ("Nguyễn Thử Một", "Trần Thử Hai", None),
    "BTTP": ("Lê Thử Ba", "Phạm Thử Bốn"),
    "PBGDPL": ("Vũ Thử Năm",),
    "VP": ("Đỗ Thử Sáu", None),
    "MC": (None,),
}
FLAGS = ("e_result", "digitised", "reused", "fee", "paid", "interagency", "postal")


@dataclass(frozen=True)
class Pause:
    first: date
    last: date | None
    status: str  # supplement, fee, stopped
    reason: str


@dataclass
class Dossier:
    """A life. Due dates are days; `later_due` holds from its first day on."""

    dossier_id: str
    procedure: Procedure
    unit: str
    official: str | None
    channel: str
    submitted: datetime | None
    received: datetime | None
    due: date | None
    finished: datetime | None = None
    pause: Pause | None = None
    later_due: tuple[date, date] | None = None  # (printed from, new due date)
    is_withdrawn: bool = False
    prints_end: bool = True  # a withdrawal may be printed without its date
    is_refused: bool = False
    gone_after: date | None = None  # no file after this day prints it
    supplements: int = 0
    flags: dict[str, bool] = field(default_factory=dict)

    def due_at(self, day: date) -> date | None:
        return self.later_due[1] if self.later_due and self.later_due[0] <= day else self.due


@dataclass(frozen=True)
class File:
    name: str
    first: date
    last: date
    without: tuple[str, ...] = ()

    def prints(self, dossier: Dossier) -> bool:
        """Filed by its last day, and in its month received, filed or not finished before it."""
        begun = (dossier.submitted or dossier.received or datetime.max).date()
        if begun > self.last or (dossier.gone_after and self.last > dossier.gone_after):
            return False
        if dossier.is_refused:
            return begun >= self.first
        # A withdrawal that is printed without its date stays in the lists for another month.
        stays = timedelta(days=31 if dossier.is_withdrawn and not dossier.prints_end else 0)
        return dossier.finished is None or dossier.finished.date() + stays >= self.first


FILES = (
    File("2023-10 Danh_sach_ho_so.csv", date(2023, 10, 1), date(2023, 10, 31), ("e_result", "interagency")),
    File("2023-11 Danh_sach_ho_so.xlsx", date(2023, 11, 1), date(2023, 11, 30), ("e_result",)),
    File("2023-12 Danh_sach_ho_so.csv", date(2023, 12, 1), date(2023, 12, 31)),
    File("2024-01 Danh_sach_ho_so.csv", date(2024, 1, 1), date(2024, 1, 31)),
    File("2024-02 Danh_sach_ho_so.xlsx", date(2024, 2, 1), date(2024, 2, 29)),
    File("2024-03 Danh_sach_ho_so.csv", date(2024, 3, 1), date(2024, 3, 31), ("reused",)),
)
CORRECTION = "2024-03 Bo_sung.csv"
DRAFT, MISTAKE = "2024-02 Ban_dau.csv", "2024-03 Nham.csv"  # superseded; rolled back
MEASUREMENT_CORRECTION = "Chi_tieu_sua.csv"
TASK_FILES = (("2023-12 Nhac_viec.csv", date(2023, 12, 31)), ("2024-03 Nhac_viec.csv", date(2024, 3, 31)))


@dataclass
class Task:
    number: str
    content: str
    unit: str
    official: str | None
    assigned: date
    due: date
    finished: date | None
    is_extended: bool
    is_dated: bool = True  # the day on which it was assigned is printed


@dataclass
class Petition:
    number: str
    unit: str
    received: date
    due: date | None
    answered: date | None
    rating: str  # satisfied, accepted, unsatisfied, or nothing


# --- lives ---------------------------------------------------------------------------------------------------------


def workday(day: date) -> date:
    """That day or the next from Monday to Friday; holidays are worked on here, nobody minds."""
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def dossiers() -> list[Dossier]:
    """About 570 lives, the borders of the CCHC year among them; always the same ones."""
    random = Random(SEED)
    lives = [_dossier(random, n, FIRST - timedelta(days=random.randint(1, 40)), old=True) for n in range(14)]
    days = sorted(FIRST + timedelta(days=random.randrange((LAST - FIRST).days + 1)) for _ in range(500))
    border = [date(2023, 12, 14), date(2023, 12, 15)] * 5
    lives += [_dossier(random, 14 + n, day) for n, day in enumerate([*days, *border])]
    _waiting(random, lives)
    for life in lives[::97]:
        life.gone_after = date(2023, 12, 31) if life.finished is None else None
    return lives


def _dossier(random: Random, number: int, day: date, old: bool = False) -> Dossier:
    procedure = random.choices(PROCEDURES, (16, 40, 6, 8, 7, 6, 12, 5))[0]
    unit = procedure.unit or random.choice(("VP", "MC", "MC"))
    channel = random.choices(("online", "counter", "postal"), (45, 48, 7))[0]
    received = datetime.combine(workday(day), time(7, 30)) + timedelta(minutes=random.randrange(540))
    submitted: datetime | None = received
    if channel == "online":
        # within the 8 working hours, exactly on them (a working day before at the same time), or long before
        submitted = received - timedelta(minutes=random.choice((15, 90, 1440, 1440, 4320)))
        submitted = None if random.random() < 0.06 else submitted
    due = (
        None if random.random() < 0.05 else workday(received.date() + timedelta(days=procedure.days * 7 // 5))
    )
    life = Dossier(
        f"H{number:05d}", procedure, unit, random.choice(OFFICIALS[unit]), channel, submitted, received, due
    )
    end = due or received.date() + timedelta(days=procedure.days)
    late = random.random()
    if late < 0.07:
        finished = end + timedelta(days=random.randint(1, 20))
    elif late < 0.30:
        finished = end
    else:
        finished = max(received.date(), end - timedelta(days=random.randint(1, 4)))
    life.finished = datetime.combine(finished, time(16, 45))
    if life.finished < received:
        life.finished = received + timedelta(hours=1)
    if old or random.random() < 0.04:
        life.finished = None if random.random() < 0.5 else datetime.combine(date(2023, 12, 15), time(8, 0))
    if life.finished is not None and life.finished < received:
        life.finished = None
    _turns(random, life)
    chances = {
        "e_result": 0.7,
        "digitised": 0.6,
        "reused": 0.4,
        "paid": 0.5,
        "interagency": 0.06,
        "postal": 0.1,
    }
    life.flags = {name: random.random() < chance for name, chance in chances.items()}
    life.flags["fee"] = procedure.fee and random.random() < 0.95
    life.supplements = random.choices((0, 1, 2, 3), (80, 12, 6, 2))[0]
    return life


def _turns(random: Random, life: Dossier) -> None:
    """Withdrawn, paused, or given a later due date, each for a few."""
    assert life.received is not None
    day, turn = life.received.date(), random.random()
    if turn < 0.03:
        life.is_withdrawn, life.prints_end = True, random.random() < 0.5
        life.finished = datetime.combine(day + timedelta(days=random.randint(0, 30)), time(10, 0))
        life.finished = max(life.finished, life.received)
    elif turn < 0.08:
        reason = random.choice(("Chờ bổ sung giấy tờ", "", "  "))
        status = random.choice(("supplement", "fee", "stopped"))
        over = None if random.random() < 0.6 else day + timedelta(days=70)
        life.pause = Pause(day + timedelta(days=1), over, status, reason)
        life.finished = datetime.combine(over + timedelta(days=9), time(9, 0)) if over else None
        if over and life.due:
            life.later_due = (over, over + timedelta(days=12))
    elif turn < 0.12 and life.due and life.finished:
        # a later date without a pause, printed by an export that the first one did not print it to
        life.later_due = (day + timedelta(days=32), life.due + timedelta(days=45))
        life.finished = datetime.combine(life.due + timedelta(days=random.choice((40, 45, 50))), time(15, 0))


def _waiting(random: Random, lives: list[Dossier]) -> None:
    """Filed on the web and not received: on the last days, an old one, and refused ones."""
    times = [datetime(2024, 3, 28, 16, 59), datetime(2024, 3, 29, 7, 0), datetime(2024, 3, 29, 7, 1),
             datetime(2024, 3, 30, 9, 0), datetime(2023, 12, 13, 17, 0), datetime(2023, 12, 14, 7, 0)]  # fmt: skip
    for number, submitted in enumerate(times):
        life = Dossier(f"M{number:05d}", PROCEDURES[1], "HCTP", None, "online", submitted, None, None)
        life.flags = dict.fromkeys(FLAGS, False)
        lives.append(life)
    for number in range(6):
        submitted = datetime(2023, 10, 3, 8, 0) + timedelta(days=29 * number)
        life = Dossier(
            f"T{number:05d}", PROCEDURES[0], "HCTP", None, "online", submitted, None, None, is_refused=True
        )
        life.flags = dict.fromkeys(FLAGS, random.random() < 0.3)
        lives.append(life)


def tasks() -> list[Task]:
    random = Random(f"{SEED} tasks")
    made = []
    for number in range(90):
        unit = random.choice(tuple(UNITS))
        assigned = workday(FIRST + timedelta(days=random.randrange(176)))
        due = assigned + timedelta(days=random.randint(5, 30))
        finished: date | None = max(
            assigned, due + timedelta(days=random.choice((-3, -2, -1, -1, 0, 0, 0, 1, 6)))
        )
        if random.random() < 0.08 or (finished and finished > LAST):
            finished = None
        official = random.choice(OFFICIALS[unit])
        made.append(Task(f"{number + 100}/UBND-NC", f"Tham mưu việc {number + 1}", unit, official, assigned, due,
                         finished, random.random() < 0.15, number % 9 > 0))  # fmt: skip
    for number, day in enumerate((date(2023, 12, 14), date(2023, 12, 15))):
        made.append(
            Task(f"{number + 900}/UBND-KT", "Báo cáo cuối năm", "VP", None, date(2023, 12, 1), day, day, True)
        )
    return made


def petitions() -> list[Petition]:
    random = Random(f"{SEED} petitions")
    made = []
    for number in range(40):
        received = FIRST + timedelta(days=random.randrange(180))
        due = None if random.random() < 0.08 else received + timedelta(days=14)
        answered: date | None = received + timedelta(days=random.choice((3, 7, 10, 14, 14, 15, 20)))
        if random.random() < 0.1 or (answered and answered > LAST):
            answered = None
        rating = random.choice(("satisfied", "satisfied", "accepted", "unsatisfied", "")) if answered else ""
        made.append(Petition(f"PA{number + 1:04d}", random.choice(("HCTP", "BTTP", "VP")), received, due, answered,
                             rating))  # fmt: skip
    made.append(
        Petition("PA0901", "VP", date(2023, 12, 4), date(2023, 12, 15), date(2023, 12, 15), "accepted")
    )
    made.append(
        Petition("PA0902", "VP", date(2023, 12, 4), date(2023, 12, 14), date(2023, 12, 14), "satisfied")
    )
    return made


# --- files ---------------------------------------------------------------------------------------------------------

STATUS = {
    "new": "Mới đăng ký", "refused": "Từ chối tiếp nhận", "processing": "Đang xử lý",
    "supplement": "Yêu cầu bổ sung giấy tờ",
    "fee": "Yêu cầu thực hiện nghĩa vụ tài chính", "withdrawn": "Công dân yêu cầu rút hồ sơ", "stopped": "Tạm dừng",
    "done": "Đã trả kết quả",
}  # fmt: skip
CHANNEL = {"counter": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính công ích"}
RATING = {"satisfied": "Hài lòng", "accepted": "Chấp nhận", "unsatisfied": "Không hài lòng", "": ""}
LEVEL = {"full": "Toàn trình", "partial": "Một phần", "none": "Không"}
FLAG_HEADS = {
    "e_result": "Cấp kết quả điện tử", "digitised": "Số hóa hồ sơ", "reused": "Tái sử dụng dữ liệu số hóa",
    "fee": "Có phí, lệ phí", "paid": "Thanh toán trực tuyến", "interagency": "Hồ sơ liên thông",
    "postal": "Trả kết quả qua BCCI",
}  # fmt: skip
HEAD = (
    "STT", "Mã hồ sơ", "Mã thủ tục", "Tên thủ tục hành chính", "Lĩnh vực", "Phòng xử lý", "Chủ hồ sơ",
    "Công chức xử lý",
    "Hình thức nộp", "Ngày nộp hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý", "Trạng thái hồ sơ",
    "Lý do tạm dừng", "Số lần bổ sung",
)  # fmt: skip
Rows = list[list[str]]


def state(life: Dossier, day: date) -> str:
    """The status that is printed at the end of a day."""
    if life.is_refused:
        return "refused"
    if life.received is None or life.received.date() > day:
        return "new"
    if life.finished and life.finished.date() <= day:
        return "withdrawn" if life.is_withdrawn else "done"
    pause = life.pause
    if pause and pause.first <= day and (pause.last is None or pause.last > day):
        return pause.status
    return "processing"


def is_corrected(life: Dossier) -> bool:
    """Printed wrong in the list of March, right in the further file."""
    return FILES[-1].prints(life) and int(life.dossier_id[1:]) % 13 == 0 and life.received is not None


def dossier_rows(lives: Sequence[Dossier], file: File, only_corrected: bool = False) -> Rows:
    shown = [name for name in FLAGS if name not in file.without]
    table: Rows = [["DANH SÁCH HỒ SƠ"], [f"Từ ngày {vn(file.first)} đến ngày {vn(file.last)}"],
                   [*HEAD, *(FLAG_HEADS[name] for name in shown)]]  # fmt: skip
    for number, life in enumerate((life for life in lives if file.prints(life)), start=1):
        status, channel = state(life, file.last), life.channel
        if is_corrected(life) and file is FILES[-1] and not only_corrected:
            status, channel = "processing", "postal"
        if only_corrected and not is_corrected(life):
            continue
        is_done = status in ("done", "withdrawn")
        is_received = status not in ("new", "refused")
        due = life.due_at(file.last) if is_received else None
        pause = life.pause if status in ("supplement", "fee", "stopped") else None
        begun = life.pause is not None and life.pause.first <= file.last
        ended = life.finished if is_done and life.prints_end else None
        table.append([
            str(number), life.dossier_id, life.procedure.code, life.procedure.name, life.procedure.field,
            UNITS[life.unit][number % 2], f"Công dân giả định {number}", life.official or "", CHANNEL[channel],
            moment(life.submitted), moment(life.received if is_received else None), vn(due), moment(ended),
            STATUS[status], pause.reason if pause else "", str(max(life.supplements, int(begun))),
            *("Có" if life.flags[name] else "" for name in shown),
        ])  # fmt: skip
    return table


def vn(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def moment(at: datetime | None) -> str:
    return at.strftime("%d/%m/%Y %H:%M") if at else ""


def task_rows(day: date) -> Rows:
    """Assigned by the day, and not finished before the quarter of that day began."""
    start = date(2023, 10, 1) if day.year == 2023 else date(2024, 1, 1)
    table: Rows = [["THEO DÕI NHIỆM VỤ UBND TỈNH GIAO"], [f"Tính đến ngày {vn(day)}"],
                   ["STT", "Số văn bản", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Người thực hiện", "Ngày giao",
                    "Hạn hoàn thành", "Ngày hoàn thành", "Gia hạn", "Trạng thái"]]  # fmt: skip
    for task in tasks():
        if task.assigned <= day and (task.finished is None or task.finished >= start):
            finished = task.finished if task.finished and task.finished <= day else None
            table.append([str(len(table) - 2), task.number, task.content, UNITS[task.unit][0], task.official or "",
                          vn(task.assigned if task.is_dated else None), vn(task.due), vn(finished),
                          "x" if task.is_extended else "",
                          "Hoàn thành" if finished else "Đang thực hiện"])  # fmt: skip
    return table


def petition_rows() -> Rows:
    table: Rows = [["TỔNG HỢP PHẢN ÁNH, KIẾN NGHỊ"], [f"Tính đến ngày {vn(LAST)}"],
                   ["STT", "Mã PAKN", "Nội dung phản ánh", "Ngày tiếp nhận", "Hạn trả lời", "Ngày trả lời",
                    "Đơn vị xử lý", "Mức độ hài lòng"]]  # fmt: skip
    for number, made in enumerate(petitions(), start=1):
        table.append([str(number), made.number, "Hỏi về thành phần hồ sơ", vn(made.received), vn(made.due),
                      vn(made.answered), UNITS[made.unit][0], RATING[made.rating]])  # fmt: skip
    return table


def procedure_rows() -> Rows:
    table: Rows = [["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
                   ["STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Phòng xử lý", "Mức độ trực tuyến", "Có phí, lệ phí",
                    "Bưu chính công ích"]]  # fmt: skip
    for number, made in enumerate(PROCEDURES, start=1):
        table.append([str(number), made.code, made.name, made.field, UNITS[made.unit][0] if made.unit else "",
                      LEVEL[made.level], "x" if made.fee else "", "x" if made.postal else ""])  # fmt: skip
    return table


def measurement_rows(satisfied: int) -> Rows:
    return [
        ["Chỉ tiêu", "Tháng", "Tử số", "Mẫu số", "Giá trị"],
        ["Mức độ hài lòng", "02/2024", str(satisfied), "100", ""],
    ]


def _earlier(printed: str) -> str:
    return vn(datetime.strptime(printed, "%d/%m/%Y").date() - timedelta(days=10)) if printed else ""


def csv_bytes(rows: Rows) -> bytes:
    lines = [";".join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def xlsx_bytes(rows: Rows) -> bytes:
    """One sheet of text cells; the same bytes every time."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    body = "".join(f"<row>{''.join(cell.format(escape(text)) for text in row)}</row>" for row in rows)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Du_lieu" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, (2024, 3, 31, 0, 0, 0))
            archive.writestr(info, head + text, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def tables() -> dict[str, Rows]:
    """Every file's rows, in the order of import."""
    lives = dossiers()
    made = {"Danh_muc_TTHC.csv": procedure_rows()}
    for file in FILES:
        rows = dossier_rows(lives, file)
        if file.name.startswith(DRAFT[:7]):
            made[DRAFT] = [*rows[:3], *([*row[:8], CHANNEL["postal"], *row[9:]] for row in rows[3:])]
        made[file.name] = rows
    made[CORRECTION] = dossier_rows(lives, FILES[-1], only_corrected=True)
    made |= {"Chi_tieu.csv": measurement_rows(80), MEASUREMENT_CORRECTION: measurement_rows(90)}
    made[MISTAKE] = [
        [*row[:8], CHANNEL["counter"], *row[9:11], _earlier(row[11]), *row[12:]] if len(row) > 12 else row
        for row in made[FILES[-1].name][3:]
    ]
    made[MISTAKE] = [*made[FILES[-1].name][:3], *made[MISTAKE]]
    made |= {name: task_rows(day) for name, day in TASK_FILES}
    made["2024-03 PAKN.xlsx"] = petition_rows()
    return made


def main() -> None:
    """Writes files/ anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, rows in tables().items():
        (FOLDER / name).write_bytes(xlsx_bytes(rows) if name.endswith(".xlsx") else csv_bytes(rows))


if __name__ == "__main__":
    main()
