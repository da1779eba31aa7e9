"""What a giao ban is told: what changed since the one before, what became of promises, what each room has to do."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.judging import Value
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.promises import BROKEN, KEPT, MOVED, STANDING
from chiso.words.cards import UNCHANGED, Kpi
from chiso.words.findings import in_words, pair, show
from chiso.words.overdue import KINDS
from chiso.words.states import STATES

QUESTION = "Từ giao ban trước đến nay có gì thay đổi?"
NEW, STILL, CLEARED, DONE = "new", "still", "cleared", "done"
CHANGES: Mapping[str, str] = {
    NEW: "+ phát sinh",
    STILL: "= còn",
    CLEARED: "✓ đã giải quyết",
    DONE: "✓ đã xong",
}
OUTCOMES: Mapping[str, str] = {
    BROKEN: "▲ lỡ hẹn", KEPT: "✓ giữ hẹn", MOVED: "↷ hẹn lại", STANDING: "chưa đến hẹn"
}  # fmt: skip
NO_PROMISE = "none"
# of conclusions
BECAME: Mapping[str, str] = {KEPT: "✓ đạt", BROKEN: "▲ chưa đạt", MOVED: "↷ lùi hạn", STANDING: "đang làm"}
FILTERS: Mapping[str, str] = {
    "": "Tất cả", NEW: "Phát sinh", STILL: "Còn", CLEARED: "Đã giải quyết", BROKEN: "Lỡ hẹn", KEPT: "Giữ hẹn",
    MOVED: "Hẹn lại", NO_PROMISE: "Chưa hẹn",
}  # fmt: skip
MOST_NAMED = 2  # numbers in the line of a room
MOST_LETTERS = 600  # of such a line, as a message


def delta(now: Value | None, before: Value | None) -> str:
    """How a figure moved, in points or in what is counted: "↗ 0,5", "↘ 2", "→"; "" where one of them is unknown or they
    are of two years."""
    both = (now, before)
    if any(one is None or one.value is None or one.asked is None for one in both) or _years(*both) > 1:
        return ""
    found = pair(now.value, before.value, rate=now.is_rate)  # type: ignore[union-attr,arg-type]
    return f"{'↗' if found.sign > 0 else '↘'} {found.gap.rstrip('%')}" if found.sign else "→"


def _years(*found: Value | None) -> int:
    return len({one.asked.year for one in found if one is not None and one.asked is not None})


def headline(lists: Mapping[str, pd.DataFrame]) -> str:
    """What came on the lists of what is overdue, left them, stayed."""
    new, cleared, still = (len(lists[name]) for name in (NEW, CLEARED, STILL))
    if not (new or cleared or still):
        return "Không có việc quá hạn, cả kỳ này và kỳ trước"
    parts = [f"{format_number(new)} phát sinh", f"{format_number(still)} còn từ kỳ trước",
             f"{format_number(cleared)} đã giải quyết"]  # fmt: skip
    return f"{format_number(new + still)} việc quá hạn: {', '.join(parts)}"


def promised(found: pd.DataFrame, open_without: int) -> Kpi:
    """Of the promises that fell due how many were kept, and what else became of them."""
    count = found["outcome"].value_counts()
    kept, broken, moved = (int(count.get(one, 0)) for one in (KEPT, BROKEN, MOVED))
    parts = [f"{format_number(moved)} hẹn lại" if moved else "",
             f"{format_number(open_without)} việc quá hạn chưa có ngày hẹn xong" if open_without else ""]  # fmt: skip
    return _kept("Giữ hẹn", kept, (broken, "lỡ hẹn"), "\n".join(filter(None, parts)))


def concluded(rows: Iterable[Mapping[str, Any]]) -> Kpi:
    """Of the conclusions that have been judged how many were kept."""
    outcomes = [row["outcome"] for row in rows]
    kept, broken, standing = (outcomes.count(one) for one in (KEPT, BROKEN, STANDING))
    under = f"{format_number(standing)} đang làm" if standing else ""
    return _kept("Kết luận", kept, (broken, "chưa đạt"), under)


def _kept(name: str, kept: int, broken: tuple[int, str], under: str) -> Kpi:
    """How many were kept of those that were judged; `broken`: how many were not, and how that is called."""
    many, words = broken
    state = STATES["missed"].named(f"{format_number(many)} {words}") if many else STATES["no_target"]
    value = f"{format_number(kept)}\u00a0/\u00a0{format_number(kept + many)}" if kept + many else "–"
    return Kpi(name, value, state, under)


def listed(card: Kpi, kind: str, lists: Mapping[str, pd.DataFrame]) -> Kpi:
    """A card of what is overdue of a kind, with what came and went."""
    new, cleared, still = (int((lists[name]["kind"] == kind).sum()) for name in (NEW, CLEARED, STILL))
    under = f"phát sinh {new}, đã giải quyết {cleared}, còn từ kỳ trước {still}"
    return Kpi(card.name, card.value, card.state, under, card.change, card.color)


def tasks(now: Value | None, before: Value | None) -> Kpi:
    """The tasks that are overdue."""
    name = "Nhiệm vụ quá hạn"
    if now is None or now.value is None:
        return Kpi(name, "–", STATES["unknown"])
    moved = delta(now, before)
    change = None if not moved else UNCHANGED if moved == "→" else moved.replace("↗ ", "").replace("↘ ", "-")
    return Kpi(name, show(now.value, rate=False), STATES[now.state], "", change)


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


def figure(row: Mapping[str, Any]) -> str:
    """How the figure of a conclusion moved, and what it was to be: "Trực tuyến 40% → 40,6%, cần 45%"."""
    if "name" not in row:
        return "–"
    was, is_, wanted = (
        "○" if row[name] is None else show(row[name], rate=row["is_rate"])
        for name in ("then", "now", "wanted")
    )
    return f"{row['name']} {was} → {is_}" + ("" if row["wanted"] is None else f", cần {wanted}")


def told_then(row: Mapping[Any, Any]) -> str:
    """A figure that a meeting saw and that is another today (a row of desk.corrections): "Đã trình 24/10: Hồ sơ quá
    hạn 16; nay tính lại 19, do tệp …"."""
    day, because = format_date(row["as_of"])[:5], str(row["because"])
    now = f"nay tính lại {row['now']}, do {because[0].lower()}{because[1:]}"
    return f"Đã trình {day}: {row['name']} {row['then']}; {now}."


