"""Chỉ số: are we rising or falling, and because of which component?"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import missing
from chiso.core.vietnamese import fold, format_number
from chiso.present import charts, slides
from chiso.web.parts import loading, plots, tables, widgets
from chiso.web.parts.tables import Column
from chiso.web.shell import view
from chiso.web.shell.context import Context, current
from chiso.words import headlines

# In the order of the meeting; those that the agency itself is scored in come first.
INDICES = ("CCHC", "PAR INDEX", "SIPAS", "PAPI", "PCI", "PGI", "PACA")
AGENCY_INDICES = frozenset({"CCHC"})
# First year of a new method: scores before and after are not one series (the publishers' own statements).
BREAKS: Mapping[str, Sequence[tuple[int, str]]] = {
    "PCI": ((2022, "trọng số mới"),),
    "PAPI": ((2018, "tám nội dung"),),
}
MOST_COMPONENTS = 12


def main() -> None:
    here = current()
    widgets.question("Ta đang lên hay xuống, vì thành phần nào?")
    scores = loading.ask(here, figures.index_series, agency=here.agency)
    if scores.empty:
        widgets.empty(
            "Chưa có kết quả chỉ số nào", file="Kết quả công bố các chỉ số", who="Tổ giúp việc", here=here
        )
        return
    with st.spinner("Đang tính…"):
        own = _own(here, scores)
        names = _names(own)
        _small_multiples(here, own, names)
        chosen = _choose(names)
        left, right = st.columns(2, gap="medium")
        with left:
            _components(here, own, chosen)
        with right:
            _peers(here, scores, chosen)
        _component_table(here, own, chosen)
    widgets.sources_line(here, loading.newest_imports(here), "index_scores")


def _own(here: Context, scores: pd.DataFrame) -> pd.DataFrame:
    """The scores of the agency (CCHC) and of its province (the others), each under its usual name."""
    agency: Any = loading.query(here, "agency", agency=here.agency).iloc[0]
    mine = {fold(agency["name"]), fold(agency["short_name"]), fold(here.agency)}
    province = fold(agency["place"] or "")
    index = [_canonical(name) for name in scores["index"]]
    places = [fold(str(place)) for place in scores["place"]]
    keep = [
        place in mine if name in AGENCY_INDICES else place == province
        for name, place in zip(index, places, strict=True)
    ]
    return scores.assign(index=index)[keep]


def _canonical(name: str) -> str:
    return next((known for known in INDICES if fold(known) == fold(name)), name)


def _names(own: pd.DataFrame) -> list[str]:
    known = list(dict.fromkeys(own["index"]))
    return [name for name in INDICES if name in known] + [name for name in known if name not in INDICES]


def _totals(own: pd.DataFrame, name: str) -> pd.DataFrame:
    rows = own[(own["index"] == name) & own["component"].isna()].sort_values("year")
    return rows[["year", "score", "max_score", "rank", "rank_of", "rating", "target", "source"]]


def _small_multiples(here: Context, own: pd.DataFrame, names: list[str]) -> None:
    """One small figure per index; every one opens on its own years."""
    with st.grid(3, min_column_width=300, gap="small"):
        for name in names:
            with widgets.card(_headline(own, name), _under(own, name)):
                _series(here, own, name)


def _headline(own: pd.DataFrame, name: str) -> str:
    rows = _totals(own, name).dropna(subset=["score"])
    if rows.empty:
        return f"{name}: chưa có điểm"
    last: Any = rows.iloc[-1]
    before: Any = rows.iloc[-2] if len(rows) > 1 else None
    breaks = {year for year, _ in BREAKS.get(name, ())}
    comparable = before is not None and not any(before["year"] < year <= last["year"] for year in breaks)
    return headlines.index(
        name,
        int(last["year"]),
        float(last["score"]),
        before=float(before["score"]) if comparable else None,
        before_year=int(before["year"]) if comparable else None,
        rank=None if missing(last["rank"]) else int(last["rank"]),
        rank_of=None if missing(last["rank_of"]) else int(last["rank_of"]),
    )


def _under(own: pd.DataFrame, name: str) -> str:
    rows = _totals(own, name)
    known = rows.dropna(subset=["score"])
    if known.empty:
        return "Chỉ có thứ hạng" if rows["rank"].notna().any() else "Chưa có số"
    first, last = int(known["year"].min()), int(known["year"].max())
    gaps = sorted(set(range(first, last + 1)) - set(known["year"].astype(int)))
    text = "Điểm" + (
        f", tối đa {format_number(known['max_score'].iloc[-1])}" if known["max_score"].notna().any() else ""
    )
    if gaps:
        shown = ", ".join(str(year) for year in gaps[:4]) + (" …" if len(gaps) > 4 else "")
        text += f"; chưa có số năm {shown}"
    return text


def _series(here: Context, own: pd.DataFrame, name: str) -> None:
    rows = _totals(own, name)
    if rows["score"].notna().sum() == 0:
        widgets.note("Chưa có điểm để vẽ.")
        return
    figure = plots.figure(here, charts.index_series, rows, breaks=BREAKS.get(name, ()))
    key = f"chi_so_{fold(name).replace(' ', '_')}"
    plots.plot(figure, here, name=key, alt=_headline(own, name))
    with widgets.toolbar():
        title = f"{name} qua các năm"
        tables.look_up(here, rows.iloc[::-1], YEARS, name=key, title=title, label="Bảng số, nguồn")
        plots.slide_button(_headline(own, name), lambda: _slide(rows), here, name=key)


YEARS = {
    "year": Column("Năm"),
    "score": Column("Điểm", "number"),
    "rank": Column("Hạng", "count"),
    "rank_of": Column("Trên tổng số", "count"),
    "rating": Column("Xếp loại"),
    "source": Column("Nguồn", width=300),
}


def _slide(rows: pd.DataFrame) -> slides.Chart:
    years = range(int(rows["year"].min()), int(rows["year"].max()) + 1)
    scores = rows.set_index("year")["score"].to_dict()
    values = tuple(None if missing(scores.get(year)) else float(scores[year]) for year in years)
    return slides.Chart(
        "line", tuple(str(year) for year in years), (slides.Series("Điểm", values),), unit="points",
        label_points="last", axis_from_zero=False,
    )  # fmt: skip


def _choose(names: list[str]) -> str:
    first = "PCI" if "PCI" in names else names[0]
    return view.segments(
        "Xem thành phần của chỉ số", {name: name for name in names}, name="chi_so", default=first
    )


def _editions(own: pd.DataFrame, name: str) -> tuple[pd.DataFrame, int | None, int | None]:
    """Components of the newest edition beside the one before: name, before, after, target …, falls first."""
    rows = own[(own["index"] == name) & own["component"].notna() & own["score"].notna()]
    years = sorted({int(year) for year in rows["year"]}, reverse=True)
    if not years:
        return pd.DataFrame(), None, None
    last = years[0]
    before = years[1] if len(years) > 1 else None
    now = rows[rows["year"] == last].set_index("component")
    then = rows[rows["year"] == before].set_index("component")["score"].to_dict() if before else {}
    frame = pd.DataFrame(
        {
            "name": now.index,
            "key": now.index,
            "before": [then.get(component) for component in now.index],
            "after": now["score"].to_numpy(),
            "weight": now["weight"].to_numpy(),
            "rank": now["rank"].to_numpy(),
        }
    ).astype({"before": "float64"})
    frame["change"] = frame["after"] - frame["before"]
    return frame.sort_values(["change", "after"], na_position="last", ignore_index=True), before, last


def _with_targets(here: Context, frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Targets and owners of the CCHC year, by component."""
    found = loading.query(here, "component_targets", agency=here.agency)
    found = found[[_canonical(i) == name for i in found["index"]]]
    found = (
        found[found["year"] == found["year"].where(found["year"] <= here.year).max()] if len(found) else found
    )
    by: dict[str, dict[Any, Any]] = {fold(row["component"]): row for row in found.to_dict("records")}
    rows = [by.get(fold(str(component)), {}) for component in frame["name"]]
    return frame.assign(
        target=pd.Series([row.get("value") for row in rows], dtype="float64", index=frame.index),
        comparison=[row.get("comparison") or "" for row in rows],
        weight=[row.get("weight") if missing(w) else w for row, w in zip(rows, frame["weight"], strict=True)],
        owner=[row.get("unit_text") for row in rows],
        target_year=[row.get("year") for row in rows],
    )


