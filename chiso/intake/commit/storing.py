"""Writing an import, inside the caller's transaction: its rows, which imports count, the merged current rows."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pyarrow as pa

from chiso import reference
from chiso.core.clock import utc_now
from chiso.core.errors import ChisoError, Refused, UnknownName
from chiso.core.masking import masked
from chiso.core.vietnamese import fold
from chiso.intake.clean.cleaned import ROW_COUNTS, Reject
from chiso.intake.commit import slices
from chiso.intake.commit.slices import REPLACE
from chiso.intake.commit.stages import CleanedFile, Preview
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Answers, Layout, Mend
from chiso.people.actor import UPLOAD, Actor
from chiso.people.acts import act, redoes
from chiso.reference import changes
from chiso.store import StorageFull, Store, disk, ledger, marts, originals

MERGED = "merging"  # fact: by which rules the current records of a home were merged


def merging(store: Store) -> str:
    """SHA-256 of the rules by which versions become current records."""
    texts = [
        store.query(f"current/{query}", dataset.names).sql
        for dataset in DATASETS.values()
        if dataset.history
        for query in ("forget", "merge")
    ]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def store_import(store: Store, actor: Actor, looked: CleanedFile, again: ledger.Line | None = None) -> int:
    """Everything that an import writes, inside the caller's transaction; its number. `again`: the line of the ledger
    that tells of it already."""
    for row in [] if again else corrected(store, looked):
        with act(store, actor, UPLOAD, ledger.ROLLBACK, str(row["import_id"])) as doing:
            turn(store, row["import_id"], ledger.ROLLBACK)
            doing.kept = {"import_id": row["import_id"]}
    cleaned, agency, answers = looked.cleaned, looked.upload.agency, looked.recognised.answers
    last = int(store.value("imports/last"))
    import_id = int(again["import_id"]) if again else max(last, ledger.read(store.home).last_import) + 1
    # What the caller said, and the answers with those remembered: a replay reads the file in the same way.
    said: dict[str, Any] = {"dataset": looked.upload.answers.dataset, "as_of": looked.upload.answers.as_of}
    said |= {"answers": answers.to_json(), "as_of_from": looked.as_of_from}
    said |= {"sheets": looked.upload.sheets or (looked.layout.sheet,), "parts": looked.parts}
    said |= {"is_handed_on": True} if looked.upload.is_handed_on else {}
    parameters = again.get("parameters", {}) if again else said
    if not last:  # nothing was merged yet: from here on it is by these rules
        store.set_fact(MERGED, merging(store))
    if not again or "number" not in again:  # of what is taught there is a line of its own before
        teach_units(store, actor, agency, answers)
    table = with_units(store, agency, cleaned.table, answers.units_once)
    store.insert(
        cleaned.dataset, table.append_column("import_id", pa.array([import_id] * len(table), pa.int64()))
    )
    if cleaned.rejects:
        rejects = [_reject_row(reject, import_id) for reject in cleaned.rejects]
        store.insert("import_rejects", pa.Table.from_pylist(rejects))
    row = {
        **_import_row(looked),
        "import_id": import_id,
        "imported_by": actor.name,
        "parameters": dump(parameters),
    }
    store.insert("imports", pa.Table.from_pylist([row]))
    settle(store, agency, cleaned.dataset, {import_id})
    return import_id


def corrected(store: Store, looked: CleanedFile) -> list[dict[str, Any]]:
    """The imports that count of the very same rows under another day, where the sheet has none of its own and somebody
    says this one now: it corrects theirs (shared contract, "Versions and the as-of date")."""
    if looked.as_of_from != "caller" or looked.layout.as_of is not None:
        return []
    same = store.rows("imports/same_bytes", agency=looked.upload.agency, sha256=looked.result.sha256)
    mine = looked.upload.sheets or (looked.layout.sheet,)
    return [
        row
        for row in same
        if (row["dataset"], sheets_of(row)) == (looked.cleaned.dataset, mine)
        and row["as_of"] != looked.as_of
        and parameters_of(row).get("as_of_from") in ("caller", "day")
    ]


def teach_units(store: Store, actor: Actor, agency: str, answers: Answers) -> None:
    """Keeps the answers to "which unit is this spelling"; rows under that spelling belong to the unit at once."""
    for spelling, unit_id in answers.units.items():
        changes.teach(store, actor, agency, spelling, unit_id)


def with_units(store: Store, agency: str, table: pa.Table, said: Mapping[str, str]) -> pa.Table:
    """The rows with the units' own names in place of spellings that were answered for one file only."""
    if not said or "unit_text" not in table.column_names:
        return table
    frame = reference.units(store, agency)
    own = dict(zip(frame["unit"], frame["unit_name"], strict=True))
    names = {fold(spelling): own[unit] for spelling, unit in said.items() if unit in own}
    texts = [
        names.get(key, text)
        for text, key in zip(table["unit_text"].to_pylist(), table["unit_key"].to_pylist(), strict=True)
    ]
    keys = [fold(text) if text else None for text in texts]
    for column, values in (("unit_text", texts), ("unit_key", keys)):
        table = table.set_column(table.column_names.index(column), column, pa.array(values, pa.string()))
    return table


