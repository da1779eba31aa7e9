"""Every data sheet of a workbook goes in as a part of its own, sheets of one dataset and slice together (shared
contract, "Files that arrive")."""

import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart

from chiso import homes
from chiso.commands import keeping
from chiso.intake.commit import batch, storing
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.intake.recognise.layout import Answers
from chiso.reference.unit_tree import spellings
from chiso.store import DATABASE, Store
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.import_world import table_rows
from tests.worlds.people import ADMIN

MARCH = made.export(made.dossiers(3))
APRIL = made.export(made.april(2, 11), title=made.APRIL)
COVER = "SỞ TƯ PHÁP\nBáo cáo tháng;Người lập".encode()
BOTH = made.workbook({"Tháng 3": MARCH, "Bìa": COVER, "Tháng 4": APRIL})


def put(store: Store, content: bytes, **said: object) -> list[ImportResult]:
    return batch.import_parts(store, ADMIN, replace(Upload("so.xlsx", content), **said))


def told(results: list[ImportResult]) -> list[tuple[str, str | None, int]]:
    return [(one.status, one.sheet, one.rows_loaded) for one in results]


def test_each_data_sheet_is_an_import_of_its_own(store: Store) -> None:
    done = put(store, BOTH)
    assert told(done) == [("imported", "Tháng 3", 3), ("imported", "Tháng 4", 2)]
    assert [one.import_id for one in done] == [1, 2]
    assert [str(one.as_of) for one in done] == ["2024-03-31", "2024-04-30"]
    (warning,) = done[0].warnings
    assert warning["code"] == "sheets_left_out"
    assert "“Bìa”" in warning["message"]
    assert done[1].warnings == ()
    assert [(one.status, one.import_id) for one in put(store, BOTH)] == [("unchanged", 1), ("unchanged", 2)]


def test_a_sheet_taken_back_is_new_the_other_stays(store: Store) -> None:
    put(store, BOTH)
    batch.rollback(store, ADMIN, 1)
    assert [row["import_id"] for row in store.rows("imports/all") if row["status"] == "active"] == [2]
    assert [(one.status, one.import_id) for one in put(store, BOTH)] == [("imported", 3), ("unchanged", 2)]
    batch.rollback(store, ADMIN, 2)
    batch.bring_back(store, ADMIN, 2)  # another sheet of the same bytes does not stand in its way


def test_sheets_of_one_month_are_one_part(store: Store) -> None:
    """H32-2403-0003 stands on both sheets alike, 0002 with another day: once each, the second 0002 is rejected."""
    more = [made.dossier(3), made.dossier(2, **{"Ngày kết thúc xử lý": "14/03/2024"}), made.dossier(4)]
    book = made.workbook({"Phòng A": MARCH, "Phòng B": made.export(more)})
    (done,) = put(store, book)
    assert told([done]) == [("imported", "Phòng A", 4)]
    assert (done.rows_read, done.rows_rejected) == (5, 1)
    (reject,) = done.rejects
    assert (reject["code"], reject["sheet"], reject["row"]) == ("duplicate_key", "Phòng B", 6)
    assert reject["value"] == "H32-2403-0002"
    assert {one["code"] for one in done.warnings} == {"sheets_joined", "same_row_twice"}
    known = {row["dossier_id"]: row["finished_at"].day for row in table_rows(store, "dossiers_current")}
    assert known == {f"H32-2403-000{number}": 15 for number in (1, 2, 3, 4)}
    assert [one.status for one in put(store, book)] == ["unchanged"]


def without_unit(*rows: dict[str, str]) -> bytes:
    return made.export(rows, drop="Phòng xử lý")


def test_a_sheet_for_each_room_says_the_unit_by_its_name(store: Store) -> None:
    """Where nothing else does; each is a part of the month of its own."""
    book = {made.OFFICE: without_unit(made.dossier(1)), made.LEGAL: without_unit(made.dossier(2))}
    done = put(store, made.workbook(book))
    assert told(done) == [("imported", made.OFFICE, 1), ("imported", made.LEGAL, 1)]
    known = {row["dossier_id"]: row["unit_text"] for row in table_rows(store, "dossiers")}
    assert known == {"H32-2403-0001": made.OFFICE, "H32-2403-0002": made.LEGAL}


