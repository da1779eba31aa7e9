"""The table of docs/huong-dan that says where to click for what a giao ban asks: each row is clicked as it stands
there, by a browser's own messages to the server."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.worlds.browser import Page
from tests.worlds.servers import Server

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan" / "doc-so-lieu.md"
MOST = 3  # clicks


def rows() -> list[tuple[str, list[str], list[str]]]:
    """Per question what is clicked, and the words that stand on the page then."""
    part = GUIDE.read_text("utf-8").split("## Hỏi trong giao ban, bấm ở đâu")[1].split("\n## ")[0]
    cells = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")][2:]
    return [
        (question.strip(), re.findall(r"\*\*(.+?)\*\*", clicks), re.findall("“(.+?)”", seen))
        for question, clicks, seen in cells
    ]


def press(page: Page, words: str, next_words: str) -> bool:
    """One click on what is called so: a page of the menu, a list with the option that is clicked next (answers whether
    it was one), a segment, a switch, a button, a download."""
    for box in page.of("selectbox"):
        if box.label == words and next_words in box.options:
            page.choose(box, list(box.options).index(next_words))
            return True
    for link in page.of("page_link"):
        if link.label == words:
            page.follow(link.page)
            return False
    for group in page.of("button_group"):
        for place, option in enumerate(group.options):
            if words in option.content:
                page.choose(group, place)
                return False
    for switch in page.of("checkbox"):
        if switch.label == words:
            page.choose(switch, 0)
            return False
    for button in page.of("button"):
        if button.label == words:
            page.choose(button, 0)
            return False
    assert words in [button.label for button in page.of("download_button")], words
    return False


def said(page: Page) -> str:
    texts: list[Any] = [one.body for one in page.of("markdown")]
    return "\n".join(texts).replace("**", "")


@pytest.fixture
def page(server: Server) -> Any:
    with Page(server.address) as opened:
        yield opened


def test_every_question_of_the_guide_is_answered_by_its_clicks(page: Page) -> None:
    found = rows()
    assert len(found) == 11
    for question, clicks, seen in found:
        assert 0 < len(clicks) <= MOST, question
        page.script, page.states = "", {}  # a new tab
        assert page.open().broken == ()
        left = list(clicks)
        while left:
            words = left.pop(0)
            if press(page, words, left[0] if left else ""):
                left.pop(0)
        for words in seen:
            assert words in said(page), (question, words)


# The seven numbers that a director asks for: the button on Tổng quan, what stands on the page then, or in its lists.
NUMBERS = {
    "quá hạn": ("mo_the_1", "hồ sơ quá hạn"),
    "sắp đến hạn": ("xem_sap_den_han", "Sắp đến hạn: "),
    "trực tuyến so với 55%": ("mo_the_0", "đạt 55%"),
    "nhiệm vụ trễ": ("mo_the_3", "nhiệm vụ quá hạn"),
    "số hóa": ("mo_the_0", "Số hóa hồ sơ: "),
    "kết quả điện tử": ("mo_the_0", "Hồ sơ cấp kết quả điện tử: "),
    "PAKN": ("mo_the_4", "phản ánh, kiến nghị quá hạn"),
    "điểm CCHC": ("mo_the_5", "Điểm CCHC: 84,27"),  # that of the decision
}


def test_the_numbers_that_a_director_asks_for_are_one_click_from_tong_quan(page: Page) -> None:
    for key in dict.fromkeys(key for key, _ in NUMBERS.values()):
        page.script, page.query, page.states = "", "", {}
        assert page.open().broken == ()
        page.choose(page.named("button", key), 0)
        there = "\n".join([said(page), *(option for box in page.of("selectbox") for option in box.options)])
        for question, (button, words) in NUMBERS.items():
            assert button != key or words in there, question
