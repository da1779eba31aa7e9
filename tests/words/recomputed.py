"""What a sentence claims, asked anew: whether its numbers still are so, and every number that it may print."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any

import pandas as pd
import pytest

from chiso import figures, reference
from chiso.core.clock import show as show_moment
from chiso.core.vietnamese import format_number
from chiso.desk import conclusions, meetings, minutes
from chiso.figures.ask import Asked
from chiso.figures.facts import HANDLED
from chiso.figures.judging import Value, Values
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.limits import wilson
from chiso.figures.what_if import Change
from chiso.present.columns import TABLES
from chiso.present.slides import Slide
from chiso.present.unit_sheet import Sheet
from chiso.reference import shipped
from chiso.store import Store
from chiso.words import rooms
from chiso.words.cards import NAMES, Kpi
from chiso.words.claims import Claim, claims_of
from chiso.words.numbers import pair, show
from chiso.words.overdue import KINDS

DATE = re.compile(
    r"thiếu tháng [\d/–, ]+|(?<![\d,.])(?:[0-2]?\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{4})?(?!\d|[.,]\d)"
    r"|(?<![\d,./])(?:0?[1-9]|1[0-2])/20\d\d|\b[Tt]háng \d+(?:/\d{4})?|\b[Tt]uần \d+|\bT\d{1,2}\b"
    r"|\b(?:năm|CCHC|so với) \d{4}"
)
# who is asked beside those that are named; the form; the rule of few events; what the bands of a forecast are
# and, of a correction, the file that brought it
OTHER_WORDS = re.compile(
    r"và \d+ đơn vị khác|II\.06a|(?:mẫu số|\*) dưới 10\b|8 trong 10 lần rơi vào khoảng ngoài, 5 trong 10\b"
    r"|, do (?:hoàn tác |khôi phục )?tệp .*"
)
PRINTED = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?%?")

Numbers = Mapping[str, float | None]


def numbers_in(text: str, names: Iterable[str] = ()) -> set[str]:
    """The numbers that a text prints, but for days, years and what stands in names."""
    for name in names:
        text = text.replace(name, "")
    return set(PRINTED.findall(DATE.sub("", OTHER_WORDS.sub("", text))))


def texts_of(slide: Slide) -> Iterable[tuple[str, str]]:
    """(place, text) of what a slide says of figures: all but the rows of lists."""
    named = ("headline", "note", "empty", "line_below")
    yield from ((name, getattr(slide, name)) for name in named)
    yield from (("line", line) for line in slide.lines)
    yield from (
        ("card", " | ".join((one.name, one.value, one.state.word, one.under))) for one in slide.numbers
    )
    if slide.chart:
        yield from (("chart", text) for text in (slide.chart.headline, slide.chart.note))
    if slide.table and (slide.topic == "digital" or slide.topic.startswith("unit:")):
        yield from (("row", " | ".join(row)) for row in slide.table.rows)


def texts_of_sheet(sheet: Sheet) -> Iterable[tuple[str, tuple[Claim, ...]]]:
    """What a hand-out says of figures and what claims it: all but the rows that are records, and people's names."""
    yield from ((text, claims_of(text)) for text in (sheet.title, sheet.day, sheet.note))
    yield from map(text_of_card, sheet.cards)
    for section in sheet.sections:
        yield from ((text, claims_of(text)) for text in (section.title, section.note))
        columns = {name: column for name, column in TABLES[section.table].items() if name != "official"}
        for row in section.rows:
            if "claims" in row:
                yield " | ".join(column.said(row[name]) for name, column in columns.items()), row["claims"]


def text_of_card(card: Kpi) -> tuple[str, tuple[Claim, ...]]:
    """What a card says and what claims it."""
    said = (card.name, card.value, card.state.word, card.change or "", card.under)
    return " | ".join(said), tuple(claim for text in said for claim in claims_of(text))


def text_of_cell(cell: str) -> tuple[str, tuple[Claim, ...]]:
    """A cell of the room × indicator table and what claims it: its first number is a percentage, the sign of which
    stands in the note under the table."""
    claims = claims_of(cell)
    rate = any(claim.figure.endswith("_rate") for claim in claims)
    return PRINTED.sub(lambda one: one.group().removesuffix(",0") + "%", cell, 1) if rate else cell, claims


