"""Who may import whom, read from the sources: each library has one home, pure modules know neither web nor store."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from chiso import ROOMS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    [ROOT / "app.py", ROOT / "run.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "chiso").rglob("*.py")]
)

# library -> the places (files, or folders with everything below) that may import it
HOMES = {
    "streamlit": ("app.py", "pages/", "chiso/web/"),
    "starlette": ("app.py", "chiso/web/"),
    "uvicorn": ("app.py", "chiso/web/"),
    "duckdb": ("chiso/store/",),
    "plotly": ("chiso/present/charts/",),
    "pptx": ("chiso/present/slides/",),
    "docx": ("chiso/present/reports.py", "chiso/present/typesetting.py"),
    "fastexcel": ("chiso/intake/files/",),
    # slides edit the XML of charts where python-pptx has no word for it.
    "lxml": ("chiso/intake/files/", "chiso/present/slides/"),
    "defusedxml": ("chiso/intake/files/",),
    "PIL": ("chiso/intake/files/picture_child.py",),
    "openpyxl": (
        "chiso/intake/files/",
        "chiso/present/workbooks.py",
        "chiso/present/sheet_charts.py",
        "chiso/present/sheet_looks.py",
        "chiso/present/slides/parts.py",  # in the capped child: the sheet of a chart
    ),
    "argon2": ("chiso/people/passwords.py",),
    "pyotp": ("chiso/people/codes.py",),
    "segno": ("chiso/web/shell/account_forms.py",),
    "holidays": ("chiso/core/worktime.py",),
}

# Modules that compute and build from what they are given.
PURE = (
    "chiso/core/",
    "chiso/figures/ask.py",
    "chiso/figures/figure.py",
    "chiso/figures/foresight/ahead.py",
    "chiso/figures/foresight/level.py",
    "chiso/figures/judging.py",
    "chiso/figures/limits.py",
    "chiso/figures/scoring.py",
    "chiso/figures/targets.py",
    "chiso/figures/verdicts.py",
    "chiso/intake/clean/cleaning.py",
    "chiso/intake/datasets.py",
    "chiso/intake/recognise/layout.py",
    "chiso/people/codes.py",
    "chiso/people/passwords.py",
    "chiso/present/charts/",
    "chiso/present/reports.py",
    "chiso/present/sheet_charts.py",
    "chiso/present/sheet_looks.py",
    "chiso/present/slides/",
    "chiso/present/workbooks.py",
    "chiso/words/claims.py",
    "chiso/words/findings.py",
    "chiso/words/headlines.py",
    "chiso/words/numbers.py",
    "chiso/words/states.py",
)

SQL = re.compile(
    r"^\s*(select\s.+\sfrom\s+\w|insert\s+into\s+\w|update\s+\w+\s+set\s|delete\s+from\s+\w"
    r"|create\s+(or\s+replace\s+)?(table|view|macro)\s)",
    re.IGNORECASE | re.DOTALL,
)


def place(source: Path) -> str:
    return source.relative_to(ROOT).as_posix()


def stands_in(source: Path, homes: tuple[str, ...]) -> bool:
    return any(
        place(source) == home or (home.endswith("/") and place(source).startswith(home)) for home in homes
    )


@cache
def nodes(source: Path) -> tuple[ast.AST, ...]:
    """What a file consists of; many tests look at every file."""
    return tuple(ast.walk(ast.parse(source.read_text(encoding="utf-8"))))


@cache
def imported(source: Path) -> set[str]:
    """Full names of everything a file imports, with `chiso.x` for `from chiso import x`."""
    names: set[str] = set()
    for node in nodes(source):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def tops(source: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(source)}


@pytest.mark.parametrize("library", HOMES)
def test_library_is_imported_only_at_home(library: str) -> None:
    strangers = [
        place(source)
        for source in SOURCES
        if library in tops(source) and not stands_in(source, HOMES[library])
    ]
    assert strangers == []


@pytest.mark.parametrize("source", [source for source in SOURCES if stands_in(source, PURE)], ids=place)
def test_pure_module_knows_neither_web_nor_store(source: Path) -> None:
    asking = ("chiso.store", "chiso.web", "chiso.figures")
    pure = tuple(module.removesuffix(".py").rstrip("/").replace("/", ".") for module in PURE)
    known = {name for name in imported(source) if name.startswith(asking) and not name.startswith(pure)}
    assert not known
    assert not {"streamlit", "duckdb", "starlette"} & tops(source)


def floor(name: str) -> int:
    """The line of the map on which a module stands; the outermost is 0."""
    room = name.split(".")[1] if "." in name else ""
    for number, (rooms, _) in enumerate(ROOMS):
        if room in rooms.split(", "):
            return number
    raise AssertionError(f"{name}: no room of chiso/__init__.py")


def arrows() -> list[tuple[str, str]]:
    """(module, module it imports) inside chiso, across rooms."""
    found = []
    for source in SOURCES:
        if not place(source).startswith("chiso/") or place(source) == "chiso/__init__.py":
            continue
        name = ".".join(source.relative_to(ROOT).with_suffix("").parts)
        for target in imported(source):
            room = target.split(".")[1] if target.startswith("chiso.") else ""
            if room not in ("", "__version__", name.split(".")[1]):
                found.append((name, target))
    return found


def test_a_room_imports_only_rooms_below_it() -> None:
    """The map of chiso/__init__.py is true: no arrow upwards, none between neighbours of one line."""
    assert sorted({f"{a} -> {b}" for a, b in arrows() if floor(b) <= floor(a)}) == []


def test_every_place_of_a_rule_exists() -> None:
    places = {place for homes in HOMES.values() for place in homes} | set(PURE)
    assert [place for place in sorted(places) if not (ROOT / place).exists()] == []
    rooms = {name for rooms, _ in ROOMS for name in rooms.split(", ")}
    there = {path.stem for path in (ROOT / "chiso").iterdir() if path.stem not in ("__init__", "__pycache__")}
    assert rooms == there


@pytest.mark.parametrize("source", sorted((ROOT / "pages").rglob("*.py")), ids=place)
def test_page_asks_figures_and_never_the_database(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert "unsafe_allow_html" not in text
    assert "st.html(" not in text
    assert not {"duckdb", "plotly", "openpyxl", "sqlite3"} & tops(source)


CLOCK = {"now", "today", "utc_now", "utcnow", "time", "time_ns"}


@pytest.mark.parametrize(
    "source", [one for one in SOURCES if place(one).startswith(("chiso/figures/", "chiso/words/"))], ids=place
)
def test_no_figure_and_no_sentence_asks_the_machines_clock(source: Path) -> None:
    """Today is the day of which the exports speak."""
    for node in nodes(source):
        if isinstance(node, ast.ImportFrom) and node.module in ("chiso.core.clock", "time"):
            assert not CLOCK & {alias.name for alias in node.names}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id in ("clock", "date", "datetime", "time") and node.attr in CLOCK) is False


@pytest.mark.parametrize("source", SOURCES, ids=place)
def test_sql_lives_in_queries(source: Path) -> None:
    texts = [
        node.value for node in nodes(source) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in texts if SQL.match(text)] == []


def test_frames_folder_hides_no_module_of_python() -> None:
    """Streamlit puts the frame's folder first in sys.path: a html.py there would replace Python's."""
    import sys

    ours = {source.stem for source in (ROOT / "chiso" / "web" / "shell").glob("*.py")}
    assert not ours & (sys.stdlib_module_names | {"streamlit", "pandas", "numpy", "starlette", "plotly"})
