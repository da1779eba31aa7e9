"""What Streamlit keeps of a tab: looked up without a copy, and of the widgets that are drawn, no others."""

from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import WStates

_forget = WStates.remove_stale_widgets


def install() -> None:
    """From now on in this process."""
    # Every list and field looks its one key up there: in the state itself instead of in a copy of the whole of it.
    SafeSessionState.filtered_state = property(lambda state: state)  # type: ignore[method-assign,assignment]
    WStates.remove_stale_widgets = _forget_whole  # type: ignore[method-assign,assignment]


def _forget_whole(states: WStates, active: frozenset[str], fragments: list[str] | None) -> None:
    """Streamlit forgets the values of widgets that are drawn no more and keeps what they would do: with it every list
    that a tab ever showed."""
    _forget(states, active, fragments)
    states.widget_metadata = {
        name: known
        for name, known in states.widget_metadata.items()
        if name in active or (fragments and known.fragment_id not in fragments)
    }
