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
    it was one), a segment, a switch, a download."""
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
    assert len(found) == 8
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
