"""The one door to DuckDB: open, named queries on a cursor each, one writer at a time, backup copy.

Why (docs/store.md): one connection shared by threads gives silently wrong numbers, a cursor per query none; after
a full disk the database is dead until every connection of it is closed; a second process cannot open the file.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from chiso.core import settings
from chiso.core.errors import ChisoError
from chiso.store import attached, disk, ledger, private, schema, shapes, swap
from chiso.store.connection import DATABASE, DamagedDatabase, Database, Thread, damage_told, give_back, opened
from chiso.store.disk import StorageFull
from chiso.store.kept import Answer, Row, frozen
from chiso.store.queries_text import Names, Query, Source

__all__ = ["DATABASE", "DamagedDatabase", "StorageFull", "Store"]

T = TypeVar("T")
Named = Names | None


class Store(AbstractContextManager["Store"]):
    """The data of one home. Safe to use from many threads; every query runs on a cursor of its own.

    Inside `transaction()` the queries of that thread see its uncommitted changes, all others the state before.
    """

    def __init__(self, database: Database, queries: Path) -> None:
        self.home, self.queries = database.home, queries
        self._database, self._thread, self._closed = database, Thread(), False

    @classmethod
    def open(
        cls,
        home: Path | str,
        *,
        create: bool = False,
        agency: str | None = None,
        queries: Path | None = None,
        before: Callable[["Store"], None] = lambda _: None,
    ) -> "Store":
        """The store in `home`; raises InUse, DamagedDatabase, `no_home` (with `create` it is made, of `agency`).
        `before` is called while what an earlier release made is as it was."""
        home = Path(home).resolve()
        if not (create or cls.exists(home) or ledger.read(home).lines):
            words = f"Thư mục dữ liệu {home.name} chưa có cơ sở dữ liệu. Hãy chạy lệnh init hoặc demo trước."
            raise ChisoError("no_home", words)
        store = cls(opened(home, create=create), queries or settings.QUERIES)
        private.tighten(home)
        try:
            schema.migrate(store, agency, before)
        except BaseException:
            store.close()
            raise
        return store

    @staticmethod
    def exists(home: Path | str) -> bool:
        """Is there a database in that home?"""
        return any((Path(home) / folder / DATABASE).is_file() for folder in ("", swap.READY))

    def close(self) -> None:
        """Closes the file once the last Store of this process on it is closed."""
        if not self._closed:
            self._closed = True
            give_back(self._database)

    def __exit__(self, *error: object) -> None:
        self.close()

    # ---- reading

    def run(self, name: str, names: Named = None, /, *, _source: Source = (), **given: Any) -> pd.DataFrame:
        """The rows of `queries/<name>.sql` as a DataFrame; `names` fill in a template (see `queries_text`)."""
        return self.read(self.query(name, names, _source=_source), given, shapes.frame)

    def arrow(self, name: str, names: Named = None, /, *, _source: Source = (), **given: object) -> pa.Table:
        """The same as an Arrow table."""
        return self.read(self.query(name, names, _source=_source), given, shapes.arrow)

    def rows(self, name: str, names: Named = None, /, *, _source: Source = (), **given: object) -> list[Row]:
        """The same as dictionaries of Python values."""
        return self.read(self.query(name, names, _source=_source), given, shapes.dictionaries)

    def known(self, name: str, names: Named = None, /, *, _source: Source = (), **given: object) -> list[Row]:
        """`rows`, asked once per data version: of what many questions begin with. A transaction sees its own."""
        asked = (self.queries, name, str(names), _source, frozen(given))
        return self.once(asked, lambda: self.rows(name, names, _source=_source, **given))

    def table(self, name: str, /, *, _source: Source = (), **given: object) -> pa.Table:
        """`arrow`, asked once per data version too, and each text in it once: of rows that were added up."""
        ask = partial(self.read, self.query(name, _source=_source), given, shapes.dense)
        asked = (self.queries, name, _source, frozen(given))
        return ask() if self.is_in_transaction else self._database.tables.of(self.data_version, asked, ask)

    def once(self, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The rows of `ask`, made once per data version. A transaction makes its own."""
        return ask() if self.is_in_transaction else self._database.kept.of(self.data_version, asked, ask)

    def value(self, name: str, /, **parameters: object) -> Any:
        """The first cell of the first row, None where there is none."""
        found = self.read(self.query(name), parameters, shapes.dictionaries)
        return next(iter(found[0].values())) if found else None

    def query(self, name: str, names: Named = None, /, *, _source: Source = ()) -> Query:
        """A named query with its SQL and the parameters that it takes."""
        return attached.meant(self.queries, name, _source, names)

    def with_table(self, name: str, table: pa.Table, names: Named = None, /, **given: object) -> pa.Table:
        """Runs a query that reads the Arrow `table` under the name `staged`; the answer is an Arrow table."""
        return self.read(self.query(name, names), given, shapes.over(table, shapes.arrow))

    def read(self, query: Query, parameters: dict[str, object], fetch: shapes.Fetch[T]) -> T:
        """What a query answers, in the shape of `fetch`; of records where they are."""
        values = query.bind(parameters)
        try:
            if query.is_of_records:
                return attached.ask(self, fetch, query, values)
            with self._cursor() as cursor:
                return fetch(cursor, query.sql, values)
        except (duckdb.FatalException, duckdb.ConnectionException, duckdb.InternalException):
            if self._thread.cursor is not None or self._closed:
                raise
        self._database.reopen()  # it was dead; outside a transaction the query may be repeated
        with self._cursor() as cursor:
            return fetch(cursor, query.sql, values)

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The transaction's cursor in a thread that has one, else a fresh one that is closed at the end."""
        with damage_told(self.home):
            if self._thread.cursor is not None:
                yield self._thread.cursor
                return
            with closing(self._database.base.cursor()) as cursor:
                try:
                    yield cursor
                except duckdb.IOException as error:  # a question that needed room for what it keeps aside
                    raise (disk.failed() if disk.is_of_the_disk(error) else error) from error

    # ---- writing

    @property
    def is_in_transaction(self) -> bool:
        """Whether this thread writes: what it has written no other thread sees yet."""
        return self._thread.cursor is not None

    @contextmanager
    def transaction(self, *, is_trial: bool = False) -> Iterator["Store"]:
        """Everything inside happens or nothing, of a trial nothing; one writer at a time. Nested ones join the outer.
        Raises StorageFull (nothing was changed, the store works again) and whatever the body raises."""
        if self._thread.cursor is not None:
            yield self
            return
        with self._database.writer:
            self._database.reopen()
            with (
                self._database.reopened_after_a_failure(),
                closing(self._database.base.cursor()) as cursor,
                self._begun(cursor, is_trial),
            ):
                yield self
            self.refresh_version()

    @contextmanager
    def _begun(self, cursor: duckdb.DuckDBPyConnection, is_trial: bool) -> Iterator[None]:
        cursor.begin()
        self._thread.cursor, self._thread.lines = cursor, []
        try:
            yield
            if is_trial:
                cursor.rollback()
                return
            with self._written():
                cursor.commit()
        except BaseException:
            with suppress(duckdb.Error):
                cursor.rollback()
            raise
        finally:
            self._thread.cursor = None

    @contextmanager
    def _written(self) -> Iterator[None]:
        """The lines of this transaction stand in the ledger before it is committed; raises StorageFull."""
        if not (lines := self._thread.lines):
            yield
            return
        version, known = int(self.fact("data_version") or 0), self.ledger_tail
        if not known[0]:  # with it a restore from the ledger alone begins
            lines[0]["home"] = self.agency
        with disk.written(), ledger.appended(self.home, lines, known, version) as tail:
            self.set_ledger_tail(tail)
            yield

    def record(self, action: str, who: str, **words: object) -> None:
        """Adds a line to the ledger, inside a transaction: it stands there with the commit, or neither does."""
        self._thread.lines.append({"action": action, "who": who, **words})

    @contextmanager
    def redoing(self, tail: ledger.Tail) -> Iterator[None]:
        """A transaction that does again what a line of the ledger says: it adds none, and knows that one then."""
        with self.transaction():
            yield
            self._thread.lines.clear()
            if tail[0] > self.ledger_tail[0]:
                self.set_ledger_tail(tail)

    @property
    def ledger_tail(self) -> ledger.Tail:
        """Number and SHA-256 of the last line of the ledger that this database knows."""
        number, _, digest = (self.fact("ledger") or "0 ").partition(" ")
        return int(number), digest

    def set_ledger_tail(self, tail: ledger.Tail) -> None:
        """The database has seen the ledger up to this line."""
        self.set_fact("ledger", f"{tail[0]} {tail[1]}")

    def execute(self, name: str, names: Named = None, /, *, _source: Source = (), **given: object) -> int:
        """Runs a named statement, in its own transaction if there is none; the number of rows it changed."""
        query = self.query(name, names, _source=_source)
        with self.transaction(), self._cursor() as cursor:
            found = cursor.execute(shapes.statement(cursor, query.sql), query.bind(given)).fetchall()
        return int(found[0][0]) if found and isinstance(found[0][0], int) else 0

    def insert(self, table: str, rows: pa.Table) -> int:
        """Appends the rows to a table by column name; columns that `rows` lacks become NULL. Number of rows."""
        with self.transaction():
            self.with_table("store/insert", rows, {"table": (table,)})
        return len(rows)

    def checkpoint(self) -> None:
        """Writes the log into the database file. Raises StorageFull."""
        with self._database.writer, self._database.reopened_after_a_failure(), self._cursor() as cursor:
            cursor.checkpoint()

    def writing(self) -> AbstractContextManager[Any]:
        """Holds the writer lock without a transaction: nobody else writes meanwhile."""
        return self._database.writer

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

    @property
    def writes(self) -> int:
        """A number that grows with whatever this process writes, a deck that is kept too, which raises no version."""
        return self._database.writes

    def refresh_version(self) -> None:
        """All of this process see the data version that the database holds."""
        self._database.version, self.queries = int(self.fact("data_version") or 0), attached.queries(self)
        self._database.writes = next(self._database.numbers)

    def bump(self) -> int:
        """Raises the data version (inside the transaction of the change); the new version."""
        version = int(self.fact("data_version") or 0) + 1
        self.set_fact("data_version", str(version))
        return version

    def fact(self, name: str) -> str | None:
        """A single value of the home: agency, demonstration, data_version, …"""
        return None if (found := self.value("store/fact", name=name)) is None else str(found)

    def set_fact(self, name: str, value: str) -> None:
        """Writes a single value."""
        self.execute("store/set_fact", name=name, value=value)

    @property
    def agency(self) -> str:
        """The agency of this home ('' before init)."""
        return self.fact("agency") or ""

    @property
    def is_demonstration(self) -> bool:
        """Whether the home holds the demonstration, nobody's real data (False before init)."""
        return self.fact("demonstration") == "true"
