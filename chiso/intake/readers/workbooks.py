"""Workbooks (.xlsx, .xlsb, .ods, BIFF .xls): fastexcel first, openpyxl per sheet for what fastexcel rejects."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from chiso.errors import Refused
from chiso.intake.readers.sheets import Answer, Grid, Job, Sheet, column_letters, named

# How calamine names the errors that Excel shows.
EXCEL_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
ISO_MOMENT = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?Z?$"
# "2024-05-06 08:30:00" to "2024-05-06T08:30:00.000000000Z"
MOMENT_SHORTEST, MOMENT_LONGEST = 19, 30
SERIALS_BEGIN = 1900
EXACT_DIGITS = 15
LONG_NUMBER = r"^\d{16,}$"


def read(job: Job) -> Answer:
    """All sheets in the order of the workbook; chart sheets are there and empty."""
    content = Path(job.path).read_bytes()
    try:
        workbook = fastexcel.read_excel(content)
    except fastexcel.FastExcelError as error:
        return _whole_workbook_otherwise(job, content, error)
    found = Answer([])
    second: Any = None
    for number, name in enumerate(workbook.sheet_names):
        try:
            if name not in job.windows:
                sheet, warnings = _fast(job, workbook, number, name)
                found.sheets.append(sheet)
                found.warnings += warnings
                continue
        except fastexcel.FastExcelError as error:
            if job.kind != "xlsx":
                raise _damaged(job, str(error)) from error
        second = second or _open_second(job, content)
        found.sheets.append(_slow(job, second, name))
    return found


def _fast(job: Job, workbook: Any, number: int, name: str) -> tuple[Sheet, list[tuple[str, str]]]:
    # skip_rows=0: the default drops leading blank rows, which shifts every row number.
    loaded = workbook.load_sheet(number, header_row=None, skip_rows=0, dtypes="string")
    visible = loaded.visible == "visible"
    columns = loaded.available_columns()
    if not columns or not loaded.height:
        return Sheet(name, visible, named([], 0)), []
    batch, errors = loaded.to_arrow_with_errors()
    arrays: list[pa.Array] = [_tidy(batch.column(i)) for i in range(batch.num_columns)]
    if errors is not None:
        _show_errors(arrays, errors.errors)
    leading = columns[0].absolute_index  # fastexcel leaves out leading blank columns
    warnings = _lost_digits(job, workbook, number, name, leading, arrays)
    blank = pa.nulls(batch.num_rows, pa.string())
    return Sheet(name, visible, named([blank] * leading + arrays, batch.num_rows)), warnings


def _lost_digits(
    job: Job, workbook: Any, number: int, name: str, leading: int, arrays: list[pa.Array]
) -> list[tuple[str, str]]:
    """Warns of long numbers that Excel keeps as a number: a double holds 15 digits, the others are invented.

    Only the type of the first such cell of a column is looked at, by loading its row once more.
    """
    suspects: dict[int, list[int]] = {}
    for column, array in enumerate(arrays):
        if not pc.any(pc.greater(pc.binary_length(array), EXACT_DIGITS)).as_py():
            continue
        first = pc.index(pc.fill_null(pc.match_substring_regex(array, LONG_NUMBER), False), True).as_py()
        if first >= 0:
            suspects.setdefault(first, []).append(leading + column)
    lost = []
    for row, columns in suspects.items():
        one = workbook.load_sheet(number, header_row=None, skip_rows=row, n_rows=1)
        types = {column.absolute_index: column.dtype for column in one.available_columns()}
        lost += [column for column in columns if types.get(column) in ("float", "int")]
    return [
        (
            "lost_digits",
            f"{job.subject}, trang tính “{name}”: cột {column_letters(column)} có số dài trên {EXACT_DIGITS} chữ số "
            "được lưu dạng số nên Excel đã làm tròn các chữ số cuối. Hãy kết xuất lại với cột đó ở dạng văn bản.",
        )
        for column in lost
    ]


def _tidy(column: pa.Array) -> pa.Array:
    """Blank cells become null, moments become `YYYY-MM-DD[ HH:MM:SS]`."""
    column = column.cast(pa.string())
    blank = pc.or_(pc.equal(column, ""), pc.utf8_is_space(column))
    if pc.any(blank).as_py():
        column = pc.if_else(pc.fill_null(blank, False), pa.scalar(None, pa.string()), column)
    # Lengths first: an expression on every cell would cost a fifth of the whole reading.
    length = pc.binary_length(column)
    likely = pc.and_(pc.greater_equal(length, MOMENT_SHORTEST), pc.less_equal(length, MOMENT_LONGEST))
    if not pc.any(likely).as_py():
        return column
    likely = pc.fill_null(likely, False)
    moments = pc.match_substring_regex(pc.filter(column, likely), ISO_MOMENT)
    if not pc.any(moments).as_py():
        return column
    moments = pc.replace_with_mask(likely, likely, moments)
    values = pc.filter(column, moments).dictionary_encode()
    plain = pa.array([plain_moment(text) for text in values.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(column, moments, pc.take(plain, values.indices))


def plain_moment(text: str) -> str:
    """`2024-05-06T00:00:00` -> `2024-05-06`; `1899-12-31 08:30:00` -> `08:30:00`; fractions of a second are rounded."""
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    if moment.microsecond >= 500_000:
        moment += timedelta(seconds=1)
    moment = moment.replace(microsecond=0)
    if moment.year < SERIALS_BEGIN:  # a time of day without a date
        return moment.time().isoformat()
    return moment.isoformat(sep=" ").removesuffix(" 00:00:00")


def _show_errors(arrays: list[pa.Array], errors: list[Any]) -> None:
    """Puts #N/A and its like where fastexcel left the cell empty; an empty due date would read as on time."""
    by_column: dict[int, list[tuple[int, str]]] = {}
    for error in errors:
        row, column = error.offset_position
        kind = re.search(r"Error\((\w+)\)", error.detail)
        shown = EXCEL_ERRORS.get(kind.group(1), "#VALUE!") if kind else "#VALUE!"
        by_column.setdefault(column, []).append((row, shown))
    for column, cells in by_column.items():
        values = arrays[column].to_pylist()
        for row, shown in cells:
            values[row] = shown
        arrays[column] = pa.array(values, pa.string())


