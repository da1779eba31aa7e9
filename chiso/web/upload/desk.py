"""The files on the desk: what was dropped, what was said about each, how each was understood. Kept per visitor.

Nothing here is stored in the data before `import_item`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

import streamlit as st

from chiso.core.errors import Refused
from chiso.core.periods import month_end
from chiso.core.vietnamese import fold
from chiso.desk import effects, history, limits
from chiso.desk.effects import Effect
from chiso.intake.commit import batch
from chiso.intake.commit.preview import refreshed
from chiso.intake.commit.stages import (
    IMPORTED,
    ComparedFile,
    ImportResult,
    Preview,
    RecognisedFile,
    Upload,
)
from chiso.intake.recognise.layout import Answers
from chiso.present import rejected
from chiso.store import Store
from chiso.web.parts import loading
from chiso.web.shell.context import Context
from chiso.words.states import State

_ITEMS, _GENERATION, _LISTED = "_ban_nhap", "_ban_nhap_lan", "_ban_nhap_trong_o"
REPLACE, ADD = "replace", "add"

READY = State("ready", "Sẵn sàng nhập", "✓", "check_circle", "good")
DONE = State("done", "Đã nhập", "✓", "check_circle", "good")
KNOWN = State("known", "Đã có sẵn", "✓", "inventory_2", "muted")
REFUSED = State("refused", "Không nhập được", "▲", "error", "alarm")

ABOUT_COLUMNS = frozenset(("missing_columns", "duplicate_columns", "unknown_dataset"))
MOST_WORDS = 6  # that are asked about; a file with more has its columns wrong
MOST_COLUMNS = 4  # that are asked about one by one; more are listed
# Refusals that an answer on the card can lift; the others need another file.
ANSWERABLE = frozenset(
    ("no_as_of", "slice_conflict", "missing_columns", "duplicate_columns", "unknown_dataset")
)


class Dropped(Protocol):
    """What the uploader hands over for each file."""

    file_id: str
    name: str

    def getvalue(self) -> bytes: ...


@dataclass
class Item:
    """One dropped file. `units`: spelling -> (unit, remembered for good?); `rivals`: files of its slice, in words."""

    file_id: str
    name: str
    content: bytes
    answers: Answers = field(default_factory=Answers)
    mode: str | None = None
    rivals: str = ""
    recalls: bool = True
    remember: bool = True
    units: dict[str, tuple[str | None, bool]] = field(default_factory=dict)
    looked: Preview | None = None
    version: int = -1
    is_stale: bool = True
    is_off: bool = False
    done: ImportResult | None = None
    effect: Effect | None = None

    @property
    def key(self) -> str:
        """For widget keys."""
        return re.sub(r"\W", "", self.file_id)[:16]

    def say(self, **changes: Any) -> None:
        """Something was said about the file: it is read again with it."""
        self.answers = replace(self.answers, **changes)
        self.is_stale = True

    def say_columns(self, said: dict[str, str]) -> None:
        """What columns mean, added to what was said before."""
        self.say(columns={**self.answers.columns, **said})

    def say_word(self, field: str, word: str, code: str) -> None:
        """What a word of a choice means."""
        known = {name: dict(words) for name, words in self.answers.words.items()}
        known.setdefault(field, {})[word] = code
        self.say(words=known)

    @property
    def error_code(self) -> str:
        """Why it cannot be imported as it is, '' where it can."""
        return self.looked.error["code"] if self.looked and self.looked.error else ""

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """Columns that nobody knows and nobody has spoken about; while others are in question they wait."""
        if not isinstance(self.looked, RecognisedFile) or self.error_code in ABOUT_COLUMNS:
            return ()
        said = self.looked.recognised.answers.columns
        known = {*said, *rejected.OWN_COLUMNS}
        return tuple(name for name in self.looked.result.unknown_columns if name not in known)

    @property
    def asked_columns(self) -> tuple[str, ...]:
        """Those of them that are asked about: few, and in a table with one record per row."""
        found = self.unknown_columns
        is_wide = isinstance(self.looked, RecognisedFile) and self.looked.layout.wide is not None
        return () if is_wide or len(found) > MOST_COLUMNS else found

    @property
    def unknown_words(self) -> dict[tuple[str, str], int]:
        """(field, word) -> cells: words of choices for which rows were rejected."""
        rejects = self.looked.result.rejects if self.looked else ()
        found = Counter(
            (str(one["column"]), str(one["value"]))
            for one in rejects
            if one["code"] == "bad_choice" and one["value"]
        )
        return dict(found.most_common(MOST_WORDS))

    @property
    def open_units(self) -> tuple[str, ...]:
        """Unknown spellings of units that were not answered yet."""
        if self.looked is None:
            return ()
        return tuple(
            name for name in self.looked.result.unknown_units if not self.units.get(name, (None, True))[0]
        )

    @property
    def questions(self) -> int:
        """How many answers are still wanted."""
        asked = (self.error_code in ANSWERABLE) + len(self.open_units) + len(self.asked_columns)
        return asked + len(self.unknown_words)

    @property
    def importable(self) -> ComparedFile | None:
        """The file as it would be imported, None where it cannot be."""
        looked = self.looked
        return looked if isinstance(looked, ComparedFile) and not looked.error and self.done is None else None

    @property
    def is_importable(self) -> bool:
        """The button may be pressed."""
        return self.importable is not None

    def state(self) -> State:
        """How the card is headed."""
        if self.done is not None:
            return DONE if self.done.status == IMPORTED else REFUSED
        if self.looked is None:
            return State("reading", "Đang đọc", "○", "hourglass_empty", "muted")
        if self.looked.is_unchanged:
            return KNOWN
        if self.error_code and self.error_code not in ANSWERABLE and not self.unknown_words:
            return REFUSED
        if self.questions:
            return State("asks", f"Cần trả lời {self.questions} câu", "●", "help", "warning")
        return READY


def items() -> dict[str, Item]:
    """The files on this visitor's desk, in the order in which they were dropped."""
    found: dict[str, Item] = st.session_state.setdefault(_ITEMS, {})
    return found


