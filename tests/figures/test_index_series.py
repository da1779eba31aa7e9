"""Whose a score is, and which years of an index may be held against one another: by hand, from the sources named in
data/reference/index_breaks.csv and successors.csv."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.indices import breaks
from chiso.intake.commit import batch
from chiso.present.deck import lists
from chiso.present.outputs import look_at
from chiso.present.pictures import points
from chiso.reference import shipped
from chiso.words import cards, index_places, indices
from tests.worlds import fresh_home
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

SCORES = (
    ("PCI", 2021, "Khánh Hòa", 63.0), ("PCI", 2022, "Khánh Hòa", 67.74), ("PCI", 2024, "Khánh Hòa", 68.0),
    ("PCI", 2025, "Khánh Hòa", 66.0), ("PCI", 2024, "Ninh Thuận", 69.0), ("PCI", 2025, "Huế", 70.0),
    ("CCHC", 2023, "Sở Tư pháp", 84.27), ("CCHC", 2023, "Sở Y tế", 70.5),
)  # fmt: skip


def test_scores_of_another_method_or_another_province_are_not_held_against_each_other(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        none = figures.scores(store, "stp")
        assert indices.in_order(none[none["own"]]) == []
        rows = [dict(zip(("index", "year", "place", "score"), row, strict=True)) for row in SCORES]
        World(store).number(rows, date(2026, 5, 31), dataset="index_scores")
        found = figures.scores(store, "stp")
    own = found[found["own"]]
    assert list(zip(own["index"], own["year"], own["series"], own["series_of"], strict=True)) == [
        ("CCHC", 2023, 0, ""),
        ("PCI", 2021, 0, ""), ("PCI", 2022, 2022, "trọng số mới"), ("PCI", 2024, 2022, "trọng số mới"),
        ("PCI", 2025, 2025, "thêm Ninh Thuận"),
    ]  # fmt: skip
    (hue,) = found.loc[found["place"] == "Huế", "series"]
    assert hue == 2022  # Huế is what it was
    pci = indices.totals(own, "PCI")
    assert indices.headline(pci, "PCI") == "PCI 2025: 66 điểm"
    assert indices.headline(pci[pci["year"] < 2025], "PCI") == "PCI 2024 tăng 0,26 điểm so với 2022"
    newest = indices.newest(pci[pci["year"] < 2025])
    assert (newest.moved(), newest.moved(" điểm")) == ("tăng 0,26 so với 2022", "tăng 0,26 điểm so với 2022")
    assert indices.newest(pci).moved() == ""  # of another series
    assert indices.breaks(pci) == [(2022, "trọng số mới"), (2025, "thêm Ninh Thuận")]


def test_what_provinces_and_agencies_are_both_scored_in_is_two_indices(tmp_path: Path) -> None:
    """Satisfaction is measured of the province by the Ministry, of its agencies by the province: two scales, two ranks,
    both our own to look at."""
    scores = (
        ("SIPAS", "Khánh Hòa", 81.2), ("SIPAS", "Huế", 84.0), ("SIPAS", "Sở Tư pháp", 88.5), ("SIPAS", "Sở Y tế", 90.1),
        ("DTI", "Khánh Hòa", 0.6), ("DTI", "STP", 0.7), ("PCI", "Sở Tư pháp", 60.0),
    )  # fmt: skip
    rows = [dict(zip(("index", "place", "score"), row, strict=True)) | {"year": 2024} for row in scores]
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(rows, date(2026, 5, 31), dataset="index_scores")
        found = figures.scores(store, "stp")
    own = found[found["own"]]
    assert dict(zip(own["index"], own["score"], strict=True)) == {
        "SIPAS": 81.2, "SIPAS của cơ quan": 88.5, "DTI": 0.6, "DTI của cơ quan": 0.7,
    }  # fmt: skip
    assert indices.in_order(own) == ["SIPAS của cơ quan", "SIPAS", "DTI của cơ quan", "DTI"]
    assert set(found.loc[found["index"] == "PCI", "place"]) == {
        "Sở Tư pháp"
    }  # of provinces alone: as the file says
    of = found[found["index"] == "SIPAS của cơ quan"]
    assert index_places.among(
        of, "Sở Tư pháp", "SIPAS của cơ quan", Asked(agency="stp", as_of=date(2026, 5, 31))
    ) == ("SIPAS của cơ quan 2024: Sở Tư pháp thứ 2 trong 2 cơ quan có điểm, kém Sở Y tế (thứ 1) 1,6 điểm")


OF_MAXIMA = (
    (2021, "Sở Tư pháp", 86.2, 100.0, 12), (2022, "Sở Tư pháp", 87.05, 98.0, 10), (2023, "Sở Tư pháp", 84.27, 94.5, 2),
    (2023, "Sở Nội vụ", 92.1, 100.0, 1), (2023, "Sở Y tế", 86.24, 98.0, 3), (2023, "Sở Xây dựng", 85.5, 100.0, 4),
)  # fmt: skip


def of_maxima(
    rows: Sequence[tuple[int, str, float, float | None, int]] = OF_MAXIMA,
) -> list[dict[str, object]]:
    names = ("year", "place", "score", "max_score", "rank")
    return [{"index": "CCHC", **dict(zip(names, row, strict=True))} for row in rows]


def test_scores_of_other_maxima_are_compared_by_percentage(tmp_path: Path) -> None:
    """Domain, "Indices": the maximum of an agency's CCHC may be below 100 after criteria that do not apply are taken
    out (94.5 in 2023), 84.27 / 94.5 is 89.17 %; 87.05 of 98 is 88.83 %, so 2023 rose where its points are fewer."""
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(of_maxima(), date(2024, 10, 31), dataset="index_scores")
        scores = figures.scores(store, "stp")
        day = Asked(agency="stp", as_of=date(2024, 10, 31))
        said = index_places.among(scores, "Sở Tư pháp", "CCHC", day)
        peers = points.among(scores, "Sở Tư pháp", "CCHC", day)
        slide = lists.indices(look_at(store, day))
    own = indices.totals(scores[scores["own"]], "CCHC")
    assert indices.headline(own, "CCHC") == "CCHC 2023 tăng 0,34 điểm % so với 2022, hạng 2"
    note = "Phần trăm điểm tối đa, vì điểm tối đa từng năm khác nhau (2023: 84,27 / 94,5)"
    assert indices.note(own) == note
    assert said == "CCHC 2023: Sở Tư pháp thứ 2 trong 4 cơ quan có điểm, kém Sở Nội vụ (thứ 1) 2,93 điểm %"
    assert (peers.headline, peers.note.partition(".")[0]) == (said, "Phần trăm điểm tối đa")
    assert peers.series[-1].values == pytest.approx((86.2, 87.05 / 98 * 100, 84.27 / 94.5 * 100))
    card = cards.index(own.to_dict("records"))
    assert (card.value, card.under) == ("84,27", "89,17% · hạng 2")
    assert card.trend == pytest.approx([86.2, 87.05 / 98 * 100, 84.27 / 94.5 * 100])
    (one,) = slide.multiples
    assert (one.figure.value, one.figure.change) == ("89,17%", "tăng 0,34 so với 2022")
    assert one.chart.series[0].texts == ("86,20%", "88,83%", "89,17%")
    assert slide.headline == "CCHC 2023 tăng 0,34 điểm % so với 2022"


def editions(*maxima: float | None) -> pd.DataFrame:
    """The editions of Sở Tư pháp from 2021 on, of 80, 81 … points."""
    rows = of_maxima([(2021 + n, "Sở Tư pháp", 80.0 + n, most, 5) for n, most in enumerate(maxima)])
    return pd.DataFrame(rows).assign(component=None, series=0, series_of="", rank_of=None)


def test_of_one_maximum_points_are_compared_and_where_one_is_unknown_nothing() -> None:
    def own(*maxima: float | None) -> pd.DataFrame:
        return indices.totals(editions(*maxima), "CCHC")

    for maxima in ((100.0, 100.0), (94.5, 94.5), (None, None), (None, 100.0)):
        assert indices.headline(own(*maxima), "CCHC") == "CCHC 2022 tăng 1 điểm so với 2021, hạng 5"
    for maxima in ((None, 94.5), (98.0, None)):
        assert indices.headline(own(*maxima), "CCHC") == "CCHC 2022: 81 điểm, hạng 5"


@pytest.mark.parametrize(
    ("maxima", "said", "pieces", "note"),
    [
        ((None, None, 94.5), "CCHC 2023: 82 điểm, hạng 5", [(80, 81, None), (None, None, 82)], "Điểm, tối đa 94,5"),
        ((98, None), "CCHC 2022: 81 điểm, hạng 5", [(80, None), (None, 81)], "Điểm"),
        ((98, 94.5, None), "CCHC 2023: 82 điểm, hạng 5",
         [(80, None, None), (None, 81, None), (None, None, 82)], "Điểm"),
        ((None, 90, 82), "CCHC 2023 tăng 10 điểm % so với 2022, hạng 5", [(None, 90, 100)],
         "Phần trăm điểm tối đa, vì điểm tối đa từng năm khác nhau (2023: 82 / 82); chưa rõ điểm tối đa năm 2021"),
    ],
)  # fmt: skip
def test_no_line_goes_over_a_maximum_that_is_another_or_unknown(
    maxima: Sequence[float | None], said: str, pieces: list[tuple[float | None, ...]], note: str
) -> None:
    chart = points.of_index(editions(*maxima), "CCHC")
    assert (chart.headline, [one.values for one in chart.series], chart.note) == (said, pieces, note)


def test_a_place_is_told_among_those_of_its_maximum() -> None:
    """What another agency of another maximum got is held against ours only where both maxima are known."""
    day = Asked(agency="stp", as_of=date(2024, 10, 31))

    def said(*maxima: float | None) -> str:
        names = ("Sở Tư pháp", "Sở Nội vụ", "Sở Y tế")
        rows = of_maxima(
            [(2023, one, 90.0 + n, most, 5) for n, (one, most) in enumerate(zip(names, maxima, strict=False))]
        )
        frame = pd.DataFrame(rows).assign(component=None, series=0, series_of="")
        return index_places.among(frame, names[0], "CCHC", day)

    assert (
        said(None, None, 98)
        == "CCHC 2023: Sở Tư pháp thứ 2 trong 2 cơ quan có điểm so sánh được, kém Sở Nội vụ (thứ 1) 1 điểm"
    )
    assert (
        said(95, None, 96)
        == "CCHC 2023: Sở Tư pháp thứ 2 trong 2 cơ quan có điểm so sánh được, kém Sở Y tế (thứ 1) 1,09 điểm %"
    )
    assert said(95, None, None) == "CCHC 2023: chưa rõ điểm tối đa của cơ quan khác"
    assert said(95) == "CCHC 2023: chưa có điểm của cơ quan khác"


def test_a_newer_file_says_nothing_of_the_fields_whose_columns_it_lacks(tmp_path: Path) -> None:
    """Shared contract, "Versions and the as-of date": a field without a column keeps the value of the newest version
    that has it, an empty cell of an existing column does not. A file of scores alone emptied weights and ranks."""
    row = {"index": "PCI", "component": "Gia nhập thị trường", "year": 2023, "place": "Khánh Hòa"}
    names = ["score", "max_score", "weight", "rank", "rank_of"]
    with fresh_home.build(tmp_path / "home") as store:
        world = World(store)

        def known(day: date, **said: float | None) -> list[float | None]:
            world.number([row | said], day, dataset="index_scores")
            (found,) = (
                figures.scores(store, "stp")[names].astype(object).where(lambda one: one.notna(), None).values
            )
            return list(found)

        first = date(2024, 5, 1)
        assert known(first, score=7.1, max_score=10, weight=0.05, rank=20, rank_of=63) == [
            7.1,
            10,
            0.05,
            20,
            63,
        ]
        assert known(date(2024, 6, 1), score=7.2) == [7.2, 10, 0.05, 20, 63]
        assert known(date(2024, 7, 1), rank=None, rank_of=63) == [7.2, 10, 0.05, None, 63]
        batch.rollback(store, ADMIN, 1)
        found = figures.scores(store, "stp")
        assert found["score"].tolist() == [7.2]
        assert found["max_score"].isna().all()


def test_a_series_of_provinces_is_imported_once_and_seen_by_every_agency(tmp_path: Path) -> None:
    """What an agency imported itself stands before what another brought; scores of agencies are the importer's own."""
    with fresh_home.build(tmp_path / "home") as store:
        rows = [dict(zip(("index", "year", "place", "score"), row, strict=True)) for row in SCORES]
        World(store).number(rows, date(2026, 5, 31), dataset="index_scores")
        other = figures.index_series(store, "sct")
        assert sorted(zip(other["index"], other["year"], other["place"], strict=True)) == [
            ("PCI", 2021, "Khánh Hòa"), ("PCI", 2022, "Khánh Hòa"), ("PCI", 2024, "Khánh Hòa"),
            ("PCI", 2024, "Ninh Thuận"), ("PCI", 2025, "Huế"), ("PCI", 2025, "Khánh Hòa"),
        ]  # fmt: skip
        own = [{"index": "PCI", "year": 2021, "place": "Khánh Hòa", "score": 63.11}]
        World(store, "sct").number(own, date(2022, 5, 31), dataset="index_scores")
        assert figures.index_series(store, "sct")["score"].tolist()[:2] == [70.0, 63.11]
        assert figures.index_series(store, "stp", "PCI", "Khánh Hòa")["score"].tolist()[0] == 63.0