def duties(late: pd.DataFrame, soon: pd.DataFrame, conclusions: int) -> str:
    """What a room has to do in the coming week, in one line of at most 600 characters: its overdue records (of tasks
    and petitions the first by number), its broken promises, what falls due soon, its conclusions that were not met."""
    parts = []
    for code, kind in KINDS.items():
        mine = late[late["kind"] == code]
        if len(mine):
            named = "" if code in ("dossiers", "plan") else f" ({_numbers(mine['id'])})"
            parts.append(f"{format_number(len(mine))} {kind.things} quá hạn{named}")
    if len(soon):
        parts.append(f"{format_number(len(soon))} hồ sơ đến hạn trong {in_words(SOON_DAYS)} ngày làm việc")
    head = f"Giải quyết {', '.join(parts)}" if parts else ""
    broken = int((late["outcome"] == BROKEN).sum())
    again = f"báo lại ngày xong của {format_number(broken)} việc đã lỡ hẹn" if broken else ""
    old = f"thực hiện {format_number(conclusions)} kết luận giao ban chưa đạt" if conclusions else ""
    line = "; ".join(filter(None, (head, again, old)))
    return line[:1].upper() + line[1:MOST_LETTERS]


def _numbers(ids: pd.Series) -> str:
    return ", ".join([*ids.head(MOST_NAMED), *(["…"] if len(ids) > MOST_NAMED else [])])
