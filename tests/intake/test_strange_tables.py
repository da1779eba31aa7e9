"""Tables that have the columns of a kind of export and say in their title that they are something else: none of them
goes in as that kind by itself; whoever says that it is may bring it in."""

import pytest

from chiso.core.errors import Refused
from chiso.intake.files.reading import read
from chiso.intake.recognise.layout import Answers, Unrecognised
from chiso.intake.recognise.recognising import recognise

POINTS = """TT;Nội dung tiêu chí;Điểm chuẩn;Điểm tự chấm;Điểm thẩm định
I;Công tác tham mưu;40;38;36
I.1;Tham mưu văn bản;20;19;18
I.2;Báo cáo;20;19;18
"""
MONTH = """Tháng 9/2024
TT;Tiêu chí;Điểm chuẩn;Điểm đạt
1;Chấp hành giờ giấc;20;19
2;Đoàn kết;30;30
"""
LETTERS = """Tháng 9/2024
Số đến;Ngày đến;Số, ký hiệu;Trích yếu nội dung;Cơ quan ban hành;Đơn vị xử lý;Hạn xử lý
1;01/09/2024;12/UBND-NC;V/v báo cáo;UBND tỉnh;Phòng Nghiệp vụ 1;10/09/2024
"""
CONTRACTS = """STT;Số hợp đồng;Nội dung;Đơn vị thực hiện;Ngày ký;Hạn hoàn thành
1;12/HĐ;Mua máy;Văn phòng;01/08/2024;01/09/2024
"""
PROCEDURES = """STT;Mã TTHC;Tên thủ tục hành chính;Lĩnh vực;Mức độ trực tuyến
1;1.000009;Đăng ký;Hộ tịch;Toàn trình
"""
TASKS = """STT;Số văn bản;Nội dung nhiệm vụ;Phòng;Hạn hoàn thành
1;12/KL;Báo cáo;Văn phòng;10/09/2024
"""
UNNUMBERED = """STT;Nội dung nhiệm vụ;Đơn vị thực hiện;Kế hoạch;Hạn hoàn thành;Kết quả
1;Báo cáo quý;Văn phòng;KH 12;15/09/2024;Hoàn thành
2;Báo cáo tổng kết;Thanh tra;KH 13;25/09/2024;Đang thực hiện
"""
SPENT = """Đơn vị;Kế hoạch vốn;Giải ngân
Văn phòng;100;80
Thanh tra;50;20
"""
VOTERS = """STT;Mã;Nội dung kiến nghị;Ngày tiếp nhận;Hạn trả lời;Ngày trả lời;Phòng xử lý
1;CT01;Đường hỏng;01/09/2024;10/09/2024;;Văn phòng
"""
CALENDAR = """Thứ, ngày;Thời gian;Nội dung công việc;Thành phần;Chủ trì
Hai 02/9;08:00;Giao ban;Lãnh đạo;Giám đốc
Ba 03/9;14:00;Họp CCHC;Phòng;Phó Giám đốc
"""
FORM = """Kỳ báo cáo: Quý III/2024 (từ 15/6/2024 đến 14/9/2024)
STT;{of};Tiếp nhận;;;;Đã giải quyết;;;;Đang giải quyết;;
;;Tổng số;Trực tuyến;Trực tiếp, bưu chính;Từ kỳ trước;Tổng số;Trước hạn;Đúng hạn;Quá hạn;Tổng số;Trong hạn;Quá hạn
(1);(2);(3)=(4)+(5)+(6);(4);(5);(6);(7)=(8)+(9)+(10);(8);(9);(10);(11)=(12)+(13);(12);(13)
1;{one};100;60;30;10;90;50;38;2;10;9;1
2;{two};50;30;15;5;45;30;15;0;5;5;0
"""
FIELDS = FORM.format(of="Lĩnh vực giải quyết", one="Hộ tịch", two="Luật sư")
AGENCIES = FORM.format(of="Cơ quan, đơn vị giải quyết", one="Sở Tư pháp", two="Sở Y tế")
STRANGE = [
    ("BẢNG CHẤM ĐIỂM THI ĐUA NĂM 2024", POINTS, "criteria", "thi đua"),
    ("BẢNG CHẤM ĐIỂM MỨC ĐỘ CHUYỂN ĐỔI SỐ NĂM 2024", POINTS, "criteria", "chuyển đổi số"),
    ("BẢNG ĐIỂM CƠ QUAN ĐẠT CHUẨN VĂN HÓA NĂM 2024", POINTS, "criteria", "chuẩn văn hóa"),
    ("TIÊU CHÍ THỰC HIỆN QUY CHẾ DÂN CHỦ NĂM 2024", POINTS, "criteria", "quy chế dân chủ"),
    ("BẢNG CHẤM ĐIỂM THI ĐUA PHÒNG NGHIỆP VỤ 1", MONTH, "service_index", "thi đua"),
    ("KẾT QUẢ CHẤM ĐIỂM CCHC", MONTH, "service_index", "CCHC"),
    ("SỔ VĂN BẢN ĐẾN", LETTERS, "tasks", "sổ văn bản"),
    ("SỔ THEO DÕI VĂN BẢN ĐẾN CÓ HẠN XỬ LÝ", LETTERS, "tasks", "theo dõi văn bản đến"),
    ("NHIỆM VỤ THỦ TƯỚNG CHÍNH PHỦ GIAO", TASKS, "tasks", "chính phủ giao"),
    ("NHIỆM VỤ UBND TỈNH, CHỦ TỊCH UBND TỈNH GIAO", UNNUMBERED, "plan_tasks", "ubnd tỉnh giao"),
    ("DANH SÁCH HỢP ĐỒNG NĂM 2024", CONTRACTS, "plan_tasks", "danh sách hợp đồng"),
    ("DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ", PROCEDURES, "procedures", "bị bãi bỏ"),
    ("DANH MỤC TTHC NỘI BỘ", PROCEDURES, "procedures", "tthc nội bộ"),
    ("NHIỆM VỤ GIÁM ĐỐC SỞ GIAO", TASKS, "tasks", "giám đốc sở giao"),
    ("DANH SÁCH PHẢN ÁNH, KIẾN NGHỊ", TASKS, "tasks", "phản ánh, kiến nghị"),
    ("NHIỆM VỤ TỈNH ỦY GIAO", TASKS, "tasks", "tỉnh ủy giao"),
    ("KIẾN NGHỊ CỦA CỬ TRI", VOTERS, "petitions", "cử tri"),
    ("Biểu số II.06b/VPCP/KSTT", FIELDS, "field_report", "II.06b"),
    ("LỊCH CÔNG TÁC TUẦN 36 NĂM 2024", CALENDAR, "plan_tasks", "lịch công tác"),
    ("NHIỆM VỤ ĐƯỢC GIAO THÁNG 9/2024", UNNUMBERED, "plan_tasks", "nhiệm vụ được giao"),
    ("KẾ HOẠCH GIẢI NGÂN THÁNG 10/2024", SPENT, "measurements", "kế hoạch giải ngân"),
    ("CAM KẾT GIẢI NGÂN ĐẾN 31/12/2024", SPENT, "measurements", "cam kết giải ngân"),
]
SURE = [
    ("BẢNG CHẤM ĐIỂM CCHC, CHUYỂN ĐỔI SỐ NĂM 2024", POINTS, "criteria"),
    ("TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH (phục vụ bình xét thi đua) NĂM 2024", POINTS, "criteria"),
    ("BẢNG CHẤM ĐIỂM NĂM 2024", POINTS, "criteria"),
    ("BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP", MONTH, "service_index"),
    ("NHIỆM VỤ ĐƯỢC GIAO (theo sổ văn bản)", LETTERS, "tasks"),
    ("DANH MỤC THỦ TỤC HÀNH CHÍNH", PROCEDURES, "procedures"),
    ("DANH MỤC TTHC (bãi bỏ Quyết định số 12/QĐ-UBND)", PROCEDURES, "procedures"),
    ("NHIỆM VỤ TỈNH ỦY, UBND TỈNH GIAO", TASKS, "tasks"),
    ("NHIỆM VỤ CHÍNH PHỦ, UBND TỈNH GIAO", TASKS, "tasks"),
    ("PHẢN ÁNH, KIẾN NGHỊ", VOTERS, "petitions"),
    ("Biểu số II.06a/VPCP/KSTT", FIELDS, "field_report"),
    ("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC", FIELDS, "field_report"),
    ("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC", FIELDS.replace("Hộ tịch", "Sở hữu trí tuệ"), "field_report"),
    ("Biểu II.06a", FIELDS.replace("Hộ tịch", "Sở hữu trí tuệ").rpartition("2;")[0], "field_report"),
    ("KẾ HOẠCH CÔNG TÁC NĂM 2024", CALENDAR, "plan_tasks"),
    ("KẾ HOẠCH THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO NĂM 2024", UNNUMBERED, "plan_tasks"),
    ("KẾT QUẢ THỰC HIỆN KẾ HOẠCH GIẢI NGÂN THÁNG 10/2024", SPENT, "measurements"),
    ("TÌNH HÌNH GIẢI NGÂN THÁNG 10/2024", SPENT, "measurements"),
]


