"""Answers that people gave about a layout are used again for the next file in that layout.

They are kept under the fingerprint of what the program understands by itself and of what the answers made of it. An
answer is used only where it leads to the very layout that it led to before; otherwise the file is asked about anew.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chiso.core.errors import Refused
from chiso.intake.commit.results import Preview
from chiso.intake.files.reading import Reading
from chiso.intake.recognise import layout
from chiso.intake.recognise.layout_types import Answers, Layout
from chiso.store import Store

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Known:
    """Answers given before, and the fingerprint of the layout that they led to ('' = not written down)."""

    answers: Answers
    becomes: str


def recognise(store: Store, read: Reading, base: Preview) -> Preview:
    """The preview with its layout, by the caller's answers and those remembered. Raises as `layout.recognise` does.

    `guess` is what the program understands without any answer, `recalled` the remembered answers that were used.
    """
    alone = _attempt(read, Answers(as_of=base.answers.as_of, year=base.answers.year), base.file_name)
    guess = alone if isinstance(alone, Layout) else getattr(alone, "layout", None)
    base = replace(base, guess=guess)
    for known in _known(store, guess, found=isinstance(alone, Layout)) if base.recalls else ():
        for answers in _merged(base.answers, known.answers, read):
            again = _attempt(read, answers, base.file_name)
            if isinstance(again, Layout) and known.becomes in ("", again.layout_key):
                return replace(base, layout=again, answers=answers, recalled=known.answers)
    if _reads_alike(base.answers):
        if isinstance(alone, Refused):
            raise alone
        return replace(base, layout=alone)
    return replace(base, layout=layout.recognise(read, base.answers, base.file_name))


def has_news(store: Store, looked: Preview) -> bool:
    """Whether something has been answered since that this file may be understood by."""
    if not looked.recalls:
        return False
    if looked.error and looked.error["code"] in ("unknown_dataset", "missing_columns", "duplicate_columns"):
        return any(True for _ in _known(store, looked.guess, found=False))
    known = next(_known(store, looked.guess, found=True), None)
    return known is not None and known.answers not in (looked.recalled, looked.answers)


def keep(store: Store, looked: Preview, who: str) -> None:
    """Writes down what was answered about the layout of an imported file, inside the caller's transaction."""
    found, guess, said = looked.layout, looked.guess, looked.answers
    if found is None or not looked.remember:
        return
    columns = {**said.columns, **dict.fromkeys(looked.left_out, "")}
    kept = Answers(columns=columns, words=said.words)
    if guess is None or _place(guess) != _place(found):
        kept = replace(kept, dataset=found.dataset, sheet=said.sheet, header_row=said.header_row)
    if kept == Answers() or kept == looked.recalled:
        return
    answers = json.dumps({**json.loads(kept.to_json()), "becomes": found.layout_key}, ensure_ascii=False)
    for key in sorted({found.layout_key, guess.layout_key if guess else ""} - {""}):
        store.execute("imports/remember_answers", layout_key=key, answers=answers, who=who)


def _attempt(read: Reading, answers: Answers, file_name: str) -> Layout | Refused:
    try:
        return layout.recognise(read, answers, file_name)
    except Refused as error:
        return error


def _place(found: Layout) -> tuple[str, str, int]:
    return (found.dataset, found.sheet, found.header_row)


def _reads_alike(answers: Answers) -> bool:
    """Nothing was said that changes how a sheet is recognised."""
    return not (
        answers.dataset or answers.sheet is not None or answers.header_row or answers.columns or answers.words
    )


def _known(store: Store, guess: Layout | None, *, found: bool) -> Iterator[Known]:
    """Answers that may fit: for the layout as the program sees it; where it sees none, the newest of all."""
    if guess is not None and guess.layout_key:
        text = store.value("imports/answers", layout_key=guess.layout_key)
        if text is not None:
            yield _read_known(str(text))
    if not found:
        for row in store.rows("imports/recent_answers"):
            known = _read_known(str(row["answers"]))
            if known.becomes and known.answers.dataset:
                yield known


def _read_known(text: str) -> Known:
    return Known(Answers.from_json(text), str(json.loads(text).get("becomes") or ""))


def _joined(known: Words, said: Words) -> Words:
    return {name: {**known.get(name, {}), **said.get(name, {})} for name in {*known, *said}}


def _merged(said: Answers, known: Answers, read: Reading) -> Iterator[Answers]:
    """What the caller says wins. A header may stand elsewhere this time: then it is looked for."""
    names = {sheet.name for sheet in read.sheets}
    merged = replace(
        said,
        dataset=said.dataset or known.dataset,
        sheet=said.sheet if said.sheet is not None else known.sheet if known.sheet in names else None,
        header_row=said.header_row or known.header_row,
        columns={**known.columns, **said.columns},
        words=_joined(known.words, said.words),
    )
    yield merged
    if merged.header_row and not said.header_row:
        yield replace(merged, header_row=None)
