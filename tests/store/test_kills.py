"""kill -9 and power cuts at any moment of any act: the home is as before or as after it, never between, and what was
answered is there. How it is done: tests/worlds/kills.py, tests/worlds/power.py."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LONG
from tests.store.test_disk import ROOT, shim  # noqa: F401

IMPORTS = "command,page,first,import_scores,import_joint"
OTHERS = (
    "entry,enter_scores,enter_joint,conclusion,target,hand_over,account,password,slide,kept_deck,template,rollback,backup,restore,"
    "restore_as_it_was,restore_from_nothing,upgrade"
)


# Acts, how many kills and power cuts: a usual run tries one act of each kind, in one process.
@pytest.mark.parametrize(
    ("acts", "kills", "cuts"),
    [(IMPORTS, 520, 110), (OTHERS, 520, 110)] if LONG else [("page,entry,restore_as_it_was", 3, 1)],
    ids=["imports", "others"] if LONG else ["one of each kind"],
)
def test_home_is_as_before_or_as_after_an_act_that_was_cut_off(
    shim: Path,  # noqa: F811
    tmp_path: Path,
    acts: str,
    kills: int,
    cuts: int,
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.worlds.kills", acts, str(kills), str(cuts), "11"],
        cwd=ROOT,
        env=os.environ
        | {"FAULT_HOME": str(tmp_path / "trial"), "LD_PRELOAD": str(shim), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    tries = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [json.dumps(told, ensure_ascii=False) for told in tries if is_wrong(told)]
    assert not wrong, f"{len(wrong)} of {len(tries)}:\n" + "\n".join(wrong)
    assert len(tries) == kills + cuts, done.stderr
    killed = [told for told in tries if told["way"] == "kill"]
    assert sum(told["between"] for told in killed) >= len(killed) / 2, (
        "between the first write and the answer"
    )


def is_wrong(told: dict[str, Any]) -> bool:
    """Neither as before nor as after, what was answered lost, or something left that the next start does not mend."""
    is_placed = told["place"] == "after" or (told["place"] == "before" and not told["answered"])
    is_sound = (told["bad"], told["trace"], told["again"]) == ([], None, True)
    return not (
        is_placed and is_sound and not told["left"] and not told["halves"] and not told["lost_backup"]
    )
