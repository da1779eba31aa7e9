"""What a deck asks: once for all topics, two topics at a time, each noting what it says alone."""

import threading
from pathlib import Path

import pyarrow as pa

from chiso.present import deck
from chiso.present import outputs as present
from chiso.present.deck.answers import at_once
from chiso.present.deck.look import Look
from chiso.store import Store
from tests.present.test_deck import ASKED
from tests.worlds import fresh_home


def test_two_are_made_at_a_time_and_stand_in_their_order(demo_store: Store) -> None:
    both = threading.Barrier(2, timeout=10)  # broken where one waits for the other's end

    def make(name: str) -> str:
        both.wait()
        return name.upper()

    assert at_once(demo_store, make, ["a", "b", "c", "d"]) == ["A", "B", "C", "D"]


def test_what_a_transaction_has_written_is_seen_by_all_that_is_made_in_it(tmp_path: Path) -> None:
    row = pa.table({"agency": ["stp"], "year": [1999], "indicator": ["online_rate"], "value": [0.5]})
    with fresh_home.bare(tmp_path / "home") as store:

        def targets(year: int) -> int:
            return len(store.known("figures/targets", agency="stp", year=year))

        with store.transaction():
            store.insert("targets", row)
            assert at_once(store, targets, [1999, 1998, 1999]) == [1, 0, 1]


def test_topics_made_together_say_what_each_says_alone(demo_store: Store) -> None:
    """Claims, notes and figures of each topic are its own, in whatever order the topics are made."""
    asked = present.taken_away(ASKED)
    together = deck.proposed(Look(demo_store, asked), deck.DEFAULT)
    for topic in ("summary", "overdue", "online", "tasks"):
        alone = deck.proposed(Look(demo_store, asked), [topic])
        assert alone.slides[topic] == together.slides[topic]
        assert [slide.claims for slide in alone.slides[topic]] == [
            slide.claims for slide in together.slides[topic]
        ]
        assert {of for of in together.shown if of[0] == topic} == {*alone.shown}
