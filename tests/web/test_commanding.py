"""Commands beside a running server: the same words, files and figures as alone, and a door that nobody else opens."""

import http.client
import io
import json
import os
import signal
import socketserver
import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from pptx import Presentation

from chiso.__main__ import main
from chiso.commands import beside
from chiso.core.errors import InUse, Unanswered
from chiso.store import Store, ledger
from chiso.web.shell.process import Process
from tests.conftest import sample
from tests.worlds import fresh_home
from tests.worlds.people import audited_acts
from tests.worlds.servers import Server, serving

HEADER = (
    "STT;Mã hồ sơ;Tên TTHC;Phòng xử lý;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc;Trạng thái"
)
MAY = (
    "1;HS-1;Cấp phiếu;Phòng HCTP;Trực tuyến;02/05/2024;10/05/2024;09/05/2024;Đã trả kết quả",
    "2;HS-2;Cấp phiếu;Phòng HCTP;Trực tiếp;03/05/2024;10/05/2024;;Đang xử lý",
)
JUNE = ("1;HS-9;Cấp phiếu;Phòng HCTP;Trực tuyến;03/06/2024;10/06/2024;;Đang xử lý",)
Words = tuple[str, ...]
SAID: Sequence[Words] = sample(
    (
        ("indicators", "--json"),
        ("units",),
        ("imports", "--json"),
        ("digest", "--out", "sang/nay.xlsx"),
        ("indicators", "--by", "unit"),
        ("overdue", "--json"),
        ("import", "thang5.csv", "--dry-run"),
        ("overdue",),
        ("records", "online_rate", "--json"),
        ("overdue", "--unit", "không có", "--json"),
        ("check",),
        ("verify", "--json"),
        ("handout", "--out", "phat", "--unit", "Văn phòng", "--json"),
        ("overdue", "--unit", "không có"),
        ("import", "khong-co.csv", "--json"),
        ("slides", "--out", "khong/ghi/duoc/a.pptx"),
    )
)


def csv_file(folder: Path, name: str, rows: Words) -> Path:
    path = folder / name
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8-sig")
    return path