@pytest.mark.parametrize(("title", "table", "dataset", "word"), STRANGE)
def test_what_says_that_it_is_something_else_is_not_taken_for_it(
    title: str, table: str, dataset: str, word: str
) -> None:
    found = read("a.csv", f"{title}\n{table}".encode())
    with pytest.raises(Refused, match=f"“{word}”") as refused:
        recognise(found, None, "a.csv")
    assert refused.value.code == "unknown_dataset"
    assert recognise(found, Answers(dataset=dataset), "a.csv").dataset == dataset


@pytest.mark.parametrize(("title", "table", "dataset"), SURE)
def test_what_names_its_kind_is_of_it_whatever_else_it_says(title: str, table: str, dataset: str) -> None:
    assert recognise(read("a.csv", f"{title}\n{table}".encode()), None, "a.csv").dataset == dataset


INDEX = """STT;{of};Điểm
1;{one};92,5
2;{two};93,1
"""
COMPONENTS = INDEX.format(of="Chỉ số thành phần", one="Tiếp cận dịch vụ", two="Công chức")
RANKED = INDEX.format(of="Đơn vị", one="Sở Tư pháp", two="Sở Y tế")


@pytest.mark.parametrize("table", [COMPONENTS, RANKED])
@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("CHỈ SỐ HÀI LÒNG CỦA NGƯỜI DÂN QUÝ III NĂM 2026", "01/07/2026 – 30/09/2026"),
        ("CHỈ SỐ HÀI LÒNG QUÝ III\nNĂM 2026", "01/07/2026 – 30/09/2026"),
        ("KẾT QUẢ CHỈ SỐ CCHC 6 THÁNG ĐẦU NĂM 2026", "01/01/2026 – 30/06/2026"),
        ("DDCI 9 tháng năm 2026", "01/01/2026 – 30/09/2026"),
        ("CHỈ SỐ HÀI LÒNG THÁNG 10 NĂM 2026", "01/10/2026 – 31/10/2026"),
        ("Quý II năm 2026\nPCI 2025", "01/04/2026 – 30/06/2026"),
    ],
)
def test_a_part_of_a_year_is_no_index_of_the_year(title: str, period: str, table: str) -> None:
    found = read("a.csv", f"{title}\n{table}".encode())
    with pytest.raises(Refused, match=f"{period}, không phải cả năm") as refused:
        recognise(found, None, "a.csv")
    assert refused.value.code == "unknown_dataset"
    assert recognise(found, Answers(dataset="index_scores"), "a.csv").constants["year"] == "2026"


