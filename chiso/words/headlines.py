"""Titles of charts and tables: what the figure says, in at most fifteen words. Pure; the same rules as findings.py."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, dropwhile, pairwise, takewhile
from typing import Any

from chiso.core.periods import short_day
from chiso.core.text import NAMELESS, missing, named_unit
from chiso.core.vietnamese import format_number
from chiso.figures.judging import SMALL_BASE, Value
from chiso.words.findings import count_words, lacking, largest, on_its_day
from chiso.words.numbers import POINTS, in_words, pair, show
from chiso.words.states import SHORT, STATES
from chiso.words.unknown import ONLY_LEFT, amount

MOST_WORDS = 15
TWO_LINES = 24  # words of a headline that names a procedure, a criterion, a few rates
UNJUDGED = ("none", "unknown", "undecided", "small_base")  # states that say nothing of a target
ALL_CALM = "Không có việc quá hạn, không có chỉ tiêu chưa đạt hay chậm tiến độ."
NO_POINT_LOST = "Không tiêu chí nào bị trừ điểm."
_NONE_CAME = "Không phát sinh hồ sơ để tính các chỉ tiêu"


def fit(*choices: str) -> str:
    """The first that is short enough; else the last."""
    return next((text for text in choices if count_words(text) <= MOST_WORDS), choices[-1])


def online(value: float | None, now: Value, *, is_official: bool = True) -> str:
    """The way to the online target of `now`; `is_official`: `value` is its own, not of another denominator."""
    if value is None or missing(value):
        return "Chưa có số liệu hồ sơ trực tuyến"
    known = f" ({lacking(now)})" if now.lacking else ""
    if now.ended is not None:
        return f"Hồ sơ trực tuyến đạt {show(value, rate=True)}{known} khi đơn vị thôi hoạt động"
    if now.target is None or not now.is_assigned:
        none = "chỉ tiêu tính cho cả năm" if now.is_range else "chưa giao chỉ tiêu"
        return f"Hồ sơ trực tuyến đạt {show(value, rate=True)}{known}, {none}"
    both = pair(value, now.target, rate=True)
    if is_official and (then := on_its_day(now)):
        return f"Hồ sơ trực tuyến {both.value}{known}; {then}"
    if both.sign >= 0:
        over = f"vượt chỉ tiêu {both.gap} {POINTS}" if both.sign else "bằng chỉ tiêu"
        return f"Hồ sơ trực tuyến đạt {both.value}{known}, {over}"
    below = f"Hồ sơ trực tuyến đạt {both.value}{known}, thấp hơn chỉ tiêu {both.gap} {POINTS}"
    if not is_official or now.lacking or now.state not in STATES or now.target_date is None:
        return below
    word, day = STATES[now.state].word.lower(), short_day(now.target_date, now.day)
    if now.state in ("unreachable", "missed"):
        return f"Hồ sơ trực tuyến {both.value}, {word} {both.other} vào {day}"
    if not now.needed or now.state not in ("on_track", *SHORT):
        return below
    more = f"cần thêm {format_number(now.needed)} hồ sơ đến {day}"
    return fit(f"Hồ sơ trực tuyến {both.value}, {word} {both.other}: {more}" if now.state == "hard" else
               f"Hồ sơ trực tuyến {both.value}, {word}: {more}")  # fmt: skip


def months_against(
    values: Sequence[float | None],
    target: float | None,
    *,
    year_value: float | None,
    needed: float | None = None,
) -> str:
    """How many of the last months reached the target in a row; of what is `needed` from now on that none did."""
    known = [value for value in values if value is not None]
    if not known:
        return "Chưa có số liệu theo tháng"
    if target is None or missing(target):
        return f"Tháng gần nhất đạt {show(known[-1], rate=True)}"
    if needed is not None and needed > max(known):
        return f"Từ nay cần {show(needed, rate=True)}: chưa tháng nào đạt mức ấy"
    goal, reached, newest = show(target, rate=True), known[-1] >= target, dropwhile(missing, reversed(values))
    run = len(list(takewhile(lambda one: one is not None and (one >= target) == reached, newest)))
    months = "Tháng gần nhất" if run == 1 else f"{in_words(run, capital=True)} tháng liền"
    if reached and year_value is not None and not missing(year_value) and year_value < target:
        return fit(f"{months} đạt {goal}, nhưng lũy kế còn thiếu", f"{months} đạt {goal}")
    return f"{months} {'' if reached else 'chưa '}đạt {goal}"


def _holding(numbers: Iterable[float], most: float) -> tuple[int, float]:
    """How many of the first numbers it takes to hold more than `most`, and what they hold; all where it never is."""
    place, held = 0, 0.0
    for number in numbers:
        place, held = place + 1, held + number
        if held > most:
            break
    return place, held


def share(
    rows: Sequence[tuple[str, float]], *, things: str, rest: str, kind: str = "đơn vị", left: float = 0
) -> str:
    """Where most of something lies. `rows` are (name, how much), largest first; `things` e.g. "hồ sơ", of which "điểm"
    have two decimals; `rest` what they are ("còn thiếu", "quá hạn"); `left`: how many more there are that nobody has
    taken over. Two are named where they fit, more are counted; nobody is left out who has as much as the last."""
    decimals = 2 if things == "điểm" else 0
    rows = [(name, number) for name, number in rows if number > 0]
    total = sum(number for _, number in rows) + left
    if not rows:
        many = f"{'Cả ' if left > 1 else ''}{format_number(left, decimals)}"
        return f"{many} {things} {rest} chưa có người nhận" if left else f"Không có {things} nào {rest}"
    place, held = _holding((number for _, number in rows), (total - left) / 2)
    ties = sum(number == rows[place - 1][1] for _, number in rows[place:])
    place, held = place + ties, held + ties * rows[place - 1][1]
    of = f"{format_number(total, decimals)} {things} {rest}"
    if total == 1 and not decimals:
        return f"{of}, {at(rows[0][0], kind)}"
    tail = f"; {format_number(left, decimals)} chưa có người nhận" if left else ""
    is_all = place == len(rows) and not left
    if place == 1:
        many = "Cả " if is_all else f"{format_number(held, decimals)}/"
        where = f"{many}{of} {at(rows[0][0], kind)}"
        return fit(where + tail, where, f"{many}{of} ở một {kind}{tail}")
    both = " và ".join(named_unit(name) for name, _ in rows[:2]) if place == 2 else ""
    counted = f"{in_words(place, capital=True)} {kind}"
    if is_all:
        choices = [f"Cả {of} ở {both}"] if both else []
        return fit(*choices, f"Cả {of} ở {counted.lower()}")
    part = f"{format_number(held, decimals)}/{of}"
    choices = [f"{both} chiếm {part}{tail}"] if both else []
    return fit(*choices, f"{counted} chiếm {part}{tail}")


def at(name: str, kind: str) -> str:
    """ "ở Văn phòng"; of what names nobody that it does not."""
    nobody = f"{inside(name)} {kind}" if name == "Chưa xác định" else inside(name)
    return f"chưa ghi {kind}" if name == NAMELESS else nobody if name.startswith("Chưa ") else f"ở {name}"


def weeks(standing: Sequence[float], *, things: str = "hồ sơ", until: date | None = None) -> str:
    """How the number of overdue moved over the last weeks, one at least; `until`: the last, where it is no newest."""
    if until:
        return f"{weeks(standing, things=things)} (đến {short_day(until, until)})"
    last = format_number(standing[-1])
    if len(standing) == 1:
        return f"Cuối tuần {f'có {last}' if standing[-1] else 'không có'} {things} quá hạn"
    steps = [(after > before) - (after < before) for before, after in pairwise(standing)][::-1]
    run = len(list(takewhile(lambda step: step == steps[0] != 0, steps)))
    if run == 0 and not standing[-1]:
        none = len(list(takewhile(lambda number: not number, reversed(standing))))
        return f"{in_words(none, capital=True)} tuần liền không có {things} quá hạn"
    if run == 0:
        return f"Số {things} quá hạn giữ ở mức {last}"
    verb, way = ("tăng", "lên") if steps[0] > 0 else ("giảm", "xuống")
    long = f" {in_words(run)} tuần liền," if run > 1 else ""
    return f"Số {things} quá hạn {verb}{long} từ {format_number(standing[-1 - run])} {way} {last}"


def worst_unit(rows: Sequence[Value], of: str = "đơn vị") -> str:
    """Which unit misses most targets, of how many of its agency's; which agency (`of`), of its own."""
    if not (assigned := [row for row in rows if row.is_assigned]):
        return f"Tỷ lệ của từng {of}"
    judged = [row for row in assigned if row.state not in UNJUDGED]
    if not judged:
        names = list(dict.fromkeys(inside(row.short_name) for row in assigned))
        whom = f"các {of}" if len(assigned) == len(rows) else " và ".join(names)
        whom = whom if len(names) < 3 else "các chỉ tiêu được giao"
        return _unjudged(f"Chưa đủ cơ sở đánh giá {whom}", assigned)
    misses = Counter(str(row.unit_name) for row in assigned if row.state in SHORT)
    if not misses:
        few = any(row.value is not None for row in assigned if row.state in UNJUDGED)
        return f"Các {of} {'đủ cơ sở đánh giá' if few else 'có số liệu'} đều {_good(judged)} chỉ tiêu"
    names, most = largest(misses.items())
    given = {("" if of == "đơn vị" else str(row.unit_name), row.indicator) for row in assigned}
    wholes = {sum(whose in ("", name) for whose, _ in given) for name in names}
    what = f"chưa đạt {most}{f'/{wholes.pop()}' if len(wholes) == 1 else ''} chỉ tiêu"
    return fit(f"{', '.join(names)} {what}", f"{in_words(len(names), capital=True)} {of} {what}")


