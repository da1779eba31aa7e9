"""What a giao ban is told: what changed since the one before, what became of promises, what each room has to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.text import counted, missing
from chiso.core.vietnamese import MINUS, format_date, format_number
from chiso.figures.ask import Asked
from chiso.figures.between import CLEARED, NEW, STILL
from chiso.figures.judging import Value
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.promises import BROKEN, KEPT, MOVED, STANDING, UNSEEN
from chiso.figures.verdicts import follows
from chiso.reference.unit_tree import UNKNOWN
from chiso.words.cards import SMALLEST_CHANGE, UNCHANGED, Kpi, arrow
from chiso.words.claims import Claim, Sentence
from chiso.words.numbers import in_words, pair, show
from chiso.words.overdue import KINDS, in_all, things_of
from chiso.words.rooms import LEFT
from chiso.words.states import STATES

QUESTION = "Từ giao ban trước đến nay có gì thay đổi?"
DONE = "done"
CHANGES: Mapping[str, str] = {
    NEW: "+ phát sinh",
    STILL: "= còn",
    CLEARED: "✓ đã giải quyết",
    DONE: "✓ đã xong",
}
OUTCOMES: Mapping[str, str] = {
    BROKEN: "▲ lỡ hẹn", KEPT: "✓ giữ hẹn", MOVED: "↷ hẹn lại", STANDING: "chưa đến hẹn", UNSEEN: "○ chưa rõ"
}  # fmt: skip
NO_PROMISE = "none"
FILTERS: Mapping[str, str] = {
    "": "Tất cả", NEW: "Phát sinh", STILL: "Còn", CLEARED: "Đã giải quyết", DONE: "Đã xong", BROKEN: "Lỡ hẹn",
    UNSEEN: "Chưa rõ", KEPT: "Giữ hẹn", MOVED: "Hẹn lại", NO_PROMISE: "Chưa hẹn",
}  # fmt: skip
MOST_NAMED = 2  # numbers in the line of a room
NUMBERED = tuple(
    kind for kind in KINDS if kind not in ("dossiers", "plan")
)  # of which such a line names some
MOST_LETTERS = 600  # of such a line, as a message


@dataclass(frozen=True)
class Compared:
    """What a giao ban looks at, and the day of the one before: what is said of both claims it of both."""

    asked: Asked
    since: date

    def claim(self, what: str, numbers: Mapping[str, float], of: str = "") -> Claim:
        """Numbers of what changed since then; `of` which kind or unit, of all without."""
        return Claim.of(":".join(filter(None, (what, f"{self.since}", of))), self.asked, numbers)


def _moved(about: Compared, lists: Mapping[str, pd.DataFrame], kind: str = "") -> Claim:
    """What came on the lists of what is overdue, left them, stayed (counts of figures.turned_counts); of all kinds or
    of one."""
    of_kind = {name: rows[rows["kind"] == kind] if kind else rows for name, rows in lists.items()}
    return about.claim("changed", {name: int(rows["total"].sum()) for name, rows in of_kind.items()}, kind)


def delta(now: Value | None, before: Value | None) -> str:
    """How a figure moved, in points or in what is counted: "↗ 0,5", "↘ 2", "→" (also of a rate that moved less than a
    card says); "" where one does not follow from the other (`follows`), or they are of two years."""
    if now is None or before is None or now.value is None or before.value is None:
        return ""
    if not follows(now, before) or None in (now.asked, before.asked) or _years(now, before) > 1:
        return ""
    found = pair(now.value, before.value, rate=now.is_rate)
    if not found.sign or (now.is_rate and abs(now.value - before.value) < SMALLEST_CHANGE):
        return "→"
    return f"{'↗' if found.sign > 0 else '↘'} {found.gap.rstrip('%')}"


def _years(*found: Value | None) -> int:
    return len({one.asked.year for one in found if one is not None and one.asked is not None})


def headline(
    about: Compared, lists: Mapping[str, pd.DataFrame], known: Sequence[str], heard: Sequence[str]
) -> str:
    """What came on the lists of what is overdue, left them, stayed; `known`: the kinds of which a file speaks, `heard`:
    of a day after the other one, since nobody knows else what was done."""
    claim = _moved(about, lists)
    new, cleared, still = (int(dict(claim.numbers)[name]) for name in (NEW, CLEARED, STILL))
    if not (new or cleared or still):
        none = f"Không có {things_of(known)} quá hạn, cả kỳ này và kỳ trước"
        return Sentence(none if known else in_all({}), claim)
    none = (
        "chưa giải quyết được việc nào"
        if len(heard) == len(known)
        else "chưa có tệp mới để biết việc nào đã xong"
    )
    left = f"{format_number(cleared)} đã giải quyết" if cleared else none
    parts = [f"{format_number(new)} phát sinh" if new else "",
             f"{format_number(still)} còn từ kỳ trước" if still else "", left if cleared or still else ""]  # fmt: skip
    head = f"{format_number(new + still)} việc quá hạn" if new or still else "Không còn việc quá hạn"
    return Sentence(f"{head}: {', '.join(filter(None, parts))}", claim)


def promised(about: Compared, found: pd.DataFrame, open_without: int) -> Kpi:
    """Of the promises that fell due how many were kept, and what else became of them."""
    count = found["outcome"].value_counts()
    numbers = {one: int(count.get(one, 0)) for one in OUTCOMES} | {"unsaid": open_without}
    parts = ["" if len(found) else "chưa có lời hẹn nào cần theo dõi",
             f"{format_number(numbers[MOVED])} hẹn lại" if numbers[MOVED] else "",
             f"{format_number(numbers[STANDING])} {OUTCOMES[STANDING]}" if numbers[STANDING] else "",
             f"{format_number(numbers[UNSEEN])} chưa rõ, chưa có tệp sau ngày hẹn" if numbers[UNSEEN] else "",
             f"{format_number(open_without)} việc quá hạn chưa có ngày hẹn xong" if open_without else ""]  # fmt: skip
    under = Sentence("\n".join(filter(None, parts)), about.claim("promises", numbers))
    return kept("Giữ hẹn", numbers[KEPT], (numbers[BROKEN], "lỡ hẹn"), under)


def kept(name: str, kept: int, broken: tuple[int, str], under: str) -> Kpi:
    """How many were kept of those that were judged; `broken`: how many were not, and how that is called."""
    many, words = broken
    state = STATES["missed"].named(f"{format_number(many)} {words}") if many else STATES["no_target"]
    value = f"{format_number(kept)}\u00a0/\u00a0{format_number(kept + many)}" if kept + many else "–"
    return Kpi(name, value, state, under)


def listed(
    about: Compared, card: Kpi, kind: str, lists: Mapping[str, pd.DataFrame], *, is_heard: bool
) -> Kpi:
    """A card of what is overdue of a kind, with what came and went; of what nobody knows nothing came or went, without
    a file since then (`is_heard`) nothing that is known."""
    if card.state.code in ("unknown", "none"):
        return card
    claim = _moved(about, lists, kind)
    new, cleared, still = (format_number(dict(claim.numbers)[name]) for name in (NEW, CLEARED, STILL))
    went = f"đã giải quyết {cleared}, " if is_heard else ""
    under = Sentence(f"phát sinh {new}, {went}còn từ kỳ trước {still}", claim)
    return Kpi(card.name, card.value, card.state, under, card.change, card.color)


def tasks(now: Value | None, before: Value | None) -> Kpi:
    """The tasks that are overdue."""
    name = "Nhiệm vụ quá hạn"
    if now is None or now.value is None:
        return Kpi(name, "–", STATES["unknown"])
    moved = delta(now, before)
    change = (
        None if not moved else UNCHANGED if moved == "→" else moved.replace("↗ ", "").replace("↘ ", MINUS)
    )
    change = change and Sentence(change, *Claim.of_values(now, *filter(None, (before,))))
    text = Sentence(show(now.value, rate=False), *Claim.of_values(now))
    return Kpi(name, text, STATES[now.state], "", change)


def outcome(row: Mapping[Any, Any]) -> str:
    """What became of the promise about a record."""
    if missing(row["outcome"]):
        late = "○ chưa hẹn" if missing(row["now_on"]) else "mới hẹn"
        return late if row["change"] in (NEW, STILL) else "–"
    words = OUTCOMES[row["outcome"]]
    if row["outcome"] == KEPT:
        return f"{words} ({format_date(row['finished'])[:5]})"
    if row["outcome"] == MOVED:
        return f"{words} {format_date(row['now_on'])[:5]}" if not missing(row["now_on"]) else "↷ rút lời hẹn"
    return words


def told_then(about: Compared, row: Mapping[Any, Any]) -> str:
    """A figure that a meeting saw and that is another today (a row of desk.corrections): "Đã trình 24/10: Hồ sơ quá
    hạn 16; nay tính lại 19, do tệp …"."""
    day, because = format_date(row["as_of"])[:5], str(row["because"])
    now = f"nay tính lại {row['now']}, do {because[0].lower()}{because[1:]}"
    unit = None if missing(row["unit"]) else row["unit"]
    asked = replace(about.asked, as_of=row["as_of"], unit=unit, year=row["year"])
    claim = Claim.of(f"corrected:{row['indicator']}", asked, {})
    return Sentence(f"Đã trình {day}: {row['name']} {row['then']}; {now}.", claim)


