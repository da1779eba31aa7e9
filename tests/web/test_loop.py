"""What threads hand to the server's loop: in their order, all of it, by one waking."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from chiso.web.shell import loop as loops
from tests.web.conftest import finished


def watched() -> tuple[asyncio.AbstractEventLoop, list[Callable[..., Any]]]:
    """The running loop as the server has it, and what has woken it so far."""
    loop, wakings = asyncio.get_running_loop(), list[Callable[..., Any]]()
    theirs = loop.call_soon_threadsafe

    def counted(callback: Callable[..., Any], *args: Any) -> Any:
        wakings.append(callback)
        return theirs(callback, *args)

    loop.call_soon_threadsafe = counted  # type: ignore[method-assign,assignment]
    loops.install(loop)
    return loop, wakings


def test_what_a_thread_hands_over_meanwhile_wakes_the_loop_once_and_keeps_its_order() -> None:
    seen: list[int] = []

    async def run() -> None:
        done, (loop, wakings) = asyncio.Event(), watched()

        def page() -> None:
            for number in range(100):
                loop.call_soon_threadsafe(seen.append, number)
            loop.call_soon_threadsafe(print, "never").cancel()
            loop.call_soon_threadsafe(done.set)

        thread = threading.Thread(target=page)
        thread.start()
        thread.join()  # the loop comes to it only afterwards
        await asyncio.wait_for(done.wait(), 5)
        assert len(wakings) == 1
        assert await asyncio.to_thread(lambda: 7) == 7  # and again

    finished(run())
    assert seen == list(range(100))


def test_what_comes_while_the_loop_is_at_it_wakes_it_no_more_and_what_comes_later_does() -> None:
    async def run() -> None:
        done, (loop, wakings) = asyncio.Event(), watched()
        for times in (1, 2):
            done.clear()
            loop.call_soon_threadsafe(loop.call_soon_threadsafe, done.set)
            await asyncio.wait_for(done.wait(), 5)
            assert len(wakings) == times
            await asyncio.sleep(0.1)  # nothing comes: it looks no more

    finished(run())


def test_nothing_that_many_threads_hand_over_at_once_is_lost() -> None:
    """Pauses of all lengths let the loop fall asleep in between; each thread's come in its order."""
    threads, most = 8, 400
    seen: list[tuple[int, int]] = []

    async def run() -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        loops.install(loop)

        def came(page: int, number: int) -> None:
            seen.append((page, number))
            if len(seen) == threads * most:
                done.set()

        def page(number: int) -> None:
            for place in range(most):
                loop.call_soon_threadsafe(came, number, place)
                if place % 7 == number % 7:
                    time.sleep(0.001 * (place % 9))  # shorter and longer than the loop looks again

        pages = [threading.Thread(target=page, args=(number,)) for number in range(threads)]
        for one in pages:
            one.start()
        await asyncio.wait_for(done.wait(), 20)

    finished(run())
    for number in range(threads):
        assert [place for page, place in seen if page == number] == list(range(most))


def test_an_error_in_what_was_handed_over_stops_nothing_after_it_and_a_closed_loop_says_so() -> None:
    seen: list[str] = []

    async def run() -> asyncio.AbstractEventLoop:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        loops.install(loop)
        loop.set_exception_handler(lambda _, told: seen.append(type(told["exception"]).__name__))
        loop.call_soon_threadsafe(lambda: 1 // 0)
        loop.call_soon_threadsafe(done.set)
        await asyncio.wait_for(done.wait(), 5)
        return loop

    loop = finished(run())  # closed by now
    assert seen == ["ZeroDivisionError"]
    for _ in range(2):
        with pytest.raises(RuntimeError):
            loop.call_soon_threadsafe(print)
