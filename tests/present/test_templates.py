"""Every template comes back: filled in by hand it needs no question, and the example row is nobody's record."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chiso.intake.commit import batch
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.intake.datasets import DATASETS
from chiso.present import books, workbooks
from chiso.reference import changes
from chiso.store import Store
from tests.conftest import sample
from tests.worlds import fresh_home
from tests.worlds.people import ADMIN

# What a clerk types below the example, by the headers of the template -> what the home then knows.
FILLED: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "dossiers": (
        {
            "Mã hồ sơ": "000.00.08.H32-240305-0001", "Mã TTHC": "2.000488", "Tên thủ tục hành chính": "Cấp phiếu",
            "Lĩnh vực": "Lý lịch tư pháp", "Phòng xử lý": "Văn phòng", "Công chức xử lý": "Trần Thị B",
            "Hình thức nộp": "Trực tiếp", "Ngày nộp hồ sơ": "05/03/2024 07:30", "Ngày tiếp nhận": "05/03/2024 08:10",
            "Ngày hẹn trả": "19/03/2024 16:30", "Ngày kết thúc xử lý": "18/03/2024 10:00",
            "Trạng thái hồ sơ": "Đã trả kết quả", "Số lần yêu cầu bổ sung": "1", "Kết quả điện tử": "Có",
            "Số hóa hồ sơ": "Không", "Có phí, lệ phí": "Có", "Ghi chú": "Nộp tại quầy",
        },
        {
            "dossier_id": "000.00.08.H32-240305-0001", "unit_text": "Văn phòng", "unit_key": "van phong",
            "channel": "counter", "submitted_at": datetime(2024, 3, 5, 7, 30),
            "received_at": datetime(2024, 3, 5, 8, 10), "due_at": datetime(2024, 3, 19, 16, 30),
            "finished_at": datetime(2024, 3, 18, 10), "status": "handed_over", "supplement_count": 1,
            "has_e_result": True, "is_digitised": False, "has_fee": True, "note": "Nộp tại quầy",
        },
    ),
    "tasks": (
        {
            "Số văn bản": "77/UBND-NC", "Nội dung nhiệm vụ": "Báo cáo sơ kết", "Đơn vị thực hiện": "Văn phòng",
            "Công chức thực hiện": "Trần Thị B", "Ngày giao": "01/03/2024", "Hạn hoàn thành": "15/03/2024",
            "Ngày hoàn thành": "14/03/2024", "Gia hạn": "Không",
        },
        {
            "document_no": "77/UBND-NC", "content": "Báo cáo sơ kết", "unit_key": "van phong",
            "assigned_on": date(2024, 3, 1), "due_on": date(2024, 3, 15), "finished_on": date(2024, 3, 14),
            "is_extended": False,
        },
    ),
    "petitions": (
        {
            "Mã PAKN": "PAKN.7", "Loại phản ánh, kiến nghị": "Thủ tục hành chính", "Nội dung phản ánh": "Chờ lâu",
            "Ngày tiếp nhận": "04/03/2024", "Hạn trả lời": "18/03/2024", "Ngày trả lời": "11/03/2024",
            "Số văn bản trả lời": "12/STP-VP", "Đơn vị xử lý": "Văn phòng", "Mức độ hài lòng": "Không hài lòng",
        },
        {
            "petition_id": "PAKN.7", "kind": "procedure", "subject": "Chờ lâu", "received_on": date(2024, 3, 4),
            "due_on": date(2024, 3, 18), "answered_on": date(2024, 3, 11), "answer_no": "12/STP-VP",
            "unit_key": "van phong", "satisfaction": "unsatisfied",
        },
    ),
    "procedures": (
        {
            "Mã TTHC": "2.000488", "Tên thủ tục hành chính": "Cấp phiếu", "Lĩnh vực": "Lý lịch tư pháp",
            "Phòng xử lý": "Văn phòng", "Mức độ trực tuyến": "Toàn trình", "Có phí, lệ phí": "Có",
            "Thời hạn giải quyết (ngày)": "10",
        },
        {
            "procedure_code": "2.000488", "procedure_name": "Cấp phiếu", "service_level": "full", "has_fee": True,
            "statutory_days": 10, "unit_key": "van phong",
        },
    ),
    "criteria": (
        {
            "Năm": "2023", "Mã tiêu chí": "II.2", "Tên tiêu chí": "Đúng hạn", "Điểm tối đa": "5",
            "Điểm tự chấm": "4,5", "Tử số": "14.673", "Mẫu số": "14.697", "Đơn vị chịu trách nhiệm": "Văn phòng",
            "Thời hạn khắc phục": "30/11/2024",
        },
        {
            "year": 2023, "code": "II.2", "max_points": 5.0, "self_points": 4.5, "numerator": 14673.0,
            "denominator": 14697.0, "unit_key": "van phong", "deadline": "30/11/2024",
        },
    ),
    "index_scores": (
        {
            "Chỉ số": "PCI", "Chỉ số thành phần": "Gia nhập thị trường", "Năm": "2024",
            "Tỉnh hoặc cơ quan": "Khánh Hòa", "Điểm": "7,52", "Điểm tối đa": "10", "Hạng": "17", "Trên tổng số": "63",
        },
        {
            "index": "PCI", "component": "Gia nhập thị trường", "year": 2024, "place": "Khánh Hòa", "score": 7.52,
            "max_score": 10.0, "rank": 17, "rank_of": 63,
        },
    ),
    "plan_tasks": (
        {
            "Kế hoạch": "Kế hoạch số 9", "Mục": "A/I", "STT": "3", "Nhiệm vụ": "Kiểm tra CCHC",
            "Sản phẩm": "Báo cáo", "Tiến độ": "Trước ngày 30/11/2024", "Đơn vị chủ trì": "Văn phòng",
        },
        {
            "plan": "Kế hoạch số 9", "section": "A/I", "no": "3", "task": "Kiểm tra CCHC", "product": "Báo cáo",
            "schedule": "Trước ngày 30/11/2024", "lead_unit": "Văn phòng",
        },
    ),
    "measurements": (
        {
            "Mã chỉ tiêu": "Tỷ lệ giải ngân vốn đầu tư công", "Ngày hoặc tháng": "10/2024", "Đơn vị": "Văn phòng",
            "Tử số": "9.560", "Mẫu số": "14.500",
        },
        {
            "indicator": "disbursement_rate", "date": date(2024, 10, 31), "unit_key": "van phong", "numerator": 9560.0,
            "denominator": 14500.0,
        },
    ),
    "field_report": (
        {
            "STT": "1", "Lĩnh vực": "Công chứng", "Tổng số tiếp nhận": "10", "Tiếp nhận trực tuyến trong kỳ": "4",
            "Tiếp nhận trực tiếp, bưu chính trong kỳ": "5", "Từ kỳ trước": "1", "Tổng số đã giải quyết": "8",
            "Giải quyết trước hạn": "6", "Giải quyết đúng hạn": "1", "Giải quyết quá hạn": "1",
            "Tổng số đang giải quyết": "2", "Đang giải quyết trong hạn": "2", "Đang giải quyết quá hạn": "0",
        },
        {
            "field": "Công chứng", "received_total": 10, "received_online": 4, "received_direct": 5,
            "carried_over": 1, "resolved_total": 8, "resolved_early": 6, "resolved_on_time": 1, "resolved_late": 1,
            "open_total": 2, "open_in_time": 2, "open_overdue": 0,
        },
    ),
    "service_index": (
        {"Tháng": "10/2024", "Thành phần": "Công khai, minh bạch", "Điểm đạt": "15,53", "Điểm tối đa": "18"},
        {"month": date(2024, 10, 1), "component": "Công khai, minh bạch", "score": 15.53, "max_score": 18.0},
    ),
    "enterprise_events": (
        {
            "Loại sự kiện": "Thanh tra, kiểm tra", "Ngày tổ chức": "05/03/2024", "Nội dung sự kiện": "Kiểm tra đấu giá",
            "Doanh nghiệp": "Công ty Một", "Đơn vị chủ trì": "Văn phòng", "Số văn bản": "12/QĐ-STP",
        },
        {
            "kind": "inspection", "held_on": date(2024, 3, 5), "subject": "Kiểm tra đấu giá",
            "enterprise": "Công ty Một", "unit_key": "van phong", "document_no": "12/QĐ-STP",
        },
    ),
    "unit_scores": (
        {
            "Năm": "2024", "Đơn vị được chấm điểm": "Các Trung tâm, đơn vị sự nghiệp", "Mã tiêu chí": "I.1",
            "Điểm tối đa": "5", "Điểm đơn vị tự chấm": "5", "Điểm thẩm định": "4,5", "Nhận xét": "Ban hành chậm",
        },
        {
            "year": 2024, "unit_key": "cac trung tam, don vi su nghiep", "criterion": "I.1", "max_points": 5.0,
            "self_points": 5.0, "appraised_points": 4.5, "note": "Ban hành chậm",
        },
    ),
    "joint_dossiers": (
        {
            "Mã hồ sơ": "000.00.12.H32-240305-0042", "Cơ quan chủ trì": "Sở Xây dựng",
            "Tên thủ tục hành chính": "Cấp phép", "Phòng phối hợp": "Văn phòng", "Công chức phối hợp": "Trần Thị B",
            "Ngày nhận phối hợp": "05/03/2024", "Hạn phối hợp": "12/03/2024", "Ngày trả lời phối hợp": "13/03/2024",
        },
        {
            "dossier_id": "000.00.12.H32-240305-0042", "lead_agency": "Sở Xây dựng", "unit_key": "van phong",
            "official": "Trần Thị B", "received_on": date(2024, 3, 5), "due_on": date(2024, 3, 12),
            "answered_on": date(2024, 3, 13),
        },
    ),
}  # fmt: skip
DAY = date(2024, 10, 31)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fresh_home.build(tmp_path / "home") as opened:
        yield opened


def imported(store: Store, name: str, content: bytes) -> ImportResult:
    return batch.import_file(store, ADMIN, Upload(workbooks.template_name(DATASETS[name]), content))


def filled(store: Store, name: str, cells: dict[str, str]) -> bytes:
    """The template as a clerk fills it: the day where it is asked for, one row below the example."""
    book = openpyxl.load_workbook(io.BytesIO(books.template(store, store.agency, name)))
    sheet = book.worksheets[0]
    if sheet["A1"].value == "Tính đến ngày:":
        sheet["B1"].value = "31/10/2024"
    head = next(row for row in sheet.iter_rows(max_row=3) if len([cell for cell in row if cell.value]) > 2)
    place = {cell.value: cell.column for cell in head}
    for label, text in cells.items():
        sheet.cell(head[0].row + 2, place[label]).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_dataset_is_tried() -> None:
    assert FILLED.keys() == DATASETS.keys()


@pytest.mark.parametrize("name", sample([*FILLED]))
def test_a_filled_template_needs_no_question(store: Store, name: str) -> None:
    cells, expected = FILLED[name]
    result = imported(store, name, filled(store, name, cells))
    assert (result.status, result.dataset, result.error) == ("imported", name, None)
    assert (result.rows_loaded, result.rows_rejected) == (1, 0)
    assert (result.unknown_columns, result.unknown_units, [one["code"] for one in result.warnings]) == (
        (),
        (),
        [],
    )
    if DATASETS[name].is_dated:
        assert result.as_of == DAY
    (row,) = store.rows("reference/whole", {"table": (name,)})
    assert {key: row[key] for key in expected} == expected


@pytest.mark.parametrize("name", sample([*FILLED], 1))
def test_an_untouched_template_imports_nothing_and_says_so(store: Store, name: str) -> None:
    result = imported(store, name, books.template(store, "stp", name))
    assert (result.status, result.error and result.error["code"]) == ("refused", "no_rows")
    assert result.error is not None
    assert "chỉ có dòng ví dụ" in result.error["message"]


def test_an_example_that_was_written_over_is_a_record(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books.template(store, "stp", "service_index")))
    for place, text in enumerate(("09/2024", "Tiến độ giải quyết", "17", "20"), start=1):
        book.worksheets[0].cell(2, place).value = text
    out = io.BytesIO()
    book.save(out)
    assert imported(store, "service_index", out.getvalue()).rows_loaded == 1


def test_units_and_indicators_are_this_agencys(store: Store, tmp_path: Path) -> None:
    with fresh_home.build(tmp_path / "other", "syt", "Sở Y tế") as other:
        changes.add_units(other, ADMIN, "syt", ["Phòng Nghiệp vụ Y", "Văn phòng Sở"])
        book = openpyxl.load_workbook(io.BytesIO(books.template(other, "syt", "measurements")))
    sheet = book.worksheets[0]
    lists = list(book["Danh mục"].iter_cols(values_only=True))
    assert "Tỷ lệ giải ngân vốn đầu tư công" in lists[0]
    assert "online_rate" not in lists[0]
    assert [text for text in lists[1] if text] == ["Phòng Nghiệp vụ Y", "Văn phòng Sở"]
    assert len(sheet.data_validations.dataValidation) == 2
    assert [cell.value for cell in sheet[2]][:3] == [
        "Ví dụ: Tỷ lệ giải ngân vốn đầu tư công", "10/2024", "Phòng Nghiệp vụ Y",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("dossiers", "mau-mot-cua.xlsx"), ("tasks", "mau-nhac-viec.xlsx"), ("petitions", "mau-pakn.xlsx"),
        ("procedures", "mau-danh-muc-tthc.xlsx"), ("field_report", "mau-bieu-ii-06a.xlsx"),
        ("measurements", "mau-bao-cao-tay.xlsx"), ("service_index", "mau-bo-chi-so-phuc-vu.xlsx"),
    ],
)  # fmt: skip
def test_its_file_is_called_as_the_office_calls_it(name: str, file: str) -> None:
    assert workbooks.template_name(DATASETS[name]) == file
