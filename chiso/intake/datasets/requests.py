"""What others ask of the agency: tasks of the province, petitions of citizens."""

from chiso.intake.datasets.common import NOTE, OFFICIAL, OFFICIAL_WEAK, UNIT, UNIT_WEAK
from chiso.intake.datasets.shape import Dataset, Field, words

_DONE_ON = words("""
    Ngày hoàn thành | Ngày kết thúc | Ngày hoàn thành thực tế | Ngày thực tế hoàn thành | Ngày xử lý xong |
    Ngày thực hiện xong | Thời điểm hoàn thành | Ngày hoàn tất | Hoàn thành › Ngày | Hoàn thành ngày |
    Ngày kết thúc xử lý | Thời điểm kết thúc | Thời gian › Hoàn thành | Ngày giải quyết xong | Ngày HT |
    Ngày hoàn thành NV""")

TASKS = Dataset(
    "tasks",
    "Nhiệm vụ UBND tỉnh giao",
    (
        Field(
            "document_no",
            "Số văn bản",
            "id",
            words("""
                Văn bản giao nhiệm vụ (số) | Văn bản số | Số quyết định | Số văn bản UBND tỉnh |
                Số công văn giao việc | Văn bản giao của UBND tỉnh | Số văn bản | Số ký hiệu | Số/ký hiệu |
                Số, ký hiệu | Số ký hiệu văn bản | Số, ký hiệu văn bản | Số/ký hiệu văn bản | Số hiệu văn bản |
                Số VB | Số văn bản giao | Số văn bản giao việc | Văn bản giao | Văn bản giao việc |
                Văn bản giao nhiệm vụ | Số công văn | Văn bản chỉ đạo | Số văn bản chỉ đạo | Văn bản › Số |
                Văn bản giao việc › Số | Văn bản chỉ đạo › Số | Văn bản › Số ký hiệu | Số hiệu | Ký hiệu |
                Số, ngày văn bản | Số/ký hiệu, ngày văn bản | Số, ký hiệu, ngày văn bản |
                Số ký hiệu, ngày tháng văn bản | Số hiệu, ngày văn bản | Số, ngày tháng văn bản |
                Số văn bản đến | Số văn bản giao nhiệm vụ | Văn bản của UBND tỉnh | Văn bản UBND tỉnh |
                Số VB giao việc | Số ký hiệu VB"""),
            weak=words("Văn bản | Mã nhiệm vụ | Mã công việc | Mã văn bản | Số đến | Số"),
            required=True,
            help="Số, ký hiệu văn bản giao nhiệm vụ.",
            example="1234/UBND-KT",
        ),
        Field(
            "content",
            "Nội dung nhiệm vụ",
            "text",
            words("""
                Nội dung nhiệm vụ UBND tỉnh giao | Nội dung việc | Nội dung chỉ đạo, giao việc |
                Tên công việc/nhiệm vụ | Nội dung cần thực hiện | Nhiệm vụ phải thực hiện |
                Nội dung công việc được giao | Yêu cầu nhiệm vụ | Tên việc | Nội dung nhiệm vụ, công việc |
                Nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh giao | Nhiệm vụ, công việc | Nội dung |
                Nội dung nhiệm vụ | Nội dung công việc | Nội dung giao | Nội dung giao việc | Nhiệm vụ |
                Nhiệm vụ giao | Nhiệm vụ được giao | Tên nhiệm vụ | Công việc | Tên công việc |
                Nội dung chỉ đạo | Nội dung thực hiện | Nội dung nhiệm vụ giao | Nội dung nhiệm vụ được giao |
                Nhiệm vụ UBND tỉnh giao | Nội dung giao nhiệm vụ | Công việc được giao | Nội dung yêu cầu"""),
            weak=words("""
                Trích yếu | Trích yếu nội dung | Trích yếu văn bản | Nội dung văn bản |
                Trích yếu nội dung văn bản"""),
            required=True,
            help="Việc được giao.",
            example="Báo cáo kết quả công tác cải cách hành chính quý I",
        ),
        Field(
            "unit",
            "Đơn vị thực hiện",
            "text",
            UNIT
            + words("""
                Đơn vị thực hiện | Phòng thực hiện | Đơn vị chủ trì | Phòng chủ trì | Chủ trì |
                Phòng tham mưu | Đơn vị tham mưu | Đơn vị chủ trì thực hiện | Đơn vị chủ trì tham mưu |
                Phòng chủ trì tham mưu | Phòng, đơn vị thực hiện | Phòng/đơn vị thực hiện |
                Đơn vị được giao thực hiện | Phòng, đơn vị chủ trì | Phòng được giao thực hiện |
                Đơn vị được giao nhiệm vụ | Phòng ban thực hiện | Cơ quan chủ trì"""),
            weak=UNIT_WEAK,
            required=True,
            help="Phòng, đơn vị thực hiện.",
            example="Văn phòng",
        ),
        Field(
            "official",
            "Công chức thực hiện",
            "text",
            OFFICIAL
            + words("""
                Người thực hiện | Cán bộ thực hiện | Công chức thực hiện | Chuyên viên thực hiện |
                Người được giao | Chuyên viên theo dõi | Cá nhân thực hiện | Người được phân công |
                Công chức tham mưu | Người chủ trì | Chuyên viên tham mưu | Công chức được giao |
                Cán bộ được giao"""),
            weak=OFFICIAL_WEAK,
            help="Công chức được phân công.",
            example="Nguyễn Văn A",
        ),
        Field(
            "assigned_on",
            "Ngày giao",
            "date",
            words("""
                Ngày giao xử lý | Ngày UBND tỉnh giao | Ngày bắt đầu giao | Ngày giao việc, nhiệm vụ |
                Ngày giao | Ngày giao việc | Ngày giao nhiệm vụ | Thời gian giao | Thời điểm giao |
                Giao › Ngày | Thời gian › Giao | Ngày được giao | Ngày nhận việc | Ngày nhận nhiệm vụ |
                Giao việc › Ngày | Ngày phân công"""),
            weak=words("""
                Ngày văn bản | Ngày ban hành | Ngày ban hành văn bản | Văn bản › Ngày | Ngày VB |
                Ngày bắt đầu | Ngày chuyển | Ngày tiếp nhận | Ngày nhận | Ngày đến | Văn bản giao việc › Ngày |
                Ngày, tháng văn bản"""),
            help="Ngày nhiệm vụ được giao.",
            example="05/03/2024",
        ),
        Field(
            "due_on",
            "Hạn hoàn thành",
            "date",
            words("""
                Thời hạn phải hoàn thành | Hạn phải hoàn thành | Hạn UBND tỉnh yêu cầu |
                Thời hạn hoàn thành nhiệm vụ | Ngày hạn hoàn thành | Hạn cuối hoàn thành | Deadline |
                Thời hạn xử lý/hoàn thành | Hạn trả lời | Hạn hoàn thành nhiệm vụ | Thời hạn UBND tỉnh giao |
                Hạn hoàn thành | Hạn xử lý | Hạn thực hiện | Thời hạn hoàn thành | Thời hạn thực hiện |
                Hạn báo cáo | Hạn giải quyết | Thời hạn xử lý | Ngày hết hạn | Ngày đến hạn |
                Thời hạn báo cáo | Thời hạn | Thời gian › Hạn hoàn thành | Thời gian › Hạn | Hoàn thành › Hạn |
                Thời hạn giải quyết | Hạn UBND tỉnh giao | Hạn văn bản | Ngày phải hoàn thành | Hạn cuối |
                Hạn được giao | Hạn giao | Hạn nhiệm vụ | Hạn hoàn thành NV | Hạn theo văn bản | Thời hạn giao"""),
            weak=words("Hạn | Ngày hạn | Thời hạn (ngày)"),
            required=True,
            help="Hạn hoàn thành nhiệm vụ.",
            example="20/03/2024",
        ),
        Field(
            "finished_on",
            "Ngày hoàn thành",
            "date",
            _DONE_ON,
            weak=words("""
                Ngày xử lý hoàn thành | Ngày báo cáo hoàn thành | Ngày cập nhật hoàn thành |
                Ngày hoàn thành việc | Ngày hoàn thành công việc | Ngày báo cáo | Ngày thực hiện | Ngày xử lý |
                Ngày giải quyết | Ngày trả lời"""),
            help="Ngày hoàn thành; để trống khi đang thực hiện.",
            example="18/03/2024",
        ),
        Field(
            "is_extended",
            "Gia hạn",
            "flag",
            words("""
                Gia hạn | Đề nghị gia hạn | Xin lùi hạn | Có gia hạn | Được gia hạn | Xin gia hạn |
                Đã gia hạn | Có xin gia hạn | Đã được gia hạn"""),
            help="Nhiệm vụ có xin gia hạn.",
            example="Không",
        ),
        Field(
            "status",
            "Trạng thái",
            "text",
            words("""
                Tình trạng nhiệm vụ | Trạng thái công việc | Kết quả hoàn thành | Tiến độ hoàn thành |
                Tình hình xử lý | Trạng thái | Trạng thái xử lý | Trạng thái thực hiện | Tình trạng |
                Tình trạng thực hiện | Tình trạng xử lý | Trạng thái nhiệm vụ | Tình trạng hoàn thành"""),
            weak=words("""
                Kết quả thực hiện | Kết quả | Tiến độ | Tiến độ thực hiện | Tình hình thực hiện | Kết quả xử lý"""),
            help="Trạng thái theo phần mềm nhắc việc.",
            example="Hoàn thành trước hạn",
        ),
    ),
    key=("document_no", "content"),
    slice_by="period",
    title_words=words("""
        nhiệm vụ ubnd tỉnh giao | theo dõi nhiệm vụ | nhắc việc | giao việc | nhiệm vụ được giao |
        nhiệm vụ của ubnd tỉnh | thực hiện nhiệm vụ | nhiệm vụ do ubnd tỉnh | nhiệm vụ chủ tịch ubnd tỉnh giao"""),
    usual_rhythm="monthly",
)

