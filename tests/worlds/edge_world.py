"""Records that sit exactly on a border: first and last day of the year, eight working hours to the minute, the due day
itself, a day before it, nothing due at all, a payment without a fee. The figures are counted by hand.

The day is that of the small world, Thursday 31/10/2024, the agency Sở Tư pháp. The files speak from 15/12/2020 on.
"""

from datetime import date
from pathlib import Path

from chiso.store import Store
from tests.worlds import small_world
from tests.worlds.small_world import HCTP, VP, dossier

OTHER = {"procedure_code": "P2", "procedure_name": "Thủ tục Hai"}
OFFERS_POST = {"procedure_code": "P4", "procedure_name": "Thủ tục Bốn"}

DOSSIERS = [
    # the first day of the year 2024, filed at an unknown time
    dossier("A01-first-day", **OTHER, channel="online", received="2023-12-15", due="2023-12-15",
            finished="2023-12-15", has_e_result=True),
    # the last day of the year 2023
    dossier("A02-last-day-before", **OTHER, channel="online", received="2023-12-14", due="2023-12-14",
            finished="2023-12-14 23:59", has_e_result=True),
    # 3.5 + 3.5 + 1 working hours: exactly eight; due on the day itself
    dossier("A03-eight-hours", **OTHER, channel="online", submitted="2024-10-01 08:00",
            received="2024-10-02 08:00", due="2024-10-31", status="processing", official="Cẩm"),
    # a minute more; due the day before
    dossier("A04-a-minute-over", **OTHER, unit=HCTP, channel="online", submitted="2024-10-01 08:00",
            received="2024-10-02 08:01", due="2024-10-30", status="processing", official="Cẩm"),
    # finished on the day, due the day before
    dossier("A05-finished-today", **OTHER, channel="online", received="2024-10-03", due="2024-10-30",
            finished="2024-10-31", official="Dần"),
    dossier("A06-paid-without-fee", **OTHER, received="2024-05-06", due="2024-05-06", finished="2024-05-06",
            has_fee=False, is_paid_online=True),
    # whether it has a fee is unknown
    dossier("A07-fee-unknown", **OTHER, received="2024-05-07", finished="2024-05-07", is_paid_online=True,
            supplement_count=1),
    # on time by the newest due date, one day late by the first
    dossier("A08-two-supplements", received="2024-05-08", due="2024-05-09", first_due="2024-05-08",
            finished="2024-05-09", supplement_count=2, has_fee=True, is_paid_online=False,
            has_postal_result=True, official="Dần"),
    dossier("A09-withdrawn-late", procedure_code="P3", procedure_name="Thủ tục Ba", channel="postal",
            received="2024-06-03", due="2024-06-05", finished="2024-06-07", status="withdrawn",
            is_interagency=True),
    dossier("A10-refused", **OTHER, channel="online", submitted="2024-06-03 08:00", received="2024-06-03 09:00",
            status="refused"),
    # eight working hours have run at the end of the day, to the second; one second is missing; no web form
    dossier("A11-waits-eight-hours", **OTHER, channel="online", submitted="2024-10-31 07:00", status="new"),
    dossier("A12-waits-a-second-less", **OTHER, channel="online", submitted="2024-10-31 07:00:01", status="new"),
    dossier("A13-new-at-the-counter", **OTHER, submitted="2024-10-01 08:00", status="new"),
    # received after the day, finished on the last day of the year
    dossier("A14-last-day", **OTHER, channel="online", submitted="2024-10-29 08:00",
            received="2024-11-04 10:00", due="2024-11-14", finished="2024-12-14"),
    # received on the last day of the year, finished on the first of the next
    dossier("A15-into-next-year", **OTHER, received="2024-12-14", due="2024-12-16", finished="2024-12-15"),
    dossier("A16-paused-silently", received="2024-10-01", due="2024-10-10", status="fee", pause_reason=None),
    # due before it was received: overdue from the day of receipt
    dossier("A17-due-before-receipt", **OFFERS_POST, received="2024-10-21", due="2024-10-15",
            status="processing"),
    # due on the day of its receipt: overdue from the day after
    dossier("A18-due-on-receipt", **OTHER, received="2024-10-31", due="2024-10-31", status="processing"),
    # what is refused or only filed counts nowhere, whatever dates stand beside it
    dossier("A19-refused-with-dates", **OTHER, received="2024-07-01", finished="2024-07-03", status="refused"),
    dossier("A20-new-with-dates", **OTHER, received="2024-07-01", finished="2024-07-03", status="new"),
]  # fmt: skip

