"""openpyxl, for sheets that fastexcel rejects and for sheets of which only a window is to be read."""

from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from chiso.core.errors import Refused
from chiso.intake.files.cells import shown
from chiso.intake.files.sheets import Grid, Job, Sheet, named


class UnreadableSheet(Exception):
    """openpyxl gave up; its own exceptions are of any kind."""


def opened(content: bytes) -> Any:
    """The workbook, its sheets not yet read."""
    try:
        return openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # whatever its parsers raise
        raise UnreadableSheet from error


def sheet_of(job: Job, workbook: Any, name: str) -> Sheet:
    """One sheet row by row; the dimension that it claims is not believed."""
    if name not in workbook.sheetnames:
        raise UnreadableSheet
    worksheet = workbook[name]
    if not isinstance(worksheet, ReadOnlyWorksheet):  # a chart sheet
        return Sheet(name, True, named([], 0))
    grid = Grid(job)
    try:
        _fill(grid, worksheet, *job.windows.get(name, (None, None)))
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise UnreadableSheet from error
    return grid.sheet(name, worksheet.sheet_state == "visible")


def _fill(grid: Grid, worksheet: Any, rows: int | None, columns: int | None) -> None:
    worksheet.reset_dimensions()
    for number, row in enumerate(worksheet.iter_rows(max_row=rows, max_col=columns, values_only=True)):
        if any(value is not None for value in row):
            grid.put(number, [None if value is None else shown(value) for value in row])
