"""A small world: one dossier, task or petition per edge case, with the figures counted by hand.

The day is Thursday 31/10/2024, the CCHC year 2024 (15/12/2023 – 14/12/2024), the agency Sở Tư pháp.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from chiso.core.vietnamese import fold
from chiso.store import Store, marts
from tests.worlds import fresh_home

AS_OF = date(2024, 10, 31)
HCTP, VP, ONE_STOP = "Phòng Hành chính tư pháp", "Văn phòng", "Bộ phận Một cửa"


def dossier(number: str, **words: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "dossier_id": number,
        "procedure_code": "P1",
        "procedure_name": "Thủ tục Một",
        "field": "Hộ tịch",
        "unit": VP,
        "official": None,
        "channel": "counter",
        "status": "handed_over",
        **words,
    }
    for name in ("received", "due", "finished"):
        row[f"{name}_at"] = _moment(row.pop(name, None))
    row["submitted_at"] = _moment(row.pop("submitted", None))
    row["resolved_on"] = row.pop("resolved", None) or (
        row["finished_at"].date() if row["finished_at"] else None
    )
    row["resolved_on"] = _day(row["resolved_on"])
    row["first_due_on"] = _day(row.pop("first_due", None)) or (
        row["due_at"].date() if row["due_at"] else None
    )
    row["is_due_moved"] = row["due_at"] is not None and row["first_due_on"] != row["due_at"].date()
    return row


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(day: str | date | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


DOSSIERS = [
    dossier("D01-early", unit=HCTP, channel="online", submitted="2024-10-01 08:00", received="2024-10-01 09:00",
             due="2024-10-10", finished="2024-10-08", official="An", has_e_result=True, is_digitised=True,
             is_reused=False, has_fee=True, is_paid_online=True),
    # finished on the day it was due, but after the clock time: on time
    dossier("D02-same-day", received="2024-09-05", due="2024-09-12 11:30", finished="2024-09-12 16:59",
             official="Bình", has_e_result=True, is_digitised=False, is_reused=True, has_fee=True,
             is_paid_online=False),
    # due before Tết, finished on the first working day after it: one working day late
    dossier("D03-late-over-tet", unit=HCTP, procedure_code="P2", received="2024-02-01", due="2024-02-07",
             finished="2024-02-15", official="An", has_e_result=False, is_digitised=True, is_reused=False,
             has_fee=False),
    # withdrawn after it was due, without a finishing date: resolved, on time
    dossier("D04-withdrawn", channel="postal", received="2024-03-01", due="2024-03-05", resolved="2024-03-20",
             status="withdrawn", official="Bình"),
    # no due date: on time; sent on a Sunday evening, received after 6.5 working hours; no procedure code
    dossier("D05-no-due", unit=HCTP, procedure_code=None, procedure_name="THỦ TỤC  hai", channel="online",
             submitted="2024-03-31 20:00", received="2024-04-01 15:30", finished="2024-06-01",
             has_e_result=True, is_digitised=False, is_reused=False, has_fee=True, is_paid_online=False),
    # overdue by three working days; sent on a Saturday, received after 15 working hours
    dossier("D06-overdue", unit=HCTP, channel="online", submitted="2024-09-28 10:00", received="2024-10-01 16:00",
             due="2024-10-28 17:00", status="processing", official="An", has_fee=True, is_paid_online=True),
    # due today is not overdue; by its first due date it is
    dossier("D07-due-today", procedure_code="P3", received="2024-10-10", due="2024-10-31", first_due="2024-10-20",
             status="processing", supplement_count=2, has_fee=False),
    dossier("D08-paused", unit=HCTP, procedure_code="P4", received="2024-09-20", due="2024-10-01",
             status="supplement", pause_reason="Chờ bổ sung giấy tờ", has_fee=False),
    # paused without a reason, received the year before
    dossier("D09-paused-no-reason", received="2023-11-20", due="2024-10-05", status="stopped",
             pause_reason="  ", supplement_count=3),
    dossier("D10-unknown-unit", unit="Phòng Chưa Ai Biết", procedure_code="P9", procedure_name="Thủ tục Lạ",
             received="2024-10-20", due="2024-11-01", status="processing", has_fee=False),
    # the due date was moved by itself: on time by the newest, 13 working days late by the first
    dossier("D11-due-moved", unit=ONE_STOP, procedure_code="P2", received="2024-08-01", due="2024-09-10",
             first_due="2024-08-15", finished="2024-09-05", is_interagency=True, has_e_result=False,
             is_digitised=True, is_reused=False, has_fee=True),
    dossier("D12-waiting", channel="online", submitted="2024-10-30 09:00", status="new"),
    dossier("D13-waiting-7h", channel="online", submitted="2024-10-31 08:00", status="new"),
    dossier("D14-refused", channel="online", submitted="2024-10-02 08:00", status="refused"),
    # received in the year before, resolved in this one
    dossier("D15-year-before", unit=HCTP, channel="online", submitted="2023-12-08 08:00", received="2023-12-10",
             due="2023-12-20", finished="2023-12-18", has_e_result=True, is_digitised=False, is_reused=True),
    dossier("D16-overdue-old", unit=HCTP, received="2023-10-02", due="2023-11-01", status="processing",
             official="Bình"),
    # finished after the day: overdue by one working day on it
    dossier("D17-finished-later", received="2024-10-10", due="2024-10-30", finished="2024-11-05", official="An",
             has_fee=False),
    dossier("D18-received-later", channel="online", received="2024-11-02", due="2024-11-12", status="processing"),
    # late over the Saturday 4/5/2024 that was worked: two working days
    dossier("D19-late-interagency", received="2024-05-02", due="2024-05-03", finished="2024-05-06",
             is_interagency=True, has_postal_result=True, has_fee=False),
]  # fmt: skip

TASKS = [
    {"document_no": "T1", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-10-10", "finished_on": "2024-10-09"},
    {"document_no": "T2", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-10-10", "finished_on": "2024-10-10"},
    {"document_no": "T3", "unit": HCTP, "assigned_on": "2024-10-01", "due_on": "2024-10-10",
     "finished_on": "2024-10-11", "is_extended": True},
    {"document_no": "T4", "unit": HCTP, "assigned_on": "2024-10-01", "due_on": "2024-10-30", "is_extended": True,
     "official": "An"},
    {"document_no": "T5", "unit": VP, "assigned_on": "2024-10-01", "due_on": "2024-11-15", "is_extended": True},
    {"document_no": "T6", "unit": VP, "assigned_on": "2023-11-01", "due_on": "2023-12-01",
     "finished_on": "2023-12-01", "is_extended": True},
    {"document_no": "T7", "unit": VP, "assigned_on": "2024-11-05", "due_on": "2024-11-10"},
]  # fmt: skip

PETITIONS = [
    {"petition_id": "A1", "received_on": "2024-05-02", "due_on": "2024-05-10", "answered_on": "2024-05-10",
     "satisfaction": "satisfied"},
    {"petition_id": "A2", "received_on": "2024-05-02", "due_on": "2024-05-10", "answered_on": "2024-05-13",
     "satisfaction": "unsatisfied"},
    {"petition_id": "A3", "received_on": "2024-10-01", "due_on": "2024-10-30"},
    {"petition_id": "A4", "received_on": "2024-10-01", "answered_on": "2024-10-20", "satisfaction": "accepted"},
    {"petition_id": "A5", "received_on": "2024-10-01", "due_on": "2024-10-20", "answered_on": "2024-10-18"},
    {"petition_id": "A6", "received_on": "2024-10-30", "due_on": "2024-11-15"},
]  # fmt: skip

# led by other agencies: on time, late, overdue, without a due date, not due yet, due on the day, early
JOINT = [
    {"dossier_id": "J1", "lead_agency": "Sở Xây dựng", "unit": VP, "received_on": "2024-05-02", "due_on": "2024-05-10",
     "answered_on": "2024-05-10"},
    {"dossier_id": "J2", "lead_agency": "Sở Xây dựng", "unit": HCTP, "received_on": "2024-05-02",
     "due_on": "2024-05-10", "answered_on": "2024-05-13"},
    {"dossier_id": "J3", "lead_agency": "Sở Công Thương", "unit": HCTP, "received_on": "2024-10-01",
     "due_on": "2024-10-30", "official": "Lê Văn Ba"},
    {"dossier_id": "J4", "lead_agency": "Sở Xây dựng", "unit": VP, "received_on": "2024-10-01",
     "answered_on": "2024-10-20"},
    {"dossier_id": "J5", "lead_agency": "Sở Công Thương", "unit": VP, "received_on": "2024-10-30",
     "due_on": "2024-11-15"},
    {"dossier_id": "J6", "lead_agency": "Sở Công Thương", "unit": VP, "received_on": "2024-10-01",
     "due_on": "2024-10-31"},
    {"dossier_id": "J7", "lead_agency": "Sở Xây dựng", "unit": VP, "received_on": "2024-10-01", "due_on": "2024-10-31",
     "answered_on": "2024-10-28"},
]  # fmt: skip

PROCEDURES = [
    {"procedure_code": "P1", "procedure_name": "Thủ tục Một", "unit": VP, "service_level": "full", "has_fee": True,
     "has_postal": True},
    {"procedure_code": "P2", "procedure_name": "Thủ tục Hai", "service_level": "partial", "has_fee": True,
     "has_postal": False},
    {"procedure_code": "P3", "procedure_name": "Thủ tục Ba", "unit": VP, "service_level": "none", "has_postal": True},
    {"procedure_code": "P4", "procedure_name": "Thủ tục Bốn", "unit": HCTP, "service_level": "full",
     "has_fee": False, "has_postal": False},
    {"procedure_code": "P5", "procedure_name": "Thủ tục Năm", "unit": HCTP, "service_level": "full",
     "has_fee": True, "has_postal": True},
]  # fmt: skip

MEASUREMENTS = [
    {"indicator": "disbursement_rate", "date": "2024-06-30", "unit": VP, "numerator": 40.0, "denominator": 100.0},
    {"indicator": "disbursement_rate", "date": "2024-09-30", "unit": VP, "numerator": 59.0, "denominator": 100.0,
     "value": 0.59},
    {"indicator": "satisfaction", "date": "2024-08-31", "value": 0.9},
    # the base of 2023 cannot come from the dossiers: it is reported for the whole year (shared domain)
    {"indicator": "online_payment_rate", "date": "2023-12-14", "numerator": 3158.0, "denominator": 15065.0},
]  # fmt: skip

SERVICE_INDEX = [
    {"month": "2024-09-01", "component": "Công khai", "score": 40.0, "max_score": 50.0},
    {"month": "2024-09-01", "component": "Tiến độ", "score": 45.0, "max_score": 50.0},
    {"month": "2024-10-01", "component": "Công khai", "score": 30.0, "max_score": 50.0},
    {"month": "2024-10-01", "component": "Tiến độ", "score": 41.0, "max_score": 50.0},
]

PLAN_TASKS = [
    {"section": "I", "no": "1", "task": "Ban hành kế hoạch", "schedule": "Trước ngày 15/01/2024", "lead_unit": VP},
    {"section": "I", "no": "2", "task": "Kiểm tra CCHC", "schedule": "Quý III/2024", "lead_unit": VP,
     "finished_on": "2024-09-20"},
    {"section": "I", "no": "3", "task": "Báo cáo CCHC", "lead_unit": "Văn phòng chủ trì; các Phòng phối hợp",
     "schedule": "Chậm nhất ngày 14 hàng tháng cuối kỳ báo cáo"},
    {"section": "II", "no": "1", "task": "Công khai TTHC", "schedule": "Thường xuyên",
     "lead_unit": "Các Phòng, Trung tâm"},
    {"section": "II", "no": "2", "task": "Hồ sơ trực tuyến", "schedule": "Đến 05/11/2024", "lead_unit": HCTP},
    {"section": "II", "no": "3", "task": "Xử lý kết luận", "lead_unit": HCTP,
     "schedule": "Trong vòng 30 ngày kể từ ngày nhận được kết luận"},
]  # fmt: skip

# Counted by hand from the rows above: {indicator: (numerator, denominator)} for the agency on the day.
EXPECTED: dict[str, tuple[float | None, float | None]] = {
    "online_rate": (3, 12),  # 1 5 6 of 1 2 3 4 5 6 7 8 10 11 17 19
    "on_time_rate": (6, 8),  # resolved 1 2 3 4 5 11 15 19, late 3 19
    "first_due_on_time_rate": (5, 8),  # late 3 11 19
    "overdue_dossiers": (3, None),  # 6 16 17
    "first_due_overdue": (4, None),  # 6 7 16 17
    "e_result_rate": (4, 8),  # 1 2 5 15; unknown 4 19
    "digitised_rate": (3, 8),  # 1 3 11
    "reuse_rate": (2, 8),  # 2 15
    "online_payment_rate": (2, 5),  # 1 6 of 1 2 5 6 11
    "online_procedure_rate": (2, 3),  # P1 P2 of P1 P2 P4
    "payment_procedure_rate": (1, 2),  # P1 of P1 P2
    "postal_dossier_rate": (2, 7),  # 4 19 of 1 2 4 6 7 17 19
    "postal_procedure_rate": (1, 2),  # P1 of P1 P3
    "receipt_8h_rate": (2, 3),  # 1 5 of 1 5 6
    "awaiting_receipt": (1, None),  # 12
    "extra_supplement_dossiers": (1, None),  # 7
    "paused_without_reason": (1, None),  # 9
    "interagency_late_rate": (1, 2),  # 19 of 11 19
    "task_on_time_rate": (2, 4),  # T1 T2 of T1 T2 T3 T4
    "task_early_rate": (1, 4),
    "task_extended": (3, None),  # T3 T4 T5
    "overdue_tasks": (1, None),  # T4
    "official_late_rate": (4, 7),  # 3 6 16 17 of 1 2 3 4 6 16 17
    "official_task_late_rate": (1, 1),  # T4
    "petition_on_time_rate": (3, 5),  # A1 A4 A5 of A1 A2 A3 A4 A5
    "petition_satisfied_rate": (2, 3),  # A1 A4 of A1 A2 A4
    "joint_late_rate": (2, 5),  # J2 J3 of J1 J2 J3 J4 J7
    "service_index": (71, None),
    "disbursement_rate": (59, 100),
}


def build(home: Path) -> Store:
    """A home with the reference data of Sở Tư pháp and the small world in it."""
    return fresh_home.build(home, fill=_small)


def _small(store: Store) -> None:
    put(
        store,
        "stp",
        {
            "dossiers": DOSSIERS,
            "tasks": TASKS,
            "petitions": [{**row, "unit": VP} for row in PETITIONS],
            "procedures": PROCEDURES,
            "measurements": MEASUREMENTS,
            "service_index": SERVICE_INDEX,
            "plan_tasks": [{**row, "plan": "Kế hoạch CCHC năm 2024"} for row in PLAN_TASKS],
            "joint_dossiers": [{**row, "procedure_name": "Cấp phép"} for row in JOINT],
        },
    )


# What makes a row one of its dataset, and the file that a dataset comes from; those of `FILES` have versions.
KEYS = {
    "dossiers": ("dossier_id",),
    "tasks": ("document_no",),
    "petitions": ("petition_id",),
    "procedures": ("procedure_code",),
    "measurements": ("indicator", "date"),
    "service_index": ("month", "component"),
    "plan_tasks": ("section", "no"),
    "joint_dossiers": ("dossier_id",),
}
FILES = {
    "dossiers": "Ho_so.xlsx",
    "tasks": "Nhac_viec.xlsx",
    "petitions": "PAKN.ods",
    "joint_dossiers": "Phoi_hop.xlsx",
}


def fill(home: Path, datasets: dict[str, list[dict[str, Any]]], since: date | None = None) -> Store:
    """A home of Sở Tư pháp with these rows as what is known on the day: dataset -> rows, in the order of import.

    `since`: the first day of which the files speak, the day itself where it is not said.
    """
    store = fresh_home.build(home)
    put(store, "stp", datasets, since)
    return store


def put(
    store: Store,
    agency: str,
    datasets: dict[str, list[dict[str, Any]]],
    since: date | None = None,
    after: int = 0,
) -> None:
    """The rows of one more agency of that home; its imports are numbered `after` those of others."""
    with store.transaction():
        for number, (dataset, rows) in enumerate(datasets.items(), start=after + 1):
            _import(store, agency, number, dataset, since)
            if dataset == "tasks":
                rows = [{**row, "content": row["document_no"]} for row in rows]
            keyed = [
                {**row, "record_key": " | ".join(str(row[name]) for name in KEYS[dataset])} for row in rows
            ]
            has_versions = dataset in FILES
            whose = {"agency": agency, "as_of": AS_OF, "first_as_of": AS_OF, "versions": 1}
            table = f"{dataset}_current" if has_versions else dataset
            _fill(store, table, keyed, {"import_id": number, **(whose if has_versions else {})})
        marts.make(store)
        store.bump()


def _import(store: Store, agency: str, number: int, dataset: str, since: date | None) -> None:
    file_name = FILES.get(dataset, f"{dataset}.xlsx")
    row = {"import_id": number, "dataset": dataset, "agency": agency, "file_name": file_name, "status": "active",
           "as_of": AS_OF, "period_from": since, "mode": "replace", "unit_filter": "", "rows_rejected": 0}  # fmt: skip
    store.insert("imports", pa.Table.from_pylist([row]))


def _fill(store: Store, table: str, rows: list[dict[str, Any]], of_import: dict[str, Any]) -> None:
    filled = []
    for position, row in enumerate(rows):
        words = dict(row)
        unit = words.pop("unit", None)
        if unit is not None:
            words |= {"unit_text": unit, "unit_key": fold(unit)}
        for name, value in words.items():
            if isinstance(value, str) and name.endswith(("_on", "date", "month")):
                words[name] = date.fromisoformat(value)
        filled.append({**words, **of_import, "row_no": position + 5})
    names = list(dict.fromkeys(name for row in filled for name in row))
    columns = {name: [row.get(name) for row in filled] for name in names}
    store.insert(table, pa.table({name: pa.array(column) for name, column in columns.items()}))
