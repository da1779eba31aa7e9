"""Which word of a closed list a cell says (pure)."""

import re
from collections.abc import Mapping

from chiso.core.vietnamese import fold, nfc

_PARENTHESES = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"^[0-9]{1,2}\s*[.:)\-–]\s*(?=\D)")
# Folded, what may stand around a word: "Đã trả kết quả – trễ hạn", "Nộp qua Cổng DVC", "Nộp trực tuyến qua …".
_AROUND = (
    re.compile(r"[\s,;:–-]{1,3}(?:truoc|som|trong|dung|qua|tre|cham) (?:thoi )?han$"),
    re.compile(r"(?:(?<=truc tuyen)|(?<=truc tiep)) (?:qua|tai|tren|tu) .*$"),
    re.compile(r"^(?:(?:nop|gui)(?: ho so)? )?(?:qua|tai|tren) "),
)


def code_of(codes: Mapping[str, str], text: str) -> str | None:
    """The code that a cell means, of those of a list by their folded words; None where it says none of them."""
    keys = [fold(one) for one in (text, _PARENTHESES.sub(" ", text), _NUMBERED.sub("", nfc(text)))]
    keys += [around.sub("", keys[0]) for around in _AROUND]
    return next((codes[key] for key in keys if key in codes), None)
