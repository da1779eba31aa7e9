"""Which encoding a text file has, decided on the whole file: the first kilobytes prove nothing about the rest."""

import codecs
import mmap
import re
import unicodedata
from collections.abc import Iterator

import pyarrow as pa

from chiso.errors import Refused
from chiso.intake.readers.sheets import Job

Content = bytes | mmap.mmap

CHUNK = 1 << 22
SAMPLE = 1 << 16
# One character beyond ASCII as UTF-8 writes it.
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# Text has next to none of them; a picture or a program has them in every line.
MOST_CONTROLS = 1 / 500
# In UTF-16 every ASCII character has a zero byte; Vietnamese text has blanks, digits and separators enough.
UTF16_ZERO_SHARE = 0.2


def encoding_of(job: Job, content: Content) -> str:
    """'utf-8', 'utf-8-sig', 'utf-16-le', 'utf-16-be' or 'cp1258'; refuses mixtures and binary files."""
    sample = content[:SAMPLE]
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise not_text(job)
    if sample.startswith(codecs.BOM_UTF8):
        _refuse_mixture(job, content)
        return "utf-8-sig"
    wide = _utf16(sample)
    if wide:
        return wide
    if len(CONTROLS.findall(sample)) > len(sample) * MOST_CONTROLS or content.find(b"\0") >= 0:
        raise not_text(job)
    if is_utf8(content):
        return "utf-8"
    if UTF8_SEQUENCE.search(content):
        _refuse_mixture(job, content)
    _refuse_unknown(job, content)
    return "cp1258"


def _utf16(sample: bytes) -> str:
    """The UTF-16 flavour by its mark or, without one, by where its zero bytes stand; '' where it is none."""
    if sample.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if sample.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = sample[start::2].count(0), sample[1 - start :: 2].count(0)
        if len(sample) >= 4 and zeros > UTF16_ZERO_SHARE * len(sample) / 2 and not others:
            return name
    return ""


def is_utf8(content: Content) -> bool:
    """Whether all of it is UTF-8. Arrow checks without making a Python string of it."""
    offsets = pa.py_buffer(bytes(8) + len(content).to_bytes(8, "little"))
    text = pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(content))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _refuse_mixture(job: Job, content: Content) -> None:
    """Refuses UTF-8 with lines in another encoding, naming the first such line."""
    if is_utf8(content):
        return
    raise Refused(
        "damaged_file",
        f"{job.subject} lẫn hai bảng mã: có dòng UTF-8, nhưng dòng {_line(content, bad_byte(content))} có ký tự không "
        "đọc được. Hãy kết xuất lại từ hệ thống nguồn, hoặc mở bằng Excel, sửa dòng đó và lưu thành “CSV UTF-8”.",
    )


def bad_byte(content: Content) -> int:
    """Where the content stops being UTF-8 (its length where it does not)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(content), CHUNK):
        kept = len(decoder.getstate()[0])
        try:
            decoder.decode(content[start : start + CHUNK], final=start + CHUNK >= len(content))
        except UnicodeDecodeError as error:
            return start - kept + error.start
    return len(content)


def _refuse_unknown(job: Job, content: Content) -> None:
    for start in range(0, len(content), CHUNK):
        try:
            content[start : start + CHUNK].decode("cp1258")
        except UnicodeDecodeError as error:
            raise Refused(
                "unsupported_file",
                f"{job.subject} dùng bảng mã không nhận ra được (dòng {_line(content, start + error.start)}). "
                "Hãy mở tệp bằng Excel, chọn Lưu thành “CSV UTF-8” rồi nộp lại.",
            ) from error


def _line(content: Content, position: int) -> int:
    starts = range(0, position, CHUNK)
    return 1 + sum(content[start : min(start + CHUNK, position)].count(b"\n") for start in starts)


def pieces(job: Job, content: Content, encoding: str) -> Iterator[str]:
    """The text in pieces, without a byte order mark. Windows-1258 comes composed (NFC), which loses nothing."""
    decoder = codecs.getincrementaldecoder(encoding.removesuffix("-sig"))()
    rest = ""
    for start in range(0, len(content), CHUNK):
        final = start + CHUNK >= len(content)
        try:
            piece = decoder.decode(content[start : start + CHUNK], final=final)
        except UnicodeDecodeError as error:
            raise Refused(
                "damaged_file",
                f"{job.subject} là văn bản {encoding.upper()} nhưng bị hỏng (gần byte {start + error.start}). "
                "Hãy tải lại tệp từ hệ thống nguồn.",
            ) from error
        piece = piece.removeprefix("\ufeff") if start == 0 else piece
        if encoding != "cp1258":
            yield piece
            continue
        # A tone mark belongs to the letter before it, so pieces are cut at line ends.
        cut = len(piece) if final else piece.rfind("\n") + 1
        yield unicodedata.normalize("NFC", rest + piece[:cut])
        rest = piece[cut:]


def decode(job: Job, content: Content) -> tuple[str, str]:
    """The whole text without a byte order mark, and the encoding's name."""
    encoding = encoding_of(job, content)
    return "".join(pieces(job, content, encoding)), encoding.removesuffix("-sig")


def as_utf8(job: Job, content: Content) -> tuple[pa.Buffer, str]:
    """The text as UTF-8 bytes without a byte order mark (not copied where it is UTF-8), and the encoding's name."""
    encoding = encoding_of(job, content)
    if encoding == "utf-8":
        return pa.py_buffer(content), encoding
    if encoding == "utf-8-sig":
        return pa.py_buffer(content).slice(len(codecs.BOM_UTF8)), "utf-8"
    text = bytearray()
    for piece in pieces(job, content, encoding):
        text += piece.encode("utf-8", "replace")
    return pa.py_buffer(text), encoding


def not_text(job: Job) -> Refused:
    """Bytes that are neither a workbook nor text."""
    return Refused(
        "unsupported_file",
        f"{job.subject} không phải là bảng tính hay văn bản. Hãy nộp tệp .xlsx, .xls, .xlsb, .ods hoặc .csv "
        "kết xuất từ hệ thống nguồn.",
    )
