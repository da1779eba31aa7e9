"""The rules that a cell or a row must keep, and the sentence that says which one it did not (pure)."""

from collections.abc import Mapping

from chiso.intake.datasets import Field

# Unreadable cells: the code by the field's kind.
BAD_CODES: Mapping[str, str] = {
    "date": "bad_date",
    "datetime": "bad_date",
    "month": "bad_date",
    "date_or_month": "bad_date",
    "year": "bad_date",
    "number": "bad_number",
    "integer": "bad_number",
    "percent": "bad_number",
    "choice": "bad_choice",
    "flag": "bad_choice",
    "text": "bad_value",
    "id": "bad_value",
}


# Not received yet: no receipt to expect, and a planned one may lie ahead.
NOT_RECEIVED = ("new", "refused")

_WRONG_KIND = {
    "bad_date": "không phải là ngày có thật (cần ngày/tháng/năm, ví dụ 05/03/2024)",
    "bad_number": "không đọc được thành một con số duy nhất (ví dụ đúng: 14.697 hoặc 84,27)",
    "bad_value": "là ô báo lỗi của Excel",
}


def missing(field: Field) -> str:
    """A required cell without content."""
    return f"Thiếu “{field.label}”. Hãy bổ sung ở hệ thống nguồn rồi xuất lại."


def unreadable(field: Field, value: str) -> str:
    """A cell that is not of its kind."""
    code = BAD_CODES[field.kind]
    if field.kind in ("month", "date_or_month"):
        return f"“{value}” ở cột “{field.label}” không phải là tháng (ví dụ đúng: 03/2024)."
    if field.kind == "year":
        return f"“{value}” ở cột “{field.label}” không phải là năm (ví dụ đúng: 2024)."
    if code != "bad_choice":
        return f"“{value}” ở cột “{field.label}” {_WRONG_KIND[code]}."
    if field.kind == "flag":
        return f"“{value}” ở cột “{field.label}” không phải là Có hoặc Không."
    allowed = "; ".join(words[0] for code, words in field.choices.items() if code and words)
    return f"“{value}” không có trong danh mục của “{field.label}”. Chấp nhận: {allowed}."


def unsigned(field: Field, value: str) -> str:
    """A percentage without its sign that its own fraction does not confirm."""
    return (
        f"“{value}” ở cột “{field.label}” không có dấu % và không khớp tử số chia mẫu số, nên không biết là "
        "tỷ lệ phần trăm hay phân số. Hãy ghi rõ dấu %."
    )


def duplicate(key: str, row: int) -> str:
    """A second row with a key of the file."""
    return f"Trùng “{key}” với dòng {row} nhưng nội dung khác nhau; chỉ dòng {row} được nhận."


def wrong_order(end: Field, start: Field, end_text: str, start_text: str) -> str:
    """Finished before it began."""
    return f"{end.label} {end_text} trước {start.label.lower()} {start_text}."


def in_future(field: Field, text: str, as_of: str) -> str:
    """Something that happened after the export was made."""
    return f"{field.label} {text} sau ngày chốt số liệu {as_of}."


def ragged(cells: int, expected: int) -> str:
    """A row of a text file that has another number of cells than the header."""
    return (
        f"Dòng có {cells} ô trong khi tiêu đề có {expected} ô, các giá trị có thể đã lệch cột. "
        "Hãy đặt ô có dấu phân cách trong ngoặc kép."
    )


def too_many(rejected: int, read: int) -> str:
    """More than half of a file."""
    return (
        f"{rejected} trên {read} dòng không đọc được, quá một nửa, nên cả tệp bị từ chối. "
        "Hãy kiểm tra lại các cột đã nhận ra và tệp nguồn."
    )


def listed(rows: list[int]) -> str:
    """ "dòng 6, 9, 12 …" """
    return "dòng " + ", ".join(str(row) for row in rows[:5]) + (" …" if len(rows) > 5 else "")
