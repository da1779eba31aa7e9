"""Rows that are no rows: what a total, group or footer row may look like. Counted by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chiso.__main__ import main
from chiso.intake.clean.cleaning import clean
from chiso.intake.files.reading import read
from chiso.intake.recognise.recognising import recognise

HEADER = "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái"
ONE = "1;HS-1;Tổng cộng hồ sơ đất đai;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý"
TWO = "2;HS-2;Trong đó có hộ tịch;Văn phòng;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý"


def imported(home: Path, capsys: pytest.CaptureFixture[str], text: str, as_of: str = "2024-10-31") -> Any:
    path = home.parent / "a.csv"
    path.write_text(text, encoding="utf-8-sig")
    main(["--home", str(home), "--json", "import", str(path), "--as-of", as_of])
    (result,) = json.loads(capsys.readouterr().out)
    return result


def result_of(home: Path, capsys: pytest.CaptureFixture[str], *lines: str) -> Any:
    return imported(home, capsys, "\n".join((HEADER, *lines)), "2024-03-31")


NO_RECORDS = (
    "Tổng cộng;2;2;2;2;2;2;2;2",
    "Cộng;x;x;x;x;x;x;x;x",
    "Trong đó;1;1;1;1;1;1;1;1",
    ";Tổng cộng;;;;;;;2",
    "Tổng số: 2 hồ sơ;;;;;;;;",
    ";;;;;;;;",
)


def test_such_a_row_is_neither_read_nor_rejected_and_what_comes_after_it_is_read(home, capsys):
    result = result_of(home, capsys, ONE, *NO_RECORDS, TWO, "NGƯỜI LẬP BIỂU;;;;;THỦ TRƯỞNG ĐƠN VỊ;;;")
    assert (result["rows_read"], result["rows_loaded"], result["rejects"]) == (2, 2, [])


def test_who_signs_below_a_narrow_list_is_no_record_that_lost_cells(home, capsys):
    rows = [f"{n};2.{n:06};Thủ tục {n};x" for n in range(1, 8)]
    closing = [";Khánh Hòa, ngày 31 tháng 10 năm 2024", "NGƯỜI LẬP BIỂU;;CHÁNH VĂN PHÒNG", "Nguyễn Thị B"]
    header = "STT;Mã TTHC;Tên TTHC;Có phí, lệ phí"
    (home / "d.csv").write_text("\n".join([header, *rows, "", *closing, ""]), encoding="utf-8")
    main(["--home", str(home), "import", str(home / "d.csv"), "--as-of", "2024-10-31", "--json"])
    result = json.loads(capsys.readouterr().out)[0]
    assert (result["dataset"], result["rows_loaded"], result["rejects"]) == ("procedures", 7, [])


@pytest.mark.parametrize("said", ["{}", "Công văn số {0}/UBND-TH, {0}", "Thông báo kết luận, {}"])
def test_days_written_in_words_end_no_list_without_numbers(said, home, capsys):
    """Nor those of its documents; a place and a day below the last record do."""
    days = [said.format(f"ngày 0{n} tháng 10 năm 2024") for n in range(1, 5)]
    rows = [f"P.{n};Việc {n};0{n}/10/2024;{day}" for n, day in enumerate(days, 1)]
    header = (
        f"Mã phản ánh;Nội dung phản ánh;Ngày tiếp nhận;{'Hạn xử lý' if said == '{}' else 'Văn bản trả lời'}"
    )
    lines = [header, "Văn phòng;;;", *rows[:2], "Thanh tra Sở;;;", *rows[2:]]
    closing = ["", "Nơi nhận:;;;Khánh Hòa, ngày 31 tháng 10 năm 2024", "NGƯỜI LẬP BIỂU;;;CHÁNH VĂN PHÒNG", ""]
    (home / "p.csv").write_text("\n".join(lines + closing), encoding="utf-8")
    main(["--home", str(home), "import", str(home / "p.csv"), "--as-of", "2024-10-31", "--json"])
    result = json.loads(capsys.readouterr().out)[0]
    assert (result["dataset"], result["rows_loaded"], result["rejects"]) == ("petitions", 4, [])


def test_words_of_totals_inside_a_record_are_a_record(home, capsys):
    assert result_of(home, capsys, ONE, TWO)["rows_loaded"] == 2


@pytest.mark.parametrize("row", ["3;HS-3;;;;;;;", ";HS-3;Cấp phiếu;Văn phòng;;;;;"])
def test_a_number_or_three_required_cells_make_a_record(row, home, capsys):
    result = result_of(home, capsys, ONE, TWO, row)
    assert (result["rows_read"], result["rows_rejected"]) == (3, 1)
    assert {reject["row"] for reject in result["rejects"]} == {4}


SCORES = "Chỉ số;Chỉ số thành phần;Năm;Tỉnh;Điểm;Hạng"


@pytest.mark.parametrize("empty", ["", "-"])
def test_a_score_may_be_empty_where_a_rank_is_filled(empty, home, capsys):
    path = home.parent / "pci.csv"
    ranked, neither = (
        f"PCI;Tính minh bạch;2023;Khánh Hòa;{empty};40",
        "PCI;Chi phí thời gian;2023;Khánh Hòa;-;",
    )
    lines = (SCORES, "PCI;Gia nhập thị trường;2023;Khánh Hòa;7,42;10", ranked, neither)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    main(["--home", str(home), "--json", "import", str(path), "--as-of", "2024-05-31"])
    (result,) = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["code"]) for one in result["rejects"]] == [(4, "missing_value")]
    assert result["rows_loaded"] == 2
    main(["--home", str(home), "--json", "index", "PCI"])
    found = {row["component"]: (row["score"], row["rank"]) for row in json.loads(capsys.readouterr().out)}
    assert found == {"Gia nhập thị trường": (7.42, 10), "Tính minh bạch": (None, 40)}


def test_a_total_of_which_the_rank_alone_is_known_is_no_published_index(home, capsys):
    path = home.parent / "cchc.csv"
    path.write_text(f"{SCORES}\nCCHC;;2023;Sở Tư pháp;;8\n", encoding="utf-8-sig")
    main(["--home", str(home), "--json", "import", str(path), "--as-of", "2024-05-31"])
    assert json.loads(capsys.readouterr().out)[0]["rows_loaded"] == 1
    main(["--home", str(home), "--json", "criteria", "--year", "2023"])
    assert json.loads(capsys.readouterr().out)["total"]["partial"] is True


@pytest.mark.parametrize(
    ("header", "blank"),
    [("Mã TTHC;Tên TTHC", ""), ("STT;Mã TTHC;Tên TTHC", ";"), ("Lĩnh vực;Mã TTHC;Tên TTHC", ";")],
)
def test_a_list_of_what_is_required_and_nothing_else_has_records(header, blank, home, capsys):
    """Beside other columns a code and a text may be a heading; where there are none they are the record."""
    path = home.parent / "tthc.csv"
    lines = (
        "DANH MỤC THỦ TỤC HÀNH CHÍNH", header,
        f"{blank}I;Hộ tịch", f"{blank}2.000488;Cấp bản sao", f"{blank}2.000489;Đăng ký lại",
        f"{blank}II;Công chứng", f"{blank}2.000490;Bổ nhiệm công chứng viên", "",
        f"{blank}NGƯỜI LẬP BIỂU;GIÁM ĐỐC", f"{blank}(Ký);(Ký, đóng dấu)",
    )  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    main(["--home", str(home), "--json", "import", str(path), "--as-of", "2024-12-31"])
    (result,) = json.loads(capsys.readouterr().out)
    assert (result["rows_read"], result["rows_loaded"], result["rejects"]) == (3, 3, [])


FIELD_REPORT = (
    "TÌNH HÌNH GIẢI QUYẾT TTHC\nKỳ báo cáo: Tháng 10 năm 2024\n"
    "TT;Lĩnh vực;Số hồ sơ tiếp nhận;;;;Số hồ sơ đã giải quyết;;;;Số hồ sơ đang giải quyết;;\n"
    ";;Tổng số;Trong kỳ;;Từ kỳ trước;Tổng số;Trước hạn;Đúng hạn;Quá hạn;Tổng số;Trong hạn;Quá hạn\n"
    ";;;Trực tuyến;Trực tiếp, dịch vụ bưu chính;;;;;;;;\n"
)
OF_FIELDS = "1;Công chứng;145;38;68;39;102;79;18;5;43;38;5", "2;Luật sư;107;57;32;18;93;76;16;1;14;12;2"
OF_ALL = "252;95;100;57;195;155;34;6;57;50;7"
UNIT_SCORES = "BẢNG ĐIỂM CCHC CÁC ĐƠN VỊ NĂM 2024\nSTT;Đơn vị;Điểm tối đa;Điểm tự chấm;Điểm thẩm định\n"
OF_UNITS = "1;Văn phòng;100;92;91", "2;Phòng Nghiệp vụ 1;100;90;88"
PLACES = "CHỈ SỐ PAR INDEX NĂM 2024\nSTT;Tỉnh;Điểm;Hạng\n"
OF_PLACES = "1;Hà Nội;90;1", "2;Khánh Hòa;88;2"
CAPITAL = "SỐ LIỆU BÁO CÁO THÁNG 10 NĂM 2024\nSTT;Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện\n"
OF_CAPITAL = "1;Giải ngân vốn đầu tư công;Tỷ đồng;50;40", "2;Tỷ lệ văn bản ký số;văn bản;100;90"


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize(
    ("head", "rows", "total"),
    [
        (FIELD_REPORT, OF_FIELDS, f"-;Tổng cộng;{OF_ALL}"),
        (FIELD_REPORT, OF_FIELDS, f"3;Tổng cộng;{OF_ALL}"),
        (FIELD_REPORT, OF_FIELDS, f"I;Tổng số;{OF_ALL}"),
        (FIELD_REPORT, OF_FIELDS, f"3;Toàn Sở;{OF_ALL}"),
        (FIELD_REPORT, OF_FIELDS, f"*;Tổng cộng toàn tỉnh;{OF_ALL}"),
        (UNIT_SCORES, OF_UNITS, ";Bình quân;100;91;89,5"),
        (UNIT_SCORES, OF_UNITS, "3;Trung bình chung;100;91;89,5"),
        (UNIT_SCORES, OF_UNITS, "-;Tổng cộng;200;182;179"),
        (PLACES, OF_PLACES, "-;Trung bình cả nước;89;"),
        (PLACES, OF_PLACES, "3;Cả nước;89;"),
        (CAPITAL, OF_CAPITAL, "-;Tổng cộng;;150;130"),
        (CAPITAL, OF_CAPITAL, "3;Tổng cộng;;150;130"),
    ],
)
def test_what_sums_up_the_others_is_none_of_them_whatever_stands_in_its_number(
    head: str, rows: tuple[str, str], total: str, place: str
) -> None:
    """Each went in as a field, a unit, a place or a figure of its own: everything counted twice."""
    lines = [total, *rows] if place == "first" else [*rows, total]
    found = read("a.csv", (head + "\n".join(lines)).encode())
    cleaned = clean(found.sheets[0], recognise(found, None, "a.csv"), date(2024, 10, 31), "a.csv")
    assert (cleaned.rows_loaded, cleaned.rejects) == (2, [])
    assert "total_mismatch" not in [code for code, _ in cleaned.warnings]


def test_a_report_of_nothing_but_the_whole_is_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = imported(home, capsys, f"{FIELD_REPORT}1;Toàn Sở;{OF_ALL}")
    assert (result["rows_loaded"], result["rejects"]) == (1, [])


def test_a_sentence_with_numbers_below_a_list_of_plain_numbers_is_no_record(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many words as columns and any number among them were a record in one cell."""
    ids = [row.replace("HS-", "000012345678901234") for row in (ONE, TWO)]
    below = ["Trong số đó 12 hồ sơ quá hạn, 3 hồ sơ tạm dừng", "Khánh Hòa, ngày 31 tháng 3 năm 2024"]
    result = result_of(home, capsys, *ids, *(f";;;;;;;{text};" for text in below))
    assert (result["rows_loaded"], result["rejects"]) == (2, [])


