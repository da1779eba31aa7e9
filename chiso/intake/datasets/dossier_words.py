"""The words and national codes of what a dossier list chooses among: channel, status, how paid, how handed over."""

from chiso.intake.datasets.shape import words

CHANNELS = {
    "online": words("""
        Trực tuyến | Nộp trực tuyến | Qua mạng | Nộp qua mạng | Online | Qua Cổng DVC | Cổng DVCQG | DVCTT |
        Cổng dịch vụ công | Qua Cổng dịch vụ công | Cổng dịch vụ công quốc gia | Trực tuyến (Cổng DVC) |
        Hồ sơ trực tuyến | Tiếp nhận trực tuyến | Nộp hồ sơ trực tuyến | Dịch vụ công trực tuyến | Internet |
        Trực tuyến toàn trình | Trực tuyến một phần | Nộp trực tuyến toàn trình | Nộp trực tuyến một phần |
        DVC trực tuyến | Cổng DVC quốc gia | Qua Cổng DVCQG | 2"""),
    "counter": words("""
        Trực tiếp | Nộp trực tiếp | Tại chỗ | Tại quầy | Bộ phận Một cửa | Tại Bộ phận Một cửa | Một cửa |
        Nộp tại Bộ phận Một cửa | Hồ sơ trực tiếp | Tiếp nhận trực tiếp | Nộp hồ sơ trực tiếp |
        Trực tiếp tại Bộ phận Một cửa | Trung tâm Phục vụ hành chính công |
        Tại Trung tâm Phục vụ hành chính công | Trực tiếp tại quầy | Nộp trực tiếp tại Bộ phận Một cửa |
        Trung tâm PVHCC | 1"""),
    "postal": words("""
        Bưu chính công ích | Dịch vụ bưu chính công ích | BCCI | Bưu chính | Qua bưu chính | Bưu điện |
        Qua bưu điện | Dịch vụ BCCI | Qua BCCI | Qua dịch vụ bưu chính | Dịch vụ bưu chính |
        Qua dịch vụ bưu chính công ích | Nộp qua bưu chính công ích | Nộp qua bưu chính | Nộp qua BCCI |
        Đường bưu điện | Qua đường bưu điện | Hồ sơ bưu chính công ích | Nộp qua dịch vụ bưu chính công ích |
        Qua dịch vụ BCCI | Nộp qua dịch vụ BCCI | 3"""),
}

