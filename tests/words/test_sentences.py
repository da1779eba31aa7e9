"""A sentence says what its figures say: what it claims is recomputed, and it prints no other number."""

import re
from dataclasses import replace
from datetime import date
from functools import cache, partial

import pandas as pd
import pytest

from chiso import figures, reference
from chiso.desk import minutes as desk
from chiso.figures.ask import Asked
from chiso.figures.scope import find
from chiso.present import deck, minutes, outputs, papers, unit_sheet
from chiso.present.chart import Chart
from chiso.present.deck import lists, topics
from chiso.present.pictures import drivers, online, rates
from chiso.store import Store
from chiso.web.meeting.since import Changes
from chiso.web.shell.context import Context
from chiso.words import cards, online_cards, outlook, rooms
from chiso.words.attention import attention
from chiso.words.claims import Claim, Sentence, claims_of
from chiso.words.numbers import in_words
from tests.conftest import LONG, sample
from tests.words.agreement import sheet_agrees
from tests.words.recomputed import Again, numbers_in, texts_of, texts_of_sheet
from tests.words.sentences import DAYS, meeting_of, of_changes, of_deck, of_lists, of_papers, of_slide

# the newest day, a Sunday at a month's end, the last day of rooms, a day of Tết
USUAL = (date(2024, 10, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 2, 10))
UNITS = ("stp-nv2", "stp-hctp", "stp-vp")
# what says of a unit that it is over, or that a record came from it
OVER = re.compile(r"[^|;]+\(đã thôi\)|[^|]*\(đã thôi: [^)]+\)|\(trước đó: [^)]+\)")
# of the table of rooms on Giao ban: of ended rooms together
NO_CELL = re.compile(r"[·*] [\d.,%*]+(?: [→↗↘ \d.,]+)?$")
SMALL = {in_words(number): str(number) for number in range(1, 11)}


def asked_on(days: tuple[date, ...]) -> list[Asked]:
    """The whole agency and a unit on each day; with --long every unit of UNITS."""
    return [
        Asked(agency="stp", as_of=day, unit=unit)
        for place, day in enumerate(days)
        for unit in (None, *(UNITS if LONG else (UNITS[place % len(UNITS)],)))
    ]


def is_at_work(store: Store, asked: Asked) -> bool:
    """The agency, or a unit that was there on the day before and is not over."""
    units = reference.units(store, "stp").set_index("unit")
    if asked.unit is None:
        return True
    day, (first, last) = pd.Timestamp(asked.as_of), units.loc[asked.unit, ["valid_from", "valid_to"]]
    return not (pd.Timestamp(first) >= day or pd.Timestamp(last) < day)


@pytest.fixture(scope="module")
def again(demo_store: Store) -> Again:
    return Again(demo_store)


@pytest.mark.parametrize(
    "asked",  # in a usual run the agency on one day, a unit on another
    sample(asked_on(DAYS if LONG else USUAL[:2])),
    ids=lambda one: f"{one.as_of}-{one.unit}",
)
def test_what_a_deck_says_is_so_and_it_prints_no_other_number(
    demo_store: Store, again: Again, asked: Asked
) -> None:
    whole = deck.Choice(tuple(deck.TOPICS)) if LONG else None
    many = 0
    for slide in deck.storyboard(outputs.look_at(demo_store, asked), whole):
        for _, text in texts_of(slide):
            many += bool(numbers_in(text, again.names))
            again.check(text, slide.claims)
    assert many >= 4 or asked.unit, many
    for finding in attention(demo_store, asked).foremost:
        assert claims_of(finding.text) or finding.state == "unknown", finding
        for claim in claims_of(finding.text):
            assert (claim.asked.unit, claim.asked.as_of) == (asked.unit, asked.as_of), finding
        for part in finding.more:
            assert claims_of(part.text), part
            again.check(
                part.text.replace(part.bold, "") if part.key.endswith("driver") else part.text,
                claims_of(part.text),
            )


