"""When a file does not look like the months before it (shared contract, "Warnings that want a tick"). Pure: a rule is
given numbers and answers its sentence, with both of them, or "" where nothing is unusual."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean, median

from chiso.core.vietnamese import format_date, format_number, format_percent, percent, spelled

LEAST_RECORDS = 30  # more or fewer than usual, and the base of a rate that is watched
MOST_ROWS = 3  # times the largest file before
LEAST_MISSING, MISSING_SHARE, HELD_SHARE = 10, 0.2, 0.8
MOST_DAYS, MOST_INTERVALS = 45, 1.5
MOST_CHANGE, POINTS, COUNT_SHARE, COUNT_STEP = 3, 0.05, 0.2, 10
_CLOSE = 1e-9


@dataclass(frozen=True)
class Span:
    """The days of a month for which the files of a source speak, and the records that began in them."""

    first: date
    last: date
    working_days: int
    records: int

    @property
    def pace(self) -> float:
        """Records per working day."""
        return self.records / self.working_days


@dataclass(frozen=True)
class Level:
    """An indicator in a month; a rate is a fraction with its base, a count has none."""

    month: date
    value: float
    base: float | None = None


def unusual_count(now: Span, before: Sequence[Span]) -> str:
    """Under half or over double the usual records per working day, and by thirty or more."""
    paces = [one.pace for one in before if one.working_days]
    if len(paces) < 2 or not now.working_days:
        return ""
    usual = median(paces)
    is_far = now.pace < usual / 2 - _CLOSE or now.pace > 2 * usual + _CLOSE
    if not is_far or abs(now.records - usual * now.working_days) < LEAST_RECORDS - _CLOSE:
        return ""
    what = "thiếu dòng" if now.pace < usual else "thừa dòng hay gồm nhiều tháng"
    return (
        f"Tháng {_month(now.first)} có {format_number(now.records)} bản ghi phát sinh trong "
        f"{now.working_days} ngày làm việc, mỗi ngày {format_number(now.pace, 1)}; thường mỗi ngày "
        f"{format_number(usual, 1)} (mức giữa của {len(paces)} tháng trước). Hãy xem tệp có {what} không."
    )


def unusual_rows(rows: int, most: int | None) -> str:
    """Over three times the rows of any file before; `most`: of the largest one, None without any."""
    if not most or rows <= MOST_ROWS * most or rows - most < LEAST_RECORDS:
        return ""
    return (
        f"Tệp có {format_number(rows)} dòng, hơn {MOST_ROWS} lần tệp lớn nhất trước đó "
        f"({format_number(most)} dòng). Hãy xem tệp có gồm nhiều tháng hay nhiều cơ quan không."
    )


def missing_open(standing: int, held: int, missing: int) -> str:
    """Of the `standing` open dossiers so many are not in the file; the source's last file `held` so many of them."""
    if missing < LEAST_MISSING or missing < MISSING_SHARE * standing or held < HELD_SHARE * standing:
        return ""
    return (
        f"{format_number(missing)} trong {format_number(standing)} hồ sơ đang giải quyết không có trong tệp này; "
        f"tệp lần trước có {format_number(held)}. Hãy xem tệp đã kết xuất đủ hồ sơ chưa: hồ sơ không có lại vẫn được "
        "tính là đang giải quyết, đến hạn thì thành quá hạn."
    )


def unusual_date(as_of: date, now: date, newest: date | None, interval: float) -> str:
    """A day to come, or one long after the `newest` other; `interval`: days between the source's files as a rule."""
    if as_of > now:
        return (
            f"Số liệu ghi đến {format_date(as_of)}, nhưng hôm nay mới là {format_date(now)}. "
            "Hãy xem lại ngày chốt số liệu."
        )
    days = (as_of - newest).days if newest else 0
    if newest is None or days <= MOST_DAYS or days <= MOST_INTERVALS * interval:
        return ""
    return (
        f"Số liệu ghi đến {format_date(as_of)}, sau số liệu mới nhất đang có ({format_date(newest)}) "
        f"{days} ngày. Hãy xem ngày có đúng không, hay còn thiếu tệp của các tháng ở giữa."
    )


def unusual_change(name: str, levels: Sequence[Level]) -> str:
    """The last level against the one before it, by what it changed as a rule; rates of a small base stand aside."""
    is_rate = bool(levels) and levels[-1].base is not None
    if is_rate and (levels[-1].base or 0) < LEAST_RECORDS:
        return ""
    known = [one for one in levels if one.base is None or one.base >= LEAST_RECORDS]
    steps = [abs(later.value - earlier.value) for earlier, later in pairwise(known)]
    if len(steps) < 3:  # two changes before this one
        return ""
    usual, (before, now), step = fmean(steps[:-1]), known[-2:], steps[-1]
    is_large = step > POINTS + _CLOSE
    if not is_rate:
        is_large = step > COUNT_SHARE * before.value + _CLOSE and step > COUNT_STEP
    if not is_large or step <= MOST_CHANGE * usual + _CLOSE:
        return ""
    way = "tăng" if now.value > before.value else "giảm"
    if is_rate:
        said = f"{format_percent(before.value, 1)} → {format_percent(now.value, 1)}"
        apart = abs(percent(now.value, 1) - percent(before.value, 1))
        by = f"{spelled(apart)} điểm; thường mỗi tháng chỉ đổi {format_number(100 * usual, 1)} điểm"
    else:
        said = f"{format_number(before.value)} → {format_number(now.value)}"
        by = f"{format_number(step)}; thường mỗi tháng chỉ đổi {format_number(usual, 1)}"
    return f"{name} tháng {_month(before.month)} → tháng {_month(now.month)}: {said}, {way} {by}."


def _month(day: date) -> str:
    return f"{day.month}/{day.year}"
