"""The CCHC points of several agencies in words: the headline and the rows of their list. Pure."""

from collections.abc import Mapping, Sequence

import pandas as pd

from chiso.core.vietnamese import format_number, format_percent
from chiso.figures.appraisal import APPRAISED, IN_PART, NONE, OWN, PUBLISHED, Appraised

_BASES = {
    PUBLISHED: "Chỉ số công bố",
    APPRAISED: "Điểm thẩm định",
    IN_PART: "Mới thẩm định một phần",
    OWN: "Điểm tự chấm",
    NONE: "Chưa có bảng điểm",
}
NOTE = "Điểm công bố, chưa công bố thì điểm trong bảng chấm; hạng: giữa các cơ quan ở đây đã đủ điểm thẩm định, công bố"


def headline(found: Sequence[Appraised], names: Mapping[str, str], year: int) -> str:
    """ "Điểm CCHC năm 2024: 20/21 cơ quan có điểm, cao nhất là Sở Y tế (94,4%)"; of several highest none is named."""
    said = f"Điểm CCHC năm {year} của các cơ quan"
    scored = [one for one in found if one.basis]
    if not scored:
        return f"{said}: chưa cơ quan nào có bảng điểm"
    said = f"{said}: {format_number(len(scored))}/{format_number(len(found))} cơ quan có điểm"
    first = [one for one in found if one.rank == 1]
    if len(first) != 1 or first[0].percent is None:
        return said
    return f"{said}, cao nhất là {names[first[0].agency]} ({format_percent(first[0].percent / 100)})"


def rows(found: Sequence[Appraised], names: Mapping[str, str]) -> pd.DataFrame:
    """A row per agency as page and file have it."""
    return pd.DataFrame(
        {
            "rank": one.rank,
            "unit_name": names[one.agency],
            "points": one.points,
            "max_points": one.max_points,
            "share": None if one.percent is None else one.percent / 100,
            "lost": one.lost,
            "worst": f"{one.worst}: {format_number(one.worst_lost)}" if one.worst else None,
            "basis": _BASES[one.basis],
        }
        for one in found
    )
