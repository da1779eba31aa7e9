"""Bảng tự chấm, thẩm định: the criteria table of the CCHC index."""

from chiso.intake.datasets.common import UNIT, UNIT_WEAK
from chiso.intake.datasets.shape import Dataset, Field, words

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
