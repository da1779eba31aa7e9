"""Whoever has no mouse: Tab passes by what answers to a click, the list beside it opens, chooses, keeps the focus;
a finger hits what it touches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import FOCUSED, IS_FOCUSED, visit
from tests.conftest import LONG, sample
from tests.worlds.servers import Server

# How wide and high that is which a finger hits of a sign, and what else of its card it stands on.
HIT = """sign => {
  const { left, top, width, height } = sign.getBoundingClientRect(), at = [left + width / 2, top + height / 2];
  const is = (x, y) => sign.contains(document.elementFromPoint(at[0] + x, at[1] + y));
  const far = (x, y) => {
    let step = 0;
    while (step < 40 && is(x * (step + 1), y * (step + 1))) step += 1;
    return step;
  };
  const card = sign.closest("[data-testid=stVerticalBlock]");
  const others = [...card.querySelectorAll("a, button, input")].filter((one) => one !== sign && one.clientHeight);
  const covered = others.filter((one) => {
    const box = one.getBoundingClientRect();
    return sign.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
  });
  return [far(-1, 0) + 1 + far(1, 0), far(0, -1) + 1 + far(0, 1), covered.map((one) => one.outerHTML.slice(0, 80))];
}"""


@pytest.fixture(scope="module")
def phone(browser: Any, server: Server) -> Iterator[Any]:
    """A page on the demonstration's address under a finger."""
    context = browser.new_context(
        base_url=server.address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context.new_page()
    context.close()


BUTTONS = ".stMain :is(.stButton button, .stDownloadButton button, .stPopover button, .stPageLink a, summary)"
FIELDS = """:is(.stSelectbox, .stMultiSelect, .stTextInput) :has(> input),
            [data-testid=stNumberInputContainer], [data-testid=stDateInputField]"""


@pytest.mark.skipif(not LONG, reason="in a usual run what the keyboard reaches")
@pytest.mark.parametrize(
    ("path", "least", "has_signs"),
    sample((("/qua-han", 24, False), ("/truc-tuyen", 20, True), ("/slide?phan=ket_luan", 8, True)), 1),
)
def test_what_a_finger_touches_is_44_pixels_high_and_a_sign_of_help_is_hit(
    phone: Any, ready: Callable[..., Any], path: str, least: int, has_signs: bool
) -> None:
    """The sign is 16 pixels; fingers want 44, WCAG 2.5.8 asks for 24, and what stands beside it is hit as before."""
    phone.goto(path)
    phone.locator(".stMain h1").wait_for()
    ready(phone)
    for summary in phone.locator(".stMain .stExpander summary").all():
        summary.click()
    heights = phone.locator(f"{BUTTONS}, {FIELDS}").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height).filter(Boolean)"
    )
    assert len(heights) > least
    assert min(heights) >= 44
    if not has_signs:
        return
    sizes = []
    signs = phone.locator(".stMain [data-testid=stTooltipIcon] button:has(> svg)")
    signs.first.wait_for()
    for sign in signs.all():
        if sign.is_visible():
            sign.scroll_into_view_if_needed()
            wide, high, covered = sign.evaluate(HIT)
            assert covered == []
            sizes.append(min(wide, high))
    assert min(sizes) >= 24
    assert sorted(sizes)[len(sizes) // 2] >= 42, "of most, where nothing stands close by"


@pytest.mark.skipif(not LONG, reason="in a usual run what the keyboard reaches")
def test_what_orders_the_slides_is_as_wide_as_a_finger(phone: Any, ready: Callable[..., Any]) -> None:
    """“Bỏ” was 16 pixels wide, right beside “Xuống”."""
    phone.goto("/slide")
    phone.locator(".stMain h1").wait_for()
    ready(phone)
    row = "[class*=st-key-chu_de_]:not(.stElementContainer) .stButton button"
    found = phone.locator(row).evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width).map(one => [one.left, one.right])"
    )
    assert len(found) >= 9
    assert min(right - left for left, right in found) >= 44
    assert max(right for _, right in found) <= 390
    phone.locator(".st-key-xuong_overdue button:visible").first.focus()  # one of fourteen “Xuống”
    assert phone.evaluate("document.activeElement.closest('[role=group]').ariaLabel").endswith(
        "Hồ sơ quá hạn"
    )


def test_what_the_keyboard_reaches_is_seen(tab: Any, ready: Callable[..., Any]) -> None:
    """Streamlit shows the tools of a table under the mouse alone, and tints a link as that of the open page."""
    page = visit(tab, "qua-han", anew=True)
    page.locator(".st-key-trinh_don a").nth(1).focus()
    page.keyboard.press("Tab")
    ring = "() => getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate("() => document.activeElement.innerText") == "Quá hạn"
    assert page.evaluate(ring) == "solid"
    tools = page.locator("[class*=st-key-bang_qua_han] [data-testid=stElementToolbar]")
    tools.get_by_role("button").first.focus()
    page.keyboard.press("Tab")
    page.wait_for_function("one => getComputedStyle(one).opacity === '1'", arg=tools.element_handle())
    names = [one.get_attribute("aria-label") for one in tools.get_by_role("button").all()]
    assert len(names) >= 3
    assert not any(name.startswith("Tải về CSV") for name in names), "the list has downloads of its own"
    assert page.problems == []


