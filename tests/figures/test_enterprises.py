"""Events with enterprises: imported or entered on the page, counted by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import enterprises as desk
from chiso.desk import office
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.people.actor import Actor
from chiso.present import enterprise_report, outputs, papers
from chiso.reference import changes
from chiso.store import Store
from chiso.words import enterprises as words
from chiso.words import reported
from chiso.words.states import STATES
from tests.figures.test_petitions import asked_by_enterprises
from tests.worlds import fresh_home
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY)
FILE = """SỰ KIỆN DOANH NGHIỆP
STT;Loại sự kiện;Ngày tổ chức;Nội dung sự kiện;Doanh nghiệp;Đơn vị chủ trì;Số phiếu;Số phiếu hài lòng
1;Đối thoại;20/12/2023;Đối thoại về đấu giá;;Văn phòng;40;
2;Đối thoại;20/05/2024;Đối thoại về công chứng;;Văn phòng;35;
3;Thanh tra;20/12/2023;Thanh tra công chứng;Công ty Một;Văn phòng;;
4;Kiểm tra;05/03/2024;Kiểm tra đấu giá;CÔNG TY  MỘT;Văn phòng;;
5;Kiểm tra;05/03/2024;Kiểm tra đấu giá;Công ty Hai;Văn phòng;;
6;Khảo sát;10/06/2024;Thái độ;;Văn phòng;100;90
7;Khảo sát;10/06/2024;Thời gian;;Văn phòng;100;80
"""
# of Công ty Một in 2024 the second one, however its name is written; that of 20/12/2023 is of another calendar year
AGAIN = desk.Event(
    "inspection", date(2024, 9, 2), "Kiểm tra thuế", ("stp-vp", "Văn phòng"), "công ty một", "12/QĐ"
)
FIGURES = ("enterprise_dialogues", "enterprise_inspections", "satisfaction_surveys")


def one_dossier(store: Store) -> None:
    store.set_fact("demonstration", "true")
    World(store).put([dossier("H1", unit_text="Văn phòng")], "31/10")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home", fill=one_dossier) as store:
        yield store


def take(store: Store) -> None:
    """The file, as the importer reads it."""
    done = batch.import_file(store, ADMIN, Upload("su_kien.csv", FILE.encode(), agency="stp"))
    assert (done.error, done.rows_rejected, done.rows_loaded) == (None, 0, 7)


def counted(store: Store, as_of: date = DAY) -> list[float | None]:
    found = {one.indicator: one.value for one in figures.values(store, Asked(agency="stp", as_of=as_of))}
    return [found[code] for code in FIGURES]


def over(store: Store) -> list[tuple[str, date, int]]:
    rows = figures.enterprise_events(store, ASKED).query("is_over").to_dict("records")
    return [(row["enterprise"], row["held_on"].date(), row["turn"]) for row in rows]


def test_events_are_counted_by_the_years_of_the_plan(store: Store) -> None:
    assert counted(store) == [None, None, None]  # nothing was said: unknown, not none
    take(store)
    # two dialogues and a survey of two questions in the CCHC year; of no enterprise a second inspection in 2024
    assert counted(store) == [2, 1, 1]
    assert counted(store, date(2024, 5, 19)) == [1, 1, None]
    assert over(store) == []
    desk.add(store, ADMIN, "stp", AGAIN)
    assert counted(store) == [2, 2, 1]
    assert over(store) == [("công ty một", date(2024, 9, 2), 2)]
    (_, _, inspected, _) = words.cards(None, figures.enterprise_events(store, ASKED), {})
    assert (inspected.value, inspected.under) == ("1", "3 cuộc ở 2 doanh nghiệp")
    desk.add(store, ADMIN, "stp", AGAIN)  # the same one again
    assert len(figures.enterprise_events(store, ASKED)) == 7
    desk.remove(store, ADMIN, "stp", AGAIN.key, "ghi nhầm doanh nghiệp")
    assert (counted(store), over(store)) == ([2, 1, 1], [])


def test_a_second_inspection_is_one_judgement_in_the_answer_and_on_the_page(store: Store) -> None:
    """Not more than one inspection of an enterprise a year: two of Công ty Một cannot be undone before 14/12."""
    once = {
        **{
            "year": 2024,
            "indicator": "enterprise_inspections",
            "kind": "target",
            "comparison": "<=",
            "value": 1.0,
        },
        **{"due_date": date(2024, 12, 14), "source": "Kế hoạch PCI"},
    }
    changes.apply(store, ADMIN, "stp", [changes.Edit("targets", None, once)], title="chỉ tiêu")
    take(store)
    desk.add(store, ADMIN, "stp", AGAIN)
    found = figures.values(store, ASKED, "enterprise_inspections").one("enterprise_inspections")
    assert found is not None
    assert (found.value, found.status, found.state) == (2, "behind", "unreachable")
    assert reported.line(found, {}, [])["state"] == "▲ Không còn đạt được"
    (_, _, inspected, _) = words.cards(None, figures.enterprise_events(store, ASKED), {})
    assert inspected.state.role == STATES[found.state].role == "alarm"


def test_what_was_entered_and_then_comes_in_a_file_is_one_event(store: Store) -> None:
    entered = desk.Event(
        "survey", date(2024, 6, 10), "Thái độ", ("stp-vp", "Văn phòng"), answers=100, satisfied=91
    )
    desk.add(store, ADMIN, "stp", entered)
    take(store)
    rows = words.listed(figures.enterprise_events(store, ASKED), "survey").to_dict("records")
    assert [(row["subject"], row["share"]) for row in rows] == [("Thái độ", 0.91), ("Thời gian", 0.8)]


def test_a_figure_that_the_office_reports_itself_stays(store: Store) -> None:
    take(store)
    # told before the second dialogue of the list
    row = {"indicator": "enterprise_dialogues", "date": date(2024, 3, 31), "numerator": 5.0}
    World(store).number([row], DAY, dataset="measurements")
    assert counted(store) == [5, 1, 1]
    found = {one.indicator: one for one in figures.values(store, ASKED)}
    (_, dialogues, _, _) = words.cards(None, figures.enterprise_events(store, ASKED), found)
    assert (dialogues.value, dialogues.under) == (
        "5", "Chưa giao chỉ tiêu\nTheo số báo cáo; danh sách có 2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (desk.Event("inspection", DAY, "Kiểm tra", ("stp-vp", "Văn phòng")), "tên doanh nghiệp"),
        (desk.Event("dialogue", DAY, "", ("stp-vp", "Văn phòng")), "ghi nội dung"),
        (desk.Event("survey", DAY, "Câu 1", ("stp-vp", "Văn phòng"), answers=3, satisfied=4), "nhiều hơn"),
        (desk.Event("fair", DAY, "Hội chợ", ("stp-vp", "Văn phòng")), "Loại sự kiện"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, event: desk.Event, said: str) -> None:
    with pytest.raises(Refused, match=said):
        desk.add(store, ADMIN, "stp", event)
    assert figures.enterprise_events(store, ASKED).empty


def test_a_report_lists_the_events_of_its_month_by_their_days() -> None:
    days = [date(2024, 10, 24), date(2024, 10, 8)]
    told = enterprise_report._table(pd.DataFrame({"held_on": days, "subject": ["sau", "trước"]}))
    assert [row[2] for row in told.rows] == ["trước", "sau"]


def test_a_unit_writes_down_its_own_events_alone(store: Store) -> None:
    own = Actor("vp", "editor", "stp-vp")
    desk.add(store, own, "stp", AGAIN)
    with pytest.raises(Refused, match="đơn vị"):
        desk.remove(store, Actor("hctp", "editor", "stp-hctp"), "stp", AGAIN.key, "x")
    other = desk.Event("dialogue", DAY, "Đối thoại", ("stp-hctp", "Phòng Hành chính tư pháp"))
    with pytest.raises(Refused, match="đơn vị"):
        desk.add(store, own, "stp", other)
    assert list(figures.enterprise_events(store, ASKED)["key"]) == [AGAIN.key]


def test_a_unit_enters_nothing_under_the_key_of_an_event_of_another(store: Store) -> None:
    """Before the file that brings it, and once it was taken off the list: what is entered wins over the file."""
    theirs = desk.Event("dialogue", DAY, "Đối thoại", ("stp-hctp", "Phòng Hành chính tư pháp"))
    said = {
        "kind": "dialogue",
        "held_on": DAY.isoformat(),
        "subject": "Đối thoại",
        "unit": "stp-vp",
        "removed": None,
    }
    for _ in range(2):
        with pytest.raises(Refused, match="đơn vị"):
            office.enter(store, Actor("vp", "editor", "stp-vp"), "stp", office.EVENTS, {theirs.key: said})
        desk.add(store, ADMIN, "stp", theirs)
        desk.remove(store, ADMIN, "stp", theirs.key, "ghi nhầm")


def test_the_monthly_report_counts_month_and_year(store: Store) -> None:
    World(store).number(asked_by_enterprises(), DAY, dataset="petitions")
    take(store)
    desk.add(store, ADMIN, "stp", AGAIN)
    paper, look = papers.KINDS["doanh_nghiep"], outputs.look_at(store, ASKED)
    (october,) = [one for one in paper.periods(DAY) if one.last == DAY]
    sections = paper.make(look, october)[1]
    rows = {row[0].removeprefix("– "): row[1:] for row in sections[1].tables[0].rows}
    # of five received on 1/10 one was answered on its day, one a day late; three are open, two of them overdue
    assert rows["Kiến nghị tiếp nhận trong kỳ"] == ("5", "5")
    assert (rows["trả lời đúng hạn"], rows["trả lời trễ hạn"]) == (("1", "1"), ("1", "1"))
    assert (rows["Kiến nghị đang xử lý đến cuối kỳ"], rows["quá hạn"]) == (("3", "3"), ("2", "2"))
    # inspections by the calendar year: that of 20/12/2023 is none of them
    assert rows["Cuộc đối thoại với doanh nghiệp"] == ("0", "2")
    assert rows["Cuộc thanh tra, kiểm tra doanh nghiệp"] == ("0", "3")
    assert [row[0] for row in sections[2].tables[0].rows] == ["PA011", "PA015"]
    assert [row[3] for table in sections[4].tables for row in table.rows] == ["công ty một"]
    assert (paper.addressed(DAY), paper.addressed(date(2025, 3, 1))) == (
        ("Sở Kế hoạch và Đầu tư",), ("Sở Tài chính",),
    )  # fmt: skip


def test_the_page_lists_what_is_over_and_takes_a_new_event(store: Store) -> None:
    with shown(store):
        app = opened("bao_cao")
        assert not app.exception
        assert "Chưa có danh sách đối thoại, thanh tra" in " ".join(one.value for one in app.markdown)
        take(store)
        desk.add(store, ADMIN, "stp", AGAIN)
        app = opened("bao_cao", su_kien="qua-mot-lan")
        assert not app.exception
        (rows,) = [one.value for one in app.dataframe if "turn_words" in one.value]
        assert list(rows["enterprise"]) == ["công ty một"]
        (subject,) = [one for one in app.text_input if one.label == "Chủ đề đối thoại"]
        subject.set_value("Gặp mặt đầu xuân")
        (button,) = [one for one in app.button if one.label == "Ghi sự kiện"]
        button.click().run()
        assert not app.exception
    assert "Gặp mặt đầu xuân" in set(figures.enterprise_events(store, ASKED)["subject"])


def test_petitions_without_a_kind_leave_it_unknown_what_enterprises_asked(store: Store) -> None:
    """34 petitions of an export without that column: the report said that no enterprise had asked anything."""
    rows = [{**row, "kind": None} for row in asked_by_enterprises()]
    World(store).number(rows, DAY, dataset="petitions")
    assert figures.enterprise_questions(store, ASKED) is None
    look = outputs.look_at(store, ASKED)
    assert enterprise_report._questions(look, ASKED).paragraphs == (words.NO_KIND,)
    assert "received" not in enterprise_report._counted(look, ASKED)
    World(store).number(asked_by_enterprises(), DAY, dataset="petitions")
    assert figures.enterprise_questions(store, ASKED) is not None
