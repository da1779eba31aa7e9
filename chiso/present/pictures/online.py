"""The way to the online target: since the year began, month by month, who is short of it, how dossiers come in."""

import math
from datetime import date
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.present.chart import Chart, Series, month_names, records, values
from chiso.present.columns import TABLES
from chiso.words import headlines
from chiso.words.findings import show

MOST = 8
_SHOWN_DAYS = 60  # of the table behind the line
CHANNELS = (
    ("online", "trực tuyến", "accent"),
    ("counter", "trực tiếp", "context"),
    ("postal", "bưu chính", "warning"),
)


def cumulative(
    days: pd.DataFrame, note: str, *, target: float | None, deadline: date | None, required: float | None
) -> Chart:  # fmt: skip
    """The rate since the year began: `day, value`; and what lies ahead while the target can still be reached."""
    value = None if days.empty else float(days["value"].iloc[-1])
    headline = headlines.online(value, target, required, f"{deadline:%d/%m}" if deadline else "cuối năm")
    if value is None:
        return Chart("line", (), (), "rate", headline, note)
    known = pd.Series(days["value"].to_numpy(dtype=float), pd.to_datetime(days["day"]))
    past = known.resample("D").last().ffill()
    last = past.index[-1]
    ahead = pd.date_range(last, deadline or last, freq="D")[1:]
    names = tuple(f"{day:%d/%m}" for day in (*past.index, *ahead))
    series = [Series("Lũy kế", (*values(past), *(None for _ in ahead)))]
    if len(ahead) and target is not None and value < target and required is not None and required <= 1:
        step = (target - value) / len(ahead)
        path = tuple(value + step * place for place in range(len(ahead) + 1))
        words = f"phải đạt {headlines.needed(required)} từ nay"
        series.append(Series(words, (*(None for _ in past.index[1:]), *path), "gray", style="dot"))
    return Chart(
        "line", names, tuple(series), "rate", headline, note, target=target, labels="last",
        marks=((len(names) - 1, f"{deadline:%d/%m}"),) if deadline and len(ahead) else (),
        behind=(days.tail(_SHOWN_DAYS), TABLES["days"]),
    )  # fmt: skip


def months(
    frame: pd.DataFrame, *, target: float | None, until: date | None, year_value: float | None
) -> Chart:
    """Month by month: `month, value`, perhaps `previous` (same month last year), `numerator`, `denominator`.

    `until`: the day up to which the last month counts; that column is drawn lighter.
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
    return Chart(
        "columns",
        tuple(names),
        tuple(series),
        "rate",
        headlines.months_against(list(frame["value"]), target, year_value=year_value),
        "Tỷ lệ từng tháng" + ("; tháng chưa hết vẽ nhạt" if until else ""),
        target=target,
        labels="last",
        behind=(frame, TABLES["months"]),
    )


def _of(row: dict[str, Any]) -> str:
    if missing(row["value"]):
        return "–"
    text = show(float(row["value"]), rate=True)
    if missing(row.get("denominator")):
        return text
    return f"{text} ({format_number(row['numerator'])}/{format_number(row['denominator'])})"


def shortfall(rows: pd.DataFrame, *, target: float, by: str, clickable: bool = False) -> Chart:
    """Who is short of how many online dossiers, of `name, key, numerator, denominator`, the largest first. Every bar
    of at least half the largest stands out."""
    needed = (target * rows["denominator"] - rows["numerator"]).round(6).clip(lower=0)
    rows = rows.assign(missing=[math.ceil(number) for number in needed])
    rows = rows.sort_values(["missing", "denominator"], ascending=False, ignore_index=True)
    kind = {"unit": "đơn vị", "official": "công chức", "procedure": "thủ tục", "field": "lĩnh vực"}[by]
    short = rows[rows["missing"] > 0]
    pairs = list(zip(short["name"], short["missing"], strict=True))
    several = by in ("procedure", "field")
    drawn = short.head(MOST)
    roles = tuple(
        "alarm" if number >= drawn["missing"].iloc[0] / 2 else "axis" for number in drawn["missing"]
    )
    click = "; bấm một thanh để lọc thủ tục" if clickable else ""
    return Chart(
        "bars",
        tuple(drawn["name"].astype(str)),
        (Series("Còn thiếu", values(drawn["missing"]), "axis", roles),),
        headline=headlines.share_percent(pairs, kind=kind)
        if several
        else headlines.share(pairs, things="hồ sơ", rest="còn thiếu", kind=kind),
        note=f"Số hồ sơ trực tuyến còn thiếu để đạt {show(target, rate=True)}, theo {kind}{click}",
        things="hồ sơ",
        keys=tuple(drawn["key"].astype(str)),
        fine=f"Không {kind} nào còn thiếu.",
        behind=(rows, TABLES["shortfall"]),
    )


def channels(frame: pd.DataFrame) -> Chart:
    """How dossiers come in, month by month: `month, online, counter, postal` as counts, drawn as shares."""
    counts = frame[[code for code, *_ in CHANNELS]]
    totals = counts.sum(axis=1)
    counter = float(counts["counter"].sum() / max(totals.sum(), 1))
    return Chart(
        "columns",
        month_names(frame["month"]),
        tuple(
            Series(words, values(counts[code] / totals.where(totals > 0)), role, texts=_shares(counts[code], totals))
            for code, words, role in CHANNELS
        ),
        "rate",
        f"Nộp trực tiếp còn chiếm {show(counter, rate=True)} hồ sơ của năm",
        "Hình thức nộp từng tháng, % số hồ sơ tiếp nhận",
        is_stack=True,
        labels="none",
        behind=(frame, TABLES["months"]),
    )  # fmt: skip


def _shares(counts: pd.Series, totals: pd.Series) -> tuple[str, ...]:
    return tuple(
        f"{show(count / total, rate=True) if total else '–'} ({format_number(count)} hồ sơ)"
        for count, total in zip(counts, totals, strict=True)
    )
