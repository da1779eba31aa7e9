"""The documents that answer for security name only tests that exist, and of the installation only what deploy/ says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECURITY, LEVEL = "security.md", "huong-dan/ho-so-cap-do.md"
RELIABILITY = "reliability.md"
NAMED = re.compile(r"`(…|[\w/]+\.py)::(test_\w+)`")


def read(document: str) -> str:
    return (ROOT / "docs" / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", [SECURITY, LEVEL, RELIABILITY])
def test_every_test_that_a_document_names_exists(document: str) -> None:
    named = NAMED.findall(read(document))
    assert named
    file, missing = "", []
    for place, test in named:
        file = file if place == "…" else place
        if f"def {test}(" not in (ROOT / "tests" / file).read_text(encoding="utf-8"):
            missing.append(f"{file}::{test}")
    assert missing == []


def test_every_proof_of_the_level_has_its_tests_and_proves_something() -> None:
    """A requirement names its proof as K1, K2 …; the tests of each stand in one line of the appendix."""
    requirements, appendix = read(LEVEL).split("\n## Phụ lục A", 1)
    proofs = dict(re.findall(r"^- \*\*(K\d+)\*\* (.*)$", appendix, re.MULTILINE))
    assert list(proofs) == [f"K{number}" for number in range(1, len(proofs) + 1)]
    assert all(NAMED.search(tests) for tests in proofs.values())
    assert set(re.findall(r"\bK\d+\b", requirements)) == set(proofs)


@pytest.mark.parametrize(
    ("file", "as_there", "as_told"),
    [
        ("nginx.conf", "listen 443 ssl", "HTTPS 443"),
        ("nginx.conf", "listen 80;", "HTTP 80 chỉ chuyển sang 443"),
        ("nginx.conf", "ssl_protocols TLSv1.2 TLSv1.3;", "TLS 1.2, 1.3"),
        ("nginx.conf", "proxy_pass http://127.0.0.1:8501;", "127.0.0.1:8501"),
        ("nginx.conf", "client_max_body_size 55m;", "55 MB"),
        ("nginx.conf", "client_body_timeout 60s;", "sau 60 giây"),
        ("nginx.conf", "/etc/ssl/chiso/", "/etc/ssl/chiso/"),
        ("chiso.service", "CHISO_HOME=/var/lib/chiso/du-lieu", "/var/lib/chiso/du-lieu"),
        ("chiso.service", "CHISO_KEY_FILE=/etc/chiso/khoa", "/etc/chiso/khoa"),
        ("chiso.service", "ProtectSystem=strict", "ProtectSystem=strict"),
        ("chiso.service", "ReadWritePaths=/var/lib/chiso /etc/chiso", "chỉ ghi hai thư mục"),
        ("chiso.service", "MemoryMax=4G", "4 GB bộ nhớ"),
    ],
)
def test_the_drawing_of_the_level_is_what_is_installed(file: str, as_there: str, as_told: str) -> None:
    assert as_there in (ROOT / "deploy" / file).read_text(encoding="utf-8")
    assert as_told in read(LEVEL)
