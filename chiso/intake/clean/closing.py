"""Where a table ends and who receives and signs it begins: in lists whose records need no number such a row, with words
in two columns, would be one of them.
"""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from chiso.core import vietnamese as vi
from chiso.intake.clean.shown import cells_of

# Folded: "Nơi nhận: …", "NGƯỜI LẬP BIỂU", "(Ký tên)", "Khánh Hòa, ngày 05 tháng 01 năm 2024".
_SIGNED = r"noi nhan\b|nguoi (?:lap|ky)\b|\(ky\b|ky ten\b"
_DAY = r"ngay [\d.… ]+ ?thang [\d.… ]+ ?nam "
# By how many cells a row has: beside others it is the day of a record, or of its document ("Công văn số 12, ngày …").
_CLOSES = {
    1: re.compile(rf"{_SIGNED}|(?:[^,]{{1,40}}, )?{_DAY}"),
    2: re.compile(rf"{_SIGNED}|[^,\d]{{1,40}}, {_DAY}"),
}
_OF_MANY = re.compile(_SIGNED)


def end(table: pa.Table, numbered: npt.NDArray[np.bool_]) -> int:
    """The first row that closes the table, below its last one with a number; behind its last row where none does.

    Below records with numbers offices in capitals side by side ("NGƯỜI LẬP", "GIÁM ĐỐC") close it, too; where no record
    has one they could be a record.
    """
    after = int(np.flatnonzero(numbered)[-1]) + 1 if numbered.any() else 0
    for row, cells in cells_of(table, np.arange(after, table.num_rows)).items():
        texts = list(cells.values())
        offices = after and len(texts) > 1 and all(text.isupper() and " " in text for text in texts)
        closes = _CLOSES.get(len(texts), _OF_MANY)
        if offices or any(closes.match(vi.fold(text)) for text in texts):
            return row
    return int(table.num_rows)
