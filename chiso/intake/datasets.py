"""The kinds of export as data/datasets/*.toml declares them: all that differs from one to the next and is no rule of
its own. docs/architecture.md has the recipe of a new one. A mistake in a file is a `DeclarationError`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from chiso.core import settings
from chiso.core.vietnamese import YES_NO, fold
from chiso.intake.declared import DeclarationError, Texts, as_declared, read_toml

SLICES = ("period", "whole", "key")
RHYTHMS = ("weekly", "monthly", "quarterly", "yearly", "irregular")
KEY_JOIN = " | "  # between the parts of a record's key


@dataclass(frozen=True)
class Kind:
    """What a field may hold, as data/kinds.toml says it."""

    columns: Texts
    filled: str
    code: str
    wrong: str


@dataclass(frozen=True)
class Field:
    """One field of a dataset: how it is called in print, what its cells hold, how strict it is.

    `kind`: text, id (text that is a key: never a number), date, datetime, number, integer, flag, choice, percent, year,
    month (first day), date_or_month (of a month or more the last day). `headers` are printed beside the label; a part
    before " › " is the merged header above it; each of `below` under each of `above` is one as well. `second` ones mean
    the field where no column says it better ("Hạn xử lý" beside "Ngày hẹn trả"); `weak` ones are general words ("Đơn
    vị") that give way to both. `levels` stand side by side, the whole before its part: of each row the last that is
    filled counts. `added` ones, added up, are the field where no column says it at once
    (`chiso.intake.recognise.addends`). `choices` maps the stored code to the words and national codes that mean it; ""
    means empty; a flag has "true" and "false". `ticked` are columns of crosses that set this field: code -> headers.
    `required` is about the column; a cell may be empty only where `may_be_empty`, or `instead` is filled. `feeds`:
    indicators that need it; `tells`: those that count by it.
    """

    name: str
    label: str
    help: str
    kind: str = "text"
    headers: Texts = ()
    above: Texts = ()
    below: Texts = ()
    second: Texts = ()
    weak: Texts = ()
    levels: Texts = ()
    added: Texts = ()
    required: bool = False
    may_be_empty: bool = False
    instead: str = ""
    choices: Mapping[str, Texts] = field(default_factory=dict, hash=False)
    ticked: Mapping[str, Texts] = field(default_factory=dict, hash=False)
    feeds: Texts = ()
    tells: Texts = ()
    example: str = ""

    @property
    def printed(self) -> Texts:
        """The headers that mean the field before any other."""
        return (*self.headers, *(f"{above} › {below}" for above in self.above for below in self.below))

    @property
    def words(self) -> dict[str, str]:
        """Of a choice: code -> its first word in print; of a flag yes and no."""
        words = {code: words[0] for code, words in self.choices.items() if code and words}
        return YES_NO if self.kind == "flag" else words

    @property
    def codes(self) -> dict[str, str]:
        """Of a choice: fold(word) -> code, the codes themselves included."""
        said = {fold(code): code for code in self.choices}
        return said | {fold(word): code for code, words in self.choices.items() for word in words}


@dataclass(frozen=True)
class History:
    """How the versions of a case make what is known of it now (table <dataset>_current).

    `start`, `end`, `due`: the fields of its dates (start ≤ end, due expected ≥ start, start and end not after as_of).
    `state`: the field that says paused or withdrawn, where there is one. `title`: the field that says in lists what a
    record is about. `term`: the field by which a due date is reckoned where none is printed (queries/marts).
    """

    start: str
    end: str
    due: str
    title: str
    state: str = ""
    term: str = ""


@dataclass(frozen=True)
class Dataset:
    """One of the kinds of export (shared contract, "Datasets").

    `source`: what the office calls it; `gives`: what it tells; `obtained`: where it comes from. `key`: identifies one.
    `slice_by`: period (one export per period supersedes), whole (a newer file replaces all, or all of the same
    `slice_field`), key (the newest value per key wins). `title_words`: words of the title or sheet that speak for this
    dataset; `strange_words`: of another kind of table with such columns, unless one of `sure_words` is there too;
    `about`: of its lines, where no title names it.
    `usual_rhythm`: weekly, monthly, quarterly, yearly, irregular. `is_dated`: the file must have an as-of date; others
    may take the day of the import. `is_regular`: a month without it is missing. `in_meeting`: a source of the weekly
    meeting, said on every page and slide. `signature`: the fields whose columns no other dataset has. `stt_field`: the
    field that stands in the STT column when it has no column of its own. `from_title`: fields that may stand in the
    title instead of a column. `history`: cases that are followed from version to version; None where the newest row of
    a key is all there is. `headlines`: the indicators that a file is judged by, the most important first; `watched`:
    those whose jump is told before an import. `record_day`: the field whose months a file speaks for beside its own.
    `is_of_office`: it judges units; an account of one brings no file of it. `is_of_whole_years`: a title of a part of a
    year is none of its. `entries`: what the office may enter about a record, name -> label.
    """

    name: str
    label: str
    source: str
    fields: tuple[Field, ...]
    key: Texts
    slice_by: str
    title_words: Texts
    usual_rhythm: str
    gives: str = ""
    obtained: str = "tệp mẫu trên trang này"
    slice_field: str = ""
    is_dated: bool = False
    is_regular: bool = False
    in_meeting: bool = False
    signature: Texts = ()
    stt_field: str = ""
    from_title: Texts = ()
    strange_words: Texts = ()
    sure_words: Texts = ()
    about: Texts = ()
    history: History | None = None
    headlines: Texts = ()
    watched: Texts = ()
    record_day: str = ""
    is_of_office: bool = False
    is_of_whole_years: bool = False
    entries: Mapping[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return MappingProxyType({f.name: f for f in self.fields})

    def taught(self, words: Mapping[str, Mapping[str, str]]) -> "Dataset":
        """The same dataset with further words of choices: field -> word -> code."""
        fields = []
        for known in self.fields:
            choices = dict(known.choices)
            for word, code in words.get(known.name, {}).items():
                choices[code] = (*choices.get(code, ()), word)
            fields.append(replace(known, choices=choices))
        return replace(self, fields=tuple(fields)) if words else self

    @property
    def columns(self) -> dict[str, str]:
        """Column of its table -> field, in order: `unit` is stored as unit_text and unit_key."""
        return {column: f.name for f in self.fields for column in columns_of(f.name)}

    @property
    def names(self) -> dict[str, Texts]:
        """What the templates in queries/ that speak of any dataset are filled in with (`store.queries_text`)."""
        history = dataclasses.asdict(self.history) if self.history else {}
        return {
            "dataset": (self.name,),
            "id": self.key[:1],
            "column": tuple(self.columns),
            "field": tuple(self.columns.values()),
            **{key: (name,) if name else () for key, name in history.items()},
        }

    def is_titled(self, *texts: str) -> bool:
        """Whether a title or sheet has one of its words."""
        return bool(_said(self.title_words, texts))

    def is_sure(self, *texts: str) -> bool:
        """Whether a title or sheet names the dataset, whatever else it says."""
        return bool(_said(self.sure_words, texts))

    def strange_word(self, *texts: str) -> str:
        """The word by which a title or sheet speaks of another kind of table; "" where none does."""
        return "" if self.is_sure(*texts) else _said(self.strange_words, texts)

    def is_about(self, line: str) -> bool:
        """Whether a line of a table speaks of what the dataset is about."""
        return bool(_said(self.about, (line,)))

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields whose column must be there (contract: bold)."""
        return tuple(f for f in self.fields if f.required)


def _said(words: Texts, texts: tuple[str, ...]) -> str:
    """The first of some words that stands in texts; "" where none does."""
    said = fold(" ".join(texts))
    return next((word for word in words if fold(word) in said), "")


def columns_of(field_name: str) -> Texts:
    """The columns of a field in its dataset's table."""
    return ("unit_text", "unit_key") if field_name == "unit" else (field_name,)


def read(folder: Path, shared: Mapping[str, Any]) -> dict[str, Dataset]:
    """name -> dataset of every NN_<name>.toml of a folder, in the order of the numbers; raises DeclarationError."""
    return {
        dataset.name: dataset
        for path in sorted(folder.glob("*.toml"))
        for dataset in [_dataset(path, shared)]
    }


def _dataset(path: Path, shared: Mapping[str, Any]) -> Dataset:
    table = read_toml(path)
    fields = [
        _field(name, rest, shared, f"{path.name}: fields.{name}")
        for name, rest in table.pop("fields", {}).items()
    ]
    history = table.pop("history", None)
    dataset: Dataset = as_declared(
        Dataset,
        table,
        path.name,
        name=path.stem.partition("_")[2],
        fields=tuple(fields),
        history=history and as_declared(History, history, f"{path.name}: history"),
    )
    _check(dataset, path.name)
    return dataset


def _field(name: str, table: dict[str, Any], shared: Mapping[str, Any], where: str) -> Field:
    """A field; `shared` in its table names wordings of data/wordings.toml that it has beside its own."""
    group = table.pop("shared", None)
    if group is not None and group not in shared:
        raise DeclarationError(f"{where}.shared: no wordings {group!r} in wordings.toml")
    made: Field = as_declared(Field, table, where, name=name)
    common: dict[str, Any] = (
        {key: (*texts, *getattr(made, key)) for key, texts in shared[group].items()} if group else {}
    )
    return replace(made, **common)


def _check(dataset: Dataset, where: str) -> None:
    """That words of a closed list are of it and that names of fields are fields of the dataset."""
    for key, word, allowed in [
        ("slice_by", dataset.slice_by, SLICES),
        ("usual_rhythm", dataset.usual_rhythm, RHYTHMS),
        *((f"fields.{known.name}.kind", known.kind, KINDS) for known in dataset.fields),
    ]:
        if word not in allowed:
            raise DeclarationError(f"{where}: {key}: {word!r} is none of {', '.join(allowed)}")
    for known in dataset.fields:
        if (known.kind == "choice") > bool(known.choices):
            raise DeclarationError(f"{where}: fields.{known.name}.choices: a choice needs words")
    history = dataclasses.asdict(dataset.history) if dataset.history else {}
    single = ("slice_field", "stt_field", "record_day")
    named = {
        "key": dataset.key,
        "from_title": dataset.from_title,
        "signature": dataset.signature,
        **{key: (getattr(dataset, key),) for key in single},
        **{f"history.{key}": (name,) for key, name in history.items()},
    }
    for key, names in named.items():
        if strange := [name for name in names if name and name not in dataset.by_name]:
            raise DeclarationError(f"{where}: {key}: no field {', '.join(strange)}")


WORDINGS: Mapping[str, Any] = MappingProxyType(read_toml(settings.WORDINGS))
KINDS: Mapping[str, Kind] = {
    name: as_declared(Kind, kind, f"kinds.toml: {name}") for name, kind in read_toml(settings.KINDS).items()
}
DATASETS: Mapping[str, Dataset] = MappingProxyType(read(settings.DATASETS, WORDINGS["shared"]))
SOURCES: Mapping[str, str] = MappingProxyType({name: known.source for name, known in DATASETS.items()})
MEETING: Texts = tuple(name for name, known in DATASETS.items() if known.in_meeting)
# Those of records that come and are done with, whose lists speak of days.
RECORDS: Texts = tuple(name for name, known in DATASETS.items() if known.history)
# Names for templates in queries/: the datasets of cases that belong to units; every one; those of many months.
OF_UNITS: Mapping[str, Texts] = {
    "dataset": tuple(name for name in RECORDS if "unit" in DATASETS[name].by_name)
}
ANY: Mapping[str, Texts] = {"any": tuple(DATASETS)}
OF_MONTHS: Mapping[str, Texts] = {
    "dataset": tuple(name for name, known in DATASETS.items() if known.record_day),
    "record_day": tuple(known.record_day for known in DATASETS.values() if known.record_day),
}
