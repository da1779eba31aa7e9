"""The command line keeps its contract: JSON alone on standard output, exit statuses, Vietnamese messages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from chiso import homes
from chiso.__main__ import main
from chiso.commands.words import COMMANDS, Call
from chiso.core.settings import ROOT
from chiso.desk import history
from chiso.people.accounts import Accounts
from chiso.people.codes import new_secret
from chiso.store import Store
from tests.conftest import LONG
from tests.worlds import fresh_home

HEADER = (
    "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái"
)
ROWS = (
    "1;HS-1;Cấp phiếu;Phòng HCTP;Trực tuyến;02/05/2024;10/05/2024;09/05/2024;Đã trả kết quả",
    "2;HS-2;Cấp phiếu;Phòng HCTP;Trực tiếp;03/05/2024;10/05/2024;;Đang xử lý",
    "3;HS-3;Cấp phiếu;Văn phòng;Trực tiếp;03/05/2024;10/06/2024;;Đang xử lý",
)

ONLINE, TIMELY = "Tỷ lệ hồ sơ nộp trực tuyến", "Tỷ lệ hồ sơ giải quyết đúng hạn"
HANDLED = "1. Tình hình, kết quả giải quyết thủ tục hành chính"


def run(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> tuple[int, Any, str]:
    """Exit status, the JSON document, and what was said on standard error."""
    status = main(["--home", str(home), "--json", *words])
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


@pytest.mark.skipif(not LONG, reason="the paper itself: tests/present/test_meeting_papers.py")
def test_a_paper_is_of_the_period_said_or_of_the_newest_whole_one(home, tmp_path, capsys):
    path, out = csv_file(tmp_path, *ROWS), str(tmp_path / "bao-cao.docx")
    assert run(capsys, home, "import", str(path), "--as-of", "2024-06-20")[0] == 0
    made = [
        run(capsys, home, "paper", "cchc-report", "--out", out),
        run(capsys, home, "paper", "cchc-report", "--out", out, "--to", "2024-03-14"),
        run(
            capsys, home, "paper", "field-report", "--out", out, "--from", "2024-05-02", "--to", "2024-06-05"
        ),
        run(capsys, home, "paper", "officials", "--out", out, "--to", "2024-05-31"),
    ]
    assert [(status, said["from"], said["to"]) for status, said, _ in made] == [
        (0, "2023-12-15", "2024-06-14"),
        (0, "2023-12-15", "2024-03-14"),
        (0, "2024-05-02", "2024-06-05"),
        (0, "2024-05-01", "2024-05-31"),
    ]
    assert made[0][1]["kind"] == "cchc-report"
    with pytest.raises(SystemExit) as left:
        main(
            [
                "--home",
                str(home),
                "paper",
                "cchc-report",
                "--out",
                out,
                "--from",
                "2024-02-01",
                "--to",
                "2024-03-14",
            ]
        )
    assert left.value.code == 64


@pytest.mark.skipif(not LONG, reason="the paper itself: tests/present/test_meeting_papers.py")
def test_the_paper_of_a_published_year_says_what_was_published(home, tmp_path, capsys):
    """Document 1's counts of 2023 as they are reported; of the dossiers themselves one is there, or none."""
    published = tmp_path / "bao_cao.csv"
    lines = (
        "Chỉ tiêu;Ngày;Tử số;Mẫu số",
        f"{ONLINE};14/12/2023;3159;15047",
        f"{TIMELY};14/12/2023;14673;14697",
    )
    published.write_text("\n".join(lines), encoding="utf-8-sig")
    assert run(capsys, home, "import", str(csv_file(tmp_path, *ROWS)), "--as-of", "2024-06-20")[0] == 0
    assert run(capsys, home, "import", str(published))[0] == 0
    words = (
        "Theo số đã công bố, Sở Tư pháp tiếp nhận 15.047 hồ sơ (trực tuyến 3.159), giải quyết 14.697 hồ sơ, "
        "trong đó trễ hạn 24."
    )
    assert paper_of_2023(home, tmp_path, capsys) == [words]
    of_2023 = ROWS[0].replace("/05/2024", "/05/2023").replace("HS-1", "HS-0")
    old = csv_file(tmp_path, of_2023, name="thang5_2023.csv")
    assert run(capsys, home, "import", str(old), "--as-of", "2023-12-31")[0] == 0
    first, second = paper_of_2023(home, tmp_path, capsys)
    assert first == words
    assert second.startswith(
        "Tính lại từ danh sách hồ sơ, như Biểu số II.06a dưới đây: tổng số 1 hồ sơ (mới tiếp nhận 1"
    )


