"""A cleaned file against what is known: units to ask about, the slice it speaks for, what it would change."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.core.vietnamese import fold, format_date, format_number
from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.commit import slices, storing
from chiso.intake.commit.slices import ADD, Rows
from chiso.intake.commit.stages import Change, CleanedFile, ComparedFile, Difference
from chiso.intake.datasets import DATASETS, columns_of
from chiso.reference.unit_tree import EVERYBODY, spellings
from chiso.store import Store, attached

EXAMPLES = 200  # of changed fields


# --- units -----------------------------------------------------------------------------------------------


def with_unit_questions(store: Store, looked: CleanedFile) -> CleanedFile:
    """The file with the spellings in its result that nobody has assigned to a unit yet."""
    known, found = set(spellings(store, looked.upload.agency)), looked.cleaned.unit_spellings
    if looked.cleaned.dataset == "criteria":
        found = [name for text in found for name in _rooms(text, known) if not EVERYBODY.match(fold(name))]
    known |= {fold(text) for text in looked.recognised.answers.units}
    unknown = [text for text in dict.fromkeys(found) if text and fold(text) not in known]
    return replace(looked, result=looked.result.with_unknown_units(unknown))


def _rooms(text: str, known: Container[str]) -> list[str]:
    """A criterion may be several rooms' ("Văn phòng; Phòng HCTP"): each of them is asked about for itself."""
    found: list[str] = []
    for part in [text] if fold(text) in known else re.split(r"[;\n]", text):
        rooms = [room for room in re.split(r"[,&+]|\bvà\b", part) if fold(room)]
        together = fold(part) in known or not any(fold(room) in known for room in rooms)
        found += [part.strip()] if together else [room.strip() for room in rooms]
    return found


# --- the slice -------------------------------------------------------------------------------------------


def check_slice(store: Store, looked: CleanedFile) -> tuple[Rows, Refused | None]:
    """The imports that this file would supersede, and why it may not (older, too different)."""
    mode, cleaned = looked.upload.mode, looked.cleaned
    if refused := attached.refused(store):
        return [], refused
    rows = store.rows("imports/counting", agency=looked.upload.agency, dataset=cleaned.dataset)
    active = _counting_then(rows, {row["import_id"] for row in storing.corrected(store, looked)})
    if found := slices.newer(active, looked.slice, looked.as_of):
        newer = found[-1]
        message = (
            f"Đã có số liệu mới hơn cho cùng kỳ: {newer['file_name']}, tính đến {newer['as_of']:%d/%m/%Y} "
            f"(lần nhập {newer['import_id']}). Nếu muốn dùng tệp này, hãy hoàn tác lần nhập kia trước."
        )
        return [], Refused("older_than_imported", message)
    if mode == ADD:
        return [], None
    superseded = [row for row in active if slices.covers(looked.slice, row["slice"])]
    if mode is None and superseded:
        before = keys_of_imports(store, cleaned.dataset, superseded)
        again = len(before & keys_of(cleaned))
        if 2 * again < len(before):
            names = ", ".join(f"{row['file_name']} (lần nhập {row['import_id']})" for row in superseded)
            message = (
                f"Tệp này cùng kỳ với {names} nhưng chỉ có lại {format_number(again)} trong "
                f"{format_number(len(before))} bản ghi của kỳ đó. "
                "Hãy chọn thay toàn bộ (--replace) nếu tệp cũ sai, hoặc bổ sung (--add) nếu tệp này chỉ là một phần."
            )
            return superseded, Refused("slice_conflict", message)
    return superseded, None


def _counting_then(imports: Rows, undone: Container[int]) -> Rows:
    """Those that count once `undone` are rolled back: what these had superseded counts again."""
    then = [{**row, "status": slices.ROLLED_BACK} if row["import_id"] in undone else row for row in imports]
    found = slices.statuses(then)
    return [row for row in then if found[row["import_id"]][0] == slices.ACTIVE]


def keys_of(cleaned: Cleaned) -> set[str]:
    """The keys of the file's rows, the rejected ones among them."""
    rejected = {row.record_key for row in cleaned.rejects if row.record_key}
    return rejected | set(cleaned.table["record_key"].to_pylist())


def table_of(keys: Iterable[str]) -> pa.Table:
    """Keys for queries about them."""
    return pa.table({"record_key": pa.array(sorted(keys), pa.string())})


def keys_of_imports(store: Store, dataset: str, imports: Rows) -> set[str]:
    """The keys of the rows that these imports brought, the rejected ones left out."""
    ids = sorted(row["import_id"] for row in imports)
    found = store.arrow("imports/keys", DATASETS[dataset].names, imports=ids)
    return set(found["record_key"].to_pylist())


# --- the difference --------------------------------------------------------------------------------------


def compared(store: Store, looked: CleanedFile) -> ComparedFile:
    """The file with its difference to what is known, and the refusal that its slice brings, if any."""
    superseded, error = check_slice(store, looked)
    found = _difference(store, looked, superseded)
    result = looked.result.with_warnings(("date_corrected",), _corrected(store, looked))
    done = looked.to(ComparedFile, result=result, superseded=tuple(superseded), difference=found)
    return done.refused(error.code, error.message) if error else done