def _components(here: Context, own: pd.DataFrame, name: str) -> None:
    frame, before, last = _editions(own, name)
    if frame.empty or last is None:
        with widgets.card(f"{name}: chưa có điểm thành phần"):
            st.markdown("Cần tải lên **Kết quả công bố** có điểm từng thành phần; thường do Tổ giúp việc.")
        return
    frame = _with_targets(here, frame, name)
    headline = headlines.components(
        [(str(r["name"]), r["before"], r["after"]) for r in frame.to_dict("records")]
    )
    editions = f"{name} {before} và {last}" if before else f"{name} {last}"
    with widgets.card(headline, f"Điểm thành phần {editions}; giảm nhiều nhất đứng đầu"):
        figure = plots.figure(
            here,
            charts.slope,
            frame.head(MOST_COMPONENTS),
            before=str(before or ""),
            after=str(last),
        )
        plots.plot(figure, here, name="thanh_phan", alt=headline)
        with widgets.toolbar():
            plots.slide_button(headline, lambda: _component_slide(frame), here, name="thanh_phan")


def _component_slide(frame: pd.DataFrame) -> slides.Chart:
    rows = frame.head(MOST_COMPONENTS)
    fell = frozenset(place for place, change in enumerate(rows["change"]) if change == change and change < 0)
    return slides.Chart(
        "bars", tuple(rows["name"].astype(str)), (slides.Series("Điểm", tuple(map(float, rows["after"])), "context"),),
        unit="points", alarm_points=fell,
    )  # fmt: skip


