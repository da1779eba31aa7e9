"""The CCHC points of several agencies side by side, counted by hand."""

from datetime import date

import pytest

from chiso import figures
from chiso.figures.appraisal import Appraised
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.reference import agencies
from chiso.store import Store
from chiso.words import appraisal
from tests.worlds import apps
from tests.worlds.people import ADMIN

HEAD = "BẢNG CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2023\nMã;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định\n"
TABLES = {
    # 17/20, a sum among its rows
    "stp": "1;CHỈ ĐẠO;10;10;8\n1.1;Kế hoạch;4;4;3\n1.2;Báo cáo;6;6;5\n2.1;Văn bản;10;10;9\n",
    "syt": "1.1;Kế hoạch;4;4;4\n1.2;Báo cáo;6;6;5\n2.1;Văn bản;10;10;9\n",  # 18/20
    "snv": "1.1;Kế hoạch;4;4;\n1.2;Báo cáo;6;6;6\n2.1;Văn bản;10;9;\n",  # 19/20, one of three appraised
    "sct": "1.1;Kế hoạch;4;4;\n1.2;Báo cáo;6;6;\n2.1;Văn bản;10;10;\n",  # 20/20 by itself
}
NAMES = {
    "stp": "Sở Tư pháp",
    "syt": "Sở Y tế",
    "snv": "Sở Nội vụ",
    "sct": "Sở Công Thương",
    "sxd": "Sở Xây dựng",
}


@pytest.fixture
def scored(store: Store) -> Store:
    for code, name in NAMES.items():
        if code != "stp":
            agencies.add(store, ADMIN, code, None if code == "sct" else name)
    for code, rows in TABLES.items():
        done = batch.import_file(store, ADMIN, Upload("diem.csv", (HEAD + rows).encode(), code))
        assert done.error is None
    return store


def test_those_that_are_appraised_have_their_rank_and_none_is_a_zero(scored: Store) -> None:
    found = figures.appraisals(scored, Asked(agency="stp", year=2023, as_of=date(2024, 6, 30)), tuple(NAMES))
    assert found == (
        Appraised("sct", "own", 20, 20, 100, 0),
        Appraised("snv", "in_part", 19, 20, 95, 1, "Văn bản", 1),
        Appraised("syt", "appraised", 18, 20, 90, 2, "Báo cáo", 1, 1),
        Appraised("stp", "appraised", 17, 20, 85, 3, "Kế hoạch", 1, 2),
        Appraised("sxd"),
    )
    assert appraisal.headline(found, NAMES, 2023) == (
        "Điểm CCHC năm 2023 của các cơ quan: 4/5 cơ quan có điểm, cao nhất là Sở Y tế (90%)"
    )
    shown = appraisal.rows(found, NAMES)
    assert list(shown["basis"]) == [
        "Điểm tự chấm",
        "Mới thẩm định một phần",
        "Điểm thẩm định",
        "Điểm thẩm định",
        "Chưa có bảng điểm",
    ]
    assert shown.iloc[3][["rank", "points", "share", "worst"]].tolist() == [2, 17, 0.85, "Kế hoạch: 1"]
    assert shown.iloc[4].isna().sum() == 6


def test_before_the_year_is_published_points_are_those_that_each_gave_itself(scored: Store) -> None:
    found = figures.appraisals(
        scored, Asked(agency="stp", year=2023, as_of=date(2023, 12, 14)), ("stp", "syt")
    )
    assert [(one.agency, one.basis, one.points, one.rank) for one in found] == [
        ("stp", "own", 20, None),
        ("syt", "own", 20, None),
    ]
    assert appraisal.headline(found, NAMES, 2023).endswith("2/2 cơ quan có điểm")


def test_whoever_has_a_criterion_without_points_has_no_rank(store: Store) -> None:
    """Two of three are appraised, of the third nothing is known: the share of the two is no place among the others."""
    rows = "1.1;Kế hoạch;4;;4\n1.2;Báo cáo;6;;6\n2.1;Văn bản;10;;\n"
    assert batch.import_file(store, ADMIN, Upload("diem.csv", (HEAD + rows).encode())).error is None
    (found,) = figures.appraisals(store, Asked(agency="stp", year=2023, as_of=date(2024, 6, 30)), ("stp",))
    assert (found.basis, found.rank) == ("in_part", None)


def test_a_published_index_goes_before_the_table(scored: Store) -> None:
    text = "Chỉ số;Năm;Cơ quan;Điểm;Điểm tối đa\nCCHC;2023;Sở Tư pháp;91,5;100\n"
    assert batch.import_file(scored, ADMIN, Upload("cong_bo.csv", text.encode())).error is None
    found = figures.appraisals(
        scored, Asked(agency="stp", year=2023, as_of=date(2024, 6, 30)), ("stp", "syt")
    )
    assert [(one.agency, one.basis, one.percent, one.rank) for one in found] == [
        ("stp", "published", 91.5, 1),
        ("syt", "appraised", 90, 2),
    ]


def test_one_alone_has_no_place(scored: Store) -> None:
    """Published eighth of 21, it would be the first of the one that is known here."""
    found = figures.appraisals(
        scored, Asked(agency="stp", year=2023, as_of=date(2024, 6, 30)), ("stp", "snv", "sxd")
    )
    assert [(one.agency, one.percent, one.rank) for one in found] == [
        ("snv", 95, None),
        ("stp", 85, None),
        ("sxd", None, None),
    ]
    assert appraisal.headline(found, NAMES, 2023).endswith("2/3 cơ quan có điểm")


def test_without_a_table_it_says_so() -> None:
    none = (Appraised("stp"), Appraised("syt"))
    assert appraisal.headline(none, NAMES, 2024) == (
        "Điểm CCHC năm 2024 của các cơ quan: chưa cơ quan nào có bảng điểm"
    )


def test_the_agencies_of_a_home_stand_on_one_page_and_each_opens_its_table(scored: Store) -> None:
    scored.set_fact("demonstration", "true")  # nobody has to sign in
    with apps.shown(scored):
        page = apps.opened("don_vi", xem="co_quan")
        assert "4/5 cơ quan có điểm, cao nhất là Sở Y tế" in apps.said(page)
        assert [len(grid.value) for grid in page.dataframe if "worst" in grid.value] == [5]
        (chosen,) = [box for box in page.selectbox if box.label == "Mở bảng điểm của"]
        assert chosen.options == [NAMES[code] for code in ("sct", "snv", "syt", "stp")]
        chosen.select("Sở Y tế").run()
        assert not page.exception
