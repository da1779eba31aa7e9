"""Looking at a file: understood, cleaned, compared with what is known; nothing is stored."""

import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from chiso.core.errors import ChisoError, Refused, UnknownName
from chiso.core.settings import Limits
from chiso.core.vietnamese import fold
from chiso.intake.clean import cleaning, naming
from chiso.intake.clean.cleaning import Cleaned, TooManyRejects
from chiso.intake.commit import difference, glimpse, questions, results, slices
from chiso.intake.commit.glimpse import Glimpse
from chiso.intake.commit.results import ImportResult, Preview
from chiso.intake.commit.slices import ADD, Version
from chiso.intake.datasets import DATASETS
from chiso.intake.files import reading
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise import remembered
from chiso.intake.recognise.layout import Answers, Layout, Unrecognised
from chiso.store import Store, originals

_log = logging.getLogger(__name__)

FIRST_ROWS = 6  # shown as found beside as understood
# "Các Phòng, Trung tâm": everybody, and no room's spelling.
_EVERY_ROOM = re.compile(r"(?:cac|tat ca(?: cac)?|moi)\s+(?:phong|don vi|trung tam)\b")


def preview(
    store: Store,
    file_name: str,
    content: bytes | Path,
    *,
    agency: str | None = None,
    dataset: str | None = None,
    as_of: date | None = None,
    answers: Answers | None = None,
    mode: str | None = None,
    limits: Limits | None = None,
    compare: bool = True,
    recalls: bool = True,
) -> Preview:
    """Understands a file and says what importing it would change; stores nothing, raises nothing about the file.

    `content`: the bytes, or a path (large CSVs). `mode`: replace, add, None = refuse a doubtful replacement.
    `compare=False` leaves out the comparison with what is known: for an import that nobody looks at before.
    `recalls=False` does not use what was answered about this layout before.
    """
    answers = answers or Answers()
    code = _agency(store, agency)
    dataset = dataset or answers.dataset
    answers = replace(answers, dataset=dataset)
    parameters = {"dataset": dataset, "as_of": as_of or answers.as_of, "answers": answers.to_json()}
    sha256 = originals.digest(content)
    base = Preview(
        ImportResult(file_name, results.PREVIEW, sha256),
        content,
        Path(file_name).name,
        code or str(agency),
        answers,
        mode,
        parameters,
    )
    if code is None:
        return _refuse(base, UnknownName("cơ quan", str(agency)))
    same = same_import(store, base)
    return understand(store, base, limits, compare=compare) if same is None else unchanged(store, base, same)


def _agency(store: Store, given: str | None) -> str | None:
    """The code of the agency meant by a code or name, the home's own where none is given; None for an unknown one."""
    rows = store.rows("imports/agencies")
    if not given or not rows:  # a home without reference data asks nothing
        return given or store.agency
    wanted = fold(given)
    return next(
        (row["agency"] for row in rows if wanted in {fold(text) for text in row.values() if text}), None
    )


def understand(
    store: Store, base: Preview, limits: Limits | None = None, *, compare: bool = False
) -> Preview:
    """The second half of `preview`, without asking whether the same bytes count already (for replaying)."""
    try:
        looked = _look(store, base, limits or Limits())
        return compared(store, looked) if compare and not looked.error else looked
    except ChisoError as error:
        return _refuse(base, error)
    except Exception:  # noqa: BLE001
        # Thousands of odd workbooks will be tried: none may show a traceback to the office.
        _log.exception("unforeseen failure on a file with SHA-256 %s", base.result.sha256)
        message = (
            f"Không đọc được tệp “{base.file_name}” vì cấu trúc bất thường. "
            "Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi thử lại."
        )
        return _refuse(base, Refused("damaged_file", message))


