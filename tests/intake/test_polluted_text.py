"""Text files polluted as Pollock pollutes them (HPI-Information-Systems/Pollock, VLDB 2023): each of its kinds, one
cell or one file at a time, on lists of ours in its shape: texts with commas in quotes, a last column without
a word.

Each is read as it was, refused, or what it lost is said; nothing is short of a row in silence.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from chiso.core.errors import Refused
from chiso.intake.clean.cleaned import Cleaned
from tests.conftest import sample
from tests.intake.test_damaged_exports import cells_of, cleaned

AS_OF = date(2024, 5, 31)
END = "\r\n"
Line = list[str]  # cells as they stand in the file, quotes and all


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '",') else text


def _dossiers() -> list[Line]:
    head = ["STT", "Mã hồ sơ", "Tên TTHC", "Phòng xử lý", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả",
            "Trạng thái hồ sơ", "Ghi chú"]  # fmt: skip
    return [head] + [
        [str(n), f"H32-2405-{n:04}", "Cấp phiếu lý lịch, theo yêu cầu", "Phòng Nghiệp vụ 1", "Trực tuyến",
         f"{n % 20 + 1:02}/05/2024", f"{n % 8 + 21:02}/05/2024", "Đang giải quyết", ""]
        for n in range(1, 13)
    ]  # fmt: skip


def _tasks() -> list[Line]:
    head = ["STT", "Số văn bản", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Ngày giao", "Hạn xử lý", "Trạng thái",
            "Ghi chú"]  # fmt: skip
    return [head] + [
        [str(n), f"{100 + n}/UBND-NC", f"Báo cáo kết quả, kiến nghị đợt {n}", "Văn phòng", f"{n:02}/05/2024",
         f"{n + 10:02}/05/2024", "Chưa hoàn thành", ""]
        for n in range(1, 13)
    ]  # fmt: skip


def _scores() -> list[Line]:
    """Texts and numbers alone."""
    head = ["Chỉ số", "Thành phần", "Năm", "Địa phương", "Điểm", "Thứ hạng", "Điểm tối đa", "Nguồn"]
    return [head] + [
        ["PCI", f"Chi phí, thủ tục {n}", "2023", "Khánh Hòa", f"{n + 4}.25", str(n), "10", ""]
        for n in range(1, 13)
    ]


TABLES = {"dossiers": _dossiers, "tasks": _tasks, "index_scores": _scores}


def text(lines: list[Line], separator: str = ",", end: str = END) -> bytes:
    quoted = [[_quoted(cell) for cell in line] for line in lines]
    return (end.join(separator.join(line) for line in quoted) + end).encode()


def polluted_cells(lines: list[Line]) -> Iterator[tuple[str, bytes]]:
    """One separator too many, one missing, one stray quote, in each cell of each line, the header too; in each line
    another separator."""
    quoted = [[_quoted(cell) for cell in line] for line in lines]
    plain = [",".join(line) for line in quoted]

    def with_line(row: int, line: str) -> bytes:
        return (END.join([*plain[:row], line, *plain[row + 1 :]]) + END).encode()

    for row, line in enumerate(quoted):
        yield f"field_delimiter_0x20 row {row}", with_line(row, " ".join(line))
        for column, cell in enumerate(line):
            more = [*line[:column], "", *line[column:]]
            yield f"more_sep row {row} column {column}", with_line(row, ",".join(more))
            if column:
                less = [*line[: column - 1], line[column - 1] + cell, *line[column + 1 :]]
                yield f"less_sep row {row} column {column}", with_line(row, ",".join(less))
            stray = [*line[:column], f'"{cell}', *line[column + 1 :]]
            yield f"extra_quote row {row} column {column}", with_line(row, ",".join(stray))


def polluted_files(lines: list[Line]) -> Iterator[tuple[str, bytes]]:
    """What is changed of the whole file."""
    head, *rows = lines
    whole = text(lines)
    for separator in (" ", ", ", ";", "\t"):
        yield f"file_field_delimiter {separator!r}", text(lines, separator)
    for end in ("\n", "\r"):
        yield f"file_record_delimiter {end!r}", text(lines, end=end)
    yield "file_escape_char \\", whole.replace(b'""', b'\\"')
    yield "file_escape_char NUL", whole.replace(b'""', b'\0"')
    yield "file_quotation_char '", whole.replace(b'"', b"'")
    yield "file_double_trailing_newline", whole + END.encode()
    yield "file_no_trailing_newline", whole.removesuffix(END.encode())
    for many in (2, 3):
        parts = [[f"{cell} {part}" for cell in head] for part in range(many)]
        yield f"file_header_multirow_{many}", text([*parts, *rows])
        yield f"file_header_repeated_{many}", text([head] * many + rows)
    yield "file_header_only", text([head])
    yield "file_no_header", text(rows)
    yield "file_one_data_row", text([head, rows[0]])
    yield "file_no_payload", b""
    yield "file_preamble", b"PREAMBLE\r\nPREAMBLE\r\n\r\n" + whole
    for name, width in (("less", len(head) - 3), ("same", len(head)), ("more", len(head) + 3)):
        second = [[f"{word} {n}" for n in range(width)] for word in ("Cột", "Ô", "Ô khác")]
        yield f"file_multitable_{name}", whole + text(second)
        again = [line[:width] + [""] * (width - len(head)) for line in lines[:4]]
        yield f"file_multitable_{name}_again", whole + text(again)


@cache
def _sound(name: str) -> Cleaned:
    found = cleaned(f"{name}.csv", text(TABLES[name]()), AS_OF)
    assert (found.dataset, found.rows_loaded, found.rows_rejected) == (name, 12, 0)
    return found


def _records(found: Cleaned, rows: int) -> list[list[object]]:
    """The cells of the first rows, wherever they stand."""
    return [list(row.values())[1:] for row in cells_of(found).values()][:rows]


def verdict(name: str, content: bytes, rows: int = 12) -> str:
    """read: the `rows` first records, each cell as it was; refused; flagged: other ones, and said so; silent."""
    try:
        found = cleaned(f"{name}.csv", content, AS_OF)
    except Refused:
        return "refused"
    sound = _sound(name)
    if _records(found, 99) == _records(sound, rows):
        return "read"
    is_said = found.rejects or {*found.warnings} - {*sound.warnings} or len(found.fields) < len(sound.fields)
    return "flagged" if is_said else "silent"


@pytest.mark.parametrize("name", sample(list(TABLES)))
def test_polluted_text_is_read_refused_or_flagged(name: str) -> None:
    cells, files = [*polluted_cells(TABLES[name]())], [*polluted_files(TABLES[name]())]
    tried = [*sample(sample(cells, len(name))), *sample(files, len(name))]
    found = {what: verdict(name, content, 1 if "one_data_row" in what else 12) for what, content in tried}
    silent = [what for what, said in found.items() if said == "silent"]
    counts = Counter((what.split(" ")[0], said) for what, said in found.items())
    assert silent == [], dict(counts)
