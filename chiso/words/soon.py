"""What falls due in the coming working days, as figures: today, in one, in two or three days, who holds most. Pure."""

from collections.abc import Mapping

import pandas as pd

from chiso.core.text import counted
from chiso.core.vietnamese import format_date, format_number
from chiso.figures.ask import Asked
from chiso.figures.lateness import SOON_DAYS
from chiso.intake.datasets import MEETING
from chiso.words.cards import Kpi
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import largest
from chiso.words.headlines import at
from chiso.words.overdue import KINDS
from chiso.words.states import STATES

OTHERS = tuple(kind for kind in MEETING if kind != "dossiers")  # what else a meeting hears of
# in the address: how it is called, from and to how many days left
DAYS: Mapping[str, tuple[str, int, int]] = {
    "hom-nay": ("Hôm nay", 0, 0),
    "1-ngay": ("Còn 1 ngày", 1, 1),
    "2-3-ngay": ("Còn 2–3 ngày", 2, SOON_DAYS),
}
# who holds a record: the column of his name, the name in the address and the column of what stands there
HOLDERS: Mapping[str, tuple[str, str, str]] = {
    "official": ("official", "sap_nguoi", "official"),
    "unit": ("unit_name", "sap_cua", "unit"),
}


def besides(asked: Asked, counts: Mapping[str, int]) -> str:
    """What else falls due beside a list, by kind: "Ngoài ra còn 2 nhiệm vụ và 1 phản ánh, kiến nghị đến hạn"; "" where
    nothing does."""
    others = counted({KINDS[kind].things: count for kind, count in counts.items()})
    claims = (Claim.of(f"soon:{kind}", asked, {"count": n, "days": SOON_DAYS}) for kind, n in counts.items())
    return Sentence(f"Ngoài ra còn {others} đến hạn", *claims) if others else ""


def cards(rows: pd.DataFrame, by: str, opens: Mapping[str, str]) -> list[Kpi]:
    """A card per stretch of days with the unit that has most of it, and one for who (`by`, of HOLDERS) holds most of
    all, the units where no record names an official, of the counts of figures.soon_counts; each opens its rows on
    /qua-han beside what else is chosen there (`opens`). None where nothing falls due."""
    if rows.empty:
        return []
    found = []
    for code, (name, first, last) in DAYS.items():
        part = rows[rows["days_left"].between(first, last)]
        days = [format_date(day)[:5] for day in sorted(part["due"].unique())]
        span = f"hạn {'–'.join(dict.fromkeys((days[0], days[-1])))}" if days else "không có việc nào"
        names, most = _most(part, "unit_name")
        where = f"{format_number(most)} {at(names[0], 'đơn vị')}" if len(names) == 1 else ""
        under = "\n".join(filter(None, (span, where)))
        found.append(_card(name, int(part["total"].sum()), under, {**opens, "sap_con": code}))
    called, place, column = HOLDERS[by if rows[HOLDERS[by][0]].notna().any() else "unit"]
    names, most = _most(rows, called)
    whose = rows.loc[rows[called].isin(names), column].astype(str).head(1)
    opened = {**opens, place: whose.iloc[0]} if len(names) == 1 else {}
    return [*found, _card("Giữ nhiều nhất", most, ", ".join(names[:3]), opened)]


def _most(counts: pd.DataFrame, column: str) -> tuple[list[str], int]:
    return largest((str(name), int(many)) for name, many in in_all(counts, column).items())


def in_all(counts: pd.DataFrame, column: str) -> pd.Series:
    """The counts by a column, who has most first, of equal ones who comes first; nobody is left out."""
    found = counts.groupby(column, sort=False)["total"].sum()
    return found.sort_values(ascending=False, kind="stable")


def _card(name: str, many: int, under: str, opens: Mapping[str, str]) -> Kpi:
    """The number, a way to its rows where it has any."""
    page = "qua-han" if many and opens else None
    return Kpi(name, format_number(many), STATES["no_target"], under, page=page, filters=opens)
