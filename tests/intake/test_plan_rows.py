"""The appendix of a plan as workbooks hold it: rows parted by a page break, names of sections, digits no date is."""

from collections.abc import Sequence

import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import Cleaned
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.sheets import Sheet, table_of_rows
from chiso.intake.recognise.layout import Answers, Layout, Mend
from tests.intake.test_rooms import understood

HEAD = ["TT", "Nhiệm vụ", "Sản phẩm/kết quả", "Tiến độ", "Phân công và cách thức thực hiện"]
QUARTERS, MONTHS = (
    [f"Quý {one}" for one in ("I", "II", "III", "IV")],
    [f"Tháng {one}" for one in range(1, 13)],
)
FIELDS = {"task": 1, "product": 2, "schedule": 3, "assignment": 4}


def cleaned(*rows: Sequence[str | None], mends: tuple[Mend, ...] = ()) -> Cleaned:
    sheet = Sheet("S", True, table_of_rows([HEAD, *rows], len(HEAD)))
    headers = {name: HEAD[place] for name, place in FIELDS.items()}
    layout = Layout(
        "plan_tasks", "S", 1, 1, FIELDS, headers, stt_column=0, plan="Kế hoạch năm 2024", mends=mends
    )
    return clean(sheet, layout, None, "ke-hoach.xlsx")


def of(found: Cleaned, name: str) -> list[str | None]:
    values: list[str | None] = found.table.column(name).to_pylist()
    return values


def test_a_row_goes_on_after_a_page_break() -> None:
    """As document 4 prints its A/I.6 and document 2 its VI.1: the page ends within the cells of a task."""
    found = cleaned(
        ["A", "CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI)", None, None, None],
        ["I", "Chỉ số gia nhập thị trường", None, None, None],
        ["6", "Thường xuyên kiểm tra, góp phần nâng cao năng", "- Kiểm tra vào tháng 9/2023.", None, "Văn phòng"],
        [None] * 5,
        HEAD,
        [None, "lực, phẩm chất đạo đức.", "- Cử công chức tập huấn.", None, None],
        ["7", "Duy trì hệ thống", None, "Thường xuyên", None],
        HEAD,
        [None, "theo quy định pháp luật; xây dựng", None, None, None],
        ["VI", "CẢI CÁCH TÀI CHÍNH CÔNG", None, None, None],
        ["1", None, "- Báo cáo quyết toán", "Trong năm 2024", "- Văn phòng chủ trì"],
        [None, "Chấp hành quy định về ngân sách", "- Quyết định ban hành quy chế", None, None],
    )  # fmt: skip
    assert found.rejects == []
    assert of(found, "section") == ["A/I", "A/I", "A/VI"]
    assert of(found, "section_name") == [
        "Chỉ số gia nhập thị trường", "Chỉ số gia nhập thị trường", "CẢI CÁCH TÀI CHÍNH CÔNG"
    ]  # fmt: skip
    assert of(found, "task") == [
        "Thường xuyên kiểm tra, góp phần nâng cao năng lực, phẩm chất đạo đức.",
        "Duy trì hệ thống theo quy định pháp luật; xây dựng",
        "Chấp hành quy định về ngân sách",
    ]
    assert of(found, "product")[0] == "- Kiểm tra vào tháng 9/2023. - Cử công chức tập huấn."
    assert [code for code, _ in found.warnings] == ["joined_rows"]
    assert "dòng 7, 10, 13" in found.warnings[0][1]


