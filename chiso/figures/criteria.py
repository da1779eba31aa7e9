"""CCHC criteria with the points lost, and the series of indices."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from chiso.core.text import missing
from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.deadlines import leads
from chiso.figures.indices import known_since
from chiso.figures.judging import Value
from chiso.figures.parties import Roll
from chiso.figures.scoring import Rule, lost, projected, scored_of, sums, total, what_if
from chiso.figures.values import levels
from chiso.reference.unit_tree import spellings, units
from chiso.store import Store

CCHC = "CCHC"
COLUMNS = (
    "code", "name", "max_points", "points", "lost", "numerator", "denominator", "value", "projected", "cause", "remedy",
    "units", "self_points", "appraised_points", "indicator", "current_value", "deadline", "evidence", "key", "is_sum",
)  # fmt: skip


Rules = Mapping[str, tuple[str | None, Sequence[Rule]]]


def criteria(store: Store, asked: Asked | None, known: date | None = None) -> dict[str, Any]:
    """Criteria of the year asked for and the total: of the whole agency, whatever unit or range is looked at.

    Points are the appraised ones from the day on which the year's index was published, else the self-scored; what was
    decided and entered up to the day `known` counts, by default the one asked for. A domain with its sum is a row too,
    `is_sum`: what it lost its parts lost (`without_sums` leaves it out).
    `projected` is what today's figure would give by a printed rule, null where no rule is known. The total is the
    published index (index_scores, CCHC, the agency) where there is one by that day, with the points lost that no
    criterion explains; else the sums of the table, `partial`, without rating.
    """
    known = known or (asked.as_of if asked else date.max)
    rows = _criteria(store, asked, asked.year, known) if asked else []
    published = published_index(store, asked, known) if asked else None
    found = total(
        scored_of(rows),
        (published["score"], published["max_score"], published["rating"]) if published else None,
    )
    gain = what_if([(row["points"], row["projected"]) for row in without_sums(rows)])
    answer = asdict(found)
    answer |= {name: published[name] if published else None for name in ("rank", "rank_of", "source")}
    answer |= {
        "lost": lost(found.max, found.points),
        "projected": None if gain is None or found.points is None else round(found.points + gain, 4),
    }
    return {"criteria": rows, "total": answer}


def criteria_years(store: Store, asked: Asked) -> list[int]:
    """The years whose table of criteria was known on the day asked for, the newest first."""
    rows = store.known("pages/criteria_years", agency=asked.agency, as_of=asked.as_of)
    return [int(row["year"]) for row in rows]


def without_sums(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that are no sum of others of the table: what they lost adds up."""
    return [row for row in rows if not row["is_sum"]]


def is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether rows of two years' tables under one code are one criterion, worth as much: a year may give a code another
    maximum, or to another criterion."""
    first, second = ({*fold(str(row["name"])).split()} for row in (one, other))
    most = {row["max_points"] for row in (one, other) if not missing(row["max_points"])}
    return len(most) < 2 and 2 * len(first & second) >= min(len(first), len(second))


def published_index(store: Store, asked: Asked, known: date) -> dict[str, Any] | None:
    """The published index of the year asked for, once it is known."""
    day = known_since(store, asked.agency, known)
    found = store.known(
        "figures/published_index", agency=asked.agency, year=asked.year, as_of=day, index_name=CCHC
    )
    return found[0] if found else None


def rows_of(store: Store, agency: str, year: int, known: date) -> list[dict[str, Any]]:
    """The criteria of a year's table as known on a day (queries/figures/criteria.sql), and whether each `is_sum`."""
    day = known_since(store, agency, known)
    rows = store.known("figures/criteria", agency=agency, year=year, as_of=day)
    return [{**row, "is_sum": is_sum} for row, is_sum in zip(rows, sums(scored_of(rows)), strict=True)]


def _criteria(store: Store, asked: Asked, year: int, known: date) -> list[dict[str, Any]]:
    """The criteria of a year's table beside the figures of the year asked for, once it has begun."""
    whole = asked.whole.year_so_far
    rules = rules_of(store, asked.agency, year)
    decisive = {indicator for indicator, _ in rules.values() if indicator}
    is_known = decisive and whole.as_of >= whole.first
    now = {value.indicator: value for value in levels(store, whole if is_known else None, decisive)}
    rows = []
    for row in rows_of(store, asked.agency, year, known):
        indicator, lines = rules.get(row["code"], (None, []))
        rows.append(_criterion(row, indicator, lines, now.get(indicator or "")))
    return rows


def rules_of(store: Store, agency: str, year: int) -> Rules:
    """Criterion -> the indicator that decides it, the lines of its printed rule."""
    found: dict[str, tuple[str | None, list[Rule]]] = {}
    for row in store.known("figures/score_rules", agency=agency, year=year):
        line = Rule(row["method"], row["points"], row["comparison"] or ">=", row["threshold"])
        found.setdefault(row["code"], (row["indicator"], []))[1].append(line)
    return found


def _criterion(
    row: Mapping[str, Any], indicator: str | None, rule: Sequence[Rule], figure: Value | None
) -> dict[str, Any]:
    current = figure.value if figure else None
    numerator, denominator = row["numerator"], row["denominator"]
    if denominator is None and numerator is None and figure:
        numerator, denominator = figure.numerator, figure.denominator
    value = numerator / denominator if numerator is not None and denominator else current
    found = {
        **row,
        "lost": lost(row["max_points"], row["points"]),
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "projected": projected(rule, value if current is None else current, row["max_points"]),
        "indicator": indicator,
        "current_value": current,
    }
    return {name: found[name] for name in COLUMNS}


def responsible(store: Store, agency: str, text: str, day: date) -> list[str]:
    """The units that a printed "đơn vị chịu trách nhiệm" names on a day ("Các Phòng": all); never a guess."""
    roll = Roll.of(units(store, agency), spellings(store, agency))
    return [unit for actor in leads(text, None, roll) for unit in roll.on(actor, day) if unit]
