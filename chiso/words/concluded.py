"""What became of the conclusions of a giao ban: the card, the sentence above their list, the figure of each. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from chiso.core.periods import short_day
from chiso.core.vietnamese import format_number
from chiso.figures.promises import BROKEN, KEPT, MOVED, STANDING
from chiso.figures.scope import as_day
from chiso.words.cards import Kpi
from chiso.words.claims import Claim, Sentence
from chiso.words.heard import known
from chiso.words.meeting import Compared, kept
from chiso.words.numbers import show

BECAME: Mapping[str, str] = {
    KEPT: "✓ đạt",
    BROKEN: "▲ chưa đạt",
    MOVED: "↷ lùi hạn",
    STANDING: "đang thực hiện",
}
# Outcomes in the order in which a meeting looks at them; None: of what is not judged.
BY_URGENCY = (BROKEN, MOVED, STANDING, None, KEPT)
# Of these the last two are not judged: a figure that is unknown on its day, what nobody carries on.
_COUNTED = {
    KEPT: "đạt", BROKEN: "chưa đạt", MOVED: "lùi hạn", STANDING: "đang thực hiện", "unknown": "chưa có số",
    "dropped": "dừng thực hiện",
}  # fmt: skip


def _became(about: Compared, rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, int], Claim]:
    """How many conclusions were met, not met, put off, are under way, and how many nobody judges and why."""
    outcomes = [row["outcome"] or ("dropped" if row["status"] == "dropped" else "unknown") for row in rows]
    numbers = {one: outcomes.count(one) for one in _COUNTED}
    return numbers, about.claim("concluded", numbers)


def card(about: Compared, rows: Iterable[Mapping[str, Any]]) -> Kpi:
    """Of the conclusions that have been judged how many were kept."""
    many, claim = _became(about, rows)
    rest = {one: count for one, count in many.items() if count and one not in (KEPT, BROKEN)}
    under = ", ".join(f"{format_number(count)} {_COUNTED[one]}" for one, count in rest.items())
    if not any(many.values()):
        under = "chưa có kết luận nào cần theo dõi"
    return kept("Kết luận", many[KEPT], (many[BROKEN], "chưa đạt"), Sentence(under, claim))


def headline(about: Compared, rows: Iterable[Mapping[str, Any]]) -> str:
    """How many conclusions there are, and what became of them: the parts add up."""
    many, claim = _became(about, rows)
    found = [(count, _COUNTED[one]) for one, count in many.items() if count]
    said = f": {', '.join(f'{format_number(count)} {word}' for count, word in found)}"
    if len(found) == 1:
        ((count, word),) = found
        said = f", {'đều ' if count > 1 else ''}{word}"
    return Sentence(f"{format_number(sum(many.values()))} kết luận{said}", claim)


def figure(about: Compared, row: Mapping[str, Any]) -> str:
    """How the figure of a conclusion moved, what it was to be, and on its day was where today's would be judged
    otherwise: "Trực tuyến 46% → 40,6%, cần 45% (đến hạn: 45,2%)"."""
    if "name" not in row:
        return "–"
    was, is_, wanted, on_due = (
        "○" if row[name] is None else show(row[name], rate=row["is_rate"])
        for name in ("then", "now", "wanted", "on_due")
    )
    of_whole = row["figure_of"] is None and row["unit_id"] != about.asked.agency
    asked = replace(about.asked, unit=row["figure_of"], year=0)
    due = as_day(row["due_on"]) or about.asked.as_of
    days = {"then": about.since, "now": about.asked.as_of, "on_due": due}
    claims = [
        Claim.of(row["indicator"], replace(asked, as_of=day), {"value": row[name]})
        for name, day in days.items()
        if row[name] is not None
    ]
    if row["wanted"] is not None:
        claims.append(about.claim("wanted", {"wanted": row["wanted"]}, str(row["commitment_id"])))
    since = f" từ {short_day(row['began'], about.asked.as_of)}" if row["began"] else ""
    # twice unknown as two signs says nothing
    moved = "chưa có số" if row["then"] is None and row["now"] is None else f"{was} → {is_}{since}"
    text = f"{row['name']}{' toàn cơ quan' if of_whole else ''} {moved}"
    most = "tối đa " if row["is_falling"] and row["wanted"] else ""
    text += "" if row["wanted"] is None else f", cần {most}{wanted}"
    text += "" if row["on_due"] is None else f" (đến hạn: {on_due})"
    is_told = row["now"] is not None and row["on_due"] is None
    return Sentence(known(text, row["unheard"]) if is_told else text, *claims)