@pytest.mark.parametrize(
    ("index", "of", "province", "years"),
    [
        ("SIPAS", "Hà Nội", "Khánh Hòa", []),
        ("PAPI", "Hà Nội", "Khánh Hòa", [2018, 2019, 2021]),
        ("SIPAS", "Ninh Thuận", "Khánh Hòa", [2025]),
        ("CCHC", "Sở Tư pháp", "Khánh Hòa", [2025]),
        ("CCHC", "Sở Tư pháp", "Hà Nội", []),
        ("CCHC", "Sở Tài nguyên và Môi trường", "Hà Nội", [2025]),
    ],
)
def test_from_when_an_index_is_of_something_else(
    index: str, of: str, province: str, years: list[int]
) -> None:
    assert [year for year, _ in breaks(index, of, province)] == years


def test_what_an_agency_and_its_province_became_is_told_once() -> None:
    (only,) = breaks("CCHC", "Sở Tài nguyên và Môi trường", "Khánh Hòa")
    assert only == (2025, "thành Sở Nông nghiệp và Môi trường; thêm Ninh Thuận")
    assert breaks("SIPAS", "Phú Thọ", "") == ((2025, "thêm Vĩnh Phúc và Hòa Bình"),)
    assert breaks("SIPAS", "Hòa Bình", "") == ((2025, "thành Phú Thọ"),)


def test_of_63_provinces_52_became_23_and_11_stayed() -> None:
    """Nghị quyết 202/2025/QH15."""
    rows = [row for row in shipped.read_rows("successors") if not str(row["name"]).startswith("Sở ")]
    assert (len({row["name"] for row in rows}), len(rows)) == (52, 52)
    assert len({row["successor"] for row in rows}) == 23
    assert 63 - 52 + 23 == 34
