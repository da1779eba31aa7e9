"""How far the files of a list reach, said beside it: what was done on days of which none speaks stands there still.
Pure."""

from datetime import date, timedelta

from chiso.core.periods import month_end, months_of
from chiso.core.vietnamese import format_date
from chiso.figures.coverage import Unheard
from chiso.words.findings import without

NOT_KNOWN_SINCE = "Chưa biết hồ sơ nào đã trả từ sau ngày của tệp"


def said(unheard: Unheard) -> str:
    """ "tệp chỉ đến 31/10/2024, thiếu tháng 6–7"; "" where files speak of all days."""
    until = f"tệp chỉ đến {format_date(unheard.ended)}" if unheard.ended else ""
    return ", ".join(filter(None, (until, without(unheard.months, unheard.day.year))))


def months_without(newest: date | None, day: date) -> str:
    """ "11–12": the months up to that of a day which no file has reached, after the `newest` day of which one speaks;
    where there never was one, its own."""
    first = month_end(newest) + timedelta(days=1) if newest else day
    months = (f"{month:%Y-%m}" for month in months_of(first, day))
    return without(months, day.year).removeprefix("thiếu tháng ")


def known(text: str, unheard: Unheard) -> str:
    """What is said of a list, with the days that its files do not tell of."""
    return f"{text} ({said(unheard)})" if unheard else text


def on_card(under: str, unheard: Unheard) -> str:
    """What stands under a count of a list, with those days first."""
    first = said(unheard)
    return "\n".join(filter(None, (first[:1].upper() + first[1:], under)))


def until(as_of: date, *unheard: Unheard) -> str:
    """Up to which day lists are known, in their title, and which months are missing; `unheard`: of the files of each
    kind (figures.unheard)."""
    days, months = ({getattr(one, name) for one in unheard} for name in ("ended", "months"))
    text = f"số liệu đến {format_date(as_of)}"
    if ends := sorted(day for day in days if day):
        of = " theo tệp" if len(days) == 1 else ", có tệp chỉ"
        text = f"tính đến {format_date(as_of)}{of} đến {format_date(ends[0])}"
    missing = without(sorted({month for some in months for month in some}), as_of.year)
    some = "" if len(months) == 1 else "có tệp "
    return f"{text}, {some}{missing}" if missing else text
