"""Every kind of mark on every page, followed to what stands behind it and back: by a click, by the keyboard, and by the
copied link in another browser, where the button beside what was chosen undoes it. The table says which marks there are,
how each is clicked and what it must open.

A new chart or grid fails here until it stands in the table (test_every_chart_and_grid_stands_in_the_table).
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from tests.browser.conftest import PATIENCE, wait_until_ready
from tests.conftest import LONG

ROOT = Path(__file__).resolve().parents[2]
WIDTHS = (1440, 390)
ANY = "*"  # whatever value


@dataclass(frozen=True)
class Mark:
    """`at`: the address on which it stands. `kind`: chart, cell, row, button, hit, step. `name`: of chart or grid that
    of the code, of a button its key, of a hit of the finder or a step of the tour its words. `opens`: the page and what
    its address must say besides what it said before. `key`: which mark of the chart; the first by itself. `gone`: names
    that leave the address."""

    at: str
    kind: str
    name: str
    opens: str
    says: dict[str, str] = field(default_factory=dict)
    key: str = ""
    gone: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}@{self.at}"


def marks() -> Iterator[Mark]:
    """All of them, page by page."""
    # Tổng quan
    yield Mark("", "button", "mo_the_0", "truc-tuyen")
    yield Mark("", "button", "mo_the_1", "qua-han")
    yield Mark("", "button", "vi_sao_the_0", "vi-sao", {"chi_tieu": "online_rate"})
    yield Mark("", "button", "chu_y_0", ANY)
    yield Mark("", "button", "chu_y_1", ANY)
    yield Mark("", "cell", "don_vi_chi_tieu", "truc-tuyen", {"don_vi": ANY})
    yield Mark("", "button", "xem_sap_den_han", "qua-han", {"loai": "dossiers"})
    # Quá hạn
    yield Mark("qua-han", "button", "mo_sap_1", "qua-han", {"sap_con": "1-ngay"})
    yield Mark("qua-han", "button", "mo_sap_3", "qua-han", {"sap_nguoi": ANY})
    yield Mark("qua-han", "chart", "qua_han_dossiers", "qua-han", {"qua_han_dossiers": ANY})
    yield Mark("qua-han", "chart", "tuan_dossiers", "qua-han", {"den": ANY})
    yield Mark("qua-han?loai=tasks", "chart", "qua_han_tasks", "qua-han", {"qua_han_tasks": ANY})
    yield Mark("qua-han?loai=petitions", "chart", "qua_han_petitions", "qua-han", {"qua_han_petitions": ANY})
    yield Mark("qua-han?loai=plan", "chart", "qua_han_plan", "qua-han", {"qua_han_plan": ANY})
    yield Mark("qua-han", "row", "bang_qua_han_dossiers", "qua-han", {"ban_ghi": ANY})
    yield Mark("qua-han", "row", "bang_sap_den_han_dossiers", "qua-han", {"ban_ghi": ANY})
    yield Mark("qua-han?loai=tasks", "row", "bang_qua_han_tasks", "qua-han", {"ban_ghi": ANY})
    yield Mark("qua-han?loai=plan", "row", "bang_qua_han_plan", "ke-hoach", {"tim_ke_hoach": ANY})
    yield Mark("qua-han?xem_them=moved", "row", "bang_hen_lai", "qua-han", {"ban_ghi": ANY})
    yield Mark("qua-han?xem_them=step", "chart", "tre_khi_step", "qua-han", {"tre_khi_step": ANY})
    yield Mark(
        "qua-han?xem_them=near", "chart", "tre_khi_received_near", "qua-han", {"tre_khi_received_near": ANY}
    )
    # Trực tuyến
    yield Mark("truc-tuyen?ca_nam=1", "chart", "luy_ke", "truc-tuyen", {"den": ANY}, "2024-06-30")
    yield Mark("truc-tuyen", "chart", "tung_thang", "truc-tuyen", {"tung_thang": "2024-07"}, "2024-07")
    yield Mark("truc-tuyen", "chart", "hinh_thuc", "truc-tuyen", {"tung_thang": "2024-05"}, "2024-05")
    yield Mark("truc-tuyen", "chart", "thieu_unit", "truc-tuyen", {"thieu_unit": ANY})
    yield Mark("truc-tuyen?don_vi=stp-nv2", "chart", "thieu_official", "truc-tuyen", {"thieu_official": ANY})
    yield Mark("truc-tuyen", "chart", "thieu_procedure", "truc-tuyen", {"thieu_procedure": ANY})
    yield Mark("truc-tuyen?theo_linh_vuc=1", "chart", "thieu_field", "truc-tuyen", {"thieu_field": ANY})
    yield Mark("truc-tuyen", "chart", "di_cung", "truc-tuyen", {"di_cung": ANY})
    yield Mark(
        "truc-tuyen?tung_thang=2024-07", "row", "bang_dong_online_rate_*", "truc-tuyen", {"ban_ghi": ANY}
    )
    # Tiêu chí
    yield Mark("tieu-chi", "chart", "mat_diem_2023", "tieu-chi", {"mat_diem_2023": ANY})
    yield Mark("tieu-chi", "chart", "cua_ai", "tieu-chi", {"cua_ai": ANY})
    yield Mark("tieu-chi", "chart", "thuoc_diem", "tieu-chi", {"diem_mo": "mat"}, "mat")
    yield Mark("tieu-chi", "chart", "diem_mo", "tieu-chi", {"diem_mo": ANY})
    yield Mark("tieu-chi", "chart", "diem_mo_don_vi", "tieu-chi", {"diem_mo_don_vi": ANY})
    # Chỉ số
    yield Mark("chi-so", "chart", "chi_so_pci", "chi-so", {"chi_so": "PCI"})
    yield Mark("chi-so", "chart", "thanh_phan", "chi-so", {"thanh_phan": ANY})
    pci = "chi-so?chi_so=PCI"
    yield Mark(pci, "chart", "viec_thanh_phan", "chi-so", {"viec_thanh_phan": ANY})
    yield Mark(pci, "row", "bang_viec_thanh_phan", "ke-hoach", {"tim_ke_hoach": ANY})
    yield Mark("chi-so", "chart", "xep_hang", "chi-so", {"xep_hang": ANY})
    # Báo cáo
    yield Mark(
        "bao-cao?chi_tieu=service_index",
        "chart",
        "thang_service_index",
        "bao-cao",
        {"thang_service_index": ANY},
    )
    yield Mark("bao-cao?tim_bao_cao=doanh", "row", "bang_bao_cao", "bao-cao", {"chi_tieu": ANY})
    yield Mark("bao-cao?chi_tieu=service_index", "chart", "nhom", "bao-cao", {"nhom": ANY})
    # Đơn vị
    yield Mark("don-vi", "cell", "chon_don_vi", "don-vi", {"don_vi": ANY})
    yield Mark("don-vi", "chart", "xep_hang_don_vi", "don-vi", {"don_vi": ANY})
    yield Mark("don-vi", "cell", "khoi_luong", "don-vi", {"don_vi": ANY, "viec": ANY})
    yield Mark("don-vi?don_vi=stp-nv2", "cell", "khoi_luong", "don-vi", {"viec": ANY})
    yield Mark("don-vi?don_vi=stp-nv2", "chart", "dien_bien_thang", "don-vi", {"dien_bien_thang": ANY})
    yield Mark("don-vi?don_vi=stp-nv2&xem_don_vi=1", "row", "bang_viec_don_vi", "don-vi", {"ban_ghi": ANY})
    yield Mark("don-vi?don_vi=stp-nv2&viec=open", "row", "bang_viec_open", "don-vi", {"ban_ghi": ANY})
    yield Mark("don-vi?don_vi=stp-nv2", "button", "toan_so", "don-vi", gone=("don_vi",))
    # Kế hoạch
    yield Mark("ke-hoach", "chart", "muc", "ke-hoach", {"muc": ANY})
    yield Mark("ke-hoach?nhom=don-vi", "chart", "viec_don_vi", "ke-hoach", {"viec_don_vi": ANY})
    yield Mark("ke-hoach?thang=2024-10", "cell", "lich_han", "ke-hoach", {"ngay": ANY})
    # Vì sao
    yield Mark("vi-sao", "chart", "thanh_phan", "vi-sao", {"thanh_phan": ANY})
    yield Mark("vi-sao", "chart", "thang", "vi-sao", {"thang": ANY})
    # Giao ban
    yield Mark("giao-ban", "cell", "thay_doi", "truc-tuyen", {"don_vi": ANY})
    yield Mark("giao-ban", "chart", "thay_doi_that", "vi-sao", {"chi_tieu": ANY, "thang": "2024-10"})
    yield Mark("giao-ban", "row", "viec_*", "giao-ban", {"ban_ghi": ANY})
    # Tìm
    for at in ("", "qua-han"):
        yield found(at, "240319-0001", "qua-han", ban_ghi="dossiers:000.00.12.H32-240319-0001")
    yield found("ke-hoach", "10498/UBND-NC", "qua-han", loai="tasks", ban_ghi=ANY)
    yield found("giao-ban", "PAKN.20240027", "qua-han", ban_ghi="petitions:PAKN.20240027")
    yield found("truc-tuyen", "2.900107", "don-vi", thu_tuc="2.900107.000.00.00.H32")
    yield found("don-vi", "Phan Hạ My", "don-vi", cong_chuc="Phan Hạ My", don_vi=ANY)
    yield found("tieu-chi", "Phòng Nghiệp vụ 2", "don-vi", don_vi="stp-nv2")
    yield found("chi-so", "Tỷ lệ số hóa hồ sơ", "truc-tuyen", di_cung="digitised_rate")
    yield found("bao-cao", "Số hóa hồ sơ TTHC", "ke-hoach", tim_ke_hoach="Số hóa hồ sơ TTHC")
    # Hướng dẫn, làm quen
    yield Mark("qua-han", "button", "_chiso_guide", "qua-han", {"huong_dan": "trang"})
    guide = "ke-hoach?huong_dan=trang"
    yield Mark(guide, "button", "_chiso_guide_lam-quen", "ke-hoach", {"huong_dan": "lam-quen"})
    yield Mark(guide, "button", "_chiso_guide_close", "ke-hoach", gone=("huong_dan",))
    yield Mark("", "button", "_chiso_tour", "", {"huong_dan": "lam-quen"})
    yield Mark("?huong_dan=lam-quen", "step", "Mở Đơn vị", "don-vi", {"huong_dan": "lam-quen"})


def found(at: str, words: str, opens: str, **says: str) -> Mark:
    """What the finder has for words that were typed on a page."""
    return Mark(f"{at}?tim={quote(words)}", "hit", words, opens, says, gone=("tim",))


MARKS = [*marks()]
LOOKS = [(mark, width) for width in WIDTHS for mark in MARKS]

# The middle of the mark that means `key`, or of the first that can be hit.
POINT = """async ([prefix, key]) => {
  const figure = document.querySelector(`[class*="st-key-${prefix}-"] .js-plotly-plot`);
  const all = [...figure.querySelectorAll('.barlayer .point, .scatterlayer .points path')].map((node) => {
    const said = (node.closest('.trace').__data__[0].trace.customdata || [])[node.__data__.i];
    return [node.querySelector('path') || node, said && said[2]];
  }).filter(([, said]) => said);
  const wide = (node) => { const box = node.getBoundingClientRect(); return box.width > 5 && box.height > 5; };
  const found = all.find(([node, said]) => (key ? said === key : wide(node)));
  if (!found) return null;
  found[0].scrollIntoView({block: 'center', inline: 'center'});
  await new Promise((done) => setTimeout(done, 300));
  const box = found[0].getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2, found[1]];
}"""


def said(url: str) -> tuple[str, dict[str, str]]:
    """Page and view of an address."""
    parts = urlsplit(url)
    return parts.path.strip("/"), {name: values[0] for name, values in parse_qs(parts.query).items()}


def seen(page: Any) -> dict[str, Any]:
    """What a person sees of the view: address, filters, what is pressed, chosen and opened, the headings."""
    texts = {
        "headings": "[data-testid=stMain] :is(h1, h2, h3)",
        "pressed": "[data-testid=stMain] [data-selected=true], [data-testid=stMain] [aria-checked=true]",
        "chosen": "[class*=st-key-dang_loc]",
        "record": ".st-key-ban_ghi h2",
        "beside": ".st-key-tim_tat_ca a, .st-key-khung_huong_dan [data-testid=stMarkdown]",
    }
    found: dict[str, Any] = {name: page.locator(where).all_inner_texts() for name, where in texts.items()}
    boxes = page.locator("[data-testid=stMain] .stSelectbox input")
    return {
        "view": said(page.url),
        **found,
        "filters": boxes.evaluate_all("all => all.map((box) => box.value)"),
    }


def eventually(page: Any, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is seen once it is as wanted, or what is seen at the end of all patience."""
    for _ in range(PATIENCE * 4):
        wait_until_ready(page)
        found = seen(page)
        if wanted(found):
            return found
        page.wait_for_timeout(250)
    return found


