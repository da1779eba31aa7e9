"""A view of an earlier day shows what was known then: editions, appraised points, entries, conclusions."""

import io
from datetime import date

import pandas as pd
import pytest
from pptx import Presentation

from chiso import figures
from chiso.desk import meetings, office
from chiso.desk.meetings import Commitment
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.present import deck, papers
from chiso.present import outputs as present
from chiso.store import Store
from tests.conftest import LONG
from tests.worlds.people import ADMIN

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
HEADER = "Mã hồ sơ;Tên thủ tục;Đơn vị;Hình thức;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái"
ROW = "{};Đăng ký;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý"
SCORES = (
    "Chỉ số;Năm;Nơi;Điểm;Điểm tối đa;Xếp loại\n"
    "CCHC;2023;Sở Tư pháp;84,27;94,5;Tốt\n"
    "PAPI;2022;Khánh Hòa;43,43;80;\n"
    "PAPI;2023;Khánh Hòa;44,94;80;\n"
    "PAPI;2024;Khánh Hòa;43,80;80;\n"
)
CRITERIA = "Năm;Mã;Tiêu chí;Điểm tối đa;{}\n2023;I.1;Kế hoạch CCHC;2;1,5\n2023;I.2;Báo cáo;1;1\n"


def put(store: Store, name: str, text: str, day: date, dataset: str) -> None:
    answers = Answers(dataset=dataset, as_of=day)
    result = batch.import_file(store, ADMIN, Upload(name, text.encode(), answers=answers))
    assert result.status == "imported", (result.error, result.rejects)


def dossiers(store: Store, day: date) -> None:
    put(store, f"ho_so_{day}.csv", f"{HEADER}\n{ROW.format('H1')}\n", day, "dossiers")


def texts(store: Store, day: date, *topics: str) -> str:
    """Everything that the deck of a day says."""
    content = deck.make(present.look_at(store, figures.newest(store, "stp", day)), deck.Choice(topics))
    said = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            said.append(shape.text_frame.text if shape.has_text_frame else "")
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def editions(store: Store, day: date | None) -> list[tuple[str, int]]:
    found = figures.index_series(store, "stp", as_of=day)
    return sorted(zip(found["index"], found["year"], strict=True))


def test_an_edition_is_known_from_the_day_of_its_publication(store: Store) -> None:
    """CCHC 2023: 11/01/2024 (QĐ 91); PAPI 2023: 02/4/2024; of PAPI 2022, 2024 no source tells: 1 January after. The day
    of the import, 31/3/2024, says nothing."""
    put(store, "chi_so.csv", SCORES, MARCH, "index_scores")
    whole = [("CCHC", 2023), ("PAPI", 2022), ("PAPI", 2023), ("PAPI", 2024)]
    assert editions(store, None) == whole
    assert editions(store, date(2022, 12, 31)) == []
    assert editions(store, date(2023, 1, 1)) == [("PAPI", 2022)]
    assert editions(store, date(2024, 1, 10)) == [("PAPI", 2022)]
    assert editions(store, date(2024, 1, 11)) == [("CCHC", 2023), ("PAPI", 2022)]
    assert editions(store, date(2024, 4, 2)) == whole[:3]
    assert editions(store, date(2025, 1, 1)) == whole
    assert "44,94" not in texts(store, date(2024, 4, 1), "indices")
    assert "44,94" in texts(store, date(2024, 4, 2), "indices")
    assert "43,8" not in texts(store, date(2024, 12, 31), "indices")


def test_a_total_is_the_published_one_from_that_day(store: Store) -> None:
    put(store, "chi_so.csv", SCORES, MARCH, "index_scores")
    put(store, "tu_cham.csv", CRITERIA.format("Điểm tự chấm"), MARCH, "criteria")

    def total(day: date) -> dict:
        return figures.criteria(store, figures.Asked(agency="stp", as_of=day, year=2023))["total"]

    assert (total(date(2024, 1, 10))["points"], total(date(2024, 1, 10))["partial"]) == (2.5, True)
    assert (total(date(2024, 1, 11))["points"], total(date(2024, 1, 11))["partial"]) == (84.27, False)


