"""Text files: the encoding and the separator are decided on the whole file, and nothing doubtful is read."""

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chiso.core.errors import Refused
from chiso.core.settings import Limits
from chiso.intake.files import csv_text
from chiso.intake.files.reading import read
from chiso.intake.files.sheets import Job, Sheet, is_blank, sheet_file, with_inserted
from tests.conftest import examples
from tests.worlds.disk import read_path

HEADER = "STT;Mã hồ sơ;Tên TTHC;Ngày hẹn trả"
LINES = [HEADER, "1;H1;Cấp Phiếu lý lịch tư pháp;06/05/2024", "2;H2;Đăng ký khai sinh;07/05/2024"]
ROWS = [line.split(";") for line in LINES]


def split(
    folder: Path, content: bytes | str, limits: Limits | None = None
) -> tuple[Sheet, list[list[str | None]]]:
    """The sheet and its rows, read in this process (a child process costs a tenth of a second)."""
    path = folder / "content.csv"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    answer = csv_text.read(Job("tệp.csv", "csv", str(path), limits or Limits(), str(folder)))
    with pa.OSFile(str(sheet_file(folder, 0))) as file:
        table = with_inserted(pa.ipc.open_file(file).read_all(), answer.inserted)
    return answer.sheets[0], [list(row.values()) for row in table.to_pylist()]


def refusal(folder: Path, content: bytes | str) -> Refused:
    with pytest.raises(Refused) as caught:
        split(folder, content)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unicode_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    content = end.join(LINES).encode(encoding)
    assert split(tmp_path, content)[1] == ROWS


def windows_1258(text: str) -> bytes:
    """Text as Windows-1258 writes it: the tone marks apart from the letters, which stay composed."""
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    import unicodedata

    written = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in marks)
        written += unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks)) + tone
    return written.encode("cp1258")


def test_windows_1258_where_nothing_is_utf_8(tmp_path: Path) -> None:
    sheet, rows = split(tmp_path, windows_1258("\n".join(LINES)))
    assert rows == ROWS
    assert sheet.ragged == []


@pytest.mark.parametrize("behind", ["”", "’", "–", "…", "\u00a0"])
@pytest.mark.parametrize("word", ["cửa sổ", "đầy đủ", "hỗ trợ cũ", "dự phòng và", "NHẬN HỘ"])
def test_a_tone_mark_of_windows_1258_before_a_sign_is_no_utf_8(
    tmp_path: Path, word: str, behind: str
) -> None:
    """Together they have the bytes of a letter that no Vietnamese text has: "ủ”" those of U+0494."""
    text = f"STT;Tên;Ghi chú\n1;Phòng “{word}{behind};x\n2;Phòng;y\n"
    sheet, rows = split(tmp_path, windows_1258(text))
    assert rows[1][1].strip() == f"Phòng “{word}{behind}".strip()
    assert sheet.ragged == []


def test_western_text_is_not_taken_for_windows_1258(tmp_path: Path) -> None:
    """The byte of ò in Windows-1252 is a tone mark in Windows-1258: 'dòng' would silently become 'ḍng'."""
    refused = refusal(tmp_path, "STT;Tên;Ghi chú\n1;Phòng;dòng 1\n2;Phòng;dòng 2\n".encode("cp1252"))
    assert refused.code == "unsupported_file"
    assert "dòng 2)" in refused.message


def test_tcvn3_text_goes_on_to_be_refused_by_its_name(tmp_path: Path) -> None:
    rows = "1;Hå s¬ ®¨ng ký;Phßng Hµnh chÝnh\n2;Tr\u00b6 kÕt qu¶;Phßng Thanh tra\n"
    _, found = split(tmp_path, f"STT;Tªn thñ tôc;§¬n vÞ\n{rows}".encode("latin-1"))
    assert len(found) == 3


