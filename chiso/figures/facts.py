"""The rows of an indicator (queries/indicators/<code>) and everything that is asked of them: sums, breakdowns, weeks.

A figure, its parts and the list behind it (`records`) are the same rows, grouped or filtered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.vietnamese import sort_key
from chiso.figures.ask import Asked
from chiso.figures.scope import Scope, ask, ask_tallied, catalogue, every_agency, find, scope
from chiso.figures.targets import Entry
from chiso.store import Store, attached
from chiso.store.queries_text import Chain

# The indicator whose states are the overdue records of a kind.
OVERDUE = {
    "dossiers": "overdue_dossiers",
    "tasks": "overdue_tasks",
    "petitions": "petition_on_time_rate",
    "joint_dossiers": "joint_late_rate",
}
# The rows of indicators that count on a day, record by record.
EACH = ("figures/facts", "figures/each")
# Dossiers handled or overdue: the indicators whose rows say so.
HANDLED = ("indicators/on_time_rate", "indicators/overdue_dossiers")
NO_FIELD = "Chưa rõ lĩnh vực"  # as queries/papers/field_report.sql calls it


@dataclass(frozen=True)
class Base:
    """Some of an indicator's dossiers: of one procedure (code or name), field ("": none is said), channel; only those
    of procedures that can be filed online (`offered`), that give their result on paper (`paper`)."""

    procedure: str | None = None
    field: str | None = None
    channel: str | None = None
    offered: bool = False
    paper: bool = False


WHOLE = Base()
CHANNELS = ("online", "counter", "postal")

# What late in a period is made of: indicator, the column it counts for, whether its records are handled ones.
_LATE = (
    ("on_time_rate", "late", True),
    ("overdue_dossiers", "overdue", True),
    ("first_due_on_time_rate", "first_late", False),
    ("first_due_overdue", "first_late", False),
)
_COUNTS = ("late", "overdue", "first_late", "handled")


def is_narrowed(asked: Asked, entry: Entry) -> bool:
    """Whether rows of the indicator are left out of the question by what the dossier says of itself."""
    return bool(asked.without) and entry.dataset == "dossiers"


def apart(asked: Asked, entries: Iterable[Entry]) -> list[list[Entry]]:
    """The indicators whose rows can be asked for at once: the narrowed ones apart from the others."""
    kinds = [[one for one in entries if is_narrowed(asked, one) is narrowed] for narrowed in (True, False)]
    return [some for some in kinds if some]


@dataclass(frozen=True)
class Rows:
    """The rows of indicators for a question, all of records or all of procedures, all narrowed or none, to be listed or
    summed by something.

    `by`: agency, unit, official, month or day; of dossiers procedure (its name), code (what tells it apart), field,
    channel too; None: one sum per agency.
    `by_channel`: each of them per channel as well; `by_month`: with the months of the period.
    """

    asked: Scope
    entries: Sequence[Entry]
    by: str | None = None
    base: Base = WHOLE
    by_channel: bool = False
    by_month: bool = False

    @property
    def source(self) -> Chain:
        """The chain of queries that answers them."""
        counted = ("figures/facts_procedures",) if self.entries[0].dataset == "procedures" else EACH
        indicators = tuple(f"indicators/{entry.indicator}" for entry in self.entries)
        whose = ("figures/people",) if self.by == "official" else ()
        return (*whose, *(("figures/of_dossiers",) if self._is_of_dossiers else ()), *counted, indicators)

    @property
    def _is_of_dossiers(self) -> bool:
        """Whether what the dossiers say of themselves is asked for."""
        is_by_them = self.by_channel or self.by in ("procedure", "code", "field", "channel")
        return is_by_them or self.base != WHOLE or is_narrowed(self.asked, self.entries[0])

    def ask(self, store: Store, *names: str, **available: Any) -> list[dict[str, Any]]:
        """What queries, the first of the rows of the next, answer of these rows; where units and days are all that is
        asked of records, of those added up, but in a transaction: it keeps nothing, the next question adds up anew."""
        name, *between = names
        is_of_more = self._is_of_dossiers or self.by == "official" or self.entries[0].dataset == "procedures"
        if is_of_more or store.is_in_transaction:
            return ask(store, name, (*between, *self.source), **available)
        return ask_tallied(store, name, *between, "figures/facts", **available)

    @property
    def given(self) -> dict[str, Any]:
        """What those queries take."""
        return {
            "agencies": self.asked.agencies,
            "as_of": self.asked.day,
            "date_from": self.asked.first,
            "units": self.asked.within,
            "indicators": [entry.indicator for entry in self.entries],
            "attribute": self.by,
            "without": list(self.asked.without),
            **asdict(self.base),
        }


def sums(
    store: Store, rows: Rows, spans: Sequence[Mapping[str, date]] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Per indicator its sums: agency, key (of `by`), numerator, denominator, entries, unknown; channel, months.

    `spans`, one of each of the indicators, of each agency in turn: recent_from, twelve_from, last_from, last_until, and
    date_from where rows before the period are needed for them; then recent_numerator, recent_denominator, twelve_months
    and last_year_rest are theirs.
    """
    first = rows.asked.first
    wanted = {
        **rows.given,
        "by": rows.by,
        "by_channel": rows.by_channel,
        "by_month": rows.by_month,
        **dict.fromkeys(("from_day", "recent_from", "twelve_from"), first),
        "last_of": [entry.indicator for entry in rows.entries for _ in rows.asked.agencies],
        "last_agencies": rows.asked.agencies * len(rows.entries),
    }
    wanted["last_from"] = [first for _ in wanted["last_of"]]
    wanted["last_until"] = [rows.asked.day for _ in wanted["last_of"]]
    for name in spans[0] if spans else ():
        days = [one[name] for one in spans]
        wanted[name] = days if name in ("last_from", "last_until") else min(days)
    within = rows.asked.within if rows.by == "unit" else None
    if within is not None:
        wanted["units"] = (
            None  # the sums of a unit are among those of all, which other questions have asked for
        )
    found: dict[str, list[dict[str, Any]]] = {entry.indicator: [] for entry in rows.entries}
    for row in rows.ask(store, "figures/sums", **wanted):
        if within is None or row["key"] in within:
            found[row["indicator"]].append(row)
    return found


