"""Two pages run at a time, in the order in which they came; a long one keeps nobody waiting."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import exec_code, script_runner

from chiso.web.shell import turns
from chiso.web.shell.turns import Turns

LONG = 60.0  # nobody's patience ends within a test
RUN = exec_code.exec_func_with_error_handling


class Runs:
    """Runs of pages, each in a thread of its own, that end when they are told to."""

    def __init__(self, turns: Turns) -> None:
        self.turns, self.began, self.most = turns, [], 0
        self._running: list[str] = []
        self._changed = threading.Condition()
        self._ends: dict[str, threading.Event] = {}
        self._threads: list[threading.Thread] = []

    def ask(self, name: str) -> None:
        """One more page; it stands in the queue, or runs, when this returns."""
        self._ends[name] = threading.Event()
        before = len(self.turns._waiting) + len(self.turns._since)
        thread = threading.Thread(target=self._run, args=(name,), daemon=True)
        thread.start()
        self._threads.append(thread)
        while len(self.turns._waiting) + len(self.turns._since) == before:
            pass

    def _run(self, name: str) -> None:
        with self.turns.turn():
            with self._changed:
                self.began.append(name)
                self._running.append(name)
                self.most = max(self.most, len(self._running))
                self._changed.notify_all()
            self._ends[name].wait(LONG)
            self._running.remove(name)

    def end(self, *names: str) -> None:
        for name in names:
            self._ends[name].set()

    def has_begun(self, name: str, seconds: float = 10) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: name in self.began, seconds)

    def close(self) -> None:
        self.end(*self._ends)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()


@pytest.fixture
def runs() -> Iterator[Runs]:
    made = Runs(Turns(at_once=2, seconds=LONG))
    yield made
    made.close()


def test_two_run_and_the_others_come_in_the_order_in_which_they_asked(runs: Runs) -> None:
    for name in "abcde":
        runs.ask(name)
    assert runs.has_begun("a")
    assert runs.has_begun("b")
    assert not runs.has_begun("c", 0.2)
    runs.end("b")
    assert runs.has_begun("c")
    assert not runs.has_begun("d", 0.2)
    runs.end("a")
    assert runs.has_begun("d")
    runs.end("c")
    assert runs.has_begun("e")
    assert runs.most == 2


def test_whoever_comes_when_nobody_waits_begins_at_once(runs: Runs) -> None:
    for name in "ab":
        runs.ask(name)
        assert runs.has_begun(name)


def test_a_long_one_goes_on_and_keeps_nobody_waiting() -> None:
    """An import and an export take their time: the pages of everybody else are drawn beside them."""
    runs = Runs(Turns(at_once=2, seconds=0.3))
    for name in ("import", "export", "page"):
        runs.ask(name)
    assert all(runs.has_begun(name) for name in ("import", "export", "page"))
    assert runs.most == 3  # nobody was stopped for it
    runs.close()


def test_three_seconds_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(turns, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    runs = Runs(Turns())
    for name in "abc":
        runs.ask(name)
    clock[0] = 2.9
    runs.ask("d")
    assert not runs.has_begun("c", 0.2)
    clock[0] = 3.0
    runs.ask("e")
    assert all(runs.has_begun(name) for name in "cd")
    assert not runs.has_begun("e", 0.2)
    runs.close()


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turns = Turns(at_once=1, seconds=LONG)
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    runs = Runs(turns)
    runs.ask("next")
    assert runs.has_begun("next")
    runs.close()


def test_a_script_runs_in_its_turn_and_answers_what_streamlit_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = Turns(at_once=1, seconds=LONG)
    monkeypatch.setattr(turns, "Turns", lambda: alone)
    monkeypatch.setattr(script_runner, "exec_func_with_error_handling", RUN)
    turns.install()
    run = vars(script_runner)["exec_func_with_error_handling"]
    ran: list[Any] = []
    beside = threading.Thread(target=run, args=(lambda: ran.append("beside"), None), daemon=True)
    with alone.turn():
        beside.start()
        beside.join(0.2)
        assert ran == []
    beside.join(10)
    assert run(lambda: ran.append("after"), None) == RUN(lambda: ran.append("itself"), None)
    assert ran == ["beside", "after", "itself"]
