"""/quan-tri and /doi-soat without a browser: every section stands, what is saved is saved and can be undone."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from chiso import reference
from chiso.core.errors import ChisoError, Refused
from chiso.core.vietnamese import fold
from chiso.desk import (
    corrections,
    export,
    folders,
    inbox,
    meetings,
    nightly,
    office,
    own_template,
    reconciliation,
)
from chiso.figures.ask import Asked
from chiso.people import acts
from chiso.people.accounts import Accounts, User
from chiso.people.actor import ROLES
from chiso.people.codes import new_secret
from chiso.present.columns import TABLES, Column
from chiso.reference import agencies, changes
from chiso.reference.changes import Edit
from chiso.reference.changes.tables import Names
from chiso.reference.shipped import UPGRADED
from chiso.store import Store, backup, disk, marts, rotation
from chiso.web.admin import forms, indicators, journal, units
from chiso.web.admin.forms import Grid
from chiso.web.parts import tables
from chiso.web.parts.editing import Edited
from chiso.web.shell import launch
from chiso.web.shell.process import Process
from chiso.words.reported import carried_over
from tests.conftest import LONG
from tests.worlds import office_templates
from tests.worlds.apps import button, opened, said, shown
from tests.worlds.people import ADMIN, audited_acts

SECTIONS = (
    "Đơn vị", "Chỉ tiêu", "Chỉ tiêu giao", "Quy tắc điểm", "Ngày nghỉ", "Mẫu số và loại trừ", "Tài khoản", "Nhật ký",
    "Hộp thư đến", "Sao lưu", "Bắt đầu dùng thật",
)  # fmt: skip
FOREIGN = re.compile(r"\b(None|nan|NaN|NaT|null|True|False|undefined|Error|Traceback)\b")
PASSWORD = "lúa chín ngoài đồng"


@pytest.fixture
def demo(demo_store: Store) -> Iterator[Process]:
    with shown(demo_store) as running:
        yield running


def section(name: str) -> AppTest:
    return opened("quan_tri", muc=name)


def field(app: AppTest, kind: str, label: str, place: int = 0) -> Any:
    return [one for one in getattr(app, kind) if one.label == label][place]


def rows(store: Store, table: str) -> list[dict[str, Any]]:
    return changes.rows(store, "stp", table)


def store_of(served: Process) -> Store:
    assert served.store is not None
    return served.store


def people_of(served: Process) -> Accounts:
    assert served.accounts is not None
    return served.accounts


# --- every section ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SECTIONS)
def test_section_stands_on_a_small_home(served: Process, name: str) -> None:
    app = section(name)
    assert not app.exception
    assert not app.error
    assert not FOREIGN.search(said(app)), FOREIGN.findall(said(app))


def test_on_paper_a_unit_has_a_dozen_spellings(demo: Process) -> None:
    """Phòng Văn bản quy phạm pháp luật has more than a hundred, which would be a page."""
    (printed,) = (
        one.value for one in opened("quan_tri", muc="Đơn vị", **{"in": "1"}).table if "Mã" in one.value
    )
    spelled = printed.set_index("Mã")["Cách viết khác"]
    assert max(text.count(";") for text in spelled) == units.MOST_PRINTED
    assert re.search(
        r"; … và [0-9]+\scách viết khác$", next(text for code, text in spelled.items() if "vbqppl" in code)
    )


@pytest.mark.parametrize("name", ["Đơn vị", "Chỉ tiêu giao", "Mẫu số và loại trừ", "Nhật ký"])
def test_section_stands_on_the_demonstration(demo: Process, name: str) -> None:
    app = section(name)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize(
    ("role", "page"), [("viewer", "quan_tri"), ("uploader", "quan_tri"), ("viewer", "doi_soat")]
)
def test_page_answers_nobody_else(served: Process, role: str, page: str) -> None:
    served.must_sign_in = True
    people = people_of(served)
    people.add(ADMIN, User("ai", role=role), PASSWORD)
    session = people.session(people.sign_in("ai", PASSWORD).token)
    assert session is not None
    app = AppTest.from_file(launch.FRAME, default_timeout=60)
    app.user = {"username": "ai", "session": session.token_hash}
    app.run()
    app.session_state["_chiso_goto"] = (page.replace("_", "-"), {})
    app.run()
    assert "không có quyền" in said(app)
    assert not app.title


# --- units --------------------------------------------------------------------------------------------------------


def test_unit_is_added_renamed_and_the_change_undone(served: Process) -> None:
    store = store_of(served)
    app = section("Đơn vị")
    field(app, "text_input", "Mã").input("stp-nv3")
    field(app, "text_input", "Tên", 1).input("Phòng Nghiệp vụ 3")
    field(app, "text_input", "Tên ngắn (dưới biểu đồ)", 1).input("Nghiệp vụ 3")
    button(app, "Thêm đơn vị").click().run()
    assert not app.error
    assert "Đã lưu: Thêm đơn vị Phòng Nghiệp vụ 3." in said(app).replace("\\", "")
    assert reference.resolve_unit(store, "stp", "phong nghiep vu 3") == "stp-nv3"

    app.selectbox(key="sua_don_vi").select("stp-nv3").run()
    field(app, "text_input", "Tên ngắn (dưới biểu đồ)").input("NV 3 mới")
    button(app, "Lưu đơn vị").click().run()
    assert (
        next(row for row in rows(store, "units") if row["unit_id"] == "stp-nv3")["short_name"] == "NV 3 mới"
    )

    app.query_params["muc"] = "Nhật ký"
    app.run()
    assert "Sửa đơn vị Phòng Nghiệp vụ 3" in app.selectbox(key="lan_sua").options[0]
    button(app, "Hoàn tác lần sửa này").click().run()
    assert (
        next(row for row in rows(store, "units") if row["unit_id"] == "stp-nv3")["short_name"]
        == "Nghiệp vụ 3"
    )


def test_wrong_unit_says_why_and_keeps_what_was_typed(served: Process) -> None:
    app = section("Đơn vị")
    field(app, "text_input", "Mã").input("Phòng Ba")
    field(app, "text_input", "Tên", 1).input("Phòng Ba")
    field(app, "text_input", "Tên ngắn (dưới biểu đồ)", 1).input("Ba")
    button(app, "Thêm đơn vị").click().run()
    assert "Mã đơn vị" in app.error[0].value
    assert field(app, "text_input", "Tên", 1).value == "Phòng Ba"


@pytest.mark.parametrize("name", ["Đơn vị", "Chỉ tiêu", "Mẫu số và loại trừ"])
def test_forms_stay_the_same_when_somebody_imports(served: Process, name: str) -> None:
    """The browser keeps what was typed as long as the widget is the same one."""

    def keys(app: AppTest) -> list[str]:
        return [str(one.key) for one in (*app.text_input, *app.radio, *app.text_area)]

    app = section(name)
    before = keys(app)
    assert before
    with store_of(served).transaction():
        store_of(served).bump()
    app.run()
    assert keys(app) == before


def test_spelling_is_taught(served: Process) -> None:
    app = section("Đơn vị")
    app.selectbox(key="sua_don_vi").select("stp-nv1").run()
    field(app, "text_input", "Ghi nhớ cách viết").input("P. NV-01")
    button(app, "Lưu cách viết").click().run()
    assert reference.resolve_unit(store_of(served), "stp", "p. nv-01") == "stp-nv1"


def unknown_spelling(store: Store, text: str) -> None:
    """A dossier of the first import whose unit nobody knows."""
    row = {"agency": "stp", "record_key": "H1", "import_id": 1, "row_no": 9, "dossier_id": "H1", "unit_text": text,
           "unit_key": fold(text), "status": "processing", "as_of": date(2024, 10, 24),
           "received_at": datetime(2024, 10, 1)}  # fmt: skip
    with store.transaction():
        store.insert("dossiers_current", pa.Table.from_pylist([row]))
        marts.make(store)
        store.bump()


def test_unknown_spelling_of_the_data_is_taught_where_it_stands(served: Process) -> None:
    store = store_of(served)
    unknown_spelling(store, "P. NV số 1 [x](http://e.vn)")
    app = section("Đơn vị")
    assert "1 cách viết chưa biết là đơn vị nào" in said(app)
    assert "[x](http" not in said(app)  # escaped
    app.selectbox(key=f"day_{fold('P. NV số 1 [x](http://e.vn)')}").select("stp-nv1").run()
    button(app, "Nhớ").click().run()
    assert not app.error
    assert "đều đã biết" in said(app)
    assert reference.resolve_unit(store, "stp", "P. NV số 1 [x](http://e.vn)") == "stp-nv1"
    assert changes.history(store, "stp").iloc[0]["title"] == "Ghi nhớ cách viết “P. NV số 1 [x](http://e.vn)”"


# --- targets ------------------------------------------------------------------------------------------------------


def test_last_years_targets_are_copied_with_dates_moved_and_their_origin(served: Process) -> None:
    store = store_of(served)
    before = [row for row in rows(store, "targets") if row["year"] == 2024]
    app = section("Chỉ tiêu giao")
    app.selectbox(key="nam_chi_tieu").select(2025).run()
    button(app, f"Chép {len(before)} chỉ tiêu từ năm 2024").click().run()
    copied = [row for row in rows(store, "targets") if row["year"] == 2025]
    assert len(copied) == len(before)
    online = next(row for row in copied if row["indicator"] == "online_rate")
    assert (online["value"], online["due_date"]) == (0.55, date(2025, 11, 30))
    assert online["source"] == "Chép từ năm 2024, chờ văn bản giao"
    assert carried_over([*before, *copied], 2025) == []


def test_grid_adds_edits_and_takes_out() -> None:
    columns = {name: Column(name) for name in ("indicator", "value", "source")}
    grid = Grid("targets", columns, defaults={"source": "KH 1"})
    names = Names(indicators={"r": "Tỷ lệ", "n": "Số"}, rates=frozenset({"r"}))
    current: list[dict[str, Any]] = [
        {"year": 2024, "indicator": "r", "value": 0.5, "source": "a"},
        {"year": 2024, "indicator": "n", "value": 3, "source": "b"},
    ]
    shown = pd.DataFrame(
        [
            {"indicator": "Tỷ lệ", "value": "50%", "source": "a"},
            {"indicator": "Số", "value": "3", "source": "b"},
        ]
    )
    edited = Edited(
        {0: {"value": "62,5"}, 1: {"source": "c"}},
        [{"indicator": "tỷ lệ", "value": "7%"}, {"indicator": None}, {}],
        [1],
    )
    assert forms.edits_of(grid, names, current, shown, edited) == [
        Edit("targets", current[1], None),
        Edit("targets", current[0], {"year": 2024, "indicator": "r", "value": 0.625, "source": "a"}),
        Edit("targets", None, {"indicator": "r", "value": 0.07, "source": "KH 1"}),
    ]


@pytest.mark.parametrize(
    ("typed", "rate", "value"),
    [
        ("55", True, 0.55), ("55%", True, 0.55), ("99,5 %", True, 0.995), ("0,5%", True, 0.005), ("1", True, 0.01),
        ("0", True, 0.0), ("80", False, 80.0), ("7,5", False, 7.5), ("", True, None), (None, False, None),
    ],
)  # fmt: skip
def test_amount_as_typed(typed: str | None, rate: bool, value: float | None) -> None:
    assert forms.read_amount(typed, rate=rate, what="x") == value


@pytest.mark.parametrize(("typed", "rate"), [("0,55", True), ("nhiều", True), ("55%", False), ("1/2", False)])
def test_doubtful_amount_is_asked_about(typed: str, rate: bool) -> None:
    with pytest.raises(ChisoError):
        forms.read_amount(typed, rate=rate, what="Chỉ tiêu")


def test_amount_shown_reads_back() -> None:
    table, names = changes.TABLES["targets"], Names(rates=frozenset({"r"}))
    for value, rate in ((0.55, True), (0.005, True), (1.0, True), (0.0, True), (80.0, False), (7.5, False)):
        row = {"indicator": "r" if rate else "n", "value": value}
        shown = names.say(table.column("value"), row)
        assert forms.read_amount(shown, rate=rate, what="x") == value


# --- indicators, denominators -------------------------------------------------------------------------------------


def test_indicator_reported_by_hand_is_added(served: Process) -> None:
    app = section("Chỉ tiêu")
    field(app, "text_input", "Tên", 1).input("Tỷ lệ khảo sát trực tuyến")
    field(app, "text_input", "Tên ngắn (trên slide, bảng)", 1).input("Khảo sát")
    button(app, "Thêm chỉ tiêu").click().run()
    assert [one.value for one in app.error] == []
    assert reference.names(store_of(served), "indicator")["khao sat"] == "ty_le_khao_sat_truc_tuyen"


def test_code_of_an_indicator_is_made_of_its_name() -> None:
    assert indicators.code_of("Tỷ lệ khảo sát", set()) == "ty_le_khao_sat"
    assert indicators.code_of("Tỷ lệ khảo sát", {"ty_le_khao_sat"}) == "ty_le_khao_sat_2"
    assert indicators.code_of("100% số hóa", set()) == "ct_100_so_hoa"


def test_denominator_in_use_is_what_the_online_page_opens_with(demo_home: Path) -> None:
    with Store.open(demo_home) as store, shown(store):
        app = section("Mẫu số và loại trừ")
        field(app, "radio", "Mẫu số của hồ sơ trực tuyến").set_value("co_truc_tuyen")
        button(app, "Lưu").click().run()
        assert changes.setting(store, "stp", "online_base") == "co_truc_tuyen"
        online = opened("truc_tuyen")
        assert online.session_state["mau_so"] == "co_truc_tuyen"


# --- accounts -----------------------------------------------------------------------------------------------------


def test_account_is_made_changed_locked_and_its_link_shown_once(served: Process) -> None:
    people = people_of(served)
    app = section("Tài khoản")
    field(app, "text_input", "Tên đăng nhập").input("phong.hctp")
    field(app, "text_input", "Họ tên").input("Phòng HCTP")
    field(app, "selectbox", "Vai trò").select("editor")
    field(app, "selectbox", "Giới hạn trong đơn vị").select("stp-hctp")
    button(app, "Thêm tài khoản").click().run()
    user = people.user("phong.hctp")
    assert user is not None
    assert (user.role, user.unit, user.display_name) == ("editor", "stp-hctp", "Phòng HCTP")
    address = app.code[0].value
    token = address.rpartition("ma=")[2]
    assert people.link_owner(token) == (True, "phong.hctp")
    app.button(key="an_duong_dan").click().run()
    assert not app.code

    people.set_password(ADMIN, "phong.hctp", PASSWORD)
    people.sign_in("phong.hctp", PASSWORD)
    app.run()
    button(app, "Đăng xuất khỏi 1 nơi").click().run()
    assert people.sessions_of("phong.hctp") == []
    button(app, "Khóa tài khoản").click().run()
    assert people.user("phong.hctp") is None
    assert "▲ Đã khóa" in app.dataframe[0].value["state"].tolist()
    button(app, "Mở lại tài khoản").click().run()
    assert people.user("phong.hctp") is not None


def test_locked_account_is_shown_and_unlocked(served: Process) -> None:
    people = people_of(served)
    people.add(ADMIN, User("phong.hctp", role="viewer"), PASSWORD)
    app = section("Tài khoản")
    assert "Mở khóa đăng nhập" not in [button.label for button in app.button]
    for _ in range(5):
        people.sign_in("phong.hctp", "sai")
    app = section("Tài khoản")
    assert "▲ Bị chặn vì nhập sai" in app.dataframe[0].value["state"].tolist()
    button(app, "Mở khóa đăng nhập").click().run()
    assert people.sign_in("phong.hctp", PASSWORD).outcome == "ok"


def test_second_factor_is_required_of_a_role_and_taken_from_who_lost_it(served: Process) -> None:
    people = people_of(served)
    people.add(ADMIN, User("phong.hctp", role="editor"), PASSWORD)
    token = people.sign_in("phong.hctp", PASSWORD).token
    app = section("Tài khoản")
    assert "Gỡ xác thực hai bước" not in [one.label for one in app.button]
    field(app, "checkbox", ROLES["editor"].word).check()
    button(app, "Lưu vai trò bắt buộc").click().run()
    assert not app.error
    assert people.second.required() == {"editor"}
    assert people.session(token) is None
    assert app.dataframe[0].value["second"].tolist() == ["▲ Chưa bật"]
    user = people.user("phong.hctp")
    assert user is not None
    people.second.switch_on(user, new_secret())
    app = section("Tài khoản")
    assert app.dataframe[0].value["second"].tolist() == ["✓ Bật"]
    button(app, "Gỡ xác thực hai bước").click().run()
    assert app.dataframe[0].value["second"].tolist() == ["▲ Chưa bật"]
    field(app, "checkbox", ROLES["editor"].word).uncheck()
    button(app, "Lưu vai trò bắt buộc").click().run()
    assert people.sign_in("phong.hctp", PASSWORD).outcome == "ok"
    acts = audited_acts(store_of(served))["what"].tolist()
    assert (acts.count("code_required"), acts.count("second_factor_taken_away")) == (2, 1)


def test_last_administrator_cannot_be_locked_out(served: Process) -> None:
    people = people_of(served)
    people.add(ADMIN, User("sep", role="admin"), PASSWORD)
    app = section("Tài khoản")
    button(app, "Khóa tài khoản").click().run()
    assert "quản trị viên cuối cùng" in app.error[0].value
    assert people.user("sep") is not None


# --- the log ------------------------------------------------------------------------------------------------------


def test_log_speaks_vietnamese_and_filters(served: Process) -> None:
    people = people_of(served)
    people.add(ADMIN, User("xem", role="viewer"), PASSWORD)
    people.sign_in("xem", "sai")
    app = section("Nhật ký")
    words = said(app)
    assert "Chưa ai sửa dữ liệu tham chiếu" in words
    assert "Chọn một lần" not in words
    frame = app.dataframe[-1].value
    assert {"Thêm tài khoản", "Đăng nhập sai"} <= set(frame["what"])
    app.multiselect(key="loc_viec").select("Đăng nhập sai").run()
    assert set(app.dataframe[-1].value["what"]) == {"Đăng nhập sai"}


def test_log_names_imports_and_units_of_every_agency(served: Process) -> None:
    """It showed “71” and “sct-vp”: a number of what, a code of another agency's."""
    store = store_of(served)
    agencies.add(store, ADMIN, "sct")
    acts.audit(store, ADMIN, "import", "71", {"file": "a.csv"})
    acts.audit(store, ADMIN, meetings.CONCLUDED, "Kết luận 1", {"unit": "sct-vp"})
    frame = section("Nhật ký").dataframe[-1].value.set_index("what")
    assert frame.loc["Nhập tệp", "subject"] == "Lần nhập 71"
    assert frame.loc["Ghi kết luận giao ban", "detail"] == "đơn vị: Văn phòng Sở"


