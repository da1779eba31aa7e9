"""Dossiers that break none of the rules: each rule by hand, and what nobody can tell."""

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chiso import figures
from chiso.commands import asking, saying
from chiso.figures.ask import Asked
from chiso.figures.compliance import EVERY, RULES, Share, many, share
from chiso.present import books
from chiso.store import Store, shapes
from chiso.words import compliance as words
from tests.worlds import fresh_home
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY)
TOLD = (
    "dossier_id", "procedure_name", "unit", "channel", "submitted_at", "received_at", "due_at", "finished_at", "status",
    "supplement_count", "pause_reason", "pause_document", "pause_told_on", "has_apology",
)  # fmt: skip


def one(number: str, **more: Any) -> dict[str, Any]:
    """A dossier filed at the counter on 1/10, to be answered by 15/10, answered on 10/10."""
    return {
        "dossier_id": number, "procedure_name": "Cấp bản sao", "unit_text": "Văn phòng", "channel": "counter",
        "submitted_at": datetime(2024, 10, 1, 8), "received_at": datetime(2024, 10, 1, 8),
        "due_at": datetime(2024, 10, 15, 17), "finished_at": datetime(2024, 10, 10, 9), "status": "resolved",
        "supplement_count": None, "pause_reason": None, "pause_document": None, "pause_told_on": None,
        "has_apology": None,
    } | more  # fmt: skip


OPEN: dict[str, Any] = {"finished_at": None, "status": "processing"}
PAUSED: dict[str, Any] = {"finished_at": None, "status": "supplement"}
ROWS = [
    one("H01"),
    one("H02", finished_at=datetime(2024, 10, 16, 9), has_apology=True),
    one("H03", finished_at=datetime(2024, 10, 16, 9), has_apology=False),
    one("H04", **OPEN),  # overdue since 16/10; whether there was an apology is not said, it breaks a rule anyway
    one("H05", supplement_count=2),
    # eight hours of 1/10 8:00 end on 2/10 at 8:00
    one("H06", channel="online", received_at=datetime(2024, 10, 2, 9)),
    one("H07", channel="online", received_at=datetime(2024, 10, 2, 7, 30)),
    one("H08", **PAUSED),
    one("H09", **PAUSED, pause_reason="Thiếu bản chính", pause_document="12/STP", pause_told_on=date(2024, 10, 3)),
    one("H10", channel="online", submitted_at=None),
    one("H11", due_at=None, finished_at=datetime(2024, 10, 16, 9)),
    one("H12", status="withdrawn", due_at=None),
    one("H13", **OPEN | {"status": "new"}, channel="online", received_at=None),
    # of another year, and of after the day
    one("H14", submitted_at=None, received_at=datetime(2023, 11, 1, 8), due_at=datetime(2023, 11, 9, 17),
        finished_at=datetime(2023, 11, 20, 9)),
]  # fmt: skip
BROKEN = {
    "H02": ["late"],
    "H03": ["late", "apology"],
    "H04": ["late"],
    "H05": ["supplement"],
    "H06": ["receipt"],
    "H08": ["pause_reason", "pause_document", "pause_notice"],
    "H13": ["receipt"],
}
UNTOLD = {"H04": ["apology"], "H10": ["receipt"], "H11": ["late"]}


def told(store: Store) -> None:
    store.set_fact("demonstration", "true")
    World(store).number(ROWS, DAY, columns=TOLD)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home", fill=told) as store:
        yield store


def test_each_rule_is_named_and_what_nobody_can_tell_is_not_fine(store: Store) -> None:
    rows, sums = figures.rule_breaks(store, ASKED, EVERY), figures.compliance(store, ASKED)
    assert {row["id"]: list(row["broken"]) for row in rows.to_dict("records") if len(row["broken"])} == BROKEN
    assert {row["id"]: list(row["untold"]) for row in rows.to_dict("records") if len(row["untold"])} == UNTOLD
    # thirteen without the one of 2023; seven break a rule, of two others nobody can tell, four are fine
    found = share(sums)
    assert (found, found.fine) == (Share(13, 7, 2), 4)
    assert words.headline(found).endswith("kiểm tra được: 30,8–46,2%")  # 4/13, 6/13
    apology = words.listed(figures.rule_breaks(store, ASKED, ("apology",)))
    assert apology["broken_words"].to_list() == ["Trễ hạn, quá hạn; Trễ hạn chưa có phiếu xin lỗi"]
    untold = words.listed(figures.rule_breaks(store, ASKED, words.chosen(words.UNTOLD)))
    assert dict(zip(untold["id"], untold["broken_words"], strict=True)) == {
        "H10": "Chưa biết: Tiếp nhận quá 8 giờ làm việc",
        "H11": "Chưa biết: Trễ hạn, quá hạn",
    }
    assert dict(words.rules(sums).set_index("rule")["broken"])["Trễ hạn, quá hạn"] == 3


