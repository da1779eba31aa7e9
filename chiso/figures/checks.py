"""Reconciliation: what does not fit in the data."""

from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.coverage import REJECTS
from chiso.figures.facts import HANDLED
from chiso.intake.datasets import ANY, OF_UNITS
from chiso.store import Store, queries_text
from chiso.store.queries_text import Source

COLUMNS = ["code", "subject", "message"]

# Which rows a check is asked of, besides those of the indicator that has its name.
_ROWS: dict[str, Source] = {
    "checks/late_without_apology": (HANDLED,),
    "checks/field_report_dossiers": HANDLED[0],
    "checks/rejected_rows": REJECTS,
    "checks/duplicate_key": REJECTS,
}

# Dossiers whose state nobody knows for sure: by them a form may differ.
_DOUBTFUL = ("checks/vanished", "checks/rejected_version")


def check(store: Store, asked: Asked | None) -> pd.DataFrame:
    """Findings of every query in queries/checks: code (its name), subject (a dossier, a month, a criterion …), message.

    None is good. One file is one kind of finding; one that has the name of an indicator is asked of its rows.
    """
    if asked is None:
        return pd.DataFrame(columns=COLUMNS)
    indicators = queries_text.names(store.queries, "indicators")
    rows: list[dict[str, Any]] = []
    names = {**OF_UNITS, **ANY}
    given: dict[str, object] = {"agency": asked.agency, "as_of": asked.as_of}
    given["doubtful"] = [
        row["subject"] for name in _DOUBTFUL for row in store.rows(name, agency=asked.agency)
    ]
    for name in queries_text.names(store.queries, "checks"):
        own = name.replace("checks/", "indicators/")
        source = _ROWS.get(name, own if own in indicators else ())
        declared = store.query(name, names, _source=source).parameters
        found = store.rows(name, names, _source=source, **{key: given[key] for key in declared})
        rows += [{"code": name.removeprefix("checks/"), **row} for row in found]
    return pd.DataFrame(rows, columns=COLUMNS)
