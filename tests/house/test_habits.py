"""What a stranger expects of a repository: licence, changes, how to contribute, one version."""

import re
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

from chiso import __version__

ROOT = Path(__file__).resolve().parents[2]


def test_version_is_said_once_and_the_command_line_says_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    said = subprocess.run(
        [sys.executable, "-m", "chiso", "--version"], cwd=ROOT, capture_output=True, text=True
    )
    assert said.stdout.strip() == f"chiso {__version__}"


def test_newest_version_of_the_changelog_is_the_programs() -> None:
    versions = re.findall(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert versions[0] == __version__


def test_the_changelog_can_be_read_in_one_sitting() -> None:
    """What a version has against the one before, a screen or two; the history of the repository tells each step."""
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    versions = [number for number, line in enumerate(lines) if line.startswith("## ")]
    assert all(after - before <= 100 for before, after in pairwise([*versions, len(lines)]))
    assert max(map(len, lines)) <= 140
    said = [line for line in lines if line.startswith("- ")]
    assert len(set(said)) == len(said)


def test_licence_and_habits_are_there() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")[:200]
    assert (
        "SIL OPEN FONT LICENSE"
        in (ROOT / "chiso/web/shell/static/fonts/LICENSE.txt").read_text(encoding="utf-8").upper()
    )
    for name in ("CONTRIBUTING.md", ".editorconfig", ".pre-commit-config.yaml"):
        assert (ROOT / name).read_text(encoding="utf-8").strip()
    assert "run: .ci/run" in (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")


def test_no_picture_lies_at_the_top() -> None:
    """Three screenshots of a look at the pages were committed there."""
    assert not list(ROOT.glob("*.png"))


def test_no_figure_knows_the_day_that_it_is_held_against() -> None:
    """Pages keep one answer for all of those days (chiso/web/shell/context.py, kept)."""
    said = {
        file.name
        for file in (ROOT / "chiso" / "figures").rglob("*.py")
        if file.name != "ask.py"
        and re.search(r"\.compare\b|\.earlier\(|asked\.since\b", file.read_text(encoding="utf-8"))
    }
    assert not said


def test_contributing_names_the_commands_of_the_readme() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "python3 run.py test" in text
    assert "docs/architecture.md" in text


def test_files_of_tests_have_names_of_their_own() -> None:
    """Two of one name are collected apart and not together: only a run of everything would find it."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
