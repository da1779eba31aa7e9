"""Dossiers that break none of the rules which can be checked on records ("100% hồ sơ được tiếp nhận, giải quyết phù hợp
quy định", document 1, A.1): the rules are those of the marts and of Đối soát; what nobody can tell is never fine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.listing import ALL, Listing, Page
from chiso.figures.scope import Scope, scope
from chiso.store import Store

_SOURCE = "figures/compliance"
UNKNOWN = "untold"
Rules = tuple[str, ...]
NAMES: Mapping[str, str] = {
    "late": "Trễ hạn, quá hạn",
    "receipt": "Tiếp nhận quá 8 giờ làm việc",
    "supplement": "Yêu cầu bổ sung quá 1 lần",
    "pause_reason": "Tạm dừng không ghi lý do",
    "pause_document": "Tạm dừng không có văn bản",
    "pause_notice": "Tạm dừng chưa thông báo cho người nộp",
    "apology": "Trễ hạn chưa có phiếu xin lỗi",
}
RULES: Rules = tuple(NAMES)
EVERY: Rules = (*RULES, UNKNOWN)


@dataclass(frozen=True)
class Share:
    """Of `every` dossier how many break a rule, and of how many others nobody can tell whether they do."""

    every: int
    broken: int
    untold: int

    @property
    def fine(self) -> int:
        """Those that break none, all of them checked."""
        return self.every - self.broken - self.untold

    @property
    def least(self) -> float | None:
        """The share of those; None of no dossier."""
        return self.fine / self.every if self.every else None

    @property
    def most(self) -> float | None:
        """The share if all of which nobody can tell were fine."""
        return (self.fine + self.untold) / self.every if self.every else None


def compliance(store: Store, asked: Asked | None) -> pd.DataFrame:
    """The dossiers in hand in the days asked for, counted by the RULES that they break (`broken`) and those of which
    their file cannot tell (`untold`). One row per unit and such RULES: unit, unit_name, broken, untold, dossiers."""
    if asked is None:
        return pd.DataFrame(columns=["unit", "unit_name", "broken", "untold", "dossiers"])
    return store.run("figures/compliance_sums", _source=_SOURCE, **_given(scope(store, asked)))


def rule_breaks(store: Store, asked: Asked | None, rules: Rules = EVERY, page: Page = ALL) -> pd.DataFrame:
    """The dossiers that break one of `rules` (UNKNOWN: those of which nobody can tell), by unit and day of receipt. One
    row per dossier: key, id, title, unit, unit_name, official, received, due, file_name, row_no, broken, untold, and
    what it breaks, else what nobody can tell, in words (`broken_words`)."""
    if asked is None:
        return pd.DataFrame(columns=["id", "unit_name", "broken", "untold", "broken_words"])
    return _listing(scope(store, asked), rules).frame(store, page).drop(columns="day")


def count_rule_breaks(store: Store, asked: Asked, rules: Rules, page: Page) -> int:
    """How many dossiers those are; without a search `many` says it of counts that are known."""
    return _listing(scope(store, asked), rules).count(store, page)


def share(sums: pd.DataFrame) -> Share:
    """The sums of such counts."""
    many, broken = sums["dossiers"], sums["broken"].map(len) > 0
    untold = sums["untold"].map(len) > 0
    return Share(int(many.sum()), int(many[broken].sum()), int(many[untold & ~broken].sum()))


def many(sums: pd.DataFrame, rules: Rules) -> int:
    """How many dossiers `rule_breaks` lists, of such counts."""
    breaks = sums["broken"].map(lambda codes: not {*rules}.isdisjoint(codes)).astype(bool)
    if UNKNOWN in rules:
        breaks |= (sums["broken"].map(len) == 0) & (sums["untold"].map(len) > 0)
    return int(sums["dossiers"][breaks].sum())


def _listing(of: Scope, rules: Rules) -> Listing:
    given = {"agencies": of.agencies, "rules": rules, "codes": RULES, "names": [*NAMES.values()]}
    order = {"rising": ("unit", "received", "id"), "spoken": ()}
    return Listing(("lists/rules", _SOURCE), _given(of) | given, order)


def _given(of: Scope) -> dict[str, Any]:
    return {"agency": of.agency, "units": of.within, "date_from": of.first, "date_to": of.day}
