"""Where a command cannot write its file, it says so instead of failing."""

import json
from pathlib import Path

import pytest

from chiso.__main__ import main

ROWS = (
    "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái",
    "1;HS-1;Cấp phiếu;Văn phòng;Trực tuyến;02/05/2024;10/05/2024;;Đang xử lý",
)


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    home, file = tmp_path / "home", tmp_path / "a.csv"
    file.write_text("\n".join(ROWS), encoding="utf-8-sig")
    assert main(["--home", str(home), "init"]) == 0
    assert main(["--home", str(home), "import", str(file), "--as-of", "2024-05-31"]) == 0
    capsys.readouterr()
    return home


def test_a_missing_folder_is_made(home, tmp_path, capsys):
    out = tmp_path / "moi" / "bao_cao.xlsx"
    assert main(["--home", str(home), "--json", "report", "--out", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] == out.stat().st_size


@pytest.mark.parametrize("command", ["report", "slides", "backup"])
def test_a_path_that_cannot_be_written_is_refused(command, home, tmp_path, capsys):
    out = tmp_path / "a.csv" / "bao_cao"  # below a file
    assert main(["--home", str(home), "--json", command, "--out", str(out)]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == "cannot_write"
    assert "Không ghi được" in said.err
