"""Looking at a file: read, recognised, cleaned, compared with what is known; nothing is stored."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from chiso.core.errors import ChisoError, Refused, error_number
from chiso.intake.clean.cleaned import ROW_COUNTS, OfOthers
from chiso.intake.clean.others import OTHERS
from chiso.intake.commit import belonging, mends, storing
from chiso.intake.commit.comparing import compared, with_unit_questions
from chiso.intake.commit.parts import parts_of
from chiso.intake.commit.slices import slice_of
from chiso.intake.commit.stages import (
    PREVIEW,
    UNCHANGED,
    CleanedFile,
    ImportResult,
    Preview,
    ReadFile,
    RecognisedFile,
    Upload,
)
from chiso.intake.datasets import DATASETS
from chiso.intake.files import reading
from chiso.intake.files.sheets import Reading
from chiso.intake.recognise import beneath, memory, overview
from chiso.intake.recognise.layout import Answers
from chiso.reference import agencies
from chiso.store import Store, originals

_log = logging.getLogger(__name__)

FIRST_ROWS = 6  # shown as found beside as understood
UNITS_NAMED = 3  # of those by which a file is known as another agency's
_OTHERS = (
    "Tệp “{name}” là của “{other}”, không phải của cơ quan này{why}, nên không nhập. Nếu đúng là số liệu của cơ quan "
    "này, hãy xác nhận (dòng lệnh: --this-agency)."
)
_ABOVE = (
    "Tệp ghi “{other}”, còn điểm được hiểu là của cơ quan này. Nếu là bảng của “{other}”, hãy bỏ tệp này."
)
_NAMED = "agency_by_sheet"
_WHOLE = "Bảng là của “{}” nên số liệu vào cơ quan đó."
_LINES = "Số liệu của “{}” trong bảng vào cơ quan đó."
_FAILED = (
    "Chương trình gặp lỗi khi xử lý tệp “{name}”, không phải do tệp bị hỏng; chưa có gì thay đổi. "
    "Hãy báo quản trị viên số {number}."
)


def preview(store: Store, upload: Upload, *, compare: bool = True) -> Preview:
    """The file as `parts` answers it, of several parts the first; where `upload` names its sheets, that part."""
    return parts(store, upload, compare=compare)[0]


def parts(store: Store, upload: Upload, *, compare: bool = True) -> list[Preview]:
    """Understands a file and says what importing each of its parts would change, in the order of the workbook, those of
    other agencies that the home keeps among them (`Upload.hands_on`); stores nothing, raises nothing about the file.

    `compare=False` leaves out the comparison with what is known: for an import that nobody looks at before.
    """
    result = ImportResult(upload.file, originals.digest(upload.content))
    try:
        code = agencies.code_of(store, upload.agency)
    except Refused as error:
        return [Preview(upload=upload, result=result).refused(error.code, error.message)]
    upload = replace(upload, agency=code, hands_on=upload.hands_on or not upload.agency)
    base = Preview(upload=upload, result=result)
    known = _same(store, base)
    if known and _is_whole(base.upload, known):
        elsewhere = [other for other in agencies.kept(store) if upload.hands_on and other != code]
        bases = [base, *(replace(base, upload=replace(base.upload, agency=other)) for other in elsewhere)]
        counted = [(one, _same(store, one)) for one in bases]
        # Of an agency that is kept since then the lines were left out.
        if all(rows for _, rows in counted) or not any(map(_leaves_lines_out, known)):
            return [_as_known(store, one, row) for one, rows in counted for row in rows]
    found = list[Preview]()
    for looked in understand(store, base):
        theirs = _of_owners(store, looked, upload, compare=compare) if upload.hands_on else []
        if not (looked.error and theirs):
            whose = looked.upload.agency
            named = looked if whose == code else _said(store, looked, whose, _WHOLE)
            mine = unchanged(store, looked) or named
            found.append(fresh(store, mine) if compare else mine)
        found += theirs
    return found


def _said(store: Store, looked: Preview, whose: str, words: str) -> Preview:
    """A part that says whose it is: another agency's than the file was handed in for."""
    said = {"code": _NAMED, "message": words.format(agencies.kept(store)[whose])}
    return replace(looked, result=looked.result.with_warnings((_NAMED,), [said]))


