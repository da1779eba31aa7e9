"""A rejected row whose record a later file brought whole is no longer to do anywhere: calendar, quality, history,
/doi-soat, the workbook of rejected rows; a roll-back of that file makes it to do again."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chiso import figures
from chiso.desk import handed_in, history, reconciliation
from chiso.figures import coverage
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.present import rejected
from chiso.store import Store
from chiso.web.upload import calendar
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with made.home(tmp_path / "home") as opened:
        yield opened


def put(store: Store, name: str, rows: list[dict[str, str]], mode: str | None = None) -> int:
    result = batch.import_file(store, ADMIN, Upload(name, made.export(rows), mode=mode))
    assert result.status == "imported", result.error
    return result.import_id or 0


def to_do(store: Store, number: int) -> dict[str, Any]:
    """What each place says of rejected rows still to be mended."""
    spans = coverage.spans(store, ["stp"])
    shares = calendar._shares(store, "stp")
    row = next(row for row in history.imports(store, "stp") if row["import_id"] == number)
    cells = history.rejects(store, "stp", number)
    left = {cell["row"] for cell in cells if cell["mended_by"] is None}
    book = openpyxl.load_workbook(io.BytesIO(rejected.workbook_of_import(store, row, left)))
    printed = {cell.value for line in book.worksheets[0].iter_rows() for cell in line}
    found = figures.check(store, figures.newest(store, "stp"))
    return {
        "calendar": sum(span["rows_rejected"] for span in spans if span["is_own"]),
        "quality": int(shares["rows_left"].sum()),
        "history": row["rows_rejected"] - row["rows_mended"],
        "rows": sorted(left),
        "workbook": sorted(number for number in range(5, 9) if number in printed),
        "check": found.loc[found["code"].isin(("rejected_rows", "duplicate_key")), "message"].tolist(),
        "cells": sorted(reconciliation.rejected_cells(store, "stp")["row_no"]),
    }


def test_mended_rows_are_to_do_nowhere(store: Store) -> None:
    """Rows 6 and 7 of March have no date that can be read; the first is corrected and added, then the other."""
    rows = made.dossiers(5)
    rows[1]["Ngày hẹn trả"] = rows[2]["Ngày hẹn trả"] = "32/13/2024"
    rows[1]["Ngày tiếp nhận"] = rows[2]["Ngày tiếp nhận"] = "?"
    first = put(store, "thang_3.csv", rows)
    open_rows = {
        "calendar": 2, "quality": 2, "history": 2, "rows": [6, 7], "workbook": [6, 7],
        "check": ["Tệp thang_3.csv có 2 dòng bị loại trong 5 dòng. Hãy sửa các dòng đó trong hệ thống rồi xuất và nhập "
                  "lại."],
    }  # fmt: skip
    found = to_do(store, first)
    assert {name: found[name] for name in open_rows} == open_rows
    assert set(found["cells"]) == {6, 7}

    second = put(store, "sua_1.csv", made.dossiers(1, 2), "add")
    found = to_do(store, first)
    assert (found["calendar"], found["quality"], found["history"]) == (1, 1, 1)
    assert (found["rows"], found["workbook"], set(found["cells"])) == ([7], [7], {7})
    assert found["check"] == [
        "Tệp thang_3.csv có 1 dòng bị loại chưa sửa (đã sửa 1) trong 5 dòng. Hãy sửa các dòng đó trong hệ thống rồi "
        "xuất và nhập lại."
    ]
    (row,) = [row for row in history.imports(store, "stp") if row["import_id"] == first]
    assert (row["rows_mended"], row["mended_by"]) == (1, [second])

    put(store, "sua_2.csv", made.dossiers(1, 3), "add")
    nothing = {
        "calendar": 0,
        "quality": 0,
        "history": 0,
        "rows": [],
        "workbook": [],
        "check": [],
        "cells": [],
    }
    assert to_do(store, first) == nothing
    (line,) = [line for line in handed_in.calendar(coverage.spans(store, ["stp"]), [date(2024, 3, 1)],
                                                   date(2024, 3, 31)) if line.dataset == "dossiers"]  # fmt: skip
    assert line.cells[0].state == handed_in.IN
    assert "đã sửa hết" in calendar._quality_headline(calendar._shares(store, "stp"))

    batch.rollback(store, ADMIN, second)
    found = to_do(store, first)
    assert (found["calendar"], found["rows"]) == (1, [6])


def test_a_number_that_stood_twice_is_mended_by_a_file_with_one(store: Store) -> None:
    rows = [*made.dossiers(2), made.dossier(2, **{"Ngày hẹn trả": "20/03/2024"})]
    first = put(store, "thang_3.csv", rows)
    assert len(to_do(store, first)["check"]) == 2  # the file, the number
    put(store, "sua.csv", made.dossiers(1, 2), "add")
    assert to_do(store, first)["check"] == []


def test_a_file_of_another_agency_mends_nothing(store: Store) -> None:
    """The same number in two agencies is two dossiers."""
    rows = made.dossiers(3)
    rows[1]["Ngày hẹn trả"] = rows[1]["Ngày tiếp nhận"] = "?"
    first = put(store, "thang_3.csv", rows)
    other = Upload("so_khac.csv", made.export(made.dossiers(1, 2)), agency="sct", mode="add", is_ours=True)
    assert batch.import_file(store, ADMIN, other).status == "imported"
    found = to_do(store, first)
    assert (found["calendar"], found["quality"], found["history"]) == (1, 1, 1)
    assert (found["rows"], found["cells"], len(found["check"])) == ([6], [6, 6], 1)
    assert reconciliation.rejected_cells(store, "sct").empty
    assert history.rejects(store, "sct", first) == []


def test_corrected_rows_have_the_unit_that_only_a_group_row_said(store: Store) -> None:
    """Two units as group rows over three dossiers each, of which one has a date that is none."""
    header = made.HEADER.replace("Phòng xử lý;", "")
    rows = [{**row, "Phòng xử lý": ""} for row in made.dossiers(6)]
    rows[1]["Ngày hẹn trả"] = rows[4]["Ngày hẹn trả"] = "32/13/2024"
    head, *lines = made.export(rows, header=header).decode("utf-8-sig").split("\nSTT;")
    columns, *data = ("STT;" + lines[0]).split("\n")
    listed = "\n".join((head, columns, made.OFFICE, *data[:3], made.LEGAL, *data[3:]))
    upload = Upload("phu_luc.csv", listed.encode())
    result = batch.import_file(store, ADMIN, upload)
    assert (result.rows_loaded, result.rows_rejected) == (4, 2), result.error
    book = openpyxl.load_workbook(io.BytesIO(rejected.workbook(store, upload, result.as_of)))
    due = next(cell.column for cell in book.worksheets[0][4] if cell.value == "Ngày hẹn trả")
    for line in (5, 6):
        book.worksheets[0].cell(line, due).value = "20/03/2024"
    corrected = io.BytesIO()
    book.save(corrected)
    back = batch.import_file(store, ADMIN, Upload("sua.xlsx", corrected.getvalue(), mode="add"))
    assert (back.status, back.rows_loaded) == ("imported", 2), back.error
    found = figures.records(store, figures.newest(store, "stp"), "online_rate")
    assert found["unit_name"].value_counts().to_dict() == {made.OFFICE: 3, made.LEGAL: 3}
