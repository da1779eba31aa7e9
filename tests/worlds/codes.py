"""Python in a process of its own, as `python -c CODE …` from the root of the checkout, without its start: it is forked
from one that has imported the product (tests/worlds/warm.py), where the system can do that."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.worlds import servers, warm

LONGEST = 120.0  # seconds


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Exit status and both outputs. subprocess.TimeoutExpired where it takes longer than two minutes."""
    command = [sys.executable, "-c", code, *arguments]
    if not warm.CAN_FORK:
        return subprocess.run(
            command, cwd=warm.ROOT, capture_output=True, text=True, timeout=LONGEST, check=False
        )
    with tempfile.TemporaryDirectory(prefix="chiso-code-") as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        words = {
            "code": code,
            "said": arguments,
            "out": str(out),
            "err": str(err),
            "environment": {**os.environ},
        }
        process = warm.Forked(__name__, words, by=servers.__name__)
        try:
            status = process.wait(LONGEST)
        finally:
            process.kill()
        return subprocess.CompletedProcess(command, status, out.read_text("utf-8"), err.read_text("utf-8"))


def work(words: dict[str, Any]) -> int:
    """The code, as a program."""
    for name, number in (("out", 1), ("err", 2)):
        warm.say_into(number, words[name])
    os.environ.clear()
    os.environ.update(words["environment"])
    sys.argv = ["-c", *words["said"]]
    exec(words["code"], {"__name__": "__main__"})  # noqa: S102 - what the test wrote
    return 0
