"""Saving a change of reference data: checked against what the person saw and against the rules, kept row by row with
who and when, written to the audit log, and taken back by the same way."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from chiso.core.clock import utc_now
from chiso.core.errors import Refused, UnknownName
from chiso.core.masking import in_one_line, masked
from chiso.core.vietnamese import fold, nfc
from chiso.people.actor import ADMINISTER, UPLOAD, Actor, other_unit
from chiso.people.acts import act, redoes
from chiso.reference import agencies, days, shipped
from chiso.reference.changes import rules
from chiso.reference.changes.stored import arrow, from_json, own_spellings, to_json
from chiso.reference.changes.tables import TABLES, Edit, Key, Names, Row, Table, clean
from chiso.store import Store, marts
from chiso.store.ledger import Line

AUDIT = "reference_changed"
MOST_SENTENCES = 6
_FREE = ("note", "source")  # columns in which people write what they like
# Tables by which it is decided who answers for what, and which names are one person.
_ANSWERING = {"units", "unit_aliases", "hand_overs", "namesakes"}


class BrokenRules(Refused):
    """Rules that would not hold, each a sentence; the message says the first of them."""

    def __init__(self, sentences: list[str]) -> None:
        more = f" Và {len(sentences) - MOST_SENTENCES} lỗi khác." if len(sentences) > MOST_SENTENCES else ""
        super().__init__("bad_change", " ".join(sentences[:MOST_SENTENCES]) + more)
        self.sentences = sentences


def rows(store: Store, agency: str, table: str) -> list[Row]:
    """The rows of one reference table: the agency's, or those that all agencies share."""
    if table == days.OWN and store.fact(days.OWN) is None:
        return [clean(TABLES[table], row) for row in shipped.read_rows("holiday_overrides")]
    found = TABLES[table]
    owned_by, owner = found.owner(agency)
    if owned_by:
        read = store.arrow("changes/rows_of", {**found.names, "owned_by": (owned_by,)}, owner=owner)
    else:
        read = store.arrow("changes/rows_shared", found.names)
    return [{column.name: row[column.name] for column in found.columns} for row in read.to_pylist()]


@dataclass(frozen=True)
class _Batch:
    """What is saved at once. `undoes`: the batch that it takes back."""

    agency: str
    title: str
    edits: Sequence[Edit]
    undoes: int | None = None
    ability: str = ADMINISTER


def apply(store: Store, actor: Actor, agency: str, edits: Sequence[Edit], *, title: str) -> int | None:
    """Saves all edits or none; the number of the batch, None when nothing changes. Raises the data version.

    Refused: `forbidden`, `changed_since` when somebody changed a row meanwhile, `duplicate_row`, `bad_change` with a
    sentence for every rule that would not hold.
    """
    return _save(store, actor, _Batch(agency, title, edits))


def teach(store: Store, actor: Actor, agency: str, text: str, unit_id: str) -> int | None:
    """Teaches a spelling of a unit, for whoever may import; None when it meant that unit already.

    Rows imported under that spelling belong to the unit at once. Refused as `apply`, and `other_unit` for an account
    that is limited to a part of the agency.
    """
    if actor.scope not in (None, agency):
        raise other_unit("không dạy được cách viết tên đơn vị")
    row = {"alias_key": fold(text), "alias": nfc(text), "unit_id": unit_id}
    known = {found["alias_key"]: found["unit_id"] for found in rows(store, agency, "unit_aliases")}
    meant = known.get(row["alias_key"], unit_id)
    if meant != unit_id:
        name = next((row["name"] for row in rows(store, agency, "units") if row["unit_id"] == meant), meant)
        raise Refused(
            "alias_conflict",
            f"“{row['alias']}” đang là cách viết của {name} ({meant}). Hãy dùng cách viết khác.",
        )
    if row["alias_key"] in known:
        return None
    title = f"Ghi nhớ cách viết “{row['alias']}”"
    return _save(store, actor, _Batch(agency, title, [Edit("unit_aliases", None, row)], ability=UPLOAD))


