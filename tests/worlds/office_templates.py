"""Templates as offices have them, made by python-pptx: 4:3, other orders and names of layouts, dark, with a logo; and
what no deck may be drawn on."""

import io
import json
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Cm

from chiso.present.slides import capped, child

BRAND = "8E44AD"


def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the child does is done in this process: its start takes a second."""

    def drawn(drawing: Any, wanted: Any) -> tuple[bytes, dict[str, Any]]:
        (drawing.folder / capped.DECK).write_bytes(pickle.dumps(wanted))
        (drawing.folder / "content.pptx").write_bytes(drawing.content)
        job = {"path": str(drawing.folder / "content.pptx"), "file_name": drawing.file_name}
        child.answer(drawing.folder, job)
        told = json.loads((drawing.folder / capped.ANSWER).read_text(encoding="utf-8"))
        return (drawing.folder / capped.MADE).read_bytes(), told

    monkeypatch.setattr(capped._Drawing, "drawn", drawn)


def of(change: Callable[[Any], None] = lambda presentation: None, **theme: str) -> bytes:
    """python-pptx's own template (4:3, eleven layouts) with the change, colours (accent1="8E44AD") and font."""
    presentation = Presentation()
    change(presentation)
    stream = io.BytesIO()
    presentation.save(stream)
    return themed(stream.getvalue(), **{"accent1": BRAND, "font": "Arial", **theme})


def themed(content: bytes, font: str, **colours: str) -> bytes:
    """With other colours and another font in its theme."""

    def change(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for name, colour in colours.items():
            slot = root.find(f".//{qn('a:clrScheme')}/{qn('a:' + name)}")
            slot[:] = [etree.Element(qn("a:srgbClr"), val=colour)]
        for latin in root.iterfind(f".//{qn('a:fontScheme')}//{qn('a:latin')}"):
            latin.set("typeface", font)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return changed(content, {"ppt/theme/theme1.xml": change})


def changed(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], **added: bytes) -> bytes:
    """The package with some parts rewritten, and some more."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, changes.get(name, lambda part: part)(old.read(name)))
        for name, part in added.items():
            new.writestr(name, part)
    return stream.getvalue()


def linked(content: bytes, part: str, kind: str = "hyperlink") -> bytes:
    """With a link to the outside in the relationships of a part."""
    one = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="http://example.invalid/x" TargetMode="External"/></Relationships>'
    ).encode()
    return changed(content, {part: lambda old: old.replace(b"</Relationships>", one)})


def with_macro(content: bytes) -> bytes:
    return changed(content, {}, **{"ppt/vbaProject.bin": b"macro"})


def with_object(content: bytes) -> bytes:
    return changed(content, {}, **{"ppt/embeddings/oleObject1.bin": b"object"})


def only(*kept: str) -> Callable[[Any], None]:
    """Changes a presentation: only these layouts, in this order."""

    def change(presentation: Any) -> None:
        known = {layout.name: layout for layout in presentation.slide_layouts}
        listed = presentation.slide_masters[0]._element.find(qn("p:sldLayoutIdLst"))
        ids = {layout.name: listed[place] for place, layout in enumerate(presentation.slide_layouts)}
        for name in known.keys() - {*kept}:
            presentation.slide_layouts.remove(known[name])
        for name in kept:
            listed.append(ids[name])

    return change


def _renamed(presentation: Any) -> None:
    for place, layout in enumerate(presentation.slide_layouts):
        layout.name = f"Bố cục {place}"
        for number, shape in enumerate(layout.placeholders):
            shape.name = f"Ô {number}"
            shape._element.find(f".//{qn('p:ph')}").set("idx", str(40 + number))


def _dark(presentation: Any) -> None:
    master = presentation.slide_masters[0]
    mapped = master._element.find(qn("p:clrMap"))
    mapped.set("bg1", "dk1"), mapped.set("tx1", "lt1")


def _logo(presentation: Any) -> None:
    """A logo at the right end of the title's line, and an old slide that must not travel."""
    master = presentation.slide_masters[0]
    master.shapes._spTree  # noqa: B018 - made before a picture is put there
    size = presentation.slide_width
    shape = presentation.slides.add_slide(presentation.slide_layouts[5]).shapes
    shape.title.text = "Trang cũ mật"
    picture = shape.add_picture(io.BytesIO(png()), size - Cm(3.5), Cm(0.8), Cm(2.6), Cm(2.6))
    link = picture._element.find(f".//{qn('a:blip')}")
    _, related = master.part.get_or_add_image_part(io.BytesIO(png()))
    link.set(qn("r:embed"), related)
    master.shapes._spTree.append(picture._element)


def _picture_ground(presentation: Any) -> None:
    """A dark shape over the whole slide, as many templates paint their ground, under a master that says white."""
    layout = presentation.slide_layouts[5]
    slide = presentation.slides.add_slide(layout)
    size = (0, 0, presentation.slide_width, presentation.slide_height)
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *size)
    shape.fill.gradient()
    layout.shapes._spTree.insert(2, shape._element)


def png() -> bytes:
    """A red dot."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\0\xc0\0\0")
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", pixel) + part(b"IEND", b"")


def usable() -> dict[str, bytes]:
    """Name -> a template that carries a deck."""
    return {
        "4:3": of(),
        "order": of(only("Comparison", "Title and Content", "Title Only", "Title Slide")),
        "names": of(_renamed),
        "dark": of(_dark, accent1="1F3864"),
        "logo": of(_logo, font=".VnTime"),
        "ground": of(_picture_ground),
    }


_DEEP = b"<a>" * 10_000 + b"</a>" * 10_000


def unusable() -> dict[str, bytes]:
    """What it is -> a file that no deck may be drawn on."""
    sound = of()
    return {
        "không có bố cục": of(only("Blank", "Title Slide", "Vertical Title and Text")),
        "macro": with_macro(sound),
        "đối tượng nhúng": with_object(sound),
        "liên kết ra ngoài": linked(sound, "ppt/slideLayouts/_rels/slideLayout6.xml.rels"),
        "bị hỏng": sound[: len(sound) // 2],
        "không phải": b"PK giao ban",
        "chủ đề": changed(sound, {"ppt/theme/theme1.xml": lambda _: _DEEP}),
        "lồng nhau": changed(sound, {"ppt/slideLayouts/slideLayout6.xml": lambda _: _DEEP}),
    }
