"""Paths and limits: what a department may want to change; CHISO_* variables override it."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REFERENCE = ROOT / "data" / "reference"
SAMPLES = ROOT / "data" / "samples"
OFFERED = SAMPLES / "offered.toml"
QUERIES = ROOT / "queries"
GUIDE = ROOT / "docs" / "huong-dan"
DATASETS = ROOT / "data" / "datasets"
REFUSALS = ROOT / "data" / "refusals.toml"
KINDS = ROOT / "data" / "kinds.toml"
WORDINGS = ROOT / "data" / "wordings.toml"
CHECKS = ROOT / "data" / "checks.toml"
INDEX_NAMES = ROOT / "data" / "index_names.toml"
EXPORTED = ROOT / "data" / "exported.toml"
JOURNAL = ROOT / "data" / "journal.toml"

MB = 1_000_000


def default_home() -> Path:
    """The data directory: CHISO_HOME, else data/var in the project."""
    return Path(os.environ.get("CHISO_HOME") or ROOT / "data" / "var")


def keep_private() -> None:
    """At every start: what this process writes is read by its own account only, whatever the shell or service says."""
    os.umask(0o077)


def originals_days() -> int:
    """How many days an imported file is kept: CHISO_ORIGINALS_DAYS, else two years (docs/decisions/0003)."""
    said = os.environ.get("CHISO_ORIGINALS_DAYS", "").strip()
    return int(said) if said.isdecimal() else 730


@dataclass(frozen=True)
class Limits:
    """What one file, one account and one connection may cost. Sizes in bytes, times in seconds."""

    upload_bytes: int = 50 * MB
    csv_bytes: int = 512 * MB
    unpacked_bytes: int = 200 * MB
    zip_entries: int = 2_000
    rows: int = 2_000_000
    columns: int = 16_384
    cells: int = 40_000_000
    child_memory_bytes: int = 2_000 * MB
    child_seconds: int = 90
    largest_span: int = 1_000
    account_pages: int = 100
    account_held_bytes: int = 500 * MB  # sent and not yet given up by its page
    account_hour_bytes: int = 1_000 * MB
    held_bytes: int = 1_500 * MB  # of all accounts together
    waiting_days: int = 7  # that a dropped file waits after the last answer (within held_bytes)
    kept_bytes: int = 32 * MB  # of answers that pages asked for, so that a rerun costs nothing
    at_hand_bytes: int = (
        2 * MB
    )  # of them as objects, counted as they are kept: in memory they are some four times that
    header_seconds: float = 30
    idle_seconds: float = 60


# A template travels within every deck that is drawn on it.
TEMPLATE_LIMITS = Limits(upload_bytes=20 * MB)

# A picture on a slide; what cameras write is below it.
PICTURE_LIMITS = Limits(upload_bytes=10 * MB, child_memory_bytes=1_000 * MB, child_seconds=30)
PICTURE_BYTES = 4_000_000  # of one written anew: what the preview of a slide draws
