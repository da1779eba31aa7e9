"""Pieces of slides: numbers as text, bars by unit, tables of the longest late."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.present.deck.look import Look, Row, clean
from chiso.present.slides import Chart, Role, Series, Slide, Table
from chiso.words import findings

MOST_BARS = 9
AGES: tuple[tuple[str, int, int, Role], ...] = (
    ("1–3 ngày", 1, 3, "light"),
    ("4–7 ngày", 4, 7, "middle"),
    ("8–30 ngày", 8, 30, "alarm"),
    ("trên 30 ngày", 31, 10**6, "dark"),
)


def no_data(topic: str, what: str, file: str) -> Slide:
    return Slide(topic, f"Chưa có số liệu {what}", empty=f"Cần tải lên {file} ở trang Nhập dữ liệu.")


def since(now: int, before: int) -> str:
    return findings.change(now, before, rate=False, since="tuần trước").capitalize()


def short_names(look: Look) -> dict[str, str]:
    frame = look.store.run("figures/catalogue")
    return dict(zip(frame["indicator"], frame["short_name"], strict=True))


def shown(row: Row) -> str:
    if row["value"] is None:
        return findings.state_of(row).word
    return findings.show(row["value"], rate=findings.is_rate(row))


def target(row: Row) -> str:
    if row["target"] is None:
        return "—"
    if row["target"] == 0:
        return "0"
    sign = {">": "trên ", "<": "dưới ", "<=": "≤ ", ">=": "≥ "}.get(row.get("comparison") or "", "")
    return sign + findings.show(row["target"], rate=findings.is_rate(row))


def fraction(row: Row, things: str) -> str:
    if row["numerator"] is None or row["denominator"] is None:
        return ""
    return f"{format_number(row['numerator'])} trong {format_number(row['denominator'])} {things}".strip()


def joined(units: Any) -> str:
    return units if isinstance(units, str) else ", ".join(map(str, units or ()))


def top_units(look: Look, frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(short name, rows) per unit, most rows first; beyond MOST_BARS the rest together."""
    groups: list[tuple[str, pd.DataFrame]] = sorted(
        (
            (look.short(unit, name), part)
            for (unit, name), part in frame.groupby(["unit", "unit_name"], dropna=False)
        ),
        key=lambda group: (-len(group[1]), group[0]),
    )
    if len(groups) <= MOST_BARS:
        return groups
    rest = pd.concat([part for _, part in groups[MOST_BARS - 1 :]])
    return [*groups[: MOST_BARS - 1], (f"{len(groups) - MOST_BARS + 1} đơn vị khác", rest)]


def ages(units: Sequence[tuple[str, pd.DataFrame]], alt: str) -> Chart:
    series: list[Series] = []
    for name, low, high, role in AGES:
        counts = tuple(float(part["days_late"].between(low, high).sum()) for _, part in units)
        if any(counts):
            series.append(Series(name, counts, role))
    return Chart("stacked", tuple(name for name, _ in units), tuple(series), alt=alt)


def longest(look: Look, frame: pd.DataFrame, kind: str) -> Table:
    rows = []
    for row in map(clean, frame.head(8).to_dict("records")):
        moved = " ⟲" if row["first_due"] is not None and row["first_due"] != row["due"] else ""
        who = row["official"] or look.short(row["unit"], row["unit_name"])
        promised = f"hẹn {_day(row['promised_on'])}" if row.get("promised_on") else ""
        said = " · ".join(filter(None, (row.get("cause"), promised)))
        rows.append(
            (f"{format_number(row['days_late'])} ngày{moved}", row["title"] or row["id"], said or who)
        )
    note = "⟲ đã hẹn lại ngày trả" if any("⟲" in row[0] for row in rows) else ""
    title = {"dossiers": "Hồ sơ trễ lâu nhất", "tasks": "Nhiệm vụ trễ lâu nhất"}[kind]
    heads = (
        "Trễ",
        "Thủ tục" if kind == "dossiers" else "Nhiệm vụ",
        "Công chức, lý do" if kind == "dossiers" else "Đơn vị",
    )
    return Table(
        heads, tuple(rows), (1.4, 3.2, 2.9), title, note, frozenset((i, 0) for i in range(min(2, len(rows))))
    )


def _day(value: Any) -> str:
    """A date entered on a page (YYYY-MM-DD) as dd/mm."""
    return f"{pd.Timestamp(value):%d/%m}"


def rate_bars(look: Look, rows: Sequence[Row], alt: str) -> Chart | None:
    """Lowest first; units with fewer than ten are marked with their base."""
    ordered = sorted(rows, key=lambda row: row["value"] if row["value"] is not None else 2)[:MOST_BARS]
    if not ordered:
        return None
    names = tuple(
        look.short(row["unit"], row["unit_name"])
        + (f" (n = {format_number(row['denominator'])})" if (row["denominator"] or 0) < 10 else "")
        for row in ordered
    )
    missed = frozenset(
        i
        for i, row in enumerate(ordered)
        if row["target"] is not None and findings.state_of(row).role == "alarm"
    )
    return Chart(
        "bars", names, (Series("Tỷ lệ", tuple(row["value"] for row in ordered)),), "rate", missed, alt=alt
    )


def cumulative(rows: Sequence[Row]) -> tuple[tuple[str, ...], tuple[float | None, ...]]:
    """Months as T12, T1 … and the rate from the year's beginning to each month's end."""
    names, rates = [], []
    done, of = 0.0, 0.0
    for row in rows:
        done, of = done + (row["numerator"] or 0), of + (row["denominator"] or 0)
        names.append(f"T{int(row['month'][5:])}")
        rates.append(done / of if of else None)
    return tuple(names), tuple(rates)