@pytest.mark.parametrize(
    "head",
    [made.LEGAL.upper(), f"DANH SÁCH HỒ SƠ CỦA {made.LEGAL.upper()} THÁNG 3 NĂM 2024"],
)
def test_a_list_below_a_rooms_letterhead_is_that_rooms(store: Store, head: str) -> None:
    """Its rows were rejected one by one for a missing unit; beside the agency's list it is a part of its own."""
    put(store, MARCH)
    title = f"SỞ TƯ PHÁP\n{head}\n{made.MARCH}"
    rows = [made.dossier(number) for number in (8, 9)]
    (done,) = put(store, made.export(rows, title=title, drop="Phòng xử lý"))
    assert told([done]) == [("imported", "", 2)]
    known = {row["dossier_id"]: row["unit_text"] for row in table_rows(store, "dossiers_current")}
    assert {unit.casefold() for key, unit in known.items() if key.endswith(("8", "9"))} == {
        made.LEGAL.casefold()
    }
    assert len(known) == 5


def test_below_a_rooms_letterhead_headings_may_name_fields(store: Store) -> None:
    lines = without_unit(made.dossier(1), made.dossier(2)).decode("utf-8-sig").splitlines()
    lines[:0] = ["SỞ TƯ PHÁP", "PHÒNG NGHIỆP VỤ 1"]
    lines[-2:] = ["Lĩnh vực: Hộ tịch", lines[-2], "Lĩnh vực: Luật sư", lines[-1]]
    (done,) = put(store, "\n".join(lines).encode())
    assert told([done]) == [("imported", "", 2)]


@pytest.mark.parametrize(
    "head",
    [
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG TỈNH",
        "VĂN PHÒNG",
        "Theo Công văn số 12 của Phòng Nghiệp vụ 1",
        "Của Phòng X",
    ],
)
def test_a_letterhead_of_who_makes_lists_for_all_names_no_unit(store: Store, head: str) -> None:
    title = f"{head}\n{made.MARCH}"
    (refused,) = put(store, made.export([made.dossier(1)], title=title, drop="Phòng xử lý"))
    assert (refused.status, refused.error and refused.error["code"]) == ("refused", "missing_columns")


def test_a_sheet_may_bear_a_units_short_name(store: Store) -> None:
    """Only the sheets with the long name went in; "Một cửa" is a unit of the agency, and the system's name too."""
    names = ("HCTP", "P. Thanh tra", "NV1", "VP Sở", made.OFFICE, "Một cửa")
    book = {name: without_unit(made.dossier(number)) for number, name in enumerate(names, 1)}
    done = put(store, made.workbook(book))
    assert told(done) == [("imported", name, 1) for name in names[:-1]]
    of = spellings(store, "stp")
    known = {row["dossier_id"]: of[row["unit_key"]] for row in table_rows(store, "dossiers_current")}
    assert [known[f"H32-2403-000{number}"] for number in range(1, 6)] == [
        "stp-hctp", "stp-thanhtra", "stp-nv1", "stp-vp", "stp-vp"
    ]  # fmt: skip
    assert [one["code"] for one in done[0].warnings if "“Một cửa”" in one["message"]] == ["sheets_left_out"]


@pytest.mark.parametrize("name", ["Sheet1", "Tháng 3", "Bản in", "Ban hành", "Phòng chống tham nhũng", "STP"])
def test_a_sheet_of_another_name_is_no_unit(store: Store, name: str) -> None:
    (refused,) = put(store, made.workbook({name: without_unit(made.dossier(1))}))
    assert (refused.status, refused.error and refused.error["code"]) == ("refused", "missing_columns")


@pytest.mark.parametrize("names", [(made.OFFICE, made.LEGAL), ("VP", "HCTP")])
def test_a_sheet_of_points_for_each_room_is_that_rooms_and_no_criteria_of_the_agency(
    store: Store, names: tuple[str, str]
) -> None:
    text = "TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2024\n\nSTT;Tiêu chí;Điểm tối đa;Điểm tự chấm;Nguyên nhân\n"
    text += "A. PHẦN CHUNG\nI;CHỈ ĐẠO;5;{0};\nI.1;Kế hoạch;5;{0};Chậm\n"
    sheets = {name: text.format(points).encode() for name, points in zip(names, (4, 3), strict=True)}
    done = put(store, made.workbook(sheets))
    assert [(one.dataset, *said) for one, said in zip(done, told(done), strict=True)] == [
        ("unit_scores", "imported", names[0], 2),
        ("unit_scores", "imported", names[1], 2),
    ]
    rows = table_rows(store, "unit_scores")
    assert {(row["unit_text"], row["criterion"], row["self_points"], row["note"]) for row in rows} == {
        (names[0], "I", 4.0, None), (names[0], "I.1", 4.0, "Chậm"),
        (names[1], "I", 3.0, None), (names[1], "I.1", 3.0, "Chậm"),
    }  # fmt: skip


