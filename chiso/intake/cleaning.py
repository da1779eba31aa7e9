"""Text cells of a recognised sheet -> typed rows, rejects, warnings (shared contract, "Datasets").

Pure: no store, no clock. One pass per column over its different texts; row by row only where something is wrong.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso import vietnamese as vi
from chiso.errors import Refused
from chiso.intake import derive, rules
from chiso.intake.cleaned import Cleaned, Reject, TooManyRejects
from chiso.intake.datasets import DATASETS
from chiso.intake.datasets.shape import Dataset, Field
from chiso.intake.layout_types import Layout
from chiso.intake.readers.sheets import Sheet
from chiso.intake.rows import Rows, every_row, find_rows
from chiso.intake.values import ARROW, Column, Mask, parse_column
from chiso.intake.wide import prepare

__all__ = ["Cleaned", "Reject", "TooManyRejects", "clean"]


@dataclass
class Work:
    """A sheet on its way: typed columns of its data rows, and what was found wrong so far."""

    sheet: Sheet
    layout: Layout
    dataset: Dataset
    as_of: date | None
    rows: Rows
    row_no: npt.NDArray[np.int64]
    columns: dict[str, Column] = field(default_factory=dict)
    found: list[tuple[int, str, str, str, str]] = field(
        default_factory=list
    )  # row, field, value, code, message
    warnings: list[tuple[str, str]] = field(default_factory=list)
    printed: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.row_no)

    def header(self, name: str) -> str:
        """The header as printed, the declared label where the field has no column."""
        known = self.dataset.by_name.get(name)
        return self.layout.headers.get(name) or (known.label if known else name)

    def reject(self, index: int, name: str, code: str, message: str) -> None:
        """Notes a fault of the data row `index`; the row will not be loaded."""
        column = self.columns.get(name)
        text = column.texts[index].as_py() if column is not None else None
        self.found.append((index, name, vi.nfc(text or "")[:500], code, message))

    def warn(self, code: str, message: str) -> None:
        self.warnings.append((code, message))

    def rejected(self) -> Mask:
        """Which data rows have a fault."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[[index for index, *_ in self.found]] = True
        return mask


def clean(sheet: Sheet, layout: Layout, as_of: date | None, file_name: str) -> Cleaned:
    """The typed rows of a recognised sheet.

    Refused `no_rows` where there is none, `too_many_rejects` (a `TooManyRejects`) where more than half are rejected.
    """
    work = _read(sheet, layout, as_of)
    if not len(work):
        raise Refused(
            "no_rows",
            f"Tệp “{file_name}” có tiêu đề nhưng không có dòng dữ liệu nào. Dữ liệu đã có được giữ nguyên.",
        )
    derive.complete(work)
    _check_ragged(work)
    _check_required(work)
    _check_readable(work)
    _check_percentages(work)
    _check_dates(work)
    keys = record_keys(work)
    dropped = _check_duplicates(work, keys)
    cleaned = _assemble(work, keys, dropped)
    if cleaned.rows_rejected * 2 > cleaned.rows_read:
        raise TooManyRejects(
            f"Tệp “{file_name}”: {rules.too_many(cleaned.rows_rejected, cleaned.rows_read)}", cleaned
        )
    return cleaned


def _read(sheet: Sheet, layout: Layout, as_of: date | None) -> Work:
    sheet, layout, row_numbers = prepare(sheet, layout)
    dataset = DATASETS[layout.dataset]
    if row_numbers is None:
        rows = find_rows(sheet, layout, dataset)
        row_no = rows.data + 1
    else:  # made from a wide table: every row is a score, and knows where it came from
        rows = every_row(sheet, layout)
        row_no = np.array(row_numbers, dtype=np.int64)[rows.data]
    work = Work(sheet, layout, dataset, as_of, rows, row_no)
    at = pa.array(rows.data)
    for name, column in layout.columns.items():
        known = dataset.by_name[name]
        work.columns[name] = parse_column(
            sheet.table.column(column).take(at), known, layout.headers.get(name, "")
        )
    return work


