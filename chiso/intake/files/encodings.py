"""Which encoding a text file has, decided on the whole file: the first kilobytes prove nothing about the rest."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.intake.files.sheets import WANTED, Job

CHUNK = 1 << 22
SAMPLE = 1 << 16
# One character beyond ASCII as UTF-8 writes it.
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# Text has next to none of them; a picture or a program has them in every line.
MOST_CONTROLS = 1 / 500
# In UTF-16 every Latin-1 character has a zero byte; of Vietnamese text these are two thirds and more.
UTF16_ZERO_SHARE = 0.5
# A letter and the tone mark behind it, as Windows-1258 writes them.
MARKED = re.compile("(.)[\u0300\u0301\u0303\u0309\u0323]")
VOWELS = set("aăâeêioôơuưy")
MOST_MISPLACED = 0.1


@dataclass(frozen=True)
class Text:
    """A text file as UTF-8: where it stands on disk, at which byte it begins, how many quotes it has, and the name
    of its encoding as found."""

    path: Path
    start: int
    quotes: int
    encoding: str


@dataclass
class _Survey:
    quotes: int = 0
    lines: int = 0
    bad_line: int = 0  # the first line that is no UTF-8; 0 where there is none
    has_utf8: bool = False  # a character beyond ASCII in UTF-8


def text_of(job: Job) -> Text:
    """The job's file as UTF-8: the file itself, or a copy in the job's folder. Refuses mixtures and binary files."""
    path = Path(job.path)
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise not_text(job)
    encoding = _utf16(head)
    if encoding:
        return _copied(job, path, encoding)
    if len(CONTROLS.findall(head)) > len(head) * MOST_CONTROLS:
        raise not_text(job)
    marked = head.startswith(codecs.BOM_UTF8)
    survey = _survey(job, path)
    if not survey.bad_line:
        return Text(path, len(codecs.BOM_UTF8) if marked else 0, survey.quotes, "utf-8")
    if marked or survey.has_utf8:
        raise Refused(
            "damaged_file",
            f"{job.subject} lẫn hai bảng mã: có dòng UTF-8, nhưng dòng {survey.bad_line} có ký tự không đọc được. "
            "Hãy kết xuất lại từ hệ thống nguồn, hoặc mở bằng Excel, sửa dòng đó và lưu thành “CSV UTF-8”.",
        )
    return _copied(job, path, "cp1258")


def decode(job: Job) -> tuple[str, str]:
    """The whole text without a byte order mark, and the encoding's name."""
    text = text_of(job)
    content = text.path.read_bytes()[text.start :]
    return content.decode("utf-8"), text.encoding


def _utf16(head: bytes) -> str:
    """The UTF-16 flavour by its mark or, without one, by where its zero bytes stand; '' where it is none."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    for name, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = head[start::2].count(0), head[1 - start :: 2].count(0)
        if len(head) >= 4 and zeros > UTF16_ZERO_SHARE * len(head) / 2 and not others:
            return name
    return ""


def _survey(job: Job, path: Path) -> _Survey:
    survey = _Survey()
    for lines in whole_lines(path):
        survey.quotes += lines.count(b'"')
        if b"\0" in lines:
            raise not_text(job)
        if not lines.isascii():
            if is_utf8(lines):
                survey.has_utf8 = True
            else:
                survey.has_utf8 = survey.has_utf8 or bool(UTF8_SEQUENCE.search(lines))
                survey.bad_line = survey.bad_line or survey.lines + _bad_line(lines)
        survey.lines += lines.count(b"\n")
    return survey


def whole_lines(path: Path) -> Iterator[bytes]:
    """The file in pieces of some megabytes that end at a line end, so that no character is cut."""
    rest = b""
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            piece = rest + piece
            cut = piece.rfind(b"\n") + 1 or piece.rfind(b"\r") + 1
            rest = piece[cut:]
            if cut:
                yield piece[:cut]
    if rest:
        yield rest


def is_utf8(content: bytes) -> bool:
    """Whether all of it is UTF-8. Arrow checks without making a Python string of it."""
    offsets = pa.py_buffer(bytes(8) + len(content).to_bytes(8, "little"))
    text = pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(content))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _bad_line(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return 1


def _copied(job: Job, path: Path, encoding: str) -> Text:
    target = Path(job.folder) / "utf-8"
    quotes = 0
    with target.open("wb") as file:
        for piece in _decoded(job, path, encoding):
            quotes += piece.count('"')
            file.write(piece.encode("utf-8", "replace"))
    return Text(target, 0, quotes, encoding)


def _decoded(job: Job, path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 0
    for content in chain(whole_lines(path), [b""]):
        try:
            piece = decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            if encoding == "cp1258":
                raise _unknown_encoding(job, lines + content.count(b"\n", 0, error.start) + 1) from error
            raise Refused(
                "damaged_file",
                f"{job.subject} là văn bản {encoding[:6].upper()} nhưng bị hỏng hoặc tải về chưa đủ. "
                "Hãy tải lại tệp từ hệ thống nguồn.",
            ) from error
        if "\0" in piece:
            raise not_text(job)
        if not lines and encoding == "cp1258":
            _refuse_other_codepages(job, piece)
        # Composed: Windows-1258 writes tone marks apart, and NFC loses nothing of it.
        yield unicodedata.normalize("NFC", piece) if encoding == "cp1258" else piece.removeprefix("\ufeff")
        lines += content.count(b"\n")


def _refuse_other_codepages(job: Job, text: str) -> None:
    """Refuses text of another code page: there the bytes of the tone marks are letters, behind any letter.

    Text of the fonts of before Unicode (TCVN3, VNI) goes on: the layout knows it and says so.
    """
    marked = MARKED.findall(text)
    misplaced = [letter for letter in marked if letter.lower() not in VOWELS]
    if len(misplaced) <= MOST_MISPLACED * len(marked):
        return
    from chiso.core.legacy import legacy_encoding  # rarely needed, and slow to start

    if not legacy_encoding(text.split("\n")):
        first = next(found.start() for found in MARKED.finditer(text) if found[1].lower() not in VOWELS)
        raise _unknown_encoding(job, text.count("\n", 0, first) + 1)


def _unknown_encoding(job: Job, line: int) -> Refused:
    return Refused(
        "unsupported_file",
        f"{job.subject} dùng bảng mã không nhận ra được (dòng {line}). "
        "Hãy mở tệp bằng Excel, chọn Lưu thành “CSV UTF-8” rồi nộp lại.",
    )


def not_text(job: Job) -> Refused:
    """Bytes that are neither a workbook nor text."""
    return Refused(
        "unsupported_file",
        f"{job.subject} không phải là bảng tính hay văn bản. {WANTED}",
    )
