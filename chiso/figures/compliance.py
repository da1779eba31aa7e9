"""Dossiers that break none of the rules which can be checked on records ("100% hồ sơ được tiếp nhận, giải quyết phù hợp
quy định", document 1, A.1): the rules are those of the marts and of Đối soát; what nobody can tell is never fine."""

from dataclasses import dataclass

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.scope import scope
from chiso.store import Store

RULES = ("late", "receipt", "supplement", "pause_reason", "pause_document", "pause_notice", "apology")


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
    """The dossiers in hand in the days asked for, each with the RULES that it breaks (`broken`) and those of which its
    file cannot tell (`untold`). One row per dossier: key, id, title, unit, unit_name, official, received, due,
    file_name, row_no, broken, untold."""
    if asked is None:
        return pd.DataFrame(columns=["id", "unit_name", "broken", "untold"])
    of = scope(store, asked)
    return store.run(
        "figures/compliance", agency=of.agency, units=of.within, date_from=of.first, date_to=of.day
    )


def untold(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of which nobody can tell: they break no rule, and of some rule their file cannot tell."""
    return rows[(rows["broken"].map(len) == 0) & (rows["untold"].map(len) > 0)]


def share(rows: pd.DataFrame) -> Share:
    """The sums of such rows."""
    return Share(len(rows), int((rows["broken"].map(len) > 0).sum()), len(untold(rows)))
