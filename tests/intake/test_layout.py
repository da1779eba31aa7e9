"""Sheets made by hand, one trait each, and every public export: sheet, header, dataset, columns, dates."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiso.core.errors import Refused
from chiso.intake.clean.prepare import prepare
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Reading, Sheet
from chiso.intake.recognise.claims import claim
from chiso.intake.recognise.header import grid_of, is_number_row
from chiso.intake.recognise.layout import Answers, Layout, Unrecognised
from chiso.intake.recognise.plan_names import plan_name
from chiso.intake.recognise.recognising import recognise
from chiso.intake.recognise.title import loose_year, read_title
from tests.conftest import examples
from tests.worlds.disk import read_path

Rows = Sequence[str]


def sheet(
    *rows: str, name: str = "Sheet1", visible: bool = True, merges: Sequence[tuple[int, ...]] = ()
) -> Sheet:
    """A sheet from lines of cells parted by "|"; an empty cell is null, as readers give it."""
    cells = [row.split("|") for row in rows]
    width = max((len(row) for row in cells), default=0)
    columns = [[(row[c].strip() or None) if c < len(row) else None for row in cells] for c in range(width)]
    table = pa.table({f"c{c}": pa.array(column, pa.string()) for c, column in enumerate(columns)})
    return Sheet(name, visible, table, [tuple(m) for m in merges])  # type: ignore[misc]


def layout(
    *rows: str, answers: Answers | None = None, file_name: str = "", merges: Sequence[tuple[int, ...]] = ()
) -> Layout:
    return recognise(Reading([sheet(*rows, merges=merges)], "xlsx"), answers, file_name)


HEADER = (
    "STT|Mã hồ sơ|Tên TTHC|Phòng xử lý|Hình thức nộp|Ngày tiếp nhận|"
    "Ngày hẹn trả|Ngày kết thúc xử lý|Trạng thái hồ sơ"
)
ROW = "1|000.00.08.H32-240506-0001|Cấp Phiếu|Phòng A|Trực tuyến|06/05/2024|20/05/2024||Đang xử lý"
FIELDS = {
    "dossier_id": 1,
    "procedure_name": 2,
    "unit": 3,
    "channel": 4,
    "received_at": 5,
    "due_at": 6,
    "finished_at": 7,
    "status": 8,
}


# --- one header row --------------------------------------------------------------------------------------


def test_plain_header_on_the_first_row() -> None:
    found = layout(HEADER, ROW)
    assert (found.dataset, found.header_row, found.header_end, found.stt_column) == ("dossiers", 1, 1, 0)
    assert dict(found.columns) == FIELDS
    assert found.headers["due_at"] == "Ngày hẹn trả"
    assert found.as_of is None


def test_title_above_and_number_row_below() -> None:
    found = layout(
        "UBND TỈNH KHÁNH HÒA||||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ TƯ PHÁP||||||Độc lập - Tự do - Hạnh phúc",
        "||||||Khánh Hòa, ngày 02 tháng 6 năm 2024",
        "",
        "DANH SÁCH HỒ SƠ",
        "Từ ngày 01/05/2024 đến ngày 31/05/2024",
        HEADER,
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)",
        ROW,
    )
    assert (found.header_row, found.header_end, found.number_row) == (7, 8, 8)
    assert found.as_of == date(2024, 5, 31)
    assert found.period == (date(2024, 5, 1), date(2024, 5, 31))
    assert found.agency_text == "SỞ TƯ PHÁP"
    assert dict(found.columns) == FIELDS


@pytest.mark.parametrize(
    "numbers", ["1|2|3|4|5|6|7|8|9", "A|B|1|2|3|4|5|6|7", "(1)|(2)|(3)=(4)+(5)|(4)|(5)|(6)|(7)|(8)|(9)"]
)
def test_number_rows_belong_to_the_header(numbers: str) -> None:
    assert layout(HEADER, numbers, ROW).header_end == 2


def test_a_row_of_counts_is_no_number_row() -> None:
    assert not is_number_row(["1", "145", "38", "68"], 4)
    assert not is_number_row(["1", "2"], 9)
    assert is_number_row(["(1)", "(2)", "(3)"], 3)


def test_leading_blank_rows_and_columns_do_not_matter() -> None:
    found = layout("", "", "|" + HEADER, "|" + ROW)
    assert found.header_row == 3
    assert dict(found.columns) == {name: column + 1 for name, column in FIELDS.items()}
    assert found.stt_column == 1


def test_headers_are_compared_without_marks_case_breaks_and_signs() -> None:
    header = (
        "SỐ TT|MÃ\nHỒ SƠ (*)|Ten thu tuc hanh chinh (1)|PHÒNG XỬ LÝ :|hình  thức\u00a0nộp|"
        "Nga\u0300y tiê\u0301p nhâ\u0323n|Ngày hẹn trả (dd/mm/yyyy)|Ngày kết thúc xử lý|Trạng thái hồ sơ*"
    )
    assert dict(layout(header, ROW).columns) == FIELDS


def test_english_field_names_are_headers() -> None:
    found = layout(
        "dossier_id,procedure_name,unit,channel,received_at,due_at,status".replace(",", "|"),
        "X-1|Cấp phiếu|Phòng A|online|2024-05-06|2024-05-20|4",
    )
    assert found.dataset == "dossiers"
    assert list(found.columns) == [
        "dossier_id",
        "procedure_name",
        "unit",
        "channel",
        "received_at",
        "due_at",
        "status",
    ]


@pytest.mark.parametrize(
    "header",
    [
        (
            "STT|Số biên nhận|Thủ tục hành chính|Đơn vị thụ lý|Kênh nộp|"
            "Ngày nhận hồ sơ|Hạn giải quyết|Ngày hoàn thành|Tình trạng"
        ),
        (
            "TT|Mã số hồ sơ|Tên thủ tục|Phòng chuyên môn|Phương thức nộp|"
            "Thời điểm tiếp nhận|Hạn xử lý|Ngày kết thúc|Tình trạng hồ sơ"
        ),
        (
            "No.|Số hồ sơ|TTHC|Bộ phận xử lý|Hình thức tiếp nhận|Ngày nhận|"
            "Ngày hẹn trả kết quả|Ngày có kết quả|Trạng thái xử lý"
        ),
        (
            "Stt|Mã hồ sơ|Tên dịch vụ công|Phòng ban xử lý|Cách thức nộp|"
            "Thời gian tiếp nhận|Thời hạn trả|Ngày xử lý xong|Trạng thái"
        ),
    ],
)
def test_wordings_of_other_systems(header: str) -> None:
    assert dict(layout(header, ROW).columns) == FIELDS


def test_due_returned_and_finished_are_told_apart() -> None:
    found = layout(
        (
            "Mã hồ sơ|TTHC|Phòng|Kênh|Ngày nhận|Ngày hẹn trả kết quả|"
            "Ngày trả kết quả|Ngày kết thúc xử lý|Trạng thái"
        ),
        ROW,
    )
    assert {name: found.columns[name] for name in ("due_at", "returned_at", "finished_at")} == {
        "due_at": 5,
        "returned_at": 6,
        "finished_at": 7,
    }


# --- several header rows ---------------------------------------------------------------------------------

TWO_LEVELS = [
    "STT|Hồ sơ|||Phòng xử lý|Thời gian||Trả kết quả||Kênh tiếp nhận|Tình trạng",
    "|Số hồ sơ|Mã thủ tục|Tên TTHC||Ngày nộp|Ngày nhận|Ngày hẹn|Ngày||",
]
TWO_LEVEL_ROW = "1|H-1|2.000|Cấp|Phòng A|05/05/2024|06/05/2024|20/05/2024|21/05/2024|Trực tiếp|Đã trả kết quả"
TWO_LEVEL_FIELDS = {
    "dossier_id": 1,
    "procedure_code": 2,
    "procedure_name": 3,
    "unit": 4,
    "submitted_at": 5,
    "received_at": 6,
    "due_at": 7,
    "returned_at": 8,
    "channel": 9,
    "status": 10,
}
TWO_LEVEL_MERGES = [
    (1, 1, 2, 1),
    (1, 2, 1, 4),
    (1, 5, 2, 5),
    (1, 6, 1, 7),
    (1, 8, 1, 9),
    (1, 10, 2, 10),
    (1, 11, 2, 11),
]


@pytest.mark.parametrize("merges", [[], TWO_LEVEL_MERGES], ids=["without merges", "with merges"])
def test_two_levels_are_joined_from_the_top(merges: list[tuple[int, ...]]) -> None:
    found = layout(*TWO_LEVELS, TWO_LEVEL_ROW, merges=merges)
    assert (found.header_row, found.header_end) == (1, 2)
    assert dict(found.columns) == TWO_LEVEL_FIELDS
    assert found.paths[8] == "Trả kết quả › Ngày"
    assert found.paths[0] == "STT"


def test_a_title_right_above_is_no_level_of_the_header() -> None:
    found = layout("DANH SÁCH HỒ SƠ THÁNG 5 NĂM 2024", HEADER, ROW)
    assert found.header_row == 2
    assert found.paths[1] == "Mã hồ sơ"
    assert found.as_of == date(2024, 5, 31)


def test_ambiguous_last_level_is_read_with_the_one_above() -> None:
    found = layout(
        "STT|Mã hồ sơ|Tên TTHC|Phòng xử lý|Tiếp nhận||Hẹn trả|Kết thúc xử lý|Trạng thái",
        "||||Ngày|Hình thức|Ngày|Ngày|",
        "1|H-1|Cấp|Phòng A|06/05/2024|Trực tiếp|20/05/2024|10/05/2024|Đã trả kết quả",
        merges=[(1, 5, 1, 6)],
    )
    assert {n: found.columns[n] for n in ("received_at", "channel", "due_at", "finished_at")} == {
        "received_at": 4,
        "channel": 5,
        "due_at": 6,
        "finished_at": 7,
    }


def test_a_date_below_another_matter_is_not_the_dossier_s() -> None:
    found = layout(
        "STT|Mã hồ sơ|Tên TTHC|Phòng xử lý|Kênh|Ngày nhận|Hạn trả|Trạng thái|Tạm dừng||",
        "||||||||Ngày nhận|Lý do",
        "1|H-1|Cấp|Phòng A|Trực tiếp|06/05/2024|20/05/2024|Tạm dừng|08/05/2024|Chờ xác minh",
    )
    assert found.columns["received_at"] == 5
    assert found.columns["pause_reason"] == 9
    assert found.unknown_columns == ("Tạm dừng › Ngày nhận",)


def test_three_levels_of_the_form_06a() -> None:
    found = layout(
        "Biểu số II.06a/VPCP/KSTT",
        "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC",
        "Kỳ báo cáo: Quý III năm 2024",
        "Đơn vị tính: Số hồ sơ TTHC",
        (
            "STT|Lĩnh vực giải quyết|Số lượng hồ sơ tiếp nhận||||"
            "Số lượng hồ sơ đã giải quyết||||Số lượng hồ sơ đang giải quyết||"
        ),
        "||Tổng số|Trong kỳ||Từ kỳ trước|Tổng số|Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn",
        "|||Trực tuyến|Trực tiếp, dịch vụ bưu chính||||||||",
        "(1)|(2)|(3)=(4)+(5)+(6)|(4)|(5)|(6)|(7)=(8)+(9)+(10)|(8)|(9)|(10)|(11)=(12)+(13)|(12)|(13)",
        "1|Công chứng|145|38|68|39|102|79|18|5|43|38|5",
    )
    names = (
        "no field received_total received_online received_direct carried_over resolved_total resolved_early "
    )
    names += "resolved_on_time resolved_late open_total open_in_time open_overdue"
    assert dict(found.columns) == {name: column for column, name in enumerate(names.split())}
    assert (found.dataset, found.header_row, found.header_end, found.as_of) == (
        "field_report",
        5,
        8,
        date(2024, 9, 30),
    )


@pytest.mark.parametrize("heading", ["Cơ quan, đơn vị", "Đơn vị", "Sở, ban, ngành", "Phòng, đơn vị"])
def test_the_form_06a_with_a_line_for_each_agency_is_none_of_its_fields(heading: str) -> None:
    with pytest.raises(Refused) as refused:
        layout(
            "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC TẠI CÁC SỞ, BAN, NGÀNH",
            "Từ ngày 01/10/2024 đến ngày 31/10/2024",
            f"STT|{heading}|Số lượng hồ sơ tiếp nhận||||Số lượng hồ sơ đã giải quyết||||Hồ sơ đang giải quyết||",
            "||Tổng số|Trong kỳ||Từ kỳ trước|Tổng số|Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn",
            "|||Trực tuyến|Trực tiếp, dịch vụ bưu chính||||||||",
            "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)|(12)|(13)",
            "1|Sở Tư pháp|145|38|68|39|102|79|18|5|43|38|5",
        )
    assert refused.value.code == "missing_columns"
    assert "Lĩnh vực (field)" in refused.value.message


def test_form_06a_without_its_number_row_goes_by_headings() -> None:
    found = layout(
        "STT|Lĩnh vực|Tiếp nhận||||Đã giải quyết||||Đang giải quyết||",
        (
            "||Tổng số|Trực tuyến|Trực tiếp|Kỳ trước chuyển sang|Tổng số|"
            "Trước hạn|Đúng hạn|Quá hạn|Tổng số|Trong hạn|Quá hạn"
        ),
        "1|Công chứng|145|38|68|39|102|79|18|5|43|38|5",
    )
    assert found.dataset == "field_report"
    assert found.columns["resolved_late"] == 9
    assert found.columns["open_overdue"] == 12


def test_group_rows_may_stand_for_the_unit_column() -> None:
    header = HEADER.replace("|Phòng xử lý", "")
    row = ROW.replace("|Phòng A", "")
    found = layout(header, "I. VĂN PHÒNG SỞ", row, "II. PHÒNG HCTP", row)
    assert "unit" not in found.columns
    assert found.header_end == 1
    with pytest.raises(Refused) as refused:
        layout(header, row, row)
    assert refused.value.code == "missing_columns"
    assert "(unit)" in refused.value.message


def test_a_printed_filter_by_unit_may_stand_for_the_unit_column() -> None:
    found = layout("Phòng: HCTP", HEADER.replace("|Phòng xử lý", ""), ROW.replace("|Phòng A", ""))
    assert found.unit_filter == "HCTP"


# --- columns ---------------------------------------------------------------------------------------------


def test_columns_about_citizens_are_known_and_dropped() -> None:
    found = layout(
        HEADER + "|Người nộp|Số CCCD/CMND|Điện thoại|Địa chỉ người nộp|Số điện thoại của chủ hồ sơ", ROW
    )
    assert len(found.personal_columns) == 5
    assert found.unknown_columns == ()
    assert not set(found.columns.values()) & set(range(9, 14))


@pytest.mark.parametrize(
    "head",
    ["Tổ chức, cá nhân nộp hồ sơ", "Tên tổ chức/cá nhân đề nghị", "Công dân/Doanh nghiệp", "Người đứng đơn"],
)
def test_whoever_handed_a_dossier_in_is_a_citizen_whatever_follows(head: str) -> None:
    found = layout(f"{HEADER}|{head}", ROW)
    assert (found.personal_columns, found.unknown_columns) == ((head,), ())


def test_unknown_columns_are_listed_as_printed() -> None:
    assert layout(HEADER + "|Mức độ ưu tiên", ROW + "|Thường").unknown_columns == ("Mức độ ưu tiên",)


def test_two_columns_for_one_field_are_an_error() -> None:
    with pytest.raises(Unrecognised) as refused:
        layout(HEADER + "|Ngày nhận hồ sơ", ROW + "|01/01/2020")
    assert refused.value.code == "duplicate_columns"
    assert "received_at" in refused.value.message
    assert refused.value.layout is not None


_DAYS = "STT|Mã hồ sơ|Tên TTHC|Phòng xử lý|Hình thức nộp|"


@pytest.mark.parametrize(
    ("header", "merges"),
    [
        ([f"{_DAYS}Ngày tiếp nhận|Giờ tiếp nhận|Ngày hẹn trả|Giờ hẹn trả|Trạng thái"], ()),
        ([f"{_DAYS}Ngày tiếp nhận|Thời gian tiếp nhận|Hạn trả|Thời gian hẹn trả|Trạng thái"], ()),
        (
            [f"{_DAYS}Tiếp nhận||Hẹn trả||Trạng thái", "|||||Ngày|Giờ|Ngày|Giờ|"],
            ((1, 6, 1, 7), (1, 8, 1, 9)),
        ),
    ],
)
def test_hours_in_a_column_of_their_own_belong_to_the_day(
    header: list[str], merges: Sequence[tuple[int, ...]]
) -> None:
    rows = (
        "1|H05-0001|Cấp Phiếu|Phòng A|Trực tuyến|06/05/2024|08:30|20/05/2024|17h|Đang xử lý",
        "2|H05-0002|Cấp Phiếu|Phòng A|Trực tuyến|2024-05-07 00:00:00|9h05|21/05/2024||Đang xử lý",
        "3|H05-0003|Cấp Phiếu|Phòng A|Trực tuyến|08/05/2024 07:45|09:00|22/05/2024|17:00:00|Đang xử lý",
        "4|H05-0004|Cấp Phiếu|Phòng A|Trực tuyến||08:00|23/05/2024|17:00|Đang xử lý",
        "5|H05-0005|Cấp Phiếu|Phòng A|Trực tuyến|8h30 ngày 09/05/2024|08:00|24/05/2024 16h|17:00|Đang xử lý",
    )
    found = layout(*header, *rows, merges=merges)
    assert (found.columns["received_at"], found.columns["due_at"]) == (5, 7)
    assert found.hours == {"received_at": 6, "due_at": 8}
    assert found.unknown_columns == ()
    made, _, _ = prepare(sheet(*header, *rows, merges=merges), found)
    below = made.table.slice(len(header))
    assert below.column(5).to_pylist() == [
        "06/05/2024 08:30",
        "2024-05-07 9h05",
        "08/05/2024 07:45",
        None,
        "8h30 ngày 09/05/2024",
    ]
    assert below.column(7).to_pylist() == [
        "20/05/2024 17h",
        "21/05/2024",
        "22/05/2024 17:00:00",
        "23/05/2024 17:00",
        "24/05/2024 16h",
    ]


def test_hours_beside_a_day_that_keeps_none_are_left_out() -> None:
    found = layout(
        "Mã nhiệm vụ|Nội dung|Đơn vị chủ trì|Ngày giao|Giờ giao|Hạn xử lý|Trạng thái",
        "NV-1|Việc|Văn phòng|01/05/2024|08:00|20/05/2024|Đang thực hiện",
    )
    assert (found.columns["assigned_on"], found.hours) == (3, {})
    assert found.unknown_columns == ("Giờ giao",)


def test_hours_that_somebody_leaves_out_stay_out() -> None:
    answers = Answers(columns={"Giờ hẹn trả": ""})
    found = layout(
        f"{_DAYS}Ngày tiếp nhận|Ngày hẹn trả|Giờ hẹn trả|Trạng thái",
        "1|H05-0001|Cấp Phiếu|Phòng A|Trực tuyến|06/05/2024|20/05/2024|17:00|Đang xử lý",
        answers=answers,
    )
    assert (found.columns["due_at"], found.hours, found.unknown_columns) == (6, {}, ("Giờ hẹn trả",))


def test_a_general_word_gives_way_to_the_proper_one() -> None:
    found = layout(HEADER + "|Số hồ sơ|Đơn vị", ROW + "|15|Sở Tư pháp")
    assert dict(found.columns) == FIELDS
    assert found.unknown_columns == ("Số hồ sơ", "Đơn vị")


@pytest.mark.parametrize(
    ("field", "better", "worse"),
    [
        ("due_at", "Ngày hẹn trả", "Hạn xử lý"),
        ("finished_at", "Ngày kết thúc xử lý", "Ngày có kết quả"),
        ("status", "Trạng thái", "Tình trạng"),
        ("status", "Trạng thái xử lý", "Tình trạng xử lý"),
        ("unit", "Phòng xử lý", "Đơn vị thực hiện"),
        ("dossier_id", "Mã hồ sơ", "Số biên nhận"),
        ("note", "Ghi chú", "Diễn giải"),
        ("note", "Ghi chú", "Ghi chú khác"),
    ],
)
def test_the_proper_word_wins_and_the_other_stands_in_where_it_lacks(
    field: str, better: str, worse: str
) -> None:
    names = [
        "Mã hồ sơ",
        "Tên TTHC",
        "Phòng xử lý",
        "Hình thức nộp",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Trạng thái hồ sơ",
    ]
    of = dict(
        zip(
            ["dossier_id", "procedure_name", "unit", "channel", "received_at", "due_at", "status"],
            names,
            strict=True,
        )
    )
    rest = [name for other, name in of.items() if other != field]
    row = "|".join(["x"] * 9)
    assert layout("|".join([worse, better, *rest]), row).columns[field] == 1
    assert layout("|".join([worse, *rest]), row).columns[field] == 0


def test_a_forced_dataset_with_foreign_headers_says_what_it_found() -> None:
    with pytest.raises(Unrecognised) as refused:
        layout("Danh mục", "Alpha|Beta|Gamma", "1|2|3", answers=Answers(dataset="tasks"))
    assert refused.value.code == "missing_columns"
    assert refused.value.layout is not None
    assert refused.value.layout.unknown_columns == ("Alpha", "Beta", "Gamma")
    columns = {"Alpha": "document_no", "Beta": "content", "Gamma": "unit", "Delta": "due_on"}
    found = layout(
        "Alpha|Beta|Gamma|Delta",
        "12/UBND|Báo cáo|HCTP|20/05/2024",
        answers=Answers(dataset="tasks", columns=columns),
    )
    assert dict(found.columns) == {"document_no": 0, "content": 1, "unit": 2, "due_on": 3}


def test_an_empty_column_below_a_merged_heading_claims_nothing() -> None:
    found = layout(
        "STT|Số văn bản|Nội dung nhiệm vụ||Phòng xử lý|Hạn hoàn thành",
        "1|12/UBND|Báo cáo||Văn phòng|31/05/2024",
        merges=[(1, 3, 1, 4)],
    )
    assert found.dataset == "tasks"
    assert found.columns["content"] == 2


def test_answers_win_over_wordings() -> None:
    answers = Answers(columns={"Ngày nhận hồ sơ": "", "Mức độ ưu tiên": "note"})
    found = layout(HEADER + "|Ngày nhận hồ sơ|Mức độ ưu tiên", ROW + "|01/01/2020|Thường", answers=answers)
    assert found.columns["received_at"] == 5
    assert found.columns["note"] == 10


def test_answers_travel_as_json() -> None:
    answers = Answers("tasks", "T5", 4, {"A": "unit"}, date(2024, 5, 31), 2024, {"HCTP": "hctp"})
    assert Answers.from_json(answers.to_json()) == answers
    assert Answers.from_json(None) == Answers.from_json("{}") == Answers()


def test_headings_below_one_another_are_read_to_the_last_row() -> None:
    """Although the first row alone would have a state, and none of its columns unknown."""
    rows = [
        "TT|Văn bản giao nhiệm vụ||Nội dung|Thời hạn|Kết quả thực hiện||Phòng thực hiện",
        "|Số|Ngày|||Đúng hạn|Quá hạn|",
        "1|1234/UBND-NC|01/10/2024|Báo cáo|15/10/2024|x||Văn phòng",
        "2|1235/UBND-NC|02/10/2024|Góp ý|20/10/2024||x|Phòng HCTP",
    ]
    found = layout(*rows)
    assert (found.dataset, found.header_row, found.header_end) == ("tasks", 1, 2)
    assert "status" not in found.columns
    assert found.columns["assigned_on"] == 2


@pytest.mark.parametrize(
    ("heads", "crosses", "expected"),
    [
        ("Hài lòng|Không hài lòng", ["x|", "|x", "|"], ["Hài lòng", "Không hài lòng", None]),
        (
            "Hài lòng|Bình thường|Không hài lòng",
            ["||x", "x||", "|x|"],
            ["Không hài lòng", "Hài lòng", "Chấp nhận"],
        ),
        (
            "Rất hài lòng|Hài lòng|Không hài lòng|Rất không hài lòng",
            ["x|||", "|x||", "||x|", "|||x"],
            ["Hài lòng", "Hài lòng", "Không hài lòng", "Không hài lòng"],
        ),
        # a column of words beside one of crosses stays one, and wins
        ("Mức độ hài lòng|Không hài lòng", ["Hài lòng|", "KHL|x", "|"], ["Hài lòng", "KHL", None]),
    ],
)
def test_crosses_under_words_of_a_field_without_its_heading(
    heads: str, crosses: list[str], expected: list[str | None]
) -> None:
    rows = [f"STT|Mã PAKN|Nội dung|Ngày tiếp nhận|Thời hạn xử lý|Ngày trả lời|Phòng xử lý|{heads}"]
    rows += [
        f"{n}|PA{n}|Hỏi|01/10/2024|10/10/2024|09/10/2024|Văn phòng|{text}"
        for n, text in enumerate(crosses, 1)
    ]
    plain, plain_layout, _ = prepare(sheet(*rows), layout(*rows))
    assert plain.table.column(plain_layout.columns["satisfaction"]).to_pylist()[1:] == expected


def test_columns_of_crosses_become_one_field() -> None:
    rows = [
        "STT|Mã TTHC|Tên thủ tục hành chính|Mức độ trực tuyến||Có phí, lệ phí",
        "|||Toàn trình|Một phần|",
        "1|1.001|Cấp phiếu|x||x",
        "2|1.002|Đăng ký||x|",
        "3|1.003|Khác|||",
    ]
    found = layout(*rows)
    assert found.dataset == "procedures"
    assert [(tick.column, tick.field, tick.code) for tick in found.ticked] == [
        (3, "service_level", "full"),
        (4, "service_level", "partial"),
    ]
    plain, plain_layout, printed = prepare(sheet(*rows), found)
    column = plain.table.column(plain_layout.columns["service_level"]).to_pylist()
    assert column[2:] == ["Toàn trình", "Một phần", None]
    assert printed is None


def test_cells_merged_downwards_hold_for_every_row() -> None:
    rows = [HEADER, ROW, ROW.replace("0001", "0002").replace("Phòng A", ""), ROW.replace("0001", "0003")]
    merges = [(2, 4, 3, 4)]
    source = sheet(*rows, merges=merges)
    plain, plain_layout, _ = prepare(source, layout(*rows, merges=merges))
    assert plain.table.column(plain_layout.columns["unit"]).to_pylist() == [
        "Phòng xử lý",
        "Phòng A",
        "Phòng A",
        "Phòng A",
    ]


def test_a_document_beside_its_tasks_is_of_each_and_a_number_over_two_rows_of_none() -> None:
    """A part of a key may be merged where another part differs from row to row."""
    head = "STT|Số văn bản|Nội dung nhiệm vụ|Đơn vị thực hiện|Hạn hoàn thành"
    rows = [head, "1|12/UBND|Việc A|Văn phòng|15/06/2024", "2||Việc B|Thanh tra|20/06/2024"]
    merges = [(2, 2, 3, 2)]
    for last, number in ((rows[2], "12/UBND"), (rows[2].replace("Việc B", "Việc A"), None)):
        lines = [*rows[:2], last]
        plain, found, _ = prepare(sheet(*lines, merges=merges), layout(*lines, merges=merges))
        assert plain.table.column(found.columns["document_no"]).to_pylist()[1:] == ["12/UBND", number]
    of_dossiers = [HEADER, ROW, ROW.replace("000.00.08.H32-240506-0001", "")]
    merges = [(2, 2, 3, 2)]
    plain, found, _ = prepare(sheet(*of_dossiers, merges=merges), layout(*of_dossiers, merges=merges))
    assert plain.table.column(found.columns["dossier_id"]).to_pylist()[2] is None


def test_of_merges_that_overlap_the_first_counts() -> None:
    """No spreadsheet writes them, a file made to cost time may: each row is filled once."""
    rows = [HEADER, ROW, ROW.replace("Phòng A", "Phòng B"), ROW.replace("Phòng A", "")]
    merges = [(3, 4, 4, 4), (2, 4, 3, 4)]
    plain, plain_layout, _ = prepare(sheet(*rows, merges=merges), layout(*rows, merges=merges))
    assert plain.table.column(plain_layout.columns["unit"]).to_pylist()[1:] == ["Phòng A", "Phòng A", None]


def test_crosses_under_the_field_s_own_heading() -> None:
    found = layout(
        "STT|Mã hồ sơ|Tên TTHC|Phòng xử lý|Hình thức nộp|||Ngày tiếp nhận|Ngày hẹn trả|Trạng thái",
        "||||Trực tuyến|Trực tiếp|BCCI|||",
        "1|H-1|Cấp|HCTP|x|||06/05/2024|20/05/2024|Đang xử lý",
    )
    assert [(tick.column, tick.field, tick.code) for tick in found.ticked] == [
        (4, "channel", "online"),
        (5, "channel", "counter"),
        (6, "channel", "postal"),
    ]


def test_a_heading_whose_words_stand_in_two_rows() -> None:
    found = layout(
        "STT|Mã|Tên|Phòng|Hình thức|Ngày|Ngày hẹn|Ngày kết|Trạng thái",
        "|hồ sơ|TTHC|xử lý|nộp|tiếp nhận|trả|thúc|hồ sơ",
        ROW,
    )
    assert dict(found.columns) == FIELDS
    assert found.header_end == 2


@pytest.mark.parametrize(
    ("dataset", "header", "field"),
    [
        ("tasks", "Số hiệu, ngày tháng văn bản", "document_no"),
        ("tasks", "Số, ký hiệu/ngày tháng năm văn bản chỉ đạo", "document_no"),
        ("tasks", "Văn bản số, ngày", "document_no"),
        ("tasks", "Số, ngày ban hành công văn", "document_no"),
        ("tasks", "Số ngày", None),
        ("tasks", "Số ngày xử lý văn bản", None),
        ("dossiers", "Phòng tham mưu xử lý hồ sơ", "unit"),
        ("dossiers", "Họ và tên công chức, viên chức thụ lý", "official"),
        ("dossiers", "Cán bộ tiếp nhận", None),
        ("dossiers", "Ngày trả KQ cho tổ chức, cá nhân", "returned_at"),
        ("dossiers", "Ngày trả kết quả theo phiếu hẹn", "due_at"),
        ("dossiers", "Thời điểm hoàn thành xử lý HS", "finished_at"),
        ("dossiers", "Số lần YC bổ sung", "supplement_count"),
        ("dossiers", "Số ngày quá hạn", None),
        ("dossiers", "Lý do trễ hạn", None),
        ("dossiers", "Ngày bổ sung", None),
        ("dossiers", "Ngày hẹn trả lần đầu", None),
        ("tasks", "Đơn vị phối hợp", None),
        ("tasks", "Số và ký hiệu VB", "document_no"),
        ("plan_tasks", "Phòng/đơn vị chủ trì thực hiện", "lead_unit"),
        ("criteria", "Điểm thẩm định của Sở Nội vụ", "appraised_points"),
    ],
)
def test_headers_in_other_words(dataset: str, header: str, field: str | None) -> None:
    found = claim(dataset, (header,))
    assert (found.field if found else None) == field


# --- datasets --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dataset", "rows"),
    [
        (
            "plan_tasks",  # document 1
            [
                "CÁC NHIỆM VỤ, GIẢI PHÁP HÀNH ĐỘNG TRỌNG TÂM NĂM 2024",
                (
                    "STT|Chỉ tiêu phấn đấu|Nhiệm vụ và giải pháp thực hiện|Đơn vị chủ trì|"
                    "Đơn vị phối hợp|Thời gian thực hiện|Kết quả/sản phẩm"
                ),
                "A|CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI)",
                "I|Chỉ số gia nhập thị trường (Trọng số 5%)",
                "1||Bố trí công chức am hiểu|Văn phòng|Các Phòng|Thường xuyên|Báo cáo",
            ],
        ),
        (
            "plan_tasks",  # document 2: no lead column, "T T"
            [
                "PHỤ LỤC",
                "NHIỆM VỤ, GIẢI PHÁP KHẮC PHỤC TỒN TẠI, HẠN CHẾ, NÂNG CAO CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
                "T T|Nhiệm vụ|Sản phẩm/kết quả|Tiến độ|Phân công và cách thức thực hiện",
                "I|CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
                "1.|Triển khai kế hoạch|Hoàn thành 100%|Trong năm 2024|Văn phòng chủ trì",
            ],
        ),
        (
            "plan_tasks",  # document 3
            [
                (
                    "STT|Nhiệm vụ, hoạt động tuyên truyền|Kết quả/sản phẩm|"
                    "Tiến độ|Phân công và cách thức thực hiện|Ghi chú"
                ),
                "I|CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH",
                "1|Triển khai|Hoàn thành|Thường xuyên|Văn phòng Sở|",
            ],
        ),
        (
            "plan_tasks",  # document 4
            [
                "STT|Nhiệm vụ và giải pháp thực hiện|Đơn vị thực hiện|Thời gian thực hiện|Kết quả/ Sản phẩm",
                "A|CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI)",
                "I|Chỉ số gia nhập thị trường",
                "1|Niêm yết công khai|Văn phòng|Thường xuyên|Công khai",
            ],
        ),
        (
            "tasks",
            [
                (
                    "TT|Số, ký hiệu văn bản|Nhiệm vụ được giao|Phòng chủ trì|"
                    "Chuyên viên|Ngày giao|Thời hạn|Ngày hoàn thành|Tình trạng"
                ),
                "1|12/UBND|Báo cáo|Văn phòng|A|01/05/2024|20/05/2024||Đang thực hiện",
            ],
        ),
        (
            "petitions",
            [
                (
                    "STT|Mã PAKN|Người gửi|Nội dung|Ngày nhận|"
                    "Thời hạn trả lời|Ngày phản hồi|Phòng tham mưu|Đánh giá"
                ),
                "1|PA-1|Ông A|Chậm|01/05/2024|20/05/2024||Văn phòng|Hài lòng",
            ],
        ),
        (
            "criteria",  # the code stands under STT, the year in the title
            [
                "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023",
                "STT|Lĩnh vực/Tiêu chí/Tiêu chí thành phần|Điểm tối đa|Điểm tự chấm|Điểm thẩm định|Nguyên nhân",
                "I|CÔNG TÁC CHỈ ĐẠO ĐIỀU HÀNH|10|9|9|",
                "I.5|Thực hiện nhiệm vụ UBND tỉnh giao|3|3|2|6 nhiệm vụ trễ",
                "I.6|Sáng kiến|1|1|1|",
            ],
        ),
        (
            "measurements",
            [
                "Chỉ tiêu|Tháng báo cáo|Tử số|Mẫu số|Tỷ lệ (%)",
                "disbursement_rate|05/2024|5.600|14.500|38,62%",
            ],
        ),
        (
            "service_index",
            [
                "STT|Kỳ đánh giá|Nhóm chỉ số|Điểm đạt được|Thang điểm",
                "1|05/2024|Công khai, minh bạch|15,5|18",
            ],
        ),
        (
            "index_scores",
            [
                "Tên chỉ số|Chỉ số thành phần|Năm|Địa phương|Điểm số|Thứ hạng",
                "PCI|Gia nhập thị trường|2022|Khánh Hòa|7,1|20",
            ],
        ),
        (
            "procedures",
            [
                "TT|Mã số TTHC|Tên thủ tục hành chính|Lĩnh vực|Mức độ DVC",
                "1|1.001|Cấp phiếu|Lý lịch|Toàn trình",
            ],
        ),
    ],
)
def test_datasets_are_told_apart(dataset: str, rows: list[str]) -> None:
    assert layout(*rows).dataset == dataset


def test_plan_of_document_2() -> None:
    found = layout(
        "PHỤ LỤC",
        "NHIỆM VỤ, GIẢI PHÁP NÂNG CAO CHỈ SỐ CẢI CÁCH HÀNH CHÍNH",
        "CỦA SỞ TƯ PHÁP NĂM 2024",
        "(Kèm theo Kế hoạch số 12/KH-STP ngày 05/4/2024 của Sở Tư pháp)",
        "",
        "TT|Nhiệm vụ|Sản phẩm/kết quả|Tiến độ|Phân công và cách thức thực hiện",
        "I|CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "1.|Triển khai kế hoạch|Hoàn thành 100%|Trong năm 2024|Văn phòng chủ trì",
    )
    assert dict(found.columns) == {"no": 0, "task": 1, "product": 2, "schedule": 3, "assignment": 4}
    assert found.plan == "NHIỆM VỤ, GIẢI PHÁP NÂNG CAO CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CỦA SỞ TƯ PHÁP NĂM 2024"
    assert (found.year, found.as_of, found.header_row) == (2024, None, 6)


def test_a_plan_s_name_in_one_cell_with_its_paper() -> None:
    title = read_title(
        [["PHỤ LỤC Các nhiệm vụ trọng tâm năm 2023 (Kèm theo Kế hoạch số 5/KH-KKT ngày 01/8/2022)"]], False
    )
    assert (plan_name(title.title), title.year, title.as_of) == (
        "Các nhiệm vụ trọng tâm năm 2023",
        2023,
        None,
    )


PLAN = "KẾ HOẠCH CCHC NĂM 2026"
STATE = "TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH CCHC NĂM 2026"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["SỞ TƯ PHÁP Số: 12/KH-STP", PLAN], PLAN),
        (["Số 12/KH-STP", PLAN], PLAN),
        (["Số:      /KH-STP", PLAN], PLAN),
        (["Số 100/KH-UBND ngày 05/01/2026", PLAN], PLAN),
        ([PLAN, "Cập nhật ngày 31/10/2026"], PLAN),
        ([PLAN, "(Cập nhật tháng 10/2026)"], PLAN),
        ([PLAN, "Ngày cập nhật: 31/10/2026"], PLAN),
        ([PLAN, "Lần cập nhật: 3"], PLAN),
        ([PLAN, "Kỳ báo cáo: Tháng 10/2026"], PLAN),
        ([PLAN, "(Lũy kế 10 tháng năm 2026)"], PLAN),
        ([PLAN, "31/10/2026"], PLAN),
        ([PLAN, "In lúc 08:00 31/10/2026"], PLAN),
        ([PLAN, "Trạng thái: Tất cả"], PLAN),
        ([PLAN, "Tổng số nhiệm vụ: 74"], PLAN),
        ([f"{PLAN} - cập nhật ngày 31/10/2026"], PLAN),
        ([f"{STATE} (đến 31/10/2026)"], STATE),
        ([f"BÁO CÁO {STATE} ĐẾN NGÀY 31/10/2026"], f"BÁO CÁO {STATE}"),
        ([STATE, "Tháng 10/2026"], STATE),
        ([STATE, "(Quý III năm 2026)"], STATE),
        ([f"{STATE} (tháng 10)"], STATE),
    ],
)
def test_what_is_of_one_print_of_a_plan_is_not_its_name(lines: list[str], name: str) -> None:
    """Each month's print was another plan, whose tasks all counted once more."""
    assert plan_name(lines) == name


