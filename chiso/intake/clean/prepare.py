"""A recognised sheet made plain, so that cleaning can take one record per row (pure).

`prepare(sheet, layout)` answers (sheet, layout, printed). For an ordinary table: the same sheet with what merged
cells say on every row they cover, one more column per field that columns of crosses set, a plan's first section below
the header; and None. For a wide table: a new sheet with one score per row, and where row i of it stands in the file
(`printed[i]`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pyarrow as pa

from chiso.core.vietnamese import CLOCK, fold, nfc, parse_flag
from chiso.intake.clean.added import with_answers, with_sums
from chiso.intake.clean.shown import texts_of
from chiso.intake.clean.totals import sums_up
from chiso.intake.clean.unpivot import Printed, unpivoted
from chiso.intake.clean.values import ARROW, MOST_OF_FRACTIONS
from chiso.intake.clean.whole import with_whole
from chiso.intake.datasets import DATASETS
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.headings import are_percent
from chiso.intake.recognise.layout import Layout, Ticked, measures

_PLAIN_DAYS = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_TO_1904 = 1462  # from the day from which Excel counts to the first of January 1904
_IN_PERCENT, _NAMES_PERCENT = re.compile(r"%|phan tram(?: \(%\))?"), re.compile(r"\(%\)$")
_BARE_MONTH = re.compile(r"(?:thang |t)(0?[1-9]|1[0-2])")
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00)?$")
_QUOTIENT = ("numerator", "denominator", "value")
_REACHED = re.compile(r"(?:uoc |da )?(?:thuc hien|dat)\b|ket qua|luy ke")
_PLANNED = re.compile(r"ke hoach|muc tieu|\bgiao\b")
_ENDS = re.compile(r"hoan thanh|thoi han|\bhan\b|bao cao")
_PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
_RATE = re.compile(rf"{_PLAIN.pattern}\s?%")


def prepare(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout, list[Printed] | None]:
    """A sheet and layout that cleaning can take as one record per row, and where the rows of a wide table stand."""
    if layout.wide is not None:
        plain, its, printed = unpivoted(_with_levels(sheet, layout), layout, layout.wide)
        plain, its = _with_reached(plain, its)
        return _with_signs(plain, its), its, printed
    sheet, layout = _with_reached(_with_merged(_since_1900(sheet, layout), layout), layout)
    sheet = with_whole(sheet, layout)
    sheet = _with_levels(_with_year(_with_signs(sheet, layout), layout), layout)
    if layout.section_row is not None:
        sheet, layout = _section_below(sheet, layout, layout.section_row)
    if layout.hours:
        sheet = _with_hours(sheet, layout)
    sheet, layout = with_answers(*with_sums(sheet, layout))
    if layout.ticked:
        sheet, layout = _with_ticks(sheet, layout)
    return sheet, layout, None


def _since_1900(sheet: Sheet, layout: Layout) -> Sheet:
    """Plain numbers of days in the columns of days, counted from 1904, as what counts from 1900 says them."""
    if not sheet.since_1904:
        return sheet
    table = sheet.table
    for name, column in layout.columns.items():
        if pa.types.is_temporal(ARROW[DATASETS[layout.dataset].by_name[name].kind]):
            texts = [
                str(Decimal(text) + _TO_1904) if text and _PLAIN_DAYS.fullmatch(text) else text
                for text in table.column(column).to_pylist()
            ]
            table = table.set_column(column, table.column_names[column], pa.array(texts, pa.string()))
    return replace(sheet, table=table)


def _with_merged(sheet: Sheet, layout: Layout) -> Sheet:
    """Cells merged downwards say the same on every row they cover (a room beside all its dossiers).

    Not for the number of the row and what alone tells its record: one record is not several. A part of a key may (a
    document above its tasks, a room beside its criteria) where another part differs from row to row. Of merges that
    overlap, which no spreadsheet writes, the first counts.
    """
    dataset = DATASETS[layout.dataset]
    ids = {known.name for known in dataset.fields if known.kind == "id"} - {*dataset.key}
    columns = {column for name, column in layout.columns.items() if name not in ids} - {layout.stt_column}
    # the name of a criterion tells its record as its code does, which what sums them up has not
    telling = (*dataset.key, "name") if "criterion" in dataset.key else dataset.key
    keys = {layout.columns[name] for name in telling if name in layout.columns}
    wanted: dict[int, list[tuple[int, int]]] = {}
    for first, left, last, right in sheet.merges:
        if last > first > layout.header_end and left == right and left - 1 in columns:
            span = (first - 1, min(last, sheet.table.num_rows))
            if left - 1 not in keys or any(_differs(sheet, one, *span) for one in keys - {left - 1}):
                wanted.setdefault(left - 1, []).append(span)
    table = sheet.table
    for column, spans in wanted.items():
        texts = table.column(column).to_pylist()
        covered = 0
        for first, end in sorted(spans):
            if first >= covered:
                texts[first:end] = [texts[first]] * (end - first)
                covered = end
        table = table.set_column(column, table.column_names[column], pa.array(texts, pa.string()))
    return replace(sheet, table=table) if wanted else sheet


def _differs(sheet: Sheet, column: int, first: int, end: int) -> bool:
    """Whether a column says something else in each of these rows."""
    texts = sheet.table.column(column).slice(first, end - first).to_pylist()
    return all(texts) and len({nfc(text or "") for text in texts}) == len(texts)


def _with_signs(sheet: Sheet, layout: Layout) -> Sheet:
    """Rates with the sign that the column "Đơn vị tính" or the name of what is reported ("… (%)") has for their row.
    Where all of them are at most 2 they may as well be fractions: then they stay as they are, as under a header with
    the sign (`rates`)."""
    of_rates = [known.name for known in DATASETS[layout.dataset].fields if known.kind == "percent"]
    table, in_percent = sheet.table, _in_percent(sheet.table, layout)
    if "indicator" in layout.columns:
        names = table.column(layout.columns["indicator"]).to_pylist()
        in_percent |= {row for row, text in enumerate(names) if _NAMES_PERCENT.search(fold(text or ""))}
    if not in_percent:
        return sheet
    for column in (layout.columns[name] for name in of_rates if name in layout.columns):
        texts = table.column(column).to_pylist()
        plain = [row for row in sorted(in_percent) if _PLAIN.fullmatch(nfc(texts[row] or ""))]
        if any(float(nfc(texts[row]).replace(",", ".")) > MOST_OF_FRACTIONS for row in plain):
            for row in plain:
                texts[row] += "%"
            table = table.set_column(column, table.column_names[column], pa.array(texts, pa.string()))
    return replace(sheet, table=table)


def _in_percent(table: pa.Table, layout: Layout) -> set[int]:
    """The rows that the column "Đơn vị tính" measures in percent."""
    return {
        row
        for one in measures(layout)
        for row, text in enumerate(table.column(one).to_pylist())
        if _IN_PERCENT.fullmatch(fold(text or ""))
    }


def _with_reached(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """Of a rate that stands where a part of it is looked for ("Thực hiện 45,6%", "Thực hiện (%)"), or beside the rate
    that was planned ("Kế hoạch 55, thực hiện 60"), the value is what was reached; no part of it stands there, and what
    share of the plan it is ("Tỷ lệ 109%") is no value of it."""
    columns, table = dict(layout.columns), sheet.table
    if "value" not in DATASETS[layout.dataset].by_name or "numerator" not in columns:
        return sheet, layout
    cells = {name: table.column(columns[name]).to_pylist() for name in _QUOTIENT if name in columns}
    measured = _in_percent(table, layout) if is_beside_plan(layout) else set()
    is_all = "value" not in columns and is_beside_plan(layout) and are_percent(layout.title)
    if is_all or _NAMES_PERCENT.search(fold(layout.headers.get("numerator", ""))):
        measured |= {row for row, text in enumerate(cells["numerator"]) if _PLAIN.fullmatch(nfc(text or ""))}
    texts = enumerate(cells["numerator"])
    rows = [row for row, text in texts if text and (row in measured or _RATE.fullmatch(nfc(text)))]
    if not rows:
        return sheet, layout
    if "value" not in columns:
        columns["value"], cells["value"] = table.num_columns, [None] * table.num_rows
        table = table.append_column(f"c{table.num_columns}", pa.nulls(table.num_rows, pa.string()))
    for row in rows:
        reached = cells["numerator"][row]
        for name, texts in cells.items():
            texts[row] = reached if name == "value" else None
    for name, texts in cells.items():
        place = columns[name]
        table = table.set_column(place, table.column_names[place], pa.array(texts, pa.string()))
    headers = {"value": layout.headers["numerator"], **layout.headers}
    return replace(sheet, table=table), replace(layout, columns=columns, headers=headers)


def is_beside_plan(layout: Layout) -> bool:
    """Whether what was reached stands beside what was planned."""
    taken = {*layout.columns.values()} - {layout.columns.get("denominator")}
    others = [path for place, path in layout.paths.items() if place not in taken]
    others.append(layout.headers.get("denominator", ""))
    is_reached = bool(_REACHED.match(fold(layout.headers.get("numerator", ""))))
    return is_reached and bool(_PLANNED.search(fold(" ".join(others))))


def _with_year(sheet: Sheet, layout: Layout) -> Sheet:
    """Months that print no year, every one of a column, with the year that the title says; a number alone is a month
    where the header says so."""
    table = sheet.table
    for name, column in layout.columns.items() if layout.year else ():
        if DATASETS[layout.dataset].by_name[name].kind not in ("month", "date_or_month"):
            continue
        texts = table.column(column).to_pylist()
        below = range(layout.header_end, len(texts))
        month = "thang " if "thang" in fold(layout.headers.get(name, "")) else ""
        said = {
            row: fold(texts[row]) for row in below if texts[row] and not sums_up(texts[row], layout.dataset)
        }
        bare = {
            row: found
            for row, text in said.items()
            if (found := _BARE_MONTH.fullmatch(month + text if text.isdecimal() else text))
        }
        if bare and len(bare) == len(said):
            for row, found in bare.items():
                texts[row] = f"{int(found[1]):02}/{layout.year}"
            table = table.set_column(column, table.column_names[column], pa.array(texts, pa.string()))
    return replace(sheet, table=table)


def _with_hours(sheet: Sheet, layout: Layout) -> Sheet:
    """Days with the hours that a column of their own says; below the header, where both are there and the day says no
    hour but midnight."""
    table = sheet.table
    for name, column in layout.hours.items():
        days, hours = (table.column(one).to_pylist() for one in (layout.columns[name], column))
        for row in range(layout.header_end, len(days)):
            bare = _MIDNIGHT.sub("", nfc(days[row] or ""))
            if hours[row] and bare and not CLOCK.search(bare):
                days[row] = f"{bare} {hours[row]}"
        place = layout.columns[name]
        table = table.set_column(place, table.column_names[place], pa.array(days, pa.string()))
    return replace(sheet, table=table)


def _with_levels(sheet: Sheet, layout: Layout) -> Sheet:
    """What is said in several columns, from the whole to the part, in the first of them: the last that a row fills."""
    table = sheet.table
    for place, *parts in layout.levels.values():
        texts = table.column(place).to_pylist()
        for part in (table.column(one).to_pylist() for one in parts):
            for row in range(layout.header_end, len(texts)):
                texts[row] = part[row] or texts[row]
        table = table.set_column(place, table.column_names[place], pa.array(texts, pa.string()))
    return replace(sheet, table=table)


def _section_below(sheet: Sheet, layout: Layout, row: int) -> tuple[Sheet, Layout]:
    """A plan's first section moved from above the header to below it; the rows of the tasks keep their numbers."""
    first, here = layout.header_row - 1, layout.header_end - 1
    order = list(range(sheet.table.num_rows))
    order.insert(here, order.pop(row - 1))
    table = sheet.table.take(pa.array(order))
    place = next(place for place, column in enumerate(table.columns) if column[here].as_py())
    texts = table.column(place).to_pylist()
    texts[here] = re.sub(r"^(\s*[A-HIVX]{1,4})\s+(?=\S)", r"\1. ", texts[here])  # "A CHỈ SỐ" in one cell
    table = table.set_column(place, table.column_names[place], pa.array(texts, pa.string()))
    return replace(sheet, table=table), replace(layout, header_row=first, header_end=here, section_row=None)