def test_units_above_their_rows_are_found_however_far_right_the_list_begins(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beyond the third column such a row was none, and the file was refused for want of a unit."""
    head, *rows = (line.replace(";Văn phòng", "").replace(";Phòng xử lý", "") for line in (HEADER, ONE, TWO))
    lines = (f";;;;;{line}" for line in (head, "I. VĂN PHÒNG", *rows))
    result = imported(home, capsys, "\n".join(lines), "2024-03-31")
    assert (result["rows_loaded"], result["rejects"]) == (2, [])


BELOW_A_NAME = {
    "SỐ LIỆU BÁO CÁO|Chỉ tiêu;Ngày;Tử số;Mẫu số|Giải ngân;30/09/2024;5;10|;31/10/2024;6;10": ["indicator"],
    "KẾT QUẢ|Chỉ số;Năm;Điểm;Hạng|PCI;2022;65,1;30|;2023;66,2;28": ["index"],
    "KẾT QUẢ|Chỉ số;Năm;Thành phần;Điểm|PCI;2023;Tính minh bạch;7,1|;;Chi phí thời gian;6,2": [
        "index",
        "year",
    ],
    f"{UNIT_SCORES.strip()}|{OF_UNITS[0]}|;;100;80;70": ["unit"],
    "ĐỐI THOẠI DOANH NGHIỆP|Loại;Ngày;Nội dung;Đơn vị|Đối thoại;01/10/2024;Đất;Văn phòng|;15/10/2024;Thuế;Văn phòng": [
        "kind"
    ],
    "Mã phản ánh;Nội dung;Ngày tiếp nhận;Phòng xử lý|P.1;Một;01/10/2024;Văn phòng|;Hai;02/10/2024;Văn phòng": [
        "petition_id"
    ],
}


@pytest.mark.parametrize("lines", BELOW_A_NAME)
def test_a_row_with_a_value_or_a_day_is_told_what_it_lacks(
    lines: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below a name that is written once for several rows they were skipped in silence."""
    result = imported(home, capsys, lines.replace("|", "\n"))
    told = [(one["column"], one["code"]) for one in result["rejects"]]
    assert told == [(name, "missing_value") for name in BELOW_A_NAME[lines]]
    first = lines.split("|")[-2].split(";")[0]  # a petition's own number is no other's
    assert (f"“{first}” như dòng trên" in result["rejects"][0]["message"]) == (
        first in ("Giải ngân", "PCI", "Đối thoại")
    )
    assert result["rows_loaded"] == result["rows_read"] - 1
