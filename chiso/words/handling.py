"""Where and when dossiers became late, in words: what stands out, or that it is no more than chance. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.figures.handling import Cut, Late, rest_of
from chiso.figures.judging import SMALL_BASE
from chiso.words import numbers
from chiso.words.claims import Claim, Sentence
from chiso.words.findings import compose
from chiso.words.numbers import show
from chiso.words.states import USUAL

# What the lists of late dossiers are told apart by (as the address and the switch say it), and which day of a dossier
CUTS: Mapping[str, str] = {"step": "Theo khâu", "weekday": "Theo ngày trong tuần", "near": "Quanh kỳ nghỉ lễ"}
DAYS: Mapping[str, str] = {"received": "Ngày tiếp nhận", "due": "Ngày hẹn trả"}
NAMELESS = "khong-ghi"  # in the address: what the file does not say

_STEPS = {
    "entry": "Đã quá hẹn khi tiếp nhận",
    "slow_entry": "Tiếp nhận quá 8 giờ làm việc",
    "supplement": "Tạm dừng hoặc yêu cầu bổ sung",
    "interagency": "Liên thông với cơ quan khác",
    "waiting": "Đã tiếp nhận, chưa xử lý",
    "processing": "Giải quyết tại đơn vị",
    "unknown": "Tệp không có cột để biết",
}
_WEEKDAYS = dict(
    zip("1234567", ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"), strict=True)
)
_NEAR = {
    "before": "Trước nghỉ lễ",
    "after": "Sau nghỉ lễ",
    "off": "Trúng ngày nghỉ",
    "usual": "Ngày khác",
}
_NAMES = _STEPS | _WEEKDAYS | _NEAR | {"": "Không ghi ngày"}
STEP_NOTE = (
    "Mỗi hồ sơ đếm một lần, ở khâu đầu tiên mà tệp cho thấy có chậm; trễ = trả sau hẹn hoặc đang quá hạn"
)
DAY_NOTE = (
    "Tỷ lệ hồ sơ trễ; cạnh tên: số trễ/số đã giải quyết hoặc quá hạn, khoảng tin cậy 95%; trước, sau nghỉ lễ: trong ba "
    f"ngày làm việc; * dưới {SMALL_BASE} hồ sơ"
)


def name(key: str) -> str:
    """What a value of a cut is called."""
    return _NAMES[key]


def headline(parts: Sequence[Late], cut: Cut, asked: Asked) -> Sentence:
    """The step of most of what is late; of days the one that is late more often than the others by more than chance, or
    that there is none."""
    total = sum(part.late for part in parts)
    if not parts or not total:
        return Sentence(
            "Không hồ sơ nào trễ hạn" if parts else "Chưa có hồ sơ nào đã giải quyết hoặc quá hạn"
        )
    claim = Claim.of(f"late_parts:{cut}", asked, {part.key or NAMELESS: part.late for part in parts})
    return Sentence(_step(parts, total) if cut == "step" else _days(parts, cut), claim)


def _step(parts: Sequence[Late], total: int) -> str:
    """ "56/58 hồ sơ trễ hạn chậm ở khâu: giải quyết tại đơn vị"; of several with as many none is named first."""
    most = max(parts, key=lambda part: part.late)
    if sum(part.late == most.late for part in parts) > 1:
        return f"{format_number(total)} hồ sơ trễ hạn, nhiều khâu như nhau"
    if most.key == "unknown":
        return f"{_of(most.late, total)} hồ sơ trễ hạn chưa biết chậm ở khâu nào"
    return f"{_of(most.late, total)} hồ sơ trễ hạn chậm ở khâu: {_inside(name(most.key))}"


def _days(parts: Sequence[Late], cut: Cut) -> str:
    day = _inside(DAYS[cut.partition("_")[0]])
    real = [part for part in parts if part.is_more]
    if not real:
        return f"Trễ hạn theo {day}: chênh lệch giữa các ngày là {USUAL}"
    part = max(real, key=lambda part: part.low)
    late, handled = rest_of(part, parts)
    said = f"{_of(part.late, part.handled)} hồ sơ ({show(part.rate, rate=True)})"
    others = f"các ngày khác {_of(late, handled)} ({show(late / handled, rate=True)})"
    where = "không ghi ngày" if not part.key else _inside(name(part.key))
    return compose(f"{day.capitalize()} là {where} trễ hạn nhiều hơn hẳn: {said}", others).removesuffix(".")


def _of(late: int, handled: int) -> str:
    return f"{format_number(late)}/{format_number(handled)}"


def _inside(words: str) -> str:
    """Within a sentence; "Thứ Hai" is thứ Hai."""
    return words[:1].lower() + words[1:]


def with_base(part: Late) -> str:
    """ "Thứ Năm · 15/2.504 · 0,4–1%": of what its rate is, and between what it lies."""
    return f"{name(part.key)} · {_of(part.late, part.handled)} · {between(part)}"


def said(part: Late) -> str:
    """Its rate; a star where the base is small."""
    return show(part.rate, rate=True) + ("*" if part.small_base else "")


def between(part: Late) -> str:
    """Between what the rate lies: "0,4–1%"."""
    return numbers.between(round(part.low, 3), round(part.high, 3))


def rows(parts: Sequence[Late]) -> list[dict[str, Any]]:
    """The parts as the table behind the chart has them."""
    return [
        {
            "name": name(part.key) + ("*" if part.small_base else ""),
            "late": part.late,
            "handled": part.handled,
            "rate": part.rate,
            "range": between(part),
        }
        for part in parts
    ]
