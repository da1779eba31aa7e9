"""Self-scoring of criteria: rooms score theirs with evidence, Văn phòng reviews; a year's list by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.core.errors import Refused
from chiso.desk import office
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.present.columns import TABLES
from chiso.store import Store
from chiso.words import self_scoring as words
from tests.worlds import fresh_home
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

DAY = date(2024, 10, 31)
ROOM = Actor("phong", "editor", "stp-hctp")
OFFICE = Actor("vanphong", "editor", None)
ONE, TWO = "2024 | I.1", "2024 | I.2"


def criterion(code: str, most: float, points: float, unit: str) -> dict[str, Any]:
    return {
        "year": 2023, "code": code, "name": f"Tiêu chí {code}", "max_points": most, "appraised_points": points,
        "unit_text": unit,
    }  # fmt: skip


def two_criteria(store: Store) -> None:
    rows = [criterion("I.1", 2, 1.5, "Phòng Hành chính tư pháp"), criterion("I.2", 1, 1, "Văn phòng")]
    World(store).put(rows, "31/10", dataset="criteria")


@pytest.fixture
def store(tmp_path: Any) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home", fill=two_criteria) as made:
        yield made


def enter(store: Store, actor: Actor, key: str, **values: str | None) -> None:
    office.enter(store, actor, "stp", "criteria", {key: values})


def found(store: Store) -> Any:
    return figures.self_scoring(store, Asked(agency="stp", as_of=DAY))


def test_a_room_scores_and_the_office_reviews(store: Store) -> None:
    """Of 3 points 1,75 are scored of I.1; 2023 it got 1,5 of them."""
    scoring = found(store)
    assert (scoring.year, scoring.table_year, [line.state for line in scoring.lines]) == (
        2024,
        2023,
        ["open"] * 2,
    )
    enter(store, ROOM, ONE, room_points="1,75", evidence="BC số 12")
    assert [line.state for line in found(store).lines] == ["waiting", "open"]
    enter(store, OFFICE, ONE, review="Trả lại", review_reason="Thiếu phụ lục", needed="Báo cáo và phụ lục")
    (line, _) = found(store).lines
    assert (line.state, line.points, line.before, line.proof) == ("returned", 1.75, 1.5, "unchecked")
    enter(store, ROOM, ONE, evidence="BC số 12 và phụ lục")
    assert found(store).lines[0].state == "waiting"
    enter(store, OFFICE, ONE, review="Chấp nhận", evidence_checked="x")
    scoring = found(store)
    assert (scoring.lines[0].state, scoring.lines[0].proof) == ("accepted", "checked")
    assert words.headline(scoring) == "Các phòng tự chấm năm 2024: 1/2 tiêu chí đã chấm"
    assert words.compared(scoring) == (
        "Các phòng chấm 1,75/2 điểm của 1 tiêu chí; năm 2023 được 1,5 (cùng 1 tiêu chí, các phòng chấm 1,75)"
    )
    assert words.evidence(scoring, DAY) == "Trước 20/12/2024: còn 1 tiêu chí thiếu minh chứng"
    row = words.rows(scoring.lines).set_index("code").loc["I.1"]
    assert row["checked_by"].startswith("vanphong, ")
    assert row["scored_by"].startswith("phong, ")
    enter(store, ROOM, ONE, evidence="BC số 13")  # what was checked is another one now
    assert (found(store).lines[0].state, found(store).lines[0].proof) == ("waiting", "unchecked")


def test_one_entry_asks_the_scoring_of_the_year_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def counted(store: Store, question: Asked) -> Any:
        asked.append(question.year)
        return ask(store, question)

    ask = figures.self_scoring
    monkeypatch.setattr(figures, "self_scoring", counted)
    enter(store, ROOM, ONE, room_points="1,75", evidence="BC số 12")
    assert asked == [2024]


@pytest.mark.parametrize(
    ("actor", "key", "values", "code"),
    [
        (ROOM, TWO, {"room_points": "1"}, "other_unit"),
        (ROOM, ONE, {"review": "Chấp nhận"}, "other_unit"),
        (ROOM, ONE, {"evidence_checked": "x"}, "other_unit"),
        (ROOM, "2024 | I.9", {"room_points": "1"}, "other_unit"),
        (Actor("xem", "viewer", None), ONE, {"room_points": "1"}, "forbidden"),
        (ROOM, ONE, {"room_points": "2,5"}, "bad_entry"),
        (ROOM, ONE, {"room_points": "nan"}, "bad_entry"),
        (ROOM, ONE, {"room_points": "-1"}, "bad_entry"),
        (OFFICE, "2024 | I.9", {"room_points": "1"}, "bad_entry"),
        (OFFICE, ONE, {"review": "Chấp nhận"}, "bad_entry"),
        (OFFICE, ONE, {"room_points": "1", "review": "Có lẽ"}, "bad_entry"),
        (OFFICE, ONE, {"room_points": "1", "review": "Trả lại"}, "bad_entry"),
    ],
)
def test_what_may_not_be_entered(
    store: Store, actor: Actor, key: str, values: dict[str, str], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        enter(store, actor, key, **values)
    assert refused.value.code == code
    assert office.entries(store, "stp", "criteria").empty


def test_the_page_of_a_unit_counts_the_unit_s_criteria_and_shows_them_whole(store: Store) -> None:
    named = criterion("I.3", 1, 1, "Văn phòng") | {
        "name": "Báo cáo định kỳ đầy đủ, đúng hạn và đúng mẫu quy định"
    }
    World(store).put(
        [criterion("I.1", 2, 1.5, "Phòng Hành chính tư pháp"), named], "31/10", dataset="criteria"
    )
    store.set_fact("demonstration", "true")
    with shown(store):
        app = opened("tieu_chi", don_vi="stp-vp")
        assert not app.exception
        assert "Các phòng tự chấm năm 2024: 0/1 tiêu chí" in " ".join(one.value for one in app.markdown)
        next(one for one in app.toggle if one.label.startswith("Chấm điểm, duyệt")).set_value(True).run()
    assert not app.exception
    (form,) = [one.proto for one in app.dataframe if "room_points" in one.value and "review" in one.value]
    assert form.row_height > 64, "only so high rows break their lines"


def test_a_unit_that_answers_for_no_criterion_has_not_all_its_evidence(store: Store) -> None:
    """ "0/0 tiêu chí đã chấm. Mọi tiêu chí đã có minh chứng, đã kiểm tra" stood on its page."""
    store.set_fact("demonstration", "true")
    with shown(store):
        texts = " ".join(one.value for one in opened("tieu_chi", don_vi="stp-thanhtra").markdown)
    assert "Bảng điểm không giao tiêu chí nào cho Phòng Thanh tra." in texts
    assert "0/0" not in texts
    assert "Mọi tiêu chí" not in texts


def test_the_list_is_a_table_that_can_be_imported(store: Store) -> None:
    """What a criterion needs stays from one year to the next; the year's own table takes the last one's place."""
    enter(store, OFFICE, "2023 | I.1", needed="Báo cáo và phụ lục")
    enter(store, ROOM, ONE, room_points="1,75")
    assert found(store).lines[0].said["needed"].value == "Báo cáo và phụ lục"
    rows = words.rows(found(store).lines)
    labels = {name: column.label for name, column in TABLES["self_scored"].items()}
    text = rows[list(labels)].rename(columns=labels).to_csv(index=False)
    made = "Bảng tự chấm điểm Chỉ số CCHC năm 2024\n" + text
    upload = Upload("tu_cham.csv", made.encode(), answers=Answers(dataset="criteria", as_of=DAY))
    result = batch.import_file(store, ADMIN, upload)
    assert result.status == "imported", (result.error, result.rejects)
    scoring = found(store)
    assert scoring.table_year == 2024
    points = {
        row["code"]: row["self_points"]
        for row in figures.criteria(store, Asked(agency="stp", as_of=DAY))["criteria"]
    }
    assert points == {"I.1": 1.75, "I.2": None}
