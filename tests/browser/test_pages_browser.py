"""Clicking through the pages: a bar, a cell, a sentence lead on, say so, and can be undone."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from chiso.core.vietnamese import fold
from chiso.web.shell import view
from tests.browser.conftest import until_heard, visit
from tests.conftest import LONG


@pytest.fixture
def page(tab: Any) -> Any:
    tab.problems.clear()
    return tab


def open_page(page: Any, path: str) -> Any:
    return visit(page, path, anew=LONG or any(name in filters(page) for name in view.SHARED))


def filters(page: Any) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def click_bar(page: Any, ready: Callable[..., Any], card: str) -> None:
    """Click the middle of the first bar wide enough to hit, in the figure of the card whose note has `card`."""
    blocks = page.locator("[data-testid=stVerticalBlock]", has_text=re.compile(card))
    figure = blocks.filter(has=page.locator(".js-plotly-plot")).last.locator(".js-plotly-plot").first
    bars = figure.locator(".barlayer .trace .point path")
    bars.first.wait_for(state="attached")
    widths = bars.evaluate_all("all => all.map(bar => bar.getBoundingClientRect().width)")
    bar = bars.nth(next(number for number, width in enumerate(widths) if width > 12))

    def click() -> None:
        bar.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        place = bar.bounding_box()
        assert place is not None
        middle = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.mouse.move(*middle)
        page.wait_for_timeout(200)
        page.mouse.click(*middle)

    until_heard(page, click)
    ready(page)


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_why_page.py")
def test_a_figure_is_asked_why_and_a_step_opens_its_records(page: Any, ready: Callable[..., Any]) -> None:
    open_page(page, "")
    page.get_by_role("button", name="Vì sao?").first.click()
    page.wait_for_url("**/vi-sao?chi_tieu=online_rate**")
    ready(page)
    assert (
        page.get_by_role("heading", level=1).inner_text()
        == "Vì sao hồ sơ trực tuyến tăng từ 19,2% lên 52,2%?"
    )
    click_bar(page, ready, "Bấm một thanh để xem từng dòng")
    page.get_by_text(re.compile("Đang lọc: Cấp Phiếu lý lịch tư pháp")).wait_for()
    assert filters(page)["thanh_phan"] == "2.900107.000.00.00.H32"
    page.get_by_text("Đến 31/10/2023: 8.593 dòng").click()
    page.get_by_text(re.compile("trong 8.593; tệp tải về")).wait_for()
    page.go_back()
    page.get_by_text(re.compile("trong 8.277; tệp tải về")).wait_for()
    page.get_by_role("button", name="Bỏ chọn").click()
    page.get_by_text(re.compile("Đang lọc: ")).wait_for(state="detached")
    ready(page)
    assert filters(page) == {"chi_tieu": "online_rate"}


ANOTHER_BAR = pytest.mark.skipif(not LONG, reason="a click on another page's bar")


def test_a_bar_filters_the_list_and_can_be_undone(page: Any, ready: Callable[..., Any]) -> None:
    open_page(page, "qua-han")
    whole = page.get_by_role("heading", name=re.compile("^Danh sách")).inner_text()
    click_bar(page, ready, "theo số ngày làm việc đã trễ")
    page.get_by_text(re.compile("Đang lọc: ")).wait_for()
    part = page.get_by_role("heading", name=re.compile("^Danh sách")).inner_text()
    assert int(re.findall(r"\d+", part)[0]) < int(re.findall(r"\d+", whole)[0])
    page.get_by_role("button", name="Bỏ chọn").click()
    page.get_by_text(re.compile("Đang lọc: ")).wait_for(state="detached")
    ready(page)
    assert page.get_by_role("heading", name=re.compile("^Danh sách")).inner_text() == whole


def test_a_chart_is_taken_away_as_a_picture_with_its_headline(page: Any, ready: Callable[..., Any]) -> None:
    open_page(page, "qua-han")
    figure = page.locator(".js-plotly-plot .main-svg").first.bounding_box()
    assert figure is not None
    with page.expect_download() as taken:
        page.get_by_role("button", name="Tải ảnh").first.click()
    headline = page.locator(".js-plotly-plot").first.evaluate("one => one.layout.meta.headline")
    stem = taken.value.suggested_filename.removeprefix("stp-").removesuffix("-2024-10-31.png")
    assert len(stem) > 20
    assert "-".join(re.findall("[a-z0-9]+", fold(headline))).startswith(stem)
    picture = Image.open(taken.value.path())
    assert picture.format == "PNG"
    assert picture.width == 2 * round(figure["width"] + 32)  # 16 pixels at each side, twice as fine
    foot = 2 * (16 + 11)
    head = picture.height - 2 * figure["height"] - foot
    assert head > 2 * (16 + 18 + 13), "a headline and a note stand above it"
    for top, bottom in ((0, int(head)), (picture.height - foot, picture.height)):  # and below it the source
        part = picture.convert("RGB").crop((0, top, picture.width, bottom))
        assert len(part.getcolors(1_000_000)) > 50, "letters with their soft edges"
    assert page.problems == []


IN_SIGHT = """one => {
  const box = one.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


def test_a_record_opened_from_a_list_comes_into_sight_and_closed_the_list_does(
    page: Any, ready: Callable[..., Any]
) -> None:
    """Its panel stands above the page, the list a screen and more below."""
    page.set_viewport_size({"width": 1440, "height": 700})
    open_page(page, "qua-han")
    chooser = page.get_by_role("combobox", name="Mở một dòng").first
    chooser.scroll_into_view_if_needed()
    main = page.locator("[data-testid=stMain]")
    left = main.evaluate("one => one.scrollTop")
    assert left > 300
    chooser.click()
    page.get_by_role("option").first.click()
    head = page.locator(".st-key-ban_ghi h2")
    head.wait_for()
    page.wait_for_function(f"one => ({IN_SIGHT})(one)", arg=head.element_handle())
    ready(page)
    page.locator(".st-key-ban_ghi").get_by_role("button", name="Đóng").click()
    head.wait_for(state="detached")
    page.wait_for_function(
        "left => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - left) < 200",
        arg=left,
    )


@pytest.mark.skipif(not LONG, reason="in a usual run a record of a list")
def test_another_page_begins_at_its_top_and_a_task_of_the_plan_at_the_list_where_it_stands(
    page: Any, ready: Callable[..., Any]
) -> None:
    """It stood where the page before was left: between the figures, two screens above the list."""
    page.set_viewport_size({"width": 1440, "height": 700})
    open_page(page, "qua-han?loai=plan")
    chooser = page.get_by_role("combobox", name="Mở một dòng").first
    chooser.scroll_into_view_if_needed()
    chooser.click()
    page.get_by_role("option").first.click()
    page.wait_for_url("**/ke-hoach?**")
    searched = page.get_by_role("textbox", name="Tìm trong bảng")
    searched.wait_for()
    ready(page)
    page.wait_for_function(f"one => ({IN_SIGHT})(one)", arg=searched.element_handle())
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("one => one.scrollTop") > 700
    page.get_by_role("link", name="Quá hạn", exact=True).first.evaluate("one => one.click()")
    page.wait_for_url("**/qua-han*")
    ready(page)
    assert main.evaluate("one => one.scrollTop") == 0


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("qua-han", (("XLSX", ".xlsx", "xl/workbook.xml"), ("CSV", ".csv", ""))),
        ("truc-tuyen", (("Slide", ".pptx", "ppt/charts/"),)),
    ],
)
def test_what_is_shown_can_be_taken_away(
    page: Any, ready: Callable[..., Any], path: str, files: tuple[tuple[str, str, str], ...]
) -> None:
    open_page(page, path)
    for button, ending, member in files:
        with page.expect_download() as started:
            page.get_by_role("button", name=button, exact=True).first.click()
        assert started.value.suggested_filename.startswith("stp-")
        assert started.value.suggested_filename.endswith(ending)
        content = started.value.path().read_bytes()
        if member:
            assert any(name.startswith(member) for name in zipfile.ZipFile(io.BytesIO(content)).namelist())
        else:
            assert content.startswith(b"\xef\xbb\xbf")


