"""Forecasts of simulated offices against what came: how often the interval holds the truth, errors beside those of the
two simple rules, Brier scores of the chances.

python3 run.py bench bench_forecast             the long table of docs/forecast.md
python tests/bench/bench_forecast.py 40         another number of offices of each kind
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chiso.figures.foresight.ahead import HIGH, LOW, carried
from chiso.figures.targets import Target
from tests.bench.offices import KINDS, Office, offices

DAYS = (120, 180, 240, 290, 320, 335)  # of the second year, on which the forecast is made


@dataclass(frozen=True)
class Tried:
    """One forecast and what came: whether the interval held it, errors, the chance and whether the target was met."""

    kind: str
    is_held: bool
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
        "error": float(error) * 100,
        "three months": float(error / three),
        "stays": float(error / stays),
        "brier": float(np.mean((chance - met) ** 2)),
        "base rate": float(met.mean() * (1 - met.mean())),
    }


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


if __name__ == "__main__":
    main()
