"""The sheets of a file among which its table is looked for (pure)."""

from collections.abc import Iterable

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.core.legacy import legacy_encoding
from chiso.core.vietnamese import nfc
from chiso.intake.datasets import WORDINGS
from chiso.intake.files.sheets import Reading, Sheet
from chiso.intake.recognise.layout import Answers

_SAMPLE_ROWS, _SAMPLE_TEXTS, _TAIL_ROWS = 2000, 4000, 200


def sheets_of(reading: Reading, answers: Answers) -> list[Sheet]:
    """The sheets among which the table is looked for: the one that was said, else those that are shown and hold
    something. Raises Refused `unknown_dataset`, `damaged_file`, `empty_file`, `legacy_encoding`: of the whole file."""
    found = _sheets(reading, answers)
    _refuse_legacy(found)
    return found


def _sheets(reading: Reading, answers: Answers) -> list[Sheet]:
    if answers.sheet is not None:
        named = [sheet for sheet in reading.sheets if nfc(sheet.name) == nfc(answers.sheet)]
        if not named:
            raise Refused(
                "unknown_dataset", f"Tệp không có trang tính “{answers.sheet}”. Hãy chọn trang tính khác."
            )
        if named[0].damaged:
            raise _damaged_sheet(named[0])
        return named[:1]
    if damaged := [sheet for sheet in reading.sheets if sheet.visible and sheet.damaged]:
        raise _damaged_sheet(damaged[0])
    shown = [sheet for sheet in reading.sheets if sheet.visible and has_cells(sheet.table)]
    visible = [sheet for sheet in shown if not _is_guide(sheet)] or shown
    if visible:
        return visible
    hidden = [sheet.name for sheet in reading.sheets if not sheet.visible and has_cells(sheet.table)]
    if hidden:
        raise Refused(
            "empty_file",
            f"Các trang tính đang hiện đều trống; dữ liệu chỉ có ở trang bị ẩn “{hidden[0]}”. Nếu đó là dữ liệu cần "
            "nhập, hãy bỏ ẩn trang tính rồi nộp lại.",
        )
    raise Refused(
        "empty_file", "Tệp không có dữ liệu. Hãy kết xuất lại từ hệ thống nguồn rồi nộp tệp có dữ liệu."
    )


def _damaged_sheet(sheet: Sheet) -> Refused:
    return Refused(
        "damaged_file",
        f"Trang tính “{sheet.name}” của tệp bị hỏng nên không đọc được; trang khác không được nhập thay. Hãy tải lại "
        "tệp từ hệ thống nguồn, hoặc mở bằng Excel, lưu thành tệp .xlsx mới rồi nộp lại.",
    )


def has_cells(table: pa.Table) -> bool:
    return any(nfc(text.as_py()) for column in table.columns for text in column.drop_null())


def _is_guide(sheet: Sheet) -> bool:
    """The sheet of one of our own templates that says how it is filled in."""
    first = sheet.table.column(0)[0].as_py() if sheet.table.num_rows else None
    return bool(first and first.startswith(WORDINGS["template"]["guide"]))


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
