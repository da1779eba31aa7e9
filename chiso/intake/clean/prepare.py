"""A recognised sheet made plain, so that cleaning can take one record per row (pure).

`prepare(sheet, layout)` answers (sheet, layout, row_numbers). For an ordinary table: the same sheet with what merged
cells say on every row they cover, one more column per field that columns of crosses set, a plan's first section below
the header; and None. For a wide index table: a new sheet with one score per row, whose `row_numbers[i]` is the Excel
row that row i came from.
"""

import re
from dataclasses import dataclass, replace

import pyarrow as pa

from chiso.core.vietnamese import fold, nfc, parse_flag
from chiso.intake.datasets import DATASETS
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.index_names import TOTAL, component_of, is_summary, place_of, side_of
from chiso.intake.recognise.layout import Layout, Wide, WideEntry

_SCORE = "score"
_NOT_PUBLISHED = {"n/a", "na", "-", "--", "…", "...", "..", "khong co", "chua cong bo", "x"}


def prepare(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout, list[int] | None]:
    """A sheet and layout that cleaning can take as one record per row, and the Excel rows where they moved."""
    if layout.wide is not None:
        return _unpivot(sheet, layout, layout.wide)
    sheet = _with_merged(sheet, layout)
    if layout.section_row is not None:
        sheet, layout = _section_below(sheet, layout, layout.section_row)
    if layout.ticked:
        sheet, layout = _with_ticks(sheet, layout)
    return sheet, layout, None


def _with_merged(sheet: Sheet, layout: Layout) -> Sheet:
    """Cells merged downwards say the same on every row they cover (a room beside all its dossiers).

    Not for keys and the number of the row: one record is not several.
    """
    kinds = DATASETS[layout.dataset].by_name
    columns = {
        column
        for name, column in layout.columns.items()
        if kinds[name].kind != "id"
        and name not in DATASETS[layout.dataset].key
        and column != layout.stt_column
    }
    wanted: dict[int, list[tuple[int, int]]] = {}
    for first, left, last, right in sheet.merges:
        if last > first > layout.header_end and left == right and left - 1 in columns:
            wanted.setdefault(left - 1, []).append((first - 1, min(last, sheet.table.num_rows)))
    table = sheet.table
    for column, spans in wanted.items():
        texts = table.column(column).to_pylist()
        for first, end in spans:
            texts[first:end] = [texts[first]] * (end - first)
        table = table.set_column(column, table.column_names[column], pa.array(texts, pa.string()))
    return replace(sheet, table=table) if wanted else sheet


def _section_below(sheet: Sheet, layout: Layout, row: int) -> tuple[Sheet, Layout]:
    """A plan's first section moved from above the header to below it; the rows of the tasks keep their numbers."""
    order = list(range(sheet.table.num_rows))
    order.insert(layout.header_end - 1, order.pop(row - 1))
    new = replace(
        layout, header_row=layout.header_row - 1, header_end=layout.header_end - 1, section_row=None
    )
    table = sheet.table.take(pa.array(order))
    columns = [column.to_pylist() for column in table.columns]
    here = layout.header_end - 1
    first = next(column for column in columns if column[here])
    first[here] = re.sub(
        r"^(\s*[A-HIVX]{1,4})\s+(?=\S)", r"\1. ", first[here] or ""
    )  # "A CHỈ SỐ" in one cell
    names = table.column_names
    moved = pa.table({n: pa.array(c, pa.string()) for n, c in zip(names, columns, strict=True)})
    return replace(sheet, table=moved), new


