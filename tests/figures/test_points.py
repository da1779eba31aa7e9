"""The year's index by hand: live criteria by printed rules, carried, entered, unknown ones, and what makes the rest."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.figures.ask import Asked
from chiso.figures.criteria import criteria
from chiso.figures.points import Criterion, Index, Step, _needs, points
from chiso.figures.scoring import Rule, bounds
from chiso.present.pictures.lost import losses
from chiso.present.pictures.points import not_decided, ruler
from chiso.store import Store
from chiso.words import scoring
from chiso.words.criteria import cards
from tests.words.recomputed import Again
from tests.worlds import small_world
from tests.worlds.import_world import World
from tests.worlds.small_world import VP, dossier
from tests.worlds.values import made

ASKED = Asked(agency="stp", as_of=date(2024, 8, 31))
MONTHS = [date(year, month, 10) for year in (2023, 2024) for month in range(1, 13)][:20]
Row = dict[str, Any]


def listed(
    code: str, most: float, got: float | None, counted: tuple[int, int] | None = None, **more: Any
) -> Row:
    """A line of a table of criteria: its maximum, the appraised points, numerator and denominator."""
    top, base = counted or (None, None)
    row = {"year": 2023, "name": f"Tiêu chí {code}", "unit_text": "Văn phòng", "self_points": None}
    return (
        row
        | {"code": code, "max_points": most, "appraised_points": got, "numerator": top, "denominator": base}
        | more
    )


# Points 10,58 of 16,5; published are 17,08 of 24
TABLE = [
    listed("I.5", 3, 2),  # no task is known
    listed("II.2.3.3.1", 0.5, 0.31, (9129, 14697)),  # no file has its column
    listed("II.2.4.2.1", 5, 4.5, (14673, 14697), unit_text="Các phòng, trung tâm"),
    listed("II.6.5.2", 3, 1.46, (3159, 15047)),  # 21% then, 40% now
    listed("II.6.6.2", 3, 1.46, (3158, 15065)),
    listed("X.1", 1, 0.85),
    listed("X.2", 1, None),
]
INDEX = {
    "index": "CCHC",
    "component": None,
    "year": 2023,
    "place": "Sở Tư pháp",
    "score": 17.08,
    "max_score": 24.0,
}


def dossiers(late: int) -> list[Row]:
    """40 on the tenth of each month of twenty, 16 of them online, finished three days later, so many of them late."""
    return [
        dossier(f"{day} {number}", unit=VP, received=f"{day}", due=f"{day + timedelta(5)}",
                finished=f"{day + timedelta(9 if day == MONTHS[12] and number < late else 3)}",
                channel="online" if number % 10 < 4 else "counter")
        for day in MONTHS for number in range(40)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Store]]:
    opened: list[Store] = []

    def built(*tables: list[Row], late: int = 0, index: bool | Row = True) -> Store:
        home = tmp_path_factory.mktemp("points") / "home"
        store = small_world.fill(home, {"dossiers": dossiers(late)}, since=date(2023, 1, 1))
        opened.append(store)
        world = World(store)
        for table in tables:
            world.number(table, "15/1" if table[0]["year"] == 2023 else "31/8", dataset="criteria")
        if index:
            world.number([INDEX if index is True else index], "15/1", dataset="index_scores")
        return store

    yield built
    for store in opened:
        store.close()


@pytest.fixture(scope="module")
def one_late(build: Callable[..., Store]) -> Store:
    """Since 15/12 320 are resolved, one of them late; 160 more are expected by 14/12."""
    return build(TABLE, late=1)


def test_appraised_points_go_before_self_scored_ones(build: Callable[..., Store]) -> None:
    both = [listed(f"I.{number}", 4, got, self_points=3.0) for number, got in ((1, 2), (2, 0), (3, None))]
    found = criteria(build(both, index=False), replace(ASKED, year=2023))
    assert [(one["code"], one["points"], one["lost"]) for one in found["criteria"]] == [
        ("I.1", 2, 2), ("I.2", 0, 4), ("I.3", 3, 1),
    ]  # fmt: skip


def row(found: Index, code: str | None) -> Criterion:
    return next(one for one in found.criteria if one.code == code)


def worth(one: Criterion) -> tuple[object, ...]:
    return one.basis, one.points, one.low, one.projected, one.high


def test_each_basis_by_hand(one_late: Store) -> None:
    found = points(one_late, ASKED)
    assert {one.code: worth(one) for one in found.criteria} == {
        "I.5": ("carried", 2, 2, 2, 2),
        "II.2.3.3.1": ("carried", 0.31, 0.31, 0.31, 0.31),
        "II.2.4.2.1": ("live", 4.5, 4.5, 4.5, 4.5),  # one late dossier: 5 is out of reach
        "II.6.5.2": ("carried", 1.46, 1.46, 1.46, 3),  # better than last year's: up to the maximum
        "II.6.6.2": ("carried", 1.46, 1.46, 1.46, 1.46),
        "X.1": ("carried", 0.85, 0.85, 0.85, 0.85),
        "X.2": ("unknown", None, 0, 0, 1),
        None: ("carried", 6.5, 6.5, 6.5, 6.5),  # 17,08 − 10,58
    }
    others = row(found, None)
    assert (others.name, others.max_points, others.unit) == ("Các tiêu chí khác", 7.5, None)
    assert (row(found, "X.1").unit, row(found, "II.2.4.2.1").unit) == ("stp-vp", None)


def test_the_sums_by_hand(one_late: Store) -> None:
    found = points(one_late, ASKED)
    assert (found.year, found.as_of, found.max) == (2024, date(2024, 8, 31), 24)
    assert (found.certain, found.open, found.lost) == (0, 24, 0)
    assert (found.live, found.carried, found.unknown) == (5, 18, 1)
    low, middle, high = found.projected_low, found.projected, found.projected_high
    assert (low, middle, high) == pytest.approx((17.08, 17.08, 19.62))
    assert (found.last, found.last_max, found.last_year) == (17.08, 24, 2023)
    assert scoring.headline(found) == "Điểm CCHC: 17,08 → 17,08 (từ 17,08 đến 19,62)"


def test_the_next_step_is_what_can_still_be_kept(one_late: Store, build: Callable[..., Store]) -> None:
    kept = row(points(one_late, ASKED), "II.2.4.2.1")
    assert kept.next_step is not None
    # 0,99 × 480 = 475,2: 157 of the 160 to come beside the 319
    assert (kept.next_step.points, kept.next_step.needs, kept.next_step.rest) == (4.5, 157, 160)
    assert scoring.step(kept) == "Từ nay thêm không quá 3 hồ sơ trễ hạn: giữ 4,50 điểm"
    full = row(points(build(TABLE), ASKED), "II.2.4.2.1")
    assert (full.points, full.high) == (5, 5)
    assert scoring.step(full) == "Từ nay thêm 0 hồ sơ trễ hạn: giữ 5,00 điểm"


def test_months_of_which_the_figures_know_nothing_are_named(one_late: Store) -> None:
    """What is expected, and the next step, were reckoned as if the files told of every month."""
    found = points(one_late, ASKED)
    of = row(found, "II.2.4.2.1")
    assert of.figure is not None
    partly = replace(of, figure=replace(of.figure, lacking=("2024-06", "2024-07")))
    found = replace(found, criteria=tuple(partly if one is of else one for one in found.criteria))
    assert scoring.headline(found) == "Điểm CCHC: 17,08 → 17,08 (từ 17,08 đến 19,62), thiếu tháng 6–7"
    assert scoring.on_card(found, ASKED) == "Năm 2024 dự kiến 17,08 (từ 17,08 đến 19,62), thiếu tháng 6–7"
    assert scoring.step(partly) == "Từ nay thêm không quá 3 hồ sơ trễ hạn: giữ 4,50 điểm (thiếu tháng 6–7)"


def test_a_step_that_is_worth_less_than_a_printed_hundredth_says_so() -> None:
    """“Hiện nay 0,41 … Thêm 1.421 hồ sơ đạt: được 0,41 điểm” promised what is there already."""
    rate = made(indicator="e_result_rate", value=0.818, is_mendable=True)
    today = Criterion(
        "II.2.3.3.1", "Cấp kết quả điện tử", 0.5, 0.409, "live", 0.409, 0.412, 0.414, Step(0.414, 1421, 3000, False),
        figure=rate,
    )  # fmt: skip
    assert scoring.step(today).endswith(" đạt, kể cả cấp bổ sung: thêm chưa đến 0,01 điểm")
    seen = replace(today, points=0.404)
    assert scoring.step(seen).endswith(" đạt, kể cả cấp bổ sung: được 0,41 điểm")


def test_a_finished_year_is_its_published_index(one_late: Store) -> None:
    found = points(one_late, replace(ASKED, year=2023))
    assert (found.projected_low, found.projected, found.projected_high) == (17.08, 17.08, 17.08)
    assert (found.max, found.certain, found.open) == (24, 17.08, 6.92)
    assert (found.live, found.carried, found.unknown, found.lost) == (0, 0, 0, 6.92)
    assert worth(row(found, "II.6.5.2")) == ("manual", 1.46, 1.46, 1.46, 1.46)
    assert row(found, None).points == 6.5
    before = points(one_late, replace(ASKED, as_of=date(2024, 1, 5), year=2023))  # published on 11/1
    assert not before.is_published


def test_the_years_own_table_and_a_figure_worse_than_last_years(build: Callable[..., Store]) -> None:
    worse = [
        {**one, "numerator": 9, "denominator": 10} if one["code"] == "II.6.5.2" else one for one in TABLE
    ]
    own = [
        listed("I.5", 3, None, year=2024),
        listed("II.2.4.2.1", 5, None, year=2024, self_points=5.0),  # the printed rule decides
        listed("II.6.5.2", 3, None, year=2024),  # 90% last year, 40% now
        listed("X.1", 1, None, year=2024, self_points=0.5),
        listed("X.3", 2, None, year=2024),
    ]
    found = points(build(worse, own, late=1), ASKED)
    assert {one.code: worth(one) for one in found.criteria} == {
        "I.5": ("carried", 2, 2, 2, 2),
        "II.2.4.2.1": ("live", 4.5, 4.5, 4.5, 4.5),
        "II.6.5.2": ("carried", 1.46, 0, 1.46, 1.46),
        "X.1": ("manual", 0.5, 0.5, 0.5, 0.5),
        "X.3": ("unknown", None, 0, 0, 2),
    }
    assert (found.max, found.certain, found.open, found.lost) == (14, 0.5, 13.5, 0.5)
    assert (found.live, found.carried, found.unknown) == (5, 6, 2)
    assert scoring.headline(found) == "Điểm CCHC năm 2024: dự kiến 8,46/14 (từ 7,00 đến 10,46)"
    # 1 of I.5, 0,5 of II.2.4.2.1, 1,54 of II.6.5.2 and 0,5 of X.1 are lost; 17,08 of 24 is not out of 14
    pieces = [("it-nhat", 7.0), ("X.3", 2.0), ("II.6.5.2", 1.46), ("mat", 3.54)]
    assert [(piece.key, piece.points) for piece in scoring.pieces(found)] == pieces
    behind = {key: [one.code for one in scoring.of_piece(found, key).criteria] for key, _ in pieces}
    assert behind == {
        "it-nhat": ["I.5", "II.2.4.2.1", "X.1"],
        "X.3": ["X.3"],
        "II.6.5.2": ["II.6.5.2"],
        "mat": ["I.5", "II.2.4.2.1", "II.6.5.2", "X.1"],
    }
    drawn = ruler(found, ASKED)
    assert (drawn.ends[0][1], drawn.series[0].values) == (0, (7.0, 2.0, 1.46, 3.54))
    said = "Thước từ 0 đến 14 điểm: ít nhất 7,00; để ngỏ 3,46; mất, hoặc giữ như trước, 3,54"
    assert drawn.note == said
    assert drawn.marks == ((8.46, "dự kiến 8,46"), (10.46, "cao nhất 10,46"), (14, "tối đa 14"))


def test_of_a_sheet_without_points_nothing_is_expected(build: Callable[..., Store]) -> None:
    """What the province hands out: neither 0 of 3 is expected nor 0 lost; a year later its points are of that year."""
    blank = [listed("X.1", 1, None, year=2024), listed("X.3", 2, None, year=2024)]
    found = points(build(blank, index=False), ASKED)
    assert (found.max, found.unknown, found.projected) == (3, 3, 0)  # 0 by the contract
    assert scoring.headline(found) == "Điểm CCHC năm 2024: chưa có cơ sở dự tính, tối đa 3 điểm"
    assert scoring.on_card(found, ASKED) == ""
    assert ruler(found, ASKED).marks == ((3, "cao nhất 3,00"), (3, "tối đa 3"))
    total = {"points": None, "max": 3.0, "lost": 0.0, "percent": None, "unexplained": None, "partial": True}
    shown = cards(2024, {**total, "rating": None}, [{"points": None, "lost": None}], is_whole=True)
    assert [(one.value, one.state.word) for one in shown] == [("–", "Chưa có số")] * 2
    later = points(
        build([listed("X.1", 1, 0.5)], index=False), replace(ASKED, year=2025, as_of=date(2025, 1, 31))
    )
    assert [scoring.basis(one) for one in later.criteria] == ["Như năm 2023"]
    assert scoring.under(later) == "Trong 1 điểm: 1 điểm lấy theo năm 2023"


def test_a_domain_stands_for_parts_without_points_and_parts_for_their_domain(
    build: Callable[..., Store],
) -> None:
    """I has 5,5 of 6, its parts none: 5,5 are sure; of II one part has its points, the other is not known."""
    rows = [("I", 6, 5.5), ("1.1", 2, None), ("1.2", 4, None), ("II", 8, 6), ("2.1", 4, 3), ("2.2", 4, None)]
    table = [listed(code, most, None, year=2024, self_points=got) for code, most, got in rows]
    found = points(build(table, index=False), ASKED)
    assert [(one.code, one.basis, one.points) for one in found.criteria] == [
        ("I", "manual", 5.5), ("2.1", "manual", 3), ("2.2", "unknown", None)
    ]  # fmt: skip
    assert (found.max, found.certain, found.unknown) == (14, 8.5, 4)
    assert scoring.headline(found) == "Điểm CCHC năm 2024: dự kiến 8,50/14 (từ 8,50 đến 12,50)"


def test_without_a_table_the_published_total_alone_and_without_that_nothing(
    build: Callable[..., Store],
) -> None:
    store = build()
    assert points(store, None).max is None
    found = points(store, ASKED)
    assert [(one.code, one.max_points, one.points) for one in found.criteria] == [(None, 24, 17.08)]
    nothing = points(build(index=False), ASKED)
    assert (nothing.max, nothing.projected, nothing.open, nothing.criteria) == (None, None, None, ())
    assert scoring.lines(nothing) == ("Chưa có bảng điểm hay Chỉ số CCHC đã công bố để dự tính",)


def test_points_taken_away_are_lost_from_nothing(build: Callable[..., Store]) -> None:
    """3 of 3 and 1 taken away of at most 2 are 2 of 3: one point lost, none to win below nothing."""
    rows = [("1.1", 3, 3), ("III", -2, -1)]
    table = [listed(code, most, None, year=2024, self_points=got) for code, most, got in rows]
    store = build(table, index=False)
    sheet = criteria(store, replace(ASKED, year=2024))
    assert [(one["max_points"], one["points"], one["lost"]) for one in sheet["criteria"]] == [
        (3, 3, 0),
        (0, -1, 1),
    ]
    assert {name: sheet["total"][name] for name in ("points", "max", "lost")} == {
        "points": 2,
        "max": 3,
        "lost": 1,
    }
    found = points(store, ASKED)
    assert (found.max, found.certain, found.lost, found.projected) == (3, 2, 1, 2)


RANKED = {**INDEX, "max_score": None, "rank": 4}  # as a list of ranks prints it: no maximum


def test_a_published_score_without_its_maximum_is_held_against_none(build: Callable[..., Store]) -> None:
    """17,08 of nobody knows how many: the table lists 16,5 points, of which 15,5 have 10,58."""
    store = build(TABLE, index=RANKED)
    total = criteria(store, replace(ASKED, year=2023, as_of=date(2024, 1, 31)))["total"]
    assert {name: total[name] for name in ("points", "max", "percent", "lost", "unexplained", "partial")} == {
        "points": 17.08, "max": None, "percent": None, "lost": None, "unexplained": None, "partial": False,
    }  # fmt: skip
    rows = criteria(store, replace(ASKED, year=2023, as_of=date(2024, 1, 31)))["criteria"]
    shown = pd.DataFrame(rows)
    waterfall = losses(shown.assign(short=shown["name"]), total, year=2023, is_whole=True)
    assert waterfall.ends == (("Tối đa 15,5", 15.5), ("Đạt 10,58", 10.58))
    assert waterfall.note.startswith("Từ điểm tối đa xuống điểm đạt được, năm CCHC 2023, riêng các tiêu chí")
    both = cards(2023, {**total, "rank": 4, "rank_of": None}, rows, is_whole=True)
    assert [(one.value, one.state.word) for one in both] == [("17,08", "Đã công bố"), ("4,92", "")]
    ahead = points(store, ASKED)
    assert (ahead.max, ahead.last, ahead.last_max) == (16.5, 17.08, None)
    assert scoring.headline(ahead).startswith("Điểm CCHC năm 2024: dự kiến ")
    assert all("2023" not in words for _, words in ruler(ahead, ASKED).marks)
    done = points(store, replace(ASKED, year=2023, as_of=date(2024, 1, 31)))
    assert (done.max, done.certain, done.projected, done.lost, done.open) == (None, 17.08, 17.08, None, None)
    assert scoring.headline(done) == "Chỉ số CCHC năm 2023: 17,08 điểm"
    assert scoring.under(done) == "Đã công bố"


def test_a_table_that_sums_up_to_the_published_score_says_of_how_many_points_it_is(
    build: Callable[..., Store],
) -> None:
    store = build([listed("X.1", 14, 10.08), listed("X.2", 10, 7)], index=RANKED)
    done = points(store, replace(ASKED, year=2023, as_of=date(2024, 1, 31)))
    assert (done.max, done.projected, done.lost) == (24, 17.08, 6.92)
    assert scoring.headline(points(store, ASKED)) == "Điểm CCHC: 17,08 → 17,08"


def test_of_a_rank_alone_no_point_is_known(build: Callable[..., Store]) -> None:
    """Published without a maximum, and nothing in a table: the score stands, no criterion of another year does."""
    done = points(build(index=RANKED), replace(ASKED, year=2023, as_of=date(2024, 1, 31)))
    assert (done.is_published, done.projected, done.max, done.criteria) == (True, 17.08, None, ())
    later = points(build(index=RANKED), ASKED)
    assert (later.projected, later.criteria) == (None, ())


@pytest.mark.parametrize(
    ("rating", "word", "role"),
    [("TỐT", "Tốt", "good"), ("Xuất sắc", "Xuất sắc", "good"), ("TRUNG BÌNH", "Trung bình", "neutral"),
     ("Khá", "Khá", "neutral"), (None, "Đã công bố", "neutral")],
)  # fmt: skip
def test_a_rating_is_green_where_it_is_a_good_one(rating: str | None, word: str, role: str) -> None:
    total = {
        "points": 70.0,
        "max": 100.0,
        "percent": 70.0,
        "lost": 30.0,
        "unexplained": None,
        "partial": False,
    }
    of = total | {"rating": rating, "rank": None, "rank_of": None}
    first, _ = cards(2023, of, [{"points": 70.0, "lost": 30.0}], is_whole=True)
    assert (first.state.word, first.state.role) == (word, role)


def test_what_a_code_got_last_year_is_carried_by_the_same_criterion_alone(
    build: Callable[..., Store],
) -> None:
    """Of 1 point 2 were expected where the code was worth 3 the year before."""
    own = [
        listed("I.5", 1, None, year=2024),  # 2 of 3 the year before
        listed("X.1", 1, None, year=2024, name="Sáng kiến được công nhận"),  # another criterion's code
        listed("II.6.6.2", 3, None, year=2024, name="Về tiêu chí II.6.6.2 (thanh toán)"),
        listed("II.2.4.2.1", 3, None, year=2024),  # whose rule of 2023 gives 4,5 of 5
    ]
    found = points(build(TABLE, own), ASKED)
    assert {one.code: worth(one) for one in found.criteria} == {
        "I.5": ("unknown", None, 0, 0, 1),
        "X.1": ("unknown", None, 0, 0, 1),
        "II.6.6.2": ("carried", 1.46, 1.46, 1.46, 1.46),
        "II.2.4.2.1": ("unknown", None, 0, 0, 3),
    }


def test_a_table_of_two_years_ago_is_not_what_the_year_is_compared_with(build: Callable[..., Store]) -> None:
    found = points(build([listed("X.1", 24, 17.08)]), replace(ASKED, year=2025, as_of=date(2025, 1, 31)))
    assert scoring.headline(found) == "Điểm CCHC năm 2025: dự kiến 17,08/24"


def test_the_demonstration_as_the_documents_have_it(demo_store: Store) -> None:
    """Document 1: 84,27 of 94,5; eleven criteria have 11,24 of 19,5."""
    found = points(demo_store, replace(ASKED, as_of=date(2024, 10, 31)))
    assert (found.max, found.last) == (94.5, 84.27)
    others = row(found, None)
    assert (others.max_points, others.points) == (75, 73.03)
    for code in ("II.6.5.2", "II.6.6.2"):  # 21% then; no rule is printed
        assert worth(row(found, code)) == ("carried", 1.46, 1.46, 1.46, 3)
    assert worth(row(found, "II.2.2.2.3")) == ("carried", 0.35, 0.35, 0.35, 0.35)
    assert worth(row(found, "II.2.4.2.1")) == ("live", 4.5, 4.5, 4.5, 4.5)
    assert found.open == pytest.approx(sum(one.max_points for one in found.criteria))
    assert points(demo_store, replace(ASKED, as_of=date(2024, 10, 31), year=2023)).projected == 84.27


def test_what_pages_say_of_the_index_is_so_and_parts_add_up(demo_store: Store) -> None:
    asked = replace(ASKED, as_of=date(2024, 10, 31))
    found, again = points(demo_store, asked), Again(demo_store)
    sentence = scoring.sentence(found, asked)
    again.check(sentence)
    again.check(scoring.on_card(found, asked))
    again.check(scoring.under(found), sentence.claims)
    line = ruler(found, asked)
    again.check(line.headline)
    start = line.ends[0][1]
    assert (start, start + sum(line.series[0].values)) == (80, pytest.approx(94.5))
    assert line.series[0].values[-1] == 1.97  # of 75 points that no table lists 73,03 were got
    by_criterion, by_unit = not_decided(found, asked)
    for chart in (by_criterion, by_unit):
        again.check(chart.headline)
        ends = found.projected_low, found.projected_high
        assert sum(chart.series[0].values) == pytest.approx(round(ends[1] or 0, 2) - round(ends[0] or 0, 2))
    # the live ones of the 2023 table beside their points there
    rows = [
        {"code": "I.5", "points": 1.5, "max_points": 3.0},
        {"code": "X.1", "points": 1.0, "max_points": 1.0},
    ]
    rows = [{"name": "Thực hiện nhiệm vụ UBND tỉnh giao", **one} for one in rows]
    assert scoring.gains(found, 2023, rows) == {"I.5": 0.5}
    assert (
        scoring.gains(found, 2023, [one | {"max_points": 5.0} for one in rows]) == {}
    )  # worth another number then
    assert scoring.gains(found, 2024, rows) == {}


# --- rules ------------------------------------------------------------------------------------------------------------

TASKS = [Rule("steps", 2, ">=", 0.96), Rule("steps", None, ">=", 0.98)]
ON_TIME = [Rule("steps", 4.5, ">=", 0.99), Rule("steps", 5, ">=", 1)]


@pytest.mark.parametrize(
    ("rule", "value", "most", "between"),
    [
        (TASKS, 0.97, 3, (2, 2)),
        (TASKS, 0.99, 3, (2, 3)),  # a step whose points nobody printed
        (TASKS, 0.9, 3, (0, 2)),
        (ON_TIME, 0.5, 5, (0, 4.5)),
        (ON_TIME, 1.0, 5, (5, 5)),
        ([Rule("steps", None, ">=", 0.55)], 0.6, 3, (0, 3)),
        ([Rule("proportional", 0.5)], 0.62, 0.5, (0.31, 0.31)),
    ],
)
def test_between_which_points_a_rate_lies(
    rule: list[Rule], value: float, most: float, between: tuple[float, float]
) -> None:
    assert bounds(rule, value, most) == between


@pytest.mark.parametrize(("comparison", "needs"), [(">=", 89), (">", 90)])
def test_a_strict_step_needs_one_more_where_it_is_met_exactly(comparison: str, needs: int) -> None:
    """0,99 × 100 = 99 of which 10 are there."""
    assert _needs(Rule("steps", 5, comparison, 0.99), 10, 100) == needs


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([TASKS, ON_TIME]))
def test_a_better_rate_never_has_lower_bounds(a: float, b: float, rule: list[Rule]) -> None:
    worse, better = (bounds(rule, value, 5) for value in sorted((a, b)))
    assert worse[0] <= worse[1]
    assert worse[0] <= better[0]
    assert worse[1] <= better[1]
