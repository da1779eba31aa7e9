"""Points that criteria of a year's table lost: from the most to those got, and who answers for them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from chiso.core.text import missing
from chiso.core.vietnamese import format_number
from chiso.figures.scoring import SMALLEST
from chiso.present.chart import Chart, Series, values
from chiso.words import headlines

_NO_POINTS = "Bảng chưa có điểm tự chấm, thẩm định nào."
NOBODY = "Chưa phân công"  # of what no unit answers for


def losses(rows: pd.DataFrame, total: Mapping[str, Any], *, year: int, is_whole: bool) -> Chart:
    """From the most points to those got, a step per criterion: `short, lost, code, max_points`.

    `total`: lost, max, points, percent, unexplained of the table; of a unit (not `is_whole`) its own rows alone count.
    Of a table without points nothing is drawn; of an index without its maximum the criteria with points alone.
    """
    if missing(total["points"]) if is_whole else _is_open(rows):
        headline = f"Bảng điểm năm {year} chưa ghi điểm"
        return Chart("waterfall", (), (), "points", headline, empty=_NO_POINTS)
    is_part = is_whole and (total["partial"] or missing(total["max"]))
    is_whole = is_whole and not missing(total["max"])
    steps = rows[rows["lost"].fillna(0) > 0].sort_values("lost", ascending=False)
    detailed = [float(lost) for lost in steps["lost"]]
    whole = float(total["lost"]) if is_whole and not missing(total.get("lost")) else sum(detailed)
    most = float(total["max"]) if is_whole else float(rows.loc[rows["lost"].notna(), "max_points"].sum())
    got = float(total["points"]) if is_whole else round(most - whole, 4)
    gap = 0.0 if not is_whole or missing(total.get("unexplained")) else float(total["unexplained"])
    is_index = is_whole and not is_part and not missing(total["percent"])
    percent = f" ({format_number(total['percent'])}%)" if is_index else ""
    some = ", riêng các tiêu chí có trong bảng điểm" if is_part else ""
    rest = [gap] if gap > SMALLEST else []
    lost = (*detailed, *rest)
    roles = ("alarm",) * len(detailed) + ("context",) * len(rest)
    texts = tuple(f"−{format_number(points, 2)}" for points in lost)
    return Chart(
        "waterfall",
        (*steps["short"], *("Chưa có chi tiết" for _ in rest)),
        (Series("Điểm bị trừ", lost, "alarm", roles, texts),),
        "points",
        headlines.lost(detailed, whole),
        f"Từ điểm tối đa xuống điểm đạt được, năm CCHC {year}{some}; bấm một thanh để xem tiêu chí",
        "điểm",
        keys=(*steps["code"].astype(str), *("" for _ in rest)),
        ends=((f"Tối đa {format_number(most)}", most), (f"Đạt {format_number(got, 2)}{percent}", got)),
        fine=headlines.NO_POINT_LOST,
    )


def _is_open(rows: pd.DataFrame) -> bool:
    """Whether there are criteria, and none of them has points yet."""
    return len(rows) > 0 and bool(rows["lost"].isna().all())


def by_responsible(rows: pd.DataFrame) -> Chart:
    """Points lost by who answers for them: `units, lost`."""
    is_open = _is_open(rows)
    lost = rows[rows["lost"].fillna(0) > 0].assign(units=lambda found: found["units"].fillna(NOBODY))
    by = lost.groupby("units")["lost"].sum().sort_values(ascending=False)
    pairs = [(str(name), round(float(number), 2)) for name, number in by.items()]
    shown = by.head(6)
    return Chart(
        "bars",
        tuple(map(str, shown.index)),
        (Series("Điểm bị trừ", values(shown), "axis", ("accent", "accent", *("axis",) * 4)[: len(shown)]),),
        "points",
        "Chưa tính được điểm bị trừ" if is_open else headlines.share(pairs, things="điểm", rest="bị trừ"),
        "Điểm bị trừ đã có chi tiết, theo đơn vị chịu trách nhiệm",
        "điểm",
        keys=tuple(map(str, shown.index)),
        empty=_NO_POINTS if is_open else "Không có.",
    )
