"""The first-day page: which files to bring, ticked off, what is offered in one click; gone once there is a figure."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chiso.core.settings import SAMPLES
from chiso.core.text import plain
from chiso.desk import first_day
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from chiso.web.shell import process
from chiso.web.shell.process import Process
from tests.worlds import upload_files as made
from tests.worlds.apps import opened
from tests.worlds.people import ADMIN

SERIES, PLAN = "co_san_chi-so-tinh-khanh-hoa.csv", "co_san_ke-hoach-cchc-2024.csv"


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
    assert not [one for one in opened("quan_tri").markdown if "đều đã biết" in one.value]  # of no data
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


def test_what_is_offered_waits_where_it_belongs_after_the_first_figures(store: Store) -> None:
    batch.import_file(store, ADMIN, Upload("thang-3.csv", made.export(made.dossiers(3))))
    for page in ("nhap_du_lieu", "chi_so"):
        assert SERIES in {button.key for button in opened(page).button}, page
    assert PLAN in {button.key for button in opened("ke_hoach").button}
    opened("chi_so").button(key=SERIES).click().run()
    for page in ("nhap_du_lieu", "chi_so"):
        app = opened(page)
        assert not app.exception
        assert SERIES not in {button.key for button in app.button}, page


def test_nothing_is_offered_to_the_demonstration_that_has_it_nor_beside_a_plan_that_is_there(
    store: Store,
) -> None:
    series, plan = SAMPLES / "chi-so-tinh-khanh-hoa.csv", SAMPLES / "ke-hoach-cchc-2024.csv"
    batch.import_file(store, ADMIN, Upload("Chi_so_tinh.csv", series.read_bytes()))
    other = plan.read_bytes() + "I,X,99,Việc khác,Báo cáo,Trước ngày 10/12/2024,Văn phòng,,\n".encode()
    assert batch.import_file(store, ADMIN, Upload("ke-hoach-cua-minh.csv", other)).status == "imported"
    assert {offer.file for step in first_day.steps(store, "stp") for offer in step.offers} == {
        "chi-so-cchc-so-tu-phap.csv"
    }