@pytest.mark.parametrize("name", ["Chỉ tiêu giao", "Quy tắc điểm"])
@pytest.mark.usefixtures("demo")
def test_where_a_target_or_a_rule_is_written_stands_whole(name: str) -> None:
    """Of “Kế hoạch khắc phục tồn tại, hạn chế CCHC, Sở Tư pháp (tháng 4/2024), Phụ lục I.8” its end was cut off, which
    alone tells one row from another; a name of 54 letters was cut too."""
    grid = section(name).dataframe[0].proto
    assert grid.row_height > tables.ROW_HEIGHT
    table = {"Chỉ tiêu giao": "filled_targets", "Quy tắc điểm": "filled_rules"}[name]
    assert (TABLES[table]["indicator"].width or 0) >= 420


def test_every_word_of_the_log_is_known(served: Process) -> None:
    """Whatever the sources write into the log has a Vietnamese name."""
    found = set()
    for source in (Path(launch.__file__).resolve().parents[2]).rglob("*.py"):
        found |= set(
            re.findall(r"audit\(\s*[\w.]+(?:, [\w.]+)?, \"([a-z_]+)\"", source.read_text(encoding="utf-8"))
        )
    assert found
    found |= {
        changes.AUDIT,
        office.ENTERED,
        meetings.CONCLUDED,
        meetings.DECK_KEPT,
        UPGRADED,
        backup.CHOSEN,
        nightly.MADE,
        export.EXPORTED,
    }
    assert found <= set(acts.WORDS), found - set(acts.WORDS)


