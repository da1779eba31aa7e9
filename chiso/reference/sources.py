"""What the office calls the sources of the data."""

from collections.abc import Mapping

SOURCES: Mapping[str, str] = {
    "dossiers": "Một cửa",
    "tasks": "Nhắc việc",
    "petitions": "PAKN",
    "procedures": "Danh mục TTHC",
    "criteria": "Bảng chấm CCHC",
    "index_scores": "Chỉ số công bố",
    "plan_tasks": "Kế hoạch",
    "measurements": "Báo cáo tay",
    "field_report": "Biểu II.06a",
    "service_index": "Bộ chỉ số phục vụ",
}
MEETING = (
    "dossiers",
    "tasks",
    "petitions",
)  # the sources of the weekly meeting: said on every page and slide
