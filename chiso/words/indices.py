"""Published indices: whose scores are ours, their editions side by side, and what is said of them. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import fold, format_number
from chiso.figures.targets import Target
from chiso.words import headlines
from chiso.words.findings import pair
from chiso.words.states import STATES

# In the order of the meeting; those that the agency itself is scored in come first.
INDICES = ("CCHC", "PAR INDEX", "SIPAS", "PAPI", "PCI", "PGI", "PACA")
AGENCY_INDICES = frozenset({"CCHC"})
# First year of a new method: scores before and after are not one series (the publishers' own statements).
BREAKS: Mapping[str, Sequence[tuple[int, str]]] = {
    "PCI": ((2022, "trọng số mới"),),
    "PAPI": ((2018, "tám nội dung"),),
}


def known(scores: pd.DataFrame, agency: Mapping[str, Any]) -> pd.DataFrame:
    """Scores of figures.index_series, each index under its usual name; `own`: those of the agency (CCHC) and of its
    province (the others). `agency`: code, name, short_name, place."""
    mine = {fold(agency["name"]), fold(agency["short_name"]), fold(agency["code"])}
    province = fold(agency["place"] or "")
    names = [canonical(name) for name in scores["index"]]
    own = [
        fold(str(place)) in mine if name in AGENCY_INDICES else fold(str(place)) == province
        for name, place in zip(names, scores["place"], strict=True)
    ]
    return scores.assign(index=names, own=own)


def canonical(name: str) -> str:
    """The usual spelling of an index."""
    return next((index for index in INDICES if fold(index) == fold(name)), name)


def in_order(own: pd.DataFrame) -> list[str]:
    """The indices that have scores, in the order of the meeting."""
    there = list(dict.fromkeys(own["index"]))
    return [name for name in INDICES if name in there] + [name for name in there if name not in INDICES]


def newest_with_components(own: pd.DataFrame) -> str:
    """The index whose components are known of the newest year; the first in order where none has any."""
    names = in_order(own)
    years = own[own["component"].notna() & own["score"].notna()].groupby("index")["year"].max()
    return max(names, key=lambda name: int(years.get(name, 0)))


def totals(own: pd.DataFrame, name: str) -> pd.DataFrame:
    """One index by year, without its components."""
    return own[(own["index"] == name) & own["component"].isna()].sort_values("year")


def headline(rows: pd.DataFrame, name: str) -> str:
    """The newest edition, beside the one before where both were made by one method."""
    scored = rows.dropna(subset=["score"])
    if scored.empty:
        return f"{name}: chưa có điểm"
    last: Any = scored.iloc[-1]
    year, place = int(last["year"]), _place(last)
    before: Any = scored.iloc[-2] if len(scored) > 1 else None
    if before is None or any(before["year"] < first <= year for first, _ in BREAKS.get(name, ())):
        return f"{name} {year}: {format_number(last['score'])} điểm{place}"
    both = pair(float(last["score"]), float(before["score"]), rate=False, decimals=2)
    verb = f"{both.way} {both.gap} điểm" if both.sign else "giữ nguyên"
    text = f"{name} {year} {verb} so với {int(before['year'])}"
    return headlines.fit(f"{text}{place}", text)


def _place(row: Mapping[str, Any]) -> str:
    if missing(row["rank"]):
        return ""
    of = "" if missing(row["rank_of"]) else f"/{int(row['rank_of'])}"
    return f", hạng {int(row['rank'])}{of}"


def note(rows: pd.DataFrame) -> str:
    """What the scores are of, and the years without one."""
    scored = rows.dropna(subset=["score"])
    if scored.empty:
        return "Chỉ có thứ hạng" if rows["rank"].notna().any() else "Chưa có số"
    most = scored["max_score"].iloc[-1]
    text = "Điểm" if missing(most) else f"Điểm, tối đa {format_number(most)}"
    years = set(scored["year"].astype(int))
    gaps = sorted(set(range(min(years), max(years) + 1)) - years)
    if gaps:
        shown = ", ".join(str(year) for year in gaps[:4]) + (" …" if len(gaps) > 4 else "")
        text += f"; chưa có số năm {shown}"
    return text


def editions(own: pd.DataFrame, name: str) -> tuple[pd.DataFrame, int | None, int | None]:
    """Components of the newest edition beside the one before (name, key, before, after, weight, change; falls first)
    and the years of both."""
    rows = own[(own["index"] == name) & own["component"].notna() & own["score"].notna()]
    years = sorted({int(year) for year in rows["year"]}, reverse=True)
    if not years:
        return pd.DataFrame(), None, None
    last, before = years[0], years[1] if len(years) > 1 else None
    now = rows[rows["year"] == last]
    then = rows[rows["year"] == before].set_index("component")["score"]
    frame = pd.DataFrame(
        {
            "name": now["component"],
            "key": now["component"],
            "before": now["component"].map(then).astype("float64"),
            "after": now["score"],
            "weight": now["weight"],
        }
    )
    frame["change"] = frame["after"] - frame["before"]
    return frame.sort_values(["change", "after"], na_position="last", ignore_index=True), before, last


def with_targets(
    frame: pd.DataFrame, targets: Sequence[Mapping[str, Any]], name: str, year: int, edition: int
) -> pd.DataFrame:
    """The components with `goal` (in words), `owner` of the newest targets up to the CCHC year; `target` and `verdict`
    where the targets are those of the year of the scores (`edition`): no score is held against another year's."""
    rows = [row for row in targets if canonical(row["index"]) == name and row["year"] <= year]
    newest = max((row["year"] for row in rows), default=None)
    by = {fold(row["component"]): row for row in rows if row["year"] == newest}
    found: list[Mapping[str, Any]] = [by.get(fold(str(component)), {}) for component in frame["name"]]
    known = pd.DataFrame(found, index=frame.index, columns=["value", "weight", "unit_text"])
    is_of_edition = newest == edition
    scores = zip(frame["after"], found, strict=True)
    return frame.assign(
        target=known["value"].astype("float64") if is_of_edition else float("nan"),
        verdict=pd.Series(
            [_verdict(score, row, is_of_edition=is_of_edition) for score, row in scores],
            dtype="object",
            index=frame.index,
        ),
        weight=frame["weight"].astype("float64").fillna(known["weight"].astype("float64")),
        owner=known["unit_text"].astype(object).where(known["unit_text"].notna(), None),
        goal=pd.Series([_goal(row) for row in found], dtype="object", index=frame.index),
    )


