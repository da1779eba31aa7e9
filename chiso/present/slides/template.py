"""An office's own template: which of its layouts carry a deck, where they leave room, which colours can be read there.

Layouts are told by the types of their placeholders, never by name, number or order: those differ from file to file and
LibreOffice writes them anew (design "deck", 2). Runs in the capped child (`child`): the file is a stranger's.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from chiso.core.errors import Refused
from chiso.present.palette import luminance, palette
from chiso.present.slides import layouts
from chiso.present.slides.base import Box
from chiso.present.slides.canvas import LINE, SIZES, Canvas, colours, is_red

OURS = palette("print")  # where the template says nothing, and on a panel
EMU = 360_000  # of a centimetre
COVER = (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE)
QUIET = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
UPRIGHT = (PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT, PP_PLACEHOLDER.VERTICAL_TITLE)
SMALLEST_SHARE, SMALLEST = 0.4, (15.0, 6.5)  # of the slide's surface; centimetres
FULL = 0.8  # a shape over so much of the slide is its ground
# Families that have every Vietnamese letter and are no wider than Arial, in which texts are measured.
FONTS = (
    "arial",
    "helvetica",
    "liberation sans",
    "calibri",
    "calibri light",
    "carlito",
    "cambria",
    "times new roman",
)
OTHER_ENCODINGS = (".vn", "vni")


class Found(NamedTuple):
    """A layout that can carry slides, with what it leaves free."""

    score: float
    place: int
    area: Box
    title: tuple[float, float]


def unusable(why: str) -> Refused:
    """The template cannot be used: what is wrong, where, and what to do."""
    return Refused("unusable_template", why)


def canvas_of(presentation: Any) -> tuple[Canvas, list[str]]:
    """What decks are drawn on, and what the office should know of it. Refused: `unusable_template`."""
    size = presentation.slide_width / EMU, presentation.slide_height / EMU
    all_layouts = layouts(presentation)
    found = [one for place, layout in enumerate(all_layouts) if (one := _judged(layout, place, size))]
    if not found:
        raise unusable(
            "Mẫu slide không có bố cục (layout) nào dùng được: cần một bố cục có ô tiêu đề và một khoảng trống đủ rộng "
            "bên dưới cho biểu đồ, bảng. Hãy mở mẫu bằng PowerPoint, vào Xem › Bản cái trang chiếu, thêm một bố cục "
            "“Chỉ tiêu đề”, lưu dạng .pptx rồi nộp lại."
        )
    best = max(found, key=lambda one: one.score)
    covers = [place for place, layout in enumerate(all_layouts) if _is_cover(layout)]
    content = all_layouts[best.place]
    warnings, theme = [], Theme(content)
    grounds = [*_grounds(content, size, theme)]
    has_panel = not _is_even(grounds)
    ground = OURS["background"] if has_panel else grounds[0]
    if has_panel:
        warnings.append("Nền của mẫu không đều nên nội dung được đặt trên một khung trắng.")
    accent = theme.colour("accent1")
    painted, moved = colours(ground, OURS["text"] if has_panel else theme.colour("tx1"), accent)
    if is_red(accent):
        warnings.append("Màu chính của mẫu là màu đỏ, dành cho trễ hạn, chưa đạt: biểu đồ dùng màu xanh.")
    elif moved:
        warnings.append("Màu chính của mẫu khó thấy trên nền nên được làm đậm hoặc nhạt đi.")
    font = "" if theme.font.casefold() in FONTS else "Arial"
    if font:
        told = (
            "dùng bảng mã cũ"
            if theme.font.casefold().startswith(OTHER_ENCODINGS)
            else "chưa chắc đủ chữ Việt"
        )
        warnings.append(f"Phông chữ “{theme.font}” của mẫu {told} nên bộ slide dùng Arial.")
    cover = covers[0] if covers else best.place
    how = None if is_red(accent) else moved
    return Canvas(cover, best.place, (*best.area,), best.title, painted, how, font, has_panel), warnings


def emptied(presentation: Any) -> None:
    """Takes the slides out with their parts, and what speaks of them: they would travel hidden."""
    root = presentation.part._element
    listed = root.find(qn("p:sldIdLst"))
    for one in list(listed if listed is not None else ()):
        presentation.part.drop_rel(one.rId)
        listed.remove(one)
    for name in ("p:custShowLst", "p:extLst"):
        for child in root.findall(qn(name)):
            root.remove(child)


def _is_cover(layout: Any) -> bool:
    kinds = [one.placeholder_format.type for one in layout.placeholders]
    return PP_PLACEHOLDER.CENTER_TITLE in kinds and len([kind for kind in kinds if kind not in QUIET]) <= 2


def _judged(layout: Any, place: int, size: tuple[float, float]) -> Found | None:
    """How well a layout carries a slide of ours; None: not at all."""
    kinds = [one.placeholder_format.type for one in layout.placeholders]
    titles = [one for one in layout.placeholders if one.placeholder_format.type == PP_PLACEHOLDER.TITLE]
    if len(titles) != 1 or set(kinds) & {*COVER, *UPRIGHT}:
        return None
    title, obstacles = box_of(titles[0]), [*pictures(layout, size)]
    right = min(
        [title.left + title.width, *(one.left - 0.2 for one in obstacles if _is_right_of(one, title))]
    )
    room = (right - title.left - 0.5, title.height - 0.2)
    area = _free(layout, title, obstacles, size)
    share = area.width * area.height / (size[0] * size[1])
    if share < SMALLEST_SHARE or area.width < SMALLEST[0] or area.height < SMALLEST[1]:
        return None
    if room[1] < SIZES[-1] * LINE or room[0] < 0.4 * size[0]:
        return None
    bodies = [kind for kind in kinds if kind not in (*QUIET, PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.PICTURE)]
    score = {0: 3, 1: 2}.get(len(bodies), -len(bodies)) - 3 * kinds.count(PP_PLACEHOLDER.PICTURE) + 3 * share
    score += sum(kind in kinds for kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER))
    return Found(score - 5 * (title.top > 0.4 * size[1]), place, area, room)


def _free(layout: Any, title: Box, obstacles: list[Box], size: tuple[float, float]) -> Box:
    """What is free below the title and above the footer, each obstacle cut off where that costs least."""
    footers = [box_of(one).top for one in layout.placeholders if one.placeholder_format.type in QUIET]
    low = [top for top in footers if top > size[1] / 2]
    margin = min(max(title.left + 0.1, 0.04 * size[0]), 0.1 * size[0])
    edges: tuple[float, ...] = (
        margin,
        title.top + title.height + 0.2,
        size[0] - margin,
        min([*low, size[1] - 1.0]) - 0.8,
    )
    for one in obstacles:
        left, top, right, bottom = edges
        if (
            one.left >= right
            or one.left + one.width <= left
            or one.top >= bottom
            or one.top + one.height <= top
        ):
            continue
        cuts = [
            (one.left + one.width + 0.2, top, right, bottom),
            (left, one.top + one.height + 0.2, right, bottom),
            (left, top, one.left - 0.2, bottom),
            (left, top, right, one.top - 0.2),
        ]
        edges = max(cuts, key=lambda cut: max(cut[2] - cut[0], 0) * max(cut[3] - cut[1], 0))
    return Box(edges[0], edges[1], max(edges[2] - edges[0], 0.0), max(edges[3] - edges[1], 0.0))


def box_of(shape: Any) -> Box:
    """Where a shape stands. python-pptx looks through all placeholders above for each side that one does not say."""
    said: list[int | None] = [None] * 4
    while shape is not None and None in said:
        own = shape._element
        sides = own.x, own.y, own.cx, own.cy
        said = [side if one is None else one for one, side in zip(said, sides, strict=True)]
        shape = getattr(shape, "_base_placeholder", None)
    return Box(*((one or 0) / EMU for one in said))


def behind(layout: Any) -> list[Any]:
    """The shapes that stand behind a slide, the lowest first; placeholders aside."""
    shown = layout._element.get("showMasterSp", "1") not in ("0", "false")
    shapes = [*(layout.slide_master.shapes if shown else ()), *layout.shapes]
    return [shape for shape in shapes if not shape.is_placeholder]


def _covers_all(box: Box, size: tuple[float, float]) -> bool:
    return box.width * box.height >= FULL * size[0] * size[1]


def pictures(layout: Any, size: tuple[float, float]) -> Iterator[Box]:
    return (box for shape in behind(layout) if not _covers_all(box := box_of(shape), size))


def _is_right_of(one: Box, title: Box) -> bool:
    """Something at the right end of the title's line, such as a logo."""
    same_line = one.top < title.top + title.height and one.top + one.height > title.top
    return same_line and title.left + 0.4 * title.width < one.left < title.left + title.width


