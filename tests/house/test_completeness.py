"""Nothing without a caller, no option that nobody uses, nothing twice, nothing too large: read from the sources.

What breaks a rule with a reason stands in exceptions.toml. A line there that is needed no longer fails too: the list
can only become shorter.
"""

import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "queries"
EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
PRODUCT = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "chiso").rglob("*.py"))]
SIZED = [*PRODUCT, ROOT / "run.py"]
MODULE, PAGE, FUNCTION, PARAMETERS = 300, 120, 40, 5
CALLED_ROOMS = ("figures", "words", "present", "intake")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[tuple[str, Function, bool]]:
    """(name with its class, function, whether it is a method) of everything defined in a module, nested ones too."""

    def walk(node: ast.AST, prefix: str, in_class: bool) -> Iterator[tuple[str, Function, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                yield f"{prefix}{child.name}", child, in_class
                yield from walk(child, f"{prefix}{child.name}.", False)
            elif isinstance(child, ast.ClassDef):
                yield from walk(child, f"{prefix}{child.name}.", True)
            else:
                yield from walk(child, prefix, in_class)

    return walk(tree(path), "", False)


@dataclass
class Uses:
    """How the product uses a name: calls (count of arguments, keywords, whether * or ** is among them), as a value."""

    calls: list[tuple[int, frozenset[str | None], bool]] = field(default_factory=list)
    values: int = 0


@cache
def uses() -> dict[str, Uses]:
    found: dict[str, Uses] = defaultdict(Uses)
    for path in PRODUCT:
        called = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called.add(node.func)
                starred = any(isinstance(a, ast.Starred) for a in node.args) or None in {
                    k.arg for k in node.keywords
                }
                keywords = frozenset(k.arg for k in node.keywords)
                found[_name(node.func)].calls.append((len(node.args), keywords, starred))
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Name | ast.Attribute)
                and node not in called
                and isinstance(node.ctx, ast.Load)
            ):
                found[_name(node)].values += 1
    return found


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


# --- the rules: each answers {what breaks it: by how much} ------------------------------------------------------------


def uncalled_functions() -> dict[str, int]:
    """Public functions and methods of the rooms that compute and build, which no other line of the product names."""
    out = {}
    for path in PRODUCT:
        if place(path).split("/")[1:2] not in [[room] for room in CALLED_ROOMS]:
            continue
        for name, function, _ in functions(path):
            is_public = not any(part.startswith("_") for part in name.split("."))
            known = uses().get(function.name)
            if is_public and known is None:
                out[f"{place(path)}::{name}"] = 1
    return out


def unpassed_options() -> dict[str, int]:
    """Parameters with a default that no call of the product gives; functions that are handed on as values aside."""
    out = {}
    for path in PRODUCT:
        for name, function, is_method in functions(path):
            known = uses().get(function.name, Uses())
            if (
                function.name.startswith("__")
                or known.values
                or any(starred for _, _, starred in known.calls)
            ):
                continue
            for position, parameter in _options(function, is_method):
                given = any(count > position or parameter in keywords for count, keywords, _ in known.calls)
                if known.calls and not given:
                    out[f"{place(path)}::{name}({parameter})"] = 1
    return out


def _options(function: Function, is_method: bool) -> Iterator[tuple[float, str]]:
    """(position in a call, name) of each parameter with a default; keyword-only ones have no position."""
    positional = [*function.args.posonlyargs, *function.args.args]
    is_static = any(_name(decorator) == "staticmethod" for decorator in function.decorator_list)
    bound = 1 if is_method and not is_static else 0
    first = len(positional) - len(function.args.defaults)
    yield from ((i - bound, arg.arg) for i, arg in enumerate(positional) if i >= first)
    for arg, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True):
        if default is not None:
            yield float("inf"), arg.arg


def large_modules() -> dict[str, int]:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SIZED}
    return {place(p): n for p, n in lines.items() if n > (PAGE if place(p).startswith("pages/") else MODULE)}


