"""Dossiers that break none of the rules in words: the share, the rules, the units, the list of those that break some.
Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number, format_percent
from chiso.figures.compliance import RULES, Share, share, untold

NAMES: Mapping[str, str] = dict(
    zip(
        RULES,
        (
            "Trễ hạn, quá hạn",
            "Tiếp nhận quá 8 giờ làm việc",
            "Yêu cầu bổ sung quá 1 lần",
            "Tạm dừng không ghi lý do",
            "Tạm dừng không có văn bản",
            "Tạm dừng chưa thông báo cho người nộp",
            "Trễ hạn chưa có phiếu xin lỗi",
        ),
        strict=True,
    )
)
ALL, UNTOLD = "tat-ca", "chua-ket-luan"  # in the address
RULE = (
    "Sở Tư pháp giao các đơn vị 100% hồ sơ được tiếp nhận, giải quyết phù hợp quy định"
    " (Quyết định 181/QĐ-STP, Phụ lục A.1)"
)


def percent(found: Share) -> str:
    """ "96,2%"; where nobody can tell of some "80,1–96,2%"; – of none."""
    if found.least is None or found.most is None:
        return "–"
    least, most = format_percent(found.least), format_percent(found.most)
    return most if found.untold == 0 else f"{least.removesuffix('%')}–{most}"


def headline(found: Share) -> str:
    """ "Hồ sơ không phạm quy tắc nào trong các quy tắc kiểm tra được: 96,2%"."""
    return f"Hồ sơ không phạm quy tắc nào trong các quy tắc kiểm tra được: {percent(found)}"


def under(found: Share) -> str:
    """The counts against the target of 100 %, with what nobody can tell."""
    said = (
        f"{format_number(found.fine)}/{format_number(found.every)} hồ sơ; {format_number(found.broken)} phạm"
    )
    if found.untold:
        said += f"; {format_number(found.untold)} chưa kết luận được vì tệp thiếu cột hoặc ô trống"
    return f"{said}. {RULE}"


def rules(rows: pd.DataFrame) -> pd.DataFrame:
    """A row per rule: how many dossiers break it, of how many nobody can tell."""
    broken, untold = (_counts(rows[name]) for name in ("broken", "untold"))
    return pd.DataFrame(
        [
            {"rule": name, "broken": broken.get(code, 0), "untold": untold.get(code, 0)}
            for code, name in NAMES.items()
        ]
    )


def units(rows: pd.DataFrame) -> pd.DataFrame:
    """A row per unit, the most broken first."""
    found = [
        (unit, name, share(part)) for (unit, name), part in rows.groupby(["unit", "unit_name"], sort=True)
    ]
    found.sort(key=lambda one: (-one[2].broken, -one[2].untold))
    return pd.DataFrame(
        [
            {
                "unit": unit,
                "unit_name": name,
                "share": percent(one),
                "every": one.every,
                "broken": one.broken,
                "untold": one.untold,
            }
            for unit, name, one in found
        ]
    )


def listed(rows: pd.DataFrame, rule: str = ALL) -> pd.DataFrame:
    """Those that break a rule (ALL: any), each with what it breaks; UNTOLD: of which nobody can tell, with why."""
    if rule == UNTOLD:
        some = untold(rows)
        return some.assign(broken_words=[f"Chưa biết: {_named(one)}" for one in some["untold"]])
    breaks = rows["broken"].map(lambda one: bool(len(one)) if rule == ALL else rule in one)
    some = rows[breaks.astype(bool)]
    return some.assign(broken_words=[_named(one) for one in some["broken"]])


def to_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Those that break some rule, or of which nobody can tell."""
    return rows[(rows["broken"].map(len) > 0) | (rows["untold"].map(len) > 0)]


def document(rows: pd.DataFrame) -> dict[str, Any]:
    """The answer of the command line: the sums, by rule, and the dossiers that break one or cannot be told of."""
    found = share(rows)
    return {**vars(found), "fine": found.fine, "rules": rules(rows), "dossiers": to_list(rows)}


def lines(rows: pd.DataFrame) -> tuple[str, ...]:
    """The answer as text: the share, and a line per dossier that breaks a rule or cannot be told of."""
    some = pd.concat([listed(rows), listed(rows, UNTOLD)])
    said = (f"{row['id']}: {row['broken_words']} ({row['unit_name']})" for row in some.to_dict("records"))
    found = share(rows)
    return (headline(found), f"{under(found)}.", *said) if found.every else ("Chưa có số liệu hồ sơ.",)


def _counts(lists: pd.Series) -> Mapping[str, int]:
    return Counter(code for codes in lists for code in codes)


def _named(codes: Iterable[str]) -> str:
    return "; ".join(NAMES[code] for code in codes)