def companions(rows: Sequence[Value]) -> str:
    """How many of a list of targets are missed."""
    known = [row for row in rows if row.value is not None]
    judged = [row for row in known if row.is_assigned]
    if over := [row for row in known if row.ended is not None and amount(row)]:
        return _first_that_fit("Đơn vị đã thôi: ", map(_said, over))
    if not judged:
        none = "Chỉ tiêu tính cho cả năm" if any(row.is_range for row in known) else "Chưa giao chỉ tiêu"
        if told := [row for row in known if row.state != "undecided"]:
            return _first_that_fit(f"{none}: ", map(_said, told))
        if known:
            return _unjudged("Chưa đủ cơ sở đánh giá", known)
        return _NONE_CAME if any(row.state == "none" for row in rows) else "Các chỉ tiêu chưa có số liệu"
    few = [row for row in judged if row.state in UNJUDGED]
    if not (judged := [row for row in judged if row.state not in UNJUDGED]):
        return _unjudged("Chưa đủ cơ sở đánh giá", few)
    bad = [row for row in judged if row.state in SHORT]
    if len(judged) == 1:
        return f"{judged[0].short_name} {'chưa đạt' if bad else _good(judged)} chỉ tiêu"
    if not bad:
        left = f"; {in_words(len(few))} chỉ tiêu chưa đủ cơ sở đánh giá" if few else ""
        all_of = in_words(len(judged), capital=True) if few else f"Cả {in_words(len(judged))}"
        return f"{all_of} chỉ tiêu đều {_good(judged)}{left}"
    text = f"{len(bad)}/{len(judged)} chỉ tiêu chưa đạt"
    if len(bad) == 1:
        return fit(f"{text}: {_said(bad[0])}", text)
    rates = [row for row in bad if row.is_rate]  # points and percentages are not compared
    if not rates:
        return text
    low = min(row.value or 0 for row in rates)
    worst = " và ".join(inside(row.short_name) for row in rates if (row.value or 0) == low)
    of = "thấp nhất" if len(rates) == len(bad) else "tỷ lệ thấp nhất"
    return fit(f"{text}, {of}: {worst} {show(low, rate=True)}", text)


