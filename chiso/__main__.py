"""The command line: `python -m chiso [--home DIR] COMMAND …`; `python -m chiso --help` lists the commands.

`--json` prints one JSON document on standard output and nothing else there; messages go to standard error.
Exit status: 0 done, 1 done with rejected rows, 2 refused, 3 database in use, 64 wrong usage. While a server holds the
home, it answers the commands (`chiso.commands.beside`).
"""

import atexit
import gc
import os

from chiso import environment

if __name__ == "__main__":
    environment.enter()  # before what must be installed is imported
    atexit.register(lambda: _leave())  # before any other: the first to be registered is the last to run
    gc.set_threshold(1_000_000, 50)  # a command soon ends: few of them look for what holds itself

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from chiso.commands.words import Call, understood
from chiso.core.errors import WrongUsage
from chiso.core.settings import keep_private


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    keep_private()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    argv = sys.argv[1:] if argv is None else argv
    call: Call | WrongUsage
    try:
        call = understood(argv, Path.cwd())
    except WrongUsage as error:
        call = error
    from chiso.commands import running  # all that a home needs: `--help` has ended before

    return running.run(call, argv)


ended: list[int] = []  # with which status


def _leave() -> None:
    """Ends the process once everything else that was registered has run: the home is closed, and taking every object
    apart would cost 0.2 s."""
    if ended:
        with suppress(BrokenPipeError):
            print(end="", flush=True)
        os._exit(ended[0])


if __name__ == "__main__":
    try:
        ended.append(main())
    except BrokenPipeError:  # the reader (head, less) has seen enough
        ended.append(0)