@pytest.mark.parametrize("asked", asked_on(USUAL[: 2 if LONG else 1]), ids=str)
def test_headlines_and_cards_of_judged_values_claim_them(
    demo_store: Store, again: Again, asked: Asked
) -> None:
    now, before = (figures.values(demo_store, one) for one in (asked, asked.earlier()))
    by_unit = rooms.folded(figures.values(demo_store, asked, by="unit"))
    rate = now.one("online_rate")
    assert rate is not None
    charts: list[Chart] = [
        rates.companions(now),
        rates.heat(by_unit, rates.WATCHED),
        rates.by_unit(by_unit.of("online_rate")),
        online.cumulative(figures.days(demo_store, asked, "online_rate"), "", rate),
    ]
    said = [chart.headline for chart in charts]
    if asked.unit is None:
        (months,) = figures.behaviours(demo_store, asked, "online_rate")
        said.append(
            drivers.months(months, find(figures.catalogue(demo_store), "online_rate"), asked).headline
        )
    for code in ("online_rate", "overdue_dossiers"):
        card = cards.figure_card(code, now.one(code), before.one(code))
        said += [card.value, card.change or ""]
    forecast = online_cards.forecast(rate, is_official=True)
    said += [outlook.sentence(rate), forecast.value]
    if looked := figures.hindsight(demo_store, asked, "online_rate"):
        said.append(outlook.looked_back(looked))
    for text in said:
        assert claims_of(text) or not numbers_in(text), text
        again.check(text)
    assert sum(bool(claims_of(text)) for text in said) >= 4 or not is_at_work(demo_store, asked)


@pytest.mark.parametrize("day", DAYS if LONG else USUAL[:1], ids=str)
def test_what_a_paper_says_is_so_and_it_prints_no_other_number(
    demo_store: Store, again: Again, day: date
) -> None:
    look = outputs.look_at(demo_store, Asked(agency="stp", as_of=day))
    for kind in papers.KINDS.values():
        for period in kind.periods(day)[: 4 if LONG else 2]:
            for section in kind.make(look, period)[1]:
                for text in (*section.paragraphs, *section.items):
                    again.check(text)
    if desk.met(demo_store, "stp", day):
        meeting = minutes.meeting_of(demo_store, look.asked, None)
        for paper in minutes.KINDS.values():
            for section in paper.make(meeting):
                for text in (*section.paragraphs, *section.items):
                    again.check(text)


@pytest.mark.parametrize(
    ("day", "units"),
    [(day, ()) for day in DAYS] if LONG else [(USUAL[0], ("stp-nv2", "stp-thanhtra", "stp-hctp"))],
    ids=str,
)
def test_what_a_hand_out_says_is_so_and_its_lists_are_those_of_the_page(
    demo_store: Store, again: Again, day: date, units: tuple[str, ...]
) -> None:
    asked = Asked(agency="stp", as_of=day)
    some = (unit_sheet.of_unit(demo_store, replace(asked, unit=unit)) for unit in units)
    for sheet in some if units else unit_sheet.of_units(demo_store, asked):
        sheet_agrees(demo_store, sheet)
        said = [*texts_of_sheet(sheet)]
        for text, claims in said:
            again.check(text, claims)
        assert sum(bool(claims) for _, claims in said) > 20 or not units


def of_ids(store: Store, asked: Asked) -> Again:
    """The figures anew, numbers of documents told from figures."""
    again = Again(store)
    again.names += [str(one) for one in figures.overdue(store, asked)["id"]]
    return again


def all_so(again: Again, here: Context, found: Changes) -> None:
    """Every text of the page that claims something is so."""
    for text, claims in of_changes(here, found):
        again.check(text, claims) if claims else None


@pytest.mark.parametrize("asked", asked_on(DAYS if LONG else USUAL[:1]), ids=str)
def test_what_giao_ban_says_is_so_and_it_prints_no_other_number(demo_store: Store, asked: Asked) -> None:
    again, many = of_ids(demo_store, asked), 0
    here, found = meeting_of(demo_store, asked)
    for text, claims in of_changes(here, found):
        assert claims or not numbers_in(text, again.names) or NO_CELL.match(text), text
        many += bool(claims)
    all_so(again, here, found)
    assert many > 10 or not is_at_work(demo_store, asked)


