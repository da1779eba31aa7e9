"""The lists of what is overdue, or due soon, counted by age, day, unit, official: of the rows that they have, so that
the list and its counts cannot differ. The store counts records; a plan's deadlines are at hand."""

from datetime import date

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.coverage import spoken_since, unheard
from chiso.figures.facts import overdue_weeks
from chiso.figures.lateness import (
    AGES,
    BANDS,
    PRINTED,
    SOON_DAYS,
    aged,
    exported,
    left_on,
    listing_of,
    overdue,
)
from chiso.figures.listing import ALL, Page
from chiso.figures.scope import scope
from chiso.intake.datasets import DATASETS
from chiso.store import Store


def overdue_ages(
    store: Store, question: Asked, kind: str, by: tuple[str, ...] = ("unit",), page: Page = ALL
) -> pd.DataFrame:
    """`overdue` of a kind, or what a page asks for of it, counted by some of its columns: those, a column per band,
    total, longest (working days); of a unit its unit_name and left_on too. The longest first."""
    asked = scope(store, question)
    beside = ["unit_name"] if "unit" in by else []
    columns = [*by, *beside, *AGES, "total", "longest"]
    if kind == "plan":
        found = aged(overdue(store, question, kind, None, page), [*by, *beside])
        turns = [False, False, *(True for _ in by)]
        found = found.sort_values(["longest", "total", *by], ascending=turns, ignore_index=True)
    else:
        said = [PRINTED.get(one, one) for one in (*by, *beside)]
        rows = listing_of(asked, kind, None).ages(
            store, said, [int(band.most) for band in BANDS[:-1]], exported(page)
        )
        found = pd.DataFrame(rows, columns=[*said, *AGES, "total", "longest"]).set_axis(columns, axis=1)
    return found.assign(left_on=left_on(asked, found["unit"])) if "unit" in by else found


def soon_counts(
    store: Store, question: Asked, kind: str, by: tuple[str, ...] = ("unit",), soon: int = SOON_DAYS
) -> pd.DataFrame:
    """What falls due within working days (`overdue` with `soon`), counted by day and some of its columns: days_left,
    due, those columns, total; of a unit its unit_name and left_on too. In the order of the list."""
    asked = scope(store, question)
    columns = ["days_left", "due", *by, *(["unit_name"] if "unit" in by else [])]
    if kind == "plan":
        rows = overdue(store, question, kind, soon).sort_values("days_left", kind="stable")
        found = rows.groupby(columns, dropna=False, sort=False).size().rename("total").reset_index()
    else:
        there = [one for one in columns if one != "official" or one in DATASETS[kind].columns]
        said = [PRINTED.get(one, one) for one in there]
        counted = listing_of(asked, kind, soon).counts(store, said, said[:2])
        found = pd.DataFrame(counted, columns=[*said, "total"]).set_axis([*there, "total"], axis=1)
        found = found.reindex(columns=[*columns, "total"])
    return found.assign(left_on=left_on(asked, found["unit"])) if "unit" in by else found


def known_weeks(store: Store, question: Asked, kind: str, weeks: int) -> pd.DataFrame:
    """`overdue_weeks` without those that end before files speak of the kind, after their last day or in a month between
    without one, of which nobody knows, and before there was the unit, which are no weeks without anything overdue."""
    found = overdue_weeks(store, question, kind, weeks)
    founded = scope(store, question).units.begins(question.unit, date.min)
    first = max(filter(None, (spoken_since(store, question, kind), founded)), default=date.min)
    untold, ends = unheard(store, question, kind), pd.to_datetime(found["week"])
    is_known = ends.dt.date.between(first, untold.ended or date.max)
    return found[is_known & ~ends.dt.strftime("%Y-%m").isin(untold.months)].reset_index(drop=True)
