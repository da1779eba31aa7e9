"""The reference tables that people may change: their columns, in words, and their rows in Python, JSON and cells. Pure.

A row is a dict of its table's columns; texts are NFC, an empty one is None, dates are dates.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chiso.core.errors import Refused, TooLong
from chiso.core.vietnamese import YES_NO, fold, format_date, format_number, nfc, parse_date, parse_number

Row = dict[str, Any]
Key = tuple[Any, ...]

LONGEST_TEXT = 2000
TARGET_KINDS = {"target": "Chỉ tiêu", "bonus": "Điểm thưởng", "penalty": "Điểm trừ"}
COMPARISONS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}
UNIT_KINDS = {
    "agency": "Cơ quan", "leadership": "Lãnh đạo", "department": "Phòng, ban", "center": "Trung tâm",
    "section": "Bộ phận", "one_stop": "Bộ phận Một cửa",
}  # fmt: skip
INDICATOR_KINDS = {"rate": "Tỷ lệ", "count": "Số lượng", "value": "Điểm, giá trị"}
DIRECTIONS = {"up": "Càng cao càng tốt", "down": "Càng thấp càng tốt"}
YEAR_KINDS = {"cchc": "Năm CCHC (15/12–14/12)", "calendar": "Năm dương lịch"}
METHODS = {"steps": "Theo bậc", "proportional": "Theo tỷ lệ"}
WHO = {"true": "Một người", "false": "Nhiều người"}
WORKING = {"true": "Làm việc", "false": "Nghỉ"}
DATASETS = {
    "dossiers": "Hồ sơ Một cửa", "tasks": "Nhắc việc", "petitions": "PAKN", "procedures": "Danh mục TTHC",
    "joint_dossiers": "Hồ sơ phối hợp",
    "measurements": "Báo cáo tay", "service_index": "Bộ chỉ số phục vụ",
}  # fmt: skip
# Whose open records are handed over.
HANDED = {code: DATASETS[code] for code in ("dossiers", "tasks", "petitions", "joint_dossiers")} | {
    "plan_tasks": "Việc kế hoạch",
    "commitments": "Kết luận giao ban",
}


@dataclass(frozen=True)
class Column:
    """One column. kind: text, int, real, date, flag; `words`: its codes in Vietnamese; `refers`: units or indicators,
    whose code it holds."""

    name: str
    label: str
    kind: str = "text"
    words: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    in_book: bool = True
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """One table. `shared`: all agencies of the home have the same rows. `listed_by`: the order of lists where it is
    not that of the key."""

    name: str
    label: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    shared: bool = False
    in_book: bool = True
    constants: Mapping[str, str] = field(default_factory=dict)
    listed_by: tuple[str, ...] = ()

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """What the queries of its rows are filled in with."""
        return {"table": (self.name,), "column": self.listed_by or self.key}

    def owner(self, agency: str) -> tuple[str, str]:
        """The column and the value that say whose rows are meant; ("", "") for those of a whole table."""
        if self.shared:
            return next(iter(self.constants.items()), ("", ""))
        return ("agency", agency)

    def key_of(self, row: Mapping[str, Any]) -> Key:
        """What identifies a row."""
        return tuple(row.get(name) for name in self.key)

    def column(self, name: str) -> Column:
        """One column by its name."""
        return next(column for column in self.columns if column.name == name)


_SOURCE = Column("source", "Nguồn (văn bản, mục)")
_YEAR = Column("year", "Năm", "int", required=True)
_COMPARISON = Column("comparison", "So sánh", words=COMPARISONS)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("units", "Đơn vị", (
            Column("unit_id", "Mã", required=True), Column("name", "Tên", required=True),
            Column("short_name", "Tên ngắn", required=True), Column("parent_id", "Thuộc (mã)", refers="units"),
            Column("kind", "Loại", words=UNIT_KINDS, required=True), Column("valid_from", "Từ ngày", "date"),
            Column("valid_to", "Đến hết ngày", "date"),
            Column("successor_id", "Đơn vị kế tục (mã)", refers="units"), Column("sort", "Thứ tự", "int"),
        ), ("unit_id",), listed_by=("sort", "unit_id")),
        Table("unit_aliases", "Cách viết đơn vị", (
            Column("alias_key", "", in_book=False), Column("alias", "Cách viết", required=True),
            Column("unit_id", "Mã đơn vị", required=True, refers="units"),
        ), ("alias_key",), listed_by=("unit_id", "alias_key")),
        Table("indicators", "Danh mục chỉ tiêu", (
            Column("indicator", "Mã", required=True), Column("name", "Tên", required=True),
            Column("short_name", "Tên ngắn", required=True),
            Column("kind", "Loại", words=INDICATOR_KINDS, required=True), Column("numerator", "Tử số"),
            Column("denominator", "Mẫu số"), Column("definition", "Định nghĩa"),
            Column("dataset", "Dữ liệu", words=DATASETS, required=True),
            Column("direction", "Chiều", words=DIRECTIONS, required=True),
            Column("year_kind", "Năm tính", words=YEAR_KINDS, required=True),
            Column("day_basis", "Ngày tính"), Column("is_mendable", "Bổ sung được sau", "flag", YES_NO),
            Column("sort", "Thứ tự", "int"),
        ), ("indicator",), shared=True, listed_by=("sort", "indicator")),
        Table("name_aliases", "Cách viết chỉ tiêu", (
            Column("alias_key", "", in_book=False),
            Column("name", "Mã chỉ tiêu", required=True, refers="indicators"),
        ), ("alias_key",), shared=True, in_book=False, constants={"kind": "indicator", "scope": ""},
            listed_by=("name", "alias_key")),
        Table("targets", "Chỉ tiêu giao", (
            _YEAR, Column("indicator", "Mã chỉ tiêu", required=True, refers="indicators"),
            Column("kind", "Loại", words=TARGET_KINDS, required=True),
            Column("comparison", "So sánh", words=COMPARISONS, required=True),
            Column("value", "Giá trị", "real", required=True), Column("due_date", "Tính đến ngày", "date"), _SOURCE,
        ), ("year", "indicator", "kind", "due_date")),
        Table("score_rules", "Quy tắc điểm", (
            _YEAR, Column("code", "Tiêu chí", required=True),
            Column("indicator", "Mã chỉ tiêu", refers="indicators"),
            Column("method", "Cách tính", words=METHODS, required=True), _COMPARISON,
            Column("threshold", "Từ mức", "real"), Column("points", "Điểm", "real"), _SOURCE,
        ), ("year", "code", "method", "threshold")),
        Table("component_targets", "Thành phần chỉ số", (
            Column("index", "Chỉ số", required=True), _YEAR, Column("component", "Thành phần", required=True),
            Column("weight", "Trọng số", "real"), _COMPARISON, Column("value", "Chỉ tiêu", "real"),
            Column("unit_text", "Đơn vị chịu trách nhiệm"), _SOURCE,
        ), ("index", "year", "component")),
        Table("index_editions", "Ngày công bố chỉ số", (
            Column("index", "Chỉ số", required=True), _YEAR,
            Column("published_on", "Ngày công bố", "date", required=True), _SOURCE,
        ), ("index", "year"), shared=True),
        Table("day_overrides", "Ngày hoán đổi", (
            Column("day", "Ngày", "date", required=True),
            Column("is_working", "Ngày đó", "flag", words=WORKING, required=True),
            Column("note", "Nội dung"), _SOURCE,
        ), ("day",), shared=True),
        Table("agency_settings", "Mẫu số và loại trừ", (
            Column("name", "Mục", required=True), Column("value", "Chọn", required=True), _SOURCE,
        ), ("name",)),
        Table("hand_overs", "Bàn giao việc", (
            Column("unit_id", "Đơn vị đã thôi", required=True, refers="units"),
            Column("dataset", "Loại việc", words=HANDED), Column("record_key", "Việc"),
            Column("to_unit", "Đơn vị nhận", required=True, refers="units"),
            Column("from_day", "Từ ngày", "date", required=True), Column("note", "Căn cứ"),
        ), ("unit_id", "dataset", "record_key"), in_book=False),
        Table("namesakes", "Người trùng tên", (
            Column("official", "Họ tên", required=True),
            Column("is_one", "Là", "flag", words=WHO, required=True), Column("note", "Căn cứ"),
        ), ("official",), in_book=False),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """One row before (as the person saw it; None: new) and after (None: removed)."""

    table: str
    before: Row | None
    after: Row | None


def clean(table: Table, row: Mapping[str, Any]) -> Row:
    """The row as it is stored; `alias_key` follows from the spelling. Refused `bad_change` for what cannot be read."""
    made = {column.name: typed(column, row.get(column.name)) for column in table.columns}
    if table.name == "unit_aliases":
        made["alias_key"] = fold(made["alias"] or "")
    return made


def typed(column: Column, value: Any) -> Any:
    """A value of a form, a grid or a cell as the column's type."""
    if value is None or value != value or (isinstance(value, str) and not value.strip()):
        return None
    if column.kind == "text":
        text = nfc(str(value))
        if len(text) > LONGEST_TEXT:
            raise TooLong(f"Cột “{column.label}”", LONGEST_TEXT, "bad_change")
        return _code(column, text) if column.words else text or None
    if column.kind == "flag":
        return value if isinstance(value, bool) else _code(column, nfc(str(value))) == "true"
    found: Any = _date(value) if column.kind == "date" else _number(value)
    if found is None:
        what = "ngày (dd/mm/yyyy)" if column.kind == "date" else "số"
        raise Refused("bad_change", f"Cột “{column.label}”: “{value}” không phải là {what}.")
    if column.kind == "int":
        if float(found) != int(found):
            raise Refused("bad_change", f"Cột “{column.label}”: “{value}” không phải là số nguyên.")
        return int(found)
    return found


