"""Cells and dates against their rules: rejects for what is required, warnings for the rest (shared contract)."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.intake.clean import derive, rules
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.values import Column, Mask
from chiso.intake.datasets import Field


def ragged(work: Work) -> None:
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


def required(work: Work) -> None:
    for known in work.dataset.required:
        column = work.columns.get(known.name)
        empty = column.empty if column is not None else np.ones(len(work), dtype=np.bool_)
        if not empty.any():
            continue
        for index in np.flatnonzero(empty & ~_may_be_empty(work, known)):
            work.reject(int(index), known.name, "missing_value", rules.missing(known))


def readable(work: Work) -> None:
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
            texts = (work.shown(index, name, vi.nfc(column.texts[index].as_py())) for index in bad)
            seen = list(dict.fromkeys(texts))
            rows = [int(work.row_no[index]) for index in bad]
            shown = ", ".join(f"“{value}”" for value in seen[:3]) + (" …" if len(seen) > 3 else "")
            work.warn(
                "unreadable_value",
                f"Cột “{work.header(name)}”: {len(bad)} ô không đọc được ({shown}) nên để trống "
                f"({rules.listed(rows)}).",
            )


# --- percentages -----------------------------------------------------------------------------------------


def percentages(work: Work) -> None:
    """Without %, a percentage holds only where numerator and denominator confirm it."""
    for name, column in work.columns.items():
        if work.dataset.by_name[name].kind != "percent":
            continue
        _keep_rates(work, column)
        if column.unsigned is None or not column.unsigned.any():
            continue
        values = column.values.to_numpy(zero_copy_only=False).astype(np.float64)
        confirmed = derive.confirmed_percent(work, name, column, values)
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


def dates(work: Work) -> None:
    rule = work.dataset.history
    if rule is None:
        return
    start, end, due = (_days(work, name) for name in (rule.start, rule.end, rule.due))
    late = np.zeros(len(work), dtype=np.bool_)
    if work.as_of is not None:
        for name in (rule.start, rule.end):
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
    if start is not None and due is not None and (early := (due < start) & ~work.rejected()).any():
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
