"""Cleaning, rule by rule of the shared contract ("Rows that are no rows"), on tables made by hand."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import Cleaned, TooManyRejects
from chiso.intake.clean.cleaning import clean
from chiso.intake.clean.shown import filled_cells, is_excel_error
from chiso.intake.datasets import DATASETS
from chiso.intake.files import reading
from chiso.intake.files.sheets import Sheet, table_of_rows
from chiso.intake.recognise.layout import Layout
from tests.conftest import examples

AS_OF = date(2024, 5, 31)
DOSSIER = [
    "stt",
    "dossier_id",
    "procedure_name",
    "unit",
    "channel",
    "received_at",
    "due_at",
    "finished_at",
    "status",
]
Row = Sequence[str | None]


def dossier(number: int, **other: str | None) -> list[str | None]:
    """A faultless row of the columns of `DOSSIER`."""
    cells = {
        "stt": str(number),
        "dossier_id": f"HS-{number:03d}",
        "procedure_name": "Cấp Phiếu lý lịch tư pháp",
        "unit": "Phòng Nghiệp vụ 1",
        "channel": "Trực tuyến",
        "received_at": "06/05/2024",
        "due_at": "20/05/2024",
        "finished_at": "10/05/2024",
        "status": "Đã trả kết quả",
    }
    return list((cells | other).values())


def layout_of(dataset: str, names: Sequence[str], header_end: int = 1, **more: Any) -> Layout:
    """The layout of a table whose columns are `names` (field names; "stt", "" and "lạ:…" are no fields)."""
    columns = {name: place for place, name in enumerate(names) if name in DATASETS[dataset].by_name}
    by_name = DATASETS[dataset].by_name
    stt = names.index("stt") if "stt" in names else None
    headers = {name: by_name[name].label for name in columns}
    return Layout(dataset, "S", header_end, header_end, columns, headers, stt_column=stt, **more)


def cleaned(
    rows: Sequence[Row],
    names: Sequence[str] = DOSSIER,
    dataset: str = "dossiers",
    as_of: date | None = AS_OF,
    **more: Any,
) -> Cleaned:
    """The rows (below a header row made of the fields' labels) after cleaning."""
    by_name = DATASETS[dataset].by_name
    head = [by_name[name].label if name in by_name else name for name in names]
    ragged = more.pop("ragged", [])
    sheet = Sheet("S", True, table_of_rows([head, *rows], len(names)), ragged=ragged)
    return clean(sheet, layout_of(dataset, names, **more), as_of, "tep.xlsx")


def faults(found: Cleaned) -> list[tuple[int, str, str, str]]:
    return [(reject.row, reject.column, reject.value, reject.code) for reject in found.rejects]


def column(found: Cleaned, name: str) -> list[Any]:
    return list(found.table[name].to_pylist())


def good(most: int, start: int = 100) -> list[list[str | None]]:
    """Faultless rows, so that a few bad ones do not have the file refused."""
    return [dossier(number) for number in range(start, start + most)]


# --- typed values ----------------------------------------------------------------------------------------


def test_a_dossier_is_typed_and_keyed() -> None:
    found = cleaned([dossier(1, received_at="06/05/2024 08:10", due_at="20-5-2024", dossier_id=" 000.00.1 ")])
    assert (found.rows_read, found.rows_loaded, found.rows_rejected) == (1, 1, 0)
    (row,) = found.table.to_pylist()
    assert row["row_no"] == 2
    assert row["record_key"] == row["dossier_id"] == "000.00.1"
    assert row["received_at"] == datetime(2024, 5, 6, 8, 10)
    assert row["due_at"] == datetime(2024, 5, 20)
    assert (row["channel"], row["status"]) == ("online", "handed_over")
    assert (row["unit_text"], row["unit_key"]) == ("Phòng Nghiệp vụ 1", "phong nghiep vu 1")
    assert row["note"] is None
    assert found.fields == [known.name for known in DATASETS["dossiers"].fields if known.name in DOSSIER]


def test_the_table_has_the_columns_of_the_schema() -> None:
    found = cleaned([dossier(1)])
    names = [known.name for known in DATASETS["dossiers"].fields]
    place = names.index("unit")
    assert found.table.column_names == [
        "row_no",
        "record_key",
        *names[:place],
        "unit_text",
        "unit_key",
        *names[place + 1 :],
    ]


def test_national_codes_and_words_mean_the_same() -> None:
    codes = [
        ("2", "10"),
        ("1", "4"),
        ("3", "7"),
        ("Dịch vụ bưu chính công ích", "Rút hồ sơ"),
        ("BCCI", "trả lại hồ sơ"),
    ]
    found = cleaned([dossier(n, channel=c, status=s) for n, (c, s) in enumerate(codes)])
    assert column(found, "channel") == ["online", "counter", "postal", "postal", "postal"]
    assert column(found, "status") == ["handed_over", "processing", "withdrawn", "withdrawn", "withdrawn"]


def test_text_is_stored_composed_with_the_vietnamese_d() -> None:
    found = cleaned([dossier(1, procedure_name="\u00d0a\u0306ng ky\u0301", unit="Pho\u0300ng  HCTP\u00a0")])
    assert column(found, "procedure_name") == ["Đăng ký"]
    assert column(found, "unit_text") == ["Phòng HCTP"]


def test_an_empty_flag_means_no_and_a_missing_column_unknown() -> None:
    names = [*DOSSIER, "has_fee", "is_digitised"]
    found = cleaned(
        [[*dossier(1), "x", None], [*dossier(2), None, "Đã số hóa"], [*dossier(3), "Không", "0"]], names
    )
    assert column(found, "has_fee") == [True, False, False]
    assert column(found, "is_digitised") == [False, True, False]
    assert column(found, "is_reused") == [None, None, None]


def test_handing_over_stands_in_only_where_there_is_no_finishing_column() -> None:
    names = [name.replace("finished_at", "returned_at") for name in DOSSIER]
    rows = [dossier(1, finished_at="15/05/2024")]
    assert column(cleaned(rows, names), "finished_at") == [datetime(2024, 5, 15)]
    both = cleaned(
        [[*dossier(1, finished_at=None, status="Đang xử lý"), "15/05/2024"]], [*DOSSIER, "returned_at"]
    )
    assert column(both, "finished_at") == [None]


# --- what is rejected ------------------------------------------------------------------------------------


def test_a_state_of_time_alone_is_told_by_the_finishing_day() -> None:
    """What only finished dossiers can be, without a day on which they were, is asked; so is where there is no column
    of that day."""
    done = [dossier(n, status=text) for n, text in enumerate(("Đúng hạn", "Trễ hạn (3 ngày)", "Đã quá hạn"))]
    left = [
        dossier(10 + n, status=text, finished_at=None)
        for n, text in enumerate(("Trong hạn", "Quá hạn 2 ngày", "Chưa đến hạn", "Đúng hạn", "Hạn 3 ngày"))
    ]
    found = cleaned([*done, *left, *good(2)])
    assert column(found, "status")[:6] == ["done"] * 3 + ["processing"] * 3
    assert [fault[2:] for fault in faults(found)] == [
        (one, "bad_choice") for one in ("Đúng hạn", "Hạn 3 ngày")
    ]
    ((code, said),) = found.warnings
    assert (code, "6 dòng" in said) == ("state_by_day", True)
    names = [name for name in DOSSIER if name != "finished_at"]
    place = DOSSIER.index("finished_at")
    without = [[*row[:place], *row[place + 1 :]] for row in (*left[:1], *good(2))]
    assert [fault[1] for fault in faults(cleaned(without, names))] == ["status"]


def test_impossible_and_month_first_dates_are_rejected_with_row_and_value() -> None:
    rows = [dossier(1, received_at="32/13/2024"), dossier(2, due_at="05/13/2024"), *good(4)]
    found = cleaned(rows)
    assert faults(found) == [
        (2, "received_at", "32/13/2024", "bad_date"),
        (3, "due_at", "05/13/2024", "bad_date"),
    ]
    assert (found.rows_read, found.rows_loaded, found.rows_rejected) == (6, 4, 2)
    assert found.rejects[0].header == "Ngày tiếp nhận"
    assert found.rejects[0].record_key == "HS-001"


def test_moments_in_utc_are_told_in_viet_nam_and_said_to_be() -> None:
    """A day that begins in Việt Nam is the day before at 17 hours in the script that a portal exports with."""
    row = dossier(
        1, received_at="2024-05-06T01:30:00.000Z", due_at="2024-05-19T17:00:00.000Z", finished_at="soon Z"
    )
    found = cleaned([row, *good(2)])
    first = found.table.to_pylist()[0]
    assert first["received_at"] == datetime(2024, 5, 6, 8, 30)
    assert first["due_at"] == datetime(2024, 5, 20)
    (said,) = [text for code, text in found.warnings if code == "utc_moments"]
    assert said.startswith("1 ô ở cột “Ngày tiếp nhận”, 1 ô ở cột “Ngày hẹn trả” ghi giờ quốc tế")


@pytest.mark.parametrize(
    "said", ["trước ngày 20/05/2024", "Đến 20/5/2024", "Chậm nhất là ngày 20/05/2024", "Trong ngày 20/5/2024"]
)
def test_due_before_a_day_is_due_on_it(said: str) -> None:
    found = cleaned([dossier(1, due_at=said), *good(3)])
    assert found.table.to_pylist()[0]["due_at"] == datetime(2024, 5, 20)
    assert faults(cleaned([dossier(1, received_at=said), *good(3)])) == [(2, "received_at", said, "bad_date")]


def test_a_key_that_stands_twice_is_named_by_the_column_that_prints_it() -> None:
    """The year of a scoring sheet stands in its title alone."""
    names = ["code", "name", "max_points"]
    given = [["1.1", "Kế hoạch", "1"], ["1.1", "Báo cáo", "2"], ["1.2", "Khác", "1"]]
    found = cleaned(given, names, "criteria", constants={"year": "2024"})
    assert faults(found) == [(3, "code", "1.1", "duplicate_key")]


def test_a_unit_may_have_its_number_in_a_list() -> None:
    """Not where several are listed, nor a number that is its name's own."""
    printed = [
        "01 - Văn phòng",
        "(2) Phòng HCTP",
        "3. Thanh tra",
        "1. Văn phòng; 2. Thanh tra",
        "4 Phòng",
        "P. HCTP",
    ]
    found = cleaned([dossier(n, unit=text) for n, text in enumerate(printed, 1)])
    assert [row["unit_text"] for row in found.table.to_pylist()] == [
        "Văn phòng", "Phòng HCTP", "Thanh tra", "1. Văn phòng; 2. Thanh tra", "4 Phòng", "P. HCTP"
    ]  # fmt: skip


def test_a_number_stays_where_the_unit_is_part_of_the_key() -> None:
    names, given = ["unit", "max_points", "appraised_points"], [["1. Văn phòng", "100", "90"]]
    found = cleaned(given, names, "unit_scores", constants={"year": "2024"})
    assert found.table["unit_text"].to_pylist() == ["1. Văn phòng"]


def test_points_may_name_themselves_and_are_no_rate() -> None:
    names = ["code", "name", "max_points", "self_points"]
    given = [
        ["I.1", "Kế hoạch", "10 điểm", "9,5đ"],
        ["I.2", "Báo cáo", "2", "85%"],
        ["I.3", "Khác", "1", "1"],
        ["I.4", "Số hóa", "20", "17,25/20"],
        ["I.5", "Họp", "12", "9/12 điểm"],
    ]
    found = cleaned(given, names, "criteria", constants={"year": "2024"})
    points = [(row["max_points"], row["self_points"]) for row in found.table.to_pylist()]
    assert points == [(10.0, 9.5), (2.0, None), (1.0, 1.0), (20.0, 17.25), (12.0, 9.0)]
    assert [code for code, _ in found.warnings if code == "unreadable_value"] == ["unreadable_value"]


def test_all_bad_cells_of_a_row_are_reported() -> None:
    found = cleaned(
        [dossier(1, channel="Gửi qua Zalo", received_at="31/04/2024", due_at="không rõ"), *good(2)]
    )
    assert faults(found) == [
        (2, "channel", "Gửi qua Zalo", "bad_choice"),
        (2, "received_at", "31/04/2024", "bad_date"),
        (2, "due_at", "không rõ", "bad_date"),
    ]
    assert found.rows_rejected == 1
    assert "Trực tuyến" in found.rejects[0].message


@pytest.mark.parametrize("name", ["dossier_id", "procedure_name", "unit", "channel", "received_at", "status"])
def test_an_empty_required_cell_is_a_missing_value(name: str) -> None:
    found = cleaned([dossier(1, **{name: None}), *good(2)])
    assert faults(found) == [(2, name, "", "missing_value")]


def test_no_due_date_is_fine_and_so_is_no_receipt_of_new_and_refused() -> None:
    rows = [
        dossier(1, due_at=None),
        dossier(2, received_at=None, finished_at=None, status="Mới đăng ký"),
        dossier(3, received_at=None, finished_at=None, status="Từ chối tiếp nhận"),
    ]
    assert cleaned(rows).rows_rejected == 0


@pytest.mark.parametrize(
    "text", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", " #n/a ", "Err:502"]
)
def test_errors_of_excel_are_recognised(text: str) -> None:
    assert is_excel_error(text)
    assert not is_excel_error("#1 Lê Lợi")


def test_an_error_of_excel_is_unreadable_not_empty() -> None:
    found = cleaned(
        [
            dossier(1, due_at="#N/A"),
            dossier(2, dossier_id="#REF!"),
            dossier(3, finished_at="#N/A", status="Đang xử lý"),
            *good(2),
        ]
    )
    assert faults(found) == [(2, "due_at", "#N/A", "bad_date"), (3, "dossier_id", "#REF!", "bad_code")]
    assert [code for code, _ in found.warnings] == ["unreadable_value"]


def test_an_unreadable_optional_cell_is_emptied_with_a_warning() -> None:
    found = cleaned([[*dossier(1), "nhiều"], [*dossier(2), "2"]], [*DOSSIER, "supplement_count"])
    assert column(found, "supplement_count") == [None, 2]
    ((code, message),) = found.warnings
    assert code == "unreadable_value"
    assert "nhiều" in message
    assert "dòng 2" in message


def test_finished_before_received_is_rejected_by_day_not_by_hour() -> None:
    rows = [
        dossier(1, finished_at="02/05/2024"),
        dossier(2, received_at="06/05/2024 16:00", finished_at="06/05/2024 08:00"),
        *good(2),
    ]
    assert faults(cleaned(rows)) == [(2, "finished_at", "02/05/2024", "date_order")]


def test_due_before_received_is_only_a_warning() -> None:
    found = cleaned([dossier(1, due_at="01/05/2024")])
    assert found.rows_loaded == 1
    assert [code for code, _ in found.warnings] == ["due_before_received"]
    on_the_day = cleaned(
        [dossier(1, received_at="02/05/2024", due_at="02/05/2024", finished_at=None, status="Đang xử lý")]
    )
    assert list(on_the_day.warnings) == []


def test_what_happened_after_the_export_is_rejected() -> None:
    rows = [
        dossier(1, received_at="03/06/2024", finished_at=None),
        dossier(2, finished_at="01/06/2024"),
        dossier(3, received_at="03/06/2024", finished_at=None, status="Mới đăng ký"),
        dossier(4, received_at="31/05/2024 23:59", finished_at=None),
        dossier(5, due_at="30/09/2024", finished_at=None),
        *good(2),
    ]
    assert faults(cleaned(rows)) == [
        (2, "received_at", "03/06/2024", "future_date"),
        (3, "finished_at", "01/06/2024", "future_date"),
    ]
    assert cleaned(rows, as_of=None).rows_rejected == 0


def test_a_second_row_of_a_key_is_rejected_unless_all_fields_agree() -> None:
    rows = [
        dossier(1),
        dossier(2),
        dossier(9, dossier_id="HS-001", channel="Trực tiếp"),
        dossier(2),
        dossier(7, dossier_id="HS-002"),
    ]
    found = cleaned(rows)
    assert faults(found) == [(4, "dossier_id", "HS-001", "duplicate_key")]
    assert (found.rows_read, found.rows_loaded) == (3, 2)
    assert [code for code, _ in found.warnings] == ["same_row_twice"]
    assert found.skipped["duplicate"] == 2


def test_the_same_day_written_otherwise_is_the_same_row() -> None:
    found = cleaned([dossier(1), dossier(1, received_at="6/5/2024", channel="2")])
    assert (found.rows_loaded, found.rows_rejected) == (1, 0)


def test_a_readable_row_is_not_rejected_for_an_unreadable_one_of_its_key() -> None:
    found = cleaned([dossier(1, received_at="chưa rõ"), dossier(1), dossier(2)])
    assert faults(found) == [(2, "received_at", "chưa rõ", "bad_date")]
    assert found.rows_loaded == 2


def test_a_refusal_names_the_cells_that_are_empty_most_often() -> None:
    with pytest.raises(TooManyRejects, match=r"cột “Mã hồ sơ”: 2 ô trống \(dòng 2, 4\)\. "):
        cleaned([dossier(1, dossier_id=""), dossier(2, due_at="?"), dossier(3, dossier_id="")])


def test_more_than_half_rejected_refuses_the_file_and_shows_why() -> None:
    rows = [dossier(1), *[dossier(n, received_at="?") for n in (2, 3, 4)]]
    with pytest.raises(TooManyRejects) as caught:
        cleaned(rows)
    assert caught.value.code == "too_many_rejects"
    assert len(caught.value.cleaned.rejects) == 3
    assert "Nhiều nhất là cột “Ngày tiếp nhận”: 3 ô sai (dòng 3, 4, 5). “?” ở cột “Ngày tiếp" in str(
        caught.value
    )
    assert (
        cleaned([dossier(1), dossier(2, received_at="?")]).rows_loaded == 1
    )  # just half is not more than half


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(Refused, match="no_rows"):
        cleaned([])
    with pytest.raises(Refused, match="no_rows"):
        cleaned([["Tổng cộng", *[None] * 7, "0"]])


def test_a_longer_row_of_a_text_file_is_rejected_by_name() -> None:
    found = cleaned([dossier(1), dossier(2), dossier(3)], ragged=[(3, 10, 9), (4, 8, 9)])
    assert [(reject.row, reject.code) for reject in found.rejects] == [(3, "ragged_row")]
    assert [code for code, _ in found.warnings] == ["short_row"]


# --- rows that are no rows -------------------------------------------------------------------------------

BLANK: list[str | None] = [None] * 9


def line(first: str | None, second: str | None = None, last: str | None = None) -> list[str | None]:
    return [first, second, *[None] * 6, last]


@pytest.mark.parametrize("mark", ["*", "-", "+", "•", "–"])
def test_a_unit_above_its_rows_is_known_behind_a_mark(mark: str) -> None:
    found = cleaned([line(f"{mark} PHÒNG HCTP"), dossier(1, unit=None)])
    assert column(found, "unit_text") == ["PHÒNG HCTP"]


def test_groups_totals_blanks_numbers_and_footers_are_neither_read_nor_rejected() -> None:
    rows = [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        line("Văn phòng Sở (1 hồ sơ)"),
        dossier(1, unit=None),
        BLANK,
        line("Cộng", last="1"),
        line("II. PHÒNG HCTP"),
        dossier(1, dossier_id="HS-002", unit=None),
        dossier(2, dossier_id="HS-003", unit="TT-BTTP"),
        line("Tổng cộng", last="3"),
        line("Trong đó: trực tuyến", last="2"),
        BLANK,
        line(None, "Người lập biểu", "GIÁM ĐỐC"),
        line(None, "Trần Quốc Bảo", "Đỗ Thanh Sơn"),
    ]
    found = cleaned(rows)
    assert column(found, "unit_text") == ["Văn phòng Sở", "PHÒNG HCTP", "TT-BTTP"]
    assert column(found, "row_no") == [4, 8, 9]
    assert found.unit_spellings == ["PHÒNG HCTP", "TT-BTTP", "Văn phòng Sở"]
    assert (found.rows_read, found.rows_rejected, found.warnings) == (3, 0, [])
    assert found.skipped == {"title": 1, "number": 1, "group": 2, "blank": 2, "total": 3, "footer": 2}
    assert found.rows_skipped == 11
    assert found.printed["row_count"] == 3
    assert found.printed["groups"] == [{"row": 3, "text": "Văn phòng Sở", "count": 1}]


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("Văn phòng Sở (53 hồ sơ)", "Văn phòng Sở"),
        ("I. VĂN PHÒNG SỞ", "VĂN PHÒNG SỞ"),
        ("III. PHÒNG THANH TRA - BỔ TRỢ TƯ PHÁP", "PHÒNG THANH TRA - BỔ TRỢ TƯ PHÁP"),
        ("A) Phòng Nghiệp vụ 1: 12 hồ sơ", "Phòng Nghiệp vụ 1"),
        ("P. Thanh tra", "P. Thanh tra"),
        ("XVI. P. Thanh tra", "P. Thanh tra"),
        ("Phòng Nghiệp vụ 2", "Phòng Nghiệp vụ 2"),
        ("Đơn vị xử lý: Phòng HCTP - 7 hồ sơ", "Phòng HCTP"),
        ("V. PHÒNG VBQPPL VÀ TDTHPL", "PHÒNG VBQPPL VÀ TDTHPL"),
        ("VBQPPL&TDTHPL (Tổng: 1.253)", "VBQPPL&TDTHPL"),
    ],
)
def test_a_group_row_names_the_unit_of_the_rows_below(printed: str, unit: str) -> None:
    found = cleaned([line(printed), dossier(1, unit=None)])
    assert column(found, "unit_text") == [unit]


