"""Working days and hours reckoned in Python by the rows of the calendar: what tests hold the queries against."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from chiso.core.worktime import CalendarDay

# Giờ hành chính of the shared contract (receipt_8h_rate): 7:00–11:30 and 13:30–17:00.
SHIFTS = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))


class Calendar:
    """Working days and hours by the rows of the calendar table."""

    def __init__(self, rows: Sequence[CalendarDay]) -> None:
        self._rows = {row.day: row for row in rows}

    def is_working(self, day: date) -> bool:
        return self._rows[day].is_working

    def working_days(self, after: date, until: date) -> int:
        """Working days d with after < d <= until; negative when `until` is before `after`."""
        return self._rows[until].working_days - self._rows[after].working_days

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is `count` working days after `day` (count >= 0; 0 answers `day` itself)."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def working_seconds(self, start: datetime, end: datetime) -> int:
        """Seconds of office hours between two moments (0 when end <= start)."""
        total, day = 0, start.date()
        while day <= end.date():
            if self.is_working(day):
                for opening, closing in SHIFTS:
                    first = max(start, datetime.combine(day, opening))
                    last = min(end, datetime.combine(day, closing))
                    total += max(0, int((last - first).total_seconds()))
            day += timedelta(days=1)
        return total