@pytest.mark.parametrize("bad_first", [True, False])
def test_one_line_in_another_encoding_is_refused_and_named(tmp_path: Path, bad_first: bool) -> None:
    good = "\n".join([*LINES, *(f"{n};H{n};Đăng ký kết hôn;08/05/2024" for n in range(3, 400))]).encode()
    bad = windows_1258("400;H400;Đăng ký lại;09/05/2024")
    content = HEADER.encode() + b"\n" + bad + b"\n" + good if bad_first else good + b"\n" + bad
    refused = refusal(tmp_path, content)
    assert refused.code == "damaged_file"
    assert ("dòng 2 " if bad_first else "dòng 401 ") in refused.message


def test_the_public_mixture_is_refused_with_its_line(shared: Path) -> None:
    path = shared / "exports" / "tricky" / "34_bad_byte_far_down.csv"
    lines = path.read_bytes().split(b"\n")
    expected = next(n for n, line in enumerate(lines, start=1) if _is_not_utf8(line))
    with pytest.raises(Refused, match=f"dòng {expected} "):
        read_path(path)


def _is_not_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separators(tmp_path: Path, delimiter: str) -> None:
    assert split(tmp_path, "\n".join(LINES).replace(";", delimiter))[1] == ROWS


def test_commas_in_cells_do_not_win_over_semicolons(tmp_path: Path) -> None:
    text = "STT;Có phí, lệ phí;Địa chỉ;Tỷ lệ\n1;1;Nha Trang, Khánh Hòa;7,5%\n2;0;Ninh Hòa, Khánh Hòa;8,5%\n"
    assert split(tmp_path, text)[1][1] == ["1", "1", "Nha Trang, Khánh Hòa", "7,5%"]


def test_commas_of_numbers_below_a_header_without_any_are_no_separator(tmp_path: Path) -> None:
    """Every row of scores has two commas, the header none: two of three lines are a table by commas."""
    text = "STT;Tỉnh;Gia nhập thị trường;Tính minh bạch\n1;Khánh Hòa;6,90;6,01\n2;Quảng Ninh;7,9;6,7\n"
    assert split(tmp_path, text)[1][1] == ["1", "Khánh Hòa", "6,90", "6,01"]


def test_commas_of_numbers_and_of_words_are_no_separator(tmp_path: Path) -> None:
    """Each line has one comma: by commas, too, it would be a table."""
    text = "Tỷ lệ %;Ngày, tháng;Chỉ tiêu\n65,93%;10/2024;Giải ngân\n71,5%;11/2024;Giải ngân\n"
    assert split(tmp_path, text)[1][1] == ["65,93%", "10/2024", "Giải ngân"]


def test_who_signed_below_two_lines_is_no_line_of_the_table(tmp_path: Path) -> None:
    lines = ("Chỉ số;Năm 2022;Năm 2023;Ghi chú", "PCI;1,5;2;", "PAPI;2,5;3;x", "", ";;NGƯỜI LẬP BIỂU")
    assert split(tmp_path, "\n".join(lines) + "\n")[1][0] == ["Chỉ số", "Năm 2022", "Năm 2023", "Ghi chú"]


@pytest.mark.parametrize("extra", ["numbers", "signatures"])
def test_a_table_of_few_lines_below_two_levels_of_headings(tmp_path: Path, extra: str) -> None:
    """Who signs stands below it in rows of their own length; "Ghi chú" is a heading of the upper level alone, and has a
    number as every column."""
    heads = "TT,Lĩnh vực,Tiếp nhận,,,,Đang giải quyết,,,Ghi chú\n"
    heads += ",,Tổng số,Qua mạng,Trực tiếp,Cũ,Tổng số,Còn hạn,Quá hạn,\n"
    lines = "1,Hộ tịch,25,20,4,1,,,,\n2,Luật sư,8,8,,,1,,1,\n"
    numbers = "1,2,3,4,5,6,7,8,9,10\n" if extra == "numbers" else ""
    below = "\n,Người lập biểu,,,Thủ trưởng\n" if extra == "signatures" else ""
    found = split(tmp_path, heads + numbers + lines + below)[1]
    assert [row[1:3] for row in found if row[1] in ("Hộ tịch", "Luật sư")] == [
        ["Hộ tịch", "25"],
        ["Luật sư", "8"],
    ]


