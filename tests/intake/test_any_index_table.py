"""Scores of an index laid out in any way that is published (places, components and years down or across, one or two
levels of headings), under any names of its components: each is read as the score of what it stands for."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from itertools import product

import pytest
from openpyxl import Workbook

from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.index_names import COMPONENTS
from chiso.intake.recognise.recognising import recognise
from tests.conftest import LONG

TABLES = 200 if LONG else 8
PLACES = (
    "Khánh Hòa",
    "Hà Nội",
    "Thừa Thiên Huế",
    "Bà Rịa – Vũng Tàu",
    "TP. Hồ Chí Minh",
    "Đắk Lắk",
    "Kon Tum",
)
INDICES = ("PCI", "PAPI", "PGI", "SIPAS", "PAR INDEX")
NUMBERED = (
    "{0}", "{0}", "{1}. {0}", "({1}) {0}", "{1} - {0}", "{1}) {0}", "{2}. {0}", "Chỉ số thành phần {1}: {0}",
    "CSTP {1}: {0}", "CSTP{1} {0}", "Nội dung {2}. {0}", "Trục nội dung {1}: {0}", "Lĩnh vực {1}: {0}",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
CORNER = {"place": "Tỉnh, thành phố", "component": "Chỉ số thành phần", "year": "Năm"}
# What the lines are of, and from the top what the columns are of.
SHAPES = (
    ("place", ("component",)), ("component", ("year",)), ("place", ("year",)), ("component", ("place",)),
    ("year", ("component",)), ("place", ("year", "component")), ("place", ("component", "year")),
)  # fmt: skip
Key = tuple[str | None, int, str]  # component, year, place


@dataclass(frozen=True)
class Drawn:
    """A table of an index as its rows of texts, how many of them are headings, and what it says."""

    lines: list[list[str]]
    levels: int
    scores: dict[Key, float]


def drawn(shape: tuple[str, tuple[str, ...]], index: str, chance: random.Random) -> Drawn:
    """The `shape` of some components, years and places; what is neither down nor across is one, the title's."""
    down, across = shape
    names = {
        name: [name, *(text for text in also if not text.isascii())]
        for name, also in COMPONENTS[index].items()
    }
    parts = [name for name in names if name]
    parts = sorted(chance.sample(parts, chance.randint(1, len(parts))), key=parts.index)
    dimensions: dict[str, list[str | int]] = {
        "component": [*parts, ""] if "component" in (down, *across) else [""],
        "year": [*range(2019, 2019 + chance.randint(2, 4))] if "year" in (down, *across) else [2023],
        "place": chance.sample(PLACES, chance.randint(3, 6)) if "place" in (down, *across) else ["Khánh Hòa"],
    }  # fmt: skip
    pattern = chance.choice(NUMBERED)
    printed: dict[str | int, str] = {"": chance.choice(("Tổng điểm", "Điểm tổng hợp", f"Chỉ số {index}"))}
    for number, name in enumerate(dimensions["component"][:-1]):
        printed[name] = pattern.format(chance.choice(names[str(name)]), number + 1, ROMAN[number])
    year = chance.choice(("{}", "Năm {}")) if down != "year" else "{}"
    printed |= {one: year.format(one) for one in dimensions["year"]}
    columns = [*product(*(dimensions[name] for name in across))]
    scores: dict[Key, float] = {}
    rows = []
    for line in dimensions[down]:
        own = []
        for column in columns:
            at = (
                {name: of[0] for name, of in dimensions.items()}
                | dict(zip(across, column, strict=True))
                | {down: line}
            )
            scores[str(at["component"]) or None, int(at["year"]), str(at["place"])] = score = (
                chance.randint(1, 9999) / 100
            )
            own.append(f"{score:.2f}".replace(".", ","))
        rows.append([printed.get(line, str(line)), *own])
    heads = [
        ["" if level else CORNER[down], *_level(columns, level, printed)] for level in range(len(across))
    ]
    if chance.random() < 0.5:
        numbers = [[str(number + 1), *row] for number, row in enumerate(rows)]
        heads, rows = [["" if level else "STT", *head] for level, head in enumerate(heads)], numbers
    if chance.random() < 0.3:
        rows.insert(0, [f"({number + 1})" for number in range(len(rows[0]))])
    when = f" NĂM {dimensions['year'][0]}" if len(dimensions["year"]) == 1 else ""
    where = " TỈNH KHÁNH HÒA" if len(dimensions["place"]) == 1 else ""
    title = [["ỦY BAN NHÂN DÂN"], []] if chance.random() < 0.3 else []
    lines = [
        *title,
        [f"KẾT QUẢ {index}{when}{where}"],
        *([[]] if chance.random() < 0.7 else []),
        *heads,
        *rows,
    ]
    return Drawn(lines, len(heads), scores)


def _level(columns: Sequence[tuple[str | int, ...]], level: int, printed: dict[str | int, str]) -> list[str]:
    """The headings of a level; one that stands above several columns is printed once."""
    texts = [printed.get(column[level], str(column[level])) for column in columns]
    is_last = level == len(columns[0]) - 1
    return [text if is_last or not at or texts[at - 1] != text else "" for at, text in enumerate(texts)]


def as_csv(table: Drawn) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=";").writerows(table.lines)
    return out.getvalue().encode()


def as_workbook(table: Drawn) -> bytes:
    """With merged headings, and numbers as numbers."""
    opened = Workbook()
    sheet = opened.active
    assert sheet is not None
    for number, line in enumerate(table.lines, 1):
        for place, text in enumerate(line, 1):
            plain = text.replace(",", "")
            sheet.cell(number, place, int(plain) / 100 if "," in text and plain.isdecimal() else text or None)
    width = max(map(len, table.lines))
    top = next(number for number, line in enumerate(table.lines, 1) if len(line) == width)
    starts = [place for place, text in enumerate(table.lines[top - 1]) if text]
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        is_deep = table.levels > 1 and not table.lines[top][start]
        if is_deep or end > start + 1:
            area = {"start_row": top, "end_row": top + is_deep, "start_column": start + 1, "end_column": end}
            sheet.merge_cells(**area)
    content = BytesIO()
    opened.save(content)
    return content.getvalue()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape[0]} by {' and '.join(shape[1])}")
def test_scores_are_read_from_any_layout(shape: tuple[str, tuple[str, ...]]) -> None:
    for seed in range(TABLES):
        chance = random.Random(seed)
        index = chance.choice(INDICES)
        table = drawn(shape, index, chance)
        name, content = ("a.xlsx", as_workbook(table)) if chance.random() < 0.5 else ("a.csv", as_csv(table))
        found = read(name, content)
        cleaned = clean(found.sheets[0], recognise(found, None, name), date(2025, 12, 31), name)
        rows = cleaned.table.to_pylist()
        said = {(row["component"], row["year"], row["place"]): row["score"] for row in rows}
        assert (cleaned.rejects, {row["index"] for row in rows}) == ([], {index}), (seed, table.lines)
        assert said == table.scores, (seed, table.lines)
