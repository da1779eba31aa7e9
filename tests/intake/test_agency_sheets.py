"""Sheets of agencies that a home keeps beside its own: each goes to the agency that it names (shared contract,
`other_agency`)."""

import pytest

from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.reference import agencies
from chiso.store import Store
from tests.worlds import upload_files as made
from tests.worlds.import_world import table_rows
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


BESIDE = (
    "SỞ NỘI VỤ\nKẾT QUẢ THẨM ĐỊNH CHỈ SỐ CCHC NĂM 2024 CÁC SỞ, BAN, NGÀNH\n"
    "STT;Tiêu chí;Điểm tối đa;{}\n1;CÔNG TÁC CHỈ ĐẠO;10;{}\n1.1;Kế hoạch CCHC;4;{}\n1.2;Báo cáo định kỳ;6;{}\n"
    ";Tổng điểm;10;{}\n"
)


def beside(*names: str) -> bytes:
    """Each with other points: of the first 3 of 4 and 5 of 6, of the next a tenth more, and so on."""
    rows = (
        [whole + place / 10 * many for place in range(len(names))] for whole, many in ((8, 2), (3, 1), (5, 1))
    )
    total, plan, report = (";".join(f"{points:.1f}".replace(".", ",") for points in row) for row in rows)
    return BESIDE.format(";".join(names), total, plan, report, total).encode()


def points_of(store: Store, agency: str) -> list[tuple[str, float | None]]:
    of = {row["import_id"] for row in store.rows("imports/list") if row["agency"] == agency}
    rows = table_rows(store, "criteria")
    return [(row["code"], row["appraised_points"]) for row in rows if row["import_id"] in of]


def test_agencies_beside_each_other_have_each_their_column(kept: Store) -> None:
    book = made.workbook({"Phụ lục": beside("Sở Y tế", "Sở Tư pháp", "Sở Giao thông vận tải")})
    done = batch.import_parts(kept, ADMIN, Upload("sổ.xlsx", book))
    assert [(one.error, one.rows_loaded, one.rejects) for one in done] == [(None, 3, ()), (None, 3, ())]
    told = [[said["message"] for said in one.warnings if said["code"] != "date_of_import"] for one in done]
    assert told[0] == [
        "Cột của 2 cơ quan khác (Sở Y tế, Sở Giao thông vận tải) không nhập vào cơ quan này.",
    ]
    assert points_of(kept, "stp") == [("1", 8.2), ("1.1", 3.1), ("1.2", 5.1)]
    assert points_of(kept, "syt") == [("1", 8), ("1.1", 3), ("1.2", 5)]


def test_a_home_of_one_agency_takes_its_column_alone(store: Store) -> None:
    (done,) = batch.import_parts(store, ADMIN, Upload("a.csv", beside("Sở Nội vụ", "Sở Y tế", "Sở Tư pháp")))
    assert (done.error, done.rows_loaded) == (None, 3)
    assert points_of(store, "stp") == [("1", 8.4), ("1.1", 3.2), ("1.2", 5.2)]


def test_who_appraised_is_no_agency_whose_points_these_are(store: Store) -> None:
    text = (
        "BẢNG ĐIỂM CHỈ SỐ CCHC NĂM 2024\nMã;Tiêu chí;Điểm tối đa;Sở Tư pháp tự chấm;Sở Nội vụ thẩm định\n"
        "1.1;Kế hoạch CCHC;4;4;3\n1.2;Báo cáo;6;6;5\n"
    )
    (done,) = batch.import_parts(store, ADMIN, Upload("a.csv", text.encode()))
    assert (done.error, done.rows_loaded) == (None, 2)
    assert points_of(store, "stp") == [("1.1", 3), ("1.2", 5)]


OF_EACH = "TỔNG HỢP ĐIỂM CHỈ SỐ CCHC NĂM 2024\n"


@pytest.mark.parametrize(
    ("table", "own", "appraised"),
    [
        (
            "Mã;Tiêu chí;Điểm tối đa;Sở Y tế;;Sở Tư pháp;\n;;;Tự chấm;Thẩm định;Tự chấm;Thẩm định\n"
            "1.1;Kế hoạch;4;4;3;3,5;2\n1.2;Báo cáo;6;6;5;5,5;4\n",
            [3.5, 5.5],
            [2, 4],
        ),
        (
            "Mã;Tiêu chí;Điểm tối đa;Điểm thẩm định;\n;;;Sở Y tế;Sở Tư pháp\n1.1;Kế hoạch;4;3;2\n1.2;Báo cáo;6;5;4\n",
            [None, None],
            [2, 4],
        ),
        (
            "Mã;Tiêu chí;Điểm chuẩn;Điểm Sở Y tế;Điểm của Sở Tư pháp\n1.1;Kế hoạch;4;3;2\n1.2;Báo cáo;6;5;4\n"
            ";Xếp hạng;;1;2\n",
            [None, None],
            [2, 4],
        ),
        (  # called as rooms are, too, beside agencies that no room is called like
            "Mã;Tiêu chí;Điểm tối đa;Văn phòng UBND tỉnh;Thanh tra tỉnh;Sở Y tế;Sở Tư pháp\n"
            "1.1;Kế hoạch;4;1;1;3;2\n1.2;Báo cáo;6;1;1;5;4\n",
            [None, None],
            [2, 4],
        ),
    ],
)
def test_a_heading_says_whose_and_which_points(
    store: Store, table: str, own: list[float | None], appraised: list[float]
) -> None:
    (done,) = batch.import_parts(store, ADMIN, Upload("a.csv", (OF_EACH + table).encode()))
    assert (done.error, done.rows_loaded, done.rejects) == (None, 2, ())
    rows = table_rows(store, "criteria")
    assert [row["self_points"] for row in rows] == own
    assert [row["appraised_points"] for row in rows] == appraised


def test_what_each_was_given_in_all_is_its_index(store: Store) -> None:
    text = (
        "TỔNG HỢP ĐIỂM CHỈ SỐ CCHC NĂM 2024 CỦA CÁC SỞ, NGÀNH\nSTT;Cơ quan;Điểm tự chấm;Điểm thẩm định;Xếp hạng\n"
        "1;Sở Y tế;91;89;1\n2;Sở Tư pháp;85;80,5;2\n"
    )
    (done,) = batch.import_parts(store, ADMIN, Upload("a.csv", text.encode()))
    assert (done.error, done.dataset, done.unknown_columns) == (None, "index_scores", ("Điểm tự chấm",))
    rows = table_rows(store, "index_scores")
    assert [(row["place"], row["score"], row["rank"]) for row in rows] == [
        ("Sở Y tế", 89, 1),
        ("Sở Tư pháp", 80.5, 2),
    ]
