"""What a row has without a cell of its own: units of group rows, the title's year, sections, stand-in dates."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from chiso.core import vietnamese as vi
from chiso.core.text import DOMAIN, unlisted
from chiso.intake.choices import is_finished
from chiso.intake.clean import plans
from chiso.intake.clean.cleaned import Work
from chiso.intake.clean.extended import extend
from chiso.intake.clean.values import Column, made, parse_column
from chiso.intake.recognise import per_unit
from chiso.intake.recognise.bodies import is_unit

# A heading that names no known kind of thing is a unit; in lists of rules and criteria it must look like one.
_NO_UNIT = (
    "linh vuc", "thu tuc", "ho so", "trong han", "qua han", "dung han", "tre han", "da ", "dang ", "chua ",
    "tong", "thang ", "quy ", "nam ", "muc ", "phan ", "nhom ", "loai ", "ky ", "ghi chu", "nguoi ", "ngay ",
    "tu ngay", "tinh den", "truc tuyen", "truc tiep", "buu chinh", "trang ", "tiep theo",
)  # fmt: skip


def complete(work: Work) -> None:
    """Adds the fields that stand elsewhere than in a column."""
    _constants(work)
    _stt_field(work)
    _units(work)
    work.rename_units(unlisted)  # "02 - Văn phòng"
    _fields_of_groups(work)
    if work.dataset.name == "plan_tasks":
        plans.complete(work)
    for name in ("code", "criterion"):
        if name in work.dataset.by_name:
            _codes_of_criteria(work, name)
    if "rank" in work.columns:
        _ranks_of(work)
    # The day of handing over stands in for the finishing day only where the export has no other.
    if work.dataset.name == "dossiers" and "returned_at" in work.columns:
        work.columns.setdefault("finished_at", work.columns["returned_at"])
    if work.dataset.name == "dossiers" and {"status", "finished_at"} <= work.columns.keys():
        _states_by_day(work)
    extend(work)
    for name, column in work.columns.items():
        if work.dataset.by_name[name].kind == "flag":  # empty in a column that is there: no
            column.values = pc.if_else(pa.array(column.empty), pa.scalar(False), column.values)


def _states_by_day(work: Work) -> None:
    """A state that says only how a dossier stands with its day ("Trễ hạn") is done where it has a finishing day, else
    in progress, and this is told."""
    column = work.columns["status"]
    rows = np.flatnonzero(column.bad)
    texts = column.texts.take(rows).to_pylist()
    ends = work.columns["finished_at"].values.take(rows).is_valid().to_pylist()
    found = zip(rows.tolist(), map(is_finished, texts, ends), strict=True)
    states = {row: "done" if is_done else "processing" for row, is_done in found if is_done is not None}
    if not states:
        return
    by = "finished_at" if "finished_at" in work.layout.columns else "returned_at"
    values = column.values.to_pylist()
    column.values = pa.array([states.get(row, value) for row, value in enumerate(values)], pa.string())
    column.bad[[*states]] = False
    work.warn(
        "state_by_day",
        f"Cột “{work.header('status')}” chỉ ghi đúng hạn, trễ hạn ở {vi.format_number(len(states))} dòng: hồ sơ có "
        f"“{work.header(by)}” được tính là đã giải quyết, không có là đang xử lý.",
    )


def _constants(work: Work) -> None:
    """What holds for the whole table because the title says it, read as a cell would be."""
    for name, text in work.layout.constants.items():
        work.columns.setdefault(name, _constant(work, name, text))


def _constant(work: Work, name: str, text: str) -> Column:
    return parse_column(pa.array([text] * len(work), pa.string()), work.dataset.by_name[name])


def _ranks_of(work: Work) -> None:
    """ "20/63": a rank, and how many are ranked where no column says it."""
    said = pc.extract_regex(work.columns["rank"].texts, r"^\s*(?P<rank>[0-9]+)\s*/\s*(?P<rank_of>[0-9]+)\s*$")
    if said.null_count == len(said):
        return
    for name in ("rank", "rank_of"):
        part = parse_column(pc.struct_field(said, name), work.dataset.by_name[name])
        column = work.columns.setdefault(name, part)
        column.values = pc.coalesce(column.values, part.values)
        column.bad = column.bad & part.empty
        column.empty = column.empty & part.empty


# A domain (a letter or roman number) holds numbers, a number letters: each begins anew within what it stands in.
_LEVELS = (DOMAIN, re.compile(r"[0-9][0-9.]*"), re.compile(r"[a-zđ]"))


def _codes_of_criteria(work: Work, name: str) -> None:
    """Codes that begin anew within a domain or a number are told apart by what they stand in: I.1, I.1.a, II.1; below
    the name of each unit they begin anew as they are."""
    if (column := work.columns.get(name)) is None:
        return
    codes = [str(code or "").rstrip(".)") for code in column.values.to_pylist()]
    column.values = pa.array([code or None for code in codes], pa.string())
    path, last = [""] * len(_LEVELS), -1
    whole: list[str] = []
    units = _unit_names(work) if work.dataset.name == per_unit.DATASET else []
    for code, group in zip(codes, work.rows.group_of, strict=True):
        heads = [work.rows.groups[group].token] if group != last else []
        if heads and units and units[group]:
            heads, path = [], [""] * len(_LEVELS)
        for said in (*heads, code):
            level = next((place for place, form in enumerate(_LEVELS) if form.fullmatch(said)), None)
            if level is not None:
                path[level:] = [said] + [""] * (len(_LEVELS) - level - 1)
        last = group
        whole.append(".".join(filter(None, path)) if level is not None else code)
    if len(set(whole)) > len(set(codes)):
        work.columns[name] = made(whole, column.texts)
        said = "Số thứ tự bắt đầu lại ở mỗi phần nên mã tiêu chí được ghi kèm phần, như I.1, II.1."
        work.warn("repeated_no", said)


def _stt_field(work: Work) -> None:
    name, column = work.dataset.stt_field, work.layout.stt_column
    if name and name not in work.columns and column is not None:
        cells = work.rows.cells(work.sheet.table.column(column)).to_pylist()
        work.columns[name] = made([vi.nfc(cell or "").rstrip(".)") for cell in cells])


# --- from group rows -------------------------------------------------------------------------------------


def _units(work: Work) -> None:
    """The group row's unit, for rows that have none of their own; the printed filter's where no group names one."""
    if "unit" not in work.dataset.by_name:
        return
    names = _unit_names(work)
    if not any(names):
        if "unit" not in work.columns and work.layout.unit_filter:
            work.columns["unit"] = _constant(work, "unit", work.layout.unit_filter)
        return
    carried = _carried_down(work, names)
    column = work.columns.setdefault("unit", carried)
    column.values = pc.if_else(pa.array(column.empty), carried.values, column.values)
    column.empty = column.empty & carried.empty


def _unit_names(work: Work) -> list[str]:
    """The unit that each group row names, "" where it names none."""
    texts = [group.text for group in work.rows.groups]
    names = ["" if vi.fold(text).startswith(_NO_UNIT) else text for text in texts]
    if work.dataset.history is None:
        names = [name if is_unit(name) else "" for name in names]
    return names


def _fields_of_groups(work: Work) -> None:
    if "field" in work.columns or work.dataset.name not in ("procedures", "dossiers"):
        return
    names = [
        re.sub(r"^lĩnh\s+vực\s*:?\s*", "", group.text, flags=re.IGNORECASE)
        if vi.fold(group.text).startswith("linh vuc")
        else ""
        for group in work.rows.groups
    ]
    units = _unit_names(work)
    # Where units come first the fields stand within them, and end with them.
    is_within = next((not name for name, unit in zip(names, units, strict=True) if name or unit), False)
    ends = [bool(unit) and is_within for unit in units]
    if any(names):
        work.columns["field"] = _carried_down(work, names, ends)


def _carried_down(work: Work, names: Sequence[str], ends: Sequence[bool] = ()) -> Column:
    """Per data row the newest non-empty name of the groups above it, unless one of those `ends` it."""
    held: list[str] = []
    for name, is_end in zip(names, ends or [False] * len(names), strict=True):
        held.append(name or ("" if is_end or not held else held[-1]))
    return made([held[index] if index >= 0 else "" for index in work.rows.group_of])


_TOLD = ("unit", "field", "year", "plan", "section", "section_name")


def told(work: Work, index: int) -> tuple[tuple[str, str], ...]:
    """What the data row `index` has of a group row or the title: field and text."""
    cells = ((name, work.columns[name].values[index].as_py()) for name in _TOLD if name in work.columns)
    return tuple(
        (name, str(value))
        for name, value in cells
        if value and not (name in work.layout.columns and work.text(index, name))
    )


# --- what the sheet itself says --------------------------------------------------------------------------


def printed(work: Work) -> dict[str, Any]:
    """Totals, headings with their counts, and the grand total of rows."""
    groups = [
        {"row": group.row + 1, "text": group.text, "count": group.count}
        for group in work.rows.groups
        if group.count is not None
    ]
    found = {"totals": work.rows.printed, "groups": groups, "row_count": _row_count(work)}
    return {name: said for name, said in found.items() if said not in (None, [])}


def _row_count(work: Work) -> int | None:
    """The one number of the grand total's row."""
    for total in reversed(work.rows.printed) if work.dataset.history else ():
        if not vi.fold(str(total["label"])).startswith("tong"):
            continue
        numbers = [vi.parse_number(cell["text"]) for cell in total["cells"]]
        if len(numbers) == 1 and numbers[0] is not None and numbers[0] == int(numbers[0]):
            return int(numbers[0])
    return None


def warn_of_total(work: Work) -> None:
    """Says where the printed totals are not those of the rows."""
    count, rows = work.printed.get("row_count"), len(work)
    if count is not None and count != rows:
        work.warn(
            "total_mismatch",
            f"Dòng tổng cộng ghi {vi.format_number(count)} nhưng bảng có {vi.format_number(rows)} dòng dữ liệu. "
            "Hãy xem tệp có thiếu hay thừa dòng không.",
        )
    for total in work.rows.printed if work.dataset.name == "field_report" else ():
        for cell in total["cells"]:
            column = work.columns.get(cell["field"])
            value = vi.parse_number(cell["text"])
            if column is None or value is None or not pa.types.is_integer(column.values.type):
                continue
            own = pc.sum(column.values).as_py() or 0
            if own != value:
                work.warn(
                    "total_mismatch",
                    f"Cột “{work.header(cell['field'])}”: dòng tổng cộng ghi {vi.format_number(value)}, "
                    f"cộng các dòng được {vi.format_number(own)}. Hãy xem lại cột đó trong tệp.",
                )
