"""The view: what the address says is what a page shows. One dictionary, one write of the address per action.

Names and values are plain codes (`?nam=2024&don_vi=stp-vp&den=2024-10-24`); what is not in it is the default. Widgets
are its hands: before each run they are set from it, a change goes into it, and nothing is bound to the address by
Streamlit (a bound widget writes the history twice where a page changes, so that Back needs two steps). A hand whose
value comes from elsewhere (Back, another page, a chart) is a widget anew: until the browser has drawn it, it answers
for the widget that stood there with the value of before, which would count as somebody's choice.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

# Names of the shared filters; they go along when the page changes, all others stay with their page.
AGENCY, YEAR, FROM, AS_OF, UNIT, COMPARE = "co_quan", "nam", "tu", "den", "don_vi", "so_voi"
# Where the demonstration stands beside real data: which of the two a page looks at.
SHOWN, BESIDE = "du_lieu", "minh-hoa"
# The view for paper: A4, no menus, tables as text. It stays with its page.
PRINTED = "in"
# A cookie of chrome.js: how many pixels wide the window was when the page was loaded.
_WIDTH = "rong"
_TELEPHONE = 640  # and less
_AROUND = 210  # pixels that a page keeps free beside a table in a card, and the scroll bar's
SHARED = (AGENCY, YEAR, FROM, AS_OF, UNIT, COMPARE, SHOWN)
_WORDS = {"agency": AGENCY, "year": YEAR, "date_from": FROM, "as_of": AS_OF, "unit": UNIT, "compare": COMPARE}

_VIEW, _AT, _TURN, _GOTO = "_chiso_view", "_chiso_at", "_chiso_turn", "_chiso_goto"
_HANDS = "_chiso_hands"  # name -> the value its widget has, how often that came from elsewhere


def arrive(page: str) -> None:
    """For the frame, before anything is drawn: an address that no action of this visit wrote (a link, Back, a new
    load) is the view from now on."""
    address = (page, st.query_params.to_dict())
    if st.session_state.get(_AT) != address:
        st.session_state[_VIEW] = dict(address[1])
        st.session_state[_AT] = address
        st.session_state[_TURN] = turn() + 1


def turn() -> int:
    """Part of the key of what can be selected: raised when the view comes from outside, so that it is drawn anew."""
    return int(st.session_state.get(_TURN, 0))


def get(name: str) -> str | None:
    """What the view says of a name; None: its default."""
    return _view().get(name)


def put(**changes: Any) -> None:
    """Change the view and write the address, once: for callbacks. None is the default and leaves the address."""
    show(_changed(_view(), changes))


def show(view: dict[str, str]) -> None:
    """The whole view anew, on the page that is open."""
    page = st.session_state[_AT][0] if _AT in st.session_state else ""
    st.session_state[_VIEW], st.session_state[_AT] = view, (page, view)
    st.query_params.from_dict(view)


def goto(page: str, **changes: Any) -> None:
    """Go to `page` ('qua-han', '' = overview) with names set; for callbacks.

    Shared filters go by agency=, year=, date_from=, as_of=, unit=, compare= and stay where they are not named;
    everything else is a name of the target page (loai="tasks").
    """
    st.session_state[_GOTO] = (page, _changed(shared(), changes))


def taken() -> tuple[str, dict[str, str]] | None:
    """For the frame: where a callback of this run wants to go and with which view, once."""
    pending: tuple[str, dict[str, str]] | None = st.session_state.pop(_GOTO, None)
    return pending


def shared() -> dict[str, str]:
    """The part of the view that goes along to another page."""
    return {name: value for name, value in _view().items() if name in SHARED}


def apart(options: Mapping[Any, str]) -> dict[Any, str]:
    """The options with their codes beside words that several share: by its words a list finds but one."""
    count = Counter(options.values())
    return {code: words if count[words] == 1 else f"{words} ({code})" for code, words in options.items()}


def pick(
    draw: Callable[..., Any],
    label: str,
    options: Mapping[Any, str],
    *,
    name: str,
    default: Any = None,
    optional: bool = False,
    forgets: tuple[str, ...] = (),
) -> Any:
    """One of `options` (value -> words) in a widget of Streamlit (`st.selectbox`, `st.segmented_control`, …).

    What the address says and the options do not have is the default: the first, or `default`, or nothing (`optional`).
    `forgets`: names that lose their value when this one changes.
    """
    first = None if optional else next(iter(options)) if default is None else default
    value = picked(options, name, first)
    draw = partial(draw, label, list(options), format_func=apart(options).__getitem__)
    return _hand(draw, name, value, first, partial(put, **dict.fromkeys(forgets)))


def pick_mark(draw: Callable[..., Any], label: str, options: Mapping[str, str], *, name: str) -> None:
    """The marks of a chart in a widget that says what a click on them says (`mark`)."""
    asked = get(name)
    draw = partial(draw, label, list(options), format_func=apart(options).__getitem__)
    _hand(draw, name, asked if asked in options else None, None, partial(marked, **{page_of(name): None}))


def picked(options: Mapping[Any, str], name: str, first: Any) -> Any:
    """Which of `options` the address names, `first` where it names none of them."""
    asked = get(name)
    return next((option for option in options if asked is not None and _code(option) == asked), first)


def segments(
    label: str,
    options: Mapping[str, str],
    *,
    name: str,
    default: str | None = None,
    forgets: tuple[str, ...] = (),
) -> str:
    """One of `options` (code -> words) as a segmented control; `forgets` as of `pick`."""
    words = {code: f":blue[{text}]" for code, text in options.items()}
    draw = partial(st.segmented_control, required=True, label_visibility="collapsed")
    return str(pick(draw, label, words, name=name, default=default, forgets=forgets))


def is_on(name: str, default: bool = False) -> bool:
    """What the address says of a switch."""
    return {"1": True, "0": False}.get(get(name) or "", default)


def is_printed() -> bool:
    """Whether the page is drawn for paper."""
    return is_on(PRINTED)


def is_narrow() -> bool:
    """Whether the page is drawn for a telephone."""
    return 0 < _width() <= _TELEPHONE


def room() -> int:
    """Pixels across that a table has on the page; 0 where nobody knows or on a telephone."""
    return max(0, _width() - _AROUND) if _width() > _TELEPHONE else 0


def _width() -> int:
    said = str(st.context.cookies.get(_WIDTH))
    return int(said) if re.fullmatch("[0-9]{1,5}", said) else 0


def toggle(label: str, *, name: str, default: bool = False) -> bool:
    """A switch; the address holds `1` or `0` where it is not as at the beginning."""
    return bool(_hand(partial(st.toggle, label), name, is_on(name, default), default))


def words(
    draw: Callable[..., Any], label: str, *, name: str, forgets: tuple[str, ...] = (), stays: bool = False
) -> str:
    """What a reader typed into a widget of Streamlit (`st.text_input`); written at Enter. `forgets` as of `pick`.

    `stays`: the name is in the address even where nothing is typed.
    """
    write = partial(put, **dict.fromkeys(forgets))
    return str(_hand(partial(draw, label), name, get(name) or "", None if stays else "", write))


def calendar(label: str, value: date, *, name: str, first: date, last: date) -> None:
    """Any day from `first` to `last`, which is the default, beside a list of the same name."""
    draw = partial(st.date_input, label, min_value=first, max_value=last, format="DD/MM/YYYY")
    _hand(draw, f"{name}@lich", value, last)


def mark(name: str, code: str | None = None) -> None:
    """A mark of a chart was clicked: chosen, or no longer where it was; None: nothing is; a list of that name begins
    at its first page. For callbacks."""
    marked(**{name: None if get(name) == code else code, page_of(name): None})


def page_of(name: str) -> str:
    """Under which name the address says the page of a list."""
    return f"trang_{name}"


def on_day(day: str) -> None:
    """A day (YYYY-MM-DD) of a chart was clicked: the page as of it. For callbacks."""
    put(as_of=day)


def on_unit(unit: str) -> None:
    """A unit of a chart was clicked: the page of it alone. For callbacks."""
    put(unit=unit)


def clicked(key: str, kind: str, many: int) -> list[tuple[int, Any]]:
    """What was clicked in the grid `key` of so many rows: at most one (row, column) of its "cells" or its "rows" (there
    the column is None). For callbacks. A browser may say anything: what is no row of the grid is no click."""
    said = st.session_state[key]["selection"][kind][:1]
    found = [(one, None) for one in said] if kind == "rows" else said
    return [(int(row), column) for row, column in found if str(row).isdecimal() and int(row) < many]


def marked(**changes: Any) -> None:
    """What a click on something selectable changes; it is drawn anew. For callbacks."""
    put(**changes)
    st.session_state[_TURN] = turn() + 1


def _hand(
    draw: Callable[..., Any], name: str, value: Any, default: Any, write: Callable[..., None] = put
) -> Any:
    """A widget set to `value` before it is drawn; a change goes into the view (`write`), the default out of it. Of two
    widgets of one name the second is called `name@…`."""
    hands = st.session_state.setdefault(_HANDS, {})
    has, times = hands.get(name, (value, 0))
    times += has != value
    hands[name] = value, times
    key = f"{name}~{times}" if times else name
    st.session_state[key] = value

    def changed() -> None:
        if hands[name][1] != times:
            return
        chosen = st.session_state[key]
        hands[name] = chosen, times
        write(**{name.partition("@")[0]: None if chosen == default else chosen})

    draw(key=key, on_change=changed)
    return value


def _view() -> dict[str, str]:
    found: dict[str, str] = st.session_state.get(_VIEW) or {}
    return found


def _changed(view: Mapping[str, str], changes: Mapping[str, Any]) -> dict[str, str]:
    made = dict(view)
    for word, value in changes.items():
        made.pop(_WORDS.get(word, word), None)
        if value is not None:
            made[_WORDS.get(word, word)] = _code(value)
    return made


def _code(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)
