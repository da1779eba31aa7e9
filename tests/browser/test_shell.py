"""The shell as a person meets it: Vietnamese, quiet, kept filters, and the way in and out."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from chiso.people.accounts import Accounts, User
from chiso.present.palette import palette
from chiso.web.shell import access
from tests.browser.conftest import PASSWORD, fits, make_administrator, tabs, until_heard, visit
from tests.conftest import LONG
from tests.worlds import small_home
from tests.worlds.people import ADMIN
from tests.worlds.servers import serving

# English words of Streamlit's controls and of programs; Vietnamese words and names of things do not match.
ENGLISH = re.compile(
    r"\b(upload|browse|file|files|drag|drop|choose|option|options|select|selected|search|download|fullscreen|"
    r"clear|show|hide|columns?|rows?|close|open|dismiss|press|enter|apply|submit|loading|running|"
    r"error|warning|connection|server|streamlit|page|pages|sidebar|menu|settings|view|more|results?|"
    r"date|month|year|day|today|previous|next|skip|main|content|link|heading|password|remove|add|the|and|of|is|not)\b",
    re.IGNORECASE,
)
WORDS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest('style, script, noscript, canvas, [translate=no], [data-testid=stIconMaterial]'))
      found.push(walker.currentNode.data.trim());
  }
  for (const element of document.querySelectorAll('body *'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'data-title'])
      if (element.getAttribute(name) && !element.closest('canvas')) found.push(element.getAttribute(name));
  return [...new Set(found)].filter((text) => text);
}"""


BACKGROUND = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(16, 23, 30)"  # #FFFFFF, #10171E
DRAWN = "ke-hoach"  # a page that has both charts and tables
INKS = """() => new Set([...document.querySelectorAll('.js-plotly-plot :is(.annotation-text, .xtick text)')]
  .map((one) => getComputedStyle(one).fill))"""


