"""The ledger: `ledger.jsonl` in the home, one JSON line per act that changes it, on the disk before the act is.

It exists because a damaged write-ahead log of DuckDB opens silently without the last commits: comparing the ledger
with the database (`chiso.intake.commit.recovery`) is how that is noticed, and the kept originals are how it is mended.

A line: `{number, before, program, at (UTC), action, data_version, who, …, check}`, for acts on an import its
`import_id`. `before` is the SHA-256 of the line before it (of the first numbered line: of all that stands before), and
the database knows number and SHA-256 of the last one: a line that was altered, lost or moved is told
(`Ledger.damage`). `check` is the beginning of the SHA-256 of the line without it, for the last line of a home whose
database is gone. Lines without a number stand only before the first one that has it; homes of version 0.1.0 have them.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from chiso import __version__
from chiso.core import clock
from chiso.store.whole import sync_folder

LEDGER = "ledger.jsonl"
IMPORT, ROLLBACK, BRING_BACK = "import", "rollback", "bring_back"
_LOOK_BACK = 1 << 20  # bytes: the last line stands in them, unless it is a giant
PURGE = "purge"  # its original was deleted on purpose; the import itself stays as it is

Line = dict[str, Any]
Tail = tuple[int, str]  # number and SHA-256 of the last line; (0, "") before the first


@dataclass(frozen=True)
class Ledger:
    """What the ledger says. `torn`: its last line was cut off by a crash (it is left out of `lines`)."""

    lines: tuple[Line, ...] = ()
    torn: bool = False
    tail: Tail = (0, "")
    damage: tuple[str, ...] = ()  # Vietnamese sentences about lines that were altered, lost or moved
    digests: Mapping[int, str] = field(default_factory=dict)  # number -> SHA-256 of the line
    doubtful: frozenset[int] = frozenset()  # numbers of altered lines, 0: those without

    @property
    def last_version(self) -> int:
        """The data version of the last line, 0 for an empty ledger."""
        return max((int(line["data_version"]) for line in self.lines), default=0)

    @property
    def last_import(self) -> int:
        """The highest import number ever given, 0 for an empty ledger."""
        return max((int(line["import_id"]) for line in self.lines if "import_id" in line), default=0)

    @property
    def agency(self) -> str:
        """The home's own agency, as the first line tells (earlier ledgers: the first agency of which a line speaks)."""
        named = (line.get("home") or line.get("agency") for line in self.lines)
        return next((str(one) for one in named if one), "")

    def imports(self) -> dict[int, Line]:
        """{import_id: its import line}, in the order in which they happened."""
        return {int(line["import_id"]): line for line in self.lines if line["action"] == IMPORT}

    def last_turns(self) -> dict[int, Line]:
        """{import_id: the last roll-back or bring-back of it}."""
        return {
            int(line["import_id"]): line for line in self.lines if line["action"] in (ROLLBACK, BRING_BACK)
        }

    def newest(self, sha256: str) -> Line | None:
        """The last import of the file with that digest."""
        found = [line for line in self.lines if line["action"] == IMPORT and line.get("sha256") == sha256]
        return found[-1] if found else None

    def purged(self) -> set[str]:
        """SHA-256 of the originals that were deleted on purpose."""
        return {str(line["sha256"]) for line in self.lines if line["action"] == PURGE}

    def follows(self, line: Line) -> bool:
        """Whether the line may be done again: it is as it was written."""
        return number_of(line) not in self.doubtful

    def goes_on_from(self, known: Tail) -> bool:
        """Whether these are later lines of what the database knows, not those of something else."""
        after = (line for line in self.lines if number_of(line) == known[0] + 1)
        is_known = not known[0] or self.digests.get(known[0]) == known[1]
        return is_known or any(line["before"] == known[1] for line in after)

    def missing(self, known: Tail) -> list[int]:
        """Numbers of lines after this tail that are altered or gone."""
        wanted = range(known[0] + 1, self.tail[0] + 1)
        return [number for number in wanted if number not in self.digests or number in self.doubtful]

    def disagreement(self, known: Tail) -> str | None:
        """What is wrong with the end of the file, judged by the tail that the database knows."""
        if self.tail[0] < known[0]:
            return f"Nhật ký thiếu các dòng {self.tail[0] + 1}–{known[0]} ở cuối."
        if self.tail[0] == known[0] and self.tail != known:
            return f"Dòng {known[0]} của nhật ký đã bị sửa."
        if not self.goes_on_from(known):
            return f"Từ dòng {known[0]} nhật ký không nối tiếp những gì cơ sở dữ liệu đã ghi."
        return None


def number_of(line: Line) -> int:
    """The line's number, 0 for one of version 0.1.0."""
    return int(line.get("number", 0))


def beginning(home: Path) -> bytes:
    """The first line as it stands in the file: no two homes have the same; b"" where there is none yet."""
    path = home / LEDGER
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.readline()


@contextmanager
def appended(home: Path, lines: Sequence[Line], known: Tail, version: int) -> Iterator[Tail]:
    """Adds the lines and waits until they are on the disk; takes them out again if the body fails. The new tail.

    Raises OSError where there is no room; nothing is added then.
    """
    path = home / LEDGER
    is_new = not path.exists()
    with path.open("ab+") as file:
        if is_new and os.name == "posix":
            path.chmod(0o600)
        end, before, number = _end(file)
        if known[0] >= max(number, 1):  # the database remembers the line as it was written
            number, before = known
        text, tail = _chained(lines, number, before, version)
        try:
            file.truncate(end)  # a line torn by a crash was never told to anybody
            file.seek(0, os.SEEK_END)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            if is_new:
                sync_folder(home)
            yield tail
        except BaseException:
            _undo(file, end)
            raise


