"""The recipes of docs/architecture.md are true: carried out in a copy as they stand, then looked at from outside."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "architecture.md"
COPIED = ("chiso", "pages", "queries", "data", "tests", ".streamlit")
_BLOCK = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE = 120  # seconds; two cores may be shared

# What a stranger sees of the recipes: figure = list, page, slide, finding.
LOOK = """
from datetime import date
from pathlib import Path
from streamlit.testing.v1 import AppTest
from chiso import figures
from chiso.intake.commit import batch
from chiso.people.actor import VISITOR, Actor
from chiso.present import deck
from chiso.web.shell import access, launch, process
from chiso.web.shell.process import Process
from tests.worlds import small_world

store = small_world.build(Path("home"))
store.set_fact("demonstration", "true")
asked = figures.Asked(agency="stp", as_of=small_world.AS_OF)
(value,) = figures.values(store, asked, "counter_rate")
rows = figures.records(store, asked, "counter_rate")
print("figure", int(value.numerator), int(value.denominator), value.name, len(rows))
of_units = figures.values(store, asked, "counter_rate", by="unit")
print("units", sorted((value.unit, int(value.numerator)) for value in of_units))
found = figures.check(store, figures.newest(store, "stp"))
print("check", list(found[found["code"] == "web_without_code"]["subject"]))
slides = deck.storyboard(deck.Look(store, asked))
print("slide", [slide.headline for slide in slides if slide.topic == "counter"])
running = Process(home=store.home)
running.adopt(store)
process.use(running)
app = AppTest.from_file(launch.FRAME, default_timeout=100)
app.user = {"username": VISITOR, "session": ""}
app.run()
app.switch_page(str(Path("pages/nop_truc_tiep.py").resolve())).run()
print("page", [str(e.value) for e in app.exception], "trực tiếp nhiều nhất" in " ".join(m.value for m in app.markdown))
print("menu", any(entry.path == "nop-truc-tiep" for entry in access.menu(Actor("xem", "viewer"))))
"""


@dataclass(frozen=True)
class Block:
    """One fence of the document: its language and file, and what stands in it."""

    language: str
    file: str
    text: str


def blocks(document: str) -> list[Block]:
    """The fences that name a file, in the order of the document."""
    return [Block(*match.groups()) for match in _BLOCK.finditer(document)]


def carry_out(folder: Path, block: Block) -> None:
    """Makes a file, adds to one that is there, or replaces lines of it."""
    path = folder / block.file
    if block.language == "diff":
        lines = block.text.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{block.file}: {old!r} stands there {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(block.text)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a program in the copy sees after all recipes: the first word of each line, and the rest."""
    folder = tmp_path_factory.mktemp("recipes") / "checkout"
    folder.mkdir()
    left_out = shutil.ignore_patterns(
        "*.pyc.*", "var*", "*.zip"
    )  # half-written ones; what is compiled comes along
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    for block in blocks(DOCUMENT.read_text("utf-8")):
        carry_out(folder, block)
    variables = dict(os.environ, PYTHONPATH=str(folder), PYTHONUTF8="1")
    run = subprocess.run([sys.executable, "-c", LOOK], cwd=folder, env=variables, capture_output=True, text=True,
                         timeout=PATIENCE)  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    return dict(line.split(" ", 1) for line in run.stdout.splitlines() if " " in line)


def test_the_document_has_each_recipe() -> None:
    files = [block.file for block in blocks(DOCUMENT.read_text("utf-8"))]
    for beginning in ("queries/indicators/", "data/reference/indicators.csv", "pages/", "chiso/web/shell/access.py",
                      "chiso/present/deck/", "queries/checks/"):  # fmt: skip
        assert any(file.startswith(beginning) for file in files), beginning


def test_the_indicator_answers_its_figure_its_parts_and_its_list(seen: dict[str, str]) -> None:
    """At the counter of the small world: 2 3 7 8 10 11 17 19 of 12 received; 3 8 at HCTP, 10 nobody knows where."""
    assert seen["figure"] == "8 12 Tỷ lệ hồ sơ nộp trực tiếp 8"
    assert seen["units"] == "[('stp-hctp', 2), ('stp-vp', 5), ('unknown', 1)]"


def test_the_page_stands_and_is_in_the_menu(seen: dict[str, str]) -> None:
    assert seen["page"] == "[] True"
    assert seen["menu"] == "True"


def test_the_slide_is_in_the_deck(seen: dict[str, str]) -> None:
    assert "trực tiếp nhiều nhất" in seen["slide"]


def test_the_check_finds_what_it_looks_for(seen: dict[str, str]) -> None:
    assert seen["check"] == "['D05-no-due']"
