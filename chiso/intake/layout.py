"""Which sheet, which rows are the header, which dataset, what the title says (pure).

Only the first rows of each sheet are looked at, and a sample of its cells for fonts of before Unicode. A hidden sheet
never wins over a visible one; sheets without a table (guides, charts, empty ones) are passed over.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chiso.errors import Refused
from chiso.intake.datasets import DATASETS, Dataset
from chiso.intake.header import Grid, Header, grid_of, headers
from chiso.intake.index_names import index_of
from chiso.intake.layout_types import Answers, Candidate, Layout, Ticked, Unrecognised, Wide, WideEntry
from chiso.intake.matching import PROPER, Match, claim, match
from chiso.intake.readers.sheets import Sheet, column_letters
from chiso.intake.reading import Reading
from chiso.intake.title import Title, loose_year, read_title
from chiso.intake.wide import FoundWide, find_wide
from chiso.vietnamese import fold, legacy_encoding, nfc

__all__ = ["Answers", "Candidate", "Layout", "Ticked", "Unrecognised", "Wide", "WideEntry", "recognise"]

# Datasets whose records have dates: a month that the title names is the data's own period.
_DATED = {"dossiers", "tasks", "petitions", "field_report", "service_index"}
# A column of this name is as good as the dataset's signature.
_SIGNATURE = {"dossiers": "dossier_id", "tasks": "document_no", "petitions": "petition_id"}
_NEEDS_COMPANY = {"plan_tasks": ("product", "schedule", "lead_unit", "support_units", "assignment")}
_SAMPLE_ROWS, _SAMPLE_TEXTS, _TAIL_ROWS = 2000, 4000, 200


@dataclass(frozen=True)
class _Found:
    """One way to understand one sheet."""

    grid: Grid
    dataset: Dataset
    header: Header
    match: Match
    title: Title
    constants: Mapping[str, str]
    missing: tuple[str, ...]
    score: float
    wide: FoundWide | None = None

    @property
    def rank(self) -> tuple[float, int, int]:
        """Best first: the score, then more levels of header, then the earlier row."""
        return (self.score - self.header.wrapped, self.header.last - self.header.first, -self.header.first)


def recognise(reading: Reading, answers: Answers | None = None, file_name: str = "") -> Layout:
    """The layout of a file. `file_name` may only tell the year and name of a wide index table.

    Raises Refused: `empty_file`, `not_a_table`, `legacy_encoding`, `no_rows`, `unknown_dataset`, `missing_columns`,
    `duplicate_columns`. The last three carry what was understood (`Unrecognised.layout`).
    """
    answers = answers or Answers()
    sheets = _sheets(reading, answers)
    _refuse_legacy(sheets)
    grids = [grid_of(sheet) for sheet in sheets]
    found = [way for grid in grids for way in _ways(grid, answers, file_name)]
    if not found:
        raise _nothing(reading, grids)
    best = _best(found, reading, answers, grids)
    layout = _layout(best, answers, found)
    if best.match.clashes:
        raise Unrecognised("duplicate_columns", _clash_text(best), layout)
    if best.missing:
        raise _incomplete(best, layout)
    _check_rows(best, reading)
    return layout


# --- sheets ----------------------------------------------------------------------------------------------


def _sheets(reading: Reading, answers: Answers) -> list[Sheet]:
    """The sheets that may hold the table: the one somebody named, else the visible ones that hold anything."""
    if answers.sheet is not None:
        named = [sheet for sheet in reading.sheets if nfc(sheet.name) == nfc(answers.sheet)]
        if not named:
            raise Refused(
                "unknown_dataset", f"Tệp không có trang tính “{answers.sheet}”. Hãy chọn trang tính khác."
            )
        return named[:1]
    visible = [sheet for sheet in reading.sheets if sheet.visible and _has_cells(sheet)]
    if visible:
        return visible
    hidden = [sheet.name for sheet in reading.sheets if not sheet.visible and _has_cells(sheet)]
    if hidden:
        raise Refused(
            "empty_file",
            f"Các trang tính đang hiện đều trống; dữ liệu chỉ có ở trang bị ẩn “{hidden[0]}”. Nếu đó là dữ liệu cần "
            "nhập, hãy bỏ ẩn trang tính rồi nộp lại.",
        )
    raise Refused(
        "empty_file", "Tệp không có dữ liệu. Hãy kết xuất lại từ hệ thống nguồn rồi nộp tệp có dữ liệu."
    )


def _has_cells(sheet: Sheet, start: int = 0) -> bool:
    """Whether any cell from the 0-based row `start` on says something."""
    for column in sheet.table.slice(start).columns:
        if column.null_count < len(column) and any(
            text and nfc(text) for text in column.drop_null().unique().to_pylist()
        ):
            return True
    return False


def _refuse_legacy(sheets: Iterable[Sheet]) -> None:
    texts: dict[str, None] = {}
    for sheet in sheets:
        tail = max(sheet.table.num_rows - _TAIL_ROWS, _SAMPLE_ROWS)
        for part in (sheet.table.slice(0, _SAMPLE_ROWS), sheet.table.slice(tail)):
            for column in part.columns:
                texts.update(
                    (text, None) for text in column.unique().to_pylist() if text and not text.isascii()
                )
    name = legacy_encoding(list(texts)[:_SAMPLE_TEXTS])
    if name:
        raise Refused(
            "legacy_encoding",
            f"Tệp dùng phông chữ cũ ({name}), không phải Unicode, nên không đọc được chính xác và không được tự chuyển "
            "mã. Hãy chuyển tệp sang Unicode (ví dụ bằng UniKey, Ctrl+Shift+F6) hoặc kết xuất lại rồi nộp.",
        )


def _nothing(reading: Reading, grids: Sequence[Grid]) -> Refused:
    table_like = any(sum(len(grid.filled(row)) >= 2 for row in range(len(grid.rows))) >= 2 for grid in grids)
    if not table_like:
        return Refused(
            "not_a_table",
            "Không tìm thấy bảng nào trong tệp. Hãy nộp tệp có một dòng tiêu đề cột và các dòng dữ liệu bên dưới.",
        )
    if any(_is_coded_papi(grid) for grid in grids):
        return Refused(
            "unknown_dataset",
            "Bảng dùng mã tỉnh (P01…) và mã nội dung (SC11…) mà không kèm bảng giải mã, không ghi tên chỉ số và năm. "
            "Hãy thay mã bằng tên tỉnh, tên nội dung và ghi chỉ số, năm ở tiêu đề.",
        )
    return Refused(
        "unknown_dataset",
        "Không nhận ra loại dữ liệu của tệp: không dòng nào giống tiêu đề của mười loại đã biết. Hãy chọn loại dữ liệu "
        "và dòng tiêu đề, hoặc dùng tệp mẫu.",
    )


def _is_coded_papi(grid: Grid) -> bool:
    return any(
        sum(bool(text and text.startswith("SC") and text[2:].isdigit()) for text in row) >= 5
        for row in grid.rows
    )


# --- ways to understand a sheet --------------------------------------------------------------------------


def _ways(grid: Grid, answers: Answers, file_name: str) -> list[_Found]:
    names = [answers.dataset] if answers.dataset and answers.dataset in DATASETS else list(DATASETS)
    forced = answers.header_row - 1 if answers.header_row else None
    ways: dict[str, _Found] = {}
    for header in headers(grid, forced):
        for name in names:
            title_rows = grid.rows[
                : header.first - (name == "plan_tasks" and _is_section(grid, header.first - 1))
            ]
            dataset = DATASETS[name]
            matched = _with_stt(
                dataset, match(dataset, header.paths, header.inherited, answers.columns), grid, header
            )
            if not matched.columns and not matched.ticked and answers.dataset != name:
                continue
            title = read_title(title_rows, name in _DATED)
            way = _way(grid, dataset, header, matched, title, answers)
            if name not in ways or way.rank > ways[name].rank:
                ways[name] = way
    if not ways and answers.dataset in DATASETS and forced is None and (row := _widest_row(grid)) is not None:
        return _ways(grid, replace(answers, header_row=row + 1), file_name)
    found = [_by_number_row(way) for way in ways.values()]
    if (wide := _wide_way(grid, answers, file_name, found)) is not None:
        found = [way for way in found if way.dataset.name != "index_scores"] + [wide]
    return found


_SECTION = re.compile(r"(?:[A-H]|[IVX]{1,4})[.)]?(?:\s+\S.*)?")


def _is_section(grid: Grid, row: int) -> bool:
    """Whether a row is a heading of a plan's section: "A | CHỈ SỐ …" in two cells or in one."""
    texts = [text for text in grid.rows[row] if text] if row >= 0 else []
    return bool(texts) and len(texts) <= 2 and bool(_SECTION.fullmatch(texts[0])) and len(" ".join(texts)) > 8