def _peers(here: Context, scores: pd.DataFrame, name: str) -> None:
    """The province (or the agency) among the others, as far as their scores are known."""
    rows = scores[[_canonical(i) == name for i in scores["index"]]]
    rows = rows[rows["component"].isna() & rows["score"].notna()]
    agency: Any = loading.query(here, "agency", agency=here.agency).iloc[0]
    own = _own(here, scores)
    mine = own[(own["index"] == name)]["place"]
    place = str(mine.iloc[0]) if len(mine) else str(agency["place"])
    others = rows["place"].nunique() - (place in set(rows["place"]))
    what = "cơ quan" if name in AGENCY_INDICES else "tỉnh, thành phố"
    headline = (
        f"{place} giữa {format_number(others)} {what} khác" if others else f"Chưa có điểm của {what} khác"
    )
    with widgets.card(
        f"{name}: {headline}", "Đường đậm là ta, đường xám là nơi khác; năm không có số để trống"
    ):
        if rows.empty:
            widgets.note("Chưa có số.")
            return
        plots.plot(
            plots.figure(here, charts.index_lines, rows[["place", "year", "score"]], place=place),
            here, name="xep_hang", alt=headline,
        )  # fmt: skip
        newest = rows[rows["year"] == rows["year"].max()].sort_values("score", ascending=False)
        with widgets.toolbar():
            title = f"{name} {int(rows['year'].max())}"
            tables.look_up(here, newest, PLACES, name="xep_hang", title=title, label="Bảng xếp hạng")


PLACES = {
    "place": Column("Nơi", width=200),
    "year": Column("Năm"),
    "score": Column("Điểm", "number"),
    "rank": Column("Hạng", "count"),
    "rank_of": Column("Trên tổng số", "count"),
}


def _component_table(here: Context, own: pd.DataFrame, name: str) -> None:
    """Per component: score, change, weight, strict target, who answers for it, the plan tasks under it."""
    frame, before, last = _editions(own, name)
    if frame.empty:
        return
    frame = _with_targets(here, frame, name)
    plan = loading.ask(here, figures.plan, agency=here.agency, as_of=here.as_of)
    frame = frame.assign(
        goal=[_goal(row) for row in frame.to_dict("records")],
        tasks=_tasks(plan, [str(component) for component in frame["name"]]),
        weight=[None if missing(w) else w for w in frame["weight"]],
    )
    st.markdown(f"### Thành phần {name} {last}")
    columns = {
        "name": Column("Thành phần", width=280),
        "before": Column(f"Điểm {before}" if before else "Kỳ trước", "number", width=100),
        "after": Column(f"Điểm {last}", "number", width=100),
        "change": Column("Thay đổi", "number", width=95),
        "weight": Column("Trọng số", "percent", width=95),
        "goal": Column("Chỉ tiêu", width=120),
        "owner": Column("Chịu trách nhiệm", width=240),
        "tasks": Column("Việc kế hoạch", width=150),
    }
    tables.table(frame, columns, here, name="thanh_phan", title=f"Thành phần {name}",
                 alarm={"change": lambda change: change == change and change < 0})  # fmt: skip


def _goal(row: Mapping[Any, Any]) -> str | None:
    if missing(row["target"]):
        return None
    year = "" if missing(row["target_year"]) else f" ({int(row['target_year'])})"
    return f"{row['comparison']} {format_number(row['target'])}{year}"


def _tasks(plan: pd.DataFrame, components: Sequence[str]) -> list[str | None]:
    """Per component the plan tasks that name it: how many, how many of them done or late."""
    parts = [plan[name].fillna("") for name in ("section", "task", "product")]
    printed = [fold(" ".join(texts)) for texts in zip(*parts, strict=True)]
    found: list[str | None] = []
    for component in map(fold, components):
        rows = plan[[component in text for text in printed]]
        if rows.empty:
            found.append(None)
            continue
        keys = rows.drop_duplicates("key")
        late = rows.loc[rows["state"] == "overdue", "key"].nunique()
        words = f"{len(keys)} việc, {int(keys['is_finished'].sum())} xong"
        found.append(words + (f", {late} quá hạn" if late else ""))
    return found


main()
