"""The document around Streamlit's script: Vietnamese, ours by name, and closed to everything foreign.

Streamlit's index.html is the same for every page, so it is rewritten once when the server starts.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from streamlit import file_util

STATIC = Path(__file__).resolve().parent / "static"
STATIC_PREFIX = "/app/static/"

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEAD = """\
    <link rel="preload" href="./app/static/fonts/be-vietnam-pro-vietnamese-400-normal.woff2" \
as="font" type="font/woff2" crossorigin />
    <link rel="preload" href="./app/static/fonts/be-vietnam-pro-latin-400-normal.woff2" \
as="font" type="font/woff2" crossorigin />
    <link rel="stylesheet" href="./app/static/chrome.css" />
    <script src="./app/static/chrome.js"></script>
"""
_NOSCRIPT = "<noscript>Hãy bật JavaScript trong trình duyệt để dùng chiso.</noscript>"


@cache
def document() -> bytes:
    """Streamlit's index.html in Vietnamese, with the chrome script before its own."""
    return _rewritten(_original()).encode()


@cache
def policy() -> str:
    """The content security policy of every answer; the hash lets Streamlit's one inline script run."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
        for body in _INLINE_SCRIPT.findall(document().decode())
    )
    return (
        f"default-src 'self'; script-src 'self' {hashes} 'wasm-unsafe-eval'; "
        # Streamlit styles with generated style elements: without this the page is naked.
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; frame-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


@cache
def static_paths() -> frozenset[str]:
    """Addresses of our own fonts, styles and scripts: open to everybody, they hold no data."""
    return frozenset(
        STATIC_PREFIX + file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*") if file.is_file()
    )


def _original() -> str:
    return (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")


def _rewritten(html: str) -> str:
    html = re.sub(r"<!--.*?-->\s*", "", html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', '<html lang="vi">', 1)
    html = html.replace("<title>Streamlit</title>", "<title>chiso</title>", 1)
    html = re.sub(r'<link rel="service-desc"[^>]*>\s*', "", html)
    html = re.sub(r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*', "", html)
    html = html.replace('href="./favicon.png"', 'href="./app/static/bieu-tuong.svg" type="image/svg+xml"', 1)
    html = re.sub(r"<noscript>.*?</noscript>", _NOSCRIPT, html, flags=re.DOTALL)
    return html.replace('    <script type="module"', _HEAD + '    <script type="module"', 1)