def test_a_field_is_named_without_the_signs_that_escape_its_label(
    page: Any, ready: Callable[..., Any]
) -> None:
    """“Văn phòng \\(phần cần: 4\\)” was read aloud as it is written."""
    open_page(page, "truc-tuyen")
    page.get_by_role("spinbutton", name="Văn phòng (phần cần: 4)", exact=True).wait_for()
    names = page.locator("[aria-label]").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert [name for name in names if "\\" in name] == []


def test_the_definition_of_a_figure_says_what_is_counted_and_from_which_files(
    page: Any, ready: Callable[..., Any]
) -> None:
    open_page(page, "truc-tuyen")
    page.get_by_role("button", name="Định nghĩa").first.click()
    said = page.get_by_test_id("stPopoverBody")
    said.get_by_text("hồ sơ nộp trực tuyến ÷ hồ sơ tiếp nhận").wait_for()
    for words in (
        "Tỷ lệ hồ sơ nộp trực tuyến", "tiêu chí II.6.5.2", "Tệp dùng để tính", "2024-10 So_theo_doi_ho_so.xlsx",
    ):  # fmt: skip
        said.get_by_text(words).wait_for()
    page.keyboard.press("Escape")
    said.wait_for(state="hidden")
    assert page.problems == []


@ANOTHER_BAR
def test_a_unit_that_is_short_filters_the_procedures_and_a_rate_shows_what_is_still_to_do(
    page: Any, ready: Callable[..., Any]
) -> None:
    open_page(page, "truc-tuyen")
    click_bar(page, ready, "bấm một thanh để lọc thủ tục")
    page.get_by_text(re.compile("Đang lọc: ")).wait_for()
    page.get_by_role("button", name="Bỏ chọn").click()
    page.get_by_text(re.compile("Đang lọc: ")).wait_for(state="detached")
    ready(page)
    page.get_by_role("radio", name="Còn lại").click()
    page.get_by_text(re.compile(r"còn lại [\d.]+ dòng")).wait_for()
    ready(page)
    assert page.problems == []


