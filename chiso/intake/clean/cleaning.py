"""Text cells of a recognised sheet -> typed rows, rejects, warnings (shared contract, "Datasets").

Pure: no store, no clock. One pass per column over its different texts; row by row only where something is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.core.errors import Refused
from chiso.intake.clean import checks, closed, derive, excerpts, further, mending, plans, rates, swapped
from chiso.intake.clean.cleaned import Cleaned, Reject, TooManyRejects, Work
from chiso.intake.clean.coded import with_codes
from chiso.intake.clean.prepare import prepare
from chiso.intake.clean.rows import every_row, find_rows
from chiso.intake.clean.values import ARROW, Mask, parse_column
from chiso.intake.datasets import DATASETS, KEY_JOIN
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout

_PARTS = "Bảng có nhiều dòng của cùng một số liệu mà không có dòng Tổng cộng, cột đơn vị hay cột ngày."


def clean(
    sheet: Sheet,
    layout: Layout,
    as_of: date | None,
    file_name: str,
    settle: Callable[[Work], None] = lambda work: None,
) -> Cleaned:
    """The typed rows of a recognised sheet. `settle` puts the names of the catalogue in place of spellings.

    Refused `no_rows` where there is none, `month_first` where days and months changed places, `too_many_rejects` (a
    `TooManyRejects`) where more than half are rejected.
    """
    work = _read(sheet, layout, as_of)
    if not len(work):
        raise Refused(
            "no_rows",
            f"Tệp “{file_name}” có tiêu đề nhưng không có dòng dữ liệu nào. Dữ liệu đã có được giữ nguyên.",
        )
    swapped.refuse(work, file_name)
    derive.complete(work)
    closed.settle(work)
    excerpts.tell(work)
    checks.ragged(work)
    checks.required(work)
    checks.readable(work)
    checks.dates(work)
    checks.points(work)
    further.tables(work)
    settle(work)
    rates.settle(work)
    keys = _record_keys(work)
    _reject_parts(work)
    cleaned = _assemble(work, keys, _check_duplicates(work, keys))
    refuse_most_rejected(cleaned, file_name)
    return cleaned


def refuse_most_rejected(cleaned: Cleaned, file_name: str) -> None:
    """Raises `TooManyRejects` where more than half of the rows are rejected."""
    if cleaned.rows_rejected * 2 > cleaned.rows_read:
        message = (
            f"Tệp “{file_name}”: {vi.format_number(cleaned.rows_rejected)} trên "
            f"{vi.format_number(cleaned.rows_read)} dòng không đọc được, quá một nửa, nên cả tệp bị từ chối. "
            f"{_what_most(cleaned.rejects)}Hãy kiểm tra lại các cột đã nhận ra và tệp nguồn."
        )
        raise TooManyRejects(message, cleaned)


def _what_most(rejects: Sequence[Reject]) -> str:
    """In words, the fault that all rows have alike, or most cells of one column."""
    if len({one.message for one in rejects}) == 1 and not rejects[0].header:
        return f"{rejects[0].message} "
    alike: dict[tuple[str, str], list[Reject]] = {}
    for one in rejects:
        if one.header:
            alike.setdefault((one.header, one.code), []).append(one)
    if not alike:
        return ""
    (header, code), cells = max(alike.items(), key=lambda kind: len(kind[1]))
    what, why = ("trống", ". ") if code == "missing_value" else ("sai", f". {cells[0].message} ")
    rows = checks.listed(one.row for one in cells)
    return f"Nhiều nhất là cột “{header}”: {vi.format_number(len(cells))} ô {what} ({rows}){why}"


def _read(sheet: Sheet, layout: Layout, as_of: date | None) -> Work:
    printed_rows, width = sheet.table.num_rows, sheet.table.num_columns
    sheet, layout, made = prepare(*with_codes(sheet, layout))
    joined: list[int] = []
    if layout.dataset == "plan_tasks":
        sheet, joined = plans.rejoined(sheet, layout)
    if made is None:
        sheet = mending.mended(sheet, layout)
    dataset = DATASETS[layout.dataset].taught(layout.words)
    if made is None:
        rows = find_rows(sheet, layout, dataset)
        row_no = rows.data + 1
    else:  # made from a wide table: every row is a score, and knows where it came from
        rows = every_row(sheet, layout)
        rows.skipped["other"] = printed_rows - len({one.row for one in made})
        row_no = np.array([one.row for one in made], dtype=np.int64)
    work = Work(sheet, layout, dataset, as_of, rows, row_no, [one.headers for one in made or ()])
    for name, column in layout.columns.items():
        known = dataset.by_name[name]
        of = rows.units if name == "unit" else rows.cells
        work.columns[name] = parse_column(of(sheet.table.column(column)), known)
    if made is None:
        checks.beside(work, width)
        work.warnings += rows.told
    else:
        work.warnings += layout.warnings  # of making the rows; the others are said with the layout
    _warn_of_masked(work)
    _warn_of_utc(work)
    _warn_of_short_years(work)
    plans.warn_of_joined(work, joined)
    return work


def _warn_of_masked(work: Work) -> None:
    held = {name: column.masked for name, column in work.columns.items() if column.masked}
    if held:
        work.warn(
            "masked_numbers",
            f"{_cells(work, held)} có số điện thoại hoặc số giấy tờ tùy thân; các số đó được che trước khi lưu "
            "(09•••••111). Tệp gốc đã mã hóa vẫn giữ nguyên.",
        )


def _cells(work: Work, held: Mapping[str, int]) -> str:
    """How many of which columns."""
    return ", ".join(
        f"{vi.format_number(count)} ô ở cột “{work.header(name)}”" for name, count in held.items()
    )


def _warn_of_utc(work: Work) -> None:
    ending = {
        name: pc.and_(pc.ends_with(column.texts, "Z"), column.values.is_valid())
        for name, column in work.columns.items()
        if pa.types.is_temporal(column.values.type)
    }
    held = {name: count for name, cells in ending.items() if (count := pc.sum(cells).as_py())}
    if held:
        work.warn(
            "utc_moments",
            f"{_cells(work, held)} ghi giờ quốc tế (chữ Z ở cuối: UTC), được đổi sang Giờ Việt Nam (cộng 7 giờ).",
        )


def _warn_of_short_years(work: Work) -> None:
    held = {name: column.short_year for name, column in work.columns.items() if column.short_year}
    if held:
        listed = ", ".join(f"“{work.header(name)}” (“{text}”)" for name, text in held.items())
        work.warn("short_years", f"Cột {listed} ghi năm bằng hai chữ số: được hiểu là 20….")


# --- keys and duplicates ---------------------------------------------------------------------------------

# Parts of a key that a record may be without: a total has no component, a figure of the agency no unit, a dialogue no
# enterprise, the points of a whole unit no criterion.
_MAY_LACK = {"component", "place", "unit", "section", "no", "plan", "enterprise", "criterion"}


def _record_keys(work: Work) -> pa.Array:
    """The key fields joined by ' | ', dates in ISO form; null where a part of it is unknown, or its row left out."""
    parts: list[pa.Array] = []
    for name in work.dataset.key:
        column = work.columns.get(name)
        values = column.values if column is not None else pa.nulls(len(work), pa.string())
        if pa.types.is_string(values.type) and pc.any(pc.match_substring(values, "\n")).as_py():
            values = _per_text(values, vi.nfc)
        if pa.types.is_timestamp(values.type):
            values = values.cast(pa.date32(), safe=False)
        if name == "unit":
            values = _per_text(values, vi.fold)
        parts.append(values.cast(pa.string()))
        if name in _MAY_LACK:
            parts[-1] = parts[-1].fill_null("")
    keys = pc.binary_join_element_wise(*parts, KEY_JOIN)
    return pc.if_else(pa.array(~work.left_out), keys, None) if work.left_out.any() else keys


def _per_text(values: pa.Array, change: Callable[[str], str]) -> pa.Array:
    """Each text changed; every different one once."""
    coded = values.dictionary_encode()
    words = pa.array([change(word) for word in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)


def _reject_parts(work: Work) -> None:
    """Parts of one figure without a row of their total: none of them is the figure."""
    if len(work) < 2 or not work.layout.is_one_figure:
        return
    for index in range(len(work)):
        work.reject(index, "", "duplicate_key", _PARTS)


def _check_duplicates(work: Work, keys: pa.Array) -> Mask:
    """Later rows of one key: rejected where they differ; where all fields agree, to be skipped (the answer)."""
    skipped = np.zeros(len(work), dtype=np.bool_)
    coded = keys.dictionary_encode()
    none = len(coded.dictionary)
    if none == len(keys) - keys.null_count:
        return skipped
    codes = np.asarray(coded.indices.fill_null(none), dtype=np.int64)
    times = np.bincount(codes, minlength=none + 1)
    repeated = np.flatnonzero((codes < none) & (times[codes] > 1))
    if not len(repeated):
        return skipped
    faulty = work.rejected()
    first: dict[int, int] = {}
    same_rows: list[int] = []
    key_name = next((name for name in work.dataset.key if name in work.layout.columns), work.dataset.key[0])
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
            message = (
                f"Trùng “{keys[index]}” với dòng {row} nhưng nội dung khác nhau; chỉ dòng {row} được nhận."
            )
            work.reject(index, key_name, "duplicate_key", message)
    if same_rows:
        shown = checks.listed(same_rows)
        many = vi.format_number(len(same_rows))
        work.warn("same_row_twice", f"{many} dòng lặp lại nguyên vẹn được bỏ qua ({shown}).")
    return skipped


def _content(work: Work, index: int) -> list[Any]:
    """All fields of a row as values; unreadable cells by their text."""
    stt = work.dataset.stt_field
    return [
        work.text(index, name) if column.bad[index] else column.values[index].as_py()
        for name, column in work.columns.items()
        if name != stt or name in work.dataset.key
    ]


# --- the answer ------------------------------------------------------------------------------------------


def _assemble(work: Work, keys: pa.Array, dropped: Mask) -> Cleaned:
    kept = ~dropped & ~work.left_out
    rejected = work.rejected() & kept
    skipped = dict(work.rows.skipped)
    if not kept.all():
        skipped |= {"duplicate": int(dropped.sum()), "other_agency": int(work.left_out.sum())}
    if "other" not in skipped:
        skipped["title"] = work.layout.header_end - work.sheet.begins
    work.printed |= derive.printed(work)
    key_of = dict(zip(work.row_no.tolist(), keys.to_pylist(), strict=True)) if "rates" in work.printed else {}
    for rate in work.printed.get("rates", []):
        rate["record_key"] = key_of[rate["row"]]
    derive.warn_of_total(work)
    # In the order of the sheet: by row, then by column.
    order = work.layout.columns
    found = sorted(work.found, key=lambda fault: (fault[0], order.get(fault[1].column, 0)))
    return Cleaned(
        dataset=work.dataset.name,
        table=_table(work, keys, kept & ~rejected),
        fields=[known.name for known in work.dataset.fields if known.name in work.columns],
        rejects=[
            replace(one, record_key=keys[index].as_py(), told=derive.told(work, index))
            for index, one in found
            if rejected[index]
        ],
        asked=[replace(one, record_key=keys[index].as_py()) for index, one in work.asked],
        warnings=work.warnings,
        rows_rejected=int(rejected.sum()),
        printed=work.printed,
        skipped=skipped,
        owners=work.owners,
    )


def _table(work: Work, keys: pa.Array, kept: Mask) -> pa.Table:
    out: dict[str, pa.Array] = {"row_no": pa.array(work.row_no, pa.int64()), "record_key": keys}
    for known in work.dataset.fields:
        column = work.columns.get(known.name)
        values = column.values if column is not None else pa.nulls(len(work), ARROW[known.kind])
        if known.name == "unit":
            out["unit_text"], out["unit_key"] = values, _per_text(values, vi.fold)
        else:
            out[known.name] = values
    table = pa.table(out)
    return table if kept.all() else table.filter(pa.array(kept))