def test_one_record_below_a_long_title_is_a_table(tmp_path: Path) -> None:
    title = "UBND TỈNH KHÁNH HÒA\nSỞ TƯ PHÁP\nDANH SÁCH NHIỆM VỤ\nTính đến ngày 31/10/2024\n"
    text = title + "Số văn bản;Nhiệm vụ;Hạn\n1/UBND-NC;Báo cáo;03/06/2024\n\n(Nguồn: hệ thống theo dõi)\n"
    assert split(tmp_path, text)[1][4:6] == [
        ["Số văn bản", "Nhiệm vụ", "Hạn"],
        ["1/UBND-NC", "Báo cáo", "03/06/2024"],
    ]


@pytest.mark.parametrize(
    "level",
    [
        ["2022", "2023", "2022", "2023"],
        ["1. Minh bạch", "Tổng điểm", "1. Minh bạch", "Tổng điểm"],
        ["CSTP 2: Chi phí", "PCI", "CSTP 2: Chi phí", "PCI"],
    ],
    ids=["years", "numbered", "numbered behind a word"],
)
def test_years_and_numbered_names_below_headings_are_a_level_of_them(
    tmp_path: Path, level: list[str]
) -> None:
    lines = ("TT;Tỉnh;2022;;2023;", f";;{';'.join(level)}", "1;Hà Nội;1,5;2,5;3;4", "2;Huế;2,5;1;3;4")
    assert split(tmp_path, "\n".join(lines) + "\n")[1][1] == [None, None, *level]


def test_two_separators_that_both_make_a_table_are_refused(tmp_path: Path) -> None:
    refused = refusal(tmp_path, "a,b;c,d\n1,2;3,4\n5,6;7,8\n")
    assert refused.code == "not_a_table"
    assert "dấu phẩy" in refused.message
    assert "dấu chấm phẩy" in refused.message


@pytest.mark.parametrize("text", ["chỉ là một câu văn\nvà câu nữa\n", "mot\nhai\nba\n", "{}", "x"])
def test_text_without_columns_is_no_table(tmp_path: Path, text: str) -> None:
    assert refusal(tmp_path, text).code == "not_a_table"


def test_unquoted_commas_that_shift_most_rows_are_refused(tmp_path: Path) -> None:
    rows = [f"{n},H{n},Nha Trang, Khánh Hòa,06/05/2024" for n in range(1, 30)]
    assert refusal(tmp_path, "\n".join(["STT,Mã,Địa chỉ,Ngày", *rows])).code == "not_a_table"


def test_a_line_break_in_quotes_stays_in_its_row(tmp_path: Path) -> None:
    text = 'STT;Mã;Tên\r\n1;H1;"Cấp ""Phiếu"";\r\nlý lịch"\r\n2;H2;"Đăng ký"\r\n'
    assert split(tmp_path, text)[1] == [
        ["STT", "Mã", "Tên"],
        ["1", "H1", 'Cấp "Phiếu";\r\nlý lịch'],
        ["2", "H2", "Đăng ký"],
    ]


def test_blank_lines_titles_and_footers_keep_their_rows(tmp_path: Path) -> None:
    text = f"SỞ TƯ PHÁP\n\nTừ ngày 01/05/2024\n{HEADER}\n1;H1;a;06/05/2024\n\n;;;\n2;H2;b;07/05/2024\nNơi nhận:\n"
    sheet, rows = split(tmp_path, text)
    assert [row[0] for row in rows] == [
        "SỞ TƯ PHÁP",
        None,
        "Từ ngày 01/05/2024",
        "STT",
        "1",
        None,
        None,
        "2",
        "Nơi nhận:",
    ]
    assert sheet.ragged == []


