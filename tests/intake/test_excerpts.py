"""A list of some records alone ("HỒ SƠ QUÁ HẠN") is told for what it is: of the whole period it gives no figure."""

from datetime import date

import pytest

from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise
from chiso.web.upload.item import TICKED

DAY = date(2024, 11, 30)
HEADS = {
    "dossiers": "Mã hồ sơ;Tên thủ tục;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày hoàn thành;Trạng thái",
    "tasks": "Số văn bản;Nội dung nhiệm vụ;Đơn vị chủ trì;Hạn xử lý;Ngày hoàn thành",
    "petitions": "Mã PAKN;Nội dung;Đơn vị xử lý;Ngày tiếp nhận;Hạn trả lời;Ngày trả lời",
}
LATE = "H{n};Cấp phiếu;Văn phòng;Trực tuyến;02/11/2024;10/11/2024;;Đang xử lý"
LATE_DONE = "H{n};Cấp phiếu;Văn phòng;Trực tiếp;02/11/2024;10/11/2024;12/11/2024;Đã trả kết quả"
IN_TIME = "H{n};Cấp phiếu;Văn phòng;Trực tuyến;02/11/2024;10/11/2024;09/11/2024;Đã trả kết quả"
TASK = "{n}/UBND;Báo cáo;Văn phòng;10/11/2024;"
PETITION = "P{n};Chậm;Văn phòng;02/11/2024;10/12/2024;"


def said(title: str, dataset: str, *rows: str) -> list[str]:
    """What is told of a list of these rows below that title."""
    lines = [title, "Đến ngày 30/11/2024", HEADS[dataset], *(row.format(n=n) for n, row in enumerate(rows))]
    found = read("a.csv", "\n".join(lines).encode())
    layout = recognise(found, None, "a.csv")
    assert layout.dataset == dataset
    return [
        text for code, text in clean(found.sheets[0], layout, DAY, "a.csv").warnings if code == "part_of_list"
    ]


@pytest.mark.parametrize(
    ("title", "dataset", "rows", "words"),
    [
        ("DANH SÁCH HỒ SƠ QUÁ HẠN", "dossiers", (LATE, LATE_DONE), "2 dòng đều trễ hạn"),
        ("DANH SÁCH HỒ SƠ TRỄ HẠN", "dossiers", (LATE,), "dòng duy nhất trễ hạn"),
        ("DANH SÁCH HỒ SƠ TRỰC TUYẾN", "dossiers", (LATE, IN_TIME), "2 dòng đều nộp trực tuyến"),
        ("HỒ SƠ NỘP TRỰC TIẾP", "dossiers", (LATE_DONE, LATE_DONE), "2 dòng đều không nộp trực tuyến"),
        ("DANH SÁCH HỒ SƠ ĐÃ GIẢI QUYẾT", "dossiers", (IN_TIME, LATE_DONE), "2 dòng đều đã xong"),
        ("HỒ SƠ GIẢI QUYẾT ĐÚNG HẠN", "dossiers", (IN_TIME, IN_TIME), "2 dòng đều không trễ hạn"),
        (
            "HỒ SƠ TRỰC TUYẾN ĐANG GIẢI QUYẾT",
            "dossiers",
            (LATE, LATE),
            "2 dòng đều chưa xong, nộp trực tuyến",
        ),
        ("NHIỆM VỤ UBND TỈNH GIAO QUÁ HẠN", "tasks", (TASK, TASK), "2 dòng đều trễ hạn"),
        ("PHẢN ÁNH, KIẾN NGHỊ CHƯA TRẢ LỜI", "petitions", (PETITION, PETITION), "2 dòng đều chưa xong"),
    ],
)
def test_a_list_of_some_records_alone_is_told(
    title: str, dataset: str, rows: tuple[str, ...], words: str
) -> None:
    """Of the overdue ones alone 0% are in time, of those filed online 100% are."""
    (text,) = said(title, dataset, *rows)
    assert text.startswith(f"Tiêu đề ghi “{title}” và {words}: tệp có vẻ chỉ là một phần danh sách")
    assert "part_of_list" in TICKED


@pytest.mark.parametrize(
    ("title", "dataset", "rows"),
    [
        ("DANH SÁCH HỒ SƠ", "dossiers", (LATE, LATE)),
        ("DANH SÁCH HỒ SƠ QUÁ HẠN", "dossiers", (LATE, IN_TIME)),
        ("DANH SÁCH HỒ SƠ ĐÚNG HẠN, QUÁ HẠN", "dossiers", (LATE, LATE)),
        ("HỒ SƠ TRỰC TUYẾN, TRỰC TIẾP", "dossiers", (LATE, IN_TIME)),
        ("HỒ SƠ ĐÃ GIẢI QUYẾT, ĐANG GIẢI QUYẾT", "dossiers", (IN_TIME, IN_TIME)),
        ("Ban hành kèm theo Quyết định số 1 về hồ sơ trực tuyến", "dossiers", (IN_TIME, IN_TIME)),
        ("NHIỆM VỤ UBND TỈNH GIAO", "tasks", (TASK, TASK)),
        ("PHẢN ÁNH, KIẾN NGHỊ", "petitions", (PETITION, PETITION)),
    ],
)
def test_of_a_list_of_all_records_nothing_is_told(title: str, dataset: str, rows: tuple[str, ...]) -> None:
    assert said(title, dataset, *rows) == []
