"""What a page may ask of the frame: who looks, at which agency, year, date and unit; and how to go elsewhere.

A page file begins with `here = current()` and reads everything else from it. The frame script fills it once
per run, before the page runs; nothing here survives a run.
"""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from chiso.core.clock import today
from chiso.core.periods import cchc_year_bounds, month_end
from chiso.core.settings import Limits
from chiso.figures.ask import Asked
from chiso.people.actor import ADMINISTER, Actor
from chiso.store import Store, attached
from chiso.web.shell.at_hand import AtHand
from chiso.web.shell.view import goto

__all__ = [
    "Context",
    "current",
    "goto",
    "kept",
    "kept_until_written",
    "kept_whole",
    "publish",
    "signed_in",
    "told",
]

_CONTEXT = "_chiso_context"
T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """One look at the data. `unit` None: all units of the agency; `as_of` None: nothing imported yet."""

    store: Store
    agency: str
    year: int
    as_of: date | None
    unit: str | None
    compare: str  # one of periods.COMPARISONS, or a day (YYYY-MM-DD)
    actor: Actor  # who looks; goes into every writer
    palette: str  # light, dark
    agency_name: str = ""
    unit_name: str = ""
    is_demonstration: bool = False
    date_from: date | None = None  # a range begins here instead of at the year's first day
    without: tuple[str, ...] = ()  # groups of dossiers that do not count

    @property
    def asked(self) -> Asked:
        """The question of this look. Raises LookupError before the first import."""
        if self.as_of is None:
            raise LookupError("nothing imported yet: no day to ask about")
        return Asked(
            agency=self.agency,
            as_of=self.as_of,
            year=self.year,
            unit=self.unit,
            date_from=self.date_from,
            compare=self.compare,
            without=self.without,
        )

    @property
    def first(self) -> date:
        """The first day that counts: of the chosen range, else of the CCHC year."""
        return self.date_from or cchc_year_bounds(self.year)[0]

    @property
    def only_unit(self) -> str | None:
        """The unit to which the account is limited; None too where it is all of this agency."""
        return None if self.actor.scope == self.agency else self.actor.scope

    def may(self, ability: str) -> bool:
        """Whether the role allows `edit` (notes, plan status, slides), `upload` or `administer`; where sums made
        elsewhere are shown nothing is entered, whoever asks (chiso/people/acts.py)."""
        return self.actor.may(ability) and (ability == ADMINISTER or not attached.is_on(self.store))

    def but(self, **changes: Any) -> "Context":
        """The same look with some fields changed, for example another unit.

        A clicked unit is what the browser says: an account limited to one unit stays with it.
        """
        if self.only_unit is not None:
            changes.pop("unit", None)
        return replace(self, **changes)

    def month(self, first: date) -> "Context":
        """The same look at a whole calendar month up to its day, whatever was asked: a CCHC year begins within one."""
        return self.but(as_of=min(self.asked.day, month_end(first)), year=0, date_from=first)


def current() -> Context:
    """The context of this run. Raises LookupError outside the frame."""
    context = st.session_state.get(_CONTEXT)
    if not isinstance(context, Context):
        raise LookupError("the frame has not run: open the page through chiso/web/shell/frame.py")
    return context


def signed_in() -> Mapping[str, Any]:
    """What the gate said of this page's sign-in: username, session. `st.user` looks for a file of secrets each time."""
    run = get_script_run_ctx()
    return run.user_info if run else {}


def publish(context: Context) -> None:
    """For the frame (and for tests of a page): make `context` the current one."""
    st.session_state[_CONTEXT] = context


def kept(store: Store, function: Callable[..., T], *given: Any, **parameters: Any) -> T:
    """What `function` answers of the store, asked once per data version, so that a rerun costs nothing.

    A named query: `kept(store, Store.run, "frame/agencies")`. What people enter raises the version too. Figures are one
    answer for whatever day they are held against. Of all answers so many bytes stay, the ones asked for last: a list of
    everything overdue may have ten megabytes.
    """
    name = _name(function)
    if name.startswith("chiso.figures."):
        given = tuple(one.alone if isinstance(one, Asked) else one for one in given)
    asked = (str(store.home), store.data_version, name, given, sorted(parameters.items()))
    # Streamlit's own hashing of what is asked takes five times as long, 6 to 28 times a page.
    return _answered(pickle.dumps(asked), lambda: function(store, *given, **parameters))


def kept_until_written(store: Store, function: Callable[..., T], *given: Any, **named: Any) -> T:
    """The same of what is written without a new version (a deck that is kept, a draft): asked once a day until this
    process, the only one that writes, has written anything."""
    asked = (str(store.home), store.writes, today(), _name(function), given, sorted(named.items()))
    return _answered(pickle.dumps(asked), lambda: function(store, *given, **named))


def told(here: Context, function: Callable[..., T], *given: Any) -> T:
    """What `function(here, …)` says of a look, made once per data version: it asks `here` for its store and question
    alone, whoever looks. Nobody writes into what is answered."""
    asked = (str(here.store.home), here.store.data_version, _name(function), here.asked, given)
    return _answered(pickle.dumps(asked), lambda: function(here, *given))


def kept_whole(function: Callable[..., T], *given: Any, **named: Any) -> T:
    """The same of a function that answers from what it is given alone, so that no change of the data ends it."""
    asked = pickle.dumps((_name(function), given, named))
    # of no home; what is given may be a whole list
    return _answered(pickle.dumps(("", sha256(asked).digest())), lambda: function(*given, **named))


_at_hand = AtHand(Limits().at_hand_bytes)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _answered(asked: bytes, ask: Callable[[], T]) -> T:
    found: T = _at_hand.of(asked, lambda: _kept(asked, ask))
    return found


@st.cache_data(show_spinner=False, max_size=Limits().kept_bytes)
def _kept(asked: bytes, _ask: Callable[[], Any]) -> bytes:
    return pickle.dumps(_ask())  # here: what is at hand is weighed by the same bytes
