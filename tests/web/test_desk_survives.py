"""The import desk after a reload, a sign-in and a restart: the cards and what was answered, per account."""

import dataclasses
import gc
import json
import os
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from chiso.core.settings import Limits
from chiso.desk import inbox
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.people.accounts import User
from chiso.people.actor import Actor
from chiso.store import Store, waiting
from chiso.web.shell import process
from chiso.web.shell.context import Context
from chiso.web.shell.process import Process
from chiso.web.upload import desk, kept
from chiso.web.upload.item import Item
from tests.conftest import LONG
from tests.web.test_upload_page import PASSWORD, dropped, item, items, opened, press, said, stored, uploader
from tests.worlds import upload_files as made
from tests.worlds.people import ADMIN


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Process]:
    made.home(tmp_path / "home").close()
    running = started(tmp_path / "home")
    yield running
    running.close()
    process.use(None)


def started(home: Path) -> Process:
    running = Process(home=home)
    running.adopt(Store.open(home))
    process.use(running)
    return running


def restarted(running: Process) -> Process:
    """The same home in a server that remembers nothing of the one before."""
    running.close()
    kept._DESKS.clear()
    return started(running.home)


def there(running: Process) -> list[Path]:
    return [path for path in (running.home / waiting.FOLDER).rglob("*") if path.is_file()]


def store_of(running: Process) -> Store:
    assert running.store is not None
    return running.store


def asking() -> bytes:
    """Without a date, with an unknown unit and an unknown column."""
    rows = made.dossiers(3, **{"Phòng xử lý": "Tổ Một", "Người giữ việc": "An"})
    return made.export(rows, title="", header=f"{made.HEADER};Người giữ việc")


def answered(app: AppTest) -> AppTest:
    item(app, "march").say(as_of=date(2024, 3, 29))
    item(app, "march").units["Tổ Một"] = ("stp-hctp", False)
    item(app, "march").say_column("Người giữ việc", "official")
    item(app, "march").ticked.add("unusual_date")
    return app.run()


def test_a_restart_brings_back_the_cards_with_every_answer(served: Process) -> None:
    app = answered(dropped(opened(), march=asking()))
    app.checkbox(key=f"nho_mau_{item(app, 'march').key}").uncheck().run()
    served = restarted(served)
    app = opened()
    one = item(app, "march")
    assert [card.name for card in items(app)] == ["march.csv"]
    assert (one.answers.as_of, dict(one.answers.columns)) == (
        date(2024, 3, 29),
        {"Người giữ việc": "official"},
    )
    assert (one.units, one.ticked, one.remember) == ({"Tổ Một": ("stp-hctp", False)}, {"unusual_date"}, False)
    assert "số liệu đến **29/03/2024** (do bạn cho biết)" in said(app)
    assert "1 tệp đang chờ từ lần trước đã trở lại" in said(app)
    press(app, "march")
    assert [(row["rows_loaded"], row["as_of"]) for row in stored(store_of(served))] == [
        (3, date(2024, 3, 29))
    ]
    assert there(served) == []


def test_a_kill_after_the_import_and_before_the_card_went_brings_nothing_in_twice(served: Process) -> None:
    content = made.export(made.dossiers(3))
    dropped(opened(), march=content)
    batch.import_file(store_of(served), ADMIN, Upload("march.csv", content))
    assert len(there(served)) == 2
    served = restarted(served)
    assert [one.state.word for one in items(opened())] == ["Đã có sẵn"]
    assert there(served) == []
    assert len(stored(store_of(served))) == 1


def test_a_reload_and_a_second_page_find_the_same_cards_and_read_nothing_twice(served: Process) -> None:
    first = dropped(opened(), march=asking(), april=made.export(made.april(2, 11), title=made.APRIL))
    looked = item(first, "march").looked
    second = opened()
    assert [one.name for one in items(second)] == ["march.csv", "april.csv"]
    assert item(second, "march").looked is looked
    press(second, "april")
    reloaded = opened()
    assert [one.name for one in items(reloaded)] == ["march.csv"]  # what is done is shown where it was done
    assert [one.name for one in items(first.run())] == [
        "march.csv"
    ]  # and is not taken from the uploader again
    reloaded.button(key=f"bo_{item(reloaded, 'march').key}").click().run()
    assert there(served) == []


