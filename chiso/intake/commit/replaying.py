"""Doing again what the ledger tells of and the database does not know: what was accepted then goes in again as it was,
under its number and at its time; no guard of today is asked. An act declares its own way (`chiso.people.acts.redoes`);
that of an import is here."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from chiso.core.errors import ChisoError, DamagedHome, Refused
from chiso.core.vietnamese import format_number
from chiso.intake.commit import slices, storing
from chiso.intake.commit.preview import understand
from chiso.intake.commit.stages import CleanedFile, ImportResult, Preview, Upload
from chiso.intake.recognise import memory
from chiso.intake.recognise.layout import Answers
from chiso.people import acts
from chiso.people.actor import PROGRAM
from chiso.store import StorageFull, Store, ledger, originals
from chiso.store.ledger import Ledger, Line, number_of

Finding = dict[str, Any]
REPAIRED = (
    "redone", "reimported", "reread_differs", "log_cut", "ledger_torn", "ledger_line_added", "ledger_mended",
    "original_returned", "original_unused",
)  # fmt: skip
_TURNS = (ledger.ROLLBACK, ledger.BRING_BACK)

_log = logging.getLogger(__name__)


def finding(code: str, message: str, import_id: int | None = None, part: str = "database") -> Finding:
    """What was found, and whether it is in order now."""
    repaired = code in REPAIRED
    return {"code": code, "message": message, "part": part, "import_id": import_id, "repaired": repaired}


def missing_files(store: Store, named: Mapping[str, str]) -> dict[str, Finding]:
    """Findings of originals that are gone or altered, by SHA-256; `named`: what is said of each. Of a home without its
    key none."""
    try:
        gone = [sha256 for sha256 in named if not originals.has(store.home, sha256)]
    except originals.KeyMissing:
        return {}
    return {sha256: finding("original_missing", named[sha256], part="originals") for sha256 in gone}


def lost(store: Store, found: Ledger) -> list[Line]:
    """The lines that the database does not know: those after the last one that it has seen, imports without a row,
    and of version 0.1.0, whose lines have no numbers, the turns after its version."""
    there = {row["import_id"] for row in store.rows("imports/all")}
    tail, version, purged = store.ledger_tail, store.data_version, found.purged()

    def is_lost(line: Line) -> bool:
        number, action = number_of(line), line["action"]
        is_new = number > tail[0] and found.goes_on_from(tail)
        if action == ledger.IMPORT:
            is_gone = line.get("sha256") in purged and not _is_there(store, line)
            return line["import_id"] not in there and (is_new or not is_gone)
        return is_new or (not number and action in _TURNS and line["data_version"] > version)

    return sorted((line for line in found.lines if found.follows(line) and is_lost(line)), key=number_of)


def redone(store: Store, found: Ledger, line: Line) -> Finding:
    """Does again what the line says."""
    number, import_id = number_of(line), line.get("import_id")
    is_late = line["action"] == ledger.IMPORT and number <= store.ledger_tail[0]
    called = f"{acts.WORDS.get(line['action'], '–')}, {line['who']}"
    subject = f"việc số {number} trong nhật ký ({called})" if number else "một việc cũ"
    try:
        acts.redo(store, line, (number, found.digests.get(number, "")))
        turn = found.last_turns().get(import_id) if is_late and import_id else None
        if turn and turn["action"] == ledger.ROLLBACK:  # done again before, in vain
            with store.transaction():
                storing.turned(store, turn)
    except KeyError:  # of a release that wrote less, or of a newer one that does other things
        _log.exception("line %s of the ledger cannot be done again", number)
        return finding(
            "not_restored", f"Không làm lại được {subject}: dòng này thiếu thông tin. Hãy làm lại việc này."
        )
    except (StorageFull, DamagedHome, originals.KeyMissing):
        raise  # nothing is wrong with the line: the next start goes on
    except ChisoError as error:
        code = error.code if error.code == "original_missing" else "not_restored"
        message = f"Không làm lại được {subject}: {error.message}"
        if code == "original_missing" and line["sha256"] in found.purged():
            code = "purged"
            message = (
                f"Lần nhập {import_id} ({line['file_name']}): tệp gốc đã được xóa theo thời hạn lưu (purge) nên không "
                "nhập lại được. Chỉ bản sao lưu làm từ trước khi xóa còn giữ lần nhập này."
            )
        return finding(code, message, import_id)
    return _told(store, line, subject)


def _told(store: Store, line: Line, subject: str) -> Finding:
    import_id = line.get("import_id")
    if line["action"] != ledger.IMPORT:
        return finding("redone", f"Đã làm lại {subject} theo nhật ký.", import_id)
    name = f"Lần nhập {import_id} ({line['file_name']})"
    then, now = line.get("rows_loaded"), storing.one_import(store, int(line["import_id"]))["rows_loaded"]
    if then not in (None, now):
        message = (
            f"{name} đã được nhập lại theo nhật ký: lần trước nhận {format_number(then)} dòng, nay đọc được "
            f"{format_number(now)} dòng."
        )
        return finding("reread_differs", f"{message} Hãy đối chiếu với tệp gốc.", import_id)
    message = f"{name} bị mất khỏi cơ sở dữ liệu và đã được nhập lại từ tệp gốc."
    return finding("reimported", message, import_id)


@acts.redoes(ledger.IMPORT)
def _import(store: Store, line: Line) -> None:
    content = originals.load(store.home, line["sha256"])
    if content is None:
        raise Refused(
            "original_missing",
            f"tệp gốc {line['file_name']} của lần nhập {line['import_id']} không còn. Hãy nhập lại tệp này.",
        )
    looked = _looked(store, line, content)
    if "warnings" in line:  # what was told then: the months before are others by now
        looked = replace(looked, result=replace(looked.result, warnings=tuple(line["warnings"])))
    # What was accepted then goes in again: whether this person still may is not asked.
    who = replace(PROGRAM, name=str(line["who"]))
    storing.store_import(store, who, looked, line)
    memory.keep_again(store, line.get("answers", {}), who.name)


def _looked(store: Store, line: Line, content: bytes) -> CleanedFile:
    """The file as it was understood then; where a newer program would ask, at the place where its table stood."""
    answers = Answers.from_json(line.get("parameters", {}).get("answers"))
    answers = replace(answers, dataset=line["dataset"], as_of=date.fromisoformat(line["as_of"]))
    place: dict[str, Any] = {
        name: line.get(name) for name in ("sheet", "header_row") if getattr(answers, name) is None
    }
    for said in (answers, replace(answers, **place)):
        looked = understand(store, _upload(line, content, said))[0]
        if isinstance(looked, CleanedFile) and not looked.error:
            return looked
    reason = looked.error["message"] if looked.error else ""
    raise Refused("not_restored", f"{line['file_name']}: {reason}")


def _upload(line: Line, content: bytes, answers: Answers) -> Preview:
    """The file with what the caller said then. The date that held is given again, whatever its source was. A line of
    before a file had parts tells of the one sheet that was read."""
    mode = line.get("mode", slices.REPLACE)
    one = (line["sheet"],) if line.get("sheet") else ()
    said = line.get("parameters", {})
    upload = Upload(
        line["file_name"], content, line["agency"], answers, mode, recalls=False, is_accepted=True,
        sheets=tuple(said.get("sheets") or one), is_handed_on=bool(said.get("is_handed_on")),
    )  # fmt: skip
    return Preview(upload=upload, result=ImportResult(line["file_name"], line["sha256"]))


def _is_there(store: Store, line: Line) -> bool:
    return originals.path_of(store.home, str(line["sha256"])).is_file()
