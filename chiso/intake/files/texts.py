"""What a text file is written in: its encoding, decided on the whole file (the first kilobytes prove nothing about the
rest)."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa

from chiso.core.errors import Refused
from chiso.intake.files.refusals import refusal
from chiso.intake.files.sheets import LOST, Job

CHUNK = 1 << 22
SAMPLE = 1 << 16
# A letter of Vietnamese, a tone mark, a dash, a quote as UTF-8 writes it. Not any sign: in Windows-1258 a tone mark
# before a quote, a dash or a blank that does not break ("…đủ”") has the bytes of a Cyrillic letter.
UTF8_LETTER = re.compile(
    rb"[\xc3\xc4][\x80-\xbf]|\xc6[\xa0\xa1\xaf\xb0]|\xcc[\x80-\x83\x86\x89\x9b\xa3]"
    rb"|\xe1[\xba\xbb][\x80-\xbf]|\xe2\x80[\x80-\xbf]"
)
# The beginning of such a character, at the end of a file.
CUT_LETTER = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
LOST_LETTER = re.compile(rb"[A-Za-z]\?")
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


def text_of(job: Job) -> Text:
    """The job's file as UTF-8: the file itself, or a copy in the job's folder. Refuses mixtures and binary files."""
    path = Path(job.path)
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise refusal("not_text", job.file_name)
    encoding = _utf16(head)
    if encoding:
        return _copied(job, path, encoding)
    if len(CONTROLS.findall(head)) > len(head) * MOST_CONTROLS:
        raise refusal("not_text", job.file_name)
    marked = head.startswith(codecs.BOM_UTF8)
    quotes, is_utf8, has_utf8 = _survey(job, path)
    if is_utf8:
        return Text(path, len(codecs.BOM_UTF8) if marked else 0, quotes, "utf-8")
    if marked or has_utf8:
        with path.open("rb") as file:
            bad_line, line = next((number, line) for number, line in enumerate(file, 1) if not _is_utf8(line))
            is_last = not file.read(1)
        if is_last and (cut := CUT_LETTER.search(line)) and _is_utf8(line[: cut.start()]):
            where = f"dòng {bad_line} của tệp kết thúc ở giữa một chữ cái"
            raise refusal("cut_off", job.file_name, where=where)
        raise Refused(
            "damaged_file",
            f"{job.subject} lẫn hai bảng mã: các dòng khác là Unicode, nhưng dòng {bad_line} có chữ không đọc "
            "được. Hãy kết xuất lại từ hệ thống nguồn, hoặc mở bằng Excel, sửa dòng đó và lưu thành “CSV UTF-8”.",
        )
    try:
        return _copied(job, path, "cp1258")
    except Refused:
        if not LOST_LETTER.search(head):
            raise
        return _copied(job, path, LOST)


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


def _survey(job: Job, path: Path) -> tuple[int, bool, bool]:
    """(quotes, whether it is UTF-8, whether a letter beyond ASCII stands there in UTF-8)."""
    quotes, is_utf8, has_utf8 = 0, True, False
    for piece in _whole_lines(path):
        if b'"' in piece:  # looking is ten times as fast as counting
            quotes += piece.count(b'"')
        if b"\0" in piece:
            raise refusal("not_text", job.file_name)
        if not piece.isascii():
            has_utf8 = has_utf8 or bool(UTF8_LETTER.search(piece))
            is_utf8 = is_utf8 and _is_utf8(piece)
    return quotes, is_utf8, has_utf8


def _is_utf8(content: bytes) -> bool:
    try:
        # Without making a Python string of it, which would take several times as long.
        pa.array([content], pa.large_binary()).cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _whole_lines(path: Path) -> Iterator[bytes]:
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


def _copied(job: Job, path: Path, encoding: str) -> Text:
    target = Path(job.folder) / "utf-8"
    quotes = 0
    with target.open("wb") as file:
        for piece in _decoded(job, path, encoding):
            quotes += piece.count('"')
            file.write(piece.encode("utf-8", "replace"))
    return Text(target, 0, quotes, encoding)


def _decoded(job: Job, path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)("replace" if encoding == LOST else "strict")
    lines = 0
    for content in chain(_whole_lines(path), [b""]):
        try:
            piece = decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            if encoding == "cp1258":
                raise refusal(
                    "unknown_encoding", job.file_name, line=lines + content.count(b"\n", 0, error.start) + 1
                ) from error
            raise Refused(
                "damaged_file",
                f"{job.subject} bị hỏng hoặc tải về chưa đủ. Hãy tải lại tệp từ hệ thống nguồn.",
            ) from error
        if "\0" in piece:
            raise refusal("not_text", job.file_name)
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
        raise refusal("unknown_encoding", job.file_name, line=text.count("\n", 0, first) + 1)