@pytest.mark.parametrize(
    "closing",
    [
        [[None, "NƠI NHẬN: - Như trên;", None, None, "GIÁM ĐỐC"]],
        [[None, "NGƯỜI LẬP BIỂU", None, None, "GIÁM ĐỐC"], [None, "Nguyễn Văn A", None, None, "Trần Văn B"]],
        [[None, "CHÁNH VĂN PHÒNG", None, None, "GIÁM ĐỐC"], [None, "(Ký tên)", None, None, "(Ký, đóng dấu)"]],
        [
            [None, None, None, "Khánh Hòa, ngày 05 tháng 01 năm 2024", None],
            [None, "Người lập", None, None, "X"],
        ],
    ],
)
@pytest.mark.parametrize("apart", [1, 0])
def test_who_receives_and_signs_a_plan_is_no_task_and_no_part_of_the_last_one(
    closing: list[list[str | None]], apart: int
) -> None:
    """Its last row says neither who nor when: a row below it could be what goes on after a page break."""
    found = cleaned(
        ["1", "Báo cáo số liệu", None, "Ngày 05 của tháng tiếp theo", "Các đơn vị"],
        [None, "của tháng trước", None, None, None],
        *[[None] * 5] * apart,
        *closing,
    )
    assert (of(found, "task"), of(found, "assignment")) == (
        ["Báo cáo số liệu của tháng trước"],
        ["Các đơn vị"],
    )
    assert found.rejects == []
    assert [code for code, _ in found.warnings] == ["joined_rows"]


def test_headings_and_tasks_without_a_number_stay_rows_of_their_own() -> None:
    found = cleaned(
        ["I", "Công tác chỉ đạo", None, None, None],
        ["1", "Một", None, "Thường xuyên", "Văn phòng"],
        HEAD,
        [None, "Cải cách thể chế", None, None, None],  # a heading on a new page
        ["1", "Hai", None, "Thường xuyên", "Văn phòng"],
        [None, "+ Hướng dẫn doanh nghiệp", "Báo cáo", "Thường xuyên", "Phòng Nghiệp vụ 1"],
        [None, "a) Nhiệm vụ chung", None, None, None],
        ["2", "Ba", None, "Thường xuyên", "Văn phòng"],
    )
    assert of(found, "task") == ["Một", "Hai", "+ Hướng dẫn doanh nghiệp", "Ba"]
    assert found.warnings == []


def test_digits_that_are_no_date_are_asked_about() -> None:
    """As document 3 prints the schedule of its V.2; the right day of the same cell is owed all the same."""
    schedule = "Báo cáo 06 tháng trước ngày 15/6/2024 Báo cáo năm trước ngày 15/11/202"
    found = cleaned(["2", "Báo cáo", None, schedule, "Văn phòng theo dõi, gửi trước 31/02/2024"])
    assert of(found, "schedule") == [schedule]
    told = [message for code, message in found.warnings if code == "bad_date"]
    assert [("dòng 2" in message.lower(), "chưa được tính" in message) for message in told] == [
        (True, True)
    ] * 2
    assert "“15/11/202”" in told[0]
    assert (
        "ở phần “Sửa ô” của trang Nhập dữ liệu" in told[0]
    )  # said there, on the list of remarks, by the command line
    assert "“31/02/2024”" in told[1]
    assert cleaned(["2", "Báo cáo", None, "Trước ngày 15/11/2024", "Văn phòng"]).warnings == []


@pytest.mark.parametrize(
    ("heading", "periods", "crosses", "schedule"),
    [
        ("Thời gian hoàn thành", QUARTERS, "x,x,x,x", "Quý I, Quý II, Quý III, Quý IV"),
        ("Thời gian thực hiện", QUARTERS, "X,X,,✓", "Quý I - Quý II, Quý IV"),
        ("Tiến độ", QUARTERS, ",,x,", "Quý III"),
        ("Lộ trình thực hiện", MONTHS, ",x,x,x,,,,,x,,,", "Tháng 2 - Tháng 4, Tháng 9"),
        ("Thời hạn hoàn thành", MONTHS, ",x,x,,,,,,,,,", "Tháng 2, Tháng 3"),
        ("Thời gian hoàn thành", QUARTERS, "15/3/2026,,x,", "15/3/2026, Quý III"),
        ("Tiến độ", QUARTERS, ",,,", None),
    ],
)
def test_crosses_below_quarters_and_months_are_the_schedule(
    heading: str, periods: list[str], crosses: str, schedule: str | None
) -> None:
    """Side by side they are one span, its deadline its end; below “hoàn thành” each is a deadline."""
    blanks = [""] * (len(periods) - 1)
    layout, found = understood(
        [
            ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026",),
            ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", heading, *blanks),
            ("", "", "", *periods),
            (1, "Ban hành kế hoạch", "Văn phòng", *crosses.split(",")),
            (2, "Rà soát thủ tục", "Văn phòng", "x", *blanks),
        ],
        f"D2:{'G' if len(periods) == 4 else 'O'}2",
    )
    assert (layout.dataset, layout.unknown_columns) == ("plan_tasks", ())
    assert (of(found, "schedule"), found.rejects) == ([schedule, periods[0]], [])


