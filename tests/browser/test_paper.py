"""Pages on paper: A4, what is there to be clicked left out, every row of a list, nothing broken in two."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import visit
from tests.conftest import LONG
from tests.worlds.pdfs import pages_of, text_of

# Address -> the most sheets that it may take (measured; the lists of the plan and of Đối soát have a hundred rows).
SHEETS = {
    "": 2, "qua-han": 5, "truc-tuyen": 3, "tieu-chi": 3, "chi-so": 3, "don-vi": 3, "don-vi?don_vi=stp-nv2": 2,
    "vi-sao": 3, "bao-cao": 5, "ke-hoach": 7, "doi-soat": 8,
}  # fmt: skip
WHITE = "rgb(255, 255, 255)"
UNIT = "don-vi?don_vi=stp-nv2"  # is printed where a button leads to it
TO_CLICK = (
    "XLSX", "CSV", "Bảng số", "Định nghĩa", "Chép danh sách", "Xem từng dòng", "Bản in", "In trang này", "Về trang",
    "Quản trị", "Tải tờ phát tay", "chiso",
)  # fmt: skip
# What is wider than the card, the column or the sheet that it stands in.
CUT = """() => [...document.querySelectorAll('.stTable table, .js-plotly-plot .main-svg')].filter((one) => {
  const room = one.closest('[data-testid=stElementContainer]').getBoundingClientRect();
  return one.getBoundingClientRect().right > room.right + 1;
}).length"""


@pytest.mark.skipif(not LONG, reason="in a usual run the sheet by its button")
@pytest.mark.parametrize("address", [one for one in SHEETS if one != UNIT] if LONG else ["qua-han"])
def test_a_page_is_printed_whole_without_what_is_there_to_be_clicked(tab: Any, address: str) -> None:
    visit(tab, f"{address}?in=1", anew=True)
    is_printed_whole(tab, address)


def is_printed_whole(tab: Any, address: str) -> None:
    """The view for paper of that address, which the tab shows."""
    content = tab.pdf(prefer_css_page_size=True, print_background=True)
    tab.emulate_media(media="print")
    cut = tab.evaluate(CUT)
    tab.emulate_media(media="null")
    assert cut == 0
    text = text_of(content, "-layout")
    components = text.replace("Quản trị điện tử", "").replace("Quản trị môi trường", "")  # of PAPI
    assert [words for words in TO_CLICK if words in components] == []
    assert "Sở Tư pháp, " in text
    assert "Năm CCHC 2024" in text
    assert 1 <= pages_of(content) <= SHEETS[address]
    if address == UNIT:
        assert "99,72%" in text  # not "99,72" and "%" below it
    if address == "qua-han":
        late = text.partition("Danh sách 17 hồ sơ quá hạn")[2].partition("Sắp đến hạn")[0]
        assert late.count(" ngày ") == 17  # a grid shows fifteen


@pytest.mark.skipif(not LONG, reason="in a usual run the sheet by its button")
def test_a_page_printed_by_the_browsers_menu_says_where_its_tables_are_text(tab: Any) -> None:
    """Of the view on the screen; figures drawn for it shrink to their cards, the tables leave no empty sheets."""
    visit(tab, "qua-han", anew=True)
    content = tab.pdf(prefer_css_page_size=True, print_background=True)
    assert "bấm “Bản in” ở đầu trang rồi in" in text_of(content)
    assert pages_of(content) <= 2
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    cut = tab.evaluate(CUT)
    tab.emulate_media(media="null")
    assert cut == 0


def test_button_and_key_lead_to_the_view_for_paper_and_print_it(tab: Any, ready: Callable[..., Any]) -> None:
    """By the button it stays until one goes back; by the key it comes back by itself and is no entry of the history."""
    visit(tab, UNIT, anew=True)
    tab.get_by_role("button", name="Bản in").click()
    tab.wait_for_selector(".st-key-ban_in")
    ready(tab)
    assert parse_qs(urlsplit(tab.url).query) == {"don_vi": ["stp-nv2"], "in": ["1"]}
    assert not tab.locator(".st-key-trinh_don").is_visible()
    is_printed_whole(tab, UNIT)
    width = "() => document.querySelector('.stMainBlockContainer').getBoundingClientRect().width"
    on_screen = tab.evaluate(width)
    tab.emulate_media(media="print")
    on_paper = tab.evaluate(width)
    tab.emulate_media(media="null")
    assert on_paper == pytest.approx(
        (210 - 2 * 12) / 25.4 * 96, abs=3
    )  # A4 between its margins, in CSS pixels
    assert on_screen * 0.78 == pytest.approx(on_paper, abs=1)  # at the size of print the same
    tab.evaluate("window.print = () => { window.asked = true; }")
    tab.get_by_role("button", name="In trang này").click()
    tab.wait_for_function("() => window.asked === true")
    tab.get_by_role("button", name="Về trang", exact=True).click()
    tab.wait_for_selector(".st-key-_chiso_paper")
    ready(tab)
    assert parse_qs(urlsplit(tab.url).query) == {"don_vi": ["stp-nv2"]}
    assert tab.locator(".st-key-trinh_don").is_visible()
    length = tab.evaluate("history.length")
    tab.evaluate("""() => { window.print = () => {
        window.printed = Boolean(document.querySelector(".st-key-ban_in"));
        dispatchEvent(new Event("afterprint"));
    }; }""")
    tab.keyboard.press("Control+p")
    tab.wait_for_function("() => window.printed === true")
    tab.locator(".st-key-_chiso_paper").wait_for()
    tab.wait_for_function("() => location.search === '?don_vi=stp-nv2'")
    assert tab.evaluate("history.length") == length
    printing = tab.evaluate("String(window.print)")
    tab.set_viewport_size({"width": 600, "height": 900})  # there the button stands behind the filters
    visit(tab, UNIT, anew=True)
    assert not tab.locator(".st-key-_chiso_paper").count()
    tab.evaluate(f"window.print = {printing}")
    tab.keyboard.press("Control+p")
    tab.wait_for_function("() => window.printed === true")
    tab.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.skipif(not LONG, reason="in a usual run the sheet by its button")
def test_slides_are_printed_two_a_sheet_each_under_its_heading(tab: Any) -> None:
    """Between its margins a sheet is 271 mm high, a slide as wide as it 105 mm. The first sheet had a title alone,
    others ended with the heading of the slide that came on the next."""
    visit(tab, "slide?in=1", anew=True)
    content = tab.pdf(prefer_css_page_size=True, print_background=True)
    headings = [int(one) for one in re.findall(r"Trang (\d+):", text_of(content))]
    assert len(headings) > 9
    assert headings == list(range(1, len(headings) + 1))
    assert pages_of(content) == -(-len(headings) // 2)


@pytest.mark.skipif(not LONG, reason="in a usual run the sheet by its button")
def test_on_a_dark_device_paper_is_white_and_the_page_is_dark_again_after_it(
    tab: Any, ready: Callable[..., Any]
) -> None:
    """Its figures are drawn in the ink of white paper: on the dark ground no name in them could be read."""
    ground = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    tab.emulate_media(color_scheme="dark")
    visit(tab, "qua-han?in=1", anew=True)
    assert tab.evaluate(ground) == WHITE
    tab.get_by_role("button", name="Về trang", exact=True).click()
    tab.wait_for_function(f"white => ({ground})() !== white", arg=WHITE)
    tab.locator(".st-key-ve_lai_dark").wait_for(state="attached")
    ready(tab)
    tab.get_by_role("button", name="Bản in").click()
    tab.wait_for_function(f"white => ({ground})() === white", arg=WHITE)
    tab.go_back()
    tab.locator(".st-key-ve_lai_dark").wait_for(state="attached")
    tab.wait_for_function(f"white => ({ground})() !== white", arg=WHITE)
    tab.emulate_media(color_scheme="light")
    assert tab.problems == []
