"""The frame without a server: menu, shared filters, drill-down and errors, on pages made for the test."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from chiso import __version__
from chiso.core import settings
from chiso.core.periods import year_of
from chiso.people.accounts import Accounts, User
from chiso.people.actor import ROLES, VISITOR, Actor
from chiso.store import Store
from chiso.web.shell import access, filters, guide
from chiso.web.shell.context import Context
from chiso.web.shell.process import Process
from tests.worlds import apps, small_home
from tests.worlds.apps import said, shown
from tests.worlds.people import ADMIN

PASSWORD = "lúa chín ngoài đồng"
PAGE = """
import streamlit as st
from chiso.web.shell.context import current, goto
here = current()
st.session_state["seen"] = here
st.text("{name}")
st.button("sang", key="go", on_click=goto, args=("qua-han",), kwargs={{"unit": "stp-vp", "year": 2023}})
if st.session_state.get("break"):
    raise {error}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_home.build(tmp_path_factory.mktemp("frame") / "home") as opened:
        people = Accounts(opened)
        people.add(ADMIN, User("xem", role="viewer"), PASSWORD)
        people.add(ADMIN, User("phong", role="editor", unit="stp-hctp"), PASSWORD)
        yield opened


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for entry in access.ENTRIES:
        text = PAGE.format(name=entry.title, error='ValueError("bí mật /home/x")')
        (tmp_path / entry.file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(access, "PAGES_FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def served(store: Store, pages: Path) -> Iterator[Process]:
    with shown(store) as running:
        yield running


def opened(user: dict[str, Any] | None = None, **query: str) -> AppTest:
    return apps.opened("tong_quan", user, **query)


def signed_in(served: Process, name: str) -> dict[str, Any]:
    assert served.accounts is not None
    session = served.accounts.session(served.accounts.sign_in(name, PASSWORD).token)
    assert session is not None
    return {"username": name, "session": session.token_hash}


def look(app: AppTest) -> Context:
    found = app.session_state["seen"]
    assert isinstance(found, Context)
    return found


def test_first_look_is_the_newest_day_of_the_newest_year_for_all_units(served: Process) -> None:
    here = look(opened())
    assert (here.agency, here.year, here.as_of, here.unit) == ("stp", 2024, date(2024, 10, 24), None)
    assert (here.compare, here.actor.name, here.actor.role, here.palette) == (
        "week",
        VISITOR,
        "admin",
        "light",
    )


def test_the_guide_tells_of_every_page_and_six_steps_of_every_role_lead_where_it_may_go() -> None:
    assert guide.PARTS.keys() == {entry.path for entry in access.ENTRIES}
    assert guide.STEPS.keys() == ROLES.keys()
    for path in guide.PARTS:
        assert guide.part(path).startswith("## ")
        said = guide._PICTURE.sub("", guide.part(path))
        assert "](" not in said, "no link that leads out of the page"
        assert all(
            (settings.GUIDE.parent / file).is_file() for _, file in guide._PICTURE.findall(guide.part(path))
        )
    # a picture for each way of reckoning that the guide explains
    pictures = {file for path in guide.PARTS for _, file in guide._PICTURE.findall(guide.part(path))}
    names = ("can-chu-y", "du-bao", "phuong-an", "diem", "vi-sao", "tre-theo-ngay")
    assert pictures >= {f"images/{name}.png" for name in names}
    for role, found in guide.STEPS.items():
        reached = {entry.path for entry in access.menu(Actor("a", role))}
        assert len(found) == 6
        assert {page for page, _ in found} <= reached


def test_the_first_steps_are_offered_in_a_line_and_the_guide_opens_from_the_address(served: Process) -> None:
    assert "Có sáu bước làm quen" in said(opened())
    tour = said(opened(huong_dan="lam-quen"))
    assert "Có sáu bước làm quen" not in tour
    assert [number for number in range(1, 9) if f"**{number}.** " in tour] == [1, 2, 3, 4, 5, 6]
    told = opened(huong_dan="trang")
    assert "## Các trang" in said(told)
    assert [one.proto.imgs[0].caption for one in told.get("image")] == ["Việc cần chú ý"]
    assert "làm quen" not in said(opened(**{"in": "1"}))


def test_filters_come_from_the_address(served: Process) -> None:
    here = look(opened(nam="2023", don_vi="stp-vp", so_voi="year"))
    assert (here.year, here.as_of) == (2023, date(2023, 12, 14))
    assert (here.unit, here.unit_name, here.compare) == ("stp-vp", "Văn phòng", "year")


def test_any_day_of_the_year_can_stand_in_the_address(served: Process) -> None:
    assert look(opened(den="2024-03-05")).as_of == date(2024, 3, 5)


@pytest.mark.parametrize(
    "query",
    [
        {"nam": "1999"},
        {"nam": "<script>"},
        {"den": "2024-02-31"},
        {"den": "2031-01-01"},
        {"don_vi": "Phòng Lạ"},
        {"co_quan": "Sở Khác"},
        {"so_voi": "' or 1=1"},
        {"nam": "", "den": "", "don_vi": "", "co_quan": "", "so_voi": ""},
    ],
)
def test_odd_values_in_the_address_become_the_default(served: Process, query: dict[str, str]) -> None:
    here = look(opened(**query))
    assert (here.agency, here.year, here.as_of, here.unit) == ("stp", 2024, date(2024, 10, 24), None)


ALWAYS = ["Tất cả đơn vị", "Lãnh đạo Sở", "Văn phòng", "Một cửa", "Văn thư", "Kế toán"]
OLD = ["HCTP", "Thanh tra – BTTP", "PBGDPL", "VBQPPL&TDTHPL"]  # the departments until 30/06/2024
NEW = ["Nghiệp vụ 1", "Nghiệp vụ 2", "Thanh tra"]  # and those since


@pytest.mark.parametrize(
    ("day", "there", "marked"),
    [
        ("2024-10-24", [*NEW, "ĐV sự nghiệp"], [f"{name} (đến 30/06/2024)" for name in OLD]),
        ("2024-06-30", [*OLD, "ĐV sự nghiệp"], [f"{name} (từ 01/07/2024)" for name in NEW]),
    ],
)
def test_units_of_another_day_come_last_with_their_day(
    served: Process, day: str, there: list[str], marked: list[str]
) -> None:
    app = opened(den=day, don_vi="stp-nv1")
    assert app.selectbox(key="don_vi").options == [*ALWAYS, *there, *marked, "Chưa xác định"]
    assert look(app).unit_name == "Nghiệp vụ 1"
    not_yet = "Phòng Nghiệp vụ 1 hoạt động từ 01/07/2024, chưa có vào ngày 30/06/2024"
    assert (not_yet in said(app)) == (day == "2024-06-30")


def test_day_that_the_chosen_year_does_not_have_becomes_its_last(served: Process) -> None:
    app = opened(den="2024-09-30")
    app.selectbox(key="nam").select(2023).run()
    assert look(app).as_of == date(2023, 12, 14)


def test_drill_down_sets_filters_and_changes_the_page(served: Process) -> None:
    app = opened(so_voi="month")
    app.button(key="go").click().run()
    assert "Quá hạn" in [element.value for element in app.text]
    here = look(app)
    assert (here.unit, here.year, here.compare) == ("stp-vp", 2023, "month")


def test_an_action_writes_the_address_in_plain_codes_and_defaults_leave_it(served: Process) -> None:
    app = opened()
    app.selectbox(key="nam").select(2023).run()
    app.selectbox(key="don_vi").select("stp-vp").run()
    assert app.query_params == {"nam": "2023", "don_vi": "stp-vp"}
    app.selectbox(key="nam").select(2024).run()
    assert app.query_params == {"don_vi": "stp-vp"}


def test_another_year_forgets_the_day_and_another_agency_the_unit(served: Process) -> None:
    app = opened(den="2024-09-30", don_vi="stp-vp")
    app.selectbox(key="nam").select(2023).run()
    assert app.query_params == {"nam": "2023", "don_vi": "stp-vp"}
    app.selectbox(key="co_quan").select(app.selectbox(key="co_quan").value).run()
    assert look(app).unit == "stp-vp"


def test_address_that_changed_outside_is_the_view(served: Process) -> None:
    """Back, Forward and a pasted link: what widgets held does not win over the address."""
    app = opened(don_vi="stp-vp")
    app.selectbox(key="nam").select(2023).run()
    app.query_params.clear()
    app.query_params["don_vi"] = "stp-hctp"
    app.run()
    assert (look(app).unit, look(app).year) == ("stp-hctp", 2024)


def test_what_a_widget_held_before_the_address_changed_is_nobody_s_choice(served: Process) -> None:
    """A key pressed as Back arrives: the browser sends the filters of before, the new ones not being drawn yet."""
    app = opened(nam="2023", den="2023-06-30", don_vi="stp-vp")
    held = app._tree.get_widget_states()
    app.query_params.clear()
    app.run()
    app._run(held)
    assert (app.query_params, look(app).year, look(app).unit) == ({}, 2024, None)


def test_menu_links_carry_the_shared_filters_and_nothing_of_the_page(served: Process) -> None:
    app = opened(nam="2023", loai="tasks")
    links = [link.proto.query_string for link in app.get("page_link")]
    assert len(links) == len(access.menu(ADMIN))
    assert set(links) == {"nam=2023"}


def test_visitor_finds_the_whole_menu_in_the_order_of_the_contract(served: Process) -> None:
    menu = [entry.title for entry in access.menu(ADMIN)]
    assert menu == [
        "Tổng quan", "Chỉ số", "Quá hạn", "Trực tuyến", "Tiêu chí", "Đơn vị", "Kế hoạch", "Giao ban",
        "Báo cáo", "Slide", "Nhập dữ liệu", "Đối soát", "Quản trị",
    ]  # fmt: skip


def test_forbidden_page_answers_with_a_sentence_and_its_script_is_not_even_known(
    served: Process, pages: Path
) -> None:
    app = opened(signed_in(served, "xem"))
    assert "Quản trị" not in [entry.title for entry in access.menu(Actor("xem", "viewer"))]
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(str(pages / "quan_tri.py"))
    app.session_state["_chiso_goto"] = ("quan-tri", {})
    app.run()
    assert "không có quyền" in said(app)
    assert not app.text


def test_account_limited_to_a_unit_sees_only_that_unit(served: Process) -> None:
    app = opened(signed_in(served, "phong"), don_vi="stp-vp")
    here = look(app)
    assert (here.unit, here.only_unit, here.actor.role) == ("stp-hctp", "stp-hctp", "editor")
    assert "stp-vp" not in app.selectbox(key="don_vi").options
    assert "Văn phòng" not in app.selectbox(key="don_vi").options


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"username": "xem", "session": ""},
        {"username": "xem", "session": "0" * 64},
        {"username": "khong.co", "session": ""},
        {"username": None, "session": None},
    ],
)
def test_run_without_a_valid_sign_in_shows_nothing(served: Process, user: dict[str, Any]) -> None:
    app = opened(user)
    assert "đăng nhập" in said(app)
    assert not app.selectbox
    assert "seen" not in app.session_state


