"""Which rows of a long list are in sight: by which column, page by page, or a sample drawn at random. All of it
stands in the address."""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple, TypeVar

import pandas as pd
import streamlit as st

from chiso import figures
from chiso.core.text import plain
from chiso.core.vietnamese import fold, format_number
from chiso.present.columns import Columns
from chiso.web.parts.widgets import aside, note, quiet
from chiso.web.shell import view

T = TypeVar("T")

MOST_DRAWN, USUAL = 100, 10
_DRAWN = re.compile(r"([1-9]\d{0,2})-(\d{1,9})")


@dataclass(frozen=True)
class Listed:
    """A list that the store searches, orders and cuts: its name in the address, its title, how it is printed, how many
    rows a page asks for, its rows; `only` some of it; whether a sample of it may be drawn; by which columns it is not
    ordered, as the store does not know them."""

    name: str
    title: str
    columns: Columns
    count: Callable[[figures.Page], int]
    read: Callable[[figures.Page], pd.DataFrame]
    only: figures.Only = ()
    is_sampled: bool = False
    unordered: frozenset[str] = frozenset()


def stacked(
    parts: Iterable[T],
    page: figures.Page,
    count: Callable[[T, figures.Page], int],
    read: Callable[[T, figures.Page], pd.DataFrame],
) -> pd.DataFrame:
    """A page of lists that stand below one another: each is counted, and read only where the page reaches it."""
    skip, most, found = page.skip, page.most, []
    whole = replace(page, skip=0, most=None)
    for part in parts:
        many = count(part, whole) if most != 0 else 0
        if skip < many:
            found.append(read(part, replace(page, skip=skip, most=most)))
            most = None if most is None else most - len(found[-1])
        skip = max(skip - many, 0)
    return pd.concat(found) if found else pd.DataFrame()


def order(columns: Columns, name: str, place: str) -> str:
    """By which column, up or down; the page starts anew. Without columns there is no choice."""
    if not columns:
        return ""
    turns = {"": "tăng dần", "-": "giảm dần"}
    options = {
        f"{sign}{key}": f"{one.label}, {turns[sign]}" for key, one in columns.items() for sign in turns
    }
    shown = partial(st.selectbox, label_visibility="collapsed", width=240)
    first = {"": "Thứ tự của danh sách"}
    return str(view.pick(shown, "Sắp xếp", first | options, name=name, forgets=(place,)))


def narrowed(title: str, words: str, found: int) -> str:
    """What a list that was searched is called where it leaves the page: its title speaks of all of it."""
    return f"{title}; {format_number(found)} dòng có “{words}”" if fold(words).split() else title


def skipped(place: str, total: int, most: int) -> int:
    """How many rows stand before the page that the address asks for, of pages of so many rows."""
    asked, last = view.get(place) or "", -(-total // most)
    return (min(max(int(asked[:9]) if asked.isdecimal() else 1, 1), last) - 1) * most


def turn(place: str, skip: int, total: int, most: int) -> None:
    """To the page before and the next one; nothing where there is but one."""
    if total <= most:
        return
    at, last = skip // most + 1, -(-total // most)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for label, to, icon in (
            ("Trang trước", at - 1, "chevron_left"),
            ("Trang sau", at + 1, "chevron_right"),
        ):
            act = partial(view.put, **{place: to if to > 1 else None})
            quiet(label, icon, act, key=f"{place}_{icon}", disabled=not 1 <= to <= last)
        span = map(format_number, (skip + 1, min(skip + most, total), total))
        note("Dòng {}–{} trong {}; tệp tải về có đủ.".format(*span))


class Sample(NamedTuple):
    """So many rows, drawn with a number that whoever writes the minutes writes down: it draws the same rows again."""

    many: int
    seed: str

    def said(self, total: int) -> str:
        """ "Mẫu ngẫu nhiên 10 trong 2.387 dòng, mã rút 4711"."""
        many = format_number(min(self.many, total))
        return f"Mẫu ngẫu nhiên {many} trong {format_number(total)} dòng, mã rút {self.seed}"


def drawn(name: str) -> Sample | None:
    """The sample of a list that the address asks for (`10-4711`)."""
    found = _DRAWN.fullmatch(view.get(f"mau_{name}") or "")
    return Sample(min(int(found[1]), MOST_DRAWN), found[2]) if found else None


def draw(name: str) -> None:
    """A sample to inspect: how many, and the number that they are drawn with."""

    def form() -> None:
        with st.form(f"rut_mau_{name}", border=False):
            many = st.number_input("Số dòng", 1, MOST_DRAWN, USUAL, key=f"so_dong_{name}")
            helped = "Để trống thì tự chọn. Ghi mã vào biên bản: mã ấy, số liệu ấy rút lại đúng các dòng này."
            seed = st.text_input("Mã rút (chữ số)", key=f"ma_rut_{name}", max_chars=9, help=helped)
            if st.form_submit_button("Rút mẫu", type="primary"):
                if seed.strip() and not seed.strip().isdecimal():
                    st.error("Mã rút chỉ gồm chữ số, nhiều nhất chín chữ số.")
                else:
                    view.put(**{f"mau_{name}": f"{many}-{seed.strip() or secrets.randbelow(10**6)}"})
                    st.rerun()

    aside("Rút mẫu", "casino", form, key=f"mo_rut_mau_{name}")


def put_back(name: str, said: str) -> None:
    """What was drawn, and the whole list again."""
    note(plain(said))
    quiet("Bỏ mẫu", "close", partial(view.put, **{f"mau_{name}": None}), key=f"bo_mau_{name}")
