#!/usr/bin/env python3
"""The one command of chiso. Only the standard library: it runs before anything is installed.

python3 run.py           install what is missing, start, open the browser
python3 run.py test [--long] [PART]   format, lint, types, tests; ends with pytest's summary
python3 run.py mutate [PART]          faults put into SQL and Python on purpose: does a test notice each?
python3 run.py bench [NAME] [--against CHECKOUT]   the benchmarks of tests/bench/ (soak, memory: by name alone)
python3 run.py sentences [FILE [HOME …]]   what pages, slides, papers and lists say on chosen days, for reading
python3 run.py bundle    fill wheels/ for a machine without internet
python3 run.py audit     known vulnerabilities of the packages (asks PyPI: needs the internet)
"""

from __future__ import annotations  # an old Python must get as far as our sentence

import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
import webbrowser
from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WHEELS = ROOT / "wheels"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SHARED = ROOT.parent / "shared"
OLDEST = (3, 11)
NOTHING_TO_TEST = 5  # pytest's exit status
OPENER = "open-when-ready"  # for this file itself, not for people
EVERYTHING = ("requirements.txt", "requirements-dev.txt")  # what the product and its tests need


def main(words: list[str]) -> int:
    """Runs one command; the answer is the exit status."""
    speak_utf8()
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        say(f"chiso cần Python 3.11 trở lên, máy này đang dùng {found}. Hãy cài Python mới từ python.org.")
        return 1
    commands = {
        "": start, "test": test, "mutate": partial(tool, "tests.mutants"),
        "sentences": partial(tool, "tests.words.sentences"), "bench": bench, "bundle": bundle, "audit": audit,
        OPENER: open_when_ready,
    }  # fmt: skip
    name = words[0] if words else ""
    if name not in commands:
        say(f"Không có lệnh “{name}”. Các lệnh: python3 run.py [{' | '.join([*commands][1:-1])}]")
        return 64
    try:
        return commands[name](words[1:])
    except subprocess.CalledProcessError as error:
        say(f"Bước vừa rồi không thành công (mã {error.returncode}). Xem thông báo ở trên.")
        return error.returncode or 1
    except KeyboardInterrupt:
        return 130


def start(_words: list[str]) -> int:
    """Installs what is missing, prepares the data, serves until Ctrl+C."""
    host, port = os.environ.get("CHISO_HOST") or "127.0.0.1", os.environ.get("CHISO_PORT") or "8501"
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"
    if port != "0" and is_chiso(address):
        say("chiso đang chạy tại " + address)
        open_browser(address)
        return 0
    install("requirements.txt")
    os.umask(0o077)  # not before: what was installed may be read by the account that serves
    home = Path(os.environ.get("CHISO_HOME") or ROOT / "data" / "var")  # as chiso/core/settings.py finds it
    if not any((home / name).exists() for name in ("chiso.duckdb", "du-lieu-that.json")):
        say("Lần chạy đầu tiên: nạp dữ liệu minh họa (dưới một phút)…")
        python(["-m", "chiso", "demo", "--first"])  # the server adds the others, says what failed
    if port != "0":
        say("chiso mở tại " + address + " (dừng: Ctrl+C)")
        if os.environ.get("CHISO_OPEN") != "0":
            subprocess.Popen([sys.executable, str(ROOT / "run.py"), OPENER, address], cwd=str(ROOT))
    return serve([str(PYTHON), str(ROOT / "app.py")])


def serve(command: list[str]) -> int:
    """Becomes the server where the system can do that: then nothing is left behind, however this one is stopped."""
    os.chdir(str(ROOT))
    if os.name == "posix":
        os.execv(command[0], command)
    server = subprocess.Popen(command)
    while True:
        with suppress(KeyboardInterrupt):  # Ctrl+C has reached the server too: it closes the database itself
            return server.wait()


