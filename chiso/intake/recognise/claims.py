"""Which field a printed header means (pure). Compared by `fold`; nothing is guessed from a part of a word.

A header is a path of levels from the top ("Trả kết quả", "Ngày"). Tried in this order: the joined path and its
shorter forms, columns of crosses, the last level read together with the one above ("Tiếp nhận › Ngày" is "Ngày tiếp
nhận"), the last level alone, the same in plain words, then the general words that only count where nothing better
claims a field; at last without the day or period that it names.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from chiso.core.vietnamese import fold, nfc
from chiso.intake.choices import code_of
from chiso.intake.datasets import DATASETS, WORDINGS, Dataset
from chiso.intake.recognise.grammar import is_put_together, patterns_of
from chiso.intake.recognise.headings import AS_OF, OF_YEAR, PART, before, compares, forms, plain_words
from chiso.intake.recognise.index_names import names_index

Path = tuple[str, ...]

PROPER, BY_GRAMMAR, SECOND, TICKED, WEAK, ADDED = range(6)
FIRM = (PROPER, SECOND)
_SHARE = 0.6  # of the cells of a header are wordings, at the least

_STATE, _SCHEDULE, _POINTS = "status", "schedule", ("self_points", "appraised_points")
_HOW_FAR = ("tien do", "ket qua")  # by a day, no schedule and no product that is planned
_COUNTED = re.compile(r"^(?:so (?:luong )?)?(?:phieu|luot|y kien|nguoi)(?: danh gia| tra loi)? ")
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_A_YEAR = re.compile(r"\b(?:thang|quy)\b")

# The letters of Windows-1252 that are other bytes than in Latin-1.
_BYTES = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_MATTERS = {fold(heading): fields for heading, fields in WORDINGS["matters"].items()}


@dataclass(frozen=True)
class Claim:
    """A column's claim to a field. The lower `rank` wins; `code` is what a cross in the column sets."""

    field: str
    rank: int
    code: str = ""


@dataclass(frozen=True)
class Words:
    """The wordings of one dataset: folded header -> its claim, `exact` and in `plain` words; `signed`: -> how it is
    written; `choices`: field -> folded word -> code; `patterns`: field -> how its headers are put together; `score`:
    the field of an index's scores, which stand under its name; `in_words`: the fields whose cells are words."""

    exact: Mapping[str, Claim]
    plain: Mapping[str, Claim]
    choices: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, re.Pattern[str]]
    score: str | None
    in_words: frozenset[str]
    signed: Mapping[str, set[str]]


def words_of(dataset: Dataset) -> Words:
    """The wordings of a dataset. A field's name is one, and its label where that is no second or weak one."""
    exact: dict[str, Claim] = {}
    for field in dataset.fields:
        for headers, rank, code in (
            ((field.name, field.name.replace("_", " "), *field.printed), PROPER, ""),
            (field.second, SECOND, ""),
            (field.weak, WEAK, ""),
            (field.added, ADDED, ""),
            *((headers, TICKED, code) for code, headers in field.ticked.items()),
        ):
            for header in headers:
                exact.setdefault(fold(header), Claim(field.name, rank, code))
    for field in dataset.fields:
        exact.setdefault(fold(field.label), Claim(field.name, PROPER))
    choices = {field.name: field.codes for field in dataset.fields if field.kind == "choice"}
    plain = _in_plain_words(exact, WEAK) | _in_plain_words(exact, *FIRM)
    score = "score" if "index" in dataset.by_name else None
    in_words = frozenset(field.name for field in dataset.fields if field.kind in ("text", "choice"))
    return Words(exact, plain, choices, patterns_of(dataset), score, in_words, _signed(dataset))


def _signed(dataset: Dataset) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in dataset.fields:
        for header in (one.label, *one.printed, *one.second, *one.weak, *chain(*one.ticked.values())):
            found.setdefault(fold(header), set()).add(nfc(header).lower())
    return found


def _in_plain_words(exact: Mapping[str, Claim], *ranks: int) -> dict[str, Claim]:
    """The wordings of these ranks in plain words; what two fields would share is no wording of either."""
    owners: dict[str, list[Claim]] = {}
    for header, claim in exact.items():
        if claim.rank in ranks and "›" not in header:
            owners.setdefault(plain_words(header), []).append(claim)
    return {
        key: min(claims, key=lambda claim: claim.rank)
        for key, claims in owners.items()
        if len({claim.field for claim in claims}) == 1 and " " in key
    }


