"""Which field a printed header means (pure). Compared by `fold`; nothing is guessed from a part of a word.

A header is a path of levels from the top ("Trả kết quả", "Ngày"). Tried in this order: the joined path and its
shorter forms, columns of crosses, the last level read together with the one above ("Tiếp nhận › Ngày" is "Ngày tiếp
nhận"), the last level alone, the same in plain words (`synonyms`), then the general words that only count
where nothing better claims a field.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chiso.core.vietnamese import fold
from chiso.intake.datasets import (
    DATASETS,
    HEADINGS,
    PERSONAL_ALIASES,
    PERSONAL_BEGINNINGS,
    STT_ALIASES,
    Dataset,
    Field,
)
from chiso.intake.recognise.synonyms import is_official, is_unit, plain_words

Path = tuple[str, ...]

PROPER, BY_GRAMMAR, SECOND, TICKED, WEAK = range(5)

# What may stand in brackets behind a header without changing what it means.
_HARMLESS = re.compile(
    r"\s*[(\[](?:dd/mm/yyyy[^)]*|ngay/thang/nam|ngay, thang, nam|co/khong|x|neu co|bat buoc|diem|%|ho so|dong|"
    r"trieu dong|ty dong|tthc|pakn|d?vt:?[^)]*|theo [a-z]+|[0-9]+|[a-z*]|[0-9]+\s*=[^)]*)[)\]]$"
)
_LEADING = re.compile(r"^(?:[0-9]{1,2}|[ivx]{1,4}|[a-z])\s*[.)]\s+")

# Below such a heading a bare "Ngày" or "Lý do" is about that matter, not about the dossier as a whole.
_MATTERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("tam dung", frozenset({"pause_reason"})),
    ("bo sung", frozenset({"supplement_count", "pause_reason"})),
    ("xin loi", frozenset({"has_apology"})),
    ("gia han", frozenset({"is_extended"})),
    ("luan chuyen", frozenset()),
    ("chuyen tiep", frozenset()),
    ("lien thong", frozenset({"is_interagency"})),
    ("nam truoc", frozenset()),
    ("ky truoc", frozenset({"carried_over"})),
    ("phoi hop", frozenset({"support_units"})),
    ("buu chinh", frozenset({"has_postal_result", "has_postal", "channel", "received_direct"})),
)


@dataclass(frozen=True)
class Claim:
    """A column's claim to a field. The lower `rank` wins; `code` is what a cross in the column sets."""

    field: str
    rank: int
    code: str = ""


@dataclass(frozen=True)
class Words:
    """The folded wordings of one dataset: header -> field. `second` are those of `proper` and `plain` that give way to
    the others, `ticked` and `choices` say which code a column of crosses sets; `unit`, `official` are found by grammar.
    """

    proper: Mapping[str, str]
    plain: Mapping[str, str]
    second: frozenset[str]
    second_plain: frozenset[str]
    weak: Mapping[str, str]
    weak_plain: Mapping[str, str]
    ticked: Mapping[str, tuple[str, str]]
    choices: Mapping[str, Mapping[str, str]]
    unit: str | None
    official: str | None


def words_of(dataset: Dataset) -> Words:
    """The wordings of a dataset. A field's name is one, and its label where that is no second or weak one."""
    proper: dict[str, str] = {}
    weak: dict[str, str] = {}
    ticked: dict[str, tuple[str, str]] = {}
    second: set[str] = set()
    for field in dataset.fields:
        for header in (field.name, field.name.replace("_", " "), *field.printed):
            proper.setdefault(fold(header), field.name)
        for header in field.second:
            proper.setdefault(fold(header), field.name)
            second.add(fold(header))
        for header in field.weak:
            weak.setdefault(fold(header), field.name)
        for code, headers in field.ticked.items():
            ticked.update({fold(header): (field.name, code) for header in headers})
    for field in dataset.fields:
        if fold(field.label) not in weak:
            proper.setdefault(fold(field.label), field.name)
    first = {plain_words(header) for header in proper if header not in second}
    return Words(
        proper,
        _plain(proper),
        frozenset(second),
        frozenset({plain_words(header) for header in second} - first),
        weak,
        _plain(weak),
        ticked,
        {field.name: _codes(field) for field in dataset.fields if field.kind == "choice"},
        next((name for name in ("unit", "lead_unit") if name in dataset.by_name), None),
        "official" if "official" in dataset.by_name else None,
    )


def _codes(field: Field) -> dict[str, str]:
    """Folded word -> code of a field that chooses among codes."""
    return {fold(word): code for code, known in field.choices.items() for word in known}


def _plain(proper: Mapping[str, str]) -> dict[str, str]:
    """The wordings in plain words; what two fields would share is no wording of either."""
    owners: dict[str, set[str]] = {}
    for header, name in proper.items():
        if "›" not in header:
            owners.setdefault(plain_words(header), set()).add(name)
    return {key: names.pop() for key, names in owners.items() if len(names) == 1 and len(key.split()) > 1}


_words = lru_cache(lambda name: words_of(DATASETS[name]))
_STT = frozenset(fold(alias) for alias in STT_ALIASES)
_PERSONAL = frozenset(fold(alias) for alias in PERSONAL_ALIASES)
_PERSONAL_STARTS = tuple(fold(alias) for alias in PERSONAL_BEGINNINGS)


@lru_cache(8192)
def forms(text: str) -> tuple[str, ...]:
    """The folded header, then without what stands in brackets behind or as a number before it."""
    key = fold(text)
    found = [key] if key else []
    bare = fold(_HARMLESS.sub("", key))
    for form in (bare, _LEADING.sub("", key), _LEADING.sub("", bare)):
        if form and form not in found:
            found.append(form)
    return tuple(found)


