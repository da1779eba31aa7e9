"""Đính chính: figures that stood in a kept deck, paper or conclusion and are others today, each with the imports that
changed it. Nothing of it is stored: the figures are asked anew, and what changed them is found by going back import by
import in a transaction of which nothing stays.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.clock import show as moment
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.figures.scope import catalogue
from chiso.figures.scope import find as catalogue_entry
from chiso.intake.commit import storing
from chiso.store import Store, ledger
from chiso.words.numbers import show

CODE = "changed_figure"  # the kind of finding on /doi-soat
SPAN = timedelta(days=400)  # what was shown longer ago is not asked anew
MOST_KEPT = 12  # the newest things kept: about a quarter of a year of meetings
MOST_ACTS = 40  # so many imports and roll-backs are gone back
NO_FIGURE, NO_FILE = (
    "chưa có số",
    "thay đổi ngoài các tệp: danh mục, mức giao, cách viết tên đơn vị, quy tắc tính",
)
EARLIER = "tệp nhập từ trước nữa"
COLUMNS = (
    "code", "subject", "message", "where", "as_of", "year", "indicator", "name", "unit", "then", "now", "because",
    "import_id", "file_name",
)  # fmt: skip
_OPPOSITE = {
    ledger.IMPORT: ledger.ROLLBACK,
    ledger.ROLLBACK: ledger.BRING_BACK,
    ledger.BRING_BACK: ledger.ROLLBACK,
}
Numbers = tuple[float | None, float | None, float | None]  # numerator, denominator, value
_FOUND: dict[tuple[Any, ...], pd.DataFrame] = {}
_MOST_FOUND = 8


@dataclass(frozen=True)
class _Place:
    """Which figure: one of the agency or unit asked about, or one of its units or months."""

    asked: Asked
    by: str | None
    indicator: str
    unit: str | None = None
    month: str | None = None


@dataclass
class _Change:
    """A figure that stood in something kept. `causes`: what changed it, the newest first."""

    kept: Mapping[str, Any]
    figure: Mapping[str, Any]
    place: _Place
    now: Value
    causes: list[Mapping[str, Any]] = field(default_factory=list)
    is_traced: bool = True  # False: more was imported since than is gone back

    @property
    def then(self) -> Numbers:
        """The figure as it was shown."""
        return tuple(self.figure.get(name) for name in ("numerator", "denominator", "value"))  # type: ignore[return-value]


def find(store: Store, agency: str, as_of: date) -> pd.DataFrame:
    """The figures shown up to the day that are others now, one row each (`COLUMNS`), the newest first.

    Of the newest things kept; asked once per data version, as page, list and deck need it.
    """
    decks = [one for one in meetings.decks(store, agency) if as_of - SPAN <= one["as_of"] <= as_of]
    asked = (
        store.home,
        store.data_version,
        agency,
        as_of,
        *(str(one["kept_at"]) for one in decks[:MOST_KEPT]),
    )
    found = _FOUND.get(asked)
    if found is None:
        changes = _changed(store, decks[:MOST_KEPT])
        if changes:
            _trace(store, agency, changes)
        if len(_FOUND) >= _MOST_FOUND:
            _FOUND.clear()
        found = _FOUND[asked] = pd.DataFrame([_row(change) for change in changes], columns=list(COLUMNS))
    return found.copy()


def _changed(store: Store, decks: Iterable[Mapping[str, Any]]) -> list[_Change]:
    shown: list[tuple[Mapping[str, Any], Mapping[str, Any], _Place]] = []
    for kept in decks:
        if kept["data_version"] != store.data_version:
            shown += [(kept, figure, _place(kept, figure)) for figure in kept["figures"] if _stood(figure)]
    answers = _answers(store, (place for _, _, place in shown))
    found = [
        _Change(kept, figure, place, answers[place]) for kept, figure, place in shown if place in answers
    ]
    return [change for change in found if not _same(change.then, _numbers(change.now))]


def _stood(figure: Mapping[str, Any]) -> bool:
    """Whether it was shown; of what was kept before that was noted all headline figures were."""
    return "indicator" in figure and figure.get("slide", "") is not None


def _place(kept: Mapping[str, Any], figure: Mapping[str, Any]) -> _Place:
    said = kept["choice"].get("asked") or {}
    first, last = (date.fromisoformat(said[name]) if said.get(name) else None for name in ("from", "to"))
    asked = Asked(
        agency=kept["agency"],
        as_of=kept["as_of"],
        year=said.get("year") or 0,
        unit=said.get("unit"),
        date_from=first,
        date_to=last,
    )
    unit, month = figure.get("unit"), figure.get("month")
    by = "month" if month else "unit" if unit else None
    return _Place(asked, by, figure["indicator"], unit, month)


def _answers(store: Store, places: Iterable[_Place]) -> dict[_Place, Value]:
    """The figures of these places as they are now."""
    questions = {(one.asked, one.by, one.indicator if one.by == "month" else None) for one in places}
    found = {}
    for asked, by, indicator in questions:
        for value in figures.values(store, asked, indicator, by):
            parts = {"unit": value.unit} if by == "unit" else {"month": value.month} if by else {}
            found[_Place(asked, by, value.indicator, **parts)] = value
    return found


def _numbers(value: Value | None) -> Numbers:
    return (value.numerator, value.denominator, value.value) if value else (None, None, None)


def _same(one: Numbers, other: Numbers) -> bool:
    """Alike as far as sums of floating numbers can be."""
    return all(
        a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9))
        for a, b in zip(one, other, strict=True)
    )


def _trace(store: Store, agency: str, changes: list[_Change]) -> None:
    """Finds what changed each figure: the imports and roll-backs since it was kept are taken back, the newest first,
    until it is again as it was shown; those at which it moved are its causes."""
    since = min(change.kept["kept_at"] for change in changes)
    turns = store.rows("desk/turns", agency=agency, since=since, most=MOST_ACTS + 1)
    beyond = [turn["at"] for turn in turns[MOST_ACTS:]]
    of = [_datasets(store, change) for change in changes]
    at = [_numbers(change.now) for change in changes]
    left = set(range(len(changes)))
    with store.transaction(is_trial=True):
        for turn in turns[:MOST_ACTS]:
            mine = [
                number
                for number in left
                if changes[number].kept["kept_at"] < turn["at"] and turn["dataset"] in of[number]
            ]
            if not mine:
                continue
            storing.turned(store, {"import_id": turn["import_id"], "action": _OPPOSITE[turn["what"]]})
            answers = _answers(store, [changes[number].place for number in mine])
            for number in mine:
                change, before = changes[number], _numbers(answers.get(changes[number].place))
                if not _same(before, at[number]):
                    change.causes.append(turn)
                at[number] = before
                if _same(before, change.then):
                    left.discard(number)
    for number in left:
        changes[number].is_traced = not any(at > changes[number].kept["kept_at"] for at in beyond)


def _datasets(store: Store, change: _Change) -> frozenset[str]:
    """Files of which kinds can move a figure."""
    asked = change.place.asked
    entry = catalogue_entry(catalogue(store, asked.agency, asked.year), change.place.indicator)
    further = {"dossiers"} if entry.dataset == "procedures" else set()
    return frozenset({entry.dataset, "measurements", *further})


# --- in words -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stood:
    """What was kept, as a correction calls it; how its subject and its message begin, by which it is marked as seen."""

    where: str
    subject: str
    message: str


def stood_in(kept: Mapping[str, Any]) -> Stood:
    """Of a row of meetings.decks."""
    where = f"{meetings.KEPT.get(kept['kind'], 'Báo cáo')} “{kept['title']}”"
    return Stood(where, f"{kept['title']}: ", f"{where} (số liệu đến {format_date(kept['as_of'])}")


def _row(change: _Change) -> dict[str, Any]:
    kept, now, causes = change.kept, change.now, change.causes[::-1]
    month = change.place.month
    part = now.unit_name if change.place.unit else f"tháng {month[5:]}/{month[:4]}" if month else ""
    name = f"{now.name} ({part})" if part else now.name
    stood = stood_in(kept)
    then, today = _said(now, change.then), _said(now, _numbers(now))
    known = [*map(_cause, causes), *([] if change.is_traced else [EARLIER])]
    because = "; ".join(known) or NO_FILE
    slide = f", {change.figure['slide']}" if change.figure.get("slide") else ""
    return {
        "code": CODE,
        "subject": f"{stood.subject}{name}",
        "message": f"{stood.message}{slide}), {name}: {then} → {today}, do {because}.",
        "where": f"{stood.where}{slide}",
        "as_of": kept["as_of"],
        "year": change.place.asked.year,
        "indicator": now.indicator,
        "name": name,
        "unit": change.place.unit or change.place.asked.unit,
        "then": then,
        "now": today,
        "because": because[0].upper() + because[1:],
        "import_id": causes[-1]["import_id"] if causes else None,
        "file_name": causes[-1]["file_name"] if causes else None,
    }


def _said(value: Value, numbers: Numbers) -> str:
    top, base, number = numbers
    if number is None:
        return NO_FIGURE
    words = show(number, rate=value.is_rate)
    return words if top is None or base is None else f"{words} ({format_number(top)}/{format_number(base)})"


def _cause(turn: Mapping[str, Any]) -> str:
    words = {ledger.ROLLBACK: "hoàn tác ", ledger.BRING_BACK: "khôi phục "}.get(turn["what"], "")
    return f"{words}tệp “{turn['file_name']}” (lần nhập #{turn['import_id']}, {turn['who']}, {moment(turn['at'])})"
