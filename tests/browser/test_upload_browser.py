"""The upload page in a real browser: several files, a corrected column, a taught unit, undone and brought back."""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import fits, tabs, wait_until_ready
from tests.conftest import LONG, sample
from tests.worlds import upload_files as made
from tests.worlds.servers import Server, serving


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server on an empty home; every test brings files of a year of its own."""
    folder = tmp_path_factory.mktemp("desk")
    made.home(folder / "home").close()
    with serving(folder / "home", folder / "log.txt") as running:
        yield running


@pytest.fixture(scope="module")
def visits(browser: Any, desk: Server) -> Iterator[Any]:
    """`page` of this file stands on the desk."""
    context = tabs(browser, desk)
    yield context
    context.close()


@pytest.fixture
def page(page: Any, ready: Callable[..., Any]) -> Any:
    page.goto("/nhap-du-lieu")
    ready(page)
    leave = page.get_by_role("button", name="Bỏ tệp này")
    while leave.count():  # what the test before left open
        with suppress(Exception):  # the button of the run before may go under the click
            leave.first.click(timeout=5000)
        ready(page)
    return page


def of_year(year: int, rows: list[dict[str, str]], title: str, header: str = made.HEADER) -> bytes:
    """The export with all its dates in another year, so that tests do not meet in one slice."""
    dated = [
        {name: text.replace("2024", str(year)).replace("H32-24", f"H32-{year}") for name, text in row.items()}
        for row in rows
    ]
    return made.export(dated, title=title.replace("2024", str(year)), header=header)


def drop(page: Any, **files: bytes) -> None:
    """Chooses files by their names without the ending, and waits for the last one's card."""
    chosen = [{"name": f"{name}.csv", "mimeType": "text/csv", "buffer": data} for name, data in files.items()]
    page.locator("input[type=file]").set_input_files(chosen)
    for name in files:
        card(page, name).wait_for()


def card(page: Any, name: str) -> Any:
    """The card of a file on the desk."""
    return page.locator("[class*=st-key-tep_]").filter(has=page.get_by_role("heading", name=f"{name}.csv"))


def tick(page: Any) -> None:
    """Says that what is odd was seen, where something is: the tests' files are years apart, in any order."""
    wait_until_ready(page)
    for box in page.locator("[data-testid=stCheckbox]").filter(has_text="Đã xem: ").all():
        box.click()
        wait_until_ready(page)


def choose(page: Any, within: Any, label: str | re.Pattern[str], words: str) -> None:
    """Picks from a list; one that closes because something above it grew is opened again."""
    box = within.get_by_role("combobox", name=label)
    option = page.get_by_role("option", name=words, exact=True)
    for _ in range(10):
        wait_until_ready(page)
        if not option.is_visible():
            box.click()
        with suppress(Exception):
            option.click(timeout=10_000)
            return
    raise AssertionError(f"no choice {words!r}")


def press(within: Any, name: str, exact: bool = False) -> None:
    """Presses a button once the run has ended: until then the one of the run before may stand beside it."""
    wait_until_ready(within.page)
    within.get_by_role("button", name=name, exact=exact).click()


IN_A_LONG_RUN = pytest.mark.skipif(
    not LONG, reason="the same without a browser: tests/web/test_upload_page.py"
)


def test_several_files_are_read_shown_and_imported_together(page: Any, ready: Callable[..., Any]) -> None:
    april = of_year(2021, made.april(3, 21), made.APRIL)
    drop(page, april=april, march=of_year(2021, made.dossiers(4), made.MARCH), trash=b"")
    card(page, "trash").get_by_text("Không nhập được").wait_for()
    card(page, "march").get_by_text("Sẵn sàng nhập").wait_for()
    page.get_by_role("button", name="Nhập tất cả 2 tệp rõ ràng (7 dòng)").click()
    for name in ("march", "april"):
        card(page, name).get_by_role("button", name="Xem, hoàn tác").wait_for()
    page.get_by_role("heading", name=re.compile("Lịch sử nhập: ")).wait_for()
    ready(page)
    assert page.problems == []


@IN_A_LONG_RUN
def test_wrong_column_is_corrected_by_hand(page: Any, ready: Callable[..., Any]) -> None:
    header = f"{made.HEADER};Người giữ việc"
    drop(page, mapping=of_year(2022, made.dossiers(3, **{"Người giữ việc": "An"}), made.MARCH, header))
    one = card(page, "mapping")
    one.get_by_text("Nhận ra").wait_for()
    tick(page)
    one.get_by_text("Chưa đúng? Sửa tại đây").click()
    choose(page, one, "J · Người giữ việc", "Công chức xử lý")
    press(one, "Đọc lại theo cột")
    one.get_by_text("Sẵn sàng nhập").wait_for()
    press(one, "Nhập 3 dòng")
    one.get_by_role("button", name="Xem, hoàn tác").wait_for()
    ready(page)
    page.reload()
    ready(page)
    drop(page, next=of_year(2022, made.april(3, 31, **{"Người giữ việc": "An"}), made.APRIL, header))
    card(page, "next").get_by_text("Đã dùng câu trả lời lần trước cho mẫu này").wait_for()
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_upload_page.py")
def test_a_typed_date_counts_with_tab_and_with_enter(page: Any, ready: Callable[..., Any]) -> None:
    """On the question and on the field that corrects it; the calendar has gone each time, also where it was gone
    before."""
    drop(page, undated=made.export(made.dossiers(3), title=""))
    one = card(page, "undated")
    for typed, key, day in (("31032024", "Tab", "31/03/2024"), ("30042024", "Enter", "30/04/2024")):
        ready(page)  # what is drawn anew under the keys takes none
        one.get_by_role("spinbutton").first.click()
        page.keyboard.type(typed)
        page.keyboard.press(key)
        one.get_by_text(f"số liệu đến {day} (do bạn cho biết)").wait_for()
        page.locator("[data-testid=stDateInputCalendar]").wait_for(state="hidden")
    ready(page)
    page.keyboard.type("2025")
    page.keyboard.press("Enter")
    one.get_by_text("số liệu đến 30/04/2025 (do bạn cho biết)").wait_for()
    assert page.problems == []


