"""One file says the colours: what it must hold, and that no other file says one."""

import re
from pathlib import Path

import pytest

from chiso.figures.lateness import BANDS
from chiso.present import palette
from chiso.present.palette import contrast, luminance
from chiso.words.states import STATES

ROOT = Path(__file__).resolve().parents[2]
THEMES = ("light", "dark", "print")
# Files made from the palette (tests/house/test_documents.py holds them against it), and pictures.
MADE = {".streamlit/config.toml", "chiso/web/shell/static/trang.css"}
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b|\"[0-9A-Fa-f]{6}\"|RGBColor\(0x")


def test_no_other_file_says_a_colour() -> None:
    files = [
        path
        for folder in ("chiso", "pages", ".streamlit")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".css", ".js", ".toml", ".html")
        and path.relative_to(ROOT).as_posix() not in MADE
    ]
    assert len(files) > 150
    found = [
        path.relative_to(ROOT).as_posix() for path in files if HEX.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_colour_is_a_colour() -> None:
    for row in palette.rows():
        for theme in THEMES:
            assert re.fullmatch(r"#[0-9A-F]{6}", row[theme]), row


@pytest.mark.parametrize("theme", THEMES)
def test_every_state_and_age_has_a_colour_in_every_theme(theme: str) -> None:
    colours = palette.palette(theme)
    for state in STATES.values():
        assert colours[state.role]
    assert len({colours[band.role] for band in BANDS}) == len(BANDS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["alarm", "warning", "good", "accent"])
def test_words_are_readable_on_their_tint(theme: str, role: str) -> None:
    """WCAG 2.2, AA: 4.5 to 1."""
    colours = palette.palette(theme)
    assert contrast(luminance(colours[f"{role}_ink"]), luminance(colours[f"{role}_tint"])) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(luminance("#FFFFFF"), luminance("#000000")) == pytest.approx(21)
    assert contrast(luminance("#777777"), luminance("#FFFFFF")) == pytest.approx(4.48, abs=0.01)
