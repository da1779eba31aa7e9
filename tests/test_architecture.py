"""Who may import whom, read from the sources: each library has one home, pure modules know neither web nor store."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    [ROOT / "app.py", ROOT / "run.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "chiso").rglob("*.py")]
)

# library -> the places (files, or folders with everything below) that may import it
HOMES = {
    "streamlit": ("app.py", "pages/", "chiso/web/"),
    "starlette": ("app.py", "chiso/web/"),
    "uvicorn": ("app.py", "chiso/web/"),
    "duckdb": ("chiso/store.py", "chiso/store/"),
    "plotly": ("chiso/charts.py", "chiso/charts/"),
    "pptx": ("chiso/slides.py", "chiso/slides/"),
    "docx": ("chiso/reports.py", "chiso/reports/"),
    "fastexcel": ("chiso/intake/reading.py", "chiso/intake/readers/"),
    # chiso/slides/ edits the XML of charts where python-pptx has no word for it.
    "lxml": ("chiso/intake/reading.py", "chiso/intake/readers/", "chiso/slides/"),
    "defusedxml": ("chiso/intake/reading.py", "chiso/intake/readers/"),
    "openpyxl": (
        "chiso/intake/reading.py",
        "chiso/intake/readers/",
        "chiso/workbooks.py",
        "chiso/workbooks/",
        "chiso/demo/",
    ),
    "argon2": ("chiso/passwords.py",),
    "holidays": ("chiso/worktime.py", "chiso/worktime/"),
}

# Modules that compute and build from what they are given.
PURE = (
    "chiso/vietnamese.py", "chiso/worktime.py", "chiso/indicators.py", "chiso/scoring.py", "chiso/findings.py",
    "chiso/schedules.py", "chiso/charts.py", "chiso/charts/", "chiso/slides.py", "chiso/slides/",
    "chiso/workbooks.py", "chiso/workbooks/", "chiso/reports.py", "chiso/passwords.py", "chiso/errors.py",
    "chiso/settings.py", "chiso/intake/layout.py", "chiso/intake/cleaning.py", "chiso/intake/datasets/",
)  # fmt: skip

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


def imported(source: Path) -> set[str]:
    """Full names of everything a file imports, with `chiso.x` for `from chiso import x`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def tops(source: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(source)}


BELOW_THE_WEB = [source for source in SOURCES if not stands_in(source, ("app.py", "pages/", "chiso/web/"))]


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
    known = {
        name for name in imported(source) if name.startswith(("chiso.store", "chiso.web", "chiso.figures"))
    }
    assert not known
    assert not {"streamlit", "duckdb", "starlette"} & tops(source)


@pytest.mark.parametrize("source", BELOW_THE_WEB, ids=place)
def test_nothing_below_the_web_imports_it(source: Path) -> None:
    assert not {name for name in imported(source) if name.startswith("chiso.web")}


@pytest.mark.parametrize("source", sorted((ROOT / "pages").rglob("*.py")), ids=place)
def test_page_asks_figures_and_never_the_database(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert "unsafe_allow_html" not in text
    assert "st.html(" not in text
    assert not {"duckdb", "plotly", "openpyxl", "sqlite3"} & tops(source)


@pytest.mark.parametrize("source", SOURCES, ids=place)
def test_sql_lives_in_queries(source: Path) -> None:
    texts = [
        node.value
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [text for text in texts if SQL.match(text)] == []


def test_frames_folder_hides_no_module_of_python() -> None:
    """Streamlit puts the frame's folder first in sys.path: a html.py there would replace Python's."""
    import sys

    ours = {source.stem for source in (ROOT / "chiso" / "web").glob("*.py")}
    assert not ours & (sys.stdlib_module_names | {"streamlit", "pandas", "numpy", "starlette", "plotly"})
