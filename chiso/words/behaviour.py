"""What a process-behaviour chart says: a real change, or the usual to and fro. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from chiso.core.periods import months_of
from chiso.figures.ask import Asked
from chiso.figures.signals import Behaviour
from chiso.figures.targets import Entry
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import compose
from chiso.words.numbers import show
from chiso.words.overdue import KINDS
from chiso.words.states import REAL, USUAL


def sentence(found: Behaviour, place: int, entry: Entry, asked: Asked) -> Sentence:
    """ "Hồ sơ trực tuyến tháng 6/2024 là 57,1%: cao khác thường, các tháng thường không quá 55,2%." of a signal."""
    whose = f" của {found.unit_name}" if found.unit_name else ""
    value = show(found.values[place], rate=True)
    first, *more = (_rule(found, place, rule) for rule in found.signals[place].split("+"))
    head = f"{entry.short_name}{whose} {_month(found, place)} là {value}: {first}"
    return Sentence(compose(head, "; ".join(more)), _claim(found, place, asked))


def _rule(found: Behaviour, place: int, rule: str) -> str:
    """Why a month is a signal, with the number that it is held against."""
    assert found.limits is not None
    is_above = found.values[place] > found.limits.mean
    way, bound = ("cao", "quá") if is_above else ("thấp", "dưới")
    limit = show(found.limits.upper if is_above else found.limits.lower, rate=True)
    usual = f"các tháng thường không {bound} {limit}"
    if rule == "outside":
        return f"{way} khác thường, {usual}"
    if rule == "run":
        return f"ít nhất bảy tháng liền {way} hơn trung bình {show(found.limits.mean, rate=True)}"
    if rule == "trend":
        return f"ít nhất bảy tháng liền {'tăng' if _rises(found.values, place) else 'giảm'}"
    said = f"hai trong ba tháng {way} khác thường"
    return said if "outside" in found.signals[place] else f"{said}, {usual}"


def _rises(values: Sequence[float], place: int) -> bool:
    """Whether a place belongs to seven values that rise one after the other."""
    sevens = (values[first : first + 7] for first in range(max(place - 6, 0), place + 1))
    return any(len(seven) == 7 and all(b > a for a, b in pairwise(seven)) for seven in sevens)


def is_better(found: Behaviour, place: int, entry: Entry) -> bool:
    """Whether a signal is a change for the better: by the way that its seven months went, else by its side of the
    mean."""
    assert found.limits is not None
    if "trend" in found.signals[place]:
        went_up = _rises(found.values, place)
    else:
        went_up = found.values[place] > found.limits.mean
    return went_up != entry.is_falling


def headline(found: Behaviour, entry: Entry, asked: Asked) -> Sentence:
    """ "Hồ sơ trực tuyến tháng 10/2024 là 66,5%: thay đổi khác thường" of the newest month."""
    if not found.months:
        return Sentence(f"{entry.short_name}: chưa có tháng trọn vẹn nào")
    last = len(found.months) - 1
    said = f"{entry.short_name} {_month(found, last)} là {show(found.values[last], rate=True)}"
    if found.limits is None:
        return Sentence(said)
    return Sentence(f"{said}: {REAL if last in found.signals else USUAL}", _claim(found, last, asked))


def too_few(entry: Entry) -> str:
    """Said where there are no limits."""
    return f"Chưa đủ ba tháng trọn vẹn có {KINDS[entry.dataset].things} để biết thay đổi nào là khác thường."


def answer(found: Behaviour, entry: Entry, asked: Asked) -> Sentence:
    """Whether the newest month is a real change; else the last one that was; else that there is none."""
    if found.limits is None:
        return Sentence(too_few(entry))
    last = len(found.months) - 1
    tail = f" Giới hạn tạm: mới có {len(found.months)} tháng." if found.limits.provisional else ""
    if last in found.signals:
        said = sentence(found, last, entry, asked)
        return Sentence(said + tail, *said.claims)
    usual = f"{entry.short_name} {_month(found, last)} là {show(found.values[last], rate=True)}: {USUAL}"
    usual += f" quanh {show(found.limits.mean, rate=True)}."
    claims = [_claim(found, last, asked)]
    if found.signals:
        place = max(found.signals)
        said = sentence(found, place, entry, asked)
        usual += f" Lần gần nhất: {said}"
        claims += said.claims
    return Sentence(usual + tail, *claims)


def short(month: str) -> str:
    """ "T6/24" of a month (YYYY-MM), as axes name it."""
    return f"T{int(month[5:])}/{month[2:4]}"


def skipped(found: Behaviour) -> list[str]:
    """The months between its first and its last that have no rate: without events, or of which too much is unknown."""
    if not found.months:
        return []
    first, last = (date.fromisoformat(f"{found.months[end]}-01") for end in (0, -1))
    between = (f"{month:%Y-%m}" for month in months_of(first, last))
    return [short(month) for month in between if month not in found.months]


def _month(found: Behaviour, place: int) -> str:
    year, month = found.months[place].split("-")
    return f"tháng {int(month)}/{year}"


def _claim(found: Behaviour, place: int, asked: Asked) -> Claim:
    """The month's value, and what it is held against."""
    assert found.limits is not None
    of_limits = {name: getattr(found.limits, name) for name in ("mean", "lower", "upper")}
    numbers = {"value": found.values[place], **of_limits}
    claim = Claim.of(f"behaviour:{found.indicator}", replace(asked, unit=found.unit or asked.unit), numbers)
    return replace(claim, month=found.months[place])
