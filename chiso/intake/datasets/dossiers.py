"""Hồ sơ thủ tục hành chính, as one-stop systems list them."""

from chiso.intake.datasets.common import NOTE, OFFICIAL, OFFICIAL_WEAK, UNIT, UNIT_WEAK
from chiso.intake.datasets.dossier_words import CHANNELS, PAID_ONLINE, POSTAL_RESULT, STATUSES
from chiso.intake.datasets.shape import Dataset, Field, words

_IDS = (
    Field(
        "dossier_id",
        "Mã hồ sơ",
        "id",
        words("""
            Mã hồ sơ/Số biên nhận | Mã hồ sơ (Số biên nhận) | Số hồ sơ (Mã) | Mã/Số hồ sơ | Mã hồ sơ |
            Mã số hồ sơ | Mã HS | Mã hồ sơ TTHC | Mã hồ sơ một cửa | Mã hồ sơ DVC | Mã hồ sơ DVCQG |
            Mã hồ sơ quốc gia | Mã hồ sơ điện tử | Mã định danh hồ sơ |
            Hồ sơ › Mã | Hồ sơ › Mã số | Mã số HS | Dossier ID"""),
        weak=words("""
            Số hồ sơ | Số biên nhận | Mã biên nhận | Số biên nhận hồ sơ | Mã tiếp nhận | Số tiếp nhận |
            Số phiếu | Số phiếu tiếp nhận | Số HS | Số giấy biên nhận | Số phiếu hẹn | Mã phiếu hẹn |
            Mã tra cứu | Số ký hiệu hồ sơ | Mã số biên nhận | Mã | Mã số | Hồ sơ › Số | Số giấy tiếp nhận |
            Mã phiếu tiếp nhận"""),
        required=True,
        help="Mã của hồ sơ trên Hệ thống Một cửa; giữ nguyên dạng chữ, kể cả các số 0 ở đầu.",
        example="000.00.08.H32-240305-0042",
    ),
    Field(
        "procedure_code",
        "Mã TTHC",
        "id",
        words("""
            Mã TTHC | Mã thủ tục | Mã thủ tục hành chính | Mã số TTHC | Mã số thủ tục |
            Mã số thủ tục hành chính | Mã TTHC quốc gia | Mã quốc gia TTHC | Mã DVC | Mã dịch vụ công |
            TTHC › Mã | Thủ tục hành chính › Mã | Thủ tục › Mã"""),
        help="Mã thủ tục theo Cơ sở dữ liệu quốc gia về TTHC.",
        example="2.000488.000.00.00.H32",
    ),
    Field(
        "procedure_name",
        "Tên thủ tục hành chính",
        "text",
        words("""
            Tên TTHC/Dịch vụ công | Nội dung thủ tục | Tên thủ tục hành chính/Dịch vụ công | Tên TTHC |
            Tên thủ tục hành chính | Tên thủ tục | Thủ tục hành chính | TTHC | Thủ tục | Loại thủ tục |
            Loại TTHC | Loại thủ tục hành chính | Tên dịch vụ công | Dịch vụ công | Tên DVC | TTHC › Tên |
            Thủ tục hành chính › Tên | Thủ tục › Tên | Tên TTHC giải quyết |
            Tên thủ tục hành chính giải quyết | Tên quy trình | Thủ tục thực hiện | Tên thủ tục/dịch vụ công"""),
        weak=words(
            """
            Loại hồ sơ | Tên hồ sơ | Tên loại hồ sơ | Nội dung hồ sơ | Nội dung giải quyết | Nội dung | Quy trình |
            Nội dung yêu cầu giải quyết | Nội dung yêu cầu"""
        ),
        required=True,
        help="Tên thủ tục hành chính mà hồ sơ yêu cầu giải quyết.",
        example="Cấp Phiếu lý lịch tư pháp",
    ),
    Field(
        "field",
        "Lĩnh vực",
        "text",
        words("""
            Ngành, lĩnh vực | Lĩnh vực/Ngành | Lĩnh vực, nhóm TTHC | Lĩnh vực | Tên lĩnh vực | Lĩnh vực TTHC |
            Lĩnh vực thủ tục | Lĩnh vực thủ tục hành chính | Nhóm lĩnh vực | Lĩnh vực giải quyết | Nhóm TTHC |
            Nhóm thủ tục"""),
        help="Lĩnh vực của thủ tục.",
        example="Lý lịch tư pháp",
    ),
)

