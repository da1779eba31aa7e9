"""What a statement answers, in three shapes. Each takes the whole result: an unfinished one blocks the next
statement on its cursor."""

import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

# Arrow's texts let go of the interpreter in each small step and wait for it again (docs/performance.md, "Many
# sessions").
pd.set_option("mode.string_storage", "python")
# Another copy of a million rows costs 15 ms; what DuckDB advises plans each question twice, 7 ms of a list's 31.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")

T = TypeVar("T")
Fetch = Callable[[duckdb.DuckDBPyConnection, str, dict[str, object]], T]
# Raised where rows that others wrote do not fit the table or the text that they are given to; no room is none of them.
UNFIT = (duckdb.ProgrammingError, duckdb.DataError, pa.ArrowException)

# Rows that fill a group are compressed and written while they come in, each group by a processor of its own; fewer wait
# for the commit, which takes longer over them. DuckDB's own 122,880 let a file of 100,000 wait (docs/performance.md).
ROWS_OF_A_GROUP = 61_440
_KEPT = 300  # texts; one has about 30 KB
_parsed: dict[str, duckdb.Statement] = {}


def statement(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The statement, read once per text: that is a fifth of a question over few rows (docs/performance.md)."""
    if (found := _parsed.get(sql)) is None:
        if len(_parsed) >= _KEPT:
            _parsed.clear()
        (found,) = cursor.extract_statements(sql)
        _parsed[sql] = found
    return found


def frame(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pd.DataFrame:
    """The answer of a statement as a DataFrame."""
    frame: pd.DataFrame = cursor.execute(statement(cursor, sql), values).df()
    return frame


def arrow(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pa.Table:
    """As an Arrow table."""
    return cursor.execute(statement(cursor, sql), values).to_arrow_table()


def dictionaries(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]
) -> list[dict[str, Any]]:
    """As dictionaries of Python values."""
    found = cursor.execute(statement(cursor, sql), values).fetchall()
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in found]


def dense(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pa.Table:
    """As an Arrow table that holds each text of a column once."""
    found = arrow(cursor, sql, values)
    columns = [
        column.dictionary_encode() if pa.types.is_string(column.type) else column for column in found.columns
    ]
    return pa.table(columns, names=found.column_names)


def over(table: pa.Table, fetch: Fetch[T]) -> Fetch[T]:
    """The same shape of a statement that reads a table under the name `staged`."""

    def fetched(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> T:
        cursor.register("staged", pa.Table.from_batches(table.to_batches(ROWS_OF_A_GROUP), table.schema))
        try:
            return fetch(cursor, sql, values)
        finally:
            with suppress(duckdb.TransactionException):  # aborted by what failed above, which is to be told
                cursor.unregister("staged")

    return fetched
