"""Bộ chỉ số phục vụ as the portal publishes it, beside what the dossiers and petitions of the same month say. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chiso.core.vietnamese import fold, format_number
from chiso.figures.judging import Value
from chiso.words.findings import show

# A word of a group's name -> the indicators that records can tell of it, the first word that is there.
GROUPS: Mapping[str, Sequence[str]] = {
    "so hoa": ("e_result_rate", "digitised_rate", "reuse_rate"),
    "tien do": ("on_time_rate",),
    "thanh toan": ("online_payment_rate",),
    "truc tuyen": ("online_rate", "online_payment_rate"),
    "hai long": ("petition_satisfied_rate", "petition_on_time_rate"),
}
TITLE = "Bộ chỉ số phục vụ: điểm của Cổng bên cạnh tỷ lệ tự tính"
NOTE = (
    "Cổng: điểm của nhóm trên điểm tối đa. Tự tính: tỷ lệ từ hồ sơ, phản ánh của cùng tháng, theo định nghĩa của "
    "chương trình. Công thức của Quyết định 766/QĐ-TTg không có trong dữ liệu nên hai số không cùng cách tính; lệch là "
    "tự tính trừ Cổng, theo điểm phần trăm."
)
NOT_TOLD = "không tính được từ hồ sơ"


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
                "own": None if code is None else _own(value),
                "gap": _gap(value, share),
            })  # fmt: skip
    return found


def _own(value: Value | None) -> str:
    if value is None or value.value is None or not value.denominator:
        return "chưa có số"
    base = f"{format_number(value.numerator)}/{format_number(value.denominator)}"
    return f"{base} = {show(value.value, rate=True)}"


def _gap(value: Value | None, share: float | None) -> str | None:
    """ "−19,7": the own rate less the group's share, in points of a percentage."""
    if value is None or value.value is None or share is None:
        return None
    points = round((value.value - share) * 100, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{format_number(abs(points), 1)}"