def ink_of(theme: str) -> str:
    """The colour of texts, as a browser says it."""
    red, green, blue = (int(palette(theme)["text"][place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def paths() -> list[str]:
    return [entry.path for entry in access.ENTRIES]


def english(page: Any) -> list[str]:
    """Texts and labels of a page that speak English."""
    return [text for text in page.evaluate(WORDS) if ENGLISH.search(text)]


def filters(page: Any) -> dict[str, str]:
    return filters_of(page.url)


def filters_of(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


PERIOD = ("Năm CCHC", "Từ ngày", "Đến ngày")  # filters behind one button


def box_of(page: Any, label: str) -> Any:
    """The list of a filter; those of the period stand behind its button."""
    box = page.get_by_role("combobox", name=label, exact=True)
    if label in PERIOD and not box.count():
        page.locator(".st-key-ky_xem button").first.click()
    box.wait_for()
    return box


def choose(page: Any, label: str, words: str) -> None:
    box_of(page, label).click()
    page.get_by_role("option", name=words, exact=True).click()


@pytest.mark.parametrize("path", paths() if LONG else ("truc-tuyen", DRAWN))
def test_page_is_vietnamese_and_fits_desk_and_phone_in_both_themes(
    tab: Any, ready: Callable[..., Any], path: str
) -> None:
    """Opened anew; its charts follow when the theme is switched while it is open."""
    page = tab
    visit(page, path, anew=True)
    looks = [(1440, "light"), (390, "dark"), *([(390, "light")] if LONG else [])]
    if page.viewport_size["width"] != 1440:
        looks.reverse()
    for width, theme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        wanted = {"light": LIGHT, "dark": DARK}[theme]  # it follows the device
        page.wait_for_function(f"wanted => ({BACKGROUND})() === wanted", arg=wanted)
        page.locator(f".st-key-ve_lai_{theme}").wait_for(state="attached")  # drawn again for it
        ready(page)
        if path == DRAWN:
            ours, others = (ink_of(one) for one in (theme, "dark" if theme == "light" else "light"))
            page.wait_for_function(
                f"() => {{ const all = ({INKS})(); return all.has('{ours}') && !all.has('{others}') }}"
            )
        fits(page, width)
        room, inner = page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]');"
            " return [m.clientWidth, m.scrollWidth] }"
        )
        assert inner <= room
    assert page.locator("html").get_attribute("lang") == "vi"
    (entry,) = [entry for entry in access.ENTRIES if entry.path == path]
    assert page.title() == f"{entry.title} · Sở Tư pháp", "tabs can be told apart"
    assert page.locator("[data-testid=stException]").count() == 0
    assert "gặp lỗi" not in page.inner_text("body")
    assert not re.search(r"\b(None|nan|NaN|undefined)\b", page.inner_text("[data-testid=stMain]"))
    assert english(page) == []
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Ế ạ ơ')")
    assert page.evaluate("getComputedStyle(document.querySelector('p')).fontFamily").startswith(
        '"Be Vietnam Pro"'
    )
    assert page.locator(".modebar-btn").count() == 0
    for kind in ("stPlotlyChart", "stDataFrame"):
        shown = page.locator(f"[data-testid={kind}]")
        assert path != DRAWN or shown.count() > 0
        for html in shown.evaluate_all("all => all.map(e => e.parentElement.outerHTML)"):
            assert "aria-label=" in html, "an alternative text"
    assert path != DRAWN or page.get_by_role("button", name="Tải ảnh").count()
    assert page.problems == []


def test_filters_stand_in_the_address_and_survive_menu_reload_and_back(
    page: Any, ready: Callable[..., Any]
) -> None:
    page.goto("/tieu-chi")
    ready(page)
    choose(page, "Năm CCHC", "Năm CCHC 2023")
    ready(page)
    choose(page, "Đơn vị", "Văn phòng")
    page.wait_for_url(re.compile("don_vi"))
    ready(page)
    wanted = {"nam": "2023", "don_vi": "stp-vp"}
    assert filters(page) == wanted
    assert page.title() == "Tiêu chí · Văn phòng · Sở Tư pháp"
    page.get_by_role("link", name="Kế hoạch", exact=True).click()
    page.wait_for_url(re.compile("/ke-hoach"))
    page.get_by_role("heading", name=re.compile("^Kế hoạch")).wait_for()
    ready(page)
    assert filters(page) == wanted
    page.reload()
    ready(page)
    assert filters(page) == wanted
    page.go_back()
    page.wait_for_url("**/tieu-chi**")
    page.get_by_role("heading", name=re.compile("^Mất điểm ở đâu")).wait_for()
    ready(page)
    assert filters(page) == wanted
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="in a usual run the filters and their address")
def test_any_day_is_chosen_behind_one_button_and_on_a_telephone_all_filters_are(
    page: Any, ready: Callable[..., Any]
) -> None:
    page.goto("/ke-hoach")
    ready(page)
    assert box_of(page, "Đến ngày").input_value() == "Đến 31/10/2024 · có tệp"
    choose(page, "Đến ngày", "Đến 30/10/2024")
    page.wait_for_url(lambda url: filters_of(url) == {"den": "2024-10-30"})
    page.locator(".st-key-ky_xem button", has_text="Năm CCHC 2024, đến 30/10/2024").wait_for()
    ready(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.locator(".st-key-loc_hep button").wait_for()
    ready(page)
    assert not page.get_by_role("combobox", name="Đơn vị", exact=True).count()
    page.locator(".st-key-loc_hep button").click()
    choose(page, "Đơn vị", "Văn phòng")
    page.wait_for_url(lambda url: filters_of(url) == {"den": "2024-10-30", "don_vi": "stp-vp"})
    page.locator(".st-key-bo_loc", has_text="Sở Tư pháp · Văn phòng").wait_for()
    assert page.problems == []


@pytest.mark.skipif(not LONG, reason="in a usual run the pages at both widths")
def test_on_a_telephone_paper_and_guide_stand_behind_the_filters_which_close_over_where_they_lead(
    page: Any, ready: Callable[..., Any]
) -> None:
    """Between the line of the data and the question stands no row of its own: its 44 pixels and its gap."""
    page.set_viewport_size({"width": 390, "height": 844})
    for button, there in (("Hướng dẫn", ".st-key-khung_huong_dan"), ("Bản in", ".st-key-ban_in")):
        page.goto("/bao-cao")
        page.wait_for_selector("h1")
        ready(page)
        assert not page.get_by_role("button", name=button, exact=True).count()
        filters = page.locator(".st-key-loc_hep button")
        data, question = page.get_by_text("Dữ liệu đến"), page.get_by_role("heading", level=1)
        assert question.bounding_box()["y"] - data.bounding_box()["y"] < 100
        filters.click()
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_selector(there)
        ready(page)
        assert not page.get_by_role("combobox", name="Đơn vị", exact=True).count()
    assert page.problems == []


ACTIONS: tuple[tuple[str, Callable[[Any], None]], ...] = (
    ("năm", lambda page: choose_another(page, "Năm CCHC")),
    ("đơn vị", lambda page: choose_another(page, "Đơn vị")),
    ("so với", lambda page: choose_another(page, "So với")),
    ("quá hạn", lambda page: menu(page, "Quá hạn")),
    ("trực tuyến", lambda page: menu(page, "Trực tuyến")),
    ("kế hoạch", lambda page: menu(page, "Kế hoạch")),
    ("phần", lambda page: press_another(page)),
    ("đi tới", lambda page: drill(page)),
    ("thanh", lambda page: click_a_bar(page)),
)


def choose_another(page: Any, label: str) -> None:
    """Another value of a filter, the next one in its list."""
    box = box_of(page, label)
    now = box.input_value()
    box.click()
    options = page.get_by_role("option").all_inner_texts()
    page.get_by_role("option", name=next(words for words in options if words != now), exact=True).click()


def menu(page: Any, title: str) -> None:
    page.locator("[data-testid=stPageLink]").get_by_role("link", name=title, exact=True).click()


def press_another(page: Any) -> None:
    """The other part of a segmented control; a page without one goes back to Quá hạn, which has one."""
    buttons = page.locator("[data-testid=stBaseButton-segmented_control]")
    if buttons.count():
        buttons.first.click()
    else:
        menu(page, "Quá hạn" if urlsplit(page.url).path != "/qua-han" else "Trực tuyến")


def click_a_bar(page: Any) -> None:
    """The first bar of a chart that answers to a click; from elsewhere the page that has one."""
    if urlsplit(page.url).path != "/qua-han":
        return menu(page, "Quá hạn")
    bars = page.locator(".js-plotly-plot .barlayer .point path")
    if not bars.count():
        return menu(page, "Trực tuyến")

    def click() -> None:
        bars.first.evaluate("bar => bar.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(200)
        box = bars.first.bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    return until_heard(page, click)


def drill(page: Any) -> None:
    """A button that leads to another page with filters of its own; the overview has them."""
    buttons = page.locator("[data-testid=stMain] [data-testid=stBaseButton-tertiary]", has_text="Mở")
    if urlsplit(page.url).path != "/" or not buttons.count():
        return menu(page, "Tổng quan" if urlsplit(page.url).path != "/" else "Quá hạn")
    return buttons.first.click()


def view(page: Any) -> tuple[str, dict[str, str], list[str], list[str], list[str]]:
    """What a person sees of the view: page, address, filters, pressed parts, chosen marks."""
    boxes = [
        page.get_by_role("combobox", name=name, exact=True).input_value()
        for name in ("Cơ quan", "Đơn vị", "So với")
    ]
    boxes.append(page.locator(".st-key-ky_xem button [data-testid=stMarkdownContainer]").first.inner_text())
    pressed = page.locator("[data-testid=stBaseButton-segmented_controlActive]").all_inner_texts()
    marks = page.locator("[class*=st-key-dang_loc]").all_inner_texts()
    return urlsplit(page.url).path, filters(page), boxes, pressed, marks


def settled(page: Any, ready: Callable[..., Any]) -> Any:
    """The view once two looks at it, half a second apart, are equal."""
    ready(page)
    seen = view(page)
    for _ in range(40):
        page.wait_for_timeout(250)
        ready(page)
        again = view(page)
        if again == seen:
            return seen
        seen = again
    return seen


@pytest.mark.parametrize(("seed", "actions"), [(seed, 8) for seed in range(10)] if LONG else [(0, 2)])
def test_back_undoes_one_action_at_a_time(
    page: Any, ready: Callable[..., Any], seed: int, actions: int
) -> None:
    """Some actions, then Back to the start: each Back shows exactly the view before that action."""
    chance = random.Random(seed)
    page.goto("/")
    views = [settled(page, ready)]
    for name, action in chance.choices(ACTIONS, k=actions):
        action(page)
        page.wait_for_timeout(300)
        now = settled(page, ready)
        if now != views[-1]:  # a menu link to the page that is open changes nothing
            views.append(now)
        assert now[0] in {f"/{path}" for path in paths()}, name
    for before in reversed(views[:-1]):
        page.go_back()
        page.wait_for_timeout(300)
        assert settled(page, ready) == before
    assert page.problems == []


@pytest.mark.parametrize(
    ("at", "words", "place"),
    [
        ("", "hồ sơ giải quyết đúng hạn", "phan_on_time_rate"),
        ("truc-tuyen", "số hóa hồ sơ", "dang_loc_di_cung"),
    ],
)
def test_what_is_found_comes_into_sight_on_its_page(
    page: Any, ready: Callable[..., Any], at: str, words: str, place: str
) -> None:
    """On another page and on the one that is open, which is left where it was read."""
    visit(page, f"{at}?nam=2024&tim={words}")
    page.locator(".st-key-tim_tat_ca a").filter(has_text="Tỷ lệ").first.click()
    page.locator(".st-key-tim_tat_ca").wait_for(state="detached")
    ready(page)
    page.wait_for_function(
        """(place) => {
          const { top, bottom } = document.querySelector(`.st-key-${place}`).getBoundingClientRect();
          return top > 0 && bottom < innerHeight && document.querySelector("[data-testid=stMain]").scrollTop > 400;
        }""",
        arg=place,
    )


def test_anything_is_found_and_opened_by_the_keyboard_alone(page: Any, ready: Callable[..., Any]) -> None:
    visit(page, "ke-hoach?nam=2024")
    box, hits = page.locator(".st-key-tim_tat_ca input"), page.locator(".st-key-tim_tat_ca a")

    def begun(words: str) -> None:
        page.keyboard.press("Control+k")
        box.wait_for()
        page.wait_for_function("() => document.activeElement.matches('.st-key-tim_tat_ca input')")
        page.keyboard.type(words)

    def typed(words: str, count: int) -> None:
        begun(words)
        page.wait_for_url(lambda url: filters_of(url).get("tim") == words)
        ready(page)
        assert hits.count() == count

    typed("phong nghiep vu", 2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/don-vi**")
    ready(page)
    assert filters(page) == {"nam": "2024", "don_vi": "stp-nv2"}
    page.go_back()
    box.wait_for()
    ready(page)
    assert (filters(page)["tim"], box.input_value(), hits.count()) == (
        "phong nghiep vu",
        "phong nghiep vu",
        2,
    )
    page.keyboard.press("Escape")
    box.wait_for(state="detached")
    ready(page)
    assert filters(page) == {"nam": "2024"}
    assert page.locator(".st-key-tim_mo button:focus").count() == 1
    typed("240319-0001", 1)
    page.keyboard.press("Enter")  # the only one
    page.get_by_role("heading", name="Hồ sơ 000.00.12.H32-240319-0001: xong 29/03/2024").wait_for()
    ready(page)
    # the page that is open already: the record opens there
    begun("240319-0002")
    page.keyboard.press("Enter")  # before anything is found
    page.evaluate("() => document.activeElement.blur()")  # as what is drawn anew loses the focus
    page.get_by_role("heading", name=re.compile("^Hồ sơ 000.00.12.H32-240319-0002: ")).wait_for()
    page.wait_for_function("() => document.activeElement.closest('.st-key-ban_ghi') !== null")
    assert english(page) == []
    if not LONG:
        return
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/qua-han?tim=ly lich")
    box.wait_for()
    ready(page)
    assert hits.count() >= 2
    fits(page, 390)
    page.get_by_role("button", name="Đóng").click()
    box.wait_for(state="detached")
    ready(page)
    page.get_by_role("button", name="Tìm", exact=True).click()
    box.wait_for()


@pytest.mark.skipif(not LONG, reason="in a usual run the filters over the menu and over going back")
def test_drill_down_keeps_the_filters(page: Any, ready: Callable[..., Any]) -> None:
    page.goto("/?nam=2023&so_voi=year")
    ready(page)
    wanted = {"nam": "2023", "so_voi": "year"}
    page.locator("[data-testid=stMain]").get_by_role("button", name=re.compile("^Quá hạn")).first.click()
    page.wait_for_url(re.compile("/qua-han"))
    page.get_by_role("heading", name=re.compile("^Hồ sơ nào"), level=1).wait_for()
    ready(page)
    assert wanted.items() <= filters(page).items()
    assert page.problems == []


def test_plain_values_may_be_typed(page: Any, ready: Callable[..., Any]) -> None:
    page.goto("/qua-han?nam=2023&don_vi=stp-vp&so_voi=rubbish")
    ready(page)
    assert filters(page) == {"nam": "2023", "don_vi": "stp-vp", "so_voi": "rubbish"}
    assert page.get_by_role("combobox", name="Đơn vị", exact=True).input_value() == "Văn phòng"
    assert page.get_by_role("combobox", name="So với", exact=True).input_value() == "So với tuần trước"
    assert "14/12/2023" in page.inner_text("body")


def test_unknown_address_is_a_vietnamese_page(page: Any) -> None:
    answer = page.goto("/khong-co-trang-nay")
    assert answer.status == 404
    assert "Không tìm thấy trang" in page.inner_text("body")
    assert english(page) == []


def test_phone_scrolls_only_the_menu_and_that_to_the_open_page(page: Any, ready: Callable[..., Any]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/giao-ban")  # behind it more links are added
    ready(page)
    link = page.get_by_role("link", name="Giao ban", exact=True).element_handle()
    page.wait_for_function(
        """link => {
          const [box, menu] = [link, link.closest('.st-key-trinh_don')].map((one) => one.getBoundingClientRect());
          return box.left >= menu.left && box.right <= menu.right;
        }""",
        arg=link,
    )
    fits(page, 390)
    assert page.problems == []


def test_a_tablet_shows_whole_what_the_filters_hold(page: Any, ready: Callable[..., Any]) -> None:
    page.set_viewport_size({"width": 820, "height": 900})
    page.goto("/giao-ban")  # the longest of them
    ready(page)
    page.wait_for_function(
        """() => {
          const said = [...document.querySelectorAll('.st-key-bo_loc input')];
          const period = document.querySelector('.st-key-bo_loc .st-key-ky_xem button');
          const parts = [...said, ...period.querySelectorAll('*')];
          return said.length === 3 && parts.every((one) => one.scrollWidth <= one.clientWidth || !one.clientWidth);
        }"""
    )
    fits(page, 820)


class Office:
    """A server that wants a sign-in; it has two viewers and no administrator. It can fall and start again."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.port = "0"
        with small_home.build(self.home, demonstration=False) as store:
            for name in ("lanh.dao", "thu.ky"):
                Accounts(store).add(ADMIN, User(name, role="viewer"), PASSWORD)
        self.start()

    def start(self) -> None:
        self.stack = ExitStack()
        log = self.home.parent / f"log-{self.port}.txt"
        self.server = self.stack.enter_context(serving(self.home, log, CHISO_PORT=self.port))
        self.address = self.server.address
        self.port = str(urlsplit(self.address).port)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    running = Office(tmp_path_factory.mktemp("office"))
    yield running
    running.stack.close()


@pytest.fixture(scope="module")
def person(browser: Any, office: Office) -> Iterator[Any]:
    """The browser of whoever comes to the office: files that were fetched stay, sign-ins go."""
    context = tabs(browser, office)
    yield context
    context.close()


@pytest.fixture
def guest(person: Any) -> Iterator[Any]:
    """The first tab of somebody who is not signed in."""
    person.clear_cookies()
    page = person.new_page()
    yield page
    page.close()


def sign_in(page: Any, name: str = "lanh.dao") -> None:
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_gate.py")
def test_signing_in_and_out(guest: Any, ready: Callable[..., Any]) -> None:
    first, second = guest, guest.context.new_page()
    first.goto("/qua-han?nam=2023")
    assert urlsplit(first.url).path == "/dang-nhap"
    assert english(first) == []
    sign_in(first)
    first.wait_for_url(re.compile("/qua-han"))
    ready(first)
    assert "Quản trị" not in first.inner_text("header")
    for address in ("truc-tuyen", ""):
        visit(second, address)
    first.get_by_role("button", name="lanh.dao").click()
    first.get_by_role("button", name="Đăng xuất").click()
    for page in (first, second):  # every tab, at once
        page.wait_for_url(re.compile("/dang-nhap"))
    second.go_back()
    second.wait_for_url(re.compile("/dang-nhap"))
    in_two_steps(guest.context, first, ready)
    second.close()


def in_two_steps(context: Any, page: Any, ready: Callable[..., Any]) -> None:
    """The account switches its second factor on in a tab of its own, its page stays open, and signs in with it."""

    page.goto("/")
    sign_in(page)
    ready(page)
    page.get_by_role("button", name="lanh.dao").click()
    with context.expect_page() as opened:
        page.get_by_role("link", name="Xác thực hai bước").click()
    own = opened.value
    own.fill("input[name=password]", PASSWORD)
    own.press("input[name=password]", "Enter")
    own.wait_for_function(
        "() => document.querySelector('img.qr')?.naturalWidth > 100"
    )  # the policy lets it through
    assert english(own) == []
    secret = own.inner_text("li code").replace(" ", "")
    own.fill("input[name=ma]", pyotp.TOTP(secret).now())
    own.press("input[name=ma]", "Enter")
    with own.expect_download() as file:
        own.get_by_role("link", name="Tải tệp chữ").click()
    codes = own.locator(".codes code").all_inner_texts()
    assert file.value.path().read_text(encoding="utf-8").splitlines()[2:] == codes
    page.get_by_role("button", name="Đăng xuất").click()  # what was opened stayed open
    page.wait_for_url(re.compile("/dang-nhap"))
    sign_in(page)
    page.fill("input[name=ma]", codes[0])
    page.press("input[name=ma]", "Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/")


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_homes.py")
def test_first_administrator_comes_in_by_the_printed_link(
    guest: Any, office: Office, ready: Callable[..., Any]
) -> None:
    link = re.search(r"http\S+/kich-hoat#ma=\S+", office.server.output)
    assert link
    guest.goto(link[0])
    guest.wait_for_selector("input[name=username]")
    guest.wait_for_url(office.address + "/kich-hoat")  # the token is out of the address
    make_administrator(guest, office.address)
    ready(guest)
    assert "quan.tri" in guest.inner_text("body")
    guest.goto(link[0])
    guest.get_by_role("heading", name="Đường dẫn không dùng được").wait_for()


@pytest.mark.skipif(not LONG, reason="the same without a browser: tests/web/test_desk_survives.py")
def test_page_survives_a_restart_of_the_server(guest: Any, office: Office, ready: Callable[..., Any]) -> None:
    """Sign-ins are stored: after kill -9 the same browser goes on where it was, filters too."""
    guest.goto("/dang-nhap")
    sign_in(guest, "thu.ky")
    guest.wait_for_url(office.address + "/")
    ready(guest)
    office.server.process.kill()
    office.server.process.wait()
    office.stack.close()
    office.start()
    ready(guest)
    guest.goto("/?nam=2023")
    ready(guest)
    assert filters(guest) == {"nam": "2023"}


@pytest.mark.skipif(not LONG, reason="in a usual run the pages at both widths")
def test_the_filters_stand_whole_in_their_row_and_an_ended_unit_is_told_with_its_last_day(page: Any) -> None:
    """On a screen of 1024 pixels the end of the row, there the account's button, was cut; so was "(đến 30/06/2024)" on
    all below 1366, and the last page of the menu on one of 1280."""
    visit(page, "qua-han?don_vi=stp-ttbttp&den=2024-09-30", anew=True)
    unit = page.locator(".st-key-bo_loc .st-key-don_vi input")
    assert unit.input_value() == "Thanh tra – BTTP (đến 30/06/2024)"
    period = page.locator(".st-key-ky_xem button [data-testid=stMarkdownContainer] p")
    for width in (1440, 1280, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        for words in (unit, period):  # the widest digits: 30/09/2024
            assert words.evaluate("one => one.scrollWidth <= one.clientWidth"), width
        menu = page.locator(".st-key-trinh_don")
        assert menu.evaluate("one => one.scrollWidth <= one.clientWidth + 1") == (width > 1024), width
    page.wait_for_function("""() => {
        const row = document.querySelector(".st-key-bo_loc"), end = row.getBoundingClientRect().right;
        return [...row.children].every(one => one.getBoundingClientRect().right <= end + 1);
    }""")
