"""What is overdue on a day, or due within some working days: dossiers, tasks, petitions, plan tasks; and such a list
counted by age, by unit, by official, so that the list and its counts cannot differ."""

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from chiso.core.errors import UnknownName
from chiso.core.text import NAMELESS
from chiso.core.vietnamese import fold
from chiso.figures.ask import Asked
from chiso.figures.listing import ALL, Listing, Page, words
from chiso.figures.plan import overdue_plan_rows, plan
from chiso.figures.records import late, standing
from chiso.figures.scope import Scope, scope
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from chiso.store.kept import MOST_ROWS

KINDS = ("dossiers", "tasks", "petitions", "joint_dossiers", "plan")

# What the export itself says of each.
_SAID = (
    "official", "channel", "status", "field", "procedure_code", "is_extended", "has_apology", "note", "remark",
    "lead_agency",
)  # fmt: skip
COLUMNS = [
    "kind", "id", "key", "title", "unit", "unit_name", "official", "due", "first_due", "state", "days_late", "note",
    "days_left", "first_days_late", "received", "channel", "status", "field", "procedure_code",
    "is_extended", "is_due_moved", "has_apology", "cause", "promised_on", "office_note", "import_id", "file_name",
    "row_no", "as_of", "handed_from", "handed_from_name", "left_on", "petition_kind", "petition_source",
    "term_days", "lead_agency",
]  # fmt: skip

# What the export or the store calls otherwise; who has no such column says nothing of it.
_ENTERED = {
    "kind": "petition_kind", "source": "petition_source", "remark": "note", "office_cause": "cause",
    "office_promised_on": "promised_on",
}  # fmt: skip
_PRINTED = {printed: name for name, printed in _ENTERED.items()} | {
    "former": "handed_from_name", "moved": "first_due",
}  # fmt: skip
# By which a list of plan tasks is searched.
_TOLD = [
    "id", "title", "unit_name", "handed_from_name", "due", "first_due", "note", "cause", "promised_on", "office_note",
]  # fmt: skip
_LEFT = ["kind", "id", "record_key", "title", "unit", "unit_name", "official", "due"]


@dataclass(frozen=True)
class Band:
    """An age of lateness: `most` working days, in words, and the role that a palette gives a colour."""

    code: str
    words: str
    most: float
    role: str


# A record that is overdue over a weekend has 0 working days and is in the first.
BANDS = (
    Band("age_1", "đến 7 ngày", 7, "late_1"),
    Band("age_2", "8–30 ngày", 30, "late_2"),
    Band("age_3", "trên 30 ngày", math.inf, "late_3"),
)
AGES = tuple(band.code for band in BANDS)
SOON_DAYS = 3  # working days: what falls due within them is "sắp đến hạn", wherever it stands
TREND_WEEKS = 10  # by which a change of what is overdue is called real or usual
LONG = 7  # working days after which lateness is printed in red: the end of the first band


def overdue(
    store: Store, question: Asked | None, kind: str | None = None, soon: int | None = None, page: Page = ALL
) -> pd.DataFrame:
    """What is overdue on the day, the longest first; with `soon` instead what falls due within so many working days.

    `state`: overdue, due. days_late counts working days d with due < d <= as-of (0 for what is not due yet or overdue
    since a weekend), days_left those until the due date, null for what is overdue. Paused dossiers are never overdue;
    plan tasks go by the deadlines in their schedule text. `handed_from`: the ended
    unit that the export names, where another has taken over; `left_on`: the last day of a unit whose work nobody has
    taken over.
    Of several agencies each row has its agency and agency_name. `page`: some rows of one kind.
    """
    if kind is not None and kind not in KINDS:
        raise UnknownName("loại danh sách", kind)
    whose = ["agency", "agency_name"] if question and len(question.agencies) > 1 else []
    columns = [*COLUMNS, *whose]
    asked = scope(store, question) if question else None
    kinds = KINDS if kind is None else (kind,)
    lists = [_list(store, asked, one, soon, page) for one in kinds] if asked else []
    found = [rows.reindex(columns=columns) for rows in lists if len(rows)]
    if not asked or not found:
        return _typed(pd.DataFrame(columns=columns))
    made = found[0] if len(found) == 1 else _together(found)
    made["left_on"] = _left_on(asked, made["unit"])
    made["state"] = "overdue" if soon is None else "due"
    if soon is None:
        made["days_left"] = None
    return _typed(made)


def _together(lists: list[pd.DataFrame]) -> pd.DataFrame:
    """Lists of several kinds below one another; what one kind does not have says nothing of the others' type."""
    return pd.concat([rows.astype(object) for rows in lists], ignore_index=True).infer_objects()


