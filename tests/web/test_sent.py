"""Tables that are put together once: what a browser is sent of them is what Streamlit would send, and a rerun puts none
together again."""

from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from streamlit import dataframe_util
from streamlit.elements import arrow
from streamlit.proto.ArrowData_pb2 import ArrowData

from chiso.present.columns import Column
from chiso.store import Store
from chiso.web.parts import painting, sent
from tests.worlds.apps import opened

COLUMNS = {
    "name": Column("Đơn vị", width=120, look="pinned"),
    "rate": Column("Tỷ lệ", "percent"),
    "late": Column("Trễ", "days", look="above"),
    "due": Column("Hạn", "date"),
}
ROWS = pd.DataFrame({
    "name": ["Phòng A", None], "rate": [0.5, None], "late": [3.0, 0.0],
    "due": [date(2024, 10, 31), None],
})  # fmt: skip


def carried(table: Any, place: str) -> ArrowData:
    """A table as st.dataframe puts it into its message."""
    proto = ArrowData()
    if dataframe_util.is_pandas_styler(table):
        arrow.marshall_styler(proto, table, place)
    proto.data = dataframe_util.convert_pandas_df_to_arrow_bytes(
        dataframe_util.convert_anything_to_pandas_df(table)
    )
    return proto


def shown(table: ArrowData) -> dict[str, list[Any]]:
    """What a browser writes into each cell: what is said of it, else its value."""
    values: dict[str, list[Any]] = pa.ipc.open_stream(table.data).read_all().to_pydict()
    if not table.styler.display_values:
        return values
    said = pa.ipc.open_stream(table.styler.display_values).read_all().to_pydict()
    return {
        name: [own if word is None else word for word, own in zip(said[name], values[name], strict=True)]
        for name in values
    }


def test_what_is_sent_is_what_streamlit_makes_of_it() -> None:
    for drawn in (partial(painting.styled, ROWS, COLUMNS, "light"), lambda: ROWS[["name", "due"]]):
        made = sent.made(drawn())
        for place in ("-7541", "12"):
            ours, streamlits = carried(made.data, place), carried(drawn(), place)
            assert shown(ours) == shown(streamlits)
            for one in (ours, streamlits):
                one.styler.ClearField("display_values")
            assert ours == streamlits
        assert len(made.frame) == len(ROWS)


def test_a_text_that_is_its_cells_value_is_sent_once() -> None:
    """A number and a day say what a browser would write otherwise."""
    table = carried(sent.made(painting.styled(ROWS, COLUMNS, "light")).data, "1")
    said = pa.ipc.open_stream(table.styler.display_values).read_all().to_pydict()
    assert said["name"] == [None, None]
    assert said["rate"][0] == "50%"
    assert said["due"][0] == "2024-10-31"
    assert table.SerializeToString().count("Phòng A".encode()) == 1


def test_a_frame_of_the_same_columns_is_not_the_one_that_was_sent() -> None:
    made = sent.made(ROWS)
    other = ROWS.assign(name=["Phòng B", "Văn phòng"])
    assert carried(made.data, "1") != carried(other, "1")
    assert "Phòng B" in carried(other, "1").data.decode("utf-8", "replace")


def test_a_rerun_puts_no_table_together_again(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = opened("qua_han")
    monkeypatch.setattr(sent, "made", lambda *_: pytest.fail("made again"))
    again = opened("qua_han")
    assert not again.exception
    assert [one.value for one in again.error] == []
    assert before.dataframe
    for one, other in zip(before.dataframe, again.dataframe, strict=True):
        pd.testing.assert_frame_equal(one.value, other.value)
