"""Which of a plan's columns says how its tasks stand (pure)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset
from chiso.intake.recognise.header import Grid, Header
from chiso.intake.recognise.matching import Match

_STATE = re.compile(
    r"\(?(?:da|dang|chua|hoan (?:thanh|tat)|xong|tiep tuc|cham|(?:qua|tre|dung|truoc|trong) han|[0-9]{1,3} ?%)(?!\w).*"
)
# What a product is not called: "Hoàn thành 100% nhiệm vụ" may be one.
_NO_PRODUCT = re.compile(r"\(?(?:(?:da|dang|chua|xong|tiep tuc)(?!\w).*|hoan (?:thanh|tat)\W*)")
_SHARE = 0.6  # of the cells of a column of states, at the least


def states_apart(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Of columns that claim the schedule or the product of a plan alike ("Tiến độ thực hiện", "Kết quả") the one whose
    cells say how the tasks stand is their state, where no column is; so is a product alone of which all is said to be
    done, in hand or not yet."""
    if dataset.name != "plan_tasks" or "status" in matched.columns:
        return matched
    for field, columns in matched.clashes.items():
        states = [column for column in columns if _are(_STATE, grid.below(header.end, column))]
        left = tuple(column for column in columns if column not in states)
        if len(states) == 1:
            clashes = {name: found for name, found in matched.clashes.items() if name != field}
            clashes |= {field: left} if len(left) > 1 else {}
            found = {**matched.columns, field: left[0], "status": states[0]}
            return replace(matched, columns=found, clashes=clashes)
    product = matched.columns.get("product")
    if product is None or "product" in matched.clashes.keys() | matched.told:
        return matched
    if not _are(_NO_PRODUCT, grid.below(header.end, product)):
        return matched
    others = {name: column for name, column in matched.columns.items() if name != "product"}
    return replace(matched, columns={**others, "status": product})


def _are(kind: re.Pattern[str], texts: Sequence[str]) -> bool:
    said = [text for text in texts if kind.fullmatch(fold(text))]
    return bool(texts) and len(said) >= _SHARE * len(texts)