def test_no_table_offers_the_raw_csv_of_streamlit(tab: Any, ready: Callable[..., Any]) -> None:
    page = visit(tab, "nhap-du-lieu", anew=True)
    tools = page.locator("[data-testid=stElementToolbarButton]", has=page.locator("[aria-label*=CSV]"))
    tools.first.wait_for(state="attached")
    assert not any(one.is_visible() for one in tools.all())


@pytest.mark.skipif(not LONG, reason="in a usual run what opens by the keyboard")
def test_a_day_of_the_calendar_is_chosen_by_the_keyboard(tab: Any, ready: Callable[..., Any]) -> None:
    page = visit(tab, "ke-hoach?thang=2024-10", anew=True)
    page.locator(".st-key-bam_o_lich_han canvas").first.wait_for()
    page.wait_for_function("() => document.querySelector('.st-key-bam_o_lich_han canvas').tabIndex === -1")
    asked = page.evaluate("window.__runs.asked")
    page.locator(".st-key-lich_chevron_right button").focus()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, "Chọn một ngày"):
            break
    assert page.evaluate(FOCUSED, "Chọn một ngày")
    assert page.evaluate("window.__runs.asked") == asked, "passing by the calendar chooses nothing"
    page.keyboard.press("ArrowDown")
    days = page.get_by_role("option")
    days.first.wait_for()
    # a scroll that is told late, of before the list was opened
    page.evaluate("document.querySelector('[data-testid=stMain]').dispatchEvent(new Event('scroll'))")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("Việc kế hoạch đến hạn ngày 31/10/2024").wait_for()
    ready(page)
    page.wait_for_function(FOCUSED, arg="Chọn một ngày")
    assert page.problems == []


def test_what_opens_by_the_keyboard_has_the_focus_and_gives_it_back(
    tab: Any, ready: Callable[..., Any]
) -> None:
    tab.set_viewport_size({"width": 390, "height": 900})
    page = visit(tab, "qua-han", anew=True)
    filters, period = (page.locator(f".st-key-{key}").get_by_role("button") for key in ("loc_hep", "ky_xem"))
    aside = page.get_by_test_id("stPopoverBody")
    filters.focus()
    page.keyboard.press("Enter")
    aside.wait_for()
    page.keyboard.press("Tab")
    page.wait_for_function(FOCUSED, arg="Cơ quan")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    aside.nth(1).wait_for()
    ready(page)
    for name in ("Năm CCHC", "Từ ngày", "Đến ngày", "ngày, Ngày khác"):
        page.keyboard.press("Tab")
        page.wait_for_function(FOCUSED, arg=name)
    calendar = page.get_by_test_id("stDateInputCalendar")  # opens by itself, and closes alone
    calendar.wait_for()
    page.keyboard.press("Escape")
    calendar.wait_for(state="detached")
    for left, button in ((1, period), (0, filters)):
        page.keyboard.press("Escape")
        aside.nth(left).wait_for(state="detached")
        assert aside.count() == left
        assert button.evaluate(IS_FOCUSED)
    table = page.get_by_role("button", name="Bảng số").first  # its content comes from the server
    table.focus()
    for key in ("Enter", "Tab"):
        page.keyboard.press(key)
    aside.wait_for()
    ready(page)
    page.wait_for_function("() => document.activeElement.closest('[data-testid=stPopoverBody]') !== null")
    page.keyboard.press("Escape")
    aside.wait_for(state="detached")
    assert table.evaluate(IS_FOCUSED)
    ready(page)  # that it is closed is told to the server, which draws the page anew
    page.get_by_label("Mở một dòng").first.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".st-key-ban_ghi").wait_for()
    page.wait_for_function("() => document.activeElement.closest('.st-key-ban_ghi') !== null")
    ready(page)
    page.keyboard.press("Enter")
    page.locator(".st-key-ban_ghi").wait_for(state="detached")
    page.wait_for_function(FOCUSED, arg="Mở một dòng")
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="in a usual run what opens by the keyboard")
def test_a_filter_undone_by_the_keyboard_leaves_the_focus_to_what_stands_before_it(
    tab: Any, ready: Callable[..., Any]
) -> None:
    """The focus was lost with its button: Tab began at the top of the page."""
    page = visit(tab, "qua-han?qua_han_dossiers=stp-nv1")
    page.get_by_role("button", name="Bỏ chọn").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Bỏ chọn").wait_for(state="detached")
    page.wait_for_function("() => document.activeElement.closest('button')?.innerText.includes('Tải ảnh')")
    assert page.problems == []
