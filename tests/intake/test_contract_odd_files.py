"""Odd but possible files: answered in a sentence or read, with rows made by hand."""

import io
import json
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chiso.__main__ import main
from chiso.intake.recognise.claims import claim

HEADER = ("STT", "Mã hồ sơ", "Tên TTHC", "Phòng xử lý", "Hình thức nộp", "Ngày tiếp nhận", "Ngày hẹn trả",
          "Ngày kết thúc xử lý", "Trạng thái", "Số lần bổ sung")  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], home: Path, *words: object) -> tuple[int, Any]:
    status = main(["--home", str(home), "--json", *map(str, words)])
    return status, json.loads(capsys.readouterr().out)


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def dossier(number: int, supplements: object = None) -> tuple[object, ...]:
    return (number, f"HS-{number}", "Cấp phiếu", "Văn phòng", "Trực tuyến", "01/03/2024", "15/03/2024", None,
            "Đang xử lý", supplements)  # fmt: skip


@pytest.mark.parametrize("number", [1e20, 1e300, "99999999999"])
def test_a_count_beyond_all_reason_is_emptied_with_a_warning(number, home, tmp_path, capsys):
    path = workbook(tmp_path / "a.xlsx", HEADER, dossier(1, number), dossier(2, 2))
    status, (result,) = run(capsys, home, "import", path, "--as-of", "2024-03-31")
    assert (status, result["rows_loaded"], result["rows_rejected"]) == (0, 2, 0)
    assert "unreadable_value" in [warning["code"] for warning in result["warnings"]]
    _, rows = run(capsys, home, "records", "extra_supplement_dossiers")
    assert [row["dossier_id"] for row in rows] == ["HS-2"]


def test_a_cell_of_megabytes_is_refused_at_once(home, tmp_path, capsys):
    plain = workbook(tmp_path / "a.xlsx", HEADER, dossier(1)).read_bytes()
    swollen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(swollen, "w", 8) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                cell = (
                    b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"a" * 9_000_000 + b"</t></is></c></row>"
                )
                text = text.replace(b"</sheetData>", cell + b"</sheetData>")
            new.writestr(name, text)
    (tmp_path / "b.xlsx").write_bytes(swollen.getvalue())
    start = time.perf_counter()
    run(capsys, home, "import", tmp_path / "a.xlsx", "--as-of", "2024-03-31")
    usual = time.perf_counter() - start  # on this machine, as busy as it is
    start = time.perf_counter()
    status, (result,) = run(capsys, home, "import", tmp_path / "b.xlsx", "--as-of", "2024-03-31")
    assert (status, result["error"]["code"]) == (2, "dangerous_file")
    assert "A9" in result["error"]["message"]
    assert time.perf_counter() - start < 10 + 5 * usual


PLACES = (
    ("STT", "Tỉnh", "Gia nhập thị trường", "Tiếp cận đất đai", "Tính minh bạch", "PCI tổng", "Xếp hạng"),
    (1, "Khánh Hòa", "7,5", "6,8", "6,1", "65,3", 30),
    (2, "Đà Nẵng", "7,1", "6,2", "6,6", "68,5", 16),
)


def test_the_total_of_a_wide_table_takes_its_rank_along(home, tmp_path, capsys):
    path = workbook(tmp_path / "pci.xlsx", ("CHỈ SỐ PCI NĂM 2023",), *PLACES)
    _, (result,) = run(capsys, home, "import", path, "--as-of", "2024-05-10")
    assert (result["rows_loaded"], result["rows_rejected"]) == (8, 0)
    _, rows = run(capsys, home, "index", "PCI", "--place", "Khánh Hòa")
    assert [(r["component"], r["score"], r["rank"]) for r in rows if r["component"] is None] == [
        (None, 65.3, 30)
    ]


def test_a_rank_without_its_score_rejects_nothing(home, tmp_path, capsys):
    rows = [(*row[:5], row[6]) for row in PLACES]
    path = workbook(tmp_path / "pci.xlsx", ("CHỈ SỐ PCI NĂM 2023",), *rows)
    _, (result,) = run(capsys, home, "import", path, "--as-of", "2024-05-10")
    assert (result["rows_loaded"], result["rows_rejected"]) == (6, 0)
    assert result["unknown_columns"] == ["Xếp hạng"]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Mã hồ sơ điện tử", "dossier_id"),
        ("Nội dung yêu cầu giải quyết", "procedure_name"),
        ("Cơ quan/đơn vị xử lý", "unit"),
        ("Hình thức nhận hồ sơ", "channel"),
        ("Ngày hẹn trả kết quả (dự kiến)", "due_at"),
        ("Ngày trả kết quả theo giấy hẹn", "due_at"),
        ("Kết quả xử lý", "status"),
        ("Lí do tạm dừng", "pause_reason"),
    ],
)
def test_headers_that_one_stop_systems_print(header, field):
    found = claim("dossiers", (header,))
    assert found is not None
    assert found.field == field


def test_records_carry_the_field_names_of_their_dataset(home, tmp_path, capsys):
    run(capsys, home, "import", workbook(tmp_path / "a.xlsx", HEADER, dossier(1)), "--as-of", "2024-03-31")
    tasks = workbook(
        tmp_path / "b.xlsx",
        ("STT", "Số văn bản", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Hạn xử lý", "Ngày hoàn thành"),
        (1, "12/UBND", "Báo cáo", "Văn phòng", "10/03/2024", "08/03/2024"),
    )
    run(capsys, home, "import", tasks, "--as-of", "2024-03-31")
    _, (row,) = run(capsys, home, "records", "online_rate")
    assert (row["id"], row["key"], row["dossier_id"], row["received_at"]) == (
        "HS-1",
        "HS-1",
        "HS-1",
        "2024-03-01",
    )
    _, (row,) = run(capsys, home, "records", "task_on_time_rate")
    assert (row["document_no"], row["content"], row["due_on"], row["key"]) == (
        "12/UBND", "Báo cáo", "2024-03-10", "12/UBND | Báo cáo",
    )  # fmt: skip


def test_a_formula_without_its_value_is_unreadable_and_not_empty(home, tmp_path, capsys):
    """A due date that the file does not hold would count as none: on time. A formula with a value, or with the empty
    text, is what it says."""
    rows = [dossier(number) for number in range(1, 6)]
    rows[0] = (*rows[0][:6], "=F2+14", *rows[0][7:])
    rows[1] = (*rows[1][:9], '=IF(A3=2,"",1)')
    plain = workbook(tmp_path / "a.xlsx", HEADER, *rows, (*dossier(6)[:6], "=F7+14", *dossier(6)[7:]))
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for place, value in (("G2", "15/03/2024"), ("J3", "")) if name.endswith("sheet1.xml") else ():
                cell = rf'<c r="{place}"><f>(.*?)</f><v ?/?>(</v>)?</c>'
                text, found = re.subn(cell, rf'<c r="{place}" t="str"><f>\1</f><v>{value}</v></c>', text)
                assert found == 1
            new.writestr(name, text)
    status, (result,) = run(capsys, home, "import", path, "--as-of", "2024-03-31")
    assert (status, result["rows_loaded"], result["rows_rejected"]) == (1, 5, 1)
    assert [(fault["row"], fault["column"]) for fault in result["rejects"]] == [(7, "due_at")]
    (said,) = [one["message"] for one in result["warnings"] if one["code"] == "uncalculated"]
    assert "1 ô là công thức" in said
    assert "G7" in said
