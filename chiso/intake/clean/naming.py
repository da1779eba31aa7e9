"""Names of indicators, indices, components and places as the catalogue says them, whatever spelling a file prints.

A spelling that nobody taught stays as it is printed; for an indicator that is said, since no figure will use it.
Taught in data/reference/name_aliases.csv and on /quan-tri.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa

from chiso import reference
from chiso.core.vietnamese import fold
from chiso.intake.clean import rules
from chiso.intake.clean.cleaned import Cleaned, Reject
from chiso.intake.datasets import DATASETS
from chiso.store import Store

_JOIN = " | "  # how cleaning joins the fields of a key


def settle(store: Store, cleaned: Cleaned) -> Cleaned:
    """The same rows with taught names and the keys that follow from them.

    Two rows of a file that turn out to name the same thing: the later is rejected (`duplicate_key`).
    """
    if cleaned.dataset not in ("measurements", "index_scores"):
        return cleaned
    resolve = _indicators(store) if cleaned.dataset == "measurements" else _index_names(store)
    rows = cleaned.table.to_pylist()
    keys: dict[str, str] = {}
    first: dict[str, int] = {}
    kept: list[dict[str, Any]] = []
    rejects: list[Reject] = []
    for row in rows:
        names = resolve(row)
        parts = row["record_key"].split(_JOIN)
        fields = DATASETS[cleaned.dataset].key
        if len(parts) == len(fields):
            parts = [
                names.get(name) or part if part else part for name, part in zip(fields, parts, strict=True)
            ]
        key = _JOIN.join(parts)
        keys[row["record_key"]] = key
        if key in first:
            rejects.append(_duplicate(cleaned, row, key, first[key]))
            continue
        first[key] = row["row_no"]
        kept.append({**row, **names, "record_key": key})
    table = pa.Table.from_pylist(kept, schema=cleaned.table.schema)
    return replace(
        cleaned,
        table=table,
        rejects=[*cleaned.rejects, *rejects],
        rows_loaded=cleaned.rows_loaded - len(rejects),
        rows_rejected=cleaned.rows_rejected + len(rejects),
        warnings=[*cleaned.warnings, *_unknown(store, cleaned, table)],
        printed=_printed(cleaned.printed, keys),
    )


def _indicators(store: Store) -> Callable[[Mapping[str, Any]], dict[str, str]]:
    known = reference.names(store, "indicator")

    def resolve(row: Mapping[str, Any]) -> dict[str, str]:
        text = str(row["indicator"])
        return {"indicator": known.get(fold(text), text)}

    return resolve


def _index_names(store: Store) -> Callable[[Mapping[str, Any]], dict[str, str]]:
    indices, places = reference.names(store, "index"), reference.names(store, "place")
    components: dict[str, dict[str, str]] = {}

    def resolve(row: Mapping[str, Any]) -> dict[str, str]:
        index = indices.get(fold(str(row["index"])), str(row["index"]))
        out = {"index": index}
        if row["place"]:
            out["place"] = places.get(fold(row["place"]), row["place"])
        if row["component"]:
            if index not in components:
                components[index] = reference.names(store, "component", index)
            out["component"] = components[index].get(fold(row["component"]), row["component"])
        return out

    return resolve


def _duplicate(cleaned: Cleaned, row: Mapping[str, Any], key: str, first_row: int) -> Reject:
    field = DATASETS[cleaned.dataset].key[0]
    value = str(row[field])
    return Reject(
        "", int(row["row_no"]), field, "", value, "duplicate_key", rules.duplicate(key, first_row), key
    )


def _unknown(store: Store, cleaned: Cleaned, table: pa.Table) -> list[tuple[str, str]]:
    if cleaned.dataset != "measurements":
        return []
    codes = set(reference.names(store, "indicator").values())
    found = [name for name in dict.fromkeys(table["indicator"].to_pylist()) if name not in codes]
    return [
        (
            "unknown_indicator",
            f"Chỉ tiêu “{name}” chưa có trong danh mục nên chưa vào số liệu nào. "
            "Hãy kiểm tra tên, hoặc thêm chỉ tiêu vào danh mục.",
        )
        for name in found
    ]


def _printed(printed: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """What the sheet itself says, under the new keys."""
    rates = [
        {**rate, "record_key": keys.get(str(rate.get("record_key")), rate.get("record_key"))}
        for rate in printed.get("rates") or []
    ]
    return {**printed, "rates": rates} if "rates" in printed else dict(printed)
