"""The desk of an account: its open cards, shared by all its pages and kept on the disk with every answer.

A reload, another page, signing in again and a restart of the server find the cards as they were left. What was read is
worked out anew from the kept file; a file of the inbox stays in its folder, only what was said about it is kept.
"""

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from chiso.core.errors import ChisoError
from chiso.desk import folders
from chiso.desk.inbox import Letter
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.store import waiting
from chiso.store.originals import KeyMissing
from chiso.web.shell.context import Context
from chiso.web.upload.item import Item

LOG = logging.getLogger("chiso.web")

# What people said, by its name in Item; `answers` and `units` stand beside it.
SAID = ("file_id", "mode", "recalls", "is_ours", "remember", "is_off", "agency", "whose", "is_handed_on")


@dataclass(eq=False)
class Desk:
    """`items`: the files by their ids, in the order in which they were dropped; `is_kept`: whether all that is open is
    on the disk. `lock`: one page of the account reads a file, or writes, at a time."""

    home: Path
    actor: Actor
    items: dict[str, Item] = field(default_factory=dict)
    is_kept: bool = True
    lock: threading.RLock = field(default_factory=threading.RLock)
    _is_loaded: bool = False
    # file -> what was said of it when it was kept last
    _written: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the files, those of a workbook's parts once."""
        return sum({item.source: len(item.content) for item in list(self.items.values())}.values())

    def keep(self) -> None:
        """Brings the disk in step with the cards: what is open is there as it stands, what is not has gone."""
        with self.lock:
            files = self._open_files()
            for source in self._written.keys() - files.keys():
                waiting.forget(self.home, self.actor.name, source)
                del self._written[source]
            self.is_kept = True
            for place, (source, parts) in enumerate(files.items()):
                said = _written(place, parts)
                if self._written.get(source) != said:
                    self._keep(source, said, b"" if parts[0].letter else parts[0].content)

    def _keep(self, source: str, said: bytes, content: bytes) -> None:
        try:
            waiting.keep(self.home, self.actor.name, source, said, content)
            self._written[source] = said
        except ChisoError as error:  # full disk, no key: the card stays, the page says that a reload loses it
            LOG.warning("desk: %s", error.message)
            self.is_kept = False

    def opened(self, here: Context) -> None:
        """For a page that is opened: the first brings back what was kept; what is done with is not shown again."""
        with self.lock:
            if not self._is_loaded:
                self._is_loaded = True
                self._load(here)
            files = self._open_files()
            for file_id, item in list(self.items.items()):
                if item.source not in files or item.done is not None:
                    del self.items[file_id]

    def _open_files(self) -> dict[str, list[Item]]:
        """The files of which a part waits, each with its parts that are not in."""
        found: dict[str, list[Item]] = {}
        for item in list(self.items.values()):
            if item.done is None:
                found.setdefault(item.source, []).append(item)
        return {source: parts for source, parts in found.items() if any(part.is_open for part in parts)}

    def _load(self, here: Context) -> None:
        """The cards as they were kept."""
        waiting.sweep(self.home)
        try:
            found = [
                (json.loads(said), said, content)
                for said, content in waiting.kept(self.home, self.actor.name)
            ]
        except KeyMissing as error:
            LOG.warning("desk: %s", error.message)
            return
        for file, said, content in sorted(found, key=lambda one: int(one[0]["place"])):
            parts = list(_parts(here, file, content))
            self.items |= {part.file_id: part for part in parts}
            # One whose file has gone from the inbox is forgotten at the next step.
            self._written[file["source"]] = said


# Each as long as a page of the account lives.
_DESKS: WeakValueDictionary[tuple[Path, Actor], Desk] = WeakValueDictionary()
_JOINING = threading.Lock()


def joined(here: Context) -> Desk:
    """The one desk of the account, for a page that is opened."""
    home, actor = here.store.home, here.actor
    with _JOINING:
        desk = _DESKS.get((home, actor))
        if desk is None:
            desk = _DESKS[home, actor] = Desk(home, actor)
    desk.opened(here)
    return desk


def _written(place: int, parts: list[Item]) -> bytes:
    """A file on the desk: all that people said about its parts, as JSON."""
    first = parts[0]
    lies = first.letter
    letter = lies and [str(lies.path), lies.size, lies.changed_at, lies.inode]
    file = {"place": place, "source": first.source, "name": first.name, "letter": letter}
    return json.dumps({**file, "parts": [_said(part) for part in parts]}, ensure_ascii=False).encode()


def _said(item: Item) -> dict[str, Any]:
    lists = {"sheets": item.sheets, "ticked": sorted(item.ticked), "units": item.units}
    return {**{name: getattr(item, name) for name in SAID}, **lists, "answers": item.answers.to_json()}


def _parts(here: Context, file: dict[str, Any], content: bytes) -> Iterator[Item]:
    """The reverse; nothing where the file's bytes are no longer there."""
    letter = None
    if file["letter"]:
        path, *stamp = file["letter"]
        letter = Letter(Path(path), *stamp)
        content = _of_the_inbox(here, letter)
    for said in file["parts"] if content else ():
        yield Item(
            name=file["name"],
            content=b"" if said["is_off"] else content,
            letter=letter,
            answers=Answers.from_json(said["answers"]),
            sheets=tuple(said["sheets"]),
            ticked=set(said["ticked"]),
            units={spelling: (unit, keeps) for spelling, (unit, keeps) in said["units"].items()},
            **{name: said[name] for name in SAID if name in said},  # of a release before there are fewer
        )


def _of_the_inbox(here: Context, letter: Letter) -> bytes:
    """Its bytes; none where it went, was changed, or lies in no inbox that the account may see."""
    if here.only_unit is not None or letter.path.parent != folders.chosen(here.store, folders.INBOX):
        return b""
    try:
        return letter.content()
    except OSError:
        return b""
