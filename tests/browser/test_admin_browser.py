"""/quan-tri and /doi-soat in a real browser: the grid, the workbook, and the way from demonstration to real data."""

import io
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import openpyxl
import pytest
from test_shell import english

from tests.browser.conftest import fits, make_administrator, tabs, visit, watched
from tests.conftest import LONG, sample
from tests.worlds.demo_home import copy_home
from tests.worlds.servers import Server, serving

SECTIONS = (
    "Đơn vị", "Chỉ tiêu", "Chỉ tiêu giao", "Quy tắc điểm", "Ngày nghỉ", "Mẫu số và loại trừ", "Tài khoản", "Nhật ký",
    "Bắt đầu dùng thật",
)  # fmt: skip
HEADER, ROW = 36, 84  # a source of the targets has four lines


def edit(page: Any, row: int, from_left: int, text: str) -> None:
    """Types into a cell of the first grid, `from_left` pixels from its edge, once the grid says it is chosen."""
    frame = page.locator("[data-testid=stDataFrame]").first
    chosen = frame.locator(f"canvas [aria-rowindex='{row + 2}'] [role=gridcell][aria-selected=true]")
    for _ in range(30):  # a grid that is still being laid out takes no click
        frame.locator(".dvn-scroller").click(position={"x": from_left, "y": HEADER + ROW * row + ROW / 2})
        page.wait_for_timeout(500)
        if chosen.count():
            break
    else:
        pytest.fail("the grid chose no cell of the row")
    page.keyboard.press("Enter")
    page.locator("#portal textarea, #portal input").first.fill(text)
    page.keyboard.press("Enter")


EMPTY_DATES = """() => [...document.querySelectorAll("[data-testid=stDateInputField] [data-placeholder=true]")]
  .map((part) => getComputedStyle(part, "::before").content + part.getAttribute("aria-valuetext"))"""


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_admin_pages.py")
def test_section_opens_from_its_address_in_vietnamese(page: Any, ready: Callable[..., Any]) -> None:
    """In a usual run the first is opened anew and seen on a telephone too, two after a click: every change of its
    width draws a page again. That each stands: tests/web/test_admin_pages.py."""
    for name in sample(SECTIONS):
        is_whole = name in (sample(SECTIONS) if LONG else SECTIONS[:1])
        chosen = page.get_by_role("radio", name=name, exact=True)
        if is_whole:
            page.goto(f"/quan-tri?muc={name}")
        else:
            chosen.click()
            page.wait_for_url(lambda url, name=name: f"muc={name}" in unquote_plus(url))
        ready(page)
        assert chosen.get_attribute("aria-checked") == "true"
        assert "gặp lỗi" not in page.inner_text("body")
        assert english(page) == [], name
        if name == "Đơn vị":
            assert {*page.evaluate(EMPTY_DATES)} == {'"ngày"Trống', '"tháng"Trống', '"năm"Trống'}
        now = page.viewport_size["width"]
        for width in (now, 1830 - now) if is_whole else (now,):  # 1440 and 390
            page.set_viewport_size({"width": width, "height": 900})
            fits(page, width)
        assert page.problems == [], name