def test_detail_in_words() -> None:
    names = {"stp-vp": "Văn phòng"}
    assert journal.detail_words('{"role": "admin", "unit": null}', names) == "vai trò: Quản trị"
    assert (
        journal.detail_words('{"unit": "stp-vp", "file": "stp-vp"}', names)
        == "đơn vị: Văn phòng; tệp: stp-vp"
    )
    said = journal.detail_words(json.dumps({"sha256": "0123456789abcdef" * 4}), names)
    assert said == "mã đối chiếu của tệp: 0123456789ab"
    assert journal.detail_words("khong phai json", names) == "khong phai json"


# --- reconciliation -----------------------------------------------------------------------------------------------


def test_findings_of_the_demonstration_stand_by_kind_worst_first(demo: Process) -> None:
    app = opened("doi_soat")
    assert not app.exception
    assert not app.error
    text = said(app).replace("\\", "")
    assert "1 tỷ lệ ghi không bằng tử số chia mẫu số" in text
    assert (
        text.index("tỷ lệ ghi không bằng")
        < text.index("biến mất khỏi lần kết xuất sau")
        < text.index("dời ngày hẹn trả")
    )
    assert not FOREIGN.search(text), FOREIGN.findall(text)


def test_rate_of_the_document_is_shown_beside_its_fraction(demo: Process) -> None:
    app = opened("doi_soat", mo_printed_rate="1")
    text = said(app).replace("\\", "")
    assert "62,52%" in text
    assert "9042/14697 là 61,52%" in text
    row = next(frame.value for frame in app.dataframe if "fraction" in frame.value).iloc[0]
    assert (row["printed"], row["fraction"]) == ("62,52%", "61,52%")
    assert row["file_name"] == "So_lieu_cong_bo_2023.csv"


