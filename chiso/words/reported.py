"""What is said of figures that the office reports itself, and of what earns or costs points. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chiso.core.periods import months_earlier, months_of, short_day
from chiso.core.vietnamese import format_number
from chiso.figures.judging import Value, Values
from chiso.figures.targets import Step
from chiso.words import goals
from chiso.words.cards import Kpi, share
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import on_its_day
from chiso.words.goals import KINDS, extras, level, target, targets, verdict
from chiso.words.headlines import fit
from chiso.words.numbers import pair, show
from chiso.words.states import SHORT, STATES, State

MOST_NAMED = 3
_BLOCKS = "▁▂▃▄▅▆▇█"
COPIED = "Chép từ năm {year}, chờ văn bản giao"  # the source of a target that only a copy gave
_FROM = re.compile(COPIED.format(year="(?P<year>[0-9]{4})"))
# A step: met, missed, or still open
_STEP_STATES: Mapping[bool | None, str] = {True: "met", False: "missed", None: "unknown"}


def last_year(rows: Iterable[Mapping[str, Any]], year: int) -> int | None:
    """The newest year before `year` of which there are rows."""
    return max((row["year"] for row in rows if row["year"] < year), default=None)


def carried_over(rows: Sequence[Mapping[str, Any]], year: int) -> list[dict[str, Any]]:
    """The rows of the last year that has any as they would stand in `year`, dates moved, without those that are there.
    `rows`: of all years."""

    def key(row: Mapping[str, Any]) -> tuple[object, ...]:
        return tuple(row.get(name) for name in ("indicator", "kind", "due_date"))

    last = last_year(rows, year)
    if last is None:
        return []
    there = {key(row) for row in rows if row["year"] == year}
    made = [{**row, "year": year, "source": COPIED.format(year=last)} for row in rows if row["year"] == last]
    for row in made:
        if row.get("due_date"):
            row["due_date"] = months_earlier(row["due_date"], 12 * (last - year))
    return [row for row in made if key(row) not in there]


def year_notice(targets: Iterable[Mapping[str, Any]], year: int) -> str:
    """That a year has no targets of its own yet, or how many of them were copied and wait for their document; "" where
    there is nothing to say. `targets`: of the agency, of all years."""
    rows = list(targets)
    mine = [row for row in rows if row["year"] == year]
    copied = [found["year"] for row in mine if (found := _FROM.fullmatch(row["source"] or ""))]
    if copied:
        many = f"{format_number(len(copied))}/{format_number(len(mine))}"
        return f"{many} chỉ tiêu năm {year} là đề xuất chép từ năm {max(copied)}, chờ văn bản giao."
    if mine or not rows:
        return ""
    last = last_year(rows, year)
    before = sum(row["year"] == last for row in rows)
    offer = (
        f"; Quản trị có thể chép {format_number(before)} chỉ tiêu năm {last} làm đề xuất" if before else ""
    )
    return f"Năm {year} chưa giao chỉ tiêu{offer}."


def number(found: Value) -> str:
    """The value in words, "–" without one."""
    return "–" if found.value is None else show(found.value, rate=found.is_rate)


def headline(found: Value) -> Sentence:
    """Where a reported figure stands against what was assigned, else against what earns or costs points."""
    if found.value is None:
        return Sentence(f"{found.short_name}: chưa có số báo cáo")
    said = f"{found.short_name} {number(found)} đến {short_day(found.day, found.as_of)}"
    goal, claims = target(found), Claim.of_values(found)
    if not goal:
        more = (
            "chỉ tiêu tính cho cả năm" if found.is_range else "; ".join(extras(found)) or "chưa giao chỉ tiêu"
        )
        return Sentence(fit(f"{said}, {more}", said), *claims)
    if then := on_its_day(found):
        return Sentence(fit(f"{said}; {then}", said), *claims)
    state = STATES[found.state]
    if state.code not in SHORT:
        against = "so với chỉ tiêu" if state.code == "on_track" else "chỉ tiêu"
        return Sentence(fit(f"{said}, {state.word.lower()} {against} {goal}", said), *claims)
    both = pair(found.value, found.target or 0.0, rate=found.is_rate)  # never printed equal
    by = f" vào {short_day(found.target_date, found.as_of)}" if found.target_date else ""
    said = f"{found.short_name} {both.value} đến {short_day(found.day, found.as_of)}"
    word = state.word.lower()
    against = "so với chỉ tiêu" if word.endswith("tiến độ") else "chỉ tiêu"
    full = f"{said}, {word} {against} {goal}"
    return Sentence(fit(full + by, full, said), *claims)


def trend(months: Iterable[Value]) -> str | None:
    """ "T6: 10,2% → T9: 10,3% ▁▃·█": a figure from its first reported month to its last, a dot for one that nobody
    reported; the steps from three months on. In words, so that paper, a workbook and who listens have them too."""
    known = {str(one.month): one for one in months if one.value is not None}
    if len(known) < 2:
        return None
    first, last = min(known), max(known)
    ends = " → ".join(f"T{int(month[5:])}: {number(known[month])}" for month in (first, last))
    span = months_of(*(date.fromisoformat(f"{month}-01") for month in (first, last)))
    levels = [one.value or 0.0 for one in known.values()]
    low, room = min(levels), max(levels) - min(levels)
    steps = (known.get(f"{month:%Y-%m}") for month in span)
    drawn = "".join(
        "·" if one is None else _step_of(((one.value or 0.0) - low) / room if room else 0.5) for one in steps
    )
    return f"{ends} {drawn}" if len(known) > 2 else ends


def _step_of(share: float) -> str:
    """A share of the highest as a block."""
    return _BLOCKS[round(share * (len(_BLOCKS) - 1))]


def lines(
    found: Iterable[Value], files: Mapping[tuple[str, date], str], months: Values
) -> list[dict[str, Any]]:
    """The table of all reported figures; `months`: all of them by month."""
    return [line(value, files, months.of(value.indicator)) for value in found]


def line(found: Value, files: Mapping[tuple[str, date], str], months: Iterable[Value]) -> dict[str, Any]:
    """One reported figure in the table of all; `files`: by indicator and day; `months`: the figure by month."""
    state = goals.state(found)
    is_known = found.value is not None
    return {
        "name": found.name,
        "value": number(found) if is_known else None,
        "day": found.day if is_known else None,
        "trend": trend(months),
        "target": "; ".join(targets(found)) or goals.without_target(found),
        "state": f"{state.sign} {state.word}".strip() or None,
        "file_name": files.get((found.indicator, found.day)) if is_known else None,
    }


def of_unit(found: Value) -> dict[str, Any]:
    """What one unit reports."""
    state = goals.state(found)
    said = f"{state.sign} {state.word}".strip() or None
    return {"name": found.unit_name, "value": number(found), "day": found.day, "state": said}


def has_missed(found: Value) -> bool:
    """Whether a target whose day has passed was missed."""
    return any(step.kind == "target" and step.verdict == "missed" for step in found.steps)


def steps(found: Value) -> list[dict[str, Any]]:
    """Every target of a figure by its day, what was assigned before what earns or costs points."""
    return [_step(one, found) for one in sorted(found.steps, key=lambda one: one.kind != "target")]


def _step(one: Step, found: Value) -> dict[str, Any]:
    """One target of a figure: its kind, level, day, the value by then and whether it holds."""
    is_open = one.kind == "target" and one.holds is False and not one.is_over
    state = STATES[found.state if is_open else _STEP_STATES[one.holds]]
    word = state.word.lower() if is_open else verdict(one)
    return {
        "kind": KINDS[one.kind],
        "level": level(one, is_rate=found.is_rate),
        "day": one.target_date,
        "value": None if one.value is None else show(one.value, rate=found.is_rate),
        "verdict": f"{state.sign} {word}".strip(),
    }


@dataclass(frozen=True)
class Stake:
    """A target that earns or costs points: of which figure, and whether it is held (None: nobody knows)."""

    step: Step
    found: Value

    @property
    def title(self) -> str:
        """ "Thưởng: hồ sơ qua bưu chính từ 15%"."""
        return f"{KINDS[self.step.kind]}: {self.found.name} {level(self.step, is_rate=self.found.is_rate)}"

    @property
    def under(self) -> Sentence:
        """What there is, what becomes of it, and the day: "1.234/4.000 = 10,7%, chưa giữ được; xét ngày 14/12"."""
        day = self.step.target_date
        until = f"; xét ngày {short_day(day, self.found.as_of)}" if day else ""
        if self.step.value is None:
            return Sentence(verdict(self.step) + until)
        base = ""
        if self.found.denominator and not self.step.is_over:
            base = f"{format_number(self.found.numerator)}/{format_number(self.found.denominator)} = "
        shown = pair(self.step.value, self.step.target, rate=self.found.is_rate).value
        return Sentence(f"{base}{shown}, {verdict(self.step)}{until}", *Claim.of_values(self.found))


def stakes(found: Iterable[Value]) -> list[Stake]:
    """Everything that earns or costs points, in the order of the catalogue."""
    return [Stake(one, value) for value in found for one in value.steps if one.kind != "target"]


def grouped(rows: Sequence[Stake]) -> dict[State, list[Stake]]:
    """Those held, lost, unknown, each under its word; a group without any stays away."""
    names = {True: "Đang giữ", False: "Đang mất", None: "Chưa có số"}
    found = {
        STATES[_STEP_STATES[holds]].named(name): [row for row in rows if row.step.holds is holds]
        for holds, name in names.items()
    }
    return {state: group for state, group in found.items() if group}


def stakes_headline(rows: Sequence[Stake]) -> Sentence:
    """How many are held, lost, unknown."""
    counts = {state.word.lower(): len(group) for state, group in grouped(rows).items()}
    said = ", ".join(f"{word} {format_number(many)}" for word, many in counts.items())
    asked = next((row.found.asked for row in rows), None)
    claims = [Claim.of("stakes", asked, counts)] if asked else []
    return Sentence(f"Thưởng, trừ: {said}", *claims)


def cards(found: Sequence[Value], rows: Sequence[Stake]) -> list[Kpi]:
    """How many figures are known, how many reach their target, what earns and what costs points. `found`: the reported
    figures; `rows`: everything that earns or costs."""
    known = [one for one in found if one.value is not None]
    bonus, penalty = ([row for row in rows if row.step.kind == kind] for kind in ("bonus", "penalty"))
    return [
        Kpi(
            "Đã có số", share(len(known), len(found)), STATES["no_target"], "Số báo cáo và Bộ chỉ số phục vụ"
        ),
        _reached(known),
        _staked("Mục thưởng đang giữ", bonus, ("Giữ được cả", "chưa giữ được")),
        _staked("Mục trừ không bị trừ", penalty, ("Không bị trừ", "đang bị trừ")),
    ]


def _reached(known: Sequence[Value]) -> Kpi:
    name, judged = "Đạt, đúng tiến độ", [one for one in known if one.is_assigned]
    if not judged:
        return Kpi(name, "–", STATES["unknown" if not known else "not_applicable"])
    short = [one.short_name for one in judged if one.state in SHORT]
    passed = [one.short_name for one in judged if has_missed(one)]
    state = STATES["missed"].named(f"{len(short)} chậm, chưa đạt") if short else STATES["met"]
    under = (_names("", short), _names("Có mốc đã qua chưa đạt: ", passed))
    return Kpi(name, share(len(judged) - len(short), len(judged)), state, "\n".join(filter(None, under)))


def _staked(name: str, rows: Sequence[Stake], words: tuple[str, str]) -> Kpi:
    """Of how many of them points are held; those that nobody knows are said, and counted as neither."""
    known = [row for row in rows if row.step.holds is not None]
    lost = [row.found.short_name for row in known if not row.step.holds]
    unknown = f"{len(rows) - len(known)} mục chưa có số" if len(rows) > len(known) else ""
    if not known:
        return Kpi(name, "–", STATES["unknown" if rows else "not_applicable"], unknown)
    held = STATES["undecided"].named("Chưa đủ số") if unknown else STATES["met"].named(words[0])
    state = STATES["missed"].named(f"{len(lost)} {words[1]}") if lost else held
    under = "\n".join(filter(None, (_names("", lost), unknown)))
    return Kpi(name, share(len(known) - len(lost), len(rows)), state, under)


def _names(before: str, names: Sequence[str]) -> str:
    """At most three names, then how many more."""
    more = f" và {len(names) - MOST_NAMED} mục khác" if len(names) > MOST_NAMED else ""
    return f"{before}{', '.join(names[:MOST_NAMED])}{more}" if names else ""
