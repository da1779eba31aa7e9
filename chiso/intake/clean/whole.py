"""The row that sums up the components of an index is the index's own score, where no row is called after it."""

from dataclasses import replace

import pyarrow as pa

from chiso.intake.clean.shown import texts_of
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.index_names import WHOLE, are_whole, sums_components
from chiso.intake.recognise.layout import Layout


def with_whole(sheet: Sheet, layout: Layout) -> Sheet:
    """A table of components down with "Tổng cộng" called after the index, so that it is no row that nobody needs."""
    column = layout.columns.get("component")
    index = layout.constants.get("index")
    if layout.dataset != "index_scores" or column is None or index is None:
        return sheet
    table = sheet.table
    places = dict.fromkeys((column, 0 if layout.stt_column is None else layout.stt_column))
    said = {place: texts_of(table.column(place)) for place in places}
    rows = range(layout.header_end, table.num_rows)
    sums = [row for row in rows if any(sums_components(said[place][row]) for place in places)]
    if len(sums) != 1 or not are_whole((said[column][row] for row in rows if row not in sums), index):
        return sheet
    for place in places:  # beside the component the word may stand instead of a number
        texts = table.column(place).to_pylist()
        texts[sums[0]] = WHOLE if place == column else None
        table = table.set_column(place, table.column_names[place], pa.array(texts, pa.string()))
    return replace(sheet, table=table)