_words = lru_cache(lambda name: words_of(DATASETS[name]))
_STT = frozenset(map(fold, WORDINGS["numbering"]))
_BESIDE = frozenset(map(fold, WORDINGS["beside"]))
_PERSONAL = frozenset(map(fold, WORDINGS["personal"]["headers"]))
_PERSONAL_STARTS = tuple(map(fold, WORDINGS["personal"]["beginnings"]))


@lru_cache
def _every_wording() -> tuple[frozenset[str], frozenset[str]]:
    found = {*_STT, *_PERSONAL, *map(fold, WORDINGS["headings"])}
    plain: set[str] = set()
    for words in map(_words, DATASETS):
        plain.update(words.plain)
        for header in words.exact:
            found.update(header.split(" › "))
    return frozenset(found), frozenset(plain)


@lru_cache(16384)
def is_wording(text: str) -> bool:
    """Whether some dataset knows a header word, for a quick look where a header may be."""
    known, plain = _every_wording()
    if any(form in known for form in forms(text)):
        return True
    words = plain_words(text)
    if words in plain or is_put_together(words):
        return True
    return any(is_wording(bare) for tail in (AS_OF, PART, OF_YEAR) if (bare := before(tail, text)))


def is_header(texts: Collection[str], least: int) -> bool:
    """Whether the filled cells of a row are a header: so many of them at least are wordings, and most of all."""
    known = sum(map(is_wording, texts))
    return known >= least and known >= _SHARE * len(texts)


def was_wording(text: str) -> bool:
    """Whether a header word has lost its letters: each "?" stands for one, or UTF-8 was read as Windows-1252."""
    if "?" in text:
        lost = re.compile(re.escape(fold(text)).replace("\\?", "."))
        return any(lost.fullmatch(wording) for wording in _every_wording()[0])
    try:
        found = bytes(_BYTES.get(letter) or ord(letter) for letter in text).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return False
    return found != text and is_wording(found)


def is_stt(path: Path) -> bool:
    """Whether a column numbers the rows."""
    return bool(path) and not _STT.isdisjoint((*forms(path[-1]), fold("".join(path[-1].split()))))


def is_needless(dataset: str, header: str, given: Collection[str] = ()) -> bool:
    """Whether a column that gives no field needs no question: another one gives what it means, of the same day or of
    another (`given`: the fields), it compares, or exports have it beside what is read ("Ghi chú"). `header`: its levels
    joined by " › "."""
    *above, leaf = path = tuple(header.split(" › "))
    then = (claim(dataset, (*above, bare)) for tail in (AS_OF, PART) if (bare := before(tail, leaf)))
    is_given = any(found.field in given for found in then if found)
    return fold(leaf) in _BESIDE or is_given or compares(leaf) or claim(dataset, path) is not None


def is_personal(path: Path) -> bool:
    """Whether a column is about a citizen: dropped, never listed as unknown."""
    return any(
        form in _PERSONAL
        or any(form.startswith(start) and not form[len(start) :][:1].isalpha() for start in _PERSONAL_STARTS)
        for level in path
        for form in forms(level)
    )


def _joined(path: Path) -> Iterator[str]:
    parents = [fold(level) for level in path[:-1]]
    above = [parents[start:] for start in range(len(parents))] + [
        [parent] for parent in reversed(parents[:-1])
    ]
    for levels in above:
        for leaf in forms(path[-1]):
            yield " › ".join([*levels, leaf])


def _together(path: Path) -> Iterator[str]:
    """The last level read with one above, both ways: "ngay tiep nhan" of "Tiếp nhận › Ngày"."""
    for parent in reversed(path[:-1]):
        for leaf in forms(path[-1]):
            for above in forms(parent):
                yield f"{leaf} {above}"
                yield f"{above} {leaf}"


def _numbered(path: Path) -> Iterator[str]:
    """The month or quarter of a bare number below its heading: "Tháng thực hiện › 3"."""
    above = " ".join(map(fold, path[:-1]))
    if found := _OF_A_YEAR.search(above):
        yield f"{found[0]} {fold(path[-1])}"


def _crosses(words: Words, path: Path) -> Iterator[Claim]:
    """A column of crosses under the field's own heading: "Hình thức nộp › Trực tuyến"."""
    for above in reversed(path[:-1]):
        if found := claim_of(words, (above,)):
            codes = words.choices.get(found.field, {})
            said = (code_of(codes, leaf) for leaf in forms(path[-1]))
            yield from (Claim(found.field, TICKED, code) for code in said if code)


