"""What is overdue, counted and cut by the store: counted by hand, and read no further than a page shows."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.core.text import NAMELESS
from chiso.figures import lateness
from chiso.figures.ask import Asked
from chiso.store import Store
from chiso.store.kept import Kept
from tests.worlds import fresh_home
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World, dossier

DAY = date(2024, 10, 31)  # a Thursday
ASKED, KIND = Asked(agency="stp", as_of=DAY), "joint_dossiers"
BUILDS, TRADES, VP, HCTP = "Sở Xây dựng", "Sở Công Thương", "Văn phòng", "Phòng Hành chính tư pháp"


def row(number: int, lead: str, unit: str, due: date) -> dict[str, Any]:
    return {
        "dossier_id": f"H{number}", "lead_agency": lead, "procedure_name": "Cấp phép", "unit": unit, "unit_text": unit,
        "official": "Lê Văn Ba", "received_on": date(2024, 9, 2), "due_on": due, "answered_on": None, "note": None,
    }  # fmt: skip


# 2, 7, 8 and 32 working days late
FOUR = [
    row(1, BUILDS, HCTP, date(2024, 10, 29)),
    row(2, BUILDS, VP, date(2024, 10, 22)),
    row(3, TRADES, VP, date(2024, 10, 21)),
    row(4, TRADES, VP, date(2024, 9, 17)),
]


def test_ages_are_counted_by_unit_and_by_who_leads(store: Store) -> None:
    World(store).number(FOUR, DAY, dataset=KIND)
    counts = ["age_1", "age_2", "age_3", "total", "longest"]
    by_unit = figures.overdue_ages(store, ASKED, KIND)
    assert by_unit[["unit", "unit_name", *counts]].to_numpy().tolist() == [
        ["stp-vp", VP, 1, 1, 1, 3, 32],
        ["stp-hctp", HCTP, 1, 0, 0, 1, 2],
    ]
    by_lead = figures.overdue_ages(store, ASKED, KIND, ("lead_agency",))
    assert by_lead[["lead_agency", *counts]].to_numpy().tolist() == [
        [TRADES, 0, 1, 1, 2, 32],
        [BUILDS, 2, 0, 0, 2, 7],
    ]


def kept_of(rows: list[dict[str, Any]], home: Path) -> Iterator[Store]:
    """A home with these rows, for several tests that only read."""
    with fresh_home.build(home) as store:
        World(store).number(rows, DAY, dataset=KIND)
        yield store


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    yield from kept_of(FOUR, tmp_path_factory.mktemp("four") / "home")


@pytest.mark.parametrize(
    ("page", "ids", "many"),
    [
        (figures.Page(skip=1, most=2), "H3 H2", 4),
        (figures.Page(order="due", most=9), "H4 H3 H2 H1", 4),
        (figures.Page(order="-due", most=1), "H1", 4),
        (figures.Page(order="-id", most=2), "H4 H3", 4),
        (figures.Page(order="lead_agency", most=9), "H3 H4 H1 H2", 4),
        (figures.Page(search="21/10"), "H3", 1),
        (figures.Page(search="hanh xay"), "H1", 1),
        (figures.Page(search="17/9/2024"), "H4", 1),
        # five words: of the unit, who leads, the procedure, the due date, the official
        (figures.Page(search="hanh xay cap 29/10 ba"), "H1", 1),
        (figures.Page(search="hanh xay cap 29/10 zz"), "", 0),
        (figures.Page(search="sở lê cap 17/09 ba", most=9), "H4", 1),
        (figures.Page(only=(("lead_agency", (BUILDS,)),), most=9), "H2 H1", 2),
        (figures.Page(only=(("lead_agency", (TRADES,)), ("unit", ("stp-hctp",)))), "", 0),
        (figures.Page(search="xay", only=(("unit", ("stp-hctp", "stp-nv1")),)), "H1", 1),
        (figures.Page(only=(("official", ("",)),)), "", 0),
    ],
)
def test_a_page_of_what_is_overdue_has_its_rows_alone(
    four: Store, page: figures.Page, ids: str, many: int
) -> None:
    found = figures.overdue(four, ASKED, KIND, None, page)
    assert " ".join(found["id"]) == ids
    assert figures.count_overdue(four, ASKED, KIND, page) == many


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Due in March, in November and on a day before the calendar begins; a day in the text of one."""
    rows = [
        row(1, BUILDS, VP, date(2024, 3, 5)),
        row(2, BUILDS, VP, date(2023, 11, 14)) | {"note": "Nhắc lần 1 ngày 05/08/2022"},
        row(3, BUILDS, VP, date(1999, 12, 30)),
    ]
    yield from kept_of(rows, tmp_path_factory.mktemp("months") / "home")


