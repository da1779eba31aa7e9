"""What arrives as numbers already: index scores, hand-reported measurements, Biểu II.06a, the service index."""

from chiso.intake.datasets.common import UNIT, UNIT_WEAK
from chiso.intake.datasets.shape import Dataset, Field, words

INDEX_SCORES = Dataset(
    "index_scores",
    "Kết quả các chỉ số",
    (
        Field(
            "index",
            "Chỉ số",
            "text",
            words("Chỉ số | Tên chỉ số | Bộ chỉ số | Loại chỉ số | Mã chỉ số | Index"),
            required=True,
            help="CCHC, PAR INDEX, SIPAS, PAPI, PCI, PGI, PACA …; có thể ghi ở tiêu đề.",
            example="PCI",
        ),
        Field(
            "component",
            "Chỉ số thành phần",
            "text",
            words("""
                Nội dung/Chỉ số thành phần | Tên nội dung | Lĩnh vực/Nội dung | Chỉ số thành phần |
                Thành phần | Tên chỉ số thành phần | Nội dung thành phần | Trục nội dung |
                Lĩnh vực/Chỉ số thành phần | Lĩnh vực thành phần | Các chỉ số thành phần | Nội dung đánh giá |
                Tên thành phần | Lĩnh vực đánh giá"""),
            weak=words("Nội dung | Lĩnh vực | Tiêu chí"),
            help="Để trống ở dòng điểm tổng.",
            example="Gia nhập thị trường",
        ),
        Field(
            "year",
            "Năm",
            "year",
            words("Năm | Năm đánh giá | Năm công bố | Năm báo cáo | Kỳ đánh giá"),
            required=True,
            help="Năm của chỉ số; có thể ghi ở tiêu đề.",
            example="2024",
        ),
        Field(
            "place",
            "Tỉnh hoặc cơ quan",
            "text",
            words("""
                Địa phương/đơn vị | Tỉnh, TP | Tỉnh | Địa phương | Tỉnh/thành phố | Tỉnh, thành phố |
                Tỉnh/Thành | Tên tỉnh | Province | Tỉnh thành | Cơ quan, đơn vị | Cơ quan | Tên cơ quan | Nơi |
                Tỉnh hoặc cơ quan | Tỉnh/TP | Sở, ban, ngành"""),
            weak=words("Đơn vị | Tên đơn vị"),
            help="Tỉnh, thành phố hoặc cơ quan.",
            example="Khánh Hòa",
        ),
        Field(
            "score",
            "Điểm",
            "number",
            words("""
                Số điểm | Điểm số đạt được | Điểm năm | Điểm | Điểm số | Điểm đạt | Điểm đạt được | Tổng điểm |
                Giá trị | Điểm chỉ số | Điểm chỉ số thành phần | Kết quả điểm | Điểm đánh giá"""),
            weak=words("Kết quả | Chỉ số đạt được | Tỷ lệ"),
            required=True,
            help="Điểm như đã công bố.",
            example="7,52",
        ),
        Field(
            "max_score",
            "Điểm tối đa",
            "number",
            words("Điểm tối đa | Thang điểm | Điểm chuẩn | Điểm số tối đa | Tối đa"),
            help="Điểm cao nhất.",
            example="10",
        ),
        Field(
            "weight",
            "Trọng số",
            "percent",
            words("Trọng số | Trọng số (%) | Tỷ trọng | Tỷ trọng (%)"),
            help="Trọng số của thành phần trong năm đó.",
            example="5%",
        ),
        Field(
            "target",
            "Chỉ tiêu",
            "number",
            words("""
                Mục tiêu đề ra | Chỉ tiêu năm | Chỉ tiêu | Mục tiêu | Chỉ tiêu phấn đấu | Điểm phấn đấu |
                Chỉ tiêu điểm | Điểm mục tiêu | Chỉ tiêu giao | Mục tiêu điểm"""),
            help="Điểm phấn đấu.",
            example="7,5",
        ),
        Field(
            "rank",
            "Hạng",
            "integer",
            words("""
                Xếp hạng toàn quốc | Hạng toàn quốc | Xếp hạng/63 | Thứ hạng toàn quốc | Hạng | Xếp hạng |
                Thứ hạng | Vị trí | Vị thứ | Vị trí xếp hạng | Thứ bậc | Hạng đạt được"""),
            help="Thứ hạng.",
            example="17",
        ),
        Field(
            "rank_of",
            "Trên tổng số",
            "integer",
            words("""
                Trên tổng số | Tổng số | Số đơn vị xếp hạng | Tổng số tỉnh | Tổng số đơn vị |
                Tổng số tỉnh, thành phố"""),
            help="Số tỉnh hoặc cơ quan được xếp hạng.",
            example="63",
        ),
        Field(
            "rating",
            "Xếp loại",
            "text",
            words("""
                Xếp loại | Nhóm xếp loại | Mức đánh giá | Nhóm | Đánh giá | Nhóm xếp hạng | Phân loại |
                Nhóm điều hành | Loại | Mức xếp loại"""),
            help="Xếp loại như đã công bố.",
            example="Tốt",
        ),
        Field(
            "source",
            "Nguồn",
            "text",
            words("Nguồn | Nguồn số liệu | Căn cứ | Văn bản công bố | Nguồn công bố"),
            help="Nguồn số liệu.",
            example="pcivietnam.vn",
        ),
    ),
    key=("index", "component", "year", "place"),
    slice_by="key",
    title_words=words("""
        pci | papi | par index | sipas | pgi | paca | ddci | năng lực cạnh tranh | chỉ số thành phần"""),
    usual_rhythm="yearly",
    from_title=("index", "year"),
)

