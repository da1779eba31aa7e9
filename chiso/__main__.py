"""The command line: `python -m chiso [--home DIR] COMMAND …`; `python -m chiso --help` lists the commands.

`--json` prints one JSON document on standard output and nothing else there; messages go to standard error.
Exit status: 0 done, 1 done with rejected rows, 2 refused, 3 database in use, 64 wrong usage. While a server holds the
home, it answers the commands (`chiso.beside`).
"""

import gc

from chiso import environment

if __name__ == "__main__":
    environment.enter()  # before what must be installed is imported
    gc.set_threshold(50_000, 50)  # a command soon ends: 458 looks for what holds itself become 5 short ones

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chiso import beside, commands, homes, import_commands, lake_commands, saying, user_commands
from chiso.beside import Handed, Said
from chiso.command_words import build_parser
from chiso.core import logs
from chiso.core.errors import ChisoError, InUse, WrongUsage
from chiso.core.settings import default_home, keep_private
from chiso.people.actor import COMMAND_LINE
from chiso.people.acts import audit
from chiso.store import Store, disk

_READ = ("template", "refresh")  # words that name a file which a command reads
# Words that name a folder which is read or written where the home is open, and the commands that do.
_FOLDERS = ("out", "parquet", "sums_folder", "records")
_WHERE_THE_HOME_IS = (commands.backup, lake_commands.export, lake_commands.attach)
# What asks for a home that nobody holds.
_ALONE = (commands.init, commands.demo, commands.restore, user_commands.user)


@dataclass(frozen=True)
class Call:
    """A command as it was given: its name, what does it, the words for that, the home, how it answers."""

    name: str
    function: Callable[..., commands.Answer]
    words: Mapping[str, Any]
    root: Path
    as_json: bool

    @property
    def files(self) -> list[Path]:
        """What it reads, where the caller stands."""
        return [*self.words.get("files", ()), *(self.words[name] for name in _READ if self.words.get(name))]


def understood(argv: Sequence[str], folder: Path) -> Call:
    """The command that these words give, said in that folder. Raises WrongUsage."""
    parser = build_parser()
    if any("\ud800" <= sign <= "\udfff" for text in argv for sign in text):  # bytes that are no UTF-8
        parser.error(
            "tham số có ký tự không đọc được (không phải UTF-8). Hãy gõ lại, hoặc đổi tên tệp, thư mục."
        )
    words = vars(parser.parse_args(argv))
    as_json = words.pop("json", False)
    root = words.pop("home", None) or default_home()
    words.pop("action", None)
    name, function = words.pop("name_of_it"), words.pop("function")
    if function in _WHERE_THE_HOME_IS:
        words |= {key: folder / words[key] for key in _FOLDERS if words.get(key)}
    return Call(name, function, words, root, as_json)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    keep_private()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    argv = sys.argv[1:] if argv is None else argv
    try:
        call = understood(argv, Path.cwd())
    except WrongUsage as error:
        raise SystemExit(saying.delivered(saying.of_error(error, False), False)) from None
    status = saying.delivered(_said(call, argv), call.as_json)
    if status == saying.WRONG_USAGE:
        raise SystemExit(status)
    return status


def _said(call: Call, argv: Sequence[str]) -> Said:
    """What the command says: of the home opened here, else of the server that holds it."""
    try:
        with logs.of_a_command(call.root), disk.written():
            home = homes.in_use(call.root, may_be_gone=call.function is commands.restore)
            return saying.of(call.function(home, **call.words), call.as_json)
    except InUse as error:
        return _of_the_server(call, argv, error)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


def _of_the_server(call: Call, argv: Sequence[str], held: InUse) -> Said:
    try:
        if call.function in _ALONE:
            raise held
        return beside.ask(homes.in_use(call.root), argv, Path.cwd(), call.files)
    except InUse as error:
        if call.function is import_commands.import_files:
            return saying.of(import_commands.none_imported(call.files, error), call.as_json)
        return saying.of_error(error, call.as_json)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


def said_beside(store: Store, asked: Mapping[str, Any], files: Sequence[Handed]) -> Said:
    """The same in the server, on its open store: of words that came through its door, with the caller's files."""
    try:
        call = understood(asked["argv"], Path(asked["folder"]))
    except WrongUsage as error:
        return saying.of_error(error, False)
    try:
        if call.function in _ALONE:
            raise InUse
        audit(
            store, COMMAND_LINE, "command", call.name, {"account": logs.one_line(str(asked["account"]))[:100]}
        )
        words = dict(call.words)
        for name in _READ:
            if words.get(name):
                words[name] = files[0]
        if "files" in words:
            words["files"] = files
        with disk.written():
            return saying.of(call.function(store, **words), call.as_json)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
