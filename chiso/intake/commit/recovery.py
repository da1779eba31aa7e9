"""Database against ledger: notices and mends what a crash, a damaged log or an older backup left.

- In the ledger, not in the database (a crash between ledger line and commit; a damaged write-ahead log opens silently
  without its last commits; a restored backup; a database made anew): done again as the lines say
  (`chiso.intake.commit.replaying`), imports from the kept originals under their numbers; what cannot be is named.
- In the database, not in the ledger (a ledger that was lost, or cut by a crash of version 0.1.0): the line is added.
- A line of the ledger that was altered, lost or moved is said, and stays said; it is not followed.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from chiso.core.vietnamese import format_number
from chiso.intake.commit import replaying, slices, storing
from chiso.intake.commit.replaying import Finding, finding
from chiso.intake.datasets import DATASETS, KINDS, Dataset
from chiso.intake.declared import DeclarationError
from chiso.people.actor import PROGRAM
from chiso.store import DamagedDatabase, Store, disk, ledger, originals
from chiso.store.ledger import Ledger
from chiso.store.whole import whole_file

_LOG_CUT = (
    "Nhật ký ghi của cơ sở dữ liệu bị hỏng: phần đọc được đã giữ lại, mọi việc sau đó được làm lại theo nhật ký và "
    "từ tệp gốc."
)
_UNUSED = (
    "Tệp gốc {file_name} không thuộc lần nhập nào (lần nhập bị ngắt trước khi ghi). Không cần làm gì: nhập "
    "lại tệp ấy thì tệp gốc này được dùng, không thì lệnh purge xóa khi hết thời hạn lưu."
)
_LEDGER_TORN = "Một dòng của nhật ký bị ghi dở và đã được bỏ qua."

# Columns of the tables beside the declared ones, each with the types that it may have.
_OF_A_ROW = {"import_id": ("bigint",), "row_no": ("bigint",), "record_key": ("varchar",)}
_OF_A_RECORD = {
    **dict.fromkeys(("as_of", "first_as_of", "first_due_on"), ("date",)),
    "agency": ("varchar",),
    "versions": ("integer",),
}
_OF_A_STATE = {"resolved_on": ("date",), "is_due_moved": ("boolean",)}


def is_in_step(store: Store) -> bool:
    """Do database and ledger name the same imports in the same state? Cheap: for every start and before a write."""
    found = ledger.read(store.home)
    rows = store.rows("imports/all")
    return (
        not found.torn
        and store.cut_log is None
        and found.tail[0] <= store.ledger_tail[0]
        and {row["import_id"] for row in rows} <= found.imports().keys()
        and not replaying.lost(store, found)
        and found.last_version <= store.data_version
        and not _turned_otherwise(found, rows)
    )


def opened(store: Store) -> list[Finding]:
    """At every start: brings database and ledger into step. Raises DeclarationError where the tables do not hold what
    data/datasets declares."""
    if found := lacking(store):
        raise DeclarationError(
            f"declared, but not in the tables: {', '.join(found)}; add a file to queries/tables"
        )
    return keep_in_step(store)


def keep_in_step(store: Store) -> list[Finding]:
    """Before anything is written, what a crash or a damaged log left is put right."""
    return [] if is_in_step(store) else mend(store)


def lacking(store: Store, datasets: Iterable[Dataset] = DATASETS.values()) -> list[str]:
    """What the tables lack of what is declared, as "petitions_current.kind varchar"; empty where all is there."""
    wanted: dict[tuple[str, str], tuple[str, ...]] = {}
    for dataset in datasets:
        kinds = {column: dataset.by_name[name].kind for column, name in dataset.columns.items()}
        columns = _OF_A_ROW | {column: KINDS[kind].columns for column, kind in kinds.items()}
        wanted |= {(dataset.name, column): types for column, types in columns.items()}
        if dataset.history:
            columns = _OF_A_RECORD | columns | (_OF_A_STATE if dataset.history.state else {})
            wanted |= {(f"{dataset.name}_current", column): types for column, types in columns.items()}
    rows = store.rows("store/columns", tables=sorted({table for table, _ in wanted}))
    there = {(row["table_name"], row["column_name"]): row["data_type"].lower() for row in rows}
    return [
        f"{table}.{column} {types[0]}"
        for (table, column), types in wanted.items()
        if there.get((table, column)) not in types
    ]


def verify(store: Store) -> list[Finding]:
    """Reads every block of the database, compares and mends; then counts the rows of every import and reads every
    original.

    Each finding: `{code, message, part, import_id, repaired}`; an empty list is a sound home.
    """
    try:
        for row in store.rows("store/made"):
            if row["kind"] == "table":
                store.rows("store/read_whole", {"table": (row["name"],)})
    except DamagedDatabase as error:
        return [finding(error.code, error.message)]
    findings = [*_damaged(store), *mend(store)]
    for row in store.arrow("imports/row_counts", {"dataset": tuple(DATASETS)}).to_pylist():
        message = (
            f"Lần nhập {row['import_id']} ({row['file_name']}) ghi {format_number(row['rows_loaded'])} "
            f"dòng nhưng cơ sở dữ liệu có {format_number(row['rows_there'])}. Hãy phục hồi từ bản sao lưu."
        )
        findings.append(finding("rows_differ", message, row["import_id"]))
    try:
        originals.check(store.home)
    except originals.KeyMissing as error:  # said once: of the originals themselves nothing can be told
        return [*findings, finding(error.code, error.message, part="key")]
    purged = ledger.read(store.home).purged()
    for row in store.rows("imports/all"):
        if row["sha256"] in purged and not originals.path_of(store.home, row["sha256"]).exists():
            continue
        if not originals.has(store.home, row["sha256"]):
            message = (
                f"Tệp gốc của lần nhập {row['import_id']} ({row['file_name']}) không còn hoặc đã bị sửa. "
                "Số liệu vẫn đủ; hãy chép lại tệp gốc từ bản sao lưu."
            )
            findings.append(finding("original_missing", message, row["import_id"], "originals"))
    return findings + [
        finding("original_unused", _UNUSED.format(**row), part="originals") for row in unused(store)
    ]


def unused(store: Store) -> list[dict[str, Any]]:
    """The originals of which no act tells: kept just before a process was killed, or the line of the act was lost. The
    next import of the same file uses it, `purge` takes it when its time is over: said as a row of `imports`."""
    told = {row["sha256"] for row in store.rows("imports/all")}
    told |= {line.get("sha256") for line in ledger.read(store.home).lines}
    told |= {row["sha256"] for row in store.rows("store/templates")}
    told |= {row["picture"] for row in store.rows("giaoban/pictures")}
    return [
        {
            "sha256": sha256,
            "file_name": f"{sha256[:12]}…",
            "imported_at": datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None),
        }
        for sha256, path in sorted(originals.kept(store.home).items())
        if sha256 not in told
    ]


def mend(store: Store) -> list[Finding]:
    """Brings database and ledger into step; what was done, one finding each."""
    with store.writing():
        found = ledger.read(store.home)
        findings: list[Finding] = []
        if store.cut_log is not None:
            findings.append(finding("log_cut", _LOG_CUT, part="log"))
        if found.torn:
            with disk.written(), ledger.appended(store.home, (), store.ledger_tail, 0):  # cuts it off
                findings.append(finding("ledger_torn", _LEDGER_TORN, part="ledger"))
        known = store.ledger_tail
        goes_on = found.goes_on_from(known)
        findings += [line_lost(number) for number in found.missing(known) if goes_on]
        findings += [replaying.redone(store, found, line) for line in replaying.lost(store, found)]
        findings += _add_lines(store, found)
        with store.transaction():
            if store.data_version < found.last_version:
                store.set_fact("data_version", str(found.last_version + 1))
            if goes_on and found.tail[0] > store.ledger_tail[0]:
                store.set_ledger_tail(found.tail)
        store.log_was_mended()
        return findings


def mend_ledger(store: Store, elder: bytes) -> list[Finding]:
    """Beside a sound database the ledger is made sound again: that of a backup (b"": none), gone on with all lines that
    are proven. What is lost stays in the database, and is named: the ledger alone can no longer bring it back."""
    path = store.home / ledger.LEDGER
    with store.writing():
        found = ledger.read(store.home)
        if not found.damage and not found.disagreement(store.ledger_tail):
            return []
        text, lost = ledger.continued(elder, path.read_bytes() if path.exists() else b"", is_same=True)
        lost += range(max(found.tail[0], ledger.judged(elder).tail[0]) + 1, store.ledger_tail[0] + 1)
        with disk.written(), whole_file(path) as file:
            file.write(text)
        with store.transaction():
            store.set_ledger_tail(ledger.judged(text).tail)
        message = "Nhật ký bị hỏng đã được ghép lại từ những dòng còn nguyên và từ bản sao lưu."
        findings = [finding("ledger_mended", message, part="ledger")]
        if lost:
            message = (
                f"Dòng {', '.join(map(str, sorted(lost)))} của nhật ký đã mất. Việc ghi ở đó vẫn còn trong cơ sở dữ "
                "liệu, nhưng nhật ký không làm lại được nữa. Hãy sao lưu ngay (lệnh backup)."
            )
            findings.append(finding("ledger_line_lost", message, part="ledger"))
        return [*findings, *mend(store)]


def rebuild(store: Store) -> None:
    """Works out anew which imports count, and merges every record again (after a change of the rules)."""
    with store.transaction():
        everything: dict[tuple[str, str], set[int]] = {}
        for row in store.rows("imports/all"):
            everything.setdefault((row["agency"], row["dataset"]), set()).add(row["import_id"])
        for (agency, dataset), ids in everything.items():
            storing.settle(store, agency, dataset, ids)


# --- in the database, not in the ledger; damage ----------------------------------------------------------


def line_lost(number: int) -> Finding:
    """Of a line of the ledger that is altered or gone nothing can be done again."""
    message = f"Dòng {number} của nhật ký đã mất hoặc bị sửa: việc ghi ở đó không làm lại được. Hãy làm lại việc này."
    return finding("not_restored", message, part="ledger")


def _add_lines(store: Store, found: Ledger) -> list[Finding]:
    findings, known, rows = [], found.imports(), store.rows("imports/all")
    turned = _turned_otherwise(found, rows)
    for row in rows:
        lines: list[tuple[str, str, Mapping[str, Any]]] = []
        if row["import_id"] not in known:
            said = storing.import_line(store, row["import_id"])
            lines.append((ledger.IMPORT, row["imported_by"] or "", said))
        if row["import_id"] in turned:
            action = ledger.ROLLBACK if row["status"] == slices.ROLLED_BACK else ledger.BRING_BACK
            lines.append((action, PROGRAM.name, {"import_id": row["import_id"]}))
        for action, who, words in lines:
            with store.transaction():
                store.record(action, who, **words)
            message = f"Đã ghi bổ sung lần nhập {row['import_id']} ({row['file_name']}) vào nhật ký."
            findings.append(finding("ledger_line_added", message, row["import_id"], "ledger"))
    return findings


def _turned_otherwise(found: Ledger, rows: Iterable[Mapping[str, Any]]) -> set[int]:
    """The imports of which the ledger says something else about whether they were rolled back."""
    back = {number for number, line in found.last_turns().items() if line["action"] == ledger.ROLLBACK}
    return {
        row["import_id"]
        for row in rows
        if (row["import_id"] in back) != (row["status"] == slices.ROLLED_BACK)
    }


def _damaged(store: Store) -> list[Finding]:
    """What was done to the ledger by somebody else than the program. Nothing of it is written over."""
    found = ledger.read(store.home)
    end = found.disagreement(store.ledger_tail)
    remedy = "Hãy chép lại tệp nhật ký từ bản sao lưu rồi kiểm tra lại."
    sentences = (*found.damage, *([end] if end else ()))
    return [finding("damaged_home", f"{sentence} {remedy}", part="ledger") for sentence in sentences]