def uploader_key() -> str:
    """Changes when the desk is cleared, which empties the uploader."""
    return f"tha_tep_{st.session_state.get(_GENERATION, 0)}"


def clear() -> None:
    """Takes every file off the desk."""
    st.session_state[_ITEMS] = {}
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1


def drop(file_id: str) -> None:
    """Takes one file off the desk; the uploader still lists it until it is emptied."""
    item = items().get(file_id)
    if item is not None:
        item.content, item.looked, item.is_off = b"", None, True


def take(files: Iterable[Dropped], *, is_same_visit: bool) -> None:
    """Brings the desk in step with the uploader. After a visit to another page its list is empty: files stay.

    Only what the uploader listed in the run before and lists no more was taken away there.
    """
    desk = items()
    dropped = {file.file_id: file for file in files}
    before: set[str] = st.session_state.get(_LISTED, set()) if is_same_visit else set()
    for file_id in before - dropped.keys():
        desk.pop(file_id, None)
    st.session_state[_LISTED] = set(dropped)
    for file_id, file in dropped.items():
        if file_id not in desk:
            desk[file_id] = Item(file_id, file.name, file.getvalue())


def look(here: Context, item: Item) -> None:
    """Reads the file with what was said about it, or only compares it anew where the data has changed since."""
    if item.done is not None or item.is_off:
        return
    if item.is_stale or item.looked is None:
        item.looked = _previewed(here, item)
    elif item.version != here.store.data_version or item.looked.upload.agency != here.agency:
        item.looked = (
            refreshed(here.store, item.looked)
            if item.looked.upload.agency == here.agency
            else _previewed(here, item)
        )
    if isinstance(item.looked, ComparedFile) and item.looked.superseded:
        item.rivals = ", ".join(f"“{row['file_name']}”" for row in item.looked.superseded)
    item.version, item.is_stale, item.effect = here.store.data_version, False, None


def is_waiting(here: Context, item: Item) -> bool:
    """Whether `look` has something to do."""
    if item.done is not None or item.is_off:
        return False
    return (
        item.is_stale
        or item.version != here.store.data_version
        or (item.looked is not None and item.looked.upload.agency != here.agency)
    )


