"""Every query file runs on an empty home, declares what it uses, and says what it counts."""

import re
from contextlib import suppress
from datetime import date
from itertools import takewhile
from pathlib import Path

import pyarrow as pa
import pytest

from chiso.core import settings
from chiso.figures.coverage import REJECTS
from chiso.figures.facts import EACH
from chiso.figures.search import NAMES
from chiso.intake.datasets import ANY, DATASETS, OF_MONTHS, Dataset
from chiso.store import Store, queries_text
from chiso.store.queries_text import QueryError
from tests.worlds import fresh_home

FOLDERS_RUN_AT_OPEN = {"tables", "views"}
CONTROL = {
    "store/attach_backup",
    "store/copy_backup",
    "store/detach_backup",
    "store/drop",
    "store/write_parquet",
    "lake/write",
}
# What the names of a template are taken from; the dataset's own otherwise.
OF_TARGETS = {"table": ("targets",), "owned_by": ("agency",), "column": ("year", "indicator")}
OF_REJECTS = (
    "checks/rejected_rows", "checks/duplicate_key", "reconcile/rejected_cells", "desk/rejects", "desk/history",
    "desk/rejected_shares",
)  # fmt: skip
TEMPLATES = {
    "figures/covered": {**OF_MONTHS, **ANY},
    **dict.fromkeys(("figures/rejects_known", *OF_REJECTS), ANY),
    "changes/forget": OF_TARGETS,
    "changes/rows_of": OF_TARGETS,
    "changes/rows_shared": OF_TARGETS,
    "attached/indicator": {"indicator": ("online_rate",)},
    "lake/days": OF_MONTHS,
    "lists/anything": NAMES,
    "lake/newest": {"table": ("measurements",)},
    "lake/of_agency": OF_TARGETS,
    "lake/shared": OF_TARGETS,
    "reference/clear": OF_TARGETS,
    "reference/whole": OF_TARGETS,
    "facts/fill": {"mart": ("named_people",)},
    "figures/officials": {"mart": ("dossier_facts",), "whose": ("facts",)},
    "facts/view": {"mart": ("dossier_open",)},
    "store/insert": {"table": ("tasks",)},
    "store/read_whole": {"table": ("tasks",)},
    "store/replace_texts": {"table": ("tasks",), "column": ("content",)},
    "store/texts_like": {"table": ("tasks",), "column": ("content",)},
}
COUNTED = ("lists/counts", "lists/sums")
RISING = {"lists/counts": ("unit_name",), "lists/shown": ("record_key",), "lists/leading": ("record_key",)}
SAMPLES = {
    "date": date(2024, 3, 31),
    "varchar": "2024",
    "integer": 2024,
    "bigint": 1,
    "double": 1.0,
    "boolean": True,
    "timestamp": "2024-03-31 00:00:00",
    "json": "{}",
}


def all_queries() -> list[str]:
    root = settings.QUERIES
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.sql"))


