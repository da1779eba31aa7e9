"""Who owes what by when in the plans of the four documents: (unit, day) read by hand from the appendices, and the rules
of the contract's "Deadlines of plans" one by one.

`tests/worlds/plan_cells.csv` holds the cells as printed (schedule, leads, assignment; task and product where a day or a
cited day stands in them). Doubtful pairs, decided as the table says: 001 I.5 (the rooms report before Văn phòng sends,
and the schedule names one day for all who act), IX.2 (the rooms named beneath stand beside "Các Phòng, Trung tâm"),
X.6 ("Đề nghị các đơn vị …" appeals to those named before), VII.6 (whoever is asked: no unit); 002 IX.1 and all "các
phòng" (of the reference only Thanh tra Sở); 003 A/VII.1 (the second quarter had passed when the plan was made, but it
is named).
"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from chiso import figures
from chiso.core.schedules import bad_dates, begun, events, parse, plan_day, without_tags
from chiso.core.settings import SAMPLES
from chiso.desk import first_day
from chiso.figures.deadlines import Deadline, deadlines, leads
from chiso.figures.parties import Roll
from chiso.reference.unit_tree import Units, spellings, units
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

CELLS = Path(__file__).parents[1] / "worlds" / "plan_cells.csv"
PLANS = {
    "000": ("stp", date(2024, 7, 25)),
    "001": ("stp", date(2024, 4, 1)),
    "002": ("sct", date(2024, 3, 1)),
    "003": ("kktvp", date(2023, 8, 1)),
}
OLD, NEW = "hctp ttbttp pbgdpl vbqppl", "nv1 nv2 thanhtra"  # the rooms until 30/06/2024, and after
QUARTERS = "14/6 14/9 14/12"
# (plan, section, number) -> who: days; a day without a year is of the plan's
OWED: dict[tuple[str, str, str], dict[str, str]] = {
    ("000", "A/II", "6"): {"vp dvsn": "31/12"},
    ("000", "A/V", "14"): {"vp": "15/8"},
    ("001", "I", "1"): {f"{NEW} dvsn": "10/12"},
    ("001", "I", "2"): {"vp": "30/9"},
    ("001", "I", "3"): {"vp": "30/9"},
    ("001", "I", "4"): {f"vp {NEW} dvsn": "10/12"},
    ("001", "I", "5"): {OLD: "14/6", NEW: "14/9 14/12", "vp dvsn": QUARTERS},
    ("001", "I", "7"): {f"{OLD} dvsn vp": "30/6"},
    ("001", "I", "8"): {
        "vp": "30/4 31/5 30/6 31/7 31/8 30/9 31/10 30/11 31/12",
        OLD: "5/4 5/5 5/6",
        NEW: "5/7 5/8 5/9 5/10 5/11 5/12 5/1/2025",
        "dvsn": "5/4 5/5 5/6 5/7 5/8 5/9 5/10 5/11 5/12 5/1/2025",
    },
    ("001", "II", "1"): {"vbqppl": "15/12"},
    ("001", "II", "2"): {"vbqppl": "22/1"},
    ("001", "II", "4"): {"vbqppl": "5/12"},
    ("001", "II", "5"): {"vbqppl": "20/2 3/12"},
    ("001", "II", "6"): {"vbqppl": "31/12"},
    ("001", "III", "1"): {OLD: "1/6", "vp": "30/7"},
    ("001", "III", "13"): {OLD: "17/6", NEW: "17/9 17/12", "vp": "19/6 19/9 19/12"},
    ("001", "IV", "1"): {"vp dvsn": "31/12"},
    ("001", "IV", "2"): {"vp": "30/11"},
    ("001", "IV", "3"): {"vp": "15/5", "dvsn": "1/4"},
    ("001", "IV", "6"): {"vp": "31/12"},
    ("001", "IV", "7"): {"hctp vp": "31/12"},
    ("001", "IV", "8"): {"hctp": "31/12"},
    ("001", "IV", "10"): {"hctp": "15/11", "vp": "30/11"},
    ("001", "V", "1"): {NEW: "20/11", "vp": "30/11"},
    ("001", "V", "2"): {"vp": "31/12"},
    ("001", "V", "3"): {"vp": "31/12 31/3/2025"},
    ("001", "V", "4"): {"vp": "31/12"},
    ("001", "V", "5"): {OLD: "1/6", NEW: "1/11", "dvsn": "1/6 1/11", "vp": "15/6 15/11"},
    ("001", "V", "7"): {"vp": "30/11"},
    ("001", "VI", "1"): {"vp": "31/12"},
    ("001", "VI", "2"): {"vp": "31/12"},
    ("001", "VI", "3"): {"vp": "31/12"},
    ("001", "VI", "4"): {"vp": "15/12", "vp-kt": "30/4 31/5 30/6 31/7 31/8 30/9 31/10 30/11 31/12"},
    ("001", "VI", "5"): {"vp": "15/12"},
    ("001", "VII", "5"): {f"{OLD} dvsn": "25/4", "vp": "30/4"},
    ("001", "VII", "6"): {"Đơn vị được giao": "31/12"},
    **{("001", "VII", str(number)): {"vp": "30/11"} for number in range(7, 12)},
    ("001", "VIII", "1"): {"vp": "30/4"},
    ("001", "IX", "2"): {f"{NEW} dvsn hctp ttbttp pbgdpl": "31/12"},
    ("001", "IX", "3"): {"vbqppl": "31/12"},
    ("001", "IX", "4"): {f"{NEW} dvsn vp-kt": "31/12"},
    ("001", "IX", "5"): {"vp": "31/12"},
    ("001", "X", "1"): {"vp": "20/12"},
    ("001", "X", "2"): {"vp": "15/12"},
    ("001", "X", "5"): {"vbqppl": "29/2"},
    ("001", "X", "6"): {"hctp ttbttp vp": "31/12"},
    ("002", "I", "3"): {"tt ttkcxttm": "30/6"},
    ("002", "I", "4"): {"vp": "31/3 30/4 31/5 30/6 31/7 31/8 30/9 31/10 30/11 31/12"},
    ("002", "II", "1"): {"tt": "15/12"},
    ("002", "II", "2"): {"tt": "15/12"},
    ("002", "II", "3"): {"tt": "3/12"},
    ("002", "II", "4"): {"tt": "3/12"},
    ("002", "III", "1"): {"tt": "25/7"},
    ("002", "V", "1"): {"vp": "30/11"},
    ("002", "V", "2"): {"vp": "15/6"},
    ("002", "V", "4"): {"vp": "30/11"},
    ("002", "VI", "1"): {"vp": "31/12"},
    ("002", "VI", "2"): {"vp": "31/12"},
    ("002", "VI", "3"): {"vp": "15/12"},
    ("002", "VII", "3"): {"tt": "31/12"},
    ("002", "VII", "4"): {"vp": "31/12"},
    ("002", "VII", "5"): {"vp": "30/11"},
    ("002", "VIII", "1"): {"vp": "31/12"},
    ("002", "IX", "1"): {"tt": "25/11"},
    ("002", "IX", "2"): {"vp": "31/12"},
    **{("002", "IX", number): {"tt ttkcxttm vp": "31/12"} for number in "346"},
    ("002", "IX", "5"): {"vp": "31/12"},
    ("002", "X", "1"): {"vp": "20/12"},
    ("002", "X", "2"): {"vp": "15/12"},
    ("003", "A/I", "5"): {"vp": "31/12"},
    ("003", "A/I", "6"): {"vp": "30/9"},
    ("003", "A/VII", "1"): {"dn": "30/6 31/12"},
    ("003", "A/VII", "2"): {"dn": "31/8 30/9 31/10 30/11 31/12"},
}


@pytest.fixture(scope="module")
def rolls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Roll]:
    with fresh_home.build(tmp_path_factory.mktemp("plans") / "home") as store:
        return {agency: Roll(units(store, agency), spellings(store, agency)) for agency, _ in PLANS.values()}


def owed(task: dict[str, str], roll: Roll, year: int, since: date | None = None) -> list[Deadline]:
    names = ("schedule", "lead_unit", "support_units", "assignment", "product", "task")
    cells = {name: task.get(name) for name in names}
    return deadlines(cells, parse(cells["schedule"], year), roll, year, since)


def pairs(found: list[Deadline], agency: str) -> list[tuple[str, date]]:
    return sorted(((row.unit or row.words).removeprefix(f"{agency}-"), row.due) for row in found)


def by_hand(said: dict[str, str], year: int) -> list[tuple[str, date]]:
    out = []
    for who, days in said.items():
        for day in days.split():
            parts = [int(part) for part in day.split("/")]
            due = date(parts[2] if len(parts) > 2 else year, parts[1], parts[0])
            out += [(unit, due) for unit in ([who] if who[0].isupper() else who.split())]
    return sorted(out)


@pytest.mark.parametrize("plan", PLANS)
def test_every_unit_and_day_of_the_documents(plan: str, rolls: dict[str, Roll]) -> None:
    agency, since = PLANS[plan]
    with CELLS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["plan"] == plan]
    found: dict[tuple[str, str, str], list[tuple[str, date]]] = defaultdict(list)
    for row in rows:
        key = (plan, row["section"], row["no"])
        found[key] += pairs(owed(row, rolls[agency], since.year, since), agency)
    wanted = {key: by_hand(said, since.year) for key, said in OWED.items() if key[0] == plan}
    assert {key: said for key, said in found.items() if said} == wanted
    assert len(found) > len(wanted)  # and some that owe none


# --- the plans that the program brings along --------------------------------------------------------------------

MONTHLY_25 = " ".join(f"25/{month}" for month in range(3, 13))
HALF_YEARS = "31/12/2022 30/6/2023 31/12/2023 30/6/2024 31/12/2024 30/6/2025 31/12/2025"
SHIPPED = {
    "000": ("ke-hoach-pci-pgi-stp-2024.csv", 35, {}),
    "001": ("ke-hoach-cchc-2024.csv", 74, {}),
    # text, III.1: "Định kỳ vào ngày 25 hằng tháng, báo cáo … về Văn phòng Sở"
    "002": ("ke-hoach-cchc-sct-2024.csv", 42, {("III (văn bản)", "1"): {"tt ttkcxttm": MONTHLY_25}}),
    "003": ("ke-hoach-pci-kktvp-2023.csv", 37, {}),
    # text, III: "Định kỳ 6 tháng, hàng năm báo cáo", of the years 2022 – 2025, by every unit but Văn phòng
    "004": (
        "ke-hoach-chi-so-stnmt-2022-2025.csv",
        42,
        {("III (văn bản)", "3"): {"ccbhd ccbvmt cntt pc qldd tckh tt vpdkdd": HALF_YEARS}},
    ),
}


@pytest.mark.parametrize("plan", SHIPPED)
def test_a_shipped_plan_owes_what_its_document_does(plan: str, tmp_path: Path) -> None:
    """Its units and days are those that were read from the document, once more through the importer."""
    file, tasks, more = SHIPPED[plan]
    (offer,) = (one for one in first_day.offered() if one.file == file)
    (agency,) = offer.agencies
    with fresh_home.build(tmp_path / "home", agency) as store:
        result = first_day.take(store, ADMIN, agency, offer)
        assert (result.rows_loaded, result.rows_rejected, result.unknown_units) == (tasks, 0, ())
        found = figures.owed(store, figures.Asked(agency=agency, as_of=offer.as_of))
    owed_by: dict[tuple[str, str], list[tuple[str, date]]] = defaultdict(list)
    for row in found.to_dict("records"):
        key = row["section"], row["no"].removesuffix("-2") if plan == "003" else row["no"]
        unit = row["unit"] if isinstance(row["unit"], str) else row["unit_name"]
        owed_by[key].append((unit.removeprefix(f"{agency}-"), row["due"]))
    wanted = {key[1:]: days for key, days in OWED.items() if key[0] == plan} | more
    assert {key: sorted(days) for key, days in owed_by.items()} == {
        key: by_hand(days, offer.as_of.year) for key, days in wanted.items()
    }


@pytest.mark.parametrize(
    ("plan", "agency"), [("000", "stp"), ("001", "stp"), ("002", "sct"), ("003", "kktvp")]
)
def test_a_shipped_plan_has_the_printed_cells(plan: str, agency: str) -> None:
    """Schedule, leads, helpers and assignment as printed; the task in words of the program's own."""
    with (SAMPLES / SHIPPED[plan][0]).open(encoding="utf-8", newline="") as lines:
        shipped = {(row["Mục"], row["STT"]): row for row in csv.DictReader(lines)}
    with CELLS.open(encoding="utf-8", newline="") as lines:
        printed = [row for row in csv.DictReader(lines) if row["plan"] == plan]
    seen: set[tuple[str, str]] = set()
    names = {"schedule": "Tiến độ", "lead_unit": "Chủ trì", "support_units": "Phối hợp"}
    names["assignment"] = "Phân công và cách thức thực hiện"
    for row in printed:
        key = row["section"], row["no"]
        own = shipped[key[0], f"{key[1]}-2"] if key in seen else shipped[key]
        seen.add(key)
        cells = {name: " ".join(without_tags(row[name]).split()) for name in names}
        assert {name: " ".join(own[label].split()) for name, label in names.items()} == cells


