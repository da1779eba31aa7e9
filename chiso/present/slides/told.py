"""What a refresh did and found: a change per shape, and the reasons as people read them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

REWORDED = "đã có người viết lại, giữ nguyên"
REWORDED_STALE = "đã có người viết lại, giữ nguyên; số liệu đã đổi, cần xem lại"
RETYPED = "số liệu trong biểu đồ đã có người sửa, giữ nguyên; cần xem lại"
CELL = "ô đã có người sửa, giữ nguyên"
LOST = "ô đã sửa thuộc một dòng không còn trong bảng mới"
ROWS = "bảng đã có người sửa, không rõ dòng, cột nào ứng với dòng, cột nào, giữ nguyên; cần xem lại"
ANOTHER = "tên của con số đã có người viết lại và kỳ này chỗ ấy là con số khác, giữ nguyên; cần xem lại"
ORDER = "đổi thứ tự dòng"
LEFT = "không chọn cập nhật"
KIND = "đã đổi kiểu biểu đồ, giữ nguyên số cũ; cần xem lại"
GONE = "kỳ này không có phần này; số cũ còn ở trang, cần xem lại"
OUTDATED = "kỳ này không có trang này; để lại thì trang giữ nguyên số liệu và ngày cũ"
TAKEN = "kỳ này không có trang này và chưa ai sửa: bỏ trang"
UNKNOWN = "không có trong bộ slide gốc, giữ nguyên"
OFFERED = "có thể thêm: bộ slide cũ không có phần này"
FILLED = "trang này khi ấy chưa có số liệu, nay có: hãy xóa trang và chép trang cùng chủ đề của bộ slide mới"
DELETED = "đã có người xóa, không thêm lại"
PAST = "ý đã có người viết lại, kỳ này không có ý ấy, giữ nguyên; cần xem lại"


@dataclass(frozen=True)
class Change:
    """What happened to a shape, or did not. `slide`: its number in the edited deck, None for what stands on none."""

    slide: int | None
    shape: str
    old: str
    new: str
    reason: str = ""


@dataclass
class Told:
    """What a refresh did and found, as the command answers it; `slides`: how many there are."""

    slides: int = 0
    updated: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    review: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Told":
        """From its JSON."""
        lists = {name: [Change(**one) for one in found] for name, found in raw.items() if name != "slides"}
        return cls(raw["slides"], **lists)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
