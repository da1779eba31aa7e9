"""What holds of reference data: each rule answers with a Vietnamese sentence that says what to do. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from chiso.core.errors import TooLong
from chiso.core.periods import cchc_year_bounds
from chiso.core.vietnamese import fold, format_date
from chiso.reference.changes.decisions import LONGEST_SIGNED, SETTING_NAMES, SETTINGS, WRITTEN
from chiso.reference.changes.tables import TABLES, Names, Row, Table

FIRST_YEAR, LAST_YEAR = 2000, 2045  # the calendar's
SHORT_NAME = 16
SHORT_NAMES = {"indicators": 28}  # which stand in tables of slides, not on cards

# Beginnings of names as the trade shortens them.
_HEADS = {"ban quản lý": "BQL", "quản lý": "QL", "trung tâm": "TT", "chi cục": "CC"}
# How names of units of a kind begin.
_KINDS = {"trung tam": "center", "lanh dao": "leadership", "ban giam doc": "leadership",
          "bo phan mot cua": "one_stop", "bo phan tiep nhan": "one_stop"}  # fmt: skip
_UNIT_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INDICATOR_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
# What the queries of record-based indicators stand on: not for people to change.
_FIXED = ("kind", "dataset", "year_kind", "day_basis")


@dataclass(frozen=True)
class State:
    """All reference data of one agency, after the change; `before` it, and codes of units that other agencies have."""

    rows: Mapping[str, list[Row]]
    before: Mapping[str, list[Row]]
    other_units: Collection[str] = ()

    def ids(self, table: str, column: str) -> set[Any]:
        """The values of one column."""
        return {row[column] for row in self.rows[table]}

    @cached_property
    def names(self) -> Names:
        """What codes are called."""
        return Names.of(self.rows["units"], self.rows["indicators"])


def problems(state: State, touched: Mapping[str, list[Row]]) -> list[str]:
    """Sentences about the touched rows, and about what a removal leaves without its unit or indicator."""
    return list(dict.fromkeys(_problems(state, touched)))


def _problems(state: State, touched: Mapping[str, list[Row]]) -> Iterator[str]:
    is_filled = True
    for name, rows in touched.items():
        table = TABLES[name]
        for row in rows:
            lacking = [
                column.label for column in table.columns if column.required and row[column.name] is None
            ]
            if lacking:
                yield f"{table.label}: còn để trống {', '.join(lacking)}. Hãy điền rồi lưu lại."
                is_filled = False
                continue
            yield from _cells(table, row, state.names)
            if rule := _ROW_RULES.get(name):
                yield from rule(row, state)
    if not is_filled:
        return  # a row without its key would be found in other rows' places: every unit would lead back to it
    for tables, whole in _WHOLE_RULES:
        if tables & touched.keys():
            yield from whole(state)
    yield from _references(state, touched)


# --- what follows from the columns --------------------------------------------------------------------------------


def _cells(table: Table, row: Row, names: Names) -> Iterator[str]:
    what = f"{table.label}, {names.short(table, row)}"
    for column in table.columns:
        value, label = row[column.name], column.label.lower()
        if value is None:
            continue
        if column.name == "short_name" and len(value) > (most := SHORT_NAMES.get(table.name, SHORT_NAME)):
            yield TooLong(f"Tên ngắn “{value}”", most).message
        elif names.is_share(column, row) and not 0 <= value <= 1:
            yield f"{what}: {label} là tỷ lệ nên phải từ 0% đến 100%, không phải {names.say(column, row)}."
        elif column.kind == "real" and value < 0:
            yield f"{what}: {label} không được âm."
        elif column.name in ("year", "day"):
            year = value.year if isinstance(value, date) else value
            if not FIRST_YEAR <= year <= LAST_YEAR:
                yield f"{what}: năm {year} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}."


def _references(state: State, touched: Mapping[str, list[Row]]) -> Iterator[str]:
    """The codes of touched rows lead somewhere, and those that a removal leaves behind."""
    for table, column in _REFERENCES:
        key, what = ("unit_id", "đơn vị") if column.refers == "units" else ("indicator", "chỉ tiêu")
        known = {None, *state.ids(column.refers, key)}
        gone = {row[key] for row in state.before[column.refers]} - known
        mine = {table.key_of(row) for row in touched.get(table.name, ())}
        for row in state.rows[table.name]:
            code = row[column.name]
            if code in gone or (code not in known and table.key_of(row) in mine):
                yield (
                    f"{table.label}, {state.names.short(table, row)}: không có {what} mang mã “{code}”. "
                    "Hãy chọn trong danh mục, hoặc bỏ dòng này trước."
                )


# The tree of units has sentences of its own.
_REFERENCES = [
    (table, column)
    for table in TABLES.values()
    for column in table.columns
    if column.refers and table.name != "units"
]


# --- units ------------------------------------------------------------------------------------------------------


def _unit(row: Row, state: State) -> Iterator[str]:
    name, code = row["name"], row["unit_id"]
    is_new = code not in {old["unit_id"] for old in state.before["units"]}
    if is_new and (not _UNIT_CODE.fullmatch(code) or len(code) > 40):
        yield f"Mã đơn vị “{code}” chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ stp-nv3."
    if code in state.other_units:
        yield f"Mã “{code}” đã thuộc một cơ quan khác. Hãy chọn mã khác."
    if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
        yield f"{name}: ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra lại hai ngày."
    meant = {alias["alias_key"]: alias["unit_id"] for alias in state.rows["unit_aliases"]}.get(fold(name))
    if meant is not None and meant != code:
        other = state.names.units.get(meant, meant)
        yield f"“{name}” đang là cách viết của đơn vị {other}. Hãy chọn tên khác."


def shortened(name: str) -> str:
    """A short name that fits: without "Phòng", then its beginning and initials (QL TN&MT), then cut."""
    plain = re.sub(r"^phòng\s+", "", name, flags=re.IGNORECASE)
    if len(plain) <= SHORT_NAME:
        return plain[:1].upper() + plain[1:]
    head = next((head for head in _HEADS if plain.lower().startswith(f"{head} ")), "")
    words = re.findall(r"\w+", plain[len(head) :])
    letters = ("&" if word.lower() == "và" else word if word.isdigit() else word[0].upper() for word in words)
    initials = f"{_HEADS.get(head, '')} {''.join(letters)}".strip()
    return initials if 2 <= len(initials) <= SHORT_NAME else plain[: SHORT_NAME - 1].rstrip() + "…"


def kind_of(name: str) -> str:
    """What kind of unit a name says: a centre, the leadership, the one-stop section; else a department."""
    return next((kind for word, kind in _KINDS.items() if fold(name).startswith(word)), "department")


def _alias(row: Row, state: State) -> Iterator[str]:
    if not row["alias_key"]:
        yield f"Cách viết “{row['alias']}” không có chữ hay số. Hãy nhập tên như trong tệp."


def _unit_tree(state: State) -> Iterator[str]:
    """Parents and successors exist and never lead back; a unit's own name is understood; the agency itself stays."""
    by_id = {row["unit_id"]: row for row in state.rows["units"]}
    for row in by_id.values():
        name = row["name"]
        if row["kind"] != "agency" and row["parent_id"] is None:
            yield f"{name}: chưa chọn đơn vị cấp trên."
        for column, what in (("parent_id", "cấp trên"), ("successor_id", "kế tục")):
            other = row[column]
            if other is not None and other not in by_id:
                yield f"{name}: đơn vị {what} “{other}” không còn. Hãy chọn đơn vị khác trước."
            elif _leads_back(by_id, row["unit_id"], column):
                yield f"{name}: đơn vị {what} tạo thành vòng lặp. Hãy chọn đơn vị khác."
    spelled = state.ids("unit_aliases", "alias_key")
    for old in state.before["unit_aliases"]:
        unit = by_id.get(old["unit_id"])
        if unit and old["alias_key"] not in spelled and old["alias_key"] == fold(unit["name"]):
            yield f"“{old['alias']}” là tên của chính đơn vị nên luôn được hiểu, không bỏ được."
    agencies = [
        sum(row["kind"] == "agency" for row in rows) for rows in (by_id.values(), state.before["units"])
    ]
    if agencies[0] != agencies[1]:
        yield "Đơn vị loại “Cơ quan” là gốc của cây đơn vị: không thêm, không bỏ được."


