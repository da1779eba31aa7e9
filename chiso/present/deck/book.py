"""The workbook of a look: the tables behind the deck, one sheet each, with definitions and sources."""

from collections.abc import Collection

import pandas as pd

from chiso import figures
from chiso.core import clock
from chiso.core.vietnamese import format_date
from chiso.figures.judging import Values
from chiso.present.columns import TABLES, Columns
from chiso.present.deck.look import Look
from chiso.present.workbooks import Tab, workbook
from chiso.words.states import STATES

KINDS = {
    "dossiers": "Hồ sơ quá hạn",
    "tasks": "Nhiệm vụ quá hạn",
    "petitions": "PAKN quá hạn",
    "plan": "Kế hoạch quá hạn",
}


def build(look: Look) -> bytes:
    """The tables of the look as XLSX."""
    store, agency = look.store, look.agency
    not_monthly = {"unit_name", "official", "target_date", "required", "state"}
    officials = look.values("official", indicator="official_late_rate")
    plan = figures.plan(store, look.asked)
    tabs = [
        _figures(look, "Chỉ tiêu", look.values(), {"unit_name", "month", "official"}),
        _figures(look, "Theo đơn vị", look.values("unit"), {"month", "official"}),
        _figures(look, "Theo tháng", look.values("month"), not_monthly),
        _figures(look, "Theo công chức", officials, {"unit_name", "month", "target_date", "required"}),
        *(_table(look, title, _overdue(look, kind), TABLES["book_late"]) for kind, title in KINDS.items()),
        _table(look, "Sắp đến hạn", look.soon("dossiers", 3), TABLES["book_late"]),
        _criteria(look, look.asked.year),
        _criteria(look, look.asked.year - 1),
        _table(look, "Chỉ số đã công bố", figures.index_series(store, agency), TABLES["book_scores"]),
        _table(look, "Kế hoạch", plan, TABLES["book_plan"]),
        _table(look, "Nguồn", _sources(look), TABLES["book_imports"]),
    ]  # fmt: skip
    if look.asked.unit is None:  # what does not fit names records of every unit
        found = figures.check(store, agency, look.as_of)
        tabs.insert(-1, _table(look, "Đối soát", found, TABLES["book_findings"]))
    meanings = store.run("figures/catalogue")
    definitions = Tab("Định nghĩa", meanings, columns=TABLES["definitions"])
    return workbook([*(tab for tab in tabs if not tab.frame.empty), definitions])


def _overdue(look: Look, kind: str) -> pd.DataFrame:
    return look.overdue(kind).drop(columns="days_left")  # which only what is still to come has


def _sources(look: Look) -> pd.DataFrame:
    """The imports behind the tables, their moments on the office's clock."""
    found = look.store.run("pages/sources", agency=look.agency, dataset=None, as_of=look.as_of)
    return found.assign(imported_at=found["imported_at"].map(clock.local))


def _figures(look: Look, title: str, found: Values, without: Collection[str]) -> Tab:
    """Values with their own format per row: percentages for rates, whole numbers for counts."""
    states = [STATES[value.state] for value in found]
    formats = ["percent" if value.is_rate else "count" for value in found]
    return Tab(
        title,
        found.frame().assign(state=[state.word for state in states]),
        f"{title}, năm CCHC {look.asked.year}",
        source=look.source,
        columns={name: column for name, column in TABLES["book_figures"].items() if name not in without},
        formats={"value": formats, "target": formats},
        fills={"state": [state.role if state.word else "" for state in states]},
    )


def _table(look: Look, title: str, frame: pd.DataFrame, columns: Columns) -> Tab:
    columns = {name: column for name, column in columns.items() if name in frame}
    return Tab(
        title,
        frame,
        f"{title} đến {format_date(look.as_of)}",
        source=look.source,
        columns=columns,
        formats={"year": "0"} if "year" in columns else {},
    )


def _criteria(look: Look, year: int) -> Tab:
    rows = figures.criteria(look.store, look.agency, year)["criteria"]
    return _table(look, f"Tiêu chí {year}", pd.DataFrame(rows), TABLES["book_criteria"])
