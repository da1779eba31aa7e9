"""A fresh server, as a process: its first answers, how it starts beside another one, how it stops."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import run
from chiso.web.shell import access
from tests.conftest import LONG
from tests.worlds import small_home
from tests.worlds.servers import APP, ROOT, Server, serving

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "streamlit",
}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Real data, nobody has asked anything yet."""
    folder = tmp_path_factory.mktemp("fresh")
    small_home.build(folder / "home", demonstration=False).close()
    with serving(folder / "home", folder / "log.txt", APP) as server:
        yield server


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """One request as it stands: http.client follows no redirect and rewrites no path."""
    address = urlsplit(server.address)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_first_requests_of_a_fresh_server_give_nobody_a_page(fresh: Server) -> None:
    stems = [Path(entry.file).stem for entry in access.ENTRIES]
    for path in [entry.path for entry in access.ENTRIES] + stems:
        answer = ask(fresh, f"/{path}")
        assert answer.status == 303, path
        assert answer.headers["location"].startswith("/dang-nhap")


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/stream",
        "/_stcore/host-config",
        "/_stcore/metrics",
        "/media/x.png",
        "/app/static/../frame.py",
        "/app/static/..%2fframe.py",
        "/app/static/%252e%252e/frame.py",
        "/..%5c..%5capp.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//127.0.0.1/",
        "/_stcore/upload_file/a/b",
    ],
)
def test_first_requests_reach_no_data_either(fresh: Server, path: str) -> None:
    assert ask(fresh, path).status in (400, 401, 404)


def test_handshake_without_a_cookie_is_refused(fresh: Server) -> None:
    assert ask(fresh, "/_stcore/stream", **HANDSHAKE).status == 403
    forged = {"X-Chiso-User": "admin", "X-Chiso-Session": "0" * 64, "Cookie": "chiso_phien=" + "a" * 43}
    assert ask(fresh, "/_stcore/stream", **HANDSHAKE, **forged).status == 403


def test_health_is_a_query_through_the_applications_own_connection(fresh: Server) -> None:
    address = urlsplit(fresh.address)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.request("GET", "/suc-khoe")
    answer = json.loads(connection.getresponse().read())
    assert answer == {"status": "ok"}  # the number of the data is for those who signed in
    assert run.is_chiso(fresh.address)  # a start opens the browser by it, a second one finds it running


def test_our_own_protocol_answers_and_tells_no_programs_name(fresh: Server) -> None:
    assert "server" not in {name.lower() for name, _ in ask(fresh, "/suc-khoe").getheaders()}


def test_start_prints_vietnamese_and_the_first_administrators_link(fresh: Server) -> None:
    assert re.search(r"Chưa có quản trị viên.*http://127\.0\.0\.1:\d+/kich-hoat#ma=\S{43}", fresh.output)
    assert "Streamlit" not in fresh.output


@pytest.mark.skipif(os.name != "posix", reason="modes mean nothing on Windows")
def test_what_a_server_writes_is_read_by_its_account_only(fresh: Server) -> None:
    home = fresh.log.parent / "home"
    written = [home, *home.rglob("*")]
    assert home / "chiso.duckdb.wal" in written
    assert [path for path in written if path.stat().st_mode & 0o077] == []


@pytest.mark.skipif(not LONG, reason="in a usual run a command beside a server")
def test_second_process_on_the_same_data_says_so_and_ends_with_3(fresh: Server) -> None:
    home = fresh.log.parent / "home"
    second = subprocess.run(
        APP,
        cwd=ROOT,
        env={**_environment(), "CHISO_HOME": str(home), "CHISO_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert second.returncode == 3
    assert "đang được một tiến trình khác sử dụng" in second.stderr
    assert "Traceback" not in second.stderr


def test_taken_port_is_explained(fresh: Server, tmp_path: Path) -> None:
    port = str(urlsplit(fresh.address).port)
    second = subprocess.run(
        APP,
        cwd=ROOT,
        env={**_environment(), "CHISO_HOME": str(tmp_path / "home"), "CHISO_PORT": port},
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert second.returncode == 1
    assert f"Cổng {port} đang được chương trình khác sử dụng" in second.stderr


def test_streamlit_run_starts_the_same_and_stops_gently(tmp_path: Path) -> None:
    small_home.build(tmp_path / "home").close()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    with serving(tmp_path / "home", tmp_path / "log.txt", command) as server:
        assert ask(server, "/").status == 200  # the demonstration on this machine
        assert ask(server, "/").getheader("server") is None
        assert ask(server, "/", Host="evil.example").status == 421
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(60)
    with small_home.build(tmp_path / "home", exports=()) as store:  # nothing holds the database any more
        assert store.is_demonstration


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1"}
