"""What a row has without a cell of its own: units of group rows, the title's year, sections, stand-in dates."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.groups import field_of, section_paths, unit_of
from chiso.intake.clean.rows import carried_down
from chiso.intake.clean.values import Column, Mask, parse_column

# Parts of a key that a record may be without: a total has no component, a figure of the agency no unit.
MAY_LACK = {"component", "place", "unit", "section", "no", "plan"}

# Where a heading that names no known kind of thing is a unit; elsewhere it must look like one.
_UNIT_WORDS = (
    "phong ", "van phong", "trung tam", "thanh tra", "chi cuc", "ban ", "so ", "lanh dao", "bo phan", "doi ", "to ",
)  # fmt: skip


def complete(work: Work) -> None:
    """Adds the fields that stand elsewhere than in a column."""
    for name, text in constants(work).items():
        if name in work.dataset.by_name and name not in work.columns:
            work.columns[name] = _constant(work, name, text)
    _stt_field(work)
    _units(work)
    _fields_of_groups(work)
    if work.dataset.name == "plan_tasks":
        _plan(work)
    _stand_in(work)
    for known in work.dataset.fields:
        if known.kind == "flag" and known.name in work.columns:
            column = work.columns[known.name]
            no = pa.array(column.empty)
            column.values = pc.if_else(no, pa.scalar(False), column.values)


def constants(work: Work) -> dict[str, Any]:
    """What holds for the whole table because the title says it."""
    out: dict[str, Any] = dict(work.layout.constants)
    if work.layout.wide is not None:
        out = {**work.layout.wide.constants, **out}
    if work.layout.year is not None and "year" in work.dataset.from_title:
        out.setdefault("year", work.layout.year)
    return {name: value for name, value in out.items() if value not in (None, "")}


def made(values: pa.Array, texts: pa.Array | None = None) -> Column:
    """A column that was not read from cells."""
    missing = np.asarray(values.is_null(), dtype=np.bool_)
    return Column(
        values=values,
        texts=texts if texts is not None else values.cast(pa.string()),
        empty=missing,
        bad=np.zeros(len(values), dtype=np.bool_),
    )


def _constant(work: Work, name: str, text: Any) -> Column:
    """A value of the title for every row, read as a cell would be."""
    return parse_column(pa.array([str(text)] * len(work), pa.string()), work.dataset.by_name[name])


def _stt_field(work: Work) -> None:
    name, column = work.dataset.stt_field, work.layout.stt_column
    if not name or name in work.columns or column is None:
        return
    cells = work.sheet.table.column(column).take(pa.array(work.rows.data)).to_pylist()
    work.columns[name] = made(
        pa.array([vi.nfc(cell or "").rstrip(".)") or None for cell in cells], pa.string())
    )


# --- from group rows -------------------------------------------------------------------------------------


def _units(work: Work) -> None:
    """The group row's unit, for rows that have none of their own; the printed filter's where there is no group."""
    if "unit" not in work.dataset.by_name:
        return
    if not work.rows.groups:
        if "unit" not in work.columns and work.layout.unit_filter:
            work.columns["unit"] = _constant(work, "unit", work.layout.unit_filter)
        return
    names = [unit_of(group) for group in work.rows.groups]
    if work.dataset.history is None:
        names = [name if f"{vi.fold(name)} ".startswith(_UNIT_WORDS) else "" for name in names]
    if not any(names):
        return
    carried = pa.array([name or None for name in carried_down(work.rows, names)], pa.string())
    column = work.columns.get("unit")
    if column is None:
        work.columns["unit"] = made(carried)
        return
    own = pa.array(column.empty)
    column.values = pc.if_else(own, carried, column.values)
    column.empty = column.empty & np.asarray(carried.is_null(), dtype=np.bool_)


def _fields_of_groups(work: Work) -> None:
    if "field" in work.columns or work.dataset.name not in ("procedures", "dossiers"):
        return
    names = [field_of(group) for group in work.rows.groups]
    if any(names):
        carried = carried_down(work.rows, names)
        work.columns["field"] = made(pa.array([name or None for name in carried], pa.string()))


def _plan(work: Work) -> None:
    """Name of the plan, section paths, and a suffix for a number that comes twice in its section."""
    size = len(work)
    if "plan" not in work.columns:
        title = work.layout.plan or (work.layout.title[0] if work.layout.title else work.sheet.name)
        work.columns["plan"] = made(pa.array([vi.nfc(title) or None] * size, pa.string()))
    if "section" not in work.columns:
        paths = section_paths(work.rows.groups)
        here = [paths[index] if index >= 0 else None for index in work.rows.group_of]
        work.columns["section"] = made(pa.array(here, pa.string()))
    if "no" not in work.columns:
        return
    column = work.columns["no"]
    numbers = [(text or "").rstrip(".)") for text in column.values.to_pylist()]
    sections = work.columns["section"].values.to_pylist()
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
        shown = ", ".join(str(row) for row in repeated[:5])
        work.warn(
            "repeated_no", f"{len(repeated)} nhiệm vụ trùng STT trong mục, được thêm hậu tố (dòng {shown})."
        )
    work.columns["no"] = made(pa.array([number or None for number in numbers], pa.string()), column.texts)


def _stand_in(work: Work) -> None:
    """The day of handing over stands in for the finishing day only where the export has no other."""
    if (
        work.dataset.name == "dossiers"
        and "finished_at" not in work.columns
        and "returned_at" in work.columns
    ):
        work.columns["finished_at"] = work.columns["returned_at"]


# --- text of keys ----------------------------------------------------------------------------------------


def _per_text(values: pa.Array, change: Callable[[str], str]) -> pa.Array:
    coded = values.dictionary_encode()
    words = pa.array([change(word) for word in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)


def folded(values: pa.Array) -> pa.Array:
    """The comparison key of each text."""
    return _per_text(values, vi.fold)


def one_line(values: pa.Array) -> pa.Array:
    """Each text without line breaks."""
    broken = pc.match_substring(values, "\n").fill_null(False)
    return _per_text(values, vi.nfc) if pc.any(broken).as_py() else values


# --- percentages -----------------------------------------------------------------------------------------

_RATE_WORDS = ("ty le", "rate", "muc do", "phan tram", "satisfaction", "hai long", "giai ngan", "%")


def is_count(work: Work) -> Mask:
    """Measurements whose value is no percentage (initiatives, cases …), by the name of their indicator."""
    column = work.columns.get("indicator") if work.dataset.name == "measurements" else None
    if column is None:
        return np.zeros(len(work), dtype=np.bool_)
    return np.array(
        [
            not any(word in vi.fold(text or "rate") for word in _RATE_WORDS)
            for text in column.values.to_pylist()
        ],
        dtype=np.bool_,
    )


def confirmed_percent(
    work: Work, name: str, column: Column, values: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The fraction that a number without % means where numerator ÷ denominator says so, else NaN.

    A printed rate may be rounded or cut off (54% of 54.64), so it may differ by one unit of its last digit. A % in
    the header speaks for its cells too, unless all of them are at most 1: real percentages of Excel look like that.
    """
    out = _confirmed(work, column, values)
    if column.unsigned is not None and "%" in work.header(name):
        open_cells = column.unsigned & np.isnan(out)
        if np.nanmax(values[column.unsigned], initial=0.0) > 1:
            out[open_cells] = values[open_cells] / 100
    return out