def _previewed(here: Context, item: Item) -> Preview:
    upload = Upload(item.name, item.content, here.agency, item.answers, item.mode, item.recalls)
    looked = batch.preview(here.store, upload)
    if (
        item.mode is None
        and looked.error
        and looked.error["code"] == "slice_conflict"
        and rejected.is_corrected(looked)
    ):
        # Corrected rows alone: they belong beside the others of their slice.
        item.mode = ADD
        looked = batch.preview(here.store, replace(upload, mode=ADD))
    return looked


def ready(item: Item, looked: ComparedFile) -> ComparedFile:
    """The file as it would be imported: with the units answered on the card."""
    taught = {name: unit for name, (unit, keeps) in item.units.items() if unit and keeps}
    once = {name: unit for name, (unit, keeps) in item.units.items() if unit and not keeps}
    answers = replace(looked.recognised.answers, units=taught, units_once=once)
    recognised = replace(looked.recognised, answers=answers)
    return replace(looked, recognised=recognised, remember=item.remember, left_out=item.unknown_columns)


def effect_of(here: Context, item: Item, looked: ComparedFile) -> Effect:
    """What importing it would change, worked out once per state of the data."""
    if item.effect is None:
        item.effect = effects.of_import(here.store, ready(item, looked))
    return item.effect


def import_item(here: Context, item: Item, looked: ComparedFile) -> ImportResult:
    """Imports the file for good and writes down what it changed. Refused for who may not."""
    looked = ready(item, looked)
    if not here.may("upload"):
        raise Refused("forbidden", "Tài khoản của bạn không nhập được dữ liệu.")
    if here.only_unit is not None:
        limits.check(here.store, looked, here.only_unit, here.user)
    result, effect = effects.measured(
        here.store,
        here.agency,
        looked.cleaned.dataset,
        looked.as_of,
        lambda: batch.commit(here.store, looked, who=here.user),
    )
    item.done, item.effect = result, effect
    if result.status == IMPORTED and result.import_id is not None:
        history.note_effect(here.store, result.import_id, here.user, effect, looked.difference)
        # What is in needs no second copy in memory.
        item.content = b""
        item.looked = Preview(upload=replace(looked.upload, content=b""), result=looked.result)
    return result


def suggested_day(name: str) -> date | None:
    """The month's last day where the file's name tells a month ("2024-03 ho_so.csv"); only ever a suggestion."""
    found = re.search(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)", name)
    year_month = (found[1], found[2]) if found else None
    if year_month is None and (found := re.search(r"(?<!\d)(0?[1-9]|1[0-2])[-_. /](20\d\d)(?!\d)", name)):
        year_month = (found[2], found[1])
    if year_month is None:
        return None
    return month_end(date(int(year_month[0]), int(year_month[1]), 1))


def twins(item: Item) -> Item | None:
    """An earlier file on the desk with the very same bytes."""
    if item.looked is None:
        return None
    for other in items().values():
        if other is item:
            return None
        if other.looked and other.looked.result.sha256 == item.looked.result.sha256 and not other.is_off:
            return other
    return None


def neighbours(item: Item) -> list[Item]:
    """Other files on the desk for the same slice: only one of them would count."""
    looked = item.importable
    if looked is None or not looked.slice or item.mode == ADD:
        return []
    return [
        other
        for other in items().values()
        if (rival := other.importable)
        and rival.result.sha256 != looked.result.sha256
        and (rival.result.dataset, rival.slice) == (looked.result.dataset, looked.slice)
    ]


def other_agency(here: Context, item: Item) -> str:
    """The name of another agency that the title of the file begins a line with; "" where it names none, or ours."""
    if not isinstance(item.looked, RecognisedFile):
        return ""
    lines = [fold(line) for line in (item.looked.layout.agency_text, *item.looked.layout.title) if line]
    named = {
        str(row["agency"]): str(row["name"])
        for row in loading.ask(here, agencies)
        if any(line.startswith(fold(row["name"])) for line in lines)
    }
    return "" if here.agency in named else next(iter(named.values()), "")


def is_clear(here: Context, item: Item) -> bool:
    """Nothing is in doubt: it may go in with the others. A column that nobody needs is no doubt."""
    doubts = (
        item.open_units or item.unknown_words or twins(item) or neighbours(item) or other_agency(here, item)
    )
    return item.is_importable and not doubts


def agencies(store: Store) -> list[dict[str, Any]]:
    """Every agency with its names."""
    return store.rows("desk/agencies")
