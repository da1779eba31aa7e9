"""A new home's first files: what each gives, which are there, and what the program brings along with its sources."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from chiso.core.settings import OFFERED, SAMPLES
from chiso.desk import effects
from chiso.intake.commit.stages import ImportResult, Upload
from chiso.intake.datasets import DATASETS, MEETING
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.store import Store


@dataclass(frozen=True)
class Offer:
    """A file of data/samples that may be taken over as it is. `agencies`: of whom it speaks; none: of the province.
    `as_of`: from which day on it is known."""

    file: str
    dataset: str
    label: str
    agencies: tuple[str, ...]
    as_of: date

    @property
    def path(self) -> Path:
        return SAMPLES / self.file

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Step:
    """One kind of file, in the order in which they are of use: whether one is there, and what is offered of it."""

    dataset: str
    is_there: bool
    offers: tuple[Offer, ...]


@cache
def offered() -> tuple[Offer, ...]:
    """What data/samples/offered.toml lists."""
    rows = tomllib.loads(OFFERED.read_text(encoding="utf-8"))["offer"]
    return tuple(Offer(**{**row, "agencies": tuple(row["agencies"])}) for row in rows)


def steps(store: Store, agency: str) -> list[Step]:
    """Every kind of file, and what is offered of it: not what is in, nor what would stand in place of what is there."""
    # imported once, a province's series is seen by every agency
    of_province = {one.sha256 for one in offered() if not one.agencies}
    there: dict[str, set[str]] = {}
    for row in store.rows("imports/list"):
        if row["status"] == "active" and (row["agency"] == agency or row["sha256"] in of_province):
            there.setdefault(row["dataset"], set()).add(row["sha256"])
    offers = [one for one in offered() if not one.agencies or agency in one.agencies]
    free = [one for one in offers if _is_free(one, there.get(one.dataset, set()))]
    return [Step(name, name in there, tuple(one for one in free if one.dataset == name)) for name in DATASETS]


def _is_free(one: Offer, there: set[str]) -> bool:
    """Whether what is offered is not in and stands in place of nothing: of several plans each stands for itself, but
    the office's own file may be the same plan under another name."""
    known = DATASETS[one.dataset]
    is_beside = bool(known.slice_field) and there <= {other.sha256 for other in offered()}
    return one.sha256 not in there and (not there or known.slice_by == "key" or is_beside)


def has_begun(store: Store, agency: str) -> bool:
    """Whether something that the weekly meeting looks at is there."""
    return any(step.is_there for step in steps(store, agency) if step.dataset in MEETING)


def take(store: Store, actor: Actor, agency: str, offer: Offer) -> ImportResult:
    """Imports what is offered as any other file: with who, when and its effect, to be undone. A refusal is a result."""
    answers = Answers(dataset=offer.dataset, as_of=offer.as_of)
    upload = Upload.of_path(offer.path, agency=agency, answers=answers)
    return effects.import_parts(store, actor, upload)[0]
