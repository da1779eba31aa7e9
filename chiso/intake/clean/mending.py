"""Cells that somebody put right by hand: put in place of what the file says before anything is read, so that they are
held to the same rules; which of them a file asks for (pure)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pyarrow as pa

from chiso.core import clock
from chiso.core.vietnamese import format_number, parse_number, spelled
from chiso.intake.clean.cleaned import HIDDEN, Reject
from chiso.intake.datasets import DATASETS
from chiso.intake.files.sheets import Sheet
from chiso.intake.recognise.layout import Layout, Mend


def mended(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet, one row per record, with what the mends of its layout say."""
    if not layout.mends:
        return sheet
    table = sheet.table
    kinds = DATASETS[layout.dataset].by_name
    for name in {one.field for one in layout.mends} & layout.columns.keys():
        texts = table.column(layout.columns[name]).to_pylist()
        for one in layout.mends:
            if one.field == name and 0 < one.row <= len(texts):
                texts[one.row - 1] = _said(texts[one.row - 1] or "", one, kinds[name].kind)
        place = layout.columns[name]
        table = table.set_column(place, table.column_names[place], pa.array(texts, pa.string()))
    return replace(sheet, table=table)


def _said(text: str, one: Mend, kind: str) -> str:
    """The cell put right: a text in the part that was asked about, wherever it stands on its own, others whole."""
    if kind != "text" or not one.was:
        return one.now
    alone = rf"(?<![\w/.-]){re.escape(one.was)}(?![\w/])"
    return re.sub(alone, lambda _: one.now, text)


def mendable(faults: Iterable[Reject], layouts: Iterable[Layout]) -> list[Reject]:
    """The faults of single cells that may be put right by hand, each once: in a table that is made anew no cell is one
    of the file."""
    columns = {one.sheet: set(() if one.wide else one.columns) for one in layouts}
    found: dict[object, Reject] = {}
    for fault in faults:
        if fault.column in columns.get(fault.sheet, ()):
            found.setdefault((place_of(fault), fault.value), fault)
    return list(found.values())


def unsigned(faults: Iterable[Reject], dataset: str) -> list[Reject]:
    """Those of which nobody knows whether they are percent or fractions."""
    kinds = DATASETS[dataset].by_name
    of_rates = (one for one in faults if one.code == "bad_number" and kinds[one.column].kind == "percent")
    return [one for one in of_rates if parse_number(one.value) is not None]


def signed(text: str, *, is_fraction: bool) -> str:
    """A number as the percentage that it is: "65,93%" of "65,93", of the fraction "0,6593" too."""
    if not is_fraction or (number := parse_number(text)) is None:
        return f"{text}%"
    return f"{spelled((Decimal(repr(number)) * 100).normalize())}%"


def place_of(fault: Reject) -> tuple[str, int, str]:
    """Which cell of the file a fault is of."""
    return fault.sheet, fault.row, fault.column


def wanted(fault: Reject, dataset: str, said: Iterable[Mend], known: Iterable[Mend]) -> Mend | None:
    """What is known of a faulty cell: what was `said` of it in this very file, else what was said of the same cell of
    the same record in another (`known`, the newest last). Cells of a key, and hidden ones, are not known by it."""
    for one in said:
        if one.place == place_of(fault) and one.was == fault.value:
            return one
    if fault.record_key is None or fault.column in DATASETS[dataset].key or fault.value == HIDDEN:
        return None
    cell = fault.record_key, fault.column, fault.value
    alike = [one for one in known if (one.key, one.field, one.was) == cell]
    return alike[-1] if alike else None


def listed(mends: Sequence[Mend], dataset: str, *, whole: bool = False) -> str:
    """ "1 ô đã sửa: dòng 12, cột “Ngày hẹn trả”"; `whole` with what it said and says now, who put it right and when."""
    fields, sheets = DATASETS[dataset].by_name, {one.sheet for one in mends}
    said = []
    for one in mends:
        sheet = f"trang “{one.sheet}”, " if len(sheets) > 1 else ""
        when = clock.show(clock.read(one.at)) if one.at else "–"
        more = f" “{one.was}” → “{one.now}” ({one.who or '–'}, {when})" if whole else ""
        said.append(f"{sheet}dòng {one.row}, cột “{fields[one.field].label}”{more}")
    return f"{format_number(len(mends))} ô đã sửa: {'; '.join(said)}"
