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


# Thông tư 12/2022/TT-BTTTT, Phụ lục II (level 2), by the sections of TCVN 11930:2017 and its own part II.1.
LEVEL_2 = {
    "6.1.1.": 3, "6.1.2.": 2, "6.1.3.": 3, "6.1.4.": 3, "6.1.5.": 5,
    "6.2.1.": 6, "6.2.2.": 6, "6.2.3.": 4, "6.2.4.": 2,
}  # fmt: skip
# The sections of level 2 of TCVN 14423:2026, as a public summary of it lists them; the text itself is sold.
SECTIONS = (
    "4.1", "4.2.1", "4.2.2.1", "4.2.2.2", "4.2.2.3", "4.3.1", "4.3.2.1", "4.3.2.2", "4.3.2.3", "4.4.2.1", "4.4.2.2",
    "4.4.2.3", "4.4.2.4", "4.5.2.1", "4.5.2.2", "4.6.1", "4.6.2.1", "4.6.2.2", "4.6.2.3", "4.6.2.4", "4.7.1", "4.7.2.1",
    "4.7.2.2", "4.8.2.1", "4.9.2.1", "4.9.2.2", "4.10.1", "4.10.2.1", "4.10.2.2", "4.11.2.1", "4.11.2.2", "4.11.2.3",
    "4.11.2.4", "4.12.2.1", "4.12.2.2", "4.12.2.3", "4.12.2.4", "4.12.2.5", "4.13.1", "4.13.2.1", "4.13.2.2", "4.14.1",
    "4.14.2", "4.15.1", "4.15.2.1", "4.15.2.2", "4.15.2.3",
)  # fmt: skip
DESIGN = ("I.1.6", "I.1.7", "II.1.a", *(f"II.1.b.{one}" for one in ("i", "ii", "iii", "iv", "v", "vi")))


def test_every_requirement_of_level_2_is_answered_and_what_is_met_says_by_what() -> None:
    plan = read(LEVEL).split("\n## 4. ", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in plan.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if row[0] != "Yêu cầu"]
    assert {len(row) for row in rows} == {4}
    named = {one for row in rows for one in re.split(r"[,;] ", row[1].replace("PL II, ", ""))}
    wanted = {f"{part}{number}" for part, most in LEVEL_2.items() for number in range(1, most + 1)}
    assert wanted - {"6.2.1.1"} - named == set()  # design, which its part II.1 says by itself
    assert set(DESIGN) - named == set()
    whole = {one for one in SECTIONS if ".".join(one.split(".")[:2]) in named}
    assert {*SECTIONS} - named - whole == set()  # a section alone, or with all of its group
    for row in rows:
        assert row[3] in ("Đạt", "Một phần", "Cơ quan", "Chưa", "Không áp dụng"), row
        assert row[3] != "Đạt" or re.search(r"\bK\d|nginx|deploy/", row[2]), row


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
