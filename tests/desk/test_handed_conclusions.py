"""Conclusions of the giao ban given to a unit that has ended: nobody's until they are handed over, then the receiving
unit's from that day on. Phòng Hành chính tư pháp (HCTP) ended on 30/06/2024."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.desk import meetings
from chiso.figures.ask import Asked
from chiso.present import deck
from chiso.present.deck.look import Look
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store
from tests.worlds import small_world
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
MARCH = date(2024, 3, 29)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three conclusions of March: two of HCTP, the first done in May, and one of Văn phòng."""
    with small_world.build(tmp_path / "home") as opened:
        for unit, content in (("stp-hctp", "Số hóa"), ("stp-hctp", "Rà soát"), ("stp-vp", "Tập huấn")):
            meetings.add(opened, ADMIN, meetings.Commitment("stp", MARCH, unit, content, date(2024, 4, 30)))
        meetings.change(opened, ADMIN, 1, as_of=DAY, status="done", closed_on=date(2024, 5, 20))
        yield opened


def hand(store: Store, **row: Any) -> int:
    given = {"unit_id": "stp-hctp", "to_unit": "stp-nv1", "from_day": date(2024, 10, 1), **row}
    batch = changes.apply(store, ADMIN, "stp", [Edit("hand_overs", None, given)], title="Bàn giao")
    assert batch is not None
    return batch


def answers(store: Store, day: date = DAY) -> dict[str, tuple[str, str | None, date | None]]:
    """content -> (unit, handed_from, left_on)."""
    frame = meetings.commitments(store, "stp", day).astype(object)
    frame = frame.where(frame.notna(), None)
    return {row["content"]: (row["unit_id"], row["handed_from"], row["left_on"] and row["left_on"])
            for row in frame.to_dict("records")}  # fmt: skip


def left(store: Store) -> list[str]:
    found = figures.left_behind(store, Asked(agency="stp", as_of=DAY))
    return found.loc[found["kind"] == "commitments", "title"].tolist()


def test_open_ones_stand_as_left_and_go_with_the_unit(store: Store) -> None:
    assert left(store) == ["Rà soát"]
    assert answers(store)["Rà soát"][0] == "stp-hctp"
    batch = hand(store)
    assert left(store) == []
    assert {name: row[:2] for name, row in answers(store).items()} == {
        "Số hóa": ("stp-hctp", None), "Rà soát": ("stp-nv1", "stp-hctp"), "Tập huấn": ("stp-vp", None),
    }  # fmt: skip
    assert meetings.commitments(store, "stp", DAY, "stp-nv1")["content"].tolist() == ["Rà soát"]
    changes.undo(store, ADMIN, batch)
    assert left(store) == ["Rà soát"]


def test_one_by_one_before_the_rest(store: Store) -> None:
    hand(store, from_day=date(2024, 11, 1))
    assert answers(store)["Rà soát"][0] == "stp-hctp"  # not yet
    hand(store, dataset="commitments", record_key="2", to_unit="stp-nv2")
    assert answers(store)["Rà soát"][:2] == ("stp-nv2", "stp-hctp")


def test_what_the_receiver_does_stays_its_own_and_the_hand_over_can_still_be_undone(store: Store) -> None:
    batch = hand(store)
    meetings.change(store, ADMIN, 2, as_of=DAY, status="done", evidence="BC 9")
    assert answers(store)["Rà soát"][:2] == ("stp-nv1", "stp-hctp")
    changes.undo(store, ADMIN, batch)
    assert answers(store)["Rà soát"][:2] == ("stp-hctp", None)


def test_the_slide_says_that_nobody_answers_or_who_does_now(store: Store) -> None:
    def rows() -> list[list[str]]:
        look = Look(store, Asked(agency="stp", as_of=DAY))
        (slide,) = deck.storyboard(look, deck.Choice(("commitments",)))
        assert slide.table is not None
        at = [column.label for column in slide.table.columns]
        return [
            [row[at.index(name)] for name in ("Việc", "Đơn vị", "Đơn vị cũ")]
            for row in slide.table.rows
            if "Rà soát" in row
        ]

    assert rows() == [["Rà soát", "Chưa có người nhận", "Phòng Hành chính tư pháp"]]
    hand(store)
    assert rows() == [["Rà soát", "Nghiệp vụ 1", "Phòng Hành chính tư pháp"]]