def channels(store: Store, entry: Entry) -> tuple[str, ...]:
    """The channels that an indicator is told apart by: of dossiers, where their records can be asked."""
    return CHANNELS if entry.dataset == "dossiers" and attached.has_records(store) else ()


def breakdown(store: Store, asked: Asked, indicator: str, by: str, base: Base = WHOLE) -> pd.DataFrame:
    """An indicator by agency, unit, official, procedure, field, channel, month, day of the event, of all or some rows.

    One row per agency and value: agency, key, name, numerator, denominator, entries, of dossiers online, counter and
    postal, value; ended: the last day of a unit that is over.
    Rows that name nobody are left out; a unit that nobody taught is 'unknown'. Of sums without their records nobody
    knows the channel.
    """
    whole = scope(store, every_agency(store, asked) if by == "agency" else asked)
    entry = find(catalogue(store, asked.agency, asked.year), indicator)
    told = channels(store, entry)
    lines: dict[tuple[str, str], Counter[str]] = {}
    for row in sums(store, Rows(whole, [entry], by, base, bool(told)))[indicator]:
        if row["key"] is None:
            continue
        line = lines.setdefault((row["agency"], row["key"]), Counter())
        for column in ("numerator", "denominator", "entries"):
            if row[column] is not None:
                line[column] += row[column]
        line[row["channel"]] += row["entries"]
    name = whole.units.name if by in ("agency", "unit") else str
    made = pd.DataFrame(
        [
            {"agency": agency, "key": key, "name": name(key), **line, **{c: line[c] for c in told}}
            for (agency, key), line in lines.items()
        ],
        columns=["agency", "key", "name", "numerator", "denominator", "entries", *told],
    )
    over = {key: whole.units.ended(key, whole.as_of) for key in made["key"]} if by == "unit" else {}
    made["ended"] = pd.Series([over.get(key) for key in made["key"]], dtype=object)
    base_of = made["denominator"].astype("float64")
    made["value"] = made["numerator"] / base_of.where(base_of > 0)
    return made


def days(store: Store, asked: Asked, indicator: str, base: Base = WHOLE) -> pd.DataFrame:
    """A rate's running sums, of all agencies asked: day (with an event), numerator, denominator, value up to it."""
    found = breakdown(store, asked, indicator, "day", base)
    made = found.groupby("key")[["numerator", "denominator"]].sum().cumsum().reset_index()
    made["value"] = made["numerator"] / made["denominator"]
    return made.assign(day=pd.to_datetime(made["key"]))[["day", "numerator", "denominator", "value"]]


def late_by(store: Store, asked: Asked, by: str) -> pd.DataFrame:
    """Late in the period over handled, of dossiers: agency, key, name, late (finished late), overdue (on the day),
    first_late (either, by the first due date), handled (finished or overdue), rate, ended (of a unit). The worst
    first."""
    parts: list[pd.DataFrame] = []
    ends: dict[str, date | None] = {}
    for code, column, is_handled in _LATE:
        made = breakdown(store, asked, code, by)
        count = (made["denominator"] - made["numerator"]).where(
            made["denominator"].notna(), made["numerator"]
        )
        handled = made["entries"] if is_handled else 0
        ends |= dict(zip(made["key"], made["ended"], strict=True))
        parts.append(made[["agency", "key", "name"]].assign(**{column: count, "handled": handled}))
    found = (
        pd.concat(parts).groupby(["agency", "key", "name"], as_index=False, dropna=False)[list(_COUNTS)].sum()
    )
    found = found.astype(dict.fromkeys(_COUNTS, "int64"))
    both = found["late"] + found["overdue"]
    found["rate"] = both / found["handled"].where(found["handled"] > 0)
    found["ended"] = pd.Series([ends[key] for key in found["key"]], dtype=object)
    worst = found.assign(both=both).sort_values(["both", "handled", "key"], ascending=[False, False, True])
    return worst.drop(columns="both").reset_index(drop=True)


def field_report(store: Store, agency: str, first: date, last: date) -> pd.DataFrame:
    """Biểu số II.06a of a period from the dossiers: one row per field by the alphabet, that without one last."""
    period = {"agency": agency, "date_from": first, "date_to": last}
    found = store.run("papers/field_report", _source=(HANDLED,), **period)
    turn = [(name == NO_FIELD, sort_key(name)) for name in found["field"]]
    return found.iloc[sorted(range(len(found)), key=turn.__getitem__)].reset_index(drop=True)


def overdue_weeks(store: Store, asked: Asked, kind: str, weeks: int) -> pd.DataFrame:
    """Overdue records of a kind week by week: week (its last day), new, cleared, standing. The newest last.

    Weeks end on the weekday of the as-of date; standing = standing of the week before + new - cleared.
    """
    return store.run(
        "figures/weeks",
        _source=f"indicators/{OVERDUE[kind]}",
        agencies=asked.agencies,
        as_of=asked.as_of,
        units=scope(store, asked).within,
        weeks=weeks,
    )
