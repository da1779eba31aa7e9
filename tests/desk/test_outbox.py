"""The outbox: after an import, once, what the office presents lies in the day's folder, whatever stood in the way."""

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from chiso.core import clock
from chiso.core.errors import Refused
from chiso.desk import folders, inbox, nightly, outbox
from chiso.desk.outbox import Outbox
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.people.actor import VISITOR, Actor
from chiso.present import after_import
from chiso.store import Store
from tests.conftest import LONG
from tests.desk.test_inbox import export
from tests.worlds.people import ADMIN


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Path:
    (tmp_path / "di").mkdir(mode=0o750)
    (tmp_path / "di").chmod(0o750)
    outbox.choose(store, ADMIN, str(tmp_path / "di"))
    return tmp_path / "di"


class Made:
    """What is made in the tests that are not about its content: how often, of how many imports."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, store: Store) -> Mapping[str, bytes]:
        self.times += 1
        return {"a.txt": str(len(store.rows("imports/list"))).encode()}


def imported(store: Store, month: str) -> int:
    result = batch.import_file(store, ADMIN, Upload(f"{month}.csv", export(month)))
    assert result.import_id is not None
    return int(result.import_id)


def looks(box: Outbox, store: Store, make: outbox.Making, times: int = 2) -> None:
    for _ in range(times):
        box.look(store, make)


def written(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.skipif(not LONG, reason="in a usual run the files themselves")
def test_deck_list_and_hand_outs_of_the_newest_data_lie_in_the_days_folder(
    store: Store, place: Path, tmp_path: Path
) -> None:
    imported(store, "05")
    looks(Outbox(), store, after_import.files)
    found = written(place)
    day = clock.today().isoformat()
    assert f"{day}/giao-ban-stp-2024-05-31.pptx" in found
    assert f"{day}/danh-sach-buoi-sang-2024-05-31.xlsx" in found
    assert f"{day}/stp-vp-to-phat-tay-2024-05-31.pdf" in found
    assert Presentation(BytesIO(found[f"{day}/giao-ban-stp-2024-05-31.pptx"])).slides
    assert openpyxl.load_workbook(BytesIO(found[f"{day}/danh-sach-buoi-sang-2024-05-31.xlsx"])).sheetnames
    assert all(content.startswith(b"%PDF") for name, content in found.items() if name.endswith(".pdf"))


def test_it_is_written_once_for_imports_that_came_in_a_row_and_again_after_an_undo(
    store: Store, place: Path, tmp_path: Path
) -> None:
    box, made = Outbox(), Made()
    looks(box, store, made)
    assert (made.times, written(place)) == (0, {})  # nothing was imported yet
    imported(store, "04")
    box.look(store, made)
    last = imported(store, "05")
    box.look(store, made)
    assert made.times == 0  # it went on coming
    looks(box, store, made, 5)
    assert (made.times, [*written(place).values()]) == (1, [b"2"])
    looks(Outbox(), store, made)  # a server that starts anew
    assert made.times == 1
    batch.rollback(store, ADMIN, last)
    looks(box, store, made)
    assert made.times == 2


def test_another_folder_gets_the_files_too(store: Store, place: Path, tmp_path: Path) -> None:
    box, made = Outbox(), Made()
    imported(store, "05")
    looks(box, store, made)
    (tmp_path / "khac").mkdir()
    outbox.choose(store, ADMIN, str(tmp_path / "khac"))
    looks(box, store, made)
    assert [*written(tmp_path / "khac").values()] == [b"1"]
    outbox.choose(store, ADMIN, "")
    imported(store, "04")
    looks(box, store, made)
    assert made.times == 2


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_whoever_may_read_the_folder_may_read_what_is_in_it_and_nobody_else(
    store: Store, place: Path, tmp_path: Path
) -> None:
    imported(store, "05")
    looks(Outbox(), store, Made())
    (file,) = (path for path in place.rglob("*") if path.is_file())
    assert [path.stat().st_mode & 0o777 for path in (file.parent, file)] == [0o750, 0o640]


def test_what_stands_in_the_way_is_told_and_tried_again_later(
    store: Store, place: Path, tmp_path: Path
) -> None:
    box, made = Outbox(), Made()
    imported(store, "05")
    place.rmdir()
    looks(box, store, made)
    assert "Không ghi được vào thư mục hộp thư đi" in box.problem
    place.mkdir()
    looks(box, store, made, 3)
    assert made.times == 1  # not at every look
    looks(box, store, made, 20)
    assert (box.problem, made.times) == ("", 2)
    assert [*written(place).values()] == [b"1"]


def test_a_failure_nobody_foresaw_has_its_number(
    store: Store, place: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Store) -> Mapping[str, bytes]:
        raise ZeroDivisionError

    box = Outbox()
    imported(store, "05")
    looks(box, store, broken)
    assert "Hãy báo quản trị viên số" in box.problem
    number = box.problem.split()[-1].strip(".")
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_nothing_is_written_behind_a_link(store: Store, place: Path, tmp_path: Path) -> None:
    imported(store, "05")
    (tmp_path / "noi-khac").mkdir()
    (place / clock.today().isoformat()).symlink_to(tmp_path / "noi-khac")
    box = Outbox()
    looks(box, store, Made())
    assert box.problem
    assert written(tmp_path / "noi-khac") == {}


@pytest.mark.parametrize("last", ["backups", "inbox", "outbox"])
def test_the_folder_chosen_last_is_apart_from_those_chosen_before(
    store: Store, tmp_path: Path, last: str
) -> None:
    """Backups go nowhere where exports are looked for, exports come from nowhere where decks are written."""
    choose = {
        "backups": lambda place: nightly.choose(store, ADMIN, place, 1),
        "inbox": lambda place: inbox.choose(store, ADMIN, place, False),
        "outbox": lambda place: outbox.choose(store, ADMIN, place),
    }
    for name in (name for name in choose if name != last):
        (tmp_path / name / "trong").mkdir(parents=True)
        choose[name](str(tmp_path / name))
        for taken in (tmp_path / name, tmp_path / name / "trong", tmp_path):
            with pytest.raises(Refused, match="tách rời"):
                choose[last](str(taken))


def test_only_an_administrator_chooses_a_folder_apart_from_the_others(store: Store, tmp_path: Path) -> None:
    (tmp_path / "den" / "di").mkdir(parents=True)
    inbox.choose(store, ADMIN, str(tmp_path / "den"), False)
    for who in (Actor("van.phong", "uploader"), Actor("gioi.han", "admin", "stp-vp")):
        with pytest.raises(Refused, match="quản trị viên"):
            outbox.choose(store, who, str(tmp_path / "den"))
    with pytest.raises(Refused, match="minh họa"):
        outbox.choose(store, Actor(VISITOR, "admin"), "")
    for taken in ("den", "den/di", "home", "chua-co", ""):
        place = str(tmp_path / taken) if taken else "den"
        with pytest.raises(Refused) as refused:
            outbox.choose(store, ADMIN, place)
        assert refused.value.code == "bad_folder"
    assert folders.chosen(store, folders.OUTBOX) is None
    (tmp_path / "luu").mkdir()
    nightly.choose(store, ADMIN, str(tmp_path / "luu"), 1)
    with pytest.raises(Refused, match="tách rời"):
        outbox.choose(store, ADMIN, str(tmp_path / "luu"))
