"""Every day of a year: what an agency is told agrees with its lists, charts and figures. A usual run takes one day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chiso import homes
from chiso.figures.ask import Asked
from chiso.present import deck, outputs
from chiso.store import Store
from tests.conftest import LONG
from tests.words.agreement import lists_agree, online_agrees
from tests.words.recomputed import Again, texts_of
from tests.words.sentences import year_of_exports
from tests.worlds.demo_home import copy_home
from tests.worlds.kept_homes import built_once

MONTHS = range(1, 13) if LONG else (10,)


def every_day(store: Store, month: int) -> None:
    """The days of a month of 2024, weekends and holidays too: lists, gap, and every text of the deck."""
    again = Again(store)
    last = monthrange(2024, month)[1]
    for day in range(1 if LONG else last, last + 1):
        asked = Asked(agency=store.agency, as_of=date(2024, month, day))
        look = outputs.look_at(store, asked)
        lists_agree(store, asked, look.attention.foremost)
        online_agrees(store, asked)
        for slide in deck.storyboard(look):
            for _, text in texts_of(slide):
                again.check(text, slide.claims)


@pytest.mark.parametrize("month", MONTHS)
def test_every_day_of_the_demonstration(demo_store: Store, month: int) -> None:
    every_day(demo_store, month)


@pytest.fixture(scope="module")
def exports(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The year of public exports, imported once per run."""
    template = built_once("exports", year_of_exports)
    with homes.opened(copy_home(template, tmp_path_factory.mktemp("exports") / "home")) as store:
        yield store


@pytest.mark.skipif(not LONG, reason="every day with --long")
@pytest.mark.parametrize("month", MONTHS)
def test_every_day_of_the_public_exports(exports: Store, month: int) -> None:
    every_day(exports, month)