def text_of(name: str) -> str:
    return (settings.QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def sources_of(name: str) -> queries_text.Chain:
    """Queries that take a source get the online rate, as the figures compose it; those of a mart the mart."""
    if not re.search(r"^[^-]*\{\{\s*source\s*\}\}", text_of(name), re.MULTILINE):
        return ()
    if name in (*OF_REJECTS, "figures/covered"):
        return (REJECTS,)
    if name.startswith("checks/"):
        return ("indicators/on_time_rate",)
    if name in ("figures/compliance_sums", "lists/rules"):
        return ("figures/compliance",)
    if name in ("facts/view", "facts/fill"):
        return ("marts/dossier_open" if name == "facts/view" else "answering/named_people",)
    if name.startswith("facts/"):
        return ("marts/dossier_facts",)
    if name in (
        "figures/weeks",
        "figures/officials",
        "papers/field_report",
        "lake/sums",
        "lake/sums_procedures",
    ):
        return ("indicators/online_rate",)
    if name in ("figures/workload", "figures/procedure_days", "lists/worked_part", "lists/took"):
        return ("lists/worked",)
    rows = (("indicators/online_rate", "indicators/overdue_dossiers"),)
    if name == "guard/figures":
        return rows
    if name in ("figures/standing", "figures/monthly", "figures/first_events", "figures/of_imports"):
        return ("figures/each", *rows)
    if name == "figures/blocks":
        return ("figures/standing", "figures/each", *rows)
    if name in ("lists/page", "lists/found", "lists/count", "lists/counts", "lists/sums"):
        return ("lists/records", "lists/placed", "lists/dated", "lists/within", *EACH, *rows)
    if name == "lists/records":
        return ("lists/placed", "lists/dated", "lists/within", *EACH, *rows)
    if name in (
        "lists/placed",
        "lists/called",
        "lists/dated",
        "lists/shown",
        "lists/only",
        "lists/leading",
        "lists/searched",
    ):
        return ("lists/within", *EACH, *rows)
    if name == "lists/ages":
        return ("lists/dated", "lists/within", *EACH, *rows)
    if name in ("figures/late_parts", "lists/late_part"):
        return ("figures/handled", *EACH, *rows)
    if name == "figures/tally":
        return ("lake/sums", "indicators/online_rate")
    if name in ("figures/each", "figures/facts_procedures"):
        return rows
    return (*EACH[1:], *rows) if name == "figures/facts" else (*EACH, *rows)


def sample(kind: str) -> object:
    return [SAMPLES[kind.removesuffix("[]")]] if kind.endswith("[]") else SAMPLES[kind]


def undone(
    store: Store,
    name: str,
    names: queries_text.Names | None,
    values: dict[str, object],
    source: queries_text.Chain = (),
) -> None:
    """Runs a writing statement without leaving anything behind."""
    with suppress(ZeroDivisionError), store.transaction():
        store.execute(name, names, _source=source, **values)
        raise ZeroDivisionError


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory):
    with fresh_home.bare(tmp_path_factory.mktemp("empty")) as store:
        yield store


@pytest.mark.parametrize("name", all_queries())
def test_first_comment_says_what_and_grain(name: str) -> None:
    lines = takewhile(lambda line: line.startswith("--"), text_of(name).splitlines())
    summary = " ".join(line for line in lines if not line.startswith("-- parameters:"))
    assert len(summary) > 18, "the first lines say what the query counts"
    answers_rows = not re.search(r"^(delete|update|insert)\b", text_of(name), re.MULTILINE | re.IGNORECASE)
    if answers_rows and name.split("/")[0] not in FOLDERS_RUN_AT_OPEN | {"store"}:
        assert re.search(r"one row|one line|no row|at most one", summary, re.IGNORECASE), "… and its grain"


@pytest.mark.parametrize("name", [n for n in all_queries() if n.split("/")[0] not in FOLDERS_RUN_AT_OPEN])
def test_runs_on_an_empty_home(empty: Store, name: str) -> None:
    if name in CONTROL:
        pytest.skip("transactions, backups and upgrades have tests of their own")
    source = sources_of(name)
    is_template = "lists/records" in source or re.search(
        r"\{\{ (dataset|mart|whose|open|only|by) \}\}", text_of(name)
    )
    of_a_list = {
        "mart": ("dossier_facts",),
        "open": ("dossier_open",),
        "opened": ("received_on",),
        "named": ("official",),
        "rising": RISING.get(name, ("id",)),
        "each": ("agency",),
        "posted": ("received",),
        "falling": ("day",),
        "whose": ("agency",),
        "told": (),
        "untold": (),
        "shown": ("shown",),
        "lasting": ("lasting",),
        "few": ("few",),
        "many": (),
        "spoken": ("dossier_id",),
        "timed": ("received_at",),
        "said": ("status",),
        "called": ("status",),
        "meant": ("official",),
        "only": ("day",),
        "by": ("unit_name",) if name in COUNTED else ("record_key",),
    }
    own = {**DATASETS["dossiers"].names, **of_a_list} if is_template else None
    names = TEMPLATES.get(name, own)
    query = queries_text.load(settings.QUERIES, name, source, names)
    values = {key: sample(kind) for key, kind in query.parameters.items()}
    key = "source" if name == "figures/tallied" else "record_key"
    staged = pa.table({key: pa.array([], pa.string())})
    if re.search(r"\bstaged\b", query.sql):
        empty.with_table(name, staged, names, **values)
    elif re.match(r"(--[^\n]*\n|\s)*(insert|update|delete|create)", query.sql, re.IGNORECASE):
        undone(empty, name, names, values, source)
    else:
        empty.rows(name, names, _source=source, **values)


