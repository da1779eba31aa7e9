"""Findings: one Vietnamese sentence per thing that matters, shared by pages and slides.

Pure. A sentence has at most 30 words and never says more than its numbers do: a gap is the difference of the two
numbers as printed, a value that misses its target is never printed equal to it, "tăng" and "giảm" follow what is
printed.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from chiso.core.periods import months_earlier, short_day
from chiso.core.text import counted
from chiso.core.vietnamese import format_date, format_number, spelled
from chiso.figures.judging import Value
from chiso.figures.targets import rounded_up
from chiso.words.states import SHORT, STATES
from chiso.words.unknown import ONLY_LEFT, undecided

MOST_WORDS = 30
POINTS = "điểm phần trăm"  # of rates; "điểm" alone are those of a scoring sheet
POINTS_ON_CARD = "điểm %"  # where a whole word more would be cut

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(frozen=True)
class Finding:
    """One sentence, `bold` within it, and where it leads: `filters` of the page's address; `more`: what belongs to it.
    `about`: the indicator, the kind of what is overdue, "soon", "moved", or "" for a file that is missing; `key` tells
    it from others, `sign`: the way it goes. It ranks (words.attention) by `stake`, the points of the index that are not
    decided, `swing`, change ÷ normal fluctuation, `weight`; the higher the worse, None: unknown."""

    text: str
    state: str
    page: str
    weight: float
    bold: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)
    about: str = ""
    key: str = ""
    sign: int = 0
    stake: float | None = None
    swing: float | None = None
    more: tuple["Finding", ...] = ()
    whole: str = ""  # the sentence where a paper has room for all of it
    left: int = 0  # of what is overdue, how many nobody has taken over from a unit that ended


def in_words(count: int, *, capital: bool = False) -> str:
    """Small numbers as words, as in a sentence: 4 -> bốn; larger ones as digits."""
    text = _DIGITS[count] if 0 <= count <= 10 else format_number(count)
    return text[0].upper() + text[1:] if capital else text


def count_words(text: str) -> int:
    """Words as a reader counts them: pieces between blanks."""
    return len(text.split())


def compose(head: str, clause: str = "") -> str:
    """`head`, and the clause where it still fits, closed by a full stop."""
    text = f"{head}; {clause}" if clause and count_words(f"{head}; {clause}") <= MOST_WORDS else head
    return text.rstrip(".") + "."


@dataclass(frozen=True)
class Pair:
    """A value beside what it is held against, printed so that they differ exactly when they differ."""

    value: str
    other: str
    gap: str
    sign: int  # of value − other
    number: Decimal  # what `value` prints

    @property
    def way(self) -> str:
        """Whether the value rose or fell against the other."""
        return "tăng" if self.sign > 0 else "giảm"


def pair(value: float, other: float, *, rate: bool, decimals: int | None = None) -> Pair:
    """Both numbers with the fewest decimals that keep them apart; the gap is the difference as printed.

    Rates are given as fractions and printed as percentages of one decimal, scores with two; a rate is never printed as
    100% or 0% unless it is.
    """
    decimals = (1 if rate else 2) if decimals is None else decimals
    factor = 100 if rate else 1
    value, other = float(value) * factor, float(other) * factor
    same = math.isclose(value, other, rel_tol=1e-12, abs_tol=1e-9)
    if rate and any(99 < v < 100 or 0 < v < 1 for v in (value, other)):
        decimals = max(decimals, 2)  # near the ends a tenth of a percent is not enough: 99,84%
    for places in range(decimals, 9):
        step = Decimal(1).scaleb(-places)
        shown, against = (Decimal(repr(v)).quantize(step, ROUND_HALF_UP) for v in (value, other))
        ends = ((s, v) for s, v in ((shown, value), (against, other)) if s in (0, 100))
        honest = not rate or all(math.isclose(s, v) for s, v in ends)
        if honest and (shown == against) == same:
            break
    sign = 0 if same else (1 if value > other else -1)
    shown, against, gap = (one.normalize() + 0 for one in (shown, against, abs(shown - against)))
    tail = "%" if rate else ""
    return Pair(spelled(shown) + tail, spelled(against) + tail, spelled(gap), sign, shown)


def show(value: float, *, rate: bool) -> str:
    """One number: a fraction as a percentage (never 100% by rounding), another number as it is."""
    return pair(value, value, rate=rate).value


def period(found: Value) -> str:
    """ "15/12/2023 – 31/10/2024", of a state "31/10/2024": the days that a value speaks of, with the months missing."""
    days = " – ".join(dict.fromkeys(format_date(day) for day in (found.first, found.day) if day))
    return ", ".join(filter(None, (days, lacking(found))))


def passed(found: Value) -> tuple[str, ...]:
    """ "60% vào 30/9: chưa đạt (57,8%)": the verdicts of the year's earlier targets beside the one that counts now."""
    return tuple(
        f"{show(step.target, rate=found.is_rate)} vào {short_day(step.target_date, found.as_of)}: "
        f"{'đạt' if step.verdict == 'met' else 'chưa đạt'} ({show(step.value, rate=found.is_rate)})"
        for step in found.steps
        if step.kind == "target" and step.verdict in ("met", "missed") and step.target_date is not None
        and step.value is not None and step.target_date != found.target_date
    )  # fmt: skip


