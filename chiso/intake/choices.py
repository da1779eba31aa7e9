"""Which word of a closed list a cell says (pure)."""

import re
from collections.abc import Iterator, Mapping

from chiso.core.vietnamese import fold, nfc
from chiso.intake.datasets import WORDINGS

_PARENTHESES = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"^[0-9]{1,2}\s*[.:)\-–]\s*(?=\D)")
_ABBREVIATIONS = {short: fold(text) for short, text in WORDINGS["abbreviations"].items()}
_APART = r"[\s,;:./|_>=–-]{1,4}"  # what stands between a word and how it stands with its day
_SPAN = r"[0-9]{1,4}(?:[.,][0-9])? (?:ngay|gio)(?: lam viec)?(?:[ ,]{1,2}[0-9]{1,2} (?:gio|phut))*"
_IN_TIME = r"(?:truoc|som|dung) (?:thoi )?han"  # as only what is finished can be
_LATE = r"(?:da )?(?:qua|tre|cham)"
_LEFT = r"trong|con|den|toi|(?:chua|sap|gan) (?:den|toi|qua)"
_OF_WHAT = r" (?:xu ly|giai quyet|tra|tra ket qua)(?! [a-z])"  # "Quá hạn xử lý"; not "Quá hạn xử lý xong"
_TIMELY = (
    rf"(?:(?:{_IN_TIME}|(?:{_LATE}|{_LEFT}) (?:thoi )?han)(?:{_OF_WHAT})?"
    rf"(?:[ :,(–-]{{1,3}}{_SPAN}\)?)?|(?:{_LATE}|con|con lai) {_SPAN})"
)
_ACTS = ("xu ly", "giai quyet", "thu ly", "tiep nhan", "tu choi", "bo sung", "tham dinh", "ket thuc")
_FINISHED = ("^da xu ly", "^da giai quyet", "xong", "co ket qua", "hoan thanh")
# Folded, what may stand around a word: "Đã trả kết quả – trễ hạn", "Nộp trực tuyến qua …", "Nộp qua Cổng DVC".
_AROUND = (
    re.compile(rf"{_APART}{_TIMELY}$"),
    re.compile(rf"^{_TIMELY}(?!{_OF_WHAT}$){_APART}"),
    re.compile(
        r" (?:cho|cua) (?:cong dan|nguoi dan|to chuc|ca nhan|nguoi nop)(?:[, ]{1,2}(?:cong dan|to chuc|ca nhan))?$"
    ),
    re.compile(r"(?:(?<=truc tuyen)|(?<=truc tiep)) (?:qua|tai|tren|tu) .*$"),
    re.compile(r"(?<=truc tuyen)[\s,;:/–-]{1,3}(?:(?:cong |dvc|vneid).*|muc (?:do )?[34])$"),
    re.compile(
        rf"(?:{'|'.join(f'(?<={said})' for said in _FINISHED)})[\s,;:/–-]{{1,3}}(?:dang )?cho tra(?: ket qua)?$"
    ),
    re.compile(r"(?<=^da tra ket qua) (?:qua|tai) .*$"),
    re.compile(r"^(?:(?:nop|gui|tiep nhan)(?: ho so)? )?(?:qua|tai|tren|tu) "),
    re.compile(r"(?<=bo phan mot cua) (?:cua |tai )?(?:so|ban|ubnd|uy ban|van phong|huyen|xa|phuong) .*$"),
    re.compile(r"(?<=truc tiep)[\s,;:/–-]{1,3}(?:tai |trung tam|ttpvhcc|tt pvhcc|bo phan|mot cua|quay).*$"),
    re.compile(r"^dang (?=cho |trinh |yeu cau |(?:tam )?dung\b)"),
    re.compile(r"^da (?=tam dung\b)"),
    re.compile(r"^ho so "),
    re.compile(r"^(?:phong (?:chuyen mon|nghiep vu)|chuyen vien|can bo|lanh dao(?: phong| so)?) (?=dang )"),
    re.compile(r"(?:(?<=^dang xu ly)|(?<=^dang giai quyet)|(?<=^dang thu ly)) (?:tai|o) .+$"),
    re.compile(r"(?<=^cong dich vu cong tinh) .+$"),
    # A paused dossier's reason: "Dừng, chờ bổ sung", "Tạm dừng xử lý do chưa nộp phí".
    re.compile(
        r"(?:(?<=^dung)|(?<=^tam dung))(?: xu ly| giai quyet)?[\s,;:–-]{1,3}"
        r"(?:de cho|cho|yeu cau|do|vi|ly do) .+$"
    ),
    re.compile(rf"(?:{'|'.join(f'(?<={act})' for act in _ACTS)}) ho so$"),
)


def code_of(codes: Mapping[str, str], text: str) -> str | None:
    """The code that a cell means, of those of a list by their folded words; None where it says none of them."""
    return next((codes[key] for key in _keys(text) if key in codes), None)


def is_finished(text: str, has_end: bool) -> bool | None:
    """Whether what a cell says no more of than how it stands with its day ("Trễ hạn 3 ngày") is finished; `has_end`: a
    day on which it was is known. None where the cell says something else, or both do not agree."""
    key = fold(text).removeprefix("ho so ")
    if not re.fullmatch(_TIMELY, key) or (not has_end and re.match(_IN_TIME, key)):
        return None
    return has_end


def written_out(key: str) -> str:
    """A folded text with its abbreviations in full: "ket qua" for "kq"."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in key.split())


def _keys(text: str) -> Iterator[str]:
    """What the cell says folded, then less and less of what may stand around a word."""
    yield fold(text)
    yield fold(_PARENTHESES.sub(" ", text))
    key = fold(_NUMBERED.sub("", nfc(text)))
    yield key
    key = written_out(key)
    yield key
    for around in _AROUND:
        key = around.sub("", key)
        yield key
