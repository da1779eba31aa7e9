"""Zip packages (.xlsx, .xlsb, .ods) looked at before a reader touches them: directory, real size, DOCTYPE, far cells.

Nothing is unpacked to disk, so paths inside the package cannot do harm.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files.sheets import WANTED, Merge, column_letters, column_number

CHUNK = 1 << 20
STORED, DEFLATED = 0, 8
LOCAL_HEADER = 30
BROKEN = (BadZipFile, LargeZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error)
END_RECORD = b"PK\x05\x06"
# Bytes of directory per entry beyond which it is not the directory of a workbook (46 fixed + name + extra fields).
DIRECTORY_ENTRY = 1_000
# A rectangle of so many cells in fewer bytes of XML is mostly nothing: there the filled cells are looked at.
SPARSE_CELLS = 2_000_000
# No list of an office has so many blank rows or columns within it.
STRAY_ROWS = 1_000
STRAY_COLUMNS = 200
REFERENCE = re.compile(rb'([A-Z]{1,3})(\d{1,7})"')
MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>')


@dataclass
class SheetFacts:
    """What the sheet's XML says: furthest cell (0-based), merges, and for a sheet that is mostly nothing the (rows,
    columns) that hold its table."""

    row: int = -1
    column: int = -1
    merges: list[Merge] = field(default_factory=list)
    window: tuple[int, int] | None = None

    @property
    def cells(self) -> int:
        """The size of the rectangle from A1 to the furthest row and column."""
        return (self.row + 1) * (self.column + 1)

    @property
    def furthest(self) -> str:
        """Excel's name of the corner of that rectangle."""
        return f"{column_letters(self.column)}{self.row + 1}"


class Package:
    """An opened zip directory with the limits on what it may unfold to."""

    def __init__(self, file_name: str, content: bytes, limits: Limits) -> None:
        self.file_name = file_name
        self.content = content
        self.limits = limits
        self._check_directory()
        try:
            self.infos = ZipFile(BytesIO(content)).infolist()
        except BROKEN as error:
            raise self._damaged() from error
        # Some programs write backslashes and their own capitals; Excel and the readers do not mind.
        self.entries = {_part(info.filename): info for info in self.infos}
        if len(self.infos) > limits.zip_entries:
            raise self._too_many_entries()
        if sum(info.file_size for info in self.infos) > limits.unpacked_bytes:
            raise self._unpacks_too_far()
        if any(info.flag_bits & 1 for info in self.infos):
            raise Refused(
                "protected_file",
                f"Tệp “{file_name}” được nén có mật khẩu. Hãy bỏ mật khẩu rồi nộp lại.",
            )

    def kind(self) -> str:
        """'xlsx', 'xlsb' or 'ods', from what is inside."""
        names = self.entries.keys()
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "xl/workbook.xml" in names or any(re.fullmatch(r"/?xl/workbook\d*\.xml", name) for name in names):
            return "xlsx"
        if "content.xml" in names and b"spreadsheet" in (self._small("mimetype", 200) or b"spreadsheet"):
            return "ods"
        if b"spreadsheetml.sheet.main" in self._small("[content_types].xml", 1 << 20):
            return "xlsx"
        what = "tệp nén"
        if any(name.startswith("word/") for name in names):
            what = "văn bản Word"
        elif any(name.startswith("ppt/") for name in names):
            what = "bài trình chiếu"
        raise Refused("unsupported_file", f"Tệp “{self.file_name}” là {what}, không phải bảng tính. {WANTED}")

    def scan(self) -> dict[str, SheetFacts]:
        """Inflates everything once: counts the bytes, refuses a DOCTYPE, and returns the facts per worksheet part."""
        facts: dict[str, SheetFacts] = {}
        left = self.limits.unpacked_bytes
        for info in self.infos:  # not `entries`: a name may occur twice
            name = _part(info.filename)
            is_xml = name.endswith((".xml", ".rels", ".vml"))
            pieces = []
            for piece in self._inflate(info):
                left -= len(piece)
                if left < 0:
                    raise self._unpacks_too_far()
                if is_xml:
                    pieces.append(piece)
            if not is_xml:
                continue
            text = b"".join(pieces)
            if has_doctype(text):
                raise has_entities(self.file_name)
            if "sheets/" in name and b"sheetData" in text:
                facts[name] = self._facts(text)
        return facts

    def _facts(self, text: bytes) -> SheetFacts:
        facts = sheet_facts(text)
        if facts.cells < SPARSE_CELLS or facts.cells < len(text):
            return facts
        filled = filled_extent(text)
        filled.merges = facts.merges
        if filled.window == (filled.row + 1, filled.column + 1):
            filled.window = None
        return filled

    def sheet_parts(self) -> dict[str, str]:
        """Part name -> sheet name, as the workbook declares them; empty where that cannot be read."""
        try:
            workbook = ElementTree.fromstring(self._small("xl/workbook.xml", 1 << 22))
            links = ElementTree.fromstring(self._small("xl/_rels/workbook.xml.rels", 1 << 22))
        except (ElementTree.ParseError, ValueError, LookupError):
            return {}
        targets = {link.get("Id"): link.get("Target") or "" for link in links}
        parts = {}
        for sheet in workbook.iter():
            if not sheet.tag.endswith("}sheet"):
                continue
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            parts[_part(part)] = sheet.get("name") or ""
        return parts

    def _small(self, name: str, most: int) -> bytes:
        info = self.entries.get(name)
        text = b""
        for piece in self._inflate(info) if info else ():
            text += piece
            if len(text) > most:
                break
        return text

    def _inflate(self, info: ZipInfo) -> Iterator[bytes]:
        """The real content of an entry, whatever length it declares: readers differ in which one they believe."""
        start = info.header_offset
        header = self.content[start : start + LOCAL_HEADER]
        if len(header) < LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise self._damaged()
        names, extra = struct.unpack_from("<HH", header, 26)
        start += LOCAL_HEADER + names + extra
        packed = memoryview(self.content)[start : start + info.compress_size]
        if len(packed) < info.compress_size or info.compress_type not in (STORED, DEFLATED):
            raise self._damaged()
        if info.compress_type == STORED:
            yield bytes(packed)
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        rest: bytes | memoryview = packed
        try:
            while rest and not inflater.eof:
                yield inflater.decompress(rest, CHUNK)
                rest = inflater.unconsumed_tail
            yield inflater.flush(CHUNK)
        except zlib.error as error:
            raise self._damaged() from error
        if not inflater.eof:
            raise self._damaged()

    def _check_directory(self) -> None:
        """Counts entries before zipfile makes an object of each."""
        end = self.content.rfind(END_RECORD, max(0, len(self.content) - 66_000))
        if end < 0 or len(self.content) < end + 22:
            raise self._damaged()
        entries, size = struct.unpack_from("<HI", self.content, end + 10)
        locator = self.content[max(0, end - 20) : end]
        if entries == 0xFFFF or size == 0xFFFFFFFF:
            entries, size = self._large_directory(locator)
        if entries > self.limits.zip_entries or size > self.limits.zip_entries * DIRECTORY_ENTRY:
            raise self._too_many_entries()

    def _large_directory(self, locator: bytes) -> tuple[int, int]:
        if not locator.startswith(b"PK\x06\x07"):
            raise self._damaged()
        (where,) = struct.unpack_from("<Q", locator, 8)
        record = self.content[where : where + 56]
        if len(record) < 56:
            raise self._damaged()
        entries, size = struct.unpack_from("<QQ", record, 32)
        return int(entries), int(size)

    def _damaged(self) -> Refused:
        return Refused(
            "damaged_file",
            f"Tệp “{self.file_name}” bị hỏng hoặc tải về chưa đủ. Hãy tải lại tệp từ hệ thống nguồn rồi nộp lại.",
        )

    def _too_many_entries(self) -> Refused:
        return Refused(
            "dangerous_file",
            f"Tệp “{self.file_name}” chứa quá nhiều thành phần (tối đa {self.limits.zip_entries}). "
            "Hãy mở bằng Excel, chép bảng sang một tệp mới rồi nộp lại.",
        )

    def _unpacks_too_far(self) -> Refused:
        return Refused(
            "too_large",
            f"Tệp “{self.file_name}” khi giải nén vượt {self.limits.unpacked_bytes // 1_000_000} MB. "
            "Hãy chia nhỏ tệp, hoặc xóa hình ảnh và dòng thừa rồi nộp lại.",
        )


