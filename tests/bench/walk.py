"""What the soak's accounts do (soak.py), one after the other: the processor's time of a rerun, page by page.

python3 run.py bench walk                          this checkout
python tests/bench/walk.py BEFORE . --clicks 10    checkouts (or what else bench_pages takes) in turn, click by click

Some tabs are opened, each clicks so many times, drawn by a seed, the same on all servers; in the middle a file goes in
and every open page is drawn anew. It ends with 1 where a page was broken.
"""

import argparse
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.bench_pages import PAUSE, ROOT, Place, server_of
from tests.bench.soak import Person, Seen, corrections, imported
from tests.worlds.browser import Page, Run

Did = Callable[[Person], tuple[str, Run]]  # what somebody does: what it is called, how it went


class Used:
    """Seconds of the processor by what was done and server, and what was broken meanwhile."""

    def __init__(self) -> None:
        self.seconds: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.broken: list[str] = []

    def on_each(self, places: list[Place], people: Sequence[Person], did: Did) -> None:
        """One after the other, one person at each place."""
        for server, (place, person) in enumerate(zip(places, people, strict=True)):
            before = place.used()
            what, run = did(person)
            time.sleep(PAUSE)
            self.seconds[what][server].append(place.used() - before)
            self.broken += [f"{what}: {text}" for text in run.broken]


def walk(places: list[Place], tabs: int, clicks: int, seed: int) -> Used:
    """All of it, each click on every server before the next."""
    used, content = Used(), next(corrections())
    cookies = {place.address: place.cookies for place in places}

    def corrected(person: Person) -> tuple[str, Run]:
        address = person.page.address
        return "import", imported(address, cookies[address], content)

    with ExitStack() as stack:
        everybody = [
            [
                Person(stack.enter_context(Page(one.address, one.cookies)), random.Random(seed + tab), Seen())
                for one in places
            ]
            for tab in range(tabs)
        ]

        def do(did: Did) -> None:
            for people in everybody:
                used.on_each(places, people, did)

        do(lambda person: ("opened", person.page.open()))
        for click in range(clicks):
            if click == clicks // 2:
                used.on_each(places, everybody[0], corrected)
                do(lambda person: ("drawn anew", _watched(person)))
            do(_clicked)
    return used


def _clicked(person: Person) -> tuple[str, Run]:
    _, run = person.act()
    return f"/{person.where}", run


def _watched(person: Person) -> Run:
    """The page's own timers: the last of their runs."""
    runs = [person.page.watch(fragment) for fragment in list(person.page.watches)]
    return runs[-1] if runs else Run(0, 0, 0)


def _line(what: str, seconds: Sequence[Sequence[float]]) -> None:
    cells = "".join(f"{1000 * statistics.mean(one):26.0f}" for one in seconds)
    print(f"{what:20}{len(seconds[0]):6}{cells}")


def main(words: Sequence[str]) -> int:
    """Opens every place, walks, prints the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("places", nargs="*", default=[str(ROOT)])
    asked.add_argument("--tabs", type=int, default=8)
    asked.add_argument("--clicks", type=int, default=20)
    asked.add_argument("--seed", type=int, default=1)
    plan = asked.parse_args(words)
    with ExitStack() as stack:
        places = [stack.enter_context(server_of(place)) for place in plan.places]
        used = walk(places, plan.tabs, plan.clicks, plan.seed)
    print(f"{'CPU ms of a rerun':20}{'runs':>6}" + "".join(f"{place[-24:]:>26}" for place in plan.places))
    for what, by in sorted(used.seconds.items()):
        _line(what, [*by.values()])
    reruns = [by for what, by in used.seconds.items() if what != "import"]
    _line("all but import", [[one for by in reruns for one in by[server]] for server in range(len(places))])
    for text in used.broken:
        print("broken:", text)
    return 1 if used.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
