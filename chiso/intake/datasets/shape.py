"""What a dataset's declaration looks like (pure data; the declarations themselves are in the sister modules)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType


def words(text: str) -> tuple[str, ...]:
    """Wordings written as "một | hai | ba" over several lines."""
    return tuple(part for part in (" ".join(piece.split()) for piece in text.split("|")) if part)


@dataclass(frozen=True)
class Field:
    """One field of a dataset: how it is called in print, what its cells hold, how strict it is.

    `kind`: text, id (text that is a key: never a number), date, datetime, number, integer, flag, choice, percent,
    year, month (first day), date_or_month (a month means its last day). `aliases` are printed headers; a part before
    " › " is the merged header above it. `second` aliases mean the field where no column says it better ("Hạn xử lý"
    beside "Ngày hẹn trả"); `weak` ones are general words ("Đơn vị") that give way to both. `choices` maps the stored
    code to the words and national codes that mean it; the code "" means empty; for a flag the codes are "true" and
    "false". `ticked` are columns of crosses that set this field: code -> headers. `required` is about the column; a
    cell of it may be empty only where `may_be_empty`.
    """

    name: str
    label: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    required: bool = False
    may_be_empty: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    help: str = ""
    example: str = ""
    personal: bool = False


@dataclass(frozen=True)
class Dataset:
    """One of the ten kinds of export (shared contract, "Datasets").

    `key`: the fields that identify a record. `slice_by`: period (one export per period supersedes), whole (a newer
    file replaces all), key (the newest value per key wins). `title_words`: words of the title or sheet that speak
    for this dataset. `usual_rhythm`: monthly, weekly, quarterly, yearly, irregular. `stt_field`: the field that
    stands in the STT column when it has no column of its own. `from_title`: required fields that may stand in the
    title instead of a column.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    slice_by: str
    title_words: tuple[str, ...] = ()
    usual_rhythm: str = "monthly"
    stt_field: str | None = None
    from_title: tuple[str, ...] = ()
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({f.name: f for f in self.fields}))

    def taught(self, words: Mapping[str, Mapping[str, str]]) -> "Dataset":
        """The same dataset with further words of choices: field -> word -> code."""
        if not words:
            return self
        fields = []
        for known in self.fields:
            choices = {code: tuple(texts) for code, texts in known.choices.items()}
            for word, code in words.get(known.name, {}).items():
                choices[code] = (*choices.get(code, ()), word)
            fields.append(replace(known, choices=choices) if known.name in words else known)
        return replace(self, fields=tuple(fields))

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields whose column must be there (contract: bold)."""
        return tuple(f for f in self.fields if f.required)