def test_nobody_sees_the_cards_of_another_account(served: Process) -> None:
    user = uploader(served)
    assert served.accounts is not None
    served.accounts.add(ADMIN, User("ke.toan", role="admin"), PASSWORD)
    session = served.accounts.session(served.accounts.sign_in("ke.toan", PASSWORD).token)
    assert session is not None
    mine = dropped(opened(user), march=asking())
    other = {"username": "ke.toan", "session": session.token_hash}
    assert items(opened(other)) == []
    served.accounts.sign_out_everywhere(ADMIN, "van.phong")
    again = served.accounts.session(served.accounts.sign_in("van.phong", PASSWORD).token)
    assert again is not None
    del mine
    until = time.monotonic() + 30
    while kept._DESKS and time.monotonic() < until:
        gc.collect()  # which does nothing while another thread collects
        time.sleep(0.01)
    assert list(kept._DESKS) == []  # with its last page a desk leaves the memory
    back = opened({"username": "van.phong", "session": again.token_hash})
    assert [one.name for one in items(back)] == ["march.csv"]


def test_what_is_kept_is_sealed_and_goes_with_its_card(served: Process) -> None:
    """Taken off, cleared, taken from the uploader's list, imported, refused for good, in already: nothing is left."""
    content = asking()
    app = dropped(opened(), march=content, april=made.export(made.april(2, 11), title=made.APRIL), trash=b"")
    assert len(there(served)) == 4  # two files with their answers; of the refused one nothing
    for path in there(served):
        for word in ("march", "Tổ Một", "lý lịch tư pháp", "Người giữ việc"):
            assert word.encode() not in path.read_bytes()
    press(app, "april")
    assert len(there(served)) == 2
    app.button(key="don_ban").click().run()
    assert there(served) == []
    known = dropped(opened(), april=made.export(made.april(2, 11), title=made.APRIL))
    assert item(known, "april").state.code == "known"
    assert there(served) == []
    listed = dropped(opened(), march=content)
    assert len(there(served)) == 2
    listed.file_uploader(key="tha_tep_0").set_value([]).run()
    assert there(served) == []


@pytest.mark.skipif(not LONG, reason="in a usual run cards of files with one table")
def test_a_workbook_comes_back_without_the_part_that_is_in(served: Process) -> None:
    early = dict.fromkeys(("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý"), "05/02/2024")
    sheets = {
        "Tháng 3": made.export(made.dossiers(3)),
        "Tháng 4": made.export(made.april(2, 11), title=made.APRIL),
        "Tháng 2": made.export(made.dossiers(1, 21, **early), title="Từ ngày 01/02/2024 đến ngày 29/02/2024"),
    }
    app = dropped(opened(), book=made.workbook(sheets))
    first, second, _ = items(app)
    app.button(key=f"nhap_{first.key}").click().run()
    app.button(key=f"bo_{second.key}").click().run()
    served = restarted(served)
    app = opened()
    shown = [one for one in items(app) if not one.is_off]
    assert [one.title for one in shown] == ["book.csv · Tháng 2"]
    app.button(key=f"nhap_{shown[0].key}").click().run()
    assert [row["rows_loaded"] for row in stored(store_of(served))] == [3, 1]
    assert there(served) == []