@dataclass
class Again:
    """The figures of a home, asked anew, each once."""

    store: Store
    _found: dict[Claim, tuple[Numbers, Collection[str]]] = field(default_factory=dict)
    _values: dict[tuple[Asked, str | None], Values] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Names of units and indicators that hold a number, the longest first: "Phòng Nghiệp vụ 1"."""
        units = reference.units(self.store, self.store.agency)
        names = {*units["unit_name"], *units["short_name"]}
        for row in self.store.rows("figures/catalogue"):
            names |= {row["name"], row["short_name"], _within(row["short_name"])}
        holding = (str(name) for name in names if re.search(r"\d", str(name)))
        self.names = sorted(holding, key=len, reverse=True)

    def check(self, text: str, claims: Iterable[Claim] = ()) -> None:
        """What the text claims (`claims` where it has none of its own) is so, and it prints no other number."""
        claims = claims_of(text) or tuple(claims)
        for claim in claims:
            now = self.of(claim)[0]
            assert {name: now[name] for name, _ in claim.numbers} == pytest.approx(dict(claim.numbers)), text
        allowed = set().union(*(self.of(claim)[1] for claim in claims), *map(self._step, pairwise(claims)))
        for lists in ("overdue:", "soon:"):  # of several kinds of work, said in one number
            allowed.add(
                count(sum(self.of(one)[0]["count"] or 0 for one in claims if one.figure.startswith(lists)))
            )
        other = numbers_in(text, self.names) - allowed
        assert not other, (text, other, [(claim.figure, claim.asked) for claim in claims])

    def _step(self, claims: tuple[Claim, Claim]) -> set[str]:
        """By how much a figure moved between two claims of it."""
        before, now = (self.of(claim)[0].get("value") for claim in claims)
        is_of_list = ":" in claims[0].figure
        if claims[0].figure != claims[1].figure or before is None or now is None or is_of_list:
            return set()
        return {pair(now, before, rate=self._value(claims[0]).is_rate).gap}

    def of(self, claim: Claim) -> tuple[Numbers, Collection[str]]:
        """The numbers of a claim now, and all that a sentence with it may print."""
        if claim not in self._found:
            kind, _, what = claim.figure.partition(":")
            asked = getattr(self, f"_of_{kind}", None)
            self._found[claim] = asked(claim, what) if asked else self._of_indicator(claim)
        return self._found[claim]

    def _of_overdue(self, claim: Claim, kind: str) -> tuple[Numbers, set[str]]:
        """How many there are, by how many more than before, who has how many, and who have most together, how long each
        is late."""
        now = figures.overdue(self.store, claim.asked, kind)
        before = figures.overdue(self.store, claim.asked.earlier(), kind)
        came, went = set(now["key"]) - set(before["key"]), set(before["key"]) - set(now["key"])
        left = int(now["left_on"].notna().sum())  # what nobody has taken over
        said = {len(now), len(before), abs(len(now) - len(before)), left, len(came), len(went)}
        said |= {*now["days_late"], *now["unit"].value_counts()}
        said |= {*now.loc[now["left_on"].isna(), "unit"].value_counts().cumsum()}
        causes = now["cause"].value_counts(dropna=False)  # with those of which nobody said why
        said |= {*causes}
        return {"count": len(now)}, set(map(count, said))

    def _of_soon(self, claim: Claim, kind: str) -> tuple[Numbers, set[str]]:
        days = dict(claim.numbers)["days"]
        rows = figures.overdue(self.store, claim.asked, kind, int(days))
        many = sum(date.fromisoformat(str(due)[:10]) >= claim.asked.as_of for due in rows["due"])
        units, left = rows["unit"].value_counts(), rows["left_on"].notna().sum()  # what nobody has taken over
        return {"count": many, "days": days}, set(map(count, [many, days, left, *units, *units.cumsum()]))

    def _of_plan(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """Days of the plan that are still to come and lie within so many days."""
        days = dict(claim.numbers)["days"]
        due = [
            row["due"]
            for row in figures.plan(self.store, claim.asked).to_dict("records")
            if row["state"] == "open"
        ]
        many = sum((pd.Timestamp(day).date() - claim.asked.as_of).days <= days for day in due)
        return {"count": many, "days": days}, {count(many), count(days)}

    def _of_planned(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """Tasks of the plan that go on or are done, by their days: overdue where one of them is, done where no other is
        open, of those that go on all year none."""
        days = figures.plan(self.store, claim.asked)
        tasks = [part for _, part in days[days["state"] != "dropped"].groupby("key")]
        states = [set(part["state"]) for part in tasks]
        goes_on = [
            set(part["schedule_kind"]) == {"standing"} and not any(part["is_finished"]) for part in tasks
        ]
        done = sum(one == {"done"} and not going for one, going in zip(states, goes_on, strict=True))
        late = sum("overdue" in one for one in states)
        owed = int((days["state"] == "overdue").sum())
        numbers = {"tasks": len(states), "done": done, "overdue": late, "owed": owed}
        return numbers, set(map(count, numbers.values()))

    def _of_register(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """Days of the plan up to two weeks ahead but those still open, and of them what is lacking."""
        last = claim.asked.as_of + timedelta(days=14)
        days = figures.plan(self.store, claim.asked).to_dict("records")
        days = [row for row in days if row["due"] is not None and pd.Timestamp(row["due"]).date() <= last]
        states = [row["handed_in"] if isinstance(row["handed_in"], str) else row["state"] for row in days]
        numbers = {state: states.count(state) for state in ("overdue", "late", "thin")}
        numbers["due"] = len(states) - states.count("open")
        return numbers, set(map(count, numbers.values()))

    def _of_unit_scores(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """How many units below are appraised whole, of how many, how many lack, and the days to the plan's day."""
        found = figures.unit_scores(self.store, claim.asked)
        numbers = {"ranked": sum(one.share is not None for one in found.every), "units": len(found.every)}
        days = abs((found.due - claim.asked.as_of).days) if found.due else 0
        return numbers, set(map(count, (*numbers.values(), len(found.every) - numbers["ranked"], days)))

    def _of_rank(self, claim: Claim, indicator: str) -> tuple[Numbers, set[str]]:
        """Which place a unit has among those at work that have ten or more to be judged by."""
        units = figures.values(self.store, replace(claim.asked, unit=None), None, "unit").of(indicator)
        fair = {
            one.unit: one
            for one in units
            if one.ended is None and one.value is not None and not one.small_base
        }
        mine = fair[str(claim.asked.unit)]
        order = sorted((one.value or 0 for one in fair.values()), reverse=mine.is_rate)
        numbers = {"place": order.index(mine.value or 0) + 1, "of": len(fair)}
        return numbers, set(map(count, numbers.values()))

    def _of_officials(self, claim: Claim, kind: str) -> tuple[Numbers, set[str]]:
        """How many are at ten percent or more, those whom ended units' work alone brings there apart; and what those
        who are praised did, thirty at least."""
        everybody = figures.officials(self.store, claim.asked, kind)
        well = [one.denominator for one in everybody if not one.numerator and one.denominator >= 30]
        known = (one for one in everybody if not one.is_elsewhere and not one.is_unread)
        judged = [one for one in known if one.denominator >= 10 and one.numerator >= 0.1 * one.denominator]
        over = sum(one.numerator - one.left >= 0.1 * (one.denominator - one.left) > 0 for one in judged)
        return {"over": over, "review": len(judged) - over}, {"10%", "10", "30", *map(count, well)}

    def _of_official(self, claim: Claim, name: str) -> tuple[Numbers, set[str]]:
        """A person's rate over all units, and how many records of the unit's lists name them."""
        days = int(dict(claim.numbers)["days"])
        found = next(one for one in figures.officials(self.store, claim.asked) if one.name == name)
        numbers = {"rate": found.rate, "days": days} | {
            what: sum(
                int((figures.overdue(self.store, claim.asked, kind, within)["official"] == name).sum())
                for kind in KINDS
            )
            for what, within in (("late", None), ("soon", days))
        }
        said = [numbers["late"], numbers["soon"], found.numerator, found.denominator, found.left, 10]
        return numbers, {show(found.rate, rate=True), "10%", *map(count, said)}

    def _of_gap(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        indicator, by = what.split(":")
        parts = figures.gap_parts(self.store, claim.asked, indicator, by)
        rates = {show(rate, rate=True) for rate in parts["value"].dropna()}
        total = self._value(replace(claim, figure=indicator)).needed
        return {"needed": total}, rates | set(map(count, [total or 0, len(parts), *parts["needed"].abs()]))

    def _of_why(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """Both figures, the change as printed, and each effect rounded either way, so that what is shown adds up."""
        indicator, by, against = what.split(":")
        dimension: Any = by
        found = figures.explain(self.store, claim.asked, indicator, dimension, date.fromisoformat(against))
        before, after = found.before.value, found.after.value
        assert before is not None
        assert after is not None
        both = pair(after, before, rate=True)
        said = {both.value, both.other, both.gap, "0"}
        rates, mixes = ([getattr(part, name) or 0 for part in found.parts] for name in ("rate", "mix"))
        for effect in (*rates, *mixes, *map(sum, zip(rates, mixes, strict=True)), sum(rates), sum(mixes)):
            for places in (1, 2, 3):
                steps = math.floor(abs(effect) * 100 * 10**places)
                said |= {format_number((steps + up) / 10**places, places) for up in (-1, 0, 1, 2)}
        return {"before": before, "after": after}, said

    def _of_late_parts(self, claim: Claim, cut: str) -> tuple[Numbers, set[str]]:
        """How many are late under each value, of how many, and of all others together."""
        dimension: Any = cut
        parts = figures.late_parts(self.store, claim.asked, dimension)
        late, handled = (sum(getattr(part, name) for part in parts) for name in ("late", "handled"))
        said = {count(late)}
        for part in parts:
            for top, base in ((part.late, part.handled), (late - part.late, handled - part.handled)):
                said |= {count(top), count(base)} | ({show(top / base, rate=True)} if base else set())
        return {part.key or "khong-ghi": part.late for part in parts}, said

    def _of_days(self, claim: Claim, procedure: str) -> tuple[Numbers, set[str]]:
        """How many dossiers of a procedure took no longer than they may, of how many, and how long that is."""
        rows = figures.procedure_days(self.store, claim.asked).set_index("key", drop=False)
        row = rows.loc[procedure]
        self.names.append(row["name"])
        said = {count(row[name]) for name in ("done", "within", "judged")}
        if not pd.isna(row["statutory"]):
            said.add(format_number(row["statutory"], 1 if row["statutory"] % 1 else 0))
        if row["judged"]:
            said.add(show(row["within"] / row["judged"], rate=True))
        return {name: row[name] for name in ("days", "within", "judged", "done")}, said

    def _of_apart(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """A unit's rate beside that of all others together."""
        indicator, unit = what.split(":")
        units = figures.values(self.store, claim.asked, None, "unit").of(indicator)
        sums = {
            is_mine: [sum(getattr(one, side) or 0 for one in units if (one.unit == unit) == is_mine) for side in
                      ("numerator", "denominator")]
            for is_mine in (True, False)
        }  # fmt: skip
        value, rest = (top / base for top, base in sums.values())
        both = pair(value, rest, rate=True)
        return {"value": value, "rest": rest}, {both.value, both.other, *map(count, sums[True])}

    def _of_piled(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """How many of what fails lie in the one, two or three parts that have most."""
        indicator, by = what.split(":")
        dimension: Any = by
        if indicator == "overdue_dossiers":
            failing = figures.overdue(self.store, claim.asked, "dossiers")["title"].value_counts().tolist()
        else:
            parts = figures.explain(self.store, claim.asked, indicator, dimension).parts
            known = [one for one in parts if one.part is not None and one.numerator is not None]
            failing = sorted(((one.denominator or 0) - (one.numerator or 0) for one in known), reverse=True)
        held = next(some for some in accumulate(failing) if some >= 0.7 * sum(failing))
        whole = sum(failing)
        return {"count": held, "whole": whole}, {count(held), count(whole), show(held / whole, rate=True)}

    def _of_behaviour(self, claim: Claim, indicator: str) -> tuple[Numbers, set[str]]:
        """A month beside its limits; how many months carry them."""
        (found,) = figures.behaviours(self.store, claim.asked, indicator)
        assert found.limits is not None
        numbers = {name: getattr(found.limits, name) for name in ("mean", "lower", "upper")}
        numbers["value"] = found.values[found.months.index(str(claim.month))]
        return numbers, {show(number, rate=True) for number in numbers.values()} | {count(len(found.months))}

    def _of_what_if(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """What is tried, what it would become, from what, by what target; what each unit expects and must add."""
        indicator, _, text = what.partition(":")
        change = Change.read(text)
        found = figures.what_if(self.store, claim.asked, indicator, change)
        base, said = found.base, {format_number(sum(change.more.values()))}
        for rate in (change.share, base.share, base.forecast, base.forecast_low, base.forecast_high):
            said |= set() if rate is None else {show(rate, rate=True)}
        if found.value is not None and found.target is not None:
            both = pair(found.value, found.target, rate=True)
            said |= {both.value, both.other, both.gap}
        said |= set() if found.points is None else {format_number(found.points, 2)}
        needed, missing, come = base.needed or 0, base.missing or 0, round(found.expected or 0)
        if needed and come:
            said.add(show(math.ceil(round(1000 * needed / (found.expected or 1), 9)) / 1000, rate=True))
        numbers = [needed, missing, needed - missing, needed - come, come, base.weekly or 0]
        numbers += [n or 0 for part in found.parts for n in (part.missing, part.weekly, part.expected)]
        return {"value": found.value, "target": found.target, "missing": base.missing}, said | set(
            map(count, numbers)
        )

    def _of_points(self, claim: Claim, year: str) -> tuple[Numbers, set[str]]:
        """The index as it is expected, between what, of how many, beside last year's; of which basis how many."""
        found = figures.points(self.store, replace(claim.asked, year=int(year)))
        names = ("max", "projected_low", "projected", "projected_high")
        shown = ("last", "live", "carried", "unknown", "certain", "lost", "open")
        spans, by_unit = [], Counter[str]()
        for row in found.criteria:
            spans.append(round(100 * (row.high - row.low)))
            by_unit[row.unit_name or ""] += spans[-1]
        numbers = [getattr(found, name) for name in (*names, *shown)]
        for many in (spans, list(by_unit.values())):  # who has most, added up
            added = list(accumulate(sorted(many, reverse=True)))
            numbers += [
                (some + up) / 100 for some in added for up in (0, 1)
            ]  # a hundredth goes to the largest remainder
        numbers.append(
            (round((found.projected_high or 0) * 100) - round((found.projected_low or 0) * 100)) / 100
        )
        said = {
            format_number(number, places) for number in numbers if number is not None for places in (0, 1, 2)
        }
        said |= {format_number(number) for number in numbers if number is not None}
        said.add(str(found.year))
        return {name: getattr(found, name) for name in names}, said

    def _of_criteria(self, claim: Claim, year: str) -> tuple[Numbers, set[str]]:
        """Points got, lost, of how many, in all and of the criteria that lost most; and how many criteria there are."""
        found = figures.criteria(self.store, replace(claim.asked, year=int(year)))
        total, rows = found["total"], found["criteria"]
        lost = sorted((row["lost"] for row in rows if (row["lost"] or 0) > 0), reverse=True)
        numbers = [total[name] for name in ("points", "max", "percent", "unexplained")]
        numbers += [sum(lost[:many]) for many in range(len(lost) + 1)] + lost[:1]
        numbers += [len(lost), sum(row["points"] is not None for row in rows)]
        if total["points"] is not None:
            numbers.append((total["max"] or 0) - total["points"])
        said = {
            format_number(number, places) for number in numbers if number is not None for places in (0, 2)
        }
        said |= {format_number(number) for number in numbers if number is not None}
        return {name: total[name] for name in ("points", "max")}, said | {f"{number}%" for number in said}

    def _of_indices(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """How many indices have points in their newest edition and the one before, and how many of these fell."""
        frame = figures.index_series(self.store, claim.asked.agency, as_of=claim.asked.as_of)
        own = [row for row in shipped.read_rows("agencies") if row["agency"] == claim.asked.agency]
        frame = frame[frame["place"].isin([row[name] for row in own for name in ("name", "place")])]
        methods = [(row["index"], int(str(row["year"]))) for row in shipped.read_rows("index_breaks")]
        steps = []
        for index, rows in frame[frame["component"].isna()].groupby("index"):
            scores, years, most = (
                list(rows.sort_values("year")[name])[-2:] for name in ("score", "year", "max_score")
            )
            if len(scores) < 2 or pd.isna(scores).any():
                continue
            if not any(name == index and years[0] < first <= years[1] for name, first in methods):
                if (
                    len(set(most)) > 1 and not pd.isna(most).any()
                ):  # each of another maximum: their percentages
                    scores = [100 * score / of for score, of in zip(scores, most, strict=True)]
                steps.append(round(scores[1] - scores[0], 6))
        numbers = {"fell": sum(step < 0 for step in steps), "compared": len(steps)}
        gaps = {format_number(-step, 2).rstrip("0").rstrip(",") for step in steps if step < 0}
        return numbers, set(map(count, numbers.values())) | gaps

    def _of_conclusions(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        asked = claim.asked
        standing = meetings.commitments(self.store, asked.agency, asked.as_of, asked.unit)
        standing = standing[standing["state"] != meetings.AHEAD]
        last = next(iter(minutes.met_before(self.store, asked.agency, asked.as_of)), None)
        is_done = standing["status"] == "done"  # since the last giao ban; those of before are told no more
        is_done &= pd.to_datetime(standing["closed_on"]) > pd.Timestamp(last or asked.as_of - timedelta(7))
        numbers = {"done": int(is_done.sum()), "open": int((standing["status"] == "open").sum())}
        numbers["overdue"] = int((standing["state"] == "overdue").sum())
        wanting = standing[standing["wanted"].notna() & standing["state"].isin(("overdue", "due_soon"))]
        for row in wanting.to_dict("records"):  # decided by its figure on its day, closed or not
            due, unit = row["due_on"].date(), None if row["unit_id"] == asked.agency else row["unit_id"]
            value = self._value(Claim(row["indicator"], replace(asked, as_of=due, unit=unit), ())).value
            falls = row["indicator"].startswith("overdue")
            if due <= asked.as_of and value is not None and (value >= row["wanted"]) != falls:
                numbers["open"] -= 1
                numbers["overdue"] -= row["state"] == "overdue"
        return numbers, set(map(count, numbers.values()))

    def _of_changed(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """What came on the lists of what is overdue since a day, left them, stayed; of one kind or of all."""
        since, _, kind = what.partition(":")
        before = replace(claim.asked, as_of=date.fromisoformat(since), year=0)
        now, then = (
            {(row["kind"], row["key"]) for row in figures.overdue(self.store, asked).to_dict("records")}
            for asked in (claim.asked, before)
        )
        found = {"new": now - then, "still": now & then, "cleared": then - now}
        numbers = {name: sum(not kind or kind == row[0] for row in rows) for name, rows in found.items()}
        return numbers, set(map(count, (*numbers.values(), numbers["new"] + numbers["still"])))

    def _of_moves(self, claim: Claim, since: str) -> tuple[Numbers, set[str]]:
        """How many rates moved since a day the way of their newest whole month: for real, to and fro."""
        then = replace(claim.asked, as_of=date.fromisoformat(since), year=0)
        of_month = f"{(claim.asked.as_of + timedelta(1)).replace(day=1) - timedelta(1):%Y-%m}"
        numbers = {"real": 0, "usual": 0}
        for by in (None,) if claim.asked.unit else (None, "unit"):
            now, was = (figures.values(self.store, asked, by=by) for asked in (claim.asked, then))
            before = {(value.indicator, value.unit): value.value for value in was}
            if any(one.asked and one.asked.year != claim.asked.year for one in was):
                continue  # of two CCHC years nothing is compared
            at = {
                (value.indicator, value.unit): value.value
                for value in now
                if value.ended is None or claim.asked.unit
            }
            for months in figures.behaviours(self.store, claim.asked, None, by):
                key = (months.indicator, months.unit)
                if months.indicator not in NAMES or key not in at or months.months[-1:] != (of_month,):
                    continue
                step = (at[key] or 0.0) - (before.get(key) or at[key] or 0.0)
                limits, last = months.limits, len(months.months) - 1
                # below a twentieth of a point a card calls a rate unchanged
                if (
                    abs(step) < 0.0005
                    or limits is None
                    or months.bases[last] < 10
                    or limits.upper == limits.mean
                ):
                    continue
                low, high = wilson(months.values[last] * months.bases[last], months.bases[last])
                if last not in months.signals or low <= limits.mean <= high:
                    numbers["usual"] += 1
                elif (months.values[last] > limits.mean) == (step > 0):
                    numbers["real"] += 1
        return numbers, set(map(count, numbers.values()))

    def _of_promises(self, claim: Claim, since: str) -> tuple[Numbers, set[str]]:
        """What became of promises, and how much of what is overdue has none."""
        became = figures.promises(self.store, claim.asked, date.fromisoformat(since))["outcome"]
        names = ("kept", "broken", "moved", "standing", "unseen")
        numbers = {name: int((became == name).sum()) for name in names}
        numbers["unsaid"] = int(figures.overdue(self.store, claim.asked)["promised_on"].isna().sum())
        return numbers, set(map(count, (*numbers.values(), numbers["kept"] + numbers["broken"])))

    def _of_concluded(self, claim: Claim, since: str) -> tuple[Numbers, set[str]]:
        """What became of conclusions."""
        rows = conclusions.since(self.store, claim.asked, date.fromisoformat(since))
        became = [row["outcome"] for row in rows]
        numbers = {name: became.count(name) for name in ("kept", "broken", "moved", "standing")}
        numbers["dropped"] = sum(row["status"] == "dropped" for row in rows)
        numbers["unknown"] = became.count(None) - numbers["dropped"]
        return numbers, set(map(count, (*numbers.values(), numbers["kept"] + numbers["broken"], len(rows))))

    def _of_wanted(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """The value that a conclusion wants."""
        known = meetings.commitments(self.store, claim.asked.agency, claim.asked.as_of)
        (row,) = known[known["commitment_id"] == int(what.partition(":")[2])].to_dict("records")
        return {"wanted": row["wanted"]}, {show(row["wanted"], rate=str(row["indicator"]).endswith("_rate"))}

    def _of_duties(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """What a room has to do: what it has overdue of each kind, or soon; broken promises, conclusions not met."""
        since, _, unit = what.partition(":")
        day = date.fromisoformat(since)
        late = rooms.held(figures.overdue(self.store, claim.asked))
        late = late[late["unit"] == unit]
        soon = {kind: rooms.held(figures.overdue(self.store, claim.asked, kind, SOON_DAYS)) for kind in KINDS}
        said = figures.promises(self.store, claim.asked, day)
        broken = set(said.loc[said["outcome"] == "broken", "key"])
        rows = conclusions.since(self.store, claim.asked, day)
        numbers = {kind: int((late["kind"] == kind).sum()) for kind in KINDS}
        numbers |= {f"{kind}:soon": int((rows["unit"] == unit).sum()) for kind, rows in soon.items()}
        numbers |= {
            "broken": int(late["key"].isin(broken).sum()),
            "unmet": sum(row["unit_id"] == unit and row["outcome"] == "broken" for row in rows),
        }
        return numbers, set(map(count, numbers.values()))

    def _of_corrected(self, claim: Claim, indicator: str) -> tuple[Numbers, set[str]]:
        """A figure as it was kept on the day, and as it is now, each with its base."""
        said: set[str] = set()
        for deck in meetings.decks(self.store, claim.asked.agency):
            for row in deck["figures"] if deck["as_of"] == claim.asked.as_of else ():
                if row.get("indicator") == indicator and row["value"] is not None:
                    said |= {show(row["value"], rate=row["denominator"] is not None)}
                    said |= {
                        count(row[name]) for name in ("numerator", "denominator") if row[name] is not None
                    }
        return {}, said | printed_of(self._value(replace(claim, figure=indicator)))

    def _of_place(self, claim: Claim, what: str) -> tuple[Numbers, set[str]]:
        """Where a place stands in its newest edition, and how far each other one is."""
        name, _, place = what.partition(":")
        frame = figures.index_series(self.store, claim.asked.agency, as_of=claim.asked.as_of)
        index, of_agencies = (
            name.removesuffix(" của cơ quan"),
            name.endswith(" của cơ quan") or name == "CCHC",
        )
        total = (
            frame["component"].isna() & frame["score"].notna() & (frame["index"].str.upper() == index.upper())
        )
        spelled = [
            row for row in shipped.read_rows("name_aliases") if row["kind"] == "place" and not row["scope"]
        ]
        total &= frame["place"].isin({row["alias"] for row in spelled}) != of_agencies
        by_year: dict[int, dict[str, float]] = {}
        maxima: dict[int, list[float]] = {}
        for row in frame[total].to_dict("records"):
            by_year.setdefault(int(row["year"]), {})[str(row["place"])] = float(row["score"])
            maxima.setdefault(int(row["year"]), []).append(float(row["max_score"]))
        year = max(one for one, scores in by_year.items() if place in scores)
        scores = by_year[year]
        if len(set(maxima[year])) > 1 and not pd.isna(maxima[year]).any():
            scores = {
                one: 100 * got / most for (one, got), most in zip(scores.items(), maxima[year], strict=True)
            }
        mine = scores.pop(place)
        numbers = {"year": year, "score": mine, "of": len(scores) + 1}
        numbers["place"] = 1 + sum(score > mine for score in scores.values())
        said = {str(year), *map(count, range(1, numbers["of"] + 1))}
        near = [score for score in scores.values() if (score > mine) == (numbers["place"] > 1)]
        nearest = min(near, key=lambda score: abs(score - mine))
        return numbers, said | {pair(mine, nearest, rate=False).gap}

    def _of_became(self, claim: Claim, days: str) -> tuple[Numbers, set[str]]:
        """What became of the conclusions of the meetings before that of a day."""
        day, _, upto = days.partition(":")
        known = {
            "agency": claim.asked.agency,
            "as_of": date.max,
            "today": date.fromisoformat(day),
            "moment": None,
        }
        met = [row["day"] for row in self.store.rows("giaoban/meeting_days", None, **known)]
        last = max(one for one in met if str(one) < day)
        rows = conclusions.since(self.store, claim.asked, last, date.fromisoformat(upto))
        became = [row["outcome"] for row in rows if str(row["meeting_on"])[:10] < day]
        return {"count": len(became)}, set(map(count, {len(became), *Counter(became).values()}))

    def _of_conclusion(self, claim: Claim, number: str) -> tuple[Numbers, set[str]]:
        """One conclusion: every number that somebody wrote into one of its changes, and the value that is wanted."""
        rows = [row for row in self.store.rows("reference/whole", {"table": ("commitments",)})
                if row["commitment_id"] == int(number)]  # fmt: skip
        said = {
            show(row["wanted"], rate=rate)
            for row in rows
            if row["wanted"] is not None
            for rate in (True, False)
        }
        for row in rows:
            said |= numbers_in(f"{row['content']} {show_moment(row['changed_at'])}")
        return {"wanted": rows[0]["wanted"]}, said

    def _of_record(self, claim: Claim, day: str) -> tuple[Numbers, set[str]]:
        """What was written into the record of a meeting, hours and days."""
        rows = [row for row in self.store.rows("reference/whole", {"table": ("meeting_records",)})
                if str(row["meeting_on"]) == day]  # fmt: skip
        texts = [str(text) for row in rows for text in row.values()]
        said = numbers_in(" ".join(texts).replace("-", " ").replace(":", " "))
        return {}, said | {day[-2:]}

    def _of_kept(self, claim: Claim, number: str) -> tuple[Numbers, set[str]]:
        """The headlines that stood on a kept deck."""
        decks = [
            row
            for one in (False, True)
            for row in meetings.decks(self.store, claim.asked.agency, is_removed=one)
        ]
        (row,) = (row for row in decks if row["deck_id"] == int(number))
        shown = row["choice"].get("shown", row["choice"].get("headlines", {}).values())
        return {}, numbers_in(" ".join(shown))

    def _of_left(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """What nobody has taken over from how many ended units, how much of each kind, and the turns of its slides."""
        found = figures.left_behind(self.store, claim.asked)
        turns, kinds = range(1, len(found) // 10 + 2), found["kind"].value_counts()
        units = found["unit"].value_counts()
        return {"count": len(found)}, set(
            map(count, [len(found), found["unit"].nunique(), *kinds, *units, *turns])
        )

    def _of_stakes(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """How many targets that earn or cost points are held, lost, unknown."""
        found = figures.values(self.store, claim.asked)
        words = {True: "đang giữ", False: "đang mất", None: "chưa có số"}
        kept = [
            None if step.value is None
            else step.value >= step.target - 1e-12 if step.comparison == ">="
            else step.value > step.target + 1e-12 if step.comparison == ">"
            else step.value <= step.target + 1e-12
            for value in found for step in value.steps if step.kind in ("bonus", "penalty")
        ]  # fmt: skip
        numbers = {words[holds]: kept.count(holds) for holds in words}
        return numbers, set(map(count, numbers.values()))

    def _of_form(self, claim: Claim, _: str) -> tuple[Numbers, set[str]]:
        """The sums of Biểu số II.06a, and what came in anew."""
        days = {"date_from": claim.asked.first, "date_to": claim.asked.day}
        frame = self.store.run("papers/field_report", _source=(HANDLED,), agency=claim.asked.agency, **days)
        total: dict[str, Any] = frame.drop(columns="field").sum().to_dict()
        total["new"] = total["received_total"] - total["carried_over"]
        return total, set(map(count, total.values()))

    def _of_indicator(self, claim: Claim) -> tuple[Numbers, set[str]]:
        found = self._value(claim)
        if "hidden" in dict(claim.numbers):
            now = self._value(replace(claim, figure="overdue_dossiers"))
            hidden = (found.numerator or 0) - (now.numerator or 0)
            return {"hidden": hidden}, {count(hidden)}
        names = ("value", "target", "required", "forecast", "forecast_low", "forecast_high")
        return {name: getattr(found, name) for name in names}, printed_of(found)

    def _value(self, claim: Claim) -> Value:
        key = claim.asked, claim.month and claim.figure
        if key not in self._values:
            by = "month" if claim.month else None
            self._values[key] = figures.values(self.store, claim.asked, claim.month and claim.figure, by)
        return next(value for value in self._values[key].of(claim.figure) if value.month == claim.month)


def _within(name: str) -> str:
    """A name as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def count(number: float) -> str:
    return format_number(round(number))


def printed_of(found: Value) -> set[str]:
    """Every number that may be said of a value; its targets alone where there is none."""
    if found.value is None:
        goals = [step.target for step in found.steps] + [found.target]
        return {show(float(goal), rate=found.is_rate) for goal in goals if goal is not None}
    said = {pair(found.value, found.value, rate=found.is_rate, decimals=places).value for places in (1, 2)}
    said |= set() if found.is_rate else {format_number(found.value, 2)}
    passed = {number for step in found.steps for number in (step.value, step.target)}
    for target in {found.target, *passed} - {None}:
        both = pair(found.value, float(target or 0), rate=found.is_rate)
        said |= {both.value, both.other, both.gap, show(float(target or 0), rate=found.is_rate)}
    if found.required is not None and found.required > 0:
        said |= {"100%"} if found.required > 1 else set()  # "Vượt quá 100%"
        for scale in (100, 1000):  # whole or tenths of a percent, rounded up: less would not be enough
            up = -int(-round(found.required * scale, 6) // 1)
            said |= {f"{format_number(up / scale * 100, 1)}%".replace(",0%", "%"), count(up)}
    for ahead in (found.forecast, found.forecast_low, found.forecast_high):
        if ahead is not None:
            said.add(show(ahead, rate=found.is_rate))
    if found.forecast is not None and found.target is not None:
        said.add(pair(found.forecast, found.target, rate=found.is_rate).value)
    if found.recent is not None:
        said.add(show(found.recent, rate=True))
    done, base = found.numerator, found.denominator
    numbers = [done, base, found.expected, found.needed and abs(found.needed)]
    if done is not None and base is not None:
        numbers.append(base - done)
    if done is not None and base and found.expected:  # the best that can still be reached
        said.add(show((done + found.expected) / (base + found.expected), rate=True))
    return said | {count(number) for number in numbers if number is not None}
