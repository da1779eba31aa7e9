"""A deck that people edited, brought up to date for a day; and what happened to it, as people read it."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from chiso.core.errors import Refused
from chiso.core.vietnamese import format_number
from chiso.figures.ask import Asked
from chiso.present import deck, outputs
from chiso.present.slides import capped
from chiso.present.slides.issued import topic_of
from chiso.present.slides.refresh import Wanted
from chiso.present.slides.told import Change, Told
from chiso.store import Store

LISTS = {
    "updated": "Đã cập nhật",
    "kept": "Giữ nguyên",
    "review": "Cần xem lại",
    "removed": "Đã xóa, không thêm lại",
}
_LONGEST, _SHORT = 220, 100  # characters of what stood or will stand there, on the page and on a command line
_PARTS = {
    "title": "Tiêu đề",
    "subtitle": "Dòng dưới tên bộ slide",
    "note": "Dòng dưới tiêu đề",
    "lines": "Các ý",
    "chart": "Biểu đồ",
    "chart_name": "Chú giải",
    "table": "Bảng",
    "table_title": "Tên bảng",
    "table_note": "Dòng dưới bảng",
    "line_below": "Dòng cuối trang",
    "number": "Con số",
    "number_name": "Tên con số",
    "number_change": "Thay đổi của con số",
    "number_under": "Dòng dưới con số",
    "empty": "Lời báo",
    "footer": "Nguồn",
    "notes": "Ghi chú người trình bày",
}


def refreshed(
    store: Store,
    asked: Asked | None,
    edited: tuple[str, bytes],
    left: frozenset[tuple[int, str]],
    out: frozenset[int] = frozenset(),
) -> tuple[bytes, Told]:
    """The edited deck (name, content) as of the day asked, in place; of the unit that it is of. `left`: shapes (slide,
    key) that stay as they are; `out`: slides, of those that there are no more, that are taken out.

    Refused: `not_ours` (also of another agency or unit than asked), whatever is wrong with the file.
    """
    name, content = edited
    issued = capped.issued_in(name, content, deck.secret(store))
    if asked is None:
        raise outputs.no_import()
    of = issued.origin
    if of.agency != asked.agency:
        raise Refused(
            "not_ours",
            f"Tệp “{name}” là bộ slide của cơ quan “{of.agency}”, không phải “{asked.agency}”. Hãy chọn đúng cơ quan "
            "rồi thử lại.",
        )
    if asked.unit not in (None, of.unit):
        words = f"Tệp “{name}” không phải bộ slide của đơn vị đang xem. Hãy chọn đúng đơn vị rồi thử lại."
        raise Refused("not_ours", words)
    look = outputs.look_at(store, replace(asked, unit=of.unit))
    had = {topic.partition(":")[0] for topic in issued.topics}
    topics = tuple(topic for topic in deck.TOPICS if topic in had or topic in deck.DEFAULT)
    wanted = deck.deck(look, deck.storyboard(look, deck.Choice(topics), issued.canvas))
    return capped.refreshed(name, content, Wanted(wanted, issued, left, out))


def called(change: Change) -> str:
    """What people call a shape: "Con số 2"."""
    words = change.shape.rpartition(".")[2].split("_")
    part = "_".join(word for word in words if not word.isdecimal())
    return " ".join([_PARTS.get(part, "Phần khác"), *filter(str.isdecimal, words)])


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Slide by slide, the title first; what stands on no slide last."""
    parts = [*_PARTS]

    def place(one: Change) -> tuple[float, int]:
        stem = one.shape.rpartition(".")[2]
        return one.slide or float("inf"), parts.index(stem) if stem in parts else len(parts)

    return sorted(changes, key=place)


def removed(told: Told) -> list[str]:
    """A line per topic of what people took out: "Kế hoạch hai tuần tới: tiêu đề, bảng"."""
    found: dict[str, list[str]] = {}
    for one in in_order(told.removed):
        topic = deck.TOPICS.get(topic_of(one.shape).partition(":")[0])
        said = f"ý “{in_one_line(one.new)}”" if one.new else called(one).lower()
        found.setdefault(topic.title if topic else "Trang khác", []).append(said)
    return [f"{title}: {', '.join(dict.fromkeys(parts))}" for title, parts in found.items()]


def lines(told: Told) -> Iterator[str]:
    """Sentences of what was done and what is left to do, slide by slide."""
    for name, words in LISTS.items():
        found: list[Change] = getattr(told, name)
        if found:
            yield f"{words}: {format_number(len(found))}"
        if name == "removed":
            yield from (f"  {line}" for line in removed(told))
            continue
        for one in in_order(found):
            change = " → ".join(in_one_line(text, _SHORT) for text in (one.old, one.new) if text)
            where = f"trang {one.slide}" if one.slide else "chưa có trang"
            yield f"  {where}, {called(one)}: {'; '.join(filter(None, (change, one.reason)))}"


def in_one_line(text: str, most: int = _LONGEST) -> str:
    """Several lines of a shape as one, for a sentence about them; of long ones the beginning, up to a word."""
    return textwrap.shorten(" / ".join(text.split("\n")), most, placeholder=" …")
