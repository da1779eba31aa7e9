"""A damaged home comes back: a backup, or originals and ledger alone, and then every later line of the ledger."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chiso import reference
from chiso.core.errors import ChisoError, InUse
from chiso.desk import upgrade
from chiso.intake.commit import recovery
from chiso.store import Store, backup, ledger


def restore(home: Path, folder: Path | None, *, as_it_was: bool) -> dict[str, Any]:
    """`{home, kept, redone, not_redone}`, the last two lists of `{import_id, file, code, message}`; `kept` is None
    where nothing was restored because the database is sound. Raises as `chiso.store.backup.restore`."""
    if folder is None and not as_it_was and _is_whole(home):
        return {"home": str(home), "kept": None, "redone": [], "not_redone": []}
    agency = ledger.read(home).agency
    kept, lost = backup.restore(home, folder, as_it_was=as_it_was)
    if not Store.exists(home):
        reference.init(home, agency).close()
    with Store.open(home) as store:
        found = [*map(recovery.line_lost, lost), *recovery.opened(store)]
        upgrade.upgrade(store)
    files = {number: line["file_name"] for number, line in ledger.read(home).imports().items()}
    done: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for row in found:
        said = {"import_id": row["import_id"], "file": files.get(row["import_id"])}
        done[row["repaired"]].append({**said, "code": row["code"], "message": row["message"]})
    return {"home": str(home), "kept": str(kept), "redone": done[True], "not_redone": done[False]}


def told(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The same for people: where the old data lies, what was done again, what was not."""
    redone, others = document["redone"], document["not_redone"]
    line = f"Đã phục hồi; dữ liệu trước đó nằm ở {document['kept']}. Làm lại {len(redone)} việc theo nhật ký."
    if document["kept"] is None:
        line = "Cơ sở dữ liệu còn nguyên và khớp với nhật ký nên không phục hồi gì."
    return (line, *(row["message"] for row in others))


def _is_whole(home: Path) -> bool:
    """A sound database is not made anew: of the originals and lines that it was made from some may be lost."""
    try:
        with Store.open(home) as store:
            return all(row["part"] != "database" or row["repaired"] for row in recovery.verify(store))
    except InUse:
        raise
    except ChisoError:
        return False
