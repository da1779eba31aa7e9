"""Procedures, service index, measurements, criteria and plan.

Published figures come from data/samples/ (with their sources); everything else is invented.
"""

import csv
from datetime import date
from random import Random

from chiso.core.settings import SAMPLES
from chiso.demo import content
from chiso.demo.content import PROCEDURES
from chiso.demo.printing import decimal, dotted, vn
from chiso.demo.writers import Cell, Page, csv_text, xlsx


def sample(name: str) -> list[dict[str, str]]:
    """The rows of data/samples/<name>.csv."""
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_LEVELS = {"full": "Toàn trình", "partial": "Một phần", "none": "Không"}


_PROCEDURE_HEAD: list[Cell] = [
    "STT", "Mã TTHC", "Tên TTHC", "Lĩnh vực", "Phòng xử lý", "Mức độ trực tuyến", "Có phí, lệ phí",
    "Thanh toán trực tuyến", "Bưu chính công ích", "Thời hạn giải quyết (ngày)",
]  # fmt: skip


def procedure_file() -> bytes:
    """The published list of procedures with one group row per field."""
    table: list[list[Cell]] = [
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH"],
        [],
        _PROCEDURE_HEAD,
    ]
    last = ""
    for number, p in enumerate(PROCEDURES, start=1):
        if p.field != last:
            table.append([f"Lĩnh vực {p.field}"])
            last = p.field
        table.append(
            [
                number,
                p.code,
                p.name,
                p.field,
                content.SPELLINGS[p.new_room][0],
                _LEVELS[p.level],
                "x" if p.fee else None,
                "x" if p.fee and p.level == "full" else None,
                "x" if p.postal else None,
                p.days,
            ]
        )
    return xlsx([Page("TTHC", table)])


_SERVICE = (
    ("Công khai, minh bạch", 18, 0.83, 0.90),
    ("Tiến độ, kết quả giải quyết", 20, 0.90, 0.94),
    ("Số hóa hồ sơ", 22, 0.60, 0.79),
    ("Cung cấp dịch vụ trực tuyến", 22, 0.48, 0.67),
    ("Mức độ hài lòng", 18, 0.84, 0.92),
)


def service_file() -> bytes:
    """Bộ chỉ số phục vụ, month by month, with decimal commas as text."""
    random = Random(f"{content.SEED} service")
    months = [(2023, 12), *((2024, m) for m in range(1, 11))]
    table: list[list[Cell]] = [
        ["BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP"],
        ["STT", "Tháng", "Thành phần", "Điểm đạt", "Điểm tối đa"],
    ]
    for i, (year, month) in enumerate(months):
        for name, most, low, high in _SERVICE:
            share = low + (high - low) * i / (len(months) - 1) + random.uniform(-0.015, 0.015)
            table.append([len(table) - 1, f"{month:02d}/{year}", name, decimal(most * min(share, 1)), most])
    return xlsx([Page("BoChiSo", table)])


_DISBURSED = (2.1, 5.4, 11.9, 17.5, 24.8, 33.0, 41.2, 49.6, 57.8, 66.3)  # percent, January to October 2024


def disbursement_file() -> bytes:
    """Disbursement, cumulative, in millions of đồng: thousands dots, a percentage with a comma."""
    rows: list[list[Cell]] = [["Chỉ tiêu", "Tháng", "Tử số", "Mẫu số", "Giá trị"]]
    points = [("12/2023", 9_640, 10_150)]
    points += [(f"{m:02d}/2024", round(12_400 * p / 100), 12_400) for m, p in enumerate(_DISBURSED, start=1)]
    for month, done, planned in points:
        rows.append(
            ["Tỷ lệ giải ngân", month, dotted(done), dotted(planned), f"{decimal(done / planned * 100)}%"]
        )
    return csv_text(rows, ";", "utf-8-sig")


