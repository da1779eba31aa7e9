"""A further table beneath the first in one sheet: its rows are never read by the first one's header, nor the first's
lost for it."""

import io
from collections.abc import Sequence

import openpyxl
import pytest

from chiso.intake.clean.cleaned import Cleaned, TooManyRejects
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Layout
from chiso.intake.recognise.recognising import recognise
from tests.worlds import upload_files as made
from tests.worlds.small_world import AS_OF

HEADER = made.HEADER.split(";")
SWAPPED = [*HEADER[:5], HEADER[6], HEADER[5], *HEADER[7:]]  # due before received
WIDER = [*HEADER[:5], "Ngày nộp hồ sơ", *HEADER[5:]]
TASKS = [
    "STT",
    "Số văn bản",
    "Nội dung nhiệm vụ",
    "Đơn vị thực hiện",
    "Ngày giao",
    "Hạn hoàn thành",
    "Ngày hoàn thành",
]
TASK = ["1", "12/UBND-NC", "Báo cáo", "Văn phòng", "04/03/2024", "18/03/2024", "15/03/2024"]


def lines(header: list[str], rows: list[dict[str, str]]) -> list[list[str]]:
    return [header, *([row.get(name, "01/03/2024") for name in header] for row in rows)]


def imported(*rows: Sequence[str | None]) -> tuple[Layout, Cleaned]:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read("a.xlsx", out.getvalue())
    layout = recognise(found, None, "a.xlsx")
    try:
        return layout, clean(found.sheets[0], layout, AS_OF, "a.xlsx")
    except TooManyRejects as error:
        return layout, error.cleaned


def ids(cleaned: Cleaned) -> list[str]:
    return cleaned.table["dossier_id"].to_pylist()


@pytest.mark.parametrize(
    "count", [5, 80]
)  # the second header near enough to be one that is tried, and far below
@pytest.mark.parametrize("header", [SWAPPED, WIDER, TASKS])
def test_rows_below_another_header_are_rejected_for_it(header: list[str], count: int) -> None:
    above = [["DANH SÁCH HỒ SƠ"], [made.MARCH], *lines(HEADER, made.dossiers(count))]
    second = (
        [TASKS, TASK, ["2", "13/UBND-NC", *TASK[2:]]]
        if header is TASKS
        else lines(header, made.dossiers(2, first=901))
    )
    layout, cleaned = imported(*above, [], ["HỒ SƠ TRỄ HẠN"], *second)
    row = 2 + 1 + count + 2 + 1
    assert layout.header_row == 3
    assert ids(cleaned) == [made.dossier(number)["Mã hồ sơ"] for number in range(1, count + 1)]
    assert [(fault.row, fault.code) for fault in cleaned.rejects] == [
        (row + number, "other_table") for number in range(3)
    ]
    assert f"Dòng {row} là tiêu đề của một bảng khác" in cleaned.rejects[0].message


def test_rows_of_another_table_are_asked_nothing_more() -> None:
    """Whether its "3" is 3% or 300% nobody needs to say."""
    names = ("Ký số văn bản", "Giải ngân", "HS công việc", "E-Office", "Tiết kiệm chi")
    rows = [["Chỉ tiêu", "Tháng", "Giá trị"], *([name, "05/2024", "40%"] for name in names)]
    _, cleaned = imported(
        *rows, ["Tên phòng", "Ngày giao", "Kết quả"], ["Tỷ lệ của Văn phòng", "06/2024", "3"]
    )
    assert [(fault.row, fault.code) for fault in cleaned.rejects] == [(7, "other_table"), (8, "other_table")]


def test_a_second_list_with_the_same_header_is_one_with_the_first() -> None:
    both = [lines(HEADER, made.dossiers(3)), lines(HEADER, made.dossiers(3, first=11))]
    _, cleaned = imported(*both[0], [], ["HỒ SƠ TRỄ HẠN"], *both[1])
    assert (len(ids(cleaned)), cleaned.rejects) == (6, [])


def test_a_header_printed_again_in_one_row_is_no_table_of_its_own() -> None:
    """What was given above it reads like a title of tasks, and days with a year of two digits are known by their column
    alone: what stood between the two headers went as a title."""
    levels = [[*TASKS[:4], "Thời gian", None, None], [*[None] * 4, *TASKS[4:]]]
    days = [(f"{number:02}/03/24", f"{number + 20}/03/24", f"{number + 15}/03/24") for number in range(1, 7)]
    rows = [
        [str(number), f"{number}/UBND-NC", "Nhiệm vụ UBND tỉnh giao", TASK[3], *of]
        for number, of in enumerate(days, 1)
    ]
    layout, cleaned = imported(*levels, *rows[:4], TASKS, *rows[4:])
    assert (layout.header_row, cleaned.rejects) == (1, [])
    assert cleaned.table["document_no"].to_pylist() == [row[1] for row in rows]


def test_a_table_of_another_kind_above_is_named() -> None:
    """The list is taken, as it fits better; the one above it is no title that nobody needs."""
    layout, cleaned = imported(TASKS, TASK, [], ["DANH SÁCH HỒ SƠ"], *lines(HEADER, made.dossiers(3)))
    assert (layout.dataset, len(ids(cleaned))) == ("dossiers", 3)
    (said,) = [message for code, message in layout.warnings if code == "other_table"]
    assert "dòng 1" in said
    assert "“Nhiệm vụ UBND tỉnh giao”" in said
