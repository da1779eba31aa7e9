"""DDCI, the index of agencies and districts, has components called as those of PCI: its tables are none of PCI."""

from datetime import date
from typing import Any

import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise

COMPONENTS = (
    "Tính minh bạch", "Tính năng động", "Chi phí thời gian", "Chi phí không chính thức", "Cạnh tranh bình đẳng",
    "Hỗ trợ doanh nghiệp", "Thiết chế pháp lý",
)  # fmt: skip
POINTS = ("7,1", "7,2", "7,3", "7,4", "7,5", "7,6", "7,7")


def across(title: str, places: tuple[str, ...], total: str = "Tổng điểm") -> str:
    """A line for each place, its components, total and rank."""
    lines = [title, ";".join(("TT", "Nơi được đánh giá", *COMPONENTS, total, "Xếp hạng"))]
    lines += [
        ";".join((str(turn), place, *POINTS, f"{70 - turn},5", str(turn)))
        for turn, place in enumerate(places, 1)
    ]
    return "\n".join(lines)


def read_as(text: str, name: str = "ket-qua.csv") -> list[dict[str, Any]]:
    found = read(name, text.encode())
    layout = recognise(found, None, name)
    assert layout.dataset == "index_scores"
    cleaned = clean(found.sheets[0], layout, date(2024, 12, 31), name)
    assert cleaned.rejects == []
    rows: list[dict[str, Any]] = cleaned.table.to_pylist()
    return rows


def test_factors_beside_an_index_in_percent_and_years_beside_the_index_alone_are_read() -> None:
    """ "Chỉ số (%)" is what they scored, "Chỉ số" which index it is; a header may hold the name of the index alone."""
    factors = ("Tiếp cận dịch vụ", "Thủ tục hành chính", "Công chức", "Kết quả dịch vụ")
    lines = ["CHỈ SỐ HÀI LÒNG SIPAS NĂM 2023", "STT;Yếu tố;Chỉ số (%)"]
    lines += [f"{turn};{name};8{turn},5" for turn, name in enumerate(factors, 1)]
    rows = read_as("\n".join([*lines, ";SIPAS;82,9"]))
    assert [(row["component"], row["year"], row["score"]) for row in rows] == [
        *((name, 2023, 80.5 + turn) for turn, name in enumerate(factors, 1)), ("SIPAS", 2023, 82.9)
    ]  # fmt: skip
    rows = read_as("CHỈ SỐ HÀI LÒNG (SIPAS) QUA CÁC NĂM\nNăm;SIPAS (%)\n2022;80,1\n2023;82,2")
    assert [(row["index"], row["year"], row["score"]) for row in rows] == [
        ("SIPAS", 2022, 80.1),
        ("SIPAS", 2023, 82.2),
    ]


AGENCIES, DISTRICTS = (
    ("Sở Tư pháp", "Sở Y tế", "Sở Xây dựng"),
    ("Thành phố Nha Trang", "Huyện Diên Khánh", "Thị xã Ninh Hòa"),
)


@pytest.mark.parametrize(
    ("title", "places", "total"),
    [
        ("KẾT QUẢ DDCI NĂM 2023", AGENCIES, "Tổng điểm"),
        ("KẾT QUẢ ĐÁNH GIÁ NĂM 2023", AGENCIES, "Điểm DDCI"),
        ("Chỉ số năng lực cạnh tranh cấp huyện năm 2023", DISTRICTS, "Tổng điểm"),
        (
            "KẾT QUẢ ĐÁNH GIÁ NĂNG LỰC CẠNH TRANH NĂM 2023",
            AGENCIES,
            "Tổng điểm",
        ),  # named nowhere, but of agencies
    ],
)
def test_a_table_of_agencies_is_of_their_own_index(title: str, places: tuple[str, ...], total: str) -> None:
    rows = read_as(across(title, places, total))
    assert {(row["index"], row["year"]) for row in rows} == {("DDCI", 2023)}
    assert [(row["place"], row["score"], row["rank"]) for row in rows if not row["component"]] == [
        (place, 70.5 - turn, turn) for turn, place in enumerate(places, 1)
    ]
    assert len(rows) == 3 * 8
    first = {row["component"]: row["score"] for row in rows if row["place"] == places[0]}
    assert (first["Tính minh bạch và tiếp cận thông tin"], first["Hỗ trợ doanh nghiệp"]) == (7.1, 7.6)