def lacking(found: Value) -> str:
    """ "thiếu tháng 12/2023, 1–7": the months that no file of a value's days speaks of, "" where none is missing; where
    all are, what it rests on: "mới chỉ gồm việc còn tồn, quá hạn, chưa có tệp tháng 12"."""
    said, is_left = without(found.lacking, found.day.year), found.value is not None and not found.is_covered
    return f"{ONLY_LEFT}, {said.replace('thiếu', 'chưa có tệp')}" if is_left and found.is_rate else said


def without(months: Iterable[str], year: int) -> str:
    """The same of months (YYYY-MM) as somebody says them in a year."""
    runs: list[list[date]] = []
    for month in (date.fromisoformat(f"{one}-01") for one in months):
        if runs and months_earlier(month, 1) == runs[-1][-1] and month.month > 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    said = [
        "–".join(dict.fromkeys(str(month.month) for month in (run[0], run[-1])))
        + (f"/{run[0].year}" if run[0].year != year else "")
        for run in runs
    ]
    return f"thiếu tháng {', '.join(said)}" if said else ""


def young(found: Value) -> str:
    """ "19/46": what a rate of the year's first month stands on, said beside its verdict; "" later. The contract knows
    no smallest base but ten: the reader is to judge."""
    is_first = found.first is not None and months_earlier(found.day, 1) < found.first and not found.is_range
    # what is reported is money and the like, not records; nobody wrote in what it is counted
    is_counted = found.is_rate and not found.reported
    if not is_first or not is_counted or not found.denominator or found.numerator is None:
        return ""
    return f"{format_number(found.numerator)}/{format_number(found.denominator)}"


def change(value: float, before: float, *, rate: bool, since: str) -> str:
    """ "tăng 3 so với 30/9", "giảm 0,8 điểm phần trăm …", "không đổi …"; `since`: the other day or period in words."""
    both = pair(value, before, rate=rate)
    if both.sign == 0:
        return f"không đổi so với {since}"
    return f"{both.way} {both.gap}{f' {POINTS}' if rate else ''} so với {since}"


@dataclass(frozen=True)
class Rate:
    """A rate in a sentence: its name, the page that says more (with what chosen on it), what is counted.

    `lacking`: what those that do not count still lack; `supply`: what has to be done where that is possible afterwards.
    `failing`: what no more of may arise where the target cannot be reached any more.
    `chosen`: what its page opens on; "" stands for the indicator.
    """

    name: str
    page: str
    things: str = "hồ sơ"
    lacking: str = ""
    supply: str = ""
    failing: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    def opens(self, indicator: str) -> dict[str, str]:
        """What stands in the address of its page, so that what was said is seen."""
        return {name: picked or indicator for name, picked in self.chosen.items()}


def needed(found: Value) -> str:
    """ "82,4%" of what is to come has to count, rounded up; more than all of it is said so; "" without an answer."""
    required = found.required
    if required is None or required <= 0:
        return ""
    return "Vượt quá 100%" if required > 1 else show(rounded_up(required), rate=True)


def largest(rows: Iterable[tuple[str, int]]) -> tuple[list[str], int]:
    """The names of all that have the largest number, in their order, and that number."""
    rows = [*rows]
    most = max((number for _, number in rows), default=0)
    return [name for name, number in rows if number == most], most


def target_gap(found: Value, rate: Rate) -> Finding | None:
    """A rate that misses its target or is behind it: how far, its state, and what is left to do."""
    state = STATES[found.state]
    if found.value is None or found.target is None or not found.is_assigned:
        return None
    chosen = rate.opens(found.indicator)
    if why := undecided(found):
        text = f"{rate.name} {show(found.value, rate=True)}, chưa kết luận: {why}."
        return Finding(text, state.code, rate.page, state.badness * 100.0, "", chosen, found.indicator)
    missed = [words for words in passed(found) if ": chưa đạt" in words]
    if state.code not in SHORT:
        text = compose(f"{rate.name} {show(found.value, rate=found.is_rate)}", missed[-1]) if missed else ""
        weight = STATES["missed"].badness * 100.0
        return Finding(text, "missed", rate.page, weight, "", chosen, found.indicator) if text else None
    both = pair(found.value, found.target, rate=found.is_rate)
    weight = state.badness * 100 + min(99.0, abs(found.value - found.target) * (100 if found.is_rate else 1))
    text = next(text for text in _gap_words(found, rate, both) if count_words(text) <= MOST_WORDS)
    text = compose(text, missed[-1] if missed else "")
    return Finding(text, state.code, rate.page, weight, both.value, chosen, found.indicator)