def _part(name: str) -> str:
    return name.replace("\\", "/").lower()


def has_entities(file_name: str) -> Refused:
    """A DOCTYPE: office programs never write one, and entities can grow without end."""
    return Refused(
        "dangerous_file",
        f"Tệp “{file_name}” chứa khai báo DOCTYPE/thực thể XML không an toàn. "
        "Hãy mở bằng Excel, lưu thành tệp .xlsx mới rồi nộp lại.",
    )


def has_doctype(text: bytes) -> bool:
    """Whether the XML declares a document type, in any encoding that a parser may accept."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return True
    if text.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return b"<!DOCTYPE" in text.replace(b"\0", b"")
    return False


def sheet_facts(text: bytes) -> SheetFacts:
    """Merges, and the furthest cell by the last cell of each row.

    Cells stand in order within a row; where a file breaks that, the child's memory cap holds. Searching for fixed
    bytes, not by an expression, keeps this as fast as inflating.
    """
    facts = SheetFacts()
    merges = text.find(b"mergeCell ")
    if merges >= 0:
        for first_column, first_row, last_column, last_row in MERGE.findall(text, merges - 10):
            corners = (int(first_row), _column(first_column) + 1, int(last_row), _column(last_column) + 1)
            facts.merges.append(corners)
    letters: set[bytes] = set()
    start = 0
    while (end := text.find(b"</row>", start)) >= 0:
        cell = text.rfind(b' r="', start, end)
        reference = REFERENCE.match(text, cell + 4) if cell >= 0 else None
        if reference:
            letters.add(reference[1])
            facts.row = max(facts.row, int(reference[2]) - 1)
        start = end + 6
    facts.column = max(map(_column, letters), default=-1)
    return facts


def _column(letters: bytes) -> int:
    return column_number(letters.decode("ascii"))


def filled_extent(text: bytes) -> SheetFacts:
    """As `sheet_facts`, but only of cells with content: rows and columns are often formatted to the sheet's edge.

    Content beyond a long stretch of blank rows or columns is stray: `window` ends before it.
    """
    cells = [(int(row) - 1, _column(column)) for column, row in FILLED.findall(text)]
    facts = SheetFacts(max((r for r, _ in cells), default=-1), max((c for _, c in cells), default=-1))
    rows = _until_gap(sorted({row for row, _ in cells}), STRAY_ROWS)
    columns = _until_gap(sorted({column for row, column in cells if row < rows}), STRAY_COLUMNS)
    facts.window = (rows, columns)
    return facts


def _until_gap(places: list[int], gap: int) -> int:
    """How many rows or columns there are before the first stretch of more than `gap` blank ones."""
    last = places[0] if places else -1
    for place in places:
        if place - last > gap:
            break
        last = place
    return last + 1