@lru_cache(16384)
def claim(dataset: str, path: Path) -> Claim | None:
    """What a column with this header is in a dataset, None where no wording knows it."""
    return claim_of(_words(dataset), path)


@lru_cache(16384)
def addend(dataset: str, heading: str) -> str:
    """The field of which a column below this heading is a part ("Rất hài lòng", "Số phiếu hài lòng"), "" where it is
    none."""
    exact = _words(dataset).exact
    counted = (_COUNTED.sub("", form) for form in forms(heading))
    return next((exact[form].field for form in counted if form in exact and exact[form].rank == ADDED), "")


def claim_of(words: Words, path: Path) -> Claim | None:
    """What a column with this header is by some wordings, None where none knows it."""
    if not path or not path[-1] or _is_another_word(words, path[-1]):
        return None
    return next(_claims(words, path), None) or _dated(words, path)


def _is_another_word(words: Words, header: str) -> bool:
    """Whether one word has other signs than the wording that it would be without them ("Sở" is not "Số", "Từ" not
    "Tử")."""
    found = _LETTERS.findall(nfc(header).lower())
    word = found[0] if len(found) == 1 else ""
    return not word.isascii() and word not in words.signed.get(fold(word), (word,))


def _dated(words: Words, path: Path) -> Claim | None:
    """What a column of words or points is whose header says as of which day ("Kết quả thực hiện đến 31/10/2026"), of
    which part of the year ("Điểm tự chấm quý III") or, of what has states, which year ("Nhiệm vụ năm 2026"): of other
    numbers each day and period has its own."""
    *above, leaf = path
    told = words.in_words if _STATE in words.in_words else frozenset()
    parts = {*told, *_POINTS} - {_SCHEDULE}
    for tail, fields in ((AS_OF, {*words.in_words, *_POINTS}), (PART, parts), (OF_YEAR, told)):
        found = claim_of(words, (*above, bare)) if (bare := before(tail, leaf)) else None
        if found and tail is not OF_YEAR and bare.startswith(_HOW_FAR) and _STATE in words.in_words:
            found = replace(found, field=_STATE)
        if found and found.field in fields:
            return replace(found, rank=max(found.rank, BY_GRAMMAR))  # gives way to one without a day
    return None


def _claims(words: Words, path: Path) -> Iterator[Claim]:
    leaf, joined, together = forms(path[-1]), list(_joined(path)), list(_together(path))
    plain = [plain_words(path[-1])]
    yield from _known(words.exact, joined, *FIRM)
    yield from _known(words.exact, joined, TICKED)
    yield from _crosses(words, path)
    yield from _known(words.exact, together, *FIRM)
    yield from _allowed(path, _known(words.exact, leaf, *FIRM))
    yield from _allowed(path, _known(words.exact, leaf, WEAK))
    yield from _known(words.plain, map(plain_words, together), *FIRM)
    # only now: "Thời gian › Hoàn thành" is a day and no cross
    yield from _known(words.exact, [*leaf, *_numbered(path)], TICKED)
    yield from _allowed(path, _known(words.plain, plain, *FIRM))
    said = (name for name, pattern in words.patterns.items() if pattern.fullmatch(plain[0]))
    yield from _allowed(path, (Claim(name, BY_GRAMMAR) for name in said))
    yield from _known(words.exact, [*joined, *together], WEAK)
    yield from _allowed(path, _known(words.plain, plain, WEAK))
    if words.score and names_index(path[-1]):
        yield Claim(words.score, BY_GRAMMAR)
    yield from _allowed(path, _either(words, path[-1]))


def _either(words: Words, header: str) -> Iterator[Claim]:
    """ "Trích yếu/Nội dung giao": both mean the same field."""
    parts = [part.strip() for part in header.split("/")]
    found = [claim_of(words, (part,)) for part in parts] if len(parts) == 2 else []
    if len({one.field if one else "" for one in found}) == 1 and found[0]:
        yield Claim(found[0].field, BY_GRAMMAR)


def _known(wordings: Mapping[str, Claim], keys: Iterable[str], *ranks: int) -> Iterator[Claim]:
    return (wordings[key] for key in keys if key in wordings and wordings[key].rank in ranks)


def _allowed(path: Path, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Those that a bare last level may mean under the headings above it."""
    above = " › ".join(fold(level) for level in path[:-1])
    fields = next((fields for word, fields in _MATTERS.items() if word in above), None)
    return (claim for claim in claims if fields is None or claim.field in fields)
