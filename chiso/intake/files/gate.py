"""What a file really is, by its content and not by its name; cheap refusals before any reader runs."""

import codecs
import re
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Verdict:
    """The kind ('xlsx', 'xlsb', 'ods', 'xls', 'html', 'spreadsheetml', 'csv') and the package of the zipped ones."""

    kind: str
    package: Package | None = None


def kind_of_head(file_name: str, head: bytes) -> str:
    """'zip', 'ole', 'html', 'spreadsheetml' or 'csv' from the first 64 KB; refuses what is none of these."""
    if not head:
        raise empty(file_name)
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    for first, what in OTHERS:
        if head.startswith(first) and not (len(first) == 2 and first == b"MZ" and b"\0" not in head):
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


def inspect(file_name: str, content: bytes, limits: Limits) -> Verdict:
    """The kind of a whole file; refuses by size, directory, password and type."""
    kind = kind_of_head(file_name, content[:HEAD])
    if len(content) > limits.upload_bytes:
        raise too_large(file_name, limits.upload_bytes)
    if kind == "zip":
        package = Package(file_name, content, limits)
        return Verdict(package.kind(), package)
    if kind == "ole":
        return Verdict(_ole(file_name, content))
    if kind == "spreadsheetml" and has_doctype(content):
        raise has_entities(file_name)
    if kind == "csv" and is_blank_text(content):
        raise empty(file_name)
    return Verdict(kind)


def is_blank_text(content: bytes) -> bool:
    """Whether a text file has nothing but blanks (and a byte order mark, and the zeros of UTF-16)."""
    return not content[3:].strip(b" \t\r\n\f\v\0\x1a\xa0\xc2") and not content[:3].strip(
        b" \t\r\n\f\v\0\x1a\xa0\xc2\xef\xbb\xbf\xff\xfe"
    )


def _ole(file_name: str, content: bytes) -> str:
    """'xls' for an OLE container that is no document of another program; stream names stand there in UTF-16."""
    names = content.upper()

    def has(stream: str) -> bool:
        return stream.upper().encode("utf-16-le") in names

    if has("EncryptedPackage") or has("EncryptionInfo") or PASSWORD_RECORD.search(content):
        raise protected(file_name)
    if not has("Workbook") and not has("Book"):
        for stream, what in (("WordDocument", "văn bản Word"), ("PowerPoint Document", "bài trình chiếu")):
            if has(stream):
                raise Refused(
                    "unsupported_file", f"Tệp “{file_name}” là {what}, không phải bảng tính. {WANTED}"
                )
    return "xls"


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
