"""Names of indicators, indices, components and places as the catalogue says them, whatever spelling a file prints.

A spelling that nobody taught stays as it is printed; for an indicator that is said, since no figure will use it.
Taught in data/reference/name_aliases.csv and on /quan-tri.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pyarrow as pa

from chiso import reference
from chiso.core.vietnamese import fold
from chiso.intake.clean import checks
from chiso.intake.clean.cleaned import Cleaned, Reject
from chiso.intake.datasets import DATASETS
from chiso.store import Store

_JOIN = " | "  # how cleaning joins the fields of a key
_Resolve = Callable[[Mapping[str, Any]], dict[str, str]]  # the names of a row as the catalogue says them


def settle(store: Store, cleaned: Cleaned) -> Cleaned:
    """The same rows with taught names and the keys that follow from them.

    Two rows of a file that turn out to name the same thing: the later is rejected (`duplicate_key`).
    """
    if cleaned.dataset not in ("measurements", "index_scores"):
        return cleaned
    resolve = _indicators(store) if cleaned.dataset == "measurements" else _index_names(store)
    fields = DATASETS[cleaned.dataset].key
    keys: dict[str, str] = {}
    kept: dict[str, dict[str, Any]] = {}
    rejects: list[Reject] = []
    for row in cleaned.table.to_pylist():
        names = resolve(row)
        parts = row["record_key"].split(_JOIN)
        if len(parts) == len(fields):
            parts = [part and (names.get(name) or part) for name, part in zip(fields, parts, strict=True)]
        key = keys[row["record_key"]] = _JOIN.join(parts)
        if key in kept:
            message = checks.duplicate(key, kept[key]["row_no"])
            value = str(row[fields[0]])
            rejects.append(Reject("", row["row_no"], fields[0], "", value, "duplicate_key", message, key))
        else:
            kept[key] = {**row, **names, "record_key": key}
    table = pa.Table.from_pylist([*kept.values()], schema=cleaned.table.schema)
    said = cleaned.printed.get("rates", [])
    rates = [{**rate, "record_key": keys.get(rate["record_key"], rate["record_key"])} for rate in said]
    return replace(
        cleaned,
        table=table,
        rejects=[*cleaned.rejects, *rejects],
        rows_rejected=cleaned.rows_rejected + len(rejects),
        warnings=[*cleaned.warnings, *_unknown(store, cleaned, table)],
        printed={**cleaned.printed, **({"rates": rates} if rates else {})},
    )


def _indicators(store: Store) -> _Resolve:
    known = reference.names(store, "indicator")
    return lambda row: {"indicator": str(known.get(fold(row["indicator"]), row["indicator"]))}


def _index_names(store: Store) -> _Resolve:
    indices, places = reference.names(store, "index"), reference.names(store, "place")
    components = cache(lambda index: reference.names(store, "component", index))

    def resolve(row: Mapping[str, Any]) -> dict[str, str]:
        index = indices.get(fold(row["index"]), row["index"])
        known = {"place": places, "component": components(index)}
        there = {name: known[name].get(fold(row[name]), row[name]) for name in known if row[name]}
        return {"index": index, **there}

    return resolve


def _unknown(store: Store, cleaned: Cleaned, table: pa.Table) -> list[tuple[str, str]]:
    if cleaned.dataset != "measurements":
        return []
    codes = set(reference.names(store, "indicator").values())
    message = (
        "Chỉ tiêu “{}” chưa có trong danh mục nên chưa vào số liệu nào. "
        "Hãy kiểm tra tên, hoặc thêm chỉ tiêu vào danh mục."
    )
    found = [name for name in table["indicator"].unique().to_pylist() if name not in codes]
    return [("unknown_indicator", message.format(name)) for name in found]
