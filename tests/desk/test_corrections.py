"""Đính chính: a figure that stood in a kept deck, paper or conclusion and that an import changed is listed with that
import, on /doi-soat and in the next deck's notes, until it is again as it was or somebody has seen it."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from chiso import figures
from chiso.desk import corrections, kept_decks, meetings, reconciliation
from chiso.desk.meetings import Commitment, Deck
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.present import deck, papers
from chiso.present import outputs as present
from chiso.present.deck import own_words
from chiso.store import Store
from chiso.words import meeting
from tests.conftest import LONG
from tests.words.recomputed import Again
from tests.worlds import upload_files as made
from tests.worlds.apps import opened, shown
from tests.worlds.demo_home import copy_home
from tests.worlds.people import ADMIN

MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
COUNTER = {"Hình thức nộp": "Trực tiếp"}
MAY = "Từ ngày 01/05/2024 đến ngày 31/05/2024"


def put(
    store: Store, name: str, rows: list[dict[str, str]], title: str = made.MARCH, mode: str | None = None
) -> int:
    result = batch.import_file(store, ADMIN, Upload(name, made.export(rows, title=title), mode=mode))
    assert result.status == "imported", result.error
    return result.import_id or 0


def march(online: int, count: int = 5) -> list[dict[str, str]]:
    return [*made.dossiers(online), *made.dossiers(count - online, online + 1, **COUNTER)]


def keep(store: Store, title: str, day: date, *topics: str) -> None:
    look, choice = present.look_at(store, figures.newest(store, "stp", day)), deck.Choice(topics)
    deck.storyboard(look, choice)
    said = {"topics": list(topics), "asked": {"unit": None, "year": 2024}}
    meetings.keep_deck(store, ADMIN, Deck("stp", day, title, said, deck.figures_shown(look)))


def found(store: Store, day: date = APRIL) -> list[tuple[str, str, str, str]]:
    frame = corrections.find(store, "stp", day)
    return list(zip(frame["where"], frame["name"], frame["then"], frame["now"], strict=True))


def notes(store: Store, day: date) -> str:
    content = deck.make(present.look_at(store, figures.newest(store, "stp", day)), deck.Choice(("soon",)))
    slide = Presentation(io.BytesIO(content)).slides[1]
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


WHERE = "Bộ slide “Tuần 13”, Trực tuyến so với chỉ tiêu"
NAME = "Tỷ lệ hồ sơ nộp trực tuyến"


MENDED = 3  # the import of March that came again


@pytest.fixture(scope="module")
def march_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of March 4 of 5 came online."""
    home = tmp_path_factory.mktemp("march") / "home"
    with made.home(home) as store:
        put(store, "thang_3.csv", march(4))
    return home


