"""Changes of reference data: checked, kept row by row, undone; as a workbook and back."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso import reference
from chiso.core.errors import Refused, UnknownName
from chiso.core.vietnamese import fold
from chiso.figures.plan import _schedule
from chiso.people import accounts
from chiso.people.accounts import User
from chiso.present import reference_book as book
from chiso.reference import changes
from chiso.reference.changes import Edit, stored, tables
from chiso.store import Store
from tests.conftest import examples
from tests.worlds import small_home
from tests.worlds.people import ADMIN, audited_acts, named

WHO = "quan.tri"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with small_home.build(tmp_path / "home") as opened:
        yield opened


def only(store: Store, table: str, **wanted: Any) -> dict[str, Any]:
    found = [
        row
        for row in changes.rows(store, "stp", table)
        if all(row[name] == value for name, value in wanted.items())
    ]
    assert len(found) == 1, (table, wanted, len(found))
    return found[0]


def save(store: Store, table: str, before: Any, after: Any, title: str = "Sửa") -> int:
    batch = changes.apply(store, ADMIN, "stp", [Edit(table, before, after)], title=title)
    assert batch is not None
    return batch


def unit(**more: Any) -> dict[str, Any]:
    return {
        "unit_id": "stp-nv3", "name": "Phòng Nghiệp vụ 3", "short_name": "Nghiệp vụ 3", "parent_id": "stp",
        "kind": "department", "valid_from": date(2024, 7, 1), "valid_to": None, "successor_id": None, "sort": 95,
        **more,
    }  # fmt: skip


def target(**more: Any) -> dict[str, Any]:
    return {
        "year": 2025, "indicator": "online_rate", "kind": "target", "comparison": ">=", "value": 0.6,
        "due_date": date(2025, 11, 30), "source": "Quyết định 1", **more,
    }  # fmt: skip


def test_every_table_of_the_page_is_read_as_loaded(store: Store) -> None:
    assert only(store, "targets", year=2024, indicator="online_rate")["value"] == 0.55
    assert only(store, "targets", year=2024, indicator="online_rate")["due_date"] == date(2024, 11, 30)
    assert only(store, "units", unit_id="stp-vp")["name"] == "Văn phòng"
    assert len(changes.rows(store, "stp", "day_overrides")) == 2  # the CSV's
    assert all(changes.rows(store, "stp", name) is not None for name in changes.TABLES)


def test_change_is_kept_with_who_before_and_after_audited_and_seen_by_caches(store: Store) -> None:
    version = store.data_version
    row = only(store, "targets", year=2024, indicator="online_rate")
    batch = save(store, "targets", row, row | {"value": 0.6}, "Sửa chỉ tiêu trực tuyến")
    assert only(store, "targets", year=2024, indicator="online_rate")["value"] == 0.6
    assert store.data_version > version
    line = changes.history(store, "stp").iloc[0]
    assert (line["batch_id"], line["who"], line["title"]) == (batch, WHO, "Sửa chỉ tiêu trực tuyến")
    detail = changes.details(store, batch).iloc[0]
    assert detail["row"] == "2024, Tỷ lệ hồ sơ nộp trực tuyến, Chỉ tiêu, 30/11/2024"
    assert (detail["field"], detail["before"], detail["after"]) == ("Giá trị", "55%", "60%")
    audit = audited_acts(store).iloc[0]
    assert (audit["who"], audit["what"], audit["subject"]) == (WHO, changes.AUDIT, "Sửa chỉ tiêu trực tuyến")


def test_undo_and_redo(store: Store) -> None:
    row = only(store, "targets", year=2024, indicator="online_rate")
    batch = save(store, "targets", row, row | {"value": 0.6})
    undone = changes.undo(store, named("khac"), batch)
    assert only(store, "targets", year=2024, indicator="online_rate") == row
    history = changes.history(store, "stp").set_index("batch_id")
    assert history.loc[batch, "undone_by"] == undone
    assert history.loc[undone, "undoes"] == batch
    assert undone is not None
    changes.undo(store, ADMIN, undone)
    assert only(store, "targets", year=2024, indicator="online_rate")["value"] == 0.6


def test_undo_after_a_later_change_is_refused(store: Store) -> None:
    row = only(store, "targets", year=2024, indicator="online_rate")
    batch = save(store, "targets", row, row | {"value": 0.6})
    save(store, "targets", row | {"value": 0.6}, row | {"value": 0.7})
    with pytest.raises(Refused) as refused:
        changes.undo(store, ADMIN, batch)
    assert refused.value.code == "changed_since"
    assert only(store, "targets", year=2024, indicator="online_rate")["value"] == 0.7


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    row = only(store, "targets", year=2024, indicator="online_rate")
    save(store, "targets", row, row | {"value": 0.6})
    with pytest.raises(Refused, match="đã được sửa"):
        save(store, "targets", row, row | {"value": 0.7})


def test_undo_of_what_never_was(store: Store) -> None:
    with pytest.raises(UnknownName):
        changes.undo(store, ADMIN, 77)


def test_saving_without_a_change_writes_nothing(store: Store) -> None:
    version = store.data_version
    row = only(store, "units", unit_id="stp-vp")
    assert changes.apply(store, ADMIN, "stp", [Edit("units", row, dict(row))], title="x") is None
    assert store.data_version == version
    assert changes.history(store, "stp").empty


def test_new_unit_is_understood_under_its_names_and_gone_after_undo(store: Store) -> None:
    batch = save(store, "units", None, unit())
    assert reference.resolve_unit(store, "stp", "phòng nghiệp vụ 3") == "stp-nv3"
    assert reference.resolve_unit(store, "stp", "Nghiệp vụ 3") == "stp-nv3"
    changes.undo(store, ADMIN, batch)
    assert reference.resolve_unit(store, "stp", "Phòng Nghiệp vụ 3") is None
    assert "stp-nv3" not in [row["unit_id"] for row in changes.rows(store, "stp", "units")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"unit_id": "Phòng 3"}, "Mã đơn vị"),
        ({"unit_id": "sct-vp"}, "cơ quan khác"),
        ({"name": None}, "còn để trống Tên"),
        ({"name": "Văn phòng"}, "đang là cách viết của đơn vị Văn phòng"),
        ({"short_name": "Một tên ngắn mà quá dài"}, "dài quá 16"),
        ({"parent_id": "stp-khong-co"}, "cấp trên “stp-khong-co” không còn"),
        ({"parent_id": None}, "chưa chọn đơn vị cấp trên"),
        ({"valid_to": date(2024, 1, 1)}, "trước ngày bắt đầu"),
        ({"successor_id": "stp-nv3"}, "vòng lặp"),
        ({"kind": "agency"}, "gốc của cây"),
    ],
)
def test_wrong_unit_is_refused_with_a_sentence(store: Store, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        save(store, "units", None, unit(**change))
    assert changes.history(store, "stp").empty


def test_an_empty_unit_is_refused_without_a_word_about_the_others(store: Store) -> None:
    """Every unit was said to lead back to itself."""
    with pytest.raises(Refused) as refused:
        save(store, "units", None, unit(unit_id=None, name=None))
    assert refused.value.message == "Đơn vị: còn để trống Mã, Tên. Hãy điền rồi lưu lại."


def test_text_that_is_too_long_is_refused_whatever_the_form_was(store: Store) -> None:
    with pytest.raises(Refused, match="dài quá 2000 ký tự"):
        save(store, "units", None, unit(name="x" * 2001))
    with pytest.raises(Refused, match="dài quá 2000 ký tự"):
        changes.teach(store, ADMIN, "stp", "x" * 2001, "stp-vp")


def test_units_do_not_follow_each_other_in_a_circle(store: Store) -> None:
    first, second = only(store, "units", unit_id="stp-hctp"), only(store, "units", unit_id="stp-nv1")
    save(store, "units", first, first | {"successor_id": "stp-nv1"})
    with pytest.raises(Refused, match="vòng lặp"):
        save(store, "units", second, second | {"successor_id": "stp-hctp"})


def test_unit_that_an_account_is_limited_to_stays(store: Store) -> None:
    save(store, "units", None, unit())
    accounts.Accounts(store).add(ADMIN, User("phong3", role="editor", unit="stp-nv3"), "một mật khẩu đủ dài")
    gone = [Edit("units", only(store, "units", unit_id="stp-nv3"), None)]
    gone += [Edit("unit_aliases", row, None) for row in changes.rows(store, "stp", "unit_aliases")
             if row["unit_id"] == "stp-nv3"]  # fmt: skip
    with pytest.raises(Refused, match="tài khoản phong3"):
        changes.apply(store, ADMIN, "stp", gone, title="Xóa")


def test_spelling_is_taught_once_and_forgotten_but_a_units_name_never(store: Store) -> None:
    row = {"alias": "P. NV số 1", "unit_id": "stp-nv1"}
    save(store, "unit_aliases", None, row)
    assert reference.resolve_unit(store, "stp", "p.  nv số 1") == "stp-nv1"
    with pytest.raises(Refused, match="đã có dòng"):
        save(store, "unit_aliases", None, row | {"unit_id": "stp-vp"})
    save(store, "unit_aliases", only(store, "unit_aliases", alias="P. NV số 1"), None)
    assert reference.resolve_unit(store, "stp", "P. NV số 1") is None
    with pytest.raises(Refused, match="tên của chính đơn vị"):
        save(store, "unit_aliases", only(store, "unit_aliases", alias_key="van phong"), None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"indicator": "khong_co"}, "không có chỉ tiêu"),
        ({"value": 55.0}, "từ 0% đến 100%"),
        ({"value": None}, "còn để trống Giá trị"),
        ({"due_date": date(2026, 11, 30)}, "không thuộc năm 2025"),
        ({"year": 1999, "due_date": None}, "nằm ngoài"),
        ({"comparison": "~"}, "không hợp lệ"),
    ],
)
def test_wrong_target_is_refused_with_a_sentence(store: Store, change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        save(store, "targets", None, target(**change))


def test_count_may_have_a_target_above_one(store: Store) -> None:
    save(store, "targets", None, target(indicator="initiatives", value=2.0))


def test_indicator_reported_by_hand_is_added_with_its_spellings_and_can_be_undone(store: Store) -> None:
    row = {
        "indicator": "ty_le_khao_sat", "name": "Tỷ lệ khảo sát trực tuyến", "short_name": "Khảo sát", "kind": "rate",
        "numerator": "phiếu trực tuyến", "denominator": "phiếu", "definition": "Theo kế hoạch.",
        "dataset": "measurements", "direction": "up", "year_kind": "cchc", "day_basis": "reported", "sort": 900,
    }  # fmt: skip
    batch = save(store, "indicators", None, row)
    assert reference.names(store, "indicator")[fold("tỷ lệ khảo sát trực tuyến")] == "ty_le_khao_sat"
    changes.undo(store, ADMIN, batch)
    assert fold("Tỷ lệ khảo sát trực tuyến") not in reference.names(store, "indicator")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kind": "count"}, "được tính từ tệp"),
        ({"short_name": "quá dài quá dài quá dài quá dài"}, "dài quá 28"),
    ],
)
def test_indicator_of_a_query_keeps_what_the_query_stands_on(
    store: Store, change: dict[str, Any], sentence: str
) -> None:
    row = only(store, "indicators", indicator="online_rate")
    with pytest.raises(Refused, match=sentence):
        save(store, "indicators", row, row | change)


def test_indicator_with_targets_is_not_removed(store: Store) -> None:
    with pytest.raises(Refused):
        save(store, "indicators", only(store, "indicators", indicator="initiatives"), None)
    with pytest.raises(Refused, match="không xóa được"):
        save(store, "indicators", only(store, "indicators", indicator="reuse_rate"), None)


def test_swapped_day_recalculates_the_calendar_and_undo_brings_it_back(store: Store) -> None:
    def working(day: date) -> bool:
        found = store.rows("changes/public_days", year=day.year)
        return next((row["is_working"] for row in found if row["day"] == day), day.weekday() < 5)

    monday = date(2025, 3, 3)
    before = {row["day"]: row["is_working"] for row in store.rows("changes/public_days", year=2026)}
    assert working(monday)
    batch = save(store, "day_overrides", None, {"day": monday, "is_working": False, "note": "Hoán đổi"})
    assert not working(monday)
    assert len(changes.rows(store, "stp", "day_overrides")) == 3  # the CSV's two went along
    assert {row["day"]: row["is_working"] for row in store.rows("changes/public_days", year=2026)} == before
    changes.undo(store, ADMIN, batch)
    assert working(monday)


def test_denominator_in_use_is_a_decision_of_the_agency(store: Store) -> None:
    assert changes.setting(store, "stp", "online_base") == "tat_ca"
    save(store, "agency_settings", None, {"name": "online_base", "value": "co_truc_tuyen", "source": None})
    assert changes.setting(store, "stp", "online_base") == "co_truc_tuyen"
    assert changes.setting(store, "sct", "online_base") == "tat_ca"
    with pytest.raises(Refused, match="Không có lựa chọn"):
        save(store, "agency_settings", None, {"name": "online_exclusion", "value": "gì đó", "source": None})


def test_several_rows_are_saved_all_or_none(store: Store) -> None:
    edits = [Edit("targets", None, target()), Edit("targets", None, target(indicator="khong_co"))]
    with pytest.raises(Refused):
        changes.apply(store, ADMIN, "stp", edits, title="Hai dòng")
    assert not [row for row in changes.rows(store, "stp", "targets") if row["year"] == 2025]


def test_other_agencies_keep_their_rows(store: Store) -> None:
    before = {name: changes.rows(store, "sct", name) for name in changes.TABLES}
    save(store, "units", None, unit())
    save(store, "targets", None, target())
    assert {name: changes.rows(store, "sct", name) for name in changes.TABLES} == before


# --- the workbook -------------------------------------------------------------------------------------------------


def edited(content: bytes, change: Any) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(content))
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def place(sheet: Any, column: str, first: str) -> Any:
    """The cell in `column` of the row whose first filled cells contain `first`."""
    head = next(row for row in sheet.iter_rows() if column in [cell.value for cell in row])
    number = next(cell.column for cell in head if cell.value == column)
    line = next(
        row for row in sheet.iter_rows(min_row=head[0].row + 1) if first in [cell.value for cell in row]
    )
    return sheet.cell(line[0].row, number)


def test_workbook_as_exported_changes_nothing(store: Store) -> None:
    plan = book.plan(store, "stp", "so.xlsx", book.export(store, "stp"))
    assert plan.problems == []
    assert plan.edits == []
    assert "Chỉ tiêu giao" in plan.tables


@pytest.mark.parametrize("share", [0.625, 0.0625, 0.99995])
def test_a_share_of_no_whole_percent_comes_back_from_the_workbook(store: Store, share: float) -> None:
    before = only(store, "targets", year=2024, indicator="online_rate")
    save(store, "targets", before, {**before, "value": share})
    plan = book.plan(store, "stp", "so.xlsx", book.export(store, "stp"))
    assert (plan.problems, plan.edits) == ([], [])


def test_edited_workbook_shows_its_differences_then_applies_them(store: Store) -> None:
    def change(made: Any) -> None:
        place(made["Đơn vị"], "Tên ngắn", "stp-hctp").value = "HCTP mới"
        sheet = made["Chỉ tiêu giao"]
        called = place(sheet, "Mã chỉ tiêu: tên (chỉ để đọc)", "online_rate").value
        assert called == place(made["Danh mục chỉ tiêu"], "Tên", "online_rate").value
        assert len(called) > len("online_rate")
        sheet.append([2025, "online_rate", None, "Chỉ tiêu", "≥", 0.6, date(2025, 11, 30), "Quyết định 1"])
        sheet = made["Ngày hoán đổi"]
        sheet.delete_rows(place(sheet, "Ngày", "Làm việc").row)

    plan = book.plan(store, "stp", "so.xlsx", edited(book.export(store, "stp"), change))
    assert plan.problems == []
    shown = plan.differences()
    assert sorted(zip(shown["table"], shown["what"], strict=True)) == [
        ("Chỉ tiêu giao", "Thêm"), ("Ngày hoán đổi", "Bỏ"), ("Đơn vị", "Sửa"),
    ]  # fmt: skip
    assert only(store, "units", unit_id="stp-hctp")["short_name"] != "HCTP mới"  # nothing yet
    assert changes.history(store, "stp").empty
    batch = changes.apply(store, ADMIN, "stp", plan.edits, title="Nhập sổ")
    assert only(store, "units", unit_id="stp-hctp")["short_name"] == "HCTP mới"
    assert only(store, "targets", year=2025)["value"] == 0.6
    assert len(changes.rows(store, "stp", "day_overrides")) == 1
    assert batch is not None
    changes.undo(store, ADMIN, batch)
    assert not book.plan(store, "stp", "so.xlsx", book.export(store, "stp")).edits
    assert len(changes.rows(store, "stp", "day_overrides")) == 2


def test_wrong_workbook_names_every_wrong_row_and_changes_nothing(store: Store) -> None:
    def change(made: Any) -> None:
        sheet = made["Chỉ tiêu giao"]
        sheet.append([2025, "online_rate", None, "Chỉ tiêu", "≥", "nhiều", None, None])
        sheet.append([2025, "online_rate", None, "Phạt", "≥", 0.5, None, None])

    content = edited(book.export(store, "stp"), change)
    plan = book.plan(store, "stp", "so.xlsx", content)
    assert len(plan.problems) == 2
    assert all("Chỉ tiêu giao" in text and "dòng" in text for text in plan.problems)


def test_workbook_that_breaks_a_rule_says_which(store: Store) -> None:
    def change(made: Any) -> None:
        place(made["Chỉ tiêu giao"], "Giá trị", "online_rate").value = 55

    plan = book.plan(store, "stp", "so.xlsx", edited(book.export(store, "stp"), change))
    assert len(plan.problems) == 1
    assert "từ 0% đến 100%" in plan.problems[0]


def test_workbook_that_breaks_many_rules_has_as_many_sentences(store: Store) -> None:
    """Seven rates of 55 instead of 0.55: the headline counts what the list below it holds."""

    def change(made: Any) -> None:
        for day in range(1, 8):
            made["Chỉ tiêu giao"].append(
                [2025, "online_rate", None, "Chỉ tiêu", "≥", 55, date(2025, 11, day)]
            )

    plan = book.plan(store, "stp", "so.xlsx", edited(book.export(store, "stp"), change))
    assert len(plan.problems) == 7
    assert all("từ 0% đến 100%" in text for text in plan.problems)


def test_workbook_saved_before_a_change_says_which_changes_it_takes_back(store: Store) -> None:
    """A changed unit and a new spelling came after the workbook; a target is changed in the workbook itself."""
    old = book.export(store, "stp")
    unit = only(store, "units", unit_id="stp-hctp")
    renamed = changes.Edit("units", unit, {**unit, "short_name": "HCTP mới"})
    first = changes.apply(store, ADMIN, "stp", [renamed], title="Đổi tên ngắn")
    second = changes.teach(store, ADMIN, "stp", "Phòng HC cũ", "stp-hctp")

    def change(made: Any) -> None:
        place(made["Chỉ tiêu giao"], "Giá trị", "online_rate").value = 0.05

    plan = book.plan(store, "stp", "so.xlsx", edited(old, change))
    shown = plan.differences().set_index("table")["put_back"]
    assert shown["Đơn vị"].startswith(f"lần sửa {first}, ")
    assert f"lần sửa {second}, " in " ".join(shown[["Cách viết đơn vị"]])
    assert shown["Chỉ tiêu giao"] == ""
    assert (
        "put_back"
        not in book.plan(store, "stp", "so.xlsx", edited(book.export(store, "stp"), change)).differences()
    )


def test_sheet_that_is_not_in_the_file_changes_nothing_and_a_strange_file_is_refused(store: Store) -> None:
    def keep_one(made: Any) -> None:
        for name in made.sheetnames[1:]:
            del made[name]

    content = edited(book.export(store, "stp"), keep_one)
    assert book.plan(store, "stp", "so.xlsx", content).edits == []

    def rename(made: Any) -> None:
        made[made.sheetnames[0]].title = "Khác"

    assert "trang tính" in book.plan(store, "stp", "la.xlsx", edited(content, rename)).problems[0]
    with pytest.raises(Refused):
        book.plan(store, "stp", "la.xlsx", b"khong phai bang")


# --- rows in words and back -----------------------------------------------------------------------------------------

TEXT = st.text(
    alphabet=st.characters(min_codepoint=32, max_codepoint=0x1EF9, exclude_categories=("Cs", "Cc")),
    max_size=20,
)


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(
    year=st.integers(2000, 2045),
    value=st.floats(0, 1e6, allow_nan=False),
    day=st.none() | st.dates(date(2000, 1, 1), date(2045, 12, 31)),
    comparison=st.sampled_from(sorted(tables.COMPARISONS)),
    kind=st.sampled_from(sorted(tables.TARGET_KINDS)),
    source=TEXT,
)
def test_row_survives_the_log(
    year: int, value: float, day: date | None, comparison: str, kind: str, source: str
) -> None:
    table = changes.TABLES["targets"]
    row = tables.clean(
        table,
        {"year": year, "indicator": "online_rate", "kind": kind, "comparison": comparison, "value": value,
         "due_date": day, "source": source},
    )  # fmt: skip
    assert stored.from_json(table, stored.to_json(row)) == row
    assert tables.clean(table, row) == row
    spoken = {column.name: tables.words(column, row[column.name]) for column in table.columns if column.words}
    assert tables.clean(table, row | spoken) == row


def test_plans_count_working_days_by_the_calendar_of_the_office(store: Store) -> None:
    task = {
        "plan": "Kế hoạch 2024",
        "schedule": "Trong vòng 5 ngày làm việc kể từ khi có yêu cầu",
        "as_of": date(2024, 11, 30),
        "assignment": None,
        "starts_on": "04/11/2024 QĐ 12",  # a Monday
    }
    due = [_schedule(store, task, 2024, date.max).events[0].due]
    swapped = {"day": date(2024, 11, 6), "is_working": False, "note": "Sở nghỉ", "source": None}
    changes.apply(store, ADMIN, "stp", [Edit("day_overrides", None, swapped)], title="Ngày nghỉ")
    due.append(_schedule(store, task, 2024, date.max).events[0].due)
    assert due == [date(2024, 11, 11), date(2024, 11, 12)]
