"""Work in a process of its own, forked before any database is open: nothing of it is left for the next."""

import json
import os
import traceback
from collections.abc import Callable, Mapping
from typing import Any

import duckdb

from chiso.core import worktime
from tests.worlds.people import keep_passwords_cheaply

_connect = duckdb.connect


def ready() -> None:
    """What every child would reckon anew is there before the first: the public holidays, a fifth of a restore."""
    worktime._public_holidays()
    save_time()


def save_time() -> None:
    """In a usual run, not in a long one: cheap passwords, and one thread for each database. The workers are as many as
    the cores: further threads cost a tenth of its time."""
    if not os.environ.get("CHISO_LONG"):
        keep_passwords_cheaply()
        duckdb.connect = _with_one_thread


def _with_one_thread(*place: str, config: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyConnection:
    return _connect(*place, config={**config, "threads": 1}) if config else _connect(*place)


def in_a_child(work: Callable[[], object]) -> Any:
    """What `work` answers, in a process that ends without closing anything; {"trace": …} where it raises,
    {"died": status} where it is killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            text = json.dumps(work(), default=str)
        except BaseException:  # noqa: BLE001 - whatever it is, the parent must see it
            text = json.dumps({"trace": traceback.format_exc()})
        with os.fdopen(write, "w") as out:
            out.write(text)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as out:
        text = out.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else {"died": status}
