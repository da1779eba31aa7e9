"""A dropped file: what was said about it, how it was understood, how it stands among the others. No Streamlit.

Nothing of it is stored in the data before `import_item`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chiso.desk import effects
from chiso.desk.effects import Batch, Effect
from chiso.intake.commit import batch
from chiso.intake.commit.preview import parts, refreshed
from chiso.intake.commit.slices import ADD
from chiso.intake.commit.stages import IMPORTED, ComparedFile, ImportResult, Preview, RecognisedFile, Upload
from chiso.intake.commit.watching import watched
from chiso.intake.recognise.layout import Answers, Layout
from chiso.present import rejected
from chiso.web.shell.context import Context
from chiso.words.states import State

READING = State("reading", "Đang đọc", "○", "hourglass_empty", "muted")
READY = State("ready", "Sẵn sàng nhập", "✓", "check_circle", "good")
DONE = State("done", "Đã nhập", "✓", "check_circle", "good")
KNOWN = State("known", "Đã có sẵn", "✓", "inventory_2", "muted")
ASKS = State("asks", "Cần trả lời", "●", "help", "warning")
REFUSED = State("refused", "Không nhập được", "▲", "error", "alarm")

ABOUT_COLUMNS = frozenset(("missing_columns", "duplicate_columns", "unknown_dataset"))
# Refusals that an answer on the card can lift; the others need another file.
ANSWERABLE = ABOUT_COLUMNS | {"no_as_of", "slice_conflict", "other_agency"}
# Warnings that somebody has to have seen before the file goes in, by code.
TICKED = {
    "total_mismatch": "dòng tổng in trong tệp khác số dòng đọc được",
    "column_by_values": "cột được hiểu theo giá trị của nó",
    "unusual_date": "ngày chốt số liệu khác thường",
    "unusual_count": "số dòng khác thường",
    "missing_open": "thiếu hồ sơ đang giải quyết",
    "unusual_change": "chỉ tiêu đổi khác thường",
    "missing_optional": "thiếu cột mà tệp lần trước có",
}
MOST_WORDS = 6  # that are asked about; a file with more has its columns wrong
MOST_COLUMNS = 4  # that are asked about one by one; more are listed


@dataclass
class Item:
    """One dropped file, or the part of it in `sheets`. `units`: spelling -> (unit, remembered for good?); `rivals`:
    files of its slice, in words."""

    file_id: str
    name: str
    content: bytes
    answers: Answers = field(default_factory=Answers)
    mode: str | None = None
    rivals: str = ""
    recalls: bool = True
    is_ours: bool = False
    sheets: tuple[str, ...] = ()
    remember: bool = True
    units: dict[str, tuple[str | None, bool]] = field(default_factory=dict)
    looked: Preview | None = None
    version: int = -1
    is_stale: bool = True
    is_off: bool = False
    ticked: set[str] = field(default_factory=set)
    done: ImportResult | None = None
    effect: Effect | None = None

    @property
    def key(self) -> str:
        """For widget keys."""
        _, _, part = self.file_id.partition("/")
        return re.sub(r"\W", "", self.source)[:16] + (f"_{part}" if part else "")

    @property
    def source(self) -> str:
        """The id of the dropped file: its parts share it."""
        return self.file_id.partition("/")[0]

    @property
    def title(self) -> str:
        """The file's name, with the sheets where it has several parts."""
        return " · ".join((self.name, *self.sheets))

    # ---- what is said about it: it is read again with that

    def say(self, **changes: Any) -> None:
        """Answers by their names in `Answers`."""
        self.answers = replace(self.answers, **changes)
        self.is_stale = True

    def say_columns(self, said: dict[str, str]) -> None:
        """What columns mean, added to what was said before."""
        self.say(columns={**self.answers.columns, **said})

    def say_column(self, header: str, field: str) -> None:
        self.say_columns({header: field})

    def say_word(self, field: str, word: str, code: str) -> None:
        known = {name: dict(words) for name, words in self.answers.words.items()}
        known.setdefault(field, {})[word] = code
        self.say(words=known)

    def say_mode(self, mode: str) -> None:
        """Replace the file of its slice, or add to it."""
        self.mode, self.is_stale = mode, True

    def say_ours(self) -> None:
        """It is this agency's, whatever stands above the table."""
        self.is_ours, self.is_stale = True, True

    def take_off(self) -> None:
        """Off the desk; the uploader still lists it until it is emptied."""
        self.content, self.looked, self.is_off = b"", None, True

    def start_again(self) -> None:
        """Only the machine's own reading, and the date."""
        self.recalls = False
        self.answers = Answers(as_of=self.answers.as_of)
        self.is_stale = True

    # ---- how it was understood

    @property
    def layout(self) -> Layout | None:
        """Where its table is and what the columns mean, as far as that is known."""
        return self.looked.layout if isinstance(self.looked, RecognisedFile) else None

    @property
    def error_code(self) -> str:
        """Why it cannot be imported as it is, '' where it can."""
        return self.looked.error["code"] if self.looked and self.looked.error else ""

    @property
    def importable(self) -> ComparedFile | None:
        """The file as it would be imported, None where it cannot be."""
        looked = self.looked
        return looked if isinstance(looked, ComparedFile) and not looked.error and self.done is None else None

    # ---- what is still asked

    @property
    def unknown_columns(self) -> tuple[str, ...]:
        """Columns that nobody knows and nobody has spoken about; while others are in question they wait."""
        if not isinstance(self.looked, RecognisedFile) or self.error_code in ABOUT_COLUMNS:
            return ()
        known = {*self.looked.recognised.answers.columns, *rejected.OWN_COLUMNS}
        return tuple(name for name in self.looked.result.unknown_columns if name not in known)

    @property
    def asked_columns(self) -> tuple[str, ...]:
        """Those of them that are asked about: few, and in a table with one record per row."""
        found = self.unknown_columns
        is_wide = self.layout is not None and self.layout.wide is not None
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
    def warned(self) -> dict[str, str]:
        """Code -> sentences of the warnings that want a tick."""
        found: dict[str, str] = {}
        for one in self.looked.result.warnings if self.looked else ():
            if one["code"] in TICKED and one.get("wants_tick", True):
                found[one["code"]] = " ".join(filter(None, (found.get(one["code"]), one["message"])))
        return found

    @property
    def is_seen(self) -> bool:
        """Whether each of them has its tick."""
        return self.warned.keys() <= self.ticked

    @property
    def open_units(self) -> tuple[str, ...]:
        """Unknown spellings of units that were not answered yet."""
        found = self.looked.result.unknown_units if self.looked else ()
        return tuple(name for name in found if not self.units.get(name, (None, True))[0])

    @property
    def state(self) -> State:
        """How the card is headed."""
        if self.done is not None:
            return DONE if self.done.status == IMPORTED else REFUSED
        if self.looked is None:
            return READING
        if self.looked.is_unchanged:
            return KNOWN
        if self.error_code and self.error_code not in ANSWERABLE and not self.unknown_words:
            return REFUSED
        asked = (self.open_units, self.asked_columns, self.unknown_words)
        wanted = (self.error_code in ANSWERABLE) + sum(map(len, asked))
        return ASKS.named(f"Cần trả lời {wanted} câu") if wanted else READY


