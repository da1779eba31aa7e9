"""Words that a reader never meets: spoken or translated ones, old names of things, one thing under two names.

Read are the texts of the program (every string of code that is no docstring), its tables and its guides; not the
spellings of other people's files, which the importer must know.
"""

import ast
import csv
import re
import tomllib
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
# what is wrong -> what is said instead
FORBIDDEN = {
    r"\b[Mm]áy\b(?! (?:chủ|tính|này|khác|ảnh|quản trị|trạm))(?<!bộ máy)(?<!số máy)": "chương trình",
    r"\b[Tt]a\b": "cơ quan, tên nơi",
    r"[Tt]rình diễn|TRÌNH DIỄN": "dữ liệu minh họa",
    r"(?<![Kk]ết )(?<![Đđ]ăng )(?<![Đđ]ề )(?<!sản )(?<!đột )\b[Xx]uất\b(?! (?:hiện|sắc|bản|nhập))": "kết xuất",
    r"mức (?:độ )?4\b": "toàn trình",
    r"[Dd]ùng lại dữ liệu|sử dụng lại": "tái sử dụng",
    r"\bcả ở\b": "đều ở",
    r"tự khép|Không thực hiện nữa|^Thôi$|^Đã bỏ$": "dừng thực hiện, được ghi nhận hoàn thành",
    r"Hài lòng với trả lời|lấy đi|đi cùng|phải quyết|năm mặt|cái gì|đang ở đâu": "lời văn hành chính",
    r"dấu chép|^Như cũ$|^Dùng$|bằng đúng số|hiểu sai|Từ lạ|Dạy ": "lời văn hành chính",
    r"Trên cơ sở|^chưa ghi$|mẫu nhỏ|mẫu dưới": "số liệu, chưa cập nhật, số hồ sơ dưới 10",
    r"(?:thiếu|vượt|tăng|giảm) \{[^}]*gap\} điểm(?! phần trăm)\b.*%": "điểm phần trăm",
}
CODE_WORDS = re.compile(r"\b(?:TTTT|BCCI|ĐVSN|NLV|CC|DN|HS|NV|TT|KQ)\b")
TOLD = {
    "label",
    "help",
    "obtained",
    "usual_rhythm",
}  # of a dataset; the rest are spellings of other people's files


def strings(tree: ast.AST) -> Iterator[str]:
    """The strings of a module, those in braces as {…}; not its docstrings."""
    docs = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            docs.add(id(node.body[0].value))  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part)[3:-2]}}}"
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def of_toml(found: Any, told: Container[str], key: str = "") -> Iterator[str]:
    """The texts of a table under one of the keys; under any where none are given."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from of_toml(value, told, name)
    elif isinstance(found, list):
        for value in found:
            yield from of_toml(value, told, key)
    elif isinstance(found, str) and (not told or key in told):
        yield found


@cache
def texts() -> list[tuple[str, str]]:
    return list(dict.fromkeys(_texts()))


def _texts() -> Iterator[tuple[str, str]]:
    """(file, text) of everything that a user reads."""
    for file in (*(ROOT / "pages").glob("*.py"), *(ROOT / "chiso").rglob("*.py")):
        name = str(file.relative_to(ROOT))
        if "/recognise/" not in name and "core/masking" not in name:
            yield from ((name, text) for text in strings(ast.parse(file.read_text(encoding="utf-8"))))
    for file in (*(ROOT / "data").glob("*.toml"), *(ROOT / "data" / "datasets").glob("*.toml")):
        if file.stem not in ("wordings", "index_names"):
            found = tomllib.loads(file.read_text(encoding="utf-8"))
            told = TOLD if file.parent.name == "datasets" else ()
            yield from ((file.name, text) for text in of_toml(found, told))
    for name in ("columns.csv", "reference/indicators.csv"):
        with (ROOT / "data" / name).open(encoding="utf-8", newline="") as rows:
            yield from ((name, text) for row in csv.reader(rows) for text in row)
    guides = [path for path in (ROOT / "docs" / "huong-dan").glob("*.md") if path.stem != "ho-so-cap-do"]
    for file in (*guides, ROOT / "README.md"):
        yield from ((file.name, line) for line in file.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("wrong", FORBIDDEN)
def test_no_text_says_it_in_words_of_nobody(wrong: str) -> None:
    found = [f"{name}: {text[:90]}" for name, text in texts() if re.search(wrong, text)]
    assert not found, f"nói “{FORBIDDEN[wrong]}”"


def test_names_of_indicators_are_words() -> None:
    """They stand in tables of slides and papers: no initials but those that the documents print everywhere."""
    with (ROOT / "data" / "reference" / "indicators.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            assert not CODE_WORDS.search(row["name"] + " " + row["short_name"]), row["short_name"]


@pytest.mark.parametrize(
    ("said", "is_wrong"),
    [("Xuất lại tệp", True), ("Kết xuất lại tệp", False), ("Đăng xuất", False), ("Số máy lẻ", True),
     ("máy chủ", False), ("tổ chức bộ máy", False), ("Đường đậm là ta", True), ("mức độ 4", True)],
)  # fmt: skip
def test_the_patterns_find_what_they_are_for(said: str, is_wrong: bool) -> None:
    assert any(re.search(wrong, said) for wrong in FORBIDDEN) == is_wrong