@pytest.mark.parametrize(
    "lines",
    [
        ["KẾ HOẠCH CÔNG TÁC", "Tháng 10 năm 2026"],  # the next month has another
        ["KẾ HOẠCH CÔNG TÁC THÁNG 10 NĂM 2026"],
        ["KẾT QUẢ THỰC HIỆN KẾ HOẠCH CÔNG TÁC THÁNG 10 NĂM 2026"],
        ["KẾ HOẠCH CÔNG TÁC TỪ THÁNG 1 ĐẾN THÁNG 6 NĂM 2026"],
        ["KẾ HOẠCH TRIỂN KHAI ĐẾN NĂM 2030"],
        ["KẾ HOẠCH CẬP NHẬT CƠ SỞ DỮ LIỆU NĂM 2026"],
        ["KẾ HOẠCH", "Số hóa hồ sơ năm 2026"],
        ["SỞ TƯ PHÁP"],
    ],
)
def test_what_tells_a_plan_from_the_next_one_is_its_name(lines: list[str]) -> None:
    assert plan_name(lines) == " ".join(lines)


def test_a_section_above_the_header_of_a_plan_is_its_first_section() -> None:
    rows = [  # document 1
        "CÁC NHIỆM VỤ, GIẢI PHÁP HÀNH ĐỘNG TRỌNG TÂM NĂM 2024",
        "A|CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH (PCI)",
        "STT|Chỉ tiêu phấn đấu|Nhiệm vụ và giải pháp thực hiện|Đơn vị chủ trì|Thời gian thực hiện|Kết quả/sản phẩm",
        "I|Chỉ số gia nhập thị trường (Trọng số 5%)",
        "1||Bố trí công chức|Văn phòng|Thường xuyên|Báo cáo",
    ]
    found = layout(*rows)
    assert (found.header_row, found.section_row) == (3, 2)
    assert found.plan == "CÁC NHIỆM VỤ, GIẢI PHÁP HÀNH ĐỘNG TRỌNG TÂM NĂM 2024"
    plain, plain_layout, _ = prepare(sheet(*rows), found)
    assert plain_layout.header_end == 2
    assert plain.table.column(0).to_pylist()[1:] == ["STT", "A", "I", "1"]