def test_three_denominators_of_2023_are_the_published_ones(demo_store: Store) -> None:
    found = reconciliation.denominators(demo_store, Asked(agency="stp", as_of=date(2023, 12, 14)))
    assert [one["value"] for one in found] == [15047, 15065, 14697]
    assert [one["reported"] for one in found] == [False, True, False]


def test_reported_totals_stand_against_the_records(demo_store: Store) -> None:
    found = reconciliation.reported_against_records(
        demo_store, Asked(agency="stp", as_of=date(2023, 12, 31), year=2023)
    )
    digitised = found[found["indicator"] == "digitised_rate"].iloc[0]
    assert (digitised["numerator"], digitised["own_numerator"]) == (9042, 9042)
    assert (digitised["denominator"], digitised["own_denominator"]) == (14697, 14697)
    paid = found[found["indicator"] == "online_payment_rate"].iloc[0]
    assert paid["denominator"] == 15065
    assert paid["own_denominator"] < 15047  # those with a fee, of all received


def test_dossiers_behind_a_finding_lead_to_file_and_row(demo: Process) -> None:
    app = opened("doi_soat", mo_vanished="1")
    frame = next(one.value for one in app.dataframe if "due_on" in one.value)
    assert frame["file_name"].str.len().min() > 4
    assert frame["row_no"].min() > 1