def test_rows_with_too_many_or_too_few_cells_are_reported_and_kept(tmp_path: Path) -> None:
    text = f"Tiêu đề\n{HEADER}\n1;H1;a;06/05/2024\n2;H2;b;x;07/05/2024\n3;H3;c\n4;H4;d;08/05/2024\n"
    text += "5;H5;e;09/05/2024;;\n" + "".join(f"{n};H{n};f;10/05/2024\n" for n in range(6, 14))
    sheet, rows = split(tmp_path, text)
    assert sheet.ragged == [(4, 5, 4), (5, 3, 4)]
    assert rows[3] == ["2", "H2", "b", "x", "07/05/2024"]
    assert rows[4] == ["3", "H3", "c", None, None]
    assert rows[6] == ["5", "H5", "e", "09/05/2024", None]


def test_many_group_rows_without_separators_are_no_slips(tmp_path: Path) -> None:
    groups = "".join(f"Phòng {n}\n1;H{n};a;06/05/2024\n2;K{n};b;06/05/2024\n" for n in range(1_500))
    sheet, rows = split(tmp_path, f"{HEADER}\n{groups}")
    assert sheet.ragged == []
    assert [rows[i][0] for i in (1, 4, 4_498)] == ["Phòng 0", "Phòng 1", "Phòng 1499"]
    assert len(rows) == 1 + 3 * 1_500


def test_the_public_longer_row_is_reported(shared: Path) -> None:
    sheet = read_path(shared / "exports" / "tricky" / "36_longer_row.csv").sheets[0]
    assert sheet.ragged == [(4, 10, 9)]
    assert sheet.table.column(9).to_pylist()[3] == "thừa một ô"


def test_a_separator_at_the_end_of_every_row_is_no_column(tmp_path: Path) -> None:
    sheet, rows = split(tmp_path, "STT;Mã\n1;H1;\n2;H2;\n")
    assert sheet.ragged == []
    assert [row[:2] for row in rows] == [["STT", "Mã"], ["1", "H1"], ["2", "H2"]]


def test_the_order_sep_is_obeyed_and_not_shown(tmp_path: Path) -> None:
    assert split(tmp_path, "sep=,\r\na,b;c,d\r\n1,2;3,4\r\n")[1] == [["a", "b;c", "d"], ["1", "2;3", "4"]]


@pytest.mark.parametrize(
    "tail",
    [
        '3;H3;"mở mà không đóng;08/05/2024\n4;H4;d;09/05/2024\n',
        '3;H3;"mở;08/05/2024\n4;H4;d;09/05/2024\n5;H5;e";1\n',
    ],
)
def test_a_quote_that_swallows_rows_is_refused(tmp_path: Path, tail: str) -> None:
    refused = refusal(tmp_path, "\n".join(LINES) + "\n" + tail)
    assert refused.code == "not_a_table"
    assert "ngoặc kép" in refused.message


def test_a_lone_quote_within_a_cell_is_text(tmp_path: Path) -> None:
    assert split(tmp_path, 'STT;Tên\n1;Màn hình 15"\n2;b\n')[1][1] == ["1", 'Màn hình 15"']


def test_formulas_and_zeros_stay_text(tmp_path: Path) -> None:
    text = 'STT;Mã;Tên\n1;0000123456789012344;"=HYPERLINK(""x"",""y"")"\n2;+84;-1+1\n'
    assert split(tmp_path, text)[1][1:] == [
        ["1", "0000123456789012344", '=HYPERLINK("x","y")'],
        ["2", "+84", "-1+1"],
    ]


@pytest.mark.parametrize("content", [b" \r\n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe \0\n\0", b"\x1a"])
def test_blanks_only_are_an_empty_file(content: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read("a.csv", content)
    assert caught.value.code == "empty_file"


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"a;b\n1;\0\n", b"\xff\xfe\0\0a\0\0\0"])
def test_binary_content_is_no_text(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content).code == "unsupported_file"


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        split(tmp_path, "a;b\n" + "1;2\n" * 50, Limits(rows=20))
    assert caught.value.code == "too_large"


