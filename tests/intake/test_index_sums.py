"""The row that sums up the components of an index, and what stands below "Chỉ số" where the title names the one index
(lines made by hand)."""

from collections.abc import Sequence

import pytest

from chiso.intake.recognise.index_names import TOTAL, component_of
from tests.intake.test_index_layouts import rows

PAPI = (
    "Tham gia của người dân ở cấp cơ sở", "Công khai, minh bạch trong việc ra quyết định",
    "Trách nhiệm giải trình với người dân", "Kiểm soát tham nhũng trong khu vực công", "Thủ tục hành chính công",
    "Cung ứng dịch vụ công", "Quản trị môi trường", "Quản trị điện tử",
)  # fmt: skip


def papi(heads: str, *last: str, components: Sequence[str] = PAPI, cells: str = "5,{0};{0}") -> str:
    lines = [f"{place};{name};{cells.format(place)}" for place, name in enumerate(components, 1)]
    return "\n".join(["KẾT QUẢ CHỈ SỐ PAPI CỦA TỈNH KHÁNH HÒA NĂM 2023", heads, *lines, *last])


@pytest.mark.parametrize(
    "last", [";Tổng cộng;43,6;20", "Tổng;;43,6;20", ";TỔNG ĐIỂM;43,6;20", ";Chỉ số PAPI;43,6;20"]
)
@pytest.mark.parametrize("heading", ["Chỉ số", "Nội dung", "Chỉ số thành phần"])
def test_what_sums_up_all_components_is_the_index(heading: str, last: str) -> None:
    """ "Tổng cộng" was a sum that nobody needs; components under "Chỉ số" went in as indices of their own."""
    found = rows(papi(f"TT;{heading};Điểm;Hạng", last), "a.csv", "index", "component", "score", "rank")
    assert found[:-1] == [("PAPI", name, 5 + place / 10, place) for place, name in enumerate(PAPI, 1)]
    index, component, score, rank = found[-1]
    assert (index, component_of(str(component), "PAPI"), score, rank) == ("PAPI", TOTAL, 43.6, 20)


def test_the_sum_of_some_components_is_no_index() -> None:
    """Those of which an agency takes care."""
    text = papi("TT;Nội dung;Điểm;Hạng", ";Tổng cộng;10,3;", components=PAPI[:3])
    assert [name for (name,) in rows(text, "a.csv", "component")] == [*PAPI[:3]]
    text = papi("TT;Nội dung;2022;2023", ";Tổng cộng;10,3;10,5", components=PAPI[:3], cells="3,{0};3,{0}")
    assert len(rows(text, "a.csv", "component")) == 6


def test_beside_years_the_sum_of_all_components_is_the_index_too() -> None:
    text = papi("TT;Nội dung;2022;2023", ";Tổng cộng;40,3;41,5", cells="5,{0};5,{0}")
    found = [of for of in rows(text, "a.csv", "component", "year", "score") if of[0] in (None, "")]
    assert found == [(None, 2022, 40.3), (None, 2023, 41.5)]
    named = papi("TT;Nội dung;2022;2023", ";PAPI;40,3;41,5", ";Tổng cộng;1;1", cells="5,{0};5,{0}")
    found = [of for of in rows(named, "a.csv", "component", "year", "score") if of[0] in (None, "")]
    assert found == [(None, 2022, 40.3), (None, 2023, 41.5)]


def test_components_beside_one_year() -> None:
    found = rows(papi("TT;Nội dung;Năm 2023", cells="5,{0}"), "a.csv", "index", "component", "year", "score")
    assert [(index, year, score) for index, _, year, score in found] == [
        ("PAPI", 2023, 5 + place / 10) for place in range(1, 9)
    ]


def test_scores_of_places_may_be_called_the_index() -> None:
    lines = [
        f"{place};{name};6{place},5;{place}"
        for place, name in enumerate(("Quảng Ninh", "Khánh Hòa", "Phú Yên"), 1)
    ]
    text = "\n".join(["KẾT QUẢ PCI NĂM 2023", "STT;Địa phương;Chỉ số;Xếp hạng", *lines, ";;;GIÁM ĐỐC"])
    assert rows(text, "a.csv", "index", "place", "year", "score", "rank") == [
        ("PCI", "Quảng Ninh", 2023, 61.5, 1), ("PCI", "Khánh Hòa", 2023, 62.5, 2), ("PCI", "Phú Yên", 2023, 63.5, 3)
    ]  # fmt: skip
