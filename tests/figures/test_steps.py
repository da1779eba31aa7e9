"""A target whose day has come keeps its verdict, by the figure of that day, beside the one that counts now."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.judging import Value, Values
from chiso.figures.targets import Step
from chiso.figures.verdicts import kept
from chiso.present import deck
from chiso.present.deck import Choice, Look
from chiso.present.pictures import rates
from chiso.store import Store
from chiso.words import cards, goals, headlines, online_cards, reported, reporting
from chiso.words.attention import RATES
from chiso.words.cards import line
from chiso.words.findings import judged_on, on_its_day, passed, target_gap
from chiso.words.headlines import companions
from chiso.words.numbers import show
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier
from tests.worlds.values import made

# Disbursed of 1.000: 578 by 30/9, where 60% were asked; 900 by 31/10, where 85% are asked by 15/12.
DISBURSED = [
    {"indicator": "disbursement_rate", "date": day, "numerator": done, "denominator": 1000.0}
    for day, done in ((date(2024, 9, 30), 578.0), (date(2024, 10, 31), 900.0))
]


def measured(store: Store) -> None:
    World(store).put(DISBURSED, date(2024, 10, 31), dataset="measurements")


@pytest.fixture
def store(tmp_path: Path):
    with fresh_home.build(tmp_path / "home", fill=measured) as opened:
        yield opened


def disbursed(store: Store, day: date) -> Value:
    found = figures.values(store, Asked(agency="stp", as_of=day), "disbursement_rate").one(
        "disbursement_rate"
    )
    assert found is not None
    return found


def targets(value: Value) -> list[tuple[date | None, float | None, str | None]]:
    return [(step.target_date, step.value, step.verdict) for step in value.steps if step.kind == "target"]


def test_a_missed_step_stays_missed_beside_the_next_one(store: Store) -> None:
    now = disbursed(store, date(2024, 10, 31))
    assert (now.target, now.target_date, now.value) == (0.85, date(2024, 12, 15), 0.9)
    assert targets(now) == [
        (date(2024, 9, 30), 0.578, "missed"),
        (date(2024, 12, 15), 0.9, "ahead"),
    ]
    words = "60% vào 30/9: chưa đạt (57,8%)"
    assert passed(now) == (words,)
    assert line(now, "Báo cáo tay")["target"] == f"85%; {words}; thưởng từ 60% vào 30/9 (đã mất)"
    finding = target_gap(now, RATES["disbursement_rate"])
    assert finding is not None
    assert finding.text == f"Giải ngân 90%; {words}."


def test_on_its_day_a_step_has_its_verdict_and_before_it_has_none(store: Store) -> None:
    assert targets(disbursed(store, date(2024, 9, 30)))[0] == (date(2024, 9, 30), 0.578, "missed")
    assert targets(disbursed(store, date(2024, 9, 29)))[0] == (date(2024, 9, 30), None, "ahead")


def test_the_verdict_of_a_rate_is_that_of_its_day_whatever_came_later(store: Store) -> None:
    # Online 55% asked by 30/11: eleven of twenty by then, none of five after it.
    before = [dossier(f"A{n}", received_at="5/11", due_at="30/12", channel="online" if n < 11 else "counter")
              for n in range(20)]  # fmt: skip
    after = [dossier(f"B{n}", received_at="3/12", due_at="30/12", channel="counter") for n in range(5)]
    World(store).put([*before, *after], date(2024, 12, 10))
    asked = Asked(agency="stp", as_of=date(2024, 12, 10))
    value = figures.values(store, asked, "online_rate").one("online_rate")
    assert value is not None
    assert value.value == 0.44
    assert targets(value) == [(date(2024, 11, 30), 0.55, "met")]


# (online of the twenty by 30/11, of the five after it) -> value on 10/12, state, what is said, the finding's sentence
JUDGED = {
    (12, 5): (0.68, "met", "55% vào 30/11: đạt (60%)", None),
    (10, 0): (0.4, "missed", "55% vào 30/11: chưa đạt (50%)", "Hồ sơ trực tuyến 40%; 55% vào 30/11: chưa đạt (50%)."),
    (12, 0): (0.48, "met", "55% vào 30/11: đạt (60%)", None),
    (10, 5): (0.6, "missed", "55% vào 30/11: chưa đạt (50%)", "Hồ sơ trực tuyến 60%; 55% vào 30/11: chưa đạt (50%)."),
}  # fmt: skip


@pytest.mark.parametrize("given", JUDGED)
def test_after_the_day_of_its_target_a_rate_stands_as_it_was_judged(
    store: Store, given: tuple[int, int]
) -> None:
    """ "54,6%, chưa đạt 55% vào 30/11" was said of what had been 56,9% on that day, "đạt 55,5%, vượt chỉ tiêu 0,5 điểm"
    of what had been 53,6%: it is judged by 30/11 (domain, "Reporting periods")."""
    on_day, later = given
    before = [dossier(f"A{n}", received_at="5/11", due_at="30/12", channel="online" if n < on_day else "counter")
              for n in range(20)]  # fmt: skip
    after = [dossier(f"B{n}", received_at="3/12", due_at="30/12", channel="online" if n < later else "counter")
             for n in range(5)]  # fmt: skip
    World(store).put([*before, *after], date(2024, 12, 10))
    asked = Asked(agency="stp", as_of=date(2024, 12, 10))
    value = figures.values(store, asked).one("online_rate")
    number, state, said, sentence = JUDGED[given]
    assert value is not None
    value = replace(value, lacking=())  # of whose months there is no file is told beside it
    assert (value.value, value.status, value.state) == (number, state, state)
    finding = target_gap(value, RATES["online_rate"])
    assert (finding and finding.text, finding and finding.state) == (sentence, sentence and "missed")
    assert headlines.online(number, value) == f"Hồ sơ trực tuyến {show(number, rate=True)}; {said}"
    assert cards.figure_card("online_rate", value, None).under.split("\n")[0] == f"Chỉ tiêu {said}"
    last = {"numerator": number * 25, "denominator": 25, "value": number}
    assert (
        online_cards.total(value, last, "", True).under == f"{number * 25:.0f}\u00a0/\u00a025 hồ sơ; {said}"
    )
    then = online_cards.forecast(value, True)
    (slide, *_) = deck.storyboard(Look(store, asked), Choice(("online",)))
    assert (slide.numbers[0].name, slide.numbers[0].value) == (then.name, then.value)
    assert (then.name, then.value, then.state.code) == ("Ngày 30/11", said.split("(")[1][:-1], state)
    # what stands on the other side of the line now is explained where units are beside each other
    judged = "Hồ sơ trực tuyến xét chỉ tiêu vào 30/11" if (number >= 0.55) != (state == "met") else ""
    unit = replace(value, unit="stp-vp", unit_name="Văn phòng")
    assert judged_on([value]) == judged
    assert rates.by_unit([unit]).note.endswith(judged or "tử số/mẫu số")
    assert ("xét chỉ tiêu" in rates.heat(Values((unit,)), {"online_rate": "Trực tuyến"}).note) == bool(judged)
    assert line(value, "Một cửa")["target"] == said
    assert reported.headline(value) == f"Hồ sơ trực tuyến {show(number, rate=True)} đến 10/12; {said}"
    met = reporting.reached([value])
    of_it = f"Đạt chỉ tiêu: tỷ lệ hồ sơ nộp trực tuyến {show(number, rate=True)}, chỉ tiêu {said}."
    assert met == (of_it if state == "met" else None)


@pytest.mark.parametrize(("then", "now", "said"), [(0.1, 0.2, "đã mất"), (0.2, 0.1, "đã giữ được")])
def test_a_bonus_that_was_crossed_since_its_day_stands_as_it_was_too(
    then: float, now: float, said: str
) -> None:
    day = date(2024, 11, 30)
    step = Step("bonus", ">=", 0.15, day, then, "met" if then > 0.15 else "missed")
    value = kept(
        made(indicator="postal_dossier_rate", name="Bưu chính", value=now, numerator=now * 100, denominator=100,
             day=date(2024, 12, 10), target=0.15, target_date=day, comparison=">=", target_kind="bonus",
             status="met" if now > 0.15 else "missed", state="met" if now > 0.15 else "missed", steps=(step,))
    )  # fmt: skip
    assert value.state == step.verdict
    few = kept(replace(value, status="met" if now > 0.15 else "missed", state="small_base"))
    assert (few.status, few.state) == (step.verdict, "small_base")
    assert goals.targets(value) == (f"thưởng từ 15% ({said})",)
    assert goals.state(value).word == said[:1].upper() + said[1:]
    assert cards.line(value, "")["target"] == f"thưởng từ 15% ({said})"
    assert on_its_day(value) == ""


def test_what_earns_or_costs_points_is_told_as_such(tmp_path: Path) -> None:
    """Sở Công Thương 2024: a bonus at 100% of online procedures beside the target of 80%, one at 90% of payment offers
    alone, one for more than 30% of tasks before their date; eight hours cost points below 100%."""
    with fresh_home.build(tmp_path / "home", "sct") as store:
        offered = {"indicator": "payment_offer_rate", "date": date(2024, 9, 30), "value": 0.85}
        World(store, agency="sct").put([offered], date(2024, 10, 31), dataset="measurements")
        found = figures.values(store, Asked(agency="sct", as_of=date(2024, 10, 31)))
    said = {value.indicator: goals.targets(value) for value in found}
    assert said["payment_offer_rate"] == ("thưởng từ 90% (chưa giữ được)",)
    assert said["online_procedure_rate"] == ("80%", "thưởng từ 100% (chưa có số)")
    assert said["disbursement_rate"] == ("85%", "thưởng từ 95% vào 31/12 (chưa có số)")
    assert said["task_early_rate"] == ("thưởng trên 30% (chưa có số)",)
    assert said["receipt_8h_rate"] == ("100%", "trừ khi dưới 100% (chưa có số)")
    assert said["overdue_tasks"] == ("thưởng bằng 0 (chưa có số)",)
    offer = found.one("payment_offer_rate")
    assert offer is not None
    assert line(offer, "")["target"] == "thưởng từ 90% (chưa giữ được)"
    assert companions([offer]) == "Chưa giao chỉ tiêu: TTHC triển khai thanh toán 85%"
    assert rates.bullets([offer], ["x"], ["x"]).series[0].roles == ("axis",)
    assert goals.state(offer).word == "Chưa giữ được"
    postal = replace(
        offer, indicator="postal_dossier_rate", name="Tỷ lệ hồ sơ qua bưu chính", denominator=100.0
    )
    chart = rates.companions([postal])
    assert chart.names == ("Thưởng: Hồ sơ qua bưu chính",)
    ((target, said),) = chart.table()[0][["target", "extras"]].values.tolist()
    assert (target, said) == (None, "thưởng từ 90% (chưa giữ được)")


def test_a_count_that_has_to_be_reached_is_behind_before_its_day_and_missed_on_it(store: Store) -> None:
    """Three solutions earn points by 14/12; one is there on 31/10. Nothing that stands over a limit may still come."""
    World(store).put(
        [{"indicator": "solutions", "date": date(2024, 10, 31), "value": 1.0},
         {"indicator": "discipline_cases", "date": date(2024, 10, 31), "value": 1.0}],
        date(2024, 10, 31), dataset="measurements",
    )  # fmt: skip
    found = figures.values(store, Asked(agency="stp", as_of=date(2024, 10, 31)))
    late = figures.values(store, Asked(agency="stp", as_of=date(2024, 12, 31), year=2024), "solutions")
    states = {value.indicator: value.state for value in found}
    assert (states["solutions"], states["discipline_cases"]) == ("behind", "unreachable")
    assert [goals.targets(value) for value in late] == [("thưởng từ 3 (đã mất)",)]
