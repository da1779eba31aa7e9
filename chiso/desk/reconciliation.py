"""Reconciliation beyond the list of findings: what each kind means and asks for, who looked at which finding, the three
denominators of a year, and what was reported against what the records say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from chiso import figures
from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.core.periods import cchc_year_bounds
from chiso.figures import facts
from chiso.figures.ask import Asked
from chiso.figures.entries import find
from chiso.figures.scope import scope
from chiso.intake.datasets import OF_UNITS
from chiso.people.actor import Actor
from chiso.people.acts import act
from chiso.people.roles import EDIT
from chiso.store import Store

LONGEST_NOTE = 500
SEEN = "findings_seen"  # in the audit log and the ledger


@dataclass(frozen=True)
class Kind:
    """One kind of finding. `weight`: higher is worse. `page`: where one goes on; `rows`: dossiers, rejects,
    field_report, measurements or '' (the message says all)."""

    code: str
    headline: str  # "{n} hồ sơ …"
    meaning: str
    remedy: str
    weight: int
    page: str = "nhap-du-lieu"
    link: str = "Nhập dữ liệu"
    rows: str = ""


_WRONG, _MISSING, _WORK = 90, 60, 30

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("printed_rate", "{n} tỷ lệ ghi không bằng tử số chia mẫu số",
             "Văn bản ghi một tỷ lệ, nhưng tử số và mẫu số cạnh nó cho số khác. Chương trình dùng tử số và mẫu số.",
             "Hỏi đơn vị lập số liệu xem số nào đúng, sửa rồi nhập lại tệp Báo cáo tay.", _WRONG + 5,
             rows="measurements"),
        Kind("field_report_identity", "{n} dòng Biểu II.06a không cộng khớp",
             "Các cột của biểu phải thỏa: (3) = (4)+(5)+(6), (7) = (8)+(9)+(10), (11) = (12)+(13), (3) = (7)+(11).",
             "Xuất lại biểu từ hệ thống; nếu vẫn sai, báo đơn vị vận hành Một cửa kèm số dòng.", _WRONG + 4,
             rows="field_report"),
        Kind("field_report_dossiers", "{n} số của Biểu II.06a khác số đếm từ hồ sơ",
             "Cùng kỳ, cùng lĩnh vực, biểu tổng hợp và danh sách hồ sơ cho hai số khác nhau.",
             "Kiểm tra danh sách đã xuất đủ đơn vị, đủ hình thức nộp chưa; nếu đủ, báo đơn vị vận hành Một cửa.",
             _WRONG + 3, rows="field_report"),
        Kind("printed_count", "{n} tệp có dòng tổng cộng khác số dòng",
             "Tệp tự ghi số dòng, nhưng trong tệp có nhiều hoặc ít hơn: tệp có thể bị cắt khi xuất.",
             "Xuất và nhập lại tệp đó.", _WRONG + 2),
        Kind("criteria_points", "{n} tiêu chí có điểm hơn điểm tối đa",
             "Điểm tự chấm hoặc thẩm định lớn hơn điểm tối đa của tiêu chí.",
             "Kiểm tra bảng điểm rồi nhập lại.", _WRONG, page="tieu-chi", link="Tiêu chí"),
        Kind("service_index_points", "{n} thành phần Bộ chỉ số phục vụ có điểm hơn điểm tối đa",
             "Điểm một thành phần lớn hơn điểm tối đa của nó.", "Kiểm tra tệp điểm tháng đó rồi nhập lại.", _WRONG),
        Kind("duplicate_key", "{n} mã xuất hiện hai lần, nội dung khác nhau",
             "Trong một tệp, cùng một mã có hai dòng khác nhau; dòng đầu được nhận, dòng sau bị loại.",
             "Xem trên hệ thống dòng nào đúng rồi xuất lại.", _WRONG - 2, rows="rejects"),
        Kind("date_order", "{n} hồ sơ kết thúc trước khi tiếp nhận",
             "Ngày kết thúc đứng trước ngày tiếp nhận, thường do hai lần xuất ghi khác nhau.",
             "Sửa ngày trên Một cửa rồi xuất lại.", _WRONG - 3, rows="dossiers"),
        Kind("due_before_received", "{n} hồ sơ hẹn trả trước ngày tiếp nhận",
             "Ngày hẹn trả đứng trước ngày tiếp nhận nên hồ sơ bị tính trễ ngay từ đầu.",
             "Sửa ngày hẹn trả trên Một cửa rồi xuất lại.", _WRONG - 3, rows="dossiers"),
        Kind("done_without_date", "{n} hồ sơ ghi đã xong mà không có ngày kết thúc",
             "Thiếu ngày kết thúc nên vẫn tính là đang giải quyết, có thể thành quá hạn.",
             "Bổ sung ngày kết thúc trên Một cửa rồi xuất lại.", _WRONG - 4, rows="dossiers"),
        Kind("open_with_date", "{n} hồ sơ có ngày kết thúc nhưng trạng thái còn đang xử lý",
             "Số liệu tính là đã giải quyết theo ngày kết thúc.", "Cập nhật trạng thái trên Một cửa.", _WRONG - 5,
             rows="dossiers"),
        Kind("vanished", "{n} hồ sơ đang giải quyết biến mất khỏi lần xuất sau",
             "Hồ sơ còn mở ở lần xuất trước, lần xuất sau không có; chương trình giữ trạng thái cuối, vẫn tính là mở.",
             "Tìm trên Một cửa: đã xong, đã hủy hay tệp xuất thiếu đơn vị? Xuất lại cho đủ.", _MISSING + 9,
             page="qua-han", link="Quá hạn", rows="dossiers"),
        Kind("missing_month", "{n} tháng chưa có tệp hồ sơ Một cửa",
             "Giữa các tháng đã nhập còn tháng trống; số của tháng đó chỉ gồm hồ sơ còn thấy ở các tháng sau.",
             "Xuất tháng đó từ Một cửa và nhập.", _MISSING + 8),
        Kind("missing_service_month", "{n} tháng chưa có điểm Bộ chỉ số phục vụ",
             "Giữa các tháng đã có điểm còn tháng trống.", "Lấy điểm tháng đó từ Cổng Dịch vụ công và nhập.",
             _MISSING + 2),
        Kind("rejected_version", "{n} hồ sơ có dòng mới nhất bị loại",
             "Lần xuất mới nhất có hồ sơ này nhưng dòng bị loại vì sai; số liệu vẫn theo lần trước.",
             "Sửa dòng đó trên Một cửa, xuất và nhập lại.", _MISSING + 7, rows="dossiers"),
        Kind("rejected_rows", "{n} tệp có dòng bị loại",
             "Các dòng sai không được tính vào số liệu nào.",
             "Tải các dòng bị loại ở trang Nhập dữ liệu, sửa rồi nhập bổ sung; hoặc sửa trên hệ thống và xuất lại.",
             _MISSING + 6, rows="rejects"),
        Kind("upgraded_figure", "{n} chỉ tiêu đổi số khi nâng cấp chương trình",
             "Danh mục đi kèm chương trình đã được cập nhật: mức giao hoặc cách tính của các chỉ tiêu này khác trước.",
             "Đối chiếu với văn bản giao; cơ quan giao khác thì sửa ở trang Quản trị rồi đánh dấu đã xem.",
             _MISSING + 4, page="quan-tri", link="Quản trị"),
        Kind("unknown_unit", "{n} cách viết chưa biết là đơn vị nào",
             "Các dòng này đang ở “Chưa xác định”, không thuộc phòng nào.",
             "Chọn đơn vị cho từng cách viết ở trang Quản trị, mục Đơn vị; số liệu đúng ngay, không phải nhập lại.",
             _MISSING + 5, page="quan-tri", link="Quản trị"),
        Kind("unit_without_data", "{n} đơn vị không có số liệu nào",
             "Đơn vị đang hoạt động nhưng không có hồ sơ, nhiệm vụ, phản ánh nào.",
             "Nếu đơn vị có việc, kiểm tra cách viết tên trong tệp; nếu đã thôi hoạt động, ghi ngày kết thúc.",
             _MISSING, page="quan-tri", link="Quản trị"),
        Kind("unknown_procedure", "{n} thủ tục không có trong danh mục công bố",
             "Hồ sơ của các thủ tục này không vào được các tỷ lệ tính trên danh mục TTHC.",
             "Cập nhật và nhập lại Danh mục TTHC.", _MISSING + 1),
        Kind("due_moved", "{n} hồ sơ bị dời ngày hẹn trả mà không tạm dừng",
             "Ngày hẹn mới muộn hơn ngày hẹn đầu, không có thời gian tạm dừng nào giải thích. Tỷ lệ đúng hạn theo ngày "
             "hẹn mới như tỉnh tính; cạnh đó có tỷ lệ theo ngày hẹn đầu.",
             "Xác minh lý do gia hạn; trễ thật thì cần phiếu xin lỗi và hẹn lại ngày trả.", _WORK + 9,
             page="qua-han", link="Quá hạn", rows="dossiers"),
        Kind("no_due_date", "{n} hồ sơ đang giải quyết không có ngày hẹn trả",
             "Không có ngày hẹn thì không bao giờ bị tính trễ.", "Bổ sung ngày hẹn trả trên Một cửa.", _WORK + 8,
             page="qua-han", link="Quá hạn", rows="dossiers"),
        Kind("paused_without_reason", "{n} hồ sơ tạm dừng không ghi lý do",
             "Hồ sơ tạm dừng không bị tính quá hạn, nên phải có lý do và văn bản đính kèm trước khi dừng.",
             "Ghi lý do, đính kèm văn bản trên Một cửa; hoặc cho chạy tiếp.", _WORK + 7, page="qua-han",
             link="Quá hạn", rows="dossiers"),
        Kind("late_without_apology", "{n} hồ sơ trễ hạn chưa có phiếu xin lỗi",
             "Hồ sơ trễ phải có phiếu xin lỗi và hẹn lại ngày trả kết quả.", "Gửi phiếu và ghi nhận trên Một cửa.",
             _WORK + 5, page="qua-han", link="Quá hạn", rows="dossiers"),
    )
}  # fmt: skip


def kind_of(code: str) -> Kind:
    """The kind of a code; a new check that nobody explained yet speaks by its messages."""
    return KINDS.get(code) or Kind(code, "{n} phát hiện khác", "Xem từng dòng bên dưới.", "", _MISSING)


def findings(store: Store, agency: str, as_of: date | None) -> pd.DataFrame:
    """figures.check with seen (bool) and note: code, subject, message … worst kinds first.

    A finding whose sentence changed since somebody looked is new again.
    """
    seen = store.run("reconcile/seen", agency=agency)
    found = figures.check(store, agency, as_of).merge(seen, on=["code", "subject", "message"], how="left")
    found["seen"] = found["seen"].eq(True)
    found["note"] = found["note"].astype(object).where(found["note"].notna(), None)
    weights = [-kind_of(code).weight for code in found["code"]]
    return found.iloc[np.argsort(weights, kind="stable")].reset_index(drop=True)


def unknown_spellings(store: Store, agency: str) -> pd.DataFrame:
    """Spellings of units in the data that nobody taught: alias_key, unit_text, row_count, datasets, file_name."""
    found: pd.DataFrame = store.arrow("changes/unknown_spellings", OF_UNITS, agency=agency).to_pandas()
    return found


def mark(store: Store, actor: Actor, agency: str, lines: Iterable[Mapping[str, Any]]) -> int:
    """Says of findings (code, subject, message, seen, note) that somebody looked, or takes it back; how many.

    Refused: `forbidden`, `bad_entry` for a note that is too long.
    """
    marks: list[dict[str, Any]] = []
    with act(store, actor, EDIT, SEEN) as doing:
        for line in lines:
            note = str(line.get("note") or "").strip() or None
            if note and len(note) > LONGEST_NOTE:
                raise Refused("bad_entry", f"Ghi chú dài quá {LONGEST_NOTE} ký tự. Hãy rút gọn rồi lưu lại.")
            texts = {name: str(line[name]) for name in ("code", "subject", "message")}
            marks.append({"agency": agency, **texts, "note": note, "is_seen": bool(line.get("seen"))})
            store.execute("reconcile/mark", now=utc_now(), who=actor.name, **marks[-1])
        doing.subject, doing.kept = f"{len(marks)} phát hiện", {"marks": marks}
        store.bump()
    return len(marks)


# --- the three denominators -----------------------------------------------------------------------------------------

DENOMINATORS = (
    ("online_rate", "Tiếp nhận", "Hồ sơ tiếp nhận trong năm CCHC, mọi hình thức. Mẫu số của tỷ lệ nộp trực tuyến."),
    ("online_payment_rate", "Có phí", "Hồ sơ tiếp nhận có phí, lệ phí. Mẫu số của tỷ lệ thanh toán trực tuyến."),
    ("on_time_rate", "Đã giải quyết", "Hồ sơ có kết quả trong năm, kể cả tiếp nhận từ năm trước. Mẫu số của tỷ lệ "
     "đúng hạn, số hóa, kết quả điện tử."),
)  # fmt: skip


def denominators(store: Store, agency: str, as_of: date, year: int) -> list[dict[str, Any]]:
    """The three, each: indicator, label, meaning, value (in use), reported (bool), own (what the records say)."""
    asked = Asked(agency=agency, as_of=as_of, year=year)
    values = figures.values(store, asked)
    rows = []
    for code, label, meaning in DENOMINATORS:
        value, own = values.one(code), _own_sum(store, asked, code)
        used = {"value": value and value.denominator, "reported": bool(value and value.reported)}
        rows.append(
            {"indicator": code, "label": label, "meaning": meaning, **used, "own": own["denominator"]}
        )
    return rows


def _own_sum(store: Store, asked: Asked, indicator: str) -> dict[str, Any]:
    """Numerator, denominator, entries counted from the records of a CCHC year up to a day."""
    entry = find(figures.catalogue(store, asked.agency, asked.year), indicator)
    rows = facts.sums(store, facts.Rows(scope(store, asked), [entry]))[indicator]
    return rows[0] if rows else {"numerator": None, "denominator": None, "entries": 0}


def reported_against_records(store: Store, agency: str, as_of: date, year: int) -> pd.DataFrame:
    """What was reported for a record-based indicator and what the records say: one row per report of the year.

    indicator, name, day, numerator, denominator, own_numerator, own_denominator, file_name, row_no. The records are
    counted up to the day of the report (at most the year's last).
    """
    first, last = cchc_year_bounds(year)
    until = max(min(as_of, date(year, 12, 31)), first)
    reports = store.rows("reconcile/measurements", agency=agency, from_day=first, until_day=until)
    counted = {
        entry.indicator: entry
        for entry in figures.catalogue(store, agency, year)
        if not entry.is_reported and entry.dataset != "service_index"
    }
    rows = []
    for row in reports:
        if row["indicator"] not in counted or row["unit_id"] not in (None, agency):
            continue
        then = Asked(agency=agency, as_of=min(row["day"], last), year=year)
        own = _own_sum(store, then, row["indicator"])
        if own["entries"]:
            sums = {"own_numerator": own["numerator"], "own_denominator": own["denominator"]}
            rows.append({**row, "name": counted[row["indicator"]].name, **sums})
    columns = ["indicator", "name", "day", "numerator", "denominator", "own_numerator", "own_denominator", "file_name",
               "row_no"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
