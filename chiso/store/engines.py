"""Engines that run the texts of marts and indicators over the files of a lake: DuckDB, DataFusion, Spark.

Each knows tables made of Parquet files or by a text, and answers rows; nothing is translated. All but
DuckDB are installed where they are wanted (requirements-engines.txt).
"""

import importlib.util
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from chiso.core.errors import Refused
from chiso.store.shapes import UNFIT

NO_JAVA = "Spark cần Java 17 hoặc 21 mà máy chủ chưa có. Hãy cài OpenJDK 17 rồi chạy lại."


class Engine(Protocol):
    """Tables by their names, each read, made or asked for by the words of one dialect.

    `wrong`: what it raises where a text does not fit the rows that it was given."""

    wrong: tuple[type[Exception], ...]

    def read(self, name: str, files: Sequence[Path]) -> None:
        """The rows of Parquet files, at least one, under a name; instead of those that had it before."""

    def make(self, name: str, sql: str) -> None:
        """What a text answers under a name."""

    def ask(self, sql: str) -> pa.Table:
        """The rows of a text."""

    def close(self) -> None:
        """Nothing more is asked."""


class _DuckDB:
    """One machine; carried every size that was tried."""

    wrong = UNFIT

    def __init__(self, _: str | None) -> None:
        self._base = duckdb.connect()

    def read(self, name: str, files: Sequence[Path]) -> None:
        listed = [str(path) for path in files]
        self._base.read_parquet(listed, hive_partitioning=False).create_view(name, replace=True)

    def make(self, name: str, sql: str) -> None:
        self._base.register(name, self.ask(sql))

    def ask(self, sql: str) -> pa.Table:
        return self._base.sql(sql).to_arrow_table()

    def close(self) -> None:
        self._base.close()


class _DataFusion:
    """The same dialect by other people's hands: what tests and doubts are for."""

    wrong = (Exception,)  # it has none of its own

    def __init__(self, _: str | None) -> None:
        from datafusion import SessionContext

        self._context = SessionContext()

    def read(self, name: str, files: Sequence[Path]) -> None:
        from pyarrow import dataset  # slow to load: every command knows the names of engines

        self._put(name, dataset.dataset([str(path) for path in files]).to_table())

    def make(self, name: str, sql: str) -> None:
        self._put(name, self.ask(sql))

    def ask(self, sql: str) -> pa.Table:
        return self._context.sql(sql).to_arrow_table()

    def close(self) -> None:
        del self._context

    def _put(self, name: str, rows: pa.Table) -> None:
        with suppress(KeyError):
            self._context.deregister_table(name)
        batches = rows.to_batches() or [pa.RecordBatch.from_pylist([], schema=rows.schema)]
        self._context.register_record_batches(name, [batches])


class _Spark:
    """Several machines: `master` names the cluster, without it this machine."""

    wrong: tuple[type[Exception], ...]

    def __init__(self, master: str | None) -> None:
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise Refused("no_engine", NO_JAVA)
        from pyspark import errors
        from pyspark.sql import SparkSession

        # a worker that is lost, a disk that is full are not the lake's fault
        self.wrong = (
            errors.AnalysisException,
            errors.ArithmeticException,
            errors.DateTimeException,
            errors.NumberFormatException,
        )
        settings = {
            "spark.sql.session.timeZone": "UTC",
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2" if master is None else "200",
            "spark.driver.host": "127.0.0.1" if master is None else None,
        }
        made = SparkSession.builder.master(master or "local[2]").appName("chiso")
        for name, value in settings.items():
            made = made if value is None else made.config(name, value)
        self._session = made.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")

    def read(self, name: str, files: Sequence[Path]) -> None:
        self._session.read.parquet(*(str(path.resolve()) for path in files)).createOrReplaceTempView(name)

    def make(self, name: str, sql: str) -> None:
        self._session.sql(sql).cache().createOrReplaceTempView(name)

    def ask(self, sql: str) -> pa.Table:
        return self._session.sql(sql).toArrow()

    def close(self) -> None:
        self._session.stop()


_ENGINES: dict[str, tuple[str, Any]] = {
    "duckdb": ("duckdb", _DuckDB),
    "datafusion": ("datafusion", _DataFusion),
    "spark": ("pyspark", _Spark),
}
NAMES = (*_ENGINES, "clickhouse")


def started(name: str, master: str | None) -> Engine:
    """The engine of that name. Refused `no_engine` where it is not installed, with the command that installs it."""
    package, engine = _ENGINES.get(name, ("", None))
    if engine is None:
        raise Refused(
            "no_engine",
            "Chưa có cách chạy trên ClickHouse trong phiên bản này. Hãy chọn --engine duckdb, datafusion hoặc spark.",
        )
    if importlib.util.find_spec(package) is None:
        raise Refused(
            "no_engine",
            f"Máy này chưa cài {package}. Hãy chạy: python -m pip install -r requirements-engines.txt",
        )
    made: Engine = engine(master)
    return made
