"""A home into which nothing was imported, of Sở Tư pháp where no other agency is named: a copy of one made once per
worker, ready ten times sooner."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from chiso import reference
from chiso.store import Store


def build(home: Path, agency: str = "stp", name: str = "") -> Store:
    """As `reference.init` makes it, opened; `name`: of an agency that is not shipped."""
    return _copied(home, agency, name, has_reference=True)


def bare(home: Path) -> Store:
    """As the store makes it, opened: without reference data."""
    return _copied(home, "stp", "", has_reference=False)


def _copied(home: Path, *whose: str, has_reference: bool) -> Store:
    shutil.copytree(_template(*whose, has_reference=has_reference), home, dirs_exist_ok=True)
    return Store.open(home)


@cache
def _template(agency: str, name: str, *, has_reference: bool) -> Path:
    """The closed home."""
    folder = Path(tempfile.mkdtemp(prefix="chiso-fresh-home-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = folder / "home"
    made = (
        reference.init(home, agency, name) if has_reference else Store.open(home, create=True, agency=agency)
    )
    made.close()
    return home
