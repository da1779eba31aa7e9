"""Documents that fail when they lie: generated parts, links, the commands of the README."""

import ast
import csv
import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

from chiso.web.shell import access, gate

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert SPEC is not None
assert SPEC.loader is not None
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name != ".git"}
# What a document names in backticks, or a test's file without them; fenced blocks are commands and recipes.
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([^`\n]+)`|(?<![\w/`.])(tests/[\w/]+\.py)")
# Of other programs and of homes, not of the checkout.
ELSEWHERE = {"data/var", "docs/03-yeu-cau-theo-cap-do/checklist-cap-2.md", "docs/00-tong-quan/danh-muc-van-ban.md",
             "answers.mends"}  # fmt: skip
ENDINGS = {"py", "sql", "toml", "csv", "css", "js", "json", "jsonl", "md", "log", "lock", "duckdb", "zip"}


@pytest.mark.parametrize("name", list(generate.DOCUMENTS))
def test_generated_documents_are_what_the_code_says(name):
    made = generate.DOCUMENTS[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, "run: python docs/generate.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_named_in_documents_exist(page):
    known = set(re.findall(r"^\| `([\w-]+)` \|", generate.command_line(), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"python3? -m chiso (?:--home \S+ )?(?:--json )?([a-z]+)", text)
    assert set(named) <= known


@cache
def modules() -> dict[str, set[str]]:
    """Name of a module or room of the program -> what is defined or named in it."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "chiso").rglob("*.py"):
        is_room = path.name == "__init__.py"
        names = found.setdefault(path.parent.name if is_room else path.stem, set())
        names |= {other.stem for other in path.parent.iterdir()} if is_room else set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.alias):
                names.add(node.asname or node.name)
    return found


@cache
def every_test() -> set[str]:
    return {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"def (test_\w+)\(", path.read_text(encoding="utf-8"))
    }


def is_there(named: str) -> bool:
    """Whether a file, folder, test or function that a document names is there; what is none of them is."""
    if named.partition("/")[0] in FOLDERS and re.fullmatch(r"[\w.*/-]+/[\w.*/-]*", named):
        return any(ROOT.glob(named.rstrip("/")))
    if test := re.fullmatch(r"(?:.*::)?(test_\w+)", named):
        return test[1] in every_test()
    if re.fullmatch(r"\w+/\w+\.py", named):
        return (ROOT / "tests" / named).exists() or (ROOT / "chiso" / named).exists()
    if named.endswith((".py", ".sql", ".css", ".js")) and re.fullmatch(r"[\w-]+\.\w+", named):
        return any(next((ROOT / folder).rglob(named), None) for folder in FOLDERS) or (ROOT / named).exists()
    called = re.fullmatch(r"(?:[\w./]*[./])?(\w+)\.(\w+)", named)
    if called and called[1] in modules() and called[2] not in ENDINGS:
        return called[2] in modules()[called[1]]
    return True


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_tests_and_functions_that_a_document_names_are_there(page):
    prose = FENCED.sub("", page.read_text(encoding="utf-8"))
    named = {quoted or bare for quoted, bare in NAMED.findall(prose)} - ELSEWHERE
    assert sorted(one for one in named if not is_there(one)) == []


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("chiso/figures/facts.py", True),
        ("chiso/figures/fact.py", False),
        ("tests/house/test_nothing.py", False),
        ("people/test_actor.py::test_of_nothing", False),
        ("web/test_gate.py", True),
        ("web/test_gates.py", False),
        ("acts.act", True),
        ("acts.actor", False),
        ("figures.Page", True),
        ("ledger.jsonl", True),
        ("gone_for_good.sql", False),
    ],
)
def test_a_name_of_nothing_is_found(named, there):
    assert is_there(named) is there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_addresses_that_a_document_names_are_served(page):
    named = set(re.findall(r"`(/[a-z][a-z-]*)`", page.read_text(encoding="utf-8")))
    assert named <= {f"/{entry.path}" for entry in access.ENTRIES} | gate.OPEN | {gate.COMMAND}


def test_an_indicator_of_records_is_a_file_and_a_row_and_the_others_are_reported():
    rows = csv.DictReader((ROOT / "data/reference/indicators.csv").open(encoding="utf-8"))
    counted = {row["indicator"] for row in rows if row["dataset"] not in ("measurements", "service_index")}
    assert counted == {path.stem for path in (ROOT / "queries/indicators").glob("*.sql")}


def test_the_readme_has_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "```\npython3 run.py\n```" in text
    assert "```\npython3 run.py test\n```" in text