@pytest.mark.parametrize(
    ("heading", "crosses", "schedule"),
    [
        ("Tháng thực hiện", ",x,x,x,,,,,x,,,", "Tháng 2 - Tháng 4, Tháng 9"),
        ("Tháng hoàn thành", ",x,x,,,,,,,,,", "Tháng 2, Tháng 3"),
    ],
)
def test_months_may_be_bare_numbers_below_their_heading(heading: str, crosses: str, schedule: str) -> None:
    layout, found = understood(
        [
            ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026",),
            ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", heading, *[""] * 11),
            ("", "", "", *map(str, range(1, 13))),
            (1, "Ban hành kế hoạch", "Văn phòng", *crosses.split(",")),
        ],
        "D2:O2",
    )
    assert (layout.dataset, layout.unknown_columns) == ("plan_tasks", ())
    assert (of(found, "schedule"), found.rejects) == ([schedule], [])


def test_the_end_of_the_time_of_a_task_is_its_schedule() -> None:
    layout, found = understood(
        [
            ("KẾ HOẠCH NĂM 2026",),
            ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian thực hiện", ""),
            ("", "", "", "Bắt đầu", "Kết thúc"),
            (1, "Ban hành kế hoạch", "Văn phòng", "01/01/2026", "31/01/2026"),
        ],
        "D2:E2",
    )
    assert layout.unknown_columns == ("Thời gian thực hiện › Bắt đầu",)
    assert of(found, "schedule") == ["31/01/2026"]


def test_a_table_that_is_nearly_a_plan_is_said_to_be() -> None:
    rows = [("CÔNG VIỆC",), ("STT", "Nhiệm vụ", "Thời hạn"), (1, "Ban hành kế hoạch", "31/01/2026")]
    with pytest.raises(
        Refused, match="gần giống nhất là “Nhiệm vụ của kế hoạch”, nhưng không có cột Sản phẩm"
    ):
        understood(rows)


def test_quarters_of_a_plan_that_says_when_are_no_schedule() -> None:
    layout, found = understood(
        [
            ("KẾ HOẠCH NĂM 2026",),
            ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn hoàn thành", "Quý I", "Quý II"),
            (1, "Ban hành kế hoạch", "Văn phòng", "31/01/2026", "", "x"),
        ]
    )
    assert layout.unknown_columns == ("Quý I", "Quý II")
    assert of(found, "schedule") == ["31/01/2026"]


def test_tasks_of_a_plan_without_numbers_are_told_apart_by_their_places() -> None:
    lines = """KẾ HOẠCH CCHC NĂM 2024

Nhiệm vụ;Sản phẩm;Thời gian hoàn thành;Đơn vị chủ trì
I. CẢI CÁCH THỂ CHẾ;;;
Rà soát văn bản;Báo cáo;Quý II;Văn phòng
Tự kiểm tra văn bản;Báo cáo;Quý III;Thanh tra
II. CẢI CÁCH THỦ TỤC HÀNH CHÍNH;;;
Công khai thủ tục;Quyết định;Thường xuyên;Văn phòng"""
    layout, found = understood([[cell or None for cell in line.split(";")] for line in lines.split("\n")])
    assert (layout.dataset, found.rejects) == ("plan_tasks", [])
    assert list(zip(of(found, "section"), of(found, "no"), of(found, "task"), strict=True)) == [
        ("I", "1", "Rà soát văn bản"), ("I", "2", "Tự kiểm tra văn bản"), ("II", "1", "Công khai thủ tục"),
    ]  # fmt: skip


