"""Points and ranks of an index whose columns are headed by years alone (lines made by hand)."""

import pytest

from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise
from tests.intake.test_index_layouts import rows

COMPONENTS = "Gia nhập thị trường", "Tiếp cận đất đai", "Tính minh bạch"


def table(title: str, *lines: str) -> str:
    return "\n".join([title, *lines])


def told(text: str) -> list[str]:
    layout = recognise(read("a.csv", text.encode("utf-8-sig")), None, "a.csv")
    return [code for code, _ in layout.warnings]


def test_years_below_each_kind_are_of_that_kind() -> None:
    """ "Điểm số" above the years of all scores, "Xếp hạng" above those of all ranks: nobody knew the year."""
    text = table(
        "KẾT QUẢ CHỈ SỐ PCI TỈNH KHÁNH HÒA",
        "TT;Chỉ số thành phần;Điểm số;;Xếp hạng;",
        ";;2022;2023;2022;2023",
        *(
            f"{place};{name};7,{place};8,{place};2{place};1{place}"
            for place, name in enumerate(COMPONENTS, 1)
        ),
        ";PCI;66,1;67,5;30;20",
    )
    assert rows(text, "a.csv", "component", "year", "score", "rank") == [
        *(
            (name, year, points + place / 10, ranks + place)
            for place, name in enumerate(COMPONENTS, 1)
            for year, points, ranks in ((2022, 7, 20), (2023, 8, 10))
        ),
        (None, 2022, 66.1, 30),
        (None, 2023, 67.5, 20),
    ]


def test_indices_and_provinces_stand_beside_the_years_of_each_kind_too() -> None:
    heads = "Điểm số;;Thứ hạng;", "Năm 2022;Năm 2023;Năm 2022;Năm 2023"
    indices = table(
        "CÁC CHỈ SỐ CỦA TỈNH KHÁNH HÒA",
        f"TT;Chỉ số;{heads[0]}",
        f";;{heads[1]}",
        "1;PCI;66,1;67,5;20;10",
        "2;PAPI;41,2;42,5;30;20",
    )
    assert rows(indices, "a.csv", "index", "year", "score", "rank") == [
        ("PCI", 2022, 66.1, 20), ("PCI", 2023, 67.5, 10), ("PAPI", 2022, 41.2, 30), ("PAPI", 2023, 42.5, 20)
    ]  # fmt: skip
    places = table(
        "KẾT QUẢ PCI CÁC TỈNH",
        f"TT;Tỉnh;{heads[0]}",
        f";;{heads[1]}",
        "1;Khánh Hòa;66,1;67,5;20;10",
        "2;Phú Yên;65,1;66,5;30;20",
        "3;Bình Định;65,2;66,6;29;19",
    )
    assert rows(places, "a.csv", "place", "year", "score", "rank")[:2] == [
        ("Khánh Hòa", 2022, 66.1, 20), ("Khánh Hòa", 2023, 67.5, 10)
    ]  # fmt: skip


def test_ranks_alone_are_no_points() -> None:
    """Below "Xếp hạng" they went in as points: 20 of 10."""
    lines = [f"{place};{name};2{place};1{place}" for place, name in enumerate(COMPONENTS, 1)]
    text = table("KẾT QUẢ CHỈ SỐ PCI TỈNH KHÁNH HÒA", "TT;Chỉ số thành phần;Xếp hạng;", ";;2022;2023", *lines)
    assert rows(text, "a.csv", "component", "score", "rank")[:2] == [
        (COMPONENTS[0], None, 21), (COMPONENTS[0], None, 11)
    ]  # fmt: skip
    assert told(text) == []


@pytest.mark.parametrize(
    ("title", "cells", "read"),
    [
        ("THỨ HẠNG PCI TỈNH KHÁNH HÒA QUA CÁC NĂM", "20;10", (None, 20)),
        ("XẾP HẠNG PCI TỈNH KHÁNH HÒA", "20;10", (None, 20)),
        ("XẾP HẠNG PCI TỈNH KHÁNH HÒA", "7,5;8", (7.5, None)),  # what ranks are given by
        ("XẾP HẠNG PCI TỈNH KHÁNH HÒA", "64;10", (64.0, None)),  # no rank of 63 provinces
        ("ĐIỂM SỐ, THỨ HẠNG PCI TỈNH KHÁNH HÒA", "8;7", (8.0, None)),
        ("KẾT QUẢ PCI TỈNH KHÁNH HÒA", "8;7", (8.0, None)),
    ],
)
def test_what_no_heading_says_the_title_may(
    title: str, cells: str, read: tuple[float | None, int | None]
) -> None:
    lines = (f"{place};{name};{cells}" for place, name in enumerate(COMPONENTS, 1))
    text = table(title, "TT;Chỉ số thành phần;2022;2023", *lines)
    assert rows(text, "a.csv", "score", "rank")[0] == read
    assert told(text) == (["ranks_by_title"] if read[0] is None else [])


def test_ranks_of_components_of_provinces_are_no_points() -> None:
    text = table(
        "THỨ HẠNG CÁC CHỈ SỐ THÀNH PHẦN PCI NĂM 2023",
        "TT;Tỉnh;PCI;Gia nhập thị trường;Tiếp cận đất đai",
        "1;Khánh Hòa;20;10;5",
        "2;Phú Yên;30;20;6",
        "3;Bình Định;1;2;7",
    )
    assert rows(text, "a.csv", "place", "component", "score", "rank")[:2] == [
        ("Khánh Hòa", None, None, 20), ("Khánh Hòa", "Gia nhập thị trường", None, 10)
    ]  # fmt: skip
    assert told(text) == ["ranks_by_title"]


@pytest.mark.parametrize(
    "heads",
    ["Năm;PCI;PAPI;SIPAS", "Năm;Gia nhập thị trường;Tiếp cận đất đai;Tính minh bạch"],
)
def test_ranks_of_a_year_a_row_are_no_points(heads: str) -> None:
    title = "THỨ HẠNG CHỈ SỐ PCI CỦA TỈNH KHÁNH HÒA" if "PAPI" not in heads else "THỨ HẠNG CÁC CHỈ SỐ"
    text = table(title, heads, "2022;20;10;5", "2023;21;11;6", "2024;22;12;7")
    assert rows(text, "a.csv", "year", "score", "rank")[:3] == [
        (2022, None, 20), (2022, None, 10), (2022, None, 5)
    ]  # fmt: skip
    assert told(text) == ["ranks_by_title"]


def test_a_list_of_ranks_has_no_points_and_its_years_are_none() -> None:
    """The year of each row went in as its points."""
    components = table(
        "THỨ HẠNG PCI",
        "Chỉ số thành phần;Năm;Tỉnh;Thứ hạng",
        *(f"{name};2022;Khánh Hòa;2{place}" for place, name in enumerate(COMPONENTS, 1)),
    )
    assert rows(components, "a.csv", "component", "year", "place", "score", "rank") == [
        (name, 2022, "Khánh Hòa", None, 20 + place) for place, name in enumerate(COMPONENTS, 1)
    ]
    years = table("XẾP HẠNG PCI TỈNH KHÁNH HÒA", "Năm;Xếp hạng", "2022;20", "2023;10", "2024;12")
    assert rows(years, "a.csv", "year", "score", "rank") == [
        (2022, None, 20),
        (2023, None, 10),
        (2024, None, 12),
    ]
