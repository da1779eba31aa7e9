"""What a file really is, by its content and not by its name; cheap refusals before any reader runs."""

import codecs
import re

from chiso.core.errors import Refused
from chiso.core.settings import MB, Limits
from chiso.intake.files.packages import Package, has_doctype, has_entities
from chiso.intake.files.sheets import WANTED

HEAD = 1 << 16
OLE = bytes.fromhex("d0cf11e0a1b11ae1")

# First bytes -> what the user should be told it is.
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"7z\xbc\xaf", "tệp nén 7-Zip"),
    (b"Rar!", "tệp nén RAR"),
    (b"BZh", "tệp nén bzip2"),
    (b"\xfd7zXZ", "tệp nén xz"),
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "hình ảnh"),
    (b"\xff\xd8\xff", "hình ảnh"),
    (b"GIF8", "hình ảnh"),
    (b"II*\0", "hình ảnh"),
    (b"MM\0*", "hình ảnh"),
    (b"RIFF", "hình ảnh hoặc âm thanh"),
    (b"{\\rtf", "văn bản RTF"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
    (b"SQLite format 3", "cơ sở dữ liệu"),
    (b"PAR1", "tệp Parquet"),
)
# The first record of an old workbook (BIFF8) followed by FILEPASS: its content is encrypted.
PASSWORD_RECORD = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}\x2f\x00", re.DOTALL)
WORKBOOK_XML = re.compile(rb"<(?:\w+:)?Workbook[\s>]")
HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|body|head|meta|style|div|tr)\b", re.IGNORECASE)


# In blank text: also the zeros of UTF-16 and the old end-of-file mark; at its beginning a byte order mark.
BLANKS = b" \t\r\n\f\v\0\x1a\xa0\xc2"


def kind_of_head(file_name: str, head: bytes) -> str:
    """'zip', 'ole', 'html', 'spreadsheetml' or 'csv' from the first 64 KB; refuses what is none of these."""
    if not head:
        raise empty(file_name)
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    for first, what in OTHERS:
        if head.startswith(first) and not (first == b"MZ" and b"\0" not in head):
            raise Refused("unsupported_file", f"Tệp “{file_name}” là {what}, không phải bảng tính. {WANTED}")
    text = _as_ascii(head)
    start = text.lstrip(b" \t\r\n\f\v")
    if not start.startswith(b"<"):
        return "csv"
    if WORKBOOK_XML.search(text):
        if has_doctype(text):
            raise has_entities(file_name)
        return "spreadsheetml"
    if HTML.search(text):
        return "html"
    if start.startswith(b"<?xml"):
        raise Refused(
            "unsupported_file", f"Tệp “{file_name}” là tệp XML nhưng không phải bảng tính. {WANTED}"
        )
    return "csv"


def inspect(file_name: str, content: bytes, limits: Limits) -> tuple[str, Package | None]:
    """The kind of a whole file ('xlsx', 'xlsb', 'ods', 'xls', 'html', 'spreadsheetml', 'csv') and its package where it
    is zipped; refuses by size, directory, password and type."""
    kind = kind_of_head(file_name, content[:HEAD])
    if len(content) > limits.upload_bytes:
        raise too_large(file_name, limits.upload_bytes)
    if kind == "zip":
        package = Package(file_name, content, limits)
        return package.kind(), package
    if kind == "ole":
        _refuse_foreign(file_name, content)
        return "xls", None
    if kind == "spreadsheetml" and has_doctype(content):
        raise has_entities(file_name)
    if (
        kind == "csv"
        and not content[3:].strip(BLANKS)
        and not content[:3].strip(BLANKS + b"\xef\xbb\xbf\xff\xfe")
    ):
        raise empty(file_name)
    return kind, None


def _refuse_foreign(file_name: str, content: bytes) -> None:
    """Refuses an OLE container of another program or with a password; stream names stand there in UTF-16."""
    names = content.upper()

    def has(stream: str) -> bool:
        return stream.upper().encode("utf-16-le") in names

    if has("EncryptedPackage") or has("EncryptionInfo") or PASSWORD_RECORD.search(content):
        raise protected(file_name)
    for stream, what in (("WordDocument", "văn bản Word"), ("PowerPoint Document", "bài trình chiếu")):
        if has(stream) and not has("Workbook") and not has("Book"):
            raise Refused("unsupported_file", f"Tệp “{file_name}” là {what}, không phải bảng tính. {WANTED}")


def protected(file_name: str) -> Refused:
    """The workbook has a password."""
    return Refused(
        "protected_file",
        f"Tệp “{file_name}” được đặt mật khẩu nên không đọc được. Hãy mở tệp bằng Excel, chọn "
        "Tệp › Thông tin › Bảo vệ sổ làm việc › Mã hóa bằng mật khẩu, xóa mật khẩu, lưu lại rồi nộp tệp mới.",
    )


def _as_ascii(head: bytes) -> bytes:
    """The head without byte order mark and without the zeros of UTF-16, for looking at tags."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"") if head[:2].count(0) == 1 else head


def empty(file_name: str) -> Refused:
    """Nothing in it."""
    return Refused(
        "empty_file", f"Tệp “{file_name}” không có nội dung. Hãy kết xuất lại từ hệ thống nguồn rồi nộp lại."
    )


def too_large(file_name: str, most: int) -> Refused:
    """More bytes than allowed."""
    return Refused(
        "too_large",
        f"Tệp “{file_name}” vượt quá {most // MB} MB. Hãy chia nhỏ tệp theo tháng, hoặc lưu thành .csv và nhập bằng "
        "dòng lệnh.",
    )
