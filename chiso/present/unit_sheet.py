"""What stands on the hand-out of a unit: its figures and lists, each number with its claim, before it is printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from chiso import figures
from chiso.core.errors import Refused
from chiso.core.vietnamese import format_date, format_number
from chiso.desk import conclusions, meetings
from chiso.figures.ask import Asked
from chiso.figures.lateness import SOON_DAYS
from chiso.present.chart import records
from chiso.present.deck import ended
from chiso.present.deck.look import Look
from chiso.present.deck.said import figure, shown
from chiso.present.outputs import look_at
from chiso.store import Store
from chiso.words import cards, heard, officials, overdue, plan, rooms
from chiso.words.claims import Claim, Sentence
from chiso.words.overdue import KINDS
from chiso.words.rooms import LEFT, NOBODY
from chiso.words.states import STATES

Row = dict[str, Any]
Lists = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Section:
    """A list on it: `table` of data/columns.csv, what its rows are called; `ticks`: a box before each row; `blank`: the
    column that is written by hand where it is empty; `is_work`: it is cut before the others are. A title that counts,
    and a row of figures (`claims`), claim what they say."""

    title: str
    table: str
    rows: list[Row]
    things: str = "việc"
    note: str = ""
    ticks: bool = False
    blank: str = ""
    is_work: bool = True


@dataclass(frozen=True)
class Sheet:
    """What the hand-out of a look's unit says, before it is cut to two pages; the title claims the lists it counts.
    `is_ended`: nobody works there any more, to be judged or to sign."""

    look: Look
    title: Sentence
    day: str
    note: str
    cards: list[cards.Kpi]
    sections: list[Section]
    is_ended: bool = False


def of_units(store: Store, asked: Asked | None) -> Iterator[Sheet]:
    """Of every unit that works on the day, in the office's order. Refused before the first import."""
    whole = Look(store, look_at(store, asked).asked.whole)
    known = figures.units(store, whole.agency)
    for unit in known.all():
        if unit.kind != "agency" and known.works(unit.unit_id, whole.as_of):
            yield _sheet(Look(store, replace(whole.asked, unit=unit.unit_id)), whole)


def of_unit(store: Store, asked: Asked | None) -> Sheet:
    """Of the unit asked for. Refused before the first import, and of a unit that begins later."""
    look = look_at(store, asked)
    if look.not_yet:
        raise Refused("not_yet", f"{look.not_yet}. Hãy chọn ngày khác.")
    return _sheet(look, Look(store, look.asked.whole))


def _sheet(look: Look, whole: Look) -> Sheet:
    kinds = [kind for kind in KINDS if look.speaks(kind)]
    late = {kind: look.overdue(kind) for kind in kinds}
    soon = {kind: look.soon(kind, SOON_DAYS) for kind in kinds}
    headline = overdue.in_all({kind: len(rows) for kind, rows in late.items()})
    units = figures.units(look.store, look.agency)
    name = rooms.dated(look.unit_name, units, str(look.asked.unit), look.as_of)
    now, before = look.values(), figures.values(look.store, look.asked.earlier())
    made = cards.of_unit(now, before, whole.values(), whole.values("unit"))
    is_told = any(card.change for card in made)
    note = f"Thay đổi trên thẻ là so với {format_date(look.asked.earlier().as_of)}" if is_told else ""
    if is_ended := ended.is_over(look):
        since, left = ended.told(look)
        note = Sentence(f"{since} {left} {note}".strip(), *left.claims)
    return Sheet(
        look,
        Sentence(f"{name}: {headline[0].lower()}{headline[1:]}", *_counts(look, "overdue", late)),
        f"Tờ phát tay · {heard.until(look.as_of, *map(look.unheard, kinds))}",
        note,
        made,
        [one for one in (*_lists(look, late, soon), *_tables(look, whole, late, soon)) if one.rows],
        is_ended,
    )


def _counts(look: Look, what: str, lists: Lists, **numbers: float) -> Iterator[Claim]:
    """What a title claims that counts lists of several kinds."""
    return (
        Claim.of(f"{what}:{kind}", look.asked, {"count": len(rows), **numbers})
        for kind, rows in lists.items()
    )


# --- what is to be done ------------------------------------------------------------------------------------------