def test_visitor_is_nobody_once_everybody_must_sign_in(served: Process) -> None:
    served.must_sign_in = True
    assert "đăng nhập" in said(opened())


def test_demonstration_says_so_and_the_line_tells_how_fresh_the_data_is(served: Process) -> None:
    text = said(opened())
    assert f"chiso {__version__}" in text
    assert "Dữ liệu minh họa" in text
    assert "Dữ liệu đến **24/10/2024**" in text
    assert "Một cửa 24/10" in text
    assert "PAKN tháng 10 chưa có" in text


def test_what_still_comes_into_the_demonstration_is_said_beside_it(served: Process) -> None:
    assert "Đang nạp thêm" not in said(opened())
    served.adding = "Đang nạp thêm Sở Công Thương…"
    assert "Đang nạp thêm Sở Công Thương" in said(opened())


def test_range_begins_with_the_year_unless_a_day_is_chosen(served: Process) -> None:
    assert look(opened()).date_from is None
    assert look(opened()).first == date(look(opened()).year - 1, 12, 15)
    assert look(opened(tu="2024-03-01", den="2024-03-05")).first == date(2024, 3, 1)


def test_range_that_would_end_before_it_begins_is_the_year(served: Process) -> None:
    assert look(opened(tu="2024-09-01", den="2024-03-05")).date_from is None