@pytest.mark.parametrize("dataset", [d for d in DATASETS.values() if d.history], ids=lambda d: d.name)
def test_every_history_is_merged(empty: Store, dataset: Dataset) -> None:
    for query in ("current/forget", "current/first", "current/merge"):
        undone(empty, query, dataset.names, {"agency": "stp", "changed": [1]})


# ---- the loader


@pytest.fixture
def folder(tmp_path: Path):
    def write(**files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.sql").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_declared_parameters_are_cast(folder) -> None:
    root = folder(
        a="-- One row.\n-- parameters: as_of date, units varchar[]\nselect $as_of as d, $units as u"
    )
    query = queries_text.load(root, "a")
    assert query.parameters == {"as_of": "date", "units": "varchar[]"}
    assert "cast($as_of as date)" in query.sql


def test_undeclared_parameter_names_file_and_line(folder) -> None:
    root = folder(a="-- One row.\nselect 1,\n  $as_of")
    with pytest.raises(QueryError, match=r"a\.sql:3: \$as_of is used but not declared"):
        queries_text.load(root, "a")


def test_unused_parameter_names_file_and_line(folder) -> None:
    root = folder(a="-- One row.\n-- parameters: as_of date\nselect 1")
    with pytest.raises(QueryError, match=r"a\.sql:2: declared but not used: as_of"):
        queries_text.load(root, "a")


def test_dollar_in_text_and_comment_is_no_parameter(folder) -> None:
    root = folder(a="-- One row.\nselect '$a', \"$b\" -- $c\n/* $d */ from t")
    assert queries_text.load(root, "a").parameters == {}


def test_source_is_put_in_with_its_parameters(folder) -> None:
    root = folder(
        inner="-- One row.\n-- parameters: agency varchar\nselect $agency as agency;\n",
        outer="-- One row.\n-- parameters: as_of date\nselect *, $as_of from {{ source }}",
    )
    query = queries_text.load(root, "outer", "inner")
    assert query.parameters == {"as_of": "date", "agency": "varchar"}
    assert "cast($agency as varchar)" in query.sql
    with pytest.raises(QueryError, match="nothing to put in"):
        queries_text.load(root, "outer")
    with pytest.raises(QueryError, match="takes no source"):
        queries_text.load(root, "inner", "inner")


def test_a_source_may_take_a_source_itself(folder) -> None:
    root = folder(
        inner="-- One row.\n-- parameters: agency varchar\nselect $agency as agency",
        middle="-- One row.\n-- parameters: day date\nselect *, $day as day from {{ source }}",
        outer="-- One row.\nselect agency from {{ source }}",
    )
    query = queries_text.load(root, "outer", ("middle", "inner"))
    assert query.parameters == {"day": "date", "agency": "varchar"}
    with pytest.raises(QueryError, match="nothing to put in"):
        queries_text.load(root, "outer", "middle")


def test_only_names_of_queries_are_read(folder) -> None:
    root = folder(a="-- One row.\nselect 1")
    for name in ("../a", "a.sql", "/etc/passwd", "a;b", "A"):
        with pytest.raises(QueryError):
            queries_text.load(root, name)


def test_wrong_call_says_which_parameters(folder) -> None:
    root = folder(a="-- One row.\n-- parameters: as_of date\nselect $as_of")
    with pytest.raises(QueryError, match=r"missing \['as_of'\], not declared \['agency'\]"):
        queries_text.load(root, "a").bind({"agency": "stp"})


def test_a_line_of_a_template_stands_once_for_every_value_of_its_names(folder) -> None:
    root = folder(
        a="-- One row.\nselect\n  '{{ field }}' as {{ column }},\n  {{ state }} as state,\nfrom {{ dataset }}"
    )
    names = {"dataset": ("t",), "column": ("a", "b"), "field": ("x", "y"), "state": ()}
    assert queries_text.load(root, "a", names=names).sql.splitlines()[2:] == [
        "  'x' as a,",
        "  'y' as b,",
        "from t",
    ]
    with pytest.raises(QueryError, match=r"a\.sql:5: nothing to put in for \{\{ state \}\}"):
        queries_text.load(root, "a", names={key: names[key] for key in ("dataset", "field", "column")})
    with pytest.raises(QueryError, match="names of different length"):
        queries_text.load(root, "a", names={**names, "field": ("x", "y", "z")})
    with pytest.raises(QueryError, match="not a name: 't; drop'"):
        queries_text.load(root, "a", names={**names, "dataset": ("t; drop",)})