def _with_ticks(sheet: Sheet, layout: Layout) -> tuple[Sheet, Layout]:
    """One column per field that crosses set: the word of the first column with a yes, of times those of all."""
    table, columns, headers = sheet.table, dict(layout.columns), dict(layout.headers)
    for name in dict.fromkeys(tick.field for tick in layout.ticked):
        ticks = [tick for tick in layout.ticked if tick.field == name]
        known = DATASETS[layout.dataset].by_name[name]
        cells = [texts_of(table.column(tick.column)) for tick in ticks]
        said = {"schedule": _periods, "status": _state}.get(name, partial(_first, known.words))
        values = [said(ticks, texts) for texts in zip(*cells, strict=True)]
        columns[name] = table.num_columns
        headers[name] = _together([tick.header for tick in ticks])
        table = table.append_column(f"c{table.num_columns}", pa.array(values, pa.string()))
    return replace(sheet, table=table), replace(layout, columns=columns, headers=headers, ticked=())


def _together(headers: Sequence[str]) -> str:
    """ "Kết quả › Đúng hạn / Quá hạn": the columns side by side, what stands above all of them once."""
    above = {header.rpartition(" › ")[0] for header in headers}
    common = f"{above.pop()} › " if len(above) == 1 and "" not in above else ""
    return common + " / ".join(header.removeprefix(common) for header in headers)