def _corrected(store: Store, looked: CleanedFile) -> Iterator[dict[str, str]]:
    for row in storing.corrected(store, looked):
        message = (
            f"Tệp này đã nhập với ngày {format_date(row['as_of'])} (lần nhập {row['import_id']}); nhập với ngày "
            f"{format_date(looked.as_of)} thì lần nhập đó được hoàn tác cùng lúc. Hãy xem ngày nào đúng."
        )
        yield {"code": "date_corrected", "message": message}


def _difference(store: Store, looked: CleanedFile, superseded: Rows) -> Difference:
    cleaned, agency = looked.cleaned, looked.upload.agency
    keys, seen = cleaned.table.select(["record_key"]), keys_of(cleaned)
    if cleaned.dataset == "field_report":
        first, last = looked.layout.period or (None, None)
        period = {"agency": agency, "period_from": first, "period_to": last}
        known = store.with_table("difference/field_report", keys, **period)
    else:
        known = known_under(store, agency, cleaned.dataset, keys)
    gone: list[str] = []
    if cleaned.dataset == "dossiers" and looked.upload.mode != ADD:
        query, given = "difference/vanished_dossiers", {"agency": agency, "as_of": looked.as_of}
        gone = store.with_table(query, table_of(seen), **given)["record_key"].to_pylist()
    columns = [column for name in cleaned.fields for column in columns_of(name)]
    history = DATASETS[cleaned.dataset].history
    due = history.due if history else ""
    found = compare_rows(cleaned.table, known, columns, looked.as_of, due)
    missing = sorted(keys_of_imports(store, cleaned.dataset, superseded) - seen)
    return replace(found, missing=tuple(missing), vanished=tuple(gone))


def known_under(store: Store, agency: str, dataset: str, keys: pa.Table) -> pa.Table:
    """What is known now of the records with these keys."""
    declared = DATASETS[dataset]
    query = "difference/current" if declared.history else "difference/known"
    return store.with_table(query, keys, declared.names, agency=agency)


def compare_rows(new: pa.Table, known: pa.Table, columns: Sequence[str], as_of: date, due: str) -> Difference:
    """`new` (the file's rows) against `known` (one row per record_key), in the given columns only.

    A column that the file lacks is not compared: the known value stays (shared contract). A record that is known as
    of a later day than the file's `as_of` stays as it is: unchanged. `due`: the column of the due date, "" = none.
    """
    place = pc.index_in(new["record_key"], value_set=pa.array(known["record_key"].to_pylist(), pa.string()))
    is_new = place.is_null()
    ours = new.filter(pc.invert(is_new))
    theirs = known.take(place.drop_null())
    total = len(ours)
    counts_now = pc.less_equal(theirs["as_of"], pa.scalar(as_of))
    ours, theirs = ours.filter(counts_now), theirs.filter(counts_now)
    both = set(ours.column_names) & set(theirs.column_names)
    named = [name for name in columns if name in both and not name.endswith("_key")]
    differing = {name: _differs(ours[name], theirs[name]) for name in named}
    counts = {name: pc.sum(differs).as_py() or 0 for name, differs in differing.items()}
    changed = pa.chunked_array([pa.nulls(len(ours), pa.bool_()).fill_null(False)])
    examples: list[Change] = []
    for name, differs in differing.items():
        if counts[name]:
            changed = pc.or_(changed, differs)
            rows = pc.indices_nonzero(differs)[: EXAMPLES - len(examples)]
            examples += _changes(name, rows, ours["record_key"], theirs[name], ours[name])
    n_changed = pc.sum(changed).as_py() or 0
    return Difference(
        new=pc.sum(is_new).as_py() or 0,
        changed=n_changed,
        unchanged=total - n_changed,
        changed_fields={name: count for name, count in counts.items() if count},
        examples=tuple(examples),
        moved_due=tuple(_moved(ours, theirs, due)),
    )


def _differs(left: pa.ChunkedArray, right: pa.ChunkedArray) -> pa.ChunkedArray:
    """Where the two differ; two empty cells do not."""
    if left.type != right.type:
        left, right = left.cast(right.type, safe=False), right
    different = pc.fill_null(pc.not_equal(left, right), False)
    return pc.or_(different, pc.xor(left.is_null(), right.is_null()))


def _changes(name: str, rows: pa.Array, *columns: pa.ChunkedArray) -> list[Change]:
    """Of these rows the keys, what was and what is."""
    cells = (column.take(rows).to_pylist() for column in columns)
    return [Change(key, name, before, after) for key, before, after in zip(*cells, strict=True)]


def _moved(ours: pa.Table, theirs: pa.Table, due: str) -> list[Change]:
    if due not in ours.column_names:
        return []
    before, after = (table[due].cast(pa.date32()) for table in (theirs, ours))
    later = pc.indices_nonzero(pc.fill_null(pc.greater(after, before), False))
    return _changes(due, later, ours["record_key"], before, after)
