"""What officials have in hand: rows by hand, each number counted beside them. The day is Thursday 31/10/2024."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest

from chiso import figures
from chiso.figures import caseload
from chiso.figures.ask import Asked
from chiso.figures.officials import Official, Part
from chiso.present.pictures import handling as pictures
from chiso.store import Store
from chiso.words import officials, workload
from tests.words.recomputed import Again
from tests.worlds import small_world
from tests.worlds.small_world import HCTP, VP, dossier

ASKED = Asked(agency="stp", as_of=small_world.AS_OF)
NV1 = "Phòng Nghiệp vụ 1"


def an(number: str, **words: Any) -> dict[str, Any]:
    return dossier(number, official="An", unit=NV1, received="2024-10-01", status="processing", **words)


def resolved(name: str, many: int, unit: str = NV1, **words: Any) -> list[dict[str, Any]]:
    """Received on Monday 07/10, resolved on Thursday 10/10: three working days; promised five."""
    moments = {"received": "2024-10-07", "due": "2024-10-14", "finished": "2024-10-10", **words}
    return [
        dossier(f"{name}-{n}-{moments['finished']}", unit=unit, official=name, **moments) for n in range(many)
    ]


DOSSIERS = [
    an("A1", due="2024-10-31"),  # today: this week
    an("A2", due="2024-11-01"),  # Friday: this week
    an("A3", due="2024-11-03"),  # Sunday: this week
    an("A4", due="2024-11-04"),  # Monday: the next
    an("A5", due="2024-10-30"),  # overdue
    an("A6"),  # without a due date
    {**an("A7", due="2024-11-01"), "status": "supplement"},  # paused, and so not due this week
    {**an("A8", due="2024-10-01"), "status": "stopped"},  # paused, and so not overdue
    *resolved("An", 12),
    *resolved("An", 1, finished="2024-10-11", due="2024-10-09", procedure_code="P2", procedure_name="Thủ tục Hai"),
    # 23 working days of October, 19 of September (02 and 03/09 are days off), 18 of August: Wednesday 07/08 is the
    # 60th, Tuesday 06/08 the 61st
    *resolved("Bình", 9, VP, finished="2024-08-07", received="2024-07-31", due="2024-08-08"),
    *resolved("Bình", 5, VP, finished="2024-08-06", received="2024-07-31", due="2024-08-08"),
    *resolved("Bình", 1, VP, finished="2024-01-04", received="2024-01-02", due="2024-01-05"),
    dossier("B1", official="Bình", received="2024-10-01", due="2024-11-20", status="processing"),
    dossier("B2", official="Bình", received="2024-09-02", due="2024-09-20", status="withdrawn", resolved="2024-10-20"),
    dossier("C1", unit=HCTP, official="Cúc", received="2024-05-02", due="2024-05-20", status="processing"),
    dossier("C2", received="2024-10-30", due="2024-11-29", status="processing"),  # nobody is named
]  # fmt: skip
PROCEDURES = [
    {"procedure_code": "P1", "procedure_name": "Thủ tục Một", "unit": NV1, "statutory_days": 4.0},
    {"procedure_code": "P2", "procedure_name": "Thủ tục Hai", "unit": NV1},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    rows: dict[str, list[dict[str, Any]]] = {"dossiers": DOSSIERS, "procedures": PROCEDURES}
    with small_world.fill(tmp_path_factory.mktemp("work") / "home", rows, since=date(2023, 12, 15)) as opened:
        yield opened


# (official, unit) -> open, paused, week, overdue, done, backlog
EXPECTED = {
    ("An", "stp-nv1"): (8, 2, 3, 1, 13, 6 * 60 / 13),
    ("Bình", "stp-vp"): (1, 0, 0, 0, 9, None),  # nine are too few for a pace
    ("Cúc", "stp-hctp"): (1, 0, 0, 1, 0, None),
    ("", "stp-vp"): (1, 0, 0, 0, 0, None),
}


def test_what_each_official_has_in_hand(store: Store) -> None:
    names = ["open", "paused", "week", "overdue", "done", "backlog"]
    found = {
        (row["official"], row["unit"]): tuple(None if pd.isna(row[name]) else row[name] for name in names)
        for row in figures.workload(store, ASKED).to_dict("records")
    }
    assert found == EXPECTED


def test_what_is_overdue_of_officials_is_the_list_of_what_is_overdue(store: Store) -> None:
    assert figures.workload(store, ASKED)["overdue"].sum() == len(figures.overdue(store, ASKED, "dossiers"))


@pytest.mark.parametrize(
    ("part", "ids"),
    [
        ("open", ["A8", "A5", "A1", "A2", "A7", "A3", "A4", "A6"]),
        ("week", ["A1", "A2", "A3"]),
        ("overdue", ["A5"]),
        ("paused", ["A8", "A7"]),
    ],
)
def test_a_number_opens_its_rows(store: Store, part: str, ids: list[str]) -> None:
    assert list(figures.listed(store, ASKED, figures.Worked(part, "An"))["id"]) == ids


def test_every_number_has_as_many_rows(store: Store) -> None:
    for row in figures.workload(store, ASKED).to_dict("records"):
        for part in workload.PARTS:
            asked = Asked(agency="stp", as_of=small_world.AS_OF, unit=row["unit"])
            assert figures.count_listed(store, asked, figures.Worked(part, row["official"])) == row[part], (
                row,
                part,
            )


def test_a_unit_is_the_sum_of_its_officials_and_what_ended_is_nobody_s(store: Store) -> None:
    rows = caseload.by_department(figures.workload(store, ASKED), is_whole=True).set_index("unit")
    assert rows.loc["stp-vp", ["open", "done"]].tolist() == [2, 9]
    assert rows.loc["stp-hctp", "left_on"] == date(2024, 6, 30)


def test_days_of_a_procedure_are_held_against_the_list_else_what_was_promised(store: Store) -> None:
    found = {row["key"]: row for row in figures.procedure_days(store, ASKED).to_dict("records")}
    # P1: 12 times 3 days, 9 times 5 (Wednesday to Wednesday), 5 times 4, once 2: the 14th of 27 is 4
    assert (found["P1"]["done"], found["P1"]["days"], found["P1"]["statutory"]) == (27, 4, 4)
    # P2: received 07/10, resolved on Friday 11/10, due on 09/10
    assert (found["P2"]["done"], found["P2"]["days"], found["P2"]["promised"]) == (1, 4, 2)
    assert found["P2"]["statutory"] != found["P2"]["statutory"]  # not known
    mine = figures.procedure_days(store, ASKED, "An").set_index("key")
    assert (mine.loc["P1", "done"], mine.loc["P1", "days"]) == (12, 3)
    assert figures.count_listed(store, ASKED, figures.WorkedOf("P1", "An")) == 12
    assert figures.count_listed(store, ASKED, figures.WorkedOf("P1")) == 27


def test_the_days_of_a_procedure_as_a_distribution_each_column_with_its_rows(store: Store) -> None:
    found = {row["key"]: row for row in figures.procedure_days(store, ASKED).to_dict("records")}
    assert found["P1"]["every"] == {2: 1, 3: 12, 4: 5, 5: 9}
    # the 25th of 27 is 5; of a limit of four days eighteen keep it
    assert (found["P1"]["slow"], found["P1"]["within"], found["P1"]["judged"]) == (5, 18, 27)
    assert (found["P2"]["slow"], found["P2"]["within"], found["P2"]["judged"]) == (4, 0, 1)
    assert figures.count_listed(store, ASKED, figures.WorkedOf("P1", None, (3, 3))) == 12
    assert figures.count_listed(store, ASKED, figures.WorkedOf("P1", None, (4, None))) == 14
    assert figures.count_listed(store, ASKED, figures.WorkedOf("P1", "An", (5, 5))) == 0
    rows = {
        row["key"]: row for row in workload.times(figures.procedure_days(store, ASKED)).to_dict("records")
    }
    chart = pictures.spread(rows["P1"], ASKED)
    assert [series.values for series in chart.series] == [(1, 12, 5, 0), (0, 0, 0, 9)]
    assert (chart.names, chart.keys, chart.marks) == (("2", "3", "4", "5"),) * 2 + (((2.5, "thời hạn"),),)
    said = workload.spread_headline(rows["P1"], ASKED)
    assert said == "Thủ tục Một: 18/27 hồ sơ (66,7%) trong thời hạn 4 ngày làm việc của danh mục"
    Again(store).check(said)
    assert workload.spread_headline(rows["P2"], ASKED) == (
        "Thủ tục Hai: 0/1 hồ sơ (0%*) không quá ngày hẹn; danh mục chưa ghi thời hạn"
    )


def test_no_pace_where_files_begin_within_its_days(store: Store, tmp_path: Any) -> None:
    rows = [an("A1", due="2024-10-31"), *resolved("An", 12)]
    with small_world.fill(tmp_path / "home", {"dossiers": rows}, since=date(2024, 9, 1)) as later:
        (row,) = figures.workload(later, ASKED).to_dict("records")
    assert (row["open"], row["done"]) == (1, 12)
    assert pd.isna(row["backlog"])


def test_what_is_said_of_it(store: Store) -> None:
    found = figures.workload(store, ASKED)
    mine = workload.officials(found[found["unit"] == "stp-nv1"])
    assert workload.headline(mine) == "An giữ nhiều nhất: 8 hồ sơ, bằng 28 ngày việc"  # 6 × 60 ÷ 13 = 27,7
    tree = figures.units(store, agency="stp")
    rows = workload.units(caseload.by_department(found, is_whole=True), tree)
    assert rows[["name", "key", "open"]].values.tolist() == [
        ["Văn phòng", "stp-vp", 2],
        ["Nghiệp vụ 1", "stp-nv1", 8],
        ["Chưa có người nhận", "", 1],
    ]
    nobody = rows.assign(
        key=["unknown", "unknown", ""], name=["Chưa xác định", "Chưa xác định", "Chưa có người nhận"]
    )
    assert workload.headline(nobody) == "11 hồ sơ đang giữ, chưa rõ ai giữ"
    assert workload.headline(nobody[:0]) == "Không hồ sơ nào đang giữ"
    of_one = rows.assign(key=["stp-vp", "unknown", ""])
    assert (
        workload.headline(of_one) == "Văn phòng giữ nhiều nhất: 2 hồ sơ"
    )  # 2 is less than 8, whose unit nobody taught
    times = workload.times(figures.procedure_days(store, ASKED)).set_index("key")
    assert times.loc["P1", ["took", "allowed", "by"]].tolist() == ["4", 4, "danh mục"]
    assert times.loc["P2", ["took", "allowed", "by", "over"]].tolist() == ["4*", 2, "đã hẹn", 2]
    assert workload.times_headline(times) == "Không thủ tục nào có thời gian giải quyết trung vị quá thời hạn"


def test_who_did_well_has_thirty_and_none_late() -> None:
    def person(name: str, handled: int, late: int = 0, overdue: int = 0) -> Official:
        return Official(name, [Part("stp-vp", "Văn phòng", handled, 0, handled - late, late, overdue)])

    people = [person("An", 30), person("Bình", 29), person("Cúc", 90, late=1), person("Dũng", 90, overdue=1)]
    people += [person("Em", 45), Official("Giang", people[0].parts, is_elsewhere=True)]
    assert officials.praise(people, "hồ sơ") == (
        "Xử lý từ 30 hồ sơ trở lên, không hồ sơ nào trễ hạn, quá hạn: An (30), Em (45)"
    )
    assert officials.verdict(people[0], "dossiers").word == "Nên khen: không hồ sơ nào trễ, quá hạn"
    assert officials.verdict(people[1], "dossiers").word == "Không bị hạn chế xếp loại"
