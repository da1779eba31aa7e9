"""A dropped file: what was said about it, how it was understood, how it stands. No Streamlit."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from chiso.core.clock import iso, utc_now
from chiso.desk.effects import Effect
from chiso.desk.inbox import Letter
from chiso.intake.commit.stages import IMPORTED, ComparedFile, ImportResult, Preview, RecognisedFile
from chiso.intake.recognise import overview
from chiso.intake.recognise.claims import is_needless
from chiso.intake.recognise.layout import Answers, Layout, Mend
from chiso.present import rejected
from chiso.words.states import State

READING = State("reading", "Đang đọc", "○", "hourglass_empty", "muted")
READY = State("ready", "Sẵn sàng nhập", "✓", "check_circle", "good")
UNSEEN = State("unseen", "Cần xem lưu ý", "●", "visibility", "warning")
DONE = State("done", "Đã nhập", "✓", "check_circle", "good")
KNOWN = State("known", "Đã có sẵn", "✓", "inventory_2", "muted")
ASKS = State("asks", "Cần trả lời", "●", "help", "warning")
REFUSED = State("refused", "Không nhập được", "▲", "error", "alarm")

ABOUT_COLUMNS = frozenset(("missing_columns", "duplicate_columns", "unknown_dataset"))
# Refusals that an answer on the card can lift; the others need another file.
ANSWERABLE = ABOUT_COLUMNS | {"no_as_of", "slice_conflict", "other_agency"}
# Refusals behind which there may be a wrong guess of sheet, header row or columns.
MISREAD = ("too_many_rejects", "no_rows", "not_a_table", "older_than_imported")
# Warnings that somebody has to have seen before the file goes in, by code.
TICKED = {
    "total_mismatch": "dòng tổng in trong tệp không khớp các dòng đọc được",
    "column_by_values": "cột được hiểu theo giá trị của nó",
    "date_corrected": "sửa ngày chốt số liệu của tệp đã nhập",
    "unusual_date": "ngày chốt số liệu khác thường",
    "unusual_count": "số dòng khác thường",
    "missing_open": "thiếu hồ sơ đang giải quyết",
    "unusual_change": "chỉ tiêu đổi khác thường",
    "missing_optional": "thiếu cột mà tệp lần trước có",
    "year_of_name": "năm của bảng lấy theo tên tệp",
    "part_of_list": "tệp có vẻ chỉ gồm một phần danh sách",
}
MOST_WORDS = 6  # that are asked about; a file with more has its columns wrong
MOST_COLUMNS = 4  # that are asked about one by one; more are listed


def on_page(sentence: str) -> str:
    """What the importer says, without the option that it names for whoever uses the command line."""
    return re.sub(r" \(dòng lệnh: [^)]*\)", "", sentence)


@dataclass
class Item:
    """One dropped file, or the part of it in `sheets`. `units`: spelling -> (unit, remembered for good?), the unit ""
    for later, None while nobody has said; `rivals`: files of its slice, in words; `letter`: where it lies in the inbox,
    if it was put there. `agency`, `whose`: code and name of that whose lines it has, where the file has several ones';
    `is_handed_on`: as in `Upload`."""

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
    letter: Letter | None = None
    agency: str = ""
    whose: str = ""
    is_handed_on: bool = False

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
        """The file's name, with the sheets where it has several parts, and whose lines it has of several agencies'."""
        return " · ".join(filter(None, (self.name, *self.sheets, self.whose)))

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

    def say_mends(self, *mends: Mend) -> None:
        """What faulty cells mean; "" leaves one as it is. Of one that was put right in vain the file's own value stays
        what it `was`."""
        in_vain = {(one.place, one.now): one.was for one in self.answers.mends}
        said = [
            replace(one, was=in_vain.get((one.place, one.was), one.was), at=iso(utc_now())) for one in mends
        ]
        anew = {(one.place, one.was) for one in said}
        self.say(mends=(*(one for one in self.answers.mends if (one.place, one.was) not in anew), *said))

    def say_mode(self, mode: str) -> None:
        """Replace the file of its slice, or add to it."""
        self.mode, self.is_stale = mode, True

    def say_ours(self) -> None:
        """It is the agency's that is looked at, whatever stands above the table."""
        self.is_ours, self.is_stale, self.agency, self.whose = True, True, "", ""

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
    def can_be_helped(self) -> bool:
        """Whether what somebody says about it may let it in."""
        return self.error_code in ("", *ANSWERABLE, *MISREAD) or bool(self.unknown_words)

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody, or to be read: then it is kept until it is in or taken off."""
        if self.done is not None or self.is_off:
            return False
        return self.looked is None or (self.can_be_helped and not self.looked.is_unchanged)

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
        """Those of them that are asked about: few that may mean something, in a table with one record per row."""
        if self.layout is None or self.layout.wide is not None:
            return ()
        of, parts = self.layout.dataset, overview.names_parts(self.layout)
        given = self.layout.columns.keys()
        found = tuple(
            name for name in self.unknown_columns if name != parts and not is_needless(of, name, given)
        )
        return () if len(found) > MOST_COLUMNS else found

    @property
    def said_columns(self) -> tuple[str, ...]:
        """Those that were spoken about, of what the program does not know by itself."""
        if not isinstance(self.looked, RecognisedFile) or self.looked.recognised.guess is None:
            return ()
        unknown = self.looked.recognised.guess.unknown_columns
        return tuple(name for name in self.answers.columns if name in unknown)

    @property
    def unknown_words(self) -> dict[tuple[str, str], int]:
        """(field, word) -> cells: words of choices for which rows were rejected and about which nobody has spoken."""
        rejects = self.looked.result.rejects if self.looked else ()
        found = Counter(
            (str(one["column"]), str(one["value"]))
            for one in rejects
            if one["code"] == "bad_choice"
            and one["value"]
            and one["value"] not in self.answers.words.get(str(one["column"]), ())
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
        return tuple(name for name in found if self.units.get(name, (None, True))[0] is None)

    @property
    def _before_import(self) -> int:
        """How many questions its card asks without whose answers it cannot be imported: one of each column."""
        if self.layout is not None and self.error_code == "missing_columns":
            return overview.open_questions(self.layout)
        if self.layout is not None and self.error_code == "duplicate_columns":
            return len(overview.clashes(self.layout))
        return int(self.error_code in ANSWERABLE)

    @property
    def is_answerable(self) -> bool:
        """Whether what it cannot be imported for is asked on its card."""
        return self.error_code in ANSWERABLE and self._before_import > 0

    @property
    def state(self) -> State:
        """How the card is headed."""
        if self.done is not None:
            return DONE if self.done.status == IMPORTED else REFUSED
        if self.looked is None:
            return READING
        if self.looked.is_unchanged:
            return KNOWN
        if self.error_code and not self.is_answerable and not self.unknown_words:
            return REFUSED
        asked = (self.open_units, self.asked_columns, self.unknown_words)
        wanted = self._before_import + sum(map(len, asked))
        if wanted:
            return ASKS.named(f"Cần trả lời {wanted} câu")
        return READY if self.is_seen else UNSEEN
