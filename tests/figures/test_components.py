"""An index by component against the agency's targets: every verdict, counted by hand."""

from datetime import date
from pathlib import Path

from chiso import figures
from chiso.commands import asking
from chiso.figures.ask import Asked
from chiso.intake.recognise.index_names import component_of
from chiso.store import Store
from chiso.words.indices import rank_headline, rank_lines
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


def test_the_command_answers_of_the_day_of_the_page(tmp_path: Path) -> None:
    """An edition of 2024 is known from 01/01/2025 (contracts.md): data as of 31/10/2024 cannot be judged by it."""

    def judged(store: Store, as_of: date | None) -> set[str]:
        words = {"name": "PCI", "year": 2024, "place": None, "as_of": as_of, "agency": "stp"}
        return set(asking.components(store, **words).document["verdict"])

    with fresh_home.build(tmp_path / "home") as store:
        assert judged(store, None) == {"not_published"}  # before the first import: the targets alone
        World(store).number(SCORES, date(2024, 10, 31), dataset="index_scores")
        assert judged(store, None) == {"not_published"}
        assert judged(store, date(2024, 12, 31)) == {"not_published"}
        assert judged(store, date(2025, 1, 1)) == {"met", "missed", "no_target", "not_published"}


def test_a_components_tasks_are_those_of_the_section_that_names_it_in_the_plans_words(tmp_path: Path) -> None:
    """Document 4, A.VII: "Chỉ số tính năng động và tiên phong của lãnh đạo" is the component "… của lãnh đạo tỉnh"."""
    assert component_of("Chỉ số thành phần Tính minh bạch", "PCI") == "Tính minh bạch"
    with fresh_home.build(tmp_path / "home") as store:
        section = {"plan": "Kế hoạch 2024", "section": "A/VII", "lead_unit": "Văn phòng",
                   "section_name": "Chỉ số tính năng động và tiên phong của lãnh đạo (trọng số 15%)"}  # fmt: skip
        rows = [
            {"no": "1", "task": "Đối thoại", "schedule": "Trước 30/9/2024", "status": None},
            {"no": "2", "task": "Chấn chỉnh", "schedule": "Thường xuyên", "status": "Hoàn thành"},
        ]
        World(store).number([{**section, **row} for row in rows], date(2024, 10, 31), dataset="plan_tasks")
        forever = Asked(agency="stp", as_of=date.max, year=9999)
        found = figures.components(store, forever, "PCI", 2024).set_index("component")
        papi = figures.components(store, forever, "PAPI", 2024)
    (row,) = found[found["tasks"].notna()].reset_index().to_dict("records")
    assert row["component"] == "Tính năng động và tiên phong của lãnh đạo tỉnh"
    assert (row["tasks"], row["tasks_done"], row["tasks_late"]) == (2, 1, 1)
    assert papi["tasks"].isna().all()


# Sở Tài nguyên và Môi trường 2024 answers for eight components of PCI and six of PAPI.
RANKS = [  # component of PCI, rank in 2023, in 2024, of how many then
    ("Gia nhập thị trường", 30, 20, 63), ("Tiếp cận đất đai", 30, 29, 63), ("Tính minh bạch", 5, 1, 63),
    ("Chi phí thời gian", 30, 31, 63), ("Cạnh tranh bình đẳng", 30, 30, 63), ("Chi phí không chính thức", 30, 10, 34),
    ("Đào tạo lao động", 30, 1, 63),  # the agency does not answer for it
]  # fmt: skip


def test_ranks_bring_and_cost_half_a_point_each_up_to_the_caps(tmp_path: Path) -> None:
    """Three rose: 1,5 is capped at 1. One fell: 0,5, and up to 2 if the nine that nobody knows fell."""
    with fresh_home.build(tmp_path / "home", "stnmt") as store:
        rows = [
            {"index": "PCI", "component": name, "year": year, "place": "Khánh Hòa", "score": 5.0, "rank": rank,
             "rank_of": of}
            for name, before, now, many in RANKS
            for year, rank, of in ((2023, before, 63), (2024, now, many))
        ]  # fmt: skip
        World(store, "stnmt").number(rows, date(2025, 6, 30), dataset="index_scores")
        found = figures.rank_points(store, Asked(agency="stnmt", as_of=date.max, year=9999), 2024)
        later = figures.rank_points(store, Asked(agency="stnmt", as_of=date.max, year=9999), 2025)
    assert found.up == ("PCI: Gia nhập thị trường", "PCI: Tiếp cận đất đai", "PCI: Tính minh bạch")
    assert (found.down, found.same) == (("PCI: Chi phí thời gian",), ("PCI: Cạnh tranh bình đẳng",))
    assert len(found.unknown) == 9  # six of PAPI; of PCI two without ranks, one among 63 and then 34
    assert "PCI: Chi phí không chính thức" in found.unknown
    assert (found.bonus, found.penalty) == ((1.0, 1.0), (0.5, 2.0))
    assert rank_headline(found) == "Thứ hạng 14 thành phần phụ trách năm 2024: cộng 1, trừ 0,5–2 điểm CCHC"
    assert rank_lines(found)[0] == f"▲ Tăng hạng: {'; '.join(found.up)}"
    assert (later.bonus, later.penalty) == ((0.0, 1.0), (0.0, 2.0))  # nothing of it is known
    assert "chưa có trong dữ liệu" in rank_headline(later)
