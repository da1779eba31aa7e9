"""Numbers as a reader sees them: two that differ are never printed equal, a gap is the difference of what is printed,
"tăng" and "giảm" follow it. Pure."""

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chiso.core.vietnamese import format_number, spelled

POINTS = "điểm phần trăm"  # of rates; "điểm" alone are those of a scoring sheet
POINTS_ON_CARD = "điểm %"  # where a whole word more would be cut

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def in_words(count: int, *, capital: bool = False) -> str:
    """Small numbers as words, as in a sentence: 4 -> bốn; larger ones as digits."""
    text = _DIGITS[count] if 0 <= count <= 10 else format_number(count)
    return text[0].upper() + text[1:] if capital else text


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


def span(low: str, high: str) -> str:
    """From one printed number to another: "1,46–3,00", "80,1–96,2%"; one of them where both are printed alike."""
    return high if low == high else f"{low.removesuffix('%')}–{high}"


def between(low: float, high: float) -> str:
    """What lies between two fractions: "80,1–96,2%"."""
    return span(show(low, rate=True), show(high, rate=True))


def change(value: float, before: float, *, rate: bool, since: str) -> str:
    """ "tăng 3 so với 30/9", "giảm 0,8 điểm phần trăm …", "không đổi …"; `since`: the other day or period in words."""
    both = pair(value, before, rate=rate)
    if both.sign == 0:
        return f"không đổi so với {since}"
    return f"{both.way} {both.gap}{f' {POINTS}' if rate else ''} so với {since}"