def test_criteria_take_their_year_from_the_title() -> None:
    rows = ["Mã tiêu chí|Tên tiêu chí|Điểm||", "||Tối đa|Tự chấm|Thẩm định", "I.5|Nhiệm vụ|3|3|2"]
    found = layout("BẢNG TỰ CHẤM ĐIỂM NĂM 2024", *rows)
    assert (found.year, found.constants["year"]) == (2024, "2024")
    assert found.columns["max_points"] == 2
    with pytest.raises(Refused, match="year"):
        layout(*rows)
    assert layout(*rows, answers=Answers(year=2023)).constants["year"] == "2023"


def test_missing_columns_are_named_by_label_and_field() -> None:
    header = HEADER.replace("|Ngày tiếp nhận|Ngày hẹn trả", "")
    with pytest.raises(Unrecognised) as refused:
        layout(header, "1|H-1|Cấp|Phòng A|Trực tuyến|10/05/2024|Đã trả kết quả")
    assert refused.value.code == "missing_columns"
    assert "Ngày tiếp nhận (received_at), Ngày hẹn trả (due_at)" in refused.value.message


def test_a_dossier_list_that_lacks_columns_is_no_list_of_procedures() -> None:
    with pytest.raises(Refused) as refused:
        layout(
            "STT|Mã hồ sơ|Mã TTHC|Tên TTHC|Phòng xử lý|Lĩnh vực|Trạng thái",
            "1|H-1|1.001|Cấp|Phòng A|Lý lịch|Đang xử lý",
        )
    assert refused.value.code == "missing_columns"
    assert "due_at" in refused.value.message


