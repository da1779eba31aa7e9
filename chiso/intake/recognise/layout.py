"""What recognising a file answers, and what people may answer about it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from chiso.core.errors import Refused


@dataclass(frozen=True)
class Answers:
    """What the uploader said about a file; it wins over what is recognised.

    `columns`: printed header -> field ("" leaves the column out); where two columns have one header, the header and
    the column's letters ("Ngày [C]"). `units`: spelling -> unit_id, taught for good; `units_once`: for this file's
    rows alone. `header_row`: the number Excel shows for the first header row. `words`: field -> word of the file ->
    code of a choice.
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

    def to_json(self) -> str:
        """Everything that was answered, as one JSON object; unanswered parts are left out."""
        out: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value is None or (isinstance(value, Mapping) and not value):
                continue
            if isinstance(value, date):
                value = value.isoformat()
            out[item.name] = dict(value) if isinstance(value, Mapping) else value
        return json.dumps(out, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | None) -> "Answers":
        """The reverse of `to_json`; unknown keys are ignored."""
        raw = json.loads(text) if text else {}
        known = {item.name for item in fields(cls)}
        values = {key: value for key, value in raw.items() if key in known}
        if values.get("as_of"):
            values["as_of"] = date.fromisoformat(values["as_of"])
        return cls(**values)


@dataclass(frozen=True)
class WideEntry:
    """One value column of a wide index table. `column` is 0-based; `attribute` is a field of index_scores."""

    column: int
    attribute: str = "score"
    component: str | None = None
    year: int | None = None
    label_column: int | None = None
    header: str = ""


@dataclass(frozen=True)
class Wide:
    """An index table that is not one score per row. `chiso.intake.clean.prepare` turns it into one.

    `kind`: columns (each row has one label, each entry is a value column) or pairs (each entry has its own label
    column: every pair is sorted on its own). `row_field`: what the labels name, place or component. `constants`:
    fields that hold for the whole table (index, year, place).
    """

    kind: str
    row_field: str
    label_column: int | None
    entries: tuple[WideEntry, ...]
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Ticked:
    """A column of crosses that sets a field: a yes in 0-based `column` gives `field` the `code`."""

    column: int
    field: str
    code: str
    header: str = ""


@dataclass(frozen=True)
class Layout:
    """Where the table is and what its columns mean.

    Rows are Excel's (1-based): `header_row` is the first row of the header block, `header_end` its last (number row
    included), data begins at `header_end + 1`. Columns are 0-based indexes into the sheet's arrow table.
    `columns`: field -> column; `headers`: field -> header as printed (the last level). `paths`: column -> joined
    header. `unit_filter` is the printed filter by unit ("" = none); where there is neither a unit column nor group
    rows it is the unit of every row. `year` comes from the title (criteria, plan, index tables). `period` is the
    printed from–to; `as_of` "Tính đến ngày …" or the period's end. `number_row`: row of "(1)(2)(3)" or None.
    `constants`: fields that the title says for every row (index, year, month, place) and that have no column.
    `section_row`: a plan's first section ("A | CHỈ SỐ … (PCI)") where it stands right above the header.
    `words`: words of choices that somebody explained. `ticked`: columns of crosses; `wide`: a table that is not one
    record per row. For all three, `chiso.intake.clean.prepare` makes a plain table before cleaning.
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
    title: tuple[str, ...] = ()
    as_of: date | None = None
    period: tuple[date, date] | None = None
    unit_filter: str = ""
    source_filter: str = ""
    year: int | None = None
    plan: str = ""
    agency_text: str = ""
    number_row: int | None = None
    section_row: int | None = None
    layout_key: str = ""
    constants: Mapping[str, str] = field(default_factory=dict, hash=False)
    ticked: tuple[Ticked, ...] = ()
    wide: Wide | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    paths: Mapping[int, str] = field(default_factory=dict, hash=False)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)


class Unrecognised(Refused):
    """A table that was found but cannot be used as it is; `layout` is what was understood of it, for the page."""

    def __init__(self, code: str, message: str, layout: Layout | None = None) -> None:
        super().__init__(code, message)
        self.layout = layout
