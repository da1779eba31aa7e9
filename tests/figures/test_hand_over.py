"""Open work of a unit that ended: nobody's until it is handed over, then the receiving unit's from that day on; what
was received and resolved stays. Phòng Hành chính tư pháp (HCTP) of the small world ended on 30/06/2024."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from chiso import figures
from chiso.core.errors import Refused
from chiso.figures.ask import Asked
from chiso.present import deck, outputs, slides
from chiso.present.columns import TABLES
from chiso.present.deck.look import Look
from chiso.present.pictures import rates
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store, marts
from chiso.words import rooms
from chiso.words.attention import attention
from chiso.words.overdue import as_text
from tests.worlds import small_world
from tests.worlds.people import ADMIN

ASKED = Asked(agency="stp", as_of=small_world.AS_OF)
WHOLE = {"unit_id": "stp-hctp", "to_unit": "stp-nv1", "from_day": date(2024, 10, 29)}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with small_world.build(tmp_path_factory.mktemp("handed") / "home") as store:
        yield store


@pytest.fixture
def store(world: Store) -> Iterator[Store]:
    """The world as it was, whatever a test handed over."""
    yield world
    for table in ("hand_overs", "namesakes"):
        rows = changes.rows(world, "stp", table)
        changes.apply(world, ADMIN, "stp", [Edit(table, row, None) for row in rows], title="về như cũ")


def hand(store: Store, **row: Any) -> int:
    batch = changes.apply(store, ADMIN, "stp", [Edit("hand_overs", None, {**WHOLE, **row})], title="Bàn giao")
    assert batch is not None
    return batch


def overdue(
    store: Store, kind: str = "dossiers", day: date = small_world.AS_OF
) -> dict[str, tuple[Any, Any]]:
    """id -> (unit, handed_from)."""
    rows = figures.overdue(store, replace(ASKED, as_of=day), kind).astype(object)
    rows = rows.where(rows.notna(), None)
    return {row["id"]: (row["unit"], row["handed_from"]) for row in rows.to_dict("records")}


def by_unit(store: Store, indicator: str) -> dict[str | None, tuple[float | None, float | None]]:
    return {
        value.unit: (value.numerator, value.denominator)
        for value in figures.values(store, ASKED, indicator, "unit")
    }


def test_what_was_left_is_listed_whatever_its_due_date(store: Store) -> None:
    left = figures.left_behind(store, ASKED)
    assert set(zip(left["kind"], left["id"], strict=True)) == {
        ("dossiers", "D06-overdue"), ("dossiers", "D16-overdue-old"), ("dossiers", "D08-paused"),
        ("tasks", "T4"), ("joint_dossiers", "J3"), ("plan", "II.2"), ("plan", "II.3"),
    }  # fmt: skip
    assert set(left["unit"]) == {"stp-hctp"}
    assert figures.left_behind(store, replace(ASKED, as_of=date(2024, 6, 30))).empty  # it was there that day


def test_all_work_goes_from_a_day_on_and_the_past_stays(store: Store) -> None:
    before = {code: by_unit(store, code) for code in ("online_rate", "on_time_rate")}
    batch = hand(store)
    assert overdue(store) == {
        "D16-overdue-old": ("stp-nv1", "stp-hctp"),
        "D06-overdue": ("stp-nv1", "stp-hctp"),
        "D17-finished-later": ("stp-vp", None),
    }
    assert overdue(store, day=date(2024, 10, 28)) == {"D16-overdue-old": ("stp-hctp", None)}
    assert overdue(store, "tasks") == {"T4": ("stp-nv1", "stp-hctp")}
    assert by_unit(store, "overdue_dossiers") == {"stp-vp": (1, None), "stp-nv1": (2, None)}
    assert {
        code: by_unit(store, code) for code in before
    } == before  # received and resolved: 3/5 and 3/4 of HCTP
    assert before["online_rate"]["stp-hctp"] == (3, 5)
    assert before["on_time_rate"]["stp-hctp"] == (3, 4)
    plan = figures.plan(store, replace(ASKED, unit="stp-nv1")).set_index("id")
    assert plan.loc[["II.2", "II.3"], "handed_from"].tolist() == ["stp-hctp", "stp-hctp"]
    soon = figures.overdue(store, ASKED, "plan", 3)
    assert soon[["id", "unit", "handed_from"]].values.tolist() == [["II.2", "stp-nv1", "stp-hctp"]]
    assert figures.left_behind(store, ASKED).empty
    assert set(figures.records(store, replace(ASKED, unit="stp-nv1"), "overdue_dossiers")["id"]) == {
        "D06-overdue", "D16-overdue-old",
    }  # fmt: skip
    changes.undo(store, ADMIN, batch)
    assert overdue(store)["D06-overdue"] == ("stp-hctp", None)


def test_one_by_one_before_the_rest_of_the_unit(store: Store) -> None:
    hand(store)
    hand(store, dataset="dossiers", record_key="D06-overdue", to_unit="stp-nv2", from_day=date(2024, 10, 30))
    hand(store, dataset="plan_tasks", record_key="II | 3", to_unit="stp-vp")
    assert overdue(store)["D06-overdue"] == ("stp-nv2", "stp-hctp")
    assert overdue(store)["D16-overdue-old"] == ("stp-nv1", "stp-hctp")
    hand(
        store, dataset="dossiers", record_key="D16-overdue-old", to_unit="stp-vp", from_day=date(2024, 10, 20)
    )
    assert overdue(store)["D16-overdue-old"] == ("stp-vp", "stp-hctp")  # before the rest, and it stays
    assert overdue(store, day=date(2024, 10, 29))["D06-overdue"] == ("stp-nv1", "stp-hctp")
    plan = figures.plan(store, ASKED).set_index("id")
    assert plan.loc[["II.2", "II.3"], "unit"].tolist() == ["stp-nv1", "stp-vp"]


def test_a_receiving_unit_that_ends_hands_on(store: Store) -> None:
    hand(store)
    nv1 = next(row for row in changes.rows(store, "stp", "units") if row["unit_id"] == "stp-nv1")
    ended = {**nv1, "valid_to": date(2024, 10, 30)}
    on = {"unit_id": "stp-nv1", "to_unit": "stp-nv2", "from_day": date(2024, 10, 31)}
    edits = [Edit("units", nv1, ended), Edit("hand_overs", None, on)]
    batch = changes.apply(store, ADMIN, "stp", edits, title="Giải thể")
    assert batch is not None
    assert overdue(store)["D16-overdue-old"] == ("stp-nv2", "stp-hctp")
    assert overdue(store, day=date(2024, 10, 30))["D16-overdue-old"] == ("stp-nv1", "stp-hctp")
    changes.undo(store, ADMIN, batch)


def test_petitions_go_on_along_the_chain_by_their_reckoned_days_too(tmp_path: Path) -> None:
    """HCTP ended on 30/6, NV1 takes over from 25/10 and ends on 30/10, NV2 from 31/10. Of an enterprise's question of
    Monday 3/6 the fifteenth working day is 24/6; what was answered stays with HCTP."""
    asked = {"received_on": date(2024, 6, 3), "unit": "Phòng Hành chính tư pháp"}
    rows = [
        {**asked, "petition_id": "P1", "kind": "procedure", "due_on": date(2024, 10, 20)},
        {**asked, "petition_id": "P2", "kind": "enterprise"},
        {**asked, "petition_id": "P3", "due_on": date(2024, 10, 20), "answered_on": date(2024, 10, 30)},
    ]
    with small_world.fill(tmp_path / "home", {"petitions": rows}) as store:
        nv1 = next(row for row in changes.rows(store, "stp", "units") if row["unit_id"] == "stp-nv1")
        ended = Edit("units", nv1, {**nv1, "valid_to": date(2024, 10, 30)})
        changes.apply(store, ADMIN, "stp", [ended], title="Giải thể")
        hand(store, from_day=date(2024, 10, 25))
        hand(store, unit_id="stp-nv1", to_unit="stp-nv2", from_day=date(2024, 10, 31))
        on = {
            day: overdue(store, "petitions", date(2024, *day))
            for day in ((6, 24), (6, 30), (10, 25), (10, 31))
        }
        assert on[6, 24] == {}
        assert on[6, 30] == {"P2": ("stp-hctp", None)}
        assert on[10, 25] == dict.fromkeys(("P1", "P2", "P3"), ("stp-nv1", "stp-hctp"))
        assert on[10, 31] == dict.fromkeys(("P1", "P2"), ("stp-nv2", "stp-hctp"))
        assert by_unit(store, "petition_on_time_rate") == {"stp-hctp": (0, 1), "stp-nv2": (0, 2)}


def test_a_newer_file_that_names_a_living_unit_wins(store: Store) -> None:
    hand(store)
    with store.transaction(), store._cursor() as cursor:
        cursor.execute("update dossiers_current set unit_key = 'van phong' where record_key = 'D06-overdue'")
        marts.renew(store, "stp", "dossiers")
        store.bump()
    assert overdue(store)["D06-overdue"] == ("stp-vp", None)
    with (
        store.transaction(),
        store._cursor() as cursor,
    ):  # a file that still names the ended one changes nothing
        cursor.execute(
            "update dossiers_current set unit_key = 'phong hanh chinh tu phap' where record_key = 'D06-overdue'"
        )
        marts.renew(store, "stp", "dossiers")
        store.bump()
    assert overdue(store)["D06-overdue"] == ("stp-nv1", "stp-hctp")


def test_the_sum_over_units_is_the_same_with_and_without(store: Store) -> None:
    def sums() -> dict[str, tuple[float, float, int]]:
        found: dict[str, tuple[float, float, int]] = {}
        for value in figures.values(store, ASKED, by="unit"):
            top, base, rows = found.get(value.indicator, (0.0, 0.0, 0))
            found[value.indicator] = (
                top + (value.numerator or 0), base + (value.denominator or 0), rows + value.entries,
            )  # fmt: skip
        return found

    def weeks() -> list[dict[str, Any]]:
        return figures.overdue_weeks(store, ASKED, "dossiers", 5).to_dict("records")

    before = sums(), weeks()
    hand(store)
    assert (sums(), weeks()) == before
    hand(store, dataset="dossiers", record_key="D16-overdue-old", to_unit="stp-nv2")
    assert (sums(), weeks()) == before
    folded = rooms.folded(figures.values(store, ASKED, by="unit"))
    assert sum(row.denominator or 0 for row in folded.of("online_rate")) == before[0]["online_rate"][1]


@pytest.fixture(scope="module")
def led_together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Plan tasks that HCTP leads beside a living room, and one that two ended rooms lead."""
    tasks = [
        {"section": "I", "no": "1", "task": "Một", "schedule": "Đến 25/10/2024",
         "lead_unit": "Phòng Hành chính tư pháp; Văn phòng"},
        {"section": "I", "no": "2", "task": "Hai", "schedule": "Đến 25/10/2024",
         "lead_unit": "Phòng Hành chính tư pháp, Phòng Phổ biến, giáo dục pháp luật"},
    ]  # fmt: skip
    home = tmp_path_factory.mktemp("together") / "home"
    rows = {"plan_tasks": [{**row, "plan": "Kế hoạch CCHC năm 2024"} for row in tasks]}
    with small_world.fill(home, rows) as store:
        yield store


