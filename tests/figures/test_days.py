"""On every day the headline is the list, the end of the line, the sum of months and units, and the command's answer."""

import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.__main__ import main
from chiso.figures.ask import Asked
from chiso.figures.coverage import Unheard
from chiso.present.pictures import lateness
from chiso.store import Store
from tests.conftest import LONG
from tests.worlds.demo_home import copy_home

FIRST, LAST = date(2023, 12, 15), date(2024, 3, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
SAMPLE = EVERY_DAY[::27]
DAYS = EVERY_DAY if LONG else SAMPLE
EVENTS = ("online_rate", "on_time_rate", "e_result_rate", "online_payment_rate", "receipt_8h_rate")


@pytest.fixture(scope="module")
def folder(half_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_home(half_year, tmp_path_factory.mktemp("days") / "home")


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[date, dict[str, Any]]:
    """day -> indicator -> its row of `indicators --json`, asked while nobody else has the home open."""
    found = {}
    for day in SAMPLE:
        with redirect_stdout(StringIO()) as said:
            assert main(["--home", str(folder), "--json", "indicators", "--as-of", day.isoformat()]) == 0
        found[day] = {row["indicator"]: row for row in json.loads(said.getvalue())}
    return found


@pytest.fixture(scope="module")
def store(folder: Path, printed: dict[date, dict[str, Any]]) -> Iterator[Store]:
    with Store.open(folder) as opened:
        yield opened


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("indicator", EVENTS)
def test_headline_list_line_and_parts_agree(store: Store, day: date, indicator: str) -> None:
    asked = Asked(agency="stp", as_of=day)
    (value,) = figures.values(store, asked, indicator=indicator)
    counted = [
        len(figures.records(store, asked, indicator, figures.Part(part)))
        for part in ("numerator", "denominator")
    ]
    assert counted == [value.numerator or 0, value.denominator]
    line = figures.days(store, asked, indicator)
    if counted[1]:
        assert list(line[["numerator", "denominator"]].iloc[-1].fillna(0)) == counted
    for part in ("month", "unit"):
        parts = figures.values(store, asked, indicator=indicator, by=part)
        assert sum(row.numerator or 0 for row in parts) == counted[0]
        assert sum(row.denominator or 0 for row in parts) == counted[1]


@pytest.mark.parametrize("day", SAMPLE, ids=str)
@pytest.mark.parametrize("indicator", [*EVENTS, "overdue_dossiers"])
def test_the_command_prints_the_headline(
    store: Store, printed: dict[date, dict[str, Any]], day: date, indicator: str
) -> None:
    (value,) = figures.values(store, Asked(agency="stp", as_of=day), indicator=indicator)
    row = printed[day][indicator]
    names = ("numerator", "denominator", "value", "target", "status")
    assert {name: row[name] for name in names} == {name: getattr(value, name) for name in names}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_overdue_headline_is_its_list_and_its_chart(store: Store, day: date) -> None:
    asked = Asked(agency="stp", as_of=day)
    (value,) = figures.values(store, asked, indicator="overdue_dossiers")
    late = figures.overdue(store, asked, kind="dossiers")
    assert len(late) == value.numerator
    chart = lateness.overdue(late, things="hồ sơ", unheard=Unheard(day))
    assert sum(chart.total(place) for place in range(len(chart.names))) == value.numerator
