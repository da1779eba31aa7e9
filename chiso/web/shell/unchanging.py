"""What Streamlit makes anew in every run of a page though nothing of it changes as long as the server runs, made once:
what it says of the theme, and the parameters of what it keeps answers of. Whether an option or a page's name begins
with an emoji it is asked only where the first character may begin one. What it is configured to do every message of
every page asks in turn, under one lock; here nobody waits for it."""

from functools import cache
from typing import Any

from streamlit import config, emojis, source_util, string_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.caching import cache_utils

_option, _named = config.get_option, cache_utils._get_positional_arg_name
_populate, _leading = app_session._populate_theme_msg, string_util.extract_leading_emoji


def install() -> None:
    """From now on in this process; the options have been read."""
    config.get_option = _without_waiting
    cache_utils._get_positional_arg_name = cache(_named)
    firsts = frozenset(emoji[0] for emoji in emojis.ALL_EMOJIS)

    def leading(text: str) -> tuple[str, str]:
        # Python makes the hash of the pattern of 4,000 emojis, some 60,000 bytes, anew at each use: 38 µs an option.
        return _leading(text) if text[:1] in firsts else ("", text)

    string_util.extract_leading_emoji = leading
    source_util.extract_leading_emoji = leading  # type: ignore[attr-defined]
    made: dict[str, bytes] = {}

    def populated(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in made:
            alone = CustomThemeConfig()
            _populate(alone, section)
            made[section] = alone.SerializeToString()
        if made[section]:  # else it would be there, and empty
            msg.MergeFromString(made[section])

    app_session._populate_theme_msg = populated


def _without_waiting(key: str) -> Any:
    found = config.get_config_options().get(key)
    return _option(key) if found is None else found.value
