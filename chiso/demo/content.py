"""What the demonstration is made of: procedures, rooms and their spellings, officials, shares by month.

All of it is invented except the names of rooms and of procedures and the totals of 2023, which are the published ones
(docs/reference-data.md). No official and no citizen here exists.
"""

from dataclasses import dataclass
from datetime import date

AGENCY = "stp"
SEED = "chiso 2024"
LAST_DAY = date(2024, 10, 31)
REORGANISED = date(2024, 7, 1)  # new rooms from this day on; what was received earlier keeps its room

# CCHC year 2023: the bounds and the published totals of Sở Tư pháp (shared domain notes, "as published").
YEAR_FROM, YEAR_TO = date(2022, 12, 15), date(2023, 12, 14)
RECEIVED, ONLINE = 15_047, 3_159
RESOLVED, LATE = 14_697, 24
E_RESULTS, DIGITISED, PAID_ONLINE = 9_129, 9_042, 3_158
INTERAGENCY, INTERAGENCY_LATE = 34, 2  # 5,88% late, as document 2 prints it


@dataclass(frozen=True)
class Procedure:
    """A procedure of the list: share of the dossiers (per mille), working days, what it offers."""

    code: str
    name: str
    field: str
    weight: int
    days: int
    level: str  # full, partial, none
    fee: bool
    postal: bool
    old_room: str
    new_room: str
    online: float  # how its online share compares with that of all


_HT, _QT, _LL, _NN = "Hộ tịch", "Quốc tịch", "Lý lịch tư pháp", "Nuôi con nuôi"
_CC, _LS, _DG, _GD = "Công chứng", "Luật sư", "Đấu giá tài sản", "Giám định tư pháp"
_TG, _PB, _VB, _QL = (
    "Trợ giúp pháp lý",
    "Phổ biến, giáo dục pháp luật",
    "Bồi thường nhà nước",
    "Quản tài viên",
)
_HC, _BT, _GP, _VP = "stp-hctp", "stp-ttbttp", "stp-pbgdpl", "stp-vp"
_N1, _N2, _TT, _QP = "stp-nv1", "stp-nv2", "stp-thanhtra", "stp-vbqppl"


def _p(
    number: int,
    name: str,
    field: str,
    weight: int,
    days: int,
    offers: str,
    rooms: tuple[str, str],
    online: float,
) -> Procedure:
    """`offers`: F full, P partial, N none; then $ with a fee, B by public post."""
    level = {"F": "full", "P": "partial", "N": "none"}[offers[0]]
    code = f"{2 if number < 8 else 1}.{900100 + number * 7:06d}.000.00.00.H32"
    return Procedure(code, name, field, weight, days, level, "$" in offers, "B" in offers, *rooms, online)


PROCEDURES = (
    _p(
        1,
        "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài",
        _LL,
        648,
        10,
        "F$B",
        (_HC, _N2),
        1.0,
    ),
    _p(2, "Cấp Phiếu lý lịch tư pháp cho cơ quan, tổ chức", _LL, 47, 10, "FB", (_HC, _N2), 1.3),
    _p(3, "Cấp bản sao trích lục hộ tịch", _HT, 82, 1, "F$B", (_HC, _N2), 1.1),
    _p(4, "Nhập quốc tịch Việt Nam", _QT, 6, 40, "N$", (_HC, _N2), 0),
    _p(5, "Cấp giấy xác nhận có quốc tịch Việt Nam", _QT, 11, 20, "P$", (_HC, _N2), 0.3),
    _p(6, "Đăng ký nuôi con nuôi có yếu tố nước ngoài", _NN, 3, 35, "N$", (_HC, _N2), 0),
    _p(7, "Đăng ký tập sự hành nghề công chứng", _CC, 21, 7, "PB", (_BT, _N1), 1.1),
    _p(8, "Đăng ký hành nghề và cấp Thẻ công chứng viên", _CC, 16, 10, "F$B", (_BT, _N1), 1.2),
    _p(
        9,
        "Thay đổi nội dung đăng ký hoạt động của Văn phòng công chứng",
        _CC,
        9,
        7,
        "F$",
        (_BT, _N1),
        1.4,
    ),
    _p(10, "Đăng ký hoạt động của tổ chức hành nghề luật sư", _LS, 12, 10, "F$", (_BT, _N1), 1.3),
    _p(
        11,
        "Thay đổi nội dung đăng ký hoạt động của tổ chức hành nghề luật sư",
        _LS,
        13,
        10,
        "F$",
        (_BT, _N1),
        1.4,
    ),
    _p(12, "Cấp Chứng chỉ hành nghề luật sư", _LS, 11, 7, "P$B", (_BT, _N1), 0.7),
    _p(13, "Cấp Thẻ đấu giá viên", _DG, 8, 5, "F$B", (_BT, _N1), 1.2),
    _p(14, "Đăng ký hoạt động của doanh nghiệp đấu giá tài sản", _DG, 3, 10, "F$", (_BT, _N1), 1.5),
    _p(15, "Bổ nhiệm giám định viên tư pháp", _GD, 5, 20, "P", (_BT, _TT), 0),
    _p(16, "Đăng ký hành nghề quản tài viên", _QL, 3, 7, "P$", (_BT, _TT), 0),
    _p(17, "Cử người thực hiện trợ giúp pháp lý", _TG, 14, 3, "P", (_GP, _N1), 0.6),
    _p(18, "Công nhận báo cáo viên pháp luật", _PB, 11, 5, "F", (_GP, _N1), 1.5),
    _p(19, "Công nhận tuyên truyền viên pháp luật", _PB, 7, 5, "N", (_GP, _N1), 0),
    _p(20, "Phục hồi danh dự", _VB, 4, 15, "P", (_QP, _N1), 0),
    _p(
        21,
        "Xác định cơ quan giải quyết bồi thường",
        _VB,
        7,
        5,
        "F",
        (_QP, _N1),
        0.9,
    ),
    _p(22, "Cấp bản sao văn bản từ sổ gốc", "Chứng thực", 59, 1, "P$B", (_VP, _VP), 0.8),
)