# In the CCHC year 2022: (filed, received) after exactly eight working hours, and a second more. Tuesday 4/10/2022,
# Friday 7/10; offices work 7:00–11:30 and 13:30–17:00.
_EIGHT_HOURS = [
    ("10-04 06:00", "10-04 17:00"),  # filed before the office opens, received when it closes
    ("10-04 07:00", "10-04 17:00"),
    ("10-04 07:00", "10-05 07:00"),  # in the evening nothing runs
    ("10-04 07:00:01", "10-05 07:00:01"),
    ("10-04 11:29:59", "10-05 11:29:59"),
    ("10-04 11:30", "10-05 11:30"),
    ("10-04 11:30", "10-05 13:30"),  # at noon nothing runs
    ("10-04 12:00", "10-05 12:15"),
    ("10-04 13:30", "10-05 13:30"),
    ("10-04 13:30:01", "10-05 13:30:01"),
    ("10-04 16:59:59", "10-05 16:59:59"),
    ("10-04 17:00", "10-05 17:00"),
    ("10-04 18:00", "10-06 07:00"),
    ("10-08 10:00", "10-10 17:00"),  # on a Saturday nothing runs
    ("10-07 16:00", "10-10 16:00"),
    ("10-07 17:00", "10-08 09:00"),  # received on a Saturday: nothing has run
    ("10-06 17:00", "10-08 10:00"),  # all of Friday, nothing of Saturday
]
_A_SECOND_MORE = [
    ("10-04 07:00", "10-05 07:00:01"),
    ("10-04 07:00:01", "10-05 07:00:02"),
    ("10-04 11:29:59", "10-05 11:30"),
    ("10-04 11:30", "10-05 13:30:01"),
    ("10-04 12:00", "10-05 13:30:01"),
    ("10-04 13:30", "10-05 13:30:01"),
    ("10-04 16:59:59", "10-05 17:00"),
    ("10-04 17:00", "10-06 07:00:01"),
    ("10-08 10:00", "10-11 07:00:01"),
    ("10-07 16:00", "10-10 16:00:01"),
    ("10-06 16:59:59", "10-08 10:00"),
]
DOSSIERS += [
    dossier(f"B{number:02}", **OTHER, channel="online", submitted=f"2022-{filed}", received=f"2022-{received}",
            finished="2022-10-20")
    for number, (filed, received) in enumerate([*_EIGHT_HOURS, *_A_SECOND_MORE])
]  # fmt: skip

# In the CCHC year 2022 too: a procedure whose one online dossier and the other name one unit in two ways, and the only
# one of a procedure that offers the post: not by post, its field that of the procedure.
DOSSIERS += [
    dossier("D01", procedure_code="P6", procedure_name="Thủ tục Sáu", channel="online", received="2022-06-01",
            status="processing"),
    dossier("D02", procedure_code="P6", procedure_name="Thủ tục Sáu", unit="VP Sở", received="2022-06-01",
            status="processing"),
    dossier("D03-not-by-post", **OFFERS_POST, field="  ", received="2022-06-02", status="processing",
            has_postal_result=False),
]  # fmt: skip