def test_the_command_says_each_dossier_and_the_workbook_lists_those_that_break_a_rule(store: Store) -> None:
    said = saying.of(asking.check(store, rules=True, agency=None), as_json=True).out
    found = json.loads(said)
    assert {name: found[name] for name in ("every", "broken", "untold", "fine")} == {
        "every": 13, "broken": 7, "untold": 2, "fine": 4,
    }  # fmt: skip
    assert {row["id"]: row["broken"] for row in found["dossiers"] if row["broken"]} == BROKEN
    lines = asking.check(store, rules=True, agency=None).lines
    assert len(lines) == 2 + 7 + 2
    assert "H05: Yêu cầu bổ sung quá 1 lần (Văn phòng)" in lines
    assert "H11: Chưa biết: Trễ hạn, quá hạn (Văn phòng)" in lines
    book = openpyxl.load_workbook(io.BytesIO(books.workbook(store, ASKED)))
    (said,) = [
        cell.value for row in book["Giữ quy tắc"] for cell in row if "kiểm tra được" in str(cell.value)
    ]
    assert "30,8–46,2%. 4/13 hồ sơ; 7 phạm" in said
    cells = {str(row[0].value): [str(cell.value) for cell in row] for row in book["Phạm quy tắc"]}
    assert set(cells) >= set(BROKEN)
    assert not set(cells) & {"H01", "H10"}
    assert "Yêu cầu bổ sung quá 1 lần" in cells["H05"]


def test_the_list_is_searched_ordered_and_cut_where_it_is_kept(store: Store) -> None:
    def asked(page: figures.Page, rules: tuple[str, ...] = RULES) -> list[str]:
        found: list[str] = figures.rule_breaks(store, ASKED, rules, page)["id"].to_list()
        return found

    # by the day of receipt: H06 came on 2/10, H13 on none
    first = ["H02", "H03", "H04", "H05", "H08", "H06", "H13"]
    assert asked(figures.Page()) == first
    assert asked(figures.Page(skip=2, most=3)) == first[2:5]
    assert asked(figures.Page(search="bo sung")) == ["H05"]
    assert asked(figures.Page(search="truc tuyen")) == []  # no column of the list
    assert asked(figures.Page(search="phieu 15/10")) == ["H03"]  # what is broken and the due date
    assert asked(figures.Page(search="late")) == []  # a code that nobody has seen
    assert asked(figures.Page(order="-id", most=1)) == ["H13"]
    assert asked(figures.Page(search="tiep nhan"), EVERY) == ["H10", "H06", "H13"]
    assert figures.count_rule_breaks(store, ASKED, EVERY, figures.Page(search="tiep nhan")) == 3
    sums = figures.compliance(store, ASKED)
    assert many(sums, ("pause_notice", "supplement")) == 2
    assert [many(sums, rules) for rules in (RULES, words.chosen(words.UNTOLD), EVERY)] == [7, 2, 9]


def test_a_rule_is_of_its_day(store: Store) -> None:
    """On 8/10 nothing is late yet; H01 and its like are open, H08 and H09 paused as they are known."""
    rows = figures.rule_breaks(store, Asked(agency="stp", as_of=date(2024, 10, 8)), RULES)
    assert {code for row in rows["broken"] for code in row} == {
        "receipt", "supplement", "pause_reason", "pause_document", "pause_notice",
    }  # fmt: skip


def test_a_file_without_the_columns_makes_nothing_fine(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        kept = [name for name in TOLD if name not in ("supplement_count", "pause_document")]
        rows = [{name: value for name, value in row.items() if name not in ("supplement_count", "pause_document")}
                for row in ROWS[:1]]  # fmt: skip
        World(store).number(rows, DAY, columns=kept)
        found = share(figures.compliance(store, ASKED))
        assert (found, words.percent(found)) == (Share(1, 0, 1), "0–100%")


def test_units_have_their_own(store: Store) -> None:
    World(store).number([one("H20", unit_text="Phòng Nghiệp vụ 1")], DAY, columns=TOLD, mode="add")
    (row,) = words.units(figures.compliance(store, Asked(agency="stp", as_of=DAY, unit="stp-nv1"))).to_dict(
        "records"
    )
    assert (row["share"], row["every"], row["broken"]) == ("100%", 1, 0)


def test_the_page_lists_those_that_break_a_rule(store: Store) -> None:
    with shown(store):
        app = opened("doi_soat", quy_tac="apology")
    assert not app.exception
    (listed,) = [frame.value for frame in app.dataframe if "broken_words" in frame.value]
    assert listed["id"].to_list() == ["H03"]
    said = " ".join(one.value for one in app.markdown)  # two counts, each with the records that it is of
    assert "Phát hiện tính trên mọi hồ sơ đã nhập, cả các năm trước, đến 31/10/2024" in said
    assert "Hồ sơ trong kỳ 15/12/2023 – 31/10/2024: " in said


def test_the_page_reads_the_rows_that_it_shows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    World(store).number(
        [one(f"S{at:04}", supplement_count=2) for at in range(250)], DAY, columns=TOLD, mode="add"
    )
    read: list[int] = []
    shape = shapes.arrow

    def counted(*given: Any) -> Any:
        found = shape(*given)
        read.append(len(found))
        return found

    monkeypatch.setattr(shapes, "arrow", counted)
    with shown(store):
        app = opened("doi_soat", quy_tac="supplement", trang_pham_quy_tac="2")
    assert not app.exception
    (listed,) = [frame.value for frame in app.dataframe if "broken_words" in frame.value]
    assert listed["id"].to_list() == [f"S{at:04}" for at in range(99, 199)]  # after H05
    assert "Dòng 101–200 trong 251" in " ".join(one.value for one in app.markdown)
    assert read
    assert max(read) == 100


def test_what_an_agency_asks_of_its_units_is_said_of_no_other() -> None:
    found = Share(every=10, broken=4, untold=0)
    assert words.under(found, "sct") == "6/10 hồ sơ; 4 phạm"
    assert words.under(found, "stp").endswith("(Quyết định 181/QĐ-STP, Phụ lục A.1)")
