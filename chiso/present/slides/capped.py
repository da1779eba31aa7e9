"""A deck on a presentation from outside: looked at here, opened in a child process under limits, as exports are."""

import json
import pickle
from dataclasses import replace
from typing import Any, NamedTuple

from chiso.core.errors import Refused
from chiso.core.settings import TEMPLATE_LIMITS, Limits
from chiso.intake.files import presentations
from chiso.intake.files.process import Child
from chiso.present.slides import Deck, issued
from chiso.present.slides.canvas import Canvas
from chiso.present.slides.issued import Issued
from chiso.present.slides.refresh import Wanted
from chiso.present.slides.told import Told

DECK, MADE, ANSWER = "deck.pickle", "made.pptx", "answer.json"  # in the child's folder


class OnTemplate(NamedTuple):
    """The presentation as it was made, on what it was drawn; for the office: what is to be known of its template, what
    was understood of it, what of it is not used, and pictures of the first slides (SVG)."""

    content: bytes
    canvas: Canvas
    warnings: list[str]
    facts: dict[str, str]
    unused: list[str]
    pictures: list[str]


class _Drawing(Child):
    module = "chiso.present.slides.child"

    def drawn(self, wanted: Any) -> tuple[bytes, dict[str, Any]]:
        """The presentation as it was made, and what the child tells of it."""
        (self.folder / DECK).write_bytes(pickle.dumps(wanted))
        self.start()
        self.ended()
        told: dict[str, Any] = json.loads((self.folder / ANSWER).read_text(encoding="utf-8"))
        return (self.folder / MADE).read_bytes(), told


def on_template(name: str, content: bytes, deck: Deck, pictures: int = 0) -> OnTemplate:
    """The deck on an office's template, with pictures of so many slides.

    Refused: `unusable_template`, whatever is wrong with it; `timeout`. Raises StorageFull.
    """
    try:
        presentations.look(name, content, TEMPLATE_LIMITS)
        with _Drawing(name, "pptx", content, Limits()) as child:
            made, told = child.drawn((_light(deck), pictures))
    except Refused as refused:
        if refused.code in presentations.CODES:
            raise Refused("unusable_template", refused.message) from refused
        raise
    return OnTemplate(made, **{**told, "canvas": Canvas.of(told["canvas"])})


def canvas(name: str, content: bytes) -> Canvas:
    """On what an office's template is drawn. Refused, raises: as `on_template`."""
    return on_template(name, content, Deck("", "", "", "", ())).canvas


def issued_in(name: str, content: bytes, secret: bytes) -> Issued:
    """What a deck of the home knows of itself. Refused: `not_ours`, else whatever is wrong with the file."""
    presentations.look(name, content)
    found = issued.read(secret, *presentations.properties(name, content))
    if found is None:
        raise Refused(
            "not_ours",
            f"Tệp “{name}” không phải bộ slide do thư mục dữ liệu này tạo ra, hoặc một chương trình khác đã xóa thông "
            "tin nhận biết trong tệp. Hãy chọn tệp đã tải từ trang Slide rồi sửa bằng PowerPoint hoặc LibreOffice; nếu "
            "không còn, hãy tải bộ slide mới.",
        )
    return found


def refreshed(name: str, content: bytes, wanted: Wanted) -> tuple[bytes, Told]:
    """The edited deck brought up to date, and what happened to which shape.

    `content` was looked at (`issued_in`). Refused: `damaged_file`, `timeout`. Raises StorageFull.
    """
    with _Drawing(name, "pptx", content, Limits()) as child:
        made, told = child.drawn(replace(wanted, deck=_light(wanted.deck)))
    return made, Told.of(told)


def _light(deck: Deck) -> Deck:
    """The deck without what is not drawn: the tables behind charts, claims."""
    return replace(deck, slides=[slide.bare for slide in deck.slides])
