"""Figures that the office reports beside what was planned. Numbers made by hand."""

from datetime import date
from pathlib import Path

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from tests.worlds import fresh_home
from tests.worlds.import_world import World

DAY = date(2024, 10, 31)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ({"numerator": 3.0, "denominator": 4.0}, 3),  # three of four planned ones: three
        ({"numerator": 3.0, "value": 0.75}, 3),
        ({"numerator": 3.0}, 3),
        ({"value": 3.0}, 3),
    ],
)
def test_a_count_is_how_many_there_are_whatever_was_planned(
    tmp_path: Path, told: dict[str, float], value: int
) -> None:
    row = {"indicator": "initiatives", "date": DAY, **told}
    with fresh_home.build(
        tmp_path / "home", fill=lambda store: World(store).put([row], DAY, dataset="measurements")
    ) as store:
        found = figures.values(store, Asked(agency="stp", as_of=DAY), "initiatives").one("initiatives")
    assert found is not None
    assert (found.value, found.denominator) == (value, None)


@pytest.mark.parametrize("planned", [{}, {"denominator": 500.0}])
def test_a_plan_alone_leaves_what_was_reached_before(tmp_path: Path, planned: dict[str, float]) -> None:
    """The rate of September became unknown with the plan of October."""
    rows = [
        {
            "indicator": "disbursement_rate",
            "date": date(2024, 9, 30),
            "numerator": 400.0,
            "denominator": 500.0,
        },
        {"indicator": "disbursement_rate", "date": DAY, **planned},
    ]
    with fresh_home.build(
        tmp_path / "home", fill=lambda store: World(store).put(rows, DAY, dataset="measurements")
    ) as store:
        asked = Asked(agency="stp", as_of=DAY)
        found = figures.values(store, asked, "disbursement_rate").one("disbursement_rate")
    assert found is not None
    assert (found.value, found.day) == (0.8, date(2024, 9, 30))


def test_rows_of_a_year_that_is_over_are_those_of_its_figure(tmp_path: Path) -> None:
    """In January the list of 2024 had the first row of 2025 too."""
    rows = [
        {"indicator": "initiatives", "date": day, "value": value}
        for day, value in ((date(2024, 10, 31), 2.0), (date(2024, 12, 31), 1.0))
    ]
    as_of = date(2025, 1, 31)
    with fresh_home.build(
        tmp_path / "home", fill=lambda store: World(store).put(rows, as_of, dataset="measurements")
    ) as store:
        for year, value in ((2024, 2.0), (2025, 1.0)):
            asked = Asked(agency="stp", year=year, as_of=as_of)
            found = figures.values(store, asked, "initiatives").one("initiatives")
            assert found is not None
            assert found.value == value
            assert list(figures.records(store, asked, "initiatives")["value"]) == [value]


def test_rows_of_a_reported_figure_say_whose_they_are(tmp_path: Path) -> None:
    """A dash stood beside the whole agency's and beside a unit that nobody knows."""
    rows = [
        {"indicator": "disbursement_rate", "date": DAY, "value": value, "unit": unit, "unit_text": unit}
        for value, unit in ((0.5, None), (0.6, "Văn phòng Sở"), (0.7, "Ban Lạ"))
    ]
    with fresh_home.build(
        tmp_path / "home", fill=lambda store: World(store).put(rows, DAY, dataset="measurements")
    ) as store:
        found = figures.records(store, Asked(agency="stp", as_of=DAY), "disbursement_rate")
    assert dict(zip(found["value"], found["unit_name"], strict=True)) == {
        0.5: "Sở Tư pháp",
        0.6: "Văn phòng",
        0.7: "Chưa xác định",
    }