def test_finding_is_marked_as_seen_with_a_note_until_it_changes(demo_home: Path) -> None:
    with Store.open(demo_home) as store:
        found = reconciliation.findings(store, "stp", date(2024, 10, 31))
        assert not found["seen"].any()
        line = found[found["code"] == "printed_rate"].iloc[0].to_dict()
        assert reconciliation.mark(store, ADMIN, "stp", [{**line, "seen": True, "note": "Đã hỏi"}]) == 1
        again = reconciliation.findings(store, "stp", date(2024, 10, 31))
        marked = again[again["seen"]]
        assert marked["code"].tolist() == ["printed_rate"]
        assert marked["note"].tolist() == ["Đã hỏi"]
        reconciliation.mark(store, ADMIN, "stp", [{**line, "message": "khác", "seen": True}])
        assert int(reconciliation.findings(store, "stp", date(2024, 10, 31))["seen"].sum()) == 1
        reconciliation.mark(store, ADMIN, "stp", [{**line, "seen": False}])
        assert not reconciliation.findings(store, "stp", date(2024, 10, 31))["seen"].any()
        with pytest.raises(Refused):
            reconciliation.mark(store, ADMIN, "stp", [{**line, "note": "x" * 501}])


def test_every_check_has_its_explanation() -> None:
    checks = {path.stem for path in (Path(launch.__file__).parents[3] / "queries" / "checks").glob("*.sql")}
    assert {*checks, corrections.CODE} == set(reconciliation.KINDS)