def run(home: Path, *words: str) -> tuple[int, str, str]:
    """Exit status and both outputs of a command given at the desk."""
    with (
        redirect_stdout(io.StringIO()) as out,
        redirect_stderr(io.StringIO()) as err,
        chdir(home.parent / "desk"),
    ):
        try:
            status = main(["--home", str(home), *words])
        except SystemExit as left:
            status = int(str(left.code))
    return status, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the dossiers of May; beside it the folder in which the commands are given."""
    folder = tmp_path_factory.mktemp("commanding")
    fresh_home.build(folder / "home").close()
    (folder / "desk" / "khong").mkdir(parents=True)
    (folder / "desk" / "khong" / "ghi").write_text("no folder")
    may = csv_file(folder / "desk", "thang5.csv", MAY)
    assert main(["--home", str(folder / "home"), "import", str(may), "--as-of", "2024-05-31"]) == 0
    return folder / "home"


@pytest.fixture(scope="module")
def alone(home: Path) -> dict[Words, tuple[int, str, str]]:
    """What the commands say before the server starts."""
    return {words: run(home, *words) for words in SAID}


@pytest.fixture(scope="module")
def server(home: Path, alone: object) -> Iterator[Server]:
    with serving(home, home.parent / "log.txt") as running:
        yield running


@pytest.fixture
def desk(home: Path) -> Path:
    return home.parent / "desk"


def test_commands_say_beside_the_server_what_they_say_alone(
    home: Path, alone: dict[Words, tuple[int, str, str]], server: Server, desk: Path
) -> None:
    assert {said[0] for said in alone.values()} == {0, 2}
    assert json.loads(alone["indicators", "--json"][1])
    with pytest.raises(InUse):  # so it is the server that answers
        Store.open(home)
    paper = next((desk / "phat").iterdir())
    for path in (desk / "sang" / "nay.xlsx", paper):
        path.unlink()
    assert {words: run(home, *words) for words in SAID} == alone
    assert (desk / "sang" / "nay.xlsx").read_bytes()[:2] == b"PK"
    assert paper.read_bytes()[:5] == b"%PDF-"


def test_slides_are_written_where_the_caller_stands(home: Path, server: Server, desk: Path) -> None:
    status, out, _ = run(home, "--json", "slides", "--out", "giao-ban/sáng.pptx")
    made = desk / "giao-ban" / "sáng.pptx"
    told = json.loads(out)
    assert (status, told["file"], told["bytes"]) == (0, "giao-ban/sáng.pptx", made.stat().st_size)
    assert len(Presentation(str(made)).slides) > 5


def test_the_caller_reads_the_files_and_the_figures_follow(home: Path, server: Server, desk: Path) -> None:
    csv_file(desk, "thang6.csv", JUNE)
    words = ("import", "thang6.csv", "mất.csv", "--as-of", "2024-06-30", "--json")
    status, out, _ = run(home, *words)
    assert status == 2  # of one of the two
    assert [(row["file"], row["status"], row["rows_loaded"]) for row in json.loads(out)] == [
        ("thang6.csv", "imported", 1),
        ("mất.csv", "refused", 0),
    ]
    rows = {row["indicator"]: row for row in json.loads(run(home, "indicators", "--json")[1])}
    assert (rows["online_rate"]["numerator"], rows["online_rate"]["denominator"]) == (2, 3)
    assert run(home, "rollback", "2")[0] == 0
    rows = {row["indicator"]: row for row in json.loads(run(home, "indicators", "--json")[1])}
    assert (rows["online_rate"]["numerator"], rows["online_rate"]["denominator"]) == (1, 2)


def test_what_needs_a_home_that_nobody_holds_is_three(home: Path, server: Server) -> None:
    for words in (("init",), ("demo",), ("restore",), ("user", "unlock", "lan")):
        assert run(home, *words)[0] == 3, words


@pytest.mark.skipif(os.name != "posix", reason="modes mean nothing on Windows")
def test_the_token_is_its_owners_alone_and_in_no_backup_and_no_ledger(
    home: Path, server: Server, desk: Path
) -> None:
    file = home / beside.FILE
    token = json.loads(file.read_text())["token"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert run(home, "backup", "--out", "bản sao")[0] == 0
    copied = [path for path in (desk / "bản sao").rglob("*") if path.is_file()]
    assert {path.name for path in copied} >= {"chiso.duckdb", "ledger.jsonl"}
    for path in (*copied, home / ledger.LEDGER, server.log, home / "chiso.log"):
        assert not path.exists() or token.encode() not in path.read_bytes(), path


REFUSED = (
    (401, {"Authorization": ""}),
    (401, {"Authorization": "Bearer " + "a" * 43}),
    (401, {"Authorization": "Bearer \xe9"}),
    (403, {"Origin": "http://127.0.0.1"}),
    (403, {"Sec-Fetch-Site": "same-origin"}),
    (403, {"Cookie": "chiso_phien=a"}),
    (403, {"X-Forwarded-For": "127.0.0.1"}),
    (421, {"Host": "evil.example"}),
)


def test_nothing_but_a_program_of_this_machine_with_the_token_is_answered(home: Path, server: Server) -> None:
    """Each as a true command sends it but for one header; the last as it is. (From elsewhere: test_gate.py)"""
    token = json.loads((home / beside.FILE).read_text())["token"]
    address = urlsplit(server.address)
    for number, (status, headers) in enumerate((*REFUSED, (200, {}))):
        asked = {
            "argv": ["alias", f"Phòng số {number}", "stp-vp"],
            "folder": "/",
            "account": "x",
            "files": [],
        }
        sent = {"Authorization": f"Bearer {token}"} | headers
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
        connection.request("POST", beside.ADDRESS, json.dumps(asked).encode() + b"\n", sent)
        answer = connection.getresponse()
        assert (answer.status, b'"status": 0' in answer.read()) == (status, status == 200), headers
        connection.close()
    known = run(home, "units", "--json")[1]
    assert [number for number in range(9) if f"Phòng số {number}" in known] == [8]


def test_a_server_that_was_killed_leaves_no_command_waiting(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last of this server: a still one is status 3, beside a dead one commands work alone; the audit log tells who
    asked."""
    asked_here = ("units", "imports", "check")
    assert [run(home, word)[0] for word in asked_here] == [0, 0, 0]
    monkeypatch.setattr(beside, "_FIRST_SECONDS", 0.5)
    if os.name == "posix":
        server.process.send_signal(signal.SIGSTOP)
        status, out, _ = run(home, "import", "thang5.csv", "mất.csv", "--json")
        assert (status, [row["error"]["code"] for row in json.loads(out)]) == (3, ["in_use"] * 2)
    server.process.kill()
    server.process.wait(20)
    assert (home / beside.FILE).exists()
    assert run(home, "units")[0] == 0
    with Store.open(home) as store:
        log = audited_acts(store)
    asked = log[log["what"] == "command"]
    assert set(asked_here) <= set(asked["subject"])
    assert set(asked["who"]) == {"Dòng lệnh"}
    account = {json.loads(detail)["account"] for detail in asked["detail"]} - {"x"}
    assert account == {psutil.Process().username()}
    assert set(log.loc[log["what"] == "import", "who"]) == {"Dòng lệnh"}