def _of_owners(store: Store, looked: Preview, upload: Upload, *, compare: bool) -> list[Preview]:
    """What goes to other agencies that the home keeps, because the sheet names them, and says so: the parts of a file
    that is another's, or of a part the lines that are."""
    is_whole = looked.error is not None and looked.error["code"] == "other_agency"
    handed = replace(upload if is_whole else looked.upload, hands_on=False, is_handed_on=not is_whole)
    words = _WHOLE if is_whole else _LINES
    return [
        _said(store, one, owner, words)
        for owner in agencies.kept(store)
        if owner in looked.owners
        for one in parts(store, replace(handed, agency=owner), compare=compare)
    ]


def fresh(store: Store, looked: Preview) -> Preview:
    """A part that may be imported, compared with what is known now; others as they are."""
    return compared(store, looked) if isinstance(looked, CleanedFile) and not looked.error else looked


def understand(store: Store, base: Preview) -> list[Preview]:
    """The parts of a file, without asking whether the same bytes count already (for replaying). One refused entry where
    none of it may go in: a sheet is damaged, none is recognised, one is of another agency."""
    found: list[Preview] = [base]
    try:
        read = reading.read(base.upload.name, base.upload.content)
        if base.upload.answers.header_row is None:
            read = beneath.apart(read)
        seen = base.to(ReadFile, glimpse=overview.glimpse(read))
        found = [seen]
        found = [_understood(store, read, known) for known in parts_of(store, read, seen)]
    except ChisoError as error:
        return [found[0].refused(error.code, error.message)]
    except Exception:  # noqa: BLE001
        # Our mistake, not the file's: what cannot be read is refused by the readers. The other files go on.
        return [_failed(found[0])]
    return [one for one in found if one.error and one.error["code"] == "other_agency"][:1] or found


def _understood(store: Store, read: Reading, known: RecognisedFile) -> Preview:
    """A recognised part with its rows; what is wrong with it does not stop the others."""
    if known.error or known.as_of is None:
        return known
    try:
        return _cleaned(store, read, known, known.as_of)
    except OfOthers as error:
        return replace(known, owners=error.owners).refused(error.code, error.message)
    except ChisoError as error:
        return known.refused(error.code, error.message)
    except Exception:  # noqa: BLE001
        return _failed(known)


def _failed(looked: Preview) -> Preview:
    number = error_number()
    _log.exception("error %s on a file with SHA-256 %s", number, looked.result.sha256)
    return looked.refused("unforeseen", _FAILED.format(name=looked.upload.name, number=number))


def _cleaned(store: Store, read: Reading, known: RecognisedFile, as_of: date) -> RecognisedFile:
    """The file with its typed rows; refused, with what is wrong in them, where most are rejected."""
    found, sheet = known.layout, read.sheet(known.layout.sheet)
    layouts = [found, *(one.layout for one in known.joined)]
    warnings = [said for one in layouts for said in one.warnings]
    together = [(read.sheet(one.sheet), one) for one in layouts]
    cleaned, held, error = mends.clean(store, known.upload, together, as_of)
    if error and not known.upload.is_accepted:
        result = known.result.with_rows(cleaned, as_of, warnings)
        return replace(known, result=result).refused(error.code, error.message)
    answers = replace(known.recognised.answers, mends=held)
    known = replace(known, recognised=replace(known.recognised, answers=answers))
    first = sorted(set(cleaned.table["row_no"].slice(0, FIRST_ROWS).to_pylist()))
    # The text of a large file is half a gigabyte that Arrow would keep for later.
    pa.default_memory_pool().release_unused()
    looked = known.to(
        CleanedFile,
        result=known.result.with_rows(cleaned, as_of, warnings),
        cleaned=cleaned,
        owners=cleaned.owners,
        slice=slice_of(found, as_of, cleaned),
        shown=overview.shown_rows(sheet, found, first),
    )
    said = known.upload.is_ours or known.upload.is_accepted
    ours = known.upload.agency
    other, theirs = ("", ()) if said else belonging.owner(store, ours, found, cleaned.unit_spellings)
    if other:
        why = f" (theo tên đơn vị trong tệp: {', '.join(theirs[:UNITS_NAMED])})" if theirs else ""
        text = _OTHERS.format(name=known.upload.name, other=other, why=why)
        owners = frozenset(code for code, name in agencies.kept(store).items() if name == other)
        return replace(looked, owners=owners).refused("other_agency", text)
    if not said and (other := belonging.named_above(store, ours, found)):
        note = {"code": "whose_scores", "message": _ABOVE.format(other=other)}
        looked = replace(looked, result=looked.result.with_warnings(("whose_scores",), [note]))
    return with_unit_questions(store, looked)


