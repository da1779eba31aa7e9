"""What pages keep beside a version of the data: what is written without one is seen at once; words made of an answer
are made of that answer alone."""

from datetime import date
from pathlib import Path

import pandas as pd

from chiso import reference
from chiso.desk import kept_decks, meetings
from chiso.desk.minutes import met_before
from chiso.store import Store
from chiso.web.shell.context import kept_until_written, kept_whole
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)


def test_a_deck_that_is_kept_is_a_meeting_at_once(tmp_path: Path) -> None:
    with reference.init(tmp_path / "home", "stp") as store:
        version, kept = store.data_version, date(2024, 10, 17)
        assert kept_until_written(store, met_before, "stp", DAY) == []
        kept_decks.keep(store, ADMIN, meetings.Deck("stp", kept, "Giao ban tuần", {}, []))
        assert store.data_version == version  # so that the version alone would not tell
        assert kept_until_written(store, met_before, "stp", DAY) == [kept]


def test_a_home_that_is_opened_again_is_asked_again(tmp_path: Path) -> None:
    """Each opening counted from the same number: what was asked at the first was the answer at the third."""
    reference.init(tmp_path / "home", "stp").close()
    kept = date(2024, 10, 17)
    with Store.open(tmp_path / "home") as store:
        assert kept_until_written(store, met_before, "stp", DAY) == []
    with Store.open(tmp_path / "home") as store:
        kept_decks.keep(store, ADMIN, meetings.Deck("stp", kept, "Giao ban tuần", {}, []))
    with Store.open(tmp_path / "home") as store:
        assert kept_until_written(store, met_before, "stp", DAY) == [kept]


def _count(rows: pd.DataFrame, *, column: str) -> int:
    return int(rows[column].sum())


def test_what_is_made_of_rows_is_made_anew_of_others() -> None:
    rows = pd.DataFrame({"total": [1, 2], "late": [0, 1]})
    assert [kept_whole(_count, rows, column=name) for name in ("total", "late", "total")] == [3, 1, 3]
    assert kept_whole(_count, rows.assign(total=[5, 6]), column="total") == 11
