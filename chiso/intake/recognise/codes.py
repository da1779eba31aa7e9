"""What the codes of published PAPI tables mean, provinces (P37) and sub-criteria (SC11): data/reference/papi_codes.csv,
with its source. A code of a year in which it meant something else stays unknown."""

import csv
from collections.abc import Mapping
from functools import cache

from chiso.core.settings import REFERENCE

INDEX = "PAPI"


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    with (REFERENCE / "papi_codes.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def places() -> dict[str, str]:
    """Code -> the stored name of a province."""
    return {code: row["name"] for code, row in _rows().items() if row["kind"] == "place"}


def components() -> dict[str, list[str]]:
    """The stored name of a sub-criterion -> its code and its name as published."""
    return {
        row["name"]: [code, row["printed"]] for code, row in _rows().items() if row["kind"] == "component"
    }


def is_of(text: str, year: int | None) -> bool:
    """Whether a heading means in that year what the list says of it, where it is a code."""
    begins = _rows().get(text, {}).get("from_year")
    return not begins or year is None or year >= int(begins)