@pytest.mark.parametrize("title", ["PCI NĂM 2025 (công bố tháng 5 năm 2026)", "PCI 2025\nKỳ: Cả năm 2025"])
def test_an_index_of_a_year_may_be_told_in_a_part_of_another(title: str) -> None:
    layout = recognise(read("a.csv", f"{title}\n{COMPONENTS}".encode()), None, "a.csv")
    assert (layout.dataset, layout.constants["year"]) == ("index_scores", "2025")


EMULATION = """TT;Nội dung tiêu chí;Điểm chuẩn;Điểm tự chấm
I;Thực hiện nhiệm vụ chính trị;40;38
I.1;Tham mưu đúng thời hạn;10;9
I.2;Chất lượng tham mưu;10;9
I.3;Thực hiện cải cách hành chính;10;10
I.4;Thực hiện nhiệm vụ đột xuất;10;10
II;Chấp hành nội quy;30;30
II.1;Giờ giấc làm việc;10;10
II.2;Trang phục, thẻ;10;10
II.3;Nếp sống văn minh;10;10
III;Đoàn thể;30;29
III.1;Công đoàn;15;15
III.2;Đoàn thanh niên;15;14
"""
# From the names of the criteria of Sở Tư pháp's own table (documents/2-so-tu-phap-cchc-2024.txt).
OF_THE_INDEX = """TT;Nội dung tiêu chí;Điểm chuẩn;Điểm tự chấm
I;Công tác chỉ đạo, điều hành;14;13
I.1;Xây dựng kế hoạch;2;2
I.2;Thực hiện chế độ báo cáo;2;2
I.3;Kiểm tra công tác cải cách hành chính;3;3
I.4;Công tác tuyên truyền;3;3
I.5;Sáng kiến, giải pháp mới trong CCHC;2;1
II;Cải cách thể chế;10;10
II.1;Ban hành VBQPPL đúng tiến độ;5;5
II.2;Theo dõi thi hành pháp luật;5;5
III;Cải cách thủ tục hành chính;15;15
III.1;Kiểm soát quy định TTHC;7;7
III.2;Công khai trên Cổng;8;8
"""