@pytest.mark.parametrize(
    "printed", ["Lĩnh vực Công chứng", "Hồ sơ trong hạn (12)", "Tháng 5/2024", "Quá hạn"]
)
def test_a_group_row_that_names_no_unit_gives_none(printed: str) -> None:
    found = cleaned([line("Phòng HCTP"), line(printed), dossier(1, unit=None)])
    assert column(found, "unit_text") == ["Phòng HCTP"]


def test_a_row_without_unit_above_any_group_misses_its_unit() -> None:
    found = cleaned([dossier(1, unit=None), line("Phòng HCTP"), dossier(2, unit=None), dossier(3)])
    assert faults(found) == [(2, "unit", "", "missing_value")]


def test_a_row_is_data_by_its_number_by_three_required_cells_or_by_its_printed_number() -> None:
    by_number = ["7", *[None] * 7, "Đang xử lý"]
    by_cells = [None, "KHÁC", "Cấp Phiếu", None, "Trực tuyến", *[None] * 4]
    printed = [None, "HS-008", "Cấp Phiếu", *[None] * 6]
    only_two = [None, "Ghi chú", "Cấp Phiếu", *[None] * 6]
    found = cleaned([by_number, by_cells, printed, only_two, *good(4)])
    assert sorted({reject.row for reject in found.rejects}) == [2, 3, 4]
    assert found.rows_read == 7


