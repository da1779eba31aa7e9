"""What the office enters about a record: cause, note, promised date, status, remedy, evidence.

It belongs to the page, not to the file: joined by the record's key it survives every import. Nothing is overwritten;
the newest entry per record and name holds.
"""

from datetime import UTC, datetime

import pandas as pd

from chiso import figures
from chiso.core.errors import Refused
from chiso.store import Store

# dataset -> names that may be entered, each with its Vietnamese label
ENTRY_NAMES: dict[str, dict[str, str]] = {
    "dossiers": {"cause": "Nguyên nhân", "note": "Ghi chú", "promised_on": "Hẹn xong ngày"},
    "tasks": {"cause": "Nguyên nhân", "note": "Ghi chú", "promised_on": "Hẹn xong ngày"},
    "petitions": {"cause": "Nguyên nhân", "note": "Ghi chú", "promised_on": "Hẹn xong ngày"},
    "plan_tasks": {
        "status": "Trạng thái",
        "progress": "Tiến độ",
        "note": "Ghi chú",
        "finished_on": "Ngày hoàn thành",
        "done_until": "Đã xong các kỳ đến",
        "starts_on": "Ngày bắt đầu tính",
        "thin_on": "Kỳ báo cáo sơ sài",
        "cause": "Nguyên nhân",
        "promised_on": "Hẹn xong ngày",
    },
    "criteria": {
        "cause": "Nguyên nhân",
        "remedy": "Giải pháp",
        "evidence": "Minh chứng",
        "evidence_checked": "Đã kiểm tra minh chứng",
        "note": "Ghi chú",
        "units": "Đơn vị chịu trách nhiệm",
        "deadline": "Thời hạn",
    },
}

# Why a dossier is late, as the offices say it; anything else is "Khác" with a note.
CAUSES = ("Quên thao tác", "Chờ phối hợp", "Thiếu hồ sơ", "Khác")

LONGEST_VALUE = 2000


def add_entry(
    store: Store,
    agency: str,
    dataset: str,
    record_key: str,
    name: str,
    value: str | None,
    who: str,
    *,
    only_unit: str | None = None,
) -> None:
    """Enters `value` (None or '': taken back) for one record. Dates as YYYY-MM-DD. Raises data_version.

    Raises Refused `bad_entry` for a name that this dataset does not have, or a text that is too long, and
    `other_unit` where who enters is limited to `only_unit` and the record is not that unit's.
    """
    if only_unit is not None and not is_of_unit(store, agency, dataset, record_key, only_unit):
        raise Refused("other_unit", "Tài khoản của bạn chỉ ghi được cho việc của đơn vị mình.")
    if name not in ENTRY_NAMES.get(dataset, {}):
        raise Refused("bad_entry", f"Không có mục “{name}” để nhập cho loại dữ liệu này.")
    text = (value or "").strip() or None
    if text is not None and len(text) > LONGEST_VALUE:
        raise Refused("bad_entry", f"Nội dung dài quá {LONGEST_VALUE} ký tự. Hãy rút gọn rồi lưu lại.")
    now = datetime.now(UTC).replace(tzinfo=None)
    with store.transaction():
        store.execute(
            "office/add_entry",
            agency=agency, dataset=dataset, record_key=record_key, name=name, value=text, now=now, who=who,
        )  # fmt: skip
        store.bump()


def add_entries(
    store: Store,
    agency: str,
    dataset: str,
    record_key: str,
    changes: dict[str, str | None],
    who: str,
    *,
    only_unit: str | None = None,
) -> None:
    """Several values of one record at once: all or none."""
    with store.transaction():
        for name, value in changes.items():
            add_entry(store, agency, dataset, record_key, name, value, who, only_unit=only_unit)


def is_of_unit(store: Store, agency: str, dataset: str, record_key: str, unit: str) -> bool:
    """Whether a record belongs to a unit or to one below it. Criteria belong to the agency, never to a unit."""
    if dataset == "plan_tasks":
        plan = figures.plan(store, agency=agency, unit=unit)
        return bool((plan["key"] == record_key).any())
    rows = store.rows("office/unit_of", agency=agency, dataset=dataset, record_key=record_key)
    within = figures.units(store, agency).within(unit)
    return any(within is None or row["unit_id"] in within for row in rows)


def entries(store: Store, agency: str, dataset: str) -> pd.DataFrame:
    """What holds now: record_key, name, value, entered_at (UTC), entered_by; values taken back are left out."""
    found = store.run("office/entries", agency=agency, dataset=dataset)
    return found[found["value"].notna()].reset_index(drop=True)


def wide(store: Store, agency: str, dataset: str) -> pd.DataFrame:
    """The same with one row per record: record_key, a column per name of ENTRY_NAMES, entered_at, entered_by."""
    found = entries(store, agency, dataset)
    names = list(ENTRY_NAMES[dataset])
    if found.empty:
        return pd.DataFrame(columns=["record_key", *names, "entered_at", "entered_by"])
    table = found.pivot(index="record_key", columns="name", values="value").reindex(columns=names)
    last = found.sort_values("entered_at").groupby("record_key")[["entered_at", "entered_by"]].last()
    return table.join(last).reset_index()


def history(store: Store, agency: str, dataset: str, record_key: str) -> pd.DataFrame:
    """Every entry about one record, the newest first: name, value, entered_at (UTC), entered_by."""
    return store.run("office/history", agency=agency, dataset=dataset, record_key=record_key)
