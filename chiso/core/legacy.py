"""Recognise text typed in the fonts of before Unicode, TCVN3 (.VnTime) and VNI. It is refused, not converted.

A word tells on itself when it is no Vietnamese syllable as it stands and becomes one when read through the
old table ("Phßng" → "Phòng", "Phoøng" → "Phòng"). French, German or damaged text does not pass that test.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

LegacyName = Literal["TCVN3", "VNI"]

# TCVN 5712:1993 (VN3), the table behind the .VnTime fonts: letters in runs, by the byte of the first one.
_TCVN3 = {
    first + i: letter
    for first, letters in {
        0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
        0xB5: "àảãáạ",
        0xBB: "ằẳẵắ",
        0xC6: "ặầẩẫấậè",
        0xCE: "ẻẽéẹềểễếệìỉ",
        0xDC: "ĩíịò",
        0xE1: "ỏõóọồổỗốộờởỡớợù",
        0xF1: "ủũúụừửữứựỳỷỹýỵ",
    }.items()
    for i, letter in enumerate(letters)
}

# VNI Windows: a tone or hat is a character after its vowel; ơ, ư, đ and some i, y have one of their own.
_HAT, _BREVE = "\u0302\u0306"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # grave, hook, tilde, acute, dot
_VNI_MARKS = {"â": _HAT, "ê": _BREVE} | {
    letter: hat + tone
    for hat, letters in (("", "øûõùï"), (_HAT, "àåãáä"), (_BREVE, "èúüéë"))
    for letter, tone in zip(letters, _TONES, strict=True)
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ì": "ì", "í": "í"}

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
_RIMES = (
    "a[cimnoptuy]?|a(?:ch|ng|nh)|ă(?:[cmnpt]|ng)|â(?:[cmnptuy]|ng)"
    "|e[cmnopt]?|eng|ê[mnptu]?|ê(?:ch|ng|nh)|i[amnptu]?|i(?:ch|nh)|iê(?:[cmnptu]|ng)"
    "|o[acemnipt]?|o(?:ng|oc|ong)|oa(?:[cimnopty]|ch|ng|nh)|oă(?:[cmnt]|ng)|oe[not]"
    "|ô[cimnpt]?|ông|ơ[imnpt]?|u[acêimnơpty]?|ung|uâ(?:[nty]|ng)|uê(?:ch|nh)|uô(?:[cimnt]|ng)"
    "|uy(?:a|u|t|ch|nh|ên|êt)|ư[acimntu]?|ưng|ươ(?:[cimnptu]|ng)|y|yê(?:[mntu]|ng)"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_RIMES})")
_PROPER = re.compile(r"(?:[A-Za-zĂăÂâÊêÔôƠơƯưĐđ])+")
_STOP = re.compile(r"(?:c|ch|p|t)$")
_TONE = re.compile(f"[{_TONES}]")
_WORD = re.compile(r"[^ \t\r\n\u00a00-9!-/:-@\[-`{-~]+")


def _is_syllable(word: str, *, strict: bool) -> bool:
    """One Vietnamese syllable; strict: one tone at most, and a stop at the end only with sắc or nặng."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(parts)
    if not _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE.sub("", parts))):
        return False
    if not strict:
        return True
    return len(tones) <= 1 and (not _STOP.search(parts) or tones in (["\u0301"], ["\u0323"]))


def _from_tcvn3(word: str) -> str | None:
    """The word read by the TCVN3 table; None where a character is in no such font.

    Bytes above 127 may have been read as Latin-1 or, in a CSV, as windows-1258.
    """
    for charset in ("latin-1", "cp1258"):
        if charset == "cp1258" and _PROPER.fullmatch(word):
            continue  # NĐ, LĐ, KHĐT: abbreviations of our own time
        try:
            octets = word.encode(charset)
        except UnicodeEncodeError:
            continue
        read = "".join(_TCVN3.get(octet, "\0" if octet > 127 else chr(octet)) for octet in octets)
        if "\0" not in read:
            return read
    return None


def _from_vni(word: str) -> str | None:
    """The word read as VNI; None where a mark has no vowel before it."""
    out: list[str] = []
    for char in word.lower():
        if char in _VNI_MARKS and out and out[-1] in "aeoyuơư":
            out.append(_VNI_MARKS[char])
        elif char in _VNI_LETTERS:
            out.append(_VNI_LETTERS[char])
        elif char.isascii():
            out.append(char)
        else:
            return None
    return unicodedata.normalize("NFC", "".join(out))


@lru_cache(1 << 16)
def _verdict(word: str) -> tuple[LegacyName, ...]:
    """The old encodings in which this word is Vietnamese although it is not as it stands."""
    if word.isascii() or _is_syllable(word, strict=False) or not any(c.isascii() for c in word):
        return ()
    readings: tuple[tuple[LegacyName, str | None], ...] = (
        ("TCVN3", _from_tcvn3(word)),
        ("VNI", _from_vni(word)),
    )
    return tuple(name for name, read in readings if read and _is_syllable(read, strict=True))


# Under three different words it may be a name or a slip; and a file of proper text with a few odd words is no
# legacy file.
LEAST_WORDS = 3
LEAST_SHARE = 0.02


def legacy_encoding(texts: Iterable[str | None]) -> LegacyName | None:
    """'TCVN3' or 'VNI' where the cells hold text of such a font, else None.

    Give the cells as read, before any cleaning: the soft hyphen is the letter ư in TCVN3.
    """
    counts: Counter[str] = Counter()
    for text in set(texts):
        if text and not text.isascii():
            counts.update(word for word in _WORD.findall(text) if not word.isascii())
    hits: dict[LegacyName, list[int]] = {"TCVN3": [], "VNI": []}
    for word, times in counts.items():
        for name in _verdict(word):
            hits[name].append(times)
    best = max(hits, key=lambda name: sum(hits[name]))
    found = hits[best]
    return best if len(found) >= LEAST_WORDS and sum(found) >= LEAST_SHARE * counts.total() else None
