"""The record of a giao ban: what people typed comes back, a closed meeting stands fixed, later changes are told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso.core import clock
from chiso.core.errors import ChisoError
from chiso.desk import meetings, minutes
from chiso.desk.minutes import Record
from chiso.people.actor import Actor
from chiso.store import Store
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN, named

DAY, AS_OF = date(2024, 10, 24), date(2024, 10, 31)
RECORD = Record(
    DAY, "07:30", "08:45", "Phòng họp tầng 2", "Trần Văn An, Giám đốc", "Lê Thị Bình", "Lãnh đạo Sở\nTrưởng phòng",
    "Hồ sơ quá hạn\nTrực tuyến", date(2024, 10, 31),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.bare(tmp_path / "home") as opened:
        yield opened


def concluded(store: Store, content: str, **more: Any) -> int:
    said = {"due_on": date(2024, 10, 30), **more}
    return meetings.add(store, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", content, **said))


def rows(store: Store, unit: str | None = None) -> dict[str, dict[str, Any]]:
    return {row["content"]: row for row in minutes.concluded(store, "stp", DAY, AS_OF, unit)}


def test_what_was_typed_comes_back_and_the_next_meeting_begins_with_place_and_people(store: Store) -> None:
    minutes.keep(store, ADMIN, "stp", RECORD)
    assert minutes.records(store, "stp", AS_OF) == [RECORD]
    corrected = replace(RECORD, place="Hội trường")
    minutes.keep(store, named("thuky"), "stp", corrected)
    assert minutes.of_day(store, "stp", DAY, AS_OF) == corrected
    later = minutes.of_day(store, "stp", AS_OF, AS_OF)
    assert later == Record(AS_OF, "07:30", None, "Hội trường", RECORD.chair, RECORD.secretary, RECORD.present)


def test_free_text_is_stored_as_other_typed_text(store: Store) -> None:
    minutes.keep(store, ADMIN, "stp", replace(RECORD, present="An\u202e 0912000111", agenda="  "))
    (found,) = minutes.records(store, "stp", AS_OF)
    assert (found.present, found.agenda) == ("An 09•••••111", None)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"starts": "7h30"}, "không phải là giờ"),
        ({"ends": "24:00"}, "không phải là giờ"),
        ({"next_on": DAY}, "phải sau ngày họp này"),
        ({"place": "x" * 201}, "Địa điểm"),
    ],
)
def test_what_is_no_record_is_refused(store: Store, wrong: dict[str, Any], why: str) -> None:
    for write in (minutes.keep, minutes.close):
        concluded(store, "Rà soát")
        with pytest.raises(ChisoError, match=why):
            write(store, ADMIN, "stp", replace(RECORD, **wrong))
    assert minutes.records(store, "stp", AS_OF) == []


def test_a_meeting_is_the_agency_s_and_closed_once(store: Store) -> None:
    with pytest.raises(ChisoError, match=r"Không có cuộc giao ban ngày 24/10/2024\. Chưa ghi"):
        minutes.close(store, ADMIN, "stp", RECORD)
    concluded(store, "Rà soát")
    for actor, code in ((Actor("x", "viewer"), "forbidden"), (Actor("x", "editor", "stp-vp"), "other_unit")):
        for write in (minutes.keep, minutes.close):
            with pytest.raises(ChisoError) as refused:
                write(store, actor, "stp", RECORD)
            assert refused.value.code == code
    with clock.at("2024-10-24T02:00:00.000+00:00"):
        minutes.close(store, named("thuky"), "stp", RECORD)
    with pytest.raises(ChisoError, match=r"đã được chốt \(24/10/2024 09:00, thuky\)"):
        minutes.close(store, ADMIN, "stp", RECORD)
    minutes.keep(store, ADMIN, "stp", replace(RECORD, place="Hội trường"))  # corrected, and still closed
    (found,) = minutes.records(store, "stp", AS_OF)
    assert (found.place, found.closed_by) == ("Hội trường", "thuky")


def test_what_was_concluded_stands_as_it_was_at_closing(store: Store) -> None:
    moved, done = concluded(store, "Số hóa"), concluded(store, "Rà soát")
    meetings.change(store, ADMIN, moved, as_of=DAY, due_on=date(2024, 11, 1))  # before: no correction
    minutes.close(store, ADMIN, "stp", RECORD)
    meetings.change(
        store, ADMIN, done, as_of=DAY, status="done", evidence="BC 12"
    )  # what became of it is none
    assert {name: row["corrected_at"] for name, row in rows(store).items()} == {
        "Số hóa": None,
        "Rà soát": None,
    }
    meetings.change(store, named("vp"), moved, as_of=DAY, due_on=date(2024, 11, 8))
    meetings.change(store, ADMIN, moved, as_of=DAY, note="đã nhắc")
    late = concluded(store, "Bổ sung")
    found = rows(store)
    said = {
        name: (row["due_on"], row["now_due_on"], row["corrected_by"], row["is_added"])
        for name, row in found.items()
    }
    assert said == {
        "Số hóa": (date(2024, 11, 1), date(2024, 11, 8), "vp", False),
        "Rà soát": (date(2024, 10, 30), None, None, False),
        "Bổ sung": (date(2024, 10, 30), None, None, True),
    }
    assert late == found["Bổ sung"]["commitment_id"]
    assert rows(store, "stp-hctp") == {}
    meetings.change(store, ADMIN, moved, as_of=DAY, due_on=date(2024, 11, 1))  # taken back
    assert rows(store)["Số hóa"]["corrected_by"] is None


def test_the_register_marks_what_was_decided_anew_after_closing_whatever_of_it(store: Store) -> None:
    number = concluded(store, "Số hóa")
    meetings.change(store, ADMIN, number, as_of=DAY, due_on=date(2024, 11, 1))  # before
    minutes.close(store, ADMIN, "stp", RECORD)
    meetings.change(store, ADMIN, number, as_of=DAY, note="đã nhắc")
    meetings.change(store, ADMIN, number, as_of=DAY, due_on=date(2024, 11, 8))
    meetings.change(store, ADMIN, number, as_of=DAY, unit_id="stp-hctp")
    late = concluded(store, "Bổ sung")
    marked = [meetings.history(store, one, AS_OF)["is_corrected"].tolist() for one in (number, late)]
    assert marked == [[False, False, False, True, True], [True]]


def test_of_an_open_meeting_the_newest_words_hold(store: Store) -> None:
    number = concluded(store, "Số hóa")
    meetings.change(store, ADMIN, number, as_of=DAY, content="Số hóa đủ", due_on=None)
    (row,) = rows(store).values()
    assert (row["content"], row["due_on"], row["corrected_at"], row["is_added"]) == (
        "Số hóa đủ",
        None,
        None,
        False,
    )


def test_days_of_meetings(store: Store) -> None:
    today = date(2024, 10, 25)
    with clock.at("2024-10-25T02:00:00.000+00:00"):
        assert minutes.met(store, "stp", DAY) == []
        assert minutes.last_meeting(store, "stp", DAY) == date(2024, 10, 17)  # a week before
        assert minutes.next_meeting(store, "stp", DAY) == date(2024, 10, 31)
        minutes.keep(store, ADMIN, "stp", replace(RECORD, next_on=date(2024, 11, 1)))
        minutes.keep(store, ADMIN, "stp", Record(today))  # later than the figures, not to come
        minutes.keep(store, ADMIN, "stp", Record(date(2024, 11, 1)))  # prepared
        assert minutes.met(store, "stp", DAY) == [today, DAY]
    assert minutes.met_before(store, "stp", AS_OF) == [today, DAY]
    assert minutes.next_meeting(store, "stp", DAY) == date(2024, 11, 1)
    assert minutes.next_meeting(store, "stp", date(2024, 11, 1)) == date(2024, 11, 8)
