"""What an import is said to have changed: measured inside its transaction, summed over several, true for good."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chiso.core.settings import SAMPLES
from chiso.desk import effects, history
from chiso.desk.effects import Batch
from chiso.intake.commit import batch, storing
from chiso.intake.commit.preview import preview
from chiso.intake.commit.stages import ComparedFile, Upload
from chiso.store import Store
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN, named

MAY = "Từ ngày 01/05/2024 đến ngày 31/05/2024"
COUNTER = {"Hình thức nộp": "Trực tiếp"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with made.home(tmp_path / "home") as opened:
        yield opened


def looked(store: Store, name: str, rows: list[dict[str, str]], title: str = made.MARCH) -> ComparedFile:
    found = preview(store, Upload(name, made.export(rows, title=title)))
    assert isinstance(found, ComparedFile), found.error
    return found


def online(effect: effects.Effect | None) -> tuple[float | None, float | None]:
    assert effect is not None
    (change,) = [one for one in (*effect.headlines, *effect.others) if one.indicator == "online_rate"]
    return change.before, change.after


def test_what_is_overdue_of_a_plan_that_is_not_there_is_unknown(store: Store) -> None:
    """Before the plan comes nobody knows; what it then says is a number."""
    batch.import_file(store, ADMIN, Upload("thang_3.csv", made.export(made.dossiers(4))))
    plan = (SAMPLES / "ke-hoach-cchc-2024.csv").read_bytes()
    found = preview(store, Upload("ke-hoach.csv", plan))
    assert isinstance(found, ComparedFile), found.error
    effect = effects.of_import(store, found)
    (change,) = [one for one in (*effect.headlines, *effect.others) if one.indicator == "plan_overdue"]
    assert change.before is None
    assert change.after is not None


def test_the_effect_is_of_the_import_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """March: 4 online. April brings 4 at the counter while somebody imports 8 more of May: the rate of April alone goes
    from 4 / 4 to 4 / 8, whatever comes before or after its transaction."""
    batch.import_file(store, ADMIN, Upload("thang_3.csv", made.export(made.dossiers(4))))
    april = looked(store, "thang_4.csv", made.april(4, 11, **COUNTER), made.APRIL)
    may = Upload("thang_5.csv", made.export(made.april(8, 21, **COUNTER), title=MAY))
    other = threading.Thread(target=lambda: batch.import_file(store, named("binh"), may))
    commit, measured, here = batch.commit, effects.measured, threading.current_thread()

    def commit_then_wait(*given):
        done = commit(*given)
        if threading.current_thread() is here:
            other.join()  # the other import lies between the transaction and what the page does next
        return done

    def measured_beside(*given):
        other.start()  # waits for the writer
        return measured(*given)

    monkeypatch.setattr(effects, "measured", measured_beside)
    monkeypatch.setattr(batch, "commit", commit_then_wait)
    result, effect = effects.do_import(store, ADMIN, april)
    assert online(effect) == (1.0, 0.5)
    assert len(history.imports(store, "stp")) == 3
    row = next(row for row in history.imports(store, "stp") if row["import_id"] == result.import_id)
    assert "Hồ sơ trực tuyến 100% → 50%" in row["effect"]
    assert row["difference"] == {"new": 4, "changed": 0, "unchanged": 0, "moved_due": 0, "vanished": 0}


def test_a_batch_goes_from_before_the_first_to_after_the_last(store: Store) -> None:
    """4 of 4 online; two files of a drop bring 4 and 8 at the counter: 4 / 16 in the end. Between them somebody else
    brought 4 more, which is said."""
    batch.import_file(store, ADMIN, Upload("thang_3.csv", made.export(made.dossiers(4))))
    done = Batch.until(store, "stp", date(2024, 5, 31))
    april, may = made.april(4, 11, **COUNTER), made.april(8, 21, **COUNTER)
    effects.do_import(store, ADMIN, looked(store, "thang_4.csv", april, made.APRIL), done)
    between = Upload("bo_sung.csv", made.export(made.dossiers(4, 41, **COUNTER)), mode="add")
    batch.import_file(store, named("binh"), between)
    effects.do_import(store, ADMIN, looked(store, "thang_5.csv", may, MAY), done)
    assert online(done.effect) == (1.0, 0.2)  # 4 / 20
    assert [(row["what"], row["who"], row["file_name"]) for row in done.others(store)] == [
        ("import", "binh", "bo_sung.csv")
    ]
    assert done.numbers == [2, 4]


def test_nothing_is_said_of_a_batch_that_nobody_disturbed(store: Store) -> None:
    done = Batch.until(store, "stp", date(2024, 4, 30))
    effects.do_import(store, ADMIN, looked(store, "thang_3.csv", made.dossiers(4)), done)
    effects.do_import(
        store, ADMIN, looked(store, "thang_4.csv", made.april(4, 11, **COUNTER), made.APRIL), done
    )
    assert (online(done.effect), done.others(store)) == ((None, 0.5), [])


def test_preview_and_result_say_the_same_of_a_file_of_the_wrong_year(store: Store) -> None:
    """A date a year too far: online, a rate of the year, is unknown afterwards; both say so."""
    batch.import_file(store, ADMIN, Upload("thang_3.csv", made.export(made.dossiers(4))))
    wrong = looked(store, "sai.csv", made.dossiers(4, 11), "Từ ngày 01/05/2025 đến ngày 31/05/2025")
    before = effects.of_import(store, wrong)
    _, after = effects.do_import(store, ADMIN, wrong)
    assert after == before
    assert online(after) == (1.0, None)


def test_what_was_not_imported_has_no_effect(store: Store) -> None:
    wanted = looked(store, "thang_3.csv", made.dossiers(4))
    assert effects.do_import(store, ADMIN, wanted)[1] is not None
    again, nothing = effects.do_import(store, ADMIN, wanted)
    assert (again.status, nothing) == ("unchanged", None)


def test_a_drop_asks_the_figures_once_between_its_files(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three files: before the first, after each. What failed in between does not count: it is asked anew."""
    asked: list[date | None] = []
    snapshot = effects.snapshot
    monkeypatch.setattr(effects, "snapshot", lambda *given: asked.append(given[2]) or snapshot(*given))
    done = Batch.until(store, "stp", date(2024, 5, 31))
    march = looked(store, "thang_3.csv", made.dossiers(4))
    april = looked(store, "thang_4.csv", made.april(4, 11, **COUNTER), made.APRIL)
    may = looked(store, "thang_5.csv", made.april(8, 21, **COUNTER), MAY)
    effects.do_import(store, ADMIN, march, done)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "import_line", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            effects.do_import(store, ADMIN, may, done)
    assert (len(asked), done.numbers, online(done.effect)) == (3, [1], (None, 1.0))
    asked.clear()
    assert online(effects.do_import(store, ADMIN, april, done)[1]) == (1.0, 0.5)
    assert online(effects.do_import(store, ADMIN, may, done)[1]) == (0.5, 0.25)
    assert (len(asked), online(done.effect)) == (3, (None, 0.25))
