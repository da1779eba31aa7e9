"""Faults in the SQL that decides figures: each comparison, constant, condition, default and join, one at a time.

The tokens come from sqlglot, so that comments, quoted text and placeholders are left alone. A fault is written into a
copy of queries/, what depends on it is made anew inside a transaction, the figures are compared with the expectations
of the worlds, and the transaction is rolled back. A query that does not run any more counts as noticed.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlglot.dialects.duckdb import DuckDB
from sqlglot.tokens import Token, TokenType

from chiso import figures
from chiso.core import settings
from chiso.core.errors import ChisoError
from chiso.figures.ask import Asked
from chiso.figures.facts import HANDLED
from chiso.figures.judging import Value
from chiso.figures.officials import RATES
from chiso.intake.commit import storing
from chiso.store import Store, marts, queries_text
from tests.worlds import edge_world, merge_world, open_world, small_world
from tests.worlds.half_year import reckoner

# What decides a figure: how versions are merged, what is true of a record, what an indicator counts, how it is summed.
FOLDERS = ("current", "marts", "indicators")
FURTHER = ("figures/facts", "figures/facts_procedures", "figures/sums")

_SWAPPED = {
    TokenType.LT: "<=", TokenType.LTE: "<", TokenType.GT: ">=", TokenType.GTE: ">", TokenType.EQ: "<>",
    TokenType.NEQ: "=", TokenType.OR: "and", TokenType.TRUE: "false", TokenType.FALSE: "true", TokenType.DESC: "asc",
    TokenType.WHEN: "when not", TokenType.PLUS: "-",
}  # fmt: skip
_SWAPPED_WORDS = {"min": "max", "max": "min", "arg_max": "arg_min", "arg_min": "arg_max", "least": "greatest",
                  "greatest": "least"}  # fmt: skip
_DAY = re.compile(r"^(\d{4})-\d\d-\d\d$")


@dataclass(frozen=True)
class Mutant:
    """A query's text with one token changed."""

    query: str
    line: str
    place: int
    before: str
    after: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Its name in survivors.py: query, the line as it is printed, the change and which one of such lines."""
        return f"{self.query}: {self.line} [{self.before} -> {self.after}, {self.place}]"

    def text(self, original: str) -> str:
        return original[: self.start] + self.after + original[self.end :]


def queries(root: Path) -> list[str]:
    """The names of all queries whose faults are tried."""
    found = [f"{folder}/{path.stem}" for folder in FOLDERS for path in sorted((root / folder).glob("*.sql"))]
    return found + [name for name in FURTHER if (root / f"{name}.sql").exists()]


def mutants(root: Path, name: str) -> Iterator[Mutant]:
    """Every fault of one query, in the order of its text."""
    places: Counter[tuple[str, str]] = Counter()
    text = (root / f"{name}.sql").read_text("utf-8")
    hidden = [match.span() for match in re.finditer(r"\{\{.*?\}\}|--[^\n]*", text)]
    tokens = [
        token
        for token in DuckDB().tokenize(re.sub(r"\{\{.*?\}\}", lambda m: "x" * len(m[0]), text))
        if not any(start <= token.start < end for start, end in hidden)
    ]
    for number, token in enumerate(tokens):
        after = _fault(tokens, number)
        if after is not None:
            start, end = token.start, token.end + 1
            first = text.rfind("\n", 0, start) + 1
            line = text[first : text.find("\n", start)].strip()
            places[line, text[start:end]] += 1
            yield Mutant(name, line, places[line, text[start:end]], text[start:end], after, start, end)


def _fault(tokens: list[Token], number: int) -> str | None:
    """What a token becomes, None where it stays."""
    token = tokens[number]
    before = tokens[number - 1] if number else None
    kind, word = token.token_type, token.text.lower()
    if kind in _SWAPPED:
        return _SWAPPED[kind]
    if kind is TokenType.AND:
        return None if _is_between(tokens, number) else "or"
    if kind is TokenType.NUMBER:
        return str(int(word) + 1) if word.isdigit() else None
    if kind is TokenType.STRING:
        return _string(token.text)
    if kind is TokenType.NOT:
        return ""
    if kind is TokenType.JOIN:
        return "left join" if before is not None and before.token_type is not TokenType.LEFT else None
    if kind is TokenType.LEFT:
        return ""
    if word == "coalesce":
        return "nullif" if _arguments(tokens, number + 1) == 2 else None
    is_called = number + 1 < len(tokens) and tokens[number + 1].token_type is TokenType.L_PAREN
    return _SWAPPED_WORDS.get(word) if is_called else None


def _string(text: str) -> str:
    if _DAY.match(text):
        return f"'{int(text[:4]) - 60}{text[4:]}'"
    return f"'{int(text) + 1}'" if text.isdigit() else f"'{text}~'"


def _is_between(tokens: list[Token], number: int) -> bool:
    """Whether an `and` belongs to a `between`."""
    for token in reversed(tokens[max(0, number - 8) : number]):
        if token.token_type is TokenType.BETWEEN:
            return True
        if token.token_type in (TokenType.AND, TokenType.OR, TokenType.WHERE):
            return False
    return False


def _arguments(tokens: list[Token], opening: int) -> int:
    depth, count = 0, 1
    for token in tokens[opening:]:
        depth += (token.token_type is TokenType.L_PAREN) - (token.token_type is TokenType.R_PAREN)
        if depth == 0:
            return count
        count += depth == 1 and token.token_type is TokenType.COMMA
    return count


# --- judging ---------------------------------------------------------------------------------------------------------


class _Undo(Exception):
    """Takes back what a fault made."""


Check = Callable[[frozenset[str]], bool]  # indicators -> whether everything is as expected
OF_TASKS = frozenset(code for code in reckoner.INDICATORS if "task" in code)
OF_PETITIONS = frozenset(code for code in reckoner.INDICATORS if "petition" in code)
OF_JOINT = frozenset({"joint_late_rate"})  # the half-year has none: the small world counts it
ALL = frozenset(reckoner.INDICATORS)


def concerned(query: str) -> frozenset[str]:
    """The indicators that a query can change."""
    folder, name = query.split("/", 1)
    if folder == "indicators":
        return frozenset({name})
    of_dataset = {"task": OF_TASKS, "petition": OF_PETITIONS, "joint_dossier": OF_JOINT,
                  "dossier": ALL - OF_TASKS - OF_PETITIONS}  # fmt: skip
    return of_dataset.get(name.rpartition("_")[0], ALL) if folder == "marts" else ALL


@dataclass
class World:
    """A home, how what is derived is made anew in it, and what it must answer."""

    store: Store
    remake: Callable[[Store, str], None]
    checks: tuple[Check, ...]


def judge(worlds: list[World], queries_root: Path, mutant: Mutant) -> bool:
    """Whether some world notices the fault."""
    path = queries_root / f"{mutant.query}.sql"
    original = path.read_text("utf-8")
    path.write_text(mutant.text(original), "utf-8")
    try:
        return any(_notices(world, mutant.query) for world in worlds)
    finally:
        path.write_text(original, "utf-8")
        queries_text._load.cache_clear()


def _notices(world: World, query: str) -> bool:
    codes = concerned(query)
    queries_text._load.cache_clear()
    noticed = False
    try:
        with world.store.transaction():
            if (view := query.removeprefix("marts/")) in marts.OPEN.values():
                world.store.execute("facts/view", {"mart": (view,)}, _source=query)
            elif query.startswith(("marts/", "current/")):
                world.remake(world.store, query)
            noticed = any(not check(codes) for check in world.checks)
            raise _Undo
    except _Undo:
        return noticed
    except (ChisoError, queries_text.QueryError, ArithmeticError, LookupError, TypeError, ValueError):
        return True
    except Exception as error:  # noqa: BLE001 - whatever the engine raises: the fault shows
        return type(error).__module__.startswith(("duckdb", "_duckdb"))


def open_worlds(folder: Path, half: Store) -> tuple[list[World], Path]:
    """The worlds, quickest first, with a home of the half-year, and the copy of queries/ that they read."""
    root = folder / "queries"
    shutil.copytree(settings.QUERIES, root)
    edges = edge_world.build(folder / "edges")
    begun = edge_world.build_begun(folder / "begun")
    small = small_world.build(folder / "small")
    merging = merge_world.build(folder / "versions")
    alone = merge_world.build_alone(folder / "alone")
    standing = open_world.build(folder / "open")
    of_small = _figures(small, small_world.AS_OF, 2024, small_world.EXPECTED)
    worlds = [
        World(standing, lambda *_: None, tuple(_open(standing))),
        World(edges, _marts_again, tuple(_edges(edges))),
        World(begun, _marts_again, (_if("online_rate", lambda: _states(begun) == edge_world.STATES),)),
        World(small, _marts_again, (of_small, _if("joint_late_rate", lambda: _joint(small)))),
        World(merging.store, _settled_again, (lambda _: merge_world.known(merging) == merge_world.EXPECTED,)),
        World(alone.store, _settled_again, (lambda _: merge_world.known(alone) == merge_world.ALONE,)),
        World(half, _merged_again, tuple(_half_year(half))),
    ]
    for world in worlds:
        world.store.queries = root
    return worlds, root


def _marts_again(store: Store, query: str) -> None:
    if query.startswith("marts/"):  # what these worlds know is put in, never merged
        marts.make(store)


def _settled_again(store: Store, query: str) -> None:
    """Each import by itself, so that what it does not touch must stay."""
    if query.startswith("current/"):
        for row in store.rows("imports/list"):
            storing.settle(store, "stp", row["dataset"], {row["import_id"]})


def _merged_again(store: Store, query: str) -> None:
    for dataset in ("dossiers", "tasks", "petitions"):
        if query.startswith("current/") or f"{dataset.removesuffix('s')}_facts" in query:
            imports = {row["import_id"] for row in store.rows("imports/list") if row["dataset"] == dataset}
            storing.settle(store, "stp", dataset, imports)


def _asked(store: Store, codes: Collection[str], by: str | None = None, **words: Any) -> list[Value]:
    """The values of some indicators; of many by one question."""
    asked = Asked(agency="stp", **words)
    if len(codes) > 8:
        return list(figures.values(store, asked, by=by))
    return [value for code in sorted(codes) for value in figures.values(store, asked, code, by)]


def _figures(store: Store, day: date, year: int, expected: dict[str, Any]) -> Check:
    """The figures of a world on a day."""

    def check(codes: frozenset[str]) -> bool:
        wanted = codes & expected.keys()
        found = {
            value.indicator: (value.numerator, value.denominator)
            for value in (_asked(store, wanted, as_of=day, year=year) if wanted else ())
        }
        return all(found.get(code) == expected[code] for code in wanted)

    return check


def _list(store: Store, day: date, expected: dict[tuple[str, str], int]) -> Check:
    """The overdue records of a world on a day, with their working days."""

    def check(codes: frozenset[str]) -> bool:
        if not codes & {"overdue_dossiers", "overdue_tasks", "petition_on_time_rate"}:
            return True
        rows = figures.overdue(store, Asked(agency="stp", as_of=day))
        found = {
            (row["kind"], row["id"]): row["days_late"] for _, row in rows.iterrows() if row["kind"] != "plan"
        }
        return found == expected

    return check


def _joint(store: Store) -> bool:
    """The dossiers of other agencies that are overdue in the small world, with their working days and officials."""
    rows = figures.overdue(store, Asked(agency="stp", as_of=small_world.AS_OF), "joint_dossiers")
    return list(zip(rows["id"], rows["days_late"], rows["official"], strict=True)) == [("J3", 1, "Lê Văn Ba")]


def _open(store: Store) -> Iterator[Check]:
    """What stands open of records that changed hands; its facts are put in, so that nothing is made anew."""
    for dataset in marts.OPEN:
        yield lambda _, dataset=dataset: open_world.found(store, dataset) == open_world.expected(dataset)  # type: ignore[misc]


def _half_year(store: Store) -> Iterator[Check]:
    for day in reversed(reckoner.DAYS):  # the last day knows most
        expected = {code: reckoner.figure(code, day) for code in reckoner.INDICATORS}
        yield _figures(store, day, reckoner.year_of(day)[0].year + 1, expected)
    for day in reckoner.DAYS[3:]:
        yield _list(store, day, reckoner.overdue(day))
    yield lambda codes: "first_due_on_time_rate" not in codes or _moved(store) == reckoner.due_moved()
    for part in ("unit", "month", "official"):
        yield _parts(store, reckoner.DAYS[3], part)


def _edges(store: Store) -> Iterator[Check]:
    """What the world of the edges must answer."""
    yield from (_figures(store, *asked, found) for asked, found in edge_world.EXPECTED.items())
    yield _list(store, small_world.AS_OF, edge_world.OVERDUE)
    for (day, code), found in edge_world.BY_UNIT.items():
        yield _if(code, lambda day=day, code=code, found=found: _units(store, day, code) == found)
        yield _if(code, lambda day=day, code=code, found=found: _entries(store, day, code) == found)
    for code, people in edge_world.BY_PERSON.items():
        yield _if(code, lambda code=code, people=people: _people(store, code) == people)
        yield _if(code, lambda code=code, people=people: _verdicts(store, code) == people)
    yield _if("online_rate", lambda: _of_nobody(store) == [1, 1])
    yield _if("online_rate", lambda: _days(store) == edge_world.BY_DAY)
    yield _if("online_rate", lambda: _by_field(store) == edge_world.BY_FIELD)
    yield _if("online_rate", lambda: _by_agency(store) == {"stp"})
    yield _if("online_rate", lambda: _ahead(store) == edge_world.AHEAD)
    yield _if("online_rate", lambda: _expected(store) == edge_world.EXPECTED_OF)
    for code, unknown in edge_world.UNKNOWN.items():
        yield _if(code, lambda code=code, unknown=unknown: _unknown(store, code) == unknown)
    yield _if("petition_on_time_rate", lambda: _officials(store) == {"Chưa rõ công chức"})
    report = {"date_from": date(2020, 12, 15), "date_to": date(2021, 12, 14)}
    yield _if(
        "on_time_rate",
        lambda: (
            store.rows("papers/field_report", _source=(HANDLED,), agency="stp", **report)
            == [edge_world.FIELD_REPORT]
        ),
    )


def _if(code: str, is_so: Callable[[], bool]) -> Check:
    """A check of one indicator."""
    return lambda codes: code not in codes or is_so()


def _units(store: Store, day: date, code: str) -> dict[str | None, float | None]:
    values = figures.values(store, Asked(agency="stp", as_of=day), by="unit", indicator=code)
    return {value.unit: value.denominator for value in values}


def _entries(store: Store, day: date, code: str) -> dict[str, int]:
    """Each record counts once in the base of these."""
    found = figures.breakdown(store, Asked(agency="stp", as_of=day), code, "unit")
    return dict(zip(found["key"], found["entries"], strict=True))


def _states(store: Store) -> dict[str | None, str]:
    asked = Asked(agency="stp", as_of=date(2024, 1, 10))
    return {value.unit: value.state for value in figures.values(store, asked, "online_rate", "unit")}


def _unknown(store: Store, code: str) -> float | None:
    asked = Asked(agency="stp", as_of=small_world.AS_OF)
    return next(value.unknown for value in figures.values(store, asked, code))


def _people(store: Store, code: str) -> dict[str | None, tuple[float | None, float | None]]:
    asked = Asked(agency="stp", as_of=date(2023, 4, 30))
    return {
        value.official: (value.numerator, value.denominator)
        for value in figures.values(store, asked, code, "official")
    }


def _verdicts(store: Store, code: str) -> dict[str, tuple[int, int]]:
    """Those of BY_PERSON as the verdicts count them, from the indicator's own rows."""
    kind = next(kind for kind, rate in RATES.items() if rate == code)
    found = figures.officials(store, Asked(agency="stp", as_of=date(2023, 4, 30)), kind)
    return {one.name: (one.numerator, one.denominator) for one in found}


