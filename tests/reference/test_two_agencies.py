"""A home keeps several agencies: a file goes to the one that it names; each is answered as in a home of its own."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chiso.__main__ import main
from chiso.commands import asking, keeping, saying, users
from chiso.core.errors import Refused
from chiso.desk import restoring
from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.people.actor import Actor
from chiso.reference import agencies
from chiso.store import Store
from tests.conftest import LONG
from tests.worlds import fresh_home
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN, audited_acts

TRADE = "Trung tâm Khuyến công và Xúc tiến thương mại"
OPEN = {"Ngày kết thúc xử lý": "", "Trạng thái hồ sơ": "Đang xử lý"}
# Of each agency some done on time, some open beyond their day of 18/3; one of each on paper.
ROWS = {
    "stp": made.dossiers(4) + made.dossiers(2, 11, **OPEN, **{"Phòng xử lý": made.LEGAL}),
    "sct": made.dossiers(5, 3, **{"Phòng xử lý": TRADE}) + made.dossiers(3, 21, **OPEN),
}
TITLES = {"stp": "SỞ TƯ PHÁP", "sct": "SỞ CÔNG THƯƠNG"}


def export(agency: str) -> bytes:
    return made.export(ROWS[agency], title=f"{TITLES[agency]}\n{made.MARCH}")


def answers(store: Store, agency: str | None) -> list[Any]:
    """What `indicators --json`, by unit and month too, and `overdue --json` print of an agency (None: none is said)."""
    words = {"agency": agency, "indicator": None}
    found = [asking.indicators(store, by=by, **words) for by in (None, "unit", "month")]
    late = asking.overdue(store, kind=None, soon=None, agency=agency)
    late = replace(
        late, document=late.document.drop(columns="import_id")
    )  # numbers of imports are the home's
    return [json.loads(saying.of(one, True).out) for one in (*found, late)]


def test_a_home_of_two_answers_each_as_a_home_of_one(tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "both") as both:
        agencies.add(both, ADMIN, "sct")
        done = [imported(both, agency) for agency in ROWS]
        codes = [{one["code"] for one in part.warnings} - {"missing_optional"} for part in done]
        assert codes == [set(), {"agency_by_sheet"}]
        assert any("“Sở Công Thương”" in one["message"] for one in done[1].warnings)
        assert imported(both, "sct").status == "unchanged"
        assert [row["agency"] for row in both.rows("imports/list")] == ["stp", "sct"]
        for agency in ROWS:
            with fresh_home.build(tmp_path / agency, agency) as alone:
                imported(alone, agency)
                own = answers(alone, None)
            assert answers(both, agency) == own, agency
            assert (answers(both, None) == own) is (agency == "stp"), (
                "where none is said the first one answers"
            )
            assert len(own[-1]) == {"stp": 2, "sct": 3}[agency]


def test_the_command_adds_it_once(store: Store) -> None:
    known = {"agency": "sct", "agency_name": "Sở Công Thương", "agencies": ["stp", "sct"]}
    version = store.data_version
    assert keeping.agency_add(store, "sct", None, None).document == known
    assert store.data_version == version


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with fresh_home.build(tmp_path / "home") as opened:
        agencies.add(opened, ADMIN, "sct")
        yield opened


def imported(store: Store, agency: str, who: Actor = ADMIN, into: str = "") -> ImportResult:
    return batch.import_file(store, who, Upload("thang-3.csv", export(agency), into))


def test_an_account_of_one_agency_imports_for_that_one_alone(store: Store) -> None:
    limited = Actor("cong.thuong", "uploader", "sct")
    assert imported(store, "sct", limited).status == "imported"
    with pytest.raises(Refused, match="other_unit"):
        imported(store, "stp", limited)


def test_said_for_one_agency_a_file_of_the_other_is_refused(store: Store) -> None:
    done = imported(store, "sct", into="stp")
    assert done.error is not None
    assert done.error["code"] == "other_agency"


@pytest.mark.skipif(not LONG, reason="in a usual run that of a further one: test_further_agency.py")
def test_adding_is_audited_and_restored(store: Store) -> None:
    agencies.add(store, ADMIN, "syt", "Sở Y tế")
    assert list(audited_acts(store)["what"][:3])[::-1] == ["agency_added", "agency_named", "agency_added"]
    assert imported(store, "sct").status == "imported"
    kept, home = agencies.kept(store), store.home
    assert list(kept) == ["stp", "sct", "syt"]
    store.close()
    (home / "chiso.duckdb").unlink()
    restoring.restore(home, None, as_it_was=False)
    with Store.open(home) as again:
        assert agencies.kept(again) == kept
        assert [row["agency"] for row in again.rows("imports/list")] == ["sct"]


@pytest.mark.parametrize("command", [("agency", "add", "sxyz"), ("overdue", "--agency", "sxyz")])
def test_an_unknown_code_is_refused_with_what_is_known(
    store: Store, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    store.close()
    assert main(["--home", str(store.home), "--json", *command]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "unknown_name"
    assert "sct (Sở Công Thương)" in error["message"]


def test_an_account_is_limited_to_an_agency_by_its_code(store: Store) -> None:
    words = {"name": "cong.thuong", "unit": None, "password_stdin": False, "agency": "sct"}
    assert users.user(store, "add", "uploader", None, **words).document["unit"] == "sct"  # type: ignore[arg-type]
