"""What holds of reference data: each rule answers with a Vietnamese sentence that says what to do. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chiso.core.periods import cchc_year_bounds
from chiso.core.vietnamese import fold, format_date
from chiso.reference.changes.tables import TABLES, Row, words

FIRST_YEAR, LAST_YEAR = 2000, 2045  # the calendar's
SHORT_NAME = 16

# What an agency may decide for its pages, and what each decision may be.
SETTINGS: Mapping[str, Mapping[str, str]] = {
    "online_base": {
        "tat_ca": "Tất cả hồ sơ tiếp nhận",
        "co_truc_tuyen": "Hồ sơ của TTHC có trực tuyến",
    },
    "online_exclusion": {
        "khong": "Tính mọi nhóm",
        "loai_tru": "Loại trừ người nước ngoài và người được ủy quyền",
    },
}
SETTING_NAMES = {"online_base": "Mẫu số của hồ sơ trực tuyến", "online_exclusion": "Nhóm không tính"}

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

    def name(self, table: str, column: str, code: str) -> str:
        """What a code is called; the code itself where nobody knows it."""
        return next((row["name"] for row in self.rows[table] if row[column] == code), code)


def problems(state: State, touched: Mapping[str, list[Row]]) -> list[str]:
    """Sentences about the touched rows, and about what a removal leaves without its unit or indicator."""
    return list(dict.fromkeys(_problems(state, touched)))


def _problems(state: State, touched: Mapping[str, list[Row]]) -> Iterator[str]:
    for name, rows in touched.items():
        table = TABLES[name]
        for row in rows:
            lacking = [
                column.label for column in table.columns if column.required and row[column.name] is None
            ]
            if lacking:
                yield f"{table.label}: còn để trống {', '.join(lacking)}. Hãy điền rồi lưu lại."
            else:
                yield from _ROW_RULES[name](row, state)
    for tables, rule in _WHOLE_RULES:
        if tables & touched.keys():
            yield from rule(state)


# --- units ------------------------------------------------------------------------------------------------------


def _unit(row: Row, state: State) -> Iterator[str]:
    name, code = row["name"], row["unit_id"]
    is_new = code not in {old["unit_id"] for old in state.before["units"]}
    if is_new and (not _UNIT_CODE.fullmatch(code) or len(code) > 40):
        yield f"Mã đơn vị “{code}” chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ stp-nv3."
    if code in state.other_units:
        yield f"Mã “{code}” đã thuộc một cơ quan khác. Hãy chọn mã khác."
    yield from _short_name(row)
    if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
        yield f"{name}: ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra lại hai ngày."
    meant = {alias["alias_key"]: alias["unit_id"] for alias in state.rows["unit_aliases"]}.get(fold(name))
    if meant is not None and meant != code:
        other = state.name("units", "unit_id", meant)
        yield f"“{name}” đang là cách viết của đơn vị {other}. Hãy chọn tên khác."


def _short_name(row: Row) -> Iterator[str]:
    if len(row["short_name"]) > SHORT_NAME:
        yield f"Tên ngắn “{row['short_name']}” dài quá {SHORT_NAME} ký tự. Hãy rút gọn."


def shortened(name: str) -> str:
    """A short name that fits: without "Phòng", then the initials, then cut."""
    plain = re.sub(r"^phòng\s+", "", name, flags=re.IGNORECASE)
    if len(plain) <= SHORT_NAME:
        return plain[:1].upper() + plain[1:]
    initials = "".join(word[0].upper() for word in re.findall(r"\w+", plain))
    return initials if 2 <= len(initials) <= SHORT_NAME else plain[: SHORT_NAME - 1].rstrip() + "…"


def _alias(row: Row, state: State) -> Iterator[str]:
    if not row["alias_key"]:
        yield f"Cách viết “{row['alias']}” không có chữ hay số. Hãy nhập tên như trong tệp."
    elif row["unit_id"] not in state.ids("units", "unit_id"):
        yield f"Cách viết “{row['alias']}”: không có đơn vị mang mã “{row['unit_id']}”. Hãy chọn đơn vị khác."


def _unit_tree(state: State) -> Iterator[str]:
    """Parents and successors exist and never lead back; spellings lead to a unit; the agency itself stays."""
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
    for alias in state.rows["unit_aliases"]:
        if alias["unit_id"] not in by_id:
            yield f"Cách viết “{alias['alias']}” còn trỏ tới đơn vị đã xóa. Hãy bỏ cách viết đó trước."
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
    while at is not None and at in by_id:
        if at in seen:
            return True
        seen.add(at)
        at = by_id[at][column]
    return False


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
    yield from _short_name(row)


def _indicators(state: State) -> Iterator[str]:
    left = state.ids("indicators", "indicator")
    for old in state.before["indicators"]:
        if old["indicator"] not in left and old["dataset"] != "measurements":
            yield f"{old['name']} được tính từ tệp, không xóa được."


def _known_indicators(state: State) -> Iterator[str]:
    known = {None, *state.ids("indicators", "indicator")}
    for table in ("targets", "score_rules"):
        for row in state.rows[table]:
            if (code := row["indicator"]) not in known:
                label = TABLES[table].label
                yield f"{label}: không có chỉ tiêu mang mã “{code}”. Hãy chọn trong danh mục."


def _target(row: Row, state: State) -> Iterator[str]:
    name = f"Chỉ tiêu {state.name('indicators', 'indicator', row['indicator'])}"
    year, day = row["year"], row["due_date"]
    yield from _year(year, name)
    yield from _share(state, row["indicator"], row["value"], name)
    if day is not None and not cchc_year_bounds(year)[0] <= day <= date(year, 12, 31):
        yield (
            f"{name}: ngày {format_date(day)} không thuộc năm {year} (15/12/{year - 1} đến 31/12/{year}). "
            "Hãy kiểm tra năm hoặc ngày."
        )


def _score_rule(row: Row, state: State) -> Iterator[str]:
    name = f"Quy tắc điểm {row['code']}"
    yield from _year(row["year"], name)
    if row["method"] == "steps" and (row["comparison"] is None or row["threshold"] is None):
        yield f"{name}: tính theo bậc cần có so sánh và mức. Hãy điền cả hai."
    if row["threshold"] is not None and row["indicator"]:
        yield from _share(state, row["indicator"], row["threshold"], name)
    if row["points"] is not None and row["points"] < 0:
        yield f"{name}: điểm không được âm."
    if row["method"] == "proportional" and row["points"] is None:
        yield f"{name}: tính theo tỷ lệ cần có điểm tối đa ở cột Điểm."


def _component(row: Row, state: State) -> Iterator[str]:
    name = f"{row['index']}, {row['component']}"
    yield from _year(row["year"], name)
    if row["weight"] is not None and not 0 <= row["weight"] <= 1:
        yield f"{name}: trọng số phải từ 0% đến 100%."
    if row["value"] is not None and row["comparison"] is None:
        yield f"{name}: có chỉ tiêu thì cần chọn so sánh."
    if row["value"] is not None and row["value"] < 0:
        yield f"{name}: chỉ tiêu không được âm."


def _share(state: State, indicator: str, value: float, what: str) -> Iterator[str]:
    kind = next((one["kind"] for one in state.rows["indicators"] if one["indicator"] == indicator), None)
    if kind == "rate" and not 0 <= value <= 1:
        yield f"{what}: tỷ lệ phải từ 0% đến 100%, không phải {words(_PERCENT, value * 100)}%."
    elif value < 0:
        yield f"{what}: giá trị không được âm."


_PERCENT = TABLES["targets"].column("value")


def _year(year: int, what: str) -> Iterator[str]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        yield f"{what}: năm {year} nằm ngoài {FIRST_YEAR}–{LAST_YEAR}."


# --- the rest ---------------------------------------------------------------------------------------------------


def _day(row: Row, state: State) -> Iterator[str]:
    return _year(row["day"].year, f"Ngày {format_date(row['day'])}")


def _setting(row: Row, state: State) -> Iterator[str]:
    name = row["name"]
    if row["value"] not in SETTINGS.get(name, {}):
        yield f"Không có lựa chọn “{row['value']}” cho mục “{SETTING_NAMES.get(name, name)}”."


def _name(row: Row, state: State) -> Iterator[str]:
    if row["name"] not in state.ids("indicators", "indicator"):
        yield f"Không có chỉ tiêu mang mã “{row['name']}”."


_ROW_RULES: Mapping[str, Callable[[Row, State], Iterator[str]]] = {
    "units": _unit,
    "unit_aliases": _alias,
    "indicators": _indicator,
    "name_aliases": _name,
    "targets": _target,
    "score_rules": _score_rule,
    "component_targets": _component,
    "day_overrides": _day,
    "agency_settings": _setting,
}
# What has to hold of all rows once one of these tables changed.
_WHOLE_RULES: tuple[tuple[set[str], Callable[[State], Iterator[str]]], ...] = (
    ({"units", "unit_aliases"}, _unit_tree),
    ({"indicators"}, _indicators),
    ({"indicators", "targets", "score_rules"}, _known_indicators),
)
