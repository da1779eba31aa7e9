"""Dossiers of other agencies in which this one has a part, counted by hand (document 001, X.6)."""

from datetime import date
from pathlib import Path
from typing import Any

from chiso import figures
from chiso.figures.ask import Asked
from chiso.store import Store
from chiso.words import joint, reported
from tests.worlds import small_world
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World, dossier

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY, year=2024)
KIND, RATE = "joint_dossiers", "joint_late_rate"
VP, HCTP = "Văn phòng", "Phòng Hành chính tư pháp"


def row(number: int, lead: str, unit: str, due: date | None, answered: date | None) -> dict[str, Any]:
    """Asked of us on 1/10."""
    return {
        "dossier_id": f"H{number:02}", "lead_agency": lead, "procedure_name": "Cấp phép", "unit": unit,
        "unit_text": unit, "official": "Lê Văn Ba", "received_on": date(2024, 10, 1), "due_on": due,
        "answered_on": answered, "note": None,
    }  # fmt: skip


BUILDS, TRADES = "Sở Xây dựng", "Sở Công Thương"
# 17 that count, one late: 5,88 % as document 001 prints it of 2023; one more is open and not due
SEVENTEEN = [
    row(1, BUILDS, HCTP, date(2024, 10, 8), date(2024, 10, 9)),  # a day late
    *(row(number, BUILDS, VP, date(2024, 10, 8), date(2024, 10, 8)) for number in range(2, 10)),
    *(row(number, TRADES, VP, None, date(2024, 10, 30)) for number in range(10, 18)),  # no day to be late by
    row(18, TRADES, VP, date(2024, 11, 1), None),
]


def stake(store: Store) -> reported.Stake:
    """What document 001 X.6 takes points for."""
    (found,) = [one for one in reported.stakes(figures.values(store, ASKED)) if one.found.indicator == RATE]
    return found


def test_without_a_file_nobody_knows_and_with_one_the_share_is_that_of_its_rows(store: Store) -> None:
    World(store).number([], DAY, columns=("dossier_id",))
    assert (stake(store).step.holds, figures.values(store, ASKED).one(RATE).value) == (None, None)
    World(store).number(SEVENTEEN, DAY, dataset=KIND)
    value = figures.values(store, ASKED).one(RATE)
    assert (value.numerator, value.denominator, round(value.value, 4)) == (1, 17, 0.0588)
    lost = stake(store)
    assert lost.step.holds is False
    assert lost.under.startswith("1/17 = 5,9%"), lost.under


def test_who_has_not_answered_by_the_due_date_is_late_and_on_the_list(store: Store) -> None:
    World(store).number([*SEVENTEEN, row(19, TRADES, HCTP, date(2024, 10, 29), None)], DAY, dataset=KIND)
    leads, units = (figures.joint_late(store, ASKED, by) for by in ("lead_agency", "unit_name"))
    assert joint.rows(leads).to_dict("list") == {
        "name": [TRADES, BUILDS], "late": ["1/9 = 11,1%*", "1/9 = 11,1%*"],
    }  # fmt: skip
    assert joint.rows(units).to_dict("list") == {"name": [HCTP, VP], "late": ["2/2 = 100%*", "0/16 = 0%"]}
    late = figures.overdue(store, ASKED, KIND)
    assert list(zip(late["id"], late["lead_agency"], late["unit"], late["days_late"], strict=True)) == [
        ("H19", TRADES, "stp-hctp", 2)
    ]
    assert list(figures.overdue(store, ASKED, KIND, soon=1)["id"]) == ["H18"]
    behind = figures.records(store, ASKED, RATE)
    assert set(behind["id"]) == {"H01", "H19"}, "the figure opens to just those"


def test_what_may_be_wrong_with_the_file_is_said(store: Store) -> None:
    world = World(store)
    world.number([dossier("H01", unit_text=VP)], DAY)
    world.number(SEVENTEEN, DAY, dataset=KIND)
    found = figures.check(store, ASKED)
    subjects = {code: sorted(found[found["code"] == code]["subject"]) for code in set(found["code"])}
    assert subjects["joint_own_dossier"] == ["H01"]
    assert subjects["joint_without_due_date"] == [f"H{number}" for number in range(10, 18)]


def test_the_page_narrows_its_lists_to_who_leads(tmp_path: Path) -> None:
    with small_world.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        with shown(store):
            chosen, every = opened("qua_han", loai=KIND, chu_tri=BUILDS), opened("qua_han", loai=KIND)
    assert not chosen.exception
    assert not every.exception
    said = " ".join(one.value for one in chosen.markdown).replace("\\", "")
    assert "Không có hồ sơ phối hợp (Sở Xây dựng) nào quá hạn" in said
    said = " ".join(one.value for one in every.markdown)
    assert "Hồ sơ phối hợp trễ hạn: 40%" in said, "J2 J3 of J1 J2 J3 J4 J7"
    labels = {one.label for one in every.button_group}
    assert "Lọc danh sách theo cơ quan chủ trì" in labels
    assert "Xem thêm trong năm CCHC" not in labels, "lists of the agency's own dossiers"


def test_what_costs_points_opens_the_rows_that_it_counts(tmp_path: Path) -> None:
    """Those of the agency, whatever unit is looked at."""
    with small_world.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        with shown(store):
            app = opened("bao_cao", don_vi="stp-nv1", muc_diem=RATE, **{f"phan_{RATE}": "denominator"})
    assert not app.exception
    (listed,) = [one.value for one in app.dataframe if "lead_agency" in one.value]
    assert sorted(listed["dossier_id"]) == ["J1", "J2", "J3", "J4", "J7"]