def test_a_falsified_figure_of_giao_ban_is_caught(demo_store: Store) -> None:
    """A number in any text that claims one; lists, promises, conclusions from which one row is missing; the rates."""
    asked = Asked(agency="stp", as_of=USUAL[0])
    again = of_ids(demo_store, asked)
    here, found = meeting_of(demo_store, asked)
    said = [(text, claims) for text, claims in of_changes(here, found) if numbers_in(text, again.names)]
    for text, claims in said:
        for number in numbers_in(text, again.names):
            with pytest.raises(AssertionError):
                again.check(text.replace(number, number.replace(number.rstrip("%"), "9876"), 1), claims)
    new = {**found.lists, "new": found.lists["new"].iloc[1:]}
    rates = tuple(replace(one, value=(one.value or 0) / 2) for one in found.now)
    for false in (
        replace(found, lists=new),
        replace(found, promises=found.promises.iloc[1:]),
        replace(found, conclusions=found.conclusions[1:]),
        replace(found, now=replace(found.now, rows=rates)),
    ):
        with pytest.raises(AssertionError):
            all_so(again, here, false)


def test_a_sentence_is_its_text_and_forgets_its_claims_when_it_is_cut() -> None:
    asked = Asked(agency="stp", as_of=date(2024, 10, 31))
    claim = Claim.of("online_rate", asked, {"value": 0.5, "target": None})
    said = Sentence("Hồ sơ trực tuyến 50%.", claim)
    assert said == "Hồ sơ trực tuyến 50%."
    assert said.claims == (claim,)
    assert claim.numbers == (("value", 0.5),)  # a number that is not known is not claimed
    assert not hasattr(said.rstrip("."), "claims")


def test_as_many_things_stand_in_the_summary_as_its_title_says(demo_store: Store) -> None:
    for day in DAYS if LONG else USUAL[:2]:
        slide = lists.summary(outputs.look_at(demo_store, Asked(agency="stp", as_of=day)))
        word = slide.headline.split()[0].lower()
        if word in SMALL:
            assert int(SMALL[word]) == len(slide.lines), slide


@pytest.mark.skipif(not LONG, reason="in a usual run one day: tests/figures/test_hand_over.py")
@pytest.mark.parametrize("day", DAYS if LONG else USUAL[:1], ids=str)
def test_nobody_is_asked_to_act_who_has_ceased_to_work(demo_store: Store, day: date) -> None:
    """Of ended rooms only their share of the past is said, and that they are over."""
    asked = Asked(agency="stp", as_of=day)
    over = cache(partial(ended, demo_store))
    for said in (*of_deck(demo_store, asked), *of_lists(demo_store, asked)):
        is_left = said.place.startswith("slide left")  # says itself from whom something is to be taken over
        assert is_left or not named_of(over(day), said.text), said
    for said in of_papers(demo_store, asked):
        kind = papers.KINDS.get(said.place.split()[-1])
        last = day if kind is None or kind.spans == "year" else kind.periods(day)[0].last
        assert not named_of(over(last), said.text), said


def ended(store: Store, day: date) -> set[str]:
    """The rooms that were over on the day."""
    rows = reference.units(store, "stp").drop(columns="aliases").to_dict("records")
    names = {
        row["unit_name"] for row in rows if row["valid_to"] is not pd.NaT and row["valid_to"].date() < day
    }
    assert ("Phòng Hành chính tư pháp" in names) == (day > date(2024, 6, 30))
    return names


def named_of(names: set[str], text: str) -> list[str]:
    """Which of the names stand in a text that does not say that they are over."""
    return [name for name in names if name in OVER.sub("", text)]


def test_after_its_date_nothing_is_needed_for_a_target_any_more(demo_store: Store) -> None:
    look = outputs.look_at(demo_store, Asked(agency="stp", as_of=date(2023, 12, 14)))  # 50 % by 30/11/2023
    slide = topics.online_units(look)
    assert not isinstance(slide, list)
    assert not any("Cần thêm" in text for text in of_slide(slide))
