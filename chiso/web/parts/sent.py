"""Tables as they are sent to a browser, made once for all who look at the same rows: most of what a grid costs is its
Arrow, and what its cells say and how they look, as Streamlit puts them together of a Styler."""

from dataclasses import dataclass
from typing import Any, cast

import pandas as pd
import pyarrow as pa
from pandas.io.formats.style import Styler
from streamlit import dataframe_util
from streamlit.elements import arrow
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from chiso.web.parts import painting
from chiso.web.parts.painting import Looks

_PLACE = "chiso"  # what a table is called in its looks: each place on a page calls its own differently
_MADE = "_chiso_arrow"


@dataclass(frozen=True, eq=False)
class Sent:
    """A table that Streamlit need not put together. frame: as many rows and the columns, without the values;
    `looks` (None: it has none): CSS of its cells, `said`: Arrow of what they say where that is not their value."""

    frame: pd.DataFrame
    looks: str | None
    said: bytes

    @property
    def data(self) -> Any:
        """What `st.dataframe` and `st.table` take."""
        if self.looks is None:
            return self.frame
        styler: Any = Styler.__new__(Styler)
        styler.data, styler.caption, styler.sent = self.frame, None, self
        return cast(Styler, styler)


def made(table: Any) -> Sent:
    """A frame, or what `painting.painted` answers, as Streamlit sends it: by Streamlit's own hands."""
    looks, said, frame = None, b"", table
    if not isinstance(table, pd.DataFrame):
        proto = ArrowData()
        _marshall(proto, table, _PLACE)
        looks, said, frame = proto.styler.styles, proto.styler.display_values, table.data
    light = pd.DataFrame(index=frame.index, columns=frame.columns)
    light.attrs[_MADE] = values = _arrow_bytes(frame)
    return Sent(light, looks, said and _only_other(said, values))


def _only_other(said: bytes, values: bytes) -> bytes:
    """What cells say without the texts that are their values: a browser shows the value where nothing is said. Numbers
    and days it would write in its own way."""
    told, shown = (pa.ipc.open_stream(one).read_all() for one in (said, values))
    columns = []
    for words, value in zip(told.columns, shown.columns, strict=True):
        if value.type in (pa.string(), pa.large_string()):
            pairs = zip(words.to_pylist(), value.to_pylist(), strict=True)
            words = pa.array([None if word == own else word for word, own in pairs], words.type)
        columns.append(words)
    told = pa.table(columns, told.schema)
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, told.schema) as writer:
        writer.write_table(told)
    made: bytes = stream.getvalue().to_pybytes()
    return made


def painted(shown: pd.DataFrame, looks: Looks) -> Sent:
    """Cells that say their values and look so."""
    return made(painting.painted(shown, (), looks))


_marshall, _arrow_bytes = marshall_styler, dataframe_util.convert_pandas_df_to_arrow_bytes


def _marshalled(proto: ArrowData, styler: Any, place: str) -> None:
    sent: Sent | None = getattr(styler, "sent", None)
    if sent is None:
        _marshall(proto, styler, place)
        return
    proto.styler.uuid, proto.styler.display_values = place, sent.said
    proto.styler.styles = (sent.looks or "").replace(_PLACE, place)


def _bytes(frame: pd.DataFrame, **more: Any) -> bytes:
    made: bytes | None = frame.attrs.get(_MADE)
    return _arrow_bytes(frame, **more) if made is None else made


arrow.marshall_styler = _marshalled  # type: ignore[attr-defined,assignment]
dataframe_util.convert_pandas_df_to_arrow_bytes = _bytes  # type: ignore[assignment]