# --- cell by cell ----------------------------------------------------------------------------------------


def _check_ragged(work: Work) -> None:
    """A row of a text file with more cells than the header has slipped: rejected. With fewer, a warning."""
    index_of = {int(row): index for index, row in enumerate(work.row_no)} if work.sheet.ragged else {}
    short: list[int] = []
    for row, cells, expected in work.sheet.ragged:
        if (index := index_of.get(row)) is None:
            continue
        if cells > expected:
            work.reject(index, "", "ragged_row", rules.ragged(cells, expected))
        else:
            short.append(row)
    if short:
        work.warn("short_row", f"{len(short)} dòng thiếu ô ở cuối, coi là ô trống ({rules.listed(short)}).")


def _may_be_empty(work: Work, known: Field) -> Mask:
    """Rows in which an empty cell of a required field is no fault (shared contract, "Datasets")."""
    if known.may_be_empty:
        return np.ones(len(work), dtype=np.bool_)
    if work.dataset.name == "dossiers" and known.name == "received_at" and "status" in work.columns:
        states = pc.is_in(work.columns["status"].values, value_set=pa.array(rules.NOT_RECEIVED))
        return np.asarray(states, dtype=np.bool_)
    return np.zeros(len(work), dtype=np.bool_)


def _check_required(work: Work) -> None:
    for known in work.dataset.required:
        column = work.columns.get(known.name)
        empty = column.empty if column is not None else np.ones(len(work), dtype=np.bool_)
        if not empty.any():
            continue
        for index in np.flatnonzero(empty & ~_may_be_empty(work, known)):
            work.reject(int(index), known.name, "missing_value", rules.missing(known))


def _check_readable(work: Work) -> None:
    """Unreadable cells: of a required field the row is rejected, of an optional one the cell is emptied."""
    for name, column in work.columns.items():
        if not column.bad.any():
            continue
        known = work.dataset.by_name[name]
        bad = [int(index) for index in np.flatnonzero(column.bad)]
        if known.required:
            for index in bad:
                value = vi.nfc(column.texts[index].as_py())
                work.reject(index, name, rules.BAD_CODES[known.kind], rules.unreadable(known, value))
        else:
            seen = list(dict.fromkeys(vi.nfc(column.texts[index].as_py()) for index in bad))
            rows = [int(work.row_no[index]) for index in bad]
            shown = ", ".join(f"“{value}”" for value in seen[:3]) + (" …" if len(seen) > 3 else "")
            work.warn(
                "unreadable_value",
                f"Cột “{work.header(name)}”: {len(bad)} ô không đọc được ({shown}) nên để trống "
                f"({rules.listed(rows)}).",
            )


# --- percentages -----------------------------------------------------------------------------------------


def _check_percentages(work: Work) -> None:
    """Without %, a percentage holds only where numerator and denominator confirm it."""
    for name, column in work.columns.items():
        if work.dataset.by_name[name].kind != "percent":
            continue
        _keep_rates(work, column)
        if column.unsigned is None or not column.unsigned.any():
            continue
        values = column.values.to_numpy(zero_copy_only=False).astype(np.float64)
        confirmed = derive.confirmed_percent(work, column, values)
        loose = column.unsigned & ~derive.is_count(work)
        values = np.where(loose, confirmed, values)
        column.values = pa.array(values, pa.float64(), from_pandas=True)
        wrong = loose & np.isnan(confirmed)
        if work.dataset.name == "measurements":
            known = work.dataset.by_name[name]
            for index in np.flatnonzero(wrong):
                value = vi.nfc(column.texts[int(index)].as_py())
                work.reject(int(index), name, "bad_number", rules.unsigned(known, value))
        elif wrong.any():
            rows = [int(row) for row in work.row_no[wrong]]
            work.warn(
                "unreadable_value",
                f"Cột “{work.header(name)}”: {len(rows)} ô không có dấu % nên để trống ({rules.listed(rows)}).",
            )


