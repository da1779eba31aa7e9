"""Phone and identity numbers in free text, by their form: all but the first two and last three digits become • (pure).

Masked are Vietnamese mobile and landline numbers (also with +84, 84, 0084) and identity cards of twelve digits; of nine
digits only where the words before say so. Codes, numbers of documents, amounts, dates and rates are not: what stands
behind their words, in a longer code, beside a currency, or in groups that no phone number is written in.
"""

import re
import unicodedata

from chiso.core.errors import TooLong
from chiso.core.vietnamese import clean_text, nfc

_JOIN = r"[\s.\-–()]{0,3}"  # between two digits
_TEN, _ELEVEN, _TWELVE = (rf"(?:{_JOIN}[0-9]){{{n}}}" for n in (8, 9, 10))
_NUMBER = (
    rf"(?:(?:\+|00)?84{_JOIN}(?:0{_JOIN})?(?:[35789]{_TEN}|2{_ELEVEN})"
    rf"|0{_JOIN}(?:[35789]{_TEN}|2{_ELEVEN})(?![0-9])|0[0-9]{_TWELVE})(?![0-9])"
)
_BEFORE = r"(?:(?<![^\W_])(?<![A-ZĐ0-9][-/])(?<![0-9][.,–])|(?<=[ĐDđd][Tt])|(?<=[ĐDđd][Tt][-/]))"
_AFTER = r"(?![^\W_]|/[A-ZĐ]|[.,/\-–][0-9]|\s?%)"
_RUN = re.compile(rf"{_BEFORE}{_NUMBER}(?:\s?[/,;\-–]\s?{_NUMBER}){{0,5}}{_AFTER}")
_ONE = re.compile(_NUMBER)
# An identity card that the words before it name: nine digits or twelve.
_CARD = re.compile(
    r"((?:cmnd|cmtnd|cmt|cccd|chứng minh|căn cước|số định danh|định danh cá nhân)[^0-9\n]{0,30})"
    rf"([0-9](?:{_JOIN}[0-9]){{8}}(?:(?:{_JOIN}[0-9]){{3}})?)(?![0-9])",
    re.IGNORECASE,
)
# What a column is searched for first, in the words of RE2 too; every text that is changed has it.
SUSPECT = (
    r"(?:^|[^0-9])(?:0|84)(?:[\s.\-–()]{0,3}[0-9]){9}"
    r"|(?i:cmnd|cmtnd|cmt|cccd|minh|cước|định danh)[^0-9\n]{0,30}[0-9](?:[\s.\-–()]{0,3}[0-9]){8}"
)
_SUSPECT = re.compile(SUSPECT)

_PHONE_WORD = re.compile(
    r"(?:s?[đd]t(?:dđ)?|điện thoại|di động|số máy|zalo|hotline|tel|phone|mobile)\W{0,3}(?:số|là)?\W{0,3}$",
    re.IGNORECASE,
)
_CODE_WORD = re.compile(
    r"(?:\bmst|\bmã|mã số(?: thuế| doanh nghiệp)?|(?:mã|số|mã số) hồ sơ|hồ sơ số|biên nhận|giấy hẹn|giấy phép|phiếu"
    r"|công văn|quyết định|tờ trình|văn bản|thông báo|hóa đơn|tài khoản|\bstk)(?: số)?[\s:.#\-]{0,4}$",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\s?(?:đồng|đ\b|vnđ|vnd|nghìn|ngàn|triệu|tỷ|tỉ\b|usd)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:0[1-9]|[12][0-9]|3[01])[\s.\-–]?(?:0[1-9]|1[0-2])[\s.\-–]?(?:19|20)[0-9]{2}(?:[\s.\-–]|[0-9]{4}$|$)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PROVINCES = range(1, 97)  # the first three digits of an identity card
_CARD_GROUPS = {(12,), (3, 3, 3, 3), (4, 4, 4), (3, 9), (6, 6), (3, 3, 6)}
_REACH = 40  # characters before a number in which a word says what it is


def typed(text: str | None, most: int = 2000, called: str = "Nội dung") -> str | None:
    """What a person typed as it is kept: without invisible signs, masked; None for nothing. Raises TooLong."""
    kept = masked(clean_text(text or "")) or None
    if kept and len(kept) > most:
        raise TooLong(called, most)
    return kept


def in_one_line(text: str) -> str:
    """A name of a file, what an act is called: one line as it is kept, without invisible signs, masked."""
    return masked(nfc(text))


def masked(text: str) -> str:
    """The text with its phone and identity numbers masked: "09•••••111". Masked once it stays as it is."""
    text = unicodedata.normalize("NFC", text)
    if not _SUSPECT.search(text):
        return text
    text = _CARD.sub(_card, text)
    return _RUN.sub(lambda run: _ONE.sub(lambda one: _phone(run, one), run[0]), text)


def _card(found: re.Match[str]) -> str:
    return found[1] + (found[2] if _DAY.match(found[2]) else _hidden(found[2]))


def _phone(run: re.Match[str], one: re.Match[str]) -> str:
    text = run.string
    before, after = text[max(run.start() - _REACH, 0) : run.start()], text[run.end() : run.end() + 8]
    number = one[0]
    if _PHONE_WORD.search(before) and not _DAY.match(number):
        return _hidden(number)
    is_plain = number.startswith("+") or not (_CODE_WORD.search(before) or _MONEY.match(after))
    return _hidden(number) if is_plain and _is_grouped_like_a_number(number) else number


def _is_grouped_like_a_number(number: str) -> bool:
    groups = re.findall(r"[0-9]+", number)
    digits = "".join(groups)
    sizes = tuple(map(len, groups))
    if number.startswith("+"):
        return True
    if digits.startswith(("84", "0084")):  # 84.912.000.111 is an amount
        return not ("." in number and set(sizes[1:]) == {3})
    if len(digits) == 12:
        is_moment = len(sizes) == 1 and _DAY.match(digits) is not None
        return int(digits[:3]) in _PROVINCES and sizes in _CARD_GROUPS and not is_moment
    least = 1 if digits[1] == "2" else 2
    has_year = any(_YEAR.fullmatch(group) for group in groups[1:]) and re.search(r"[.\-–]", number)
    return len(sizes) == 1 or (3 <= sizes[0] <= 5 and min(sizes[1:]) >= least and not has_year)


def _hidden(number: str) -> str:
    """Each digit but the first two and the last three as a bullet; what stands between them stays."""
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    covered = set(places[2:-3])
    return "".join("•" if place in covered else sign for place, sign in enumerate(number))
