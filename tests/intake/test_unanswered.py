"""Petitions whose file says how they stand and not when they were answered. Lines made by hand."""

from datetime import date

import pytest

from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise

HEAD = "Mã phản ánh;Nội dung;Ngày tiếp nhận;Hạn trả lời;{};Đơn vị xử lý;{}\n"
LINE = "PA-{};Đèn tắt;02/09/2024;16/09/2024;{};Văn phòng;{}\n"


def told(*lines: tuple[str, str], day: str = "Ngày trả lời", state: str = "Trạng thái") -> list[str]:
    text = HEAD.format(day, state) + "".join(LINE.format(number, *line) for number, line in enumerate(lines))
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 9, 30), "a.csv")
    assert (cleaned.rows_loaded, cleaned.rejects) == (len(lines), [])
    return [message for code, message in cleaned.warnings if code == "closed_without_day"]


@pytest.mark.parametrize(
    "state",
    [
        "Đã trả lời", "Hoàn thành", "Đã xử lý", "Đã được giải quyết", "Từ chối tiếp nhận", "Không tiếp nhận",
        "Chuyển đơn vị khác", "Đã chuyển sang cơ quan khác", "Chuyển trả", "Không thuộc thẩm quyền", "Đã đóng",
    ],
)  # fmt: skip
def test_what_is_closed_without_a_day_is_said(state: str) -> None:
    assert told(("05/09/2024", state), ("", "Đang xử lý"), ("", state)) == [
        "1 dòng ghi ở cột “Trạng thái” là đã xong, từ chối hoặc chuyển đi mà không có “Ngày trả lời” (dòng 4): "
        "vẫn tính là chưa trả lời. Hãy bổ sung ngày đó ở hệ thống nguồn rồi kết xuất lại."
    ]


@pytest.mark.parametrize(
    "state",
    [
        "Đang xử lý",
        "Chưa trả lời",
        "Chờ trả lời",
        "Đã chuyển phòng xử lý",
        "Chuyển chuyên viên xử lý",
        "Đã tiếp nhận",
        "",
    ],
)
def test_what_is_open_is_not(state: str) -> None:
    assert told(("", state)) == []


def test_a_file_without_days_of_answer_says_it_of_all() -> None:
    (message,) = told(("", "Đã trả lời"), ("", "Đã xử lý xong"), day="Ghi chú", state="Tình trạng xử lý")
    assert message.startswith("2 dòng ghi ở cột “Tình trạng xử lý” là đã xong")


@pytest.mark.parametrize("heading", ["Ngày công khai", "Ngày công khai kết quả"])
def test_the_day_of_publishing_is_that_of_the_answer_where_none_stands(heading: str) -> None:
    assert told(("05/09/2024", "Đã trả lời"), day=heading) == []
    assert told(("", "Đã trả lời"), day="Ngày trả lời", state=heading) == []