# In the CCHC year 2021: flags that say no, procedures of the list without a unit.
SIX = {
    "procedure_code": "P6",
    "procedure_name": "Thủ tục Sáu",
    "received": "2021-06-01",
    "status": "processing",
}
SEVEN = {**SIX, "procedure_code": "P7", "procedure_name": "Thủ tục Bảy"}
DOSSIERS += [
    # received after four working days, finished a day early
    dossier("C01-all-no", **OTHER, channel="online", submitted="2021-03-01 08:00", received="2021-03-05 08:00",
            due="2021-03-10", finished="2021-03-09", has_e_result=False, is_digitised=False, is_reused=False,
            has_fee=True, is_paid_online=False),
    # P6: one at HCTP, two at Văn phòng
    dossier("C02", **SIX, unit=HCTP),
    dossier("C03", **SIX),
    dossier("C04", **SIX),
    dossier("C05-unknown-unit", unit="Phòng Chưa Ai Biết", procedure_code="P5", procedure_name="Thủ tục Năm",
            received="2021-06-01", status="processing"),
    # P7: one at HCTP, one at Văn phòng
    dossier("C06", **SEVEN, unit=HCTP),
    dossier("C07", **SEVEN),
    dossier("C08-on-the-day", **OTHER, received="2021-06-01", due="2021-06-07", finished="2021-06-07"),
    dossier("C09-withdrawn-early", **OTHER, received="2021-06-01", due="2021-06-10", finished="2021-06-07",
            status="withdrawn"),
    dossier("C10-early", **OTHER, received="2021-06-01", due="2021-06-10", finished="2021-06-08"),
    # on 3/10/2023: the first of the last three months, and the day before it
    dossier("E01", **OTHER, channel="online", received="2023-07-04", status="processing"),
    dossier("E02", **OTHER, received="2023-07-03", status="processing"),
    # one name at work in two departments in one month; on 30/4/2023 the third is overdue
    dossier("H01-on-time", **OTHER, received="2022-12-01", due="2023-03-10", finished="2023-03-10", official="Anh"),
    dossier("H02-late", **OTHER, unit=HCTP, received="2022-12-01", due="2023-03-10", finished="2023-03-13",
            official="Anh"),
    dossier("H03-overdue", **OTHER, unit=HCTP, received="2022-12-01", due="2023-03-10", finished="2023-05-04",
            official="Anh"),
]  # fmt: skip