def test_a_published_rate_without_its_counts_is_no_count(home, tmp_path, capsys):
    published = tmp_path / "bao_cao.csv"
    lines = ("Chỉ tiêu;Ngày;Giá trị", f"{ONLINE};14/12/2023;21%", f"{TIMELY};14/12/2023;99,84%")
    published.write_text("\n".join(lines), encoding="utf-8-sig")
    assert run(capsys, home, "import", str(csv_file(tmp_path, *ROWS)), "--as-of", "2024-06-20")[0] == 0
    assert run(capsys, home, "import", str(published))[0] == 0
    assert paper_of_2023(home, tmp_path, capsys) == ["Chưa có số liệu hồ sơ của kỳ."]


def test_a_rate_that_is_printed_alone_is_opened_to_its_row(home, tmp_path, capsys):
    published = tmp_path / "bao_cao.csv"
    lines = (
        "Chỉ tiêu;Ngày;Giá trị\nTỷ lệ giải ngân vốn đầu tư công;31/05/2024;41%\nSáng kiến CCHC;31/05/2024;3\n"
    )
    published.write_text(lines, encoding="utf-8-sig")
    assert run(capsys, home, "import", str(published))[0] == 0
    for indicator, value, row in (("disbursement_rate", 0.41, 2), ("initiatives", 3, 3)):
        status, said, _ = run(capsys, home, "records", indicator, "--as-of", "2024-06-20")
        assert status == 0
        assert [(one["value"], one["file_name"], one["row_no"]) for one in said] == [
            (value, "bao_cao.csv", row)
        ]


