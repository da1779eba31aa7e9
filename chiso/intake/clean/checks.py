"""Cells and dates against their rules: rejects for what is required, warnings for the rest (shared contract), each
with the sentence that says which rule was not kept."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.values import Mask
from chiso.intake.datasets import KINDS, Field
from chiso.intake.files.sheets import column_letters


def listed(rows: Iterable[int]) -> str:
    """ "dòng 6, 9, 12 …" """
    return f"dòng {first_of(map(str, rows))}"


def first_of(places: Iterable[str]) -> str:
    """The first five different ones, and that there are more."""
    shown = list(dict.fromkeys(places))
    return ", ".join(shown[:5]) + (" …" if len(shown) > 5 else "")


def ragged(work: Work) -> None:
    """A row of a text file with more cells than the header has slipped: rejected. With fewer, a warning."""
    index_of = {int(row): index for index, row in enumerate(work.row_no)} if work.sheet.ragged else {}
    short: list[int] = []
    for row, cells, expected in work.sheet.ragged:
        if (index := index_of.get(row)) is None:
            continue
        if cells > expected:
            message = (
                f"Dòng có {cells} ô trong khi tiêu đề có {expected} ô, các giá trị có thể đã lệch cột. "
                "Hãy sửa dòng đó hoặc kết xuất lại dạng .xlsx."
            )
            work.reject(index, "", "ragged_row", message)
        else:
            short.append(row)
    if short:
        work.warn(
            "short_row",
            f"{vi.format_number(len(short))} dòng thiếu ô ở cuối, coi là ô trống ({listed(short)}).",
        )
    _reject_alone(work)


def _reject_alone(work: Work) -> None:
    """A record that stands in one cell: its line is quoted as a whole, or has another separator than the others."""
    message = (
        "Cả dòng nằm trong một ô nên không tách được thành các cột (dòng có dấu phân cách khác các dòng kia, hoặc "
        "bị đặt trọn trong dấu ngoặc kép). Hãy sửa dòng đó hoặc kết xuất lại dạng .xlsx."
    )
    for index in np.flatnonzero(_is_alone(work)):
        work.reject(int(index), "", "ragged_row", message)


def _is_alone(work: Work) -> Mask:
    return np.isin(work.rows.data, [*work.rows.alone])


def beside(work: Work, width: int) -> None:
    """What stands to the right of the table, below no heading: not read, and said without its text, which may be a
    citizen's where a row has slipped. `width`: of the sheet as printed."""
    first = max((column + 1 for column in work.layout.paths), default=width)
    places: dict[int, str] = {}
    for column in range(first, width):
        texts = work.rows.cells(work.sheet.table.column(column)).to_pylist()
        rows = [int(work.row_no[index]) for index, text in enumerate(texts) if text and vi.nfc(text)]
        if 2 * len(rows) <= len(work):  # more of them are a column without a heading, which is told apart
            places |= {row: f"{column_letters(column)}{row}" for row in rows}
    if places:
        shown = first_of(places[row] for row in sorted(places))
        work.warn(
            "beside_table",
            f"{vi.format_number(len(places))} dòng có chữ bên phải bảng, dưới không tiêu đề nào, nên không đọc "
            f"(ô {shown}). Nếu dòng đó bị thừa ô nên lệch cột, hãy sửa rồi nộp lại.",
        )


def required(work: Work) -> None:
    is_alone = _is_alone(work)
    for known in work.dataset.required:
        column = work.columns.get(known.name)
        empty = column.empty if column is not None else np.ones(len(work), dtype=np.bool_)
        if known.may_be_empty or not empty.any():
            continue
        if known.name == "received_at":
            empty = empty & ~_not_received(work)
        if known.instead in work.columns:
            empty = empty & work.columns[known.instead].empty
        message = f"Thiếu “{known.label}”. Hãy bổ sung ở hệ thống nguồn rồi kết xuất lại."
        lacking = np.flatnonzero(empty & ~is_alone).tolist()
        above = _said_above(work, known.name) if lacking else {}
        for index in lacking:
            work.reject(index, known.name, "missing_value", message + above.get(index, ""))


def _said_above(work: Work, name: str) -> dict[int, str]:
    """Empty row -> what to do where a name of a table of numbers is written once, in the first of its rows."""
    if work.dataset.history is not None or name not in work.dataset.key or name not in work.columns:
        return {}
    found, last = {}, ""
    for index, is_empty in enumerate(work.columns[name].empty):
        if not is_empty:
            last = work.text(index, name)
        elif last:
            found[index] = f" Nếu dòng này cũng là “{last}” như dòng trên thì ghi vào ô ấy trong tệp."
    return found