@pytest.fixture(scope="module")
def running(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demonstration whose reference data may be changed."""
    folder = tmp_path_factory.mktemp("admin")
    with serving(copy_home(demo_template, folder / "home"), folder / "log.txt") as server:
        yield server


@pytest.fixture(scope="module")
def admin(browser: Any, running: Server) -> Iterator[Any]:
    """A tab of the administrator; whoever changes a row takes one of his own."""
    context = tabs(browser, running)
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 1200})
    page.problems = watched(page)
    yield page
    context.close()


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_admin_pages.py")
def test_target_is_changed_in_the_grid_and_the_change_undone(admin: Any, ready: Callable[..., Any]) -> None:
    admin.goto("/quan-tri?muc=Chỉ tiêu giao")
    ready(admin)
    edit(admin, 0, 720, "62,5")  # "Mức" of the first target: online dossiers, 55%
    admin.get_by_text("1 dòng đã sửa, chưa lưu").wait_for()
    admin.get_by_role("button", name="Lưu", exact=True).click()
    admin.get_by_text("Đã lưu: Sửa chỉ tiêu giao năm 2024.").wait_for()
    visit(admin, "truc-tuyen")
    assert "62,5%" in admin.inner_text("h1")
    if LONG:  # without a browser: tests/web/test_admin_pages.py
        admin.goto("/quan-tri?muc=Nhật ký")
        ready(admin)
        admin.get_by_role("button", name="Hoàn tác lần sửa này").first.click()
        admin.get_by_text("Đã hoàn tác").first.wait_for()
        ready(admin)
        visit(admin, "truc-tuyen")
        assert "55%" in admin.inner_text("h1")
    assert admin.problems == []


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/reference/test_changes.py")
def test_workbook_goes_out_is_edited_and_comes_back(
    admin: Any, ready: Callable[..., Any], tmp_path: Path
) -> None:
    admin.goto("/quan-tri?muc=Nhật ký")
    ready(admin)
    made, line = taken(admin)
    line.value = 0.7
    changed = tmp_path / "so.xlsx"
    made.save(changed)
    admin.set_input_files("input[type=file]", str(changed))
    admin.get_by_text("1 dòng sẽ đổi").wait_for()
    admin.get_by_role("button", name="Áp dụng").click()
    admin.get_by_text("Đã lưu: Nhập sổ dữ liệu tham chiếu so.xlsx.").wait_for()
    ready(admin)
    assert taken(admin)[1].value == 0.7


def taken(page: Any) -> tuple[Any, Any]:
    """The workbook of the page, and its cell with the target of 2024 for online payments."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải sổ (XLSX)").click()
    made = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    rows = list(made["Chỉ tiêu giao"].iter_rows())
    (level,) = {cell.column for row in rows for cell in row if cell.value == "Giá trị"}
    (line,) = [row for row in rows if (row[0].value, row[1].value) == (2024, "online_payment_rate")]
    return made, line[level - 1]


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_homes.py")
def test_from_demonstration_to_real_data_and_back_for_a_look(
    browser: Any, admin: Any, running: Server, serve: Callable[..., Any], ready: Callable[..., Any]
) -> None:
    """The last of this server: from now on it shows real data."""
    admin.goto("/quan-tri?muc=Bắt đầu dùng thật")
    ready(admin)
    admin.get_by_role("combobox", name="Cơ quan dùng thật").click()
    admin.get_by_role("option", name="Sở Công Thương").click()
    ready(admin)
    admin.get_by_role("button", name="Tạo kho dữ liệu thật").click()
    link = admin.get_by_role("link", name=re.compile("Tạo quản trị viên đầu tiên"))
    link.wait_for()
    with admin.context.expect_page() as opening:
        link.click()
    form = opening.value
    make_administrator(form, running.address)
    ready(form)
    assert "Sở Công Thương" in form.get_by_role("combobox", name="Cơ quan", exact=True).input_value()
    assert "Chưa có dữ liệu" in form.inner_text("body")

    assert seen_by_a_stranger(browser, running, "/qua-han") == "/dang-nhap"

    if LONG:  # without a browser: tests/web/test_homes.py
        form.goto("/quan-tri?muc=Bắt đầu dùng thật")
        ready(form)
        form.get_by_role("button", name="Xem dữ liệu minh họa").click()
        form.get_by_text("Đang xem dữ liệu minh họa").wait_for()
        ready(form)
        form.get_by_role("link", name="Quá hạn", exact=True).click()
        form.wait_for_url(re.compile("/qua-han"))
        ready(form)
        assert "Sở Tư pháp" in form.get_by_role("combobox", name="Cơ quan", exact=True).input_value()
        assert "31/10/2024" in form.inner_text("body")
        form.reload()
        ready(form)
        form.get_by_role("button", name="Về dữ liệu thật").click()
        form.get_by_text("Đang xem dữ liệu minh họa").wait_for(state="hidden")
        ready(form)
        assert "Sở Công Thương" in form.get_by_role("combobox", name="Cơ quan", exact=True).input_value()
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(20)
        with serve(running.log.parent / "home") as again:  # without a server: tests/web/test_homes.py
            assert seen_by_a_stranger(browser, again, "/") == "/dang-nhap"


def seen_by_a_stranger(browser: Any, running: Server, address: str) -> str:
    """The path to which somebody who is not signed in comes from an address; no page is drawn for that."""
    context = browser.new_context(base_url=running.address)
    path = urlsplit(context.request.get(address).url).path
    context.close()
    return path


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_admin_pages.py")
def test_reconciliation_opens_its_rows_and_leads_on(page: Any, ready: Callable[..., Any]) -> None:
    page.goto("/doi-soat")
    ready(page)
    page.get_by_text("Xem 1 dòng").first.click()
    page.get_by_text("62,52%").first.wait_for()
    ready(page)
    assert english(page) == []
    page.get_by_role("button", name="Quá hạn").first.click()
    page.wait_for_url(re.compile("/qua-han"))
    ready(page)
    assert page.problems == []
