"""Headers said in other words: abbreviations written out, particles dropped, rooms and officials by grammar (pure).

Only whole headers are compared, after the same rewriting on both sides; nothing is taken from a part of a header. What
changes the meaning stays: "dự kiến", "theo phiếu hẹn", "không", "quá hạn", "số ngày".
"""

import re
from functools import lru_cache

from chiso.core.vietnamese import fold

_ABBREVIATIONS = {
    "kq": "ket qua",
    "hs": "ho so",
    "hstthc": "ho so thu tuc hanh chinh",
    "tnhs": "tiep nhan ho so",
    "tphs": "thanh phan ho so",
    "bs": "bo sung",
    "yc": "yeu cau",
    "ycbs": "yeu cau bo sung",
    "tttt": "thanh toan truc tuyen",
    "bcci": "buu chinh cong ich",
    "vb": "van ban",
    "kh": "ky hieu",
    "nv": "nhiem vu",
    "gq": "giai quyet",
    "ht": "hoan thanh",
    "tn": "tiep nhan",
    "tg": "thoi gian",
    "cb": "can bo",
    "cc": "cong chuc",
    "cv": "chuyen vien",
    "cbcc": "can bo cong chuc",
    "ccvc": "cong chuc vien chuc",
    "cbccvc": "can bo cong chuc vien chuc",
    "pakn": "phan anh kien nghi",
    "pa": "phan anh",
    "kn": "kien nghi",
    "tc": "tieu chi",
    "tctp": "tieu chi thanh phan",
    "tthc": "thu tuc hanh chinh",
    "hc": "hanh chinh",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "hdtd": "hoi dong tham dinh",
    "cm": "chuyen mon",
    "dl": "du lieu",
    "ti": "ty",
    "li": "ly",
    "online": "truc tuyen",
}
_PARTICLES = re.compile(
    r"\b(?:va|hoac|cac|duoc|da|co|la|thuc te|nguoi dan|cong dan|to chuc ca nhan|ca nhan to chuc)\b"
)
_OWNER = re.compile(r"\s(?:cua|cho)\s.*$")
_TAIL = re.compile(r"\s(?:ho so|hien tai|hien nay|chinh|thu tuc hanh chinh)$")
_CLOCK = re.compile(r"^(?:ngay gio|ngay thang nam|ngay thang|thoi gian|thoi diem|ngay luc|gio)\b")

_ROOM = r"(?:phong|don vi|bo phan|phong ban|trung tam|ban)"
_DOES = (
    r"(?:xu ly|thu ly|giai quyet|thuc hien|chu tri|phu trach|chiu trach nhiem|tham muu|dau moi|theo doi|giao|"
    r"phan cong|tra loi|phan hoi|chuyen mon|nghiep vu)"
)
_UNIT = re.compile(rf"{_ROOM}(?: {_ROOM})*(?: (?:dang|truc tiep))?(?: {_DOES})+(?: ho so)?")
_PERSON = r"(?:can bo|cong chuc|vien chuc|chuyen vien|nguoi|ca nhan|nhan vien|chuyen vien chinh)"
_OFFICIAL = re.compile(
    rf"(?:ho ten )?{_PERSON}(?: {_PERSON})*(?: (?:dang|truc tiep))?"
    rf"(?: (?:xu ly|thu ly|giai quyet|phu trach|thuc hien|tham muu|giao|phan cong|theo doi|chu tri))+(?: ho so)?"
)


@lru_cache(16384)
def plain_words(header: str) -> str:
    """A header in plain words: the key by which differently worded headers are the same."""
    key = re.sub(r"[/,;&+.\-–()]", " ", fold(header))
    key = " ".join(_ABBREVIATIONS.get(word, word) for word in key.split())
    key = _OWNER.sub("", key)
    key = " ".join(_PARTICLES.sub(" ", key).split())
    key = _CLOCK.sub("ngay", key)
    key = re.sub(r"^ho ten ", "", key) if not re.fullmatch(r"ho ten(?: chu ho so| nguoi nop)?", key) else key
    for pattern in (_TAIL, re.compile(r"^ten\s")):
        shorter = pattern.sub("", key)
        if len(shorter.split()) >= 2:
            key = shorter
    return key


def is_unit(plain: str) -> bool:
    """Whether plain words name the room that does the work ("phong tham muu xu ly"), by grammar."""
    return bool(_UNIT.fullmatch(plain))


def is_official(plain: str) -> bool:
    """Whether plain words name the official who does the work; receiving and handing out is no work on it."""
    return bool(_OFFICIAL.fullmatch(plain))
