"""Headers that are put together freely: each is its field, though no list holds it. Written by hand after how offices
word them; what only looks alike is none."""

from datetime import date
from time import perf_counter

import pytest

from chiso.intake.clean.cleaning import clean
from chiso.intake.datasets import DATASETS
from chiso.intake.files.reading import read
from chiso.intake.recognise.claims import BY_GRAMMAR, claim, is_wording
from chiso.intake.recognise.grammar import patterns_of
from chiso.intake.recognise.recognising import recognise

MEANS = {
    "tasks": {
        "document_no": "Số, ký hiệu văn bản giao; Số/ký hiệu công văn; Số và ký hiệu VB chỉ đạo; Số CV giao việc; "
        "Số hiệu văn bản, công văn; Ký hiệu công văn UBND tỉnh; Số KH văn bản đến; Số, ngày công văn giao",
        "content": "Nội dung nhiệm vụ cần thực hiện; Công việc UBND tỉnh giao; Trích yếu nội dung công việc được giao; "
        "Tên nhiệm vụ, công việc được giao; Nội dung công việc, nhiệm vụ phải thực hiện",
        "due_on": "Hạn hoàn thành theo chỉ đạo; Hạn xử lý được giao; Thời hạn thực hiện theo quy định; "
        "Ngày hoàn thành theo yêu cầu; Ngày đến hạn hoàn thành; Hạn báo cáo theo yêu cầu",
        "finished_on": "Ngày báo cáo UBND tỉnh; Ngày trình UBND tỉnh; Ngày thực hiện xong nhiệm vụ; "
        "Ngày đã gửi kết quả UBND tỉnh",
        "status": "Trạng thái thực hiện nhiệm vụ; Tình trạng xử lý công việc; Kết quả thực hiện nhiệm vụ",
        "unit": "Phòng chuyên môn đang xử lý; Đơn vị, phòng chủ trì tham mưu",
        "official": "Chuyên viên đang giữ; Cán bộ, công chức chủ trì tham mưu",
    },
    "dossiers": {
        "dossier_id": "Mã hồ sơ TTHC; Mã số tiếp nhận hồ sơ; Số, mã biên nhận; Mã số giấy tiếp nhận; "
        "Mã định danh hồ sơ TTHC",
        "procedure_name": "Tên TTHC yêu cầu; Thủ tục hành chính đề nghị giải quyết; Loại thủ tục yêu cầu; "
        "Dịch vụ công yêu cầu",
        "channel": "Kênh đăng ký hồ sơ; Phương thức gửi hồ sơ; Cách thức đăng ký",
        "due_at": "Hạn hẹn trả kết quả; Thời hạn trả kết quả theo quy định; Ngày đến hạn phải trả kết quả; "
        "Ngày trả hồ sơ theo hẹn; Hạn trả kết quả (dự kiến)",
        "official": "Người đang giữ hồ sơ",
    },
    "petitions": {
        "petition_id": "Mã số ý kiến; Mã số phiếu; Số, mã PAKN; Mã câu hỏi",
        "due_on": "Hạn xử lý theo quy định; Ngày hết hạn trả lời; Ngày hẹn giải quyết; Thời hạn phản hồi được giao",
        "satisfaction": "Đánh giá chất lượng trả lời; Kết quả đánh giá mức độ hài lòng; Ý kiến hài lòng của người dân",
    },
    "procedures": {
        "procedure_code": "Mã số TTHC quốc gia; Mã thủ tục hành chính trên CSDLQG",
        "statutory_days": "Thời hạn xử lý; Số ngày thực hiện; Số ngày giải quyết (ngày làm việc)",
        "has_fee": "Mức thu phí, lệ phí; Mức lệ phí",
        "has_postal": "Thực hiện qua dịch vụ BCCI",
        "service_level": "Mức cung cấp DVCTT",
    },
    "plan_tasks": {
        "task": "Nội dung nhiệm vụ cụ thể; Nhiệm vụ trọng tâm; Nội dung triển khai; Hoạt động, công việc cụ thể",
        "product": "Sản phẩm, kết quả cần đạt; Dự kiến sản phẩm đầu ra; Kết quả, sản phẩm dự kiến",
        "schedule": "Hạn thực hiện; Thời hạn thực hiện, hoàn thành; Tiến độ triển khai",
    },
    "criteria": {
        "name": "Nội dung tiêu chí đánh giá, chấm điểm; Tên tiêu chí, tiêu chí thành phần",
        "max_points": "Thang điểm quy định; Thang điểm chuẩn; Điểm số tối đa",
        "self_points": "Kết quả cơ quan tự chấm; Kết quả đơn vị tự chấm; Điểm phòng tự đánh giá; Kết quả tự đánh giá",
        "appraised_points": "Điểm HĐ thẩm định; Điểm Tổ thẩm định; Kết quả Hội đồng đánh giá năm 2024",
    },
    "unit_scores": {"name": "Tiêu chí đánh giá; Lĩnh vực, tiêu chí", "max_points": "Điểm chuẩn tối đa"},
    "joint_dossiers": {
        "lead_agency": "Sở, ngành chủ trì; Cơ quan, đơn vị gửi lấy ý kiến; Cơ quan đề nghị phối hợp",
        "received_on": "Ngày nhận văn bản; Ngày tiếp nhận yêu cầu phối hợp",
        "due_on": "Hạn có ý kiến; Thời hạn trả lời phối hợp; Ngày hẹn phản hồi",
        "answered_on": "Ngày phối hợp xong; Ngày gửi trả lời",
    },
    "enterprise_events": {
        "held_on": "Ngày tổ chức đối thoại; Thời gian tổ chức hội nghị",
        "subject": "Nội dung cuộc kiểm tra; Chủ đề đối thoại; Tên cuộc thanh tra, kiểm tra; Chuyên đề khảo sát",
        "answers": "Số phiếu khảo sát thu về; Tổng số phiếu hợp lệ; Số lượng phiếu trả lời",
    },
    "measurements": {
        "numerator": "Lũy kế thực hiện; Thực hiện lũy kế; Giá trị giải ngân lũy kế; Kinh phí đã giải ngân; "
        "Lũy kế số đã giải ngân; Giải ngân lũy kế (tr.đ); Lũy kế giải ngân (ĐVT: nghìn đồng)",
        "denominator": "Tổng số văn bản; Tổng văn bản phát hành; Tổng số hồ sơ công việc; Kinh phí được giao; "
        "Dự toán giao năm 2026; Số dự toán được giao; Tổng dự toán; Vốn giao năm 2026; "
        "Kế hoạch vốn năm 2026 (triệu đồng); Dự toán năm 2026 (tr. đồng); Kế hoạch vốn giao năm 2026 (tỷ đồng); "
        "KH vốn năm 2026; KH năm 2026; KH giao; Kế hoạch vốn đầu tư công 2026; Kế hoạch vốn 2026 được giao; "
        "Vốn bố trí năm 2026; Kế hoạch vốn được phân bổ",
    },
    "index_scores": {"rank": "Xếp thứ toàn quốc; Thứ hạng cả nước", "component": "Chỉ số nội dung; Chỉ số lĩnh vực"},
    "service_index": {"component": "Nhóm thành phần; Nội dung tiêu chí", "score": "Kết quả trong tháng"},
}  # fmt: skip
MEANS_NOT = {
    "dossiers": {
        "dossier_id": "Số hồ sơ tiếp nhận; Số hồ sơ giải quyết; Số lượng hồ sơ",
        "procedure_name": "Loại dịch vụ công; Kết quả dịch vụ công",
        "channel": "Hình thức trả kết quả; Hình thức nhận kết quả",
        "due_at": "Ngày trả kết quả; Số ngày trả trễ; Ngày gia hạn",
        "official": "Cán bộ tiếp nhận; Người trả kết quả",
    },
    "tasks": {
        "document_no": "Số văn bản trả lời; Số công văn báo cáo; Ngày văn bản; Số nhiệm vụ",
        "content": "Nội dung trả lời; Nội dung phối hợp; Kết quả thực hiện nhiệm vụ",
        "due_on": "Ngày hoàn thành; Ngày giao nhiệm vụ; Thời hạn trả lời công dân",
        "finished_on": "Ngày trình; Ngày UBND tỉnh giao",
        "unit": "Đơn vị phối hợp; Đơn vị ban hành",
    },
    "plan_tasks": {"task": "Nội dung phối hợp; Nội dung", "schedule": "Ngày hoàn thành", "product": "Kết quả"},
    "procedures": {"statutory_days": "Ngày thực hiện; Thời hạn giải quyết sau cắt giảm"},
    "criteria": {"max_points": "Điểm; Tổng điểm", "appraised_points": "Điểm tỉnh; Tổ công tác"},
    "joint_dossiers": {"lead_agency": "Cơ quan phối hợp", "answered_on": "Ngày gửi"},
    "enterprise_events": {"answers": "Số phiếu phát ra", "subject": "Nội dung kiến nghị"},
    "index_scores": {"rank": "Hạng mục", "component": "Chỉ số"},
    "measurements": {
        "numerator": "Kinh phí thực hiện; Khối lượng thực hiện; Chưa giải ngân; Kế hoạch giải ngân; Ước giải ngân",
        "denominator": "Kinh phí; Dự toán kinh phí; Kế hoạch vốn kéo dài; Thực hiện kế hoạch; Kinh phí dự kiến; "
        "Kế hoạch năm 2026 (%); Kế hoạch vốn năm 2026 (dự kiến); Kế hoạch vốn giao đầu năm; Số KH; KH số",
    },
}  # fmt: skip


