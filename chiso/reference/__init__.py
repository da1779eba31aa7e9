"""Reference data: agencies, units and their spellings, indicators, targets, score rules, calendar.

The CSV files of data/reference/ are the starting point of a home and are copied into its tables once, by `init`
(docs/reference-data.md tells where every row comes from); afterwards the tables belong to the office.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from chiso.core import worktime
from chiso.core.errors import Refused, UnknownName
from chiso.core.settings import REFERENCE
from chiso.core.vietnamese import fold, nfc
from chiso.store import Store

__all__ = [
    "SHORT_NAME",
    "UNKNOWN",
    "add_alias",
    "add_name_alias",
    "add_unit",
    "close_unit",
    "init",
    "load",
    "names",
    "read_rows",
    "resolve_name",
    "resolve_unit",
    "units",
]

UNKNOWN = "unknown"  # the unit of rows whose spelling nobody taught ("Chưa xác định")
SHORT_NAME = 16  # characters that fit under a bar of a chart

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TEXT, _DATE, _INT, _REAL, _FLAG = pa.string(), pa.date32(), pa.int32(), pa.float64(), pa.bool_()

# Columns that are not text, by table; everything else is.
_TYPES: Mapping[str, Mapping[str, pa.DataType]] = {
    "agencies": {},
    "units": {"valid_from": _DATE, "valid_to": _DATE, "sort": _INT},
    "unit_aliases": {},
    "indicators": {"sort": _INT},
    "targets": {"year": _INT, "value": _REAL, "due_date": _DATE},
    "score_rules": {"year": _INT, "threshold": _REAL, "points": _REAL},
    "component_targets": {"year": _INT, "weight": _REAL, "value": _REAL},
    "name_aliases": {},
}
_KEYED = {"unit_aliases", "name_aliases"}  # alias_key = fold(alias) is added while loading

Row = dict[str, str | None]


# --- loading ------------------------------------------------------------------------------------------------


def read_rows(table: str, folder: Path = REFERENCE) -> list[Row]:
    """The rows of data/reference/<table>.csv; an empty cell is None, text is NFC."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{key: nfc(value) or None for key, value in row.items()} for row in csv.DictReader(file)]


def init(home: Path | str, agency: str) -> Store:
    """Opens the home, creating it with the reference data where it is new.

    Raises UnknownName for an agency that data/reference/agencies.csv does not have, Refused `other_agency` for a
    home that belongs to another one.
    """
    if agency not in {row["agency"] for row in read_rows("agencies")}:
        raise UnknownName("cơ quan", agency)
    store = Store.open(home, create=True, agency=agency)
    try:
        if store.agency != agency:
            raise Refused(
                "other_agency",
                f"Thư mục dữ liệu này thuộc cơ quan “{store.agency}”, không phải “{agency}”. "
                "Hãy chọn thư mục khác.",
            )
        load(store)
    except BaseException:
        store.close()
        raise
    return store


def load(store: Store, folder: Path = REFERENCE) -> bool:
    """Copies the reference data of all agencies into a home that has none yet; True when it did.

    One home can serve several agencies, so everything is loaded; the fact `agency` names the usual one.
    """
    if store.value("reference/is_loaded"):
        return False
    tables = {table: _table(table, read_rows(table, folder)) for table in _TYPES}
    tables["unit_aliases"] = _spellings(tables["units"], tables["unit_aliases"])
    tables["calendar"] = _calendar(folder)
    with store.transaction():
        for table, rows in tables.items():
            store.insert(table, rows)
        if store.fact("demonstration") is None:
            store.set_fact("demonstration", "false")
        store.bump()
    return True


def _table(name: str, rows: Sequence[Row]) -> pa.Table:
    columns = list(rows[0]) if rows else []
    made = {
        column: pa.array([_typed(row[column], _TYPES[name].get(column, _TEXT)) for row in rows])
        if column in _TYPES[name]
        else pa.array([row[column] for row in rows], _TEXT)
        for column in columns
    }
    if name in _KEYED:
        made["alias_key"] = pa.array([fold(row["alias"] or "") for row in rows], _TEXT)
    if name == "name_aliases":
        made["scope"] = pa.array([row["scope"] or "" for row in rows], _TEXT)
        del made["alias"]
    return pa.table(made)


def _typed(text: str | None, kind: pa.DataType) -> Any:
    if text is None:
        value: object = None
    elif kind == _DATE:
        value = date.fromisoformat(text)
    elif kind == _INT:
        value = int(text)
    else:
        value = float(text)
    return pa.scalar(value, kind)