def calm(known: Sequence[str]) -> str:
    """What stands where no room has anything to do, of the kinds of which a file speaks; "" where none does."""
    if not known:
        return ""
    of = "" if things_of(known) == "việc" else f" (chỉ có số liệu {things_of(known)})"
    return f"Không phòng nào có việc quá hạn hay sắp đến hạn{of}."


@dataclass(frozen=True)
class Work:
    """What a room has to do: how much of each kind is overdue, of those of `NUMBERED` the first numbers, how much falls
    due soon; how many promises were broken, conclusions were not met."""

    late: Mapping[str, int]
    numbers: Mapping[str, Sequence[str]]
    soon: Mapping[str, int]
    broken: int
    unmet: int


# What is to be done first where nobody has it
_TO_DO = {LEFT: "Phân công đơn vị nhận", UNKNOWN: "Chỉ ra đơn vị của"}


def duties(about: Compared, unit: str, work: Work) -> Sentence:
    """What a room has to do in the coming week, in one line of at most 600 characters: its overdue records (of tasks
    and petitions the first by number), its broken promises, what falls due soon, its conclusions that were not met."""
    parts = []
    for code, kind in KINDS.items():
        if count := work.late.get(code, 0):
            named = f" ({_numbers(work.numbers[code])})" if code in NUMBERED else ""
            parts.append(f"{format_number(count)} {kind.things} quá hạn{named}")
    if near := counted({kind.things: work.soon.get(code, 0) for code, kind in KINDS.items()}):
        parts.append(f"{near} đến hạn trong {in_words(SOON_DAYS)} ngày làm việc")
    head = f"{_TO_DO.get(unit, 'Giải quyết')} {', '.join(parts)}" if parts else ""
    again = f"báo lại ngày xong của {format_number(work.broken)} việc đã lỡ hẹn" if work.broken else ""
    old = f"thực hiện {format_number(work.unmet)} kết luận giao ban chưa đạt" if work.unmet else ""
    line = "; ".join(filter(None, (head, again, old)))
    numbers = {"unmet": work.unmet, BROKEN: work.broken}
    for code in KINDS:
        numbers |= {code: work.late.get(code, 0), f"{code}:soon": work.soon.get(code, 0)}
    return Sentence(line[:1].upper() + line[1:MOST_LETTERS], about.claim("duties", numbers, unit))


def summary(head: str, cards: Iterable[Kpi], said: Iterable[str], rooms: Iterable[tuple[str, str]]) -> str:
    """What the meeting is told as text to paste: its figures, what else is `said`, a line per room."""
    lines = [head, ""]
    for card in cards:
        change = arrow(card.change)
        first = f"- {card.name}: {card.value}" + (f" ({change})" if change else "")
        more = (card.state.word, *card.under.split("\n"))
        lines.append("; ".join([first, *(text[0].lower() + text[1:] for text in more if text)]))
    lines += [f"- {text}" for text in said]
    named = [f"- {name}: {line}" for name, line in rooms]
    return "\n".join([*lines, *(["", "Việc của từng phòng:", *named] if named else [])])


def _numbers(ids: Sequence[str]) -> str:
    return ", ".join([*ids[:MOST_NAMED], *(["…"] if len(ids) > MOST_NAMED else [])])
