"""Where a command cannot write its file, it says so instead of failing."""

import json
from pathlib import Path

import pytest

from chiso.__main__ import main
from tests.worlds import fresh_home
from tests.worlds.demo_home import copy_home

ROWS = (
    "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái",
    "1;HS-1;Cấp phiếu;Văn phòng;Trực tuyến;02/05/2024;10/05/2024;;Đang xử lý",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed home with which each test begins."""
    folder = tmp_path_factory.mktemp("outputs")
    fresh_home.build(folder / "home").close()
    (folder / "a.csv").write_text("\n".join(ROWS), encoding="utf-8-sig")
    words = ["import", str(folder / "a.csv"), "--as-of", "2024-05-31"]
    assert main(["--home", str(folder / "home"), *words]) == 0
    return folder / "home"


@pytest.fixture
def home(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    capsys.readouterr()
    return copy_home(template, tmp_path / "home")


def test_a_missing_folder_is_made(home, tmp_path, capsys):
    out = tmp_path / "moi" / "bao_cao.xlsx"
    assert main(["--home", str(home), "--json", "report", "--out", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["bytes"] == out.stat().st_size


@pytest.mark.parametrize("command", ["report", "slides", "backup"])
def test_a_path_that_cannot_be_written_is_refused(command, home, tmp_path, capsys):
    (tmp_path / "a.csv").touch()
    out = tmp_path / "a.csv" / "bao_cao"  # below a file
    assert main(["--home", str(home), "--json", command, "--out", str(out)]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"]["code"] == "cannot_write"
    assert "Không ghi được" in said.err