def test_an_ended_lead_beside_a_living_one_leaves_its_part(led_together: Store) -> None:
    def parts() -> list[tuple[str, str]]:
        left = figures.left_behind(led_together, ASKED)
        return sorted(zip(left["id"], left["unit"], strict=True))

    def answers() -> list[tuple[str, str, str | None]]:
        late = figures.overdue(led_together, ASKED, "plan").astype(object)
        late = late.where(late.notna(), None)
        return sorted(zip(late["id"], late["unit"], late["handed_from"], strict=True))

    assert parts() == [("I.1", "stp-hctp"), ("I.2", "stp-hctp"), ("I.2", "stp-pbgdpl")]
    ended = [("I.1", "stp-hctp", None), ("I.2", "stp-hctp", None), ("I.2", "stp-pbgdpl", None)]
    assert answers() == sorted([*ended, ("I.1", "stp-vp", None)])  # each for its part
    batch = hand(led_together)
    assert parts() == [("I.2", "stp-pbgdpl")]
    assert answers() == [
        ("I.1", "stp-nv1", "stp-hctp"), ("I.1", "stp-vp", None),
        ("I.2", "stp-nv1", "stp-hctp"), ("I.2", "stp-pbgdpl", None),
    ]  # fmt: skip
    changes.undo(led_together, ADMIN, batch)


