"""What is overdue on a day, or due within some working days: dossiers, tasks, petitions, plan tasks."""

from typing import Any

import pandas as pd

from chiso.core.errors import UnknownName
from chiso.figures.ask import Asked
from chiso.figures.plan import overdue_plan_rows
from chiso.figures.records import late
from chiso.figures.scope import Scope, scope
from chiso.intake.datasets import DATASETS
from chiso.store import Store

KINDS = ("dossiers", "tasks", "petitions", "plan")

# What the export itself says of each.
_SAID = (
    "official", "channel", "status", "field", "procedure_code", "is_extended", "has_apology", "note", "remark",
)  # fmt: skip
COLUMNS = [
    "kind", "id", "key", "title", "unit", "unit_name", "official", "due", "first_due", "days_late", "note",
    "days_left", "first_days_late", "received", "channel", "status", "field", "procedure_code",
    "is_extended", "is_due_moved", "has_apology", "cause", "promised_on", "office_note", "import_id", "file_name",
    "row_no", "as_of",
]  # fmt: skip


def overdue(
    store: Store, question: Asked | None, kind: str | None = None, soon: int | None = None
) -> pd.DataFrame:
    """What is overdue on the day, the longest first; with `soon` instead what falls due within so many working days.

    days_late counts working days d with due < d <= as-of (0 for what is not due yet), days_left those until the due
    date. Paused dossiers are never overdue; plan tasks go by the deadlines in their schedule text.
    """
    if kind is not None and kind not in KINDS:
        raise UnknownName("loại danh sách", kind)
    rows: list[dict[str, Any]] = []
    if question is not None:
        asked = scope(store, question)
        for one in KINDS if kind is None else (kind,):
            rows += _rows(store, asked, one, soon)
        for row in rows:
            row.setdefault("unit_name", asked.units.name(row.get("unit")))
    made = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("days_late", "days_left", "first_days_late"):
        made[column] = pd.to_numeric(made[column]).astype("Int64")
    return made


def _rows(store: Store, asked: Scope, kind: str, soon: int | None) -> list[dict[str, Any]]:
    if kind == "plan":
        return overdue_plan_rows(store, asked, soon)
    columns = [name for name in DATASETS[kind].columns if name in _SAID]
    return [
        {
            **row,
            "kind": kind,
            "note": row.get("note") or row.get("remark"),
            "cause": row["office_cause"],
            "promised_on": row["office_promised_on"],
        }
        for row in late(asked, kind, soon, columns).rows(store)
    ]