# --- what is seen: colours of the theme, the ground, letters ---------------------------------------------------


class Theme:
    """Colours and font of a layout's master."""

    def __init__(self, layout: Any) -> None:
        master = layout.slide_master
        part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.root = etree.fromstring(part.blob, parser)
        self.mapped = dict(master._element.find(qn("p:clrMap")).attrib)
        override = layout._element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
        self.mapped |= dict(override.attrib) if override is not None else {}

    @property
    def font(self) -> str:
        """The family of its texts."""
        found = self.root.find(f".//{qn('a:minorFont')}/{qn('a:latin')}")
        return str(found.get("typeface", "")) if found is not None else ""

    def colour(self, name: str) -> str:
        """A colour by its name as slides use it (tx1, bg1, accent1)."""
        found = self.root.find(f".//{qn('a:clrScheme')}/{qn('a:' + self.mapped.get(name, name))}")
        fallback = OURS[{"bg1": "background", "accent1": "accent"}.get(name, "text")]
        return (self.said(found) if found is not None else None) or fallback

    def said(self, parent: Any) -> str | None:
        """The first colour under an element; what a theme's modifiers make of it is left aside."""
        for child in parent.iter():
            if child.tag == qn("a:srgbClr"):
                return f"#{child.get('val', '').upper()}"
            if child.tag == qn("a:sysClr"):
                return f"#{child.get('lastClr', 'FFFFFF').upper()}"
            if child.tag == qn("a:schemeClr") and child.get("val") != "phClr":
                return self.colour(str(child.get("val")))
        return None


def ground_of(layout: Any, size: tuple[float, float]) -> str:
    """The colour behind a slide; the first of an uneven ground."""
    return next(_grounds(layout, size, Theme(layout)))


def _grounds(layout: Any, size: tuple[float, float], theme: Theme) -> Iterator[str]:
    """The colours seen behind a slide: of the background and of what covers the whole slide, the uppermost alone."""
    over = [shape for shape in behind(layout) if _covers_all(box_of(shape), size)]
    fill = over[-1]._element if over else _background(layout)
    if fill is None:
        yield theme.colour("bg1")
        return
    if next(fill.iter(qn("a:blip")), None) is not None:
        yield from (palette(one)["background"] for one in ("dark", "print"))  # a picture: whatever is on it
        return
    for stop in [*fill.iter(qn("a:gs"))] or [fill]:
        yield theme.said(stop) or theme.colour("bg1")


def _background(layout: Any) -> Any:
    for one in (layout, layout.slide_master):
        found = one._element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if found is not None:
            return found
    return None


def _is_even(grounds: list[str]) -> bool:
    """Whether text, and red beside it, is read everywhere on the ground: one colour, light or dark."""
    light = luminance(grounds[0])
    return len({*grounds}) == 1 and (light >= 0.6 or light <= 0.08)
