"""The export of another agency is refused until somebody says that it is ours (shared contract, `other_agency`)."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN


def imported(store: Store, title: str, unit: str = made.LEGAL, **said: bool) -> ImportResult:
    content = made.export(made.dossiers(3, **{"Phòng xử lý": unit}), title=f"{title}\n{made.MARCH}")
    upload = Upload("thang-3.csv", content)
    return batch.import_file(store, ADMIN, replace(upload, **said))


@pytest.mark.parametrize(
    ("title", "unit", "other"),
    [
        ("SỞ TƯ PHÁP", made.LEGAL, ""),
        ("UBND TỈNH KHÁNH HÒA\nSỞ TƯ PHÁP", made.LEGAL, ""),
        ("UBND TỈNH KHÁNH HÒA", made.LEGAL, ""),
        ("SỞ TƯ PHÁP TỈNH NINH THUẬN", made.LEGAL, "SỞ TƯ PHÁP TỈNH NINH THUẬN"),  # its rooms have our names
        ("UBND THÀNH PHỐ ĐÀ NẴNG\nSỞ TƯ PHÁP", made.LEGAL, "UBND THÀNH PHỐ ĐÀ NẴNG"),
        ("Hồ sơ của Sở Tư pháp tỉnh Bắc Ninh", made.LEGAL, "Hồ sơ của Sở Tư pháp tỉnh Bắc Ninh"),
        ("SỞ TƯ PHÁP TỈNH KHÁNH HÒA\nUBND TỈNH NINH THUẬN phối hợp", made.LEGAL, ""),
        ("SỞ TƯ PHÁP\nHồ sơ do tỉnh Ninh Thuận chuyển đến", made.LEGAL, ""),
        ("UBND THÀNH PHỐ NHA TRANG\nSỞ TƯ PHÁP", made.LEGAL, ""),  # no province
        ("SỞ CÔNG THƯƠNG", made.LEGAL, "Sở Công Thương"),
        ("Sở Tài nguyên và Môi trường tỉnh Khánh Hòa", made.OFFICE, "Sở Tài nguyên và Môi trường"),
        ("BAN QUẢN LÝ KKT VÂN PHONG", made.OFFICE, "Ban Quản lý Khu kinh tế Vân Phong"),  # as it is taught
        ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ", made.LEGAL, ""),  # taught of Vân Phong, and anybody's
        ("SỞ CÔNG THƯƠNG\nPhối hợp: Sở Tư pháp", made.LEGAL, ""),  # one line names us
        ("SỞ CÔNG THƯƠNG\nVĂN PHÒNG", made.OFFICE, "Sở Công Thương"),  # every agency has one
        ("SỞ NỘI VỤ", made.OFFICE, "Sở Nội vụ"),  # one of the province's that the home does not know
        ("Sở GTVT", made.LEGAL, "Sở Giao thông vận tải"),
        ("KẾT XUẤT CỦA SỞ NỘI VỤ", made.LEGAL, ""),  # no line begins with it
        (
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
            "Phòng Tổ chức bộ máy",
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
        ),  # no room of ours
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", made.LEGAL, ""),  # a room of ours
        ("UBND HUYỆN CAM LÂM", "Phòng Tổ chức bộ máy", "UBND HUYỆN CAM LÂM"),
        (
            "DANH SÁCH",
            "Trung tâm Khuyến công và Xúc tiến thương mại",
            "Sở Công Thương",
        ),
        ("DANH SÁCH", "Phòng Tổ chức bộ máy", ""),  # nobody's: asked
    ],
)
def test_title_and_rooms_say_whose_file_it_is(store: Store, title: str, unit: str, other: str) -> None:
    result = imported(store, title, unit)
    if other:
        assert result.error is not None
        assert result.error["code"] == "other_agency"
        assert f"là của “{other}”" in result.error["message"]
        by_units = f"cơ quan này (theo tên đơn vị trong tệp: {unit})" in result.error["message"]
        assert by_units == (title == "DANH SÁCH")  # else the title says it
    else:
        assert result.status == "imported", result.error


def test_an_agency_of_another_province_keeps_its_own_files(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home", "stp-bn", "Sở Tư pháp tỉnh Bắc Ninh") as store:
        done = imported(store, "SỞ TƯ PHÁP TỈNH BẮC NINH", "Phòng Tổ chức bộ máy")
        error = imported(store, "SỞ TƯ PHÁP TỈNH NINH THUẬN", "Phòng Tổ chức bộ máy").error
    assert done.status == "imported", done.error
    assert error is not None
    assert error["code"] == "other_agency"


def test_file_goes_in_where_somebody_says_that_it_is_ours(store: Store) -> None:
    assert imported(store, "SỞ CÔNG THƯƠNG").status == "refused"
    assert imported(store, "SỞ CÔNG THƯƠNG", is_ours=True).status == "imported"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("SỞ TƯ PHÁP", ""),
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("SỞ CÔNG THƯƠNG\nCủa: Sở Tư pháp", ""),
        ("UBND TỈNH KHÁNH HÒA", ""),
    ],
)
def test_a_table_of_criteria_under_another_name_says_whose_points_they_are_taken_for(
    store: Store, title: str, other: str
) -> None:
    text = f"{title}\nBẢNG CHẤM ĐIỂM CCHC NĂM 2024\nSTT;Tiêu chí;Điểm tối đa;Điểm tự chấm\n"
    text += "1.1;Kế hoạch;2;2\n1.2;Báo cáo;1;1\n"
    result = batch.import_file(store, ADMIN, Upload("cham.csv", text.encode("utf-8-sig")))
    assert (result.dataset, result.status) == ("criteria", "imported"), result.error
    said = [one["message"] for one in result.warnings if one["code"] == "whose_scores"]
    assert bool(said) == bool(other)
    assert all(f"Tệp ghi “{other}”" in message for message in said)


def test_published_index_of_another_agency_is_no_affair_of_its_name(store: Store) -> None:
    text = "SỞ NỘI VỤ\nCHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023\n\nChỉ số;Thành phần;Năm;Nơi;Điểm\n"
    text += "PAR INDEX;Tổng;2023;Khánh Hòa;85,12\nPAR INDEX;Tổng;2022;Khánh Hòa;84,20\n"
    result = batch.import_file(store, ADMIN, Upload("chi-so.csv", text.encode("utf-8-sig")))
    assert (result.dataset, result.status) == ("index_scores", "imported"), result.error
    assert result.as_of is None or result.as_of >= date(2023, 1, 1)