def _typed(made: pd.DataFrame) -> pd.DataFrame:
    for column in ("days_late", "days_left", "first_days_late", "term_days"):
        made[column] = pd.to_numeric(made[column]).astype("Int64")
    return made


def _left_on(asked: Scope, units: pd.Series) -> pd.Series:
    """The last day of each unit that has ended; a hundred thousand rows have few units."""
    left = {unit: asked.units.ended(unit, asked.as_of) for unit in units.dropna().unique()}
    return pd.Series([left.get(unit) for unit in units], units.index, dtype=object)


def count_overdue(store: Store, question: Asked, kind: str, page: Page = ALL) -> int:
    """How many rows of `overdue` a page asks for, however many it shows."""
    if kind == "plan":
        return len(overdue(store, question, kind, None, replace(page, skip=0, most=None)))
    asked = scope(store, question)
    if not page.search and not page.only:
        return _many(store, asked, kind, None)
    return _listing(asked, kind, None).count(store, _exported(page))


def overdue_ages(store: Store, question: Asked, kind: str, by: tuple[str, ...] = ("unit",)) -> pd.DataFrame:
    """`overdue` of a kind counted by some of its columns: those, a column per band, total, longest (working days); of a
    unit its unit_name and left_on too. A long list is counted by the store, a short one as it is kept."""
    asked = scope(store, question)
    beside = ["unit_name"] if "unit" in by else []
    columns = [*by, *beside, *AGES, "total", "longest"]
    if kind == "plan" or _many(store, replace(asked, within=None), kind, None) <= MOST_ROWS // 2:
        made = _each(overdue(store, question, kind)).groupby([*by, *beside], dropna=False)
        found = made[[*AGES, "total"]].sum().assign(longest=made["longest"].max()).reset_index()
        turns = [False, False, *(True for _ in by)]
        found = found.sort_values(["longest", "total", *by], ascending=turns, ignore_index=True)
    else:
        said = [_PRINTED.get(one, one) for one in (*by, *beside)]
        rows = _listing(asked, kind, None).ages(store, said, [int(band.most) for band in BANDS[:-1]])
        found = pd.DataFrame(rows, columns=[*said, *AGES, "total", "longest"]).set_axis(columns, axis=1)
    return found.assign(left_on=_left_on(asked, found["unit"])) if "unit" in by else found


def _listing(asked: Scope, kind: str, soon: int | None) -> Listing:
    said = (*_SAID, "kind", "source") if kind == "petitions" else _SAID
    return late(asked, kind, soon, [name for name in DATASETS[kind].columns if name in said])


def _exported(page: Page) -> Page:
    """The page in the words of the store."""
    order = page.order.removeprefix("-")
    turned = page.order.replace(order, _PRINTED.get(order, order))
    return replace(
        page, order=turned, only=tuple((_PRINTED.get(one, one), values) for one, values in page.only)
    )


def _list(store: Store, asked: Scope, kind: str, soon: int | None, page: Page) -> pd.DataFrame:
    if kind == "plan":
        rows = overdue_plan_rows(store, asked, soon)
        for row in rows:
            row.setdefault("unit_name", asked.units.name(row.get("unit")))
            row.setdefault("agency_name", asked.units.name(row.get("agency")))
            row.setdefault("handed_from_name", asked.units.name(row.get("handed_from")))
        return _paged(pd.DataFrame(rows), page)
    made = _of_records(store, asked, kind, soon, page).rename(columns=_ENTERED).assign(kind=kind)
    return made.assign(**dict.fromkeys(name for name in _ENTERED.values() if name not in made))


def _of_records(store: Store, asked: Scope, kind: str, soon: int | None, page: Page) -> pd.DataFrame:
    """The list as the store answers it. Units of an agency look at it in turn: it is asked of all of them at once, as
    long as it is short enough to be kept."""
    if page != ALL:
        read = partial(_listing(asked, kind, soon).frame, store, _exported(page))
        return store.once(("late", page, *_key(asked, kind, soon)), read)
    everyone = replace(asked, within=None)
    many = _many(store, everyone, kind, soon)
    if many == 0:
        return pd.DataFrame()
    of = everyone if many <= MOST_ROWS // 2 else asked
    made = store.once(("late", *_key(of, kind, soon)), partial(_listing(of, kind, soon).frame, store))
    if asked.within is None or of is asked:
        return made
    mine = made[made["unit"].isin(asked.within)].reset_index(drop=True)
    return mine.assign(**dict.fromkeys(mine.columns[mine.isna().all()]))


def _many(store: Store, asked: Scope, kind: str, soon: int | None) -> int:
    """How many rows the list has, which takes a fifth of the list's own time."""
    listing = _listing(asked, kind, soon)
    (row,) = store.once(
        ("how many late", *_key(asked, kind, soon)), lambda: [{"total": listing.count(store)}]
    )
    return int(row["total"])


