"""The workbook of a look: the tables behind the deck, one sheet each, with definitions and sources."""

from collections.abc import Sequence

import pandas as pd

from chiso import figures
from chiso.core import clock
from chiso.core.vietnamese import format_date
from chiso.figures.judging import Values
from chiso.present.deck.look import Look
from chiso.present.workbooks import Tab, workbook
from chiso.words.states import STATES

FIGURES = {
    "name": "Chỉ tiêu",
    "unit_name": "Đơn vị",
    "month": "Tháng",
    "official": "Công chức",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "value": "Giá trị",
    "target": "Chỉ tiêu giao",
    "target_date": "Đến ngày",
    "required": "Cần từ nay",
    "state": "Tình trạng",
}
MONTHLY = ("unit_name", "official", "target_date", "required", "state")  # what a month has not
OVERDUE = {
    "unit_name": "Đơn vị",
    "official": "Công chức",
    "id": "Số hồ sơ, văn bản",
    "title": "Nội dung",
    "due": "Hạn",
    "first_due": "Hạn đầu tiên",
    "days_late": "Trễ (ngày làm việc)",
    "cause": "Nguyên nhân",
    "promised_on": "Hẹn xong",
    "office_note": "Ghi chú",
    "file_name": "Tệp",
    "row_no": "Dòng",
}
KINDS = {
    "dossiers": "Hồ sơ quá hạn",
    "tasks": "Nhiệm vụ quá hạn",
    "petitions": "PAKN quá hạn",
    "plan": "Kế hoạch quá hạn",
}
CRITERIA = {
    "code": "Mã",
    "name": "Tiêu chí",
    "max_points": "Điểm tối đa",
    "points": "Điểm đạt",
    "lost": "Điểm mất",
    "cause": "Nguyên nhân",
    "remedy": "Giải pháp",
    "units": "Đơn vị chịu trách nhiệm",
}
INDEX = {
    "index": "Chỉ số",
    "component": "Thành phần",
    "place": "Nơi",
    "year": "Năm",
    "score": "Điểm",
    "max_score": "Điểm tối đa",
    "weight": "Trọng số",
    "rank": "Hạng",
    "rank_of": "Trên tổng số",
    "rating": "Xếp loại",
    "source": "Nguồn",
}
PLAN = {
    "id": "Mục",
    "task": "Nhiệm vụ",
    "product": "Sản phẩm",
    "schedule": "Tiến độ",
    "due": "Hạn",
    "unit_name": "Đơn vị",
    "support_units": "Phối hợp",
    "status": "Trạng thái",
    "note": "Ghi chú",
}
IMPORTS = {
    "import_id": "Lần nhập",
    "dataset": "Loại dữ liệu",
    "file_name": "Tệp",
    "as_of": "Số liệu đến",
    "rows_loaded": "Dòng nhận",
    "rows_rejected": "Dòng loại",
    "imported_at": "Nhập lúc",
}


def build(look: Look) -> bytes:
    """The tables of the look as XLSX."""
    tabs = [
        _figures(look, "Chỉ tiêu", look.values(), ("unit_name", "month", "official")),
        _figures(look, "Theo đơn vị", look.values("unit"), ("month", "official")),
        _figures(look, "Theo tháng", look.values("month"), MONTHLY),
        _figures(
            look,
            "Theo công chức",
            look.values("official", indicator="official_late_rate"),
            ("unit_name", "month", "target_date", "required"),
        ),
        *(_table(look, title, look.overdue(kind), OVERDUE) for kind, title in KINDS.items()),
        _table(look, "Sắp đến hạn", look.soon("dossiers", 3), {**OVERDUE, "days_left": "Còn (ngày làm việc)"}),
        *_criteria(look),
        _table(look, "Chỉ số đã công bố", figures.index_series(look.store, look.agency), INDEX, {"year": "0"}),
        _table(look, "Kế hoạch", figures.plan(look.store, agency=look.agency, as_of=look.as_of, unit=look.unit), PLAN),
        *_findings(look),
        _table(look, "Nguồn", _sources(look), IMPORTS),
    ]  # fmt: skip
    return workbook([tab for tab in tabs if not tab.frame.empty], _definitions(look))


def _sources(look: Look) -> pd.DataFrame:
    """The imports behind the tables, their moments on the office's clock."""
    found = look.store.run("pages/sources", agency=look.agency, dataset=None, as_of=look.as_of)
    return found.assign(imported_at=found["imported_at"].map(clock.local))


def _figures(look: Look, title: str, found: Values, without: Sequence[str]) -> Tab:
    """Values with their own format per row: percentages for rates, whole numbers for counts."""
    states = [STATES[value.state] for value in found]
    shown = found.frame().assign(state=[state.word for state in states])
    columns = {name: head for name, head in FIGURES.items() if name not in without}
    formats = ["percent" if value.is_rate else "number" for value in found]
    return Tab(
        title,
        shown,
        f"{title}, năm CCHC {look.year}",
        source=look.source,
        columns=columns,
        formats={"value": formats, "target": formats, "required": "percent"},
        fills={"state": [state.role if state.word else "" for state in states]},
    )


def _table(
    look: Look,
    title: str,
    frame: pd.DataFrame,
    columns: dict[str, str],
    formats: dict[str, str] | None = None,
) -> Tab:
    kept = {name: head for name, head in columns.items() if name in frame.columns}
    return Tab(
        title,
        frame,
        f"{title} đến {format_date(look.as_of)}",
        source=look.source,
        columns=kept,
        formats=formats or {},
    )


def _criteria(look: Look) -> list[Tab]:
    tabs = []
    for year in (look.year, look.year - 1):
        answer = figures.criteria(look.store, look.agency, year)
        frame = pd.DataFrame(answer["criteria"])
        if not frame.empty:
            frame["units"] = [
                ", ".join(map(str, units)) if isinstance(units, list | tuple) else units
                for units in frame["units"]
            ]
            tabs.append(_table(look, f"Tiêu chí {year}", frame, CRITERIA))
    return tabs


def _findings(look: Look) -> list[Tab]:
    """What does not fit: it names records of every unit, so it is not for the workbook of one."""
    if look.unit is not None:
        return []
    found = figures.check(look.store, look.agency, look.as_of)
    return [_table(look, "Đối soát", found, {"code": "Mã", "subject": "Đối tượng", "message": "Nội dung"})]


def _definitions(look: Look) -> dict[str, str]:
    frame = look.store.run("figures/catalogue")
    return {str(row["name"]): str(row["definition"]) for row in frame.to_dict("records")}
