"""Trials of backups without the start of their process: it is forked from one that has imported everything.

Two thirds of the trial of a small backup are the start of `python -m chiso.desk.aside`. Here the same `main` does the
same work in a process of its own (tests/worlds/warm.py).
"""

import subprocess
from typing import Any

from tests.worlds import servers, warm


def share() -> None:
    """From now on the trials of this process are forked, where it tries backups at all and the system can do it."""
    warm.stand_in("chiso.desk.aside", run=_run)


def _run(
    command: list[str], *, env: dict[str, str], timeout: float, **_: Any
) -> subprocess.CompletedProcess[str]:
    return warm.run(__name__, {"said": command[-2:]}, env=env, timeout=timeout, by=servers.__name__)


def work(words: dict[str, Any]) -> int:
    """One trial."""
    from chiso.desk import aside

    warm.take_over(words)
    return aside.main(*words["said"])
