"""What was understood of an office's template, in words for the office: which layouts carry what, where there is room,
which colours and font are used, where the logo lies; and what of the file is not used."""

from typing import Any

from chiso.core.vietnamese import format_number
from chiso.present.slides import layouts
from chiso.present.slides.base import Box
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.template import EMU, QUIET, Theme, pictures

_MOST = 6  # names of layouts in one sentence


def understood(presentation: Any, canvas: Canvas) -> tuple[dict[str, str], list[str]]:
    """What is told of it by name, and sentences about what is not used; before its slides are taken out."""
    size = presentation.slide_width / EMU, presentation.slide_height / EMU
    known = layouts(presentation)
    cover, content = known[canvas.cover], known[canvas.content]
    _, _, width, height = canvas.area
    share = round(100 * width * height / (size[0] * size[1]))
    places = [_where(box, size) for box in pictures(content, size)]
    found = {
        "Khổ trang": f"{_cm(size[0])} × {_cm(size[1])} cm",
        "Trang bìa": f"bố cục “{cover.name}”" + ("" if cover is not content else ", mẫu không có bố cục bìa"),
        "Trang nội dung (tiêu đề, biểu đồ, bảng)": f"bố cục “{content.name}”",
        "Chỗ cho biểu đồ, bảng": f"{_cm(width)} × {_cm(height)} cm, {share}% trang",
        "Màu": ", ".join(f"{role} {canvas.colours[name]}" for role, name in _ROLES.items()),
        "Phông chữ": canvas.font or Theme(content).font,
        "Logo, hình của mẫu": ", ".join(dict.fromkeys(places)) or "không có",
        "Nguồn số liệu, số trang": _footer(content),
    }
    return found, [*_unused(presentation, known, {canvas.cover, canvas.content})]


_ROLES = {"nền": "background", "chữ": "text", "màu chính của biểu đồ": "accent"}


def _cm(value: float) -> str:
    return format_number(round(value, 1))


def _where(box: Box, size: tuple[float, float]) -> str:
    """Where its middle lies: "góc trên bên phải"."""
    across, down = (box.left + box.width / 2) / size[0], (box.top + box.height / 2) / size[1]
    upright = "trên" if down < 1 / 3 else "dưới" if down > 2 / 3 else ""
    level = "bên trái" if across < 1 / 3 else "bên phải" if across > 2 / 3 else ""
    if upright and level:
        return f"góc {upright} {level}"
    return f"mép {upright}" if upright else level or "giữa trang"


def _footer(content: Any) -> str:
    kinds = {one.placeholder_format.type for one in content.placeholders}
    footer, number = QUIET[1] in kinds, QUIET[2] in kinds
    source = (
        "nguồn ở ô chân trang khi vừa, không thì ngay dưới nội dung" if footer else "nguồn ngay dưới nội dung"
    )
    return f"{source}; " + ("số trang ở ô của mẫu" if number else "mẫu không có ô số trang nên không ghi")


def _unused(presentation: Any, known: list[Any], used: set[int]) -> list[str]:
    sentences = []
    if count := len(presentation.slides):
        sentences.append(f"{count} trang đã có trong tệp không được đưa vào bộ slide.")
    rest = [f"“{layout.name}”" for place, layout in enumerate(known) if place not in used]
    if rest:
        more = f" và {len(rest) - _MOST} bố cục khác" if len(rest) > _MOST else ""
        sentences.append(f"Không dùng đến bố cục {', '.join(rest[:_MOST])}{more}.")
    return sentences
