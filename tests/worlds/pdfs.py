"""What a reader of a PDF sees, by the tools of poppler; a test skips without them."""

import shutil
import subprocess

import pytest

from chiso.core.vietnamese import nfc


def text_of(content: bytes, *words: str) -> str:
    """The text, blanks and line ends as one blank; `words` of pdftotext."""
    return nfc(" ".join(_said("pdftotext", content, *words, "-", "-").split()))


def pages_of(content: bytes) -> int:
    """How many pages it has."""
    lines = _said("pdfinfo", content, "-").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pages:")))


def fonts_of(content: bytes) -> set[str]:
    """The names of its fonts, without the sign of a part."""
    return {line.split()[0].rpartition("+")[2] for line in _said("pdffonts", content, "-").splitlines()[2:]}


def _said(name: str, content: bytes, *words: str) -> str:
    if (tool := shutil.which(name)) is None:
        pytest.skip(f"no {name} on this machine")
    return subprocess.run([tool, *words], input=content, check=True, capture_output=True).stdout.decode()
