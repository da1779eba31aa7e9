"""What a figure would be if more of what comes counted, whose part of what is missing that is. Pure."""

from collections.abc import Mapping
from math import ceil
from typing import Any

from chiso.core.periods import short_day
from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.gap import whole_numbers
from chiso.figures.judging import Value
from chiso.figures.targets import EXACT, Entry
from chiso.figures.what_if import Answer, Change, Part
from chiso.words import outlook
from chiso.words.claims import Claim, Sentence
from chiso.words.numbers import POINTS, pair, show
from chiso.words.overdue import KINDS

TOO_LITTLE = "Chưa đủ ba tháng trọn vẹn có số liệu, hoặc còn thiếu số, nên chưa dự báo được."


def result(found: Answer) -> str:
    """ "55,7% vào 30/11, đạt chỉ tiêu 55% từ ngày 24/11"; what it would not reach, by how much."""
    if found.value is None or found.target is None or found.target_date is None:
        return TOO_LITTLE
    both, day = pair(found.value, found.target, rate=True), short_day(found.target_date, found.target_date)
    if not found.days:
        return f"Đã qua ngày {day}: {both.value}, {'đạt' if found.met else 'chưa đạt'} chỉ tiêu {both.other}"
    points = "" if found.points is None else f"; {format_number(found.points, 2)} điểm theo quy tắc chấm"
    if not found.met:
        gap = f", cách {both.gap} {POINTS}" if both.sign else ""
        return f"{both.value} vào {day}, chưa đạt chỉ tiêu {both.other}{gap}{points}"
    since = f" từ ngày {short_day(found.reached_on, found.target_date)}" if found.reached_on else ""
    return f"{both.value} vào {day}, đạt chỉ tiêu {both.other}{since}{points}"


def gap(found: Answer, things: str) -> str:
    """What is still to come, how much of it must count, what the forecast brings and lacks; "" where none is known, and
    of a unit, whose part goes by what it could still bring (`of_unit`)."""
    base = found.base
    if base.needed is None or base.missing is None or found.expected is None or found.unit or not found.days:
        return ""
    come = f"dự kiến còn {format_number(round(found.expected))} {things}"
    if base.needed <= 0:
        return f"Từ nay đến hạn {come}; phần đã đạt đủ cho chỉ tiêu"
    if base.weekly is None:
        over = format_number(base.needed - round(found.expected))
        return f"Từ nay đến hạn {come}; dù tất cả đều đạt vẫn thiếu {over}"
    head = f"Từ nay đến hạn {come}, phải có {format_number(base.needed)} đạt"
    if not base.missing:
        return f"{head}; theo dự báo là đủ"
    brings = f"{head}; theo dự báo có {format_number(base.needed - base.missing)}, thiếu {format_number(base.missing)}"
    return f"{brings}, tức thêm {format_number(base.weekly)} mỗi tuần"


def of_unit(part: Part, things: str) -> str:
    """ "Phòng Nghiệp vụ 2: thêm 154 hồ sơ, 36 mỗi tuần (còn nhận khoảng 1.038)"; "" without a part."""
    if not part.missing or part.weekly is None:
        return ""
    more, weekly, come = map(format_number, (part.missing, part.weekly, round(part.expected)))
    return f"{part.unit_name}: thêm {more} {things}, {weekly} mỗi tuần (còn nhận khoảng {come})"


def sentence(found: Answer, asked: Asked, change: Change) -> Sentence:
    """ "Mỗi tuần thêm 45 hồ sơ: 55,02% vào 30/11, đạt chỉ tiêu 55% …", with what it claims."""
    more = sum(change.more.values())
    if change.share is not None:
        head = f"Từ nay đạt {show(change.share, rate=True)}: "
    else:
        head = f"Mỗi tuần thêm {format_number(more)}: " if more else "Theo đà hiện nay: "
    numbers = {"value": found.value, "target": found.target, "missing": found.base.missing}
    return Sentence(
        head + result(found), Claim.of(f"what_if:{found.indicator}:{change.text}", asked, numbers)
    )


def shares(found: Answer) -> str:
    """ "Theo dự báo 67,7%, để vừa đạt phải 82,4%": the share of what is still to come."""
    base = found.base
    if base.share is None or base.needed is None or not found.expected or found.unit:
        return ""
    need = base.needed / found.expected
    goal = (
        f"để vừa đạt phải {show(ceil(need * 1000 - EXACT) / 1000, rate=True)}"
        if need <= 1
        else "không mức nào đủ"
    )
    return f"Theo dự báo {show(base.share, rate=True)}" + (f"; {goal}" if need > 0 else "")


def is_open(found: Value) -> bool:
    """Whether a plan can be tried for a figure: a share of events, forecast for a level to be reached that is ahead."""
    return (
        outlook.has_one(found) and found.is_rate and found.needed is not None and found.expected is not None
    )


def rows(found: Answer, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """A line per unit that still expects anything (by its short name) and their sum: what it expects, how many must be
    added, a week; whole numbers that add up."""
    parts = [part for part in found.parts if part.expected > 0]
    come = whole_numbers([part.expected for part in parts], round(sum(part.expected for part in parts)))
    made: list[dict[str, Any]] = [
        {"unit_name": names.get(part.unit) or part.unit_name, "expected": many, "missing": part.missing}
        | {"weekly": part.weekly}
        for part, many in zip(parts, come, strict=True)
    ]
    whole: dict[str, Any] = {"unit_name": "Cộng"}
    for name in ("expected", "missing", "weekly"):
        numbers = [row[name] for row in made]
        whole[name] = None if None in numbers else sum(numbers)
    return [*made, whole] if len(made) > 1 else made


def lines(found: Answer, entry: Entry) -> tuple[str, ...]:
    """The answer of the command line."""
    things, base = KINDS[entry.dataset].things, found.base
    forecast = ""
    if (
        found.days
        and base.forecast is not None
        and base.forecast_low is not None
        and base.forecast_high is not None
    ):
        numbers = [
            show(number, rate=True) for number in (base.forecast, base.forecast_low, base.forecast_high)
        ]
        forecast = "Nếu cứ như hiện nay: {} (từ {} đến {})".format(*numbers)
    said = (
        f"{entry.name}: {result(found)}",
        forecast,
        gap(found, things),
        *(of_unit(part, things) for part in found.parts),
    )
    return tuple(filter(None, said))
