"""What sums up others is called (pure; all texts folded and without numbering): a row below others, a column beside
them."""

import re

_WHOLE = r"toan (?:so|tinh|nganh|thanh pho|co quan|don vi)"
_AGENCY = re.compile(rf"{_WHOLE}|(?:tinh )?chung")
_ALL = re.compile(rf"(?:tong|cong)(?: cong)?(?: so)?(?: diem)?(?: {_WHOLE})?:?|{_AGENCY.pattern}")
_ROW = re.compile(  # "Tổng cộng …", "Cộng:", "Lũy kế"
    r"(?:cong|tong|total|luy ke|cong chung toan so)$"
    r"|tong (?:cong|so)|trong do|cong (?:nhom|don)|(?:cong|tong)(?::| \()"
)
_OF_POINTS = re.compile(rf"{_ROW.pattern}|(?:tong|cong) diem|diem (?:tong|cong)")
_ROWS = {  # where rows are points "Tổng điểm" is theirs, and "Tổng số cuộc kiểm tra" may be what is reported
    "criteria": _OF_POINTS,
    "service_index": re.compile(rf"{_OF_POINTS.pattern}|tong (?:cac|chung)"),
    "measurements": re.compile(r"(?:cong|tong|tong cong|tong so|total)(?:$|:| \()"),
}
_COLUMN = re.compile(r"tong\b|cong$|diem tong\b")
_RUN = re.compile(r"luy ke(?: [0-9a-z/ ]+)?|(?:tong|cong)(?: cong| so)?|ca nam(?: 20[0-9]{2})?")


def is_row(text: str, dataset: str) -> bool:
    """Whether a row of a dataset that begins with this text sums up others."""
    return bool(_ROWS.get(dataset, _ROW).match(text))


def is_all(text: str) -> bool:
    """Whether a name says no more than that it is of everything: "Tổng cộng", "Toàn Sở", not "Tổng mục I"."""
    return bool(_ALL.fullmatch(text))


def is_whole_agency(text: str) -> bool:
    """Whether a name beside those of units is the whole agency's, whose figure is reported as theirs are: "Toàn Sở",
    not "Tổng cộng", which sums them up."""
    return bool(_AGENCY.fullmatch(text))


def is_run(text: str) -> bool:
    """Whether a column headed so says what the months beside it come to: "Tổng", "Lũy kế 9 tháng"."""
    return bool(_RUN.fullmatch(text))


def is_column(text: str) -> bool:
    """Whether a column headed so sums up those beside it."""
    return bool(_COLUMN.match(text))
