"""The deck under the mouse: a topic is dragged to its place, a text of a picture is clicked and can be typed over, and
what unfolds is hit from its first moment on."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import visit
from tests.conftest import LONG

# Opens a fold and lets its slide, where it has one, end: whether the button inside can be clicked in that very moment.
UNFOLDED = """async (button) => {
  const fold = button.closest("details");
  fold.querySelector("summary").click();
  await new Promise((done) => setTimeout(done));
  for (const slide of fold.getAnimations()) slide.finish();
  const [outer, inner] = [fold, button].map((one) => one.getBoundingClientRect());
  return inner.height > 0 && inner.bottom < outer.bottom;
}"""


def drag(page: Any, topic: str, onto: str) -> None:
    rows = [page.locator(f".st-key-chu_de_{name} p").first for name in (topic, onto)]
    start, end = (row.bounding_box() for row in rows)
    page.mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, (start["y"] + end["y"]) / 2, steps=4)
    page.mouse.move(end["x"] + 20, end["y"] + end["height"] / 2, steps=4)
    page.mouse.up()


def test_a_topic_is_dragged_and_a_text_of_its_picture_clicked(page: Any, ready: Callable[..., Any]) -> None:
    page.set_viewport_size(
        {"width": 1440, "height": 1300}
    )  # no row so near the edge that the page rolls under it
    visit(page, "slide?den=2024-10-31", anew=True)
    rows, pages = page.locator("[class*=st-key-chu_de_] p"), page.locator("h2", has_text=re.compile("^Trang"))
    ready(page)
    before = rows.all_inner_texts()
    assert [re.sub(r"^\d+\. ", "", one) for one in before[:2]] == ["Tóm tắt tuần", "Kết luận kỳ trước"]
    drag(page, "soon", "summary")
    pages.nth(1).filter(has_text="Trang 2: Sắp đến hạn").wait_for()
    assert rows.first.inner_text() == "2. Sắp đến hạn"
    ready(page)  # a row is taken where it stands: while slides still come it moves
    drag(page, "soon", "overdue")
    pages.nth(4).filter(has_text="Trang 5: Sắp đến hạn").wait_for()
    assert rows.all_inner_texts() == before
    ready(page)
    picture = page.locator(".st-key-hinh_soon img")
    place = picture.bounding_box()
    picture.click(position={"x": place["width"] * 0.3, "y": place["height"] * 0.13})  # its headline
    form = page.locator(".st-key-slide_soon textarea")
    form.wait_for()
    assert re.match(r"\d+ hồ sơ đến hạn", form.input_value())
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="in a usual run a topic that is dragged")
def test_the_list_rolls_under_a_topic_only_when_it_is_brought_to_the_edge(
    page: Any, ready: Callable[..., Any]
) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    visit(page, "slide?den=2024-10-31", anew=True)
    ready(page)
    main = page.locator("[data-testid=stMain]")
    row = page.locator("[class*=st-key-chu_de_] p").first
    high = "(main, to) => { main.scrollTop += to; return main.scrollTop; }"
    before = main.evaluate(high, row.bounding_box()["y"] - 760)  # 40 pixels above the lower edge
    page.mouse.move(row.bounding_box()["x"] + 20, 765)
    page.mouse.down()
    page.mouse.move(500, 750, steps=3)  # upwards, near the edge still
    page.wait_for_timeout(300)
    assert main.evaluate(high, 0) == before
    page.mouse.move(500, 790, steps=3)
    page.wait_for_function(
        "before => document.querySelector('[data-testid=stMain]').scrollTop > before", arg=before
    )
    page.mouse.move(5, 400)  # no row: the order stays
    page.mouse.up()
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="in a usual run a topic that is dragged")
def test_the_list_rolls_under_a_topic_that_is_held_at_the_edge(page: Any, ready: Callable[..., Any]) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    visit(page, "slide?den=2024-10-31", anew=True)
    ready(page)
    rows = page.locator("[class*=st-key-chu_de_] p")
    rows.first.scroll_into_view_if_needed()
    start = rows.first.bounding_box()
    below = (
        "() => [...document.querySelectorAll('[class*=st-key-chu_de_] p')].at(-1).getBoundingClientRect().top"
    )
    assert page.evaluate(below) > 800
    page.mouse.move(start["x"] + 20, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, 742, steps=4)  # so slowly that what is waited for is not passed by
    page.wait_for_function(f"{below} < 700")
    page.mouse.move(start["x"] + 20, 400, steps=2)  # away from the edge it stands still
    end = rows.last.bounding_box()
    page.mouse.move(end["x"] + 20, end["y"] + 10, steps=2)
    page.mouse.up()
    rows.last.filter(has_text="Tóm tắt tuần").wait_for()
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.problems == []


def test_no_click_is_lost_on_what_has_just_unfolded(page: Any) -> None:
    visit(page, "slide?den=2024-10-31", anew=True)
    button = page.locator("[data-testid=stExpander] button", has_text="Thêm trang")
    assert button.is_hidden()
    assert button.evaluate(UNFOLDED)
    page.get_by_text("Thêm trang tự soạn").click()
    button.wait_for(state="hidden")


@pytest.mark.skipif(not LONG, reason="in a usual run the page of uploads")
def test_empty_places_of_the_hours_of_a_meeting_are_vietnamese(page: Any, ready: Callable[..., Any]) -> None:
    visit(page, "slide?den=2024-10-31&phan=ket_luan", anew=True)
    page.get_by_label("Ngày họp").first.wait_for()
    page.get_by_text("Thông tin cuộc họp").first.click()
    ready(page)
    empty = "[data-testid=stTimeInput] [data-placeholder=true]"
    page.locator(empty).first.wait_for(state="attached")
    shown = page.evaluate(
        "empty => [...document.querySelectorAll(empty)].map((part) => getComputedStyle(part, '::before').content)",
        empty,
    )
    assert {*shown} == {'"giờ"', '"phút"'}  # Streamlit has HH and mm there
