"""What a deck asks: once for all topics, two topics at a time, each noting what it says alone."""

import threading

import pytest

from chiso.present import deck
from chiso.present import outputs as present
from chiso.present.deck.answers import Answers, at_once
from chiso.present.deck.look import Look
from chiso.store import Store
from tests.present.test_deck import ASKED


def test_who_asks_for_what_is_being_asked_waits_for_it() -> None:
    answers, asked, begun, go = Answers(), [], threading.Event(), threading.Event()

    def make() -> str:
        asked.append(1)
        begun.set()
        assert go.wait(10)
        return "trả lời"

    def second(_: int) -> str:
        assert begun.wait(10)
        threading.Timer(0.05, go.set).start()
        return answers.of("câu hỏi", make)

    def first(_: int) -> str:
        return answers.of("câu hỏi", make)

    assert at_once(lambda which: which(0), [first, second]) == ["trả lời", "trả lời"]
    assert asked == [1]


def test_what_fails_is_told_and_asked_again() -> None:
    answers = Answers()
    with pytest.raises(ZeroDivisionError):
        answers.of("câu hỏi", lambda: 1 // 0)
    assert answers.of("câu hỏi", lambda: 2) == 2


def test_two_are_made_at_a_time_and_stand_in_their_order() -> None:
    both = threading.Barrier(2, timeout=10)  # broken where one waits for the other's end

    def make(name: str) -> str:
        both.wait()
        return name.upper()

    assert at_once(make, ["a", "b", "c", "d"]) == ["A", "B", "C", "D"]


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
