"""What a dataset's declaration looks like (pure data; the declarations themselves are in the sister modules)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class Field:
    """One field of a dataset: how it is called in print, what its cells hold, how strict it is.

    `kind`: text, id (text that is a key: never a number), date, datetime, number, integer, flag, choice, percent,
    year, month. `aliases` are printed headers; a part before " › " is the merged header above it. `choices` maps
    the stored code to the words (and national codes) that mean it. `required` is about the column; a cell of it
    may be empty only where `may_be_empty`.
    """

    name: str
    label: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    may_be_empty: bool = False
    choices: Mapping[str, tuple[str, ...]] = _NONE
    help: str = ""
    example: str = ""
    personal: bool = False


@dataclass(frozen=True)
class Dataset:
    """One of the ten kinds of export (shared contract, "Datasets").

    `key`: the fields that identify a record. `slice_by`: period (one export per period supersedes), whole (a newer
    file replaces all), key (the newest value per key wins). `title_words`: words of the title or sheet that speak
    for this dataset. `usual_rhythm`: monthly, weekly, quarterly, yearly, irregular.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    slice_by: str
    title_words: tuple[str, ...] = ()
    usual_rhythm: str = "monthly"
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", MappingProxyType({f.name: f for f in self.fields}))

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields whose column must be there (contract: bold)."""
        return tuple(f for f in self.fields if f.required)
