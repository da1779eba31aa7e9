"""What a home keeps is read by the service's account only, whatever the shell that started it allows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chiso.store import Store, backup
from tests.worlds import fresh_home
from tests.worlds.import_world import World, dossier

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes mean nothing on Windows")


def loose(home: Path) -> list[str]:
    paths = [home, *home.rglob("*")]
    return [str(path) for path in paths if not path.is_symlink() and path.stat().st_mode & 0o077]


def test_an_open_home_is_tightened_with_all_that_the_program_made_in_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with fresh_home.bare(home) as store:
        World(store).number([dossier("D1")], "31/3")
        backup.backup(store)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (home / "replaced").mkdir()
    (home / "replaced" / "link").symlink_to(elsewhere)
    for name in ("chiso.log", "chiso.log.1", "demo-exports/ho_so.csv", "replaced/20240101/chiso.duckdb"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).touch()
    (home / "ghi-chu.txt").touch()  # nothing of the program's
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    Store.open(home).close()
    assert loose(home) == [str(home / "ghi-chu.txt")]
    assert elsewhere.stat().st_mode & 0o777 == 0o755


COMMANDS = """
import os, sys
from chiso.__main__ import main
from chiso.store import private
private.tighten = lambda home: None  # it would mend what was written for everybody: the test before is its own
for word in ("init", "units", "backup"):
    os.umask(0)  # as a shell that allows everything starts each of them
    if main(["--home", sys.argv[1], word]):
        sys.exit(word)
    if os.umask(0) != 0o077:  # of what is made open and closed at once nothing is left to see
        sys.exit(word + " writes for others")
"""


def test_what_the_command_line_writes_is_private_under_any_umask(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = subprocess.run([sys.executable, "-c", COMMANDS, str(home)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert loose(home) == []
