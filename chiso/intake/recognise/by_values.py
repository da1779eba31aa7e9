"""A required column of a closed list, told by its values where no wording knows its heading (shared contract,
"Datasets": `column_by_values`)."""

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.vietnamese import nfc
from chiso.intake.choices import code_of
from chiso.intake.datasets import Dataset
from chiso.intake.files.sheets import Sheet

LEAST_CELLS, LEAST_SHARE = 3, 0.5
# How the result is handed over or a fee is paid is not how the dossier was filed.
_ABOUT_OTHERS = re.compile(r"(?<!\w)(?:kết quả|trả|thanh toán|phí|bổ sung)(?!\w)")


def found(
    dataset: Dataset,
    sheet: Sheet,
    below: int,
    missing: tuple[str, ...],
    unknown: Mapping[int, tuple[str, ...]],
) -> tuple[str, int] | None:
    """(field, column): the one required field of a closed list that has no column, and the one unknown column with
    nothing but words of that list. `below`: the first row under the header; `unknown`: column -> levels of heading."""
    closed = [name for name in missing if name in dataset.by_name and dataset.by_name[name].kind == "choice"]
    if len(closed) != 1:
        return None
    words = {word: code for word, code in dataset.by_name[closed[0]].codes.items() if not word.isdecimal()}
    rows = sheet.table.slice(below)
    fits = []
    for column, levels in unknown.items():
        if column >= rows.num_columns or any(_ABOUT_OTHERS.search(nfc(level).lower()) for level in levels):
            continue
        cells = rows.column(column).drop_null()
        repeated = pc.is_in(cells, value_set=pa.array(levels))  # the heading, on the next page
        texts = cells.filter(pc.invert(repeated))
        is_full = len(texts) >= max(LEAST_CELLS, LEAST_SHARE * rows.num_rows)
        if is_full and all(code_of(words, text) is not None for text in pc.unique(texts).to_pylist()):
            fits.append(column)
    return (closed[0], fits[0]) if len(fits) == 1 else None
