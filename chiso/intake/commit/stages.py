"""A file on its way in: each step of looking at it answers a type of its own that holds what the steps before found.

Upload -> ReadFile -> RecognisedFile -> CleanedFile -> ComparedFile. Nothing of it is stored. A refused file is of the
last step that it reached, with its reason in `error`; a file whose bytes count already is a bare Preview.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Self, TypeVar

from chiso.core.masking import in_one_line
from chiso.core.settings import Limits
from chiso.intake.clean.cleaned import ROW_COUNTS, Cleaned
from chiso.intake.recognise.layout import Answers, Layout
from chiso.intake.recognise.memory import Recognised
from chiso.intake.recognise.overview import Glimpse, Shown

Step = TypeVar("Step", bound="Preview")

IMPORTED, UNCHANGED, REFUSED, PREVIEW = "imported", "unchanged", "refused", "preview"
# What becomes of the rows of units that nobody knows.
KEPT = "các dòng được giữ ở “Chưa xác định” cho đến khi chỉ ra đơn vị."


@dataclass(frozen=True)
class ImportResult:
    """One file's outcome, field by field as in the shared contract ("Command line", `import`)."""

    file: str
    sha256: str | None = None
    dataset: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    as_of: date | None = None
    status: str = PREVIEW
    import_id: int | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    rejects: tuple[Mapping[str, Any], ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unknown_units: tuple[str, ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()
    error: Mapping[str, str] | None = None

    def refused(self, code: str, message: str) -> "ImportResult":
        """The same file, refused: nothing of it was stored."""
        return replace(self, status=REFUSED, import_id=None, error={"code": code, "message": message})

    def with_layout(self, layout: Layout) -> "ImportResult":
        """What was recognised."""
        unknown = tuple(layout.unknown_columns)
        place = {name: getattr(layout, name) for name in ("dataset", "sheet", "header_row")}
        return replace(self, **place, unknown_columns=unknown, warnings=_said(layout.warnings))

    def with_rows(self, cleaned: Cleaned, as_of: date, warnings: Iterable[tuple[str, str]]) -> "ImportResult":
        """What was read, with the warnings of its reading before those of its rows."""
        return replace(
            self,
            as_of=as_of,
            rejects=tuple(reject.as_json() for reject in cleaned.rejects),
            warnings=_said((*warnings, *cleaned.warnings)),
            **{name: getattr(cleaned, name) for name in ROW_COUNTS},
        )

    def with_unknown_units(self, names: list[str]) -> "ImportResult":
        """Spellings that nobody has assigned to a unit yet, each with its warning, instead of those known before."""
        new = ({"code": "unknown_unit", "message": f"Chưa biết đơn vị “{name}”: {KEPT}"} for name in names)
        return replace(self, unknown_units=tuple(names)).with_warnings(("unknown_unit",), new)

    def with_warnings(self, codes: Collection[str], said: Iterable[Mapping[str, Any]]) -> "ImportResult":
        """What is said under these codes, instead of what was said before."""
        others = (warning for warning in self.warnings if warning["code"] not in codes)
        return replace(self, warnings=(*others, *said))

    def as_json(self) -> dict[str, Any]:
        """Plain values for `json.dumps`, in the contract's order."""
        out = {item.name: getattr(self, item.name) for item in fields(self)}
        lists = {name: list(value) for name, value in out.items() if isinstance(value, tuple)}
        return {**out, **lists, "as_of": self.as_of.isoformat() if self.as_of else None}


def _said(warnings: Iterable[tuple[str, str]]) -> tuple[Mapping[str, str], ...]:
    return tuple({"code": code, "message": message} for code, message in warnings)


@dataclass(frozen=True)
class Upload:
    """A file that somebody hands in, and what he says about it.

    `content`: the bytes, or a path (large CSVs). `agency`: a code or name, "" = the home's own. `mode`: replace, add,
    None = refuse a doubtful replacement. `recalls=False` leaves aside what was answered about its layout before.
    `is_accepted`: it was imported once; rejected rows, however many, are none of the reasons to refuse it. `is_ours`:
    somebody says that it is the agency's own, whatever stands above the table. `sheets`: those of one part of a
    workbook, all that are shown where it is empty. `hands_on`: lines of other agencies that the home keeps go to these,
    as they do where no agency is said; `is_handed_on`: only the lines that name this one.
    """

    file: str
    content: bytes | Path
    agency: str = ""
    answers: Answers = field(default_factory=Answers)
    mode: str | None = None
    recalls: bool = True
    is_accepted: bool = False
    is_ours: bool = False
    sheets: tuple[str, ...] = ()
    hands_on: bool = False
    is_handed_on: bool = False

    @property
    def name(self) -> str:
        """The file's name without its folder, and without phone and identity numbers: it is kept and shown."""
        return in_one_line(Path(self.file).name)

    @classmethod
    def of_path(cls, path: Path, **said: Any) -> Self:
        """A file on the disk: workbooks are read into memory, a large text file later, block by block.

        Raises OSError.
        """
        content = path if path.stat().st_size > Limits().upload_bytes else path.read_bytes()
        return cls(str(path), content, **said)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A file that was looked at; of which nothing is understood as long as it is no more than this."""

    upload: Upload
    result: ImportResult
    # other agencies that the home keeps (codes), of which it or some lines are
    owners: frozenset[str] = frozenset()

    @property
    def error(self) -> Mapping[str, str] | None:
        """{code, message} of the refusal, None where the file may be imported."""
        return self.result.error

    @property
    def is_unchanged(self) -> bool:
        """The same bytes count already."""
        return self.result.status == UNCHANGED

    def to(self, step: type[Step], **found: Any) -> Step:
        """The same file one step further, with what that step found."""
        return step(**{**vars(self), **found})

    def refused(self, code: str, message: str) -> Self:
        """The same step of the file, with the reason why it went no further."""
        return replace(self, result=self.result.refused(code, message))


@dataclass(frozen=True, kw_only=True)
class ReadFile(Preview):
    """Its sheets, as far as a person may point at them."""

    glimpse: Glimpse


@dataclass(frozen=True, kw_only=True)
class RecognisedFile(ReadFile):
    """Its layout. `as_of_from`: sheet, caller, day; "" while no date is known. `joined`: of the further sheets whose
    rows belong to it; `parts`: of how many parts of the file it is one, 0 where only one sheet was asked for."""

    recognised: Recognised
    as_of: date | None = None
    as_of_from: str = ""
    joined: tuple[Recognised, ...] = ()
    parts: int = 1

    @property
    def layout(self) -> Layout:
        """Where its table is, and what the columns mean."""
        return self.recognised.layout


@dataclass(frozen=True, kw_only=True)
class CleanedFile(RecognisedFile):
    """Its typed rows and the slice that they speak for; `shown` are the first of them as they stand in the file.

    `remember`: the import keeps the answers for the next file in this layout, and that `left_out` (headers) are not
    needed.
    """

    as_of: date
    cleaned: Cleaned
    slice: str
    shown: Shown = field(default_factory=Shown)
    remember: bool = True
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One field of one record that the file prints differently."""

    record_key: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """Counts of records, and examples. new + changed + unchanged = rows of the file.

    `changed_fields`: field -> in how many records it differs. `missing`: keys of the imports that the file
    supersedes and that it does not bring back. `vanished`: open dossiers that it no longer shows. `moved_due`: due
    dates that it prints later than what is known.
    """

    new: int
    changed: int
    unchanged: int
    changed_fields: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    moved_due: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ComparedFile(CleanedFile):
    """What importing it would change, and the imports that it would supersede."""

    superseded: tuple[Mapping[str, Any], ...]
    difference: Difference
