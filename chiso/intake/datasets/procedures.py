"""The list of procedures as published."""

from chiso.intake.datasets.common import UNIT, UNIT_WEAK
from chiso.intake.datasets.shape import Dataset, Field, words

SERVICE_LEVELS = {
    "full": words("""
        Toàn trình | DVCTT toàn trình | DVC toàn trình | Trực tuyến toàn trình |
        Dịch vụ công trực tuyến toàn trình | Dịch vụ công toàn trình | Mức độ 4 | Mức 4 | Mức độ toàn trình | 4"""),
    "partial": words("""
        Một phần | DVCTT một phần | DVC một phần | Trực tuyến một phần | Dịch vụ công trực tuyến một phần |
        Dịch vụ công một phần | Mức độ 3 | Mức 3 | Mức độ một phần | 3"""),
    "none": words("""
        Không | Không trực tuyến | Chưa cung cấp | Không cung cấp | Mức độ 2 | Mức độ 1 | Mức 2 | Mức 1 |
        Trực tiếp | Cung cấp thông tin trực tuyến | Dịch vụ cung cấp thông tin trực tuyến |
        Cung cấp thông tin | Còn lại | Chưa | 2 | 1"""),
}

PROCEDURES = Dataset(
    "procedures",
    "Danh mục thủ tục hành chính",
    (
        Field(
            "procedure_code",
            "Mã TTHC",
            "id",
            words("""
                Mã TTHC (CSDLQG) | Mã thủ tục (quốc gia) | Mã TTHC | Mã thủ tục | Mã thủ tục hành chính |
                Mã số TTHC | Mã số thủ tục | Mã số thủ tục hành chính | Mã TTHC quốc gia | Mã quốc gia TTHC |
                Mã DVC | Mã dịch vụ công | Mã số hồ sơ TTHC | Mã hồ sơ TTHC | Mã TTHC trên CSDLQG |
                Mã số TTHC trên Cổng DVCQG | TTHC › Mã | Mã TTHC trên Cổng DVCQG | Mã quốc gia"""),
            weak=words("Mã | Mã số"),
            required=True,
            help="Mã thủ tục theo Cơ sở dữ liệu quốc gia về TTHC.",
            example="2.000488.000.00.00.H32",
        ),
        Field(
            "procedure_name",
            "Tên thủ tục hành chính",
            "text",
            words("""
                Tên TTHC | Tên thủ tục hành chính | Tên thủ tục | Thủ tục hành chính | TTHC | Thủ tục |
                TTHC › Tên | Tên dịch vụ công | Dịch vụ công | Danh mục thủ tục hành chính |
                Tên thủ tục hành chính (TTHC)"""),
            weak=words("Tên | Nội dung"),
            required=True,
            help="Tên thủ tục hành chính.",
            example="Cấp Phiếu lý lịch tư pháp",
        ),
        Field(
            "field",
            "Lĩnh vực",
            "text",
            words("Lĩnh vực | Tên lĩnh vực | Lĩnh vực TTHC | Nhóm lĩnh vực | Lĩnh vực thủ tục | Nhóm TTHC"),
            help="Lĩnh vực của thủ tục.",
            example="Lý lịch tư pháp",
        ),
        Field(
            "unit",
            "Phòng xử lý",
            "text",
            UNIT
            + words("Đơn vị thực hiện | Phòng thực hiện | Đơn vị chủ trì | Phòng chủ trì | Phòng tham mưu"),
            weak=UNIT_WEAK,
            help="Phòng, đơn vị giải quyết.",
            example="Phòng Hành chính tư pháp",
        ),
        Field(
            "service_level",
            "Mức độ trực tuyến",
            "choice",
            words("""
                Mức độ DVCTT (toàn trình/một phần) | Phân loại DVC | Loại DVC | Mức độ thực hiện |
                Hình thức DVCTT | DVC TT | Mức độ DVC TT | Phân loại dịch vụ công | Mức độ trực tuyến |
                Mức độ DVC | Mức độ DVCTT | Mức độ dịch vụ công | Mức độ dịch vụ công trực tuyến |
                Mức độ cung cấp DVCTT | Mức độ cung cấp dịch vụ công trực tuyến | Loại DVCTT |
                Mức độ cung cấp DVC | Hình thức cung cấp DVCTT | DVC trực tuyến | DVCTT |
                Dịch vụ công trực tuyến | Mức DVCTT | Mức DVC | Mức độ cung cấp | Mức độ DVC trực tuyến |
                Cung cấp DVCTT | Loại dịch vụ công trực tuyến"""),
            weak=words("Mức độ | Mức | Trực tuyến"),
            choices=SERVICE_LEVELS,
            ticked={
                "full": words(
                    "Toàn trình | DVCTT toàn trình | Dịch vụ công trực tuyến toàn trình | DVC toàn trình"
                ),
                "partial": words(
                    "Một phần | DVCTT một phần | Dịch vụ công trực tuyến một phần | DVC một phần"
                ),
            },
            help="Toàn trình, một phần hoặc không.",
            example="Toàn trình",
        ),
        Field(
            "has_fee",
            "Có phí, lệ phí",
            "flag",
            words("""
                Có phí, lệ phí | Có thu phí, lệ phí | Thu phí, lệ phí | Có phí | Có lệ phí | Có thu phí |
                Có phí/lệ phí | TTHC có phí, lệ phí | Phát sinh phí, lệ phí | Có nghĩa vụ tài chính |
                TTHC có thu phí, lệ phí | Nghĩa vụ tài chính"""),
            weak=words("Phí, lệ phí | Phí/lệ phí | Phí lệ phí | Phí | Lệ phí"),
            help="Thủ tục có thu phí, lệ phí.",
            example="x",
        ),
        Field(
            "has_online_payment",
            "Cung cấp thanh toán trực tuyến",
            "flag",
            words("""
                Thanh toán phí trực tuyến | Thanh toán TT | Cho phép TTTT | Thanh toán trực tuyến |
                Cung cấp thanh toán trực tuyến | Có thanh toán trực tuyến | TTTT |
                Cho phép thanh toán trực tuyến | Thanh toán trực tuyến phí, lệ phí | Nộp phí trực tuyến |
                Thanh toán online | Tích hợp thanh toán trực tuyến | Hỗ trợ thanh toán trực tuyến"""),
            help="Thủ tục cho phép nộp phí trực tuyến.",
            example="x",
        ),
        Field(
            "has_postal",
            "Bưu chính công ích",
            "flag",
            words("""
                Tiếp nhận qua BCCI | Trả kết quả qua BCCI | Thực hiện BCCI | Qua dịch vụ BCCI |
                Tiếp nhận hồ sơ, trả kết quả qua dịch vụ bưu chính công ích | Bưu chính công ích | BCCI |
                Thực hiện qua dịch vụ bưu chính công ích |
                Dịch vụ bưu chính công ích | Qua BCCI | Qua bưu chính công ích | Dịch vụ BCCI |
                Tiếp nhận và trả kết quả qua BCCI | Thực hiện qua BCCI | Tiếp nhận, trả kết quả qua BCCI |
                Bưu chính | Tiếp nhận, trả kết quả qua dịch vụ bưu chính công ích |
                Thực hiện qua bưu chính công ích"""),
            help="Thủ tục thực hiện qua dịch vụ bưu chính công ích.",
            example="x",
        ),
        Field(
            "gives_paper_result",
            "Cấp kết quả bản giấy",
            "flag",
            words("""
                Trả bản giấy | Cấp bản giấy | Bản giấy | Cấp kết quả bản giấy | Kết quả bản giấy |
                Có kết quả bản giấy | Kết quả giấy | Trả kết quả bản giấy | Trả kết quả giấy |
                Có kết quả giấy | Cấp kết quả giấy | Kết quả › Bản giấy"""),
            help="Thủ tục có kết quả bằng giấy.",
            example="",
        ),
        Field(
            "statutory_days",
            "Thời hạn giải quyết (ngày)",
            "number",
            words("""
                Số ngày làm việc | Thời gian giải quyết theo luật | Thời hạn giải quyết theo luật |
                Thời gian giải quyết theo quy định (ngày) | Thời hạn giải quyết | Thời hạn giải quyết (ngày) |
                Thời gian giải quyết | Số ngày giải quyết | Thời hạn theo quy định |
                Thời gian giải quyết theo quy định | Thời hạn (ngày làm việc) | Thời hạn quy định |
                Thời gian giải quyết (ngày làm việc) | Thời hạn giải quyết (ngày làm việc) | Số ngày quy định |
                Thời gian giải quyết (ngày) | Thời gian quy định | Thời hạn giải quyết theo quy định"""),
            weak=words("Thời hạn | Số ngày | Thời gian"),
            help="Số ngày làm việc theo quy định.",
            example="10",
        ),
    ),
    key=("procedure_code",),
    slice_by="whole",
    title_words=words(
        "danh mục thủ tục hành chính | danh mục tthc | công bố danh mục | danh mục dịch vụ công"
    ),
    usual_rhythm="irregular",
)
