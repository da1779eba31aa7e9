"""The figures at the top of a page: one card each, from judged values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from chiso.core.text import missing
from chiso.core.vietnamese import MINUS, fold, format_date, format_number, format_percent
from chiso.figures.insights import whole_month
from chiso.figures.judging import Value, Values
from chiso.figures.targets import Entry
from chiso.figures.verdicts import follows, stated
from chiso.words import outlook
from chiso.words.claims import Claim, Sentence, claims_of
from chiso.words.findings import lacking, needed, on_its_day, young
from chiso.words.goals import extras, target, targets, without_target
from chiso.words.goals import state as state_of
from chiso.words.numbers import POINTS_ON_CARD, pair
from chiso.words.rooms import place_among
from chiso.words.states import REAL, STATES, State, high_or_usual, real_or_usual
from chiso.words.unknown import amount, undecided

Row = Mapping[str, Any]

UNCHANGED = "không đổi"
SMALLEST_CHANGE = 0.0005  # of a rate: below a twentieth of a point a card says "không đổi"

# An indicator on a card and above a column of units, in their order: at most 16 characters
NAMES: Mapping[str, str] = {
    "online_rate": "Trực tuyến",
    "overdue_dossiers": "Quá hạn",
    "on_time_rate": "Đúng hạn",
    "digitised_rate": "Số hóa",
    "e_result_rate": "KQ điện tử",
    "task_on_time_rate": "Nhiệm vụ",
    "petition_on_time_rate": "PAKN",
}
OVERVIEW = tuple(code for code in NAMES if code not in ("digitised_rate", "e_result_rate"))
UNIT = tuple(code for code in NAMES if code != "petition_on_time_rate")


@dataclass(frozen=True)
class Kpi:
    """One figure at the top of a page. `page` (with `filters`) makes its name a link; `change` is the delta as text;
    `why`: the indicator whose change is explained."""

    name: str
    value: str
    state: State
    under: str = ""
    change: str | None = None
    color: str = "off"
    trend: Sequence[float] = ()
    page: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    help: str | None = None
    why: Entry | None = None


def figure_card(
    code: str, now: Value | None, before: Value | None, trend: Sequence[float] = (), move: int | None = None
) -> Kpi:
    """A card of `NAMES` from two values: now, and the day compared with. What is counted there is overdue dossiers.

    The change is grey unless process limits call it one: when the newest month or week lies above or below what is
    usual (`move`: insights.move, limits.newest_count), a change the same way is green or red; whether that month or
    count is unusual stands first below.
    """
    if now is None or stated(now) is None or now.state in ("unknown", "none"):
        goal = Sentence(_on_card(now), *Claim.of_values(*filter(None, [now])))
        return Kpi(NAMES[code], "–", STATES[now.state if now else "unknown"], goal)
    things, better = (f" {POINTS_ON_CARD}", "normal") if now.is_rate else (" hồ sơ", "inverse")
    number = amount(now) + ("" if now.is_rate else things)
    text = Sentence(number, *Claim.of_values(now))
    delta = _delta(now, before, things)
    sign = None if delta is None else 0 if delta == UNCHANGED else -1 if delta.startswith(MINUS) else 1
    is_told = before is None or follows(now, before)
    said = _month_or_count(now, sign, move) if is_told else ""
    under = "\n".join(filter(None, (said.capitalize(), _on_card(now))))
    color = better if sign and move == sign else "off"
    return Kpi(NAMES[code], text, STATES[now.state], under, delta, color, trend)


def _month_or_count(now: Value, sign: int | None, move: int | None) -> str:
    """Whether a rate's newest whole month is unusual, by its name: the change may be of the days since; whether a count
    is."""
    if not now.is_rate:
        return high_or_usual(sign, move)
    said = real_or_usual(sign, move)
    kind = "khác thường" if said == REAL else "bình thường"
    return f"Tháng {int(whole_month(now.as_of)[5:])} {kind}" if said else ""


def _delta(now: Value, before: Value | None, things: str) -> str | None:
    """The change as a card says it: "0,8 điểm %", "−2 hồ sơ", "không đổi"; None where there is nothing to compare."""
    if now.value is None or before is None or before.value is None or not _same_stretch(now, before):
        return None
    both = pair(now.value, before.value, rate=now.is_rate)
    if both.sign == 0 or (now.is_rate and abs(now.value - before.value) < SMALLEST_CHANGE):
        return UNCHANGED
    return Sentence(f"{MINUS if both.sign < 0 else ''}{both.gap}{things}", *Claim.of_values(now, before))


def arrow(change: str | None) -> str | None:
    """The change of a card as a text says it: "↘ 2 hồ sơ"."""
    return change if change in (None, UNCHANGED) else f"↗ {change}".replace(f"↗ {MINUS}", "↘ ")


def _same_stretch(now: Value, before: Value) -> bool:
    """Whether one follows from the other, and they count from one day on, or as long in two years."""
    if not follows(now, before):
        return False
    if now.first is None or before.first is None or now.first == before.first:
        return True
    return abs((now.day - now.first) - (before.day - before.first)) <= timedelta(days=31)


def _on_card(found: Value | None) -> str:
    said = (found and on_its_day(found)) or target(found)
    goal = f"Chỉ tiêu {said}" if said else without_target(found)
    why = found and undecided(found)
    goal = f"{goal}; chưa kết luận: {why}" if why else goal
    more: tuple[str, ...] = ()
    if found:
        base = young(found).replace("/", "\u00a0/\u00a0")
        more = ("theo báo cáo" * found.reported, outlook.on_card(found), *extras(found), lacking(found), base)
    return "\n".join(filter(None, (goal, *more)))


def line(found: Value, source: str, before: Value | None = None) -> dict[str, Any]:
    """One indicator in the table of all of them; `source`: what its records are exported from; `before`: its value on
    the day compared with."""
    state = state_of(found)
    change = _delta(found, before, f" {POINTS_ON_CARD}" if found.is_rate else "")
    return {
        "name": found.name,
        "value": amount(found) or None,
        "before": None if change is None or before is None else amount(before),
        "change": arrow(change),
        "target": "; ".join(targets(found) or (without_target(found),)),
        "state": f"{state.sign} {state.word}".strip() or None,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "required": None if state.code == "met" else needed(found) or None,
        "source": f"theo báo cáo đến {format_date(found.day)}" if found.reported else source,
    }


def share(numerator: Any, denominator: Any) -> str:
    """ "12 / 34", kept on one line."""
    return f"{format_number(numerator)}\u00a0/\u00a0{format_number(denominator)}"


def rated(rating: Any) -> State:
    """The rating of an index as its badge, "Tốt" of "TỐT": a good one is green, any other says no more than itself."""
    said = "" if missing(rating) else str(rating)
    code = "met" if fold(said).endswith(("tot", "xuat sac")) else "no_target"
    return STATES[code].named(said[:1].upper() + said[1:].lower())


def rank(row: Row) -> str:
    """ "hạng 8 / 21", "" where nobody said."""
    if missing(row["rank"]):
        return ""
    of = "" if missing(row["rank_of"]) else f"\u00a0/\u00a0{int(row['rank_of'])}"
    return f"hạng {int(row['rank'])}{of}"


def index(editions: Sequence[Row], ahead: str = "") -> Kpi:
    """The agency's CCHC index: the newest of its editions (indices.totals); `ahead`: what is expected."""
    if not editions:
        return Kpi("CCHC", "–", STATES["unknown"], "Chưa có kết quả công bố trong số liệu", page="tieu-chi")
    last = editions[-1]
    percent = "" if missing(last["most"]) else format_percent(last["got"] / last["most"])
    return Kpi(
        f"CCHC {int(last['year'])}",
        format_number(last["got"], 2),
        rated(last["rating"]),
        Sentence(
            "\n".join(filter(None, (" · ".join(filter(None, (percent, rank(last)))), ahead))),
            *claims_of(ahead),
        ),
        trend=[float(row["score"]) for row in editions],
        page="tieu-chi",
    )