def _look(store: Store, base: Preview, limits: Limits) -> Preview:
    """Reads, recognises, cleans and compares; refusals after cleaning keep what was understood."""
    content = base.content
    read = (
        reading.read_path(content, limits)
        if isinstance(content, Path)
        else reading.read(base.file_name, content, limits)
    )
    base = replace(base, glimpse=glimpse.of(read))
    try:
        base = remembered.recognise(store, read, base)
    except Unrecognised as error:
        seen = error.layout
        return _refuse(
            replace(base, layout=seen, result=_with_layout(base.result, seen)) if seen else base, error
        )
    except ChisoError as error:
        return _refuse(base, error)
    found = base.layout
    assert found is not None, "recognised files have a layout"
    as_of, as_of_from = _as_of(found, base.parameters["as_of"])
    base = replace(
        base, layout=found, as_of=as_of, as_of_from=as_of_from, result=_with_layout(base.result, found)
    )
    if as_of is None:
        return _refuse(base, questions.no_as_of())
    warnings = [*read.warnings, *found.warnings]
    sheet = next(sheet for sheet in read.sheets if sheet.name == found.sheet)
    del read
    try:
        cleaned = naming.settle(store, cleaning.clean(sheet, found, as_of, base.file_name))
    except TooManyRejects as error:
        shown = _with_rows(base.result, error.cleaned, as_of, [], warnings)
        return _refuse(replace(base, result=shown), error)
    except ChisoError as error:
        return _refuse(base, error)
    base = replace(base, glimpse=_with_first_rows(base, sheet, cleaned))
    del sheet
    # The text of a large file is half a gigabyte that Arrow would keep for later.
    pa.default_memory_pool().release_unused()
    return with_rows(store, replace(base, cleaned=cleaned), cleaned, warnings)


def _with_first_rows(base: Preview, sheet: Sheet, cleaned: Cleaned) -> Glimpse:
    """The glimpse with the first accepted rows as they were found."""
    assert base.layout is not None, "cleaned files were recognised"
    assert base.glimpse is not None, "and read"
    numbers = sorted(set(cleaned.table["row_no"].slice(0, FIRST_ROWS).to_pylist()))
    return replace(base.glimpse, found=glimpse.found_rows(sheet, base.layout, numbers))


def with_rows(store: Store, base: Preview, cleaned: Cleaned, warnings: Iterable[tuple[str, str]]) -> Preview:
    """The preview of a cleaned file with its result, its slice and the units to ask about."""
    found, as_of = base.layout, base.as_of
    assert found is not None, "cleaned files were recognised"
    assert as_of is not None, "cleaned files have a date"
    unknown = unknown_units(
        store, base.agency, _single_units(store, base.agency, cleaned), base.answers.units
    )
    source = fold(" ".join(part for part in (found.unit_filter, found.source_filter) if part))
    slice_by = DATASETS[cleaned.dataset].slice_by
    return replace(
        base,
        result=_with_rows(base.result, cleaned, as_of, unknown, warnings),
        slice=slices.slice_of(slice_by, found.period, as_of, _groups(cleaned), source),
        questions=questions.about_units(unknown),
    )


def compared(store: Store, base: Preview) -> Preview:
    """The preview with its difference to what is known, and the refusal that its slice brings, if any."""
    cleaned = base.cleaned
    assert cleaned is not None, "only cleaned files can be compared"
    superseded, error = check_slice(store, base, cleaned)
    base = replace(
        base, superseded=tuple(superseded), difference=_difference(store, base, cleaned, superseded)
    )
    return _refuse(base, error) if error else base


def refreshed(store: Store, looked: Preview) -> Preview:
    """A preview made before something else was imported or taught, compared anew without reading the file again."""
    same = same_import(store, looked)
    if same is not None:
        return unchanged(store, looked, same)
    if looked.is_unchanged or remembered.has_news(store, looked):
        return preview(
            store,
            looked.result.file,
            looked.content,
            agency=looked.agency,
            as_of=looked.parameters["as_of"],
            answers=looked.answers,
            mode=looked.mode,
            recalls=looked.recalls,
        )
    if looked.cleaned is None:
        return looked
    spellings = _single_units(store, looked.agency, looked.cleaned)
    unknown = unknown_units(store, looked.agency, spellings, looked.answers.units)
    warnings = [item for item in looked.result.warnings if item["code"] != "unknown_unit"]
    result = replace(
        looked.result,
        status=results.PREVIEW,
        import_id=None,
        error=None,
        unknown_units=tuple(unknown),
        warnings=(*warnings, *_unknown_unit_warnings(unknown)),
    )
    return compared(store, replace(looked, result=result, questions=questions.about_units(unknown)))


def _as_of(found: Layout, given: date | None) -> tuple[date | None, str]:
    """The file's date and where it comes from (shared contract, "Versions and the as-of date")."""
    by_sheet = (found.as_of, "sheet")
    by_caller = (given, "caller")
    order = (
        [by_sheet, by_caller]
        if DATASETS[found.dataset].is_dated
        else [by_caller, by_sheet, (date.today(), "day")]
    )
    return next(((day, source) for day, source in order if day is not None), (None, ""))