def refreshed(store: Store, looked: Preview) -> Preview:
    """A preview made before something else was imported or taught, compared anew without reading the file again."""
    if same := unchanged(store, looked):
        return same
    if looked.is_unchanged or _has_news(store, looked):
        return preview(store, looked.upload)
    if not isinstance(looked, CleanedFile):
        return looked
    result = replace(looked.result, status=PREVIEW, import_id=None, error=None)
    return fresh(store, with_unit_questions(store, replace(looked, result=result)))


def _has_news(store: Store, looked: Preview) -> bool:
    """Whether something has been answered since that this file may be understood by."""
    if not looked.upload.recalls:
        return False
    if looked.error and looked.error["code"] in ("unknown_dataset", "missing_columns", "duplicate_columns"):
        return memory.has_any(store)
    return isinstance(looked, RecognisedFile) and memory.has_news(store, looked.recognised)


def unchanged(store: Store, looked: Preview) -> Preview | None:
    """A part whose very bytes count already, read in the same way, with what was said of it when it was imported.

    None for another: a date, a dataset or answers that the caller gives and that differ from what was said then make it
    another import; that is how a wrong date is corrected.
    """
    known = _same(store, looked)
    return _as_known(store, looked, known[0]) if known else None


def _same(store: Store, looked: Preview) -> list[dict[str, Any]]:
    """The imports that count of these bytes, read alike: of this part, of a file all of its parts as they went in."""
    rows = store.rows("imports/same_bytes", agency=looked.upload.agency, sha256=looked.result.sha256)
    said = looked.upload.answers
    wanted = looked.upload.sheets if said.sheet is None else (said.sheet,)
    alike = [row for row in rows if _is_read_alike(said, row) and wanted in ((), storing.sheets_of(row))]
    newest = {storing.sheets_of(row): row for row in reversed(alike)}
    return sorted(newest.values(), key=lambda row: int(row["import_id"]))


def _is_whole(upload: Upload, known: list[dict[str, Any]]) -> bool:
    """Whether nothing else can be in the file: a text of one table, a sheet that was asked for, or all parts are in."""
    parts = max(int(storing.parameters_of(row).get("parts", 0)) for row in known)
    return (
        upload.sheets != ()
        or upload.answers.sheet is not None
        or (not known[0]["sheet"] and parts < 2)
        or len(known) == parts
    )


def _leaves_lines_out(row: Mapping[str, Any]) -> bool:
    return any(one["code"] == OTHERS for one in json.loads(row["warnings"] or "[]"))


def _as_known(store: Store, looked: Preview, row: Mapping[str, Any]) -> Preview:
    result = replace(
        looked.result,
        **{name: row[name] for name in ("import_id", "dataset", "sheet", "header_row", "as_of", *ROW_COUNTS)},
        status=UNCHANGED,
        rejects=tuple(store.rows("imports/rejects", import_id=row["import_id"])),
        unknown_columns=tuple(row["unknown_columns"] or ()),
        unknown_units=tuple(row["unknown_units"] or ()),
        warnings=tuple(json.loads(row["warnings"] or "[]")),
        error=None,
    )
    return Preview(upload=replace(looked.upload, sheets=storing.sheets_of(row)), result=result)


def _is_read_alike(said: Answers, row: Mapping[str, Any]) -> bool:
    before = storing.parameters_of(row)
    # The sheet's own date wins over the caller's for these, so a different one changes nothing.
    by_sheet = DATASETS[row["dataset"]].is_dated and before.get("as_of_from") == "sheet"
    return (
        said.dataset in (None, row["dataset"])
        and (by_sheet or said.as_of in (None, row["as_of"]))
        and _how_to_read(said.to_json()) in ({}, _how_to_read(before.get("answers")))
    )


def _how_to_read(answers: str | None) -> dict[str, Any]:
    """What of the answers changes how a sheet is read: not which, not its date (asked apart), not units (taught)."""
    said: dict[str, Any] = json.loads(answers or "{}")
    return {key: value for key, value in said.items() if key not in ("dataset", "sheet", "as_of", "units")}
