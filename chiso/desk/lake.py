"""A lake: what several homes keep, as Parquet that any engine reads (shared contract, "Lakes").

`TABLE/agency=CODE/…`: dossiers by month, every other table a file per agency, so that homes write one lake without
touching each other. A file is called by its digest: the same rows are the same file, written once. `lake.json` lists
the files and is replaced last; readers see only what it lists.
"""

import hashlib
import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from chiso import __version__
from chiso.core import clock
from chiso.core.errors import InUse, Refused
from chiso.core.settings import MB
from chiso.core.vietnamese import nfc
from chiso.store import disk, lock, originals
from chiso.store.whole import whole_file

LISTED, LAYOUT = "lake.json", 1
_CODE = re.compile(r"[a-z0-9-]+")
_PATH = re.compile(
    rf"[a-z_]+/agency=({_CODE.pattern})/(?:month=(?:\d{{4}}-\d\d|none)/)?[0-9a-f]{{16}}\.parquet"
)
_LONGEST_LIST, _LONGEST_NAME = 50 * MB, 200
_PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Part:
    """A file of a lake: its path there, its rows, its bytes, its SHA-256."""

    path: str
    rows: int
    bytes: int
    sha256: str

    @property
    def table(self) -> str:
        """The table of which it holds rows."""
        return self.path.partition("/")[0]


@dataclass(frozen=True)
class Share:
    """What a lake holds of an agency: since when, of which data version of which home, up to which day."""

    agency: str
    name: str
    source: str
    made_at: str
    data_version: int
    as_of: date | None
    files: tuple[Part, ...]

    def of(self, table: str) -> list[Part]:
        """The files of a table."""
        return [part for part in self.files if part.table == table]


def is_there(folder: Path) -> bool:
    """Is it a lake?"""
    return (folder / LISTED).is_file()


