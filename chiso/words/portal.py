"""Bộ chỉ số phục vụ as the portal publishes it, its points and its rates, beside what the dossiers and petitions of the
same month say. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chiso.core.vietnamese import fold, format_number
from chiso.figures.judging import Value
from chiso.figures.targets import Target
from chiso.words.goals import target
from chiso.words.numbers import show
from chiso.words.states import STATES

# A word of a group's name -> the indicators that records can tell of it, the first word that is there.
GROUPS: Mapping[str, Sequence[str]] = {
    "so hoa": ("e_result_rate", "digitised_rate", "reuse_rate"),
    "tien do": ("on_time_rate",),
    "thanh toan": ("online_payment_rate",),
    "truc tuyen": ("online_rate", "online_payment_rate"),
    "hai long": ("petition_satisfied_rate", "petition_on_time_rate"),
}
# A rate that records can tell -> the same one as the portal publishes it, which the office reports.
PUBLISHED: Mapping[str, str] = {code: f"portal_{code}" for code in GROUPS["so hoa"]}
TITLE = "Bộ chỉ số phục vụ: số của Cổng bên cạnh tỷ lệ tự tính"
RATES, UNITS = "Tỷ lệ Cổng công bố", "Tự tính theo đơn vị, còn thiếu bao nhiêu hồ sơ đến 100%"
NOTE = (
    "Cổng: điểm của nhóm trên điểm tối đa; tỷ lệ Cổng công bố nhập bằng tệp Số liệu báo cáo. Tự tính: tỷ lệ từ hồ sơ, "
    "phản ánh của cùng tháng, theo định nghĩa của chương trình. Công thức của Quyết định 766/QĐ-TTg không có trong dữ "
    "liệu nên hai số không cùng cách tính; lệch là tự tính trừ Cổng, theo điểm phần trăm."
)
NOT_TOLD, UNKNOWN = "không tính được từ hồ sơ", "chưa có số"


def told_by(component: str) -> Sequence[str]:
    """The indicators that records can tell of a group; none of what they cannot."""
    name = fold(component)
    return next((codes for word, codes in GROUPS.items() if word in name), ())


def rows(
    components: Iterable[Mapping[str, Any]], own: Mapping[str, Value], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """A row per group and indicator: group, portal, name, own, gap. `components`: those of one month (component, score,
    max_score); `own`: by code the figures of that month; `names`: how indicators are called. A group that records
    cannot tell has one row that says so."""
    found = []
    for one in components:
        score, most = float(one["score"]), float(one["max_score"] or 0)
        share = score / most if most else None
        said = f"{format_number(score, 2)}/{format_number(most, 2)}"
        portal = said if share is None else f"{said} = {show(share, rate=True)}"
        codes = told_by(str(one["component"]))
        for code in codes or (None,):
            value = None if code is None else own.get(code)
            found.append({
                "group": one["component"],
                "portal": portal,
                "name": NOT_TOLD if code is None else names[code],
                "own": None if code is None else _said(value),
                "gap": _gap(value, share),
            })  # fmt: skip
    return found


def rates(
    published: Mapping[str, Value], year: Mapping[str, Value], own: Mapping[str, Value]
) -> list[dict[str, Any]]:
    """A row per rate that the portal publishes: name, portal, own, gap, verdict of the portal's, left. `published`: by
    code the portal's of one month; `year`: those of the year, with their targets; `own`: the figures of that month."""
    return [
        {
            "name": year[theirs].short_name,
            "portal": _said(told := published.get(theirs)),
            "own": _said(value := own.get(code)),
            "gap": _gap(value, _known(told)),
            "verdict": _verdict(told, year[theirs]),
            "left": _left(value),
        }
        for code, theirs in PUBLISHED.items()
    ]


def of_units(found: Iterable[Value]) -> list[dict[str, Any]]:
    """A row per unit: its name, by code its own rate and how many of its records are short of all. `found`: of one
    month, by unit."""
    rows: dict[str | None, dict[str, Any]] = {}
    for one in found:
        if one.indicator in PUBLISHED and one.denominator:
            row = rows.setdefault(one.unit, {"name": one.unit_name})
            left = _left(one)
            row[one.indicator] = _said(one) if left in (None, "0") else f"{_said(one)}, thiếu {left}"
    return [*rows.values()]


def _known(value: Value | None) -> float | None:
    """The value; None where nobody reported one, or no file speaks of its days."""
    return value.value if value is not None and value.is_covered else None


def _said(value: Value | None) -> str:
    rate = _known(value)
    if value is None or rate is None:
        return UNKNOWN
    if not value.denominator:
        return show(rate, rate=True)
    return f"{format_number(value.numerator)}/{format_number(value.denominator)} = {show(rate, rate=True)}"


def _left(value: Value | None) -> str | None:
    """ "97", "97 (3 chưa rõ)": the records without it, and of how many of them no file says whether they have it."""
    if value is None or _known(value) is None:
        return None
    left = format_number((value.denominator or 0) - (value.numerator or 0))
    return f"{left} ({format_number(value.unknown)} chưa rõ)" if value.unknown else left


def _verdict(told: Value | None, year: Value) -> str:
    """ "▲ chưa đạt 100%, thiếu 8,8 điểm %": what the portal published of the month against the target of the year."""
    aim, rate = target(year), _known(told)
    if not aim or year.target is None:
        return "chưa giao chỉ tiêu"
    if rate is None:
        return f"{UNKNOWN}, chỉ tiêu {aim}"
    if Target(year.target, year.comparison or ">=").is_met(rate):
        return f"{STATES['met'].sign} đạt {aim}"
    short = format_number((year.target - rate) * 100, 1)
    return f"{STATES['missed'].sign} chưa đạt {aim}, thiếu {short} điểm %"


def _gap(value: Value | None, share: float | None) -> str | None:
    """ "−19,7": the own rate less the portal's, in points of a percentage."""
    rate = _known(value)
    if rate is None or share is None:
        return None
    points = round((rate - share) * 100, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{format_number(abs(points), 1)}"
