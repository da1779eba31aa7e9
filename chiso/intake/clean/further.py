"""A further table beneath the first in one sheet, with columns of its own: its rows are not those of the first."""

import numpy as np

from chiso.core import vietnamese as vi
from chiso.intake.clean.cleaned import Work
from chiso.intake.recognise.claims import is_header, is_wording

_LEAST = 3  # headings that make a row a header


def tables(work: Work) -> None:
    """From the header of such a table on every row is rejected for that alone: read by the first table's header its
    cells would stand in wrong fields, some of them in silence."""
    suspects = {
        int(index)
        for name, column in work.columns.items()
        for index in np.flatnonzero(column.bad)
        if is_wording(work.text(int(index), name))
    }
    first = next((index for index in sorted(suspects) if _is_header(work, index)), None)
    if first is None:
        return
    work.ends, work.found = first, [fault for fault in work.found if fault[0] < first]
    row = int(work.row_no[first])
    message = (
        f"Dòng {row} là tiêu đề của một bảng khác, có các cột không như tiêu đề ở dòng {work.layout.header_row}, nên "
        "từ đó trở xuống không đọc. Hãy đưa bảng đó sang trang tính hoặc tệp riêng rồi nộp lại."
    )
    for index in range(first, len(work)):
        work.reject(index, "", "other_table", message)


def _is_header(work: Work, index: int) -> bool:
    texts = [text for name in work.layout.columns if (text := vi.nfc(work.text(index, name)))]
    return is_header(texts, _LEAST)