def test_error_in_a_page_is_one_sentence_with_a_number_and_the_frame_stays(served: Process) -> None:
    app = opened()
    app.session_state["break"] = True
    app.run()
    assert len(app.error) == 1
    assert "báo quản trị viên số" in app.error[0].value
    assert "bí mật" not in said(app)
    assert len(app.selectbox) == 6


def test_home_without_imports_asks_for_the_first_file(tmp_path: Path, pages: Path) -> None:
    with small_home.build(tmp_path / "home", exports=()) as store, shown(store):
        app = opened()
        assert look(app).as_of is None
        assert "nhập tệp đầu tiên" in said(app)


# --- pure parts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 12, 14), 2023),
        (date(2023, 12, 15), 2024),
        (date(2024, 1, 1), 2024),
        (date(2024, 12, 31), 2025),
    ],
)
def test_cchc_year_begins_on_the_fifteenth_of_december(day: date, year: int) -> None:
    assert year_of(day) == year


def test_days_offered_stay_within_year_and_data() -> None:
    days = filters.days_to_offer(2024, date(2024, 10, 24), [date(2023, 12, 1), date(2024, 2, 7)])
    assert days[0] == date(2024, 10, 24)
    assert date(2024, 2, 7) in days
    assert date(2024, 2, 29) in days
    assert date(2023, 12, 1) not in days
    assert min(days) >= date(2023, 12, 15)
    assert days == sorted(days, reverse=True)