# --- the rules one by one -----------------------------------------------------------------------------------------


@pytest.fixture
def stp(rolls: dict[str, Roll]) -> Roll:
    return rolls["stp"]


@pytest.mark.parametrize(
    ("assignment", "wanted"),
    [
        # who receives or helps owes nothing, other bodies are no unit
        ("Phòng Nghiệp vụ 1 gửi Văn phòng trước ngày 15/11/2024", [("nv1", 15)]),
        ("Văn phòng UBND tỉnh gửi Phòng Nghiệp vụ 1 trước ngày 15/11/2024", [("vp", 15)]),
        ("Sở Nội vụ, Văn phòng thống nhất trước ngày 15/11/2024", [("vp", 15)]),
        ("Trung tâm Phục vụ hành chính công tỉnh gửi trước 15/11/2024", [("vp", 15)]),
        ("Theo cơ chế một cửa, một cửa liên thông trước 15/11/2024", [("vp", 15)]),
        # a clause without an actor keeps the one before; the first falls to the lead
        ("Gửi báo cáo trước 10/11/2024; Phòng Nghiệp vụ 2 tổng hợp; gửi trước 15/11/2024", [("nv2", 15), ("vp", 10)]),
        # behind a comma another actor with a day of its own
        ("Phòng Nghiệp vụ 1 gửi trước 10/11/2024, Phòng Nghiệp vụ 2 trước 12/11/2024", [("nv1", 10), ("nv2", 12)]),
        ("Trước 10/11/2024, Thanh tra gửi, trước ngày 12/11/2024 Văn phòng trình", [("thanhtra", 10), ("vp", 12)]),
        ("Thanh tra gửi Văn phòng trước 10/11/2024, Phòng Nghiệp vụ 1 phối hợp", [("thanhtra", 10)]),
        # marks of lists, and words that begin like a body's name
        ("– Văn phòng trước 10/11/2024\n– Thanh tra trước 12/11/2024", [("thanhtra", 12), ("vp", 10)]),
        ("a) Thanh tra trước 10/11/2024; b) Phòng Nghiệp vụ 1 trước 12/11/2024", [("nv1", 12), ("thanhtra", 10)]),
        ("Lấy ý kiến trước 10/11/2024. Ban hành trước 12/11/2024. Tổ chức hội nghị", [("vp", 10), ("vp", 12)]),
        ("Phòng chủ trì gửi Thanh tra thẩm định trước 10/11/2024", [("vp", 10)]),
        ("Bản thuyết minh gửi Thanh tra trước 10/11/2024; Tờ trình trước 12/11/2024", [("vp", 10), ("vp", 12)]),
        # lead-ins
        ("Hằng quý (trước ngày 10/11/2024) Thanh tra báo cáo", [("thanhtra", 10)]),
        ("Lãnh đạo các phòng đôn đốc trước 15/11/2024", [("nv1", 15), ("nv2", 15), ("thanhtra", 15)]),
        ("Các phòng (NV1, Thanh tra) gửi trước 15/11/2024", [("nv1", 15), ("thanhtra", 15)]),
        ("Thanh tra và từng phòng gửi trước 15/11/2024", [("nv1", 15), ("nv2", 15), ("thanhtra", 15)]),
        ("NV1 và Thanh tra mỗi phòng một báo cáo trước 15/11/2024", [("nv1", 15), ("thanhtra", 15)]),
        ("Đầu tháng, đề nghị các phòng: Nghiệp vụ 1, Thanh tra gửi trước 15/11/2024", [("nv1", 15), ("thanhtra", 15)]),
        ("Các Phòng Nghiệp vụ 1; Nghiệp vụ 2 gửi trước 15/11/2024", [("nv1", 15), ("nv2", 15)]),
        ("Văn phòng, các đơn vị sự nghiệp trực thuộc Sở gửi trước 15/11/2024", [("dvsn", 15), ("vp", 15)]),
        # the recipient is never among a collective; "đơn vị liên quan" is nobody
        ("Các đơn vị gửi Phòng Thanh tra trước 15/11/2024", [("dvsn", 15), ("nv1", 15), ("nv2", 15)]),
        ("Các đơn vị liên quan gửi trước 15/11/2024", [("vp", 15)]),
        # a name that nobody knows stays as printed
        ("Tổ giúp việc tổng hợp trước 15/11/2024", [("Tổ giúp việc", 15)]),
        # a cited day is none
        ("Theo Công văn số 12/STP-VP ngày 03/11/2024, NQ 47/NQ-HĐND ngày 11/10/2024; trước 15/11/2024", [("vp", 15)]),
        # repetition without a day counts only at the end of a month or quarter
        ("Văn phòng tổng hợp hằng tuần, hằng tháng trước 15/11/2024", [("vp", 15)]),
    ],
)  # fmt: skip
def test_who_acts_in_a_clause(assignment: str, wanted: list[tuple[str, int]], stp: Roll) -> None:
    task = {"schedule": "Trong năm 2024", "lead_unit": "Văn phòng", "assignment": assignment}
    found = pairs(owed(task, stp, 2024), "stp")
    assert found == [(unit, date(2024, 11, day)) for unit, day in wanted]


