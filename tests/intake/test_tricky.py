"""Tiny files with one problem each end as their list of expected outcomes says."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from tests.conftest import SHARED
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

FOLDERS = (SHARED / "exports" / "tricky", SHARED / "exports" / "tricky-2")
AS_OF = date(2024, 5, 31)
CASES: list[dict[str, Any]] = [
    {**case, "path": folder / case["file"]}
    for folder in FOLDERS
    if (folder / "expected.json").exists()
    for case in json.loads((folder / "expected.json").read_text())["cases"]
]


@pytest.mark.shared
@pytest.mark.skipif(not CASES, reason="no ../shared folder beside the checkout")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_each_tricky_file_ends_as_listed(case: dict[str, Any], tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        said = {"agency": "stp", "answers": Answers(as_of=AS_OF), "mode": "replace"}
        result = batch.import_file(store, ADMIN, Upload.of_path(case["path"], **said)).as_json()
        overdue = set(figures.overdue(store, Asked(agency="stp", as_of=AS_OF))["id"])
        subjects = set(figures.check(store, figures.newest(store, "stp"))["subject"])
    failures = [_failures(option, result, overdue, subjects) for option in case["any_of"]]
    assert min(failures, key=len) == [], result


def _failures(
    option: dict[str, Any], result: dict[str, Any], overdue: set[str], subjects: set[str]
) -> list[str]:
    rejects = result["rejects"]
    error = result["error"] or {}
    holds = {
        "status": lambda want: result["status"] in want,
        "error": lambda want: bool(error.get("message")) is want,
        "codes": lambda want: error.get("code") in want,
        "rows_loaded": lambda want: result["rows_loaded"] == want,
        "rows_read": lambda want: result["rows_read"] == want,
        "rows_rejected": lambda want: result["rows_rejected"] == want,
        "reject_row": lambda want: [reject["row"] for reject in rejects] == [want],
        "reject_rows": lambda want: sorted({reject["row"] for reject in rejects}) == want,
        "reject_value": lambda want: want in [reject["value"] for reject in rejects],
        "reject_codes": lambda want: {reject["code"] for reject in rejects} <= set(want),
        "min_warnings": lambda want: len(result["warnings"]) >= want,
        "min_rejected": lambda want: result["rows_rejected"] >= want,
        "unknown_units": lambda want: want in result["unknown_units"],
        "unknown_columns": lambda want: want in result["unknown_columns"],
        "sheet": lambda want: result["sheet"] == want,
        "message_has": lambda want: all(part in error.get("message", "") for part in want),
        "warning_codes": lambda want: set(want) <= {warning["code"] for warning in result["warnings"]},
        "message_all": lambda want: all(part in error.get("message", "") for part in want),
        "overdue_id": lambda want: want in overdue,
        "check": lambda want: any(want in subject for subject in subjects),
    }
    return [f"{name}: {want}" for name, want in option.items() if not holds[name](want)]