def test_work_arrives_at_a_unit_and_leaves_the_other(store: Store) -> None:
    """Of the receiving unit alone a week says what came to it: two on 29/10."""
    hand(store, from_day=date(2024, 10, 29))
    week = figures.overdue_weeks(store, replace(ASKED, unit="stp-nv1"), "dossiers", 1).to_dict("records")[-1]
    assert (week["new"], week["cleared"], week["standing"]) == (2, 0, 2)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"unit_id": "stp-vp"}, "đang hoạt động"),
        ({"from_day": date(2024, 6, 30)}, "hoạt động đến hết 30/06/2024"),
        ({"to_unit": "stp-pbgdpl"}, "không nhận việc được"),
        ({"to_unit": "stp"}, "không nhận việc được"),
        ({"to_unit": "stp-khong-co"}, "không có đơn vị"),
        ({"dataset": "tasks"}, "mã việc"),
    ],
)
def test_what_cannot_be_handed_over_is_refused(store: Store, row: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        hand(store, **row)


# --- what is said -------------------------------------------------------------------------------------------------


ENDED = ("HCTP", "Hành chính tư pháp")


def said(store: Store) -> list[str]:
    """Every sentence and name of the deck, its lists of what ended units left aside, and of what needs attention."""
    look = Look(store, ASKED)
    texts = [finding.text for finding in attention(store, ASKED).foremost]
    topics = tuple(topic for topic in deck.TOPICS if topic != "left")
    for slide in deck.storyboard(look, deck.Choice(topics)):
        texts += [slide.headline, slide.note, slide.line_below, slide.empty, *slide.lines]
        if slide.chart is not None:
            texts += [slide.chart.headline, *slide.chart.names]
        if slide.table is not None:
            texts += [cell for row in slide.table.rows for cell in row]
    return texts


def test_no_ended_unit_is_asked_to_act(store: Store) -> None:
    before = said(store)
    assert not [text for text in before if any(name in text for name in ENDED)]
    assert any(
        text.startswith("3 hồ sơ quá hạn, tăng 2") and "2 chưa có người nhận" in text for text in before
    )
    assert "Chưa có người nhận" in before
    hand(store)
    assert not [text for text in said(store) if any(name in text for name in (*ENDED, "chưa có người nhận"))]


def test_the_meeting_names_who_takes_over_what_is_overdue(store: Store) -> None:
    """Only units that work were asked; nobody was, about what is overdue with a unit that has ended."""

    def handed_out() -> str:
        (slide,) = deck.storyboard(Look(store, ASKED), deck.Choice(("conclusions",)))
        return " ".join(slide.lines)

    whom = "trình lãnh đạo phân công đơn vị nhận 2 hồ sơ quá hạn chưa có người nhận."
    assert f"; {whom}" in handed_out()  # of Văn phòng, which is asked already
    hand(store)
    assert "phân công đơn vị nhận" not in handed_out()


def test_the_deck_lists_what_nobody_has_taken_over(store: Store) -> None:
    def slides() -> list[tuple[str, list[tuple[str, ...]]]]:
        made = deck.storyboard(Look(store, ASKED), deck.Choice(("left",)))
        return [(slide.headline, list(slide.table.rows if slide.table else ())) for slide in made]

    counts, *items = slides()
    assert counts == (
        "7 việc của một đơn vị đã thôi chưa có người nhận",
        [("HCTP", "3", "1", "1", "2", "7"), ("Cộng", "3", "1", "1", "2", "7")],
    )
    assert all(headline.startswith("7 việc chưa có người nhận") for headline, _ in items)
    assert [row[1] for _, rows in items for row in rows] == [
        "D16-overdue-old",
        "D08-paused",
        "D06-overdue",
        "T4",
        "J3",
        "II.2",
        "II.3",
    ]
    hand(store, dataset="dossiers", record_key="D16-overdue-old")
    assert slides()[0][1][-1] == ("Cộng", "2", "1", "1", "2", "6")
    hand(store)
    assert slides() == []


def test_a_list_says_from_which_unit_a_record_came(store: Store) -> None:
    hand(store, dataset="dossiers", record_key="D16-overdue-old")
    rows = figures.records(store, ASKED, "overdue_dossiers").set_index("id")["handed_from_name"]
    assert rows.dropna().to_dict() == {"D16-overdue-old": "Phòng Hành chính tư pháp"}
    assert TABLES["records"]["handed_from_name"].label == TABLES["dossiers"]["former"].label
    text = as_text(Look(store, ASKED).overdue("dossiers"), "Quá hạn")
    lines = [line for line in text.splitlines() if "(trước đó: Phòng Hành chính tư pháp)" in line]
    assert [line.split(":")[0] for line in lines] == ["- D16-overdue-old", "- D06-overdue"]
    messages = "\n".join(unit["text"] for unit in outputs.digest(store, ASKED)["units"])
    numbers = re.findall(
        r"\(trước đó: Phòng Hành chính tư pháp\) \(1\)\n- Quá hạn \(ngày làm việc\): ([\w-]+) ", messages
    )
    assert sorted(numbers) == ["D06-overdue", "D16-overdue-old"]


def test_ended_units_are_one_row_last_and_never_judged(store: Store) -> None:
    rows = rooms.folded(figures.values(store, ASKED, by="unit")).of("online_rate")
    assert [(row.unit, row.unit_name, row.numerator, row.denominator) for row in rows] == [
        ("stp-vp", "Văn phòng", 0, 6),
        ("unknown", "Chưa xác định", 0, 1),
        ("", "Đơn vị đã thôi (đến 30/06/2024)", 3, 5),
    ]
    assert (rows[-1].target, rows[-1].state) == (None, "small_base")


def test_ended_units_can_be_read_in_the_heat_table_of_page_and_slide(store: Store) -> None:
    found = rooms.folded(figures.values(store, ASKED, by="unit"))
    heat = rates.heat(found, rates.WATCHED)
    assert heat.names[-1] == "Đã thôi (đến 30/06/2024)"
    (table,) = (
        shape.table
        for shape in Presentation(io.BytesIO(slides.one_chart(heat, ""))).slides[0].shapes
        if shape.has_table
    )
    assert [row.cells[0].text for row in table.rows] == ["Đơn vị", *heat.names]  # none is cut
