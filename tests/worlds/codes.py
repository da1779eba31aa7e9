"""Python in a process of its own, as `python -c CODE …` from the root of the checkout, without its start: it is forked
from one that has imported the product (tests/worlds/warm.py), where the system can do that."""

import os
import subprocess
import sys
from typing import Any

from tests.worlds import servers, warm

LONGEST = 120.0  # seconds


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Exit status and both outputs. subprocess.TimeoutExpired where it takes longer than two minutes."""
    if warm.CAN_FORK:
        words = {"code": code, "said": arguments}
        return warm.run(__name__, words, env=os.environ, timeout=LONGEST, by=servers.__name__)
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, cwd=warm.ROOT, capture_output=True, text=True, timeout=LONGEST, check=False
    )


def work(words: dict[str, Any]) -> int:
    """The code, as a program."""
    warm.take_over(words)
    sys.argv = ["-c", *words["said"]]
    exec(words["code"], {"__name__": "__main__"})  # noqa: S102 - what the test wrote
    return 0
