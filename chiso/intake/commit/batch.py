"""A file into the store: look (`preview`), import (`commit`), undo (`rollback`, `bring_back`).

One transaction holds everything an import changes: its rows as versions, its rejects, which imports count, the merged
current rows of the touched records, the data version, the audit line. The original is on the disk before it, the
ledger line after it; `chiso.intake.commit.recovery` mends what a crash leaves between.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from chiso.core.errors import Refused
from chiso.intake.commit.comparing import check_slice
from chiso.intake.commit.preview import preview, same_import, unchanged
from chiso.intake.commit.stages import IMPORTED, CleanedFile, ImportResult, Preview, Upload
from chiso.intake.commit.storing import (
    forget_unused,
    keep_original,
    note,
    store_import,
    teach_units,
    turn,
    write_line,
)
from chiso.store import StorageFull, Store

__all__ = [
    "ImportResult",
    "Preview",
    "Upload",
    "bring_back",
    "commit",
    "import_file",
    "imports",
    "preview",
    "rollback",
    "verify",
]


def import_file(store: Store, upload: Upload, *, dry_run: bool = False, who: str = "") -> ImportResult:
    """Imports one file whole or not at all; a refusal is a result, not an exception."""
    looked = preview(store, upload, compare=dry_run)
    if dry_run:
        return looked.result
    try:
        return commit(store, looked, who=who)
    except StorageFull as error:
        return looked.result.refused(error.code, error.message)


def commit(store: Store, looked: Preview, *, who: str = "") -> ImportResult:
    """Imports a previewed file. A preview that was refused stays refused.

    What another import changed since the preview is checked again inside the transaction. Raises StorageFull.
    """
    if looked.is_unchanged:
        teach_units(store, looked.upload.agency, looked.upload.answers)
    if looked.error or not isinstance(looked, CleanedFile):
        return looked.result
    _mend(store)
    with store.writing():  # the original, the commit and the ledger line of one import stand together
        same = same_import(store, looked)
        if same is not None:
            return unchanged(store, looked, same).result
        is_new = keep_original(store, looked)
        try:
            with store.transaction():
                _, error = check_slice(store, looked)
                if error:
                    raise error
                import_id = store_import(store, looked, who)
        except BaseException as error:
            if is_new:
                forget_unused(store, str(looked.result.sha256))
            if isinstance(error, Refused):
                return looked.result.refused(error.code, error.message)
            raise
        write_line(store, import_id, "import", who)
    return replace(looked.result, status=IMPORTED, import_id=import_id)


def _mend(store: Store) -> None:
    """Before anything new is written, what a crash or a damaged log left is put right."""
    from chiso.intake.commit import recovery

    if not recovery.is_in_step(store):
        recovery.mend(store)


def rollback(store: Store, import_id: int, who: str = "") -> None:
    """Takes an import back: what it superseded counts again, every figure is as before it.

    Raises UnknownName, and Refused (`already_rolled_back`) the second time.
    """
    _turn(store, import_id, who, "rollback")


def bring_back(store: Store, import_id: int, who: str = "") -> None:
    """Redoes an import that was rolled back. Raises UnknownName, Refused (`not_rolled_back`, `already_active`)."""
    _turn(store, import_id, who, "bring_back")


def _turn(store: Store, import_id: int, who: str, action: str) -> None:
    _mend(store)
    with store.writing():
        with store.transaction():
            turn(store, import_id, action)
            note(store, who, action, import_id, {})
        write_line(store, import_id, action, who)


def imports(store: Store) -> pd.DataFrame:
    """The history: one row per import, the oldest first."""
    return store.run("imports/list")


def verify(store: Store) -> list[dict[str, Any]]:
    """See `chiso.intake.commit.recovery.verify`."""
    from chiso.intake.commit import recovery

    return recovery.verify(store)
