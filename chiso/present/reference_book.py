"""All reference data of an agency as a workbook, and such a workbook back: checked at once, shown before it counts.

A sheet speaks for its whole table: a row that is missing in it is removed. A sheet that is not in the file changes
nothing. Cells hold codes or their Vietnamese words; rates are fractions shown as percent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from chiso.core.clock import show
from chiso.core.errors import Refused
from chiso.core.vietnamese import fold
from chiso.intake.files import reading
from chiso.intake.files.sheets import Sheet
from chiso.people.actor import PROGRAM
from chiso.present.columns import Column as Printed
from chiso.present.workbooks import Tab, workbook
from chiso.reference.changes import Edit, apply, names, rows
from chiso.reference.changes.decisions import SETTING_NAMES, SETTINGS
from chiso.reference.changes.log import BrokenRules
from chiso.reference.changes.stored import from_json, to_json
from chiso.reference.changes.tables import TABLES, Column, Names, Row, Table, clean, words
from chiso.store import Store

_HEADER_ROWS = 12  # the header stands within the first rows
_NAME_OF = "name_of_"


@dataclass(frozen=True)
class Plan:
    """What a workbook would change. `problems`: sentences; while there are any, nothing can be applied. `put_back`: by
    edit, which change since the workbook was saved it would take back."""

    edits: list[Edit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    put_back: Mapping[int, str] = field(default_factory=dict)

    def differences(self) -> pd.DataFrame:
        """One row per changed field: table, what, row, field, before, after; put_back where one would be taken back."""
        found = [
            line | {"put_back": self.put_back.get(place, "")}
            for place, edit in enumerate(self.edits)
            for line in _lines(edit, self.names)
        ]
        columns = ["table", "what", "row", "field", "before", "after", *["put_back"][: len(self.put_back)]]
        return pd.DataFrame(found, columns=columns)


def _book_tables() -> list[Table]:
    return [table for table in TABLES.values() if table.in_book]


def export(store: Store, agency: str, source: str = "") -> bytes:
    """The workbook, one sheet per table."""
    tabs = []
    called = names(store, agency)
    for table in _book_tables():
        columns = [column for column in table.columns if column.in_book]
        found = rows(store, agency, table.name)
        cells, formats, shown = {}, {}, {}
        for column in columns:
            cells[column.name] = [_cell(column, row) for row in found]
            formats[column.name] = _formats(column, found, called)
            shown[column.name] = Printed(column.label)
            if column.refers:  # what the code is called, to read alone: no table has a column of that label
                cells[_NAME_OF + column.name] = [
                    row[column.name] and called.say(column, row) for row in found
                ]
                shown[_NAME_OF + column.name] = Printed(f"{column.label}: tên (chỉ để đọc)")
        frame = pd.DataFrame(cells, columns=list(cells), dtype=object)
        note = "Bảng này là toàn bộ: dòng bị xóa khỏi bảng sẽ bị bỏ khi nhập lại."
        tabs.append(Tab(table.label, frame, table.label, note, source, shown, formats))
    return workbook(tabs)


def _cell(column: Column, row: Row) -> Any:
    value = row[column.name]
    if value is None:
        return None
    if column.name == "name" and value in SETTING_NAMES:
        return SETTING_NAMES[value]
    if column.name == "value" and row.get("name") in SETTING_NAMES:
        return SETTINGS.get(row["name"], {}).get(value, value)
    return words(column, value) if column.words else value


def _formats(column: Column, found: list[Row], called: Names) -> Any:
    if column.kind == "real":
        return ["percent" if called.is_share(column, row) else "0.##" for row in found]
    return {"date": "date", "int": "0"}.get(column.kind, "text")


def plan(store: Store, agency: str, file_name: str, content: bytes) -> Plan:
    """What the workbook would change. Raises Refused for a file that cannot be read."""
    sheets = {fold(sheet.name): sheet for sheet in reading.read(file_name, content).sheets}
    edits: list[Edit] = []
    problems: list[str] = []
    named = []
    for table in _book_tables():
        sheet = sheets.get(fold(table.label))
        if sheet is None:
            continue
        named.append(table.label)
        found = list(_sheet_rows(table, sheet, problems))
        edits += _difference(table, rows(store, agency, table.name), found, problems)
    if not named:
        labels = ", ".join(f"“{table.label}”" for table in _book_tables())
        problems.append(
            f"Tệp không có trang tính nào của sổ dữ liệu tham chiếu ({labels}). Hãy dùng tệp đã tải ở đây."
        )
    if not problems and edits:
        problems += _tried(store, agency, edits)
    return Plan(edits, problems, named, names(store, agency), _put_back(store, agency, edits))


def _put_back(store: Store, agency: str, edits: list[Edit]) -> dict[int, str]:
    """Place of an edit -> the newest change here before which its row read as it would again."""
    found: dict[int, str] = {}
    lines = store.rows("changes/changed_rows", agency=agency) if edits else []
    for place, edit in enumerate(edits):
        key = to_json(TABLES[edit.table].key_of(edit.before or edit.after or {}))
        mine = (one for one in lines if (one["table_name"], one["row_key"]) == (edit.table, key))
        was = (one for one in mine if from_json(TABLES[edit.table], one["before"]) == edit.after)
        if line := next(was, None):
            found[place] = f"lần sửa {line['batch_id']}, {show(line['at'])}, {line['who']}"
    return found


def _tried(store: Store, agency: str, edits: list[Edit]) -> list[str]:
    """The rules, tried by applying and taking everything back."""
    try:
        with store.transaction(is_trial=True):
            apply(store, PROGRAM, agency, edits, title="thử")
    except BrokenRules as error:
        return error.sentences
    except Refused as error:
        return [error.message]
    return []


def _sheet_rows(table: Table, sheet: Sheet, problems: list[str]) -> Iterator[Row]:
    columns = [column for column in table.columns if column.in_book]
    grid = [list(line.values()) for line in sheet.table.to_pylist()]
    wanted = {fold(column.label): column for column in columns}
    head, places = _header(grid, wanted)
    if not places:
        problems.append(
            f"Trang “{table.label}”: không thấy dòng tiêu đề. Hãy giữ nguyên tên cột của tệp đã tải."
        )
        return
    lacking = [column.label for column in columns if column.required and column not in places.values()]
    if lacking:
        problems.append(f"Trang “{table.label}”: thiếu cột {', '.join(lacking)}.")
        return
    for row_no, line in enumerate(grid[head + 1 :], start=head + 2):
        if not any((text or "").strip() for text in line):
            continue
        found = {column.name: line[place] for place, column in places.items()}
        try:
            yield clean(table, _decoded(table, found))
        except Refused as error:
            problems.append(f"Trang “{table.label}”, dòng {row_no}: {error.message}")


def _header(grid: list[list[str | None]], wanted: Mapping[str, Column]) -> tuple[int, dict[int, Column]]:
    """Place of the header row, and which column stands where; nothing where there is none."""
    for head, line in enumerate(grid[:_HEADER_ROWS]):
        places = {
            place: wanted[key] for place, text in enumerate(line) if (key := fold(text or "")) in wanted
        }
        if len(places) >= min(2, len(wanted)):
            return head, places
    return 0, {}


def _decoded(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """Decisions are written in words."""
    if table.name != "agency_settings":
        return row
    names = {fold(word): code for code, word in SETTING_NAMES.items()}
    name = names.get(fold(row.get("name") or ""), row.get("name"))
    values = {fold(word): code for code, word in SETTINGS.get(str(name), {}).items()}
    return row | {"name": name, "value": values.get(fold(row.get("value") or ""), row.get("value"))}


def _difference(table: Table, current: list[Row], wanted: list[Row], problems: list[str]) -> list[Edit]:
    before = {table.key_of(row): row for row in current}
    after: dict[Any, Row] = {}
    hidden = [column.name for column in table.columns if not column.in_book and column.name != "alias_key"]
    for row in wanted:
        key = table.key_of(row)
        if key in after:
            shown = (
                ", ".join(words(table.column(n), row[n]) for n in table.key if n != "alias_key")
                or row["alias"]
            )
            problems.append(f"Trang “{table.label}”: dòng “{shown}” có hai lần. Hãy giữ một dòng.")
        old = before.get(key)
        after[key] = row | {name: old[name] for name in hidden if old}
    return [
        *(Edit(table.name, before.get(key), row) for key, row in after.items() if before.get(key) != row),
        *(Edit(table.name, row, None) for key, row in before.items() if key not in after),
    ]


def _lines(edit: Edit, called: Names) -> Iterator[dict[str, str]]:
    table, before, after = TABLES[edit.table], edit.before, edit.after
    if before and after:
        yield from ({"what": "Sửa", **line} for line in called.changed(table, before, after))
        return
    known: Row = after or before or {}
    shown = [c for c in table.columns if c.in_book and c.name not in table.key and known[c.name] is not None]
    text = "; ".join(f"{column.label}: {called.say(column, known)}" for column in shown)
    said = (
        {"what": "Thêm", "before": "", "after": text}
        if after
        else {"what": "Bỏ", "before": text, "after": ""}
    )
    yield {"table": table.label, "row": called.short(table, known), "field": "", **said}