def test_account_of_one_unit_sees_its_dossiers_only(demo: Process) -> None:
    whole = opened("doi_soat")
    mine = opened("doi_soat", don_vi="stp-vp")
    assert "tỷ lệ ghi không bằng" in said(whole)
    assert "tỷ lệ ghi không bằng" not in said(mine)
    assert not mine.exception


def administrator(served: Process) -> dict[str, str]:
    """An administrator with an account, signed in, as the gate names him."""
    people = people_of(served)
    people.add(ADMIN, User("chu.nhiem", role="admin"), PASSWORD)
    session = people.session(people.sign_in("chu.nhiem", PASSWORD).token)
    assert session is not None
    return {"username": "chu.nhiem", "session": session.token_hash}


# --- the inbox ----------------------------------------------------------------------------------------------------


def test_inbox_is_chosen_and_what_stands_in_its_way_is_told(served: Process, tmp_path: Path) -> None:
    store = store_of(served)
    store.set_fact("demonstration", "false")
    (tmp_path / "den").mkdir()
    app = opened("quan_tri", administrator(served), muc="Hộp thư đến")
    assert "Chưa có hộp thư đến" in said(app)
    app.text_input[0].set_value("den")
    button(app, "Lưu").click().run()
    assert "Không dùng được thư mục" in said(app)
    app.text_input[0].set_value(str(tmp_path / "den"))
    app.checkbox[0].check()
    button(app, "Lưu").click().run()
    assert (folders.chosen(store, folders.INBOX), inbox.is_automatic(store)) == (tmp_path / "den", True)
    assert "Hộp thư đến: không có tệp nào chờ" in said(section("Hộp thư đến"))
    (tmp_path / "den").rmdir()
    served.inbox.look(store)
    assert "Không đọc được thư mục hộp thư đến" in said(section("Hộp thư đến")).replace("\\", "")


