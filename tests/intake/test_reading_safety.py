"""No bytes get through the door as anything but a Reading or a Refused, in bounded time and memory."""

import errno
import io
import json
import os
import random
import stat
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from chiso.core.errors import Refused
from chiso.core.settings import ROOT, Limits
from chiso.intake.files import process, reading
from chiso.intake.files.packages import Package
from chiso.intake.files.reading import read
from chiso.store import disk
from tests.conftest import LONG
from tests.worlds.disk import read_path

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no POSIX limits on Windows")


def workbook_bytes(cells: dict[str, object] | None = None) -> bytes:
    book = Workbook()
    for place, value in (cells or {"A1": "STT", "B1": "Mã", "A2": 1, "B2": "H1"}).items():
        book.worksheets[0][place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(content: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    """The package with some parts rewritten."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changes.get(name, lambda part: part)(old.read(name)))
        for name, change in changes.items():
            if name not in old.namelist():
                new.writestr(name, change(b""))
    return target.getvalue()


def refusal(content: bytes, limits: Limits | None = None, name: str = "tệp.xlsx") -> Refused:
    with pytest.raises(Refused) as caught:
        read(name, content, limits)
    assert name in caught.value.message
    assert "Hãy" in caught.value.message  # every sentence says what to do
    return caught.value


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x1f\x8b\x08\x00" + bytes(50), "unsupported_file"),
        (b"%PDF-1.7\n", "unsupported_file"),
        (b"\x89PNG\r\n\x1a\n", "unsupported_file"),
        (b"Rar!\x1a\x07", "unsupported_file"),
        (b"{\\rtf1 a;b\n1;2}", "unsupported_file"),
        (b'{\n  "as_of": "2024-10-31",\n  "units": [1, 2]\n}', "unsupported_file"),
        (b'[{"a": 1, "b": 2},\n {"a": 2, "b": 3}]', "unsupported_file"),
        (b"<?xml version='1.0'?><a><b/></a>", "unsupported_file"),
        (
            b"<?xml version='1.0'?><office:document><office:meta/><table:table/></office:document>",
            "unsupported_file",
        ),
        (b"<html><body><p>Phi\xc3\xaan l\xc3\xa0m vi\xe1\xbb\x87c</p></body></html>", "not_a_table"),
        (b"<html><table><tr><td> </td></tr></table></html>", "empty_file"),
        (b"PK\x03\x04" + bytes(100), "damaged_file"),
        (b"PK\x05\x06" + bytes(18), "unsupported_file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "damaged_file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"), "unsupported_file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "protected_file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "damaged_file"),
    ],
)
def test_what_is_no_table_is_refused_with_its_code(content: bytes, code: str) -> None:
    assert refusal(content).code == code


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<?xml version='1.0'?>\n<office:document><office:meta/></office:document>", "OpenDocument"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K1\r\nE\r\n", "SYLK"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,2\r\n""\r\n', "DIF"),
        (
            b'From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n',
            ".mht",
        ),
        (b"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><table></table></html>", ".mht"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(60), "Excel rất cũ"),
    ],
)
def test_a_table_of_another_kind_is_to_be_saved_anew(content: bytes, what: str) -> None:
    refused = refusal(content)
    assert (refused.code, what in refused.message) == ("unsupported_file", True)
    assert "không phải bảng tính" not in refused.message


def test_a_csv_that_begins_like_sylk_is_a_csv() -> None:
    assert read("a.csv", "ID;Phòng;Số hồ sơ\n1;Phòng A;5\n2;Phòng B;7\n".encode()).format == "csv"


def test_the_password_sentence_says_how_to_remove_it(shared: Path) -> None:
    with pytest.raises(Refused, match="mật khẩu") as caught:
        read_path(shared / "exports" / "tricky" / "13_password.xlsx")
    assert caught.value.code == "protected_file"


def test_a_word_document_is_named_as_such() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("word/document.xml", "<w/>")
    refused = refusal(target.getvalue(), name="báo cáo.docx")
    assert refused.code == "unsupported_file"
    assert "Word" in refused.message


def test_too_many_bytes_are_refused_before_anything_runs(tmp_path: Path) -> None:
    small = Limits(upload_bytes=1_000, csv_bytes=2_000)
    assert refusal(workbook_bytes(), small).code == "too_large"
    assert refusal(b"a;b\n" * 300, small).code == "too_large"
    path = tmp_path / "tệp.csv"
    path.write_bytes(b"a;b\n" * 300)
    assert read_path(path, small).sheets[0].table.num_rows == 300
    path.write_bytes(b"a;b\n" * 600)
    with pytest.raises(Refused, match="vượt quá"):
        read_path(path, small)


def test_a_package_with_too_many_entries_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(2_100):
            package.writestr(f"xl/{number}", b"")
    assert refusal(target.getvalue()).code == "dangerous_file"


def test_a_bomb_is_refused_whatever_size_it_declares() -> None:
    limits = Limits(unpacked_bytes=3_000_000)
    bomb = changed(workbook_bytes(), {"xl/media/a.bin": lambda _: bytes(5_000_000)})
    assert refusal(bomb, limits).code == "too_large"
    end = bomb.rindex(b"xl/media/a.bin") - 46
    lying = bytearray(bomb)
    struct.pack_into("<I", lying, end + 24, 10)  # the directory's uncompressed size
    assert refusal(bytes(lying), limits).code == "too_large"


def test_paths_that_lead_out_of_the_package_are_harmless(tmp_path: Path) -> None:
    content = changed(workbook_bytes(), {"../../../../tmp/chiso-escape": lambda _: b"x"})
    assert read("a.xlsx", content).sheets[0].table.num_rows == 2
    assert not Path("/tmp/chiso-escape").exists()


def test_entries_that_share_their_bytes_are_counted_each() -> None:
    """A directory that names one entry two hundred times more, of one byte each."""
    bomb = changed(workbook_bytes(), {"xl/media/a.bin": lambda _: bytes(100_000)})
    end = bomb.index(b"PK\x05\x06")
    (entry,) = (b"PK\x01\x02" + one for one in bomb[:end].split(b"PK\x01\x02")[1:] if b"a.bin" in one[42:])
    entry = entry[:24] + struct.pack("<I", 1) + entry[28:]
    more = entry * 200
    tail = bytearray(bomb[end:])
    entries, size = struct.unpack_from("<HI", tail, 10)
    struct.pack_into("<HHI", tail, 8, entries + 200, entries + 200, size + len(more))
    refused = refusal(bomb[:end] + more + bytes(tail), Limits(unpacked_bytes=3_000_000))
    assert refused.code == "too_large"


def test_the_part_behind_another_of_the_same_name_is_looked_at_too() -> None:
    target = io.BytesIO(workbook_bytes())
    with zipfile.ZipFile(target, "a") as package:
        whole = package.read("xl/workbook.xml")
        for text in (b"<?xml version='1.0'?><!DOCTYPE x><x/>", whole):
            with pytest.warns(UserWarning, match="Duplicate"):
                package.writestr("xl/workbook.xml", text)
    assert refusal(target.getvalue()).code == "dangerous_file"


def test_a_list_of_sheets_of_mostly_tags_is_no_list() -> None:
    """The server reads it itself: two hundred kilobytes of file, four megabytes of tags, took half a gigabyte there."""
    for many, names in ((1_000, ["Sheet"]), (300_000, [])):
        tags = b"<x/>" * many
        full = changed(
            workbook_bytes(),
            {"xl/workbook.xml": lambda text, tags=tags: text.replace(b"</workbook>", tags + b"</workbook>")},
        )
        assert list(Package("a.xlsx", full, Limits()).sheet_parts().values()) == names


def test_an_archive_within_a_workbook_is_not_opened() -> None:
    inner = changed(workbook_bytes(), {"a.bin": lambda _: bytes(5_000_000)})
    nested = changed(workbook_bytes(), {"xl/embeddings/a.zip": lambda _: inner})
    assert read("a.xlsx", nested, Limits(unpacked_bytes=3_000_000)).sheets[0].table.num_rows == 2


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_part_is_refused(part: str, encoding: str) -> None:
    def declare(text: bytes) -> bytes:
        body = text.decode("utf-8").split("?>", 1)[-1]
        return f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE x [<!ENTITY a 'b'>]>{body}".encode(
            encoding
        )

    assert refusal(changed(workbook_bytes(), {part: declare})).code == "dangerous_file"


def test_entities_in_spreadsheetml_are_refused(shared: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_path(shared / "exports" / "tricky" / "25_entities.xls")
    assert caught.value.code == "dangerous_file"
    assert "XML" not in caught.value.message  # a clerk reads it


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td colspan=1000000000>x</table>",
        "<table><tr><td rowspan=99999999999999999999>x</table>",
        "<table><tr>" + "<td colspan=1000>x" * 100 + "</table>",
    ],
)
def test_absurd_spans_in_html_are_refused_quickly(page: str) -> None:
    start = time.monotonic()
    refused = refusal(page.encode(), name="a.xls")
    assert refused.code == "dangerous_file"
    assert "span" not in refused.message
    assert time.monotonic() - start < 10


def test_deep_html_and_endless_attributes_end() -> None:
    for page in (
        "<div>" * 50_000 + "<table><tr><td>x</table>",
        "<table><tr><td " + "a " * 200_000 + ">x</table>",
    ):
        assert outcome(page.encode()) in {"read", "damaged_file", "not_a_table", "dangerous_file"}


SHEET = (
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
    "{}</Table></Worksheet></Workbook>"
)


@pytest.mark.parametrize(
    "rows",
    [
        '<Row ss:Index="2000000000"><Cell><Data ss:Type="String">x</Data></Cell></Row>',
        '<Row><Cell ss:Index="999999999"><Data ss:Type="String">x</Data></Cell></Row>',
        '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">x</Data></Cell></Row>',
        '<Row><Cell ss:MergeAcross="999999999"><Data ss:Type="String">x</Data></Cell></Row>',
        '<Row ss:Span="900000"/><Row><Cell ss:MergeDown="2000001"><Data ss:Type="String">x</Data></Cell></Row>',
        '<Row ss:Index="x"><Cell><Data ss:Type="String">x</Data></Cell></Row>',
    ],
)
def test_absurd_positions_in_spreadsheetml_are_refused(rows: str) -> None:
    assert refusal(SHEET.format(rows).encode(), name="a.xls").code == "dangerous_file"


def test_a_sheet_too_wide_and_too_long_is_refused() -> None:
    rows = "".join(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>' for r in range(1, 9_001))

    def fill(text: bytes) -> bytes:
        start, end = text.index(b"<sheetData"), text.index(b"<pageMargins")
        return text[:start] + b"<sheetData>" + rows.encode() + b"</sheetData>" + text[end:]

    wide = changed(workbook_bytes(), {"xl/worksheets/sheet1.xml": fill})
    assert refusal(wide).code == "dangerous_file"


def outcome(content: bytes, name: str = "a.xls", limits: Limits | None = None) -> str:
    try:
        read(name, content, limits)
    except Refused as refused:
        return refused.code
    return "read"


@pytest.mark.usefixtures("own_child")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"STT;A\n1;H1\n"),
        ("a.xls", b"<table><tr><td>STT<td>A<tr><td>1<td>H1</table>"),
        ("a.xls", SHEET.format('<Row><Cell><Data ss:Type="String">STT</Data></Cell></Row>').encode()),
        ("a.xlsx", workbook_bytes()),
    ],
)
def test_a_child_starts_with_each_reader(name: str, content: bytes) -> None:
    assert outcome(content, name) == "read"


@pytest.mark.usefixtures("own_child")
def test_a_child_without_time_is_a_timeout() -> None:
    rows = "".join("<tr><td>1<td>a</tr>" for _ in range(20_000))
    limits = Limits(child_seconds=0)
    assert refusal(f"<table>{rows}</table>".encode(), limits, "a.xls").code == "timeout"


@pytest.mark.skipif(not LONG, reason="a child that has no memory left")
@POSIX
@pytest.mark.usefixtures("own_child")
def test_a_child_without_memory_is_dangerous() -> None:
    cells = "".join('<Cell><Data ss:Type="String">x</Data></Cell>' for _ in range(38))
    page = SHEET.format(f'<Row>{cells}</Row><Row ss:Index="1000000">{cells}</Row>')
    assert refusal(page.encode(), Limits(child_memory_bytes=400_000_000), "a.xls").code == "dangerous_file"


@pytest.mark.usefixtures("own_child")
def test_where_the_system_cannot_cap_memory_it_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process.sys, "platform", "darwin")
    monkeypatch.setattr(process, "_memory_of", lambda _: lambda: 10**12)
    rows = "".join("<tr><td>1<td>a</tr>" for _ in range(60_000))
    assert refusal(f"<table>{rows}</table>".encode(), name="a.xls").code == "dangerous_file"


@pytest.fixture
def private_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_temporary_files_are_deleted_after_success_and_after_refusal(private_temp: Path) -> None:
    read("a.xlsx", workbook_bytes())
    outcome(b"a;b\n1;2\n")
    outcome(b"<table><tr><td colspan=1000000000>x</table>")
    outcome(b"<table></table>", limits=Limits(child_seconds=0))
    assert list(private_temp.iterdir()) == []


@POSIX
def test_temporary_files_are_readable_by_their_owner_alone(
    private_temp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    wait = process.Child.wait

    def looking(child: process.Child) -> object:
        seen.extend(
            stat.S_IMODE(path.stat().st_mode) for path in (child.folder, child.folder / "content.csv")
        )
        return wait(child)

    monkeypatch.setattr(process.Child, "wait", looking)
    read("a.csv", b"STT;M\xc3\xa3\n1;H1\n")
    assert seen == [0o700, 0o600]


def test_what_a_killed_process_left_is_swept(private_temp: Path) -> None:
    old = private_temp / f"{process.PREFIX}old"
    old.mkdir()
    (old / "content").write_text("Nguyễn Văn A")
    os.utime(old, (1, 1))
    read("a.csv", b"STT;M\xc3\xa3\n1;H1\n")
    assert not old.exists()


BROKEN_CHILD = """
import sys
from pathlib import Path
from chiso.intake.files import child, csv_text

def broken(job):
    raise TypeError(f"{Path(job.path).read_text()!r} is no number")

csv_text.read = broken
sys.exit(child.main(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("source", [BROKEN_CHILD, "raise TypeError('a broken installation')"])
def test_our_own_mistake_in_the_child_goes_on_with_its_traceback_and_without_cells(
    monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    start = subprocess.Popen

    def started(command: list[str], **options: object) -> object:
        return start([sys.executable, "-c", source, command[-1]], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(process.subprocess, "Popen", started)
    with pytest.raises(process.ReadingFailed, match="TypeError") as caught:
        read("a.csv", "STT;Họ tên\n1;Nguyễn Văn A\n".encode())
    assert "line" in str(caught.value)
    assert "Nguyễn" not in str(caught.value)


FULL_CHILD = """
import errno, sys
from pathlib import Path
from chiso.intake.files import child, csv_text

def full(*_, **__):
    raise OSError(errno.{error}, "of the disk")

csv_text.read = full
{more}
sys.exit(child.main(Path(sys.argv[1])))
"""


@pytest.mark.parametrize(
    ("error", "more"), [("ENOSPC", ""), ("EIO", ""), ("ENOSPC", "Path.write_text = full")]
)
def test_a_disk_that_is_full_or_broken_has_one_word_and_one_sentence_in_a_reading_too(
    monkeypatch: pytest.MonkeyPatch, error: str, more: str
) -> None:
    start = subprocess.Popen

    def started(command: list[str], **options: object) -> object:
        source = FULL_CHILD.format(error=error, more=more)
        return start([sys.executable, "-c", source, command[-1]], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(process.subprocess, "Popen", started)
    monkeypatch.setattr(disk._Trouble, "failed", False)
    with pytest.raises(disk.StorageFull) as caught:
        read("a.csv", b"STT;A\n1;2\n")
    assert caught.value.code == "storage_full"
    assert disk._Trouble.failed, "/suc-khoe looks at the disk"


def test_a_disk_that_does_not_take_the_file_to_be_read_is_called_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk._Trouble, "failed", False)
    for module, name in ((process, "_write"), (process.tempfile, "mkdtemp")):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, full)
            with pytest.raises(disk.StorageFull):
                read("a.csv", b"STT;A\n1;2\n")


def test_our_own_mistake_in_the_gate_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("không lường trước")

    monkeypatch.setattr(reading, "_inspect", broken)
    with pytest.raises(RuntimeError, match="không lường trước"):
        read("a.csv", b"a;b\n1;2")


def test_a_failure_in_the_child_keeps_cells_out_of_the_log(tmp_path: Path) -> None:
    job = {"file_name": "a", "kind": "csv", "path": str(tmp_path / "missing"), "limits": {}, "windows": {}}
    (tmp_path / "job.json").write_text(json.dumps(job | {"limits": vars(Limits())}))
    command = [sys.executable, "-m", "chiso.intake.files.child", str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 1
    error = json.loads((tmp_path / "error.json").read_text())
    assert error["code"] == "unforeseen"
    assert "FileNotFoundError" in error["trace"]
    assert str(tmp_path) not in error["trace"]  # the exception's own message may quote a cell


def test_the_child_starts_light() -> None:
    code = (
        "import sys; import chiso.intake.files.child, chiso.intake.files.workbooks, chiso.intake.files.csv_text;"
        "print(sorted({'numpy', 'pandas', 'duckdb', 'streamlit', 'openpyxl', 'plotly', 'pydoc', 'dateutil'} & "
        "{name for name, module in sys.modules.items() if module is not None}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def mangled(content: bytes, rng: random.Random) -> Iterator[bytes]:
    """Truncated, flipped, overwritten and doubled variants."""
    size = len(content)
    yield content[: rng.randrange(size)]
    flipped = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        flipped[rng.randrange(size)] ^= 1 << rng.randrange(8)
    yield bytes(flipped)
    start = rng.randrange(size)
    yield content[:start] + rng.randbytes(rng.randint(1, 60)) + content[start + 20 :]


def test_mangled_exports_end_as_readings_or_refusals(shared: Path) -> None:
    rng = random.Random(20241031)
    tricky = shared / "exports" / "tricky"
    year = shared / "exports" / "stp-2024"
    paths = [tricky / "09_merged_header_row10.xlsx", tricky / "11_footer_html.xls", tricky / "16_utf16.txt"]
    paths += [tricky / "22_quoted_newline.csv", year / "2024-10 Bieu_II06a.xls", year / "2024-03 PAKN.ods"]
    files = [(path.name, content) for path in paths for content in mangled(path.read_bytes(), rng)]
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(lambda file: outcome(file[1], file[0]), files))
    assert len(codes) == 18


def test_mangled_compressed_sheets_end_too() -> None:
    """Behind intact zip checksums, where a flipped byte of the file would only show a damaged zip."""
    rng = random.Random(7)
    good = workbook_bytes()
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        for variant in range(2):
            broken = changed(good, {part: lambda text: list(mangled(text, rng))[variant]})  # noqa: B023
            assert outcome(broken, "a.xlsx") in {"read", "damaged_file", "empty_file", "dangerous_file"}


def test_an_encoding_that_nobody_knows_ends_as_a_refusal_or_reading() -> None:
    part = {"xl/workbook.xml": lambda text: b"<?xml version='1.0' encoding='UdF-8'?>" + text.split(b"?>")[-1]}
    assert outcome(changed(workbook_bytes(), part), "a.xlsx") in {"read", "damaged_file"}


def test_a_truncated_download_is_damaged() -> None:
    assert refusal(workbook_bytes()[:-200]).code == "damaged_file"


def test_limits_of_one_reading_do_not_leak_into_the_next() -> None:
    limits = Limits()
    assert outcome(b"a;b\n1;2\n", limits=replace(limits, rows=1)) == "too_large"
    assert outcome(b"a;b\n1;2\n") == "read"
