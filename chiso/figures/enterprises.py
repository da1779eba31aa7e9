"""What an agency does with enterprises: what they asked and how it was answered, dialogues, inspections, surveys."""

from dataclasses import dataclass

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.scope import scope
from chiso.store import Store

MOST_INSPECTIONS = (
    1  # of an enterprise in a calendar year (Kế hoạch PCI 2023 của Ban Quản lý KKT Vân Phong, II.1)
)


@dataclass(frozen=True)
class Questions:
    """What enterprises asked in a period: of it and from before, answered in it, open and overdue at its end; `posted`
    (of answered) None where no record says when an answer was posted."""

    received: int
    carried_over: int
    answered: int
    on_time: int
    late: int
    posted: int | None
    open: int
    overdue: int


def enterprise_questions(store: Store, question: Asked) -> Questions | None:
    """The petitions of enterprises of the asked days; None where no petition says of which kind it is."""
    asked = scope(store, question)
    (row,) = store.rows(
        "figures/enterprise_questions",
        agency=asked.agency,
        units=asked.within,
        date_from=asked.first,
        date_to=asked.day,
    )
    if not row.pop("is_kind_told"):
        return None
    if not row.pop("is_posting_told"):
        row["posted"] = None
    return Questions(**row)


def enterprise_events(store: Store, question: Asked) -> pd.DataFrame:
    """Dialogues, inspections and survey rounds of the asked days, else of the asked year, which of inspections is the
    calendar year; the newest first. One row per event: key, kind, held_on, subject, enterprise, unit, unit_name,
    document_no, answers, satisfied, note, turn (which inspection of the enterprise in its year), is_over (one more than
    the plan allows), file_name, row_no."""
    asked = scope(store, question)
    found = store.run(
        "figures/enterprise_events",
        agency=asked.agency,
        units=asked.within,
        year=asked.year,
        date_from=asked.date_from,
        date_to=min(asked.as_of, asked.date_to or asked.as_of),
    )
    return found.assign(is_over=found["turn"].fillna(0) > MOST_INSPECTIONS)
