"""What the codes of published PAPI tables mean, provinces (P37) and sub-criteria (SC11): data/reference/papi_codes.csv,
with the source of each. A code of a year for which no source says its meaning stays unknown."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from chiso.core.settings import REFERENCE
from chiso.intake.recognise.layout import WideEntry

INDEX = "PAPI"


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    with (REFERENCE / "papi_codes.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def places() -> dict[str, str]:
    """Code -> the stored name of a province."""
    return {row["code"]: row["name"] for row in _rows() if row["kind"] == "place"}


def component(code: str, year: int | None = None) -> str | None:
    """The stored name of a sub-criterion in a year (None: today's); None for what is no code, or not of that year."""
    found = [
        row["name"]
        for row in _rows()
        if (row["kind"], row["code"]) == ("component", code)
        and (year is None or int(row["from_year"]) <= year <= int(row["to_year"] or year))
    ]
    return found[-1] if found else None


def of_year(entries: Iterable[WideEntry], year: int | None) -> list[WideEntry]:
    """The columns of a table of that year, those headed by a code as it was meant then; left out where nobody says
    what it meant."""
    found = []
    for entry in entries:
        is_code = component(entry.header) is not None
        meaning = component(entry.header, year) if is_code else entry.component
        if meaning is not None:
            found.append(replace(entry, component=meaning))
    return found
