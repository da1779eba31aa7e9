"""Each claim of docs/architecture.md names the test that holds it; what a look at the sources can tell is held here."""

import ast
import hashlib
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from chiso.intake.clean import values
from chiso.people.actor import ROLES
from chiso.words.states import STATES
from tests.house.test_architecture import HOMES, SOURCES, nodes, place, stands_in

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
QUERIES = sorted((ROOT / "queries").rglob("*.sql"))
CHISO = [source for source in SOURCES if place(source).startswith(("chiso/", "pages/"))]

# --- every claim has its test -----------------------------------------------------------------------------------------

TEST = re.compile(r"tests/[\w/]+\.py|\btest_\w+")
FENCE, ROW, ITEM = "```", "|", r"^\s*(\d+\.|-) "
REACH = 2  # so many sentences before one that names a test may lean on it


def blocks(document: str) -> Iterator[tuple[str, list[str], str]]:
    """Each paragraph, list item and table: the heading above it, its lines, and how what comes after it begins."""
    heading, block, fenced = "", list[str](), False
    lines = [*document.splitlines(), "#"]
    for number, line in enumerate(lines):
        is_fence = line.startswith(FENCE)
        if block and (is_fence or not line.strip() or line.startswith("#") or re.match(ITEM, line)):
            yield heading, block, next((one for one in lines[number:] if one.strip()), "")
            block = []
        if line.startswith("#") and not fenced:
            heading = line
        elif line.strip() and not fenced and not is_fence:
            block.append(line)
        fenced ^= is_fence


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\)?\s+(?=[A-ZĐ*`])", text)


def unheld(document: str) -> list[str]:
    """The sentences and rows of a document that nothing holds.

    A sentence names a test, or one of the two after it in its paragraph does; each row of a table names one. What leads
    to a block is a part of the recipe that its section's first paragraph names the test of.
    """
    found, recipes = [], set()
    for heading, block, after in blocks(document):
        if block[0].startswith(ROW):
            found += [row for row in block[2:] if not TEST.search(row)]
            continue
        if after.startswith(FENCE) and heading in recipes:
            continue
        said = sentences(re.sub(ITEM, "", " ".join(line.strip() for line in block)))
        held = [bool(TEST.search(sentence)) for sentence in said]
        found += [one for place, one in enumerate(said) if not any(held[place : place + 1 + REACH])]
        recipes |= {heading} if any(held) else set()
    return found


def test_every_claim_of_the_document_names_what_holds_it() -> None:
    assert unheld(DOCUMENT) == []


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("# A\n\nIt is so. And so (tests/a/test_b.py).", []),
        ("# A\n\nIt is so (`test_so`). It is otherwise.", ["It is otherwise."]),
        ("# A\n\nOne. Two. Three. Four (`test_four`).", ["One."]),
        ("# A\n\n1. It is so\n   (`test_so`).\n2. It is otherwise.", ["It is otherwise."]),
        ("# A\n\n1. It is so (`test_so`):\n   - here\n   - there (`test_there`).", ["here"]),
        ("# A\n\n| a | b |\n|---|---|\n| c | `test_c` |\n| d | e |", ["| d | e |"]),
        (
            "# A\n\nAll are made by `test_all`.\n\nLike this:\n\n```\nIt is nothing.\n```\n\nAnd so.",
            ["And so."],
        ),
        ("# A\n\nMade (`test_a`).\n\n# B\n\nLike this:\n\n```\n```", ["Like this:"]),
    ],
)
def test_a_claim_without_a_test_is_found(document: str, found: list[str]) -> None:
    assert unheld(document) == found


# --- what the sources tell --------------------------------------------------------------------------------------------


def test_the_homes_of_libraries_are_those_that_the_document_names() -> None:
    names = {"Streamlit": "streamlit", "DuckDB": "duckdb", "Plotly": "plotly", "python-pptx": "pptx",
             "python-docx": "docx", "fastexcel": "fastexcel"}  # fmt: skip
    text = re.sub(r"\s+", " ", DOCUMENT)
    for name, library in names.items():
        (listed,) = re.findall(rf"\b{name} in ((?:`[^`]+`(?:, )?)+)", text)
        assert set(re.findall("`([^`]+)`", listed)) == set(HOMES[library]), name


# What tells no figure of the office's work: names, definitions, what a sheet is scored by.
NO_FIGURES = {
    "figures/catalogue",
    "figures/units",
    "figures/unit_spellings",
    "figures/shared_names",
    "figures/score_rules",
}
WATCHING = "chiso/intake/commit/watching.py"
NUMBERS = re.compile(r"^(figures|indicators|lists|papers|checks)/")


def test_figures_alone_are_asked_for_a_number() -> None:
    """The store knows how queries are put together; the guard of imports, a room below, holds sums of the same
    indicators against other months; the demonstration says what its office entered."""
    asking = {
        (place(source), node.value)
        for source in CHISO
        if not stands_in(source, ("chiso/figures/", "chiso/store/", WATCHING, "chiso/demo.py"))
        for node in nodes(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NUMBERS.match(node.value)
    }
    assert {(file, name) for file, name in asking if name not in NO_FIGURES} == set()
    assert {name for _, name in asking} == NO_FIGURES


# Queries outside the marts that compare a due date with a day, and why none of them decides that a record is late.
NOT_LATE = {
    "current/merge.sql": "which due date of two versions is the first",
    "figures/handled.sql": "whether a dossier was due before it came",
    "figures/late_odds.sql": "which due dates have passed, of records that the mart says more of",
    "giaoban/commitments.sql": "a conclusion of a giao ban is no record",
}
DUE = re.compile(r"\bdue(_on|_at)?\b *[<>]|[<>]=? *[\w.]*\bdue(_on|_at)?\b|\b28800\b|\bdue_worked *[<>]")


def test_marts_alone_decide_what_is_late() -> None:
    comparing = {
        path.relative_to(ROOT / "queries").as_posix()
        for path in QUERIES
        if path.parent.name != "marts"
        and DUE.search(re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8")))
    }
    assert comparing == NOT_LATE.keys()


def calls(source: Path, name: str) -> list[ast.Call]:
    return [
        node
        for node in nodes(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_pictures_alone_make_charts() -> None:
    making = {place(source) for source in CHISO if calls(source, "Chart")}
    assert making
    assert {file for file in making if not file.startswith("chiso/present/pictures/")} == set()


def test_judging_alone_decides_a_state_and_the_document_lists_them() -> None:
    """What its functions answer are the states that it can decide; who else gives a value a state keeps the
    verdict of a day that is past, or is the row of ended units."""
    answers = [node for node in nodes(ROOT / "chiso/figures/judging.py") if isinstance(node, ast.Return)]
    said = {one.value for answer in answers for one in ast.walk(answer) if isinstance(one, ast.Constant)}
    decided = said & STATES.keys()
    (listed,) = re.findall(r"its state \(([^)]+)\)", re.sub(r"\s+", " ", DOCUMENT))
    assert set(re.findall("`([^`]+)`", listed)) == decided
    giving = {
        place(source)
        for source in CHISO
        for call in (*calls(source, "Value"), *calls(source, "replace"))
        if any(word.arg == "state" for word in call.keywords)
    }
    assert giving == {"chiso/figures/judging.py", "chiso/figures/verdicts.py", "chiso/words/rooms.py"}


BORDERS = {(12, 14), (12, 15)}


def test_one_place_knows_where_a_cchc_year_ends() -> None:
    knowing = {place(source) for source in CHISO if any(BORDERS & set(pairs(node)) for node in nodes(source))}
    assert knowing == {"chiso/core/periods.py"}
    in_sql = re.compile(r"12-1[45]\b|\b12, 1[45]\b")
    assert [path.name for path in QUERIES if in_sql.search(path.read_text(encoding="utf-8"))] == []


def test_one_clock_is_asked_what_time_it_is() -> None:
    asking = {
        place(source)
        for source in CHISO
        for node in nodes(source)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "today", "utcnow")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date")
    }
    assert asking == {"chiso/core/clock.py"}
    in_sql = re.compile(r"\b(now\(\)|current_(timestamp|date)|today\(\))", re.IGNORECASE)
    assert [path.name for path in QUERIES if in_sql.search(path.read_text(encoding="utf-8"))] == []


def pairs(node: ast.AST) -> Iterator[tuple[object, object]]:
    """Numbers that stand beside each other, as arguments or in a tuple."""
    beside = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
    numbers = [one.value if isinstance(one, ast.Constant) else None for one in beside]
    yield from pairwise(numbers)


def test_roles_are_one_table() -> None:
    """Nobody else asks which role somebody has: what it may is asked of the table."""
    asking = {
        place(source)
        for source in CHISO
        for node in nodes(source)
        if isinstance(node, ast.Compare)
        and any(isinstance(one, ast.Constant) and one.value in ROLES for one in ast.walk(node))
    }
    assert asking == set()


def test_every_kind_of_field_has_its_parser() -> None:
    kinds = tomllib.loads((ROOT / "data" / "kinds.toml").read_text(encoding="utf-8"))
    assert kinds.keys() == values._PARSERS.keys()


def test_the_table_of_the_recipe_has_the_next_number() -> None:
    (recipe,) = re.findall(r"^```sql queries/tables/(\d+)_", DOCUMENT, re.MULTILINE)
    last = max(int(path.name.partition("_")[0]) for path in QUERIES if path.parent.name == "tables")
    assert int(recipe) == last + 1


# The last file of queries/tables that homes have run, and SHA-256 of all up to it: whoever adds one may move both on.
RUN = "38_attached_figures.sql", "f08570712dc1bf7b8fc857b0493b90cb1e67846774bf67d6d9fe809a5be69ec2"


def test_no_table_that_has_run_changes() -> None:
    last, digest = RUN
    run = [path.read_bytes() for path in QUERIES if path.parent.name == "tables" and path.name <= last]
    assert hashlib.sha256(b"\0".join(run)).hexdigest() == digest, (
        "a home that ran it keeps what it made: add a file"
    )


def test_every_word_of_the_glossary_is_a_name_in_the_code() -> None:
    glossary = DOCUMENT.partition("\n## Glossary\n")[2]
    words = {
        word for row in re.findall(r"^\| ([\w ,]+) \|", glossary, re.MULTILINE) for word in row.split(", ")
    }
    names = {
        part
        for path in (*CHISO, *QUERIES)
        for name in re.findall(r"\w+", path.read_text(encoding="utf-8"))
        for part in re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower().split("_")
    }
    said = {part for word in words - {"word in the code"} for part in re.split("[ _]", word.lower())}
    assert len(words) > 30
    assert said - {"a", "of"} - names == set()
