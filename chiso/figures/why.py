"""Why a rate moved between two days: its parts by unit, procedure, field, channel, official (contract, `explain`).

Each side is the figure of its own CCHC year up to its day, by the rows that `records` lists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from chiso.core.errors import Refused
from chiso.core.periods import year_earlier
from chiso.figures import facts
from chiso.figures.ask import Asked
from chiso.figures.coverage import covers, is_heard, reach
from chiso.figures.figure import Counted
from chiso.figures.judging import SMALL_BASE
from chiso.figures.mix import Effect, effects
from chiso.figures.scope import Scope, ask, catalogue, find, scope
from chiso.figures.targets import Entry
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from chiso.store.marts import MARTS

Dimension = Literal["unit", "procedure", "field", "channel", "official"]
DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
_BY = {"procedure": "code"}  # of two years one procedure, however its name was printed
NAMELESS = "(không ghi)"  # the part of records whose export says nothing


@dataclass(frozen=True)
class Side(Counted):
    """The figure on one of the two days; None where no file tells it. `unknown`: of how many of its records."""

    as_of: date | None
    numerator: int | None = None
    denominator: int | None = None
    value: float | None = None
    unknown: int = 0


@dataclass(frozen=True)
class Part:
    """One part on both days, and by how much it moved the whole, as fractions; `part` None: of those that name none.

    A numerator is None where no export had its column; `unknown`: of how many nobody knows whether they count there.
    `small_base`: of few records, in a period in which it has any.
    """

    part: str | None
    part_name: str
    before_numerator: int | None
    before_denominator: int | None
    numerator: int | None
    denominator: int | None
    mix: float | None
    rate: float | None
    total: float | None
    small_base: bool
    before_unknown: int = 0
    unknown: int = 0

    @property
    def before(self) -> Side:
        """What it was on the earlier day."""
        return Side(None, self.before_numerator, self.before_denominator, unknown=self.before_unknown)

    @property
    def after(self) -> Side:
        return Side(None, self.numerator, self.denominator, unknown=self.unknown)

    @property
    def is_sound(self) -> bool:
        """Whether it may be named as a reason: of enough records, of which on both days enough is known."""
        return not (self.small_base or self.before.is_vague or self.after.is_vague)

    @property
    def failing(self) -> int:
        """How many are known not to count today."""
        return (self.denominator or 0) - self.numerator - self.unknown if self.numerator is not None else 0


@dataclass(frozen=True)
class Explanation:
    """A rate on two days, its change, and the parts that add up to it, the strongest first. `is_heard`: whether a file
    of its records speaks of a day after the earlier one."""

    indicator: str
    by: Dimension
    before: Side
    after: Side
    change: float | None
    parts: tuple[Part, ...] = ()
    is_heard: bool = True

    @property
    def is_known(self) -> bool:
        """Whether there is a `change` to speak of: both rates are known, and not vague."""
        return self.change is not None and not self.before.is_vague and not self.after.is_vague


def dimensions(entry: Entry) -> tuple[Dimension, ...]:
    """What the parts of an indicator may be told apart by; nothing of what is no rate of records."""
    if entry.kind != "rate" or entry.dataset not in MARTS:
        return ()
    if entry.dataset == "dossiers":
        return DIMENSIONS
    return ("unit", "official") if "official" in DATASETS[entry.dataset].columns else ("unit",)


def explain(
    store: Store,
    question: Asked | None,
    indicator: str,
    by: Dimension = "unit",
    against: date | None = None,
) -> Explanation:
    """Why an indicator moved up to the day asked for, since another one (`against`; the same day a year before).

    Raises UnknownName, and Refused `not_a_rate` of counts, of what is entered by hand and of shares of procedures,
    `no_such_parts` where its records do not say what they are to be told apart by.
    """
    agency = question.agency if question else store.agency
    _check(find(catalogue(store, agency), indicator), by)
    if question is None:
        return Explanation(indicator, by, Side(None), Side(None), None)
    return explained(store, question, (indicator,), by, against)[indicator]


def explained(
    store: Store, question: Asked, indicators: Sequence[str], by: Dimension, against: date | None = None
) -> dict[str, Explanation]:
    """The same of several that can be told apart so, whose records are asked for at once: what takes time is to ask."""
    after = scope(store, question.year_so_far)
    then = against or year_earlier(after.as_of)
    before = scope(store, replace(question.year_so_far, as_of=then, year=0))
    known = catalogue(store, after.agency, after.year)
    entries = [find(known, indicator) for indicator in indicators]
    found = [_counts(store, asked, entries, by) for asked in (before, after)]
    return {
        one.indicator: _explained(store, (before, after), one, by, [of[one.indicator] for of in found])
        for one in entries
    }


def _explained(
    store: Store, days: tuple[Scope, Scope], entry: Entry, by: Dimension, counts: "list[_Found]"
) -> Explanation:
    sides = [_side(store, asked, entry, found) for asked, found in zip(days, counts, strict=True)]
    names = _names(store, days[1], by, {key for found in counts for key in found if key is not None})
    change = None if None in (sides[0].value, sides[1].value) else _moved(*sides)
    found = effects(*({key: (top or 0, base) for key, (top, base, _) in one.items()} for one in counts))
    parts = [
        _part(key, names, (counts[0].get(key), counts[1].get(key)), sides, None if change is None else effect)
        for key in dict.fromkeys((*counts[0], *counts[1]))
        for effect in (found.get(key),)
    ]
    parts.sort(key=lambda part: (-abs(part.total or 0.0), -(part.denominator or 0), part.part_name))
    heard = is_heard(store, days[1], entry.dataset, days[0].as_of)
    return Explanation(entry.indicator, by, sides[0], sides[1], change, tuple(parts), heard)


def _check(entry: Entry, by: Dimension) -> None:
    known = dimensions(entry)
    if not known:
        raise Refused(
            "not_a_rate",
            f"“{entry.name}” không phải là tỷ lệ tính từ từng hồ sơ, nhiệm vụ, phản ánh nên không chia được thành "
            "phần. Hãy chọn một chỉ tiêu tỷ lệ khác.",
        )
    if by not in known:
        raise Refused(
            "no_such_parts",
            f"“{entry.name}” không chia được theo {WORDS[by]}. Hãy chọn: {', '.join(WORDS[one] for one in known)}.",
        )


WORDS: Mapping[Dimension, str] = {
    "unit": "đơn vị",
    "procedure": "thủ tục",
    "field": "lĩnh vực",
    "channel": "hình thức nộp",
    "official": "công chức",
}

_Found = dict[str | None, tuple[int | None, int, int]]


def _counts(store: Store, asked: Scope, entries: Sequence[Entry], by: Dimension) -> dict[str, _Found]:
    """Per indicator of each part numerator (None: no export had its column), denominator, how much is unknown."""
    found: dict[str, _Found] = {}
    for group in facts.apart(asked, entries):
        for indicator, rows in facts.sums(store, facts.Rows(asked, group, _BY.get(by, by))).items():
            found[indicator] = _by_part(asked, rows, by)
    return found


def _by_part(asked: Scope, rows: Iterable[Mapping[str, Any]], by: Dimension) -> _Found:
    found: _Found = {}
    for row in rows:
        key = (
            asked.units.department(row["key"]) if by == "unit" and asked.level == "department" else row["key"]
        )
        top, base, unknown = found.get(key, (None, 0, 0))
        known = top if row["numerator"] is None else (top or 0) + int(row["numerator"])
        found[key] = (known, base + int(row["denominator"]), unknown + int(row["unknown"] or 0))
    return found


def _side(store: Store, asked: Scope, entry: Entry, found: _Found) -> Side:
    if not found and not covers(reach(store, asked.agency), asked, entry):
        return Side(asked.as_of)
    known = [top for top, _, _ in found.values() if top is not None]
    base, unknown = sum(base for _, base, _ in found.values()), sum(one for _, _, one in found.values())
    top = sum(known) if known or not base else None
    return Side(asked.as_of, top, base, top / base if top is not None and base else None, unknown)


def _moved(before: Side, after: Side) -> float:
    assert before.value is not None
    assert after.value is not None
    return after.value - before.value


def _part(
    key: str | None,
    names: Mapping[str, str],
    counts: tuple[tuple[int | None, int, int] | None, tuple[int | None, int, int] | None],
    sides: list[Side],
    effect: Effect | None,
) -> Part:
    # nothing in a period of which files speak is none, else unknown
    (top_0, base_0, unknown_0), (top_1, base_1, unknown_1) = (
        found or ((0, 0, 0) if side.denominator is not None else (None, None, 0))
        for found, side in zip(counts, sides, strict=True)
    )
    return Part(
        part=key,
        part_name=NAMELESS if key is None else names.get(key, key),
        before_numerator=top_0,
        before_denominator=base_0,
        numerator=top_1,
        denominator=base_1,
        mix=effect.mix if effect else None,
        rate=effect.rate if effect else None,
        total=effect.total if effect else None,
        small_base=any(0 < base < SMALL_BASE for base in (base_0, base_1) if base is not None),
        before_unknown=unknown_0,
        unknown=unknown_1,
    )


def _names(store: Store, asked: Scope, by: Dimension, keys: Iterable[str]) -> Mapping[str, str]:
    """What parts are called whose code is not their name."""
    if by == "unit":
        return {key: asked.units.name(key) or key for key in keys}
    if by == "channel":
        return DATASETS["dossiers"].by_name["channel"].words
    if by == "procedure":
        rows = ask(store, "figures/procedure_names", agencies=asked.agencies)
        return {row["procedure"]: row["name"] for row in rows}
    return {}
