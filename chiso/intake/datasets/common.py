"""Wordings that several datasets share: rooms, officials, numbering, and what is said about citizens."""

from chiso.intake.datasets.shape import words

STT_ALIASES = words("STT | TT | Số TT | Số thứ tự | S.T.T | S TT | T T | Thứ tự | No | No. | # | SỐ TT")

UNIT = words("""
    Phòng xử lý | Phòng ban xử lý | Đơn vị xử lý | Đơn vị thụ lý | Phòng thụ lý | Phòng ban thụ lý |
    Phòng chuyên môn | Phòng ban chuyên môn | Đơn vị chuyên môn | Bộ phận xử lý | Bộ phận thụ lý |
    Bộ phận giải quyết | Bộ phận chuyên môn | Đơn vị giải quyết | Phòng giải quyết | Phòng ban giải quyết |
    Phòng phụ trách | Phòng ban phụ trách | Đơn vị phụ trách | Đơn vị chịu trách nhiệm |
    Phòng chịu trách nhiệm | Phòng nghiệp vụ | Phòng/đơn vị xử lý | Phòng, đơn vị xử lý | Đơn vị/phòng xử lý |
    Đơn vị, phòng xử lý | Đơn vị xử lý chính | Phòng xử lý chính | Đơn vị xử lý hồ sơ | Phòng xử lý hồ sơ |
    Đơn vị thụ lý hồ sơ | Phòng thụ lý hồ sơ | Đơn vị giải quyết hồ sơ | Phòng giải quyết hồ sơ |
    Tên phòng ban | Tên phòng | Phòng/Ban xử lý | Đơn vị (phòng) xử lý | Phòng (đơn vị) xử lý |
    Đơn vị giải quyết TTHC | Phòng giải quyết TTHC | Phòng ban, đơn vị xử lý | Phòng, ban xử lý |
    Phòng được giao | Đơn vị được giao | Đơn vị được phân công | Phòng được phân công | Unit | Department""")
UNIT_WEAK = words("""
    Phòng ban/Đơn vị | Phòng, ban, đơn vị | Cơ quan thụ lý | Đơn vị | Phòng | Phòng ban | Phòng, ban |
    Phòng/Ban | Bộ phận | Phòng/đơn vị | Đơn vị/phòng | Phòng, đơn vị | Đơn vị, phòng | Tên đơn vị |
    Cơ quan/đơn vị xử lý | Cơ quan, đơn vị xử lý | Cơ quan, đơn vị giải quyết |
    Cơ quan chủ trì giải quyết | Đơn vị tiếp nhận và xử lý | Nơi xử lý |
    Nơi giải quyết | Nơi thụ lý | Cơ quan xử lý | Cơ quan giải quyết | Cơ quan thực hiện |
    Đơn vị đang xử lý | Phòng đang xử lý | Phòng ban đang xử lý | Cơ quan, đơn vị | Cơ quan/đơn vị |
    Đơn vị trực thuộc | Phòng, Trung tâm | Phòng/Trung tâm | Các phòng, đơn vị | Đơn vị, bộ phận""")

OFFICIAL = words("""
    Cán bộ thụ lý | Cán bộ xử lý | Cán bộ giải quyết | Cán bộ phụ trách | Công chức thụ lý | Công chức xử lý |
    Công chức giải quyết | Công chức phụ trách | Công chức, viên chức xử lý | Công chức, viên chức thụ lý |
    Cán bộ, công chức xử lý | Cán bộ, công chức thụ lý | Cán bộ/công chức xử lý |
    Cán bộ, công chức, viên chức xử lý | CBCC xử lý | CBCCVC xử lý | CCVC xử lý | Chuyên viên thụ lý |
    Chuyên viên xử lý | Chuyên viên giải quyết | Chuyên viên phụ trách | Người xử lý | Người thụ lý |
    Người giải quyết | Người phụ trách | Cán bộ xử lý hồ sơ | Công chức xử lý hồ sơ | Cán bộ thụ lý hồ sơ |
    Công chức thụ lý hồ sơ | Người xử lý hồ sơ | Người thụ lý hồ sơ | Họ tên cán bộ xử lý | Tên cán bộ xử lý |
    Tên cán bộ thụ lý | Họ và tên công chức xử lý | Tên công chức xử lý | Cán bộ xử lý chính |
    Người xử lý chính | Công chức được phân công | Chuyên viên được phân công""")
