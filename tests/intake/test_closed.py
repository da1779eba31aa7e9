"""Records whose file says in words how they stand, and not in a column of days when they ended. Lines made by hand."""

from datetime import date

import pytest

from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise

HEAD = "Mã phản ánh;Nội dung;Ngày tiếp nhận;Hạn trả lời;{};Đơn vị xử lý;{}\n"
LINE = "PA-{};Đèn tắt;02/09/2024;16/09/2024;{};Văn phòng;{}\n"


def cleaned_of(text: str) -> Cleaned:
    """What a .csv says, as known on 30/9/2024: nothing of it is rejected."""
    found = read("a.csv", text.encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 9, 30), "a.csv")
    assert cleaned.rejects == []
    return cleaned


def said_of(cleaned: Cleaned, code: str = "closed_without_day") -> list[str]:
    return [message for one, message in cleaned.warnings if one == code]


def told(*lines: tuple[str, str], day: str = "Ngày trả lời", state: str = "Trạng thái") -> list[str]:
    text = HEAD.format(day, state) + "".join(LINE.format(number, *line) for number, line in enumerate(lines))
    cleaned = cleaned_of(text)
    assert cleaned.rows_loaded == len(lines)
    return said_of(cleaned)


@pytest.mark.parametrize(
    "state",
    [
        "Đã trả lời", "Hoàn thành", "Đã xử lý", "Đã được giải quyết", "Từ chối tiếp nhận", "Không tiếp nhận",
        "Chuyển đơn vị khác", "Đã chuyển sang cơ quan khác", "Chuyển trả", "Không thuộc thẩm quyền", "Đã đóng",
        "Quá hạn 2 ngày - Đã trả lời", "(Đúng hạn) Hoàn thành", "Trễ hạn đã xử lý",
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
        "Quá hạn trả lời",
        "Quá hạn, chưa trả lời",
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


TASKS = "Số văn bản;Nội dung nhiệm vụ;Đơn vị thực hiện;Ngày giao;Hạn hoàn thành;{}\n"


def tasks(*words: str, more: str = "Kết quả thực hiện") -> Cleaned:
    """Tasks given on 2/1/2024, of each of which this is said."""
    lines = "".join(
        f"{n}/UBND;Báo cáo;Văn phòng;02/01/2024;15/01/2024;{text}\n" for n, text in enumerate(words)
    )
    cleaned = cleaned_of(TASKS.format(more) + lines)
    assert cleaned.rows_loaded == len(words)
    return cleaned


def ended(*words: str, more: str = "Kết quả thực hiện") -> tuple[list[str | None], list[str]]:
    """The days on which tasks ended, and what is said of days in words."""
    cleaned = tasks(*words, more=more)
    days = [day and f"{day:%d/%m/%Y}" for day in cleaned.table["finished_on"].to_pylist()]
    return days, said_of(cleaned, "day_of_words")


def test_the_day_in_the_words_of_what_is_done_is_taken_and_said() -> None:
    found = ended(
        "Đã hoàn thành tại Văn bản số 56/STP-VP ngày 14/01/2024",
        "Đã báo cáo (Công văn 7/STP-VP, ngày 3 tháng 02 năm 2024)",
        "Hoàn thành 15.01.2024",
    )
    assert found == (
        ["14/01/2024", "03/02/2024", "15/01/2024"],
        [
            "3 dòng không có “Ngày hoàn thành”: lấy ngày ghi trong chữ của cột “Kết quả thực hiện” (dòng 2, 3, 4)."
        ],
    )


@pytest.mark.parametrize(
    "words",
    [
        "Đang thực hiện, có Văn bản số 56 ngày 14/01/2024",
        "Chưa hoàn thành đến 14/01/2024",
        "Đã hoàn thành một phần ngày 14/01/2024",
        "Đã báo cáo ngày 14/01/2024, bổ sung ngày 20/02/2024",  # which of them?
        "Hoàn thành ngày 14/01/2025",  # not known yet
        "Hoàn thành theo Kế hoạch ngày 20/12/2023",  # before it was given
        "Hoàn thành trước ngày 20/01/2024",
        "Dự kiến hoàn thành 20/01/2024",
        "Hoàn thành",
        "Văn bản số 56 ngày 14/01/2024",
    ],
)
def test_no_other_day_is_when_it_ended(words: str) -> None:
    assert ended(words, "") == ([None, None], [])


def told_of_papers(*words: str) -> list[str]:
    cleaned = tasks(*words)
    assert cleaned.table["finished_on"].null_count == len(words)  # whether it is the result, nobody knows
    return said_of(cleaned)


def test_a_document_alone_is_no_end_and_is_told() -> None:
    """Tasks whose cell names what was written stood as overdue, and nothing said so."""
    said = told_of_papers(
        "BC số 45/BC-STP ngày 14/01/2024",
        "Đã ban hành CV 60/STP-NV1 ngày 23/01/2024",
        "Đang dự thảo",
        "Đã trình UBND tỉnh tại Tờ trình số 12/2024/TTr-STP ngày 14.01.2024",
        "Công văn số 45/STP-VP, 14/01/2024.",
    )
    assert said == [
        "4 dòng ở cột “Kết quả thực hiện” chỉ ghi một văn bản, không ghi là đã xong (dòng 2, 3, 5, 6): vẫn tính là "
        "chưa xong. Nếu văn bản ấy là kết quả, hãy ghi thêm “Đã hoàn thành” ở đó, hoặc ngày của nó ở “Ngày hoàn "
        "thành”, rồi nhập lại."
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Đang dự thảo Báo cáo số 45/BC-STP ngày 14/01/2024",
        "Xin gia hạn tại Công văn số 45/STP-VP ngày 14/01/2024",
        "Công văn số 45/STP-VP ngày 14/01/2024 lấy ý kiến các sở",
        "14/01/2024",
        "45/BC-STP",
        "",
    ],
)
def test_what_says_more_or_less_than_a_document_is_not_told(words: str) -> None:
    assert told_of_papers(words) == []


def test_a_day_of_its_own_column_stays() -> None:
    found = ended(
        "20/02/2024;Đã hoàn thành ngày 14/01/2024",
        ";Hoàn thành ngày 15/01/2024",
        more="Ngày hoàn thành;Kết quả",
    )
    assert found[0] == ["20/02/2024", "15/01/2024"]


def test_the_day_of_an_answer_may_stand_in_its_state() -> None:
    assert told(("", "Đã trả lời tại Công văn 12 ngày 10/09/2024"), ("", "Đang xử lý")) == []


def crossed(heads: tuple[str, ...], *lines: str) -> tuple[list[str | None], list[str]]:
    """The states of tasks by crosses below two lines of headings, and what is said of those without a day."""
    top = "Số văn bản;Nội dung nhiệm vụ;Đơn vị thực hiện;Ngày giao;Hạn hoàn thành;Kết quả thực hiện" + ";" * (
        len(heads) - 1
    )
    text = f"{top}\n;;;;;{';'.join(heads)}\n" + "".join(
        f"{n}/UBND;Báo cáo;Văn phòng;02/01/2024;15/01/2024;{line}\n" for n, line in enumerate(lines)
    )
    cleaned = cleaned_of(text)
    assert cleaned.rows_loaded == len(lines)
    return cleaned.table["status"].to_pylist(), said_of(cleaned)


def test_a_cross_below_a_state_says_it() -> None:
    """The columns were not read: what was done stood as overdue."""
    heads = ("Hoàn thành trước hạn", "Hoàn thành đúng hạn", "Hoàn thành trễ hạn", "Chưa hoàn thành")
    assert crossed(heads, "x;;;", ";X;;", ";;x;", ";;;x", ";;;") == (
        ["Hoàn thành trước hạn", "Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Đang thực hiện", None],
        [
            "3 dòng ghi ở cột “Kết quả thực hiện › Hoàn thành trước hạn / Hoàn thành đúng hạn / Hoàn thành trễ hạn / "
            "Chưa hoàn thành” là đã xong mà không có “Ngày hoàn thành” (dòng 3, 4, 5): tính theo chữ đó nếu rõ, "
            "không rõ thì vẫn tính là chưa xong; trang Đối soát nói từng dòng. Hãy bổ sung ngày đó ở hệ thống nguồn "
            "rồi kết xuất lại."
        ],
    )


def test_what_else_stands_below_a_state_says_more_of_it() -> None:
    heads = ("Đã hoàn thành", "Chưa hoàn thành")
    states, _ = crossed(heads, "Báo cáo số 12/BC-STP;", ";Chờ Sở Tài chính", "Không;x")
    assert states == [
        "Hoàn thành: Báo cáo số 12/BC-STP",
        "Đang thực hiện: Chờ Sở Tài chính",
        "Đang thực hiện",
    ]


def test_a_task_that_says_it_is_done_without_a_day_is_told_before_it_goes_in() -> None:
    text = TASKS.format("Trạng thái") + "1/UBND;Báo cáo;Văn phòng;02/01/2024;15/01/2024;Hoàn thành đúng hạn\n"
    (said,) = said_of(cleaned_of(text))
    assert said.startswith("1 dòng ghi ở cột “Trạng thái” là đã xong mà không có “Ngày hoàn thành” (dòng 2)")


DOSSIERS = "Mã hồ sơ;Tên TTHC;Đơn vị xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;{};Trạng thái\n"
DOSSIER = "H{};Cấp phiếu;Văn phòng;Trực tuyến;02/09/2024;16/09/2024;{};{}\n"


@pytest.mark.parametrize(
    ("day", "rows"),
    [("Ngày kết thúc xử lý", "dòng 3, 4"), ("Ngày trả", "dòng 3, 4"), ("Xong hôm", "dòng 2, 3, 4")],
)
def test_dossiers_that_are_done_on_no_day_are_told_before_they_go_in(day: str, rows: str) -> None:
    """A column of days that was not understood made all of a list overdue, and only the reconciliation said why."""
    lines = [("05/09/2024", "Đã giải quyết"), ("", "Đã trả kết quả"), ("", "Đã có kết quả"), ("", "Đang xử lý"),
             ("", "Rút hồ sơ"), ("", "Chờ bổ sung")]  # fmt: skip
    text = DOSSIERS.format(day) + "".join(DOSSIER.format(number, *line) for number, line in enumerate(lines))
    (said,) = said_of(cleaned_of(text))
    assert f"({rows}): vẫn tính là đang giải quyết" in said