def _leads_back(by_id: Mapping[str, Row], start: str, column: str) -> bool:
    seen, at = {start}, by_id[start][column]
    while at in by_id and at not in seen:
        seen.add(at)
        at = by_id[at][column]
    return at in seen


def _hand_over(row: Row, state: State) -> Iterator[str]:
    """Only what an ended unit left goes, to a unit that works on that day, from after the end on."""
    by_id = {unit["unit_id"]: unit for unit in state.rows["units"]}
    names, day = state.names.units, row["from_day"]
    left, taken = (names.get(row[column], row[column]) for column in ("unit_id", "to_unit"))
    if (row["dataset"] is None) != (row["record_key"] is None):
        yield f"{left}: bàn giao từng việc cần cả loại việc và mã việc. Hãy chọn việc trong danh sách."
    ended, receiver = _last_day(by_id, row["unit_id"]), _last_day(by_id, row["to_unit"])
    if ended is None:
        yield f"{left} đang hoạt động: chỉ bàn giao việc của đơn vị đã thôi. Hãy ghi ngày kết thúc trước."
    elif day <= ended:
        yield f"{left} hoạt động đến hết {format_date(ended)}: hãy chọn ngày bàn giao sau ngày đó."
    if by_id.get(row["to_unit"], {}).get("kind") == "agency" or (receiver is not None and receiver < day):
        yield f"{taken} không nhận việc được từ {format_date(day)}. Hãy chọn một đơn vị đang hoạt động."