def settled(page: Any) -> dict[str, Any]:
    """What is seen once two looks are equal."""
    last: list[dict[str, Any]] = [{}]

    def is_same(found: dict[str, Any]) -> bool:
        last.append(found)
        return last[-2] == found

    return eventually(page, is_same)


def shown(page: Any, mark: Mark) -> Any:
    """The element of a mark, in sight."""
    name = re.sub(r"[^\w*-]", "-", mark.name)
    at = {
        "chart": f'[class*="st-key-{name}-"]:has(.js-plotly-plot)',
        "button": f".st-key-{name}",
        "hit": ".st-key-tim_tat_ca a",
        "step": ".st-key-khung_huong_dan a",
    }.get(mark.kind, f'[class*="st-key-{name.rstrip("*")}"]:has([data-testid=stDataFrame])')
    found = page.locator(at, has_text=mark.name if mark.kind in ("hit", "step") else None).first
    if mark.name == "_chiso_guide" and page.viewport_size["width"] < 640:  # behind the filters
        page.locator(".st-key-loc_hep button").click()
    found.wait_for()
    found.scroll_into_view_if_needed()
    wait_until_ready(page)
    return found


def click(page: Any, mark: Mark) -> None:
    found = shown(page, mark)
    if mark.kind == "button":
        found.get_by_role("button").first.click()
    elif mark.kind in ("hit", "step"):
        found.click()
    elif mark.kind == "chart":
        found.locator(".js-plotly-plot .main-svg").first.wait_for()
        x, y, _ = page.evaluate(POINT, [re.sub(r"[^\w-]", "-", mark.name), mark.key])
        page.mouse.move(x, y)
        page.mouse.click(x, y)
    else:
        canvas = found.locator("canvas").first
        canvas.wait_for()
        if canvas.bounding_box()["y"] < 0:  # a list may be higher than a telephone
            canvas.evaluate("one => one.scrollIntoView()")
        box = canvas.bounding_box()
        # the row's own mark; in a table of units its first rate, right of the pinned name
        across = 16 if mark.kind == "row" else 250 if box["width"] > 400 else 184
        page.mouse.click(box["x"] + across, box["y"] + 36 + 30)  # rows are 84 high at 390


