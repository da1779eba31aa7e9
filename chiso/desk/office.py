"""What the office enters about a record: cause, note, promised date, status, remedy, evidence
(which of a dataset: `entries` of its declaration).

It belongs to the page, not to the file: joined by the record's key it survives every import. Nothing is overwritten;
the newest entry per record and name holds.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from chiso import figures
from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.core.masking import masked, typed
from chiso.core.schedules import events
from chiso.desk import self_scores, unit_scores
from chiso.desk.entering import Entering, Values
from chiso.desk.older_texts import masked_key
from chiso.figures.scope import as_day
from chiso.intake.datasets import DATASETS, KEY_JOIN, SOURCES
from chiso.people.actor import EDIT, Actor, other_unit
from chiso.people.acts import act, redoes
from chiso.reference.unit_tree import spellings
from chiso.store import Store
from chiso.store.ledger import Line
from chiso.store.marts import MARTS

# Why a dossier is late, as the offices say it; anything else is "Khác" with a note.
CAUSES = ("Quên thao tác", "Chờ phối hợp", "Thiếu hồ sơ", "Khác")

_DATES = ("promised_on", "finished_on", "done_until", "submitted_on")
_WITH_CAUSES = (*MARTS, "plan_tasks")  # of criteria the cause is a text
ENTERED = "entered"  # in the audit log and the ledger
EVENTS = "enterprise_events"  # a dataset whose records may be entered whole


def enter(store: Store, actor: Actor, agency: str, dataset: str, values: Values) -> None:
    """Enters values of records, all or none; None or '' takes one back. Dates as YYYY-MM-DD, `starts_on` of a
    plan's task as core.schedules.events reads it. Raises data_version.

    Raises Refused: `forbidden`; `other_unit` where a record is not one of the units for which `actor` may act;
    `bad_entry` for a name that this dataset does not have, or a value that is none of its kind.
    """
    wanted = {
        key: {name: _checked(dataset, name, value) for name, value in said.items()}
        for key, said in values.items()
    }
    entries = [[key, name, value] for key, said in wanted.items() for name, value in said.items()]
    with act(store, actor, EDIT, ENTERED, SOURCES.get(dataset, dataset)) as doing:
        _needs_own(Entering(store, actor, agency, dataset, wanted))
        doing.detail = {"rows": len(values), "agency": agency}
        doing.kept = {
            "agency": agency, "dataset": dataset, "entries": entries,
            "known_on": figures.newest_as_of(store, agency),
        }  # fmt: skip
        _write(store, {"who": actor.name, **doing.kept})


class HandedIn(NamedTuple):
    """The day on which a report was handed in, and whether it was thin ("sơ sài")."""

    on: date
    is_thin: bool = False


def submit(store: Store, actor: Actor, agency: str, key: str, report: HandedIn) -> dict[str, Any]:
    """Notes that what a unit owes of a plan (`key` of figures.owed) was handed in; answers its row.

    Raises UnknownName for a key that no plan has, Refused as `enter`.
    """
    asked = figures.newest(store, agency)
    figures.deadline_of(store, asked, key)
    said = {"submitted_on": report.on.isoformat(), "is_thin": "x" if report.is_thin else None}
    enter(store, actor, agency, "plan_tasks", {key: said})
    (row,) = figures.deadline_of(store, asked, key).to_dict("records")
    return {str(name): value for name, value in row.items()}


@redoes(ENTERED)
def _write(store: Store, line: Line) -> None:
    """What a line of the ledger says was entered."""
    about = {name: line[name] for name in ("agency", "dataset", "who")}
    about["known_on"] = known_on(store, line)
    now = utc_now()
    for key, name, value in line["entries"]:
        # A ledger of before masking has both as they were typed.
        about |= {"record_key": masked_key(line["dataset"], key), "value": value and masked(value)}
        store.execute("office/add_entry", name=name, now=now, **about)
    store.bump()


def known_on(store: Store, line: Line) -> date | None:
    """The newest as-of date known when a line was written; older ledgers do not say it: the newest of what was done
    again before."""
    said = line["known_on"] if "known_on" in line else figures.newest_as_of(store, line["agency"])
    return as_day(said)


def _checked(dataset: str, name: str, value: str | None) -> str | None:
    """The value as it is kept, else Refused `bad_entry`: what the browser offers is no guard."""
    label = DATASETS[dataset].entries.get(name) if dataset in DATASETS else None
    if label is None:
        raise Refused("bad_entry", f"Không có mục “{name}” để nhập cho loại dữ liệu này.")
    text = typed(value)
    if text is None:
        return None
    field = DATASETS[dataset].by_name.get(name)
    kind = field.kind if field else ""
    if name == "room_points" or kind == "number":
        return self_scores.as_points(label, text)
    if (name in _DATES or kind == "date") and not _is_day(text):
        raise Refused("bad_entry", f"{label}: “{text}” không phải là ngày. Hãy chọn lại ngày.")
    if (kind == "integer" and not text.isdecimal()) or (
        field and kind == "choice" and text not in field.words
    ):
        raise Refused("bad_entry", f"{label}: không ghi được “{text}”.")
    if name == "starts_on" and not _are_events(text):
        example = "10/05/2024 QĐ 12; 03/09/2024 QĐ 34"
        raise Refused(
            "bad_entry", f"{label}: không đọc được “{text}”. Hãy ghi ngày đứng trước, như “{example}”."
        )
    if name == "cause" and dataset in _WITH_CAUSES and text not in CAUSES:
        offered = ", ".join(CAUSES)
        raise Refused("bad_entry", f"{label}: không có lựa chọn “{text}”. Hãy chọn một trong: {offered}.")
    return text


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _are_events(text: str) -> bool:
    found = events(text)
    return bool(found) and None not in found


def _own_cases(entering: Entering) -> Collection[str]:
    """The cases that the units answer for, after every hand-over."""
    cases = {"dataset": (entering.dataset,)}
    if entering.within is None or not DATASETS[entering.dataset].history:
        return ()
    rows = entering.store.rows(
        "office/units_of", cases, agency=entering.agency, record_keys=[*entering.values]
    )
    return [row["record_key"] for row in rows if row["unit_id"] in entering.within]


def _own_tasks(entering: Entering) -> Collection[str]:
    """The tasks that the unit leads, and its own part of what others lead."""
    if entering.within is None:
        return ()
    asked = figures.newest(entering.store, entering.agency, unit=entering.actor.scope)
    mine = figures.plan(entering.store, asked)
    led = mine[mine["role"].isna() | (mine["role"] == "lead")]
    return {*led["key"], *mine["deadline"].dropna()}


def _own_events(entering: Entering) -> Collection[str]:
    """The events that the units hold, and hold still once these values are entered. Of one that nobody knows, or that
    was taken off the list, the key says whose it is: what is entered wins over the file that brings it."""
    if entering.within is None:
        return ()
    named = spellings(entering.store, entering.agency)
    rows = entering.store.rows("office/event_units", agency=entering.agency, keys=[*entering.values])
    known = {row["key"]: row["unit"] for row in rows}
    whose = {key: known.get(key, named.get(key.rpartition(KEY_JOIN)[2])) for key in entering.values}
    return [
        key
        for key, said in entering.values.items()
        if {whose[key], said.get("unit", whose[key])} <= set(entering.within)
    ]


# Whose a record is and what fits it, where that is not said by the units of cases alone: those of the keys that are of
# the units that may enter; Refused `bad_entry` for what does not fit.
_OWN: dict[str, Callable[[Entering], Collection[str]]] = {
    "plan_tasks": _own_tasks,
    EVENTS: _own_events,
    "criteria": self_scores.own,
    unit_scores.DATASET: unit_scores.own,
}


def _needs_own(entering: Entering) -> None:
    """Refused `other_unit` for a record of another unit, `bad_entry` for what does not fit its record."""
    own = _OWN.get(entering.dataset, _own_cases)(entering)
    if entering.within is not None and entering.values.keys() - own:
        raise other_unit()


def entries(store: Store, agency: str, dataset: str, as_of: date | None = None) -> pd.DataFrame:
    """What holds now, or was known on a day: record_key, name, value, entered_at (UTC), entered_by; values taken back
    are left out."""
    found = store.run("office/entries", agency=agency, dataset=dataset, as_of=as_of)
    return found[found["value"].notna()].reset_index(drop=True)


def wide(store: Store, agency: str, dataset: str, as_of: date | None = None) -> pd.DataFrame:
    """The same with one row per record: record_key, a column per declared entry, entered_at, entered_by."""
    found = entries(store, agency, dataset, as_of)
    names = list(DATASETS[dataset].entries)
    if found.empty:
        return pd.DataFrame(columns=["record_key", *names, "entered_at", "entered_by"])
    table = found.pivot(index="record_key", columns="name", values="value").reindex(columns=names)
    last = found.sort_values("entered_at").groupby("record_key")[["entered_at", "entered_by"]].last()
    return table.join(last).reset_index()