def test(words: list[str]) -> int:
    """Format, lint, types, tests. The last line is pytest's own; any failed step makes the status non-zero.

    First without, then what reads ../shared. `--long` tries more. A folder of tests/ is a PART; the rest is pytest's.
    """
    words, is_long = [word for word in words if word != "--long"], "--long" in words
    environment = dict(os.environ, PYTHONUTF8="1", PYTHONDONTWRITEBYTECODE="", CHISO_LONG="1" * is_long)
    install(*EVERYTHING)
    if is_long:
        try:
            install("requirements-engines.txt")
        except subprocess.CalledProcessError:
            say("Không cài được requirements-engines.txt: bỏ qua các kiểm thử trên Spark.")
    homes = [str(PYTHON), "-m", "tests.worlds.beforehand"]
    with nullcontext() if words else subprocess.Popen(homes, cwd=ROOT, env=environment):
        failed = checks()
    mention_missing_programs()
    words = [str(Path("tests", word)) if (ROOT / "tests" / word).exists() else word for word in words]
    if not SHARED.is_dir():
        say("Không có ../shared bên cạnh: các kiểm thử đọc thư mục đó được bỏ qua.")
    failed = pytest(words, dict(environment, CHISO_SHARED=str(ROOT / "no-shared"))) or failed
    if SHARED.is_dir():
        say("Kiểm thử đọc ../shared:")
        failed = pytest([*words, "-m", "shared"], environment) or failed
    return failed


def checks() -> int:
    """Format, rules, types; 0 where all of them hold."""
    failed = 0
    for step in (
        "Định dạng: ruff format --check .",
        "Quy tắc mã: ruff check .",
        "Kiểu dữ liệu: mypy",  # not -n auto: on a busy machine its workers begin later than the 3 s that it waits
    ):
        say(step)
        failed = python(["-m", *step.partition(": ")[2].split()]) or failed
    if failed:
        say("Có bước kiểm tra ở trên không đạt; vẫn chạy tiếp các kiểm thử.")
    return failed


def pytest(words: list[str], environment: dict[str, str]) -> int:
    """Pytest on every core, with a worker more as browsers wait; a run that has nothing to test has not failed."""
    command = ["pytest", "-n", str((os.cpu_count() or 2) + 1), "--dist", "worksteal"]
    say("Kiểm thử: " + " ".join(command))
    status = python(["-m", *command, *words], environment)
    return 0 if status == NOTHING_TO_TEST else status


def python(words: list[str], environment: dict[str, str] | None = None, folder: Path | None = None) -> int:
    """Runs Python with what is installed; its exit status."""
    return subprocess.run([str(PYTHON), *words], cwd=folder or ROOT, env=environment).returncode


def tool(module: str, words: list[str]) -> int:
    """A program of the tests: faults on purpose (1 where more go unnoticed than tests/mutants allows), or sentences."""
    install(*EVERYTHING)
    return python(["-m", module, *words], dict(os.environ, PYTHONUTF8="1"))


def bench(words: list[str]) -> int:
    """Runs every benchmark, or those that are named, further words theirs; another checkout's in the same run."""
    status, checkouts, folder = 0, [ROOT], Path("tests") / "bench"
    if "--against" in words:
        place = words.index("--against")
        checkouts.append(Path(words[place + 1]).resolve())
        words = words[:place] + words[place + 2 :]
    named = [folder / f"{word}.py" for word in words if (ROOT / folder / f"{word}.py").exists()]
    more = [word for word in words if folder / f"{word}.py" not in named]
    every = sorted(path.relative_to(ROOT) for path in (ROOT / folder).glob("bench_*.py"))
    if more and not named:
        say(f"Không có phép đo “{more[0]}”. Các phép đo: {', '.join(path.stem for path in every)}")
        return 64
    install(*EVERYTHING)
    for script in named if words else every:
        drives_both = len(checkouts) > 1 and script.stem == "bench_pages"  # page by page in turn
        for checkout in checkouts[:1] if drives_both else checkouts:
            if (checkout / script).exists():  # each with the modules of its own checkout
                say(f"Đo: {checkout / script}")
                path = os.pathsep.join(filter(None, [str(checkout), os.environ.get("PYTHONPATH")]))
                command = [str(checkout / script), *(map(str, checkouts) if drives_both else more)]
                status = python(command, dict(os.environ, PYTHONPATH=path), checkout) or status
    return status


def bundle(_words: list[str]) -> int:
    """Downloads every package into wheels/; a checkout copied with it installs without internet."""
    make_venv()
    WHEELS.mkdir(exist_ok=True)
    say("Tải các gói vào thư mục wheels/ (cho đúng hệ điều hành và phiên bản Python của máy này)…")
    pip("download", "-r", str(ROOT / "requirements.txt"), "--dest", str(WHEELS))
    say(f"Xong: {len(list(WHEELS.iterdir()))} gói. Chép cả thư mục này sang máy không có mạng.")
    return 0


