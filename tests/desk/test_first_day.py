"""The first day of a home: nothing comes by itself, what is offered goes through the importer and can be undone."""

from datetime import date
from pathlib import Path

import pytest

from chiso import figures, reference
from chiso.core.settings import SAMPLES
from chiso.desk import first_day
from chiso.desk.first_day import Offer
from chiso.intake.commit import batch
from chiso.intake.datasets import DATASETS
from chiso.store import Store
from tests.conftest import sample
from tests.worlds import fresh_home
from tests.worlds.import_world import World
from tests.worlds.people import ADMIN

SERIES = "chi-so-tinh-khanh-hoa.csv"


def offers(store: Store, agency: str) -> dict[str, Offer]:
    return {offer.file: offer for step in first_day.steps(store, agency) for offer in step.offers}


def test_what_is_offered_is_there_and_says_of_whom_it_speaks() -> None:
    agencies = {row["agency"] for row in reference.shipped.read_rows("agencies")}
    for offer in first_day.offered():
        assert (SAMPLES / offer.file).is_file()
        assert offer.dataset in DATASETS
        assert agencies.issuperset(offer.agencies)


@pytest.mark.parametrize(
    ("agency", "name", "files"),
    sample(
        [
            (
                "stp",
                "",
                {
                    SERIES,
                    "chi-so-cchc-so-tu-phap.csv",
                    "ke-hoach-cchc-2024.csv",
                    "ke-hoach-pci-pgi-stp-2024.csv",
                },
            ),
            ("stnmt", "", {SERIES, "ke-hoach-chi-so-stnmt-2022-2025.csv"}),
            ("syt", "Sở Y tế", {SERIES}),
        ]
    ),
)
def test_a_new_home_is_empty_and_one_step_brings_what_is_offered(
    tmp_path: Path, agency: str, name: str, files: set[str]
) -> None:
    with fresh_home.build(tmp_path / "home", agency, name) as store:
        assert store.rows("imports/list") == []
        assert not first_day.has_begun(store, agency)
        assert [step.is_there for step in first_day.steps(store, agency)] == [False] * 13
        found = offers(store, agency)
        assert found.keys() == files
        for offer in found.values():
            result = first_day.take(store, ADMIN, agency, offer)
            assert (result.status, result.rows_rejected, result.unknown_units) == ("imported", 0, ()), (
                result.error
            )
        assert offers(store, agency) == {}
        rows = store.rows("imports/list")
        assert {row["imported_by"] for row in rows} == {ADMIN.name}
        # The sample's own rows: PCI 2005 and PAPI 2024 of Khánh Hòa.
        scores = figures.index_series(store, agency=agency, as_of=figures.newest_as_of(store, agency))
        totals = {
            (row["index"], row["year"]): row["score"]
            for row in scores[scores["component"].isna()].to_dict("records")
        }
        assert (totals["PCI", 2005], totals["PAPI", 2024]) == (54.08, 43.8064)
        assert not first_day.has_begun(store, agency)  # no dossier, task or petition is there
        for row in reversed(rows):
            batch.rollback(store, ADMIN, row["import_id"])
        assert offers(store, agency).keys() == files
        assert figures.index_series(store, agency=agency, as_of=date(2025, 1, 1)).empty


def test_a_series_that_another_agency_of_the_home_took_over_is_not_offered_again(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        first_day.take(store, ADMIN, "stp", offers(store, "stp")[SERIES])
        assert offers(store, "sct").keys() == {"ke-hoach-cchc-sct-2024.csv"}
        assert [step.dataset for step in first_day.steps(store, "sct") if step.is_there] == ["index_scores"]


def test_a_plan_of_the_offices_own_hides_the_shipped_ones_and_one_shipped_plan_not_the_other(
    tmp_path: Path,
) -> None:
    """A plan that the office brought may be the same under another name."""
    plans = {"ke-hoach-cchc-2024.csv", "ke-hoach-pci-pgi-stp-2024.csv"}
    with fresh_home.build(tmp_path / "home") as store:
        first_day.take(store, ADMIN, "stp", offers(store, "stp")["ke-hoach-cchc-2024.csv"])
        assert offers(store, "stp").keys() & plans == {"ke-hoach-pci-pgi-stp-2024.csv"}
        own = [{"plan": "Kế hoạch 2024", "section": "I", "no": "1", "task": "Báo cáo"}]
        World(store).number(own, date(2024, 10, 31), dataset="plan_tasks")
        assert offers(store, "stp").keys() & plans == set()
