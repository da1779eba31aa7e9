"""Points of the units below an agency: imported or entered on the page, ranked by hand."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import office
from chiso.desk import unit_scores as desk
from chiso.figures.ask import Asked
from chiso.figures.unit_scores import Line, UnitScores, line_key
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.people.actor import Actor
from chiso.present import books, outputs, papers, period_report
from chiso.present.reports import Section
from chiso.reference import changes
from chiso.store import Store
from chiso.words import unit_scores as words
from tests.worlds import fresh_home
from tests.worlds.apps import button, opened, shown
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stnmt", as_of=DAY)
CNTT, LAND, ENVIRONMENT, SEA = "stnmt-cntt", "stnmt-vpdkdd", "stnmt-ccbvmt", "stnmt-ccbhd"
FILE = """BẢNG CHẤM ĐIỂM ĐƠN VỊ CẤP DƯỚI
Năm;Đơn vị được chấm điểm;Mã tiêu chí;Tên tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định;Nhận xét
2024;Trung tâm Công nghệ thông tin;I;Chỉ đạo, điều hành;10;;;
2024;Trung tâm Công nghệ thông tin;I.1;Kế hoạch;5;5;4,5;Ban hành chậm
2024;Trung tâm Công nghệ thông tin;I.2;Báo cáo;5;5;4;
2024;Văn phòng Đăng ký đất đai;;;100;95;91;
2024;Chi cục Bảo vệ môi trường;I.1;Kế hoạch;5;5;;
2024;Trạm Quan trắc;I.1;Kế hoạch;5;;5;
2023;Trung tâm Công nghệ thông tin;;;100;;80;
"""


def one_dossier(store: Store) -> None:
    store.set_fact("demonstration", "true")
    World(store, "stnmt").put([dossier("H1", unit_text="Văn phòng")], "31/10")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home", fill=one_dossier) as store:
        yield store


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """With the file, for tests in which nothing is changed."""
    with fresh_home.build(tmp_path_factory.mktemp("taken") / "home", fill=one_dossier) as store:
        take(store)
        yield store


def take(store: Store) -> int:
    """The file, as the importer reads it."""
    done = batch.import_file(store, ADMIN, Upload("cap_duoi.csv", FILE.encode(), agency="stnmt"))
    assert (done.error, done.dataset, done.rows_rejected, done.rows_loaded) == (None, "unit_scores", 0, 7)
    assert done.import_id is not None
    return done.import_id


def plan(store: Store, **more: object) -> None:
    """The task as document 2 prints it (X.2)."""
    row = {
        "plan": "Kế hoạch CCHC năm 2024", "section": "X", "no": "2", "schedule": "Trước ngày 15/12/2024",
        "task": "Đánh giá, xếp hạng CCHC đối với các đơn vị cấp dưới thực chất", "lead_unit": "Văn phòng Sở",
    }  # fmt: skip
    World(store, "stnmt").number([row | more], date(2024, 4, 30), dataset="plan_tasks")


def found(store: Store, unit: str | None = None) -> UnitScores:
    return figures.unit_scores(store, Asked(agency="stnmt", as_of=DAY, unit=unit))


def listed(store: Store) -> dict[str, tuple[object, ...]]:
    return {
        one.unit if one.unit != "unknown" else one.unit_name: (
            one.rank,
            one.total.points,
            one.total.max,
            one.left,
        )
        for one in found(store).units
    }


def enter(store: Store, actor: Actor, key: str, **values: str | None) -> None:
    office.enter(store, actor, "stnmt", desk.DATASET, {key: values})


def test_units_are_ranked_by_their_share_once_everything_is_appraised(store: Store) -> None:
    """Nothing is known of the four centres before; a part and its whole count once, an unknown name stays itself."""
    assert listed(store) == dict.fromkeys((CNTT, LAND, ENVIRONMENT, SEA), (None, None, None, 1))
    number = take(store)
    assert listed(store) == {
        "Trạm Quan trắc": (1, 5, 5, 0),  # 100 %
        LAND: (2, 91, 100, 0),  # 91 %
        CNTT: (3, 8.5, 10, 0),  # 85 %
        ENVIRONMENT: (None, None, None, 1),
        SEA: (None, None, None, 1),
    }
    (mine,) = found(store, CNTT).units  # of one unit its rank among all
    assert (mine.rank, mine.share, mine.own.points, mine.before) == (3, 0.85, 10, 0.8)
    batch.rollback(store, ADMIN, number)
    assert not words.is_begun(found(store))


def test_equal_shares_have_one_rank(store: Store) -> None:
    for unit, points in ((CNTT, "45"), (LAND, "50"), (SEA, "45")):
        enter(store, ADMIN, line_key(2024, unit), max_points="50", appraised_points=points)
    assert [(one.unit, one.rank) for one in found(store).units] == [
        (LAND, 1), (CNTT, 2), (SEA, 2), (ENVIRONMENT, None),
    ]  # fmt: skip


def test_the_plan_says_by_when(store: Store) -> None:
    assert (
        words.verdict(found(store), DAY) == "Chưa có kế hoạch năm 2024 nào ghi việc xếp hạng đơn vị cấp dưới"
    )
    plan(store)
    take(store)
    scores = found(store)
    assert words.headline(scores) == (
        "Xếp hạng CCHC đơn vị cấp dưới năm 2024: 3/5 đơn vị đã đủ điểm thẩm định, cao nhất là Trạm Quan trắc"
    )
    # 45 days from 31/10 to 15/12
    assert words.verdict(scores, DAY) == "Còn 45 ngày, 2 đơn vị chưa đủ điểm (hạn theo kế hoạch 15/12/2024)"
    assert words.verdict(scores, date(2024, 12, 17)).startswith("Quá hạn 2 ngày, 2 đơn vị")
    alone = found(store, LAND)  # which has all its points: the plan is the agency's
    assert [one.unit for one in alone.units] == [LAND]
    assert words.verdict(alone, DAY) == words.verdict(scores, DAY)
    assert words.headline(alone) == words.headline(scores)
    enter(store, ADMIN, line_key(2024, ENVIRONMENT, "I.1"), appraised_points="5")
    enter(store, ADMIN, line_key(2024, SEA), max_points="100", appraised_points="70")
    assert words.verdict(found(store), DAY) == (
        "Đã đủ điểm để xếp hạng; hạn theo kế hoạch 15/12/2024, kế hoạch chưa ghi ngày công bố"
    )


def test_what_is_entered_wins_and_a_removed_line_is_gone(store: Store) -> None:
    office.enter(
        store, ADMIN, "stnmt", desk.DATASET, desk.criterion(2024, [CNTT, SEA], Line("I.2", "Báo cáo", 6.0))
    )
    take(store)  # prints 5 as the maximum of I.2
    enter(store, ADMIN, line_key(2024, CNTT, "I.2"), appraised_points="6")
    assert listed(store)[CNTT] == (2, 10.5, 11, 0)  # 4,5 + 6 of 5 + 6: 95,45 %, above 91 %
    assert listed(store)[SEA] == (None, None, None, 1)
    enter(store, ADMIN, line_key(2024, CNTT, "I.2"), removed="x")
    assert listed(store)[CNTT] == (3, 4.5, 5, 0)


def test_a_code_is_as_short_as_the_form_says_whatever_a_browser_sends(store: Store) -> None:
    assert [*desk.criterion(2024, [CNTT], Line("I." + "1" * 18, None, 5.0))] == [
        line_key(2024, CNTT, "I." + "1" * 18)
    ]
    with pytest.raises(Refused, match="Mã tiêu chí dài quá 20 ký tự"):
        desk.criterion(2024, [CNTT], Line("I." + "1" * 19, None, 5.0))
    ((key, _),) = desk.criterion(2024, [CNTT], Line("I.\u202e2", None, 5.0)).items()
    assert key == line_key(2024, CNTT, "I.2")


def test_a_unit_that_came_after_one_other_has_its_year_before(store: Store) -> None:
    take(store)
    row = next(row for row in changes.rows(store, "stnmt", "units") if row["unit_id"] == CNTT)
    after = row | {"valid_to": date(2024, 6, 30), "successor_id": SEA}
    changes.apply(store, ADMIN, "stnmt", [changes.Edit("units", row, after)], title="Sáp nhập")
    units = {one.unit: one for one in found(store).units}
    assert (units[SEA].before, units[LAND].before) == (0.8, None)
    assert units[CNTT].ended == date(2024, 6, 30)
    assert "Trung tâm Công nghệ thông tin (đến 30/06/2024)" in set(words.ranked(found(store))["unit_name"])


@pytest.mark.parametrize(
    ("actor", "key", "values", "code"),
    [
        (Actor("cntt", "editor", CNTT), line_key(2024, LAND), {"self_points": "90"}, "other_unit"),
        (Actor("cntt", "editor", CNTT), line_key(2024, CNTT, "I.1"), {"appraised_points": "5"}, "other_unit"),
        (Actor("cntt", "editor", CNTT), line_key(2024, CNTT, "I.1"), {"removed": "x"}, "other_unit"),
        (Actor("xem", "viewer", None), line_key(2024, LAND), {"self_points": "90"}, "forbidden"),
        (ADMIN, line_key(2024, CNTT, "I.1"), {"appraised_points": "5,5"}, "bad_entry"),
        (ADMIN, line_key(2024, LAND), {"max_points": "90"}, "bad_entry"),  # 91 and 95 are given
        (ADMIN, line_key(2024, SEA), {"appraised_points": "5"}, "bad_entry"),  # of what maximum?
        (ADMIN, line_key(2024, LAND), {"appraised_points": "tốt"}, "bad_entry"),
        (ADMIN, line_key(2024, "stp-vp"), {"max_points": "5"}, "bad_entry"),
        (ADMIN, "vô nghĩa", {"max_points": "5"}, "bad_entry"),
    ],
)
def test_what_may_not_be_entered(
    taken: Store, actor: Actor, key: str, values: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        enter(taken, actor, key, **values)
    assert refused.value.code == code
    assert office.entries(taken, "stnmt", desk.DATASET).empty


def test_a_unit_enters_its_own_points(store: Store) -> None:
    take(store)
    enter(store, Actor("cntt", "editor", CNTT), line_key(2024, CNTT, "I.1"), self_points="4,75")
    (mine,) = found(store, CNTT).units
    assert (mine.own.points, mine.total.points) == (9.75, 8.5)


def test_the_page_ranks_and_takes_a_criterion(store: Store) -> None:
    plan(store)
    with shown(store):
        app = opened("tieu_chi", co_quan="stnmt")
        assert not app.exception
        assert "2024: chưa đơn vị nào đủ điểm thẩm định" in " ".join(one.value for one in app.markdown)
        take(store)
        app = opened("tieu_chi", co_quan="stnmt", diem_cap_duoi="1")
        assert not app.exception
        ranks, lines = (
            next(one.value for one in app.dataframe if name in one.value) for name in ("share", "criterion")
        )
        assert list(ranks["share"].dropna()) == [1, 0.91, 0.85]
        assert (len(lines), set(lines["file_name"])) == (6, {"cap_duoi.csv"})
        (switch,) = [one for one in app.toggle if one.label == "Chấm điểm đơn vị cấp dưới"]
        switch.set_value(True).run()
        for label, value in (("Mã tiêu chí", "I.3"), ("Tên tiêu chí", "Tuyên truyền")):
            next(one for one in app.text_input if one.label == label).set_value(value)
        next(one for one in app.number_input if one.label == "Điểm tối đa").set_value(2.0)
        button(app, "Thêm tiêu chí cho mọi đơn vị").click().run()
        assert not app.exception
    assert listed(store)[SEA] == (None, None, None, 1)
    assert {line.criterion for one in found(store).units for line in one.lines if one.unit == SEA} == {"I.3"}


def test_its_own_page_says_where_a_unit_stands(store: Store) -> None:
    plan(store)
    take(store)
    with shown(store):
        app = opened("don_vi", co_quan="stnmt", don_vi=CNTT)
        assert not app.exception
        said = " ".join(one.value for one in app.markdown).replace("\\", "")
        assert "hạng 3, thẩm định 8,5/10 (85%; năm trước 80%), đơn vị tự chấm 10" in said
        lines = next(one.value for one in app.dataframe if "appraised_points" in one.value)
        assert list(lines["appraised_points"].dropna()) == [4.5, 4]
        app = opened("don_vi", co_quan="stnmt", don_vi=SEA)  # which has no line
    said = " ".join(one.value for one in app.markdown)
    assert "Điểm CCHC năm" not in said
    assert "Chưa có tháng trọn vẹn nào phát sinh số liệu" in said, "it has no dossiers either"
    (waits,) = found(store, ENVIRONMENT).units
    assert words.of_unit(waits, 2024) == (
        "Điểm CCHC năm 2024: chưa có điểm thẩm định, đơn vị tự chấm 5; còn 1 dòng chưa thẩm định"
    )


def test_the_report_of_a_period_has_the_ranking_once_it_is_begun(store: Store) -> None:
    def below() -> list[Section]:
        look = outputs.look_at(store, ASKED)
        (month,) = [
            one for one in papers.KINDS["bao_cao_cchc"].periods(DAY) if one.is_month and one.last == DAY
        ]
        return [one for one in period_report.report(look, month)[1] if "cấp dưới" in one.heading]

    assert below() == []
    take(store)
    (section,) = below()
    assert section.paragraphs == (
        "Xếp hạng CCHC đơn vị cấp dưới năm 2024: 3/5 đơn vị đã đủ điểm thẩm định, cao nhất là Trạm Quan trắc.",
    )
    (table,) = section.tables
    assert [row[:3] + row[4:7] for row in table.rows] == [
        ("1", "Trạm Quan trắc", "–", "5,00", "100%", "–"),
        ("2", "Văn phòng Đăng ký đất đai", "95,00", "100,00", "91%", "–"),
        ("3", "Trung tâm Công nghệ thông tin", "10,00", "10,00", "85%", "80%"),
        (
            "–",
            "Chi cục Bảo vệ môi trường",
            "5,00",
            "5,00",
            "–",
            "–",
        ),  # what there is to win, appraised or not
        ("–", "Chi cục Biển và Hải đảo", "–", "–", "–", "–"),
    ]


def test_the_workbook_has_the_ranking(store: Store) -> None:
    take(store)
    book = openpyxl.load_workbook(io.BytesIO(books.workbook(store, ASKED)))
    cells = [str(cell.value) for row in book["Xếp hạng đơn vị"] for cell in row]
    assert "Văn phòng Đăng ký đất đai" in cells
    assert "Ban hành chậm" in [str(cell.value) for row in book["Điểm đơn vị"] for cell in row]