@pytest.mark.parametrize(
    ("lead", "wanted"),
    [
        ("Các phòng (trừ Thanh tra)", "nv1 nv2"),
        ("Các phòng, trung tâm, ngoại trừ: Phòng Nghiệp vụ 1 và Phòng Thanh tra", "dvsn nv2"),
        ("Các phòng (lưu trữ: Thanh tra)", "nv1 nv2 thanhtra"),
        ("Phòng Nghiệp vụ 1 và 2", "nv1 nv2"),
        ("NV 1, 2; Thanh tra", "nv1 nv2 thanhtra"),
        ("Phòng Nghiệp vụ 1, 2 lần kiểm tra", "nv1"),
        ("Phó Trưởng phòng Nghiệp vụ 1", "nv1"),
        ("Thủ trưởng các đơn vị", "dvsn nv1 nv2 thanhtra"),
        ("Giám đốc các Trung tâm", "dvsn"),
        ("Giám đốc Sở", "ld"),
    ],
)
def test_who_is_named_as_the_lead(lead: str, wanted: str, stp: Roll) -> None:
    found = pairs(owed({"schedule": "Trước 15/11/2024", "lead_unit": lead}, stp, 2024), "stp")
    assert found == [(unit, date(2024, 11, 15)) for unit in wanted.split()]