def _spellings(units_table: pa.Table, taught: pa.Table) -> pa.Table:
    """The taught spellings, and of every unit its own name and short name: (agency, alias_key, alias, unit_id)."""
    rows = {(row["agency"], row["alias_key"]): row for row in taught.to_pylist()}
    for unit in units_table.to_pylist():
        if unit["agency"] is None:
            continue
        for text in (unit["name"], unit["short_name"]):
            key = (unit["agency"], fold(text))
            rows.setdefault(key, dict(zip(_ALIAS, (*key, text, unit["unit_id"]), strict=True)))
    return pa.Table.from_pylist(list(rows.values()), schema=pa.schema([(column, _TEXT) for column in _ALIAS]))


_ALIAS = ("agency", "alias_key", "alias", "unit_id")


def _calendar(folder: Path) -> pa.Table:
    days = worktime.calendar_rows(worktime.read_overrides(folder / "holiday_overrides.csv"))
    return pa.table(
        {
            "day": pa.array([day.day for day in days], _DATE),
            "is_working": pa.array([day.is_working for day in days], _FLAG),
            "working_days": pa.array([day.working_days for day in days], _INT),
            "note": pa.array([day.note for day in days], _TEXT),
        }
    )


# --- units --------------------------------------------------------------------------------------------------


def units(store: Store, agency: str) -> pd.DataFrame:
    """The units of an agency in their order, one row each: unit, unit_name, short_name, parent, kind,
    valid_from, valid_to, successor, agency, aliases (list of spellings)."""
    return store.run("reference/units", agency=agency)


def resolve_unit(store: Store, agency: str, text: str) -> str | None:
    """The unit that a code, a name or a taught spelling means within the agency; None where nobody taught it."""
    found = store.value("reference/resolve_unit", agency=agency, code=nfc(text).lower(), alias_key=fold(text))
    return None if found is None else str(found)


def add_unit(
    store: Store,
    code: str,
    *,
    name: str,
    agency: str | None = None,
    short: str | None = None,
    parent: str | None = None,
    kind: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    successor: str | None = None,
) -> None:
    """Makes a unit; its name, short name and code are understood as spellings from then on.

    `parent` and `successor` are codes of units of the same agency; without a parent the unit hangs under the
    agency. Raises Refused: bad_code, unit_exists, bad_name, short_name_too_long, bad_period, alias_conflict;
    UnknownName for an agency, a parent or a successor that does not exist.
    """
    agency = agency or store.agency
    code, name = code.strip().lower(), nfc(name)
    short = nfc(short) if short else _shortened(name)
    with store.transaction():
        known = {row["unit"]: row for row in units(store, agency).to_dict("records")}
        if not known:
            raise UnknownName("cơ quan", agency)
        _check_new(store, code, name, short, valid_from, valid_to)
        parent = parent or agency
        for other in filter(None, (parent, successor)):
            if other not in known:
                raise UnknownName("đơn vị", other)
        kind = kind or ("department" if known[parent]["kind"] == "agency" else "section")
        store.execute(
            "reference/add_unit",
            unit_id=code,
            agency=agency,
            name=name,
            short_name=short,
            parent_id=parent,
            kind=kind,
            valid_from=valid_from,
            valid_to=valid_to,
            successor_id=successor,
        )
        for spelling in (name, short):
            _teach(store, agency, spelling, code, optional=spelling != name)
        store.bump()


def _check_new(
    store: Store, code: str, name: str, short: str, valid_from: date | None, valid_to: date | None
) -> None:
    if not _CODE.fullmatch(code) or len(code) > 40:
        raise Refused(
            "bad_code",
            f"Mã đơn vị “{code}” không hợp lệ: chỉ dùng chữ thường không dấu, số và dấu gạch nối, "
            "ví dụ stp-nv3.",
        )
    if store.value("reference/unit_exists", unit_id=code):
        raise Refused("unit_exists", f"Đã có đơn vị mang mã “{code}”. Hãy chọn mã khác.")
    if not fold(name):
        raise Refused("bad_name", "Tên đơn vị đang để trống. Hãy nhập tên đơn vị.")
    if len(short) > SHORT_NAME:
        raise Refused(
            "short_name_too_long",
            f"Tên ngắn “{short}” dài {len(short)} ký tự; tên ngắn không quá {SHORT_NAME} ký tự.",
        )
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("bad_period", "Ngày kết thúc của đơn vị trước ngày bắt đầu. Hãy kiểm tra lại.")