def add_unit(store: Store, actor: Actor, agency: str, unit_id: str, **said: Any) -> None:
    """Makes a unit of a `name`; its name and short name are understood as spellings from then on.

    `said`: name, and as far as they are known short_name, parent_id (else the agency), kind (else by the parent's),
    valid_from, valid_to, successor_id. Raises Refused as `changes.apply`, UnknownName for the agency.
    """
    there = {row["unit_id"]: row for row in rows(store, agency, "units")}
    if not there:
        raise UnknownName("cơ quan", agency)
    parent = said.get("parent_id") or agency
    above = there.get(parent, {}).get("kind")
    row: Row = {
        **said,
        "unit_id": unit_id.strip().lower(),
        "short_name": said.get("short_name") or rules.shortened(nfc(said["name"])),
        "parent_id": parent,
        "kind": said.get("kind") or ("department" if above == "agency" else "section"),
        "sort": max(known["sort"] or 0 for known in there.values()) + 10,
    }
    apply(store, actor, agency, [Edit("units", None, row)], title=f"Thêm đơn vị {nfc(said['name'])}")


def add_units(store: Store, actor: Actor, agency: str, names: Sequence[str]) -> None:
    """Makes a unit right below the agency of every name, as files print it; codes and short names are made here.

    One change that is undone as one. Raises Refused as `apply`.
    """
    there = rows(store, agency, "units")
    taken = {row["unit_id"] for row in (*there, *store.rows("changes/other_units", agency=agency))}
    sort, edits = max(known["sort"] or 0 for known in there), []
    for name in map(nfc, names):
        letters = fold(agencies.initials(re.sub(r"^phòng\s+", "", name, flags=re.IGNORECASE)))
        code = agencies.free(f"{agency}-{letters or 'dv'}"[:36], taken)
        taken.add(code)
        sort += 10
        row: Row = {"unit_id": code, "name": name, "short_name": rules.shortened(name), "parent_id": agency}
        edits.append(Edit("units", None, {**row, "kind": rules.kind_of(name), "sort": sort}))
    apply(store, actor, agency, edits, title=f"Thêm đơn vị {', '.join(map(nfc, names))}"[:200])


def _save(store: Store, actor: Actor, batch: _Batch) -> int | None:
    actor.needs(batch.ability)
    with store.transaction():
        agency = batch.agency
        before = {name: rows(store, agency, name) for name in TABLES}
        wanted = [_cleaned(edit) for edit in batch.edits]
        wanted = [edit for edit in wanted if edit.before != edit.after]
        if batch.undoes is None:
            wanted += own_spellings(before, wanted)
        if not wanted:
            return None
        tables = {edit.table for edit in wanted}
        after = before | {
            name: _edited(TABLES[name], before[name], [edit for edit in wanted if edit.table == name])
            for name in tables
        }
        others = [row["unit_id"] for row in store.rows("changes/other_units", agency=agency)]
        touched: dict[str, list[Row]] = {edit.table: [] for edit in wanted}
        for edit in wanted:
            touched[edit.table] += [edit.after] if edit.after else []
        _refuse(rules.problems(rules.State(after, before, others), touched))
        with act(store, actor, batch.ability, AUDIT, in_one_line(batch.title)) as doing:
            for name in tables:
                _write(store, agency, TABLES[name], after[name])
            _answer(store, tables)
            _check_orphans(store, wanted)
            number = int(store.value("changes/next_batch"))
            doing.detail = {"batch": number, "agency": agency, "rows": len(wanted), "undoes": batch.undoes}
            doing.kept = {
                "agency": agency,
                "batch": number,
                "undoes": batch.undoes,
                "edits": [[edit.table, to_json(edit.before), to_json(edit.after)] for edit in wanted],
            }
            _note(store, {"who": actor.name, "subject": doing.subject, **doing.kept})
    return number


@redoes(AUDIT)
def redo(store: Store, line: Line) -> None:
    """A batch as a line of the ledger tells of it, over rows that may read otherwise now."""
    edits = [Edit(name, *(from_json(TABLES[name], text) for text in texts)) for name, *texts in line["edits"]]
    for name in {edit.table for edit in edits}:
        table, own = TABLES[name], [edit for edit in edits if edit.table == name]
        left = {table.key_of(row): row for row in rows(store, line["agency"], name)}
        for edit in own:
            left.pop(table.key_of(edit.before or {}), None)
        left |= {table.key_of(edit.after): edit.after for edit in own if edit.after}
        _write(store, line["agency"], table, list(left.values()))
    _answer(store, {edit.table for edit in edits})
    _note(store, line)


