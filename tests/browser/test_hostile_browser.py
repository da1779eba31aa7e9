"""Imported text in a real browser: every page of a hostile home, looked at once, does nothing but show it.

No script runs, no dialog opens, nothing outside the server is asked for, the policy has nothing to forbid, and the
document holds no element that the text described.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chiso.web.shell import access
from tests.browser.conftest import tabs, visit
from tests.conftest import LONG
from tests.worlds import hostile
from tests.worlds.demo_home import copy_home
from tests.worlds.servers import Server, serving

WATCH = """
window.__tried = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = (...words) => { window.__tried.push(name + ': ' + words.join(' ')); return null; };
document.addEventListener('securitypolicyviolation', (event) =>
  window.__tried.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""
# Elements that only markup from a text could make. Streamlit's own never match.
FOREIGN = """() => {
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    for (const attribute of element.attributes)
      if (/^on/i.test(attribute.name) || /^\\s*(javascript|data:text\\/html)/i.test(attribute.value))
        found.push(element.outerHTML.slice(0, 200));
    if (['IFRAME', 'OBJECT', 'EMBED', 'PLAINTEXT', 'MARQUEE', 'BASE'].includes(element.tagName))
      found.push(element.outerHTML.slice(0, 200));
  }
  for (const link of document.querySelectorAll('a[href], img[src], image, source[src]')) {
    const address = link.href?.baseVal ?? link.href ?? link.src ?? '';
    if (/^(https?:)?\\/\\//.test(address) && new URL(address, location).origin !== location.origin)
      found.push(link.outerHTML.slice(0, 200));
  }
  return found;
}"""

# The most imported text: that of a usual run; what the others draw is read by tests/present/test_hostile_text.py.
MOST = "qua-han?den=2024-10-31&don_vi=x1"
# address -> what is clicked there, one after the other
VIEWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ()),
    ("chi-so", ()),
    ("bao-cao", ()),
    ("qua-han?den=2024-10-31", ("Theo công chức",)),
    (MOST, ("Nhiệm vụ", "Ghi nguyên nhân")),
    ("qua-han?den=2024-10-31&don_vi=x2", ("Theo thủ tục", "PAKN")),
    ("truc-tuyen?den=2024-10-31", ("Tất cả",)),
    ("tieu-chi", ()),
    ("don-vi?den=2024-10-31&don_vi=x1", ("Xem từng dòng",)),
    ("ke-hoach?den=2024-10-31", ("Chép để nhắc",)),
    ("slide?den=2024-10-31", ("Kết luận giao ban", "Danh sách buổi sáng")),
    ("nhap-du-lieu", ()),
    ("doi-soat", ()),
    ("quan-tri", ("Tài khoản", "Nhật ký")),
    ("giao-ban?den=2024-10-31", ()),
    ("vi-sao?den=2024-10-31&theo=official", ()),
)


@pytest.fixture(scope="module")
def hostile_server(hostile_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    with serving(copy_home(hostile_template, folder / "home"), folder / "log.txt") as running:
        yield running


@pytest.fixture(scope="module")
def victim(browser: Any, hostile_server: Server) -> Iterator[Any]:
    """The browser in which every page of this file is opened."""
    context = tabs(browser, hostile_server)
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture(scope="module")
def watched(victim: Any, hostile_server: Server) -> Iterator[Any]:
    """A page that cannot reach anything but the server, and says what it tried."""
    page = victim.new_page()
    page.set_viewport_size({"width": 1440, "height": 1400})
    page.outside, page.dialogs = [], []

    def look_at(request: Any) -> None:
        if not request.url.startswith((hostile_server.address, "data:", "blob:")):
            page.outside.append(request.url)

    victim.on("request", look_at)
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda popup: page.outside.append(f"popup: {popup.url}"))
    yield page
    victim.remove_listener("request", look_at)
    page.close()


def assert_quiet(page: Any, where: str) -> None:
    assert page.outside == [], where
    assert page.dialogs == [], where
    assert page.evaluate("() => window.__tried") == [], where
    assert page.evaluate(FOREIGN) == [], where
    assert "gặp lỗi" not in page.inner_text("body"), where


def hover(page: Any) -> None:
    """The pointer over the charts, so that their hovers are drawn."""
    for figure in page.locator(".js-plotly-plot").all()[:3]:
        box = figure.bounding_box()
        if box and box["y"] < 1300:
            for part in (0.15, 0.4, 0.8):
                page.mouse.move(box["x"] + box["width"] * part, box["y"] + min(40, box["height"] / 3))


def test_the_views_show_every_page() -> None:
    assert {address.partition("?")[0] for address, _ in VIEWS} == {entry.path for entry in access.ENTRIES}


@pytest.mark.skipif(not LONG, reason="in a usual run the other pages")
def test_the_upload_page_shows_a_hostile_file_as_text(
    watched: Any, ready: Callable[..., Any], tmp_path: Path
) -> None:
    lines = hostile.dossiers(list(hostile.OWN)).decode("utf-8-sig").replace("HS-", "MOI-")
    lines = lines.replace('"Lĩnh vực"', '"<img src=x onerror=alert(1)>"').replace('"Ghi chú"', '"=1+1"')
    path = tmp_path / "<img src=x onerror=alert(1)>.csv"
    path.write_text(lines, encoding="utf-8-sig")
    watched.goto("/nhap-du-lieu")
    watched.wait_for_selector("h1")
    ready(watched)
    watched.locator("input[type=file]").first.set_input_files(str(path))
    watched.get_by_text("MOI-").or_(watched.get_by_text("Cần trả lời")).first.wait_for()
    ready(watched)
    assert_quiet(watched, "upload")


def test_every_page_shows_hostile_text_as_text(watched: Any, ready: Callable[..., Any]) -> None:
    """Each view from its address, that with the most last: the next test goes on there."""
    others = [(address, clicks) for address, clicks in VIEWS if LONG and address != MOST]
    for address, clicks in (*others, (MOST, dict(VIEWS)[MOST])):
        look_at(watched, ready, address, clicks)


def look_at(page: Any, ready: Callable[..., Any], address: str, clicks: tuple[str, ...]) -> None:
    visit(page, address)
    hover(page)
    for name in clicks:
        page.locator("button:visible, [role=radio]:visible, label:visible", has_text=name).first.click()
        ready(page)
    assert_quiet(page, address)


def test_the_net_has_no_holes(watched: Any, ready: Callable[..., Any]) -> None:
    """What the other tests wait for is noticed when it happens; a unit's name is there, as text."""
    if "/qua-han" not in watched.url:
        look_at(watched, ready, MOST, dict(VIEWS)[MOST])
    assert watched.get_by_role("combobox", name="Đơn vị", exact=True).input_value() == hostile.UNITS[0][1]
    watched.evaluate(f"""() => {{
        document.body.insertAdjacentHTML('beforeend', "<img src='http://{hostile.OUTSIDE}/x.png' onerror='alert(1)'>");
        document.body.insertAdjacentHTML('beforeend', "<a href='javascript:alert(1)'>x</a><iframe></iframe>");
    }}""")
    watched.wait_for_function("() => window.__tried.some((tried) => tried.includes('policy'))")
    assert len(watched.evaluate(FOREIGN)) >= 3
