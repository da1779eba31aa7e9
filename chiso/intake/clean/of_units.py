"""The code of a criterion that has a name alone, in a list of units and their criteria."""

from dataclasses import replace

import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise import sums
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.per_unit import DATASET
from chiso.intake.recognise.rooms import codes_of, name_of


def with_codes(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """One more column, the codes of criteria that have none: the printed one of the name ("I. Chỉ đạo"), else its place
    among the names. What sums them up, or all that there is, is of the whole unit."""
    if layout.dataset != DATASET or "criterion" in layout.columns or "name" not in layout.columns:
        return sheet, layout
    place, table, end = layout.columns["name"], sheet.table, layout.header_end
    names = [vi.nfc(text or "") for text in table.column(place).to_pylist()[end:]]
    different = [name for name in dict.fromkeys(names) if name and not sums.is_all(vi.fold(name))]
    if len(different) < 2:
        return sheet, layout
    codes = codes_of([(name,) for name in different])
    above = table.column(place).to_pylist()[:end]
    said = pa.array([*above, *(name_of((name,)) or None for name in names)], pa.string())
    coded = pa.array([*([None] * end), *(codes.get((name,)) for name in names)], pa.string())
    table = table.set_column(place, table.column_names[place], said)
    table = table.append_column(f"c{table.num_columns}", coded)
    columns = {**layout.columns, "criterion": table.num_columns - 1}
    headers = {**layout.headers, "criterion": layout.headers["name"]}
    return replace(sheet, table=table), replace(layout, columns=columns, headers=headers)