# domain.md, "Status words seen"; 8 stopped is paused, 7 is handed back unprocessed, 10 the result handed over.
STATUSES = {
    "new": words("""
        Mới đăng ký | Chờ tiếp nhận | Mới nộp | Mới | Chưa tiếp nhận | Mới gửi | Hồ sơ mới |
        Chờ duyệt tiếp nhận | Đăng ký mới | Hồ sơ mới đăng ký | Chờ tiếp nhận hồ sơ | Mới tạo | 1"""),
    "received": words("""
        Được tiếp nhận | Đã tiếp nhận | Tiếp nhận | Mới tiếp nhận | Hồ sơ đã tiếp nhận | Đã tiếp nhận hồ sơ |
        Chờ xử lý | Chờ thụ lý | Đã nhận hồ sơ | 2"""),
    "refused": words("""
        Không được tiếp nhận | Từ chối tiếp nhận | Không tiếp nhận | Từ chối | Bị từ chối | Từ chối hồ sơ |
        Hồ sơ bị từ chối | Từ chối tiếp nhận hồ sơ | 3"""),
    "processing": words("""
        Đang xử lý | Đang giải quyết | Đang thụ lý | Đang thực hiện | Chờ phê duyệt | Chờ ký | Đang trình ký |
        Chờ ký duyệt | Trình ký | Đang thẩm định | Đang xử lý hồ sơ | Chờ kết quả liên thông |
        Đang liên thông | Đang chờ phê duyệt | Hồ sơ đang xử lý | Đang giải quyết trong hạn |
        Đang giải quyết quá hạn | Đang xử lý trong hạn | Đang xử lý quá hạn | 4"""),
    "supplement": words("""
        Yêu cầu bổ sung | Yêu cầu bổ sung giấy tờ | Chờ bổ sung | Bổ sung hồ sơ | Yêu cầu bổ sung hồ sơ |
        Chờ bổ sung hồ sơ | Đang bổ sung | Chờ công dân bổ sung | Yêu cầu sửa đổi, bổ sung | Đang chờ bổ sung |
        Yêu cầu bổ sung thông tin | Tạm dừng chờ bổ sung | Chờ công dân bổ sung hồ sơ |
        Yêu cầu bổ sung (giấy tờ) | 5"""),
    "fee": words("""
        Yêu cầu thực hiện nghĩa vụ tài chính | Chờ nộp phí, lệ phí | Chờ nộp phí | Chờ thanh toán |
        Chờ nộp lệ phí | Chờ thực hiện nghĩa vụ tài chính | Thực hiện nghĩa vụ tài chính | Yêu cầu nộp phí |
        Chờ nghĩa vụ tài chính | Yêu cầu nộp phí, lệ phí | Chờ thuế | 6"""),
    "withdrawn": words("""
        Công dân yêu cầu rút hồ sơ | Rút hồ sơ | Trả lại hồ sơ | Trả lại | Đã rút | Đã rút hồ sơ |
        Hồ sơ đã rút | Công dân rút hồ sơ | Hồ sơ trả lại | Yêu cầu rút hồ sơ | Rút | Đã trả lại |
        Đã trả lại hồ sơ | Trả lại công dân | Công dân rút | 7"""),
    "stopped": words("""
        Dừng xử lý | Tạm dừng | Tạm dừng xử lý | Dừng | Tạm dừng giải quyết | Đang tạm dừng | Hồ sơ tạm dừng |
        Dừng giải quyết | Tạm ngưng | Tạm dừng hồ sơ | 8"""),
    "done": words("""
        Đã xử lý xong | Đã giải quyết | Đã có kết quả | Có kết quả | Hoàn thành | Đã hoàn thành | Xử lý xong |
        Chờ trả kết quả | Đã xử lý | Đã giải quyết xong | Giải quyết xong | Đã kết thúc | Kết thúc | Hoàn tất |
        Đã xong | Kết thúc xử lý | Hồ sơ đã giải quyết | Đã giải quyết trước hạn | Đã giải quyết đúng hạn |
        Đã giải quyết quá hạn | Đã giải quyết trong hạn | Đã có kết quả, chờ trả | Đã xử lý xong, chờ trả kết quả |
        Đã giải quyết, chờ trả kết quả | 9"""),
    "handed_over": words("""
        Đã trả kết quả | Trả kết quả | Đã trả | Đã trả KQ | Đã giao kết quả | Đã trả kết quả cho công dân |
        Đã nhận kết quả | Đã trả kết quả hồ sơ | Công dân đã nhận kết quả |
        Đã trả kết quả đúng hạn | Đã trả kết quả trước hạn | Đã trả kết quả quá hạn | 10"""),
}

POSTAL_RESULT = {
    "true": words("""
        Bưu chính công ích | Qua bưu chính công ích | BCCI | Bưu chính | Bưu điện | Qua bưu điện | Qua BCCI |
        Dịch vụ bưu chính công ích | Trả qua bưu chính công ích | Qua dịch vụ bưu chính công ích |
        Qua bưu chính"""),
    "false": words("""
        Trực tiếp | Trực tuyến | Tại Bộ phận Một cửa | Bộ phận Một cửa | Nhận trực tiếp | Nhận trực tuyến |
        Bản điện tử | Tại chỗ | Tại quầy | Trả trực tiếp | Trả trực tuyến"""),
}
PAID_ONLINE = {
    "true": words(
        "Trực tuyến | Thanh toán trực tuyến | Online | Chuyển khoản trực tuyến | Cổng thanh toán | PayGov"
    ),
    "false": words(
        "Trực tiếp | Tiền mặt | Chuyển khoản | Nộp trực tiếp | Thanh toán trực tiếp | Chưa thanh toán"
    ),
}
