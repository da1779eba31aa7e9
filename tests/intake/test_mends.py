"""A rejected cell is put right by hand before the import: kept beside the original with who and when, held to the rules
of the file's cell, made again where the same cell comes again, taken back, and back after the database was lost."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import homes
from chiso.__main__ import main
from chiso.intake.clean import mending
from chiso.intake.clean.cleaned import Reject
from chiso.intake.commit import batch, storing
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import CleanedFile, ImportResult, Upload
from chiso.intake.recognise.layout import Answers, Mend
from chiso.store import DATABASE, Store, originals
from tests.conftest import LONG
from tests.intake.test_plan_rows import cleaned as plan
from tests.worlds import upload_files as made
from tests.worlds.import_world import table_rows
from tests.worlds.people import ADMIN, audited_acts

WRONG, RIGHT = "32/13/2024", "18/03/2024"
DUE = Mend("", 6, "due_at", WRONG, RIGHT, who="An", at="2024-04-01T02:30:00.000+00:00")
TOLD = "1 ô đã sửa: dòng 6, cột “Ngày hẹn trả”. Tệp gốc giữ nguyên."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with made.home(tmp_path / "home") as opened:
        yield opened


def march(**cells: str) -> bytes:
    """Four dossiers in rows 5 to 8; the second has `cells`, a due date that is none unless said otherwise."""
    rows = made.dossiers(4)
    rows[1] |= {"Ngày hẹn trả": WRONG, **cells}
    return made.export(rows)


def upload(content: bytes, *mends: Mend) -> Upload:
    return Upload("march.csv", content, answers=Answers(mends=mends))


def put(store: Store, content: bytes, *mends: Mend) -> ImportResult:
    return batch.import_file(store, ADMIN, upload(content, *mends))


def told(found: ImportResult) -> list[str]:
    return [one["message"] for one in found.warnings if one["code"] == "mended_cells"]


def kept(store: Store, import_id: int) -> list[tuple[Any, ...]]:
    """What an import keeps of its mends."""
    mends = storing.mends_of(storing.one_import(store, import_id))
    return [(one.place, one.key, one.was, one.now, one.who, one.at) for one in mends]


HELD = (("", 6, "due_at"), "H32-2403-0002", WRONG, RIGHT, "An", "2024-04-01T02:30:00.000+00:00")


def due(store: Store) -> dict[str, date]:
    return {row["record_key"][-4:]: row["due_at"].date() for row in table_rows(store, "dossiers_current")}


def test_mended_cell_goes_in_and_the_file_stays_as_it_is(store: Store) -> None:
    content = march()
    assert (put(store, content).rows_rejected, due(store).keys()) == (1, {"0001", "0003", "0004"})
    batch.rollback(store, ADMIN, 1)
    found = put(store, content, DUE)
    assert (found.rows_loaded, found.rows_rejected, found.rejects, told(found)) == (4, 0, (), [TOLD])
    assert due(store)["0002"] == date(2024, 3, 18)
    assert kept(store, 2) == [HELD]
    assert originals.load(store.home, str(found.sha256)) == content
    newest = audited_acts(store).query("what == 'import'").iloc[0]
    assert json.loads(newest["detail"])["mended_cells"] == 1


@pytest.mark.parametrize(
    ("now", "code"), [("31/02/2024", "bad_date"), ("hôm qua", "bad_date"), ("", "bad_date")]
)
def test_what_is_typed_is_held_to_the_rules_of_the_cell(store: Store, now: str, code: str) -> None:
    found = put(store, march(), replace(DUE, now=now))
    assert [(one["row"], one["value"], one["code"]) for one in found.rejects] == [(6, now or WRONG, code)]
    assert told(found) == []


def test_rules_between_cells_hold_too(store: Store) -> None:
    """Received on 05/03, finished on 04/03: 03/03 is no better, 08/03 is."""
    content = march(
        **{"Ngày hẹn trả": RIGHT, "Ngày tiếp nhận": "05/03/2024", "Ngày kết thúc xử lý": "04/03/2024"}
    )
    mend = Mend("", 6, "finished_at", "04/03/2024", "03/03/2024")
    found = put(store, content, mend)
    assert [(one["column"], one["value"], one["code"]) for one in found.rejects] == [
        ("finished_at", "03/03/2024", "date_order")
    ]
    batch.rollback(store, ADMIN, 1)
    assert put(store, content, replace(mend, now="08/03/2024")).rows_loaded == 4


def test_mend_is_made_again_where_the_same_cell_comes_again(store: Store) -> None:
    content = march()
    assert put(store, content, DUE).import_id == 1
    assert put(store, content).status == "unchanged"
    batch.rollback(store, ADMIN, 1)
    assert told(put(store, content)) == [TOLD]  # the same file
    later = [made.dossier(number) for number in (1, 3, 4)]
    later += [made.dossier(2, **{"Ngày hẹn trả": WRONG})]  # the record, in row 8 of another file
    found = put(store, made.export(later))
    assert (found.rows_rejected, told(found)) == (0, [TOLD.replace("dòng 6", "dòng 8")])
    assert kept(store, 3) == [(("", 8, "due_at"), *HELD[1:])]


def test_another_record_and_another_wrong_cell_are_asked_about(store: Store) -> None:
    put(store, march(), DUE)
    for number, cell in ((3, WRONG), (2, "33/13/2024")):
        rows = made.april(4, 11)
        rows[1] = made.dossier(number, **{"Ngày hẹn trả": cell})  # in row 6 too
        found = preview(store, Upload("april.csv", made.export(rows, title=made.APRIL))).result
        assert ([one["value"] for one in found.rejects], told(found)) == ([cell], [])


def test_lost_number_of_a_record_is_known_in_the_same_file_only(store: Store) -> None:
    content = march(**{"Ngày hẹn trả": RIGHT, "Mã hồ sơ": ""})
    mend = Mend("", 6, "dossier_id", "", "H32-2403-0002")
    assert put(store, content, mend).rows_loaded == 4
    batch.rollback(store, ADMIN, 1)
    assert put(store, content).rows_loaded == 4
    other = march(**{"Ngày hẹn trả": "19/03/2024", "Mã hồ sơ": ""})
    assert preview(store, Upload("khac.csv", other)).result.rows_rejected == 1


def test_later_word_takes_a_mend_back(store: Store) -> None:
    content = march()
    put(store, content, DUE)
    batch.rollback(store, ADMIN, 1)
    assert put(store, content, replace(DUE, now="", who="Bình")).rows_rejected == 1
    assert [row[2:5] for row in kept(store, 2)] == [(WRONG, "", "Bình")]
    batch.rollback(store, ADMIN, 2)
    assert put(store, content).rows_rejected == 1


def test_mends_of_every_other_row_lift_the_refusal_of_a_file(store: Store) -> None:
    rows = made.dossiers(4)
    for row in rows[1:]:
        row["Ngày hẹn trả"] = WRONG
    content = made.export(rows)
    assert put(store, content).error == {**(put(store, content).error or {}), "code": "too_many_rejects"}
    found = put(store, content, DUE)  # half of them are no more than half
    assert (found.status, found.rows_loaded, found.rows_rejected) == ("imported", 2, 2)


def test_mends_of_each_sheet_are_its_own(store: Store) -> None:
    """Rows 6 of two sheets of one month, both wrong; the one is put right."""
    second = made.dossiers(4, 11)
    second[1]["Ngày hẹn trả"] = WRONG
    book = made.workbook({"Một": march(), "Hai": made.export(second)})
    mend = replace(DUE, sheet="Hai")
    found = batch.import_file(store, ADMIN, Upload("hai.xlsx", book, answers=Answers(mends=(mend,))))
    assert [(one["sheet"], one["row"]) for one in found.rejects] == [("Một", 6)]
    assert due(store)["0012"] == date(2024, 3, 18)


def test_digits_of_a_plan_that_are_no_date_are_put_right_in_their_sentence() -> None:
    schedule = "Báo cáo trước ngày 15/11/2024, báo cáo năm trước ngày 15/11/202"
    found = plan(["2", "Báo cáo", None, schedule, "Văn phòng"])
    (asked,) = found.asked
    assert (asked.row, asked.column, asked.value, asked.code) == (2, "schedule", "15/11/202", "bad_date")
    mend = Mend("S", 2, "schedule", "15/11/202", "15/12/2024", asked.record_key)
    found = plan(["2", "Báo cáo", None, schedule, "Văn phòng"], mends=(mend,))
    assert found.asked == []
    assert found.warnings == []
    assert found.table["schedule"].to_pylist() == [
        "Báo cáo trước ngày 15/11/2024, báo cáo năm trước ngày 15/12/2024"
    ]


@pytest.mark.skipif(not LONG, reason="in a usual run other restores")
def test_mends_come_back_with_the_ledger(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with made.home(home) as store:
        put(store, march(), DUE)
        was = due(store)
    (home / DATABASE).unlink()
    assert main(["--home", str(home), "restore"]) == 0
    with homes.opened(home) as store:
        assert (due(store), kept(store, 1)) == (was, [HELD])
        looked = preview(store, Upload("again.csv", march(**{"Ngày tiếp nhận": "05/03/2024"})))
        assert isinstance(looked, CleanedFile)
        assert told(looked.result) == [TOLD]


def fault(value: str, column: str = "value", code: str = "bad_number") -> Reject:
    return Reject("", 3, column, "Tỷ lệ", value, code, "")


@pytest.mark.parametrize(
    ("one", "is_asked"),
    [
        (fault("50"), True),
        (fault("30,5"), True),
        (fault("khoảng 50"), False),
        (fault("50", code="bad_date"), False),
        (fault("50", "numerator"), False),
    ],
)
def test_of_numbers_without_a_sign_it_may_be_said_what_they_are(one: Reject, is_asked: bool) -> None:
    assert (mending.unsigned([one], "measurements") == [one]) is is_asked


@pytest.mark.parametrize(
    ("text", "is_fraction", "said"),
    [
        ("50", False, "50%"),
        ("65,93", False, "65,93%"),
        ("0,6593", True, "65,93%"),
        ("1", True, "100%"),
        ("0,5", False, "0,5%"),
    ],
)
def test_a_number_is_signed_as_what_it_is(text: str, is_fraction: bool, said: str) -> None:
    assert mending.signed(text, is_fraction=is_fraction) == said
