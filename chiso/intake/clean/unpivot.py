"""A recognised table that is not one record per row made one (pure): scores of an index, values of months, points of
units."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

import pyarrow as pa

from chiso.core.vietnamese import fold, format_number, parse_number
from chiso.intake.clean import checks, totals
from chiso.intake.clean.shown import texts_of
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.by_year import year_in
from chiso.intake.recognise.index_names import (
    OF_AGENCIES,
    TOTAL,
    WHOLE,
    are_whole,
    component_of,
    index_called,
    is_summary,
    place_of,
    side_of,
    sums_components,
)
from chiso.intake.recognise.layout import AGENCY, BESIDE, NOT_GIVEN, SUM, Layout, Wide, WideEntry

_RANKS = re.compile(r"(?:xep |thu )?hang|xep loai")  # a row of what became of them all
_TOLD = {"component": "thành phần nào của {}", "index": "chỉ số nào", "year": "năm nào"}
_ASKED = {"denominator", "max_score"}  # of months to come: nothing is known yet of what was reached
_PLACES = 6  # to which sums are compared
_SCORE, _KEY = "score", ("index", "component", "year", "place")


@dataclass(frozen=True)
class Printed:
    """Where a row made of a wide table stands in its file: the Excel row, and field -> printed header of its cell."""

    row: int
    headers: Mapping[str, str]


def unpivoted(sheet: Sheet, layout: Layout, wide: Wide) -> tuple[Sheet, Layout, list[Printed]]:
    """A new sheet with one score or value per row, its layout, and where row i of it stands in the file (`[i]`)."""
    return (_of_index if layout.dataset == "index_scores" else _across)(sheet, layout, wide)


def _across(sheet: Sheet, layout: Layout, wide: Wide) -> tuple[Sheet, Layout, list[Printed]]:
    """One record per row and what the heading of a column says: a month, a unit, a criterion. Rows that sum up others
    are none."""
    cells = {entry.column: texts_of(sheet.table.column(entry.column)) for entry in wide.entries}
    names = cells[wide.entries[0].label_column]
    beside = {one.attribute: one for one in wide.entries if not one.said}
    heads = _heads(wide)
    said = (name for of in heads for entry in of.values() for name in (*dict(entry.said), entry.attribute))
    fields = list(dict.fromkeys((*said, *beside)))
    rows, records, ran = [], [], list[int]()
    lines = [*_lines(layout, wide, cells)]
    wholes, warnings = _of_agency(layout, wide, {row: names[row] for row in lines})
    for row in lines:
        name = fold(names[row])
        is_sum = totals.sums_up(names[row], layout.dataset) or _RANKS.fullmatch(name) is not None
        is_sum = is_sum or (wide.row_field in ("unit", AGENCY) and is_summary(name))
        if (is_sum and row not in wholes) or not name:  # of "(2)" nothing is left
            continue
        own = {name: cells[entry.column][row] for name, entry in beside.items()}
        own |= {"unit": ""} if row in wholes else {}
        values = [_given({name: cells[entry.column][row] for name, entry in of.items()}) for of in heads]
        if (summed := own.pop(SUM, "")) and (run := _run_up(values, summed)):
            values = run
            ran.append(row + 1)
        for of, given in zip(heads, values, strict=True):
            if given.keys() - _ASKED:
                first = next(iter(of.values()))
                headings = dict.fromkeys(dict(first.said), first.header.split(" › ")[0])
                rows.append(
                    _printed(row, headings | {name: entry.header for name, entry in (beside | of).items()})
                )
                records.append(own | dict(first.said) | given)
    warnings += (_told_run(ran, beside[SUM].header),) if ran else ()
    made = Sheet(sheet.name, sheet.visible, _columns(records, fields))
    return made, replace(_plain(layout, fields, rows), warnings=warnings), rows


def _columns(records: Sequence[Mapping[str, Any]], names: Sequence[str]) -> pa.Table:
    values = ([record.get(name) or None for record in records] for name in names)
    return pa.table({f"c{number}": pa.array(column, pa.string()) for number, column in enumerate(values)})


def _of_agency(
    layout: Layout, wide: Wide, names: Mapping[int, str]
) -> tuple[set[int], tuple[tuple[str, str], ...]]:
    """Which rows beside those of units are what the agency reports, and what is to be told of that."""
    if wide.row_field != "unit" or layout.dataset != "measurements":
        return set(), ()
    has_parts = any(entry.attribute == "numerator" for entry in wide.entries)
    found, is_sum = totals.of_agency({row: [name] for row, name in names.items()}, has_parts)
    return found, tuple(totals.told(row + 1) for row in found if is_sum)


def _given(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text and fold(text) not in NOT_GIVEN}


def _run_up(values: Sequence[Mapping[str, str]], summed: str) -> list[dict[str, str]] | None:
    """The values of months that add up to what a column beside them says, each added to those before it: what is
    reported is what was reached by then. None where they do not, or the last one is that already."""
    texts = [one["value"] for one in values if one.keys() == {"value"}]
    numbers = [number for number in map(parse_number, texts) if number is not None]
    total = parse_number(summed)
    if len(numbers) < max(2, sum(map(bool, values))) or total is None:
        return None
    runs = [round(run, _PLACES) for run in accumulate(numbers)]
    if runs[-1] != round(total, _PLACES) or runs[-1] == round(numbers[-1], _PLACES):
        return None
    left = iter(f"{100 * run:.4f}%" if "%" in summed else f"{run:.{_PLACES}f}" for run in runs)
    return [{"value": next(left).replace(".", ",")} if one else {} for one in values]


def _told_run(rows: Sequence[int], header: str) -> tuple[str, str]:
    """That values were added up, and by which column."""
    many = f"{format_number(len(rows))} dòng ({checks.listed(rows)})"
    message = f"{many} ghi số của từng kỳ, cộng lại bằng cột “{header}”: được cộng dồn, mỗi kỳ là số đạt đến hết kỳ đó."
    return ("added_up", message)


def _lines(layout: Layout, wide: Wide, cells: Mapping[int, Sequence[str]]) -> Iterator[int]:
    """The rows below the header, down to the gap below the last number; none that is the header again."""
    names = cells[wide.entries[0].label_column]
    values = [cells[entry.column] for entry in wide.entries if entry.said]
    rows = range(layout.header_end, len(names))
    numbers = (row for row in rows if any(parse_number(texts[row]) is not None for texts in values))
    last = max(numbers, default=-1)
    head = {fold(name) for name in names[wide.first : wide.last + 1] if name}
    for row in rows:
        if row > last and not any(texts[row] for texts in (names, *values)):
            return
        if fold(names[row]) not in head:
            yield row


def _heads(wide: Wide) -> list[dict[str, WideEntry]]:
    """The columns of what the headings say, by field: of a unit each kind of its points. A second column for the same
    stands alone."""
    heads: dict[Any, dict[str, WideEntry]] = {}
    for entry in (one for one in wide.entries if one.said):
        is_second = entry.attribute in heads.get(entry.said, {})
        heads.setdefault((entry.said, entry.column) if is_second else entry.said, {})[entry.attribute] = entry
    return list(heads.values())


def _printed(row: int, headers: Mapping[str, str]) -> Printed:
    """Of a 0-based row; headers that print nothing are none."""
    return Printed(row + 1, {name: header for name, header in headers.items() if header})


def _plain(layout: Layout, names: Sequence[str], printed: Sequence[Printed]) -> Layout:
    """The layout of a sheet of these columns. A field's header is the one that all its cells have in common, or its
    last level ("Tháng 9 › Kế hoạch", "Tháng 10 › Kế hoạch")."""
    columns = {name: number for number, name in enumerate(names) if name not in BESIDE}
    paths = {number: BESIDE[name] for number, name in enumerate(names) if name in BESIDE}
    said = {name: {one.headers[name] for one in printed if name in one.headers} for name in names}
    said |= {
        name: {head.split(" › ")[-1] for head in heads} for name, heads in said.items() if len(heads) > 1
    }
    common = {name: next(iter(heads)) for name, heads in said.items() if len(heads) == 1}
    return replace(
        layout,
        columns=columns,
        paths=paths,
        headers=common,
        header_row=1,
        header_end=0,
        stt_column=None,
        wide=None,
        warnings=(),
    )


def _of_index(sheet: Sheet, layout: Layout, wide: Wide) -> tuple[Sheet, Layout, list[Printed]]:
    used = {column for entry in wide.entries for column in (entry.column, entry.label_column)}
    is_pairs = len({entry.label_column for entry in wide.entries}) > 1
    cells = {c: texts_of(sheet.table.column(c)) for c in used}
    records: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    unread: dict[int, str] = {}  # row -> its label
    names = [text for entry in wide.entries for text in cells[entry.label_column]]
    has_sum = wide.row_field == "component" and are_whole(names, wide.constants.get("index", ""))
    for row in range(layout.header_end, sheet.table.num_rows):
        if is_pairs and not any(texts[row] for texts in cells.values()):
            break  # below the gap stands a look-up box that repeats one province
        for entry in wide.entries:
            label, text = cells[entry.label_column][row], cells[entry.column][row]
            if not label or not text or fold(text) in NOT_GIVEN:
                continue
            label = WHOLE if has_sum and sums_components(label) else label
            if (place := _where(wide, entry, label)) is None:
                if parse_number(text) is not None and not is_summary(label):
                    unread[row + 1] = label
                continue
            attribute, fields = place
            group = records.setdefault(tuple(fields.values()), [])
            home = next((record for record in group if attribute not in record), None)
            if home is None:  # a second value for the same field is a record of its own
                home = {**fields, "row": row, "headers": {}}
                group.append(home)
            home[attribute] = text
            home["headers"][attribute] = entry.header
            if attribute == _SCORE:
                home["row"] = row
    rows = sorted((record for group in records.values() for record in group), key=lambda one: int(one["row"]))
    possible = (*_KEY, _SCORE, "rank", "rating")
    names = [name for name in possible if any(record.get(name) for record in rows)]
    printed = [_printed(record["row"], record["headers"]) for record in rows]
    its = replace(_plain(layout, names, printed), warnings=_told_unread(wide, unread))
    return Sheet(sheet.name, sheet.visible, _columns(rows, names)), its, printed


def _told_unread(wide: Wide, unread: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """The rows with numbers of what nobody knows: a component of the index, an index, a year."""
    if not unread or wide.row_field not in _TOLD:
        return ()
    what = _TOLD[wide.row_field].format(wide.constants.get("index", ""))
    told = checks.first_of(f"dòng {row} “{label}”" for row, label in unread.items())
    return (("unread_rows", f"{format_number(len(unread))} dòng không đọc vì không biết là {what}: {told}."),)


def _where(wide: Wide, entry: WideEntry, label: str) -> tuple[str, dict[str, str]] | None:
    """The field that a value is for, and the key that its place in the table gives it; None for rows that are no
    data."""
    side = side_of(label) if wide.row_field == "component" else None
    if is_summary(label) and not side:
        return None
    fields = {name: wide.constants.get(name, "") for name in _KEY}
    fields |= {"year": str(entry.year or fields["year"]), "place": entry.place or fields["place"]}
    if wide.row_field == "year":
        if (year := year_in(label)) is None:
            return None
        fields |= {"year": str(year), "component": entry.component, **dict(entry.said)}
        return entry.attribute, fields | ({"place": ""} if fields["index"] in OF_AGENCIES else {})
    if wide.row_field == "index":
        if (index := index_called(label)) is None:
            return None
        place = "" if index in OF_AGENCIES else fields["place"]  # which is the agency's, no province's
        return entry.attribute, {**fields, "index": index, "place": place, "component": TOTAL}
    if wide.row_field == "place":
        return entry.attribute, {**fields, "place": place_of(label) or label, "component": entry.component}
    if (component := component_of(label, fields["index"])) is not None:
        return entry.attribute, {**fields, "component": component}
    return (side, {**fields, "component": TOTAL}) if side else None
