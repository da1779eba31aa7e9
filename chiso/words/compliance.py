"""Dossiers that break none of the rules in words: the share, the rules, the units, the list of those that break some.
Pure."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.compliance import NAMES, RULES, UNKNOWN, Rules, Share, share
from chiso.words.numbers import between

ALL, UNTOLD = "tat-ca", "chua-ket-luan"  # in the address
# agency -> what it asks of its units
_ASKED = {
    "stp": "Sở Tư pháp giao các đơn vị 100% hồ sơ được tiếp nhận, giải quyết phù hợp quy định"
    " (Quyết định 181/QĐ-STP, Phụ lục A.1)"
}


def percent(found: Share) -> str:
    """ "96,2%"; where nobody can tell of some "80,1–96,2%"; – of none."""
    if found.least is None or found.most is None:
        return "–"
    return between(found.least, found.most)


def headline(found: Share) -> str:
    """ "Hồ sơ không phạm quy tắc nào trong các quy tắc kiểm tra được: 96,2%"."""
    return f"Hồ sơ không phạm quy tắc nào trong các quy tắc kiểm tra được: {percent(found)}"


def under(found: Share, agency: str) -> str:
    """The counts, with what nobody can tell, and what the agency asks of its units where a document says it."""
    said = (
        f"{format_number(found.fine)}/{format_number(found.every)} hồ sơ; {format_number(found.broken)} phạm"
    )
    if found.untold:
        said += f"; {format_number(found.untold)} chưa kết luận được vì tệp thiếu cột hoặc ô trống"
    return ". ".join(filter(None, (said, _ASKED.get(agency))))


def rules(sums: pd.DataFrame) -> pd.DataFrame:
    """A row per rule: how many dossiers break it, of how many nobody can tell."""
    broken, untold = (_counts(sums, name) for name in ("broken", "untold"))
    return pd.DataFrame(
        [{"rule": name, "broken": broken[code], "untold": untold[code]} for code, name in NAMES.items()]
    )


def units(sums: pd.DataFrame) -> pd.DataFrame:
    """A row per unit, the most broken first."""
    found = [
        (unit, name, share(part)) for (unit, name), part in sums.groupby(["unit", "unit_name"], sort=True)
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


def chosen(rule: str) -> Rules:
    """What stands in the address as the rules of which dossiers are listed."""
    return {ALL: RULES, UNTOLD: (UNKNOWN,)}.get(rule, (rule,))


def listed(rows: pd.DataFrame) -> pd.DataFrame:
    """Dossiers (figures.rule_breaks) each with what it breaks; one that breaks nothing with why nobody can tell."""
    breaks = rows["broken"].map(len).astype(bool)
    return rows.assign(broken_words=rows["broken_words"].where(breaks, "Chưa biết: " + rows["broken_words"]))


def document(sums: pd.DataFrame, rows: pd.DataFrame) -> dict[str, Any]:
    """The answer of the command line: the sums, by rule, and the dossiers that break one or cannot be told of."""
    found = share(sums)
    dossiers = rows.drop(columns="broken_words")
    return {**vars(found), "fine": found.fine, "rules": rules(sums), "dossiers": dossiers}


def lines(sums: pd.DataFrame, rows: pd.DataFrame, agency: str) -> tuple[str, ...]:
    """The answer as text: the share, a line per dossier that breaks a rule, then those that cannot be told of."""
    some = listed(rows).sort_values("broken", key=lambda codes: codes.map(len) == 0, kind="stable")
    said = (f"{row['id']}: {row['broken_words']} ({row['unit_name']})" for row in some.to_dict("records"))
    found = share(sums)
    return (
        (headline(found), f"{under(found, agency)}.", *said) if found.every else ("Chưa có số liệu hồ sơ.",)
    )


def _counts(sums: pd.DataFrame, name: str) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for codes, many in zip(sums[name], sums["dossiers"], strict=True):
        found.update(dict.fromkeys(codes, int(many)))
    return found
