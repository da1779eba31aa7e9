"""The parts of a file: its sheets recognised one by one, those of one dataset and slice together (shared contract,
"Files that arrive").
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chiso.core.clock import today
from chiso.core.errors import Refused
from chiso.intake.commit import belonging
from chiso.intake.commit.slices import part_of
from chiso.intake.commit.stages import ReadFile, RecognisedFile, Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.files.sheets import Reading
from chiso.intake.recognise import memory
from chiso.intake.recognise.among import sheets_of
from chiso.intake.recognise.layout import Layout, Unrecognised
from chiso.intake.recognise.memory import Recognised
from chiso.store import Store

LeftOut = tuple[str, Refused]  # a sheet, and why it is no part

_CHART = Refused("not_a_table", "")
_NO_AS_OF = (
    "Tệp không ghi số liệu tính đến ngày nào. Hãy cho biết ngày chốt số liệu (--as-of NĂM-THÁNG-NGÀY)."
)


def parts_of(store: Store, read: Reading, seen: ReadFile) -> list[RecognisedFile]:
    """The parts in the order of the workbook, each with its layout and date; refused where the date is not known. Where
    no sheet is recognised one entry, with the reason. Raises Refused for what is wrong with the whole file."""
    upload = seen.upload
    found: dict[str, Recognised] = {}
    left: list[LeftOut] = []
    for name, view in _views(read, upload):
        try:
            one = memory.recognise(store, view, upload.answers, upload.name, recalls=upload.recalls)
            found.setdefault(one.layout.sheet, one)
        except Refused as error:
            left.append((name, error))
    if not found:
        return [_unrecognised(store, read, seen, left)]
    left += [(sheet.name, _CHART) for sheet in read.sheets if sheet.visible and sheet.chart]
    groups: dict[tuple[str, object], list[Recognised]] = {}
    for one in found.values():
        day, _ = day_of(one.layout, upload.answers.as_of)
        other = (
            belonging.whose(store, upload.agency, one.layout)
            if upload.hands_on and not upload.is_ours
            else ""
        )
        kind = one.layout.dataset if upload.sheets else part_of(one.layout, day)
        groups.setdefault((other or upload.agency, kind), []).append(one)
    first = next(iter(groups.values()))
    first[0] = _warned(first[0], [*read.warnings, *([] if upload.sheets else _left_out(left))])
    return [_part(seen, agency, group, len(groups)) for (agency, _), group in groups.items()]


def _views(read: Reading, upload: Upload) -> list[tuple[str, Reading]]:
    """The file as each of the sheets that may be a part shows it."""
    there = [sheet.name for sheet in read.sheets if sheet.name in upload.sheets]
    shown = there or [sheet.name for sheet in sheets_of(read, upload.answers)]
    if upload.answers.sheet is not None or (len(shown) == 1 and not there):
        return [(shown[0], read)]
    return [(name, read.alone(name)) for name in shown]


def _unrecognised(store: Store, read: Reading, seen: ReadFile, left: Sequence[LeftOut]) -> RecognisedFile:
    """The one entry of a file of which no sheet is recognised: by the sheet that comes nearest. Raises Refused where
    none is like a table that is known."""
    error = left[0][1]
    upload = seen.upload
    if len(left) > 1:
        try:
            memory.recognise(store, read, upload.answers, upload.name, recalls=upload.recalls)
        except Refused as nearest:
            error = nearest
    if not isinstance(error, Unrecognised):
        raise error
    found = Recognised(error.layout, upload.answers)
    known = seen.to(RecognisedFile, result=seen.result.with_layout(found.layout), recognised=found)
    return known.refused(error.code, error.message)


def _part(seen: ReadFile, agency: str, group: Sequence[Recognised], parts: int) -> RecognisedFile:
    first, *joined = group
    days = [day_of(one.layout, seen.upload.answers.as_of) for one in group]
    as_of, as_of_from = max(days, key=lambda day: day[0] or date.min)
    known = seen.to(
        RecognisedFile,
        upload=replace(seen.upload, agency=agency, sheets=tuple(one.layout.sheet for one in group)),
        result=seen.result.with_layout(first.layout),
        recognised=first,
        joined=tuple(joined),
        as_of=as_of,
        as_of_from=as_of_from,
        parts=parts if seen.upload.answers.sheet is None else 0,
    )
    return known if as_of else known.refused("no_as_of", _NO_AS_OF)


def day_of(found: Layout, given: date | None) -> tuple[date | None, str]:
    """The day of a sheet's data and where it comes from (shared contract, "Versions and the as-of date")."""
    by_sheet, by_caller, by_day = (found.as_of, "sheet"), (given, "caller"), (today(), "day")
    is_dated = DATASETS[found.dataset].is_dated
    order = [by_sheet, by_caller] if is_dated else [by_caller, by_sheet, by_day]
    return next(((day, source) for day, source in order if day is not None), (None, ""))


def _warned(one: Recognised, said: Sequence[tuple[str, str]]) -> Recognised:
    return replace(one, layout=replace(one.layout, warnings=(*said, *one.layout.warnings)))


def _left_out(left: Sequence[LeftOut]) -> list[tuple[str, str]]:
    """The sheets of which nothing goes in, and why where they are like a table that is known."""
    if not left:
        return []
    names = ", ".join(f"“{name}”{_why(error)}" for name, error in left)
    return [("sheets_left_out", f"Không nhập các trang tính không nhận ra bảng dữ liệu: {names}.")]


def _why(error: Refused) -> str:
    if error.code == "no_rows":
        return " (có tiêu đề, không có dòng dữ liệu)"
    if not isinstance(error, Unrecognised):
        return ""
    label = DATASETS[error.layout.dataset].label
    return f" (giống “{label}”; cần nhập thì chọn trang đó ở “Chưa đúng? Sửa tại đây” (dòng lệnh: --sheet))"
