"""The way to the online target: since the year began, month by month, who is short of it, how dossiers come in."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.figures.foresight.way import Way
from chiso.figures.judging import Value
from chiso.figures.targets import rounded_up
from chiso.present.chart import Chart, Series, month_names, records, values
from chiso.present.columns import TABLES
from chiso.words import headlines, outlook
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import needed
from chiso.words.numbers import show

MOST = 8
_SHOWN_DAYS = 60  # of the table behind the line
# what the ways ahead are, by how they are drawn
_WAYS = (
    ("dot", "chấm: dự báo"),
    ("inner", "8 trong 10 lần rơi vào khoảng ngoài, 5 trong 10 vào khoảng trong"),
    ("dash", "nét đứt: mức phải theo để đạt"),
)
CHANNELS = (
    ("online", "trực tuyến", "accent"),
    ("counter", "trực tiếp", "context"),
    ("postal", "bưu chính", "warning"),
)


def cumulative(
    days: pd.DataFrame, note: str, now: Value, *, is_official: bool = True, since: date | None = None
) -> Chart:
    """The rate since the year began: `day, value`, without the months of which no file speaks, where all that is
    counted was open later; and what lies ahead while the target can still be reached.

    `is_official`: the days are those of the judged figure, not of another denominator. `since`: the first day drawn,
    where anything came after it.
    """
    target, deadline = now.target, now.target_date
    is_told = is_official and not now.lacking
    value = None if days.empty else float(days["value"].iloc[-1])
    of = Claim.of_values(now) if is_official else ()
    headline = Sentence(headlines.online(value, now, is_official=is_official), *of)
    known = pd.Series(days["value"].to_numpy(dtype=float), pd.DatetimeIndex(days["day"]))
    is_spoken = _is_spoken(known, now)
    if not is_spoken.any():
        return Chart("line", (), (), "rate", headline, note)
    past = known.resample("D").last().ffill()
    past = past.where(_is_spoken(past, now))
    past = past[past.first_valid_index() : past.last_valid_index()]
    past = past[str(since) :] if since and past.index[-1] >= pd.Timestamp(since) else past
    last = past.index[-1]
    ahead = pd.date_range(last, deadline or last, freq="D")[1:]
    names = tuple(f"{day:%d/%m}" for day in (*past.index, *ahead))
    series = [Series("Lũy kế", (*values(past), *(None for _ in ahead)))]
    if len(ahead) and is_told:
        before = (None,) * (len(past) - 1)
        series += [replace(one, values=(*before, *one.values)) for one in _ways(now, len(ahead))]
    note = "; ".join((note, *(words for style, words in _WAYS if any(one.style == style for one in series))))
    return Chart(
        "line", names, tuple(series), "rate", headline, note, target=target, labels="last",
        marks=((len(names) - 1, f"{deadline:%d/%m}"),) if deadline and len(ahead) else (),
        keys=(*(f"{day:%Y-%m-%d}" for day in past.index), *("" for _ in ahead)),
        behind=(days[is_spoken.to_numpy()].tail(_SHOWN_DAYS), TABLES["days"]),
    )  # fmt: skip


def _is_spoken(known: "pd.Series[float]", now: Value) -> "pd.Series[bool]":
    """Of values by day whether a file speaks of that day's month."""
    months = [f"{day:%Y-%m}" for day in known.index]
    return pd.Series([month not in now.lacking for month in months], known.index)


def _ways(now: Value, days: int) -> list[Series]:
    """From today to the target's date: what is expected, between what, and what would have to come."""
    found = []
    if outlook.has_one(now) and now.forecast_low is not None and now.forecast_high is not None:
        for name, end in (("thấp nhất", now.forecast_low), ("cao nhất", now.forecast_high)):
            found.append(Series(name, _way(now, end, days), "context", style="edge"))
        for name, end in zip(("thấp hơn", "cao hơn"), now.forecast_half or (), strict=False):
            found.append(Series(name, _way(now, end, days), "context", style="inner"))
        found.append(
            Series(f"dự báo {outlook.expected(now)}", _way(now, now.forecast or 0.0, days), style="dot")
        )
    target, required = now.target, now.required
    if target is not None and (now.value or 0.0) < target and required is not None and required <= 1:
        words = f"phải đạt {needed(now)} từ nay"
        found.append(Series(words, _way(now, target, days), "axis", style="dash"))
    return found


