"""What became of promises: hand-made dossiers, looked at on 31/10 from the giao ban of 24/10."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from chiso import figures
from chiso.desk import office
from chiso.figures import Asked
from chiso.store import Store
from chiso.words import meeting
from chiso.words.meeting import Compared
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

SINCE, TODAY = date(2024, 10, 24), date(2024, 10, 31)
# dossier -> the day promised before 24/10, said anew on 28/10 (None: not), done on
PROMISED = {
    "D-kept": ("2024-10-28", None, "28/10"),
    "D-late": ("2024-10-29", None, "30/10"),
    "D-open": ("2024-10-28", None, None),
    "D-moved": ("2024-10-30", "2024-11-05", None),
    "D-moved-too-late": ("2024-10-25", "2024-11-05", None),
    "D-today": ("2024-10-31", None, None),
    "D-standing": ("2024-11-05", None, None),
    "D-forgotten": ("2024-10-22", None, "23/10"),
    "D-taken-back": ("2024-10-30", "", None),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.build(tmp_path_factory.mktemp("promises") / "home") as store:
        world = World(store)
        unit = {"unit_text": "Văn phòng"}
        keys = [*PROMISED, "D-later"]
        world.put([dossier(key, **unit) for key in keys], "24/10")
        say(store, {key: first for key, (first, _, _) in PROMISED.items()})
        world.put([dossier(key, **unit) for key in keys], "28/10")
        say(store, {key: again for key, (_, again, _) in PROMISED.items() if again is not None})
        say(store, {"D-later": "2024-11-01"})
        done = {key: {"finished_at": on, "status": "finished"} for key, (_, _, on) in PROMISED.items() if on}
        world.put([dossier(key, **unit, **done.get(key, {})) for key in keys], "31/10")
        yield store


def say(store: Store, days: dict[str, str]) -> None:
    entries = {key: {"promised_on": day} for key, day in days.items()}
    office.enter(store, ADMIN, "stp", "dossiers", entries)


def outcomes(store: Store, as_of: date = TODAY, **more: str) -> dict[str, str]:
    found = figures.promises(store, Asked(agency="stp", as_of=as_of, **more), SINCE)
    return dict(zip(found["id"], found["outcome"], strict=True))


def test_a_promise_is_kept_broken_or_moved_by_the_day_that_stood_then(store: Store) -> None:
    assert outcomes(store) == {
        "D-kept": "kept",  # on the very day
        "D-late": "broken",  # done a day later
        "D-open": "broken",
        "D-moved": "moved",  # on 28/10, before it passed
        "D-moved-too-late": "broken",  # said anew after it had passed
        "D-today": "standing",
        "D-standing": "standing",
        "D-taken-back": "moved",
    }


def test_of_a_day_that_no_file_reaches_nobody_knows_whether_it_was_kept(store: Store) -> None:
    """On 6/11 the newest file is of 31/10, by which what was promised for that day was open."""
    found = outcomes(store, date(2024, 11, 6))
    assert (found["D-standing"], found["D-today"], found["D-open"]) == ("unseen", "broken", "broken")
    rows = figures.promises(store, Asked(agency="stp", as_of=date(2024, 11, 6)), SINCE)
    card = meeting.promised(Compared(Asked(agency="stp", as_of=date(2024, 11, 6)), SINCE), rows, 0)
    assert "1 chưa rõ, chưa có tệp sau ngày hẹn" in str(card.under)


def test_a_promise_of_another_unit_is_not_asked_about(store: Store) -> None:
    assert outcomes(store, unit="stp-nv1") == {}
    assert outcomes(store, unit="stp-vp") == outcomes(store)


def test_an_earlier_day_knows_only_what_was_told_by_then(store: Store) -> None:
    """On 27/10 nothing had been said anew, and nothing was done."""
    found = outcomes(store, date(2024, 10, 27))
    assert found["D-moved"] == "standing"
    assert found["D-kept"] == "standing"
    assert found["D-moved-too-late"] == "broken"  # 25/10 had passed


def test_a_deadline_of_a_plan_is_kept_by_its_report(store: Store) -> None:
    """Promised for 28/10 and 29/10; the reports came on 28/10 and 30/10, of the third none came."""
    world = World(store)
    row = {"plan": "KH 2024", "section": "I", "lead_unit": "Văn phòng", "schedule": "15/10/2024"}
    world.put([{**row, "no": no, "task": f"Việc {no}"} for no in "123"], "24/10", dataset="plan_tasks")
    keys = [f"KH 2024/I/{no}/stp-vp/2024-10-15" for no in "123"]
    with store.transaction():  # as it was entered when the newest data were of 24/10
        for key, day in zip(keys, ("2024-10-28", "2024-10-29", "2024-10-30"), strict=True):
            store.execute("office/add_entry", agency="stp", dataset="plan_tasks", record_key=key, name="promised_on",
                          value=day, now=datetime(2024, 10, 24), who="a", known_on=SINCE)  # fmt: skip
        store.bump()
    for key, day in zip(keys, (28, 30), strict=False):
        office.submit(store, ADMIN, "stp", key, office.HandedIn(date(2024, 10, day)))
    found = figures.promises(store, Asked(agency="stp", as_of=TODAY), SINCE)
    plan = found[found["kind"] == "plan"]
    assert dict(zip(plan["key"], plan["outcome"], strict=True)) == dict(
        zip(keys, ("kept", "broken", "broken"), strict=True)
    )
