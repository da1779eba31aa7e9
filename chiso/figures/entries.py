"""The catalogue of indicators with the targets of an agency and year."""

from collections.abc import Iterable
from dataclasses import replace

from chiso.core.errors import UnknownName
from chiso.figures.scope import as_day
from chiso.figures.targets import Entry, Target
from chiso.store import Store, queries_text


def catalogue(store: Store, agency: str = "", year: int = 0) -> list[Entry]:
    """The indicators in the order of the catalogue, with the agency's targets of a year.

    One that has a query but no row in the catalogue yet comes last, one without a query is reported by hand.
    """
    targets: dict[str, list[Target]] = {}
    for row in store.rows("figures/targets", agency=agency, year=year):
        found = Target(row["value"], row["comparison"], as_day(row["due_date"]), row["kind"])
        targets.setdefault(row["indicator"], []).append(found)
    queries = _queries(store)
    entries = [
        Entry(
            row["indicator"],
            row["name"] or row["indicator"],
            row["short_name"] or row["name"] or row["indicator"],
            row["kind"] or "rate",
            row["dataset"] or "dossiers"
            if row["indicator"] in queries or row["dataset"] == "service_index"
            else "measurements",
            row["year_kind"] or "cchc",
            tuple(targets.get(row["indicator"], ())),
        )
        for row in store.rows("figures/catalogue")
    ]
    known = {entry.indicator for entry in entries}
    entries += [
        Entry(code, code, code, "rate", "dossiers", "cchc", tuple(targets.get(code, ())))
        for code in sorted(queries - known)
    ]
    return [dataset_of(entry) for entry in entries]


def dataset_of(entry: Entry) -> Entry:
    """Shares of procedures count procedures, whatever dataset the catalogue draws them from."""
    if entry.indicator.endswith("_procedure_rate"):
        return replace(entry, dataset="procedures")
    return entry


def _queries(store: Store) -> set[str]:
    """Codes of the indicators that have a query of their own."""
    names = queries_text.names(store.queries, "indicators")
    return {name.rpartition("/")[2] for name in names}


def find(entries: Iterable[Entry], indicator: str) -> Entry:
    """The entry of a code; raises UnknownName."""
    for entry in entries:
        if entry.indicator == indicator:
            return entry
    raise UnknownName("chỉ tiêu", indicator)
