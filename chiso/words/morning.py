"""The morning list of a unit as text to paste into a message: its dossiers by official and due day with short numbers,
its tasks and petitions a line each. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

import pandas as pd

from chiso.core.vietnamese import format_date, format_number
from chiso.figures.coverage import Unheard
from chiso.words.heard import known, until
from chiso.words.overdue import KINDS, by_due, standing, told, whose

LISTED = ("dossiers", "tasks", "petitions")
_NO_OFFICIAL = "Chưa ghi công chức"
_SHORTEST = 6  # letters that all numbers begin with before they are said once


def text(
    name: str,
    lists: Mapping[str, pd.DataFrame],
    unheard: Mapping[str, Unheard],
    as_of: date,
    *,
    to_hand_over: bool,
) -> str:
    """What is overdue or falls due soon of one unit: by kind the rows of figures.overdue; `unheard`: of which
    days before `as_of` no file of a kind speaks."""
    found = {kind: lists[kind] for kind in LISTED if kind in lists and len(lists[kind])}
    counts = ", ".join(f"{format_number(len(rows))} {KINDS[kind].things}" for kind, rows in found.items())
    first = next(iter(found))
    todo = "cần bàn giao" if to_hand_over else "cần xử lý"
    lines = [f"{name}: {counts} {todo} ({until(as_of, unheard[first])})"]
    for kind, rows in found.items():
        if kind == "dossiers":
            lines += _by_official(rows)
            continue
        lines.append(
            known(KINDS[kind].name, unheard[kind]) if unheard[kind] != unheard[first] else KINDS[kind].name
        )
        lines += [
            f"- {row['id']}: {row['title'] or ''}{whose(row)}: {_when(row)}"
            for row in rows.to_dict("records")
        ]
    return "\n".join(lines)


def _when(row: Mapping[Any, Any]) -> str:
    due = f"hạn {format_date(row['due'])}, " if row["state"] == "due" else ""
    return due + told(row)


def _by_official(rows: pd.DataFrame) -> Iterator[str]:
    """The official with the longest late first; what is overdue before what falls due."""
    common = _common(list(rows["id"].astype(str)))
    if common:
        yield f"Số hồ sơ bắt đầu bằng {common}"
    rows = rows.assign(short=rows["id"].astype(str).str.removeprefix(common))
    rows = rows.sort_values(["days_late", "due"], ascending=[False, True], kind="stable")
    people = [whose(row).removeprefix(", ").strip() or _NO_OFFICIAL for row in rows.to_dict("records")]
    for person, part in rows.groupby(pd.Series(people, index=rows.index), sort=False):
        yield f"{person} ({format_number(len(part))})"
        late, soon = part[part["state"] != "due"], part[part["state"] == "due"]
        if len(late):
            said = (f"{row['short']} {_late(row)}" for row in late.to_dict("records"))
            yield "- Quá hạn (ngày làm việc): " + ", ".join(said)
        for day, of in by_due(soon):
            yield f"- Hạn {day}: " + ", ".join(of["short"])


def _late(row: Mapping[Any, Any]) -> str:
    return standing(row).removesuffix(" ngày làm việc")


def _common(numbers: Sequence[str]) -> str:
    """What all numbers begin with, up to a mark that parts them; '' where that is not worth saying."""
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*numbers, strict=False))
    whole = re.match(r".*[-./]", "".join(letters[0] for letters in same)) if len(numbers) > 1 else None
    return whole[0] if whole and len(whole[0]) >= _SHORTEST else ""