def _of_nobody(store: Store) -> list[float]:
    """Two ways: picked from the sums of all units, and asked for alone."""
    asked = Asked(agency="stp", unit="unknown", as_of=date(2021, 12, 14))
    found = figures.values(store, asked, indicator="online_rate")
    found_by_month = figures.breakdown(store, asked, "online_rate", "month")
    return [value.denominator for value in found] + list(found_by_month["denominator"])


def _days(store: Store) -> dict[str, tuple[int, int]]:
    found = figures.breakdown(store, Asked(agency="stp", as_of=date(2021, 12, 14)), "online_rate", "day")
    return {row["key"]: (row["online"], row["counter"]) for _, row in found.iterrows()}


def _by_field(store: Store) -> dict[int, dict[str, float]]:
    found = {
        year: figures.breakdown(
            store, Asked(agency="stp", as_of=date(year, 10, 31), year=year), "online_rate", "field"
        )
        for year in edge_world.BY_FIELD
    }
    return {year: dict(zip(made["key"], made["denominator"], strict=True)) for year, made in found.items()}


def _by_agency(store: Store) -> set[str]:
    asked = Asked(agency="stp", as_of=date(2021, 12, 14))
    return set(figures.breakdown(store, asked, "online_rate", "agency")["key"])


def _ahead(store: Store) -> dict[str, float | None]:
    (value,) = figures.values(store, Asked(agency="stp", as_of=date(2023, 10, 3)), indicator="online_rate")
    return {name: getattr(value, name) for name in edge_world.AHEAD}


