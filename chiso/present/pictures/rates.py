"""Rates beside their targets: by indicator, by unit, by month, and all units by all indicators."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.figures.limits import behaviour_limits, behaviour_signals
from chiso.present.chart import Chart, Series, records, values
from chiso.present.columns import TABLES
from chiso.present.pictures import bar_role
from chiso.words import headlines
from chiso.words.findings import is_rate, pair, show, state_of
from chiso.words.states import LEGEND, STATES, State

# The rates that units are compared by: indicator -> how it is headed, and the page that says more
WATCHED = {
    "online_rate": "Trực tuyến",
    "on_time_rate": "Đúng hạn",
    "digitised_rate": "Số hóa",
    "e_result_rate": "KQ điện tử",
    "task_on_time_rate": "Nhiệm vụ",
    "petition_on_time_rate": "PAKN",
}
TRENDS = {"online_rate": "Hồ sơ trực tuyến", "on_time_rate": "Hồ sơ đúng hạn"}
PAGES = {
    "Trực tuyến": "truc-tuyen",
    "Đúng hạn": "qua-han",
    "Số hóa": "truc-tuyen",
    "KQ điện tử": "truc-tuyen",
    "Nhiệm vụ": "qua-han",
    "PAKN": "qua-han",
}
# what goes along with the online rate
COMPANIONS = (
    "e_result_rate",
    "digitised_rate",
    "reuse_rate",
    "online_payment_rate",
    "online_procedure_rate",
    "payment_procedure_rate",
    "postal_dossier_rate",
    "postal_procedure_rate",
    "receipt_8h_rate",
)


def bullets(
    found: Sequence[Mapping[str, Any]], names: Sequence[str], keys: Sequence[str], **more: Any
) -> Chart:
    """Rows of figures.values as bars against their targets; `more`: headline, note, rows, columns of the chart."""
    states = [state_of(row) for row in found]
    return Chart(
        "bullets",
        tuple(names),
        (Series("Đạt", values(row["value"] for row in found), "accent", tuple(map(bar_role, states))),),
        "rate",
        targets=values(row["target"] for row in found),
        keys=tuple(keys),
        **more,
    )


def companions(found: Sequence[Mapping[str, Any]], note: str) -> Chart:
    """The indicators that go along with the online rate, of rows of figures.values."""
    known = {row["indicator"]: row for row in found if not missing(row["denominator"])}
    rows = [known[code] for code in COMPANIONS if code in known]
    names = [str(row["name"]).removeprefix("Tỷ lệ ") for row in rows]
    return bullets(
        rows,
        [name[:1].upper() + name[1:] for name in names],
        [str(row["indicator"]) for row in rows],
        headline=headlines.companions(rows),
        note=note,
        rows=pd.DataFrame(rows),
        columns=TABLES["companions"],
    )


def by_unit(rows: Sequence[Mapping[str, Any]], most: int | None = None) -> Chart:
    """One rate by unit, the lowest first, each with its base; small bases are marked."""
    known = [row for row in rows if not missing(row["value"])]
    shown = sorted(known, key=lambda row: row["value"])[:most]
    whole = sum(row["numerator"] for row in known) / max(sum(row["denominator"] for row in known), 1)
    return bullets(
        shown,
        [_with_base(row) for row in shown],
        [str(row["unit"]) for row in shown],
        headline=f"{shown[0]['unit_name']} thấp nhất, {show(shown[0]['value'], rate=True)}"
        if shown
        else "Chưa có số",
        note=f"Trung bình chung {show(whole, rate=True)}; trong ngoặc là tử số/mẫu số",
    )


def _with_base(row: Mapping[str, Any]) -> str:
    few = "; số ít" if row["small_base"] else ""
    return f"{row['unit_name']} ({format_number(row['numerator'])}/{format_number(row['denominator'])}{few})"


def months(frame: pd.DataFrame, name: str) -> Chart:
    """A rate by `month`, in the limits that tell a change from the usual to and fro where there are enough months."""
    frame = frame[frame["value"].notna()].sort_values("month")
    points = [float(value) for value in frame["value"]]
    if not points:
        return Chart(
            "columns", (), (), "rate", f"{name}: chưa có số theo tháng", empty="Chưa có hồ sơ trong năm CCHC."
        )
    found = behaviour_limits(points)
    signals = set(behaviour_signals(points, found)) if found else set()
    month = int(frame["month"].iloc[-1][5:])
    note = "Vùng nhạt là dao động thường; điểm đỏ là thay đổi thật"
    note += "; giới hạn tạm" if found and found.provisional else ""
    roles = tuple("alarm" if place in signals else "accent" for place in range(len(points)))
    return Chart(
        "limits" if found else "columns",
        tuple(f"T{int(month[5:])}" for month in frame["month"]),
        (Series(name, tuple(points), "accent", roles),),
        "rate",
        f"{name} tháng {month}: {show(points[-1], rate=True)}{_since(points)}",
        note if found else "Từng tháng của năm CCHC",
        labels="last",
        band=(max(found.lower, 0.0), found.mean, min(found.upper, 1.0)) if found else None,
    )


def _since(points: Sequence[float]) -> str:
    """How the newest month stands to the one before."""
    if len(points) < 2:
        return ""
    both = pair(points[-1], points[-2], rate=True)
    if both.sign == 0:
        return ", không đổi"
    return f", {'tăng' if both.sign > 0 else 'giảm'} {both.gap} điểm so với tháng trước"


def heat(rows: pd.DataFrame, indicators: Mapping[str, str], note: str) -> Chart:
    """Units by indicators from figures.values by unit; the unit with most misses first."""
    found = rows[rows["indicator"].isin(list(indicators))]
    cells: dict[tuple[str, str], tuple[State, Mapping[str, Any]]] = {}
    bad: dict[str, int] = {}
    names: dict[str, str] = {}
    for row in records(found):
        state = state_of(row)
        unit = str(row["unit"])
        names.setdefault(unit, str(row["unit_name"]))
        cells[unit, row["indicator"]] = (state, row)
        bad[unit] = bad.get(unit, 0) + state.badness
    order = sorted(names, key=lambda unit: -bad[unit])
    columns = {}
    for code in indicators:
        absent = STATES["none" if (found["indicator"] == code).any() else "unknown"]
        columns[code] = [cells.get((unit, code), (absent, {"value": None})) for unit in order]
    return Chart(
        "heat",
        tuple(names[unit] for unit in order),
        tuple(
            Series(
                label,
                values(row["value"] for _, row in columns[code]),
                "neutral",
                tuple(state.role for state, _ in columns[code]),
                tuple(cell_words(row, state) for state, row in columns[code]),
            )
            for code, label in indicators.items()
        ),
        "rate",
        headlines.worst_unit(records(found), len(indicators)),
        f"Tỷ lệ %, {note} · {LEGEND} · * số hồ sơ ít. Bấm một ô để mở chi tiết.",
        keys=tuple(order),
        empty="Chưa có số theo đơn vị.",
    )


def cell_words(row: Mapping[str, Any], state: State) -> str:
    """The text of a heat cell: sign first, so that signs form a column; no percent sign, the note names the unit."""
    if missing(row["value"]):
        return state.sign
    number = show(float(row["value"]), rate=is_rate(row)).rstrip("%")
    if is_rate(row) and "," not in number and number not in ("0", "100"):
        number += ",0"
    base = "*" if row.get("small_base") and state.sign != "*" else ""
    return f"{state.sign or '·'} {number}{base}"
