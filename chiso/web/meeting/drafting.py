"""The deck that somebody is making: what is chosen and written over is kept with every change, under his name."""

from collections.abc import Callable

import streamlit as st

from chiso.core.text import plain
from chiso.desk import drafts
from chiso.present import deck
from chiso.web.parts import widgets
from chiso.web.shell.context import Context, kept_until_written
from chiso.web.shell.problems import explained


def place(here: Context) -> drafts.Place:
    """Of what the deck on the page is."""
    return drafts.Place(here.agency, here.unit, here.asked.as_of)


def choice(here: Context) -> deck.Choice:
    """What this account chose, as it stands now: another browser may have changed it since the page was drawn."""
    return deck.Choice.of(kept_until_written(here.store, drafts.mine, here.actor.name, place(here)))


def write(here: Context, changed: Callable[[deck.Choice], deck.Choice]) -> None:
    """Keeps what `changed` makes of it. Refused: as `drafts.change`, as `changed` does."""
    drafts.change(here.store, here.actor, place(here), lambda raw: changed(deck.Choice.of(raw)).as_json())


def choose(here: Context, changed: Callable[[deck.Choice], deck.Choice]) -> None:
    """The same for a button: what is refused is said on the page."""
    with explained():
        write(here, changed)


def unused(
    key: str, said: str, text: str, again: Callable[[], None] | None, away: Callable[[], None]
) -> None:
    """What was written for other figures and is not used: taken again or dropped by a click."""
    with st.container(border=True, gap="xxsmall", key=f"cu_{key}"):
        st.markdown(f":orange[:material/history: {said}] {plain(text)}")
        with widgets.toolbar():
            if again is not None:
                widgets.quiet("Vẫn dùng", "check", again, key=f"van_dung_{key}")
            widgets.quiet("Bỏ", "delete", away, key=f"bo_cu_{key}")


def others(here: Context) -> list[drafts.Draft]:
    """Who else is making the deck of this day."""
    found = kept_until_written(here.store, drafts.drafts, place(here))
    return [one for one in found if one.who != here.actor.name and one.as_of == here.as_of]