def _groups(cleaned: Cleaned) -> list[str]:
    column = DATASETS[cleaned.dataset].slice_field
    if not column:
        return []
    return [str(value) for value in cleaned.table[column].unique().to_pylist() if value is not None]


def _single_units(store: Store, agency: str, cleaned: Cleaned) -> list[str]:
    """The spellings that each mean one unit. A criterion may be several rooms' ("Văn phòng; Phòng HCTP"): each of
    them is asked about for itself."""
    if cleaned.dataset != "criteria":
        return cleaned.unit_spellings
    known = {row["alias_key"] for row in store.rows("imports/spellings", agency=agency)}
    found: list[str] = []
    for text in cleaned.unit_spellings:
        for part in [text] if fold(text) in known else re.split(r"[;\n]", text):
            rooms = [room for room in re.split(r"[,&+]|\bvà\b", part) if fold(room)]
            together = fold(part) in known or not any(fold(room) in known for room in rooms)
            found += [part.strip()] if together else [room.strip() for room in rooms]
    return [text for text in found if text and not _EVERY_ROOM.match(fold(text))]


def unknown_units(
    store: Store, agency: str, spellings: Iterable[str], answered: Mapping[str, str] | None = None
) -> list[str]:
    """The spellings that no alias of the agency knows and that were not answered, in their order."""
    known = {row["alias_key"] for row in store.rows("imports/spellings", agency=agency)}
    known |= {fold(text) for text in answered or {}}
    return [text for text in dict.fromkeys(spellings) if text and fold(text) not in known]


def _difference(
    store: Store, base: Preview, cleaned: Cleaned, superseded: list[dict[str, Any]]
) -> difference.Difference:
    staged = cleaned.table.select(["record_key"])
    known = store.with_table(f"difference/{cleaned.dataset}", staged, agency=base.agency)
    seen = set(staged["record_key"].to_pylist()) | {r.record_key for r in cleaned.rejects if r.record_key}
    brought = _keys(store, cleaned.dataset, [row["import_id"] for row in superseded])
    gone: list[str] = []
    if cleaned.dataset == "dossiers" and base.mode != ADD:
        keys = pa.table({"record_key": pa.array(sorted(seen), pa.string())})
        gone = store.with_table("difference/vanished_dossiers", keys, agency=base.agency, as_of=base.as_of)[
            "record_key"
        ].to_pylist()
    return difference.compare(
        cleaned.dataset,
        cleaned.table,
        known,
        columns_of(cleaned.fields),
        base.as_of or date.min,
        missing=sorted(brought - seen),
        vanished=gone,
    )


def columns_of(fields: Iterable[str]) -> list[str]:
    """The table columns of some fields: `unit` is stored as unit_text and unit_key."""
    return [
        column for name in fields for column in (("unit_text", "unit_key") if name == "unit" else (name,))
    ]


def _keys(store: Store, dataset: str, import_ids: list[int]) -> set[str]:
    if not import_ids:
        return set()
    found = store.arrow("imports/keys", dataset=dataset, imports=import_ids)
    return set(found["record_key"].to_pylist())


def check_slice(
    store: Store, base: Preview, cleaned: Cleaned
) -> tuple[list[dict[str, Any]], ChisoError | None]:
    """The imports that this file would supersede, and why it may not (older, too different)."""
    rows = store.rows("imports/counting", agency=base.agency, dataset=cleaned.dataset)
    active = [version_of(row) for row in rows if row["status"] == slices.ACTIVE]
    newer = slices.newer(active, base.slice, base.as_of or date.min)
    if newer:
        return [], questions.older(newer[-1], rows)
    if base.mode == ADD:
        return [], None
    ids = {version.import_id for version in slices.covered(active, base.slice)}
    superseded = [row for row in rows if row["import_id"] in ids]
    if base.mode is None and superseded:
        before = _keys(store, cleaned.dataset, sorted(ids))
        seen = {row.record_key for row in cleaned.rejects} | set(cleaned.table["record_key"].to_pylist())
        if 2 * len(before & seen) < len(before):
            return superseded, questions.conflict(superseded, len(before & seen), len(before))
    return superseded, None


