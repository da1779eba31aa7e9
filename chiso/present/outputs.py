"""What leaves the house: the deck, the workbook of tables, the morning list. One look at the data each."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from chiso import figures, reference
from chiso.core import clock
from chiso.core.errors import ChisoError, Refused
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import own_template
from chiso.figures.ask import Asked
from chiso.figures.judging import Value, Values
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.scope import working_days_since
from chiso.intake.datasets import DATASETS, SOURCES
from chiso.present import deck as slide_deck
from chiso.present import drawn_tabs
from chiso.present.chart import records
from chiso.present.columns import TABLES, Columns
from chiso.present.deck.look import Look
from chiso.present.slides import Deck, build, capped, sketch
from chiso.present.slides.capped import on_template
from chiso.present.workbooks import Tab, template_workbook
from chiso.present.workbooks import workbook as workbook_of
from chiso.store import Store
from chiso.words import goals, officials, unit_scores
from chiso.words.findings import lacking, needed
from chiso.words.overdue import told, until, whose
from chiso.words.rooms import LEFT, NOBODY

STALE_DAYS = 3  # working days after which the morning list says first how old its data is
OVERDUE = {
    "dossiers": "Hồ sơ quá hạn",
    "tasks": "Nhiệm vụ quá hạn",
    "petitions": "PAKN quá hạn",
    "joint_dossiers": "Hồ sơ phối hợp quá hạn",
    "plan": "Kế hoạch quá hạn",
}


@dataclass(frozen=True)
class MadeDeck:
    """A deck as PPTX, how many slides it has, and what the office should know of its template."""

    content: bytes
    slides: int
    warnings: tuple[str, ...] = ()


def look_at(store: Store, asked: Asked | None) -> Look:
    """A look for what leaves the house: the year so far, held against the week before, whatever a page looks at.

    Refused where nothing was imported.
    """
    if asked is None:
        raise no_import()
    return Look(store, replace(asked.year_so_far, compare="week"))


def no_import() -> ChisoError:
    """Nothing can be made before the first import."""
    return ChisoError("no_data", "Chưa nhập tệp nào. Hãy nhập tệp kết xuất ở trang Nhập dữ liệu rồi thử lại.")


def deck(
    store: Store,
    asked: Asked | None,
    choice: slide_deck.Choice | None = None,
    template: tuple[str, bytes] | None = None,
) -> MadeDeck:
    """The giao ban deck, on a template of that name and content, else on the office's own, else on ours. Refused:
    `unusable_template` for a template that was named; where the office's own cannot be used, ours takes its place."""
    look = look_at(store, asked)
    canvas = capped.canvas(*template) if template else None
    made: MadeDeck = slide_deck.make(look, choice, partial(drawn, store, look.agency, template), canvas)
    return made


def instead(refused: Refused) -> str:
    """Says that our template takes the place of the office's, and why."""
    return f"Bộ slide được làm trên mẫu có sẵn vì mẫu của cơ quan không dùng được. {refused.message}"


def drawn(store: Store, agency: str, template: tuple[str, bytes] | None, wanted: Deck) -> MadeDeck:
    """A deck whose slides are known, on its template; as `deck`."""
    slides, own = len(wanted.slides) + 1, own_template.chosen(store, agency)
    if template is None and own is None:
        return MadeDeck(build(wanted), slides)
    try:
        if template is None:
            assert own is not None
            found = on_template(own.file_name, own_template.content(store, own), wanted)
        else:
            found = on_template(*template, wanted)
    except Refused as refused:
        if template is not None:
            raise
        return MadeDeck(build(wanted), slides, (instead(refused),))
    return MadeDeck(found.content, slides, tuple(found.warnings))


def pictures(store: Store, agency: str, wanted: Deck) -> list[str]:
    """The same slides as pictures (SVG), the cover first."""
    own = own_template.chosen(store, agency)
    if own is not None:
        with suppress(Refused):  # ours takes its place, as in `drawn`; the page says why
            content = own_template.content(store, own)
            return on_template(own.file_name, content, wanted, 1 + len(wanted.slides)).pictures
    return sketch.pictures(wanted)


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
        _table(look, "Theo công chức", people, TABLES["officials"]),
        *(_table(look, title, _overdue(look, kind), TABLES["book_late"]) for kind, title in OVERDUE.items()),
        _table(look, "Sắp đến hạn", _soon(look), TABLES["book_late"]),
        _criteria(look, look.asked.year),
        _criteria(look, look.asked.year - 1),
        _table(look, "Xếp hạng đơn vị", unit_scores.ranked(below), TABLES["ranked_units"]),
        _table(look, "Điểm đơn vị", unit_scores.lines(below), TABLES["unit_points"]),
        _table(look, "Chỉ số đã công bố", scores, TABLES["book_scores"]),
        _table(look, "Kế hoạch", plan, TABLES["book_plan"]),
        _table(look, "Nguồn", _sources(look), TABLES["book_imports"]),
    ]  # fmt: skip
    if look.asked.unit is None:  # what does not fit names records of every unit
        found = figures.check(store, look.asked)
        tabs.insert(-1, _table(look, "Đối soát", _named(found, meanings), TABLES["book_findings"]))
    last = Tab("Định nghĩa", meanings, "Định nghĩa các chỉ tiêu", "", look.source, TABLES["definitions"])
    return workbook_of([*(tab for tab in tabs if not tab.frame.empty), last])


