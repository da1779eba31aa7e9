"""Starts the app.py that is named, as `python app.py` does, and says after each run of a page what its script took:
`script` with milliseconds of the thread's processor and of the clock (for bench_pages.py)."""

import runpy
import sys
import time
from pathlib import Path

SAID = "script "  # how the lines of its output begin


def main(app: Path) -> None:
    """Serves until it is stopped."""
    sys.path[0] = str(app.parent)
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    run = ScriptRunner._run_script

    def timed(runner: ScriptRunner, asked: object) -> None:
        used, began = time.thread_time(), time.perf_counter()
        try:
            run(runner, asked)  # type: ignore[arg-type]
        finally:
            took = (time.thread_time() - used, time.perf_counter() - began)
            print(SAID + "{:.2f} {:.2f}\n".format(*(1000 * one for one in took)), end="", flush=True)

    ScriptRunner._run_script = timed  # type: ignore[method-assign,assignment]
    sys.argv = [app.name]
    runpy.run_path(str(app), run_name="__main__")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
