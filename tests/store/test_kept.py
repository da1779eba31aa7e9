"""What is known of the store is asked once per data version, and never older than the data."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from chiso.store.kept import Kept, Once
from tests.worlds import fresh_home

Rows = list[dict[str, Any]]


def counted(rows: Rows) -> tuple[Callable[[], Rows], list[int]]:
    """Something that is asked, and how often it was."""
    asked: list[int] = []

    def ask() -> Rows:
        asked.append(1)
        return rows

    return ask, asked


def test_asked_once_until_the_data_changes() -> None:
    ask, asked = counted([{"a": 1}])
    kept = Kept()
    assert [kept.of(1, "q", ask) for _ in range(3)] == [[{"a": 1}]] * 3
    assert len(asked) == 1
    kept.of(1, "other", ask)
    kept.of(2, "q", ask)
    assert len(asked) == 3


def test_what_somebody_writes_into_his_rows_nobody_else_sees() -> None:
    ask, _ = counted([{"a": 1}])
    kept = Kept()
    kept.of(1, "q", ask)[0]["a"] = 2
    kept.of(1, "q", ask).clear()
    assert kept.of(1, "q", ask) == [{"a": 1}]


def test_what_somebody_writes_into_his_table_nobody_else_sees() -> None:
    kept = Kept()
    mine = kept.of(1, "q", lambda: pd.DataFrame({"a": [1]}))
    mine.loc[0, "a"], mine["b"] = 2, 3
    theirs = kept.of(1, "q", pd.DataFrame)
    theirs.loc[0, "a"], theirs["b"] = 2, 3
    assert kept.of(1, "q", pd.DataFrame).to_dict("records") == [{"a": 1}]


def test_a_few_rows_do_not_hold_the_list_that_they_were_cut_from() -> None:
    rows, kept = range(100_000), Kept()
    table = pa.table({"a": rows, "b": list(map(str, rows))})
    few = kept.of(1, "t", lambda: table.slice(10, 2))
    assert few.to_pylist() == [{"a": 10, "b": "10"}, {"a": 11, "b": "11"}]
    assert few.get_total_buffer_size() < 10_000 < table.get_total_buffer_size()
    frame = pd.DataFrame({"a": rows, "b": rows})
    some = kept.of(1, "f", lambda: frame.iloc[10:12])
    assert some.to_dict("list") == {"a": [10, 11], "b": [10, 11]}
    assert not np.shares_memory(some["a"].to_numpy(), frame["a"].to_numpy())


def test_a_failure_is_raised_and_not_kept() -> None:
    def fail() -> Rows:
        raise OSError("disk")

    kept = Kept()
    with pytest.raises(OSError, match="disk"):
        kept.of(1, "q", fail)
    assert kept.of(1, "q", lambda: [{"a": 1}]) == [{"a": 1}]


def test_who_asks_for_what_is_being_asked_waits_for_it() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> Rows:
        begun.set()
        assert go_on.wait(10)
        return [{"a": 1}]

    kept, found = Kept(), []
    ask, asked = counted([{"a": 2}])
    threads = [threading.Thread(target=lambda: found.append(kept.of(1, "q", slow)))]
    threads[0].start()
    assert begun.wait(10)
    threads.append(threading.Thread(target=lambda: found.append(kept.of(1, "q", ask))))
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert found == [[{"a": 1}]] * 2
    assert not asked


def test_one_object_for_all_who_ask_what_fails_is_asked_again() -> None:
    once = Once()
    with pytest.raises(ZeroDivisionError):
        once.of("q", lambda: 1 // 0)
    made = once.of("q", lambda: [2])
    assert once.of("q", lambda: [3]) is made
    once.forget("q")
    assert once.of("q", lambda: [4]) == [4]


def test_an_answer_that_was_begun_before_a_change_is_not_kept_after_it() -> None:
    kept = Kept()

    def meanwhile() -> Rows:
        kept.of(2, "other", lambda: [])
        return [{"a": "old"}]

    assert kept.of(1, "q", meanwhile) == [{"a": "old"}]
    assert kept.of(2, "q", lambda: [{"a": "new"}]) == [{"a": "new"}]


def test_so_many_rows_stay_those_asked_for_last() -> None:
    kept = Kept(5)
    ask, asked = counted([{"a": 1}, {"a": 2}])
    for name in ("first", "second", "first", "third"):
        kept.of(1, name, ask)
    assert len(asked) == 3
    kept.of(1, "first", ask)
    assert len(asked) == 3
    kept.of(1, "second", ask)  # it had to go for the third
    assert len(asked) == 4
    big, asked_for_big = counted([{"a": 1}] * 6)
    assert kept.of(1, "big", big) == kept.of(1, "big", big)
    assert len(asked_for_big) == 2
    nothing, asked_for_nothing = counted([])
    for name in (*range(6), 0):
        kept.of(1, name, nothing)
    assert len(asked_for_nothing) == 7


def test_a_transaction_sees_its_own_changes_and_nobody_else_does(tmp_path: Path) -> None:
    row = pa.table({"agency": ["stp"], "year": [1999], "indicator": ["online_rate"], "value": [0.5]})
    seen: list[int] = []
    with fresh_home.bare(tmp_path / "home") as store:

        def targets() -> int:
            return len(store.known("figures/targets", agency="stp", year=1999))

        assert targets() == 0
        with store.transaction():
            store.insert("targets", row)
            store.bump()
            assert targets() == 1
            thread = threading.Thread(target=lambda: seen.append(targets()))
            thread.start()
            thread.join()
        assert seen == [0]
        assert targets() == 1


def test_a_longer_answer_than_the_longest_that_stays_is_asked_for_anew() -> None:
    kept = Kept(5, longest=2)
    small, asked = counted([{"a": 1}, {"a": 2}])
    large, asked_large = counted([{"a": 1}] * 3)
    for _ in range(2):
        kept.of(1, "small", small)
        assert kept.of(1, "large", large) == [{"a": 1}] * 3
    assert (len(asked), len(asked_large)) == (1, 2)