def version_of(row: Mapping[str, Any]) -> Version:
    return Version(
        row["import_id"], row["slice"], row["as_of"], row["mode"], row["status"] == slices.ROLLED_BACK
    )


def same_import(store: Store, looked: Preview) -> int | None:
    """The active import of the very same bytes, read in the same way; None if there is none.

    A date, a dataset or answers that the caller gives and that differ from what was said then make it another
    import: that is how a wrong date is corrected.
    """
    parameters = looked.parameters
    for row in store.rows("imports/same_bytes", agency=looked.agency, sha256=looked.result.sha256):
        before = json.loads(row["parameters"] or "{}")
        if parameters["dataset"] not in (None, row["dataset"]):
            continue
        # The sheet's own date wins over the caller's for these, so a different one changes nothing.
        by_sheet = DATASETS[row["dataset"]].is_dated and before.get("as_of_from") == "sheet"
        if parameters["as_of"] and parameters["as_of"] != row["as_of"] and not by_sheet:
            continue
        said = _said(parameters["answers"])
        if said and said != _said(before.get("answers")):
            continue
        return int(row["import_id"])
    return None


def _said(answers: str | None) -> dict[str, Any]:
    """What of the answers changes how a file is read: not the date (asked apart), not the units (taught)."""
    said: dict[str, Any] = json.loads(answers or "{}")
    return {key: value for key, value in said.items() if key not in ("dataset", "as_of", "units")}


def unchanged(store: Store, base: Preview, import_id: int) -> Preview:
    row = store.rows("imports/one", import_id=import_id)[0]
    rejects = store.rows("imports/rejects", import_id=import_id)
    result = replace(
        base.result,
        status=results.UNCHANGED,
        dataset=row["dataset"],
        sheet=row["sheet"],
        header_row=row["header_row"],
        as_of=row["as_of"],
        import_id=import_id,
        rows_read=row["rows_read"],
        rows_loaded=row["rows_loaded"],
        rows_rejected=row["rows_rejected"],
        rows_skipped=row["rows_skipped"],
        rejects=tuple(
            {
                **{key: r[key] for key in ("sheet", "header", "value", "code", "message")},
                "row": r["row_no"],
                "column": r["field"],
            }
            for r in rejects
        ),
        unknown_columns=tuple(row["unknown_columns"] or ()),
        unknown_units=tuple(row["unknown_units"] or ()),
        warnings=tuple(json.loads(row["warnings"] or "[]")),
        error=None,
    )
    return replace(base, result=result, as_of=row["as_of"], slice=row["slice"])


def _with_layout(result: ImportResult, found: Layout) -> ImportResult:
    return replace(
        result,
        dataset=found.dataset,
        sheet=found.sheet,
        header_row=found.header_row,
        unknown_columns=tuple(found.unknown_columns),
    )


def _with_rows(
    result: ImportResult,
    cleaned: Cleaned,
    as_of: date,
    unknown: list[str],
    warnings: Iterable[tuple[str, str]],
) -> ImportResult:
    said = [{"code": code, "message": message} for code, message in (*warnings, *cleaned.warnings)]
    said += _unknown_unit_warnings(unknown)
    return replace(
        result,
        as_of=as_of,
        rows_read=cleaned.rows_read,
        rows_loaded=cleaned.rows_loaded,
        rows_rejected=cleaned.rows_rejected,
        rows_skipped=cleaned.rows_skipped,
        rejects=tuple(
            {
                "sheet": r.sheet,
                "row": r.row,
                "column": r.column,
                "header": r.header,
                "value": r.value,
                "code": r.code,
                "message": r.message,
            }
            for r in cleaned.rejects
        ),
        unknown_columns=tuple(cleaned.unknown_columns),
        unknown_units=tuple(unknown),
        warnings=tuple(said),
    )


def _unknown_unit_warnings(unknown: Iterable[str]) -> list[dict[str, str]]:
    return [
        {
            "code": "unknown_unit",
            "message": f"Chưa biết đơn vị “{name}”: các dòng được giữ ở “Chưa xác định” cho đến khi chỉ ra đơn vị.",
        }
        for name in unknown
    ]


def _refuse(base: Preview, error: ChisoError) -> Preview:
    return replace(
        base,
        result=base.result.refused(error.code, error.message),
        questions=(*base.questions, *questions.questions_of(error.code, error.message)),
    )