_WHO = (
    Field(
        "unit",
        "Phòng xử lý",
        "text",
        UNIT,
        second=words("Đơn vị thực hiện | Phòng thực hiện | Đơn vị chủ trì | Phòng chủ trì"),
        weak=UNIT_WEAK,
        required=True,
        help="Phòng, đơn vị xử lý hồ sơ. Có thể đứng ở dòng nhóm thay cho cột.",
        example="Phòng Hành chính tư pháp",
    ),
    Field(
        "official",
        "Công chức xử lý",
        "text",
        OFFICIAL,
        weak=OFFICIAL_WEAK,
        help="Công chức, viên chức thụ lý hồ sơ.",
        example="Nguyễn Văn A",
    ),
    Field(
        "channel",
        "Hình thức nộp",
        "choice",
        words("""
            Hình thức nộp hồ sơ (trực tuyến/trực tiếp) | Hình thức nộp (trực tuyến/trực tiếp) | Loại hình nộp |
            Kênh gửi | Nộp trực tuyến/trực tiếp | Trực tuyến/trực tiếp | Hình thức nộp | Hình thức nộp hồ sơ |
            Kênh nộp | Kênh nộp hồ sơ | Phương thức nộp | Phương thức nộp hồ sơ | Cách thức nộp |
            Cách thức nộp hồ sơ | Hình thức tiếp nhận | Hình thức tiếp nhận hồ sơ | Kênh tiếp nhận |
            Kênh tiếp nhận hồ sơ | Phương thức tiếp nhận | Cách thức tiếp nhận | Hình thức gửi |
            Hình thức gửi hồ sơ | Loại tiếp nhận | Tiếp nhận › Hình thức | Tiếp nhận › Kênh |
            Hình thức đăng ký | Hình thức nhận hồ sơ | Nộp hồ sơ › Hình thức | Loại hình tiếp nhận | Nộp qua"""),
        second=words("Nguồn gốc hồ sơ | Nguồn hồ sơ | Nguồn tiếp nhận | Nguồn nộp | Nơi nộp hồ sơ"),
        weak=words(
            "Hình thức | Kênh | Phương thức | Cách thức | Cách thức thực hiện | Hình thức thực hiện | Loại hồ sơ nộp"
        ),
        required=True,
        choices=CHANNELS,
        help="Trực tuyến, trực tiếp hoặc bưu chính công ích (mã quốc gia: 2, 1, 3).",
        example="Trực tuyến",
    ),
)