@pytest.mark.parametrize("title", ["BẢNG CHẤM ĐIỂM NĂM 2024", "BẢNG TỰ CHẤM ĐIỂM CỦA ĐƠN VỊ NĂM 2024"])
def test_points_whose_title_names_no_index_are_of_what_their_lines_speak_of(title: str) -> None:
    found = read("a.csv", f"{title}\n{EMULATION}".encode())
    with pytest.raises(Refused, match="tiêu đề không ghi là của cải cách hành chính") as refused:
        recognise(found, None, "a.csv")
    assert refused.value.code == "unknown_dataset"
    for answers, name in ((Answers(dataset="criteria"), "a.csv"), (None, "Cham diem CCHC 2024.csv")):
        assert recognise(found, answers, name).dataset == "criteria"  # somebody or the file's name says so
    for text in (f"{title}\n{OF_THE_INDEX}", f"{title} CHỈ SỐ CCHC\n{EMULATION}"):
        assert recognise(read("a.csv", text.encode()), None, "a.csv").dataset == "criteria"


def test_a_form_with_a_line_for_each_agency_has_no_fields() -> None:
    """Else the dossiers of all of them would be the office's own."""
    found = read("a.csv", f"TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC\n{AGENCIES}".encode())
    with pytest.raises(Refused):
        recognise(found, None, "a.csv")


PETITIONS = """TT;Mã số;Nội dung;Ngày tiếp nhận;Hạn trả lời;Ngày có văn bản trả lời;Số văn bản;Phòng;Mức độ hài lòng
1;KN-01;Chậm;02/09/2024;09/09/2024;08/09/2024;12/STP-VP;Văn phòng;Hài lòng
"""


@pytest.mark.parametrize("title", ["TỔNG HỢP PHẢN ÁNH, KIẾN NGHỊ THÁNG 9/2024", "TỔNG HỢP THÁNG 9/2024"])
def test_a_list_that_asks_whether_people_are_satisfied_is_of_petitions(title: str) -> None:
    """By the number of the answer it went in as tasks of the province, the open ones rejected."""
    found = read("a.csv", f"{title}\n{PETITIONS}".encode())
    assert recognise(found, None, "a.csv").dataset == "petitions"


RATED = """STT;Mã hồ sơ;Tên thủ tục;Ngày tiếp nhận;Ngày hẹn trả;Ngày trả;Đơn vị;Mức độ hài lòng
1;HS1;Cấp phiếu;01/10/2024;05/10/2024;04/10/2024;Văn phòng;Hài lòng
"""


def test_dossiers_that_were_rated_are_no_petitions() -> None:
    """What they lack to be read as dossiers is said; they went in as petitions."""
    found = read("a.csv", f"DANH SÁCH HỒ SƠ THÁNG 10/2024\n{RATED}".encode())
    with pytest.raises(
        Unrecognised, match=r"“Hồ sơ thủ tục hành chính” nhưng thiếu cột bắt buộc: Hình thức nộp"
    ):
        recognise(found, None, "a.csv")


REFORM = """Tháng 9/2024
TT;Tiêu chí;Điểm chuẩn;Điểm đạt
1;Chỉ đạo điều hành;20;19
2;Cải cách thể chế;30;30
"""


def test_the_fields_of_cchc_are_no_components_of_the_service_index() -> None:
    """Under a title that says nothing they were: 49 points of 50, in the place of the month's."""
    found = read("a.csv", f"BẢNG ĐIỂM\n{REFORM}".encode())
    with pytest.raises(Unrecognised) as refused:
        recognise(found, None, "a.csv")
    assert (refused.value.code, refused.value.layout.dataset) == ("missing_columns", "criteria")
