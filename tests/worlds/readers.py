"""Readings without the start of their child process: it is forked from one that has imported everything.

Nine tenths of a small file's reading are the start of `python -m chiso.intake.files.child`. Here the same `main` does
the same work under its own limits, in a process that lives for this reading alone; only the imports are shared, in one
process per worker (tests/worlds/warm.py). A test that is about the start asks for the fixture `own_child`
(tests/conftest.py).
"""

import subprocess
from pathlib import Path
from typing import Any

from tests.worlds import warm

CHILD = ["-m", "chiso.intake.files.child"]
_USUAL = {"ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONUTF8": "1"}


def share() -> None:
    """From now on the readings of this process are forked, where it reads files at all and the system can do it."""
    warm.stand_in("chiso.intake.files.process", Popen=_started)


def share_with_forks() -> None:
    """Of every process that this one forks, too."""
    share()
    if warm.CAN_FORK:
        warm.begin(__name__, **_USUAL)


def _started(command: list[str], **how: Any) -> Any:
    """A process of another kind (one that draws slides) is started as the product does."""
    if command[1:-1] != CHILD:
        return subprocess.Popen(command, **how)
    return warm.Forked(__name__, {"folder": command[-1]}, **_USUAL)


def prepare() -> None:
    """What a reading imports."""
    from chiso.intake.files import child, csv_text, html_tables, spreadsheetml, workbooks  # noqa: F401


def work(words: dict[str, Any]) -> int:
    """One reading."""
    from chiso.intake.files import child

    warm.say_into(2, f"{words['folder']}/stderr")
    return child.main(Path(words["folder"]))