MEASUREMENTS = Dataset(
    "measurements",
    "Số liệu báo cáo tay",
    (
        Field(
            "indicator",
            "Mã chỉ tiêu",
            "id",
            words("""
                Chỉ tiêu/Chỉ số | Mã số liệu | Chỉ tiêu, chỉ số | Mã chỉ tiêu | Chỉ tiêu | Tên chỉ tiêu |
                Mã chỉ số | Chỉ số | Tên chỉ số | Chỉ tiêu báo cáo | Nội dung chỉ tiêu"""),
            required=True,
            help="Mã trong danh mục chỉ số.",
            example="disbursement_rate",
        ),
        Field(
            "date",
            "Ngày hoặc tháng",
            "date_or_month",
            words("""
                Tháng số liệu | Ngày, tháng | Ngày | Tháng | month | Kỳ | Kỳ báo cáo | Kỳ số liệu |
                Ngày số liệu | Tháng báo cáo | Ngày báo cáo | Tháng/năm | Tháng, năm | Thời điểm |
                Ngày hoặc tháng | Kỳ đánh giá | Tính đến ngày | Đến ngày | Thời gian"""),
            required=True,
            help="Ngày của số liệu; tháng nghĩa là ngày cuối tháng.",
            example="10/2024",
        ),
        Field(
            "unit",
            "Đơn vị",
            "text",
            UNIT + words("Đơn vị thực hiện | Đơn vị báo cáo | Chủ đầu tư"),
            weak=UNIT_WEAK,
            help="Để trống khi là số liệu của cả cơ quan.",
            example="Văn phòng",
        ),
        Field(
            "numerator",
            "Tử số",
            "number",
            words("""
                Số tử | Giá trị tử số | Tử số | Tử | Số thực hiện | Thực hiện | Số đã giải ngân |
                Đã giải ngân | Giải ngân | Số đạt | Lũy kế | Lũy kế giải ngân | Giá trị giải ngân |
                Số đã thực hiện"""),
            help="Phần đã đạt.",
            example="9.560",
        ),
        Field(
            "denominator",
            "Mẫu số",
            "number",
            words("""
                Số phải thực hiện | Giá trị mẫu số | Số giao | Tổng số giao | Số kế hoạch | Mẫu số | Mẫu |
                Kế hoạch | Kế hoạch vốn | Vốn kế hoạch | Tổng số | Kế hoạch giao | Tổng kế hoạch | Vốn giao |
                Kế hoạch vốn giao"""),
            help="Phần phải đạt.",
            example="14.500",
        ),
        Field(
            "value",
            "Giá trị",
            "percent",
            words("""
                Tỉ lệ | Tỉ lệ (%) | Tỷ lệ phần trăm | Giá trị | Tỷ lệ | Tỷ lệ (%) | Kết quả | Tỷ lệ giải ngân |
                Tỷ lệ đạt | Tỷ lệ thực hiện | Tỷ lệ % | Giá trị (%) | Tỷ lệ giải ngân (%)"""),
            help="Giá trị; tỷ lệ ghi kèm dấu %.",
            example="65,93%",
        ),
    ),
    key=("indicator", "date", "unit"),
    slice_by="key",
    title_words=words("giải ngân | số liệu báo cáo | chỉ tiêu báo cáo"),
    usual_rhythm="monthly",
)

