"""One file says how columns are headed: each of its rows is used, and every table that is asked for is there."""

import csv
import re
from datetime import date
from itertools import groupby
from pathlib import Path

import pandas as pd
import pytest
from PIL import ImageFont

from chiso.core.text import table_csv
from chiso.present.columns import FILE, TABLES, Column, of_records, written

ROOT = Path(__file__).resolve().parents[2]


def test_every_table_is_named_and_every_table_asked_for_is_there() -> None:
    folders = ("chiso/present", "chiso/web", "pages")
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    text = "".join(path.read_text("utf-8") for path in paths)
    assert {name for name in TABLES if f'"{name}"' not in text} == set()
    assert set(re.findall(r'(?<!\.)TABLES\["(\w+)"\]', text)) <= set(TABLES)


def test_no_column_stands_twice_and_every_kind_is_known() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["table"], row["column"]) for row in rows}) == len(rows)
    parts = [table for table, _ in groupby(row["table"] for row in rows)]
    assert len(parts) == len(set(parts)), "two tables of one name would be one"
    known = {"", "count", "number", "percent", "date", "day", "days", "flag", "figure"}
    assert {row["kind"] for row in rows} <= known


def test_no_heading_of_a_grid_is_cut() -> None:
    """14 pixels high, 8 kept free at either side; on papers a width is a share of the whole, and headings break."""
    font = ImageFont.truetype(ROOT / "data" / "handout" / "fonts" / "be-vietnam-pro-400.ttf", 14)
    cut = {
        (table, name): column.label
        for table, columns in TABLES.items()
        for name, column in columns.items()
        if column.width
        and not table.startswith(("paper_", "handout_"))
        and font.getlength(column.label) + 16 > column.width
    }
    assert cut == {}


def test_a_number_is_written_for_a_spreadsheet_as_it_is_printed() -> None:
    columns = {
        kind: Column(f"Cột {kind}", kind) for kind in ("percent", "count", "number", "days", "text", "date")
    }
    day = date(2024, 10, 31)
    rows = pd.DataFrame(
        {
            "percent": [0.9214, None],
            "count": [12345.0, None],
            "number": [-3.5, None],
            "days": [9.0, None],
            "text": ["1.234", "–"],
            "date": [day, None],
        }
    )
    found = written(rows, columns)
    assert [*found] == [column.label for column in columns.values()]
    assert [*found.iloc[1]] == [None, None, None, None, "–", None]
    assert table_csv(found).decode().splitlines()[1] == "92,1%;12345;-3,50;9;1.234;31/10/2024"


@pytest.mark.parametrize(
    ("numerators", "look"), [([190.0, 76.0, None], "count"), ([8500.5, 76.0], "number"), ([], "count")]
)
def test_what_was_counted_has_no_decimals(numerators: list[float | None], look: str) -> None:
    """190 answers of 200 stood there as 190,00 of 200,00."""
    rows = pd.DataFrame({"numerator": pd.Series(numerators, dtype=float), "value": 0.5, "key": "k"})
    listed = of_records("rate", rows)
    assert {name: one.kind for name, one in listed.items()} == {"numerator": look, "value": "percent"}