def test_outbox_is_chosen_and_what_stands_in_its_way_is_told(served: Process, tmp_path: Path) -> None:
    store = store_of(served)
    store.set_fact("demonstration", "false")
    (tmp_path / "di").mkdir()
    app = opened("quan_tri", administrator(served), muc="Hộp thư đi")
    assert "Chưa có hộp thư đi" in said(app)
    app.text_input[0].set_value(str(tmp_path / "di"))
    button(app, "Lưu").click().run()
    assert folders.chosen(store, folders.OUTBOX) == tmp_path / "di"
    served.outbox.problem = "Không ghi được."
    assert "Hộp thư đi đang bật" in said(section("Hộp thư đi"))
    assert "Không ghi được." in said(section("Hộp thư đi")).replace("\\", "")


# --- the office's own template ------------------------------------------------------------------------------------


@pytest.mark.skipif(not LONG, reason="without the page: tests/desk/test_own_template.py")
def test_template_is_tried_taken_and_dropped(served: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    office_templates.drawn_here(monkeypatch)
    store, usable = store_of(served), office_templates.usable()
    app = section("Mẫu slide")
    assert "Bộ slide dùng mẫu có sẵn" in said(app)
    app.file_uploader[0].set_value(("mau.pptx", office_templates.unusable()["macro"], "")).run()
    assert "có macro" in said(app)
    app.file_uploader[0].set_value(("mau so.pptx", usable["logo"], "")).run()
    assert ".VnTime" in said(app)
    assert "góc trên bên phải" in str(app.table[0].value)
    assert own_template.chosen(store, "stp") is None  # looked at, not yet taken
    button(app, "Đặt làm mẫu").click().run()
    assert "Bộ slide dùng mẫu “mau so.pptx” của cơ quan" in said(app).replace("\\", "")
    assert own_template.chosen(store, "stp") is not None
    button(app, "Bỏ mẫu, dùng lại mẫu có sẵn").click().run()
    assert "Bộ slide dùng mẫu có sẵn" in said(app)
    assert own_template.chosen(store, "stp") is None


def test_who_signs_is_set_shown_and_taken_back(served: Process) -> None:
    store = store_of(served)
    app = opened("quan_tri", administrator(served), muc="Người ký")
    assert "**GIÁM ĐỐC**" in said(app)
    app.radio[0].set_value("tl")
    field(app, "text_input", "Họ và tên người ký").set_value("Lê Thị Bình")
    button(app, "Lưu").click().run()
    assert changes.setting(store, "stp", "signing_by") == "tl"
    assert "**TL\\. GIÁM ĐỐC**  \n**CHÁNH VĂN PHÒNG**  \n**Lê Thị Bình**" in said(app)
    field(app, "text_input", "Họ và tên người ký").set_value("")
    button(app, "Lưu").click().run()
    assert "(để trống họ tên)" in said(app).replace("\\", "")
    assert "signing_name" not in {row["name"] for row in rows(store, "agency_settings")}
    assert "online_base" not in {row["name"] for row in rows(store, "agency_settings")}


# --- backups ------------------------------------------------------------------------------------------------------


def test_a_backup_that_an_upgrade_made_is_not_called_made_by_hand(served: Process) -> None:
    store = store_of(served)
    store.set_fact("demonstration", "false")
    parent = store.home / backup.BACKUPS
    backup.backup(store, parent / "20240501-010000-000000", lambda _: {rotation.BEFORE_UPGRADE: []})
    backup.backup(store, parent / "20240502-010000-000000", lambda _: {"nightly": False})
    (kinds,) = [table.value["Loại"].tolist() for table in section("Sao lưu").table if "Loại" in table.value]
    assert sorted(one.replace("\u00a0", " ") for one in kinds) == ["Làm tay", "Trước nâng cấp"]


def test_backups_say_what_differed_and_that_the_disk_is_short(
    served: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(served)
    store.set_fact("demonstration", "false")
    differs = ["Lần nhập 3: số dòng hoặc trạng thái khác với lúc sao lưu."]
    nightly.keep(
        store,
        ADMIN,
        {"at": "2024-05-01T18:00:00.000+00:00", "folder": "/kho", "sound": False, "differs": differs},
    )
    shown = said(section("Sao lưu")).replace("\\", "").replace("\u2060", "")
    assert "Sao lưu lần cuối 02/05/2024 01:00: CÓ VẤN ĐỀ" in shown
    assert differs[0] in shown
    assert "chỉ còn trống" not in shown
    monkeypatch.setattr(disk, "free", lambda _: 199_000_000)
    assert "chỉ còn trống 199 MB, cần ít nhất 200 MB" in said(section("Sao lưu"))
    assert "chỉ còn trống 199 MB, " in said(opened("nhap_du_lieu"))


def test_the_data_are_written_as_parquet_beside_the_backups(served: Process) -> None:
    store = store_of(served)
    store.set_fact("demonstration", "false")
    section("Sao lưu").button(key="xuat_parquet").click().run()
    (folder,) = backup.folder_of(store).glob("parquet-*")
    assert (folder / "dossiers.parquet").is_file()
    assert (folder / "DOC-TRUOC.txt").is_file()


def test_the_command_that_restores_names_the_newest_sound_backup(served: Process) -> None:
    store = store_of(served)
    store.set_fact("demonstration", "false")
    elder, newer = backup.backup(store), backup.backup(store)
    (newer / rotation.CHECKED).write_text('{"sound": false}')
    start = f'python -m chiso --home "{store.home}" restore'
    assert [one.value for one in section("Sao lưu").code] == [start]
    (elder / rotation.CHECKED).write_text('{"sound": true}')
    assert [one.value for one in section("Sao lưu").code] == [f'{start} "{elder}"']