CELLS = st.sampled_from(["a", "bc", "", "x;y", 'nói "vậy"', "hai\ndòng", "đ", " z", "'", "=1+1", "\u00a0"])


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_csv_writes_is_read_cell_by_cell(
    tmp_path: Path, rows: list[list[str]], end: str, quoting: int
) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator=end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([["STT", "Mã", "Tên"], *rows])
    _, found = split(tmp_path, target.getvalue())
    expected = [[None if is_blank(cell) else cell for cell in row] for row in rows]
    while expected and not any(expected[-1]):
        expected.pop()
    while found and not any(found[-1]):
        found.pop()
    assert found[1:] == expected


RAW = st.sampled_from(["a", "", 'x"y', '"q"', '"q;r"', '"l\nm"', '"d""e"', '"a"b', "é", ' "z"', '""'])


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(RAW, min_size=2, max_size=4), min_size=6, max_size=14),
    ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=14, max_size=14),
)
def test_arrow_and_the_csv_module_split_alike(tmp_path: Path, rows: list[list[str]], ends: list[str]) -> None:
    text = "STT;Mã;Tên\n" + "".join(";".join(row) + end for row, end in zip(rows, ends, strict=False))
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    try:
        _, found = split(tmp_path, text)
    except Refused:
        return
    assert [_filled(row) for row in found] == [_filled(row) for row in expected]


