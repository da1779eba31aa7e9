"""Dossiers of other agencies in which this one has a part: how much of it was late, by who leads and by who answers."""

import pandas as pd

from chiso.figures.ask import Asked
from chiso.figures.facts import OVERDUE
from chiso.figures.records import sums_of
from chiso.store import Store


def joint_late(store: Store, asked: Asked, by: str) -> pd.DataFrame:
    """The rows of the indicator by a column of theirs (lead_agency, unit_name): name, late (answered late or overdue),
    late_of (answered or overdue), rate. The most late first."""
    rows = pd.DataFrame(
        sums_of(store, asked, OVERDUE["joint_dossiers"], by), columns=[by, "numerator", "denominator"]
    )
    made = rows.dropna(subset=by).set_axis(["name", "late", "late_of"], axis=1)
    made = made.astype({"late": "int64", "late_of": "int64"})
    made["rate"] = made["late"] / made["late_of"]
    return made.sort_values(["late", "late_of", "name"], ascending=[False, False, True], ignore_index=True)
