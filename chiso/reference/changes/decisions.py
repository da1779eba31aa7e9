"""What an agency may decide, and what each decision may be: how figures are counted, who signs its papers."""

from collections.abc import Mapping

LONGEST_SIGNED = 80  # letters of a line under a paper

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "online_base": {
        "tat_ca": "Tất cả hồ sơ tiếp nhận",
        "co_truc_tuyen": "Hồ sơ của TTHC có trực tuyến",
    },
    "online_exclusion": {
        "khong": "Tính mọi nhóm",
        "loai_tru": "Loại trừ người nước ngoài và người được ủy quyền",
    },
    "signing_by": {
        "truc_tiep": "Người đứng đầu ký",
        "kt": "KT. (cấp phó ký thay)",
        "tl": "TL. (ký thừa lệnh)",
    },
}
WRITTEN = ("signing_title", "signing_name")  # decisions in words of the office's own
SETTING_NAMES = {
    "online_base": "Mẫu số của hồ sơ trực tuyến", "online_exclusion": "Nhóm không tính",
    "signing_by": "Quyền hạn của người ký", "signing_title": "Chức vụ của người ký",
    "signing_name": "Họ và tên người ký",
}  # fmt: skip
COUNTED = ("online_base", "online_exclusion")  # those that change figures
