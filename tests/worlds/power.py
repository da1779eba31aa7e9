"""A disk made again from the log of tests/worlds/faults.c, as a power cut after any step may leave it."""

import os
import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

WRITE, SYNC, TRUNCATE, CREATE, RENAME, REMOVE, FOLDER, LINK, HOLE, MARK = range(1, 11)
_HEAD = struct.Struct("=iiiiq")
_PAGE = 4096


@dataclass(frozen=True)
class Step:
    """One line of the log."""

    kind: int
    path: str
    other: str
    data: bytes
    offset: int


def steps(log: bytes) -> Iterator[Step]:
    place = 0
    while place < len(log):
        kind, first, second, size, offset = _HEAD.unpack_from(log, place)
        place += _HEAD.size
        texts = []
        for length in (first, second, size):
            texts.append(log[place : place + length])
            place += length
        yield Step(kind, texts[0].decode(), texts[1].decode(), texts[2], offset)


@dataclass
class File:
    """What was synced, and the changes since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)


@dataclass
class Folder:
    """Its names as they are, and as they were synced."""

    now: "dict[str, File | Folder]" = field(default_factory=dict)
    synced: "dict[str, File | Folder]" = field(default_factory=dict)


class Disk:
    """A folder and everything in it, all of it synced at first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.top = _read(root)
        self.names: list[
            tuple[Folder, str, File | Folder | None]
        ] = []  # changes of names that are not synced

    def take(self, step: Step) -> None:
        """The step happens."""
        if step.kind == SYNC:
            self._sync(step.path)
        elif step.kind in (WRITE, TRUNCATE, HOLE):
            found = self._at(step.path)
            if isinstance(found, File):  # else it was removed: nobody finds it again
                found.since.append(step)
        elif step.kind == CREATE:
            self._name(step.path, File())
        elif step.kind == FOLDER:
            self._name(step.path, Folder())
        elif step.kind == REMOVE:
            self._name(step.path, None)
        elif step.kind in (LINK, RENAME):
            found = self._at(step.path)
            self._name(step.other, found)
            if step.kind == RENAME:
                self._name(step.path, None)

    def _at(self, path: str) -> File | Folder | None:
        found: File | Folder | None = self.top
        for part in Path(path).relative_to(self.root).parts:
            found = found.now.get(part) if isinstance(found, Folder) else None
        return found

    def _name(self, path: str, what: File | Folder | None) -> None:
        folder = self._at(os.path.dirname(path))
        if not isinstance(folder, Folder):
            return
        name = os.path.basename(path)
        _put(folder.now, name, what)
        self.names.append((folder, name, what))

    def _sync(self, path: str) -> None:
        found = self._at(path)
        if isinstance(found, File):
            for step in found.since:
                _change(found.synced, step)
            found.since.clear()
        elif isinstance(found, Folder):
            # A name moved away from here stands where it went to, whichever of the two folders was synced.
            moved = {id(what) for folder, _, what in self.names if folder is found and what}
            rest = []
            for change in self.names:
                folder, name, what = change
                if folder is found or (what is not None and id(what) in moved):
                    _put(folder.synced, name, what)
                else:
                    rest.append(change)
            self.names = rest

    def cut(self, chance: random.Random, *, is_strict: bool) -> None:
        """Writes what is left into the root. Strict: only what was synced. Else the first of the other changes of
        names survive too, and of each file some of its changes: the first ones, or any pages of them."""
        survive = [] if is_strict else self.names[: chance.randint(0, len(self.names))]
        for folder, name, what in survive:
            _put(folder.synced, name, what)
        shutil.rmtree(self.root, ignore_errors=True)
        _write(self.top, self.root, None if is_strict else chance)


def _put(names: dict[str, File | Folder], name: str, what: File | Folder | None) -> None:
    if what is None:
        names.pop(name, None)
    else:
        names[name] = what


def _change(content: bytearray, step: Step) -> None:
    if step.kind == TRUNCATE:
        del content[step.offset :]
        content.extend(bytes(step.offset - len(content)))
        return
    data = bytes(int.from_bytes(step.data, "little")) if step.kind == HOLE else step.data
    if step.kind == HOLE:
        data = data[: max(len(content) - step.offset, 0)]
    content.extend(bytes(max(step.offset - len(content), 0)))
    content[step.offset : step.offset + len(data)] = data


def _pages(step: Step) -> Iterator[Step]:
    """A write as the disk may take it: page by page."""
    place = 0
    while place < len(step.data):
        size = _PAGE - (step.offset + place) % _PAGE
        yield Step(WRITE, step.path, "", step.data[place : place + size], step.offset + place)
        place += size


def _survivors(file: File, chance: random.Random) -> Iterator[Step]:
    way = chance.random()
    if way < 0.3:
        return
    if way < 0.6:
        yield from file.since[: chance.randint(0, len(file.since))]
        return
    for step in file.since:
        if step.kind != WRITE:
            yield step
        else:
            yield from (page for page in _pages(step) if chance.random() < 0.5)


def _read(path: Path) -> Folder:
    names: dict[str, File | Folder] = {}
    for one in path.iterdir():
        names[one.name] = _read(one) if one.is_dir() else File(bytearray(one.read_bytes()))
    return Folder(dict(names), dict(names))


def _write(folder: Folder, path: Path, chance: random.Random | None) -> None:
    path.mkdir(mode=0o700)
    for name, what in folder.synced.items():
        if isinstance(what, Folder):
            _write(what, path / name, chance)
            continue
        content = bytearray(what.synced)
        for step in _survivors(what, chance) if chance else ():
            _change(content, step)
        (path / name).write_bytes(content)
        (path / name).chmod(0o600)