# indicator, then (month, numerator, denominator or None)
_REPORTED: tuple[tuple[str, tuple[tuple[str, int, int | None], ...]], ...] = (
    ("Mức độ hài lòng", (("11/2023", 1_812, 2_010), ("06/2024", 902, 1_004), ("09/2024", 1_398, 1_530))),
    ("Tỷ lệ tiết kiệm", (("12/2023", 402, 4_015), ("06/2024", 214, 2_105), ("09/2024", 322, 3_120))),
    ("Tỷ lệ giảm biên chế", (("12/2023", 1, 45), ("09/2024", 2, 45))),
    ("Tỷ lệ giảm số người làm việc", (("12/2023", 2, 38), ("09/2024", 3, 38))),
    ("Tỷ lệ đơn vị được kiểm tra CCHC", (("08/2024", 2, 7), ("09/2024", 3, 7))),
    ("Sáng kiến, giải pháp mới về CCHC", (("03/2024", 1, None), ("06/2024", 2, None))),
    ("Số giải pháp", (("09/2024", 1, None),)),
    ("Tỷ lệ văn bản đi ký số", (("06/2024", 2_941, 2_941), ("10/2024", 4_870, 4_870))),
    ("Tỷ lệ văn bản trên E-Office", (("06/2024", 2_941, 2_941), ("10/2024", 4_870, 4_870))),
    ("Hồ sơ công việc trên môi trường mạng", (("06/2024", 655, 702), ("10/2024", 1_117, 1_160))),
    ("Trường hợp bị xử lý kỷ luật", (("06/2024", 0, None), ("10/2024", 0, None))),
)


def reported_file() -> bytes:
    """Indicators that the office reports by hand, by their Vietnamese names."""
    table: list[list[Cell]] = [
        ["CHỈ TIÊU BÁO CÁO ĐỊNH KỲ"],
        [],
        ["STT", "Chỉ tiêu", "Tháng", "Tử số", "Mẫu số", "Giá trị"],
    ]
    for name, points in _REPORTED:
        for month, numerator, denominator in points:
            value: Cell = numerator if denominator is None else f"{decimal(numerator / denominator * 100)}%"
            table.append([len(table) - 2, name, month, numerator, denominator, value])
    return xlsx([Page("ChiTieu", table)])


# --- criteria and plan ------------------------------------------------------------------------------------------------


_CRITERIA_HEAD: list[Cell] = [
    "Mã tiêu chí", "Tên tiêu chí", "Điểm tối đa", "Điểm thẩm định", "Tử số", "Mẫu số", "Lý do trừ điểm",
    "Giải pháp khắc phục", "Đơn vị chịu trách nhiệm", "Thời hạn",
]  # fmt: skip


def criteria_file() -> bytes:
    """The eleven criteria of 2023 that lost points, as published; the year stands only in the title."""
    rows = sample("tieu-chi-cchc-2023")
    table: list[list[Cell]] = [
        ["KẾT QUẢ THẨM ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023 CỦA SỞ TƯ PHÁP"],
        ["(Các tiêu chí bị trừ điểm)"],
        [],
        _CRITERIA_HEAD,
    ]
    for row in rows:
        values: list[Cell] = list(row.values())
        values[2], values[3] = (str(value).replace(".", ",") for value in values[2:4])
        table.append(values)
    return xlsx([Page("Tham dinh", table)])


# Done by the end of October 2024 (section, number) -> day; what is due and not here is overdue.
_DONE = {
    ("I", "2"): date(2024, 9, 26),
    ("I", "7"): date(2024, 6, 24),
    ("II", "2"): date(2024, 1, 19),
    ("III", "1"): date(2024, 7, 26),
    ("IV", "3"): date(2024, 5, 10),
    ("VII", "5"): date(2024, 4, 26),
    ("VIII", "1"): date(2024, 4, 29),
    ("X", "5"): date(2024, 2, 27),
}


_PLAN_HEAD: list[Cell] = [
    "TT", "Nhiệm vụ", "Sản phẩm/kết quả", "Tiến độ", "Đơn vị chủ trì", "Đơn vị phối hợp",
    "Phân công và cách thức thực hiện", "Trạng thái", "Ngày hoàn thành",
]  # fmt: skip


def plan_file() -> bytes:
    """The appendix of the plan of 2024 with section rows, and the progress (invented) at the end of October."""
    table: list[list[Cell]] = [
        ["PHỤ LỤC"],
        ["Nhiệm vụ, giải pháp cải cách hành chính năm 2024 của Sở Tư pháp"],
        ["(Kèm theo Kế hoạch của Sở Tư pháp)"],
        [],
        _PLAN_HEAD,
    ]
    section = ""
    for row in sample("ke-hoach-cchc-2024"):
        if row["Mục"] != section:
            section = row["Mục"]
            table.append([section, row["Tên mục"]])
        done = _DONE.get((section, row["STT"]))
        table.append(
            [
                row["STT"],
                row["Nhiệm vụ"],
                row["Sản phẩm"],
                row["Tiến độ"],
                row["Chủ trì"],
                row["Phối hợp"],
                row["Phân công và cách thức thực hiện"],
                "Đã hoàn thành" if done else "Đang thực hiện",
                vn(done),
            ]
        )
    return xlsx([Page("KeHoach", table)])
