"""Sheets of agencies that a home keeps beside its own: each goes to the agency that it names (shared contract,
`other_agency`)."""

import pytest

from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.reference import agencies
from chiso.store import Store
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN

POINTS = (
    "Mã;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định\n"
    "1.1;Kế hoạch CCHC;4;{};3\n1.2;Báo cáo định kỳ;6;5;4,5\n2.1;Kiểm tra văn bản;8;8;7\n"
)
KEPT = ("Sở Tư pháp", "Sở Y tế", "Sở Nội vụ")


@pytest.fixture
def kept(store: Store) -> Store:
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    agencies.add(store, ADMIN, "snv", "Sở Nội vụ")
    return store


def put(store: Store, book: bytes, agency: str = "") -> list[tuple[str, str | None, int]]:
    done = batch.import_parts(store, ADMIN, Upload("sổ.xlsx", book, agency))
    assert [one.error for one in done if one.error] == []
    agency_of = {row["import_id"]: row["agency"] for row in store.rows("imports/list")}
    return [(agency_of[one.import_id], one.sheet, one.rows_loaded) for one in done]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("UBND TỈNH KHÁNH HÒA\n{upper}\nBẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024", "Bảng {place}"),
        ("SỞ NỘI VỤ\nKẾT QUẢ THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2024 CỦA {upper}", "Bảng {place}"),
        ("SỞ NỘI VỤ\nKẾT QUẢ THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2024", "{name}"),
    ],
)
def test_the_points_of_each_agency_are_its_own(kept: Store, title: str, sheet: str) -> None:
    """As one slice every criterion of the second sheet would stand twice."""
    sheets = {
        sheet.format(name=name, place=place): (
            title.format(upper=name.upper()) + "\n" + POINTS.format(f"3,{place}")
        ).encode()
        for place, name in enumerate(KEPT)
    }
    assert [row[::2] for row in put(kept, made.workbook(sheets))] == [("stp", 3), ("syt", 3), ("snv", 3)]
    asked = [
        kept.rows("figures/criteria", agency=code, year=2024, as_of=None) for code in ("stp", "syt", "snv")
    ]
    assert [[row["self_points"] for row in rows if row["code"] == "1.1"] for rows in asked] == [
        [3.0],
        [3.1],
        [3.2],
    ]


def test_sheets_of_dossiers_go_to_the_agency_above_their_table(kept: Store) -> None:
    def month(title: str, last: int) -> bytes:
        return made.export(made.dossiers(last), title=f"{title}\n{made.MARCH}")

    sheets = {"Một": month("SỞ Y TẾ", 2), "Hai": month("SỞ TƯ PHÁP", 3), "Ba": month("SỞ Y TẾ", 4)}
    book = made.workbook(sheets)
    assert put(kept, book) == [("syt", "Một", 4), ("stp", "Hai", 3)]  # of two sheets of one, each key once
    again = batch.import_parts(kept, ADMIN, Upload("sổ.xlsx", book))
    assert [(one.status, one.rows_loaded) for one in again] == [("unchanged", 4), ("unchanged", 3)]


def test_of_one_that_is_not_kept_the_whole_file_is_refused(kept: Store) -> None:
    sheets = {
        name: made.export(made.dossiers(2), title=f"{title}\n{made.MARCH}")
        for name, title in {"A": "SỞ Y TẾ", "B": "SỞ CÔNG THƯƠNG"}.items()
    }
    (done,) = batch.import_parts(kept, ADMIN, Upload("sổ.xlsx", made.workbook(sheets)))
    assert done.error is not None
    assert done.error["code"] == "other_agency"


def test_whoever_says_whose_it_is_is_believed(kept: Store) -> None:
    """Points are of whom the file is handed in for; a month of dossiers is asked about."""
    text = "UBND TỈNH KHÁNH HÒA\nSỞ Y TẾ\nBẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024\n" + POINTS.format("3")
    assert put(kept, made.workbook({"A": text.encode()}), "stp") == [("stp", "A", 3)]
