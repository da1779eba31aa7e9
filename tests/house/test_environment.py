"""`python3 -m chiso` of the README with a Python that has none of the packages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What of a clone is read before the packages."""
    (tmp_path / "chiso").mkdir()
    for name in ("__init__.py", "__main__.py", "environment.py"):
        shutil.copy(ROOT / "chiso" / name, tmp_path / "chiso" / name)
    return tmp_path


def given(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command by a Python without site-packages."""
    command = [sys.executable, "-S", "-m", "chiso", *words]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, encoding="utf-8", check=False)


def test_without_an_environment_a_sentence_says_what_to_run(clone: Path) -> None:
    answer = given(clone, "units", "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Hãy chạy một lần: python3 run.py" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_it_goes_on_as_the_python_of_the_environment(clone: Path) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s|" "$@"\nexit 7\n')
    python.chmod(0o700)
    answer = given(clone, "--home", "một hai", "units")
    assert (answer.returncode, answer.stdout) == (7, "-m|chiso|--home|một hai|units|")
