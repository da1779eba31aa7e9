"""Which days an agency's files speak of, source by source: which months are missing, how old the newest is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.periods import month_end, months_of, year_earlier
from chiso.figures import plan
from chiso.figures.ask import Asked
from chiso.figures.scope import Scope, as_day, ask, working_days_since
from chiso.figures.targets import Entry
from chiso.intake.datasets import ANY, DATASETS, OF_MONTHS, RECORDS
from chiso.store import Store

# dataset -> first_day, newest_as_of and `spans` of its files; since: when it is known what came
Reach = Mapping[str, Mapping[str, Any]]
FINISHED = "finished_at"  # what the months of dossiers are told by
REGULAR = tuple(name for name, known in DATASETS.items() if known.is_regular)

# Lists that count on whatever day is asked: of a year, of the day of a publication, or until a newer one came.
ALWAYS_KNOWN = frozenset({"procedures", "criteria", "index_scores", "plan_tasks"})

# indicator -> the dataset and field that tell which records it counts
_TOLD_BY = {
    code: (dataset.name, one.name)
    for dataset in DATASETS.values()
    for one in dataset.fields
    for code in one.tells
}

_TELLERS = sorted({field for _, field in _TOLD_BY.values()})

REJECTS = "figures/rejects_known"  # the query of all rejected cells, mended or not


@dataclass(frozen=True)
class Unheard:
    """Of which days before one (`day`) no file speaks: those after it `ended`, the last day of which one does (None
    where that is the day itself); whole `months` (YYYY-MM) of the year before, between the files."""

    day: date
    ended: date | None = None
    months: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ended or self.months)


def spans(store: Store, agencies: Sequence[str]) -> list[dict[str, Any]]:
    """The spans of days that the counting imports of agencies speak for: import_id, agency, dataset, unit_filter,
    as_of, first_day, last_day, rows_rejected, tells (for which of `_TELLERS` it has a column, None where nobody knows),
    is_own, begins (the day of the first record of a list without bounds).

    The bounds that a sheet prints, else the month of its as-of date, are its own. A list of records without bounds
    speaks for all the time from its first record on, also for a month in which nothing happened; of what is
    entered month by month only those months are there.
    """
    whose = {"agencies": list(agencies), "tellers": _TELLERS}
    found = store.known("figures/covered", {**OF_MONTHS, **ANY}, _source=REJECTS, **whose)
    begun: dict[int, dict[str, Any]] = {}
    for row in found:
        if row["dataset"] in RECORDS and not row["is_own"]:
            begun.setdefault(row["import_id"], row | {"last_day": row["as_of"]})
    whole = [row for row in found if row["is_own"] or row["dataset"] not in RECORDS]
    return [*whole, *begun.values()]


def reach(store: Store, agency: str) -> Reach:
    """How far the files of each dataset reach, and `since` when it is known what came: of a list without bounds from
    its first event on (shared contract, "Foresight")."""
    return reaches(store, [agency])[agency]


def reaches(store: Store, agencies: Sequence[str]) -> Mapping[str, Reach]:
    """`reach` of several agencies, asked at once."""
    found: dict[str, dict[str, dict[str, Any]]] = {agency: {} for agency in agencies}
    for row in ask(store, "figures/coverage", agencies=list(agencies)):
        found[row["agency"]][row["dataset"]] = row | {"since": as_day(row["first_day"]), "spans": []}
    for span in spans(store, agencies):
        known = found[span["agency"]][span["dataset"]]
        known["spans"].append(span)
        if begins := as_day(span["begins"]):
            known["since"] = min(begins, known["since"] or begins)
    return found


def covers(known: Reach, asked: Scope, entry: Entry) -> bool:
    """Whether a file speaks of the asked days; of what is open on a day every file from before does. Where none of them
    has the column that tells what is counted, none does."""
    teller, field = _TOLD_BY.get(entry.indicator, (entry.dataset, None))
    if entry.counts not in known or teller not in known:
        return False
    if field and not _tells(
        known[teller]["spans"], field, asked if teller in RECORDS and not entry.is_state else None
    ):
        return False
    begins = min((one["first_day"] for one in known[entry.counts]["spans"]), default=asked.day)
    newest = as_day(known[entry.counts]["newest_as_of"]) or asked.first
    return begins <= asked.day and (entry.is_state or newest >= asked.first)


def _tells(days: Sequence[Mapping[str, Any]], field: str, asked: Asked | None) -> bool:
    """Whether a file has a column of a field, of those that speak of the asked days where there are any."""
    of_days = [
        one for one in days if asked and one["first_day"] <= asked.day and one["last_day"] >= asked.first
    ]
    return any(one["tells"] is None or field in one["tells"] for one in of_days or days)


def heard(known: Reach, asked: Asked, dataset: str) -> date | None:
    """The last day up to the as-of date of which a file of a list of records speaks, also one that came later; None of
    what is entered."""
    return _last(known[dataset]["spans"], asked.as_of) if dataset in RECORDS and dataset in known else None


def _last(days: Iterable[Mapping[str, Any]], until: date) -> date | None:
    """The last day up to another one of which any of these spans speaks."""
    return max((min(one["last_day"], until) for one in days if one["first_day"] <= until), default=None)


def lacking(known: Mapping[str, Any] | None, asked: Asked, dataset: str) -> tuple[str, ...]:
    """The months (YYYY-MM) of the asked days of which no file of a dataset speaks; `known`: its row of `reach`."""
    return silent(known["spans"] if known else (), dataset, asked.first, asked.day)


def silent(days: Iterable[Mapping[str, Any]], dataset: str, since: date, until: date) -> tuple[str, ...]:
    """The months (YYYY-MM) between two days of which no span of a dataset speaks.

    Dossiers are finished every month; a list of tasks or petitions without bounds may begin with any, so that of the
    time before its first nothing can be said.
    """
    if DATASETS[dataset].record_day != FINISHED:
        days = [one if one["is_own"] else {**one, "first_day": date.min} for one in days]
    parts = [(max(one, since), min(month_end(one), until)) for one in months_of(since, until)]
    return tuple(
        f"{first:%Y-%m}"
        for first, last in parts
        if not any(one["first_day"] <= last and one["last_day"] >= first for one in days)
    )


def speaks(store: Store, asked: Asked | None, dataset: str) -> bool:
    """Whether a file of a dataset speaks of the day or of one before: without one nothing is known, not even "none"."""
    if asked is None:
        return False
    known = [one for one in spans(store, asked.agencies) if one["dataset"] == dataset]
    if dataset == "plan_tasks":
        return bool(known) and plan.has_begun(store, asked)
    # Plans and criteria are dated by their import: they hold whichever day is looked at.
    return bool(known) if dataset not in RECORDS else any(one["first_day"] <= asked.as_of for one in known)


def files(store: Store, asked: Asked, dataset: str | None = None) -> pd.DataFrame:
    """The imports behind the figures of a day (of one dataset, or all), one row each, the newest first: a list that
    came later speaks of earlier days too, what has no days of its own holds whichever day is looked at."""
    known = {
        one["import_id"]
        for one in spans(store, [asked.agency])
        if one["dataset"] not in RECORDS or one["first_day"] <= asked.as_of
    }
    found = store.run("pages/sources", agency=asked.agency, dataset=dataset)
    return found[found["import_id"].isin(known)].reset_index(drop=True)


def reached(store: Store, asked: Asked) -> dict[str, date]:
    """dataset -> the last day up to the as-of date of which a file speaks, also one that came later."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in spans(store, [asked.agency]):
        found.setdefault(one["dataset"], []).append(one)
    return {dataset: last for dataset, days in found.items() if (last := _last(days, asked.as_of))}


