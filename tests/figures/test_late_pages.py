"""What is overdue, counted and cut by the store: counted by hand, and read no further than a page shows."""

from datetime import date
from typing import Any

import pytest

from chiso import figures
from chiso.figures import lateness
from chiso.figures.ask import Asked
from chiso.store import Store
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World

DAY = date(2024, 10, 31)  # a Thursday
ASKED, KIND = Asked(agency="stp", as_of=DAY), "joint_dossiers"
BUILDS, TRADES, VP, HCTP = "Sở Xây dựng", "Sở Công Thương", "Văn phòng", "Phòng Hành chính tư pháp"


def row(number: int, lead: str, unit: str, due: date) -> dict[str, Any]:
    return {
        "dossier_id": f"H{number}", "lead_agency": lead, "procedure_name": "Cấp phép", "unit": unit, "unit_text": unit,
        "official": "Lê Văn Ba", "received_on": date(2024, 9, 2), "due_on": due, "answered_on": None, "note": None,
    }  # fmt: skip


# 2, 7, 8 and 32 working days late
FOUR = [
    row(1, BUILDS, HCTP, date(2024, 10, 29)),
    row(2, BUILDS, VP, date(2024, 10, 22)),
    row(3, TRADES, VP, date(2024, 10, 21)),
    row(4, TRADES, VP, date(2024, 9, 17)),
]


@pytest.mark.parametrize("kept", [0, 1_000])  # a long list is counted by the store, a short one as it is kept
def test_ages_are_counted_by_unit_and_by_who_leads(
    store: Store, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lateness, "MOST_ROWS", kept)
    World(store).number(FOUR, DAY, dataset=KIND)
    counts = ["age_1", "age_2", "age_3", "total", "longest"]
    by_unit = figures.overdue_ages(store, ASKED, KIND)
    assert by_unit[["unit", "unit_name", *counts]].to_numpy().tolist() == [
        ["stp-vp", VP, 1, 1, 1, 3, 32],
        ["stp-hctp", HCTP, 1, 0, 0, 1, 2],
    ]
    by_lead = figures.overdue_ages(store, ASKED, KIND, ("lead_agency",))
    assert by_lead[["lead_agency", *counts]].to_numpy().tolist() == [
        [TRADES, 0, 1, 1, 2, 32],
        [BUILDS, 2, 0, 0, 2, 7],
    ]


@pytest.mark.parametrize(
    ("page", "ids", "many"),
    [
        (figures.Page(skip=1, most=2), "H3 H2", 4),
        (figures.Page(order="due", most=9), "H4 H3 H2 H1", 4),
        (figures.Page(order="-due", most=1), "H1", 4),
        (figures.Page(order="-id", most=2), "H4 H3", 4),
        (figures.Page(order="lead_agency", most=9), "H3 H4 H1 H2", 4),
        (figures.Page(search="21/10"), "H3", 1),
        (figures.Page(search="hanh xay"), "H1", 1),
        (figures.Page(only=(("lead_agency", (BUILDS,)),), most=9), "H2 H1", 2),
        (figures.Page(only=(("lead_agency", (TRADES,)), ("unit", ("stp-hctp",)))), "", 0),
        (figures.Page(search="xay", only=(("unit", ("stp-hctp", "stp-nv1")),)), "H1", 1),
        (figures.Page(only=(("official", ("",)),)), "", 0),
    ],
)
def test_a_page_of_what_is_overdue_has_its_rows_alone(
    store: Store, page: figures.Page, ids: str, many: int
) -> None:
    World(store).number(FOUR, DAY, dataset=KIND)
    found = figures.overdue(store, ASKED, KIND, None, page)
    assert " ".join(found["id"]) == ids
    assert figures.count_overdue(store, ASKED, KIND, page) == many


def test_the_page_reads_a_hundred_rows_of_a_long_list(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    long = [row(number, BUILDS, VP, date(2024, 10, 29)) for number in range(100, 205)]
    World(store).number(long, DAY, dataset=KIND)
    store.set_fact("demonstration", "true")
    asked: list[Any] = []
    ask = Store.arrow

    def noted(store: Store, name: str, /, *given: Any, **more: Any) -> Any:
        of = {"lists/due_soon", "lists/part"} & {
            *more.get("_source", ())
        }  # what falls due, what was answered
        if name == "lists/page" and not of:
            asked.append(more["most"])
        return ask(store, name, *given, **more)

    monkeypatch.setattr(Store, "arrow", noted)
    monkeypatch.setattr(lateness, "MOST_ROWS", 100)
    with shown(store):
        app = opened("qua_han", loai=KIND, trang_qua_han_joint_dossiers="2")
        assert "Danh sách 105 hồ sơ phối hợp quá hạn" in " ".join(one.value for one in app.markdown)
        (second,) = [one.value for one in app.dataframe if "days_late" in one.value]
        assert list(second["id"]) == [f"H{number}" for number in range(200, 205)]
        assert any("Dòng 101–105 trong 105" in one.value for one in (*app.caption, *app.markdown))
    assert asked == [100]
