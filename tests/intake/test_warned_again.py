"""What was warned of at an import stands in the ledger: an import that is done again tells the same."""

import json
from pathlib import Path

from chiso import homes
from chiso.__main__ import main
from chiso.store import DATABASE
from tests.worlds import upload_files as made


def warnings_of(home: Path) -> list[str]:
    with homes.opened(home) as store:
        (row,) = store.rows("imports/one", import_id=1)
    return [warning["code"] for warning in json.loads(row["warnings"])]


def test_import_that_is_done_again_keeps_what_was_warned_of(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "march.csv"
    made.home(home).close()
    file.write_bytes(made.export(made.dossiers(5)))  # which has none of the columns of e-results, scans, fees
    assert main(["--home", str(home), "import", str(file)]) == 0
    assert warnings_of(home) == ["missing_optional"]
    (home / DATABASE).unlink()
    assert main(["--home", str(home), "restore"]) == 0
    assert warnings_of(home) == ["missing_optional"]