_DATES = (
    Field(
        "submitted_at",
        "Ngày nộp hồ sơ",
        "datetime",
        words("""
            Ngày gửi hồ sơ trực tuyến | Ngày tạo hồ sơ | Ngày nộp hồ sơ trực tuyến | Ngày nộp |
            Ngày nộp hồ sơ | Thời điểm nộp | Thời gian nộp | Thời gian nộp hồ sơ | Thời điểm nộp hồ sơ |
            Ngày giờ nộp | Ngày giờ nộp hồ sơ | Ngày gửi | Ngày gửi hồ sơ | Thời gian gửi |
            Thời gian gửi hồ sơ | Ngày đăng ký | Ngày đăng ký hồ sơ | Ngày nộp trực tuyến | Nộp hồ sơ › Ngày |
            Ngày, giờ nộp | Ngày, giờ nộp hồ sơ | Ngày công dân nộp | Ngày công dân nộp hồ sơ | Nộp › Ngày"""),
        help="Lúc người dân gửi hồ sơ (cần cho quy định 8 giờ làm việc).",
        example="05/03/2024 07:45",
    ),
    Field(
        "received_at",
        "Ngày tiếp nhận",
        "datetime",
        words("""
            Ngày nhận hồ sơ hợp lệ | Ngày tiếp nhận (giờ) | Ngày chính thức tiếp nhận |
            Ngày tiếp nhận, giờ tiếp nhận | Ngày tiếp nhận | Ngày tiếp nhận hồ sơ | Ngày nhận |
            Ngày nhận hồ sơ | Thời điểm tiếp nhận | Thời gian tiếp nhận | Thời gian tiếp nhận hồ sơ |
            Thời điểm tiếp nhận hồ sơ | Ngày giờ tiếp nhận | Ngày, giờ tiếp nhận | Ngày giờ nhận |
            Thời gian nhận | Thời gian nhận hồ sơ | Thời điểm nhận | Thời điểm nhận hồ sơ | Tiếp nhận › Ngày |
            Tiếp nhận hồ sơ › Ngày | Nhận hồ sơ › Ngày | Ngày TN | Ngày nhận HS | Ngày, tháng tiếp nhận |
            Ngày tháng tiếp nhận | Ngày, tháng, năm tiếp nhận | Ngày tiếp nhận HS | Tiếp nhận › Thời gian |
            Tiếp nhận › Thời điểm | Thời gian › Tiếp nhận | Thời gian › Nhận hồ sơ | Ngày › Nhận |
            Thời gian › Tiếp nhận hồ sơ | Thời gian › Nhận | Nhận và trả kết quả › Nhận hồ sơ |
            Ngày tiếp nhận chính thức"""),
        weak=words("Ngày thụ lý | Ngày bắt đầu | Ngày bắt đầu xử lý | Ngày vào sổ"),
        required=True,
        may_be_empty=False,
        help="Lúc cơ quan tiếp nhận hồ sơ. Được để trống khi hồ sơ mới nộp hoặc bị từ chối.",
        example="05/03/2024 08:10",
    ),
    Field(
        "due_at",
        "Ngày hẹn trả",
        "datetime",
        words("""
            Ngày đến hạn trả | Ngày đến hạn trả kết quả | Ngày hạn trả kết quả | Hạn hẹn trả |
            Ngày dự kiến có kết quả | Ngày hẹn trả kết quả giải quyết | Hạn trả kết quả giải quyết |
            Ngày trả (dự kiến) | Ngày hẹn trả | Ngày hẹn trả kết quả | Ngày hẹn trả KQ | Ngày hẹn | Hẹn trả |
            Hẹn trả kết quả | Hạn trả | Hạn trả kết quả | Hạn trả KQ | Hạn trả hồ sơ | Ngày hẹn trả hồ sơ |
            Thời hạn trả | Thời hạn trả kết quả | Thời gian hẹn trả | Thời gian hẹn trả kết quả |
            Thời điểm hẹn trả | Ngày phải trả | Ngày phải trả kết quả | Ngày trả dự kiến | Ngày dự kiến trả |
            Ngày dự kiến trả kết quả | Ngày trả kết quả dự kiến | Ngày trả kết quả (dự kiến) |
            Ngày trả theo hẹn | Ngày trả theo quy định | Ngày trả kết quả theo hẹn |
            Ngày trả kết quả theo phiếu hẹn | Ngày trả kết quả theo giấy hẹn |
            Ngày hẹn trả kết quả (dự kiến) | Ngày hẹn trả (dự kiến) |
            Ngày trả kết quả theo quy định | Ngày hẹn trả theo quy định |
            Trả kết quả › Ngày hẹn | Trả kết quả › Hẹn trả | Trả kết quả › Hạn | Hẹn trả › Ngày |
            Hẹn trả kết quả › Ngày | Thời gian › Hẹn trả | Thời gian › Hạn trả | Ngày hẹn trả gần nhất |
            Thời gian › Hẹn trả kết quả | Nhận và trả kết quả › Hẹn trả kết quả | Ngày hẹn trả kết quả hồ sơ |
            Ngày hẹn trả HS | Thời gian trả kết quả dự kiến | Trả kết quả › Theo hẹn | Trả kết quả › Dự kiến |
            Hạn trả kết quả hồ sơ | Ngày hạn trả | Ngày giờ hẹn trả | Ngày, giờ hẹn trả |
            Ngày hẹn trả (hiện tại)"""),
        second=words("""
            Hạn chót | Hạn xử lý toàn hồ sơ | Hạn xử lý | Hạn giải quyết | Hạn xử lý hồ sơ |
            Hạn giải quyết hồ sơ | Ngày đến hạn | Ngày hết hạn | Hạn hoàn thành | Hạn cuối"""),
        weak=words("Thời hạn giải quyết | Thời hạn xử lý | Thời hạn | Hạn | Hạn hồ sơ | Ngày hạn"),
        required=True,
        may_be_empty=True,
        help="Hạn trả kết quả ghi trên phiếu hẹn; để trống khi thủ tục không có hạn.",
        example="19/03/2024 16:30",
    ),
    Field(
        "finished_at",
        "Ngày kết thúc xử lý",
        "datetime",
        words("""
            Ngày kết thúc thụ lý | Kết thúc xử lý | Ngày kết thúc xử lý | Ngày kết thúc | Thời gian kết thúc |
            Thời điểm kết thúc | Thời gian kết thúc xử lý | Thời điểm kết thúc xử lý | Ngày kết thúc hồ sơ |
            Ngày kết thúc giải quyết | Kết thúc xử lý › Ngày | Kết thúc › Ngày | Thời gian › Kết thúc xử lý |
            Ngày kết thúc thực tế | Ngày giờ kết thúc"""),
        weak=words("Ngày giải quyết | Ngày xử lý | Giải quyết › Ngày | Ngày ký | Ngày ban hành"),
        second=words("""
            Ngày hoàn thành thụ lý | Ngày xong | Ngày thực hiện xong | Ngày giải quyết hoàn thành |
            Ngày hoàn thành | Ngày có kết quả | Ngày xử lý xong | Ngày giải quyết xong |
            Ngày hoàn thành xử lý | Ngày hoàn thành hồ sơ | Ngày hoàn thành giải quyết | Ngày hoàn tất |
            Ngày KTXL | Thời gian hoàn thành | Thời điểm hoàn thành | Ngày ban hành kết quả | Ngày ký kết quả |
            Ngày hoàn thành thực tế | Ngày thực tế hoàn thành | Hoàn thành › Ngày | Có kết quả › Ngày |
            Thời gian › Hoàn thành | Ngày duyệt kết quả | Ngày xử lý hoàn thành | Ngày hoàn thành TTHC |
            Ngày giờ hoàn thành | Ngày có kết quả giải quyết | Ngày hoàn thành việc giải quyết"""),
        help="Lúc công việc xong (không phải lúc người dân nhận kết quả).",
        example="18/03/2024 10:00",
    ),
    Field(
        "returned_at",
        "Ngày trả kết quả",
        "datetime",
        words("""
            Ngày bàn giao kết quả | Ngày thực trả kết quả | Ngày giao trả kết quả | Ngày đã trả kết quả |
            Ngày trả kết quả | Ngày trả | Ngày trả KQ | Ngày trả hồ sơ | Ngày trả kết quả thực tế |
            Ngày thực trả | Ngày trả thực tế | Ngày thực tế trả | Ngày thực tế trả kết quả | Ngày giao trả |
            Ngày giao kết quả | Thời gian trả kết quả | Thời điểm trả kết quả | Thời gian trả | Thời điểm trả |
            Trả kết quả › Ngày | Trả kết quả › Ngày trả | Trả kết quả › Thực tế | Trả kết quả › Ngày thực tế |
            Trả kết quả › Ngày trả thực tế | Ngày nhận kết quả | Ngày công dân nhận kết quả |
            Trả kết quả › Thời gian | Thời gian › Trả kết quả | Nhận và trả kết quả › Trả kết quả |
            Ngày giờ trả kết quả | Ngày trả kết quả hồ sơ | Ngày trả kết quả cho công dân | Ngày › Trả |
            Thời gian › Trả | Trả hồ sơ › Ngày"""),
        help="Lúc trao kết quả cho người dân.",
        example="19/03/2024 08:00",
    ),
)

