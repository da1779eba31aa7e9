"""run.py: what it installs, what it starts, what it answers; no test here installs anything."""

import ast
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import run

ROOT = Path(__file__).resolve().parents[2]
HOMES = "tests.worlds.beforehand"


class Commands:
    """Stands for subprocess.run and Popen: remembers commands, answers with the given exit statuses."""

    def __init__(self) -> None:
        self.ran: list[list[str]] = []
        self.statuses: dict[str, int] = {}

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.ran.append([str(word) for word in command])
        status = next((code for word, code in self.statuses.items() if word in command), 0)
        if status and options.get("check"):
            raise subprocess.CalledProcessError(status, command)
        return subprocess.CompletedProcess(command, status)

    @contextmanager
    def beside(self, command: list[str], **options: Any) -> Iterator[None]:
        self.ran.append(command)
        yield
        self.ran.append(["ended", *command])

    def of(self, word: str) -> list[list[str]]:
        return [command for command in self.ran if word in command]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    recorded = Commands()
    monkeypatch.setattr(run.subprocess, "run", recorded)
    monkeypatch.setattr(run.subprocess, "Popen", recorded.beside)
    return recorded


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with a virtual environment that is there already."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-engines.txt"):
        (tmp_path / name).write_text("streamlit==1.67.0\n")
    for name, value in (("ROOT", tmp_path), ("VENV", tmp_path / ".venv"), ("PYTHON", python)):
        monkeypatch.setattr(run, name, value)
    monkeypatch.setattr(run, "WHEELS", tmp_path / "wheels")
    monkeypatch.setattr(run, "SHARED", tmp_path / "nowhere")
    monkeypatch.delenv("CHISO_HOME", raising=False)
    monkeypatch.setenv("CHISO_PORT", "0")  # whoever runs the tests may have chiso open at the usual one
    return tmp_path


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_an_old_python_can_read_it_far_enough_to_say_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(run.sys, "version_info", (3, 9, 2))
    assert run.main([]) == 1
    assert "Python 3.11 trở lên, máy này đang dùng 3.9" in capsys.readouterr().out


def test_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["chay"]) == 64
    assert "Không có lệnh “chay”" in capsys.readouterr().out


def test_an_unknown_benchmark_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["bench", "import"]) == 64
    said = capsys.readouterr().out
    assert "Không có phép đo “import”" in said
    names = said.rpartition(": ")[2].strip().split(", ")
    assert "bench_import" in names
    assert all((ROOT / "tests" / "bench" / f"{name}.py").exists() for name in names)


def test_packages_are_installed_once_until_the_list_changes(checkout: Path, commands: Commands) -> None:
    run.install("requirements.txt")
    run.install("requirements.txt")
    assert len(commands.of("install")) == 1
    (checkout / "requirements.txt").write_text("streamlit==1.68.0\n")
    run.install("requirements.txt")
    assert len(commands.of("install")) == 2


def test_failed_installation_is_tried_again(checkout: Path, commands: Commands) -> None:
    commands.statuses["install"] = 1
    with pytest.raises(subprocess.CalledProcessError):
        run.install("requirements.txt")
    commands.statuses.clear()
    run.install("requirements.txt")
    assert len(commands.of("install")) == 2


def test_wheels_folder_means_no_internet(checkout: Path, commands: Commands) -> None:
    (checkout / "wheels").mkdir()
    (checkout / "wheels" / "x-1-py3-none-any.whl").touch()
    run.install("requirements.txt")
    command = commands.of("install")[0]
    assert "--no-index" in command
    assert command[command.index("--find-links") + 1] == str(checkout / "wheels")


def test_bundle_fills_the_wheels_folder(checkout: Path, commands: Commands) -> None:
    assert run.main(["bundle"]) == 0
    command = commands.of("download")[0]
    assert command[command.index("--dest") + 1] == str(checkout / "wheels")


