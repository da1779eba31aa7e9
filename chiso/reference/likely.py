"""Which known name a text of a file most likely means: a proposal for whoever is asked, never a decision. Pure.

Names are compared by their words; a word that many of them have says little. An abbreviation ("QLTN&MT", "Khuyến công &
XTTM") is recognised by its letters: every word of the name whole or by its initial, in their order.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from chiso.core.text import unlisted
from chiso.core.vietnamese import fold

LIKELY = 0.6  # of two names alike in every word that counts: 1
CLEARLY = 0.1  # by how much the best is ahead of the next
ELSEWHERE = 0.15  # one system writes a unit in one way: less likely one that other rows name already
_SHORTEST = 3  # letters of an abbreviation: two fit too many names
_UNSAID = frozenset(("va", "-"))
_HEADS = ("phong", "trung", "tam", "so", "bo", "phan")  # words that abbreviations leave out
# "Chưa trả kết quả" is not nearly "Đã trả kết quả".
_TURNS = frozenset(("khong", "chua", "cho", "dang", "da", "bi", "choi", "huy", "dung", "ngung"))


def likely(text: str, names: Mapping[str, Collection[str]], elsewhere: Collection[str] = ()) -> str | None:
    """The code whose names come closest to the text, None where none does or several do alike.

    `names`: code -> how it is called; `elsewhere`: codes that other rows of the same files name already.
    """
    text = unlisted(text)
    words = {code: {name: _words(name) for name in called} for code, called in names.items()}
    weights = _weights(set().union(*by_name.values()) for by_name in words.values())
    said = _words(text)
    scores = sorted(
        (
            max((_alike(text, said, name, its, weights) for name, its in by_name.items()), default=0.0)
            - ELSEWHERE * (code in elsewhere),
            code,
        )
        for code, by_name in words.items()
    )
    best, code = scores[-1] if scores else (0.0, "")
    next_best = scores[-2][0] if len(scores) > 1 else 0.0
    return code if best >= LIKELY and best - next_best >= CLEARLY else None


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text))) - _UNSAID


def _weights(of_codes: Iterable[Collection[str]]) -> dict[str, float]:
    return {word: 1 / count for word, count in Counter(word for words in of_codes for word in words).items()}


def _alike(
    text: str, said: frozenset[str], name: str, its: frozenset[str], weights: Mapping[str, float]
) -> float:
    if said & _TURNS != its & _TURNS:
        return 0.0
    if _abbreviates(text, name):
        return 1.0
    both, either = (sum(weights.get(word, 1.0) for word in words) for words in (said & its, said | its))
    return 2 * both / (both + either) if either else 0.0


def _abbreviates(text: str, name: str) -> bool:
    letters = re.sub(r"\W", "", fold(text))
    parts = [word for word in re.findall(r"\w+", fold(name)) if word not in _UNSAID]
    pattern = "".join(f"(?:{word}|{word[0]}){'?' if word in _HEADS else ''}" for word in parts)
    return len(letters) >= _SHORTEST and re.fullmatch(pattern, letters) is not None