@pytest.mark.parametrize(
    ("cells", "is_record"),
    [
        (["4,HS-004,Cấp Phiếu,Phòng Nghiệp vụ 1,Trực tuyến,06/05/2024"], True),
        (["4;HS-004;Cấp Phiếu cho công dân", "người nước ngoài;Phòng Nghiệp vụ 1;Trực tuyến"], True),
        (["4 HS-004 Cấp Phiếu Phòng Nghiệp vụ 1 Trực tuyến"], True),
        (["Các hồ sơ do Phòng Nghiệp vụ 1, Văn phòng, Thanh tra, HCTP, TTBTTP, NV2 giải quyết"], False),
        (["HS-004"], False),
        (["Ghi chú: số liệu lấy ngày 31/5/2024; hồ sơ HS-004 đã được bổ sung vào sổ"], False),
    ],
)
def test_a_row_that_stands_in_one_cell_is_rejected_and_never_a_heading(
    cells: list[str], is_record: bool
) -> None:
    paths = {"paths": dict(enumerate(DOSSIER))}
    found = cleaned([*good(4), [*cells, *[None] * (9 - len(cells))], *good(4, 200)], **paths)
    assert faults(found) == ([(6, "", "", "ragged_row")] if is_record else [])
    assert found.rows_loaded == 8