def _with_ticks(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """One column per field that crosses set; it holds the first code whose column has a yes."""
    table, columns, headers = sheet.table, dict(layout.columns), dict(layout.headers)
    for name in dict.fromkeys(tick.field for tick in layout.ticked):
        ticks = [tick for tick in layout.ticked if tick.field == name]
        words = {
            code: texts[0] for code, texts in DATASETS[layout.dataset].by_name[name].choices.items() if texts
        }
        marks = [[_is_yes(text) for text in table.column(tick.column).to_pylist()] for tick in ticks]
        values = [
            next((words[tick.code] for tick, yes in zip(ticks, row, strict=True) if yes), None)
            for row in zip(*marks, strict=True)
        ]
        columns[name] = table.num_columns
        headers[name] = " / ".join(tick.header for tick in ticks)
        table = table.append_column(f"c{table.num_columns}", pa.array(values, pa.string()))
    return replace(sheet, table=table), replace(layout, columns=columns, headers=headers, ticked=())


def _is_yes(text: str | None) -> bool:
    return bool(text) and parse_flag(nfc(text or "")) is True


@dataclass
class _Record:
    row: int
    values: dict[str, str]


def _unpivot(sheet: Sheet, layout: Layout, wide: Wide) -> tuple[Sheet, Layout, list[int]]:
    table = sheet.table
    cells = {
        column: table.column(column).to_pylist()
        for column in {
            *(entry.column for entry in wide.entries),
            *(entry.label_column for entry in wide.entries if entry.label_column is not None),
            *([wide.label_column] if wide.label_column is not None else []),
        }
    }
    records: dict[tuple[str, ...], list[_Record]] = {}
    for row in range(layout.header_end, table.num_rows):
        if wide.kind == "pairs" and not any(nfc(column[row] or "") for column in cells.values()):
            break  # below the gap stands a look-up box that repeats one province
        for entry in wide.entries:
            label = cells[entry.label_column if entry.label_column is not None else wide.label_column or 0][
                row
            ]
            text = nfc(cells[entry.column][row] or "")
            if label and not is_blank_score(text):
                _add(records, row + 1, _where(wide, entry, nfc(label)), text)
    names = ["index", "component", "year", "place", "score", "rank", "rating"]
    rows = [record for group in records.values() for record in group]
    rows.sort(key=lambda record: record.row)
    plain = pa.table(
        {f"c{n}": pa.array([r.values.get(name) for r in rows], pa.string()) for n, name in enumerate(names)}
    )
    columns = {
        name: number for number, name in enumerate(names) if plain.column(number).null_count < len(rows)
    }
    heads = {name: name for name in columns} | _headers(wide)
    new = replace(
        layout, columns=columns, headers=heads, header_row=1, header_end=0, stt_column=None, wide=None
    )
    return Sheet(sheet.name, sheet.visible, plain), new, [record.row for record in rows]


def _headers(wide: Wide) -> dict[str, str]:
    """For messages: a score's header is one of many, a rank's or rating's is its own."""
    return {e.attribute: e.header for e in wide.entries if e.attribute != _SCORE and e.header}


def is_blank_score(text: str) -> bool:
    """Whether a cell says that nothing was published; an Excel error does not say so."""
    return not text or fold(text) in _NOT_PUBLISHED


def _where(wide: Wide, entry: WideEntry, label: str) -> dict[str, str] | None:
    """The fields that a value's place in the table gives it; None for rows that are no data."""
    if is_summary(label) and not (wide.row_field == "component" and side_of(label)):
        return None
    fields = dict(wide.constants)
    fields["attribute"] = entry.attribute
    if entry.year:
        fields["year"] = str(entry.year)
    if wide.row_field == "place":
        fields["place"] = place_of(label) or label
        fields["component"] = entry.component or ""
        return fields
    component = component_of(label, fields["index"])
    if component is None and (side := side_of(label)):
        fields["attribute"] = side
        component = TOTAL
    if component is None:
        return None
    fields["component"] = component
    return fields


def _add(
    records: dict[tuple[str, ...], list[_Record]], row: int, fields: dict[str, str] | None, text: str
) -> None:
    """Puts a value to the record it belongs to; a second value for the same field is a record of its own."""
    if fields is None:
        return
    attribute = fields.pop("attribute")
    key = tuple(fields.get(name, "") for name in ("index", "component", "year", "place"))
    group = records.setdefault(key, [])
    home = next((record for record in group if attribute not in record.values), None)
    if home is None:
        home = _Record(row, {name: value for name, value in fields.items() if value})
        group.append(home)
    home.values[attribute] = text
    if attribute == _SCORE:
        home.row = row
