"""Zip packages (.xlsx, .xlsb, .ods) looked at before a reader touches them: directory, real size, DOCTYPE, far cells.

Nothing is unpacked to disk, so paths inside the package cannot do harm.
"""

import copy
import posixpath
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files.refusals import WANTED, refusal
from chiso.intake.files.sheets import Merge, column_letters

CHUNK = 1 << 18  # stays in the processor's cache
SMALL = 1 << 22
# More of them in a part of that size are no list of sheets: as a tree they would take half a gigabyte.
MOST_TAGS = 200_000
# What the standard library raises over a damaged package.
BROKEN = (
    *(BadZipFile, LargeZipFile, zlib.error, struct.error),
    *(ValueError, LookupError, OSError, EOFError, NotImplementedError),
)
# It stands before every entry of the directory.
ENTRY_MARK = b"PK\x01\x02"
# A rectangle of so many cells in fewer bytes of XML is mostly nothing: there the filled cells are looked at.
SPARSE_CELLS = 2_000_000
# Longer than any mark or place that two pieces may share.
MARK = 64


@dataclass
class SheetFacts:
    """What the sheet's XML says: furthest cell (0-based), merges, whether it has formulas or cells of the styles that
    are looked for, and for a sheet that is mostly nothing the (rows, columns) that hold its table."""

    row: int = -1
    column: int = -1
    merges: list[Merge] = field(default_factory=list)
    marked: bool = False
    window: tuple[int, int] | None = None

    @property
    def cells(self) -> int:
        """The size of the rectangle that is read: from A1 to the furthest row and column, or of the window."""
        rows, columns = self.window or (self.row + 1, self.column + 1)
        return rows * columns

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
        # Counted before zipfile makes an object of each.
        if content.count(ENTRY_MARK) > limits.zip_entries:
            raise Refused(
                "dangerous_file",
                f"Tệp “{file_name}” có quá nhiều trang tính, hình ảnh bên trong (nhiều nhất {limits.zip_entries}). "
                "Hãy mở bằng Excel, chép bảng sang một tệp mới rồi nộp lại.",
            )
        try:
            self.zip = ZipFile(BytesIO(content))
        except BROKEN as error:
            raise refusal("damaged_zip", self.file_name) from error
        self.infos = self.zip.infolist()
        # Some programs write backslashes and their own capitals; Excel and the readers do not mind.
        self.entries = {_part(info.filename): info for info in self.infos}
        if sum(info.file_size for info in self.infos) > limits.unpacked_bytes:
            raise refusal("unpacks_too_far", self.file_name, most=self.limits.unpacked_bytes // 1_000_000)
        if any(info.flag_bits & 1 for info in self.infos):
            raise Refused(
                "protected_file",
                f"Tệp “{file_name}” được nén có mật khẩu. Hãy bỏ mật khẩu rồi nộp lại.",
            )

    def kind(self) -> str:
        """'xlsx', 'xlsb' or 'ods', from what is inside."""
        names = self.entries
        if "xl/workbook.bin" in names:
            return "xlsb"
        if any(re.fullmatch(r"/?xl/workbook\d*\.xml", name) for name in names):
            return "xlsx"
        if "content.xml" in names and b"spreadsheet" in (self.part("mimetype") or b"spreadsheet"):
            return "ods"
        if b"spreadsheetml.sheet.main" in self.part("[content_types].xml"):
            return "xlsx"
        what = "tệp nén"
        if any(name.startswith("word/") for name in names):
            what = "văn bản Word"
        elif any(name.startswith("ppt/") for name in names):
            what = "bài trình chiếu"
        raise Refused("unsupported_file", f"Tệp “{self.file_name}” là {what}, không phải bảng tính. {WANTED}")

    def scan(self, styles: re.Pattern[bytes] | None = None) -> dict[str, SheetFacts]:
        """Inflates everything once: counts the bytes, refuses a DOCTYPE, and returns the facts per worksheet part.
        `styles`: those to look for."""
        from chiso.intake.files.walks import Walk, filled  # with NumPy, which the child does without

        facts: dict[str, SheetFacts] = {}
        parts = self.sheet_parts()
        left = self.limits.unpacked_bytes
        for info in self.infos:  # not `entries`: a name may occur twice
            name = _part(info.filename)
            is_xml = name.endswith((".xml", ".rels", ".vml"))
            doctype = Doctype()
            walk = Walk(styles) if is_xml and ("sheets/" in name or name in parts) else None
            for piece in self.inflated(info):
                left -= len(piece)
                if left < 0:
                    raise refusal(
                        "unpacks_too_far", self.file_name, most=self.limits.unpacked_bytes // 1_000_000
                    )
                if is_xml and doctype.is_in(piece):
                    raise refusal("doctype", self.file_name)
                if walk:
                    walk.over(piece)
            if walk and (found := walk.facts()):
                is_sparse = found.cells >= max(SPARSE_CELLS, walk.size)
                facts[name] = filled(b"".join(self.inflated(info)), found) if is_sparse else found
        return facts

    def sheet_parts(self) -> dict[str, str]:
        """Part name -> sheet name, as the workbook declares them; empty where that cannot be read."""
        try:
            workbook, links = (
                self._names(f"xl/{part}") for part in ("workbook.xml", "_rels/workbook.xml.rels")
            )
        except (ElementTree.ParseError, *BROKEN):
            return {}
        targets = {link.get("Id"): link.get("Target") or "" for link in links}
        parts = {}
        for sheet in workbook.iterfind(".//{*}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
            parts[part_of(targets.get(link, ""))] = sheet.get("name") or ""
        return parts

    def _names(self, name: str) -> ElementTree.Element:
        """The root of a part that names sheets; this process reads it, no child."""
        if self.part(name, SMALL).count(b"<") > MOST_TAGS:
            raise ElementTree.ParseError(name)
        return self.tree(name, SMALL)

    def tree(self, name: str, most: int) -> ElementTree.Element:
        """The root of an XML part of at most so many bytes; raises as the parser does."""
        return ElementTree.fromstring(self.part(name, most))

    def part(self, name: str, most: int = 1 << 20) -> bytes:
        """The content of a part, cut behind `most` bytes; nothing where there is none."""
        info = self.entries.get(name)
        text = b""
        for piece in self.inflated(info) if info else ():
            text += piece
            if len(text) > most:
                break
        return text

    def inflated(self, info: ZipInfo) -> Iterator[bytes]:
        """The real content of an entry, whatever length it declares: readers differ in what they believe."""
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise refusal("damaged_zip", self.file_name)
        whole = copy.copy(info)
        whole.file_size = sys.maxsize
        try:
            with self.zip.open(whole) as part:
                while piece := part.read(CHUNK):
                    yield piece
        except BROKEN as error:
            raise refusal("damaged_zip", self.file_name) from error


def part_of(target: str) -> str:
    """The part that a link of the workbook names."""
    target = _part(target)
    inside = target.startswith(("/", "xl/"))
    return target.lstrip("/") if inside else posixpath.normpath(f"xl/{target}")


def _part(name: str) -> str:
    return name.replace("\\", "/").lower()


def has_doctype(text: bytes, begin: bytes = b"") -> bool:
    """Whether XML declares a document type, in any encoding that a parser may accept; `begin`: how it begins where the
    text is a later piece of it."""
    if b"!" not in text:  # one byte is found ten times as fast
        return False
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return True
    if (begin or text).startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return b"<!DOCTYPE" in text.replace(b"\0", b"")
    return False


class Doctype:
    """Looks for a document type in an XML part that comes in pieces."""

    def __init__(self) -> None:
        self._begin = self._before = b""

    def is_in(self, piece: bytes) -> bool:
        """Whether this piece, or the one before with its beginning, declares one."""
        self._begin = self._begin or piece[:2]  # says whether the part is of UTF-16
        both = self._before + piece[:MARK]
        self._before = piece[-MARK:]
        return has_doctype(piece, self._begin) or has_doctype(both, self._begin)
