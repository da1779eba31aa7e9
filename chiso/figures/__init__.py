"""The one headless core that command line, pages, slides and workbooks ask for a number. No Streamlit, no SQL text.

    ask        one question: agency, unit, year or range, day, day compared with
    scope      the question with the units it means
    entries    the catalogue of indicators with their targets
    targets    a target, the step that counts, what the rest must bring
    judging    a value and its state, decided here alone
    limits     when a change of a monthly figure is real
    values     indicators: the number, its target and status; by unit, month, official
    series     the same in time (daily, monthly, weekly) and by procedure
    kept       sums per day beside the dossiers, so that a page costs the same with millions of them
    reported   what is entered by hand (measurements, the service index)
    records    the rows behind a number
    overdue    what is overdue or due soon, week by week
    plan       plan tasks with their deadlines
    criteria   CCHC criteria and the series of indices
    checks     reconciliation findings, age of the data

An indicator is queries/indicators/<code>.sql (rows at record grain) and one row of the catalogue; nothing here knows
one by name, except where a comment says why.
"""

from chiso.figures.checks import check, freshness, import_calendar
from chiso.figures.criteria import criteria, index_series
from chiso.figures.entries import catalogue
from chiso.figures.overdue import overdue, overdue_weeks
from chiso.figures.plan import plan
from chiso.figures.records import records
from chiso.figures.scope import newest_as_of
from chiso.figures.series import by_procedure, daily, series
from chiso.figures.values import values
from chiso.reference.unit_tree import Units, units

__all__ = [
    "Units",
    "by_procedure",
    "catalogue",
    "check",
    "criteria",
    "daily",
    "freshness",
    "import_calendar",
    "index_series",
    "newest_as_of",
    "overdue",
    "overdue_weeks",
    "plan",
    "records",
    "series",
    "units",
    "values",
]
