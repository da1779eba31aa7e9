"""Bytes -> sheets of text cells. The one door to a file from outside; every file ends as a Reading or a Refused.

Before a reader sees a file, the gate looks at its size, its first bytes, its zip directory and its XML. The readers
themselves run in a child process with capped memory, processor time and wall clock: a 1.5 KB workbook is enough to
kill the process that reads it.
"""

import codecs
import re
from dataclasses import replace
from pathlib import Path

from chiso.core.errors import Refused
from chiso.core.settings import MB, Limits
from chiso.intake.files import left_out
from chiso.intake.files.packages import Package, has_doctype
from chiso.intake.files.process import Child
from chiso.intake.files.refusals import WANTED, refusal
from chiso.intake.files.sheets import Reading
from chiso.store import disk

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
)
# The first record of an old workbook (BIFF8, BIFF5), perhaps WRITEPROTECT, and FILEPASS: its content is encrypted.
PASSWORD_RECORD = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06\x05\x00.{12}|\x08\x00\x00\x05\x05\x00.{4})(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
COUNTS_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^<>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
# Tables of other kinds, told by how they begin.
SAVED_ANEW = (
    (re.compile(rb"(?s)\A\s*<(?:.*?<)?office:document[\s>]"), "bảng tính OpenDocument dạng XML (.fods)"),
    (re.compile(rb"\AID;P\w*(?:;[NE])*[\r\n]+[A-Z]{1,2};"), "bảng dạng SYLK (.slk)"),
    (
        re.compile(rb"(?i)\A(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){0,9}MIME-Version:"),
        "trang web lưu thành một tệp (.mht)",
    ),
    (re.compile(rb"\ATABLE[\r\n]+0,1[\r\n]"), "bảng dạng DIF"),
    (re.compile(rb"\A\x09(?:\x02\x06|\x04\x06|\x08\x08)\0"), "sổ Excel rất cũ (trước Excel 97)"),
)
WORKBOOK_XML = re.compile(rb"<(?:\w+:)?Workbook[\s>]")
JSON = re.compile(rb'[\[{]\s*["\[{]')
HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|body|head|meta|style|div|tr)\b", re.IGNORECASE)


# In blank text: also the zeros of UTF-16 and the old end-of-file mark; at its beginning a byte order mark.
BLANKS = b" \t\r\n\f\v\0\x1a\xa0\xc2"


def read(file_name: str, content: bytes | Path, limits: Limits | None = None) -> Reading:
    """Reads a file's content (or, of a Path, the file itself) as text cells. `file_name` is only for messages.

    Raises Refused with one of the codes unsupported_file, too_large, not_a_table, protected_file, damaged_file,
    dangerous_file, empty_file, timeout, and StorageFull. Anything else is a mistake of the program, never of the file.
    """
    limits = limits or Limits()
    try:
        kind, package = "", None
        if isinstance(content, Path):
            kind, content = _loaded(file_name, content, limits)
        if isinstance(content, bytes):
            kind, package = _inspect(file_name, content, limits)
        with disk.written(), Child(file_name, kind, content, limits) as child:
            child.start()
            found = _of_package(child, package) if package else child.wait()
    except MemoryError as error:
        raise refusal("too_much_memory", file_name) from error
    if not any(sheet.table.num_columns for sheet in found.sheets):
        raise refusal("empty", file_name)
    return found