# How the systems spell the rooms; the first is the proper name.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "stp-vp": ("Văn phòng", "Văn phòng Sở", "VĂN PHÒNG"),
    "stp-hctp": ("Phòng Hành chính tư pháp", "Phòng HCTP", "HCTP", "HC-TP"),
    "stp-ttbttp": (
        "Phòng Thanh tra – Bổ trợ tư pháp",
        "Phòng Thanh tra - Bổ trợ tư pháp",
        "TT-BTTP",
        "Thanh tra – Hỗ trợ tư pháp",
    ),
    "stp-pbgdpl": ("Phòng Phổ biến, giáo dục pháp luật", "Phòng PBGDPL", "PBGDPL"),
    "stp-vbqppl": (
        "Phòng Văn bản QPPL và Theo dõi thi hành pháp luật",
        "Phòng Văn bản QPPL và TDTHPL",
        "VBQPPL&TDTHPL",
    ),
    "stp-nv1": ("Phòng Nghiệp vụ 1", "Phòng nghiệp vụ 1", "PNV1"),
    "stp-nv2": ("Phòng Nghiệp vụ 2", "Phòng nghiệp vụ 2", "PNV2"),
    "stp-thanhtra": ("Phòng Thanh tra", "P. Thanh tra"),
    "stp-ld": ("Lãnh đạo Sở",),
}

OFFICIALS: dict[str, tuple[str, ...]] = {
    "stp-vp": ("Trần Minh Khuê", "Lê Thu Vân"),
    "stp-hctp": ("Nguyễn Hoài Ân", "Phạm Thu Giang", "Hồ Quang Thịnh", "Đỗ Mai Chi"),
    "stp-ttbttp": ("Võ Đức Nhân", "Bùi Thanh Trà", "Ngô Hải Đăng"),
    "stp-pbgdpl": ("Đặng Ngọc Lam", "Lý Gia Bách"),
    "stp-vbqppl": ("Huỳnh Quốc Việt", "Phan Hạ My"),
    "stp-nv1": ("Võ Đức Nhân", "Bùi Thanh Trà", "Mai Thế Sơn"),
    "stp-nv2": ("Nguyễn Hoài Ân", "Phạm Thu Giang", "Hồ Quang Thịnh", "Đỗ Mai Chi"),
    "stp-thanhtra": ("Ngô Hải Đăng",),
    "stp-ld": ("Phó Giám đốc phụ trách",),
}
LAGGING_OFFICIAL = "Mai Thế Sơn"  # the one with at least 10% late

# Share of dossiers sent online, by month; 2023 only gives the shape (its total is published).
ONLINE_SHARE = {
    (2022, 12): 0.10, (2023, 1): 0.11, (2023, 2): 0.12, (2023, 3): 0.14, (2023, 4): 0.15, (2023, 5): 0.17,
    (2023, 6): 0.18, (2023, 7): 0.20, (2023, 8): 0.22, (2023, 9): 0.24, (2023, 10): 0.29, (2023, 11): 0.34,
    (2023, 12): 0.36, (2024, 1): 0.40, (2024, 2): 0.40, (2024, 3): 0.46, (2024, 4): 0.50, (2024, 5): 0.54,
    (2024, 6): 0.58, (2024, 7): 0.55, (2024, 8): 0.62, (2024, 9): 0.65, (2024, 10): 0.69,
}  # fmt: skip
ROOM_ONLINE = {"stp-hctp": 0.97, "stp-nv2": 0.96, "stp-ttbttp": 1.12, "stp-nv1": 1.15}

# e-result, digitised, re-used, paid online among those with a fee: from … to, over 2024
CLIMB_2024 = {
    "e_result": (0.66, 0.93),
    "digitised": (0.70, 0.95),
    "reused": (0.22, 0.61),
    "paid": (0.58, 0.955),
}

PAUSE_REASONS = (
    "Chờ kết quả xác minh của Công an tỉnh",
    "Chờ công dân bổ sung giấy tờ tùy thân",
    "Chờ ý kiến cơ quan phối hợp",
    "Chờ công dân nộp phí",
)