def settle(store: Store, agency: str, dataset: str, changed: set[int]) -> None:
    """Works out which imports count, merges the records they touch anew, raises the data version."""
    rows = store.rows("imports/counting", agency=agency, dataset=dataset)
    wanted = slices.statuses(rows)
    changed = set(changed)
    for row in rows:
        status, by = wanted[row["import_id"]]
        if (row["status"], row["superseded_by"]) != (status, by):
            store.execute("imports/set_status", import_id=row["import_id"], status=status, superseded_by=by)
            changed.add(row["import_id"])
    known = {row["import_id"] for row in rows if wanted[row["import_id"]][0] != slices.ROLLED_BACK}
    is_alone = (
        known == changed and len(known) == 1
    )  # no record has another version: there is nothing to merge
    declared = DATASETS.get(dataset)  # rows of one that is declared no more stay as they are
    if declared and declared.history:
        for query in ("current/forget", "current/first" if is_alone else "current/merge"):
            store.execute(query, declared.names, agency=agency, changed=sorted(changed))
    marts.renew(store, agency, dataset, None if is_alone else changed)
    store.bump()


def parameters_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """How a row of `imports` says that its file was read."""
    said: dict[str, Any] = json.loads(row["parameters"] or "{}")
    return said


def sheets_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The sheets that went in with an import; before a file had parts it was the one."""
    return tuple(parameters_of(row).get("sheets") or (row["sheet"],))


def mends_of(row: Mapping[str, Any]) -> tuple[Mend, ...]:
    """The cells that were put right by hand in an import, those left as they are among them."""
    return Answers.from_json(parameters_of(row).get("answers")).mends


def one_import(store: Store, import_id: int) -> dict[str, Any]:
    """Everything about an import. Raises UnknownName."""
    found = store.rows("imports/one", import_id=import_id)
    if not found:
        raise UnknownName("lần nhập", str(import_id))
    return found[0]


def turn(store: Store, import_id: int, action: str) -> None:
    """`rollback` or `bring_back` of an import, inside the caller's transaction."""
    row = one_import(store, import_id)
    name, is_back = f"Lần nhập {import_id} ({row['file_name']})", row["status"] == slices.ROLLED_BACK
    if action == ledger.ROLLBACK:
        if is_back:
            raise Refused("already_rolled_back", f"{name} đã được hoàn tác rồi. Không có gì thay đổi.")
    else:
        if not is_back:
            raise Refused("not_rolled_back", f"{name} chưa bị hoàn tác nên không cần khôi phục.")
        same = store.rows("imports/same_bytes", agency=row["agency"], sha256=row["sha256"])
        about = row["dataset"], row["as_of"], sheets_of(row)
        if any((other["dataset"], other["as_of"], sheets_of(other)) == about for other in same):
            raise Refused(
                "already_active",
                f"Tệp {row['file_name']} đã được nhập lại (lần nhập {same[0]['import_id']}) "
                f"nên không khôi phục lần {import_id}.",
            )
    turned(store, {"import_id": import_id, "action": action})


@redoes(ledger.ROLLBACK, ledger.BRING_BACK)
def turned(store: Store, line: ledger.Line) -> None:
    """An import rolled back or brought back, whatever would speak against it today."""
    row = one_import(store, int(line["import_id"]))
    status = slices.ROLLED_BACK if line["action"] == ledger.ROLLBACK else slices.ACTIVE
    store.execute("imports/set_status", import_id=row["import_id"], status=status, superseded_by=None)
    settle(store, row["agency"], row["dataset"], {row["import_id"]})


def source_of(found: Layout) -> str:
    """The unit or source filter printed on the sheet, "" without one: files with the same one are of one source."""
    return " – ".join(filter(None, (found.unit_filter, found.source_filter)))


def _import_row(looked: CleanedFile) -> dict[str, Any]:
    result, cleaned, found = looked.result, looked.cleaned, looked.layout
    first, last = found.period or (None, None)
    same = ("sha256", "dataset", "sheet", "header_row", "as_of", *ROW_COUNTS)
    return {
        **{name: getattr(result, name) for name in same},
        "agency": looked.upload.agency,
        "file_name": looked.upload.name,
        "title": masked("\n".join(found.title)),
        "period_from": first,
        "period_to": last,
        "unit_filter": source_of(found),
        "slice": looked.slice,
        "mode": looked.upload.mode or REPLACE,
        "status": slices.ACTIVE,
        "columns": list(cleaned.fields),
        "layout_key": found.layout_key,
        "unknown_columns": list(result.unknown_columns),
        "unknown_units": list(result.unknown_units),
        "warnings": dump(list(result.warnings)),
        "printed": dump(cleaned.printed),
        "imported_at": utc_now(),
    }


def _reject_row(reject: Reject, import_id: int) -> dict[str, Any]:
    values = {name: value for name, value in vars(reject).items() if name != "told"}
    return {"import_id": import_id, "row_no": values.pop("row"), "field": values.pop("column"), **values}


def dump(value: object) -> str:
    """JSON text; dates as YYYY-MM-DD."""
    return json.dumps(value, ensure_ascii=False, default=str)


def import_line(store: Store, import_id: int) -> dict[str, Any]:
    """What the ledger keeps of an import: enough to import its original again, with what was warned of then."""
    row = one_import(store, import_id)
    names = ("import_id", "sha256", "file_name", "agency", "dataset", "as_of", "mode", "rows_loaded", "sheet",
             "header_row")  # fmt: skip
    warnings = json.loads(row["warnings"] or "[]")
    return {**{name: row[name] for name in names}, "parameters": parameters_of(row), "warnings": warnings}


def forget_unused(store: Store, sha256: str) -> None:
    """Citizens' data stays nowhere without need: an original whose import failed is removed."""
    with suppress(ChisoError):
        if not store.value("imports/with_bytes", sha256=sha256):
            originals.forget(store.home, sha256)


def keep_original(store: Store, looked: Preview) -> bool:
    """Keeps the file's bytes; whether they were not there before. Raises StorageFull: they are not kept then."""
    sha256 = str(looked.result.sha256)
    try:
        with disk.written():
            return originals.keep(store.home, sha256, looked.upload.content)
    except StorageFull:
        forget_unused(store, sha256)
        raise
