"""The year of exports in ../shared: every count, figure, list and finding of its expected.json.

The files are imported once, in order; at each checkpoint the figures are asked as they stood, then once more later.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.facts import HANDLED
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

Key = tuple[str, str, str | None, str | None]  # as_of, indicator, by, key


@dataclass
class Year:
    """What was asked while the year was imported, and the store with all of it."""

    expected: dict[str, Any]
    store: Store
    results: dict[str, dict[str, Any]] = field(default_factory=dict)
    figures: dict[Key, tuple[float | None, float | None]] = field(default_factory=dict)
    later: dict[Key, tuple[float | None, float | None]] = field(default_factory=dict)
    overdue: dict[str, pd.DataFrame] = field(default_factory=dict)


@pytest.fixture(scope="module")
def year(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    folder = shared / "exports" / "stp-2024"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    with fresh_home.build(tmp_path_factory.mktemp("year") / "home") as store:
        made = Year(expected, store)
        *early, last = expected["checkpoints"]
        for position, file in enumerate(expected["files"]):
            given = date.fromisoformat(file["call_as_of"]) if file["call_as_of"] else None
            result = batch.import_file(
                store, ADMIN, Upload.of_path(folder / file["file"], answers=Answers(as_of=given))
            )
            made.results[file["file"]] = result.as_json()
            to_come = {later.get("month") for later in expected["files"][position + 1 :]}
            if early and early[0][:7] == file["month"] and file["month"] not in to_come:
                _ask(made, early.pop(0))
        _ask(made, last)
        made.later = _figures(store, expected["checkpoints"][0])
        yield made


def _ask(made: Year, day: str) -> None:
    made.figures |= _figures(made.store, day)
    made.overdue[day] = figures.overdue(made.store, Asked(agency="stp", as_of=date.fromisoformat(day)))


def _figures(store: Store, day: str) -> dict[Key, tuple[float | None, float | None]]:
    found: dict[Key, tuple[float | None, float | None]] = {}
    for by, name in ((None, None), ("unit", "unit_name"), ("month", "month")):
        frame = figures.values(store, Asked(agency="stp", as_of=date.fromisoformat(day)), by=by).frame()
        for _, row in frame.iterrows():
            pair = tuple(None if pd.isna(row[part]) else row[part] for part in ("numerator", "denominator"))
            found[(day, row["indicator"], by, row[name] if name else None)] = pair  # type: ignore[assignment]
    return found


def _differences(
    rows: list[dict[str, Any]], found: dict[Key, tuple[float | None, float | None]]
) -> list[tuple[Key, Any, Any]]:
    wrong = []
    for row in rows:
        if not row["hard"]:
            continue
        key = (row["as_of"], row["indicator"], row["by"], row["key"])
        wanted = (row["numerator"], row["denominator"])
        own = found.get(key, (0, None if row["denominator"] is None else 0))
        if own != wanted:
            wrong.append((key, wanted, own))
    return wrong


def test_every_file_is_imported_with_its_rows_and_rejects(year: Year) -> None:
    for file in year.expected["files"]:
        result = year.results[file["file"]]
        assert result["status"] == "imported", (file["file"], result["error"])
        assert (result["dataset"], result["as_of"]) == (file["dataset"], file["as_of"] or file["call_as_of"])
        rows = [result[f"rows_{word}"] for word in ("read", "loaded", "rejected")]
        assert rows == [file[f"rows_{word}"] for word in ("read", "loaded", "rejected")], file["file"]
        found = {(r["row"], r["column"], r["header"], r["value"]) for r in result["rejects"]}
        assert found == {(r["row"], r["column"], r["header"], r["value"]) for r in file["rejects"]}


def test_figures_at_the_checkpoints(year: Year) -> None:
    assert not _differences(year.expected["figures"], year.figures)


def test_figures_of_the_first_checkpoint_asked_later(year: Year) -> None:
    assert not _differences(year.expected["asked_later"], year.later)


@pytest.mark.parametrize("kind", ["dossiers", "tasks", "petitions"])
def test_overdue_lists(year: Year, kind: str) -> None:
    for day in year.expected["checkpoints"]:
        frame = year.overdue[day]
        names = ["id", "unit_name", "due", "days_late"] + (["first_due"] if kind == "dossiers" else [])
        found = {
            tuple(str(row[name])[:50] for name in names) for _, row in frame[frame["kind"] == kind].iterrows()
        }
        wanted = {
            tuple(str(row[name.replace("unit_name", "unit")])[:50] for name in names)
            for row in year.expected["overdue"]
            if row["as_of"] == day and row["kind"] == kind
        }
        assert found == wanted, day


def test_check_names_what_vanished_and_whose_due_date_moved(year: Year) -> None:
    found = figures.check(year.store, figures.newest(year.store, "stp"))
    for code, subjects in year.expected["findings"].items():
        assert set(found.loc[found["code"] == code, "subject"]) == set(subjects), code


def test_criteria_points(year: Year) -> None:
    """All that is known, as the command answers: of a year's own days the appraised points are not known yet."""
    asked = figures.newest(year.store, "stp", year=2024)
    rows = figures.criteria(year.store, asked, date.max)["criteria"]
    assert [[row["code"], row["max_points"], row["points"]] for row in rows] == year.expected["criteria"]


# Biểu II.06a of February 2024, added up from the cells of the exports without this program, in the columns of the form
FEBRUARY = {
    "Công chứng": (103, 19, 38, 46, 71, 52, 16, 3, 32, 30, 2),
    "Luật sư": (63, 21, 25, 17, 44, 34, 9, 1, 19, 16, 3),
    "Lý lịch tư pháp": (860, 223, 293, 344, 545, 420, 104, 21, 315, 278, 37),
    "Quốc tịch": (70, 0, 25, 45, 29, 27, 1, 1, 41, 40, 1),
    "Trợ giúp pháp lý": (23, 8, 10, 5, 17, 10, 5, 2, 6, 6, 0),
    "Đấu giá tài sản": (26, 7, 9, 10, 19, 14, 2, 3, 7, 6, 1),
}


def test_the_form_of_a_month_whose_export_names_no_fields(year: Year) -> None:
    period = {"agency": "stp", "date_from": date(2024, 2, 1), "date_to": date(2024, 2, 29)}
    rows = year.store.rows("papers/field_report", _source=(HANDLED,), **period)
    assert {row["field"]: tuple(row.values())[1:] for row in rows} == FEBRUARY


def test_every_number_equals_its_list(year: Year) -> None:
    day = date(2024, 10, 31)
    frame = figures.values(year.store, Asked(agency="stp", as_of=day)).frame()
    for _, row in frame[(frame["kind"] != "value") & (frame["entries"] > 0) & ~frame["reported"]].iterrows():
        listed = figures.records(
            year.store, Asked(agency="stp", as_of=day), row["indicator"], figures.Part("numerator")
        )
        assert len(listed) == row["numerator"], row["indicator"]
    row = frame.set_index("indicator").loc["postal_dossier_rate"]
    rest = figures.records(
        year.store, Asked(agency="stp", as_of=day), "postal_dossier_rate", figures.Part("rest")
    )
    assert len(rest) == row["denominator"] - row["numerator"]