def _loaded(file_name: str, path: Path, limits: Limits) -> tuple[str, bytes | Path]:
    """The kind as far as its first bytes tell, and the content of a workbook; a file that is read block by block stays
    where it is."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
            kind = _kind_of_head(file_name, head)
            is_by_blocks = kind in ("csv", "parquet")
            most = limits.csv_bytes if is_by_blocks else limits.upload_bytes
            if size > most:
                raise refusal("too_large", file_name, most=most // MB)
            return kind, path if is_by_blocks else head + file.read()
    except OSError as error:
        raise Refused(
            "unsupported_file", f"Không mở được tệp “{file_name}”. Hãy kiểm tra đường dẫn và quyền đọc."
        ) from error


def _of_package(child: Child, package: Package) -> Reading:
    """The child reads while the package is scanned here; what the scan finds may end the child or send it back."""
    percents = left_out.percents_of(package)
    scanned = package.scan(percents.mark)
    parts = package.sheet_parts()
    facts = {name: scanned[part] for part, name in parts.items() if part in scanned}
    charts = {name for part, name in parts.items() if part.startswith("xl/chartsheets/")}
    windows = {name: fact.window for name, fact in facts.items() if fact.window}
    for name, fact in facts.items():
        if fact.cells > package.limits.cells:
            raise Refused(
                "dangerous_file",
                f"Tệp “{package.file_name}”, trang tính “{name}” trải tới ô {fact.furthest}, quá rộng để đọc. Hãy xóa "
                "các dòng, cột thừa nằm ngoài bảng rồi lưu lại và nộp tệp mới.",
            )
    if windows:
        child.stop()
        child.start(windows)
    marked = {name: part for part, name in parts.items() if part in scanned and scanned[part].marked}
    cells = {name: left_out.cells_of_part(package, part, percents) for name, part in marked.items()}
    answer = child.wait()
    sheets = [replace(s, merges=facts[s.name].merges) if s.name in facts else s for s in answer.sheets]
    sheets = [
        replace(s, table=left_out.corrected(s.table, cells[s.name])) if s.name in cells else s for s in sheets
    ]
    since_1904 = COUNTS_FROM_1904.search(package.part("xl/workbook.xml")) is not None
    sheets = [replace(s, chart=s.name in charts, since_1904=s.since_1904 or since_1904) for s in sheets]
    told = [
        one for name, found in cells.items() for one in left_out.uncalculated(package.file_name, name, found)
    ]
    far = "Tệp “{}”, trang tính “{}”: bỏ qua các ô nằm rất xa bảng (xa nhất ở {})."
    stray = [("far_cell", far.format(package.file_name, name, facts[name].furthest)) for name in windows]
    return replace(answer, sheets=sheets, warnings=[*answer.warnings, *told, *stray])


# --- the gate: what a file really is, by its content and not by its name; cheap refusals before any reader runs -------


def _kind_of_head(file_name: str, head: bytes) -> str:
    """'zip', 'ole', 'html', 'spreadsheetml', 'parquet' or 'csv' from the first 64 KB; refuses what is none of these."""
    if not head:
        raise refusal("empty", file_name)
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PARE"):  # even its columns' names are encrypted
        raise refusal("encrypted", file_name)
    for first, what in OTHERS:
        if head.startswith(first) and not (first == b"MZ" and b"\0" not in head):
            raise Refused("unsupported_file", f"Tệp “{file_name}” là {what}, không phải bảng tính. {WANTED}")
    text = _as_ascii(head)
    for pattern, what in SAVED_ANEW:
        if pattern.search(text):
            raise Refused(
                "unsupported_file",
                f"Tệp “{file_name}” là {what}. Hãy mở bằng Excel hoặc LibreOffice rồi lưu lại dạng .xlsx.",
            )
    start = text.lstrip(b" \t\r\n\f\v")
    if JSON.match(start):
        raise Refused("unsupported_file", f"Tệp “{file_name}” là tệp JSON, không phải bảng tính. {WANTED}")
    if not start.startswith(b"<"):
        return "csv"
    if WORKBOOK_XML.search(text):
        if has_doctype(text):
            raise refusal("doctype", file_name)
        return "spreadsheetml"
    if HTML.search(text):
        return "html"
    if start.startswith(b"<?xml"):
        raise Refused(
            "unsupported_file", f"Tệp “{file_name}” là tệp XML nhưng không phải bảng tính. {WANTED}"
        )
    return "csv"


def _inspect(file_name: str, content: bytes, limits: Limits) -> tuple[str, Package | None]:
    """The kind of a whole file ('xlsx', 'xlsb', 'ods', 'xls', 'html', 'spreadsheetml', 'csv', 'parquet') and its
    package where it is zipped; refuses by size, directory, password and type."""
    kind = _kind_of_head(file_name, content[:HEAD])
    if len(content) > limits.upload_bytes:
        raise refusal("too_large", file_name, most=limits.upload_bytes // MB)
    if kind == "zip":
        package = Package(file_name, content, limits)
        return package.kind(), package
    if kind == "ole":
        _refuse_foreign(file_name, content)
        return "xls", None
    if kind == "spreadsheetml" and has_doctype(content):
        raise refusal("doctype", file_name)
    if (
        kind == "csv"
        and not content[3:].strip(BLANKS)
        and not content[:3].strip(BLANKS + b"\xef\xbb\xbf\xff\xfe")
    ):
        raise refusal("empty", file_name)
    return kind, None


def _refuse_foreign(file_name: str, content: bytes) -> None:
    """Refuses an OLE container of another program or with a password; stream names stand there in UTF-16."""
    names = content.upper()

    def has(stream: str) -> bool:
        return stream.upper().encode("utf-16-le") in names

    if has("EncryptedPackage") or has("EncryptionInfo") or PASSWORD_RECORD.search(content):
        raise refusal("password", file_name)
    for stream, what in (("WordDocument", "văn bản Word"), ("PowerPoint Document", "bài trình chiếu")):
        if has(stream) and not has("Workbook") and not has("Book"):
            raise Refused("unsupported_file", f"Tệp “{file_name}” là {what}, không phải bảng tính. {WANTED}")


def _as_ascii(head: bytes) -> bytes:
    """The head without byte order mark and without the zeros of UTF-16, for looking at tags."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"") if head[:2].count(0) == 1 else head