_STATE = (
    Field(
        "status",
        "Trạng thái hồ sơ",
        "choice",
        words("Trạng thái | Trạng thái hồ sơ | Tình trạng hồ sơ | Trạng thái HS | Hồ sơ › Trạng thái"),
        second=words("""
            Trạng thái thụ lý | Trạng thái (mã) | Mã trạng thái | Tên trạng thái | Trạng thái xử lý |
            Trạng thái giải quyết | Trạng thái hiện tại | Trạng thái xử lý hồ sơ | Trạng thái quốc gia"""),
        weak=words(
            """
            Tình trạng | Tình trạng xử lý | Tình trạng giải quyết | Tình hình xử lý | Tình trạng hiện tại |
            Tình trạng hồ sơ hiện tại | Trạng thái hiện thời | Kết quả xử lý | Kết quả giải quyết"""
        ),
        required=True,
        choices=STATUSES,
        help="Trạng thái theo Hệ thống Một cửa (chữ hoặc mã quốc gia 1–10).",
        example="Đang xử lý",
    ),
    Field(
        "pause_reason",
        "Lý do tạm dừng",
        "text",
        words("""
            Lý do tạm dừng, yêu cầu bổ sung | Nguyên nhân dừng | Lý do tạm ngưng | Lý do bổ sung/tạm dừng |
            Lý do dừng/tạm dừng | Lý do tạm dừng hoặc yêu cầu bổ sung | Lý do bổ sung, tạm dừng |
            Lý do tạm dừng | Lý do dừng | Lý do dừng xử lý | Lý do dừng, bổ sung | Lý do tạm dừng, bổ sung |
            Lý do bổ sung | Lý do yêu cầu bổ sung | Nguyên nhân tạm dừng | Lý do tạm dừng xử lý |
            Lý do tạm dừng hồ sơ | Lý do tạm dừng/bổ sung | Lý do dừng/bổ sung | Tạm dừng › Lý do |
            Lý do tạm dừng giải quyết | Lý do yêu cầu bổ sung, tạm dừng | Lý do dừng hồ sơ |
            Nội dung yêu cầu bổ sung"""),
        help="Vì sao hồ sơ tạm dừng hoặc phải bổ sung.",
        example="Chờ xác minh",
    ),
    Field(
        "supplement_count",
        "Số lần yêu cầu bổ sung",
        "integer",
        words("""
            Lần yêu cầu bổ sung | Số lần phải bổ sung | Bổ sung (lần) | Số lần đề nghị bổ sung |
            Yêu cầu bổ sung (lần) | Số lần yêu cầu công dân bổ sung | Số lần yêu cầu bổ sung | Số lần bổ sung |
            Số lần YCBS | Số lần bổ sung hồ sơ | Lần bổ sung | Số lần yêu cầu bổ sung hồ sơ |
            Số lần yêu cầu sửa đổi, bổ sung | Bổ sung › Số lần | Số lượt yêu cầu bổ sung |
            Yêu cầu bổ sung › Số lần | Số lần sửa đổi, bổ sung | Số lượt bổ sung | Bổ sung hồ sơ › Số lần"""),
        help="Quá một lần là điều cần xem lại.",
        example="0",
    ),
)