def test_what_stands_beside_the_table_is_said_with_its_row() -> None:
    rows = [[*dossier(number), None] for number in range(1, 6)]
    rows[2][-1] = "đã nhắc, gọi 0912 345 678"
    found = cleaned(rows, [*DOSSIER, ""], paths=dict(enumerate(DOSSIER)))
    assert found.rows_loaded == 5
    ((code, message),) = found.warnings
    assert code == "beside_table"
    assert "(ô J4)" in message
    assert "đã nhắc" not in message


def test_a_line_with_nothing_but_its_number_is_blank() -> None:
    found = cleaned([dossier(1), ["2", *[None] * 8]])
    assert (found.rows_read, found.rows_rejected) == (1, 0)


def test_a_header_repeated_on_a_printed_page_is_skipped() -> None:
    by_name = DATASETS["dossiers"].by_name
    head = ["stt", *[by_name[name].label for name in DOSSIER[1:]]]
    found = cleaned([dossier(1), head, dossier(2)])
    assert (found.rows_read, found.rows_loaded, found.skipped["header"]) == (2, 2, 1)


def test_a_wrong_grand_total_is_pointed_out() -> None:
    found = cleaned([dossier(1), dossier(2), line("Tổng cộng", last="1.253")])
    assert [code for code, _ in found.warnings] == ["total_mismatch"]


# --- the other datasets ----------------------------------------------------------------------------------


def test_tasks_are_keyed_by_document_and_content() -> None:
    names = [
        "stt",
        "document_no",
        "content",
        "unit",
        "assigned_on",
        "due_on",
        "finished_on",
        "is_extended",
        "status",
    ]
    rows = [
        [
            "1",
            "12426/UBND-KT",
            "Tham mưu\nbáo cáo",
            "HCTP",
            "15/02/2024",
            "29/02/2024",
            "26/02/2024",
            "x",
            "Hoàn thành",
        ],
        ["2", "12426/UBND-KT", "Tham mưu khác", "HCTP", "15/02/2024", "29/02/2024", "01/02/2024", None, None],
        ["3", "12427/UBND-KT", "Tham mưu khác", "HCTP", "15/02/2024", "29/02/2024", "01/06/2024", None, None],
        ["4", "12428/UBND-KT", "Tham mưu khác", "HCTP", None, "29/02/2024", None, None, None],
    ]
    found = cleaned(rows, names, "tasks")
    assert column(found, "record_key") == [
        "12426/UBND-KT | Tham mưu báo cáo",
        "12428/UBND-KT | Tham mưu khác",
    ]
    assert faults(found) == [
        (3, "finished_on", "01/02/2024", "date_order"),
        (4, "finished_on", "01/06/2024", "future_date"),
    ]
    assert column(found, "is_extended") == [True, False]
    assert column(found, "due_on") == [date(2024, 2, 29)] * 2


def test_criteria_take_their_year_from_the_title_and_leave_the_total_out() -> None:
    names = ["code", "name", "max_points", "self_points", "appraised_points", "cause", "remedy", "unit"]
    rows = [
        ["I.5", "Thực hiện nhiệm vụ", "3", "3", "2", "Chưa đạt", None, "Văn phòng"],
        ["II.2.3.3.1", "Kết quả điện tử", "0,5", "0,45", "0,4", None, None, "Văn phòng"],
        [None, "Tổng cộng", "3,5", "3,45", "2,4", None, None, None],
    ]
    found = cleaned(rows, names, "criteria", constants={"year": "2024"})
    assert column(found, "record_key") == ["2024 | I.5", "2024 | II.2.3.3.1"]
    assert column(found, "appraised_points") == [2.0, 0.4]
    assert found.rows_read == 2


@pytest.mark.parametrize("points", [("9", "9"), (None, None)])
def test_numbers_of_criteria_that_begin_anew_are_told_apart_by_what_they_stand_in(
    points: tuple[str | None, ...],
) -> None:
    """A domain with its sum is a row, without it a heading."""
    rows: list[Row] = [
        ["I", "CHỈ ĐẠO, ĐIỀU HÀNH", *points],
        ["1", "Kế hoạch", "4", "4"], ["a", "Đúng hạn", "2", "2"], ["b", "Đủ việc", "2", "2"],
        ["2", "Kiểm tra", "5", "5"], ["a", "Đúng hạn", "2", "2"],
        ["II", "THỂ CHẾ", *points],
        ["1", "Ban hành", "9", "9"],
    ]  # fmt: skip
    found = cleaned(
        rows, ["code", "name", "max_points", "self_points"], "criteria", constants={"year": "2024"}
    )
    domains = ["I", "II"] if points[0] else []
    codes = [*domains[:1], "I.1", "I.1.a", "I.1.b", "I.2", "I.2.a", *domains[1:], "II.1"]
    assert column(found, "code") == codes
    assert "repeated_no" in dict(found.warnings)


