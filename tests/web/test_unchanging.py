"""What Streamlit makes in every run is the same where it is made once."""

import re
from collections.abc import Iterator
from threading import Thread

import pytest
from streamlit import config, emojis, source_util, string_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.caching import cache_utils

from chiso.web.shell import unchanging

LEADING, POPULATE = string_util.extract_leading_emoji, app_session._populate_theme_msg  # as they came
OPTION, NAMED = config.get_option, cache_utils._get_positional_arg_name


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(string_util, "extract_leading_emoji", LEADING)
    monkeypatch.setattr(source_util, "extract_leading_emoji", LEADING)
    monkeypatch.setattr(app_session, "_populate_theme_msg", POPULATE)
    monkeypatch.setattr(config, "get_option", OPTION)
    monkeypatch.setattr(cache_utils, "_get_positional_arg_name", NAMED)
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
    assert found == [LEADING(text) for text in texts]
    assert all(emoji for emoji, _ in found)


def test_for_an_emoji_nobody_looks_where_a_text_begins_with_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Options and names of pages alike."""
    monkeypatch.setattr(emojis, "EMOJI_EXTRACTION_REGEX", "(")  # whoever looked by it would fail
    for room in (string_util, source_util):
        assert room.extract_leading_emoji("Đơn vị") == ("", "Đơn vị")
    with pytest.raises(re.error):
        LEADING("Đơn vị")


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


@pytest.mark.usefixtures("themed")
def test_nobody_waits_for_an_option() -> None:
    seen: list[object] = []
    asking = Thread(
        target=lambda: seen.extend(config.get_option(f"{section}.primaryColor") for section in THEMED)
    )
    with config._config_lock:  # another page asks for one
        asking.start()
        asking.join(10)
        assert seen == [*THEMED.values()]
    with pytest.raises(RuntimeError, match="không_có"):
        config.get_option("không_có")


def test_parameters_of_a_kept_answer_have_the_names_that_streamlit_says() -> None:
    def kept(asked: bytes, _ask: object, *, more: int = 0) -> None: ...

    for _ in range(2):
        names = [cache_utils._get_positional_arg_name(kept, place) for place in range(4)]
        assert names == ["asked", "_ask", None, None]