def _filled(row: list[str | None] | list[str]) -> list[str | None]:
    cells = [None if is_blank(cell) else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


# --- what was cut off or lost on the way (contract, "Files that arrive") ------------------------------------------


def test_text_that_ends_inside_a_letter_is_said_to_be_cut(tmp_path: Path) -> None:
    content = "\n".join([*LINES, "3;H3;Đăng ký kết hôn lạ"]).encode()[:-1]
    refused = refusal(tmp_path, content)
    assert refused.code == "damaged_file"
    assert "cắt giữa chừng" in refused.message
    assert "dòng 4 " in refused.message


@pytest.mark.parametrize(
    ("last", "is_cut"), [("3;H3;Đăng", True), ("3;H3;Đăng;", False), ("3;H3;Đăng\n", False)]
)
def test_last_line_alone_without_end_and_with_fewer_cells_is_cut(
    tmp_path: Path, last: str, is_cut: bool
) -> None:
    content = "\n".join([HEADER, *(f"{n};H{n};Đăng ký kết hôn;08/05/2024" for n in range(10, 16)), last])
    if is_cut:
        refused = refusal(tmp_path, content)
        assert refused.code == "damaged_file"
        assert "dòng 8) chỉ có 3 trên 4 ô" in refused.message
    else:
        assert len(split(tmp_path, content)[1]) == 8


def test_lines_that_are_quoted_as_a_whole_are_split(tmp_path: Path) -> None:
    lines = [*LINES, *(f"{n};H{n};Đăng ký kết hôn;08/05/2024" for n in range(3, 9))]
    lines[4] = '"4;H4;Cấp ""Phiếu"" số 1;08/05/2024"'
    _, rows = split(tmp_path, "\n".join(lines))
    assert rows[4] == ["4", "H4", 'Cấp "Phiếu" số 1', "08/05/2024"]
    warnings = read("tệp.csv", "\n".join(lines).encode()).warnings
    assert [(code, "1 dòng nằm trọn trong dấu ngoặc kép" in text) for code, text in warnings] == [
        ("quoted_row", True)
    ]


def test_a_note_beside_the_table_is_no_reason_to_refuse_it(tmp_path: Path) -> None:
    lines = [f"{HEADER};", *(f"{n};H{n};Đăng ký kết hôn;08/05/2024;" for n in range(1, 12))]
    lines[5] += "đã nhắc 15/5"
    _, rows = split(tmp_path, "\n".join(lines))
    assert rows[5] == ["5", "H5", "Đăng ký kết hôn", "08/05/2024", "đã nhắc 15/5"]
    lines = [HEADER, *(f"{n};H{n};Đăng ký; kết hôn;08/05/2024" for n in range(1, 12))]  # each has slipped
    assert refusal(tmp_path, "\n".join(lines)).code == "not_a_table"


def test_one_heading_may_stand_above_the_last_columns(tmp_path: Path) -> None:
    """As a spreadsheet writes merged cells: the second row of headings says what the first leaves empty."""
    rows = [
        ["TT", "Đơn vị", "Thể chế", "", "Tổng điểm", ""],
        ["", "", "Tự chấm", "Thẩm định", "Tự chấm", "Thẩm định"],
        ["1", "Phòng A", "9", "9", "18", "17"],
        ["2", "Phòng B", "8", "8", "16", "15"],
    ]
    lines = [";".join(row) for row in rows]
    assert split(tmp_path, "\n".join(lines))[1] == [[cell or None for cell in row] for row in rows]
    del lines[1]  # then numbers stand below no heading at all: perhaps commas of decimals
    assert refusal(tmp_path, "\n".join(lines)).code == "not_a_table"


# --- rows without the blank cells behind their last filled one -----------------------------------------------------

WIDE = "STT;Mã;Tên;Ngày trả;Ghi chú"


def test_rows_as_long_as_what_they_say_are_read(tmp_path: Path) -> None:
    lines = [
        "1;H1;a;06/05/2024;x",
        "2;H2;b;06/05/2024",
        "Phòng A",
        "3;H3;c",
        '4;H4;"d;e"',
        "5;H5;;06/05/2024",
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["SỞ TƯ PHÁP;DANH SÁCH", WIDE, *lines, ""]), encoding="utf-8")
    reading = read_path(path)
    (sheet,) = reading.sheets
    rows = [list(row) for row in zip(*(column.to_pylist() for column in sheet.table.columns), strict=True)]
    assert rows == [
        ["SỞ TƯ PHÁP", "DANH SÁCH", None, None, None],
        WIDE.split(";"),
        ["1", "H1", "a", "06/05/2024", "x"],
        ["2", "H2", "b", "06/05/2024", None],
        ["Phòng A", None, None, None, None],
        ["3", "H3", "c", None, None],
        ["4", "H4", "d;e", None, None],
        ["5", "H5", None, "06/05/2024", None],
    ]
    assert sheet.ragged == []
    assert reading.warnings == [
        (
            "short_rows",
            "Tệp “a.csv”: 4 dòng không ghi các ô trống ở cuối; các ô còn thiếu được đọc là trống.",
        )
    ]


def test_excel_leaves_out_the_last_columns_of_sixteen_rows_together(tmp_path: Path) -> None:
    """Their rows end in blank cells then, up to the last column that one of the sixteen fills."""
    first = [f"{n};H{n};a;06/05/2024;" for n in range(1, 16)]
    second = [f"{n};H{n};b;" if n % 2 else f"{n};H{n};b;06/05/2024" for n in range(16, 32)]
    sheet, rows = split(tmp_path, "\n".join([WIDE, *first, *second, ""]))
    assert sheet.ragged == []
    assert rows[15] == ["15", "H15", "a", "06/05/2024", None]
    assert rows[16] == ["16", "H16", "b", "06/05/2024", None]
    assert rows[17] == ["17", "H17", "b", None, None]


def test_commas_of_texts_separate_nothing_where_rows_are_short(tmp_path: Path) -> None:
    lines = [f"{n};H{n};Cấp, đổi giấy tờ;06/05/2024" + ";x" * (n % 3 == 0) for n in range(1, 20)]
    lines.append("20;H20;;06/05/2024")
    _, rows = split(
        tmp_path, "\n".join(["Danh sách hồ sơ, nhiệm vụ", WIDE.replace("Tên", "Tên, loại"), *lines, ""])
    )
    assert rows[2] == ["1", "H1", "Cấp, đổi giấy tờ", "06/05/2024", None]
    assert rows[4] == ["3", "H3", "Cấp, đổi giấy tờ", "06/05/2024", "x"]


