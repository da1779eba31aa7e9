"""Slides of units: one beside its agency and the others, in its own deck; each of them, in the appendix."""

from dataclasses import replace
from typing import NamedTuple

from chiso.core.vietnamese import format_number
from chiso.figures.judging import Value
from chiso.present.columns import TABLES, Table
from chiso.present.deck.ended import is_over
from chiso.present.deck.look import Look
from chiso.present.deck.said import figure, fraction, shown
from chiso.present.slides import Slide
from chiso.words import findings
from chiso.words.cards import NAMES
from chiso.words.headlines import inside
from chiso.words.heard import known
from chiso.words.rooms import place_among

_PLACE = 5  # the column of the place
_NAMED = 2  # rates in the headline


class _Standing(NamedTuple):
    """A unit's rate beside the agency's; its place among so many units, None where it stands in no order."""

    mine: Value
    whole: Value
    place: tuple[int, int] | None

    @property
    def is_behind(self) -> bool:
        """By as much as is printed; a rate of few records says nothing of a unit."""
        less = (self.mine.value or 0.0) < (self.whole.value or 0.0)
        return less and self.mine.is_comparable and shown(self.mine) != shown(self.whole)

    @property
    def is_last(self) -> bool:
        return self.place is not None and self.place[0] == self.place[1]

    @property
    def row(self) -> dict[str, object]:
        """As a row of the table."""
        place = "/".join(map(str, self.place)) if self.place else "*" if self.mine.small_base else "–"
        return figure(self.mine) | {"base": fraction(self.mine), "whole": shown(self.whole), "place": place}


def standing(look: Look) -> list[Slide]:
    """A unit's rates beside the agency's, with its place among the units that can be compared; no slide of the agency
    as a whole, or of a unit that works no more."""
    if look.asked.unit is None or is_over(look):
        return []
    found = _standings(look, look.of(look.asked.whole))
    if not any(one.place for one in found):
        return []
    behind = sum(one.is_behind for one in found)
    counted = sum(one.mine.is_comparable for one in found)
    last = [one for one in found if one.is_last]
    unit = look.short(look.asked.unit, look.unit_name)
    names = ", ".join(inside(one.mine.short_name) for one in found if one.is_behind)
    headline = f"{unit} thấp hơn mức chung của cơ quan ở {behind}/{counted} tỷ lệ"
    headline += f" ({names})" if behind <= _NAMED else ""
    if not behind:
        headline = f"{unit} không thấp hơn mức chung của cơ quan ở tỷ lệ nào"
    headline += f", xếp cuối ở {len(last)}" if last else ""
    few = "; * dưới 10" if any(one.mine.small_base for one in found) else ""
    note = f"{findings.period(found[0].mine)}; đỏ: thấp hơn mức chung, xếp cuối trong các đơn vị so được{few}"
    alarm = frozenset((at, 1) for at, one in enumerate(found) if one.is_behind)
    alarm |= {(at, _PLACE) for at, one in enumerate(found) if one.is_last}
    table = Table.of(TABLES["slide_standing"], [one.row for one in found], alarm=alarm)
    return [Slide("standing", headline, note, table=table)]


def _standings(look: Look, agency: Look) -> list[_Standing]:
    found = []
    for code in NAMES:  # as on its page
        mine, whole = look.value(code), agency.value(code)
        if mine is None or whole is None or mine.value is None or not whole.is_rate:
            continue
        place = place_among(mine, agency.values("unit").of(code))
        found.append(_Standing(mine, whole, place))
        look.claim_values(whole)
        if place:
            look.claim(f"rank:{code}", place=place[0], of=place[1])
    return found


def appendix(look: Look) -> list[Slide]:
    """One slide per unit of today: its figures beside the agency's."""
    units = {str(value.unit): str(value.unit_name) for value in look.values("unit")}
    agency = look if look.asked.unit is None else look.of(look.asked.whole)
    return [_unit(look, agency, unit, name) for unit, name in units.items() if unit]


def _unit(look: Look, agency: Look, unit: str, unit_name: str) -> Slide:
    of = look.of(replace(look.asked, unit=unit))
    late = of.count_overdue("dossiers")
    rows = []
    for value in look.values("unit"):
        if value.unit == unit:
            look.note([value], "unit")
            of.note([value], "unit")
            whole = agency.value(value.indicator)
            of.note([whole] if whole else [])
            said = (
                {"base": fraction(value)} if value.is_covered else {}
            )  # the note says which months are missing
            said |= {"value": shown(value), "whole": shown(whole) if whole else "—"}
            rows.append(figure(value) | said)
    if look.speaks("dossiers"):
        headline = known(
            f"{unit_name}: {format_number(late) if late else 'không có'} hồ sơ quá hạn",
            look.unheard("dossiers"),
        )
    else:
        headline = f"{unit_name}: chưa có số liệu hồ sơ"
    table = Table.of(TABLES["slide_unit"], rows)
    days = [findings.period(value) for value in look.values("unit") if value.unit == unit and value.is_rate][
        :1
    ]
    note = ", ".join(("Phụ lục theo đơn vị", *days))
    return Slide(f"unit:{unit}", headline, note, table=table, claims=tuple(of.claims[""]))