def audit(_words: list[str]) -> int:
    """Asks PyPI for known vulnerabilities of every package that is installed for the server.

    A package that cannot be asked about fails the audit. Not a part of `test`, whose answer is the same tomorrow and
    needs no internet. audit-exceptions.txt names what may stay although it is known: an identifier per line, then why.
    """
    install("requirements.txt")
    tools = ROOT / ".venv-audit"  # of its own: the tool's packages are none of the server's
    auditor = tools / PYTHON.relative_to(VENV)
    if not auditor.exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
    pip("install", "-r", str(ROOT / "requirements-audit.txt"), by=auditor)
    packages = [VENV / "Lib" / "site-packages", *sorted(VENV.glob("lib/python*/site-packages"))][-1]
    command = [str(auditor), "-m", "pip_audit", "--progress-spinner", "off", "--path", str(packages)]
    for identifier, reason in exceptions(ROOT / "audit-exceptions.txt"):
        say(f"Ngoại lệ {identifier}: {reason}")
        command += ["--ignore-vuln", identifier]
    return subprocess.run([*command, "--strict"], cwd=ROOT).returncode


def exceptions(file: Path) -> list[list[str]]:
    """[identifier, reason] of each line; one without a reason stops the audit."""
    lines = [line.partition("#")[0].split(maxsplit=1) for line in file.read_text("utf-8").splitlines()]
    for line in (one for one in lines if len(one) == 1):
        raise SystemExit(f"audit-exceptions.txt: thiếu lý do cho {line[0]}")
    return [line for line in lines if line]


def install(*names: str) -> None:
    """Installs requirements files into .venv, each when it is not the one installed last."""
    make_venv()
    for file in (ROOT / name for name in names):
        stamp = VENV / ("chiso-" + file.stem + ".sha256")
        wanted = hashlib.sha256(file.read_bytes() + sys.version.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == wanted:
            continue
        offline = file.name == "requirements.txt" and any(WHEELS.glob("*.whl"))
        say(f"Cài các gói của {file.name}{' từ thư mục wheels/' if offline else ''} (có thể mất vài phút)…")
        pip("install", "-r", str(file), *(["--no-index", "--find-links", str(WHEELS)] if offline else []))
        stamp.write_text(wanted)


def pip(*words: str, by: Path | None = None) -> None:
    """Runs pip, quietly; raises CalledProcessError."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([str(by or PYTHON), "-m", "pip", *words, *quiet], cwd=ROOT, check=True)


def make_venv() -> None:
    """The virtual environment in the checkout, with pip; of one copied from another machine the links lead nowhere."""
    if not PYTHON.exists():
        say("Tạo môi trường Python trong .venv…")
        if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)]).returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            say("Không tạo được .venv. Trên Debian/Ubuntu hãy cài gói python3-venv rồi chạy lại.")
            raise subprocess.CalledProcessError(1, "venv")
    if subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode:
        subprocess.run([str(PYTHON), "-m", "ensurepip", "--upgrade"], check=True, capture_output=True)


def open_when_ready(words: list[str]) -> int:
    """Waits until the server at the address answers, then opens the browser: beside the server, never in its way."""
    for _ in range(480):  # two minutes
        if is_chiso(words[0]):
            open_browser(words[0])
            return 0
        time.sleep(0.25)
    return 1


def open_browser(address: str) -> None:
    """Opens the page unless CHISO_OPEN=0."""
    if os.environ.get("CHISO_OPEN") != "0":
        webbrowser.open(address)


def is_chiso(address: str) -> bool:
    """Whether chiso answers at this address."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address + "/suc-khoe", timeout=2) as answer:
            return b'"status":"ok"' in answer.read(200)
    except (OSError, ValueError):
        return False


def mention_missing_programs() -> None:
    """Says before the tests which of them will be skipped on this machine, and why."""
    known = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    if not any(shutil.which(name) for name in known) and not os.environ.get("CHISO_CHROMIUM"):
        names = ", ".join(sorted(path.name for path in (ROOT / "tests" / "browser").glob("test_*.py")))
        say("Không có Chromium nên bỏ qua các kiểm thử trình duyệt: " + names)
    if not shutil.which("soffice"):
        say("Không có LibreOffice nên bỏ qua các kiểm thử chuyển đổi tệp (đánh dấu office).")


def say(text: str) -> None:
    """One line for people, at once."""
    print(text, flush=True)


def speak_utf8() -> None:
    """A Windows console may be set to a code page without Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
