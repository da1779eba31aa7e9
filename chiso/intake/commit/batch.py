"""A file into the store: look (`preview`), import (`commit`), undo (`rollback`, `bring_back`).

One transaction holds everything an import changes: its rows as versions, its rejects, which imports count, the merged
current rows of the touched records, the data version, the audit line. The original is on the disk before it, the
ledger line too; `chiso.intake.commit.recovery` mends what a crash leaves between.
"""

from dataclasses import replace

from chiso.core.errors import Refused
from chiso.intake.commit import limits, recovery
from chiso.intake.commit.comparing import check_slice
from chiso.intake.commit.preview import preview, same_import, unchanged
from chiso.intake.commit.stages import IMPORTED, CleanedFile, ImportResult, Preview, Upload
from chiso.intake.commit.storing import (
    forget_unused,
    import_line,
    keep_original,
    store_import,
    teach_units,
    turn,
)
from chiso.people.actor import Actor
from chiso.people.acts import act
from chiso.people.roles import UPLOAD
from chiso.store import StorageFull, Store, ledger

__all__ = [
    "ImportResult",
    "Preview",
    "Upload",
    "bring_back",
    "commit",
    "import_file",
    "preview",
    "rollback",
]


def import_file(store: Store, actor: Actor, upload: Upload, *, dry_run: bool = False) -> ImportResult:
    """Imports one file whole or not at all; a refusal is a result, not an exception."""
    looked = preview(store, upload, compare=dry_run)
    if dry_run:
        return looked.result
    try:
        return commit(store, actor, looked)
    except StorageFull as error:
        return looked.result.refused(error.code, error.message)


def commit(store: Store, actor: Actor, looked: Preview) -> ImportResult:
    """Imports a previewed file. A preview that was refused stays refused.

    What another import changed since the preview is checked again while nobody else writes. Raises StorageFull, and
    Refused (`forbidden`, `other_unit`) for who may not import this file.
    """
    actor.needs(UPLOAD)
    if looked.is_unchanged:
        teach_units(store, actor, looked.upload.agency, looked.upload.answers)
    if looked.error or not isinstance(looked, CleanedFile):
        return looked.result
    _mend(store)
    with store.writing():  # the original, the commit and the ledger line of one import stand together
        same = same_import(store, looked)
        if same is not None:
            return unchanged(store, looked, same).result
        superseded, error = check_slice(store, looked)
        if error:
            return looked.result.refused(error.code, error.message)
        limits.check(store, actor, looked, superseded)
        is_new = keep_original(store, looked)
        try:
            with act(store, actor, UPLOAD, ledger.IMPORT) as doing:
                import_id = store_import(store, actor, looked)
                doing.subject = str(import_id)
                doing.detail = {"file": looked.upload.name, "sha256": looked.result.sha256}
                doing.kept = import_line(store, import_id)
        except BaseException as error:
            if is_new:
                forget_unused(store, str(looked.result.sha256))
            if isinstance(error, Refused):
                return looked.result.refused(error.code, error.message)
            raise
    return replace(looked.result, status=IMPORTED, import_id=import_id)


def _mend(store: Store) -> None:
    """Before anything new is written, what a crash or a damaged log left is put right."""
    if not recovery.is_in_step(store):
        recovery.mend(store)


def rollback(store: Store, actor: Actor, import_id: int) -> None:
    """Takes an import back: what it superseded counts again, every figure is as before it.

    Raises UnknownName, and Refused: `already_rolled_back` the second time, `forbidden`, `other_unit`.
    """
    _turn(store, actor, import_id, ledger.ROLLBACK)


def bring_back(store: Store, actor: Actor, import_id: int) -> None:
    """Redoes an import that was rolled back. Raises as `rollback`; Refused `not_rolled_back`, `already_active`."""
    _turn(store, actor, import_id, ledger.BRING_BACK)


def _turn(store: Store, actor: Actor, import_id: int, action: str) -> None:
    actor.needs(UPLOAD)
    _mend(store)
    with act(store, actor, UPLOAD, action, str(import_id)) as doing:
        limits.check_turn(store, actor, import_id)
        turn(store, import_id, action)
        doing.kept = {"import_id": import_id}
