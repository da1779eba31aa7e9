"""A sentence says what its figures say: what it claims is recomputed, and it prints no other number."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from chiso import figures, reference
from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.judging import Value
from chiso.figures.lateness import SOON_DAYS
from chiso.present import outputs
from chiso.present.deck import lists, topics
from chiso.store import Store
from chiso.words.attention import attention
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import in_words, pair, show
from tests.conftest import LONG
from tests.words.sentences import DAYS, of_slide

# the newest day, a Sunday at a month's end, the last day of rooms, a day of Tết
USUAL = (date(2024, 10, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 2, 10))
DATE = re.compile(
    r"thiếu tháng [\d/–, ]+|\b\d{1,2}/\d{1,2}(?:/\d{4})?\b|\btháng \d+(?:/\d{4})?|\bnăm \d{4}|\btuần \d+"
)
PRINTED = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?%?")
SMALL = {in_words(number): str(number) for number in range(1, 11)}


def asked_of(claim: Claim) -> Asked:
    return Asked(agency="stp", as_of=claim.day, unit=claim.unit)


def recomputed(store: Store, claim: Claim) -> dict[str, float | None]:
    """The numbers of a claim, asked anew."""
    asked = asked_of(claim)
    kind, _, things = claim.figure.partition(":")
    if kind == "overdue":
        return {"count": len(figures.overdue(store, asked, things))}
    if kind == "soon":
        rows = figures.overdue(store, asked, things, SOON_DAYS)
        return {"count": sum(due >= asked.as_of for due in map(_day, rows["due"]))}
    found = figures.values(store, asked, claim.figure).one(claim.figure)
    assert found is not None, claim
    if "hidden" in dict(claim.numbers):
        now = figures.values(store, asked, "overdue_dossiers").one("overdue_dossiers")
        assert now is not None
        return {"hidden": (found.numerator or 0) - (now.numerator or 0)}
    return {"value": found.value, "target": found.target, "required": found.required}


def _day(moment: object) -> date:
    return date.fromisoformat(str(moment)[:10])


def may_print(store: Store, claim: Claim) -> set[str]:
    """Every number that a sentence with this claim may print."""
    kind, _, things = claim.figure.partition(":")
    if kind in ("overdue", "soon"):
        return (
            _of_list(store, claim, things)
            if kind == "overdue"
            else {_count(dict(claim.numbers)["count"]), str(SOON_DAYS)}
        )
    if "hidden" in dict(claim.numbers):
        return {_count(dict(claim.numbers)["hidden"])}
    found = figures.values(store, asked_of(claim), claim.figure).one(claim.figure)
    assert found is not None
    return _of_value(found)


def _of_value(found: Value) -> set[str]:
    assert found.value is not None
    said = {show(found.value, rate=found.is_rate), "100"}
    passed = {number for step in found.steps for number in (step.value, step.target)}
    for target in {found.target, *passed} - {None}:
        both = pair(found.value, float(target or 0), rate=found.is_rate)
        said |= {both.value, both.other, both.gap}
    if found.required is not None and found.required > 0:
        for scale in (100, 1000):  # whole or tenths of a percent, rounded up: less would not be enough
            up = -int(-round(found.required * scale, 6) // 1)
            said |= {f"{format_number(up / scale * 100, 1)}%".replace(",0%", "%"), _count(up)}
    return said | _counts(found)


def _counts(found: Value) -> set[str]:
    done, base = found.numerator, found.denominator
    numbers = [done, base, found.expected, getattr(found, "needed", None)]
    if done is not None and base is not None:
        numbers.append(base - done)
    said = {_count(round(number)) for number in numbers if number is not None}
    if done is not None and base and found.expected:  # the best that can still be reached
        said.add(show((done + found.expected) / (base + found.expected), rate=True))
    return said


def _of_list(store: Store, claim: Claim, things: str) -> set[str]:
    asked = asked_of(claim)
    now = figures.overdue(store, asked, things)
    before = len(figures.overdue(store, asked.earlier(), things))
    left = int(now["left_on"].notna().sum())  # what nobody has taken over
    numbers = {len(now), abs(len(now) - before), left, *now["days_late"], *now["unit_name"].value_counts()}
    named = PRINTED.findall(" ".join(map(str, now["unit_name"].unique())))  # "Phòng Nghiệp vụ 1"
    return {_count(number) for number in numbers} | set(named)


def _count(number: float) -> str:
    return format_number(int(number))


def sentences(store: Store) -> Iterator[tuple[Asked, Sentence]]:
    days = DAYS if LONG else USUAL
    for place, day in enumerate(days):
        for unit in (
            (None, "stp-nv2", "stp-vp", "stp-hctp") if LONG else (None, ("stp-nv2", "stp-hctp")[place % 2])
        ):
            asked = Asked(agency="stp", as_of=day, unit=unit)
            for finding in attention(store, asked):
                if isinstance(finding.text, Sentence):
                    yield asked, finding.text


def test_what_sentences_claim_is_so_and_is_all_that_they_print(demo_store: Store) -> None:
    many = 0
    for asked, text in sentences(demo_store):
        many += 1
        assert text.claims, text
        for claim in text.claims:
            assert (claim.unit, claim.day) == (asked.unit, asked.as_of), text
            now = recomputed(demo_store, claim)
            assert {name: now[name] for name, _ in claim.numbers} == pytest.approx(dict(claim.numbers)), text
        allowed = set().union(*(may_print(demo_store, claim) for claim in text.claims))
        printed = set(PRINTED.findall(DATE.sub("", text)))
        assert printed <= allowed, (asked.as_of, asked.unit, text, printed - allowed)
    assert many >= 4 * len(DAYS if LONG else USUAL)


def test_a_sentence_is_its_text_and_forgets_its_claims_when_it_is_cut() -> None:
    claim = Claim.of("online_rate", None, date(2024, 10, 31), {"value": 0.5, "target": None})
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


def test_nobody_is_asked_to_act_who_has_ceased_to_work(demo_store: Store) -> None:
    units = reference.units(demo_store, "stp")
    day = date(2024, 10, 31)
    gone = {
        name
        for column in ("unit_name", "short_name")
        for name, until in zip(units[column], units["valid_to"], strict=True)
        if until is not None and str(until) != "NaT" and _day(until) < day
    }
    assert "Phòng Hành chính tư pháp" in gone  # until 30/06/2024
    slide = lists.conclusions(outputs.look_at(demo_store, Asked(agency="stp", as_of=day)))
    for text in of_slide(slide):
        assert not any(f"Giao {name}" in text or f"đề nghị {name}" in text for name in gone), text


def test_after_its_date_nothing_is_needed_for_a_target_any_more(demo_store: Store) -> None:
    look = outputs.look_at(demo_store, Asked(agency="stp", as_of=date(2023, 12, 14)))  # 50 % by 30/11/2023
    assert not any("Cần thêm" in text for text in of_slide(topics.online_units(look)))