def _lists(look: Look, late: Lists, soon: Lists) -> Iterator[Section]:
    """What is overdue, what falls due, the plan's next deadlines, the conclusions of giao ban."""
    rows = _works(late)
    came = "; ".join(sorted({str(row["former"]) for row in rows if row["is_taken"]}))
    note = "Trễ tính theo ngày làm việc; ô trống ở cột Hẹn xong để ghi tại giao ban"
    note += f"; ⟵ nhận từ {came}" if came else ""
    note += f"; {NOBODY.lower()}" if any(row["unit"] == LEFT for row in rows) else ""
    yield Section("Việc quá hạn", "handout_late", rows, note=note, blank="promised_on")
    near = {kind: one for kind, one in soon.items() if kind != "plan"}
    rows = sorted(_works(near), key=lambda row: row["due"])
    title = f"{format_number(len(rows))} việc đến hạn trong {SOON_DAYS} ngày làm việc"
    claims = _counts(look, "soon", near, days=SOON_DAYS)
    yield Section(Sentence(title, *claims), "handout_soon", rows, ticks=True)
    if "plan" in late:
        ahead = plan.soon(figures.plan(look.store, look.asked), look.as_of)
        ahead = overdue.listed(ahead.assign(state="due", role=ahead["role"].map(plan.ROLE_WORDS)))
        rows = records(ahead)
        title = f"{format_number(len(rows))} hạn của kế hoạch trong {plan.AHEAD_DAYS} ngày tới"
        claim = Claim.of("plan", look.asked, {"count": len(rows), "days": plan.AHEAD_DAYS})
        yield Section(Sentence(title, claim), "handout_plan", rows, ticks=True)
    found = conclusions.register(look.store, look.asked)
    still = found[(found["status"] == meetings.OPEN) & ~found["state"].isin((meetings.AHEAD, meetings.MET))]
    rows = [row | {"state": _sign(row["state"]) + meetings.STATES[row["state"]]} for row in records(still)]
    numbers = {"open": len(rows), "overdue": sum(still["state"] == "overdue")}
    claim = Claim.of("conclusions", look.asked, numbers)
    title = Sentence(meetings.counted(*numbers.values()), claim)
    yield Section(title, "handout_conclusions", rows, "kết luận", ticks=True)


def _sign(state: str) -> str:
    return f"{STATES['overdue'].sign} " if state == "overdue" else ""


def _works(lists: Lists) -> list[Row]:
    """Records of several kinds in one list: what is no dossier says its kind, what came from another unit says so."""
    rows = []
    for kind, found in lists.items():
        for row in records(overdue.listed(found)):
            of = "" if kind == "dossiers" else f"{KINDS[kind].name}: "
            is_taken = bool(row["former"]) and row["unit"] != LEFT
            promised = row["promised_on"] and format_date(pd.Timestamp(row["promised_on"]))
            title = f"{of}{row['title'] or ''}{' ⟵' if is_taken else ''}"
            rows.append(row | {"title": title, "promised_on": promised, "is_taken": is_taken})
    return rows


# --- how the unit stands -----------------------------------------------------------------------------------------


def _tables(look: Look, whole: Look, late: Lists, soon: Lists) -> Iterator[Section]:
    """Its figures beside the agency's; its officials, of whom a unit that has ended has none."""
    rows = []
    for value in look.values():
        if value.value is not None:
            agencys = whole.values().one(value.indicator)
            claims = Claim.of_values(value, *filter(None, [agencys]))
            rows.append(figure(value) | {"whole": shown(agencys) if agencys else "—", "claims": claims})
    yield Section("Chỉ tiêu của đơn vị, từ đầu năm CCHC", "handout_figures", rows, "chỉ tiêu", is_work=False)
    if ended.is_over(look):
        return
    found = figures.officials(look.store, look.asked)
    named = {name: _by_official(lists) for name, lists in (("late", late), ("soon", soon))}
    rows = []
    for row in records(officials.rows(found, "dossiers")):
        counts = {name: of.get(row["official"], 0) for name, of in named.items()}
        claim = Claim.of(
            f"official:{row['official']}", look.asked, {**counts, "rate": row["value"], "days": SOON_DAYS}
        )
        rows.append(
            row | counts | {"base": cards.share(row["numerator"], row["denominator"]), "claims": (claim,)}
        )
    claim = Claim.of("officials:dossiers", look.asked, officials.counts(found))
    title = Sentence(heard.known(officials.headline(found, "hồ sơ"), look.unheard("dossiers")), claim)
    yield Section(title, "handout_officials", rows, "công chức", is_work=False)


def _by_official(lists: Lists) -> Mapping[str, int]:
    """Of how many records of the lists an official is named."""
    named = pd.concat([rows["official"] for rows in lists.values()]) if lists else pd.Series(dtype=object)
    return {str(name): int(count) for name, count in named.value_counts().items()}