SATISFACTION = {
    "satisfied": words("Hài lòng | Rất hài lòng | HL | Người dân hài lòng | Có hài lòng"),
    "accepted": words("Chấp nhận | Chấp nhận được | Bình thường | Tạm chấp nhận | Đồng ý"),
    "unsatisfied": words("Không hài lòng | Chưa hài lòng | Rất không hài lòng | KHL | Không chấp nhận"),
    "": words("""
        Chưa đánh giá | Không đánh giá | Không có đánh giá | Chưa có đánh giá | Chưa có | - | -- | N/A"""),
}
KINDS = {
    "procedure": words("""
        Thủ tục hành chính | TTHC | Quy định hành chính | Hành vi hành chính | PAKN TTHC | PAKN về TTHC |
        Phản ánh, kiến nghị về TTHC | Phản ánh, kiến nghị về quy định hành chính |
        PAKN về quy định hành chính | Hành vi, quy định hành chính | Cổng DVCQG | Cổng Dịch vụ công quốc gia |
        PAKN về thủ tục hành chính | Phản ánh, kiến nghị về thủ tục hành chính | PAKN về hành vi hành chính"""),
    "socio_economic": words("""
        Kinh tế - xã hội | Kinh tế xã hội | KTXH | KT-XH | PAKN KTXH | PAKN KT-XH | Phản ánh hiện trường |
        Hiện trường | Lĩnh vực kinh tế - xã hội | PAKN về kinh tế - xã hội |
        Phản ánh, kiến nghị về kinh tế - xã hội"""),
    "enterprise": words("""
        Doanh nghiệp | Của doanh nghiệp | Kiến nghị của doanh nghiệp | Kiến nghị doanh nghiệp |
        PAKN doanh nghiệp | Câu hỏi của doanh nghiệp | PAKN của doanh nghiệp | Hỏi đáp doanh nghiệp"""),
}

