"""The codes of criteria that have no column of their own."""

from dataclasses import replace

import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise import rooms, sums
from chiso.intake.recognise.layout import Layout

_FIELD = {"criteria": "code", "unit_scores": "criterion"}


def with_codes(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """One more column: the codes with which the names of criteria begin ("I. Chỉ đạo"). Those of units need none: a
    name has its place among the names for one; what sums them up, or all that there is, is of the whole unit."""
    field = _FIELD.get(layout.dataset, "")
    if not field or layout.wide is not None or field in layout.columns or "name" not in layout.columns:
        return sheet, layout
    place, table, end = layout.columns["name"], sheet.table, layout.header_end
    cells = table.column(place).to_pylist()
    names = [vi.nfc(cell or "") for cell in cells[end:]]
    different = [name for name in dict.fromkeys(names) if name and not sums.is_all(vi.fold(name))]
    if len(different) < 2:
        return sheet, layout
    if layout.dataset == "criteria":
        codes = {name: rooms.code_of(name) for name in different}
    else:
        codes = {name: code for (name,), code in rooms.codes_of([(name,) for name in different]).items()}
    bare = pa.array([*cells[:end], *(rooms.name_of((name,)) or None for name in names)], pa.string())
    coded = pa.array([*([None] * end), *(codes.get(name) or None for name in names)], pa.string())
    table = table.set_column(place, table.column_names[place], bare)
    table = table.append_column(f"c{table.num_columns}", coded)
    columns = {**layout.columns, field: table.num_columns - 1}
    headers = {**layout.headers, field: layout.headers["name"]}
    return replace(sheet, table=table), replace(layout, columns=columns, headers=headers)
