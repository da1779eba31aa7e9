"""Backups that are tried out: made, restored aside and compared, the result kept; each night by the server itself.

In the server, not by cron or a timer: the database is open in one process only, a thread of that process works alike on
Linux, Windows and in a container, and there is nothing to set up that can be forgotten.
"""

import json
import logging
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from chiso.core import clock
from chiso.core.errors import ChisoError, Refused
from chiso.desk import aside, folders
from chiso.intake.commit.replaying import Finding, finding
from chiso.people import acts
from chiso.people.actor import ADMINISTER, PROGRAM, Actor
from chiso.store import StorageFull, Store, backup, disk, originals, rotation
from chiso.store.ledger import Line
from chiso.store.whole import whole_file

LOG = logging.getLogger("chiso.web")

MADE = "backup_made"  # in the audit log
_HOUR, _RESULT = "backup_hour", "backup_result"  # facts
DEFAULT_HOUR = 1
KEY_WORDS = "Khóa không nằm trong bản sao lưu."

Words = dict[str, Any]


def hour(store: Store) -> int | None:
    """The hour of the nightly backup on the office's clock; None: switched off."""
    said = store.fact(_HOUR)
    return DEFAULT_HOUR if said is None else int(said) if said else None


def last(store: Store) -> Words | None:
    """What became of the last backup: `{at, folder, sound, differs}`; None before the first one."""
    found: Words | None = json.loads(store.fact(_RESULT) or "null")
    return found


def choose(store: Store, actor: Actor, folder: str, at_hour: int | None) -> None:
    """Where backups go and when; '' is the folder in the home. Refused: as `folders.needs`."""
    folders.needs(store, actor, folders.BACKUPS, folder)
    with acts.act(store, actor, ADMINISTER, backup.CHOSEN, folder) as doing:
        doing.detail = doing.kept = {"folder": folder, "hour": at_hour}
        _choose(store, doing.kept)


@acts.redoes(backup.CHOSEN)
def _choose(store: Store, line: Line) -> None:
    store.set_fact(folders.BACKUPS, line["folder"])
    store.set_fact(_HOUR, "" if line["hour"] is None else str(line["hour"]))


def make(store: Store, actor: Actor, out: Path | None = None, *, nightly: bool = False) -> Words:
    """A backup that was restored aside: `{at, folder, sound, differs}`. Raises as `backup.backup`."""
    actor.needs(ADMINISTER)
    folder = backup.backup(store, out, lambda home: {"nightly": nightly, **aside.said(home)})
    differs = aside.check(store.home, folder)
    result = _result(folder, differs)
    with disk.written(), whole_file(folder / rotation.CHECKED) as file:
        file.write(json.dumps(result, ensure_ascii=False).encode())
    keep(store, actor, result)
    return result


def _result(folder: Path, differs: list[str]) -> Words:
    now = clock.iso(clock.utc_now())
    return {"at": now, "folder": str(folder), "sound": not differs, "differs": differs}


def told(store: Store, result: Words) -> tuple[Words, tuple[str, ...]]:
    """A backup just made as the command line says it: the document, and lines for people."""
    folder, is_sound = Path(result["folder"]), result["sound"]
    document = {
        "folder": str(folder),
        "data_version": backup.read_manifest(folder)["data_version"],
        "bytes": sum(path.stat().st_size for path in folder.rglob("*")),
        "checked": is_sound,
        "key": str(originals.key_path(store.home)),
    }
    word = "đã phục hồi thử: khớp" if is_sound else "phục hồi thử KHÔNG khớp, đừng dựa vào bản này"
    of_the_key = f"{KEY_WORDS} {originals.about_key(store.home)}"
    return document, (f"Đã sao lưu vào {folder}; {word}.", *result["differs"], of_the_key)


def keep(store: Store, actor: Actor, result: Words) -> None:
    """The result, for /quan-tri and /suc-khoe, and a line of the audit log. Refused: `forbidden`."""
    actor.needs(ADMINISTER)
    with store.transaction():
        store.set_fact(_RESULT, json.dumps(result, ensure_ascii=False))
        detail = {"sound": result["sound"], "differs": "; ".join(result["differs"][:3])}
        acts.audit(store, actor, MADE, result["folder"], detail)


def damaged(store: Store) -> list[Finding]:
    """The backups of this home that are not as they were written; each is read whole."""
    try:
        found = backup.damaged(store)
    except originals.KeyMissing:  # `verify` says it of the home
        return []
    return [
        finding(
            "damaged_backup",
            f"Bản sao lưu “{folder}” không còn như lúc ghi (tệp {name}). Hãy sao lưu lại, đừng dựa vào bản này.",
            part="backup",
        )
        for folder, name in found.items()
    ]


def is_due(store: Store) -> bool:
    """Has tonight's hour come since the last backup was tried, and since the home was made? Neither says anything where
    the clock has been set back since."""
    at = hour(store)
    if at is None or store.is_demonstration:
        return False
    tried = (last(store) or {}).get("at") or store.fact("created_at") or clock.iso(clock.utc_now())
    now = clock.local(clock.utc_now())
    slot = now.replace(hour=at, minute=0, second=0, microsecond=0)
    slot -= timedelta(days=slot > now)
    return not slot <= clock.local(clock.read(tried)) <= now + clock.SLACK


def run(store: Store) -> Words:
    """The backup of a night: made, tried out, older ones that are too many go. What fails is kept as the result."""
    folder = backup.folder_of(store)
    try:
        if store.fact(folders.BACKUPS) and not folder.is_dir():
            raise Refused(
                "bad_folder", f"Thư mục sao lưu “{folder}” không còn (ổ đĩa chưa gắn?). Hãy kiểm tra lại."
            )
        result = make(store, PROGRAM, nightly=True)
        rotation.rotate(folder, store.home)
    except (ChisoError, OSError) as error:
        LOG.warning("nightly backup", exc_info=error)
        words = f"Không đọc hoặc ghi được trong thư mục sao lưu “{folder}”. Hãy kiểm tra ổ đĩa và quyền ghi."
        result = _result(folder, [error.message if isinstance(error, ChisoError) else words])
        with suppress(StorageFull):  # no room even for this: the log has it, and /suc-khoe says it
            keep(store, PROGRAM, result)
    return result
