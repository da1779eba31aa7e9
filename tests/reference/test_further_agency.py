"""An agency that the reference data does not know starts by its name: codes are made, units come from files."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from chiso import figures, reference
from chiso.core.errors import Refused
from chiso.desk import restoring
from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.present import outputs
from chiso.reference import agencies, changes
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home", "syt", "Sở Y tế") as opened:
        yield opened


def imported(store: Store, title: str, unit: str) -> ImportResult:
    content = made.export(made.dossiers(3, **{"Phòng xử lý": unit}), title=f"{title}\n{made.MARCH}")
    return batch.import_file(store, ADMIN, Upload("thang-3.csv", content))


@pytest.mark.parametrize(
    ("name", "code", "short_name"),
    [
        ("Sở Y tế", "syt", "Sở Y tế"),
        ("sở  y tế tỉnh Khánh Hòa", "syt", "Sở y tế"),
        ("Sở Giao thông vận tải", "sgtvt", "Sở GTVT"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "snnptnt", "Sở NNPTNT"),
        ("Sở Lao động - Thương binh và Xã hội", "sldtbxh", "Sở LĐTBXH"),
        ("Sở Tin học phổ thông", "sthpt", "Sở THPT"),
        ("Sở Thể chất", "stc", "Sở Thể chất"),
        ("Sở Chăn thả", "sct2", "Sở Chăn thả"),  # sct is Sở Công Thương
    ],
)
def test_code_and_short_name_are_made_of_the_name(name: str, code: str, short_name: str) -> None:
    found = agencies.meant(name)
    assert (found.code, found.short_name, found.place) == (code, short_name, "Khánh Hòa")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": "Sở Tư pháp"}, "agency_known"),
        ({"name": "SỞ TN&MT"}, "agency_known"),
        ({"name": "Sở Y tế", "code": "stp-vp"}, "agency_known"),
        ({"name": "Sở Y tế", "code": "S Y T"}, "bad_agency"),
        ({"name": "Sở Y tế", "short_name": "Sở Y tế của tỉnh ta"}, "bad_agency"),
        ({"name": " – "}, "bad_agency"),
    ],
)
def test_a_name_that_cannot_be_is_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why):
        agencies.meant(**said)


def test_it_starts_with_the_common_indicators_and_nothing_else(store: Store) -> None:
    assert store.agency == "syt"
    assert agencies.of(store, "syt") == agencies.Agency("syt", "Sở Y tế", "Sở Y tế", "Khánh Hòa")
    assert list(reference.units(store, "syt")["unit"]) == ["syt", "unknown"]
    for spelling in ("SYT", "sở y tế tỉnh Khánh Hòa", "Sở Y tế Khánh Hòa"):
        assert reference.resolve_unit(store, "syt", spelling) == "syt"
    assert len(changes.rows(store, "syt", "indicators")) == len(reference.shipped.read_rows("indicators"))
    for table in ("targets", "score_rules", "component_targets"):
        assert changes.rows(store, "syt", table) == []


def test_init_again_leaves_it_alone_and_renames_only_what_nobody_uses(store: Store) -> None:
    version = store.data_version
    with reference.init(store.home, "syt") as again, reference.init(store.home, "syt", "Sở Y tế") as same:
        assert again.data_version == same.data_version == version
    with reference.init(store.home, "syt", "Sở Y tế công cộng") as renamed:
        assert [row["name"] for row in changes.rows(renamed, "syt", "units")] == ["Sở Y tế công cộng"]
        changes.add_units(renamed, ADMIN, "syt", ["Văn phòng"])
    with pytest.raises(Refused, match="agency_named"):
        reference.init(store.home, "syt", "Sở Y tế")


def test_units_are_made_of_their_names_as_files_print_them(store: Store) -> None:
    result = imported(store, "SỞ Y TẾ", "Phòng Nghiệp vụ Y")
    assert result.unknown_units == ("Phòng Nghiệp vụ Y",)
    names = [
        "Phòng Nghiệp vụ Y",
        "Phòng Nghiệp vụ y học",
        "Trung tâm Kiểm nghiệm",
        "Lãnh đạo Sở",
        "Bộ phận Một cửa",
    ]
    changes.add_units(store, ADMIN, "syt", names)
    rows = {row["unit_id"]: row for row in changes.rows(store, "syt", "units")}
    assert {code: row["kind"] for code, row in rows.items()} == {
        "syt": "agency", "syt-nvy": "department", "syt-nvyh": "department", "syt-ttkn": "center",
        "syt-lds": "leadership", "syt-bpmc": "one_stop",
    }  # fmt: skip
    assert [row["parent_id"] for row in rows.values()] == [None, *["syt"] * 5]
    changes.add_units(store, ADMIN, "syt", ["Phòng Nội vụ Yên"])  # the same letters: a number
    assert "syt-nvy2" in {row["unit_id"] for row in changes.rows(store, "syt", "units")}
    asked = figures.Asked(agency="syt", as_of=date(2024, 3, 31))
    by_unit = figures.values(store, asked, "on_time_rate", "unit")
    assert {row.unit for row in by_unit if row.denominator} <= {"syt-nvy"}
    assert {value.status for value in figures.values(store, asked)} == {"no_target"}


@pytest.mark.parametrize(
    ("title", "unit", "other"),
    [
        ("SỞ Y TẾ", "Văn phòng", ""),  # every agency has one: nobody's
        ("DANH SÁCH", "Văn phòng", ""),
        ("DANH SÁCH", "Thanh tra Sở", ""),
        ("DANH SÁCH", "Trung tâm Khuyến công và Xúc tiến thương mại", "Sở Công Thương"),
        ("SỞ CÔNG THƯƠNG", "Phòng Nghiệp vụ Y", "Sở Công Thương"),
    ],
)
def test_an_agency_without_units_takes_its_files_and_no_others(
    store: Store, title: str, unit: str, other: str
) -> None:
    result = imported(store, title, unit)
    if other:
        assert result.error is not None
        assert f"là của “{other}”" in result.error["message"]
    else:
        assert result.status == "imported", result.error


def test_without_targets_nobody_is_behind_and_the_deck_is_whole(store: Store) -> None:
    rows = made.dossiers(3, **{"Phòng xử lý": "Phòng Nghiệp vụ Y", "Số hóa hồ sơ": "Có"})
    content = made.export(rows, title=f"SỞ Y TẾ\n{made.MARCH}", header=f"{made.HEADER};Số hóa hồ sơ")
    assert batch.import_file(store, ADMIN, Upload("thang-3.csv", content)).status == "imported"
    found = figures.values(store, figures.newest(store, "syt"))
    assert {value.status for value in found} == {"no_target"}
    assert found.one("digitised_rate").value == 1
    said = " ".join(
        shape.text_frame.text
        for slide in Presentation(
            io.BytesIO(outputs.deck(store, figures.newest(store, "syt")).content)
        ).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "Sở Y tế" in said
    assert not re.search(r"Sở Tư pháp|Chưa đạt|Khó đạt|Chậm tiến độ|Không còn đạt", said)


def test_it_is_restored_from_ledger_and_originals_alone(store: Store) -> None:
    imported(store, "SỞ Y TẾ", "Phòng Nghiệp vụ Y")
    changes.add_units(store, ADMIN, "syt", ["Phòng Nghiệp vụ Y"])
    home, units = store.home, changes.rows(store, "syt", "units")
    store.close()
    (home / "chiso.duckdb").write_bytes(b"damaged")
    restoring.restore(home, None, as_it_was=False)
    with Store.open(home) as again:
        assert agencies.of(again, "syt") == agencies.Agency("syt", "Sở Y tế", "Sở Y tế", "Khánh Hòa")
        assert changes.rows(again, "syt", "units") == units
        assert len(again.rows("imports/list")) == 1
