"""What an import answers: the result of the contract's `--json`, and the preview that a person looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chiso.intake.clean.cleaning import Cleaned
    from chiso.intake.commit.difference import Difference
    from chiso.intake.commit.glimpse import Glimpse
    from chiso.intake.recognise.layout_types import Answers, Layout

IMPORTED, UNCHANGED, REFUSED, PREVIEW = "imported", "unchanged", "refused", "preview"


@dataclass(frozen=True)
class ImportResult:
    """One file's outcome, field by field as in the shared contract ("Command line", `import`)."""

    file: str
    status: str
    sha256: str | None = None
    dataset: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    as_of: date | None = None
    import_id: int | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    rejects: tuple[Mapping[str, Any], ...] = ()
    unknown_columns: tuple[str, ...] = ()
    unknown_units: tuple[str, ...] = ()
    warnings: tuple[Mapping[str, str], ...] = ()
    error: Mapping[str, str] | None = None

    @classmethod
    def refusal(cls, file: str, code: str, message: str, *, sha256: str | None = None) -> "ImportResult":
        """A file that was refused before anything of it was understood."""
        return cls(file, REFUSED, sha256=sha256, error={"code": code, "message": message})

    def refused(self, code: str, message: str) -> "ImportResult":
        """The same file, refused: nothing of it was stored."""
        return replace(self, status=REFUSED, import_id=None, error={"code": code, "message": message})

    def as_json(self) -> dict[str, Any]:
        """Plain values for `json.dumps`, in the contract's order."""
        return {
            "file": self.file,
            "sha256": self.sha256,
            "dataset": self.dataset,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "status": self.status,
            "import_id": self.import_id,
            "rows_read": self.rows_read,
            "rows_loaded": self.rows_loaded,
            "rows_rejected": self.rows_rejected,
            "rows_skipped": self.rows_skipped,
            "rejects": [dict(reject) for reject in self.rejects],
            "unknown_columns": list(self.unknown_columns),
            "unknown_units": list(self.unknown_units),
            "warnings": [dict(warning) for warning in self.warnings],
            "error": dict(self.error) if self.error else None,
        }


@dataclass(frozen=True)
class Question:
    """Something that only a person can answer. `code`: dataset, columns, as_of, year, units, replace_or_add.

    `names` are what is asked about: missing fields, unknown spellings, candidates.
    """

    code: str
    message: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """A file as understood, with what importing it would change; nothing of it is stored.

    `error` is why it cannot be imported as it is (also in `result`); for `slice_conflict` the difference is there
    all the same, and `commit(…, mode="replace"|"add")` imports it. `as_of_from`: sheet, caller, day.
    `answers` are the caller's with those remembered (`recalled`) in it; `guess` is the layout without any answer.
    `remember`: commit keeps the answers for the next file in this layout, and that `left_out` (headers) are not
    needed. `recalls=False` looks without remembered answers.
    """

    result: ImportResult
    content: bytes | Path
    file_name: str
    agency: str
    answers: "Answers"
    mode: str | None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    layout: "Layout | None" = None
    cleaned: "Cleaned | None" = None
    as_of: date | None = None
    as_of_from: str = ""
    slice: str = ""
    superseded: tuple[Mapping[str, Any], ...] = ()
    difference: "Difference | None" = None
    questions: tuple[Question, ...] = ()
    glimpse: "Glimpse | None" = None
    guess: "Layout | None" = None
    recalled: "Answers | None" = None
    recalls: bool = True
    remember: bool = True
    left_out: tuple[str, ...] = ()

    @property
    def error(self) -> Mapping[str, str] | None:
        """{code, message} of the refusal, None where the file may be imported."""
        return self.result.error

    @property
    def is_unchanged(self) -> bool:
        """The same bytes count already."""
        return self.result.status == UNCHANGED
