"""Every file of a home damaged at random: noticed or without effect, said in Vietnamese, given back or named.

`python -m tests.worlds.damage FIRST STEP COUNT [page]` is one hand of it; a number is a seed.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONG

ROOT = Path(__file__).resolve().parents[2]
HANDS, EACH = (2, 255) if LONG else (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="each question is a forked process")
def test_damage_is_noticed_said_and_restored() -> None:
    hands = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.worlds.damage",
                str(hand),
                str(HANDS),
                str(EACH),
                "page" if hand else "",
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for hand in range(HANDS)
    ]
    trials = [json.loads(line) for hand in hands for line in hand.communicate()[0].splitlines()]
    assert [hand.returncode for hand in hands] == [0] * HANDS
    assert len(trials) == HANDS * EACH
    assert [trial for trial in trials if trial["faults"]] == []
    if LONG:
        assert len({trial["target"] for trial in trials}) == 12