def test_role_source_and_clause_are_told(stp: Roll) -> None:
    task = {
        "schedule": "Trước 30/11/2024", "lead_unit": "Phòng Nghiệp vụ 1; Văn phòng", "support_units": "Phòng Thanh tra",
        "assignment": "Phòng Thanh tra gửi trước 10/11/2024; Phòng Nghiệp vụ 2 gửi trước 12/11/2024; "
        "Văn phòng tổng hợp trước 20/11/2024",
    }  # fmt: skip
    told = [(row.unit, row.due.day, row.role, row.source, row.clause) for row in owed(task, stp, 2024)]
    assert told == [
        ("stp-thanhtra", 10, "support", "assignment", "Phòng Thanh tra gửi trước 10/11/2024"),
        ("stp-nv2", 12, "assigned", "assignment", "Phòng Nghiệp vụ 2 gửi trước 12/11/2024"),
        ("stp-vp", 20, "lead", "assignment", "Văn phòng tổng hợp trước 20/11/2024"),
        ("stp-nv1", 30, "lead", "schedule", "Trước 30/11/2024"),  # Văn phòng has a day of its own
    ]


def test_nothing_before_the_plans_day_repeats_but_single_days_stay(stp: Roll) -> None:
    task = {"schedule": "Ngày 25 hằng tháng; báo cáo trước 22/01/2024", "lead_unit": "Văn phòng"}
    days = [row.due for row in owed(task, stp, 2024, date(2024, 11, 1))]
    assert days == [date(2024, 1, 22), date(2024, 11, 25), date(2024, 12, 25)]


