"""The targets of a figure in words: what was assigned (chỉ tiêu), what earns points (thưởng), what costs them (trừ),
each with its verdict. Pure."""

from collections.abc import Mapping

from chiso.core.periods import short_day
from chiso.figures.judging import Value
from chiso.figures.targets import Step
from chiso.figures.verdicts import counting
from chiso.words.findings import on_its_day, passed
from chiso.words.numbers import show
from chiso.words.states import STATES, State

KINDS: Mapping[str, str] = {"target": "Chỉ tiêu", "bonus": "Thưởng", "penalty": "Trừ"}
_ASSIGNED = {">": "trên {}", "<": "dưới {}", "<=": "tối đa {}"}
_EARNS = {">=": "từ {}", **_ASSIGNED}
# Points are taken off on the other side of the level that has to be held.
_COSTS = {">=": "dưới {}", ">": "từ {} trở xuống", "<=": "trên {}", "<": "từ {} trở lên", "=": "khác {}"}
# (kind, whether it holds) -> words before its day and on it, and after
_VERDICTS: Mapping[tuple[str, bool], tuple[str, str]] = {
    ("target", True): ("đang đạt", "đạt"),
    ("target", False): ("chưa đến hạn", "chưa đạt"),
    ("bonus", True): ("đang giữ", "đã giữ được"),
    ("bonus", False): ("chưa giữ được", "đã mất"),
    ("penalty", True): ("không bị trừ", "không bị trừ"),
    ("penalty", False): ("đang bị trừ", "đã bị trừ"),
}


def level(step: Step, *, is_rate: bool) -> str:
    """ "55%", "trên 90%", "tối đa 5%"; of a bonus "từ 15%", of a penalty what costs points: "dưới 100%"."""
    signs = {"bonus": _EARNS, "penalty": _COSTS}.get(step.kind, _ASSIGNED if step.target else {})
    if step.kind == "bonus" and not step.target:
        signs = {"<=": "bằng {}"}  # none at all
    return signs.get(step.comparison, "{}").format(show(step.target, rate=is_rate))


def verdict(step: Step) -> str:
    """Whether it is held: "chưa giữ được" before its day, "đã mất" after it; "chưa có số" where nobody knows."""
    holds = step.holds
    return "chưa có số" if holds is None else _VERDICTS[step.kind, holds][step.is_over]


def state(found: Value) -> State:
    """How a figure stands; of one that only earns or costs points whether it is held, which is no verdict on a task."""
    if (
        found.is_assigned
        or found.target is None
        or found.value is None
        or found.state in ("small_base", "undecided")
    ):
        return STATES[found.state]
    step = _now(found, str(found.target_kind), found.target)
    words = verdict(step)
    code = "met" if step.holds else "missed" if step.kind == "penalty" else "expected"
    return STATES[code].named(words[:1].upper() + words[1:])


def target(found: Value | None) -> str:
    """The chỉ tiêu that counts now: "55%", "trên 90%", "tối đa 5%"; empty without one."""
    if found is None or found.target is None or not found.is_assigned:
        return ""
    return level(_now(found, "target", found.target), is_rate=found.is_rate)


def _now(found: Value, kind: str, aim: float) -> Step:
    """The step that counts now; its day is still to come where the year's steps do not have it."""
    ahead = Step(kind, found.comparison or ">=", aim, found.target_date, found.value, "ahead")
    return counting(found) or ahead


def without_target(found: Value | None) -> str:
    """Why a figure has no target: a part of the year has none of its own, a unit that has ended none any more."""
    if found is not None and found.ended is not None:
        return "Đơn vị đã thôi, không xét"
    return "Chỉ tiêu tính cho cả năm" if found is not None and found.is_range else "Không có chỉ tiêu"


def extras(found: Value) -> tuple[str, ...]:
    """ "thưởng từ 100% (chưa giữ được)", "trừ khi dưới 100% (đang bị trừ)": what earns and what costs points."""
    words = {"bonus": "thưởng", "penalty": "trừ khi"}
    return tuple(
        f"{words[step.kind]} {level(step, is_rate=found.is_rate)}{_day(step, found)} "
        f"({'chưa kết luận' if found.state == 'undecided' else verdict(step)})"
        for step in found.steps
        if step.kind in words
    )


def targets(found: Value) -> tuple[str, ...]:
    """Every target of the year: the chỉ tiêu that counts now, those passed with their verdicts, those that come after
    it, what earns and what costs points."""
    later = (
        f"{level(step, is_rate=found.is_rate)}{_day(step, found)}"
        for step in found.steps
        if step.kind == "target" and step.target_date and found.target_date
        and step.target_date > found.target_date
    )  # fmt: skip
    now = "" if on_its_day(found) else target(found)  # else its verdict says what it is
    return tuple(filter(None, (now, *later, *passed(found), *extras(found))))


def _day(step: Step, found: Value) -> str:
    """Said where it is not that of the target which counts now."""
    if step.target_date is None or step.target_date == found.target_date:
        return ""
    return f" vào {short_day(step.target_date, found.as_of)}"
