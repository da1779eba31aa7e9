"""A date that was said by mistake is corrected by saying the right one for the same file (shared contract, "Versions
and the as-of date", `date_corrected`)."""

from datetime import date

import pytest

from chiso.core.errors import Refused
from chiso.desk import effects
from chiso.intake.commit import batch, recovery
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import ComparedFile, ImportResult, Upload
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.store import Store, ledger
from tests.conftest import LONG
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN

WRONG, RIGHT = date(2025, 3, 31), date(2024, 3, 31)
OPEN = {"Ngày kết thúc xử lý": "", "Trạng thái hồ sơ": "Đang xử lý"}  # due on 18/3/2024


def upload(day: date | None, title: str = "") -> Upload:
    content = made.export(made.dossiers(4, **OPEN), title=title)
    return Upload("ho_so.csv", content, answers=Answers(as_of=day))


def imported(store: Store, day: date | None, title: str = "") -> ImportResult:
    (result,) = effects.import_parts(store, ADMIN, upload(day, title))
    return result


def statuses(store: Store) -> list[tuple[date, str]]:
    return [(row["as_of"], row["status"]) for row in store.rows("imports/all")]


def test_another_date_rolls_the_earlier_import_back_and_says_so(store: Store) -> None:
    imported(store, WRONG)
    again = imported(store, RIGHT)
    assert again.status == "imported"
    (said,) = [one["message"] for one in again.warnings if one["code"] == "date_corrected"]
    assert "31/03/2025 (lần nhập 1)" in said
    assert "31/03/2024" in said
    assert statuses(store) == [(WRONG, "rolled_back"), (RIGHT, "active")]
    assert [line["action"] for line in ledger.read(store.home).lines][-2:] == ["rollback", "import"]
    assert imported(store, RIGHT).status == "unchanged"
    assert recovery.verify(store) == []


@pytest.mark.parametrize("wrong", [date(2024, 3, 30), date(2024, 3, 31)])
def test_a_date_of_the_same_month_is_corrected_both_ways(store: Store, wrong: date) -> None:
    other = date(2024, 3, 30 if wrong.day == 31 else 31)
    imported(store, wrong)
    assert imported(store, other).status == "imported"  # never older_than_imported
    assert statuses(store) == [(wrong, "rolled_back"), (other, "active")]


@pytest.mark.skipif(not LONG, reason="in a usual run dates that may be corrected")
def test_a_right_date_before_a_file_that_counts_again_is_too_old(store: Store) -> None:
    """The wrong date had superseded the file of the 20th, which counts again without it: as of the 18th the file is
    older than what there is, and nothing changes (it went in as superseded at once, and was said to be imported)."""
    other = made.export(made.dossiers(5, **OPEN), title="Tính đến ngày 20/03/2024")
    effects.import_parts(store, ADMIN, Upload("ky.csv", other))
    imported(store, date(2024, 3, 25))
    again = imported(store, date(2024, 3, 18))
    assert again.error is not None
    assert again.error["code"] == "older_than_imported"
    assert statuses(store) == [(date(2024, 3, 20), "superseded"), (date(2024, 3, 25), "active")]
    assert imported(store, date(2024, 3, 21)).status == "imported"
    assert [status for _, status in statuses(store)] == ["superseded", "rolled_back", "active"]


def test_a_date_that_the_sheet_prints_is_corrected_by_nobody(store: Store) -> None:
    imported(store, None, made.MARCH)
    assert imported(store, WRONG, made.MARCH).status == "unchanged"
    assert statuses(store) == [(RIGHT, "active")]


def test_what_is_previewed_is_what_happens(store: Store) -> None:
    """Each side speaks of its newest day: the four dossiers were received in the year of the right one."""
    imported(store, WRONG)
    looked = preview(store, upload(RIGHT))
    assert isinstance(looked, ComparedFile)
    before = effects.of_import(store, looked)
    result, effect = effects.do_import(store, ADMIN, looked)
    assert result.status == "imported"
    assert effect == before
    assert (before.day_before, before.day_after) == (WRONG, RIGHT)


def test_whoever_may_not_undo_the_earlier_import_corrects_nothing(store: Store) -> None:
    imported(store, WRONG)
    limited = Actor("chi", "uploader", "stp-vp")
    with pytest.raises(Refused, match="không hoàn tác"):
        batch.commit(store, limited, preview(store, upload(RIGHT)))
    assert statuses(store) == [(WRONG, "active")]
