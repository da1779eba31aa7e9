"""Where and when dossiers became late: rows by hand, each at one step, on one weekday, so near a holiday. The day is
Thursday 31/10/2024; of September 2024 Monday 02 and Tuesday 03 were public holidays."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.figures import handling
from chiso.figures.ask import Asked
from chiso.store import Store
from chiso.words import handling as words
from chiso.words.claims import Sentence
from tests.words.recomputed import Again
from tests.worlds import small_world
from tests.worlds.small_world import HCTP, dossier

ASKED = Asked(agency="stp", as_of=small_world.AS_OF)
TOLD = {"supplement_count": 0, "is_interagency": False}


def late(number: str, due: str, finished: str, **told: Any) -> dict[str, Any]:
    return dossier(number, **{"received": "2024-08-20", "due": due, "finished": finished, **TOLD, **told})


DOSSIERS = [
    # steps, due on Wednesday 09/10, far from a holiday
    late("entry", "2024-10-09", "2024-10-11", received="2024-10-10"),
    late("slow", "2024-10-09", "2024-10-10", submitted="2024-09-27 10:00", received="2024-10-01 16:00"),
    late("asked", "2024-10-09", "2024-10-10", supplement_count=1),
    late("stopped", "2024-10-09", "2024-10-10", pause_reason="Chờ văn bản"),
    late("joint", "2024-10-09", "2024-10-10", is_interagency=True, unit=HCTP),
    dossier("waiting", received="2024-10-01", due="2024-10-09", status="received", **TOLD),
    late("plain", "2024-10-09", "2024-10-10"),
    dossier("silent", received="2024-10-01", due="2024-10-09", finished="2024-10-10"),
    dossier("paused", received="2024-10-01", due="2024-10-09", status="supplement", **TOLD),
    # the days around the holiday of Monday and Tuesday 02–03/09, all late by a day or more but the last three
    late("tue-27", "2024-08-27", "2024-09-20"),
    late("wed-28", "2024-08-28", "2024-09-20"),
    late("fri-30", "2024-08-30", "2024-09-20"),
    late("sat-31", "2024-08-31", "2024-09-20"),
    late("mon-02", "2024-09-02", "2024-09-20"),
    late("wed-04", "2024-09-04", "2024-09-20"),
    late("fri-06", "2024-09-06", "2024-09-05"),
    late("mon-09", "2024-09-09", "2024-09-09"),
    dossier("no-due", received="2024-08-20", finished="2024-10-10", **TOLD),
]  # fmt: skip

# (late, handled): the eight of steps are all of one Wednesday
EXPECTED: dict[handling.Cut, dict[str, tuple[int, int]]] = {
    "step": {"entry": (1, 1), "slow_entry": (1, 1), "supplement": (2, 2), "interagency": (1, 1), "waiting": (1, 1),
             "processing": (7, 10), "unknown": (1, 1)},
    "due_weekday": {"1": (1, 2), "2": (1, 1), "3": (10, 10), "5": (1, 2), "6": (1, 1), "": (0, 1)},
    "due_near": {"before": (2, 2), "after": (1, 2), "off": (2, 2), "usual": (9, 10), "": (0, 1)},
    # Tuesday 20/08: nine and, of steps, asked, stopped, joint, plain; Tuesday 01/10: slow, waiting, silent
    "received_weekday": {"2": (13, 16), "4": (1, 1)},
    "received_near": {"usual": (14, 17)},
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("handled") / "home"
    with small_world.fill(home, {"dossiers": DOSSIERS}, since=date(2023, 12, 15)) as opened:
        yield opened


@pytest.mark.parametrize("cut", EXPECTED)
def test_each_late_dossier_falls_under_one_value_and_opens_there(store: Store, cut: handling.Cut) -> None:
    parts = figures.late_parts(store, ASKED, cut)
    assert {part.key: (part.late, part.handled) for part in parts} == EXPECTED[cut]
    assert (
        sum(part.late for part in parts)
        == figures.late_by(store, ASKED, "month")[["late", "overdue"]].sum().sum()
    )
    rows = {part.key: figures.listed(store, ASKED, figures.LateOf(cut, part.key)) for part in parts}
    assert {key: len(found) for key, found in rows.items()} == {
        key: late for key, (late, _) in EXPECTED[cut].items()
    }
    assert all((found["is_late"] | found["is_overdue"]).all() for found in rows.values())


def test_a_unit_has_its_own(store: Store) -> None:
    asked = Asked(agency="stp", as_of=small_world.AS_OF, unit="stp-hctp")
    assert [(part.key, part.late) for part in figures.late_parts(store, asked, "step")] == [
        ("interagency", 1)
    ]
    assert list(figures.listed(store, asked, figures.LateOf("step", "interagency"))["id"]) == ["joint"]
    assert figures.listed(store, asked, figures.LateOf("step", "processing")).empty


@pytest.mark.parametrize(
    ("counts", "is_more"),
    [
        # Wilson: 10 of 20 lie above 29,9 %, 1 of 100 below 5,4 %
        ({"5": (10, 20), "1": (1, 100)}, True),
        # 2 of 20 lie above 2,8 %, 1 of 20 below 23,6 %
        ({"5": (2, 20), "1": (1, 20)}, False),
        ({"5": (9, 9), "1": (0, 100)}, False),  # nine are too few for a verdict
        ({"5": (10, 20)}, False),  # nothing to be more than
    ],
)
def test_more_than_chance_is_said_of_intervals_that_lie_apart(
    counts: dict[str, tuple[int, int]], is_more: bool
) -> None:
    parts = handling.parts_of(counts, ["5", "1"])
    assert [part.is_more for part in parts] == [is_more, False][: len(parts)]
    said = words.headline(parts, "due_weekday", ASKED)
    if is_more:
        assert said == (
            "Ngày hẹn trả là thứ Sáu trễ hạn nhiều hơn hẳn: 10/20 hồ sơ (50%); các ngày khác 1/100 (1%)"
        )
    else:
        assert said == "Trễ hạn theo ngày hẹn trả: chênh lệch giữa các ngày là dao động bình thường"


def test_what_is_said_of_steps_and_days_is_so(store: Store) -> None:
    again = Again(store)
    for cut in EXPECTED:
        said = words.headline(figures.late_parts(store, ASKED, cut), cut, ASKED)
        assert isinstance(said, Sentence)
        assert said.claims
        again.check(said)
    step = words.headline(figures.late_parts(store, ASKED, "step"), "step", ASKED)
    assert step == "7/14 hồ sơ trễ hạn chậm ở khâu: giải quyết tại đơn vị"


def test_none_late_and_nothing_known_are_two_things() -> None:
    assert words.headline([], "step", ASKED) == "Chưa có hồ sơ nào đã giải quyết hoặc quá hạn"
    parts = handling.parts_of({"1": (0, 30)}, ["1"])
    assert words.headline(parts, "due_weekday", ASKED) == "Không hồ sơ nào trễ hạn"
    unknown = handling.parts_of({"unknown": (3, 3), "entry": (1, 1)}, handling.STEPS)
    assert words.headline(unknown, "step", ASKED) == "3/4 hồ sơ trễ hạn chưa biết chậm ở khâu nào"