@pytest.fixture
def store(march_world: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(copy_home(march_world, tmp_path / "home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def changed_world(march_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck of 31/3 said 4 of 5 online. April and May follow; between them March comes again with 2 of 5."""
    home = tmp_path_factory.mktemp("changed") / "home"
    with Store.open(copy_home(march_world, home)) as store:
        keep(store, "Tuần 13", MARCH, "online")
        put(store, "thang_4.csv", made.april(3, 11), made.APRIL)
        assert found(store) == []
        assert put(store, "thang_3_sua.csv", march(2), mode="replace") == MENDED
        put(store, "thang_5.csv", made.april(3, 21), MAY)
    return home


@pytest.fixture
def changed(changed_world: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(copy_home(changed_world, tmp_path / "home")) as opened:
        yield opened


def test_the_figure_is_listed_with_the_import_that_changed_it(changed: Store) -> None:
    frame = corrections.find(changed, "stp", APRIL)
    by_month = [row for row in frame.to_dict("records") if "tháng" in row["name"]]
    (row,) = [row for row in frame.to_dict("records") if row not in by_month]
    assert (row["then"], row["now"], row["where"]) == ("80% (4/5)", "40% (2/5)", WHERE)
    assert (row["import_id"], row["file_name"]) == (MENDED, "thang_3_sua.csv")
    assert f"tệp “thang_3_sua.csv” (lần nhập #{MENDED}, " in row["message"]
    assert "thang_4.csv" not in row["message"]
    assert "thang_5.csv" not in row["message"]
    assert [row["then"] for row in by_month] == ["80% (4/5)"]
    assert {row["status"] for row in changed.rows("imports/all")} == {
        "active",
        "superseded",
    }  # nothing of it stays
    assert found(changed, date(2024, 3, 30)) == []  # a view of before the deck


def test_the_page_giao_ban_tells_what_the_meeting_of_then_saw(changed: Store) -> None:
    with shown(changed):
        changed.set_fact("demonstration", "true")
        app = opened("giao_ban", den="2024-04-30", so_voi="2024-03-31")
    assert not app.exception
    lines = [text.value.replace("\\", "") for text in app.markdown]
    told = f"- Đã trình 31/03: {NAME} 80% (4/5); nay tính lại 40% (2/5), do tệp “thang_3_sua.csv”"
    assert any(line.startswith(told) for line in lines)


def test_the_sentence_of_a_correction_is_recomputed_from_what_was_kept_and_what_is(changed: Store) -> None:
    """4 of 5 were kept with the deck, 2 of 5 is what the newer file of March says; any other number is found out."""
    row = next(
        row
        for row in corrections.find(changed, "stp", APRIL).to_dict("records")
        if "tháng" not in row["name"]
    )
    sentence = meeting.told_then(meeting.Compared(Asked(agency="stp", as_of=APRIL), MARCH), row)
    assert sentence.startswith(f"Đã trình 31/03: {NAME} 80% (4/5); nay tính lại 40% (2/5), do tệp")
    said = sentence.partition(", do tệp")[0]  # the rest is the file's name and number
    Again(changed).check(said, sentence.claims)
    with pytest.raises(AssertionError):
        Again(changed).check(said.replace("40% (2/5)", "60% (3/5)"), sentence.claims)


@pytest.mark.skipif(not LONG, reason="in a usual run an import that changed a figure")
def test_a_roll_back_that_takes_it_back_empties_the_list(changed: Store) -> None:
    assert found(changed)
    batch.rollback(changed, ADMIN, MENDED)
    assert found(changed) == []
    batch.bring_back(changed, ADMIN, MENDED)
    messages = corrections.find(changed, "stp", APRIL)["message"].tolist()
    assert messages
    assert all("do khôi phục tệp “thang_3_sua.csv”" in message for message in messages)


@pytest.mark.skipif(not LONG, reason="in a usual run one import")
def test_two_imports_that_moved_it_are_both_named(store: Store) -> None:
    keep(store, "Tuần 13", MARCH, "online_units")
    put(store, "sua_1.csv", march(3), mode="replace")
    put(store, "sua_2.csv", march(1), mode="replace")
    (message,) = {row for row in corrections.find(store, "stp", APRIL)["message"] if "Văn phòng" in row}
    assert "80% (4/5) → 20% (1/5)" in message
    assert message.index("sua_1.csv") < message.index("sua_2.csv")


def test_what_no_file_changed_says_so(store: Store) -> None:
    keep(store, "Tuần 13", MARCH, "online")
    (kept,) = meetings.decks(store, "stp")
    other = [{**figure, "value": 0.9} for figure in kept["figures"] if figure["indicator"] == "online_rate"]
    meetings.keep_deck(store, ADMIN, Deck("stp", MARCH, "Sai", kept["choice"], other))
    with store.transaction():
        store.bump()
    messages = corrections.find(store, "stp", APRIL)["message"].tolist()
    assert messages
    assert all("“Sai”" in message and corrections.NO_FILE in message for message in messages)


@pytest.mark.skipif(not LONG, reason="more acts than a usual month has")
def test_of_acts_before_the_newest_ones_only_that_there_are_some_is_said(
    changed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """May is the one act gone back; March lies before it. A deck kept after March knows of no act beyond it."""
    monkeypatch.setattr(corrections, "MOST_ACTS", 1)
    messages = corrections.find(changed, "stp", APRIL)["message"].tolist()
    assert messages
    assert all(message.endswith(f"do {corrections.EARLIER}.") for message in messages)
    (kept,) = meetings.decks(changed, "stp")
    other = [{**figure, "value": 0.9} for figure in kept["figures"] if figure["indicator"] == "online_rate"]
    meetings.keep_deck(changed, ADMIN, Deck("stp", MARCH, "Sai", kept["choice"], other))
    put(changed, "thang_5_sua.csv", made.april(4, 21), MAY, "replace")
    messages = corrections.find(changed, "stp", APRIL)["message"].tolist()
    assert [message for message in messages if "“Sai”" in message]
    assert all(corrections.NO_FILE in message for message in messages if "“Sai”" in message)


def test_papers_and_conclusions_keep_their_figures_too(store: Store) -> None:
    asked = figures.newest(store, "stp", MARCH)
    assert asked is not None
    kind = next(iter(papers.KINDS))
    period = next(one for one in papers.KINDS[kind].periods(MARCH) if one.last == MARCH and one.is_month)
    paper = papers.shown_in(store, kind, asked, period)
    meetings.keep_deck(store, ADMIN, paper)
    said = Commitment("stp", MARCH, "stp-vp", "Nâng tỷ lệ trực tuyến", None, "online_rate")
    meetings.add(store, ADMIN, said)
    put(store, "thang_3_sua.csv", march(2), mode="replace")
    wanted = {
        (f"Báo cáo “{paper.title}”", NAME, "80% (4/5)", "40% (2/5)"),
        ("Kết luận “1: Nâng tỷ lệ trực tuyến”", NAME, "80% (4/5)", "40% (2/5)"),
    }
    assert wanted <= set(found(store))


def test_the_next_deck_tells_it_until_somebody_has_seen_it(changed: Store) -> None:
    said, told = notes(changed, APRIL), "Đính chính số đã trình bày:"
    assert said.startswith(told)
    assert "80% (4/5) → 40% (2/5)" in said
    lines = reconciliation.findings(changed, "stp", APRIL)
    mine = lines[lines["code"] == corrections.CODE]
    assert len(mine) == 2
    reconciliation.mark(changed, ADMIN, "stp", [{**row, "seen": True} for row in mine.to_dict("records")])
    assert told not in notes(changed, APRIL)
    again = reconciliation.findings(changed, "stp", APRIL)
    assert again.loc[again["code"] == corrections.CODE, "seen"].all()


@pytest.mark.skipif(not LONG, reason="in a usual run what was seen of a deck")
def test_a_deck_that_gets_another_name_keeps_what_was_seen_of_it(changed: Store) -> None:
    """And only that: what nobody looked at is still to be looked at, and so is what a later import changes."""

    def marked() -> list[tuple[str, bool]]:
        lines = reconciliation.findings(changed, "stp", APRIL)
        return [
            (row["subject"], row["seen"])
            for row in lines[lines["code"] == corrections.CODE].to_dict("records")
        ]

    lines = reconciliation.findings(changed, "stp", APRIL)
    (mine,) = lines[lines["subject"] == f"Tuần 13: {NAME}"].to_dict("records")
    reconciliation.mark(changed, ADMIN, "stp", [{**mine, "seen": True, "note": "đã báo cáo"}])
    (number,) = (row["deck_id"] for row in kept_decks.kept(changed, "stp"))
    for name in ("Giao ban 31/3", "Chính thức"):
        kept_decks.rename(changed, ADMIN, "stp", number, name)
    assert sorted(marked()) == [
        (f"Chính thức: {NAME}", True),
        (f"Chính thức: {NAME} (tháng 03/2024)", False),
    ]
    put(changed, "thang_3_lan_3.csv", march(1), mode="replace")
    assert not any(is_seen for _, is_seen in marked())


def test_the_page_lists_opens_and_marks_it(changed: Store) -> None:
    with shown(changed):
        app = opened("doi_soat", den="2024-04-30", mo_changed_figure="1")
        words = "\n".join(str(one.value) for one in app.markdown)
        assert not app.exception
        assert "2 số đã trình bày nay khác: cần đính chính" in words
        listed = " ".join(map(str, [one.value.to_dict() for one in (*app.table, *app.dataframe)]))
        assert "80% (4/5)" in listed + words
        assert "40% (2/5)" in listed + words
        assert "thang_3_sua.csv" in listed + words
        assert any(button.key == f"mo_lan_{MENDED}" for button in app.button)
        app.toggle(key="danh_dau_changed_figure").set_value(True).run()
        app.button(key="het_changed_figure").click().run()
        assert not app.exception
    found = reconciliation.findings(changed, "stp", APRIL)
    assert found.loc[found["code"] == corrections.CODE, "seen"].all()


def test_words_written_over_a_headline_are_of_their_look_alone(store: Store) -> None:
    put(store, "thang_4.csv", made.april(3, 11), made.APRIL)
    then, now = (figures.newest(store, "stp", day) for day in (MARCH, APRIL))
    assert then is not None
    (proposed,) = deck.storyboard(present.look_at(store, then), deck.Choice(("online",)))
    choice = deck.Choice(("online",), {"online": own_words.written(proposed, {}, "title", "Tháng 3 đạt 80%")})
    assert deck.storyboard(present.look_at(store, then), choice)[0].headline == "Tháng 3 đạt 80%"
    assert deck.storyboard(present.look_at(store, now), choice)[0].headline != "Tháng 3 đạt 80%"
    kept = choice.as_json() | {"asked": {"unit": None, "year": 2024}}
    assert deck.Choice.kept(kept, None) == choice
    assert deck.Choice.kept(kept, "stp-vp") == deck.Choice(("online",))
