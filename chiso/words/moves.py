"""Which of the changes since a giao ban are real: held against their months, as the findings of Tổng quan are. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from chiso.core.periods import year_of
from chiso.figures import insights
from chiso.figures.judging import Value
from chiso.figures.signals import Behaviour
from chiso.words.cards import NAMES
from chiso.words.claims import Claim, Sentence
from chiso.words.meeting import Compared, delta
from chiso.words.numbers import in_words, pair
from chiso.words.states import REAL, USUAL, real_or_usual


@dataclass(frozen=True)
class Move:
    """A rate that moved since (`before`, `now`) and its `months`: the newest lies `far` above their mean, as a multiple
    of the normal fluctuation; `said`: whether that is a real change."""

    now: Value
    before: Value
    months: Behaviour
    far: float
    said: str

    @property
    def is_real(self) -> bool:
        return self.said == REAL

    @property
    def name(self) -> str:
        """ "Trực tuyến", of one of several units "Trực tuyến · Nghiệp vụ 2"."""
        is_one = self.now.asked is None or self.now.unit in (None, self.now.asked.unit)
        return NAMES[self.now.indicator] + ("" if is_one else f" · {self.now.unit_name}")

    @property
    def text(self) -> Sentence:
        """ "51,9% → 52,2%"."""
        both = pair(self.now.value or 0.0, self.before.value or 0.0, rate=True)
        return Sentence(f"{both.other} → {both.value}", *Claim.of_values(self.now, self.before))


def moves(
    now: Iterable[Value], before: Iterable[Value], months: Iterable[Behaviour], month: str
) -> list[Move]:
    """What moved, the real changes first, then by how far; without those whose newest whole `month` (YYYY-MM) went the
    other way or has too few records. `before`: of the same units as `now`."""
    was = {(value.indicator, value.unit): value for value in before}
    known = {(one.indicator, one.unit): one for one in months if one.indicator in NAMES}
    found = []
    for value in now:
        place = (value.indicator, value.unit)
        if place not in known or place not in was or not delta(value, was[place]).strip("→"):
            continue
        sign = pair(value.value or 0.0, was[place].value or 0.0, rate=True).sign
        if said := real_or_usual(sign, insights.move(known[place], month)):
            far = -(insights.swing(known[place], month) or 0.0)
            found.append(Move(value, was[place], known[place], far, said))
    return sorted(found, key=lambda one: (not one.is_real, -abs(one.far)))


def headline(about: Compared, found: Iterable[Move]) -> Sentence:
    """ "Sáu thay đổi khác thường, bốn dao động bình thường"."""
    said = [one.said for one in found]
    real, usual = (said.count(words) for words in (REAL, USUAL))
    claim = about.claim("moves", {"real": real, "usual": usual})
    if not said:
        why = f"Năm CCHC {about.asked.year} mới bắt đầu, chưa so được với kỳ trước"
        return Sentence(why if _is_new(about) else "Không có thay đổi nào đủ số liệu các tháng để xét", claim)
    first = f"{in_words(real, capital=True)} {REAL}" if real else f"Không có {REAL}"
    return Sentence(", ".join([first, *([f"{in_words(usual)} {USUAL}"] if usual else [])]), claim)


def why_none(about: Compared) -> str:
    """What stands where no change is drawn."""
    since = f"{about.since:%d/%m}"
    if _is_new(about):
        return f"{since} còn thuộc Năm CCHC {year_of(about.since)}: các tỷ lệ được tính lại từ đầu năm."
    return f"Từ {since} các tỷ lệ không đổi, chưa có tệp hay số mới, hoặc tháng gần nhất ít hồ sơ hay đi ngược chiều."


def _is_new(about: Compared) -> bool:
    """Whether the CCHC year began since: figures of two years are not compared."""
    return year_of(about.since) != about.asked.year