def test_audit_looks_at_the_servers_packages_with_a_tool_of_its_own(
    checkout: Path, commands: Commands
) -> None:
    (checkout / ".venv" / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    (checkout / "requirements-audit.txt").write_text("pip-audit==1\n")
    (checkout / "audit-exceptions.txt").write_text("# không\nCVE-2024-1 chỉ ở phần không dùng\n")
    commands.statuses["pip_audit"] = 1
    assert run.main(["audit"]) == 1
    command = commands.of("pip_audit")[0]
    assert command[0].startswith(str(checkout / ".venv-audit"))
    assert command[command.index("--path") + 1].startswith(str(checkout / ".venv" / "lib"))
    assert command[command.index("--ignore-vuln") + 1] == "CVE-2024-1"
    assert "--strict" in command  # without it a package that nobody could be asked about is passed over


def test_an_exception_needs_a_reason(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("CVE-2024-1\n")
    with pytest.raises(SystemExit, match="thiếu lý do"):
        run.exceptions(tmp_path / "x.txt")
    assert run.exceptions(ROOT / "audit-exceptions.txt") == []


def test_environment_copied_from_another_machine_is_made_anew(checkout: Path, commands: Commands) -> None:
    """Its Python is a link to where that machine has it; venv stops at such a link unless it clears the folder."""
    run.PYTHON.unlink()
    run.PYTHON.symlink_to(checkout / "not-on-this-machine")
    run.install("requirements.txt")
    assert "--clear" in commands.of("venv")[0]


def test_environment_that_cannot_be_made_is_explained_and_removed(
    checkout: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    run.PYTHON.unlink()
    commands.statuses["venv"] = 1
    assert run.main([]) == 1
    assert "python3-venv" in capsys.readouterr().out
    assert not (checkout / ".venv").exists()


def test_test_runs_every_step_and_ends_with_pytest(checkout: Path, commands: Commands) -> None:
    assert run.main(["test"]) == 0
    tools = [
        command[2:] for command in commands.ran if command[1] == "-m" and command[2] not in ("pip", HOMES)
    ]
    assert [tool[0] for tool in tools] == ["ruff", "ruff", "mypy", "pytest"]
    assert tools[0] == ["ruff", "format", "--check", "."]
    assert tools[-1][1] == "-n"
    assert int(tools[-1][2]) > (os.cpu_count() or 2)  # the browser's tests wait: the cores get work meanwhile


def test_homes_are_made_while_the_types_are_checked_and_before_the_tests(
    checkout: Path, commands: Commands
) -> None:
    assert run.main(["test"]) == 0
    steps = [
        word for command in commands.ran for word in command if word in (HOMES, "ended", "mypy", "pytest")
    ]
    assert steps == [HOMES, "mypy", "ended", HOMES, "pytest"]
    commands.ran.clear()
    assert run.main(["test", "figures"]) == 0  # a part may need none
    assert commands.of("mypy")
    assert not commands.of(HOMES)


def test_tests_run_as_in_a_plain_clone_then_those_that_read_shared(
    checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(run, "checks", lambda: 0)
    monkeypatch.setattr(run, "install", lambda *names: None)
    monkeypatch.setattr(run, "pytest", lambda words, environment: ran.append((words, environment)) or 0)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (checkout / "tests" / "figures").mkdir(parents=True)
    assert run.main(["test", "--long", "figures", "-x"]) == 0
    (words, environment), *further = ran
    assert further == []
    assert words == [os.path.join("tests", "figures"), "-x"]
    assert environment["CHISO_LONG"] == "1"
    assert environment["PYTHONDONTWRITEBYTECODE"] == ""  # off: what a test starts finds what others compiled
    assert not Path(environment["CHISO_SHARED"]).exists()
    monkeypatch.setattr(run, "SHARED", checkout)
    monkeypatch.setattr(run, "pytest", lambda words, environment: 1 if "shared" in words else 0)
    assert run.main(["test"]) == 1


def test_the_long_run_alone_wants_engines_and_goes_on_without_them(
    checkout: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    engines = str(checkout / "requirements-engines.txt")
    commands.statuses[engines] = 1
    assert run.main(["test"]) == 0
    assert not commands.of(engines)
    assert run.main(["test", "--long"]) == 0
    assert commands.of(engines)
    assert len(commands.of("pytest")) == 2
    assert "bỏ qua các kiểm thử trên Spark" in capsys.readouterr().out


def test_a_run_with_nothing_to_test_has_not_failed(commands: Commands) -> None:
    commands.statuses["pytest"] = run.NOTHING_TO_TEST
    assert run.pytest(["-m", "shared"], {}) == 0


def test_a_benchmark_runs_beside_another_checkouts(checkout: Path, commands: Commands) -> None:
    for folder in (checkout, checkout / "before"):
        (folder / "tests" / "bench").mkdir(parents=True)
        for name in ("bench_pages.py", "bench_import.py"):
            (folder / "tests" / "bench" / name).touch()
    assert run.main(["bench", "--against", str(checkout / "before")]) == 0
    ran = [command[1:] for command in commands.ran if "bench" in command[1]]
    here, there = (folder / "tests" / "bench" for folder in (checkout, checkout / "before"))
    assert ran == [
        [str(here / "bench_import.py")],
        [str(there / "bench_import.py")],
        [str(here / "bench_pages.py"), str(checkout), str(checkout / "before")],
    ]


def test_what_takes_half_an_hour_is_measured_by_name_alone_with_its_own_words(
    checkout: Path, commands: Commands
) -> None:
    folder = checkout / "tests" / "bench"
    folder.mkdir(parents=True)
    for name in ("bench_import.py", "soak.py"):
        (folder / name).touch()
    assert run.main(["bench"]) == 0
    assert run.main(["bench", "soak", "--minutes", "3"]) == 0
    ran = [command[1:] for command in commands.ran if "bench" in command[1]]
    assert ran == [[str(folder / "bench_import.py")], [str(folder / "soak.py"), "--minutes", "3"]]


@pytest.mark.parametrize(("failing", "status"), [("mypy", 1), ("format", 1), ("pytest", 1)])
def test_any_failed_step_fails_the_whole_but_tests_still_run(
    checkout: Path, commands: Commands, failing: str, status: int
) -> None:
    commands.statuses[failing] = status
    assert run.main(["test"]) == status
    assert commands.of("pytest")


def test_start_loads_the_demonstration_only_where_there_is_no_data(
    checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(run, "serve", lambda command: started.append(command) or 0)
    assert run.main([]) == 0
    assert len(commands.of("demo")) == 1
    home = checkout / "elsewhere"
    home.mkdir()
    (home / "chiso.duckdb").touch()
    monkeypatch.setenv("CHISO_HOME", str(home))
    assert run.main([]) == 0
    assert len(commands.of("demo")) == 1
    (home / "chiso.duckdb").rename(home / "du-lieu-that.json")  # only the demonstration was removed
    assert run.main([]) == 0
    assert len(commands.of("demo")) == 1
    assert started == [[str(run.PYTHON), str(checkout / "app.py")]] * 3


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot become another program")
def test_start_becomes_the_server_so_that_nothing_is_left_behind(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []

    def become(_path: str, command: list[str]) -> None:
        became.append(command)
        raise SystemExit

    monkeypatch.setattr(run.os, "execv", become)
    monkeypatch.setattr(run.os, "chdir", lambda _path: None)
    with pytest.raises(SystemExit):
        run.serve(["python", "app.py"])
    assert became == [["python", "app.py"]]


def test_browser_opens_once_the_server_answers(answering: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.delenv("CHISO_OPEN", raising=False)
    monkeypatch.setattr(run.webbrowser, "open", opened.append)
    assert run.main([run.OPENER, answering]) == 0
    assert opened == [answering]


@pytest.fixture
def answering() -> Iterator[str]:
    """Something that answers like a running chiso."""

    class Health(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'{"status":"ok","data_version":7}')

        def log_message(self, *_words: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Health)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def test_second_start_opens_the_one_that_runs(
    checkout: Path,
    commands: Commands,
    answering: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(run.webbrowser, "open", opened.append)
    monkeypatch.setenv("CHISO_PORT", answering.rsplit(":", 1)[1])
    monkeypatch.delenv("CHISO_OPEN", raising=False)
    assert run.main([]) == 0
    assert "đang chạy tại " + answering in capsys.readouterr().out
    assert opened == [answering]
    assert commands.ran == []


def test_browser_stays_closed_when_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHISO_OPEN", "0")
    monkeypatch.setattr(run.webbrowser, "open", lambda _address: pytest.fail("opened"))
    run.open_browser("http://127.0.0.1:1")


def test_nothing_answering_is_not_chiso() -> None:
    assert not run.is_chiso("http://127.0.0.1:9")


def test_tests_to_be_skipped_are_announced(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    monkeypatch.delenv("CHISO_CHROMIUM", raising=False)
    run.mention_missing_programs()
    said = capsys.readouterr().out
    assert "test_shell.py" in said
    assert "LibreOffice" in said


def test_ci_script_hands_over_to_the_same_command() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    lines = script.read_text(encoding="utf-8").strip().splitlines()
    assert lines[-1] == 'exec python3 run.py test "$@"'
