"""A cell made to blow up a regular expression costs time in proportion to its length, whatever kind its column is."""

import time
from collections.abc import Callable

import pyarrow as pa
import pytest

from chiso.core import masking, schedules
from chiso.core.vietnamese import fold, nfc
from chiso.intake.clean.values import parse_column
from chiso.intake.datasets import DATASETS, KINDS

FIELDS = {known.kind: known for dataset in DATASETS.values() for known in dataset.fields}
PIECES = (
    " ",
    "\n ",
    "\u00a0",
    "(",
    "a (",
    "<",
    "0",
    "9.",
    "-",
    "1/1/",
    "ngày 1 ",
    "quý I ",
    "và ",
    "0912 ",
    "CMND -",
)
# Whatever reads a whole cell beside the parsers of columns.
READERS: dict[str, Callable[[str], object]] = {
    "nfc": nfc,
    "fold": fold,
    "masked": masking.masked,
    "schedule": lambda text: schedules.parse(text, 2024),
}


def seconds(work: Callable[[str], object], piece: str, size: int) -> float:
    """Of the processor in this thread, the least of two: a busy machine counts little."""
    text = "x" + piece * (size // len(piece)) + "x"
    found = []
    for turn in range(2):
        begun = time.thread_time()
        work(f"{turn}{text}")
        found.append(time.thread_time() - begun)
    return min(found)


def check(work: Callable[[str], object], piece: str) -> None:
    """Eight times the text is eight times the time, not sixty-four times."""
    short, long = (seconds(work, piece, size) for size in (4_000, 32_000))
    assert long < 20 * short + 0.1, (piece, short, long)


@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_of_any_kind_costs_time_in_proportion(kind: str) -> None:
    for piece in PIECES:
        check(lambda text: parse_column(pa.array([text]), FIELDS[kind]), piece)


@pytest.mark.parametrize("reader", READERS)
def test_a_text_costs_time_in_proportion_in_whatever_reads_it(reader: str) -> None:
    for piece in PIECES:
        check(READERS[reader], piece)
