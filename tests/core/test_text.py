"""Imported text where it is shown as Markdown, written into cells and charts."""

import re

import pytest

from chiso.core.text import (
    JOINER,
    cell_value,
    counted,
    enumerated,
    inert,
    is_formula,
    plain,
    sought,
    xml_text,
)
from chiso.core.vietnamese import nfc
from tests.worlds import hostile

TEXTS = (
    *("![x](http://a/b.png)", ":red[đỏ]", ":material/home:", "$x$", "www.a.vn", "a@b.vn"),
    *("WWW.evil.example", "xem:www.evil.example", "(www.evil.example)", "HTTP://evil.example/d"),
    *hostile.strings(),
)
# What GitHub's Markdown makes a link of in text whose escapes are resolved (mdast-util-gfm-autolink-literal).
LINKS = re.compile(
    r"(https?://|www(?=\.))([-.\w]+)([^ \t\r\n]*)|([-.\w+]+)@([-\w]+(?:\.[-\w]+)+)", re.IGNORECASE | re.ASCII
)


def shown(text: str) -> str:
    """The text that is left when Markdown has taken its escapes away."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain(text))


def test_imported_text_is_shown_as_text() -> None:
    for text in TEXTS:
        shown_as_written(text)


def shown_as_written(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]!$*_`<>|~#]", plain(text))
    assert not re.search(r":(?=[^\s\u2060])", plain(text))
    assert shown(text).replace(JOINER, "") == nfc(text).replace(JOINER, "")


def test_shown_text_neither_turns_nor_speaks_to_a_terminal() -> None:
    assert plain("a\x1b[31mdo") == r"a\[31mdo"
    assert plain("\u202eolleh\u202c \u2066x\u2069") == "olleh x"
    assert xml_text("\u202eolleh\u202c\n\u2066x\u2069") == "olleh\nx"


def test_nothing_in_shown_text_is_taken_for_an_address() -> None:
    assert [text for text in TEXTS if LINKS.search(shown(text))] == []


def test_the_finder_of_addresses_finds_them() -> None:
    for text in ("www.evil.example", f"www.{JOINER}evil.example", "http://evil.example", "ten@evil.example"):
        assert LINKS.search(text), text


@pytest.mark.parametrize("text", ["=1+1", " =1", "+1", "-2+3|x", "@SUM(1)", "\t=1", "\rx", "{=1+1}", "\t"])
def test_formulas_are_known(text: str) -> None:
    assert is_formula(text)
    assert inert(text) == JOINER + text


@pytest.mark.parametrize("text", ["-", "+", "a=1", "{x", "", "Phòng A", "12"])
def test_other_text_is_no_formula(text: str) -> None:
    assert not is_formula(text)
    assert inert(text) == text


@pytest.mark.parametrize(
    "text", ["http://a.vn", "ftp://a", "mailto:a@b", "internal:Sheet1!A1", " External:x", "="]
)
def test_what_a_chart_would_link_is_no_formula_and_yet_inert(text: str) -> None:
    assert not is_formula(text)
    assert inert(text) == JOINER + text


def test_cells_hold_what_xml_can() -> None:
    assert xml_text("a\x00b\ufffe\ud800c") == "abc"
    assert cell_value(float("nan")) is None
    assert cell_value(float("inf")) is None
    assert cell_value(["a", 1]) == "a; 1"
    assert cell_value(True) == "Có"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5/3/2024", ["05/03/2024"]),
        ("Phiếu 15/3", ["phieu", "15/03"]),
        ("15/03/2024", ["15/03/2024"]),
        ("142/2024/QĐ", ["142/2024/qd"]),  # the number of a paper
        ("12/5/QĐ-STP", ["12/5/qd-stp"]),
        ("H12/5/3", ["h12/5/3"]),
        ("03/2024", ["03/2024"]),
        ("3/2024", ["3/2024"]),
        ("tháng 1/2024", ["thang", "01/2024"]),  # not November
        ("12/2024", ["12/2024"]),
        ("2/2024/QĐ", ["2/2024/qd"]),
        ("", []),
    ],
)
def test_a_day_is_searched_as_it_is_printed(typed: str, words: list[str]) -> None:
    assert sought(typed) == words


@pytest.mark.parametrize(
    ("parts", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A và B"), (["A", "B", "C"], "A, B và C")]
)
def test_what_is_enumerated_ends_with_and(parts: list[str], said: str) -> None:
    assert enumerated(parts) == said


def test_what_there_is_of_several_things_is_told_without_what_there_is_none_of() -> None:
    assert (
        counted({"hồ sơ": 1204, "nhiệm vụ": 0, "phản ánh, kiến nghị": 1})
        == "1.204 hồ sơ và 1 phản ánh, kiến nghị"
    )
    assert counted({"hồ sơ": 0}) == ""
