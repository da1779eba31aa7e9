"""What a command costs: seconds of the processor of whole processes, children included, run by run in turn.

python3 run.py bench bench_command                               this checkout: help, and the demonstration's deck
python tests/bench/bench_command.py HOME CHECKOUT [CHECKOUT …]   checkouts side by side on one home

Other work on the machine makes single runs dearer, so the fastest stands beside the median.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7


def used(checkout: Path, *words: str) -> float:
    """Seconds of the processor that one run takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "chiso", *words]
    subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(home: Path, checkouts: list[Path], out: Path) -> None:
    """Prints per command and checkout the fastest and the median of the runs."""
    for words in (["--help"], ["slides", "--home", str(home), "--out", str(out)]):
        runs: list[list[float]] = [[] for _ in checkouts]
        for number in range(RUNS + 1):
            for checkout, found in zip(checkouts, runs, strict=True):
                seconds = used(checkout, *words)
                if number:  # the first one compiles what no run has needed yet
                    found.append(seconds)
        for checkout, found in zip(checkouts, runs, strict=True):
            print(f"{words[0]:8} {min(found):6.2f} {statistics.median(found):6.2f} s  {checkout}", flush=True)


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(arguments[0]).resolve() if arguments else Path(folder) / "home"
        if not arguments:
            used(ROOT, "demo", "--home", str(home), "--first")
        compare(
            home, [Path(one).resolve() for one in arguments[1:]] or [ROOT], Path(folder) / "giao-ban.pptx"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
