"""How many rows, cells or dossiers a sentence counts is printed as numbers are here: 14.697, never 14697."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# of these there may be a thousand; of months, sheets or units there never are
_COUNTED = re.compile(r" (dòng|ô|bản ghi|hồ sơ|tệp gốc|việc|nhiệm vụ|thủ tục|người|kết luận) ")
_RAW = re.compile(r"len\(|\brows?_|\['rows|_rows\b")


def raw_counts(source: str) -> Iterator[str]:
    """What a source prints of a count without parting its thousands: before or after what is counted."""
    for text in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr)):
        for value, after in zip(text.values, text.values[1:], strict=False):
            is_counted = isinstance(after, ast.Constant) and _COUNTED.match(f"{after.value} ")
            if isinstance(value, ast.FormattedValue) and is_counted:
                said = ast.unparse(value.value)
                if _RAW.search(said) and "format_number" not in said:
                    yield said


def test_what_is_counted_has_its_thousands_parted() -> None:
    assert [*raw_counts('f"{len(rows)} dòng lặp lại"')] == ["len(rows)"]
    assert not [*raw_counts('f"{format_number(len(rows))} dòng, dòng {row_no}"')]
    found = {
        f"{path.relative_to(ROOT)}: {said}"
        for path in (ROOT / "chiso").rglob("*.py")
        for said in raw_counts(path.read_text(encoding="utf-8"))
    }
    assert not found
