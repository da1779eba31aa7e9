"""Workbooks (.xlsx, .xlsb, .ods, BIFF .xls): fastexcel first, openpyxl per sheet for what fastexcel rejects."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.intake.files.left_out import Facts, corrected, facts_of, show
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import (
    EXACT_DIGITS,
    ZONED_MOMENT,
    Grid,
    Job,
    Reading,
    Sheet,
    column_letters,
    named,
    plain_duration,
    shown,
    tidy,
)

Warnings = list[tuple[str, str]]

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
# Freeing a large sheet takes a twentieth of its reading; the last one is left to the end of the process.
LAST_LOADED: list[Any] = []


class Unreadable(Exception):
    """A reader gave up: fastexcel by an error or by a panic (the text of the first is kept), openpyxl by anything."""


def read(job: Job) -> Reading:
    """All sheets in the order of the workbook; chart sheets are there and empty."""
    content = Path(job.path).read_bytes()
    of_old: list[Facts] = []
    facts: Mapping[str, Facts] = {}
    charts: set[str] = set()
    since_1904 = False
    if job.kind == "xls":
        content, of_old, since_1904 = _of_old(job, content)
    try:
        workbook = _guarded(fastexcel.read_excel, content)
        names: list[str] = workbook.sheet_names
    except Unreadable as error:
        refused = _why(job)
        if job.kind != "xlsx" or refused.code != "damaged_file":
            raise refused from error
        workbook, names = None, []
    if job.kind == "xls":
        facts = dict(zip(names, of_old, strict=False))
    elif job.kind == "ods":
        facts = facts_of(job.file_name, content)
    elif job.kind == "xlsb":
        from chiso.intake.files import xlsb  # only for these

        facts, charts, since_1904 = xlsb.facts_of(job.file_name, content, job.limits)
    answer = _all_sheets(job, content, workbook, names, charts)
    grows_to = job.limits.cells if job.kind == "xlsb" else 0
    sheets = [
        replace(
            sheet, table=corrected(sheet.table, facts[sheet.name][1], grows_to), merges=facts[sheet.name][0]
        )
        if sheet.name in facts
        else sheet
        for sheet in answer.sheets
    ]
    return replace(answer, sheets=[replace(sheet, since_1904=since_1904) for sheet in sheets])


def _of_old(job: Job, content: bytes) -> tuple[bytes, list[Facts], bool]:
    from chiso.intake.files import biff  # only for old workbooks

    try:
        return biff.sound(content)
    except biff.Damaged as error:
        raise refusal("damaged", job.file_name) from error


def _all_sheets(job: Job, content: bytes, workbook: Any, names: list[str], charts: set[str]) -> Reading:
    """The sheets one by one, each by the first reader that can; one that nobody can read is damaged."""
    second = cache(lambda: _opened_slowly(job, content))
    sheets: list[Sheet] = []
    said: Warnings = []
    for number, name in enumerate(names or second().sheetnames):
        try:
            sheet, warnings = _sheet(job, workbook, second, number, name)
        except Unreadable:
            visible = _is_visible(job, second, name)
            sheet, warnings = Sheet(name, visible, named([], 0), damaged=name not in charts), []
        sheets.append(sheet)
        said += warnings
    if any(sheet.damaged for sheet in sheets) and not any(sheet.table.num_columns for sheet in sheets):
        raise refusal("damaged", job.file_name)
    return Reading(sheets, job.kind, warnings=said)


def _is_visible(job: Job, second: Callable[[], Any], name: str) -> bool:
    """Whether a sheet that cannot be read is shown; where nobody says, it is."""
    try:
        return bool(job.kind != "xlsx" or second()[name].sheet_state == "visible")
    except (Refused, KeyError):
        return True


def _sheet(
    job: Job, workbook: Any, second: Callable[[], Any], number: int, name: str
) -> tuple[Sheet, Warnings]:
    if workbook is not None and name not in job.windows:
        try:
            return _fast(job, workbook, number, name)
        except Unreadable:
            if job.kind != "xlsx":
                raise
    return _slow(job, second(), name), []


def _opened_slowly(job: Job, content: bytes) -> Any:
    """openpyxl's workbook, its sheets not yet read; imported only where it is needed, as it starts slowly."""
    import openpyxl

    try:
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever its parsers raise
        raise refusal("damaged", job.file_name) from error


def _why(job: Job) -> Refused:
    """What is wrong with a workbook: from a path with the right ending fastexcel says more than from bytes."""
    try:
        _guarded(fastexcel.read_excel, job.path)
    except Unreadable as error:
        if "assword" in str(error) or "ncrypt" in str(error):
            return refusal("password", job.file_name)
        if "limit exceeded" in str(error):
            return Refused(
                "dangerous_file",
                f"{job.subject} có dòng hoặc cột lặp lại tới tận cuối trang tính, quá rộng để đọc. "
                "Hãy xóa các dòng, cột thừa nằm ngoài bảng rồi lưu lại và nộp tệp mới.",
            )
    return refusal("damaged", job.file_name)