@ANOTHER_BAR
def test_a_lost_criterion_opens_its_cause_and_remedy(page: Any, ready: Callable[..., Any]) -> None:
    open_page(page, "tieu-chi")
    click_bar(page, ready, "bấm một thanh để xem tiêu chí")
    page.get_by_text(re.compile("Đang lọc: II.6")).wait_for()
    page.get_by_text("Nguyên nhân", exact=True).first.wait_for()


@pytest.mark.skipif(not LONG, reason="in a usual run the filters of a list")
def test_the_kind_of_list_is_in_the_address_and_reopens(page: Any, ready: Callable[..., Any]) -> None:
    open_page(page, "qua-han")
    page.get_by_role("radio", name=re.compile("^Nhiệm vụ")).click()
    page.wait_for_url("**loai=**")
    tasks = page.get_by_role("heading", name=re.compile("^Danh sách .*nhiệm vụ"))
    tasks.wait_for()
    ready(page)
    heading = tasks.inner_text()
    page.reload()
    tasks.wait_for()
    ready(page)
    assert page.get_by_role("heading", name=re.compile("^Danh sách")).inner_text() == heading


@pytest.mark.skipif(not LONG, reason="in a usual run a record of a list")
def test_the_menu_leaves_a_page_on_which_something_is_open_on_the_side(
    page: Any, ready: Callable[..., Any]
) -> None:
    open_page(page, "ke-hoach")
    page.get_by_role("button", name="Chép để nhắc").first.click()
    page.get_by_text("Bấm biểu tượng sao chép").wait_for()
    page.get_by_role("link", name="Quá hạn", exact=True).first.click()
    page.wait_for_url("**/qua-han**")
    ready(page)
    page.get_by_role("heading", name=re.compile("^Danh sách .* quá hạn")).wait_for()
    assert urlsplit(page.url).path == "/qua-han"
    page.go_back()
    page.get_by_role("button", name="Chép để nhắc").first.wait_for()
    ready(page)
    assert urlsplit(page.url).path == "/ke-hoach"


