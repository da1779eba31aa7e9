"""The appendix of a plan: tasks in numbered sections."""

from chiso.intake.datasets.shape import Dataset, Field, words

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
