"""CCHC criteria with the points lost, and the series of indices."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.figures.scope import newest
from chiso.figures.scoring import Rule, lost, points_of, projected, total, what_if
from chiso.figures.values import values
from chiso.store import Store

CCHC = "CCHC"
COLUMNS = (
    "code", "name", "max_points", "points", "lost", "numerator", "denominator", "value", "projected", "cause", "remedy",
    "units", "self_points", "appraised_points", "indicator", "current_value", "deadline", "evidence", "key",
)  # fmt: skip


def criteria(store: Store, agency: str, year: int, as_of: date | None = None) -> dict[str, Any]:
    """Criteria of a year and the total.

    Points are the appraised ones, else the self-scored. `projected` is what today's figure would give by a printed
    rule, null where no rule is known. The total is the published index (index_scores, CCHC, the agency) where there
    is one, with the points lost that no criterion explains; else the sums of the table, `partial`, without rating.
    """
    rules = _rules(store, agency, year)
    now = _figures_now(store, agency, year, as_of, {name for name, _ in rules.values() if name})
    rows = [_criterion(row, rules, now) for row in store.rows("figures/criteria", agency=agency, year=year)]
    indices = store.rows("figures/published_index", agency=agency, year=year, index_name=CCHC)
    published = indices[0] if indices else None
    found = total(
        [(row["max_points"], row["points"]) for row in rows],
        (published["score"], published["max_score"], published["rating"]) if published else None,
        [row["code"] for row in rows],
    )
    gain = what_if([(row["max_points"], row["points"], row["projected"]) for row in rows])
    answer = asdict(found)
    answer |= {name: published[name] if published else None for name in ("rank", "rank_of", "source")}
    answer |= {
        "lost": lost(found.max, found.points),
        "projected": None if gain is None or found.points is None else round(found.points + gain, 4),
    }
    return {"criteria": rows, "total": answer}


def _criterion(
    row: Mapping[str, Any],
    rules: Mapping[str, tuple[str | None, list[Rule]]],
    now: Mapping[str, Value],
) -> dict[str, Any]:
    indicator, lines = rules.get(row["code"], (None, []))
    figure = now.get(indicator or "")
    current = figure.value if figure else None
    points = points_of(row["self_points"], row["appraised_points"])
    numerator, denominator = row["numerator"], row["denominator"]
    if denominator is None and numerator is None and figure:
        numerator, denominator = figure.numerator, figure.denominator
    value = numerator / denominator if numerator is not None and denominator else current
    found = {
        **row,
        "points": points,
        "lost": lost(row["max_points"], points),
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "projected": projected(lines, value if current is None else current, row["max_points"]),
        "indicator": indicator,
        "current_value": current,
    }
    return {name: found[name] for name in COLUMNS}


def _rules(store: Store, agency: str, year: int) -> dict[str, tuple[str | None, list[Rule]]]:
    """Per criterion code the indicator that decides it and the lines of its rule."""
    rules: dict[str, tuple[str | None, list[Rule]]] = {}
    for row in store.rows("figures/score_rules", agency=agency, year=year):
        line = Rule(row["method"], row["points"], row["comparison"] or ">=", row["threshold"])
        rules.setdefault(row["code"], (row["indicator"], []))[1].append(line)
    return rules


def _figures_now(
    store: Store, agency: str, year: int, as_of: date | None, wanted: set[str]
) -> dict[str, Value]:
    """The figures of the year that the rules ask for, as of the day (at most the year's last)."""
    asked = newest(store, agency, as_of, year=year)
    if asked is None or asked.as_of < asked.bounds()[0]:
        return {}
    return {indicator: row for indicator in sorted(wanted) for row in values(store, asked, indicator)}


def gains(store: Store, asked: Asked, table_year: int) -> dict[str, float]:
    """Points that the figures asked for would add to (or take from) those of the table, by its own printed rules:
    criterion code -> points, only where a rule is printed and a figure known."""
    rules = _rules(store, asked.agency, table_year)
    current = {value.indicator: value.value for value in values(store, asked)}
    found = {}
    for row in store.rows("figures/criteria", agency=asked.agency, year=table_year):
        indicator, lines = rules.get(row["code"], (None, []))
        value, got = current.get(indicator or ""), points_of(row["self_points"], row["appraised_points"])
        points = None if value is None or got is None else projected(lines, value, row["max_points"])
        if points is not None and got is not None:
            found[str(row["code"])] = round(points - got, 4)
    return found


def index_series(
    store: Store, agency: str, name: str | None = None, place: str | None = None
) -> pd.DataFrame:
    """Scores of an index and its components over the years, as published: gaps stay gaps, ranks as printed.

    One row per index, component (null: the total), year and place, with weight, target and who is responsible.
    """
    return store.run("figures/index_scores", agency=agency, index_name=name, place=place)