def _widest_row(grid: Grid) -> int | None:
    """The first of the rows with most cells: the header to ask about where no wording is known."""
    rows = range(min(30, len(grid.rows)))
    best = max(rows, key=lambda row: (len(grid.filled(row)), -row), default=None)
    return best if best is not None and len(grid.filled(best)) >= 2 else None


def _way(
    grid: Grid, dataset: Dataset, header: Header, matched: Match, title: Title, answers: Answers
) -> _Found:
    constants = _constants(dataset, matched, title, answers, grid.sheet.name)
    missing = _missing(grid, dataset, header, matched, title, constants)
    score = _score(dataset, header, matched, missing, title, grid.sheet.name)
    return _Found(grid, dataset, header, matched, title, constants, missing, score)


def _with_stt(dataset: Dataset, matched: Match, grid: Grid, header: Header) -> Match:
    """Numbering that is a field: a plan's number, a form's number, a criterion's code ("I.5") under "STT"."""
    name = dataset.stt_field
    if name is None or name in matched.columns or matched.stt is None:
        return matched
    if dataset.name == "criteria":
        texts = [text for row in grid.rows[header.end + 1 :] if (text := row[matched.stt])]
        if sum("." in text.strip(".") or not text.isdigit() for text in texts) < max(1, len(texts) // 3):
            return matched
    return replace(matched, columns={**matched.columns, name: matched.stt})


def _constants(
    dataset: Dataset, matched: Match, title: Title, answers: Answers, sheet_name: str
) -> dict[str, str]:
    """Fields without a column that the title (or the uploader) says for every row."""
    out: dict[str, str] = {}
    for name in dataset.from_title:
        if name in matched.columns:
            continue
        if name == "year":
            year = answers.year or title.year
            if dataset.name == "index_scores":
                year = year or loose_year(" ".join(title.lines))
            if year:
                out["year"] = str(year)
        elif name == "index" and (index := index_of(*title.lines, sheet_name)):
            out["index"] = index
        elif name == "month" and title.period and _is_month(title.period):
            out["month"] = f"{title.period[0]:%m/%Y}"
    return out


def _is_month(period: tuple[date, date]) -> bool:
    return period[0].day == 1 and (period[1] - period[0]).days < 31 and period[0].month == period[1].month


def _missing(
    grid: Grid, dataset: Dataset, header: Header, matched: Match, title: Title, constants: Mapping[str, str]
) -> tuple[str, ...]:
    """Required fields that neither a column nor the title nor group rows give."""
    there = {*matched.columns, *(field for _, field, _ in matched.ticked), *constants}
    missing = [field.name for field in dataset.required if field.name not in there]
    if "unit" in missing and (title.unit_filter or _has_groups(grid, header, matched)):
        missing.remove("unit")
    company = _NEEDS_COMPANY.get(dataset.name)
    if company and len([name for name in company if name in matched.columns]) < 2:
        missing += [name for name in company[:2] if name not in matched.columns and name not in missing]
    return tuple(missing)


def _has_groups(grid: Grid, header: Header, matched: Match) -> bool:
    """Whether a row below the header stands alone with a text ("I. VĂN PHÒNG SỞ") and records follow."""
    rows = grid.rows[header.end + 1 :]
    filled = [[(column, text) for column, text in enumerate(row) if text] for row in rows]
    for number, cells in enumerate(filled[:-1]):
        texts = [text for _, text in cells if any(letter.isalpha() for letter in text)]
        if (
            1 <= len(cells) <= 2
            and texts
            and cells[0][0] <= 2
            and any(len(after) > 3 for after in filled[number + 1 :])
        ):
            return not fold(texts[0]).startswith(("tong", "cong", "trong do"))
    return False


def _score(
    dataset: Dataset, header: Header, matched: Match, missing: Sequence[str], title: Title, sheet_name: str
) -> float:
    """How well a header fits: required columns weigh most, then others; words of the title break ties."""
    there = {*matched.columns, *(field for _, field, _ in matched.ticked)}
    required = {field.name for field in dataset.required}
    points = 3.0 * len(there & required) + 1.0 * len(there - required) - 2.5 * len(missing)
    points -= 0.5 * len(matched.unknown) + (0.5 * len(required - there - set(missing)))
    lines = " ".join(fold(text) for text in (*title.lines, sheet_name))
    points += 2.0 * min(2, sum(fold(word) in lines for word in dataset.title_words))
    if not missing:
        points += 3.0
    signature = _SIGNATURE.get(dataset.name)
    if signature in matched.columns:
        found = claim(dataset.name, header.paths[matched.columns[signature]]) if signature else None
        points += 5.0 if found and found.rank == PROPER else 0.0
    return points


def _by_number_row(way: _Found) -> _Found:
    """Biểu II.06a: with its row (1) … (13) the columns are the form's, where the headings do not contradict."""
    header, fields = way.header, way.dataset.fields
    if way.dataset.name != "field_report" or header.number_row is None:
        return way
    cells = [
        (c, text.strip("() ").split(")")[0])
        for c, text in enumerate(way.grid.rows[header.number_row])
        if text
    ]
    numbers = {int(text): column for column, text in cells if text.isdigit()}
    if set(numbers) != set(range(1, len(fields) + 1)):
        return way
    columns = {field.name: numbers[number] for number, field in enumerate(fields, 1)}
    said = way.match.columns
    if any(columns[name] != column for name, column in said.items()) or len(said) < 8:
        return way
    matched = replace(way.match, columns=columns, clashes={}, unknown=())
    return replace(way, match=matched, missing=(), score=way.score + 2.5 * len(way.missing))


def _wide_way(grid: Grid, answers: Answers, file_name: str, found: Sequence[_Found]) -> _Found | None:
    """The sheet as a wide index table, unless it already reads as one score per row."""
    if answers.dataset not in (None, "index_scores") or answers.header_row:
        return None
    if any(way.dataset.name == "index_scores" and not way.missing for way in found):
        return None
    wide = find_wide(grid, file_name, answers.year)
    if wide is None:
        return None
    header = Header(wide.first, wide.last, {})
    title = replace(read_title(grid.rows[: wide.first], False), year=wide.year)
    years = any(entry.year for entry in wide.wide.entries)
    missing = () if years or wide.year else ("year",)
    empty = Match({}, (), {}, (), (), None)
    score = 4.0 * wide.entries + (3.0 if not missing else 0.0)
    constants = wide.wide.constants
    return _Found(grid, DATASETS["index_scores"], header, empty, title, constants, missing, score, wide)


# --- choosing --------------------------------------------------------------------------------------------


def _best(found: Sequence[_Found], reading: Reading, answers: Answers, grids: Sequence[Grid]) -> _Found:
    """The best way; refuses where nothing is clearly meant or two datasets are meant alike."""
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
        raise _nothing(reading, grids)
    for other in ordered[1:]:
        same_sheet = other.grid is best.grid and other.dataset is not best.dataset
        if same_sheet and not other.missing and not best.missing and best.score - other.score < 0.5:
            raise Unrecognised(
                "unknown_dataset",
                f"Tệp có thể là “{best.dataset.label}” hoặc “{other.dataset.label}”. Hãy chọn loại dữ liệu.",
                _layout(best, answers, found),
            )
    return best


def _is_meant(way: _Found) -> bool:
    """Whether one dataset is clearly meant although required columns lack."""
    if way.wide is not None:
        return True
    required = {field.name for field in way.dataset.required}
    got = len(required & set(way.match.columns))
    words = any(fold(word) in fold(" ".join(way.title.lines)) for word in way.dataset.title_words)
    signed = _SIGNATURE.get(way.dataset.name) in way.match.columns
    return got >= 2 and (2 * got >= len(required) or words or signed)


def _incomplete(best: _Found, layout: Layout) -> Unrecognised:
    known = best.dataset.by_name
    names = ", ".join(f"{known[name].label} ({name})" for name in best.missing)
    return Unrecognised(
        "missing_columns",
        f"Tệp được hiểu là “{best.dataset.label}” nhưng thiếu cột bắt buộc: {names}. Hãy kết xuất lại có đủ cột, hoặc "
        "chỉ rõ cột nào trong tệp là cột đó.",
        layout,
    )


def _clash_text(best: _Found) -> str:
    parts = []
    for name, columns in best.match.clashes.items():
        heads = ", ".join(f"{column_letters(c)} “{' › '.join(best.header.paths[c])}”" for c in columns)
        parts.append(f"{best.dataset.by_name[name].label} ({name}): cột {heads}")
    return (
        f"Có nhiều cột cùng một ý nghĩa – {'; '.join(parts)}. Không thể tự chọn; hãy bỏ bớt cột hoặc chỉ rõ cột nào "
        "được dùng."
    )


def _check_rows(best: _Found, reading: Reading) -> None:
    if not _has_cells(best.grid.sheet, best.header.end + 1):
        raise Refused(
            "no_rows",
            "Tệp có dòng tiêu đề nhưng không có dòng dữ liệu nào. Dữ liệu đã có được giữ nguyên; hãy kiểm tra bộ lọc "
            "của hệ thống nguồn rồi kết xuất lại.",
        )


# --- the layout ------------------------------------------------------------------------------------------


def _layout(best: _Found, answers: Answers, found: Sequence[_Found]) -> Layout:
    header, matched, title = best.header, best.match, best.title
    paths = {column: " › ".join(path) for column, path in header.paths.items()}
    wide = best.wide
    return Layout(
        dataset=best.dataset.name,
        sheet=best.grid.sheet.name,
        header_row=header.first + 1,
        header_end=header.end + 1,
        columns=dict(sorted(matched.columns.items(), key=lambda item: item[1])),
        headers={name: _printed(header, column) for name, column in matched.columns.items()},
        unknown_columns=wide.unknown if wide else _unknown(best),
        personal_columns=tuple(paths[column] for column in matched.personal),
        stt_column=matched.stt,
        title=title.lines,
        as_of=title.as_of or answers.as_of,
        period=title.period,
        unit_filter=title.unit_filter,
        source_filter=title.source_filter,
        year=answers.year or title.year,
        plan=title.plan if best.dataset.name == "plan_tasks" else "",
        agency_text=title.agency_text,
        number_row=None if header.number_row is None else header.number_row + 1,
        section_row=header.first
        if best.dataset.name == "plan_tasks" and _is_section(best.grid, header.first - 1)
        else None,
        layout_key=_key(best),
        constants=dict(best.constants),
        ticked=tuple(Ticked(column, field, code, paths[column]) for column, field, code in matched.ticked),
        wide=wide.wide if wide else None,
        candidates=_candidates(found),
        warnings=(*_other_sheets(best, found), *(wide.warnings if wide else ())),
        paths=paths,
    )


def _printed(header: Header, column: int) -> str:
    path = header.paths.get(column, ())
    return path[-1] if path else ""


def _unknown(best: _Found) -> tuple[str, ...]:
    """The printed headers that no wording knows; a column that only a merge names counts where it holds something."""
    out = []
    rows = best.grid.rows[best.header.end + 1 :]
    for column in best.match.unknown:
        if column in best.header.inherited and not any(row[column] for row in rows):
            continue
        out.append(" › ".join(best.header.paths[column]))
    for column in range(best.grid.width):
        if column not in best.header.paths and sum(bool(row[column]) for row in rows) * 2 > len(rows) > 0:
            out.append(f"(cột {column_letters(column)} không có tiêu đề)")
    return tuple(dict.fromkeys(out))


def _key(best: _Found) -> str:
    """A fingerprint of the layout: answers given for it are remembered under it."""
    heads = [" › ".join(fold(level) for level in path) for _, path in sorted(best.header.paths.items())]
    if best.wide:
        heads = [entry.header for entry in best.wide.wide.entries]
    return hashlib.sha256("\n".join([best.dataset.name, *heads]).encode()).hexdigest()[:16]


def _candidates(found: Sequence[_Found]) -> tuple[Candidate, ...]:
    ordered = sorted(found, key=lambda way: way.score, reverse=True)
    return tuple(
        Candidate(
            way.grid.sheet.name, way.dataset.name, round(way.score, 2), way.header.first + 1, way.missing
        )
        for way in ordered[:6]
    )


def _other_sheets(best: _Found, found: Sequence[_Found]) -> tuple[tuple[str, str], ...]:
    others = [
        way.grid.sheet.name
        for way in found
        if way.dataset is best.dataset and way.grid is not best.grid and not way.missing and way.score > 0
    ]
    if not others:
        return ()
    names = ", ".join(f"“{name}”" for name in dict.fromkeys(others))
    return (
        (
            "other_sheets",
            f"Chỉ đọc trang tính “{best.grid.sheet.name}”; các trang {names} có bảng cùng loại và chưa được nhập.",
        ),
    )