def test_appraised_points_are_known_from_that_day_too(store: Store) -> None:
    """A table of appraised points alone is not there before; one with self-scored ones shows those."""
    put(store, "tham_dinh.csv", CRITERIA.format("Điểm thẩm định"), MARCH, "criteria")

    def points(day: date) -> list[float | None]:
        found = figures.criteria(store, figures.Asked(agency="stp", as_of=day, year=2023))
        return [row["points"] for row in found["criteria"]]

    def years(day: date) -> list[int]:
        return [row["year"] for row in store.rows("pages/criteria_years", agency="stp", as_of=day)]

    assert (points(date(2024, 1, 10)), points(date(2024, 1, 11))) == ([], [1.5, 1])
    assert (years(date(2024, 1, 10)), years(date(2024, 1, 11))) == ([], [2023])
    both = "Năm;Mã;Tiêu chí;Điểm tối đa;Điểm tự chấm;Điểm thẩm định\n2023;I.1;Kế hoạch CCHC;2;2;1,5\n"
    put(store, "ca_hai.csv", both, APRIL, "criteria")
    assert (points(date(2024, 1, 10)), points(date(2024, 1, 11))) == ([2], [1.5])
    before = figures.Asked(agency="stp", as_of=date(2024, 1, 10), year=2023)
    all_known = figures.criteria(
        store, before, date.max
    )  # as the command criteria answers, which takes no day
    assert [row["points"] for row in all_known["criteria"]] == [1.5]


@pytest.mark.skipif(not LONG, reason="in a usual run conclusions and deadlines")
def test_what_the_office_entered_later_is_not_in_an_earlier_view(store: Store) -> None:
    """A note of March, then with the April export in the house another cause and a promised day."""
    dossiers(store, MARCH)
    office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"cause": "Chờ phối hợp"}})
    dossiers(store, APRIL)
    said = {"cause": "Quên thao tác", "promised_on": "2024-05-10"}
    office.enter(store, ADMIN, "stp", "dossiers", {"H1": said})

    def seen(day: date) -> list[object]:
        (row,) = figures.overdue(store, figures.newest(store, "stp", day), "dossiers").to_dict("records")
        return [row["cause"], row["promised_on"]]

    assert seen(APRIL) == ["Quên thao tác", "2024-05-10"]
    assert seen(MARCH) == ["Chờ phối hợp", None]
    assert office.wide(store, "stp", "dossiers", MARCH)["cause"].tolist() == ["Chờ phối hợp"]
    assert "10/05/2024" in texts(store, APRIL, "overdue")
    assert "10/05/2024" not in texts(store, MARCH, "overdue")
    assert papers.build(store, next(iter(papers.KINDS)), figures.newest(store, "stp", MARCH))


def test_the_day_of_what_happened_counts_by_itself(store: Store) -> None:
    """A plan task entered as done on 15/3 is done in every view since, whenever that was told; a status without a day
    holds from when it was told."""
    dossiers(store, MARCH)
    plan = (
        "Mục;TT;Nhiệm vụ;Sản phẩm;Thời gian;Đơn vị chủ trì\n"
        "I;1;Rà soát;Báo cáo;Trước ngày 20/3/2024;Văn phòng\n"
        "I;2;Tập huấn;Báo cáo;Trước ngày 20/3/2024;Văn phòng\n"
    )
    put(store, "ke_hoach_2024.csv", plan, MARCH, "plan_tasks")
    dossiers(store, APRIL)
    keys = figures.plan(store, figures.newest(store, "stp", APRIL))["key"].tolist()
    done: dict[str, dict[str, str | None]] = {
        keys[0]: {"finished_on": "2024-03-15"},
        keys[1]: {"status": "Đã xong"},
    }
    office.enter(store, ADMIN, "stp", "plan_tasks", done)
    states = {
        day: figures.plan(store, figures.newest(store, "stp", day))["state"].tolist()
        for day in (MARCH, APRIL)
    }
    assert states == {MARCH: ["done", "overdue"], APRIL: ["done", "done"]}


