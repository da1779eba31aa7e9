"""The one door to DuckDB: open, named queries on a cursor each, one writer at a time, backup copy.

Why it looks like this (measured, see docs/store.md): one connection shared by threads gives silently wrong
numbers, a cursor per query none; after a full disk the database object is dead until every connection of it is
closed and it is opened again; a second process cannot open the file.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from chiso.core import settings
from chiso.core.errors import InUse
from chiso.store import ledger, queries_text, schema
from chiso.store.connection import (
    DATABASE,
    FULL,
    DamagedDatabase,
    Database,
    NoHome,
    StorageFull,
    connect,
    databases,
    databases_lock,
    staging_folder,
)
from chiso.store.queries_text import Names, Query, Source

__all__ = ["DATABASE", "DamagedDatabase", "NoHome", "StorageFull", "Store"]

T = TypeVar("T")
Fetch = Callable[[duckdb.DuckDBPyConnection, str, dict[str, object]], T]


class Store:
    """The data of one home. Safe to use from many threads; every query runs on a cursor of its own.

    Inside `transaction()` the queries of that thread see its uncommitted changes, all others the state before.
    """

    def __init__(self, database: Database, queries: Path) -> None:
        self.home = database.home
        self.queries = queries
        self._database = database
        self._local = threading.local()
        self._closed = False

    @classmethod
    def open(
        cls, home: Path | str, *, create: bool = False, agency: str | None = None, queries: Path | None = None
    ) -> "Store":
        """The store in `home`; raises InUse, NoHome (without `create`), DamagedDatabase.

        `create` makes directory and database where missing; `agency` is written as the home's agency then.
        """
        home = Path(home).resolve()
        if not (home / DATABASE).exists():
            if not create:
                raise NoHome(home)
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with databases_lock:
            database = databases.get(home)
            if database is None:
                database = databases[home] = Database(home)
            database.users += 1
        store = cls(database, queries or settings.QUERIES)
        try:
            schema.migrate(store, agency)
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def exists(home: Path | str) -> bool:
        """Is there a database in that home?"""
        return (Path(home) / DATABASE).is_file()

    @staticmethod
    def is_open(home: Path | str) -> bool:
        """Does this process hold that home's database open?"""
        with databases_lock:
            return Path(home).resolve() in databases

    @classmethod
    def is_in_use(cls, home: Path | str) -> bool:
        """Is that home's database open, in this process or another? A file that cannot be opened is not in use."""
        home = Path(home).resolve()
        if not cls.exists(home):
            return False
        if cls.is_open(home):
            return True
        try:
            connect(home).close()
        except InUse:
            return True
        except DamagedDatabase:
            pass
        return False

    def close(self) -> None:
        """Closes the file once the last Store of this process on it is closed."""
        if self._closed:
            return
        self._closed = True
        with databases_lock:
            self._database.users -= 1
            if not self._database.users:
                databases.pop(self.home, None)
                with suppress(duckdb.Error):
                    self._database.base.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- reading

    def run(self, name: str, /, *, _source: Source = (), **parameters: object) -> pd.DataFrame:
        """The rows of the named query (`queries/<name>.sql`) as a DataFrame; parameters as the file declares."""
        return self._read(name, parameters, _frame, _source)

    def arrow(self, name: str, names: Names | None = None, /, **parameters: object) -> pa.Table:
        """The same as an Arrow table; `names` fill in a template (see `queries_text`)."""
        return self._read(name, parameters, _arrow, names=names)

    def rows(self, name: str, /, *, _source: Source = (), **parameters: object) -> list[dict[str, Any]]:
        """The same as dictionaries of Python values."""
        return self._read(name, parameters, _dictionaries, _source)

    def value(self, name: str, /, *, _source: Source = (), **parameters: object) -> Any:
        """The first cell of the first row, None where there is none."""
        found = self._read(name, parameters, _tuples, _source)
        return found[0][0] if found else None

    def text(self, name: str, names: Names | None = None, /) -> str:
        """The SQL of a named query."""
        return queries_text.load(self.queries, name, names=names).sql

    def parameters(self, name: str, /, *, _source: Source = ()) -> dict[str, str]:
        """{parameter: SQL type} of a named query."""
        return dict(queries_text.load(self.queries, name, _source).parameters)

    def with_table(
        self, name: str, table: pa.Table, names: Names | None = None, /, **parameters: object
    ) -> pa.Table:
        """Runs a query that reads the Arrow `table` under the name `staged`; the answer is an Arrow table."""
        query = queries_text.load(self.queries, name, names=names)
        with self._cursor() as cursor:
            cursor.register("staged", table)
            try:
                return _arrow(cursor, query.sql, query.bind(parameters))
            finally:
                cursor.unregister("staged")

    def _read(
        self,
        name: str,
        parameters: dict[str, object],
        fetch: Fetch[T],
        source: Source = (),
        names: Names | None = None,
    ) -> T:
        query = queries_text.load(self.queries, name, source, names)
        values = query.bind(parameters)
        for attempt in (1, 2):
            try:
                with self._cursor() as cursor:
                    return fetch(cursor, query.sql, values)
            except duckdb.Error as error:
                if attempt == 2 or not self._recovered(error):
                    raise
        raise AssertionError("not reached")

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The transaction's cursor in a thread that has one, else a fresh one that is closed at the end."""
        current: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if current is not None:
            yield current
            return
        cursor = self._database.base.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def _recovered(self, error: duckdb.Error) -> bool:
        """True when the database was dead and answers again: outside a transaction the query may be repeated."""
        if getattr(self._local, "cursor", None) is not None or self._closed:
            return False
        if not isinstance(
            error, duckdb.FatalException | duckdb.ConnectionException | duckdb.InternalException
        ):
            return False
        self._database.reopen()
        return True

    # ---- writing

    @contextmanager
    def transaction(self) -> Iterator["Store"]:
        """Everything inside happens or nothing; one writer at a time, others wait. Nested ones join the outer.

        Raises StorageFull (nothing was changed, the store works again) and whatever the body raises.
        """
        if getattr(self._local, "cursor", None) is not None:
            yield self
            return
        with self._database.writer:
            try:
                with self._transaction():
                    yield self
            except duckdb.Error as error:
                if not self._database.alive():
                    self._database.reopen()
                if any(word in str(error).lower() for word in FULL):
                    raise StorageFull from error
                raise
            self._refresh_version()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if not self._database.alive():
            self._database.reopen()
        cursor = self._database.base.cursor()
        try:
            cursor.execute(self._text("store/begin").sql)
            self._local.cursor, self._local.lines = cursor, []
            try:
                yield
                with self._written():
                    cursor.execute(self._text("store/commit").sql)
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.execute(self._text("store/rollback").sql)
                raise
        finally:
            self._local.cursor = None
            cursor.close()

    @contextmanager
    def _written(self) -> Iterator[None]:
        """The lines of this transaction stand in the ledger before it is committed; raises StorageFull."""
        lines = self._local.lines
        if not lines:
            yield
            return
        version = int(self.fact("data_version") or 0)
        try:
            with ledger.appended(self.home, lines, self.ledger_tail, version) as tail:
                self.set_ledger_tail(tail)
                yield
        except OSError as error:
            raise StorageFull from error

    def record(self, action: str, who: str, **words: object) -> None:
        """Adds a line to the ledger, inside a transaction: it stands there with the commit, or neither does."""
        self._local.lines.append({"action": action, "who": who, **words})

    @property
    def ledger_tail(self) -> ledger.Tail:
        """Number and SHA-256 of the last line of the ledger that this database knows."""
        number, _, digest = (self.fact("ledger") or "0 ").partition(" ")
        return int(number), digest

    def set_ledger_tail(self, tail: ledger.Tail) -> None:
        """The database has seen the ledger up to this line."""
        self.set_fact("ledger", f"{tail[0]} {tail[1]}")

    def execute(
        self, name: str, names: Names | None = None, /, *, _source: Source = (), **parameters: object
    ) -> int:
        """Runs a named statement, in its own transaction if there is none; the number of rows it changed."""
        query = queries_text.load(self.queries, name, _source, names)
        values = query.bind(parameters)
        with self.transaction(), self._cursor() as cursor:
            found = cursor.execute(query.sql, values).fetchall()
        return int(found[0][0]) if found and isinstance(found[0][0], int) else 0

    def insert(self, table: str, rows: pa.Table) -> int:
        """Appends the rows to a table by column name; columns that `rows` lacks become NULL. Number of rows."""
        columns = [row["column_name"] for row in self.rows("store/columns", tables=[table])]
        unknown = set(rows.column_names) - set(columns)
        if not columns or unknown:
            raise queries_text.QueryError(f"insert into {table}: no such table or columns {sorted(unknown)}")
        aligned = pa.table(
            [rows[column] if column in rows.column_names else pa.nulls(len(rows)) for column in columns],
            names=columns,
        )
        with self.transaction(), self._cursor() as cursor:
            cursor.from_arrow(aligned).insert_into(table)
        return len(rows)

    def checkpoint(self) -> None:
        """Writes the log into the database file."""
        with self._database.writer, self._cursor() as cursor:
            cursor.execute(self._text("store/checkpoint").sql)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the writer lock without a transaction: nobody else writes meanwhile."""
        with self._database.writer:
            yield

    @property
    def cut_log(self) -> Path | None:
        """Where the damaged write-ahead log is kept that was cut at opening; None if it was sound."""
        return self._database.cut_log

    def log_was_mended(self) -> None:
        """What the cut log lost has been imported again: nothing more to say about it."""
        self._database.cut_log = None

    # ---- single values

    @property
    def data_version(self) -> int:
        """Counts the changes of data: imports, roll-backs, reference changes. Key of every cache."""
        return self._database.version

    def bump(self) -> int:
        """Raises the data version (inside the transaction of the change); the new version."""
        version = int(self.fact("data_version") or 0) + 1
        self.set_fact("data_version", str(version))
        return version

    def fact(self, name: str) -> str | None:
        """A single value of the home: agency, demonstration, data_version, …"""
        found = self.value("store/facts", name=name)
        return None if found is None else str(found)

    def set_fact(self, name: str, value: str | None) -> None:
        """Writes a single value; None removes it."""
        with self.transaction():
            self.execute("store/forget_fact", name=name)
            if value is not None:
                self.execute("store/add_fact", name=name, value=value)

    @property
    def agency(self) -> str:
        """The agency of this home ('' before init)."""
        return self.fact("agency") or ""

    # ---- schema and copy

    def copy_database(self) -> Path:
        """A consistent copy of the database (as one transaction sees it) in the staging folder; its path."""
        target = staging_folder(self.home) / DATABASE
        with self._database.writer:
            for old in staging_folder(self.home).glob("*"):
                old.unlink()
            with self._cursor() as cursor:
                query = self._text("store/attach_backup")
                cursor.execute(query.sql, {"path": str(target)})
                try:
                    cursor.execute(self._text("store/copy_backup").sql)
                finally:
                    cursor.execute(self._text("store/detach_backup").sql)
        return target

    def _refresh_version(self) -> None:
        self._database.version = int(self.fact("data_version") or 0)

    def _text(self, name: str) -> Query:
        return queries_text.load(self.queries, name)


# Every one of these takes the whole result: an unfinished one blocks the next statement on its cursor.


def _frame(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pd.DataFrame:
    frame: pd.DataFrame = cursor.execute(sql, values).df()
    return frame


def _arrow(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> pa.Table:
    return cursor.sql(sql, params=values).to_arrow_table()


def _tuples(cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = cursor.execute(sql, values).fetchall()
    return found


def _dictionaries(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, object]
) -> list[dict[str, Any]]:
    found = _tuples(cursor, sql, values)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in found]
