"""`import --sheet`, `--header-row`, `--column` (shared contract, "Command line")."""

import json
from pathlib import Path
from typing import Any

import pytest

from chiso.__main__ import main
from chiso.intake.files import reading
from chiso.intake.recognise.layout import Answers
from chiso.intake.recognise.recognising import recognise
from tests.worlds import fresh_home
from tests.worlds import upload_files as made

CODE = "Số=Mã"  # no wording knows it; the last "=" of the option ends it
HEADER = made.HEADER.replace("Mã hồ sơ", CODE)


def named(content: bytes) -> bytes:
    return content.replace("Mã hồ sơ".encode(), CODE.encode())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fresh_home.build(tmp_path / "home").close()
    (tmp_path / "thang-3.csv").write_bytes(named(made.export(made.dossiers(3))))
    (tmp_path / "thang-4.csv").write_bytes(named(made.export(made.april(2, 11), title=made.APRIL)))
    book = {
        "Tháng 3": made.export(made.dossiers(3)),
        "Tháng 4": made.export(made.april(2, 11), title=made.APRIL),
    }
    (tmp_path / "ca-hai.xlsx").write_bytes(made.workbook(book))
    return tmp_path / "home"


def told(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    """Exit status and entries; files are named without their folder."""
    files = [str(home.parent / word) if word.endswith((".csv", ".xlsx")) else word for word in words]
    capsys.readouterr()
    try:
        status = main(["--home", str(home), "--json", "import", *files])
    except SystemExit as error:
        return int(str(error.code)), []
    return status, json.loads(capsys.readouterr().out)


def test_a_column_is_said_and_remembered_after_an_import(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ("--column", f"{CODE}=dossier_id")
    status, (one,) = told(home, capsys, "thang-3.csv")
    assert (status, one["error"]["code"]) == (2, "missing_columns")
    status, (one,) = told(home, capsys, "thang-3.csv", *said, "--dry-run")
    assert (status, one["status"], one["rows_loaded"]) == (0, "preview", 3)
    assert told(home, capsys, "thang-4.csv")[0] == 2  # a dry run teaches nothing
    status, (one,) = told(home, capsys, "thang-3.csv", *said)
    assert (status, one["rows_loaded"], one["header_row"]) == (0, 3, 4)
    status, (one,) = told(home, capsys, "thang-4.csv")
    assert (status, one["rows_loaded"]) == (0, 2)


def test_a_column_is_said_of_the_files_that_have_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, found = told(
        home, capsys, "thang-3.csv", "ca-hai.xlsx", "--column", f"{CODE}=dossier_id", "--dry-run"
    )
    assert (status, [one["rows_loaded"] for one in found]) == (0, [3, 3, 2])


@pytest.mark.parametrize(
    "words",
    [
        ("ca-hai.xlsx", "--column", "Không có=note"),
        ("ca-hai.xlsx", "--column", "Số=Mã=no_such_field"),
        ("ca-hai.xlsx", "--column", "dossier_id"),
        ("thang-3.csv", "--dataset", "tasks", "--column", f"{CODE}=dossier_id"),
        ("thang-3.csv", "--header-row", "bốn"),
    ],
)
def test_what_no_file_or_dataset_has_is_wrong_usage(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert told(home, capsys, *words) == (64, [])


def test_a_sheet_and_a_header_row_are_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, (one,) = told(home, capsys, "ca-hai.xlsx", "--sheet", "Tháng 4", "--header-row", "4")
    assert (status, one["sheet"], one["header_row"], one["rows_loaded"]) == (0, "Tháng 4", 4, 2)
    assert told(home, capsys, "ca-hai.xlsx", "--sheet", "Tháng 5")[0] == 2
    status, found = told(home, capsys, "ca-hai.xlsx")
    assert [(one["sheet"], one["status"]) for one in found] == [
        ("Tháng 3", "imported"),
        ("Tháng 4", "unchanged"),
    ]
    assert main(["--home", str(home), "import", str(home.parent / "ca-hai.xlsx")]) == 0
    assert "Hồ sơ thủ tục hành chính, số liệu đến 31/03/2024: đọc 3 dòng" in capsys.readouterr().out


@pytest.mark.shared
def test_saying_the_dataset_never_reads_less(shared: Path) -> None:
    """Nor the header row: each sheet is understood as without it, also an index table that is not one score per row."""
    workbooks = shared / "real" / "pci-papi-workbooks"
    files = [
        *(shared / "exports" / "tricky").glob("*.xlsx"),
        workbooks / "PAPI_2011-2016.xlsx",
        workbooks / "PCI_2005.xls",
    ]
    understood = 0
    for path in files:
        try:
            read = reading.read(path.name, path.read_bytes())
            alone = recognise(read, Answers(), path.name)
        except Exception:  # noqa: BLE001 - a file that is refused anyway
            continue
        said = Answers(dataset=alone.dataset, header_row=alone.header_row)
        assert recognise(read, Answers(dataset=alone.dataset), path.name) == alone, path.name
        assert recognise(read, said, path.name) == alone, path.name
        understood += 1
    assert understood > 10
