"""What an import or its roll-back does to the headline figures: tried in a transaction that is undone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

from chiso import figures
from chiso.core.periods import cchc_year_bounds, year_of
from chiso.core.text import missing
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
from chiso.words.findings import pair, show

T = TypeVar("T")

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
        return both.other, both.value, ("-" if both.sign < 0 else "") + both.gap.rstrip("%")

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
    newest), each side taken inside the transaction of its import."""

    day: date | None
    numbers: list[int] = field(default_factory=list)
    datasets: list[str] = field(default_factory=list)
    before: Snapshot | None = None
    after: Snapshot | None = None

    @classmethod
    def until(cls, store: Store, agency: str, newest: date | None) -> "Batch":
        """Of files the newest of which is as of that day."""
        return cls(_past_day(store, agency, newest))

    @property
    def effect(self) -> Effect | None:
        """What all of them changed together."""
        return compared(self.datasets, self.before, self.after) if self.before and self.after else None

    def others(self, store: Store) -> list[dict[str, Any]]:
        """What somebody else imported or undid between the first and the last: what, subject, who, file_name."""
        return store.rows("desk/between", own=[str(number) for number in self.numbers])


def do_import(
    store: Store, actor: Actor, looked: Preview, batched: Batch | None = None, *, is_watched: bool = True
) -> tuple[ImportResult, Effect | None]:
    """Imports a previewed file for good, with its effect: measured inside its transaction and kept with it, for the
    history. None where nothing was imported. `is_watched`: what `watching.watched` says of it was said. Raises as
    `batch.commit`."""
    if not isinstance(looked, ComparedFile):
        return batch.commit(store, actor, looked), None
    agency, dataset, day = _about(store, looked)
    found: list[Effect] = []
    said: list[Mapping[str, Any]] = []

    def kept(put: Callable[[], int]) -> int:
        if is_watched:
            return put()
        import_id, warnings = watching.stored(store, actor, looked, put)
        said.extend(warnings)
        return import_id

    def around(put: Callable[[], int]) -> tuple[int, dict[str, Any]]:
        if batched and batched.before is None:
            batched.before = snapshot(store, agency, "", batched.day)
        import_id, effect = measured(store, agency, dataset, day, partial(kept, put))
        if batched:
            batched.after = snapshot(store, agency, "", batched.day)
            batched.numbers.append(import_id)
            batched.datasets.append(dataset)
        found.append(effect)
        return import_id, {"summary": effect.summary(), "difference": _counts(looked.difference)}

    result = batch.commit(store, actor, looked, around)
    if result.status != IMPORTED:
        return result, None
    return result if is_watched else result.with_warnings(watching.KINDS, said), found[0]


def import_parts(store: Store, actor: Actor, upload: Upload) -> list[ImportResult]:
    """The parts of a file that nobody looks at before, each imported with its effect; a refusal is a result."""
    return batch.import_parts(store, actor, upload, lambda *given: do_import(*given, is_watched=False)[0])


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
    return _tried(store, *_about(store, looked), lambda: storing.store_import(store, PROGRAM, looked))


def _about(store: Store, looked: CleanedFile) -> tuple[str, str, date | None]:
    """Agency, dataset and day of a file; of one that corrects a date no day: both sides speak of their newest."""
    day = None if storing.corrected(store, looked) else looked.as_of
    return looked.upload.agency, looked.cleaned.dataset, day


def of_turn(store: Store, row: Mapping[str, Any], action: str) -> Effect:
    """What `rollback` or `bring_back` of an import (a row of its history) would change. Raises as they do."""
    about = (str(row["agency"]), str(row["dataset"]), row["as_of"])
    return _tried(store, *about, lambda: storing.turn(store, int(row["import_id"]), action))


def of_undoing(
    store: Store, agency: str, numbers: Iterable[int], datasets: Iterable[str], day: date | None
) -> Effect:
    """What rolling all of these imports back would change, as of one day (None: the newest). Raises as `rollback`."""
    with store.transaction(is_trial=True):
        before = snapshot(store, agency, "", day)
        for number in sorted(numbers, reverse=True):
            storing.turn(store, number, ledger.ROLLBACK)
        return compared(datasets, before, snapshot(store, agency, "", day))


def measured(
    store: Store, agency: str, dataset: str, as_of: date | None, do: Callable[[], T]
) -> tuple[T, Effect]:
    """Does something inside the caller's transaction, and what it changed."""
    day = _past_day(store, agency, as_of)
    before = snapshot(store, agency, dataset, day)
    done = do()
    return done, compared([dataset], before, snapshot(store, agency, dataset, day))


def _tried(store: Store, agency: str, dataset: str, as_of: date | None, do: Callable[[], object]) -> Effect:
    with store.transaction(is_trial=True):
        _, effect = measured(store, agency, dataset, as_of, do)
    return effect


def _past_day(store: Store, agency: str, as_of: date | None) -> date | None:
    """None: figures speak of the newest day. A file of a past CCHC year is judged at the end of that year."""
    newest = figures.newest_as_of(store, agency)
    if newest is None or as_of is None or year_of(as_of) >= year_of(newest):
        return None
    return cchc_year_bounds(year_of(as_of))[1]


def snapshot(store: Store, agency: str, dataset: str, day: date | None) -> Snapshot:
    """Every figure of the agency as of a day (None: the newest), and what only this dataset's files change."""
    asked = figures.newest(store, agency, day)
    if asked is None:
        return Snapshot(None, {})
    rows: dict[str, Mapping[str, Any]] = {
        value.indicator: vars(value) for value in figures.levels(store, asked)
    }
    if dataset == "criteria":
        total = figures.criteria(store, asked)["total"]
        rows["criteria_points"] = {"value": total["points"], "kind": "value", "short_name": "Điểm CCHC"}
    if dataset == "plan_tasks":
        overdue = len(figures.overdue(store, asked, "plan"))
        rows["plan_overdue"] = {"value": overdue, "kind": "count", "short_name": "Việc KH quá hạn"}
    return Snapshot(asked.as_of, rows)


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
