"""What recognising a file answers, and what people may answer about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core.errors import Refused
from chiso.intake.datasets import WORDINGS
from chiso.intake.recognise.headings import forms
from chiso.intake.recognise.title import Title


@dataclass(frozen=True)
class Mend:
    """A cell that somebody put right by hand; the file itself stays as it is.

    The cell of `field` in the row with Excel's number `row` says `was` (as a reject shows it; of a longer text only the
    part in question) and means `now`, "" where it shall stay as it is. `key`: of its record, by which it is known again
    in another file; `who` said so `at` a time (ISO, UTC).
    """

    sheet: str
    row: int
    field: str
    was: str
    now: str
    key: str | None = None
    who: str = ""
    at: str = ""

    @property
    def place(self) -> tuple[str, int, str]:
        """Which cell of the file."""
        return self.sheet, self.row, self.field


@dataclass(frozen=True)
class Answers:
    """What the uploader said about a file; it wins over what is recognised.

    `columns`: printed header -> field ("" leaves the column out); where two columns have one header, the header and
    the column's letters ("Ngày [C]"). `units`: spelling -> unit_id, taught for good; `units_once`: for this file's
    rows alone. `header_row`: the number Excel shows for the first header row. `words`: field -> word of the file ->
    code of a choice. `mends`: cells put right by hand.
    """

    dataset: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    as_of: date | None = None
    year: int | None = None
    units: Mapping[str, str] = field(default_factory=dict, hash=False)
    units_once: Mapping[str, str] = field(default_factory=dict, hash=False)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    mends: tuple[Mend, ...] = ()

    def to_json(self) -> str:
        """Everything that was answered, as one JSON object; unanswered parts are left out."""
        said: dict[str, Any] = {k: v for k, v in vars(self).items() if v is not None and v not in ({}, ())}
        if self.as_of:
            said["as_of"] = self.as_of.isoformat()
        if self.mends:
            said["mends"] = [vars(one) for one in self.mends]
        return json.dumps(said, ensure_ascii=False, sort_keys=True, default=dict)

    @classmethod
    def from_json(cls, text: str | None) -> "Answers":
        """The reverse of `to_json`; unknown keys are ignored."""
        said = json.loads(text or "{}")
        if said.get("as_of"):
            said["as_of"] = date.fromisoformat(said["as_of"])
        if "mends" in said:
            said["mends"] = tuple(Mend(**one) for one in said["mends"])
        return cls(**{name: said[name] for name in vars(cls()) if name in said})


# Folded: what a cell of a wide table says where nothing was published or given.
NOT_GIVEN = {"n/a", "na", "-", "--", "…", "...", "..", "khong co", "chua cong bo", "x"}


_TIMES = ("month", "date")
# What columns of a wide table hold that are no field of its dataset: "Đơn vị tính"; whose a line is; what the months of
# a year come to.
MEASURE, AGENCY, SUM = "measure", "agency", "sum"
BESIDE = {MEASURE: "Đơn vị tính", AGENCY: "Cơ quan", SUM: "Tổng cộng"}


@dataclass(frozen=True)
class WideEntry:
    """One value column of a wide table, and the column of its labels (0-based); `attribute` is a field of its dataset,
    `place` a province. `said`: the fields that its heading gives to each of its values ("month" as mm/yyyy, "unit")."""

    column: int
    label_column: int
    header: str
    attribute: str = "score"
    component: str = ""
    year: int | None = None
    place: str = ""
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Wide:
    """A table that is not one score or value per row. `chiso.intake.clean.unpivot` turns it into one.

    `row_field`: what the labels name: a place, component, indicator, criterion, unit, agency. `constants`: fields that
    hold for the whole table (index, year, place). Its header stands in the 0-based rows `first` … `last`; `unknown`:
    headers of columns with numbers that nobody knows; `size`: how many values it names.
    """

    row_field: str
    entries: tuple[WideEntry, ...]
    constants: Mapping[str, str] = field(hash=False)
    first: int
    last: int
    size: int
    year: int | None
    unknown: tuple[str, ...]
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def has_time(self) -> bool:
        """Whether it says of what time any of it is."""
        said = (
            (entry.year, *(text for name, text in entry.said if name in _TIMES)) for entry in self.entries
        )
        return bool(self.year or self.constants.get("year")) or any(map(any, said))


@dataclass(frozen=True)
class Ticked:
    """A column of crosses that sets a field: a yes in 0-based `column` gives `field` the `code`."""

    column: int
    field: str
    code: str
    header: str = ""


@dataclass(frozen=True)
class Layout(Title):
    """Where the table is, what its columns mean and what stands above it.

    Rows are Excel's (1-based): `header_row` is the first row of the header block, `header_end` its last (number row
    included), data begins at `header_end + 1`. Columns are 0-based indexes into the sheet's arrow table.
    `columns`: field -> column; `headers`: field -> header as printed (the last level). `paths`: column -> joined
    header. Where there is neither a unit column nor group rows, `unit_filter` is the unit of every row. `number_row`:
    row of "(1)(2)(3)" or None. `constants`: fields that the title says for every row (index, year, month, place) and
    that have no column. `clashes`: field -> the columns that claim it alike. `plan`: the name of a plan; `section_row`:
    its first section ("A | CHỈ SỐ … (PCI)") where it stands right above the header. `words`: words of choices that
    somebody explained.
    `mends`: cells of this sheet put right by hand. `ticked`: columns of crosses; `hours`: field of days -> the column
    of their hours; `levels`: field -> the columns that say it from the whole to the part; `wide`: a table that is not
    one record per row; `sums`: field -> the columns that are it added up. For these five and the section,
    `chiso.intake.clean.prepare` makes a plain table before cleaning.
    """

    dataset: str
    sheet: str
    header_row: int
    header_end: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    unknown_columns: tuple[str, ...] = ()
    personal_columns: tuple[str, ...] = ()
    stt_column: int | None = None
    number_row: int | None = None
    plan: str = ""
    section_row: int | None = None
    layout_key: str = ""
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)
    ticked: tuple[Ticked, ...] = ()
    hours: Mapping[str, int] = field(default_factory=dict, hash=False)
    levels: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    sums: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    wide: Wide | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    paths: Mapping[int, str] = field(default_factory=dict, hash=False)
    clashes: Mapping[str, tuple[int, ...]] = field(default_factory=dict, hash=False)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    mends: tuple[Mend, ...] = ()

    @property
    def is_one_figure(self) -> bool:
        """Whether the title names the one figure that a table reports, and nothing tells its rows apart: parts of it
        (projects), whose total is the figure."""
        return "indicator" in self.constants and not {"unit", "date"} & self.columns.keys()


class Unrecognised(Refused):
    """A table that was found but cannot be used as it is; `layout` is what was understood of it, for the page."""

    def __init__(self, code: str, message: str, layout: Layout) -> None:
        super().__init__(code, message)
        self.layout = layout


def is_of_measure(path: str) -> bool:
    """Whether a column says in what the values of its row are measured; beside rates it is read
    (`chiso.intake.clean.prepare`), elsewhere it is a column that nobody knows."""
    return not {"don vi tinh", "dvt", "don vi do"}.isdisjoint(forms(path.rpartition(" › ")[2]))


def measures(layout: Layout) -> list[int]:
    """The column "Đơn vị tính", where there is one."""
    taken = set(layout.columns.values())
    return [one for one, path in layout.paths.items() if one not in taken and is_of_measure(path)][:1]


def examples(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows are the marked example of one of our own templates: no records."""
    marked = pc.starts_with(pc.utf8_ltrim_whitespace(table.column(0)), WORDINGS["template"]["example"])
    return np.asarray(marked.fill_null(False), dtype=np.bool_)
