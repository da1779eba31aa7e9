"""docs/tai-lieu.md: every ask of the offices' documents stands once with a verdict, and what it names exists."""

import csv
import re
from collections import Counter

import pytest

from chiso.web.shell import access
from tests.house.test_documents import ROOT, generate

TEXT = (ROOT / "docs" / "tai-lieu.md").read_text(encoding="utf-8")
VERDICTS = ("có", "chưa", "ngoài phần mềm")
# What is done by people elsewhere: publishing, posting up, decisions on persons, quality systems, complaints.
OUTSIDE = "26 52 76 90 191 197 198 200 205 206 211 222 223 225 228 230 231 232 236 241 A5"
# The tables, one a document: number, place, ask, verdict, where.
PARTS = [
    [re.split(r" \| ", line.strip("| ")) for line in part.splitlines() if re.match(r"\| A?\d", line)]
    for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
]
ROWS = [row for part in PARTS for row in part]
SPANS = sorted({span for span in re.findall(r"`([^`]+)`", TEXT) if span.startswith(("/", "chiso "))})


def test_every_ask_stands_once_with_a_verdict() -> None:
    assert [row[0] for row in ROWS] == [*map(str, range(1, 242)), *(f"A{number}" for number in range(1, 14))]
    assert {len(row) for row in ROWS} == {5}
    assert {row[3] for row in ROWS} <= set(VERDICTS)
    assert " ".join(row[0] for row in ROWS if row[3] == "ngoài phần mềm") == OUTSIDE


def test_what_works_says_where_and_what_is_like_another_has_its_verdict() -> None:
    verdicts = {row[0]: row[3] for row in ROWS}
    for number, _, _, verdict, where in ROWS:
        if like := re.match(r"như số (\d+)", where):
            assert verdicts[like[1]] == verdict, number
        elif verdict == "có":
            assert set(SPANS) & set(re.findall(r"`([^`]+)`", where)), number


def test_the_sums_are_those_of_the_tables() -> None:
    said = re.findall(r"^\| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", TEXT, re.MULTILINE)
    counts = [Counter(row[3] for row in part) for part in [*PARTS, ROWS]]
    assert [[int(number) for number in row] for row in said] == [
        [count.total(), *(count[verdict] for verdict in VERDICTS)] for count in counts
    ]
    assert dict(counts[-1]) == {"có": 233, "ngoài phần mềm": 21}  # none is left open


@pytest.mark.parametrize("span", SPANS)
def test_pages_and_commands_that_it_names_exist(span: str) -> None:
    if span.startswith("/"):
        assert span[1:] in {entry.path for entry in access.ENTRIES}
        return
    table = dict(re.findall(r"^\| `([\w-]+)` \| (.*?) \| ", generate.command_line(), re.MULTILINE))
    with (ROOT / "data" / "reference" / "indicators.csv").open(encoding="utf-8", newline="") as lines:
        codes = {row["indicator"] for row in csv.DictReader(lines)}
    _, name, *words = span.split()
    known = re.split(r"[^\w-]+", table[name])
    for word in words:
        if word.startswith("--") or name in ("paper", "unit"):
            assert word in known
        elif "_" in word:
            assert word in codes
