"""A damaged home comes back: a backup, or originals and ledger alone, and then every later line of the ledger."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from chiso import reference
from chiso.core.errors import ChisoError
from chiso.core.vietnamese import format_number
from chiso.desk import drafts, own_template, upgrade
from chiso.intake.commit import recovery, replaying
from chiso.intake.commit.replaying import Finding
from chiso.store import DATABASE, Store, backup, ledger, lock, originals, swap


def restore(home: Path, folder: Path | None, *, as_it_was: bool) -> dict[str, Any]:
    """`{home, kept, redone, not_redone}`, the last two lists of `{import_id, file, code, message}`; `kept` is None
    where the database is sound and stays. A damaged one of a home that has held nothing is put aside, and there is none
    then. Raises as `chiso.store.backup.restore`."""
    home = Path(home).resolve()
    with lock.held(home):  # from the first look to the last line
        found, kept = None if as_it_was else _beside_a_sound_database(home, folder), None
        is_named = folder is not None or as_it_was
        if found is None and not is_named and Store.exists(home) and swap.has_held_nothing(home):
            found, kept = [], swap.make_new_again(home, DATABASE)
        if found is None:
            kept, lost = backup.restore(home, folder, _anew, as_it_was=as_it_was)
            with Store.open(home) as store:
                found = [*map(recovery.line_lost, lost), *recovery.opened(store)]
                upgrade.upgrade(store)
    files = {number: line["file_name"] for number, line in ledger.read(home).imports().items()}
    done: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for row in found:
        said = {"import_id": row["import_id"], "file": files.get(row["import_id"])}
        done[row["repaired"]].append({**said, "code": row["code"], "message": row["message"]})
    words = {"home": str(home), "kept": None if kept is None else str(kept)}
    return {**words, "redone": done[True], "not_redone": done[False]}


def told(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The same for people: where the old data lies, what was done again, what was not."""
    redone, others = document["redone"], document["not_redone"]
    if not Store.exists(document["home"]):
        return (
            "Cơ sở dữ liệu bị hỏng; nhật ký, tệp gốc và bản sao lưu đều chưa có gì nên không có gì để phục hồi. Tệp "
            f"hỏng được giữ ở {document['kept']}. Hãy chạy lệnh init để tạo lại dữ liệu (dữ liệu minh họa: lệnh demo).",
        )
    many = f"{format_number(len(redone))} việc"
    line = f"Đã phục hồi; dữ liệu trước đó nằm ở {document['kept']}. Làm lại {many} theo nhật ký."
    if document["kept"] is None:
        line = "Cơ sở dữ liệu còn nguyên nên được giữ như đang có."
        others = (*redone, *others)
    return (line, *(row["message"] for row in others))


def _anew(folder: Path, agency: str) -> None:
    with reference.made(folder, agency) as store:  # the ledger names one that is not shipped
        store.checkpoint()
    shutil.rmtree(folder / "tmp")


def _beside_a_sound_database(home: Path, folder: Path | None) -> list[Finding] | None:
    """A sound database is not made anew: ledger and originals are put right beside it, from backups where they have
    them. None where the database is damaged, or where nothing is damaged and a backup is wanted in its place. Raises
    InUse, KeyMissing, StorageFull, and as `upgrade.keep`."""
    try:
        with Store.open(home, before=upgrade.keep) as store:
            return _put_right(store, folder)
    except ChisoError as error:  # on opening, or where a block of it is read for the first time
        if error.code == "newer_database" and folder is None and swap.has_held_nothing(home):
            raise  # it is sound, and there is nothing to put in its place
        if error.code in ("damaged_home", "no_home", "newer_database"):
            return None
        raise


def _put_right(store: Store, folder: Path | None) -> list[Finding] | None:
    originals.check(store.home)
    chosen = own_template.missing(store) | drafts.missing(store)
    found = [*recovery.verify(store), *chosen.values()]
    is_damaged = any(row["part"] == "database" and not row["repaired"] for row in found)
    if is_damaged or (folder is not None and all(row["repaired"] for row in found)):
        return None
    folders = [one for one in (folder, *backup.newest(store.home)) if one is not None]
    return [
        *[row for row in found if row["repaired"]],
        *recovery.mend_ledger(store, _elder_ledger(folders)),
        *[
            _original(store, row, sha256, folders)
            for sha256, row in [*chosen.items(), *_of_imports(store, found)]
        ],
    ]


def _elder_ledger(folders: Iterable[Path]) -> bytes:
    """The ledger of the newest of these backups that has it whole."""
    texts = (path.read_bytes() for folder in folders if (path := folder / ledger.LEDGER).is_file())
    return next((text for text in texts if text and not ledger.judged(text).damage), b"")


def _of_imports(store: Store, found: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """The findings of missing originals of imports, with their SHA-256."""
    imports = ledger.read(store.home).imports()
    for row in found:
        if row["code"] == "original_missing" and row["import_id"] is not None:
            yield imports[row["import_id"]]["sha256"], row


def _original(store: Store, row: Finding, sha256: str, folders: Iterable[Path]) -> Finding:
    """A missing original comes from the newest backup that has it, or stays named."""
    sources = (folder / originals.FOLDER / sha256 for folder in folders)
    if any(originals.bring_back(store.home, sha256, source) for source in sources):
        number = row["import_id"]
        what = "Mẫu slide của cơ quan" if number is None else f"Tệp gốc của lần nhập {number}"
        message = f"{what} đã được chép lại từ bản sao lưu."
        return replaying.finding("original_returned", message, number, "originals")
    return row