STATED = ("Đã hoàn thành (KH số 12/KH-STP ngày 20/3/2026)", "Đang thực hiện", "", "Chưa thực hiện", "100%")


def stated(*heads: str, cells: Sequence[str] = STATED) -> list[tuple[object, ...]]:
    """A plan with a column of products, of days, and of what `cells` say below the last heading."""
    rows = [(n, f"Việc {n}", "Báo cáo", "Văn phòng", "Quý I/2026", cell) for n, cell in enumerate(cells, 1)]
    return [("KẾ HOẠCH CCHC NĂM 2026",), ("STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", *heads), *rows]


@pytest.mark.parametrize(
    "heads",
    [
        ("Thời gian hoàn thành", "Tiến độ thực hiện"),
        ("Thời gian hoàn thành", "Tiến độ"),
        ("Thời gian hoàn thành", "Kết quả"),
        ("Tiến độ", "Kết quả đạt được"),
        ("Tiến độ", "Tiến độ thực hiện đến nay"),
        ("Tiến độ", "Kết quả 9 tháng"),
        ("Thời hạn hoàn thành", "Kết quả thực hiện đến ngày 31/10/2026"),
        ("Thời hạn hoàn thành", "Kết quả thực hiện 9 tháng đầu năm 2026"),
    ],
)
def test_how_the_tasks_of_a_plan_stand_is_told_by_the_cells_or_the_day_of_the_heading(
    heads: tuple[str, str],
) -> None:
    """The first four were refused: two schedules, two products; of the others nobody knew the last column."""
    layout, found = understood(stated(*heads))
    assert (layout.dataset, layout.unknown_columns, found.rejects) == ("plan_tasks", (), [])
    assert of(found, "status") == [text or None for text in STATED]
    assert {*of(found, "schedule")} == {"Quý I/2026"}
    assert {*of(found, "product")} == {"Báo cáo"}


@pytest.mark.parametrize(
    "cells", [("Quý I", "Quý II"), ("Trước 30/11", "Đang thực hiện", "Quý I"), ("Kế hoạch",)]
)
def test_what_of_two_schedules_says_no_state_is_asked(cells: Sequence[str]) -> None:
    with pytest.raises(Refused, match="Tiến độ thực hiện"):
        understood(stated("Thời gian hoàn thành", "Tiến độ thực hiện", cells=cells))


@pytest.mark.parametrize(
    ("cells", "is_state"),
    [
        (("Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"), True),
        (("Đã ban hành KH số 12/KH-STP", "Đang trình", ""), True),
        (("Hoàn thành", "Hoàn thành", "Đang thực hiện"), True),
        (("Hoàn thành 100% nhiệm vụ", "Hoàn thành 100% nhiệm vụ", "Báo cáo"), False),  # what shall come of it
        (("Kế hoạch", "Báo cáo", "Đã hoàn thành"), False),
    ],
)
def test_results_that_say_how_the_tasks_stand_are_no_products(cells: Sequence[str], is_state: bool) -> None:
    """Tasks that were done stood as open, and as overdue; who says that they are products is believed."""
    rows = [(n, f"Việc {n}", "Văn phòng", "15/10/2026", cell) for n, cell in enumerate(cells, 1)]
    lines = [
        ("KẾ HOẠCH CÔNG TÁC NĂM 2026",),
        ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả"),
        *rows,
    ]
    layout, found = understood(lines)
    field = "status" if is_state else "product"
    assert layout.headers[field] == "Kết quả"
    assert of(found, field) == [cell or None for cell in cells]
    layout, _ = understood(lines, answers=Answers(columns={"Kết quả": "product"}))
    assert layout.headers["product"] == "Kết quả"