def leads(mark: Mark, start: str) -> Callable[[dict[str, Any]], bool]:
    """Whether what is seen is what the table says of the mark."""
    before = said(start)[1]

    def is_there(found: dict[str, Any]) -> bool:
        path, view = found["view"]
        if mark.opens not in (ANY, path) or any(name in view for name in mark.gone):
            return False
        if any(name not in view or value not in (ANY, view[name]) for name, value in mark.says.items()):
            return False
        return (
            (path, view) != said(start)
            and ("ban_ghi" not in view or bool(found["record"]))
            and before is not None
        )

    return is_there


@pytest.fixture(scope="module")
def link(browser: Any, server: Any) -> Iterator[Any]:
    """A page in another browser."""
    context = browser.new_context(base_url=server.address)
    yield context.new_page()
    context.close()


@pytest.mark.skipif(
    not LONG,
    reason="a walk over every mark; cell, row and link: test_giao_ban_browser.py, found: test_shell.py",
)
@pytest.mark.parametrize(("mark", "width"), LOOKS if LONG else LOOKS[:1], ids=str)
def test_a_mark_leads_to_what_stands_behind_it_and_back(tab: Any, link: Any, mark: Mark, width: int) -> None:
    for page in (tab, link):
        page.set_viewport_size({"width": width, "height": 900})
    page = tab
    page.goto(f"/{mark.at}")
    page.wait_for_selector("h1")
    start = settled(page)
    url = page.url
    click(page, mark)
    there = eventually(page, leads(mark, url))
    assert leads(mark, url)(there), (mark, there["view"])
    there = settled(page)
    link.goto(page.url)
    link.wait_for_selector("h1")
    assert eventually(link, there.__eq__) == there, "the copied link shows the same"
    undo(link, mark)
    page.go_back()
    assert eventually(page, start.__eq__) == start, "Back returns to exactly what was there"
    assert page.problems == []


