"""What is overdue on a day, or due within some working days: dossiers, tasks, petitions, plan tasks."""

import math
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd

from chiso.core.errors import UnknownName
from chiso.core.text import NAMELESS
from chiso.core.vietnamese import fold, format_date
from chiso.figures.ask import Asked
from chiso.figures.listing import ALL, Listing, Page, words
from chiso.figures.plan import overdue_plan_rows
from chiso.figures.records import late
from chiso.figures.scope import Scope, scope
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from chiso.store.kept import LONGEST

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
# What pages call otherwise.
_SHOWN = {"former": "handed_from_name", "moved": "first_due"}
PRINTED = {printed: name for name, printed in _ENTERED.items()} | _SHOWN | {"key": "record_key"}
# By which a list of plan tasks is searched.
_TOLD = [
    "id", "title", "unit_name", "handed_from_name", "due", "first_due", "note", "cause", "promised_on", "office_note",
]  # fmt: skip


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
    made["left_on"] = left_on(asked, made["unit"])
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


def left_on(asked: Scope, units: pd.Series) -> pd.Series:
    """The last day of each unit that has ended; a hundred thousand rows have few units."""
    left = {unit: asked.units.ended(unit, asked.as_of) for unit in units.dropna().unique()}
    return pd.Series([left.get(unit) for unit in units], units.index, dtype=object)


def count_overdue(store: Store, question: Asked, kind: str, page: Page = ALL, soon: int | None = None) -> int:
    """How many rows of `overdue` a page asks for, however many it shows."""
    whole = replace(page, skip=0, most=None, order="")
    if kind == "plan":
        return len(overdue(store, question, kind, soon, whole))
    return _many(store, scope(store, question), kind, soon, whole)


def _many(store: Store, asked: Scope, kind: str, soon: int | None, page: Page = ALL) -> int:
    """How many rows the list has, which takes a fifth of the list's own time."""
    count = partial(listing_of(asked, kind, soon).count, store, exported(page))
    (row,) = store.once(("how many late", page, *_key(asked, kind, soon)), lambda: [{"total": count()}])
    return int(row["total"])


def listing_of(asked: Scope, kind: str, soon: int | None) -> Listing:
    """The list of a kind as the store answers it."""
    said = (*_SAID, "kind", "source") if kind == "petitions" else _SAID
    return late(asked, kind, soon, [name for name in DATASETS[kind].columns if name in said])


def exported(page: Page) -> Page:
    """A page in the words of the store."""
    order = page.order.removeprefix("-")
    turned = page.order.replace(order, PRINTED.get(order, order))
    return replace(
        page, order=turned, only=tuple((PRINTED.get(one, one), values) for one, values in page.only)
    )


def _list(store: Store, asked: Scope, kind: str, soon: int | None, page: Page) -> pd.DataFrame:
    if kind == "plan":
        rows = overdue_plan_rows(store, asked, soon)
        if page.stood:
            day, stays = page.stood
            there = {row["key"] for row in overdue_plan_rows(store, _on(asked, day), soon)}
            rows = [row for row in rows if (row["key"] in there) is stays]
        for row in rows:
            row.setdefault("unit_name", asked.units.name(row.get("unit")))
            row.setdefault("agency_name", asked.units.name(row.get("agency")))
            row.setdefault("handed_from_name", asked.units.name(row.get("handed_from")))
        return _paged(pd.DataFrame(rows), page)
    made = _of_records(store, asked, kind, soon, page).rename(columns=_ENTERED).assign(kind=kind)
    return made.assign(**dict.fromkeys(name for name in _ENTERED.values() if name not in made))


