"""`python3 -m chiso` with whatever Python there is goes on with the one of .venv, into which run.py installs.

Only the standard library: it runs before anything is installed.
"""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")  # as run.py makes it
_NEEDED = ("duckdb", "pandas", "psutil", "pyarrow")
NOT_INSTALLED = 2
_SENTENCE = """chiso chưa được cài đủ trên máy này.
Hãy chạy một lần: python3 run.py (Windows: py run.py), rồi chạy lại lệnh này."""


def enter() -> None:
    """Goes on here where the packages are, else as the Python of .venv; without that the sentence, and the end."""
    if all(importlib.util.find_spec(name) for name in _NEEDED):
        return
    if not PYTHON.exists() or Path(sys.prefix).resolve() == PYTHON.parent.parent.resolve():
        if hasattr(sys.stderr, "reconfigure"):
            sys.stderr.reconfigure(encoding="utf-8", errors="replace")
        print(_SENTENCE, file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    command = [str(PYTHON), "-m", "chiso", *sys.argv[1:]]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    sys.exit(subprocess.call(command))