def _last_day(by_id: Mapping[str, Row], start: str) -> date | None:
    """The last day of a unit, its own or that of one above it; None while it works."""
    seen: list[str] = []
    while start in by_id and start not in seen:
        seen.append(start)
        start = by_id[start]["parent_id"]
    return min((last for code in seen if (last := by_id[code]["valid_to"])), default=None)


# --- indicators, targets, rules of points ---------------------------------------------------------------------------


def _indicator(row: Row, state: State) -> Iterator[str]:
    code, name = row["indicator"], row["name"]
    old = next((one for one in state.before["indicators"] if one["indicator"] == code), None)
    if old is None and not _INDICATOR_CODE.fullmatch(code):
        yield f"Mã chỉ tiêu “{code}” chỉ gồm chữ thường không dấu, số và gạch dưới, ví dụ ty_le_khao_sat."
    if old is None and row["dataset"] != "measurements":
        yield f"{name}: chỉ thêm được chỉ tiêu báo cáo tay; chỉ tiêu tính từ tệp cần chương trình mới."
    if old is not None and old["dataset"] != "measurements":
        changed = [TABLES["indicators"].column(fixed).label for fixed in _FIXED if old[fixed] != row[fixed]]
        if changed:
            yield f"{name} được tính từ tệp nên không đổi được: {', '.join(changed)}."


def _indicators(state: State) -> Iterator[str]:
    left = state.ids("indicators", "indicator")
    for old in state.before["indicators"]:
        if old["indicator"] not in left and old["dataset"] != "measurements":
            yield f"{old['name']} được tính từ tệp, không xóa được."


def _target(row: Row, state: State) -> Iterator[str]:
    year, day = row["year"], row["due_date"]
    if day is not None and not cchc_year_bounds(year)[0] <= day <= date(year, 12, 31):
        yield (
            f"Chỉ tiêu {state.names.indicators.get(row['indicator'], row['indicator'])}: ngày {format_date(day)} "
            f"không thuộc năm {year} (15/12/{year - 1} đến 31/12/{year}). Hãy kiểm tra năm hoặc ngày."
        )


def _score_rule(row: Row, state: State) -> Iterator[str]:
    name = f"Quy tắc điểm {row['code']}"
    if row["method"] == "steps" and (row["comparison"] is None or row["threshold"] is None):
        yield f"{name}: tính theo bậc cần có so sánh và mức. Hãy điền cả hai."
    if row["method"] == "proportional" and row["points"] is None:
        yield f"{name}: tính theo tỷ lệ cần có điểm tối đa ở cột Điểm."


def _component(row: Row, state: State) -> Iterator[str]:
    if row["value"] is not None and row["comparison"] is None:
        yield f"{row['index']}, {row['component']}: có chỉ tiêu thì cần chọn so sánh."


def _edition(row: Row, state: State) -> Iterator[str]:
    if row["published_on"].year < row["year"]:
        yield f"{row['index']} {row['year']}: ngày công bố {format_date(row['published_on'])} trước năm của chỉ số."


def _setting(row: Row, state: State) -> Iterator[str]:
    name = row["name"]
    if name in WRITTEN:
        if len(row["value"]) > LONGEST_SIGNED:
            yield f"{SETTING_NAMES[name]}: dài quá {LONGEST_SIGNED} chữ. Hãy viết ngắn lại."
    elif row["value"] not in SETTINGS.get(name, {}):
        yield f"Không có lựa chọn “{row['value']}” cho mục “{SETTING_NAMES.get(name, name)}”."


_ROW_RULES: Mapping[str, Callable[[Row, State], Iterator[str]]] = {
    "units": _unit,
    "unit_aliases": _alias,
    "indicators": _indicator,
    "targets": _target,
    "score_rules": _score_rule,
    "component_targets": _component,
    "index_editions": _edition,
    "agency_settings": _setting,
    "hand_overs": _hand_over,
}
# What has to hold of all rows once one of these tables changed.
_WHOLE_RULES: tuple[tuple[set[str], Callable[[State], Iterator[str]]], ...] = (
    ({"units", "unit_aliases"}, _unit_tree),
    ({"indicators"}, _indicators),
)
