"""Answers that people gave about a layout are used again for the next file in that layout.

They are kept under the fingerprint of what the program understands by itself and of what the answers made of it. An
answer is used only where it leads to the very layout that it led to before; otherwise the file is asked about anew.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.core.vietnamese import fold
from chiso.intake.files.sheets import Reading
from chiso.intake.recognise import recognising
from chiso.intake.recognise.layout import Answers, Layout
from chiso.store import Store

PLACE = ("dataset", "sheet", "header_row")
# Folded: no first word that can be read, or a number.
_SHORT = re.compile(r"p\.|[^aeiouy\s]+(?:\s|$)|.*\d")


# Answers given before, and the fingerprint of the layout that they led to ('' = not written down).
Known = tuple[Answers, str]


@dataclass(frozen=True)
class Recognised:
    """A layout and how it was found: by `answers`, the caller's with those remembered (`recalled`) in it.

    `guess` is the layout that the program understands without any answer.
    """

    layout: Layout
    answers: Answers
    guess: Layout | None = None
    recalled: Answers | None = None


def recognise(
    store: Store, read: Reading, said: Answers, file_name: str, *, recalls: bool = True
) -> Recognised:
    """The layout by the caller's answers and those remembered. Raises as `recognising.recognise` does."""
    read = _with_rooms(store, read)
    alone = _attempt(read, Answers(as_of=said.as_of, year=said.year), file_name)
    guess = alone if isinstance(alone, Layout) else getattr(alone, "layout", None)
    for known, becomes in _known(store, guess, found=isinstance(alone, Layout)) if recalls else ():
        for answers in _merged(said, known, read):
            again = _attempt(read, answers, file_name)
            if isinstance(again, Layout) and becomes in ("", again.layout_key):
                return Recognised(again, answers, guess, known)
    if said.dataset or said.sheet is not None or said.header_row or said.columns or said.words:
        return Recognised(recognising.recognise(read, said, file_name), said, guess)
    if isinstance(alone, Refused):
        raise alone
    return Recognised(alone, said, guess)


def has_any(store: Store) -> bool:
    """Whether anything was ever answered that may help a file of which no layout is understood."""
    return any(True for _ in _known(store, None, found=False))


def has_news(store: Store, seen: Recognised) -> bool:
    """Whether something else has been answered since about a layout."""
    return any(
        known not in (seen.recalled, seen.answers) for known, _ in _known(store, seen.guess, found=True)
    )


def keep(store: Store, seen: Recognised, left_out: Iterable[str], who: str) -> dict[str, str]:
    """Writes down what was answered about a layout, and the headers that are not needed, inside the caller's
    transaction: {layout_key: answers}."""
    found, guess, said = seen.layout, seen.guess, seen.answers
    columns = {**said.columns, **dict.fromkeys(left_out, "")}
    kept = Answers(columns=columns, words=said.words)
    if guess is None or any(getattr(guess, name) != getattr(found, name) for name in PLACE):
        kept = replace(kept, dataset=found.dataset, sheet=said.sheet, header_row=said.header_row)
    if kept in (Answers(), seen.recalled):
        return {}
    answers = json.dumps({**json.loads(kept.to_json()), "becomes": found.layout_key}, ensure_ascii=False)
    keys = sorted({found.layout_key, guess.layout_key if guess else ""} - {""})
    return keep_again(store, dict.fromkeys(keys, answers), who)


def keep_again(store: Store, answers: dict[str, str], who: str) -> dict[str, str]:
    """Writes down answers as `keep` answered them."""
    for key, text in answers.items():
        store.execute("imports/remember_answers", layout_key=key, answers=text, now=utc_now(), who=who)
    return answers


def _with_rooms(store: Store, read: Reading) -> Reading:
    """The file with its sheets that are called after a unit as it is written short ("HCTP", "NV1", "P. Thanh tra"); in
    full ("Đất đai", "Một cửa") it may be a field or a system as well."""
    rooms = {row["alias_key"] for row in store.known("reference/units_spelled")}
    short = (name for sheet in read.sheets if _SHORT.match(name := fold(sheet.name)))
    named = rooms.intersection(short)
    return replace(read, sheets=[replace(one, is_of_unit=fold(one.name) in named) for one in read.sheets])


def _attempt(read: Reading, answers: Answers, file_name: str) -> Layout | Refused:
    try:
        return recognising.recognise(read, answers, file_name)
    except Refused as error:
        return error


def _known(store: Store, guess: Layout | None, *, found: bool) -> Iterator[Known]:
    """Answers that may fit: for the layout as the program sees it; where it sees none, the newest of all."""
    if guess is not None and guess.layout_key:
        text = store.value("imports/answers", layout_key=guess.layout_key)
        if text is not None and (kept := _read_known(str(text)))[0] != Answers():  # empty: forgotten
            yield kept
    if not found:
        for row in store.rows("imports/recent_answers"):
            known, becomes = _read_known(str(row["answers"]))
            if becomes and known.dataset:
                yield known, becomes


def _read_known(text: str) -> Known:
    return Answers.from_json(text), str(json.loads(text).get("becomes") or "")


def _merged(said: Answers, known: Answers, read: Reading) -> Iterator[Answers]:
    """What the caller says wins. A header may stand elsewhere this time: then it is looked for."""
    names = {sheet.name for sheet in read.sheets}
    fields = {*known.words, *said.words}
    merged = replace(
        said,
        dataset=said.dataset or known.dataset,
        sheet=said.sheet if said.sheet is not None else known.sheet if known.sheet in names else None,
        header_row=said.header_row or known.header_row,
        columns={**known.columns, **said.columns},
        words={name: {**known.words.get(name, {}), **said.words.get(name, {})} for name in fields},
    )
    yield merged
    if merged.header_row and not said.header_row:
        yield replace(merged, header_row=None)