@pytest.mark.skipif(not LONG, reason="in a usual run the links of other pages")
def test_the_calendar_of_deadlines_is_leafed_through_and_its_link_opens_on_a_telephone(
    page: Any, ready: Callable[..., Any]
) -> None:
    visit(page, "ke-hoach?thang=2024-10", anew=True)
    page.get_by_role("button", name="Tháng sau").click()
    november = page.get_by_role("heading", name="Tháng 11/2024: 24 việc kế hoạch")
    november.wait_for()
    ready(page)
    assert filters(page)["thang"] == "2024-11"
    page.set_viewport_size({"width": 390, "height": 900})
    try:
        page.reload()
        november.wait_for()
        ready(page)
        page.wait_for_function(  # once it is laid out
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth <= main.clientWidth; }"
        )
    finally:
        page.set_viewport_size({"width": 1440, "height": 900})


def test_a_table_that_goes_on_beyond_its_edge_says_so_until_its_last_column_is_seen(
    page: Any, ready: Callable[..., Any]
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "qua-han")
    table = page.locator("[data-testid=stDataFrame]").first
    sign = "one => getComputedStyle(one, '::after').content"
    page.wait_for_function(f"one => ({sign})(one) === '\"›\"'", arg=table.element_handle())
    table.locator(".dvn-scroller").evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    page.wait_for_function(f"one => ({sign})(one) === 'none'", arg=table.element_handle())


@pytest.mark.skipif(not LONG, reason="in a usual run a bar as it is clicked")
def test_the_name_of_a_bar_stands_on_two_lines_on_a_telephone_and_is_shortened_where_these_are_too_short(
    page: Any, ready: Callable[..., Any]
) -> None:
    """“Cấp giấy xác nhận có quốc tịch Việt Nam (14,…” was half a number, the longest name had none and half a word.
    What no two lines hold is shortened at a word before its number."""
    long = "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài (51,3%)"
    on_two = "() => document.querySelector('.annotation-text [dy]')"
    page.set_viewport_size({"width": 390, "height": 844})
    for where, whole in (
        ("tieu-chi", ("Báo cáo thực hiện Kế hoạch 10316/KH-UBND và Chỉ thị 06/CT-UBND",)),
        (
            "truc-tuyen",
            (
                long,
                "Cấp giấy xác nhận có quốc tịch Việt Nam (14,6%)",
                "Thưởng: TTHC có hồ sơ bưu chính công ích",
            ),
        ),
    ):
        open_page(page, where)
        page.wait_for_function(on_two)
        names = [" ".join(name.split()) for name in page.locator(".annotation-text").all_text_contents()]
        for name in whole:
            assert name in names, name
        assert [name for name in names if "…" in name] == []
    page.set_viewport_size({"width": 260, "height": 844})
    page.wait_for_function("() => document.body.textContent.includes('… (51,3%)')")
    names = [" ".join(name.split()) for name in page.locator(".annotation-text").all_text_contents()]
    (seen,) = (name for name in names if name.endswith("… (51,3%)"))
    start = seen.partition("…")[0]
    assert long.startswith((f"{start} ", f"{start},")), seen


@pytest.mark.skipif(not LONG, reason="in a usual run the pages at both widths")
def test_a_verdict_stands_in_few_lines_beside_its_name_on_a_telephone(
    page: Any, ready: Callable[..., Any]
) -> None:
    """It had the width of its longest word: seven lines, beside room that names and rates did not need."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "qua-han")
    table = page.locator("[data-testid=stTable]", has=page.locator(".stMarkdownBadge"))
    lines = """one => {
      const text = document.createRange();
      text.selectNodeContents(one);
      return new Set([...text.getClientRects()].map((box) => Math.round(box.bottom / 10))).size;
    }"""
    said = [
        (one.inner_text(), one.evaluate(lines))
        for one in table.get_by_text("Không").and_(table.locator(".stMarkdownBadge")).all()
    ]
    assert len(said) == 8
    assert all(most <= (2 if text == "Không bị hạn chế xếp loại" else 6) for text, most in said), said
    frame = table.locator("> div").last
    assert frame.evaluate("one => one.scrollWidth <= one.clientWidth")