def read(folder: Path) -> dict[str, Share]:
    """Code -> share. Refused: `no_lake`, `newer_lake`, `damaged_lake` (what it lists cannot be)."""
    if not is_there(folder):
        raise Refused(
            "no_lake",
            f"“{folder}” không phải là kho dữ liệu: không có tệp {LISTED}. Hãy kiểm tra đường dẫn; nếu kho đã dời đi, "
            "hãy chỉ chỗ mới.",
        )
    try:
        if (folder / LISTED).stat().st_size > _LONGEST_LIST:
            raise ValueError("no list is so long")
        said = json.loads((folder / LISTED).read_text(encoding="utf-8"))
        if said["layout"] > LAYOUT:
            raise Refused(
                "newer_lake",
                f"Kho “{folder}” do phiên bản chương trình mới hơn ({said['program']}) ghi. "
                "Hãy cập nhật chương trình.",
            )
        return {code: _share(code, one) for code, one in said["agencies"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(folder, LISTED) from error


def known(folder: Path) -> dict[str, Share]:
    """The same of a folder that is to become a lake: nothing where there is none yet. Refused: `newer_lake`,
    `damaged_lake`."""
    return read(folder) if is_there(folder) else {}


def _share(code: str, said: dict[str, Any]) -> Share:
    """Others may have written the list: raises ValueError, TypeError, KeyError, AttributeError where it says what no
    program writes. Of a code folders are named, and looked through for what is listed no more."""
    files = tuple(Part(**one) for one in said.pop("files"))
    places = [_PATH.fullmatch(part.path) for part in files]
    if not _CODE.fullmatch(code) or any(found is None or found[1] != code for found in places):
        raise ValueError(code)
    if len({part.path for part in files}) != len(files):
        raise ValueError("a file is listed twice")
    day = said.pop("as_of")
    said["name"] = nfc(said["name"])[:_LONGEST_NAME]
    share = Share(code, as_of=None if day is None else date.fromisoformat(day), files=files, **said)
    numbers = [share.data_version, *(number for part in files for number in (part.rows, part.bytes))]
    if any(type(number) is not int or number < 0 for number in numbers) or not isinstance(share.source, str):
        raise TypeError(code)
    clock.read(share.made_at)
    return share


def damaged(folder: Path, name: str) -> Refused:
    """To be raised where a file of a lake is not what it is said to be."""
    return Refused(
        "damaged_lake",
        f"Kho “{folder}” bị hỏng ở tệp {name}: thiếu tệp, hoặc nội dung không khớp. Không có số nào được lấy từ đó; "
        "hãy ghi lại phần này bằng lệnh export --parquet hoặc collect.",
    )


def sound(folder: Path, share: Share) -> None:
    """Every file of the share is the one that was written, and has rows of its agency alone: whoever writes one share
    says nothing of another's. Refused `damaged_lake`."""
    for part in share.files:
        path = folder / part.path
        if not (
            disk.is_plain(path)
            and originals.digest(path) == part.sha256
            and _is_own(path, part, share.agency)
        ):
            raise damaged(folder, part.path)


def _is_own(path: Path, part: Part, agency: str) -> bool:
    """Whether the file has the rows that are listed, and where they name an agency it is this one. Engines read names
    of columns in capitals too."""
    try:
        with pq.ParquetFile(path) as file:
            names = [name for name in file.schema_arrow.names if name.lower() == "agency"]
            said = (column for batch in file.iter_batches(columns=names) for column in batch.columns)
            is_own = not names or all(set(one.unique().to_pylist()) <= {agency} for one in said)
            return is_own and file.metadata.num_rows == part.rows
    except (pa.ArrowException, OSError, TypeError):
        return False


def rows(folder: Path, share: Share, table: str) -> pa.Table:
    """The rows of a table, of all its files."""
    return pa.concat_tables(pq.ParquetFile(folder / part.path).read() for part in share.of(table))


def add(folder: Path, path: Path, made: Path, rows: int) -> Part:
    """Puts a file that was made elsewhere into a folder `path` of the lake, unless it is there; nobody sees it yet."""
    sha256 = originals.digest(made)
    part = Part(f"{path.as_posix()}/{sha256[:16]}.parquet", rows, made.stat().st_size, sha256)
    _copied(made, folder, part)
    return part


def _copied(made: Path, folder: Path, part: Part) -> None:
    target = folder / part.path
    if target.is_file() and originals.digest(target) == part.sha256:
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(target) as file, made.open("rb") as source:
        found = hashlib.sha256()
        while chunk := source.read(1 << 20):
            found.update(chunk)
            file.write(chunk)
        if found.hexdigest() != part.sha256:  # another one since it was looked at
            raise damaged(made.parent, made.name)


def put(folder: Path, share: Share) -> bool:
    """The lake lists this share, whose files are there, instead of the one before; False where that had the same files.

    Raises InUse where somebody else changes the list for half a minute.
    """
    with _alone(folder):
        shares = known(folder)
        before = shares.get(share.agency)
        if before is not None and before.files == share.files:
            return False
        shares[share.agency] = share
        listed = {code: asdict(one) for code, one in sorted(shares.items())}
        for one in listed.values():
            del one["agency"]
        said = {"layout": LAYOUT, "program": __version__, "agencies": listed}
        with whole_file(folder / LISTED) as file:
            file.write(json.dumps(said, ensure_ascii=False, indent=1, default=str).encode())
    # who reads by the list before goes on to the end of it
    wanted = {part.path for one in (share, before) if one for part in one.files}
    for path in folder.glob(f"*/agency={share.agency}/**/*.parquet"):
        if path.relative_to(folder).as_posix() not in wanted:
            path.unlink(missing_ok=True)
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    until = time.monotonic() + _PATIENCE_SECONDS
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(lock.held(folder.resolve()))
                break
            except InUse:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        yield


def take(folder: Path, source: Path, share: Share) -> bool:
    """Takes an agency's share of another lake over, every byte of it checked; False where it is there already.

    Refused: `damaged_lake`; nothing of it is taken then.
    """
    sound(source, share)
    for part in share.files:
        _copied(source / part.path, folder, part)
    return put(folder, share)
