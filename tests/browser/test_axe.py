"""axe-core finds no serious fault on a page, nor in what opens on it: light at a desk, dark on a telephone."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from chiso.web.shell import access
from tests.browser.conftest import PATIENCE, watched
from tests.conftest import LONG
from tests.worlds import upload_files as made

DESK, PHONE = (1440, "light"), (390, "dark")
VIEWS = (  # besides the pages as they open
    "don-vi?don_vi=stp-nv2&xem_don_vi=1",
    "qua-han?loai=tasks",
    "truc-tuyen?tung_thang=2024-07",
    "bao-cao?chi_tieu=service_index",
    "giao-ban?chieu=1",
    "?tim=phong",
    "?huong_dan=lam-quen",
    "nhap-du-lieu?huong_dan=trang",
    "quan-tri?huong_dan=trang",
    "qua-han?in=1",
    "dang-nhap",
)
PLACES = [(view, look) for look in (DESK, PHONE) for view in (*(one.path for one in access.ENTRIES), *VIEWS)]
FEW = [("", DESK)]  # of a usual run; on a telephone what opens on a page is judged with the page


@pytest.fixture
def faults() -> Callable[..., list[str]]:
    """faults(page): what is serious or critical by axe's rules, and headings out of order; each rule with its elements.

    What is being laid out is described a moment later: only what stays counts.
    """
    script = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT

    def found(page: Any) -> list[str]:
        answer = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {node['html'][:300]}"
            for fault in answer["violations"]
            if fault["impact"] in ("serious", "critical") or fault["id"] == "heading-order"
            for node in fault["nodes"]
        ]

    def lasting(page: Any) -> list[str]:
        page.evaluate(script)
        for _ in range(9):
            if not (still := found(page)):
                return []
            page.wait_for_timeout(1000)
        return still

    return lasting


def see(page: Any, look: tuple[int, str], address: str = "") -> None:
    """The page at the address as somebody with that width and theme has it."""
    width, theme = look
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(f"/{address}")
    page.locator("h1").first.wait_for()
    if page.locator("[data-testid=stApp]").count() and "in=1" not in address:
        page.locator(f".st-key-ve_lai_{theme}").wait_for(state="attached")


def whole(page: Any) -> None:
    """All of a page in sight: axe judges no colour of what is scrolled away."""
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height + 60, 9000)})


@pytest.mark.parametrize(("address", "look"), PLACES if LONG else FEW, ids=str)
def test_axe_finds_no_serious_fault_on_a_page(
    tab: Any, ready: Callable[..., Any], faults: Callable[..., list[str]], address: str, look: tuple[int, str]
) -> None:
    see(tab, look, address)
    if address != "dang-nhap":
        ready(tab)
        whole(tab)
        ready(tab)
    assert faults(tab) == []


def beside(address: str, button: str) -> Callable[[Any, Callable[..., Any], tuple[int, str]], None]:
    """What a button of the page opens on the side."""

    def opened(page: Any, ready: Callable[..., Any], look: tuple[int, str]) -> None:
        from playwright.sync_api import TimeoutError as Late  # here: without it these tests are skipped

        see(page, look, address)
        ready(page)
        inside = page.get_by_test_id("stPopoverBody").locator(":is(p, td, button, canvas):visible").first
        for _ in range(9):  # what is still being laid out takes no click
            page.get_by_role("button", name=button, exact=True).first.click()
            with suppress(Late):
                inside.wait_for(timeout=PATIENCE * 100)
                return
        pytest.fail(f"“{button}” did not open")

    return opened


def filters(page: Any, ready: Callable[..., Any], look: tuple[int, str]) -> None:
    see(page, look, "qua-han")
    ready(page)
    button, box = (".st-key-ky_xem", "Đến ngày") if look == DESK else (".st-key-loc_hep", "Đơn vị")
    page.locator(f"{button} button").first.click()
    page.get_by_role("combobox", name=box, exact=True).wait_for()


def conclusion(page: Any, ready: Callable[..., Any], look: tuple[int, str]) -> None:
    see(page, look, "giao-ban?chieu=1")
    page.locator(".st-key-chieu_ghi").wait_for()
    ready(page)
    page.keyboard.press("k")
    page.get_by_role("textbox", name="Việc phải làm").wait_for()


def paper(page: Any, ready: Callable[..., Any], look: tuple[int, str]) -> None:
    see(page, look, "don-vi?don_vi=stp-nv2&in=1")
    page.locator(".st-key-ban_in").wait_for()
    ready(page)
    page.emulate_media(media="print")


STATES = {
    "definition": beside("truc-tuyen", "Định nghĩa"),
    "numbers": beside("truc-tuyen", "Bảng số"),
    "reminder": beside("ke-hoach", "Chép để nhắc"),
    "filters": filters,
    "conclusion": conclusion,
    "paper": paper,
}
OPENED = [(name, look) for look in (DESK, PHONE) for name in STATES]


@pytest.mark.skipif(not LONG, reason="in a usual run a page as it opens")
@pytest.mark.parametrize(("state", "look"), OPENED if LONG else [("definition", PHONE)], ids=str)
def test_axe_finds_no_serious_fault_in_what_opens_on_a_page(
    tab: Any, ready: Callable[..., Any], faults: Callable[..., list[str]], state: str, look: tuple[int, str]
) -> None:
    STATES[state](tab, ready, look)
    ready(tab)
    found = faults(tab)
    tab.emulate_media(media="screen")
    assert found == []


@pytest.mark.skipif(not LONG, reason="a server of its own; in a usual run the page without files")
def test_axe_finds_no_serious_fault_in_the_cards_of_files(
    browser: Any,
    serve: Callable[..., Any],
    ready: Callable[..., Any],
    faults: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    made.home(tmp_path / "home").close()
    with serve(tmp_path / "home") as running:
        context = browser.new_context(base_url=running.address)
        page = context.new_page()
        problems = watched(page)
        for place, look in enumerate((DESK, PHONE)):
            see(page, look, "nhap-du-lieu")
            ready(page)
            content = made.export(made.dossiers(4), title=made.MARCH)
            page.locator("input[type=file]").set_input_files(
                [{"name": f"thang_3_{place}.csv", "mimeType": "text/csv", "buffer": content}]
            )
            page.get_by_role("heading", name=f"thang_3_{place}.csv").wait_for()
            ready(page)
            whole(page)
            ready(page)
            assert faults(page) == []
        assert problems == []
        context.close()
