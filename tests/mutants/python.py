"""Faults in Python by hand: a text of the product, what it becomes, and the test files that must notice.

Each is written into a copy of the checkout, where those tests run without ../shared. A text that stands no longer in
its file, or more than once, is an error: the fault has to move with the code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds for the tests of one fault
COPIED = ("chiso", "pages", "queries", "data", "tests", ".streamlit")
FILES = ("app.py", "run.py", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """One fault; `tests` are files or node names below tests/."""

    file: str
    before: str
    after: str
    tests: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.file}: {self.before.strip()} -> {self.after.strip()}"


_SLICES, _BATCH = "chiso/intake/commit/slices.py", ("intake/test_batch.py", "intake/test_import_machine.py")
_TARGETS, _JUDGING = "chiso/figures/targets.py", "chiso/figures/judging.py"
_LIMITS, _SCORING = "chiso/figures/limits.py", "chiso/figures/scoring.py"
_PERIODS, _WORKTIME = "chiso/core/periods.py", "chiso/core/worktime.py"
_TREE, _CHECKS = "chiso/reference/unit_tree.py", "chiso/intake/clean/checks.py"
_JUDGED = ("figures/test_judging.py",)
_COVERED = ("figures/test_figures.py",)
_LIMITED = ("figures/test_limits.py",)
_SCORED = ("figures/test_scoring.py",)
_DATED = ("core/test_periods.py",)
_WORKED = ("core/test_worktime.py",)
_CLEANED = ("intake/test_cleaning.py",)
_TREES = ("reference/test_unit_tree.py",)

MUTANTS = (
    # which imports count
    Mutant(_SLICES, 'and row["as_of"] > as_of]', 'and row["as_of"] >= as_of]', _BATCH),
    Mutant(_SLICES, '<= set(one.split("\\n"))', '< set(one.split("\\n"))', _BATCH),
    Mutant(_SLICES, '(row["as_of"], row["import_id"])', '(row["as_of"], -row["import_id"])', _BATCH),
    Mutant(_SLICES, 'if new["mode"] == REPLACE:', "if True:", _BATCH),
    Mutant(_SLICES, 'if new["status"] == ROLLED_BACK:', "if False:", _BATCH),
    Mutant(_SLICES, "first.day == 1 and last", "last", _BATCH),
    Mutant("chiso/intake/commit/comparing.py", "if 2 * again < len(before):", "if 2 * again <= len(before):", _BATCH),
    # open dossiers that a later file no longer shows
    Mutant("queries/checks/vanished.sql", "later.as_of > known.as_of", "later.as_of >= known.as_of", _BATCH),
    Mutant("queries/difference/vanished_dossiers.sql", "and as_of < $as_of", "and as_of <= $as_of", _BATCH),
    # rows that cannot be read
    Mutant("chiso/intake/clean/cleaning.py", "rows_rejected * 2 > cleaned", "rows_rejected * 2 >= cleaned", _CLEANED),
    Mutant("chiso/intake/clean/cleaning.py", "(faulty[index], index)", "(not faulty[index], index)", _CLEANED),
    Mutant(_CHECKS, "days > np.datetime64(work.as_of", "days >= np.datetime64(work.as_of", _CLEANED),
    Mutant(_CHECKS, "(early := (due < start)", "(early := (due <= start)", _CLEANED),
    Mutant("chiso/intake/clean/rates.py", "min(unit, 0.005)", "min(unit, 0.05)",
           ("intake/test_contract_percents.py", "intake/test_cleaning.py")),
    # targets
    Mutant(_TARGETS, "return value > self.value - EXACT", "return value > self.value + EXACT", _JUDGED),
    Mutant(_TARGETS, "return value > self.value + EXACT", "return value > self.value - EXACT", _JUDGED),
    Mutant(_TARGETS, "return value < self.value + EXACT", "return value < self.value - EXACT", _JUDGED),
    Mutant(_TARGETS, "return value < self.value - EXACT", "return value < self.value + EXACT", _JUDGED),
    Mutant(_TARGETS, "t.due_date >= as_of", "t.due_date > as_of", _JUDGED),
    Mutant(_TARGETS, '("target", "bonus", "penalty")', '("bonus", "target", "penalty")', _JUDGED),
    Mutant(_TARGETS, "(denominator + expected) - numerator", "(denominator + expected) + numerator", _JUDGED),
    Mutant(_TARGETS, "(as_of - first_day).days + 1", "(as_of - first_day).days", _JUDGED),
    Mutant(_TARGETS, "if until <= as_of:", "if until < as_of:", _JUDGED),
    Mutant(_TARGETS, "if last_year is not None:", "if last_year is None:", _JUDGED),
    Mutant("chiso/figures/spans.py", "recent_from, twelve, last_from)", "recent_from)", ("figures/test_gap.py",)),
    # states
    Mutant(_JUDGING, "SMALL_BASE = 10", "SMALL_BASE = 11", _JUDGED),
    Mutant(_JUDGING, "if base >= SMALL_BASE]", "if base]", _JUDGED),
    Mutant(_JUDGING, "way * (required - best) > EXACT", "way * (required - best) > -EXACT", _JUDGED),
    Mutant(_JUDGING, "recent >= required - EXACT", "recent > required + EXACT", _JUDGED),
    Mutant(_JUDGING, "as_of >= target.due_date", "as_of > target.due_date", _JUDGED),
    Mutant(_JUDGING, "(1 if target.wants_more else 0)) > EXACT", "(1 if target.wants_more else 0)) > -EXACT", _JUDGED),
    Mutant("chiso/figures/values.py", "numerator = 0 if is_covered else None", "numerator = 0", _COVERED),
    Mutant(_JUDGING, '"none" if figure.denominator == 0 else "unknown"', '"none"', _JUDGED),
    # process-behaviour charts
    Mutant(_LIMITS, "_SPREAD = 2.66", "_SPREAD = 2.65", _LIMITED),
    Mutant(_LIMITS, "far in above], 7)", "far in above], 8)", _LIMITED),
    Mutant(_LIMITS, "in pairwise(values)], 6", "in pairwise(values)], 7", _LIMITED),
    Mutant(_LIMITS, "* 2 / 3", "* 1 / 3", _LIMITED),
    Mutant(_LIMITS, "_ENOUGH_POINTS = 12", "_ENOUGH_POINTS = 13", _LIMITED),
    Mutant(_LIMITS, "if len(values) < 3:", "if len(values) < 4:", _LIMITED),
    # points
    Mutant(_SCORING, "return reached[-1].points", "return reached[0].points", _SCORED),
    Mutant(_SCORING, "points - lost_in_table, 4)", "points - lost_in_table, 0)", _SCORED),
    Mutant(_SCORING, "round(points / maximum * 100, 2)", "round(points / maximum * 100, 1)", _SCORED),
    # the year and its parts
    Mutant(_PERIODS, "return date(year - 1, 12, 15), ", "return date(year - 1, 12, 14), ", _DATED),
    Mutant(_PERIODS, "(day.month, day.day) > (12, 14)", "(day.month, day.day) > (12, 15)", _DATED),
    Mutant(_PERIODS, "max(end for end in ends if end < day)", "max(end for end in ends if end <= day)", _DATED),
    Mutant(_PERIODS, "if period.last <= day]", "if period.last < day]", _DATED),
    Mutant(_PERIODS, "return months_earlier(day, 12)", "return day - timedelta(days=365)", _DATED),
    # working time
    Mutant(_WORKTIME, "day in worked or (day.weekday() < 5", "(day.weekday() < 5", _WORKED),
    Mutant(_WORKTIME, "day.weekday() < 5 and note is None", "day.weekday() < 6 and note is None", _WORKED),
    Mutant(_WORKTIME, "is_working, note = swap.is_working, swap.note or note", "note = swap.note or note", _WORKED),
    # units
    Mutant(_TREE, "while (unit := self._units.get(chain[-1]))",
           "if (unit := self._units.get(chain[-1]))", _TREES),
    Mutant(_TREE, "earlier = [u for u in self._units if self.today(u) == unit_id or self.today(u) in found]",
           "earlier = [u for u, unit in self._units.items() if unit.successor_id == unit_id]", _TREES),
    # lists of what is late
    Mutant("chiso/figures/lateness.py", '"đến 7 ngày", 7,', '"đến 7 ngày", 8,',
           ("present/test_pictures.py", "present/test_palette.py")),
    # what a goal still lacks, in whole dossiers
    Mutant("chiso/figures/gap.py", "(math.ceil(", "(math.floor(", ("figures/test_gap.py",)),
    Mutant("chiso/figures/gap.py", "floors[place] - every - known[place])[:rest]",
           "known[place] - floors[place] + every)[:rest]", ("figures/test_gap.py",)),
    # a plan that is tried, and the year's index
    Mutant("chiso/figures/foresight/way.py", "for day in range(1, self.days + 1)", "for day in range(0, self.days + 1)",
           ("figures/test_what_if.py",)),
    Mutant("chiso/figures/what_if.py", "return min(1.0, way.share", "return min(2.0, way.share",
           ("figures/test_what_if.py",)),
    Mutant("chiso/figures/what_if.py", "return round(rest * (1 - share), 6)", "return round(rest, 6)",
           ("figures/test_what_if.py",)),
    Mutant("chiso/figures/points.py", "change > EXACT else (0.0, last)", "change > EXACT else (last, last)",
           ("figures/test_points.py",)),
    Mutant("chiso/figures/points.py", "high=high[1])", "high=most)", ("figures/test_points.py",)),
    # what docs/security.md says is held
    Mutant("chiso/web/shell/posting.py", "> _FORM_BYTES:", "> 2 * _FORM_BYTES:",
           ("web/test_gate.py::test_endless_form_is_not_read_to_its_end",)),
    Mutant("chiso/people/passwords.py", "BoundedSemaphore(2)", "BoundedSemaphore(3)",
           ("web/test_gate.py::test_two_passwords_are_evaluated_at_a_time",)),
    Mutant("chiso/web/shell/answers.py", "script-src 'self'", "script-src 'self' 'unsafe-inline'",
           ("web/test_gate.py::test_every_answer_carries_the_policy",)),
    Mutant("chiso/web/shell/uploads.py", "if seen > most else message", "if seen > 2 * most else message",
           ("web/test_gate.py::test_upload_that_hides_its_length_is_cut",)),
    Mutant("chiso/web/shell/uploads.py", "mine + size > self.limits.account_held_bytes", "False",
           ("web/test_gate.py::test_one_account_fills_no_memory",)),
    Mutant("chiso/people/accounts.py", "if old.administers and not new.administers and",
           "if old.is_active and not new.is_active and",
           ("people/test_accounts.py::test_last_administrator_cannot_be_taken_away",)),
    Mutant("chiso/people/accounts.py",
           "return verified(user.password_hash if user else None, password) and user is not None",
           "return user is not None and verified(user.password_hash, password)",
           ("people/test_accounts.py::test_a_hash_is_evaluated_for_a_name_that_nobody_has_too",)),
    Mutant("queries/lists/records.sql", "cast(try_cast(office.said['promised_on'] as date) as varchar)",
           "office.said['promised_on']", ("web/test_pages.py::test_an_entry_that_is_none_of_its_kind_breaks_nothing",)),
    Mutant("chiso/desk/own_template.py", "name = in_one_line(name)", "name = str(name)", ("desk/test_free_texts.py",)),
    Mutant("chiso/web/parts/attention.py", "words = {one.key: plain(one.text)", "words = {one.key: str(one.text)",
           ("present/test_hostile_text.py::test_what_may_be_put_away_and_who_needs_more_are_told_as_text",)),
    Mutant("chiso/web/shell/sockets.py", 'frozenset({"rerun_script",', 'frozenset({"clear_cache", "rerun_script",',
           ("web/test_gate.py::test_only_what_our_pages_need_reaches_streamlit_and_the_page_stays_open",)),
)  # fmt: skip


def problems() -> list[str]:
    """Faults whose text stands no longer in its file, or not once; test files that are gone."""
    out = []
    for mutant in MUTANTS:
        path = ROOT / mutant.file
        count = path.read_text("utf-8").count(mutant.before) if path.exists() else 0
        if count != 1:
            out.append(f"{mutant.key}: stands {count} times in its file")
        out += [
            f"{mutant.key}: no {test}"
            for test in mutant.tests
            if not (ROOT / "tests" / test.partition("::")[0]).exists()
        ]
    return out


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the checkout to put faults into."""
    with tempfile.TemporaryDirectory(prefix="chiso-mutants-") as made:
        folder = Path(made) / "checkout"
        folder.mkdir()
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "var*"))
        for name in FILES:
            shutil.copy(ROOT / name, folder / name)
        yield folder


def judge(folder: Path, mutant: Mutant) -> bool:
    """Whether its tests fail on the fault. They run in a process of their own, the first failure ends them."""
    path = folder / mutant.file
    original = path.read_text("utf-8")
    path.write_text(original.replace(mutant.before, mutant.after), "utf-8")
    tests = [f"tests/{name}" for name in mutant.tests]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]
    said = {"CHISO_SHARED": str(folder / "no-shared"), "CHISO_LONG": "1"}  # a sample may miss the fault
    variables = os.environ | said | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    try:
        run = subprocess.run(command, cwd=folder, env=variables, capture_output=True, timeout=PATIENCE)
        return run.returncode == 1
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(original, "utf-8")
