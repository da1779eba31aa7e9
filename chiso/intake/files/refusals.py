"""Why a file is refused, in the words of the user: what more than one place may have to say of it."""

from chiso.core.errors import Refused

WANTED = "Hãy nộp tệp .xlsx, .xls, .xlsb, .ods hoặc .csv kết xuất từ hệ thống nguồn."

# Reason -> code, sentence.
REASONS = {
    "empty": (
        "empty_file",
        "Tệp “{file}” không có nội dung. Hãy kết xuất lại từ hệ thống nguồn rồi nộp lại.",
    ),
    "too_large": (
        "too_large",
        "Tệp “{file}” vượt quá {most} MB. Hãy chia nhỏ tệp theo tháng, hoặc lưu thành .csv và nhập bằng dòng lệnh.",
    ),
    "unpacks_too_far": (
        "too_large",
        "Tệp “{file}” khi giải nén vượt {most} MB. Hãy chia nhỏ tệp, hoặc xóa hình ảnh và dòng thừa rồi nộp lại.",
    ),
    "too_slow": (
        "timeout",
        "Tệp “{file}” mất quá nhiều thời gian để đọc nên đã dừng. Hãy xóa các dòng, cột thừa ngoài bảng, "
        "chia nhỏ tệp hoặc lưu thành .csv rồi nộp lại.",
    ),
    "too_much_memory": (
        "dangerous_file",
        "Tệp “{file}” cần quá nhiều bộ nhớ để đọc nên bị từ chối. Hãy mở bằng Excel, xóa các dòng, cột thừa "
        "ngoài bảng, lưu thành tệp mới rồi nộp lại.",
    ),
    # The disk is full; not the file's fault.
    "no_space": (
        "no_space",
        "Máy chủ không còn chỗ trống trên đĩa để đọc tệp. Hãy báo người quản trị dọn đĩa rồi nộp lại.",
    ),
    # Office programs never write a DOCTYPE, and entities can grow without end.
    "doctype": (
        "dangerous_file",
        "Tệp “{file}” chứa khai báo DOCTYPE/thực thể XML không an toàn. "
        "Hãy mở bằng Excel, lưu thành tệp .xlsx mới rồi nộp lại.",
    ),
    "far_cell": (
        "dangerous_file",
        "Tệp “{file}” có ô hoặc ô gộp ở quá xa, tại {cell}. "
        "Hãy xóa các dòng, cột thừa nằm ngoài bảng rồi lưu lại và nộp tệp mới.",
    ),
    "password": (
        "protected_file",
        "Tệp “{file}” được đặt mật khẩu nên không đọc được. Hãy mở tệp bằng Excel, chọn "
        "Tệp › Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa mật khẩu, lưu lại rồi nộp tệp mới.",
    ),
    "damaged": (
        "damaged_file",
        "Tệp “{file}” bị hỏng nên không đọc được. Hãy tải lại tệp từ hệ thống nguồn, "
        "hoặc mở bằng Excel, lưu thành tệp .xlsx mới rồi nộp lại.",
    ),
    "damaged_zip": (
        "damaged_file",
        "Tệp “{file}” bị hỏng hoặc tải về chưa đủ. Hãy tải lại tệp từ hệ thống nguồn rồi nộp lại.",
    ),
    "not_text": ("unsupported_file", f"Tệp “{{file}}” không phải là bảng tính hay văn bản. {WANTED}"),
    "unknown_encoding": (
        "unsupported_file",
        "Tệp “{file}” dùng bảng mã không nhận ra được (dòng {line}). "
        "Hãy mở tệp bằng Excel, chọn Lưu thành “CSV UTF-8” rồi nộp lại.",
    ),
    "uneven": (
        "not_a_table",
        "Tệp “{file}” có quá nhiều dòng không đủ hoặc thừa ô so với tiêu đề ({width} cột), "
        "có thể do dấu phân cách nằm trong ô mà không có dấu ngoặc kép. Hãy kết xuất lại dạng .xlsx.",
    ),
    "open_quote": (
        "not_a_table",
        "Tệp “{file}” có dấu ngoặc kép mở mà không đóng, từ khoảng dòng {line} trở đi, nên các dòng sau bị gộp vào "
        "một ô. Hãy sửa dòng đó hoặc kết xuất lại dạng .xlsx.",
    ),
}


def refusal(reason: str, file_name: str, **facts: object) -> Refused:
    """The refusal for one of the REASONS; `facts` fill its sentence."""
    code, sentence = REASONS[reason]
    return Refused(code, sentence.format(file=file_name, **facts))