def _code(column: Column, text: str) -> str:
    """The code that a word (or the code itself) means."""
    if text in column.words:
        return text
    for code, word in column.words.items():
        if fold(word) == fold(text):
            return code
    choices = ", ".join(column.words.values())
    raise Refused(
        "bad_change", f"Cột “{column.label}”: “{text}” không hợp lệ. Hãy chọn một trong: {choices}."
    )


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value.date() if hasattr(value, "date") else value
    found = parse_date(str(value))
    return found.date() if found else None


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = str(value).strip()
    percent = text.endswith("%")
    text = text.rstrip("% ")
    try:
        found: float | None = float(text)  # as a workbook has it
    except ValueError:
        found = parse_number(text, ",")
    return round(found / 100, 12) if percent and found is not None else found


def words(column: Column, value: Any) -> str:
    """A value for people."""
    if value is None:
        return "–"
    if column.words:
        code = str(value).lower() if isinstance(value, bool) else str(value)
        return column.words.get(code, code)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, float) or (isinstance(value, int) and column.name != "year"):
        return format_number(float(value))
    return str(value)


@dataclass(frozen=True)
class Names:
    """What codes are called: units, indicators; which indicators are rates."""

    units: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    rates: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Sequence[Row], catalogue: Sequence[Row]) -> "Names":
        """What the rows of units and indicators are called."""
        return cls(
            {row["unit_id"]: row["name"] for row in units},
            {row["indicator"]: row["name"] for row in catalogue},
            frozenset(row["indicator"] for row in catalogue if row["kind"] == "rate"),
        )

    def is_share(self, column: Column, row: Row) -> bool:
        """Whether a cell holds a share, which people write in percent."""
        is_amount = column.kind == "real" and column.name != "points"
        return column.name == "weight" or (is_amount and row.get("indicator") in self.rates)

    def say(self, column: Column, row: Row | None) -> str:
        """One cell of a row for people."""
        value = None if row is None else row.get(column.name)
        if value is None or row is None:
            return "–"
        if column.refers:
            called = self.units if column.refers == "units" else self.indicators
            return called.get(value, value)
        if self.is_share(column, row):
            return format_number(round(value * 100, 6)) + "%"
        return words(column, value)

    def changed(self, table: Table, before: Row | None, after: Row | None) -> Iterator[dict[str, str]]:
        """A line per changed field: table, row, field, before, after."""
        base = {"table": table.label, "row": self.short(table, after or before or {})}
        for column in table.columns:
            if column.label and (before or {}).get(column.name) != (after or {}).get(column.name):
                old, new = (self.say(column, row) for row in (before, after))
                yield base | {"field": column.label, "before": old, "after": new}

    def short(self, table: Table, row: Row) -> str:
        """A row in a few words: its key, or what it is called."""
        called = {"unit_aliases": ("alias",), "units": ("name",), "indicators": ("name",)}
        by = called.get(table.name, table.key)
        return ", ".join(self.say(table.column(name), row) for name in by if row.get(name) is not None)
