"""The recipe "A new dataset" of docs/architecture.md, carried out in a copy of the program."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chiso.core.settings import ROOT
from tests.conftest import LONG

BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = shutil.ignore_patterns(
    *(
        ".git",
        ".venv*",
        ".*_cache",
        ".hypothesis",
        "*.pyc.*",  # half-written ones; what is compiled comes along
        "var*",
        "samples",
        "browser",
        "images",
        "*.zip",
    )
)
# Several commands by one process, an answer a line; a status that is not 0 is its own.
COMMANDS = """
import contextlib, io, json, sys
from chiso.__main__ import main
home, *commands = sys.argv[1:]
for command in commands:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = main(["--json", "--home", home, *json.loads(command)])
    print(json.dumps(json.loads(said.getvalue())))
    if status:
        sys.exit(status)
"""
PIECES = ("test_declarations.py", "test_dataset_pieces.py", "test_wordings.py", "test_datasets.py")
EXPORT = """SỔ THEO DÕI HÒM THƯ GÓP Ý
Từ ngày 01/03/2024 đến ngày 31/03/2024
STT;Số thư góp ý;Nội dung góp ý;Phòng xử lý;Ngày bóc thư;Hạn trả lời thư;Ngày trả lời thư
1;TGY-01;Thái độ phục vụ;Văn phòng;04/03/2024;18/03/2024;15/03/2024
2;TGY-02;Chỗ để xe;Văn phòng;05/03/2024;19/03/2024;
3;TGY-03;Giờ làm việc;Văn phòng;06/03/2024;32/03/2024;
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the recipe carried out."""
    folder = tmp_path_factory.mktemp("recipe") / "copy"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    section = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("\n## A new dataset\n")[2]
    blocks = BLOCK.findall(section.partition("\n## ")[0])
    assert len(blocks) == 3
    for name, text in blocks:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)
    run(folder, "docs/generate.py")
    return folder


def run(folder: Path, *arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(
    not LONG, reason="in a usual run the pieces of those that there are: test_dataset_pieces.py"
)
def test_it_has_every_piece(copy: Path) -> None:
    tests = [f"tests/intake/{name}" for name in PIECES]
    said = run(
        copy, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-rA", "-k", "letters", *tests
    )
    assert said.count("PASSED") >= 10


def test_an_export_of_it_is_recognised_imported_merged_and_sound(copy: Path, tmp_path: Path) -> None:
    export = tmp_path / "so thu.csv"
    export.write_text(EXPORT, encoding="utf-8")

    def answers(*commands: list[str]) -> list[Any]:
        said = run(copy, "-c", COMMANDS, str(tmp_path / "home"), *(json.dumps(words) for words in commands))
        return [json.loads(line) for line in said.splitlines()]

    _, (found,), sound, _, sound_without = answers(
        ["init", "--agency", "stp"], ["import", str(export)], ["verify"], ["rollback", "1"], ["verify"]
    )
    assert (found["dataset"], found["as_of"], found["status"]) == ("letters", "2024-03-31", "imported")
    assert (found["rows_loaded"], found["unknown_columns"]) == (3, [])
    assert len(found["warnings"]) == 1, "the date that is none is emptied and said"
    assert (found["import_id"], sound, sound_without) == (1, [], [])
    (copy / "data/datasets/14_letters.toml").unlink()
    assert answers(["verify"]) == [[]], "what is declared no more is not lost"