def _expected(store: Store) -> dict[str | None, float]:
    asked = Asked(agency="stp", as_of=date(2023, 10, 3))
    values = figures.values(store, asked, "online_rate", "unit")
    return {value.unit: round(value.expected or 0, 6) for value in values}


def _officials(store: Store) -> set[str | None]:
    asked = Asked(agency="stp", as_of=small_world.AS_OF)
    return {value.official for value in figures.values(store, asked, "petition_on_time_rate", "official")}


def _moved(store: Store) -> set[str]:
    found = figures.check(store, figures.newest(store, "stp"))
    return set(found[found["code"] == "due_moved"]["subject"])


def _parts(store: Store, day: date, part: str) -> Check:
    """The figures of the half-year by unit, month, official."""

    def check(codes: frozenset[str]) -> bool:
        wanted = {code for code in codes if part != "official" or code.startswith("official")}
        found: dict[str, dict[str, reckoner.Pair]] = {code: {} for code in wanted}
        for value in _asked(store, wanted, as_of=day, by=part) if wanted else ():
            counted = value.numerator, value.denominator
            if value.indicator in wanted and counted not in ((0, None), (0, 0)):
                found[value.indicator][getattr(value, part)] = counted
        return all(found[code] == reckoner.by(code, day, part) for code in wanted)

    return check