def test_numbers_of_criteria_that_go_on_stay_as_printed() -> None:
    rows: list[Row] = [
        ["I", "A", "4", "4"],
        ["1", "B", "4", "4"],
        ["II", "C", "2", "2"],
        ["2", "D", "2", "2"],
    ]
    found = cleaned(
        rows, ["code", "name", "max_points", "self_points"], "criteria", constants={"year": "2024"}
    )
    assert column(found, "code") == ["I", "1", "II", "2"]
    assert not dict(found.warnings)


def test_steps_of_a_rule_below_their_criterion_are_no_rows_and_no_units() -> None:
    """As Bộ Nội vụ prints them: below a criterion, without a number, each step with its points."""
    steps = [
        "Ban hành kịp thời: 1",
        "Ban hành không kịp thời: 0,5",
        "Hoàn thành 100% kế hoạch: 1,5",
        "So với năm trước",
        "Tổ chức đối thoại = 0,25 điểm.",
    ]
    rows: list[Row] = [
        ["1.1", "Kế hoạch", "2", "2"],
        *([None, step] for step in steps),
        ["1.2", "Báo cáo", "1", "0,5"],
    ]
    found = cleaned(
        rows, ["code", "name", "max_points", "self_points"], "criteria", constants={"year": "2024"}
    )
    assert column(found, "code") == ["1.1", "1.2"]
    assert (found.rows_read, found.rejects, dict(found.warnings)) == (2, [], {})
    assert "unit_text" not in found.table or column(found, "unit_text") == [None, None]


def test_a_unit_above_its_criteria_is_theirs() -> None:
    rows: list[Row] = [[None, "PHÒNG HÀNH CHÍNH TƯ PHÁP"], ["1.1", "Kế hoạch", "2", "2"]]
    found = cleaned(
        rows, ["code", "name", "max_points", "self_points"], "criteria", constants={"year": "2024"}
    )
    assert column(found, "unit_text") == ["PHÒNG HÀNH CHÍNH TƯ PHÁP"]


PLAN = ["stt", "task", "product", "schedule", "lead_unit", "support_units"]


def plan(rows: Sequence[Row]) -> Cleaned:
    return cleaned(rows, PLAN, "plan_tasks", plan="Kế hoạch CCHC 2024")


def test_plan_tasks_know_their_section_and_repeated_numbers_get_a_suffix() -> None:
    found = plan(
        [
            ["A", "NHIỆM VỤ CHUNG", None, None, None, None],
            ["I", "CHỈ ĐẠO, ĐIỀU HÀNH", None, None, None, None],
            ["1", "Ban hành kế hoạch", "Kế hoạch", "Trước ngày 15/01/2024", "Văn phòng", "Các phòng"],
            ["1", "Kiểm tra công tác CCHC", "Báo cáo", "Quý III/2024", "Văn phòng", None],
            ["II", "CẢI CÁCH THỦ TỤC", None, None, None, None],
            ["1", "Rà soát TTHC", "Báo cáo", None, "Văn phòng", None],
            ["B", "NHIỆM VỤ RIÊNG", None, None, None, None],
            ["1", "Công khai TTHC", None, None, "Văn phòng", None],
        ]
    )
    assert column(found, "record_key") == [
        "Kế hoạch CCHC 2024 | A/I | 1",
        "Kế hoạch CCHC 2024 | A/I | 1-2",
        "Kế hoạch CCHC 2024 | A/II | 1",
        "Kế hoạch CCHC 2024 | B | 1",
    ]
    assert [code for code, _ in found.warnings] == ["repeated_no"]
    assert found.rows_rejected == 0


MEASURE = ["indicator", "date", "unit", "numerator", "denominator", "value"]


def measured(*rows: Row) -> Cleaned:
    return cleaned(rows, MEASURE, "measurements")


def test_a_month_means_its_last_day_and_thousands_have_dots() -> None:
    found = measured(["disbursement_rate", "02/2024", "Văn phòng", "3.552", "14.500", "24,50%"])
    assert column(found, "date") == [date(2024, 2, 29)]
    assert (column(found, "numerator"), column(found, "value")) == ([3552.0], [0.245])
    assert column(found, "record_key") == ["disbursement_rate | 2024-02-29 | van phong"]
    (rate,) = found.printed["rates"]
    assert (rate["text"], rate["value"], rate["numerator"], rate["denominator"]) == (
        "24,50%",
        0.245,
        3552,
        14500,
    )
    assert rate["record_key"] == "disbursement_rate | 2024-02-29 | van phong"


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "fraction"),
    [
        ("3.552", "14.500", "24,50%", 0.245),
        ("3.552", "14.500", "0,245", 0.245),  # the fraction itself
        ("3.552", "14.500", "24,50", 0.245),  # per cent, as numerator and denominator confirm
        ("159", "291", "54", 0.54),  # cut off, as the document prints it
        ("3.552", "14.500", "30%", 0.30),  # printed so; the check points at it
    ],
)
def test_a_percentage_is_taken_with_its_sign_or_where_its_fraction_confirms_it(
    numerator: str, denominator: str, value: str, fraction: float
) -> None:
    found = measured(["e_signed_rate", "02/2024", None, numerator, denominator, value])
    assert column(found, "value") == [pytest.approx(fraction)]


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [
        ("3.552", "14.500", "30"),
        ("3.552", "14.500", "0,2"),
        (None, None, "24,50"),
        (None, None, "0,245"),
        ("3.552", None, "24,50"),
    ],
)
def test_a_percentage_without_sign_and_confirmation_is_a_bad_number(
    numerator: str | None, denominator: str | None, value: str
) -> None:
    good_row = ["e_signed_rate", "01/2024", None, None, None, "24,50%"]
    found = measured(good_row, ["e_signed_rate", "02/2024", None, numerator, denominator, value])
    assert faults(found) == [(3, "value", value, "bad_number")]


@pytest.mark.parametrize(
    ("cells", "fractions"),
    [
        (["65,93", "0,5", "100"], [0.6593, 0.005, 1.0]),
        (["65,93%", "50"], [0.6593, 0.5]),
    ],
)
def test_a_percent_sign_in_the_header_speaks_for_its_cells(cells: list[str], fractions: list[float]) -> None:
    names = ["indicator", "date", "value"]
    rows = [["e_signed_rate", f"0{n}/2024", cell] for n, cell in enumerate(cells, start=1)]
    layout = replace(layout_of("measurements", names), headers={"value": "Tỷ lệ (%)"})
    found = clean(Sheet("S", True, table_of_rows([names, *rows], 3)), layout, AS_OF, "tep.xlsx")
    assert column(found, "value") == [pytest.approx(fraction) for fraction in fractions]