def paper_of_2023(home: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the report of the year 2023 says of its dossiers."""
    out, days = folder / "nam.docx", ("--from", "2022-12-15", "--to", "2023-12-14")
    assert run(capsys, home, "paper", "cchc-report", "--out", str(out), *days)[0] == 0
    texts = [paragraph.text for paragraph in Document(str(out)).paragraphs]
    after = ("Biểu số", "2. ")  # without a file no form follows
    return texts[texts.index(HANDLED) + 1 : next(i for i, text in enumerate(texts) if text.startswith(after))]


def csv_file(folder: Path, *rows: str, name: str = "thang5.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8-sig")
    return path


def test_a_clean_file_is_imported_and_its_figures_follow(tmp_path, capsys):
    home = tmp_path / "home"
    assert main(["--home", str(home), "init", "--agency", "stp"]) == 0
    capsys.readouterr()
    path = csv_file(tmp_path, *ROWS)
    status, results, _ = run(capsys, home, "import", str(path), "--as-of", "2024-05-31")
    assert status == 0
    assert [(r["status"], r["rows_read"], r["rows_loaded"], r["as_of"]) for r in results] == [
        ("imported", 3, 3, "2024-05-31")
    ]
    status, figures, _ = run(capsys, home, "indicators", "--indicator", "online_rate")
    of_each = run(capsys, home, "indicators", "--indicator", "online_rate", "--by", "agency")[1]
    assert of_each == figures
    assert [row["agency"] for row in of_each] == ["stp"]
    assert status == 0
    assert [(f["numerator"], f["denominator"], f["as_of"]) for f in figures] == [(1, 3, "2024-05-31")]
    _, overdue, _ = run(capsys, home, "overdue", "--kind", "dossiers")
    # due Friday 10/05, as of Friday 31/05: three weeks of five working days.
    assert [(row["id"], row["days_late"], row["unit_name"]) for row in overdue] == [
        ("HS-2", 15, "Phòng Hành chính tư pháp")
    ]


def test_the_same_bytes_again_are_unchanged(home, tmp_path, capsys):
    path = csv_file(tmp_path, *ROWS)
    run(capsys, home, "import", str(path), "--as-of", "2024-05-31")
    status, results, _ = run(capsys, home, "import", str(path), "--as-of", "2024-05-31")
    assert (status, results[0]["status"]) == (0, "unchanged")


def test_rolling_back_restores_the_figures(home, tmp_path, capsys):
    before = run(capsys, home, "indicators")[1]
    path = csv_file(tmp_path, *ROWS)
    _, results, _ = run(capsys, home, "import", str(path), "--as-of", "2024-05-31")
    assert run(capsys, home, "rollback", str(results[0]["import_id"]))[0] == 0
    assert run(capsys, home, "indicators")[1] == before


def test_a_rejected_row_gives_status_one_and_names_its_cell(home, tmp_path, capsys):
    path = csv_file(tmp_path, *ROWS, ROWS[0].replace("HS-1", "HS-4").replace("02/05/2024", "32/13/2024"))
    status, results, _ = run(capsys, home, "import", str(path), "--as-of", "2024-05-31")
    assert status == 1
    reject = results[0]["rejects"][0]
    assert (reject["row"], reject["column"], reject["header"], reject["value"], reject["code"]) == (
        5,
        "received_at",
        "Ngày tiếp nhận",
        "32/13/2024",
        "bad_date",
    )


def test_one_refused_file_does_not_stop_the_others(home, tmp_path, capsys):
    empty = tmp_path / "rong.csv"
    empty.write_bytes(b"")
    status, results, _ = run(
        capsys, home, "import", str(empty), str(csv_file(tmp_path, *ROWS)), "--as-of", "2024-05-31"
    )
    assert status == 2
    assert [r["status"] for r in results] == ["refused", "imported"]
    assert results[0]["error"]["code"] == "empty_file"


def test_an_import_of_the_command_line_keeps_its_effect(home, tmp_path, capsys):
    """HS-1 and HS-2: one of two online. A third at the counter makes it one of three; the same bytes again nothing."""
    first, second = csv_file(tmp_path, *ROWS[:2]), csv_file(tmp_path, ROWS[2], name="them.csv")
    for path, *more in ((first,), (second, "--add"), (second, "--add")):
        assert run(capsys, home, "import", str(path), "--as-of", "2024-05-31", *more)[0] == 0
    with homes.opened(home) as store:
        newest, oldest = history.imports(store, "stp")
    assert "Hồ sơ trực tuyến 50% → 33,3%" in newest["effect"]
    assert newest["difference"] == {"new": 1, "changed": 0, "unchanged": 0, "moved_due": 0, "vanished": 0}
    assert "Hồ sơ trực tuyến chưa có số → 50%" in oldest["effect"]


def test_a_dry_run_stores_nothing(home, tmp_path, capsys):
    path = csv_file(tmp_path, *ROWS)
    status, results, _ = run(capsys, home, "import", str(path), "--as-of", "2024-05-31", "--dry-run")
    assert (status, results[0]["status"], results[0]["rows_loaded"]) == (0, "preview", 3)
    assert run(capsys, home, "imports")[1] == []


def test_a_file_without_a_date_asks_for_one(home, tmp_path, capsys):
    status, results, _ = run(capsys, home, "import", str(csv_file(tmp_path, *ROWS)))
    assert (status, results[0]["error"]["code"]) == (2, "no_as_of")


def test_an_alias_taught_later_resolves_rows_at_once(home, tmp_path, capsys):
    path = csv_file(tmp_path, *(row.replace("Phòng HCTP", "Tổ Hộ tịch mới") for row in ROWS))
    _, results, _ = run(capsys, home, "import", str(path), "--as-of", "2024-05-31")
    assert results[0]["unknown_units"] == ["Tổ Hộ tịch mới"]
    assert run(capsys, home, "overdue")[1][0]["unit_name"] == "Chưa xác định"
    assert run(capsys, home, "alias", "Tổ Hộ tịch mới", "Phòng Hành chính tư pháp")[0] == 0
    assert run(capsys, home, "overdue")[1][0]["unit_name"] == "Phòng Hành chính tư pháp"


def test_many_spellings_that_nobody_knows_are_told_in_one_line(home, tmp_path, capsys):
    rows = [
        row.replace("Phòng HCTP", f"Tổ Lạ {n}").replace("HS-", f"HS-{n}-")
        for n in range(1, 8)
        for row in ROWS
    ]
    path = csv_file(tmp_path, *rows)
    main(["--home", str(home), "import", str(path), "--as-of", "2024-05-31"])
    (told,) = (line for line in capsys.readouterr().out.splitlines() if "Chưa biết" in line)
    assert told.startswith(
        "  lưu ý: Chưa biết 7 đơn vị, như “Tổ Lạ 1”, “Tổ Lạ 2”, “Tổ Lạ 3”, “Tổ Lạ 4”, “Tổ Lạ 5” ("
    )


def test_records_of_a_rate_and_the_rest_add_up(home, tmp_path, capsys):
    run(capsys, home, "import", str(csv_file(tmp_path, *ROWS)), "--as-of", "2024-05-31")
    ids = {
        part: sorted(row["id"] for row in run(capsys, home, "records", "online_rate", "--part", part)[1])
        for part in ("numerator", "denominator", "rest")
    }
    assert ids == {"numerator": ["HS-1"], "denominator": ["HS-1", "HS-2", "HS-3"], "rest": ["HS-2", "HS-3"]}


@pytest.mark.parametrize("words", [["import"], ["nothing"], ["criteria"], ["indicators", "--by", "moon"]])
def test_wrong_usage_is_sixty_four_and_vietnamese(words, capsys):
    with pytest.raises(SystemExit) as stop:
        main(words)
    assert stop.value.code == 64
    assert "Sai cú pháp" in capsys.readouterr().err


def test_an_account_without_a_role_is_wrong_usage_and_makes_nothing(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--home", str(tmp_path / "home"), "user", "add", "an"])
    assert stop.value.code == 64
    assert "Sai cú pháp: thiếu tham số: --role" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_a_new_account_is_told_with_its_role_as_people_call_it(home, capsys):
    assert main(["--home", str(home), "user", "add", "an", "--role", "admin"]) == 0
    assert "Đã tạo tài khoản an, vai trò Quản trị." in capsys.readouterr().out


def test_second_factor_is_required_of_a_role_and_taken_from_an_account(home, capsys):
    run(capsys, home, "user", "add", "an", "--role", "admin")
    status, said, _ = run(capsys, home, "user", "require-code", "admin", "on")
    assert (status, said) == (0, {"required": ["admin"]})
    assert run(capsys, home, "user", "require-code", "admin", "off")[1] == {"required": []}
    assert run(capsys, home, "user", "require-code", "boss", "on")[1]["error"]["code"] == "bad_role"
    with Store.open(home) as store:
        people = Accounts(store)
        people.second.switch_on(people.users()[0], new_secret())
    assert run(capsys, home, "user", "remove-code", "an")[:2] == (0, {"user": "an"})
    with Store.open(home) as store:
        assert Accounts(store).users()[0].second_factor is None
    for words in (("require-code", "admin"), ("remove-code", "an", "on"), ("require-code", "admin", "yes")):
        with pytest.raises(SystemExit) as stop:
            main(["--home", str(home), "user", *words])
        assert stop.value.code == 64


def test_an_unknown_name_is_refused_with_a_sentence(home, capsys):
    status, document, said = run(capsys, home, "indicators", "--unit", "Phòng Không Có")
    assert (status, document["error"]["code"]) == (2, "unknown_name")
    assert "Phòng Không Có" in said


def test_a_database_in_use_is_status_three_with_json(home, tmp_path, capsys):
    """Another process holds the database: every file answers with that error."""
    hold = "import sys,time; from pathlib import Path; from chiso.store import Store; "
    hold += "s = Store.open(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(home)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        status, answer, _ = run(capsys, home, "import", str(csv_file(tmp_path, *ROWS)))
        unlocked = main(["--home", str(home), "user", "unlock", "lan"])
        holder.kill()
    assert (status, [one["error"]["code"] for one in answer]) == (3, ["in_use"])
    assert unlocked == 3
    assert "Quản trị, mục Tài khoản, nút “Mở khóa đăng nhập”" in capsys.readouterr().err


@pytest.mark.skipif(not LONG, reason="in a usual run each door: tests/store")
def test_without_its_key_a_home_is_neither_imported_into_nor_backed_up_nor_restored(
    home, tmp_path, capsys, monkeypatch
):
    """Putting the old key back heals everything, for no other was made."""
    key = tmp_path / "keys" / "key"
    monkeypatch.setenv("CHISO_KEY_FILE", str(key))
    run(capsys, home, "import", str(csv_file(tmp_path, *ROWS)), "--as-of", "2024-05-31")
    status, said, _ = run(capsys, home, "backup", "--out", str(tmp_path / "copy"))
    assert (status, said["key"]) == (0, str(key))
    assert main(["--home", str(home), "backup", "--out", str(tmp_path / "further")]) == 0
    assert f"{key}. Hãy giữ một bản" in capsys.readouterr().out
    key.rename(tmp_path / "aside")
    later = str(csv_file(tmp_path, *ROWS[1:], name="thang6.csv"))
    for other in (None, b"k" * 32):
        if other:
            key.write_bytes(other)
        status, results, _ = run(capsys, home, "import", later, "--as-of", "2024-06-30")
        assert (status, [row["error"]["code"] for row in results]) == (2, ["key_missing"])
        for command in (("backup", "--out", str(tmp_path / "third")), ("restore", str(tmp_path / "copy"))):
            status, said, _ = run(capsys, home, *command)
            assert (status, said["error"]["code"]) == (2, "key_missing")
        status, findings, _ = run(capsys, home, "verify")
        assert (status, [row["code"] for row in findings]) == (2, ["key_missing"])
        assert "sao lưu" not in findings[0]["message"]
        assert run(capsys, home, "imports")[0] == 0  # figures need no key
        assert (key.read_bytes() if key.exists() else None) == other
    (tmp_path / "aside").replace(key)
    assert run(capsys, home, "verify")[:2] == (0, [])
    assert run(capsys, home, "import", later, "--as-of", "2024-06-30")[0] == 0
    assert run(capsys, home, "restore", str(tmp_path / "copy"))[0] == 0
    assert run(capsys, home, "verify")[:2] == (0, [])


def test_what_is_said_neither_turns_nor_speaks_to_a_terminal(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether it was typed, is the name of a file, or was stored."""
    name, shown = "Phòng\x1b[31m \u202eđỏ", r"Phòng\x1b[31m \u202eđỏ"
    assert main(["--home", str(home), "unit", "add", "stp-do", "--name", name]) == 0
    assert f"Đã thêm đơn vị {shown} (stp-do)." in capsys.readouterr().out
    assert main(["--home", str(home), "units"]) == 0
    assert "Phòng[31m đỏ" in capsys.readouterr().out
    assert main(["--home", str(home), "alias", "x", f"{name}?"]) == 2
    assert f"“{shown}?”" in capsys.readouterr().err
    path = csv_file(tmp_path, "thang5", name="a\x1b]0;b\x07.csv")
    assert main(["--home", str(home), "import", str(path)]) == 2
    assert r"a\x1b]0;b\x07.csv: từ chối" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(home), "unit", "\x1b[31m"])
    assert (ended.value.code, "\x1b" in capsys.readouterr().err) == (64, False)


