"""One look at the data for a whole deck: every figure is asked once and kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any, TypeVar

import pandas as pd

from chiso import figures, reference
from chiso.core.vietnamese import format_date
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.figures.facts import OVERDUE
from chiso.figures.judging import Value, Values
from chiso.figures.parties import Roll, named
from chiso.intake.datasets import MEETING, SOURCES
from chiso.present.chart import records
from chiso.present.deck.answers import shared
from chiso.present.deck.score_sheet import ScoreSheet
from chiso.reference.unit_tree import Units, spellings
from chiso.store import Store, attached
from chiso.store.kept import Once
from chiso.words import rooms
from chiso.words.attention import Attention, attention, directly
from chiso.words.claims import Claim
from chiso.words.overdue import KINDS
from chiso.words.plan import AHEAD_DAYS
from chiso.words.states import DEMONSTRATION

Row = dict[str, Any]
T = TypeVar("T")


# Topics that are not of all exports of the meeting.
_OF_TOPICS: Mapping[str, Sequence[str]] = {
    "overdue": ("dossiers",),
    "online": ("dossiers",),
    "online_units": ("dossiers",),
    "digital": ("dossiers", "procedures"),
    "tasks": ("tasks",),
    "petitions": ("petitions", "service_index"),
    "criteria": ("criteria",),
    "indices": ("index_scores",),
    "below": ("unit_scores",),
    "plan": ("plan_tasks",),
    "reports": ("plan_tasks",),
}


@dataclass
class Look:
    """One question put to the data; the day compared with is that of the last giao ban, a week earlier."""

    store: Store
    asked: Asked
    answers: Once = field(default_factory=Once)
    answered: Callable[..., Any] = directly  # of functions of the store, as the pages word them
    topic: str = ""  # what is made of it, or the dataset that is listed
    shown: dict[tuple[str, str, str | None, str | None], Value] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)  # topic -> the figures that it speaks of

    @property
    def agency(self) -> str:
        return self.asked.agency

    @property
    def as_of(self) -> date:
        return self.asked.as_of

    def values(self, by: str | None = None, *, indicator: str | None = None) -> Values:
        """`figures.values` of this look; by unit today's of every indicator, those that ended as one."""
        found = self._of_units if by == "unit" else self.answer(figures.values, self.asked, indicator, by)
        return rooms.unjudged(found)

    @shared
    def _of_units(self) -> Values:
        found = self.answer(figures.values, self.asked, None, "unit")
        return rooms.folded(rooms.begun(found, self.roll, self.as_of))

    @shared
    def meanings(self) -> dict[str, Row]:
        """The rows of the catalogue by indicator."""
        return {row["indicator"]: row for row in records(self.store.run("figures/catalogue"))}

    def files(self, dataset: str) -> pd.DataFrame:
        """The files behind the figures of a dataset, the newest first."""
        found = self.answer(figures.files, self.asked)
        return found[found["dataset"] == dataset]

    def answer(self, function: Callable[..., T], *given: object) -> T:
        """What a function answers of the store, asked once: topics, notes and what has to be looked at share it."""
        ask = partial(self.answered, self.store, function, *given)
        found: T = self.answers.of((function, *given), ask)
        return found

    def of(self, asked: Asked) -> "Look":
        """A look of the same kind at another question."""
        return Look(self.store, asked, answered=self.answered)

    def found(self, *, is_whole: bool = False) -> Attention:
        """What has to be looked at, worst first, and what was put away of it; `is_whole`: that too."""
        return attention(self.store, self.asked, answered=lambda _, *of: self.answer(*of), is_whole=is_whole)

    def value(self, indicator: str) -> Value | None:
        """The indicator's value for the whole look."""
        found = self.values().one(indicator)
        self.note([found] if found else [])
        return found

    def known(self, *indicators: str) -> list[Value]:
        """Those of the indicators that have a value."""
        found = map(self.value, indicators)
        return [value for value in found if value is not None and value.value is not None]

    def by(self, by: str, indicator: str) -> list[Value]:
        """The indicator's values by unit or month, those with a figure only."""
        found = self.values(by) if by == "unit" else self.values(by, indicator=indicator)
        there = [one for one in found.of(indicator) if one.numerator is not None or one.value is not None]
        self.note(there if by == "unit" else there[-1:], by)
        return there

    def note(self, found: Sequence[Value], by: str = "") -> None:
        """Notes where a figure stood: topic, indicator, unit, month of a part."""
        self.claim_values(*found)
        for value in found:
            part = (value.unit if by == "unit" else None, value.month if by == "month" else None)
            self.shown.setdefault((self.topic, value.indicator, *part), value)

    def claim_values(self, *found: Value) -> None:
        """Notes that the topic says these, beside the figures of its own question."""
        self.claims.setdefault(self.topic, []).extend(Claim.of_values(*found))

    def claim(self, figure: str, **numbers: float | None) -> None:
        """Notes what the topic says of a figure that is no indicator."""
        said = Claim.of(figure, self.asked, numbers)
        self.claims.setdefault(self.topic, []).append(said)

    def speaks(self, kind: str) -> bool:
        """Whether a file speaks of what is overdue or due of a kind."""
        return figures.speaks(self.store, self.asked, KINDS[kind].dataset)

    def unheard(self, kind: str) -> Unheard:
        """Of which days before that of the deck no file of a kind speaks."""
        return figures.unheard(self.store, self.asked, KINDS[kind].dataset)

    def overdue(self, kind: str) -> pd.DataFrame:
        """What is overdue, the longest first."""
        self.count_overdue(kind)
        return self._listed(kind).sort_values("days_late", ascending=False)

    def count_overdue(self, kind: str) -> int:
        """How much of a kind is overdue; its list is not read."""
        if kind in ("dossiers", "tasks"):
            self.value(OVERDUE[kind])  # of which it is the list
        many = self.answer(figures.count_overdue, self.asked, kind)
        self.claim(f"overdue:{kind}", count=many)
        return many

    def _listed(self, kind: str, days: int | None = None) -> pd.DataFrame:
        given = (
            self.asked,
            kind,
            days,
        )  # not among what pages keep: at a million dossiers it has ten megabytes
        ask = partial(figures.overdue, self.store, *given)
        return rooms.held(self.answers.of((figures.overdue, *given), ask))

    def soon(self, kind: str, days: int) -> pd.DataFrame:
        """What falls due within working days, the nearest first."""
        found = self._listed(kind, days)
        self.claim(f"soon:{kind}", count=len(found), days=days)
        return found.sort_values("due")

    def planned(self, last: date | None = None) -> pd.DataFrame:
        """The plan's days to come up to a day, else within two weeks, the nearest first."""
        days = (last - self.as_of).days if last else AHEAD_DAYS
        found = self._listed("plan", days)
        found = found[pd.to_datetime(found["due"]) <= pd.Timestamp(self.as_of + timedelta(days=days))]
        self.claim("plan", count=len(found), days=days)
        return found.sort_values("due")

    def gap(self, indicator: str, by: str) -> pd.DataFrame:
        """`figures.gap_parts`: who or what has to bring how many."""
        found = self.answer(figures.gap_parts, self.asked, indicator, by)
        self.claim(f"gap:{indicator}:{by}", needed=found["needed"].sum())
        return found

    @shared
    def units(self) -> dict[str, Row]:
        """The agency and its units by code: unit_name, short_name, kind …"""
        found = reference.units(self.store, self.agency).drop(columns="aliases")
        return {row["unit"]: row for row in records(found)}

    def shortened(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with the units' short names."""
        pairs = zip(frame["unit"], frame["unit_name"], strict=True)
        return frame.assign(unit_name=[self.short(unit, name) for unit, name in pairs])

    def by_unit(self, indicator: str) -> list[Value]:
        """The indicator's values by unit that have a base, with short names."""
        found = [value for value in self.by("unit", indicator) if value.denominator]
        return [replace(value, unit_name=self.short(value.unit, value.unit_name)) for value in found]

    def criteria(self, year: int) -> Row:
        """`figures.criteria` of a year, beside what is known of it on the day."""
        return self.answer(figures.criteria, replace(self.asked, year=year))

    @shared
    def scores(self) -> ScoreSheet:
        """The newest scoring sheet of the year asked for or one before; an empty one where there is none."""
        years = self.answer(figures.criteria_years, self.asked)
        year = next((year for year in years if year <= self.asked.year), self.asked.year - 1)
        answer = self.criteria(year)
        return ScoreSheet(year, figures.without_sums(answer["criteria"]), answer["total"])

    @shared
    def attention(self) -> Attention:
        """`found`, made once."""
        return self.found()

    def short(self, unit: Any, name: Any) -> str:
        return str(self.units.get(unit, {}).get("short_name") or name or "")

    def responsible(self, text: Any) -> str:
        """A printed "đơn vị chịu trách nhiệm", with those of its units that have ended: nobody acts for them."""
        spelled = Roll.of(self.roll, spellings(self.store, self.agency))
        units = [actor.unit for actor in named(str(text or ""), spelled) if actor.unit]
        over = [self.short(unit, "") for unit in units if not self.works(unit)]
        if not over:
            return str(text or "")
        return f"{text} (đã thôi)" if len(units) == 1 else f"{text} (đã thôi: {', '.join(over)})"

    @shared
    def roll(self) -> Units:
        """The tree of the agency's units, with the days on which they begin and end."""
        return figures.units(self.store, self.agency)

    def works(self, unit: Any) -> bool:
        """Whether a unit works on the day: founded and not ended."""
        return self.roll.works(unit, self.as_of)

    @cached_property
    def agency_name(self) -> str:
        return next((str(row["unit_name"]) for row in self.units.values() if row["kind"] == "agency"), "")

    @cached_property
    def unit_name(self) -> str:
        """Name of the unit, '' for the whole agency."""
        return str(self.units.get(self.asked.unit or "", {}).get("unit_name", ""))

    @cached_property
    def not_yet(self) -> str:
        """That the unit begins after the day; "" else."""
        return rooms.not_yet(self.roll, self.asked.unit, self.as_of)

    @cached_property
    def mark(self) -> str:
        """What stands on everything that is made of the demonstration; '' on real data."""
        return DEMONSTRATION if self.store.is_demonstration else ""

    @cached_property
    def source(self) -> str:
        """As-of date, exports behind the figures (of its topic, else of the meeting; where there is none of what there
        is), data version: the footer of every slide, sheet and paper."""
        datasets = _OF_TOPICS.get(self.topic) or ((self.topic,) if self.topic in SOURCES else MEETING)
        known = [row for row in records(self.answer(figures.freshness, self.asked)) if row["newest_as_of"]]
        told = [row for row in known if row["dataset"] in datasets] or known
        days = {SOURCES[row["dataset"]]: row["newest_as_of"] for row in told}
        named = ", ".join(f"{name} ({self._short(day)})" for name, day in days.items())
        sources = f" · nguồn: {named}" if named else ""
        mark = f"{self.mark} · " if self.mark else ""
        # figures are of the day; the data behind them may end before it
        until = "Số liệu đến" if {*days.values()} <= {self.as_of} else "Tính đến"
        made = f" · {label}" if (label := attached.label(self.store, self.agency)) else ""
        return f"{mark}{until} {format_date(self.as_of)}{sources}{made} · phiên bản {self.store.data_version}"

    def _short(self, day: date) -> str:
        """A day of the year that is looked at without it."""
        return format_date(day)[: 5 if day.year == self.as_of.year else None]
