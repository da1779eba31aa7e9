"""The giao ban in a browser: to the records of a figure and back, by link elsewhere, on the projector."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import click_row, visit
from tests.conftest import LONG


def view_of(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_giao_ban.py")
def test_a_changed_figure_opens_its_page_and_a_row_its_record_here_and_by_link_elsewhere(
    page: Any, browser: Any, ready: Callable[..., Any]
) -> None:
    visit(page, "giao-ban", anew=True)
    grids = page.locator("[data-testid=stDataFrame]")
    click_row(page, grids.first, 250, 36 + 21)  # first unit, first indicator
    page.wait_for_url("**/truc-tuyen**")
    ready(page)
    assert view_of(page)["don_vi"]
    page.go_back()
    page.locator(".st-key-trinh_chieu_mo").wait_for()
    ready(page)
    assert view_of(page) == {}
    click_row(page, grids.nth(1), 20, 36 + 20)
    page.wait_for_selector(".st-key-ban_ghi h2")
    ready(page)
    number = page.locator(".st-key-ban_ghi h2").inner_text()
    assert page.get_by_text("Phần này gặp lỗi").count() == 0
    link = browser.new_context().new_page()
    link.goto(page.url)
    link.wait_for_selector(".st-key-ban_ghi h2")
    assert ready(link).locator(".st-key-ban_ghi h2").inner_text() == number
    link.context.close()
    page.go_back()
    page.wait_for_selector(".st-key-ban_ghi h2", state="detached")
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_giao_ban.py")
def test_keys_turn_the_topics_on_the_projector_each_is_seen_whole_and_back_returns_to_the_topic(
    page: Any, ready: Callable[..., Any]
) -> None:
    """Behind it the page is as large as before."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    visit(page, "giao-ban?chieu=1", anew=True)
    assert not page.locator(".st-key-trinh_don").is_visible()
    main, over = page.locator("[data-testid=stMain]"), {}
    last = int(page.get_by_text(re.compile("^1/[0-9]+$")).inner_text().removeprefix("1/"))
    on = [("ArrowRight", at) for at in range(4, (last if LONG else 4) + 1)]
    for key, at in (
        ("", 1),
        ("ArrowRight", 2),
        ("PageDown", 3),
        *on,
        *(("PageUp", at - 1) for _, at in on[::-1]),
    ):
        if key:
            page.keyboard.press(key)
            page.wait_for_url(f"**chieu={at}")
        ready(page)
        page.wait_for_timeout(300)  # a figure is drawn after its text
        over[at] = main.evaluate("one => one.scrollHeight - one.clientHeight")
    assert {at: pixels for at, pixels in over.items() if pixels > 0} == {}
    figure = page.locator(".js-plotly-plot").first
    drawn = figure.evaluate(
        "one => [one.clientWidth, one.querySelector('.main-svg').clientWidth, innerWidth]"
    )
    assert drawn[1] <= drawn[0] < drawn[2], "the figure is not wider than its place"
    page.keyboard.press("x")
    page.wait_for_url("**/qua-han**")
    ready(page)
    page.go_back()
    page.locator(".st-key-chieu_thoat").wait_for()
    ready(page)
    assert view_of(page) == {"chieu": ["3"]}
    page.keyboard.press("Escape")
    page.locator(".st-key-trinh_chieu_mo").wait_for()
    ready(page)
    assert view_of(page) == {}
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "16px"
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.problems == []