@pytest.mark.skipif(not LONG, reason="in a usual run answers about an uploaded file")
def test_answers_about_a_file_of_the_inbox_come_back_and_its_bytes_stay_in_the_folder(
    served: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, folder = uploader(served), tmp_path / "den"
    folder.mkdir()
    inbox.choose(store_of(served), ADMIN, str(folder), False)
    for name in ("march", "april"):
        (folder / f"{name}.csv").write_bytes(asking())
    for _ in range(2):
        served.inbox.look(store_of(served))
    app = opened(user)
    with monkeypatch.context() as patch:
        patch.setattr(desk, "Limits", lambda: Limits(account_held_bytes=len(asking()) + 10))
        app.button(key="mo_hop_thu").click().run()
    assert "**Hộp thư đến: 1 tệp đang chờ**" in said(app)  # no room for both
    app.button(key="mo_hop_thu").click().run()
    answered(app)
    assert sorted(path.suffix for path in there(served)) == [".said", ".said"]
    (folder / "april.csv").write_bytes(b"somebody writes it again")
    served = restarted(served)
    app = opened(user)
    assert [one.name for one in items(app)] == ["march.csv"]
    assert item(app, "march").answers.as_of == date(2024, 3, 29)
    assert len(there(served)) == 1
    press(app, "march")
    assert [path.name for path in folder.rglob("march.csv")] == ["march.csv"]
    assert not (folder / "march.csv").exists()


def test_a_card_that_cannot_be_kept_says_so_and_without_the_key_none_comes_back(
    served: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = dropped(opened(), one=made.export(made.dossiers(2)))
    assert "Không giữ được" not in said(app)
    with monkeypatch.context() as patch:
        patch.setattr(waiting, "Limits", lambda: Limits(held_bytes=10))
        app.file_uploader(key="tha_tep_0").set_value([("two.csv", made.export(made.dossiers(3)), "")]).run()
    assert "Không giữ được các tệp đang chờ trên ổ đĩa" in said(app)
    assert [one.name for one in items(app)] == ["two.csv"]
    another = tmp_path / "another.key"  # the tests' own is every home's
    another.write_bytes(os.urandom(32))
    monkeypatch.setenv("CHISO_KEY_FILE", str(another))
    restarted(served)
    assert items(opened()) == []


def test_one_account_fills_no_memory_by_many_pages(served: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cards are the account's: a page more holds nothing more, and beyond its share nothing is taken."""
    content = made.export(made.dossiers(2))
    first = dropped(opened(), one=content)
    monkeypatch.setattr(desk, "Limits", lambda: Limits(account_held_bytes=len(content) + 10))
    second = dropped(opened(), two=made.export(made.april(2, 11), title=made.APRIL))
    assert "Các tệp đang chờ đã quá nhiều nên chưa nhận “two.csv”" in said(second)
    assert [one.name for one in items(second)] == ["one.csv"]
    assert item(first, "one") is item(second, "one")


def test_each_file_has_its_line_while_it_is_read_and_imported(
    served: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a page has said of each file, in turn."""
    lines: list[str] = []
    write = DeltaGenerator.markdown
    heard = lambda self, body, *given, **named: lines.append(body) or write(self, body, *given, **named)  # noqa: E731
    monkeypatch.setattr(DeltaGenerator, "markdown", heard)
    app = opened()
    lines.clear()
    app = dropped(
        app,
        march=made.export(made.dossiers(3)),
        trash=b"",
        april=made.export(made.april(2, 11), title=made.APRIL),
    )

    def told() -> list[str]:
        bare = (re.sub(r":\S+\[:material/\w+:|[\[\]*\\]|:small", "", line).strip() for line in lines)
        return [line for line in bare if ".csv – " in line]

    assert told() == [
        "march.csv – chờ đọc", "trash.csv – chờ đọc", "april.csv – chờ đọc",
        "march.csv – đang đọc…", "march.csv – Hồ sơ thủ tục hành chính, 3 dòng: sẵn sàng nhập",
        "trash.csv – đang đọc…", "trash.csv – Không nhập được",
        "april.csv – đang đọc…", "april.csv – Hồ sơ thủ tục hành chính, 2 dòng: sẵn sàng nhập",
    ]  # fmt: skip
    lines.clear()
    app.button(key="nhap_tat_ca").click().run()
    assert told() == [
        "march.csv – chờ nhập", "april.csv – chờ nhập",
        "march.csv – đang nhập…", "march.csv – Hồ sơ thủ tục hành chính, 3 dòng: đã nhập",
        "april.csv – đang nhập…", "april.csv – Hồ sơ thủ tục hành chính, 2 dòng: đã nhập",
    ]  # fmt: skip


def test_a_page_that_waits_for_its_own_desk_keeps_nobody_else_waiting(served: Process) -> None:
    """One page of an account reads a file for minutes, another page of it is opened, then somebody else's."""
    here = Context(store_of(served), "stp", 2024, None, None, "week", actor=ADMIN, palette="light")
    other = here.but(actor=Actor("ke.toan", "uploader"))
    mine = kept.joined(here)
    with mine.lock:
        second = Thread(target=kept.joined, args=(here,))
        somebody = Thread(target=kept.joined, args=(other,), daemon=True)
        second.start()
        second.join(0.2)
        somebody.start()
        somebody.join(5)
        assert (second.is_alive(), somebody.is_alive()) == (True, False)
    second.join()


def test_everything_that_people_say_about_a_file_is_kept() -> None:
    """A new field of Item is one that is kept, or one that reading works out again."""
    kept_otherwise = {"name", "content", "letter", "answers", "sheets", "ticked", "units"}
    worked_out = {"rivals", "looked", "version", "is_stale", "done", "effect"}
    names = {field.name for field in dataclasses.fields(Item)}
    assert names == {*kept.SAID, *kept_otherwise, *worked_out}
    one: dict[str, Any] = json.loads(kept._written(0, [Item("id/2", "a.csv", b"")]))
    assert one["source"] == "id"
