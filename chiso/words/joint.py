"""What is said of dossiers of other agencies in which this one has a part. Pure."""

import pandas as pd

from chiso.words.petitions import made_of

TITLES = {
    "joint_leads": "Hồ sơ phối hợp trễ hạn theo cơ quan chủ trì",
    "joint_units": "Hồ sơ phối hợp trễ hạn theo đơn vị",
}


def rows(found: pd.DataFrame) -> pd.DataFrame:
    """Each agency that leads, or unit that answers (figures.joint_late), with its late share and what it is made of."""
    shown = [
        {"name": row["name"], "late": made_of(row["late"], row["late_of"])}
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(shown, columns=["name", "late"])