# --- reading and importing ------------------------------------------------------------------------------------


def look(here: Context, item: Item) -> list[Item]:
    """Reads the file with what was said about it, or only compares it anew where the data has changed since; answers
    the items of its further parts."""
    if not is_waiting(here, item):
        return []
    if item.looked is None or _is_unread(here, item):
        found = _previewed(here, item)
    else:
        found = [refreshed(here.store, item.looked)]
    mine, *others = found
    if others:
        item.sheets = mine.upload.sheets
    further = [
        replace(
            item,
            file_id=f"{item.file_id}/{number}",
            sheets=one.upload.sheets,
            units={},
            ticked=set(),
            rivals="",
        )
        for number, one in enumerate(others, 2)
    ]
    for each, looked in zip((item, *further), found, strict=True):
        _take(here, each, looked)
    return further


def _take(here: Context, item: Item, looked: Preview) -> None:
    if isinstance(looked, ComparedFile) and looked.superseded:
        item.rivals = ", ".join(f"“{row['file_name']}”" for row in looked.superseded)
    item.looked, item.effect = batch.shown_to(here.store, here.actor, looked), None
    item.version, item.is_stale = here.store.data_version, False


def watch(here: Context, items: Sequence[Item]) -> None:
    """Holds the files of a drop against the months before them, each other's included. A limited account brings a part
    of a month, beside what others brought: nothing to hold it against."""
    could = [(item, item.importable) for item in items if item.importable]
    found = watched(here.store, [] if here.only_unit else [ready(item, looked) for item, looked in could])
    for (item, looked), one in zip(could, found, strict=False):
        item.looked = replace(looked, result=one.result)


def is_waiting(here: Context, item: Item) -> bool:
    """Whether `look` has something to do."""
    is_old = item.version != here.store.data_version or _is_unread(here, item)
    return is_old and item.done is None and not item.is_off


def _is_unread(here: Context, item: Item) -> bool:
    return item.looked is None or item.is_stale or item.looked.upload.agency != here.agency


def _previewed(here: Context, item: Item) -> list[Preview]:
    upload = Upload(
        item.name, item.content, here.agency, item.answers, item.mode, item.recalls, is_ours=item.is_ours,
        sheets=item.sheets,
    )  # fmt: skip
    found = parts(here.store, upload)
    conflicts = [one for one in found if one.error and one.error["code"] == "slice_conflict"]
    if item.mode is None and any(map(rejected.is_corrected, conflicts)):
        # Corrected rows alone: they belong beside the others of their slice.
        item.mode = ADD
        found = parts(here.store, replace(upload, mode=ADD))
    return found


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


def import_item(here: Context, item: Item, batched: Batch | None = None) -> ImportResult | None:
    """Imports the file for good, with what it changed. Nobody else writes meanwhile; where somebody did since it was
    looked at, and another file would be replaced now, None: the card is asked again. Refused for who may not."""
    with here.store.writing():
        shown = rivals(item)
        look(here, item)
        if item.importable is None or rivals(item) != shown:
            return None
        looked = ready(item, item.importable)
        item.done, item.effect = effects.do_import(here.store, here.actor, looked, batched)
    if item.done.status == IMPORTED:  # what is in needs no second copy in memory
        item.content = b""
        item.looked = Preview(upload=replace(looked.upload, content=b""), result=item.done)
    return item.done


def rivals(item: Item) -> set[int]:
    """The imports that it would replace."""
    looked = item.importable
    return {int(row["import_id"]) for row in looked.superseded} if looked else set()
