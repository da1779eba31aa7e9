"""What the files of a drop leave open and several of them may ask alike: each unknown unit, column and word once, with
the likely answer. An answer counts for every file that it concerns, those dropped later included."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow.compute as pc

from chiso.core.vietnamese import fold
from chiso.desk import unit_requests
from chiso.intake.commit.stages import CleanedFile
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise import overview
from chiso.reference.likely import likely
from chiso.reference.unit_tree import spellings
from chiso.web.parts import loading
from chiso.web.shell.context import Context
from chiso.web.upload.item import ASKS, READY, UNSEEN, Item

SKIP = "Bỏ qua cột này"
LATER = "Để sau (giữ ở “Chưa xác định”)"
UNKNOWN_WORD = "Không rõ: loại các dòng này"
UNIT, COLUMN, WORD = "don_vi", "cot", "tu"


@dataclass
class Place:
    """A file that a question concerns: as what the text stands in it, how many rows, what was answered for it."""

    item: Item
    text: str
    rows: int | None
    answer: str | None


@dataclass
class Question:
    """One question of the drop. `about`: the dataset and the field, where it matters; an answer "" is one too."""

    kind: str
    about: tuple[str, ...]
    text: str
    places: list[Place] = field(default_factory=list)
    options: Mapping[str, str] = field(default_factory=dict)
    proposal: str | None = None
    keeps: bool = True  # a unit's spelling for good, not for these files alone

    @property
    def key(self) -> str:
        """For widget keys: the same for the same question, whatever else is on the desk."""
        mark = hashlib.sha256("\0".join((*self.about, self.text)).encode()).hexdigest()[:12]
        return "_".join((self.kind, mark, *self.about[1:]))

    @property
    def answer(self) -> str | None:
        """What was said for one of its files."""
        return next((one.answer for one in self.places if one.answer is not None), None)

    @property
    def waits(self) -> bool:
        """Whether a proposal stands in it that an import would not follow: what nobody answers for a column is that it
        is left out."""
        return self.answer is None and self.proposal is not None and self.kind != COLUMN

    def say(self, code: str | None, places: Iterable[Place] | None = None) -> None:
        """The answer for all of its files, or some."""
        for place in self.places if places is None else places:
            if self.kind == UNIT:
                place.item.units[place.text] = code, self.keeps
                place.item.effect = None
            elif code is not None and self.kind == COLUMN:
                place.item.say_column(place.text, code)
            elif code is not None:
                place.item.say_word(self.about[1], place.text, code)


def questions(here: Context, items: Iterable[Item]) -> list[Question]:
    """What the files on the desk leave open or left open before somebody answered, units first."""
    found: dict[tuple[str, ...], Question] = {}
    opens = (ASKS.code, UNSEEN.code, READY.code)
    open_items = [item for item in items if item.state.code in opens and not item.is_off]
    for item in open_items:
        units = _units(item) if item.agency in ("", here.agency) else ()  # others' are chosen there
        for kind, about, place in (*units, *_columns(item), *_words(item)):
            # A unit is taught however it is written, the others are known as they are printed.
            same = fold(place.text) if kind == UNIT else place.text
            one = found.setdefault((kind, *about, same), Question(kind, about, place.text))
            one.places.append(place)
    order = (UNIT, WORD, COLUMN)
    asked = sorted(found.values(), key=lambda one: order.index(one.kind))
    known = _known_units(here, open_items) if any(one.kind == UNIT for one in asked) else None
    for one in asked:
        _offer(one, known)
    return asked


Found = tuple[str, tuple[str, ...], Place]


def _units(item: Item) -> Iterator[Found]:
    table = item.looked.cleaned.table if isinstance(item.looked, CleanedFile) else None
    for text in item.looked.result.unknown_units if item.looked else ():
        rows = None if table is None else pc.sum(pc.equal(table["unit_text"], text)).as_py()
        yield UNIT, (), Place(item, text, rows, item.units.get(text, (None, True))[0])


def _columns(item: Item) -> Iterator[Found]:
    said = item.answers.columns
    for header in (*item.asked_columns, *item.said_columns):
        rows = item.looked.result.rows_read if item.looked else None
        yield COLUMN, (_dataset(item),), Place(item, header, rows, said.get(header))


def _words(item: Item) -> Iterator[Found]:
    for (name, word), cells in item.unknown_words.items():
        if name in DATASETS[_dataset(item)].by_name:
            yield WORD, (_dataset(item), name), Place(item, word, cells, None)
    for name, words in item.answers.words.items():
        for word, code in words.items():
            yield WORD, (_dataset(item), name), Place(item, word, None, code)


def _dataset(item: Item) -> str:
    return (item.looked.result.dataset if item.looked else None) or ""


@dataclass(frozen=True)
class _Units:
    """The units that may be meant: code -> name, code -> all that it is called, those that other rows name; whether
    this account may teach a spelling."""

    names: Mapping[str, str]
    called: Mapping[str, Sequence[str]]
    elsewhere: frozenset[str]
    may_keep: bool


def _known_units(here: Context, items: Iterable[Item]) -> _Units:
    frame = loading.units(here)
    rows = frame[(frame["kind"] != "agency") & (frame["unit"] != "unknown")].to_dict("records")
    known = spellings(here.store, here.agency)
    tables = [item.looked.cleaned.table for item in items if isinstance(item.looked, CleanedFile)]
    printed = {
        key for table in tables if "unit_key" in table.column_names for key in table["unit_key"].unique().to_pylist()
    }  # fmt: skip
    return _Units(
        {row["unit"]: row["unit_name"] for row in rows},
        {row["unit"]: (row["unit_name"], row["short_name"], *row["aliases"]) for row in rows},
        frozenset(known[key] for key in printed & known.keys()),
        here.only_unit is None,
    )


def _offer(one: Question, units: _Units | None) -> None:
    """The answers to choose from, and the likely one."""
    if one.kind == UNIT and units is not None:
        one.options = {"": LATER, **units.names}
        one.proposal = likely(one.text, units.called, units.elsewhere)
        one.keeps = units.may_keep and all(
            place.item.units.get(place.text, (None, True))[1] for place in one.places
        )
    elif one.kind == COLUMN:
        layouts = [place.item.layout for place in one.places if place.item.layout]
        free = [{known.name for known in overview.free_fields(layout)} for layout in layouts]
        names = set.intersection(*free) | {one.answer or ""}
        fields = DATASETS[one.about[0]].fields
        one.options = {"": SKIP, **{known.name: known.label for known in fields if known.name in names}}
        one.proposal = ""
    else:
        known = DATASETS[one.about[0]].by_name[one.about[1]]
        one.options = {"": UNKNOWN_WORD, **known.words}
        words = {code: words for code, words in known.choices.items() if code}
        one.proposal = likely(one.text, words)


def elsewhere(here: Context, items: Iterable[Item]) -> dict[str, int]:
    """Of how many spellings of units the files ask that are another agency's, by its name."""
    found = Counter[str]()
    for item in items:
        if item.agency not in ("", here.agency):
            found[item.whose] += len(item.open_units)
    return dict(+found)


def spread(here: Context, items: Sequence[Item]) -> bool:
    """Gives what was answered for one file to the others that it concerns; a unit that was asked for waits until it is
    decided. Whether one of the files has to be read again."""
    for one in questions(here, items):
        said = one.answer
        if said is None and one.kind == UNIT and not here.may("administer"):
            said = "" if _is_asked_for(here, one.text) else None
        if said is not None:
            one.say(said, [place for place in one.places if place.answer is None])
    return any(item.is_stale for item in items)


def _is_asked_for(here: Context, name: str) -> bool:
    asked = loading.ask(here, unit_requests.requests, agency=here.agency)
    return any(one.waits and fold(one.name) == fold(name) for one in asked)


@dataclass(frozen=True)
class Waiting:
    """How many questions of the panel wait for a file, and whether a proposal is to be agreed to first."""

    count: int
    is_proposed: bool


def waiting(asked: Iterable[Question], item: Item) -> Waiting:
    """What of the panel waits for one file."""
    mine = [one for one in asked if one.answer is None and any(place.item is item for place in one.places)]
    return Waiting(len(mine), any(one.waits for one in mine))