def ranked(card: Kpi, mine: Value | None, everyone: Sequence[Value], whole: Value | None) -> Kpi:
    """A unit's card with its place among the units that stand in an order, where it is one, and its base."""
    if mine is None:
        return card
    parts, claims = [card.under], [*Claim.of_values(mine, *filter(None, [whole]))]
    if stated(mine) is None:
        return replace(card, under=Sentence(card.under, *claims))
    if found := place_among(mine, everyone):
        place, of = found
        parts.append(f"thứ {place} trong {of} đơn vị")
        said = {"place": place, "of": of}
        claims += [Claim.of(f"rank:{mine.indicator}", mine.asked, said)] if mine.asked else []
    if mine.denominator is not None:
        if not young(mine):  # which the card has already
            parts.append(share(mine.numerator, mine.denominator))
        if whole is not None and (of_all := amount(whole)):
            parts.append(f"chung {of_all}")
    return replace(card, under=Sentence("\n".join(filter(None, parts)), *claims))


def of_unit(now: Values, before: Values, whole: Values, everyone: Values) -> list[Kpi]:
    """A unit's cards, each with its place among today's units that have enough of them: the unit's values now and on
    the day compared with, the agency's, and those by unit."""
    items = []
    for code in UNIT:
        card = figure_card(code, now.one(code), before.one(code))
        items.append(ranked(card, now.one(code), everyone.of(code), whole.one(code)))
    return items


def reconciliation(wrong: int, lacking: int, careless: int, seen: int) -> list[Kpi]:
    """Findings by what is to be done about them."""
    calm = STATES["met"].named("Không có")
    return [
        Kpi("Số mâu thuẫn", format_number(wrong), STATES["missed"].named("Cần sửa") if wrong else calm,
            "Hai nguồn, hoặc hai cột, cho hai số khác nhau"),
        Kpi("Còn thiếu", format_number(lacking), STATES["near"].named("Cần bổ sung") if lacking else calm,
            "Dòng bị loại, hồ sơ biến mất, tháng trống, đơn vị lạ"),
        Kpi("Cần chấn chỉnh", format_number(careless), STATES["no_target"],
            "Số đúng nhưng cách làm hồ sơ chưa đúng quy định"),
        Kpi("Đã xem", share(seen, wrong + lacking + careless), STATES["no_target"],
            "Phát hiện đã có người xem và ghi chú"),
    ]  # fmt: skip