@pytest.mark.parametrize(
    ("search", "ids"),
    [
        ("03/2024", "H1"),
        ("3/2024", "H1"),
        ("11/2023", "H2"),
        ("1/2023", ""),  # not November
        ("12/1999", "H3"),
        ("8/2022", "H2"),
        ("5/8/2022", "H2"),
        ("hanh chinh 03/2024", ""),
        ("hanh xay cap 03/2024 ba", ""),
        ("van xay cap 03/2024 ba", "H1"),  # five words
        ("van xay cap 1/2023 ba", ""),
    ],
)
def test_a_month_is_found_in_the_days_of_a_list(months: Store, search: str, ids: str) -> None:
    page = figures.Page(search=search)
    assert " ".join(sorted(figures.overdue(months, ASKED, KIND, None, page)["id"])) == ids
    assert figures.count_overdue(months, ASKED, KIND, page) == len(ids.split())


def test_a_month_is_found_in_the_tasks_of_a_plan() -> None:
    rows = pd.DataFrame({name: ["x", "x"] for name in lateness._TOLD})
    rows = rows.assign(key=["a", "b"], due=[date(2024, 3, 5), date(2024, 11, 5)])
    found = {
        typed: "".join(lateness._paged(rows, figures.Page(typed))["key"]) for typed in ("3/2024", "1/2024")
    }
    assert found == {"3/2024": "a", "1/2024": ""}


@pytest.mark.parametrize(("search", "many"), [("30/12/1999", 1), ("31/12/2045", 0)])
def test_a_day_before_the_calendar_begins_is_searched_like_any_other(
    store: Store, search: str, many: int
) -> None:
    """It begins in 2000 and ends with 31/12/2045: what lies before its first day is not counted from its last."""
    World(store).number([row(1, BUILDS, VP, date(1999, 12, 30))], DAY, dataset=KIND)
    assert figures.count_overdue(store, ASKED, KIND, figures.Page(search=search)) == many


def test_what_falls_due_is_counted_by_day_unit_and_who_leads(store: Store) -> None:
    monday, tuesday = date(2024, 11, 4), date(2024, 11, 5)
    rows = [
        row(1, BUILDS, VP, tuesday), row(2, TRADES, VP, monday), row(3, TRADES, HCTP, monday),
        row(4, TRADES, VP, monday),
        row(5, TRADES, VP, date(2024, 11, 6)),  # in four working days
    ]  # fmt: skip
    World(store).number(rows, DAY, dataset=KIND)
    found = figures.soon_counts(store, ASKED, KIND, ("unit", "lead_agency"))
    columns = ["days_left", "due", "unit", "unit_name", "lead_agency", "total"]
    assert found[columns].to_numpy().tolist() == [
        [2, monday, "stp-vp", VP, TRADES, 2],
        [2, monday, "stp-hctp", HCTP, TRADES, 1],
        [3, tuesday, "stp-vp", VP, BUILDS, 1],
    ]
    assert figures.count_overdue(store, ASKED, KIND, soon=3) == 4


SINCE = date(2024, 10, 24)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """H1 came since the 24th, H2 to H4 stayed, H5 was answered; H6 fell due and was answered in between."""
    done = date(2024, 10, 28)
    rows = [
        *FOUR, row(5, BUILDS, HCTP, date(2024, 10, 21)) | {"answered_on": done},
        row(6, BUILDS, HCTP, date(2024, 10, 25)) | {"answered_on": done},
    ]  # fmt: skip
    yield from kept_of(rows, tmp_path_factory.mktemp("changed") / "home")


