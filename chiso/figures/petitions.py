"""Petitions by kind (about procedures, socio-economic ones, of enterprises: the plans ask for each apart), and by where
they came from."""

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.records import Part, records
from chiso.intake.datasets import DATASETS
from chiso.store import Store

ORDER = tuple(DATASETS["petitions"].by_name["kind"].words)
_PARTS = ("on_time", "satisfied")  # of each the indicator petition_…_rate


def petition_kinds(store: Store, asked: Asked, by: str = "kind") -> pd.DataFrame:
    """The rates of petitions by kind ("" where the export names none), from the rows that make them: kind; on_time of
    answered (answered or overdue), satisfied of rated, posted (on the website) of posted_of answered, 0 of 0 where no
    row says when it was posted; share: the kind's part of answered. Kinds without any stay away. Of another field
    (`by`) its values stand as kind.
    """
    parts = []
    for name in _PARTS:
        rows = records(store, asked, f"petition_{name}_rate", Part("denominator")).reindex(
            columns=[by, "numerator", "denominator", "finished", "posted_on"]
        )
        rows["kind"] = rows[by].fillna("")
        parts.append(_summed(rows, name))
        if name == "on_time":
            is_said = bool(rows["posted_on"].notna().any())
            answered = rows[rows["finished"].notna() if is_said else rows["kind"].isna()]
            posted = answered.assign(numerator=answered["posted_on"].notna().astype(int), denominator=1)
            parts.append(_summed(posted, "posted"))
    made = pd.concat(parts, axis=1).fillna(0).astype("int64").rename_axis("kind").reset_index()
    made["share"] = made["on_time_of"] / max(int(made["on_time_of"].sum()), 1)
    place = {kind: place for place, kind in enumerate(ORDER)} | {"": len(ORDER) + 1}
    return made.sort_values(
        "kind", key=lambda kinds: kinds.map(place).fillna(len(ORDER)), kind="stable", ignore_index=True
    )


def _summed(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """By kind the numerator as `name`, the denominator as `name`_of."""
    of = rows.groupby("kind")[["numerator", "denominator"]].sum()
    return of.rename(columns={"numerator": name, "denominator": f"{name}_of"})