def _way(now: Value, end: float, days: int) -> tuple[float | None, ...]:
    """The rate of each day from today, if what is expected comes evenly and it ends at `end`."""
    done, base, rest = now.numerator or 0.0, now.denominator or 0.0, now.expected or 0.0
    way = Way.to(end, done, base, rest, days)
    return tuple(way.on(day) for day in range(days + 1))


def months(
    frame: pd.DataFrame,
    *,
    target: float | None,
    until: date | None,
    year_value: float | None,
    now: Value | None = None,
) -> Chart:
    """Month by month: `month, value`, perhaps `previous` (same month last year), `numerator`, `denominator`. A month
    without a value stays empty.

    `until`: the day up to which the last month counts; that column is drawn lighter. `now`: the judged figure, which
    adds the stretch to its target's date.
    """
    count = len(frame)
    names = list(month_names(frame["month"]))
    texts = [_of(row) for row in records(frame)]
    if until is not None and count:
        names[-1] += f"\nđến {until:%d/%m}"
    open_end = tuple("unfinished" if until and place == count - 1 else "accent" for place in range(count))
    series = [Series("năm nay", values(frame["value"]), roles=open_end, texts=tuple(texts))]
    if "previous" in frame and frame["previous"].notna().any():
        series.insert(0, Series("năm trước", values(frame["previous"]), "context"))
    ahead = _ahead(now) if count else None
    needed = ahead[2] if ahead else None
    chart = Chart(
        "columns",
        tuple(names),
        tuple(series),
        "rate",
        headlines.months_against(values(frame["value"]), target, year_value=year_value, needed=needed),
        "Tỷ lệ từng tháng" + ("; tháng chưa hết vẽ nhạt" if until else "") + _gaps(frame["value"]),
        target=target,
        keys=_keys(frame["month"], frame["value"]),
        labels="last",
        behind=(frame, TABLES["months"]),
    )
    return _with(chart, frame, ahead) if ahead else chart


Ahead = tuple[
    str, float, float | None
]  # until when ("đến 30/11"), which share is expected of it, which is needed


def _with(chart: Chart, frame: pd.DataFrame, ahead: Ahead) -> Chart:
    """The months, and after them what is still to come: what is expected of it, and over it what is needed."""
    until, share, wanted = ahead
    *before, now = chart.series
    said = f"dự báo {show(share, rate=True)}"
    row = pd.DataFrame([{"month": f"Dự báo {until}", "value": share}])
    return replace(
        chart,
        names=(*chart.names, until.replace(" ", "\n")),
        series=(
            *(replace(one, values=(*one.values, None)) for one in before),
            replace(
                now,
                values=(*now.values, share),
                roles=(*now.roles, "unfinished"),
                texts=(*now.texts, said),
            ),
        ),
        note=f"{chart.note}; cột cuối: dự báo từ nay {until}" + ("; trên cột: mức cần" if wanted else ""),
        targets=(*(None,) * len(frame), wanted) if wanted else (),
        keys=(*chart.keys, ""),
        behind=(pd.concat([frame, row], ignore_index=True), TABLES["months"]),
    )


def _ahead(now: Value | None) -> Ahead | None:
    """What is still to come up to the target's date, what it needs where that can still be; None where unknown."""
    if now is None or not outlook.has_one(now) or not now.expected or now.target_date is None:
        return None
    done, base = now.numerator or 0.0, now.denominator or 0.0
    share = Way.to(now.forecast or 0.0, done, base, now.expected, 1).share
    wanted = None if now.required is None or not 0 < now.required <= 1 else rounded_up(now.required)
    return f"đến {now.target_date:%d/%m}", share, wanted


def _of(row: dict[str, Any]) -> str:
    if missing(row["value"]):
        return "–"
    text = show(float(row["value"]), rate=True)
    if missing(row.get("denominator")):
        return text
    return f"{text} ({format_number(row['numerator'])}/{format_number(row['denominator'])})"