def test_each_event_of_a_plan_task_has_its_deadline(store: Store) -> None:
    """Two changes in a year, 05 days from each: the second of 10/4 is not known in March; the task waits for the next
    until it is said to be done."""
    dossiers(store, MARCH)
    plan = (
        "Mục;TT;Nhiệm vụ;Sản phẩm;Thời gian;Đơn vị chủ trì\n"
        "V;8;Cập nhật;Thông tin;Trong vòng 05 ngày kể từ ngày thay đổi thông tin;Văn phòng\n"
    )
    put(store, "ke_hoach_2024.csv", plan, MARCH, "plan_tasks")
    dossiers(store, APRIL)

    def seen(day: date) -> list[tuple[str, str]]:
        found = figures.plan(store, figures.newest(store, "stp", day))
        due = pd.to_datetime(found["due"]).dt.strftime("%d/%m").fillna("")
        return list(zip(due, found["state"], strict=True))

    (key,) = figures.plan(store, figures.newest(store, "stp"))["key"]
    happened = "20/03/2024 QĐ 12; 10/04/2024 QĐ 34"
    office.enter(store, ADMIN, "stp", "plan_tasks", {key: {"starts_on": happened}})
    assert seen(MARCH) == [("25/03", "overdue"), ("", "waiting")]
    assert seen(APRIL) == [("25/03", "overdue"), ("15/04", "overdue"), ("", "waiting")]
    late = figures.overdue(store, figures.newest(store, "stp"), kind="plan")
    assert late["note"].tolist() == ["05 ngày kể từ 20/03/2024, QĐ 12", "05 ngày kể từ 10/04/2024, QĐ 34"]
    office.submit(store, ADMIN, "stp", str(late["key"][0]), office.HandedIn(date(2024, 3, 27)))
    assert seen(APRIL) == [("25/03", "done"), ("15/04", "overdue"), ("", "waiting")]
    office.enter(store, ADMIN, "stp", "plan_tasks", {key: {"status": "Hoàn thành"}})
    assert seen(APRIL) == [("25/03", "done"), ("15/04", "done")]


def test_conclusions_and_what_became_of_them(store: Store) -> None:
    dossiers(store, MARCH)
    first = meetings.add(store, ADMIN, Commitment("stp", MARCH, "stp-vp", "Rà soát hồ sơ", date(2024, 4, 5)))
    dossiers(store, APRIL)
    meetings.change(store, ADMIN, first, as_of=APRIL, status="done")
    meetings.add(store, ADMIN, Commitment("stp", date(2024, 4, 22), "stp-vp", "Tập huấn", date(2024, 5, 2)))
    meetings.add(store, ADMIN, Commitment("stp", date(2025, 1, 6), "stp-vp", "Tổng kết", None))

    def states(day: date) -> dict[str, str]:
        frame = meetings.commitments(store, "stp", day)
        return dict(zip(frame["content"], frame["state"], strict=True))

    assert states(MARCH) == {"Rà soát hồ sơ": "due_soon"}
    assert states(APRIL) == {"Rà soát hồ sơ": "done", "Tập huấn": "due_soon", "Tổng kết": "ahead"}
    assert meetings.history(store, first, MARCH)["status"].tolist() == ["open"]
    with pytest.raises(Exception, match="đã được sửa"):
        meetings.change(store, ADMIN, first, as_of=MARCH, note="…")
    said = texts(store, APRIL, "commitments")
    # the first was done on 30/4, after its day
    assert "2 kết luận: 1 chưa đạt, 1 đang thực hiện" in said
    assert "Tổng kết" not in said
    assert "1 kết luận, đang thực hiện" in texts(store, MARCH, "commitments")