def _cleaned(edit: Edit) -> Edit:
    before, after = (row and clean(TABLES[edit.table], row) for row in (edit.before, edit.after))
    free = {name: masked(after[name]) for name in _FREE if after.get(name)} if after else {}
    return Edit(edit.table, before, after and after | free)


def _edited(table: Table, current: list[Row], edits: list[Edit]) -> list[Row]:
    """The rows after the edits, in their old order; new ones at the end."""
    left: dict[Key, Row] = {table.key_of(row): row for row in current}
    for edit in edits:
        if edit.before is None:
            continue
        key = table.key_of(edit.before)
        if left.get(key) != edit.before:
            raise Refused(
                "changed_since",
                f"{table.label}: dòng này đã được sửa sau đó (“{Names().short(table, edit.before)}”). "
                "Hãy tải lại trang và xem giá trị hiện nay trước khi sửa tiếp.",
            )
        if edit.after is None or table.key_of(edit.after) != key:
            del left[key]
    for edit in edits:
        if edit.after is None:
            continue
        key = table.key_of(edit.after)
        is_same = edit.before is not None and table.key_of(edit.before) == key
        if key in left and not is_same:
            raise Refused(
                "duplicate_row",
                f"{table.label}: đã có dòng “{Names().short(table, left[key])}”. Hãy sửa dòng đó.",
            )
        left[key] = edit.after
    return list(left.values())


def _check_orphans(store: Store, edits: Iterable[Edit]) -> None:
    gone = [edit.before for edit in edits if edit.after is None and edit.before is not None]
    units = [row["unit_id"] for row in gone if "parent_id" in row]
    indicators = [row["indicator"] for row in gone if "year_kind" in row]
    if units or indicators:
        left = store.rows("changes/orphans", units=units, indicators=indicators)
        _refuse([f"Không xóa được “{row['subject']}”: {row['reason']} còn dùng." for row in left])


def _refuse(sentences: list[str]) -> None:
    if sentences:
        raise BrokenRules(sentences)


def _write(store: Store, agency: str, table: Table, wanted: list[Row]) -> None:
    owned_by, owner = table.owner(agency)
    if owned_by:
        store.execute("changes/forget", {"table": (table.name,), "owned_by": (owned_by,)}, owner=owner)
    else:
        store.execute("reference/clear", {"table": (table.name,)})
    if wanted:
        store.insert(table.name, arrow(table, wanted, agency))
    if table.name == days.OWN:
        store.set_fact(days.OWN, "home")
        days.write(store)


def _answer(store: Store, changed: Collection[str]) -> None:
    if not _ANSWERING.isdisjoint(changed):
        marts.answer(store)


def _note(store: Store, line: Line) -> None:
    now = utc_now()
    lines = [
        {
            "batch_id": line["batch"],
            "at": now,
            "who": line["who"],
            "agency": line["agency"],
            "title": line["subject"],
            "table_name": name,
            "row_key": to_json(TABLES[name].key_of(from_json(TABLES[name], after or before) or {})),
            "before": before,
            "after": after,
            "undoes": line.get("undoes"),
        }
        for name, before, after in line["edits"]
    ]
    store.insert("changes", pa.Table.from_pylist(lines))
    store.bump()


def undo(store: Store, actor: Actor, batch: int) -> int | None:
    """Takes one batch back. Refused `changed_since` when one of its rows was changed again meanwhile."""
    lines = store.rows("changes/batch", batch_id=batch)
    if not lines:
        raise UnknownName("thay đổi", str(batch))
    edits = [
        Edit(line["table_name"], from_json(table, line["after"]), from_json(table, line["before"]))
        for line in lines
        for table in [TABLES[line["table_name"]]]
    ]
    title = f"Hoàn tác: {lines[0]['title'].removeprefix('Hoàn tác: ')}"
    if lines[0]["undoes"] is not None:
        title = f"Làm lại: {lines[0]['title'].removeprefix('Hoàn tác: ').removeprefix('Làm lại: ')}"
    return _save(store, actor, _Batch(lines[0]["agency"], title, edits, undoes=batch))
