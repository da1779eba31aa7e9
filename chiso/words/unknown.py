"""How a figure is said, and what is not said of it, since too little of it is known. Pure."""

from chiso.core.vietnamese import format_number
from chiso.figures.figure import Counted
from chiso.figures.judging import Value
from chiso.figures.verdicts import stated
from chiso.intake.datasets import DATASETS
from chiso.words.numbers import between, show

ONLY_LEFT = "mới chỉ gồm việc còn tồn, quá hạn"  # all that a rate counts of days of which there is no file


def amount(found: Value) -> str:
    """A value: "52,2%", "83,65"; where too much of its base is unknown all that it may be: "0–75%"; "" where nothing is
    stated."""
    if (value := stated(found)) is None:
        return ""
    return ends(found) if found.is_vague and found.denominator else show(value, rate=found.is_rate)


def ends(found: Counted) -> str:
    """All that a rate may be: as if what is unknown did not count, and as if all of it did: "63,6–85,7%"."""
    known, base = found.numerator or 0, found.denominator or 1
    return between(known / base, (known + (found.unknown or 0)) / base)


def undecided(found: Value) -> str:
    """ "376 trong 2.100 hồ sơ không có cột “Số hóa”": why a rate lies between two ends; "" where it is known."""
    if not found.is_vague or not found.is_covered:  # what no file reaches: findings.lacking
        return ""
    part, whole = format_number(found.unknown), format_number(found.denominator)
    fed = [one for known in DATASETS.values() for one in known.fields if found.indicator in one.feeds]
    column = f"“{fed[-1].label if fed else found.short_name}”"
    if fed and fed[-1].kind == "date":  # words alone say that something is done (marts/task_facts)
        return f"{part} trong {whole} việc ghi đã xong mà không có {column}"
    return f"{part} trong {whole} hồ sơ không có cột {column}"


def has_gap(found: Value) -> bool:
    """Whether it can be said how many more are needed: the target's day is ahead, and no month of the year missing."""
    return (
        found.target_date is not None
        and found.target_date > found.as_of
        and not found.lacking
        and found.state != "undecided"
    )
