"""Bộ chỉ số phục vụ beside what the records say, counted by hand."""

from dataclasses import replace
from pathlib import Path

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.paper_results import ON_PAPER
from chiso.words import portal
from tests.worlds import fresh_home, small_world
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World, day, dossier

ASKED = Asked(agency="stp", as_of=small_world.AS_OF, year=2024)


def test_each_group_stands_beside_the_rates_that_records_can_tell(tmp_path: Path) -> None:
    with small_world.build(tmp_path / "home") as store:
        value = figures.values(store, ASKED).one("digitised_rate")
    assert value is not None
    found = portal.rows(
        [
            {"component": "Số hóa hồ sơ", "score": 11.0, "max_score": 22.0},
            {"component": "Công khai, minh bạch", "score": 18.0, "max_score": 18.0},
        ],
        {"digitised_rate": replace(value, numerator=3, denominator=8, value=0.375)},
        {"e_result_rate": "Một", "digitised_rate": "Hai", "reuse_rate": "Ba"},
    )
    # 3/8 = 37,5 %, the group has half of its points: 12,5 points of a percentage less
    assert [(row["portal"], row["own"], row["gap"]) for row in found] == [
        ("11,00/22,00 = 50%", "chưa có số", None),
        ("11,00/22,00 = 50%", "3/8 = 37,5%", "−12,5"),
        ("11,00/22,00 = 50%", "chưa có số", None),
        ("18,00/18,00 = 100%", None, None),
    ]
    assert [row["name"] for row in found] == ["Một", "Hai", "Ba", portal.NOT_TOLD]


def test_groups_are_known_by_their_words() -> None:
    groups = ("Tiến độ giải quyết", "Thanh toán trực tuyến", "Cung cấp dịch vụ trực tuyến", "Mức độ hài lòng")
    assert [portal.told_by(name)[0] for name in groups] == [
        "on_time_rate", "online_payment_rate", "online_rate", "petition_satisfied_rate",
    ]  # fmt: skip


def test_the_page_opens_the_records_of_that_month(tmp_path: Path) -> None:
    with small_world.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        listed = figures.records(store, ASKED, "on_time_rate", figures.Part("denominator", month="2024-10"))
        with shown(store):
            app = opened("bao_cao", nhom_tu_tinh="on_time_rate", phan_on_time_rate="denominator")
    assert not app.exception
    (table,) = [one.value for one in app.table if "Tự tính" in one.value and "Nhóm" in one.value]
    assert list(table["Cổng"])[-1].replace("\\", "") == "41,00/50,00 = 82%", "Tiến độ of October"
    rows = [row for one in app.dataframe for row in one.value.to_dict("records") if "dossier_id" in row]
    assert sorted(row["dossier_id"] for row in rows) == sorted(listed["id"])
    assert f"/{len(listed)}\xa0" in list(table["Tự tính"])[-1]


def test_a_published_rate_stands_beside_its_own_and_is_held_against_its_target(tmp_path: Path) -> None:
    with small_world.build(tmp_path / "home") as store:
        of = figures.values(store, ASKED).one
        told = {name: of(f"portal_{name}") for name in ("e_result_rate", "digitised_rate", "reuse_rate")}
    assert [one.value for one in told.values()] == [None] * 3, "nobody reported any: unknown, not zero"
    assert [one.target for one in told.values()] == [1.0] * 3, "Phụ lục III.6, III.7, III.8"
    electronic, digitised, reuse = told.values()
    own = replace(digitised, numerator=9, denominator=12, value=0.75, unknown=2)
    found = portal.rates(
        {
            "portal_e_result_rate": replace(electronic, numerator=41, denominator=50, value=0.82),
            "portal_digitised_rate": replace(digitised, value=1.0),
        },
        {one.indicator: one for one in (electronic, digitised, replace(reuse, target=None))},
        {"e_result_rate": own, "reuse_rate": replace(own, unknown=0)},
    )
    # 9/12 is 75%: seven points below 82%; 3 of 12 are short, of 2 nobody knows
    assert [[*row.values()][1:] for row in found] == [
        ["41/50 = 82%", "9/12 = 75%", "−7,0", "▲ chưa đạt 100%, thiếu 18,0 điểm %", "3 (2 chưa rõ)"],
        ["100%", "chưa có số", None, "✓ đạt 100%", None],
        ["chưa có số", "9/12 = 75%", None, "chưa giao chỉ tiêu", "3"],
    ]


