"""An index by component against the agency's own targets, each held against a score of its own year alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.indices import canonical, is_of_agencies
from chiso.figures.plan import plan
from chiso.figures.plan_states import one_per_task
from chiso.figures.scope import newest_as_of
from chiso.figures.targets import Target
from chiso.intake.recognise.index_names import COMPONENTS, component_of
from chiso.store import Store

COLUMNS = (
    "component", "year", "score", "max_score", "weight", "target", "comparison", "target_year", "verdict", "rank",
    "rank_of", "units",
)  # fmt: skip
TASKS = ("tasks", "tasks_done", "tasks_late")
# "mỗi tiêu chí tăng được cộng thêm 0,5 điểm và tổng cộng không quá 1 điểm", "mỗi tiêu chí giảm điểm bị trừ 0,5 điểm
# nhưng không quá 2 điểm": Sở Công Thương's plan for the CCHC index of 2024, appendix IX.6 and X.5.
RANKED = ("PAR INDEX", "PCI", "PAPI", "PACA")
EACH, MOST_BONUS, MOST_PENALTY = 0.5, 1.0, 2.0


def components(
    store: Store, asked: Asked, name: str, year: int | None = None, place: str | None = None
) -> pd.DataFrame:
    """The components of an index in a year (the newest that has a target or a score), by name; of the editions that
    were published by the day asked for.

    verdict: met, missed, not_published (a target without a score of its year), no_target. `place`: by itself the
    agency's province, for the index of agencies itself. `units`: who answers for it, as printed; `tasks`: the plan
    tasks that name it, of them done and late (null: none names it).
    """
    own = store.known("pages/agency", agency=asked.agency)[0]
    place = place or own["name" if is_of_agencies(canonical(name)) else "place"]
    rows = _rows(store, asked, [name], None if year is None else [year], place)
    found = pd.DataFrame([row | {"verdict": _verdict(row)} for row in rows], columns=list(COLUMNS))
    names = [str(row["component"]) for row in rows]
    counts = _counted(component_tasks(store, asked, name, names), names)
    return found.assign(**{key: pd.Series(counts[key], found.index, "Int64") for key in TASKS})


def component_tasks(store: Store, asked: Asked, index: str, names: Sequence[str]) -> pd.DataFrame:
    """The rows of figures.plan that stand in a section named after one of these components, by `component`."""
    newest = newest_as_of(store, asked.agency)
    day = replace(asked, as_of=min(newest, asked.as_of), unit=None) if newest else None
    rows = plan(store, day)
    known = next((one for one in COMPONENTS if fold(one) == fold(index)), index)
    by = {_component(name, known): name for name in names}
    titles = {title: by.get(_component(title, known)) for title in rows["section_name"].dropna().unique()}
    rows = rows.assign(component=rows["section_name"].map(titles))
    return rows[rows["component"].notna()]


def _rows(
    store: Store, asked: Asked, names: Sequence[str], years: Sequence[int] | None, place: str
) -> list[dict[str, Any]]:
    given: dict[str, Any] = {"index_names": [*names], "years": years and [*years], "place": place}
    return store.known("figures/components", agency=asked.agency, as_of=asked.as_of, **given)


@dataclass(frozen=True)
class RankPoints:
    """Components that an agency answers for, by what became of their rank since the year before; the points of the
    CCHC index that they bring and cost, from what is known to what would be if the unknown ones all did."""

    year: int
    up: tuple[str, ...]
    down: tuple[str, ...]
    same: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def bonus(self) -> tuple[float, float]:
        return self._points(self.up, MOST_BONUS)

    @property
    def penalty(self) -> tuple[float, float]:
        return self._points(self.down, MOST_PENALTY)

    def _points(self, sure: tuple[str, ...], most: float) -> tuple[float, float]:
        return min(EACH * len(sure), most), min(EACH * len(sure + self.unknown), most)


def rank_points(store: Store, asked: Asked, year: int) -> RankPoints:
    """The bonus and penalty for the ranks of a year's components against the year before. Ranks among another number
    of places (63 provinces, then 34) are not held against each other: unknown."""
    found: dict[str, list[str]] = {"up": [], "down": [], "same": [], "unknown": []}
    place = store.known("pages/agency", agency=asked.agency)[0]["place"]
    rows = _rows(store, asked, RANKED, (year - 1, year), place)
    by = {(row["index_name"], row["year"], fold(row["component"])): row for row in rows}
    for index in RANKED:
        for row in (one for one in rows if one["index_name"] == index and one["year"] == year):
            if row["units"]:
                became = _became(row, by.get((index, year - 1, fold(row["component"])), {}))
                found[became].append(f"{index}: {row['component']}")
    return RankPoints(year, **{became: tuple(names) for became, names in found.items()})


def _became(row: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    now, then = row["rank"], before.get("rank")
    if now is None or then is None or row["rank_of"] != before["rank_of"]:
        return "unknown"
    return "up" if now < then else "down" if now > then else "same"


def _verdict(row: Mapping[str, Any]) -> str:
    if row["target"] is None:
        return "no_target"
    if row["score"] is None:
        return "not_published"
    return "met" if Target(row["target"], row["comparison"]).is_met(row["score"]) else "missed"


def _counted(rows: pd.DataFrame, names: Sequence[str]) -> dict[str, list[int | None]]:
    """Per component how many plan tasks it has, how many are done, how many late; unknown without any."""
    tasks = one_per_task(rows)
    states = {name: list(of) for name, of in tasks[tasks["state"] != "dropped"].groupby("component")["state"]}
    found: dict[str, list[int | None]] = {key: [] for key in TASKS}
    for of in (states.get(name, []) for name in names):
        numbers = (len(of), of.count("done"), of.count("overdue")) if of else (None,) * 3
        for key, number in zip(TASKS, numbers, strict=True):
            found[key].append(number)
    return found


def _component(text: str, index: str) -> str:
    """The component that a name or a plan's section means, as it is stored; else the text itself, folded."""
    return (component_of(text, index) if index in COMPONENTS else None) or fold(text)