@lru_cache
def _every_wording() -> tuple[frozenset[str], frozenset[str]]:
    """Every single header word of every dataset, as printed and in plain words."""
    found = {*_STT, *_PERSONAL, *map(fold, HEADINGS)}
    plain: set[str] = set()
    for words in map(_words, DATASETS):
        plain.update(words.plain, words.weak_plain)
        for header in (*words.proper, *words.weak, *words.ticked):
            found.update(header.split(" › "))
    return frozenset(found), frozenset(plain)


def is_wording(text: str) -> bool:
    """Whether some dataset knows a header word, for a quick look where a header may be."""
    known, plain = _every_wording()
    return any(form in known for form in forms(text)) or plain_words(text) in plain


def is_stt(path: Path) -> bool:
    """Whether a column numbers the rows."""
    return bool(path) and (fold(path[-1]) in _STT or fold("".join(path[-1].split())) in _STT)


def is_personal(path: Path) -> bool:
    """Whether a column is about a citizen: dropped, never listed as unknown."""
    for level in path:
        for form in forms(level):
            if form in _PERSONAL:
                return True
            if any(
                form.startswith(start) and not form[len(start) :][:1].isalpha() for start in _PERSONAL_STARTS
            ):
                return True
    return False


def _paths(path: Path) -> Iterator[str]:
    """The joined path and its shorter forms, longest first; the last level stays."""
    leaf_forms = forms(path[-1])
    parents = path[:-1]
    for start in range(len(parents)):
        for leaf in leaf_forms:
            yield " › ".join([*(fold(level) for level in parents[start:]), leaf])
    for parent in reversed(parents[:-1]):
        for leaf in leaf_forms:
            yield f"{fold(parent)} › {leaf}"


def _together(path: Path) -> Iterator[str]:
    """The last level read with one above, both ways: "ngay tiep nhan" of "Tiếp nhận › Ngày"."""
    for parent in reversed(path[:-1]):
        for leaf in forms(path[-1]):
            for above in forms(parent):
                yield f"{leaf} {above}"
                yield f"{above} {leaf}"


def _allowed(path: Path) -> frozenset[str] | None:
    """The fields that a bare last level may mean under the headings above it; None = any."""
    above = " › ".join(fold(level) for level in path[:-1])
    for word, fields in _MATTERS:
        if word in above:
            return fields
    return None


def _ticked(words: Words, path: Path) -> Claim | None:
    """A column of crosses under the field's own heading: "Hình thức nộp › Trực tuyến"."""
    for above in reversed(path[:-1]):
        found = claim_of(words, (above,))
        codes = words.choices.get(found.field, {}) if found else {}
        for leaf in forms(path[-1]):
            if found and codes.get(leaf):
                return Claim(found.field, TICKED, codes[leaf])
    return None


@lru_cache(16384)
def claim(dataset: str, path: Path) -> Claim | None:
    """What a column with this header is in a dataset, None where no wording knows it."""
    return claim_of(_words(dataset), path)


def claim_of(words: Words, path: Path) -> Claim | None:
    """What a column with this header is by some wordings, None where none knows it."""
    if not path or not path[-1]:
        return None
    joined = list(_paths(path))
    for key in joined:
        if (found := _proper(words, key)) is not None:
            return found
    for key in (*joined, *forms(path[-1])):
        if key in words.ticked:
            return Claim(words.ticked[key][0], TICKED, words.ticked[key][1])
    if (ticked := _ticked(words, path)) is not None:
        return ticked
    for key in _together(path):
        if (found := _proper(words, key)) is not None:
            return found
    allowed = _allowed(path)
    for found in _last_level(words, path[-1]):
        if allowed is None or found.field in allowed:
            return found
    if (found := _in_plain_words(words, path, allowed)) is not None:
        return found
    for key in (*joined, *_together(path)):
        if key in words.weak:
            return Claim(words.weak[key], WEAK)
    name = words.weak_plain.get(plain_words(path[-1]))
    return Claim(name, WEAK) if name and (allowed is None or name in allowed) else None


def _proper(words: Words, key: str) -> Claim | None:
    name = words.proper.get(key)
    return Claim(name, SECOND if key in words.second else PROPER) if name else None


def _last_level(words: Words, text: str) -> Iterator[Claim]:
    """What the last level alone may mean, its own wordings first."""
    for key in forms(text):
        if (found := _proper(words, key)) is not None:
            yield found
    for key in forms(text):
        if key in words.weak:
            yield Claim(words.weak[key], WEAK)


def _in_plain_words(words: Words, path: Path, allowed: frozenset[str] | None) -> Claim | None:
    """Another way to print a wording: the last level with one above, then alone; rooms and officials by grammar."""
    for key in map(plain_words, _together(path)):
        if (found := _plainly(words, key)) is not None:
            return found
    leaf = plain_words(path[-1])
    found = _plainly(words, leaf) or _by_grammar(words, leaf)
    return found if found and (allowed is None or found.field in allowed) else None


def _plainly(words: Words, key: str) -> Claim | None:
    name = words.plain.get(key)
    return Claim(name, SECOND if key in words.second_plain else PROPER) if name else None


def _by_grammar(words: Words, leaf: str) -> Claim | None:
    if words.official and is_official(leaf):
        return Claim(words.official, BY_GRAMMAR)
    return Claim(words.unit, BY_GRAMMAR) if words.unit and is_unit(leaf) else None
