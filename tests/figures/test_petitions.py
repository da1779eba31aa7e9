"""Petitions by kind, counted by hand."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.web.parts.record import facts
from chiso.words.petitions import NO_SOURCE, petition_rows
from tests.worlds import fresh_home
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World

DAY = date(2024, 10, 31)


def petition(
    number: int, kind: str | None, answered: date | None, satisfaction: str | None = None
) -> dict[str, Any]:
    """Due on 15/10; received on 1/10."""
    return {
        "petition_id": f"PA{number:03}", "kind": kind, "subject": f"Việc {number}", "unit": "Văn phòng",
        "unit_text": "Văn phòng", "received_on": date(2024, 10, 1), "due_on": date(2024, 10, 15),
        "answered_on": answered, "satisfaction": satisfaction,
    }  # fmt: skip


ROWS = [
    petition(1, "procedure", date(2024, 10, 10), "satisfied"),
    petition(2, "procedure", date(2024, 10, 16), "unsatisfied"),  # a day late
    petition(3, "enterprise", date(2024, 10, 15)),  # on its day, nobody rated it
    petition(4, "socio_economic", None),  # overdue
    petition(5, None, date(2024, 10, 2), "accepted"),
]


def test_each_kind_has_its_own_rates_and_share(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(ROWS, DAY, dataset="petitions")
        asked = Asked(agency="stp", as_of=DAY)
        found = figures.petition_kinds(store, asked)
        late = figures.overdue(store, asked, "petitions")
    assert [tuple(row.values()) for row in petition_rows(found)] == [
        ("Thủ tục hành chính", 0.4, "1/2 = 50%*", "1/2 = 50%*", "–"),
        ("Kinh tế - xã hội", 0.2, "0/1 = 0%*", "–", "–"),
        ("Doanh nghiệp", 0.2, "1/1 = 100%*", "–", "–"),
        ("Chưa ghi loại", 0.2, "1/1 = 100%*", "1/1 = 100%*", "–"),
    ]
    assert list(zip(late["id"], late["petition_kind"], strict=True)) == [("PA004", "socio_economic")]
    assert set(late["kind"]) == {"petitions"}


HOTLINE, PORTAL = "Đường dây nóng", "Cổng dịch vụ công"
FROM = [
    row | {"source": source}
    for row, source in zip(ROWS, (HOTLINE, HOTLINE, PORTAL, HOTLINE, None), strict=True)
]


def test_what_came_by_the_hotline_has_its_own_rates_and_share(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(FROM, DAY, dataset="petitions")
        asked = Asked(agency="stp", as_of=DAY)
        found = figures.petition_kinds(store, asked, "source")
        late = figures.overdue(store, asked, "petitions")
        row = figures.record(store, asked, "petitions", "PA004")
    assert [tuple(row.values()) for row in petition_rows(found, NO_SOURCE)] == [
        (PORTAL, 0.2, "1/1 = 100%*", "–", "–"),
        (HOTLINE, 0.6, "1/3 = 33,3%*", "1/2 = 50%*", "–"),
        ("Chưa ghi nguồn", 0.2, "1/1 = 100%*", "1/1 = 100%*", "–"),
    ]
    assert list(zip(late["id"], late["petition_source"], strict=True)) == [("PA004", HOTLINE)]
    assert row is not None
    assert dict(facts("petitions", row))["Nguồn phản ánh"] == HOTLINE


def asked_by_enterprises() -> list[dict[str, Any]]:
    """Received on Tuesday 1/10/2024: 15 working days end on 22/10, 30 on 12/11 (no holiday between)."""
    rows = [
        petition(11, "enterprise", None),  # 22/10: overdue by 7 working days on 31/10
        petition(12, "enterprise", None),  # complex: 12/11
        petition(13, "enterprise", date(2024, 10, 23)),  # a day late
        petition(14, "enterprise", date(2024, 10, 22)),  # on its day
        petition(15, "enterprise", None),  # a printed date stays
        petition(16, "procedure", None),  # of others nothing is reckoned
    ]
    for row in rows:
        row |= {"due_on": None, "is_complex": row["petition_id"] == "PA012", "posted_on": None}
    rows[4]["due_on"] = date(2024, 10, 30)
    rows[3]["posted_on"] = date(2024, 10, 25)
    return rows


def test_what_an_enterprise_asks_is_due_after_15_working_days_or_30(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(asked_by_enterprises(), DAY, dataset="petitions")
        asked = Asked(agency="stp", as_of=DAY)
        rows = figures.overdue(store, asked, "petitions").to_dict("records")
        soon = figures.overdue(store, asked, "petitions", soon=8).to_dict("records")
        rate = figures.records(store, asked, "petition_on_time_rate", figures.Part("denominator"))
        found = petition_rows(figures.petition_kinds(store, asked))
    assert [(row["id"], row["due"], row["days_late"], row["term_days"]) for row in rows] == [
        ("PA011", date(2024, 10, 22), 7, 15),
        ("PA015", date(2024, 10, 30), 1, None),
    ]
    assert [(row["id"], row["due"], row["days_left"], row["term_days"]) for row in soon] == [
        ("PA012", date(2024, 11, 12), 8, 30)
    ]
    assert sorted(zip(rate["id"], rate["numerator"], strict=True)) == [
        ("PA011", 0), ("PA013", 0), ("PA014", 1), ("PA015", 0),
    ]  # fmt: skip
    assert [(row["name"], row["on_time"], row["posted"]) for row in found] == [
        ("Doanh nghiệp", "1/4 = 25%*", "1/2 = 50%*")
    ]


@pytest.mark.parametrize(("kind", "listed"), [("enterprise", ["PA003"]), ("khong-ghi", ["PA005"])])
def test_the_lists_of_the_page_hold_the_chosen_kind(tmp_path: Path, kind: str, listed: list[str]) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        World(store).number(FROM, DAY, dataset="petitions")
        with shown(store):
            app = opened("qua_han", loai="petitions", loai_pakn=kind)
    assert not app.exception
    rows = [row for one in app.dataframe for row in one.value.to_dict("records")]
    assert [row["petition_id"] for row in rows if "petition_id" in row] == listed
    assert not [row for row in rows if row.get("id") == "PA004"]  # overdue, of another kind
    assert [name for one in app.table for name in one.value.get("Nguồn", [])] == [
        PORTAL, HOTLINE, "Chưa ghi nguồn",
    ]  # fmt: skip
    said = " ".join(element.value for element in app.markdown)
    words = {"enterprise": "doanh nghiệp", "khong-ghi": "chưa ghi loại"}[kind]
    assert f"Không có phản ánh, kiến nghị ({words}) nào quá hạn" in said.replace("\\", "")
    assert "Không có phản ánh, kiến nghị nào quá hạn" not in said  # one of another kind is