def on_events(section: str, number: str, happened: str, roll: Roll) -> list[tuple[str | None, int, str]]:
    """Unit, day of May and clause of what a task of document 002 owes by events; working days as if there were only
    such."""
    with CELLS.open(encoding="utf-8", newline="") as lines:
        cells = [row for row in csv.DictReader(lines) if row["plan"] == "002"]
    (task,) = [row for row in cells if (row["section"], row["no"]) == (section, number)]
    schedule = begun(
        parse(task["schedule"], 2024),
        task["assignment"],
        [one for one in events(happened) if one],
        lambda on, wait: on + timedelta(days=wait.days + 2 * wait.in_working_days),  # over a weekend
    )
    return [(row.unit, row.due.day, row.clause) for row in deadlines(task, schedule, roll, 2024, None)]


def test_a_clause_that_gives_time_is_owed_once_per_event(rolls: dict[str, Roll]) -> None:
    """002 III.2: the rooms tell Văn phòng within 05 working days of a decision; of its rooms the reference has one."""
    assert on_events("III", "2", "02/05/2024 QĐ 12; 06/05/2024 QĐ 34", rolls["sct"]) == [
        ("sct-tt", 9, "05 ngày làm việc kể từ 02/05/2024, QĐ 12"),
        ("sct-tt", 13, "05 ngày làm việc kể từ 06/05/2024, QĐ 34"),
    ]


