"""The schema of a home: tables once, forward only; views, macros and marts whenever their text changed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import duckdb

from chiso.core import clock
from chiso.core.errors import ChisoError
from chiso.store import marts, queries_text
from chiso.store.queries_text import Query

if TYPE_CHECKING:
    from chiso.store import Store

MASKED = "masked_numbers"  # fact: phone and identity numbers in its texts are masked

_DEFINED = "definitions"  # fact: SHA-256 of the views, macros and marts that are made

_MADE = re.compile(
    r"create\s+(?:or\s+replace\s+)?(?:table|view|macro)\s+(?:if\s+not\s+exists\s+)?(\w+)", re.I
)


def is_due(store: Store) -> bool:
    """Was the home made by a program with other tables, views or marts? Not one that has no tables yet."""
    done, steps = _done(store), queries_text.names(store.queries, "tables")
    return bool(done) and (not done.issuperset(steps) or store.fact(_DEFINED) != _digest(_definitions(store)))


def migrate(store: Store, agency: str | None, before: Callable[[Store], None]) -> None:
    """Runs the files of queries/tables not run yet, in name order, then (re)creates views, macros and marts. `before`
    is called while a home that has tables is as it was."""
    with store._database.writer:
        done, steps = _done(store), queries_text.names(store.queries, "tables")
        if max(done, default="") > steps[-1]:  # numbers are never given twice; the highest file never goes
            raise ChisoError(
                "newer_database",
                "Cơ sở dữ liệu này do một phiên bản chương trình mới hơn tạo ra. Hãy cập nhật chương trình.",
            )
        if done:
            before(store)
        missing = [step for step in steps if step not in done]
        if missing:
            with store.transaction(), store._cursor() as cursor:
                for step in missing:
                    cursor.execute(store.query(step).sql)
                if not done:
                    store.set_fact("created_at", clock.iso(clock.utc_now()))
                    store.set_fact("data_version", "0")
                    store.set_fact(MASKED, "1")
                    store.set_fact("agency", agency or "")
                store.set_fact("schema_version", " ".join(steps))
                store.set_fact(_DEFINED, "")  # until all is done: the next start goes on
        if agency and not store.fact("agency"):
            store.set_fact("agency", agency)
        definitions = _definitions(store)
        if store.fact(_DEFINED) != _digest(definitions):
            _define(store, definitions)
            _drop_leftovers(store)
            store.set_fact(_DEFINED, _digest(definitions))
            store.checkpoint()
        store.refresh_version()


def _done(store: Store) -> set[str]:
    """The files of queries/tables that were run."""
    try:
        return set((store.fact("schema_version") or "").split())
    except (
        duckdb.CatalogException
    ):  # no table yet; to look for it in the catalogue was a quarter of every opening
        return set()


def _digest(definitions: Sequence[Query]) -> str:
    return hashlib.sha256("\0".join(query.sql for query in definitions).encode()).hexdigest()


def _definitions(store: Store) -> list[Query]:
    """What is made anew whenever its text changed."""
    views = [store.query(name) for name in queries_text.names(store.queries, "views")]
    return views + marts.definitions(store)


def _drop_leftovers(store: Store) -> None:
    """What an earlier release made and no file defines goes."""
    texts = [store.query(name).sql for name in queries_text.names(store.queries, "tables")]
    texts += [query.sql for query in _definitions(store)]
    wanted = {name.lower() for text in texts for name in _MADE.findall(text)}
    with store.transaction():
        for row in store.rows("store/made"):
            if row["name"] not in wanted:
                store.execute("store/drop", {"kind": (row["kind"],), "name": (row["name"],)})


def _define(store: Store, pending: Sequence[Query]) -> None:
    """(Re)creates the views and table macros of queries/views and makes the marts anew."""
    while pending:
        # One may use another: those that cannot be bound yet wait for the next round.
        waiting: list[Query] = []
        for query in pending:
            try:
                with store.transaction(), store._cursor() as cursor:
                    cursor.execute(query.sql)
            except duckdb.CatalogException as error:
                waiting.append(query)
                reason = error
        if len(waiting) == len(pending):
            raise queries_text.QueryError(f"{waiting[0].name}: {reason}") from reason
        pending = waiting
