"""The rows behind a number: exactly those that the figure counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.facts import EACH, OVERDUE, WHOLE, Base, Rows
from chiso.figures.listing import ALL, BESIDE, Listing, Page
from chiso.figures.scope import Scope, catalogue, find, scope
from chiso.intake.datasets import DATASETS, KINDS
from chiso.store import Store
from chiso.store.marts import MARTS, OPEN
from chiso.store.queries_text import Chain


@dataclass(frozen=True)
class Part:
    """Which rows of an indicator: those counted above the line (`numerator`), all (`denominator`), those still to do
    (`rest`: in the denominator, not in the numerator), or each row that was entered by hand (`every`); of one month
    ('YYYY-MM') or official; of some dossiers."""

    side: str = "numerator"
    month: str | None = None
    official: str | None = None
    base: Base = WHOLE


COUNTED = Part()


def records(
    store: Store, question: Asked | None, indicator: str, part: Part = COUNTED, page: Page = ALL
) -> pd.DataFrame:
    """The records behind an indicator's figure. A count has only a numerator.

    One row per record with import_id, file_name and row_no (Excel's), unit and unit_name; of several agencies with
    agency and agency_name.
    """
    if question is None:
        return pd.DataFrame(columns=["indicator", "id", "key", "unit", "unit_name"])
    made = _listing(store, question, indicator, part).frame(store, page)
    made.insert(0, "indicator", indicator)
    return made


def count_records(
    store: Store, question: Asked | None, indicator: str, part: Part = COUNTED, page: Page = ALL
) -> int:
    """How many records those are."""
    return 0 if question is None else _listing(store, question, indicator, part).count(store, page)


def sums_of(
    store: Store, question: Asked, indicator: str, by: str, posted: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """All records of a rate added up by a column of theirs: that, numerator, denominator, finished, and of a column
    (`posted`) how many of the finished say something in it (posted), how many of all (ever_posted)."""
    return _listing(store, question, indicator, Part("denominator")).sums(store, by, posted)


def _listing(store: Store, question: Asked, indicator: str, part: Part) -> Listing:
    asked = scope(store, question)
    entry = find(catalogue(store, asked.agency, asked.year), indicator)
    rows = Rows(asked, [entry], "official" if part.official else None, part.base)
    given = {**rows.given, "part": part.side, "month": part.month, "official": part.official}
    if entry.is_reported:
        first, last = asked.bounds(entry.year_kind)
        side = "every" if part.side == COUNTED.side else part.side  # a rate may be printed alone
        given |= {"indicator": indicator, "date_from": first, "as_of": min(asked.as_of, last), "part": side}
        return Listing(("lists/part", "lists/measurements"), given)
    if entry.dataset == "service_index":
        return Listing(("lists/part", "lists/service_index"), given)
    counted = ("lists/part", *rows.source)
    if entry.dataset == "procedures":
        return Listing(("lists/procedures", *counted), given, order="title")
    return Listing((*BESIDE, *counted), given, _names(entry.dataset))


def late(asked: Scope, kind: str, soon: int | None, columns: list[str]) -> Listing:
    """The records of a kind that are overdue on the day, the longest first, or (`soon`) due within working days."""
    given = {
        "agencies": asked.agencies,
        "as_of": asked.as_of,
        "date_from": asked.as_of + timedelta(days=1),  # no event: states alone
        "units": asked.within,
        "soon": soon,
    }
    overdue: Chain = (*EACH, (f"indicators/{OVERDUE[kind]}",))
    names = _names(kind, columns) | {
        "falling": ("days_late",),
        # a number that is the whole key is what every list ends with: all of the export need not be read to order by it
        "rising": ("due", "id") if len(DATASETS[kind].key) > 1 else ("due",),
        "lasting": ("lasting",),
    }
    return Listing((*BESIDE, *(overdue if soon is None else ("lists/due_soon",))), given, names)


def standing(asked: Scope, kind: str, units: list[str]) -> Listing:
    """The records of a kind that are open on the day in some units, by their due dates."""
    given = {"agencies": asked.agencies, "as_of": asked.as_of, "units": units}
    names = _names(kind, ["official"] if "official" in DATASETS[kind].columns else [])
    return Listing((*BESIDE, "lists/standing"), given, names | {"lasting": ("lasting",)}, "due")


def record(store: Store, question: Asked, kind: str, key: str) -> dict[str, Any] | None:
    """One record as `records` lists it, whatever its state, for the unit that answers for it; None where the agency, or
    the asked unit, has no such one."""
    asked = scope(store, question)
    given = {"agencies": asked.agencies, "as_of": asked.as_of, "units": asked.within, "key": key}
    return next(iter(Listing((*BESIDE, "lists/one"), given, _names(kind)).rows(store)), None)


def versions(store: Store, agency: str, kind: str, key: str) -> list[dict[str, Any]]:
    """What each file said of a record, the newest first: as_of, file_name, row_no, unit_text, due, finished."""
    return store.rows("lists/versions", DATASETS[kind].names, agency=agency, key=key)


def promised(asked: Scope, kind: str, since: date) -> Listing:
    """The records of a kind that the office had promised by a day (`since`); `day` is the promised one."""
    given = {"agencies": asked.agencies, "as_of": asked.as_of, "since": since, "units": asked.within}
    names = _names(kind, ["official"] if "official" in DATASETS[kind].columns else [])
    return Listing((*BESIDE, "lists/promised"), given, names, "day")


class Listable(Protocol):
    """What pages list of the dossiers of a question beside indicators."""

    def listing(self, store: Store, asked: Scope) -> Listing:
        """The list of it."""


def listed(store: Store, question: Asked, of: Listable, page: Page = ALL) -> pd.DataFrame:
    """Its dossiers, as `records` lists them."""
    return of.listing(store, scope(store, question)).frame(store, page)


def count_listed(store: Store, question: Asked, of: Listable, page: Page = ALL) -> int:
    """How many those are, however many the page shows."""
    return of.listing(store, scope(store, question)).count(store, page)


def worked_listing(asked: Scope, given: Mapping[str, Any]) -> Listing:
    """The dossiers of `queries/lists/worked.sql` that one number counts, by their due dates. `given`: as_of, since,
    part, official, procedure; `took_from`, `took_to` working days from receipt to result where only those are meant."""
    whole = {"agencies": asked.agencies, "units": asked.within, "procedure": None, **given}
    took = ("lists/took",) if "took_from" in given else ()
    source = (*BESIDE, *took, "lists/worked_part", "lists/worked")
    return Listing(source, whole, _names("dossiers"), "due")


def late_listing(source: Chain, given: Mapping[str, Any]) -> Listing:
    """The dossiers of a chain of queries, the longest late first."""
    return Listing((*BESIDE, *source), given, _names("dossiers"), "-days_late")


@dataclass(frozen=True)
class Moved:
    """Dossiers of the period whose due date was issued again later without a pause; the latest by the first date
    first."""

    def listing(self, _: Store, asked: Scope) -> Listing:
        """See `Listable`."""
        given = Rows(asked, []).given | {"as_of": asked.as_of}
        return Listing((*BESIDE, "lists/moved_due"), given, _names("dossiers"), "-first_days_late")


def _names(kind: str, columns: list[str] | None = None) -> dict[str, tuple[str, ...]]:
    dataset = DATASETS[kind]
    shown = [column for column in dataset.columns if column != "unit_key"] if columns is None else columns
    if dataset.history and dataset.history.term:  # the mart has its due date, also where none is printed
        shown = [column for column in shown if column != dataset.history.due]
    kinds = {column: KINDS[dataset.by_name[name].kind] for column, name in dataset.columns.items()}
    texts = [column for column in shown if "varchar" in kinds[column].columns]
    days = [column for column in shown if {"date", "timestamp"} & {*kinds[column].columns}]
    return {
        **dataset.names,
        "column": tuple(column for column in shown if column != "official"),
        "named": tuple(column for column in shown if column == "official"),
        "spoken": tuple(dict.fromkeys((*dataset.names["id"], *dataset.names["title"], *texts))),
        "timed": tuple(days),
        "mart": (MARTS[kind],),
        "open": (OPEN[kind],),
        # the day from which one stands open
        "opened": ("assigned_on" if kind == "tasks" else "received_on",),
    }
