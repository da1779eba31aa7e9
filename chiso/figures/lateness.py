"""Counting a list of late records: by age, by unit, by official. Pure; the list and its counts cannot differ."""

import math
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Band:
    """An age of lateness: `most` working days, in words, and the role that a palette gives a colour."""

    code: str
    words: str
    most: float
    role: str


# A record that is overdue over a weekend has 0 working days and is in the first.
BANDS = (
    Band("age_1", "đến 7 ngày", 7, "late_1"),
    Band("age_2", "8–30 ngày", 30, "late_2"),
    Band("age_3", "trên 30 ngày", math.inf, "late_3"),
)
AGES = tuple(band.code for band in BANDS)
# "từ 10% trở lên": documents 2 (I.8) and 3 (I.2, I.4); such an official is not rated "hoàn thành tốt" or better.
OFFICIAL_BAR = 0.10
OFFICIAL_NEAR = 0.08  # close enough to the bar to be spoken to
LONG = 7  # working days after which lateness is printed in red: the end of the first band


def ageing(records: pd.DataFrame, key: str, name: str) -> pd.DataFrame:
    """`records` (one row per late record, with days_late) by `key`: key, name, a column per band, total, longest.

    The largest first. A record without a value in `key` counts under "Chưa rõ".
    """
    if records.empty:
        return pd.DataFrame(columns=["key", "name", *AGES, "total", "longest"])
    rows = pd.DataFrame(
        {
            "key": records[key].fillna("").astype(str),
            "name": records[name].fillna("Chưa rõ").astype(str).replace("", "Chưa rõ"),
            "days": records["days_late"].fillna(0),
        }
    )
    rows["age"] = pd.cut(rows["days"], bins=[-math.inf, *(band.most for band in BANDS)], labels=list(AGES))
    counts = rows.pivot_table(index=["key", "name"], columns="age", values="days", aggfunc="count", fill_value=0,
                              observed=False).reindex(columns=list(AGES), fill_value=0)  # fmt: skip
    counts.columns = list(AGES)
    counts["total"] = counts.sum(axis=1)
    counts["longest"] = rows.groupby(["key", "name"])["days"].max()
    counts = counts.reset_index()
    return counts.sort_values(["total", "longest"], ascending=False, ignore_index=True)


def with_first_due(records: pd.DataFrame) -> pd.DataFrame:
    """The list with `moved`: a sign where the due date was issued again."""
    first = pd.to_datetime(records["first_due"])
    is_moved = first < pd.to_datetime(records["due"])
    return records.assign(moved=first.dt.strftime("⟲ từ %d/%m/%Y").where(is_moved, None))


def soon_by_unit(records: pd.DataFrame) -> pd.DataFrame:
    """Records about to fall due (days_left), by unit: unit, unit_name, and how many today, in 1, 3, 7 working days."""
    rows = records.assign(left=records["days_left"].astype("int64"))
    steps = {"today": 0, "in_1": 1, "in_3": 3, "in_7": 7}
    parts = [
        {
            "unit": unit,
            "unit_name": name,
            **{step: int((part["left"] <= days).sum()) for step, days in steps.items()},
        }
        for (unit, name), part in rows.groupby(["unit", "unit_name"], sort=False, dropna=False)
    ]
    frame = pd.DataFrame(parts, columns=["unit", "unit_name", *steps])
    return frame.sort_values(["in_7", "in_3", "in_1"], ascending=False, ignore_index=True)


def as_text(records: pd.DataFrame, title: str) -> str:
    """The list as text to paste into a message: a line per record, grouped by unit."""
    lines = [title]
    for unit, part in records.groupby("unit_name", sort=False, dropna=False):
        lines.append("")
        lines.append(f"{unit} ({len(part)}):")
        for row in part.to_dict("records"):
            due = pd.Timestamp(row["due"])
            who = f", {row['official']}" if isinstance(row.get("official"), str) and row["official"] else ""
            late = row.get("days_late") or 0
            tail = f", trễ {int(late)} ngày" if late > 0 else ""
            lines.append(f"- {row['id']}: {row['title']}{who}, hạn {due:%d/%m/%Y}{tail}")
    return "\n".join(lines)