def test_what_is_no_text_is_wrong_usage(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bytes that are no UTF-8 reach Python as halves of signs, which no table holds."""
    for words in (
        ["units", "--agency", "\udcff"],
        ["backup", "--out", "/x/\udce9"],
        ["alias", "\ud800", "stp-vp"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(["--home", str(home), *words])
        assert ended.value.code == 64
        assert "không phải UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [("indicators",), ("import", "a.csv"), ("units",), ("verify",), ("user", "add", "x", "--role", "viewer")],
)
def test_a_home_that_does_not_exist_is_wrong_usage_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(tmp_path / "none"), "--json", *words])
    assert ended.value.code == 64
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "no_home"
    assert not (tmp_path / "none").exists()


@pytest.mark.skipif(not LONG, reason="processes of their own")
def test_what_a_command_says_is_whole_when_its_process_ends_and_a_reader_may_leave(home: Path) -> None:
    words = [sys.executable, "-m", "chiso", "--home", str(home), "--json", "imports"]
    usual = {**os.environ, "PYTHONUNBUFFERED": ""}
    assert json.loads(subprocess.run(words, capture_output=True, check=True, env=usual).stdout) == []
    gone, pipe = os.pipe()
    os.close(gone)
    left = subprocess.run(words, stdout=pipe, stderr=subprocess.PIPE, env=usual)
    os.close(pipe)
    assert (left.returncode, left.stderr) == (0, b"")


def test_help_is_said_before_what_a_home_needs_is_loaded() -> None:
    code = """
import sys
from chiso.__main__ import main
try:
    main(["--help"])
except SystemExit:
    print(sorted({"duckdb", "numpy", "pandas", "pptx", "pyarrow"} & sys.modules.keys()))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "  slides " in said
    assert said.splitlines()[-1] == "[]"


def test_what_does_a_command_stands_where_it_is_looked_up() -> None:
    assert all(callable(Call(name, place, {}, Path(), False).function) for name, place, *_ in COMMANDS)


def test_a_command_ends_with_what_was_registered_for_its_end_and_with_its_status(tmp_path):
    """It ends without taking its objects apart; what a library leaves for the end runs all the same."""
    code = (
        "import atexit, runpy, sys; from chiso.commands import words; understood = words.understood\n"
        "def then(*given): atexit.register(print, 'cuối cùng'); return understood(*given)\n"
        "words.understood, sys.argv = then, ['chiso', '--home', sys.argv[1], 'import', 'thieu.csv']\n"
        "runpy.run_module('chiso', run_name='__main__')"
    )
    fresh_home.build(tmp_path / "home").close()
    command = [sys.executable, "-X", "utf8", "-c", code, str(tmp_path / "home")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (2, "cuối cùng"), done.stderr
    assert "Không tìm thấy tệp “thieu.csv”" in done.stdout