@IN_A_LONG_RUN
def test_unit_is_asked_once_for_two_files_and_taught(page: Any, ready: Callable[..., Any]) -> None:
    """The likely unit is chosen already; "Đúng vậy" makes it the answer for both, and importing one
    of them teaches it."""
    strange = {"Phòng xử lý": "P. HC-TP lạ"}
    april = of_year(2023, made.april(2, 41, **strange), made.APRIL)
    drop(page, units=of_year(2023, made.dossiers(3, **strange), made.MARCH), more=april)
    asked = page.locator("[class*=st-key-hoi_]")
    asked.get_by_text("5 dòng trong 2 tệp").wait_for()
    assert asked.count() == 1
    for name in ("units", "more"):
        card(page, name).get_by_text("1 câu hỏi ở trên").wait_for()
    chosen = asked.get_by_role("combobox", name="Đơn vị của “P. HC-TP lạ”")
    assert chosen.input_value() == "Phòng Hành chính tư pháp"
    press(asked, "Đúng vậy")
    tick(page)
    card(page, "more").get_by_text("Sẵn sàng nhập").wait_for()
    one = card(page, "units")
    press(one, "Nhập 3 dòng")
    one.get_by_role("button", name="Xem, hoàn tác").wait_for()
    ready(page)
    card(page, "more").get_by_text("Sẵn sàng nhập").wait_for()  # taught by now
    assert asked.count() == 0
    assert page.problems == []


@IN_A_LONG_RUN
def test_import_is_undone_and_brought_back_after_showing_the_effect(
    page: Any, ready: Callable[..., Any]
) -> None:
    drop(page, undone=of_year(2024, made.dossiers(5), made.MARCH))
    one = card(page, "undone")
    one.get_by_text("Nhập tệp này, số liệu đổi như sau").wait_for()
    tick(page)
    press(one, "Nhập 5 dòng")
    press(one, "Xem, hoàn tác")
    details = page.locator(".st-key-chi_tiet_lan_nhap")
    for word, state in (("Hoàn tác", "Đã hoàn tác"), ("Khôi phục", "Đang tính")):
        press(details, word, exact=True)
        details.get_by_text("số liệu đổi như sau").wait_for()
        press(details, f"Xác nhận {word.lower()}")
        details.get_by_text(state).first.wait_for()
    ready(page)
    assert page.problems == []


def test_page_fits_and_speaks_vietnamese(page: Any, ready: Callable[..., Any]) -> None:
    from tests.browser.test_shell import english

    header = f"{made.HEADER};Mã vạch"
    bad = made.dossier(9, **{"Ngày hẹn trả": "32/13/2024"})
    drop(page, fit=of_year(2020, [*made.dossiers(3), bad], made.MARCH, header))
    ready(page)
    sent = page.get_by_test_id("stFileUploader").inner_text()  # "1.2KB", as Streamlit writes it
    assert re.search(r"^\d+,\d (B|KB)$", sent, re.MULTILINE), sent
    card(page, "fit").get_by_text("Dòng bị loại (1)").click()
    ready(page)
    card(page, "fit").get_by_text("Chưa đúng? Sửa tại đây").click()
    for width, theme in sample(((390, "dark"), (1440, "light"))):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.locator(f".st-key-ve_lai_{theme}").wait_for(state="attached")
        ready(page)
        fits(page, width)
        assert english(page) == []
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="two servers; the same without a kill: tests/web/test_desk_survives.py")
def test_a_kill_of_the_server_brings_the_cards_back_as_they_were_answered(
    browser: Any, tmp_path: Path
) -> None:
    """Two files, one answered: after a reload, and after SIGKILL and another start, both cards and the answer."""
    home = tmp_path / "home"
    made.home(home).close()
    rows = made.dossiers(3, **{"Phòng xử lý": "P. HC-TP lạ"})
    for start in ("first", "second"):
        with serving(home, tmp_path / f"{start}.txt") as server:
            context = tabs(browser, server)
            page = context.new_page()
            page.goto("/nhap-du-lieu")
            wait_until_ready(page)
            if start == "first":
                drop(page, units=made.export(rows), april=made.export(made.april(3, 41), title=made.APRIL))
                press(page.locator("[class*=st-key-hoi_]"), "Đúng vậy")
                wait_until_ready(page)
                page.reload()
                wait_until_ready(page)
            card(page, "april").get_by_text("Sẵn sàng nhập").wait_for()
            card(page, "units").get_by_text("Sẵn sàng nhập").wait_for()
            if start == "first":
                server.process.send_signal(signal.SIGKILL)
                server.process.wait()
            else:
                page.get_by_role("button", name="Nhập tất cả 2 tệp rõ ràng (6 dòng)").click()
                card(page, "units").get_by_role("button", name="Xem, hoàn tác").wait_for()
                wait_until_ready(page)
                assert not [path for path in (home / "desk").rglob("*") if path.is_file()]
            context.close()
