"""The verdict on a target whose day is past: it stays what it was on that day, whatever the figure has become since
(contracts, `indicators`: "passed ones keep their verdict"). Pure."""

from dataclasses import replace

from chiso.figures.judging import Status, Value
from chiso.figures.targets import Step, Target


def judgeable(value: Value) -> float | None:
    """The value, None where too much of its base is unknown for a verdict, or no file speaks of its days."""
    return value.value if value.is_known else None


def follows(now: Value, before: Value) -> bool:
    """Whether a value and that of an earlier day tell what became of it: both are known, and a file speaks of a day
    after that one, of what stands on a day of the day itself; else it moved by the days that passed alone."""
    are_known = now.is_known and before.is_known
    if now.heard is None:
        return are_known
    return are_known and (now.heard > before.as_of if now.first else now.heard >= now.as_of)


def counting(found: Value) -> Step | None:
    """The step of the target that counts now; None where the year's steps do not have it."""
    is_of = (found.target_kind, found.target, found.target_date)
    same = (step for step in found.steps if (step.kind, step.target, step.target_date) == is_of)
    return next(same, None)


def crossed(found: Value) -> Step | None:
    """The same where its day is past and the figure has since come to lie on the other side of it."""
    step = counting(found)
    if step is None or not step.is_over or step.holds is None or found.value is None:
        return None
    return step if Target(step.target, step.comparison).is_met(found.value) != step.holds else None


def kept(found: Value) -> Value:
    """The value with the verdict of its target's day."""
    step = crossed(found)
    if step is None or found.status not in ("met", "missed"):
        return found
    verdict: Status = "met" if step.holds else "missed"
    state = verdict if found.state == found.status else found.state  # of a small base nothing is said
    return replace(found, status=verdict, state=state)


def stated(found: Value) -> float | None:
    """The value as it is shown: None too of a rate of days of which no file speaks, which counts nothing but what is
    overdue since before them: 0 of that in time is no 0%."""
    return found.value if found.is_covered or not found.is_rate else None
