"""Trials of backups without the start of their process: it is forked from one that has imported everything.

Two thirds of the trial of a small backup are the start of `python -m chiso.desk.aside`. Here the same `main` does the
same work in a process of its own (tests/worlds/warm.py).
"""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tests.worlds import servers, warm


def share() -> None:
    """From now on the trials of this process are forked, where it tries backups at all and the system can do it."""
    warm.stand_in("chiso.desk.aside", run=_run)


def _run(
    command: list[str], *, env: dict[str, str], timeout: float, **_: Any
) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory(prefix="chiso-trial-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        words = {"said": command[-2:], "out": str(out), "err": str(err), "environment": env}
        status = warm.Forked(__name__, words, by=servers.__name__).wait(timeout)
        return subprocess.CompletedProcess(command, status, out.read_text("utf-8"), err.read_text("utf-8"))


def work(words: dict[str, Any]) -> int:
    """One trial."""
    from chiso.desk import aside

    for name, number in (("out", 1), ("err", 2)):
        warm.say_into(number, words[name])
    os.environ.clear()
    os.environ.update(words["environment"])
    aside.main(*words["said"])
    return 0
