"""Which encoding a text file has, decided on the whole file: the first kilobytes prove nothing about the rest."""

import codecs
import re
import unicodedata

from chiso.errors import Refused
from chiso.intake.readers.sheets import Job

CHUNK = 1 << 22
# One character beyond ASCII as UTF-8 writes it.
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# Half of the bytes of ASCII letters in UTF-16 are zero; Vietnamese text has ASCII letters, digits and separators.
UTF16_ZERO_SHARE = 0.2
SAMPLE = 1 << 16


def encoding_of(job: Job, content: bytes) -> str:
    """'utf-8', 'utf-8-sig', 'utf-16-le', 'utf-16-be' or 'cp1258'; refuses mixtures and binary files."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise not_text(job)
    if content.startswith(codecs.BOM_UTF8):
        _first_bad_byte_is_refused(job, content)
        return "utf-8-sig"
    if content.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if content.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = content[:SAMPLE]
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = sample[start::2].count(0), sample[1 - start :: 2].count(0)
        if len(sample) >= 4 and zeros > UTF16_ZERO_SHARE * len(sample) / 2 and not others:
            return name
    if len(CONTROLS.findall(sample)) > len(sample) / 500 or b"\0" in sample:
        raise not_text(job)
    if bad_byte(content) is None:
        return "utf-8"
    _first_bad_byte_is_refused(job, content, unless_legacy=True)
    try:
        codecs.decode(content, "cp1258")
    except UnicodeDecodeError as error:
        raise Refused(
            "unsupported_file",
            f"{job.subject} dùng bảng mã không nhận ra được (dòng {_line(content, error.start)}). "
            "Hãy mở tệp bằng Excel, chọn Lưu thành “CSV UTF-8” rồi nộp lại.",
        ) from error
    return "cp1258"


def decode(job: Job, content: bytes) -> tuple[str, str]:
    """The whole text without a byte order mark, and the encoding's name. Windows-1258 comes composed (NFC)."""
    encoding = encoding_of(job, content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            "damaged_file",
            f"{job.subject} là văn bản {encoding.upper()} nhưng bị hỏng (tại byte {error.start}). "
            "Hãy tải lại tệp từ hệ thống nguồn.",
        ) from error
    if encoding == "cp1258":
        text = unicodedata.normalize("NFC", text)
    return text.removeprefix("\ufeff"), encoding.removesuffix("-sig")


def bad_byte(content: bytes) -> int | None:
    """Where the content stops being UTF-8; None where it is UTF-8 to its end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(content), CHUNK):
        kept = len(decoder.getstate()[0])
        try:
            decoder.decode(content[start : start + CHUNK], final=start + CHUNK >= len(content))
        except UnicodeDecodeError as error:
            return start - kept + error.start
    return None


def _first_bad_byte_is_refused(job: Job, content: bytes, unless_legacy: bool = False) -> None:
    """Refuses UTF-8 with lines in another encoding, naming the first such line."""
    position = bad_byte(content)
    if position is None or (unless_legacy and not UTF8_SEQUENCE.search(content)):
        return
    raise Refused(
        "damaged_file",
        f"{job.subject} lẫn hai bảng mã: phần lớn là UTF-8 nhưng dòng {_line(content, position)} có ký tự không đọc "
        "được. Hãy kết xuất lại từ hệ thống nguồn, hoặc mở bằng Excel, sửa dòng đó và lưu thành “CSV UTF-8”.",
    )


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def not_text(job: Job) -> Refused:
    """Bytes that are neither a workbook nor text."""
    return Refused(
        "unsupported_file",
        f"{job.subject} không phải là bảng tính hay văn bản. Hãy nộp tệp .xlsx, .xls, .xlsb, .ods hoặc .csv "
        "kết xuất từ hệ thống nguồn.",
    )
