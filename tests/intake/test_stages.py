"""Each step of looking at a file answers a type of its own; what is refused is of the last step that it reached."""

from pathlib import Path

import pytest

from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import (
    CleanedFile,
    ComparedFile,
    Preview,
    ReadFile,
    RecognisedFile,
    Upload,
)
from tests.worlds import fresh_home
from tests.worlds.upload_files import dossiers, export

GOOD = export(dossiers(3))
STEPS = {
    "no table": (b"%PDF-1.7 nothing of ours", Preview, True),
    "a table of nobody": ("Cột một;Cột hai;Cột ba\nx;y;z\nu;v;w\n".encode(), ReadFile, True),
    "of no day": (export(dossiers(3), title=""), RecognisedFile, True),
    "most rows are rejected": (export(dossiers(3, **{"Ngày tiếp nhận": "32/03/2024"})), RecognisedFile, True),
    "of another agency": (b"\xef\xbb\xbf" + "SỞ CÔNG THƯƠNG\n".encode() + GOOD[3:], CleanedFile, True),
    "ours": (GOOD, ComparedFile, False),
}


@pytest.mark.parametrize("case", STEPS)
def test_a_file_is_of_the_last_step_that_it_reached(tmp_path: Path, case: str) -> None:
    content, step, is_refused = STEPS[case]
    with fresh_home.build(tmp_path / "home") as store:
        looked = preview(store, Upload("tệp.csv", content, agency="stp"))
    assert type(looked) is step
    assert (looked.error is not None) is is_refused


def test_what_nobody_asks_to_compare_is_cleaned(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        assert type(preview(store, Upload("tệp.csv", GOOD), compare=False)) is CleanedFile
