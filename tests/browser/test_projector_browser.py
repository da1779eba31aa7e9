"""The secretary at the projector: a conclusion is written down without leaving it, and stands on Giao ban."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import FOCUSED, IS_FOCUSED, watched
from tests.conftest import LONG
from tests.worlds import small_home


@pytest.mark.skipif(
    not LONG, reason="the same without a browser: tests/web/test_slide_page.py, test_giao_ban.py"
)
def test_a_conclusion_is_written_down_at_the_projector_and_stands_on_giao_ban(
    browser: Any, serve: Callable[..., Any], ready: Callable[..., Any], tmp_path: Path
) -> None:
    small_home.build(tmp_path / "home").close()
    with serve(tmp_path / "home") as running:
        context = browser.new_context(base_url=running.address, viewport={"width": 1440, "height": 900})
        page = context.new_page()
        problems = watched(page)
        page.goto("/giao-ban?chieu=1")
        page.locator(".st-key-chieu_ghi").wait_for()
        ready(page)
        page.keyboard.press("k")
        page.wait_for_function(FOCUSED, arg="Động từ")
        ready(page)
        page.keyboard.press("ArrowDown")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Escape")  # the list, not the form
        page.get_by_role("option").first.wait_for(state="detached")
        assert page.evaluate(FOCUSED, "Động từ")
        page.keyboard.press("Escape")
        page.get_by_role("textbox", name="Việc phải làm").wait_for(state="detached")
        page.wait_for_url("**/giao-ban?chieu=1")
        ready(page)
        assert page.locator(".st-key-chieu_ghi button").evaluate(IS_FOCUSED)
        page.keyboard.press("k")
        page.wait_for_function(FOCUSED, arg="Động từ")
        ready(page)
        assert page.get_by_label("Giải thích: Số văn bản").count() == 1
        page.get_by_role("textbox", name="Việc phải làm").fill("kho hồ sơ giấy còn lại")
        page.get_by_role("combobox", name="Đơn vị").click()
        page.get_by_role("option", name="Văn phòng").click()
        page.get_by_role("button", name="Ghi kết luận").click()
        page.get_by_role("textbox", name="Việc phải làm").wait_for(state="detached")
        page.wait_for_url("**/giao-ban?chieu=1")
        ready(page)
        write, title = (page.locator(one).bounding_box() for one in (".st-key-chieu_ghi", "h1"))
        assert write["y"] < title["y"], "what is done about a screen takes no room below its headline"
        page.set_viewport_size({"width": 1440, "height": 200})
        main = page.locator("[data-testid=stMain]")
        main.evaluate("one => { one.scrollTop = one.scrollHeight; }")
        assert main.evaluate("one => one.scrollTop") > 0
        page.keyboard.press("ArrowRight")  # no longer a letter of a text
        page.wait_for_url("**/giao-ban?chieu=2")
        page.locator(".st-key-chieu_arrow_back button:enabled").wait_for()
        ready(page)
        assert main.evaluate("one => one.scrollTop") == 0, "the next screen begins at its top"
        page.keyboard.press("Escape")
        page.locator(".st-key-trinh_chieu_mo").wait_for()
        ready(page)
        page.get_by_text("Giải quyết kho hồ sơ giấy còn lại").wait_for()
        assert page.get_by_text("1 kết luận, đang thực hiện").count() == 1
        assert problems == []
        context.close()
