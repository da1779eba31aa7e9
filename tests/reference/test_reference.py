"""Reference data: the CSV files agree with each other and with the documents; units and spellings can be taught."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from chiso import reference
from chiso.core import settings, worktime
from chiso.core.errors import Refused
from chiso.core.vietnamese import fold
from chiso.people.actor import Actor
from chiso.reference import changes, days, shipped
from chiso.reference.unit_tree import UNKNOWN
from chiso.store import Store
from tests.worlds.people import ADMIN

ROWS = {table: shipped.read_rows(table) for table in shipped.TABLES}
UNITS = {row["unit_id"]: row for row in ROWS["units"]}
INDICATORS = {row["indicator"] for row in ROWS["indicators"]}
AGENCIES = {row["agency"] for row in ROWS["agencies"]}

# The shared contract, "Indicator codes".
CONTRACT = [
    "online_rate",
    "on_time_rate",
    "first_due_on_time_rate",
    "overdue_dossiers",
    "first_due_overdue",
    "e_result_rate",
    "digitised_rate",
    "reuse_rate",
    "online_payment_rate",
    "online_procedure_rate",
    "payment_procedure_rate",
    "postal_dossier_rate",
    "postal_procedure_rate",
    "receipt_8h_rate",
    "awaiting_receipt",
    "extra_supplement_dossiers",
    "paused_without_reason",
    "interagency_late_rate",
    "task_on_time_rate",
    "task_early_rate",
    "task_extended",
    "overdue_tasks",
    "official_late_rate",
    "petition_on_time_rate",
    "petition_satisfied_rate",
    "service_index",
    "satisfaction",
    "disbursement_rate",
    "savings_rate",
    "staff_cut_rate",
    "public_staff_cut_rate",
    "inspected_units_rate",
    "initiatives",
    "e_signed_rate",
    "e_office_rate",
    "e_file_rate",
    "discipline_cases",
]


# --- the files ----------------------------------------------------------------------------------------------


def test_units_form_a_tree_within_their_agency() -> None:
    assert len(UNITS) == len(ROWS["units"])
    for unit_id, row in UNITS.items():
        assert len(row["short_name"]) <= 16, unit_id
        for link in ("parent_id", "successor_id"):
            if row[link]:
                assert UNITS[row[link]]["agency"] == row["agency"], unit_id
        if row["parent_id"] is None:
            assert unit_id in AGENCIES or unit_id == UNKNOWN


def test_no_spelling_means_two_units() -> None:
    meaning: dict[tuple[str, str], str] = {}
    for row in ROWS["unit_aliases"]:
        assert UNITS[row["unit_id"]]["agency"] == row["agency"]
        key = (row["agency"], fold(row["alias"]))
        assert meaning.setdefault(key, row["unit_id"]) == row["unit_id"], row
    for unit_id, row in UNITS.items():
        if row["agency"]:
            assert meaning.setdefault((row["agency"], fold(row["name"])), unit_id) == unit_id


def test_every_indicator_of_the_contract_is_in_the_catalogue() -> None:
    assert set(CONTRACT) <= INDICATORS
    assert len(INDICATORS) == len(ROWS["indicators"])
    for row in ROWS["indicators"]:
        assert len(row["short_name"]) <= 28, row["indicator"]
        assert row["kind"] in {"rate", "count", "value"}
        assert row["direction"] in {"up", "down"}
        assert row["year_kind"] in {"cchc", "calendar"}
        assert (row["denominator"] is None) == (row["kind"] != "rate"), row["indicator"]


def test_targets_rules_and_components_point_to_what_exists() -> None:
    for row in ROWS["targets"]:
        assert row["indicator"] in INDICATORS
        assert row["agency"] in AGENCIES
        assert row["kind"] in {"target", "bonus", "penalty"}
        assert row["comparison"] in {">=", ">", "<=", "<", "="}
        assert date.fromisoformat(row["due_date"]).year == int(row["year"])
        assert row["source"]
    for row in ROWS["score_rules"]:
        assert row["indicator"] in INDICATORS
        assert row["method"] in {"steps", "proportional"}
    for row in ROWS["component_targets"]:
        assert row["agency"] in AGENCIES
        assert (row["value"] is None) == (row["comparison"] is None)


def test_targets_of_the_documents() -> None:
    """Document 2 (appendix) and document 1 of the shared folder, as printed."""
    stp = {
        (row["indicator"], row["kind"], row["due_date"]): (row["comparison"], float(row["value"]))
        for row in ROWS["targets"]
        if (row["agency"], row["year"]) == ("stp", "2024")
    }
    assert stp["online_rate", "target", "2024-11-30"] == (">=", 0.55)
    assert stp["disbursement_rate", "target", "2024-09-30"] == (">=", 0.6)
    assert stp["disbursement_rate", "target", "2024-12-15"] == (">=", 0.85)
    assert stp["satisfaction", "target", "2024-12-14"] == (">", 0.9)
    assert stp["postal_dossier_rate", "bonus", "2024-12-14"] == (">=", 0.15)
    assert stp["public_procedures_rate", "target", "2024-12-14"] == (">=", 1)  # III.2: 100% of procedures
    assert stp["trained_rate", "target", "2024-12-31"] == (">=", 1)  # V.4: 100% of those called up
    assert stp["confirmed_complaints", "penalty", "2024-12-14"] == ("<=", 0)  # X.7
    assert stp["paper_documents", "penalty", "2024-12-14"] == ("<=", 0)  # X.8
    vp = {row["indicator"]: row["value"] for row in ROWS["targets"] if row["agency"] == "kktvp"}
    assert (vp["on_time_rate"], vp["task_on_time_rate"]) == ("1", "1")  # document 4, A.I.2 and A.IV.1
    strict = {
        row["component"]: (row["comparison"], float(row["value"]), float(row["weight"]))
        for row in ROWS["component_targets"]
        if (row["agency"], row["index"]) == ("stp", "PCI")
    }
    assert strict["Gia nhập thị trường"] == (">", 7.5, 0.05)
    assert strict["Chính sách hỗ trợ doanh nghiệp"] == (">", 6.8, 0.15)
    assert len(strict) == 7


def test_components_with_a_target_are_called_as_components_are_stored() -> None:
    names = tomllib.loads(settings.INDEX_NAMES.read_text(encoding="utf-8"))["components"]
    assert all(row["component"] in names[row["index"]] for row in ROWS["component_targets"])


def test_overrides_only_say_what_the_package_does_not_know() -> None:
    package = {row.day: row.is_working for row in worktime.calendar_rows([])}
    for swap in worktime.read_overrides(days.SWAPPED):
        assert package[swap.day] != swap.is_working, swap.day


# --- the home -----------------------------------------------------------------------------------------------


def test_init_copies_once_and_keeps_what_the_office_taught(tmp_path: Path) -> None:
    with reference.init(tmp_path, "sct") as store:
        assert (store.agency, store.fact("demonstration")) == ("sct", "false")
        assert reference.resolve_unit(store, "sct", "TTKC&XTTM") == "sct-ttkcxttm"
        changes.teach(store, ADMIN, "sct", "Phòng một cửa cũ", "sct-vp")
        version = store.data_version
    with reference.init(tmp_path, "sct") as store:
        assert store.data_version == version
        assert reference.resolve_unit(store, "sct", "phong mot cua CU") == "sct-vp"
    with pytest.raises(Refused, match="other_agency"):
        reference.init(tmp_path, "stp")


def test_an_agency_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"unknown_name.*--name"):
        reference.init(tmp_path / "home", "sxd")
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Phòng Thanh tra – Hỗ trợ tư pháp", "stp-ttbttp"),
        ("HH-BTTP", "stp-ttbttp"),
        ("Thanh tra – BTTO", "stp-ttbttp"),
        ("Phòng TT-BT", "stp-ttbttp"),
        ("Phòng Thanh tra", "stp-thanhtra"),
        ("P. Thanh tra", "stp-thanhtra"),
        ("VĂN PHÒNG", "stp-vp"),
        ("Phòng Văn bản QPPL và TDTHPL", "stp-vbqppl"),
        ("stp-nv1", "stp-nv1"),
        ("Chưa xác định", "unknown"),
        ("Phòng Không Ai Biết", None),
    ],
)
def test_resolve_unit(store: Store, text: str, unit: str | None) -> None:
    assert reference.resolve_unit(store, "stp", text) == unit


def test_every_spelling_of_the_public_exports(store: Store, shared: Path) -> None:
    expected = json.loads((shared / "exports/stp-2024/expected.json").read_text(encoding="utf-8"))
    for name, spellings in expected["units"].items():
        unit = reference.resolve_unit(store, "stp", name)
        assert unit is not None
        assert UNITS[unit]["name"] == name
        assert {reference.resolve_unit(store, "stp", text) for text in spellings} == {unit}


def test_add_unit_is_understood_by_code_name_and_short_name(store: Store) -> None:
    changes.add_unit(store, ADMIN, "stp", "stp-nv3", name="Phòng Nghiệp vụ 3", valid_from=date(2025, 3, 1))
    for text in ("stp-nv3", "phòng nghiệp vụ 3", "Nghiệp vụ 3"):
        assert reference.resolve_unit(store, "stp", text) == "stp-nv3"
    row = reference.units(store, "stp").set_index("unit").loc["stp-nv3"]
    assert (row["parent"], row["kind"], row["short_name"]) == ("stp", "department", "Nghiệp vụ 3")
    line = changes.history(store, "stp").iloc[0]
    assert (line["who"], line["title"]) == (ADMIN.name, "Thêm đơn vị Phòng Nghiệp vụ 3")
    changes.undo(store, ADMIN, int(line["batch_id"]))
    assert reference.resolve_unit(store, "stp", "phòng nghiệp vụ 3") is None


@pytest.mark.parametrize(
    ("code", "words", "sentence"),
    [
        ("stp-vp", {"name": "Phòng Mới"}, "đã có dòng"),
        ("Phòng 1", {"name": "Phòng Mới"}, "chữ thường không dấu"),
        ("stp-moi", {"name": "  "}, "để trống"),
        ("stp-moi", {"name": "Phòng Mới", "short_name": "Một tên ngắn rất dài"}, "dài quá 16"),
        ("stp-moi", {"name": "Văn phòng Sở"}, "đang là cách viết"),
        ("stp-moi", {"name": "Phòng Mới", "parent_id": "sct-vp"}, "không còn"),
        (
            "stp-moi",
            {"name": "Phòng Mới", "valid_from": date(2024, 2, 1), "valid_to": date(2024, 1, 1)},
            "trước ngày bắt đầu",
        ),
    ],
)
def test_add_unit_refuses(store: Store, code: str, words: dict[str, object], sentence: str) -> None:
    before = len(reference.units(store, "stp"))
    with pytest.raises(Refused, match=sentence):
        changes.add_unit(store, ADMIN, "stp", code, **words)
    assert len(reference.units(store, "stp")) == before


def test_a_taught_spelling_raises_the_data_version_and_conflicts_are_refused(store: Store) -> None:
    version = store.data_version
    assert changes.teach(store, ADMIN, "stp", "Tổ số hóa", "stp-vp")
    assert changes.teach(store, ADMIN, "stp", "TỔ SỐ HÓA", "stp-vp") is None
    assert store.data_version == version + 1
    with pytest.raises(Refused, match="alias_conflict"):
        changes.teach(store, ADMIN, "stp", "tổ SỐ HOÁ", "stp-nv1")
    with pytest.raises(Refused, match="không có đơn vị"):
        changes.teach(store, ADMIN, "stp", "Phòng khác", "sct-vp")


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor("a", "viewer"), "forbidden"),
        (Actor("a", "editor"), "forbidden"),
        (Actor("a", "uploader", "stp-vp"), "other_unit"),
        (Actor("a", "uploader", "sct"), "other_unit"),
    ],
)
def test_who_may_not_import_teaches_no_spelling(store: Store, actor: Actor, code: str) -> None:
    with pytest.raises(Refused) as refused:
        changes.teach(store, actor, "stp", "Tổ số hóa", "stp-vp")
    assert refused.value.code == code
    assert reference.resolve_unit(store, "stp", "Tổ số hóa") is None


def test_an_uploader_teaches_but_changes_nothing_else(store: Store) -> None:
    assert changes.teach(store, Actor("a", "uploader"), "stp", "Tổ số hóa", "stp-vp")
    with pytest.raises(Refused, match="quản trị viên"):
        changes.add_unit(store, Actor("a", "uploader"), "stp", "stp-nv3", name="Phòng Nghiệp vụ 3")


def test_names_of_indicators_components_and_places(store: Store) -> None:
    assert reference.names(store, "indicator")["ty le giai ngan"] == "disbursement_rate"
    assert reference.names(store, "place")["tt-hue"] == "Thừa Thiên Huế"
    assert reference.names(store, "place", "agency")["sct"] == "Sở Công Thương"
    assert reference.names(store, "place")["hcmc"] == "TP. Hồ Chí Minh"
    assert reference.names(store, "index")["par-index"] == "PAR INDEX"
