"""Conclusions of a giao ban come back until they are done; kept decks keep what they showed."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa
import pytest

from chiso.core.errors import ChisoError
from chiso.desk import kept_decks, meetings, minutes
from chiso.desk.meetings import Commitment
from tests.worlds import fresh_home
from tests.worlds.people import named

MEETING = date(2024, 10, 18)


@pytest.fixture
def store(tmp_path):
    with fresh_home.bare(tmp_path / "home") as opened:
        yield opened


def states(store, as_of):
    frame = meetings.commitments(store, "stp", as_of)
    return dict(zip(frame["content"], frame["state"], strict=True))


def commitment(content="Rà soát 12 hồ sơ quá hạn", due=date(2024, 10, 25), **words):
    return Commitment("stp", MEETING, "stp-vp", content, due, **words)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2024, 10, 17), "ahead"),  # before the meeting
        (date(2024, 10, 18), "due_soon"),
        (date(2024, 10, 25), "due_soon"),  # due today is not overdue
        (date(2024, 10, 26), "overdue"),
    ],
)
def test_a_commitment_becomes_due_and_overdue(store, as_of, state):
    meetings.add(store, named("thuky"), commitment())
    assert states(store, as_of) == {"Rà soát 12 hồ sơ quá hạn": state}


def test_closing_keeps_the_history(store):
    number = meetings.add(store, named("thuky"), commitment())
    meetings.change(
        store, named("hctp"), number, as_of=date(2024, 10, 24), status="done", evidence="BC 12/BC-STP"
    )
    frame = meetings.commitments(store, "stp", date(2024, 11, 1))
    assert frame[["state", "evidence"]].values.tolist() == [["done", "BC 12/BC-STP"]]
    assert meetings.history(store, number, date(2024, 11, 1))["changed_by"].tolist() == ["thuky", "hctp"]


def test_reopening_takes_the_closing_date_back(store):
    number = meetings.add(store, named("thuky"), commitment())
    meetings.change(store, named("a"), number, as_of=MEETING, status="done")
    meetings.change(store, named("a"), number, as_of=MEETING, status="open")
    assert states(store, date(2024, 10, 26)) == {"Rà soát 12 hồ sơ quá hạn": "overdue"}


def test_a_finished_task_with_its_document_number_closes_it(store):
    meetings.add(store, named("thuky"), commitment(document_no="12426/UBND-KT"))
    row = {
        "agency": "stp",
        "record_key": "k",
        "document_no": "12426/UBND-KT",
        "finished_on": date(2024, 10, 22),
    }
    store.insert("tasks_current", pa.Table.from_pylist([row]))
    assert states(store, date(2024, 10, 21)) == {"Rà soát 12 hồ sơ quá hạn": "due_soon"}
    assert states(store, date(2024, 10, 22)) == {"Rà soát 12 hồ sơ quá hạn": "done"}


def test_an_empty_conclusion_is_refused(store):
    with pytest.raises(ChisoError, match="chưa có nội dung"):
        meetings.add(store, named("thuky"), commitment("  "))


def test_kept_decks_keep_choice_and_figures(store):
    for title in ("Tuần 42", "Tuần 43"):
        figures = [{"indicator": "online_rate", "value": 0.524}]
        deck = meetings.Deck("stp", MEETING, title, {"topics": ["overdue"]}, figures)
        meetings.keep_deck(store, named("a"), deck)
    kept = meetings.decks(store, "stp")
    assert [deck["title"] for deck in kept] == ["Tuần 43", "Tuần 42"]
    assert kept[0]["figures"] == [{"indicator": "online_rate", "value": 0.524}]
    assert kept[0]["choice"] == {"topics": ["overdue"]}


def test_what_was_typed_in_a_kept_deck_is_stored_as_other_typed_text(store) -> None:
    choice = {"headlines": {"overdue": "gọi 0912000111\u202e"}, "topics": ["overdue"], "order": None}
    meetings.keep_deck(store, named("an"), meetings.Deck("stp", MEETING, "Giao\x1b ban", choice, []))
    (kept,) = meetings.decks(store, "stp")
    assert kept["title"] == "Giao ban"
    assert kept["choice"] == {**choice, "headlines": {"overdue": "gọi 09•••••111"}}


def deck(title: str, day: date = MEETING, topic: str = "overdue") -> meetings.Deck:
    return meetings.Deck("stp", day, title, {"topics": [topic]}, [])


def titles(store, **which) -> list[str]:
    return [row["title"] for row in kept_decks.kept(store, "stp", **which)]


def test_one_deck_of_a_name_and_day_stands_unless_it_is_said_to_replace(store) -> None:
    an = named("an")
    kept_decks.keep(store, an, deck("Tuần 42"))
    kept_decks.keep(store, an, deck("Tuần 42", date(2024, 10, 25)))  # of another day
    with pytest.raises(ChisoError, match="Đã có bộ slide “Tuần 42”") as refused:
        kept_decks.keep(store, an, deck(" Tuần 42 ", topic="tasks"))
    assert refused.value.code == "name_taken"
    assert len(titles(store)) == 2
    kept_decks.keep(store, an, deck("Tuần 42", topic="tasks"), replaces=True)
    assert titles(store) == ["Tuần 42", "Tuần 42"]
    (stands,) = (row for row in kept_decks.kept(store, "stp") if row["as_of"] == MEETING)
    (before,) = kept_decks.kept(store, "stp", is_removed=True)
    assert (stands["choice"], before["choice"]) == ({"topics": ["tasks"]}, {"topics": ["overdue"]})
    with pytest.raises(ChisoError, match="dài quá 120"):
        kept_decks.keep(store, an, deck("x" * 121))


def test_a_kept_deck_gets_another_name_if_it_is_one_and_free(store) -> None:
    an = named("an")
    for title in ("Tuần 42", "Tuần 43"):
        kept_decks.keep(store, an, deck(title))
    number = kept_decks.kept(store, "stp")[0]["deck_id"]
    for title, words in ((" ", "Hãy ghi tên"), ("Tuần 42", "Đã có bộ slide"), ("x" * 121, "dài quá 120")):
        with pytest.raises(ChisoError, match=words):
            kept_decks.rename(store, an, "stp", number, title)
    kept_decks.rename(store, an, "stp", number, "Tuần 43, chính thức; gọi 0912000111")
    assert titles(store) == ["Tuần 43, chính thức; gọi 09•••••111", "Tuần 42"]
    version = store.data_version
    kept_decks.rename(store, an, "stp", number, titles(store)[0])  # its own
    assert store.data_version == version
    with pytest.raises(ChisoError, match="Không có bộ slide"):
        kept_decks.rename(store, an, "sct", number, "của cơ quan khác")


def test_a_deck_that_was_taken_out_is_nowhere_until_it_is_put_back(store) -> None:
    an, since = named("an"), date(2024, 10, 25)
    kept_decks.keep(store, an, deck("Tuần 42"))
    kept_decks.keep(store, an, deck("Thử", since))
    number = kept_decks.kept(store, "stp")[0]["deck_id"]
    days = [since, MEETING]
    assert minutes.met_before(store, "stp", date(2024, 11, 1)) == days
    newest = kept_decks.newest(store, "stp", date(2024, 11, 1))
    assert newest is not None
    assert newest["title"] == "Thử"
    kept_decks.remove(store, named("binh"), "stp", number)
    assert titles(store) == ["Tuần 42"]
    assert [row["title"] for row in meetings.decks(store, "stp")] == ["Tuần 42"]
    assert minutes.met_before(store, "stp", date(2024, 11, 1)) == days[1:]
    assert kept_decks.newest(store, "stp", date(2024, 11, 1), MEETING) is None
    (away,) = kept_decks.kept(store, "stp", is_removed=True)
    assert (away["title"], away["removed_by"], away["removed_at"] is None) == ("Thử", "binh", False)
    with pytest.raises(ChisoError, match="Không có bộ slide"):
        kept_decks.remove(store, an, "stp", number)
    kept_decks.keep(store, an, deck("Thử", since))
    with pytest.raises(ChisoError, match="Đã có bộ slide “Thử”"):
        kept_decks.put_back(store, an, "stp", number)
    other = kept_decks.kept(store, "stp")[0]["deck_id"]
    kept_decks.rename(store, an, "stp", other, "Chính thức")
    kept_decks.put_back(store, an, "stp", number)
    assert titles(store) == ["Chính thức", "Thử", "Tuần 42"]
    assert kept_decks.kept(store, "stp", is_removed=True) == []
    with pytest.raises(ChisoError, match="Không có bộ slide"):
        kept_decks.put_back(store, an, "stp", number)


def of_second(monkeypatch, looked: str, first: Callable[[], None], second: Callable[[], None]) -> list[str]:
    """By what somebody is refused who begins once the first has `looked` how things stand; where nothing keeps him
    waiting he ends before that one goes on."""
    refused: list[str] = []

    def tries() -> None:
        try:
            second()
        except ChisoError as error:
            refused.append(error.code)

    look, beside = getattr(kept_decks, looked), threading.Thread(target=tries)

    def looks(*given: Any, **more: Any) -> Any:
        found = look(*given, **more)
        if beside.ident is None:
            beside.start()
            beside.join(1)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(kept_decks, looked, looks)
        first()
        beside.join()
    return refused


@pytest.mark.parametrize("is_renamed_first", [True, False])
def test_of_two_people_at_once_one_alone_gives_a_name(store, monkeypatch, is_renamed_first: bool) -> None:
    an = named("an")
    for title in ("Chung", "Tuần 42"):
        kept_decks.keep(store, an, deck(title))
    stands, away = (row["deck_id"] for row in kept_decks.kept(store, "stp"))
    kept_decks.remove(store, an, "stp", away)
    acts = [
        partial(kept_decks.rename, store, named("binh"), "stp", stands, "Chung"),
        partial(kept_decks.put_back, store, an, "stp", away),
    ]
    assert of_second(monkeypatch, "named", *acts[:: 1 if is_renamed_first else -1]) == ["name_taken"]
    assert titles(store).count("Chung") == 1


def test_of_two_people_at_once_one_alone_takes_a_deck_out(store, monkeypatch) -> None:
    kept_decks.keep(store, named("an"), deck("Tuần 42"))
    (number,) = (row["deck_id"] for row in kept_decks.kept(store, "stp"))
    first, second = (partial(kept_decks.remove, store, named(who), "stp", number) for who in ("an", "binh"))
    assert len(of_second(monkeypatch, "kept", first, second)) == 1
    assert [row["removed_by"] for row in kept_decks.kept(store, "stp", is_removed=True)] == ["an"]


def test_the_newest_deck_of_the_agency_is_no_units(store) -> None:
    kept_decks.keep(store, named("an"), deck("Tuần 42"))
    of_unit = replace(deck("Tuần 42, Văn phòng"), choice={"topics": ["tasks"], "asked": {"unit": "stp-vp"}})
    kept_decks.keep(store, named("an"), of_unit)
    newest = kept_decks.newest(store, "stp", MEETING)
    assert newest is not None
    assert newest["title"] == "Tuần 42"
    assert [kept_decks.unit_of(row) for row in kept_decks.kept(store, "stp")] == ["stp-vp", None]


def test_no_conclusion_is_counted_as_overdue_in_words() -> None:
    assert meetings.counted(2, 1) == "2 kết luận đang thực hiện, trong đó 1 quá hạn"
    assert meetings.counted(0, 0) == "Không có kết luận đang thực hiện"
    assert meetings.counted(5, 5) == "5 kết luận đang thực hiện, đều quá hạn"
    assert meetings.counted(1, 1) == "1 kết luận đang thực hiện, đã quá hạn"
    assert meetings.counted(2, 0) == "2 kết luận đang thực hiện, không có kết luận quá hạn"