@pytest.fixture(params=[0, 1_000])  # short lists are told apart as they are kept
def changing(changed: Store, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr(lateness, "LONGEST", request.param)
    monkeypatch.setattr(changed._database, "kept", Kept())  # nothing that was told otherwise is known
    return changed


@pytest.mark.parametrize(
    ("change", "page", "ids", "many"),
    [
        ("new", figures.Page(), "H1", 1),
        ("cleared", figures.Page(), "H5", 1),
        ("still", figures.Page(), "H4 H3 H2", 3),
        ("still", figures.Page(skip=1, most=1), "H3", 3),
        ("still", figures.Page(search="xay dung"), "H2", 1),
        ("still", figures.Page(order="due", most=2), "H4 H3", 3),
        ("still", figures.Page(only=(("unit", ("stp-hctp",)),)), "", 0),
        ("still", figures.Page(each="lead_agency", most=1), "H4 H2", 3),
    ],
)
def test_what_came_left_and_stayed_is_read_a_page_at_a_time(
    changing: Store, change: str, page: figures.Page, ids: str, many: int
) -> None:
    turn = figures.Turn(change, KIND, SINCE)
    assert " ".join(figures.turned(changing, ASKED, turn, page)["id"]) == ids
    counted = figures.count_overdue(changing, turn.question(ASKED), KIND, turn.page(ASKED, page))
    assert counted == many


def test_the_command_tells_what_came_left_and_stayed_as_the_pages_do(changing: Store) -> None:
    found = figures.between(changing, ASKED, SINCE)["overdue"]
    assert {name: " ".join(rows["id"]) for name, rows in found.items()} == {
        "new": "H1", "cleared": "H5", "still": "H4 H3 H2",
    }  # fmt: skip
    assert set(found["cleared"]["days_late"]) == {3}  # as it was on the 24th


def test_what_came_left_and_stayed_is_counted_by_unit(changing: Store) -> None:
    found = figures.turned_counts(changing, ASKED, SINCE)
    counted = {name: rows[["kind", "unit", "total"]].to_numpy().tolist() for name, rows in found.items()}
    assert counted == {
        "new": [[KIND, "stp-hctp", 1]], "cleared": [[KIND, "stp-hctp", 1]], "still": [[KIND, "stp-vp", 3]],
    }  # fmt: skip
    of_unit = figures.turned_counts(changing, Asked(agency="stp", as_of=DAY, unit="stp-vp"), SINCE)
    assert [len(rows) for rows in of_unit.values()] == [0, 0, 1]


def test_rows_of_some_keys_are_read_alone_or_stay_away(changing: Store) -> None:
    turn = figures.Turn("still", KIND, SINCE)
    first, *others = figures.turned(changing, ASKED, turn)["key"]
    mine = figures.turned(changing, ASKED, turn, figures.Page(only=(("key", (first,)),)))
    assert list(mine["id"]) == ["H4"]
    left = figures.Page(without=(first, others[1]))
    assert list(figures.turned(changing, ASKED, turn, left)["id"]) == ["H3"]
    assert figures.count_turned(changing, ASKED, turn) == 3


@pytest.mark.filterwarnings("error")
def test_records_of_which_none_names_an_official_are_counted_as_nobodys() -> None:
    """A column without a text is one of numbers to pandas, which fills no text into it."""
    nobody = pd.DataFrame({"official": [math.nan, math.nan], "days_late": [2, 31]})
    counts = lateness.ageing(nobody, "official", "official")
    assert counts.to_numpy().tolist() == [["", NAMELESS, 1, 0, 1, 2, 31]]


def test_a_list_of_tasks_of_a_plan_that_holds_no_row_has_its_columns(store: Store) -> None:
    """Where a filter left none, the rows had lost their columns."""
    rows = pd.DataFrame({"key": ["a"], "unit": ["stp-vp"], "due": [DAY]})
    empty = lateness._paged(rows, figures.Page("x", order="former", only=(("unit", ("stp-nv1",)),)))
    assert list(empty["key"]) == []


@contextmanager
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """How many rows are asked for at most, of each list that is read meanwhile."""
    asked: list[Any] = []
    ask = Store.arrow

    def noted(store: Store, name: str, /, *given: Any, **more: Any) -> Any:
        if name == "lists/page":
            asked.append(more.get("leading") or more["most"])
        return ask(store, name, *given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "arrow", noted)
        patch.setattr(lateness, "LONGEST", 100)
        yield asked


def long(due: date, count: int = 105) -> list[dict[str, Any]]:
    return [row(number, BUILDS, VP, due) for number in range(100, 100 + count)]


def test_the_page_reads_a_hundred_rows_of_a_long_list(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    World(store).number(long(date(2024, 10, 29)), DAY, dataset=KIND)
    store.set_fact("demonstration", "true")
    with shown(store), reading(monkeypatch) as asked:
        app = opened("qua_han", loai=KIND, trang_qua_han_joint_dossiers="2")
        assert "Danh sách 105 hồ sơ phối hợp quá hạn" in " ".join(one.value for one in app.markdown)
        (second,) = [one.value for one in app.dataframe if "days_late" in one.value]
        assert list(second["id"]) == [f"H{number}" for number in range(200, 205)]
        assert any("Dòng 101–105 trong 105" in one.value for one in (*app.caption, *app.markdown))
    assert asked == [100]


def test_a_hundred_rows_of_what_falls_due_are_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    World(store).number(long(date(2024, 11, 1)), DAY, dataset=KIND)
    store.set_fact("demonstration", "true")
    second, chosen = {f"trang_sap_den_han_{KIND}": "2"}, {"sap_con": "1-ngay"}
    with shown(store), reading(monkeypatch) as asked:
        app = opened("qua_han", loai=KIND, **second, **chosen)
        assert not app.exception
        (rows,) = [one.value for one in app.dataframe if "standing" in one.value]
        assert list(rows["id"]) == [f"H{number}" for number in range(200, 205)]
        assert [one.value for one in app.metric][:2] == ["0", "105"]
        assert any("Sắp đến hạn: 105 hồ sơ phối hợp" in one.value for one in app.markdown)
    assert asked == [100]


@pytest.mark.parametrize(
    ("page", "view"), [("don_vi", {"xem_don_vi": "1"}), ("giao_ban", {"so_voi": "2024-10-20"})]
)
def test_lists_of_several_kinds_are_read_a_page_at_a_time(
    store: Store, page: str, view: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = long(date(2024, 10, 29))
    World(store).number(rows, DAY, dataset=KIND)
    store.set_fact("demonstration", "true")
    name = {"don_vi": "trang_viec_don_vi", "giao_ban": "trang_loc"}[page]
    with shown(store), reading(monkeypatch) as asked:
        app = opened(page, don_vi="stp-vp", **{name: "2"}, **view)
        assert not app.exception
        (second,) = [one.value for one in app.dataframe if {"id", "title"} <= {*one.value}]
        assert list(second["id"]) == [f"H{number}" for number in range(200, 205)]
        assert any("Dòng 101–105 trong 105" in one.value for one in (*app.caption, *app.markdown))
        said = " ".join(one.value for one in app.markdown).replace("\\", "")
    assert asked
    assert None not in asked
    if page == "giao_ban":
        assert "Giải quyết 105 hồ sơ phối hợp quá hạn (H100, H101, …)" in said


def test_the_shares_of_who_leads_are_added_up_by_the_store(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    World(store).number(FOUR, DAY, dataset=KIND)
    with reading(monkeypatch) as asked:
        found = figures.joint_late(store, ASKED, "lead_agency")
        assert figures.petition_kinds(store, ASKED).empty
    assert found[["name", "late", "late_of"]].to_numpy().tolist() == [[TRADES, 2, 2], [BUILDS, 2, 2]]
    assert asked == []


def test_what_a_unit_has_in_hand_is_read_a_page_at_a_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    received, due = datetime(2024, 10, 1, 8), datetime(2024, 12, 2, 17)
    rows = [
        dossier(f"D{number}", unit=VP, unit_text=VP, received_at=received, due_at=due)
        for number in range(100, 205)
    ]
    World(store).number(rows, DAY)
    store.set_fact("demonstration", "true")
    with shown(store), reading(monkeypatch) as asked:
        app = opened("don_vi", don_vi="stp-vp", viec="open", trang_viec_open="2")
        assert not app.exception
        (second,) = [one.value for one in app.dataframe if "became" in one.value]
        assert list(second["id"]) == [f"D{number}" for number in range(200, 205)]
        assert set(second["became"]) == {"chưa xong, hạn 02/12/2024"}
        assert any("105 hồ sơ" in one.value for one in app.markdown)
    assert asked == [100]