@pytest.mark.parametrize("title", ["KẾT QUẢ PCI NĂM 2023", "BẢNG ĐIỂM NĂM 2023"])
def test_a_table_of_provinces_is_of_theirs(title: str) -> None:
    rows = read_as(across(title, ("Thành phố Đà Nẵng", "Thành phố Hải Phòng", "Khánh Hòa")))
    assert {(row["index"], row["year"]) for row in rows} == {("PCI", 2023)}
    assert {row["place"] for row in rows} == {"Đà Nẵng", "Hải Phòng", "Khánh Hòa"}


def test_components_beside_years_are_of_the_index_that_the_title_names() -> None:
    lines = ["KẾT QUẢ DDCI SỞ TƯ PHÁP GIAI ĐOẠN 2022-2023", "TT;Chỉ số thành phần;Năm 2022;Năm 2023"]
    lines += [f"{turn};{name};6,{turn};7,{turn}" for turn, name in enumerate(COMPONENTS, 1)]
    rows = read_as("\n".join([*lines, ";Tổng điểm;70,1;75,2"]))
    assert {row["index"] for row in rows} == {"DDCI"}
    assert {row["year"]: row["score"] for row in rows if not row["component"]} == {2022: 70.1, 2023: 75.2}
    assert len(rows) == 2 * 8


def test_the_fields_of_a_province_beside_years_are_its_own_index() -> None:
    lines = ["CHỈ SỐ CCHC TỈNH KHÁNH HÒA GIAI ĐOẠN 2022-2023", "TT;Lĩnh vực;Năm 2022;Năm 2023"]
    lines += [
        "1;Công tác chỉ đạo, điều hành CCHC;8,1;8,2",
        "2;Cải cách thể chế;8;8,5",
        ";Tổng điểm;80,1;81,2",
    ]
    rows = read_as("\n".join(lines))
    assert {(row["index"], row["place"]) for row in rows} == {("PAR INDEX", "Khánh Hòa")}
    assert {row["year"]: row["score"] for row in rows if not row["component"]} == {2022: 80.1, 2023: 81.2}


@pytest.mark.parametrize(
    ("title", "index", "total"),
    [
        ("KẾT QUẢ CHỈ SỐ CHUYỂN ĐỔI SỐ (DTI) NĂM 2023", "DTI", "Tổng điểm"),
        ("BẢNG XẾP HẠNG ICT INDEX NĂM 2023", "ICT INDEX", "ICT Index"),
        ("CHỈ SỐ ĐỔI MỚI SÁNG TẠO CẤP ĐỊA PHƯƠNG NĂM 2023", "PII", "Điểm"),
    ],
)
def test_other_indices_are_known_by_their_names(title: str, index: str, total: str) -> None:
    rows = read_as(f"{title}\nTT;Tỉnh/TP;{total};Xếp hạng\n1;Đà Nẵng;0,92;1\n2;Khánh Hòa;0,5;20")
    assert [(row["index"], row["place"], row["score"], row["rank"]) for row in rows] == [
        (index, "Đà Nẵng", 0.92, 1), (index, "Khánh Hòa", 0.5, 20)
    ]  # fmt: skip


def test_a_ranking_of_rooms_is_no_score_of_the_agency() -> None:
    lines = ("1;Phòng Nghiệp vụ 1;90;Tốt", "2;Thanh tra;85;Tốt")
    text = "\n".join(("KẾT QUẢ XẾP LOẠI CCHC CÁC PHÒNG NĂM 2023", "STT;Phòng;Tổng điểm;Xếp loại", *lines))
    with pytest.raises(Refused) as refused:
        recognise(read("a.csv", text.encode()), None, "a.csv")
    assert refused.value.code == "unknown_dataset"
    lines = ("Tính minh bạch;6,1;Văn phòng", "Chi phí thời gian;7,2;Thanh tra")
    text = "\n".join(("PCI 2023", "Chỉ số thành phần;Điểm;Đơn vị theo dõi", *lines))
    assert {(row["index"], row["component"]) for row in read_as(text)} == {
        ("PCI", "Tính minh bạch"), ("PCI", "Chi phí thời gian")
    }  # fmt: skip
    lines = ("2022;65,1;30;Văn phòng", "2023;66,2;28;Văn phòng")
    text = "\n".join(("CHỈ SỐ PCI", "Năm;Điểm;Hạng;Đơn vị theo dõi", *lines))
    assert [(row["year"], row["score"]) for row in read_as(text)] == [(2022, 65.1), (2023, 66.2)]
