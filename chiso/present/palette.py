"""The colours of everything a reader sees: data/palette.csv, one row per role, as seen in light, dark and print.

A role is a meaning (accent, alarm, late_2 …); `…_tint` is the ground behind a word of that role, `…_ink` that word.
Checked for contrast and for the three colour deficiencies. The states' roles: chiso/words/states.py.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from chiso.core.settings import ROOT

FILE = ROOT / "data" / "palette.csv"
SERIES = ("accent", "axis", "alarm", "warning", "good", "gray")  # colours of series in order


@dataclass(frozen=True)
class Palette:
    """Colours by role as #RRGGBB. An unknown role is a KeyError."""

    name: str
    colours: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        return self.colours[role]

    def on(self, role: str) -> str:
        """The colour of a number printed on a surface of that role: text or background, whichever is clearer."""
        ground = luminance(self[role])
        return max((self["text"], self["background"]), key=lambda ink: contrast(luminance(ink), ground))


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances (WCAG 2.2)."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


@lru_cache(maxsize=1)
def rows() -> tuple[dict[str, str], ...]:
    """The palette file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@lru_cache(maxsize=3)
def palette(name: str) -> Palette:
    """The palette `light`, `dark` or `print`."""
    return Palette(name, {row["role"]: row[name] for row in rows()})
