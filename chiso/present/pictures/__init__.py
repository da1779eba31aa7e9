"""Values -> Chart, by topic: what a page and the deck both show is built here, once."""

from chiso.words.states import State

# On bars what is met is ours, not green, and what nobody judges is grey.
_ON_BARS = {"good": "accent", "muted": "axis", "neutral": "axis"}


def bar_role(state: State) -> str:
    """The role of a bar whose value is in that state."""
    return _ON_BARS.get(state.role, state.role)
