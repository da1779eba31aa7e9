"""What is found opens where it stands, chosen there."""

import re

import pytest

from chiso import figures
from chiso.figures.scope import newest
from chiso.store import Store
from chiso.web.shell import access, search
from tests.worlds.apps import opened, said

NAMES = [name for name, _ in search.KINDS.values()]


@pytest.mark.parametrize(
    ("words", "kind", "page", "told"),
    [
        ("chi phi thoi gian", "indices", "chi_so", "Điểm thành phần PCI 2015 và 2016"),
        (
            "II.2.4.2.1",
            "criteria",
            "tieu_chi",
            r"## II\.2\.4\.2\.1: Tỷ lệ hồ sơ tiếp nhận",
        ),  # it lost points: with its card
        ("II.2.2.2.3", "criteria", "tieu_chi", "Từng tiêu chí năm 2023"),
        ("dut diem", "commitments", "slide", "4 kết luận đang thực hiện, trong đó 2 quá hạn"),
        ("nghiep vu 1", "units", "don_vi", "Kết quả của Phòng Nghiệp vụ 1 thế nào?"),
    ],
)
def test_what_is_found_opens_where_it_stands(
    demo: Store, words: str, kind: str, page: str, told: str
) -> None:
    asked = newest(demo, "stp")
    assert asked is not None
    hit = next(one for one in figures.search(demo, asked, words) if one.kind == kind)
    path, chosen = search.opens(hit, may_edit=True)
    assert [entry.file for entry in access.ENTRIES if entry.path == path] == [f"{page}.py"]
    app = opened(page, **chosen)
    assert not app.exception
    assert told in said(app)


def test_whoever_makes_no_slides_finds_conclusions_at_the_giao_ban(demo: Store) -> None:
    asked = newest(demo, "stp")
    assert asked is not None
    hit = next(one for one in figures.search(demo, asked, "dut diem") if one.kind == "commitments")
    assert search.opens(hit, may_edit=False) == ("giao-ban", {})


def test_the_box_lists_each_kind_with_its_links(demo: Store) -> None:
    app = opened("tong_quan", tim="số hóa")
    kinds = [found for found in re.findall(r"\*\*(.*?)\*\*", said(app)) if found in NAMES]
    assert kinds == ["Chỉ tiêu", "Việc kế hoạch", "Tiêu chí", "Kết luận giao ban"]
