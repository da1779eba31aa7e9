"""What an import or its roll-back does to the headline figures: tried in a transaction that is undone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from chiso import figures
from chiso.core.periods import cchc_year_bounds, year_of
from chiso.core.text import missing
from chiso.core.vietnamese import MINUS
from chiso.intake.commit import batch, storing, watching
from chiso.intake.commit.stages import (
    IMPORTED,
    CleanedFile,
    ComparedFile,
    Difference,
    ImportResult,
    Preview,
    Upload,
)
from chiso.intake.datasets import DATASETS
from chiso.people.actor import PROGRAM, Actor
from chiso.store import Store, ledger
from chiso.words.numbers import pair, show

T = TypeVar("T")
Warnings = tuple[Mapping[str, Any], ...]
About = tuple[str, str, date | None]  # agency, dataset and day of a file
# Stores the rows as it is told to, inside the transaction: the import's number, and its warnings.
Door = Callable[[Store, Actor, ComparedFile, Callable[[], int]], tuple[int, Warnings]]

MOST_CARDS = 4
NO_FIGURE = "chưa có số"


@dataclass(frozen=True)
class Change:
    """One figure before and after; None = no figure. `kind`: rate (a fraction), count, value."""

    indicator: str
    name: str
    kind: str
    before: float | None
    after: float | None

    @property
    def is_change(self) -> bool:
        """Whether the two differ by more than a hundredth of a point."""
        if self.before is None or self.after is None:
            return (self.before is None) != (self.after is None)
        return abs(self.after - self.before) > (0.00005 if self.kind == "rate" else 1e-9)

    @property
    def printed(self) -> tuple[str, str, str]:
        """Before, after and the gap between them as printed: they differ exactly when they differ."""
        is_rate, both_sides = self.kind == "rate", (self.before, self.after)
        if self.before is None or self.after is None or not self.is_change:
            one, other = (NO_FIGURE if side is None else show(side, rate=is_rate) for side in both_sides)
            return one, other, ""
        both = pair(self.after, self.before, rate=is_rate)
        return both.other, both.value, (MINUS if both.sign < 0 else "") + both.gap.rstrip("%")

    def sentence(self) -> str:
        """ "HS trực tuyến 51,9% → 52,4%"."""
        before, after, _ = self.printed
        return f"{self.name} {before} → {after}"


@dataclass(frozen=True)
class Effect:
    """Headline figures first, then every other that changes. `day_before`, `day_after`: as of when."""

    headlines: tuple[Change, ...]
    others: tuple[Change, ...]
    day_before: date | None
    day_after: date | None

    @property
    def changed(self) -> tuple[Change, ...]:
        """What a reader sees change, the headlines first."""
        return tuple(change for change in (*self.headlines, *self.others) if change.is_change)

    def summary(self, most: int = 2) -> str:
        """The first changes in one line; "Không đổi" where there is none."""
        return "; ".join(change.sentence() for change in self.changed[:most]) or "Không đổi"


@dataclass(frozen=True)
class Snapshot:
    """The figures of a moment: rows by indicator."""

    day: date | None
    rows: Mapping[str, Mapping[str, Any]]


@dataclass
class Batch:
    """Several imports in a row: their sum is from before the first to after the last, as of one `day` (None: the
    newest), each side taken inside the transaction of its import. What was after one is before the next where nobody
    wrote in between."""

    day: date | None
    numbers: list[int] = field(default_factory=list)
    datasets: list[str] = field(default_factory=list)
    before: Snapshot | None = None
    after: Snapshot | None = None
    _known: dict[tuple[str | None, date | None], Snapshot] = field(default_factory=dict)  # data version, day

    @classmethod
    def until(cls, store: Store, agency: str, newest: date | None) -> "Batch":
        """Of files the newest of which is as of that day."""
        return cls(_past_day(store, agency, newest))

    def snapshot(self, store: Store, agency: str, day: date | None) -> Snapshot:
        """As the function of this name, asked once per data version, inside the transaction of an import."""
        about = store.fact("data_version"), day
        if about not in self._known:
            self._known[about] = snapshot(store, agency, day)
        return self._known[about]

    def forget(self) -> None:
        """Of an import that was undone: the next one gets its data version, with other data."""
        self._known.clear()

    @property
    def effect(self) -> Effect | None:
        """What all of them changed together."""
        return compared(self.datasets, self.before, self.after) if self.before and self.after else None

    def others(self, store: Store) -> list[dict[str, Any]]:
        """What somebody else imported or undid between the first and the last: what, subject, who, file_name."""
        return store.rows("desk/between", own=[str(number) for number in self.numbers])


def do_import(
    store: Store, actor: Actor, looked: Preview, batched: Batch | None = None, *, by: Door = watching.seen
) -> tuple[ImportResult, Effect | None]:
    """Imports a previewed file for good, with its effect: measured inside its transaction and kept with it, for the
    history. None where nothing was imported. `by`: what stores it, with what is to be said of it. Raises as
    `batch.commit`."""
    if not isinstance(looked, ComparedFile):
        return batch.commit(store, actor, looked), None
    agency, dataset, day = about = _about(store, looked)
    together = batched or Batch.until(store, agency, day)
    said: list[tuple[Warnings, Effect, Snapshot]] = []

    def around(put: Callable[[], int]) -> tuple[int, dict[str, Any]]:
        together.before = together.before or together.snapshot(store, agency, together.day)
        (import_id, warnings), effect = measured(
            store, about, partial(by, store, actor, looked, put), together
        )
        said.append((warnings, effect, together.snapshot(store, agency, together.day)))
        return import_id, {"summary": effect.summary(), "difference": _counts(looked.difference)}

    try:
        result = batch.commit(store, actor, looked, around)
    except BaseException:
        together.forget()
        raise
    if result.status != IMPORTED or result.import_id is None:
        together.forget()
        return result, None
    ((warnings, effect, together.after),) = said
    together.numbers.append(result.import_id)
    together.datasets.append(dataset)
    return replace(result, warnings=warnings), effect


def import_parts(store: Store, actor: Actor, upload: Upload) -> list[ImportResult]:
    """The parts of a file that nobody looks at before, each imported with its effect; a refusal is a result."""
    return batch.import_parts(store, actor, upload, lambda *given: do_import(*given, by=watching.stored)[0])


def _counts(difference: Difference) -> dict[str, int]:
    return {
        "new": difference.new,
        "changed": difference.changed,
        "unchanged": difference.unchanged,
        "moved_due": len(difference.moved_due),
        "vanished": len(difference.vanished),
    }


def of_import(store: Store, looked: CleanedFile) -> Effect:
    """What importing a previewed file would change. Nothing is stored; other writers wait meanwhile."""
    return _tried(store, _about(store, looked), lambda: storing.store_import(store, PROGRAM, looked))


def _about(store: Store, looked: CleanedFile) -> About:
    """Of one that corrects a date no day: both sides speak of their newest."""
    day = None if storing.corrected(store, looked) else looked.as_of
    return looked.upload.agency, looked.cleaned.dataset, day


def of_turn(store: Store, row: Mapping[str, Any], action: str) -> Effect:
    """What `rollback` or `bring_back` of an import (a row of its history) would change. Raises as they do."""
    about = (str(row["agency"]), str(row["dataset"]), row["as_of"])
    return _tried(store, about, lambda: storing.turn(store, int(row["import_id"]), action))


def of_undoing(
    store: Store, agency: str, numbers: Iterable[int], datasets: Iterable[str], day: date | None
) -> Effect:
    """What rolling all of these imports back would change, as of one day (None: the newest). Raises as `rollback`."""
    with store.transaction(is_trial=True):
        before = snapshot(store, agency, day)
        for number in sorted(numbers, reverse=True):
            storing.turn(store, number, ledger.ROLLBACK)
        return compared(datasets, before, snapshot(store, agency, day))


def measured(store: Store, about: About, do: Callable[[], T], together: Batch) -> tuple[T, Effect]:
    """Does something inside the caller's transaction, and what it changed."""
    agency, dataset, as_of = about
    day = _past_day(store, agency, as_of)

    def moment() -> Snapshot:
        found = together.snapshot(store, agency, day)
        return replace(found, rows={**found.rows, **_own(store, agency, dataset, day)})

    before = moment()
    done = do()
    return done, compared([dataset], before, moment())


