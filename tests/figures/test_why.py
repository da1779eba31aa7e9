"""Why a rate moved: counted by hand from a few dossiers of two years; parts that add up, whatever they are."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso import figures
from chiso.__main__ import main
from chiso.core.errors import Refused, UnknownName
from chiso.figures import Asked, scope
from chiso.figures.mix import effects
from chiso.figures.why import Explanation, Part
from chiso.store import Store
from chiso.words import drivers
from tests.worlds import fresh_home, small_world
from tests.worlds.small_world import HCTP, VP, dossier

DAY = date(2024, 10, 31)


def received(count: int, online: int, day: str, **words: Any) -> list[dict[str, Any]]:
    """So many dossiers of a day, the first of them online."""
    return [
        dossier(
            f"{day}-{place}",
            received=day,
            channel="online" if place < online else "counter",
            status="processing",
            **words,
        )
        for place in range(count)
    ]


# Of the year 2023 up to 31/10: Văn phòng 1 of 4, Phòng Hành chính tư pháp 3 of 6; of 2024: 9 of 15 and 4 of 5.
# The second ended on 30/06/2024. 14/12 is the last day of the year 2023.
ROWS = [
    *received(4, 1, "2023-03-01", official="An"),
    *received(6, 3, "2023-04-03", unit=HCTP, field=None, procedure_code=None, procedure_name="Thủ tục Một"),
    *received(2, 2, "2023-12-14"),
    *received(15, 9, "2024-02-29", official="An"),
    *received(5, 4, "2024-05-06", unit=HCTP, field="Công chứng", procedure_name="THỦ TỤC MỘT"),
]
LISTED = [{"procedure_code": "P1", "procedure_name": "Thủ tục Một", "unit": VP}]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    home = tmp_path_factory.mktemp("why") / "home"
    rows = {"procedures": LISTED, "dossiers": ROWS}
    with small_world.fill(home, rows, date(2022, 12, 15)) as made:
        yield made


def explained(store: Store, by: Any = "unit", day: date = DAY, **more: Any) -> Explanation:
    return figures.explain(store, Asked(agency="stp", as_of=day), "online_rate", by, **more)


def parts(found: Explanation) -> dict[str | None, Part]:
    return {part.part: part for part in found.parts}


def test_the_parts_by_unit_are_those_counted_by_hand(store: Store) -> None:
    """Shares 0.4 → 0.75 and 0.6 → 0.25, rates 0.25 → 0.6 and 0.5 → 0.8, half the sum of the wholes 0.525."""
    found = explained(store)
    assert (found.before.numerator, found.before.denominator, found.before.value) == (4, 10, 0.4)
    assert (found.after.numerator, found.after.denominator, found.after.value) == (13, 20, 0.65)
    assert (found.before.as_of, found.after.as_of) == (date(2023, 10, 31), DAY)
    assert found.change == pytest.approx(0.25, abs=1e-12)
    assert [part.part for part in found.parts] == ["stp-vp", "stp-hctp"]  # the stronger first
    office, ended = found.parts
    assert (office.rate, office.mix, office.total) == pytest.approx((0.20125, -0.035, 0.16625), abs=1e-12)
    assert (ended.rate, ended.mix, ended.total) == pytest.approx((0.1275, -0.04375, 0.08375), abs=1e-12)
    assert (office.before_numerator, office.before_denominator, office.numerator, office.denominator) == (
        1,
        4,
        9,
        15,
    )
    assert (ended.part_name, ended.small_base) == ("Phòng Hành chính tư pháp", True)


def test_what_names_nothing_is_one_part_and_one_of_a_single_year_moves_the_mix_alone(store: Store) -> None:
    found = parts(explained(store, "field"))
    nameless, new = found[None], found["Công chứng"]
    assert (nameless.part_name, nameless.denominator, nameless.rate) == ("(không ghi)", 0, 0)
    assert nameless.mix == pytest.approx(-0.6 * (0.5 - 0.525), abs=1e-12)
    assert (new.before_denominator, new.rate) == (0, 0)
    assert new.mix == pytest.approx(0.25 * (0.8 - 0.525), abs=1e-12)
    assert found["Hộ tịch"].total == pytest.approx(0.16625, abs=1e-12)
    officials = parts(explained(store, "official"))
    assert (officials["An"].denominator, officials[None].denominator) == (15, 5)


def test_a_procedure_is_one_however_it_is_written_and_a_channel_has_its_word(store: Store) -> None:
    (one,) = explained(store, "procedure").parts
    assert (one.part, one.part_name, one.small_base) == ("P1", "THỦ TỤC MỘT", False)  # as in the newest file
    assert (one.rate, one.mix) == pytest.approx((0.25, 0), abs=1e-12)
    channels = parts(explained(store, "channel"))
    assert channels["online"].part_name == "Trực tuyến"
    assert [part.denominator for part in (channels["online"], channels["counter"])] == [13, 7]


def test_records_of_a_part_are_as_many_as_it_says(store: Store) -> None:
    (one,) = explained(store, "procedure").parts
    part = figures.Part("denominator", base=figures.Base(procedure=one.part))
    for day, many in ((DAY, one.denominator), (date(2023, 10, 31), one.before_denominator)):
        assert figures.count_records(store, Asked(agency="stp", as_of=day), "online_rate", part) == many


def test_each_side_is_of_its_own_year(store: Store) -> None:
    """14/12/2023 ends a year: 12 received since 15/12/2022, of them 6 online; two days later there is none yet."""
    found = explained(store, day=date(2024, 3, 1), against=date(2023, 12, 14))
    assert (found.before.numerator, found.before.denominator) == (6, 12)
    assert (found.after.numerator, found.after.denominator) == (9, 15)
    none = explained(store, day=date(2023, 12, 16), against=date(2023, 12, 14))
    assert (none.after.numerator, none.after.denominator, none.after.value, none.change) == (0, 0, None, None)
    assert {(part.mix, part.rate, part.total) for part in none.parts} == {(None, None, None)}


def test_a_leap_day_is_held_against_the_last_of_february(store: Store) -> None:
    found = explained(store, day=date(2024, 2, 29))
    assert (found.before.as_of, found.before.denominator) == (date(2023, 2, 28), 0)
    (one,) = found.parts
    assert (one.before_denominator, one.denominator, one.small_base) == (0, 15, False)


def test_what_is_not_known_is_not_none(store: Store, tmp_path: Path) -> None:
    """No file speaks of the year 2022; which results of 2023 were electronic no file says."""
    before = explained(store, day=date(2023, 10, 31)).before
    assert (before.as_of, before.numerator, before.denominator) == (date(2022, 10, 31), None, None)
    done = [
        dossier("cũ", received="2023-03-01", finished="2023-03-02"),
        dossier("mới", received="2024-03-01", finished="2024-03-04", has_e_result=True),
    ]
    with small_world.fill(tmp_path / "home", {"dossiers": done}, date(2022, 12, 15)) as made:
        found = figures.explain(made, Asked(agency="stp", as_of=DAY), "e_result_rate")
    assert (found.before.numerator, found.before.denominator, found.before.value) == (None, 1, None)
    assert (found.after.value, found.change) == (1, None)
    (one,) = found.parts
    assert (one.before_numerator, one.numerator, one.total) == (None, 1, None)


def test_of_a_day_of_which_too_much_is_unknown_nothing_is_compared(tmp_path: Path) -> None:
    """Of 2023 ten of ten results are electronic; of 2024 eight of ten, and two of which no file says it: nobody knows
    whether fewer are."""
    done = [
        dossier(f"{year}-{place}", received=f"{year}-03-01", finished=f"{year}-03-04", has_e_result=known)
        for year, answers in ((2023, [True] * 10), (2024, [True] * 8 + [None] * 2))
        for place, known in enumerate(answers)
    ]
    with small_world.fill(tmp_path / "home", {"dossiers": done}, date(2022, 12, 15)) as made:
        entry = scope.find(scope.catalogue(made, "stp", 2024), "e_result_rate")
        found = figures.explain(made, Asked(agency="stp", as_of=DAY), "e_result_rate")
    assert (found.before.value, found.after.value) == (1, 0.8)
    assert drivers.question(found, entry) == "Vì sao kết quả điện tử thay đổi?"
    assert drivers.rows(found) == []
    assert (found.after.numerator, found.after.unknown, found.after.denominator) == (8, 2, 10)
    assert [part.failing for part in found.parts] == [0]  # no two are said to lack it
    assert str(drivers.headline(found, entry, None)) == (
        "Kết quả điện tử: đến 31/10/2024 chưa rõ 2 trong 10 hồ sơ nên chưa so được"
    )


@pytest.mark.parametrize(
    "indicator", ["overdue_dossiers", "disbursement_rate", "online_procedure_rate", "service_index"]
)
def test_what_is_no_rate_of_records_has_no_parts(store: Store, indicator: str) -> None:
    with pytest.raises(Refused) as said:
        figures.explain(store, Asked(agency="stp", as_of=DAY), indicator)
    assert said.value.code == "not_a_rate"


@pytest.mark.parametrize(
    ("indicator", "by"), [("task_on_time_rate", "procedure"), ("petition_on_time_rate", "official")]
)
def test_records_are_told_apart_only_by_what_they_say(store: Store, indicator: str, by: Any) -> None:
    with pytest.raises(Refused) as said:
        figures.explain(store, Asked(agency="stp", as_of=DAY), indicator, by)
    assert said.value.code == "no_such_parts"
    with pytest.raises(UnknownName):
        figures.explain(store, Asked(agency="stp", as_of=DAY), "online_rates", by)


def test_every_rate_of_the_small_world_adds_up(tmp_path: Path) -> None:
    """Of each indicator that is a rate of records its sides are those of `indicators`, its parts their difference."""
    with small_world.build(tmp_path / "home") as store:
        asked, then = Asked(agency="stp", as_of=small_world.AS_OF), date(2024, 6, 30)
        now, before = (figures.values(store, one) for one in (asked, Asked(agency="stp", as_of=then)))
        many = 0
        for value in now:
            for by in ("unit", "procedure", "field", "channel", "official"):
                try:
                    found = figures.explain(store, asked, value.indicator, by, then)
                except Refused:
                    continue
                many += 1
                for side, of in ((found.before, before.one(value.indicator)), (found.after, value)):
                    assert of is not None
                    assert (side.numerator or 0, side.denominator or 0) == (
                        of.numerator or 0,
                        of.denominator or 0,
                    )
                if by == "unit":  # those of `indicators --by unit`: sub-units in their departments
                    units = {
                        one.unit: one.denominator for one in figures.values(store, asked, value.indicator, by)
                    }
                    assert {one.part: one.denominator for one in found.parts if one.denominator} == units
                if found.change is not None:
                    total = sum(part.total or 0 for part in found.parts)
                    assert total == pytest.approx(found.change, abs=1e-9)
        assert many > 40


counts = st.integers(0, 10**6).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))
sides = st.dictionaries(st.sampled_from("abcdefgh"), counts, max_size=8)


@given(sides, sides)
def test_the_effects_add_up_to_the_change(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    wholes = [[sum(part[place] for part in side.values()) for place in (0, 1)] for side in (before, after)]
    found = effects(before, after)
    if not all(base for _, base in wholes):
        assert found == {}
        return
    (top_0, base_0), (top_1, base_1) = wholes
    assert sum(part.total for part in found.values()) == pytest.approx(
        top_1 / base_1 - top_0 / base_0, abs=1e-9
    )
    assert found.keys() == before.keys() | after.keys()


def test_the_command_answers_and_refuses(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    small_world.fill(home, {"dossiers": ROWS}, date(2022, 12, 15)).close()
    words = ["--home", str(home), "--json", "explain"]
    assert (
        main([*words, "online_rate", "--as-of", "2024-03-01", "--against", "2023-12-14", "--by", "channel"])
        == 0
    )
    said = json.loads(capsys.readouterr().out)
    assert (said["indicator"], said["before"]["numerator"], said["after"]["denominator"]) == (
        "online_rate",
        6,
        15,
    )
    assert said["parts"][0].keys() >= {
        "part", "part_name", "before_numerator", "before_denominator", "numerator", "denominator", "mix", "rate",
        "total", "small_base",
    }  # fmt: skip
    assert main([*words, "overdue_dossiers"]) == 2
    assert "không phải là tỷ lệ" in json.loads(capsys.readouterr().out)["error"]["message"]
    fresh_home.build(tmp_path / "empty").close()
    assert main(["--home", str(tmp_path / "empty"), "--json", "explain", "online_rate"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["change"], said["parts"], said["after"]["value"]) == (None, [], None)