def test_an_event_that_names_a_unit_is_that_units_alone(rolls: dict[str, Roll]) -> None:
    """002 V.5, 05 days from a change: all who act, or whom the words name; two that end on one day are one row."""
    happened = "06/05/2024 QĐ 12; 06/05/2024 QĐ 34, Văn phòng Sở; 07/05/2024 TTKCXTTM"
    both = "05 ngày kể từ 06/05/2024, QĐ 12; 05 ngày kể từ 06/05/2024, QĐ 34, Văn phòng Sở"
    assert sorted(on_events("V", "5", happened, rolls["sct"])) == [
        ("sct-tt", 11, "05 ngày kể từ 06/05/2024, QĐ 12"),
        ("sct-ttkcxttm", 11, "05 ngày kể từ 06/05/2024, QĐ 12"),
        ("sct-ttkcxttm", 12, "05 ngày kể từ 07/05/2024, TTKCXTTM"),
        ("sct-vp", 11, both),
    ]


def test_a_task_without_anybody_keeps_its_day(stp: Roll) -> None:
    (row,) = owed({"schedule": "Trước 30/11/2024"}, stp, 2024)
    assert (row.unit, row.due) == (None, date(2024, 11, 30))


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("(Kèm theo Kế hoạch số /KH-STP ngày /4/2024 của Sở Tư pháp)", date(2024, 4, 1)),
        ("(Kèm theo Quyết định số 181/QĐ-STP ngày 25/7/2024 của Giám đốc Sở)", date(2024, 7, 25)),
        ("(Kèm theo Kế hoạch số: /KH-SCT ngày tháng 3 năm 2024 của Sở)", date(2024, 3, 1)),
        ("Kế hoạch năm 2024", None),
    ],
)
def test_the_day_of_a_plan_stands_in_its_title(title: str, day: date | None) -> None:
    assert plan_day(title) == day


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Báo cáo 06 tháng trước ngày 15/6/2024 Báo cáo năm trước ngày 15/11/202", ["15/11/202"]),
        ("Trước ngày 31/02/2024", ["31/02/2024"]),
        ("Theo Quyết định 10/2019/QĐ-UBND, NĐ 61/2018/NĐ-CP, trước 20/02/24", []),
        ("60/85", []),
    ],
)
def test_digits_that_look_like_a_date_and_are_none(text: str, wanted: list[str]) -> None:
    assert bad_dates(text) == wanted


def test_a_text_is_read_once_for_equal_units_and_anew_when_one_of_them_changes() -> None:
    row = {"unit_id": "x-vp", "name": "Văn phòng", "short_name": "Văn phòng", "parent_id": None, "kind": "department",
           "successor_id": None, "sort": 1, "valid_from": None, "valid_to": None}  # fmt: skip
    spelt = {"van phong": "x-vp"}
    first, again = (Roll.of(Units([row]), dict(spelt)) for _ in range(2))
    leads.cache_clear()
    assert [actor.unit for actor in leads("Văn phòng", None, first)] == ["x-vp"]
    assert [actor.unit for actor in leads("Văn phòng", None, again)] == ["x-vp"]
    assert leads.cache_info().misses == 1
    ended = Roll.of(Units([{**row, "valid_to": date(2024, 6, 30)}]), spelt)
    other = Roll.of(Units([row]), {"van phong": "x-vp", "phong hanh chinh": "x-vp"})
    assert len({id(one) for one in (first, again, ended, other)}) == 3
    task = {"lead_unit": "Phòng Hành chính", "support_units": "", "assignment": "", "product": "", "task": ""}
    day = parse("30/9/2024", 2024)
    assert [one.unit for one in deadlines(task, day, first, 2024, None)] == [None]
    assert [one.unit for one in deadlines(task, day, other, 2024, None)] == ["x-vp"]