PETITIONS = Dataset(
    "petitions",
    "Phản ánh, kiến nghị",
    (
        Field(
            "petition_id",
            "Mã PAKN",
            "id",
            words("""
                ID phản ánh | Mã ý kiến | Mã tiếp nhận PAKN | Mã phiếu phản ánh | Mã phiếu PAKN |
                Số tiếp nhận PAKN | Mã PAKN | Mã phản ánh | Mã phản ánh kiến nghị | Mã phản ánh, kiến nghị |
                Mã kiến nghị | Số PAKN | Mã số PAKN | Mã số phản ánh | Mã số phản ánh, kiến nghị |
                Số phản ánh | Mã câu hỏi | Mã hồ sơ PAKN | PAKN › Mã | Mã số kiến nghị | Số phản ánh, kiến nghị"""),
            weak=words("Mã | Mã số | Mã tiếp nhận | Mã tra cứu | Số tiếp nhận | Mã hồ sơ"),
            required=True,
            help="Mã phản ánh, kiến nghị.",
            example="PAKN.20240001",
        ),
        Field(
            "kind",
            "Loại phản ánh, kiến nghị",
            "choice",
            words("""
                Loại hình PAKN | Loại hình phản ánh | Phân hệ | Loại PAKN | Loại phản ánh |
                Loại phản ánh, kiến nghị | Phân loại PAKN | Loại kiến nghị | Hệ thống PAKN | Nhóm PAKN |
                Phân loại phản ánh"""),
            weak=words("Loại | Phân loại | Nhóm | Hệ thống | Nguồn | Nguồn tiếp nhận | Lĩnh vực PAKN"),
            choices=KINDS,
            help="Về thủ tục hành chính, về kinh tế – xã hội hoặc của doanh nghiệp.",
            example="Thủ tục hành chính",
        ),
        Field(
            "subject",
            "Nội dung phản ánh",
            "text",
            words("""
                Nội dung vụ việc | Tóm tắt nội dung | Nội dung phản ánh, kiến nghị của tổ chức, cá nhân |
                Nội dung phản ánh | Nội dung | Nội dung PAKN | Nội dung kiến nghị |
                Nội dung phản ánh, kiến nghị | Nội dung phản ánh kiến nghị | Vấn đề | Nội dung câu hỏi |
                Vấn đề phản ánh | Nội dung phản ánh/kiến nghị"""),
            weak=words("Tiêu đề | Trích yếu | Chủ đề | Tóm tắt | Tiêu đề phản ánh | Tiêu đề PAKN"),
            help="Nội dung, tóm tắt.",
            example="Phản ánh về thời gian giải quyết hồ sơ",
        ),
        Field(
            "received_on",
            "Ngày tiếp nhận",
            "date",
            words("""
                Ngày gửi phản ánh | Ngày Sở nhận | Ngày tiếp nhận, chuyển xử lý | Ngày chuyển xử lý |
                Ngày cơ quan nhận | Ngày tiếp nhận | Ngày nhận | Ngày phản ánh | Ngày chuyển đến |
                Thời gian tiếp nhận | Ngày tiếp nhận PAKN | Thời điểm tiếp nhận | Ngày tiếp nhận phản ánh |
                Tiếp nhận › Ngày | Ngày nhận PAKN | Ngày nhận phản ánh | Ngày kiến nghị |
                Ngày tiếp nhận phản ánh, kiến nghị | Ngày tiếp nhận kiến nghị"""),
            weak=words("Ngày gửi | Ngày tạo | Ngày chuyển | Thời gian gửi | Ngày hỏi | Ngày đăng"),
            required=True,
            help="Ngày tiếp nhận.",
            example="05/03/2024",
        ),
        Field(
            "due_on",
            "Hạn trả lời",
            "date",
            words("""
                Hạn phải trả lời | Thời hạn phải trả lời | Hạn xử lý phản ánh | Hạn trả lời PAKN |
                Thời hạn xử lý, trả lời | Hạn trả lời, phản hồi | Hạn xử lý, trả lời | Hạn trả lời |
                Hạn xử lý | Thời hạn trả lời | Hạn giải quyết | Hạn phản hồi | Ngày hết hạn | Thời hạn xử lý |
                Thời hạn giải quyết | Thời hạn | Ngày đến hạn | Trả lời › Hạn | Hạn hoàn thành |
                Hạn xử lý PAKN | Thời hạn phản hồi | Ngày hẹn trả lời | Ngày phải trả lời"""),
            weak=words("Hạn | Ngày hạn"),
            help="Hạn trả lời.",
            example="19/03/2024",
        ),
        Field(
            "answered_on",
            "Ngày trả lời",
            "date",
            words("""
                Ngày gửi trả lời | Ngày hoàn thành xử lý | Ngày kết thúc trả lời |
                Ngày ban hành văn bản trả lời | Ngày trả lời công dân | Ngày có kết quả trả lời |
                Ngày trả lời | Ngày phản hồi | Trả lời › Ngày | Kết quả trả lời › Ngày |
                Văn bản trả lời › Ngày | Thời gian trả lời | Thời điểm trả lời | Ngày đăng trả lời |
                Ngày công khai | Ngày công khai kết quả | Ngày công khai trả lời | Ngày có kết quả |
                Ngày đã trả lời | Ngày trả lời PAKN | Ngày văn bản trả lời""")
            + _DONE_ON,
            weak=words("Ngày xử lý | Ngày giải quyết"),
            help="Ngày trả lời; để trống khi chưa trả lời.",
            example="12/03/2024",
        ),
        Field(
            "answer_no",
            "Số văn bản trả lời",
            "id",
            words("""
                Văn bản trả lời (số) | Số, ngày văn bản trả lời | Số hiệu trả lời | Số văn bản trả lời |
                Văn bản trả lời | Số công văn trả lời | Số VB trả lời | Trả lời › Số văn bản |
                Văn bản trả lời › Số | Số hiệu văn bản trả lời | Trả lời › Văn bản | Trả lời › Số |
                Số, ký hiệu văn bản trả lời | Công văn trả lời | Số ký hiệu văn bản trả lời"""),
            weak=words("Số văn bản | Văn bản"),
            help="Số văn bản trả lời.",
            example="215/STP-VP",
        ),
        Field(
            "unit",
            "Đơn vị xử lý",
            "text",
            UNIT
            + words("""
                Đơn vị trả lời | Phòng trả lời | Đơn vị tham mưu | Phòng tham mưu | Đơn vị thực hiện |
                Phòng thực hiện | Đơn vị chủ trì | Phòng chủ trì | Đơn vị tham mưu trả lời | Đơn vị phản hồi |
                Phòng tham mưu trả lời"""),
            weak=(*UNIT_WEAK, "Cơ quan trả lời"),
            required=True,
            help="Phòng, đơn vị xử lý.",
            example="Văn phòng",
        ),
        Field(
            "remark",
            "Ghi chú",
            "text",
            NOTE,
            weak=words("Kết quả xử lý | Nội dung trả lời | Nhận xét | Kết quả | Kết quả giải quyết | Ý kiến"),
            help="Ghi chú, kết quả xử lý.",
            example="",
        ),
        Field(
            "satisfaction",
            "Mức độ hài lòng",
            "choice",
            words("""
                Mức hài lòng | Phản hồi của người dân | Đánh giá chất lượng | Ý kiến của người phản ánh |
                Đánh giá của người dân, doanh nghiệp | Đánh giá của tổ chức, cá nhân | Mức độ hài lòng |
                Hài lòng | Đánh giá hài lòng | Đánh giá mức độ hài lòng | Đánh giá sự hài lòng |
                Kết quả đánh giá | Đánh giá của người dân | Mức độ đánh giá | Sự hài lòng |
                Đánh giá của công dân | Đánh giá của người phản ánh | Kết quả đánh giá hài lòng |
                Ý kiến đánh giá | Đánh giá › Mức độ hài lòng | Đánh giá kết quả trả lời"""),
            weak=words("Đánh giá"),
            choices=SATISFACTION,
            help="Hài lòng, chấp nhận hoặc không hài lòng; để trống khi chưa đánh giá.",
            example="Hài lòng",
        ),
    ),
    key=("petition_id",),
    slice_by="period",
    title_words=words("""
        phản ánh, kiến nghị | phản ánh kiến nghị | pakn | kiến nghị của doanh nghiệp | phản ánh của người dân"""),
    usual_rhythm="monthly",
)
