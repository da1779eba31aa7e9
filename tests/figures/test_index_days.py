"""Indices and criteria are asked once between two days on which something of them became known: each day between has
the answer that was asked of it alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.figures.criteria import CCHC, published_index, rows_of
from chiso.figures.indices import known_since
from chiso.store import Store
from tests.conftest import LONG

AGENCY = "stp"


def around(store: Store) -> Iterator[date]:
    """Each day on which something became known, the days beside it, and days far from all."""
    known = [row["day"] for row in store.rows("figures/index_days", agency=AGENCY) if row["day"]]
    assert len(known) > 2
    for day in sorted(known):
        yield from (day - timedelta(days=1), day, day + timedelta(days=1))
    yield from (date(1990, 1, 1), date(2024, 7, 17), date(2045, 12, 31))


@pytest.mark.skipif(not LONG, reason="in a usual run the scores")
def test_criteria_are_those_of_the_day(demo_store: Store) -> None:
    for day in around(demo_store):
        for year in (2022, 2023, 2024):
            alone = demo_store.rows("figures/criteria", agency=AGENCY, year=year, as_of=day)
            found = rows_of(demo_store, AGENCY, year, day)
            assert [{**row, "is_sum": None} for row in found] == [{**row, "is_sum": None} for row in alone], (
                day,
                year,
            )


def test_scores_are_those_of_the_day(demo_store: Store) -> None:
    for day in around(demo_store):
        alone = demo_store.run("figures/index_scores", agency=AGENCY, index_name=None, place=None, as_of=day)
        pd.testing.assert_frame_equal(figures.index_series(demo_store, AGENCY, as_of=day), alone)
        of: dict[str, Any] = {"agency": AGENCY, "year": 2023, "as_of": day, "index_name": CCHC}
        published = published_index(demo_store, figures.Asked(agency=AGENCY, as_of=day, year=2023), day)
        assert [published] == (demo_store.rows("figures/published_index", **of) or [None])[:1], day


def test_days_between_share_an_answer(demo_store: Store) -> None:
    days = sorted({known_since(demo_store, AGENCY, day) for day in around(demo_store)})
    for one, other in pairwise(days):
        assert known_since(demo_store, AGENCY, other - timedelta(days=1)) == one
    assert known_since(demo_store, AGENCY, date(1, 1, 2)) == date.min