# Biểu số II.06a/VPCP/KSTT: the three groups of columns, as the form and its copies name them.
_RECEIVED = words("""
    Số hồ sơ tiếp nhận | Số lượng hồ sơ tiếp nhận | Số hồ sơ đã tiếp nhận | Tiếp nhận | Hồ sơ tiếp nhận |
    Số hồ sơ nhận giải quyết | Số lượng hồ sơ đã tiếp nhận | Tình hình tiếp nhận | Số hồ sơ TTHC tiếp nhận |
    Số lượng hồ sơ nhận giải quyết | Số hồ sơ nhận""")
_RESOLVED = words("""
    Số hồ sơ đã giải quyết | Số lượng hồ sơ đã giải quyết | Đã giải quyết | Hồ sơ đã giải quyết |
    Kết quả giải quyết | Số hồ sơ giải quyết | Số lượng hồ sơ giải quyết | Số hồ sơ TTHC đã giải quyết""")
_OPEN = words("""
    Số hồ sơ đang giải quyết | Số lượng hồ sơ đang giải quyết | Đang giải quyết | Hồ sơ đang giải quyết |
    Số hồ sơ chưa giải quyết | Số lượng hồ sơ chưa giải quyết | Chưa giải quyết | Số hồ sơ tồn | Tồn |
    Số hồ sơ TTHC đang giải quyết | Hồ sơ chưa giải quyết""")
_TOTAL = ("Tổng số", "Tổng", "Tổng cộng", "Tổng số hồ sơ")
_LATE = ("Quá hạn", "Trễ hạn")


