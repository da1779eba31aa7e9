"""Forecasts of simulated offices against what came: how often the interval holds the truth, errors beside those of the
two simple rules, Brier scores of the chances.

python3 run.py bench bench_forecast             the long table of docs/forecast.md
python tests/bench/bench_forecast.py 40         another number of offices of each kind
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.foresight.ahead import HALF, HIGH, LOW, carried
from chiso.figures.targets import Target
from chiso.store import Store
from tests.bench.offices import KINDS, Office, offices

DAYS = (120, 180, 240, 290, 320, 335)  # of the second year, on which the forecast is made


@dataclass(frozen=True)
class Tried:
    """One forecast and what came: whether the interval held it, and the narrower one, errors, the chance, whether the
    target was met."""

    kind: str
    is_held: bool
    is_half: bool
    error: float
    of_three_months: float
    of_staying: float
    chance: float
    is_met: bool


def tried(kind: str, many: int) -> list[Tried]:
    """Forecasts of so many offices of a kind on each of the days."""
    found = []
    asked = [(office, day) for office in offices(kind, many) for day in DAYS]
    draw = np.random.default_rng(7)
    by_length: dict[int, list[tuple[Office, int]]] = {}
    for office, day in asked:
        by_length.setdefault(day, []).append((office, day))
    for group in by_length.values():
        for (office, day), ahead in zip(
            group, carried([office.series(day) for office, day in group]), strict=True
        ):
            done, base = office.so_far(day)
            goal = 1.0 if kind == "never" else round(done / base + draw.uniform(-0.05, 0.08), 2)
            target, truth = Target(goal), office.truth
            low, middle, high = ahead.at(LOW), ahead.at(0.5), ahead.at(HIGH)
            found.append(
                Tried(
                    kind,
                    low - 1e-9 <= truth <= high + 1e-9,
                    ahead.at(HALF[0]) - 1e-9 <= truth <= ahead.at(HALF[1]) + 1e-9,
                    abs(middle - truth),
                    abs(office.three_months(day) - truth),
                    abs(done / base - truth),
                    ahead.meets(target),
                    target.is_met(truth),
                )
            )
    return found


def line(name: str, found: Sequence[Tried]) -> dict[str, float | str]:
    """One line of the table."""
    error, three, stays = (
        np.mean([getattr(one, what) for one in found]) for what in ("error", "of_three_months", "of_staying")
    )
    met = np.array([one.is_met for one in found], dtype=float)
    chance = np.array([one.chance for one in found])
    return {
        "kind": name,
        "forecasts": len(found),
        "coverage": float(np.mean([one.is_held for one in found])),
        "half": float(np.mean([one.is_half for one in found])),
        "error": float(error) * 100,
        "three months": float(error / three),
        "stays": float(error / stays),
        "brier": float(np.mean((chance - met) ** 2)),
        "base rate": float(met.mean() * (1 - met.mean())),
    }


def of_demonstration(home: Path) -> dict[str, tuple[int, float, float]]:
    """Forecasts of the demonstration's rates for the end of 2023, made on the 28th of May to November from less than a
    year of data: how many, how often held, error over that of the value of the day; of the agency and of its units."""
    found: dict[str, tuple[int, float, float]] = {}
    with Store.open(home) as store:
        for name, by in (("agency", None), ("units", "unit")):
            ends: dict[date, dict[tuple[str, str | None], float | None]] = {}
            rows = []
            for day in (date(2023, month, 28) for month in range(5, 12)):
                for one in figures.values(store, Asked(agency="stp", as_of=day), by=by):
                    until = (
                        one.target_date if one.target_date and one.target_date > day else date(2023, 12, 14)
                    )
                    if until not in ends:
                        then = figures.values(store, Asked(agency="stp", as_of=until), by=by)
                        ends[until] = {(value.indicator, value.unit): value.value for value in then}
                    truth = ends[until].get((one.indicator, one.unit))
                    if (
                        one.is_rate
                        and truth is not None
                        and one.value is not None
                        and one.forecast is not None
                    ):
                        low, high = one.forecast_low or 0.0, one.forecast_high or 0.0
                        is_held = low - 1e-9 <= truth <= high + 1e-9
                        rows.append((is_held, abs(one.forecast - truth), abs(one.value - truth)))
            held, error, staying = np.array(rows, dtype=float).mean(axis=0)
            found[name] = len(rows), float(held), float(error / staying)
    return found


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    every = {kind: tried(kind, many) for kind in (*KINDS, "never")}
    lines = [line("all six", [one for kind in KINDS for one in every[kind]])]
    lines += [line(kind, found) for kind, found in every.items()]
    print(
        "| office | forecasts | held by 80 % | error, points | ÷ three months | ÷ stays | Brier | base rate |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for row in lines:
        print(
            f"| {row['kind']} | {row['forecasts']} | {row['coverage']:.0%} | {row['error']:.2f} "
            f"| {row['three months']:.2f} | {row['stays']:.2f} | {row['brier']:.3f} | {row['base rate']:.3f} |"
        )
    with TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "chiso", "--home", folder, "demo"], check=True, capture_output=True
        )
        for name, (count, held, of_staying) in of_demonstration(Path(folder)).items():
            print(
                f"demonstration, {name}: {count} forecasts, {held:.0%} held, {of_staying:.2f} of the error of staying"
            )


if __name__ == "__main__":
    main()
