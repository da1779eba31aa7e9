"""One chart of each kind, with numbers made by hand; both renderers are held against the same ones."""

import re

from chiso.present.chart import Chart, Series

# The only formulas of a chart's sheet: the number of a label, between words in quotes.
BOUND = re.compile(
    r'=(?:"(?:[^"]|"")*"&)?'
    r"SUBSTITUTE\(FIXED\((?:ABS\()?(?:[A-Z]+\d+|SUM\([A-Z]+\d+:[A-Z]+\d+\))\)?(?:\*100)?,\d,(?:TRUE|FALSE)\),"
    r'"[.,]","[.,]"\)(?:&"(?:[^"]|"")*")?'
)

EXAMPLES: dict[str, Chart] = {
    "line": Chart(
        "line", ("T8", "T9", "T10", "T11"),
        (Series("Lũy kế", (0.5, None, 0.524, None)),
         Series("phải đạt 75% từ nay", (None, None, 0.524, 0.55), "axis", style="dash")),
        "rate", "Trực tuyến 52,4%", "Lũy kế", target=0.55, labels="last", marks=((3, "30/11"),),
    ),
    "years": Chart(
        "line", ("2020", "2021\nhạng 30", "2022"),
        (Series("Điểm", (61.0, None, None)), Series("Điểm", (None, 63.5, 62.25))),
        "points", "PCI giảm", targets=(None, 63.0, 64.0), marks=((0.5, "đổi trọng số"),), things="điểm",
    ),
    "columns": Chart(
        "columns", ("T9", "T10\nđến 24/10"),
        (Series("năm trước", (0.21, 0.3), "context"),
         Series("năm nay", (0.6, 0.64), roles=("accent", "unfinished"), texts=("60% (6/10)", "64% (16/25)"))),
        "rate", "Tháng gần nhất đạt 55%", target=0.55, labels="last", keys=("2024-09", "2024-10"),
    ),
    "weeks": Chart(
        "columns", ("17/10", "24/10"),
        (Series("còn quá hạn", (6, 9), "text", style="line"), Series("mới quá hạn", (2, 5), "late_2"),
         Series("đã giải quyết", (-1, -2), "context", texts=("1", "2"))),
        headline="Số hồ sơ quá hạn tăng từ 6 lên 9", things="hồ sơ", is_stack=True,
    ),
    "bars": Chart(
        "bars", ("Phòng A", "Phòng B"), (Series("Còn thiếu", (246, 43), "axis", ("alarm", "axis")),),
        headline="246 trong 289 hồ sơ còn thiếu ở Phòng A", things="hồ sơ", keys=("a", "b"),
    ),
    "stacked": Chart(
        "stacked", ("Phòng A", "Phòng B"),
        (Series("đến 7 ngày", (4, 1), "late_1"), Series("trên 30 ngày", (2, 0), "late_3")),
        headline="7 hồ sơ quá hạn", things="hồ sơ", keys=("a", "b"),
    ),
    "bullets": Chart(
        "bullets", ("Số hóa", "Thanh toán", "KQ điện tử"),
        (Series("Đạt", (0.998, 0.4, None), roles=("accent", "alarm", "axis")),),
        "rate", "Một trong hai chỉ tiêu chưa đạt", targets=(0.9, 0.55, None), keys=("digitised_rate", "pay", ""),
    ),
    "waterfall": Chart(
        "waterfall", ("Trực tuyến", "Chưa có chi tiết"),
        (Series("Điểm bị trừ", (8.26, 1.97), "alarm", ("alarm", "context"), ("−8,26", "−1,97")),),
        "points", "Một tiêu chí lấy đi 8,26 trong 10,23 điểm", keys=("II.6.5.2", ""), things="điểm",
        ends=(("Tối đa 94,5", 94.5), ("Đạt 84,27 (89,17%)", 84.27)),
    ),
    "ruler": Chart(
        "ruler", ("Ít nhất", "Hồ sơ trực tuyến", "Mất"),
        (Series("Điểm", (4.46, 4.09, 5.95), "unfinished", ("accent", "unfinished", "context"),
                ("84,46", "4,09", "5,95")),),
        "points", "Điểm CCHC: 84,27 → 84,47", keys=("it-nhat", "II.6.5.2", "mat"), things="điểm",
        ends=(("Từ 80 điểm", 80.0), ("Tối đa 94,5", 94.5)),
        marks=((84.27, "2023: 84,27"), (84.47, "dự kiến 84,47"), (88.55, "cao nhất 88,55"), (94.5, "tối đa 94,5")),
    ),
    "slope": Chart(
        "slope", ("Gia nhập", "Đất đai"),
        (Series("2022", (7.2, None), "context"), Series("2023", (6.9, 5.9), roles=("alarm", "accent"))),
        "points", "Chỉ Gia nhập giảm", targets=(7.5, 6.0), keys=("gn", "dd"), things="điểm",
    ),
    "moves": Chart(
        "moves", ("Trực tuyến", "Số hóa"),
        (Series("Thay đổi", (2.4, -0.6), "axis", ("good", "axis"), ("51,9% → 52,2%", "81% → 80,8%")),),
        "points", "Một thay đổi khác thường, một dao động bình thường", keys=("|online_rate", "|digitised_rate"),
    ),
    "heat": Chart(
        "heat", ("Phòng A", "Phòng B"),
        (Series("Trực tuyến", (0.438, 0.61), "neutral", ("alarm", "good"), ("▲ 43,8", "✓ 61,0")),
         Series("Đúng hạn", (0.95, None), "neutral", ("warning", "muted"), ("● 95,0", "○"))),
        "rate", "Phòng A chưa đạt chỉ tiêu ở hai mặt", keys=("u1", "u2"), things="đơn vị",
    ),
    "limits": Chart(
        "limits", ("T8", "T9", "T10"),
        (Series("Trực tuyến", (0.5, 0.52, 0.7), roles=("accent", "accent", "alarm")),),
        "rate", "Tháng 10: 70%", band=(0.45, 0.52, 0.6),
    ),
}  # fmt: skip
