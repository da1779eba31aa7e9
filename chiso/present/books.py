"""The workbooks that leave the house: the tables behind the deck, the morning list, the empty table of a dataset."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import pandas as pd

from chiso import figures, reference
from chiso.core import clock
from chiso.core.vietnamese import format_date
from chiso.desk import reconciliation
from chiso.figures.ask import Asked
from chiso.figures.compliance import RULES, share
from chiso.figures.judging import Value, Values
from chiso.figures.lateness import SOON_DAYS
from chiso.intake.datasets import DATASETS, SOURCES
from chiso.present import drawn_tabs
from chiso.present.columns import TABLES, Columns
from chiso.present.deck.look import Look
from chiso.present.outputs import age_note, look_at, morning_list
from chiso.present.workbooks import Tab, template_workbook
from chiso.present.workbooks import workbook as workbook_of
from chiso.store import Store
from chiso.words import compliance, goals, morning, officials, unit_scores
from chiso.words.findings import lacking, needed
from chiso.words.heard import until
from chiso.words.overdue import KINDS

OVERDUE = {
    "dossiers": "Hồ sơ quá hạn",
    "tasks": "Nhiệm vụ quá hạn",
    "petitions": "PAKN quá hạn",
    "joint_dossiers": "Hồ sơ phối hợp quá hạn",
    "plan": "Kế hoạch quá hạn",
}


def workbook(store: Store, asked: Asked | None) -> bytes:
    """The tables behind the deck as XLSX, one sheet each, with definitions and sources."""
    look = look_at(store, asked)
    not_monthly = {"unit_name", "official", "target_date", "extras", "required", "state"}
    people = officials.rows(figures.officials(store, look.asked), "dossiers")
    plan = figures.plan(store, look.asked)
    below = figures.unit_scores(store, look.asked)
    scores = figures.index_series(store, look.agency, as_of=look.as_of)
    meanings = store.run("figures/catalogue")
    tabs = [
        _figures(look, "Chỉ tiêu", look.values(), {"unit_name", "month", "official"}),
        *drawn_tabs.tabs(look),
        _figures(look, "Theo đơn vị", look.values("unit"), {"month", "official"}),
        _figures(look, "Theo tháng", look.values("month"), not_monthly),
        _table(look, "Theo công chức", people, TABLES["officials"], "dossiers"),
        *(_table(look, title, _overdue(look, kind), TABLES["book_late"], kind) for kind, title in OVERDUE.items()),
        _table(look, "Sắp đến hạn", _soon(look), TABLES["book_late"], "dossiers"),
        *_rules(look),
        _criteria(look, look.asked.year),
        _criteria(look, look.asked.year - 1),
        _table(look, "Xếp hạng đơn vị", unit_scores.ranked(below), TABLES["ranked_units"], "below"),
        _table(look, "Điểm đơn vị", unit_scores.lines(below), TABLES["unit_points"], "below"),
        _table(look, "Chỉ số đã công bố", scores, TABLES["book_scores"], "indices"),
        _table(look, "Kế hoạch", plan, TABLES["book_plan"], "plan"),
        _table(look, "Nguồn", _sources(look), TABLES["book_imports"]),
    ]  # fmt: skip
    if look.asked.unit is None:  # what does not fit names records of every unit
        found = figures.check(store, look.asked)
        tabs.insert(-1, _table(look, "Đối soát", _named(found, meanings), TABLES["book_findings"]))
    last = Tab("Định nghĩa", meanings, "Định nghĩa các chỉ tiêu", "", look.source, TABLES["definitions"])
    return workbook_of([*(tab for tab in tabs if not tab.frame.empty), last], look.agency_name)


def digest_workbook(store: Store, asked: Asked | None) -> bytes:
    """The morning list as XLSX: what the messages have, a sheet per kind that has something."""
    look = look_at(store, asked)
    tabs = [_morning(look, kind) for kind in morning.LISTED]
    return workbook_of([tab for tab in tabs if len(tab.frame)] or tabs[:1], look.agency_name)


def _morning(look: Look, kind: str) -> Tab:
    """The sheet of a kind, its columns called as in the list of that kind."""
    found, called = morning_list(look, kind), TABLES[kind]
    unheard = figures.unheard(look.store, look.asked, kind)
    columns = {
        name: replace(column, label=called[name].label) if name in ("id", "title", "due") else column
        for name, column in TABLES["morning"].items()
        if found.empty or not found[name].isna().all()
    }
    name, note = KINDS[kind].name, age_note(look.store, unheard.ended or look.as_of)
    title = f"{name} quá hạn và đến hạn trong ba ngày làm việc, {until(look.as_of, unheard)}"
    return Tab(name, found, title, note, look.source, columns=columns)


def template(store: Store, agency: str, name: str) -> bytes:
    """The empty table of a dataset, with the units of this agency and the indicators that are reported by hand."""
    found = reference.units(store, agency)
    working = found[found["valid_to"].isna() & (found["kind"] != "agency") & found["agency"].notna()]
    units = dict(zip(working["unit"], working["unit_name"], strict=True))
    reported = [entry for entry in figures.catalogue(store) if entry.dataset == name]
    lists = {"unit": units, "lead_unit": units, "indicator": {one.indicator: one.name for one in reported}}
    asked = {field.name for field in DATASETS[name].fields}
    return template_workbook(name, {key: words for key, words in lists.items() if words and key in asked})


# --- sheets -----------------------------------------------------------------------------------------------


def _overdue(look: Look, kind: str) -> pd.DataFrame:
    return _dated(look.overdue(kind).drop(columns="days_left"))  # which only what is still to come has


def _soon(look: Look) -> pd.DataFrame:
    return _dated(look.soon("dossiers", SOON_DAYS).drop(columns="days_late"))


def _dated(found: pd.DataFrame) -> pd.DataFrame:
    """The promised days as days: an entry is kept as text."""
    return found.assign(promised_on=pd.to_datetime(found["promised_on"], errors="coerce"))


def _rules(look: Look) -> list[Tab]:
    """How many dossiers break each rule, with the share that breaks none, and those that break one."""
    sums = figures.compliance(look.store, look.asked)
    if sums.empty:
        return []
    found = share(sums)
    kept = _table(look, "Giữ quy tắc", compliance.rules(sums), TABLES["rules_kept"], "dossiers")
    rows = figures.rule_breaks(look.store, look.asked, RULES)
    return [
        replace(kept, note=f"{compliance.headline(found)}. {compliance.under(found, look.agency)}."),
        _table(look, "Phạm quy tắc", rows, TABLES["broken_rules"], "dossiers"),
    ]


def _named(found: pd.DataFrame, catalogue: pd.DataFrame) -> pd.DataFrame:
    """What findings are about, in words."""
    names = dict(zip(catalogue["indicator"], catalogue["name"], strict=True))
    return found.assign(subject=[reconciliation.about(str(subject), names) for subject in found["subject"]])


def _sources(look: Look) -> pd.DataFrame:
    """The imports behind the tables, their moments on the office's clock."""
    found = figures.files(look.store, look.asked)
    named = found["dataset"].map(SOURCES).fillna(found["dataset"])
    return found.assign(imported_at=found["imported_at"].map(clock.local), dataset=named)


