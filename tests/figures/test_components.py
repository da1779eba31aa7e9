"""An index by component against the agency's targets: every verdict, counted by hand."""

from datetime import date
from pathlib import Path

from chiso import figures
from chiso.figures.ask import Asked
from tests.worlds import fresh_home
from tests.worlds.import_world import World

# Sở Tư pháp 2024 (Quyết định 181/QĐ-STP): more than 7,5 for gia nhập thị trường, more than 7 for tính minh bạch.
SCORES = [
    {"index": "PCI", "component": component, "year": year, "place": "Khánh Hòa", "score": score}
    for component, year, score in (
        ("Gia nhập thị trường", 2024, 7.5), ("Tính minh bạch", 2024, 7.01), ("Tiếp cận đất đai", 2024, 6.0),
        ("Chi phí thời gian", 2023, 9.9),
    )
]  # fmt: skip


def test_each_score_is_held_against_the_strict_target_of_its_own_year(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(SCORES, date(2024, 10, 31), dataset="index_scores")
        forever = Asked(agency="stp", as_of=date.max, year=9999)
        found = figures.components(store, forever, "pci").set_index("component")
        then = figures.components(store, forever, "PCI", 2023)
        early = figures.components(store, Asked(agency="stp", as_of=date(2024, 10, 31)), "PCI")
    assert found["verdict"].to_dict() == {
        "Gia nhập thị trường": "missed",  # 7,5 is not more than 7,5
        "Tính minh bạch": "met",
        "Tiếp cận đất đai": "no_target",
        "Chi phí thời gian": "not_published",  # 9,9 is of 2023
        "Chi phí không chính thức": "not_published",
        "Cạnh tranh bình đẳng": "not_published",
        "Tính năng động và tiên phong của lãnh đạo tỉnh": "not_published",
        "Chính sách hỗ trợ doanh nghiệp": "not_published",
    }
    assert set(found["year"]) == {2024}
    assert found.loc["Tính minh bạch", "weight"] == 0.05
    assert found.loc["Tính minh bạch", "comparison"] == ">"
    assert list(zip(then["component"], then["verdict"], strict=True)) == [("Chi phí thời gian", "no_target")]
    assert "met" not in set(early["verdict"])  # the edition of 2024 is not published before 2025
