"""What a figure is expected to be on its target's date: the value, between what, whether it will do. Pure."""

from typing import Any

from chiso.core.periods import short_day
from chiso.figures.hindsight import Hindsight
from chiso.figures.judging import EVEN, HARD, Value
from chiso.words.claims import Claim, Sentence
from chiso.words.numbers import in_words, pair, show

SURE = 0.8  # chances from which on it is said to be high
# Chances up to a limit, in words; the limits are those of the states "Khó đạt", "Chậm tiến độ", "Đúng tiến độ".
_CHANCES = ((HARD, "thấp"), (EVEN, "trung bình"), (SURE, "khá"), (2.0, "cao"))


def chance(found: Value) -> str:
    """ "thấp", "trung bình", "khá", "cao": how likely the target is met on its date; "" where nobody knows."""
    known = found.forecast_chance
    return "" if known is None else next(words for limit, words in _CHANCES if known < limit)


def likely(found: Value) -> str:
    """ "Khả năng đạt: thấp"; of what cannot be met any more "Không còn khả năng đạt"."""
    return "Không còn khả năng đạt" if found.state == "unreachable" else f"Khả năng đạt: {chance(found)}"


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
    text = f"{likely(found)}; dự báo {expected(found)}{between} vào {day}"
    return Sentence(text, *Claim.of_values(found))


def looked_back(found: Hindsight) -> str:
    """ "Đến 31/10 đạt 52,2%; hai trong ba lần dự báo trước đó đúng trong khoảng", of one forecast or more."""
    came, many, held = found.came, len(found.said), found.held
    assert came.value is not None
    said = f"Đến {short_day(came.day, came.as_of)} đạt {show(came.value, rate=came.is_rate)}"
    if many == 1:
        how = f"lần dự báo trước đó {'đúng trong khoảng' if held else 'ra ngoài khoảng'}"
    elif held == many:
        how = f"cả {in_words(many)} lần dự báo trước đó đều đúng trong khoảng"
    elif held:
        how = f"{in_words(held)} trong {in_words(many)} lần dự báo trước đó đúng trong khoảng"
    else:
        how = f"cả {in_words(many)} lần dự báo trước đó đều ra ngoài khoảng"
    return Sentence(f"{said}; {how}", *Claim.of_values(came))


def back_rows(found: Hindsight) -> list[dict[str, Any]]:
    """A row per forecast: when it was made, what it said, between what, what came, and on which side of that; what lies
    outside is never printed equal to the bound."""
    rows, came = [], found.came.value
    for day, said in found.said.items():
        low, high, middle = said.forecast_low, said.forecast_high, said.forecast
        if came is None or low is None or high is None or middle is None:
            continue
        below, above = (pair(came, bound, rate=said.is_rate) for bound in (low, high))
        beside = above if came > high else below
        side = "Cao hơn" if came > high else "Thấp hơn" if came < low else "Trong khoảng"
        rows.append({
            "made_on": day,
            "forecast": show(middle, rate=said.is_rate),
            "came": show(came, rate=said.is_rate) if low <= came <= high else beside.value,
            "span": f"{below.other} – {above.other}",
            "side": side,
        })  # fmt: skip
    return rows