def headers(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [
        (dataset, field, header)
        for dataset, fields in table.items()
        for field, texts in fields.items()
        for header in texts.split("; ")
    ]


@pytest.mark.parametrize(("dataset", "field", "header"), headers(MEANS))
def test_a_header_that_is_put_together_is_its_field(dataset: str, field: str, header: str) -> None:
    found = claim(dataset, (header,))
    assert found is not None
    assert found.field == field
    assert is_wording(header)  # a row of such is a header


@pytest.mark.parametrize(("dataset", "field", "header"), headers(MEANS_NOT))
def test_what_only_looks_alike_is_not_put_together(dataset: str, field: str, header: str) -> None:
    found = claim(dataset, (header,))
    assert found is None or (found.field, found.rank) != (field, BY_GRAMMAR)


def test_a_table_all_of_whose_headers_are_put_together_is_read() -> None:
    text = """SỞ TƯ PHÁP
THEO DÕI NHIỆM VỤ UBND TỈNH GIAO ĐẾN NGÀY 30/9/2024
TT;Số, ký hiệu công văn giao;Nội dung công việc UBND tỉnh giao;Phòng chuyên môn đang xử lý;Hạn hoàn thành theo chỉ đạo;Ngày báo cáo UBND tỉnh
1;123/UBND-NC;Tham mưu A;Phòng Nghiệp vụ 1;15/9/2024;14/9/2024
2;124/UBND-NC;Tham mưu B;Phòng Nghiệp vụ 2;15/10/2024;
"""  # noqa: E501
    found = read("nhiem-vu.csv", text.encode())
    layout = recognise(found, None, "nhiem-vu.csv")
    assert (layout.dataset, layout.as_of) == ("tasks", date(2024, 9, 30))
    cleaned = clean(found.sheets[0], layout, date(2024, 9, 30), "nhiem-vu.csv")
    assert (cleaned.rejects, cleaned.table["document_no"].to_pylist()) == ([], ["123/UBND-NC", "124/UBND-NC"])


def test_a_long_header_takes_no_longer_than_its_letters() -> None:
    """Each pattern on 4,000 words of its own kind with something else behind them."""
    words = "phong xu ly dang thu ly nhiem vu giao tieu chi ho so ma so han tra loi kiem tra"
    started = perf_counter()
    for dataset in DATASETS.values():
        for pattern in patterns_of(dataset).values():
            for of in (
                "phong xu ly",
                "nhiem vu thuc hien",
                "tieu chi",
                "ma ho so",
                "han tra loi",
                "san pham dat",
                words,
            ):
                assert not pattern.fullmatch(f"{of} " * 1000 + "?")
    assert perf_counter() - started < 20
