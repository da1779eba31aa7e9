"""A command runs: here, on the home that it opens, or in the server that holds the home."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chiso import homes
from chiso.commands import beside, importing, saying
from chiso.commands.beside import Handed, Said
from chiso.commands.words import READ, Call, understood
from chiso.core import logs
from chiso.core.errors import ChisoError, InUse, Unanswered, WrongUsage
from chiso.people.actor import COMMAND_LINE
from chiso.people.acts import audit
from chiso.store import Store, disk

# What asks for a home that nobody holds.
_ALONE = ("init", "demo", "restore", "user")


def run(call: Call | WrongUsage, argv: Sequence[str]) -> int:
    """Its exit status, once what it says is delivered. Raises SystemExit for wrong usage."""
    if isinstance(call, WrongUsage):
        raise SystemExit(saying.delivered(saying.of_error(call, False), False))
    status = saying.delivered(_said(call, argv), call.as_json)
    if status == saying.WRONG_USAGE:
        raise SystemExit(status)
    return status


def _said(call: Call, argv: Sequence[str]) -> Said:
    """What the command says: of the home opened here, else of the server that holds it."""
    try:
        with logs.of_a_command(call.root), disk.written():
            home = homes.in_use(call.root, may_be_gone=call.name == "restore")
            return saying.of(call.function(home, **call.words), call.as_json)
    except InUse as error:
        return _of_the_server(call, argv, error)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)


def _of_the_server(call: Call, argv: Sequence[str], held: InUse) -> Said:
    """Whoever owns the home answers, and is not always who asks: no file is written but those asked for, and no
    terminal spoken to."""
    try:
        if call.name in _ALONE:
            raise held
        said = beside.ask(homes.in_use(call.root), argv, Path.cwd(), call.files)
        if not all(map(call.writes, said.files)):
            raise Unanswered
        return replace(said, out=logs.lines(said.out), err=logs.lines(said.err))
    except InUse as error:
        if call.name == "import":
            return saying.of(importing.none_imported(call.files, error), call.as_json)
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
        if call.name in _ALONE:
            raise InUse
        audit(
            store, COMMAND_LINE, "command", call.name, {"account": logs.one_line(str(asked["account"]))[:100]}
        )
        words = dict(call.words)
        for name in READ:
            if words.get(name):
                words[name] = files[0]
        if "files" in words:
            words["files"] = files
        with disk.written():
            return saying.of(call.function(store, **words), call.as_json)
    except ChisoError as error:
        return saying.of_error(error, call.as_json)
