"""Imported text that can do nothing: what every writer of files (PPTX, DOCX, XLSX, CSV) passes text through."""

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIVE = re.compile(r"^\s*(?:[=+\-@{\t\r]|(?:ftp|https?)://|mailto:|internal:|external:)", re.IGNORECASE)


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold (section 2.2)."""
    return _ILLEGAL.sub("", text)


def is_live(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula, a command or a link."""
    return _LIVE.match(text) is not None