def _keep_rates(work: Work, column: Column) -> None:
    """Rates printed beside their fraction, for the reconciliation."""
    parts = [work.columns.get(part) for part in ("numerator", "denominator")]
    if None in parts:
        return
    tops, bottoms = (part.values.to_pylist() for part in parts if part is not None)
    for index, value in enumerate(column.values.to_pylist()[:2000]):
        if value is not None and tops[index] is not None and bottoms[index]:
            work.printed.setdefault("rates", []).append(
                {
                    "row": int(work.row_no[index]),
                    "text": vi.nfc(column.texts[index].as_py()),
                    "value": value,
                    "numerator": tops[index],
                    "denominator": bottoms[index],
                }
            )


# --- dates against each other ----------------------------------------------------------------------------


def _days(work: Work, name: str) -> npt.NDArray[np.datetime64] | None:
    column = work.columns.get(name)
    if column is None:
        return None
    days = column.values.cast(pa.date32(), safe=False).to_numpy(zero_copy_only=False)
    return np.asarray(days, dtype="datetime64[D]")


def _check_dates(work: Work) -> None:
    rule = rules.DATE_RULES.get(work.dataset.name)
    if rule is None:
        return
    start, end, due = (_days(work, name) for name in (rule.start, rule.end, rule.due))
    late = np.zeros(len(work), dtype=np.bool_)
    if work.as_of is not None:
        for name in rule.past:
            late |= _check_future(work, name)
    if start is not None and end is not None:
        known = work.dataset.by_name
        for index in np.flatnonzero((end < start) & ~late):
            shown = (vi.format_date(day[index].astype(object)) for day in (end, start))
            work.reject(
                int(index),
                rule.end,
                "date_order",
                rules.wrong_order(known[rule.end], known[rule.start], *shown),
            )
    if start is not None and due is not None and (early := due < start).any():
        rows = [int(row) for row in work.row_no[early]]
        work.warn(
            "due_before_received",
            f"{len(rows)} dòng có {work.header(rule.due).lower()} trước {work.header(rule.start).lower()} "
            f"({rules.listed(rows)}).",
        )


def _check_future(work: Work, name: str) -> Mask:
    """Rejects what happened after the export was made, except for what is not received yet."""
    days = _days(work, name)
    if days is None:
        return np.zeros(len(work), dtype=np.bool_)
    late = np.asarray(days > np.datetime64(work.as_of, "D"), dtype=np.bool_)
    if work.dataset.name == "dossiers" and "status" in work.columns and late.any():
        late &= ~np.asarray(
            pc.is_in(work.columns["status"].values, value_set=pa.array(rules.NOT_RECEIVED)), dtype=np.bool_
        )
    known = work.dataset.by_name[name]
    for index in np.flatnonzero(late):
        message = rules.in_future(
            known, vi.format_date(days[index].astype(object)), vi.format_date(work.as_of)
        )
        work.reject(int(index), name, "future_date", message)
    return late


# --- keys and duplicates ---------------------------------------------------------------------------------


def record_keys(work: Work) -> pa.Array:
    """The key fields joined by ' | ', dates in ISO form; null where a part of it is unknown."""
    parts: list[pa.Array] = []
    for name in work.dataset.key:
        column = work.columns.get(name)
        values = column.values if column is not None else pa.nulls(len(work), pa.string())
        if pa.types.is_string(values.type):
            values = derive.one_line(values)
        if pa.types.is_timestamp(values.type):
            values = values.cast(pa.date32(), safe=False)
        if name == "unit":
            values = derive.folded(values)
        parts.append(values.cast(pa.string()))
        if name in derive.MAY_LACK:
            parts[-1] = parts[-1].fill_null("")
    if len(parts) == 1:
        return parts[0]
    return pc.binary_join_element_wise(*parts, " | ")


