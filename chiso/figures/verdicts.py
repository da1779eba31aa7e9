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


def past(found: Value) -> Step | None:
    """The same where its day is before that of the value: what the figure came to then stays its verdict."""
    step = counting(found)
    if step is None or step.target_date is None or step.holds is None or found.value is None:
        return None
    return step if step.is_over and step.target_date < found.day else None


def has_crossed(found: Value) -> bool:
    """Whether it has come to lie on the other side of its target since the day of that."""
    step = past(found)
    return step is not None and Target(step.target, step.comparison).is_met(found.value) != step.holds


def kept(found: Value) -> Value:
    """The value with the verdict of its target's day, also where it has come to lie on the other side of it since."""
    step = past(found)
    if step is None or found.status not in ("met", "missed"):
        return found
    verdict: Status = "met" if step.holds else "missed"
    state = verdict if found.state == found.status else found.state  # of a small base nothing is said
    return replace(found, status=verdict, state=state)


def stated(found: Value) -> float | None:
    """The value as it is shown: None too of a rate of days of which no file speaks, which counts nothing but what is
    overdue since before them: 0 of that in time is no 0%."""
    return found.value if found.is_covered or not found.is_rate else None