def shortfall(parts: pd.DataFrame, *, target: float, until: str, by: str, click: str = "") -> Chart:
    """Who has to bring how many of the online dossiers that are needed by the date (rows of figures.gap_parts), which
    is said as `until`. Of those who need something every bar of at least half the largest stands out. `click`: what one
    does on a bar."""
    kind = {"unit": "đơn vị", "official": "công chức", "procedure": "thủ tục", "field": "lĩnh vực"}[by]
    rows = _bars(parts, kind)
    numbers = [number for _, number, _ in rows]
    half = max((number for _, number, key in rows if key), default=0) / 2
    roles = tuple("alarm" if key and number >= half > 0 else "axis" for _, number, key in rows)
    named = [(name, number) for name, number, key in rows if key]
    drawn = tuple(float(max(number, 0)) for number in numbers)
    ended = int(parts["needed"][parts["is_ended"].astype(bool)].sum())
    return Chart(
        "bars",
        tuple(
            name if rate is None else f"{name} ({show(rate, rate=True)})"
            for name, rate in _rates(rows, parts)
        ),
        (Series("Cần thêm", drawn, "axis", roles, tuple(map(_said, numbers))),),
        headline=headlines.gap(named, sum(numbers) if rows else None, kind=kind, until=until, ended=ended),
        note=f"Số hồ sơ trực tuyến cần thêm đến {until} để đạt {show(target, rate=True)}, theo {kind}{click}",
        things="hồ sơ",
        keys=tuple(key for *_, key in rows),
        fine=f"Không {kind} nào còn thiếu.",
        behind=(parts, TABLES["shortfall"]),
    )


def _bars(parts: pd.DataFrame, kind: str) -> list[tuple[str, int, str]]:
    """(name, part, key) of each bar, which add up to what is needed: those that find no room, and ended units,
    together and without a key."""
    is_ended = parts["is_ended"].astype(bool)
    living, ended = parts[~is_ended], parts[is_ended]
    drawn = living if len(living) <= MOST else living.head(MOST - 1)
    rows = [(str(row["name"]), int(row["needed"]), str(row["key"])) for row in records(drawn)]
    for some, words in ((living[len(drawn) :], "khác"), (ended, "đã thôi")):
        if len(some):
            rows.append((f"{len(some)} {kind} {words}", int(some["needed"].sum()), ""))
    return rows


def _rates(rows: list[tuple[str, int, str]], parts: pd.DataFrame) -> list[tuple[str, float | None]]:
    """The names with the rates that they have reached."""
    known = dict(zip(parts["key"], values(parts["value"]), strict=True))
    return [(name, known.get(key) if key else None) for name, _, key in rows]


def _said(number: int) -> str:
    return format_number(number) if number >= 0 else f"vượt {format_number(-number)}"


def channels(frame: pd.DataFrame) -> Chart:
    """How dossiers come in, month by month: `month, online, counter, postal` as counts, drawn as shares."""
    counts = frame[[code for code, *_ in CHANNELS]]
    totals = counts.sum(axis=1)
    known = totals.where(totals > 0)
    counter = float(counts["counter"].sum() / max(totals.sum(), 1))
    return Chart(
        "columns",
        month_names(frame["month"]),
        tuple(
            Series(words, values(counts[code] / known), role, texts=_shares(counts[code], totals))
            for code, words, role in CHANNELS
        ),
        "rate",
        f"Nộp trực tiếp còn chiếm {show(counter, rate=True)} hồ sơ" if counter else "Không có hồ sơ nộp trực tiếp",
        "Hình thức nộp từng tháng, % số hồ sơ tiếp nhận" + _gaps(known),
        keys=_keys(frame["month"], known),
        is_stack=True,
        labels="none",
        behind=(frame, TABLES["months"]),
    )  # fmt: skip


def _gaps(known: pd.Series) -> str:
    return "; tháng trống: chưa có số" if known.isna().any() else ""


def _keys(months: pd.Series, known: pd.Series) -> tuple[str, ...]:
    """What a click on each month means: nothing where nothing is known of it."""
    return tuple(months.where(known.notna(), ""))


def _shares(counts: pd.Series, totals: pd.Series) -> tuple[str, ...]:
    return tuple(
        f"{show(count / total, rate=True)} ({format_number(count)} hồ sơ)" if total > 0 else "–"
        for count, total in zip(counts, totals, strict=True)
    )
