"""How slides and tables say a value, and what stands where there is none. Pure."""

from chiso.core.vietnamese import format_number
from chiso.figures.judging import Value
from chiso.present.deck.look import Row
from chiso.present.slides import Slide
from chiso.words import findings, goals
from chiso.words.states import STATES
from chiso.words.unknown import amount


def no_data(topic: str, what: str, file: str) -> Slide:
    """The slide of a topic without its file; a deck says all of them once (`deck.storyboard`). What staff have to do
    stands in the notes, not before the meeting."""
    todo = f"Cần tải lên {file} ở trang Nhập dữ liệu."
    head, empty = f"Chưa có số liệu {what}", f"Chưa có {file}."
    return Slide(topic, head, empty=empty, speaker_note=todo, is_missing=True)


def absent(topic: str, what: str, file: str, *found: Value | None) -> Slide:
    """The slide of a topic without a value: none where a file speaks of one of it, else `no_data`."""
    if "none" not in {one.state for one in found if one is not None}:
        return no_data(topic, what, file)
    return Slide(topic, f"Không phát sinh {what}", is_missing=True)


def shown(found: Value, unknown: str = "") -> str:
    """A value; `unknown` or the state's word where there is none."""
    return amount(found) or unknown or STATES[found.state].word


def fraction(found: Value, things: str = "") -> str:
    """What a value is made of."""
    if found.numerator is None or not found.denominator:
        return ""
    return f"{format_number(found.numerator)}/{format_number(found.denominator)} {things}".strip()


def figure(found: Value) -> Row:
    """A value as the row of a table: names, value, base, target, state; – without a value."""
    return {
        "name": found.name,
        "short_name": found.short_name,
        "value": shown(found, "–"),
        "base": "; ".join(filter(None, (fraction(found), findings.lacking(found)))),
        "target": "; ".join(goals.targets(found) or ("—",)),
        "state": goals.state(found).word,
    }
