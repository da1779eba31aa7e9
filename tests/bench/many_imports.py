"""What grows with the number of imports: so many small ones, then all of them again from ledger and originals alone,
`verify` and `backup`, in CPU seconds with those of the children.

`python3 run.py bench many_imports [300]`
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from chiso import reference
from chiso.__main__ import main as command
from chiso.intake.commit import batch, replaying
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.store import DATABASE
from tests.worlds.lived_home import HEADER
from tests.worlds.people import ADMIN

EACH = 50
_ROW = "{};Đăng ký;Văn phòng;Trực tuyến;{:%d/%m/%Y};{:%d/%m/%Y};;Đang xử lý;"


def counted(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work; what each further EACH of it cost is printed."""
    times, began = 0, cpu()

    def done(*given: Any, **named: Any) -> Any:
        nonlocal times, began
        answer = work(*given, **named)
        times += 1
        if times % EACH == 0:
            print(f"{what} {times - EACH + 1}-{times}: {cpu() - began:.1f} CPU s", file=sys.stderr)
            began = cpu()
        return answer

    return done


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def fill(home: Path, number: int) -> None:
    """One file of 20 dossiers a day."""
    with reference.init(home, "stp") as store:
        put = counted("import", batch.import_file)
        for place in range(number):
            day = date(2024, 1, 2) + timedelta(place)
            rows = [_ROW.format(f"H{place}-{n}", day, day + timedelta(14)) for n in range(20)]
            answers = Answers(dataset="dossiers", as_of=day, columns={} if place else {"Cột lạ": "note"})
            content = "\n".join((HEADER, *rows)).encode()
            found = put(store, ADMIN, Upload(f"ngay-{place}.csv", content, answers=answers, mode="add"))
            assert found.status == "imported", found.error


def main(number: int) -> None:
    """Fills a home and prints what each command costs in it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(home, number)
        (home / DATABASE).unlink()
        replaying.redone = counted("redone", replaying.redone)
        for word in ("restore", "verify", "backup"):
            began, at = cpu(), time.monotonic()
            with redirect_stdout(StringIO()):
                status = command(["--home", str(home), "--json", word])
            assert status == 0, word
            print(f"{word}: {cpu() - began:.1f} CPU s, {time.monotonic() - at:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
