"""What cells show, before anybody asks of which kind they are."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi

Mask = npt.NDArray[np.bool_]


def texts_of(column: pa.ChunkedArray) -> list[str]:
    """What each cell of a column says, "" for an empty one."""
    return [vi.nfc(text or "") for text in column.to_pylist()]


def unmarked(texts: pa.Array, kind: str) -> pa.Array:
    """Without what marks a text as text for Excel, so that it keeps its zeros: ="0012", '0012 (not in a sentence)."""
    for mark, whole in (('="', r'^="([^"]*)"$'), ("'", r"^'(.*)$")):
        if (kind != "text" or mark != "'") and pc.any(pc.starts_with(texts, mark)).as_py():
            texts = pc.replace_substring_regex(texts, whole, r"\1")
    return texts


# First bytes of UTF-8 that alone say that a cell is not blank: printable ASCII, and the letters from À to ƿ.
_VISIBLE = np.isin(np.arange(256), [*range(0x21, 0x7F), *range(0xC3, 0xC7)])


def filled_cells(column: pa.ChunkedArray) -> Mask:
    """Which cells say something: more than blanks and signs that nobody sees. An expression is asked of those alone
    whose first byte does not tell."""
    parts = [_begin_visibly(part.cast(pa.string())) for part in column.chunks]
    found = np.concatenate([np.zeros(0, dtype=np.bool_), *parts])
    others = np.flatnonzero(~found & np.asarray(column.is_valid(), dtype=np.bool_))
    if len(others):
        texts = column.take(pa.array(others)).cast(pa.string())
        found[others] = np.asarray(pc.match_substring_regex(texts, r"[^\s\p{Z}\p{Cf}\p{Cc}]"), dtype=np.bool_)
    return found


def _begin_visibly(texts: pa.StringArray) -> Mask:
    _, offsets, content = texts.buffers()
    if not content:
        return np.zeros(len(texts), dtype=np.bool_)
    place = np.frombuffer(offsets, dtype=np.int32)[texts.offset : texts.offset + len(texts) + 1]
    first = np.frombuffer(content, dtype=np.uint8)[np.minimum(place[:-1], content.size - 1)]
    is_there = np.asarray(texts.is_valid(), dtype=np.bool_)
    begun: Mask = _VISIBLE[first] & (place[1:] > place[:-1]) & is_there
    return begun


def cells_of(table: pa.Table, rows: npt.NDArray[np.int64]) -> dict[int, dict[int, str]]:
    """row -> column -> tidy text of its filled cells."""
    out: dict[int, dict[int, str]] = {int(row): {} for row in rows}
    part = table.take(pa.array(rows))
    for number, column in enumerate(part.columns):
        for row, text in zip(rows, column.to_pylist(), strict=True):
            if text is not None and (tidy := vi.nfc(text)):
                out[int(row)][number] = tidy
    return out


def is_excel_error(text: str) -> bool:
    """#N/A, #REF!, #VALUE! …: an unreadable cell, never an empty one."""
    return bool(_EXCEL_ERROR.fullmatch(text.strip()))


_EXCEL_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!"
    r"|BUSY!|CONNECT!)|Err:[0-9]{3}",
    re.IGNORECASE,
)
