"""The periodic report on the plans for PCI and PGI: its tasks, components and gaps by hand."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from chiso import figures
from chiso.desk import office
from chiso.figures.ask import Asked
from chiso.present import outputs, papers
from chiso.present.reports import Section
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY)
PCI = {"plan": "Kế hoạch PCI, PGI năm 2024", "lead_unit": "Văn phòng"}
TASKS: list[dict[str, Any]] = [
    {**PCI, "section": "I", "section_name": "Tính minh bạch", "no": "1", "task": "Đăng tải văn bản",
     "schedule": "Trước ngày 30/9/2024", "status": "Hoàn thành"},
    {**PCI, "section": "I", "section_name": "Tính minh bạch", "no": "2", "task": "Công bố danh mục",
     "schedule": "Trước ngày 15/10/2024", "status": None},
    {**PCI, "section": "II", "section_name": "Chi phí thời gian", "no": "3", "task": "Rút ngắn thời gian",
     "schedule": "Thường xuyên", "status": None},
    {**PCI, "section": "II", "section_name": "Chi phí thời gian", "no": "4", "task": "Sơ kết", "schedule":
     "Trước ngày 20/11/2024", "status": None},
    {"plan": "Kế hoạch CCHC năm 2024", "section": "I", "section_name": "Cải cách thể chế", "no": "1", "task": "Rà soát",
     "schedule": "Trước ngày 15/10/2024", "lead_unit": "Văn phòng", "status": None},
]  # fmt: skip


def one_dossier(store: Store) -> None:
    World(store).number([dossier("H1", unit_text="Văn phòng")], "31/10")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home", fill=one_dossier) as store:
        yield store


def october(store: Store) -> dict[str, Section]:
    paper, look = papers.KINDS["ke_hoach_pci"], outputs.look_at(store, ASKED)
    (period,) = [one for one in paper.periods(DAY) if one.last == DAY and one.is_month]
    return {section.heading: section for section in paper.make(look, period)[1]}


def test_the_report_tells_each_task_and_component_of_these_plans_alone(store: Store) -> None:
    World(store).number(TASKS, date(2024, 4, 30), dataset="plan_tasks")
    late = "Kế hoạch PCI, PGI năm 2024 | I | 2"
    said = october(store)
    (done,) = said["1. Mức độ hoàn thành kế hoạch"].tables
    # of four tasks one is done, one overdue, one to come, one goes on; the other plan is none of this paper
    assert done.rows == (("Kế hoạch PCI, PGI năm 2024", "4", "1", "1", "1", "1", "0", "25%"),)
    (results,) = said["3. Kết quả từng nhiệm vụ"].tables
    assert [(row[0], row[3], row[4], row[5]) for row in results.rows] == [
        ("I.1", "30/09/2024", "✓ Đã xong", "[… kết quả, số văn bản]"),
        ("I.2", "15/10/2024", "▲ Quá hạn", "[… kết quả đến nay]"),
        ("II.3", "–", "Thường xuyên", "[… kết quả đến nay]"),
        ("II.4", "20/11/2024", "Chưa đến hạn", ""),
    ]
    # the targets of Quyết định 181/QĐ-STP; no score of 2024 is there
    (pci, _) = said["2. Kết quả theo thành phần"].tables
    assert {row[0]: row[1] for row in pci.rows if row[1]} == {
        "Tính minh bạch > 7: ○ chưa có điểm": "2 việc, 1 xong, 1 quá hạn",
        "Chi phí thời gian > 8,5: ○ chưa có điểm": "2 việc, chưa xong việc nào",
    }
    (overdue,) = said["II. Tồn tại, hạn chế: việc quá hạn"].tables
    assert [(row[0], row[1], row[4]) for row in overdue.rows] == [
        ("15/10/2024", "Công bố danh mục", "[… nguyên nhân]")
    ]
    (due,) = said["IV. Phương hướng, nhiệm vụ tháng 11 năm 2024"].tables
    assert [row[:2] for row in due.rows] == [("20/11/2024", "Sơ kết")]
    done = {"note": "CV 12/STP", "finished_on": "2024-09-25"}
    office.enter(store, ADMIN, "stp", "plan_tasks", {late.replace("| 2", "| 1"): done})
    office.enter(store, ADMIN, "stp", "plan_tasks", {late: {"note": "Đã trình"}})
    (deadline,) = figures.plan(store, ASKED).query("key == @late")[
        "deadline"
    ]  # the cause is that of a unit and day
    office.enter(store, ADMIN, "stp", "plan_tasks", {deadline: {"cause": "Chờ phối hợp"}})
    said = october(store)
    assert said["II. Tồn tại, hạn chế: việc quá hạn"].tables[0].rows[0][4] == "Chờ phối hợp"
    results = [row[5] for row in said["3. Kết quả từng nhiệm vụ"].tables[0].rows]
    assert results[:2] == ["Xong ngày 25/09/2024; CV 12/STP", "Đã trình"]


def test_a_task_of_many_units_is_theirs_together_and_nothing_overdue_asks_for_no_cause_of_it(
    store: Store,
) -> None:
    """Named one by one the units of an office make the row a third of a page."""
    many = {"lead_unit": None, "assignment": "Các đơn vị thuộc Sở chủ trì"}
    World(store).number([TASKS[2] | many, TASKS[3]], date(2024, 4, 30), dataset="plan_tasks")
    said = october(store)
    (results,) = said["3. Kết quả từng nhiệm vụ"].tables
    assert [row[2] for row in results.rows] == ["Các đơn vị thuộc Sở", "Văn phòng"]
    assert said["II. Tồn tại, hạn chế: việc quá hạn"].paragraphs == ("Không có việc quá hạn.",)
    assert said["III. Nguyên nhân"].paragraphs == (
        "[… tồn tại, hạn chế khác và nguyên nhân; không có thì ghi: không]",
    )


def test_without_such_a_plan_the_report_says_so(store: Store) -> None:
    World(store).number(TASKS[-1:], date(2024, 4, 30), dataset="plan_tasks")
    said = october(store)
    assert "1. Mức độ hoàn thành kế hoạch" not in said
    none = "Chưa có kế hoạch nào có nhiệm vụ theo các thành phần PCI, PGI."
    assert not [head for head, one in said.items() if head and none in one.paragraphs]  # once, under I
    assert said["II. Tồn tại, hạn chế: việc quá hạn"].paragraphs == ("[… tồn tại, hạn chế trong kỳ]",)


def test_it_goes_to_the_department_of_planning_and_investment(store: Store) -> None:
    document = docx.Document(io.BytesIO(papers.build(store, "ke_hoach_pci", ASKED)))
    cells = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "- Sở Kế hoạch và Đầu tư;" in cells