def test_what_is_no_table_of_ours_is_unknown() -> None:
    with pytest.raises(Refused) as refused:
        layout("Mặt hàng|Giá|Kho", "Giấy A4|65000|Nha Trang", "Mực in|120000|Nha Trang")
    assert refused.value.code == "unknown_dataset"
    with pytest.raises(Refused) as refused:
        layout("Kính gửi: các phòng", "Đề nghị nộp báo cáo đúng hạn.")
    assert refused.value.code == "not_a_table"


def test_a_forced_dataset_says_what_it_lacks() -> None:
    with pytest.raises(Refused) as refused:
        layout(HEADER, ROW, answers=Answers(dataset="tasks"))
    assert refused.value.code == "missing_columns"
    assert "document_no" in refused.value.message


# --- sheets ----------------------------------------------------------------------------------------------


def test_hidden_guide_and_empty_sheets_are_passed_over() -> None:
    sheets = [
        sheet(HEADER, ROW, ROW, ROW, name="Cũ", visible=False),
        sheet(name="Trống"),
        sheet("HƯỚNG DẪN SỬ DỤNG", "Xuất dữ liệu từ Hệ thống Một cửa, không sửa tiêu đề", name="Hướng dẫn"),
        sheet("DANH SÁCH HỒ SƠ", HEADER, ROW, name="T5"),
    ]
    assert recognise(Reading(sheets, "xlsx")).sheet == "T5"
    assert recognise(Reading(sheets, "xlsx"), Answers(sheet="Cũ")).sheet == "Cũ"


