"""A home into which nothing was imported, of Sở Tư pháp where no other agency is named: a copy of one made once for all
workers, ready ten times sooner; and one that several tests begin with, filled once per worker."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from chiso import reference
from chiso.store import Store
from tests.worlds.kept_homes import built_once

Fill = Callable[[Store], object]


def build(home: Path, agency: str = "stp", name: str = "", fill: Fill | None = None) -> Store:
    """As `reference.init` makes it, opened; `name`: of an agency that is not shipped. `fill`, a function of a module,
    puts into the template what all who name it begin with."""
    return _copied(_template(agency, name, fill), home)


def bare(home: Path) -> Store:
    """As the store makes it, opened: without reference data."""
    return _copied(_without_reference(), home)


def _copied(template: Path, home: Path) -> Store:
    shutil.copytree(template, home, dirs_exist_ok=True)
    return Store.open(home)


@cache
def _template(agency: str, name: str, fill: Fill | None) -> Path:
    """The closed home."""
    if not fill:
        return built_once(
            f"fresh-{agency}-{name}".rstrip("-"), lambda home: reference.init(home, agency, name)
        )
    home = _folder() / "home"
    with build(home, agency, name) as store:
        fill(store)
    return home


@cache
def _without_reference() -> Path:
    return built_once("bare", lambda home: Store.open(home, create=True, agency="stp"))


def _folder() -> Path:
    """One that goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="chiso-fresh-home-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