def test_each_start_has_its_own_token_and_a_gentle_stop_leaves_none(tmp_path: Path) -> None:
    tokens = set()
    for _ in range(2):
        served = Process(home=tmp_path / "home")
        served.adopt(fresh_home.build(tmp_path / "home"))
        assert json.loads((tmp_path / "home" / beside.FILE).read_text())["token"] == served.door
        tokens.add(served.door)
        served.close()
        assert not (tmp_path / "home" / beside.FILE).exists()
    assert min(map(len, tokens)) >= 43
    assert len(tokens) == 2


# ---- another program on the server's port


@contextmanager
def answering(home: Path, proves: bool, answer: beside.Said | None = None) -> Iterator[list[Any]]:
    """A program that answers at the address that the home names; what it hears."""
    heard: list[Any] = []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(("GET", str(self.headers)))
            said = beside.proof("token", self.headers[beside.CHALLENGE]) if proves else "yes"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(said.encode())

        def do_POST(self) -> None:
            heard.append(("POST", str(self.headers)))
            if answer:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"".join(answer.packed()))

        def log_message(self, *_: object) -> None:
            pass

    with socketserver.TCPServer(("127.0.0.1", 0), Other) as server:
        said = {"url": f"http://127.0.0.1:{server.server_address[1]}", "token": "token"}
        home.mkdir()
        (home / beside.FILE).write_text(json.dumps(said))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield heard
        server.shutdown()
        thread.join()


def test_another_program_on_the_port_is_given_neither_token_nor_file(tmp_path: Path) -> None:
    with answering(tmp_path / "home", proves=False) as heard, pytest.raises(InUse) as error:
        beside.ask(tmp_path / "home", ["units"], tmp_path, [])
    assert not isinstance(error.value, Unanswered)
    assert [method for method, _ in heard] == ["GET"]
    assert "Bearer" not in heard[0][1]


def test_a_server_that_falls_silent_after_it_took_the_command_is_told_apart(tmp_path: Path) -> None:
    with answering(tmp_path / "home", proves=True) as heard, pytest.raises(Unanswered) as error:
        beside.ask(tmp_path / "home", ["rollback", "1"], tmp_path, [])
    assert [method for method, _ in heard] == ["GET", "POST"]
    assert error.value.code == "in_use"
    assert "đã được làm hay chưa" in error.value.message


def is_held(*_: object, **__: object) -> None:
    """Somebody else holds the home."""
    raise InUse


@pytest.mark.parametrize(
    ("words", "file", "is_written"),
    [
        (("slides", "--out", "a.pptx"), "a.pptx", True),
        (("slides", "--out", "a.pptx"), "b.pptx", False),
        (("slides", "--out", "a.pptx"), "{desk}/../profile", False),
        (("handout", "--out", "phat"), "phat/vp.pdf", True),
        (("handout", "--out", "phat"), "phat/../vp.pdf", False),
        (("handout", "--out", "."), "profile", False),
        (("units",), "profile", False),
    ],
)
def test_whoever_holds_the_home_writes_no_file_that_was_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Words, file: str, is_written: bool
) -> None:
    desk, home = tmp_path / "desk", tmp_path / "home"
    desk.mkdir()
    monkeypatch.setattr("chiso.commands.answers.homes.opened", is_held)
    named = file.format(desk=desk)
    answer = beside.Said(0, out="xong\x1b[2J\n", files={named: b"of the holder"})
    with answering(home, proves=True, answer=answer):
        status, out, _ = run(home, *words)
    assert (status == 0) is is_written
    assert "\x1b" not in out
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and path.name != beside.FILE] == (
        [Path(named).name] if is_written else []
    )
