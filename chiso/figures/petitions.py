"""Petitions by kind: about procedures, socio-economic ones, of enterprises; the plans ask for each apart."""

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.records import Part, records
from chiso.intake.datasets import DATASETS
from chiso.store import Store

ORDER = tuple(DATASETS["petitions"].by_name["kind"].words)
_PARTS = ("on_time", "satisfied")  # of each the indicator petition_…_rate


def petition_kinds(store: Store, asked: Asked) -> pd.DataFrame:
    """The rates of petitions by kind ("" where the export names none), from the rows that make them: kind; on_time of
    answered (answered or overdue), satisfied of rated; share: the kind's part of answered. Kinds without any stay away.
    """
    parts = []
    for name in _PARTS:
        rows = records(store, asked, f"petition_{name}_rate", Part("denominator")).reindex(
            columns=["kind", "numerator", "denominator"]
        )
        of = rows.assign(kind=rows["kind"].fillna("")).groupby("kind")[["numerator", "denominator"]].sum()
        parts.append(of.rename(columns={"numerator": name, "denominator": f"{name}_of"}))
    made = pd.concat(parts, axis=1).fillna(0).astype("int64").rename_axis("kind").reset_index()
    made["share"] = made["on_time_of"] / max(int(made["on_time_of"].sum()), 1)
    place = {kind: place for place, kind in enumerate(ORDER)}
    return made.sort_values("kind", key=lambda kinds: kinds.map(place).fillna(len(place)), ignore_index=True)
