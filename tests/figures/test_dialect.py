"""Marts and indicators are plain SQL that another engine runs: every node of them is in a list, and DataFusion answers
the same from the same text."""

from collections.abc import Iterator

import datafusion
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from chiso.core import settings
from chiso.store import Store
from chiso.store.marts import MARTS, OPEN
from tests.worlds import small_world

# What DuckDB, Spark, ClickHouse and DataFusion understand alike. A function that sqlglot does not know is
# exp.Anonymous and so never among them; of those it knows only these.
ALLOWED = {
    exp.Add, exp.Alias, exp.And, exp.Between, exp.Boolean, exp.Case, exp.Cast, exp.Coalesce, exp.Column, exp.Count,
    exp.CTE, exp.DataType, exp.EQ, exp.Extract, exp.From, exp.GT, exp.GTE, exp.Group, exp.Identifier, exp.If, exp.In,
    exp.Interval, exp.Is, exp.Join, exp.LT, exp.LTE, exp.Literal, exp.Max, exp.Min, exp.Mul, exp.NEQ, exp.Not,
    exp.Null, exp.Nullif, exp.Or, exp.Paren, exp.Select, exp.Star, exp.Sub, exp.Subquery, exp.Sum, exp.Table,
    exp.TableAlias, exp.Trim, exp.Union, exp.Var, exp.Where, exp.With,
}  # fmt: skip
COLUMNS = [
    "agency", "record_key", "unit_key", "official", "counted_key", "counts_from", "counts_until", "numerator",
    "denominator",
]  # fmt: skip
INDICATORS = sorted(path.stem for path in (settings.QUERIES / "indicators").glob("*.sql"))
TABLES = (*MARTS.values(), *OPEN.values())
TEXTS = [f"marts/{mart}" for mart in TABLES] + [f"indicators/{code}" for code in INDICATORS]
# What the marts are made from.
READ = (
    "dossiers_current", "tasks_current", "petitions_current", "joint_dossiers_current", "calendar",
    "procedures_current", "procedure_codes",
    "procedure_names", "said_states", "handed_records", "named_people",
)  # fmt: skip


def text_of(name: str) -> str:
    return (settings.QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def foreign(sql: str) -> set[str]:
    """The nodes of a text that are not in the list, and what else one engine reads otherwise than another."""
    parsed = sqlglot.parse_one(sql, read="duckdb")
    found = {type(node).__name__ for node in parsed.walk() if type(node) not in ALLOWED}
    found |= {"union by name" for node in parsed.find_all(exp.Union) if node.args.get("by_name")}
    found |= {"distinct union" for node in parsed.find_all(exp.Union) if node.args.get("distinct")}
    found |= {f"star of {star.sql()}" for star in parsed.find_all(exp.Star) if any(star.args.values())}
    found |= {"parameter" for node in parsed.find_all(exp.Parameter, exp.Placeholder)}
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_every_node_is_allowed(name: str) -> None:
    assert not foreign(text_of(name))


@pytest.mark.parametrize("code", INDICATORS)
def test_an_indicator_answers_the_nine_columns(code: str) -> None:
    parsed = sqlglot.parse_one(text_of(f"indicators/{code}"), read="duckdb")
    for select in parsed.find_all(exp.Select):
        assert [column.alias_or_name for column in select.expressions] == COLUMNS


@pytest.mark.parametrize(
    "sql",
    [
        "select strip_accents(a) as a from t",
        "select list_has_all(a, b) as a from t",
        "select a from t where a like $b",
        "select * exclude (a) from t",
        "select * replace (1 as a) from t",
        "select a from t union by name select b from u",
        "select a from t union select a from u",
        "select strftime(a, '%Y') as a from t",
        "select greatest(a, b) as a from t",
        "select a / b as a from t",
        "select working_days_between(a, b) as a from t",
        "select list(a) as a from t",
    ],
)
def test_the_guard_refuses(sql: str) -> None:
    assert foreign(sql)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, datafusion.SessionContext]]:
    """The small world in DuckDB, and the tables that its marts read in DataFusion with the marts as views."""
    engine = datafusion.SessionContext()
    with small_world.build(tmp_path_factory.mktemp("dialect") / "home") as store:
        with store._cursor() as cursor:
            for table in READ:
                rows = cursor.sql(f"from {table}").to_arrow_table()
                engine.register_record_batches(table, [rows.to_batches() or [_empty(rows.schema)]])
        for mart in TABLES:
            engine.register_view(mart, engine.sql(text_of(f"marts/{mart}")))
        yield store, engine


def _empty(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=schema)


@pytest.mark.parametrize("name", [*TABLES, *(f"indicators/{code}" for code in INDICATORS)])
def test_another_engine_answers_the_same(both: tuple[Store, datafusion.SessionContext], name: str) -> None:
    store, engine = both
    sql = text_of(name) if name.startswith("indicators/") else f"select * from {name}"  # noqa: S608
    with store._cursor() as cursor:
        ours = cursor.execute(sql)
        columns = [column[0] for column in ours.description]
        expected = sorted(map(str, ours.fetchall()))
    theirs = engine.sql(sql).to_arrow_table().select(columns).to_pylist()
    assert sorted(str(tuple(row.values())) for row in theirs) == expected
    assert expected


def test_the_texts_stand_alone() -> None:
    """They read the tables of the lake and one another, nothing else of a home."""
    known = {*READ, *TABLES}
    for name in TEXTS:
        parsed = sqlglot.parse_one(text_of(name), read="duckdb")
        own = {cte.alias for cte in parsed.find_all(exp.CTE)}
        assert {table.name for table in parsed.find_all(exp.Table)} - own <= known, name
