"""The page Chỉ số beside other provinces: hand-made scores, the sentence by hand, a year's places by the address."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chiso import figures
from chiso.figures import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.present.deck import lists
from chiso.present.outputs import look_at
from chiso.reference import agencies
from chiso.store import Store
from chiso.words import index_places
from chiso.words.claims import claims_of
from tests.words.recomputed import Again
from tests.worlds import fresh_home
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
SCORES = (
    ("PCI", 2022, "Khánh Hòa", 65.0), ("PCI", 2022, "Huế", 69.36), ("PCI", 2022, "Lào Cai", 68.2),
    ("PCI", 2023, "Khánh Hòa", 66.2), ("PCI", 2023, "Huế", 69.19), ("PCI", 2023, "Lào Cai", 66.9),
    ("PCI", 2023, "Gia Lai", 63.0), ("PAPI", 2022, "Huế", 46.0), ("PAPI", 2023, "Khánh Hòa", 44.94),
    ("SIPAS", 2023, "Khánh Hòa", 84.0), ("SIPAS", 2023, "Huế", 83.5), ("PGI", 2023, "Huế", 24.9),
    ("SIPAS", 2023, "Sở Y tế", 90.1), ("SIPAS", 2023, "Sở Tư pháp", 88.5), ("DTI", 2023, "Sở Tư pháp", 61.0),
    ("CCHC", 2022, "Sở Y tế", 71.5), ("CCHC", 2022, "Sở Tư pháp", 83.27),
    ("CCHC", 2023, "Sở Tư pháp", 84.27), ("CCHC", 2023, "Sở Y tế", 70.5),
)  # fmt: skip
SAID = {
    "PCI": "PCI 2023: Khánh Hòa thứ 3 trong 4 tỉnh, thành phố có điểm, kém Lào Cai (thứ 2) 0,7 điểm",
    "PAPI": "PAPI 2023: chưa có điểm của tỉnh, thành phố khác",  # Huế's is of another year
    "SIPAS": "SIPAS 2023: Khánh Hòa thứ 1 trong 2 tỉnh, thành phố có điểm, hơn Huế 0,5 điểm",
    "PGI": "PGI: chưa có điểm của Khánh Hòa",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("indices")
    with fresh_home.build(folder / "home") as made:
        made.set_fact("demonstration", "true")
        rows = [dict(zip(("index", "year", "place", "score"), row, strict=True)) for row in SCORES]
        World(made).number(rows, DAY, dataset="index_scores")
        with shown(made):
            yield made


@pytest.mark.parametrize("name", SAID)
def test_where_the_province_stands_and_how_far_the_next_one_is(store: Store, name: str) -> None:
    scores = figures.scores(store, "stp")
    said = index_places.among(
        scores[scores["index"] == name], "Khánh Hòa", name, Asked(agency="stp", as_of=DAY)
    )
    assert said == SAID[name]
    if "thứ" in said:
        Again(store).check(said)
        for false in (said.replace("0,", "0,9"), said.replace("trong ", "trong 1")):
            with pytest.raises(AssertionError):
                Again(store).check(false, claims_of(said))


def test_a_point_opens_the_places_of_its_year(store: Store) -> None:
    app = opened("chi_so", None, chi_so="PCI", xep_hang="2022", den=f"{DAY}")
    assert not app.exception
    assert not app.error
    assert SAID["PCI"] in [text.value.replace("\\", "").lstrip("# ") for text in app.markdown]
    (table,) = (one.value for one in app.dataframe if "place" in one.value)
    assert table["place"].tolist() == ["Huế", "Lào Cai", "Khánh Hòa"]


def test_the_card_is_of_the_agencys_own_score_where_a_table_names_all_agencies(store: Store) -> None:
    cards = [card.value for card in opened("tong_quan", None, den=f"{DAY}").metric]
    assert "84,27" in cards
    assert "70,50" not in cards


def test_the_slide_has_the_agencys_and_its_provinces_indices_alone(store: Store) -> None:
    slide = lists.indices(look_at(store, Asked(agency="stp", as_of=DAY)))
    by_name = {one.figure.name: one for one in slide.multiples}
    assert [(name, one.figure.value, one.figure.under) for name, one in by_name.items()] == [
        ("CCHC 2023", "84,27", "Sở Tư pháp"), ("SIPAS của cơ quan 2023", "88,5", "Sở Tư pháp"),
        ("SIPAS 2023", "84", "Khánh Hòa"), ("PAPI 2023", "44,94", "Khánh Hòa"), ("PCI 2023", "66,2", "Khánh Hòa"),
        ("DTI của cơ quan 2023", "61", "Sở Tư pháp"),
    ]  # fmt: skip
    assert len({one.number for one in slide.multiples}) == 6  # those that nobody foresaw too, each its own
    pci = by_name["PCI 2023"]
    assert pci.figure.change == "tăng 1,2 so với 2022"
    assert pci.chart.names == ("2022", "2023")
    assert [series.values for series in pci.chart.series] == [(65.0, 66.2)]
    known = [one.number for name, one in by_name.items() if "của cơ quan" not in name]
    assert known == [1, 3, 4, 5]  # each its own, whichever others there are
    assert slide.headline == "Không chỉ số nào giảm điểm so với kỳ trước"  # Sở Y tế's fell


@pytest.mark.parametrize(
    ("score", "headline"),
    [("86,1", "CCHC 2023 tăng 6,3 điểm so với 2022"), ("79,8", "CCHC 2023 giữ nguyên so với 2022"),
     ("79,3", "CCHC 2023 giảm 0,5 điểm so với 2022")],
)  # fmt: skip
def test_of_one_index_the_slide_says_how_it_moved(tmp_path: Path, score: str, headline: str) -> None:
    """Not that one of one fell."""
    text = f"CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CỦA SỞ TƯ PHÁP\nNăm;Điểm;Hạng\n2022;79,8;15\n2023;{score};7\n"
    with fresh_home.build(tmp_path / "home") as home:
        upload = Upload("a.csv", text.encode(), answers=Answers(as_of=DAY))
        assert batch.import_file(home, ADMIN, upload).status == "imported"
        slide = lists.indices(look_at(home, Asked(agency="stp", as_of=DAY)))
    assert slide.headline == headline


def test_a_ranking_that_one_agency_of_a_home_brought_tells_the_others_their_own_score(tmp_path: Path) -> None:
    text = "XẾP HẠNG CCHC CÁC SỞ NĂM 2023\nSTT;Cơ quan;Điểm;Xếp hạng\n1;Sở Tư pháp;89,2;1\n2;Sở Công Thương;80,5;2\n"
    with fresh_home.build(tmp_path / "home") as home:
        agencies.add(home, ADMIN, "sct")
        upload = Upload("a.csv", text.encode(), answers=Answers(as_of=DAY))
        assert batch.import_file(home, ADMIN, upload).status == "imported"
        mine, theirs = (figures.scores(home, agency, DAY) for agency in ("stp", "sct"))
    assert dict(zip(mine["place"], mine["own"], strict=True)) == {"Sở Tư pháp": True, "Sở Công Thương": False}
    assert [(row["place"], row["score"], row["rank"]) for _, row in theirs[theirs["own"]].iterrows()] == [
        ("Sở Công Thương", 80.5, 2)
    ]
