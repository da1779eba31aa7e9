"""Tasks whose time was extended: the day until which stands in a column of its own, or behind the first in the column
of due days."""

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.vietnamese import fold, format_number, parse_date
from chiso.intake.clean.checks import listed
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.values import parse_column

# Headings of the day until which a task is extended; another ("Gia hạn", "Ngày gia hạn") says that it was.
_UNTIL = re.compile(
    r"(?:gia|lui) han (?:den|toi)|han (?:sau (?:khi )?)?(?:gia|lui) han|han dieu chinh|dieu chinh han"
    r"|\bhan(?: xu ly| hoan thanh)? moi\b|\bhan hoan thanh sau khi gia han|\bhan lui\b"
)
_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]20[0-9]{2}"
# "15/10/2026 (gia hạn đến 30/10/2026)", "30/10/2026 (đã gia hạn lần 1)"; not "(xin lùi đến 30/10/2026)"
_BESIDE = re.compile(
    rf"(?:(?P<first>{_DAY})[ ,;:–-]*)?[(\[]?(?:da )?(?:duoc )?(?:cho )?(?:(?:gia han|lui|doi|dieu chinh)\b|gh:)"
    rf"(?: han)?(?: lan (?:thu )?[0-9])? ?:?(?: ?(?:den|toi|sang|thanh))?(?: het)?(?: ngay)? ?(?P<until>{_DAY})?"
    r"[)\]]?\.?"
)


def extend(work: Work) -> None:
    """A task that is extended until a day after its deadline is due on that day, and this is told."""
    if "due_on" not in work.columns or "is_extended" not in work.dataset.by_name:
        return
    _beside(work)
    if "is_extended" in work.columns and _UNTIL.search(fold(work.header("is_extended"))):
        _until(work)


def _until(work: Work) -> None:
    due = work.columns["due_on"]
    until = parse_column(work.columns["is_extended"].texts, work.dataset.by_name["due_on"])
    is_later = pc.greater(until.values, due.values).fill_null(False)
    due.values = pc.if_else(is_later, until.values, due.values)
    _tell(work, np.flatnonzero(np.asarray(is_later, dtype=np.bool_)), "ngày ghi", "is_extended")


def _beside(work: Work) -> None:
    """Takes the last day of cells that say that it was extended. Of a sheet that says it so the others were not."""
    due = work.columns["due_on"]
    found = dict(_extended_to(due.texts, np.flatnonzero(due.bad)))
    if not found:
        return
    texts = due.texts.to_pylist()
    for row, day in found.items():
        texts[row] = day
    work.columns["due_on"] = parse_column(pa.array(texts, pa.string()), work.dataset.by_name["due_on"])
    flags = ["Có" if row in found else "" for row in range(len(work))]
    extended = parse_column(pa.array(flags, pa.string()), work.dataset.by_name["is_extended"])
    if (said := work.columns.get("is_extended")) is None:
        work.columns["is_extended"] = extended
    else:
        said.values = pc.coalesce(extended.values, said.values)
        said.empty = said.empty & extended.empty
    _tell(work, np.array([*found]), "ngày sau cùng ghi", "due_on")


def _extended_to(texts: pa.Array, rows: np.ndarray) -> Iterator[tuple[int, str]]:
    """Of cells that are no days those that say until when a task was extended, no earlier than before: row, day."""
    for row, text in zip(rows.tolist(), texts.take(rows).to_pylist(), strict=True):
        if (said := _BESIDE.fullmatch(fold(text))) is None:
            continue
        first, until = (parse_date(said[name] or "") for name in ("first", "until"))
        if until and first and until < first:
            continue
        if last := until or first:
            yield row, f"{last:%d/%m/%Y}"


def _tell(work: Work, rows: np.ndarray, which: str, column: str) -> None:
    if len(rows):
        work.warn(
            "due_extended",
            f"{format_number(len(rows))} dòng được gia hạn ({listed(work.row_no[rows])}): hạn hoàn thành là {which} ở "
            f"cột “{work.header(column)}”.",
        )
