"""The rates of petitions by kind and by source, in words. Pure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number
from chiso.figures.judging import SMALL_BASE
from chiso.intake.datasets import DATASETS
from chiso.words.numbers import show

# What a petition is about, as the export's words say it; of some it says nothing
PETITION_KINDS: Mapping[str, str] = {**DATASETS["petitions"].by_name["kind"].words, "": "Chưa ghi loại"}
NO_SOURCE = {"": "Chưa ghi nguồn"}  # where it came from stands as printed


def petition_rows(found: pd.DataFrame, names: Mapping[str, str] = PETITION_KINDS) -> list[dict[str, Any]]:
    """The rates of petitions by kind, each with what it is made of; no rate is judged on a few."""
    return [
        {
            "name": names.get(row["kind"], row["kind"]),
            "share": row["share"],
            "on_time": made_of(row["on_time"], row["on_time_of"]),
            "satisfied": made_of(row["satisfied"], row["satisfied_of"]),
            "posted": made_of(row["posted"], row["posted_of"]),
        }
        for row in found.to_dict("records")
    ]


def made_of(numerator: int, denominator: int) -> str:
    """A share in words: "15/17 = 88,2%"; a star where the base is small."""
    if not denominator:
        return "–"
    star = "*" if denominator < SMALL_BASE else ""
    rate = show(numerator / denominator, rate=True)
    return f"{format_number(numerator)}/{format_number(denominator)} = {rate}{star}"
