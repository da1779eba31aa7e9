"""Where a home shows sums without their records: what the sums alone tell, in the place of what is told by rows."""

from collections.abc import Callable

from chiso.present.pictures import rates
from chiso.store import attached
from chiso.web.parts import loading, plots
from chiso.web.shell.context import Context
from chiso.web.shell.problems import show_error
from chiso.words.cards import NAMES


def by_unit(here: Context, *pages: str) -> None:
    """Units by the indicators of NAMES, or by those that one of the `pages` speaks of."""
    names = {code: name for code, name in NAMES.items() if not pages or rates.PAGES[name][0] in pages}
    drawn = rates.heat(loading.values(here, by="unit"), names)
    plots.heat(drawn, here, name="tong_theo_don_vi", pages={})


def only(here: Context, draw: Callable[[], None] | None = None) -> bool:
    """Whether there are no records here to ask; then it says so, and `draw` shows what there is."""
    if attached.has_records(here.store):
        return False
    show_error(attached.without_records())
    if draw is not None:
        draw()
    return True