def _not_received(work: Work) -> Mask:
    """Dossiers that are not received yet: no receipt to expect, and a planned one may lie ahead."""
    if work.dataset.name != "dossiers" or "status" not in work.columns:
        return np.zeros(len(work), dtype=np.bool_)
    states = pc.is_in(work.columns["status"].values, value_set=pa.array(("new", "refused")))
    return np.asarray(states, dtype=np.bool_)


def readable(work: Work) -> None:
    """Unreadable cells: of a required field the row is rejected, of an optional one the cell is emptied."""
    for name, column in work.columns.items():
        known = work.dataset.by_name[name]
        bad = {int(index): work.text(int(index), name) for index in np.flatnonzero(column.bad)}
        by_header: dict[str, list[int]] = {}
        for index, value in bad.items():
            if known.required:
                said = _unreadable(known, value, work.header(name, index))
                work.reject(index, name, KINDS[known.kind].code, said)
            else:
                by_header.setdefault(work.header(name, index), []).append(index)
        for header, cells in by_header.items():
            seen = list(dict.fromkeys(work.shown(index, name, bad[index]) for index in cells))
            shown = ", ".join(f"“{value}”" for value in seen[:3]) + (" …" if len(seen) > 3 else "")
            work.warn(
                "unreadable_value",
                f"Cột “{header}”: {vi.format_number(len(cells))} ô không đọc được ({shown}) nên để trống "
                f"({listed(work.row_no[cells])}).",
            )


def _unreadable(field: Field, value: str, header: str) -> str:
    if field.kind == "choice":
        allowed = "; ".join(field.words.values())
        return f"“{value}” {KINDS[field.kind].wrong} của “{header}”. Chấp nhận: {allowed}."
    return f"“{value}” ở cột “{header}” {KINDS[field.kind].wrong}."


# --- dates against each other ----------------------------------------------------------------------------


def dates(work: Work) -> None:
    """What ended before it began or lies after the export was made is rejected; a due date before it is warned of."""
    rule, known = work.dataset.history, work.dataset.by_name
    if rule is None:
        return
    start, end, due = (days_of(work, name) for name in (rule.start, rule.end, rule.due))
    late = np.zeros(len(work), dtype=np.bool_)
    for name, days in ((rule.start, start), (rule.end, end)):
        if work.as_of is None or days is None:
            continue
        ahead = np.asarray(days > np.datetime64(work.as_of, "D"), dtype=np.bool_) & ~_not_received(work)
        late |= ahead
        for index in np.flatnonzero(ahead):
            day, as_of = vi.format_date(days[index].astype(object)), vi.format_date(work.as_of)
            message = f"{known[name].label} {day} sau ngày chốt số liệu {as_of}. Hãy xem lại hai ngày đó."
            work.reject(int(index), name, "future_date", message)
    if start is not None and end is not None:
        for index in np.flatnonzero((end < start) & ~late):
            last, first = (vi.format_date(days[index].astype(object)) for days in (end, start))
            message = (
                f"{known[rule.end].label} {last} trước {known[rule.start].label.lower()} {first}. "
                "Hãy sửa một trong hai ngày."
            )
            work.reject(int(index), rule.end, "date_order", message)
    if start is not None and due is not None and (early := (due < start) & ~work.rejected()).any():
        rows = work.row_no[early]
        work.warn(
            "due_before_received",
            f"{vi.format_number(len(rows))} dòng có {work.header(rule.due).lower()} trước "
            f"{work.header(rule.start).lower()} ({listed(rows)}); vẫn được nhận, trang Đối soát nêu tên.",
        )


# field of points -> that of the most that there is to win
_MOST = {
    "self_points": "max_points",
    "appraised_points": "max_points",
    "score": "max_score",
}


def points(work: Work) -> None:
    """More points than there are to win are told: a slip in one of the two, or points on top."""
    for name, most in _MOST.items():
        if name not in work.columns or most not in work.columns:
            continue
        found, top = (work.columns[one].values.to_numpy(zero_copy_only=False) for one in (name, most))
        above = np.flatnonzero(found.astype(np.float64) > np.maximum(top.astype(np.float64), 0))
        if len(above):
            work.warn(
                "points_above_max",
                f"{vi.format_number(len(above))} dòng có {work.header(name).lower()} lớn hơn "
                f"{work.header(most).lower()} ({listed(work.row_no[above])}); vẫn được nhận. Hãy xem lại hai số đó.",
            )


def days_of(work: Work, name: str) -> npt.NDArray[np.datetime64] | None:
    """The days of a field, one per row; None where it has no column."""
    if (column := work.columns.get(name)) is None:
        return None
    days = column.values.cast(pa.date32(), safe=False).to_numpy(zero_copy_only=False)
    return np.asarray(days, dtype="datetime64[D]")
