"""The home of version 0.1.0 (tests/store/test_older_homes.py says what is in it)."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def unpack(folder: Path) -> None:
    """Its home is `home` in the folder then, its key `chiso.key`."""
    with zipfile.ZipFile(Path(__file__).with_name("home-0.1.0.zip")) as archive:
        archive.extractall(folder)


@contextmanager
def placed(folder: Path) -> Iterator[Path]:
    """The home, with its key."""
    unpack(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CHISO_KEY_FILE", str(folder / "chiso.key"))
        yield folder / "home"