def test_real_percentages_under_such_a_header_are_not_divided_again() -> None:
    names = ["indicator", "date", "value"]
    rows = [["e_signed_rate", "01/2024", "12%"], ["e_signed_rate", "02/2024", "0.6593"]]
    layout = replace(layout_of("measurements", names), headers={"value": "Tỷ lệ (%)"})
    found = clean(Sheet("S", True, table_of_rows([names, *rows], 3)), layout, AS_OF, "tep.xlsx")
    assert faults(found) == [(3, "value", "0.6593", "bad_number")]


def test_fractions_of_which_one_exceeds_the_whole_are_not_taken_for_percentages() -> None:
    """85,5% and 102% as a calculation leaves them, or 0,855% and 1,02%: nobody knows."""
    names = ["indicator", "date", "value"]
    good_rows = [["e_signed_rate", f"{n:02}/2024", "12%"] for n in range(3, 6)]
    rows = [["e_signed_rate", "01/2024", "0.855"], ["e_signed_rate", "02/2024", "1.02"], *good_rows]
    layout = replace(layout_of("measurements", names), headers={"value": "Tỷ lệ (%)"})
    found = clean(Sheet("S", True, table_of_rows([names, *rows], 3)), layout, AS_OF, "tep.xlsx")
    assert faults(found) == [(2, "value", "0.855", "bad_number"), (3, "value", "1.02", "bad_number")]


@pytest.mark.parametrize("code", ["1,23E+15", "1.24E+15", "2E+17", "1.2e+15"])
def test_a_code_that_became_a_number_has_lost_its_digits(code: str) -> None:
    found = cleaned([dossier(1, dossier_id=code), *good(2)])
    assert faults(found) == [(2, "dossier_id", code, "bad_code")]
    assert "mất chữ số" in found.rejects[0].message
    assert len(cleaned([dossier(1, dossier_id="12E15"), *good(2)]).table) == 3  # might be one


def test_what_marks_a_text_for_excel_is_no_part_of_it() -> None:
    """So that one dossier is one, whichever way its list was written; a quote in a sentence stays."""
    names = [*DOSSIER, "note"]
    rows = [
        [
            *dossier(1, dossier_id='="0001"', received_at='="05/03/2024"', procedure_name='="Cấp phiếu"'),
            "'a' là b",
        ],
        [*dossier(2, dossier_id="'0002"), '="x"'],
    ]
    found = cleaned(rows, names)
    assert found.rejects == []
    kept = [[row[name] for name in ("dossier_id", "note")] for row in found.table.to_pylist()]
    assert kept == [["0001", "'a' là b"], ["0002", "x"]]
    assert column(found, "procedure_name")[0] == "Cấp phiếu"
    assert column(found, "received_at")[0] == datetime(2024, 3, 5)


def test_a_field_within_a_unit_ends_with_it() -> None:
    """A field heading below a unit's says nothing of the next unit's rows; a unit's below a field's keeps the field."""
    names = [name for name in DOSSIER if name != "unit"]
    rows = [
        [cell for name, cell in zip(DOSSIER, dossier(n), strict=True) if name != "unit"] for n in range(1, 4)
    ]

    def heading(text: str) -> list[str | None]:
        return [text, *[None] * (len(names) - 1)]

    office, legal, field = heading("I. Văn phòng"), heading("II. Phòng HCTP"), heading("A. Lĩnh vực Hộ tịch")
    found = cleaned([office, field, rows[0], legal, rows[1], rows[2]], names)
    assert column(found, "unit_text") == ["Văn phòng", "Phòng HCTP", "Phòng HCTP"]
    assert column(found, "field") == ["Hộ tịch", None, None]
    found = cleaned([field, office, rows[0], legal, rows[1], rows[2]], names)
    assert column(found, "field") == ["Hộ tịch"] * 3


def test_a_dash_is_an_empty_cell() -> None:
    names = [*DOSSIER, "pause_reason", "has_fee", "supplement_count"]
    found = cleaned(
        [
            [*dossier(1, due_at="-", finished_at="–", status="Đang xử lý"), "-", "-", "-"],
            dossier(2, received_at="-"),
            dossier(3, received_at="-", status="Từ chối tiếp nhận", finished_at=None),
            *good(2),
        ],
        names,
    )
    assert faults(found) == [(3, "received_at", "-", "missing_value")]
    (first, *_) = found.table.to_pylist()
    kept = ["due_at", "finished_at", "pause_reason", "has_fee", "supplement_count"]
    assert [first[name] for name in kept] == [None, None, None, False, None]
    assert found.warnings == []


@pytest.mark.parametrize("nothing", ["-", "–", "NULL", "N/A"])
@pytest.mark.parametrize("field", ["dossier_id", "channel", "received_at", "status"])
def test_what_is_printed_for_nothing_fills_no_required_cell(field: str, nothing: str) -> None:
    """Two dossiers of the number "-" were one."""
    found = cleaned([dossier(1, **{field: nothing}), *good(3)])
    assert faults(found) == [(2, field, nothing, "missing_value")]


def test_nothing_is_counted_below_zero() -> None:
    """Of minus five supplements a dossier had one fewer than none, and minus five đồng were no fee."""
    found = cleaned([[*dossier(1), "-5", "-5"], *good(2)], [*DOSSIER, "supplement_count", "has_fee"])
    (first, *_) = found.table.to_pylist()
    assert (first["supplement_count"], first["has_fee"]) == (None, None)
    assert [code for code, _ in found.warnings] == ["unreadable_value"] * 2


def test_a_measurement_that_counts_is_no_percentage() -> None:
    found = measured(
        ["initiatives", "06/2024", None, None, None, "3"],
        ["discipline_cases", "06/2024", None, None, None, "0"],
    )
    assert column(found, "value") == [3.0, 0.0]


def test_a_number_with_two_readings_is_not_guessed() -> None:
    rows = [
        ["e_signed_rate", f"0{n}/2024", None, top, None, "50%"]
        for n, top in enumerate(["1,131", "2,441"], start=1)
    ]
    found = measured(*rows)
    assert column(found, "numerator") == [None, None]
    assert [code for code, _ in found.warnings] == ["unreadable_value"]
    decided = measured(*rows, ["e_signed_rate", "03/2024", None, "15,5", None, "50%"])
    assert column(decided, "numerator") == [1.131, 2.441, 15.5]


def test_a_column_that_contradicts_itself_leaves_two_readings_unread() -> None:
    rows = [
        ["e_signed_rate", f"0{n}/2024", None, top, None, "50%"]
        for n, top in enumerate(["15,5", "84.27", "1.131"], 1)
    ]
    assert column(measured(*rows), "numerator") == [15.5, 84.27, None]


def test_points_are_never_thousands_and_counts_never_decimals() -> None:
    names = ["month", "component", "score", "max_score"]
    found = cleaned(
        [["01/2024", "Số hóa", "7.123", "22"], ["02/2024", "Số hóa", "6.584", "22"]], names, "service_index"
    )
    assert column(found, "score") == [7.123, 6.584]
    names = [*DOSSIER, "supplement_count"]
    assert column(cleaned([[*dossier(1), "1,131"], [*dossier(2), "1,5"]], names), "supplement_count") == [
        None,
        None,
    ]
    assert column(cleaned([[*dossier(1), "1,131"]], names), "supplement_count") == [1131]


