"""Exports of stp-2024 that name citizens, read, recognised and cleaned: rows as expected.json says, nobody kept."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.clean.cleaning import clean
from chiso.intake.files import reading
from chiso.intake.recognise.recognising import recognise
from tests.conftest import SHARED

FOLDER = SHARED / "exports" / "stp-2024"
EXPECTED: dict[str, Any] = (
    json.loads((FOLDER / "expected.json").read_text("utf-8"))
    if FOLDER.is_dir()
    else {"files": [{"file": "?"}]}
)
# Only these have columns about citizens; the whole year with its figures is imported in test_expected.py.
NAMING_CITIZENS = [
    case for case in EXPECTED["files"] if case.get("dataset", "dossiers") in ("dossiers", "petitions")
]


def cleaned(path: Path, given: str | None) -> Cleaned:
    read = reading.read(path.name, path.read_bytes())
    layout = recognise(read)
    as_of = layout.as_of or (date.fromisoformat(given) if given else None)
    sheet = next(sheet for sheet in read.sheets if sheet.name == layout.sheet)
    return clean(sheet, layout, as_of, path.name)


def everything_kept(found: Cleaned) -> str:
    """All text that cleaning hands on."""
    texts = [
        text
        for name in found.table.column_names
        for text in found.table[name].unique().cast("string").to_pylist()
        if text
    ]
    rejects = json.dumps([reject.as_json() for reject in found.rejects], ensure_ascii=False)
    return "\n".join([*texts, rejects, json.dumps(found.printed, ensure_ascii=False), str(found.warnings)])


@pytest.mark.parametrize("case", NAMING_CITIZENS, ids=lambda case: case["file"])
def test_an_export_gives_the_expected_rows_and_rejects(case: dict[str, Any], shared: Path) -> None:
    found = cleaned(shared / "exports" / "stp-2024" / case["file"], case["call_as_of"])
    assert found.dataset == case["dataset"]
    assert (found.rows_read, found.rows_loaded, found.rows_rejected) == (
        *(case["rows_read"], case["rows_loaded"], case["rows_rejected"]),
    )
    rejects = [
        {"row": reject.row, "column": reject.column, "header": reject.header, "value": reject.value}
        for reject in found.rejects
    ]
    assert rejects == case["rejects"]
    assert found.table.num_rows == found.rows_loaded
    kept = everything_kept(found)
    assert [text for text in EXPECTED["personal"] if text in kept] == []


def test_the_criteria_have_the_points_of_the_table(shared: Path) -> None:
    found = cleaned(shared / "exports" / "stp-2024" / "Tu_cham_CCHC_2024.xlsx", None)
    rows = found.table.select(["code", "max_points", "appraised_points"]).to_pylist()
    assert [list(row.values()) for row in rows] == EXPECTED["criteria"]