def digest(store: Store, asked: Asked | None) -> dict[str, Any]:
    """Per unit the dossiers that are overdue or due within three working days, as text to paste into a message; last
    what nobody has taken over from units that ended (unit null)."""
    look = look_at(store, asked)
    frame = morning_list(look)
    ended = figures.ended(store, look.asked, "dossiers")
    groups = sorted(frame.groupby(["unit", "unit_name"]), key=lambda group: (group[0][0] == LEFT, group[0]))
    units = [
        {
            "unit": None if code == LEFT else code,
            "unit_name": name,
            "text": _message(str(name), part, until(look.as_of, ended)),
        }
        for (code, name), part in groups
    ]
    note = " ".join(filter(None, (look.mark and f"{look.mark}.", age_note(store, ended or look.as_of))))
    if not units:
        none = "Không có hồ sơ quá hạn hay đến hạn trong ba ngày làm việc tới."
        note = f"{note} {none if look.speaks('dossiers') else 'Chưa có số liệu hồ sơ.'}".strip()
    return {"as_of": look.as_of.isoformat(), "note": note, "units": units}


def digest_workbook(store: Store, asked: Asked | None) -> bytes:
    """The morning list as XLSX."""
    look = look_at(store, asked)
    ended = figures.ended(store, look.asked, "dossiers")
    title = f"Hồ sơ quá hạn và đến hạn trong ba ngày làm việc, {until(look.as_of, ended)}"
    note = age_note(store, ended or look.as_of)
    return workbook_of([Tab("Bảng", morning_list(look), title, note, look.source, columns=TABLES["morning"])])


def morning_list(look: Look) -> pd.DataFrame:
    """Dossiers that are overdue or due within three working days, the longest late first."""
    parts = [look.overdue("dossiers"), look.soon("dossiers", SOON_DAYS)]
    parts = [part for part in parts if not part.empty] or parts[:1]
    return pd.concat(parts, ignore_index=True)


def age_note(store: Store, day: date) -> str:
    """Says first that the list is old, when its files reach a day more than three working days ago."""
    age = working_days_since(store, [day], clock.today())[day] or 0
    if age <= STALE_DAYS:
        return ""
    return f"Số liệu đã cũ {age} ngày làm việc (đến {format_date(day)}); hãy nhập tệp mới trước khi dùng danh sách này."


def _message(name: str, part: pd.DataFrame, said: str) -> str:
    todo = "hồ sơ cần bàn giao" if name == NOBODY else "hồ sơ cần xử lý"
    lines = [f"{name}: {format_number(len(part))} {todo} ({said})"]
    for row in records(part):
        due = f"hẹn trả {format_date(row['due'])}, " if row["state"] == "due" else ""
        lines.append(f"- {row['id']}: {row['title'] or ''}{whose(row)}: {due}{told(row)}")
    return "\n".join(lines)


# --- sheets of the workbook -------------------------------------------------------------------------------


def _overdue(look: Look, kind: str) -> pd.DataFrame:
    return _dated(look.overdue(kind).drop(columns="days_left"))  # which only what is still to come has


def _soon(look: Look) -> pd.DataFrame:
    return _dated(look.soon("dossiers", SOON_DAYS).drop(columns="days_late"))


def _dated(found: pd.DataFrame) -> pd.DataFrame:
    """The promised days as days: an entry is kept as text."""
    return found.assign(promised_on=pd.to_datetime(found["promised_on"], errors="coerce"))


def _named(found: pd.DataFrame, catalogue: pd.DataFrame) -> pd.DataFrame:
    """What findings are about, indicators by their names."""
    names = dict(zip(catalogue["indicator"], catalogue["name"], strict=True))
    about = found["subject"].astype(str)
    return found.assign(subject=about.str.split(" | ", regex=False).str[0].map(names).fillna(about))


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


def _table(look: Look, title: str, frame: pd.DataFrame, columns: Columns) -> Tab:
    columns = {name: one for name, one in columns.items() if name in frame and not frame[name].isna().all()}
    return Tab(
        title,
        frame,
        f"{title}, tính đến {format_date(look.as_of)}",
        source=look.source,
        columns=columns,
        formats={"year": "0"} if "year" in columns else {},
    )


def _criteria(look: Look, year: int) -> Tab:
    rows = look.criteria(year)["criteria"]
    return _table(look, f"Tiêu chí {year}", pd.DataFrame(rows), TABLES["book_criteria"])


def template(store: Store, agency: str, name: str) -> bytes:
    """The empty table of a dataset, with the units of this agency and the indicators that are reported by hand."""
    found = reference.units(store, agency)
    working = found[found["valid_to"].isna() & (found["kind"] != "agency") & found["agency"].notna()]
    units = dict(zip(working["unit"], working["unit_name"], strict=True))
    reported = [entry for entry in figures.catalogue(store) if entry.dataset == name]
    lists = {"unit": units, "lead_unit": units, "indicator": {one.indicator: one.name for one in reported}}
    asked = {field.name for field in DATASETS[name].fields}
    return template_workbook(name, {key: words for key, words in lists.items() if words and key in asked})