def _first_that_fit(head: str, said: Iterable[str]) -> str:
    """As many as there is room for, the first one whatever it takes."""
    texts = list(accumulate(said, "{}, {}".format))
    return head + next((one for one in reversed(texts) if count_words(head + one) <= MOST_WORDS), texts[0])


def _unjudged(text: str, rows: Sequence[Value]) -> str:
    if any(not row.is_covered for row in rows):
        return f"{text}: {ONLY_LEFT}"
    is_unknown = any(row.state == "undecided" for row in rows)
    return f"{text} vì tệp thiếu cột" if is_unknown else f"{text} vì mẫu số dưới {SMALL_BASE}"


def _good(judged: Iterable[Value]) -> str:
    """What is said of targets that none misses: some may still be on the way."""
    return "đạt" if all(row.state == "met" for row in judged) else "đạt hoặc đúng tiến độ"


def _said(found: Value) -> str:
    of = (found.numerator, found.denominator) if found.small_base else ()
    number = "/".join(map(format_number, of)) if of else amount(found)
    return f"{inside(found.short_name)} {number}"


def inside(name: str) -> str:
    """A name within a sentence: "Hồ sơ qua bưu chính" as "hồ sơ …", "PAKN hài lòng" as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def lost(losses: Sequence[float], total: float) -> str:
    """How few criteria hold most of the lost points. `losses` largest first, detailed ones only."""
    if total <= 0.005:
        return "Không mất điểm ở tiêu chí nào"
    first, taken = _holding(losses, total * 0.6)
    of = f"{format_number(total, 2)} điểm"
    if not first:
        return f"Mất {of}, chưa có chi tiết"
    return f"{in_words(first, capital=True)} tiêu chí chiếm {format_number(taken, 2)}/{of} bị trừ"


def with_procedure(headline: str, name: str, most: int, *, is_all: bool) -> str:
    """A headline with the procedure that most of it (`is_all`: all of it) is of, by name where two lines hold it."""
    tail = f", đều ở {name}" if is_all else f"; nhiều nhất {name} ({format_number(most)})"
    whole = headline + tail
    return whole if count_words(whole) <= TWO_LINES else f"{headline}; {format_number(most)} ở một thủ tục"


def about(what: str, headline: str) -> str:
    """A headline that names nothing, of what."""
    return f"{what}: {headline[:1].lower()}{headline[1:]}" if headline.startswith("Chưa đủ") else headline


def change(new: float, old: float) -> float:
    """How a score moved, as it is printed with two decimals: what prints 0,00 is no change."""
    return round(new - old, 2)


def components(rows: Sequence[tuple[str, Any, Any]], edition: str, before: int | None) -> str:
    """Which components fell between two editions: (name, before, after); `edition`: "PAPI 2024"."""
    both = [(name, old, new) for name, old, new in rows if not missing(old) and not missing(new)]
    if not both:
        return f"{edition}: {in_words(len(rows))} thành phần, chưa có kỳ trước để so sánh"
    fell = sorted((new - old, name) for name, old, new in both if change(new, old) < 0)
    since = f"so với {before}"
    if not fell:
        return f"{edition}: không thành phần nào giảm điểm {since}"
    drop = change(fell[0][0], 0)
    most = [name for moved, name in fell if change(moved, 0) == drop]
    name, amount = " và ".join(most), format_number(abs(drop), 2)
    if len(fell) == 1:
        return fit(f"{edition}: chỉ {name} giảm {amount} điểm {since}",
                   f"{edition}: một thành phần giảm {amount} điểm {since}")  # fmt: skip
    return fit(
        f"{edition}: {in_words(len(fell))} thành phần giảm {since}, mạnh nhất {name} ({amount} điểm)",
        f"{edition}: {in_words(len(fell))} trong {in_words(len(both))} thành phần giảm điểm {since}",
    )


def gap(rows: Sequence[tuple[str, int]], total: int | None, *, kind: str, until: str, ended: int = 0) -> str:
    """How many more online dossiers are needed, and who has to bring most of them. `rows`: (name, part), the largest
    first; all who are equal are named, or their number. `ended`: the part of units that have ended, who bring none."""
    if total is None or total <= 0:
        return f"Không cần thêm hồ sơ trực tuyến đến {until}"
    need = f"Cần thêm {format_number(total)} hồ sơ đến {until}"
    names, most = largest([row for row in rows if row[1] > 0])
    if not names or len(names) == len(rows):
        return need
    who = " và ".join(names) if len(names) < 3 else f"{in_words(len(names))} {kind}"
    most_of_all = f"nhiều nhất {who} ({'mỗi nơi ' if len(names) > 1 else ''}{format_number(most)})"
    if ended > most:
        return f"{need}; ngoài đơn vị đã thôi, {most_of_all}"
    of_one = f"{need}; {format_number(most)} ở một {kind}" if len(names) == 1 and most <= total else need
    return fit(f"{need}; {most_of_all}", of_one)
