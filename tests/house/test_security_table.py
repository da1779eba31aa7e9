"""docs/security.md names only tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(…|[\w/]+\.py)::(test_\w+)`")


def test_every_test_named_in_the_security_table_exists() -> None:
    file, missing = "", []
    for place, test in NAMED.findall((ROOT / "docs" / "security.md").read_text(encoding="utf-8")):
        file = file if place == "…" else place
        if f"def {test}(" not in (ROOT / "tests" / file).read_text(encoding="utf-8"):
            missing.append(f"{file}::{test}")
    assert missing == []
