"""Documents that fail when they lie: generated parts, links, the commands of the README."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
assert SPEC is not None
assert SPEC.loader is not None
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


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


def test_every_file_that_takes_less_in_a_usual_run_is_named():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    taking_less = re.compile(r"^from tests\.conftest import .*\b(LONG|sample)\b", re.MULTILINE)
    for file in (ROOT / "tests").rglob("test_*.py"):
        assert f"{file.name}`" in text or not taking_less.search(file.read_text(encoding="utf-8")), file.name


def test_the_readme_has_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "```\npython3 run.py\n```" in text
    assert "```\npython3 run.py test\n```" in text