CRITERIA = ["code", "name", "max_points", "self_points", "appraised_points"]


def test_more_points_than_there_are_to_win_are_told_and_kept() -> None:
    """A slip, or points on top; of points taken away (a maximum below nothing) none are more than there are."""
    rows = [
        ["1.1", "Kế hoạch", "3", "3", "3"],
        ["2.1", "Đúng hạn", "6", "7", "6,5"],
        ["III", "Điểm trừ", "-2", "-1", "-1"],
    ]
    found = cleaned(rows, CRITERIA, "criteria", constants={"year": "2024"})
    assert (column(found, "self_points"), column(found, "appraised_points")) == ([3, 7, -1], [3, 6.5, -1])
    assert [(code, "dòng 3" in said) for code, said in found.warnings] == [("points_above_max", True)] * 2


def test_points_taken_away_without_a_maximum_are_no_footer() -> None:
    """What stands below a table without points is one."""
    rows = [
        ["1.1", "Kế hoạch", "3", "3", "3"],
        ["IV", "Điểm trừ", None, "-0,5", "-0,5"],
        ["", "Người lập biểu", None, None, None],
    ]
    found = cleaned(rows, CRITERIA, "criteria", constants={"year": "2024"})
    assert faults(found) == [(3, "max_points", "", "missing_value")]
    assert (column(found, "code"), found.skipped["footer"]) == (["1.1"], 1)


TASK = ["document_no", "content", "unit", "due_on"]


def task(content: str, due: str) -> list[str | None]:
    return ["12/UBND-KT", content, "HCTP", due]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("Tháng 6/2024", date(2024, 6, 30)),
        ("Trong tháng 02 năm 2024", date(2024, 2, 29)),
        ("Quý II/2024", date(2024, 6, 30)),
        ("quý 3 năm 2024", date(2024, 9, 30)),
        ("Q3/2024", date(2024, 9, 30)),
        ("T6/2024", date(2024, 6, 30)),
        ("Trước tháng 10/2024", date(2024, 9, 30)),
        ("6 tháng đầu năm 2024", date(2024, 6, 30)),
    ],
)
def test_a_task_due_in_a_month_or_a_quarter_is_due_on_its_last_day(said: str, due: date) -> None:
    assert column(cleaned([task("Việc", said)], TASK, "tasks"), "due_on") == [due]


@pytest.mark.parametrize(
    ("head", "due"),
    [
        ("Gia hạn đến", 15),
        ("Thời hạn gia hạn", 15),
        ("Hạn điều chỉnh", 15),
        ("Hạn mới", 15),
        ("Hạn xử lý mới", 15),
        ("Hạn hoàn thành sau khi gia hạn", 15),
        ("Hạn sau gia hạn", 15),
        ("Hạn lùi", 15),
        ("Lùi hạn đến", 15),
        ("Gia hạn tới ngày", 15),
        ("Ngày xin lùi hạn", 1),
        ("Lùi hạn", 1),
        ("Gia hạn", 1),
        ("Ngày gia hạn", 1),
    ],
)
def test_a_task_is_due_on_the_day_until_which_it_is_extended(head: str, due: int) -> None:
    """Not on one before its deadline; what says no more than that it was extended moves none."""
    rows = [[*task(f"Việc {day}", "01/03/2024"), day] for day in ("15/03/2024", None, "15/02/2024", "x")]
    table = table_of_rows([["Số văn bản", "Nội dung", "Đơn vị thực hiện", "Hạn hoàn thành", head], *rows], 5)
    layout = layout_of("tasks", [*TASK, "is_extended"])
    layout = replace(layout, headers={**layout.headers, "is_extended": head})
    found = clean(Sheet("S", True, table), layout, AS_OF, "tep.xlsx")
    assert column(found, "is_extended") == [True, False, True, True]
    assert column(found, "due_on") == [date(2024, 3, due), *[date(2024, 3, 1)] * 3]
    assert [(code, "dòng 2)" in said) for code, said in found.warnings] == [("due_extended", True)] * (
        due == 15
    )


@pytest.mark.parametrize(
    "due",
    [
        "15/02/2024 (gia hạn đến 01/03/2024)",
        "15/02/2024; được gia hạn đến ngày 01/03/2024",
        "15/02/2024 (GH: 01/03/2024)",
        "15/02/2024, lùi hạn sang 01/03/2024",
        "15/02/2024 điều chỉnh đến hết ngày 01/03/2024",
        "Gia hạn lần 2: 01/03/2024",
        "01/03/2024 (đã gia hạn)",
        "01/03/2024 (gia hạn lần 1)",
    ],
)
def test_a_task_is_due_on_the_day_until_which_its_deadline_says_that_it_is_extended(due: str) -> None:
    """Each was no day; the others of the sheet are not extended."""
    rows = [task("Việc 1", due), task("Việc 2", "15/02/2024")]
    found = cleaned(rows, TASK, "tasks")
    assert column(found, "due_on") == [date(2024, 3, 1), date(2024, 2, 15)]
    assert column(found, "is_extended") == [True, False]
    assert found.warnings == [
        (
            "due_extended",
            "1 dòng được gia hạn (dòng 2): hạn hoàn thành là ngày sau cùng ghi ở cột “Hạn hoàn thành”.",
        )
    ]


@pytest.mark.parametrize(
    "due",
    [
        "15/02/2024 (xin lùi đến 01/03/2024)",
        "15/02/2024 (gia hạn đến 01/02/2024)",
        "15/02/2024 (không gia hạn)",
        "Gia hạn",
    ],
)
def test_what_says_no_day_until_which_a_task_is_extended_is_no_deadline(due: str) -> None:
    found = cleaned([task("Việc 1", due), task("Việc 2", "15/02/2024")], TASK, "tasks")
    assert [reject.value for reject in found.rejects] == [due]
    assert "is_extended" not in found.table.column_names or column(found, "is_extended") == [None]


@pytest.mark.parametrize(
    ("said", "begun"),
    [
        ("từ 05/05/2024 đến 07/05/2024", date(2024, 5, 5)),
        ("Từ ngày 05/5 đến hết ngày 07/6/2024", date(2024, 5, 5)),
        ("05-07/05/2024", date(2024, 5, 5)),
        ("05/05/2024 - 07/05/2024", date(2024, 5, 5)),
        ("05, 06/5/2024", date(2024, 5, 5)),
        ("30/12/2023 – 02/01/2024", date(2023, 12, 30)),
        ("30/12-02/01/2024", None),  # of which year the first is
        ("07/05/2024 đến 05/05/2024", None),
        ("Quý II/2024", None),
    ],
)
def test_what_took_several_days_is_of_the_first(said: str, begun: date | None) -> None:
    """As the declaration says of "Ngày tổ chức": of an inspection the day on which it begins."""
    names = ["kind", "held_on", "subject"]
    found = cleaned(
        [["Kiểm tra", said, "Công chứng"], ["Kiểm tra", "09/05/2024", "Đấu giá"]], names, "enterprise_events"
    )
    assert column(found, "held_on") == [*([begun] if begun else []), date(2024, 5, 9)]
    assert [reject.value for reject in found.rejects] == ([] if begun else [said])


