"""Units of criteria: several rooms in one cell are several rooms."""

import json
from pathlib import Path

import pytest

from chiso.__main__ import main
from tests.worlds import fresh_home

ROOMS = {  # cell -> what of it is no unit
    "Văn phòng; Phòng HCTP": [],
    "Văn phòng, HCTP": [],
    "Văn phòng và Phòng HCTP": [],
    "Phòng Phổ biến, giáo dục pháp luật": [],
    "Các Phòng, Trung tâm thuộc Sở": [],
    "Phòng Kỳ Lạ; Văn phòng": ["Phòng Kỳ Lạ"],
    "Phòng Kỳ Lạ, thứ hai": ["Phòng Kỳ Lạ, thứ hai"],
}


def test_the_rooms_of_a_criterion_are_asked_about_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(tmp_path / "home")
    fresh_home.build(Path(home)).close()
    path = tmp_path / "a.csv"
    rows = (f"I.{n}\tThực hiện nhiệm vụ {n}\t3\t2\t{cell}\n" for n, cell in enumerate(ROOMS, start=1))
    path.write_text(
        "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CCHC NĂM 2024\n"
        "Mã tiêu chí|Tên tiêu chí|Điểm tối đa|Điểm tự chấm|Phòng chịu trách nhiệm\n".replace("|", "\t")
        + "".join(rows),
        encoding="utf-8-sig",
    )
    assert main(["--home", home, "--json", "import", str(path), "--as-of", "2024-12-20"]) == 0
    (result,) = json.loads(capsys.readouterr().out)
    unknown = sorted(name for names in ROOMS.values() for name in names)
    assert (result["rows_loaded"], sorted(result["unknown_units"])) == (len(ROOMS), unknown)
    main(["--home", home, "--json", "criteria", "--year", "2024"])
    assert [row["units"] for row in json.loads(capsys.readouterr().out)["criteria"]] == [*ROOMS]