def _verdict(score: float, row: Mapping[Any, Any], *, is_of_edition: bool) -> str | None:
    if missing(row.get("value")):
        return None
    if not is_of_edition:
        return f"Chưa có điểm năm {int(row['year'])}"
    state = STATES["met" if Target(row["value"], row["comparison"] or ">=").is_met(score) else "missed"]
    return f"{state.sign} {state.word}"


def _goal(row: Mapping[Any, Any]) -> str | None:
    if missing(row.get("value")):
        return None
    year = "" if missing(row.get("year")) else f" ({int(row['year'])})"
    return f"{row.get('comparison') or ''} {format_number(row['value'])}{year}"


def tasks(plan: pd.DataFrame, components: Sequence[str]) -> list[str | None]:
    """Per component the plan tasks that name it: how many, how many of them done or late."""
    parts = [plan[name].fillna("") for name in ("section", "task", "product")]
    printed = [fold(" ".join(texts)) for texts in zip(*parts, strict=True)]
    found: list[str | None] = []
    for component in map(fold, components):
        rows = plan[pd.Series([component in text for text in printed], plan.index, dtype=bool)]
        keys = rows.drop_duplicates("key")
        late = rows.loc[rows["state"] == "overdue", "key"].nunique()
        words = f"{len(keys)} việc, {int(keys['is_finished'].sum())} xong" + (
            f", {late} quá hạn" if late else ""
        )
        found.append(words if len(rows) else None)
    return found


def among(place: str, others: int, name: str) -> str:
    """Where we stand, as far as the scores of others are known."""
    what = "cơ quan" if name in AGENCY_INDICES else "tỉnh, thành phố"
    if not others:
        return f"{name}: Chưa có điểm của {what} khác"
    return f"{name}: {place} giữa {format_number(others)} {what} khác"