def _of_records(store: Store, asked: Scope, kind: str, soon: int | None, page: Page) -> pd.DataFrame:
    """The list as the store answers it. Units of an agency look at it in turn: it is read of all of them at once, as
    long as it is short enough to be kept; what stayed on two such lists is found in them, three times as fast."""
    if page.stood and not (page.search or page.order):
        day, stays = page.stood
        days = (asked, _on(asked, day))
        if all(_is_kept(store, one, kind, soon) for one in days):
            mine, others = (_of_records(store, one, kind, soon, ALL) for one in days)
            there = set(others["key"]) if len(others) else set[str]()
            return mine if mine.empty else _paged(mine[mine["key"].isin(there) == stays], page)
    of = replace(asked, within=None) if page == ALL and _is_kept(store, asked, kind, soon) else asked
    if page == ALL and not _many(store, of, kind, soon):
        return pd.DataFrame()
    read = partial(listing_of(of, kind, soon).frame, store, exported(page))
    made = store.once(("late", page, *_key(of, kind, soon)), read)
    if asked.within is None or of is asked:
        return made
    mine = made[made["unit"].isin(asked.within)].reset_index(drop=True)
    return mine.assign(**dict.fromkeys(mine.columns[mine.isna().all()]))


def _is_kept(store: Store, asked: Scope, kind: str, soon: int | None) -> bool:
    return _many(store, replace(asked, within=None), kind, soon) <= LONGEST


def _on(asked: Scope, day: date) -> Scope:
    return replace(asked, as_of=day, year=0)


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
    order = page.order.removeprefix("-")
    column = _SHOWN.get(order, order)
    rows = rows.reindex(columns=list(dict.fromkeys(filter(None, (*rows, *dict(page.only), column)))))
    for name, values in page.only:
        rows = rows[rows[name].astype(object).fillna("").map(str).isin(values)]
    rows = rows[~rows["key"].isin(page.without)]
    if wanted := words(page.search):
        told = rows.reindex(columns=_TOLD).fillna("").itertuples(index=False)
        texts = (
            fold(" ".join(format_date(one) if isinstance(one, date) else str(one) for one in row))
            for row in told
        )
        found = [all(word in text for word in wanted) for text in texts]
        rows = rows[pd.Series(found, rows.index, dtype=bool)]
    if column:
        rows = rows.sort_values(column, ascending=order == page.order, kind="stable", na_position="last")
    most = len(rows) if page.most is None else page.most
    return rows.groupby(page.each, sort=False).head(most) if page.each else rows.iloc[page.skip :].head(most)


def aged(records: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Late records (with days_late) counted by some columns: those, a column per band, total, longest."""
    days = records["days_late"].fillna(0)
    age = pd.cut(days, bins=[-math.inf, *(band.most for band in BANDS)], labels=list(AGES))
    each = {code: (age == code).astype("int64") for code in AGES}
    return _summed(records.assign(**each, total=1, longest=days), by)


def _summed(counted: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    of = counted.groupby(by, dropna=False)
    return of[[*AGES, "total"]].sum().assign(longest=of["longest"].max()).reset_index()


def ageing(records: pd.DataFrame, key: str, name: str) -> pd.DataFrame:
    """`records` (one row per late record, with days_late, or the counts of `overdue_ages`) by `key`: key, name, a
    column per band, total, longest.

    The largest first. A record without a value in `key` counts under `NAMELESS`.
    """
    if records.empty:
        return pd.DataFrame(columns=["key", "name", *AGES, "total", "longest"])
    rows = records.assign(  # as texts also where nobody is named
        key=records[key].astype(object).fillna("").astype(str),
        name=records[name].astype(object).fillna("").astype(str).replace("", NAMELESS),
    )
    counts = (_summed if "total" in records else aged)(rows, ["key", "name"])
    return counts.sort_values(["total", "longest"], ascending=False, ignore_index=True)


def with_first_due(records: pd.DataFrame) -> pd.DataFrame:
    """The list with `moved`: a sign where the due date was issued again."""
    first = pd.to_datetime(records["first_due"])
    is_moved = first < pd.to_datetime(records["due"])
    return records.assign(moved=first.dt.strftime("⟲ từ %d/%m/%Y").where(is_moved, None))