def undo(page: Any, mark: Mark) -> None:
    """The button beside what was chosen, where there is one, takes it out of the view."""
    for name in mark.says:
        key = "_chiso_record" if name == "ban_ghi" else f"bo_chon_{name}"
        button = page.locator(f".st-key-{key}").get_by_role("button")
        if button.count():
            button.first.click()
            left = eventually(page, lambda seen, name=name: name not in seen["view"][1])
            assert name not in left["view"][1], f"{key} undoes it"
            button.wait_for(state="detached")


LISTS = {
    **{"chart": "Chọn trong hình", "cell": "Chọn một ô", "row": "Mở một dòng"},
    **{"lich_han": "Chọn một ngày", "khoi_luong": "Chọn một số"},
}
OWN = "don-vi?don_vi=stp-nv2"  # whose table of officials has two lists of its own, that keep what is chosen
LISTED = [mark for mark in MARKS if mark.kind in LISTS and (mark.name, mark.at) != ("khoi_luong", OWN)]


@pytest.mark.skipif(not LONG, reason="a walk over every list; one of them: test_keyboard.py")
@pytest.mark.parametrize("mark", LISTED, ids=str)
def test_the_list_beside_a_mark_says_by_the_keyboard_what_a_click_says(tab: Any, mark: Mark) -> None:
    page = tab
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/{mark.at}")
    page.wait_for_selector("h1")
    settled(page)
    url = page.url
    lists = page.get_by_role("combobox", name=LISTS.get(mark.name, LISTS[mark.kind]))
    wrappers = page.locator("[data-testid=stLayoutWrapper]").filter(has=shown(page, mark))
    of_row = page.locator(f'[class*="st-key-mo_{mark.name.rstrip("*")}"]')  # also of a list outside a card
    box = (of_row if mark.kind == "row" else wrappers.filter(has=lists).last).locator(lists).first
    page.keyboard.press("Tab")  # whoever uses the keyboard
    assert box.evaluate("box => box.tabIndex") == 0, "reached by Tab"
    box.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    opens = ANY if mark.name in ("don_vi_chi_tieu", "thay_doi") else mark.opens  # of another column
    any_of_them = dict.fromkeys(mark.says if opens != ANY else {"don_vi": ANY}, ANY)
    there = eventually(page, leads(Mark(mark.at, mark.kind, mark.name, opens, any_of_them), url))
    assert any_of_them.keys() <= there["view"][1].keys(), there["view"]
    assert opens in (ANY, there["view"][0])
    page.go_back()
    back = eventually(page, lambda found: found["view"] == said(url))
    assert back["view"] == said(url)


