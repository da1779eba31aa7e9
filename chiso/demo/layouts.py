"""How the one-stop systems print a list of dossiers: six layouts, from rows to the bytes of a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from chiso.demo.snapshots import FileDay, Row
from chiso.demo.writers import Cell, Page, Rows, csv_text, html_xls, merge, spreadsheetml, xlsx

STATUS = {
    "new": ("Mới đăng ký", 1), "received": ("Đã tiếp nhận", 2), "refused": ("Từ chối tiếp nhận", 3),
    "processing": ("Đang xử lý", 4), "supplement": ("Yêu cầu bổ sung giấy tờ", 5),
    "fee": ("Yêu cầu thực hiện nghĩa vụ tài chính", 6), "withdrawn": ("Công dân yêu cầu rút hồ sơ", 7),
    "stopped": ("Tạm dừng", 8), "done": ("Đã xử lý xong", 9), "handed_over": ("Đã trả kết quả", 10),
}  # fmt: skip
CHANNEL = {"counter": ("Trực tiếp", 1), "online": ("Trực tuyến", 2), "postal": ("Bưu chính công ích", 3)}
MOMENTS = {"submitted", "received", "due", "finished", "returned"}
FLAGS = {"e_result", "digitised", "reused", "fee", "paid", "interagency", "postal", "apology", "foreigner",
         "authorised"}  # fmt: skip


@dataclass(frozen=True)
class Looks:
    """How a system prints a moment and a flag; `codes`: national numbers instead of words."""

    moment: Callable[[datetime], Cell]
    yes: str = "x"
    no: str | None = None
    codes: bool = False
    due: Callable[[datetime], Cell] | None = None


def cells(row: Row, keys: Sequence[str], looks: Looks) -> list[Cell]:
    """One printed row; the unreadable cell of a spoiled row is put in as its text."""
    out: list[Cell] = []
    due = looks.due or looks.moment
    for key in keys:
        value: Any = row[key]
        if key in FLAGS:
            value = looks.yes if value else looks.no
        elif key in MOMENTS:
            value = None if value is None else (due if key == "due" else looks.moment)(value)
        elif key == "status":
            value = STATUS[value][looks.codes]
        elif key == "channel":
            value = CHANNEL[value][looks.codes]
        out.append(value)
    bad = row.get("bad")
    if isinstance(bad, str):
        column, text = bad.split("=", 1)
        out[keys.index(column)] = text
    return out


def _second(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M:%S")


def _minute(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y %H:%M")


def _day(moment: datetime) -> str:
    return moment.strftime("%d/%m/%Y")


def _vn(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _period(file: FileDay) -> str:
    return f"Từ ngày {_vn(file.first)} đến ngày {_vn(file.last)}"


def _numbered(rows: Sequence[Row], keys: Sequence[str], looks: Looks) -> list[list[Cell]]:
    return [[number, *cells(row, keys, looks)] for number, row in enumerate(rows, start=1)]


# --- xlsx: the register with quốc hiệu, a merged header, group rows, totals and signatures ---------------------

_REGISTER = (
    ("Hồ sơ", (("Mã hồ sơ", "id"), ("Mã TTHC", "code"), ("Tên TTHC", "name"), ("Lĩnh vực", "field"))),
    ("Phòng xử lý", (("", "unit"),)),
    ("Cán bộ thụ lý", (("", "official"),)),
    (
        "Thông tin cá nhân, tổ chức",
        (
            ("Người nộp", "applicant"),
            ("Số CCCD/CMND", "identity"),
            ("Số điện thoại", "phone"),
            ("Địa chỉ", "address"),
        ),
    ),
    ("Kênh tiếp nhận", (("", "channel"),)),
    ("Thời gian", (("Ngày nộp", "submitted"), ("Ngày tiếp nhận", "received"), ("Hẹn trả kết quả", "due"))),
    ("Trả kết quả", (("Ngày kết thúc xử lý", "finished"), ("Ngày trả kết quả", "returned"))),
    ("Trạng thái hồ sơ", (("", "status"),)),
    ("Lý do tạm dừng", (("", "reason"),)),
    ("Số lần yêu cầu bổ sung", (("", "supplements"),)),
    (
        "Số hóa, thanh toán",
        (
            ("Kết quả điện tử", "e_result"),
            ("Số hóa hồ sơ", "digitised"),
            ("Tái sử dụng dữ liệu", "reused"),
            ("Có thu phí, lệ phí", "fee"),
            ("Thanh toán trực tuyến", "paid"),
        ),
    ),
    ("Liên thông", (("", "interagency"),)),
    ("Trả kết quả qua BCCI", (("", "postal"),)),
    ("Phiếu xin lỗi", (("", "apology"),)),
    ("Người nước ngoài", (("", "foreigner"),)),
    ("Ủy quyền", (("", "authorised"),)),
)


def register(file: FileDay, rows: Sequence[Row]) -> bytes:
    """Sổ theo dõi: a hidden sheet first, two header rows with merges, (1)(2)(3), one group per room."""
    keys = [key for _, parts in _REGISTER for _, key in parts]
    width = len(keys) + 1
    top: list[Cell] = ["STT"]
    low: list[Cell] = [None]
    merges = [merge(8, 0, 0, 9)]
    for head, parts in _REGISTER:
        first = len(top)
        top += [head, *[None] * (len(parts) - 1)]
        low += [label or None for label, _ in parts]
        merges.append(merge(8, first, first + len(parts) - 1) if parts[0][0] else merge(8, first, first, 9))
    right = [None] * 13
    table: list[list[Cell]] = [
        ["UBND TỈNH KHÁNH HÒA", *right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ TƯ PHÁP", *right, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["SỔ THEO DÕI HỒ SƠ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"],
        [_period(file)],
        ["Trạng thái hồ sơ: Tất cả"],
        [],
        top,
        low,
        [f"({i})" for i in range(1, width + 1)],
    ]
    for index in (4, 5, 6):
        merges.append(merge(index, 0, width - 1))
    looks = Looks(_second)
    ordered = sorted(rows, key=lambda row: str(row["room"]))
    for room, group in groupby(ordered, key=lambda row: row["room"]):
        members = list(group)
        merges.append(merge(len(table) + 1, 0, width - 1))
        table.append([f"{room} ({len(members)} hồ sơ)"])
        table += _numbered(members, keys, looks)
    online = sum(row["channel"] == "online" for row in rows)
    table += [
        [None, f"Tổng cộng: {_thousands(len(rows))} hồ sơ"],
        [None, f"Trong đó: trực tuyến {_thousands(online)}"],
        [],
        [None, "NGƯỜI LẬP BIỂU", *right, "VĂN PHÒNG"],
        [None, "(Ký, ghi rõ họ tên)", *right, "(Ký, đóng dấu)"],
    ]
    hidden = Page("DM_TTHC", [["Mã TTHC", "Tên TTHC"]], is_hidden=True)
    return xlsx([hidden, Page("Sổ theo dõi", table, merges)])


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


# --- flat lists -------------------------------------------------------------------------------------------------

_FLAT = (
    ("Mã hồ sơ", "id"), ("Mã thủ tục", "code"), ("Tên thủ tục hành chính", "name"), ("Lĩnh vực", "field"),
    ("Phòng xử lý", "unit"), ("Chủ hồ sơ", "applicant"), ("Số CCCD/CMND", "identity"), ("Số điện thoại", "phone"),
    ("Địa chỉ", "address"), ("Công chức xử lý", "official"), ("Hình thức nộp", "channel"),
    ("Ngày nộp hồ sơ", "submitted"), ("Ngày tiếp nhận", "received"), ("Ngày hẹn trả", "due"),
    ("Ngày kết thúc xử lý", "finished"), ("Ngày trả kết quả", "returned"), ("Trạng thái hồ sơ", "status"),
    ("Lý do tạm dừng", "reason"), ("Số lần bổ sung", "supplements"), ("Cấp kết quả điện tử", "e_result"),
    ("Số hóa hồ sơ", "digitised"), ("Tái sử dụng dữ liệu số hóa", "reused"), ("Có phí, lệ phí", "fee"),
    ("Thanh toán trực tuyến", "paid"), ("Hồ sơ liên thông", "interagency"), ("Trả kết quả qua BCCI", "postal"),
    ("Phiếu xin lỗi", "apology"), ("Người nước ngoài", "foreigner"), ("Ủy quyền", "authorised"),
)  # fmt: skip
_FLAT_KEYS = [key for _, key in _FLAT]
_FLAT_HEAD: list[Cell] = ["STT", *(label for label, _ in _FLAT)]


def flat_list(file: FileDay, rows: Sequence[Row]) -> bytes:
    """Danh sách hồ sơ: a guide on the first sheet, real date cells, Có / Không."""
    looks = Looks(lambda moment: moment, "Có", "Không")
    table: Rows = [
        ["DANH SÁCH HỒ SƠ THỦ TỤC HÀNH CHÍNH"],
        [_period(file)],
        [],
        _FLAT_HEAD,
        *_numbered(rows, _FLAT_KEYS, looks),
    ]
    guide = Page(
        "Hướng dẫn", [["Tệp xuất tự động từ Hệ thống một cửa điện tử."], ["Xem trang tính Du_lieu."]]
    )
    return xlsx([guide, Page("Du_lieu", table)])


def csv_list(file: FileDay, rows: Sequence[Row]) -> bytes:
    """Nothing but header and rows, ';' and a byte order mark: the date has to be given by whoever imports it."""
    return csv_text([_FLAT_HEAD, *_numbered(rows, _FLAT_KEYS, Looks(_minute, "Có", ""))], ";", "utf-8-sig")


def utf16_list(file: FileDay, rows: Sequence[Row]) -> bytes:
    """UTF-16 with tabs and two title lines."""
    title: Rows = [["DANH SÁCH HỒ SƠ"], [_period(file)]]
    return csv_text(
        [*title, _FLAT_HEAD, *_numbered(rows, _FLAT_KEYS, Looks(_minute, "1", "0"))], "\t", "utf-16"
    )


def spreadsheetml_list(file: FileDay, rows: Sequence[Row]) -> bytes:
    """SpreadsheetML with national codes for channel and status."""
    looks = Looks(lambda moment: moment, "x", None, codes=True)
    table: Rows = [
        ["DANH SÁCH HỒ SƠ"],
        [f"Tính đến ngày {_vn(file.last)}"],
        [],
        _FLAT_HEAD,
        *_numbered(rows, _FLAT_KEYS, looks),
    ]
    return spreadsheetml("Sheet1", table)


# --- HTML called .xls ---------------------------------------------------------------------------------------------

_HTML = (
    ("id", "Số hồ sơ"), ("applicant", "Người nộp"), ("address", "Địa chỉ"), ("phone", "Điện thoại"),
    ("code", "Mã TTHC"), ("name", "Tên thủ tục hành chính"), ("field", "Lĩnh vực"), ("unit", "Đơn vị giải quyết"),
    ("official", "Cán bộ thụ lý"), ("channel", "Kênh tiếp nhận"), ("submitted", "Ngày nộp hồ sơ"),
    ("received", "Ngày tiếp nhận"), ("due", "Ngày hẹn trả"), ("finished", "Ngày kết thúc xử lý"),
    ("returned", "Ngày trả kết quả"), ("status", "Trạng thái hồ sơ"), ("reason", "Lý do tạm dừng"),
    ("supplements", "Số lần bổ sung"), ("e_result", "Kết quả điện tử"), ("digitised", "Số hóa hồ sơ"),
    ("reused", "Tái sử dụng dữ liệu"), ("fee", "Có phí, lệ phí"), ("paid", "Nộp phí trực tuyến"),
    ("interagency", "Liên thông"), ("postal", "Trả qua BCCI"), ("apology", "Phiếu xin lỗi"),
    ("foreigner", "Người nước ngoài"), ("authorised", "Ủy quyền"),
)  # fmt: skip


def html_list(file: FileDay, rows: Sequence[Row]) -> bytes:
    """Three header levels by colspan and rowspan, days without a time for due and finished, a total row."""
    keys = [key for key, _ in _HTML]
    first, last = keys.index("channel"), keys.index("status")
    wide = len(_HTML) + 1

    def tall(labels: Sequence[str]) -> str:
        return "".join(f'<td rowspan="3">{label}</td>' for label in labels)

    labels = [label for _, label in _HTML]
    header = (
        f'<tr><td colspan="{wide}">SỞ TƯ PHÁP - TÌNH HÌNH GIẢI QUYẾT HỒ SƠ</td></tr>\n'
        f'<tr><td colspan="{wide}">{_period(file)}</td></tr>\n<tr><td></td></tr>\n'
        f"<tr>{tall(['TT', *labels[:first]])}"
        f'<td colspan="{last - first + 1}">Tình hình giải quyết hồ sơ</td>{tall(labels[last + 1 :])}</tr>\n'
        '<tr><td colspan="3">Tiếp nhận</td><td colspan="4">Giải quyết</td></tr>\n'
        f"<tr>{''.join(f'<td>{label}</td>' for label in labels[first : last + 1])}</tr>\n"
    )
    looks = Looks(_minute, "1", "0", due=_day)
    footer = f'<tr><td colspan="2">Tổng số: {_thousands(len(rows))}</td></tr>\n'
    return html_xls(header, _numbered(rows, keys, looks), footer)


WRITERS: dict[str, Callable[[FileDay, Sequence[Row]], bytes]] = {
    "register": register,
    "list": flat_list,
    "csv": csv_list,
    "utf16": utf16_list,
    "spreadsheetml": spreadsheetml_list,
    "html": html_list,
}
