"""Findings: one Vietnamese sentence per thing that matters, shared by pages and slides.

Pure. A sentence has at most 30 words and never says more than its numbers do (chiso/words/numbers.py): a value that
misses its target is never printed equal to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chiso.core.periods import months_earlier, short_day
from chiso.core.text import counted
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.judging import Value
from chiso.figures.targets import Step, rounded_up
from chiso.figures.verdicts import has_crossed, past
from chiso.words.numbers import POINTS, Pair, in_words, pair, show
from chiso.words.states import SHORT, STATES
from chiso.words.unknown import ONLY_LEFT, amount, undecided

MOST_WORDS = 30


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
    gap: str = ""  # and the months without a file, in which some of it may have been done


def count_words(text: str) -> int:
    """Words as a reader counts them: pieces between blanks."""
    return len(text.split())


def compose(head: str, clause: str = "") -> str:
    """`head`, and the clause where it still fits, closed by a full stop."""
    text = f"{head}; {clause}" if clause and count_words(f"{head}; {clause}") <= MOST_WORDS else head
    return text.rstrip(".") + "."


def period(found: Value) -> str:
    """ "15/12/2023 – 31/10/2024", of a state "31/10/2024": the days that a value speaks of, with the months missing."""
    days = " – ".join(dict.fromkeys(format_date(day) for day in (found.first, found.day) if day))
    return ", ".join(filter(None, (days, lacking(found))))


def passed(found: Value) -> tuple[str, ...]:
    """ "60% vào 30/9: chưa đạt (57,8%)": the verdicts of the year's earlier targets beside the one that counts now, and
    at last of that where its day is past."""
    said = (
        _then(found, step)
        for step in found.steps
        if step.kind == "target" and (step.target_date != found.target_date or step is past(found))
    )
    return tuple(filter(None, said))


def on_its_day(found: Value) -> str:
    """That of a figure whose assigned target has had its day, else ""."""
    step = past(found)
    return _then(found, step) if found.is_assigned and step else ""


def judged_on(found: Iterable[Value]) -> str:
    """ "Hồ sơ trực tuyến xét chỉ tiêu vào 30/11": the day of verdicts, where a value has crossed its target since; else
    ""."""
    days = {
        one.short_name: short_day(one.target_date, one.as_of)
        for one in found
        if has_crossed(one) and one.target_date
    }
    return ", ".join(f"{name} xét chỉ tiêu vào {day}" for name, day in days.items())


def _then(found: Value, step: Step) -> str:
    """What a step came to on its day; "" where it has no verdict."""
    if step.verdict not in ("met", "missed") or step.value is None or step.target_date is None:
        return ""
    both, day = pair(step.value, step.target, rate=found.is_rate), short_day(step.target_date, found.as_of)
    return f"{both.other} vào {day}: {'đạt' if step.verdict == 'met' else 'chưa đạt'} ({both.value})"


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
        text = f"{rate.name} {amount(found)}, chưa kết luận: {why}."
        return Finding(text, state.code, rate.page, state.badness * 100.0, "", chosen, found.indicator)
    missed = [words for words in passed(found) if ": chưa đạt" in words]
    if state.code not in SHORT or past(found):
        known, bold = f" ({lacking(found)})" if found.lacking else "", show(found.value, rate=found.is_rate)
        text = compose(f"{rate.name} {bold}{known}", missed[-1]) if missed else ""
        gap = 0.0 if state.code not in SHORT or has_crossed(found) else _weight_of_gap(found)
        weight = STATES["missed"].badness * 100 + gap
        return Finding(text, "missed", rate.page, weight, bold, chosen, found.indicator) if text else None
    both = pair(found.value, found.target, rate=found.is_rate)
    weight = state.badness * 100 + _weight_of_gap(found)
    text = next(text for text in _gap_words(found, rate, both) if count_words(text) <= MOST_WORDS)
    text = compose(text, missed[-1] if missed else "")
    return Finding(text, state.code, rate.page, weight, both.value, chosen, found.indicator)


def _weight_of_gap(found: Value) -> float:
    """How far it is from what was assigned, in points of a percent or what is counted."""
    gap = abs((found.value or 0.0) - (found.target or 0.0))
    return min(99.0, gap * (100 if found.is_rate else 1))


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
        share = f"{both.value}: {base}" if base else both.value
        told = f"{format_number(found.unknown)} chưa rõ, " if found.unknown else ""
        done = f"phải {rate.supply} trước {format_date(found.target_date)}"
        yield f"Còn {rest} {rate.things} {rate.lacking} ({told}mới đạt {share}); {done}"
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
    """An export that does not reach a month or several, and who usually brings it: nobody where `page` is none."""
    where = f"tệp {source} thường do Văn phòng tải lên" if page else "xem ở bản cài đặt của cơ quan"
    return Finding(compose(f"Chưa có số liệu {source} tháng {month}", where), "unknown", page, 200.0)