def test_only_hidden_data_is_refused_and_named() -> None:
    with pytest.raises(Refused) as refused:
        recognise(Reading([sheet(name="Trống"), sheet(HEADER, ROW, name="Cũ", visible=False)], "xlsx"))
    assert refused.value.code == "empty_file"
    assert "Cũ" in refused.value.message


def test_header_without_rows_and_nothing_at_all() -> None:
    with pytest.raises(Refused) as refused:
        layout("DANH SÁCH HỒ SƠ", HEADER, "", "")
    assert refused.value.code == "no_rows"
    with pytest.raises(Refused) as refused:
        layout("", "")
    assert refused.value.code == "empty_file"


def test_a_named_header_row_is_taken() -> None:
    rows = ["Bảng phụ", HEADER, "9|cũ|cũ|cũ|cũ|01/01/2020|01/01/2020||cũ", "", HEADER, ROW]
    assert layout(*rows).header_row == 2
    assert layout(*rows, answers=Answers(header_row=5)).header_row == 5


def test_fonts_of_before_unicode_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        layout(
            "STT|M· hå s¬|Tªn TTHC|Phßng xö lý|H×nh thøc nép|Ngµy tiÕp nhËn",
            "1|A|CÊp PhiÕu lý lÞch|Phßng|Trùc tiÕp|§ang xö lý",
        )
    assert refused.value.code == "legacy_encoding"