def _without_torn_end(whole: bytes) -> bytes:
    return whole[: whole.rfind(b"\n") + 1]


def _end(file: BinaryIO) -> tuple[int, str, int]:
    """Where the last whole line ends, what the next one names as `before`, and the number of that last line."""
    size = file.seek(0, os.SEEK_END)
    for start in (max(0, size - _LOOK_BACK), 0):
        file.seek(start)
        kept = _without_torn_end(file.read())
        last = kept[:-1].rpartition(b"\n")[2]
        if len(last) + 1 < len(kept) and _number(last):
            break
    number = _number(last)
    return start + len(kept), _digest(last if number else kept), number


def _undo(file: BinaryIO, end: int) -> None:
    file.truncate(end)


def _chained(lines: Sequence[Line], number: int, before: str, version: int) -> tuple[bytes, Tail]:
    made = []
    for line in lines:
        number += 1
        words = {
            "number": number,
            "before": before,
            "program": __version__,
            "at": clock.iso(clock.utc_now()),
            "data_version": version,
            **line,
        }
        raw = _checked(words)
        made.append(raw + b"\n")
        before = _digest(raw)
    return b"".join(made), (number, before)


def read(home: Path) -> Ledger:
    """All lines that can be read, and what is wrong with the others."""
    path = home / LEDGER
    return judged(path.read_bytes() if path.exists() else b"")


def judged(whole: bytes) -> Ledger:
    """The same of a ledger's bytes."""
    kept = _without_torn_end(whole)
    lines: list[Line] = []
    damage: list[str] = []
    digests: dict[int, str] = {}
    doubtful: set[int] = set()
    last, start, before = 0, 0, ""
    for place, raw in enumerate(kept.split(b"\n")[:-1], 1):
        line = _read(raw)
        start += len(raw) + 1
        number = number_of(line or {})
        if last and (not number or line is None or not _is_whole(line, raw)):
            damage.append(f"Dòng ngay sau dòng {last} của nhật ký đã bị sửa hoặc không do chương trình ghi.")
            last, before = last + 1, _digest(raw)
            continue
        if line is None or not _is_whole(line, raw):
            damage.append(f"Dòng thứ {place} của nhật ký đã bị sửa.")
            continue
        lines.append(line)
        if not number:
            continue
        expected = before if last else _digest(kept[: start - len(raw) - 1])
        if number != last + 1:
            damage.append(f"Nhật ký: sau dòng {last} là dòng {number}, có dòng bị mất hoặc bị chuyển chỗ.")
        elif line["before"] != expected:
            damage.append(f"Nhật ký: nội dung đứng trước dòng {number} đã bị sửa.")
            doubtful.add(last)
        last, before = number, _digest(raw)
        digests[number] = before
    return Ledger(
        tuple(lines), len(kept) < len(whole), (last, before), tuple(damage), digests, frozenset(doubtful)
    )


def continued(first: bytes, whole: bytes, *, is_same: bool = False) -> tuple[bytes, list[int]]:
    """A ledger that is sound, gone on with the later lines of another one of the same home: (both as one, numbers of
    later lines that are lost). What stands behind a lost line is written anew, so that the chain holds. `is_same`: they
    are known to be of one home, whatever stands between them."""
    found = judged(whole)
    if not found.damage and whole.startswith(first):
        return _without_torn_end(whole), []
    if not first and 0 not in found.doubtful:  # the lines of version 0.1.0 stand before all others
        first = b"".join(raw for raw in whole.splitlines(keepends=True) if _read(raw) and not _number(raw))
    tail = judged(first).tail
    later = [line for line in found.lines if number_of(line) > tail[0] and found.follows(line)]
    is_same = is_same or whole.startswith(first) or found.digests.get(tail[0]) == tail[1]
    if not is_same and not any(line["before"] == tail[1] for line in later):
        return first, []
    number, before = tail[0], tail[1] or _digest(first)
    made = [first]
    for line in sorted(later, key=number_of):
        number += 1
        raw = _checked({**line, "number": number, "before": before})
        made.append(raw + b"\n")
        before = _digest(raw)
    return b"".join(made), found.missing(tail)


def _checked(words: Line) -> bytes:
    words.pop("check", None)
    raw = json.dumps(words, ensure_ascii=False, default=str).encode()
    return raw[:-1] + f', "check": "{_digest(raw)[:16]}"}}'.encode()


def _is_whole(line: Line, raw: bytes) -> bool:
    """Whether a line is as it was written; lines of earlier releases do not say it of themselves."""
    text, found, check = raw.rpartition(b', "check": ')
    return "check" not in line or (bool(found) and check == f'"{_digest(text + b"}")[:16]}"}}'.encode())


def _read(raw: bytes) -> Line | None:
    try:
        line: Line = json.loads(raw)
        int(line["data_version"]), int(line.get("import_id", 0)), str(line["action"])
        int(line.get("number", 0)), str(line.get("before", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return line


def _number(raw: bytes) -> int:
    return number_of(_read(raw) or {})


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
