"""What the office itself keeps: the list of procedures, the criteria table, the plan's appendix."""

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
                Thanh toán online | Tích hợp thanh toán trực tuyến"""),
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

CRITERIA = Dataset(
    "criteria",
    "Tiêu chí Chỉ số cải cách hành chính",
    (
        Field(
            "year",
            "Năm",
            "year",
            words("Năm | Năm đánh giá | Năm chấm điểm | Năm chấm | Kỳ đánh giá"),
            required=True,
            help="Năm của bảng chấm điểm; có thể chỉ ghi ở tiêu đề.",
            example="2024",
        ),
        Field(
            "code",
            "Mã tiêu chí",
            "id",
            words("""
                STT tiêu chí | Số TT tiêu chí | Số thứ tự tiêu chí | Mã tiêu chí | Mã | Mã số |
                Mã số tiêu chí | Ký hiệu | Số hiệu | Mã TC | Ký hiệu tiêu chí | Số hiệu tiêu chí |
                Tiêu chí › Mã | Mục | Điểm mục | Mã tiêu chí thành phần"""),
            required=True,
            help="Mã của tiêu chí, ví dụ II.2.3.3.1.",
            example="II.2.4.2.1",
        ),
        Field(
            "name",
            "Tên tiêu chí",
            "text",
            words("""
                Nội dung tiêu chí đánh giá | Tên tiêu chí đánh giá | Tên tiêu chí | Tiêu chí |
                Tiêu chí/Tiêu chí thành phần | Tiêu chí, tiêu chí thành phần | Lĩnh vực/Tiêu chí |
                Lĩnh vực, tiêu chí | Lĩnh vực/Tiêu chí/Tiêu chí thành phần | Nội dung tiêu chí |
                Lĩnh vực, tiêu chí, tiêu chí thành phần | Tên tiêu chí thành phần | Tiêu chí thành phần |
                Tiêu chí › Tên | Nội dung đánh giá | Tiêu chí đánh giá | Lĩnh vực/Tiêu chí/TCTP |
                Nội dung chấm điểm | Tiêu chí chấm điểm | Tên tiêu chí/tiêu chí thành phần"""),
            weak=words("Nội dung | Tên | Chỉ tiêu | Lĩnh vực"),
            required=True,
            help="Tên tiêu chí.",
            example="Hồ sơ giải quyết đúng hạn",
        ),
        Field(
            "max_points",
            "Điểm tối đa",
            "number",
            words("""
                Tổng điểm tối đa | Điểm cao nhất | Mức điểm tối đa | Điểm tối đa | Điểm chuẩn | Thang điểm |
                Điểm quy định | Điểm số tối đa | Số điểm tối đa | Tối đa | Điểm tối đa theo quy định |
                Điểm › Tối đa | Khung điểm | Thang điểm tối đa | Điểm chuẩn tối đa | Điểm › Thang điểm |
                Điểm › Chuẩn"""),
            required=True,
            help="Điểm cao nhất của tiêu chí.",
            example="5",
        ),
        Field(
            "self_points",
            "Điểm tự chấm",
            "number",
            words("""
                Đơn vị tự đánh giá | Sở tự đánh giá | Tự chấm điểm | Điểm do đơn vị tự chấm |
                Đơn vị tự chấm điểm | Điểm tự chấm | Tự chấm | Điểm tự đánh giá | Tự đánh giá |
                Đơn vị tự chấm | Sở tự chấm | Cơ quan tự chấm | Điểm đơn vị tự chấm | Kết quả tự chấm |
                Điểm › Tự chấm | Điểm tự chấm của đơn vị | Điểm › Tự đánh giá | Điểm cơ quan tự chấm |
                Điểm › Đơn vị tự chấm | Điểm sở tự chấm | Điểm tự chấm của sở"""),
            help="Điểm cơ quan tự chấm.",
            example="4,5",
        ),
        Field(
            "appraised_points",
            "Điểm thẩm định",
            "number",
            words("""
                HĐTĐ chấm | Điểm sau khi thẩm định | Điểm thẩm định lần 1 | Kết quả chấm của Hội đồng |
                Điểm được duyệt | Hội đồng chấm | Điểm Hội đồng chấm | Điểm thẩm định | Thẩm định |
                Kết quả thẩm định | Hội đồng thẩm định | Điểm Hội đồng thẩm định |
                Điểm thẩm định của Hội đồng | Điểm › Thẩm định | Điểm được thẩm định | Điểm công nhận |
                Điểm chính thức | Sở Nội vụ thẩm định | Điểm Sở Nội vụ thẩm định | Tổ thẩm định |
                Điểm tổ thẩm định | Điểm sau thẩm định | Điểm › Hội đồng thẩm định |
                Điểm do Hội đồng thẩm định | Điểm › Thẩm định chính thức"""),
            weak=words(
                "Điểm đạt | Điểm đạt được | Điểm được công nhận | Điểm số đạt được | Điểm › Đạt | Điểm › Đạt được"
            ),
            help="Điểm Hội đồng thẩm định; thắng điểm tự chấm.",
            example="4,5",
        ),
        Field(
            "numerator",
            "Tử số",
            "number",
            words("Tử số | Tử | Số đạt | Số thực hiện | Số liệu › Tử số | Số liệu đạt | b | Số hoàn thành"),
            help="Số liệu đạt của tiêu chí tính theo tỷ lệ.",
            example="14.673",
        ),
        Field(
            "denominator",
            "Mẫu số",
            "number",
            words("Mẫu số | Mẫu | Tổng số | Số liệu › Mẫu số | a | Tổng số phải thực hiện"),
            help="Số liệu gốc của tiêu chí tính theo tỷ lệ.",
            example="14.697",
        ),
        Field(
            "cause",
            "Lý do trừ điểm",
            "text",
            words("""
                Nguyên nhân chưa đạt điểm tối đa | Lý do điểm trừ | Tồn tại, hạn chế, nguyên nhân |
                Lý do trừ điểm/không đạt | Nguyên nhân không đạt điểm tối đa | Nguyên nhân không đạt |
                Lý do trừ điểm | Lý do trừ | Nguyên nhân | Nguyên nhân mất điểm | Nguyên nhân trừ điểm |
                Lý do mất điểm | Lý do chưa đạt | Lý do không đạt điểm tối đa | Lý do chưa đạt điểm tối đa |
                Tồn tại, hạn chế | Nguyên nhân, hạn chế | Lý do bị trừ điểm | Nguyên nhân bị trừ điểm |
                Nguyên nhân chưa đạt | Tồn tại, nguyên nhân | Lý do không đạt | Hạn chế, nguyên nhân"""),
            weak=words("Lý do | Tồn tại | Hạn chế"),
            help="Vì sao chưa đạt điểm tối đa.",
            example="24 hồ sơ trễ hạn",
        ),
        Field(
            "remedy",
            "Giải pháp khắc phục",
            "text",
            words("""
                Nhiệm vụ, giải pháp khắc phục | Giải pháp, kiến nghị | Giải pháp cải thiện chỉ số |
                Nhiệm vụ và giải pháp khắc phục | Giải pháp | Giải pháp khắc phục | Biện pháp |
                Biện pháp khắc phục | Hướng khắc phục | Giải pháp thực hiện | Nhiệm vụ, giải pháp |
                Giải pháp nâng cao | Giải pháp cải thiện | Phương hướng khắc phục"""),
            help="Giải pháp khắc phục.",
            example="Rà soát hồ sơ sắp đến hạn mỗi ngày",
        ),
        Field(
            "unit",
            "Đơn vị chịu trách nhiệm",
            "text",
            UNIT
            + words("""
                Trách nhiệm | Bộ phận phụ trách | Đơn vị thực hiện | Phòng thực hiện | Đơn vị chủ trì |
                Phòng chủ trì | Bộ phận chịu trách nhiệm | Trách nhiệm thực hiện |
                Phòng, đơn vị chịu trách nhiệm | Chủ trì | Đơn vị chịu trách nhiệm chính"""),
            weak=UNIT_WEAK,
            help="Phòng, đơn vị chịu trách nhiệm.",
            example="Văn phòng",
        ),
        Field(
            "deadline",
            "Thời hạn khắc phục",
            "text",
            words("""
                Thời gian hoàn thành khắc phục | Hạn thực hiện | Tiến độ | Tiến độ thực hiện |
                Thời hạn khắc phục xong | Thời hạn | Thời hạn khắc phục | Thời gian khắc phục | Hạn khắc phục |
                Hạn hoàn thành | Thời hạn hoàn thành | Thời gian hoàn thành | Thời gian thực hiện |
                Thời hạn thực hiện"""),
            help="Thời hạn, ghi bằng chữ hoặc ngày.",
            example="30/11/2024",
        ),
    ),
    key=("year", "code"),
    slice_by="whole",
    title_words=words("""
        tự chấm điểm | chấm điểm chỉ số cải cách hành chính | chỉ số cải cách hành chính | chấm điểm |
        bảng điểm | tự đánh giá, chấm điểm | kết quả thẩm định | chỉ số cchc"""),
    usual_rhythm="yearly",
    stt_field="code",
    from_title=("year",),
)

PLAN_TASKS = Dataset(
    "plan_tasks",
    "Nhiệm vụ của kế hoạch",
    (
        Field(
            "plan",
            "Kế hoạch",
            "text",
            words("Kế hoạch | Tên kế hoạch | Số kế hoạch | Văn bản kế hoạch"),
            help="Tên hoặc số của kế hoạch; thường ghi ở tiêu đề.",
            example="Kế hoạch CCHC năm 2024",
        ),
        Field(
            "section",
            "Mục",
            "text",
            words("Mục | Nhóm nhiệm vụ | Phần | Đề mục | Nhóm"),
            help="Đường dẫn của mục, ví dụ A/I; thường là dòng nhóm.",
            example="A/I",
        ),
        Field(
            "no",
            "STT",
            "id",
            words("Số nhiệm vụ | Mã nhiệm vụ | Số hiệu nhiệm vụ"),
            help="Số thứ tự trong mục.",
            example="1",
        ),
        Field(
            "task",
            "Nhiệm vụ",
            "text",
            words("""
                Nhiệm vụ cần thực hiện | Nội dung công việc, nhiệm vụ | Nhiệm vụ trọng tâm, giải pháp |
                Nhiệm vụ, giải pháp cụ thể | Nội dung/nhiệm vụ | Nhiệm vụ, giải pháp trọng tâm |
                Nhiệm vụ, giải pháp chủ yếu | Các nhiệm vụ, giải pháp | Nhiệm vụ |
                Nhiệm vụ và giải pháp thực hiện | Nhiệm vụ và giải pháp | Nhiệm vụ, giải pháp |
                Nhiệm vụ, giải pháp thực hiện | Nhiệm vụ, hoạt động | Nhiệm vụ, hoạt động tuyên truyền |
                Tên nhiệm vụ | Nội dung nhiệm vụ | Nội dung công việc | Công việc | Hoạt động |
                Nội dung thực hiện | Nội dung, nhiệm vụ | Nội dung nhiệm vụ, giải pháp | Nhiệm vụ/giải pháp |
                Nhiệm vụ cụ thể | Tên công việc | Nhiệm vụ chủ yếu | Nội dung hoạt động | Nhiệm vụ trọng tâm |
                Nhiệm vụ/Hoạt động | Nhiệm vụ, công việc"""),
            weak=words("Nội dung | Giải pháp | Giải pháp thực hiện"),
            required=True,
            help="Nội dung nhiệm vụ.",
            example="Kiểm tra công tác CCHC tối thiểu 40% số đơn vị",
        ),
        Field(
            "product",
            "Sản phẩm",
            "text",
            words("""
                Sản phẩm/Kết quả đầu ra | Dự kiến kết quả | Sản phẩm đạt được | Dự kiến sản phẩm |
                Kết quả/Sản phẩm dự kiến | Sản phẩm/Kết quả thực hiện | Dự kiến kết quả, sản phẩm |
                Sản phẩm, kết quả dự kiến | Kết quả/Sản phẩm đạt được | Sản phẩm | Sản phẩm/kết quả |
                Kết quả/sản phẩm | Kết quả, sản phẩm | Sản phẩm, kết quả | Kết quả | Kết quả đầu ra |
                Sản phẩm đầu ra | Sản phẩm chủ yếu | Sản phẩm hoàn thành | Kết quả dự kiến | Sản phẩm dự kiến |
                Kết quả / Sản phẩm | Sản phẩm / Kết quả | Kết quả/ Sản phẩm | Sản phẩm/ Kết quả |
                Kết quả cần đạt | Sản phẩm cần đạt | Sản phẩm dự kiến hoàn thành | Kết quả đạt được |
                Kết quả/ sản phẩm đầu ra"""),
            help="Sản phẩm hoặc kết quả phải có.",
            example="Báo cáo kết quả kiểm tra",
        ),
        Field(
            "schedule",
            "Tiến độ",
            "text",
            words("""
                Thời điểm hoàn thành | Tiến độ/Thời gian | Thời gian bắt đầu - kết thúc |
                Thời gian triển khai | Thời gian thực hiện/hoàn thành | Tiến độ | Tiến độ thực hiện |
                Thời gian thực hiện | Thời gian hoàn thành | Thời hạn | Thời gian | Thời hạn hoàn thành |
                Hạn hoàn thành | Lộ trình | Thời hạn thực hiện | Thời gian, tiến độ | Tiến độ hoàn thành |
                Thời gian/tiến độ | Lộ trình thực hiện | Thời gian thực hiện, hoàn thành"""),
            help="Tiến độ, ghi bằng chữ hoặc ngày.",
            example="Trước ngày 30/11/2024",
        ),
        Field(
            "lead_unit",
            "Đơn vị chủ trì",
            "text",
            words("""
                Chủ trì thực hiện | Người chủ trì | Cơ quan chủ trì thực hiện | Đơn vị chủ trì, thực hiện |
                Đơn vị chủ trì | Chủ trì | Cơ quan chủ trì | Phòng chủ trì | Đơn vị thực hiện |
                Cơ quan thực hiện | Phòng thực hiện | Phân công › Chủ trì | Trách nhiệm thực hiện |
                Đơn vị chủ trì thực hiện | Cơ quan, đơn vị chủ trì | Đơn vị/người chủ trì |
                Phòng, đơn vị chủ trì | Phòng, đơn vị thực hiện | Đơn vị chịu trách nhiệm |
                Cơ quan, đơn vị thực hiện | Phòng/đơn vị chủ trì | Bộ phận chủ trì"""),
            weak=words("Đơn vị | Trách nhiệm | Phòng | Đơn vị phụ trách | Phòng phụ trách"),
            help="Đơn vị chủ trì.",
            example="Văn phòng",
        ),
        Field(
            "support_units",
            "Đơn vị phối hợp",
            "text",
            words("""
                Phối hợp thực hiện | Các đơn vị phối hợp | Đơn vị phối hợp | Phối hợp | Cơ quan phối hợp |
                Phòng phối hợp | Phân công › Phối hợp | Cơ quan, đơn vị phối hợp | Đơn vị phối hợp thực hiện |
                Phòng, đơn vị phối hợp | Bộ phận phối hợp"""),
            help="Đơn vị phối hợp.",
            example="Các Phòng, Trung tâm",
        ),
        Field(
            "assignment",
            "Phân công và cách thức thực hiện",
            "text",
            words("""
                Phân công trách nhiệm | Phân công đơn vị thực hiện | Phân công, tổ chức thực hiện |
                Phân công và cách thức thực hiện | Phân công thực hiện | Phân công | Cách thức thực hiện |
                Phân công nhiệm vụ | Phân công, cách thức thực hiện | Tổ chức thực hiện |
                Phân công và tổ chức thực hiện"""),
            help="Ai làm gì, đến ngày nào, khi kế hoạch ghi chung một cột.",
            example="Văn phòng chủ trì; các Phòng, Trung tâm phối hợp.",
        ),
        Field(
            "status",
            "Trạng thái",
            "text",
            words("""
                Mức độ hoàn thành | Trạng thái | Tình trạng | Kết quả thực hiện | Tình hình thực hiện |
                Trạng thái thực hiện | Tình trạng thực hiện | Kết quả triển khai"""),
            help="Trạng thái, nếu kế hoạch có ghi.",
            example="Đang thực hiện",
        ),
        Field(
            "finished_on",
            "Ngày hoàn thành",
            "date",
            words(
                "Ngày hoàn thành | Ngày hoàn thành thực tế | Ngày thực hiện xong | Hoàn thành › Ngày | Ngày kết thúc"
            ),
            help="Ngày hoàn thành, nếu có.",
            example="25/07/2024",
        ),
    ),
    key=("plan", "section", "no"),
    slice_by="whole",
    title_words=words("""
        nhiệm vụ, giải pháp | phụ lục nhiệm vụ | nhiệm vụ cải cách hành chính | kế hoạch | kèm theo kế hoạch |
        nhiệm vụ, giải pháp hành động | phụ lục | nhiệm vụ trọng tâm"""),
    usual_rhythm="irregular",
    stt_field="no",
)