def test_a_task_needs_a_deadline_that_is_one() -> None:
    said = ["Không thời hạn", "Tháng 6", "Tháng 13/2024", "06/2024", "Quý V/2024"]
    rows = [task(f"Việc {text}", text) for text in said] + [task(f"Việc {i}", "29/02/2024") for i in range(6)]
    assert faults(cleaned(rows, TASK, "tasks")) == [
        (2, "due_on", said[0], "missing_value"),
        *((row, "due_on", text, "bad_date") for row, text in enumerate(said[1:], 3)),
    ]


@pytest.mark.parametrize(
    "said", ["Không xác định", "Không thời hạn", "Không có thời hạn", "không hẹn", "Không quy định"]
)
def test_a_dossier_that_says_it_has_no_deadline_has_none(said: str) -> None:
    found = cleaned([dossier(1, due_at=said), *good(3)])
    assert (faults(found), column(found, "due_at")[0]) == ([], None)


def test_months_of_the_service_index_are_first_days() -> None:
    found = cleaned(
        [["12/2023", "Số hóa hồ sơ", "20,90", "22"]],
        ["month", "component", "score", "max_score"],
        "service_index",
    )
    assert column(found, "record_key") == ["2023-12-01 | Số hóa hồ sơ"]
    assert column(found, "score") == [20.9]


def test_the_field_report_is_whole_numbers_with_a_total_row() -> None:
    names = ["stt", *[known.name for known in DATASETS["field_report"].fields[1:]]]
    rows = [
        ["1", "Công chứng", "1.131", "1.000", "100", "31", "1.000", "900", "90", "10", "131", "130", "1"],
        ["2", "Luật sư", "10", "5", "5", "0", "10", "10", "0", "0", "0", "0", "0"],
        ["Tổng cộng", None, "1.141", "1.005", "105", "31", "1.011", "910", "90", "10", "131", "130", "1"],
    ]
    found = cleaned(rows, names, "field_report")
    assert column(found, "received_total") == [1131, 10]
    assert column(found, "record_key") == ["Công chứng", "Luật sư"]
    ((code, message),) = found.warnings  # 1.000 + 10 are 1.010, not 1.011
    assert code == "total_mismatch"
    assert "1.011" in message


def test_a_dash_in_a_count_says_that_nothing_happened() -> None:
    """As tables of statistics print it; of an empty cell nothing is known."""
    names = ["stt", *[known.name for known in DATASETS["field_report"].fields[1:]]]
    rows = [
        ["1", "Hộ tịch", "12", "10", "2", "-", "10", "8", "2", "–", "2", "2", "-"],
        ["2", "Công chứng", *["-"] * 11],
        ["3", "Luật sư", "5", "5", None, "0", "5", "5", "0", "0", "0", "0", "0"],
    ]
    found = cleaned(rows, names, "field_report")
    assert (found.rejects, found.warnings) == ([], [])
    assert column(found, "received_total") == [12, 0, 5]
    assert column(found, "resolved_late") == [0, 0, 0]
    assert column(found, "received_direct") == [2, 0, None]


def test_index_scores_take_what_the_title_says() -> None:
    names = ["place", "component", "score", "rank"]
    found = cleaned(
        [["Khánh Hòa", "Gia nhập thị trường", "7,52", "17"], ["Khánh Hòa", None, "67.65", None]],
        names,
        "index_scores",
        constants={"index": "PCI", "year": "2024"},
    )
    assert column(found, "record_key")[0] == "PCI | Gia nhập thị trường | 2024 | Khánh Hòa"
    assert column(found, "record_key")[1] == "PCI |  | 2024 | Khánh Hòa"
    assert column(found, "score") == [7.52, 67.65]


def test_procedures_do_not_take_the_name_of_a_field_for_a_unit() -> None:
    names = ["stt", "procedure_code", "procedure_name", "unit", "service_level", "has_fee"]
    rows = [
        ["Lĩnh vực Công chứng", *[None] * 5],
        ["1", "1.008925", "Đăng ký tập sự", "Phòng HCTP", "Một phần", "x"],
        ["2", "1.001756", "Đăng ký hành nghề", None, "Toàn trình", None],
    ]
    found = cleaned(rows, names, "procedures")
    assert column(found, "unit_text") == ["Phòng HCTP", None]
    assert column(found, "field") == ["Công chứng", "Công chứng"]
    assert column(found, "service_level") == ["partial", "full"]


# --- any table -------------------------------------------------------------------------------------------

CELL = st.one_of(
    st.none(),
    st.sampled_from(
        ["1", "HS-1", "Trực tuyến", "06/05/2024", "32/13/2024", "#N/A", "Tổng cộng", "I. A", "Đang xử lý"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=examples(150))
@given(st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=8), st.integers(0, 3))
def test_no_row_is_lost_whatever_the_cells_say(rows: list[list[str | None]], faultless: int) -> None:
    every = [*rows, *good(faultless)]
    try:
        found = cleaned(every)
    except TooManyRejects as refusal:
        found = refusal.cleaned
    except Refused:
        return  # no row at all
    assert found.rows_read == found.rows_loaded + found.rows_rejected
    assert found.rows_read + found.rows_skipped == len(every) + 1
    assert found.table.num_rows == found.rows_loaded
    assert len({reject.row for reject in found.rejects}) == found.rows_rejected
    keys: list[Mapping[str, Any]] = column(found, "record_key")
    assert len(set(keys)) == len(keys)
    assert None not in keys


def test_a_cell_says_something_if_anything_of_it_is_seen() -> None:
    seen = ["1", "Đã trả", "Ấp 1", "ấp", "…", "（", "\u00a0x", "\u200bx", " -"]
    blank = [None, "", " \n", "\u00a0", "\u200b", "\u3000", "\u00ad", "\x07"]
    whole = pa.array(["left out", *seen, *blank])
    column = pa.chunked_array([whole[1:4], whole[4:], pa.array([], pa.string())])
    assert filled_cells(column).tolist() == [True] * len(seen) + [False] * len(blank)


@pytest.mark.parametrize("date_system", [None, "1904"], ids=["from 1900", "from 1904"])
def test_plain_numbers_of_days_count_from_the_day_that_their_workbook_says(date_system: str | None) -> None:
    """45296 is 05/01/2024 from 1900, 06/01/2028 from 1904 (as openpyxl's `from_excel` has it); a cell typed as a date
    keeps its day."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if date_system else CALENDAR_WINDOWS_1900
    book.active.append([DATASETS["dossiers"].by_name[name].label for name in DOSSIER[1:]])
    late = {"due_at": "20/05/2028", "finished_at": "10/05/2028"}
    rows = [dossier(1, **late)[1:], dossier(2)[1:]]
    for cells, received in zip(rows, (45296, datetime(2024, 3, 5)), strict=True):
        cells[DOSSIER.index("received_at") - 1] = received
        book.active.append(cells)
    target = io.BytesIO()
    book.save(target)
    read = reading.read("a.xlsx", target.getvalue())
    layout = layout_of("dossiers", DOSSIER[1:])
    found = clean(read.sheets[0], layout, date(2028, 5, 31), "a.xlsx").table["received_at"].to_pylist()
    counted = datetime(2028, 1, 6) if date_system else datetime(2024, 1, 5)
    assert found == [counted, datetime(2024, 3, 5)]
