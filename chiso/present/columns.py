"""How the columns of every table are headed and printed: one registry, `TABLES`, table -> column -> Column."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """How a column is printed. kind: text, count, number (two decimals), percent, date, day (dd/mm), days."""

    label: str
    kind: str = "text"
    width: int | None = None
    help: str | None = None
    pinned: bool = False


_LATE = Column("Trễ", "days", width=85)
_OFFICIAL = Column("Công chức", width=150)
_DUE = Column("Hạn", "date", width=105)
_UNIT = Column("Đơn vị", width=140)

TABLES: Mapping[str, Mapping[str, Column]] = {
    # the lists of what is overdue: kind of record -> columns
    "dossiers": {
        "days_late": _LATE,
        "title": Column("Thủ tục", width=300),
        "unit_name": _UNIT,
        "official": _OFFICIAL,
        "due": Column("Hẹn trả", "date", width=105),
        "moved": Column("Hẹn lại", width=125),
        "id": Column("Số hồ sơ", width=220),
    },
    "tasks": {
        "days_late": _LATE,
        "title": Column("Nội dung", width=300),
        "unit_name": _UNIT,
        "official": _OFFICIAL,
        "due": _DUE,
        "moved": Column("Hẹn lại", width=125),
        "id": Column("Số văn bản", width=220),
    },
    "petitions": {
        "days_late": _LATE,
        "title": Column("Nội dung", width=300),
        "unit_name": _UNIT,
        "due": _DUE,
        "id": Column("Mã phản ánh", width=220),
    },
    "plan": {
        "days_late": _LATE,
        "title": Column("Nhiệm vụ", width=300),
        "unit_name": _UNIT,
        "due": _DUE,
        "id": Column("Mục", width=220),
    },
    # what the office enters beside them
    "entered": {
        "cause": Column("Nguyên nhân", width=130),
        "promised_on": Column("Hẹn xong", "date", width=105),
        "office_note": Column("Ghi chú", width=160),
    },
    "weeks": {
        "week": Column("Tuần đến", "date"),
        "new": Column("Mới quá hạn", "count"),
        "cleared": Column("Đã giải quyết", "count"),
        "standing": Column("Còn quá hạn", "count"),
    },
    "soon_by_unit": {
        "unit_name": Column("Đơn vị"),
        "today": Column("Hôm nay", "count"),
        "in_1": Column("1 ngày", "count"),
        "in_3": Column("3 ngày", "count"),
        "in_7": Column("7 ngày", "count"),
    },
    "officials": {
        "official": Column("Công chức", width=200),
        "numerator": Column("Trễ, quá hạn", "count", width=120),
        "denominator": Column("Đã xử lý, quá hạn", "count", width=140),
        "value": Column("Tỷ lệ", "percent", width=100),
        "verdict": Column("Ngưỡng 10%", width=170),
    },
    "late_by": {
        "name": Column("Tên", width=320),
        "late": Column("Trễ hạn", "count", width=100),
        "overdue": Column("Quá hạn", "count", width=100),
        "first_late": Column("Theo hẹn đầu", "count", width=120),
        "handled": Column("Đã xử lý", "count", width=110),
        "rate": Column("Tỷ lệ trễ", "percent", width=110),
    },
    "moved": {
        "first_days_late": Column("Trễ theo hẹn đầu", "days", width=130),
        "days_late": Column("Trễ theo hẹn mới", "days", width=130),
        "procedure_name": Column("Thủ tục", width=240),
        "unit_name": Column("Đơn vị", width=150),
        "official": _OFFICIAL,
        "first_due_on": Column("Hẹn đầu", "date", width=105),
        "due_on": Column("Hẹn mới", "date", width=105),
        "resolved_on": Column("Đã trả", "date", width=105),
        "dossier_id": Column("Số hồ sơ", width=190),
    },
    # one unit
    "unit_counts": {
        "name": Column("Loại"),
        "late": Column("Quá hạn", "count"),
        "longest": Column("Lâu nhất", "days"),
        "soon": Column("Sắp đến hạn", "count"),
    },
    "unit_list": {
        "days_late": _LATE,
        "title": Column("Nội dung", width=230),
        "official": Column("Công chức", width=140),
        "due": _DUE,
        "id": Column("Số", width=170),
    },
    "unit_criteria": {
        "code": Column("Mã", width=95),
        "name": Column("Tiêu chí", width=280),
        "lost": Column("Mất", "number", width=80),
        "data": Column("Số liệu", width=190),
        "remedy": Column("Giải pháp", width=260),
        "deadline": Column("Hạn", width=110),
    },
    # the overview
    "everything": {
        "name": Column("Chỉ tiêu", width=360),
        "value": Column("Đạt", width=110),
        "target": Column("Chỉ tiêu giao", width=170),
        "state": Column("Trạng thái", width=150),
        "numerator": Column("Tử số", "count", width=100),
        "denominator": Column("Mẫu số", "count", width=100),
        "required": Column("Cần từ nay", width=150),
        "source": Column("Nguồn số", width=130),
    },
    # online dossiers
    "days": {
        "day": Column("Ngày", "date"),
        "numerator": Column("Trực tuyến", "count"),
        "denominator": Column("Tiếp nhận", "count"),
        "value": Column("Lũy kế", "percent"),
    },
    "months": {
        "month": Column("Tháng"),
        "online": Column("Trực tuyến", "count"),
        "counter": Column("Trực tiếp", "count"),
        "postal": Column("Bưu chính", "count"),
        "denominator": Column("Tiếp nhận", "count"),
        "value": Column("Tỷ lệ", "percent"),
        "previous": Column("Năm trước", "percent"),
    },
    "shortfall": {
        "name": Column("Tên", width=280),
        "missing": Column("Còn thiếu", "count", width=95),
        "numerator": Column("Trực tuyến", "count", width=95),
        "counter": Column("Trực tiếp", "count", width=95),
        "postal": Column("Bưu chính", "count", width=95),
        "denominator": Column("Tiếp nhận", "count", width=95),
        "value": Column("Tỷ lệ", "percent", width=85),
    },
    "companions": {
        "name": Column("Chỉ tiêu", width=300),
        "numerator": Column("Tử số", "count", width=90),
        "denominator": Column("Mẫu số", "count", width=90),
        "value": Column("Đạt", "percent", width=90),
        "target": Column("Chỉ tiêu giao", "percent", width=120),
    },
    # indices
    "years": {
        "year": Column("Năm"),
        "score": Column("Điểm", "number"),
        "rank": Column("Hạng", "count"),
        "rank_of": Column("Trên tổng số", "count"),
        "rating": Column("Xếp loại"),
        "source": Column("Nguồn", width=300),
    },
    "places": {
        "place": Column("Nơi", width=200),
        "year": Column("Năm"),
        "score": Column("Điểm", "number"),
        "rank": Column("Hạng", "count"),
        "rank_of": Column("Trên tổng số", "count"),
    },
    "components": {
        "name": Column("Thành phần", width=280),
        "before": Column("Kỳ trước", "number", width=100),
        "after": Column("Điểm", "number", width=100),
        "change": Column("Thay đổi", "number", width=95),
        "weight": Column("Trọng số", "percent", width=95),
        "goal": Column("Chỉ tiêu", width=120),
        "owner": Column("Chịu trách nhiệm", width=240),
        "tasks": Column("Việc kế hoạch", width=150),
    },
    # criteria
    "criteria": {
        "code": Column("Mã", width=95, pinned=True),
        "name": Column("Tiêu chí", width=300),
        "max_points": Column("Tối đa", "number", width=75),
        "self_points": Column("Tự chấm", "number", width=85),
        "appraised_points": Column("Thẩm định", "number", width=95),
        "lost": Column("Mất", "number", width=70),
        "data": Column("Số liệu", width=200),
        "gain": Column("Dự kiến ±", "number", width=95),
        "remedy": Column("Giải pháp", width=200),
        "units": Column("Đơn vị", width=150),
        "deadline": Column("Hạn", width=100),
        "cause": Column("Nguyên nhân", width=220),
        "proof": Column("Minh chứng", width=125),
        "evidence": Column("Số văn bản, liên kết", width=200),
    },
    "remedies": {"deadline": Column("Hạn"), "remedy": Column("Giải pháp")},
    # the plan
    "ahead": {"due": Column("Hạn", "day"), "title": Column("Việc")},
    "deadlines": {"due": Column("Hạn", "day"), "task": Column("Việc"), "unit_name": Column("Chủ trì")},
    "plan_tasks": {
        "id": Column("Mục", width=80),
        "task": Column("Nhiệm vụ", width=300),
        "unit_name": Column("Chủ trì", width=170),
        "schedule": Column("Hạn ghi trong kế hoạch", width=200),
        "due": Column("Ngày đến hạn", "date", width=115),
        "state_words": Column("Tình trạng", width=125),
        "days_late": Column("Quá", "days", width=85),
        "status": Column("Trạng thái", width=130),
        "note": Column("Ghi chú", width=160),
        "product": Column("Sản phẩm", width=220),
    },
    "reports": {
        "unit_name": Column("Đơn vị", width=190),
        "task": Column("Báo cáo", width=320),
        "label": Column("Kỳ", width=220),
        "due": Column("Hạn nộp", "date", width=110),
        "report_state": Column("Tình trạng", width=140),
        "note": Column("Ghi chú", width=180),
    },
    # the rows behind a number, whatever their dataset; fields that are not here keep out of the list
    "records": {
        "dossier_id": Column("Số hồ sơ", width=190),
        "document_no": Column("Số văn bản", width=130),
        "petition_id": Column("Mã phản ánh", width=130),
        "procedure_code": Column("Mã TTHC", width=120),
        "procedure_name": Column("Thủ tục", width=260),
        "content": Column("Nội dung", width=320),
        "subject": Column("Nội dung", width=320),
        "field": Column("Lĩnh vực", width=150),
        "unit_name": Column("Đơn vị", width=180),
        "official": _OFFICIAL,
        "received_on": Column("Tiếp nhận", "date", width=105),
        "assigned_on": Column("Ngày giao", "date", width=105),
        "due_on": Column("Hẹn trả", "date", width=105),
        "finished_on": Column("Hoàn thành", "date", width=105),
        "resolved_on": Column("Kết thúc", "date", width=105),
        "answered_on": Column("Trả lời", "date", width=105),
        "pause_reason": Column("Lý do dừng", width=180),
        "supplement_count": Column("Lần bổ sung", "count", width=100),
        "month": Column("Tháng", width=90),
        "component": Column("Thành phần", width=200),
        "score": Column("Điểm", "number", width=90),
        "numerator": Column("Tử số", "number", width=110),
        "denominator": Column("Mẫu số", "number", width=110),
        "value": Column("Giá trị", "number", width=110),
        "file_name": Column("Tệp", width=200),
        "row_no": Column("Dòng Excel", "count", width=100),
    },
}