def _tried(store: Store, about: About, do: Callable[[], object]) -> Effect:
    with store.transaction(is_trial=True):
        _, effect = measured(store, about, do, Batch(None))
    return effect


def _past_day(store: Store, agency: str, as_of: date | None) -> date | None:
    """None: figures speak of the newest day. A file of a past CCHC year is judged at the end of that year."""
    newest = figures.newest_as_of(store, agency)
    if newest is None or as_of is None or year_of(as_of) >= year_of(newest):
        return None
    return cchc_year_bounds(year_of(as_of))[1]


def snapshot(store: Store, agency: str, day: date | None) -> Snapshot:
    """Every figure of the agency as of a day (None: the newest)."""
    asked = figures.newest(store, agency, day)
    if asked is None:
        return Snapshot(None, {})
    return Snapshot(asked.as_of, {value.indicator: vars(value) for value in figures.levels(store, asked)})


def _own(store: Store, agency: str, dataset: str, day: date | None) -> dict[str, Mapping[str, Any]]:
    """What only this dataset's files change."""
    asked = figures.newest(store, agency, day)
    if asked and dataset == "criteria":
        total = figures.criteria(store, asked)["total"]
        return {"criteria_points": {"value": total["points"], "kind": "value", "short_name": "Điểm CCHC"}}
    if asked and dataset == "plan_tasks":
        is_known = not figures.plan(store, asked).empty  # of no plan nothing is overdue, nor not
        overdue = len(figures.overdue(store, asked, "plan")) if is_known else None
        return {"plan_overdue": {"value": overdue, "kind": "count", "short_name": "Việc kế hoạch quá hạn"}}
    return {}


def compared(datasets: Iterable[str], before: Snapshot, after: Snapshot) -> Effect:
    """Two moments side by side, the headlines of what was imported first."""
    wanted = dict.fromkeys(code for name in datasets if name in DATASETS for code in DATASETS[name].headlines)
    changes = {
        code: _change(code, before.rows.get(code, {}), after.rows.get(code, {}))
        for code in {**after.rows, **before.rows}
    }
    headlines = [changes[code] for code in wanted if code in changes]
    headlines = [change for change in headlines if change.before is not None or change.after is not None]
    others = [change for code, change in changes.items() if code not in wanted and change.is_change]
    return Effect(tuple(headlines[:MOST_CARDS]), tuple(others), before.day, after.day)


def _change(code: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    row = after or before
    values = (None if missing(side.get("value")) else float(side["value"]) for side in (before, after))
    return Change(code, str(row["short_name"]), str(row["kind"]), *values)