def test_a_large_sheet_is_not_read_through() -> None:
    cells = [["x"] * 60_000 for _ in range(9)]
    head = HEADER.split("|")
    table = pa.table({f"c{c}": pa.array([head[c], *cells[c]], pa.string()) for c in range(9)})
    found = recognise(Reading([Sheet("S", True, table)], "csv"))
    assert found.dataset == "dossiers"
    assert len(grid_of(Sheet("S", True, table)).rows) < 200


# --- titles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "as_of", "period"),
    [
        ("Từ ngày 01/12/2023 đến ngày 31/12/2023", "2023-12-31", ("2023-12-01", "2023-12-31")),
        ("(Từ ngày 1/2/2024 đến hết ngày 29/2/2024)", "2024-02-29", ("2024-02-01", "2024-02-29")),
        ("Từ 01/05 đến 31/05/2024", "2024-05-31", ("2024-05-01", "2024-05-31")),
        (
            "Từ ngày 15 tháng 12 năm 2023 đến ngày 14 tháng 6 năm 2024",
            "2024-06-14",
            ("2023-12-15", "2024-06-14"),
        ),
        ("Từ ngày: 01-05-2024 - 31-05-2024", "2024-05-31", ("2024-05-01", "2024-05-31")),
        ("Thời gian: 01/05/2024 - 31/05/2024", "2024-05-31", ("2024-05-01", "2024-05-31")),
        ("Từ tháng 01/2024 đến tháng 03/2024", "2024-03-31", ("2024-01-01", "2024-03-31")),
        ("Tính đến ngày 31/03/2024", "2024-03-31", None),
        ("(Số liệu tính đến hết ngày 31/3/2024)", "2024-03-31", None),
        ("Tính đến 17h00 ngày 30/9/2024", "2024-09-30", None),
        ("Số liệu đến ngày 30.09.2024", "2024-09-30", None),
        ("Số liệu cập nhật đến 16:30 30/09/2024", "2024-09-30", None),
        ("Số liệu cập nhật ngày 30/09/2024", "2024-09-30", None),
        ("Dữ liệu cập nhật lúc 17:00 30/09/2024", "2024-09-30", None),
        ("Số liệu ngày 30/09/2024", "2024-09-30", None),
        ("Số liệu 01/09/2024 - 30/09/2024", None, None),
        ("Cập nhật ngày 30/09/2024", "2024-09-30", None),
        ("(Cập nhật lúc 08:00 ngày 30/9/2024)", "2024-09-30", None),
        ("Thời điểm cập nhật: 30/09/2024 08:00", "2024-09-30", None),
        ("Biểu mẫu cập nhật ngày 30/09/2024", None, None),
        ("Báo cáo ngày 30/09/2024", None, None),
        ("đến hết ngày 30/11/2024", "2024-11-30", None),
        ("Thời điểm chốt số liệu: 31/05/2024", "2024-05-31", None),
        ("Tính đến hết tháng 5 năm 2024", "2024-05-31", None),
        ("Kỳ báo cáo: Tháng 2 năm 2024", "2024-02-29", ("2024-02-01", "2024-02-29")),
        ("Kỳ báo cáo: Quý I/2024", "2024-03-31", ("2024-01-01", "2024-03-31")),
        ("6 tháng đầu năm 2024", "2024-06-30", ("2024-01-01", "2024-06-30")),
        ("DANH SÁCH HỒ SƠ THÁNG 5/2024", "2024-05-31", ("2024-05-01", "2024-05-31")),
        ("Khánh Hòa, ngày 02 tháng 1 năm 2024", None, None),
        ("Nha Trang, ngày … tháng 5 năm 2024", None, None),
        ("Ngày xuất: 02/08/2024 08:15", None, None),
        ("Ngày in: 02/08/2024", None, None),
        ("(Kèm theo Quyết định số 181/QĐ-STP ngày 25/7/2024 của Giám đốc Sở Tư pháp)", None, None),
        ("DANH SÁCH HỒ SƠ NĂM 2024", None, None),
        ("Từ ngày 32/13/2024 đến ngày 31/05/2024", "2024-05-31", None),
    ],
)
def test_dates_of_titles(line: str, as_of: str | None, period: tuple[str, str] | None) -> None:
    title = read_title([[line]])
    assert title.as_of == (date.fromisoformat(as_of) if as_of else None)
    assert title.period == (tuple(map(date.fromisoformat, period)) if period else None)


