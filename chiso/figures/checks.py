"""Reconciliation: what does not fit in the data, and how old it is."""

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.facts import HANDLED
from chiso.figures.scope import as_day, working_days_since
from chiso.intake.datasets import DATASETS, OF_UNITS
from chiso.store import Store, queries_text
from chiso.store.queries_text import Source

COLUMNS = ["code", "subject", "message"]

REGULAR = tuple(name for name, known in DATASETS.items() if known.is_regular)

# Which rows a check is asked of, besides those of the indicator that has its name.
_ROWS: dict[str, Source] = {
    "checks/late_without_apology": (HANDLED["dossiers"],),
    "checks/field_report_dossiers": HANDLED["dossiers"][0],
}


def check(store: Store, asked: Asked | None) -> pd.DataFrame:
    """Findings of every query in queries/checks: code, subject (a dossier, a month, a criterion …), message.

    None is good. One file is one kind of finding; one that has the name of an
    indicator is asked of its rows.
    """
    if asked is None:
        return pd.DataFrame(columns=COLUMNS)
    indicators = queries_text.names(store.queries, "indicators")
    rows = []
    for name in queries_text.names(store.queries, "checks"):
        own = name.replace("checks/", "indicators/")
        source = _ROWS.get(name, own if own in indicators else ())
        given = {"agency": asked.agency, "as_of": asked.as_of}
        declared = store.query(name, OF_UNITS, _source=source).parameters
        rows += store.rows(name, OF_UNITS, _source=source, **{key: given[key] for key in declared})
    return pd.DataFrame(rows, columns=COLUMNS)


def freshness(store: Store, asked: Asked) -> pd.DataFrame:
    """How old each dataset is on the day: newest_as_of, file_name, working_days_old, is_missing, imported_at.

    The regular exports are there even when nothing was imported; one is missing when it does not reach the month of
    the as-of date.
    """
    columns = [
        "dataset", "newest_as_of", "newest_of_all", "working_days_old", "is_missing", "imported_at", "file_name",
        "rows_rejected",
    ]  # fmt: skip
    day = asked.as_of
    found = {row["dataset"]: row for row in store.known("figures/freshness", agency=asked.agency, as_of=day)}
    newest = {name: as_day(row["newest_as_of"]) for name, row in found.items()}
    ages = working_days_since(store, newest.values(), day)
    rows = []
    for name in dict.fromkeys((*REGULAR, *found)):
        at = newest.get(name)
        rows.append(
            {
                **found.get(name, {}),
                "dataset": name,
                "newest_as_of": at,
                "working_days_old": ages.get(at),
                "is_missing": at is None or (name in REGULAR and (at.year, at.month) < (day.year, day.month)),
            }
        )
    return pd.DataFrame(rows, columns=columns)
