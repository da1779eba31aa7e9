"""A home of Sở Tư pháp into which nothing was imported: a copy of one made once per worker, ready ten times sooner."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from chiso import reference
from chiso.store import Store


def build(home: Path) -> Store:
    """As `reference.init` makes it, opened."""
    return _copied(home, has_reference=True)


def bare(home: Path) -> Store:
    """As the store makes it, opened: without reference data."""
    return _copied(home, has_reference=False)


def _copied(home: Path, *, has_reference: bool) -> Store:
    shutil.copytree(_template(has_reference), home, dirs_exist_ok=True)
    return Store.open(home)


@cache
def _template(has_reference: bool) -> Path:
    """The closed home."""
    folder = Path(tempfile.mkdtemp(prefix="chiso-fresh-home-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    made = reference.init(home, "stp") if has_reference else Store.open(home, create=True, agency="stp")
    made.close()
    return home