def _shortened(name: str) -> str:
    """A short name that fits: without "Phòng", then the initials, then cut."""
    plain = re.sub(r"^phòng\s+", "", name, flags=re.IGNORECASE)
    if len(plain) <= SHORT_NAME:
        return plain[:1].upper() + plain[1:]
    words = re.findall(r"\w+", plain)
    initials = "".join(word[0].upper() for word in words)
    return initials if 2 <= len(initials) <= SHORT_NAME else plain[: SHORT_NAME - 1].rstrip() + "…"


def close_unit(store: Store, unit_id: str, *, valid_to: date, successor: str | None = None) -> None:
    """Ends a unit after its last day, with the unit that goes on with its work where that is known.

    Its figures stay its own; raises UnknownName, and Refused bad_period or bad_successor.
    """
    with store.transaction():
        row = _unit_row(store, unit_id)
        if row["valid_from"] is not None and valid_to < row["valid_from"]:
            raise Refused("bad_period", "Ngày kết thúc của đơn vị trước ngày bắt đầu. Hãy kiểm tra lại.")
        following, seen = successor, {unit_id}
        while following:
            if following in seen:
                raise Refused("bad_successor", "Đơn vị kế tục tạo thành vòng lặp. Hãy chọn đơn vị khác.")
            seen.add(following)
            following = _unit_row(store, following)["successor_id"]
        store.execute("reference/close_unit", unit_id=unit_id, valid_to=valid_to, successor_id=successor)
        store.bump()


def _unit_row(store: Store, unit_id: str) -> dict[str, Any]:
    found = store.rows("reference/unit", unit_id=unit_id)
    if not found:
        raise UnknownName("đơn vị", unit_id)
    return found[0]


def add_alias(store: Store, agency: str, text: str, unit_id: str) -> bool:
    """Teaches a spelling of a unit; False when it meant that unit already.

    Rows imported under that spelling belong to the unit at once (they are joined by alias_key). A spelling that
    means another unit is Refused `alias_conflict`; an empty one `bad_name`.
    """
    with store.transaction():
        unit = _unit_row(store, unit_id)
        if unit["agency"] not in (agency, None):
            raise UnknownName("đơn vị", unit_id)
        if not _teach(store, agency, text, unit_id):
            return False
        store.bump()
    return True


def _teach(store: Store, agency: str, text: str, unit_id: str, *, optional: bool = False) -> bool:
    """Adds one spelling; an `optional` one that means another unit is left alone instead of refused."""
    key = fold(text)
    if not key:
        raise Refused("bad_name", "Cách viết đang để trống. Hãy nhập tên như trong tệp.")
    found = store.value("reference/alias_unit", agency=agency, alias_key=key)
    if found == unit_id or (found is not None and optional):
        return False
    if found is not None:
        other = _unit_row(store, found)["name"]
        raise Refused(
            "alias_conflict",
            f"“{nfc(text)}” đang là cách viết của {other} ({found}). Hãy dùng cách viết khác.",
        )
    store.execute("reference/add_alias", agency=agency, alias_key=key, alias=nfc(text), unit_id=unit_id)
    return True


# --- names of indices, components, places, indicators ---------------------------------------------------------


def names(store: Store, kind: str, scope: str = "") -> dict[str, str]:
    """{fold(spelling): name} of one kind: component (scope = its index), place, index, indicator (name = code)."""
    return {
        row["alias_key"]: row["name"] for row in store.rows("reference/name_aliases", kind=kind, scope=scope)
    }


def resolve_name(store: Store, kind: str, text: str, scope: str = "") -> str | None:
    """The name that a spelling means; None where nobody taught it (then it stands for itself)."""
    return names(store, kind, scope).get(fold(text))


def add_name_alias(store: Store, kind: str, text: str, name: str, scope: str = "") -> bool:
    """Teaches a spelling of an index, a component, a place or an indicator; Refused `alias_conflict`, `bad_name`."""
    key = fold(text)
    if not key:
        raise Refused("bad_name", "Cách viết đang để trống. Hãy nhập tên như trong tệp.")
    with store.transaction():
        known = names(store, kind, scope).get(key)
        if known == name:
            return False
        if known is not None:
            raise Refused("alias_conflict", f"“{nfc(text)}” đang là cách viết của “{known}”.")
        store.execute("reference/add_name_alias", kind=kind, scope=scope, alias_key=key, name=name)
        store.bump()
    return True
