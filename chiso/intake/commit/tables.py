"""The tables of a home against what the datasets declare."""

from collections.abc import Iterable, Mapping

from chiso.intake.datasets import DATASETS, Dataset
from chiso.store import Store

TYPES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("text", "id", "choice"), ("varchar",)),
    **dict.fromkeys(("date", "month", "date_or_month"), ("date",)),
    **dict.fromkeys(("number", "percent"), ("double",)),
    **dict.fromkeys(("integer", "year"), ("bigint", "integer")),
    "datetime": ("timestamp",),
    "flag": ("boolean",),
}
OF_A_ROW = {"import_id": ("bigint",), "row_no": ("bigint",), "record_key": ("varchar",)}
OF_A_RECORD = {
    **dict.fromkeys(("as_of", "first_as_of", "first_due_on"), ("date",)),
    "agency": ("varchar",),
    "versions": ("integer",),
}
OF_A_STATE = {"resolved_on": ("date",), "is_due_moved": ("boolean",)}


def lacking(store: Store, datasets: Iterable[Dataset] = DATASETS.values()) -> list[str]:
    """What the tables lack of what is declared, as "petitions_current.kind varchar"; empty where all is there."""
    wanted: dict[tuple[str, str], tuple[str, ...]] = {}
    for dataset in datasets:
        kinds = {column: dataset.by_name[name].kind for column, name in dataset.columns.items()}
        columns = OF_A_ROW | {column: TYPES[kind] for column, kind in kinds.items()}
        wanted |= {(dataset.name, column): types for column, types in columns.items()}
        if dataset.history:
            columns = OF_A_RECORD | columns | (OF_A_STATE if dataset.history.state else {})
            wanted |= {(f"{dataset.name}_current", column): types for column, types in columns.items()}
    rows = store.rows("store/columns", tables=sorted({table for table, _ in wanted}))
    there = {(row["table_name"], row["column_name"]): row["data_type"].lower() for row in rows}
    return [
        f"{table}.{column} {types[0]}"
        for (table, column), types in wanted.items()
        if there.get((table, column)) not in types
    ]
