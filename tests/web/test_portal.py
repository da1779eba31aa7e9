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
            app = opened("bao_cao", nhom_tu_tinh="on_time_rate")
    assert not app.exception
    (table,) = [one.value for one in app.table if "Tự tính" in one.value]
    assert list(table["Cổng"])[-1].replace("\\", "") == "41,00/50,00 = 82%", "Tiến độ of October"
    rows = [row for one in app.dataframe for row in one.value.to_dict("records") if "dossier_id" in row]
    assert sorted(row["dossier_id"] for row in rows) == sorted(listed["id"])
    assert f"/{len(listed)}\xa0" in list(table["Tự tính"])[-1]


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