def test_a_list_is_as_of_the_end_of_its_period_whenever_it_was_brought_up_to_date() -> None:
    title = read_title([["Cập nhật ngày 05/06/2024"], ["Từ ngày 01/05/2024 đến ngày 31/05/2024"]])
    assert title.as_of == date(2024, 5, 31)
    assert read_title([["Cập nhật ngày 05/06/2024"]], False).as_of is None  # of a plan: when that was changed


def test_dates_in_cells_of_their_own() -> None:
    title = read_title([["Từ ngày:", "2024-05-01", "Đến ngày:", "2024-05-31 00:00:00"]])
    assert title.period == (date(2024, 5, 1), date(2024, 5, 31))


def test_period_and_as_of_in_one_line() -> None:
    title = read_title([["Tính đến ngày 05/06/2024 (hồ sơ từ ngày 01/05/2024 đến ngày 31/05/2024)"]])
    assert (title.as_of, title.period) == (date(2024, 6, 5), (date(2024, 5, 1), date(2024, 5, 31)))


def test_as_of_said_outright_stands_beside_the_period() -> None:
    title = read_title([["Kỳ báo cáo: Tháng 5 năm 2024"], ["Tính đến ngày 03/06/2024"]])
    assert (title.as_of, title.period) == (date(2024, 6, 3), (date(2024, 5, 1), date(2024, 5, 31)))


def test_a_month_in_the_title_is_no_date_of_a_list_without_dates() -> None:
    assert read_title([["DANH MỤC TTHC THÁNG 5 NĂM 2024"]], has_own_date=False).as_of is None


@pytest.mark.parametrize(
    ("line", "unit", "source"),
    [
        ("Đơn vị: Phòng HCTP", "Phòng HCTP", ""),
        ("Phòng xử lý: Văn phòng", "Văn phòng", ""),
        ("Đơn vị: Tất cả", "", ""),
        ("Phòng: -- Tất cả --", "", ""),
        ("Đơn vị tính: Số hồ sơ TTHC", "", ""),
        ("Đơn vị: Sở Tư pháp", "", ""),
        ("Trạng thái hồ sơ: Tất cả", "", ""),
        ("Trạng thái hồ sơ: Quá hạn", "", "Trạng thái hồ sơ: Quá hạn"),
        ("Lĩnh vực: Luật sư; Phòng: HCTP", "HCTP", "Lĩnh vực: Luật sư"),
    ],
)
def test_filters_of_titles(line: str, unit: str, source: str) -> None:
    title = read_title([[line]])
    assert (title.unit_filter, title.source_filter) == (unit, source)


def test_years_of_names() -> None:
    assert loose_year("PCI_2013.xlsx") == 2013
    assert loose_year("PCI 2009 có trọng số") == 2009
    assert loose_year("PAPI_2011-2016.xlsx") is None
    assert loose_year("ho_so_1258.csv") is None


# --- wide index tables -----------------------------------------------------------------------------------


def long_rows(found: Layout, source: Sheet) -> list[dict[str, str | None]]:
    plain, plain_layout, printed = prepare(source, found)
    assert printed is not None
    names = list(plain_layout.columns)
    columns = [plain.table.column(plain_layout.columns[name]).to_pylist() for name in names]
    return [
        dict(zip(names, row, strict=True)) | {"row": str(place.row)}
        for place, *row in zip(printed, *columns, strict=True)
    ]


def wide(*rows: str, file_name: str = "") -> list[dict[str, str | None]]:
    source = sheet(*rows)
    return long_rows(recognise(Reading([source], "xlsx"), None, file_name), source)


def test_places_by_components() -> None:
    rows = wide(
        "CHỈ SỐ NĂNG LỰC CẠNH TRANH CẤP TỈNH NĂM 2022",
        "STT|Tỉnh, thành phố|Gia nhập thị trường|Tính minh bạch|Chi phí thời gian|PCI|Xếp hạng|Xếp loại",
        "1|Khánh Hoà|7,52|6,10|N/A|67,74|20|Khá",
        "2|TP.HCM|6,16|5,45|7,58|65,86|27|Khá",
        "|Trung vị|6,8|5,9|7,1|65,2||",
    )
    assert len(rows) == 7
    total = [row for row in rows if row["place"] == "Khánh Hòa" and row["component"] is None]
    assert total == [
        {"index": "PCI", "component": None, "year": "2022", "place": "Khánh Hòa", "score": "67,74", "rank": "20",
         "rating": "Khá", "row": "3"}
    ]  # fmt: skip
    assert {row["place"] for row in rows} == {"Khánh Hòa", "TP. Hồ Chí Minh"}


def test_pairs_sorted_on_their_own() -> None:
    rows = wide(
        "Thứ tự|Tỉnh|Gia nhập\n thị trường||Tiếp cận \nđất đai||Tính minh bạch||PCI 2016|Xếp hạng",
        "1|Quảng Ninh|9,28|Vĩnh Long|6,99|Đà Nẵng|7,21|Đà Nẵng|70,00|1",
        "2|Vĩnh Long|9,24|Sóc Trăng|6,81|Lào Cai|7,01|Quảng Ninh|65,59|2",
        "3|Đà Nẵng|9,21|Trà Vinh|6,76|Quảng Ninh|6,99|Vĩnh Long|64,95|3",
        "",
        "|Yên Bái|8,43||5,75||6,27||57,27|47",
    )
    scores = {(row["place"], row["component"]): row["score"] for row in rows}
    assert scores["Quảng Ninh", "Tính minh bạch"] == "6,99"
    assert scores["Đà Nẵng", "Gia nhập thị trường"] == "9,21"
    assert scores["Đà Nẵng", None] == "70,00"
    assert not [row for row in rows if row["place"] == "Yên Bái"]
    assert {row["year"] for row in rows} == {"2016"}


def test_components_by_years() -> None:
    rows = wide(
        "Chỉ số PCI tỉnh Khánh Hòa qua các năm",
        "Chỉ số thành phần|2021|2022|2023",
        "Gia nhập thị trường|7,0|7,1|7,2",
        "Tính minh bạch|6,0||6,2",
        "Chi phí thời gian|8,0|8,1|8,2",
        "PCI|63,1|67,74|67,65",
        "Xếp hạng|30|19|N/A",
    )
    assert len(rows) == 11
    total = next(row for row in rows if row["year"] == "2022" and row["component"] is None)
    assert (total["score"], total["rank"], total["place"]) == ("67,74", "19", "Khánh Hòa")


def test_a_wide_table_without_a_year_is_refused() -> None:
    rows = [
        "Tỉnh|Gia nhập thị trường|Tính minh bạch|Chi phí thời gian",
        "Khánh Hòa|7|6|8",
        "Phú Yên|6|6|7",
        "Gia Lai|6|6|7",
    ]
    with pytest.raises(Refused) as refused:
        wide(*rows)
    assert refused.value.code == "missing_columns"
    assert "(year)" in refused.value.message
    assert {row["year"] for row in wide(*rows, file_name="PCI_2019.xlsx")} == {"2019"}


def outcome(reading: Reading) -> Layout | Refused:
    try:
        return recognise(reading)
    except Refused as refused:
        return refused


