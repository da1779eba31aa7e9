"""What a file of Office says of itself: whose it is, of when, in what language. Pure but for the clock."""

from typing import Any

from chiso.core.clock import utc_now
from chiso.core.text import xml_text

_MOST = 255  # characters of a property


def describe(about: Any, title: str, agency: str) -> None:
    """Core properties of python-pptx or python-docx: the agency's, of now, in place of those of the library's own file,
    which names its author and the year 2013."""
    about.title = xml_text(title)[:_MOST]
    about.author = about.last_modified_by = xml_text(agency)[:_MOST]
    about.created = about.modified = utc_now()
    about.language, about.comments = "vi-VN", ""
