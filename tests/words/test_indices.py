"""Published indices in words: which edition is shown, and against which target."""

import pandas as pd

from chiso.words import headlines, indices


def scores(*rows: tuple[str, str | None, int, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["index", "component", "year", "score"])
    return frame.assign(own=True, weight=None, place="Khánh Hòa")


OWN = scores(
    ("PAPI", None, 2024, 43.0), ("PAPI", "Công khai", 2023, 5.0), ("PAPI", "Công khai", 2024, 4.5),
    ("PCI", None, 2023, 65.0), ("PCI", "Đất đai", 2015, 6.0), ("PCI", "Đất đai", 2016, 5.61),
)  # fmt: skip
TARGETS = [
    {"index": "PCI", "component": "Đất đai", "year": 2024, "comparison": ">", "value": 6.0, "weight": 0.05,
     "unit_text": "Văn phòng"},
    {"index": "PAPI", "component": "Công khai", "year": 2024, "comparison": ">", "value": 4.5, "weight": None,
     "unit_text": None},
]  # fmt: skip


def test_the_page_opens_on_the_newest_edition_that_has_components() -> None:
    assert indices.newest_with_components(OWN) == "PAPI"  # PCI's total of 2023 has none
    assert indices.newest_with_components(scores(("PCI", None, 2023, 65.0))) == "PCI"


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
    (row,) = indices.with_targets(frame, TARGETS, "PCI", 2024, 2016).to_dict("records")
    assert pd.isna(row["target"])
    assert (row["verdict"], row["goal"], row["owner"]) == ("Chưa có điểm năm 2024", "> 6 (2024)", "Văn phòng")
    frame, _, last = indices.editions(OWN, "PAPI")
    (row,) = indices.with_targets(frame, TARGETS, "PAPI", 2024, last or 0).to_dict("records")
    assert (row["target"], row["verdict"]) == (4.5, "▲ Chưa đạt")  # 4,5 is not more than 4,5
