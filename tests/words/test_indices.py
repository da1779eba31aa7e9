"""Published indices in words: which edition is shown, and against which target."""

from typing import Any

import pandas as pd

from chiso.words import headlines, indices


def scores(*rows: tuple[str, str | None, int, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["index", "component", "year", "score"])
    return frame.assign(
        own=True, weight=None, place="Khánh Hòa", series=0, rank=None, rank_of=None, max_score=None
    )


OWN = scores(
    ("PAPI", None, 2024, 43.0), ("PAPI", "Công khai", 2023, 5.0), ("PAPI", "Công khai", 2024, 4.5),
    ("PCI", None, 2023, 65.0), ("PCI", "Đất đai", 2015, 6.0), ("PCI", "Đất đai", 2016, 5.61),
)  # fmt: skip


def judged(component: str, year: int, target: float | None, verdict: str, **more: Any) -> pd.DataFrame:
    """One component as figures.components answers it."""
    row = {"component": component, "year": year, "target": target, "comparison": ">", "target_year": year,
           "verdict": verdict, "weight": None, "units": "Văn phòng", "tasks": None}  # fmt: skip
    return pd.DataFrame([row | more])


def test_the_page_opens_on_the_newest_edition_that_has_components() -> None:
    assert indices.newest_with_components(OWN) == "PAPI"  # PCI's total of 2023 has none
    assert indices.newest_with_components(scores(("PCI", None, 2023, 65.0))) == "PCI"


def test_components_stand_with_their_rank_in_the_newest_edition() -> None:
    two = scores(
        ("PCI", "Đất đai", 2022, 6.0), ("PCI", "Đất đai", 2023, 5.6), ("PCI", "Minh bạch", 2023, 6.1)
    )
    frame, _, _ = indices.editions(two.assign(rank=[20, 41, None], rank_of=[63, 63, None]), "PCI")
    shown = indices.with_targets(frame, judged("Chi phí", 2023, 7.0, "not_published"), 2023)
    assert shown[["rank", "rank_of"]].astype(object).where(shown["rank"].notna(), None).values.tolist() == [
        [41, 63], [None, None], [None, None]
    ]  # fmt: skip


def test_a_headline_of_components_names_both_editions() -> None:
    assert headlines.components([("Đất đai", 6.0, 5.61)], "PCI 2016", 2015) == (
        "PCI 2016: chỉ Đất đai giảm 0,39 điểm so với 2015"
    )
    two = [("Đất đai", 6.0, 5.61), ("Minh bạch", 6.0, 5.9), ("Chi phí", 5.0, 5.0)]
    assert headlines.components(two, "PCI 2016", 2015) == (
        "PCI 2016: hai thành phần giảm so với 2015, mạnh nhất Đất đai (0,39 điểm)"
    )
    assert headlines.components([("Chi phí", 5.0, 5.1)], "PCI 2016", 2015) == (
        "PCI 2016: không thành phần nào giảm điểm so với 2015"
    )
    assert headlines.components([("Chi phí", None, 5.1)], "PCI 2016", None) == (
        "PCI 2016: một thành phần, chưa có kỳ trước để so sánh"
    )


def test_a_score_is_held_against_a_target_of_its_own_year_alone() -> None:
    frame, before, last = indices.editions(OWN, "PCI")
    assert (before, last) == (2015, 2016)
    of = judged("Đất đai", 2024, 6.0, "not_published", tasks=3, tasks_done=1, tasks_late=2)
    (row,) = indices.with_targets(frame, of, 2016).to_dict("records")
    assert pd.isna(row["target"])
    assert (row["verdict"], row["goal"]) == ("○ Chưa có điểm 2024 trong dữ liệu", "> 6 (2024)")
    assert (row["owner"], row["tasks"]) == ("Văn phòng", "3 việc, 1 xong, 2 quá hạn")
    frame, _, last = indices.editions(OWN, "PAPI")
    (row,) = indices.with_targets(frame, judged("Công khai", 2024, 4.5, "missed"), last).to_dict("records")
    assert (row["target"], row["verdict"]) == (4.5, "▲ Chưa đạt")  # 4,5 is not more than 4,5


def test_a_component_says_its_target_and_how_it_stands() -> None:
    """7,00 is not more than 7; a target of a year whose score is not out says so."""
    rows = [
        judged("Tính minh bạch", 2024, 7.0, "missed", score=7.0, tasks=3, tasks_done=2, tasks_late=0),
        judged("Gia nhập", 2024, 7.5, "not_published", score=None, tasks=4, tasks_done=3, tasks_late=1),
        judged("Đất đai", 2024, None, "no_target", score=5.0, tasks=None, tasks_done=None, tasks_late=None),
    ]
    assert [indices.standing(row.iloc[0]) for row in rows] == [
        "Tính minh bạch > 7: ▲ 7,00 chưa đạt", "Gia nhập > 7,5: ○ chưa có điểm", "Đất đai",
    ]  # fmt: skip
    assert indices.most_urgent(pd.concat(rows)) == "Gia nhập"
    assert indices.most_urgent(rows[2]) is None


def test_a_component_with_a_target_and_no_score_stands_too() -> None:
    frame, _, last = indices.editions(OWN, "PGI")  # no score of it at all
    rows = indices.with_targets(frame, judged("Giảm ô nhiễm", 2024, 7.0, "not_published"), last)
    assert list(rows["name"]) == ["Giảm ô nhiễm"]
    assert list(rows["verdict"]) == ["○ Chưa có điểm 2024 trong dữ liệu"]
    assert indices.target_years([{"index": "pgi", "year": 2024}, {"index": "PGI", "year": 2025}], 2024) == {
        "PGI": 2024
    }


def test_the_headline_of_verdicts_says_of_which_year_they_are() -> None:
    rows = [judged("Một", 2024, 7.0, verdict) for verdict in ("met", "missed", "not_published", "no_target")]
    assert indices.judged_headline(pd.concat(rows), "PCI") == (
        "PCI 2024: 1/3 thành phần đạt chỉ tiêu, 1 chưa có điểm trong dữ liệu"
    )
    assert indices.judged_headline(rows[2], "PGI") == (
        "PGI 2024: chưa có điểm thành phần trong dữ liệu để so với chỉ tiêu"
    )
    assert indices.judged_headline(rows[3], "PAPI") == ""
