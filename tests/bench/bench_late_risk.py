"""The risk of being late of every dossier on the morning lists of a year against what became of it: by how high it was
said to be, its Brier score beside that of the base rate.

python3 run.py bench bench_late_risk            the table of docs/forecast.md: the demonstration, 2024
python tests/bench/bench_late_risk.py HOME 2024 another home
"""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.lateness import SOON_DAYS
from chiso.figures.scope import working_days_since
from chiso.store import Store

EDGES = (0.0, 0.02, 0.05, 0.1, 0.3, 1.01)  # of what was said


def mornings(store: Store, agency: str, days: Sequence[date], end: date) -> pd.DataFrame:
    """One row per dossier on the morning list of each day: left, chance (NaN where unknown), is_late. Lists are
    made from what is known at the end: received before the day,
    not done before it, due within three working days."""
    every = _every(store, agency, end)
    found = []
    for day in days:
        risks = figures.late_risks(store, Asked(agency=agency, as_of=day))
        on_list = every[(every["received"] < day) & (every["finished"] >= day) & (every["due"] >= day)]
        counts = working_days_since(store, [*on_list["due"]], day)
        for row in on_list.to_dict("records"):
            left = -counts[row["due"]]
            if left <= SOON_DAYS:
                risk = risks.get((row["title"], left))
                found.append((left, risk.chance if risk else np.nan, row["is_late"]))
    return pd.DataFrame(found, columns=["left", "chance", "is_late"])


def _every(store: Store, agency: str, end: date) -> pd.DataFrame:
    """Every dossier whose end is known: title, received, due, finished, is_late."""
    parts = []
    for year in (end.year - 1, end.year):
        asked = Asked(agency=agency, as_of=min(end, date(year, 12, 14)), year=year)
        for side, is_late in (("numerator", 0), ("rest", 1)):
            rows = figures.records(store, asked, "on_time_rate", figures.Part(side))
            parts.append(rows.assign(is_late=is_late))
    still = figures.overdue(store, Asked(agency=agency, as_of=end), "dossiers").assign(
        is_late=1, finished=None
    )
    every = pd.concat([*parts, still])[["title", "received", "due", "finished", "is_late"]]
    for column in ("received", "due", "finished"):
        every[column] = pd.to_datetime(every[column]).dt.date
    every["finished"] = every["finished"].where(every["finished"].notna(), date.max)
    return every[every["due"].notna() & every["received"].notna()]


def table(found: pd.DataFrame) -> list[tuple[str, int, float, float]]:
    """Per class of what was said: how many, the mean of what was said, the part that came late."""
    known = found.dropna(subset=["chance"])
    rows = []
    for low, high in pairwise(EDGES):
        some = known[(known["chance"] >= low) & (known["chance"] < high)]
        if len(some):
            words = f"{low:.0%}–{min(high, 1):.0%}"
            rows.append((words, len(some), float(some["chance"].mean()), float(some["is_late"].mean())))
    return rows


def brier(found: pd.DataFrame) -> tuple[float, float]:
    """The score of what was said, and of the share of all dossiers that were late on such lists."""
    known = found.dropna(subset=["chance"])
    base = known["is_late"].mean()
    return float(((known["chance"] - known["is_late"]) ** 2).mean()), float(base * (1 - base))


def tell(home: Path, year: int, agency: str = "stp") -> None:
    """The table of a home, of every seventh day of a year."""
    with Store.open(home) as store:
        end = figures.newest_as_of(store, agency)
        assert end is not None
        first, last = date(year, 1, 2), min(date(year, 12, 14), end - timedelta(days=14))
        days = [first + timedelta(days=step) for step in range(0, (last - first).days, 7)]
        found = mornings(store, agency, days, end)
    known = found["chance"].notna()
    print(
        f"{len(found)} on {len(days)} mornings, {known.mean():.0%} with a risk, {found['is_late'].mean():.2%} late"
    )
    for words, many, said, came in table(found):
        print(f"| {words} | {many} | {said:.1%} | {came:.1%} |")
    said, base = brier(found)
    print(f"Brier {said:.4f}, base rate {base:.4f}")


def main() -> None:
    if len(sys.argv) > 2:
        tell(Path(sys.argv[1]), int(sys.argv[2]))
        return
    with TemporaryDirectory() as folder:
        made = [sys.executable, "-m", "chiso", "--home", folder, "demo"]
        subprocess.run(made, check=True, capture_output=True)
        tell(Path(folder), 2024)


if __name__ == "__main__":
    main()