OFFICIAL_WEAK = words("""
    Cán bộ | Công chức | Chuyên viên | Cán bộ, công chức | Công chức, viên chức | Cán bộ đang xử lý |
    Người đang xử lý | Công chức đang xử lý | CBCC | CBCCVC""")

NOTE = words("Ghi chú | Diễn giải | Ghi chú thêm | Chú thích | Ghi chú khác | Note | Notes")

# Known and dropped while reading: never stored, never "unknown" (shared contract, Dossier rules).
PERSONAL_ALIASES = words("""
    Người nộp | Người nộp hồ sơ | Tên người nộp | Họ tên người nộp | Họ và tên người nộp | Chủ hồ sơ |
    Tên chủ hồ sơ | Họ tên chủ hồ sơ | Họ và tên chủ hồ sơ | Chủ sở hữu hồ sơ | Họ tên | Họ và tên |
    Tên công dân | Công dân | Cá nhân, tổ chức | Tổ chức, cá nhân | Cá nhân/tổ chức | Tổ chức/cá nhân |
    Tên cá nhân, tổ chức | Tên tổ chức, cá nhân | Tên cá nhân/tổ chức | Tên tổ chức/cá nhân | Tên tổ chức |
    Tên doanh nghiệp | Doanh nghiệp | Người yêu cầu | Người đề nghị | Người đăng ký | Người đứng tên |
    Người liên hệ | Người đại diện | Người đại diện pháp luật | Người nhận kết quả | Người nhận |
    Người ủy quyền | Người được ủy quyền | Người phản ánh | Người kiến nghị | Người phản ánh, kiến nghị |
    Tên người phản ánh | Họ tên người phản ánh | Người gửi | Người gửi phản ánh | Người hỏi | Tên người gửi |
    Khách hàng | Tên khách hàng | CCCD | CMND | CCCD/CMND | CMND/CCCD | Số CCCD | Số CMND | Số CCCD/CMND |
    Số CMND/CCCD | Căn cước | Căn cước công dân | Chứng minh nhân dân | Số căn cước | Số căn cước công dân |
    Số định danh | Số định danh cá nhân | Mã định danh cá nhân | Mã định danh | Hộ chiếu | Số hộ chiếu |
    Số giấy tờ | Số giấy tờ tùy thân | Giấy tờ tùy thân | CMND/CCCD/Hộ chiếu | Số CMND/CCCD/Hộ chiếu |
    CMND/Hộ chiếu | CMT | Số CMT | Mã số thuế | MST | Điện thoại | Số điện thoại | SĐT | Số ĐT | ĐT |
    Điện thoại liên hệ | Số điện thoại liên hệ | Di động | Số di động | Điện thoại di động | Số máy | Địa chỉ |
    Địa chỉ người nộp | Địa chỉ chủ hồ sơ | Địa chỉ liên hệ | Địa chỉ thường trú | Địa chỉ liên lạc |
    Địa chỉ tổ chức, cá nhân | Nơi ở | Nơi thường trú | Nơi cư trú | Nơi sinh | Quê quán | Thường trú |
    Tạm trú | Thôn/Tổ | Xã/Phường | Phường/Xã | Quận/Huyện | Huyện/Thị xã | Email | E-mail | Thư điện tử |
    Địa chỉ email | Hộp thư điện tử | Ngày sinh | Ngày tháng năm sinh | Ngày, tháng, năm sinh | Năm sinh |
    Tuổi | Giới tính | Giới | Quốc tịch | Dân tộc | Tôn giáo | Nghề nghiệp | Số tài khoản | Tài khoản |
    Tài khoản VNeID | Tên đăng nhập | Tên tài khoản | Số BHXH | Số thẻ BHYT | Zalo | Fax""")

# A header that begins so is about a citizen, whatever follows ("Số điện thoại của người nộp").
PERSONAL_BEGINNINGS = words("""
    Họ tên | Họ và tên | Người nộp | Chủ hồ sơ | Số điện thoại | Điện thoại | SĐT | Địa chỉ | Email | CCCD |
    CMND | Số CCCD | Số CMND | Số căn cước | Căn cước | Ngày sinh | Tên người nộp | Tên chủ hồ sơ |
    Thông tin người nộp | Người phản ánh | Số định danh | Số hộ chiếu | Thông tin cá nhân |
    Thông tin chủ hồ sơ | Thông tin công dân | Thông tin tổ chức""")
