"""Sheets of one dataset and slice, cleaned and joined: the rows of all of them, each key once (pure)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.core.vietnamese import format_number
from chiso.intake.clean import cleaning
from chiso.intake.clean.cleaned import Cleaned, Reject, TooManyRejects, Work
from chiso.intake.datasets import DATASETS
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout


def clean(
    part: Sequence[tuple[Sheet, Layout]],
    as_of: date | None,
    file_name: str,
    settle: Callable[[Work], None] = lambda work: None,
) -> Cleaned:
    """The typed rows of a part of a file: of its one sheet, or of several.

    A key that a later sheet repeats is skipped where all fields agree, else rejected (`duplicate_key`). A sheet without
    a row adds none. Raises as `cleaning.clean`, for the rows of all sheets together.
    """
    if len(part) == 1:
        return cleaning.clean(*part[0], as_of, file_name, settle)
    found: list[tuple[str, Cleaned]] = []
    empty: Refused | None = None
    for sheet, layout in part:
        try:
            found.append((sheet.name, cleaning.clean(sheet, layout, as_of, file_name, settle)))
        except TooManyRejects as error:
            found.append((sheet.name, error.cleaned))
        except Refused as error:
            if error.code != "no_rows":
                raise
            empty = error
    if empty and not found:
        raise empty
    joined = _joined(found)
    cleaning.refuse_most_rejected(joined, file_name)
    return joined


def _joined(found: Sequence[tuple[str, Cleaned]]) -> Cleaned:
    (name, whole), *others = found
    said = list(_with_sheet(name, whole))
    for name, later in others:
        whole = _added(whole, name, later)
        said += _with_sheet(name, later)
    if same := whole.skipped.get("duplicate", 0) - sum(one.skipped.get("duplicate", 0) for _, one in found):
        said.append(
            ("same_row_twice", f"{format_number(same)} dòng lặp lại nguyên vẹn ở trang tính sau được bỏ qua.")
        )
    names = ", ".join(f"“{name or 'bảng 1'}”" for name, _ in found)
    told = f"Các trang tính {names} cùng loại, cùng kỳ nên được nhập chung một lần."
    return replace(whole, warnings=[("sheets_joined", told), *said])


def _with_sheet(name: str, cleaned: Cleaned) -> list[tuple[str, str]]:
    """The warnings with the sheet that their row numbers are of."""
    return [(code, f"Trang “{name}”: {message}") for code, message in cleaned.warnings]


def _added(whole: Cleaned, name: str, later: Cleaned) -> Cleaned:
    """The rows of both; of those with a key that is there already none."""
    place = pc.index_in(later.table["record_key"], value_set=whole.table["record_key"].combine_chunks())
    again = np.flatnonzero(np.asarray(place.is_valid()))
    others = [row for row in map(int, again) if _content(later, row) != _content(whole, place[row].as_py())]
    fields = {*whole.fields, *later.fields}
    skipped = [*whole.skipped.items(), *later.skipped.items(), ("duplicate", len(again) - len(others))]
    return replace(
        whole,
        table=pa.concat_tables([whole.table, later.table.filter(place.is_null())]),
        fields=[field.name for field in DATASETS[whole.dataset].fields if field.name in fields],
        rejects=[*whole.rejects, *later.rejects, *(_twice(later, row, name) for row in others)],
        asked=[*whole.asked, *later.asked],
        owners=whole.owners | later.owners,
        rows_rejected=whole.rows_rejected + later.rows_rejected + len(others),
        printed=_printed(whole.printed, later.printed),
        skipped={kind: sum(count for other, count in skipped if other == kind) for kind, _ in skipped},
    )


def _content(cleaned: Cleaned, row: int) -> dict[str, Any]:
    """All fields of a row, its number and place aside."""
    dataset = DATASETS[cleaned.dataset]
    number = "" if dataset.stt_field in dataset.key else dataset.stt_field
    (values,) = cleaned.table.slice(row, 1).to_pylist()
    return {name: value for name, value in values.items() if name not in ("row_no", number)}


def _twice(later: Cleaned, row: int, sheet: str) -> Reject:
    (values,) = later.table.slice(row, 1).to_pylist()
    key, field = values["record_key"], DATASETS[later.dataset].by_name[DATASETS[later.dataset].key[0]]
    message = (
        f"Trùng “{key}” với một trang tính trước nhưng nội dung khác nhau; chỉ dòng ở trang trước được nhận."
    )
    return Reject(
        sheet, values["row_no"], field.name, field.label, str(key), "duplicate_key", message, record_key=key
    )


def _printed(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What the sheets say of themselves, together: lists one after the other, the count of rows where both print it."""
    lists = {
        name: one.get(name, []) + other.get(name, []) for name in {**one, **other} if name != "row_count"
    }
    counts = [printed["row_count"] for printed in (one, other) if "row_count" in printed]
    return lists | ({"row_count": sum(counts)} if len(counts) == 2 else {})