# Charts that the demonstration has nothing for.
NOTHING_FOR = {
    "hai_nam": "its criteria are of one year",
    "tong_theo_don_vi": "of a home of attached sums: tests/desk/test_attached.py",
    "co_quan_chi_tieu": "of several agencies: tests/desk/test_attached_agencies.py",
    "xep_hang_co_quan": "of several agencies: tests/desk/test_attached_agencies.py",
}


def calls() -> Iterator[tuple[str, str, str, set[str]]]:
    """(function, name, file, keywords) of whatever draws a chart or a heat table; * in a name that is put together."""
    for path in [*sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "chiso" / "web").rglob("*.py"))]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            wanted = [node.func, *node.args[:1]] if isinstance(node, ast.Call) else []
            drawn = {ast.unparse(one) for one in wanted} & {"plots.shown", "plots.heat"}
            if drawn:
                given = {one.arg: one.value for one in node.keywords if one.arg}
                yield drawn.pop(), named(given["name"], tree), path.name, set(given)


def named(node: ast.expr, tree: ast.Module) -> str:
    """The name that a call says: a text, one put together, a constant of the module."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "*" for one in node.values)
    return ANY


def test_every_chart_and_grid_stands_in_the_table() -> None:
    known = {mark.name for mark in MARKS} | NOTHING_FOR.keys()
    found = list(calls())
    assert len(found) > 20
    for function, name, file, given in found:
        assert function == "plots.heat" or "clickable" in given, (
            f"{file}: nothing answers to a click on {name}"
        )
        assert any(fnmatch(one, name) for one in known), f"{file}: {name} is in no row of marks()"