def _confirmed(work: Work, column: Column, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    out = np.full(len(values), np.nan)
    parts = [work.columns.get(name) for name in ("numerator", "denominator")]
    if column.unsigned is None or parts[0] is None or parts[1] is None:
        return out
    tops, bottoms = (part.values.to_pylist() for part in parts if part is not None)
    for index in np.flatnonzero(column.unsigned):
        value, top, bottom = values[index], tops[index], bottoms[index]
        if top is None or not bottom or math.isnan(value):
            continue
        text = vi.nfc(column.texts[int(index)].as_py())
        unit = 10.0 ** -len(text.replace(",", ".").partition(".")[2])
        ratio = top / bottom
        if abs(value - ratio) < min(unit, 0.005) + 1e-9:
            out[index] = value
        elif abs(value - ratio * 100) < min(unit, 1.0) + 1e-9:
            out[index] = value / 100
    return out


# --- what the sheet itself says --------------------------------------------------------------------------


def printed(work: Work) -> dict[str, Any]:
    """Totals, headings with their counts, and the grand total of rows."""
    out: dict[str, Any] = {}
    if work.rows.printed:
        out["totals"] = work.rows.printed
    groups = [
        {"row": group.row + 1, "text": group.text, "count": group.count}
        for group in work.rows.groups
        if group.count is not None
    ]
    if groups:
        out["groups"] = groups
    if (count := _row_count(work)) is not None:
        out["row_count"] = count
    return out


def _row_count(work: Work) -> int | None:
    """The one number of the grand total's row."""
    if work.dataset.history is None:
        return None
    for total in reversed(work.rows.printed):
        if not vi.fold(str(total["label"])).startswith("tong"):
            continue
        cells: Any = total["cells"]
        numbers = [vi.parse_number(cell["text"]) for cell in cells]
        if len(numbers) == 1 and numbers[0] is not None and numbers[0] == int(numbers[0]):
            return int(numbers[0])
    return None


def warn_of_total(work: Work, rows: int) -> None:
    """Says where the printed totals are not those of the rows."""
    count = work.printed.get("row_count")
    if count is not None and count != rows:
        work.warn(
            "total_mismatch",
            f"Dòng tổng cộng ghi {vi.format_number(count)} nhưng bảng có {vi.format_number(rows)} dòng dữ liệu.",
        )
    if work.dataset.name != "field_report":
        return
    for total in work.rows.printed:
        cells: Any = total["cells"]
        for cell in cells:
            column = work.columns.get(cell["field"])
            value = vi.parse_number(cell["text"])
            if column is None or value is None or not pa.types.is_integer(column.values.type):
                continue
            own = pc.sum(column.values).as_py() or 0
            if own != value:
                work.warn(
                    "total_mismatch",
                    f"Cột “{work.header(cell['field'])}”: dòng tổng cộng ghi {vi.format_number(value)}, "
                    f"cộng các dòng được {vi.format_number(own)}.",
                )
