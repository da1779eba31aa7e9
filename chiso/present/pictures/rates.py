"""Rates beside their targets: by indicator, by unit, by month, and all units by all indicators."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_number, sort_key
from chiso.figures.judging import SMALL_BASE, Value, Values
from chiso.figures.limits import wilson
from chiso.figures.verdicts import stated
from chiso.present.chart import Chart, Series
from chiso.present.columns import TABLES
from chiso.reference.unit_tree import UNKNOWN
from chiso.words import headlines, moves, rooms
from chiso.words.attention import RATES
from chiso.words.cards import NAMES
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import judged_on, period
from chiso.words.goals import KINDS, extras, state
from chiso.words.meeting import Compared, delta
from chiso.words.numbers import in_words, show
from chiso.words.states import STATES, legend
from chiso.words.unknown import amount, undecided

# The rates that units are compared by; and the page that says more, by how an indicator is headed
WATCHED = {code: name for code, name in NAMES.items() if code in RATES}
PAGES = {
    name: (RATES[code].page, RATES[code].opens(code)) if code in RATES else ("qua-han", {})
    for code, name in NAMES.items()
}
_FREE = "·"  # before a rate without a target
MOST_MOVES = 8  # rows of a chart
TRENDS = {"online_rate": "Hồ sơ trực tuyến", "on_time_rate": "Hồ sơ đúng hạn"}
# what goes along with the online rate
COMPANIONS = (
    "e_result_rate", "digitised_rate", "reuse_rate", "online_payment_rate", "online_procedure_rate",
    "payment_procedure_rate", "postal_dossier_rate", "postal_procedure_rate", "receipt_8h_rate",
)  # fmt: skip

# On bars what is met is ours, not green, and what nobody judges is grey.
_ON_BARS = {"good": "accent", "muted": "axis", "neutral": "axis"}


def bullets(found: Sequence[Value], names: Sequence[str], keys: Sequence[str], **more: Any) -> Chart:
    """Values as bars against their targets; `more`: headline, note, the table behind."""
    # what only earns points is no alarm: the headline counts the targets assigned
    roles = tuple(_ON_BARS.get(role, role) for role in (state(value).role for value in found))
    return Chart(
        "bullets",
        tuple(names),
        (Series("Đạt", tuple(map(stated, found)), "accent", roles, tuple(map(_said, found))),),
        "rate",
        targets=tuple(value.target for value in found),
        keys=tuple(keys),
        **more,
    )


def _said(found: Value) -> str:
    """The value; of few events also between what its rate may lie."""
    text = amount(found) or STATES[found.state].word
    if not found.small_base or not found.is_known or found.numerator is None or not found.denominator:
        return text
    low, high = (round(end * 100) for end in wilson(found.numerator, found.denominator))
    return f"{text} ({low}–{high}%)"


def companions(found: Iterable[Value], *, is_signed: bool = False) -> Chart:
    """The indicators that go along with the online rate; `is_signed`: each bar, which a click opens, ends with the sign
    of its state and what is wanted of it, as the note explains them."""
    known = {value.indicator: value for value in found if value.denominator is not None}
    rows = tuple(known[code] for code in COMPANIONS if code in known)
    told = Values(rows).frame()
    told["target"] = [value.target if value.is_assigned else None for value in rows]
    told["extras"] = ["; ".join(extras(value)) or None for value in rows]
    told["state"] = [state(value).word or None for value in rows]
    level = "vạch đậm là chỉ tiêu hoặc mức thưởng, trừ" if any(row.target is not None for row in rows) else ""
    signs = (level, legend(state(row).code for row in rows), "bấm một thanh để xem từng hồ sơ")
    note = (*(period(value) for value in rows[:1]), undecided_among(rows), *(signs if is_signed else ()))
    drawn = bullets(
        rows,
        [_named(value) for value in rows],
        [value.indicator for value in rows],
        headline=Sentence(headlines.companions(rows), *Claim.of_values(*rows)),
        note="; ".join(filter(None, note)),
        behind=(told, TABLES["companions"]),
    )
    ends = replace(drawn.series[0], texts=tuple(map(_stands, rows)))
    return replace(drawn, series=(ends,)) if is_signed else drawn


def undecided_among(found: Iterable[Value]) -> str:
    """Of which values nobody can say whether they are met, and why; "" where of each it is known."""
    why = {value.short_name: undecided(value) for value in found}
    return "; ".join(f"{name} chưa kết luận: {said}" for name, said in why.items() if said)


def _named(value: Value) -> str:
    """The name above its bar; before it what the level drawn there is where it is no chỉ tiêu."""
    name = value.name.removeprefix("Tỷ lệ ")
    name = name[:1].upper() + name[1:]
    if value.is_assigned or value.target is None:
        return name
    return f"{KINDS[str(value.target_kind)]}: {name}"


def _stands(value: Value) -> str:
    """ "▲ 79,2% / 100%": the sign of its state, the value, what is wanted of it."""
    said = f"{state(value).sign} {_said(value)}".strip()
    return said if value.target is None else f"{said} / {show(value.target, rate=True)}"


def by_unit(found: Sequence[Value], most: int | None = None, of: str = "đơn vị") -> Chart:
    """One rate by unit (`of`: or agency), the lowest first, each with its base; those of few events are not ranked:
    they stand after the others by name, with the interval of their rate; those that ended last. `most`: so many are
    drawn for a slide, where those of few events have a mark (`marked`) instead of the interval."""
    known = [value for value in found if value.value is not None]
    shown = sorted((value for value in known if stated(value) is not None), key=_turn)
    base = sum(value.denominator or 0 for value in shown)
    whole = sum(value.numerator or 0 for value in shown) / max(base, 1)
    headline = f"Chưa đủ cơ sở so sánh các {of}" if known else "Chưa có số liệu"
    # of a few events nobody is named the lowest
    living = [value for value in shown if value.is_comparable]
    if living:
        lowest = show(living[0].value or 0, rate=True)
        last = [str(value.unit_name) for value in living if value.value == living[0].value]
        who = " và ".join(last) if len(last) < 3 else f"{in_words(len(last), capital=True)} {of}"
        headline = f"{who} thấp nhất, {lowest}"
        if len(last) == len(living):
            headline = f"Các {of} đều đạt {lowest}" if len(last) > 1 else f"{who} đạt {lowest}"
    # a unit alone is not all of them
    all_of = f"Tỷ lệ chung {show(whole, rate=True)}; t" if len(shown) > 1 else "T"
    left_out = len(shown) - len(shown[:most])
    more = f"; {format_number(left_out)} {of} khác không vẽ" if left_out else ""
    shown = shown[:most]
    if most is not None:
        more += marked(shown)
    elif any(value.small_base for value in shown):
        more += f"; {of} số ít không xếp thứ, khoảng bên cạnh là mức thật có thể"
    more += f"; {judged}" if (judged := judged_on(shown)) else ""
    drawn = bullets(
        shown,
        [_with_base(value) for value in shown],
        [str(value.unit) for value in shown],
        headline=Sentence(headline, *Claim.of_values(*living)),
        note=f"{all_of}rong ngoặc là tử số/mẫu số{more}",
    )
    if most is None or not shown:
        return drawn
    texts = tuple(f"{amount(value)}{' *' * value.small_base}" for value in shown)
    return replace(drawn, series=(replace(drawn.series[0], texts=texts),))


def marked(found: Iterable[Value], things: str = "") -> str:
    """What the mark behind a rate of few `things` says, after a note; "" where none has it."""
    few = any(value.small_base for value in found if value.value is not None)
    return f"; * {f'dưới {SMALL_BASE} {things}'.rstrip()}" if few else ""


def _turn(value: Value) -> tuple[bool, bool, float, Any]:
    rank = 0.0 if value.small_base else value.value or 0.0
    return value.ended is not None, value.small_base, rank, sort_key(str(value.unit_name))


def _with_base(value: Value) -> str:
    name = str(value.unit_name)
    if name.startswith(rooms.ENDED):  # its day stands before its base, on the line of the value
        name = "Đã thôi" + name.removeprefix(rooms.ENDED).replace("(", "").replace(")", "")
    return f"{name} ({format_number(value.numerator)}/{format_number(value.denominator)})"


def heat(found: Values, indicators: Mapping[str, str], of: str = "đơn vị") -> Chart:
    """Units (`of`: or agencies) by indicators from their values; who misses most first, those that ended last."""
    rows = [value for value in found if value.indicator in indicators]
    cells = {(value.unit, value.indicator): value for value in rows}
    # what is in the row of ended units follows from the head of the column, which is narrow
    names = {value.unit: str(value.unit_name).replace(rooms.ENDED, "Đã thôi") for value in rows}
    days = [_period(rows)] if rows else []
    bad: Counter[str | None] = Counter()
    for value in rows:
        bad[value.unit] += STATES[value.state].badness
    over = {value.unit for value in rows if value.ended is not None}
    order = sorted(names, key=lambda unit: (unit in over, -bad[unit]))
    columns = {code: [cells.get((unit, code)) for unit in order] for code in indicators}
    named = [value for value in rows if value.unit != UNKNOWN]
    shown = [one or found.absent(code) for code, column in columns.items() for one in column]
    return Chart(
        "heat",
        tuple(names[unit] for unit in order),
        tuple(
            Series(
                label,
                tuple(stated(value) if value else None for value in columns[code]),
                "neutral",
                tuple(STATES[value.state if value else found.absent(code)].role for value in columns[code]),
                tuple(_cell(value) if value else STATES[found.absent(code)].sign for value in columns[code]),
            )
            for code, label in indicators.items()
        ),
        "rate",
        Sentence(headlines.worst_unit(named, of), *Claim.of_values(*rows)),
        _note(", ".join(("Tỷ lệ %", *days)), shown),
        keys=tuple(str(unit) for unit in order),
        things=of,
        empty=f"Chưa có số liệu theo {of}.",
    )


def _note(about: str, cells: Sequence[Value | str]) -> str:
    """What a table of rates is about, and the signs in its cells: values, or the state of what has none."""
    there = {one if isinstance(one, str) else one.state for one in cells}
    values = [one for one in cells if not isinstance(one, str)]
    few = f"* mẫu số dưới {SMALL_BASE}" * any(one.small_base and amount(one) for one in values)
    free = f"({_FREE}) không xét chỉ tiêu" if "no_target" in there else ""
    signs = (legend(there - {"small_base"}), free, few, judged_on(values))
    return f"{' · '.join(filter(None, (about, *signs)))}. Bấm một ô để mở chi tiết."


def _period(rows: Sequence[Value]) -> str:
    """The days that values of one indicator speak of; the months that only some agencies lack are not those of all."""
    alike = [one for one in rows if one.indicator == rows[0].indicator]
    if len({one.lacking for one in alike}) == 1:
        return period(rows[0])
    who = ", ".join(str(one.unit_name) for one in alike if one.lacking)
    return f"{period(replace(rows[0], lacking=()))}, {who} thiếu tháng"


def changed(
    now: Values, before: Values, whole: Mapping[str, tuple[Value | None, Value | None]], since: str
) -> Chart:
    """Today's units by indicators as `heat` draws them, each cell with its change since a day; last those of all
    of them (`whole`: by indicator now and before), unless they are one unit, of which it says the same again. Nothing
    is tinted: what moved is read."""
    drawn = heat(now, NAMES)
    was = {(str(value.unit), value.indicator): value for value in before}
    is_ = {(str(value.unit), value.indicator): value for value in now}
    is_one = len(drawn.keys) == 1 and all(pair[0] is None or pair[0].unit for pair in whole.values())
    series, shown = [], list[Value | str]()
    for code, column in zip(NAMES, drawn.series, strict=True):
        cells: list[tuple[Value | None, Value | None]]
        cells = [(is_.get((key, code)), was.get((key, code))) for key in drawn.keys]
        cells += [] if is_one else [whole[code]]
        absent = now.absent(code)
        texts = [_moved(one, then, STATES[absent].sign) for one, then in cells]
        shown += [one or absent for one, _ in cells]
        numbers = tuple(stated(one) if one else None for one, _ in cells)
        series.append(replace(column, values=numbers, roles=("neutral",) * len(cells), texts=tuple(texts)))
    return replace(
        drawn,
        names=drawn.names if is_one else (*drawn.names, "Tất cả"),
        keys=drawn.keys if is_one else (*drawn.keys, ""),
        series=tuple(series),
        headline="Từng đơn vị: số hiện nay và thay đổi",
        note=_note(f"Tỷ lệ %, mức thay đổi (điểm %, hồ sơ) so với {since}", shown),
    )


def moved(about: Compared, found: Sequence[moves.Move], month: str) -> Chart:
    """The rates that moved since a day, `MOST_MOVES` of them: how far the newest whole `month` (YYYY-MM) lies from what
    is usual. Only what is a real change is coloured; all of them stand in the table behind."""
    drawn = found[:MOST_MOVES]
    roles = [("good" if one.far > 0 else "alarm") if one.is_real else "axis" for one in drawn]
    rows = [
        {"name": one.name, "then": one.before.value, "now": one.now.value, "month": one.months.values[-1]}
        | {name: getattr(one.months.limits, name) for name in ("mean", "lower", "upper")}
        | {"said": one.said}
        for one in found
    ]  # fmt: skip
    left = f"; {len(found) - len(drawn)} tỷ lệ khác ở bảng số" if len(found) > len(drawn) else ""
    far = f"chấm: tháng {int(month[5:])}/{month[:4]} so với trung bình các tháng"
    return Chart(
        "moves",
        tuple(one.name for one in drawn),
        (Series("Thay đổi", tuple(one.far for one in drawn), "axis", tuple(roles), tuple(one.text for one in drawn)),),
        "points",
        moves.headline(about, found),
        f"Bên phải: số lũy kế {about.since:%d/%m} → nay; {far}{left}; bấm một chấm để xem các tháng" if drawn else "",
        keys=tuple(f"{one.now.unit or ''}|{one.now.indicator}" for one in drawn),
        empty=moves.why_none(about),
        behind=(pd.DataFrame(rows, columns=list(TABLES["moves"])), TABLES["moves"]),
    )  # fmt: skip


def _moved(now: Value | None, then: Value | None, absent: str) -> str:
    """A cell and how it moved since."""
    text = f"{_cell(now) if now else absent} {delta(now, then)}".strip()
    return Sentence(text, *Claim.of_values(*filter(None, (now, then))))


def _cell(found: Value) -> str:
    """The text of a heat cell: sign first, so that signs form a column; no percent sign, the note names the unit."""
    sign = STATES[found.state].sign
    if not (number := amount(found).rstrip("%")):
        return sign
    if found.is_rate and not {",", "–"} & set(number) and number not in ("0", "100"):
        number += ",0"
    return f"{sign or _FREE} {number}{'*' if found.small_base and sign != '*' else ''}"
