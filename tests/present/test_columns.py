"""One file says how columns are headed: each of its rows is used, and every table that is asked for is there."""

import csv
import re
from pathlib import Path

from chiso.present.columns import FILE, TABLES

ROOT = Path(__file__).resolve().parents[2]
BY_KIND = {"dossiers", "tasks", "petitions", "plan"}  # lists of what is overdue, named by the kind of record


def test_every_table_is_asked_for_and_every_table_asked_for_is_there() -> None:
    sources = [
        path for folder in ("chiso/present", "chiso/web", "pages") for path in (ROOT / folder).rglob("*.py")
    ]
    named = set(re.findall(r'(?<!\.)TABLES\["(\w+)"\]', "".join(path.read_text("utf-8") for path in sources)))
    assert named | BY_KIND == set(TABLES)


def test_no_column_stands_twice_and_every_kind_is_known() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["table"], row["column"]) for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} <= {
        "",
        "count",
        "number",
        "percent",
        "date",
        "day",
        "days",
        "figure",
    }
