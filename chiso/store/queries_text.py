"""The named queries of queries/: reading them, checking their declared parameters, composing them.

A query is one file. Its first comment says what it counts and its grain ("one row per …"); a comment line
`-- parameters: as_of date, agency varchar` declares what it takes, with SQL types. The text may hold
`{{ source }}` once or more: there the text of another named query is put in, in brackets, and its parameters
are taken over; that one may take a source itself. A query over tables that are declared elsewhere is a template: names
of tables and columns are given with the call, and each line stands once for every value of the names in it
(`{{ column }}`: a line per column; no value, no line). Nothing else is ever spliced into SQL.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

_DECLARED = re.compile(r"^--\s*parameters:\s*(.*)$", re.IGNORECASE)
_PARAMETER = re.compile(
    r"^([a-z_][a-z0-9_]*)\s+([a-z][a-z0-9_]*(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*)$", re.IGNORECASE
)
# Comments and quoted text first: a $name in them is no parameter.
_TOKEN = re.compile(
    r"(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<quoted>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")"
    r"|\$(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<source>\{\{\s*source\s*\}\})|(?P<odd>\{\{[^}]*\}\})",
    re.DOTALL,
)
_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*")
_NAME = re.compile(r"^[a-z0-9_]+(?:/[a-z0-9_]+)*$")


Names = Mapping[str, tuple[str, ...]]
Source = str | Sequence[str | tuple[str, ...]]
Chain = tuple[str | tuple[str, ...], ...]
Filled = tuple[tuple[str, tuple[str, ...]], ...]


class QueryError(Exception):
    """A mistake in a query file or in how it is called: for developers, so in English with file and line."""


@dataclass(frozen=True)
class Query:
    """A query ready to run: its SQL with every `$name` cast to its declared type, and the names it takes; whether it is
    asked of a lake's records (`chiso.store.attached`)."""

    name: str
    sql: str
    parameters: Mapping[str, str]
    is_of_records: bool = False

    def bind(self, given: Mapping[str, object]) -> dict[str, object]:
        """The parameters of one call; exactly the declared ones, else QueryError."""
        if given.keys() != self.parameters.keys():
            missing = sorted(self.parameters.keys() - given.keys())
            extra = sorted(given.keys() - self.parameters.keys())
            raise QueryError(f"query {self.name}: missing {missing}, not declared {extra}")
        return dict(given)


def load(root: Path, name: str, source: Source = (), names: Names | None = None) -> Query:
    """The query `root/<name>.sql`, with `{{ source }}` replaced by the query named `source`, the template's `names`
    (placeholder -> identifiers) filled in, in it and in its sources.

    Several sources are a chain: each is the source of the one before it; a tuple in it: the rows of all of them.
    """
    chain = (source,) if isinstance(source, str) else tuple(source)
    return _load(root, name, chain, tuple(sorted((names or {}).items())))


@lru_cache(maxsize=2048)
def _load(root: Path, name: str, sources: Chain, names: Filled) -> Query:
    path = _path(root, name)
    text = _filled(path.read_text(encoding="utf-8"), dict(names), path)
    declared = _declared(text, path)
    inner = _inner(root, sources, names) if sources else None
    used: set[str] = set()

    def put(match: re.Match[str]) -> str:
        word = match["name"] or match["source"] or match["odd"]
        if not word:
            return match[0]
        used.add(word)
        line = text.count("\n", 0, match.start()) + 1
        if match["name"]:
            if word not in declared:
                raise QueryError(f"{path}:{line}: ${word} is used but not declared")
            return f"cast(${word} as {declared[word]})"
        if match["odd"] or inner is None:
            raise QueryError(f"{path}:{line}: nothing to put in for {word}")
        return f"(\n{inner.sql}\n)"

    sql = _TOKEN.sub(put, text).rstrip().removesuffix(";")
    if unused := declared.keys() - used:
        line = text[: text.index("parameters:")].count("\n") + 1
        raise QueryError(f"{path}:{line}: declared but not used: {', '.join(sorted(unused))}")
    if inner and used <= declared.keys():
        raise QueryError(f"{path}: takes no source, but {inner.name} was given")
    parameters = dict(declared)
    for key, kind in (inner.parameters if inner else {}).items():
        if parameters.setdefault(key, kind) != kind:
            raise QueryError(f"{path}: parameter {key} is {parameters[key]} here and {kind} in {sources[0]}")
    return Query(name, sql, parameters)


def _inner(root: Path, sources: Chain, names: Filled) -> Query:
    """The source of a query; of several names the rows of all, each with its own in the column `source`."""
    first, *rest = sources
    if isinstance(first, str):
        return _load(root, first, tuple(rest), names)
    parts = [_load(root, name, tuple(rest), names) for name in first]
    sql = "\nunion all\n".join(
        f"from (\n{part.sql}\n) select '{part.name.rpartition('/')[2]}' as source, *" for part in parts
    )
    return Query(", ".join(first), sql, {k: kind for part in parts for k, kind in part.parameters.items()})


def _filled(text: str, names: Names, path: Path) -> str:
    """The template's lines: each as often as the names in it have values; a name of one value suits every line."""
    if strange := [v for values in names.values() for v in values if not _IDENTIFIER.fullmatch(v)]:
        raise QueryError(f"{path}: not a name: {strange[0]!r}")
    lines: list[str] = []
    for line in text.split("\n"):
        used = {key: names[key] for key in _PLACEHOLDER.findall(line) if key in names}
        counts = {len(values) for values in used.values()} - {1}
        if len(counts) > 1 and 0 not in counts:
            raise QueryError(f"{path}: names of different length in {line.strip()!r}")
        for number in range(min(counts, default=1)):
            filled = line
            for key, values in used.items():
                filled = re.sub(rf"\{{\{{\s*{key}\s*\}}\}}", values[number % len(values)], filled)
            lines.append(filled)
    return "\n".join(lines)


def names(root: Path, folder: str) -> list[str]:
    """The queries of a folder in name order: 'tables/01_reference', …"""
    return sorted(f"{folder}/{path.stem}" for path in (root / folder).glob("*.sql"))


def _path(root: Path, name: str) -> Path:
    if not _NAME.match(name):
        raise QueryError(f"not a query name: {name!r}")
    path = root / f"{name}.sql"
    if not path.is_file():
        raise QueryError(f"no query file {path}")
    return path


def _declared(text: str, path: Path) -> dict[str, str]:
    """{name: SQL type} of the `-- parameters:` line (one line, in the leading comment)."""
    declared: dict[str, str] = {}
    head = takewhile(lambda line: line.startswith("--"), text.splitlines())
    for number, line in enumerate(head, start=1):
        match = _DECLARED.match(line)
        for part in re.split(r",(?![^(]*\))", match[1]) if match else ():
            found = _PARAMETER.match(part.strip())
            if not found:
                raise QueryError(f"{path}:{number}: cannot read the parameter {part.strip()!r}")
            declared[found[1]] = found[2].lower()
    return declared