@pytest.mark.parametrize("separator", ";\t")
def test_groups_of_two_cells_between_whole_rows_are_groups(separator: str, tmp_path: Path) -> None:
    """As many as records; a comma in a text separated then."""
    lines = [f"{n};H{n};cấp, đổi thẻ {n};;" for n in range(1, 9)]
    grouped = [one for n, line in enumerate(lines) for one in (f"{'ABCDEFGH'[n]};Phòng {n + 1}", line)]
    _, rows = split(tmp_path, "\n".join([WIDE, *grouped, ""]).replace(";", separator))
    assert rows[1] == ["A", "Phòng 1", None, None, None]
    assert rows[2] == ["1", "H1", "cấp, đổi thẻ 1", None, None]
    assert len(rows) == 17


def test_groups_of_two_cells_between_short_rows_are_groups(tmp_path: Path) -> None:
    lines = [f"{n};H{n};a;06/05/2024" + ";x" * (n % 3 == 0) for n in range(1, 20)]
    lines.append("20;H20;;06/05/2024")
    grouped = [
        one for n, line in enumerate(lines) for one in ((f"{n};Phòng {n}", line) if n % 2 else (line,))
    ]
    _, rows = split(tmp_path, "\n".join([WIDE, *grouped, ""]))
    assert rows[2] == ["1", "Phòng 1", None, None, None]
    assert rows[3] == ["2", "H2", "a", "06/05/2024", None]


@pytest.mark.parametrize(
    "lines",
    [
        [f"{n};H{n};a;06/05/2024" for n in range(1, 30)],  # a column that no row has: which one nobody knows
        [
            f"{n};H{n};a;06/05/2024;" if n % 3 else f"{n};H{n};a;" for n in range(1, 30)
        ],  # some end in a blank cell
        [
            f"{n};H{n};a;06/05/2024;x" if n % 3 else f"{n};H{n};06/05/2024" for n in range(1, 30)
        ],  # none is written, wherever it is
        [
            f"{n},H{n},,06/05/2024,x" if n % 3 else f"{n},H{n},a" for n in range(1, 30)
        ],  # a comma may be of a text
    ],
    ids=["all alike", "some end in a blank", "no blank anywhere", "commas"],
)
def test_rows_that_lack_any_cell_are_no_table(tmp_path: Path, lines: list[str]) -> None:
    header = WIDE.replace(";", "," if "," in lines[0] else ";")
    assert refusal(tmp_path, "\n".join([header, *lines, ""]).encode()).code == "not_a_table"


def test_a_last_line_that_does_not_end_may_be_cut_although_rows_are_short(tmp_path: Path) -> None:
    lines = ["1;H1;a;06/05/2024;x", "2;H2;;06/05/2024", "3;H3;c", "4;H4;d"]
    refused = refusal(tmp_path, "\n".join([WIDE, *lines]).encode())
    assert refused.code == "damaged_file"
    assert "dòng cuối (dòng 5) chỉ có 3 trên 5 ô" in refused.message


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("width", [3, 4])
def test_what_stands_above_a_narrow_table_is_not_its_header(
    tmp_path: Path, separator: str, width: int
) -> None:
    header = ["Mã TTHC", "Tên TTHC", "Phòng", "Mức độ"][:width]
    rows = [[f"2.{n:06}", f"Thủ tục {n}", "Văn phòng", "Một phần"][:width] for n in range(12)]
    above = [
        ["UBND TỈNH KHÁNH HÒA", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ TƯ PHÁP", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
        ["Đơn vị:", "Tất cả"],
        ["Lĩnh vực:", "Tất cả", "", "Trạng thái:", "Tất cả"],
    ]
    _, found = split(tmp_path, "\n".join(separator.join(row) for row in [*above, header, *rows]))
    assert [_filled(row) for row in found[4:]] == [header, *rows]
