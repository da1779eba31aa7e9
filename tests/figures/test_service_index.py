"""Bộ chỉ số phục vụ of a month that several files tell. By hand; a month has 100 (Quyết định 766/QĐ-TTg)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.import_world import World

MONTH = date(2024, 10, 1)
WHOLE = {"Công khai, minh bạch": (17, 18), "Tiến độ giải quyết": (20, 40), "Mức độ hài lòng": (38, 42)}


def _rows(points: dict[str, tuple[float, float]]) -> list[dict[str, Any]]:
    return [
        {"month": MONTH, "component": name, "score": float(score), "max_score": float(most)}
        for name, (score, most) in points.items()
    ]


@pytest.mark.parametrize(
    ("newer", "score"),
    [
        ({"CÔNG KHAI, MINH BẠCH": (18, 18), "TIẾN ĐỘ GIẢI QUYẾT": (21, 40), "MỨC ĐỘ HÀI LÒNG": (39, 42)}, 78),
        ({"Minh bạch": (18, 18), "Tiến độ": (21, 40), "Hài lòng": (39, 42)}, 78),
        ({"CÔNG KHAI, MINH BẠCH": (18, 18)}, 76),  # one of them, anew
        ({"Tiến độ giải quyết": (30, 40), "Mức độ hài lòng": (40, 42)}, 87),
    ],
)
def test_a_component_by_another_name_is_no_further_one(
    tmp_path: Path, newer: dict[str, tuple[float, float]], score: float
) -> None:
    """Beside each other they made 150 points of 100, and a target that was met."""

    def fill(store: Store) -> None:
        world = World(store)
        world.put(_rows(WHOLE), date(2024, 10, 31), dataset="service_index")
        world.put(_rows(newer), date(2024, 11, 15), dataset="service_index")

    with fresh_home.build(tmp_path / "home", fill=fill) as store:
        asked = Asked(agency="stp", as_of=date(2024, 11, 15))
        found = figures.values(store, asked, "service_index").one("service_index")
        told = figures.check(store, asked)
    assert found is not None
    assert found.value == score
    assert "service_index_points" not in set(told["code"])


@pytest.mark.parametrize("more", [{"Tổng": (75, 100)}, {"Mức độ hài lòng": (17, 18)}])
def test_a_month_of_more_or_fewer_points_than_there_are_is_told(
    tmp_path: Path, more: dict[str, tuple[float, float]]
) -> None:
    rows = _rows(WHOLE | more)
    with fresh_home.build(
        tmp_path / "home", fill=lambda store: World(store).put(rows, MONTH, dataset="service_index")
    ) as store:
        told = figures.check(store, figures.newest(store, "stp"))
    assert list(told.loc[told["code"] == "service_index_points", "subject"]) == ["10/2024"]
