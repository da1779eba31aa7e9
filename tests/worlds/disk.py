"""Files of the disk for the readers."""

from pathlib import Path

from chiso.core.settings import Limits
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Reading


def read_path(path: Path, limits: Limits | None = None) -> Reading:
    """Reads a file from the disk under its own name."""
    return read(path.name, path, limits)
