"""Slides that people add: of their day alone, their picture whole on the slide, their text native."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from chiso.core.errors import Refused
from chiso.core.settings import PICTURE_BYTES
from chiso.intake.files import picture_child, pictures
from chiso.present.deck import Choice, Proposed, in_order, own_slides
from chiso.present.deck.own_slides import Own
from chiso.present.slides import Deck, Slide, build

DAY = date(2024, 10, 31)
OWN = Own("Tập huấn ngày 05/11", "Phòng Hành chính\nHội trường tầng 2", "0f", "2024-10-31")


def picture(width: int, height: int, kind: str = "PNG", **more: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (200, 40, 40)).save(stream, kind, **more)
    return stream.getvalue()


def said(content: bytes, width: int, height: int) -> bytes:
    """A PNG whose header says another size than its few bytes hold."""
    header = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + header + struct.pack(">I", zlib.crc32(header)) + content[33:]


def test_it_stands_where_it_was_put_and_only_on_its_day() -> None:
    choice = Choice(("soon", "own:1", "plan"), own={"own:1": OWN})
    made = Proposed({"soon": [Slide("soon", "A")], "plan": [Slide("plan", "B")]}, (), {})
    own = own_slides.slides(choice.own, DAY, {"0f": b"x"}.get)
    assert [one.headline for one in in_order(made.beside(own), choice)] == ["A", "Tập huấn ngày 05/11", "B"]
    assert own_slides.slides(choice.own, date(2024, 11, 7), {"0f": b"x"}.get) == {}
    assert own_slides.next_topic(choice.own) == "own:2"
    assert Choice.of(choice.as_json()) == choice
    assert Choice.kept(choice.as_json() | {"asked": {"unit": "stp-vp"}}, None) == Choice(("soon", "plan"))


def test_a_lost_picture_is_said_on_the_slide() -> None:
    ((slide,),) = own_slides.slides({"own:1": OWN}, DAY, lambda _: None).values()
    assert slide.empty == "Tệp ảnh của trang này không còn hoặc đã bị sửa."
    assert slide.lines == ("Phòng Hành chính", "Hội trường tầng 2")


def test_it_needs_a_headline() -> None:
    with pytest.raises(Refused):
        own_slides.written(" ", "x", "", DAY)
    assert own_slides.written(" Một\nhai ", "A\n\nB", "", DAY) == Own("Một hai", "A\nB", "", "2024-10-31")


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "JPEG"), ("RGBA", "PNG")])
def test_a_photo_too_heavy_for_the_preview_is_kept_lighter(tmp_path: Path, mode: str, kind: str) -> None:
    """Noise is what no PNG makes smaller: 1.4 million pixels of three or four bytes."""
    noise = random.Random(1).randbytes(1200 * 1200 * len(mode))
    path = tmp_path / "content.picture"
    Image.frombytes(mode, (1200, 1200), noise).save(path, "PNG", compress_level=0)
    picture_child.answer(tmp_path, {"file_name": "a.png", "path": str(path)})
    assert path.stat().st_size <= PICTURE_BYTES
    with Image.open(path) as found:
        assert (found.format, found.mode, found.width == found.height) == (kind, mode, True)
        assert found.width >= 900


@pytest.mark.parametrize(("width", "height"), [(400, 100), (100, 400)])
def test_the_picture_stands_whole_beside_the_sentences(width: int, height: int) -> None:
    ((slide,),) = own_slides.slides({"own:1": OWN}, DAY, {"0f": picture(width, height)}.get).values()
    content = build(Deck("Giao ban", "Sở", "Sở", "Số liệu đến 31/10/2024", (slide,)))
    presentation = Presentation(io.BytesIO(content))
    (_, drawn) = presentation.slides
    assert drawn.shapes.title.text == "Tập huấn ngày 05/11"
    (shown,) = (one for one in drawn.shapes if one.shape_type == MSO_SHAPE_TYPE.PICTURE)
    assert shown.width / shown.height == pytest.approx(width / height, rel=0.01)
    assert shown._element.nvPicPr.cNvPr.get("descr") == "Tập huấn ngày 05/11"
    (text,) = (one for one in drawn.shapes if one.name == "chiso:own:1.lines")
    assert [one.text for one in text.text_frame.paragraphs] == ["• Phòng Hành chính", "• Hội trường tầng 2"]
    assert text.left + text.width <= shown.left
    assert shown.left + shown.width <= presentation.slide_width
    assert shown.top + shown.height <= presentation.slide_height
    assert not any("Số liệu đến" in one.text_frame.text for one in drawn.shapes if one.has_text_frame)


def test_a_picture_is_written_anew_upright_and_without_what_stood_behind_it() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Máy ảnh của tôi"  # turned by a quarter
    found = Image.open(io.BytesIO(pictures.read("a.jpg", picture(3000, 1000, "JPEG", exif=exif))))
    assert (found.format, found.width < found.height, found.height) == ("JPEG", True, 2000)
    assert not dict(found.getexif())


@pytest.mark.parametrize(
    ("made", "code", "words"),  # drawn when it is tried: to collect the tests would take seconds
    [
        (lambda: b"GIF89a", "unsupported_file", "không phải ảnh PNG hay JPEG"),
        (lambda: b"\x89PNG\r\n\x1a\nxx", "damaged_file", "bị hỏng"),
        (lambda: b"\xff\xd8\xff" + bytes(10_000_001), "too_large", "lớn hơn 10 MB"),
        (lambda: picture(10_000, 6_000), "too_large", "10000 × 6000 điểm ảnh"),
        (lambda: said(picture(1, 1), 60_000, 60_000), "too_large", "60000 × 60000 điểm ảnh"),
    ],
    ids=["another", "damaged", "bytes", "pixels", "header"],
)
def test_what_is_no_picture_of_a_slide_is_refused_and_says_why(
    made: Callable[[], bytes], code: str, words: str
) -> None:
    content = made()
    with pytest.raises(Refused, match=words) as refused:
        pictures.read("a.png", content)
    assert refused.value.code == code


def test_slides_of_a_colleague_come_after_what_they_follow_there_and_never_twice() -> None:
    def one(headline: str, day: date = DAY) -> Own:
        return Own(headline, "", "ab12", day.isoformat())

    mine = ("summary", "own:1", "plan"), {"own:1": one("Của tôi")}
    theirs = (
        ("summary", "overdue", "plan", "own:1", "own:2", "own:3", "own:4"),
        {
            "own:1": one("Sau kế hoạch"),
            "own:2": one("Của tôi"),
            "own:3": one("Tuần trước", date(2024, 10, 24)),
            "own:4": one("Sau trang của tôi"),
        },
    )
    topics, own = own_slides.joined(mine, theirs, DAY)
    assert [own[topic].headline if topic in own else topic for topic in topics] == [
        "summary", "Của tôi", "Sau trang của tôi", "plan", "Sau kế hoạch",
    ]  # fmt: skip
    assert {one.picture for one in own.values()} == {"ab12"}
    assert own_slides.joined((topics, own), theirs, DAY) == (topics, own)
    assert own_slides.joined(((), {}), theirs, DAY)[0] == ("own:1", "own:2", "own:3")