TASKS = [
    {"document_no": "F1", "unit": VP, "assigned_on": "2024-10-01", "finished_on": "2024-10-15"},  # no due date
    {"document_no": "F2", "unit": VP, "assigned_on": "2024-10-01"},
    {"document_no": "F3", "unit": VP, "assigned_on": "2023-12-01", "due_on": "2023-12-15", "finished_on": "2023-12-15"},
    {"document_no": "F4", "unit": VP, "assigned_on": "2023-12-01", "due_on": "2023-12-14", "finished_on": "2023-12-14"},
    {"document_no": "F5", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-10-31"},  # due on the day
    {"document_no": "F6", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-10-30", "official": "Cẩm"},
    {"document_no": "F7", "unit": VP, "due_on": "2024-10-01"},  # assigned when a file first shows it: 31/10/2024
    {"document_no": "F8", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-10-30",
     "finished_on": "2024-10-31", "is_extended": True, "official": "Dần"},
    {"document_no": "F9", "unit": VP, "assigned_on": "2023-12-01", "due_on": "2023-12-20",
     "finished_on": "2023-12-15", "is_extended": True, "official": "Dần"},
    {"document_no": "F10", "unit": VP, "assigned_on": "2023-12-01", "due_on": "2023-12-20",
     "finished_on": "2023-12-14", "is_extended": True},
    {"document_no": "F11", "unit": VP, "assigned_on": "2024-10-31", "due_on": "2024-10-31"},  # due on the day it came
    {"document_no": "F12", "unit": VP, "assigned_on": "2021-03-01", "due_on": "2021-03-10",
     "finished_on": "2021-03-10", "is_extended": False},
    {"document_no": "F13", "unit": VP, "assigned_on": "2022-12-01", "due_on": "2023-03-10",
     "finished_on": "2023-03-10", "official": "Bình"},
    {"document_no": "F14", "unit": HCTP, "assigned_on": "2022-12-01", "due_on": "2023-03-10",
     "finished_on": "2023-03-13", "official": "Bình"},
    {"document_no": "F15", "unit": HCTP, "assigned_on": "2022-12-01", "due_on": "2023-03-10",
     "finished_on": "2023-05-04", "official": "Bình"},
]  # fmt: skip

ENTERPRISE = {"kind": "enterprise", "received_on": "2022-10-04"}
PETITIONS = [
    {"petition_id": "G1", "received_on": "2024-10-01"},  # no due date
    {"petition_id": "G2", "received_on": "2024-10-01", "due_on": "2024-10-10", "answered_on": "2024-10-10",
     "satisfaction": "satisfied"},
    {"petition_id": "G3", "received_on": "2023-12-11", "due_on": "2023-12-20", "answered_on": "2023-12-15"},
    {"petition_id": "G4", "received_on": "2023-12-11", "due_on": "2023-12-20", "answered_on": "2023-12-14",
     "satisfaction": "satisfied"},
    {"petition_id": "G5", "received_on": "2024-10-01", "due_on": "2024-10-31"},  # due on the day
    {"petition_id": "G6", "received_on": "2024-10-01", "due_on": "2024-10-30"},
    {"petition_id": "G7", "received_on": "2024-10-01", "due_on": "2024-10-30", "answered_on": "2024-10-31",
     "satisfaction": "unsatisfied"},
    {"petition_id": "G8", "received_on": "2024-10-31", "due_on": "2024-10-31"},  # due on the day it came
    # of enterprises, without a printed date: 15 working days after 4/10/2022 are 25/10, 30 are 15/11
    {"petition_id": "K1", **ENTERPRISE, "answered_on": "2022-10-25"},
    {"petition_id": "K2", **ENTERPRISE, "answered_on": "2022-10-26"},
    {"petition_id": "K3", **ENTERPRISE, "is_complex": True, "answered_on": "2022-11-15"},
    {"petition_id": "K4", **ENTERPRISE, "is_complex": True, "answered_on": "2022-11-16"},
    {"petition_id": "K5", **ENTERPRISE, "due_on": "2022-10-20", "answered_on": "2022-10-21"},  # a printed one stays
    {"petition_id": "K6", **ENTERPRISE, "kind": "procedure", "answered_on": "2022-12-01"},  # of others none is reckoned
    {"petition_id": "K7", **ENTERPRISE, "answered_on": "2022-12-05"},
    {"petition_id": "K8", "due_on": "2022-10-20", "answered_on": "2022-10-20"},  # nobody knows when it came
]  # fmt: skip

PROCEDURES = [
    {"procedure_code": "P1", "procedure_name": "Thủ tục Một", "unit": VP, "service_level": "full", "has_fee": True,
     "has_postal": True},
    # no unit: it belongs to the one that receives most of its dossiers
    {"procedure_code": "P2", "procedure_name": "Thủ tục Hai", "service_level": "partial", "has_fee": True,
     "has_postal": False},
    {"procedure_code": "P3", "procedure_name": "Thủ tục Ba", "unit": VP, "service_level": "none", "has_fee": False,
     "has_postal": True},
    {"procedure_code": "P4", "procedure_name": "Thủ tục Bốn", "field": "Chứng thực", "unit": HCTP,
     "service_level": "full", "has_fee": False, "has_postal": True},
    {"procedure_code": "P5", "procedure_name": "Thủ tục Năm", "service_level": "none", "has_fee": True,
     "has_postal": False},
    {"procedure_code": "P6", "procedure_name": "Thủ tục Sáu", "service_level": "full", "has_fee": False,
     "has_postal": False},
    {"procedure_code": "P7", "procedure_name": "Thủ tục Bảy", "service_level": "full", "has_fee": False,
     "has_postal": False},
]  # fmt: skip

Pair = tuple[int | None, int | None]
# (day asked for, CCHC year) -> indicator -> (numerator, denominator) of the agency
EXPECTED: dict[tuple[date, int], dict[str, Pair]] = {
    (date(2024, 10, 31), 2024): {
        "online_rate": (4, 11),  # 1 3 4 5 of 1 3 4 5 6 7 8 9 16 17 18
        "on_time_rate": (5, 6),  # resolved 1 5 6 7 8 9, late 5
        "first_due_on_time_rate": (4, 6),  # late 5 8
        "overdue_dossiers": (2, None),  # 4 17; 3 18 are due on the day
        "first_due_overdue": (2, None),
        "e_result_rate": (1, 6),  # 1; the others unknown
        "digitised_rate": (None, 6),
        "reuse_rate": (None, 6),
        "online_payment_rate": (0, 1),  # 8; 6 has no fee, of 7 nobody knows
        "online_procedure_rate": (1, 3),  # P2 of P1 P2 P4
        "payment_procedure_rate": (1, 2),  # P2 of P1 P2
        "postal_dossier_rate": (2, 4),  # 8 9 of 8 9 16 17
        "postal_procedure_rate": (2, 3),  # P1 P3 of P1 P3 P4
        "receipt_8h_rate": (1, 2),  # 3 of 3 4; of 1 5 the time of filing is unknown
        "awaiting_receipt": (2, None),  # 11 14
        "extra_supplement_dossiers": (1, None),  # 8
        "paused_without_reason": (1, None),  # 16
        "interagency_late_rate": (0, 1),  # 9
        "official_late_rate": (2, 3),  # 4 5 of 4 5 8
        "task_on_time_rate": (3, 6),  # F1 F3 F9 of F1 F3 F6 F7 F8 F9
        "task_early_rate": (1, 6),  # F9
        "task_extended": (2, None),  # F8 F9
        "overdue_tasks": (2, None),  # F6 F7
        "official_task_late_rate": (2, 3),  # F6 F8 of F6 F8 F9
        "petition_on_time_rate": (2, 4),  # G2 G3 of G2 G3 G6 G7
        "petition_satisfied_rate": (1, 2),  # G2 of G2 G7
    },
    (date(2024, 10, 30), 2024): {
        "on_time_rate": (5, 5),  # 5 is not finished yet
        "overdue_dossiers": (1, None),  # 17
        "awaiting_receipt": (1, None),  # 14, filed on the 29th: 15.5 hours
        "task_on_time_rate": (3, 3),  # F7 is not known before the 31st
        "overdue_tasks": (0, None),
        "petition_on_time_rate": (2, 2),  # G2 G3
    },
    (date(2024, 10, 20), 2024): {"overdue_dossiers": (0, None)},  # 17 is not received yet
    (date(2024, 10, 21), 2024): {"overdue_dossiers": (1, None)},
    (date(2023, 12, 14), 2023): {
        "online_rate": (2, 3),  # A02 E01 of A02 E01 E02
        "on_time_rate": (2, 4),  # A02 H01 of A02 H01 H02 H03
        "e_result_rate": (1, 4),  # A02; of the H… nothing is known
        "task_on_time_rate": (3, 5),  # F4 F10 F13 of F4 F10 F13 F14 F15
        "task_early_rate": (1, 5),  # F10
        "task_extended": (2, None),  # F10, and F9 that is still open
        "petition_on_time_rate": (1, 1),  # G4
        "petition_satisfied_rate": (1, 1),
    },
    (date(2022, 10, 25), 2022): {"petition_on_time_rate": (2, 3)},  # K1 K8 of K1 K5 K8
    (date(2022, 12, 14), 2022): {"petition_on_time_rate": (4, 8)},  # K1 K3 K6 K8
    (date(2022, 10, 31), 2022): {
        "petition_on_time_rate": (2, 5),  # K1 K8 of K1 K2 K5 K7 K8
        "receipt_8h_rate": (17, 28),
        "online_rate": (29, 31),  # B… D01 of B… D01 D02 D03
        "online_procedure_rate": (2, 3),  # P2 P6 of P2 P4 P6
        "postal_dossier_rate": (0, 1),  # D03 says no
        "postal_procedure_rate": (0, 1),  # P4
        "on_time_rate": (28, 28),
    },
    # on 4/10 received are 0 1; the eight hours of 3 4 … 11 and 19 … 23 have not run
    (date(2022, 10, 4), 2022): {"receipt_8h_rate": (2, 2)},
    # asked after the year: its last day counts
    (date(2025, 1, 15), 2024): {
        "online_rate": (5, 13),  # with 14 15
        "on_time_rate": (5, 7),  # with 14, late; 15 was finished a day too late for the year
        "overdue_dossiers": (4, None),  # 3 4 17 18
    },
    # no file speaks of these days: what is not seen cannot be known; 15 is seen
    (date(2025, 1, 15), 2025): {"online_rate": (None, None), "on_time_rate": (1, 1)},
    (date(2021, 12, 14), 2021): {
        "online_rate": (1, 10),
        "on_time_rate": (4, 4),  # C01 C08 C09 C10
        "e_result_rate": (0, 4),  # C01 says no
        "digitised_rate": (0, 4),
        "reuse_rate": (0, 4),
        "online_payment_rate": (0, 1),
        "receipt_8h_rate": (0, 1),
        "online_procedure_rate": (1, 3),  # P2 of P2 P6 P7
        "payment_procedure_rate": (0, 2),  # P2 P5
        "overdue_dossiers": (0, None),
        "task_on_time_rate": (1, 1),  # F12
        "task_early_rate": (0, 1),
        "task_extended": (0, None),
    },
    (date(2023, 10, 3), 2023): {"online_rate": (1, 2)},  # E01 of E01 E02
}

# (day, indicator) -> unit -> denominator; a procedure without a unit belongs to its busiest one.
BY_UNIT: dict[tuple[date, str], dict[str, int]] = {
    (date(2024, 10, 31), "online_procedure_rate"): {"stp-vp": 2, "stp-hctp": 1},  # P1 P2, P4
    (date(2021, 12, 14), "online_procedure_rate"): {"stp-vp": 3},  # P2 P6 P7: of a tie the last code
    (date(2021, 12, 14), "payment_procedure_rate"): {"stp-vp": 1, "unknown": 1},  # P2, P5
    (date(2021, 12, 14), "online_rate"): {"stp-vp": 7, "stp-hctp": 2, "unknown": 1},  # C02 C06, C05
}

# On 30/4/2023 indicator -> person: (late, finished or overdue). Two of one name at work in one month are two.
BY_PERSON = {
    "official_late_rate": {"Anh (Văn phòng)": (0, 1), "Anh (HCTP)": (2, 2)},
    "official_task_late_rate": {"Bình (Văn phòng)": (0, 1), "Bình (HCTP)": (2, 2)},
}

# On 31/10/2024 of the base nobody knows: A05–A09 do not say whether their result is electronic.
UNKNOWN = {"e_result_rate": 5, "online_rate": 0}

# Received in 2022 by field: B… D01 D02 name theirs, D03 has that of P4. A17 of P4, in 2024, names its own.
BY_FIELD = {2022: {"Hộ tịch": 30, "Chứng thực": 1}, 2024: {"Hộ tịch": 11}}

# Received in 2021 by day: (online, at the counter).
BY_DAY = {"2021-03-05": (1, 0), "2021-06-01": (0, 9)}

# online_rate on 3/10/2023, target 50% by 30/11/2023: since 4/7 only E01, all online; a year before 4/10–30/11 brought
# the 28 B…, of which (50% × (2 + 28) − 1) must be online.
AHEAD = {"recent": 1.0, "expected": 28.0, "required": 0.5}
# Since 4/10/2022 Văn phòng received 31 (the 28 B…, two of them on the first day; H01 E01 E02), HCTP two (H02 H03), but
# none in this year.
EXPECTED_OF = {"stp-vp": round(28 * 31 / 33, 6)}

# A year that has just begun, its files too, so that nothing is forecast: on the first day 6 and 5 of 10 online, three
# weeks later 2 and 0 of 10. 55% by 30/11 take 56% and 58% of what is to come at this pace (40 in 27 days, 325 left):
# the best month of Văn phòng, 60%, had more, that of HCTP, 50%, had not.
BEGUN = [
    dossier(f"{unit} {day} {number}", unit=unit, channel="online" if number < online else "counter", received=day,
            status="processing")
    for unit, day, online in ((VP, "2023-12-15", 6), (VP, "2024-01-05", 2),
                              (HCTP, "2023-12-15", 5), (HCTP, "2024-01-05", 0))
    for number in range(10)
]  # fmt: skip
STATES = {"stp-vp": "behind", "stp-hctp": "hard"}  # of online_rate on 10/1/2024

# Biểu II.06a of 15/12/2020–14/12/2021: C01 C10 early, C08 C09 on time.
FIELD_REPORT = {
    "field": "Hộ tịch", "received_total": 10, "received_online": 1, "received_direct": 9, "carried_over": 0,
    "resolved_total": 4, "resolved_early": 2, "resolved_on_time": 2, "resolved_late": 0,
    "open_total": 6, "open_in_time": 6, "open_overdue": 0,
}  # fmt: skip

# On 31/10/2024: (kind, id) -> working days late. Tết and make-up days lie elsewhere.
OVERDUE = {
    ("dossiers", "A04-a-minute-over"): 1,
    ("dossiers", "A17-due-before-receipt"): 12,  # 16–18, 21–25, 28–31 October
    ("tasks", "F6"): 1,
    ("tasks", "F7"): 22,  # 2–4, 7–11, 14–18, 21–25, 28–31 October
    ("petitions", "G6"): 1,
}


def build(home: Path) -> Store:
    """A home with the records of the edges in it."""
    return small_world.fill(
        home,
        {
            "dossiers": DOSSIERS,
            "tasks": TASKS,
            "petitions": [{**row, "unit": VP} for row in PETITIONS],
            "procedures": PROCEDURES,
        },
        since=date(2020, 12, 15),
    )


def build_begun(home: Path) -> Store:
    """A home with the first weeks of a year."""
    return small_world.fill(home, {"dossiers": BEGUN}, since=date(2023, 12, 15))