def _first(words: Mapping[str, str], ticks: Sequence[Ticked], texts: Sequence[str]) -> str | None:
    return next((words[tick.code] for tick, text in zip(ticks, texts, strict=True) if parse_flag(text)), None)


def _state(ticks: Sequence[Ticked], texts: Sequence[str]) -> str | None:
    """What the first column with a yes is headed; what else stands in it says more ("Hoàn thành: Báo cáo số 12")."""
    for tick, text in zip(ticks, texts, strict=True):
        if (is_crossed := parse_flag(text)) or (is_crossed is None and text):
            return tick.code if is_crossed else f"{tick.code}: {text}"
    return None


def _periods(ticks: Sequence[Ticked], texts: Sequence[str]) -> str | None:
    """The quarters or months with a cross: those side by side are one span ("Quý I - Quý III"), but where the heading
    says that they are when it ends ("Thời gian hoàn thành"). What else stands in one says itself when ("15/3")."""
    spans: list[list[str]] = []
    before = ""
    for tick, text in zip(ticks, texts, strict=True):
        is_crossed = parse_flag(text)
        if is_crossed and before and not _ENDS.search(fold(tick.header)):
            spans[-1][1:] = [tick.code]
        elif is_crossed or (is_crossed is None and text):
            spans.append([tick.code if is_crossed else text])
        before = tick.code if is_crossed else ""
    return ", ".join(" - ".join(span) for span in spans) or None