_FLAGS = (
    Field(
        "has_e_result",
        "Kết quả điện tử",
        "flag",
        words("""
            Kết quả giải quyết bản điện tử | Kết quả điện tử có ký số | Bản điện tử |
            Kết quả bản điện tử (ký số) | Kết quả số hóa | Trả kết quả bản điện tử | Cấp kết quả bản điện tử |
            Kết quả điện tử | Cấp kết quả điện tử | Có kết quả điện tử | KQ điện tử | Trả kết quả điện tử |
            Kết quả số | Kết quả bản điện tử | Bản điện tử kết quả | Kết quả giải quyết điện tử |
            Kết quả giải quyết TTHC điện tử | Kết quả ký số | Cấp KQ điện tử | Trả KQ điện tử |
            Số hóa kết quả | Số hóa kết quả giải quyết | Số hóa kết quả giải quyết TTHC | Kết quả › Điện tử |
            Trả kết quả › Điện tử | Kết quả › Bản điện tử | Trả kết quả › Kết quả điện tử |
            Cấp bản điện tử kết quả"""),
        help="Kết quả được cấp bản điện tử.",
        example="Có",
    ),
    Field(
        "is_digitised",
        "Số hóa hồ sơ",
        "flag",
        words("""
            Số hóa thành phần hồ sơ khi tiếp nhận | Tình trạng số hóa | Số hóa đầu vào | Số hóa hồ sơ |
            Số hóa | Hồ sơ số hóa | Đã số hóa | Được số hóa | Hồ sơ được số hóa | Hồ sơ đã số hóa |
            Số hóa thành phần hồ sơ | Số hóa khi tiếp nhận | Số hóa TPHS | Số hóa giấy tờ | Số hóa › Hồ sơ |
            Số hóa hồ sơ, giấy tờ | Số hóa khi tiếp nhận hồ sơ | Thực hiện số hóa"""),
        help="Thành phần hồ sơ đã số hóa.",
        example="Có",
    ),
    Field(
        "is_reused",
        "Tái sử dụng dữ liệu số hóa",
        "flag",
        words("""
            Khai thác, tái sử dụng | Dùng lại dữ liệu | Khai thác lại dữ liệu | Tái sử dụng kết quả |
            Tái sử dụng thông tin | Khai thác, sử dụng lại dữ liệu | Khai thác, tái sử dụng dữ liệu |
            Tái sử dụng thông tin, giấy tờ | Tái sử dụng dữ liệu | Tái sử dụng dữ liệu số hóa | Tái sử dụng |
            Sử dụng lại dữ liệu | Sử dụng lại | Khai thác, sử dụng lại |
            Khai thác, sử dụng lại dữ liệu số hóa | Khai thác, sử dụng lại thông tin |
            Khai thác, sử dụng lại thông tin, dữ liệu số hóa | Tái sử dụng thành phần hồ sơ |
            Tái sử dụng TPHS | Khai thác dữ liệu số hóa | Khai thác sử dụng lại | Tái sử dụng giấy tờ |
            Tái sử dụng kết quả số hóa | Sử dụng lại dữ liệu số hóa | Số hóa › Tái sử dụng"""),
        help="Hồ sơ dùng lại dữ liệu đã số hóa.",
        example="Không",
    ),
    Field(
        "has_fee",
        "Có phí, lệ phí",
        "flag",
        words("""
            Phát sinh phí | Thuộc diện thu phí | Có thu lệ phí | Hồ sơ có phí | TTHC có phí | Phải nộp phí |
            Thu phí | Có phí, lệ phí | Có thu phí, lệ phí | Thu phí, lệ phí | Có phí | Có lệ phí | Có thu phí |
            Phát sinh phí, lệ phí | Có nghĩa vụ tài chính | Yêu cầu nghĩa vụ tài chính |
            Phát sinh nghĩa vụ tài chính | Có phí/lệ phí | Có phát sinh phí, lệ phí | Phí, lệ phí › Có thu |
            Hồ sơ có phí, lệ phí | Hồ sơ có thu phí, lệ phí | Nghĩa vụ tài chính | Thu phí/lệ phí |
            Hồ sơ thu phí, lệ phí | Phải nộp phí, lệ phí"""),
        weak=words("Phí, lệ phí | Phí/lệ phí | Phí lệ phí | Phí | Lệ phí"),
        help="Hồ sơ phải nộp phí, lệ phí.",
        example="Có",
    ),
    Field(
        "is_paid_online",
        "Thanh toán trực tuyến",
        "flag",
        words("""
            Đã nộp trực tuyến | Nộp phí qua mạng | Thanh toán qua mạng | Phí nộp trực tuyến |
            Nộp trực tuyến phí, lệ phí | Thanh toán trực tuyến | Đã thanh toán trực tuyến |
            Nộp phí trực tuyến | Nộp phí, lệ phí trực tuyến | Thanh toán online | Thanh toán điện tử | TTTT |
            Thanh toán phí, lệ phí trực tuyến | Thanh toán phí trực tuyến | Nộp lệ phí trực tuyến |
            Thanh toán › Trực tuyến | Phí, lệ phí › Thanh toán trực tuyến | Có thanh toán trực tuyến |
            Hồ sơ thanh toán trực tuyến | Phí, lệ phí › Trực tuyến | Thanh toán trực tuyến phí, lệ phí |
            Nộp phí/lệ phí trực tuyến | Thanh toán trực tuyến qua Cổng DVCQG | Hình thức thanh toán |
            Phương thức thanh toán | Kênh thanh toán"""),
        choices=PAID_ONLINE,
        help="Phí, lệ phí đã nộp trực tuyến.",
        example="Có",
    ),
    Field(
        "is_interagency",
        "Hồ sơ liên thông",
        "flag",
        words("""
            Có yếu tố liên thông | Liên thông với cơ quan khác | Hồ sơ phối hợp | Phối hợp (liên thông) |
            Hồ sơ liên thông với cơ quan khác | Liên thông | Hồ sơ liên thông | Có liên thông |
            TTHC liên thông | Liên thông cơ quan khác | Hồ sơ liên thông đến | Là hồ sơ liên thông |
            Thủ tục liên thông | Một cửa liên thông | Phối hợp liên thông"""),
        help="Hồ sơ mà cơ quan chỉ phối hợp giải quyết.",
        example="Không",
    ),
    Field(
        "has_postal_result",
        "Trả kết quả qua bưu chính công ích",
        "flag",
        words("""
            Hình thức nhận kết quả giải quyết | Nhận kết quả tại nhà | Trả kết quả tại nhà |
            Bưu chính công ích | Dịch vụ bưu chính công ích | Qua bưu chính công ích | BCCI |
            Trả kết quả qua bưu chính | Trả kết quả qua bưu chính công ích | Trả kết quả qua BCCI |
            Trả qua BCCI | Nhận kết quả qua bưu chính | Nhận kết quả qua bưu chính công ích |
            Nhận kết quả qua BCCI | Trả qua bưu chính công ích | Đăng ký trả kết quả qua bưu chính |
            Trả kết quả › Bưu chính công ích | Trả kết quả › BCCI | Trả kết quả › Qua BCCI |
            Trả kết quả › Qua bưu chính công ích | Trả kết quả › Hình thức | Hình thức nhận kết quả |
            Hình thức trả kết quả | Hình thức nhận KQ | Hình thức trả | Phương thức nhận kết quả |
            Hình thức trả KQ | Phương thức trả kết quả | Kênh trả kết quả | Kênh nhận kết quả |
            Đăng ký nhận kết quả qua bưu chính công ích | Đăng ký nhận kết quả qua BCCI"""),
        choices=POSTAL_RESULT,
        help="Kết quả gửi qua dịch vụ bưu chính công ích.",
        example="Không",
    ),
    Field(
        "has_apology",
        "Phiếu xin lỗi",
        "flag",
        words("""
            Văn bản xin lỗi, hẹn lại | Phiếu hẹn lại | Thư xin lỗi, hẹn lại | Phiếu xin lỗi |
            Có phiếu xin lỗi | Thư xin lỗi | Văn bản xin lỗi | Xin lỗi và hẹn lại | Đã xin lỗi | Xin lỗi |
            Phiếu xin lỗi và hẹn lại | Phiếu xin lỗi và hẹn lại ngày trả kết quả | Có thư xin lỗi |
            Có văn bản xin lỗi | Phiếu xin lỗi, hẹn lại | Xin lỗi, hẹn lại | Gửi thư xin lỗi |
            Công khai xin lỗi"""),
        help="Hồ sơ trễ hạn đã có phiếu xin lỗi và hẹn lại.",
        example="Không",
    ),
    Field(
        "exclusion_group",
        "Nhóm loại trừ",
        "choice",
        words("Nhóm loại trừ | Đối tượng loại trừ | Nhóm không tính trực tuyến | Loại trừ"),
        choices={
            "foreigner": words("Người nước ngoài | Nước ngoài | Công dân nước ngoài"),
            "authorised": words("Ủy quyền | Uỷ quyền | Được ủy quyền | Nộp theo ủy quyền | Qua ủy quyền"),
            "": words("Không | Không loại trừ"),
        },
        ticked={
            "foreigner": words("Người nước ngoài | Là người nước ngoài | Công dân nước ngoài"),
            "authorised": words("""
                Ủy quyền | Uỷ quyền | Có ủy quyền | Nộp theo ủy quyền | Hồ sơ ủy quyền | Nộp qua ủy quyền |
                Được ủy quyền"""),
        },
        help="Hồ sơ của người nước ngoài hoặc nộp theo ủy quyền, không tính vào tỷ lệ trực tuyến.",
        example="",
    ),
    Field("note", "Ghi chú", "text", NOTE, help="Ghi chú của hệ thống nguồn.", example=""),
)

DOSSIERS = Dataset(
    "dossiers",
    "Hồ sơ thủ tục hành chính",
    _IDS + _WHO + _DATES + _STATE + _FLAGS,
    key=("dossier_id",),
    slice_by="period",
    title_words=words("""
        danh sách hồ sơ | sổ theo dõi hồ sơ | tình hình giải quyết hồ sơ | hồ sơ thủ tục hành chính |
        hồ sơ tthc | hồ sơ tiếp nhận | hồ sơ trễ hạn | hồ sơ quá hạn | hồ sơ đã giải quyết |
        hồ sơ đang giải quyết"""),
    usual_rhythm="monthly",
)