def _under(parents: tuple[str, ...], leaves: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{parent} › {leaf}" for parent in parents for leaf in leaves)


def _count(name: str, label: str, aliases: tuple[str, ...], required: bool = False) -> Field:
    return Field(name, label, "integer", aliases, required=required, help=f"{label}, số hồ sơ.", example="0")


FIELD_REPORT = Dataset(
    "field_report",
    "Biểu số II.06a – Tình hình, kết quả giải quyết TTHC",
    (
        Field("no", "STT", "id", (), help="Số thứ tự.", example="1"),
        Field(
            "field",
            "Lĩnh vực",
            "text",
            words("""
                Lĩnh vực | Lĩnh vực giải quyết | Lĩnh vực, công việc giải quyết |
                Lĩnh vực công việc giải quyết | Tên lĩnh vực | Lĩnh vực, công việc giải quyết theo cấp |
                Lĩnh vực giải quyết TTHC | Lĩnh vực công việc"""),
            required=True,
            help="Lĩnh vực giải quyết.",
            example="Công chứng",
        ),
        _count(
            "received_total",
            "Tổng số tiếp nhận",
            _under(_RECEIVED, _TOTAL) + words("Tổng số tiếp nhận | Tổng tiếp nhận | Tổng số hồ sơ tiếp nhận"),
            True,
        ),
        _count(
            "received_online",
            "Tiếp nhận trực tuyến trong kỳ",
            words("""
                Trực tuyến | Trong kỳ › Trực tuyến | Tiếp nhận trực tuyến | Số mới tiếp nhận trực tuyến |
                Qua mạng"""),
        ),
        _count(
            "received_direct",
            "Tiếp nhận trực tiếp, bưu chính trong kỳ",
            words("""
                Trực tiếp, dịch vụ bưu chính | Trực tiếp, bưu chính | Trực tiếp | Trực tiếp hoặc bưu chính |
                Trực tiếp, dịch vụ bưu chính công ích | Trực tiếp, dịch vụ BCCI | Trực tiếp và bưu chính |
                Trực tiếp, BCCI | Trực tiếp, qua dịch vụ bưu chính | Trực tiếp/bưu chính |
                Trong kỳ › Trực tiếp | Tiếp nhận trực tiếp | Trực tiếp hoặc dịch vụ bưu chính |
                Trực tiếp; dịch vụ bưu chính | Trực tiếp, bưu chính công ích |
                Trực tiếp hoặc qua dịch vụ bưu chính"""),
        ),
        _count(
            "carried_over",
            "Từ kỳ trước",
            words("""
                Từ kỳ trước | Từ kỳ trước chuyển qua | Từ kỳ trước chuyển sang | Kỳ trước chuyển sang |
                Kỳ trước | Kỳ trước chuyển qua | Số kỳ trước chuyển qua | Số kỳ trước chuyển sang |
                Tồn kỳ trước | Từ kỳ trước (tồn)"""),
        ),
        _count(
            "resolved_total",
            "Tổng số đã giải quyết",
            _under(_RESOLVED, _TOTAL)
            + words("Tổng số đã giải quyết | Tổng đã giải quyết | Tổng số hồ sơ đã giải quyết"),
            True,
        ),
        _count(
            "resolved_early",
            "Giải quyết trước hạn",
            words("Trước hạn | Giải quyết trước hạn | Sớm hạn | Đã giải quyết trước hạn"),
        ),
        _count(
            "resolved_on_time",
            "Giải quyết đúng hạn",
            words("Đúng hạn | Giải quyết đúng hạn | Đã giải quyết đúng hạn"),
        ),
        _count(
            "resolved_late",
            "Giải quyết quá hạn",
            _under(_RESOLVED, _LATE)
            + words("Giải quyết quá hạn | Đã giải quyết quá hạn | Giải quyết trễ hạn"),
        ),
        _count(
            "open_total",
            "Tổng số đang giải quyết",
            _under(_OPEN, _TOTAL)
            + words("""
                Tổng số đang giải quyết | Tổng đang giải quyết | Tổng số hồ sơ đang giải quyết |
                Tổng số chưa giải quyết"""),
            True,
        ),
        _count(
            "open_in_time",
            "Đang giải quyết trong hạn",
            words("""
                Trong hạn | Đang giải quyết trong hạn | Chưa đến hạn | Còn hạn | Chưa giải quyết trong hạn"""),
        ),
        _count(
            "open_overdue",
            "Đang giải quyết quá hạn",
            _under(_OPEN, _LATE) + words("Đang giải quyết quá hạn | Chưa giải quyết quá hạn"),
        ),
    ),
    key=("field",),
    slice_by="period",
    title_words=words("""
        ii.06a | ii.06 | tình hình, kết quả giải quyết tthc |
        tình hình, kết quả giải quyết thủ tục hành chính | biểu số 06a | vpcp/kstt"""),
    usual_rhythm="monthly",
    stt_field="no",
)

SERVICE_INDEX = Dataset(
    "service_index",
    "Bộ chỉ số phục vụ người dân, doanh nghiệp",
    (
        Field(
            "month",
            "Tháng",
            "month",
            words("""
                Tháng | Thời điểm | Kỳ đánh giá | Kỳ | Kỳ báo cáo | Tháng đánh giá | Tháng/năm | Tháng, năm |
                Tháng báo cáo | Thời gian"""),
            required=True,
            help="Tháng đánh giá, mm/yyyy; có thể ghi ở tiêu đề.",
            example="10/2024",
        ),
        Field(
            "component",
            "Thành phần",
            "text",
            words("""
                Tên nhóm | Chỉ tiêu | Tên thành phần | Thành phần | Nhóm chỉ số | Chỉ số thành phần | Chỉ số |
                Tên nhóm chỉ số | Nhóm chỉ tiêu | Tiêu chí | Tên chỉ số | Nội dung đánh giá | Nhóm tiêu chí |
                Các nhóm chỉ số"""),
            weak=words("Nội dung | Tên"),
            required=True,
            help="Nhóm chỉ số.",
            example="Công khai, minh bạch",
        ),
        Field(
            "score",
            "Điểm đạt",
            "number",
            words("""
                Điểm đạt | Điểm số đạt được | Điểm thực tế | Điểm đạt được trong tháng | Số điểm đạt |
                Số điểm | Điểm | Điểm đạt được | Điểm số | Kết quả | Điểm đánh giá | Điểm thực hiện |
                Kết quả đạt được"""),
            required=True,
            help="Điểm đạt được.",
            example="15,53",
        ),
        Field(
            "max_score",
            "Điểm tối đa",
            "number",
            words("""
                Số điểm tối đa | Tổng điểm | Điểm chuẩn tối đa | Điểm tối đa | Thang điểm | Điểm chuẩn |
                Tối đa | Điểm số tối đa | Tổng điểm tối đa"""),
            required=True,
            help="Điểm cao nhất của nhóm.",
            example="18",
        ),
    ),
    key=("month", "component"),
    slice_by="key",
    title_words=words("bộ chỉ số phục vụ | chỉ số phục vụ người dân | phục vụ người dân, doanh nghiệp"),
    usual_rhythm="monthly",
    from_title=("month",),
)
