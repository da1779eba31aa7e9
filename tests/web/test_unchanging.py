"""What Streamlit makes in every run is the same where it is made once."""

import re
from collections.abc import Iterator

import pytest
from streamlit import config, emojis, string_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from chiso.web.shell import unchanging

PATTERN, POPULATE = emojis.EMOJI_EXTRACTION_REGEX, app_session._populate_theme_msg  # as they came


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emojis, "EMOJI_EXTRACTION_REGEX", PATTERN)
    monkeypatch.setattr(app_session, "_populate_theme_msg", POPULATE)
    unchanging.install()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("🚨 Lỗi", ("🚨", "Lỗi")),
        ("1️⃣_Một\nHai", ("1️⃣", "Một\nHai")),
        ("👩‍⚖️Luật sư", ("👩‍⚖️", "Luật sư")),
        ("Đơn vị 🚨", ("", "Đơn vị 🚨")),
        ("1 hồ sơ", ("", "1 hồ sơ")),
        ("\n🚨 Lỗi", ("", "\n🚨 Lỗi")),
        ("", ("", "")),
    ],
)
def test_the_emoji_that_a_text_begins_with_is_found(text: str, found: tuple[str, str]) -> None:
    assert string_util.extract_leading_emoji(text) == found


def test_of_every_emoji_the_answer_is_that_of_streamlit_itself() -> None:
    texts = [f"{emoji} Một" for emoji in sorted(emojis.ALL_EMOJIS)]
    found = [string_util.extract_leading_emoji(text) for text in texts]
    assert found == [re.search(PATTERN, text).groups() for text in texts]  # type: ignore[union-attr]
    assert isinstance(emojis.EMOJI_EXTRACTION_REGEX, str)  # whose hash is kept; that of a compiled one is not


THEMED = {"theme": "#123456", "theme.dark": "#abcdef"}


@pytest.fixture
def themed() -> Iterator[None]:
    names = [f"{section}.primaryColor" for section in THEMED]
    before = [config.get_option(name) for name in names]
    for name, color in zip(names, THEMED.values(), strict=True):
        config.set_option(name, color)
    yield
    for name, color in zip(names, before, strict=True):
        config.set_option(name, color)


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize(
    "section", ["theme", "theme.light", "theme.dark", "theme.sidebar", "theme.dark.sidebar"]
)
def test_every_run_says_the_theme_that_streamlit_says(section: str) -> None:
    theirs = CustomThemeConfig()
    POPULATE(theirs, section)
    for _ in range(2):
        ours = CustomThemeConfig()
        app_session._populate_theme_msg(ours, section)
        assert ours == theirs
    if section in THEMED:
        assert theirs.primary_color == THEMED[section]
