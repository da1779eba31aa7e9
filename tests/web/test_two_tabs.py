"""Two tabs that change the same: the second is told, nothing that was typed is lost, nothing is saved over unseen."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from chiso.core.errors import Refused
from chiso.desk import meetings, minutes, office
from chiso.people.accounts import User
from chiso.reference import changes
from chiso.store import Store
from chiso.web.admin import forms
from chiso.web.parts import editing, holding
from chiso.web.parts.editing import Edited
from chiso.web.shell.process import Process
from tests.worlds.apps import button, opened, said, shown
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
ANEW = "Lấy giá trị hiện nay"
Saves = dict[str, tuple[pd.DataFrame, Callable[[Edited], str]]]


@pytest.fixture
def demo(demo_home: Path) -> Iterator[Store]:
    with Store.open(demo_home) as store, shown(store):
        yield store


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> Saves:
    """What each table to fill in shows, and saves: AppTest types into none."""
    found: Saves = {}

    def editor(
        shown: pd.DataFrame, _: Mapping[str, Any], save: Callable[[Edited], str], *, key: str, **__: Any
    ) -> None:
        found[key.partition("|")[0]] = (shown, save)

    monkeypatch.setattr(editing, "editor", editor)
    monkeypatch.setattr(forms, "editor", editor)
    return found


def field(app: AppTest, kind: str, label: str) -> Any:
    return next(one for one in getattr(app, kind) if one.label == label)


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def errors(app: AppTest) -> str:
    return " ".join(one.value for one in app.error)


def name_of(store: Store | None, unit: str) -> str:
    assert store is not None
    return next(row["short_name"] for row in changes.rows(store, "stp", "units") if row["unit_id"] == unit)


def test_a_form_says_that_its_row_was_saved_meanwhile_and_keeps_what_was_typed(served: Process) -> None:
    first, second = (opened("quan_tri", muc="Đơn vị") for _ in range(2))
    label = "Tên ngắn (dưới biểu đồ)"
    for app in (first, second):
        app.selectbox(key="sua_don_vi").select("stp-nv1").run()
    field(first, "text_input", label).input("Một")
    button(first, "Lưu đơn vị").click().run()
    assert name_of(served.store, "stp-nv1") == "Một"
    field(second, "text_input", label).input("Hai")
    button(second, "Lưu đơn vị").click().run()
    assert "đã được sửa sau đó" in errors(second)
    assert field(second, "text_input", label).value == "Hai"
    assert name_of(served.store, "stp-nv1") == "Một"
    button(second, ANEW).click().run()
    assert (field(second, "text_input", label).value, ANEW in labels(second)) == ("Một", False)
    field(second, "text_input", label).input("Hai")
    button(second, "Lưu đơn vị").click().run()
    assert name_of(served.store, "stp-nv1") == "Hai"
    assert ANEW not in labels(second)
    # what is not on the page any more begins anew
    first.selectbox(key="sua_don_vi").select("stp-vp").run()
    first.selectbox(key="sua_don_vi").select("stp-nv1").run()
    assert (field(first, "text_input", label).value, ANEW in labels(first)) == ("Hai", False)


def test_of_an_account_what_two_tabs_changed_stands_and_one_field_is_not_saved_over(served: Process) -> None:
    people = served.accounts
    assert people is not None
    people.add(ADMIN, User("an", "An", "viewer"))
    first, second, third = (opened("quan_tri", muc="Tài khoản") for _ in range(3))
    field(first, "text_input", "Họ tên").input("Lê An")
    button(first, "Lưu tài khoản").click().run()
    field(second, "selectbox", "Vai trò").select("editor")
    button(second, "Lưu tài khoản").click().run()
    user = people.user("an")
    assert user is not None
    assert (user.display_name, user.role) == ("Lê An", "editor")
    field(third, "text_input", "Họ tên").input("Trần An")
    button(third, "Lưu tài khoản").click().run()
    assert "Họ tên: đã được lưu với giá trị khác" in errors(third)
    assert field(third, "text_input", "Họ tên").value == "Trần An"
    user = people.user("an")
    assert user is not None
    assert user.display_name == "Lê An"


def test_a_conclusion_and_a_record_of_a_meeting_take_both_and_tell_of_one_field(demo: Store) -> None:
    meetings.add(demo, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", "rà soát", date(2024, 11, 7)))
    first, second = (opened("slide", phan="ket_luan") for _ in range(2))
    proof = "Minh chứng (số văn bản, đường dẫn)"
    newest = max(row["commitment_id"] for row in meetings.commitments(demo, "stp", DAY).to_dict("records"))
    for app in (first, second):
        app.selectbox(key="chon_ket_luan").select(newest).run()
    field(first, "text_input", proof).input("12/STP")
    button(first, "Lưu").click().run()
    assert "Đã cập nhật kết luận" in said(first)
    field(second, "text_area", "Ghi chú").input("đã gọi")
    button(second, "Lưu").click().run()
    field(second, "text_input", proof).input("34/STP")
    (row,) = (
        one for one in meetings.commitments(demo, "stp", DAY).to_dict("records") if one["task"] == "rà soát"
    )
    assert (row["evidence"], row["note"]) == ("12/STP", "đã gọi")

    before = minutes.of_day(demo, "stp", DAY, DAY)
    third, fourth = (opened("slide", phan="ket_luan") for _ in range(2))
    field(third, "text_input", "Chủ trì").input("Trần Văn An")
    button(third, "Lưu thông tin").click().run()
    field(fourth, "text_input", "Chủ trì").input("Lê Bình")
    field(fourth, "text_input", "Địa điểm").input("Phòng họp 2")
    button(fourth, "Lưu thông tin").click().run()
    assert "Chủ trì: đã được lưu với giá trị khác" in errors(fourth)
    assert field(fourth, "text_input", "Chủ trì").value == "Lê Bình"
    kept = minutes.written(demo, "stp", DAY, DAY)
    assert kept is not None
    assert (kept.chair, kept.place) == ("Trần Văn An", before.place)


def test_a_table_to_fill_in_is_saved_over_no_cell_that_was_saved_meanwhile(demo: Store, saves: Saves) -> None:
    app = opened("qua_han", loai="dossiers")
    app.toggle(key="sua_dossiers").set_value(True).run()
    shown_rows, save = saves["sua_bang_dossiers"]
    one, other = shown_rows.index[:2]
    office.enter(demo, ADMIN, "stp", "dossiers", {one: {"note": "tab một"}, other: {"cause": "Khác"}})
    app.run()
    shown_rows, save = saves["sua_bang_dossiers"]
    assert pd.isna(shown_rows.loc[one, "office_note"]), "what was typed over it stays where it was typed"
    assert ANEW in labels(app)
    with pytest.raises(Refused, match="Ghi chú: đã được lưu"):
        save(Edited({0: {"office_note": "tab hai"}}))
    save(Edited({1: {"office_note": "tab hai"}}))
    known = office.wide(demo, "stp", "dossiers").set_index("record_key")
    assert known.loc[one, "note"] == "tab một"
    assert (known.loc[other, "note"], known.loc[other, "cause"]) == ("tab hai", "Khác")
    button(app, ANEW).click().run()
    assert saves["sua_bang_dossiers"][0].loc[one, "office_note"] == "tab một"


def test_targets_of_two_tabs_are_not_saved_over_one_another(served: Process, saves: Saves) -> None:
    store = served.store
    assert store is not None
    app = opened("quan_tri", muc="Chỉ tiêu giao")
    (stem,) = (name for name in saves if name.startswith("bang_targets"))
    before = changes.rows(store, "stp", "targets")
    mine = [row for row in before if row["year"] == 2024]
    other = {**mine[0], "source": "tab một"}
    changes.apply(store, ADMIN, "stp", [changes.Edit("targets", mine[0], other)], title="tab một")
    app.run()
    shown_rows, save = saves[stem]
    assert ANEW in labels(app)
    with pytest.raises(Refused, match="đã được sửa sau đó"):
        save(Edited({place: {"source": "tab hai"} for place in range(len(shown_rows))}))
    assert other in changes.rows(store, "stp", "targets")


@pytest.mark.parametrize("none", [None, float("nan"), pd.NaT])
def test_nothing_is_the_same_as_nothing(none: Any) -> None:
    assert holding.changed({"a": none}, {"a": None}, {"a": 1}, {}) == {}
    assert holding.changed({"a": none}, {"a": 1}, {"a": None}, {}) == {"a": 1}