def _whole_workbook_otherwise(job: Job, content: bytes, error: Exception) -> Answer:
    text = str(error)
    if "assword" in text or "ncrypt" in text:
        raise protected(job) from error
    if job.kind != "xlsx":
        raise _damaged(job, text) from error
    second = _open_second(job, content)
    return Answer([_slow(job, second, name) for name in second.sheetnames])


def protected(job: Job) -> Refused:
    """The workbook has a password."""
    return Refused(
        "protected_file",
        f"{job.subject} được đặt mật khẩu nên không đọc được. Hãy mở tệp bằng Excel, chọn "
        "Tệp › Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa mật khẩu, lưu lại rồi nộp tệp mới.",
    )


def _damaged(job: Job, _why: str) -> Refused:
    return Refused(
        "damaged_file",
        f"{job.subject} bị hỏng nên không đọc được. Hãy tải lại tệp từ hệ thống nguồn, "
        "hoặc mở bằng Excel, lưu thành tệp .xlsx mới rồi nộp lại.",
    )


def _open_second(job: Job, content: bytes) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise _damaged(job, str(error)) from error


def _slow(job: Job, workbook: Any, name: str) -> Sheet:
    """One sheet through openpyxl, row by row; the claimed dimension is not believed."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    try:
        worksheet = workbook[name]
    except KeyError as error:
        raise _damaged(job, str(error)) from error
    if not isinstance(worksheet, ReadOnlyWorksheet):  # a chart sheet
        return Sheet(name, True, named([], 0))
    return _row_by_row(job, worksheet, name)


def _row_by_row(job: Job, worksheet: Any, name: str) -> Sheet:
    grid = Grid(job)
    try:
        worksheet.reset_dimensions()
        rows, columns = job.windows.get(name, (None, None))
        for row in worksheet.iter_rows(max_row=rows, max_col=columns):
            for cell in row:
                if cell.value is not None:
                    grid.put(cell.row - 1, cell.column - 1, shown(cell.value))
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise _damaged(job, str(error)) from error
    return grid.sheet(name, worksheet.sheet_state == "visible")


def shown(value: object) -> str:
    """A cell value as text in the same spelling as fastexcel's."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return plain_moment(value.isoformat(sep=" "))
    return str(value)
