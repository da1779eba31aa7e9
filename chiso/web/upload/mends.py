"""Cells of a dropped file put right on its card: what each faulty one means, what was put right, and undoing it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from chiso.core.masking import typed
from chiso.core.text import plain
from chiso.core.vietnamese import format_number, parse_number
from chiso.intake.clean import mending
from chiso.intake.clean.cleaned import Reject
from chiso.intake.clean.values import MOST_OF_FRACTIONS
from chiso.intake.commit.stages import CleanedFile, Preview, RecognisedFile
from chiso.intake.recognise.layout import Mend
from chiso.web.parts import widgets
from chiso.web.shell.context import Context
from chiso.web.shell.problems import explained
from chiso.web.upload.changes import mended_words
from chiso.web.upload.item import Item

NAME = "Sửa ô"
MOST = 20  # cells at a time; a file with more is put right at its source
MOST_RATES = 500  # by one answer
MOST_LETTERS = 500


def made(here: Context, item: Item, looked: Preview) -> None:
    """The cells that were put right, each with who, when, and its way back; rates of which one answer says what they
    are."""
    if not isinstance(looked, RecognisedFile):
        return
    mends = [one for one in looked.recognised.answers.mends if one.now]
    for place, one in enumerate(mends[:MOST]):
        with widgets.toolbar():
            said = mended_words([one], looked.layout.dataset).partition(": ")[2]
            st.markdown(f":green[:material/edit_note:] Đã sửa {plain(said)}", width="content")
            back = partial(_undo, here, item, one)
            widgets.quiet("Bỏ sửa", "undo", back, key=f"bo_sua_{item.key}_{place}")
    if len(mends) > MOST:
        widgets.note(f"Và {format_number(len(mends) - MOST)} ô khác đã sửa như vậy.")
    _rates(here, item, mending.unsigned(_mendable(looked), looked.layout.dataset))


def details(here: Context, item: Item, looked: Preview) -> dict[str, tuple[str, Callable[[], Any]]]:
    """The part of a card in which cells are put right, where some wait for it: name -> its label, how it is drawn."""
    faults = _mendable(looked) if isinstance(looked, RecognisedFile) else []
    label = f"{NAME} ({format_number(len(faults))})"
    return {NAME: (label, partial(_draw, here, item, faults))} if faults else {}


def _mendable(looked: RecognisedFile) -> list[Reject]:
    if isinstance(looked, CleanedFile):
        faults = [*looked.cleaned.rejects, *looked.cleaned.asked]
    else:
        faults = [Reject(**one) for one in looked.result.rejects]
    return mending.mendable(faults, [looked.layout, *(one.layout for one in looked.joined)])


def _say(here: Context, item: Item, said: Iterable[tuple[Reject, str | None]]) -> None:
    who = here.actor.name
    item.say_mends(*(Mend(*mending.place_of(one), one.value, now, who=who) for one, now in said if now))


def _draw(here: Context, item: Item, faults: list[Reject]) -> None:
    _form(here, item, faults[:MOST])
    if len(faults) > MOST:
        rest = format_number(len(faults) - MOST)
        widgets.note(f"Còn {rest} ô nữa; sửa nhiều thì tải tệp các dòng bị loại ở “Dòng bị loại”.")
    widgets.note(
        "Tệp gốc giữ nguyên. Giá trị sửa được kiểm tra như ô của tệp, lưu cùng lần nhập kèm người và giờ sửa; lần sau "
        "tệp này, hoặc bản ghi này với đúng ô sai ấy, lại đến thì được sửa y như vậy."
    )


def _rates(here: Context, item: Item, rates: list[Reject]) -> None:
    """One answer for all numbers without a sign: they are percent or, where none is too large for one, fractions."""
    if not 0 < len(rates) <= MOST_RATES:
        return
    largest = max(rates, key=lambda one: parse_number(one.value) or 0.0).value
    ways = {False: "phần trăm", True: "phân số"}
    if (parse_number(largest) or 0.0) > MOST_OF_FRACTIONS:
        ways.pop(True)
    with widgets.toolbar():
        for is_fraction, name in ways.items():
            said = [(one, mending.signed(one.value, is_fraction=is_fraction)) for one in rates]
            meant = mending.signed(largest, is_fraction=is_fraction)
            label = f"{format_number(len(rates))} ô là {name}: “{largest}” là {meant}"
            key = f"co_dau_{item.key}_{is_fraction}"
            widgets.quiet(label, "percent", _say, here, item, said, key=key, type="secondary")


def _form(here: Context, item: Item, faults: list[Reject]) -> None:
    with st.form(f"sua_o_{item.key}", border=False):
        said = []
        with st.grid(2, min_column_width=320, gap="small"):
            for place, one in enumerate(faults):
                sheet = f"{one.sheet}, " if len({other.sheet for other in faults}) > 1 else ""
                value = f"“{one.value}”" if one.value else "để trống"
                with st.container(gap="xxsmall"):
                    whose = f" · {one.record_key.split(' | ')[0]}" if one.record_key else ""
                    label = plain(f"{sheet}dòng {one.row}, {one.header}: {value}{whose}")
                    key = f"o_{item.key}_{place}_{one.row}_{one.column}_{one.value}"
                    words = label[0].upper() + label[1:]
                    text = st.text_input(words, key=key, placeholder="Giá trị đúng", max_chars=MOST_LETTERS)
                    said.append(text)
                    st.caption(plain(one.message))
        if st.form_submit_button("Đọc lại với giá trị đã sửa", icon=":material/refresh:"):
            with explained():
                now = [typed(text, MOST_LETTERS, "Giá trị") for text in said]
                _say(here, item, zip(faults, now, strict=True))
                st.rerun()


def _undo(here: Context, item: Item, one: Mend) -> None:
    item.say_mends(replace(one, now="", who=here.actor.name))
