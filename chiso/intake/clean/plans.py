"""The appendix of a plan: rows that a page break parted, sections with their names, numbers that come twice, digits
that look like a date and are none.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.core.schedules import bad_dates
from chiso.intake.clean import closing
from chiso.intake.clean.checks import listed
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.headings import Group
from chiso.intake.clean.values import made
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout

_TEXTS = ("task", "product", "assignment")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_LETTERED = re.compile(r"[a-zđ][.)]\s")


def rejoined(sheet: Sheet, layout: Layout) -> tuple[Sheet, list[int]]:
    """The sheet with what goes on after a page break in the row where it began, and the Excel rows that went there.

    A row without a number goes on with the one before where all it says begins in the middle of a sentence or with a
    bullet, or where it says neither who nor when and a page ended before it or the task before it has no name yet.
    """
    number = layout.stt_column if layout.stt_column is not None else layout.columns.get("no")
    if number is None:
        return sheet, []
    columns = [column.to_pylist() for column in sheet.table.columns]
    heads = {vi.fold(text) for text in layout.headers.values()}
    joined: list[int] = []
    before, is_broken = None, False
    numbered = np.array([bool(_NUMBER.fullmatch(vi.nfc(text or ""))) for text in columns[number]])
    numbered[: layout.header_end] = False
    for row in range(layout.header_end, closing.end(sheet.table, numbered)):
        cells = {place: text for place, column in enumerate(columns) if (text := vi.nfc(column[row] or ""))}
        if not cells or sum(vi.fold(text) in heads for text in cells.values()) > 1:
            is_broken = True
            continue
        if number in cells:
            before = row if _NUMBER.fullmatch(cells[number]) else None
        elif before is not None and _goes_on(cells, layout, is_broken or not _task(columns, layout, before)):
            for place in cells:
                columns[place][before] = _together(columns[place][before], columns[place][row])
                columns[place][row] = None
            joined.append(row + 1)
        else:
            before = row if len(cells) > 1 else None
        is_broken = False
    if not joined:
        return sheet, joined
    arrays = [pa.array(column, pa.string()) for column in columns]
    return replace(sheet, table=pa.table(arrays, names=sheet.table.column_names)), joined


def _task(columns: Sequence[Sequence[str | None]], layout: Layout, row: int) -> str | None:
    return columns[layout.columns["task"]][row] if "task" in layout.columns else None


def _goes_on(cells: Mapping[int, str], layout: Layout, is_open: bool) -> bool:
    texts = list(dict.fromkeys(cells.values()))
    if any(_LETTERED.match(text) for text in texts):
        return False
    if all(text[0].islower() or text[0] in "-–+•*(,.;:" for text in texts):
        return True
    said = {name for name, place in layout.columns.items() if place in cells}
    return is_open and len(texts) > 1 and said <= set(_TEXTS)


def _together(first: str | None, second: str | None) -> str:
    if not first or not second:
        return first or second or ""
    return f"{first}\n{second}" if second.lstrip()[:1] in "-–+•*" else f"{first} {second}"


def warn_of_joined(work: Work, joined: Sequence[int]) -> None:
    """Says which rows went on with the task before."""
    if joined:
        said = (
            f"{vi.format_number(len(joined))} dòng là phần tiếp theo của nhiệm vụ ở trang trước, "
            f"đã nối vào ({listed(joined)})."
        )
        work.warn("joined_rows", said)


def _warn_of_bad_dates(work: Work) -> None:
    """Digits like "15/11/202" are no date: the deadline they mean is not owed before somebody corrects it."""
    for name in ("schedule", "assignment"):
        texts = work.columns[name].values.to_pylist() if name in work.columns else []
        for index, text in enumerate(texts):
            for digits in bad_dates(text or ""):
                message = (
                    f"Dòng {work.row_no[index]}, cột “{work.header(name)}”: “{digits}” không phải là ngày nên hạn này "
                    "chưa được tính. Hãy ghi ngày đúng ở phần “Sửa ô” của trang Nhập dữ liệu, hoặc sửa trong tệp rồi "
                    "nộp lại."
                )
                work.ask(index, name, digits, "bad_date", message)


def complete(work: Work) -> None:
    """Name of the plan, paths and names of sections, a suffix for a number that comes twice in its section; in a table
    without numbers each task has its place in its section for one."""
    size = len(work)
    if "plan" not in work.columns:
        work.columns["plan"] = made([vi.nfc(work.layout.plan or work.sheet.name)] * size)
    if "section" not in work.columns:
        names = [group.text if group.token else None for group in work.rows.groups]
        work.columns["section"] = made(_of_groups(work, _section_paths(work.rows.groups)))
        work.columns.setdefault("section_name", made(_of_groups(work, names)))
    _warn_of_bad_dates(work)
    sections = work.columns["section"].values.to_pylist()
    if "no" not in work.columns:
        work.columns["no"] = made(_places(sections))
        return
    column = work.columns["no"]
    numbers = [(text or "").rstrip(".)") for text in column.values.to_pylist()]
    tasks = work.columns["task"].values.to_pylist() if "task" in work.columns else [None] * size
    seen: dict[tuple[str | None, str], list[str | None]] = {}
    repeated: list[int] = []
    for index, number in enumerate(numbers):
        before = seen.setdefault((sections[index], number), [])
        if before and tasks[index] not in before:
            numbers[index] = f"{number}-{len(before) + 1}"
            repeated.append(int(work.row_no[index]))
        before.append(tasks[index])
    if repeated:
        many = vi.format_number(len(repeated))
        message = f"{many} nhiệm vụ trùng STT trong mục được thêm số, như 3-2 ({listed(repeated)})."
        work.warn("repeated_no", message)
    work.columns["no"] = made(numbers, column.texts)


def _places(sections: Sequence[str | None]) -> list[str]:
    """The place of each row in its section, from 1."""
    seen: Counter[str | None] = Counter()
    out = []
    for section in sections:
        seen[section] += 1
        out.append(str(seen[section]))
    return out


def _of_groups(work: Work, told: Sequence[str | None]) -> list[str | None]:
    """What is told of each section row, for each row under it."""
    return [told[index] if index >= 0 else None for index in work.rows.group_of]


_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def _section_paths(groups: Sequence[Group]) -> list[str]:
    """The path of each section row: letters hold roman numbers, these hold arabic ones ("A/I", "A/I/1.2").

    A heading without numbering gets its text for a code. I, V, X, C, D are roman unless the letter before them in
    the alphabet came last (… B, C).
    """
    path: list[tuple[int, str]] = []
    letter = "@"  # the one before A
    out: list[str] = []
    for group in groups:
        token = group.token or group.text
        if (
            len(token) == 1
            and token.isalpha()
            and (ord(token) == ord(letter) + 1 or not _ROMAN.fullmatch(token))
        ):
            level, letter = 0, token
        elif _ROMAN.fullmatch(token):
            level = 1
        else:
            level = 2 + token.count(".")
        path = [part for part in path if part[0] < level] + [(level, token)]
        out.append("/".join(part for _, part in path))
    return out