def _guarded(action: Any, *arguments: Any, **options: Any) -> Any:
    """Calls fastexcel; a panic of its native code is no Exception."""
    try:
        return action(*arguments, **options)
    except fastexcel.FastExcelError as error:
        raise Unreadable(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("panic") from error


def _fast(job: Job, workbook: Any, number: int, name: str) -> tuple[Sheet, Warnings]:
    # skip_rows=0: the default drops leading blank rows, which shifts every row number.
    loaded = _guarded(workbook.load_sheet, number, header_row=None, skip_rows=0, dtypes="string")
    visible = loaded.visible == "visible"
    columns = loaded.available_columns()
    if not columns or not loaded.height:
        return Sheet(name, visible, named([], 0)), []
    batch, errors = _guarded(loaded.to_arrow_with_errors)
    LAST_LOADED[:] = [loaded]
    arrays: list[pa.Array] = [tidy(batch.column(i)) for i in range(batch.num_columns)]
    if errors is not None:
        show(arrays, [(*error.offset_position, _error_text(error.detail)) for error in errors.errors])
    leading = columns[0].absolute_index  # fastexcel leaves out leading blank columns
    arrays = _without_zones(workbook, number, leading, arrays)
    warnings = [
        (
            "lost_digits",
            f"{job.subject}, trang tính “{name}”: cột {column_letters(column)} có số dài trên {EXACT_DIGITS} chữ số "
            "được lưu dạng số nên Excel đã làm tròn các chữ số cuối. Hãy kết xuất lại với cột đó ở dạng văn bản.",
        )
        for column in _lost_digits(workbook, number, leading, arrays)
    ]
    blank = pa.nulls(batch.num_rows, pa.string())
    return Sheet(name, visible, named([blank] * leading + arrays, batch.num_rows)), warnings


def _slow(job: Job, workbook: Any, name: str) -> Sheet:
    """One sheet row by row through openpyxl; the dimension that it claims is not believed."""
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    if name not in workbook.sheetnames:
        raise Unreadable
    worksheet = workbook[name]
    is_sheet = isinstance(worksheet, ReadOnlyWorksheet)
    if not is_sheet:  # a chart sheet
        return Sheet(name, True, named([], 0))
    grid = Grid(job)
    rows, columns = job.windows.get(name, (None, None))
    try:
        worksheet.reset_dimensions()
        for number, row in enumerate(worksheet.iter_rows(max_row=rows, max_col=columns, values_only=True)):
            if any(value is not None for value in row):
                grid.put(number, [None if value is None else shown(value) for value in row])
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise Unreadable from error
    return grid.sheet(name, worksheet.sheet_state == "visible")


def _error_text(detail: str) -> str:
    kind = re.search(r"Error\((\w+)\)", detail)
    if kind:
        return EXCEL_ERRORS.get(kind.group(1), "#VALUE!")
    return plain_duration(detail) or "#VALUE!"


def _lost_digits(workbook: Any, number: int, leading: int, arrays: list[pa.Array]) -> list[int]:
    """Columns of long numbers that Excel keeps as a number: a double holds 15 digits, the others are invented."""
    suspects = [
        pc.and_(pc.greater(pc.binary_length(array), EXACT_DIGITS), pc.ascii_is_decimal(array))
        for array in arrays
    ]
    return _typed(workbook, number, leading, suspects, ("float", "int"))


def _without_zones(workbook: Any, number: int, leading: int, arrays: list[pa.Array]) -> list[pa.Array]:
    """Moments without the Z that some programs write behind those of cells typed as dates, which know no zone; of a
    text it says that the moment is told in UTC."""
    suspects = [pc.ends_with(array, "Z") for array in arrays]  # an expression would cost fifteen times that
    typed = _typed(workbook, number, leading, suspects, ("date", "datetime"))
    return [
        tidy(pc.replace_substring_regex(array, ZONED_MOMENT, r"\1")) if leading + place in typed else array
        for place, array in enumerate(arrays)
    ]


def _typed(
    workbook: Any, number: int, leading: int, suspects: list[pa.Array], types: tuple[str, ...]
) -> list[int]:
    """Columns that hold one of these types in the first of the cells that are asked about (one mask a column): its row
    is loaded once more."""
    firsts: dict[int, list[int]] = {}
    for column, asked in enumerate(suspects):
        if (first := pc.index(asked, True).as_py()) >= 0:
            firsts.setdefault(first, []).append(leading + column)
    found = []
    for row, columns in firsts.items():
        one = _guarded(workbook.load_sheet, number, header_row=None, skip_rows=row, n_rows=1)
        held = {column.absolute_index: column.dtype for column in one.available_columns()}
        found += [column for column in columns if held.get(column) in types]
    return found