def test_a_month_is_whole_though_the_year_begins_within_it(tmp_path: Path) -> None:
    """The portal's December is held against the office's from 01/12, not from 15/12 on."""
    rows = [
        dossier(f"D{number}", finished_at=f"{number}/12/2023", received_at="1/12/2023", status="done", unit_text=unit,
                is_digitised=has)
        for number, unit, has in [
            (4, "Văn phòng", True), (11, "Văn phòng", False), (18, "Thanh tra", True), (20, "Thanh tra", True),
        ]
    ]  # fmt: skip
    reported = [
        {
            "indicator": "portal_digitised_rate",
            "date": day("31/12/2023"),
            "numerator": 3,
            "denominator": 4,
            "value": 0.75,
        },
        {
            "indicator": "portal_digitised_rate",
            "date": day("31/1"),
            "numerator": 1,
            "denominator": 2,
            "value": 0.5,
        },
    ]
    with fresh_home.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        world = World(store)
        world.number(rows, "31/1", columns=tuple(rows[0]))
        world.number(reported, "31/1", dataset="measurements")
        with shown(store):
            chosen = {"thang_cong": "2023-12", "nhom_tu_tinh": "digitised_rate"}
            app = opened("bao_cao", **chosen)
            on_paper = opened("bao_cao", **chosen, **{"in": "1"})
        asked = Asked(agency="stp", as_of=day("31/1"))
        months = figures.values(store, asked, "portal_digitised_rate", "month")
    assert not app.exception
    assert [(one.first, one.day) for one in months] == [
        (day("1/12/2023"), day("31/12/2023")),
        (day("1/1"), day("31/1")),
    ]
    (table,) = [one.value for one in app.table if "Cổng công bố" in one.value]
    lines = [[str(cell).replace("\\", "").replace("\xa0", " ") for cell in row] for row in table.values]
    assert [row[1:3] for row in lines] == [
        ["chưa có số", "chưa có số"],
        ["3/4 = 75%", "3/4 = 75%"],
        ["chưa có số", "chưa có số"],
    ]
    frames = [one.value for one in app.dataframe]
    (units,) = [one for one in frames if "digitised_rate" in one]
    assert list(units["digitised_rate"]) == ["1/2 = 50%, thiếu 1", "2/2 = 100%"]
    (rows_of_file,) = [one for one in frames if "row_no" in one and "numerator" in one]
    assert list(rows_of_file["numerator"]) == [3]
    (printed,) = [one.value for one in on_paper.table if "Giá trị" in one.value]
    assert list(printed["Giá trị"]) == ["75%"], "as the file prints it, not 0,75"


PROCEDURES = [
    {"procedure_code": "P1", "procedure_name": "Một", "gives_paper_result": True},
    {"procedure_code": "P2", "procedure_name": "Hai", "gives_paper_result": False},
]


def test_electronic_results_of_what_is_given_on_paper_alone(tmp_path: Path) -> None:
    rows = [
        dossier(f"D{number}", procedure_code=code, finished_at="10/3", status="done", has_e_result=has)
        for number, (code, has) in enumerate(
            [("P1", True), ("P1", False), ("P2", True), ("P2", True), ("P9", True)]
        )
    ]
    columns = (*rows[0], "unit")
    with fresh_home.build(tmp_path / "home") as store:
        world = World(store)
        world.number(rows, "31/3", columns=columns)
        asked = Asked(agency="stp", as_of=day("31/3"), year=2024)
        assert figures.on_paper(store, asked) is None, "no list says which give paper"
        world.number(PROCEDURES, "31/3", dataset="procedures")
        assert figures.on_paper(store, asked) == (1, 2)
        rest = figures.records(store, asked, "e_result_rate", figures.Part("rest", base=ON_PAPER))
        assert list(rest["id"]) == ["D1"]
        whole = figures.values(store, asked).one("e_result_rate")
        assert whole is not None
        assert (whole.numerator, whole.denominator) == (4, 5), "the indicator counts all that was resolved"
