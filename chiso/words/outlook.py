"""What a figure is expected to be on its target's date: the value, between what, whether it will do. Pure."""

from chiso.core.periods import short_day
from chiso.figures.judging import EVEN, HARD, Value
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import pair, show

SURE = 0.8  # chances from which on it is said to be high
# Chances up to a limit, in words; the limits are those of the states "Khó đạt", "Chậm tiến độ", "Đúng tiến độ".
_CHANCES = ((HARD, "thấp"), (EVEN, "trung bình"), (SURE, "khá"), (2.0, "cao"))


def chance(found: Value) -> str:
    """ "thấp", "trung bình", "khá", "cao": how likely the target is met on its date, "không còn" where it cannot be any
    more; "" where nobody knows."""
    if found.state == "unreachable":
        return "không còn"
    known = found.forecast_chance
    return "" if known is None else next(words for limit, words in _CHANCES if known < limit)


def has_one(found: Value) -> bool:
    """Whether a forecast of the target's date can be said: none is while a month is missing or nothing is concluded."""
    return (
        found.forecast_low is not None
        and found.forecast_high is not None
        and found.forecast_chance is not None
        and found.target_date is not None
        and found.target_date > found.day
        and not found.lacking
    )


def expected(found: Value) -> str:
    """ "53,7%": never printed equal to a target that it is not."""
    assert found.forecast is not None
    if found.target is None:
        return show(found.forecast, rate=found.is_rate)
    return pair(found.forecast, found.target, rate=found.is_rate).value


def span(found: Value) -> str:
    """ "từ 53,3% đến 54,1%"; "" where both are printed the same."""
    low, high = (
        show(number or 0.0, rate=found.is_rate) for number in (found.forecast_low, found.forecast_high)
    )
    return f"từ {low} đến {high}" if low != high else ""


def on_card(found: Value) -> str:
    """ "Dự báo 30/11: 53,7%, khả năng đạt thấp"; of what is met now how likely it stays so, where that is not sure."""
    if (
        not has_one(found)
        or not found.is_assigned
        or found.target_date is None
        or found.forecast_chance is None
    ):
        return ""
    day = short_day(found.target_date, found.day)
    if found.state == "met":
        return f"Khả năng giữ đến {day}: {chance(found)}" if found.forecast_chance < SURE else ""
    if not found.is_rate or found.state not in ("on_track", "behind", "hard"):
        return ""
    return f"Dự báo {day}: {expected(found)}, khả năng đạt {chance(found)}"


def sentence(found: Value) -> str:
    """ "Khả năng đạt: thấp; dự báo 53,7% (từ 53,3% đến 54,1%) vào 30/11"; "" where none can be said."""
    if not has_one(found) or found.target_date is None:
        return ""
    between = f" ({span(found)})" if span(found) else ""
    day = short_day(found.target_date, found.day)
    text = f"Khả năng đạt: {chance(found)}; dự báo {expected(found)}{between} vào {day}"
    return Sentence(text, *Claim.of_values(found))