cells = st.one_of(
    st.none(),
    st.sampled_from(
        [*HEADER.split("|"), *ROW.split("|"), "(1)", "(2)", "(3)", "Ngày", "I", "Tổng cộng", "PCI 2020"]
    ),
    st.sampled_from(
        ["Khánh Hòa", "Gia nhập thị trường", "Tính minh bạch", "Chi phí thời gian", "7,5", "từ ngày 1/1"]
    ),
    st.text(max_size=8),
)


@given(st.lists(st.lists(cells, min_size=5, max_size=5), min_size=1, max_size=12))
@settings(max_examples=examples(60))
def test_any_table_is_recognised_or_refused(rows: list[list[str | None]]) -> None:
    table = pa.table({f"c{c}": pa.array([row[c] for row in rows], pa.string()) for c in range(5)})
    source = Sheet("S", True, table, [(1, 1, 1, 2)])
    found = outcome(Reading([source], "xlsx"))
    if isinstance(found, Refused):
        assert found.message
        return
    assert found.header_row <= found.header_end
    prepare(source, found)


# --- the public exports ----------------------------------------------------------------------------------


# One file of each layout; the batch tests import all of them.
EXPORTS = [
    "2023-12 So_theo_doi_ho_so.xlsx",
    "2024-01 Phu_luc_I_ho_so.xls",
    "2024-02 Tinh_hinh_giai_quyet.xls",
    "2024-03 ho_so.csv",
    "2024-03 Nhac_viec.xlsx",
    "2024-03 PAKN.ods",
    "2024-04 Danh sách hồ sơ.xlsx",
    "2024-05 DanhSachHoSo.xls",
    "2024-06 ho_so_1258.csv",
    "2024-07 DSHS_utf16.csv",
    "2024-10 Bieu_II06a.xls",
    "Danh_muc_TTHC.xlsx",
    "Bo_chi_so_phuc_vu.xlsx",
    "Giai_ngan.csv",
    "Ke_hoach_CCHC.xlsx",
    "Tu_cham_CCHC_2024.xlsx",
]
TRICKY = [
    "01_duplicate_headers.xlsx",
    "02_header_only.xlsx",
    "09_merged_header_row10.xlsx",
    "10_hidden_sheet_first.xlsx",
    "12_tcvn3.xlsx",
    "16_utf16.txt",
    "19_half_decomposed.xlsx",
    "21_missing_columns.xlsx",
    "33_unknown_column.xlsx",
    "35_newline_in_header.csv",
    "37_chartsheet_first.xlsx",
    "40_vni.xlsx",
]


def expected(folder: Path, name: str) -> dict[str, Any]:
    found = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    listed: list[dict[str, Any]] = found.get("files") or found["cases"]
    return next(case for case in listed if case["file"] == name)


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_the_year(shared: Path, name: str) -> None:
    folder = shared / "exports" / "stp-2024"
    case = expected(folder, name)
    found = recognise(read_path(folder / name))
    assert found.dataset == case["dataset"]
    assert str(found.as_of) == str(None if case["call_as_of"] else case["as_of"])
    assert found.unknown_columns == ()
    assert {r["column"]: r["header"] for r in case["rejects"]}.items() <= dict(found.headers).items()


@pytest.mark.parametrize("name", TRICKY)
def test_tricky_files(shared: Path, name: str) -> None:
    folder = shared / "exports" / "tricky"
    found = outcome(read_path(folder / name))
    ways = expected(folder, name)["any_of"]
    if isinstance(found, Refused):
        ways = [way for way in ways if way["status"] == ["refused"] and found.code in way["codes"]]
        assert ways
        assert all(word in found.message for word in ways[0].get("message_all", []))
        return
    assert found.dataset == "dossiers"
    assert any(
        way["status"] == ["imported"]
        and way.get("sheet", found.sheet) == found.sheet
        and way.get("unknown_columns", "") == ", ".join(found.unknown_columns)
        for way in ways
    )


# real/README.md: Khánh Hòa's published totals; province tables: Quảng Ninh 2021.
KHANH_HOA = {
    2005: 54.08,
    2006: 55.33,
    2008: 52.12,
    2009: 58.66,
    2010: 56.75,
    2013: 57.49,
    2016: 59.59,
}


@pytest.mark.parametrize("year", KHANH_HOA)
def test_pci_workbooks(shared: Path, year: int) -> None:
    path = next((shared / "real" / "pci-papi-workbooks").glob(f"PCI_{year}.*"))
    reading = read_path(path)
    found = recognise(reading, None, path.name)
    source = next(one for one in reading.sheets if one.name == found.sheet)
    rows = long_rows(found, source)
    totals = [row for row in rows if row["place"] == "Khánh Hòa" and row["component"] is None]
    assert [(row["index"], row["year"]) for row in totals] == [("PCI", str(year))]
    assert round(float(str(totals[0]["score"])), 2) == KHANH_HOA[year]
    keys = [(row["place"], row["component"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_pci_table_of_the_site(shared: Path) -> None:
    path = shared / "real" / "pci-province-tables" / "bang-chi-so-2021_top21.txt"
    reading = read_path(path)
    found = recognise(reading)
    rows = long_rows(found, reading.sheets[0])
    first = next(row for row in rows if row["place"] == "Quảng Ninh" and row["component"] is None)
    assert (first["score"], first["rank"], first["rating"], first["year"]) == (
        "73.02",
        "1",
        "Rất tốt",
        "2021",
    )
    assert len(rows) == 21 * 11


def test_a_table_of_codes_is_refused_with_a_reason(shared: Path) -> None:
    with pytest.raises(Refused) as refused:
        recognise(read_path(shared / "real" / "pci-papi-workbooks" / "PCI_Import.csv"))
    assert refused.value.code == "unknown_dataset"
    assert len(refused.value.message) > 60


@pytest.mark.parametrize(
    ("title", "what"),
    [
        ("THỐNG KÊ HỒ SƠ THEO ĐƠN VỊ", "bảng thống kê hồ sơ đã cộng sẵn"),
        ("Báo cáo tổng hợp kết quả giải quyết hồ sơ của các sở", "bảng thống kê hồ sơ đã cộng sẵn"),
        ("BÁO CÁO TÌNH HÌNH GIẢI QUYẾT TTHC THÁNG 9/2024", "bảng thống kê hồ sơ đã cộng sẵn.*II.06a"),
        ("BẢNG TỔNG HỢP PAKN QUÝ III NĂM 2024", "danh sách phản ánh, kiến nghị từ hệ thống nguồn; nếu"),
        ("TỶ LỆ HỒ SƠ TRỰC TUYẾN THÁNG 9/2024", "bảng thống kê hồ sơ đã cộng sẵn"),
        ("Kết quả thực hiện nhiệm vụ UBND tỉnh giao", "bảng thống kê nhiệm vụ đã cộng sẵn"),
        ("BẢNG SỐ LIỆU", "không dòng nào giống tiêu đề"),
    ],
)
def test_a_table_of_sums_is_said_to_be_no_list(title: str, what: str) -> None:
    text = f"{title}\nSTT;Phòng;Tổng số hồ sơ;Trực tuyến;Trực tiếp\n1;Văn phòng;100;60;40%\n2;Thanh tra;80;31;38,75%\n"
    with pytest.raises(Refused, match=what) as refused:
        recognise(read("a.csv", text.encode()), None, "a.csv")
    assert refused.value.code == "unknown_dataset"


def test_the_name_of_what_a_row_reports_is_no_title() -> None:
    """Such a table was said to count dossiers."""
    rows = "1;Tỷ lệ hồ sơ trực tuyến;%;55;58;Đạt\n2;Tỷ lệ văn bản ký số;%;95;90;Chưa đạt\n"
    text = f"CÁC CHỈ TIÊU THÁNG 9/2024\nSTT;Chỉ tiêu;Đơn vị tính;Kế hoạch năm;Ước thực hiện;Đánh giá\n{rows}"
    with pytest.raises(Refused, match="gần giống nhất là “Số liệu báo cáo tay”, nhưng không có cột Giá trị"):
        recognise(read("a.csv", text.encode()), None, "a.csv")


def test_a_list_with_unknown_headings_is_said_to_be_no_table_of_sums() -> None:
    text = "TỔNG HỢP HỒ SƠ THÁNG 9/2024\nA;B;C;D\n1;x;05/09/2024;y\n2;x;06/09/2024;z\n"
    with pytest.raises(Refused, match="không dòng nào giống tiêu đề"):
        recognise(read("a.csv", text.encode()), None, "a.csv")
