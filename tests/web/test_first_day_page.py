"""The first-day page: which files to bring, ticked off, what is offered in one click; gone once there is a figure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chiso.core.text import plain
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from chiso.web.shell import process
from chiso.web.shell.process import Process
from tests.worlds import upload_files as made
from tests.worlds.apps import opened
from tests.worlds.people import ADMIN

SERIES = "co_san_chi-so-tinh-khanh-hoa.csv"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    home = made.home(tmp_path / "home")
    running = Process(home=home.home)
    running.adopt(home)
    process.use(running)
    yield home
    running.close()
    process.use(None)


def ticked(app: object) -> dict[str, bool]:
    """Label -> whether it is there, in the order of the list."""
    lines = [one.value for one in app.markdown if ":material/radio_button_unchecked:] **" in one.value  # type: ignore[attr-defined]
             or ":material/check_circle:] **" in one.value]  # fmt: skip
    return {line.split("**")[1].split(". ", 1)[1]: "check_circle" in line for line in lines}


@pytest.mark.parametrize("page", ["tong_quan", "nhap_du_lieu"])
def test_the_list_ticks_off_what_is_there_and_goes_once_there_is_a_figure(store: Store, page: str) -> None:
    app = opened(page)
    assert ticked(app) == dict.fromkeys((plain(dataset.label) for dataset in DATASETS.values()), False)
    app.button(key=SERIES).click().run()
    assert not app.error
    assert [name for name, is_there in ticked(app).items() if is_there] == ["Kết quả các chỉ số"]
    assert SERIES not in {button.key for button in app.button}
    (row,) = store.rows("imports/list")
    assert (row["file_name"], row["imported_by"], row["rows_loaded"]) == (
        "chi-so-tinh-khanh-hoa.csv",
        "khach",
        199,
    )
    batch.import_file(store, ADMIN, Upload("thang-3.csv", made.export(made.dossiers(3))))
    assert ticked(opened(page)) == {}