def long_functions() -> dict[str, int]:
    return {
        f"{place(path)}::{name}": (function.end_lineno or 0) - function.lineno + 1
        for path in SIZED
        for name, function, _ in functions(path)
        if (function.end_lineno or 0) - function.lineno + 1 > FUNCTION
    }


def many_parameters() -> dict[str, int]:
    out = {}
    for path in SIZED:
        for name, function, is_method in functions(path):
            a = function.args
            count = len(a.posonlyargs) + len(a.args) + len(a.kwonlyargs) - is_method
            if count > PARAMETERS:
                out[f"{place(path)}::{name}"] = count
    return out


def indicators_by_name() -> dict[str, int]:
    """Modules that name an indicator: a rule reads columns of the catalogue, an output has one table."""
    codes = {path.stem for path in (QUERIES / "indicators").glob("*.sql")} | _reported()
    other = {path.stem for folder in ("checks", "tables") for path in (QUERIES / folder).glob("*.sql")}
    out: Counter[str] = Counter()
    for path in PRODUCT:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and node.value in codes - other - {"service_index"}:
                out[place(path)] += 1
    return dict(out)


def _reported() -> set[str]:
    lines = (ROOT / "data" / "reference" / "indicators.csv").read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("indicator")
    return {line.split(",")[column] for line in lines[1:] if line}


def unasked_queries() -> dict[str, int]:
    """Queries that the product does not name: by a text, the beginning of an f-string, or their whole folder."""
    texts, beginnings = set(), set()
    for path in PRODUCT:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    whole_folders = texts & {path.name for path in QUERIES.iterdir()}
    names = [path.relative_to(QUERIES).with_suffix("").as_posix() for path in QUERIES.rglob("*.sql")]
    return {
        name: 1
        for name in names
        if name not in texts
        and name.split("/")[0] not in whole_folders
        and not any(name.startswith(beginning) for beginning in beginnings if "/" in beginning)
    }


def twin_queries() -> dict[str, int]:
    """Queries whose text another one has too, comments and spaces aside."""
    same: dict[str, list[str]] = defaultdict(list)
    for path in sorted(QUERIES.rglob("*.sql")):
        text = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))).strip()
        same[text].append(path.relative_to(QUERIES).as_posix())
    return {" = ".join(names): 1 for names in same.values() if len(names) > 1}


RULES = {
    rule.__name__: rule
    for rule in (uncalled_functions, unpassed_options, large_modules, long_functions, many_parameters,
                 indicators_by_name, unasked_queries, twin_queries)
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_only_listed_exceptions_break_a_rule(rule: str) -> None:
    allowed = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).get(rule, {})
    found = RULES[rule]()
    assert {name: size for name, size in found.items() if size > allowed.get(name, 0)} == {}
    assert [name for name in allowed if name not in found] == [], (
        "needed no longer: strike them from exceptions.toml"
    )


def test_a_rule_finds_what_breaks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules can fail: a module made for it breaks four of them."""
    module = ROOT / "chiso" / "figures" / "_made_for_this_test.py"
    body = "\n".join(f"    x = {n}" for n in range(45))
    source = f"def alone(a, b, c, d, e, f=1):\n{body}\n\n\ndef asked(a=1):\n    return asked()\n" + "\n" * 300
    monkeypatch.setattr(Path, "read_text", lambda path, encoding: source if path == module else "")
    monkeypatch.setattr(f"{__name__}.PRODUCT", [module])
    monkeypatch.setattr(f"{__name__}.SIZED", [module])
    tree.cache_clear()
    uses.cache_clear()
    try:
        name = place(module)
        assert uncalled_functions() == {f"{name}::alone": 1}
        assert unpassed_options() == {f"{name}::asked(a)": 1}
        assert large_modules().keys() == {name}
        assert long_functions() == {f"{name}::alone": 46}
        assert many_parameters() == {f"{name}::alone": 6}
    finally:
        tree.cache_clear()
        uses.cache_clear()