def test_criteria_with_who_answers_for_each_are_the_agencys_on_whatever_sheet(store: Store) -> None:
    text = "TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2024\n\nSTT;Tiêu chí;Điểm tối đa;Điểm tự chấm;Đơn vị thực hiện\n"
    (done,) = put(store, made.workbook({made.OFFICE: f"{text}I.1;Kế hoạch;5;4;Văn phòng\n".encode()}))
    assert (done.dataset, done.rows_loaded) == ("criteria", 1)


def test_a_chart_sheet_is_named_an_empty_one_is_not(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made.workbook({"Tháng 3": MARCH})))
    book.create_chartsheet("Biểu đồ").add_chart(BarChart())
    book.create_sheet("Sheet2")
    out = io.BytesIO()
    book.save(out)
    (done,) = put(store, out.getvalue())
    (warning,) = done.warnings
    assert warning["code"] == "sheets_left_out"
    assert "“Biểu đồ”" in warning["message"]
    assert "Sheet2" not in warning["message"]


def test_a_book_without_a_data_sheet_is_one_entry(store: Store) -> None:
    (done,) = put(store, made.workbook({"Bìa": COVER, "Ghi chú": COVER}))
    assert done.error is not None
    assert done.error["code"] in ("not_a_table", "unknown_dataset")


def test_a_sheet_of_another_agency_refuses_the_whole_file(store: Store) -> None:
    theirs = made.export(made.april(2, 11), title=f"SỞ CÔNG THƯƠNG\n{made.APRIL}")
    book = made.workbook({"Tháng 3": MARCH, "Tháng 4": theirs})
    (done,) = put(store, book)
    assert done.error is not None
    assert (done.error["code"], done.sheet) == ("other_agency", "Tháng 4")
    assert store.rows("imports/all") == []
    assert [one.status for one in put(store, book, is_ours=True)] == ["imported", "imported"]


def test_a_named_sheet_is_read_alone_and_the_others_come_later(store: Store) -> None:
    (one,) = put(store, BOTH, answers=Answers(sheet="Tháng 4"))
    assert told([one]) == [("imported", "Tháng 4", 2)]
    assert [(one.status, one.import_id) for one in put(store, BOTH)] == [("imported", 2), ("unchanged", 1)]


def test_what_an_older_release_imported_stays_valid(store: Store) -> None:
    """It read one sheet of a file, and neither its row nor its line in the ledger says how many there are."""
    put(store, BOTH, answers=Answers(sheet="Tháng 4"))
    old = {"dataset": None, "as_of": None, "as_of_from": "sheet", "answers": "{}"}
    with store.transaction(), store._cursor() as cursor:
        cursor.execute("update imports set parameters = ?", [json.dumps(old)])
    assert [(one.status, one.import_id) for one in put(store, BOTH)] == [("imported", 2), ("unchanged", 1)]


def test_restored_from_ledger_and_originals_the_parts_are_the_same(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with fresh_home.build(home) as store:
        put(store, BOTH)
        joined = {"A": made.export(made.april(2, 21), title="Từ ngày 01/05/2024 đến ngày 31/05/2024")}
        joined["B"] = made.export(made.april(2, 23), title="Từ ngày 01/05/2024 đến ngày 31/05/2024")
        put(store, made.workbook(joined))
        names = ("import_id", "sheet", "as_of", "rows_loaded", "slice", "parameters")
        before = [[storing.one_import(store, number)[name] for name in names] for number in (1, 2, 3)]
    assert [row[3] for row in before] == [3, 2, 4]
    (home / DATABASE).unlink()
    shutil.rmtree(home / "backups", ignore_errors=True)
    keeping.restore(home, None, False)
    with homes.opened(home) as store:
        assert [[storing.one_import(store, number)[name] for name in names] for number in (1, 2, 3)] == before


@pytest.mark.shared
def test_six_years_of_papi(store: Store, shared: Path) -> None:
    """63 provinces, six dimensions and the total a year; 2014 has 12 cells less, which the workbook leaves empty."""
    path = shared / "real" / "pci-papi-workbooks" / "PAPI_2011-2016.xlsx"
    done = batch.import_parts(store, ADMIN, Upload.of_path(path))
    years = range(2011, 2017)
    assert told(done) == [("imported", f"{year}_PAPI", 429 if year == 2014 else 63 * 7) for year in years]
    asked = {"agency": "stp", "index_name": "PAPI", "place": "Khánh Hòa", "as_of": None}
    assert {row["year"] for row in store.rows("figures/index_scores", **asked)} == set(years)