def _key(asked: Scope, kind: str, soon: int | None) -> tuple[Hashable, ...]:
    return (
        kind,
        soon,
        asked.as_of,
        tuple(asked.agencies),
        None if asked.within is None else tuple(asked.within),
    )


def _paged(rows: pd.DataFrame, page: Page) -> pd.DataFrame:
    """A page of rows that are at hand, which a plan has few of."""
    if rows.empty:
        return rows
    for column, values in page.only:
        rows = rows[rows[column].fillna("").isin(values)]
    told = [
        fold(" ".join(map(str, row)))
        for row in rows.reindex(columns=_TOLD).fillna("").itertuples(index=False)
    ]
    rows = rows[[all(word in text for word in words(page.search)) for text in told]]
    if column := page.order.removeprefix("-"):
        rows = rows.sort_values(column, ascending=column == page.order, kind="stable", na_position="last")
    return rows.iloc[page.skip :].head(len(rows) if page.most is None else page.most)


def left_behind(store: Store, question: Asked) -> pd.DataFrame:
    """What units that have ended left open and nobody has taken over, overdue or not: kind (conclusions of the giao ban
    are `commitments`), id, record_key, title, unit, unit_name, official, due. One row per record, of a plan task one
    per ended unit that leads it."""
    asked = scope(store, question)
    units = [
        unit.unit_id for unit in asked.units.all() if asked.within is None or unit.unit_id in asked.within
    ]
    over = [unit for unit in units if asked.units.ended(unit, asked.as_of)]
    rows: list[dict[Any, Any]] = []
    for kind in KINDS[:-1]:
        rows += [
            row | {"kind": kind, "record_key": row["key"]} for row in standing(asked, kind, over).rows(store)
        ]
    rows += _left_tasks(store, asked, over)
    for row in store.rows(
        "giaoban/commitments", agency=asked.agency, as_of=asked.as_of, unit=None, known_on=asked.as_of
    ):
        if row["unit_id"] in over and row["left_on"] is not None and row["state"] != "ahead":
            key = str(row["commitment_id"])
            named = {"id": key, "record_key": key, "title": row["content"], "unit": row["unit_id"]}
            rows.append(row | named | {"kind": "commitments", "due": row["due_on"]})
    return pd.DataFrame(rows, columns=_LEFT)


def _left_tasks(store: Store, asked: Scope, over: list[str]) -> list[dict[Any, Any]]:
    """Open plan tasks of ended units, those too that a living unit leads beside them."""
    found: dict[tuple[str, str], dict[Any, Any]] = {}
    for row in plan(store, asked).to_dict("records"):
        if row["state"] in ("done", "dropped"):
            continue
        for unit in (one for one in over if one in row["units"]):
            named = {"kind": "plan", "record_key": row["key"], "title": row["task"]}
            found.setdefault(
                (row["key"], unit), row | named | {"unit": unit, "unit_name": asked.units.name(unit)}
            )
    return list(found.values())


def _each(records: pd.DataFrame) -> pd.DataFrame:
    """Each late record (with days_late) as a count of one."""
    days = records["days_late"].fillna(0)
    age = pd.cut(days, bins=[-math.inf, *(band.most for band in BANDS)], labels=list(AGES))
    return records.assign(**{code: (age == code).astype("int64") for code in AGES}, total=1, longest=days)


def ageing(records: pd.DataFrame, key: str, name: str) -> pd.DataFrame:
    """`records` (one row per late record, with days_late, or the counts of `overdue_ages`) by `key`: key, name, a
    column per band, total, longest.

    The largest first. A record without a value in `key` counts under `NAMELESS`.
    """
    if records.empty:
        return pd.DataFrame(columns=["key", "name", *AGES, "total", "longest"])
    counted = records if "total" in records else _each(records)
    rows = counted[[*AGES, "total", "longest"]].assign(
        key=records[key].fillna("").astype(str),
        name=records[name].fillna(NAMELESS).astype(str).replace("", NAMELESS),
    )
    of = rows.groupby(["key", "name"])
    counts = of[[*AGES, "total"]].sum().assign(longest=of["longest"].max()).reset_index()
    return counts.sort_values(["total", "longest"], ascending=False, ignore_index=True)


def with_first_due(records: pd.DataFrame) -> pd.DataFrame:
    """The list with `moved`: a sign where the due date was issued again."""
    first = pd.to_datetime(records["first_due"])
    is_moved = first < pd.to_datetime(records["due"])
    return records.assign(moved=first.dt.strftime("⟲ từ %d/%m/%Y").where(is_moved, None))