def is_heard(store: Store, asked: Asked, dataset: str, since: date) -> bool:
    """Whether a file of a list of records speaks of a day after `since`: what moved without one moved by the days that
    passed, not by what was done."""
    return dataset not in RECORDS or reached(store, asked).get(dataset, since) > since


def unheard(store: Store, asked: Asked, dataset: str) -> Unheard:
    """Of which days before the as-of date no file of a list of records speaks: what was finished on them nobody knows,
    and stands as open."""
    days = [one for one in spans(store, [asked.agency]) if one["dataset"] == dataset]
    last = _last(days, asked.as_of) if dataset in RECORDS else None
    if last is None:
        return Unheard(asked.as_of)
    since = max(min(one["first_day"] for one in days), year_earlier(asked.as_of))
    months = silent(days, dataset, since, last)
    return Unheard(asked.as_of, last if last < asked.as_of else None, months)


def begun(store: Store, asked: Asked, dataset: str) -> date | None:
    """The first day of which a file of a dataset speaks; None without one."""
    found = reaches(store, asked.agencies).values()
    days = [known[dataset]["since"] for known in found if dataset in known]
    return min(filter(None, days), default=None)


def spoken_since(store: Store, asked: Asked, dataset: str) -> date | None:
    """The first day for which a file of a dataset speaks, the month of its as-of date where it says no days; None
    without one."""
    return min(
        (one["first_day"] for one in spans(store, asked.agencies) if one["dataset"] == dataset), default=None
    )


def freshness(store: Store, asked: Asked) -> pd.DataFrame:
    """How far each dataset reaches: newest_as_of (the last day up to the as-of date of which a file speaks, also one
    that came later; where none does, of what counts on whatever day its newest file's), working_days_old, is_missing,
    imported_at, file_name, rows_rejected.

    The regular exports are there even when nothing was imported; one is missing when no file speaks of the month of
    the as-of date, up to that day.
    """
    columns = [
        "dataset", "newest_as_of", "newest_of_all", "working_days_old", "is_missing", "imported_at", "file_name",
        "rows_rejected",
    ]  # fmt: skip
    day = asked.as_of
    found = {row["dataset"]: row for row in store.known("figures/freshness", agency=asked.agency)}
    newest = reached(store, asked)
    ages = working_days_since(store, newest.values(), day)
    rows = []
    for name in dict.fromkeys((*REGULAR, *found)):
        at = newest.get(name)
        if at is None and name in ALWAYS_KNOWN and speaks(store, asked, name):
            at = found[name]["newest_of_all"]
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
