"""The imports of an agency with what they changed, and the kept originals."""

import json
from collections.abc import Mapping
from typing import Any

from chiso.core.errors import Refused
from chiso.desk.effects import Effect
from chiso.intake.commit.stages import Difference
from chiso.people.actor import ADMINISTER, Actor
from chiso.people.acts import audit
from chiso.store import Store, originals

EFFECT, DOWNLOAD = "import_effect", "original_download"


def imports(store: Store, agency: str) -> list[dict[str, Any]]:
    """One row per import, the newest first: the columns of `imports`, with `effect` and `difference` where known."""
    rows = store.rows("desk/history", agency=agency)
    for row in rows:
        known = json.loads(row["effect"] or "{}")
        row["effect"] = known.get("summary")
        row["difference"] = known.get("difference") or {}
        row["agency"] = agency
    return rows


def note_effect(
    store: Store, actor: Actor, import_id: int, effect: Effect, difference: Difference | None
) -> None:
    """Writes down what an import changed, for its history."""
    counts = {
        "new": difference.new,
        "changed": difference.changed,
        "unchanged": difference.unchanged,
        "moved_due": len(difference.moved_due),
        "vanished": len(difference.vanished),
    } if difference else {}  # fmt: skip
    audit(store, actor, EFFECT, str(import_id), {"summary": effect.summary(), "difference": counts})


def rejects(store: Store, import_id: int) -> list[dict[str, Any]]:
    """What was rejected of an import: sheet, row, header, column, value, code, message."""
    return store.rows("desk/rejects", import_id=import_id)


def original(store: Store, actor: Actor, row: Mapping[str, Any]) -> bytes:
    """The file as it came, for an administrator; that it was taken is written in the audit log first.

    Refused: `forbidden`; `original_missing` where it is no longer there.
    """
    actor.needs(ADMINISTER)
    content = originals.load(store.home, str(row["sha256"]))
    if content is None:
        raise Refused(
            "original_missing",
            f"Tệp gốc của lần nhập {row['import_id']} không còn (có thể đã xóa khi hết thời hạn lưu). "
            "Nếu cần, hãy lấy lại từ bản sao lưu.",
        )
    detail = {"file": row["file_name"], "sha256": row["sha256"]}
    audit(store, actor, DOWNLOAD, str(row["import_id"]), detail)
    return content
