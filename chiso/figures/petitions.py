"""Petitions by kind (about procedures, socio-economic ones, of enterprises: the plans ask for each apart), and by where
they came from."""

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.records import sums_of
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
        rows = pd.DataFrame(
            sums_of(store, asked, f"petition_{name}_rate", by, ("posted_on",)),
            columns=[by, "numerator", "denominator", "finished", "posted", "ever_posted"],
        )
        rows["kind"] = rows[by].fillna("")
        parts.append(_summed(rows, name))
        if name == "on_time":
            is_said = bool(rows["ever_posted"].any())
            answered = rows[rows["finished"] > 0] if is_said else rows.head(0)
            parts.append(
                _summed(
                    answered.assign(numerator=answered["posted"], denominator=answered["finished"]), "posted"
                )
            )
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
