"""Columns that are a field added up: how many answered what in a survey (pure).

"Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng" beside each other are the parts of a rate: what reached it
(`Field.added` of the numerator) and the rest of all answers (of the denominator).
"""

from collections.abc import Collection, Mapping

from chiso.core.vietnamese import fold
from chiso.intake.datasets import Dataset
from chiso.intake.recognise.claims import Path, addend

REACHED, ALL, RATE = "numerator", "denominator", "value"
_SHARES = ("ty le", "%", "phan tram")


def addends(dataset: Dataset, paths: Mapping[int, Path]) -> dict[int, str]:
    """column -> the field of which it is a part, where several are; none of them says a field alone."""
    if not any(known.added for known in dataset.fields):
        return {}
    found = {column: _part_of(dataset, path) for column, path in paths.items()}
    parts = {column: field for column, field in found.items() if field}
    return parts if len(parts) > 1 and REACHED in parts.values() else {}


def _part_of(dataset: Dataset, path: Path) -> str:
    return next((field for level in path if (field := addend(dataset.name, level))), "")


def sums_of(
    parts: Mapping[int, str], paths: Mapping[int, Path], taken: Collection[str]
) -> dict[str, tuple[int, ...]]:
    """field -> the columns that are it added up: those with numbers, else with shares; none that has a column of its
    own (`taken`)."""
    shares = {column for column in parts if any(word in fold(" ".join(paths[column])) for word in _SHARES)}
    counted = [column for column in parts if column not in shares]
    reached = tuple(column for column in counted or parts if parts[column] == REACHED)
    sums = {REACHED: reached, ALL: tuple(counted)} if counted else {RATE: reached}
    return {field: columns for field, columns in sums.items() if columns and field not in taken}