def _figures(look: Look, title: str, found: Values, without: Collection[str]) -> Tab:
    """Values with their own format per row: percentages for rates, whole numbers for counts."""
    states = [goals.state(value) for value in found]
    formats = {
        name: [_format(value, name) for value in found]
        for name in ("numerator", "denominator", "value", "target")
    }
    formats["month"] = ["month"] * len(found)
    frame = found.frame()
    told: dict[str, Any] = {
        "month": pd.to_datetime(frame["month"], format="%Y-%m"),
        "state": [state.word for state in states],
        "required": [needed(value) for value in found],
        "target": [value.target if value.is_assigned else None for value in found],
        "target_date": [value.target_date if value.is_assigned else None for value in found],
        "extras": ["; ".join(goals.extras(value)) or None for value in found],
        "missing": [lacking(value) or None for value in found],
    }
    if not any(told["missing"]):
        without = {*without, "missing"}
    return Tab(
        title,
        frame.assign(**told),
        f"{title}, năm CCHC {look.asked.year}",
        source=look.source,
        columns={name: column for name, column in TABLES["book_figures"].items() if name not in without},
        formats=formats,
        fills={"state": [state.role if state.word else "" for state in states]},
    )


def _format(value: Value, name: str) -> str:
    """Rates as percentages, counts without decimals, points as they are."""
    if value.is_rate and name in ("value", "target"):
        return "percent"
    number = getattr(value, name)
    return "count" if number is None or float(number).is_integer() else "number"


def _table(look: Look, title: str, frame: pd.DataFrame, columns: Columns, topic: str = "") -> Tab:
    """`topic`: the slide that is of the same exports, or the dataset; "" for those of the meeting."""
    columns = {name: one for name, one in columns.items() if name in frame and not frame[name].isna().all()}
    return Tab(
        title,
        frame,
        f"{title}, tính đến {format_date(look.as_of)}",
        source=replace(look, topic=topic).source,
        columns=columns,
        formats={"year": "0"} if "year" in columns else {},
    )


def _criteria(look: Look, year: int) -> Tab:
    rows = look.criteria(year)["criteria"]
    return _table(look, f"Tiêu chí {year}", pd.DataFrame(rows), TABLES["book_criteria"], "criteria")