def _gap_words(found: Value, rate: Rate, both: Pair) -> Iterator[str]:
    """The sentence, the longer words first."""
    comparison, base = found.comparison or ">=", young(found)
    strict = {">": "trên ", "<": "dưới "}.get(comparison, "")
    score = "" if found.is_rate else f" {rate.things}"
    goal, head = f"{strict}{both.other}{score}", f"{rate.name} {both.value}{score}"
    head += f" ({base} {rate.things})" if base else ""
    points = f" {POINTS}" if found.is_rate else score
    gap = f"{'vượt' if comparison.startswith('<') else 'thiếu'} {both.gap}{points}" if both.sign else ""
    word, is_ahead = STATES[found.state].word.lower(), found.required is not None and found.expected
    day = found.target_date and short_day(found.target_date, found.as_of)
    if found.lacking:  # nothing can be reckoned from a part of the year
        head += f" ({lacking(found)})"
        apart = gap.replace("thiếu", "thấp hơn") or word  # after "thiếu tháng …" no second "thiếu"
        if found.state in ("hard", "unreachable") and day:  # but of a full target one that failed is enough
            yield from (f"{head}, {said}{word} {goal} vào {day}" for said in (f"{apart}; ", ""))
        yield from (f"{head}, {apart} so với chỉ tiêu {goal}", head)
        return
    if found.is_mendable and found.state == "hard" and day and found.denominator:
        rest = format_number(found.denominator - (found.numerator or 0))
        until = format_date(found.target_date)
        share = f"{both.value}: {base}" if base else both.value
        yield f"Còn {rest} {rate.things} {rate.lacking} (mới đạt {share}); phải {rate.supply} trước {until}"
    if found.state == "unreachable":
        most = best_reachable(found)
        tail = f"{word} {goal} vào {day}"
        yield "; ".join(filter(None, (f"{head}, {gap}" if gap else head, tail + most)))
        yield f"{head}, {tail}"
    if found.state != "missed" and is_ahead and (found.needed or 0) > 0:
        rest = (
            f"{format_number(found.needed)} trong {format_number(round(found.expected or 0))} {rate.things}"
        )
        for clause in (f"{rest} dự kiến ({needed(found)})", f"{rest} ({needed(found)})", needed(found)):
            yield f"{head}, {word}: cần thêm {clause} để đạt {goal} vào {day}"
    by = f" vào {day}" if day and found.state != "missed" else ""
    against = "so với chỉ tiêu" if found.state == "behind" else "chỉ tiêu"
    yield f"{head}, {word} {against} {goal}{by}" + (f", {gap}" if gap else "")


def best_reachable(found: Value) -> str:
    """ ", tối đa còn 99,7%": what is left where everything to come counts; "" where that is not known."""
    if not found.is_rate or not found.expected or found.denominator is None or found.target in (None, 0):
        return ""
    base = found.denominator + found.expected
    return f", tối đa {show(((found.numerator or 0) + found.expected) / base, rate=True)}"


def due_soon(counts: Mapping[str, int], days: int) -> Finding | None:
    """What falls due within the next working days, by what is counted ("hồ sơ"); None where nothing does."""
    bold = counted(counts)
    text = f"{bold} đến hạn trong {in_words(days)} ngày làm việc tới."
    weight = 250 + min(sum(counts.values()), 49)
    return Finding(text, "near", "qua-han", weight, bold, about="soon") if bold else None


def moved_dates(count: int) -> Finding | None:
    """Due dates that were issued again: they hide lateness by the first date."""
    bold = f"{format_number(count)} hồ sơ"
    text = f"Tính theo ngày hẹn lần đầu, có thêm {bold} quá hạn."
    return Finding(text, "near", "qua-han", 310 + min(count, 49), bold, about="moved") if count > 0 else None


def no_data(source: str, month: str, page: str = "nhap-du-lieu") -> Finding:
    """An export that does not reach a month, and who usually brings it: nobody where `page` is none."""
    where = f"tệp {source} thường do Văn phòng tải lên" if page else "xem ở bản cài đặt của cơ quan"
    return Finding(compose(f"Chưa có số liệu {source} tháng {month}", where), "unknown", page, 200.0)