def test_year_without_data_yet_offers_one_day() -> None:
    assert filters.days_to_offer(2025, date(2024, 10, 24), []) == [date(2025, 12, 14)]


def test_of_two_options_with_one_name_each_can_be_chosen() -> None:
    def lists() -> None:
        import streamlit as st

        from chiso.web.parts import widgets
        from chiso.web.shell import view

        options = {"a": "Văn phòng", "b": "Văn phòng", "c": "Thanh tra"}
        view.arrive("x")
        st.text(widgets.pick("Đơn vị cần sửa", options, key="mot"))
        st.text(view.pick(st.selectbox, "Đơn vị", options, name="hai"))

    app = AppTest.from_function(lists).run()
    for box in app.selectbox:
        assert box.options == ["Văn phòng (a)", "Văn phòng (b)", "Thanh tra"]
        box.select("b").run()
    assert [text.value for text in app.text] == ["b", "b"]


def test_freshness_names_what_is_there_and_what_is_not() -> None:
    rows = [
        {"dataset": "dossiers", "newest_as_of": date(2024, 10, 24), "is_missing": False},
        {"dataset": "petitions", "newest_as_of": date(2024, 9, 4), "is_missing": True},
        {"dataset": "measurements", "newest_as_of": None, "is_missing": True},
    ]
    assert filters.present(rows) == ["Một cửa 24/10"]
    assert filters.absent(rows, date(2024, 10, 24)) == ["PAKN tháng 10 chưa có"]
    assert filters.absent(rows, date(2024, 12, 5)) == ["PAKN tháng 10–12 chưa có"]


def labels(block: Any) -> Iterator[str]:
    """Of the popovers in a part of a page."""
    proto = getattr(block, "proto", None)
    if getattr(proto, "popover", None):
        yield proto.popover.label
    for child in getattr(block, "children", {}).values():
        yield from labels(child)


def test_the_name_of_an_account_is_shown_as_text(served: Process) -> None:
    assert served.accounts is not None
    served.accounts.add(ADMIN, User("la", display_name="![x](//evil.example/a.png)", role="viewer"), PASSWORD)
    found = [label for label in labels(opened(signed_in(served, "la"))._tree) if "evil" in label]
    assert found == ["\\!\\[x\\]\\(//evil\\.example/a\\.png\\)"]
