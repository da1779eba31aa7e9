"""Which sheet, which rows are the header, which dataset, what the title says (pure).

Only the first rows of each sheet are looked at, and a sample of its cells for fonts of before Unicode. A hidden sheet
never wins over a visible one; sheets without a table (guides, charts, empty ones) are passed over.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.core.vietnamese import fold, parse_date
from chiso.intake.datasets import DATASETS
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import LOST, Reading, column_letters
from chiso.intake.recognise.among import has_cells, sheets_of
from chiso.intake.recognise.candidates import is_above, is_section, is_told_by_day, ways_of
from chiso.intake.recognise.claims import was_wording
from chiso.intake.recognise.header import Grid, grid_of
from chiso.intake.recognise.index_names import reported_code
from chiso.intake.recognise.layout import AGENCY, Answers, Layout, Unrecognised, examples, is_of_measure
from chiso.intake.recognise.plan_names import plan_name
from chiso.intake.recognise.point_columns import HOW_MOST
from chiso.intake.recognise.title import year_of_name
from chiso.intake.recognise.way import Way, year_above

_LOST_HEADINGS = 3
_HOW = "kết xuất lại có đủ cột, hoặc chỉ rõ cột nào trong tệp là cột đó"
_HOW_MONTH = "ghi tháng vào một dòng trên bảng, ví dụ “Tháng 10/2024”"


def recognise(reading: Reading, answers: Answers | None = None, file_name: str = "") -> Layout:
    """The layout of a file. `file_name` may only tell the year and the index of a table that says none.

    Raises Refused: `empty_file`, `not_a_table`, `legacy_encoding`, `no_rows`, `unknown_dataset`, `missing_columns`,
    `duplicate_columns`. The last three carry what was understood (`Unrecognised.layout`).
    """
    answers = answers or Answers()
    sheets = sheets_of(reading, answers)
    grids = [grid_of(sheet) for sheet in sheets]
    if reading.encoding == LOST:
        _refuse_lost(grids)
        raise refusal("unknown_encoding", file_name, line=_first_beyond_ascii(grids))
    ways = [way for grid in grids for way in ways_of(grid, answers, file_name)]
    found = [way for way in ways if way.dataset.name == answers.dataset or not way.doubt(file_name)]
    best_fit = max((way.score for way in found), default=0.0)
    for way in ways:
        if way not in found and not way.missing and way.score >= best_fit:
            raise Refused("unknown_dataset", way.doubt(file_name))
    if not found:
        _refuse_lost(grids)
        raise _nothing(grids)
    best = _best(found, answers, grids)
    layout = _layout(best, answers)
    if best.match.clashes:
        raise Unrecognised("duplicate_columns", _clash_text(best), layout)
    if best.missing:
        _refuse_lost(grids)
        raise _incomplete(best, layout)
    _refuse_empty(best.grid.sheet.table.slice(best.header.end + 1))
    above = [way for way in found if way.dataset is not best.dataset and is_above(way, best)]
    return replace(layout, warnings=(*layout.warnings, *map(_told_above, above[:1])))


def _refuse_empty(below: pa.Table) -> None:
    """Refused `no_rows` where nothing stands below the header, or nothing but the example of a template."""
    marked = examples(below)
    if has_cells(below.filter(pa.array(~marked)) if marked.any() else below):
        return
    if marked.any():
        raise Refused(
            "no_rows",
            "Tệp mẫu chưa điền: chỉ có dòng ví dụ, mà dòng ví dụ không được nhập. Hãy điền từ dòng dưới dòng ví dụ.",
        )
    raise Refused(
        "no_rows",
        "Tệp có dòng tiêu đề nhưng không có dòng dữ liệu nào. Dữ liệu đã có được giữ nguyên; hãy kiểm tra bộ lọc "
        "của hệ thống nguồn rồi kết xuất lại.",
    )


def _refuse_lost(grids: Sequence[Grid]) -> None:
    """Headings that are known once each "?" stands for one letter, or once mojibake is turned back: the letters of the
    file are lost, also where a heading is still told."""
    for row in (row for grid in grids for row in grid.rows):
        if sum(was_wording(text) for text in row if text) >= _LOST_HEADINGS:
            raise Refused(
                "legacy_encoding",
                "Tệp đã mất chữ có dấu (chữ thành “?” hoặc thành ký tự lạ) khi được lưu bằng bảng mã khác, ví dụ “CSV” "
                "thường của Excel; mở lại bằng Excel cũng không lấy lại được. Hãy kết xuất lại từ hệ thống nguồn, chọn "
                ".xlsx hoặc “CSV UTF-8”.",
            )


def _first_beyond_ascii(grids: Sequence[Grid]) -> int:
    rows = (row for grid in grids for row in grid.rows)
    return next((number for number, row in enumerate(rows, 1) if not "".join(map(str, row)).isascii()), 1)


_ADDED_UP = r"^(?:bao cao |bang |bieu )*(?:thong ke|tong hop|tinh hinh|ket qua|ty le|so lieu|so luong)\b.*\b"
# What is listed one by one -> titles of tables that count it, and where a list of it comes from.
_COUNTED = {
    "hồ sơ": (
        re.compile(rf"{_ADDED_UP}(?:ho so|tthc|thu tuc hanh chinh|dich vu cong|dvc|thanh toan truc tuyen)\b"),
        ", hoặc Biểu II.06a",
    ),
    "phản ánh, kiến nghị": (re.compile(rf"{_ADDED_UP}(?:pakn|phan anh|kien nghi)\b"), ""),
    "nhiệm vụ": (re.compile(rf"{_ADDED_UP}nhiem vu\b"), ""),
}
_ABOVE_A_TABLE = 8  # rows in which a title stands


def _nothing(grids: Sequence[Grid], nearest: Way | None = None) -> Refused:
    if not any(sum(len(grid.filled(row)) >= 2 for row in range(len(grid.rows))) >= 2 for grid in grids):
        return Refused(
            "not_a_table",
            "Không tìm thấy bảng nào trong tệp. Hãy nộp tệp có một dòng tiêu đề cột và các dòng dữ liệu bên dưới.",
        )
    if counted := next((what for grid in grids if (what := _counted(grid))), ""):
        return Refused(
            "unknown_dataset",
            f"Tệp là bảng thống kê {counted} đã cộng sẵn, không phải danh sách: từ số đã cộng không mở được từng "
            f"{counted}. Hãy kết xuất danh sách {counted} từ hệ thống nguồn{_COUNTED[counted][1]}; nếu không phải vậy, "
            "hãy chọn loại dữ liệu.",
        )
    why = "không dòng nào giống tiêu đề của các loại đã biết"
    if nearest and {field.name for field in nearest.dataset.required} & nearest.match.columns.keys():
        names = ", ".join(nearest.dataset.by_name[name].label for name in nearest.missing)
        why = f"gần giống nhất là “{nearest.dataset.label}”, nhưng không có cột {names}"
    return Refused(
        "unknown_dataset",
        f"Không nhận ra loại dữ liệu của tệp: {why}. Hãy chọn loại dữ liệu và dòng tiêu đề, hoặc dùng tệp mẫu.",
    )


def _counted(grid: Grid) -> str:
    """What a table of sums counts, by its title; "" for a list, whose rows have days."""
    if any(parse_date(text) for row in grid.rows if sum(map(bool, row)) > 2 for text in row if text):
        return ""
    rows = range(min(_ABOVE_A_TABLE, len(grid.rows)))
    titles = [fold(text) for row in rows if len(cells := grid.cells(row)) <= 2 for _, text in cells]
    return next((what for what, (of, _) in _COUNTED.items() if any(map(of.search, titles))), "")


def _best(found: Sequence[Way], answers: Answers, grids: Sequence[Grid]) -> Way:
    newest = max((way.title.as_of or date.min) for way in found)
    ordered = sorted(
        found,
        key=lambda way: (way.score, not way.missing, way.title.as_of == newest, way.title.year or 0),
        reverse=True,
    )
    best = ordered[0]
    if answers.dataset in DATASETS:
        return best
    if best.missing and not _is_meant(best):
        raise _nothing(grids, best)
    for other in ordered[1:]:
        same_sheet = other.grid is best.grid and other.dataset is not best.dataset
        if same_sheet and not other.missing and not best.missing and best.score - other.score < 0.5:
            raise Unrecognised(
                "unknown_dataset",
                f"Tệp có thể là “{best.dataset.label}” hoặc “{other.dataset.label}”. Hãy chọn loại dữ liệu.",
                _layout(best, answers),
            )
    return best


def _is_meant(way: Way) -> bool:
    if way.wide is not None:
        return True
    if way.missing == ("date",) and is_told_by_day(way.dataset, way.missing):
        names = way.match.columns.get("indicator")
        is_known = names is not None and any(map(reported_code, way.grid.below(way.header.end, names)))
        return is_known or way.dataset.is_titled(*way.title.title)
    required = {field.name for field in way.dataset.required}
    got = len(required & set(way.match.columns))
    signed = not way.match.columns.keys().isdisjoint(way.dataset.signature)
    return got >= 2 and (2 * got >= len(required) or way.dataset.is_titled(*way.title.title) or signed)


def _incomplete(best: Way, layout: Layout) -> Unrecognised:
    names = ", ".join(f"{best.dataset.by_name[name].label} ({name})" for name in best.missing)
    day = ", hoặc cho biết số liệu tính đến ngày nào" if is_told_by_day(best.dataset, best.missing) else ""
    lacks_most = best.wide is not None and bool({"max_points", "max_score"} & {*best.missing})
    how = HOW_MOST if lacks_most else _HOW + day
    if "month" in best.missing and (best.wide is None or best.wide.row_field == AGENCY):
        how = f"{_HOW_MONTH}; {how}" if lacks_most else f"{_HOW_MONTH}, hoặc {how}"
    return Unrecognised(
        "missing_columns",
        f"Tệp được hiểu là “{best.dataset.label}” nhưng thiếu cột bắt buộc: {names}. Hãy {how}; "
        "nếu tệp không phải loại này, hãy chọn loại dữ liệu khác.",
        layout,
    )


def _clash_text(best: Way) -> str:
    parts = []
    for name, columns in best.match.clashes.items():
        heads = ", ".join(f"{column_letters(c)} “{' › '.join(best.header.paths[c])}”" for c in columns)
        parts.append(f"{best.dataset.by_name[name].label} ({name}): cột {heads}")
    return (
        f"Có nhiều cột cùng một ý nghĩa – {'; '.join(parts)}. Không thể tự chọn; hãy bỏ bớt cột hoặc chỉ rõ cột nào "
        "được dùng."
    )


def _layout(best: Way, answers: Answers) -> Layout:
    header, matched, wide = best.header, best.match, best.wide
    paths = {column: " › ".join(path) for column, path in header.paths.items()}
    is_plan = best.dataset.name == "plan_tasks"
    return Layout(
        dataset=best.dataset.name,
        sheet=best.grid.sheet.name,
        header_row=header.first + 1,
        header_end=header.end + 1,
        columns=dict(sorted(matched.columns.items(), key=lambda item: item[1])),
        headers={name: _heading(best, name) for name in matched.columns},
        unknown_columns=wide.unknown if wide else _unknown(best),
        personal_columns=tuple(paths[column] for column in matched.personal),
        stt_column=matched.stt,
        number_row=None if header.number_row is None else header.number_row + 1,
        plan=plan_name(best.title.title) if is_plan else "",
        section_row=header.first if is_plan and is_section(best.grid, header.first - 1) else None,
        layout_key=_key(best),
        constants=dict(best.constants),
        ticked=matched.ticked,
        hours=matched.hours,
        levels=matched.levels,
        sums=matched.sums,
        wide=wide,
        warnings=(*_told_by_values(best), *_told_by_name(best, answers), *(wide.warnings if wide else ())),
        paths=paths,
        clashes=matched.clashes,
        words=answers.words,
        **vars(best.title) | {"year": answers.year or best.title.year or best.year},
    )


def _heading(best: Way, name: str) -> str:
    """The last level above the columns of a field: of days with hours of their own, both; of levels all."""
    known = best.match
    columns = known.levels.get(name) or [one[name] for one in (known.columns, known.hours) if name in one]
    return " / ".join(best.header.paths.get(column, ("",))[-1] for column in columns)


def _told_by_values(best: Way) -> list[tuple[str, str]]:
    if not best.by_values:
        return []
    label, column = best.dataset.by_name[best.by_values].label, best.match.columns[best.by_values]
    printed = " › ".join(best.header.paths[column])
    said = f"Cột {column_letters(column)} “{printed}” được hiểu là “{label}” vì mọi ô đã điền đều ghi như cột đó."
    return [("column_by_values", said)]


def _told_by_name(best: Way, answers: Answers) -> list[tuple[str, str]]:
    is_above = year_above(best.title, best.grid.sheet.name) is not None
    return [] if answers.year or best.year is None or is_above else [year_of_name(best.year)]


def _told_above(way: Way) -> tuple[str, str]:
    said = (
        f"Phía trên bảng này, tiêu đề ở dòng {way.header.first + 1}, còn một bảng giống “{way.dataset.label}” mà không "
        "được đọc. Cần nhập thì đưa bảng đó sang trang tính hoặc tệp riêng rồi nộp lại."
    )
    return "other_table", said


def _unknown(best: Way) -> tuple[str, ...]:
    """The printed headers that no wording knows; a column that only a merge names counts where it holds something."""
    out = []
    rows = best.grid.rows[best.header.end + 1 :]
    has_rates = any(known.kind == "percent" for known in best.dataset.fields)
    for column in best.match.unknown:
        if column in best.header.inherited and not any(row[column] for row in rows):
            continue
        if has_rates and is_of_measure(" › ".join(best.header.paths[column])):
            continue
        out.append(" › ".join(best.header.paths[column]))
    for column in range(best.grid.width):
        if column not in best.header.paths and sum(bool(row[column]) for row in rows) * 2 > len(rows) > 0:
            out.append(f"(cột {column_letters(column)} không có tiêu đề)")
    return tuple(dict.fromkeys(out))


def _key(best: Way) -> str:
    heads = [" › ".join(fold(level) for level in path) for _, path in sorted(best.header.paths.items())]
    if best.wide:
        heads = [entry.header for entry in best.wide.entries]
    return hashlib.sha256("\n".join([best.dataset.name, *heads]).encode()).hexdigest()[:16]
