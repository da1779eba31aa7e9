"""What Streamlit makes anew in every run of a page though nothing of it changes as long as the server runs, made once:
the pattern of a leading emoji, which it looks for in every option and page's name, and what it says of the theme."""

import re

from streamlit import emojis
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_populate = app_session._populate_theme_msg


def install() -> None:
    """From now on in this process; the options of the theme have been read."""
    # Of the compiled one Python makes the hash of some 60,000 bytes at each use, and it then tries 4,000 emojis.
    firsts = re.escape("".join(sorted({emoji[0] for emoji in emojis.ALL_EMOJIS})))
    leading = f"(?s)^(?=[{firsts}])" + "({})[_ -]*(.*)".format("|".join(emojis.ESCAPED_EMOJI))
    emojis.EMOJI_EXTRACTION_REGEX = leading  # type: ignore[assignment]
    made: dict[str, bytes] = {}

    def populated(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in made:
            alone = CustomThemeConfig()
            _populate(alone, section)
            made[section] = alone.SerializeToString()
        if made[section]:  # else it would be there, and empty
            msg.MergeFromString(made[section])

    app_session._populate_theme_msg = populated