def _check_duplicates(work: Work, keys: pa.Array) -> Mask:
    """Later rows of one key: rejected where they differ; where all fields agree, to be skipped (the answer)."""
    skipped = np.zeros(len(work), dtype=np.bool_)
    coded = keys.dictionary_encode()
    none = len(coded.dictionary)
    codes = np.asarray(coded.indices.fill_null(none), dtype=np.int64)
    times = np.bincount(codes, minlength=none + 1)
    repeated = np.flatnonzero((codes < none) & (times[codes] > 1))
    if not len(repeated):
        return skipped
    faulty = work.rejected()
    first: dict[int, int] = {}
    same_rows: list[int] = []
    key_name = work.dataset.key[0]
    # A row that stands on its own comes before a faulty one with the same key.
    for index in sorted((int(index) for index in repeated), key=lambda index: (faulty[index], index)):
        code = int(codes[index])
        if code not in first:
            first[code] = index
        elif _content(work, index) == _content(work, first[code]):
            skipped[index] = True
            same_rows.append(int(work.row_no[index]))
        elif not faulty[index]:
            row = int(work.row_no[first[code]])
            work.reject(index, key_name, "duplicate_key", rules.duplicate(keys[index].as_py(), row))
    if same_rows:
        shown = rules.listed(same_rows)
        work.warn("same_row_twice", f"{len(same_rows)} dòng lặp lại nguyên vẹn được bỏ qua ({shown}).")
    return skipped


def _content(work: Work, index: int) -> list[Any]:
    """All fields of a row as values; unreadable cells by their text."""
    stt = work.dataset.stt_field
    return [
        vi.nfc(column.texts[index].as_py()) if column.bad[index] else column.values[index].as_py()
        for name, column in work.columns.items()
        if name != stt or name in work.dataset.key
    ]


# --- the answer ------------------------------------------------------------------------------------------


def _assemble(work: Work, keys: pa.Array, dropped: Mask) -> Cleaned:
    rejected = work.rejected() & ~dropped
    kept = ~rejected & ~dropped
    table = _table(work, keys, kept)
    skipped = dict(work.rows.skipped)
    if dropped.any():
        skipped["duplicate"] = int(dropped.sum())
    skipped["title"] = work.layout.header_end
    read, loaded = int((~dropped).sum()), int(kept.sum())
    work.printed |= derive.printed(work)
    derive.warn_of_total(work, read + int(dropped.sum()))
    return Cleaned(
        dataset=work.dataset.name,
        table=table,
        fields=[known.name for known in work.dataset.fields if known.name in work.columns],
        rejects=_rejects(work, keys, rejected),
        warnings=work.warnings,
        rows_read=read,
        rows_loaded=loaded,
        rows_rejected=read - loaded,
        rows_skipped=sum(skipped.values()),
        unknown_columns=list(work.layout.unknown_columns),
        unit_spellings=_spellings(table),
        printed=work.printed,
        skipped=skipped,
    )


def _table(work: Work, keys: pa.Array, kept: Mask) -> pa.Table:
    mask = pa.array(kept)
    out: dict[str, pa.Array] = {
        "row_no": pa.array(work.row_no, pa.int64()).filter(mask),
        "record_key": keys.filter(mask),
    }
    size = len(out["row_no"])
    for known in work.dataset.fields:
        column = work.columns.get(known.name)
        values = column.values.filter(mask) if column is not None else pa.nulls(size, ARROW[known.kind])
        if known.name == "unit":
            out["unit_text"], out["unit_key"] = values, derive.folded(values)
        else:
            out[known.name] = values
    return pa.table(out)


def _spellings(table: pa.Table) -> list[str]:
    if "unit_text" not in table.column_names:
        return []
    return sorted((text for text in pc.unique(table["unit_text"]).to_pylist() if text), key=vi.sort_key)


def _rejects(work: Work, keys: pa.Array, rejected: Mask) -> list[Reject]:
    """In the order of the sheet: by row, then by column."""
    order = work.layout.columns
    found = sorted(work.found, key=lambda fault: (fault[0], order.get(fault[1], 0)))
    return [
        Reject(
            sheet=work.sheet.name,
            row=int(work.row_no[index]),
            column=name,
            header=work.header(name) if name else "",
            value=value,
            code=code,
            message=message,
            record_key=keys[index].as_py(),
        )
        for index, name, value, code, message in found
        if rejected[index]
    ]
