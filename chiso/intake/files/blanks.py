"""Tables of years whose cells blanks separate, as the pages of pcivietnam.vn on a province stand in a text: a line "Năm
2023 2022 …", then lines of a name and a score for each year."""

import re

from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import Grid, Job, Sheet

_YEARS = re.compile(r"\s*(năm|year)((?:\s+20\d\d){2,})\s*", re.IGNORECASE)
_VALUE = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?|n/a|[-–—…]", re.IGNORECASE)


def sheet_of(job: Job, text: str) -> Sheet | None:
    """The sheet without a name; None where no line names years. Refused where a line has another number of scores: what
    is missing in it nobody knows."""
    lines = text.splitlines()
    head = next((number for number, line in enumerate(lines) if _YEARS.fullmatch(line)), None)
    if head is None:
        return None
    years = len(lines[head].split()) - 1
    grid = Grid(job)
    for number, line in enumerate(lines):
        words = line.split()
        if number < head or not words:
            grid.put(number, [line.strip() or None])
            continue
        scores = 0
        while scores < len(words) - 1 and _VALUE.fullmatch(words[-1 - scores]):
            scores += 1
        if scores not in (0, years):
            where = f"dòng {number + 1} có {scores} điểm cho {years} năm"
            raise refusal("cut_off", job.file_name, where=where)
        name = " ".join(words[: len(words) - scores])
        grid.put(number, [name, *words[len(words) - scores :]])
    return grid.sheet("")
