"""The rows behind a number: exactly those that the figure counts. Searched, ordered and cut by the store."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa

from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.facts import OVERDUE, WHOLE, Base, Rows
from chiso.figures.scope import Scope, catalogue, find, scope
from chiso.intake.datasets import DATASETS, KINDS
from chiso.store import Store
from chiso.store.marts import MARTS, OPEN
from chiso.store.queries_text import Chain, Names

_DAY = re.compile(r"\b(\d\d)/(\d\d)(?:/(\d{4}))?\b")
# The day from which a record stands open, in its mart.
_OPENED = {
    "dossiers": "received_on",
    "tasks": "assigned_on",
    "petitions": "received_on",
    "joint_dossiers": "received_on",
}

# What lists say of a record beside its row: all of it, its unit's name, its days, its unit.
_WITHIN = "lists/within"
_BESIDE: Chain = ("lists/records", "lists/placed", "lists/dated", _WITHIN)
_PLACED = ("unit", "unit_name")
_DATED = ("due", "finished", "is_late", "is_overdue", "days_late", "days_left")


@dataclass(frozen=True)
class Part:
    """Which rows of an indicator: those counted above the line (`numerator`), all (`denominator`), those still to do
    (`rest`: in the denominator, not in the numerator), or each row that was entered by hand (`every`); of one month
    ('YYYY-MM') or official; of some dossiers."""

    side: str = "numerator"
    month: str | None = None
    official: str | None = None
    base: Base = WHOLE


@dataclass(frozen=True)
class Page:
    """Which rows of a list: those in whose texts and days every word of `search` occurs, whatever its accents, by a
    column (`-due`: the largest first; none: the list's own order), `most` of them after `skip`. A day is searched as
    15/03/2024. With a `seed` in the order that it draws: the first rows are a sample, the same ones as long as the list
    holds them."""

    search: str = ""
    order: str = ""
    skip: int = 0
    most: int | None = None
    seed: str = ""


COUNTED, ALL = Part(), Page()


@dataclass(frozen=True)
class Listing:
    """A list that the store answers: its chain of queries, the names in them, what they take, its own order."""

    source: Chain
    given: Mapping[str, Any]
    names: Names = field(default_factory=dict)
    order: str = ""

    def rows(self, store: Store, page: Page = ALL) -> list[dict[str, Any]]:
        """One per row of the list, as Python values."""
        rows: list[dict[str, Any]] = self._read(store.rows, store, page)
        return rows

    def frame(self, store: Store, page: Page = ALL) -> pd.DataFrame:
        """The same as a table that has its columns even where it has no row."""
        if table := self._read(store.arrow, store, page):
            return _frame(table)
        made: pd.DataFrame = self._read(store.run, store, page)
        return made

    def count(self, store: Store, search: str) -> int:
        """How many rows there are in which every word occurs."""
        page = Page(search)
        source = self._chain(page)
        if not search and self._is_of_records:  # what stands beside its rows makes them neither more nor less
            source = self.source[_BESIDE.index(_WITHIN) :]
        named = self._named(page)
        given = self._given(page, store.query("lists/count", named, _source=source).parameters)
        (row,) = store.rows("lists/count", named, _source=source, **given)
        return int(row["total"])

    def _read(self, read: Callable[..., Any], store: Store, page: Page) -> Any:
        named, source = self._named(page), self._chain(page)
        given = self._given(page, store.query("lists/page", named, _source=source).parameters)
        return read("lists/page", named, _source=source, **given)

    @property
    def _is_of_records(self) -> bool:
        return self.source[: len(_BESIDE)] == _BESIDE

    def _chain(self, page: Page) -> Chain:
        """The list as it is searched; where it is not, only the rows that the page shows are read in full."""
        if page.most is None or page.search or page.seed or not self._is_of_records:
            return ("lists/found", *self.source)
        column = page.order.removeprefix("-")
        ordered = {**dict.fromkeys(_DATED, ("lists/dated",)), **dict.fromkeys(_PLACED, ("lists/placed",))}
        before: Chain = ordered.get(column, ())  # what the rows are ordered by, of all of them
        if column and not before and column not in self.names["column"]:
            return ("lists/found", *self.source)
        after = (one for one in _BESIDE if one not in (*before, _WITHIN))
        return ("lists/found", *after, "lists/shown", *before, _WITHIN, *self.source[len(_BESIDE) :])

    def _named(self, page: Page) -> Names:
        order = page.order or self.order
        whose = ("agency",) if len(self.given["agencies"]) > 1 else ()
        turn, column = ("falling", order[1:]) if order.startswith("-") else ("rising", order)
        texts = "shown" if not page.search else "told" if "spoken" in self.names else "untold"
        told: Names = {one: (one,) * (one == texts) for one in ("told", "untold", "shown")}
        said = (column,) if column in self.names.get("column", ()) else ()
        cut: Names = {"said": said, "place": ("known" if said else "e",)}
        turns: Names = {turn: (column,)} if column else {}
        return {
            "falling": (),
            "rising": (),
            "lasting": (),
            "whose": whose,
            **told,
            **cut,
            **self.names,
            **turns,
        }

    def _given(self, page: Page, declared: Iterable[str]) -> dict[str, Any]:
        words = _DAY.sub(lambda day: "-".join((day[3] or "", day[2], day[1])), fold(page.search)).split()
        found = {**self.given, "words": words, "skip": page.skip, "most": page.most, "seed": page.seed}
        return {key: found[key] for key in declared}


def _frame(table: pa.Table) -> pd.DataFrame:
    """The same with dates as Python's, numbers as large ones, and None where a column says nothing at all. Values that
    many rows share are made once: of a long list that is most of its time."""
    wide = [one.with_type(pa.int64()) if pa.types.is_integer(one.type) else one for one in table.schema]
    made: pd.DataFrame = table.cast(pa.schema(wide)).to_pandas(date_as_object=True)
    empty = [name for name in table.column_names if table[name].null_count == len(table)]
    return made.assign(**dict.fromkeys(empty))


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
    store: Store, question: Asked | None, indicator: str, part: Part = COUNTED, search: str = ""
) -> int:
    """How many records those are."""
    return 0 if question is None else _listing(store, question, indicator, part).count(store, search)


def _listing(store: Store, question: Asked, indicator: str, part: Part) -> Listing:
    asked = scope(store, question)
    entry = find(catalogue(store, asked.agency, asked.year), indicator)
    rows = Rows(asked, [entry], "official" if part.official else None, part.base)
    given = {**rows.given, "part": part.side, "month": part.month, "official": part.official}
    if entry.is_reported:
        first, _ = asked.bounds(entry.year_kind)
        given |= {"indicator": indicator, "date_from": first, "as_of": asked.as_of}
        return Listing(("lists/part", "lists/measurements"), given)
    if entry.dataset == "service_index":
        return Listing(("lists/part", "lists/service_index"), given)
    counted = ("lists/part", *rows.source)
    if entry.dataset == "procedures":
        return Listing(("lists/procedures", *counted), given, order="title")
    return Listing((*_BESIDE, *counted), given, _names(entry.dataset))


def late(asked: Scope, kind: str, soon: int | None, columns: list[str]) -> Listing:
    """The records of a kind that are overdue on the day, the longest first, or (`soon`) due within working days."""
    given = {
        "agencies": asked.agencies,
        "as_of": asked.as_of,
        "date_from": asked.as_of + timedelta(days=1),  # no event: states alone
        "units": asked.within,
        "soon": soon,
    }
    overdue: Chain = ("figures/facts", (f"indicators/{OVERDUE[kind]}",))
    names = _names(kind, columns) | {
        "falling": ("days_late",),
        "rising": ("due", "id"),
        "lasting": ("lasting",),
    }
    return Listing((*_BESIDE, *(overdue if soon is None else ("lists/due_soon",))), given, names)


def standing(asked: Scope, kind: str, units: list[str]) -> Listing:
    """The records of a kind that are open on the day in some units, by their due dates."""
    given = {"agencies": asked.agencies, "as_of": asked.as_of, "units": units}
    names = _names(kind, ["official"] if "official" in DATASETS[kind].columns else [])
    return Listing((*_BESIDE, "lists/standing"), given, names | {"lasting": ("lasting",)}, "due")


def record(store: Store, question: Asked, kind: str, key: str) -> dict[str, Any] | None:
    """One record as `records` lists it, whatever its state, for the unit that answers for it; None where the agency, or
    the asked unit, has no such one."""
    asked = scope(store, question)
    given = {"agencies": asked.agencies, "as_of": asked.as_of, "units": asked.within, "key": key}
    return next(iter(Listing((*_BESIDE, "lists/one"), given, _names(kind)).rows(store)), None)


def versions(store: Store, agency: str, kind: str, key: str) -> list[dict[str, Any]]:
    """What each file said of a record, the newest first: as_of, file_name, row_no, unit_text, due, finished."""
    return store.rows("lists/versions", DATASETS[kind].names, agency=agency, key=key)


def promised(asked: Scope, kind: str, since: date) -> Listing:
    """The records of a kind that the office had promised by a day (`since`); `day` is the promised one."""
    given = {"agencies": asked.agencies, "as_of": asked.as_of, "since": since, "units": asked.within}
    names = _names(kind, ["official"] if "official" in DATASETS[kind].columns else [])
    return Listing((*_BESIDE, "lists/promised"), given, names, "day")


def worked_rows(store: Store, asked: Scope, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The dossiers of `queries/lists/worked.sql` that one number counts, by their due dates. `given`: as_of, since,
    part, official, procedure; `took_from`, `took_to` working days from receipt to result where only those are meant."""
    whole = {"agencies": asked.agencies, "units": asked.within, "procedure": None, **given}
    took = ("lists/took",) if "took_from" in given else ()
    source = (*_BESIDE, *took, "lists/worked_part", "lists/worked")
    return Listing(source, whole, _names("dossiers"), "due").rows(store)


def listed_late(store: Store, source: Chain, given: Mapping[str, Any]) -> pd.DataFrame:
    """The dossiers of a chain of queries, as `records` lists them, the longest late first."""
    return Listing((*_BESIDE, *source), given, _names("dossiers"), "-days_late").frame(store)


def moved(store: Store, question: Asked) -> pd.DataFrame:
    """Dossiers of the period whose due date was issued again later without a pause, as `records` lists them; the latest
    by the first date first."""
    asked = scope(store, question)
    given = Rows(asked, []).given | {"as_of": asked.as_of}
    listing = Listing((*_BESIDE, "lists/moved_due"), given, _names("dossiers"), "-first_days_late")
    return listing.frame(store)


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
        "opened": (_OPENED[kind],),
    }
